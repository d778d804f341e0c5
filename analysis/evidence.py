"""The evidence: documents and checked tables as one bundle of DataFrames."""

from __future__ import annotations

import functools
import hashlib
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from analysis.errors import UserError
from analysis.system import project_folder
from analysis.text import spans
from analysis.validation import checksums, coherence, grounding, schema

if TYPE_CHECKING:
    import pandas as pd


class EvidenceError(UserError, ValueError):
    """The project at a root is not sound; the message has one line for each problem."""


class Reading(NamedTuple):
    """What was read of a project: tables as text, seeds, the spans of quotes, the problems."""

    root: Path
    tables: dict[str, schema.Table]
    texts: dict[str, str]
    spans: list[tuple[int, int] | None]
    problems: list[schema.Problem]


@dataclass(frozen=True, eq=False)  # a bundle is itself alone, so that answers can be kept by it
class Evidence:
    """Documents and tables of one project, read and checked together.

    Each table has the columns of its CSV file, as `data/datapackage.json` defines them, in their
    order; blanks are NA. `sources` has `text` besides, and `published_start` and `published_end`;
    `statements` has `statement_id` (a hash of source, entity, prop, value and span), `start` and
    `end` (code points), and `date_start` and `date_end` (days, NaT where open).
    """

    root: Path
    sources: pd.DataFrame
    entities: pd.DataFrame
    props: pd.DataFrame
    statements: pd.DataFrame
    waivers: pd.DataFrame
    lexicon: pd.DataFrame
    wordings: pd.DataFrame
    rules: pd.DataFrame

    def __repr__(self) -> str:
        return f"Evidence({len(self.sources)} sources, {len(self.statements)} statements)"


def remembered(answer: Callable) -> Callable:
    """Let a function of the evidence that returns a DataFrame compute each answer only once.

    Answers live as long as the evidence. Callers get a copy each, whose columns they may change.
    """
    kept: weakref.WeakKeyDictionary[Evidence, dict] = weakref.WeakKeyDictionary()

    @functools.wraps(answer)
    def copy(evidence: Evidence, *arguments: object) -> pd.DataFrame:
        answers = kept.setdefault(evidence, {})
        if arguments not in answers:
            answers[arguments] = answer(evidence, *arguments)
        return answers[arguments].copy(deep=False)

    return copy


def read(root: str | Path | None = None, sealed: bool = True) -> Reading:
    """Read the project at `root` and find everything that is wrong with it.

    Whether the tables are as they were sealed is left out if `sealed` is false.
    """
    folder = project_folder.root_folder(root)
    tables, problems = schema.read(folder)
    texts, spans = {}, []
    if all(name in tables for name in schema.TABLES):
        texts, spans, found = coherence.problems_of(folder, tables)
        found += grounding.problems_of(tables, texts, spans)
        found += checksums.problems_of(folder, tables) if sealed else []
        problems += found
    return Reading(folder, tables, texts, spans, in_file_order(problems))


def load(root: str | Path | None = None) -> Evidence:
    """Read and check the project at `root` ($ANALYSIS_ROOT, or this project, by default).

    Raises EvidenceError, with every problem on a line of its own, when anything is wrong.

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
    """What was read as one bundle of DataFrames; `load` lets nothing through that has a problem."""
    frames = {name: _frame(reading.tables[name]) for name in schema.TABLES if name != "statements"}
    frames["sources"] = _with_texts(frames["sources"], reading.texts)
    frames["statements"] = statements_of(reading.tables["statements"], reading.spans)
    frames["rules"]["outside_corpus"] = frames["rules"]["outside_corpus"] == "true"
    return Evidence(reading.root, **frames)


def misquoted(evidence: Evidence) -> pd.DataFrame:
    """The statements whose quote does not stand at its place, character for character.

    Columns: `source_id, statement_id, start, end, quote`, and `found`, the words at that place. Of
    what `load` gives there is none; a table that comes from elsewhere can have some.

    >>> len(misquoted(load()))
    0
    """
    import pandas as pd

    table = evidence.statements
    code = pd.Index(evidence.sources["source_id"]).get_indexer(table["source_id"])
    text = evidence.sources["text"].to_numpy("object")[code].tolist()
    start, end, quote = (table[name].tolist() for name in ("start", "end", "quote"))
    stand = spans.are_quoted_at(text, start, quote)
    placed = (table["start"] >= 0) & (table["end"] - table["start"] == table["quote"].str.len())
    wrong = ~placed.to_numpy() | ~pd.Series(stand, dtype=bool).to_numpy()
    places = zip(text, start, end, wrong.tolist(), strict=True)
    found = [words[max(begin, 0) : max(end_, 0)] for words, begin, end_, bad in places if bad]
    columns = ["source_id", "statement_id", "start", "end", "quote"]
    return table.loc[wrong, columns].assign(found=pd.Series(found, dtype="str").to_numpy())


def statement_id(source: str, entity: str, prop: str, value: str, start: int, end: int) -> str:
    """The id of a claim: the same for the same source, entity, prop, value and span.

    It begins with a letter, so that no spreadsheet takes it for a number.

    >>> statement_id("sputnik-2020-07", "airstrike", "means", "drone strike", 3, 15)
    's-c43871f560e7'
    """
    claim = "\x1f".join((source, entity, prop, value, str(start), str(end)))
    return "s-" + hashlib.sha256(claim.encode("utf-8")).hexdigest()[:12]


def in_file_order(problems: list[schema.Problem]) -> list[schema.Problem]:
    """The problems without repetitions, each file from its first line to its last."""
    return sorted(dict.fromkeys(problems), key=lambda problem: (problem.file, problem.line))


def _frame(table: schema.Table) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(table.columns, dtype="str").replace("", pd.NA)


def _with_texts(sources: pd.DataFrame, texts: dict[str, str]) -> pd.DataFrame:
    from analysis.values import edtf

    published = edtf.spans(sources["published"])
    return sources.assign(
        text=sources["source_id"].map(texts),
        published_start=published["date_start"],
        published_end=published["date_end"],
    )


def statements_of(table: schema.Table, spans: list[tuple[int, int]]) -> pd.DataFrame:
    """The statements of a table without a problem, as `Evidence` has them."""
    import pandas as pd

    from analysis.values import edtf

    statements = _frame(table)
    numbers = {name: statements[name].astype("Int64") for name in ("low", "high", "occurrence")}
    span = pd.DataFrame(spans, columns=["start", "end"], dtype="int64", index=statements.index)
    days = edtf.spans(statements["date"])
    coded = statements.assign(**numbers).join(span).join(days)
    claim = ("source_id", "entity_id", "prop", "value", "start", "end")
    ids = [statement_id(*key) for key in zip(*(coded[name] for name in claim), strict=True)]
    coded.insert(0, "statement_id", pd.Series(ids, dtype="str"))
    return coded
