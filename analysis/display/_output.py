"""Escape text for HTML outputs, and publish outputs in a notebook."""

from __future__ import annotations

import html
import re

from analysis.system.terminal import say
from analysis.text import direction

# MathJax looks for formulas in the finished page, but not across the bounds of an element.
_FORMULA = re.compile(r"[$\\]")


def html_text(text: str) -> str:
    """Return `text` as HTML in which nothing is markup or part of a formula."""
    return _FORMULA.sub(r"<span>\g<0></span>", html.escape(text))


def html_line(line: str) -> str:
    """Return a line as HTML, with an element around words of a right-to-left script in English.

    In an element whose direction is "auto" the line then runs from left to right.

    >>> html_line("A < B"), html_line("\u063a\u0631: 1 of 3")
    ('A &lt; B', '<bdi>\u063a\u0631</bdi>: 1 of 3')
    """
    parts = direction.isolated_words(line)
    return "".join(
        f"<bdi>{html_text(words)}</bdi>" if is_isolated else html_text(words)
        for words, is_isolated in parts
    )


def publish(data: dict[str, str | bytes], metadata: dict[str, dict] | None = None) -> None:
    """Publish one output, given in each of its MIME types; outside a notebook, print its text."""
    from IPython import get_ipython  # the command line shows tables without IPython
    from IPython.display import display

    if get_ipython() is None:
        say(data["text/plain"], exact=True)
        return
    display(data, metadata=metadata or {}, raw=True)
