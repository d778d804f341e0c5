"""Draw what is reported about each warrant as cards side by side."""

from __future__ import annotations

import textwrap
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.figures import titles
from analysis.figures._output import default_style
from analysis.figures._style import (
    GREY,
    LINE,
    NORMAL,
    ROW,
    SMALL,
    empty_figure,
    finish,
    label,
    row_figure,
)
from analysis.public import require_columns
from analysis.text.counted import be, count_noun
from analysis.text.direction import left_to_right, without_marks

TABLE = "tables.cards"
COLUMNS = ("warrant_id", "warrant", "line", "value", "who", "n_sources", "n_speaking")
MOST_CARDS = 4
MOST_VALUES = 4  # values on a line; more are counted
LONGEST = 3  # lines of a value, or of who gives it
WIDTH, NARROW = 12.5, 6.4  # inches: two cards side by side, or one above the other
_NAME, _COUNT = 1.15, 0.55  # inches of the columns at the left and the right of a card
_PER_INCH = 13  # letters of normal size in an inch
_AXIS = 0.5  # inches for the numbers and the name of an axis, which cards do not have
_MARGIN, _HEADING, _PADDING = 0.15, 0.4, 0.1  # inches


class Entry(NamedTuple):
    """A value on a card and who gives it, both wrapped."""

    value: list[str]
    who: list[str]

    @property
    def n_lines(self) -> int:
        """The number of lines of text that it takes."""
        return max(len(self.value), len(self.who))


@default_style
def cards(table: pd.DataFrame, title: str | None = None, *, narrow: bool = False) -> Figure:
    """Draw a card for each warrant: a line for each question, its values, and who gives them.

    Parameters
    ----------
    table : DataFrame
        What `tables.cards` returns, or the rows of some warrants or lines.
    title : str, optional
        The finding; by default `titles.cards` computes it from the rows that are drawn.
    narrow : bool
        Whether to draw the cards one above the other, as for a phone.

    Returns
    -------
    Figure
        The cards; the same line is at the same height on each.
    """
    require_columns(table, COLUMNS, "figures.cards", TABLE)
    warrants = table["warrant_id"].drop_duplicates()
    names = list(warrants[:MOST_CARDS])
    table = table[table["warrant_id"].isin(names)]
    title = titles.cards(table) if title is None else title
    if not names:
        return empty_figure(title, "No text speaks of a warrant.", TABLE, narrow=narrow)
    note = "At the right: how many of the texts that speak of the warrant give a value."
    if n_more := len(warrants) - len(names):
        note += f" {count_noun(n_more, 'more warrant')} {be(n_more)} left out."
    width, abreast = (NARROW, 1) if narrow else (WIDTH, 2)
    card = (width - _MARGIN * (abreast + 1)) / abreast
    bands = [names[start : start + abreast] for start in range(0, len(names), abreast)]
    entries = {
        (str(name), str(line)): _entries(rows, card)
        for (name, line), rows in table.groupby(["warrant_id", "line"], sort=False)
    }
    lines = list(table["line"].drop_duplicates())
    heights = [
        {line: max(_height(entries.get((name, line), [])) for name in band) for line in lines}
        for band in bands
    ]
    n_rows = int(sum(_HEADING + sum(band.values()) for band in heights) / ROW) + 1
    figure, axes = row_figure(n_rows, title, width=width, left=0, right=1, key=-_AXIS, note=note)
    axes.set_axis_off()
    axes.set_xticks([])
    axes.set_yticks([])
    top = axes.get_position().y1 * figure.get_figheight()
    for band, band_heights in zip(bands, heights, strict=True):
        for number, name in enumerate(band):
            corner = (_MARGIN + number * (card + _MARGIN), top)
            of_card = table[table["warrant_id"] == name]
            _draw_card(figure, of_card, entries, band_heights, corner, card)
        top -= _HEADING + sum(band_heights.values())
    seen = "; ".join(_in_words(table[table["warrant_id"] == name]) for name in names)
    finish(figure, title, note, seen, TABLE)
    return figure


def _entries(rows: pd.DataFrame, width: float) -> list[Entry]:
    """Return what one line of a card shows, wrapped to fit."""
    room = (width - _NAME - _COUNT) / 2 * _PER_INCH
    values = rows.head(MOST_VALUES)
    entries = [
        Entry(_wrapped(value, int(room)), _wrapped(who, int(room * NORMAL / SMALL)))
        for value, who in zip(values["value"], values["who"], strict=True)
    ]
    if len(rows) > MOST_VALUES:
        entries.append(Entry([f"and {len(rows) - MOST_VALUES} more"], []))
    return entries


def _height(entries: list[Entry]) -> float:
    return _PADDING + LINE * max(sum(entry.n_lines for entry in entries), 1)


def _wrapped(text: str, width: int) -> list[str]:
    drawable = without_marks(label(text, LONGEST * width))
    lines = textwrap.wrap(drawable, width, max_lines=LONGEST, placeholder=" …")
    return list(map(left_to_right, lines))


def _draw_card(
    figure: Figure,
    rows: pd.DataFrame,
    entries: dict[tuple[str, str], list[Entry]],
    heights: dict[str, float],
    corner: tuple[float, float],
    width: float,
) -> None:
    """Draw one card, whose upper left corner is given in inches."""
    left, top = corner
    total_width, total_height = figure.get_size_inches()

    def write(x: float, y: float, text: str, size: float = SMALL, **style: Any) -> None:
        style = {"va": "top", "ha": "left", "color": GREY} | style
        figure.text((left + x) / total_width, y / total_height, text, fontsize=size, **style)

    first = rows.iloc[0]
    count = int(first["n_speaking"])
    write(0, top - 0.02, label(first["warrant"], 40), 11, color="black", fontweight="bold")
    write(
        width,
        top - 0.04,
        f"{count} {'text speaks' if count == 1 else 'texts speak'} of it",
        NORMAL,
        ha="right",
    )
    y, room = top - _HEADING, (width - _NAME - _COUNT) / 2
    for line in rows["line"].drop_duplicates():
        ends = [left / total_width, (left + width) / total_width]
        rule = Line2D(ends, [(y + _PADDING / 2) / total_height] * 2, color="#D0D0D0", lw=0.6)
        figure.add_artist(rule)
        n_sources = int(rows.loc[rows["line"] == line, "n_sources"].iloc[0])
        write(0, y, label(line, 16), NORMAL)
        style = {"color": "black"} if n_sources else {"style": "italic"}
        below = y
        for entry in entries[first["warrant_id"], line]:
            for number, text in enumerate(entry.value):
                write(_NAME, below - LINE * number, text, NORMAL, **style)
            for number, text in enumerate(entry.who):
                write(_NAME + room, below - LINE * number, text)
            below -= LINE * entry.n_lines
        if n_sources:
            write(width, y, f"{n_sources} of {count}", ha="right")
        y -= heights[line]


def _in_words(rows: pd.DataFrame) -> str:
    """Return the lines of a card that have no value, for the alternative text."""
    lines = rows.drop_duplicates("line")
    silent = lines.loc[lines["n_sources"] == 0, "line"]
    nothing = f"no text gives: {', '.join(silent)}" if len(silent) else "each line has a value"
    return f"{rows['warrant'].iloc[0]}: {nothing}"
