"""Give second opinions on dates: the bounds from edtf, and the parts that patterns find."""

import re

from edtf import parse_edtf

from analysis.values.edtf import MONTHS

# "Sept." and "June" begin with the three letters of a month; "may" without a number is a verb.
_MONTH = rf"(?P<month>{'|'.join(f'{m[:3]}(?:{m[3:]})?' for m in MONTHS)}|Sept)\b\.?"
_DAY_MONTH = re.compile(rf"(?:\b(?P<before>[0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?)?\b{_MONTH}"
                        r"(?: (?P<after>[0-9]{1,2})(?![0-9]))?")  # fmt: skip
_NUMERIC = re.compile(r"\b(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})\b")
_YEAR = re.compile(r"(?<![0-9.,])[12][0-9]{3}(?![0-9]|[.,][0-9])")


def edtf_bounds(text):
    """The first and last day according to edtf, without its padding of marked dates."""
    parsed = parse_edtf(text)
    ends = parsed.lower_strict(), parsed.upper_strict()
    return tuple(
        None if isinstance(end, float) else "{:04}-{:02}-{:02}".format(*end) for end in ends
    )


def parts_said(text):
    """Return the years, months and days that a text names, in words or as day.month.year.

    >>> sorted(parts_said("Jan. 3, 2020")), sorted(parts_said("14:05 GMT 22.07.2020"))
    (['2020', '3', 'January'], ['2020', '22', 'July'])
    >>> sorted(parts_said("back in May, 35 others may go"))
    ['May']
    """
    parts_of_dates = set(_YEAR.findall(text))
    for match in _DAY_MONTH.finditer(text):
        parts_of_dates.add(next(month for month in MONTHS if month[:3] == match["month"][:3]))
        parts_of_dates.update(str(int(day)) for day in (match["before"], match["after"]) if day)
    for match in _NUMERIC.finditer(text):
        if 1 <= int(match["month"]) <= 12:
            parts_of_dates |= {
                match["year"],
                MONTHS[int(match["month"]) - 1],
                str(int(match["day"])),
            }
    return parts_of_dates
