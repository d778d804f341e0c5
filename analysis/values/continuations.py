"""Find how the expression that a number is part of goes on beside it, as in "20-35" or "35%"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from analysis.values.quantities import Number
from analysis.values.range_words import Patterns, patterns

_REACH = 60  # characters on either side that are looked at
_LAST_DAY = 31
_PARAGRAPH = re.compile(r"\n")


class Continuation(NamedTuple):
    """The place of a longer expression, and whether it gives a share rather than a number."""

    start: int
    end: int
    is_share: bool


def continuation(
    text: str, found: Sequence[Number], start: int, end: int, language: str
) -> Continuation | None:
    """Return the longer expression that words with a number are part of, or None.

    Parameters
    ----------
    text : str
        A text as `folded_text.folded` returns it.
    found : sequence of Number
        Its numbers.
    start, end : int
        The place of the words.
    language : str
        The BCP 47 tag of the language.

    Examples
    --------
    >>> from analysis.values.quantities import numbers
    >>> text = "no fewer than 35 men, and 20 women"
    >>> first, second = numbers(text, "en")
    >>> continuation(text, [first, second], first.start, first.end, "en")
    Continuation(start=0, end=16, is_share=False)
    >>> continuation(text, [first, second], second.start, second.end, "en") is None
    True
    """
    words = patterns(language)
    before = _PARAGRAPH.split(text[max(0, start - _REACH) : start])[-1]
    after = _PARAGRAPH.split(text[end : end + _REACH])[0]
    if share := words.share.match(after):
        return Continuation(start, end + share.end(), True)
    if share := words.share_of.search(before):
        return Continuation(start - len(share[0]), end, True)
    if bound := words.before.search(before):
        return Continuation(start - len(bound[0]), end, False)
    if bound := words.after.match(after):
        return Continuation(start, end + bound.end(), False)
    return _range(text, found, start, end, words) or _date(text, before, after, start, end, words)


def _range(
    text: str, found: Sequence[Number], start: int, end: int, words: Patterns
) -> Continuation | None:
    """Return the range of two numbers of which the words are one end."""
    for number in found:
        if number.end <= start and start - number.end <= _REACH:
            gap = text[number.end : start]
            if words.to.fullmatch(gap) or (
                words.both.fullmatch(gap) and _is_between(text, number.start, words)
            ):
                return Continuation(number.start, end, False)
        elif number.start >= end and number.start - end <= _REACH:
            gap = text[end : number.start]
            if words.to.fullmatch(gap) or (
                words.both.fullmatch(gap) and _is_between(text, start, words)
            ):
                return Continuation(start, number.end, False)
    return None


def _is_between(text: str, start: int, words: Patterns) -> bool:
    before = text[max(0, start - _REACH) : start]
    return bool(before and words.between.search(before))


def _date(
    text: str, before: str, after: str, start: int, end: int, words: Patterns
) -> Continuation | None:
    """Return the day and month of which a numeral is part."""
    if not (text[start:end].isdecimal() and end - start < 3 and int(text[start:end]) <= _LAST_DAY):
        return None
    if month := words.month_before.search(before):
        return Continuation(start - len(month[0]), end, False)
    if month := words.month_after.match(after):
        return Continuation(start, end + month.end(), False)
    return None
