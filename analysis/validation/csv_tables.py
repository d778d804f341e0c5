"""Read CSV tables as text, with the line on which each row begins."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from analysis.system import folders
from analysis.text.counted import count_noun
from analysis.validation import spreadsheet_damage
from analysis.validation.problems import MOST, Problem, quoted

LARGEST = 64 << 20  # bytes of a file
LONGEST_CELL = 131_072  # characters; the default of the csv module
MOST_ROWS = 1_000_000  # of a table
# How pandas keeps every cell as it is.
READ_AND_WRITE = (
    "put the table back, read it with pandas.read_csv(path, dtype=str, keep_default_na=False), and"
    r' write it with to_csv(path, index=False, lineterminator="\n")'
)
_INDEX = re.compile(r"(Unnamed: [0-9.]+)?")  # the name of such a column, also when it is read again
_MOST_NAMES = 3  # unknown columns that a problem names
_LONG_CELL = f"has a cell of more than {LONGEST_CELL:,} characters; "
_LONG_CELL += "shorten it, or close its quotation mark"


class Table(NamedTuple):
    """A CSV file as text; row `i` begins on line `lines[i]`.

    `is_whole` is false if a row could not be read, so that nothing can be said to be missing.
    """

    name: str
    file: str
    lines: list[int]
    columns: dict[str, list[str]]
    is_whole: bool = True

    def rows(self, *names: str) -> Iterator[tuple[Any, ...]]:
        """Yield the line of each row, then its cells in the columns `names`."""
        return zip(self.lines, *(self.columns[name] for name in names), strict=True)

    def problem(self, line: int, column: str, message: str) -> Problem:
        """Return a problem with a cell of this table."""
        return Problem(self.file, line, column, message)


class _UnreadableError(Exception):
    """A table cannot be read beyond a line."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line, self.message = line, message


def read_table(root: Path, name: str, header: list[str]) -> tuple[Table | None, list[Problem]]:
    """Read `data/NAME.csv`.

    Parameters
    ----------
    root : Path
        The project folder.
    name : str
        The name of the table.
    header : list of str
        The columns that it must have, in their order.

    Returns
    -------
    table : Table or None
        None if the file cannot be read as a table at all.
    problems : list of Problem
        What is wrong with it as a file; cells are not checked.
    """
    file = f"data/{name}.csv"
    try:
        content = folders.read(root, file, LARGEST)
    except OSError as error:
        remedy = f"put the file back, or begin it with the line {','.join(header)}"
        message = f"cannot be read: {error.strerror or error}; {remedy}"
        return None, [Problem(file, 0, "", message)]
    return parse_table(name, file, content, header)


def parse_table(
    name: str, file: str, content: bytes, header: list[str]
) -> tuple[Table | None, list[Problem]]:
    """Parse the bytes of a CSV file; `read_table` describes what is returned."""
    text, problems = _decode(file, content, header)
    if problems:
        return None, problems
    lines: list[int] = []
    rows: list[list[str]] = []
    blank: list[int] = []  # spreadsheets add blank rows by the thousand; keep the first and last
    try:
        for line, row in _rows_after_header(text, header):
            if not any(row):
                blank[1:] = [line]
            elif row == header:
                problems.append(Problem(file, line, "", "repeats the header; delete this row"))
            elif len(row) != len(header):
                problems.append(Problem(file, line, "", _length_message(row, header)))
                if len(problems) == MOST:
                    message = f"is not read after {MOST:,} such lines; correct these first"
                    raise _UnreadableError(line, message)
            else:
                lines.append(line)
                rows.append(row)
                if len(rows) > MOST_ROWS:
                    message = f"is not read: it has more than {MOST_ROWS:,} rows; divide the corpus"
                    raise _UnreadableError(line, message)
    except _UnreadableError as error:
        return None, [*problems, Problem(file, error.line, "", error.message)]
    is_whole = not problems
    if blank:
        more = f", as is line {blank[1]}" if len(blank) > 1 else ""
        problems.append(Problem(file, blank[0], "", f"is blank{more}; delete every blank row"))
    cells = zip(*rows, strict=True) if rows else ([] for _ in header)
    columns = {column: list(values) for column, values in zip(header, cells, strict=True)}
    return Table(name, file, lines, columns, is_whole), problems


def _rows_after_header(text: str, header: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield each row and the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for row in reader:
            # A library may have raised the limit of the csv module.
            if max(map(len, row), default=0) > LONGEST_CELL:
                raise _UnreadableError(line, _LONG_CELL)
            if line > 1:
                yield line, row
            elif row != header:
                raise _UnreadableError(line, _header_message(row, header))
            line = reader.line_num + 1
    except csv.Error as error:
        raise _UnreadableError(line, _csv_message(error)) from error
    if line == 1:
        raise _UnreadableError(line, f"is empty; its first line must be {','.join(header)}")


def _decode(file: str, content: bytes, header: list[str]) -> tuple[str, list[Problem]]:
    """Decode a file, which must be UTF-8 with plain line ends and commas."""
    offset = spreadsheet_damage.long_line(content)
    if offset is not None:
        line = content.count(b"\n", 0, offset) + 1
        message = f"is longer than {spreadsheet_damage.LONGEST_LINE:,} bytes; "
        return "", [
            Problem(file, line, "", message + "end each row with a line end, or shorten it")
        ]
    text, offset, message = spreadsheet_damage.decoded(content)
    problems = []
    if message:
        problems.append(Problem(file, content.count(b"\n", 0, offset) + 1, "", message))
    mark = spreadsheet_damage.separator(text.partition("\n")[0], header)
    if mark:
        name = "a tab" if mark == "\t" else mark
        message = f"the separator is {name}, and must be a comma; save the file with commas"
        problems.append(Problem(file, 1, "", message))
    return text, problems


def _header_message(row: list[str], header: list[str]) -> str:
    if row[: len(header)] == header and not any(row[len(header) :]):
        blank = count_noun(len(row) - len(header), "blank column")
        return f"the header has {blank} at its end; delete every blank column"
    n_more = len(row) - len(header)
    if n_more > 0 and row[n_more:] == header and _INDEX.fullmatch(row[0]):
        column = "the first column" if n_more == 1 else f"each of the first {n_more} columns"
        what = f"{column} has no name, as pandas writes its index"
        return f"{what}; delete {'it' if n_more == 1 else 'them'}, or {READ_AND_WRITE}"
    if not set(row) & set(header):
        return f"there is no header; begin the file with the line {','.join(header)}"
    wrong = [f"lacks {name}" for name in header if name not in row]
    wrong += [f"has {name} twice" for name in header if row.count(name) > 1]
    more = [
        f"has {quoted(name) if name else 'a column without a name'}"
        for name in row
        if name not in header
    ]
    wrong += more[:_MOST_NAMES] + [f"{len(more)} such names in all"] * (len(more) > _MOST_NAMES)
    what = ", ".join(wrong) or "has its columns in another order"
    return f"the header {what}; it must be {','.join(header)}"


def _length_message(row: list[str], header: list[str]) -> str:
    message = f"has {count_noun(len(row), 'cell')}, and the header has {len(header)}; "
    if any(cell.startswith(("“", "”", "„")) for cell in row):
        return message + 'use plain quotation marks (") around a cell with a comma, not “ and ”'
    if len(row) > len(header) and not any(row[len(header) :]):
        message += "delete the commas at its end, or "
    return message + 'put " before and after a cell that has a comma, or correct the commas'


def _csv_message(error: csv.Error) -> str:
    if "field limit" in str(error):
        return _LONG_CELL
    return (
        f"is not well-formed CSV from here on ({error}); close each quotation mark, and double"
        ' those within a cell ("")'
    )
