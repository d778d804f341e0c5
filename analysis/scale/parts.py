"""A part of a corpus, read and checked: some whole documents, as a bundle like a project's.

At the door stands what the comparison relies on: columns and their types, keys, closed lists,
dates, the readings of vague words, and that each text is the one whose SHA-256 is known. Whether a
quote stands in its text is not asked here, since one that does not is a finding, and no bad part.
"""

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

from analysis import claims, coherence, corpus, dates, quantities, schema
from analysis.evidence import Evidence
from analysis.export.corpus import IN_PARTS, WHOLE
from analysis.plain import UserError
from analysis.scale import storage
from analysis.schema import CHAIN, Problem, shown
from analysis.verdicts import STANCES

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
BASES = ("stated", "inferred", "outside")
CARDINALITIES, KINDS = ("one", "many"), ("count", "date", "entity", "text")
SHOWN_ROWS = 3  # of those with one kind of problem


class PartError(UserError):
    """Parts of a corpus, or tables that all of them share, are not sound: a line a problem."""


class Part(NamedTuple):
    """A part: its name, and the numbers of its first document and statement in the corpus."""

    name: str
    first_source: int = 0
    first_statement: int = 0


class Counts(NamedTuple):
    """What is in a part: statements, hashes of the ids of documents, and how often an entity is.

    `times` has how many statements are of each of `entities`, which are numbers.
    """

    statements: int
    documents: np.ndarray
    entities: np.ndarray
    times: np.ndarray


class Shared(NamedTuple):
    """The tables that all parts share, and the hashes of the ids of the first.

    `hashed` is in order, and `row_of` says of which row each is: less than a dictionary takes.
    """

    entities: pd.DataFrame
    props: pd.DataFrame
    lexicon: pd.DataFrame
    hashed: np.ndarray
    row_of: np.ndarray


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
    every = sorted(set.union(*found.values()))
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
        problems += _shared_problems(tables)
    if problems:
        raise PartError("\n".join(map(str, problems)))
    hashed = claims.hashes(pd.Index(tables["entities"]["entity_id"]))
    row_of = np.argsort(hashed, kind="stable")
    return Shared(*(tables[name] for name in WHOLE), hashed[row_of], row_of)


def _shared_problems(tables: dict[str, pd.DataFrame]) -> list[Problem]:
    entities, props, lexicon = (tables[name] for name in WHOLE)
    again = "stands above already; keep one of them"
    return [
        *_wrong("entities.parquet", entities, "entity_id", _twice(entities, "entity_id"), again),
        *_wrong("entities.parquet", entities, "label", _twice(entities, "label"), again),
        *_wrong("props.parquet", props, "prop", _twice(props, "prop"), again),
        *_wrong("props.parquet", props, "kind", ~props["kind"].isin(KINDS), _one_of(KINDS)),
        *_wrong(
            "props.parquet",
            props,
            "cardinality",
            ~props["cardinality"].isin(CARDINALITIES),
            _one_of(CARDINALITIES),
        ),
        *(
            Problem("lexicon.parquet", 0, "", f"has no words under {quantities.DEFAULT}; add some")
            for _ in range(1)
            if not (lexicon["convention"] == quantities.DEFAULT).any()
        ),
    ]


def counts(address: str, part: str, of: Shared) -> tuple[Counts | None, list[Problem]]:
    """What is in a part, or None, and what is wrong with the columns that say it.

    Entities are numbered by their rows; unknown ones are left out.
    """
    documents, problems = _column(address, "sources", part, "source_id")
    entities, found = _column(address, "statements", part, "entity_id")
    if problems + found:
        return None, problems + found
    code, named = pd.factorize(entities)
    number = _rows(named.tolist(), of)
    times = np.bincount(code, minlength=len(number))
    known = number >= 0
    hashed = claims.hashes(pd.Index(documents))
    return Counts(len(code), hashed, number[known], times[known]), []


def documents(address: str, part: str) -> list[str]:
    """The ids of the documents of a part whose columns are sound."""
    return _column(address, "sources", part, "source_id")[0].tolist()


def _column(address: str, table: str, part: str, column: str) -> tuple[pd.Series, list[Problem]]:
    types = {column: COLUMNS[table][column]}
    frame, problems = _read(address, f"{table}/{part}.parquet", types)
    return pd.Series(dtype="str") if problems else frame[column], problems


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
        problems = _part_problems(part.name, tables, of)
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
    rows = _rows(named, of)
    rows = np.unique(rows[rows >= 0])
    concerned = _rows(of.entities["concerns"].iloc[rows].dropna().unique().tolist(), of)
    return np.union1d(rows, concerned[concerned >= 0])


def _rows(names: Iterable[str], of: Shared) -> np.ndarray:
    """The row of the entity that each of the names is the id of, -1 of those that are of none."""
    names = pd.Index(list(names), dtype="str")
    if not len(names) or not len(of.hashed):
        return np.full(len(names), -1)
    hashed = claims.hashes(names)
    at = np.minimum(np.searchsorted(of.hashed, hashed), len(of.hashed) - 1)
    rows = of.row_of[at]
    known = of.entities["entity_id"].take(rows).to_numpy("object") == names.to_numpy("object")
    return np.where(known, rows, -1)


def _part_problems(part: str, tables: dict[str, pd.DataFrame], of: Shared) -> list[Problem]:
    """What is wrong in the rows of a part."""
    sources, texts, statements, waivers = (tables[name] for name in IN_PARTS)
    again = "stands above already; keep one of them"
    problems = []

    def wrong(name: str, column: str, rows: pd.Series, told: str) -> None:
        problems.extend(_wrong(f"{name}/{part}.parquet", tables[name], column, rows, told))

    for name, column in (
        ("sources", "source_id"), ("texts", "source_id"), ("statements", "statement_id"),
    ):  # fmt: skip
        wrong(name, column, _twice(tables[name], column), again)
    known = sources["source_id"]
    for name, table in (("texts", texts), ("statements", statements), ("waivers", waivers)):
        told = f"no such document in sources/{part}.parquet; a part holds whole documents"
        wrong(name, "source_id", ~table["source_id"].isin(known), told)
    wrong("sources", "source_id", ~known.isin(texts["source_id"]), "has no text; add it to texts")
    text = known.map(texts.drop_duplicates("source_id").set_index("source_id")["text"])
    digest = text.dropna().map(lambda words: corpus.sha256(words.encode()))
    changed = digest != sources.loc[digest.index, "sha256"]
    told = "is not that of the text in texts; a seed is never edited, so restore it"
    wrong("sources", "sha256", changed.reindex(sources.index, fill_value=False), told)
    wrong("sources", "published", _no_date(sources["published"]), "is no date that can be read")
    for column in ("date", "said"):
        wrong("statements", column, _no_date(statements[column]), "is no date that can be read")
    told = "is no id of a statement (s- and twelve of 0-9a-f)"
    form = statements["statement_id"].str.fullmatch("s-[0-9a-f]{12}")
    wrong("statements", "statement_id", ~form.astype(bool), told)
    told = "no such row in entities.parquet; add it"
    for column in ("entity_id", "speaker"):
        wrong("statements", column, _unknown(statements[column], of), told)
    kind = statements["prop"].map(dict(zip(of.props["prop"], of.props["kind"], strict=True)))
    wrong("statements", "prop", kind.isna(), "no such row in props.parquet; add it")
    wrong("statements", "value", (kind == "entity") & _unknown(statements["value"], of), told)
    chains = statements["via"].dropna().unique().tolist()
    links = sorted({link for chain in chains for link in chain.split(CHAIN)})
    nobody = set(np.array(links, dtype="object")[_rows(links, of) < 0])
    broken = [chain for chain in chains if nobody & set(chain.split(CHAIN))]
    wrong("statements", "via", statements["via"].isin(broken), told)
    wrong("statements", "modality", ~statements["modality"].isin(STANCES), _one_of(STANCES))
    wrong("statements", "basis", ~statements["basis"].isin(BASES), _one_of(BASES))
    wrong("statements", "date", (kind == "date") & statements["date"].isna(), "is blank, of a date")
    wrong("statements", "quote", statements["quote"] == "", "is blank; nothing without its words")
    return problems + _count_problems(part, statements[kind == "count"], of.lexicon)


def _count_problems(part: str, counted: pd.DataFrame, lexicon: pd.DataFrame) -> list[Problem]:
    """Counts whose words the lexicon does not have, or whose range is not the one it gives them."""
    rows = lexicon[["words", "low", "high", "convention"]].fillna("").to_numpy().tolist()
    read = quantities.lookup(rows)
    cells = counted[["value", "low", "high"]].drop_duplicates()
    problems = []
    for row in cells.itertuples():
        low, high = ("" if pd.isna(bound) else str(bound) for bound in (row.low, row.high))
        for column, told in coherence.count_problems(row.value, low, high, read):
            problems.append(Problem(f"statements/{part}.parquet", row.Index + 1, column, told))
    return list(schema.bounded(problems))


def _no_date(texts: pd.Series) -> pd.Series:
    """Which texts are no dates that `analysis.dates` reads; blanks are not among them."""
    bad = set()
    for text in texts.dropna().unique():
        try:
            dates.bounds(text)
        except dates.DateError:
            bad.add(text)
    return texts.isin(bad)


def _unknown(texts: pd.Series, of: Shared) -> pd.Series:
    code, names = pd.factorize(texts)
    return pd.Series((_rows(names.tolist(), of) < 0)[code], texts.index)


def _one_of(members: Iterable[str]) -> str:
    return f"is none of {', '.join(members)}"


def _twice(table: pd.DataFrame, column: str) -> pd.Series:
    return table[column].duplicated()


def _wrong(
    file: str, table: pd.DataFrame, column: str, rows: pd.Series, told: str
) -> list[Problem]:
    """A problem for each of the first rows where `rows` is true, and one that counts the others."""
    found = np.flatnonzero(rows.to_numpy(dtype=bool))
    cells = table[column].iloc[found[:SHOWN_ROWS]].fillna("")
    problems = [
        Problem(file, row + 1, column, f"{shown(str(cell))}: {told}")
        for row, cell in zip(found.tolist(), cells, strict=False)
    ]
    if len(found) > SHOWN_ROWS:
        more = f"and {len(found) - SHOWN_ROWS:,} more rows like these"
        problems.append(Problem(file, 0, column, more))
    return problems


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
        columns[column] = found
    if problems:
        return pd.DataFrame(), problems
    return _frame(columns), []


def _frame(columns: dict[str, pa.ChunkedArray]) -> pd.DataFrame:
    """Columns as those of `Evidence` are: numbers may be NA, a chain is one text."""
    if "via" in columns:
        chain = pc.binary_join(columns["via"], CHAIN)
        columns = columns | {"via": pc.if_else(pc.equal(chain, ""), None, chain)}
    frame = pa.table(columns).to_pandas(types_mapper={NUMBER: pd.Int64Dtype()}.get)
    whole = {name: "int64" for name in ("start", "end") if name in frame}
    return frame.astype(whole)
