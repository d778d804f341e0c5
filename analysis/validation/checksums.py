"""Keep a checksum of every row of the tables, and name the rows that changed.

`data/seal.txt` has one line per row: its digest, its table, and its first cells, which help to find
it; for a statement also its value and quote. The order of rows does not matter. A project
without that file has no checksums, which is allowed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import repeat
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
REMEDY = "undo that (git diff shows what it was), or if it is intended, run: reported-warrants seal"
NEW = "if they are intended, and nothing else is wrong, run: reported-warrants seal"
_MOVE = "move it away, then run: reported-warrants seal"
_FOREIGN = f"is not a file of checksums; {_MOVE}"
_LINE = re.compile(r"[0-9a-f]{16}  [a-z]+  ")
_DIGITS = 16  # of a digest: an accidental change goes unnoticed once in 10 to the 19th
_CELLS = 3  # cells of a row that its line shows
_LONGEST = 60  # characters of them
_LONGEST_WORDS = 100  # characters of the value and the quote of a statement


class Checksum(NamedTuple):
    """One line of the file: the digest of a row, its table, its first cells, and its words.

    The words are for readers: two checksums that differ in nothing else are of the same row.
    """

    digest: str
    table: str
    row: str
    words: str = ""

    def __str__(self) -> str:
        return "  ".join(filter(None, self))

    @property
    def key(self) -> tuple[str, str, str]:
        """The part that two checksums of one row have in common."""
        return self[:3]

    @property
    def place(self) -> tuple[str, str]:
        """The part that the checksums of a row share before and after it changes."""
        return self[1:3]


def checksums_of(root: Path, tables: dict[str, Table]) -> Iterator[tuple[str, int, Checksum]]:
    """Yield the file, the line and the checksum of each row as it is now."""
    digest = sha256(folders.read(root, DESCRIPTOR, LARGEST))[:_DIGITS]
    yield DESCRIPTOR, 0, Checksum(digest, "datapackage", "the whole file")
    for name in TABLES:
        table = tables[name]
        words: Iterator[str] = repeat("")
        if name == "statements":
            words = (f"{value}: {quote}" for _, value, quote in table.rows("value", "quote"))
        for (line, *cells), of_row in zip(table.rows(*table.columns), words, strict=False):
            yield table.file, line, _checksum(name, cells, of_row)


def _checksum(table: str, cells: list[str], words: str) -> Checksum:
    digest = sha256("\x1f".join(cells).encode("utf-8"))[:_DIGITS]
    row = _one_line(" / ".join(cells[:_CELLS]), _LONGEST)
    return Checksum(digest, table, row, _one_line(words, _LONGEST_WORDS))


def _one_line(text: str, longest: int) -> str:
    """Return the beginning of a text, in which single spaces separate the words."""
    return " ".join(text[:longest].split())


def _read(text: str) -> list[Checksum]:
    """Return the checksums in the text of the file."""
    parts = (line.split("  ", 3) for line in text.splitlines())
    return [Checksum(*of_line, *[""] * (3 - len(of_line))) for of_line in parts]


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
    sealed = _read(text)
    missing = Counter(checksum.key for checksum in sealed)
    unsealed = []
    for place in checksums_of(root, tables):
        if missing[place[2].key]:
            missing[place[2].key] -= 1
        else:
            unsealed.append(place)
    gone = Counter((table, row) for _, table, row in missing.elements())
    added = []
    for file, line, checksum in unsealed:
        if gone[checksum.place]:  # it was only changed
            gone[checksum.place] -= 1
            message = f"{quoted(checksum.row)}: has changed since the tables were sealed; {REMEDY}"
            yield Problem(file, line, "", message)
        else:
            added.append((file, line, checksum))
    yield from _added_rows(added, Counter(table for table, _ in gone.elements()))
    for number, checksum in enumerate(sealed, start=1):
        if missing[checksum.key] and gone[checksum.place]:
            missing[checksum.key] -= 1
            gone[checksum.place] -= 1
            yield Problem(FILE, number, "", _gone(checksum, tables))


def _gone(checksum: Checksum, tables: dict[str, Table]) -> str:
    """Say that a row is no longer there, with its words."""
    table = tables.get(checksum.table)
    where = table.file if table else "a table"
    words = f" with {quoted(checksum.words)}" if checksum.words else ""
    return f"{quoted(checksum.row)}{words}: is no longer in {where}, though it was sealed; {REMEDY}"


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
