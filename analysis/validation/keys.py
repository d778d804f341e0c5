"""Check keys and references: no two rows have one key, and every id is that of a row."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.validation.csv_tables import Table
from analysis.validation.problems import LONGEST_VALUE, MOST, Problem, quoted
from analysis.validation.project import Project
from analysis.validation.schema import Resource
from analysis.validation.vocabulary import CHAIN, CONCERNS, LISTED, SPEAKERS, STEP, PropertyKind

_MOST_COMPARED = 100_000  # names with which the unknown names of a column are compared
_UNKNOWN = "add a row there, or correct the name"
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
                message = f"{quoted(' / '.join(key))}: is in line {above} already; keep one of them"
                yield table.problem(line, names[-1], message)


def check_references(
    table: Table, resource: Resource, tables: dict[str, Table]
) -> Iterator[Problem]:
    """Yield the cells that refer to a row which another table does not have."""
    for column, target, key, separator in _references(resource["schema"]):
        if target not in tables:
            continue
        ids = set(tables[target].columns[key])
        suggestions: dict[str, str] = {}
        most = min(MOST, _MOST_COMPARED // max(len(ids), 1))
        for line, cell in table.rows(column):
            for name in cell.split(separator):
                if name and name not in ids:
                    if name not in suggestions and len(suggestions) < most:
                        suggestions[name] = _suggestion(name, ids)
                    message = f"{quoted(name)}: no such {key} in data/{target}.csv; "
                    message += suggestions.get(name, _UNKNOWN)
                    yield table.problem(line, column, message)


def _references(schema: dict) -> Iterator[tuple[str, str, str, str]]:
    """Yield each column that refers to another table: that table, its key, and the separator."""
    for key in schema.get("foreignKeys", []):
        yield key["fields"][0], key["reference"]["resource"], key["reference"]["fields"][0], CHAIN
    for field in schema["fields"]:
        if "chainOf" in field:
            table, _, column = field["chainOf"].partition(".")
            yield field["name"], table, column, field.get("separator", CHAIN)


def _suggestion(name: str, ids: set[str]) -> str:
    from difflib import get_close_matches  # only where something is wrong

    if zeros := [id_ for id_ in sorted(ids) if id_.lstrip("0") == name]:
        return f'write "{zeros[0]}": a spreadsheet drops leading zeros'
    close = get_close_matches(name, sorted(ids), n=1) if len(name) <= LONGEST_VALUE else []
    return f'write "{close[0]}"?' if close else _UNKNOWN


def check_entity_kinds(project: Project) -> Iterator[Problem]:
    """Yield the references to an entity of another kind than the column is for."""
    entities = project.tables["entities"]
    kind_of = {entity: kind for _, entity, kind in entities.rows("entity_id", "kind")}
    for name, column, kinds in _KINDS:
        table = project.tables[name]
        for line, chain in table.rows(column):
            for entity in chain.split(CHAIN):
                if entity in kind_of and kind_of[entity] not in kinds:
                    message = f"{quoted(entity)}: is of kind {kind_of[entity]}; "
                    message += f"name a {' or '.join(kinds)}"
                    yield table.problem(line, column, message)


def check_elements(project: Project) -> Iterator[Problem]:
    """Yield the paths of elements.csv of which a part is no property."""
    elements, properties = project.tables["elements"], project.tables["properties"]
    kind_of = {prop: kind for _, prop, kind in properties.rows("property", "kind")}
    for line, cell in elements.rows("properties"):
        for path in cell.split(LISTED):
            link, _, prop = path.rpartition(STEP)
            if prop not in kind_of:
                message = (
                    f"no such property in data/properties.csv; {_suggestion(prop, set(kind_of))}"
                )
            elif link not in ("", CONCERNS) and kind_of.get(link) != PropertyKind.ENTITY:
                message = (
                    f"{link} leads to no entity; name a property of kind entity, or {CONCERNS}"
                )
            else:
                continue
            yield elements.problem(line, "properties", f"{quoted(path)}: {message}")
