"""Check each cell of a table against its field in the descriptor: type, pattern, list, date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from analysis.text.visible import hidden
from analysis.validation import dates, spreadsheet_damage
from analysis.validation.csv_tables import Table
from analysis.validation.problems import Problem, quoted
from analysis.validation.schema import DESCRIPTOR, EXTENDABLE, Resource

LONGEST_NUMBER = 18  # digits: any such count fits into 64 bits
_QUOTE = "quote"  # repeats the text of a source, whatever characters it contains
_CONTROL = re.compile(r"[\x00-\x1f]")
_ID = "lower-case letters and digits, with single hyphens between them"
# What each pattern of the descriptor allows, in words.
FORMS = {
    "^[a-z0-9]+(-[a-z0-9]+)*$": _ID,
    "^[a-z]+(_[a-z]+)*$": "lower-case letters, with single underscores between words",
    "^[0-9a-f]{64}$": "the 64 digits and letters a to f that sha256sum prints",
    "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$": "a language tag",
    r"^https?://[^\s]+$": "an address that begins with http:// or https://, without spaces",
    r"^https?://\S+$": "an address that begins with http:// or https://, without spaces",
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "a day as year-month-day",
    r"^[a-z_]+=\S.*$": "property=value, several joined by a semicolon and a space",
    "^.*….*$": "a sentence with one … where the value goes",
    "^[a-z0-9-]+( > [a-z0-9-]+)*$": 'ids, several joined by " > "',
    "^([NM]([+-](1|10%))?|[0-9]+)$": "a whole number, or N or M, plus or minus 1 or 10%",
    r"^([a-z_]+\.)?[a-z_]+(; ([a-z_]+\.)?[a-z_]+)*$": (
        "properties, several joined by a semicolon and a space"
    ),
    "^[a-z0-9-]+(; [a-z0-9-]+)*$": "ids, several joined by a semicolon and a space",
}

Field = dict[str, Any]


def check_cells(table: Table, resource: Resource, tables: dict[str, Table]) -> Iterator[Problem]:
    """Yield the cells that their field does not allow, column by column."""
    for field in resource["schema"]["fields"]:
        name, message_for = field["name"], cell_check(field)
        cells = table.columns[name]
        messages = {cell: message_for(cell) for cell in set(cells)}
        for line, cell in zip(table.lines, cells, strict=True):
            if message := messages[cell]:
                yield table.problem(line, name, f"{quoted(cell)}: {message}" if cell else message)


def cell_check(field: Field, *, in_table: bool = True) -> Callable[[str], str]:
    """Return a function that describes the problem with a cell of `field`, or returns "".

    Unless the cell is `in_table`, nothing is said of what a spreadsheet may have done to it.

    >>> check = cell_check({"name": "low", "type": "integer"})
    >>> check("dozens"), check("36")
    ('is not a whole number; write digits only, such as 35', '')
    """
    constraints = field.get("constraints", {})
    pattern = re.compile(constraints.get("pattern", ""), re.ASCII)
    enum = [str(v).lower() if isinstance(v, bool) else v for v in constraints.get("enum", ())]

    example = str(field.get("example"))
    wanted = f"write {FORMS.get(constraints.get('pattern'), 'it')}, such as "
    wanted += quoted(example) if " " in example else example
    is_ours = [tuple(enum[: len(ours)]) == ours for ours in EXTENDABLE.values()]
    more = f", or add it to that list in {DESCRIPTOR}" if any(is_ours) else ""

    def check(cell: str) -> str:
        if not cell:
            return f"is blank; {_filled_in(field, enum)}" if constraints.get("required") else ""
        if cell != cell.strip():
            return "has a space before or after it; delete that"
        return _character_problem(cell, field["name"]) or form_problem(cell)

    def form_problem(cell: str) -> str:
        message = ""
        if field["type"] == "integer":
            if not re.fullmatch("[0-9]+", cell):
                message = "is not a whole number; write digits only, such as 35"
            elif len(cell) > LONGEST_NUMBER:
                return f"is too large; write at most {LONGEST_NUMBER} digits"
            elif int(cell) < constraints.get("minimum", 0):
                return f"is too small; write {constraints['minimum']} or more"
        elif enum and cell not in enum:
            capitals = "; a spreadsheet writes it in capitals" if cell.lower() in enum else ""
            return f"is not in the list; use one of: {', '.join(enum)}{more}{capitals}"
        elif "pattern" in constraints and not pattern.search(cell):
            message = f"does not have the right form; {wanted}"
        if not message and field.get("edtf"):
            message = dates.form_problem(cell)
            if message and "pattern" in constraints:  # narrower than EDTF
                return f"is not a day of the calendar; {wanted}"
        rewritten = spreadsheet_damage.rewritten(cell) if message and in_table else ""
        return f"{message}; it is like {rewritten}" if rewritten else message

    return check


def _filled_in(field: Field, enum: list[str]) -> str:
    """Return what to write into a cell that must not be blank."""
    if enum:
        return f"write one of: {', '.join(enum)}"
    example = field.get("example", "")
    return f"write a value, such as {quoted(example)}" if example else "write a value"


def _character_problem(cell: str, name: str) -> str:
    """Return the problem with the characters of a cell in the column `name`, or ""."""
    if _CONTROL.search(cell):
        return "has a line break or another control character; write it on one line"
    if cell[0] in spreadsheet_damage.FORMULA:
        what = f"begins with {cell[0]}, so that a spreadsheet would run it as a formula"
        return f"{what}; begin it with another character"
    if name == _QUOTE:
        return ""
    if invisible := hidden(cell):
        return f"has {spreadsheet_damage.named(invisible)}, which does not show; delete it"
    if piece := spreadsheet_damage.misread(cell):
        return f"has {piece[0]} for {piece[1]}: UTF-8 read as Windows-1252; write {piece[1]}"
    return ""
