"""Show a figure with alternative text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.display import _output

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def figure(drawn: Figure) -> None:
    """Show a figure as PNG, with its label as alternative text.

    A figure that is the last expression of a cell shows itself in the same way.

    Parameters
    ----------
    drawn : Figure
        A figure from `analysis.figures`.
    """
    from analysis.figures import mimebundle  # without a figure, matplotlib is not needed

    _output.publish(*mimebundle(drawn))
