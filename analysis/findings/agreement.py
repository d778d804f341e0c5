"""State how many facts the texts agree on, and which they cannot all be right about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis import agreement as comparison
from analysis import coverage
from analysis.findings.sentences import Finding, count_by_name, first_of, name_fact

if TYPE_CHECKING:
    from analysis.evidence import Evidence


def agreement(evidence: Evidence) -> list[str]:
    """Return how many facts the texts agree on, each conflict, and the kinds of silence."""
    verdicts = comparison.verdicts(evidence)
    several = verdicts[verdicts["sources"] > 1]
    shared = comparison.shared_voices(several)
    silences = coverage.silence_counts(evidence).drop(columns="source").sum()
    silences = silences[silences > 0].sort_values(ascending=False, kind="stable")
    return [
        shared_facts(evidence),
        *first_of(_conflicts(verdicts), "facts are in conflict"),
        f"{len(shared)} of the {len(several)} facts have fewer independent voices than texts.",
        f"Silences on single facts: {count_by_name(silences)}.",
        *first_of(_other_readings(evidence), "verdicts differ under another convention"),
    ]


def shared_facts(evidence: Evidence) -> str:
    """Return how many facts more than one text reports, and the outcomes of comparing these."""
    verdicts = comparison.verdicts(evidence)
    several = verdicts[verdicts["sources"] > 1]
    outcomes = count_by_name(several["verdict"].value_counts())
    return (
        f"{len(several)} of {len(verdicts)} facts are reported by more than one text: {outcomes}."
    )


def agreement_title(verdicts: pd.DataFrame) -> str:
    """Return the title of the agreement figure.

    Parameters
    ----------
    verdicts : DataFrame
        The facts that it shows, as `agreement.verdicts` returns them.
    """
    outcomes = count_by_name(verdicts["verdict"].value_counts())
    return f"{len(verdicts)} facts that more than one text reports: {outcomes}"


def _conflicts(verdicts: pd.DataFrame) -> list[Finding]:
    findings = []
    for row in verdicts[verdicts["verdict"] == "conflict"].to_dict("records"):
        sentence = f"In conflict, {name_fact(row['entity'], row['prop'])}: {row['who_says']}."
        if row["inside"]:
            sentence += " Both sides are in one text."
        findings.append(Finding(sentence, row["statement_ids"]))
    return findings


def _other_readings(evidence: Evidence) -> list[str]:
    """Return a sentence for each fact whose outcome depends on how vague words are read."""
    return [
        f'Under the convention "{row["convention"]}" ({row["why"]}), '
        f"{name_fact(row['entity'], row['prop'])}: {row['other_verdict']} with "
        f"{row['other_pairs']} pairs that cannot both be true, where ours gives {row['verdict']} "
        f"with {row['pairs']}."
        for row in comparison.flips(evidence).to_dict("records")
    ]
