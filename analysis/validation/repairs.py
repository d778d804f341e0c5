"""Report an id that is written in two ways once, and check the rest as if it were written in one.

A spreadsheet that capitalises an id in one table parts it from every row that refers to it. Each of
these rows would be a problem, and the most similar other id a wrong remedy.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from analysis.text.counted import count_noun
from analysis.validation.cells import FORMS
from analysis.validation.csv_tables import Table
from analysis.validation.keys import references
from analysis.validation.problems import Problem, quoted
from analysis.validation.schema import Resource
from analysis.validation.spreadsheet_damage import FORMULA
from analysis.validation.vocabulary import CHAIN, PropertyKind

_JOINERS = re.compile(r"[\W_]+")
_TOKENS = re.compile(r"[^\s;=.>]+")  # the ids in a cell that has several
# The columns that the descriptor does not declare as references, and what they may refer to.
_MAY_REFER = {
    ("labels", "of"): ("concepts", "entities", "properties"),
    ("statements", "value"): ("concepts", "entities"),
    ("entities", "by_definition"): ("concepts", "entities", "properties"),
    ("elements", "properties"): ("properties",),
}
_HAVE_ONE_ID = (("labels", "of"), ("statements", "value"))


class _Key(NamedTuple):
    """The column of ids of a table: the form that they have, and the line of each."""

    table: Table
    column: str
    pattern: str
    line_of: dict[str, int]

    def is_well_formed(self, name: str) -> bool:
        return bool(re.fullmatch(self.pattern, name, re.ASCII))

    def spelling(self, name: str) -> str:
        """Return a name as an id: in lower case, without accents, spaces and punctuation.

        Returns "" if it has letters that no id has, or begins like a formula.
        """
        if name[:1] in FORMULA:
            return ""
        letters = unicodedata.normalize("NFKD", name).casefold()
        plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
        joiner = "_" if "_" in self.pattern else "-"
        spelled = _JOINERS.sub(joiner, plain).strip(joiner)
        return spelled if self.is_well_formed(spelled) else ""


def with_one_spelling(
    tables: dict[str, Table], resources: dict[str, Resource]
) -> tuple[dict[str, Table], list[Problem]]:
    """Return the tables with each id as it should be written, and what had to be changed.

    Parameters
    ----------
    tables : dict of Table
        The tables that could be read, by their names.
    resources : dict
        The description of each table, by the same names.

    Returns
    -------
    tables : dict of Table
        The tables, in which an id that is right but for case, spaces, accents or punctuation is
        right.
    problems : list of Problem
        One for each id that is written wrongly in the table that defines it, and one for each
        that is written wrongly in a column that refers to it.
    """
    tables = dict(tables)
    problems = []
    for name in tables:
        if (key := _key(tables[name], resources[name])) is None:
            continue
        columns = list(_referring(key, tables, resources))
        spelled = dict(_respelled_keys(key))
        if spelled:
            n_cells = _count_names(columns, tables)
            problems += [_key_problem(key, old, new, n_cells[new]) for old, new in spelled.items()]
            tables[name] = _changed(tables[name], key.column, spelled)
            key = key._replace(line_of={spelled.get(k, k): n for k, n in key.line_of.items()})
        for other, column, separator in columns:
            if separator is not None:
                tables[other], found = _respelled_references(key, tables, other, column, separator)
                problems += found
    return tables, problems


def _key(table: Table, resource: Resource) -> _Key | None:
    """Return the column of ids of a table, if it has one."""
    names = resource["schema"].get("primaryKey", [])
    patterns = {
        field["name"]: field.get("constraints", {}).get("pattern")
        for field in resource["schema"]["fields"]
    }
    if len(names) != 1 or not patterns[names[0]]:
        return None
    line_of: dict[str, int] = {}
    for line, name in table.rows(names[0]):
        line_of.setdefault(name, line)
    return _Key(table, names[0], patterns[names[0]], line_of)


def _referring(
    key: _Key, tables: dict[str, Table], resources: dict[str, Resource]
) -> Iterator[tuple[str, str, str | None]]:
    """Yield each column that may refer to a key, and the separator of its ids.

    The separator is None where the cells have more than ids.
    """
    for name in tables:
        for column, target, _, separator in references(resources[name]["schema"]):
            if target == key.table.name:
                yield name, column, separator
    for (name, column), targets in _MAY_REFER.items():
        if key.table.name in targets and name in tables:
            yield name, column, CHAIN if (name, column) in _HAVE_ONE_ID else None


def _respelled_keys(key: _Key) -> Iterator[tuple[str, str]]:
    """Yield each id that is written wrongly where it is defined, and as it should be."""
    taken = set(key.line_of)
    for name in key.line_of:
        if name and not key.is_well_formed(name):
            spelled = key.spelling(name)
            if spelled and spelled not in taken:
                taken.add(spelled)
                yield name, spelled


def _count_names(
    columns: list[tuple[str, str, str | None]], tables: dict[str, Table]
) -> Counter[str]:
    """Count the cells that have each name."""
    cells = (cell for name, column, _ in columns for cell in tables[name].columns[column])
    return Counter(name for cell in cells for name in set(_TOKENS.findall(cell)))


def _key_problem(key: _Key, name: str, spelled: str, n_cells: int) -> Problem:
    message = f'{quoted(name)}: does not have the right form; write "{spelled}"'
    if n_cells:
        refer = "refers" if n_cells == 1 else "refer"
        message += f", as in the {count_noun(n_cells, 'cell')} that {refer} to it"
    message += f" ({FORMS[key.pattern]})"
    return key.table.problem(key.line_of[name], key.column, message)


def _respelled_references(
    key: _Key, tables: dict[str, Table], name: str, column: str, separator: str
) -> tuple[Table, list[Problem]]:
    """Return a table in which the ids of a column are as a key has them, and what was changed."""
    table = tables[name]
    cells = _references_in(table, column, tables)
    defined = {*key.line_of, *_defined_elsewhere(name, column, tables)}
    spelled = {
        part: meant
        for part in {part for cell in set(cells) for part in cell.split(separator)} - defined
        if not key.is_well_formed(part) and (meant := key.spelling(part)) in key.line_of
    }
    if not spelled:
        return table, []
    lines: dict[str, list[int]] = {}
    for line, cell in zip(table.lines, cells, strict=True):
        for part in spelled.keys() & cell.split(separator):
            lines.setdefault(part, []).append(line)
    problems = []
    for part, of_part in lines.items():
        meant = spelled[part]
        message = f'{quoted(part)}: is "{meant}" in {key.table.file}:{key.line_of[meant]}; write'
        message += f' "{meant}" here too'
        if len(of_part) > 1:
            message += f", and in the other {len(of_part) - 1:,} of {len(of_part):,} such cells"
        problems.append(table.problem(of_part[0], column, message))
    return _changed(table, column, spelled, separator), problems


def _references_in(table: Table, column: str, tables: dict[str, Table]) -> list[str]:
    """Return the cells of a column, with a blank for each that is not an id, such as a date."""
    if column != "value":
        return table.columns[column]
    kinds = (PropertyKind.ENTITY, PropertyKind.CONCEPT)
    properties = tables.get("properties")
    rows = properties.rows("property", "kind") if properties else ()
    referring = {prop for _, prop, kind in rows if kind in kinds}
    return [
        value if prop in referring else "" for _, prop, value in table.rows("property", "value")
    ]


def _defined_elsewhere(name: str, column: str, tables: dict[str, Table]) -> Iterator[str]:
    """Yield the ids of all tables to which a column may refer, if these are several."""
    for target in _MAY_REFER.get((name, column), ()):
        if target in tables:
            yield from next(iter(tables[target].columns.values()))


def _changed(table: Table, column: str, spelled: dict[str, str], separator: str = CHAIN) -> Table:
    """Return a table with other ids in the cells of one column."""
    cells = [
        separator.join(spelled.get(part, part) for part in cell.split(separator))
        for cell in table.columns[column]
    ]
    return table._replace(columns={**table.columns, column: cells})
