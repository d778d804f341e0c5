"""Write one Parquet file per table, with the types and descriptions of its columns."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from analysis.export import frames

if TYPE_CHECKING:
    import pyarrow as pa

    from analysis.evidence import Evidence

NAME = "parquet"
FOLDER = "parquet"
# Every reader of recent years supports this version of the format; checksums reveal a changed byte.
WRITING = {"version": "2.6", "compression": "zstd", "write_page_checksum": True}


def files(_: Evidence, tables: list[frames.Table], about: frames.Field) -> dict[str, bytes]:
    """Return one Parquet file per table, by its path in an export."""
    description = frames.summary(about)
    return {f"{FOLDER}/{table.name}.parquet": content(table, description) for table in tables}


def content(table: frames.Table, description: str = "") -> bytes:
    """Return a table as the bytes of a Parquet file.

    They do not depend on when or where the file is written.
    """
    import pyarrow.parquet as pq

    to = io.BytesIO()
    pq.write_table(arrow(table, description), to, **WRITING)
    return to.getvalue()


def arrow(table: frames.Table, description: str = "") -> pa.Table:
    """Return a table, or some of its rows, as an Arrow table with the types of `schema`."""
    import pyarrow as pa

    types = schema(table, description)
    arrays = [
        pa.array(column, type=field.type)
        for field, column in zip(types, frames.values(table), strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=types)


def schema(table: frames.Table, description: str = "") -> pa.Schema:
    """Return the Arrow types of the columns, with descriptions of each and of the table.

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
    return pa.schema(fields, metadata={"description": table.description, "of": description})
