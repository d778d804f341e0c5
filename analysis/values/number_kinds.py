"""Find the numbers in an expression, with their kinds: counts, ranks, shares and others."""

# ruff: noqa: RUF001 - some signs belong to other scripts

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from analysis.values import spelled_parts
from analysis.values.quantities import amounts, numbers
from analysis.values.scales import percent_words


class NumberKind(StrEnum):
    """The kind of a number in a text.

    A count is a whole number of persons or things, a rank is a place in an order ("the tenth"), and
    a share is a part of a whole ("a third", "35%"). Negative numbers, and other numbers with
    decimals, are none of these.
    """

    COUNT = "count"
    RANK = "rank"
    SHARE = "share"
    NUMBER = "number"


class Quantity(NamedTuple):
    """A number in a folded text: its span, its amount (None if unreadable), and its kind."""

    start: int
    end: int
    amount: Fraction | None
    kind: NumberKind


_SIGNS = "¼-¾⅐-⅞"
_LARGEST_PART = 10  # the denominator of "⅒"
_FRACTION = re.compile(
    rf"(?<![\w/.,])(?:(?P<whole>\d{{1,15}})(?: (?=\d+/)| ?(?=[{_SIGNS}])))?"
    rf"(?:(?P<over>\d{{1,15}})/(?P<under>\d{{1,15}})|(?P<sign>[{_SIGNS}]))(?![\w/]|[.,]\d)"
)
_MINUS = re.compile(r"(?<!\w)(?:-|(?:minus|negative) )$")
_TO = re.compile(r" ?[-–—~〜～] ?| (?:to|and|or|through|up to) ")
_OUT_OF = re.compile(r" (?:in|out of) (?:every )?")
_AND = re.compile(r"(?<!dozen)(?<!score)(?<!hundred)(?<!thousand)(?<!illion) and ")
_POINT = re.compile(" point ")


def readings(text: str, language: str) -> Iterator[list[Quantity]]:
    """Yield the numbers in a text in order, twice if "two and a third" can be one or two.

    Parameters
    ----------
    text : str
        An expression, as `folded_text.folded` returns it.
    language : str
        The BCP 47 tag of its language. Ranks and shares in words are read in English only.

    Examples
    --------
    >>> for text in ["between a third and 1/2", "the tenth", "-3.5", "35 percent"]:
    ...     print(*[(str(found.kind), str(found.amount)) for found in next(readings(text, "en"))])
    ('share', '1/3') ('share', '1/2')
    ('rank', '10')
    ('number', '-7/2')
    ('share', '7/20')
    """
    found = list(_fractions(text))
    plain = numbers(text, language)
    is_english = language.split("-")[0] == "en"
    for number, spread in zip(plain, amounts(text, plain, language), strict=True):
        if not _overlaps(number.start, number.end, found):
            place = number.start, number.end
            if len(spread) == 1:
                found.append(_quantity(*place, Fraction(spread[0]), NumberKind.COUNT))
            else:
                found.append(_in_words(text, *place) if is_english else _unread(*place))
    if is_english:
        alone = [_in_words(text, *place) for place in spelled_parts.alone(text)]
        found += [part for part in alone if not _overlaps(part.start, part.end, found)]
    found = _with_percent(text, sorted(found), language)
    if is_english:
        found = _joined(text, _joined(text, found, _POINT, _decimal), _OUT_OF, _ratio)
    yield [_signed(text, number) for number in found]
    joined = _joined(text, found, _AND, _sum)
    if joined != found:
        yield [_signed(text, number) for number in joined]


def _quantity(start: int, end: int, amount: Fraction, kind: NumberKind) -> Quantity:
    """Return a quantity; if its amount cannot be a count or a share, its kind is number."""
    is_count = amount >= 0 and amount.denominator == 1
    is_share = 0 <= amount <= 1
    if not {NumberKind.COUNT: is_count, NumberKind.SHARE: is_share}.get(kind, True):
        kind = NumberKind.NUMBER
    return Quantity(start, end, amount, kind)


def _unread(start: int, end: int) -> Quantity:
    return Quantity(start, end, None, NumberKind.NUMBER)


def _overlaps(start: int, end: int, found: list[Quantity]) -> bool:
    return any(other.start < end and start < other.end for other in found)


def _fractions(text: str) -> Iterator[Quantity]:
    """Yield the fractions in digits, such as "1/2", "½" and "3 1/2"."""
    for match in _FRACTION.finditer(text):
        whole, under = int(match["whole"] or 0), int(match["under"] or 1)
        if match["sign"]:
            part = Fraction(unicodedata.numeric(match["sign"])).limit_denominator(_LARGEST_PART)
        else:
            part = Fraction(int(match["over"]), under) if under else Fraction(1)
        if not under or (match["whole"] and part >= 1):
            yield _unread(*match.span())
        else:
            yield _quantity(*match.span(), whole + part, NumberKind.SHARE)


def _in_words(text: str, start: int, end: int) -> Quantity:
    """Return the words as a rank or a share; "one hundredth" can be either."""
    words = text[start:end].removeprefix("the ")
    is_definite = text[:end].removesuffix(words).endswith("the ")
    rank = spelled_parts.rank(words)
    share = None if is_definite else spelled_parts.share(words)
    if rank is not None and share is None:
        return Quantity(end - len(words) - 4 * is_definite, end, rank, NumberKind.RANK)
    if share is not None and rank is None:
        return _quantity(start, end, share, NumberKind.SHARE)
    return _unread(start, end)


def _with_percent(text: str, found: list[Quantity], language: str) -> list[Quantity]:
    """Return numbers before "percent" as shares, including the first in "5 to 10%"."""
    symbol = _percent(language.split("-")[0])
    matches = [symbol.match(text, number.end) for number in found]
    wholes = [(1000 if match["mille"] else 100) if match else 0 for match in matches]
    for place, (first, second) in enumerate(pairwise(found)):
        if not wholes[place] and _TO.fullmatch(text, first.end, second.start):
            wholes[place] = wholes[place + 1]
    return [
        Quantity(
            number.start,
            match.end() if match else number.end,
            None if number.amount is None else number.amount / whole,
            NumberKind.SHARE,
        )
        if whole and number.kind != NumberKind.RANK
        else number
        for number, match, whole in zip(found, matches, wholes, strict=True)
    ]


@lru_cache
def _percent(language: str) -> re.Pattern[str]:
    words = "|".join(
        rf" {re.escape(word)}(?!\w)" for word in percent_words(language) if "mil" not in word
    )
    return re.compile(
        r"(?P<mille> ?‰| per ?mille?(?!\w))| ?[%٪％]| (?:per ?cent|pct\b\.?)(?!\w)"
        rf"|(?:{words or '(?!)'})"
    )


def _joined(
    text: str,
    found: list[Quantity],
    gap: re.Pattern[str],
    join: Callable[[Quantity, Quantity], Quantity | None],
) -> list[Quantity]:
    """Return the numbers with any two that some words join combined into one."""
    joined: list[Quantity] = []
    for number in found:
        both = None
        if joined and gap.fullmatch(text, joined[-1].end, number.start):
            both = join(joined[-1], number)
        joined[len(joined) - (both is not None) :] = [both or number]
    return joined


def _ratio(first: Quantity, second: Quantity) -> Quantity | None:
    """Return "one in five" as one number, if both are counts and the second is greater."""
    if {first.kind, second.kind} != {NumberKind.COUNT} or first.amount is None:
        return None
    if not second.amount or first.amount >= second.amount:
        return None
    return Quantity(first.start, second.end, first.amount / second.amount, NumberKind.SHARE)


def _decimal(first: Quantity, second: Quantity) -> Quantity | None:
    """Return "two point five" as one number, if both are whole numbers."""
    if {first.kind, second.kind} != {NumberKind.COUNT} or first.amount is None:
        return None
    amount = Fraction(f"{first.amount}.{second.amount}")
    return _quantity(first.start, second.end, amount, NumberKind.COUNT)


def _sum(first: Quantity, second: Quantity) -> Quantity | None:
    """Return "two and three quarters" as one number, if it is a count and a share."""
    if (first.kind, second.kind) != (NumberKind.COUNT, NumberKind.SHARE):
        return None
    if not first.amount or not second.amount or second.amount >= 1:
        return None
    return Quantity(first.start, second.end, first.amount + second.amount, NumberKind.NUMBER)


def _signed(text: str, number: Quantity) -> Quantity:
    """Return a number with the minus sign before it."""
    sign = _MINUS.search(text, 0, number.start)
    if not sign or number.amount is None:
        return number
    if number.kind == NumberKind.RANK:
        return _unread(sign.start(), number.end)
    return Quantity(sign.start(), number.end, -number.amount, NumberKind.NUMBER)
