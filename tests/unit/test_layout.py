"""No stray file can change what the tests do, and no setting loosens them."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from analysis.system.project_folder import PROJECT
from analysis.text.visible import visible
from tests.support import layout

SETTINGS = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]

STRAY = """
pytest.ini .pytest.ini pytest.toml .pytest.toml tox.ini setup.cfg .coveragerc ruff.toml .ruff.toml
Pytest.ini GNUmakefile makefile Makefile.bak noxfile.py sitecustomize.py usercustomize.py json.py
pandas.py pytest.py analysis.py .env .envrc .condarc uv.toml uv.lock .python-version Pipfile
Pipfile.lock poetry.lock pdm.toml environment.yml matplotlibrc ipython_config.py
jupyter_notebook_config.py jupyter_server_config.json x.pth x.egg-link x.so x.pyc pyvenv.cfg
.pdbrc .npmrc package.json .gitmodules .flake8 .editorconfig
.pre-commit-hooks.yaml mypy.ini typos.toml _typos.toml .typos.toml
requirements-dev.txt notes.txt nbval_sanitize.cfg x.ipynb 09_new.ipynb README.rst test_x.py
.gitignore/x .github/workflows/x.yml .vscode/settings.json .idea/x.xml bin/x scripts/x.py
tests/pytest.ini tests/ruff.toml tests/.ruff.toml tests/setup.cfg tests/pyproject.toml
tests/unit/conftest.py tests/other/test_x.py tests/test_x.py
tests/browser/conftest.py tests/json.py tests/pandas.py
tests/pytest.py tests/sitecustomize.py tests/usercustomize.py tests/setup.py tests/noxfile.py
tests/ipython_config.py tests/jupyter_server_config.py tests/x.pth tests/x.so tests/x.pyc
tests/.hidden.py tests/.gitignore tests/.gitattributes tests/matplotlibrc tests/x.cfg
tests/browser/x.js tests/browser/node_modules/x.js tests/\u0441onftest.py
setup.py MANIFEST.in analysis/conftest.py analysis/ruff.toml analysis/text/py.typed
analysis/sitecustomize.py
analysis/setup.py analysis/publishing/site/assets/x.html analysis/publishing/site/assets/x.py
analysis/new/__init__.py analysis/x.egg-info/entry_points.txt analysis/jupyter_lab_config.py
notebooks/pandas.py notebooks/conftest.py notebooks/matplotlibrc notebooks/x.ipynb
notebooks/.ipynb_checkpoints/01_sources-checkpoint.ipynb notebooks/09_new.IPYNB
notebooks/ipython_config.py notebooks/a/01_x.ipynb notebooks/pytest.ini notebooks/.01_x.ipynb
data/x.py data/x.xlsx data/.~lock.properties.csv# data/pytest.ini seeds/x.html seeds/conftest.py
docs/conf.py docs/conftest.py docs/x.html docs/measured/x.txt jupyter/jupyter_config.json
jupyter/custom.css .ci/conftest.py .ci/test build/x .venv/x
"""


@pytest.mark.parametrize("name", [*STRAY.split(), "a b.txt", "seeds/a b.txt", "tests/a\n.py"])
def test_an_unlisted_file_is_refused(name):
    [line] = layout.problems(["Makefile", name])
    assert line.startswith((f"{visible(name)}: ", f"{Path(name).parent.as_posix()}: "))
    assert "; re" in line
    assert "\n" not in line


@pytest.mark.parametrize(
    "name",
    ["tests/unit/test_new.py", "analysis/new.py", "seeds/005_new.txt", "notebooks/09_new.ipynb"],
)
def test_another_file_of_a_kind_in_the_folder_is_accepted(name):
    assert layout.problems([name]) == []


def test_every_file_of_the_project_is_on_a_list():
    assert layout.problems(layout.project_files(PROJECT)) == []


def test_no_file_of_the_project_is_a_link():
    assert layout.links(PROJECT) == []


def test_every_name_on_the_lists_exists():
    names = layout.project_files(PROJECT)
    for folder, patterns in layout.FILES.items():
        for pattern in patterns:
            place = f"{folder}/{pattern}".lstrip("/")
            assert any(Path(name).match(place) for name in names), place


def test_git_ignores_only_what_the_guard_leaves_out():
    lines = (PROJECT / ".gitignore").read_text(encoding="utf-8").split()
    assert sorted(line.rstrip("/") for line in lines) == sorted(layout.IGNORED)


@pytest.fixture(params=["git", "no git"])
def small(request, tmp_path) -> Path:
    """A project of a few files, with what commands leave behind, in a repository and in none."""
    ignored = "".join(f"{name}\n" for name in layout.IGNORED)
    files = {".gitignore": ignored, "Makefile": "", "tests/unit/test_a.py": "", "seeds/a.txt": ""}
    files |= {"tests/__pycache__/a.pyc": "", "build/conftest.py": "", "x.egg-info/a": ""}
    write(tmp_path, files)
    if request.param == "git":
        if not shutil.which("git"):
            pytest.skip("git is not installed")
        git(tmp_path, "init", "--quiet")
        git(tmp_path, "add", ".")
    return tmp_path


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True)


def test_the_files_are_the_same_with_and_without_git(small):
    expected = [".gitignore", "Makefile", "seeds/a.txt", "tests/unit/test_a.py"]
    assert layout.project_files(small) == expected
    (small / "seeds/a.txt").unlink()
    expected.remove("seeds/a.txt")
    assert layout.project_files(small) == expected
    write(small, {"test.log": "", "junit.xml": "", "nohup.out": ""})
    assert layout.project_files(small) == expected
    write(small, {"pytest.ini": "", "tests/ruff.toml": "", "new/x.log": ""})
    assert layout.problems(layout.project_files(small)) == [
        "new: is not a folder of the project; remove it, or add it to tests/support/layout.py",
        "pytest.ini: is not a file of the project; remove it, or add it to tests/support/layout.py",
        f"tests/ruff.toml: is not a file of the project; {layout.REMEDY}",
    ]


@pytest.mark.parametrize("target", ["Makefile", "tests", "nowhere", "/etc/passwd", ".."])
def test_a_link_is_refused_wherever_it_leads(small, target):
    (small / "seeds/b.txt").symlink_to(target)
    assert layout.links(small) == ["seeds/b.txt: is a link; replace it with a file"]


def test_an_ignored_file_is_refused_once_git_tracks_it(tmp_path):
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    write(tmp_path, {"Makefile": "", "build/pytest.ini": "", "notebooks/.ipynb_checkpoints/a": ""})
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--force", ".")
    assert len(layout.problems(layout.project_files(tmp_path))) == 2


def test_a_stray_file_ends_make_test_before_pytest_could_read_it(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(layout, "PROJECT", tmp_path)
    write(tmp_path, {"Makefile": ""})
    assert layout.main() == 0
    assert capsys.readouterr().err == ""
    write(tmp_path, {"pytest.ini": "[pytest]\naddopts = --ignore tests/unit/test_layout.py\n"})
    assert layout.main() == 1
    assert capsys.readouterr().err.startswith("pytest.ini: is not a file of the project; remove it")


# --- Settings ----------------------------------------------------------------------------------


def test_pytest_takes_its_settings_from_this_project_and_compares_every_output(pytestconfig):
    assert pytestconfig.inipath == PROJECT / "pyproject.toml"
    assert not pytestconfig.option.nbval_lax
    assert pytestconfig.option.nbval_sanitize_with is None
    assert pytestconfig.option.sanitize_with is None


def test_the_settings_of_pytest_skip_no_tests_and_ignore_no_warnings():
    assert SETTINGS["pytest"].keys() == {"ini_options"}
    options = SETTINGS["pytest"]["ini_options"]
    expected = {"addopts", "doctest_optionflags", "filterwarnings", "pythonpath", "testpaths"}
    assert options.keys() == expected
    assert options["addopts"] == "--strict-markers --strict-config -p no:cacheprovider"
    assert options["filterwarnings"] == ["error"]
    assert options["doctest_optionflags"] == ["NORMALIZE_WHITESPACE"]
    assert {"analysis", "tests", "notebooks"} <= set(options["testpaths"])


def test_the_settings_of_ruff_leave_out_only_the_notebooks():
    assert SETTINGS.keys() == {"mypy", "pytest", "ruff", "setuptools", "typos"}
    assert SETTINGS["ruff"].keys() == {"line-length", "src", "extend-exclude", "lint"}
    assert SETTINGS["ruff"]["extend-exclude"] == ["notebooks"]
    lint = SETTINGS["ruff"]["lint"]
    assert lint.keys() == {"select", "ignore", "per-file-ignores", "pydocstyle"}
    assert {"E", "F", "I", "B", "UP", "SIM", "RUF", "C4", "PT", "D", "D417"} <= set(lint["select"])
    assert set(lint["ignore"]) <= {"D105", "D301"}
    assert lint["per-file-ignores"] == {"tests/**": ["D"], "conftest.py": ["D"]}


def test_negations_are_in_plain_english():
    stiff = re.compile(r"(?<!there )\b(is|are) no (?!longer\b|such\b|more\b)", re.IGNORECASE)
    endings = (".py", ".md", ".csv", ".json", ".html", ".js", ".toml", "Makefile")
    wrong = [
        f"{name}: {phrase[0].strip()} {content[phrase.end() :][:20]!r}; write is not a, or are not"
        for name in layout.project_files(PROJECT)
        if name.endswith(endings) and not name.startswith(("seeds/", "tests/browser/node_modules/"))
        for content in [(PROJECT / name).read_text(encoding="utf-8")]
        for phrase in stiff.finditer(content)
    ]
    assert wrong == []


def test_make_test_runs_everything_and_ends_at_the_first_failure():
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8").replace("\\\n", "")
    recipe = re.search(r"^test:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)[1].splitlines()
    tests = "$(BIN)/python -m pytest --doctest-modules --nbval --nbval-current-env"
    assert [" ".join(line.split()) for line in recipe] == [
        "$(BIN)/python -m tests.support.layout",
        "$(BIN)/ruff check .",
        "$(BIN)/ruff format --check .",
        "$(BIN)/typos analysis docs/*.md README.md CONTRIBUTING.md",
        "$(BIN)/mypy",
        "$(BIN)/reported-warrants check",
        f"{tests} --numprocesses auto --dist loadfile",
    ]
    assert not re.search(r"^\.(?:IGNORE|SHELLFLAGS|ONESHELL)|^-?include|^SHELL", makefile, re.M)
    assert "MAKEFLAGS" not in makefile


def test_make_lets_python_store_what_it_compiles(monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    shown = made("--eval=variables: ; @env", "variables").stdout
    assert "PATH=" in shown
    assert "PYTHONDONTWRITEBYTECODE" not in shown


def test_make_help_lists_the_main_targets_first():
    shown = made("help").stdout.splitlines()
    names = [line.split()[1] for line in shown]
    main = ["notebooks", "test", "lab", "trials"]
    assert names == [*main, "outsiders", "bench", "lock", "clean", "help"]


def test_make_trials_names_the_existing_trials():
    known = made("--eval=names: ; @echo $(TRIALS)", "names").stdout.split()
    assert all((PROJECT / f"tests/trials/{name}.py").is_file() for name in known)
    runs = made("--dry-run", "trials", f"NAME={known[0]}").stdout
    assert runs == f".venv/bin/python -m tests.trials.{known[0]}\n"
    for without in ([], ["NAME=unknown"]):
        refused = made("trials", *without)
        assert refused.returncode == 2
        told = f"make trials needs the NAME of a trial, one of: {' '.join(known)}\n"
        assert refused.stderr.startswith(told)


def made(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The result of running make, as a shell would that make itself did not start."""
    if not shutil.which("make"):
        pytest.skip("make is not installed")
    command = ["make", "--old-file=.venv/ready", *arguments]
    # Set by an outer make, such as `make test`; with them, make also names the folder it enters.
    outer = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
    environment = {name: value for name, value in os.environ.items() if name not in outer}
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True)
