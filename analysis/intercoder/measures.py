"""Measure how far two coders agree: on words, on facts, and on the cells of aligned statements.

Only the texts that both have coded are compared (`alignment.texts_of_both`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis import tables
from analysis.intercoder.alignment import (
    BY_FACT,
    BY_SPAN,
    SIDES,
    align_facts,
    align_statements,
    positions,
    texts_of_both,
)
from analysis.intercoder.krippendorff import measure, round_down
from analysis.text import span_arrays
from analysis.text.normal_form import normal_form
from analysis.validation.vocabulary import OWN_VOICE

if TYPE_CHECKING:
    from analysis.evidence import Evidence

WORD = re.compile(r"\w+|[^\w\s]")  # a word or a mark, each a unit
BLANK = "(blank)"  # a blank cell is a value like any other
ANY, NAMED = "any statement", "a statement of a named speaker"  # questions of `words_agreement`
# Which pairs `reliability` compares.
ON_WORDS, ON_BEST, ON_FACTS = "the same words (harsh)", "the best match (lenient)", "the same fact"
CUE = "a cue"  # the words of attribution, another question of `words_agreement`
KINDS = {
    "entity": "an entity",
    "concept": "a concept",
    "text": "a phrase",
    "count": "a count",
    "date": "a date",
}
_EPOCH = pd.Timestamp("2000-01-01")  # an arbitrary day; only the distance between dates counts


def reliability(evidence: Evidence, second: pd.DataFrame) -> pd.DataFrame:
    """Measure agreement on each column of the statements.

    Values are compared without regard to case, counts by their bounds, dates by their days.
    Entities and properties are measured on two alignments, one harsh and one lenient (see
    `align_statements`); all other columns on pairs about the same fact.

    Parameters
    ----------
    evidence : Evidence
        The project, with the first coding.
    second : DataFrame
        The statements of the second coder, as `intercoder.second` returns them.

    Returns
    -------
    DataFrame
        One row per column and kind of pairs:

        - `column`
        - `compared`: which pairs
        - `level`: the level of measurement
        - `units`: how many pairs have a value from both coders
        - `agreement`: the share of units that are equal, 0 to 1
        - `alpha`: Krippendorff's alpha, NaN where it is not defined
        - `note`: why alpha is not defined, "" if it is

    Examples
    --------
    >>> import analysis
    >>> evidence = analysis.load()
    >>> set(reliability(evidence, evidence.statements)["alpha"])
    {1.0}
    """
    by_span, by_fact = (align_statements(evidence, second, by) for by in (BY_SPAN, BY_FACT))
    facts = by_fact[by_fact["same_fact"]]
    of_kind = {kind: facts[facts["kind"] == kind] for kind in KINDS}
    comparisons = [
        *((name, ON_WORDS, "nominal", by_span) for name in ("entity_id", "property")),
        *((name, ON_BEST, "nominal", by_fact) for name in ("entity_id", "property")),
        ("value", ON_FACTS, "nominal", facts),
        *(
            ("value", f"{ON_FACTS}, if a value is {KINDS[kind]}", "nominal", pairs)
            for kind, pairs in of_kind.items()
        ),
        *((name, ON_FACTS, "ratio", of_kind["count"]) for name in ("low", "high")),
        *((name, ON_FACTS, "interval", of_kind["date"]) for name in ("date_start", "date_end")),
        *(
            (name, ON_FACTS, "nominal", facts)
            for name in ("modality", "basis", "speaker", "via", "said_on")
        ),
    ]
    rows = [
        {"column": column, "compared": compared, "level": level}
        | measure(compared_cells(pairs, column, level), level)._asdict()
        for column, compared, level, pairs in comparisons
    ]
    return pd.DataFrame(rows)


def words_agreement(evidence: Evidence, second: pd.DataFrame) -> pd.DataFrame:
    """Measure agreement on which words of the texts are quoted.

    Parameters
    ----------
    evidence : Evidence
        The project, with the first coding.
    second : DataFrame
        The statements of the second coder, as `intercoder.second` returns them.

    Returns
    -------
    DataFrame
        One row per question and source; no rows if there is no second coding:

        - `source`: "all" or, for any statement, a label
        - `what`: where the word is: in the quote of any statement, of a statement by a named
          speaker or of one on some topic, or in words of attribution
        - `first, second`: how many words each coder quotes
        - `units, agreement, alpha, note`: as in `reliability`; each word or mark is a unit
    """
    evidence, second = texts_of_both(evidence, second)
    words = _words(evidence.sources)
    topic = evidence.properties.set_index("property")["topic"]
    codings = (evidence.statements, second)
    questions = {
        ANY: codings,
        NAMED: [table[table["speaker"] != OWN_VOICE] for table in codings],
        CUE: [tables.cues(replace(evidence, statements=table)) for table in codings],
    }
    for name in topic.unique():
        on_topic = [table[table["property"].map(topic) == name] for table in codings]
        questions[f"a statement on: {name}"] = on_topic
    rows = []
    for what, marked in questions.items():
        quoted = {
            side: _are_quoted(words, table, evidence)
            for side, table in zip(SIDES, marked, strict=True)
        }
        cells = pd.DataFrame(quoted)
        by_source = cells.groupby(words["source"], sort=False) if what == ANY else ()
        rows += [
            {"source": source, "what": what}
            | part.sum().to_dict()
            | measure(part, "nominal")._asdict()
            for source, part in [("all", cells), *by_source]
        ]
    return none_without(second, pd.DataFrame(rows))


def facts_agreement(evidence: Evidence, second: pd.DataFrame) -> pd.DataFrame:
    """Count the facts that both coders report, and those that only one of them reports.

    Parameters
    ----------
    evidence : Evidence
        The project, with the first coding.
    second : DataFrame
        The statements of the second coder, as `intercoder.second` returns them.

    Returns
    -------
    DataFrame
        One row for "all" and one per source; no rows if there is no second coding: `source, both,
        first_only, second_only`; `shared`, the share of these that both report (the Jaccard index,
        0 to 1, NaN where there are no facts).
    """
    evidence, second = texts_of_both(evidence, second)
    found_by = align_facts(evidence, second)["found_by"]
    labels = evidence.sources.set_index("source_id")["label"]
    source = found_by.index.get_level_values("source_id").map(labels.to_dict())
    counts = found_by.groupby(source).value_counts().unstack(fill_value=0)
    counts = counts.reindex(index=labels, columns=["both", "first", "second"], fill_value=0)
    counts.columns = ["both", "first_only", "second_only"]
    counts = pd.concat([counts.sum().to_frame("all").T, counts])
    total = counts.sum(axis=1)
    counts["shared"] = counts["both"] / total.where(total > 0)
    return none_without(second, counts.rename_axis("source").reset_index())


def in_words(measures: pd.DataFrame) -> pd.Series:
    """Return each row of a table of measures in words, or the reason why there is no alpha.

    >>> row = {"units": 2839, "agreement": 0.9414, "alpha": 0.7589, "note": ""}
    >>> in_words(pd.DataFrame([row])).tolist()
    ['alpha 0.75, n = 2839, 94% equal']
    """
    columns = (measures[name] for name in ("units", "agreement", "alpha", "note"))
    words = [_measure_in_words(*row) for row in zip(*columns, strict=True)]
    return pd.Series(words, measures.index, dtype="str")


def _measure_in_words(units: int, agreement: float, alpha: float, note: str) -> str:
    if not units:
        return note
    reliability = note if pd.isna(alpha) else f"alpha {round_down(alpha, 2):.2f}"
    return f"{reliability}, n = {units}, {round_down(agreement, 2):.0%} equal"


def readable(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of measures with alpha and shares truncated after three digits.

    Parameters
    ----------
    table : DataFrame
        What `intercoder.reliability` returns, or another table of measures.

    Returns
    -------
    DataFrame
        The same rows and columns.
    """
    names = [name for name in ("agreement", "alpha", "shared") if name in table]
    return table.assign(**{name: [round_down(share, 3) for share in table[name]] for name in names})


def none_without(second: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Return the table without its rows if there is no second coding to disagree with."""
    return table.iloc[:0] if second.empty else table


def compared_cells(pairs: pd.DataFrame, column: str, level: str = "nominal") -> pd.DataFrame:
    """Return both coders' cells of a column in the form in which they are compared.

    Parameters
    ----------
    pairs : DataFrame
        As `align_statements` returns them.
    column : str
        A column of the statements.
    level : str
        The level of measurement, of `krippendorff.LEVELS`.

    Returns
    -------
    DataFrame
        One row per pair: `first, second`.
    """
    return pd.DataFrame({side: _cells(pairs, column, side, level) for side in SIDES})


def _cells(pairs: pd.DataFrame, column: str, side: str, level: str) -> pd.Series:
    cells = pairs[f"{column}_{side}"]
    if level != "nominal":
        is_date = pd.api.types.is_datetime64_any_dtype(cells)
        return (cells - _EPOCH).dt.days.astype("float64") if is_date else cells.astype("Float64")
    if column != "value":
        return cells.fillna(BLANK)
    low, high = (pairs[f"{name}_{side}"].astype("str").fillna("") for name in ("low", "high"))
    values = cells.map(normal_form, na_action="ignore").mask(
        pairs["kind"] == "count", low + ".." + high
    )
    return values.mask(pairs["kind"] == "date", pairs[f"date_{side}"])


def _words(sources: pd.DataFrame) -> pd.DataFrame:
    """Return every word and mark of the texts: `source`, and `start, end` as `positions` does."""
    words, offset = [], 0
    for label, text in zip(sources["label"], sources["text"], strict=True):
        spans = (match.span() for match in WORD.finditer(text))
        words += [(label, offset + start, offset + end) for start, end in spans]
        offset += len(text)
    return pd.DataFrame(words, columns=["source", "start", "end"])


def _are_quoted(words: pd.DataFrame, statements: pd.DataFrame, evidence: Evidence) -> np.ndarray:
    """Return whether each word is, at least in part, in a quote of the statements."""
    start, end = words["start"].to_numpy("int64"), words["end"].to_numpy("int64")
    return span_arrays.overlap_any(start, end, *positions(statements, evidence))
