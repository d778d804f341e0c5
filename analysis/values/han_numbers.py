"""Read numbers in Chinese and Japanese texts, written in characters, in digits or in both."""

# ruff: noqa: RUF001, RUF002 - this module is about characters of other scripts

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from analysis.text.patterns import lazy_pattern
from analysis.values import numerals

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}
_DIGITS |= {"零": 0, "两": 2, "兩": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_HAN = "".join((*_DIGITS, *_SMALL, *_LARGE))
_PART = rf"(?:{numerals.NUMERAL.pattern})[十百千万萬亿億]*"
_MIXED = lazy_pattern(rf"(?P<digits>{_PART}(?:\d[\d.,]*[十百千万萬亿億]+)*)|[{_HAN}]+")
_PARTS = lazy_pattern(r"([\d.,٬٫'’ ]+)([十百千万萬亿億]*)")
# Counters after a single character; without one, it probably belongs to another word.
_COUNTED = lazy_pattern(
    "[名人个個位次枚座起件艘架辆輛支项項条條张張所家省州县縣市多余餘天日月年岁歲周小时時分秒元美倍处處场場"
    "具例宗桩樁批组組队隊届屆军軍士死伤傷国國村户戶种種名匹头頭艘]"
)
_ORDINAL = lazy_pattern("[第初]$")
_LETTER = lazy_pattern(r"[a-z][-]?$|[_#№]$")
_SUFFIX = lazy_pattern(r"[a-z]+")


def numbers(text: str, language: str) -> Iterator[tuple[int, int, tuple[Decimal, ...]]]:
    """Yield the span of each number in a folded text, and what it can be.

    Examples
    --------
    >>> text = "三十五人死亡，1.2万人受伤，第三名"
    >>> [(text[start:end], amounts) for start, end, amounts in numbers(text, "zh")]
    [('三十五', (Decimal('35'),)), ('1.2万', (Decimal('12000.0'),)), ('三', ())]
    """
    for match in _MIXED.finditer(text):
        start, end = match.span()
        if match["digits"]:
            amounts = _mixed(match[0], language)
            if suffix := _SUFFIX.match(text, end):
                amounts, end = (), suffix.end()
            if _LETTER.search(text, max(0, start - 2), start):
                amounts = ()
        elif len(match[0]) == 1 and not _COUNTED.match(text, end):
            continue
        else:
            value = _in_characters(match[0], language)
            amounts = () if value is None else (Decimal(value),)
        if _ORDINAL.search(text, max(0, start - 1), start):
            amounts = ()
        yield start, end, amounts


def _mixed(number: str, language: str) -> tuple[Decimal, ...]:
    """Return the amounts of digits with scales, such as 1億2000万."""
    parts = list(_PARTS.finditer(number))
    totals: tuple[Decimal, ...] = (Decimal(0),)
    last = None
    for part in parts:
        factor = 1
        for character in part[2]:
            factor *= _SMALL.get(character) or _LARGE[character]
        amounts = numerals.readings(part[1], language, scaled=factor > 1)
        if (last is not None and factor >= last) or not amounts:
            return ()
        totals = tuple(total + amount * factor for total in totals for amount in amounts)
        last = factor
    return totals


def _in_characters(number: str, language: str) -> int | None:
    """Return the value of a number in characters, None for digits side by side such as 三五."""
    if len(number) > 1 and all(character in _DIGITS for character in number):
        return None
    total, section, digit, unit, zero = 0, 0, None, 0, False
    for character in number:
        if character in _DIGITS:
            if digit not in (None, 0):
                return None
            digit, zero = _DIGITS[character], zero or _DIGITS[character] == 0
        elif character in _SMALL:
            section += (1 if digit in (None, 0) else digit or 0) * _SMALL[character]
            digit, unit, zero = None, _SMALL[character], False
        else:
            factor = _LARGE[character]
            if section == 0 and digit is None and total == 0:
                return None
            total = (
                (total + section + (digit or 0)) * factor
                if factor > 10**4
                else (total + (section + (digit or 0)) * factor)
            )
            section, digit, unit, zero = 0, None, factor, False
    if digit and unit >= 100 and not zero and not language.startswith("ja"):
        digit *= unit // 10  # 一百五 is 150
    return total + section + (digit or 0)
