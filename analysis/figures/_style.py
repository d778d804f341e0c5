"""What all figures share: one style, rows of text beside an axis, ranges, keys, titles, notes.

Colours are Okabe and Ito's, which remain distinct with any common colour blindness; no figure needs
colour alone to be read.
"""

from __future__ import annotations

import functools
import io
import textwrap
from collections.abc import Callable

import numpy as np
import pandas as pd
from matplotlib import rc_context, style
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.patches import Patch
from PIL import Image

from analysis.text.visible import in_order, visible

PALETTE = (
    "#0072B2",  # blue
    "#D55E00",  # vermillion
    "#009E73",  # bluish green
    "#000000",  # black
    "#CC79A7",  # reddish purple
    "#56B4E9",  # sky blue
    "#F0E442",  # yellow
    "#E69F00",  # orange
)
GREY = "#595959"
SOURCE_NOTE = (
    "Source: statements coded from the texts in seeds/; a warrant or a charge is no verdict."
)
SMALL, NORMAL = 8, 9  # points
ROW = 0.24  # inches a line of text needs
LINE = 0.17  # inches that a line of the note needs
DPI = 110
COLOURS = 128  # of a stored figure; flat colours and grey edges of letters need no more
FONT = "DejaVu Sans"  # comes with matplotlib, so that no other font of a machine is ever drawn
MISSING = "□"  # stands for a character that the font lacks
LONGEST_TITLE = 5  # lines
# Dollar signs in a text are dollar signs, and no formula.
STYLE = {"text.parse_math": False, "font.sans-serif": [FONT]}


def default_style(draw: Callable) -> Callable:
    """Draw with one style, whatever the reader's own settings are.

    The time zone is no part of a style, and would move what stands at a date.
    """

    @functools.wraps(draw)
    def drawn(*args: object, **kwargs: object) -> object:
        with (
            style.context(["default", STYLE], after_reset=True),
            rc_context({"timezone": "UTC"}),
        ):
            return draw(*args, **kwargs)

    return drawn


@default_style
def png(figure: Figure) -> bytes:
    """The figure as PNG, the same bytes each time: no date, no version, a palette of its colours.

    With a palette the file is a third of the size, and the notebooks that hold it are too.
    """
    figure.set_dpi(DPI)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    picture = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    palette = picture.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    palette.save(buffer, "png")
    return buffer.getvalue()


def label(text: str, width: int) -> str:
    """`text` as a figure can show it: visible, on one line, cut to `width` characters.

    Letters are left in the order of reading; matplotlib joins them and turns the line.

    >>> label("an arrest warrant", 14), label("a" * 100_000, 9), label("中$", 9)
    ('an arrest …', 'aaaaaaaa…', '□$')
    """
    drawable = _drawable(text, 2 * width)
    words = textwrap.shorten(drawable, width, placeholder=" …")
    if words == "…" and len(drawable) > width:  # the first word is too long
        words = drawable[: width - 1] + "…"
    return in_order(words)


def _drawable(text: str, most: int) -> str:
    """The first `most` characters of `text`, those that the font has; no figure shows more."""
    shown = visible(" ".join(text[: 2 * most].split()))[:most]
    return "".join(letter if ord(letter) in _glyphs() else MISSING for letter in shown)


@functools.cache
def _glyphs() -> frozenset[int]:
    """The code points that the font has, both upright and bold."""
    fonts = (FontProperties(family=FONT, weight=weight) for weight in ("normal", "bold"))
    return frozenset.intersection(*(frozenset(get_font(findfont(f)).get_charmap()) for f in fonts))


def row_figure(
    rows: int,
    title: str,
    *,
    width: float,
    left: float,
    right: float,
    key: float = 0.0,
    note: str = "",
) -> tuple:
    """A figure with one axes for `rows` lines of text, and room for title, axis, key and notes."""
    lines = len(_wrap(title, width))
    top, bottom = 0.3 + 0.22 * lines, 1.0 + key + LINE * note.count("\n")
    height = rows * ROW + top + bottom
    figure = Figure(figsize=(width, height), dpi=DPI)
    axes = figure.add_axes((left, bottom / height, right - left, rows * ROW / height))
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(labelsize=SMALL, length=3, color=GREY)
    axes.set_ylim(rows - 0.5, -0.5)
    axes.set_axisbelow(True)
    return figure, axes


def _wrap(title: str, width: float) -> list[str]:
    line = int(width * 10.5)
    drawable = _drawable(title, 2 * LONGEST_TITLE * line)
    lines = textwrap.wrap(drawable, line, max_lines=LONGEST_TITLE, placeholder=" …")
    return list(map(in_order, lines))


def draw_range(axes: Axes, y: float, span: list, edges: tuple, colour: str) -> None:
    """A dot for one value, else a bar, with an arrow where it is open or leaves the edges."""
    low, high = edges
    start, end = span
    goes_on = [np.isnan(start) or start < low, np.isnan(end) or end > high]
    start, end = np.clip([low if goes_on[0] else start, high if goes_on[1] else end], low, high)
    outside = max(span) < low or min(span) > high
    if outside:
        at, mark = (high, ">") if min(span) > high else (low, "<")
        axes.plot(at, y, mark, color=colour, ms=8, mfc="white", clip_on=False, zorder=3)
        return
    if not any(goes_on) and start == end:
        axes.plot(
            start, y, "o", color=colour, ms=6.5, mec="white", mew=0.6, clip_on=False, zorder=3
        )
        return
    axes.plot([start, end], [y, y], color=colour, lw=5, solid_capstyle="butt", alpha=0.75)
    for arrow, at, mark in zip(goes_on, (start, end), "<>", strict=True):
        if arrow:
            axes.plot(at, y, mark, color=colour, ms=8, clip_on=False, zorder=3)
    if not goes_on[0] and goes_on[1]:
        axes.plot(start, y, "|", color=colour, ms=9, mew=2)
    if goes_on[0] and not goes_on[1]:
        axes.plot(end, y, "|", color=colour, ms=9, mew=2)


def label_rows(axes: Axes, headings: pd.Series, words: pd.Series) -> None:
    """Headings at the left, one a group of like rows; the words of each row at the right."""
    axes.set_yticks([])
    blended = axes.get_yaxis_transform()
    box = axes.get_position()
    full_width = {"xmin": (0.01 - box.x0) / box.width, "xmax": (0.99 - box.x0) / box.width}
    before = None
    for y, (heading, said) in enumerate(zip(headings, words, strict=True)):
        if heading != before:
            axes.axhline(y - 0.5, color="#D0D0D0", lw=0.6, clip_on=False, **full_width)
            short = label(heading, 54)
            axes.text(-0.035, y, short, transform=blended, ha="right", va="center", fontsize=SMALL)
        before = heading
        short = label(said, 72)
        axes.text(1.04, y, short, transform=blended, ha="left", va="center", fontsize=SMALL)


def draw_key(figure: Figure, colours: dict[str, str], *more: Patch, note: str = "") -> None:
    """A key of what the colours mean, in a line above the note."""
    above = 0.5 + LINE * note.count("\n")
    keys = [*(Patch(fc=colour, label=name) for name, colour in colours.items()), *more]
    figure.legend(
        handles=keys, loc="lower left", ncols=len(keys), frameon=False, fontsize=SMALL,
        borderaxespad=0, borderpad=0, bbox_to_anchor=(0.01, above / figure.get_figheight()),
    )  # fmt: skip


def nothing_figure(title: str, note: str) -> Figure:
    """What stands in place of a figure where there is nothing to draw."""
    figure, axes = row_figure(2, title, width=10.5, left=0.01, right=0.99)
    axes.set_axis_off()
    axes.text(0.5, 0.5, "Nothing is said.", ha="center", fontsize=NORMAL, color=GREY)
    finish(figure, title, note, ["nothing is said"])
    return figure


def finish(figure: Figure, title: str, note: str, alt: list[str]) -> None:
    """Title above, note and source beneath, alternative text in the label."""
    width, height = figure.get_size_inches()
    lines = _wrap(title, width)
    figure.text(
        0.01, 1 - 0.1 / height, "\n".join(lines), ha="left", va="top",
        fontsize=11, fontweight="bold", linespacing=1.25,
    )  # fmt: skip
    figure.text(0.01, 0.28 / height, note, ha="left", va="bottom", fontsize=SMALL, color=GREY)
    figure.text(
        0.01, 0.09 / height, SOURCE_NOTE, ha="left", va="bottom", fontsize=SMALL, color=GREY
    )
    figure.set_label(visible(f"{title}. " + "; ".join(alt) + "."))
