"""Draw the dates that each text gives, each as exact as its words."""

from __future__ import annotations

import pandas as pd
from matplotlib.dates import date2num
from matplotlib.figure import Figure

from analysis import findings
from analysis.figures import _selection
from analysis.figures._style import (
    PALETTE,
    day_number,
    default_style,
    draw_key,
    draw_range,
    empty_figure,
    finish,
    label_dates,
    label_rows,
    row_figure,
)

BASIS_COLOURS = {"stated": PALETTE[0], "inferred": PALETTE[7], "outside": PALETTE[1]}
MOST_PUBLICATIONS = 12  # rows for dates of publication; if there are more, none is drawn


@default_style
def timeline(dates: pd.DataFrame, title: str | None = None) -> Figure:
    """Draw each date as a dot, a span as a thin pale bar, and an open end as an arrow.

    The axis covers the dates that are precise to a month. The note counts dates that lie wholly
    outside it; publications outside it are drawn at its edge.

    Parameters
    ----------
    dates : DataFrame
        One row per date and text, as `tables.timeline` returns it.
    title : str, optional
        The finding; by default computed from what is drawn.

    Returns
    -------
    Figure
        One row per date, in groups by `what`.
    """
    title = title or findings.timeline_title(dates)
    first, last = _selection.window(dates)
    if pd.isna(first) or pd.isna(last):
        return empty_figure(title, "No date is given.")
    rows, note = _rows_and_note(dates, first, last)
    figure, axes = row_figure(
        len(rows), title, width=12.5, left=0.29, right=0.655, key=0.25, note=note
    )
    edges = date2num(first), date2num(last)
    columns = (rows[name] for name in ("date_start", "date_end", "basis"))
    for y, (start, end, basis) in enumerate(zip(*columns, strict=True)):
        draw_range(
            axes, y, (day_number(start), day_number(end)), edges, BASIS_COLOURS[basis], pale=True
        )
    actor = (" · by " + rows["actor"]).where(rows["actor"] != "", "")
    label_rows(axes, rows["what"], rows["source"] + ": " + rows["words"] + actor)
    axes.set_xlim(*edges)
    label_dates(axes)
    bases = set(rows["basis"])
    colours = {basis: colour for basis, colour in BASIS_COLOURS.items() if basis in bases}
    draw_key(figure, colours, note=note)
    finish(figure, title, note, f"{len(rows)} dates; tables.timeline has each")
    return figure


def _rows_and_note(
    dates: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp
) -> tuple[pd.DataFrame, str]:
    """Choose the rows to draw between two days, and describe what they leave out."""
    is_inside = _is_inside(dates, first, last)
    n_outside = int((~is_inside & ~dates["publication"]).sum())
    all_published = dates[dates["publication"]]
    published = all_published if len(all_published) <= MOST_PUBLICATIONS else all_published[:0]
    reported = dates[is_inside & ~dates["publication"]]
    drawn = _selection.most_reported(
        reported,
        group=["what"],
        same=["what", "words", "date", "basis", "actor"],
        who="source",
        most=_selection.ROWS - len(published),
    )
    note = "As each text puts it, in short; inferred: by us, as the note of the statement says. "
    note += f"{n_outside} dates begin or lie beyond these months."
    n_unpublished = len(all_published) - len(published)
    if len(drawn) < len(reported) or n_unpublished:
        note += _selection.summary_note(reported, drawn, "dates")
        note += f" {n_unpublished} publications are left out."
    return _selection.by_date(pd.concat([drawn, published])), note


def _is_inside(dates: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> pd.Series:
    """Select the dates that begin between two days, or end there if their start is open."""
    start, end = dates["date_start"], dates["date_end"]
    return start.between(first, last) | (start.isna() & end.between(first, last))
