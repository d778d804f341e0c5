"""Cut texts into pieces at their quotes, and select the sentences around a quote.

Quotes overlap and nest, so a text is cut wherever one begins or ends, and each piece lists all
quotes to which it belongs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from analysis import tables
from analysis.errors import UserError
from analysis.evidence import cached
from analysis.text import spans
from analysis.text.sentences import split_sentences
from analysis.text.spans import Span

if TYPE_CHECKING:
    from analysis.evidence import Evidence


class Piece(NamedTuple):
    """A piece of a text in which no quote begins or ends, and the numbers of those around it."""

    start: int
    end: int
    quotes: tuple[int, ...]


def pieces(start: int, end: int, quotes: Sequence[Span]) -> list[Piece]:
    """Cut the text from `start` to `end` wherever a quote begins or ends.

    Parameters
    ----------
    start, end : int
        The span to cut, in code points.
    quotes : sequence of (int, int)
        The spans of the quotes, numbered by their position.

    Returns
    -------
    list of Piece
        The pieces in order, without gaps.

    Examples
    --------
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
    cut = []
    for begins, ends in pairwise(edges):
        for number in closing.get(begins, ()):
            del inside[number]
        inside.update(dict.fromkeys(opening.get(begins, ())))
        cut.append(Piece(begins, ends, tuple(sorted(inside))))
    return cut


def passage(text: str, language: str, quote: Span) -> Span:
    """Return the span of the whole sentences of `text` that a quote touches.

    >>> passage("One is here. Two is here. Three is not.", "en", (13, 16))
    (13, 25)
    """
    start, end = quote
    sentences = split_sentences(text, language)
    touched = spans.overlapping(sentences, quote)
    if not touched:
        return quote
    return min(start, sentences[touched[0]].start), max(end, sentences[touched[-1]].end)


class Statement(NamedTuple):
    """A row of `tables.statements`, with the span of its quote."""

    statement_id: str
    source_id: str
    source: str
    entity: str
    property: str
    value_text: str
    own_voice: bool
    voice: str
    modality: str
    basis: str
    cue: str
    quote: str
    start: int
    end: int


class Passage(NamedTuple):
    """Whole sentences of one text, with the statements whose quotes are shown in it.

    Attributes
    ----------
    source : str
        The name of the text.
    line : int
        The line on which the passage begins, from 1.
    pieces : list of (str, tuple of int)
        The text in pieces, each with the positions in `statements` of the quotes around it.
    statements : list of Statement
        In the order of their quotes.
    """

    source: str
    line: int
    pieces: list[tuple[str, tuple[int, ...]]]
    statements: list[Statement]


def in_context(evidence: Evidence, statement_ids: Iterable[str]) -> list[Passage]:
    """Return the passages that contain the quotes of statements, in the order of the texts.

    Quotes whose sentences overlap share a passage.

    Parameters
    ----------
    evidence : Evidence
        The evidence that has the statements.
    statement_ids : iterable of str
        The statements to show, in any order.

    Raises
    ------
    UserError
        If there is no such statement.

    Examples
    --------
    >>> import analysis
    >>> evidence = analysis.load()
    >>> (first,) = in_context(evidence, evidence.statements["statement_id"][:1])
    >>> quoted = [text for text, quotes in first.pieces if quotes]
    >>> quoted == [statement.quote for statement in first.statements]
    True
    """
    statement_ids = list(statement_ids)
    index = _index(evidence)
    unknown = [name for name in statement_ids if name not in index.statements]
    if unknown:
        raise UserError(f"{unknown[0]}: no such statement; see statement_id in evidence.statements")
    passages: list[tuple[int, int, list[Statement]]] = []
    for number in sorted(index.statements[name] for name in set(statement_ids)):
        row = index.rows[number]
        start, end = passage(*index.texts[row.source_id], (row.start, row.end))
        if passages and passages[-1][2][0].source_id == row.source_id and start < passages[-1][1]:
            first, last, rows = passages.pop()
            passages.append((first, max(end, last), [*rows, row]))
        else:
            passages.append((start, end, [row]))
    return [
        _cut(index.texts[rows[0].source_id][0], start, end, rows) for start, end, rows in passages
    ]


class _Index(NamedTuple):
    """The texts with their languages by source, and the statements in the order of the texts."""

    texts: dict[str, tuple[str, str]]
    rows: list[Statement]
    statements: dict[str, int]  # the position in `rows`, by id


@cached
def _index(evidence: Evidence) -> _Index:
    sources = evidence.sources
    texts = zip(sources["text"], sources["language"], strict=True)
    places = {name: place for place, name in enumerate(sources["source_id"])}
    table = tables.statements(evidence).join(evidence.statements[["start", "end"]])
    columns = table[list(Statement._fields)].itertuples(index=False, name=None)
    rows = sorted(
        (Statement(*row) for row in columns),
        key=lambda row: (places[row.source_id], row.start, row.end),
    )
    return _Index(
        dict(zip(places, texts, strict=True)),
        rows,
        {row.statement_id: number for number, row in enumerate(rows)},
    )


def _cut(text: str, start: int, end: int, rows: list[Statement]) -> Passage:
    """Cut the text from `start` to `end` at the quotes of statements."""
    cut = pieces(start, end, [(row.start, row.end) for row in rows])
    parts = [(text[piece.start : piece.end], piece.quotes) for piece in cut]
    return Passage(rows[0].source, spans.line_number(text, start), parts, rows)
