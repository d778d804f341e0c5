"""Compare encoded statements fact by fact, where a fact is a property of an entity."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.compare.pairs import RANGE, count_pairs, name_pairs, opposed_ranges
from analysis.compare.rules import OPEN_HIGH, OPEN_LOW, Outcome
from analysis.compare.vectorised import compare_facts

MOST_SHOWN = 1_000  # statements of one fact, compared or not, whose words are shown
TIMES = ("not decided by dates", "the first was said later", "the second was said later")


class Comparison(NamedTuple):
    """The result of a comparison in integers; `analysis.compare.wording` puts it into words.

    Attributes
    ----------
    facts : DataFrame
        One row per fact, in the order of the tables: `entity, prop` (numbers of their rows),
        `single` (whether only one value can be true), the columns that `compare_facts` returns,
        `pairs` (how many cannot both be true), `revised` (whether in such a pair one statement was
        certainly made after the other), `one_value` (whether all that was compared gives one
        value), `compared` and `apart` (how many statements were compared, and how many not).
    statements : DataFrame
        One row per statement, with its index: `fact` (the row of its fact), `number`, `compared`,
        `shown` (whether its words are shown).
    pairs : DataFrame
        `fact, one, other` (index labels of statements) and `time`, an index of `TIMES`.
    """

    facts: pd.DataFrame
    statements: pd.DataFrame
    pairs: pd.DataFrame


def compare_statements(encoded: pd.DataFrame, props: pd.DataFrame) -> Comparison:
    """Compare the statements that `encoding.encode` returns.

    They may be some of a corpus, if they are all there are of the entities that they speak of, and
    are in the order of the corpus.
    """
    keys, fact = np.unique(encoded["entity"] * len(props) + encoded["prop"], return_inverse=True)
    is_single = (props["cardinality"] == "one").to_numpy()
    claims = encoded.assign(fact=fact, single=is_single[encoded["prop"]])
    outcomes = compare_facts(claims, len(keys))
    ranges, opposed = opposed_ranges(claims, outcomes)
    counts = count_pairs(ranges, opposed, len(keys))
    compared = claims["stance"].to_numpy() == outcomes["stance"].to_numpy()[fact]
    compared |= (outcomes["verdict"] == Outcome.NOT_COMPARABLE).to_numpy()[fact]
    pairs = name_pairs(claims, ranges, opposed, counts)
    entity, prop = np.divmod(keys, max(len(props), 1))
    facts = outcomes.assign(
        entity=entity,
        prop=prop,
        single=is_single[prop],
        pairs=counts,
        revised=_revised(claims, ranges, opposed, len(keys)),
        one_value=_one_value(fact[compared], claims["value"].to_numpy()[compared], len(keys)),
        compared=np.bincount(fact[compared], minlength=len(keys)),
        apart=np.bincount(fact[~compared], minlength=len(keys)),
    )
    statements = claims[["number", "fact"]].assign(compared=compared)
    shown = statements.groupby(["fact", "compared"]).cumcount() < MOST_SHOWN
    shown |= claims.index.isin(pairs["one"]) | claims.index.isin(pairs["other"])
    return Comparison(
        facts, statements.assign(shown=shown), pairs.assign(time=_times(encoded, pairs))
    )


def _one_value(fact: np.ndarray, value: np.ndarray, n_facts: int) -> np.ndarray:
    """Mark the facts that have only one value."""
    least, greatest = np.full(n_facts, OPEN_HIGH), np.full(n_facts, OPEN_LOW)
    np.minimum.at(least, fact, value)
    np.maximum.at(greatest, fact, value)
    return least == greatest


def _revised(
    claims: pd.DataFrame, ranges: pd.DataFrame, opposed: pd.DataFrame, n_facts: int
) -> np.ndarray:
    """Mark the facts with an opposed pair of which one was certainly said after the other."""
    in_conflict = claims[claims["fact"].isin(ranges["fact"])]
    days = in_conflict.groupby(RANGE).agg(
        earliest_end=("said_end", "min"), latest_start=("said_start", "max")
    )
    spoken = ranges[RANGE].join(days, on=RANGE)
    one, other = spoken.loc[opposed["one"]], spoken.loc[opposed["other"]]
    later = one["earliest_end"].to_numpy() < other["latest_start"].to_numpy()
    later |= other["earliest_end"].to_numpy() < one["latest_start"].to_numpy()
    return np.bincount(opposed["fact"][later].to_numpy("int64"), minlength=n_facts) > 0


def _times(encoded: pd.DataFrame, pairs: pd.DataFrame) -> np.ndarray:
    """Return which statement of each pair was certainly made later, as an index of `TIMES`."""
    one, other = encoded.loc[pairs["one"]], encoded.loc[pairs["other"]]
    second = one["said_end"].to_numpy() < other["said_start"].to_numpy()
    first = other["said_end"].to_numpy() < one["said_start"].to_numpy()
    return np.select([first, second], [1, 2], 0)
