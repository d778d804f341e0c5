"""Draw the parts that all figures share: ranges, keys, titles and notes.

No figure depends on colour alone.
"""

from __future__ import annotations

import functools
import textwrap
from collections.abc import Iterable
from enum import Enum
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num, num2date
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis.figures._output import DPI, FONT, NotebookFigure
from analysis.text.direction import left_to_right
from analysis.text.visible import visible

GREY = "#595959"
EDGE = "#8C8C8C"  # in a key, around a mark that may be white
SOURCE_NOTE = (
    "Source: statements coded from the texts in seeds/; a warrant or a charge is not a verdict."
)
SMALL, NORMAL = 8, 9  # sizes of text, in points
ROW = 0.24  # height of a row of text, in inches
LINE = 0.17  # height of a line of the note, in inches
NAME = 24  # the greatest number of characters in the name of a text
MISSING = "□"  # replaces a character that the font lacks
LONGEST_TITLE = 5  # lines
LONGEST_ALT = 250  # the most characters that a screen reader should have to read out


def label(text: str, width: int) -> str:
    """Return `text` as a figure can show it: visible, on one line, cut to `width` characters.

    Letters stay in the order of reading; matplotlib joins them and reverses the line if needed.

    >>> label("an arrest warrant", 14), label("a" * 100_000, 9), label("中$", 9)
    ('an arrest …', 'aaaaaaaa…', '□$')
    """
    drawable = _drawable(text, 2 * width)
    words = textwrap.shorten(drawable, width, placeholder=" …")
    if words == "…" and len(drawable) > width:  # the first word is too long
        words = drawable[: width - 1] + "…"
    return left_to_right(words)


def _drawable(text: str, most: int) -> str:
    """Return the first `most` characters of `text`, with `MISSING` for any that the font lacks."""
    start = visible(" ".join(text[: 2 * most].split()))[:most]
    return "".join(letter if ord(letter) in _glyphs() else MISSING for letter in start)


@functools.cache
def _glyphs() -> frozenset[int]:
    """Return the code points that the font has, both upright and bold."""
    fonts = (FontProperties(family=FONT, weight=weight) for weight in ("normal", "bold"))
    return frozenset.intersection(*(frozenset(get_font(findfont(f)).get_charmap()) for f in fonts))


def short_names(sources: list[str]) -> list[str]:
    """Return the names of texts, cut to `NAME` characters."""
    return [label(name, NAME) for name in sources]


def row_figure(
    rows: int,
    title: str,
    *,
    width: float,
    left: float,
    right: float,
    key: float = 0.0,
    note: str = "",
) -> tuple[Figure, Axes]:
    """Return a figure with room for a title, rows of text beside one axes, a key and a note.

    Parameters
    ----------
    rows : int
        The number of rows of text.
    title : str
        The title, for its number of lines.
    width : float
        The width of the figure, in inches.
    left, right : float
        The edges of the axes, as fractions of the width.
    key : float
        The height of the key, in inches.
    note : str
        The note, for its number of lines.
    """
    n_lines = len(_wrap(title, width))
    top, bottom = 0.3 + 0.22 * n_lines, 1.0 + key + _extra_lines(note, width)
    height = rows * ROW + top + bottom
    figure = NotebookFigure(figsize=(width, height), dpi=DPI)
    axes = figure.add_axes((left, bottom / height, right - left, rows * ROW / height))
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(labelsize=SMALL, length=3, color=GREY)
    axes.set_ylim(rows - 0.5, -0.5)
    axes.set_axisbelow(True)
    return figure, axes


def wrap_note(note: str, width: float) -> str:
    """Break the lines of a note that do not fit a width in inches."""
    line = int(width * 14.5)
    return "\n".join("\n".join(textwrap.wrap(part, line)) for part in note.split("\n"))


def _extra_lines(note: str, width: float) -> float:
    """Return the height of the lines of the note and the source beyond the first of each."""
    return LINE * (wrap_note(note, width).count("\n") + wrap_note(SOURCE_NOTE, width).count("\n"))


def _wrap(title: str, width: float) -> list[str]:
    """Break a title into the lines that fit a width in inches."""
    line = int(width * 10.5)
    drawable = _drawable(title, 2 * LONGEST_TITLE * line)
    lines = textwrap.wrap(drawable, line, max_lines=LONGEST_TITLE, placeholder=" …")
    return list(map(left_to_right, lines))


Span = tuple[float, float]  # start and end, NaN where open


class Mark(Enum):
    """A mark of `draw_range`, each with one meaning."""

    SINGLE = "a single value"
    SPAN = "a range"
    OPEN = "no end is given"
    BEYOND = "beyond the axis"


# What the marks of a figure of dates mean.
DATE_MARKS = {
    Mark.SINGLE: "a day",
    Mark.SPAN: "all days the words allow",
    Mark.OPEN: "no first or last day",
    Mark.BEYOND: "beyond these months",
}


def marks_of(span: Span, edges: Span) -> set[Mark]:
    """Return the marks with which `draw_range` draws a span.

    >>> marks_of((3, np.nan), (0, 9)) == {Mark.SPAN, Mark.OPEN}
    True
    >>> marks_of((3, 12), (0, 9)) == {Mark.SPAN, Mark.BEYOND}, marks_of((12, 15), (0, 9))
    (True, {<Mark.BEYOND: 'beyond the axis'>})
    """
    start, end = _ends(span)
    if start > edges[1] or end < edges[0]:
        return {Mark.BEYOND}
    if start == end:
        return {Mark.SINGLE}
    is_beyond = any(edges[0] > bound or bound > edges[1] for bound in span)
    marks = {Mark.OPEN: bool(np.isnan(span).any()), Mark.BEYOND: is_beyond}
    return {Mark.SPAN, *(mark for mark, is_drawn in marks.items() if is_drawn)}


def _ends(span: Span) -> Span:
    """Return the start and end of a span, infinite where it is open."""
    return (-np.inf if np.isnan(span[0]) else span[0]), (np.inf if np.isnan(span[1]) else span[1])


def draw_range(
    axes: Axes,
    y: float,
    span: Span,
    edges: Span,
    colour: str,
    *,
    pale: bool = False,
) -> None:
    """Draw a single value as a dot, a span as a bar, an open end as an arrow.

    An arrow is hollow if the end is given but lies outside `edges`.

    Parameters
    ----------
    axes : Axes
        Where to draw, in the units of its horizontal axis.
    y : float
        The row.
    span : tuple of float
        Start and end, NaN for an open end.
    edges : tuple of float
        The first and the last value of the axis.
    colour : str
        The colour of the dot, bar or arrows.
    pale : bool
        Whether a span is drawn thin and pale, so that single values stand out.
    """
    (low, high), (start, end), marks = edges, _ends(span), marks_of(span, edges)
    if Mark.SINGLE in marks:
        dot: dict[str, Any] = {"ms": 6.5, "mec": "white", "mew": 0.6, "clip_on": False, "zorder": 3}
        axes.plot(start, y, "o", color=colour, **dot)
        return
    if Mark.SPAN in marks:
        line: dict[str, Any] = {"lw": 2.5, "alpha": 0.45} if pale else {"lw": 5, "alpha": 0.75}
        ends = [max(start, low), min(end, high)]
        axes.plot(ends, [y, y], color=colour, solid_capstyle="butt", **line)
    arrow: dict[str, Any] = {"color": colour, "ms": 8, "clip_on": False, "zorder": 3}
    filled = colour if Mark.SPAN in marks else "white"
    if start < low:
        axes.plot(low, y, "<", mfc=filled if np.isinf(start) else "white", **arrow)
    if end > high:
        axes.plot(high, y, ">", mfc=filled if np.isinf(end) else "white", **arrow)


def mark_keys(
    spans: Iterable[Span], edges: Span, words: dict[Mark, str], *, pale: bool = False
) -> list[Line2D]:
    """Return the marks of some spans for a key, with the meaning of each in the figure."""
    marks = {mark for span in spans for mark in marks_of(span, edges)}
    bar: dict[str, Any] = {"lw": 2.5, "alpha": 0.6} if pale else {"lw": 5, "alpha": 0.75}
    styles: dict[Mark, dict[str, Any]] = {
        Mark.SINGLE: {"marker": "o", "ls": "", "ms": 6},
        Mark.SPAN: bar,
        Mark.OPEN: {"marker": ">", "ls": "", "ms": 7},
        Mark.BEYOND: {"marker": ">", "ls": "", "ms": 7, "mfc": "white"},
    }
    return [
        Line2D([], [], color=GREY, label=text, **styles[mark])
        for mark, text in words.items()
        if mark in marks
    ]


def day_spans(dates: pd.DataFrame) -> list[Span]:
    """Return the first and last day of each date as positions on a date axis."""
    days = zip(dates["date_start"], dates["date_end"], strict=True)
    return [(day_number(start), day_number(end)) for start, end in days]


def day_number(day: pd.Timestamp) -> float:
    """Return the position of a day on a date axis, NaN for an open end."""
    return np.nan if pd.isna(day) else date2num(day)


def label_dates(axes: Axes) -> None:
    """Label a horizontal axis of dates, whose limits have been set, with its months."""
    locator = AutoDateLocator()
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, show_offset=False))
    first, last = (f"{num2date(day):%b %Y}" for day in axes.get_xlim())
    axes.set_xlabel(f"Date ({first} to {last}), as far as the words allow", fontsize=NORMAL)


def draw_key(
    figure: Figure, colours: dict[str, str], *more: Patch | Line2D, note: str = ""
) -> None:
    """Draw a key of colours and marks: one line above the note or, on a phone, columns."""
    width, height = figure.get_size_inches()
    keys: list[Patch | Line2D] = [
        Patch(fc=colour, ec=EDGE, lw=0.6, label=name) for name, colour in colours.items()
    ]
    keys += more
    figure.legend(
        handles=keys, loc="lower left", ncols=key_columns(len(keys), width), frameon=False,
        fontsize=SMALL, borderaxespad=0, borderpad=0,
        bbox_to_anchor=(0.01, (0.5 + _extra_lines(note, width)) / height),
    )  # fmt: skip


def key_columns(number: int, width: float) -> int:
    """Return the number of columns of a key: all in one line, or two on a phone."""
    return max(number if width > 5 else min(number, 2), 1)


def key_height(number: int, width: float) -> float:
    """Return the height of a key with a number of colours, in inches."""
    return 0.05 + 0.2 * -(-number // key_columns(number, width))


def empty_figure(title: str, note: str, table: str, *, narrow: bool = False) -> Figure:
    """Return a figure that says there is nothing to draw."""
    width = 4.4 if narrow else 10.5
    figure, axes = row_figure(2, title, width=width, left=0.01, right=0.99)
    axes.set_axis_off()
    axes.text(0.5, 0.5, "There are no rows to draw.", ha="center", fontsize=NORMAL, color=GREY)
    finish(figure, title, note, "There are no rows to draw", table)
    return figure


def finish(figure: Figure, title: str, note: str, seen: str, table: str) -> None:
    """Write the title above, the note and source beneath, and the alternative text.

    Parameters
    ----------
    figure : Figure
        A figure that `row_figure` returned.
    title : str
        The finding.
    note : str
        How to read the figure, and what it leaves out.
    seen : str
        What the figure shows, in a few words, for its alternative text.
    table : str
        The function that returns the table that is drawn, for its alternative text.
    """
    width, height = figure.get_size_inches()
    lines = _wrap(title, width)
    figure.text(
        0.01, 1 - 0.1 / height, "\n".join(lines), ha="left", va="top",
        fontsize=11, fontweight="bold", linespacing=1.25,
    )  # fmt: skip
    notes: dict[str, Any] = {"ha": "left", "va": "bottom", "fontsize": SMALL, "color": GREY}
    source = wrap_note(SOURCE_NOTE, width)
    above = 0.28 + LINE * source.count("\n")
    figure.text(0.01, above / height, wrap_note(note, width), **notes)
    figure.text(0.01, 0.09 / height, source, **notes)
    figure.set_label(alt_text(title, seen, table))


def alt_text(title: str, seen: str, table: str) -> str:
    """Return the alternative text: the finding, what the figure shows, and where the rows are.

    >>> alt_text("Nobody was hurt, a text says", "1 number", "tables.casualties")
    'Nobody was hurt, a text says. 1 number. Every row is in tables.casualties.'
    """
    where = f" Every row is in {table}."
    finding = visible(title[:LONGEST_ALT]).strip().rstrip(".")
    room = LONGEST_ALT - len(where) - 1
    if len(finding) > room:
        finding = finding[: room - 2] + " …"
    both = f"{finding}. {seen}."
    return (both if len(both) + len(where) <= LONGEST_ALT else f"{finding}.") + where
