"""No command runs or reads other files in a stranger's folder beside those of the project."""

import os
import shutil
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import nbformat
import pytest

from analysis.cli import commands, program
from analysis.system.project_folder import PROJECT
from tests.support import projects

SCRIPT = str(Path(sys.executable).with_name("reported-warrants"))
MODULE = [sys.executable, "-m", "analysis"]
NAMES = {"json", "csv", "typing", "__future__", "argparse", "os", "pandas", "numpy", "encodings"}
NAMES |= {"sitecustomize", "usercustomize", "evil", "analysis", "matplotlib", "ipykernel_launcher"}
COMMANDS = {
    "check": ["check"],
    "seal": ["seal"],
    "draft": ["draft", "text.txt"],
    "text": ["text", "page.html"],
    "keep": [
        "keep",
        "page.html",
        "kept",
        "--address",
        "https://e.example/a",
        "--retrieved",
        "2021-03-05",
    ],
    "new": ["new", "made"],
    "readme": ["readme"],
    "compare-coding": ["compare-coding", "data/statements.csv"],
    "site": ["site"],
    "export": ["export"],
    "run": ["run"],
    "corpus": ["corpus", "build/export/corpus"],
}
PAGE = (
    "<!DOCTYPE html><body><article><p>The court of Norland issued a warrant.</p></article></body>"
)
CELL = """import csv, json, typing, pandas, matplotlib.pyplot, subprocess, sys
import analysis
print(len(analysis.load().statements))
subprocess.run([sys.executable, "-c", "import json, csv, typing"], check=True)"""
# What nbconvert, Jupyter, IPython and others would read in the working folder.
SETTINGS = {
    "basic/celltags.j2": "{{% include '/etc/passwd' %}}",
    "basic/conf.json": '{{"preprocessors": {{"1": {{"type": "evil.Evil", "enabled": true}}}}}}',
    "basic/index.html.j2": "evil",
    "classic/conf.json": "{{",
    "jupyter_config.py": "open({mark!r}, 'w')",
    "jupyter_nbconvert_config.py": "open({mark!r}, 'w')",
    "ipython_config.py": "open({mark!r}, 'w')",
    "ipython_kernel_config.py": "open({mark!r}, 'w')",
    "profile_default/startup/0.py": "open({mark!r}, 'w')",
    "dask.yaml": "distributed: {{worker: {{preload: [evil]}}}}",
    "setup.cfg": "[",
    "pyvenv.cfg": "home = /nowhere",
    ".pth": "import evil",
}


def shadow(folder: Path, marks: Path) -> None:
    """Put a module with every name that could be imported into `folder`; each leaves a mark."""
    names = {*sys.stdlib_module_names, *packages_distributions(), *NAMES}
    for name in sorted(names - {"__main__"}):
        code = f"open({str(marks / name)!r}, 'w').close()\n"
        path = folder / f"{name}.py"
        if name in ("pandas", "encodings", "analysis", "xml"):  # packages come before modules
            (folder / name).mkdir()
            path = folder / name / "__init__.py"
            (folder / name / "__main__.py").write_text(code)
        path.write_text(code)
    for name, content in SETTINGS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content.format(mark=str(marks / path.name)))
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "matplotlibrc")  # whoever reads it waits for ever


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Path:
    """A small project with such modules in each of its folders; `marks` beside it stays empty."""
    above = tmp_path_factory.mktemp("hostile")
    root = projects.ferries(above / "project", 2)
    (above / "marks").mkdir()
    (root / "text.txt").write_text("One sentence is here.\n")
    (root / "page.html").write_text(PAGE)
    projects.write_readme(root)
    shutil.copytree(PROJECT / "docs", root / "docs")
    (root / "notebooks").mkdir()
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL, id="a")])
    nbformat.write(notebook, root / "notebooks/a.ipynb")
    assert program.main(["run", str(root)]) == 0
    assert program.main(["export", str(root)]) == 0
    for folder in (root, root / "notebooks", root / "data"):
        shadow(folder, above / "marks")
    return root


@pytest.fixture
def without_package(hostile):
    """The project without a package named like ours in any folder."""
    folders = [hostile, hostile / "notebooks", hostile / "data"]
    for folder in folders:
        (folder / "analysis").rename(folder / "another")
    yield hostile
    for folder in folders:
        (folder / "another").rename(folder / "analysis")


def ended(command: list[str], folder: Path, marks: Path) -> tuple[int, str, set[str]]:
    """The exit code and output of a command that is run in `folder`, and its marks."""
    environment = {key: value for key, value in os.environ.items() if key != "ANALYSIS_ROOT"}
    result = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=180,
    )
    left = {path.name for path in marks.iterdir()}
    for name in left:
        (marks / name).unlink()
    return result.returncode, result.stdout, left


def test_every_command_is_tried():
    assert set(COMMANDS) == set(commands.COMMANDS)


def tidy(root: Path) -> None:
    """Remove what `new` and `keep` write."""
    for folder in ("made", "pages"):
        shutil.rmtree(root / folder, ignore_errors=True)
    (root / "seeds/kept.txt").unlink(missing_ok=True)


def test_a_module_that_is_executed_is_noticed(hostile):
    marks = hostile.parent / "marks"
    script = "import json, csv, typing, pandas, analysis, evil"
    _, _, left = ended([sys.executable, "-c", script], hostile, marks)
    assert {"json", "csv", "typing", "pandas", "analysis", "evil"} <= left


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_imports_nothing_from_the_working_folder(name, hostile):
    marks = hostile.parent / "marks"
    code, printed, left = ended([SCRIPT, *COMMANDS[name]], hostile, marks)
    tidy(hostile)
    assert code == 0, printed
    assert left == set()


# Python finds a package `analysis` in the working folder before ours; nothing here prevents that.
@pytest.mark.parametrize("name", COMMANDS)
def test_python_dash_m_imports_nothing_from_the_working_folder(name, without_package):
    marks = without_package.parent / "marks"
    code, printed, left = ended([*MODULE, *COMMANDS[name]], without_package, marks)
    tidy(without_package)
    assert code == 0, printed
    assert left == set()


@pytest.mark.parametrize("folder", ["notebooks", "data"])
@pytest.mark.parametrize("command", [[SCRIPT], MODULE], ids=["script", "module"])
def test_a_command_in_another_folder_imports_nothing_from_it(folder, command, without_package):
    marks = without_package.parent / "marks"
    code, printed, left = ended([*command, "check"], without_package / folder, marks)
    assert (code, left) == (0, set()), printed


IMPORTING = """
import sys
before = list(sys.path)
import analysis
assert sys.path == before, (before, sys.path)
print(analysis.__file__)
"""


@pytest.mark.parametrize("way", ["-c", "script", "-m", "-m with the name as an argument"])
def test_a_program_that_imports_the_package_keeps_its_path(way, tmp_path):
    (tmp_path / "user.py").write_text(IMPORTING)
    (tmp_path / "package").mkdir()
    (tmp_path / "package/__init__.py").write_text(IMPORTING)
    (tmp_path / "package/__main__.py").write_text(IMPORTING)
    arguments = {
        "-c": ["-c", IMPORTING],
        "script": ["user.py"],
        "-m": ["-m", "package"],
        "-m with the name as an argument": ["-m", "package", "analysis"],
    }[way]
    command = [sys.executable, *arguments]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert str(PROJECT) in result.stdout


def test_the_package_is_found_where_it_is_not_installed(tmp_path):
    """In a copy of the repository that is the working folder, and shadows nothing then."""
    shutil.copytree(PROJECT / "analysis", tmp_path / "analysis")
    shutil.copytree(PROJECT / "data", tmp_path / "data")
    shutil.copytree(PROJECT / "seeds", tmp_path / "seeds")
    (tmp_path / "marks").mkdir()
    for name in ("json", "csv", "argparse", "__future__", "typing"):
        code = f"open({str(tmp_path / 'marks' / name)!r}, 'w').close()\n"
        (tmp_path / f"{name}.py").write_text(code)
    code, printed, left = ended([*MODULE, "check"], tmp_path, tmp_path / "marks")
    assert (code, left) == (0, set()), printed
