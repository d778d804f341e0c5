"""A part of a corpus, read and checked: some whole documents, as a bundle like a project's."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.compare import encoding
from analysis.errors import UserError
from analysis.evidence import Evidence
from analysis.export.partitions import IN_PARTS, WHOLE
from analysis.partitioned import memory, storage
from analysis.partitioned.validation import Shared, part_problems, rows_of, shared_problems
from analysis.validation.problems import Problem
from analysis.validation.vocabulary import CHAIN
from analysis.values import edtf

TEXT, NUMBER, LIST = pa.string(), pa.int64(), pa.list_(pa.string())
# The columns that are read, and those of them that may be blank.
COLUMNS = {
    "entities": {"entity_id": TEXT, "kind": TEXT, "label": TEXT, "concerns": TEXT},
    "props": {"prop": TEXT, "kind": TEXT, "topic": TEXT, "cardinality": TEXT},
    "lexicon": {"words": TEXT, "low": TEXT, "high": TEXT, "convention": TEXT},
    "sources": {
        "source_id": TEXT, "sha256": TEXT, "label": TEXT, "language": TEXT, "published": TEXT,
    },
    "texts": {"source_id": TEXT, "text": TEXT},
    "statements": {
        "statement_id": TEXT, "source_id": TEXT, "entity_id": TEXT, "prop": TEXT, "value": TEXT,
        "low": NUMBER, "high": NUMBER, "date": TEXT, "modality": TEXT, "basis": TEXT,
        "speaker": TEXT, "via": LIST, "said": TEXT, "quote": TEXT, "note": TEXT,
        "start": NUMBER, "end": NUMBER,
    },
    "waivers": {"source_id": TEXT, "quote": TEXT, "reason": TEXT},
}  # fmt: skip
BLANK = {"concerns", "low", "high", "date", "via", "said", "note"}
IDS = {"source_id", "statement_id", "entity_id", "prop"}
MOST_UNPACKED = 2 << 30  # bytes of the columns that are read of one file
MOST_ROWS = 100_000_000  # of one file
MOST_OF_A_TYPE = 80  # characters of the name of a type that a problem repeats
# Of a footer: no table of ours needs more, and parsing more takes memory without bound.
_FOOTER = {"thrift_string_size_limit": 16 << 20, "thrift_container_size_limit": 1 << 14}
SMALLER = "make the part smaller, or give more memory"
_AGAIN = "write it again"
CHANGED = "was changed meanwhile; run again"


class PartError(UserError):
    """Parts of a corpus, or tables that all of them share, are not sound: a line a problem."""


class Part(NamedTuple):
    """A part: its name, and the numbers of its first document and statement in the corpus.

    `digests` are the SHA-256 of its files, in the order of `IN_PARTS`; without them it is not
    asked whether the files are still the same.
    """

    name: str
    first_source: int = 0
    first_statement: int = 0
    digests: tuple[str, ...] = ()


class Counts(NamedTuple):
    """What is in a part: statements, hashes of ids and labels of documents, and of what it speaks.

    `times` has how many statements are of each of `entities`, which are numbers. `digests` are the
    SHA-256 of the files of the part, in the order of `IN_PARTS`.
    """

    statements: int
    documents: np.ndarray
    labels: np.ndarray
    entities: np.ndarray
    times: np.ndarray
    digests: tuple[str, ...] = ()


def names(files: Iterable[str]) -> tuple[list[str], list[Problem]]:
    """The names of the parts among the files of a corpus, in order, and the parts that lack one."""
    found = {
        table: {
            name.removeprefix(f"{table}/").removesuffix(".parquet")
            for name in files
            if name.startswith(f"{table}/") and name.endswith(".parquet")
        }
        for table in IN_PARTS
    }
    problems = []
    for table, parts in found.items():
        for name in sorted(parts):
            if {".", "..", ""} & set(name.split("/")):  # no file of the results could be called so
                told = "no part can have that name; rename its files"
                problems.append(Problem(f"{table}/{name}.parquet", 0, "", told))
                parts.remove(name)
    # In the order of the names of files, so that files in that order are the table.
    every = sorted(set.union(*found.values()), key="{}.parquet".format)
    problems += [
        Problem(f"{table}/{name}.parquet", 0, "", "there is none; write this part again")
        for name in every
        for table in IN_PARTS
        if name not in found[table]
    ]
    whole = set.intersection(*found.values())
    return [name for name in every if name in whole], problems


@functools.lru_cache(maxsize=2)
def shared(address: str, _: str = "") -> Shared:
    """The tables that all parts of a corpus share. Raises PartError.

    The second argument is what changes when they do.
    """
    tables, problems, digests = {}, [], []
    for name in WHOLE:
        tables[name], found, digest = _read(address, f"{name}.parquet", COLUMNS[name])
        problems += found
        digests.append(digest)
    if not problems:
        problems += shared_problems(tables)
    if problems:
        raise PartError(*map(str, problems))
    hashed = encoding.hashes(pd.Index(tables["entities"]["entity_id"]))
    row_of = np.argsort(hashed, kind="stable")
    return Shared(*(tables[name] for name in WHOLE), hashed[row_of], row_of, tuple(digests))


def shared_digests(address: str) -> tuple[str, ...]:
    """The SHA-256 of the files of the tables that all parts share, "" for one that is not read."""
    return tuple(storage.digest(address, f"{name}.parquet") for name in WHOLE)


def digests_of(address: str, part: str) -> tuple[str, ...]:
    """The SHA-256 of the files of a part, "" for one that cannot be read."""
    return tuple(storage.digest(address, f"{table}/{part}.parquet") for table in IN_PARTS)


def changes(part: Part, digests: Iterable[str]) -> list[Problem]:
    """A problem for each file of a part that is not what it was when it was counted.

    `digests` are what its first files hold now, in the order of `IN_PARTS`.
    """
    return [
        Problem(f"{table}/{part.name}.parquet", 0, "", CHANGED)
        for table, before, now in zip(IN_PARTS, part.digests, digests, strict=False)
        if before != now
    ]


def counts(address: str, part: str, of: Shared) -> tuple[Counts | None, list[Problem]]:
    """What is in a part, or None, and what is wrong with the columns that say it.

    Entities are numbered by their rows; unknown ones are left out.
    """
    columns, problems, digests = {}, [], {}
    for table, names in (("sources", ["source_id", "label"]), ("statements", ["entity_id"])):
        types = {name: COLUMNS[table][name] for name in names}
        frame, found, digests[table] = _read(address, f"{table}/{part}.parquet", types)
        columns |= dict(frame.items())
        problems += found
    for table in IN_PARTS:
        if table not in digests:
            digests[table] = storage.digest(address, f"{table}/{part}.parquet")
    if problems:
        return None, problems
    code, named = pd.factorize(columns["entity_id"])
    number = rows_of(named.tolist(), of)
    times = np.bincount(code, minlength=len(number))
    known = number >= 0
    hashed = (encoding.hashes(pd.Index(columns[name])) for name in ("source_id", "label"))
    in_order = tuple(digests[table] for table in IN_PARTS)
    return Counts(len(code), *hashed, number[known], times[known], in_order), []


def cell(address: str, part: str, column: str, row: int) -> str:
    """A cell of the documents of a part, whose columns were sound; "" if they no longer are."""
    types = {column: COLUMNS["sources"][column]}
    frame, problems, _ = _read(address, f"sources/{part}.parquet", types)
    return "" if problems or row >= len(frame) else frame[column].iloc[row]


def read(
    address: str, part: Part, of: Shared, texts: bool = True
) -> tuple[Evidence | None, list[Problem]]:
    """A part as a bundle, or None, and what is wrong with it.

    Rows keep their numbers in the corpus, also those of the entities, of which the bundle has only
    those that the part speaks of. Without `texts` the documents lack them, and nothing is checked
    that was checked before.
    """
    wanted = IN_PARTS if texts else ("sources", "statements")
    tables, problems, digests = {}, [], []
    for name in IN_PARTS:
        file = f"{name}/{part.name}.parquet"
        if name in wanted:
            tables[name], found, digest = _read(address, file, COLUMNS[name])
            problems += found
        else:
            digest = storage.digest(address, file) if part.digests else ""
        digests.append(digest)
    problems = changes(part, digests) or problems
    if problems:
        return None, problems
    named = _entities(tables["statements"], of)
    if texts:
        problems = part_problems(part.name, tables, of)
        if problems:
            return None, problems
        text = tables["texts"].set_index("source_id")["text"]
        tables["sources"]["text"] = tables["sources"]["source_id"].map(text)
    sources, statements = tables["sources"], tables["statements"]
    published = edtf.spans(sources["published"])
    sources = sources.assign(
        published_start=published["date_start"], published_end=published["date_end"]
    )
    sources.index += part.first_source
    statements = statements.join(edtf.spans(statements["date"]))
    statements.index += part.first_statement
    blank = pd.DataFrame()
    waivers = tables.get("waivers", blank)
    return Evidence(
        root=Path(address),
        sources=sources,
        entities=of.entities.iloc[named],
        props=of.props,
        statements=statements,
        waivers=waivers,
        lexicon=of.lexicon,
        wordings=blank,
        rules=blank,
    ), []


def _entities(statements: pd.DataFrame, of: Shared) -> np.ndarray:
    """The rows of the entities that statements name, and of the warrants that these concern."""
    chains = statements["via"].dropna().unique()
    of_kind = dict(zip(of.props["prop"], of.props["kind"], strict=True))
    values = statements.loc[statements["prop"].map(of_kind) == "entity", "value"]
    named = {link for chain in chains for link in chain.split(CHAIN)}
    for column in (statements["entity_id"], statements["speaker"], values):
        named.update(column.unique().tolist())
    rows = rows_of(named, of)
    rows = np.unique(rows[rows >= 0])
    concerned = rows_of(of.entities["concerns"].iloc[rows].dropna().unique().tolist(), of)
    return np.union1d(rows, concerned[concerned >= 0])


def _columns(file: BinaryIO, columns: list[str]) -> tuple[pa.Table, list[str]]:
    """Some columns of a Parquet file, and the names of all that it has.

    Raises errors of many kinds, since the file may hold anything.
    """
    parquet = pq.ParquetFile(file, page_checksum_verification=True, **_FOOTER)
    every = parquet.schema_arrow.names
    _require_size(parquet.metadata, columns)
    table = parquet.read([column for column in columns if column in every])
    table.validate()
    return table, every


def _require_size(metadata: pq.FileMetaData, columns: list[str]) -> None:
    """Raise ValueError for a file that declares more than fits into memory."""
    if metadata.num_rows > MOST_ROWS:
        raise ValueError(f"{metadata.num_rows:,} rows; a part has at most {MOST_ROWS:,}")
    groups = map(metadata.row_group, range(metadata.num_row_groups))
    chunks = (group.column(at) for group in groups for at in range(group.num_columns))
    wanted = (chunk for chunk in chunks if chunk.path_in_schema.split(".")[0] in columns)
    unpacked = sum(chunk.total_uncompressed_size for chunk in wanted)
    if unpacked > MOST_UNPACKED:
        raise ValueError(
            f"{unpacked:,} bytes unpacked; a file of a part has at most {MOST_UNPACKED:,}"
        )


def _read(
    address: str, name: str, types: dict[str, pa.DataType]
) -> tuple[pd.DataFrame, list[Problem], str]:
    """The columns of a file with these types, what is wrong with them as columns, and its SHA-256.

    Whatever the file holds, nothing is raised.
    """
    digest = ""
    try:
        with memory.limited(), storage.reading(address, name) as file:
            digest = storage.digest_of(file)
            table, every = _columns(file, list(types))
            columns, problems = _typed(name, table, every, types)
            return (pd.DataFrame() if problems else _frame(columns)), problems, digest
    except MemoryError:
        message = f"needs more memory to read than there is; {SMALLER}"
    except Exception as error:  # the errors of pyarrow are of many kinds
        message = f"cannot be read ({storage.reason(error)}); {_AGAIN}"
    return pd.DataFrame(), [Problem(name, 0, "", message)], digest


def _typed(
    name: str, table: pa.Table, every: list[str], types: dict[str, pa.DataType]
) -> tuple[dict[str, pa.ChunkedArray], list[Problem]]:
    """The columns of a table with these types, and what is wrong with them."""
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
    """A column with another type.

    Raises TypeError if it cannot have that, and ValueError, which says why, if it holds what none
    of its type may.
    """
    try:
        column.validate(full=True)
    except pa.ArrowException as error:
        why = storage.reason(error)
        if "UTF8" in why:
            why = "bytes that are not UTF-8"
        raise ValueError(f"holds what cannot be read ({why}); {_AGAIN}") from error
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
    """A problem for the first cell of a column that is blank and may not be."""
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
    """The first row, from 1, whose list has a blank in it, or 0."""
    links = pc.list_flatten(chains)
    blank = pc.fill_null(pc.equal(links, ""), True)
    row = pc.index(blank, True).as_py()
    return pc.list_parent_indices(chains)[row].as_py() + 1 if row >= 0 else 0


def _frame(columns: dict[str, pa.ChunkedArray]) -> pd.DataFrame:
    """Columns as those of `Evidence` are: numbers may be NA, a chain is one text."""
    if "via" in columns:
        chain = pc.binary_join(columns["via"], CHAIN)
        columns = columns | {"via": pc.if_else(pc.equal(chain, ""), None, chain)}
    types = {NUMBER: pd.Int64Dtype(), TEXT: pd.StringDtype(na_value=np.nan)}
    frame = pa.table(columns).to_pandas(types_mapper=types.get)
    whole = {name: "int64" for name in ("start", "end") if name in frame}
    return frame.astype(whole)
