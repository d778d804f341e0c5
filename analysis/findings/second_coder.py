"""State how far a second coding agrees with the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis import intercoder
from analysis.findings.sentences import count_noun, join_names
from analysis.intercoder.krippendorff import RELIABLE, round_down

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

    Returns
    -------
    list of str
        Sentences.
    """
    if second.empty:
        return [f"{NO_SECOND}."]
    n_texts = len(evidence.sources)
    evidence, second = intercoder.texts_of_both(evidence, second)
    if second.empty:
        return ["The two coders have coded different texts, so nothing is compared."]
    findings = []
    if len(evidence.sources) < n_texts:
        labels = join_names(evidence.sources["label"])
        both = f"{len(evidence.sources)} of {n_texts}"
        findings.append(
            f"Only the texts that both coders have coded are compared ({both}): {labels}."
        )
    facts = intercoder.facts_agreement(evidence, second).iloc[0]
    return [
        *findings,
        f"The first coder wrote {count_noun(len(evidence.statements), 'statement')} and the second "
        f"{len(second)}; of the facts that either found, both found {facts['both']}, the first "
        f"alone {facts['first_only']} and the second alone {facts['second_only']}.",
        _of_columns(intercoder.reliability(evidence, second)),
        *_of_words(intercoder.words_agreement(evidence, second)),
    ]


def _of_columns(measures: pd.DataFrame) -> str:
    """Return for how many columns alpha is high, and for which, or which kinds of value, lower."""
    on_facts = measures[measures["compared"].str.startswith(intercoder.ON_FACTS)]
    on_facts = on_facts.dropna(subset="alpha").sort_values("alpha", ascending=False, kind="stable")
    columns = on_facts[on_facts["compared"] == intercoder.ON_FACTS]
    if columns.empty:
        return "Where both speak of one fact, no column varies, so alpha has no value."
    n_high = (columns["alpha"] >= RELIABLE[1]).sum()
    high = "every column" if n_high == len(columns) else f"{n_high} of {len(columns)} columns"
    sentence = f"Where both speak of one fact, alpha is {RELIABLE[1]} or more for {high}"
    sentence += " that varies" if n_high == len(columns) else ""
    lower = on_facts[on_facts["alpha"] < RELIABLE[1]]
    if lower.empty:
        return f"{sentence}."
    kinds = lower["compared"].str.removeprefix(intercoder.ON_FACTS)
    names = lower["column"].str.replace("_", " ") + kinds.str.replace(", if a value", " if it")
    below = join_names(
        f"{name} ({round_down(alpha, 2):.2f})"
        for name, alpha in zip(names, lower["alpha"], strict=True)
    )
    return f"{sentence}; it is lower for {below}."


def _of_words(measures: pd.DataFrame) -> list[str]:
    """Return alpha for the words of any quote, and of those of named speakers."""
    alpha = measures[measures["source"] == "all"].set_index("what")["alpha"].dropna()
    parts = {
        intercoder.ANY: "on which words belong in a quote",
        intercoder.NAMED: "in the quote of a named speaker",
    }
    given = [(words, alpha[what]) for what, words in parts.items() if what in alpha]
    if not given:
        return []
    (words, first), *rest = given
    sentence = f"{words[:1].upper()}{words[1:]}, alpha is {first:.2f}"
    return [sentence + "".join(f"; {words}, {value:.2f}" for words, value in rest) + "."]
