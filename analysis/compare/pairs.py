"""Name the pairs of claims of one fact that cannot both be true.

There are many claims but few ranges, so claims with the same range are counted and only unlike
ranges are compared.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.compare.rules import Outcome
from analysis.compare.vectorised import batches, opposed

MOST_PAIRS = 1_000  # pairs of one fact that are named one by one
MOST_COMPARED = 5_000_000  # pairs of ranges that are compared at once
_CLAIM = ("denied", "low", "high")  # what `exclude_each_other` compares
# Claims that are equal in these columns are the same range in a comparison.
RANGE = ["fact", "opposed", "denied", "single", "low", "high"]


def opposed_ranges(
    claims: pd.DataFrame, outcomes: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Find the unlike ranges of the facts in conflict, and the pairs that cannot both be true.

    If every two affirmed ranges on a line share a value, all of them share one, so a conflict of
    affirmed claims always has such a pair.

    Parameters
    ----------
    claims : DataFrame
        As `vectorised.compare_facts` takes them.
    outcomes : DataFrame
        What it returned for them.

    Returns
    -------
    ranges : DataFrame
        One row per distinct range: `fact, opposed` (see `vectorised.opposed`), `denied, single,
        low, high, claims` (how many claims have it), `first` (the row label of the first).
    pairs : DataFrame
        One row per pair: `fact, one, other` (row labels of `ranges`).
    """
    selected = claims[(outcomes["outcome"].to_numpy() == Outcome.CONFLICT)[claims["fact"]]]
    selected = with_opposed(selected).assign(first=selected.index)
    by_range = selected.groupby(RANGE, sort=False)["first"]
    ranges = by_range.agg(claims="size", first="min").reset_index()
    ranges = ranges.sort_values("first", ignore_index=True)
    sides = ranges.rename_axis("one").reset_index()
    n_others = ranges.groupby(["fact", "opposed"])["first"].transform("size").to_numpy("int64")
    pairs = [
        _opposed(sides.iloc[begin:end], sides) for begin, end in batches(n_others, MOST_COMPARED)
    ]
    columns = ["fact", "one", "other"]
    table = pd.concat(pairs) if pairs else pd.DataFrame(columns=columns, dtype="int64")
    return ranges, table.sort_values(columns, ignore_index=True)


def with_opposed(claims: pd.DataFrame) -> pd.DataFrame:
    """Return claims with the column `opposed` (see `vectorised.opposed`)."""
    return claims.assign(opposed=opposed(claims["stance"].to_numpy()))


def _opposed(some: pd.DataFrame, sides: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of `opposed_ranges` whose first side is among `some`."""
    pairs = some.merge(sides, on=["fact", "opposed"], suffixes=("", "_other"))
    pairs = pairs[pairs["one"] < pairs["one_other"]]
    others = pairs[[f"{name}_other" for name in _CLAIM]].set_axis(list(_CLAIM), axis=1)
    wrong = exclude_each_other(pairs, others, pairs["single"])
    return pairs.loc[wrong, ["fact", "one", "one_other"]].rename(columns={"one_other": "other"})


def exclude_each_other(one: pd.DataFrame, other: pd.DataFrame, single: pd.Series) -> pd.Series:
    """Mark the pairs of claims of which only one can be true.

    Parameters
    ----------
    one, other : DataFrame
        The two claims of each pair, with the same index: `denied, low, high`.
    single : Series of bool
        Whether only one value can be true of their fact.
    """
    apart = (one["low"] > other["high"]) | (other["low"] > one["high"])
    excluded = ~one["denied"] & ~other["denied"] & single & apart
    excluded |= ~one["denied"] & other["denied"] & _within(one, other)
    return excluded | (one["denied"] & ~other["denied"] & _within(other, one))


def _within(inner: pd.DataFrame, outer: pd.DataFrame) -> pd.Series:
    return (outer["low"] <= inner["low"]) & (inner["high"] <= outer["high"])


def count_pairs(ranges: pd.DataFrame, pairs: pd.DataFrame, n_facts: int) -> np.ndarray:
    """Return how many pairs of claims of each fact cannot both be true.

    `ranges` and `pairs` are those of `opposed_ranges`.
    """
    times = ranges["claims"].to_numpy()
    counts = np.zeros(n_facts, dtype="int64")
    np.add.at(counts, pairs["fact"].to_numpy("int64"), times[pairs["one"]] * times[pairs["other"]])
    return counts


def name_pairs(
    claims: pd.DataFrame, ranges: pd.DataFrame, pairs: pd.DataFrame, counts: np.ndarray
) -> pd.DataFrame:
    """Return the pairs of claims that cannot both be true: `fact, one, other`.

    `one` and `other` are row labels of `claims`; `ranges` and `pairs` are those of
    `opposed_ranges`, `counts` those of `count_pairs`. If a fact has more than `MOST_PAIRS` pairs,
    at most that many are named: for each pair of unlike ranges, the first claims that have them.
    """
    many = counts[pairs["fact"].to_numpy("int64")] > MOST_PAIRS
    all_of, some_of = pairs[~many], pairs[many]
    some_of = some_of[some_of.groupby("fact").cumcount() < MOST_PAIRS]
    rows = with_opposed(claims[claims["fact"].isin(all_of["fact"])])[RANGE]
    rows = rows.rename_axis("row").reset_index()
    rows = rows.merge(ranges[RANGE].rename_axis("range").reset_index(), on=RANGE)[["range", "row"]]
    one = all_of.merge(rows, left_on="one", right_on="range")[["fact", "row", "other"]]
    both = one.merge(rows, left_on="other", right_on="range", suffixes=("", "_other"))
    first = ranges["first"]
    named = pd.DataFrame(
        {
            "fact": pd.concat([both["fact"], some_of["fact"]]),
            "one": pd.concat([both["row"], first.reindex(some_of["one"])]).to_numpy(),
            "other": pd.concat([both["row_other"], first.reindex(some_of["other"])]).to_numpy(),
        }
    )
    named[["one", "other"]] = np.sort(named[["one", "other"]].to_numpy("int64"), axis=1)
    return named.sort_values(["fact", "one", "other"], ignore_index=True)
