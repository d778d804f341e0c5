"""Read reported quantities as ranges, using the lexicon for vague words such as "dozens".

A range is `(low, high)`, whole numbers, with None for an open side.
"""

# ruff: noqa: RUF001 - dashes of every length are what one pattern is about

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from analysis.system import folders
from analysis.system.project_folder import PROJECT
from analysis.values.folded_text import folded
from analysis.values.quantities import amounts, numbers

Range = tuple[int | None, int | None]
Marks = tuple[str, str]  # low and high, as lexicon.csv writes them: "", "24", "N", "N+1", "M" …

UNQUANTIFIED = "unquantified"  # the value of a quantity that is reported without any figure
PLURAL = "more than one"  # the value of a plural without any figure
DEFAULT = "default"  # the lexicon's convention that statements.csv follows
LONGEST_NUMBER = 12  # digits before a scale word: far more than there are people
TOO_LARGE = 10**18  # leaves room in 64 bits for N+1, and for the code of an open side
PLACEHOLDER = re.compile(r"\b[NM]\b")
_MARK = re.compile(r"([NM])(?:([+-])(1|10%))?")
_TENTH = 10

_NUMBER = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?: (?P<scale>thousand|million|billion))?")
_TO = re.compile(r" ?[-–—] ?| (?:to|and|or) ")
_LARGEST = 10**7  # bytes of a lexicon
_USUAL = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r", (?:and |but )?| but ", " and "),
        (r"\b(?:greater|larger|bigger|higher)\b", "more"),
        (r"\b(?:smaller|lower)\b", "less"),
        (r"\bequal to or (more|less) than\b", r"\1 than or equal to"),
        (r"\bmore (?:than )?or equal (?:to|than)\b", "at least"),
        (r"\bless (?:than )?or equal (?:to|than)\b", "at most"),
        (r"\bat least or equal to\b", "at least"),
        (r"\bmore than ([NM]) or equal to$", r"at least \1"),
        (r"\bless than ([NM]) or equal to$", r"at most \1"),
        (r"\b(?:equal to|equals) ([NM])", r"\1"),
        (r"\b([NM]) and (more|less)$", r"\1 or \2"),
    )
]
_SCALE = {None: 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}


def lookup(rows: Iterable[Sequence[str]], convention: str = DEFAULT) -> dict[str, Marks]:
    """Return the marks of each entry of the lexicon under one convention.

    Parameters
    ----------
    rows : iterable of (words, low, high, convention)
        The rows of lexicon.csv. A mark, low or high, is "", a whole number, or N, the number in
        the words, or M, the second one, plus or minus 1 or a tenth: "N+1", "N-10%".
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
    marks = _marks(words, lexicon)
    if marks is None:
        raise ValueError(f'has no entry "{words}" in lexicon.csv; add one, or use words it has')
    lowest, highest = (_read_mark(mark, amounts) for mark in marks)
    if lowest is not None and highest is not None and lowest > highest:
        raise ValueError("is a range whose first number is above its last; correct it")
    return lowest, highest


def _amounts(value: str, found: Sequence[re.Match[str]]) -> list[int]:
    """Return the numbers in a value, where "20 to 30 million" begins with 20 million."""
    amounts = [_whole_number(match) for match in found]
    for place, (first, second) in enumerate(pairwise(found)):
        shared = second["scale"] and not first["scale"]
        if shared and _TO.fullmatch(value, first.end(), second.start()):
            amounts[place] *= _SCALE[second["scale"]]
    return amounts


def _marks(words: str, lexicon: Mapping[str, Marks]) -> Marks | None:
    """Return the marks of words with N and M: those of an entry, or of two that are joined."""
    for form in (words, _usual(words)):
        if form in ("N", *lexicon):
            return lexicon.get(form, ("N", "N"))
    first, _, second = _usual(words).partition(" and ")
    if "N" not in first or "M" not in second:
        return None
    one_side, other_side = lexicon.get(first), lexicon.get(second.replace("M", "N"))
    if one_side is None or other_side is None:
        return None
    renamed = [mark.replace("N", "M") for mark in other_side]
    low, high = one_side[0] + renamed[0], one_side[1] + renamed[1]
    return (low, high) if all(map(_MARK.fullmatch, (low, high))) else None


def _usual(words: str) -> str:
    """Return comparisons in the words that the lexicon has for them.

    >>> _usual("greater than or equal to N, lower than M"), _usual("equal to N or less")
    ('at least N and less than M', 'N or less')
    """
    for pattern, replacement in _USUAL:
        words = pattern.sub(replacement, words)
    return words


def interval(expression: str, language: str = "en", convention: str = DEFAULT) -> Range | None:
    """Return the range that the words for counts give for an expression.

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
        expression is refused, as fractions, shares and ordinals are.

    Examples
    --------
    >>> interval("more than thirty"), interval("Between 20 and 30"), interval("two thirds of 90")
    ((31, None), (20, 30), None)
    >>> interval("35.000", "de"), interval("35.000", "en"), interval("35%")
    ((35000, 35000), None, None)
    """
    text = folded(expression.strip())
    pieces, place = [], 0
    found = numbers(text, language)
    for number, readings in zip(found, amounts(text, found, language), strict=True):
        if len(readings) != 1 or readings[0] != int(readings[0]):
            return None
        if re.search(r"(?<!\w)(?:-|minus |negative )$", text[: number.start]):
            return None
        pieces += [text[place : number.start], str(int(readings[0]))]
        place = number.end
    value = re.sub(r" ?[-–—~〜～] ?(?=\d)", "-", "".join([*pieces, text[place:]])).strip(" .")
    try:
        return bounds(value, _own_lexicon(convention))
    except ValueError:
        return None


@lru_cache
def _own_lexicon(convention: str) -> dict[str, Marks]:
    """Return the entries of this project's lexicon.csv under a convention."""
    content = folders.read(PROJECT, "data/lexicon.csv", _LARGEST).decode("utf-8")
    rows = csv.DictReader(io.StringIO(content, newline=""))
    columns = ("words", "low", "high", "convention")
    return lookup([[row[column] for column in columns] for row in rows], convention)


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
    amount, sign = amounts[parts[1]], {"+": 1, "-": -1, None: 0}[parts[2]]
    step = -(-amount // _TENTH) if parts[3] == "10%" else 1
    return amount + sign * step
