"""Draw how much each text says about each topic, or why it is silent."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.coverage import SILENCES
from analysis.figures import _selection, titles
from analysis.figures._output import default_style
from analysis.figures._style import (
    NORMAL,
    SMALL,
    empty_figure,
    finish,
    label,
    row_figure,
    short_names,
)
from analysis.public import require_columns

TABLE = "coverage.topics"
COLUMNS = ("source", "topic", "statements", "silence")
HATCHES = dict(zip(SILENCES, ("////", "\\\\\\\\", "....", "++++"), strict=True))
BLUE = (0.0, 0.447, 0.698)  # the first colour of the palette; more opaque for more statements
MOST_TOPICS = 12  # columns


@default_style
def coverage(topics: pd.DataFrame, title: str | None = None) -> Figure:
    """Draw the number of statements of each text about each topic, or its kind of silence.

    Parameters
    ----------
    topics : DataFrame
        One row per text and topic, as `coverage.topics` returns it.
    title : str, optional
        The finding; by default `titles.coverage` computes it from the rows that are drawn.

    Returns
    -------
    Figure
        One row per text and one column per topic.
    """
    require_columns(topics, COLUMNS, "figures.coverage", TABLE)
    title = titles.coverage(topics) if title is None else title
    if topics.empty:
        return empty_figure(title, "No statement is coded.", TABLE)
    per_source = topics.groupby("source", sort=False)["statements"].sum()
    per_topic = topics.groupby("topic", sort=False)["statements"].sum()
    sources = _selection.greatest(per_source, _selection.TEXTS)
    columns = _selection.greatest(per_topic, MOST_TOPICS)
    note = "Number of statements, the darker the more; hatched: silent, with the kind of silence."
    note += _selection.shown_note(
        len(per_source), sources, "texts", "those that most is coded from"
    )
    note += _selection.shown_note(
        len(per_topic), columns, "topics", "those that are spoken of most"
    )
    width = max(10.5, 1.3 * len(columns))
    figure, axes = row_figure(
        2 * len(sources), title, width=width, left=0.19, right=0.98, note=note
    )
    cells = topics[topics["source"].isin(sources) & topics["topic"].isin(columns)]
    _draw_cells(axes, cells, sources, columns)
    axes.set_xlim(0, len(columns))
    axes.set_ylim(len(sources), 0)
    axes.set_xticks(np.arange(len(columns)) + 0.5, [label(t, 16) for t in columns], fontsize=NORMAL)
    axes.set_yticks(np.arange(len(sources)) + 0.5, short_names(sources), fontsize=NORMAL)
    axes.tick_params(length=0)
    axes.set_xlabel("Topic of the statement", fontsize=NORMAL)
    seen = f"Topics: {len(per_topic)}; most statements are on {per_topic.idxmax()}"
    finish(figure, title, note, seen, TABLE)
    return figure


def _draw_cells(axes: Axes, cells: pd.DataFrame, sources: list[str], columns: list[str]) -> None:
    """Draw a box with a number or a kind of silence for each text and topic."""
    grid = cells.pivot(index="source", columns="topic", values=["statements", "silence"])
    counts = grid["statements"].loc[sources, columns].to_numpy("int64")
    silences = grid["silence"].loc[sources, columns].to_numpy()
    shades = np.log1p(counts)
    shades = shades / shades.max() * 0.55
    for (y, x), count in np.ndenumerate(counts):
        box = Rectangle((x, y), 1, 1, fc="white", ec="#BFBFBF", lw=1)
        centred: dict[str, Any] = {"ha": "center", "va": "center", "color": "black"}
        if count:
            box.set_facecolor((*BLUE, shades[y, x]))
            axes.text(x + 0.5, y + 0.5, str(count), fontsize=NORMAL, **centred)
        else:
            silence = str(silences[y, x])
            box.set_hatch(HATCHES[silence])
            axes.text(
                x + 0.5, y + 0.5, silence.replace(" ", "\n"), fontsize=SMALL - 1,
                bbox={"fc": "white", "ec": "none", "pad": 1.5}, **centred,
            )  # fmt: skip
        axes.add_patch(box)
