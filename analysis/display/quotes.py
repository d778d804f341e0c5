"""Quotes in their text: which piece of a text stands in which quotes, and how much to show of it.

Quotes overlap and nest, so a text is cut wherever one begins or ends, and each piece knows all that
it stands in.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from analysis import tables
from analysis.errors import UserError
from analysis.text import spans
from analysis.text.sentences import split_sentences
from analysis.text.spans import Span

if TYPE_CHECKING:
    from analysis.evidence import Evidence


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
    for number, quote in enumerate(quotes):
        shared = spans.intersection(quote, (start, end))
        if shared:
            opening.setdefault(shared[0], []).append(number)
            closing.setdefault(shared[1], []).append(number)
    edges = sorted({start, end, *opening, *closing})
    inside: dict[int, None] = {}
    found = []
    for begins, ends in pairwise(edges):
        for number in closing.get(begins, ()):
            del inside[number]
        inside.update(dict.fromkeys(opening.get(begins, ())))
        found.append(Piece(begins, ends, tuple(sorted(inside))))
    return found


def passage(text: str, language: str, quote: Span) -> Span:
    """The whole sentences of `text` that a quote touches.

    >>> passage("One is here. Two is here. Three is not.", "en", (13, 16))
    (13, 25)
    """
    start, end = quote
    sentences = split_sentences(text, language)
    touched = spans.overlapping(sentences, quote)
    if not touched:
        return quote
    return min(start, sentences[touched[0]].start), max(end, sentences[touched[-1]].end)


class Passage(NamedTuple):
    """Whole sentences of one text, with the statements that are shown of it.

    `pieces` are those of the text with their quotes, known by their place in `statements`: rows of
    `tables.statements`, with `start` and `end`, in the order of their quotes.
    """

    source: str
    line: int
    pieces: list[tuple[str, tuple[int, ...]]]
    statements: list


def in_context(evidence: Evidence, statement_ids: Iterable[str]) -> list[Passage]:
    """The passages in which the quotes of these statements stand, in the order of the texts.

    Quotes whose sentences overlap share a passage. Raises UserError for an id that there is not.

    >>> import analysis
    >>> evidence = analysis.load()
    >>> (shown,) = in_context(evidence, evidence.statements["statement_id"][:1])
    >>> quoted = [text for text, quotes in shown.pieces if quotes]
    >>> quoted == [row.quote for row in shown.statements]
    True
    """
    texts, known = _known(evidence)
    unknown = [name for name in statement_ids if name not in known]
    if unknown:
        raise UserError(f"{unknown[0]}: no such statement; see statement_id in evidence.statements")
    found: list[tuple[str, int, int, list]] = []
    for _, row in sorted(known[name] for name in set(statement_ids)):
        start, end = passage(*texts[row.source_id], (row.start, row.end))
        if found and found[-1][0] == row.source_id and start < found[-1][2]:
            _, begins, ends, rows = found.pop()
            found.append((row.source_id, begins, max(ends, end), [*rows, row]))
        else:
            found.append((row.source_id, start, end, [row]))
    return [_cut(texts[source][0], start, end, rows) for source, start, end, rows in found]


@functools.lru_cache(maxsize=16)
def _known(evidence: Evidence) -> tuple[dict[str, tuple[str, str]], dict[str, tuple]]:
    """The texts and languages by source; the rows by statement, with their place in the texts."""
    sources = evidence.sources
    place = {name: number for number, name in enumerate(sources["source_id"])}
    table = tables.statements(evidence).join(evidence.statements[["start", "end"]])
    texts = zip(sources["text"], sources["language"], strict=True)
    return dict(zip(place, texts, strict=True)), {
        row.statement_id: ((place[row.source_id], row.start, row.end, number), row)
        for number, row in enumerate(table.itertuples(index=False))
    }


def _cut(text: str, start: int, end: int, rows: list) -> Passage:
    cut = pieces(start, end, [(row.start, row.end) for row in rows])
    shown = [(text[piece.start : piece.end], piece.quotes) for piece in cut]
    return Passage(rows[0].source, spans.line_number(text, start), shown, rows)
