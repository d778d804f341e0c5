"""Find texts that are the same except for a byline, white space or punctuation.

Such texts are one voice, however often they were published. If any other word differs, even in the
headline, they are different texts.
"""

# ruff: noqa: RUF001 - some words that begin a byline are in other scripts

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from unicodedata import category

from analysis.text.normal_form import normal_form
from analysis.text.patterns import lazy_pattern

FIRST_LINES, LAST_LINES = 4, 3  # lines that are searched for bylines and credits
_LONGEST = 120  # characters of a byline or a credit
_BEGINNING = 100  # bytes of the letters of a text that are compared first
_ASCII_WORD = re.compile("[a-zA-Z0-9 ]")

_MONTHS = (  # the words that begin them
    "jan|feb|fév|fev|mar|mär|apr|avr|abr|may|mai|jun|jui|jul|aug|aoû|ago|sep|oct|okt|out|nov|dec"
    "|déc|dez|dic|ene|янв|фев|мар|апр|мая|май|июн|июл|авг|сен|окт|ноя|дек"
    "|يناير|فبراير|مارس|أبريل|ابريل|مايو|يونيو|يوليو|أغسطس|اغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر"
)
# A line with one of these is a byline or a credit, and does not belong to the text.
_CREDIT = lazy_pattern(
    r"^\W*(?:بقلم|كتب|نوشته|به قلم|автор|文|记者|記者|作者)(?![^\W_])"
    r"|contributed to this|(?:report|edit|writ)ing by|additional reporting|copyright|©"
    r"|all rights reserved|min(?:ute)?s? read|^\W*(?:published|posted) by\b"
    r"|^\W*(?:source|quelle|fuente|fonte|bron|kaynak|источник|المصدر|منبع|来源|來源)\s?[:：]"
    r"|^[^\w(（]*[(（][^()（）]{1,40}[)）]\W*$",  # (AP)
    re.IGNORECASE,
)
# A line that consists only of a date or a time, in any order and with any marks, and of words for
# when a text was published or changed.
_DATE_WORD = (
    rf"\d{{1,4}}(?!\d)(?:st|nd|rd|th|er|º|[thzh]|t\d\d|h\d\d)?|(?:{_MONTHS})[^\W\d_]*|[ap]\.?m\.?|gmt|utc"
    r"|[ecmp][sd]?t|cest|at|of|de|le|den|on|à|el|am|em|um|uhr|г|в|في|年|月|日"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
)
_PUBLISHED_WORD = (
    r"this|article|story|report|page|was|has|been|first|last|published|updated|posted|modified"
    r"|hours?|minutes?|days?|ago|veröffentlicht|aktualisiert|stand|mis|jour|mise|publié|publiée"
    r"|actualizad[oa]|publicad[oa]|atualizad[oa]|aggiornato|pubblicato|bijgewerkt|gepubliceerd"
    r"|опубликован[оа]|обновлен[оа]|обновлён|издано|تم|التحديث|النشر|نشر|منتشر|شده|发布|更新|時間|时间"
)
_DATE = lazy_pattern(
    rf"^\W*(?:(?:{_DATE_WORD}|{_PUBLISHED_WORD})(?![^\W\d_年月日])\W*)+$", re.IGNORECASE
)
_PIECE = re.compile(r"\s*[|•·]\s*|(?<=[^\W\d_]), (?=[^,]*\d{4})")  # "Jane Doe | 4 March 2021"
# Up to four names, such as those of a reporter or an agency: "Jane Doe", "REUTERS", "Fars News
# Agency". There may be more after "By". A line with a number is a headline.
_NAME = r"[A-ZÀ-ÞΑ-ΩА-Я][^\W\d_]*"
_NAMES = lazy_pattern(rf"^\W*(?:{_NAME}[\W_]*){{1,4}}$")
_WRITER = (
    rf"{_NAME}|and|und|et|y|e|with|for|in|de|der|al|our|a|staff|reporters?|correspondents?|news"
)
_BY = lazy_pattern(
    rf"^\W*(?i:(?:written |reported |story |words )?by|von|par|por|di|da|van|av|text|texte)"
    rf"\b\W*(?:(?:{_WRITER})(?![^\W_])(?:[^\w.!?]|(?<=\b[A-Z])\.)*){{1,12}}$"
)
_NUMBERS = lazy_pattern(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundreds?"
    r"|thousands?|millions?|dozens?|scores?|several|many|no|all)\b",
    re.IGNORECASE,
)
# A place and an agency before the first sentence: "BAGHDAD (AP) — ", "ROME, 29 June (AFP) - ".
_BEGINS = r"(?![a-zß-öø-ÿα-ωа-я])[^\W\d_]"  # a name: with a capital, or in a script without any
_PLACE = rf"{_BEGINS}[\w.'’-]*(?: {_BEGINS}[\w.'’-]*){{0,2}}(?:, [^\n!?;:()（）—–]{{1,40}}?)?"
_DATELINE = lazy_pattern(
    rf"^\W*(?:{_PLACE}\s*)?[(（/][^()（）/\n]{{1,30}}[)）/]\.?\s*[—–-]+\s*"
    r"|^\W*[A-ZΑ-ΩА-Я]{3}[^\na-zß-ÿа-я(]{0,30}(?:, [^\n(]{1,30})?\([^()\n]{2,30}\)\.\s"
    r"|^\W*【[^【】\n]{1,30}】\s*|^\W*[\u4e00-\u9fff]{2,10}\d{1,2}月\d{1,2}日电\s*"
    r"|^\W*[(（][A-Z][^()（）\n]{1,30}[)）]\s+"
    r"|^\W*[A-ZÀ-ÞΑ-ΩА-Я]{3}[^\na-zß-ÿ!?;:—–]{0,30}(?:, [^\n!?;:—–]{1,40}?)?\s+[—–-]+\s+"
)


def duplicates(texts: Sequence[str]) -> list[list[int]]:
    """Return the groups of texts that are the same.

    Among the first and last lines of each text, those that name its author, its agency or its date
    of publication are ignored, and so are the place and agency before its first sentence; a text
    without any other lines keeps them. Case, punctuation and spaces make no difference.

    Parameters
    ----------
    texts : sequence of str
        The texts.

    Returns
    -------
    list of list of int
        The positions of the texts in each group of two or more, in order.

    Examples
    --------
    >>> duplicates(["Ten men left.", "One came.", "By Jane Doe\\n\\nTen men  left!"])
    [[0, 2]]
    """
    alike = _grouped(range(len(texts)), lambda place: _first_letters(_own_text(texts[place])))
    same = (
        _grouped(places, lambda place: hashlib.sha256(_letters(_own_text(texts[place]))).digest())
        for first, places in alike.items()
        if first and len(places) > 1
    )
    return sorted(group for groups in same for group in groups.values() if len(group) > 1)


def _grouped(places: Iterable[int], key: Callable[[int], bytes]) -> dict[bytes, list[int]]:
    groups: dict[bytes, list[int]] = defaultdict(list)
    for place in places:
        groups[key(place)].append(place)
    return groups


def _own_text(text: str) -> str:
    """Return a text without its bylines, or the whole text if it has nothing else."""
    return "".join(_parted(text)[0] or text.splitlines())


def _first_letters(text: str) -> bytes:
    """Return the beginning of the `_letters` of a text, reading no more of it than necessary.

    The text is cut before an ASCII character, which cannot combine with the character before it.
    """
    end = _BEGINNING
    while True:
        cut = _ASCII_WORD.search(text, end)
        end = cut.start() if cut else len(text)
        letters = _letters(text[:end])
        if not cut or len(letters) >= _BEGINNING:
            return letters[:_BEGINNING]
        end *= 2


def bylines(text: str) -> list[str]:
    """Return the lines and beginnings of lines that `duplicates` leaves out of a text.

    Examples
    --------
    >>> bylines("Court acts\\nBy Jane Doe\\n\\nBAGHDAD (AP) — The court issued a warrant.")
    ['By Jane Doe', 'BAGHDAD (AP) — ']
    """
    return _parted(text)[1]


def _parted(text: str) -> tuple[list[str], list[str]]:
    """Split the lines of a text into its own, and its bylines, credits and datelines."""
    lines = [line for line in text.splitlines() if line and not line.isspace()]
    edges = {*range(min(FIRST_LINES, len(lines))), *range(len(lines))[-LAST_LINES:]}
    own, others = [], []
    for number, line in enumerate(lines):
        if number in edges and _is_byline(line):
            others.append(line)
            continue
        dateline = _DATELINE.match(line) if number < 2 * FIRST_LINES else None
        if dateline:
            others.append(dateline[0])
        own.append(line[dateline.end() :] if dateline else line)
    return own, others


def _is_byline(line: str) -> bool:
    if len(line) > _LONGEST:
        return False
    return all(map(_is_byline_or_date, _PIECE.split(line)))


def _is_byline_or_date(line: str) -> bool:
    if _CREDIT.search(line) or _DATE.search(line):
        return True
    return bool(_NAMES.search(line) or _BY.search(line)) and not _NUMBERS.search(line)


def _letters(text: str) -> bytes:
    """Return the letters and digits of a text in their normal form, without spaces and marks."""
    return normal_form(text).translate(_LETTERS).encode("utf-8", "surrogatepass")


class _Letters(dict):
    """Map spaces and punctuation to nothing, for `str.translate`."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        is_mark = not character.isalnum() if code < 128 else category(character)[0] in "PZ"
        self[code] = "" if is_mark else character
        return self[code]


_LETTERS = _Letters()
