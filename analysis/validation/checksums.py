"""Keep a checksum of every row of the tables, and name the rows that changed.

`data/seal.txt` has one line per row: its digest, its table, and its first cells, by which a reader
can find it. The order of rows does not matter. A project without that file has no checksums, which
is allowed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from analysis.system import folders
from analysis.system.folders import sha256
from analysis.validation.csv_tables import LARGEST, Table
from analysis.validation.problems import Problem, quoted
from analysis.validation.project import Project
from analysis.validation.schema import DESCRIPTOR
from analysis.validation.vocabulary import TABLES

FILE = "data/seal.txt"
REMEDY = "undo that (git diff shows it), or if it is meant: reported-warrants seal"
_MOVE = "move it away, then: reported-warrants seal"
_FOREIGN = f"is not a file of checksums; {_MOVE}"
_LINE = re.compile(r"[0-9a-f]{16}  [a-z]+  ")
_DIGITS = 16  # of a digest: a change by accident goes unnoticed once in 10 to the 19th
_CELLS = 3  # of a row that its line shows
_LONGEST = 60  # characters of them


class Checksum(NamedTuple):
    """One line of the file: the digest of a row, its table, and its first cells."""

    digest: str
    table: str
    row: str

    def __str__(self) -> str:
        return f"{self.digest}  {self.table}  {self.row}"


def checksums_of(root: Path, tables: dict[str, Table]) -> Iterator[tuple[str, int, Checksum]]:
    """Yield the file, the line and the checksum of each row as it is now."""
    digest = sha256(folders.read(root, DESCRIPTOR, LARGEST))[:_DIGITS]
    yield DESCRIPTOR, 0, Checksum(digest, "datapackage", "the whole file")
    for name in TABLES:
        table = tables[name]
        for line, *cells in table.rows(*table.columns):
            yield table.file, line, _checksum(name, cells)


def _checksum(table: str, cells: list[str]) -> Checksum:
    row = " ".join(" / ".join(cells[:_CELLS])[:_LONGEST].split())
    return Checksum(sha256("\x1f".join(cells).encode("utf-8"))[:_DIGITS], table, row)


def content(root: Path, tables: dict[str, Table]) -> str:
    """Return the file as it should be, sorted, so that one change is one line of a diff."""
    rows = (checksum for _, _, checksum in checksums_of(root, tables))
    ordered = sorted(rows, key=lambda row: (row.table, row.row, row.digest))
    return "".join(f"{row}\n" for row in ordered)


def check_rows(project: Project) -> Iterator[Problem]:
    """Yield the rows that are not as they were sealed; see `changed_rows`."""
    return changed_rows(project.root, project.tables)


def changed_rows(root: Path, tables: dict[str, Table]) -> Iterator[Problem]:
    """Yield the rows that changed since the checksums were written, or that are new or gone."""
    try:
        text = folders.read(root, FILE, LARGEST).decode("utf-8")
    except FileNotFoundError:
        return
    except OSError as error:
        yield Problem(FILE, 0, "", f"cannot be read: {error.strerror}; {_MOVE}")
        return
    except UnicodeDecodeError:
        yield Problem(FILE, 0, "", _FOREIGN)
        return
    if text and not _LINE.match(text):
        yield Problem(FILE, 0, "", _FOREIGN)
        return
    missing = Counter(text.splitlines())
    unknown: Counter[str] = Counter()  # rows without their checksum, by table and first cells
    for file, line, checksum in checksums_of(root, tables):
        if missing[str(checksum)]:
            missing[str(checksum)] -= 1
        else:
            unknown[f"{checksum.table}  {checksum.row}"] += 1
            message = f"{quoted(checksum.row)}: is not as it was sealed; {REMEDY}"
            yield Problem(file, line, "", message)
    for number, checksum_line in enumerate(text.splitlines(), start=1):
        if missing[checksum_line]:
            missing[checksum_line] -= 1
            _, _, row = checksum_line.partition("  ")
            if unknown[row]:  # it only changed, and was named above
                unknown[row] -= 1
            else:
                message = f"{quoted(row)}: was sealed, and is no longer in a table; {REMEDY}"
                yield Problem(FILE, number, "", message)


def write(root: Path, tables: dict[str, Table]) -> bool:
    """Write the checksums of the tables, all or nothing.

    Returns
    -------
    bool
        False if the file was right already.

    Raises
    ------
    files.WriteError
        If the file cannot be written, or is one that this project did not write.
    """
    from analysis.system import files  # only where something is written

    before, new = files.current(root, FILE), content(root, tables).encode("utf-8")
    if before and not _LINE.match(before.decode("utf-8", "replace")):
        raise files.WriteError(f"{FILE}: {_FOREIGN}")
    if new != before:
        files.replace(root, FILE, new, before)
    return new != before
