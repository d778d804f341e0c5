"""What each source covers, why it is silent, and the ledger of every sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis import corpus

if TYPE_CHECKING:
    from analysis.evidence import Evidence

TOPICS = (
    "warrant",
    "charge",
    "legal basis",
    "Interpol",
    "casualty",
    "event",
    "reaction",
    "context",
)
SILENCES = {
    "not applicable": "what others say of it belongs to a warrant this source does not speak of",
    "published before": "published before the first day that any of it is dated to",
    "not mentioned": "it could have been said",
}


def topics(evidence: Evidence) -> pd.DataFrame:
    """One row a source and topic: `source_id, source, topic, statements, silence`.

    `statements` counts; `silence` is "" where there are any, else one of `SILENCES`. "published
    before" is given only where dates decide it: the source's last possible day of publication is
    before the first possible day of everything that others date under that topic.

    >>> import analysis
    >>> table = topics(analysis.load())
    >>> bool(((table["statements"] > 0) == (table["silence"] == "")).all())
    True
    """
    table = _with_topic(evidence)
    counts = table.groupby(["source_id", "topic"]).size()
    grid = pd.MultiIndex.from_product(
        [evidence.sources["source_id"], TOPICS], names=["source_id", "topic"]
    )
    cells = counts.reindex(grid, fill_value=0).rename("statements").reset_index()
    why = {topic: _silences(evidence, table[table["topic"] == topic]) for topic in TOPICS}
    silent = [
        "" if count else why[topic][source]
        for source, topic, count in cells.itertuples(index=False)
    ]
    cells.insert(1, "source", cells["source_id"].map(_labels(evidence)))
    return cells.assign(silence=silent)


def topics_by_source(evidence: Evidence) -> pd.DataFrame:
    """`topics`, one row a source and one column a topic: a count, or the kind of silence."""
    table = topics(evidence)
    cells = table["statements"].astype("str").mask(table["silence"] != "", table["silence"])
    wide = table.assign(cell=cells).pivot(index="source", columns="topic", values="cell")
    wide = wide.reindex(index=list(evidence.sources["label"]), columns=list(TOPICS))
    wide = wide.rename_axis(index="source").reset_index()
    wide.columns.name = None
    return wide


def subjects(evidence: Evidence) -> pd.Series:
    """The warrants that each source speaks of: a set of entity ids by `source_id`."""
    table = evidence.statements
    kinds = table["entity_id"].map(evidence.entities.set_index("entity_id")["kind"])
    spoken = table[kinds == "warrant"].groupby("source_id")["entity_id"].agg(frozenset)
    return spoken.reindex(evidence.sources["source_id"]).map(
        lambda found: found if isinstance(found, frozenset) else frozenset()
    )


def _silences(evidence: Evidence, table: pd.DataFrame) -> dict[str, str]:
    """For each source the kind of silence it would keep about the statements of `table`."""
    concerns = table["entity_id"].map(evidence.entities.set_index("entity_id")["concerns"])
    warrants = frozenset(concerns.dropna())
    of_some_warrant_only = len(table) > 0 and concerns.notna().all()
    first_day = table["date_start"].min()
    all_dated = len(table) > 0 and table["date_start"].notna().all()
    spoken, published = subjects(evidence), evidence.sources.set_index("source_id")["published_end"]
    silences = {}
    for source in evidence.sources["source_id"]:
        if of_some_warrant_only and not warrants & spoken[source]:
            silences[source] = "not applicable"
        elif all_dated and published[source] < first_day:
            silences[source] = "published before"
        else:
            silences[source] = "not mentioned"
    return silences


def ledger(evidence: Evidence) -> pd.DataFrame:
    """One row a sentence of the corpus, in order: what was coded from it, or why nothing was.

    Columns: `source_id, source, number` (from 1 in each source), `line, start, end, text,
    statements` (how many touch it), `statement_ids` and `topics` (tuples; topics in the order of
    `TOPICS`), `waiver` (the reason, "" where there are statements).

    >>> import analysis
    >>> table = ledger(analysis.load())
    >>> bool(((table["statements"] > 0) == (table["waiver"] == "")).all())
    True
    """
    sentences = _sentences(evidence)
    touched = _touches(sentences, _with_topic(evidence))
    by_sentence = touched.groupby("sentence")
    reasons = evidence.waivers.set_index(["source_id", "quote"])["reason"]
    return sentences.assign(
        statements=by_sentence.size().reindex(sentences.index, fill_value=0),
        statement_ids=_tuples(by_sentence["statement_id"].agg(tuple), sentences.index),
        topics=_tuples(by_sentence["topic"].agg(_in_topic_order), sentences.index),
        waiver=[
            reasons.get(key, "")
            for key in zip(sentences["source_id"], sentences["text"], strict=True)
        ],
    )


def _sentences(evidence: Evidence) -> pd.DataFrame:
    rows = [
        (
            source.source_id,
            source.label,
            number,
            *sentence,
            source.text[sentence.start : sentence.end],
        )
        for source in evidence.sources.itertuples()
        for number, sentence in enumerate(corpus.sentences(source.text), start=1)
    ]
    columns = ["source_id", "source", "number", "line", "start", "end", "text"]
    return pd.DataFrame(rows, columns=columns)


def _touches(sentences: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """One row for each sentence that a statement's quote touches: `sentence` is its row number.

    Sources are laid end to end on one axis, so that two binary searches place every quote.
    """
    codes = {source: code for code, source in enumerate(sentences["source_id"].unique())}
    reach = int(max(sentences["end"].max(), statements["end"].max(), 1)) + 1

    def on_axis(table: pd.DataFrame, column: str) -> np.ndarray:
        return (table["source_id"].map(codes) * reach + table[column]).to_numpy("int64")

    first = np.searchsorted(on_axis(sentences, "end"), on_axis(statements, "start"), side="right")
    beyond = np.searchsorted(on_axis(sentences, "start"), on_axis(statements, "end"), side="left")
    count = np.maximum(beyond - first, 0)
    row = np.repeat(np.arange(len(statements)), count)
    step = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    chosen = statements.iloc[row][["statement_id", "topic"]].reset_index(drop=True)
    return chosen.assign(sentence=first[row] + step)


def _with_topic(evidence: Evidence) -> pd.DataFrame:
    topic_of = evidence.props.set_index("prop")["topic"]
    return evidence.statements.assign(topic=evidence.statements["prop"].map(topic_of))


def _in_topic_order(topics: pd.Series) -> tuple[str, ...]:
    return tuple(topic for topic in TOPICS if topic in set(topics))


def _tuples(series: pd.Series, index: pd.Index) -> pd.Series:
    return series.reindex(index).map(lambda found: found if isinstance(found, tuple) else ())


def _labels(evidence: Evidence) -> pd.Series:
    return evidence.sources.set_index("source_id")["label"]
