"""The tables that a run over a corpus writes: those of the notebooks, and the misquotes.

Each is a folder of Parquet files, in order of their names; together they are the table.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.export.fields import (
    COVERAGE,
    LEDGER,
    SOURCE,
    SOURCE_LABEL,
    STATEMENT,
    VERDICT,
    Field,
    conflict,
    listing,
    make,
    number,
)
from analysis.export.frames import Table
from analysis.export.parquet import WRITING, schema
from analysis.partitioned import storage

if TYPE_CHECKING:
    import pandas as pd


class Result(NamedTuple):
    """What a table of results says, and its columns, in order."""

    told: str
    fields: list[Field]


_IDS = listing("statement_ids", "The statements it rests on.", "s-c43871f560e7", "; ")
_WORDS = make("text", "string", "The sentence.", "Join the mailing list")
_LEDGER = [_WORDS if field["name"] == "text" else field for field in LEDGER]
_AT_IDS = [field["name"] for field in LEDGER].index("statements") + 1
TABLES = {
    "misquoted": Result(
        "Statements whose quote does not stand at its place; nothing else rests on them.",
        [
            SOURCE,
            STATEMENT,
            make(
                "start", "integer", "Where the quote is said to begin: code points, from 0.", 1203
            ),
            make("end", "integer", "Where it is said to end: code points, not included.", 1254),
            make("quote", "string", "The quote.", "arrest warrants have also been issued"),
            make("found", "string", "The words at that place.", "arrest warrants have been issued"),
        ],
    ),
    "quoted": Result(
        "How much of each text stands in some quote.",
        [
            SOURCE,
            SOURCE_LABEL,
            number("characters", "Length of the text in code points.", 3562),
            number("quoted", "How many of them stand in at least one quote.", 2210),
            make("share", "number", "The ratio of the two, from 0 to 1.", 0.62),
        ],
    ),
    "coverage": Result("How much each text says of each topic, and why it is silent.", COVERAGE),
    "ledger": Result(
        "Every sentence of the texts: what was coded from it, or why nothing was.",
        [*_LEDGER[:_AT_IDS], _IDS, *_LEDGER[_AT_IDS:]],
    ),
    "verdicts": Result(
        "Whether the texts agree: one row for each property of each entity that any speaks of.",
        [*VERDICT, _IDS],
    ),
    "conflicts": Result(
        "Pairs of statements that cannot both be true; which one is right is not said.",
        conflict("said"),
    ),
}


def path(name: str, part: str) -> str:
    """The path of a file of the table `name`."""
    return f"{name}/{part}.parquet"


def write(address: str, name: str, part: str, frame: pd.DataFrame) -> dict[str, str]:
    """Write `frame` as a file of the table `name` of `TABLES`; returns its path and SHA-256.

    Raises StorageError.
    """
    result = TABLES[name]
    of = storage.marked(schema(Table(name, result.told, frame, result.fields, [], [])))
    arrays = [pa.array(frame[field.name], type=field.type) for field in of]
    to = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=of), to, **WRITING)
    return {path(name, part): storage.write(address, path(name, part), to.getvalue())}


def read(address: str, name: str, part: str, column: str) -> pd.Series:
    """A column of a file that `write` wrote."""
    with storage.reading(address, path(name, part)) as file:
        return pq.ParquetFile(file).read([column])[column].to_pandas()
