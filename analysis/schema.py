"""What a right table is, as `data/datapackage.json` declares it, and every row that is not.

The descriptor is a Data Package (version 2) with two custom field properties: `edtf` marks a date
of the subset that `analysis.dates` reads, and `chainOf` ("table.column") a chain of ids that are
joined by " > ".
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from analysis import damage, dates
from analysis.plain import visible

DESCRIPTOR = "data/datapackage.json"
TABLES = (
    "sources", "entities", "props", "statements", "waivers", "lexicon", "wordings", "rules",
)  # fmt: skip
CHAIN = " > "
OWN_VOICE = "own-voice"  # the speaker of what a source says without naming anybody
SHOWN = 80  # characters of a value that a problem repeats
EXACT = "quote"  # the field of a table that repeats a seed, whatever characters that has
SHOWN_NAMES = 3  # names of unknown columns that a problem repeats
_LINE_BREAKS = str.maketrans({"\n": "\\n", "\r": "\\r", "\t": "\\t"})
LONGEST_NUMBER = 18  # digits, so that every count fits into 64 bits


class Problem(NamedTuple):
    """One thing wrong: the file, its line from 1 (0: the whole file), column, and what to do."""

    file: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        place = self.file + (f":{self.line}" if self.line else "")
        return visible(": ".join(part for part in (place, self.column, self.message) if part))


class Table(NamedTuple):
    """A CSV file as text: `lines[i]` is the line on which row i begins."""

    name: str
    file: str
    lines: list[int]
    columns: dict[str, list[str]]

    def rows(self, *names: str) -> Iterator[tuple]:
        """The line of each row, then its cells in the columns `names`."""
        return zip(self.lines, *(self.columns[name] for name in names), strict=True)

    def problem(self, line: int, column: str, message: str) -> Problem:
        return Problem(self.file, line, column, message)


def shown(value: str) -> str:
    """`value` in double quotes on one line, shortened, for use in a problem."""
    flat = visible(value[: SHOWN + 1].translate(_LINE_BREAKS))
    return f'"{flat if len(flat) <= SHOWN else flat[: SHOWN - 1] + "…"}"'


def read(root: Path) -> tuple[dict[str, Table], list[Problem]]:
    """Every table of the project at `root`, and all that the descriptor finds wrong with them.

    A table that cannot be read at all is left out of the dict, with a problem that says why.
    """
    fields_of, problems = read_descriptor(root)
    try:
        tables, found = _read_tables(root, fields_of)
    except (AttributeError, LookupError, TypeError, ValueError, re.error) as error:
        return {}, [*problems, Problem(DESCRIPTOR, 0, "", f"cannot be used: {_reason(error)}")]
    return tables, problems + found


def _read_tables(root: Path, fields_of: dict) -> tuple[dict[str, Table], list[Problem]]:
    """`read`, for tables of a descriptor that may itself be wrong, and then raises."""
    tables, problems = {}, []
    for name, resource in fields_of.items():
        table, found = read_table(root, name, [f["name"] for f in resource["schema"]["fields"]])
        problems += found
        if table is not None:
            tables[name] = table
    for name, table in tables.items():
        for field in fields_of[name]["schema"]["fields"]:
            problems += _field_problems(table, field)
        problems += _key_problems(table, fields_of[name]["schema"])
        problems += _reference_problems(table, fields_of[name]["schema"], tables)
    return tables, problems


def read_descriptor(root: Path) -> tuple[dict[str, dict], list[Problem]]:
    """The descriptor's resources by name, and what is wrong with the descriptor."""
    try:
        package = json.loads((root / DESCRIPTOR).read_text(encoding="utf-8"))
        resources = {resource["name"]: resource for resource in package["resources"]}
        for resource in resources.values():
            for field in resource["schema"]["fields"]:
                field["name"], field["type"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        return {}, [Problem(DESCRIPTOR, 0, "", f"not a readable data package: {_reason(error)}")]
    missing = [name for name in TABLES if name not in resources]
    return resources, [
        Problem(DESCRIPTOR, 0, "", f"has no table {name}; restore it from the repository")
        for name in missing
    ]


def read_table(root: Path, name: str, header: list[str]) -> tuple[Table | None, list[Problem]]:
    """The table in `data/NAME.csv`, or None; and what is wrong with it as a file."""
    file = f"data/{name}.csv"
    try:
        content = (root / file).read_bytes()
    except OSError as error:
        return None, [Problem(file, 0, "", f"cannot be read: {_reason(error)}")]
    text, problems = _decode(file, content, header)
    if problems:
        return None, problems
    blank, lines, rows = [], [], []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for row in reader:
            if begins == 1 and row != header:
                return None, [Problem(file, 1, "", _header_message(row, header))]
            if not any(row):
                blank[1:] = [
                    begins
                ]  # the first and the last: spreadsheets add them by the thousand
            elif len(row) != len(header):
                problems.append(Problem(file, begins, "", _length_message(row, header)))
            elif begins > 1:
                lines.append(begins)
                rows.append(row)
            begins = reader.line_num + 1
    except csv.Error as error:
        return None, [*problems, Problem(file, begins, "", _csv_message(error))]
    if begins == 1:
        return None, [Problem(file, 1, "", f"is empty; its first line must be {','.join(header)}")]
    if blank:
        more = f", as is line {blank[1]}" if len(blank) > 1 else ""
        problems.append(Problem(file, blank[0], "", f"a blank row{more}; delete every blank row"))
    cells = zip(*rows, strict=True) if rows else ([] for _ in header)
    columns = {column: list(values) for column, values in zip(header, cells, strict=True)}
    return Table(name, file, lines, columns), problems


def _decode(file: str, content: bytes, header: list[str]) -> tuple[str, list[Problem]]:
    """The text of a file, and what keeps it from being UTF-8, with plain line ends and commas."""
    long = damage.long_line(content)
    if long is not None:
        line = content.count(b"\n", 0, long) + 1
        told = f"is longer than {damage.LONGEST_LINE:,} bytes; restore its line ends, or shorten it"
        return "", [Problem(file, line, "", told)]
    text, at, told = damage.decoded(content)
    problems = [Problem(file, content.count(b"\n", 0, at) + 1, "", told)] if told else []
    mark = damage.separator(text.partition("\n")[0], header)
    if mark:
        name = "a tab" if mark == "\t" else mark
        told = f"the separator is {name} and must be a comma; save the file with commas"
        problems.append(Problem(file, 1, "", told))
    return text, problems


def _header_message(row: list[str], header: list[str]) -> str:
    if row[: len(header)] == header and not any(row[len(header) :]):
        return f"the header ends in {len(row) - len(header)} commas too many; delete blank columns"
    wrong = [f"lacks {name}" for name in header if name not in row]
    more = [f"has {shown(name)}" for name in row if name not in header]
    wrong += more[:SHOWN_NAMES] + [f"{len(more)} such names in all"] * (len(more) > SHOWN_NAMES)
    what = ", ".join(wrong) or "has its columns in another order"
    return f"the header {what}; it must be {','.join(header)}"


def _length_message(row: list[str], header: list[str]) -> str:
    """What is wrong with a row that has more or fewer cells than the header."""
    told = f"{len(row)} fields where the header has {len(header)}; "
    if any(cell.startswith(("“", "”", "„")) for cell in row):
        return told + 'only plain quotation marks (") keep a comma in its cell, “ and ” do not'
    if len(row) > len(header) and not any(row[len(header) :]):
        return told + "delete the commas at its end"
    return told + "check the commas and quotation marks"


def _csv_message(error: csv.Error) -> str:
    if "field limit" in str(error):
        most = f"{csv.field_size_limit():,} characters"
        return f"a cell here is longer than {most}; shorten it, or close its quotation mark"
    return f"not well-formed CSV from here on ({error}); check the quotation marks"


def _reason(error: Exception) -> str:
    """What went wrong, without the address of a file on this machine."""
    if isinstance(error, OSError):
        return f"{error.strerror or error}; restore it from the repository"
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} in line {error.lineno}, column {error.colno}; mend the JSON"
    return f"{type(error).__name__}: {error}; restore it from the repository"


def _field_problems(table: Table, field: dict) -> list[Problem]:
    """What is wrong with the cells of one column, taken one by one."""
    name, check = field["name"], _cell_check(field)
    cells = table.columns[name]
    verdicts = {cell: check(cell) for cell in set(cells)}
    problems = [
        table.problem(line, name, f"{shown(cell)}: {verdicts[cell]}" if cell else verdicts[cell])
        for line, cell in zip(table.lines, cells, strict=True)
        if verdicts[cell]
    ]
    if field.get("constraints", {}).get("unique"):
        problems += _repeats(table, [name])
    return problems


def _cell_check(field: dict) -> Callable[[str], str]:
    """A function that says what is wrong with a cell of `field`, or nothing."""
    limits = field.get("constraints", {})
    pattern = re.compile(limits.get("pattern", ""), re.ASCII)
    allowed = [str(v).lower() if isinstance(v, bool) else v for v in limits.get("enum", ())]

    def check(cell: str) -> str:
        if not cell:
            return "is blank; a value is required" if limits.get("required") else ""
        if cell != cell.strip():
            return "has white space around it; remove it"
        return _character_problem(cell, field["name"]) or form_problem(cell)

    def form_problem(cell: str) -> str:
        told = ""
        if field["type"] == "integer":
            if not re.fullmatch("[0-9]+", cell):
                told = "is not a whole number; write digits only"
            elif len(cell) > LONGEST_NUMBER:
                return "is too large; check the digits"
            elif int(cell) < limits.get("minimum", 0):
                return f"is too small; the least is {limits['minimum']}"
        elif allowed and cell not in allowed:
            capitals = "; a spreadsheet writes it in capitals" if cell.lower() in allowed else ""
            return f"is not in the list; use one of: {', '.join(allowed)}{capitals}"
        elif "pattern" in limits and not pattern.search(cell):
            told = f"does not have the form {limits['pattern']}; see {DESCRIPTOR}"
        elif field.get("edtf"):
            told = _edtf_problem(cell)
        rewritten = told and damage.rewritten(cell)
        return f"{told}; it is like {rewritten}" if rewritten else told

    return check


def _character_problem(cell: str, name: str) -> str:
    """What is wrong with the characters of a cell in the column `name`, or nothing."""
    if any(ord(character) < 32 for character in cell):
        return "has a line break or another control character; write it on one line"
    if cell[0] in damage.FORMULA:
        return f"a spreadsheet would run it as a formula; begin it after the {cell[0]}"
    if name == EXACT:  # a quote that is found says what its seed says, whatever that is
        return ""
    if unseen := damage.unseen(cell):
        return f"has {damage.named(unseen)}, which does not show; delete it"
    if piece := damage.misread(cell):
        return f"has {piece[0]} for {piece[1]}: UTF-8 read as Windows-1252; read it as UTF-8"
    return ""


def _edtf_problem(cell: str) -> str:
    try:
        dates.bounds(cell)
    except dates.DateError as error:
        return str(error).removeprefix(f"{cell!r}: ")
    return ""


def _key_problems(table: Table, schema: dict) -> list[Problem]:
    key = schema.get("primaryKey", [])
    return _repeats(table, [key] if isinstance(key, str) else key) if key else []


def _repeats(table: Table, names: list[str]) -> list[Problem]:
    """Rows that repeat the `names` cells of a row above them."""
    first: dict[tuple, int] = {}
    problems = []
    for line, *key in table.rows(*names):
        above = first.setdefault(tuple(key), line)
        if above != line and any(key):
            told = f"{shown(' / '.join(key))}: stands in line {above} already; keep one of them"
            problems.append(table.problem(line, names[-1], told))
    return problems


def _reference_problems(table: Table, schema: dict, tables: dict[str, Table]) -> list[Problem]:
    """Cells that name a row which another table does not have."""
    links = [
        (key["fields"][0], key["reference"]["resource"], key["reference"]["fields"][0])
        for key in schema.get("foreignKeys", [])
    ]
    links += [
        (field["name"], *field["chainOf"].split("."))
        for field in schema["fields"]
        if "chainOf" in field
    ]
    problems = []
    for column, target, key in links:
        if target not in TABLES:
            raise KeyError(target)
        if target not in tables:
            continue
        known = set(tables[target].columns[key])
        for line, cell in table.rows(column):
            unknown = [name for name in cell.split(CHAIN) if name and name not in known]
            problems += [
                table.problem(
                    line,
                    column,
                    f"{shown(name)}: no such {key} in data/{target}.csv;"
                    f" {_suggestion(name, known)}",
                )
                for name in unknown
            ]
    return problems


def _suggestion(name: str, known: set[str]) -> str:
    from difflib import get_close_matches  # only where something is wrong

    if zeros := [other for other in sorted(known) if name and other.lstrip("0") == name]:
        return f'write "{zeros[0]}": a spreadsheet drops leading zeros'
    close = get_close_matches(name, sorted(known), n=1)
    return f'write "{close[0]}"?' if close else "add a row there, or correct the name"
