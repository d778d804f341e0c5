"""State who the first voices are, what came through others, and what is said in no one's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis import agreement, tables
from analysis.findings.sentences import Finding, first_of, join_names, name_fact

if TYPE_CHECKING:
    from analysis.evidence import Evidence


def attribution(evidence: Evidence) -> list[str]:
    """Return how much each text says in its own voice, and which voices several texts repeat."""
    table = tables.statements(evidence)
    by_source = table.groupby("source", sort=False)["own_voice"].agg(["sum", "size"])
    own = [f"{name}, {own} of {size} statements" for name, own, size in by_source.itertuples()]
    voices = agreement.voices(evidence).query("n_sources > 1")
    repeated = [
        f"{origin} ({sources} texts)"
        for origin, sources in zip(voices["origin"], voices["n_sources"], strict=True)
    ]
    via = table.loc[table["via"] != "", "via"]
    outcomes = agreement.outcomes(evidence)
    shared = agreement.shared_voices(outcomes[outcomes["n_sources"] > 1])
    return [
        f"In its own voice: {tables.join_texts(own) or 'nothing is said'}.",
        f"{len(voices)} first voices are heard in more than one text: {join_names(repeated)}.",
        f"{len(via)} statements came through another outlet or voice: {join_names(via.unique())}.",
        *first_of(_shared_voices(shared), "facts have fewer independent voices than texts"),
    ]


def _shared_voices(outcomes: pd.DataFrame) -> list[Finding]:
    findings = []
    for row in outcomes.to_dict("records"):
        voices = f"{row['n_origins']} independent voice{'s' if row['n_origins'] > 1 else ''}"
        fact = name_fact(row["entity"], row["property"])
        sentence = f"{row['n_sources']} texts but {voices}: {fact}."
        findings.append(Finding(sentence, row["statement_ids"]))
    return findings
