"""Compare the claims of any number of facts at once, by the rules of `analysis.compare.rules`.

Claims are integers, one row per statement; their words are not known here. Every fact is compared
stance by stance, in *cells* of a fact and a stance. Affirmed ranges share a value if and only if
the highest lower bound is not above the lowest upper bound; a denied range takes its values away
from what they share.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd

from analysis.compare.rules import OPEN_HIGH, OPEN_LOW, STANCES, Outcome

N_STANCES = max(STANCES.values()) + 1
BATCH = 500_000  # claims that are compared at once, and worth a thread of their own
CLAIM = ("fact", "single", "stance", "denied", "low", "high", "value", "source", "root")
_SMALL = 2**31  # two codes below this, and what they are packed with, fit into 64 bits

Columns = dict[str, np.ndarray]


def compare_facts(claims: pd.DataFrame, n_facts: int) -> pd.DataFrame:
    """Compare the claims of the facts 0 to `n_facts` - 1.

    The order of the rows, and repeating one, make no difference.

    Parameters
    ----------
    claims : DataFrame
        One row per statement, all columns integers or booleans: `fact`; `single` (whether only one
        value of the fact can be true); `stance` (of `rules.STANCES`); `denied`; `low` and `high`
        (a range, or the code of a value twice); `value` (the code of a value); `source`; `root`
        (the first voice).
    n_facts : int
        The number of facts.

    Returns
    -------
    DataFrame
        One row per fact, in order:

        - `verdict`: a `rules.Outcome`, or -1 for a fact without claims
        - `stance`: the stance that decided: the first in conflict, else the first in which several
          sources speak
        - `low, high`: the narrowest range that all affirmed claims of that stance share,
          `OPEN_LOW` and `OPEN_HIGH` where it is open; they have no meaning in a conflict
        - `sources, roots`: the distinct ones of that stance (of all stances if not comparable)
        - `inside`: whether the claims in one source alone cannot all be true

    Examples
    --------
    >>> claims = pd.DataFrame({"fact": 0, "single": True, "stance": 0, "denied": False,
    ...     "low": [24, 101], "high": [OPEN_HIGH, OPEN_HIGH], "value": [1, 2],
    ...     "source": [0, 1], "root": [0, 1]})
    >>> table = compare_facts(claims, 1)
    >>> Outcome(table["verdict"][0]).name, int(table["low"][0])
    ('COMPATIBLE', 101)
    """
    columns = {name: claims[name].to_numpy() for name in CLAIM}
    if len(claims) <= BATCH:
        return _compare_batch(columns, n_facts)
    sizes = np.bincount(columns["fact"], minlength=n_facts)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        tables = threads.map(
            lambda batch: _compare_batch(*_select(columns, *batch)), batches(sizes, BATCH)
        )
        return pd.concat(tables, ignore_index=True)


def batches(sizes: np.ndarray, most: int) -> list[tuple[int, int]]:
    """Return ranges of items whose sizes add up to about `most`; a larger item is alone.

    >>> batches(np.array([3, 3, 3, 20, 1]), 6)
    [(0, 2), (2, 3), (3, 4), (4, 5)]
    """
    if not len(sizes):
        return []
    begins = np.flatnonzero(_is_first((np.cumsum(sizes) - sizes) // most) | (sizes > most)).tolist()
    return list(zip(begins, [*begins[1:], len(sizes)], strict=True))


def _select(columns: Columns, first: int, end: int) -> tuple[Columns, int]:
    """Return the claims of the facts from `first` to before `end`, numbered from 0."""
    rows = np.flatnonzero((columns["fact"] >= first) & (columns["fact"] < end))
    selected = {name: values[rows] for name, values in columns.items()}
    return selected | {"fact": selected["fact"] - first}, end - first


def _compare_batch(columns: Columns, n_facts: int) -> pd.DataFrame:
    columns = columns | {
        name: _compact(columns[name], n_facts) for name in ("value", "source", "root")
    }
    cell = columns["fact"] * N_STANCES + columns["stance"]
    cells = _compare_cells(cell, columns, n_facts * N_STANCES)
    sources = cells.pop("fact_sources")
    by_fact = {name: values.reshape(n_facts, N_STANCES) for name, values in cells.items()}
    conflict = np.asarray(by_fact["conflict"].any(axis=1))
    several = by_fact["sources"] > 1
    spoken = by_fact["sources"] > 0
    deciding = np.where(several.any(axis=1), several.argmax(axis=1), spoken.argmax(axis=1))
    deciding = np.where(conflict, by_fact["conflict"].argmax(axis=1), deciding)
    decided = {name: values[np.arange(n_facts), deciding] for name, values in by_fact.items()}
    verdict = np.select(
        [sources == 0, conflict, sources == 1, ~several.any(axis=1), decided["agree"]],
        [-1, Outcome.CONFLICT, Outcome.SINGLE_SOURCE, Outcome.NOT_COMPARABLE, Outcome.AGREE],
        Outcome.COMPATIBLE,
    )
    apart = verdict == Outcome.NOT_COMPARABLE
    fact = columns["fact"]
    compared = (columns["stance"] == deciding[fact]) | apart[fact]
    return pd.DataFrame(
        {
            "verdict": verdict.astype("int8"),
            "stance": deciding.astype("int8"),
            "low": decided["low"],
            "high": decided["high"],
            "sources": np.where(apart, sources, decided["sources"]),
            "roots": _count_distinct(fact[compared], columns["root"][compared], n_facts),
            "inside": _conflict_inside(cell, columns, conflict),
        }
    )


def _compact(codes: np.ndarray, n_facts: int) -> np.ndarray:
    """Renumber codes from 0 if they are too large to be packed with two others."""
    small = len(codes) == 0 or int(codes.max()) < _SMALL // (2 * N_STANCES * n_facts) ** 0.5
    return codes if small else pd.factorize(codes)[0]


def _compare_cells(cell: np.ndarray, columns: Columns, n_cells: int) -> Columns:
    """Return `conflict, agree, low, high, sources` of each cell.

    Of each fact also `fact_sources`, the number of its sources whatever the stance.
    """
    affirmed = ~columns["denied"]
    single = np.zeros(n_cells, dtype=bool)
    single[cell[columns["single"]]] = True
    low = np.full(n_cells, OPEN_LOW)
    high = np.full(n_cells, OPEN_HIGH)
    lowest_low, highest_high = high.copy(), low.copy()
    at = cell[affirmed]
    np.maximum.at(low, at, columns["low"][affirmed])
    np.minimum.at(lowest_low, at, columns["low"][affirmed])
    np.minimum.at(high, at, columns["high"][affirmed])
    np.maximum.at(highest_high, at, columns["high"][affirmed])
    fact_sources, sources = _count_sources(cell, columns["source"], n_cells)
    same = (low == lowest_low) & (high == highest_high)
    conflict = single & (low > high)
    many = ~columns["single"]
    same[~single] = _same_sets(cell[many], columns, many, sources)[~single]
    denied = np.zeros(n_cells, dtype=bool)
    if columns["denied"].any():
        denied[cell[columns["denied"]]] = True
        conflict |= single & _wholly_denied(cell, columns, low, high)
        conflict |= ~single & _affirmed_and_denied(cell, columns, denied)
    return {
        "conflict": conflict,
        "agree": same & ~conflict & ~(single & denied),
        "low": low,
        "high": high,
        "sources": sources,
        "fact_sources": fact_sources,
    }


def _count_sources(
    cell: np.ndarray, source: np.ndarray, n_cells: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return the number of distinct sources of each fact and of each cell, from one sort."""
    if not len(cell):
        return np.zeros(n_cells // N_STANCES, dtype="int64"), np.zeros(n_cells, dtype="int64")
    width = int(source.max()) + 1
    fact, stance = np.divmod(cell, N_STANCES)
    triples = _unique((fact * width + source) * N_STANCES + stance)
    pairs, stance = np.divmod(triples, N_STANCES)
    fact = pairs // width
    by_cell = np.bincount(fact * N_STANCES + stance, minlength=n_cells)
    by_fact = np.bincount(fact[_is_first(pairs)], minlength=n_cells // N_STANCES)
    return by_fact, by_cell


def _is_first(ordered: np.ndarray) -> np.ndarray:
    """Mark the first occurrence of each value of a sorted array."""
    first = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return first


def _unique(values: np.ndarray) -> np.ndarray:
    """Return the sorted distinct values, by sorting, which is faster here than hashing."""
    ordered = np.sort(values)
    return ordered[_is_first(ordered)]


def _count_distinct(key: np.ndarray, value: np.ndarray, n_keys: int) -> np.ndarray:
    """Return the number of distinct values of each key."""
    if not len(key):
        return np.zeros(n_keys, dtype="int64")
    width = int(value.max()) + 1
    return np.bincount(_unique(key * width + value) // width, minlength=n_keys)


def _same_sets(
    cell: np.ndarray, columns: Columns, rows: np.ndarray, sources: np.ndarray
) -> np.ndarray:
    """Mark the cells in which every source gives every value that any of them gives."""
    n_cells = len(sources)
    value = columns["value"][rows] * 2 + columns["denied"][rows]
    source = columns["source"][rows]
    if not len(cell):
        return np.zeros(n_cells, dtype=bool)
    width = int(value.max()) + 1, int(source.max()) + 1
    triples = _unique((cell * width[0] + value) * width[1] + source)
    pairs = triples // width[1]
    at = pairs // width[0]
    n_values = np.bincount(at[_is_first(pairs)], minlength=n_cells)
    return np.bincount(at, minlength=n_cells) == n_values * sources


def _affirmed_and_denied(cell: np.ndarray, columns: Columns, has_denials: np.ndarray) -> np.ndarray:
    """Mark the cells in which one value is both affirmed and denied."""
    rows = has_denials[cell]
    denied, width = columns["denied"][rows], int(columns["value"].max()) + 1
    key = cell[rows] * width + columns["value"][rows]
    contradicted = np.isin(key[~denied], key[denied], kind="sort")
    marked = np.zeros(len(has_denials), dtype=bool)
    marked[key[~denied][contradicted] // width] = True
    return marked


def _wholly_denied(
    cell: np.ndarray, columns: Columns, low: np.ndarray, high: np.ndarray
) -> np.ndarray:
    """Mark the cells whose shared range is wholly denied, so that no value is left."""
    rows = np.flatnonzero(columns["denied"] & columns["single"])
    at = cell[rows]
    denials = pd.DataFrame(
        {
            "cell": at,
            "low": np.maximum(columns["low"][rows], low[at]),
            "high": np.minimum(columns["high"][rows], high[at]),
        }
    )
    denials = denials[denials["low"] <= denials["high"]].sort_values(["cell", "low"])
    reach = denials.groupby("cell")["high"].cummax()
    before = reach.groupby(denials["cell"]).shift(fill_value=0)  # NaN would round large codes
    begins = ~denials["cell"].duplicated()
    expected = (before + 1).mask(begins, low[denials["cell"]])
    gap = (denials["low"] > expected).groupby(denials["cell"]).any()
    last = reach.groupby(denials["cell"]).max()
    whole = ~gap & (last.to_numpy() >= high[last.index])
    marked = np.zeros(len(low), dtype=bool)
    marked[whole.index[whole]] = True
    return marked


def _conflict_inside(cell: np.ndarray, columns: Columns, conflict: np.ndarray) -> np.ndarray:
    """Mark the facts in conflict where the claims of one source alone cannot all be true."""
    inside = np.zeros(len(conflict), dtype=bool)
    rows = conflict[columns["fact"]]
    if not rows.any():
        return inside
    width = int(columns["source"].max()) + 1
    codes, keys = pd.factorize(cell[rows] * width + columns["source"][rows])
    selected = {name: values[rows] for name, values in columns.items()}
    alone = _compare_cells(codes, selected, len(keys))["conflict"]
    inside[keys[alone] // width // N_STANCES] = True
    return inside
