"""What each source covers, why it is silent, and the ledger of every sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis import corpus, damage, dates, schema
from analysis.evidence import remembered

if TYPE_CHECKING:
    from analysis.evidence import Evidence

TOPICS = schema.EXTENDABLE["props", "topic"]  # of every project, which may add others
SILENCES = {
    "not applicable": "what others say of it belongs to a warrant this source does not speak of",
    "published before": "published before the first day to which any text dates it",
    "not mentioned": "published when it was already reported elsewhere, or had to be",
    "undecidable": "the dates do not tell whether the source could know of it",
}


def topics_of(evidence: Evidence) -> tuple[str, ...]:
    """The topics of this project: `TOPICS`, then those that its properties add, in their order."""
    return tuple(dict.fromkeys([*TOPICS, *evidence.props["topic"]]))


@remembered
def topics(evidence: Evidence) -> pd.DataFrame:
    """One row a source and topic: `source_id, source, topic, statements, silence`.

    `statements` counts; `silence` is "" where there are any, else one of `SILENCES`. Dates are
    used only where they decide: "published before" needs the last possible day of publication to
    be before the first possible day of all that others say under the topic; "not mentioned" needs
    another source to be out, at its latest, on the first possible day of publication.

    >>> import analysis
    >>> table = topics(analysis.load())
    >>> bool(((table["statements"] > 0) == (table["silence"] == "")).all())
    True
    """
    table = _with_topic(evidence)
    counts = table.groupby(["source_id", "topic"]).size()
    sources = evidence.sources["source_id"]
    grid = pd.MultiIndex.from_product([sources, topics_of(evidence)], names=["source_id", "topic"])
    cells = counts.reindex(grid, fill_value=0).rename("statements")
    why = _silences(evidence, table["topic"]).reindex(grid).mask(cells > 0, "")
    found = pd.DataFrame({"statements": cells, "silence": why}).reset_index()
    found.insert(1, "source", found["source_id"].map(_labels(evidence)))
    return found


@remembered
def silences(evidence: Evidence) -> pd.DataFrame:
    """One row a source and a fact (entity and property) that others report and it does not.

    Columns: `source_id, source, entity_id, entity, prop, topic, reported_by` (how many sources
    report it), `silence` (of `SILENCES`).
    """
    facts = ["entity_id", "prop"]
    table = evidence.statements
    key = pd.MultiIndex.from_frame(table[facts])
    codes, known = pd.factorize(key)
    code = pd.Series(codes, index=table.index)
    said = pd.MultiIndex.from_arrays([table["source_id"], code])
    why = _silences(evidence, code)
    silent = why[~why.index.isin(said)].rename("silence").rename_axis(["source_id", "fact"])
    silent = silent.reset_index()
    reported = table.groupby(code)["source_id"].nunique()
    entities = evidence.entities.set_index("entity_id")["label"]
    of_fact = known.to_frame(index=False).set_axis(facts, axis=1)
    of_fact = of_fact.assign(
        entity=of_fact["entity_id"].map(entities),
        topic=of_fact["prop"].map(evidence.props.set_index("prop")["topic"]),
        reported_by=reported,
    )
    found = silent.join(of_fact, on="fact")
    found.insert(1, "source", found["source_id"].map(_labels(evidence)))
    columns = ["source_id", "source", "entity_id", "entity", "prop", "topic", "reported_by"]
    return found[[*columns, "silence"]]


def topics_by_source(evidence: Evidence) -> pd.DataFrame:
    """`topics`, one row a source and one column a topic: a count, or the kind of silence."""
    table = topics(evidence)
    cells = table["statements"].astype("str").mask(table["silence"] != "", table["silence"])
    wide = table.assign(cell=cells).pivot(index="source", columns="topic", values="cell")
    wide = wide.reindex(index=list(evidence.sources["label"]), columns=list(topics_of(evidence)))
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


def _silences(evidence: Evidence, group: pd.Series) -> pd.Series:
    """The kind of silence that each source would keep about each group of statements.

    Indexed by source and group. A group belongs to a warrant if everything in it concerns some
    warrant. It cannot be known before the first possible day to which its entities, or the speech
    that it is taken from, are dated; it is known once any source that reports it is out.
    """
    table = evidence.statements
    sources = evidence.sources.set_index("source_id")
    concerns = table["entity_id"].map(evidence.entities.set_index("entity_id")["concerns"])
    first = table.groupby("entity_id")["date_start"].agg(lambda days: days.min(skipna=True))
    dated = table["date"].notna() & table["date_start"].isna()
    first = first.mask(first.index.isin(table.loc[dated, "entity_id"]))
    days = pd.DataFrame(
        {"event": table["entity_id"].map(first), "said": dates.spans(table["said"])["date_start"]}
    ).max(axis=1)
    of_group = pd.DataFrame(
        {
            "first": days,
            "known": table["source_id"].map(sources["published_end"]),
            "undated": days.isna(),
            "shared": concerns.isna(),
        }
    ).groupby(group)
    limits = of_group.agg({"first": "min", "known": "min", "undated": "any", "shared": "any"})
    warrants = concerns.groupby(group).agg(frozenset)
    kinds = {}
    for source, spoken in subjects(evidence).items():
        begins, ends = sources.loc[source, ["published_start", "published_end"]]
        foreign = ~limits["shared"] & warrants.map(spoken.isdisjoint)
        before = ~limits["undated"] & (ends < limits["first"])
        after = begins >= limits["known"]
        kinds[source] = np.select(
            [foreign, before, after],
            ["not applicable", "published before", "not mentioned"],
            "undecidable",
        )
    wide = pd.DataFrame(kinds, index=limits.index).rename_axis(columns="source_id")
    return wide.T.stack()


def quoted(evidence: Evidence) -> pd.DataFrame:
    """How much of each text stands in some quote: `source_id, source, characters, quoted, share`.

    `characters` counts code points, line ends included; `quoted` those in at least one quote.
    """
    sources = evidence.sources
    length = sources["text"].map(len)
    code = evidence.statements["source_id"].map(
        pd.Series(range(len(sources)), sources["source_id"])
    )
    start, end = evidence.statements["start"], evidence.statements["end"]
    covered = union(code.to_numpy("int64"), start.to_numpy(), end.to_numpy(), len(sources))
    return pd.DataFrame(
        {
            "source_id": sources["source_id"],
            "source": sources["label"],
            "characters": length,
            "quoted": covered,
            "share": (covered / length).map("{:.0%}".format),
        }
    )


def union(group: np.ndarray, start: np.ndarray, end: np.ndarray, groups: int) -> np.ndarray:
    """How many points the spans of each group cover, each point counted once.

    >>> union(np.array([0, 0, 1]), np.array([0, 3, 5]), np.array([5, 8, 6]), 3).tolist()
    [8, 1, 0]
    """
    if not len(group):
        return np.zeros(groups, dtype="int64")
    reach, width = int(end.max()) + 1, int((end - start).max()) + 1
    # Groups laid end to end on one axis; place and length packed in one number sort fastest.
    place, length = np.divmod(np.sort((group * reach + start) * width + (end - start)), width)
    ends = np.maximum.accumulate(place + length)
    before = np.concatenate(([0], ends[:-1]))
    new = np.maximum(ends - np.maximum(place, before), 0)
    return np.bincount(place // reach, weights=new, minlength=groups).astype("int64")


@remembered
def ledger(evidence: Evidence) -> pd.DataFrame:
    """One row a sentence of the corpus, in order: what was coded from it, or why nothing was.

    Columns: `source_id, source, number` (from 1 in each source), `line, start, end, text,
    statements` (how many touch it), `statement_ids` and `topics` (tuples; topics in the order of
    `topics_of`), `waiver` (the reason, "" where there are statements).

    >>> import analysis
    >>> table = ledger(analysis.load())
    >>> bool(((table["statements"] > 0) == (table["waiver"] == "")).all())
    True
    """
    order = topics_of(evidence)

    def in_order(topics: pd.Series) -> tuple[str, ...]:
        return tuple(topic for topic in order if topic in set(topics))

    sentences = _sentences(evidence)
    touched = _touches(sentences, _with_topic(evidence))
    by_sentence = touched.groupby("sentence")
    reasons = evidence.waivers.set_index(["source_id", "quote"])["reason"]
    return sentences.assign(
        statements=by_sentence.size().reindex(sentences.index, fill_value=0),
        statement_ids=_tuples(by_sentence["statement_id"].agg(tuple), sentences.index),
        topics=_tuples(by_sentence["topic"].agg(in_order), sentences.index),
        waiver=[
            reasons.get((source, damage.unsigned(text)), "")
            for source, text in zip(sentences["source_id"], sentences["text"], strict=True)
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
        for number, sentence in enumerate(corpus.sentences(source.text, source.language), 1)
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


def _tuples(series: pd.Series, index: pd.Index) -> pd.Series:
    return series.reindex(index).map(lambda found: found if isinstance(found, tuple) else ())


def _labels(evidence: Evidence) -> pd.Series:
    return evidence.sources.set_index("source_id")["label"]
