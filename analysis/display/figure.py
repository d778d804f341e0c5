"""Show a figure with alternative text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.display import _output

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def figure(drawn: Figure) -> None:
    """Show a figure as PNG, with its label as alternative text.

    The last expression of a cell shows itself, and needs no call of this.

    Parameters
    ----------
    drawn : Figure
        A figure from `analysis.figures`.
    """
    from analysis.figures import mime_bundle  # without a figure, matplotlib is not needed

    _output.publish(*mime_bundle(drawn))
