"""A corpus in partitions gives what the notebooks give, whoever runs it and whatever happens."""

import dataclasses
import gc
import os
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import dask
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from dask.distributed import LocalCluster

from analysis import agreement, coverage, export
from analysis.cli.program import main
from analysis.compare import encoding, facts, wording
from analysis.export import partitions as exported
from analysis.partitioned import (
    checkpoints,
    columns,
    dask_cluster,
    executors,
    ownership,
    partitions,
    results,
    run,
    storage,
    tasks,
)
from analysis.system import files
from analysis.system.project_folder import PROJECT
from tests.support import projects, scale_corpus, scale_runs

SIZE, PER_PART = 3_000, 500


@pytest.fixture(scope="module")
def ours(loaded, tmp_path_factory):
    """The five texts as a corpus in partitions."""
    folder = tmp_path_factory.mktemp("export")
    by_format = {format_.name: format_.files for format_ in export.formats(loaded)}
    files.replace_all(folder, by_format["corpus in partitions"])
    return folder / exported.FOLDER


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("generated")
    scale_corpus.write(folder, SIZE, PER_PART)
    return folder


@pytest.fixture(scope="module")
def expected(generated):
    return scale_runs.tables(scale_runs.whole(generated))


@pytest.fixture
def copy(generated, tmp_path):
    """The generated corpus, to be damaged."""
    return Path(shutil.copytree(generated, tmp_path / "corpus"))


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    scale_corpus.write(folder, 1_000, 250)
    return folder


@pytest.fixture(scope="module")
def expected_of_small(small):
    return scale_runs.tables(scale_runs.whole(small))


@pytest.fixture(scope="module")
def workers():
    """Two workers for several tests; a task that kills two of them is set aside."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        executors.cluster(workers=2) as each,
    ):
        yield each


@pytest.fixture
def small_copy(small, tmp_path):
    """A smaller one, to be damaged in many ways."""
    return Path(shutil.copytree(small, tmp_path / "corpus"))


# --- The same answers ---------------------------------------------------------------------------


def test_the_five_texts_in_parts_give_the_tables_of_the_notebooks(loaded, ours, tmp_path):
    summary = scale_runs.run_over(ours, tmp_path)
    assert run.is_sound(summary)
    assert summary["problems"] == []
    ledger = coverage.ledger(loaded)
    shown = {
        "quoted": coverage.quoted(loaded),
        "coverage": coverage.topics(loaded),
        "ledger": ledger.assign(statements=ledger["statements"].astype("int64")),
        "outcomes": agreement.outcomes(loaded),
        "conflicts": agreement.conflicts(loaded),
    }
    found = scale_runs.written(tmp_path)
    assert found.pop("misquoted").empty
    order = list(shown)
    scale_runs.assert_equal({name: found[name] for name in order}, shown)


def test_a_text_that_is_there_twice_is_two_voices_in_any_partition(tmp_path):
    """What a result says does not depend on which documents share a partition."""
    for name in ("together", "apart"):
        scale_corpus.write(tmp_path / name, 40, 40)
        for table in partitions.PARTITIONED:
            place = tmp_path / name / table
            rows = pq.read_table(place / "00000.parquet")
            copies = renamed(rows)
            if name == "apart":
                pq.write_table(copies, place / "00001.parquet")
            else:
                pq.write_table(pa.concat_tables([rows, copies]), place / "00000.parquet")
        assert scale_runs.run_over(tmp_path / name)["problems"] == []
    together, apart = (
        scale_runs.table(tmp_path / name / "results", "outcomes") for name in ("together", "apart")
    )
    scale_runs.assert_equal({"outcomes": together}, {"outcomes": apart})
    assert (together["n_origins"] == 2).any()


def renamed(rows: pa.Table) -> pa.Table:
    """The same rows of another document, whose statements have other ids."""
    names = {"source_id": "text-again", "label": "Text again"}
    for at, field in enumerate(rows.schema):
        if field.name in names:
            cells = [names[field.name]] * len(rows)
        elif field.name == "statement_id":
            cells = [f"s-{number:012x}" for number in range(1, len(rows) + 1)]
        else:
            continue
        rows = rows.set_column(at, field, pa.array(cells, field.type))
    return rows


def test_a_generated_corpus_in_parts_gives_what_it_gives_whole(generated, expected, tmp_path):
    summary = scale_runs.run_over(generated, tmp_path)
    ledger, outcomes = expected["ledger"], expected["outcomes"]
    untouched = (ledger["statements"] == 0) & (ledger["exclusion"] == "")
    assert summary == {
        "documents": len(expected["quoted"]),
        "sentences": len(ledger),
        "open_sentences": untouched.sum(),
        "statements": SIZE,
        "misquoted": len(expected["misquoted"]),
        "facts": len(outcomes),
        "conflicts": (outcomes["outcome"] == "conflict").sum(),
        "partitions": SIZE // PER_PART,
        "set_aside": 0,
        "problems": [],
    }
    assert min(number for name, number in summary.items() if name in run.COUNTED) > 0
    scale_runs.assert_equal(scale_runs.written(tmp_path), expected)


def test_workers_give_the_same(generated, expected, tmp_path, workers):
    scale_runs.run_over(generated, tmp_path, workers)
    scale_runs.assert_equal(scale_runs.written(tmp_path), expected)


@pytest.mark.parametrize("per_group", [40, 300, 10**9])
def test_groups_of_any_size_give_the_same(
    small, expected_of_small, tmp_path, monkeypatch, per_group
):
    monkeypatch.setattr(run, "PER_GROUP", per_group)
    scale_runs.run_over(small, tmp_path)
    scale_runs.assert_equal(scale_runs.written(tmp_path), expected_of_small)


def test_a_part_ten_times_the_others_gives_the_same(tmp_path):
    scale_corpus.write(tmp_path / "corpus", SIZE, 150, large=True)
    rows = [pq.read_metadata(path).num_rows for path in (tmp_path / "corpus/statements").iterdir()]
    assert max(rows) >= 10 * sorted(rows)[len(rows) // 2]
    scale_runs.run_over(tmp_path / "corpus", tmp_path / "to")
    whole = scale_runs.tables(scale_runs.whole(tmp_path / "corpus"))
    scale_runs.assert_equal(scale_runs.written(tmp_path / "to"), whole)


def test_another_convention_gives_what_it_gives_whole(generated, expected, tmp_path):
    """And results under one convention are never taken for those under another."""
    arguments = ["corpus", str(generated), "--to", str(tmp_path), "--scheduler", "none"]
    assert main([*arguments, "--lexicon", "acled"]) == 1  # for the misquotes
    every = scale_runs.whole(generated)
    wrong = expected["misquoted"]["statement_id"]
    kept = every.statements[~every.statements["statement_id"].isin(wrong)].reset_index(drop=True)
    theirs = agreement.outcomes(dataclasses.replace(every, statements=kept), "acled")
    found = scale_runs.table(tmp_path, "outcomes")
    assert (theirs["outcome"] != expected["outcomes"]["outcome"]).any()
    scale_runs.assert_equal({"outcomes": found}, {"outcomes": theirs})

    with pytest.raises(KeyboardInterrupt):
        scale_runs.run_over(generated, tmp_path, stop_at_words)
    assert main([*arguments, "--lexicon", "acled"]) == 1
    again = scale_runs.table(tmp_path, "outcomes")
    scale_runs.assert_equal({"outcomes": again}, {"outcomes": theirs})


def test_an_address_of_any_kind_gives_the_same(generated, expected, tmp_path):
    import fsspec

    memory = fsspec.filesystem("memory")
    for name in scale_runs.files(generated):
        memory.pipe_file(f"/corpus/{name}", (generated / name).read_bytes())
    try:
        for _ in run.run_corpus("memory://corpus", "memory://results", executors.sequential):
            pass
        memory.get("/results", str(tmp_path / "got"), recursive=True)
    finally:
        memory.rm("/", recursive=True)
    scale_runs.assert_equal(scale_runs.written(tmp_path / "got"), expected)


def test_what_is_very_often_said_is_told_in_part_and_counted_whole(
    generated, tmp_path, monkeypatch
):
    for module in (facts, wording):
        monkeypatch.setattr(module, "MOST_SHOWN", 5)
    scale_runs.run_over(generated, tmp_path)
    whole = scale_runs.tables(scale_runs.whole(generated))
    found = scale_runs.written(tmp_path)
    scale_runs.assert_equal(found, whole)
    cut = found["outcomes"]["who_says"].str.contains("so far as the words of")
    assert cut.any()
    assert not cut.all()
    assert (found["outcomes"]["statement_ids"].map(len)[cut] > 5).all()


def test_what_changes_places_between_rounds_is_integers(generated):
    shared = partitions.load_shared(str(generated))
    name = partitions.list_partitions(scale_runs.files(generated))[0][0]
    partition, _ = partitions.load(str(generated), partitions.Partition(name), shared)
    encoded = encoding.encode(partition)
    kinds = {column.dtype.kind for _, column in encoded.items()}
    assert kinds <= {"i", "b", "M"}
    assert set(encoded["order"]) == {facts.EARLIER, 0, facts.LATER}


def test_garbage_is_collected_rarely_only_while_a_task_runs():
    before = gc.get_threshold()
    outcome = checkpoints.run_safely(lambda *_: {"threshold": gc.get_threshold()}, None, 1)
    assert outcome["threshold"][0] > before[0]
    checkpoints.run_safely(lambda *_: 1 / 0, None, 1)
    assert gc.get_threshold() == before


# --- The tables of results ------------------------------------------------------------------------


def test_results_have_the_columns_of_the_notebooks_each_described(loaded, ours, tmp_path):
    scale_runs.run_over(ours, tmp_path)
    shown = scale_runs.tables(scale_runs.whole(ours))
    for name, result in results.TABLES.items():
        assert [field["name"] for field in result.fields] == list(shown[name])
        for path in (tmp_path / name).iterdir():
            schema = pq.read_schema(path)
            told = [field.metadata[b"description"].decode() for field in schema]
            assert told == [field["description"] for field in result.fields]
            assert schema.metadata[b"description"].decode() == result.description
    assert all(field["example"] is not None for r in results.TABLES.values() for field in r.fields)


def test_the_same_corpus_gives_the_same_bytes(generated, tmp_path):
    for to in ("one", "other"):
        scale_runs.run_over(generated, tmp_path / to)
    one, other = (
        {path.relative_to(tmp_path / to): path.read_bytes() for path in found}
        for to in ("one", "other")
        for found in [list((tmp_path / to).rglob("*.parquet"))]
    )
    assert one == other
    assert len(one) > 10


# --- Bad partitions -------------------------------------------------------------------------------


def changed(folder: Path, name: str, change) -> None:
    table = pq.read_table(folder / name)
    pq.write_table(change(table), folder / name)


def cell(column: str, row: int, value):
    """A change of one cell of a table."""

    def change(table: pa.Table) -> pa.Table:
        values = table[column].to_pylist()
        values[row] = value
        at = table.column_names.index(column)
        field = table.schema.field(column).with_nullable(True)
        return table.set_column(at, field, pa.array(values, field.type))

    return change


def with_other_value(kind: str, value: str):
    """Change the value of the first statement whose property is of a kind."""
    of_kind = {row["property"] for row in projects.ours("properties") if row["kind"] == kind}

    def change(table: pa.Table) -> pa.Table:
        properties = table["property"].to_pylist()
        row = next(row for row, prop in enumerate(properties) if prop in of_kind)
        return cell("value", row, value)(table)

    return change


def first(folder: Path, table: str) -> str:
    return f"{table}/{sorted(path.name for path in (folder / table).iterdir())[2]}"


def cut(folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(path.read_bytes()[:-100])


def flipped(folder: Path, name: str) -> None:
    """One bit changed in the middle, where the pages are."""
    path = folder / name
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 1
    path.write_bytes(content)


def label_of_the_first(folder: Path) -> str:
    return pq.read_table(folder / "sources/00000.parquet")["label"][0].as_py()


def gone(folder: Path, name: str) -> None:
    (folder / name).unlink()


BAD = {
    "cut short": ("statements", cut, "cannot be read"),
    "texts cut short": ("texts", cut, "cannot be read"),
    "a bit changed": ("texts", flipped, "cannot be read"),
    "a file missing": ("exclusions", gone, "there is none"),
    "empty": ("statements", lambda f, n: (f / n).write_bytes(b""), "cannot be read"),
    "a column missing": (
        "statements",
        lambda f, n: changed(f, n, lambda t: t.drop_columns(["quote"])),
        "quote: there is no such column; its type is string",
    ),
    "a column of another type": (
        "statements",
        lambda f, n: changed(
            f,
            n,
            lambda t: t.set_column(
                t.column_names.index("start"), "start", pa.array(["x"] * len(t))
            ),
        ),
        "start: is of type string; write it as int64",
    ),
    "a blank": (
        "statements",
        lambda f, n: changed(f, n, cell("value", 6, None)),
        ":7: value: is blank; a value is needed here",
    ),
    "an unknown entity": (
        "statements",
        lambda f, n: changed(f, n, cell("entity_id", 4, "nobody")),
        ':5: entity_id: "nobody": no such row in entities.parquet; add it',
    ),
    "an unknown speaker": (
        "statements",
        lambda f, n: changed(f, n, cell("speaker", 4, "nobody")),
        ':5: speaker: "nobody": no such row in entities.parquet; add it',
    ),
    "a label of another partition": (
        "sources",
        lambda f, n: changed(f, n, cell("label", 0, label_of_the_first(f))),
        "is in partition 00000 already; each document has its own",
    ),
    "a label twice": (
        "sources",
        lambda f, n: changed(f, n, lambda t: cell("label", 0, t["label"][1].as_py())(t)),
        "label: ",
    ),
    "an unknown outlet": (
        "statements",
        lambda f, n: changed(f, n, cell("via", 4, ["nobody"])),
        ':5: via: "nobody": no such row in entities.parquet; add it',
    ),
    "an unknown concept": (
        "statements",
        lambda f, n: changed(f, n, with_other_value("concept", "by-balloon")),
        'value: "by-balloon": no such concept_id in concepts.parquet; add it there',
    ),
    "an unknown entity as a value": (
        "statements",
        lambda f, n: changed(f, n, with_other_value("entity", "nobody")),
        'value: "nobody": no such row in entities.parquet; add it',
    ),
    "an unknown property": (
        "statements",
        lambda f, n: changed(f, n, cell("property", 4, "guilt")),
        ':5: property: "guilt": no such row in properties.parquet; add it',
    ),
    "an unknown stance": (
        "statements",
        lambda f, n: changed(f, n, cell("modality", 0, "proved")),
        ':1: modality: "proved": is none of asserted, denied, alleged',
    ),
    "a date that is none": (
        "statements",
        lambda f, n: changed(f, n, cell("said_on", 1, "last June")),
        ':2: said_on: "last June": cannot be read as a date',
    ),
    "a statement of no document": (
        "statements",
        lambda f, n: changed(f, n, cell("source_id", 3, "elsewhere")),
        ':4: source_id: "elsewhere": no such document in sources/',
    ),
    "a statement twice": (
        "statements",
        lambda f, n: changed(f, n, lambda t: pa.concat_tables([t, t.slice(0, 1)])),
        "is in a row above already; keep one of them",
    ),
    "another text": (
        "texts",
        lambda f, n: changed(f, n, cell("text", 0, "Nothing of the kind.")),
        "is not that of the text in texts; a seed is never edited, so restore it",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_part_is_named_and_set_aside_and_the_rest_completes(small_copy, kind, capsys):
    table, damage, told = BAD[kind]
    name = first(small_copy, table)
    damage(small_copy, name)
    assert main(["corpus", str(small_copy), "--scheduler", "none"]) == 1
    out = capsys.readouterr().out
    [line] = [line for line in out.splitlines() if line.startswith(tuple(columns.COLUMNS))][:1]
    assert told in line
    assert Path(name).stem in line
    assert "1 partition set aside" in out
    for each in partitions.PARTITIONED:
        (small_copy / each / Path(name).name).unlink(missing_ok=True)
    rest = scale_runs.tables(scale_runs.whole(small_copy))
    scale_runs.assert_equal(scale_runs.written(small_copy / "results"), rest)


def test_a_count_that_its_words_do_not_give_is_named(copy, capsys):
    name = first(copy, "statements")
    rows = pq.read_table(copy / name).to_pandas()
    row = int(rows.index[rows["value"] == "dozens"][0])
    changed(copy, name, cell("low", row, 12))
    assert main(["corpus", str(copy), "--scheduler", "none"]) == 1
    out = capsys.readouterr().out
    told = 'low: "12": is not the bound that the default lexicon gives for "dozens"; write 24'
    assert f"{name}:" in out
    assert told in out


def test_a_document_in_two_parts_is_named_and_counted_once(copy, expected, capsys):
    names = sorted(path.name for path in (copy / "sources").iterdir())
    for table in partitions.PARTITIONED:
        shutil.copy(copy / table / names[0], copy / table / "z-again.parquet")
    assert main(["corpus", str(copy), "--scheduler", "none"]) == 1
    out = capsys.readouterr().out
    partition = names[0].removesuffix(".parquet")
    assert "sources/z-again.parquet: source_id: " in out
    assert f"is in partition {partition} already; each document has its own" in out
    scale_runs.assert_equal(scale_runs.written(copy / "results"), expected)


SHARED = {
    "an entity twice": ("entities", lambda t: pa.concat_tables([t, t.slice(0, 1)]), "entity_id"),
    "a kind that is none": ("properties", cell("kind", 0, "number"), "is none of count, date"),
    "an entity that concerns none": ("entities", cell("concerns", 1, "nothing"), "concerns"),
    "two entities with one label": (
        "entities",
        lambda t: cell("label", 1, t["label"][0].as_py())(t),
        "label",
    ),
    "an entity that is part of none": (
        "entities",
        cell("part_of", 5, "nothing"),
        "part_of: nothing is the parent of ",
    ),
    "an entity within itself": (
        "entities",
        lambda t: cell("part_of", 5, t["entity_id"][5].as_py())(t),
        "part_of: warrant-4 lies within itself; correct it",
    ),
    "a concept twice": (
        "concepts",
        lambda t: pa.concat_tables([t, t.slice(0, 1)]),
        "concept_id",
    ),
    "a concept within none": (
        "concepts",
        cell("broader", 0, "nothing"),
        "broader: nothing is the parent of ",
    ),
    "two concepts within each other": (
        "concepts",
        lambda t: cell(
            "broader",
            t["concept_id"].to_pylist().index("by-airstrike"),
            "by-drone-strike",
        )(t),
        "broader: by-airstrike lies within itself; correct it",
    ),
    "a mark of the lexicon that is none": (
        "lexicon",
        cell("low", 0, "N+2"),
        'low: "N+2": is not a mark: a whole number, N or M, plus or minus 1 or 10%, or blank',
    ),
    "a mark of a number that the words lack": (
        "lexicon",
        cell("low", 0, "M"),
        'low: "M": there is no M in ',
    ),
    "no entities": ("entities", lambda t: t.slice(0, 0), "has no rows"),
    "no lexicon": ("lexicon", lambda t: t.slice(0, 0), "has no words under default"),
}


@pytest.mark.parametrize("kind", SHARED)
def test_without_what_all_parts_share_nothing_is_done(small_copy, kind, capsys):
    table, change, told = SHARED[kind]
    changed(small_copy, f"{table}.parquet", change)
    assert main(["corpus", str(small_copy), "--scheduler", "none"]) == 1
    said = capsys.readouterr()
    assert f"{table}.parquet" in said.err
    assert told in said.err
    assert not (small_copy / "results").exists()


REFUSED = {
    "no folder": (["nowhere"], "there is no partition of a corpus"),
    "an unknown protocol": (["foo://x"], "foo://x: cannot be opened (Protocol not known: foo)"),
    "an unknown convention": (["HERE", "--lexicon", "mine"], 'no convention "mine"'),
    "no scheduler": (["HERE", "--scheduler", "tcp://127.0.0.1:1"], "no scheduler of Dask answers"),
    "results in a file": (["HERE", "--to", "FILE/results"], "cannot be made"),
    "results among the partitions": (
        ["HERE", "--to", "HERE/texts/x"],
        "holds partitions of the corpus",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_done_is_said_in_one_line(generated, tmp_path, kind, capsys, monkeypatch):
    monkeypatch.setattr(dask_cluster, "WAIT", "1s")
    (tmp_path / "FILE").write_text("")
    monkeypatch.chdir(tmp_path)
    arguments, told = REFUSED[kind]
    named = {"HERE": str(generated)}
    arguments = [argument.replace("HERE", named["HERE"]) for argument in arguments]
    if "--to" not in arguments:
        arguments += ["--to", str(tmp_path / "to")]
    assert main(["corpus", *arguments]) == 1
    assert [told in line for line in capsys.readouterr().err.splitlines()] == [True]


def test_without_the_extra_the_command_says_how_to_install_it(monkeypatch, capsys):
    monkeypatch.setattr(
        "analysis.system.extras.find_spec", lambda name: None if name == "dask" else True
    )
    assert main(["corpus", "anywhere"]) == 1
    assert capsys.readouterr().err.startswith(
        "a corpus needs the extra scale: dask is not installed; run "
    )


# --- Runs that are ended --------------------------------------------------------------------------


def stopped_after(done: int, work, tasks):
    """An engine that ends with an error after so many tasks of a round."""
    for number, task in enumerate(tasks):
        if number == done:
            raise KeyboardInterrupt
        yield task, work(task)


@pytest.mark.parametrize("stage", [tasks.verify, tasks.judge, tasks.quote, tasks.write])
def test_a_run_that_was_ended_goes_on_where_it_was(
    generated, expected, tmp_path, monkeypatch, stage
):
    monkeypatch.setattr(run, "PER_GROUP", 1_000)
    done = []

    def each(work, tasks, stop):
        for task in tasks:
            if stop and work.func is checkpoints._run_once and work.args[0] is stage and done:
                raise KeyboardInterrupt
            if work.func is checkpoints._run_once and work.args[0] is stage:
                done.append(task)
            yield task, work(task)

    with pytest.raises(KeyboardInterrupt):
        scale_runs.run_over(generated, tmp_path, partial(each, stop=True))
    assert len(done) == 1
    assert not (tmp_path / run.SUMMARY).exists()
    scale_runs.run_over(generated, tmp_path, partial(each, stop=False))
    assert len(done) == len(set(done)) > 2  # none was done twice
    scale_runs.assert_equal(scale_runs.written(tmp_path), expected)


def test_an_outcome_that_was_not_written_whole_is_had_again(generated, expected, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        scale_runs.run_over(generated, tmp_path, stop_at_words)
    outcome = next((tmp_path / tasks.WORK).glob("verify-*/00002.json"))
    outcome.write_bytes(outcome.read_bytes()[:-9])
    scale_runs.run_over(generated, tmp_path)
    scale_runs.assert_equal(scale_runs.written(tmp_path), expected)


def test_a_cluster_that_is_there_is_used_if_its_workers_see_the_corpus(
    small, expected_of_small, tmp_path, capsys, monkeypatch
):
    monkeypatch.chdir(small.parent)
    with LocalCluster(n_workers=1, dashboard_address="127.0.0.1:0") as there:
        address = ["--scheduler", there.scheduler_address]
        assert main(["corpus", small.name, "--to", str(tmp_path / "to"), *address]) == 1
        out = capsys.readouterr().out
        scale_runs.assert_equal(scale_runs.written(tmp_path / "to"), expected_of_small)
        told = "cannot see memory://corpus; name one that means the same on every machine"
        chosen = executors.choose(there.scheduler_address, ["memory://corpus"])
        with pytest.raises(dask_cluster.ClusterError, match=told):
            chosen.__enter__()
    assert f"results: {tmp_path / 'to'}" in out


def test_a_killed_command_goes_on_when_run_again(copy, expected):
    command = [sys.executable, "-m", "analysis", "corpus", str(copy), "--scheduler", "none"]
    kept = copy / "results" / ownership.WORK
    started = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    for line in started.stdout:
        if line.startswith("quotes checked: 3"):
            started.kill()
            break
    started.communicate()
    assert len(list(kept.glob("verify-*/*.json"))) >= 3
    again = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
    assert "quotes checked before: 3" in again.stdout
    assert not kept.exists()
    scale_runs.assert_equal(scale_runs.written(copy / "results"), expected)


def test_another_corpus_in_the_same_place_begins_anew(copy, tmp_path):
    def stop(work, tasks):
        return (
            stopped_after(2, work, tasks)
            if work.func is checkpoints._run_once
            else map_all(work, tasks)
        )

    with pytest.raises(KeyboardInterrupt):
        scale_runs.run_over(copy, tmp_path / "to", stop)
    shutil.rmtree(copy)
    scale_corpus.write(copy, 2_000, 400)
    scale_runs.run_over(copy, tmp_path / "to")
    whole = scale_runs.tables(scale_runs.whole(copy))
    scale_runs.assert_equal(scale_runs.written(tmp_path / "to"), whole)


def stop_at_words(work, named):
    """An engine that ends before the words are gathered."""
    if work.func is checkpoints._run_once and work.args[0] is tasks.quote:
        raise KeyboardInterrupt
    return map_all(work, named)


def map_all(work, tasks):
    return ((task, work(task)) for task in tasks)


def test_two_runs_do_not_write_to_one_folder(generated, tmp_path, capsys):
    with storage.alone(str(tmp_path)):
        assert main(["corpus", str(generated), "--to", str(tmp_path), "--scheduler", "none"]) == 1
    assert "is writing there" in capsys.readouterr().err


def test_a_killed_worker_is_replaced_and_nothing_is_lost(
    small, expected_of_small, tmp_path, workers
):
    """The worker that gets a certain partition first is killed with that partition in its hands."""
    mark = tmp_path / "killed"

    def each(work, tasks, of):
        return of(partial(_killing_once, work, str(mark)), tasks)

    summary = scale_runs.run_over(small, tmp_path / "to", partial(each, of=workers))
    assert mark.exists()
    assert summary["set_aside"] == 0
    scale_runs.assert_equal(scale_runs.written(tmp_path / "to"), expected_of_small)


def _killing_once(work, mark, task):
    if (
        work.func is checkpoints._run_once
        and work.args[0] is tasks.verify
        and not Path(mark).exists()
    ):
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return work(task)


def test_a_part_that_kills_every_worker_is_named_and_set_aside(small_copy, tmp_path, workers):
    name = partitions.list_partitions(scale_runs.files(small_copy))[0][1]

    def each(work, tasks, of):
        return of(partial(_killing_always, work, name), tasks)

    summary = scale_runs.run_over(small_copy, tmp_path / "to", partial(each, of=workers))
    [told] = summary["problems"]
    assert told.startswith(f"partition {name}: its workers ended")
    assert summary["set_aside"] == 1
    for table in partitions.PARTITIONED:
        (small_copy / table / f"{name}.parquet").unlink()
    rest = scale_runs.tables(scale_runs.whole(small_copy))
    scale_runs.assert_equal(scale_runs.written(tmp_path / "to"), rest)


def test_a_few_tasks_are_shared_by_all_workers(workers):
    outcomes = dict(workers(_name_process, [1, 2]))
    assert len({outcome["process"] for outcome in outcomes.values()}) == 2


def _name_process(task):
    time.sleep(0.05)
    return {"process": os.getpid()}


def test_only_the_task_that_kills_its_workers_is_blamed():
    one_more = dask.config.set({"distributed.scheduler.allowed-failures": 1})
    with one_more, executors.cluster(workers=2) as executor:
        outcomes = dict(executor(_killing_for_one, list(range(6))))
    assert outcomes.keys() == set(range(6))
    assert [task for task, outcome in outcomes.items() if "problems" in outcome] == [1]


def _killing_for_one(task):
    if task == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.05)
    return {"number": task}


def _killing_always(work, name, task):
    if work.func is checkpoints._run_once and getattr(task, "name", "") == name:
        os.kill(os.getpid(), signal.SIGKILL)
    return work(task)


@pytest.fixture
def small_disk(tmp_path):
    """A file system with room for a partition of the results only, and how it is made larger."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=500k", "none", str(place)], capture_output=True
    )
    if made.returncode:
        pytest.skip("a small file system cannot be mounted by this user")
    try:
        yield (
            place,
            lambda: subprocess.run(["mount", "-o", "remount,size=200m", str(place)], check=True),
        )
    finally:
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("scheduler", [["--scheduler", "none"], []])
def test_a_full_disk_is_named_and_with_room_the_run_goes_on(
    generated, expected, small_disk, capsys, scheduler
):
    place, enlarge = small_disk
    arguments = ["corpus", str(generated), "--to", str(place / "to"), *scheduler]
    assert main(arguments) == 1
    said = capsys.readouterr()
    assert "cannot be written" in said.err
    assert "what is done is kept" in said.err
    assert len(said.err.splitlines()) == 1
    enlarge()
    assert main(arguments) == 1  # for the misquotes, which are findings
    assert "before: " in capsys.readouterr().out
    scale_runs.assert_equal(scale_runs.written(place / "to"), expected)
