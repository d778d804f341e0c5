"""Read decades, centuries, quarters, halves, seasons and weeks as ranges, for `date_reading`."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.values.date_tokens import Parts, Token

AMBIGUOUS = "can be {0} or {1}; mark it inferred, and say in the note which it is, and from what"


class Reading(NamedTuple):
    """The dates that some words give.

    `dates` are in EDTF: none if the year or the like is missing, and several
    if they can be read in several ways. `sides` are the year, month and day of each end, as far as
    the words give them. `members` are the dates of a list. `why` says why no date can be stated.
    """

    words: str
    dates: tuple[str, ...] = ()
    sides: tuple[Parts, ...] = ()
    members: tuple[str, ...] = ()
    mark: str = ""  # "~" or "?" if the words say so
    relation: str = ""  # "before" or "after" if the words leave a side open
    vague: bool = False  # early, mid or late within the date
    why: str = ""
    days: tuple[str, str] | None = None  # the days between which it is, if `why`
    era: bool = False  # before our era
    unread: tuple[str, ...] = ()


def period(words: str, content: list[Token]) -> Reading | None:
    """Return the reading of a decade, a century, a quarter, a half, a season or a week."""
    kinds = "".join(token.kind for token in content if token.kind != "q")
    kinds = kinds.strip("-")
    value = {token.kind: token.value for token in content}
    vague = any(token.kind == "q" for token in content)
    if set(kinds) & set("SW"):
        what = "a season has no fixed days" if "S" in kinds else "a week can begin on several days"
        why = f"{what}; mark it inferred, and say in the note from when to when it is read"
        return Reading(words, why=why, days=_around(content))
    if re.fullmatch("XD?", kinds):
        return _decade(words, value["X"], vague)
    if re.fullmatch("X-X", kinds):
        first, last = (token.value for token in content if token.kind == "X")
        last = first - first % 100 + last if last < 100 else last
        return _made(words, f"{first}/{last + 9}", vague) if first >= 100 else None
    if re.fullmatch("dC|Cd", kinds):
        last = value["d"] * 100
        dates = (f"{last - 99:04}/{last:04}", f"{last - 100 or 1:04}/{last - 1:04}")
        return Reading(words, dates, (parts_of(dates[0]),), dates, vague=vague)
    if re.fullmatch("d[QH]y|yd[QH]", kinds):
        months = 3 if "Q" in kinds else 6
        number, year = value["d"], value["y"]
        if number * months <= 12:
            first, last = (number - 1) * months + 1, number * months
            return _made(words, f"{year}-{first:02}/{year}-{last:02}", vague)
    return None


def _decade(words: str, first: int, vague: bool) -> Reading:
    if first < 100:
        why = "gives no century; mark it inferred, and say in the note which, and from what"
        return Reading(words, why=why)
    if first % 100 == 0:
        why = AMBIGUOUS.format(f"{first} to {first + 9}", f"{first} to {first + 99}")
        return Reading(words, why=why, days=(f"{first}-01-01", f"{first + 99}-12-31"))
    return _made(words, f"{first}/{first + 9}", vague)


def _made(words: str, date: str, vague: bool) -> Reading:
    left, _, right = date.partition("/")
    return Reading(words, (date,), (parts_of(left), parts_of(right)), vague=vague)


def _around(content: list[Token]) -> tuple[str, str] | None:
    years = [token.value for token in content if token.kind == "y"]
    return (f"{min(years) - 1:04}-12-01", f"{max(years) + 1:04}-03-31") if years else None


def parts_of(date: str) -> Parts:
    """Return the year, month and day of an EDTF date, of the left side of an interval.

    >>> parts_of("2020-03/2020-05")
    (2020, 3, None)
    """
    year, month, day = [*map(int, date.split("/")[0].split("-")), None, None][:3]
    return year, month, day
