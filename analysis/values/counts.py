"""Read reported quantities as ranges, using the lexicon for vague words such as "dozens".

A range is `(low, high)`, whole numbers, with None for an open side.
"""

# ruff: noqa: RUF001 - one pattern matches dashes of every length

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from analysis.values.folded_text import folded
from analysis.values.lexicon_words import DEFAULT as DEFAULT
from analysis.values.lexicon_words import PLACEHOLDER as PLACEHOLDER
from analysis.values.lexicon_words import Marks as Marks
from analysis.values.lexicon_words import end_of, marks_of
from analysis.values.lexicon_words import lookup as lookup
from analysis.values.number_kinds import NumberKind, readings
from analysis.values.number_ranges import (
    LONGEST,
    TOO_LARGE,
    UNQUANTIFIED,
    number_range,
    whole_ends,
)

Range = tuple[int | None, int | None]

PLURAL = "more than one"  # the value of a plural without a figure
LONGEST_NUMBER = 12  # digits before a scale word: far more than the number of people alive

_NUMBER = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?: (?P<scale>thousand|million|billion))?")
_TO = re.compile(r" ?[-–—] ?| (?:to|and|or) ")
_SCALE = {None: 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_NO_COUNTS = {
    NumberKind.SHARE: "is a share, and a share is not a count",
    NumberKind.RANK: "is a rank, and a rank is not a count",
    NumberKind.NUMBER: "is not a whole number, as a count must be",
}
_ADVICE = f'write the number of persons or things that the text has, or "{UNQUANTIFIED}"'


def bounds(value: str, lexicon: Mapping[str, Marks]) -> Range:
    """Return the range of numbers that a reported quantity allows.

    Parameters
    ----------
    value : str
        A number, words of the lexicon, or "unquantified".
    lexicon : mapping of str to tuple of str
        What `lookup` returned.

    Returns
    -------
    tuple of (int or None, int or None)
        The lowest and the highest number, None for an open side.

    Raises
    ------
    ValueError
        If `value` is none of these; the message says what to write instead.

    Examples
    --------
    >>> lexicon = {"dozens": ("24", ""), "as many as N": ("", "N"), "over N": ("N+1", "")}
    >>> bounds("35", lexicon), bounds("dozens", lexicon), bounds("over 100", lexicon)
    ((35, 35), (24, None), (101, None))
    >>> bounds("as many as 1.2 million", lexicon), bounds("unquantified", lexicon)
    ((None, 1200000), (None, None))
    >>> bounds("between 5 and 9", {"between N and M": ("N", "M")})
    (5, 9)
    """
    if value == UNQUANTIFIED:
        return None, None
    if value in lexicon:
        return _ends(lexicon[value], {})
    number = _NUMBER.search(value)
    if number is None:
        _require_count(value)
        raise ValueError(
            "is neither a number nor words of lexicon.csv; write it in digits (5 where the text has"
            " five, over 100 for over a hundred), add the words to lexicon.csv, or write "
            f'"{UNQUANTIFIED}" if no figure is given'
        )
    found = list(_NUMBER.finditer(value))
    amounts = dict(zip("NM", _amounts(value, found), strict=False))
    if number.group() == value:
        return amounts["N"], amounts["N"]
    names = iter("NM")
    words = _NUMBER.sub(lambda match: next(names, match.group()), value)
    marks = marks_of(words, lexicon)
    if marks is None:
        _require_count(value)
        raise ValueError(f'has no entry "{words}" in lexicon.csv; add one, or use words it has')
    lowest, highest = _ends(marks, amounts)
    if lowest is not None and highest is not None and lowest > highest:
        raise ValueError("is a range whose first number is above its last; correct it")
    if highest is not None and highest < 0:
        raise ValueError(f"is below 0, as no count can be; {_ADVICE}")
    return lowest, highest


def _ends(marks: Marks, amounts: Mapping[str, int]) -> Range:
    """Return the whole numbers at the ends of the range with these marks."""
    (low, is_above), (high, is_below) = (
        end_of(mark, amounts, is_low) for mark, is_low in zip(marks, (True, False), strict=True)
    )
    return (
        None if low is None else int(low) + is_above,
        None if high is None else int(high) - is_below,
    )


def _require_count(value: str) -> None:
    """Raise ValueError if the numbers in a value are not counts, but shares, ranks or the like."""
    for number in next(readings(folded(value[:LONGEST]), "en")):
        if number.amount is not None and number.kind in _NO_COUNTS:
            raise ValueError(f"{_NO_COUNTS[number.kind]}; {_ADVICE}")


def _amounts(value: str, found: Sequence[re.Match[str]]) -> list[int]:
    """Return the numbers in a value, where "20 to 30 million" begins with 20 million."""
    amounts = [_whole_number(match) for match in found]
    for place, (first, second) in enumerate(pairwise(found)):
        shared = second["scale"] and not first["scale"]
        if shared and _TO.fullmatch(value, first.end(), second.start()):
            amounts[place] *= _SCALE[second["scale"]]
    return amounts


def interval(expression: str, language: str = "en", convention: str = DEFAULT) -> Range | None:
    """Return the range that an expression gives, read by the words for counts.

    Parameters
    ----------
    expression : str
        Words of a text: a number, in digits or in words, with what makes it a range.
    language : str
        The BCP 47 tag of its language.
    convention : str
        The convention of this project's lexicon.csv by which words become ranges.

    Returns
    -------
    tuple of (int or None, int or None), or None
        The lowest and the highest number, None for an open side; None instead of both if the
        expression is not a count, or is ambiguous; see `number_ranges.number_range`.

    Examples
    --------
    >>> interval("more than thirty"), interval("Between 20 and 30"), interval("two thirds of 90")
    ((31, None), (20, 30), None)
    >>> interval("35.000", "de"), interval("35.000", "en"), interval("35%")
    ((35000, 35000), None, None)
    """
    found = number_range(expression, language, convention)
    return whole_ends(found) if found and found.kind == NumberKind.COUNT else None


def in_words(low: str, high: str) -> str:
    """Return the marks of a lexicon entry in words.

    >>> in_words("24", ""), in_words("12", "12"), in_words("", "N"), in_words("24", "99")
    ('24 or more', '12', 'N or fewer', '24 to 99')
    """
    if low == high:
        return low or "no figure"
    if not high:
        return f"{low} or more"
    return f"{low} to {high}" if low else f"{high} or fewer"


def _whole_number(number: re.Match[str]) -> int:
    digits = number.group().split(" ")[0].replace(",", "")
    if number["scale"] is None and re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", digits):
        whole = digits.replace(".", "")
        raise ValueError(
            f"can be {digits.split('.')[0]} or {whole}; write the one that is meant, in digits only"
        )
    if len(digits) > LONGEST_NUMBER:
        raise ValueError("is too large a number; check the digits")
    amount = Decimal(digits) * _SCALE[number["scale"]]
    if amount >= TOO_LARGE:
        raise ValueError("is too large a number; check the digits")
    if amount != int(amount):
        raise ValueError(f"{_NO_COUNTS[NumberKind.NUMBER]}; {_ADVICE}")
    return int(amount)
