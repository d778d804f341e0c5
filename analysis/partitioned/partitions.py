"""Load partitions of a corpus: some whole documents, as an `Evidence` like that of a project."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.compare import encoding
from analysis.errors import UserError
from analysis.evidence import Evidence, with_ranges
from analysis.export.partitions import PARTITIONED, WHOLE
from analysis.partitioned import storage
from analysis.partitioned.columns import COLUMNS, read_columns
from analysis.partitioned.validation import (
    SharedTables,
    partition_problems,
    rows_of,
    shared_problems,
)
from analysis.validation.problems import Problem
from analysis.validation.vocabulary import CHAIN
from analysis.values import edtf

CHANGED = "was changed meanwhile; run again"


class CorpusError(UserError):
    """Raised with one line per problem of partitions or of the tables that they share."""


class Partition(NamedTuple):
    """A partition, and the numbers of its first document and statement in the corpus.

    `digests` are the SHA-256 of its files, in the order of `PARTITIONED`. If they are empty,
    changes of the files go unnoticed.
    """

    name: str
    first_source: int = 0
    first_statement: int = 0
    digests: tuple[str, ...] = ()


class PartitionCounts(NamedTuple):
    """The contents of a partition in numbers.

    Attributes
    ----------
    statements : int
        How many statements it has.
    documents, labels : ndarray of int
        Hashes of the ids and labels of its documents.
    entities, times : ndarray of int
        The numbers of the entities that it speaks of, and how many statements each has.
    digests : tuple of str
        The SHA-256 of its files, in the order of `PARTITIONED`.
    """

    statements: int
    documents: np.ndarray
    labels: np.ndarray
    entities: np.ndarray
    times: np.ndarray
    digests: tuple[str, ...] = ()


def list_partitions(files: Iterable[str]) -> tuple[list[str], list[Problem]]:
    """Return the names of the partitions among the files of a corpus, in order.

    Also returns a problem for each file that a partition lacks or that cannot be used.
    """
    stems_of = {
        table: {
            name.removeprefix(f"{table}/").removesuffix(".parquet")
            for name in files
            if name.startswith(f"{table}/") and name.endswith(".parquet")
        }
        for table in PARTITIONED
    }
    problems = []
    for table, stems in stems_of.items():
        for name in sorted(stems):
            if {".", "..", ""} & set(name.split("/")):  # no file of the results could be called so
                message = "no partition can have that name; rename its files"
                problems.append(Problem(f"{table}/{name}.parquet", 0, "", message))
                stems.remove(name)
    # In the order of the names of files, so that files in that order are the table.
    every = sorted(set.union(*stems_of.values()), key="{}.parquet".format)
    problems += [
        Problem(f"{table}/{name}.parquet", 0, "", "there is none; write this partition again")
        for name in every
        for table in PARTITIONED
        if name not in stems_of[table]
    ]
    whole = set.intersection(*stems_of.values())
    return [name for name in every if name in whole], problems


@functools.lru_cache(maxsize=2)
def load_shared(address: str, _: str = "") -> SharedTables:
    """Return the tables that all partitions of a corpus share.

    The second argument is part of the key of the cache: it changes when the files do.

    Raises
    ------
    CorpusError
        If the tables are not valid.
    """
    tables, problems, digests = {}, [], []
    for name in WHOLE:
        tables[name], of_file, digest = read_columns(address, f"{name}.parquet", COLUMNS[name])
        problems += of_file
        digests.append(digest)
    if not problems:
        problems += shared_problems(tables)
    if problems:
        raise CorpusError(*map(str, problems))
    hashed = encoding.hashes(pd.Index(tables["entities"]["entity_id"]))
    row_of = np.argsort(hashed, kind="stable")
    tables["entities"] = with_ranges(tables["entities"], "entity_id", "part_of")
    tables["concepts"] = with_ranges(tables["concepts"], "concept_id", "broader")
    return SharedTables(**tables, hashed=hashed[row_of], row_of=row_of, digests=tuple(digests))


def shared_digests(address: str) -> tuple[str, ...]:
    """Return the SHA-256 of the files of the shared tables, "" for one that cannot be read."""
    return tuple(storage.file_digest(address, f"{name}.parquet") for name in WHOLE)


def digests_of(address: str, partition: str) -> tuple[str, ...]:
    """Return the SHA-256 of the files of a partition, "" for one that cannot be read."""
    return tuple(
        storage.file_digest(address, f"{table}/{partition}.parquet") for table in PARTITIONED
    )


def changed_files(partition: Partition, digests: Iterable[str]) -> list[Problem]:
    """Return a problem for each file of a partition that changed since it was counted.

    `digests` are those of its first files now, in the order of `PARTITIONED`.
    """
    return [
        Problem(f"{table}/{partition.name}.parquet", 0, "", CHANGED)
        for table, before, now in zip(PARTITIONED, partition.digests, digests, strict=False)
        if before != now
    ]


def count(
    address: str, partition: str, shared: SharedTables
) -> tuple[PartitionCounts | None, list[Problem]]:
    """Count what is in a partition; None if its columns have problems, which are also returned.

    Entities are numbered by their rows; unknown ones are left out.
    """
    columns: dict[str, pd.Series] = {}
    problems: list[Problem] = []
    digests: dict[str, str] = {}
    for table, names in (("sources", ["source_id", "label"]), ("statements", ["entity_id"])):
        types = {name: COLUMNS[table][name] for name in names}
        frame, of_file, digests[table] = read_columns(
            address, f"{table}/{partition}.parquet", types
        )
        columns |= {str(column): cells for column, cells in frame.items()}
        problems += of_file
    for table in PARTITIONED:
        if table not in digests:
            digests[table] = storage.file_digest(address, f"{table}/{partition}.parquet")
    if problems:
        return None, problems
    code, named = pd.factorize(columns["entity_id"])
    number = rows_of(named.tolist(), shared)
    times = np.bincount(code, minlength=len(number))
    known = number >= 0
    counts = PartitionCounts(
        statements=len(code),
        documents=encoding.hashes(pd.Index(columns["source_id"])),
        labels=encoding.hashes(pd.Index(columns["label"])),
        entities=number[known],
        times=times[known],
        digests=tuple(digests[table] for table in PARTITIONED),
    )
    return counts, []


def read_cell(address: str, partition: str, column: str, row: int) -> str:
    """Return a cell of the documents of a partition; "" if it can no longer be read."""
    types = {column: COLUMNS["sources"][column]}
    frame, problems, _ = read_columns(address, f"sources/{partition}.parquet", types)
    return "" if problems or row >= len(frame) else frame[column].iloc[row]


def load(
    address: str, partition: Partition, shared: SharedTables, texts: bool = True
) -> tuple[Evidence | None, list[Problem]]:
    """Return a partition as an `Evidence`, or None, and its problems.

    Rows keep their numbers in the corpus, also those of the entities, of which only those that the
    partition names are included. Without `texts` the documents lack them, and nothing is validated
    again.
    """
    wanted = PARTITIONED if texts else ("sources", "statements")
    tables, problems, digests = {}, [], []
    for name in PARTITIONED:
        file = f"{name}/{partition.name}.parquet"
        if name in wanted:
            tables[name], of_file, digest = read_columns(address, file, COLUMNS[name])
            problems += of_file
        else:
            digest = storage.file_digest(address, file) if partition.digests else ""
        digests.append(digest)
    problems = changed_files(partition, digests) or problems
    if problems:
        return None, problems
    named = _entities(tables["statements"], shared)
    if texts:
        problems = partition_problems(partition.name, tables, shared)
        if problems:
            return None, problems
        text = tables["texts"].set_index("source_id")["text"]
        tables["sources"]["text"] = tables["sources"]["source_id"].map(text)
    sources, statements = tables["sources"], tables["statements"]
    published = edtf.spans(sources["published"])
    sources = sources.assign(
        published_start=published["date_start"], published_end=published["date_end"]
    )
    sources.index += partition.first_source
    statements = statements.join(edtf.spans(statements["date"]))
    statements.index += partition.first_statement
    blank = pd.DataFrame()
    exclusions = tables.get("exclusions", blank)
    return Evidence(
        root=Path(address),
        sources=sources,
        entities=shared.entities.iloc[named],
        properties=shared.properties,
        statements=statements,
        exclusions=exclusions,
        concepts=shared.concepts,
        labels=shared.labels,
        lexicon=shared.lexicon,
        rules=blank,
        elements=blank,
    ), []


def _entities(statements: pd.DataFrame, shared: SharedTables) -> np.ndarray:
    """Return the rows of the entities that statements name, and of the warrants they concern."""
    chains = statements["via"].dropna().unique()
    of_kind = dict(zip(shared.properties["property"], shared.properties["kind"], strict=True))
    values = statements.loc[statements["property"].map(of_kind) == "entity", "value"]
    named = {link for chain in chains for link in chain.split(CHAIN)}
    for column in (statements["entity_id"], statements["speaker"], values):
        named.update(column.unique().tolist())
    rows = rows_of(named, shared)
    rows = np.unique(rows[rows >= 0])
    concerned = rows_of(shared.entities["concerns"].iloc[rows].dropna().unique().tolist(), shared)
    return np.union1d(rows, concerned[concerned >= 0])
