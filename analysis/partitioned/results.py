"""The tables that a run over a corpus writes: those of the notebooks, and the misquotes.

Executor is a folder of Parquet files, in order of their names; together they are the table.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.export.fields import (
    CONFLICT,
    COVERAGE,
    LEDGER,
    OUTCOME,
    SOURCE,
    SOURCE_LABEL,
    STATEMENT,
    Field,
    field,
    integer_field,
    list_field,
)
from analysis.export.frames import Table
from analysis.export.parquet import WRITING, schema
from analysis.partitioned import storage

if TYPE_CHECKING:
    import pandas as pd


class Result(NamedTuple):
    """The description of a table of results, and its columns in order."""

    description: str
    fields: list[Field]


_IDS = list_field("statement_ids", "The statements it rests on.", "s-c43871f560e7", "; ")
_WORDS = field("text", "string", "The sentence.", "Join the mailing list")
_LEDGER = [_WORDS if field["name"] == "text" else field for field in LEDGER]
_AT_IDS = [field["name"] for field in LEDGER].index("statements") + 1
TABLES = {
    "misquoted": Result(
        "Statements whose quote is not at its place in the text; no other result uses them.",
        [
            SOURCE,
            STATEMENT,
            field(
                "start", "integer", "Where the quote is said to begin: code points, from 0.", 1203
            ),
            field("end", "integer", "Where it is said to end: code points, not included.", 1254),
            field("quote", "string", "The quote.", "arrest warrants have also been issued"),
            field(
                "found", "string", "The words at that place.", "arrest warrants have been issued"
            ),
        ],
    ),
    "quoted": Result(
        "How much of each text is in some quote.",
        [
            SOURCE,
            SOURCE_LABEL,
            integer_field("characters", "Length of the text in code points.", 3562),
            integer_field("quoted", "How many of them are in at least one quote.", 2210),
            field("share", "number", "The ratio of the two, from 0 to 1.", 0.62),
        ],
    ),
    "coverage": Result("How much each text says about each topic, and why it is silent.", COVERAGE),
    "ledger": Result(
        "Every sentence of the texts: what was coded from it, or why nothing was.",
        [*_LEDGER[:_AT_IDS], _IDS, *_LEDGER[_AT_IDS:]],
    ),
    "outcomes": Result(
        "Whether the texts agree: one row for each property of each entity that any speaks of.",
        [*OUTCOME, _IDS],
    ),
    "conflicts": Result(
        "Pairs of statements that cannot both be true; which one is right is not said.",
        CONFLICT,
    ),
}


def path(name: str, partition: str) -> str:
    """Return the path of a file of the table `name`."""
    return f"{name}/{partition}.parquet"


def write(address: str, name: str, partition: str, frame: pd.DataFrame) -> dict[str, str]:
    """Write `frame` as a file of the table `name`; returns its path and SHA-256."""
    result = TABLES[name]
    table = Table(name, result.description, frame, result.fields, [], [])
    arrow_schema = storage.with_mark(schema(table))
    arrays = [pa.array(frame[field.name], type=field.type) for field in arrow_schema]
    to = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=arrow_schema), to, **WRITING)
    return {path(name, partition): storage.write(address, path(name, partition), to.getvalue())}


def read(address: str, name: str, partition: str, column: str) -> pd.Series:
    """Return a column of a file that `write` wrote."""
    with storage.open_file(address, path(name, partition)) as file:
        return pq.ParquetFile(file).read([column])[column].to_pandas()
