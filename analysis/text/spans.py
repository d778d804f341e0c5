"""Find quotes in a text, and compare spans.

A span is a pair of offsets `(start, end)`. Offsets are code points, 0-based and end-exclusive, as
in the W3C Web Annotation selectors. No span is empty. `span_arrays` compares many spans at once.
"""

from __future__ import annotations

import difflib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

Span = tuple[int, int]

LONGEST_COMPARED = 200  # characters of a quote that `nearest` compares
_MOST_PLACES = 100  # places where `nearest` looks for a group of letters
_MOST_PASSAGES = 5  # passages that `nearest` compares with the quote


def intersection(first: Span, second: Span) -> Span | None:
    """Return the characters that two spans share.

    Parameters
    ----------
    first, second : tuple of int
        Spans of the same text.

    Returns
    -------
    tuple of int or None
        The shared span; None if there is none. Spans that only touch share nothing.

    Examples
    --------
    >>> intersection((0, 5), (3, 9)), intersection((0, 3), (3, 9))
    ((3, 5), None)
    """
    start, end = max(first[0], second[0]), min(first[1], second[1])
    return (start, end) if start < end else None


def overlaps(first: Span, second: Span) -> bool:
    """Return True if two spans share a character.

    >>> overlaps((0, 5), (3, 9)), overlaps((0, 3), (3, 9))
    (True, False)
    """
    return first[0] < second[1] and second[0] < first[1]


def overlapping(spans: Sequence[tuple[int, ...]], span: Span) -> range:
    """Return the positions of the `spans` that overlap `span`.

    Parameters
    ----------
    spans : sequence of tuple
        Spans in order that do not overlap each other, such as sentences. The last two numbers of
        each tuple are its start and end.
    span : tuple of int
        The span that they are compared with.

    Returns
    -------
    range
        Consecutive positions in `spans`. It is found by binary search.

    Examples
    --------
    >>> overlapping([(0, 17), (18, 40), (41, 50)], (13, 40))
    range(0, 2)
    """
    first = bisect_right(spans, span[0], key=lambda each: each[-1])
    beyond = bisect_left(spans, span[1], lo=first, key=lambda each: each[-2])
    return range(first, beyond)


def line_number(text: str, offset: int) -> int:
    """Return the number, from 1, of the line that holds the character at `offset`.

    >>> line_number("one\\ntwo", 4)
    2
    """
    return text.count("\n", 0, offset) + 1


def occurrences(text: str, quote: str) -> Iterator[int]:
    """Yield every offset at which `quote` begins in `text`, even if occurrences overlap.

    An empty quote occurs nowhere.

    >>> list(occurrences("banana", "ana"))
    [1, 3]
    """
    offset = text.find(quote)
    while offset >= 0 and quote:
        yield offset
        offset = text.find(quote, offset + 1)


def are_quoted_at(
    texts: Sequence[str], offsets: Iterable[int], quotes: Iterable[str]
) -> list[bool]:
    """Return, for each quote, whether its text has exactly these words at its offset.

    Parameters
    ----------
    texts, offsets, quotes : sequences of equal length
        The text of each quote, the offset at which the quote should begin, and its words.

    Returns
    -------
    list of bool
        One value per quote.

    Examples
    --------
    >>> are_quoted_at(["It was so.", "It was so."], [3, 4], ["was", "was"])
    [True, False]
    """
    return list(map(str.startswith, texts, quotes, offsets))


def nearest(text: str, quote: str) -> Span | None:
    """Return the passage of `text` most similar to a misquote, to show its author where to look.

    Parameters
    ----------
    text, quote : str
        Only the first `LONGEST_COMPARED` characters of `quote` are compared.

    Returns
    -------
    (int, int) or None
        The span of the passage, which is as long as the quote, possibly ending within a word, but
        not beyond its line. None if nothing is similar.

    Examples
    --------
    >>> nearest("It was over.\\nHe said no more.", "he said no mere")
    (13, 28)
    """
    head = quote[:LONGEST_COMPARED]
    size = 4 if len(head) >= 20 else 2
    # Each group of letters in both texts votes for the offset at which the quote would begin.
    votes: dict[int, list[int]] = {}  # by that offset: the number of votes, and the first match
    for place in range(len(head) - size + 1):
        for match in islice(occurrences(text, head[place : place + size]), _MOST_PLACES):
            votes.setdefault(match - place, [0, match])[0] += 1
    likeliest = sorted(votes.items(), key=lambda item: -item[1][0])[:_MOST_PASSAGES]
    best_ratio, best = 0.0, None
    for start, (_, match) in sorted(likeliest):
        begin = max(start, text.rfind("\n", 0, match) + 1)
        passage = text[begin : begin + len(head)].partition("\n")[0]
        ratio = difflib.SequenceMatcher(None, passage, head, autojunk=False).ratio()
        if ratio > best_ratio:
            best_ratio, best = ratio, (begin, begin + len(passage))
    return best if best_ratio > 0.5 else None
