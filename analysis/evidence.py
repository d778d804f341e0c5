"""Load a project: its validated tables and texts as one bundle of DataFrames."""

from __future__ import annotations

import functools
import hashlib
import inspect
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from analysis.errors import UserError
from analysis.system import project_folder
from analysis.text import spans
from analysis.validation import checks
from analysis.validation.csv_tables import Table
from analysis.validation.problems import Problem, in_file_order
from analysis.validation.vocabulary import TABLES

if TYPE_CHECKING:
    import pandas as pd

Result = TypeVar("Result")
STATEMENT_ID = "s-[0-9a-f]{12}"  # the form of the ids that `statement_id` returns


class EvidenceError(UserError, ValueError):
    """A project has problems; the message has one line for each."""


class Reading(NamedTuple):
    """A project as it was read: tables as text, texts, the spans of quotes, and the problems."""

    root: Path
    tables: dict[str, Table]
    texts: dict[str, str]
    spans: list[tuple[int, int] | None]
    problems: list[Problem]


@dataclass(frozen=True, eq=False)  # compared by identity, so that results can be cached
class Evidence:
    """The texts and tables of one project, read and checked together.

    Each table has the columns of its CSV file, as `data/datapackage.json` defines them, in their
    order. Blanks are NA, so `.query("said_on.notna()")` selects the rows that have a `said_on`. In
    addition, `entities` and `concepts` have `first` and `last`, the range of what lies within each
    (see `analysis.values.nesting`), `sources` has `text`, `published_start` and `published_end`,
    and `statements` has `statement_id` (a hash of source, entity, property, value and span),
    `start` and `end` (code points), `date_start` and `date_end` (days, NaT where open).

    Results computed from an evidence are cached. Do not change a table in place, because the
    results would not follow; use `dataclasses.replace(evidence, statements=changed)`.
    """

    root: Path
    sources: pd.DataFrame
    entities: pd.DataFrame
    properties: pd.DataFrame
    concepts: pd.DataFrame
    labels: pd.DataFrame
    statements: pd.DataFrame
    exclusions: pd.DataFrame
    lexicon: pd.DataFrame
    rules: pd.DataFrame
    elements: pd.DataFrame

    def __repr__(self) -> str:
        return f"Evidence({len(self.sources)} sources, {len(self.statements)} statements)"


def cached(function: Callable[..., Result]) -> Callable[..., Result]:
    """Cache what a function of the evidence returns, for as long as the evidence exists."""
    cache: weakref.WeakKeyDictionary[Evidence, dict] = weakref.WeakKeyDictionary()
    signature = inspect.signature(function)

    @functools.wraps(function)
    def from_cache(evidence: Evidence, *arguments: object, **options: object) -> Result:
        bound = signature.bind(evidence, *arguments, **options)
        bound.apply_defaults()  # so that a default and the same value given are one entry
        results, key = cache.setdefault(evidence, {}), bound.args[1:]
        if key not in results:
            results[key] = function(*bound.args)
        return results[key]

    return from_cache


def cached_table(function: Callable[..., pd.DataFrame]) -> Callable[..., pd.DataFrame]:
    """Cache the DataFrames that a function of the evidence returns.

    Each call returns a copy with columns that may be changed.
    """
    from_cache = cached(function)

    @functools.wraps(function)
    def copied(evidence: Evidence, *arguments: object, **options: object) -> pd.DataFrame:
        return from_cache(evidence, *arguments, **options).copy(deep=False)

    return copied


def read(root: str | Path | None = None, sealed: bool = True) -> Reading:
    """Read a project and find everything that is wrong with it.

    Parameters
    ----------
    root : str or Path, optional
        The project folder; by default $ANALYSIS_ROOT, or this project.
    sealed : bool
        Whether to check the tables against their checksums in `data/seal.txt`.

    Returns
    -------
    Reading
        If a table cannot be read, only the tables are checked, and there are no texts and spans.
    """
    folder = project_folder.root_folder(root)
    tables, problems = checks.read_tables(folder)
    if not all(name in tables for name in TABLES):
        return Reading(folder, tables, {}, [], in_file_order(problems))
    project, unread = checks.read_project(folder, tables)
    problems += unread + checks.check_project(project, skip=() if sealed else ("checksum",))
    return Reading(folder, tables, project.texts, project.spans, in_file_order(problems))


def load(root: str | Path | None = None) -> Evidence:
    """Read and check a project.

    Parameters
    ----------
    root : str or Path, optional
        The project folder; by default $ANALYSIS_ROOT, or this project.

    Returns
    -------
    Evidence
        Its texts and tables.

    Raises
    ------
    EvidenceError
        If anything is wrong; the message has one line per problem.

    Examples
    --------
    >>> evidence = load()
    >>> row = evidence.statements.iloc[0]
    >>> text = evidence.sources.set_index("source_id").loc[row.source_id, "text"]
    >>> text[row.start : row.end] == row.quote
    True
    """
    reading = read(root)
    if reading.problems:
        raise EvidenceError(*map(str, reading.problems))
    return bundle(reading)


def bundle(reading: Reading) -> Evidence:
    """Return a project that was read without problems as one bundle of DataFrames."""
    frames = {name: _frame(reading.tables[name]) for name in TABLES if name != "statements"}
    frames["entities"] = with_ranges(frames["entities"], "entity_id", "part_of")
    frames["concepts"] = with_ranges(frames["concepts"], "concept_id", "broader")
    frames["sources"] = _with_texts(frames["sources"], reading.texts)
    statements = statements_of(reading.tables["statements"], reading.spans)
    frames["statements"] = _in_order(statements, frames["sources"]["source_id"])
    frames["rules"]["outside_corpus"] = frames["rules"]["outside_corpus"] == "true"
    return Evidence(reading.root, **frames)


def misquoted(evidence: Evidence) -> pd.DataFrame:
    """Return the statements whose quote is not at its span, character for character.

    The evidence that `load` returns has none; a table from elsewhere may have some.

    Returns
    -------
    DataFrame
        One row per statement: `source_id, statement_id, start, end, quote`, and `found`, the words
        at the span.

    Examples
    --------
    >>> len(misquoted(load()))
    0
    """
    import pandas as pd

    table = evidence.statements
    code = pd.Index(evidence.sources["source_id"]).get_indexer(table["source_id"])
    texts = evidence.sources["text"].to_numpy("object")[code].tolist()
    starts, ends, quotes = (table[name].tolist() for name in ("start", "end", "quote"))
    is_there = pd.Series(spans.are_quoted_at(texts, starts, quotes), dtype=bool).to_numpy()
    length_fits = table["end"] - table["start"] == table["quote"].str.len()
    wrong = ~((table["start"] >= 0) & length_fits).to_numpy() | ~is_there
    found = [
        text[max(start, 0) : max(end, 0)]
        for text, start, end, is_wrong in zip(texts, starts, ends, wrong.tolist(), strict=True)
        if is_wrong
    ]
    columns = ["source_id", "statement_id", "start", "end", "quote"]
    return table.loc[wrong, columns].assign(found=pd.Series(found, dtype="str").to_numpy())


def statement_id(source: str, entity: str, property: str, value: str, start: int, end: int) -> str:
    """Return the id of a statement, a hash of its source, entity, property, value and span.

    It begins with a letter, so that a spreadsheet does not read it as a number.

    >>> statement_id("sputnik-2020-07", "airstrike", "means", "drone strike", 3, 15)
    's-c43871f560e7'
    """
    claim = "\x1f".join((source, entity, property, value, str(start), str(end)))
    return "s-" + hashlib.sha256(claim.encode("utf-8")).hexdigest()[:12]


def _frame(table: Table) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(table.columns, dtype="str").replace("", pd.NA)


def with_ranges(table: pd.DataFrame, key: str, parent: str) -> pd.DataFrame:
    """Return a table of concepts or entities with the columns `first` and `last`."""
    from analysis.values import nesting

    return table.join(nesting.ranges(table[key].tolist(), table[parent].tolist()))


def _with_texts(sources: pd.DataFrame, texts: dict[str, str]) -> pd.DataFrame:
    from analysis.values import edtf

    published = edtf.spans(sources["published"])
    days = {"published_start": published["date_start"], "published_end": published["date_end"]}
    dated = sources.assign(text=sources["source_id"].map(texts), **days)
    return dated.sort_values(list(days), kind="stable", ignore_index=True)


def _in_order(statements: pd.DataFrame, source_ids: pd.Series) -> pd.DataFrame:
    """Sort statements by their sources, keeping the order of those of one source."""
    import pandas as pd

    place = pd.Index(source_ids).get_indexer(statements["source_id"])
    return statements.iloc[place.argsort(kind="stable")].reset_index(drop=True)


def statements_of(table: Table, spans: Sequence[tuple[int, int] | None]) -> pd.DataFrame:
    """Return a table of statements without problems as `Evidence` has it.

    Parameters
    ----------
    table : Table
        The rows as text.
    spans : sequence of (int, int)
        The span of each quote.
    """
    import pandas as pd

    from analysis.values import edtf

    statements = _frame(table)
    numbers = {name: statements[name].astype("Int64") for name in ("low", "high", "occurrence")}
    span = pd.DataFrame(spans, columns=["start", "end"], dtype="int64", index=statements.index)
    days = edtf.spans(statements["date"])
    complete = statements.assign(**numbers).join(span).join(days)
    key = ("source_id", "entity_id", "property", "value", "start", "end")
    ids = [statement_id(*cells) for cells in zip(*(complete[name] for name in key), strict=True)]
    complete.insert(0, "statement_id", pd.Series(ids, dtype="str"))
    return complete
