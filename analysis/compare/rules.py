"""Whether statements of the same thing can all be true, for any number of groups at once.

Statements come as integers, one row each; nothing here knows their words. The rules:

| rule | when |
|---|---|
| agree | every source gives the same range (or, where several values can hold, the same set) |
| compatible | not the same, but at least one value satisfies all |
| conflict | no value satisfies all, or what one affirms another denies |
| single source | only one source speaks, and does not contradict itself |
| not comparable | several sources speak, but each in a stance that no other shares |

A group is judged stance by stance: a claim (asserted, alleged or denied) is compared with claims, a
forecast with forecasts. Of several stances in conflict the first is told, else the first in which
several sources speak. Ranges have a value in common if and only if the highest low is not above
the lowest high; a denied range takes its values away from what is left.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd

VERDICTS = ("agree", "compatible", "conflict", "single source", "not comparable")
AGREE, COMPATIBLE, CONFLICT, SINGLE, NOT_COMPARABLE = range(len(VERDICTS))
STANCES = {
    "asserted": 0,
    "alleged": 0,
    "denied": 0,
    "requested": 1,
    "conditional": 2,
    "predicted": 3,
}
N_STANCES = 4
PART = 500_000  # claims that are judged at once, and worth a thread of their own
MOST_PAIRS = 1_000  # of one fact that are named one by one
MOST_COMPARED = 5_000_000  # pairs of unlike claims that are compared at once
CLAIM = ("group", "single", "stance", "denied", "low", "high", "value", "source", "root")
# Bounds of an open side: beyond any count, day or code, and safe to add one to.
OPEN_LOW, OPEN_HIGH = -(2**62), 2**62
# What two claims have in common that no comparison of ranges tells apart.
LIKE = ["group", "stance", "denied", "single", "low", "high"]
_SMALL = 2**31  # two codes below this, and what they are packed with, fit into 64 bits


def judge(claims: pd.DataFrame, groups: int) -> pd.DataFrame:
    """One row for each of the groups 0 to `groups` - 1, in order.

    Columns: `verdict, stance, low, high, sources, roots, inside`.

    `claims` has a row a statement, all columns integers or booleans: `group`; `single` (only one
    value can be true of the group); `stance` (of `STANCES`); `denied`; `low` and `high` (a range,
    or twice the code of a value); `value` (the code of a value); `source`; `root`.

    `verdict` is an index of `VERDICTS`, -1 for a group without claims; `stance` the one it was
    found in. `low` and `high` are the narrowest range that all affirmed claims of that stance
    share, `OPEN_LOW` and `OPEN_HIGH` where open, and mean nothing in a conflict. `sources` and
    `roots` count the distinct ones of that stance (of all, if not comparable). `inside`: the
    claims in one source alone cannot all be true. The order of rows, and repeating one, make no
    difference.

    >>> claims = pd.DataFrame({"group": 0, "single": True, "stance": 0, "denied": False,
    ...     "low": [24, 101], "high": [OPEN_HIGH, OPEN_HIGH], "value": [1, 2],
    ...     "source": [0, 1], "root": [0, 1]})
    >>> table = judge(claims, 1)
    >>> VERDICTS[table["verdict"][0]], int(table["low"][0])
    ('compatible', 101)
    """
    columns = {name: claims[name].to_numpy() for name in CLAIM}
    if len(claims) <= PART:
        return _judge(columns, groups)
    parts = ranges(np.bincount(columns["group"], minlength=groups), PART)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        judged = threads.map(lambda part: _judge(*_part(columns, *part)), parts)
        return pd.concat(judged, ignore_index=True)


def ranges(sizes: np.ndarray, most: int) -> list[tuple[int, int]]:
    """Ranges of groups of these sizes that come to about `most`; a larger group is one by itself.

    >>> ranges(np.array([3, 3, 3, 20, 1]), 6)
    [(0, 2), (2, 3), (3, 4), (4, 5)]
    """
    if not len(sizes):
        return []
    begins = np.flatnonzero(_first((np.cumsum(sizes) - sizes) // most) | (sizes > most)).tolist()
    return list(zip(begins, [*begins[1:], len(sizes)], strict=True))


def _part(columns: dict, first: int, beyond: int) -> tuple[dict, int]:
    """The groups from `first` to before `beyond`, with their claims."""
    rows = np.flatnonzero((columns["group"] >= first) & (columns["group"] < beyond))
    chosen = {name: values[rows] for name, values in columns.items()}
    return chosen | {"group": chosen["group"] - first}, beyond - first


def _judge(columns: dict, groups: int) -> pd.DataFrame:
    """`judge`, of columns as arrays."""
    columns = columns | {
        name: _dense(columns[name], groups) for name in ("value", "source", "root")
    }
    cell = columns["group"] * N_STANCES + columns["stance"]
    state = _judge_cells(cell, columns, groups * N_STANCES)
    sources = state.pop("group_sources")
    by_group = {name: values.reshape(groups, N_STANCES) for name, values in state.items()}
    conflict = by_group["conflict"].any(axis=1)
    several = by_group["sources"] > 1
    spoken = by_group["sources"] > 0
    deciding = np.where(several.any(axis=1), several.argmax(axis=1), spoken.argmax(axis=1))
    deciding = np.where(conflict, by_group["conflict"].argmax(axis=1), deciding)
    chosen = {name: values[np.arange(groups), deciding] for name, values in by_group.items()}
    verdict = np.select(
        [sources == 0, conflict, sources == 1, ~several.any(axis=1), chosen["agree"]],
        [-1, CONFLICT, SINGLE, NOT_COMPARABLE, AGREE],
        COMPATIBLE,
    )
    apart = verdict == NOT_COMPARABLE
    group = columns["group"]
    compared = (columns["stance"] == deciding[group]) | apart[group]
    return pd.DataFrame(
        {
            "verdict": verdict.astype("int8"),
            "stance": deciding.astype("int8"),
            "low": chosen["low"],
            "high": chosen["high"],
            "sources": np.where(apart, sources, chosen["sources"]),
            "roots": _distinct(group[compared], columns["root"][compared], groups),
            "inside": _inside(cell, columns, conflict),
        }
    )


def _dense(codes: np.ndarray, groups: int) -> np.ndarray:
    """The codes, numbered anew from 0 if they are too large to be packed with two others."""
    small = len(codes) == 0 or int(codes.max()) < _SMALL // (2 * N_STANCES * groups) ** 0.5
    return codes if small else pd.factorize(codes)[0]


def _judge_cells(cell: np.ndarray, columns: dict, cells: int) -> dict[str, np.ndarray]:
    """For each cell (group and stance): `conflict, agree, low, high, sources`.

    And `group_sources`: the distinct sources of each group, whatever the stance.
    """
    affirmed = ~columns["denied"]
    single = np.zeros(cells, dtype=bool)
    single[cell[columns["single"]]] = True
    low = np.full(cells, OPEN_LOW)
    high = np.full(cells, OPEN_HIGH)
    least, greatest = high.copy(), low.copy()  # the lowest low, the highest high
    at = cell[affirmed]
    np.maximum.at(low, at, columns["low"][affirmed])
    np.minimum.at(least, at, columns["low"][affirmed])
    np.minimum.at(high, at, columns["high"][affirmed])
    np.maximum.at(greatest, at, columns["high"][affirmed])
    group_sources, sources = _sources(cell, columns["source"], cells)
    same = (low == least) & (high == greatest)
    conflict = single & (low > high)
    many = ~columns["single"]
    same[~single] = _same_sets(cell[many], columns, many, sources)[~single]
    denied = np.zeros(cells, dtype=bool)
    if columns["denied"].any():
        denied[cell[columns["denied"]]] = True
        conflict |= single & _covered(cell, columns, low, high)
        conflict |= ~single & _both(cell, columns, denied)
    return {
        "conflict": conflict,
        "agree": same & ~conflict & ~(single & denied),
        "low": low,
        "high": high,
        "sources": sources,
        "group_sources": group_sources,
    }


def _sources(cell: np.ndarray, source: np.ndarray, cells: int) -> tuple[np.ndarray, np.ndarray]:
    """The distinct sources of each group, and of each cell, from one sort."""
    if not len(cell):
        return np.zeros(cells // N_STANCES, dtype="int64"), np.zeros(cells, dtype="int64")
    width = int(source.max()) + 1
    group, stance = np.divmod(cell, N_STANCES)
    triples = _unique((group * width + source) * N_STANCES + stance)
    pairs, stance = np.divmod(triples, N_STANCES)
    group = pairs // width
    by_cell = np.bincount(group * N_STANCES + stance, minlength=cells)
    by_group = np.bincount(group[_first(pairs)], minlength=cells // N_STANCES)
    return by_group, by_cell


def _first(ordered: np.ndarray) -> np.ndarray:
    """Where a value of a sorted array stands for the first time."""
    first = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return first


def _unique(values: np.ndarray) -> np.ndarray:
    """Sorted distinct values; by sorting, which is faster here than numpy's hashing."""
    ordered = np.sort(values)
    return ordered[_first(ordered)]


def _distinct(key: np.ndarray, value: np.ndarray, keys: int) -> np.ndarray:
    """How many distinct values each key has."""
    if not len(key):
        return np.zeros(keys, dtype="int64")
    width = int(value.max()) + 1
    return np.bincount(_unique(key * width + value) // width, minlength=keys)


def _same_sets(
    cell: np.ndarray, columns: dict, rows: np.ndarray, sources: np.ndarray
) -> np.ndarray:
    """Cells in which every source gives every value that any of them gives."""
    cells = len(sources)
    said = columns["value"][rows] * 2 + columns["denied"][rows]
    source = columns["source"][rows]
    if not len(cell):
        return np.zeros(cells, dtype=bool)
    width = int(said.max()) + 1, int(source.max()) + 1
    triples = _unique((cell * width[0] + said) * width[1] + source)
    pairs = triples // width[1]
    at = pairs // width[0]
    values = np.bincount(at[_first(pairs)], minlength=cells)
    return np.bincount(at, minlength=cells) == values * sources


def _both(cell: np.ndarray, columns: dict, denied_cells: np.ndarray) -> np.ndarray:
    """Cells in which one value is both affirmed and denied."""
    rows = denied_cells[cell]
    denied, width = columns["denied"][rows], int(columns["value"].max()) + 1
    key = cell[rows] * width + columns["value"][rows]
    taken = np.isin(key[~denied], key[denied], kind="sort")
    found = np.zeros(len(denied_cells), dtype=bool)
    found[key[~denied][taken] // width] = True
    return found


def _covered(cell: np.ndarray, columns: dict, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Cells whose joint range is wholly denied, so that no value is left."""
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
    covered = np.zeros(len(low), dtype=bool)
    covered[whole.index[whole]] = True
    return covered


def _inside(cell: np.ndarray, columns: dict, conflict: np.ndarray) -> np.ndarray:
    """Groups in conflict where the statements of one source alone cannot all be true."""
    inside = np.zeros(len(conflict), dtype=bool)
    rows = conflict[columns["group"]]
    if not rows.any():
        return inside
    width = int(columns["source"].max()) + 1
    codes, keys = pd.factorize(cell[rows] * width + columns["source"][rows])
    part = {name: values[rows] for name, values in columns.items()}
    alone = _judge_cells(codes, part, len(keys))["conflict"]
    inside[keys[alone] // width // N_STANCES] = True
    return inside


def opposed(claims: pd.DataFrame, verdicts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The unlike claims of the groups in conflict, and which of them cannot both be true.

    The first table has a row for all claims of a group and stance with the same range, denied or
    not: `group, stance, denied, single, low, high, claims` (how many), `first` (the row of the
    first). The second has `group, one, other`, row labels of the first table.

    Ranges on a line that meet two by two have a value in common, so a conflict of affirmed claims
    always has such a pair. Claims are many and ranges few, so that only these are compared.
    """
    split = claims[(verdicts["verdict"].to_numpy() == CONFLICT)[claims["group"]]]
    by_range = split.assign(first=split.index).groupby(LIKE, sort=False)["first"]
    unlike = by_range.agg(claims="size", first="min").reset_index()
    unlike = unlike.sort_values("first", ignore_index=True)
    sides = unlike.rename_axis("one").reset_index()
    beside = unlike.groupby(["group", "stance"])["first"].transform("size").to_numpy("int64")
    parts = ranges(beside, MOST_COMPARED)
    found = [_opposed(sides.iloc[begin:beyond], sides) for begin, beyond in parts]
    columns = ["group", "one", "other"]
    found = pd.concat(found) if found else pd.DataFrame(columns=columns, dtype="int64")
    return unlike, found.sort_values(columns, ignore_index=True)


def _opposed(some: pd.DataFrame, sides: pd.DataFrame) -> pd.DataFrame:
    """The pairs of `opposed` whose first side is among `some`."""
    pairs = some.merge(sides, on=["group", "stance"], suffixes=("", "_other"))
    pairs = pairs[pairs["one"] < pairs["one_other"]]
    apart = (pairs["low"] > pairs["high_other"]) | (pairs["low_other"] > pairs["high"])
    affirmed = ~pairs["denied"] & ~pairs["denied_other"] & pairs["single"] & apart
    taken = ~pairs["denied"] & pairs["denied_other"] & _within(pairs, "", "_other")
    taken |= pairs["denied"] & ~pairs["denied_other"] & _within(pairs, "_other", "")
    found = pairs.loc[affirmed | taken, ["group", "one", "one_other"]]
    return found.rename(columns={"one_other": "other"})


def pair_counts(unlike: pd.DataFrame, pairs: pd.DataFrame, groups: int) -> np.ndarray:
    """How many pairs of claims in each group cannot both be true, from `opposed`."""
    times = unlike["claims"].to_numpy()
    counts = np.zeros(groups, dtype="int64")
    np.add.at(counts, pairs["group"].to_numpy("int64"), times[pairs["one"]] * times[pairs["other"]])
    return counts


def named_pairs(
    claims: pd.DataFrame, unlike: pd.DataFrame, pairs: pd.DataFrame, counts: np.ndarray
) -> pd.DataFrame:
    """The pairs of claims that cannot both be true: `group, one, other` (row labels of `claims`).

    `unlike` and `pairs` are from `opposed`, `counts` from `pair_counts`. Of a group with more than
    `MOST_PAIRS`, so many at most: one for each pair of unlike ranges, of the first claims that have
    them.
    """
    many = counts[pairs["group"].to_numpy("int64")] > MOST_PAIRS
    few, first = pairs[~many], pairs[many]
    first = first[first.groupby("group").cumcount() < MOST_PAIRS]
    rows = claims.loc[claims["group"].isin(few["group"]), LIKE].rename_axis("row").reset_index()
    rows = rows.merge(unlike[LIKE].rename_axis("like").reset_index(), on=LIKE)[["like", "row"]]
    one = few.merge(rows, left_on="one", right_on="like")[["group", "row", "other"]]
    both = one.merge(rows, left_on="other", right_on="like", suffixes=("", "_other"))
    named = pd.DataFrame(
        {
            "group": pd.concat([both["group"], first["group"]]),
            "one": pd.concat([both["row"], unlike["first"].reindex(first["one"])]).to_numpy(),
            "other": pd.concat(
                [both["row_other"], unlike["first"].reindex(first["other"])]
            ).to_numpy(),
        }
    )
    named[["one", "other"]] = np.sort(named[["one", "other"]].to_numpy("int64"), axis=1)
    return named.sort_values(["group", "one", "other"], ignore_index=True)


def _within(pairs: pd.DataFrame, inner: str, outer: str) -> pd.Series:
    low = pairs[f"low{outer}"] <= pairs[f"low{inner}"]
    return low & (pairs[f"high{inner}"] <= pairs[f"high{outer}"])
