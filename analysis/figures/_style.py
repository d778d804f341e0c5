"""Draw the parts that all figures share: rows of text, ranges, keys, titles and notes.

The palette is that of Okabe and Ito, whose colours remain distinct with any common colour
blindness. No figure depends on colour alone.
"""

from __future__ import annotations

import base64
import functools
import html
import io
import textwrap
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import numpy as np
import pandas as pd
from matplotlib import rc_context, style
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.patches import Patch
from PIL import Image

from analysis.text.visible import in_order, visible

PALETTE = (
    "#0072B2",  # blue
    "#D55E00",  # vermilion
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
SMALL, NORMAL = 8, 9  # sizes of text, in points
ROW = 0.24  # height of a row of text, in inches
LINE = 0.17  # height of a line of the note, in inches
NAME = 24  # most characters of the name of a text
DPI = 96
COLOURS = 32  # in a stored figure, enough for flat colours and the grey edges of letters
LONGEST_ALT = 250  # characters
FONT = "DejaVu Sans"  # comes with matplotlib, so that every machine draws the same
MISSING = "□"  # replaces a character that the font lacks
LONGEST_TITLE = 5  # lines
STYLE = {
    "text.parse_math": False,  # a dollar sign in a text is not the start of a formula
    "font.sans-serif": [FONT],
}

Params = ParamSpec("Params")
Result = TypeVar("Result")


def default_style(function: Callable[Params, Result]) -> Callable[Params, Result]:
    """Decorate a function to draw in one style, regardless of the reader's settings."""

    @functools.wraps(function)
    def styled(*args: Params.args, **kwargs: Params.kwargs) -> Result:
        # The time zone is not part of a style, but would move dates.
        with style.context(["default", STYLE], after_reset=True), rc_context({"timezone": "UTC"}):
            return function(*args, **kwargs)

    return styled


class ShownFigure(Figure):
    """A figure that shows itself in a notebook, as PNG and with its label as alternative text."""

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        return mime_bundle(self)


def mime_bundle(figure: Figure) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return a figure in each MIME type in which a notebook shows it, and the metadata of these.

    JupyterLab gives a PNG no alternative text, so the same bytes are in an HTML image too. The PNG
    is for readers that show no HTML, for example of a notebook that is not trusted.
    """
    alt, content = in_order(str(figure.get_label())), base64.b64encode(png(figure)).decode()
    source = f"data:image/png;base64,{content}"
    image = f'<img alt="{html.escape(alt)}" src="{source}" style="max-width:100%">'
    return {"text/html": image, "image/png": content, "text/plain": alt}, {
        "image/png": {"alt": alt}
    }


@default_style
def png(figure: Figure) -> bytes:
    """Encode a figure as PNG, always as the same bytes.

    The file has no date and no version. It has a palette, which makes it a third of the size.

    Parameters
    ----------
    figure : Figure
        A figure that a function of this package returned.

    Returns
    -------
    bytes
        The content of a PNG file.
    """
    figure.set_dpi(DPI)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    picture = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    palette = picture.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    palette.save(buffer, "png", optimize=True)
    return buffer.getvalue()


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
    return in_order(words)


def _drawable(text: str, most: int) -> str:
    """Return the first `most` characters of `text`, with `MISSING` for those the font lacks."""
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
    top, bottom = 0.3 + 0.22 * n_lines, 1.0 + key + LINE * note.count("\n")
    height = rows * ROW + top + bottom
    figure = ShownFigure(figsize=(width, height), dpi=DPI)
    axes = figure.add_axes((left, bottom / height, right - left, rows * ROW / height))
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(labelsize=SMALL, length=3, color=GREY)
    axes.set_ylim(rows - 0.5, -0.5)
    axes.set_axisbelow(True)
    return figure, axes


def _wrap(title: str, width: float) -> list[str]:
    """Break a title into the lines that fit a width in inches."""
    line = int(width * 10.5)
    drawable = _drawable(title, 2 * LONGEST_TITLE * line)
    lines = textwrap.wrap(drawable, line, max_lines=LONGEST_TITLE, placeholder=" …")
    return list(map(in_order, lines))


def draw_range(
    axes: Axes,
    y: float,
    span: tuple[float, float],
    edges: tuple[float, float],
    colour: str,
    *,
    pale: bool = False,
) -> None:
    """Draw a single value as a dot, a span as a bar, and an end outside `edges` as an arrow.

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
    low, high = edges
    if min(span) > high or max(span) < low:
        x, marker = (high, ">") if min(span) > high else (low, "<")
        axes.plot(x, y, marker, color=colour, ms=8, mfc="white", clip_on=False, zorder=3)
        return
    continues_left = bool(np.isnan(span[0]) or span[0] < low)
    continues_right = bool(np.isnan(span[1]) or span[1] > high)
    start, end = low if continues_left else span[0], high if continues_right else span[1]
    if start == end and not continues_left and not continues_right:
        dot: dict[str, Any] = {"ms": 6.5, "mec": "white", "mew": 0.6, "clip_on": False, "zorder": 3}
        axes.plot(start, y, "o", color=colour, **dot)
        return
    line: dict[str, Any] = {"lw": 2.5, "alpha": 0.45} if pale else {"lw": 5, "alpha": 0.75}
    axes.plot([start, end], [y, y], color=colour, solid_capstyle="butt", **line)
    if continues_left:
        axes.plot(start, y, "<", color=colour, ms=8, clip_on=False, zorder=3)
    if continues_right:
        axes.plot(end, y, ">", color=colour, ms=8, clip_on=False, zorder=3)
    if continues_left != continues_right:  # a tick at the end that is known
        axes.plot(end if continues_left else start, y, "|", color=colour, ms=9, mew=2)


def label_rows(axes: Axes, headings: pd.Series, words: pd.Series) -> None:
    """Write the heading of each group of rows at the left, the words of each row at the right."""
    axes.set_yticks([])
    blended = axes.get_yaxis_transform()
    box = axes.get_position()
    full_width = {"xmin": (0.01 - box.x0) / box.width, "xmax": (0.99 - box.x0) / box.width}
    at_row: dict[str, Any] = {"transform": blended, "va": "center", "fontsize": SMALL}
    previous = None
    for y, (heading, row_words) in enumerate(zip(headings, words, strict=True)):
        if heading != previous:
            axes.axhline(y - 0.5, color="#D0D0D0", lw=0.6, clip_on=False, **full_width)
            axes.text(-0.035, y, label(heading, 54), ha="right", **at_row)
        previous = heading
        axes.text(1.04, y, label(row_words, 68), ha="left", **at_row)


def day_number(day: pd.Timestamp) -> float:
    """Return the position of a day on a date axis, NaN for an open end."""
    return np.nan if pd.isna(day) else date2num(day)


def label_dates(axes: Axes) -> None:
    """Label a horizontal axis of dates."""
    locator = AutoDateLocator()
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    axes.set_xlabel("Date, as far as the words of each text allow", fontsize=NORMAL)


def draw_key(figure: Figure, colours: dict[str, str], *more: Patch, note: str = "") -> None:
    """Draw a key of the colours, in a line above the note."""
    above = 0.5 + LINE * note.count("\n")
    keys = [*(Patch(fc=colour, label=name) for name, colour in colours.items()), *more]
    figure.legend(
        handles=keys, loc="lower left", ncols=len(keys), frameon=False, fontsize=SMALL,
        borderaxespad=0, borderpad=0, bbox_to_anchor=(0.01, above / figure.get_figheight()),
    )  # fmt: skip


def empty_figure(title: str, note: str) -> Figure:
    """Return a figure that says that there is nothing to draw."""
    figure, axes = row_figure(2, title, width=10.5, left=0.01, right=0.99)
    axes.set_axis_off()
    axes.text(0.5, 0.5, "Nothing is said.", ha="center", fontsize=NORMAL, color=GREY)
    finish(figure, title, note, "Nothing is said")
    return figure


def finish(figure: Figure, title: str, note: str, alt: str) -> None:
    """Write the title above and the note and source beneath, and label it with `alt`.

    Parameters
    ----------
    figure : Figure
        A figure that `row_figure` returned.
    title : str
        The finding.
    note : str
        How to read the figure, and what it leaves out.
    alt : str
        What the figure shows, in a sentence without its stop, for its alternative text.
    """
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
    words = f"{title.rstrip('.')}. {alt}."
    figure.set_label(textwrap.shorten(visible(words), LONGEST_ALT, placeholder=" …"))
