"""State who speaks of which warrant, and what the texts say of its issue and its targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis import coverage, tables
from analysis.findings.sentences import join_names, name_texts, per_entity, select
from analysis.tables import spoken_warrants

if TYPE_CHECKING:
    from analysis.evidence import Evidence


def warrants(evidence: Evidence) -> list[str]:
    """Return who speaks of which warrant, its issuers, dates, persons and enforcement.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.

    Returns
    -------
    list of str
        Sentences; a `Finding` has the ids of the statements behind it in `statement_ids`.
    """
    return [
        subjects(evidence),
        *per_entity(evidence, "issuer"),
        *issue_dates(evidence),
        *per_entity(evidence, "others_count"),
        *per_entity(evidence, "enforcement_prospect"),
        *per_entity(evidence, "answer"),
        *per_entity(evidence, "answer_reason"),
    ]


def subjects(evidence: Evidence) -> str:
    """Return which texts speak of which warrant, and how many of all."""
    warrant_ids = spoken_warrants.warrant_ids(evidence)
    if not warrant_ids:
        return "No text speaks of a warrant."
    spoken = coverage.subjects(evidence)
    texts = evidence.sources.set_index("source_id")["label"]
    labels = evidence.entities.set_index("entity_id")["label"]
    parts = [
        f"{labels[warrant]} is the subject of "
        + name_texts(evidence, texts[[warrant in ids for ids in spoken]])
        for warrant in warrant_ids
    ]
    if len(parts) == 1:
        return f"{parts[0]}."
    number = sum(ids >= set(warrant_ids) for ids in spoken)
    speakers = f"{number or 'no'} {'text speaks' if number < 2 else 'texts speak'}"
    which = "both" if len(parts) == 2 else f"all {len(parts)}"
    return f"{tables.join_texts(parts)}; {speakers} of {which}."


def issue_dates(evidence: Evidence) -> list[str]:
    """Return the dates of issue with who gives them, and the warrants that no text dates."""
    warrant_ids = spoken_warrants.warrant_ids(evidence)
    dated = set(select(evidence, "issued_on")["entity_id"])
    undated = [warrant for warrant in warrant_ids if warrant not in dated]
    sentences: list[str] = [*per_entity(evidence, "issued_on")]
    if undated and len(undated) < len(warrant_ids):
        labels = evidence.entities.set_index("entity_id")["label"]
        which = join_names(labels[undated], last="or")
        sentences.append(f"No text gives a date of issue for {which}.")
    elif undated:
        which = {1: "the", 2: "either"}.get(len(undated), "any")
        sentences.append(f"No text gives a date of issue for {which} warrant.")
    return sentences
