"""Draw the dates that each text gives, each as exact as its words."""

from __future__ import annotations

import pandas as pd
from matplotlib.dates import date2num
from matplotlib.figure import Figure

from analysis.figures import _selection, titles
from analysis.figures._output import PALETTE, default_style
from analysis.figures._rows import edges, lay_out, write_rows
from analysis.figures._style import (
    DATE_MARKS,
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
from analysis.findings.sentences import be, count_noun
from analysis.public import require_columns

BASIS_COLOURS = {"stated": PALETTE[0], "inferred": PALETTE[7], "outside": PALETTE[4]}
TABLE = "tables.timeline"
COLUMNS = ("what", "source", "words", "date", "date_start", "date_end", "basis", "actor")
MOST_PUBLICATIONS = 12  # rows for dates of publication; if there are more, none are drawn


@default_style
def timeline(dates: pd.DataFrame, title: str | None = None, *, narrow: bool = False) -> Figure:
    """Draw each day as a dot, a span as a thin pale bar, and an open end as an arrow.

    The axis covers the dates that are precise to a month or, if there are none, whatever is dated.
    A hollow arrow at its edge marks a date that continues or lies beyond it, and the note counts
    the dates that are left out.

    Parameters
    ----------
    dates : DataFrame
        One row per date and text, as `tables.timeline` returns it, or some of its rows.
    title : str, optional
        The finding; by default `titles.timeline` computes it from `dates`.
    narrow : bool
        Whether to draw it for a phone.

    Returns
    -------
    Figure
        One row per date, in groups by `what`.

    Examples
    --------
    >>> import analysis
    >>> from analysis import tables
    >>> dates = tables.timeline(analysis.load())
    >>> timeline(dates[dates["words"] == "January 3, 2020"]).get_label().partition(":")[0]
    'Airstrike that killed Qasem Soleimani'
    """
    require_columns(dates, (*COLUMNS, "publication"), "figures.timeline", TABLE)
    title = titles.timeline(dates) if title is None else title
    first, last = _selection.window(dates)
    if pd.isna(first):
        return empty_figure(title, "No row has a date.", TABLE, narrow=narrow)
    rows, note = _rows_and_note(dates)
    bases = set(rows["basis"])
    colours = {basis: colour for basis, colour in BASIS_COLOURS.items() if basis in bases}
    actor = (" · carried out by " + rows["actor"]).where(rows["actor"] != "", "")
    words = rows["source"] + ": " + rows["words"] + actor
    layout = lay_out(rows["what"], words, narrow=narrow)
    place = edges(layout, 0.29, 0.655)
    limits = date2num(first), date2num(last)
    spans = day_spans(rows)
    keys = mark_keys(spans, limits, DATE_MARKS, pale=True)
    key = key_height(len(colours) + len(keys), place["width"])
    figure, axes = row_figure(layout.n_rows, title, **place, key=key, note=note)
    for y, span, basis in zip(layout.marks, spans, rows["basis"], strict=True):
        draw_range(axes, y, span, limits, BASIS_COLOURS[basis], pale=True)
    write_rows(axes, layout)
    axes.set_xlim(*limits)
    label_dates(axes)
    draw_key(figure, colours, *keys, note=note)
    n_days = int((dates["date_start"] == dates["date_end"]).sum())
    seen = f"Dates: {len(dates)}, of which {n_days} {be(n_days)} exact to the day"
    finish(figure, title, note, seen, TABLE)
    return figure


def _rows_and_note(dates: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Choose the rows to draw, and describe what they leave out."""
    all_published = dates[dates["publication"]]
    published = all_published if len(all_published) <= MOST_PUBLICATIONS else all_published[:0]
    reported = _selection.reported_in_window(dates)
    n_outside = len(dates) - len(all_published) - len(reported)
    drawn = _selection.most_reported(
        reported,
        group=["what"],
        same=["what", "words", "date", "basis", "actor"],
        who="source",
        most=_selection.ROWS - len(published),
    )
    note = "Dates marked as inferred were inferred by us; the note of each row says how. "
    if n_outside:
        note += f"{count_noun(n_outside, 'date')} {be(n_outside)} outside the months shown."
    n_unpublished = len(all_published) - len(published)
    if len(drawn) < len(reported) or n_unpublished:
        note += _selection.summary_note(reported, drawn, "dates")
        note += f" {count_noun(n_unpublished, 'publication')} {be(n_unpublished)} left out."
    return _selection.by_date(pd.concat([drawn, published])), note
