"""Escape text for HTML outputs, and publish outputs in a notebook."""

from __future__ import annotations

import html
import re

from analysis.text.visible import in_order, visible

# MathJax looks for formulas in the finished page, but not across the bounds of an element.
_FORMULA = re.compile(r"[$\\]")


def one_line(text: str) -> str:
    """Return `text` on one line, with hidden characters visible and dates in order."""
    return in_order(visible(text))


def html_text(text: str) -> str:
    """Return `text` as HTML in which nothing is markup or part of a formula."""
    return _FORMULA.sub(r"<span>\g<0></span>", html.escape(text))


def publish(data: dict[str, str | bytes], metadata: dict[str, dict] | None = None) -> None:
    """Publish one output, given in each of its MIME types."""
    from IPython.display import display  # the command line shows tables without IPython

    display(data, metadata=metadata or {}, raw=True)
