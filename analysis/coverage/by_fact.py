"""List the facts (entity and property) that a source is silent about, and classify why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.compare import encoding
from analysis.coverage.silence import SILENCES, Limits, limits_of, silence_codes, source_codes
from analysis.evidence import cached_table
from analysis.tables.selection import selectable

if TYPE_CHECKING:
    from analysis.evidence import Evidence


@selectable("source", "entity", "property")
def silences(evidence: Evidence, reported_by: int = 1) -> pd.DataFrame:
    """List the facts that others report and a source does not.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.
    reported_by : int
        Facts reported by fewer sources are left out: with a thousand sources, there are nearly a
        thousand rows per fact.

    Returns
    -------
    DataFrame
        One row per source and fact: `source_id, source, entity_id, entity, property, topic,
        reported_by` (how many sources report it), `silence` (of `SILENCES`).
    """
    return _silent_on(evidence, _reported_by(evidence, reported_by))


@selectable("source", "entity", "property")
def silences_on(evidence: Evidence, facts: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `silences` for some `facts`, each an `entity_id` and `property`."""
    keys = ["entity_id", "property"]
    every = pd.MultiIndex.from_frame(_facts(evidence)[keys])
    return _silent_on(evidence, np.flatnonzero(every.isin(pd.MultiIndex.from_frame(facts[keys]))))


@selectable("source")
@cached_table
def silence_counts(evidence: Evidence, reported_by: int = 1) -> pd.DataFrame:
    """Count the rows of `silences` by source and kind.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.
    reported_by : int
        Facts that fewer sources report are left out.

    Returns
    -------
    DataFrame
        One row per source: `source`, and a column for each of `SILENCES`.

    Examples
    --------
    >>> import analysis
    >>> evidence = analysis.load()
    >>> counts = silence_counts(evidence, 2).drop(columns="source")
    >>> int(counts.sum(axis=None)) == len(silences(evidence, 2))
    True
    """
    kinds, silent = _silence_grid(evidence, _reported_by(evidence, reported_by))
    counts = {name: ((kinds == code) & silent).sum(axis=1) for code, name in enumerate(SILENCES)}
    return pd.DataFrame({"source": evidence.sources["label"], **counts})


@cached_table
def _facts(evidence: Evidence) -> pd.DataFrame:
    """Return every fact that any source speaks of, in the order of the statements."""
    code, facts = _fact_codes(evidence)
    entities = evidence.entities.set_index("entity_id")["label"]
    topic_of = evidence.properties.set_index("property")["topic"]
    spoken = pd.DataFrame({"fact": code, "source": source_codes(evidence)}).drop_duplicates()
    return facts.assign(
        entity=facts["entity_id"].map(entities),
        topic=facts["property"].map(topic_of),
        reported_by=np.bincount(spoken["fact"], minlength=len(facts)),
    )


def _reported_by(evidence: Evidence, least: int) -> np.ndarray:
    """Return the numbers of the facts that at least `least` sources report."""
    return np.flatnonzero(_facts(evidence)["reported_by"] >= least)


def _fact_codes(evidence: Evidence) -> tuple[np.ndarray, pd.DataFrame]:
    """Return the number of each statement's fact, and the facts."""
    keys = evidence.statements[["entity_id", "property"]]
    code = keys.groupby(["entity_id", "property"], sort=False).ngroup().to_numpy("int64")
    return code, keys.drop_duplicates(ignore_index=True)


def _silent_on(evidence: Evidence, numbers: np.ndarray) -> pd.DataFrame:
    """Return the rows of `silences` for the facts with these numbers."""
    kinds, silent = _silence_grid(evidence, numbers)
    source, fact = np.nonzero(silent)
    facts = _facts(evidence).iloc[numbers[fact]].reset_index(drop=True)
    texts = evidence.sources[["source_id", "label"]].iloc[source].reset_index(drop=True)
    silence = np.array(list(SILENCES), dtype="object")[kinds[source, fact]]
    table = texts.rename(columns={"label": "source"}).join(facts)
    columns = ["source_id", "source", "entity_id", "entity", "property", "topic", "reported_by"]
    return table[columns].assign(silence=pd.Series(silence, table.index, dtype="str"))


def _silence_grid(evidence: Evidence, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the code of the silence of each source about each fact, and whether it is silent."""
    code, facts = _fact_codes(evidence)
    spoken = np.zeros((len(evidence.sources), len(facts)), dtype=bool)
    spoken[source_codes(evidence), code] = True
    days, warrants = limits_of(encoding.encode(evidence), evidence.entities, code)
    limits = Limits(days.loc[numbers], warrants[warrants["group"].isin(numbers)])
    return silence_codes(evidence, limits), ~spoken[:, numbers]
