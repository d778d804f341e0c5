"""Every refusal of a command says what to do, and the command works once that is done."""

import re
import shutil
from pathlib import Path

import nbformat
import pytest

from analysis.cli import program
from analysis.publishing import last_run, readme
from tests.support import projects
from tests.support.commands import Done, call
from tests.support.csv_files import read_csv, write_csv
from tests.support.messages import is_one_line

PAGE = "<html><body><article><p>{}</p></article></body></html>".format("The ferry sank. " * 30)


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    return projects.ferries(tmp_path_factory.mktemp("sound") / "ferry", 2)


@pytest.fixture
def ferry(sound, tmp_path, monkeypatch) -> Path:
    monkeypatch.delenv("ANALYSIS_ROOT", raising=False)
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(sound, tmp_path / "ferry"))


def refused(*arguments: object) -> str:
    """Return the one line with which a command refuses these arguments."""
    done = call(*arguments)
    lines = (done.stdout + done.stderr).splitlines(keepends=True)
    assert done.returncode == 1
    assert all(map(is_one_line, lines))
    return lines[0].strip()


def done(*arguments: object) -> Done:
    """Return what a command prints that succeeds."""
    result = call(*arguments)
    assert result.returncode == 0, result
    return result


def write_readme(ferry: Path, message: str) -> None:
    names = re.search(r"once for each NAME of (.*)$", message)[1].split(", ")
    markers = "\n".join(f"<!-- begin {name} -->\n<!-- end {name} -->" for name in names)
    (ferry / readme.FILE).write_text(f"# Ferries\n{markers}\n", encoding="utf-8")


def test_seal_names_the_problems_and_works_once_they_are_corrected(ferry):
    path = ferry / "data/entities.csv"
    header, rows = read_csv(path)
    write_csv(path, [header, *rows, ["pier", "place", "Pier", "", "", "A pier.", ""]])
    message = refused("seal", ferry)
    assert message.startswith('data/entities.csv:13: kind: "place": is not in the list; use one of')
    kind = re.search(r"use one of: ([\w-]+)", message)[1]
    write_csv(path, [header, *rows, ["pier", kind, "Pier", "", "", "A pier.", ""]])
    assert done("seal", ferry).stdout == "written: data/seal.txt\n"
    assert done("seal", ferry).stdout.endswith("nothing written\n")


def test_a_readme_without_parts_says_which_markers_to_write(ferry):
    message = refused("readme", ferry)
    assert message.startswith("README.md: is not in ferry, so there is no part to renew; write the")
    (ferry / "README.md").write_text("# Ferries\n", encoding="utf-8")
    message = refused("readme", ferry)
    assert message.startswith("README.md: has no part between markers; write the lines")
    write_readme(ferry, message)
    assert "written: README.md" in done("readme", ferry).stdout


def test_a_picture_that_the_readme_does_not_show_is_moved_away(ferry):
    write_readme(ferry, refused("readme", ferry))
    (ferry / "docs").mkdir()
    picture = ferry / readme.FIGURE
    picture.write_bytes(b"mine")
    message = refused("readme", ferry)
    assert message.endswith("; move it away and run again")
    picture.rename(ferry / "mine.png")
    done("readme", ferry)


def test_run_without_a_notebook_says_where_to_put_one(ferry):
    assert call("run", ferry).stderr == (
        "notebooks/: has no notebook; put some there and run again\n"
    )


def test_a_site_of_notebooks_that_have_not_run_says_to_run_them(ferry):
    (ferry / "notebooks").mkdir()
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")])
    nbformat.write(notebook, ferry / "notebooks/a.ipynb")
    message = refused("site", ferry)
    assert message.startswith("notebooks/a.ipynb: code cell 1 has not run")
    assert message.endswith(last_run.REMEDY)
    done(*re.search(r"reported-warrants (\w+)$", message).groups(), ferry)
    assert "open build/site/index.html" in done("site", ferry).stdout


def test_an_export_of_no_statement_says_to_code_one(tmp_path, ferry):
    message = refused("export", projects.empty(tmp_path / "empty"))
    assert message == (
        "data/statements.csv: has no rows, so there is nothing to export; code a statement first"
    )
    assert "build/export/" in done("export", ferry).stdout


def test_a_command_outside_a_project_works_on_one_that_is_named(ferry):
    message = refused("check")
    assert message.endswith("go to one with cd, or name it at the end of the command")
    done("check", ferry)
    assert refused("check", "fery").startswith("fery: no such folder; name one that has seeds/")


@pytest.mark.parametrize("arguments", [("--forms", "docx"), ("--all",), ("--to", "x", "y")])
@pytest.mark.parametrize("command", ["check", "export", "seal"])
def test_an_unknown_option_points_to_the_help_of_its_command(command, arguments, capsys):
    with pytest.raises(SystemExit):
        program.main([command, *arguments])
    line = capsys.readouterr().err
    assert is_one_line(line)
    assert line.endswith(f"; see reported-warrants {command} --help\n")


def test_new_does_not_replace_existing_files(ferry, tmp_path):
    message = refused("new", ferry)
    assert message.startswith(f"{ferry}: has data/")
    assert message.endswith("name another folder")
    done("new", tmp_path / "other")
    done("check", tmp_path / "other")
    inside = refused("new", ferry / "data/more")
    assert inside.endswith("name another folder")


def test_a_draft_of_something_else_says_what_to_name_instead(ferry):
    missing = refused("draft", ferry / "seeds/no.txt", ferry)
    assert missing.endswith("(No such file or directory); name a text file")
    empty = ferry / "seeds/empty.txt"
    empty.write_text("", encoding="utf-8")
    assert refused("draft", empty, ferry).endswith("has no text; name a file that has some")
    wrong = refused("draft", ferry / "seeds/paper-1.txt", "--language", "English", ferry)
    tag = re.search(r"give one such as (\w+)", wrong)[1]
    done("draft", ferry / "seeds/paper-1.txt", "--language", tag, ferry)


def test_a_page_that_cannot_be_kept_says_what_to_give(ferry, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    message = refused("keep", page, "A Page", ferry)
    name = re.search(r"such as ([\w-]+)$", message)[1]
    day = refused("keep", page, name, "--retrieved", "5 March", ferry)
    day = re.search(r"such as ([\d-]+)", day)[1]
    address = refused("keep", page, name, "--address", "herald.example", ferry)
    address = re.search(r"such as (\S+)$", address)[1]
    done("keep", page, name, "--retrieved", day, "--address", address, ferry)
    assert "another NAME" in refused("keep", page, name, ferry)
    assert refused("text", tmp_path / "no.html").endswith("name a saved page")


def test_a_second_coding_says_what_to_correct(ferry, tmp_path):
    other = tmp_path / "other.csv"
    assert "name a table like data/statements.csv" in refused("compare-coding", other, ferry)
    header, rows = read_csv(ferry / "data/statements.csv")
    entity = header.index("entity_id")
    wrong = [[*rows[0][:entity], "fery-1", *rows[0][entity + 1 :]], *rows[1:]]
    write_csv(other, [header, *wrong])
    message = refused("compare-coding", other, ferry)
    rows[0][entity] = re.search(r'write "([\w-]+)"', message)[1]
    write_csv(other, [header, *rows])
    done("compare-coding", other, ferry)
