"""A database for SQLite and Datasette: typed tables with their keys, a search, and two views."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from analysis.export import frames

if TYPE_CHECKING:
    from analysis.evidence import Evidence

NAME = "evidence"  # of the database, as Datasette shows it
FILE, METADATA = f"{NAME}.db", "metadata.json"
PAGE_SIZE = 4096
TYPES = {"string": "TEXT", "integer": "INTEGER", "boolean": "INTEGER", "date": "TEXT"}
TYPES["list"] = "TEXT"  # as a JSON array, which Datasette can make facets of
SEARCHED = ("quote", "shown", "note")
FACETS = {
    "entities": ["kind"],
    "props": ["kind", "topic"],
    "statements": ["source_id", "modality", "basis"],
    "verdicts": ["verdict", "topic"],
    "coverage": ["topic", "silence"],
    "ledger": ["source_id", {"array": "topics"}],
}
LABELS = {"sources": "label", "entities": "label", "props": "prop"}
VIEWS = {
    "statements_with_labels": (
        "Every statement with the labels of its text, entity and speaker.",
        """
        SELECT s.statement_id, d.label AS source, e.label AS entity, s.prop, p.topic, s.shown,
               s.modality, s.basis, v.label AS speaker, s.via, s.date_start, s.date_end, s.quote,
               s.note
        FROM statements s
        JOIN sources d ON d.source_id = s.source_id
        JOIN entities e ON e.entity_id = s.entity_id
        JOIN props p ON p.prop = s.prop
        JOIN entities v ON v.entity_id = s.speaker
        ORDER BY s.rowid
        """,
    ),
    "verdicts_of_several": (
        "What more than one text speaks of, and how they compare.",
        """
        SELECT f.entity, f.prop, p.definition, f.verdict, f.joint, f.who_says, f.sources, f.roots,
               f.sentence
        FROM verdicts f JOIN props p ON p.prop = f.prop
        WHERE f.sources > 1
        ORDER BY f.rowid
        """,
    ),
}


def files(_: Evidence, tables: list[frames.Table], about: frames.Field) -> dict[str, bytes]:
    """The database, and what Datasette shows beside it, by their paths in an export."""
    shown = json.dumps(metadata(tables, about), ensure_ascii=False, indent=1) + "\n"
    return {FILE: database(tables), METADATA: shown.encode("utf-8")}


def database(tables: list[frames.Table]) -> bytes:
    """The tables as the bytes of a database, made in memory in one order."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        made.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        made.execute("PRAGMA foreign_keys = ON")
        made.execute("BEGIN")
        for table in tables:
            _create(made, table)
        for name, (_, query) in VIEWS.items():
            made.execute(f'CREATE VIEW "{name}" AS {" ".join(query.split())}')
        _create_search(made)
        made.execute("COMMIT")
        made.execute("VACUUM")
        return made.serialize()


def _create(made: sqlite3.Connection, table: frames.Table) -> None:
    made.execute(create(table))
    rows = zip(*map(_cells, table.fields, frames.values(table)), strict=True)
    made.executemany(
        f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(table.fields))})', rows
    )
    for column in {link[0]: None for link in table.links if table.key[:1] != [link[0]]}:
        made.execute(f'CREATE INDEX "{table.name}_{column}" ON "{table.name}" ("{column}")')


def create(table: frames.Table) -> str:
    """The statement that makes `table`: types, rules, and keys.

    >>> fields = [{"name": "n", "type": "integer", "constraints": {"required": True}}]
    >>> create(frames.Table("t", "", None, fields, ["n"], []))
    'CREATE TABLE "t" ("n" INTEGER NOT NULL, PRIMARY KEY ("n"))'
    """
    parts = [_column(field) for field in table.fields]
    if table.key:
        parts.append(f"PRIMARY KEY ({_names(table.key)})")
    parts += [
        f'FOREIGN KEY ("{column}") REFERENCES "{other}" ("{key}")'
        for column, other, key in table.links
    ]
    return f'CREATE TABLE "{table.name}" ({", ".join(parts)})'


def _column(field: frames.Field) -> str:
    limits = field.get("constraints", {})
    name = f'"{field["name"]}"'
    made = f"{name} {TYPES[field['type']]}" + " NOT NULL" * bool(limits.get("required"))
    made += " UNIQUE" * bool(limits.get("unique"))
    if field["type"] == "boolean":
        made += f" CHECK ({name} IN (0, 1))"
    elif "enum" in limits:
        allowed = ", ".join("'{}'".format(value.replace("'", "''")) for value in limits["enum"])
        made += f" CHECK ({name} IN ({allowed}))"
    return made


def _cells(field: frames.Field, column: list) -> list:
    if field["type"] == "list":
        return [value and json.dumps(value, ensure_ascii=False) for value in column]
    return [str(value) if value and field["type"] == "date" else value for value in column]


def _create_search(made: sqlite3.Connection) -> None:
    """A search on words of the statements, without regard to case and accents."""
    options = "content=\"statements\", tokenize='unicode61 remove_diacritics 2'"
    try:
        made.execute(
            f'CREATE VIRTUAL TABLE "statements_fts" USING fts5({_names(SEARCHED)}, {options})'
        )
    except sqlite3.OperationalError as error:
        told = f"{FILE}: the SQLite of this Python has no full-text search ({error}); use another"
        raise frames.ExportError(f"{told} Python, such as that of python.org") from error
    made.execute("INSERT INTO statements_fts (statements_fts) VALUES ('rebuild')")


def _names(names: list[str] | tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def metadata(tables: list[frames.Table], about: frames.Field) -> dict:
    """What Datasette shows: titles, meanings, the licence, and the facets to begin with."""
    licence = next(iter(about.get("licenses", [])), {})
    shown = {}
    for table in tables:
        shown[table.name] = {
            "description": table.description,
            "columns": {field["name"]: field["description"] for field in table.fields},
        }
        if table.name in FACETS:
            shown[table.name]["facets"] = FACETS[table.name]
        if table.name in LABELS:
            shown[table.name]["label_column"] = LABELS[table.name]
    for name, (told, _) in VIEWS.items():
        shown[name] = {"description": told}
    source = {"source": f"{about['name']} {about.get('version', '')}".strip()}
    return {
        "title": about.get("title", NAME),
        "description": frames.summary(about),
        "license": licence.get("title", ""),
        "license_url": licence.get("path", ""),
        **(source if "name" in about else {}),
        "databases": {NAME: {"tables": shown}},
    }
