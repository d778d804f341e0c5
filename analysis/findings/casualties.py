"""State the number of people killed and injured, and who is named among the dead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis import tables
from analysis.findings.sentences import (
    Finding,
    first_of,
    name_event,
    name_texts,
    per_entity,
    select,
)

if TYPE_CHECKING:
    from analysis.evidence import Evidence


def casualties(evidence: Evidence) -> list[str]:
    """Return the numbers of people killed and hurt, and who is named among the dead."""
    findings = [
        *per_entity(evidence, "injured"),
        *per_entity(evidence, "killed"),
        *named_dead(evidence),
        *per_entity(evidence, "bases_attacked"),
    ]
    return findings or ["Nothing is said of people killed or hurt."]


def named_dead(evidence: Evidence) -> list[str]:
    """Return a sentence for each event in which somebody is named as killed."""
    findings = []
    for event, table in select(evidence, "killed_in").groupby("value", sort=False):
        sources = table.groupby("entity", sort=False)["source"].unique()
        names = [f"{name}, by {name_texts(evidence, texts)}" for name, texts in sources.items()]
        event_name = name_event(evidence, str(event))
        sentence = f"Named as killed in {event_name}: {tables.join_texts(names)}."
        findings.append(Finding(sentence, table["statement_id"]))
    return first_of(findings, "events have somebody named as killed in them")
