"""Keep a checksum of every row of the tables, and name the rows that changed.

`data/seal.txt` has one line per row: its digest, its table, and its first cells, which help to find
it. The order of rows does not matter. A project may have no such file, and so no checksums.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from analysis.system import folders
from analysis.system.folders import sha256
from analysis.text.counted import be, count_noun
from analysis.validation.csv_tables import LARGEST, Table
from analysis.validation.problems import Problem, quoted
from analysis.validation.project import Project
from analysis.validation.schema import DESCRIPTOR
from analysis.validation.vocabulary import TABLES

FILE = "data/seal.txt"
REMEDY = "undo that, or if it is intended, run: reported-warrants seal"
NEW = "if they are intended, and nothing else is wrong, run: reported-warrants seal"
_MOVE = "move it away, then run: reported-warrants seal"
_FOREIGN = f"is not a file of checksums; {_MOVE}"
_LINE = re.compile(r"[0-9a-f]{16}  [a-z]+  ")
_DIGITS = 16  # of a digest: an accidental change goes unnoticed once in 10 to the 19th
_CELLS = 3  # cells of a row that its line shows
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
    """Return the file as it should be, sorted, so that each change is one line of a diff."""
    rows = (checksum for _, _, checksum in checksums_of(root, tables))
    ordered = sorted(rows, key=lambda row: (row.table, row.row, row.digest))
    return "".join(f"{row}\n" for row in ordered)


def check_rows(project: Project) -> Iterator[Problem]:
    """Yield the rows that have changed since they were sealed; see `changed_rows`."""
    return changed_rows(project.root, project.tables)


def changed_rows(root: Path, tables: dict[str, Table]) -> Iterator[Problem]:
    """Yield the rows that have been changed, added or removed since the checksums were written."""
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
    unsealed = []
    for place in checksums_of(root, tables):
        if missing[str(place[2])]:
            missing[str(place[2])] -= 1
        else:
            unsealed.append(place)
    gone = Counter(line.partition("  ")[2] for line in missing.elements())
    added = []
    for file, line, checksum in unsealed:
        row = f"{checksum.table}  {checksum.row}"
        if gone[row]:  # it was only changed
            gone[row] -= 1
            message = f"{quoted(checksum.row)}: has changed since the tables were sealed; {REMEDY}"
            yield Problem(file, line, "", message)
        else:
            added.append((file, line, checksum))
    yield from _added_rows(added, Counter(row.partition("  ")[0] for row in gone.elements()))
    for number, checksum_line in enumerate(text.splitlines(), start=1):
        row = checksum_line.partition("  ")[2]
        if missing[checksum_line] and gone[row]:
            missing[checksum_line] -= 1
            gone[row] -= 1
            message = f"{quoted(row)}: was sealed, but is no longer in a table; {REMEDY}"
            yield Problem(FILE, number, "", message)


def _added_rows(
    added: list[tuple[str, int, Checksum]], n_gone: Mapping[str, int]
) -> Iterator[Problem]:
    """Yield one problem for all new rows.

    If a table has lost as many rows, a row may only seem new because its first cells changed, and
    has a problem of its own.
    """
    by_table: dict[str, list[tuple[str, int, Checksum]]] = {}
    for row in added:
        by_table.setdefault(row[2].table, []).append(row)
    summary = {}
    for table, rows in by_table.items():
        if len(added) == 1 or len(rows) <= n_gone.get(table, 0):
            for file, line, checksum in rows:
                message = f"{quoted(checksum.row)}: is new or has changed since the tables were"
                message += f" sealed; {REMEDY}"
                yield Problem(file, line, "", message)
        else:
            summary[rows[0][0]] = rows
    if summary:
        number = sum(map(len, summary.values()))
        rows_are = f"{count_noun(number, 'row')} {be(number)}"
        places = ", ".join(_place(file, rows) for file, rows in summary.items())
        message = f"{rows_are} new since the tables were sealed ({places}); {NEW}"
        yield Problem(FILE, 0, "", message)


def _place(file: str, rows: list[tuple[str, int, Checksum]]) -> str:
    """Describe where in a file rows were added."""
    first, last = rows[0][1], rows[-1][1]
    return f"{file}:{first}" if first == last else f"{file}: {len(rows):,} from line {first}"


def write(root: Path, tables: dict[str, Table]) -> bool:
    """Write the checksums of the tables, all or nothing.

    Returns
    -------
    bool
        False if the file was already correct.

    Raises
    ------
    files.WriteError
        If the file cannot be written, or is one that this project did not write.
    """
    from analysis.system import files  # only if something is written

    before, new = files.current(root, FILE), content(root, tables).encode("utf-8")
    if before and not _LINE.match(before.decode("utf-8", "replace")):
        raise files.WriteError(f"{FILE}: {_FOREIGN}")
    if new != before:
        files.replace(root, FILE, new, before)
    return new != before
