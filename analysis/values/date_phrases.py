"""Write EDTF dates as English words, and find the dates that a text has in that form."""

from __future__ import annotations

import re
from datetime import date

from analysis.values import edtf

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_DATE = rf"(?:perhaps )?(?:about )?(?:(?:[0-9]{{1,2}} )?(?:{'|'.join(edtf.MONTHS)}) )?[0-9]{{4}}"
_PHRASE = re.compile(rf"\b{_DATE}(?: to {_DATE}| or before\b| or later\b)?(?![0-9])")


def in_words(text: str) -> str:
    """Return a date as English words. No two dates have the same words.

    Parameters
    ----------
    text : str
        A date as `analysis.values.edtf` reads it.

    Raises
    ------
    edtf.DateError
        If it is outside the subset of EDTF.

    Examples
    --------
    >>> in_words("2020-06-29"), in_words("2020-06~"), in_words("../2017")
    ('29 June 2020', 'about June 2020', '2017 or before')
    >>> in_words("2020-06-16/2020-06-30"), in_words("2023/..")
    ('16 June 2020 to 30 June 2020', '2023 or later')
    """
    edtf.bounds(text)
    first, slash, last = text.partition("/")
    if not slash:
        return " ".join(edtf.words_of(text))
    if ".." in (first, last):
        side = last if first == ".." else first
        return f"{' '.join(edtf.words_of(side))} or {'before' if first == '..' else 'later'}"
    return " to ".join(" ".join(edtf.words_of(side)) for side in (first, last))


def phrases(text: str) -> list[str]:
    """Return every date that a text has in the form of `in_words`, each at its full length.

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
