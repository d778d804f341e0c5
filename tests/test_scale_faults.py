"""Faults of runs over a corpus that trials have found, each of which was mended."""

import shutil
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import scale_corpus
import scale_runs
from analysis import coverage
from analysis.__main__ import main
from analysis.scale import engines, parts, rounds, storage, tasks


@pytest.fixture
def corpus(tmp_path):
    scale_corpus.write(tmp_path / "corpus", 800, 200)
    return tmp_path / "corpus"


def renamed(corpus: Path, old: str, new: str) -> None:
    for table in parts.IN_PARTS:
        (corpus / table / f"{old}.parquet").rename(corpus / table / f"{new}.parquet")


def run_whole(corpus: Path) -> dict:
    return scale_runs.tables(scale_runs.whole(corpus))


def test_what_others_keep_in_the_folder_for_results_stays(corpus, tmp_path):
    kept = [tmp_path / "to" / folder / "mine.txt" for folder in (rounds.WORK, "coverage")]
    for path in kept:
        path.parent.mkdir(parents=True)
        path.write_text("mine")
    main(["corpus", str(corpus), "--to", str(tmp_path / "to"), "--scheduler", "none"])
    assert [path.exists() for path in kept] == [True, True]


def test_a_part_without_documents_may_be_done_after_the_next_one(corpus):
    for table in parts.IN_PARTS:
        rows = pq.read_table(corpus / table / "00001.parquet")
        pq.write_table(rows.slice(0, 0), corpus / table / "00000-none.parquet")

    def last_first(work, tasks):
        return engines.one_by_one(work, list(tasks)[::-1])

    scale_runs.run(corpus, each=last_first)
    scale_runs.assert_equal(scale_runs.written(corpus / "results"), run_whole(corpus))


def test_files_in_order_of_their_names_are_the_table_whatever_the_parts_are_called(corpus):
    renamed(corpus, "00000", "a")
    renamed(corpus, "00001", "a-1")
    scale_runs.run(corpus)
    scale_runs.assert_equal(scale_runs.written(corpus / "results"), run_whole(corpus))


def test_where_every_part_is_set_aside_each_is_named_and_nothing_else_is_said(corpus, capsys):
    for path in (corpus / "statements").iterdir():
        path.unlink()
    assert main(["corpus", str(corpus), "--scheduler", "none"]) == 1
    said = capsys.readouterr()
    assert said.out.count("there is none; write this part again") == 4
    assert "Traceback" not in said.err


@pytest.mark.parametrize("low", ["many", "9" * 30])
def test_a_convention_with_a_bad_mark_is_said_in_one_line(corpus, low, capsys):
    table = pq.read_table(corpus / "lexicon.parquet")
    row = {"words": "dozens", "low": low, "high": "", "convention": "mine"}
    added = pa.Table.from_pylist([row], schema=table.schema)
    pq.write_table(pa.concat_tables([table, added]), corpus / "lexicon.parquet")
    assert main(["corpus", str(corpus), "--lexicon", "mine", "--scheduler", "none"]) == 1
    assert "lexicon.parquet" in "".join(capsys.readouterr())


def test_a_run_that_was_killed_while_it_tidied_goes_on(corpus, monkeypatch):
    remove = storage.remove

    def killed(address, name):
        if name == rounds.WORK and (Path(address) / name).exists():
            shutil.rmtree(Path(address) / name / "words")
            for folder in (Path(address) / name).glob("write-*"):
                shutil.rmtree(folder)
            raise KeyboardInterrupt
        remove(address, name)

    monkeypatch.setattr(storage, "remove", killed)
    with pytest.raises(KeyboardInterrupt):
        scale_runs.run(corpus)
    monkeypatch.setattr(storage, "remove", remove)
    scale_runs.run(corpus)
    scale_runs.assert_equal(scale_runs.written(corpus / "results"), run_whole(corpus))


def test_a_part_that_changes_during_a_run_is_named(corpus):
    def changing(work, named):
        if work.func is rounds._once and work.args[0] is tasks.quote:
            path = corpus / "statements" / "00001.parquet"
            rows = pq.read_table(path)
            pq.write_table(rows.take(list(range(len(rows)))[::-1]), path)
        yield from engines.one_by_one(work, named)

    with pytest.raises(parts.PartError, match="changed"):
        scale_runs.run(corpus, each=changing)


def test_results_of_before_are_not_summed_up_beside_those_of_a_run_that_was_ended(corpus):
    scale_runs.run(corpus)
    for table in parts.IN_PARTS:
        (corpus / table / "00003.parquet").unlink()

    def stopped(work, tasks):
        for task in tasks:
            if work.func is rounds._once:
                raise KeyboardInterrupt
            yield task, work(task)

    with pytest.raises(KeyboardInterrupt):
        scale_runs.run(corpus, each=stopped)
    assert not (corpus / "results" / rounds.SUMMARY).exists()


@pytest.mark.parametrize("content", ["[1]", '"x"'])
def test_a_damaged_note_of_a_run_makes_it_begin_anew(corpus, content):
    (corpus / "results").mkdir()
    (corpus / "results" / rounds.RUN).write_text(content)
    scale_runs.run(corpus)
    assert (corpus / "results" / rounds.SUMMARY).exists()


def test_an_outlet_without_a_name_is_named(corpus, capsys):
    path = corpus / "statements" / "00001.parquet"
    rows = pq.read_table(path)
    known = rows["speaker"][0].as_py()
    chains = [[known, None], *rows["via"].to_pylist()[1:]]
    at = rows.column_names.index("via")
    kind = pa.list_(pa.string())
    pq.write_table(rows.set_column(at, "via", pa.array(chains, kind)), path)
    assert main(["corpus", str(corpus), "--scheduler", "none"]) == 1
    assert "00001.parquet:1: via: " in capsys.readouterr().out


def test_days_of_any_year_are_the_same_after_json():
    days = pd.DataFrame(
        {
            "first": np.array(["0999-12-31", "NaT", "2020-01-03"], dtype="datetime64[s]"),
            "known": np.array(["9999-12-31", "0001-01-01", "NaT"], dtype="datetime64[s]"),
            "undated": False,
            "shared": True,
        },
        index=pd.Index(["charge", "event", "warrant"], name="group", dtype="str"),
    )
    limits = coverage.Limits(days, pd.DataFrame(columns=["group", "warrant"]))
    pd.testing.assert_frame_equal(tasks.limits_of(tasks.told_limits(limits)).days, days)


TEXTS = [
    "", " ", "\0", "\u202e", "\ufeff", "=1+1", "a|b", " > ", "x" * 100_000, "“" * 200,
    "-1", "9" * 20, "over 9223372036854775807", "over -1", "over N", "N", "N+1", "dozens", "٣",
    "1e9", "2020-13-01", "Y-170000002", "..", "/2020", "[2020", "2020-01-01/1999",
    "s-000000000000", "own-voice", "asserted", "one", "many", "count", "date", "entity", "zz", None,
]  # fmt: skip
NUMBERS = [0, -1, 1, 2**62, 2**63 - 1, -(2**63), None]
CHAINS = [None, [], [""], ["own-voice"], ["own-voice"] * 50, ["a", "b"], ["a > b"]]


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small") / "corpus"
    scale_corpus.write(folder, 160, 80)
    return folder


@settings(max_examples=25, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_any_cell_may_change_and_is_named_or_gives_what_it_gives_whole(small, data):
    name = data.draw(st.sampled_from(scale_runs.files(small)))
    rows = pq.read_table(small / name)
    assume(len(rows))
    column = data.draw(st.sampled_from([*parts.COLUMNS[name.split("/")[0].split(".")[0]]]))
    row = data.draw(st.integers(0, len(rows) - 1))
    kind = rows.schema.field(column).type
    cells = CHAINS if pa.types.is_list(kind) else NUMBERS if pa.types.is_integer(kind) else TEXTS
    changed = rows[column].to_pylist()
    changed[row] = data.draw(st.sampled_from(cells))
    at = rows.schema.get_field_index(column)
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(shutil.copytree(small, f"{folder}/corpus"))
        pq.write_table(rows.set_column(at, column, pa.array(changed, kind)), corpus / name)
        told = []
        try:
            for step in rounds.run(str(corpus), f"{corpus}/results", engines.one_by_one):
                told += step.problems
        except parts.PartError as error:
            told += str(error).splitlines()
        if told:
            assert told[0].split(":")[0] in scale_runs.files(small)
        else:
            scale_runs.assert_equal(scale_runs.written(corpus / "results"), run_whole(corpus))
