"""docs/add-a-source.md cannot go stale: its commands are run, and print what it shows."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from analysis.publishing import notebooks
from analysis.system.project_folder import PROJECT
from tests.support import notebook_runs

GUIDE = (PROJECT / "docs/add-a-source.md").read_text(encoding="utf-8")
RUN = "reported-warrants run\n"


class Block(NamedTuple):
    """A fenced block of the guide: the file named above it, its kind, and its content."""

    file: str
    kind: str
    content: str


BLOCKS = [
    Block(*found)
    for found in re.findall(
        r"(?:^`([^`\n]+)`:\n\n)?^```(\w*)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL
    )
]


def shell(commands: str, folder: Path) -> tuple[str, Path]:
    """What these commands print in a folder, and the folder where they end."""
    program = f'reported-warrants() {{ "{sys.executable}" -m analysis "$@"; }}'
    script = f"set -e; {program}\n{commands}\npwd >&3"
    place = folder / ".place"
    result = subprocess.run(
        ["bash", "-c", f"exec 3> '{place}'\n{script}"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if result.returncode:  # as `check` while there is work to do; it changes no folder
        place.unlink()
        return result.stdout, folder
    ended = Path(place.read_text().strip())
    place.unlink()
    return result.stdout, ended


def follow(folder: Path, *, until: str = "") -> Path:
    """Follow the guide and compare what it shows; return the folder where it ends."""
    printed = None
    for file, kind, content in BLOCKS:
        if kind == "sh":
            assert printed is None, f"nothing is said to be printed before: {content}"
            if content == until:
                return folder
            printed, folder = shell(content, folder)
        elif kind == "text":
            assert sorted(printed.splitlines()) == sorted(content.splitlines())
            printed = None
        elif kind == "txt":
            (folder / file).write_text(content, encoding="utf-8")
        else:
            with (folder / file).open("a", encoding="utf-8", newline="\n") as table:
                table.write(content)
    return folder


@pytest.fixture(scope="module")
def followed(tmp_path_factory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("ANALYSIS_ROOT", raising=False)
        patch.setenv("PYTHONPATH", str(PROJECT))
        yield follow(tmp_path_factory.mktemp("guide"), until=RUN)


def test_the_guide_does_what_it_says(followed):
    assert followed.name == "norland"
    assert (followed / "data/seal.txt").exists()
    printed, _ = shell("reported-warrants check", followed)
    assert printed.endswith(
        "every sentence is coded or excluded; the tables are as they were sealed\n"
    )


def test_every_block_is_of_a_kind_that_the_test_follows():
    assert {block.kind for block in BLOCKS} == {"sh", "text", "txt", "csv"}
    assert all(bool(block.file) == (block.kind in ("txt", "csv")) for block in BLOCKS)
    assert GUIDE.count("```") == 2 * len(BLOCKS)
    commands = [block.content for block in BLOCKS if block.kind == "sh"]
    assert commands[-1] == RUN
    said = {
        name
        for name in ("new", "draft", "check", "seal", "run")
        if f"reported-warrants {name}" in GUIDE
    }
    done = {found for each in commands for found in re.findall(r"reported-warrants (\w+)", each)}
    assert done == said


def test_the_notebooks_run_on_the_project_of_the_guide(followed):
    """All by a fast way, and one as the guide says, since a kernel for each takes long."""
    assert len(notebook_runs.executed(followed)) == 4
    for path in notebooks.paths(followed)[1:]:
        path.unlink()
    printed, _ = shell(RUN, followed)
    assert re.search(r"1 notebooks? run, 1 changed", printed)
