"""Compile patterns of the words beside a number that make it part of a longer expression.

The patterns are for text as `folded_text.folded` returns it.
"""

# ruff: noqa: RUF001 - some words are in other scripts

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from analysis.text.patterns import lazy_pattern
from analysis.values import calendars
from analysis.values.calendar_names import MONTHS, names
from analysis.values.folded_text import folded
from analysis.values.range_word_lists import IN_LATIN_LETTERS, NOTHING, RangeWords
from analysis.values.range_words_of_scripts import IN_OTHER_SCRIPTS
from analysis.values.scales import percent_words

_LISTS = IN_LATIN_LETTERS | IN_OTHER_SCRIPTS
_SYMBOLS = r"[<>≤≥~≈±∼⩾⩽＜＞≲≳№§×*^] ?|(?<=\d)[/:]|(?<!\w)-"
_DASHES = r"[-–—−‐‑~〜～]"
_UNSPACED = ("zh", "ja", "yue")
_WRITTEN_TOGETHER = (*_UNSPACED, "ko", "he")  # words that may touch a numeral
_OTHER_CALENDARS = {"fa": calendars.SOLAR_HIJRI, "ar": calendars.HIJRI}
_LONGEST_ABBREVIATION = 5  # letters in the name of a month


class Patterns(NamedTuple):
    """The compiled patterns of one language: words before, after and between numbers."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    to: re.Pattern[str]
    both: re.Pattern[str]
    between: re.Pattern[str]
    other_bound: re.Pattern[str]
    share: re.Pattern[str]
    share_of: re.Pattern[str]
    out_of: re.Pattern[str]
    plural: re.Pattern[str]
    month_before: re.Pattern[str]
    month_after: re.Pattern[str]
    year_before: re.Pattern[str]
    year_after: re.Pattern[str]


@lru_cache
def patterns(language: str) -> Patterns:
    """Return the patterns for a BCP 47 tag; a language without a list has only the symbols.

    Examples
    --------
    >>> bool(patterns("en").before.search("no fewer than ")), bool(patterns("en").share.match("%"))
    (True, True)
    """
    base = language.split("-")[0]
    words = RangeWords(*map(folded, _LISTS.get(base, RangeWords(NOTHING))))
    months = _months(base)
    start, gap, end, some_words = r"(?<!\w)", r"[ -]", r"(?!\w)", r"[ ,-]{0,2}(?:[^\W\d]+,? ){0,2}"
    if base in _WRITTEN_TOGETHER:
        start, gap, end, some_words = "", "[ -]?", "", " ?"
    bound = rf"{start}(?:{words.before}){gap}?(?:(?:{words.between}){gap}?){{0,2}}"
    hedge = rf"(?:(?:{words.hedge}){gap})"
    percent = "|".join(map(re.escape, percent_words(base))) or NOTHING
    return Patterns(
        before=lazy_pattern(rf"(?:{bound}|{_SYMBOLS})$"),
        after=lazy_pattern(
            rf"\+| ?[±×^]|[/:]\d|{some_words}(?:{words.after}){end}|[ ,-]{{0,2}}(?:{words.beside})"
        ),
        to=lazy_pattern(
            rf" ?(?:{_DASHES}|\.\.+|…|/|:) ?{hedge}?"
            rf"|[ ,-]{{0,2}}(?:{words.to}){gap}?{hedge}?(?:{bound})?"
            rf"|[ ,(-]{{0,2}}{hedge}+(?:{bound})?"
        ),
        both=lazy_pattern(r" (?:and|und|et|y|و|и|ve|e|en|i|och|і|та) | ?(?:و|和|与|與)(?: |$)?"),
        between=lazy_pattern(
            r"(?<!\w)(?:between|zwischen|entre|بین|میان|между|tra|fra|tussen|miedzy|mellan|між)"
            r"(?: \w+){0,2} $|^$|介于$"
        ),
        other_bound=lazy_pattern(rf"[ ,(]{{1,2}}(?:(?:{words.but}) ?)?{hedge}?{bound}"),
        share=lazy_pattern(rf"[ -]?(?:{words.share}|(?:{percent})|[%‰٪％])"),
        share_of=lazy_pattern(rf"{start}(?:(?:{words.share_of})|(?:{percent}) )$"),
        out_of=lazy_pattern(rf" ?(?:{words.out_of}) ?"),
        plural=lazy_pattern(rf"{start}(?:{words.plurals}){end}"),
        month_before=lazy_pattern(rf"{start}(?:{months}) $"),
        month_after=lazy_pattern(rf"(?:st|nd|rd|th|er|\.|º)?{gap}?(?:of |de )?(?:{months}){end}"),
        year_before=lazy_pattern(
            rf"{start}(?:{months})(?: \d{{1,2}}(?:st|nd|rd|th)?,?)? (?:de |del |of )?$"
        ),
        year_after=lazy_pattern("年" if base in _UNSPACED else NOTHING),
    )


def _months(language: str) -> str:
    """Return the names of months, which make a number a date, as alternatives of a pattern."""
    if language in _UNSPACED:
        return "月"
    listed = list(names(MONTHS.get(language, ""), _LONGEST_ABBREVIATION))
    if calendar := _OTHER_CALENDARS.get(language):
        listed += names(calendars.BY_NAME[calendar].months, 0)
    listed = sorted(listed, key=lambda name: (-len(name), name))
    return "|".join(rf"{re.escape(name)}\.?" for name in listed) or "(?!)"
