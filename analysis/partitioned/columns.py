"""Read typed columns of the Parquet files of a corpus, and report the problems in them."""

from __future__ import annotations

from typing import BinaryIO

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.partitioned import addresses, memory, storage
from analysis.validation.problems import Problem
from analysis.validation.vocabulary import CHAIN

TEXT, NUMBER, LIST = pa.string(), pa.int64(), pa.list_(pa.string())
# The columns that are read, and those of them that may be blank.
COLUMNS = {
    "entities": {"entity_id": TEXT, "kind": TEXT, "label": TEXT, "part_of": TEXT,
        "by_definition": TEXT, "concerns": TEXT,
    },
    "properties": {
        "property": TEXT, "kind": TEXT, "scheme": TEXT, "topic": TEXT, "cardinality": TEXT,
        "implies": TEXT,
    },
    "concepts": {"concept_id": TEXT, "scheme": TEXT, "broader": TEXT, "label": TEXT},
    "labels": {"of": TEXT, "label": TEXT},
    "lexicon": {"words": TEXT, "low": TEXT, "high": TEXT, "convention": TEXT},
    "sources": {
        "source_id": TEXT, "sha256": TEXT, "label": TEXT, "language": TEXT, "published": TEXT,
    },
    "texts": {"source_id": TEXT, "text": TEXT},
    "statements": {
        "statement_id": TEXT, "source_id": TEXT, "entity_id": TEXT, "property": TEXT, "value": TEXT,
        "low": NUMBER, "high": NUMBER, "date": TEXT, "modality": TEXT, "basis": TEXT,
        "speaker": TEXT, "via": LIST, "said_on": TEXT, "cue": TEXT, "quote": TEXT, "note": TEXT,
        "start": NUMBER, "end": NUMBER,
    },
    "exclusions": {"source_id": TEXT, "quote": TEXT, "reason": TEXT},
}  # fmt: skip
BLANK = {
    *("part_of", "by_definition", "scheme", "implies", "broader", "cue"),
    *("concerns", "low", "high", "date", "via", "said_on", "note"),
}
IDS = {"source_id", "statement_id", "entity_id", "property"}
MOST_UNPACKED = 2 << 30  # bytes of the columns that are read of one file
MOST_ROWS = 100_000_000  # of one file
MOST_OF_A_TYPE = 80  # characters of the name of a type that a problem repeats
# Of a footer: no table of ours needs more, and parsing more takes memory without bound.
_FOOTER = {"thrift_string_size_limit": 16 << 20, "thrift_container_size_limit": 1 << 14}
SMALLER = "make the partition smaller, or give more memory"
_AGAIN = "write it again"


def read_columns(
    address: str, name: str, types: dict[str, pa.DataType]
) -> tuple[pd.DataFrame, list[Problem], str]:
    """Read the columns of a file with these types.

    Never raises, whatever the file holds.

    Returns
    -------
    frame : DataFrame
        The columns; empty if there are problems.
    problems : list of Problem
        What is wrong with them as columns.
    digest : str
        The SHA-256 of the file.
    """
    digest = ""
    try:
        with memory.limited(), storage.open_file(address, name) as file:
            digest = storage.hash_file(file)
            table, every = _columns(file, list(types))
            columns, problems = _cast_columns(name, table, every, types)
            return (pd.DataFrame() if problems else _frame(columns)), problems, digest
    except MemoryError:
        message = f"needs more memory to read than there is; {SMALLER}"
    except Exception as error:  # the errors of pyarrow are of many kinds
        message = f"cannot be read ({addresses.reason(error)}); {_AGAIN}"
    return pd.DataFrame(), [Problem(name, 0, "", message)], digest


def _columns(file: BinaryIO, columns: list[str]) -> tuple[pa.Table, list[str]]:
    """Return some columns of a Parquet file, and the names of all that it has.

    May raise errors of any kind, because the file may hold anything.
    """
    parquet = pq.ParquetFile(file, page_checksum_verification=True, **_FOOTER)
    every = parquet.schema_arrow.names
    _require_size(parquet.metadata, columns)
    # In one thread: where memory is limited, a thread that cannot start ends the whole process.
    present = [column for column in columns if column in every]
    table = parquet.read(present, use_threads=False)
    table.validate()
    return table, every


def _require_size(metadata: pq.FileMetaData, columns: list[str]) -> None:
    """Raise ValueError for a file that declares more than fits into memory."""
    if metadata.num_rows > MOST_ROWS:
        raise ValueError(f"{metadata.num_rows:,} rows; a partition has at most {MOST_ROWS:,}")
    groups = map(metadata.row_group, range(metadata.num_row_groups))
    chunks = (group.column(at) for group in groups for at in range(group.num_columns))
    wanted = (chunk for chunk in chunks if chunk.path_in_schema.split(".")[0] in columns)
    unpacked = sum(chunk.total_uncompressed_size for chunk in wanted)
    if unpacked > MOST_UNPACKED:
        raise ValueError(
            f"{unpacked:,} bytes unpacked; a file of a partition has at most {MOST_UNPACKED:,}"
        )


def _cast_columns(
    name: str, table: pa.Table, every: list[str], types: dict[str, pa.DataType]
) -> tuple[dict[str, pa.ChunkedArray], list[Problem]]:
    """Return the columns of a table with these types, and their problems."""
    columns, problems = {}, []
    for column, kind in types.items():
        if every.count(column) != 1:
            message = f"there is no such column; its type is {kind}"
            if column in every:
                message = f"there are {every.count(column)} columns of that name; keep one of them"
            problems.append(Problem(name, 0, column, message))
            continue
        try:
            columns[column] = _cast(table[column], kind)
        except TypeError:
            has = str(table[column].type)
            has = has if len(has) <= MOST_OF_A_TYPE else f"{has[:MOST_OF_A_TYPE]}…"
            problems.append(Problem(name, 0, column, f"is of type {has}; write it as {kind}"))
        except ValueError as error:
            problems.append(Problem(name, 0, column, str(error)))
        else:
            problems += _blanks(name, column, columns[column])
    return columns, problems


def _cast(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    """Return a column cast to another type.

    Raises
    ------
    TypeError
        If it cannot have that type.
    ValueError
        If it holds values that no column of its type may hold; the message says which.
    """
    try:
        column.validate(full=True)
    except pa.ArrowException as error:
        why = addresses.reason(error)
        if "UTF8" in why:
            why = "bytes that are not UTF-8"
        raise ValueError(f"holds what cannot be read ({why}); {_AGAIN}") from error
    if column.type == kind:
        return column
    if kind == NUMBER and (pa.types.is_temporal(column.type) or pa.types.is_boolean(column.type)):
        raise TypeError
    try:
        cast = column.cast(kind)
        cast.validate(full=True)  # a type such as binary may hold any bytes
    except MemoryError:
        raise
    except Exception as error:  # the errors of pyarrow are of many kinds
        raise TypeError from error
    return cast


def _blanks(name: str, column: str, cells: pa.ChunkedArray) -> list[Problem]:
    """Return a problem for the first cell of a column that is blank and must not be."""
    problems = []
    if column not in BLANK and cells.null_count and name != "lexicon.parquet":
        row = pc.index(cells.is_null(), True).as_py() + 1
        problems.append(Problem(name, row, column, "is blank; a value is needed here"))
    elif column in IDS and (row := pc.index(pc.equal(cells, ""), True).as_py() + 1):
        problems.append(Problem(name, row, column, "is blank; an id is needed here"))
    if cells.type == LIST and (row := _without_name(cells)):
        problems.append(Problem(name, row, column, "has a link without a name; name it"))
    return problems


def _without_name(chains: pa.ChunkedArray) -> int:
    """Return the first row, from 1, whose list has a blank in it, or 0."""
    links = pc.list_flatten(chains)
    blank = pc.fill_null(pc.equal(links, ""), True)
    row = pc.index(blank, True).as_py()
    return pc.list_parent_indices(chains)[row].as_py() + 1 if row >= 0 else 0


def _frame(columns: dict[str, pa.ChunkedArray]) -> pd.DataFrame:
    """Return columns typed like those of `Evidence`: numbers may be NA, a chain is one string."""
    if "via" in columns:
        chain = pc.binary_join(columns["via"], CHAIN)
        columns = columns | {"via": pc.if_else(pc.equal(chain, ""), None, chain)}
    types = {NUMBER: pd.Int64Dtype(), TEXT: pd.StringDtype(na_value=np.nan)}
    frame = pa.table(columns).to_pandas(types_mapper=types.get, use_threads=False)
    whole = {name: "int64" for name in ("start", "end") if name in frame}
    return frame.astype(whole)
