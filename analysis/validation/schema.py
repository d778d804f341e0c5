"""What a right table is, as `data/datapackage.json` declares it, and every row that is not.

The descriptor is a Data Package (version 2) with two custom field properties: `edtf` marks a date
of the subset that `analysis.values.edtf` reads, and `chainOf` ("table.column") a chain of ids that
are joined by " > ". What it enforces is sealed by `ENFORCED`, since everything after relies on it.
"""

from __future__ import annotations

import copy
import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from analysis.system import folders, project_folder
from analysis.text.visible import LONGEST, hidden, shortened, visible
from analysis.validation import spreadsheet_damage
from analysis.values import edtf

DESCRIPTOR = project_folder.MARK
ABOUT = ("name", "title", "description", "version")  # what it says of the whole, besides licences
TABLES = (
    "sources", "entities", "props", "statements", "waivers", "lexicon", "wordings", "rules",
)  # fmt: skip
CHAIN = " > "
OWN_VOICE = "own-voice"  # the speaker of what a source says without naming anybody
UNNAMED = "unnamed-speaker"  # not one voice: somebody else in each text
# SHA-256 of what the descriptor enforces. Without it, a pattern that takes for ever to match, or a
# column that is no longer required, would be found only by what it breaks.
ENFORCED = "261b3cfb51930c24b8e8213da9140c7fd37dce9297a49968d8a9fcbcf9cf5f6f"
# Lists to which a project may add members of its own after these, in plain words.
EXTENDABLE = {
    ("entities", "kind"): (
        "warrant", "notice-request", "rule", "event", "casualty-group", "person", "body",
    ),
    ("props", "topic"): (
        "warrant", "charge", "legal basis", "Interpol", "casualty", "event", "reaction", "context",
    ),
}  # fmt: skip
ADDED = re.compile(r"(?=.{1,40}$)[^\W\d_]+(?:[ -][^\W\d_]+)*")  # a member that a project adds
WORDS = ("description", "title", "example")  # for readers, and not in that digest
LARGEST, LARGEST_DESCRIPTOR = 64 << 20, 1 << 20  # bytes
SHOWN = 80  # characters of a value that a problem repeats
EXACT = "quote"  # the field of a table that repeats a seed, whatever characters that has
SHOWN_NAMES = 3  # names of unknown columns that a problem repeats
COMPARED = 100_000  # names that a column of unknown names is compared with
MOST_ROWS = 1_000_000  # of a table
MOST = 1_000  # problems of one kind that are told one by one
_LINE_BREAKS = str.maketrans({"\n": "\\n", "\r": "\\r", "\t": "\\t"})
_CONTROL = re.compile(r"[\x00-\x1f]")
LONGEST_CELL = 131_072  # characters, as csv has it by default
LONGEST_NUMBER = 18  # digits, so that every count fits into 64 bits


_CHANGED = (
    "enforces something else than the analysis relies on; restore it from the repository"
    " (only entities.kind and props.topic may have more members, after ours, in plain words; or,"
    " where the analysis changes with it, set ENFORCED in analysis/validation/schema.py to "
)
_UNKNOWN = "add a row there, or correct the name"
_LONG = f"a cell here is longer than {LONGEST_CELL:,} characters; "
_LONG += "shorten it, or close its quotation mark"


class Problem(NamedTuple):
    """One thing wrong: the file, its line from 1 (0: the whole file), column, and what to do."""

    file: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        place = self.file + (f":{self.line}" if self.line else "")
        parts = filter(None, (place, self.column, self.message))
        return shortened(visible(": ".join(parts)), LONGEST)


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


def bounded(problems: Iterable[Problem]) -> list[Problem]:
    """The first of many problems of one kind, and how many more there are."""
    rest = iter(problems)
    told = list(islice(rest, MOST))
    more = sum(1 for _ in rest)
    if more:
        last = told[-1]
        told.append(last._replace(message=f"and {more} more like this one; mend these first"))
    return told


def read(root: Path) -> tuple[dict[str, Table], list[Problem]]:
    """Every table of the project at `root`, and all that the descriptor finds wrong with them.

    A table that cannot be read at all is left out of the dict, with a problem that says why.
    """
    resources, problems = read_descriptor(root)
    tables = {}
    for name, resource in resources.items():
        table, found = read_table(root, name, [f["name"] for f in resource["schema"]["fields"]])
        problems += found
        if table is not None:
            tables[name] = table
    for name, table in tables.items():
        problems += table_problems(table, resources[name], tables)
    return tables, problems


def table_problems(table: Table, resource: dict, tables: dict[str, Table]) -> list[Problem]:
    """What the descriptor finds wrong with the cells of a table, which names rows of `tables`."""
    problems = []
    for field in resource["schema"]["fields"]:
        problems += bounded(_field_problems(table, field))
        if field.get("constraints", {}).get("unique"):
            problems += bounded(_repeats(table, [field["name"]]))
    problems += bounded(_repeats(table, resource["schema"].get("primaryKey", [])))
    for link in _links(resource["schema"]):
        problems += bounded(_reference_problems(table, *link, tables))
    return problems


def read_descriptor(root: Path) -> tuple[dict[str, dict], list[Problem]]:
    """The descriptor's resources by name, and what is wrong with the descriptor."""
    try:
        content = folders.read(root, DESCRIPTOR, LARGEST_DESCRIPTOR)
        resources = json.loads(content.decode("utf-8"))["resources"]
        digest = folders.sha256(json.dumps(_enforced(_as_ours(resources)), sort_keys=True).encode())
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        return {}, [Problem(DESCRIPTOR, 0, "", f"not a readable data package: {_reason(error)}")]
    if digest != ENFORCED:
        return {}, [Problem(DESCRIPTOR, 0, "", _CHANGED + digest + ")")]
    return {resource["name"]: resource for resource in resources}, []


def about(root: Path) -> dict[str, Any]:
    """What a sound descriptor says of the whole: name, title, description, version, licences.

    What is of another kind than it must be is left out, since nothing here depends on it.

    >>> about(project_folder.PROJECT)["licenses"][0]["name"]
    'CC-BY-4.0'
    """
    said = json.loads(folders.read(root, DESCRIPTOR, LARGEST_DESCRIPTOR).decode("utf-8"))
    told = {name: said[name] for name in ABOUT if isinstance(said.get(name), str)}
    licences = said.get("licenses")
    if isinstance(licences, list) and all(isinstance(licence, dict) for licence in licences):
        told["licenses"] = licences
    return told


def _as_ours(resources: list[dict]) -> list[dict]:
    """The resources without the members that a project has rightly added to `EXTENDABLE` lists."""
    copied = copy.deepcopy(resources)
    fields = {(r["name"], f["name"]): f for r in copied for f in r["schema"]["fields"]}
    for key, ours in EXTENDABLE.items():
        match fields.get(key):
            case {"constraints": {"enum": [*listed]} as limits}:  # whatever else may stand there
                added = listed[len(ours) :]
                plain = all(isinstance(name, str) and ADDED.fullmatch(name) for name in added)
                if plain and listed == [*ours, *added] and len(set(listed)) == len(listed):
                    limits["enum"] = list(ours)
    return copied


def _enforced(value: object) -> object:
    """A part of the descriptor without the words that it has for readers."""
    if isinstance(value, list):
        return [_enforced(item) for item in value]
    if isinstance(value, dict):
        return {
            key: isinstance(item, str) if key in WORDS else _enforced(item)
            for key, item in value.items()
        }
    return value


def read_table(root: Path, name: str, header: list[str]) -> tuple[Table | None, list[Problem]]:
    """The table in `data/NAME.csv`, or None; and what is wrong with it as a file."""
    file = f"data/{name}.csv"
    try:
        content = folders.read(root, file, LARGEST)
    except OSError as error:
        return None, [Problem(file, 0, "", f"cannot be read: {_reason(error)}")]
    return table_of(name, file, content, header)


def table_of(
    name: str, file: str, content: bytes, header: list[str]
) -> tuple[Table | None, list[Problem]]:
    """The table in the bytes of a file, or None; and what is wrong with it as a file."""
    text, problems = _decode(file, content, header)
    if problems:
        return None, problems
    blank, lines, rows = [], [], []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for row in reader:
            if max(map(len, row), default=0) > LONGEST_CELL:  # where a library has lifted csv's own
                return None, [*problems, Problem(file, begins, "", _LONG)]
            if begins == 1 and row != header:
                return None, [Problem(file, 1, "", _header_message(row, header))]
            if not any(
                row
            ):  # spreadsheets add them by the thousand: the first and the last are told
                blank[1:] = [begins]
            elif len(row) != len(header):
                problems.append(Problem(file, begins, "", _length_message(row, header)))
                if len(problems) == MOST:
                    told = f"is not read after {MOST} such lines; mend these first"
                    return None, [*problems, Problem(file, begins, "", told)]
            elif begins > 1:
                lines.append(begins)
                rows.append(row)
                if len(rows) > MOST_ROWS:
                    told = f"is not read: there are more than {MOST_ROWS} rows; divide the corpus"
                    return None, [*problems, Problem(file, begins, "", told)]
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
    long = spreadsheet_damage.long_line(content)
    if long is not None:
        line = content.count(b"\n", 0, long) + 1
        told = f"is longer than {spreadsheet_damage.LONGEST_LINE:,} bytes; restore its line ends, "
        told += "or shorten it"
        return "", [Problem(file, line, "", told)]
    text, at, told = spreadsheet_damage.decoded(content)
    problems = [Problem(file, content.count(b"\n", 0, at) + 1, "", told)] if told else []
    mark = spreadsheet_damage.separator(text.partition("\n")[0], header)
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
        return _LONG
    return f"not well-formed CSV from here on ({error}); check the quotation marks"


def _reason(error: Exception) -> str:
    """What went wrong, without the address of a file on this machine."""
    if isinstance(error, OSError):
        return f"{error.strerror or error}; restore it from the repository"
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} in line {error.lineno}, column {error.colno}; mend the JSON"
    return f"{type(error).__name__}: {error}; restore it from the repository"


def _field_problems(table: Table, field: dict) -> Iterator[Problem]:
    """What is wrong with the cells of one column, taken one by one."""
    name, check = field["name"], _cell_check(field)
    cells = table.columns[name]
    verdicts = {cell: check(cell) for cell in set(cells)}
    for line, cell in zip(table.lines, cells, strict=True):
        if verdicts[cell]:
            told = f"{shown(cell)}: {verdicts[cell]}" if cell else verdicts[cell]
            yield table.problem(line, name, told)


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
        rewritten = told and spreadsheet_damage.rewritten(cell)
        return f"{told}; it is like {rewritten}" if rewritten else told

    return check


def _character_problem(cell: str, name: str) -> str:
    """What is wrong with the characters of a cell in the column `name`, or nothing."""
    if _CONTROL.search(cell):
        return "has a line break or another control character; write it on one line"
    if cell[0] in spreadsheet_damage.FORMULA:
        return f"a spreadsheet would run it as a formula; begin it after the {cell[0]}"
    if name == EXACT:  # a quote that is found says what its seed says, whatever that is
        return ""
    if unseen := hidden(cell):
        return f"has {spreadsheet_damage.named(unseen)}, which does not show; delete it"
    if piece := spreadsheet_damage.misread(cell):
        return f"has {piece[0]} for {piece[1]}: UTF-8 read as Windows-1252; read it as UTF-8"
    return ""


def _edtf_problem(cell: str) -> str:
    try:
        edtf.bounds(cell)
    except edtf.DateError as error:
        return str(error).removeprefix(f"{cell!r}: ")
    return ""


def _repeats(table: Table, names: list[str]) -> Iterator[Problem]:
    """Rows that repeat the `names` cells of a row above them."""
    first: dict[tuple, int] = {}
    for line, *key in table.rows(*names) if names else ():
        above = first.setdefault(tuple(key), line)
        if above != line and any(key):
            told = f"{shown(' / '.join(key))}: stands in line {above} already; keep one of them"
            yield table.problem(line, names[-1], told)


def _links(schema: dict) -> Iterator[tuple[str, str, str]]:
    """Each column that names rows of another table, with that table and its key."""
    for key in schema.get("foreignKeys", []):
        yield key["fields"][0], key["reference"]["resource"], key["reference"]["fields"][0]
    for field in schema["fields"]:
        if "chainOf" in field:
            yield field["name"], *field["chainOf"].split(".")


def _reference_problems(
    table: Table, column: str, target: str, key: str, tables: dict[str, Table]
) -> Iterator[Problem]:
    """Cells that name a row which the table `target` does not have."""
    if target not in tables:
        return
    known = set(tables[target].columns[key])
    instead: dict[str, str] = {}
    most = min(MOST, COMPARED // max(len(known), 1))
    for line, cell in table.rows(column):
        for name in cell.split(CHAIN):
            if name and name not in known:
                if name not in instead and len(instead) < most:
                    instead[name] = _suggestion(name, known)
                told = f"{shown(name)}: no such {key} in data/{target}.csv; "
                yield table.problem(line, column, told + instead.get(name, _UNKNOWN))


def _suggestion(name: str, known: set[str]) -> str:
    from difflib import get_close_matches  # only where something is wrong

    if zeros := [other for other in sorted(known) if name and other.lstrip("0") == name]:
        return f'write "{zeros[0]}": a spreadsheet drops leading zeros'
    close = get_close_matches(name, sorted(known), n=1) if len(name) <= SHOWN else []
    return f'write "{close[0]}"?' if close else _UNKNOWN
