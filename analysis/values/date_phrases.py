"""Find the dates that a text has as `edtf.in_words` writes them, and name the days of the week."""

from __future__ import annotations

import re
from datetime import date

from analysis.values import edtf

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_DATE = rf"(?:perhaps )?(?:about )?(?:(?:[0-9]{{1,2}} )?(?:{'|'.join(edtf.MONTHS)}) )?[0-9]{{4}}"
_PHRASE = re.compile(rf"\b{_DATE}(?: to {_DATE}| or before\b| or later\b)?(?![0-9])")


def phrases(text: str) -> list[str]:
    """Return every date that a text has in words, unshortened, each at its full length.

    >>> phrases("From 3 January 2020 to 2021, or in June 2020.")
    ['3 January 2020 to 2021', 'June 2020']
    """
    return _PHRASE.findall(text)


def weekday(text: str) -> str | None:
    """Return the weekday of a date that is one day, else None.

    >>> weekday("2020-06-29"), weekday("2020-06")
    ('Monday', None)
    """
    first, last = edtf.bounds(text)
    return WEEKDAYS[date.fromisoformat(first).weekday()] if first and first == last else None
