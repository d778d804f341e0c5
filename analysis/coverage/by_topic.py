"""Count what each source says about each topic, and classify its silences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.compare import encoding
from analysis.coverage.silence import (
    AGGREGATES,
    SILENCES,
    Limits,
    limits_of,
    silence_codes,
    source_codes,
)
from analysis.evidence import cached_table
from analysis.tables.selection import selectable
from analysis.validation.vocabulary import TOPICS

if TYPE_CHECKING:
    from analysis.evidence import Evidence


@selectable("source")
@cached_table
def topics(evidence: Evidence) -> pd.DataFrame:
    """Count the statements of each source on each topic, or say why there are none.

    Returns
    -------
    DataFrame
        One row per source and topic that any source speaks of: `source_id, source, topic,
        statements` (how many), `silence` ("" if there are any, else one of `SILENCES`).

    Examples
    --------
    >>> import analysis
    >>> table = topics(analysis.load())
    >>> bool(((table["statements"] > 0) == (table["silence"] == "")).all())
    True
    """
    encoded = encoding.encode(evidence)
    return topics_within(evidence, topic_limits(encoded, evidence.entities, evidence.properties))


def topics_within(evidence: Evidence, limits: Limits) -> pd.DataFrame:
    """Return the rows of `topics` for the sources of `evidence`, which may be part of a corpus.

    `limits` are those of the whole corpus (see `topic_limits`).
    """
    spoken, sources = list(limits.days.index), evidence.sources
    cells = np.zeros((len(sources), len(spoken)), dtype="int64")
    code = pd.Index(spoken).get_indexer(statement_topics(evidence))
    np.add.at(cells, (source_codes(evidence), code), 1)
    silence = np.array([*SILENCES, ""], dtype=object)[
        np.where(cells > 0, len(SILENCES), silence_codes(evidence, limits))
    ]
    return pd.DataFrame(
        {
            "source_id": sources["source_id"].repeat(len(spoken)).reset_index(drop=True),
            "source": sources["label"].repeat(len(spoken)).reset_index(drop=True),
            "topic": pd.Series(spoken * len(sources), dtype="str"),
            "statements": cells.ravel(),
            "silence": pd.Series(silence.ravel(), dtype="str"),
        }
    )


def topic_limits(encoded: pd.DataFrame, entities: pd.DataFrame, properties: pd.DataFrame) -> Limits:
    """Return the limits of each topic of the statements, by name.

    `encoded`, as `encoding.encode` returns it, may be part of a corpus if it includes every
    statement about its entities; `merge_limits` combines the limits of the parts.
    """
    names = pd.Index(topics_of(properties))
    topic = names.get_indexer(pd.Index(properties["topic"]))[encoded["property"]]
    days, warrants = limits_of(encoded, entities, topic)
    warrants = warrants.assign(group=names.take(warrants["group"].to_numpy("int64")))
    return Limits(days.set_axis(names.take(days.index.to_numpy("int64"))), warrants)


def merge_limits(limits: Iterable[Limits], properties: pd.DataFrame) -> Limits:
    """Return the limits of the topics of a corpus, from those of each of its partitions."""
    days, warrants = (pd.concat(tables) for tables in zip(*limits, strict=True))
    days = days.groupby(level=0).agg(AGGREGATES)
    order = [name for name in topics_of(properties) if name in days.index]
    return Limits(days.loc[order], warrants.drop_duplicates(ignore_index=True))


@selectable("source")
def topics_by_source(evidence: Evidence) -> pd.DataFrame:
    """Return `topics` with one row per source and one column per topic.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.

    Returns
    -------
    DataFrame
        `source`, and one column per topic. A cell is a number of statements, or the kind of
        silence.
    """
    table = topics(evidence)
    cells = table["statements"].astype("str").mask(table["silence"] != "", table["silence"])
    wide = table.assign(cell=cells).pivot(index="source", columns="topic", values="cell")
    wide = wide.reindex(index=list(evidence.sources["label"]), columns=spoken_topics(evidence))
    wide = wide.rename_axis(index="source").reset_index().astype({"source": "str"})
    wide.columns.name = None
    return wide


def topics_of(properties: pd.DataFrame) -> tuple[str, ...]:
    """Return the topics of a project: `TOPICS`, then those that its properties add."""
    return tuple(dict.fromkeys([*TOPICS, *properties["topic"]]))


def spoken_topics(evidence: Evidence) -> list[str]:
    """Return the topics that any source speaks of, in the order of `topics_of`."""
    used = set(statement_topics(evidence))
    return [topic for topic in topics_of(evidence.properties) if topic in used]


def statement_topics(evidence: Evidence) -> pd.Series:
    """Return the topic of each statement."""
    return evidence.statements["property"].map(evidence.properties.set_index("property")["topic"])
