"""Read dates in a small subset of EDTF (ISO 8601-2, levels 0 and 1) as first and last possible day.

A date is a year `2020`, a month `2020-06` or a day `2020-06-29`, in the years 0001 to 9999. It may
end in one mark: `~` approximate, `?` uncertain, `%` both. A mark says how certain the date is, not
how far off it may be, so it does not widen the bounds. An interval `A/B` joins two dates, or one
date and an open end `..`. It is rejected as running backwards if B may begin before A: EDTF does
not allow `2020-06-15/2020-06`, which is written as `2020-06-15/2020-06-30`. B may lie within A, so
`2020-06/2020-06-15` is read as 1 to 15 June.
"""

from __future__ import annotations

import functools
import re
from calendar import monthrange
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

_DATE = re.compile(r"(?!0000)([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?[~?%]?")

MONTHS = (  # those in `calendar` depend on the locale
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_MARKS = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}

# Why a text does not match _DATE: pattern, what is wrong, what to write instead. The first pattern
# that matches decides, so the order matters; the last one always matches.
_REFUSALS = (
    (r"^\s|\s$", "it has white space around it", "it without, such as '2020-06-29'"),
    (r"[^\x00-\x7f]", "it has a character outside ASCII", "plain digits and hyphens"),
    (r"T\d|\d:\d", "a time of day is not used", "the day alone, such as '2020-06-29'"),
    (r"[{}\[\],]", "a set of dates is not used", "an interval such as '2020-06/2020-08'"),
    (r"[~?%].", "a mark occurs once, at the end", "one of ~ ? % there, such as '2020-06~'"),
    (r"^[\d-]*X", "unspecified digits are not used", "it as '2020-06' or '2020-06-20/2020-06-29'"),
    (
        r"^(0000|Y|[+-])|\d{5}",
        "a year is four digits, 0001 to 9999",
        "it as '2020' or '2020-06-29'",
    ),
    (r"^\d{4}-(2[1-9]|3\d|4[01])(?!-)", "a season is not used", "months as '2020-03/2020-05'"),
    (r"^\d{4}-(00|1[3-9]|[2-9]\d)\b", "there is no such month", "01 to 12, or the year alone"),
    (r"-\d\b", "month and day have two digits", "them as in '2020-06-03'"),
    (r"^\d+[/.]\d\d?[/.]\d+$|^\d\d?-", "it is not year-month-day", "a day such as '2020-06-29'"),
    (r"", "it is not a date", "it as '2020', '2020-06', '2020-06-29', '2020/2021' or '2020/..'"),
)


class DateError(ValueError):
    """A text is not a date in the subset; the message says what is wrong and what to write."""


@functools.lru_cache(maxsize=100_000)  # even a large corpus has few distinct dates
def bounds(text: str) -> tuple[str | None, str | None]:
    """Return the first and last possible day as 'YYYY-MM-DD', None for an open end.

    For an interval, these are the first day of the left side and the last day of the right side.
    Raises DateError for anything outside the subset.

    >>> bounds("2020-02~"), bounds("2020-06-29/..")
    (('2020-02-01', '2020-02-29'), ('2020-06-29', None))
    >>> bounds("2019-02-29")
    Traceback (most recent call last):
    analysis.values.edtf.DateError: '2019-02-29': there is no such day; write 01 to 28 or '2019-02'
    """
    if not isinstance(text, str):
        raise _error(text, "it is not text", "it as text, such as '2020' (read the column as text)")
    left, slash, right = text.partition("/")
    if not slash or "/" in right:
        return _day_range(text, text)
    first = None if left in ("", "..") else _day_range(left, text)[0]
    last = None if right in ("", "..") else _day_range(right, text)[1]
    if first is None and last is None:
        raise _error(text, "neither side is a date", "at least one, such as '2020/..'")
    if not left or not right:
        raise _error(text, "one side is blank", f"'{left or '..'}/{right or '..'}' if it is open")
    if first and last and last < first:
        raise _error(text, "the interval runs backwards", f"'{right}/{left}'")
    if first and last and _day_range(right, text)[0] < first:
        instead = f"'{left}/{last}'"
        raise _error(text, f"{right!r} may begin before {left!r}", instead)
    return first, last


def accepts(text: str) -> bool:
    """Return whether a text is a date in the subset.

    >>> accepts("2020-06-29/.."), accepts("2020-21")
    (True, False)
    """
    try:
        bounds(text)
    except DateError:
        return False
    return True


def precision(text: str) -> str:
    """Return 'day', 'month', 'year', 'interval', or 'open' for an interval with an open end.

    Marks make no difference. Raises DateError for anything outside the subset.

    >>> precision("2020-06?"), precision("2020/2021"), precision("../2020")
    ('month', 'interval', 'open')
    """
    if None in bounds(text):
        return "open"
    if "/" in text:
        return "interval"
    return {4: "year", 7: "month", 10: "day"}[len(text.rstrip("~?%"))]


def in_words(date: str, *, shorten: bool = True) -> str:
    """Return a date in the subset as one would say it, no more exactly than it is.

    What both ends of an interval share is said once. With `shorten=False` it is repeated, as it is
    in notes, so that each end can be found in them in full. Raises DateError for anything outside
    the subset.

    >>> in_words("2020-06-29"), in_words("2020-06"), in_words("2020~")
    ('29 June 2020', 'June 2020', 'about 2020')
    >>> in_words("2020-06-16/2020-06-30"), in_words("2020-01-06/2020-07-05")
    ('16 to 30 June 2020', '6 January to 5 July 2020')
    >>> in_words("2023/.."), in_words("../2020-01-21")
    ('2023 or later', '21 January 2020 or before')
    >>> in_words("2020-06-16/2020-06-30", shorten=False)
    '16 June 2020 to 30 June 2020'
    """
    bounds(date)
    left, slash, right = date.partition("/")
    if not slash:
        return " ".join(_words_of(date))
    if right == "..":
        return " ".join(_words_of(left)) + " or later"
    if left == "..":
        return " ".join(_words_of(right)) + " or before"
    first, last = _words_of(left), _words_of(right)
    if shorten and len(first) == len(last):  # a common ending is said once
        shared = 0
        while shared < len(first) - 1 and first[-1 - shared :] == last[-1 - shared :]:
            shared += 1
        first = first[: len(first) - shared]
    return f"{' '.join(first)} to {' '.join(last)}"


def from_bounds(first: str | None, last: str | None) -> str:
    """Return the shortest date with these bounds; both sides of an interval are equally precise.

    `first` and `last` are days 'YYYY-MM-DD', or None for an open end. 2020/2020-08 would be
    shorter than 2020-01/2020-08, but mixed sides are hard to read, so they are not returned.
    Raises DateError if an end is not a day, both are open, or `last` is before `first`.

    >>> from_bounds("2020-06-01", "2020-08-31"), from_bounds("2020-06-01", "2020-06-15")
    ('2020-06/2020-08', '2020-06-01/2020-06-15')
    """
    ends = [".." if day is None else str(day) for day in (first, last)]
    if bounds("/".join(ends)) != (first, last):
        raise _error((first, last), "an end is not a day", "each as '2020-06-29', or None if open")
    # A day cut to 4 or 7 characters is its year or month; equal sides are written once.
    texts = ["/".join(dict.fromkeys(end[:length] for end in ends)) for length in (4, 7, 10)]
    return next(text for text in texts if bounds(text) == (first, last))


def spans(dates: pd.Series) -> pd.DataFrame:
    """Return columns `date_start` and `date_end`, datetime64[s], with the index of `dates`.

    `dates` holds text. Both columns are NaT if it is missing (NA, None or ''), and one is NaT if
    that end is open. Raises DateError for the first value outside the subset.

    >>> import pandas as pd
    >>> spans(pd.Series(["2020-06", "2020-06-29/..", None]))
      date_start   date_end
    0 2020-06-01 2020-06-30
    1 2020-06-29        NaT
    2        NaT        NaT
    """
    import pandas as pd  # here, so that the functions above work without pandas

    texts = dates.astype(object)  # so that NA, None and NaN are looked up like any other value
    known = {text: bounds(text) for text in texts.dropna().unique() if text != ""}
    columns = ["date_start", "date_end"]
    table = pd.DataFrame.from_dict(known, orient="index", dtype="datetime64[s]", columns=columns)
    return table.reindex(pd.Index(texts, dtype=object)).set_axis(dates.index)


def _words_of(date: str) -> list[str]:
    """Return the day, month and year of one date in words, as many as it has."""
    year, month, day = [*date.rstrip("~?%").split("-"), "", ""][:3]
    words = [str(int(day))] if day else []
    words += [MONTHS[int(month) - 1]] if month else []
    marked = _MARKS.get(date[-1], "")
    return [f"{marked}{word}" if n == 0 else word for n, word in enumerate([*words, year])]


def _day_range(date: str, text: str) -> tuple[str, str]:
    """Return the first and last day of `date`, which is `text` or one side of it."""
    match = _DATE.fullmatch(date)
    where = "" if date == text else f"in {date!r}, "
    if not match:
        wrong, instead = next(why for pattern, *why in _REFUSALS if re.search(pattern, date))
        raise _error(text, where + wrong, instead)
    year, month, day = match.groups()
    month_end = monthrange(int(year), int(month or 12))[1]
    if day and not 1 <= int(day) <= month_end:
        instead = f"01 to {month_end} or '{year}-{month}'"
        raise _error(text, where + "there is no such day", instead)
    return f"{year}-{month or '01'}-{day or '01'}", f"{year}-{month or '12'}-{day or month_end}"


def _error(value: object, wrong: str, instead: str) -> DateError:
    return DateError(f"{value!r}: {wrong}; write {instead}")
