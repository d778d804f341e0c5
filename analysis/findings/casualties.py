"""State the number of people killed and injured, and who is named among the dead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis import tables
from analysis.findings.sentences import (
    Finding,
    first_of,
    name_texts,
    per_entity,
    select,
)
from analysis.tables.statements import with_stance

if TYPE_CHECKING:
    from analysis.evidence import Evidence


def casualties(evidence: Evidence) -> list[str]:
    """Return the numbers of persons, such as those hurt, and who is named among the dead.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.

    Returns
    -------
    list of str
        Sentences; a `Finding` has the ids of the statements behind it in `statement_ids`.
    """
    first = ("injured", "killed")
    counted = tables.counts(evidence)["property"].drop_duplicates()
    findings = [
        *(finding for prop in first for finding in per_entity(evidence, prop)),
        *(
            finding
            for prop in counted[~counted.isin([*first, "bases_attacked"])]
            for finding in per_entity(evidence, prop)
        ),
        *named_dead(evidence),
        *per_entity(evidence, "bases_attacked"),
    ]
    return findings or ["No number of persons is reported."]


def named_dead(evidence: Evidence) -> list[str]:
    """Return a sentence for each event in which somebody is named as killed."""
    findings = []
    labels = evidence.entities.set_index("entity_id")["label"]
    named = select(evidence, "killed_in")
    named = named.assign(entity=with_stance(named.assign(value_text=named["entity"])))
    for event, table in named.groupby("value", sort=False):
        sources = table.groupby("entity", sort=False)["source"].unique()
        names = [f"{name}, by {name_texts(evidence, texts)}" for name, texts in sources.items()]
        sentence = f"{labels[event]}: named as killed: {tables.join_texts(names)}."
        findings.append(Finding(sentence, table["statement_id"]))
    return first_of(
        findings,
        "event has somebody named as killed in it",
        "events have somebody named as killed in them",
    )
