"""Read decades, centuries, quarters, halves, seasons and weeks as ranges, for `date_reading`."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import NamedTuple

from analysis.values.date_kinds import Kind
from analysis.values.date_tokens import Parts, Token, shape

_LAST_YEAR = 9999  # that `date` can represent
_DASHES = re.compile(r"^(?:to )+|(?: to)+$")
AMBIGUOUS = (
    "can be {0} or {1}; mark it inferred, and say in the note which it is, and what shows it"
)


class Reading(NamedTuple):
    """The dates that some words give.

    `dates` are in EDTF: none if the year or the like is missing, and several if there are several
    readings. `sides` are the year, month and day of each end, as far as the words give them, or of
    each reading if there is no year and `why` is given. `members` are the dates of a list. `why`
    gives the reason why no date can be stated.
    """

    words: str
    dates: tuple[str, ...] = ()
    sides: tuple[Parts, ...] = ()
    members: tuple[Parts, ...] = ()
    mark: str = ""  # "~" or "?" if the words say so
    relation: str = ""  # "before", "by" or "after" if the words leave a side open
    part: int | None = None  # the group of PART: early, middle, late or some time within the date
    is_period: bool = False  # a period that may be meant only in part, such as a decade
    decade: int | None = None  # of an unnamed century
    season: int | None = None  # the group of SEASON
    why: str = ""
    days: tuple[str, str] | None = None  # the first and last possible day, if `why`
    era: bool = False  # before our era
    is_no_day: bool = False  # the words name a day that no month or year has
    unread: tuple[str, ...] = ()


def period(words: str, content: list[Token]) -> Reading | None:
    """Return the reading of a decade, a century, a quarter, a half, a season or a week."""
    kinds = shape(token for token in content if token.kind != Kind.PART)
    kinds = _DASHES.sub("", kinds)
    value = {token.kind: token.value for token in content}
    if {Kind.SEASON, Kind.WEEK} & value.keys():
        is_season = Kind.SEASON in value
        what = "a season has no fixed days" if is_season else "a week can begin on several days"
        why = f"{what}; mark it inferred, and say in the note from when to when it is read"
        month = value.get(Kind.MONTH)
        within = ((value.get(Kind.YEAR), month, None),) if month else ()
        season = value.get(Kind.SEASON)
        return Reading(words, (), within, why=why, days=around(content), season=season)
    if re.fullmatch("decade( of-decade| century)?|of-decade decade", kinds):
        return _decade(words, value[Kind.DECADE])
    if kinds == "decade to decade":
        first, last = (token.value for token in content if token.kind == Kind.DECADE)
        last = first - first % 100 + last if last < 100 else last
        return _made(words, f"{first}/{last + 9}") if first >= 100 else None
    if kinds in ("day century", "century day"):
        last = value[Kind.DAY] * 100
        dates = (f"{last - 99:04}/{last:04}", f"{last - 100 or 1:04}/{last - 1:04}")
        return Reading(words, dates, (parts_of(dates[0]),), is_period=True)
    if re.fullmatch("day (quarter|half)( year)?|year day (quarter|half)", kinds):
        months = 3 if Kind.QUARTER in value else 6
        number, year = value[Kind.DAY], value.get(Kind.YEAR)
        if number * months <= 12:
            sides = ((year, (number - 1) * months + 1, None), (year, number * months, None))
            date = f"{year}-{sides[0][1]:02}/{year}-{sides[1][1]:02}"
            return Reading(words, (date,) if year else (), sides, is_period=True)
    if re.fullmatch("day half month( year)?", kinds) and value[Kind.DAY] <= 2:
        month, year = value[Kind.MONTH], value.get(Kind.YEAR)
        return _half_of_month(words, value[Kind.DAY], month, year)
    return None


def _half_of_month(words: str, half: int, month: int, year: int | None) -> Reading:
    last = 15 if half == 1 else monthrange(year or 2000, month)[1]
    first = 1 if half == 1 else 16
    date = f"{year}-{month:02}-{first:02}/{year}-{month:02}-{last:02}"
    sides = ((year, month, first), (year, month, last if year or half == 1 else None))
    return Reading(words, (date,) if year else (), sides, is_period=True)


def with_decades(tokens: list[Token], language: str) -> list[Token]:
    """Return tokens in which round years beside a word for decades or years are decades.

    In Persian, "the decade of 90" can be one in the Solar Hijri calendar, so it is left unchanged.
    """
    marks = {token.kind for token in tokens} & {Kind.OF_DECADE, Kind.OF_YEARS}
    if not marks:
        return tokens
    numbers = [t for t in tokens if t.kind in {Kind.YEAR, Kind.DAY, Kind.NUMBER} and t.value]
    has_month = any(token.kind == Kind.MONTH for token in tokens)
    lowest = 1000 if language.split("-")[0] == "fa" or has_month else 20
    if not numbers or any(t.value % 10 or t.value < lowest for t in numbers):
        return [token for token in tokens if token.kind != Kind.OF_YEARS]
    return [
        token._replace(kind=Kind.DECADE) if token in numbers else token
        for token in tokens
        if token.kind not in marks
    ]


def _decade(words: str, first: int) -> Reading:
    if first < 100:
        why = "gives no century; mark it inferred, and say in the note which, and what shows it"
        return Reading(words, why=why, decade=first)
    if first % 100 == 0:
        why = AMBIGUOUS.format(f"{first} to {first + 9}", f"{first} to {first + 99}")
        return Reading(words, why=why, days=(f"{first}-01-01", f"{first + 99}-12-31"))
    return _made(words, f"{first}/{first + 9}")


def _made(words: str, date: str) -> Reading:
    left, _, right = date.partition("/")
    return Reading(words, (date,), (parts_of(left), parts_of(right)), is_period=True)


def around(content: list[Token]) -> tuple[str, str] | None:
    """Return the days of the years in a text, plus some months, or None without a year."""
    years = [token.value for token in content if token.kind == Kind.YEAR]
    if not years:
        return None
    first, last = min(years) - 1, max(years) + 1
    low = f"{first:04}-12-01" if first else "0001-01-01"
    return low, f"{last:04}-03-31" if last <= _LAST_YEAR else f"{_LAST_YEAR}-12-31"


def parts_of(date: str) -> Parts:
    """Return the year, month and day of an EDTF date, or of the left side of an interval.

    >>> parts_of("2020-03/2020-05")
    (2020, 3, None)
    """
    year, month, day = [*map(int, date.split("/")[0].split("-")), None, None][:3]
    return year, month, day
