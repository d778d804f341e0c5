"""`check` and `load` withstand any input: a sample of the trial fuzz."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import evidence
from analysis.system.project_folder import PROJECT
from analysis.text.visible import LONGEST
from analysis.validation import schema
from analysis.validation.problems import MOST, Problem
from analysis.validation.vocabulary import TABLES, PropertyKind
from tests.support.csv_files import read_csv, write_csv
from tests.trials import fuzz


@pytest.fixture(scope="module")
def folder():
    with fuzz.project(fuzz.SMALL) as made:
        yield made


def told(root) -> str:
    return "\n".join(map(str, evidence.read(root).problems))


@pytest.mark.parametrize(
    ("kind", "inputs"),
    [(kind, inputs) for kind, _, inputs, files in fuzz.KINDS if files is fuzz.SMALL],
)
def test_a_sample_of_every_kind_succeeds(folder, kind, inputs):
    assert fuzz.attempt(kind, 2 if kind.startswith("sound") else 15, inputs, folder, 1)


def test_names_that_are_not_folders_are_refused():
    assert fuzz.check_roots() == len(fuzz.NAMES)


def test_the_small_project_has_rows_of_every_kind(folder):
    loaded = fuzz.load(folder.root)
    assert all(len(getattr(loaded, name)) for name in TABLES)
    assert set(loaded.properties["kind"]) == set(PropertyKind)


@pytest.mark.parametrize("content", [fuzz.wrong_rows, fuzz.misquotes, fuzz.often])
def test_the_rows_of_large_tables_are_wrong_in_their_cells_and_not_in_their_number(content):
    lines = content().decode().splitlines()
    cells = {line.count(",") for line in [*lines[:100], lines[-1]]}
    assert cells == {len(fuzz.COLUMNS["statements"]) - 1}


def test_a_file_opened_outside_would_be_noticed(folder, monkeypatch):
    def read(root: Path) -> evidence.Reading:
        (folder.outside / "seeds/a.txt").read_bytes()
        return whole(root)

    whole = evidence.read
    monkeypatch.setattr(evidence, "read", read)
    with pytest.raises(AssertionError, match=r"outside/seeds/a\.txt"):
        folder.hold({})


@pytest.mark.parametrize(
    "name", ["seeds", "data", "seeds/a.txt", "data/properties.csv", schema.DESCRIPTOR]
)
def test_a_link_is_reported_and_nothing_is_read_through_it(folder, name):
    changes = {name: lambda path: path.symlink_to(folder.outside / name)}
    with folder.changed(changes):
        assert "is a link, and nothing is read or written through one" in told(folder.root)
    folder.hold(changes, often=1)


@pytest.mark.parametrize("name", ["seeds/a.txt", "data/properties.csv", schema.DESCRIPTOR])
@pytest.mark.parametrize(
    ("what", "why"),
    [
        (os.mkfifo, "is a pipe, not a file"),
        (Path.mkdir, "is a folder, not a file"),
        (fuzz.sparse, "larger"),
    ],
)
def test_only_regular_files_of_bounded_size_are_opened(folder, name, what, why):
    with folder.changed({name: what}), fuzz.alarm():
        assert why in told(folder.root)


def test_a_name_that_is_not_utf8_is_reported_with_escapes(folder):
    with folder.changed({"seeds/caf\udce9\x1b.txt": b"x"}):
        assert "seeds/caf⟨U+DCE9⟩⟨U+001B⟩.txt: has no row" in told(folder.root)


def test_many_problems_are_counted(project):
    header, rows = read_csv(project / "data/exclusions.csv")
    wrong = [[rows[0][0], f"No sentence {number}", ""] for number in range(MOST + 5)]
    write_csv(project / "data/exclusions.csv", [header, *rows, *wrong])
    assert told(project).count("reason: is blank") == MOST
    assert "reason: and 5 more like this one; correct these first" in told(project)


def test_a_table_of_broken_lines_is_not_read_to_the_end(project):
    path = project / "data/properties.csv"
    path.write_bytes(path.read_bytes() + b"a\n" * 5_000)
    assert f"is not read after {MOST:,} such lines" in told(project)
    assert len(told(project).splitlines()) == MOST + 1


def test_a_quote_that_occurs_too_often_is_reported(project, edit):
    edit("statements", 0, "quote", "a")
    seed = project / "seeds/000_d93de3dd5f47c637.txt"
    seed.write_bytes(seed.read_bytes() + b"a" * 2_000)
    assert 'statements.csv:2: quote: "a": occurs more than 1000 times in unnamed-2021' in told(
        project
    )


def test_a_problem_is_short_and_visible():
    problem = Problem("seeds/\udcff", 1, "a\n", "b\u202e" + "c" * 5_000 + "; write d")
    assert str(problem).isprintable()
    assert len(str(problem)) <= LONGEST
    assert str(problem).startswith("seeds/⟨U+DCFF⟩:1: a : b⟨U+202E⟩c")
    assert str(problem).endswith("c; write d")


def test_check_prints_even_if_a_terminal_lacks_characters_or_stops_reading(project, edit):
    edit("statements", 0, "quote", "“Ça”")
    command = [sys.executable, "-m", "analysis", "check", str(project)]
    plain = dict(os.environ, PYTHONIOENCODING="ascii")
    run = subprocess.run(command, cwd=PROJECT, env=plain, capture_output=True, text=True)
    assert (run.returncode, "\\u201c\\xc7a\\u201d" in run.stdout) == (1, True)
    reader, writer = os.pipe()
    os.close(reader)
    run = subprocess.run(command, cwd=PROJECT, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert (run.returncode, b"Error" in run.stderr) == (1, False)
