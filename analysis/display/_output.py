"""Escape text for HTML outputs, and publish outputs in a notebook."""

from __future__ import annotations

import html
import re

from analysis.system.terminal import say

# MathJax looks for formulas in the finished page, but not across the boundaries of elements.
_FORMULA = re.compile(r"[$\\]")


def html_text(text: str) -> str:
    """Return `text` as HTML in which nothing is markup or part of a formula."""
    return _FORMULA.sub(r"<span>\g<0></span>", html.escape(text))


def publish(data: dict[str, str | bytes], metadata: dict[str, dict] | None = None) -> None:
    """Publish one output, given in each of its MIME types; outside a notebook, print its text."""
    from IPython import get_ipython  # the command line shows tables without IPython
    from IPython.display import display

    if get_ipython() is None:
        say(data["text/plain"], exact=True)
        return
    display(data, metadata=metadata or {}, raw=True)
