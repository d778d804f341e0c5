"""The README says nothing that is not so."""

import re
import tomllib

import pytest

from analysis.publishing import readme
from analysis.system.project_folder import PROJECT
from analysis.validation import schema

TEXT = (PROJECT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")


def test_generated_parts_are_current(loaded):
    assert list(readme.stale(PROJECT, loaded)) == [], "run: reported-warrants readme"


def test_a_changed_statement_makes_the_findings_stale(loaded):
    table = loaded.statements
    other = table.assign(value=table["value"].replace("three dozen", "40"))
    changed = type(loaded)(**{**vars(loaded), "statements": other})
    assert readme.FILE in readme.stale(PROJECT, changed)


def test_a_lost_marker_is_told(project, loaded):
    (project / "README.md").write_text("no parts")
    with pytest.raises(
        readme.MarkerError, match=r"README\.md: has no part between markers; write the lines"
    ):
        readme.write(project, loaded)


def test_it_is_short():
    assert len(TEXT.split()) <= 1_200


def test_every_target_it_names_exists():
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", TEXT, re.MULTILINE))
    assert named >= {"test", "lab", "help"}
    assert named <= set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


def test_every_path_it_links_exists():
    prose = re.sub(r"`[^`\n]*`", "", TEXT)  # without patterns such as `([NM]([+-]1)?)`
    paths = re.findall(r"\]\(([^)#]+)\)", prose)
    assert "docs/trust.md" in paths
    for path in paths:
        assert path.startswith("http") or (PROJECT / path).exists(), path


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_every_target_and_file_that_a_page_for_contributors_names_exists(page):
    text = (PROJECT / page).read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE)) <= targets
    for path in re.findall(r"`((?:analysis|data|docs|tests)/[\w./-]+)`", text):
        assert (PROJECT / path).exists(), path


def test_every_folder_and_file_at_the_top_is_in_the_map():
    text = (PROJECT / "docs/architecture.md").read_text(encoding="utf-8")
    ours = {"seeds", "notebooks", "data", "analysis", "tests", "docs", "requirements.txt"}
    ours |= {"pyproject.toml", "Makefile", "conftest.py", "LICENSE", "CHANGELOG.md", ".ci"}
    ours |= {"CONTRIBUTING.md"}
    for name in ours:
        assert (PROJECT / name).exists()
        assert f"`{name}" in text, name


def test_every_place_that_gives_the_version_gives_the_same():
    version = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "version"
    ]
    assert schema.about(PROJECT)["version"] == version
    assert re.search(r"version\s+([0-9.]+), ", TEXT)[1] == version
    changes = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search("^## ([0-9.]+)", changes, re.MULTILINE)[1] == version
