"""Show a figure with alternative text."""

from __future__ import annotations

import base64
import html
from typing import TYPE_CHECKING

from analysis.display import _output
from analysis.text.visible import in_order

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def figure(drawn: Figure) -> None:
    """Show a figure as PNG, with its label as alternative text.

    JupyterLab gives a PNG no alternative text, so the same bytes are in an HTML image too. The PNG
    is for readers that show no HTML, for example of a notebook that is not trusted.

    Parameters
    ----------
    drawn : Figure
        A figure from `analysis.figures`.
    """
    from analysis.figures import png  # without a figure, matplotlib is not needed

    alt, content = in_order(str(drawn.get_label())), png(drawn)
    source = f"data:image/png;base64,{base64.b64encode(content).decode()}"
    image = f'<img alt="{html.escape(alt)}" src="{source}" style="max-width:100%">'
    _output.publish(
        {"text/html": image, "image/png": content, "text/plain": alt}, {"image/png": {"alt": alt}}
    )
