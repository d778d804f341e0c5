"""The seal: a digest of every row of the tables, so that no change to them goes unseen.

`data/seal.txt` has one line a row: its digest, its table and its first cells, for a reader to find
it. The order of rows does not matter. A project without that file is not sealed, which is allowed.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from analysis.system import folders
from analysis.system.folders import sha256
from analysis.validation.schema import DESCRIPTOR, LARGEST, TABLES, Problem, Table, bounded, shown

FILE = "data/seal.txt"
REMEDY = "undo that (git diff shows it), or if it is meant: reported-warrants seal"
FOREIGN = "holds something else than a seal"
MOVE = "move it away, then: reported-warrants seal"
_LINE = re.compile(r"[0-9a-f]{16}  [a-z]+  ")
DIGITS = 16  # of a digest: a change by accident goes unseen once in 10 to the 19th
CELLS = 3  # of a row that its line in the seal shows
SHOWN = 60  # characters of them


class Sealed(NamedTuple):
    """One line of the seal."""

    digest: str
    table: str
    row: str

    def __str__(self) -> str:
        return f"{self.digest}  {self.table}  {self.row}"


def lines_of(root: Path, tables: dict[str, Table]) -> dict[str, list[tuple[int, Sealed]]]:
    """What the seal should say of each file: the line of each row, and its line in the seal."""
    descriptor = sha256(folders.read(root, DESCRIPTOR, LARGEST))[:DIGITS]
    sealed = {DESCRIPTOR: [(0, Sealed(descriptor, "datapackage", "the whole file"))]}
    for name in TABLES:
        table = tables[name]
        sealed[table.file] = [
            (line, _row(name, cells)) for line, *cells in table.rows(*table.columns)
        ]
    return sealed


def _row(table: str, cells: list[str]) -> Sealed:
    row = " / ".join(cells[:CELLS])[:SHOWN]
    return Sealed(sha256("\x1f".join(cells).encode("utf-8"))[:DIGITS], table, " ".join(row.split()))


def content(root: Path, tables: dict[str, Table]) -> str:
    """The seal as it should be, sorted, so that one change is one line of a diff."""
    rows = (row for rows in lines_of(root, tables).values() for _, row in rows)
    ordered = sorted(rows, key=lambda row: (row.table, row.row, row.digest))
    return "".join(f"{row}\n" for row in ordered)


def problems_of(root: Path, tables: dict[str, Table]) -> list[Problem]:
    """Rows that differ from the seal, or are not in it, and sealed rows that are gone."""
    try:
        text = folders.read(root, FILE, LARGEST).decode("utf-8")
    except FileNotFoundError:
        return []
    except OSError as error:
        return [Problem(FILE, 0, "", f"cannot be read: {error.strerror}; {MOVE}")]
    except UnicodeDecodeError:
        return [Problem(FILE, 0, "", f"{FOREIGN}; {MOVE}")]
    if text and not _LINE.match(text):
        return [Problem(FILE, 0, "", f"{FOREIGN}; {MOVE}")]
    missing = Counter(text.splitlines())
    unsealed = []
    for file, rows in lines_of(root, tables).items():
        for line, row in rows:
            if missing[str(row)]:
                missing[str(row)] -= 1
            else:
                unsealed.append((file, line, row))
    return bounded(_told(text, +missing, unsealed))


def _told(text: str, missing: Counter, unsealed: list[tuple[str, int, Sealed]]) -> list[Problem]:
    """One problem a difference: a row that only changed is told once, where it stands."""
    changed = Counter(f"{row.table}  {row.row}" for _, _, row in unsealed)
    problems = [
        Problem(file, line, "", f"{shown(row.row)}: is not as it was sealed; {REMEDY}")
        for file, line, row in unsealed
    ]
    for number, sealed in enumerate(text.splitlines(), start=1):
        _, _, row = sealed.partition("  ")
        if missing[sealed] and changed[row]:
            changed[row] -= 1
            missing[sealed] -= 1
        elif missing[sealed]:
            missing[sealed] -= 1
            told = f"{shown(row)}: was sealed, and no row is so; {REMEDY}"
            problems.append(Problem(FILE, number, "", told))
    return problems


def write(root: Path, tables: dict[str, Table]) -> bool:
    """Seal the tables as they are, all or nothing; False if they are so sealed already.

    Raises files.WriteError if that cannot be written.
    """
    from analysis.system import files  # only where something is written

    before, new = files.current(root, FILE), content(root, tables).encode("utf-8")
    if before and not _LINE.match(before.decode("utf-8", "replace")):
        raise files.WriteError(f"{FILE}: {FOREIGN}; {MOVE}")
    if new != before:
        files.replace(root, FILE, new, before)
    return new != before
