"""How many a reported quantity can be: number words and the lexicon's vague words as ranges.

A range is `(low, high)`, whole numbers, with None for an open side.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

Range = tuple[int | None, int | None]

UNQUANTIFIED = "unquantified"  # said of a number that is reported without any figure
DEFAULT = "default"  # the lexicon's convention that statements.csv follows
LONGEST_NUMBER = 12  # digits before a scale word: far more than people
TOO_LARGE = 10**18  # not a count: with room for one more, and for the code of an open side
PLACEHOLDER = re.compile(r"\bN\b")

_NUMBER = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?: (?P<scale>thousand|million|billion))?")
_SCALE = {None: 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}


def lookup(rows: list[tuple[str, str, str, str]], convention: str = DEFAULT) -> dict:
    """Words to their `(low, high)` marks under `convention`, the default where it says nothing.

    `rows` are the lexicon's `(words, low, high, convention)`. A mark is "", a whole number, `N`
    or `N+1`.

    >>> rows = [("dozens", "24", "", "default"), ("dozens", "12", "12", "acled")]
    >>> lookup(rows), lookup(rows, "acled")
    ({'dozens': ('24', '')}, {'dozens': ('12', '12')})
    """
    chosen = {words: (low, high) for words, low, high, name in rows if name == DEFAULT}
    return chosen | {words: (low, high) for words, low, high, name in rows if name == convention}


def bounds(value: str, lexicon: Mapping[str, tuple[str, str]]) -> Range:
    """The range that `value` allows under `lexicon` (see `lookup`).

    Raises ValueError when `value` is neither a number, nor words of the lexicon, nor
    "unquantified".

    >>> lexicon = {"dozens": ("24", ""), "as many as N": ("", "N"), "over N": ("N+1", "")}
    >>> bounds("35", lexicon), bounds("dozens", lexicon), bounds("over 100", lexicon)
    ((35, 35), (24, None), (101, None))
    >>> bounds("as many as 1.2 million", lexicon), bounds("unquantified", lexicon)
    ((None, 1200000), (None, None))
    """
    if value == UNQUANTIFIED:
        return None, None
    if value in lexicon:
        low, high = lexicon[value]
        return _read_mark(low, None), _read_mark(high, None)
    number = _NUMBER.search(value)
    if number is None:
        raise ValueError(
            "is neither a number nor words of lexicon.csv; write it in digits (a row of "
            "wordings.csv may say that 4 stands for four), add the words to lexicon.csv, or write "
            f'"{UNQUANTIFIED}" if no figure is given'
        )
    said = _whole_number(number)
    if number.group() == value:
        return said, said
    words = f"{value[: number.start()]}N{value[number.end() :]}"
    if words not in lexicon:
        raise ValueError(f'has no entry "{words}" in lexicon.csv; add one, or use words it has')
    low, high = lexicon[words]
    return _read_mark(low, said), _read_mark(high, said)


def in_words(low: str, high: str) -> str:
    """The marks of a lexicon entry in words.

    >>> in_words("24", ""), in_words("12", "12"), in_words("", "N"), in_words("24", "99")
    ('24 or more', '12', 'N or fewer', '24 to 99')
    """
    if low == high:
        return low or "no figure"
    if not high:
        return f"{low} or more"
    return f"{low} to {high}" if low else f"{high} or fewer"


def _whole_number(number: re.Match) -> int:
    digits = number.group().split(" ")[0].replace(",", "")
    if len(digits) > LONGEST_NUMBER:
        raise ValueError("is too large a number; check the digits")
    digits = Decimal(digits)
    said = digits * _SCALE[number["scale"]]
    if said >= TOO_LARGE:
        raise ValueError("is too large a number; check the digits")
    if said != int(said):
        raise ValueError("is not a whole number; a count has none but whole numbers")
    return int(said)


def _read_mark(mark: str, said: int | None) -> int | None:
    """A bound from its mark in the lexicon, where N stands for the number `said`."""
    if not mark:
        return None
    if mark.isascii() and mark.isdigit():
        return int(mark)
    if said is None or mark not in ("N", "N+1"):
        raise ValueError("has words whose row in lexicon.csv is not right; correct that row")
    return said + (mark == "N+1")
