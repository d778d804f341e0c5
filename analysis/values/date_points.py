"""Read one date, or several that are joined, from the parts that `date_tokens` finds."""

from __future__ import annotations

import re

from analysis.values import edtf
from analysis.values.date_kinds import Kind
from analysis.values.date_periods import AMBIGUOUS, Reading, around, parts_of
from analysis.values.date_tokens import NUMERALS, Parts, Token, is_day, shape

JOINS = frozenset([Kind.TO, Kind.AND, Kind.OR, Kind.SLASH, Kind.COMMA])
NO_DAY = (
    "names a day that no month has; leave the day out of the value, and write the month in `date`"
)
_IN_NUMBERS = frozenset([Kind.NUMERIC, Kind.YEARS_OR_MONTH])
_POINTS = re.compile(
    "numeric|years-or-month|day month year|month day year|year month day|day month|month day"
    "|month year|year month|day year|day|month|year"
)


def points(words: str, content: list[Token]) -> Reading:
    """Return the reading of one date, or of several that are joined."""
    if alternatives := _without_year(words, content):
        return alternatives
    joined = [_joins(content, n) for n in range(len(content))]
    content = [t for t, keep in zip(content, joined, strict=True) if keep and t.kind != Kind.PART]
    if shape(content) in ("day to month to year", "year to month to day"):
        content = [token for token in content if token.kind != Kind.TO]
    segments: list[list[Token]] = [[]]
    joins = []
    for token in content:
        if token.kind in JOINS:
            joins.append(token.kind)
            segments.append([])
        else:
            segments[-1].append(token)
    if not all(_POINTS.fullmatch(shape(segment)) for segment in segments):
        return Reading(words, days=around(content))
    if len(segments) == 1 and segments[0][0].kind in _IN_NUMBERS:
        return _in_numbers(words, segments[0][0])
    dates = [_point(segment) for segment in segments]
    if None in dates or (len(dates) > 2 and Kind.TO in joins):
        return Reading(words)
    filled = _filled([parts for parts in dates if parts], ordered=joins[:1] != [Kind.AND])
    if any(p[1] and p[2] and not is_day((p[0] or 2000, *p[1:])) for p in filled):
        return Reading(words, why=NO_DAY, is_no_day=True)
    if any(p[2] and not p[1] for p in filled) and len(filled) > 1:
        return Reading(words, days=around(content))
    is_list = joins[:1] in ([Kind.AND], [Kind.COMMA])
    if is_list:
        filled = sorted(filled, key=lambda parts: tuple(part or 0 for part in parts))
    sides = (filled[0], filled[-1]) if len(filled) > 1 else (filled[0],)
    texts = [edtf_of(parts) for parts in filled]
    members = tuple(filled) if is_list else ()
    if not all(texts):
        return Reading(words, (), sides, members)
    date = "/".join(dict.fromkeys((texts[0], texts[-1])))
    try:
        edtf.bounds(date)
    except edtf.DateError:
        return Reading(words)
    return Reading(words, (date,), sides, members)


def _without_year(words: str, content: list[Token]) -> Reading | None:
    """Return the reading of 3/4, a day and a month in either order, or of 3/2020, a month."""
    kinds = shape(content)
    if kinds == "day slash year" and content[0].value <= 12:
        month = (content[2].value, content[0].value, None)
        return Reading(words, (edtf_of(month),), (month,))
    if kinds != "day slash day":
        return None
    first, second = content[0].value, content[2].value
    sides = [p for p in ((None, second, first), (None, first, second)) if is_day((2000, *p[1:]))]
    if not sides:
        return Reading(words, why=NO_DAY, is_no_day=True)
    why = "gives no year; mark it inferred, and write the date out in the note"
    return Reading(words, (), tuple(dict.fromkeys(sides)), why=why)


def _joins(content: list[Token], n: int) -> bool:
    """Return whether a comma, or a hyphen as in "mid-June", does more than separate words."""
    token = content[n]
    if token.kind == Kind.COMMA:
        following = content[n + 1].kind if n + 1 < len(content) else None
        return content[n - 1].kind in NUMERALS and following in (Kind.DAY, Kind.NUMERIC)
    return not (token.kind == Kind.TO and n > 0 and content[n - 1].kind == Kind.PART)


def _point(segment: list[Token]) -> Parts | None:
    """Return the year, month and day of one date, or None if it is ambiguous."""
    if segment[0].kind in _IN_NUMBERS:
        readings = segment[0].value
        is_one = segment[0].kind == Kind.NUMERIC and len(readings) == 1
        return readings[0] if is_one else None
    value = {token.kind: token.value for token in segment}
    return value.get(Kind.YEAR), value.get(Kind.MONTH), value.get(Kind.DAY)


def _in_numbers(words: str, token: Token) -> Reading:
    is_span = token.kind == Kind.YEARS_OR_MONTH
    dates = token.value if is_span else tuple(edtf_of(parts) for parts in token.value)
    if len(dates) == 1:
        return Reading(words, dates, tuple(token.value))
    why = AMBIGUOUS.format(*map(edtf.in_words, dates))
    return Reading(words, dates, tuple(map(parts_of, dates)), why=why)


def _filled(points: list[Parts], ordered: bool) -> list[Parts]:
    """Return the dates, completed by the month and year that they share with a neighbour."""
    filled = list(points)
    for step, order in ((1, range(len(points) - 2, -1, -1)), (-1, range(1, len(points)))):
        for n in order:
            (year, month, day), (next_year, next_month, _) = filled[n], filled[n + step]
            month = next_month if month is None and day is not None else month
            year = next_year if year is None else year
            filled[n] = (year, month, day)
    first, last = filled[0], filled[-1]
    backwards = first[1] and last[1] and first[0] == last[0] and first[1] > last[1]
    if ordered and backwards and first[0] and None in (points[0][0], points[-1][0]):
        if points[0][0] is None:
            filled[0] = (first[0] - 1, *first[1:])
        else:
            filled[-1] = (first[0] + 1, *last[1:])
    return filled


def edtf_of(parts: Parts) -> str:
    """Return a year, month and day as EDTF, or "" without a year.

    >>> edtf_of((2020, 3, None)), edtf_of((None, 3, 5))
    ('2020-03', '')
    """
    year, month, day = parts
    if not year or (day and not month):
        return ""
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)])
