"""Read the range that an expression gives, of counts, ranks, shares or other numbers."""

# ruff: noqa: RUF001 - one pattern matches dashes of every length

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from analysis.values.folded_text import folded
from analysis.values.lexicon_words import DEFAULT, Marks, end_of, marks_of, own_lexicon
from analysis.values.number_kinds import NumberKind, Quantity, readings

UNQUANTIFIED = "unquantified"  # the value of a quantity that is reported without any figure
LONGEST = 200  # characters in an expression
TOO_LARGE = 10**18  # leaves room in 64 bits for N+1 and for the code of an open side
_DASH = re.compile(r" ?[-–—~〜～] ?(?=[NM])")
_WHOLE = (NumberKind.COUNT, NumberKind.RANK)


class NumberRange(NamedTuple):
    """A range of numbers of one kind.

    Attributes
    ----------
    kind : NumberKind
        A count, a rank, a share, or a number that is none of them.
    low, high : int or Fraction, or None
        The ends; None for an open side. Those of counts and ranks are whole numbers.
    low_is_open, high_is_open : bool
        Whether the range excludes the number at the end, as "more than 30" excludes 30.
    """

    kind: NumberKind
    low: int | Fraction | None
    high: int | Fraction | None
    low_is_open: bool = False
    high_is_open: bool = False


def number_range(
    expression: str, language: str = "en", convention: str = DEFAULT
) -> NumberRange | None:
    """Return the range that an expression gives, with the kind of its numbers.

    Parameters
    ----------
    expression : str
        Words of a text: numbers, in digits or in words, with what makes them a range.
    language : str
        The BCP 47 tag of its language. Ranks and shares in words are read in English only.
    convention : str
        The convention of this project's lexicon.csv by which words become ranges.

    Returns
    -------
    NumberRange or None
        None if the expression has no meaning here, or is ambiguous.

    Examples
    --------
    >>> found = number_range("more than a third")
    >>> str(found.kind), str(found.low), found.low_is_open, found.high
    ('share', '1/3', True, None)
    >>> [str(number_range(words).kind) for words in ("over 30", "the tenth", "-5 to 5")]
    ['count', 'rank', 'number']
    """
    text = folded(expression.strip())
    if len(text) > LONGEST:
        return None
    lexicon = own_lexicon(convention)
    ranges = {_range(text, found, lexicon) for found in readings(text, language)} - {None}
    return ranges.pop() if len(ranges) == 1 else None


def whole_ends(found: NumberRange) -> tuple[int | None, int | None]:
    """Return the lowest and the highest whole number of a range of counts or ranks.

    >>> whole_ends(NumberRange(NumberKind.COUNT, 30, None, low_is_open=True))
    (31, None)
    """
    low = None if found.low is None else int(found.low) + found.low_is_open
    high = None if found.high is None else int(found.high) - found.high_is_open
    return low, high


def _range(
    text: str, found: Sequence[Quantity], lexicon: Mapping[str, Marks]
) -> NumberRange | None:
    """Return the range of a folded expression with these numbers, or None if it cannot be read."""
    amounts = [number.amount for number in found if number.amount is not None]
    if len(amounts) < len(found) or len(found) > 2 or any(abs(n) >= TOO_LARGE for n in amounts):
        return None
    pieces, place = [], 0
    for name, number in zip("NM", found, strict=False):
        pieces += [text[place : number.start], name]
        place = number.end
    words = _DASH.sub("-", "".join([*pieces, text[place:]])).strip(" .")
    kinds = {number.kind for number in found} or {NumberKind.COUNT}
    kind = kinds.pop() if len(kinds) == 1 else NumberKind.NUMBER
    if NumberKind.RANK in kinds:
        return None
    if words == UNQUANTIFIED:
        return NumberRange(kind, None, None)
    marks = lexicon.get(text.strip(" .")) or marks_of(words, lexicon)
    return None if marks is None else _between(marks, amounts, kind)


def _between(marks: Marks, amounts: Sequence[Fraction], kind: NumberKind) -> NumberRange | None:
    """Return the range with these marks, or None if it has no number.

    A range without a count, such as "below zero", has the kind of other numbers.
    """
    is_whole = kind in _WHOLE
    numbers: dict[str, int | Fraction] = {
        name: int(amount) if is_whole else amount
        for name, amount in zip("NM", amounts, strict=False)
    }
    (low, low_is_open), (high, high_is_open) = (
        # A number in the lexicon counts persons or things.
        end_of("" if mark.isdecimal() and not is_whole else mark, numbers, is_low)
        for mark, is_low in zip(marks, (True, False), strict=True)
    )
    found = NumberRange(kind, low, high, low_is_open, high_is_open)
    least, most = whole_ends(found) if is_whole else (low, high)
    if kind == NumberKind.COUNT and (_is_empty(least, most) or _is_empty(0, most)):
        found = found._replace(kind=NumberKind.NUMBER)
    is_open = low_is_open or high_is_open
    return None if _is_empty(low, high) or (low == high is not None and is_open) else found


def _is_empty(low: int | Fraction | None, high: int | Fraction | None) -> bool:
    return low is not None and high is not None and low > high
