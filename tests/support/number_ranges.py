"""Judge a range of whole numbers by the interval that a suite gives, such as "(20,35]"."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

from tests.support.csv_files import read_csv

FILE = "number_ranges_en.tsv"
VERDICTS = {
    "right": "the same",
    "convention": "a named convention of ours: an end of “between”, “from … to” or a dash counts:",
    "not whole": "not whole or negative numbers, which no count is, refused:",
    "refused": "refused:",
    "wrong": "another range:",
}
Range = tuple[int | None, int | None]
_INTERVAL = re.compile(r"([\[(])(-?[\d.]*),(-?[\d.]*)([\])])")


def read(path: Path) -> tuple[list[str], list[list[str]]]:
    """Return the columns and the rows of the suite: an expression and its interval."""
    header, *rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return header, rows


def lexicon(root: Path) -> list[list[str]]:
    """Return the rows of lexicon.csv that `counts.lookup` takes."""
    header, rows = read_csv(root / "data/lexicon.csv")
    places = [header.index(name) for name in ("words", "low", "high", "convention")]
    return [[row[place] for place in places] for row in rows]


def judge(expression: str, interval: str, read_range: Callable[[str], Range | None]) -> str:
    """Return which of `VERDICTS` a range deserves.

    >>> judge("over 30", "(30,)", lambda _: (31, None)), judge("over 30", "(30,)", lambda _: None)
    ('right', 'refused')
    >>> judge("between 20 and 30", "(20,30)", lambda _: (20, 30))
    'convention'
    """
    opening, low, high, closing = _INTERVAL.fullmatch(interval).groups()  # type: ignore[union-attr]
    ends = [Fraction(end) if end else None for end in (low, high)]
    ours = read_range(expression)
    if ours is None:
        is_count = all(end is None or (end == int(end) and end >= 0) for end in ends)
        return "refused" if is_count else "not whole"
    whole = (_least(ends[0], opening == "["), _greatest(ends[1], closing == "]"))
    if _counts(ours) == _counts(whole):
        return "right"
    closed = (_least(ends[0], True), _greatest(ends[1], True))
    return "convention" if ours == closed and None not in ends else "wrong"


def _counts(ends: Range) -> Range:
    """Return a range without the numbers below 0, which no count is."""
    return max(ends[0] or 0, 0), ends[1]


def _least(end: Fraction | None, is_closed: bool) -> int | None:
    if end is None:
        return None
    return ceil(end) if is_closed else floor(end) + 1


def _greatest(end: Fraction | None, is_closed: bool) -> int | None:
    if end is None:
        return None
    return floor(end) if is_closed else ceil(end) - 1
