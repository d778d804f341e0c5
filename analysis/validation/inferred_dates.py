"""Compare an inferred date with what its words say without a year, a day or a side.

An inference may be more exact than the words, because its note gives the grounds, but it may not
contradict them: "late June" is not in July, and "before 5 June" is not on 7 June.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date as Day
from datetime import timedelta

from analysis.validation.project import Statement
from analysis.values import date_phrases, edtf, relative_dates
from analysis.values.date_periods import Reading, parts_of
from analysis.values.date_points import edtf_of
from analysis.values.date_reading import read
from analysis.values.date_tokens import Parts

Ends = tuple[str | None, str | None]  # first and last day, None if open

_CORRECT = "correct the date or the value"
_SEASONS = ("spring", "summer", "autumn", "winter")
# The months in which a season begins and ends, by both ways of counting, in the north and south.
_MONTHS_OF = (((3, 6), (9, 12)), ((6, 9), (12, 3)), ((9, 12), (3, 6)), ((12, 3), (6, 9)))
_SOUTH = "southern hemisphere"
_COUNTED_FROM = re.compile(r"\bcounted from (.*)")


def contradiction(date: str, reading: Reading, note: str) -> str:
    """Return how an inferred date contradicts some words, or "".

    Parameters
    ----------
    date : str
        The date, in EDTF.
    reading : Reading
        What the words give.
    note : str
        The note of the statement, which may add what the words leave open.
    """
    ends = edtf.bounds(date)
    if reading.is_no_day:
        return reading.why
    if reading.era:
        is_plain = reading.dates and not _sides_message(date, reading)
        return "" if ends[0] is None or is_plain else reading.why
    if message := _season_message(ends, reading, note):
        return message
    if reading.days and _is_outside(ends, reading.days):
        within = edtf.in_words("/".join(reading.days))
        return f"is not within {within}, as the words are; {_CORRECT}"
    if reading.why and (reading.dates or reading.sides):
        return _alternatives_message(date, reading)
    if reading.relation:
        return "" if reading.unread else _relation_message(ends, reading, note)
    if reading.part is not None or reading.is_period or reading.decade:
        return _period_message(ends, reading)
    return "" if reading.why else _sides_message(date, reading)


def unmarked(date: str) -> str:
    """Return a date without the marks for how certain it is.

    >>> unmarked("2020-06~/2020-07?")
    '2020-06/2020-07'
    """
    return date.translate(str.maketrans("", "", "~?%"))


def _is_outside(ends: Ends, within: Ends) -> bool:
    """Return whether two ranges of days have no day in common."""
    (first, last), (low, high) = ends, within
    return bool((first and high and first > high) or (last and low and last < low))


def _alternatives_message(date: str, reading: Reading) -> str:
    """Return why a date does not fit its words, or ""."""
    if reading.dates:
        fits = edtf.bounds(date) in [edtf.bounds(given) for given in reading.dates]
        said = [edtf.in_words(given) for given in reading.dates]
    else:
        ends = [parts_of(end) for end in unmarked(date).split("/") if end != ".."]
        fits = any(_has(end, side) for side in reading.sides for end in ends)
        said = [_side_words(side) for side in reading.sides]
    return "" if fits else f"is not {' or '.join(said)}; {_CORRECT}"


def _relation_message(ends: Ends, reading: Reading, note: str) -> str:
    """Return why a date is on the wrong side of the one that the words name, or "".

    If the words give no year, that of the date is used, unless the note writes the day out.
    """
    if not reading.sides:
        return ""
    first, last = ends
    end = first if reading.relation == "after" else last
    if end is None:
        side = "after" if reading.relation == "after" else "before"
        return f"is not {side} {_side_words(reading.sides[0])}; {_CORRECT}"
    problem = ""
    for named in _named(reading, end, note):
        low, high = edtf.bounds(named)
        words = edtf.in_words(named)
        if reading.relation == "after" and low and end < low:
            problem = f"is not after {words}; "
        elif reading.relation != "after" and high and end > high:
            problem = f"is not before {words}; "
        elif reading.relation == "before" and ends == (low, high):
            problem = f"is {words}, and the words say before that; "
        else:
            return ""
    if problem and not reading.dates:
        return f"{problem}correct the date, or write that day in the note with its year"
    return f"{problem}{_CORRECT}" if problem else ""


def _named(reading: Reading, end: str, note: str) -> list[str]:
    """Return the dates that the words of a reading with an open side can name."""
    if reading.dates:
        return list(reading.dates[:1])
    side = reading.sides[0]
    if side[0] or not side[1]:
        return [date for date in [edtf_of(side)] if date]
    words = _side_words(side)
    years = {int(year) for year in re.findall(rf"\b{words} (\d{{4}})\b", note)} or {int(end[:4])}
    return [_in_year(side, year) for year in sorted(years)]


def _in_year(side: Parts, year: int | None) -> str:
    """Return a month or day in a year; in a year without 29 February, the 28th stands for it."""
    month, day = side[1:]
    if year and month and day:
        day = min(day, monthrange(year, month)[1])
    return edtf_of((year, month, day))


def _period_message(ends: Ends, reading: Reading) -> str:
    """Return why a date is not in a period, or not in the part of it that the words name."""
    first, last = ends
    period = _period(ends, reading)
    if not period:
        return ""
    low, high = period
    words = edtf.in_words(edtf.from_bounds(low, high))
    if not (first and last and low <= first and last <= high):
        return f"is not within {words}; {_CORRECT}"
    if reading.part in (0, 1, 2) and _is_outside(ends, _part_of(low, high, reading.part)):
        return f"is not {('early', 'in the middle', 'late')[reading.part]} in {words}; {_CORRECT}"
    return ""


def _period(ends: Ends, reading: Reading) -> tuple[str, str] | None:
    """Return the first and last day of a period, in the year of the date if it has none."""
    years = [int(end[:4]) if end else None for end in (ends[0] or ends[1], ends[1] or ends[0])]
    if reading.decade and years[0]:
        first_year = years[0] // 100 * 100 + reading.decade
        return f"{first_year:04}-01-01", f"{first_year + 9:04}-12-31"
    if reading.dates:
        days = [edtf.bounds(given) for given in reading.dates]
    elif reading.sides:
        sides = (reading.sides[0], reading.sides[-1])
        filled = [_in_year(s, s[0] or year) for s, year in zip(sides, years, strict=True)]
        days = [edtf.bounds(date) for date in filled if date]
    else:
        days = []
    lows, highs = [low for low, _ in days if low], [high for _, high in days if high]
    return (min(lows), max(highs)) if lows and highs else None


def _part_of(low: str, high: str, part: int) -> tuple[str, str]:
    """Return the first half, the middle half or the second half of a range of days."""
    first = Day.fromisoformat(low)
    days = (Day.fromisoformat(high) - first).days + 1
    start, end = ((0, days // 2), (days // 4, days - days // 4), (days // 2, days))[part]
    return str(first + timedelta(start)), str(first + timedelta(end - 1))


def _season_message(ends: Ends, reading: Reading, note: str) -> str:
    """Return why a date is not in a season of the north or, if the note says so, of the south."""
    if reading.season is None or None in ends:
        return ""
    first, last = (Day.fromisoformat(end) for end in ends if end)
    if (last - first).days > 300:
        return ""
    months = {(first.month - 1 + n) % 12 + 1 for n in range((last - first).days // 28 + 2)}
    months &= set(_months(first.month, last.month))
    start, end = _MONTHS_OF[reading.season][_SOUTH in note.casefold()]
    if months & set(_months(start, end)):
        return ""
    season = _SEASONS[reading.season]
    return f'is not in {season}; correct the date, or say in the note "{_SOUTH}" if it is meant'


def _months(first: int, last: int) -> list[int]:
    """Return the months from one to another, which may be in the next year."""
    return [(first - 1 + n) % 12 + 1 for n in range((last - first) % 12 + 1)]


def _sides_message(date: str, reading: Reading) -> str:
    """Return the year, month or day of the words that a date lacks or has at the wrong end."""
    ends = [parts_of(side) for side in unmarked(date).split("/") if side != ".."]
    if len(reading.sides) == 2 and len(ends) == 2:
        pairs = [(reading.sides[0], [ends[0]]), (reading.sides[1], [ends[1]])]
    else:
        pairs = [(side, ends) for side in reading.sides]
    for side, candidates in pairs:
        if not any(_has(end, side) for end in candidates):
            return f"lacks {_side_words(side)}, which the words have; {_CORRECT}"
    return ""


def _has(end: Parts, side: Parts) -> bool:
    return all(said is None or said == part for part, said in zip(end, side, strict=True))


def _side_words(side: Parts) -> str:
    year, month, day = side
    name = edtf.MONTHS[month - 1] if month else ""
    return " ".join(str(word) for word in (day, name, year) if word)


def weekday_message(date: str, named: Sequence[int]) -> str:
    """Return why a date is not on the weekdays that its words name, Monday as 0, or "".

    >>> weekday_message("2020-06-02", [0])[:48]
    'is a Tuesday, and the value says Monday; correct'
    """
    first, last = edtf.bounds(date)
    if not (named and first and last):
        return ""
    days = (Day.fromisoformat(last) - Day.fromisoformat(first)).days
    within = [(Day.fromisoformat(first) + timedelta(n)).weekday() for n in range(min(days, 6) + 1)]
    if set(named) & set(within) and (days or list(named) == within):
        return ""
    says = date_phrases.WEEKDAYS[named[0]]
    has = f"is a {date_phrases.WEEKDAYS[within[0]]}" if not days else f"has no {says}"
    advice = "correct the date, or leave the weekday out of the value"
    return f"{has}, and the value says {says}; {advice}"


def relative_message(row: Statement, language: str, anchors: Sequence[str]) -> str:
    """Return why a date is not in "last month" or the like, counted from some days, or "".

    The note can name another day to count from.
    """
    if match := _COUNTED_FROM.search(row.note):
        named = date_phrases.phrases(match[1])[:1]
        anchors = [day for words in named for day in read(words, "en").dates]
    for words, windows in relative_dates.windows(row.value, language, anchors):
        if windows and all(_is_outside(edtf.bounds(row.date), window) for window in windows):
            within = edtf.in_words(edtf.from_bounds(*windows[-1]))
            return (
                f'is not within {within}, as "{words}" is from the day of publication; correct the'
                ' date, or say in the note from which day, as "counted from 29 June 2020"'
            )
    return ""
