"""Encode a figure as a small PNG, and show it in a notebook with its alternative text.

The palette is that of Okabe and Ito, whose colours remain distinct for readers with any common form
of colour blindness.
"""

from __future__ import annotations

import base64
import functools
import html
import io
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import numpy as np
from matplotlib import rc_context, style
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from PIL import Image, ImageColor

PALETTE = (
    "#0072B2",  # blue
    "#D55E00",  # vermilion
    "#009E73",  # bluish green
    "#000000",  # black
    "#CC79A7",  # reddish purple
    "#56B4E9",  # sky blue
    "#F0E442",  # yellow
    "#E69F00",  # orange
)
DPI = 90  # a figure of 12.5 inches fits a window of 1,280 pixels
GREYS = (0, 89, 160, 215, 255)  # enough for the edges of letters
MOST_COLOURS = 60  # of flat areas in a stored figure, besides the greys and the palette
SMALLEST = 4  # pixels of a flat colour
FONT = "DejaVu Sans"  # comes with matplotlib, so that the drawing is the same on every machine
STYLE = {
    "text.parse_math": False,  # a dollar sign in a text is not the start of a formula
    "font.sans-serif": [FONT],
}

Params = ParamSpec("Params")
Result = TypeVar("Result")
MimeBundle = tuple[dict[str, str | bytes], dict[str, dict[str, str]]]


def default_style(function: Callable[Params, Result]) -> Callable[Params, Result]:
    """Decorate a function to draw in one style, regardless of the reader's settings."""

    @functools.wraps(function)
    def styled(*args: Params.args, **kwargs: Params.kwargs) -> Result:
        # The time zone is not part of a style, but would shift dates.
        with style.context(["default", STYLE], after_reset=True), rc_context({"timezone": "UTC"}):
            return function(*args, **kwargs)

    return styled


class NotebookFigure(Figure):
    """A figure that a notebook shows with its label as alternative text."""

    def _repr_mimebundle_(self, **_: object) -> MimeBundle:
        return mimebundle(self)

    def _ipython_display_(self) -> None:
        # Otherwise pyplot, if a notebook imports it, would draw the PNG in its own way.
        from IPython.display import display

        data, metadata = mimebundle(self)
        display(data, metadata=metadata, raw=True)


def mimebundle(figure: Figure) -> MimeBundle:
    """Return a figure in each MIME type that a notebook stores, and the metadata.

    JupyterLab gives a PNG no alternative text, so the same bytes are also in an HTML image. The PNG
    is for programs that show no HTML, for example because a notebook is not trusted.

    Parameters
    ----------
    figure : Figure
        A figure that a function of this package returned.

    Returns
    -------
    tuple of dict
        The content by MIME type, with the alternative text as plain text, and the metadata.
    """
    alt, content = str(figure.get_label()), png(figure)
    source = f"data:image/png;base64,{base64.b64encode(content).decode()}"
    image = f'<img alt="{html.escape(alt)}" src="{source}" style="max-width:100%">'
    data: dict[str, str | bytes] = {"text/html": image, "image/png": content, "text/plain": alt}
    return data, {"image/png": {"alt": alt}}


@default_style
def png(figure: Figure) -> bytes:
    """Encode a figure as PNG, always as the same bytes.

    The file has no date or version, and a palette in place of the shades along edges.

    Parameters
    ----------
    figure : Figure
        A figure that a function of this package returned.

    Returns
    -------
    bytes
        The content of a PNG file.
    """
    figure.set_dpi(DPI)
    FigureCanvasAgg(figure)
    width, height = figure.bbox.size
    renderer = _WholePixels(int(width), int(height), DPI)
    figure.draw(renderer)
    picture = _with_few_colours(np.asarray(renderer.buffer_rgba())[:, :, :3])
    buffer = io.BytesIO()
    picture.save(buffer, "png", compress_level=9)
    return buffer.getvalue()


def _with_few_colours(pixels: np.ndarray) -> Image.Image:
    """Return a picture in the flat colours only: every other pixel takes the nearest of them.

    Most colours in a drawing are shades along edges. A palette computed from all of them, as Pillow
    does, would turn a small coloured dot grey.

    Parameters
    ----------
    pixels : ndarray of uint8, of shape (height, width, 3)
        The red, green and blue of each pixel.
    """
    codes = pixels.astype("uint32") @ np.array([1 << 16, 1 << 8, 1], dtype="uint32")
    shades, places = np.unique(codes, return_inverse=True)
    palette = _palette(codes)
    colours = np.stack([shades >> 16, shades >> 8 & 255, shades & 255], axis=1).astype("int64")
    distances = ((colours[:, None, :] - palette[None, :, :]) ** 2).sum(axis=2)
    nearest = distances.argmin(axis=1).astype("uint8")
    picture = Image.fromarray(nearest[places].reshape(codes.shape))
    picture.putpalette(palette.astype("uint8").tobytes())
    return picture


def _palette(codes: np.ndarray) -> np.ndarray:
    """Return the greys, the colours of lines and of all flat areas, and their pale edges."""
    corner = codes[:-1, :-1]
    is_flat = (corner == codes[1:, :-1]) & (corner == codes[:-1, 1:]) & (corner == codes[1:, 1:])
    flat, sizes = np.unique(corner[is_flat], return_counts=True)
    order = np.argsort(-sizes, kind="stable")
    flat = flat[order][sizes[order] >= SMALLEST][:MOST_COLOURS]
    colours = np.stack([flat >> 16, flat >> 8 & 255, flat & 255], axis=1).astype("int64")
    thin = np.array([ImageColor.getrgb(colour) for colour in PALETTE], dtype="int64")
    flat_colours = colours[np.ptp(colours, axis=1) > 0]
    greys = np.repeat(np.array(GREYS, dtype="int64")[:, None], 3, axis=1)
    return np.concatenate([greys, thin, (thin + 255) // 2, flat_colours])


class _WholePixels(RendererAgg):
    """Draw each text from a whole pixel, so that equal words have equal pixels.

    The letters are sharper, and the PNG takes up half as many bytes.
    """

    def draw_text(self, gc: Any, x: float, y: float, *args: Any, **kwargs: Any) -> None:
        super().draw_text(gc, round(x), round(y), *args, **kwargs)
