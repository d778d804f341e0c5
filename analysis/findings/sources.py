"""State how much was coded and from whom, and what the texts are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis import coverage, tables
from analysis.evidence import misquoted
from analysis.findings.sentences import join_names, name_texts

if TYPE_CHECKING:
    from analysis.evidence import Evidence


def sources(evidence: Evidence) -> list[str]:
    """Return how much was coded, from whom, and the topics that a text does not mention."""
    table = tables.statements(evidence)
    own, basis = table["own_voice"], table["basis"].value_counts()
    labels = evidence.sources["label"]
    with_outlet = labels[evidence.sources["outlet"].notna()]
    with_date = labels[evidence.sources["published_basis"] == "stated"]
    quotes = len(evidence.statements)
    return [
        coded(evidence),
        f"{own.sum()} statements are in an article's own voice; the other {(~own).sum()} are "
        f"attributed to {table.loc[~own, 'speaker'].nunique()} speakers.",
        f"{quotes - len(misquoted(evidence))} of {quotes} quotes occur in their text, character "
        "for character.",
        f"{basis.get('stated', 0)} statements are stated in their quote and "
        f"{basis.get('inferred', 0)} are inferred from the texts; {basis.get('outside', 0)} rest "
        "on knowledge from outside them.",
        f"The outlet is named in {name_texts(evidence, with_outlet)}, the date of publication in "
        f"{name_texts(evidence, with_date)}.",
        *_silent_topics(evidence),
    ]


def coded(evidence: Evidence) -> str:
    """Return how many statements were coded from how many sentences."""
    with_statements, excluded = _count_sentences(evidence)
    return (
        f"{len(evidence.statements)} statements were coded from the {with_statements + excluded} "
        f"sentences of {len(evidence.sources)} texts; {with_statements} sentences carry a "
        f"statement and {excluded} are excluded with a reason."
    )


def _count_sentences(evidence: Evidence) -> tuple[int, int]:
    """Return how many sentences are coded, and how many are excluded."""
    is_coded = coverage.ledger(evidence)["exclusion"] == ""
    return int(is_coded.sum()), int((~is_coded).sum())


def _silent_topics(evidence: Evidence) -> list[str]:
    silent = coverage.topics(evidence).query("silence != ''")
    by_kind = silent.groupby(["topic", "silence"], sort=False)["source"].agg(join_names)
    return [
        f"Silent on {row['topic']}: {row['source']} ({row['silence']})."
        for row in by_kind.reset_index().to_dict("records")
    ]
