"""Forty ways to break a project by hand: each ends in readable lines, with nothing half-written."""

import os
import shutil
from pathlib import Path

import pytest

from analysis.system import lock
from tests.support import projects
from tests.support.commands import call
from tests.support.messages import is_one_line

TABLE, TEXT, PACKAGE = "data/statements.csv", "seeds/paper-1.txt", "data/datapackage.json"


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    return projects.ferries(tmp_path_factory.mktemp("sound") / "ferry", 2)


@pytest.fixture
def ferry(sound, tmp_path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "ferry"))


def content(file, change):
    """Return a function that changes the bytes of a file."""

    def damage(folder):
        path = folder / file
        path.write_bytes(change(path.read_bytes()))

    return damage


def instead(file, make):
    """Return a function that puts something else in the place of a file or a folder."""

    def damage(folder):
        path = folder / file
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        make(path)

    return damage


def swapped(first, second):
    return lambda b: b.replace(first, b"\0").replace(second, first).replace(b"\0", second)


BROKEN = {
    "an empty table": content(TABLE, lambda _: b""),
    "only a line end": content(TABLE, lambda _: b"\n"),
    "only a header": content(TABLE, lambda b: b[: b.index(b"\n") + 1]),
    "no header": content(TABLE, lambda b: b[b.index(b"\n") + 1 :]),
    "two headers": content(TABLE, lambda b: b[: b.index(b"\n") + 1] + b),
    "a header in capitals": content(TABLE, lambda b: b.replace(b"source_id", b"Source_ID", 1)),
    "a column twice": content(TABLE, lambda b: b.replace(b"value,low", b"value,value", 1)),
    "a column too many": content(TABLE, lambda b: b.replace(b",note\n", b",note,mine\n", 1)),
    "a column less": content(TABLE, lambda b: b.replace(b",note\n", b"\n", 1)),
    "columns in another order": content(TABLE, swapped(b"speaker", b"quote")),
    "semicolons": content(TABLE, lambda b: b.replace(b",", b";")),
    "tabs": content(TABLE, lambda b: b.replace(b",", b"\t")),
    "a quotation mark left open": content(TABLE, lambda b: b + b'"'),
    "curly quotation marks": content(TABLE, lambda b: b.replace(b'"', "”".encode())),
    "a row cut short": content(TABLE, lambda b: b[:-40]),
    "UTF-16": content(TABLE, lambda b: b.decode().encode("utf-16")),
    "Latin-1": content(TABLE, lambda b: b.replace(b"Aurora", b"Aur\xf3ra")),
    "a byte-order mark": content(TABLE, lambda b: b"\xef\xbb\xbf" + b),
    "line ends of Windows": content(TABLE, lambda b: b.replace(b"\n", b"\r\n")),
    "line ends of old Macs": content(TABLE, lambda b: b.replace(b"\n", b"\r")),
    "NUL bytes": content(TABLE, lambda b: b.replace(b"Bo", b"\0\0")),
    "a spreadsheet": content(TABLE, lambda b: b"PK\x03\x04" + b),
    "JSON": content(TABLE, lambda _: b'{"statements": []}'),
    "blank rows": content(TABLE, lambda b: b + b"\n\n,,,,,,,,,,,,,,,\n"),
    "a row twice": content(TABLE, lambda b: b + b.splitlines(keepends=True)[1]),
    "dates as a spreadsheet has them": content(TABLE, lambda b: b.replace(b"2031-05-", b"5/2031/")),
    "a formula": content(TABLE, lambda b: b.replace(b"asserted", b"=asserted")),
    "invisible characters": content(TABLE, lambda b: b.replace(b"own-voice", "own\u200b".encode())),
    "escape codes": content(TABLE, lambda b: b.replace(b"own-voice", b"\x1b[31mred")),
    "a number of 5,000 digits": content(TABLE, lambda b: b.replace(b"35,35", b"9" * 5_000 + b",")),
    "a table that is a folder": instead(TABLE, Path.mkdir),
    "a table that is a link": instead(TABLE, lambda path: path.symlink_to("entities.csv")),
    "a table that is a pipe": instead(TABLE, os.mkfifo),
    "a text that is a link": instead(TEXT, lambda path: path.symlink_to("paper-2.txt")),
    "no table": instead(TABLE, lambda _: None),
    "no tables": lambda folder: [path.unlink() for path in (folder / "data").glob("*.csv")],
    "no texts": instead("seeds", lambda _: None),
    "a file for the folder of texts": instead("seeds", lambda path: path.write_text("x")),
    "a folder for a text": instead(TEXT, Path.mkdir),
    "an empty text": content(TEXT, lambda _: b""),
    "an edited text": content(TEXT, lambda b: b.replace(b"Ada", b"Eva")),
    "a text in Latin-1": content(TEXT, lambda b: b + b"caf\xe9\n"),
    "a text renamed": lambda folder: (folder / TEXT).rename(folder / "seeds/Paper 1.txt"),
    "a picture among the texts": lambda folder: (folder / "seeds/a.png").write_bytes(b"\x89PNG"),
    "a name that is not UTF-8": lambda folder: Path(
        os.fsdecode(os.fsencode(folder / "seeds") + b"/\xff.txt")
    ).write_text("x"),
    "no descriptor": instead(PACKAGE, lambda _: None),
    "a descriptor that is not JSON": content(PACKAGE, lambda b: b[:-9]),
    "a descriptor of something else": content(PACKAGE, lambda _: b'{"resources": [{}]}'),
    "a seal of something else": lambda folder: (folder / "data/seal.txt").write_text("seal"),
    "a seal that is a folder": lambda folder: (folder / "data/seal.txt").mkdir(),
}


def files(folder: Path) -> dict[str, bytes | str]:
    """Return what is in a folder: the bytes of each file, and of what else there is the kind."""
    return {
        os.fsdecode(path.relative_to(folder)): path.read_bytes()
        if path.is_file() and os.access(path, os.R_OK) and not path.is_symlink()
        else str(path.lstat().st_mode)
        for path in sorted(folder.rglob("*"))
        if path.name != lock.LOCK
    }


@pytest.mark.parametrize("name", BROKEN)
def test_damage_by_a_beginner_is_explained_and_nothing_is_changed(name, ferry):
    BROKEN[name](ferry)
    before = files(ferry)
    for command in ("check", "seal", "export", "readme", "site"):
        done = call(command, ferry)
        lines = (done.stdout + done.stderr).splitlines(keepends=True)
        assert done.returncode == 1, (command, lines)
        assert lines
        assert all(map(is_one_line, lines)), lines
        assert not any("Traceback" in line for line in lines), lines
        assert "; " in lines[0], lines
        assert files(ferry) == before, command
