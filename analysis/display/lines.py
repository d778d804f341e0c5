"""Write lines as HTML in which the parts keep their order."""

from __future__ import annotations

from analysis.display._output import html_text
from analysis.text import direction


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
