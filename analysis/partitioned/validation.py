"""Validate the rows of a corpus, so far as a comparison relies on them.

Keys, closed lists, dates, the ranges of vague words, and that the SHA-256 of each text is the
recorded one. A quote that is not in its text is a finding and no fault of its partition, so quotes
are not checked here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.compare import encoding
from analysis.evidence import STATEMENT_ID
from analysis.export.partitions import PARTITIONED
from analysis.system import folders
from analysis.validation.csv_tables import Table
from analysis.validation.problems import Problem, bounded, quoted
from analysis.validation.values import count_problems, lexicon_problems
from analysis.validation.vocabulary import CHAIN, Basis, Cardinality, PropertyKind, Stance
from analysis.values import counts, edtf, nesting

MARK = r"([NM]([+-](1|10%))?|[0-9]+)?"  # a bound of the lexicon
SHOWN_ROWS = 3  # of those with one kind of problem


class SharedTables(NamedTuple):
    """The tables that all partitions share, and the hashes of the entity ids.

    `hashed` is sorted, and `row_of` gives the row of each hash; the two take less memory than a
    dictionary. `digests` are the SHA-256 of the files, in the order of `WHOLE`.
    """

    entities: pd.DataFrame
    properties: pd.DataFrame
    concepts: pd.DataFrame
    labels: pd.DataFrame
    lexicon: pd.DataFrame
    hashed: np.ndarray
    row_of: np.ndarray
    digests: tuple[str, ...] = ()


def shared_problems(tables: dict[str, pd.DataFrame]) -> list[Problem]:
    """Return the problems in the rows of the shared tables."""
    entities, properties, lexicon = (tables[name] for name in ("entities", "properties", "lexicon"))
    is_unknown = entities["concerns"].notna() & ~entities["concerns"].isin(entities["entity_id"])
    is_other_kind = ~properties["kind"].isin(list(PropertyKind))
    is_other_cardinality = ~properties["cardinality"].isin(list(Cardinality))
    empty = [
        Problem(f"{name}.parquet", 0, "", "has no rows; write those that the partitions name")
        for name in ("entities", "properties")
        if tables[name].empty
    ]
    file = "entities.parquet"
    return [
        *empty,
        *_repeated(file, entities, "entity_id"),
        *_wrong(file, entities, "concerns", is_unknown, "no such entity_id; add it"),
        *_repeated(file, entities, "label"),
        *_nesting_problems(tables),
        *_repeated("properties.parquet", properties, "property"),
        *_wrong("properties.parquet", properties, "kind", is_other_kind, _one_of(PropertyKind)),
        *_wrong(
            "properties.parquet",
            properties,
            "cardinality",
            is_other_cardinality,
            _one_of(Cardinality),
        ),
        *_lexicon_problems(lexicon),
    ]


def _nesting_problems(tables: dict[str, pd.DataFrame]) -> list[Problem]:
    """Return the concepts and entities whose parent is none, or that lie within themselves."""
    problems = []
    for name, key, parent in (
        ("concepts", "concept_id", "broader"),
        ("entities", "entity_id", "part_of"),
    ):
        file, table = f"{name}.parquet", tables[name]
        repeated = _repeated(file, table, key)
        problems += repeated if name == "concepts" else []
        if repeated:
            continue  # another check says why
        try:
            nesting.ranges(table[key].tolist(), table[parent].tolist())
        except ValueError as error:
            problems.append(Problem(file, 0, parent, f"{error}; correct it"))
    return problems


def _lexicon_problems(lexicon: pd.DataFrame) -> list[Problem]:
    file = "lexicon.parquet"
    cells = {str(column): lexicon[column].fillna("").tolist() for column in lexicon}
    problems = list(
        lexicon_problems(Table("lexicon", file, list(range(1, len(lexicon) + 1)), cells))
    )
    for side in ("low", "high"):
        is_no_bound = ~lexicon[side].fillna("").str.fullmatch(MARK).astype(bool)
        message = "is not a mark: a whole number, N or M, plus or minus 1 or 10%, or blank"
        problems += _wrong(file, lexicon, side, is_no_bound, message)
    if not (lexicon["convention"] == counts.DEFAULT).any():
        message = f"has no words under {counts.DEFAULT}; add some"
        problems.append(Problem(file, 0, "convention", message))
    return problems


def partition_problems(
    name: str, tables: dict[str, pd.DataFrame], shared: SharedTables
) -> list[Problem]:
    """Return the problems in the rows of a partition."""
    files = {table: f"{table}/{name}.parquet" for table in PARTITIONED}
    return [
        *_key_problems(files, tables),
        *_source_problems(files, tables),
        *_statement_problems(files["statements"], tables["statements"], shared),
    ]


def _key_problems(files: dict[str, str], tables: dict[str, pd.DataFrame]) -> list[Problem]:
    """Return the ids that occur twice, and the documents that only some tables have."""
    problems = [
        *_repeated(files["sources"], tables["sources"], "source_id"),
        *_repeated(files["sources"], tables["sources"], "label"),
        *_repeated(files["texts"], tables["texts"], "source_id"),
        *_repeated(files["statements"], tables["statements"], "statement_id"),
    ]
    documents = tables["sources"]["source_id"]
    message = f"no such document in {files['sources']}; a partition holds whole documents"
    for table in ("texts", "statements", "exclusions"):
        is_unknown = ~tables[table]["source_id"].isin(documents)
        problems += _wrong(files[table], tables[table], "source_id", is_unknown, message)
    has_no_text = ~documents.isin(tables["texts"]["source_id"])
    message = "has no text; add it to texts"
    return problems + _wrong(files["sources"], tables["sources"], "source_id", has_no_text, message)


def _source_problems(files: dict[str, str], tables: dict[str, pd.DataFrame]) -> list[Problem]:
    """Return the documents whose text was changed, or whose date cannot be read."""
    file, sources = files["sources"], tables["sources"]
    text_of = tables["texts"].drop_duplicates("source_id").set_index("source_id")["text"]
    digest = sources["source_id"].map(text_of).dropna().map(_sha256)
    is_changed = (digest != sources.loc[digest.index, "sha256"]).reindex(
        sources.index, fill_value=False
    )
    message = "is not that of the text in texts; a seed is never edited, so restore it"
    return [
        *_wrong(file, sources, "sha256", is_changed, message),
        *_date_problems(file, sources, "published"),
    ]


def _sha256(text: str) -> str:
    return folders.sha256(text.encode())


def _statement_problems(file: str, statements: pd.DataFrame, shared: SharedTables) -> list[Problem]:
    """Return the problems in the cells of statements."""
    kind_of = dict(zip(shared.properties["property"], shared.properties["kind"], strict=True))
    kind = statements["property"].map(kind_of)
    has_form = statements["statement_id"].str.fullmatch(STATEMENT_ID).astype(bool)
    is_unknown_value = (kind == "entity") & _is_unknown(statements["value"], shared)
    is_concept = statements["value"].isin(shared.concepts["concept_id"])
    is_unknown_concept = (kind == "concept") & ~is_concept
    is_dateless = (kind == "date") & statements["date"].isna()
    add = "no such row in entities.parquet; add it"
    checks: list[tuple[str, pd.Series, str]] = [
        ("statement_id", ~has_form, "is not the id of a statement (s- and twelve of 0-9a-f)"),
        ("entity_id", _is_unknown(statements["entity_id"], shared), add),
        ("speaker", _is_unknown(statements["speaker"], shared), add),
        ("property", kind.isna(), "no such row in properties.parquet; add it"),
        ("value", is_unknown_value, add),
        ("value", is_unknown_concept, "no such concept_id in concepts.parquet; add it there"),
        ("via", _has_unknown_link(statements["via"], shared), add),
        ("modality", ~statements["modality"].isin(list(Stance)), _one_of(Stance)),
        ("basis", ~statements["basis"].isin(list(Basis)), _one_of(Basis)),
        ("date", is_dateless, "is blank, and the property is a date; write it"),
        ("quote", statements["quote"] == "", "is blank; every statement needs its words"),
    ]
    return [
        *_date_problems(file, statements, "date"),
        *_date_problems(file, statements, "said_on"),
        *(
            problem
            for column, rows, message in checks
            for problem in _wrong(file, statements, column, rows, message)
        ),
        *_count_problems(file, statements[kind == "count"], shared.lexicon),
    ]


def _count_problems(file: str, counted: pd.DataFrame, lexicon: pd.DataFrame) -> list[Problem]:
    """Return the counts that the lexicon does not have or to which it gives another range."""
    lookup = counts.lookup(encoding.lexicon_rows(lexicon))
    cells = counted[["value", "low", "high"]].drop_duplicates()
    bounds = cells[["low", "high"]].astype("str").fillna("").to_numpy().tolist()
    problems = [
        Problem(file, row + 1, column, message)
        for row, value, (low, high) in zip(
            cells.index.tolist(), cells["value"].tolist(), bounds, strict=True
        )
        for column, message in count_problems(value, low, high, lookup)
    ]
    return bounded(problems)


def _date_problems(file: str, table: pd.DataFrame, column: str) -> list[Problem]:
    """Return the cells that are not EDTF dates; blanks are left out."""
    unreadable = set()
    for text in table[column].dropna().unique():
        try:
            edtf.bounds(text)
        except edtf.DateError:
            unreadable.add(text)
    message = "cannot be read as a date; write an EDTF date"
    return _wrong(file, table, column, table[column].isin(unreadable), message)


def _has_unknown_link(via: pd.Series, shared: SharedTables) -> pd.Series:
    """Mark the chains with a link that is not an entity."""
    chains = via.dropna().unique().tolist()
    links = sorted({link for chain in chains for link in chain.split(CHAIN)})
    unknown = set(np.array(links, dtype="object")[rows_of(links, shared) < 0])
    return via.isin([chain for chain in chains if unknown & set(chain.split(CHAIN))])


def _is_unknown(ids: pd.Series, shared: SharedTables) -> pd.Series:
    code, names = pd.factorize(ids)
    return pd.Series((rows_of(names.tolist(), shared) < 0)[code], ids.index)


def _repeated(file: str, table: pd.DataFrame, column: str) -> list[Problem]:
    message = "is in a row above already; keep one of them"
    return _wrong(file, table, column, table[column].duplicated(), message)


def _one_of(members: Iterable[str]) -> str:
    return f"is none of {', '.join(members)}"


def _wrong(
    file: str, table: pd.DataFrame, column: str, rows: pd.Series, message: str
) -> list[Problem]:
    """Return a problem for each of the first marked rows, and one that counts the rest."""
    marked = np.flatnonzero(rows.to_numpy(dtype=bool)).tolist()
    cells = table[column].iloc[marked[:SHOWN_ROWS]].fillna("")
    problems = [
        Problem(file, row + 1, column, f"{quoted(str(cell))}: {message}")
        for row, cell in zip(marked, cells, strict=False)
    ]
    if len(marked) > SHOWN_ROWS:
        more = f"and {len(marked) - SHOWN_ROWS:,} more rows like these"
        problems.append(Problem(file, 0, column, more))
    return problems


def rows_of(names: Iterable[str], shared: SharedTables) -> np.ndarray:
    """Return the row of the entity that has each of the ids `names`, -1 for an unknown id."""
    ids = pd.Index(list(names), dtype="str")
    if not len(ids) or not len(shared.hashed):
        return np.full(len(ids), -1)
    places = np.searchsorted(shared.hashed, encoding.hashes(ids))
    rows = shared.row_of[np.minimum(places, len(shared.hashed) - 1)]
    entity_ids = shared.entities["entity_id"].take(rows).to_numpy("object")
    return np.where(entity_ids == ids.to_numpy("object"), rows, -1)
