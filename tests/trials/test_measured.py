"""A figure that no command wrote is noticed, and each says whether tested files have changed."""

import re

import pytest

from tests.support.csv_files import read_csv, write_csv
from tests.trials import measured

ROWS = [measured.COLUMNS, ["a", "2", "2", ""], ["b", "3", "1", "why"]]


@pytest.fixture
def root(tmp_path):
    """A project with two files of figures, and something that they were measured on."""
    for folder in measured.TRIED:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(folder)
    for name in ("fuzz", "matrix"):
        measured.write_figures(name, ROWS, tmp_path)
    return tmp_path


def age_of_fuzz(root):
    return next(measured.freshness(root))


def folder(root):
    return root / measured.FOLDER


def test_the_figures_of_this_project_are_those_that_commands_wrote():
    assert list(measured.digest_problems()) == []


def test_every_file_of_figures_is_listed_with_a_target_of_the_makefile():
    listed = {row[0]: row[1] for row in measured.read_digests()}
    there = {path.name for path in folder(measured.PROJECT).iterdir()}
    assert set(listed) == there - {measured.DIGESTS}
    assert set(listed) == {f"{name}.csv" for name in measured.COMMANDS}
    makefile = (measured.PROJECT / "Makefile").read_text(encoding="utf-8")
    for command in listed.values():
        target, _, trial = command.removeprefix("make ").partition(" NAME=")
        assert f"\n{target}: $(READY)" in makefile
        assert not trial or trial in re.search("^TRIALS := (.*)", makefile, re.M)[1].split()


def test_figures_that_a_command_wrote_have_no_problems(root):
    assert list(measured.digest_problems(root)) == []
    _, rows = read_csv(folder(root) / measured.DIGESTS)
    assert [row[:2] for row in rows] == [
        ["fuzz.csv", "make trials NAME=fuzz"],
        ["matrix.csv", "make trials NAME=matrix"],
    ]


def test_writing_again_changes_neither_other_digests_nor_bytes(root):
    before = (folder(root) / measured.DIGESTS).read_bytes()
    measured.write_figures("fuzz", ROWS, root)
    assert (folder(root) / measured.DIGESTS).read_bytes() == before


def edited(path, old, new):
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new))


EDITS = {
    "a figure": (lambda f: edited(f / "fuzz.csv", b"b,3,1", b"b,3,3"), "fuzz.csv: was changed"),
    "a note": (lambda f: edited(f / "fuzz.csv", b"why", b"because"), "fuzz.csv: was changed"),
    "a row removed": (lambda f: edited(f / "fuzz.csv", b"b,3,1,why\n", b""), "fuzz.csv: was"),
    "a row twice": (lambda f: edited(f / "fuzz.csv", b"a,2,2,\n", b"a,2,2,\n" * 2), "fuzz.csv:"),
    "two rows exchanged": (
        lambda f: edited(f / "fuzz.csv", b"a,2,2,\nb,3,1,why\n", b"b,3,1,why\na,2,2,\n"),
        "fuzz.csv: was changed",
    ),
    "line ends": (lambda f: edited(f / "fuzz.csv", b"\n", b"\r\n"), "fuzz.csv: was changed"),
    "figures of another trial": (
        lambda f: (f / "fuzz.csv").write_text("what,tried,held,note\n"),
        "fuzz.csv: was changed",
    ),
    "a file removed": (
        lambda f: (f / "fuzz.csv").unlink(),
        "fuzz.csv: is missing; run make trials NAME=fuzz",
    ),
    "a file more": (lambda f: (f / "new.csv").touch(), "new.csv: no command writes it; remove"),
    "a file of another kind": (lambda f: (f / "a.txt").touch(), "a.txt: no command writes it"),
    "a file without a digest": (
        lambda f: write_csv(f / "versions.csv", ROWS),
        "versions.csv: has no digest; run make trials NAME=versions",
    ),
    "a digest": (
        lambda f: edited(f / "digests.csv", b"make trials NAME=fuzz,", b"make trials NAME=fuzz,0"),
        "fuzz.csv: was changed",
    ),
    "a command": (
        lambda f: edited(f / "digests.csv", b"make trials NAME=fuzz", b"by hand"),
        "fuzz.csv: digests.csv names another command; run make trials NAME=fuzz",
    ),
    "all digests removed": (
        lambda f: (f / "digests.csv").unlink(),
        "fuzz.csv: has no digest; run make trials NAME=fuzz",
    ),
    "all digests emptied": (
        lambda f: (f / "digests.csv").write_text(""),
        "fuzz.csv: has no digest; run make trials NAME=fuzz",
    ),
    "a digest twice": (
        lambda f: (f / "digests.csv").write_bytes(
            (f / "digests.csv").read_bytes() + (f / "digests.csv").read_bytes()
        ),
        "digests.csv: has a row twice or broken",
    ),
    "a broken row": (
        lambda f: edited(f / "digests.csv", b"fuzz.csv,make", b"fuzz.csv make"),
        "digests.csv: has a row twice or broken",
    ),
    "a digest of nothing": (
        lambda f: edited(f / "digests.csv", b"fuzz.csv", b"dust.csv"),
        "dust.csv: is missing; take digests.csv from the last commit",
    ),
}


@pytest.mark.parametrize("case", EDITS)
def test_figures_that_no_command_wrote_are_noticed(root, case):
    edit, words = EDITS[case]
    edit(folder(root))
    lines = list(measured.digest_problems(root))
    assert any(line.startswith(f"{measured.FOLDER}/{words}") for line in lines), lines
    assert all("\n" not in line and "; " in line for line in lines)


@pytest.mark.parametrize("name", measured.TRIED)
def test_figures_say_whether_the_tested_files_have_changed(root, name):
    same = "measured on these files"
    assert list(measured.freshness(root)) == [f"fuzz.csv: {same}", f"matrix.csv: {same}"]
    (root / "README.md").write_text("on which no trial depends")
    assert age_of_fuzz(root) == f"fuzz.csv: {same}"
    (root / name / "b.txt").touch()
    assert age_of_fuzz(root) == (
        "fuzz.csv: measured on other files; run make trials NAME=fuzz to measure again"
    )
    measured.write_figures("fuzz", ROWS, root)
    assert age_of_fuzz(root) == f"fuzz.csv: {same}"
    (root / name / "b.txt").rename(root / name / "c.txt")
    assert "on other files" in age_of_fuzz(root)


def test_the_tested_files_may_be_unknown(root):
    path = folder(root) / measured.DIGESTS
    header, rows = read_csv(path)
    write_csv(path, [header, *([*row[:3], ""] for row in rows)])
    assert list(measured.digest_problems(root)) == []
    assert age_of_fuzz(root) == (
        "fuzz.csv: on which files is not known; run make trials NAME=fuzz to measure again"
    )


def test_make_trust_renews_nothing_from_figures_that_were_edited(monkeypatch, capsys):
    edit = ["docs/measured/fuzz.csv: was changed since make trials NAME=fuzz wrote it; restore it"]
    monkeypatch.setattr(measured, "digest_problems", lambda: edit)
    monkeypatch.setattr(measured, "page", lambda: pytest.fail("renewed"))
    assert measured.main() == 1
    assert capsys.readouterr().err == f"{edit[0]}\n"
