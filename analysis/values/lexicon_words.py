"""Read the marks in lexicon.csv for words with and without numbers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

from analysis.system import folders
from analysis.system.project_folder import PROJECT

Marks = tuple[str, str]  # low and high, as in lexicon.csv: "", "24", "N", "N+1", "M" …
Amount = int | Fraction

DEFAULT = "default"  # the convention of the lexicon that statements.csv follows
PLACEHOLDER = re.compile(r"\b[NM]\b")
_MARK = re.compile(r"([NM])(?:([+-])(1|10%))?")
_TENTH = 10
_LARGEST = 10**7  # bytes in a lexicon
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


def lookup(rows: Iterable[Sequence[str]], convention: str = DEFAULT) -> dict[str, Marks]:
    """Return the marks of each entry of the lexicon under one convention.

    Parameters
    ----------
    rows : iterable of (words, low, high, convention)
        The rows of lexicon.csv. A mark, low or high, is "", a whole number, or N, the number in
        the words, or M, the second one, plus or minus 1 or a tenth: "N+1", "N-10%".
    convention : str
        Words without a row for this convention keep the marks of the default one.

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


@lru_cache
def own_lexicon(convention: str) -> dict[str, Marks]:
    """Return the entries of this project's lexicon.csv under a convention, as `lookup` does."""
    content = folders.read(PROJECT, "data/lexicon.csv", _LARGEST).decode("utf-8")
    rows = csv.DictReader(io.StringIO(content, newline=""))
    columns = ("words", "low", "high", "convention")
    return lookup([[row[column] for column in columns] for row in rows], convention)


def marks_of(words: str, lexicon: Mapping[str, Marks]) -> Marks | None:
    """Return the marks of words with N and M: those of one entry, or of two entries joined.

    >>> lexicon = {"over N": ("N+1", ""), "up to N": ("", "N")}
    >>> marks_of("over N and up to M", lexicon), marks_of("around N", lexicon)
    (('N+1', 'M'), None)
    """
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
    """Return comparisons in the words that the lexicon uses.

    >>> _usual("greater than or equal to N, lower than M"), _usual("equal to N or less")
    ('at least N and less than M', 'N or less')
    """
    for pattern, replacement in _USUAL:
        words = pattern.sub(replacement, words)
    return words


def end_of(mark: str, amounts: Mapping[str, Amount], is_low: bool) -> tuple[Amount | None, bool]:
    """Return the end of a range that a mark gives, and whether the range excludes that number.

    Parameters
    ----------
    mark : str
        A mark of the lexicon.
    amounts : mapping of str to int or Fraction
        The numbers N and M. A tenth of a whole number is rounded up.
    is_low : bool
        Whether this is the lower end.

    Raises
    ------
    ValueError
        If it is not a mark, or has a number that the words do not have.

    Examples
    --------
    >>> end_of("N+1", {"N": 100}, True), end_of("N+10%", {"N": 95}, False), end_of("", {}, True)
    ((100, True), (105, False), (None, False))
    """
    if not mark:
        return None, False
    if mark.isascii() and mark.isdigit():
        return int(mark), False
    parts = _MARK.fullmatch(mark)
    if parts is None or parts[1] not in amounts:
        raise ValueError("has words whose row in lexicon.csv is not right; correct that row")
    amount, is_more = amounts[parts[1]], parts[2] == "+"
    if parts[3] == "1" and is_more == is_low:
        return amount, True
    step = _tenth(amount) if parts[3] == "10%" else int(parts[3] or 0)
    return (amount + step if is_more else amount - step), False


def _tenth(amount: Amount) -> Amount:
    return -(-abs(amount) // _TENTH) if isinstance(amount, int) else abs(amount) / _TENTH
