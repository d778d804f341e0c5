"""Escape text for Markdown, so that none of it is read as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.text.visible import one_line

# Characters that are markup anywhere, at the edge of a word, or in an address. Code hosts read "$"
# and "\" as a formula and "@" as a name, even if escaped; an element around them prevents this.
_ACTIVE = re.compile(
    r"(?P<wrapped>[$\\@])|[`*\[\]<~|&]|_(?![^\W_])|(?<![^\W_])_|:(?=//)|(?<=www)\.", re.IGNORECASE
)
_BLOCK_START = re.compile(r"^(\d*)([-+.)](?=[\s-]|$)|[#>])")


def markdown_list(sentences: Iterable[str]) -> str:
    """Return sentences as a Markdown list.

    >>> markdown_list(["a_b is *said*"])
    '- a_b is \\\\*said\\\\*'
    """
    return "\n".join(f"- {escape(sentence)}" for sentence in sentences)


def escape(text: str) -> str:
    """Return `text` for use within a line of Markdown.

    >>> escape("1. costs $5")
    '1\\\\. costs <span>&#36;</span>5'
    """
    return _BLOCK_START.sub(r"\1\\\2", escape_within(text).strip())


def escape_within(text: str) -> str:
    """Return `text` for use after other words on a line, keeping the spaces at its edges."""
    return _ACTIVE.sub(_escape_character, one_line(text))


def escape_alt(text: str) -> str:
    """Return `text` as the alternative text of an image, which cannot contain elements."""
    return re.sub("</?span>", "", escape(text))


def _escape_character(match: re.Match[str]) -> str:
    if match[0] == "<":  # as an entity, so that it cannot begin the marker of a generated part
        return "&lt;"
    return f"<span>&#{ord(match[0])};</span>" if match["wrapped"] else f"\\{match[0]}"
