"""Find the numbers in a text, in digits or in words, each at its full length."""

# ruff: noqa: RUF001 - some letters belong to other scripts

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from analysis.text.characters import NUMERALS, UNSPACED
from analysis.text.patterns import lazy_pattern
from analysis.values import han_numbers, numerals, spelled_numbers
from analysis.values.number_words import (
    ARABIC_BEFORE_TEN,
    ARTICLES,
    HAN_LANGUAGES,
    JOINERS,
    Vocabulary,
    vocabulary,
)
from analysis.values.scales import scale_at
from analysis.values.spelled_numbers import Word

# Scripts whose letters may touch a numeral without belonging to it.
_APART = lazy_pattern(rf"[{UNSPACED}\u0600-\u06ff\u0900-\u0dff\u1100-\u11ff\uac00-\ud7af]")
_TOKEN = re.compile(
    rf"{numerals.NUMERAL.pattern}|quatre[ -]vingts?|dix[ -](?:sept|huit|neuf)\b"
    rf"|و?(?:{'|'.join(ARABIC_BEFORE_TEN)}) عشره?\b|half[ -](?:a[ -])?dozen\b|[^\W\d_]+"
)
_AFFIXED = re.compile(r"[^\W\d_]-?$|[_#№]$|(?<![\w.])\.$")
_SUFFIX = re.compile(r"[^\W\d_]+|_\w+")
_ORDINAL = re.compile(
    r"\.?[ºª]|:[aet]e?(?!\w)|-?(?:[ыио]?й|ь?го|о?го|о?му|[аь]?я|[уь]?ю|[оы]?е|ы?х|м)(?!\w)"
    r"|'(?:[iu]?nc[iu]|st|nd|rd|th)(?!\w)| ?(?:ا?م(?:ین|ی)?|ا?مين)(?!\w)"
)
_HALF = re.compile(rf"[{NUMERALS}°]| \d/\d| [{NUMERALS}]")
_THOUSANDS = re.compile(r"k(?!\w)")  # attached to a numeral
_SHORT_OF = re.compile(r"(?:no|not) $")  # "no one" is not a number
_BETWEEN = re.compile(r"\b(?:between|zwischen|entre|بين|میان|между)\b[^.;]*$")


class Number(NamedTuple):
    """A number in a folded text.

    Attributes
    ----------
    start, end : int
        Its place.
    amounts : tuple of Decimal
        The amounts that it can mean: two if the language of the text does not decide, and none if
        it is only part of an expression, as in "22nd" or "three and a half".
    """

    start: int
    end: int
    amounts: tuple[Decimal, ...]


@lru_cache(maxsize=4096)
def numbers(text: str, language: str) -> tuple[Number, ...]:
    """Return the numbers in a text, in order.

    Parameters
    ----------
    text : str
        A text as `folded` returns it.
    language : str
        The BCP 47 tag of its language, which decides about separators and number words.

    Examples
    --------
    >>> [(number.amounts, text[number.start : number.end])
    ...  for text in ["two hundred men and 35 million"] for number in numbers(text, "en")]
    [((Decimal('200'),), 'two hundred'), ((Decimal('35000000'),), '35 million')]
    """
    if language.split("-")[0] in HAN_LANGUAGES:
        return tuple(Number(*found) for found in han_numbers.numbers(text, language))
    return tuple(_numbers(text, language))


def amounts(text: str, found: Sequence[Number], language: str) -> list[tuple[Decimal, ...]]:
    """Return the amounts of numbers, so that "20 to 30 million" begins with 20 million.

    Parameters
    ----------
    text : str
        A folded text.
    found : sequence of Number
        Its numbers.
    language : str
        The BCP 47 tag of its language.

    Examples
    --------
    >>> amounts("20 to 30 million", numbers("20 to 30 million", "en"), "en")
    [(Decimal('20000000'),), (Decimal('30000000'),)]
    """
    spread = [number.amounts for number in found]
    for place in range(len(found) - 1):
        first, second = found[place : place + 2]
        gap = text[first.end : second.start]
        words = text[second.start : second.end]
        scale = re.search(r"[^\W\d]+$", words) if words[0].isdecimal() else None
        if (
            scale
            and text[first.start : first.end].isdecimal()
            and re.fullmatch(r" ?- ?| (?:to|and|or|bis|und|à|a|et|y|до|и|تا) ", gap)
        ):
            factor = numbers(f"1 {scale[0]}", language)[0].amounts
            spread[place] = tuple(amount * factor[0] for amount in spread[place] if factor)
    return spread


def _numbers(text: str, language: str) -> Iterator[Number]:
    tokens = [Word(match[0], *match.span()) for match in _TOKEN.finditer(text)]
    tokens = [token._replace(text=_hyphened(token.text)) for token in tokens]
    words = vocabulary(language)
    place = 0
    while place < len(tokens):
        if tokens[place].text[0].isdecimal():
            number, place = _in_digits(tokens, place, text, language, words)
            yield number
            continue
        spelled = words and _in_words(tokens, place, text, words)
        if not spelled:
            place += 1
            continue
        number, place = spelled
        yield number


def _hyphened(word: str) -> str:
    return word.replace(" ", "-") if not word[0].isdecimal() else word


def _in_digits(
    tokens: list[Word], place: int, text: str, language: str, words: Vocabulary | None
) -> tuple[Number, int]:
    """Return the number at a numeral, with a scale such as "million" after it."""
    token = tokens[place]
    start = token.start
    end, factor = _scaled(text, token.end, language, words)
    is_scaled = end > token.end
    amounts = numerals.readings(token.text, language, scaled=is_scaled)
    amounts = tuple(amount * factor for amount in amounts) if factor else ()
    place = _next(tokens, place, end)
    if is_scaled and place < len(tokens) and _continues(tokens[place], text, end, words):
        amounts, end = (), tokens[place].end
    for ending in (_SUFFIX, _ORDINAL, _HALF):
        match = ending.match(text, end)
        if match and not (ending is _SUFFIX and _is_apart(match[0])):
            amounts, end = (), match.end()
    affix = _AFFIXED.search(text, max(0, start - 2), start)
    if affix and not _is_apart(affix[0]):
        amounts = ()
    return Number(start, end, amounts), _next(tokens, place, end)


def _is_apart(letters: str) -> bool:
    """Return whether letters beside a numeral are of a script in which they are another word."""
    return not letters.isascii() and bool(_APART.match(letters))


def _scaled(text: str, end: int, language: str, words: Vocabulary | None) -> tuple[int, int | None]:
    """Return the end of the scales after a numeral, and their product, None if unknown."""
    if letter := _THOUSANDS.match(text, end):
        return letter.end(), 1000
    factor = 1
    while scale := scale_at(text, end, language.split("-")[0], words.scales if words else {}):
        end = scale.end
        if scale.factor is None or 1 < scale.factor <= factor:
            return end, None
        factor *= scale.factor
    return end, factor


def _next(tokens: list[Word], place: int, end: int) -> int:
    """Return the index of the first token that begins at or after an offset."""
    while place < len(tokens) and tokens[place].start < end:
        place += 1
    return place


def _continues(token: Word, text: str, end: int, words: Vocabulary | None) -> bool:
    """Return whether a token right after a scale belongs to the same number."""
    if text[end : token.start] != " " or words is None:
        return False
    return token.text[0].isdecimal() or token.text in words.scales or token.text in words.small


def _in_words(
    tokens: list[Word], place: int, text: str, words: Vocabulary
) -> tuple[Number, int] | None:
    """Return the number that begins with a word, if any, and the next token."""
    start = tokens[place].start
    spelled = spelled_numbers.read(
        tokens, place, text, words, apart=bool(_BETWEEN.search(text, max(0, start - 60), start))
    )
    if spelled is None or (tokens[place].text == "one" and _SHORT_OF.search(text, 0, start)):
        return None
    last = tokens[spelled.end - 1]
    end, amount = last.end, spelled.amount
    if ending := _endings(words.endings).match(text, end):
        amount, end = None, ending.end()
    place = _next(tokens, spelled.end, end)
    return Number(start, end, () if amount is None else (amount,)), place


@lru_cache
def _endings(pattern: str) -> re.Pattern[str]:
    """Return a pattern of words that make the number before them an ordinal or a fraction."""
    return re.compile(rf"[ -](?:(?:{JOINERS})[ -])?(?:(?:{ARTICLES})[ -])?(?:{pattern})\b")
