"""Write a database for SQLite and Datasette: typed tables with keys, a search, and two views."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from analysis.export import frames
from analysis.export.search_words import search_words

if TYPE_CHECKING:
    from analysis.evidence import Evidence

NAME = "sqlite"
DATABASE = "evidence"  # its name in Datasette
FILE, METADATA = f"{DATABASE}.db", "metadata.json"
PAGE_SIZE = 4096
TYPES = {
    "string": "TEXT",
    "integer": "INTEGER",
    "boolean": "INTEGER",
    "date": "TEXT",
    "list": "TEXT",  # a JSON array, from which Datasette can make facets
}
SEARCHED = ("quote", "value_text", "note")
FACETS = {
    "entities": ["kind"],
    "properties": ["kind", "topic"],
    "statements": ["source_id", "modality", "basis"],
    "outcomes": ["outcome", "topic"],
    "coverage": ["topic", "silence"],
    "ledger": ["source_id", {"array": "topics"}],
}
LABELS = {"sources": "label", "entities": "label", "properties": "property"}
VIEWS = {
    "statements_with_labels": (
        "Every statement with the labels of its text, entity and speaker.",
        """
        SELECT s.statement_id, d.label AS source, e.label AS entity, s.property, p.topic,
               s.value_text, s.modality, s.basis, v.label AS speaker, s.via, s.date_start,
               s.date_end, s.quote, s.note
        FROM statements s
        JOIN sources d ON d.source_id = s.source_id
        JOIN entities e ON e.entity_id = s.entity_id
        JOIN properties p ON p.property = s.property
        JOIN entities v ON v.entity_id = s.speaker
        ORDER BY s.rowid
        """,
    ),
    "outcomes_of_several": (
        "What more than one text speaks of, and how they compare.",
        """
        SELECT f.entity, f.property, p.definition, f.outcome, f.joint, f.who_says, f.n_sources,
               f.n_origins, f.sentence
        FROM outcomes f JOIN properties p ON p.property = f.property
        WHERE f.n_sources > 1
        ORDER BY f.rowid
        """,
    ),
}


def files(_: Evidence, tables: list[frames.Table], about: frames.Field) -> dict[str, bytes]:
    """Return the database, and the metadata that Datasette shows, by their paths in an export."""
    shown = json.dumps(metadata(tables, about), ensure_ascii=False, indent=1) + "\n"
    return {FILE: database(tables), METADATA: shown.encode("utf-8")}


def database(tables: list[frames.Table]) -> bytes:
    """Return the tables as the bytes of a database, built in memory in a fixed order."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN")
        # A row may refer to a later row of its own table, as a part does to its whole.
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for table in tables:
            _create(connection, table)
        for name, (_, query) in VIEWS.items():
            connection.execute(f'CREATE VIEW "{name}" AS {" ".join(query.split())}')
        _create_search(connection)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        return connection.serialize()


def _create(connection: sqlite3.Connection, table: frames.Table) -> None:
    connection.execute(create(table))
    rows = zip(*map(_cells, table.fields, frames.values(table)), strict=True)
    connection.executemany(
        f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(table.fields))})', rows
    )
    for column in {link[0]: None for link in table.links if table.key[:1] != [link[0]]}:
        connection.execute(f'CREATE INDEX "{table.name}_{column}" ON "{table.name}" ("{column}")')


def create(table: frames.Table) -> str:
    """Return the statement that creates a table with its types, checks and keys.

    >>> fields = [{"name": "n", "type": "integer", "constraints": {"required": True}}]
    >>> create(frames.Table("t", "", None, fields, ["n"], []))
    'CREATE TABLE "t" ("n" INTEGER NOT NULL, PRIMARY KEY ("n"))'
    """
    clauses = [_column(field) for field in table.fields]
    if table.key:
        clauses.append(f"PRIMARY KEY ({_names(table.key)})")
    clauses += [
        f'FOREIGN KEY ("{column}") REFERENCES "{other}" ("{key}")'
        for column, other, key in table.links
    ]
    return f'CREATE TABLE "{table.name}" ({", ".join(clauses)})'


def _column(field: frames.Field) -> str:
    limits = field.get("constraints", {})
    name = f'"{field["name"]}"'
    clause = f"{name} {TYPES[field['type']]}" + " NOT NULL" * bool(limits.get("required"))
    clause += " UNIQUE" * bool(limits.get("unique"))
    if field["type"] == "boolean":
        clause += f" CHECK ({name} IN (0, 1))"
    elif "enum" in limits:
        allowed = ", ".join("'{}'".format(value.replace("'", "''")) for value in limits["enum"])
        clause += f" CHECK ({name} IN ({allowed}))"
    return clause


def _cells(field: frames.Field, column: list) -> list:
    if field["type"] == "list":
        return [value and json.dumps(value, ensure_ascii=False) for value in column]
    return [str(value) if value and field["type"] == "date" else value for value in column]


def _create_search(connection: sqlite3.Connection) -> None:
    """Create a full-text index of the statements that ignores case and accents.

    The words of `search_words` are added to the index, not to the statements.
    """
    tokenizer = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
    options = f'content="statements", tokenize="{tokenizer}"'
    try:
        connection.execute(
            f'CREATE VIRTUAL TABLE "statements_fts" USING fts5({_names(SEARCHED)}, {options})'
        )
    except sqlite3.OperationalError as error:
        message = (
            f"{FILE}: the SQLite of this Python has no full-text search ({error}); use another"
        )
        raise frames.ExportError(f"{message} Python, such as that of python.org") from error
    rows = connection.execute(f'SELECT rowid, {_names(SEARCHED)} FROM "statements" ORDER BY rowid')
    connection.executemany(
        f'INSERT INTO "statements_fts" (rowid, {_names(SEARCHED)}) VALUES (?, ?, ?, ?)',
        [(number, *map(_indexed, texts)) for number, *texts in rows],
    )


def _indexed(text: str | None) -> str | None:
    return text and " ".join([text, *search_words(text)])


def _names(names: list[str] | tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def metadata(tables: list[frames.Table], about: frames.Field) -> dict:
    """Return what Datasette shows: titles, descriptions, the licence, and the first facets."""
    licence: dict[str, str] = next(iter(about.get("licenses", [])), {})
    shown: dict[str, dict[str, Any]] = {}
    for table in tables:
        shown[table.name] = {
            "description": table.description,
            "columns": {field["name"]: field["description"] for field in table.fields},
        }
        if table.name in FACETS:
            shown[table.name]["facets"] = FACETS[table.name]
        if table.name in LABELS:
            shown[table.name]["label_column"] = LABELS[table.name]
    for name, (description, _) in VIEWS.items():
        shown[name] = {"description": description}
    source = {"source": f"{about['name']} {about.get('version', '')}".strip()}
    return {
        "title": about.get("title", DATABASE),
        "description": frames.summary(about),
        "license": licence.get("title", ""),
        "license_url": licence.get("path", ""),
        **(source if "name" in about else {}),
        "databases": {DATABASE: {"tables": shown}},
    }
