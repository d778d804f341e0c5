"""A part of a corpus, read and checked: some whole documents, as a bundle like a project's."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis import claims, dates
from analysis.evidence import Evidence
from analysis.export.corpus import IN_PARTS, WHOLE
from analysis.plain import UserError
from analysis.scale import storage
from analysis.scale.door import Shared, part_problems, rows_of, shared_problems
from analysis.schema import CHAIN, Problem

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


class PartError(UserError):
    """Parts of a corpus, or tables that all of them share, are not sound: a line a problem."""


class Part(NamedTuple):
    """A part: its name, and the numbers of its first document and statement in the corpus."""

    name: str
    first_source: int = 0
    first_statement: int = 0


class Counts(NamedTuple):
    """What is in a part: statements, hashes of ids and labels of documents, and of what it speaks.

    `times` has how many statements are of each of `entities`, which are numbers.
    """

    statements: int
    documents: np.ndarray
    labels: np.ndarray
    entities: np.ndarray
    times: np.ndarray


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
    # In the order of the names of files, so that files in that order are the table.
    every = sorted(set.union(*found.values()), key="{}.parquet".format)
    problems = [
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
    tables, problems = {}, []
    for name in WHOLE:
        tables[name], found = _read(address, f"{name}.parquet", COLUMNS[name])
        problems += found
    if not problems:
        problems += shared_problems(tables)
    if problems:
        raise PartError(*map(str, problems))
    hashed = claims.hashes(pd.Index(tables["entities"]["entity_id"]))
    row_of = np.argsort(hashed, kind="stable")
    return Shared(*(tables[name] for name in WHOLE), hashed[row_of], row_of)


def counts(address: str, part: str, of: Shared) -> tuple[Counts | None, list[Problem]]:
    """What is in a part, or None, and what is wrong with the columns that say it.

    Entities are numbered by their rows; unknown ones are left out.
    """
    columns, problems = {}, []
    for table, names in (("sources", ["source_id", "label"]), ("statements", ["entity_id"])):
        types = {name: COLUMNS[table][name] for name in names}
        frame, found = _read(address, f"{table}/{part}.parquet", types)
        columns |= dict(frame.items())
        problems += found
    if problems:
        return None, problems
    code, named = pd.factorize(columns["entity_id"])
    number = rows_of(named.tolist(), of)
    times = np.bincount(code, minlength=len(number))
    known = number >= 0
    hashed = (claims.hashes(pd.Index(columns[name])) for name in ("source_id", "label"))
    return Counts(len(code), *hashed, number[known], times[known]), []


def cells(address: str, part: str, column: str) -> list[str]:
    """A column of the documents of a part, whose columns are sound."""
    types = {column: COLUMNS["sources"][column]}
    return _read(address, f"sources/{part}.parquet", types)[0][column].tolist()


def read(
    address: str, part: Part, of: Shared, texts: bool = True
) -> tuple[Evidence | None, list[Problem]]:
    """A part as a bundle, or None, and what is wrong with it.

    Rows keep their numbers in the corpus, also those of the entities, of which the bundle has only
    those that the part speaks of. Without `texts` the documents lack them, and nothing is checked
    that was checked before.
    """
    wanted = IN_PARTS if texts else ("sources", "statements")
    tables, problems = {}, []
    for name in wanted:
        tables[name], found = _read(address, f"{name}/{part.name}.parquet", COLUMNS[name])
        problems += found
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
    published = dates.spans(sources["published"])
    sources = sources.assign(
        published_start=published["date_start"], published_end=published["date_end"]
    )
    sources.index += part.first_source
    statements = statements.join(dates.spans(statements["date"]))
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


def _columns(address: str, name: str, columns: list[str]) -> pa.Table:
    """Some columns of a Parquet file. Raises OSError or ValueError."""
    with storage.reading(address, name) as file:
        found = pq.ParquetFile(file, page_checksum_verification=True)
        return found.read([column for column in columns if column in found.schema_arrow.names])


def _read(
    address: str, name: str, types: dict[str, pa.DataType]
) -> tuple[pd.DataFrame, list[Problem]]:
    """The columns of a file with these types, and what is wrong with them as columns."""
    try:
        table = _columns(address, name, list(types))
    except (OSError, ValueError) as error:  # pyarrow's own errors are of these two kinds
        why = str(error).strip().split("\n")[0]
        return pd.DataFrame(), [Problem(name, 0, "", f"cannot be read ({why}); write it again")]
    problems, columns = [], {}
    for column, kind in types.items():
        if column not in table.column_names:
            told = f"there is no such column; its type is {kind}"
            problems.append(Problem(name, 0, column, told))
            continue
        try:
            found = table[column].cast(kind)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            told = f"is of type {table[column].type}; write it as {kind}"
            problems.append(Problem(name, 0, column, told))
            continue
        if column not in BLANK and found.null_count and name != "lexicon.parquet":
            row = pc.index(found.is_null(), True).as_py() + 1
            problems.append(Problem(name, row, column, "is blank; a value is needed here"))
        if kind == LIST and (row := _without_name(found)):
            problems.append(Problem(name, row, column, "has a link without a name; name it"))
        columns[column] = found
    if problems:
        return pd.DataFrame(), problems
    return _frame(columns), []


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
