"""Packages import only from those that docs/architecture.md lists before them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.system.project_folder import PROJECT

PACKAGE = PROJECT / "analysis"
ORDER = re.findall(
    r"^### `(\w+)`$", (PROJECT / "docs/architecture.md").read_text(encoding="utf-8"), re.MULTILINE
)
ENTRY_POINTS = ("__init__", "__main__")


def package_of(path: Path) -> str:
    """Return the top-level package or module that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield each import from `analysis`: its dotted path, and the name that it binds."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "analysis":
            for alias in node.names:
                yield f"{node.module}.{alias.name}", alias.asname or alias.name
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("analysis."):
                    yield alias.name, ""


def private_names(package: str, source: str) -> list[str]:
    """List the private names of other packages that a module uses."""
    tree = ast.parse(source)
    other = {}
    found = []
    for path, name in imports(tree):
        _, owner, *rest = path.split(".")
        if owner != package:
            other[name] = path
            found += [path for part in rest if part.startswith("_")]
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            is_private = node.attr.startswith("_") and not node.attr.startswith("__")
            if node.value.id in other and is_private:
                found.append(f"{other[node.value.id]}.{node.attr}")
    return found


def test_every_package_is_described():
    packages = {package_of(path) for path in PACKAGE.rglob("*.py")}
    assert sorted(ORDER) == sorted(packages - set(ENTRY_POINTS))


@pytest.mark.parametrize("package", ORDER)
def test_a_package_imports_only_from_those_before_it(package):
    allowed = {*ORDER[: ORDER.index(package) + 1]}
    for path in PACKAGE.rglob("*.py"):
        if package_of(path) == package:
            for name, _ in imports(ast.parse(path.read_text(encoding="utf-8"))):
                assert name.split(".")[1] in allowed, f"{path.name} imports {name}"


@pytest.mark.parametrize("package", ORDER)
def test_a_package_uses_no_private_names_of_another(package):
    for path in PACKAGE.rglob("*.py"):
        if package_of(path) == package:
            assert private_names(package, path.read_text(encoding="utf-8")) == [], path.name


@pytest.mark.parametrize(
    "source",
    [
        "from analysis.text import spans\nspans._nearest()",
        "from analysis.text.spans import _nearest",
        "from analysis.text import _marks",
    ],
)
def test_a_private_name_is_noticed(source):
    assert private_names("values", source)
    assert not private_names("text", source)
