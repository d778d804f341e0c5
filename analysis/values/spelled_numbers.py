"""Read numbers in words, such as "two hundred and five", in languages with spaces between words."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from analysis.values.number_words import Vocabulary

_ADJACENT = re.compile(r" ?-? ?")  # between two words of one number
_MOST_PIECES = 12  # words written as one


class Word(NamedTuple):
    """A word or a numeral in a folded text, with its span."""

    text: str
    start: int
    end: int


class Spelled(NamedTuple):
    """A number in words: the index of the next word, and its value, None if unreadable."""

    end: int
    amount: Decimal | None


def tokens_of_number(text: str, words: Vocabulary) -> list[str]:
    """Split a word into number words, or return [] if it is not a number.

    >>> from analysis.values.number_words import vocabulary
    >>> tokens_of_number("zweihundertfunfzig", vocabulary("de"))
    ['zwei', 'hundert', 'funfzig']
    """
    if text in words.small or text in words.scales:
        return [text]
    if not words.compounds:
        return []
    return _pieces(text, tuple(sorted({*words.small, *words.scales, *words.joiners})))


@lru_cache(maxsize=10_000)
def _pieces(text: str, known: tuple[str, ...]) -> list[str]:
    """Split a compound into its words, trying the longest first, or return []."""
    ways: list[list[str] | None] = [[]] + [None] * len(text)
    for end in range(1, len(text) + 1):
        for piece in known:
            before = ways[end - len(piece)] if len(piece) <= end else None
            if before is None or not text.endswith(piece, 0, end):
                continue
            way = [*before, piece]
            best = ways[end]
            if len(way) <= _MOST_PIECES and (best is None or len(way) < len(best)):
                ways[end] = way
    return ways[-1] or []


def read(
    found: list[Word], first: int, text: str, words: Vocabulary, apart: bool = False
) -> Spelled | None:
    """Return the number that begins with a word, or None if there is none.

    Parameters
    ----------
    found : list of Word
        The words of a folded text, in order.
    first : int
        The index of the first word.
    text : str
        The folded text.
    words : Vocabulary
        The number words of its language.
    apart : bool
        Whether "and" separates two numbers, as it does after "between".
    """
    sequence = _sequence(found, first, text, words)
    if not sequence:
        return None
    used, amount = _value([piece for piece, _ in sequence], words, apart)
    if not used:
        return None
    follows = used < len(sequence) and sequence[used][0] not in words.joiners
    while follows and used < len(sequence) and sequence[used][0] not in words.joiners:
        used += 1
    whole = used == len(sequence) or sequence[used][1] != sequence[used - 1][1]
    end = sequence[used - 1][1] + 1
    readable = whole and not follows and amount is not None
    return Spelled(end, Decimal(amount) if readable and amount is not None else None)


def _sequence(found: list[Word], first: int, text: str, words: Vocabulary) -> list[tuple[str, int]]:
    """Return consecutive number words, each with the index of its word."""
    sequence: list[tuple[str, int]] = []
    for index in range(first, len(found)):
        word = found[index]
        if index > first and not _ADJACENT.fullmatch(text, found[index - 1].end, word.start):
            break
        if word.text in words.joiners or (index == first and word.text in words.articles):
            pieces = [word.text]
        elif words.units_first and word.text[:1] in words.joiners and word.text not in words.small:
            inner = tokens_of_number(word.text[1:], words)
            pieces = [word.text[0], *inner] if inner and sequence else inner
        else:
            pieces = tokens_of_number(word.text, words)
        if not pieces or (index == first and word.text in words.joiners):
            break
        sequence += [(piece, index) for piece in pieces]
    while sequence and sequence[-1][0] in words.joiners:
        sequence.pop()
    return [] if len(sequence) == 1 and sequence[0][0] in words.articles else sequence


def _value(pieces: list[str], words: Vocabulary, apart: bool) -> tuple[int, int | None]:
    """Return how many number words form one number, and the number, None if there is none."""
    total, group, place = 0, None, 0
    unit, scale = 10**30, 10**30  # the unit of the last word: the next number is smaller
    if pieces[0] in words.articles:
        group, place, unit = 1, 1, 1
        if len(pieces) == 1 or pieces[1] not in words.scales:
            return 0, None
    while place < len(pieces):
        joined = pieces[place] in words.joiners
        piece = pieces[place + joined] if place + joined < len(pieces) else ""
        after = pieces[place + joined + 1 :][:1]
        if joined and not _may_join(piece, after, unit, words, apart):
            break
        number = words.small.get(piece)
        if number is not None and number < unit:
            group, unit = (group or 0) + number, _unit(number, words)
        elif number is not None and joined and words.units_first and _is_tens(number, group):
            group, unit = (group or 0) + number, 1
        elif piece in words.scales and words.scales[piece] < scale:
            factor = words.scales[piece]
            if group is None and not (piece in words.bare or total):
                return place + 1, None
            if factor <= 100 and (group or 0) < 100:
                group, unit = (1 if group is None else group) * factor, factor
            elif factor > 100:
                total += (1 if group is None else group) * factor
                group, unit, scale = None, factor, factor
            else:
                break
        else:
            break
        place += 1 + joined
    return place, total + (group or 0) if place else None


def _may_join(piece: str, after: list[str], unit: int, words: Vocabulary, apart: bool) -> bool:
    """Return whether "and" joins a word to the number before it rather than beginning another."""
    level = 1000 if unit >= 1000 else unit
    if not any(level in levels for levels in words.joiners.values()):
        return False
    if level < 100:
        return piece in words.small
    if after and after[0] in words.scales:
        factor = words.scales[after[0]]
        if factor < 100 or factor == unit or apart:
            return False
        return factor < unit or unit == 100
    return piece in words.small or (piece in words.bare and words.scales[piece] < unit)


def _is_tens(number: int, group: int | None) -> bool:
    return 20 <= number < 100 and group is not None and 1 <= group % 100 < 10


def _unit(number: int, words: Vocabulary) -> int:
    """Return the bound below which a number word can follow another: 10 after "twenty"."""
    if number >= 100:
        return 100
    if number in (60, 80) and ("soixante" in words.small):
        return 20
    if number < 10 and words.units_first:
        return 1
    return 10 if number >= 20 or (number == 10 and "on" in words.small) else 1
