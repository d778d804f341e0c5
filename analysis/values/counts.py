"""Read reported quantities as ranges, using the lexicon for vague words such as "dozens".

A range is `(low, high)`, whole numbers, with None for an open side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

Range = tuple[int | None, int | None]
Marks = tuple[str, str]  # low and high, as lexicon.csv writes them: "", "24", "N", "N+1", "M" …

UNQUANTIFIED = "unquantified"  # the value of a quantity that is reported without any figure
PLURAL = "more than one"  # the value of a plural without any figure
DEFAULT = "default"  # the lexicon's convention that statements.csv follows
LONGEST_NUMBER = 12  # digits before a scale word: far more than there are people
TOO_LARGE = 10**18  # leaves room in 64 bits for N+1, and for the code of an open side
PLACEHOLDER = re.compile(r"\b[NM]\b")
_MARK = re.compile(r"([NM])(?:([+-])1)?")

_NUMBER = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?: (?P<scale>thousand|million|billion))?")
_SCALE = {None: 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}


def lookup(rows: Iterable[Sequence[str]], convention: str = DEFAULT) -> dict[str, Marks]:
    """Return the marks of each entry of the lexicon under one convention.

    Parameters
    ----------
    rows : iterable of (words, low, high, convention)
        The rows of lexicon.csv. A mark, low or high, is "", a whole number, or N, the number in
        the words, or M, the second one, plus or minus 1: "N+1".
    convention : str
        Words without a row of this convention keep the marks of the default one.

    Returns
    -------
    dict of str to tuple of str
        `(low, high)` by the words.

    Examples
    --------
    >>> rows = [("dozens", "24", "", "default"), ("dozens", "12", "12", "acled")]
    >>> lookup(rows), lookup(rows, "acled")
    ({'dozens': ('24', '')}, {'dozens': ('12', '12')})
    """
    rows = list(rows)
    default = {words: (low, high) for words, low, high, name in rows if name == DEFAULT}
    return default | {words: (low, high) for words, low, high, name in rows if name == convention}


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
        low, high = lexicon[value]
        return _read_mark(low, {}), _read_mark(high, {})
    number = _NUMBER.search(value)
    if number is None:
        raise ValueError(
            "is neither a number nor words of lexicon.csv; write it in digits (a row of "
            "labels.csv may say that 4 stands for four), add the words to lexicon.csv, or write "
            f'"{UNQUANTIFIED}" if no figure is given'
        )
    amounts = dict(zip("NM", map(_whole_number, _NUMBER.finditer(value)), strict=False))
    if number.group() == value:
        return amounts["N"], amounts["N"]
    names = iter("NM")
    words = _NUMBER.sub(lambda match: next(names, match.group()), value)
    if words not in lexicon:
        raise ValueError(f'has no entry "{words}" in lexicon.csv; add one, or use words it has')
    low, high = lexicon[words]
    return _read_mark(low, amounts), _read_mark(high, amounts)


def in_words(low: str, high: str) -> str:
    """Return the marks of an entry of the lexicon in words.

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
    if len(digits) > LONGEST_NUMBER:
        raise ValueError("is too large a number; check the digits")
    amount = Decimal(digits) * _SCALE[number["scale"]]
    if amount >= TOO_LARGE:
        raise ValueError("is too large a number; check the digits")
    if amount != int(amount):
        raise ValueError("is not a whole number, as a count must be")
    return int(amount)


def _read_mark(mark: str, amounts: Mapping[str, int]) -> int | None:
    """Return the bound that a mark of the lexicon gives, where N and M are these amounts."""
    if not mark:
        return None
    if mark.isascii() and mark.isdigit():
        return int(mark)
    parts = _MARK.fullmatch(mark)
    if parts is None or parts[1] not in amounts:
        raise ValueError("has words whose row in lexicon.csv is not right; correct that row")
    return amounts[parts[1]] + {"+": 1, "-": -1, None: 0}[parts[2]]
