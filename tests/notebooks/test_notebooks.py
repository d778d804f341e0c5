"""Each guard of the notebooks is tested on a copy that it must refuse."""

import base64
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from PIL import Image, ImageDraw

from analysis.cli import program
from analysis.publishing import notebooks
from analysis.system import project_folder
from tests.support.notebook_guards import problems
from tests.trials.stored_mutants import fresh_notebooks

FOUND = notebooks.paths(project_folder.PROJECT)
FOLDER = project_folder.PROJECT / notebooks.FOLDER


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copy(project_folder.PROJECT / "notebooks/01_sources.ipynb", tmp_path))


def change(path: Path, edit) -> None:
    """Apply `edit` to the cells of the notebook at `path`, by id."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    edit({cell["id"]: cell for cell in notebook["cells"]})
    path.write_text(json.dumps(notebook), encoding="utf-8")


def test_there_are_notebooks():
    assert len(FOUND) >= 5


# A year of publication that no text gives, and what a round number is compared with.
OURS = {"2024", "36"}


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_a_notebook_shows_what_it_should(loaded, path):
    numbers = {number for text in loaded.sources["text"] for number in re.findall(r"\d+", text)}
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert problems(path.name, notebook, numbers | OURS) == []


def strip(cells):
    for cell in cells.values():
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)


def make_prose(cells):
    cells["topics"].update(cell_type="markdown", metadata={})
    del cells["topics"]["outputs"], cells["topics"]["execution_count"]


DAMAGE = {
    "stripped of outputs": (strip, "cells are not counted 1..N"),
    "one output removed": (
        lambda cells: cells["documents"].update(outputs=[]),
        "documents: outputs are [], but a table cell has 1",
    ),
    "misspelt tag": (
        lambda cells: cells["documents"]["metadata"].update(tags=["tabel"]),
        "documents: tags are ['tabel']",
    ),
    "nbval told to look away": (
        lambda cells: cells["documents"]["metadata"].update(tags=["table", "nbval-skip"]),
        "documents: tags are ['table', 'nbval-skip']",
    ),
    "wrong tag": (
        lambda cells: cells["documents"]["metadata"].update(tags=["figure"]),
        "documents: shows no image/png",
    ),
    "cells run out of order": (
        lambda cells: cells["documents"].update(execution_count=99),
        "cells are not counted 1..N",
    ),
    "headings out of place": (
        make_prose,
        "topics-head: stands over markdown, not over its result",
    ),
    "a result under another heading": (
        lambda cells: cells["topics"].update(id="sentences"),
        "sentences: stands under the heading of topics",
    ),
    "number typed into prose": (
        lambda cells: cells["topics-head"].update(source="There are 5 texts."),
        "topics-head: a number is typed into prose",
    ),
    "logic in a cell": (
        lambda cells: cells["documents"].update(source="def f():\n    pass"),
        "documents: has logic of its own",
    ),
    "timing recorded": (
        lambda cells: cells["documents"]["metadata"].update(execution={}),
        "documents: metadata has",
    ),
    "alternative text removed": (
        lambda cells: cells["topics"]["outputs"][0]["metadata"].clear(),
        "topics: shows a figure without alternative text",
    ),
    "stderr stored": (
        lambda cells: cells["documents"]["outputs"].append(
            {"output_type": "stream", "name": "stderr", "text": "warning"}
        ),
        "documents: outputs are ['display_data', 'stream']",
    ),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_notebook_is_refused(copy, damage):
    edit, told = DAMAGE[damage]
    change(copy, edit)
    lines = problems(copy.name, json.loads(copy.read_text(encoding="utf-8")))
    assert any(line.startswith(f"{copy.name}: {told}") for line in lines), lines


def run_nbval(path: Path) -> subprocess.CompletedProcess:
    shutil.copy(project_folder.PROJECT / "conftest.py", path.parent)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    command += ["--nbval", "--nbval-current-env", path.name]
    return subprocess.run(command, cwd=path.parent, capture_output=True, text=True)


def draw_over(cells):
    data = cells["topics"]["outputs"][0]["data"]
    picture = Image.open(io.BytesIO(base64.b64decode(data["image/png"])))
    ImageDraw.Draw(picture).rectangle((300, 100, 340, 120), fill="black")
    drawn = io.BytesIO()
    picture.save(drawn, "png")
    data["image/png"] = base64.b64encode(drawn.getvalue()).decode()


def change_number(cells):
    data = cells["quoted"]["outputs"][0]["data"]
    data["text/html"] = re.sub(r">[\d,]+<", ">0<", "".join(data["text/html"]), count=1)


def test_nbval_refuses_a_changed_bar_in_a_figure_and_a_changed_number_in_a_table(copy):
    change(copy, draw_over)
    change(copy, change_number)
    result = run_nbval(copy)
    assert result.returncode == 1
    assert re.search(r"^2 failed, \d+ passed", result.stdout, re.MULTILINE)
    assert "image/png" in result.stdout
    assert "text/html" in result.stdout


def test_running_the_notebooks_gives_the_stored_bytes():
    fresh = fresh_notebooks()
    assert [name for name, new in fresh.items() if new != FOLDER.joinpath(name).read_bytes()] == []
    assert set(fresh) == {path.name for path in FOUND}


@pytest.mark.parametrize("content", ["{", "", "[]", "{}", '{"cells": [{}], "nbformat": 4}'])
def test_a_file_that_is_not_a_notebook_is_reported(project, capsys, content):
    (project / "notebooks").mkdir()
    (project / "notebooks/x.ipynb").write_text(content)
    assert program.main(["run", str(project)]) == 1
    assert capsys.readouterr().err.startswith("notebooks/x.ipynb: is not a valid notebook")


def test_notebooks_of_another_project_see_that_project(project):
    (project / "notebooks").mkdir()
    path = Path(shutil.copy(project_folder.PROJECT / "notebooks/01_sources.ipynb", project / "notebooks"))
    change(path, lambda cells: cells["setup"]["source"].append("\nprint(evidence.root)"))
    content, _ = notebooks.executed(path, project)
    assert str(project).encode() in content


def test_the_settings_of_the_user_change_no_bytes(tmp_path, monkeypatch):
    startup = tmp_path / "ipython/profile_default/startup/00.py"
    startup.parent.mkdir(parents=True)
    startup.write_text("import pandas; pandas.set_option('display.colheader_justify', 'left')")
    kernel = tmp_path / "jupyter/kernels/python3/kernel.json"
    kernel.parent.mkdir(parents=True)
    kernel.write_text('{"argv": ["no-such-program"], "display_name": "", "language": "python"}')
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("PYTHONSTARTUP", str(startup))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    assert notebooks.executed(FOUND[-1], project_folder.PROJECT)[0] == FOUND[-1].read_bytes()


def test_fonts_are_found_before_a_notebook_runs(project, tmp_path, monkeypatch):
    (project / "notebooks").mkdir()
    path = project / "notebooks/x.ipynb"
    listed = "import os; print(os.listdir(os.environ['MPLCONFIGDIR']))"
    nbformat.write(new_notebook(cells=[new_code_cell(listed)]), path)
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path / "fresh"))
    subprocess.run([sys.executable, "-m", "analysis", "run", project], check=True)
    assert "['fontlist" in path.read_text(encoding="utf-8")


def test_a_project_without_notebooks_is_reported(project, capsys):
    assert program.main(["run", str(project)]) == 1
    assert "notebooks/: has no notebook; put some there" in capsys.readouterr().err


def test_a_kernel_that_dies_is_reported_with_its_cell(project, capsys):
    (project / "notebooks").mkdir()
    path = Path(shutil.copy(project_folder.PROJECT / "notebooks/01_sources.ipynb", project / "notebooks"))
    change(path, lambda cells: cells["documents"].update(source="import os; os._exit(3)"))
    assert program.main(["run", str(project)]) == 1
    assert "notebooks/01_sources.ipynb: code cell 2: Kernel died" in capsys.readouterr().err


def test_a_failing_cell_is_reported_in_one_line_and_the_notebook_is_unchanged(project, capsys):
    (project / "notebooks").mkdir()
    path = Path(shutil.copy(project_folder.PROJECT / "notebooks/01_sources.ipynb", project / "notebooks"))
    change(path, lambda cells: cells["documents"].update(source="1 / 0"))
    before = path.read_bytes()
    assert program.main(["run", str(project)]) == 1
    told = capsys.readouterr().err.strip().splitlines()
    assert told == [
        "notebooks/01_sources.ipynb: code cell 2: ZeroDivisionError: division by zero; "
        "correct it and run again: the notebook is unchanged"
    ]
    assert path.read_bytes() == before
