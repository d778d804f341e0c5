"""Check keys and references: no two rows share a key, and every id belongs to a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from analysis.text.normal_form import normal_form
from analysis.validation.csv_tables import Table
from analysis.validation.problems import LONGEST_VALUE, MOST, Problem, quoted
from analysis.validation.project import Project
from analysis.validation.schema import Resource
from analysis.validation.vocabulary import CHAIN, CONCERNS, LISTED, SPEAKERS, STEP, PropertyKind

_MOST_COMPARED = 100_000  # names to compare with the unknown names in a column
_UNKNOWN = "add a row there, or correct it"
# The kinds of entities to which a column may refer.
_KINDS = (
    ("entities", "concerns", ("warrant",)),
    ("rules", "entity_id", ("rule",)),
    ("statements", "speaker", SPEAKERS),
    ("statements", "via", ("body", "outlet")),
)


def check_keys(table: Table, resource: Resource, tables: dict[str, Table]) -> Iterator[Problem]:
    """Yield the rows that repeat a unique cell or the primary key of a row above them."""
    schema = resource["schema"]
    keys = [[f["name"]] for f in schema["fields"] if f.get("constraints", {}).get("unique")]
    for names in (*keys, schema.get("primaryKey", [])):
        first: dict[tuple[str, ...], int] = {}
        for line, *key in table.rows(*names) if names else ():
            above = first.setdefault(tuple(key), line)
            if above != line and any(key):
                message = f"{quoted(' / '.join(key))}: is in line {above} already; delete one of"
                message += " the two rows, or correct it"
                yield table.problem(line, names[-1], message)


def check_references(
    table: Table, resource: Resource, tables: dict[str, Table]
) -> Iterator[Problem]:
    """Yield the cells that refer to a row which another table does not have."""
    for column, target, key, separator in references(resource["schema"]):
        if target not in tables:
            continue
        named = (
            (line, name) for line, cell in table.rows(column) for name in cell.split(separator)
        )
        yield from unknown_names(table, column, named, reference_check(tables[target], key))


def unknown_names(
    table: Table, column: str, named: Iterable[tuple[int, str]], unknown: Callable[[str, int], str]
) -> Iterator[Problem]:
    """Yield each name of a column that no row has, once, where it is first.

    Parameters
    ----------
    table : Table
        The table that refers to another.
    column : str
        The column that does so.
    named : iterable of (int, str)
        The lines and names of its cells.
    unknown : callable
        What `reference_check` returns for the other table.
    """
    lines: dict[str, list[int]] = {}
    for line, name in named:
        lines.setdefault(name, []).append(line)
    for name, of_name in lines.items():
        if message := unknown(name, len(of_name)):
            yield table.problem(of_name[0], column, message)


def reference_check(table: Table, key: str) -> Callable[..., str]:
    """Return a function that describes the problem with references to a row, or returns "".

    It takes the name, and the number of cells that have it (1). Nothing is said to be missing from
    a table of which a row could not be read.

    Parameters
    ----------
    table : Table
        The table referred to.
    key : str
        The column that has its ids.

    Examples
    --------
    >>> cells = {"entity_id": ["norland"], "label": ["Kingdom of Norland"]}
    >>> check = reference_check(Table("entities", "data/entities.csv", [2], cells), "entity_id")
    >>> check("norland"), check("Kingdom of Norland")
    ('', '"Kingdom of Norland": is a label in data/entities.csv; write its entity_id, "norland"')
    """
    ids = set(table.columns[key])
    id_of: dict[str, str] = {}
    for name, label in zip(table.columns[key], table.columns.get("label", ()), strict=False):
        id_of.setdefault(normal_form(label), name)
    suggestions: dict[str, str] = {}
    most = min(MOST, _MOST_COMPARED // max(len(ids), 1))

    def check(name: str, n_cells: int = 1) -> str:
        if not name or name in ids or not table.is_whole:
            return ""
        cells = f" ({n_cells:,} cells of this column have it)" if n_cells > 1 else ""
        if of_label := id_of.get(normal_form(name)):
            message = f'is a label in {table.file}{cells}; write its {key}, "{of_label}"'
            return f"{quoted(name)}: {message}"
        if name not in suggestions and len(suggestions) < most:
            suggestions[name] = _suggestion(name, ids, n_cells)
        advice = suggestions.get(name, _UNKNOWN)
        return f"{quoted(name)}: there is no such {key} in {table.file}{cells}; {advice}"

    return check


def references(schema: dict) -> Iterator[tuple[str, str, str, str]]:
    """Yield each column that refers to another table: that table, its key, and the separator."""
    for key in schema.get("foreignKeys", []):
        yield key["fields"][0], key["reference"]["resource"], key["reference"]["fields"][0], CHAIN
    for field in schema["fields"]:
        if "chainOf" in field:
            table, _, column = field["chainOf"].partition(".")
            yield field["name"], table, column, field.get("separator", CHAIN)


def _suggestion(name: str, ids: set[str], n_cells: int) -> str:
    """Say what to do about an unknown name.

    A name that several cells have is hardly a slip for another one: its row may be what is missing.
    """
    from difflib import get_close_matches  # only where something is wrong

    if zeros := [id_ for id_ in sorted(ids) if id_.lstrip("0") == name]:
        return f'write "{zeros[0]}": a spreadsheet drops leading zeros'
    close = get_close_matches(name, sorted(ids), n=1) if len(name) <= LONGEST_VALUE else []
    if not close:
        return _UNKNOWN
    if n_cells > 1:
        return f'write its row there, or put it back if it was deleted (similar: "{close[0]}")'
    return f'write "{close[0]}" if that is meant, or add a row there'


def check_entity_kinds(project: Project) -> Iterator[Problem]:
    """Yield the references to an entity of a kind that the column does not allow."""
    entities = project.tables["entities"]
    kind_of = {entity: kind for _, entity, kind in entities.rows("entity_id", "kind")}
    for name, column, kinds in _KINDS:
        table = project.tables[name]
        for line, chain in table.rows(column):
            for entity in chain.split(CHAIN):
                if entity in kind_of and kind_of[entity] not in kinds:
                    message = f"{quoted(entity)}: is of kind {kind_of[entity]} in {entities.file};"
                    message += f" name one of kind {' or '.join(kinds)}, or correct its kind"
                    yield table.problem(line, column, message)


def check_elements(project: Project) -> Iterator[Problem]:
    """Yield the paths of elements.csv in which a part is not a property."""
    elements, properties = project.tables["elements"], project.tables["properties"]
    kind_of = {prop: kind for _, prop, kind in properties.rows("property", "kind")}
    unknown = reference_check(properties, "property")
    for line, cell in elements.rows("properties"):
        for path in cell.split(LISTED):
            link, _, prop = path.rpartition(STEP)
            message = unknown(prop)
            is_link = link in ("", CONCERNS) or kind_of.get(link) == PropertyKind.ENTITY
            if not message and properties.is_whole and not is_link:
                message = f"{quoted(path)}: {link} does not lead to an entity; write before the"
                message += f" {STEP} a property of kind entity, or {CONCERNS}"
            if message:
                yield elements.problem(line, "properties", message)
