"""State how many facts the texts agree on, and which they cannot all be right about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis import agreement as comparison
from analysis import coverage
from analysis.compare.rules import OUTCOMES, Outcome
from analysis.findings.sentences import (
    Finding,
    all_of,
    be,
    count_by_name,
    count_noun,
    first_of,
    name_fact,
)

if TYPE_CHECKING:
    from analysis.evidence import Evidence

# What each outcome says of the texts, in the order in which a reader needs them.
_OUTCOMES = {
    "agree": "the texts agree",
    "more exact": "one is only more exact than another",
    "overlap": "their values overlap",
    "differ": "they name different things that can all be true",
    "conflict": "they cannot all be right",
    "not comparable": "they differ in stance, as asserted and alleged do, and are not compared",
}


def agreement(evidence: Evidence) -> list[str]:
    """Return how many facts the texts agree on, each conflict, and the kinds of silence.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.

    Returns
    -------
    list of str
        Sentences; a `Finding` has the ids of the statements behind it in `statement_ids`.
    """
    outcomes = comparison.outcomes(evidence)
    several = of_substance(outcomes)
    silences = coverage.silence_counts(evidence).drop(columns="source").sum()
    silences = silences[silences > 0].sort_values(ascending=False, kind="stable")
    silent = [f"Silences on single facts: {count_by_name(silences)}."] if len(silences) else []
    return [
        shared_facts(evidence),
        *first_of(_conflicts(outcomes), "fact is in conflict", "facts are in conflict"),
        *_fewer_voices(len(comparison.shared_voices(several)), len(several)),
        *silent,
        *first_of(
            _other_readings(evidence),
            "outcome differs under another convention",
            "outcomes differ under another convention",
        ),
    ]


def _fewer_voices(number: int, total: int) -> list[str]:
    """Return how many facts that several texts report have fewer independent voices."""
    if not total:
        return []
    if total == 1:
        has = "has fewer independent voices than texts" if number else "has a voice for each text"
        return [f"The only fact that is compared {has}."]
    few = "fewer independent voices than texts"
    if total == 2 and number != 1:
        return [f"{'Both facts have' if number else 'Neither fact has'} {few}."]
    have = "has" if number < 2 else "have"
    return [f"{number or 'None'} of the {total} facts {have} {few}."]


def shared_facts(evidence: Evidence) -> str:
    """Return how many facts more than one text reports, and the outcomes of comparing these."""
    facts = comparison.outcomes(evidence)
    several = of_substance(facts)
    outcomes = _outcomes_in_words(several["outcome"].value_counts())
    conflicts = several[several["outcome"] == OUTCOMES[Outcome.CONFLICT]]
    hanging = int((conflicts["conventions"] != "").sum())
    sentence = _count_shared(len(several), len(facts), outcomes)
    n_others = int(((facts["n_sources"] > 1) & ~facts["substance"]).sum())
    if n_others:
        sentence += (
            f" Another {n_others} {'is' if n_others == 1 else 'are'} free text, spellings of names,"
            " or true by definition, and not counted."
        )
    if len(conflicts):
        sentence += f" {_conflicts_in_words(len(conflicts) - hanging, hanging)}"
    return sentence


def _outcomes_in_words(numbers: pd.Series) -> str:
    """Return how many facts have each outcome.

    >>> _outcomes_in_words(pd.Series({"agree": 21, "conflict": 1}))
    'on 21 the texts agree; on 1 they cannot all be right'
    """
    return "; ".join(
        f"on {numbers[outcome]:,} {words}"
        for outcome, words in _OUTCOMES.items()
        if outcome in numbers
    )


def _conflicts_in_words(certain: int, hanging: int) -> str:
    """Return how many conflicts depend on a reading.

    >>> _conflicts_in_words(1, 3)
    '1 conflict holds however vague words are read, and 3 depend on the reading.'
    """
    sure = f"{count_noun(certain, 'conflict')} hold{'s' if certain == 1 else ''} however"
    sure += " vague words are read"
    if not hanging:
        return f"{sure}."
    depend = f"depend{'s' if hanging == 1 else ''} on"
    if not certain:
        return f"{count_noun(hanging, 'conflict')} {depend} how vague words are read."
    return f"{sure}, and {hanging} {depend} the reading."


def _count_shared(number: int, total: int, outcomes: str) -> str:
    """Return how many of all facts are compared, with their outcomes in words."""
    if not total:
        return "No fact is reported."
    if total == 1:
        by = f"more than one text: {outcomes}" if number else "one text alone"
        return f"The only fact is reported by {by}."
    if not number:
        none = "Neither of the 2 facts" if total == 2 else f"None of {total} facts"
        return f"{none} is compared, as no two texts give a value of the same one."
    if number == total:
        every = all_of(total, "fact")
        return f"{every[:1].upper()}{every[1:]} are reported by more than one text: {outcomes}."
    return f"{number} of {total} facts {be(number)} reported by more than one text: {outcomes}."


def of_substance(outcomes: pd.DataFrame) -> pd.DataFrame:
    """Return the facts that several texts report, without free text and what holds anyway."""
    return outcomes[(outcomes["n_sources"] > 1) & outcomes["substance"]]


def _conflicts(outcomes: pd.DataFrame) -> list[Finding]:
    findings = []
    for row in outcomes[outcomes["outcome"] == "conflict"].to_dict("records"):
        fact = name_fact(row["entity"], row["property"])
        sentence = f"{fact}: {row['who_says']}. These cannot all be true"
        sentence += ", and at least two are in one text" if row["inside"] else ""
        if row["conventions"]:
            sentence += f", unless vague words are read otherwise ({row['conventions']})"
        sentence += "."
        findings.append(Finding(sentence, row["statement_ids"]))
    return findings


def _other_readings(evidence: Evidence) -> list[str]:
    """Return a sentence for each fact whose outcome depends on how vague words are read."""
    return [
        f'With the convention "{row["convention"]}", which reads {row["why"]}, '
        f"{name_fact(row['entity'], row['property'])} {_change(row)}."
        for row in comparison.flips(evidence).to_dict("records")
    ]


def _change(row: dict) -> str:
    """Return how the outcome of a fact changes under another convention."""
    if row["other_outcome"] == row["outcome"]:
        pairs = count_noun(row["other_pairs"], "pair")
        return f"remains a conflict, of {pairs} in place of {row['pairs']}"
    return f"is “{row['other_outcome']}” in place of “{row['outcome']}”"
