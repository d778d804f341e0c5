"""`make bench` can measure everything that it reports, and notices a table that differs."""

import shutil
import tracemalloc

import pyarrow.parquet as pq
import pytest

from tests.bench import bench_scale

SIZE = 400


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """A small corpus, and its tables made whole and by partition."""
    folder = tmp_path_factory.mktemp("bench")
    corpus, ways = folder / "corpus", [folder / way for way in ("whole", "partition")]
    bench_scale.generate(str(corpus), str(SIZE))
    spent = [bench_scale.WORK[way.name](str(corpus), str(way)) for way in ways]
    return corpus, ways, spent


def test_every_table_is_the_same_whole_and_by_partition(runs):
    _, ways, _ = runs
    tables = bench_scale.equal(*map(str, ways))["tables"]
    assert [name for name, table in tables.items() if not table["equal"]] == []
    assert all(table["rows"] and table["columns"] for table in tables.values())


@pytest.mark.parametrize("change", ["a row less", "other columns"])
def test_a_table_that_differs_is_noticed(runs, tmp_path, change):
    _, (whole, partition), _ = runs
    other = shutil.copytree(partition, tmp_path / "other")
    [path] = (other / "outcomes").iterdir()
    rows = pq.read_table(path)
    rows = rows.slice(1) if change == "a row less" else rows.append_column("x", rows["entity"])
    pq.write_table(rows, path)
    tables = bench_scale.equal(str(whole), str(other))["tables"]
    assert [name for name, table in tables.items() if not table["equal"]] == ["outcomes"]


def test_the_rounds_and_what_they_exchange_are_measured(runs):
    _, _, (whole, partition) = runs
    assert whole["seconds"] > 0
    assert list(partition["rounds"])[-1] == "summed up"
    assert list(partition["exchange"]) == ["claims", "shown", "words"]
    assert all(partition["tables"].values())


def test_each_function_is_measured(runs):
    corpus, _, _ = runs
    costs = bench_scale.core(str(corpus)) | bench_scale.entities(str(corpus))
    assert {*bench_scale.CORE, "outcomes in words", "conflicts in words"} <= costs["spent"].keys()
    assert costs["group"][0] <= SIZE
    assert costs["most"] > 0
    assert len(bench_scale.of_core(costs, SIZE)) > len(costs["spent"])
    assert not tracemalloc.is_tracing()
