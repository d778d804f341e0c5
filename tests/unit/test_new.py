"""`new` makes an empty project, whole or not at all, and everything else works on it."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import analysis
from analysis.authoring import new_project
from analysis.cli import program
from analysis.system import files, folders
from analysis.system.project_folder import PROJECT
from analysis.validation import schema
from analysis.validation.vocabulary import OWN_VOICE, TABLES, UNNAMED
from tests.support.csv_files import read_csv, write_csv
from tests.support.notebook_code import code_problems

EMPTY = (
    "0 documents, 0 sentences, 0 statements, 0 exclusions, 2 entities, 60 properties\n"
    "there is no quote yet; every sentence is coded or excluded; not sealed\n"
)


@pytest.fixture
def made(tmp_path) -> Path:
    folder = tmp_path / "own"
    assert program.main(["new", str(folder)]) == 0
    return folder


def present(folder: Path) -> dict[str, bytes]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_an_empty_project_passes_check_from_its_own_folder(made, monkeypatch, capsys):
    monkeypatch.chdir(made)
    monkeypatch.delenv("ANALYSIS_ROOT", raising=False)
    capsys.readouterr()
    assert program.main(["check"]) == 0
    assert capsys.readouterr().out == EMPTY
    assert analysis.load().root == made


def test_it_says_what_it_made_and_what_to_do_next(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert program.main(["new", "a/b"]) == 0
    assert capsys.readouterr().out == (
        "made a project in a/b: 10 tables in data/, 4 notebooks in notebooks/, and seeds/ for your"
        " texts\n"
        "next: put a text into its seeds/, and in that folder run: "
        "reported-warrants draft seeds/NAME\n"
    )


def test_it_can_be_sealed_and_loaded(made):
    assert program.main(["seal", str(made)]) == 0
    loaded = analysis.load(made)
    assert len(loaded.statements) == 0
    assert set(loaded.entities["entity_id"]) == {OWN_VOICE, UNNAMED}


def test_tables_have_our_headers_and_only_rows_about_no_text(made):
    kept = {"entities": 2, "properties": 60, "concepts": 20, "lexicon": 117, "elements": 16}
    for name in TABLES:
        header, rows = read_csv(made / f"data/{name}.csv")
        ours, all_rows = read_csv(PROJECT / f"data/{name}.csv")
        assert header == ours
        assert len(rows) == kept.get(name, 0), name
        if name == "elements":  # our rules of law are not those of another project
            rules = header.index("rules")
            assert not any(row[rules] for row in rows)
            all_rows = [[*row[:rules], "", *row[rules + 1 :]] for row in all_rows]
        assert all(row in all_rows for row in rows)


def test_concepts_that_are_copied_keep_their_broader_concepts(made):
    header, rows = read_csv(made / "data/concepts.csv")
    named = {row[header.index("concept_id")] for row in rows}
    assert {row[header.index("broader")] for row in rows} <= {*named, ""}
    _, properties = read_csv(made / "data/properties.csv")
    assert {row[header.index("scheme")] for row in rows} <= {row[2] for row in properties}


def test_nothing_in_the_tables_is_about_these_texts(made):
    words = ("Iran", "Iraq", "Trump", "Soleimani", "five")
    package = json.loads((made / schema.DESCRIPTOR).read_text(encoding="utf-8"))
    assert not {"version", "licenses"} & set(package)
    for name in TABLES:
        text = (made / f"data/{name}.csv").read_text(encoding="utf-8")
        assert [line for line in text.splitlines() if any(word in line for word in words)] == []
    assert not [word for word in words if word in package["title"] + package["description"]]


def test_nothing_in_the_prose_of_the_notebooks_is_about_these_texts(made):
    header, entities = read_csv(PROJECT / "data/entities.csv")
    words = {"Iran", "Iraq", "Trump", "Soleimani", "airstrike", "missile", "five", "two arrest"}
    words |= {row[header.index("label")] for row in entities} - {"the article itself", "Interpol"}
    for path in sorted((made / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        prose = "".join("".join(cell["source"]) for cell in cells)
        assert not [word for word in sorted(words) if word in prose], path.name


def test_its_notebooks_are_the_templates(made):
    templates = {path.name: path.read_bytes() for path in new_project.TEMPLATES.iterdir()}
    assert {path.name: path.read_bytes() for path in (made / "notebooks").iterdir()} == templates


@pytest.mark.parametrize(
    "path", sorted(new_project.TEMPLATES.iterdir()), ids=lambda path: path.stem
)
def test_a_template_is_a_valid_notebook_that_has_not_run(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all((cell["outputs"], cell["execution_count"]) == ([], None) for cell in code)
    assert list(code_problems((cell["id"], "".join(cell["source"])) for cell in code)) == []


def test_existing_texts_and_other_files_are_kept(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/a.txt").write_text("Text.")
    (tmp_path / "README.md").write_text("Mine.")
    assert program.main(["new", str(tmp_path)]) == 0
    found = present(tmp_path)
    assert (found["seeds/a.txt"], found["README.md"]) == (b"Text.", b"Mine.")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "data/properties.csv",
            r"has data/properties\.csv already, and stays as it is; name another",
        ),
        ("data/other.txt", r"has data/other\.txt already"),
        ("notebooks/01_texts.ipynb", r"has notebooks/01_texts\.ipynb already"),
        ("data", r"data cannot be read: data is not a folder; name another folder"),
        ("seeds", r"seeds cannot be read: seeds is not a folder"),
    ],
)
def test_a_folder_with_any_of_its_files_is_left_unchanged(tmp_path, capsys, name, told):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("Mine.")
    assert program.main(["new", str(tmp_path)]) == 1
    assert re.fullmatch(rf"[^\n]*{told}[^\n]*\n", capsys.readouterr().err)
    assert present(tmp_path) == {name: b"Mine."}


def test_a_project_is_not_made_twice(made, capsys):
    before = present(made)
    assert program.main(["new", str(made)]) == 1
    assert "has data/concepts.csv already" in capsys.readouterr().err
    assert present(made) == before


def test_a_file_in_the_way_is_reported(tmp_path, capsys):
    (tmp_path / "file").write_text("Mine.")
    assert program.main(["new", str(tmp_path / "file")]) == 1
    assert program.main(["new", str(tmp_path / "file/below")]) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert "is not a folder; name another one" in told[0]
    assert present(tmp_path) == {"file": b"Mine."}


@pytest.mark.parametrize("folder", ["old", "new/below"])
@pytest.mark.parametrize("fails", [0, 3, 13])
@pytest.mark.parametrize("failure", [files.WriteError("x"), KeyboardInterrupt(), OSError(28, "x")])
def test_nothing_is_left_if_anything_fails(tmp_path, monkeypatch, folder, fails, failure):
    replaced = []
    rename = folders.Folder.rename

    def rename_some(folder: folders.Folder, old: str, new: str) -> None:
        if len(replaced) == fails:
            raise failure
        replaced.append(new)
        rename(folder, old, new)

    monkeypatch.setattr(folders.Folder, "rename", rename_some)
    (tmp_path / "old").mkdir()
    with pytest.raises((files.WriteError, KeyboardInterrupt, new_project.ProjectError)):
        new_project.make(tmp_path / folder)
    assert len(replaced) == fails
    assert os.listdir(tmp_path) == ["old"]
    assert set(os.listdir(tmp_path / "old")) <= {files.LOCK}


def test_a_killed_run_leaves_no_project_and_the_next_completes_it(tmp_path):
    kill = (
        "import os, sys; from analysis.cli import program; n = [0]; rename = os.rename\n"
        "def counted(*names, **folders):\n"
        "    n[0] += 1\n"
        "    os._exit(9) if n[0] == int(sys.argv[1]) else rename(*names, **folders)\n"
        "os.rename = counted; program.main(['new', sys.argv[2]])"
    )
    for number in (1, 5, 12, 14):
        folder = tmp_path / str(number)
        command = [sys.executable, "-c", kill, str(number), str(folder)]
        assert subprocess.run(command, check=False).returncode == 9
        assert not (folder / schema.DESCRIPTOR).exists()
        assert program.main(["new", str(folder)]) == 0
        assert program.main(["check", str(folder)]) == 0


def test_a_package_without_its_repository_says_so(tmp_path, monkeypatch, capsys):
    shutil.copytree(PROJECT / "analysis", tmp_path / "site/analysis")
    monkeypatch.setattr(new_project, "PROJECT", tmp_path / "site")
    assert program.main(["new", str(tmp_path / "own")]) == 1
    told = capsys.readouterr().err
    assert re.fullmatch(r"the package is used without its repository: [^\n]*clone of it\n", told)
    assert not (tmp_path / "own").exists()


def test_check_says_how_much_of_the_work_is_done(made, capsys):
    text = "The court issued a warrant. Two men were named.\n"
    (made / "seeds/a.txt").write_text(text)
    header, _ = read_csv(made / "data/sources.csv")
    row = ["a", "a.txt", folders.sha256(text.encode()), "A", "en", "", "", "2020"]
    write_csv(made / "data/sources.csv", [header, [*row, "inferred", "In 2020.", *[""] * 4]])
    header, _ = read_csv(made / "data/exclusions.csv")
    write_csv(made / "data/exclusions.csv", [header, ["a", "Two men were named.", "Not now."]])
    capsys.readouterr()
    assert program.main(["check", str(made)]) == 1
    assert capsys.readouterr().err == (
        "1 problem in own; so far 0 of 0 statements have no problem, and 1 of 2 sentences is coded"
        " or excluded\n"
    )


@pytest.mark.parametrize("place", ["data/x", "seeds/x/y", "notebooks/x"])
def test_no_project_is_made_within_the_tables_of_another(made, capsys, place):
    before = present(made)
    assert program.main(["new", str(made / place)]) == 1
    assert f"lies in {place.split('/')[0]}/ of a project" in capsys.readouterr().err
    assert present(made) == before
