"""A large corpus is judged as a query over its raw tables judges it, part by part read."""

import pandas as pd
import pytest

import scale_corpus
import scale_oracle
from analysis import agreement, claims, evidence
from analysis.scale import parts
from analysis.verdicts import VERDICTS

SIZE, PER_PART = 20_000, 4_000
KEY = ["entity_id", "prop"]
ENOUGH = {  # facts with each verdict, so that comparing them means something
    "agree": 250,
    "compatible": 200,
    "conflict": 100,
    "single source": 300,
    "not comparable": 30,
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    scale_corpus.write(folder, SIZE, PER_PART, scale_corpus.Shares(damaged=0.1, disputed=0.3))
    return folder


def read(folder):
    """Every part of a corpus."""
    shared, (names, problems) = parts.shared(str(folder)), parts.names(str(folder))
    assert problems == []
    sources = statements = 0
    for name in names:
        found, problems = parts.read(str(folder), parts.Part(name, sources, statements), shared)
        assert problems == []
        yield found
        sources += len(found.sources)
        statements += len(found.statements)


@pytest.fixture(scope="module")
def ours(corpus):
    """What `agreement.judged` finds of the facts that have one value only."""
    said = pd.concat(
        claims.of(part).drop(index=evidence.misquoted(part).index) for part in read(corpus)
    )
    shared = parts.shared(str(corpus))
    facts = agreement.judged(said, shared.props).facts
    facts = facts[facts["single"]]
    table = facts[["sources", "roots"]].assign(
        entity_id=shared.entities["entity_id"].to_numpy()[facts["entity"]],
        prop=shared.props["prop"].to_numpy()[facts["prop"]],
        verdict=[VERDICTS[number] for number in facts["verdict"]],
    )
    return table.set_index(KEY).sort_index()


def test_a_query_over_the_raw_tables_gives_the_same_verdicts_sources_and_voices(corpus, ours):
    theirs = scale_oracle.verdicts(corpus).set_index(KEY).sort_index()
    assert list(theirs.index) == list(ours.index)
    unlike = ours.compare(theirs[ours.columns], result_names=("ours", "query"))
    assert unlike.empty, unlike.to_string()


def test_what_is_compared_has_every_verdict_many_times(ours):
    found = ours["verdict"].value_counts()
    assert set(found.index) == set(ENOUGH)
    assert {name: found[name] for name, least in ENOUGH.items() if found[name] < least} == {}


def test_a_corpus_is_the_same_bytes_each_time(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        scale_corpus.write(folder, 2_000, 150, large=True)
    written = {path.relative_to(one): path.read_bytes() for path in one.rglob("*.parquet")}
    assert written == {
        path.relative_to(other): path.read_bytes() for path in other.rglob("*.parquet")
    }
