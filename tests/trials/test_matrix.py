"""The comparisons of the trials matrix and versions, and what they count as a success."""

import io
import json
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from analysis.publishing import notebooks, readme
from analysis.system import project_folder
from tests.support import dependencies
from tests.trials import matrix, versions

STORED = (project_folder.PROJECT / notebooks.FOLDER / "01_sources.ipynb").read_bytes()
CELLS = json.loads(STORED)["cells"]
TABLE = next(i for i, cell in enumerate(CELLS) if cell["id"] == "documents")
CHART = next(i for i, cell in enumerate(CELLS) if cell["id"] == "topics")


def changed(edit) -> bytes:
    notebook = json.loads(STORED)
    edit(notebook)
    return json.dumps(notebook).encode()


def output(notebook: dict, cell: int) -> dict:
    return notebook["cells"][cell]["outputs"][0]


FIRST = {
    "another number in a table": (
        lambda it: output(it, TABLE)["data"].update({"text/html": "x"}),
        f"cell {TABLE + 1} (documents): output 1, text/html",
    ),
    "another picture": (
        lambda it: output(it, CHART)["data"].update({"image/png": "x"}),
        f"cell {CHART + 1} (topics): output 1, image/png",
    ),
    "two cells, of which the first is named": (
        lambda it: [output(it, cell)["data"].clear() for cell in (CHART, TABLE)],
        f"cell {TABLE + 1} (documents): output 1, text/",
    ),
    "a warning stored": (
        lambda it: it["cells"][TABLE]["outputs"].append(
            {"output_type": "stream", "name": "stderr", "text": "fonts"}
        ),
        f"cell {TABLE + 1} (documents): has more outputs",
    ),
    "no output": (
        lambda it: it["cells"][TABLE].update(outputs=[]),
        f"cell {TABLE + 1} (documents): output 1, text/",
    ),
    "a count": (
        lambda it: it["cells"][TABLE].update(execution_count=99),
        f"cell {TABLE + 1} (documents): execution_count",
    ),
    "a cell less": (lambda it: it["cells"].pop(), f"cell {len(CELLS)}: there are {len(CELLS)}"),
    "a version of Python": (
        lambda it: it["metadata"]["language_info"].update(version="3.11"),
        "outside the cells",
    ),
    "no notebook": (lambda it: it.clear(), "one of them is not a notebook"),
}


@pytest.mark.parametrize("what", FIRST)
def test_the_first_cell_that_differs_is_named(what):
    edit, told = FIRST[what]
    assert matrix.first_difference(STORED, changed(edit)).startswith(told)


def test_equal_notebooks_do_not_differ():
    assert matrix.first_difference(STORED, STORED) == ""


def test_a_file_that_differs_or_is_missing_is_named():
    ours = {"a.ipynb": b"{}", "b.md": b"b", "c.png": b"c", "d.md": b"d"}
    theirs = {"a.ipynb": b"[]", "b.md": b"B", "d.md": b"d"}
    held, note = matrix.same_bytes(ours, theirs)
    assert held == "no"
    assert note == "a.ipynb: one of them is not a notebook; b.md; c.png"
    assert matrix.same_bytes(ours, ours) == ("yes", "")


def test_a_copy_keeps_nothing_that_a_run_has_to_produce(tmp_path):
    name = "notebooks/01_sources.ipynb"
    matrix.write_copy(tmp_path, {name: STORED, readme.FIGURE: b"png", "data/a.csv": b"a"})
    files = matrix.read_copy(tmp_path, {name: b"", readme.FIGURE: b"", "data/a.csv": b""})
    assert set(files) == {name, "data/a.csv"}
    code = [cell for cell in json.loads(files[name])["cells"] if cell["cell_type"] == "code"]
    assert not any(cell["outputs"] or cell["execution_count"] for cell in code)


@pytest.mark.parametrize(
    ("condition", "note"),
    [
        (matrix.Condition("user", "nobody", lack="only root can"), "only root can"),
        (matrix.Condition("zone", "x", proof="assert 0, 'no zone'"), "AssertionError: no zone"),
        (matrix.Condition("network", "none", before=("no-such-program",)), "no-such-program: No"),
    ],
)
def test_a_condition_that_cannot_be_tried_is_not_a_success(tmp_path, monkeypatch, condition, note):
    monkeypatch.setattr(matrix, "pinned", lambda series: Path(sys.executable))
    files = {"notebooks/01_sources.ipynb": STORED, readme.FIGURE: b""}
    held, told = matrix.outcome(condition, files, tmp_path)
    assert held == "not run"
    assert note in told


ENDINGS = [(("yes",), 0), (("yes", "not run"), 0), (("yes", "no"), 1), (("not run",), 1)]


@pytest.mark.parametrize(("held", "code"), ENDINGS)
def test_results_are_kept_and_a_difference_is_an_error(monkeypatch, held, code):
    kept = {}
    monkeypatch.setattr(matrix, "write_measured", kept.__setitem__)
    assert matrix.finish("some", [["a", "b", one, "d"] for one in held]) == code
    counts = {"yes": (1, 1), "no": (1, 0), "not run": (0, 0)}
    assert kept == {"some": [("a: b", *counts[one], "d") for one in held]}


def test_this_python_is_found_but_an_empty_shim_is_not(tmp_path, monkeypatch):
    shim = tmp_path / "python3.12"
    shim.write_text("#!/bin/sh\nexit 127\n")
    shim.chmod(0o755)
    assert matrix.version_of(shim) == (0,)
    assert matrix.version_of(tmp_path / "none") == (0,)
    assert matrix.OWN in matrix.interpreters()


def picture(*boxes: tuple, size: tuple = (480, 240)) -> bytes:
    drawn = Image.new("RGB", size, "white")
    for box in boxes:
        ImageDraw.Draw(drawn).rectangle(box, fill="black")
    content = io.BytesIO()
    drawn.save(content, "png")
    return content.getvalue()


BAR = (100, 50, 400, 60)
ALIKE = [
    ("the same", picture(BAR), True),
    ("a pixel lower", picture((100, 51, 400, 61)), True),
    ("two pixels wider", picture(BAR, size=(482, 240)), True),
    ("three pixels wider", picture(BAR, size=(483, 240)), False),
    ("no bar", picture(), False),
    ("a shorter bar", picture((100, 50, 350, 60)), False),
    ("a box of 40 x 20 more", picture(BAR, (200, 120, 240, 140)), False),
]


@pytest.mark.parametrize(("what", "other", "alike"), ALIKE)
def test_pictures_may_differ_only_at_edges(what, other, alike):
    assert (versions.picture_difference(picture(BAR), other) <= versions.ALLOWED) == alike


def test_text_in_notebooks_is_compared_separately_from_pictures():
    other = changed(lambda it: output(it, TABLE)["data"].update({"text/plain": "x"}))
    text, figures = versions.compared({"a.ipynb": STORED}, {"a.ipynb": other})
    assert text[1:] == ["no", f"a.ipynb: cell {TABLE + 1} (documents): output 1, text/plain"]
    assert figures[1] == "yes"
    lost = changed(lambda it: output(it, CHART)["data"].pop("image/png"))
    text, figures = versions.compared({"a.ipynb": STORED}, {"a.ipynb": lost})
    assert figures[1] == "no"


def test_each_dependency_has_a_lower_bound():
    lower = versions.bounds("test", "oracle")
    assert len(lower) == 43
    assert all(lower.values())


def test_every_list_of_direct_dependencies_is_tried_and_the_gpl_only_on_request():
    groups = dependencies.declared()
    without = set().union(*(groups[name] for name in groups if name != "oracle"))
    assert set(versions.bounds("test")) == without
    assert set(versions.bounds("test", "oracle")) == without | set(groups["oracle"])
    for extras in (("test",), ("test", "oracle")):
        (lowest, first, low), (newest, last, high) = versions.plan(*extras)
        assert (lowest, newest) == ("lowest", "newest")
        assert {first, last} <= set(matrix.interpreters())
        assert low[-1] == "lowest-direct"
        assert high[-1] == "highest"
        assert ("oracle" in low) == ("oracle" in high) == ("oracle" in extras)


def test_the_version_of_each_dependency_is_read_from_an_environment():
    names = versions.bounds("test")
    assert versions.installed(Path(sys.executable), names).keys() == names.keys()


def test_make_matrix_installs_only_by_hashes(monkeypatch):
    commands = []
    monkeypatch.setattr(matrix, "environment", lambda *arguments: commands.extend(arguments[2:]))
    matrix.pinned.__wrapped__(matrix.OWN)
    [command] = commands
    assert command[-1] == str(project_folder.PROJECT / "requirements/hashed.txt")
    assert "--require-hashes" in command
    assert command[command.index("--build-constraints") + 1] == "requirements/build.txt"
