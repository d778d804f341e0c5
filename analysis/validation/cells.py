"""Check each cell of a table against its field in the descriptor: type, pattern, list, date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from analysis.text.visible import hidden
from analysis.validation import dates, spreadsheet_damage
from analysis.validation.csv_tables import Table
from analysis.validation.problems import Problem, quoted
from analysis.validation.schema import DESCRIPTOR, Resource

LONGEST_NUMBER = 18  # digits, so that every count fits into 64 bits
_QUOTE = "quote"  # repeats the text of a source, with any characters that it has
_CONTROL = re.compile(r"[\x00-\x1f]")

Field = dict[str, Any]


def check_cells(table: Table, resource: Resource, tables: dict[str, Table]) -> Iterator[Problem]:
    """Yield the cells that are not what their field allows, one column after another."""
    for field in resource["schema"]["fields"]:
        name, message_for = field["name"], cell_check(field)
        cells = table.columns[name]
        messages = {cell: message_for(cell) for cell in set(cells)}
        for line, cell in zip(table.lines, cells, strict=True):
            if message := messages[cell]:
                yield table.problem(line, name, f"{quoted(cell)}: {message}" if cell else message)


def cell_check(field: Field) -> Callable[[str], str]:
    """Return a function that describes the problem with a cell of `field`, or returns "".

    >>> check = cell_check({"name": "low", "type": "integer"})
    >>> check("dozens"), check("36")
    ('is not a whole number; write digits only', '')
    """
    constraints = field.get("constraints", {})
    pattern = re.compile(constraints.get("pattern", ""), re.ASCII)
    enum = [str(v).lower() if isinstance(v, bool) else v for v in constraints.get("enum", ())]

    def check(cell: str) -> str:
        if not cell:
            return "is blank; a value is required" if constraints.get("required") else ""
        if cell != cell.strip():
            return "has white space around it; remove it"
        return _character_problem(cell, field["name"]) or form_problem(cell)

    def form_problem(cell: str) -> str:
        message = ""
        if field["type"] == "integer":
            if not re.fullmatch("[0-9]+", cell):
                message = "is not a whole number; write digits only"
            elif len(cell) > LONGEST_NUMBER:
                return "is too large; check the digits"
            elif int(cell) < constraints.get("minimum", 0):
                return f"is too small; the least is {constraints['minimum']}"
        elif enum and cell not in enum:
            capitals = "; a spreadsheet writes it in capitals" if cell.lower() in enum else ""
            return f"is not in the list; use one of: {', '.join(enum)}{capitals}"
        elif "pattern" in constraints and not pattern.search(cell):
            message = f"does not have the form {constraints['pattern']}; see {DESCRIPTOR}"
        if not message and field.get("edtf"):
            message = dates.form_problem(cell)
        rewritten = spreadsheet_damage.rewritten(cell) if message else ""
        return f"{message}; it is like {rewritten}" if rewritten else message

    return check


def _character_problem(cell: str, name: str) -> str:
    """Return the problem with the characters of a cell in the column `name`, or ""."""
    if _CONTROL.search(cell):
        return "has a line break or another control character; write it on one line"
    if cell[0] in spreadsheet_damage.FORMULA:
        return f"a spreadsheet would run it as a formula; begin it after the {cell[0]}"
    if name == _QUOTE:
        return ""
    if invisible := hidden(cell):
        return f"has {spreadsheet_damage.named(invisible)}, which does not show; delete it"
    if piece := spreadsheet_damage.misread(cell):
        return f"has {piece[0]} for {piece[1]}: UTF-8 read as Windows-1252; read it as UTF-8"
    return ""
