"""Draw reported numbers of people as ranges."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.errors import UserError
from analysis.figures import _selection, titles
from analysis.figures._output import PALETTE, default_style
from analysis.figures._rows import edges, lay_out, write_rows
from analysis.figures._style import (
    GREY,
    NORMAL,
    SMALL,
    Mark,
    draw_key,
    draw_range,
    empty_figure,
    finish,
    key_height,
    label,
    mark_keys,
    row_figure,
)
from analysis.findings.sentences import join_names
from analysis.public import require_columns
from analysis.text.counted import count_noun
from analysis.values.counts import UNQUANTIFIED

VOICE_COLOURS = {"own voice": PALETTE[0], "another speaker": PALETTE[2]}
MARKS = {
    Mark.SINGLE: "one number",
    Mark.SPAN: "all numbers the words allow",
    Mark.OPEN: "no greatest or least number",
}
TABLE = "tables.casualties"
COLUMNS = ("entity", "property", "value", "value_text", "low", "high", "modality", "quote")
LONGEST_QUOTE = 56  # characters in the words of a quantity without a figure
NO_FIGURE = "no figure given"
MOST_TICKS = 10


@default_style
def ranges(counts: pd.DataFrame, title: str | None = None, *, narrow: bool = False) -> Figure:
    """Draw reported numbers on a logarithmic axis, one row per text and voice.

    An open bound is an arrow. A quantity without a figure is written in words.

    Parameters
    ----------
    counts : DataFrame
        What `tables.casualties` returns, without the rows that have no number; `low` and `high`
        are in persons.
    title : str, optional
        The finding; by default `titles.ranges` computes it from `counts`.
    narrow : bool
        Whether to draw it for a phone.

    Returns
    -------
    Figure
        One row per number, in groups by entity and property.

    Raises
    ------
    UserError
        If a row is not a number, such as the name of a person among the dead.

    Examples
    --------
    >>> import analysis
    >>> from analysis import tables
    >>> table = tables.casualties(analysis.load())
    >>> ranges(table[table["property"] == "injured"]).get_label().partition(":")[0]
    'Injured in the strikes in Iraq'
    """
    require_columns(counts, (*COLUMNS, "source", "own_voice", "voice"), "figures.ranges", TABLE)
    _require_numbers(counts)
    title = titles.ranges(counts) if title is None else title
    rows, note = _rows_and_note(counts)
    if rows.empty:
        return empty_figure(title, "No number is reported.", TABLE, narrow=narrow)
    voices = np.where(rows["own_voice"].astype(bool), *VOICE_COLOURS)
    colours = {voice: colour for voice, colour in VOICE_COLOURS.items() if voice in voices}
    layout = lay_out(
        rows["entity"] + ": " + rows["property"].str.replace("_", " "),
        rows["voice"] + ": " + _words(rows),
        narrow=narrow,
    )
    place = edges(layout, 0.29, 0.60)
    greatest = max([2.0, *rows["low"].dropna().map(float), *rows["high"].dropna().map(float)])
    limits = 0.0, float(10.0 ** np.ceil(np.log10(3 * greatest)))
    spans = list(zip(_bounds(rows["low"]), _bounds(rows["high"]), strict=True))
    keys = mark_keys((span for span in spans if not np.isnan(span).all()), limits, MARKS)
    key = key_height(len(colours) + len(keys), place["width"])
    figure, axes = row_figure(layout.n_rows, title, **place, key=key, note=note)
    _scale(axes, limits[1])
    for y, span, voice in zip(layout.marks, spans, voices, strict=True):
        if np.isnan(span).all():
            axes.text(0, y, NO_FIGURE, va="center", fontsize=SMALL, style="italic", color=GREY)
        else:
            draw_range(axes, y, span, limits, VOICE_COLOURS[voice])
    write_rows(axes, layout)
    draw_key(figure, colours, *keys, note=note)
    n_texts = counts["source"].nunique()
    seen = f"Numbers reported: {len(rows)}, in {n_texts} {'text' if n_texts == 1 else 'texts'}"
    finish(figure, title, note, seen, TABLE)
    return figure


def _require_numbers(counts: pd.DataFrame) -> None:
    """Raise an error if a row has no number, like most rows of `tables.casualties`."""
    has_bound = counts["low"].notna() | counts["high"].notna()
    is_number = has_bound | (counts["value"] == UNQUANTIFIED)
    if is_number.all():
        return
    wrong_rows = int((~is_number).sum())
    wrong = sorted(set(counts.loc[~is_number, "property"]))
    numbers = sorted(set(counts.loc[is_number, "property"]) - set(wrong))
    advice = f'keep those that have one: counts[counts["property"].isin({numbers})]'
    if not numbers:
        advice = "pass those rows of tables.casualties that have one"
    raise UserError(
        f"figures.ranges: {wrong_rows:,} of {count_noun(len(counts), 'row')} "
        f"{'has' if wrong_rows == 1 else 'have'} no number "
        f"(property {join_names(wrong)}); {advice}"
    )


def _words(rows: pd.DataFrame) -> pd.Series:
    """Return the value of each row with its stance, or the quote if it has no figure."""
    quotes = rows["quote"].map(lambda quote: f"“{label(quote, LONGEST_QUOTE)}”")
    words = rows["value_text"].mask(rows["value"] == UNQUANTIFIED, quotes)
    return words + (", " + rows["modality"]).where(rows["modality"] != "asserted", "")


def _rows_and_note(counts: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Choose the rows to draw, in groups by entity and property, and describe the rest."""
    counts = counts.drop_duplicates(["entity", "property", "voice", "value_text", "modality"])
    groups = counts["entity"] + counts["property"]
    first = pd.Series(groups.index, groups.index).groupby(groups).transform("min")
    ordered = counts.loc[first.sort_values(kind="stable").index].reset_index(drop=True)
    rows = _selection.most_reported(
        ordered,
        group=["entity", "property"],
        same=["entity", "property", "value_text", "own_voice", "modality"],
        who="voice",
    )
    note = "Each number is as exact as the words of the text."
    return rows, note + _selection.summary_note(ordered, rows, "numbers")


def _bounds(numbers: pd.Series) -> list[float]:
    """Return bounds as floats, NaN where open."""
    return [np.nan if pd.isna(number) else float(number) for number in numbers]


def _scale(axes: Axes, top: float) -> None:
    """Make the axis linear up to one person, then logarithmic up to `top`."""
    axes.set_xscale("symlog", linthresh=1)
    axes.set_xlim(-0.5, top)
    decades = np.arange(0, np.log10(top) + 1)
    ticks = [0, *(10.0 ** decades[:: -(-len(decades) // MOST_TICKS)])]
    axes.set_xticks(ticks, [_abbreviated(tick) for tick in ticks])
    axes.minorticks_off()
    axes.set_xlabel("Number, as reported (logarithmic above one)", fontsize=NORMAL)


def _abbreviated(number: float) -> str:
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if number >= size:
            return f"{number / size:g}{letter}"
    return f"{number:g}"
