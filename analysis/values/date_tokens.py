"""Split a text into the parts of its dates: days, months, years, and the words around them."""

# ruff: noqa: RUF001, E501 - letters of other scripts; patterns

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from analysis.text.characters import is_unspaced
from analysis.text.patterns import lazy_pattern
from analysis.values import calendars, date_words
from analysis.values.calendar_names import MONTHS, WEEKDAYS, names
from analysis.values.date_kinds import Kind
from analysis.values.folded_text import fold, folded

Parts = tuple[int | None, int | None, int | None]  # year, month and day, None if not given

_HAN = "〇零一二三四五六七八九十元"
_NUMERAL = rf"(?:[0-9]+|[{_HAN}]+)"
_TIME = (
    r"t?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]+)?(?: ?[ap]\.?m\b\.?)?"
    r"(?: ?(?:gmt|utc|z\b|[+-][0-9]{2}:?[0-9]{2}\b))*|[0-9]{1,2}(?:\.[0-9]{2})? ?(?:[ap]\.?m\b\.?|uhr\b)"
    r"|\b[0-9]{1,2}h[0-9]{0,2}\b"
)
_YMD = r"(?P<y>[0-9]{4})(?P<s1>[-/.]) ?(?P<mo>[0-9]{1,2})(?P=s1) ?(?P<da>[0-9]{1,2})(?![0-9])\.?"
_DMY = (
    r"(?P<a>[0-9]{1,2})(?P<s2>[-/.]) ?(?P<b>[0-9]{1,2})(?P=s2) ?(?P<c>[0-9]{4}|[0-9]{2})(?![0-9])"
)
_SPAN = r"(?P<from>[0-9]{4})(?P<s3>[-/–]|‑|‐)(?P<short>[0-9]{2})(?![0-9])"
_COMPACT = r"(?P<cy>(?:19|20)[0-9]{2})(?P<cm>0[1-9]|1[0-2])(?P<cd>0[1-9]|[12][0-9]|3[01])(?![0-9])"
_EAST = (
    rf"(?P<ey>{_NUMERAL}) ?(?:年(?!代)|년(?!대)) ?(?:(?P<em>{_NUMERAL}) ?(?:月|월) ?(?:(?P<ed>{_NUMERAL})"
    rf" ?(?:日|号|號|일))?)?|(?P<em2>{_NUMERAL}) ?(?:月|월) ?(?:(?P<ed2>{_NUMERAL}) ?(?:日|号|號|일))?"
    rf"|(?P<ed3>{_NUMERAL}) ?(?:日|号|號|일)"
)
# The endings that make a round year a decade, in English and German, Slavic and Nordic languages,
# Finnish, Turkish, Hungarian, Indonesian, and Chinese, Japanese and Korean.
_OF_DECADE = (
    r"['’]?s\b|ern?\b|-?(?:х|е|ые|ых|ті|их|те)\b|-?['’]?(?:tal(?:l?et)?|arene|erne)\b|-lu[kv]\w*"
    r"|['’]l[aeıi]\w*|-[ae]s evek\w*|-an\b| ?(?:年代|년대)"
)
_DECADE = rf"(?P<dec>[0-9]{{3}}0)(?:{_OF_DECADE})|['’]?(?P<dec2>[2-9]0)(?:{_OF_DECADE})"
_OTHER_NUMBER = (
    r"[0-9]{1,3}(?:[.,][0-9]{3})+(?![0-9])|[0-9]+[.,](?!(?:1|2)[0-9]{3}\b)[0-9]+(?![0-9.])"
)
_NUMBER = r"(?P<num>[0-9]+)(?P<ord>(?:st|nd|rd|th|er|re|eme|go|-го|-е|-го)\b|[oa]\b|°|\.(?= ?[^\W\d]|[-–—/ ]))?"


NUMERALS = frozenset([Kind.DAY, Kind.YEAR, Kind.NUMERIC])
ERAS = frozenset([Kind.CALENDAR, Kind.BEFORE_OUR_ERA, Kind.OUR_ERA])


class Token(NamedTuple):
    """A part of a date: its kind, its span in the text, and what it stands for."""

    kind: Kind
    start: int
    end: int
    value: Any = None


@functools.lru_cache(maxsize=64)
def _lexicon(language: str) -> dict[str, tuple[Kind, Any]]:
    """Return the words for dates in a language and in English, with their meanings."""
    entries: dict[str, tuple[Kind, Any]] = {}

    def add(words: str, kind: Kind, value: Any = None) -> None:
        if word := folded(words.strip()):
            entries.setdefault(word, (kind, value))

    for code in dict.fromkeys((language, "en")):
        for name, number in names(MONTHS.get(code, ""), 9).items():
            add(name, Kind.MONTH, number + 1)
            if code == "he":  # prepositions are attached to the next word
                for before in ("ב", "ל", "מ"):
                    add(before + name, Kind.MONTH, number + 1)
        for kind, groups in date_words.WORDS.get(code, {}).items():
            for number, words in enumerate(groups.split("|")):
                for word in words.split(", "):
                    add(word, kind, number)
        for name, number in names(WEEKDAYS.get(code, ""), 5).items():
            add(name, Kind.WEEKDAY, number)
        for number, forms in enumerate(date_words.ORDINALS.get(code, "").split(), 1):
            for form in forms.split("/"):
                add(form, Kind.DAY, number)
        for number, forms in enumerate(date_words.DECADES.get(code, "").split(), 2):
            for form in forms.split("/"):
                add(form.replace("_", " "), Kind.DECADE, number * 10)
    for number in range(1, 5):
        for form in (f"q{number}", f"{number}q"):
            add(form, Kind.NUMBERED_QUARTER, number)
    for calendar in calendars.CALENDARS:
        for mark in calendar.marks.split(", "):
            add(mark, Kind.CALENDAR, calendar.name)
        for month in calendar.months.split():
            add(month.replace("_", " "), Kind.CALENDAR_MONTH, calendar.name)
    for mark in calendars.BEFORE_OUR_ERA.split(", "):
        add(mark, Kind.BEFORE_OUR_ERA)
    for mark in calendars.OUR_ERA.split(", "):
        add(mark, Kind.OUR_ERA)
    return entries


@functools.lru_cache(maxsize=64)
def _lengths(language: str) -> dict[str, list[int]]:
    """Return how long the words of `_lexicon` with each first letter are, the longest first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for word in _lexicon(language):
        lengths[word[0]].add(len(word))
    return {letter: sorted(found, reverse=True) for letter, found in lengths.items()}


def _word_at(text: str, at: int, language: str) -> str:
    """Return the longest word of `_lexicon` at a place of a folded text, or ""."""
    # Korean particles are attached to the number before them.
    touches = language == "ko"
    if not touches and _is_letter(text[at - 1 : at]):
        return ""
    entries = _lexicon(language)
    for length in _lengths(language).get(text[at], ()):
        word = text[at : at + length]
        if word in entries and (touches or not _is_letter(text[at + length : at + length + 1])):
            return word
    return ""


def _is_letter(character: str) -> bool:
    """Return whether a character, if there is one, is part of a word in a script with spaces."""
    is_word = character.isalnum() and not character.isdecimal()
    return is_word and not is_unspaced(character)


_NUMBERS = lazy_pattern(
    "|".join(
        (
            rf"(?P<time>{_TIME})",
            rf"(?P<ymd>(?<![0-9]){_YMD})",
            rf"(?P<dmy>(?<![0-9]){_DMY})",
            rf"(?P<compact>(?<![0-9]){_COMPACT})",
            rf"(?P<span>(?<![0-9]){_SPAN})",
            rf"(?P<decade>{_DECADE})",
            rf"(?P<east>{_EAST})",
            rf"(?P<other>{_OTHER_NUMBER})",
            r"(?P<ym>(?<![0-9])[0-9]{4}-(?:0[1-9]|1[0-2])(?![0-9-]))",
            rf"(?P<plain>{_NUMBER})",
        )
    )
)
_REST = re.compile(
    r"(?P<dash>[-–—―~～‑‐])|(?P<comma>[,;，])|(?P<slash>/)|(?P<letters>[^\W\d_]+)|(?P<mark>\S)"
)
_DAY_FIRST_NOT = (
    "en",
    "hu",
    "ko",
    "ja",
    "zh",
    "lt",
)  # dotted dates in other languages begin with the day


@functools.lru_cache(maxsize=4_096)
def tokens_of_dates(text: str, language: str) -> tuple[Token, ...]:
    """Return the parts of the dates in a text, with every other word as unknown.

    >>> [(str(token.kind), token.value) for token in tokens_of_dates("on 5 March 2020", "en")]
    [('filler', 0), ('day', 5), ('month', 3), ('year', 2020)]
    """
    language = language.split("-")[0].casefold()
    folded, places = fold(text)
    entries = _lexicon(language)
    tokens: list[Token] = []
    at = 0
    while at < len(folded):
        if folded[at].isspace():
            at += 1
            continue
        word = _word_at(folded, at, language)
        number = _NUMBERS.match(folded, at)
        if word and (not number or at + len(word) > number.end()):
            kind, value = entries[word]
            end = at + len(word)
            original = text[places[at] : places[end - 1] + 1]
            letters = re.sub(r"[^a-zA-Z]", "", original)
            short = letters and len(letters) <= 3 and ("." not in original or len(letters) == 1)
            if kind in ERAS and short and not original.isupper() and word not in ("bc", "bce"):
                kind, value = Kind.UNKNOWN, None
            if original in ("may", "march", "sat", "sun") and language == "en":
                is_day = original in ("sat", "sun")
                kind = Kind.UNKNOWN if is_day else Kind.MONTH_OR_WORD
            if word == "on" and tokens and not folded[end:].strip(" .,;"):
                kind, value = Kind.OR_AFTER, 0  # "from 2020 on"
            new = [(kind, value)]
            if kind == Kind.NUMBERED_QUARTER:
                new = [(Kind.DAY, value), (Kind.QUARTER, None)]
        elif number:
            new, end = _number_kinds(number, language), number.end()
        else:
            rest = _REST.match(folded, at)
            assert rest is not None
            new, end = [(_rest_kind(rest), None)], rest.end()
            after_date = bool(tokens) and tokens[-1].kind in {*NUMERALS, Kind.MONTH}
            if rest["dash"] and rest[0] in "~～" and not after_date:
                new = [(Kind.ABOUT, None)]
        start, stop = places[at], places[end - 1] + 1
        tokens += [Token(kind, start, stop, value) for kind, value in new]
        at = end
    return tuple(tokens)


def _rest_kind(rest: re.Match) -> Kind:
    if rest["dash"]:
        return Kind.TO
    if rest["comma"] or rest["slash"]:
        return Kind.COMMA if rest["comma"] else Kind.SLASH
    if rest[0] in "()":
        return Kind.BRACKET
    if rest[0] == "&":
        return Kind.AND
    return Kind.FILLER if rest[0] in ".'’\"“”:[]،、*" else Kind.UNKNOWN


def _number_kinds(match: re.Match, language: str) -> list[tuple[Kind, Any]]:
    """Return the kinds and values that a number, or a date in numbers, can stand for."""
    group = match.lastgroup
    for name in ("time", "ymd", "dmy", "compact", "span", "decade", "east", "other", "ym", "plain"):
        if match[name] is not None:
            group = name
            break
    if group == "time":
        return [(Kind.TIME, None)]
    if group == "other":
        return [(Kind.NUMBER, None)]
    if group == "ymd":
        return [_numeric((int(match["y"]), int(match["mo"]), int(match["da"])))]
    if group == "compact":
        return [_numeric((int(match["cy"]), int(match["cm"]), int(match["cd"])))]
    if group == "dmy":
        return [_day_month_year(match, language)]
    if group == "ym":
        year, month = map(int, match["ym"].split("-"))
        return [(Kind.NUMERIC, ((year, month, None),))]
    if group == "span":
        return _span_kinds(match)
    if group == "decade":
        value = int(match["dec"] or match["dec2"])
        return [(Kind.DECADE, value)]
    if group == "east":
        return _east_kinds(match)
    number, ordinal = int(match["num"]), match["ord"]
    if len(match["num"]) == 4 and number >= 1000 and ordinal not in ("st", "nd", "rd", "th"):
        return [(Kind.YEAR, number)]
    if 1 <= number <= 31 and len(match["num"]) <= 2:
        return [(Kind.DAY, number)]
    return [(Kind.NUMBER, number if len(match["num"]) <= 4 and not ordinal else None)]


def _numeric(*readings: Parts) -> tuple[Kind, Any]:
    """Return the token of a date in numbers, with the readings that are days."""
    days = tuple(dict.fromkeys(parts for parts in readings if is_day(parts)))
    return (Kind.NUMERIC, days) if days else (Kind.IMPOSSIBLE, None)


def shape(tokens: Iterable[Token]) -> str:
    """Return the kinds of tokens, separated by spaces.

    >>> shape(tokens_of_dates("5 March 2020", "en"))
    'day month year'
    """
    return " ".join(token.kind for token in tokens)


def is_day(parts: Parts) -> bool:
    """Return whether the year, month and day are a day in the calendar."""
    try:
        date(*(part or 0 for part in parts))
    except ValueError:
        return False
    return True


def _day_month_year(match: re.Match, language: str) -> tuple[Kind, Any]:
    first, second = int(match["a"]), int(match["b"])
    if len(match["c"]) != 4:
        return _of_short_year(first, second, int(match["c"]))
    year = int(match["c"])
    if match["s2"] == "." and language not in _DAY_FIRST_NOT:
        return _numeric((year, second, first))
    return _numeric((year, second, first), (year, first, second))


def _of_short_year(first: int, second: int, third: int) -> tuple[Kind, Any]:
    """Return the token of a date such as 3/4/20, which may be in either century and any order."""
    orders = [(third, second, first), (third, first, second), (first, second, third)]
    return _numeric(*((cent + y, m, d) for cent in (2000, 1900) for y, m, d in orders if y < 100))


def _span_kinds(match: re.Match) -> list[tuple[Kind, Any]]:
    """Return the kinds of 2019-20, which is two years or, where possible, a month."""
    year, short = int(match["from"]), int(match["short"])
    last = year - year % 100 + short
    hyphen = match["s3"] in "-‑‐"
    if last > year and not (1 <= short <= 12 and match["s3"] != "–"):
        return [(Kind.YEAR, year), (Kind.TO, None), (Kind.YEAR, last)]
    if last > year:
        return [(Kind.YEARS_OR_MONTH, (f"{year}-{short:02}", f"{year}/{last}"))]
    is_month = hyphen and 1 <= short <= 12
    return [(Kind.NUMERIC, ((year, short, None),)) if is_month else (Kind.UNKNOWN, None)]


def _east_kinds(match: re.Match) -> list[tuple[Kind, Any]]:
    year = match["ey"]
    month, day = match["em"] or match["em2"], match["ed"] or match["ed2"] or match["ed3"]
    kind_of_year = Kind.YEAR if year and _han(year) >= 1000 else Kind.NUMBER
    parts = [(kind_of_year, year), (Kind.MONTH, month), (Kind.DAY, day)]
    return [(kind, _han(numeral)) for kind, numeral in parts if numeral]


def _han(numeral: str) -> int:
    """Return the number that Chinese or Arabic digits write.

    >>> _han("二〇二〇"), _han("三十一"), _han("12")
    (2020, 31, 12)
    """
    if numeral.isascii():
        return int(numeral)
    digits = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {
        "零": 0,
        "元": 1,
    }
    if "十" not in numeral:
        return int("".join(str(digits[character]) for character in numeral))
    tens, _, ones = numeral.partition("十")
    return (digits.get(tens, 1) if tens else 1) * 10 + (digits.get(ones, 0) if ones else 0)
