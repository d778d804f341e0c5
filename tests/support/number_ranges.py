"""Judge a range of numbers by the interval that a suite gives, such as "(20,35]"."""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

from analysis.values.number_kinds import NumberKind
from analysis.values.number_ranges import NumberRange, whole_ends

FILE = "number_ranges_en.tsv"
VERDICTS = {
    "right": "the same",
    "convention": "the same numbers at the ends, which this convention includes:",
    "refused": "refused:",
    "wrong": "another range:",
}
_INTERVAL = re.compile(r"([\[(])(-?[\d.]*),(-?[\d.]*)([\])])")


def read(path: Path) -> tuple[list[str], list[list[str]]]:
    """Return the columns and the rows of the suite: an expression and its interval."""
    header, *rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return header, rows


def judge(ours: NumberRange | None, interval: str) -> str:
    """Return which of `VERDICTS` a range deserves.

    Counts and ranks are right if both ranges contain the same whole numbers, so 31 or more equals
    more than 30. For other numbers the ends must be the same, and both included or both excluded.

    >>> over_30 = NumberRange(NumberKind.COUNT, 30, None, low_is_open=True)
    >>> judge(over_30, "(30,)"), judge(over_30, "[30,)"), judge(None, "(30,)")
    ('right', 'wrong', 'refused')
    >>> judge(NumberRange(NumberKind.COUNT, 20, 30), "(20,30)")
    'convention'
    """
    opening, low, high, closing = _INTERVAL.fullmatch(interval).groups()  # type: ignore[union-attr]
    ends = [Fraction(end) if end else None for end in (low, high)]
    is_open = opening == "(", closing == ")"
    if ours is None:
        return "refused"
    if ours.kind in (NumberKind.COUNT, NumberKind.RANK):
        is_whole = all(end is None or end.denominator == 1 for end in ends)
        wanted = _least(ends[0], is_open[0]), _greatest(ends[1], is_open[1])
        is_right = is_whole and _counts(whole_ends(ours)) == _counts(wanted)
    else:
        # A side without a number is open, whatever its bracket.
        theirs = [end is not None and mark for end, mark in zip(ends, is_open, strict=True)]
        is_right = [*ours[1:]] == [*ends, *theirs]
    if is_right:
        return "right"
    is_same = [ours.low, ours.high] == ends and None not in ends
    return "convention" if is_same and not (ours.low_is_open or ours.high_is_open) else "wrong"


def _counts(ends: tuple[int | None, int | None]) -> tuple[int, int | None]:
    """Return a range without the numbers below 0, which no count is."""
    return max(ends[0] or 0, 0), ends[1]


def _least(end: Fraction | None, is_open: bool) -> int | None:
    if end is None:
        return None
    return floor(end) + 1 if is_open else ceil(end)


def _greatest(end: Fraction | None, is_open: bool) -> int | None:
    if end is None:
        return None
    return ceil(end) - 1 if is_open else floor(end)


def in_brackets(found: NumberRange) -> str:
    """Return a range as a suite writes it, with fractions as they are.

    >>> in_brackets(NumberRange(NumberKind.SHARE, Fraction(1, 3), None, True))
    '(1/3,)'
    """
    opening = "(" if found.low is None or found.low_is_open else "["
    closing = ")" if found.high is None or found.high_is_open else "]"
    low, high = ("" if end is None else str(end) for end in (found.low, found.high))
    return f"{opening}{low},{high}{closing}"
