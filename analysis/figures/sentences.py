"""Draw every sentence of every text, coloured by the topics coded from it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from analysis.coverage import TOPICS
from analysis.figures import _selection, titles
from analysis.figures._output import PALETTE, default_style
from analysis.figures._style import (
    NORMAL,
    draw_key,
    empty_figure,
    finish,
    row_figure,
    short_names,
)
from analysis.findings.sentences import count_noun
from analysis.public import require_columns

TABLE = "coverage.ledger"
COLUMNS = ("source", "number", "topics", "exclusion")
OTHER_TOPICS = "other topics"
OTHER_COLOUR = "#8C6D46"  # brown, which is not in the palette
WAIVED_COLOUR = "#D9D9D9"
MOST_SENTENCES = 300  # of each text
MOST_TICKS = 30
WIDTH, HEIGHT = 0.84, 0.76  # of a sentence, in a cell of one by one


@default_style
def sentences(ledger: pd.DataFrame, title: str | None = None) -> Figure:
    """Draw the sentences of each text in order, coloured by topic.

    A sentence with several topics is divided among them. An excluded sentence is grey and crossed.
    If there are more topics than colours, the remaining topics share one colour.

    Parameters
    ----------
    ledger : DataFrame
        One row per sentence, as `coverage.ledger` returns it.
    title : str, optional
        The finding; by default `titles.sentences` computes it from the rows that are drawn.

    Returns
    -------
    Figure
        One row per text and one box per sentence.
    """
    require_columns(ledger, COLUMNS, "figures.sentences", TABLE)
    title = titles.sentences(ledger) if title is None else title
    if ledger.empty:
        return empty_figure(title, "There is no sentence.", TABLE)
    n_coded = (ledger["exclusion"] == "").groupby(ledger["source"], sort=False).sum()
    totals = ledger.groupby("source", sort=False).size()
    sources = _selection.greatest(n_coded, _selection.TEXTS)
    note = "A sentence with several topics is divided among them, in the order of the key."
    note += _selection.shown_note(len(totals), sources, "texts", "those with most coded sentences")
    if n_beyond := int((totals[sources] - MOST_SENTENCES).clip(lower=0).sum()):
        note += f" {n_beyond} sentences beyond a text's first {MOST_SENTENCES} are left out."
    figure, axes = row_figure(
        2 * len(sources) + 3, title, width=12.5, left=0.16, right=0.99, key=0.25, note=note
    )
    rows = ledger[ledger["source"].isin(sources) & (ledger["number"] <= MOST_SENTENCES)]
    colours = _topic_colours(ledger)
    for source, number, topics in zip(rows["source"], rows["number"], rows["topics"], strict=True):
        _draw_sentence(axes, number - 0.92, sources.index(source) - HEIGHT / 2, topics, colours)
    longest = int(rows["number"].max())
    step = 5 * -(-longest // (5 * MOST_TICKS))
    ticks = np.arange(step, longest + 1, step)
    axes.set_xlim(0, longest + 0.2)
    axes.set_xticks(ticks - 0.5, [str(tick) for tick in ticks])
    axes.set_ylim(len(sources) - 0.5, -0.5)
    axes.set_yticks(range(len(sources)), short_names(sources), fontsize=NORMAL)
    axes.set_xlabel("Sentence, in the order of the text", fontsize=NORMAL)
    excluded = Patch(fc=WAIVED_COLOUR, ec="white", hatch="xxx", label="excluded")
    draw_key(figure, colours, excluded, note=note)
    number = count_noun(len(sources), "text")
    seen = f"Sentences of {number}, the longest with {totals.max()}"
    finish(figure, title, note, seen, TABLE)
    return figure


def _draw_sentence(
    axes: Axes, x: float, y: float, topics: tuple[str, ...], colours: dict[str, str]
) -> None:
    """Draw one box per topic from (x, y), or a crossed box for a sentence with none."""
    edge: dict[str, Any] = {"ec": "white", "lw": 0.4}
    for place, topic in enumerate(topics):
        height = HEIGHT / len(topics)
        colour = colours.get(topic, OTHER_COLOUR)
        axes.add_patch(Rectangle((x, y + place * height), WIDTH, height, fc=colour, **edge))
    if not topics:
        box = Rectangle((x, y), WIDTH, HEIGHT, fc=WAIVED_COLOUR, hatch="xxx", **edge)
        axes.add_patch(box)


def _topic_colours(ledger: pd.DataFrame) -> dict[str, str]:
    """Return the colour of each topic, those of every project first.

    If there are more topics than colours, the most frequent get their own and the rest share
    `OTHER_COLOUR`.
    """
    present = list(dict.fromkeys(topic for topics in ledger["topics"] for topic in topics))
    order = [topic for topic in TOPICS if topic in present]
    order += [topic for topic in present if topic not in order]
    counts = ledger["topics"].explode().dropna().value_counts().reindex(order)
    colours = dict(zip(_selection.greatest(counts, len(PALETTE)), PALETTE, strict=False))
    return colours if len(colours) == len(order) else colours | {OTHER_TOPICS: OTHER_COLOUR}
