"""A run reads and writes only regular files, and replaces or removes only what a run wrote."""

import json
import os
import shutil
import stat
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.cli.program import main
from analysis.export.partitions import PARTITIONED
from analysis.partitioned import (
    addresses,
    checkpoints,
    executors,
    ownership,
    partitions,
    results,
    run,
    storage,
    tasks,
)
from analysis.system.outputs import RECORD
from tests.support import scale_corpus, scale_runs

posix = pytest.mark.skipif(os.name == "nt", reason="makes links and pipes as POSIX has them")


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("generated")
    scale_corpus.write(folder, 80, 40)
    return folder


@pytest.fixture
def corpus(generated, tmp_path):
    return Path(shutil.copytree(generated, tmp_path / "corpus"))


@pytest.fixture(scope="module")
def ended_once(generated, tmp_path_factory):
    corpus = Path(shutil.copytree(generated, tmp_path_factory.mktemp("ended") / "corpus"))
    ended(corpus)
    return corpus


@pytest.fixture(scope="module")
def complete_once(generated, tmp_path_factory):
    corpus = Path(shutil.copytree(generated, tmp_path_factory.mktemp("complete") / "corpus"))
    scale_runs.run_over(corpus)
    return corpus


@pytest.fixture
def unfinished(ended_once, tmp_path):
    """A corpus over which a run was ended when only the last round was left."""
    return Path(shutil.copytree(ended_once, tmp_path / "corpus"))


@pytest.fixture
def complete(complete_once, tmp_path):
    """A corpus with results."""
    return Path(shutil.copytree(complete_once, tmp_path / "corpus"))


@pytest.fixture
def precious(tmp_path):
    """A folder of somebody else, beside the corpus."""
    folder = tmp_path / "precious"
    for name in ("run.json", "mine.txt", "00000.parquet", "000000.parquet", "inner/mine.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("precious")
    return folder


def snapshot(folder: Path) -> dict:
    """All that is below a folder: kind, content, and where links lead; locks excepted."""
    entries = {}
    for path in sorted(folder.rglob("*")):
        mode = path.lstat().st_mode
        content = os.readlink(path) if path.is_symlink() else ""
        if stat.S_ISREG(mode):
            content = path.read_bytes()
        if path.name != ".analysis.lock":
            entries[str(path.relative_to(folder))] = (stat.S_IFMT(mode), content)
    return entries


def command(corpus, *arguments) -> int:
    return main(["corpus", str(corpus), *map(str, arguments), "--scheduler", "none"])


def stopped_at(stage):
    """An engine that ends a run when it comes to a round."""

    def each(work, named):
        if work.func is checkpoints._run_once and work.args[0] is stage:
            raise KeyboardInterrupt
        return executors.sequential(work, named)

    return each


def ended(corpus: Path, stage=tasks.write) -> Path:
    """The results of a run that was ended when it came to a round."""
    with pytest.raises(KeyboardInterrupt):
        scale_runs.run_over(corpus, each=stopped_at(stage))
    return corpus / "results"


def assert_complete(corpus: Path) -> None:
    """Raise AssertionError unless the results are those of the whole, and nothing else is there."""
    scale_runs.assert_equal(
        scale_runs.written(corpus / "results"), scale_runs.tables(scale_runs.whole(corpus))
    )
    assert not (corpus / "results" / ownership.WORK).exists()


def refusal(capsys) -> str:
    """The only line that a command which refused has printed, but for its progress."""
    printed = capsys.readouterr()
    [line] = printed.err.splitlines()
    assert "quotes checked: " not in printed.out
    return line


# --- Links, pipes and folders in the corpus -------------------------------------------------------


def link(path: Path, precious: Path) -> None:
    os.symlink(precious / "mine.txt", path)


def link_to_a_part(path: Path, precious: Path) -> None:
    """Of a file that would be read without complaint."""
    moved = precious / "moved.parquet"
    shutil.copy(path.parent / "00000.parquet", moved)
    os.symlink(moved, path)


INSTEAD = {
    "a link": link,
    "a link to a partition": link_to_a_part,
    "a link to nothing": lambda path, precious: os.symlink(precious / "nothing", path),
    "a link to itself": lambda path, precious: os.symlink(path, path),
    "a link to a folder": lambda path, precious: os.symlink(precious, path),
    "a link to a device": lambda path, precious: os.symlink("/dev/zero", path),
    "a pipe": lambda path, precious: os.mkfifo(path),
    "a link to a pipe": lambda path, precious: (
        os.mkfifo(precious / "pipe"),
        os.symlink(precious / "pipe", path),
    ),
    "a folder": lambda path, precious: path.mkdir(),
    "a folder with a file": lambda path, precious: shutil.copytree(precious, path),
    "no permission": lambda path, precious: path.write_bytes(b"") and path.chmod(0),
}


@posix
@pytest.mark.parametrize("kind", INSTEAD)
def test_a_part_that_is_no_file_is_named_and_set_aside(corpus, precious, kind, capsys):
    table = partitions.PARTITIONED[len(kind) % len(partitions.PARTITIONED)]
    path = corpus / table / "00001.parquet"
    path.unlink()
    INSTEAD[kind](path, precious)
    before = snapshot(corpus.parent)
    assert command(corpus) == 1
    printed = capsys.readouterr()
    assert printed.err == ""
    assert f"{table}/00001.parquet" in printed.out
    assert "set aside" in printed.out
    after = snapshot(corpus.parent)
    assert {name: entry for name, entry in after.items() if "results" not in name} == before


@posix
@pytest.mark.parametrize("kind", INSTEAD)
@pytest.mark.parametrize("name", ["entities.parquet", "lexicon.parquet"])
def test_a_shared_table_that_is_no_file_ends_the_run(corpus, precious, kind, name, capsys):
    (corpus / name).unlink()
    shutil.copy(corpus / "properties.parquet", corpus / "00000.parquet")
    INSTEAD[kind](corpus / name, precious)
    before = snapshot(corpus.parent)
    assert command(corpus) == 1
    assert refusal(capsys).startswith(f"{name}: ")
    assert snapshot(corpus.parent) == before


@posix
@pytest.mark.parametrize("table", partitions.PARTITIONED)
def test_a_folder_of_parts_that_is_a_link_ends_the_run(corpus, precious, table, capsys):
    shutil.move(corpus / table, precious / table)
    os.symlink(precious / table, corpus / table)
    before = snapshot(corpus.parent)
    assert command(corpus) == 1
    line = refusal(capsys)
    assert f"{table} is a link" in line
    assert line.startswith(str(corpus))
    assert snapshot(corpus.parent) == before


@posix
def test_the_corpus_itself_may_be_named_by_a_link(corpus, tmp_path):
    os.symlink(corpus, tmp_path / "link")
    command(tmp_path / "link")
    assert_complete(corpus)


# --- Links, pipes and files of others among the results -------------------------------------------

PLACES = [
    "results", "results/.analysis.lock", f"results/{RECORD}", "results/run.json",
    "results/summary.json", "results/work", "results/outcomes", "results/coverage",
    "results/work/claims", "results/misquoted/00000.parquet", "results/conflicts/000000.parquet",
]  # fmt: skip
OTHERS = {
    "a link to a folder": lambda path, precious: os.symlink(precious, path),
    "a link to a file": lambda path, precious: os.symlink(precious / "mine.txt", path),
    "a link to nothing": lambda path, precious: os.symlink(precious / "nothing", path),
    "a pipe": lambda path, precious: os.mkfifo(path),
}


@posix
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", OTHERS)
def test_nothing_is_written_or_removed_through_what_is_no_file(
    corpus, precious, place, kind, capsys
):
    path = corpus / place
    path.parent.mkdir(parents=True, exist_ok=True)
    OTHERS[kind](path, precious)
    before = snapshot(corpus.parent)
    assert command(corpus) == 1
    line = refusal(capsys)
    assert str(path.name) in line or str(path.parent.name) in line
    assert snapshot(corpus.parent) == before


FOREIGN = [
    "run.json", "summary.json", "work/mine.txt", "work/claims/00000", "outcomes/mine.txt",
    "outcomes/000000.parquet", "coverage/00000.parquet", "coverage/deep/er/mine.txt",
    "ledger/.hidden", "conflicts/000000.parquet", "quoted/00000.parquet.draft.mine", "misquoted",
]  # fmt: skip
CONTENTS = {
    "words": b"mine",
    "nothing": b"",
    "our JSON": json.dumps({"state": "x", "finished": True, **storage.WRITER}).encode(),
    "their JSON": b'{"state": "x", "finished": true}',
    "damaged JSON": b"[1]",
}


def put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.mark.parametrize("content", CONTENTS)
@pytest.mark.parametrize("name", FOREIGN)
def test_a_folder_with_files_of_others_is_refused(generated, tmp_path, name, content, capsys):
    put(tmp_path / "project" / name, CONTENTS[content])
    put(tmp_path / "project" / "README", b"theirs")
    before = snapshot(tmp_path)
    assert command(generated, "--to", tmp_path / "project") == 1
    line = refusal(capsys)
    assert str(tmp_path / "project" / Path(name).parts[0]) in line
    remedy = f"move {tmp_path / 'project'} away and run again, or name another folder with --to"
    assert remedy in line
    assert snapshot(tmp_path) == before


def test_the_remedy_for_files_of_others_works(generated, tmp_path):
    put(tmp_path / "project/outcomes/mine.txt", b"mine")
    arguments = (generated, "--to", tmp_path / "project")
    assert command(*arguments) == 1
    shutil.move(tmp_path / "project", tmp_path / "elsewhere")
    command(*arguments)
    assert (tmp_path / "project/summary.json").exists()
    assert (tmp_path / "elsewhere/outcomes/mine.txt").exists()


def assert_others_stay(corpus: Path, name: str, capsys) -> None:
    """Raise AssertionError unless a file of others under this name makes the command refuse."""
    path = corpus / "results" / name
    path.unlink(missing_ok=True)
    put(path, b"mine")
    before = snapshot(corpus.parent)
    assert command(corpus) == 1
    assert str(path) in refusal(capsys)
    assert snapshot(corpus.parent) == before
    path.unlink()


def test_what_others_put_among_our_results_stays(complete, capsys):
    for name in FOREIGN[:-1]:
        path = complete / "results" / name
        content = path.read_bytes() if path.exists() else None
        assert_others_stay(complete, name, capsys)
        if content is not None:
            put(path, content)
    command(complete)
    assert_complete(complete)


def test_what_others_put_among_the_results_of_a_run_that_was_ended_stays(unfinished, capsys):
    for name in FOREIGN[:-1]:
        if name not in ("work/claims/00000", "run.json"):  # the first is ours, see `ownership`
            assert_others_stay(unfinished, name, capsys)
    assert_others_stay(unfinished, "run.json", capsys)
    command(unfinished)
    assert_complete(unfinished)


def test_other_files_beside_the_results_are_no_hindrance(corpus):
    names = ["notes.txt", "mine/outcomes/x.parquet", "runs.json", ".hidden", "Summary.json"]
    for name in names:
        put(corpus / "results" / name, b"mine")
    scale_runs.run_over(corpus)
    scale_runs.run_over(corpus)
    assert {(corpus / "results" / name).read_bytes() for name in names} == {b"mine"}
    assert_complete(corpus)


def test_a_result_that_was_edited_stays_and_is_named(complete, capsys):
    """Also where what edits it keeps the metadata that says who wrote it."""
    path = complete / "results/outcomes/000000.parquet"
    pq.write_table(pq.read_table(path).slice(1), path)
    before = snapshot(complete.parent)
    assert command(complete) == 1
    assert str(path) in refusal(capsys)
    assert snapshot(complete.parent) == before


RECORDS = [
    b"", b"[]", b"{}", b"null", b'{"files": {}}', b"\xff\xfe", b"[" * 100_000, b'{"written by": 1}',
    b'{"written by": "reported-warrants"}', b'{"written by": "reported-warrants", "files": []}',
    b'{"written by": "reported-warrants", "files": {"outcomes/x": "y"}}',
    b'{"written by": "reported-warrants", "folder of": "reported-warrants site", "files": {}}',
]  # fmt: skip


@pytest.mark.parametrize("record", RECORDS, ids=range(len(RECORDS)))
def test_a_record_that_is_damaged_is_not_believed(complete, record, capsys):
    (complete / "results" / RECORD).write_bytes(record)
    before = snapshot(complete.parent)
    assert command(complete) == 1
    assert RECORD in refusal(capsys)
    assert snapshot(complete.parent) == before


def test_the_remedy_for_a_damaged_record_works(complete):
    (complete / "results" / RECORD).write_bytes(b"[]")
    assert command(complete) == 1
    shutil.move(complete / "results", complete.parent / "elsewhere")
    command(complete)
    assert_complete(complete)


@pytest.mark.parametrize("name", ["../precious/mine.txt", "/etc/passwd", "corpus.txt", "work/../x"])
def test_a_record_that_names_other_files_removes_none(unfinished, precious, name):
    corpus = unfinished
    put(corpus / "results/corpus.txt", b"mine")
    put(corpus / "results/x", b"mine")
    path = corpus / "results" / RECORD
    record = json.loads(path.read_bytes())
    record["files"][name] = []
    path.write_text(json.dumps(record))
    before = snapshot(precious)
    command(corpus)
    assert snapshot(precious) == before
    assert (corpus / "results/corpus.txt").read_bytes() == b"mine"
    assert (corpus / "results/x").read_bytes() == b"mine"


def test_results_of_version_0_5_0_are_refused_with_a_remedy_that_works(complete, capsys):
    corpus = complete
    (corpus / "results" / RECORD).unlink()
    note = {"state": "0" * 64, "corpus": str(corpus), "finished": True}
    (corpus / "results/run.json").write_text(json.dumps(note))
    before = snapshot(corpus.parent)
    assert command(corpus) == 1
    remedy = f"move {corpus / 'results'} away and run again, or name another folder with --to"
    assert remedy in refusal(capsys)
    assert snapshot(corpus.parent) == before
    command(corpus, "--to", corpus / "new")
    assert (corpus / "new/summary.json").exists()
    shutil.move(corpus / "results", corpus / "old")
    command(corpus)
    assert_complete(corpus)


@posix
@pytest.mark.parametrize("to", ["texts", "texts/x", "link", "link/x", "sources/../texts"])
def test_results_never_come_among_the_parts(corpus, to, capsys):
    os.symlink(corpus / "texts", corpus / "link")
    before = snapshot(corpus.parent)
    assert command(corpus, "--to", corpus / to) == 1
    assert "name another folder for the results" in refusal(capsys)
    assert snapshot(corpus.parent) == before


@posix
def test_results_go_where_the_user_says_also_by_a_link(corpus, tmp_path):
    (tmp_path / "place").mkdir()
    os.symlink(tmp_path / "place", tmp_path / "link")
    command(corpus, "--to", tmp_path / "link")
    assert (tmp_path / "place/summary.json").exists()


def test_a_remote_folder_with_files_of_others_is_refused(corpus):
    import fsspec

    memory = fsspec.filesystem("memory")
    try:
        for name in FOREIGN[:-1]:
            memory.pipe_file(f"/project/{name}", b"mine")
            with pytest.raises(addresses.StorageError, match="and stays; move "):
                scale_remote(corpus)
            assert memory.cat_file(f"/project/{name}") == b"mine"
            memory.rm("/project", recursive=True)
        scale_remote(corpus)
        memory.pipe_file("/project/outcomes/000000.parquet", b"mine")
        with pytest.raises(addresses.StorageError, match="and stays; move "):
            scale_remote(corpus)
        assert memory.cat_file("/project/outcomes/000000.parquet") == b"mine"
    finally:
        memory.rm("/", recursive=True)


def scale_remote(corpus: Path) -> None:
    for _ in run.run_corpus(str(corpus), "memory://project", executors.sequential):
        pass


# --- Content, not times ---------------------------------------------------------------------------


def changed_in_place(path: Path, change) -> None:
    """Change a file so that its size, times and inode are as they were, as far as can be."""
    about = path.stat()
    content = change(path.read_bytes())
    with path.open("r+b") as file:
        file.write(content)
        file.truncate()
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


def other_note(content: bytes) -> bytes:
    """A Parquet file of the same rows with one letter of a note changed."""
    rows = pq.read_table(pa.BufferReader(content))
    at = rows.column_names.index("quote")
    quotes = rows["quote"].to_pylist()
    quotes[0] = ("x" if quotes[0][0] != "x" else "y") + quotes[0][1:]
    sink = pa.BufferOutputStream()
    pq.write_table(rows.set_column(at, "quote", pa.array(quotes)), sink)
    return sink.getvalue().to_pybytes()


@pytest.mark.parametrize("stage", [tasks.verify, tasks.judge, tasks.quote, tasks.write])
def test_a_part_that_is_changed_in_place_between_runs_is_done_again(corpus, stage):
    ended(corpus, stage)
    changed_in_place(corpus / "statements/00001.parquet", other_note)
    scale_runs.run_over(corpus)
    assert_complete(corpus)


@pytest.mark.parametrize("table", [*partitions.PARTITIONED, "entities", "properties", "lexicon"])
def test_a_change_of_any_file_is_seen(unfinished, table):
    """By its content: here only what Parquet keeps beside the rows differs."""
    corpus, to = unfinished, unfinished / "results"
    state = json.loads((to / "run.json").read_bytes())["state"]
    name = f"{table}/00000.parquet" if table in partitions.PARTITIONED else f"{table}.parquet"
    rows = pq.read_table(corpus / name)
    pq.write_table(rows.replace_schema_metadata({"changed": "yes"}), corpus / name)
    with pytest.raises(KeyboardInterrupt):
        scale_runs.run_over(corpus, each=stopped_at(tasks.verify))
    assert json.loads((to / "run.json").read_bytes())["state"] != state
    assert not list((to / "outcomes").glob("*"))


def test_a_corpus_whose_times_alone_changed_goes_on(unfinished):
    corpus = unfinished
    for path in corpus.rglob("*.parquet"):
        os.utime(path, (1, 1))
    steps = list(run.run_corpus(str(corpus), str(corpus / "results"), executors.sequential))
    assert any(step.action == "words gathered before" for step in steps)
    assert_complete(corpus)


@pytest.mark.parametrize(
    "stage", [tasks.verify, tasks.judge, tasks.quote, tasks.write, tasks.recheck]
)
def test_a_part_that_changes_within_a_run_is_named(corpus, stage):
    def each(work, named):
        if work.func is not checkpoints._restore and work.args[0] is stage:
            changed_in_place(corpus / "texts/00001.parquet", lambda content: content[::-1])
        return executors.sequential(work, named)

    if stage is tasks.verify:
        summary = scale_runs.run_over(corpus, each=each)
        assert summary["problems"] == [f"texts/00001.parquet: {partitions.CHANGED}"]
    else:
        with pytest.raises(
            partitions.CorpusError, match=r"texts/00001\.parquet: was changed meanwhile"
        ):
            scale_runs.run_over(corpus, each=each)
        assert not (corpus / "results/summary.json").exists()


@pytest.mark.parametrize("name", ["entities.parquet", "texts/00002.parquet"])
def test_shared_tables_and_parts_that_come_or_change_within_a_run_are_seen(corpus, name):
    def each(work, named):
        if work.func is checkpoints._run_once and work.args[0] is tasks.write:
            put(corpus / name, b"other")
        return executors.sequential(work, named)

    with pytest.raises(partitions.CorpusError, match="was changed meanwhile"):
        scale_runs.run_over(corpus, each=each)


# --- What is kept of a run that was ended ---------------------------------------------------------

DAMAGE = {
    "cut short": lambda content: content[: len(content) // 2],
    "its end missing": lambda content: content[:-9],
    "empty": lambda content: b"",
    "zeros": lambda content: bytes(len(content)),
    "noise": lambda content: os.urandom(len(content)),
    "a bit": lambda content: content[:200] + bytes([content[200] ^ 1]) + content[201:],
    "more": lambda content: content + b"more",
    "JSON of another kind": lambda content: b"[1]",
    "nothing said": lambda content: b"{}",
    "another number": lambda content: content.replace(b'"documents": ', b'"documents": 1'),
    "nested": lambda content: b"[" * 100_000,
}
KEPT = ["work/claims/00000", "work/shown/000000", "work/words/00001", "work/verify-*/00000.json",
        "work/judge-*/000000.json", "work/quote-*/00001.json"]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_is_kept_of_a_run_is_used_only_if_it_is_whole(unfinished, damage):
    for name in KEPT:
        [path] = (unfinished / "results").glob(name)
        changed_in_place(path, DAMAGE[damage])
    steps = list(run.run_corpus(str(unfinished), str(unfinished / "results"), executors.sequential))
    assert_complete(unfinished)
    assert {step.action for step in steps} >= {"quotes checked", "quotes checked before"}


@pytest.mark.parametrize("damage", ["cut short", "its end missing", "empty", "a bit", "more"])
def test_a_damaged_result_of_a_run_that_was_ended_is_made_again(unfinished, damage):
    for name in ("misquoted/00000.parquet", "coverage/00001.parquet"):
        changed_in_place(unfinished / "results" / name, DAMAGE[damage])
    scale_runs.run_over(unfinished)
    assert_complete(unfinished)


@pytest.mark.parametrize(
    "name", ["misquoted/00000.parquet", "work/claims/00001", KEPT[1], "work/pairs/000000"]
)
def test_a_file_that_is_gone_is_made_again(unfinished, name):
    (unfinished / "results" / name).unlink()
    scale_runs.run_over(unfinished)
    assert_complete(unfinished)


def test_a_checkpoint_of_another_task_is_not_believed(unfinished):
    [kept] = (unfinished / "results").glob("work/verify-*")
    shutil.copy(kept / "00000.json", kept / "00001.json")
    scale_runs.run_over(unfinished)
    assert_complete(unfinished)


def test_what_another_version_kept_is_not_used(unfinished, monkeypatch):
    corpus = unfinished
    monkeypatch.setattr(run, "FORM", run.FORM + 1)
    steps = list(run.run_corpus(str(corpus), str(corpus / "results"), executors.sequential))
    assert not any(step.action.endswith("before") for step in steps)
    assert_complete(corpus)


def test_every_file_is_recorded_before_it_is_written(corpus, monkeypatch):
    put_file, seen = storage.files.put, []

    def put_recorded(folder, name, content, may_replace):
        if name != RECORD:
            seen.append(name)
            assert name in ownership.read_record(str(folder))
        return put_file(folder, name, content, may_replace)

    monkeypatch.setattr(storage.files, "put", put_recorded)
    scale_runs.run_over(corpus)
    assert len(seen) > 20


def test_a_complete_run_records_just_what_it_left(corpus):
    scale_runs.run_over(corpus)
    to = corpus / "results"
    record = ownership.read_record(str(to))
    names = {path.relative_to(to).as_posix() for path in to.rglob("*") if path.is_file()}
    assert {*record, RECORD} == names
    assert record == {name: [storage.file_digest(str(to), name)] for name in record}
    assert {name.split("/")[0] for name in record} == {*results.TABLES, "run.json", "summary.json"}


@pytest.mark.parametrize("place", [".", "data", "seeds/x", "notebooks"])
def test_results_do_not_go_among_the_tables_of_a_project(complete, tmp_path, place, capsys):
    project = tmp_path / "own"
    (project / "data").mkdir(parents=True)
    (project / "data/datapackage.json").write_text("{}")
    before = snapshot(project)
    assert command(complete, "--to", project / place) == 1
    assert "is part of a project" in refusal(capsys)
    assert snapshot(project) == before
    command(complete, "--to", project / "build/results")


@pytest.mark.parametrize("name", [".", "..", "a/.", "../a"])
def test_a_part_with_a_name_that_no_file_can_have_is_set_aside(name):
    files = [f"{table}/{partition}.parquet" for table in PARTITIONED for partition in ("a", name)]
    found, problems = partitions.list_partitions(files)
    assert found == ["a"]
    assert len(problems) == len(PARTITIONED)
    assert all("no partition can have that name" in str(problem) for problem in problems)
