"""State the charges, the article of law, and who characterises what in legal words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis import tables
from analysis.findings.sentences import (
    Finding,
    be,
    count_noun,
    name_texts,
    per_entity,
    select,
)

if TYPE_CHECKING:
    from analysis.evidence import Evidence


def charges(evidence: Evidence) -> list[str]:
    """Return the charges, the legal basis, and the legal characterisations with their speakers.

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
        *per_entity(evidence, "charge"),
        *per_entity(evidence, "penalty"),
        legal_basis(evidence),
        *per_entity(evidence, "said_to_breach"),
        *per_entity(evidence, "purpose"),
        *per_entity(evidence, "legal_characterisation"),
        *_rules(len(evidence.rules)),
    ]


def _rules(number: int) -> list[str]:
    """Return how many rules of law from elsewhere there are, if any."""
    rules = f"{count_noun(number, 'rule')} from outside the corpus {be(number)}"
    return [f"{rules} shown beside what the texts say of the law."] if number else []


def legal_basis(evidence: Evidence) -> str:
    """Return which texts name a legal basis, and the law that it is part of."""
    named = select(evidence, "legal_basis")
    if named.empty:
        return "No text names a legal basis."
    rules = tables.who_says(named, named["value"])
    laws = select(evidence, "contained_in")
    laws = laws[laws["entity_id"].isin(rules.index)]
    part_of = tables.who_says(laws, laws["entity_id"]).to_dict()
    parts = [
        f"{rule}, part of {part_of[rule_id]}" if rule_id in part_of else rule
        for rule_id, rule in rules.items()
    ]
    texts = name_texts(evidence, named["source"].unique())
    ids = [*named["statement_id"], *laws["statement_id"]]
    return Finding(f"A legal basis is named by {texts}: {tables.join_texts(parts)}.", ids)
