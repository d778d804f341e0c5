"""Join texts into lists that a reader can take in, and say who says what in one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from analysis.tables.statements import stance_notes

MOST_TEXTS = 12  # in one list, or columns of one table; of more, some are named and all counted


def join_texts(texts: Iterable[str], total: int | None = None) -> str:
    """Join texts with semicolons; of more than `MOST_TEXTS`, name the first and count the rest.

    Parameters
    ----------
    texts : iterable of str
        The texts, or as many of them as can be named.
    total : int, optional
        How many there are, if not all are given.

    Examples
    --------
    >>> join_texts("abc"), join_texts("abcdefghijklmno")
    ('a; b; c', 'a; b; c; d; e; f; g; h; i; j; k; l; and 3 more')
    """
    texts = list(texts)
    more = (total or len(texts)) - MOST_TEXTS
    return "; ".join([*texts[:MOST_TEXTS], *([f"and {more} more"] if more > 0 else [])])


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
        The number of groups, if the last ones may have no value.

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


def who_says(table: pd.DataFrame, by: pd.Series) -> pd.Series:
    """Return, for each group of statements, each value with who says it.

    Parameters
    ----------
    table : DataFrame
        Rows of `statements`.
    by : Series
        The group of each row.

    Returns
    -------
    Series of str
        One row per group, indexed by group; values and voices in the order of the rows.

    Examples
    --------
    >>> import analysis
    >>> from analysis import tables
    >>> table = tables.statements(analysis.load()).query("property == 'bases_attacked'")
    >>> who_says(table, table["property"])["bases_attacked"]
    'a base (1) (2021 C); 2 (Jun-Jul 2020 A; Sputnik News Jul 2020)'
    """
    said = table["value_text"] + stance_notes(table)
    once = pd.DataFrame({"by": by, "value_text": said, "voice": table["voice"]}).drop_duplicates()
    value = once.groupby(["by", "value_text"], sort=False).ngroup().to_numpy()
    values = once[["by", "value_text"]].drop_duplicates()
    voices = combine_groups(once["voice"], value).set_axis(values.index)
    group, names = pd.factorize(values["by"])
    return combine_groups(values["value_text"] + " (" + voices + ")", group).set_axis(names)
