"""Faults in runs over a corpus that trials have found, all of them fixed."""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis import coverage
from analysis.cli.program import main
from analysis.partitioned import (
    addresses,
    checkpoints,
    columns,
    executors,
    memory,
    ownership,
    partitions,
    run,
    storage,
    tasks,
)
from analysis.system.project_folder import PROJECT
from tests.support import scale_corpus, scale_runs


@pytest.fixture
def corpus(generated, tmp_path):
    """A copy of the generated corpus, to be damaged."""
    return Path(shutil.copytree(generated, tmp_path / "corpus"))


def renamed(corpus: Path, old: str, new: str) -> None:
    for table in partitions.PARTITIONED:
        (corpus / table / f"{old}.parquet").rename(corpus / table / f"{new}.parquet")


def run_whole(corpus: Path) -> dict:
    return scale_runs.tables(scale_runs.whole(corpus))


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("generated")
    scale_corpus.write(folder, 800, 200)
    return folder


@pytest.fixture(scope="module")
def expected(generated):
    return run_whole(generated)


def test_other_files_in_the_folder_for_results_are_kept(corpus, tmp_path):
    kept = [tmp_path / "to" / folder / "mine.txt" for folder in (ownership.WORK, "coverage")]
    for path in kept:
        path.parent.mkdir(parents=True)
        path.write_text("mine")
    main(["corpus", str(corpus), "--to", str(tmp_path / "to"), "--scheduler", "none"])
    assert [path.exists() for path in kept] == [True, True]


def test_a_partition_without_documents_may_be_done_after_the_next_one(corpus):
    for table in partitions.PARTITIONED:
        rows = pq.read_table(corpus / table / "00001.parquet")
        pq.write_table(rows.slice(0, 0), corpus / table / "00000-none.parquet")

    def last_first(work, tasks):
        return executors.sequential(work, list(tasks)[::-1])

    scale_runs.run_over(corpus, each=last_first)
    scale_runs.assert_equal(scale_runs.written(corpus / "results"), run_whole(corpus))


def test_files_in_order_of_names_make_the_table_whatever_the_partitions_are_called(corpus):
    renamed(corpus, "00000", "a")
    renamed(corpus, "00001", "a-1")
    scale_runs.run_over(corpus)
    scale_runs.assert_equal(scale_runs.written(corpus / "results"), run_whole(corpus))


def test_if_every_partition_is_set_aside_each_is_named_and_nothing_else_is_reported(corpus, capsys):
    for path in (corpus / "statements").iterdir():
        path.unlink()
    assert main(["corpus", str(corpus), "--scheduler", "none"]) == 1
    said = capsys.readouterr()
    assert said.out.count("there is none; write this partition again") == 4
    assert "Traceback" not in said.err


@pytest.mark.parametrize("low", ["many", "9" * 30])
def test_a_convention_with_a_bad_mark_is_reported_in_one_line(corpus, low, capsys):
    table = pq.read_table(corpus / "lexicon.parquet")
    row = {"words": "dozens", "low": low, "high": "", "convention": "mine"}
    added = pa.Table.from_pylist([row], schema=table.schema)
    pq.write_table(pa.concat_tables([table, added]), corpus / "lexicon.parquet")
    assert main(["corpus", str(corpus), "--lexicon", "mine", "--scheduler", "none"]) == 1
    assert "lexicon.parquet" in "".join(capsys.readouterr())


@pytest.mark.parametrize("after", [0, 1, 7, 15])
def test_a_run_that_was_killed_during_cleanup_resumes(corpus, expected, monkeypatch, after):
    remove, removed = storage.remove_file, []

    def killed(address, name, digest=""):
        if len(removed) == after:
            raise KeyboardInterrupt
        removed.append(name)
        remove(address, name, digest)

    monkeypatch.setattr(storage, "remove_file", killed)
    with pytest.raises(KeyboardInterrupt):
        scale_runs.run_over(corpus)
    monkeypatch.setattr(storage, "remove_file", remove)
    scale_runs.run_over(corpus)
    scale_runs.assert_equal(scale_runs.written(corpus / "results"), expected)
    assert not (corpus / "results" / ownership.WORK).exists()


def test_a_partition_that_changes_during_a_run_is_named(corpus):
    def changing(work, named):
        if work.func is checkpoints._run_once and work.args[0] is tasks.quote:
            path = corpus / "statements" / "00001.parquet"
            rows = pq.read_table(path)
            pq.write_table(rows.take(list(range(len(rows)))[::-1]), path)
        yield from executors.sequential(work, named)

    with pytest.raises(partitions.CorpusError, match="changed"):
        scale_runs.run_over(corpus, each=changing)


def test_earlier_results_are_not_summed_up_with_those_of_an_interrupted_run(corpus):
    scale_runs.run_over(corpus)
    for table in partitions.PARTITIONED:
        (corpus / table / "00003.parquet").unlink()

    def stopped(work, tasks):
        for task in tasks:
            if work.func is checkpoints._run_once:
                raise KeyboardInterrupt
            yield task, work(task)

    with pytest.raises(KeyboardInterrupt):
        scale_runs.run_over(corpus, each=stopped)
    assert not (corpus / "results" / run.SUMMARY).exists()


@pytest.mark.parametrize("content", ["[1]", '"x"'])
def test_a_file_that_no_run_has_written_is_not_replaced(corpus, content):
    """It could be that of another program: `run.json` is a common name."""
    path = corpus / "results" / run.RUN
    path.parent.mkdir()
    path.write_text(content)
    with pytest.raises(addresses.StorageError, match="and stays; move "):
        scale_runs.run_over(corpus)
    assert path.read_text() == content
    path.unlink()
    scale_runs.run_over(corpus)
    assert (corpus / "results" / run.SUMMARY).exists()


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
    pd.testing.assert_frame_equal(tasks.limits_from_json(tasks.limits_to_json(limits)).days, days)


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
def test_any_changed_cell_is_named_or_gives_the_same_as_whole(small, data):
    name = data.draw(st.sampled_from(scale_runs.files(small)))
    rows = pq.read_table(small / name)
    assume(len(rows))
    column = data.draw(st.sampled_from([*columns.COLUMNS[name.split("/")[0].split(".")[0]]]))
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
            for step in run.run_corpus(str(corpus), f"{corpus}/results", executors.sequential):
                told += step.problems
        except partitions.CorpusError as error:
            told += str(error).splitlines()
        if told:
            assert told[0].split(":")[0] in scale_runs.files(small)
        else:
            scale_runs.assert_equal(scale_runs.written(corpus / "results"), run_whole(corpus))


# --- Parquet that is not as it should be ----------------------------------------------------------


def with_column(column: str, change):
    """A change of one column, whose rows `change` gets as an Arrow array."""

    def changed(path: Path) -> None:
        rows = pq.read_table(path)
        at = rows.column_names.index(column)
        array = change(rows[column].combine_chunks())
        pq.write_table(rows.set_column(at, pa.field(column, array.type), array), path)

    return changed


def with_rows(change):
    """A change of the whole table."""
    return lambda path: pq.write_table(change(pq.read_table(path)), path)


def with_bytes(change):
    """A change of the bytes of the file."""
    return lambda path: path.write_bytes(change(path.read_bytes()))


def with_cell(column: str, value):
    """A change of the first cell of a column."""
    return with_column(
        column, lambda array: pa.array([value, *array.to_pylist()[1:]], type=array.type)
    )


def not_utf8(array: pa.Array, content: bytes) -> pa.Array:
    """An array of texts whose first one is these bytes, which Arrow does not look at."""
    others = [text and text.encode() for text in array.to_pylist()[1:]]
    rows = pa.array([content, *others], pa.binary())
    return pa.Array.from_buffers(pa.string(), len(rows), rows.buffers())


def bytes_in(column: str, content: bytes):
    return with_column(column, lambda array: not_utf8(array, content))


def twice(column: str):
    return with_rows(lambda rows: rows.append_column(column, rows[column]))


def repeated_text(path: Path) -> None:
    """A few bytes that stand for terabytes of text."""
    size = 100_000
    text = pa.DictionaryArray.from_arrays(pa.array([0] * size, pa.int32()), ["x" * 20_000_000])
    rows = pa.table({"source_id": pa.array([""] * size), "text": text})
    pq.write_table(rows, path, compression="zstd", store_schema=False)


def large_page(path: Path) -> None:
    """A page that is far larger unpacked."""
    texts = pa.table({"source_id": ["a"] * 20, "text": ["x" * (1 << 24)] * 20})
    pq.write_table(texts, path, compression="zstd", use_dictionary=False)


def damaged_page(path: Path) -> None:
    """A byte of the first page changed, so that its checksum is not that of the page."""
    chunk = pq.read_metadata(path).row_group(0).column(1)
    at = (chunk.dictionary_page_offset or chunk.data_page_offset) + chunk.total_compressed_size - 3
    content = bytearray(path.read_bytes())
    content[at] ^= 0xFF
    path.write_bytes(content)


def footer(size: int):
    """The length of the footer that the file declares."""
    return with_bytes(lambda content: content[:-8] + size.to_bytes(4, "little") + b"PAR1")


def very_many_columns(rows: pa.Table) -> pa.Table:
    new = {f"c{number}": pa.nulls(len(rows), pa.int8()) for number in range(30_000)}
    return pa.table(dict(zip(rows.column_names, rows.columns, strict=True)) | new)


def nested(array: pa.Array) -> pa.Array:
    kind = pa.string()
    for _ in range(300):
        kind = pa.struct([("x", kind)])
    return pa.nulls(len(array), kind)


def to_type(kind: pa.DataType, value):
    return lambda array: pa.array([value] * len(array), kind)


NOT_UTF8 = {
    "a byte that begins none": b"\xff", "a surrogate": b"\xed\xa0\x80", "a cut one": b"caf\xc3",
    "too long a form": b"\xc0\xaf", "beyond the last": b"\xf4\x90\x80\x80", "Latin": b"d\xe9cret",
    "UTF-16": "texte".encode("utf-16"), "compressed": b"\x1f\x8b\x08\x00", "a lone middle": b"\x80",
    "among others": b"good \xfe words",
}  # fmt: skip
BYTES = {f"bytes in {column}: {kind}": (table, bytes_in(column, content), f"{column}: holds what")
    for (kind, content), (table, column) in zip(NOT_UTF8.items(), [
        ("texts", "text"), ("statements", "value"), ("statements", "quote"), ("sources", "label"),
        ("statements", "entity_id"), ("sources", "source_id"), ("exclusions", "reason"),
        ("statements", "speaker"), ("statements", "note"), ("sources", "sha256"),
    ], strict=True)}  # fmt: skip
PARQUET = BYTES | {
    "a column twice": ("statements", twice("quote"), "quote: there are 2 columns of that name"),
    "an id twice": ("sources", twice("source_id"), "source_id: there are 2 columns of that name"),
    "a blank column twice": ("statements", twice("note"), "note: there are 2 columns"),
    "no columns": ("statements", with_rows(lambda t: t.select([])), "there is no such column"),
    "a name with a space": (
        "texts",
        with_rows(lambda t: t.rename_columns(["source_id", "text "])),
        "text: there is no such column",
    ),
    "another case": (
        "texts",
        with_rows(lambda t: t.rename_columns(["Source_ID", "text"])),
        "source_id: there is no such column",
    ),
    "structs": (
        "texts",
        with_column("text", lambda a: pa.array([{"x": "y"}] * len(a))),
        "text: is of type struct<x: string>; write it as string",
    ),
    "deeply nested": ("texts", with_column("text", nested), "cannot be read"),
    "lists of texts": (
        "texts",
        with_column("text", to_type(pa.list_(pa.string()), ["x"])),
        "text: is of type list<",
    ),
    "maps": (
        "statements",
        with_column("via", to_type(pa.map_(pa.string(), pa.string()), [("a", "b")])),
        "via: is of type map<string, string",
    ),
    "numbers in a list": (
        "statements",
        with_column("via", to_type(pa.list_(pa.list_(pa.string())), [["a"]])),
        "via: is of type list<",
    ),
    "fractions": (
        "statements", with_column("start", to_type(pa.float64(), 1.5)), "start: is of type double",
    ),
    "no number": (
        "statements",
        with_column("end", to_type(pa.float64(), float("nan"))),
        "end: is of type double",
    ),
    "infinite": (
        "statements",
        with_column("low", to_type(pa.float32(), float("inf"))),
        "low: is of type float",
    ),
    "too large": (
        "statements",
        with_column("start", to_type(pa.uint64(), 2**64 - 1)),
        "start: is of type uint64",
    ),
    "decimals with a fraction": (
        "statements",
        with_column("high", to_type(pa.decimal128(9, 2), Decimal("1.50"))),
        "high: is of type decimal128(9, 2)",
    ),
    "times": (
        "statements",
        with_column("start", to_type(pa.timestamp("us"), 5)),
        "start: is of type timestamp[us]",
    ),
    "durations": (
        "statements",
        with_column("start", to_type(pa.duration("us"), 5)),
        "start: is of type duration[us]",
    ),
    "truths": (
        "statements", with_column("start", to_type(pa.bool_(), True)), "start: is of type bool",
    ),
    "words for numbers": (
        "statements", with_column("end", to_type(pa.string(), "many")), "end: is of type string",
    ),
    "nothing but blanks": (
        "statements", with_column("quote", to_type(pa.null(), None)), ":1: quote: is blank",
    ),
    "bytes without meaning": (
        "texts", with_column("text", to_type(pa.binary(), b"\xff")), "text: is of type binary",
    ),
    "bytes of one length": (
        "texts",
        with_column("text", to_type(pa.binary(2), b"\xff\xfe")),
        "text: is of type fixed_size_binary[2]",
    ),
    "an id without characters": (
        "statements", with_cell("statement_id", ""), ":1: statement_id: is blank",
    ),
    "a document without an id": ("sources", with_cell("source_id", ""), ":1: source_id: is blank"),
    "an entity without an id": ("statements", with_cell("entity_id", ""), "entity_id: is blank"),
    "a blank text": ("texts", with_cell("text", None), ":1: text: is blank"),
    "another text with a NUL": ("texts", with_cell("text", "a\0b"), "sha256: "),
    "a huge text": ("texts", with_cell("text", "x" * 30_000_000), "sha256: "),
    "no texts": ("texts", with_rows(lambda t: t.slice(0, 0)), "source_id: "),
    "no documents": ("sources", with_rows(lambda t: t.slice(0, 0)), "no such document in sources"),
    "another file": ("texts", with_bytes(lambda c: b"source_id,text\n"), "cannot be read"),
    "nothing": ("texts", with_bytes(lambda c: b""), "cannot be read"),
    "only the mark": ("texts", with_bytes(lambda c: b"PAR1"), "cannot be read"),
    "only marks": ("texts", with_bytes(lambda c: b"PAR1PAR1"), "cannot be read"),
    "an encrypted footer": ("texts", with_bytes(lambda c: c[:-4] + b"PARE"), "cannot be read"),
    "zeros": ("statements", with_bytes(lambda c: bytes(len(c))), "cannot be read"),
    "a footer of no length": ("statements", footer(0), "cannot be read"),
    "too long a footer": ("statements", footer(2**31 - 1), "cannot be read"),
    "a footer longer than the file": ("statements", footer(2**32 - 1), "cannot be read"),
    "noise for a footer": (
        "statements",
        with_bytes(lambda c: c[:-500] + bytes(range(256))[:492] * 2 + c[-8:]),
        "cannot be read",
    ),
    "a huge number in the footer": (
        "statements",
        with_bytes(lambda c: c[:-8][: -int.from_bytes(c[-8:-4], "little")]
            + b"\x15\x04\x19\xfc\xff\xff\xff\xff\x07" + (9).to_bytes(4, "little") + b"PAR1"),
        "cannot be read",
    ),
    "a damaged page": ("texts", damaged_page, "cannot be read"),
    "very many columns": ("statements", with_rows(very_many_columns), "cannot be read"),
    "text repeated without end": ("texts", repeated_text, "needs more memory to read than"),
    "a large page": ("texts", large_page, "bytes unpacked; a file of a partition has at most"),
}  # fmt: skip


@pytest.fixture(scope="module")
def smaller(tmp_path_factory):
    folder = tmp_path_factory.mktemp("smaller") / "corpus"
    scale_corpus.write(folder, 80, 40)
    return folder


@pytest.mark.parametrize("kind", PARQUET)
def test_a_damaged_partition_is_named_and_set_aside(smaller, tmp_path, kind, monkeypatch):
    monkeypatch.setattr(memory, "MOST", 1 << 28)
    monkeypatch.setattr(columns, "MOST_UNPACKED", 1 << 28)
    table, change, message = PARQUET[kind]
    corpus = Path(shutil.copytree(smaller, tmp_path / "corpus"))
    change(corpus / table / "00001.parquet")
    steps = run.run_corpus(str(corpus), str(tmp_path / "to"), stopped_when_compared)
    problems = []
    with suppress(Enough):
        for step in steps:
            problems += step.problems
    assert any(message in problem for problem in problems), problems
    assert all("/00001.parquet" in problem for problem in problems)
    assert all(len(problem) < 1_000 and problem.isprintable() for problem in problems)
    assert (tmp_path / "to/ledger/00000.parquet").exists()
    assert not (tmp_path / "to/ledger/00001.parquet").exists()


class Enough(Exception):
    """Everything that is asked of the partitions one by one is known."""


def stopped_when_compared(work, named):
    if work.func is checkpoints._run_once and work.args[0] is tasks.judge:
        raise Enough
    return executors.sequential(work, named)


READING = """
import resource, sys
from analysis.partitioned import columns, memory
memory.MOST = columns.MOST_UNPACKED = 1 << 28
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
_, [problem], _ = columns.read_columns(sys.argv[1], "1.parquet", columns.COLUMNS["texts"])
print(problem, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, sep="\\n")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits memory as Linux can")
@pytest.mark.parametrize("bomb", [repeated_text, large_page])
def test_files_that_unpack_to_very_much_take_bounded_memory(tmp_path, bomb):
    bomb(tmp_path / "1.parquet")
    assert (tmp_path / "1.parquet").stat().st_size < 100_000
    command = [sys.executable, "-c", READING, str(tmp_path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT)
    problem, kilobytes = told.stdout.splitlines()
    assert "needs more memory" in problem or "bytes unpacked" in problem
    assert int(kilobytes) < 1 << 20


ACCEPTED = {
    "dictionaries": with_column("modality", lambda a: a.dictionary_encode()),
    "large strings": with_column("quote", lambda a: a.cast(pa.large_string())),
    "views": with_column("quote", lambda a: a.cast(pa.string_view())),
    "bytes of UTF-8": with_column("value", lambda a: a.cast(pa.binary())),
    "small numbers": with_column("start", lambda a: a.cast(pa.int32())),
    "whole floats": with_column("end", lambda a: a.cast(pa.float64())),
    "whole decimals": with_column("low", lambda a: a.cast(pa.decimal128(25, 2))),
    "large lists": with_column("via", lambda a: a.cast(pa.large_list(pa.string()))),
    "blanks of no type": with_column("note", lambda a: pa.nulls(len(a))),
    "more columns": with_rows(lambda t: t.append_column("a.b\n\0", pa.nulls(len(t), pa.int8()))),
    "another column twice": with_rows(
        lambda t: t.append_column("x", t["note"]).append_column("x", t["start"])
    ),
    "another column of structs": with_rows(
        lambda t: t.append_column("x", pa.array([{"quote": "y"}] * len(t)))
    ),
    "columns that begin like ours": with_rows(lambda t: t.append_column("quote.x", t["quote"])),
    "another order": with_rows(lambda t: t.select(t.column_names[::-1])),
    "many row groups": lambda path: pq.write_table(pq.read_table(path), path, row_group_size=1),
    "another packing": lambda path: pq.write_table(pq.read_table(path), path, compression="gzip"),
    "pages of the second version": lambda path: pq.write_table(
        pq.read_table(path), path, data_page_version="2.0", version="1.0"
    ),
}


@pytest.fixture(scope="module")
def smaller_whole(smaller):
    return run_whole(smaller)


@pytest.mark.parametrize("kind", ACCEPTED)
def test_other_types_with_the_same_values_give_the_same(smaller, smaller_whole, tmp_path, kind):
    corpus = Path(shutil.copytree(smaller, tmp_path / "corpus"))
    ACCEPTED[kind](corpus / "statements/00001.parquet")
    summary = scale_runs.run_over(corpus)
    assert summary["problems"] == []
    scale_runs.assert_equal(scale_runs.written(corpus / "results"), smaller_whole)


@pytest.mark.parametrize("kind", ["no rows", "no row groups"])
def test_a_partition_without_rows_is_valid(smaller, smaller_whole, tmp_path, kind):
    corpus = Path(shutil.copytree(smaller, tmp_path / "corpus"))
    for table in partitions.PARTITIONED:
        rows = pq.read_table(corpus / table / "00001.parquet").slice(0, 0)
        path = corpus / table / "00002.parquet"
        pq.write_table(rows, path)
        if kind == "no row groups":
            with pq.ParquetWriter(path, rows.schema):
                pass
    scale_runs.run_over(corpus)
    scale_runs.assert_equal(scale_runs.written(corpus / "results"), smaller_whole)


SHARED = {kind: PARQUET[kind] for kind in (
    "nothing", "another file", "zeros", "only marks", "an encrypted footer", "too long a footer",
    "a huge number in the footer", "no columns",
)} | {
    "bytes": ("entities", bytes_in("label", b"\xff"), "label: holds what cannot be read"),
    "bytes in words": ("lexicon", bytes_in("words", b"\xff"), "words: holds what cannot be read"),
    "a column twice": ("properties", twice("kind"), "kind: there are 2 columns of that name"),
    "a blank id": ("entities", with_cell("entity_id", ""), ":1: entity_id: is blank"),
    "a blank property": ("properties", with_cell("property", ""), ":1: property: is blank"),
    "structs": (
        "properties",
        with_column("kind", lambda a: pa.array([{"x": 1}] * len(a))),
        "kind: is of type",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", SHARED)
def test_a_damaged_shared_table_ends_the_run(smaller, tmp_path, kind, capsys):
    table, change, message = SHARED[kind]
    table = table if table in partitions.WHOLE else "entities"
    corpus = Path(shutil.copytree(smaller, tmp_path / "corpus"))
    change(corpus / f"{table}.parquet")
    assert main(["corpus", str(corpus), "--scheduler", "none"]) == 1
    printed = capsys.readouterr()
    assert message in printed.err
    assert all(line.startswith(f"{table}.parquet:") for line in printed.err.splitlines())
    assert not (corpus / "results").exists()


NAMES = ["a\nb", "\u202e", "a b", "é", "a" * 200, "-", ".hidden", "*", "a.parquet", "\x1b[31m", "'"]


@pytest.mark.skipif(os.name == "nt", reason="these are not names there")
@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_partition_of_any_name_is_read_and_named_in_one_line(smaller, tmp_path, name, capsys):
    corpus = Path(shutil.copytree(smaller, tmp_path / "corpus"))
    renamed(corpus, "00000", name)
    (corpus / "texts/00001.parquet").write_bytes(b"")
    assert main(["corpus", str(corpus), "--scheduler", "none"]) == 1
    assert (corpus / f"results/ledger/{name}.parquet").exists()
    (corpus / f"texts/{name}.parquet").write_bytes(b"")
    assert main(["corpus", str(corpus), "--scheduler", "none"]) == 1
    printed = capsys.readouterr()
    assert "none of its partitions can be used" in printed.err
    assert len(printed.err.splitlines()) == 1


@pytest.mark.parametrize(
    "error", [ZeroDivisionError("x\ny"), KeyError("x"), RecursionError(), OSError(5, "I/O error"),
              UnicodeDecodeError("utf-8", b"x", 0, 1, "x" * 9999), MemoryError()],
    ids=lambda error: type(error).__name__,
)  # fmt: skip
@pytest.mark.parametrize("stage", ["survey", "verify"])
def test_an_unforeseen_error_sets_only_one_partition_aside(
    smaller, tmp_path, monkeypatch, stage, error
):
    before = getattr(tasks, stage)

    def failing(job, task):
        if tasks.name_of(task) == "00001" if stage == "verify" else task == "00001":
            raise error
        return before(job, task)

    failing.__name__ = stage
    monkeypatch.setattr(run, stage, failing)
    summary = scale_runs.run_over(smaller, tmp_path)
    [problem] = summary["problems"]
    assert problem.startswith("partition 00001: ")
    assert type(error).__name__ in problem or "memory" in problem
    assert problem.isprintable()
    assert len(problem) < 500
    assert summary["set_aside"] == 1


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_no_changed_bytes_make_reading_raise(smaller, data):
    name = data.draw(st.sampled_from(["texts", "statements", "sources", "exclusions"]))
    content = bytearray((smaller / name / "00001.parquet").read_bytes())
    # Most changes of pages are noticed by their checksums; the footer has none.
    begin = data.draw(st.sampled_from([0, len(content) - 800, len(content) - 9]))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(max(begin, 0), len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).mkdir()
        (Path(folder) / name / "1.parquet").write_bytes(content)
        frame, problems, digest = columns.read_columns(
            folder, f"{name}/1.parquet", columns.COLUMNS[name]
        )
    assert digest
    assert problems or len(frame.columns)


@pytest.mark.skipif(sys.platform != "linux", reason="limits memory as Linux can")
def test_threads_that_read_at_once_restore_the_limit():
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    one, other = memory.limited(), memory.limited()
    one.__enter__()
    other.__enter__()
    assert resource.getrlimit(resource.RLIMIT_AS) != before
    one.__exit__(None, None, None)
    assert resource.getrlimit(resource.RLIMIT_AS) != before
    other.__exit__(None, None, None)
    assert resource.getrlimit(resource.RLIMIT_AS) == before
