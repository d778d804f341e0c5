"""Draw the chains of attribution, from each speaker through an outlet to a text."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures import _selection, titles
from analysis.figures._output import PALETTE, default_style
from analysis.figures._style import (
    NAME,
    NORMAL,
    SMALL,
    empty_figure,
    finish,
    label,
    row_figure,
)
from analysis.public import require_columns

TABLE = "tables.attributions"
LEVELS = ("speaker", "via", "source")
# The most of each, in the order of choice: texts first, then who speaks in them.
MOST = {"source": 12, "speaker": 40, "via": 12}
DIRECT = "#C8C8C8"  # for a chain without an outlet
DASHES = ("-", "--", ":")  # the next one each time the palette is used up
SIDES = {  # alignment of the names, their distance from the line, their most characters
    "speaker": ("right", -0.012, 40),
    "via": ("center", 0.0, 40),
    "source": ("left", 0.012, NAME),
}

Chain = tuple[str, str, str]  # a speaker, an outlet or "", a text
Places = dict[tuple[str, str], tuple[float, float]]  # x and y of each level and name


@default_style
def chains(attributions: pd.DataFrame, title: str | None = None) -> Figure:
    """Draw a line from each speaker, through the outlet if there is one, to the text.

    The width of a line grows with the number of statements.

    Parameters
    ----------
    attributions : DataFrame
        One row per attributed statement, as `tables.attributions` returns it.
    title : str, optional
        The finding; by default `titles.chains` computes it from the rows that are drawn.

    Returns
    -------
    Figure
        Speakers at the left, outlets in the middle and texts at the right.
    """
    require_columns(attributions, LEVELS, "figures.chains", TABLE)
    title = titles.chains(attributions) if title is None else title
    if attributions.empty:
        return empty_figure(title, "Every text speaks in its own voice alone.", TABLE)
    everyone = attributions["speaker"].value_counts()
    total = len(attributions)
    for level, most in MOST.items():
        sizes = attributions.groupby(level, sort=False).size().drop("", errors="ignore")
        names = _selection.greatest(sizes, most)
        attributions = attributions[attributions[level].isin([*names, ""])]
    note = "Coloured, by text: through an outlet or another voice. The wider a line, the more "
    note += "statements. What a text says itself is left out."
    if len(attributions) < total:
        note += f"\nShown: texts, then speakers and outlets with most of them; {total} in all, "
        note += f"{total - len(attributions)} not shown."
    counts = _chain_counts(attributions)
    names_of = {
        level: list(dict.fromkeys(filter(None, names)))
        for level, names in zip(LEVELS, zip(*counts, strict=True), strict=True)
    }
    n_rows = max(len(names_of["speaker"]), len(names_of["source"]), 2 * len(names_of["via"]))
    figure, axes = row_figure(n_rows, title, width=11, left=0.25, right=0.85, note=note)
    places = _places(n_rows, names_of, list(counts))
    _draw_lines(axes, counts, places, names_of["source"])
    _draw_names(axes, attributions, places)
    axes.set_xlim(0, 1)
    axes.set_yticks([])
    axes.set_xticks([0, 0.5, 1], ["original speaker", "through", "text"], fontsize=NORMAL)
    axes.set_xlabel("In parentheses: number of statements", fontsize=NORMAL)
    seen = f"Statements of {everyone.index[0]}: {everyone.iloc[0]}"
    has_most = len(everyone) > 1 and everyone.iloc[0] > everyone.iloc[1]
    seen += ", more than any other speaker" if has_most else ""
    finish(figure, title, note, seen, TABLE)
    return figure


def _chain_counts(attributions: pd.DataFrame) -> dict[Chain, int]:
    """Count the statements of each chain."""
    sizes = attributions.groupby([*LEVELS], sort=False).size()
    names = (sizes.index.get_level_values(level) for level in LEVELS)
    return dict(zip(zip(*names, strict=True), sizes.tolist(), strict=True))


def _places(n_rows: int, names_of: dict[str, list[str]], chains: list[Chain]) -> Places:
    """Spread speakers and texts over the height; put outlets where no line crosses their names."""
    places: Places = {}
    for level, x in (("speaker", 0.0), ("source", 1.0)):
        step = n_rows / len(names_of[level])
        for place, name in enumerate(names_of[level]):
            places[level, name] = (x, (place + 0.5) * step - 0.5)
    taken = [
        (places["speaker", speaker][1] + places["source", source][1]) / 2
        for speaker, via, source in chains
        if not via
    ]
    candidates = np.arange(0, n_rows - 1, 0.25)
    for outlet in names_of["via"]:
        distances = [min((abs(y - line) for line in taken), default=0) for y in candidates]
        y = float(candidates[int(np.argmax(distances))])
        places["via", outlet] = (0.5, y)
        taken.append(y)
    return places


def _draw_lines(axes: Axes, counts: dict[Chain, int], places: Places, sources: list[str]) -> None:
    """Draw one line per chain: through an outlet in the colour of its text, otherwise in grey."""
    styles = dict(zip(sources, product(DASHES, PALETTE), strict=False))
    for chain in sorted(counts, key=lambda chain: chain[1] != ""):  # colours above grey
        dash, colour = styles[chain[-1]] if chain[1] else ("-", DIRECT)
        points = [places[level, name] for level, name in zip(LEVELS, chain, strict=True) if name]
        x, y = zip(*points, strict=True)
        axes.plot(x, y, dash, color=colour, lw=0.8 + np.sqrt(min(counts[chain], 50)) / 1.5)


def _draw_names(axes: Axes, attributions: pd.DataFrame, places: Places) -> None:
    """Write each name at its place, with its number of statements."""
    totals = {level: attributions.groupby(level).size() for level in LEVELS}
    box = {"fc": "white", "ec": "none", "pad": 1}
    for (level, name), (x, y) in places.items():
        side, shift, width = SIDES[level]
        words = f"{label(name, width)} ({totals[level][name]})"
        axes.text(x + shift, y, words, ha=side, va="center", fontsize=SMALL, bbox=box)
