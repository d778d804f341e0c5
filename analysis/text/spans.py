"""Find quotes in a text, and measure spans of it.

Offsets are code points, 0-based and end-exclusive, as in the W3C Web Annotation selectors.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

LONGEST_COMPARED = 200  # characters of a quote that `nearest` compares
_MANY, _TRIED = 100, 5  # places of a few letters that it looks at, and passages that it compares


def line_number(text: str, offset: int) -> int:
    """The line, counted from 1, on which the character at `offset` stands.

    >>> line_number("one\\ntwo", 4)
    2
    """
    return text.count("\n", 0, offset) + 1


def occurrences(text: str, quote: str) -> Iterator[int]:
    """Every offset at which `quote` begins in `text`, overlapping ones included, one at a time.

    >>> list(occurrences("banana", "ana"))
    [1, 3]
    """
    at = text.find(quote)
    while at >= 0 and quote:
        yield at
        at = text.find(quote, at + 1)


def stand(texts: Sequence[str], at: Iterable[int], quotes: Iterable[str]) -> list[bool]:
    """Whether each quote stands in its text at its offset; the three run in step.

    >>> stand(["It was so.", "It was so."], [3, 4], ["was", "was"])
    [True, False]
    """
    return list(map(str.startswith, texts, quotes, at))


def nearest(text: str, quote: str) -> tuple[int, str] | None:
    """The passage of `text` most like `quote`, with its line; None when nothing is alike.

    For telling the author of a misquote where to look; nothing is ever taken from it.

    >>> nearest("It was over.\\nHe said no more.", "he said no mere")
    (2, 'He said no more')
    """
    head = quote[:LONGEST_COMPARED]
    size = 4 if len(head) >= 20 else 2
    shared: dict[int, list[int]] = {}  # where `quote` would begin: how many places say so, and one
    for at in range(len(head) - size + 1):
        for found in islice(occurrences(text, head[at : at + size]), _MANY):
            shared.setdefault(found - at, [0, found])[0] += 1
    likely = sorted(shared.items(), key=lambda item: -item[1][0])[:_TRIED]
    best, match = 0.0, None
    for start, (_, found) in sorted(likely):
        begin = max(start, text.rfind("\n", 0, found) + 1)
        passage = text[begin : begin + len(head)].partition("\n")[0]
        ratio = difflib.SequenceMatcher(None, passage, head, autojunk=False).ratio()
        if ratio > best:
            best, match = ratio, (line_number(text, begin), passage)
    return match if best > 0.5 else None
