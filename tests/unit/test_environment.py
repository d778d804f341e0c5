"""Odd variables, time zones, homes and networks change no bytes, or the real cause is named."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from analysis.cli import program
from analysis.system import loopback
from analysis.system.project_folder import PROJECT
from tests.support import projects
from tests.support.commands import call
from tests.support.messages import is_one_line

COMMAND = [sys.executable, "-m", "analysis"]
CELL = "import analysis\nprint(len(analysis.load().statements))"
WRITING = {
    "run": ["run"],
    "export": ["export"],
    "readme": ["readme"],
    "site": ["site"],
    "corpus": ["corpus", "build/export/corpus", "--scheduler=none"],
}
ODD = {
    "SOURCE_DATE_EPOCH": "abc",
    "TZ": "",
    "LC_ALL": "garbage",
    "LANG": "xx_YY.UTF-99",
    "TMPDIR": "/no/such/folder",
    "HOME": "",
    "MPLBACKEND": "module://evil",
    "PYTHONSTARTUP": "/no/such/file",
    "COLUMNS": "abc",
    "NO_COLOR": "x",
    "FORCE_COLOR": "1",
    "PYTHONWARNINGS": "nonsense",
}
OTHER = {
    "SOURCE_DATE_EPOCH": "99999999999999999999",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "HOME": "relative",
    "IPYTHONDIR": "/no/such/folder",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    """A small project with a notebook, of which every command has written what it writes."""
    root = projects.ferries(tmp_path_factory.mktemp("environment") / "project", 1)
    projects.write_readme(root)
    shutil.copytree(PROJECT / "docs", root / "docs")
    (root / "notebooks").mkdir()
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL, id="a")])
    nbformat.write(notebook, root / "notebooks/a.ipynb")
    for name in ("run", "export", "readme", "site"):
        assert call(name, root)[0] == 0
    assert call("corpus", root / "build/export/corpus", "--scheduler=none")[0] == 0
    return root


def ended(root: Path, arguments: list[str], before: tuple = (), **variables: str | None) -> tuple:
    """The exit code of a command in the project, its last line on stdout, and its stderr."""
    given = {**os.environ, **variables}
    result = subprocess.run(
        [*before, *COMMAND, *arguments],
        cwd=root,
        env={name: value for name, value in given.items() if value is not None},
        capture_output=True,
        text=True,
        timeout=120,
    )
    return result.returncode, (result.stdout.splitlines() or [""])[-1], result.stderr


def contents(root: Path) -> dict[Path, bytes]:
    """What a project holds but for what each run of a corpus measures and locks."""
    found = (path for path in root.rglob("*") if path.is_file() and path.name != ".analysis.lock")
    return {path: path.read_bytes() for path in found}


@pytest.mark.parametrize("odd", [ODD, OTHER], ids=["odd", "other"])
@pytest.mark.parametrize("name", WRITING)
def test_odd_variables_change_no_byte(name, odd, small):
    before = contents(small)
    code, _, err = ended(small, WRITING[name], **odd)
    assert code == 0, err
    assert contents(small) == before


@pytest.mark.parametrize("name", ["HOME", "TMPDIR", "PATH", "LANG", "TERM", "USER"])
def test_a_variable_may_be_missing(name, small):
    assert ended(small, ["check"], **{name: None})[::2] == (0, "")


def test_a_home_that_is_not_a_path_is_not_used(monkeypatch):
    for home in ("", "relative", "."):
        monkeypatch.setenv("HOME", home)
        monkeypatch.setenv("PYTHONSAFEPATH", "")
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "abc")
        program.prepare_environment()
        assert "HOME" not in os.environ
        assert "SOURCE_DATE_EPOCH" not in os.environ
        assert os.environ["PYTHONSAFEPATH"] == "1"
    monkeypatch.setenv("HOME", str(Path.cwd()))
    program.prepare_environment()
    assert os.environ["HOME"] == str(Path.cwd())


# Prints what of the package was imported, and whether nbformat refuses what is not a notebook.
IMPORTED = """
import sys
from analysis.cli import program
program.skip_slow_imports()
import nbformat
print([name for name in sys.modules if name.startswith("rfc3987_syntax.")])
try:
    nbformat.validate({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"id": "a"}]})
except nbformat.ValidationError:
    print("refused")
"""


def test_no_command_waits_for_grammars_that_it_does_not_use():
    command = [sys.executable, "-c", IMPORTED]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.stdout.splitlines() == ["[]", "refused"], result.stderr


@pytest.fixture
def no_network() -> tuple:
    """The start of a command for which no interface is on, the loopback one neither."""
    command = ("unshare", "--net")
    if not shutil.which("unshare") or subprocess.run([*command, "true"]).returncode:
        pytest.skip("a network of its own needs unshare, and root or the right to make one")
    return command


@pytest.mark.parametrize("arguments", [["run"], ["corpus", "build/export/corpus"]], ids=" ".join)
def test_a_missing_loopback_is_named_at_once(arguments, small, no_network):
    before = contents(small)
    code, _, err = ended(small, arguments, before=no_network)
    assert code == 1
    assert is_one_line(err)
    assert err.startswith("127.0.0.1 cannot be reached (Network is unreachable); ")
    assert contents(small) == before


@pytest.mark.parametrize("name", ["export", "readme", "site", "corpus"])
def test_commands_that_need_no_loopback_work_without_it(name, small, no_network):
    code, _, err = ended(small, WRITING[name], before=no_network)
    assert code == 0, err


def test_an_unavailable_port_is_named(monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError(98, "Address already in use")

    monkeypatch.setattr(loopback.socket, "create_server", refuse)
    with pytest.raises(loopback.LoopbackError, match=r"\(Address already in use\); kernels need"):
        loopback.check("kernels")
