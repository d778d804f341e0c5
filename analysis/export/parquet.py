"""Parquet: a file a table, with the types and the meaning of its columns."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from analysis.export import frames

if TYPE_CHECKING:
    import pyarrow as pa

    from analysis.evidence import Evidence

FOLDER = "parquet"
# The version of the format is one that every reader of the last years reads; with checksums a
# changed byte is noticed.
WRITING = {"version": "2.6", "compression": "zstd", "write_page_checksum": True}


def files(_: Evidence, tables: list[frames.Table], about: frames.Field) -> dict[str, bytes]:
    """A file a table, by its path in an export."""
    told = frames.summary(about)
    return {f"{FOLDER}/{table.name}.parquet": content(table, told) for table in tables}


def content(table: frames.Table, told: str = "") -> bytes:
    """`table` as the bytes of a Parquet file, which say nothing of when or where it was written."""
    import pyarrow.parquet as pq

    made = arrow(table, told)
    to = io.BytesIO()
    pq.write_table(made, to, **WRITING)
    return to.getvalue()


def arrow(table: frames.Table, told: str = "") -> pa.Table:
    """`table` in memory, with the types of `schema`; any part of its rows will do as well."""
    import pyarrow as pa

    of = schema(table, told)
    arrays = [
        pa.array(column, type=field.type)
        for field, column in zip(of, frames.values(table), strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=of)


def schema(table: frames.Table, told: str = "") -> pa.Schema:
    """The types of the columns, the meaning of each, and that of the table.

    >>> from analysis.export.frames import Table
    >>> fields = [{"name": "day", "type": "date", "description": "A day."}]
    >>> print(schema(Table("t", "Days.", None, fields, [], [])).field("day").type)
    date32[day]
    """
    import pyarrow as pa

    types = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "list": pa.list_(pa.field("element", pa.string())),
    }
    fields = [
        pa.field(
            field["name"],
            types[field["type"]],
            nullable=not field.get("constraints", {}).get("required"),
            metadata={"description": field["description"]},
        )
        for field in table.fields
    ]
    return pa.schema(fields, metadata={"description": table.description, "of": told})
