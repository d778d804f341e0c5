"""Put links, pipes, devices and foreign files in the way of every command.

`make trials NAME=boundaries` runs it. `python -m tests.trials.boundaries [STEP]` writes
docs/measured/boundaries.csv; with a step of 3, every third case is tried. A command may refuse or
do its work; everything outside the project must stay as it was, byte for byte, and the command must
end in time, without a traceback. The tests try a sample.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import socket
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from analysis import export
from analysis.cli import program
from analysis.publishing import last_run, notebooks, readme, site
from analysis.system import files
from analysis.validation import checksums
from tests.trials.fuzz import SMALL, Hang, alarm
from tests.trials.kills import write_notebook
from tests.trials.measured import write_measured

PATIENCE = 10  # seconds that a command may take
# A README whose parts were not generated yet.
EMPTY = "".join(
    f"<!-- begin {name} -->\n<!-- end {name} -->\n" for name in ("texts", "findings", "figure")
)
MINE = b"Mine.\n"
NAMES = ("precious", "index.html", "run.json", "properties.csv", "work/precious", "texts/mine.html")

# Each command by its arguments: {root} is the project, {page} a page of HTML outside it, {new} a
# folder that does not exist, {other} a table of another coder, {corpus} a corpus in partitions.
COMMANDS = {
    "check": "{root}",
    "seal": "{root}",
    "run": "{root}",
    "readme": "{root}",
    "site": "{root}",
    "export": "{root}",
    "draft": "{root}/seeds/a.txt {root}",
    "text": "{page}",
    "keep": "{page} kept {root} --address https://e.example/a --retrieved 2020-05-04",
    "compare-coding": "{other} {root}",
    "new": "{root}",
    "corpus": "{root}/build/export/corpus --scheduler none",
}
# What each command may write, below the project; the other paths are read.
WRITTEN = {
    "seal": (checksums.FILE,),
    "run": (notebooks.FOLDER, last_run.FOLDER),
    "readme": (readme.FILE, readme.FIGURE),
    "site": (site.FOLDER,),
    "export": (export.FOLDER,),
    "keep": ("seeds", "pages"),
    "corpus": (f"{export.FOLDER}/corpus/results",),
}


class Case(NamedTuple):
    """A command, and what is at a path below its project when it is called."""

    command: str
    path: str
    kind: str


def _link(path: Path, outside: Path) -> None:
    path.symlink_to(outside / "precious")


def _link_to_folder(path: Path, outside: Path) -> None:
    path.symlink_to(outside)


def _dangling(path: Path, outside: Path) -> None:
    path.symlink_to(outside / "missing")


def _loop(path: Path, _: Path) -> None:
    path.symlink_to(path.name)


def _pipe(path: Path, _: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path, _: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made, contextlib.chdir(path.parent):
        made.bind(path.name)


def _device(minor: int, path: Path, _: Path) -> None:
    os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, minor))


def _folder(path: Path, _: Path) -> None:
    path.mkdir()
    (path / "mine").write_bytes(MINE)


def _foreign(path: Path, _: Path) -> None:
    path.write_bytes(MINE)


def _huge(path: Path, _: Path) -> None:
    path.touch()
    os.truncate(path, 20 << 30)


KINDS: dict[str, Callable[[Path, Path], None]] = {
    "a link to a file": _link,
    "a link to a folder": _link_to_folder,
    "a link to nothing": _dangling,
    "a link to itself": _loop,
    "a pipe": _pipe,
    "a socket": _socket,
    "a device that never ends": partial(_device, 5),  # /dev/zero
    "a device that is full": partial(_device, 7),  # /dev/full
    "a folder": _folder,
    "a file of somebody else": _foreign,
    "a file of 20 GiB": _huge,
}


class Ground:
    """A small project beside files that must not change, and one case after another on a copy."""

    def __init__(self, base: Path) -> None:
        self.base, self.whole, self.root = base, base / "whole", base / "project"
        self.outside, self.arguments = base / "outside", base / "arguments"
        for name in NAMES:
            (self.outside / name).parent.mkdir(parents=True, exist_ok=True)
            (self.outside / name).write_bytes(b"Precious.\n")
        self._make_project()
        self._make_arguments()
        self.before = snapshot(base, without=self.root.name)

    def _make_project(self) -> None:
        for name, content in SMALL.items():
            (self.whole / name).parent.mkdir(parents=True, exist_ok=True)
            (self.whole / name).write_bytes(content)
        (self.whole / readme.FILE).write_text(EMPTY)
        (self.whole / "docs").mkdir()
        write_notebook(self.whole / notebooks.FOLDER / "a.ipynb", "1 + 1")
        second = self.whole / "data/second-coding/statements.csv"
        second.parent.mkdir()
        shutil.copy(self.whole / "data/statements.csv", second)
        for command in ("seal", "readme", "run", "site", "export", "corpus"):
            code, words = call(command, self._filled(command, self.whole))
            assert code == 0, (command, words)

    def _make_arguments(self) -> None:
        self.arguments.mkdir()
        (self.arguments / "page.html").write_text("<!doctype html><p>The court issued a warrant.")
        shutil.copy(self.whole / "data/statements.csv", self.arguments / "other.csv")

    def _filled(self, command: str, root: Path) -> list[str]:
        page, other = self.arguments / "page.html", self.arguments / "other.csv"
        words = COMMANDS[command].split(" ")
        return [word.format(root=root, page=page, other=other) for word in words]

    def paths(self) -> list[str]:
        """Every file and folder of the project, after all commands have written theirs."""
        found = (path.relative_to(self.whole).as_posix() for path in self.whole.rglob("*"))
        return sorted({*found, files.LOCK})

    def cases(self) -> Iterator[Case]:
        """Every command with every path that it could encounter, and every kind of thing there."""
        for command in COMMANDS:
            for path in self.paths():
                inside = path.startswith(("build/", "docs/"))
                if not inside or path.startswith(WRITTEN.get(command, ())):
                    yield from (Case(command, path, kind) for kind in KINDS)

    def hold(self, case: Case) -> None:
        """Raise unless the command leaves everything else as it was, and ends in time."""
        shutil.rmtree(self.root, ignore_errors=True)
        fresh = case.kind == "a file of somebody else"  # in a project that has no results yet
        ignored = shutil.ignore_patterns("build", "cards.png") if fresh else None
        shutil.copytree(self.whole, self.root, ignore=ignored)
        if fresh:
            (self.root / readme.FILE).write_text(EMPTY)
        path = self.root / case.path
        remove(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        KINDS[case.kind](path, self.outside)
        with alarm(3 * PATIENCE):  # a command may write a whole site on a busy machine
            code, words = call(case.command, self._filled(case.command, self.root))
        assert snapshot(self.base, without=self.root.name) == self.before, "changed outside"
        assert code in (0, 1), (code, words)
        assert "Traceback" not in words
        assert not fresh or path.read_bytes() == MINE, "a file of somebody else is gone"


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def call(command: str, arguments: list[str]) -> tuple[int, str]:
    """The exit code of a command, and all that it prints."""
    words = io.StringIO()
    with contextlib.redirect_stdout(words), contextlib.redirect_stderr(words):
        code = program.main([command, *arguments])
    return code, words.getvalue()


def snapshot(folder: Path, without: str) -> dict[str, tuple]:
    """Every entry below a folder but one: what it is, when it was changed, and what it holds."""
    found = {}
    for place, inner, names in os.walk(folder):
        if Path(place) == folder:
            inner.remove(without) if without in inner else None
        for name in [*inner, *names]:
            path = Path(place, name)
            about = path.lstat()
            content = path.read_bytes() if stat.S_ISREG(about.st_mode) else b""
            found[str(path)] = (about.st_mode, about.st_mtime_ns, content)
    return found


def main(step: int = 1) -> int:
    with tempfile.TemporaryDirectory() as folder:
        ground = Ground(Path(folder).resolve())
        tried = dict.fromkeys(((command, kind) for command in COMMANDS for kind in KINDS), 0)
        held = dict(tried)
        for case in islice(ground.cases(), 0, None, step):
            tried[case.command, case.kind] += 1
            try:
                ground.hold(case)
                held[case.command, case.kind] += 1
            except (Exception, Hang, SystemExit) as error:
                print(f"{case}: {error!r}"[:500], file=sys.stderr, flush=True)
    rows = []
    for command in COMMANDS:
        counts = [sum(t[command, kind] for kind in KINDS) for t in (tried, held)]
        note = f"one case in {step}" if step > 1 else ""
        rows.append([f"`{command}`", *counts, note])
    write_measured("boundaries", rows)
    return int(any(row[1] != row[2] for row in rows))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
