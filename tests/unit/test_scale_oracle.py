"""The comparisons of a large corpus are those of a query over its raw tables."""

import pytest

from analysis.partitioned import (
    partitions,
)
from tests.support import scale_corpus, scale_oracle, scale_runs

SIZE, PER_PART = 22_000, 4_000
KEY = ["entity_id", "property"]
ENOUGH = {  # facts with each outcome, so that comparing them means something
    "agree": 250,
    "more exact": 75,
    "overlap": 100,
    "conflict": 100,
    "single source": 300,
    "not comparable": 30,
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    scale_corpus.write(folder, SIZE, PER_PART, scale_corpus.Shares(damaged=0.1, disputed=0.3))
    return folder


@pytest.fixture(scope="module")
def ours(corpus):
    """What a run finds of the facts that have one value only."""
    scale_runs.run_over(corpus)
    table = scale_runs.table(corpus / "results", "outcomes")
    single = partitions.load_shared(str(corpus)).properties.query(
        "cardinality == 'one' and kind != 'text'"
    )["property"]
    table = table[table["property"].isin(single)]
    return table[[*KEY, "outcome", "n_sources", "n_origins"]].set_index(KEY).sort_index()


def test_a_query_over_the_raw_tables_gives_the_same_outcomes_sources_and_voices(corpus, ours):
    theirs = scale_oracle.outcomes(corpus).set_index(KEY).sort_index()
    assert list(theirs.index) == list(ours.index)
    unlike = ours.compare(theirs[ours.columns], result_names=("ours", "query"))
    assert unlike.empty, unlike.to_string()


def test_the_generated_corpus_has_every_outcome_many_times(ours):
    found = ours["outcome"].value_counts()
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
