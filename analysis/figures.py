"""One function a figure: a tidy DataFrame and a title in, a matplotlib Figure out.

The title states the finding, and every figure names its source beneath. The alternative text of a
figure is its label (`figure.get_label()`). Colours are Okabe and Ito's, which remain distinct with
any common colour blindness; no figure needs colour alone to be read.
"""

from __future__ import annotations

import functools
import io
import textwrap
from collections.abc import Callable

import numpy as np
import pandas as pd
from matplotlib import style
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from analysis.coverage import TOPICS

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
BASIS_COLOURS = {"stated": PALETTE[0], "inferred": PALETTE[7], "outside": PALETTE[1]}
VOICE_COLOURS = {"own voice": PALETTE[0], "another speaker": PALETTE[1]}
WAIVED = "#D9D9D9"
GREY = "#595959"
SOURCE_NOTE = (
    "Source: statements coded from the texts in seeds/; a warrant or a charge is no verdict."
)
SMALL, NORMAL = 8, 9  # points
ROW = 0.24  # inches a line of text needs
DPI = 110

# A known span no longer than this is "precise" when the window of a timeline is chosen.
PRECISE = pd.Timedelta(days=31)


def _default_style(draw: Callable) -> Callable:
    """Draw with matplotlib's defaults, whatever the reader's own settings are."""

    @functools.wraps(draw)
    def drawn(*args: object, **kwargs: object) -> object:
        with style.context("default", after_reset=True):
            return draw(*args, **kwargs)

    return drawn


@_default_style
def png(figure: Figure) -> bytes:
    """The figure as PNG, the same bytes each time: no date and no version in its metadata."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None})
    return buffer.getvalue()


@_default_style
def timeline(dates: pd.DataFrame, title: str) -> Figure:
    """How exactly each date is known: a day is a point, a span a bar, an open end an arrow.

    `dates` is `tables.timeline`. The window runs over the dates that are precise to a month;
    dates wholly outside it are counted beneath, and publications outside it stand at its edge.
    """
    first, last = _window(dates)
    outside = (dates["date_start"] > last) | (dates["date_end"] < first)
    spanning = ~(dates["date_start"] >= first) & ~(dates["date_end"] <= last)
    inside = ~(outside | spanning)
    rows = _in_order(dates[inside | dates["publication"]])
    left_out = int((~inside & ~dates["publication"]).sum())
    figure, axes = _row_figure(len(rows), title, width=12.5, left=0.29, right=0.655, key=0.25)
    edges = date2num(first), date2num(last)
    for place, row in enumerate(rows.itertuples()):
        span = [np.nan if pd.isna(day) else date2num(day) for day in (row.date_start, row.date_end)]
        _draw_range(axes, place, span, edges, BASIS_COLOURS[row.basis])
    heading = rows["what"] + rows["actor"].where(rows["actor"] == "", " · " + rows["actor"])
    _label_rows(axes, heading, rows["source"] + ": " + rows["words"])
    axes.set_xlim(*edges)
    locator = AutoDateLocator()
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    axes.set_xlabel("Date, as far as the words of each text allow", fontsize=NORMAL)
    _key(
        figure,
        {basis: colour for basis, colour in BASIS_COLOURS.items() if basis in set(rows.basis)},
    )
    note = "Words as in each text; inferred: by us, from what the note of the statement says. "
    note += f"{left_out} dates of background events lie beyond these months."
    _finish(figure, title, note, [f"{w}: {s}, {d}" for w, s, d in _triples(rows)])
    return figure


@_default_style
def ranges(counts: pd.DataFrame, title: str) -> Figure:
    """Reported numbers as ranges on a logarithmic axis, one line a source and voice.

    `counts` is `tables.casualties` (or any tidy table) limited to counts. An open side is an arrow;
    a number reported without any figure is hatched over the whole axis.
    """
    groups = counts["entity"] + counts["prop"]
    first = pd.Series(groups.index, groups.index).groupby(groups).transform("min")
    rows = counts.loc[first.sort_values(kind="stable").index].reset_index(drop=True)
    figure, axes = _row_figure(len(rows), title, width=12.5, left=0.29, right=0.60, key=0.25)
    greatest = rows[["low", "high"]].astype("float64").max(axis=None)
    top = 10.0 ** np.ceil(np.log10(3 * max(2.0, np.nan_to_num(greatest))))
    edges = -0.5, top
    axes.set_xscale("symlog", linthresh=1)
    axes.set_xlim(*edges)
    for place, row in enumerate(rows.itertuples()):
        span = [np.nan if pd.isna(bound) else float(bound) for bound in (row.low, row.high)]
        if np.isnan(span).all():
            box = Rectangle(
                (0, place - 0.3), top, 0.6, hatch="////", fill=False, edgecolor=GREY, lw=0
            )
            axes.add_patch(box)
        else:
            colour = VOICE_COLOURS["own voice" if row.own_voice else "another speaker"]
            _draw_range(axes, place, span, (0.0, top), colour)
    voice = rows["speaker"].where(rows["via"] == "", rows["speaker"] + " via " + rows["via"])
    said = rows["source"] + ", " + voice.mask(rows["own_voice"], "own voice") + ": " + rows["said"]
    _label_rows(axes, rows["entity"] + ": " + rows["prop"], said)
    _key(figure, VOICE_COLOURS)
    ticks = [0, *(10.0 ** np.arange(0, np.log10(top) + 1))]
    axes.set_xticks(ticks, [_short(tick) for tick in ticks])
    axes.minorticks_off()
    axes.set_xlabel("Number of people (logarithmic above one)", fontsize=NORMAL)
    note = "Dot: one number. Bar with arrow: open on that side. Hatched: reported without a figure."
    _finish(figure, title, note, list(rows["entity"] + ", " + rows["prop"] + ": " + said))
    return figure


@_default_style
def coverage(topics: pd.DataFrame, title: str) -> Figure:
    """Source by topic: the number of statements, or the kind of silence.

    `topics` is `coverage.topics`.
    """
    sources = list(topics["source"].unique())
    counts = topics.pivot(index="source", columns="topic", values="statements")
    counts = counts.loc[sources, list(TOPICS)]
    silences = topics.pivot(index="source", columns="topic", values="silence").loc[sources, TOPICS]
    figure, axes = _row_figure(2 * len(sources), title, width=10.5, left=0.19, right=0.98)
    shades = np.log1p(counts.to_numpy("float64"))
    shades = shades / shades.max() * 0.75
    for y, source in enumerate(sources):
        for x, topic in enumerate(TOPICS):
            count, silence = counts.loc[source, topic], silences.loc[source, topic]
            fill = (0.0, 0.447, 0.698, shades[y, x]) if count else "white"
            hatch = None if count else "////" if silence == "not applicable" else "...."
            axes.add_patch(Rectangle((x, y), 1, 1, fc=fill, ec="#BFBFBF", hatch=hatch, lw=1))
            text = str(count) if count else silence.replace(" ", "\n")
            box = {} if count else {"bbox": {"fc": "white", "ec": "none", "pad": 1.5}}
            dark = shades[y, x] > 0.55
            axes.text(
                x + 0.5, y + 0.5, text, ha="center", va="center",
                color="white" if dark else "black", fontsize=NORMAL if count else SMALL - 1, **box,
            )  # fmt: skip
    axes.set_xlim(0, len(TOPICS))
    axes.set_ylim(len(sources), 0)
    axes.set_xticks(np.arange(len(TOPICS)) + 0.5, TOPICS, fontsize=NORMAL)
    axes.set_yticks(np.arange(len(sources)) + 0.5, sources, fontsize=NORMAL)
    axes.tick_params(length=0)
    axes.set_xlabel("Topic of the statement", fontsize=NORMAL)
    note = "Number of statements; hatched: silent, with the kind of silence."
    cells = topics["statements"].astype("str").mask(topics["silence"] != "", topics["silence"])
    _finish(figure, title, note, list(topics["source"] + ", " + topics["topic"] + ": " + cells))
    return figure


@_default_style
def sentences(ledger: pd.DataFrame, title: str) -> Figure:
    """Every sentence of every source in order, coloured by the topics coded from it.

    `ledger` is `coverage.ledger`. A sentence with several topics is divided among them; a waived
    sentence is grey and crossed.
    """
    sources = list(ledger["source"].unique())
    figure, axes = _row_figure(
        2 * len(sources) + 3, title, width=12.5, left=0.16, right=0.99, key=0.25
    )
    colours = dict(zip(TOPICS, PALETTE, strict=True))
    for row in ledger.itertuples():
        y = sources.index(row.source)
        for part, topic in enumerate(row.topics):
            height = 0.76 / len(row.topics)
            box = (row.number - 0.92, y - 0.38 + part * height)
            axes.add_patch(Rectangle(box, 0.84, height, fc=colours[topic], ec="white", lw=0.4))
        if not row.topics:
            box = (row.number - 0.92, y - 0.38)
            axes.add_patch(Rectangle(box, 0.84, 0.76, fc=WAIVED, ec="white", hatch="xxx", lw=0.4))
    axes.set_xlim(0, ledger["number"].max() + 0.2)
    axes.set_ylim(len(sources) - 0.5, -0.5)
    axes.set_yticks(range(len(sources)), sources, fontsize=NORMAL)
    axes.set_xlabel("Sentence, in the order of the text", fontsize=NORMAL)
    _key(figure, colours, Patch(fc=WAIVED, ec="white", hatch="xxx", label="waived"))
    note = "A sentence with several topics is divided among them, in the order of the key."
    per_source = ledger.groupby("source", sort=False)["waiver"].agg(lambda w: (w == "").sum())
    totals = ledger.groupby("source", sort=False).size()
    lines = [f"{name}: {per_source[name]} of {totals[name]} sentences coded" for name in sources]
    _finish(figure, title, note, lines)
    return figure


def _row_figure(
    rows: int, title: str, *, width: float, left: float, right: float, key: float = 0.0
) -> tuple:
    """A figure with one axes for `rows` lines of text, and room for title, axis, key and source."""
    lines = len(_wrap(title, width))
    top, bottom = 0.3 + 0.22 * lines, 1.0 + key
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
    return textwrap.wrap(title, int(width * 10.5))


def _draw_range(axes: object, y: float, span: list, edges: tuple, colour: str) -> None:
    """A dot for one value, else a bar, with an arrow where it is open or leaves the edges."""
    low, high = edges
    start, end = span
    goes_on = [np.isnan(start) or start < low, np.isnan(end) or end > high]
    start, end = np.clip([low if goes_on[0] else start, high if goes_on[1] else end], low, high)
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


def _label_rows(axes: object, headings: pd.Series, words: pd.Series) -> None:
    """Headings at the left, one a group of like rows; the words of each row at the right."""
    axes.set_yticks([])
    blended = axes.get_yaxis_transform()
    box = axes.get_position()
    full_width = {"xmin": (0.01 - box.x0) / box.width, "xmax": (0.99 - box.x0) / box.width}
    before = None
    for y, (heading, said) in enumerate(zip(headings, words, strict=True)):
        if heading != before:
            axes.axhline(y - 0.5, color="#D0D0D0", lw=0.6, clip_on=False, **full_width)
            short = textwrap.shorten(heading, 54, placeholder=" …")
            axes.text(-0.035, y, short, transform=blended, ha="right", va="center", fontsize=SMALL)
        before = heading
        short = textwrap.shorten(said, 72, placeholder=" …")
        axes.text(1.04, y, short, transform=blended, ha="left", va="center", fontsize=SMALL)


def _key(figure: Figure, colours: dict[str, str], *more: Patch) -> None:
    """A key of what the colours mean, in a line above the note."""
    keys = [*(Patch(fc=colour, label=name) for name, colour in colours.items()), *more]
    figure.legend(
        handles=keys, loc="lower left", ncols=len(keys), frameon=False, fontsize=SMALL,
        borderaxespad=0, borderpad=0, bbox_to_anchor=(0.01, 0.5 / figure.get_figheight()),
    )  # fmt: skip


def _finish(figure: Figure, title: str, note: str, alt: list[str]) -> None:
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
    figure.set_label(f"{title}. " + "; ".join(alt) + ".")


def _window(dates: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The days from the first to the last precise date, with a margin on either side."""
    reported = dates[~dates["publication"]]
    precise = reported[(reported["date_end"] - reported["date_start"]) <= PRECISE]
    margin = pd.Timedelta(days=10)
    return precise["date_start"].min() - margin, precise["date_end"].max() + margin


def _in_order(dates: pd.DataFrame) -> pd.DataFrame:
    """Publications last, else by the first possible day of the thing, then of the row."""
    key = dates["date_end"].fillna(pd.Timestamp.max.as_unit("s"))
    first = key.groupby(dates["what"]).transform("min")
    order = pd.DataFrame({"p": dates["publication"], "f": first, "w": dates["what"], "k": key})
    return dates.loc[order.sort_values(["p", "f", "w"], kind="stable").index].reset_index(drop=True)


def _triples(rows: pd.DataFrame) -> zip:
    return zip(rows["what"], rows["source"], rows["date"], strict=True)


def _short(number: float) -> str:
    for size, letter in ((1e9, " bn"), (1e6, " m"), (1e3, "k")):
        if number >= size:
            return f"{number / size:g}{letter}"
    return f"{number:g}"
