"""Report the columns that pandas wrote as numbers, and check the rest as if it had not.

`pandas.read_csv` reads a column of whole numbers and blanks as floating-point numbers, and `to_csv`
writes them with ".0"; "true" becomes "True".
"""

from __future__ import annotations

import re
from collections import Counter

from analysis.text.counted import be, count_noun
from analysis.validation.csv_tables import READ_AND_WRITE, Table
from analysis.validation.problems import Problem
from analysis.validation.schema import Resource

_FLOAT = re.compile(r"([0-9]+)\.0")
_TRUTH = {"True": "true", "False": "false"}


def undone(table: Table, resource: Resource) -> tuple[Table, list[Problem]]:
    """Return a table with its numbers as they were before pandas wrote it, and what was changed.

    Parameters
    ----------
    table : Table
        A table that was read.
    resource : dict
        Its description.

    Returns
    -------
    table : Table
        The table without ".0" at the end of whole numbers, and with "true" for "True".
    problems : list of Problem
        One problem for the whole table, or none.

    Examples
    --------
    >>> fields = [{"name": "low", "type": "integer"}]
    >>> table = Table("statements", "data/statements.csv", [2, 3], {"low": ["35.0", ""]})
    >>> table, [problem] = undone(table, {"schema": {"fields": fields}})
    >>> table.columns["low"], str(problem)[:65]
    (['35', ''], 'data/statements.csv:2: low: as pandas writes it, 1 cell ends in .')
    """
    columns = dict(table.columns)
    lines: dict[str, list[int]] = {}
    n_cells = Counter[str]()
    for field in resource["schema"]["fields"]:
        name, kind = field["name"], field["type"]
        if plain := _plain(set(columns[name]), kind):
            lines[name] = [line for line, cell in table.rows(name) if cell in plain]
            n_cells["truth" if kind == "boolean" else "number"] += len(lines[name])
            columns[name] = [plain.get(cell, cell) for cell in columns[name]]
    if not lines:
        return table, []
    what = []
    if number := n_cells["number"]:
        end = "ends in .0; delete that" if number == 1 else "end in .0; delete that from each"
        what.append(f"{count_noun(number, 'cell')} {end}")
    if number := n_cells["truth"]:
        what.append(f"{count_noun(number, 'cell')} {be(number)} in capitals; write true or false")
    message = f"as pandas writes it, {' and '.join(what)}, or {READ_AND_WRITE}"
    first = min(of_column[0] for of_column in lines.values())
    return table._replace(columns=columns), [table.problem(first, ", ".join(lines), message)]


def _plain(cells: set[str], kind: str) -> dict[str, str]:
    """Return the cells of a column that pandas wrote, and what each was before."""
    if kind == "boolean":
        return {cell: plain for cell, plain in _TRUTH.items() if cell in cells}
    plain = {cell: match[1] for cell in cells if (match := _FLOAT.fullmatch(cell))}
    # In a column of text, all cells are of this form, with a blank among them, or none is.
    is_written = kind == "integer" or ("" in cells and len(plain) == len(cells) - 1)
    return plain if is_written else {}
