"""Read one date, or several that are joined, from the parts that `date_tokens` finds."""

from __future__ import annotations

import re

from analysis.values import edtf
from analysis.values.date_periods import AMBIGUOUS, Reading, around, parts_of
from analysis.values.date_tokens import Parts, Token, is_day

JOINS = frozenset("-&|/,")
NO_DAY = (
    "names a day that no month has; leave the day out of the value, and write the month in `date`"
)
_POINTS = re.compile(r"i|A|dmy|mdy|ymd|dm|md|my|ym|dy|d|m|y")


def points(words: str, content: list[Token]) -> Reading:
    """Return the reading of one date, or of several that are joined."""
    if alternatives := _without_year(words, content):
        return alternatives
    content = [token for n, token in enumerate(content) if token.kind != "q" and _joins(content, n)]
    if re.fullmatch("d-m-y|y-m-d", "".join(token.kind for token in content)):
        content = [token for token in content if token.kind != "-"]
    segments: list[list[Token]] = [[]]
    joins = []
    for token in content:
        if token.kind in JOINS:
            joins.append(token.kind)
            segments.append([])
        else:
            segments[-1].append(token)
    if not all(_POINTS.fullmatch("".join(t.kind for t in segment)) for segment in segments):
        return Reading(words, days=around(content))
    if len(segments) == 1 and segments[0][0].kind in "iA":
        return _in_numbers(words, segments[0][0])
    dates = [_point(segment) for segment in segments]
    if None in dates or (len(dates) > 2 and "-" in joins):
        return Reading(words)
    filled = _filled([parts for parts in dates if parts], ordered=joins[:1] != ["&"])
    if any(p[1] and p[2] and not is_day((p[0] or 2000, *p[1:])) for p in filled):
        return Reading(words, why=NO_DAY, is_no_day=True)
    if any(p[2] and not p[1] for p in filled) and len(filled) > 1:
        return Reading(words, days=around(content))
    if joins and joins[0] in "&,":
        filled = sorted(filled, key=lambda parts: tuple(part or 0 for part in parts))
    sides = (filled[0], filled[-1]) if len(filled) > 1 else (filled[0],)
    texts = [edtf_of(parts) for parts in filled]
    members = tuple(filled) if joins and joins[0] in "&," else ()
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
    kinds = "".join(token.kind for token in content)
    if kinds == "d/y" and content[0].value <= 12:
        month = (content[2].value, content[0].value, None)
        return Reading(words, (edtf_of(month),), (month,))
    if kinds != "d/d":
        return None
    first, second = content[0].value, content[2].value
    sides = [p for p in ((None, second, first), (None, first, second)) if is_day((2000, *p[1:]))]
    if not sides:
        return Reading(words, why=NO_DAY, is_no_day=True)
    why = "gives no year; mark it inferred, and write the date out in the note"
    return Reading(words, (), tuple(dict.fromkeys(sides)), why=why)


def _joins(content: list[Token], n: int) -> bool:
    """Return whether a comma or the hyphen of "mid-June" does not merely stand between words."""
    token = content[n]
    if token.kind == ",":
        return (
            content[n - 1].kind in "dyi"
            and content[n + 1 : n + 2] != []
            and content[n + 1].kind in "di"
        )
    return not (token.kind in "-" and n > 0 and content[n - 1].kind == "q")


def _point(segment: list[Token]) -> Parts | None:
    """Return the year, month and day of one date, or None if there are two ways to read it."""
    if segment[0].kind in "iA":
        readings = segment[0].value
        return readings[0] if segment[0].kind == "i" and len(readings) == 1 else None
    value = {token.kind: token.value for token in segment}
    return value.get("y"), value.get("m"), value.get("d")


def _in_numbers(words: str, token: Token) -> Reading:
    dates = token.value if token.kind == "A" else tuple(edtf_of(parts) for parts in token.value)
    if len(dates) == 1:
        return Reading(words, dates, tuple(token.value))
    why = AMBIGUOUS.format(*map(edtf.in_words, dates))
    return Reading(words, dates, tuple(map(parts_of, dates)), why=why)


def _filled(points: list[Parts], ordered: bool) -> list[Parts]:
    """Return the dates with the month and year that they share with the next or previous one."""
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
