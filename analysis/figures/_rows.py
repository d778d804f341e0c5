"""Lay out rows of marks with their words beside them or, on a phone, above them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis.figures._style import GREY, NORMAL, SMALL, label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDE, NARROW = 12.5, 4.4  # inches; the second is the width of a phone
_NARROW_EDGES = (0.04, 0.96)  # of the axes, as fractions of the width


class RowText(NamedTuple):
    """A text of a row, and where it goes: a group, a heading, words or a note of the group."""

    y: int
    text: str
    kind: str


class Layout(NamedTuple):
    """The heights of the marks, the number of rows, the texts and the lines between groups."""

    marks: list[int]
    n_rows: int
    texts: list[RowText]
    rules: list[int]
    narrow: bool


def lay_out(
    headings: Iterable[str],
    words: Iterable[str],
    *,
    groups: Iterable[tuple[str, str]] | None = None,
    narrow: bool = False,
) -> Layout:
    """Return the position of each mark and its texts.

    Parameters
    ----------
    headings, words : iterable of str
        The heading and the words of each mark. Neighbours with the same heading share it.
    groups : iterable of (str, str), optional
        The group of each mark and a note on the group. A group has a row of its own.
    narrow : bool
        Whether the heading and the words are above the mark instead of at its sides.

    Examples
    --------
    >>> lay_out(["Injured", "Injured"], ["A: 0", "B: dozens"]).marks
    [0, 1]
    >>> lay_out(["Injured", "Injured"], ["A: 0", "B: dozens"], narrow=True).marks
    [2, 4]
    """
    headings, words = list(headings), list(words)
    marks: list[int] = []
    texts: list[RowText] = []
    rules: list[int] = []
    y, previous, previous_group = 0, None, None
    for group, heading, row_words in zip(
        groups or [("", "")] * len(words), headings, words, strict=True
    ):
        if group != previous_group and group[0]:
            rules.append(y)
            texts.append(RowText(y, group[0], "group"))
            y += bool(narrow and group[1])
            texts.append(RowText(y, group[1], "note"))
            y, previous = y + 1, None
        if heading != previous:
            if not group[0]:
                rules.append(y)
            texts.append(RowText(y, heading, "heading"))
            y += narrow
        texts.append(RowText(y, row_words, "words"))
        y += narrow
        marks.append(y)
        y, previous, previous_group = y + 1, heading, group
    return Layout(marks, y, texts, rules, narrow)


def edges(layout: Layout, left: float, right: float) -> dict[str, Any]:
    """Return the width of a figure and the edges of its axes, wide or narrow."""
    if layout.narrow:
        return {"width": NARROW, "left": _NARROW_EDGES[0], "right": _NARROW_EDGES[1]}
    return {"width": WIDE, "left": left, "right": right}


def write_rows(axes: Axes, layout: Layout) -> None:
    """Write the texts of each row, and draw a line above each group."""
    axes.set_yticks([])
    box = axes.get_position()
    left, right = ((edge - box.x0) / box.width for edge in (0.01, 0.99))
    for y in layout.rules:
        axes.axhline(y - 0.5, xmin=left, xmax=right, color="#D0D0D0", lw=0.6, clip_on=False)
    at_row: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "va": "center"}
    styles: dict[str, dict[str, Any]] = {
        "group": {"x": left, "ha": "left", "fontsize": NORMAL, "fontweight": "bold"},
        "note": {"x": 1.04, "ha": "left", "fontsize": SMALL, "style": "italic", "color": GREY},
        "heading": {"x": -0.035, "ha": "right", "fontsize": SMALL},
        "words": {"x": 1.04, "ha": "left", "fontsize": SMALL},
    }
    widths = {"group": 40, "note": 60, "heading": 54, "words": 72}
    if layout.narrow:
        for style in styles.values():
            style.update(x=left, ha="left")
        styles["heading"]["fontweight"] = "bold"
        styles["words"]["x"] = left + 0.01
        widths = {"group": 42, "note": 56, "heading": 48, "words": 60}
    for y, text, kind in layout.texts:
        style = dict(styles[kind])
        axes.text(style.pop("x"), y, label(text, widths[kind]), **at_row, **style)
