"""Check concepts and parts: they form trees, and each value is in the scheme of its property."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from analysis.validation.csv_tables import Table
from analysis.validation.keys import reference_check, unknown_names
from analysis.validation.labels import has_label, phrase
from analysis.validation.problems import Problem, quoted
from analysis.validation.project import Project
from analysis.validation.vocabulary import LISTED, PropertyKind

# Names, in a definition or description, what the concept or entity lies within.
_WHOLE = re.compile(r'Within "[^"]+"|Part of [^.]+')


def check_nesting(project: Project) -> Iterator[Problem]:
    """Yield the concepts and entities that lie within themselves, or in another scheme."""
    concepts, entities = project.tables["concepts"], project.tables["entities"]
    scheme_of = {name: scheme for _, name, scheme in concepts.rows("concept_id", "scheme")}
    for line, scheme, broader in concepts.rows("scheme", "broader"):
        if broader in scheme_of and scheme_of[broader] != scheme:
            message = f"{quoted(broader)}: is of the scheme {scheme_of[broader]}; name a concept of"
            message += f" the scheme {scheme}, or leave it blank"
            yield concepts.problem(line, "broader", message)
    for table, key, column, words in (
        (concepts, "concept_id", "broader", "definition"),
        (entities, "entity_id", "part_of", "description"),
    ):
        yield from _circles(table, key, column)
        yield from _unnamed_wholes(project, table, key, column, words)


def _unnamed_wholes(
    project: Project, table: Table, key: str, column: str, words: str
) -> Iterator[Problem]:
    """Yield the concepts and entities whose definition does not name what they lie within."""
    label_of = {name: label for _, name, label in table.rows(key, "label")}
    for line, whole, description in table.rows(column, words):
        if not whole and (named := _WHOLE.search(description)):
            message = f'is blank, and the {words} says "{named[0]}"; write its {key} here, or'
            message += f" leave that out of the {words}"
            yield table.problem(line, column, message)
        if whole in label_of and not has_label(phrase(description), [phrase(label_of[whole])]):
            message = f'{quoted(whole)}: the {words} does not say "{label_of[whole]}"; say there'
            yield table.problem(line, column, f"{message} what lies within what, or correct it")


def _circles(table: Table, key: str, column: str) -> Iterator[Problem]:
    """Yield the rows that lie within themselves through other rows."""
    parent_of = {name: parent for _, name, parent in table.rows(key, column) if parent}
    outside: set[str] = set()
    for line, name in table.rows(key):
        path: dict[str, None] = {}
        at = name
        while at in parent_of and at not in path and at not in outside:
            path[at] = None
            at = parent_of[at]
        if at == name and at in path:
            message = f"{quoted(parent_of[name])}: {name} would lie within itself; correct or clear"
            yield table.problem(line, column, f"{message} the {column} of {' or '.join(path)}")
        else:  # if a path leads into a circle, only the rows before it are outside
            outside.update(islice(path, list(path).index(at) if at in path else None))


def check_concepts(project: Project) -> Iterator[Problem]:
    """Yield the properties without a scheme, and the values that are not in the scheme."""
    properties, statements = project.tables["properties"], project.tables["statements"]
    concepts = project.tables["concepts"]
    unknown = reference_check(concepts, "concept_id")
    scheme_of = {name: scheme for _, name, scheme in concepts.rows("concept_id", "scheme")}
    schemes: dict[str, str] = {}
    for line, prop, kind, scheme, implies in properties.rows(
        "property", "kind", "scheme", "implies"
    ):
        is_concept = kind == PropertyKind.CONCEPT
        if is_concept and scheme:
            schemes[prop] = scheme
        if is_concept != bool(scheme):
            message = f"is blank, and {prop} is of kind {kind}; name the scheme of its concepts"
            if scheme:
                message = f"{quoted(scheme)}: {prop} is of kind {kind}; leave it blank"
            yield properties.problem(line, "scheme", message)
        if bool(implies) != (kind in (PropertyKind.CONCEPT, PropertyKind.ENTITY)):
            message = (
                f"is blank, and {prop} is of kind {kind}; write yes if a narrower value implies"
            )
            message += " the broader one, else no"
            if implies:
                message = f"{quoted(implies)}: {prop} is of kind {kind}; leave it blank"
            yield properties.problem(line, "implies", message)
    values = [
        (line, prop, value)
        for line, prop, value in statements.rows("property", "value")
        if prop in schemes
    ]
    named = ((line, value) for line, _, value in values)
    yield from unknown_names(statements, "value", named, unknown)
    for line, prop, value in values:
        if scheme_of.get(value, schemes[prop]) != schemes[prop]:
            message = f"{quoted(value)}: is of the scheme {scheme_of[value]}; name a concept of the"
            message += f" scheme {schemes[prop]}, as {prop} has"
            yield statements.problem(line, "value", message)


def check_definitions(project: Project) -> Iterator[Problem]:
    """Yield whatever defines an entity but is not a property with its value."""
    entities = project.tables["entities"]
    unknown = reference_check(project.tables["properties"], "property")
    for line, cell in entities.rows("by_definition"):
        for definition in cell.split(LISTED) if cell else ():
            prop, _, value = definition.partition("=")
            message = unknown(prop)
            if not value:
                message = f"{quoted(definition)}: is not a property with its value; write it as"
                message += " property=value, such as issuer=iran"
            if message:
                yield entities.problem(line, "by_definition", message)
