"""How far a second coding of the same texts agrees with the first, and where it does not.

Neither coder is called right: they are the `first` (data/statements.csv) and the `second`. Coders
mark spans freely, so nothing can be compared before it is said what is set beside what:

- *Words.* Every word and mark of a text is a unit, and is coded or not, whoever says what of it: no
  statement has to be set beside another for that (`words_agreement`).
- *Facts.* A source, entity and property is a fact; a coder has it or not, wherever the words stand
  (`facts_agreement`). Chance cannot be reckoned with here, since facts found by neither are not
  counted; what is given is the share of the facts of either that both have.
- *Statements.* Statements of one source whose quotes overlap are set side by side, one to one
  (`aligned`): those of one fact first, then those of one property, then the rest, and among these
  the greater overlap (intersection over union, code points) first. Each takes the best that is
  left. Where overlaps are equal, one value goes before another, so that two targets named in one
  quote do not cross; what is equal still is taken in the order of the alphabet, never of the rows.

Statements set side by side because they are of one fact agree on that by construction. So the
columns `entity_id` and `prop` are measured twice: on an alignment that sees nothing but the spans,
which cannot know which of several statements on the same words answers which, and so is harsh; and
on the other, which is lenient. All other columns are measured on pairs of one fact.

The measure is Krippendorff's alpha (`analysis.intercoder.krippendorff`). Values are compared
without regard to case, counts by their bounds, dates by their days.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis import evidence as reading
from analysis.errors import UserError
from analysis.intercoder.krippendorff import cut, measured
from analysis.system import folders
from analysis.text import span_arrays
from analysis.validation import checks, csv_tables, quotes, schema
from analysis.validation.csv_tables import Table
from analysis.validation.problems import Problem, in_file_order
from analysis.validation.project import Project
from analysis.validation.vocabulary import OWN_VOICE

if TYPE_CHECKING:
    from analysis.evidence import Evidence

FILE = "data/second-coding/statements.csv"  # the second coding of this project, if it has one
WORD = re.compile(r"\w+|[^\w\s]")  # words and marks, each a unit
BLANK = "(blank)"  # a cell that is blank on purpose is a value like others
# By what statements are set side by side: see `aligned`.
BY_FACT, BY_SPAN = "fact", "span"
FACT = ["source_id", "entity_id", "prop"]
SHOWN = ["statement_id", *FACT, "value", "quote"]
SIDES = ("first", "second")
# What is compared: rows of `reliability` and `words_agreement`.
ON_WORDS, ON_BEST, ON_FACTS = "the same words (harsh)", "the best match (lenient)", "the same fact"
KINDS = {"entity": "an entity", "text": "a phrase", "count": "a count", "date": "a date"}
ANY, NAMED = "any statement", "a statement of a named speaker"
_ENDS = (("quote", "quote"), ("id", "statement_id"))
_FIRST_DAY = pd.Timestamp("2000-01-01")  # any will do: only the days between dates count


class CodingError(UserError, ValueError):
    """A second coding cannot be compared; the message has one line for each problem."""


def second(
    evidence: Evidence, path: str | Path | None = None, shown_as: str | None = None
) -> pd.DataFrame:
    """The statements of a second coding, as `evidence.statements` has those of the first.

    `path` is a table like data/statements.csv on the same seeds; by default that of the project,
    `FILE`, and no statements where there is none. Problems call it `shown_as`, or by its path.
    Raises CodingError with every problem.

    >>> import analysis
    >>> evidence = analysis.load()
    >>> list(second(evidence).columns) == list(evidence.statements.columns)
    True
    """
    if path is None and not folders.exists(evidence.root, FILE):
        return evidence.statements.iloc[:0]
    root, name = evidence.root, FILE
    if path is not None:  # wherever its reader keeps it, links and all
        whole = Path(os.path.realpath(path))  # unlike Path.resolve, for links in a circle too
        root, name = whole.parent, whole.name
    table, spans, problems = _read(evidence, root, name, str(shown_as or path or FILE))
    if problems:
        raise CodingError(*map(str, in_file_order(problems)))
    return reading.statements_of(table, spans)


def readable(table: pd.DataFrame) -> pd.DataFrame:
    """A table of measures with alpha and shares cut to three digits, for a reader."""
    names = [name for name in ("agreement", "alpha", "shared") if name in table]
    return table.assign(**{name: table[name].map(lambda share: cut(share, 3)) for name in names})


def in_words(row: tuple | pd.Series) -> str:
    """A row of a table of measures: "alpha 0.75, n = 2839, 94% equal", or why there is no alpha."""
    if not row.units:
        return row.note
    told = row.note if pd.isna(row.alpha) else f"alpha {cut(row.alpha, 2):.2f}"
    return f"{told}, n = {row.units}, {cut(row.agreement, 2):.0%} equal"


def _read(
    evidence: Evidence, root: Path, name: str, file: str
) -> tuple[Table | None, list[tuple[int, int]], list[Problem]]:
    """The table `name` at `root`, told of as `file`; its spans; and what is wrong with it."""
    resources, problems = schema.read_descriptor(evidence.root)
    if problems:
        return None, [], problems
    try:
        content = folders.read(root, name, csv_tables.LARGEST)
    except OSError as error:
        told = f"cannot be read: {error.strerror}; name a table like data/statements.csv"
        return None, [], [Problem(file, 0, "", told)]
    header = schema.field_names(resources["statements"])
    table, problems = csv_tables.parse_table("statements", file, content, header)
    if table is None:
        return None, [], problems
    known = set(evidence.sources["source_id"])
    if not known & set(table.columns["source_id"]):
        told = "has no statement of a text in data/sources.csv; name a coding of the same texts"
        return None, [], [*problems, Problem(file, 0, "", told)]
    tables = {name: _as_table(evidence, name, resource) for name, resource in resources.items()}
    tables["statements"] = table
    texts = dict(zip(evidence.sources["source_id"], evidence.sources["text"], strict=True))
    problems += checks.check_table(table, resources["statements"], tables)
    spans, misquotes = quotes.locate(table, texts)
    project = Project(evidence.root, tables, texts, spans)
    problems += misquotes + checks.check_project(project, checks.STATEMENT_CHECKS)
    return table, spans, problems


def _as_table(evidence: Evidence, name: str, resource: dict) -> Table:
    """A table of the evidence as text, as `csv_tables.read_table` has it."""
    frame = getattr(evidence, name)[schema.field_names(resource)]
    cells = frame.astype("str").where(frame.notna(), "")
    lines = list(range(2, len(cells) + 2))
    return Table(name, f"data/{name}.csv", lines, {column: list(cells[column]) for column in cells})


def aligned(evidence: Evidence, other: pd.DataFrame, by: str = BY_FACT) -> pd.DataFrame:
    """The statements of the two coders, one to one: a row a pair.

    Columns: every column of `evidence.statements` with the suffixes `_first` and `_second`; `kind`,
    that of the property of the first; `overlap`, from 0 to 1; `same_fact`, whether both are of one
    entity and property. With `by` BY_SPAN nothing but the spans decides; see above.
    """
    first, other = (_in_order(table, evidence.sources) for table in (evidence.statements, other))
    quotes, others = (_places(table, evidence.sources) for table in (first, other))
    one, two, overlap = span_arrays.overlapping_pairs(*quotes, *others)
    prop, entity, value = (
        first[name].to_numpy()[one] == other[name].to_numpy()[two]
        for name in ("prop", "entity_id", "value")
    )
    by_fact = by == BY_FACT
    order = np.lexsort(
        (two, one, ~(value & by_fact), -overlap, ~(prop & by_fact), ~(prop & entity & by_fact))
    )
    best = order[_each_once(one[order], two[order])]
    best = best[np.argsort(one[best])]
    pairs = first.iloc[one[best]].reset_index(drop=True).add_suffix("_first")
    pairs = pairs.join(other.iloc[two[best]].reset_index(drop=True).add_suffix("_second"))
    kinds = evidence.props.set_index("prop")["kind"]
    return pairs.assign(
        kind=pairs["prop_first"].map(kinds),
        overlap=overlap[best],
        same_fact=(prop & entity)[best],
    )


def reliability(evidence: Evidence, other: pd.DataFrame) -> pd.DataFrame:
    """One row a column and what it was compared on.

    Columns: `column`; `compared`, the pairs; `level` of measurement; `units`, how many pairs have a
    value of both; `agreement`, the share of them that are equal; `alpha`, NaN where it is not
    defined, and then `note` says why.
    """
    by_span, by_fact = (aligned(evidence, other, by) for by in (BY_SPAN, BY_FACT))
    facts = by_fact[by_fact["same_fact"]]
    kinds = {kind: facts[facts["kind"] == kind] for kind in KINDS}
    asked = [
        ("entity_id", ON_WORDS, "nominal", by_span),
        ("prop", ON_WORDS, "nominal", by_span),
        ("entity_id", ON_BEST, "nominal", by_fact),
        ("prop", ON_BEST, "nominal", by_fact),
        ("value", ON_FACTS, "nominal", facts),
        *(
            ("value", f"{ON_FACTS}, if a value is {KINDS[kind]}", "nominal", pairs)
            for kind, pairs in kinds.items()
        ),
        ("low", ON_FACTS, "ratio", kinds["count"]),
        ("high", ON_FACTS, "ratio", kinds["count"]),
        ("date_start", ON_FACTS, "interval", kinds["date"]),
        ("date_end", ON_FACTS, "interval", kinds["date"]),
        *((name, ON_FACTS, "nominal", facts) for name in ("modality", "basis", "speaker")),
        *((name, ON_FACTS, "nominal", facts) for name in ("via", "said")),
    ]
    rows = [
        {"column": column, "compared": compared, "level": level}
        | measured(_sides(pairs, column, level), level)
        for column, compared, level, pairs in asked
    ]
    return pd.DataFrame(rows)


def words_agreement(evidence: Evidence, other: pd.DataFrame) -> pd.DataFrame:
    """One row a question that each word of the texts answers, of all texts and then of each.

    Columns: `source`, "all" or a label; `what`: in a quote of any statement, of one that is given
    to a speaker, or of one of a topic; `first, second`, how many words are so; and `units,
    agreement, alpha, note` as of `reliability`.
    """
    words = _words(evidence.sources)
    topic = evidence.props.set_index("prop")["topic"]
    chosen = {
        ANY: lambda table: table,
        NAMED: lambda table: table[table["speaker"] != OWN_VOICE],
        **{
            f"a statement on: {name}": lambda table, name=name: table[
                table["prop"].map(topic) == name
            ]
            for name in topic.unique()
        },
    }
    rows = []
    for what, choose in chosen.items():
        coded = pd.DataFrame(
            {
                "first": _covered(words, choose(evidence.statements), evidence.sources),
                "second": _covered(words, choose(other), evidence.sources),
            }
        )
        of_sources = [("all", coded)]
        if what == ANY:
            of_sources += list(coded.groupby(words["source"], sort=False))
        rows += [
            {"source": source, "what": what, **part.sum().to_dict()} | measured(part, "nominal")
            for source, part in of_sources
        ]
    return _if_coded(pd.DataFrame(rows), other)


def facts_agreement(evidence: Evidence, other: pd.DataFrame) -> pd.DataFrame:
    """One row a source, and one for all: how many facts both coders have, and each alone.

    Columns: `source, both, first_only, second_only`; `shared`, both of all (Jaccard's index, NaN
    where there are none).
    """
    found = _facts(evidence, other)["found_by"]
    label = evidence.sources.set_index("source_id")["label"]
    source = found.index.get_level_values("source_id").map(label)
    counts = found.groupby(source).value_counts().unstack(fill_value=0)
    counts = counts.reindex(index=label, columns=["both", "first", "second"], fill_value=0)
    counts = pd.concat([counts.sum().to_frame("all").T, counts]).rename_axis("source").reset_index()
    counts.columns = ["source", "both", "first_only", "second_only"]
    total = counts[["both", "first_only", "second_only"]].sum(axis=1)
    return _if_coded(counts.assign(shared=counts["both"] / total.where(total > 0)), other)


def facts_found_by_one(evidence: Evidence, other: pd.DataFrame) -> pd.DataFrame:
    """One row a fact that one coder has and the other has not, wherever the words stand.

    Columns: `found_by, source_id, entity_id, prop, values, quotes`.
    """
    found = _facts(evidence, other).query("found_by != 'both'").reset_index()
    return _if_coded(found[["found_by", *FACT, "values", "quotes"]], other)


def found_by_one(evidence: Evidence, other: pd.DataFrame) -> pd.DataFrame:
    """One row a statement that is set beside none of the other coder's.

    Columns: `found_by` ("first" or "second"), `statement_id, source_id, entity_id, prop, value,
    quote`; in the order of the texts.
    """
    pairs = aligned(evidence, other)
    left = [
        table[~table["statement_id"].isin(pairs[f"statement_id_{side}"])].assign(found_by=side)
        for side, table in zip(SIDES, (evidence.statements, other), strict=True)
    ]
    found = _in_order(pd.concat(left), evidence.sources)
    return _if_coded(found[["found_by", *SHOWN]], other)


def differing(evidence: Evidence, other: pd.DataFrame) -> pd.DataFrame:
    """One row a cell in which two statements that are set side by side differ, to be judged.

    Columns: `source_id`; `entity_id, prop` of the first coder; `column`; its cells `first, second`;
    `first_quote, second_quote, first_id, second_id`. Of statements of two facts nothing else is
    compared than which fact they are of. A date is shown behind its words.
    """
    pairs = aligned(evidence, other)
    names = ["entity_id", "prop", "value", "modality", "basis", "speaker", "via", "said"]
    found = []
    for column in names:
        sides = _sides(pairs, column, "nominal")
        asked = (column in FACT) | pairs["same_fact"]
        shown = pairs[asked & (sides["first"] != sides["second"])]
        cells = {side: _cell(shown, column, side) for side in ("first", "second")}
        found.append(shown.assign(column=column, **cells))
    table = pd.concat(found).sort_index(kind="stable")
    table = table.rename(columns={f"{name}_first": name for name in FACT})
    ends = [(f"{side}_{name}", f"{column}_{side}") for name, column in _ENDS for side in SIDES]
    table = table.rename(columns={column: name for name, column in ends})
    return table[[*FACT, "column", *SIDES, *(name for name, _ in ends)]].reset_index(drop=True)


def _if_coded(table: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """The table, or no row of it where there is no second coding: nobody disagreed then."""
    return table.iloc[:0] if other.empty else table


def _in_order(statements: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """The statements in the order of the texts, which the order of their rows does not decide."""
    start, end = _places(statements, sources)
    keys = statements[["entity_id", "prop", "value"]].assign(start=start, end=end)
    order = keys.reset_index(drop=True).sort_values(["start", "end", "entity_id", "prop", "value"])
    return statements.iloc[order.index].reset_index(drop=True)


def _places(statements: pd.DataFrame, sources: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Where each quote begins and ends if the texts are written one behind the other."""
    lengths = sources["text"].str.len().to_numpy("int64")
    begins = pd.Series(lengths.cumsum() - lengths, sources["source_id"])
    begin = statements["source_id"].map(begins).to_numpy("int64")
    return begin + statements["start"].to_numpy(), begin + statements["end"].to_numpy()


def _each_once(one: np.ndarray, two: np.ndarray) -> list[int]:
    """The places of the pairs, best first, of which neither side is in one before."""
    taken_one, taken_two, kept = set(), set(), []
    for place, (a, b) in enumerate(zip(one.tolist(), two.tolist(), strict=True)):
        if a not in taken_one and b not in taken_two:
            taken_one.add(a)
            taken_two.add(b)
            kept.append(place)
    return kept


def _sides(pairs: pd.DataFrame, column: str, level: str) -> pd.DataFrame:
    """The cells of a column of either coder, as they are compared."""
    return pd.DataFrame({side: _compared(pairs, column, side, level) for side in SIDES})


def _compared(pairs: pd.DataFrame, column: str, side: str, level: str) -> pd.Series:
    cells = pairs[f"{column}_{side}"]
    if level != "nominal":
        dated = pd.api.types.is_datetime64_any_dtype(cells)
        return (cells - _FIRST_DAY).dt.days.astype("float64") if dated else cells.astype("Float64")
    if column != "value":
        return cells.fillna(BLANK)
    low, high = (pairs[f"{name}_{side}"].astype("str").fillna("") for name in ("low", "high"))
    said = cells.str.casefold().mask(pairs["kind"] == "count", low + ".." + high)
    return said.mask(pairs["kind"] == "date", pairs[f"date_{side}"])


def _cell(pairs: pd.DataFrame, column: str, side: str) -> pd.Series:
    """The cells of a column for a reader, a date behind its words."""
    cells = pairs[f"{column}_{side}"].fillna(BLANK)
    if column != "value":
        return cells
    return cells.mask(pairs["kind"] == "date", cells + " (" + pairs[f"date_{side}"] + ")")


def _facts(evidence: Evidence, other: pd.DataFrame) -> pd.DataFrame:
    """Every fact by `FACT`: `found_by` ("first", "second" or "both"), its values and quotes."""
    both = pd.concat(
        [
            _in_order(table, evidence.sources)[[*FACT, "value", "quote"]].assign(found_by=side)
            for side, table in zip(SIDES, (evidence.statements, other), strict=True)
        ]
    )
    grouped = both.groupby(FACT, sort=False)
    return pd.DataFrame(
        {
            "found_by": grouped["found_by"]
            .agg("first")
            .mask(grouped["found_by"].nunique() > 1, "both"),
            "values": grouped["value"].agg(lambda cells: "; ".join(cells.unique())),
            "quotes": grouped["quote"].agg(lambda cells: "; ".join(cells.unique())),
        }
    )


def _words(sources: pd.DataFrame) -> pd.DataFrame:
    """Every word and mark of the texts: `source`, and `start, end` as `_places` has them."""
    found, begin = [], 0
    for label, text in zip(sources["label"], sources["text"], strict=True):
        found += [
            (label, begin + match.start(), begin + match.end()) for match in WORD.finditer(text)
        ]
        begin += len(text)
    return pd.DataFrame(found, columns=["source", "start", "end"])


def _covered(words: pd.DataFrame, statements: pd.DataFrame, sources: pd.DataFrame) -> np.ndarray:
    """Whether each word stands, in part at least, in a quote of the statements."""
    start, end = words["start"].to_numpy("int64"), words["end"].to_numpy("int64")
    return span_arrays.overlap_any(start, end, *_places(statements, sources))
