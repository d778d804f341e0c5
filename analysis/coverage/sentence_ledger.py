"""List every sentence of the corpus, with what was coded from it or why nothing was."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.compare.vectorised import batches
from analysis.coverage.by_topic import statement_topics, topics_of
from analysis.coverage.coded_arrays import Spans, coding_pairs
from analysis.coverage.silence import source_codes
from analysis.evidence import cached_table
from analysis.tables.lists import Listing
from analysis.tables.selection import FILTERS, selectable
from analysis.text.sentences import Sentence, split_sentences
from analysis.text.span_arrays import expand_ranges
from analysis.validation import spreadsheet_damage

if TYPE_CHECKING:
    from analysis.evidence import Evidence

AT_ONCE = 4_000_000  # characters of the texts whose quotes are compared with sentences at once
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
@cached_table
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
        `analysis.validation.coded_sentences`), `statement_ids` and `topics` (each a
        tuple), `exclusion` (the reason; "" if there are statements).

    Examples
    --------
    >>> import analysis
    >>> table = ledger(analysis.load())
    >>> bool(((table["statements"] > 0) == (table["exclusion"] == "")).all())
    True
    """
    sources = evidence.sources[["source_id", "label", "text", "language"]]
    split = list(map(split_sentences, sources["text"], sources["language"]))
    count = np.array([len(sentences) for sentences in split], dtype="int64")
    source = np.repeat(np.arange(len(split)), count)
    numbers = chain.from_iterable(chain.from_iterable(split))
    line, start, end = np.fromiter(numbers, "int64", 3 * len(source)).reshape(-1, 3).T
    sentence, statement = _coding(evidence, Spans(source, start, end))
    n_statements = np.bincount(sentence, minlength=len(source))
    ids = evidence.statements["statement_id"].to_numpy("object")[statement]
    words = _words(sources["text"].tolist(), split)
    columns = {
        "source_id": sources["source_id"].take(source).to_numpy("object"),
        "source": sources["label"].take(source).to_numpy("object"),
        "number": expand_ranges(np.ones_like(count), count)[1],
        "line": line,
        "start": start,
        "end": end,
        "text": words,
        "statements": n_statements,
        "statement_ids": _listings(ids, n_statements),
        "topics": _topics(evidence, sentence, statement, len(source)),
        "exclusion": _exclusions(evidence, source, words, n_statements),
    }
    return pd.DataFrame({name: pd.Series(columns[name], dtype=COLUMNS[name]) for name in COLUMNS})


def _words(texts: list[str], split: list[list[Sentence]]) -> list[str]:
    """Return the words of every sentence."""
    return [
        text[start:end]
        for text, sentences in zip(texts, split, strict=True)
        for _, start, end in sentences
    ]


def _coding(evidence: Evidence, sentences: Spans) -> tuple[np.ndarray, np.ndarray]:
    """Return the positions of every sentence and of a statement that codes it, by sentence."""
    sources, statements = evidence.sources, evidence.statements
    quotes = Spans(
        source_codes(evidence), *(statements[name].to_numpy("int64") for name in ("start", "end"))
    )
    texts = sources["text"].to_numpy("object")
    length = np.array([len(text) for text in texts], dtype="int64")
    nothing = np.empty(0, dtype="int64")
    pairs = [(nothing, nothing)]
    for language, rows in sources.groupby("language", sort=False).indices.items():
        for begin, beyond in batches(length[rows], AT_ONCE):
            batch = rows[begin:beyond]
            number = np.full(len(texts), -1)
            number[batch] = np.arange(len(batch))
            of_sentences, of_quotes = (
                np.flatnonzero(number[spans.text] >= 0) for spans in (sentences, quotes)
            )
            ours, theirs = (
                Spans(number[spans.text[of]], spans.start[of], spans.end[of])
                for spans, of in ((sentences, of_sentences), (quotes, of_quotes))
            )
            sentence, quote = coding_pairs(texts[batch].tolist(), ours, theirs, str(language))
            pairs.append((of_sentences[sentence], of_quotes[quote]))
    sentence, statement = (np.concatenate(positions) for positions in zip(*pairs, strict=True))
    order = np.argsort(sentence, kind="stable")
    return sentence[order], statement[order]


def _topics(
    evidence: Evidence, sentence: np.ndarray, statement: np.ndarray, n_sentences: int
) -> list[Listing]:
    """Return the topics of the statements that code each sentence, in the order of `topics_of`."""
    names = pd.Index(topics_of(evidence.properties))
    topic = names.get_indexer(pd.Index(statement_topics(evidence)))[statement]
    pairs = np.unique(sentence * len(names) + topic)
    sentence, topic = np.divmod(pairs, max(len(names), 1))
    items = names.to_numpy("object")[topic]
    return _listings(items, np.bincount(sentence, minlength=n_sentences))


def _listings(items: np.ndarray, count: np.ndarray) -> list[Listing]:
    """Return lists with these numbers of items, one after another."""
    texts, ends, empty = items.tolist(), np.cumsum(count).tolist(), Listing()
    return [
        Listing(texts[begin:end]) if begin < end else empty
        for begin, end in zip([0, *ends], ends, strict=False)
    ]


def _exclusions(
    evidence: Evidence, source: np.ndarray, words: list[str], n_statements: np.ndarray
) -> list[str]:
    """Return the reason for which each sentence is excluded, "" where statements code it."""
    reasons = evidence.exclusions.set_index(["source_id", "quote"])["reason"].to_dict()
    names = evidence.sources["source_id"]
    has_reasons = names.isin(evidence.exclusions["source_id"]).to_numpy(dtype=bool)
    excluded, ids = [""] * len(words), names.tolist()
    for row in np.flatnonzero(has_reasons[source] & (n_statements == 0)).tolist():
        key = ids[source[row]], spreadsheet_damage.unsigned(words[row])
        excluded[row] = reasons.get(key, "")
    return excluded
