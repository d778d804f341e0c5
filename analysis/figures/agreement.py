"""Draw what each text says about each fact, coloured by how far the texts agree."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.agreement import foremost
from analysis.compare.rules import OUTCOMES, Outcome
from analysis.figures import _selection, titles
from analysis.figures._output import default_style
from analysis.figures._style import (
    GREY,
    NORMAL,
    SMALL,
    draw_key,
    empty_figure,
    finish,
    label,
    row_figure,
    short_names,
)
from analysis.findings.sentences import join_names
from analysis.public import require_columns

TABLE = "agreement.matrix"
COLUMNS = ("entity_id", "property", "source", "outcome", "fact", "is_stated", "text")
# Colours for what was compared, with a warm one only for conflict.
OUTCOME_COLOURS = {
    "agree": "#A6CEE3",
    "more exact": "#C7E5D0",
    "overlap": "#DDD6F0",
    "conflict": "#F4A582",
    "differ": "#D0D9DF",
    "not tested": "#FFFFFF",
    "single source": "#FFFFFF",
    "not comparable": "#FFFFFF",
}
MOST_SOURCES = 8  # columns
_CONFLICT = OUTCOMES[Outcome.CONFLICT]


@default_style
def agreement(cells: pd.DataFrame, title: str | None = None) -> Figure:
    """Draw a grid of facts and texts, coloured by the outcome on each fact.

    Parameters
    ----------
    cells : DataFrame
        One row per fact and text, as `agreement.matrix` returns it.
    title : str, optional
        The finding; by default `titles.agreement` computes it from the rows that are drawn.

    Returns
    -------
    Figure
        One row per fact, with its outcome at the right, and one column per text.
    """
    require_columns(cells, COLUMNS, "figures.agreement", TABLE)
    by_fact = cells.groupby("fact", sort=False).agg(
        n_sources=("is_stated", "sum"), outcome=("outcome", "first")
    )
    facts = list(foremost(by_fact, _selection.ROWS).index)
    cells = cells[cells["fact"].isin(facts)]
    title = titles.agreement(cells) if title is None else title
    if cells.empty:
        return empty_figure(title, "No fact is reported by more than one text.", TABLE)
    per_source = cells.groupby("source", sort=False)["is_stated"].sum()
    sources = _selection.greatest(per_source, MOST_SOURCES)
    cells = cells[cells["source"].isin(sources)]
    outcomes = cells.drop_duplicates("fact").set_index("fact")["outcome"]
    note = "The colour is that of the outcome on the whole fact; white: not compared as values. "
    note += "Conflict: no value satisfies all. No text is called right."
    note += _selection.shown_note(
        len(by_fact), facts, "facts", "first those in conflict, then what most texts say"
    )
    note += _selection.shown_note(
        len(per_source), sources, "texts", "those that speak of most of the facts"
    )
    figure, axes = row_figure(
        len(facts), title, width=12.5, left=0.235, right=0.905, key=0.25, note=note
    )
    _draw_values(axes, cells, facts, sources)
    _draw_silences(axes, cells, facts, sources)
    at_right = outcomes[facts]
    if len(sources) < len(per_source):
        at_right = at_right + ", " + by_fact["n_sources"][facts].astype("str") + " texts"
    _label_facts(axes, facts, list(at_right))
    axes.set_xlim(0, len(sources))
    axes.set_yticks([])
    axes.set_xticks(np.arange(len(sources)) + 0.5, short_names(sources), fontsize=NORMAL)
    axes.tick_params(length=0)
    axes.set_xlabel("Text; in grey, why it is silent", fontsize=NORMAL)
    draw_key(figure, {name: OUTCOME_COLOURS[name] for name in outcomes.unique()}, note=note)
    conflicts = list(outcomes.index[outcomes == _CONFLICT])
    seen = f"In conflict: {join_names(conflicts)}"
    finish(figure, title, note, seen, TABLE)
    return figure


def _draw_values(axes: Axes, cells: pd.DataFrame, facts: list[str], sources: list[str]) -> None:
    """Draw a box with the value for each fact that a text gives."""
    given = cells[cells["is_stated"]]
    columns = (given[name] for name in ("fact", "source", "outcome", "text"))
    for fact, source, outcome, text in zip(*columns, strict=True):
        y, x = facts.index(fact), sources.index(source)
        colour = OUTCOME_COLOURS[outcome]
        axes.add_patch(Rectangle((x, y - 0.5), 1, 1, fc=colour, ec="white", lw=1.2, aa=False))
        value = label(text, 145 // max(5, len(sources)))
        axes.text(x + 0.02, y, value, ha="left", va="center", fontsize=SMALL - 1.5)


def _draw_silences(axes: Axes, cells: pd.DataFrame, facts: list[str], sources: list[str]) -> None:
    """Write why texts are silent, once for each block of neighbours with the same reason."""
    for top, left, height, width, reason in _silent_blocks(cells, facts, sources):
        edge: dict[str, Any] = {"fill": False, "ec": "#E4E4E4", "lw": 0.6, "aa": False}
        axes.add_patch(Rectangle((left, top - 0.5), width, height, **edge))
        axes.text(
            left + width / 2, top + (height - 1) / 2, reason, ha="center", va="center",
            fontsize=SMALL - 1.5, color=GREY,
        )  # fmt: skip


def _silent_blocks(
    cells: pd.DataFrame, facts: list[str], sources: list[str]
) -> list[tuple[int, int, int, int, str]]:
    """Return the top, left, height, width and reason of each block of silent cells.

    Neighbours in a row are joined first, and then blocks of the same width beneath each other.
    """
    blocks: list[tuple[int, int, int, int, str]] = []
    same = cells[["fact", "text", "is_stated"]]
    for _, run in cells.groupby((same != same.shift()).any(axis=1).cumsum()):
        cell = run.iloc[0]
        if cell["is_stated"]:
            continue
        row, left, reason = facts.index(cell["fact"]), sources.index(cell["source"]), cell["text"]
        above = [
            block
            for block in blocks
            if (block[0] + block[2], block[1], block[3:]) == (row, left, (len(run), reason))
        ]
        top = above[0][0] if above else row
        blocks = [block for block in blocks if block not in above]
        blocks.append((top, left, row + 1 - top, len(run), reason))
    return blocks


def _label_facts(axes: Axes, facts: list[str], at_right: list[str]) -> None:
    """Write the name of each fact at the left of its row, and its outcome at the right."""
    at_row: dict[str, Any] = {
        "transform": axes.get_yaxis_transform(),
        "va": "center",
        "fontsize": SMALL - 1,
    }
    for y, (fact, words) in enumerate(zip(facts, at_right, strict=True)):
        axes.text(-0.008, y, label(fact, 52), ha="right", **at_row)
        axes.text(1.008, y, words, ha="left", **at_row)
