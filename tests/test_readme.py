"""The README says nothing that is not so."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis import readme, schema
from analysis.project_folder import PROJECT

TEXT = (PROJECT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")


def test_generated_parts_are_current(loaded):
    assert list(readme.stale(PROJECT, loaded)) == [], "run: make readme"


def test_a_changed_statement_makes_the_findings_stale(loaded):
    table = loaded.statements
    other = table.assign(value=table["value"].replace("three dozen", "40"))
    changed = type(loaded)(**{**vars(loaded), "statements": other})
    assert readme.FILE in readme.stale(PROJECT, changed)


def test_a_lost_marker_is_told(project, loaded):
    (project / "README.md").write_text("no parts")
    with pytest.raises(readme.MarkerError, match=r"README\.md: has the parts \[\]"):
        readme.write(project, loaded)


def test_every_target_it_names_exists():
    named = set(re.findall(r"`?make ([a-z]+)", TEXT))
    assert named >= {"notebooks", "test", "lab", "help"}
    assert named <= set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


def test_every_path_it_links_exists():
    for path in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert path.startswith("http") or (PROJECT / path).exists(), path


def test_every_folder_and_file_at_the_top_is_in_its_map():
    ours = {"seeds", "notebooks", "data", "analysis", "tests", "docs", "requirements.txt"}
    ours |= {"pyproject.toml", "Makefile", "conftest.py", "LICENSE", "CHANGELOG.md", ".ci"}
    for name in ours:
        assert (PROJECT / name).exists()
        assert f"`{name}" in TEXT, name


def imports(path: Path) -> Iterator[str]:
    """The modules of the package that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "analysis":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module.startswith("analysis."):
            yield node.module.split(".")[1]


def test_its_map_has_every_module_after_those_that_it_imports():
    listed = re.search(r"a module imports only from those before it: (.*?); `assets/`", TEXT)[1]
    names = re.findall(r"`(\w+)`", listed)
    files: dict[str, list[Path]] = {}
    for path in (PROJECT / "analysis").rglob("*.py"):
        name = path.relative_to(PROJECT / "analysis").parts[0].removesuffix(".py")
        files.setdefault(name, []).append(path)
    assert sorted(names) == sorted(files.keys() - {"__init__", "__main__"})
    for place, name in enumerate(names):
        needed = {module for path in files[name] for module in imports(path)}
        assert needed <= {*names[:place], name}, name


def test_every_place_that_gives_the_version_gives_the_same():
    version = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "version"
    ]
    assert schema.about(PROJECT)["version"] == version
    assert re.search(r"version\s+([0-9.]+), ", TEXT)[1] == version
    changes = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search("^## ([0-9.]+)", changes, re.MULTILINE)[1] == version
