"""List every sentence of the corpus, with what was coded from it or why nothing was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.coverage.by_topic import statement_topics, topics_of
from analysis.evidence import remembered
from analysis.tables.lists import Listing
from analysis.tables.selection import FILTERS, selectable
from analysis.text.sentences import split_sentences
from analysis.validation import spreadsheet_damage
from analysis.validation.coded_sentences import coding_quotes

if TYPE_CHECKING:
    from analysis.evidence import Evidence

COLUMNS = {
    "source_id": "str",
    "source": "str",
    "number": "int64",
    "line": "int64",
    "start": "int64",
    "end": "int64",
    "text": "str",
    "statements": "int64",
    "statement_ids": "object",
    "topics": "object",
    "exclusion": "str",
}


@selectable(*FILTERS)
@remembered
def ledger(evidence: Evidence) -> pd.DataFrame:
    """List every sentence of the corpus, with what was coded from it or why nothing was.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.

    Returns
    -------
    DataFrame
        One row per sentence: `source_id, source, number` (from 1 in each source), `line, start,
        end, text, statements` (how many code it, by the rule of
        `analysis.validation.coded_sentences`), `statement_ids` and `topics` (each
        a tuple), `exclusion` (the reason; "" if there are
        statements).

    Examples
    --------
    >>> import analysis
    >>> table = ledger(analysis.load())
    >>> bool(((table["statements"] > 0) == (table["exclusion"] == "")).all())
    True
    """
    statements = evidence.statements
    ids = statements["statement_id"].tolist()
    spans = list(zip(statements["start"].tolist(), statements["end"].tolist(), strict=True))
    order = {topic: number for number, topic in enumerate(topics_of(evidence.properties))}
    topic = statement_topics(evidence).map(order).tolist()
    names = list(order)
    rows_of: dict[str, list[int]] = {name: [] for name in evidence.sources["source_id"]}
    for row, source in enumerate(statements["source_id"]):
        rows_of[source].append(row)
    reasons = evidence.exclusions.set_index(["source_id", "quote"])["reason"].to_dict()
    columns = evidence.sources[["source_id", "label", "text", "language"]]
    ledger = []
    for source, label, text, language in columns.itertuples(index=False):
        rows = rows_of[source]
        sentences = split_sentences(text, language)
        coding = coding_quotes(text, sentences, [spans[row] for row in rows], language)
        for number, (sentence, positions) in enumerate(zip(sentences, coding, strict=True), 1):
            words = text[sentence.start : sentence.end]
            coded_by = [rows[position] for position in positions]
            reason = reasons.get((source, spreadsheet_damage.unsigned(words)), "")
            ledger.append(
                (
                    *(source, label, number, *sentence, words, len(coded_by)),
                    Listing(ids[row] for row in coded_by),
                    Listing(names[code] for code in sorted({topic[row] for row in coded_by})),
                    "" if coded_by else reason,
                )
            )
    return pd.DataFrame(ledger, columns=list(COLUMNS)).astype(COLUMNS)
