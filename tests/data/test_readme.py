"""The README is current, and everything that it names exists."""

import re
import tomllib
from dataclasses import replace

import pytest

from analysis.errors import UserError
from analysis.publishing import readme
from analysis.system.project_folder import PROJECT
from analysis.validation import schema
from tests.support.projects import write_readme

TEXT = (PROJECT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")


def test_generated_parts_are_current(loaded):
    assert list(readme.stale(PROJECT, loaded)) == [], "run: reported-warrants readme"


def with_statements(evidence, **columns):
    """Return the evidence with these columns of the statements changed."""
    return replace(evidence, statements=evidence.statements.assign(**columns))


def test_a_quote_that_has_moved_makes_the_story_stale(loaded):
    moved = with_statements(loaded, start=loaded.statements["start"].where(lambda at: at > 900, 0))
    assert readme.FILE in readme.stale(PROJECT, moved)


def test_a_claim_whose_words_are_gone_is_refused(loaded):
    quotes = loaded.statements["quote"].str.replace("three dozen", "forty")
    with pytest.raises(UserError, match=r"^.three dozen other.*copy its words"):
        readme.stale(PROJECT, with_statements(loaded, quote=quotes))


def test_every_claim_leads_to_the_line_of_its_words(loaded):
    claims = re.findall(r"\[([^\]]+)\]\(seeds/([^)#]+)#L(\d+)\)", TEXT)
    assert len(claims) == len(re.findall(r"\(seeds/[^)]*#", TEXT)) > 20
    texts = loaded.sources.set_index("file")["text"]
    names = {
        "Iran",
        "Iraq",
        "Sputnik News",
        "a base",
    }  # "Iraqi", "U.S. base", and the outlet itself
    for words, file, line in claims:
        here = texts[file].split("\n")[int(line) - 1]
        assert words in here or words in names, (words, here)


def test_a_readme_without_a_story_has_the_findings(project, loaded):
    write_readme(project)
    made = readme.generated(project, loaded)[readme.FILE].decode("utf-8")
    assert "- Iran's arrest warrant is the subject of 3 of 5 texts" in made
    assert "One contradiction holds" not in made


def test_a_missing_story_is_reported(project, loaded):
    (project / "README.md").write_text(TEXT, encoding="utf-8")  # and there are no notebooks
    with pytest.raises(readme.MarkerError, match="shows no text with `prose`; write one there"):
        readme.generated(project, loaded)


def test_a_missing_marker_is_reported(project, loaded):
    (project / "README.md").write_text("no parts")
    with pytest.raises(
        readme.MarkerError, match=r"README\.md: has no part between markers; write the lines"
    ):
        readme.write(project, loaded)


def test_it_is_short():
    assert len(TEXT.split()) <= 1_200


def test_every_target_that_it_names_exists():
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", TEXT, re.MULTILINE))
    assert named >= {"test", "lab", "help"}
    assert named <= set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


def test_every_path_that_it_links_exists():
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
