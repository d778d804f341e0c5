"""Quotes in their text: which piece of a text stands in which quotes, and how much to show of it.

Quotes overlap and nest, so a text is cut wherever one begins or ends, and each piece knows all that
it stands in.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from analysis import corpus

Span = tuple[int, int]


class Piece(NamedTuple):
    """A piece of a text that no quote begins or ends in, and the numbers of those around it."""

    start: int
    end: int
    quotes: tuple[int, ...]


def pieces(start: int, end: int, quotes: Sequence[Span]) -> list[Piece]:
    """The pieces of the text from `start` to `end`, without a gap, in order.

    A quote is known by its place in `quotes`; what lies outside `start` to `end` is left out.

    >>> pieces(0, 9, [(2, 6), (4, 8)])  # doctest: +NORMALIZE_WHITESPACE
    [Piece(start=0, end=2, quotes=()), Piece(start=2, end=4, quotes=(0,)),
     Piece(start=4, end=6, quotes=(0, 1)), Piece(start=6, end=8, quotes=(1,)),
     Piece(start=8, end=9, quotes=())]
    """
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for number, (begins, ends) in enumerate(quotes):
        if max(begins, start) < min(ends, end):
            opening.setdefault(max(begins, start), []).append(number)
            closing.setdefault(min(ends, end), []).append(number)
    edges = sorted({start, end, *opening, *closing})
    inside: dict[int, None] = {}
    found = []
    for begins, ends in itertools.pairwise(edges):
        for number in closing.get(begins, ()):
            del inside[number]
        inside.update(dict.fromkeys(opening.get(begins, ())))
        found.append(Piece(begins, ends, tuple(sorted(inside))))
    return found


def passage(text: str, quotes: Iterable[Span]) -> Span:
    """The whole sentences of `text` that the quotes touch, from the first to the last.

    >>> passage("One is here. Two is here. Three is not.", [(13, 16)])
    (13, 25)
    """
    quotes = list(quotes)
    start, end = min(begins for begins, _ in quotes), max(ends for _, ends in quotes)
    sentences = corpus.sentences(text)
    first = bisect_right([sentence.end for sentence in sentences], start)
    beyond = bisect_left([sentence.start for sentence in sentences], end)
    around = sentences[first:beyond]
    return (
        min([start, *(sentence.start for sentence in around)]),
        max([end, *(sentence.end for sentence in around)]),
    )
