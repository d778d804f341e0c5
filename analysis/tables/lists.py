"""Join texts into lists of readable length, and ids into lists that a file can hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd
from pandas.api.typing import SeriesGroupBy

SEPARATOR = ";"  # between the items of a `Listing` in a file
MOST_TEXTS = 12  # in one list, or as columns of one table; of more, only some are named


class Listing(tuple[str, ...]):
    """A tuple of ids or names, written as one text with semicolons between them.

    `to_csv` writes it so, as does `to_sql` for a SQLite database. Split that text at `SEPARATOR` to
    get the items back.

    Examples
    --------
    >>> ids = Listing(["s-c43871f560e7", "s-29812e9349b6"])
    >>> ids
    ('s-c43871f560e7', 's-29812e9349b6')
    >>> print(pd.DataFrame({"statement_ids": [ids]}).to_csv(index=False))
    statement_ids
    s-c43871f560e7;s-29812e9349b6
    """

    __slots__ = ()

    def __str__(self) -> str:
        return SEPARATOR.join(self)

    def __conform__(self, protocol: type) -> str | None:
        """Return the text that sqlite3 stores."""
        return str(self) if protocol is sqlite3.PrepareProtocol else None


def listings(groups: SeriesGroupBy) -> pd.Series:
    """Return the values of each group as a `Listing`, one row per group, of type object."""
    return groups.agg(Listing).astype("object")


def join_texts(texts: Iterable[str], total: int | None = None) -> str:
    """Join texts with semicolons; of more than `MOST_TEXTS`, name the first and count the rest.

    Parameters
    ----------
    texts : iterable of str
        The texts, or at least as many of them as can be named.
    total : int, optional
        How many there are, if `texts` does not have all.

    Examples
    --------
    >>> join_texts("abc"), join_texts("abcdefghijklmno")
    ('a; b; c', 'a; b; c; d; e; f; g; h; i; j; k; l; and 3 more')
    """
    texts = list(texts)
    more = (total or len(texts)) - MOST_TEXTS
    return "; ".join(texts if more <= 0 else [*texts[:MOST_TEXTS], f"and {more} more"])


def combine_groups(
    values: pd.Series,
    group: np.ndarray,
    combine: Callable[[list], object] | None = None,
    n_groups: int = 0,
) -> pd.Series:
    """Combine the values of each group, faster than `groupby` for many small groups.

    Parameters
    ----------
    values : Series
        The values.
    group : ndarray of int
        The number of each value's group, from 0.
    combine : callable, optional
        Takes the values of a group, in their order, as a list; by default `join_texts`.
    n_groups : int
        The number of groups, if the last ones may have no values.

    Returns
    -------
    Series
        One row per group: str, or object if `combine` is given.

    Examples
    --------
    >>> combine_groups(pd.Series(["a", "b", "c"]), np.array([1, 0, 1])).tolist()
    ['b', 'a; c']
    """
    ordered = values.to_numpy("object")[np.argsort(group, kind="stable")].tolist()
    ends = np.cumsum(np.bincount(group, minlength=n_groups)).tolist()
    starts = [0, *ends]
    function = combine or join_texts
    results = [function(ordered[start:end]) for start, end in zip(starts, ends, strict=False)]
    return pd.Series(results, dtype="object" if combine else "str")
