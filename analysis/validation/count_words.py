"""Find the words of a count in a text, and say why they do not give its value."""

# ruff: noqa: RUF001 - one pattern matches dashes of every length

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from analysis.text.spans import Span
from analysis.validation.labels import phrase
from analysis.values.continuations import (
    Continuation,
    Kind,
    continuation,
    may_be_ordinal,
)
from analysis.values.folded_text import fold, folded
from analysis.values.quantities import Number, amounts, numbers
from analysis.values.uncounted import uncounted

_REACH = 80  # characters of the text examined on either side of a quote
_PARAGRAPH = re.compile(r"\n\s*\n")
_WORD = re.compile(r"[^\W\d_]+")
_RANGE = re.compile(r" ?[-–—−‐‑~〜～] ?")
_MOST_BETWEEN = 2  # other words allowed within a vague number
_VAGUE = re.compile(
    r"dozen|couple|several|few|handful|hundred|thousand|million|tens|scores?|number|many|numerous"
)
_ALTERED = re.compile(r"(?<!\w)(?:as|how|quite|no) $")  # "quite a few" is not "a few"
_CANONICAL = "en"  # the language of the values, whatever the language of the text
# Descriptions of what is not a count, by the kind of the expression.
_NO_COUNTS = {
    Kind.SHARE: "a share, and a share is not a count",
    Kind.ORDINAL: "an ordinal, and an ordinal is not a count",
    Kind.DATE: "a date, and a day or a year is not a count",
    Kind.AGE: "an age, and an age is not a count",
    Kind.TIME: "a time, and a time is not a count",
    Kind.MEASURE: "a measure, and a measure is not a count of persons or things",
    Kind.NAME: "the name of something, and a number in a name is not a count",
}


class Token(NamedTuple):
    """A word or a number, and its position in a folded text."""

    text: str
    start: int
    end: int


class Passage(NamedTuple):
    """A quote with the text around it, folded.

    Attributes
    ----------
    text, cased : str
        The folded text, and the same text in its original case.
    start, end : int
        The position of the quote in it.
    numbers : tuple of Number
        The numbers of the text.
    language : str
        Its BCP 47 tag.
    """

    text: str
    cased: str
    start: int
    end: int
    numbers: tuple[Number, ...]
    language: str


def passage(text: str, span: Span, language: str) -> Passage:
    """Return a quote with the words around it in its paragraph.

    Parameters
    ----------
    text : str
        The text of a source.
    span : (int, int)
        The span of the quote.
    language : str
        The BCP 47 tag of the text.
    """
    start, end = span
    before = _PARAGRAPH.split(text[max(0, start - _REACH) : start])[-1]
    after = _PARAGRAPH.split(text[end : end + _REACH])[0]
    pieces = [(piece, *fold(piece)) for piece in (before, text[start:end], after)]
    whole = "".join(piece for _, piece, _ in pieces)
    cased = "".join(piece[place] for piece, _, places in pieces for place in places[:-1])
    first, last = len(pieces[0][1]), len(whole) - len(pieces[2][1])
    return Passage(whole, cased, first, last, numbers(whole, language), language)


def problem(value: str, labels: Sequence[str], where: Passage) -> str | None:
    """Return why the words of a passage do not give a count; None if they do.

    Parameters
    ----------
    value : str
        A number, or words of the lexicon.
    labels : sequence of str
        Other words that stand for the number.
    where : Passage
        The quote, and the text around it.

    Returns
    -------
    str or None
        The reason; "" if nothing like the value is in the quote.

    Examples
    --------
    >>> text = "No fewer than 35 men and twenty-two women were killed."
    >>> problem("22", [], passage(text, (21, 41), "en")) is None
    True
    >>> problem("35", [], passage(text, (14, 20), "en"))
    '"no fewer than 35" continues beside the number; quote all of it, and write it in words of \
lexicon.csv'
    """
    tokens = _tokens(where.text, where.numbers, where.language)
    quoted = [token for token in tokens if where.start <= token.start and token.end <= where.end]
    reason = ""
    spellings = [(value, _CANONICAL)]
    spellings += [
        (label, language) for label in labels for language in {_CANONICAL, where.language}
    ]
    for words, language in spellings:
        canonical = folded(words)
        wanted = _tokens(canonical, numbers(canonical, language), language)
        for start, end in _occurrences(quoted, [token.text for token in wanted]):
            longer = _longer(where, start, end, canonical)
            if longer is None:
                return None
            reason = reason or _longer_message(where, longer)
    return reason or _unread_message(value, where)


def _longer(where: Passage, start: int, end: int, words: str) -> Continuation | None:
    """Return the longer expression to which the words of a count belong, or None."""
    is_vague = bool(_VAGUE.search(words))
    if not (is_vague or any(map(str.isdigit, words)) or numbers(words, _CANONICAL)):
        return None
    if is_vague and (altered := _ALTERED.search(where.text, 0, start)):
        return Continuation(altered.start(), end, Kind.BOUND)
    if end + 1 < where.end and may_be_ordinal(where.text, end, where.language):
        return Continuation(start, end + 1, Kind.ORDINAL)
    return uncounted(where.text, where.cased, start, end, where.language) or continuation(
        where.text, where.numbers, start, end, where.language
    )


def _longer_message(where: Passage, longer: Continuation) -> str:
    words = where.text[longer.start : longer.end].strip()
    if longer.kind in _NO_COUNTS:
        return (
            f'"{words}" is {_NO_COUNTS[longer.kind]}; quote words that give the number,'
            " or mark it inferred and say in the note what it follows from"
        )
    return (
        f'"{words}" continues beside the number; quote all of it, and write it in words of'
        " lexicon.csv"
    )


def _unread_message(value: str, where: Passage) -> str:
    """Describe the number in the quote of which the value is only a part, or return ""."""
    for number in where.numbers:
        words = where.text[number.start : number.end].strip()
        if number.end <= where.start or number.start >= where.end:
            continue
        if number.start < where.start or number.end > where.end:
            return f'the quote cuts the number "{words}"; quote all of it'
        readings = [plain(amount) for amount in number.amounts]
        if len(readings) > 1 and value in readings:
            low, high = readings
            return (
                f'"{words}" can be {low} or {high} in a text whose language is'
                f' "{where.language}"; correct the language in sources.csv, or mark it'
                " inferred and write the number in the note"
            )
        if value.isdecimal() and value in re.findall(r"\d+", words):
            if len(readings) == 1:
                return f'"{words}" is {readings[0]}; write that'
            return (
                f'"{words}" is not a whole number that can be read; quote words that give the '
                "number, or mark it inferred and write the number in the note"
            )
    return ""


def plain(amount: Decimal) -> str:
    """Return a number in digits, without trailing zeros after the point.

    >>> plain(Decimal("1200000.0")), plain(Decimal("3.50"))
    ('1200000', '3.5')
    """
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _tokens(text: str, found: Sequence[Number], language: str) -> list[Token]:
    """Return the words and numbers of a folded text, and "to" for a dash.

    A number is written as "#" and its digits; one that cannot be read, as "?" and its words.
    """
    tokens: list[Token] = []
    place = 0
    spread = amounts(text, found, language)
    for number, readings in zip(found, spread, strict=True):
        if _RANGE.fullmatch(text, place, number.start) and tokens:
            tokens.append(Token("to", place, number.start))
        else:
            tokens += _words(text, place, number.start)
        is_read = len(readings) == 1
        token = f"#{plain(readings[0])}" if is_read else f"?{text[number.start : number.end]}"
        tokens.append(Token(token, number.start, number.end))
        place = number.end
    return tokens + list(_words(text, place, len(text)))


def _words(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _WORD.finditer(text, start, end):
        for word in phrase(match[0]).split():
            yield Token(word, *match.span())


def _occurrences(tokens: Sequence[Token], wanted: Sequence[str]) -> Iterator[Span]:
    """Yield the positions of some words, with at most a few others between two of them."""
    texts = [token.text for token in tokens]
    for first, text in enumerate(texts):
        if not wanted or text != wanted[0]:
            continue
        place = first
        for word in wanted[1:]:
            reach = 1 if word.startswith(("#", "?")) else 1 + _MOST_BETWEEN
            try:
                place = texts.index(word, place + 1, place + 1 + reach)
            except ValueError:
                break
        else:
            yield tokens[first].start, tokens[place].end
