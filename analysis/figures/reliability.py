"""Draw Krippendorff's alpha of a second coding, column by column."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis import intercoder
from analysis.figures import titles
from analysis.figures._output import PALETTE, default_style
from analysis.figures._rows import edges, lay_out, write_rows
from analysis.figures._style import (
    GREY,
    NORMAL,
    empty_figure,
    finish,
    row_figure,
)
from analysis.intercoder.krippendorff import RELIABLE, round_down
from analysis.public import require_columns

TABLE = "intercoder.reliability"
COLUMNS = ("column", "compared", "units", "agreement", "alpha")


@default_style
def reliability(measured: pd.DataFrame, title: str | None = None) -> Figure:
    """Draw alpha of each column as a dot; a column without alpha gets the reason instead.

    Parameters
    ----------
    measured : DataFrame
        One row per column and basis of comparison, as `intercoder.reliability` returns it.
    title : str, optional
        The finding; by default `titles.reliability` computes it from the rows that are drawn.

    Returns
    -------
    Figure
        One row per column, with the number of units and the share of equal ones at the right.
    """
    require_columns(measured, COLUMNS, "figures.reliability", TABLE)
    title = titles.reliability(measured) if title is None else title
    if measured.empty:
        return empty_figure(title, "Nothing is compared.", TABLE)
    words = measured["column"].str.replace("_", " ") + ": "
    layout = lay_out(measured["compared"], words + intercoder.in_words(measured))
    figure, axes = row_figure(layout.n_rows, title, **edges(layout, 0.29, 0.62))
    for y, alpha in enumerate(measured["alpha"]):
        if not pd.isna(alpha):
            axes.plot([0, alpha], [y, y], color=PALETTE[5], lw=2)
            axes.plot(alpha, y, "o", color=PALETTE[0], ms=6.5, clip_on=False, zorder=3)
    for bound in RELIABLE:
        axes.axvline(bound, color=GREY, lw=0.8, ls="--")
    axes.axvline(0, color=GREY, lw=0.8)
    write_rows(axes, layout)
    lowest = min([0.0, *measured["alpha"].dropna()])
    axes.set_xlim(float(np.floor(lowest * 5) / 5), 1)
    axes.set_xlabel("Krippendorff's alpha: chance gives 0, perfect agreement 1", fontsize=NORMAL)
    note = f"Dashed: {RELIABLE[0]} and {RELIABLE[1]}, below and above which Krippendorff advises to"
    note += " draw no conclusion and to rely. No coder is called right."
    defined = measured["alpha"].dropna()
    bounds = [f"{round_down(alpha, 2):.2f}" for alpha in (defined.min(), defined.max())]
    seen = f"Alpha from {bounds[0]} to {bounds[1]}" if len(defined) else "No alpha"
    finish(figure, title, note, seen, TABLE)
    return figure
