"""Compare the claims of any number of facts at once, by the rules of `analysis.compare.rules`.

Claims are integers, one row per statement, without their words. Every fact is compared stance by
stance, in *cells* of one fact and one stance. Affirmed ranges share a value if and only if the
highest lower bound is not above the lowest upper bound; a denied range removes its values from what
they share.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd

from analysis.compare.rules import ALLEGED, FLAT, OPEN_HIGH, OPEN_LOW, STANCES, Outcome

N_STANCES = max(STANCES.values()) + 1
BATCH = 500_000  # claims that are compared at once, enough to be worth a thread
CLAIM = (
    *("fact", "single", "tested", "stance", "denied", "low", "high", "value", "source", "origin"),
)
_SMALL = 2**31  # two codes below this fit into 64 bits, together with what they are packed with

Columns = dict[str, np.ndarray]


def compare_facts(claims: pd.DataFrame, n_facts: int) -> pd.DataFrame:
    """Compare the claims of the facts 0 to `n_facts` - 1.

    The order of the rows, and repeating one, make no difference.

    Parameters
    ----------
    claims : DataFrame
        One row per statement, all columns integers or booleans: `fact`; `single` (whether only one
        value of the fact can be true); `tested` (whether unlike values can be compared); `stance`
        (of `rules.STANCES`); `denied`; `low` and `high` (the range of the value); `value` (the code
        of a value); `source`; `origin` (the original speaker).
    n_facts : int
        The number of facts.

    Returns
    -------
    DataFrame
        One row per fact, in order:

        - `outcome`: a `rules.Outcome`, or -1 for a fact without claims
        - `stance`: the stance that decided: the first in conflict, else the first in which several
          sources speak (see `decides`)
        - `low, high`: the range that all affirmed claims of that stance share, `OPEN_LOW` and
          `OPEN_HIGH` where it is open; they have no meaning in a conflict
        - `n_sources, n_origins`: how many distinct ones were compared
        - `inside`: whether the claims in one source alone cannot all be true

    Examples
    --------
    >>> claims = pd.DataFrame({"fact": 0, "single": True, "tested": True, "stance": 0,
    ...     "denied": False, "low": [24, 101], "high": [OPEN_HIGH, OPEN_HIGH], "value": [1, 2],
    ...     "source": [0, 1], "origin": [0, 1]})
    >>> table = compare_facts(claims, 1)
    >>> Outcome(table["outcome"][0]).name, int(table["low"][0])
    ('MORE_EXACT', 101)
    """
    columns = {name: claims[name].to_numpy() for name in CLAIM}
    columns["single"] = columns["single"] & columns["tested"]
    if len(claims) <= BATCH:
        return _compare_batch(columns, n_facts)
    sizes = np.bincount(columns["fact"], minlength=n_facts)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        tables = threads.map(
            lambda batch: _compare_batch(*_select(columns, *batch)), batches(sizes, BATCH)
        )
        return pd.concat(tables, ignore_index=True)


def batches(sizes: np.ndarray, most: int) -> list[tuple[int, int]]:
    """Return ranges of items whose sizes add up to about `most`; a larger item has its own range.

    >>> batches(np.array([3, 3, 3, 20, 1]), 6)
    [(0, 2), (2, 3), (3, 4), (4, 5)]
    """
    if not len(sizes):
        return []
    begins = np.flatnonzero(_is_first((np.cumsum(sizes) - sizes) // most) | (sizes > most)).tolist()
    return list(zip(begins, [*begins[1:], len(sizes)], strict=True))


def opposed(stance: np.ndarray) -> np.ndarray:
    """Return a code for each stance, shared by stances whose claims can contradict each other."""
    return np.where(stance == ALLEGED, FLAT, stance)


def decides(stance: np.ndarray, outcome: np.ndarray, deciding: np.ndarray) -> np.ndarray:
    """Mark the claims that were compared, given their stance and the result for their fact."""
    same = stance == deciding
    same |= (outcome == Outcome.CONFLICT) & (opposed(stance) == deciding)
    return same | (outcome == Outcome.NOT_COMPARABLE)


def _select(columns: Columns, first: int, end: int) -> tuple[Columns, int]:
    """Return the claims of the facts from `first` to before `end`, numbered from 0."""
    rows = np.flatnonzero((columns["fact"] >= first) & (columns["fact"] < end))
    selected = {name: values[rows] for name, values in columns.items()}
    return selected | {"fact": selected["fact"] - first}, end - first


def _compare_batch(columns: Columns, n_facts: int) -> pd.DataFrame:
    columns = columns | {
        name: _compact(columns[name], n_facts) for name in ("value", "source", "origin")
    }
    fact, stance = columns["fact"], columns["stance"]
    cell = fact * N_STANCES + stance
    cells = _bounds(cell, columns, n_facts * N_STANCES)
    n_sources, cells["sources"] = _count_sources(cell, columns["source"], len(cells["low"]))
    by_fact = {name: values.reshape(n_facts, N_STANCES) for name, values in cells.items()}
    conflicts = _conflicts(columns, cells["low"], cells["high"])
    conflict = np.asarray(conflicts.any(axis=1))
    several, spoken = by_fact["sources"] > 1, by_fact["sources"] > 0
    deciding = np.where(several.any(axis=1), several.argmax(axis=1), spoken.argmax(axis=1))
    deciding = np.where(conflict, conflicts.argmax(axis=1), deciding)
    decided = {name: values[np.arange(n_facts), deciding] for name, values in by_fact.items()}
    is_open = several.any(axis=1) & ~conflict & (n_sources > 1)
    rows = np.flatnonzero(is_open[fact] & (stance == deciding[fact]))
    relation = _relations({name: values[rows] for name, values in columns.items()}, decided)
    outcome = np.select(
        [n_sources == 0, conflict, n_sources == 1, ~several.any(axis=1)],
        [-1, Outcome.CONFLICT, Outcome.SINGLE_SOURCE, Outcome.NOT_COMPARABLE],
        relation,
    )
    compared = decides(stance, outcome[fact], deciding[fact])
    # A conflict may compare two stances, as no other outcome does where that changes the counts.
    of_conflict = compared & conflict[fact]
    counts = _count_distinct(fact[of_conflict], columns["source"][of_conflict], n_facts)
    sources = np.where(outcome == Outcome.NOT_COMPARABLE, n_sources, decided["sources"])
    return pd.DataFrame(
        {
            "outcome": outcome.astype("int8"),
            "stance": deciding.astype("int8"),
            "low": decided["low"],
            "high": decided["high"],
            "n_sources": np.where(conflict, counts, sources),
            "n_origins": _count_distinct(fact[compared], columns["origin"][compared], n_facts),
            "inside": _conflict_inside(columns, conflict),
        }
    )


def _compact(codes: np.ndarray, n_facts: int) -> np.ndarray:
    """Renumber codes from 0 if they are too large to be packed with two others."""
    small = len(codes) == 0 or int(codes.max()) < _SMALL // (2 * N_STANCES * n_facts) ** 0.5
    return codes if small else pd.factorize(codes)[0]


def _bounds(cell: np.ndarray, columns: Columns, n_cells: int) -> Columns:
    """Return the range that the affirmed claims of each cell share, `low, high`.

    Also `same`: whether all its claims have the same range, and either none or all are denied.
    """
    low, high = np.full(n_cells, OPEN_LOW), np.full(n_cells, OPEN_HIGH)
    lowest_low, highest_high = high.copy(), low.copy()
    affirmed = ~columns["denied"]
    some = slice(None) if affirmed.all() else affirmed
    at, lows, highs = cell[some], columns["low"][some], columns["high"][some]
    np.maximum.at(low, at, lows)
    np.minimum.at(lowest_low, at, lows)
    np.minimum.at(high, at, highs)
    np.maximum.at(highest_high, at, highs)
    same = (low == lowest_low) & (high == highest_high)
    if isinstance(some, slice):
        return {"low": low, "high": high, "same": same}
    same &= ~_marked(cell[~affirmed], n_cells)
    denials = columns | {"denied": np.zeros(len(cell), dtype=bool)}
    rows = ~affirmed & ~_marked(at, n_cells)[cell]
    if rows.any():  # cells of denials alone
        alone = _bounds(cell[rows], {name: denials[name][rows] for name in _BOUNDED}, n_cells)
        same |= alone["same"] & _marked(cell[rows], n_cells)
    return {"low": low, "high": high, "same": same}


_BOUNDED = ("denied", "low", "high")


def _marked(at: np.ndarray, size: int) -> np.ndarray:
    """Return an array of booleans of that size that are true at some positions."""
    marked = np.zeros(size, dtype=bool)
    marked[at] = True
    return marked


def _conflicts(columns: Columns, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Mark the facts whose claims cannot all be true, and return the stance for each.

    `low` and `high` are those of `_bounds`. Accusations are compared with assertions here, so the
    range that they share is in the column `FLAT`.
    """
    cell = columns["fact"] * N_STANCES + opposed(columns["stance"])
    lows, highs = low.reshape(-1, N_STANCES).copy(), high.reshape(-1, N_STANCES).copy()
    np.maximum(lows[:, FLAT], lows[:, ALLEGED], out=lows[:, FLAT])
    np.minimum(highs[:, FLAT], highs[:, ALLEGED], out=highs[:, FLAT])
    lows[:, ALLEGED], highs[:, ALLEGED] = OPEN_LOW, OPEN_HIGH
    single = _marked(cell[columns["single"]], lows.size)
    conflict = single & (lows > highs).ravel()
    if columns["denied"].any():
        conflict |= single & _wholly_denied(cell, columns, lows.ravel(), highs.ravel())
        conflict |= ~single & _affirmed_and_denied(cell, columns, lows.size)
    return conflict.reshape(lows.shape)


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


def _relations(columns: Columns, decided: Columns) -> np.ndarray:
    """Return the outcome of each fact, from the claims of its deciding stance.

    It is meaningful for facts on which several sources speak in that stance without conflict.
    """
    n_facts = len(decided["low"])
    fact, single = columns["fact"], columns["single"]
    is_single = _marked(fact[single], n_facts)
    agree = np.where(is_single, decided["same"], False)
    agree |= ~is_single & _same_sets(columns, ~single, decided["sources"])
    left = ~agree[fact] & columns["tested"]
    has_denials = _marked(fact[columns["denied"]], n_facts)
    rows = np.flatnonzero(left & ~has_denials[fact])
    chain = np.zeros(n_facts, dtype=bool)
    if len(rows):
        chain = _are_chains({name: values[rows] for name, values in columns.items()}, decided)
    return np.select(
        [agree, ~_marked(fact[columns["tested"]], n_facts), chain, is_single],
        [Outcome.AGREE, Outcome.NOT_TESTED, Outcome.MORE_EXACT, Outcome.OVERLAP],
        Outcome.DIFFER,
    )


def _are_chains(columns: Columns, decided: Columns) -> np.ndarray:
    """Mark the facts whose ranges lie within each other, one in the next.

    Where several values can be true, ranges that have nothing in common are separated first, and
    each source must have a range in every such group.
    """
    fact, single = columns["fact"], columns["single"]
    low, high, width = _ranks(columns["low"], columns["high"])
    widest_first = np.argsort((fact * width + low) * width + (width - 1 - high), kind="stable")
    fact, low, high = fact[widest_first], low[widest_first], high[widest_first]
    source, single = columns["source"][widest_first], single[widest_first]
    begins = _is_first(fact)
    reach = np.maximum.accumulate(fact * width + high) - fact * width
    begins[1:] |= ~single[1:] & (low[1:] > reach[:-1])
    within = begins.copy()
    within[1:] |= high[1:] <= high[:-1]
    n_facts = len(decided["low"])
    chain = _marked(fact, n_facts) & ~_marked(fact[~within], n_facts)
    group = np.cumsum(begins) - 1
    sources_of_group = _count_distinct(group, source, int(group[-1]) + 1)
    group_fact = fact[begins]
    lacking = ~single[begins] & (sources_of_group < decided["sources"][group_fact])
    return chain & ~_marked(group_fact[lacking], n_facts)


def _ranks(low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
    """Return the bounds as small numbers in the same order, and one more than the greatest."""
    ordered, codes = np.unique(np.concatenate([low, high]), return_inverse=True)
    return codes[: len(low)], codes[len(low) :], len(ordered)


def _same_sets(columns: Columns, rows: np.ndarray, sources: np.ndarray) -> np.ndarray:
    """Mark the facts on which every source gives every value that any of them gives."""
    n_facts = len(sources)
    fact = columns["fact"][rows]
    if not len(fact):
        return np.zeros(n_facts, dtype=bool)
    value = columns["value"][rows] * 2 + columns["denied"][rows]
    source = columns["source"][rows]
    width = int(value.max()) + 1, int(source.max()) + 1
    triples = _unique((fact * width[0] + value) * width[1] + source)
    pairs = triples // width[1]
    at = pairs // width[0]
    n_values = np.bincount(at[_is_first(pairs)], minlength=n_facts)
    return np.bincount(at, minlength=n_facts) == n_values * sources


def _affirmed_and_denied(cell: np.ndarray, columns: Columns, n_cells: int) -> np.ndarray:
    """Mark the cells in which an affirmed range lies within a denied one."""
    has_denials = _marked(cell[columns["denied"]], n_cells)
    names = ["cell", "denied", "low", "high"]
    claims = pd.DataFrame({**columns, "cell": cell})[names][has_denials[cell]].drop_duplicates()
    affirmed, denied = claims[~claims["denied"]], claims[claims["denied"]]
    pairs = affirmed.merge(denied, on="cell", suffixes=("", "_denied"))
    within = (pairs["low_denied"] <= pairs["low"]) & (pairs["high"] <= pairs["high_denied"])
    return _marked(pairs.loc[within, "cell"].to_numpy(), n_cells)


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
    return _marked(whole.index[whole].to_numpy(), len(low))


def _conflict_inside(columns: Columns, conflict: np.ndarray) -> np.ndarray:
    """Mark the facts in conflict where the claims of one source alone cannot all be true."""
    inside = np.zeros(len(conflict), dtype=bool)
    rows = np.flatnonzero(conflict[columns["fact"]])
    if not len(rows):
        return inside
    width = int(columns["source"].max()) + 1
    selected = {name: values[rows] for name, values in columns.items()}
    codes, keys = pd.factorize(selected["fact"] * width + selected["source"])
    cell = codes * N_STANCES + selected["stance"]
    shared = _bounds(cell, selected, len(keys) * N_STANCES)
    alone = _conflicts(selected | {"fact": codes}, shared["low"], shared["high"]).any(axis=1)
    inside[keys[alone] // width] = True
    return inside
