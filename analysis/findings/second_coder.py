"""State how far a second coding agrees with the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis import intercoder
from analysis.findings.sentences import count_by_name
from analysis.intercoder.krippendorff import RELIABLE

if TYPE_CHECKING:
    from analysis.evidence import Evidence

NO_SECOND = f"There is no second coding in {intercoder.FILE}, so nothing is compared"


def second_coder(evidence: Evidence, second: pd.DataFrame) -> list[str]:
    """Return how far a second coding agrees with the first.

    Parameters
    ----------
    evidence : Evidence
        The project, with the first coding.
    second : DataFrame
        The statements of the second coder, as `intercoder.second` returns them.
    """
    if second.empty:
        return [f"{NO_SECOND}."]
    facts = intercoder.facts_agreement(evidence, second).iloc[0]
    unpaired = intercoder.found_by_one(evidence, second)["found_by"].value_counts()
    differing = intercoder.differing(evidence, second)["column"].value_counts()
    measures = intercoder.reliability(evidence, second)
    measures = measures.assign(words=intercoder.in_words(measures))
    is_key = measures["column"].isin(["entity_id", "property"])
    return [
        f"The first coder wrote {len(evidence.statements)} statements, the second {len(second)}.",
        *_quoted_words(evidence, second),
        f"Facts (a text, an entity and a property), wherever their words are: {facts['both']} "
        f"found by both, {facts['first_only']} by the first alone and {facts['second_only']} by "
        "the second alone.",
        *(
            f"Statements aligned by {row['compared']}, {row['column'].replace('_id', '')}: "
            f"{row['words']}."
            for row in measures[is_key].to_dict("records")
        ),
        f"Statements without a counterpart: {unpaired.get('first', 0)} of the first coder, "
        f"{unpaired.get('second', 0)} of the second.",
        *(
            f"Of statements of one fact, {row['column'].replace('_', ' ')}: {row['words']}."
            for row in measures[measures["compared"] == intercoder.ON_FACTS].to_dict("records")
        ),
        f"Cells that differ: {count_by_name(differing)}.",
    ]


def second_coder_title(evidence: Evidence, second: pd.DataFrame) -> str:
    """Return the title of the figure of alpha: for how many columns it is high, and the lowest."""
    measures = intercoder.reliability(evidence, second)
    defined = measures[measures["compared"] == intercoder.ON_FACTS].dropna(subset="alpha")
    if defined.empty:
        return NO_SECOND if second.empty else "No column of one fact varies"
    reliable = int((defined["alpha"] >= RELIABLE[1]).sum())
    least = defined.sort_values("alpha", kind="stable")["column"].iloc[0]
    return (
        f"Two coders on one fact: alpha is {RELIABLE[1]} or more for {reliable} of "
        f"{len(defined)} columns, and least for {least.replace('_', ' ')}"
    )


def _quoted_words(evidence: Evidence, second: pd.DataFrame) -> list[str]:
    """Return the word-level agreement, for all statements and for those with a named speaker."""
    measures = intercoder.words_agreement(evidence, second).drop_duplicates("what")
    words = intercoder.in_words(measures).set_axis(measures["what"])
    quoted = {what: f"a quote of {what}" for what in (intercoder.ANY, intercoder.NAMED)}
    return [
        f"Words in {where}: {words[what]}."
        for what, where in (quoted | {intercoder.CUE: intercoder.CUE}).items()
    ]
