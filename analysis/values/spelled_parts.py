"""Read English ranks and shares in words, such as "the twenty-first" and "two thirds"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from analysis.text.spans import Span
from analysis.values.number_words import vocabulary
from analysis.values.quantities import numbers

_LANGUAGE = "en"
_IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth"} | {
    "eight": "eighth", "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip
_PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4}
_SCALES = ("hundred", "thousand", "million", "billion")
_NUMERAL = re.compile(r"(\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(st|nd|rd|th)")
_MIXED = re.compile(r"(?P<whole>.+)[ -]and[ -](?P<part>half|(?:an?|one)[ -].+)")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def rank(words: str) -> Fraction | None:
    """Return the number of an ordinal, or None if the words are not one.

    >>> rank("twenty-first"), rank("1,000th"), rank("21th"), rank("two thirds")
    (Fraction(21, 1), Fraction(1000, 1), None, None)
    """
    if numeral := _NUMERAL.fullmatch(words):
        number = int(numeral[1].replace(",", ""))
        is_teen = 11 <= number % 100 <= 13
        ending = "th" if is_teen else _ENDINGS.get(number % 10, "th")
        return Fraction(number) if number and numeral[2] == ending else None
    before, last = _last_word(words)
    cardinal = before + _ordinals().get(last, "")
    if cardinal == before or cardinal.startswith("a "):
        return None
    return _cardinal(f"one {cardinal}" if cardinal.startswith(_SCALES) else cardinal)


def share(words: str) -> Fraction | None:
    """Return the amount of a fraction in words, or None if the words are not one.

    >>> share("a third"), share("two twenty-fifths"), share("three and a half"), share("third")
    (Fraction(1, 3), Fraction(2, 25), Fraction(7, 2), None)
    """
    if mixed := _MIXED.fullmatch(words):
        is_round = _last_word(mixed["whole"])[1] in (*_SCALES, "dozen", "score")
        whole, part = _cardinal(mixed["whole"]), share(mixed["part"])
        return None if is_round or not whole or not part or part >= 1 else whole + part
    if words in ("half", "quarter"):
        return Fraction(1, _PARTS[words])
    for gap in (" ", "-"):
        splits = [match.span() for match in re.finditer(gap, words)]
        found = {_ratio(words[:start], words[end:]) for start, end in splits} - {None}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _ratio(numerator: str, denominator: str) -> Fraction | None:
    """Return "two" divided by "thirds"; one needs a singular and other numbers a plural."""
    over = Fraction(1) if numerator in ("a", "an") else _cardinal(numerator)
    singular = denominator.removesuffix("s")
    under = _PARTS.get(denominator) or rank(singular)
    is_plural = denominator.endswith("s")
    if over is None or under is None or under == 1 or singular == "second":
        return None
    return over / under if is_plural == (over != 1) else None


def alone(text: str) -> Iterator[Span]:
    """Yield the spans of ranks and shares without a number, such as "the tenth" and "half".

    >>> list(alone("more than half")), list(alone("the fifth")), list(alone("fifteen"))
    ([(10, 14)], [(0, 9)], [])
    """
    for match in _alone().finditer(text):
        yield match.span()


def _cardinal(words: str) -> Fraction | None:
    found = numbers(words, _LANGUAGE)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(words)):
        return None
    return Fraction(found[0].amounts[0]) if len(found[0].amounts) == 1 else None


def _last_word(words: str) -> tuple[str, str]:
    start = max(words.rfind(" "), words.rfind("-")) + 1
    return words[:start], words[start:]


@lru_cache
def _ordinals() -> dict[str, str]:
    """Return the number words by their ordinals.

    >>> _ordinals()["twentieth"], _ordinals()["third"], _ordinals()["hundredth"]
    ('twenty', 'three', 'hundred')
    """
    words = vocabulary(_LANGUAGE)
    cardinals = [*(word for word in (words.small if words else ()) if "-" not in word), *_SCALES]
    return {
        _IRREGULAR.get(word, f"{word[:-1]}ieth" if word.endswith("y") else f"{word}th"): word
        for word in cardinals
    }


@lru_cache
def _alone() -> re.Pattern[str]:
    words = "|".join(sorted([*_ordinals(), "half", "quarter"], key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:(?:an?|the) )?(?:{words})(?![\w-])")
