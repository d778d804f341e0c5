"""Find the dates in a text that are written as `edtf.in_words` writes them, and name weekdays."""

from __future__ import annotations

import re

from analysis.values import edtf

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_DATE = rf"(?:perhaps )?(?:about )?(?:(?:[0-9]{{1,2}} )?(?:{'|'.join(edtf.MONTHS)}) )?[0-9]{{4}}"
_PHRASE = re.compile(rf"\b{_DATE}(?: to {_DATE}| or before\b| or later\b)?(?![0-9])")


def phrases(text: str) -> list[str]:
    """Return every date that a text has in unshortened words, each at its full length.

    >>> phrases("From 3 January 2020 to 2021, or in June 2020.")
    ['3 January 2020 to 2021', 'June 2020']
    """
    return _PHRASE.findall(text)
