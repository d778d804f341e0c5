"""Draw Krippendorff's alpha of a second coding, column by column."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis import findings, intercoder
from analysis.figures._style import (
    GREY,
    NORMAL,
    PALETTE,
    default_style,
    finish,
    label_rows,
    row_figure,
)
from analysis.intercoder.krippendorff import RELIABLE


@default_style
def reliability(measured: pd.DataFrame, title: str | None = None) -> Figure:
    """Draw alpha of each column as a dot; a column without alpha has no dot, but the reason.

    Parameters
    ----------
    measured : DataFrame
        One row per column and basis of comparison, as `intercoder.reliability` returns it.
    title : str, optional
        The finding; by default computed from what is drawn.

    Returns
    -------
    Figure
        One row per column, with the number of units and the share that are equal at the right.
    """
    title = title or findings.second_coder_title(measured)
    figure, axes = row_figure(len(measured), title, width=12.5, left=0.29, right=0.62)
    for y, alpha in enumerate(measured["alpha"]):
        if not pd.isna(alpha):
            axes.plot([0, alpha], [y, y], color=PALETTE[5], lw=2)
            axes.plot(alpha, y, "o", color=PALETTE[0], ms=6.5, clip_on=False, zorder=3)
    for bound in RELIABLE:
        axes.axvline(bound, color=GREY, lw=0.8, ls="--")
    axes.axvline(0, color=GREY, lw=0.8)
    words = measured["column"].str.replace("_", " ") + ": "
    words += intercoder.in_words(measured)
    label_rows(axes, measured["compared"], words)
    lowest = min([0.0, *measured["alpha"].dropna()])
    axes.set_xlim(float(np.floor(lowest * 5) / 5), 1)
    axes.set_xlabel("Krippendorff's alpha: chance gives 0, perfect agreement 1", fontsize=NORMAL)
    note = f"Dashed: {RELIABLE[0]} and {RELIABLE[1]}, below and above which Krippendorff advises to"
    note += " draw no conclusion and to rely. No coder is called right."
    finish(
        figure,
        title,
        note,
        f"Alpha of {len(measured)} comparisons; intercoder.reliability has each",
    )
    return figure
