"""Guard for the files of the project: closed lists of what may be at the top and in each folder.

Many tools read a file just because of its name: pytest a pytest.ini or conftest.py, ruff a
ruff.toml, Python a sitecustomize.py or a module with the name of another. Such a file can switch
off the other guards. So every file is on a list here, by name or by the kind that its folder holds;
add a line for a new folder or kind.

`make test` runs this file before pytest, because a stray setting could disable its test.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path, PurePosixPath

from analysis.system.project_folder import PROJECT
from analysis.text.visible import visible

PACKAGES = (
    *(
        "authoring",
        "cli",
        "compare",
        "coverage",
        "display",
        "export",
        "figures",
        "findings",
        "intercoder",
        "partitioned",
    ),
    *("publishing", "publishing/site", "system", "tables", "text", "validation", "values"),
)
TESTS = ("bench", "data", "notebooks", "support", "trials", "unit")
FILES = {
    "": {
        *(".gitattributes", ".gitignore", ".pre-commit-config.yaml", "CHANGELOG.md"),
        *("CITATION.cff", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "conftest.py"),
        *("pyproject.toml", "requirements.txt"),
    },
    ".ci": {"run"},
    ".github/workflows": {"ci.yml"},
    "analysis": {"*.py", "py.typed"},
    "analysis/authoring/templates": {"[0-9][0-9]_*.ipynb"},
    "analysis/publishing/site/assets": {"*.js", "site.css"},
    **{f"analysis/{package}": {"*.py"} for package in PACKAGES},
    "data": {"*.csv", "LICENSE.md", "datapackage.json", "seal.txt"},
    "data/second-coding": {"*.csv"},
    "docs": {"*.md", "*.png"},
    "docs/measured": {"*.csv"},
    "jupyter": {"jupyter_server_config.json"},
    "jupyter/labconfig": {"page_config.json"},
    "notebooks": {"[0-9][0-9]_*.ipynb"},
    "requirements": {
        *("bench.in", "bench.txt", "build.txt", "hashed.txt", "oracle.txt", "scale.txt", "uv.txt"),
    },
    "seeds": {"*.txt"},
    "tests": {"__init__.py", "conftest.py"},
    **{f"tests/{folder}": {"*.py"} for folder in TESTS},
    "tests/browser": {"*.py", ".npmrc", "package-lock.json", "package.json"},
}
# Python files that a tool runs because of their name, and where they are expected.
RUN_BY_NAME: dict[str, set[str]] = {
    "conftest.py": {"", "tests"},
    "setup.py": set(),
    "ipython_*config.py": set(),
    "jupyter_*config.py": set(),
    "noxfile.py": set(),
    "sitecustomize.py": set(),
    "usercustomize.py": set(),
}
# What the commands of this project leave behind; .gitignore has the same lines.
IGNORED = (".venv", "__pycache__", "*.egg-info", ".ipynb_checkpoints", ".*.new", ".analysis.lock")
IGNORED += (".mypy_cache", ".ruff_cache", "build", ".hypothesis", "node_modules")
# Output of commands that somebody may save at the top; no tool takes settings from these.
PRINTED = ("*.log", "*.out", "*.xml")
REMEDY = "remove it, or add it to tests/support/layout.py"


def problems(names: Iterable[str]) -> list[str]:
    """List the files that are on no list, given their paths in the project.

    >>> problems(["Makefile", "pytest.ini", "seeds/a.txt"])
    ['pytest.ini: is not a file of the project; remove it, or add it to tests/support/layout.py']
    """
    return list(dict.fromkeys(line for name in names for line in _name_problems(name)))


def _name_problems(name: str) -> Iterator[str]:
    path = PurePosixPath(name)
    folder = "" if path.parent == PurePosixPath(".") else str(path.parent)
    if folder not in FILES:
        yield f"{visible(folder)}: is not a folder of the project; {REMEDY}"
    elif not any(_matches(path.name, pattern) for pattern in FILES[folder]):
        yield f"{visible(name)}: is not a file of the project; {REMEDY}"
    elif path.suffix == ".py":
        for pattern, places in RUN_BY_NAME.items():
            if fnmatchcase(path.name, pattern) and folder not in places:
                yield f"{name}: is run by a tool for its name; rename or remove it"
        if not folder and path.stem in _taken_names():
            yield f"{name}: has the name of another module, and hides it; rename it"


def _matches(name: str, pattern: str) -> bool:
    plain = re.fullmatch(r"\w[\w.-]*", name, re.ASCII)
    return name == pattern or bool(plain and "*" in pattern and fnmatchcase(name, pattern))


@cache
def _taken_names() -> set[str]:
    """The modules that a file of the same name would hide in a folder that is searched first."""
    return (set(sys.stdlib_module_names) | set(packages_distributions())) - {"conftest"}


def project_files(root: Path) -> list[str]:
    """Name the files of the project: those that git tracks or would add, or else all files.

    This leaves out what `IGNORED` names, unless git tracks it, and saved output of commands.
    """
    tracked = _git(root, "--cached")
    if tracked:
        names = {*tracked, *filter(_is_no_print, _git(root, "--others", "--exclude-standard"))}
    else:
        names = set(filter(_is_no_print, _walked(root)))
    return sorted(name for name in names if os.path.lexists(root / name))


def links(root: Path) -> list[str]:
    """List the files of the project that are links, which could lead out of it."""
    return [
        f"{name}: is a link; replace it with a file"
        for name in project_files(root)
        if (root / name).is_symlink()
    ]


def _is_no_print(name: str) -> bool:
    return "/" in name or not any(fnmatchcase(name, pattern) for pattern in PRINTED)


def _git(root: Path, *which: str) -> list[str]:
    """List what git prints in the folder; nothing without git or a repository."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z", *which], cwd=root, capture_output=True)
    except OSError:
        return []
    return [os.fsdecode(name).rstrip("/") for name in listed.stdout.split(b"\0") if name]


def _walked(root: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(root):
        here = Path(folder).relative_to(root)
        linked = [name for name in folders if Path(folder, name).is_symlink()]
        folders[:] = [name for name in folders if name != ".git" and not _is_ignored(name)]
        for name in (*files, *linked):
            if not _is_ignored(name) and (here / name) != Path(".git"):
                yield (here / name).as_posix()


def _is_ignored(name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in IGNORED)


def main() -> int:
    lines = [*problems(project_files(PROJECT)), *links(PROJECT)]
    print(*lines, sep="\n", end="\n" if lines else "", file=sys.stderr)
    return int(bool(lines))


if __name__ == "__main__":
    sys.exit(main())
