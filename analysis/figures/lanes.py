"""Draw the dates behind each warrant in a lane of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.figures import titles
from analysis.figures._output import PALETTE, default_style
from analysis.figures._rows import edges, lay_out, write_rows
from analysis.figures._style import (
    DATE_MARKS,
    day_number,
    day_spans,
    draw_key,
    draw_range,
    empty_figure,
    finish,
    key_height,
    label_dates,
    mark_keys,
    row_figure,
)
from analysis.findings.sentences import be
from analysis.public import require_columns
from analysis.tables.lanes import KINDS, PUBLICATION

if TYPE_CHECKING:
    from matplotlib.figure import Figure

KIND_COLOURS = {
    **dict(zip(KINDS.values(), (PALETTE[place] for place in (7, 2, 4, 0)), strict=True)),
    PUBLICATION: PALETTE[3],
}
TABLE = "tables.lanes"
COLUMNS = ("warrant_id", "warrant", "source", "kind", "words", "date_start", "date_end")
NO_ISSUE = "no date of issue among these"
MOST_ROWS = 40


@default_style
def lanes(dates: pd.DataFrame, title: str | None = None, *, narrow: bool = False) -> Figure:
    """Draw, in a lane for each warrant, the dates that each text gives and its own publication.

    A day is a dot, a span a thin pale bar, an open end an arrow.

    Parameters
    ----------
    dates : DataFrame
        What `tables.lanes` returns, or some of its rows.
    title : str, optional
        The finding; by default `titles.lanes` computes it from `dates`.
    narrow : bool
        Whether to draw it for a phone.

    Returns
    -------
    Figure
        One row per text and date, beneath the name of the warrant.
    """
    require_columns(dates, COLUMNS, "figures.lanes", TABLE)
    title = titles.lanes(dates) if title is None else title
    if dates.empty:
        return empty_figure(title, "No text dates a warrant.", TABLE, narrow=narrow)
    drawn = dates.head(MOST_ROWS)
    note = "Each date is as exact as the words of the text."
    if len(drawn) < len(dates):
        note += f" {len(dates) - len(drawn)} more dates are left out."
    colours = {kind: colour for kind, colour in KIND_COLOURS.items() if kind in set(drawn["kind"])}
    issued = set(drawn.loc[drawn["kind"] == titles.ISSUE, "warrant_id"])
    gaps = ["" if warrant in issued else NO_ISSUE for warrant in drawn["warrant_id"]]
    layout = lay_out(
        drawn["source"],
        drawn["kind"] + ": " + drawn["words"],
        groups=zip(drawn["warrant"], gaps, strict=True),
        narrow=narrow,
    )
    place = edges(layout, 0.2, 0.62)
    limits, spans = _months(drawn), day_spans(drawn)
    keys = mark_keys(spans, limits, DATE_MARKS, pale=True)
    key = key_height(len(colours) + len(keys), place["width"])
    figure, axes = row_figure(layout.n_rows, title, **place, key=key, note=note)
    for y, span, kind in zip(layout.marks, spans, drawn["kind"], strict=True):
        draw_range(axes, y, span, limits, KIND_COLOURS[kind], pale=True)
    write_rows(axes, layout)
    axes.set_xlim(*limits)
    label_dates(axes)
    draw_key(figure, colours, *keys, note=note)
    n_days = int((dates["date_start"] == dates["date_end"]).sum())
    n_lanes = dates["warrant_id"].nunique()
    seen = f"Lanes: {n_lanes}; dates: {len(dates)}, of which {n_days} {be(n_days)} exact to the day"
    finish(figure, title, note, seen, TABLE)
    return figure


def _months(dates: pd.DataFrame) -> tuple[float, float]:
    """Return the edges of the axis: the months of the first and the last known bound."""
    known = pd.concat([dates["date_start"], dates["date_end"]]).dropna()
    first = known.min().to_period("M").start_time - pd.Timedelta(days=15)
    last = known.max().to_period("M").end_time + pd.Timedelta(days=45)
    return day_number(first), day_number(last)
