"""Draw reported numbers of people as ranges."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis import findings
from analysis.errors import UserError
from analysis.figures import _selection
from analysis.figures._style import (
    GREY,
    NORMAL,
    PALETTE,
    default_style,
    draw_key,
    draw_range,
    empty_figure,
    finish,
    label_rows,
    row_figure,
)
from analysis.tables import NO_FIGURE

VOICE_COLOURS = {"own voice": PALETTE[0], "another speaker": PALETTE[1]}
MOST_TICKS = 10


@default_style
def ranges(counts: pd.DataFrame, title: str | None = None) -> Figure:
    """Draw reported numbers on a logarithmic axis, one row per text and voice.

    An open bound is an arrow. A number reported without a figure is hatched across the axis.

    Parameters
    ----------
    counts : DataFrame
        The counts of `tables.casualties`, with `low` and `high` in persons.
    title : str, optional
        The finding; by default computed from what is drawn.

    Returns
    -------
    Figure
        One row per number, in groups by entity and property.

    Raises
    ------
    UserError
        If a row is about something other than a number.
    """
    _refuse_other_values(counts)
    title = title or findings.casualties_title(counts)
    rows, note = _rows_and_note(counts)
    if rows.empty:
        return empty_figure(title, "No number is reported.")
    figure, axes = row_figure(
        len(rows), title, width=12.5, left=0.29, right=0.60, key=0.25, note=note
    )
    greatest = max([2.0, *rows["low"].dropna().map(float), *rows["high"].dropna().map(float)])
    top = float(10.0 ** np.ceil(np.log10(3 * greatest)))
    _scale(axes, top)
    columns = (rows[name] for name in ("low", "high", "own_voice"))
    for y, (low, high, own_voice) in enumerate(zip(*columns, strict=True)):
        colour = VOICE_COLOURS["own voice" if own_voice else "another speaker"]
        _draw_count(axes, y, (_bound(low), _bound(high)), top, colour)
    words = rows["voice"] + ": " + rows["value_text"]
    label_rows(axes, rows["entity"] + ": " + rows["property"], words)
    voices = np.where(rows["own_voice"], *VOICE_COLOURS)
    draw_key(figure, {v: c for v, c in VOICE_COLOURS.items() if v in voices}, note=note)
    finish(figure, title, note, f"{len(rows)} numbers, each a dot or a range, with who gives it")
    return figure


def _refuse_other_values(counts: pd.DataFrame) -> None:
    """Raise UserError if a row is a name, a date or another value that is no number."""
    is_open = counts["low"].isna() & counts["high"].isna()
    is_count = ~is_open | counts["value_text"].str.endswith(f"({NO_FIGURE})")
    if not is_count.all():
        row = counts[~is_count].iloc[0]
        raise UserError(
            f"{row['property']}: “{row['value_text']}” has no number; keep the rows that have one: "
            "counts[counts['low'].notna() | counts['high'].notna()]"
        )


def _rows_and_note(counts: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Choose the rows to draw, in groups by entity and property, and describe the rest."""
    counts = counts.drop_duplicates(["entity", "property", "voice", "value_text"])
    groups = counts["entity"] + counts["property"]
    first = pd.Series(groups.index, groups.index).groupby(groups).transform("min")
    ordered = counts.loc[first.sort_values(kind="stable").index].reset_index(drop=True)
    rows = _selection.most_reported(
        ordered,
        group=["entity", "property"],
        same=["entity", "property", "value_text", "own_voice"],
        who="voice",
    )
    note = "Dot: one number. Bar with arrow: open on that side. Hatched: reported without a figure."
    return rows, note + _selection.summary_note(ordered, rows, "numbers")


def _bound(number: float | None) -> float:
    """Return a bound as a float, NaN if it is open."""
    return np.nan if pd.isna(number) else float(number)


def _draw_count(axes: Axes, y: int, bounds: tuple[float, float], top: float, colour: str) -> None:
    """Draw one number, hatched across the axis if both bounds are open."""
    if not np.isnan(bounds).all():
        draw_range(axes, y, bounds, (0.0, top), colour)
        return
    box = Rectangle((0, y - 0.3), top, 0.6, hatch="////", fill=False, edgecolor=GREY, lw=0)
    axes.add_patch(box)


def _scale(axes: Axes, top: float) -> None:
    """Make the axis linear up to one person, then logarithmic up to `top`."""
    axes.set_xscale("symlog", linthresh=1)
    axes.set_xlim(-0.5, top)
    decades = np.arange(0, np.log10(top) + 1)
    ticks = [0, *(10.0 ** decades[:: -(-len(decades) // MOST_TICKS)])]
    axes.set_xticks(ticks, [_abbreviated(tick) for tick in ticks])
    axes.minorticks_off()
    axes.set_xlabel("Number of people (logarithmic above one)", fontsize=NORMAL)


def _abbreviated(number: float) -> str:
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if number >= size:
            return f"{number / size:g}{letter}"
    return f"{number:g}"
