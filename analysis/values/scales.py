"""Find scales such as "million" after a numeral, with the lists of `scale_names`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from analysis.values.folded_text import folded
from analysis.values.scale_names import PERCENT, SCALES

_UNSPACED = ("ko", "lo", "my", "th")  # the counted word may touch the scale
_SHORTEST_STEM = 5  # letters in a scale that may have another ending or be abbreviated
_SHORTEST_START = 3
_GAP = "[ -]?(?:de )?"
_LETTER = re.compile(r" ?[bgkmt](?![\w'-])")  # "35 m" is in millions or in metres


class Scale(NamedTuple):
    """The end of a scale in a text, and the number that it stands for, None if unknown."""

    end: int
    factor: int | None


@lru_cache
def percent_words(language: str) -> tuple[str, ...]:
    """Return the words for percent and per mille after a number, folded.

    >>> percent_words("nl")
    ('procent', 'promille')
    """
    words = PERCENT.get(language, "").split()
    return tuple(sorted(folded(word.replace("_", " ")) for word in words))


def scale_at(text: str, place: int, language: str, others: Mapping[str, int]) -> Scale | None:
    """Return the scale that follows a numeral, or None.

    Parameters
    ----------
    text : str
        A folded text.
    place : int
        The end of the numeral.
    language : str
        The language of the text.
    others : mapping of str to int
        Scales that are not in `SCALES`, such as "dozen".

    Examples
    --------
    >>> scale_at("35 milioni", 2, "it", {}), scale_at("35 milites", 2, "it", {})
    (Scale(end=10, factor=1000000), None)
    """
    factors = {**_factors(language), **others}
    match = _pattern(language, tuple(sorted(factors, key=len, reverse=True))).match(text, place)
    if match is None:
        letter = _LETTER.match(text, place)
        return Scale(letter.end(), None) if letter else None
    if short := match["short"]:
        meant = {factor for word, factor in factors.items() if word.startswith(short)}
        return Scale(match.end(), meant.pop() if len(meant) == 1 else None)
    return Scale(match.end(), factors.get(match["word"]))


@lru_cache
def _factors(language: str) -> dict[str, int]:
    """Return the scales of a language by their words."""
    powers = (group.split(":") for group in SCALES.get(language, "").split())
    return {folded(word): 10 ** int(power) for power, words in powers for word in words.split("/")}


@lru_cache
def _pattern(language: str, words: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a scale after a numeral; long words may vary at the end or be cut."""
    if not words:
        return re.compile("(?!)")
    end = "" if language in _UNSPACED else r"(?!\w)"
    long = [word for word in words if len(word) >= _SHORTEST_STEM]
    starts = {word[:length] for word in long for length in range(_SHORTEST_START, len(word))}
    whole, stems, short = ("|".join(map(re.escape, each)) for each in (words, long, sorted(starts)))
    return re.compile(
        rf"{_GAP}(?:(?P<word>{whole}){end}|(?:{stems or '(?!)'})\w{{1,3}}(?!\w)"
        rf"|(?P<short>{short or '(?!)'})\.)"
    )
