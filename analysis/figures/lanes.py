"""Draw the dates behind each warrant in a lane of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis import findings
from analysis.figures._style import (
    GREY,
    NORMAL,
    PALETTE,
    SMALL,
    day_number,
    default_style,
    draw_key,
    draw_range,
    empty_figure,
    finish,
    label,
    label_dates,
    row_figure,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

KIND_COLOURS = {
    "event behind it": PALETTE[1],
    "decision": PALETTE[2],
    "issue": PALETTE[4],
    "announcement": PALETTE[0],
    "publication of the text": PALETTE[3],
}
ISSUE = "issue"
MOST_ROWS = 40


@default_style
def lanes(dates: pd.DataFrame, title: str | None = None) -> Figure:
    """Draw, in a lane for each warrant, the dates that each text gives and its own publication.

    A day is a dot, a span a thin pale bar, an open end an arrow.

    Parameters
    ----------
    dates : DataFrame
        What `tables.lanes` returns, or some of its rows.
    title : str, optional
        The finding; by default computed from what is drawn.

    Returns
    -------
    Figure
        One row per text and date, beneath the name of the warrant.
    """
    title = title or findings.lanes_title(dates)
    if dates.empty:
        return empty_figure(title, "No text dates a warrant.")
    drawn = dates.head(MOST_ROWS)
    note = "A dot is a day; a pale bar is all that the words allow; an arrow, an open end."
    if len(drawn) < len(dates):
        note += f" {len(dates) - len(drawn)} more dates are left out."
    first, last = _months(drawn)
    n_rows = len(drawn) + drawn["warrant_id"].nunique()
    figure, axes = row_figure(n_rows, title, width=12.5, left=0.2, right=0.62, key=0.25, note=note)
    axes.set_yticks([])
    axes.set_xlim(first, last)
    place: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "va": "center"}
    columns = ["source", "kind", "words", "date_start", "date_end"]
    y = 0
    for _, lane in drawn.groupby("warrant_id", sort=False):
        _name_lane(axes, y, lane)
        previous = ""
        for source, kind, words, start, end in lane[columns].itertuples(index=False, name=None):
            y += 1
            span = day_number(start), day_number(end)
            draw_range(axes, y, span, (first, last), KIND_COLOURS[kind], pale=True)
            heading = "" if source == previous else label(source, 34)
            axes.text(-0.03, y, heading, ha="right", fontsize=SMALL, **place)
            axes.text(1.03, y, label(f"{kind}: {words}", 76), ha="left", fontsize=SMALL, **place)
            previous = source
        y += 1
    label_dates(axes)
    draw_key(figure, {k: c for k, c in KIND_COLOURS.items() if k in set(drawn["kind"])}, note=note)
    finish(
        figure,
        title,
        note,
        "; ".join(_in_words(lane) for _, lane in drawn.groupby("warrant", sort=False)),
    )
    return figure


def _months(dates: pd.DataFrame) -> tuple[float, float]:
    """Return the edges of the axis: the months of the first and the last bound that is known."""
    known = pd.concat([dates["date_start"], dates["date_end"]]).dropna()
    first = known.min().to_period("M").start_time - pd.Timedelta(days=15)
    last = known.max().to_period("M").end_time + pd.Timedelta(days=45)
    return day_number(first), day_number(last)


def _name_lane(axes: Axes, y: int, lane: pd.DataFrame) -> None:
    """Write the name of a warrant above its lane, and whether any text dates its issue."""
    box = axes.get_position()
    left, right = (0.01 - box.x0) / box.width, (0.99 - box.x0) / box.width
    place: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "va": "center"}
    name = label(lane["warrant"].iloc[0], 40)
    axes.text(left, y, name, fontsize=NORMAL, fontweight="bold", **place)
    if ISSUE not in set(lane["kind"]):
        words = "no date of issue in any text"
        axes.text(1.03, y, words, fontsize=SMALL, style="italic", color=GREY, **place)
    axes.axhline(y - 0.5, xmin=left, xmax=right, color="#D0D0D0", lw=0.6, clip_on=False)


def _in_words(lane: pd.DataFrame) -> str:
    """Return what a lane shows, for the alternative text."""
    name, n_texts = lane["warrant"].iloc[0], lane["source"].nunique()
    exact = int((lane["date_start"] == lane["date_end"]).sum())
    return f"{name}: {len(lane)} dates of {n_texts} texts, {exact} exact to the day"
