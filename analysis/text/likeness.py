"""Find the names that somebody may have meant by a name that does not exist."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

LETTERS_PER_SLIP = 4  # a wrong letter counts as a slip only in words of at least this length
_SHORTEST_STEM = 4  # letters
_STEM = 0.55  # of the longer word: two forms of a word share at least this much


def near_names(name: str, names: Iterable[str], most: int = 3) -> list[str]:
    """Return the names that differ from one by a typing error, or only in their ending.

    A typing error is a letter that is wrong, missing, added or swapped with the next.

    Parameters
    ----------
    name : str
        What was written.
    names : iterable of str
        The names that exist.
    most : int
        How many to return, the nearest first.

    Examples
    --------
    >>> near_names("tabels", ["tables", "findings"]), near_names("offence", ["office"])
    (['tables'], [])
    >>> near_names("killing", ["killed", "injured"])
    ['killed']
    """
    name, limit, near = name.casefold(), len(name) // LETTERS_PER_SLIP, []
    for other in dict.fromkeys(names):
        folded = other.casefold()
        slips = limit + 1
        if abs(len(folded) - len(name)) <= limit:
            slips = min(slips, _slips(name, folded))
        if slips <= limit or _have_one_stem(name, folded):
            near.append((slips, other))
    return [other for _, other in sorted(near, key=lambda item: item[0])[:most]]


def _have_one_stem(name: str, other: str) -> bool:
    least = max(_SHORTEST_STEM, ceil(_STEM * max(len(name), len(other))))
    return len(other) >= least and name[:least] == other[:least]


def _slips(name: str, other: str) -> int:
    """Return the least number of typing errors that turn one name into the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(name, 1):
        row, above, before_above = [i], row, before
        for j, wanted in enumerate(other, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (letter != wanted)))
            if i > 1 and j > 1 and (letter, name[i - 2]) == (other[j - 2], wanted):
                row[-1] = min(row[-1], before_above[j - 2] + 1)
        before = above
    return row[-1]
