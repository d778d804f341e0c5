"""Provide what the notes on extracted pages share."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice

MOST_EXAMPLES = 5  # passages, warnings, pages or characters to name in a note
LONGEST_EXAMPLE = 60  # characters
COMPARE = "compare the text with the page"


def examples(passages: Collection[str]) -> str:
    """Return the first passages in quotation marks, each cut to its first words.

    >>> examples(["ten men", "twelve"])
    '"ten men", "twelve"'
    """
    shown = [f'"{_cut(passage)}"' for passage in islice(passages, MOST_EXAMPLES)]
    return ", ".join(shown) + (", …" if len(passages) > MOST_EXAMPLES else "")


def _cut(passage: str) -> str:
    return passage if len(passage) <= LONGEST_EXAMPLE else passage[: LONGEST_EXAMPLE - 1] + "…"
