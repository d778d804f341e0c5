"""What each source covers, why it is silent, and the ledger of every sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from analysis import tables
from analysis.compare import encoding
from analysis.evidence import remembered
from analysis.text import span_arrays
from analysis.text.sentences import split_sentences
from analysis.validation import coded_sentences as ledgers
from analysis.validation import spreadsheet_damage
from analysis.validation.vocabulary import TOPICS

if TYPE_CHECKING:
    from analysis.evidence import Evidence

SILENCES = {
    "not applicable": "what others say of it belongs to a warrant this source does not speak of",
    "published before": "published before the first day to which any text dates it",
    "not mentioned": "published when it was already reported elsewhere, or had to be",
    "undecidable": "the dates do not tell whether the source could know of it",
}
_OF_DAYS = {"first": "min", "known": "min", "undated": "any", "shared": "any"}


class Limits(NamedTuple):
    """What decides who could know of each group of statements.

    `days` has a row a group: `first` (the first possible day of what is said, NaT where any has
    none), `known` (the day on which a source that reports it is certainly out), `undated`, `shared`
    (whether any of it concerns no warrant). `warrants` has a row for each `group` and `warrant`
    that any of it concerns.
    """

    days: pd.DataFrame
    warrants: pd.DataFrame


def topics_of(props: pd.DataFrame) -> tuple[str, ...]:
    """The topics of a project: `TOPICS`, then those that its properties add, in their order."""
    return tuple(dict.fromkeys([*TOPICS, *props["topic"]]))


@remembered
def topics(evidence: Evidence) -> pd.DataFrame:
    """One row a source and topic: `source_id, source, topic, statements, silence`.

    Topics are those that any source speaks of, as `spoken_topics` orders them. `statements`
    counts; `silence` is "" where there are any, else one of `SILENCES`. Dates are used only where
    they decide: "published before" needs the last possible day of publication to be before the
    first possible day of all that others say under the topic; "not mentioned" needs another source
    to be out, at its latest, on the first possible day of publication.

    >>> import analysis
    >>> table = topics(analysis.load())
    >>> bool(((table["statements"] > 0) == (table["silence"] == "")).all())
    True
    """
    said = encoding.encode(evidence)
    return topics_within(evidence, topic_limits(said, evidence.entities, evidence.props))


def topics_within(evidence: Evidence, limits: Limits) -> pd.DataFrame:
    """The rows of `topics` for the sources of `evidence`, which may be some of a corpus.

    `limits` are those of the whole corpus (see `topic_limits`).
    """
    spoken, sources = list(limits.days.index), evidence.sources
    code = pd.Index(spoken).get_indexer(_with_topic(evidence)["topic"])
    cells = np.zeros((len(sources), len(spoken)), dtype="int64")
    np.add.at(cells, (_source_codes(evidence), code), 1)
    silence = np.array([*SILENCES, ""], dtype=object)[
        np.where(cells > 0, len(SILENCES), _silence_codes(evidence, limits))
    ]
    return pd.DataFrame(
        {
            "source_id": sources["source_id"].repeat(len(spoken)).to_numpy(),
            "source": sources["label"].repeat(len(spoken)).to_numpy(),
            "topic": pd.Series(spoken * len(sources), dtype="str"),
            "statements": cells.ravel(),
            "silence": pd.Series(silence.ravel(), dtype="str"),
        }
    )


def topic_limits(said: pd.DataFrame, entities: pd.DataFrame, props: pd.DataFrame) -> Limits:
    """The limits of each topic that any of the statements `said` (see `claims.of`) is of.

    Groups are the topics, by name, as `spoken_topics` orders them. The statements may be some of a
    corpus, if they are all there are of their entities; `merged` puts the limits together.
    """
    names = pd.Index(topics_of(props))
    topic = names.get_indexer(props["topic"])[said["prop"]]
    days, warrants = _limits(said, entities, topic)
    warrants = warrants.assign(group=names.take(warrants["group"].to_numpy("int64")))
    return Limits(days.set_axis(names.take(days.index)), warrants)


def merged(limits: Iterable[Limits], props: pd.DataFrame) -> Limits:
    """The limits of topics over all parts of a corpus, from those of each part."""
    days, warrants = (pd.concat(tables) for tables in zip(*limits, strict=True))
    days = days.groupby(level=0).agg(_OF_DAYS)
    order = [name for name in topics_of(props) if name in days.index]
    return Limits(days.loc[order], warrants.drop_duplicates(ignore_index=True))


def spoken_topics(evidence: Evidence) -> list[str]:
    """The topics that any source speaks of: those of `TOPICS`, then the project's own."""
    used = set(_with_topic(evidence)["topic"])
    return [topic for topic in topics_of(evidence.props) if topic in used]


def silences(evidence: Evidence, reported_by: int = 1) -> pd.DataFrame:
    """One row a source and a fact (entity and property) that others report and it does not.

    Columns: `source_id, source, entity_id, entity, prop, topic, reported_by` (how many sources
    report it), `silence` (of `SILENCES`). Facts that fewer than `reported_by` sources report are
    left out: with a thousand sources there are a thousand rows a fact.
    """
    facts = _facts(evidence)
    return _silent_on(evidence, np.flatnonzero(facts["reported_by"] >= reported_by))


def silences_on(evidence: Evidence, facts: pd.DataFrame) -> pd.DataFrame:
    """The rows of `silences` for some `facts`, each an `entity_id` and `prop`."""
    keys = ["entity_id", "prop"]
    known = pd.MultiIndex.from_frame(_facts(evidence)[keys])
    return _silent_on(evidence, np.flatnonzero(known.isin(pd.MultiIndex.from_frame(facts[keys]))))


@remembered
def silence_counts(evidence: Evidence, reported_by: int = 1) -> pd.DataFrame:
    """How often each source is silent in which way, on facts that so many sources report.

    Columns: `source`, then each of `SILENCES`; the numbers of rows of `silences`.

    >>> import analysis
    >>> evidence = analysis.load()
    >>> counts = silence_counts(evidence, 2).drop(columns="source")
    >>> int(counts.sum(axis=None)) == len(silences(evidence, 2))
    True
    """
    facts = _facts(evidence)
    chosen = np.flatnonzero(facts["reported_by"] >= reported_by)
    kinds, silent = _silence_grid(evidence, chosen)
    counts = {name: ((kinds == at) & silent).sum(axis=1) for at, name in enumerate(SILENCES)}
    return pd.DataFrame({"source": evidence.sources["label"], **counts})


@remembered
def _facts(evidence: Evidence) -> pd.DataFrame:
    """Every entity and property that any source speaks of, in the order of the statements."""
    code, known = _fact_codes(evidence)
    entities = evidence.entities.set_index("entity_id")["label"]
    topic_of = evidence.props.set_index("prop")["topic"]
    said = pd.DataFrame({"fact": code, "source": _source_codes(evidence)}).drop_duplicates()
    return known.assign(
        entity=known["entity_id"].map(entities),
        topic=known["prop"].map(topic_of),
        reported_by=np.bincount(said["fact"], minlength=len(known)),
    )


def _fact_codes(evidence: Evidence) -> tuple[np.ndarray, pd.DataFrame]:
    """The number of each statement's fact, and the facts."""
    keys = evidence.statements[["entity_id", "prop"]]
    code = keys.groupby(["entity_id", "prop"], sort=False).ngroup().to_numpy("int64")
    return code, keys.drop_duplicates(ignore_index=True)


def _silent_on(evidence: Evidence, chosen: np.ndarray) -> pd.DataFrame:
    """The rows of `silences` for the facts with these numbers."""
    kinds, silent = _silence_grid(evidence, chosen)
    source, fact = np.nonzero(silent)
    facts = _facts(evidence).iloc[chosen[fact]].reset_index(drop=True)
    texts = evidence.sources[["source_id", "label"]].iloc[source].reset_index(drop=True)
    silence = pd.Series(list(SILENCES), dtype="str").take(kinds[source, fact])
    found = texts.rename(columns={"label": "source"}).join(facts)
    columns = ["source_id", "source", "entity_id", "entity", "prop", "topic", "reported_by"]
    return found[columns].assign(silence=silence.to_numpy())


def _silence_grid(evidence: Evidence, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each source and chosen fact: the number of its kind of silence; whether it is silent."""
    code, known = _fact_codes(evidence)
    spoken = np.zeros((len(evidence.sources), len(known)), dtype=bool)
    spoken[_source_codes(evidence), code] = True
    days, warrants = _limits(encoding.encode(evidence), evidence.entities, code)
    kept = Limits(days.loc[chosen], warrants[warrants["group"].isin(chosen)])
    return _silence_codes(evidence, kept), ~spoken[:, chosen]


def topics_by_source(evidence: Evidence) -> pd.DataFrame:
    """`topics`, one row a source and one column a topic: a count, or the kind of silence."""
    table = topics(evidence)
    cells = table["statements"].astype("str").mask(table["silence"] != "", table["silence"])
    wide = table.assign(cell=cells).pivot(index="source", columns="topic", values="cell")
    wide = wide.reindex(index=list(evidence.sources["label"]), columns=spoken_topics(evidence))
    wide = wide.rename_axis(index="source").reset_index()
    wide.columns.name = None
    return wide


def warrants(evidence: Evidence) -> list[str]:
    """The ids of the warrants that any source speaks of, in the order of the table."""
    spoken = frozenset().union(*subjects(evidence))
    return [name for name in evidence.entities["entity_id"] if name in spoken]


def subjects(evidence: Evidence) -> pd.Series:
    """The warrants that each source speaks of: a set of entity ids by `source_id`."""
    table = evidence.statements
    kinds = table["entity_id"].map(evidence.entities.set_index("entity_id")["kind"])
    spoken = table[kinds == "warrant"].groupby("source_id")["entity_id"].agg(frozenset)
    return spoken.reindex(evidence.sources["source_id"]).map(
        lambda found: found if isinstance(found, frozenset) else frozenset()
    )


def _silence_codes(evidence: Evidence, limits: Limits) -> np.ndarray:
    """The kind of silence that each source would keep about each group of statements.

    A number of `SILENCES` for each source (row) and group of `limits` (column). A group belongs to
    a warrant if everything in it concerns some warrant. It cannot be known before the first
    possible day to which its entities, or the speech that it is taken from, are dated; it is known
    once any source that reports it is out.
    """
    sources, days = evidence.sources, limits.days
    first, known = (days[name].to_numpy("datetime64[s]") for name in ("first", "known"))
    undated, shared = (days[name].to_numpy(dtype=bool) for name in ("undated", "shared"))
    begins = sources["published_start"].to_numpy("datetime64[s]")[:, None]
    ends = sources["published_end"].to_numpy("datetime64[s]")[:, None]
    kinds = np.full((len(sources), len(days)), 3, dtype="int8")
    kinds[begins >= known] = 2
    kinds[(ends < first) & ~undated] = 1
    kinds[~_own(evidence, limits) & ~shared] = 0
    return kinds


def _own(evidence: Evidence, limits: Limits) -> np.ndarray:
    """Whether each source speaks of a warrant that each group concerns."""
    names = pd.Index(limits.warrants["warrant"].unique())
    groups = np.zeros((len(limits.days), len(names)), dtype="float32")
    of = limits.days.index.get_indexer(limits.warrants["group"])
    groups[of, names.get_indexer(limits.warrants["warrant"])] = 1
    warrant = names.get_indexer(evidence.statements["entity_id"])
    spoken = np.zeros((len(evidence.sources), len(names)), dtype="float32")
    spoken[_source_codes(evidence)[warrant >= 0], warrant[warrant >= 0]] = 1
    return spoken @ groups.T > 0


def _limits(said: pd.DataFrame, entities: pd.DataFrame, group: np.ndarray) -> Limits:
    """The limits of each of these groups, by their numbers."""
    concerns = entities["concerns"].reindex(said["entity"])
    of_entity = said.groupby("entity").agg({"dated_from": "min", "undated": "any"})
    event = of_entity["dated_from"].mask(of_entity["undated"]).reindex(said["entity"])
    days = np.fmax(event.to_numpy("datetime64[s]"), said["spoken_from"].to_numpy("datetime64[s]"))
    by_group = pd.DataFrame(
        {
            "group": group,
            "first": days,
            "known": said["published_by"].to_numpy(),
            "undated": np.isnat(days),
            "shared": concerns.isna().to_numpy(dtype=bool),
        }
    ).groupby("group")
    warrants = pd.DataFrame({"group": group, "warrant": concerns.to_numpy()})
    return Limits(by_group.agg(_OF_DAYS), warrants.dropna().drop_duplicates())


def _source_codes(evidence: Evidence) -> np.ndarray:
    """The number of each statement's source."""
    known = pd.Index(evidence.sources["source_id"])
    return known.get_indexer(evidence.statements["source_id"])


def quoted(evidence: Evidence) -> pd.DataFrame:
    """How much of each text stands in some quote: `source_id, source, characters, quoted, share`.

    `characters` counts code points, line ends included; `quoted` those in at least one quote.
    """
    sources = evidence.sources
    length = sources["text"].str.len().astype("int64")
    start, end = evidence.statements["start"], evidence.statements["end"]
    code = _source_codes(evidence).astype("int64")
    covered = union(code, start.to_numpy(), end.to_numpy(), len(sources))
    return pd.DataFrame(
        {
            "source_id": sources["source_id"],
            "source": sources["label"],
            "characters": length,
            "quoted": covered,
            "share": (covered / length.clip(lower=1)).map("{:.0%}".format),
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
    statements` (how many code it, by the rule of `analysis.validation.coded_sentences`),
    `statement_ids` and `topics` (tuples; topics in the order of `spoken_topics`), `waiver` (the
    reason, "" where there are statements).

    >>> import analysis
    >>> table = ledger(analysis.load())
    >>> bool(((table["statements"] > 0) == (table["waiver"] == "")).all())
    True
    """
    sentences = _sentences(evidence)
    coded = _codings(sentences, _with_topic(evidence), evidence.sources)
    at, every = coded["sentence"].to_numpy(), len(sentences)
    names = pd.Index(topics_of(evidence.props))
    # Each topic of a sentence once, in the order of the topics.
    pairs = np.unique(at * len(names) + names.get_indexer(coded["topic"]))
    of, topic = np.divmod(pairs, max(len(names), 1))
    waived = zip(*(evidence.waivers[name].tolist() for name in ("source_id", "quote")), strict=True)
    reasons = dict(zip(waived, evidence.waivers["reason"].tolist(), strict=True))
    words = zip(sentences["source_id"].tolist(), sentences["text"].tolist(), strict=True)
    statements = np.bincount(at, minlength=every)
    open_words = zip(words, statements.tolist(), strict=True)
    return sentences.assign(
        statements=statements,
        statement_ids=tables.gathered(coded["statement_id"], at, tuple, every),
        topics=tables.gathered(names.take(topic).to_series(), of, tuple, every),
        waiver=[
            "" if count else reasons.get((source, spreadsheet_damage.unsigned(text)), "")
            for (source, text), count in open_words
        ],
    )


def _sentences(evidence: Evidence) -> pd.DataFrame:
    sources = evidence.sources
    texts, languages = sources["text"].tolist(), sources["language"].tolist()
    split = [split_sentences(*text) for text in zip(texts, languages, strict=True)]
    times = [len(found) for found in split]
    places = np.array([place for found in split for place in found], dtype="int64").reshape(-1, 3)
    words = [
        text[start:end] for text, found in zip(texts, split, strict=True) for _, start, end in found
    ]
    named = sources[["source_id", "label"]].take(np.repeat(np.arange(len(sources)), times))
    before = np.repeat(np.cumsum(times) - times, times).astype("int64")
    return (
        named.set_axis(["source_id", "source"], axis=1)
        .assign(
            number=np.arange(1, len(places) + 1) - before,
            line=places[:, 0],
            start=places[:, 1],
            end=places[:, 2],
            text=pd.Series(words, named.index, dtype="str"),
        )
        .reset_index(drop=True)
    )


def _codings(
    sentences: pd.DataFrame, statements: pd.DataFrame, sources: pd.DataFrame
) -> pd.DataFrame:
    """One row for each sentence that a statement's quote codes: `sentence` is its row number.

    Sources are laid end to end on one axis, so that two binary searches place every quote. Only
    quotes that touch several sentences, or say nothing, are looked at one by one.
    """
    codes = pd.Index(sentences["source_id"].unique())
    reach = max(0, sentences["end"].max(), statements["end"].max()) + 1 if len(codes) else 1

    def on_axis(table: pd.DataFrame, column: str) -> np.ndarray:
        code = codes.get_indexer(table["source_id"]).astype("int64")
        return code * reach + table[column].to_numpy("int64")

    first, count = span_arrays.overlapping_ranges(
        on_axis(sentences, "start"),
        on_axis(sentences, "end"),
        on_axis(statements, "start"),
        on_axis(statements, "end"),
    )
    row, sentence = span_arrays.expand_ranges(first, count)
    before = np.cumsum(count) - count
    is_coded = np.ones(len(row), dtype=bool)
    source = pd.Index(sources["source_id"]).get_indexer(statements["source_id"])
    languages = sources["language"].to_numpy("object")[source]
    plain = map(ledgers.has_content, statements["quote"].tolist(), languages.tolist())
    unclear = np.flatnonzero((count > 1) | (count == 1) & ~np.fromiter(plain, bool, len(count)))
    places = sentences[["start", "end"]].to_numpy("int64")
    texts = sources["text"].to_numpy("object")[source[unclear]]
    quotes = statements[["start", "end"]].to_numpy("int64")[unclear].tolist()
    for number, text, quote in zip(unclear.tolist(), texts, quotes, strict=True):
        touched = places[first[number] : first[number] + count[number]].tolist()
        kept = ledgers.codes(text, touched, tuple(quote), languages[number])
        is_coded[before[number] : before[number] + count[number]] = False
        is_coded[before[number] + np.array(kept, dtype="int64")] = True
    coded = statements.iloc[row[is_coded]][["statement_id", "topic"]].reset_index(drop=True)
    return coded.assign(sentence=sentence[is_coded])


def _with_topic(evidence: Evidence) -> pd.DataFrame:
    topic_of = evidence.props.set_index("prop")["topic"]
    return evidence.statements.assign(topic=evidence.statements["prop"].map(topic_of))
