"""Classify why a source does not mention something that others report.

Dates are used only where they are decisive. A group of statements (a topic or a fact) belongs to a
warrant if everything in it concerns some warrant. It cannot be known before the first possible day
of its entities, or of the speech that it is taken from; and it is known once any source that
reports it has been published.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from analysis.tables.spoken_warrants import spoken_warrants, warrant_of

if TYPE_CHECKING:
    from analysis.evidence import Evidence

SILENCES = {
    "not applicable": "what others report here concerns a warrant that this text does not mention",
    "published before": "published before the first day to which any text dates it",
    "not mentioned": "published when it was already reported elsewhere, or had to be",
    "undecidable": "the dates do not tell whether the source could know of it",
}
NOT_APPLICABLE, PUBLISHED_BEFORE, NOT_MENTIONED, UNDECIDABLE = range(len(SILENCES))
AGGREGATES = {"first": "min", "known": "min", "undated": "any", "shared": "any"}


class Limits(NamedTuple):
    """The dates and warrants that decide who could know about each group of statements.

    Attributes
    ----------
    days : DataFrame
        One row per group: `first` (the first possible day of what is said, NaT if any of it has
        none), `known` (the day by which a source that reports it has certainly been published),
        `undated`, `shared` (whether any of it concerns no warrant).
    warrants : DataFrame
        One row for each `group` and each `warrant` that any of it concerns.
    """

    days: pd.DataFrame
    warrants: pd.DataFrame


def limits_of(encoded: pd.DataFrame, entities: pd.DataFrame, group: np.ndarray) -> Limits:
    """Return the limits of each group.

    Parameters
    ----------
    encoded : DataFrame
        Statements as `encoding.encode` returns them.
    entities : DataFrame
        The entities that they name.
    group : ndarray of int
        The number of the group of each statement.
    """
    concerns = warrant_of(entities).set_axis(entities.index).reindex(encoded["entity"])
    of_entity = encoded.groupby("entity").agg({"dated_from": "min", "undated": "any"})
    event = of_entity["dated_from"].mask(of_entity["undated"]).reindex(encoded["entity"])
    spoken = encoded["spoken_from"].to_numpy("datetime64[s]")
    days = np.fmax(event.to_numpy("datetime64[s]"), spoken)
    by_group = pd.DataFrame(
        {
            "group": group,
            "first": days,
            "known": encoded["published_by"].to_numpy(),
            "undated": np.isnat(days),
            "shared": concerns.isna().to_numpy(dtype=bool),
        }
    ).groupby("group")
    warrants = pd.DataFrame({"group": group, "warrant": concerns.to_numpy()})
    return Limits(by_group.agg(AGGREGATES), warrants.dropna().drop_duplicates())


def silence_codes(evidence: Evidence, limits: Limits) -> np.ndarray:
    """Return the kind of silence that each source would keep about each group.

    Returns
    -------
    ndarray of int8, shape (sources, groups)
        Positions in `SILENCES`.
    """
    sources, days = evidence.sources, limits.days
    first, known = (days[name].to_numpy("datetime64[s]") for name in ("first", "known"))
    undated, shared = (days[name].to_numpy(dtype=bool) for name in ("undated", "shared"))
    begins = sources["published_start"].to_numpy("datetime64[s]")[:, None]
    ends = sources["published_end"].to_numpy("datetime64[s]")[:, None]
    kinds = np.full((len(sources), len(days)), UNDECIDABLE, dtype="int8")
    kinds[begins >= known] = NOT_MENTIONED
    kinds[(ends < first) & ~undated] = PUBLISHED_BEFORE
    kinds[~_speaks_of_warrant(evidence, limits) & ~shared] = NOT_APPLICABLE
    return kinds


def _speaks_of_warrant(evidence: Evidence, limits: Limits) -> np.ndarray:
    """Mark the sources that speak of a warrant that each group concerns."""
    names = pd.Index(limits.warrants["warrant"].unique())
    concerns = np.zeros((len(limits.days), len(names)), dtype="float32")
    group = limits.days.index.get_indexer(pd.Index(limits.warrants["group"]))
    concerns[group, names.get_indexer(limits.warrants["warrant"])] = 1
    table = spoken_warrants(evidence)
    warrant = names.get_indexer(table["warrant_id"])
    source = pd.Index(evidence.sources["source_id"]).get_indexer(table["source_id"])
    spoken = np.zeros((len(evidence.sources), len(names)), dtype="float32")
    spoken[source[warrant >= 0], warrant[warrant >= 0]] = 1
    return spoken @ concerns.T > 0


def subjects(evidence: Evidence) -> pd.Series:
    """Return the warrants that each source speaks of: a frozenset of ids by `source_id`."""
    spoken = spoken_warrants(evidence).groupby("source_id")["warrant_id"].agg(frozenset).to_dict()
    names = evidence.sources["source_id"]
    return pd.Series({name: spoken.get(name, frozenset()) for name in names}, dtype="object")


def source_codes(evidence: Evidence) -> np.ndarray:
    """Return the number of each statement's source."""
    return pd.Index(evidence.sources["source_id"]).get_indexer(evidence.statements["source_id"])
