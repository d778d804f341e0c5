"""Find the longer expression of which a number is only a part, such as "20-35" or "35%"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from analysis.values.quantities import Number
from analysis.values.range_words import Patterns, patterns

_REACH = 60  # characters examined on either side
_LAST_DAY, _DIGITS_OF_YEAR = 31, 4
_PARAGRAPH = re.compile(r"\n")
# The second number of a share such as "four out of five", without "every".
_IN_SHARES = {Decimal(number) for number in (3, 4, 5, 10, 20, 100, 1000)}
_EACH = re.compile(r"every|each|cada|кажд|هر|كل|\bje\b")
_OF = re.compile(r" (?:(?:of|de|von|di|van|av) )?| d'")
_AND = re.compile(r",? (?:and|und|et|y|e|en|och|i|и|ve|و) ?")
_IN = re.compile(r"(?<!\w)(?:in|since|during|until|en|depuis|desde|im jahr|nel|в) $")
_GOES_ON = re.compile(r" ?\w")
# Languages in which a full stop makes a numeral an ordinal.
_POINT_ORDINALS = frozenset(
    (
        *("bs", "cs", "da", "de", "et", "eu", "fi", "fo", "hr", "hu", "is", "lb", "lv", "nb"),
        *("nn", "no", "pl", "sk", "sl", "sr", "tr"),
    )
)
_POINT = re.compile(r"\. ?[^\W\d]")
_DETERMINER = re.compile(
    r"(?<!\w)(?:de[rmns]|die|das|am|zum|vom|im|beim|jede[rsmn]?|(?:sein|ihr)e?[rsmn]?|det|hver"
    r"|hvert|a|az|kazd[yeai]\w*) $"
)


class Kind(StrEnum):
    """The kinds of longer expressions."""

    BOUND = "bound"
    SHARE = "share"
    ORDINAL = "ordinal"
    DATE = "date"
    AGE = "age"
    TIME = "time"
    MEASURE = "measure"
    NAME = "name"


class Continuation(NamedTuple):
    """The position of a longer expression, and what it is."""

    start: int
    end: int
    kind: Kind


def continuation(
    text: str, found: Sequence[Number], start: int, end: int, language: str
) -> Continuation | None:
    """Return the longer expression to which words with a number belong, or None.

    Parameters
    ----------
    text : str
        A text as `folded_text.folded` returns it.
    found : sequence of Number
        Its numbers.
    start, end : int
        The span of the words.
    language : str
        The BCP 47 tag of the language.

    Examples
    --------
    >>> from analysis.values.quantities import numbers
    >>> text = "no fewer than 35 men, and 20 women"
    >>> first, second = numbers(text, "en")
    >>> continuation(text, [first, second], first.start, first.end, "en")
    Continuation(start=0, end=16, kind=<Kind.BOUND: 'bound'>)
    >>> continuation(text, [first, second], second.start, second.end, "en") is None
    True
    """
    words = patterns(language)
    before = _PARAGRAPH.split(text[max(0, start - _REACH) : start])[-1]
    after = _PARAGRAPH.split(text[end : end + _REACH])[0]
    if share := words.share.match(after):
        return Continuation(start, end + share.end(), Kind.SHARE)
    if share := words.share_of.search(before):
        return Continuation(start - len(share[0]), end, Kind.SHARE)
    if bound := words.before.search(before):
        return Continuation(start - len(bound[0]), end, Kind.BOUND)
    if bound := words.after.match(after):
        return Continuation(start, end + bound.end(), Kind.BOUND)
    return (
        _date(text, start, end, words)
        or _with_another_number(text, found, start, end, words)
        or _ordinal(text, before, start, end, language)
    )


def _with_another_number(
    text: str, found: Sequence[Number], start: int, end: int, words: Patterns
) -> Continuation | None:
    """Return the range, the share or the larger number of which the words are a part."""
    plurals = {Number(*match.span(), ()) for match in words.plural.finditer(text)}
    scales = {number for number in found if _is_scale(text, number)} - plurals
    places = sorted({*found, *plurals})
    inside = [place for place in places if start <= place.start and place.end <= end]
    inside = inside or [Number(start, end, ())]
    left = [place for place in places if place.end <= start and start - place.end <= _REACH]
    right = [place for place in places if place.start >= end and place.start - end <= _REACH]
    pairs = [(place, inside[0]) for place in left[-1:]]
    pairs += [(inside[-1], place) for place in right[:1]]
    for first, second in pairs:
        gap = text[first.end : second.start]
        place = min(first.start, start), max(second.end, end)
        if words.out_of.fullmatch(gap) and (_EACH.search(gap) or _IN_SHARES & {*second.amounts}):
            return Continuation(*place, Kind.SHARE)
        if (
            (words.to.fullmatch(gap) and not {first, second} & scales)
            or (words.both.fullmatch(gap) and _is_between(text, first.start, words))
            or (words.other_bound.fullmatch(gap) and words.before.search(text, 0, first.start))
            or (_OF.fullmatch(gap) and {first, second} & {*scales, *plurals})
            or (gap == ", " and _is_alternative(text, places, first, second, words))
        ):
            return Continuation(*place, Kind.BOUND)
    return None


def _is_between(text: str, start: int, words: Patterns) -> bool:
    before = text[max(0, start - _REACH) : start]
    return bool(before and words.between.search(before))


def _is_scale(text: str, number: Number) -> bool:
    """Return whether a word is not a number by itself, such as "hundred" or "score"."""
    return not number.amounts and not text[number.start].isdecimal()


def _is_alternative(
    text: str, places: Sequence[Number], first: Number, second: Number, words: Patterns
) -> bool:
    """Return whether only one of two numbers holds: "35, 40 or 45 men", "four, five men"."""
    gap = ", "
    for before, after in pairwise(place for place in places if place.start >= second.start):
        gap = text[before.end : after.start]
        if gap != ", ":
            break
    if gap.strip(" ,") and words.to.fullmatch(gap):
        return True
    follow_each_other = [amount + 1 for amount in first.amounts] == [*second.amounts]
    is_list = follow_each_other and not _AND.match(gap)
    return bool(first.amounts and is_list and not _date(text, first.start, first.end, words))


def _date(text: str, start: int, end: int, words: Patterns) -> Continuation | None:
    """Return the date in which a numeral is the day or the year."""
    before, digits, after = text[max(0, start - _REACH) : start], text[start:end], text[end:]
    if not digits.isdecimal():
        return None
    if len(digits) == _DIGITS_OF_YEAR:
        year = words.year_before.search(before)
        year = year or (None if _GOES_ON.match(after) else _IN.search(before))
        if year:
            return Continuation(start - len(year[0]), end, Kind.DATE)
        if year := words.year_after.match(after):
            return Continuation(start, end + year.end(), Kind.DATE)
    if len(digits) > 2 or int(digits) > _LAST_DAY:
        return None
    if month := words.month_before.search(before):
        return Continuation(start - len(month[0]), end, Kind.DATE)
    if month := words.month_after.match(after):
        return Continuation(start, end + month.end(), Kind.DATE)
    return None


def may_be_ordinal(text: str, end: int, language: str) -> bool:
    """Return whether a numeral with a full stop before a word is an ordinal in a language.

    >>> may_be_ordinal("35. Tag", 2, "de"), may_be_ordinal("35. Then", 2, "en")
    (True, False)
    """
    is_numeral = text[end - 1 : end].isdecimal() and bool(_POINT.match(text, end))
    return is_numeral and language.split("-")[0] in _POINT_ORDINALS


def _ordinal(text: str, before: str, start: int, end: int, language: str) -> Continuation | None:
    """Return the ordinal that a numeral with a full stop is after a word such as "der"."""
    if not may_be_ordinal(text, end, language):
        return None
    word = _DETERMINER.search(before)
    return Continuation(start - len(word[0]), end + 1, Kind.ORDINAL) if word else None
