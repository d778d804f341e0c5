"""Compare encoded statements fact by fact, where a fact is a property of an entity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.compare.pairs import (
    RANGE,
    count_pairs,
    exclude_each_other,
    name_pairs,
    opposed_ranges,
    with_opposed,
)
from analysis.compare.rules import OPEN_HIGH, OPEN_LOW
from analysis.compare.vectorised import compare_facts, decides
from analysis.validation.vocabulary import PropertyKind

MOST_SHOWN = 1_000  # statements of one fact, compared or not, whose words are shown
TIMES = ("not decided by dates or words", "the first was said later", "the second was said later")
EARLIER, LATER = -1, 1  # the order that words such as "initially" and "later" give a statement


class Comparison(NamedTuple):
    """The result of a comparison in integers; `analysis.compare.wording` puts it into words.

    Attributes
    ----------
    facts : DataFrame
        One row per fact, in the order of the tables: `entity, property` (numbers of their rows),
        `single` (whether only one value can be true), the columns that `compare_facts` returns,
        `pairs` (how many cannot both be true), `revised` (whether one statement of such a pair was
        certainly made after the other), `one_value` (whether everything compared gives one value),
        `compared` and `apart` (how many statements were compared, and how many were not),
        `substance` (whether the values compared are more than a spelling or a definition),
        `conventions` (the names of the conventions under which the outcome differs).
    statements : DataFrame
        One row per statement, with its index: `fact` (the row of its fact), `number`, `compared`,
        `narrowest` (whether its range is the one that all share), `shown` (whether its words are
        shown).
    pairs : DataFrame
        `fact, one, other` (index labels of statements), `time` (an index of `TIMES`) and `holds`
        (whether the two cannot both be true under any convention).
    """

    facts: pd.DataFrame
    statements: pd.DataFrame
    pairs: pd.DataFrame


def compare_statements(
    encoded: pd.DataFrame, properties: pd.DataFrame, readings: Mapping[str, pd.DataFrame]
) -> Comparison:
    """Compare the statements that `encoding.encode` returns.

    They may be part of a corpus if they include every statement about their entities, in the order
    of the corpus. `readings` is what `conventions.readings` returns.
    """
    claims, keys = number_facts(encoded, properties)
    fact = claims["fact"].to_numpy()
    outcomes = compare_facts(claims, len(keys))
    ranges, opposed = opposed_ranges(claims, outcomes)
    counts = count_pairs(ranges, opposed, len(keys))
    compared = decides(
        claims["stance"].to_numpy(),
        *(outcomes[name].to_numpy()[fact] for name in ("outcome", "stance")),
    )
    is_substance = compared & (claims["tested"] & ~claims["defined"]).to_numpy()
    pairs = name_pairs(claims, ranges, opposed, counts)
    entity, prop = np.divmod(keys, max(len(properties), 1))
    facts = outcomes.assign(
        entity=entity,
        property=prop,
        single=(properties["cardinality"] == "one").to_numpy()[prop],
        pairs=counts,
        revised=_revised(claims, ranges, opposed, len(keys)),
        one_value=_one_value(fact[compared], claims["value"].to_numpy()[compared], len(keys)),
        compared=np.bincount(fact[compared], minlength=len(keys)),
        apart=np.bincount(fact[~compared], minlength=len(keys)),
        substance=np.bincount(fact[is_substance], minlength=len(keys)) > 0,
        conventions=_conventions(claims, outcomes, readings),
    )
    statements = claims[["number", "fact"]].assign(compared=compared)
    narrowest = compared & (claims["low"].to_numpy() == outcomes["low"].to_numpy()[fact])
    narrowest &= claims["high"].to_numpy() == outcomes["high"].to_numpy()[fact]
    statements = statements.assign(narrowest=narrowest)
    shown = statements.groupby(["fact", "compared"]).cumcount() < MOST_SHOWN
    shown |= claims.index.isin(pairs["one"]) | claims.index.isin(pairs["other"])
    pairs = pairs.assign(time=_times(encoded, pairs), holds=_holds(claims, pairs, readings))
    return Comparison(facts, statements.assign(shown=shown), pairs)


def number_facts(
    encoded: pd.DataFrame, properties: pd.DataFrame
) -> tuple[pd.DataFrame, np.ndarray]:
    """Return encoded statements as claims of facts, and the key of each fact.

    The key is the number of the entity times the number of properties, plus the number of the
    property.
    """
    keys, fact = np.unique(
        encoded["entity"] * len(properties) + encoded["property"], return_inverse=True
    )
    is_single = (properties["cardinality"] == "one").to_numpy()
    is_tested = (properties["kind"] != PropertyKind.TEXT).to_numpy()
    prop = encoded["property"]
    return encoded.assign(
        fact=fact, single=(is_single & is_tested)[prop], tested=is_tested[prop]
    ), keys


def reread(claims: pd.DataFrame, reading: pd.DataFrame) -> pd.DataFrame:
    """Return the claims whose counts a convention reads differently, with its ranges.

    `reading` has one row per entry of the lexicon: `value, low, high`.
    """
    other = reading.set_index("value")
    row = other.index.get_indexer(pd.Index(claims["value"]))
    changed = claims["counted"].to_numpy() & (row >= 0)
    ranges = other.iloc[row[changed]]
    return claims[changed].assign(low=ranges["low"].to_numpy(), high=ranges["high"].to_numpy())


def _with_ranges(claims: pd.DataFrame, changed: pd.DataFrame) -> pd.DataFrame:
    """Return a copy of claims with the ranges of those that `reread` returned replaced."""
    other = claims.copy()
    other.loc[changed.index, ["low", "high"]] = changed[["low", "high"]]
    return other


def _conventions(
    claims: pd.DataFrame, outcomes: pd.DataFrame, readings: Mapping[str, pd.DataFrame]
) -> np.ndarray:
    """Return the names of the conventions under which the outcome of each fact differs."""
    names = np.full(len(outcomes), "", dtype="object")
    for convention, reading in readings.items():
        changed = reread(claims, reading)
        facts, _ = np.unique(changed["fact"], return_inverse=True)
        if not len(facts):
            continue
        some = _with_ranges(claims[claims["fact"].isin(facts)], changed)
        some = some.assign(fact=np.searchsorted(facts, some["fact"]))
        other = compare_facts(some, len(facts))["outcome"].to_numpy()
        is_other = facts[other != outcomes["outcome"].to_numpy()[facts]]
        names[is_other] = [
            f"{name}; {convention}" if name else convention for name in names[is_other]
        ]
    return names


def _holds(
    claims: pd.DataFrame, pairs: pd.DataFrame, readings: Mapping[str, pd.DataFrame]
) -> np.ndarray:
    """Mark the pairs of claims that cannot both be true under any convention."""
    holds = np.ones(len(pairs), dtype=bool)
    sides = np.unique(pairs[["one", "other"]].to_numpy())
    columns = ["fact", "single", "tested", "denied", "low", "high", "value", "counted"]
    some = claims.loc[sides, columns]
    for reading in readings.values():
        changed = reread(some, reading)
        if changed.empty:
            continue
        other = _with_ranges(some, changed)
        one, two = (other.loc[pairs[side]].reset_index(drop=True) for side in ("one", "other"))
        holds &= exclude_each_other(one, two, one["single"]).to_numpy(dtype=bool)
    return holds


def _one_value(fact: np.ndarray, value: np.ndarray, n_facts: int) -> np.ndarray:
    """Mark the facts that have only one value."""
    least, greatest = np.full(n_facts, OPEN_HIGH), np.full(n_facts, OPEN_LOW)
    np.minimum.at(least, fact, value)
    np.maximum.at(greatest, fact, value)
    return least == greatest


def _revised(
    claims: pd.DataFrame, ranges: pd.DataFrame, opposed: pd.DataFrame, n_facts: int
) -> np.ndarray:
    """Mark the facts with an opposed pair in which one was certainly said after the other."""
    in_conflict = with_opposed(claims[claims["fact"].isin(ranges["fact"])])
    days = in_conflict.groupby(RANGE).agg(
        earliest_end=("said_end", "min"), latest_start=("said_start", "max")
    )
    spoken = ranges[RANGE].join(days, on=RANGE)
    one, other = spoken.loc[opposed["one"]], spoken.loc[opposed["other"]]
    later = one["earliest_end"].to_numpy() < other["latest_start"].to_numpy()
    later |= other["earliest_end"].to_numpy() < one["latest_start"].to_numpy()
    later |= _ordered_by_words(in_conflict, ranges, opposed)
    return np.bincount(opposed["fact"][later].to_numpy("int64"), minlength=n_facts) > 0


def _ordered_by_words(
    claims: pd.DataFrame, ranges: pd.DataFrame, opposed: pd.DataFrame
) -> np.ndarray:
    """Mark the opposed ranges that one text orders by its words, such as "initially", "later"."""
    ordered = claims.loc[claims["order"] != 0, [*RANGE, "source", "order"]]
    number = ranges[RANGE].rename_axis("range").reset_index()
    ordered = ordered.merge(number, on=RANGE)[["range", "source", "order"]].drop_duplicates()
    earlier, later = (ordered[ordered["order"] == side] for side in (EARLIER, LATER))
    pairs = earlier.merge(later, on="source", suffixes=("_earlier", "_later"))
    sides = np.sort(pairs[["range_earlier", "range_later"]].to_numpy("int64"), axis=1)
    named = pd.MultiIndex.from_arrays([sides[:, 0], sides[:, 1]])
    return pd.MultiIndex.from_frame(opposed[["one", "other"]]).isin(named)


def _times(encoded: pd.DataFrame, pairs: pd.DataFrame) -> np.ndarray:
    """Return which statement of each pair was certainly made later, as an index of `TIMES`."""
    one, other = encoded.loc[pairs["one"]], encoded.loc[pairs["other"]]
    second = one["said_end"].to_numpy() < other["said_start"].to_numpy()
    first = other["said_end"].to_numpy() < one["said_start"].to_numpy()
    same_text = one["source"].to_numpy() == other["source"].to_numpy()
    orders = one["order"].to_numpy(), other["order"].to_numpy()
    second |= same_text & (orders[0] == EARLIER) & (orders[1] == LATER)
    first |= same_text & (orders[0] == LATER) & (orders[1] == EARLIER)
    return np.select([first, second], [1, 2], 0)
