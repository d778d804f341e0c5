"""State how much was coded and from whom, and what the texts are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis import coverage, tables
from analysis.evidence import misquoted
from analysis.findings.sentences import all_of, be, count_noun, join_names, name_texts
from analysis.validation.vocabulary import Basis

if TYPE_CHECKING:
    import pandas as pd

    from analysis.evidence import Evidence


def sources(evidence: Evidence) -> list[str]:
    """Return how much was coded, from whom, and the topics that a text does not mention.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.

    Returns
    -------
    list of str
        Sentences; a `Finding` has the ids of the statements behind it in `statement_ids`.
    """
    if evidence.sources.empty:
        return ["There is no text."]
    table = tables.statements(evidence)
    labels = evidence.sources["label"]
    with_outlet = labels[evidence.sources["outlet"].notna()]
    with_date = labels[evidence.sources["published_basis"] == "stated"]
    return [
        coded(evidence),
        *([_voices(table), _quotes(evidence), _bases(table)] if len(table) else []),
        f"The outlet is named in {name_texts(evidence, with_outlet)}, the date of publication in "
        f"{name_texts(evidence, with_date)}.",
        *_silent_topics(evidence),
    ]


def coded(evidence: Evidence) -> str:
    """Return how many statements were coded from how many sentences."""
    number, (with_statements, excluded) = len(evidence.statements), _count_sentences(evidence)
    where = count_noun(with_statements + excluded, "sentence")
    where += f" of {count_noun(len(evidence.sources), 'text')}"
    if not number:
        return f"No statement was coded from the {where}."
    coded = f"{count_noun(number, 'statement')} {'was' if number == 1 else 'were'} coded"
    carry = "carries" if with_statements == 1 else "carry"
    sentence = f"{coded} from the {where}; {count_noun(with_statements, 'sentence')} {carry} a"
    if not excluded:
        return f"{sentence} statement and none is excluded."
    return f"{sentence} statement and {excluded} {be(excluded)} excluded with a reason."


def _voices(table: pd.DataFrame) -> str:
    """Return how many statements are in a text's own voice, and how many speakers have others."""
    own, number = int(table["own_voice"].sum()), len(table)
    others = number - own
    speakers = count_noun(table.loc[~table["own_voice"], "speaker"].nunique(), "speaker")
    every = f"{all_of(number, 'statement')} {be(number)}"
    every = every[:1].upper() + every[1:]
    if not others:
        return f"{every} in an article's own voice."
    if not own:
        return f"{every} attributed to {speakers}."
    rest = "the other is" if others == 1 else f"the other {others} are"
    return (
        f"{count_noun(own, 'statement')} {be(own)} in an article's own voice; {rest} attributed "
        f"to {speakers}."
    )


def _quotes(evidence: Evidence) -> str:
    """Return how many quotes occur in their text."""
    number = len(evidence.statements)
    right = number - len(misquoted(evidence))
    if number == 1:
        occurs = "occurs" if right else "does not occur"
        return f"The only quote {occurs} in its text, character for character."
    occur = "occurs in its text" if right == 1 else "occur in their text"
    return f"{right} of {number} quotes {occur}, character for character."


def _bases(table: pd.DataFrame) -> str:
    """Return how many statements are stated, inferred, and known from elsewhere."""
    counts = table["basis"].value_counts()
    stated, inferred, outside = (
        int(counts.get(str(basis), 0)) for basis in (Basis.STATED, Basis.INFERRED, Basis.OUTSIDE)
    )
    its = "its quote" if stated < 2 else "their quote"
    number = count_noun(stated, "statement") if stated else "no statement"
    first = f"{number} {be(stated or 1)} stated in {its}"
    second = f"{inferred or 'none'} {be(inferred or 1)} inferred from the texts"
    rest = "rests" if outside < 2 else "rest"
    first = first[:1].upper() + first[1:]
    return f"{first} and {second}; {outside or 'none'} {rest} on knowledge from outside them."


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
