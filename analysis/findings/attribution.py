"""State who the original speakers are, what came through others, and what nobody is named for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis import agreement, tables
from analysis.findings.sentences import Finding, be, count_noun, first_of, join_names, name_fact

if TYPE_CHECKING:
    from analysis.evidence import Evidence


def attribution(evidence: Evidence) -> list[str]:
    """Return how much each text says in its own voice, and which voices several texts repeat.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.

    Returns
    -------
    list of str
        Sentences; a `Finding` has the ids of the statements behind it in `statement_ids`.
    """
    table = tables.statements(evidence)
    by_source = table.groupby("source", sort=False)["own_voice"].agg(["sum", "size"])
    own = [
        f"{name}, {own} of {count_noun(size, 'statement')}"
        for name, own, size in by_source.itertuples()
    ]
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
        *_repeated(repeated, len(evidence.sources)),
        *_through_others(via),
        *first_of(
            _shared_voices(shared),
            "fact has fewer independent voices than texts",
            "facts have fewer independent voices than texts",
        ),
    ]


def _repeated(voices: list[str], n_texts: int) -> list[str]:
    """Return which original speakers several texts have; with one text there is nothing to say."""
    if not voices:
        return ["No original speaker is heard in more than one text."] if n_texts > 1 else []
    number = count_noun(len(voices), "original speaker")
    return [f"{number} {be(len(voices))} heard in more than one text: {join_names(voices)}."]


def _through_others(via: pd.Series) -> list[str]:
    """Return how many statements came through others, and through whom."""
    if via.empty:
        return ["No statement came through another outlet or voice."]
    number = count_noun(len(via), "statement")
    return [f"{number} came through another outlet or voice: {join_names(via.unique())}."]


def _shared_voices(outcomes: pd.DataFrame) -> list[Finding]:
    findings = []
    for row in outcomes.to_dict("records"):
        voices = f"{row['n_origins']} independent voice{'s' if row['n_origins'] > 1 else ''}"
        fact = name_fact(row["entity"], row["property"])
        sentence = f"{row['n_sources']} texts but {voices}: {fact}."
        findings.append(Finding(sentence, row["statement_ids"]))
    return findings
