"""Align the statements, and the facts, of two coders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.errors import UserError
from analysis.public import require_columns
from analysis.tables import only_texts
from analysis.text import span_arrays

if TYPE_CHECKING:
    from analysis.evidence import Evidence

BY_FACT, BY_SPAN = "fact", "span"  # how statements are aligned, see `align_statements`
FACT = ["source_id", "entity_id", "property"]
SIDES = ("first", "second")


def texts_of_both(evidence: Evidence, second: pd.DataFrame) -> tuple[Evidence, pd.DataFrame]:
    """Return both codings without the texts that only one of the coders has coded.

    A text that was added after the second coding is not a disagreement. The first coder has coded a
    text if it has a statement or an exclusion, the second if it has a statement. Without a second
    coding, both are returned unchanged.

    Parameters
    ----------
    evidence : Evidence
        The project, with the first coding.
    second : DataFrame
        The statements of the second coder, as `intercoder.second` returns them.

    Returns
    -------
    evidence : Evidence
        With the sources, statements and exclusions of the texts that both coded.
    second : DataFrame
        The statements of the second coder on these texts.

    Examples
    --------
    >>> import analysis
    >>> evidence = analysis.load()
    >>> some = evidence.statements.query("source_id == 'shafaq-2024'")
    >>> texts_of_both(evidence, some)[0].sources["source_id"].tolist()
    ['shafaq-2024']
    """
    require_columns(second, evidence.statements.columns, "intercoder", "intercoder.second")
    if second.empty:
        return evidence, second
    of_first = {*evidence.statements["source_id"], *evidence.exclusions["source_id"]}
    shared = of_first & set(second["source_id"])
    if shared >= set(evidence.sources["source_id"]):
        return evidence, second
    return only_texts(evidence, list(shared)), second[second["source_id"].isin(shared)]


def align_statements(evidence: Evidence, second: pd.DataFrame, by: str = BY_FACT) -> pd.DataFrame:
    """Pair the statements of two coders whose quotes overlap, each at most once.

    Only texts that both have coded are compared (see `texts_of_both`). The best pairs are taken
    first. A pair about the same fact is better than one of the same property, which is better than
    any other. After that, a greater overlap is better, and then an equal value, so that two values
    in one quote are not mixed up. Pairs that are still equal are taken in alphabetical order, so
    that the order of rows makes no difference.

    Parameters
    ----------
    evidence : Evidence
        The project, with the first coding.
    second : DataFrame
        The statements of the second coder, as `intercoder.second` returns them.
    by : {BY_FACT, BY_SPAN}
        With `BY_SPAN`, only the overlap decides. Pairs aligned by fact agree on entity and property
        by construction, so agreement on these is overestimated (lenient). Spans alone cannot show
        which of several statements on the same words belong together, so with these it is
        underestimated (harsh).

    Returns
    -------
    DataFrame
        One row per pair: the columns of `evidence.statements` with the suffixes `_first` and
        `_second`; `kind`, that of the property of the first; `overlap`, intersection over union of
        the quotes in code points, 0 to 1; `same_fact`, whether entity and property are equal.

    Examples
    --------
    >>> import analysis
    >>> evidence = analysis.load()
    >>> pairs = align_statements(evidence, evidence.statements)
    >>> len(pairs) == len(evidence.statements), set(pairs["overlap"])
    (True, {1.0})
    """
    if by not in (BY_FACT, BY_SPAN):
        raise UserError(f"align_statements: by is {by!r}; give {BY_FACT!r} or {BY_SPAN!r}")
    evidence, second = texts_of_both(evidence, second)
    first, second = (in_text_order(table, evidence) for table in (evidence.statements, second))
    spans = [*positions(first, evidence), *positions(second, evidence)]
    row, other, overlap = span_arrays.overlapping_pairs(*spans)
    same = {
        name: first[name].to_numpy()[row] == second[name].to_numpy()[other]
        for name in ("property", "entity_id", "value")
    }
    same_fact = same["property"] & same["entity_id"]
    keys: tuple[np.ndarray, ...] = (other, row, -overlap)
    if by == BY_FACT:
        keys = (other, row, ~same["value"], -overlap, ~same["property"], ~same_fact)
    order = np.lexsort(keys)
    best = order[_first_pairs(row[order], other[order])]
    best = best[np.argsort(row[best])]
    pairs = first.iloc[row[best]].reset_index(drop=True).add_suffix("_first")
    pairs = pairs.join(second.iloc[other[best]].reset_index(drop=True).add_suffix("_second"))
    return pairs.assign(
        kind=pairs["property_first"].map(evidence.properties.set_index("property")["kind"]),
        overlap=overlap[best],
        same_fact=same_fact[best],
    )


def align_facts(evidence: Evidence, second: pd.DataFrame) -> pd.DataFrame:
    """Return which coder reports each fact of the texts that both have coded.

    Returns
    -------
    DataFrame
        One row per fact, indexed by `FACT`: `found_by` ("first", "second" or "both"), `values` and
        `quotes` (joined by semicolons).
    """
    evidence, second = texts_of_both(evidence, second)
    codings = zip(SIDES, (evidence.statements, second), strict=True)
    columns = [*FACT, "value", "quote"]
    both = pd.concat(
        [in_text_order(table, evidence)[columns].assign(found_by=side) for side, table in codings]
    )
    by_fact = both.groupby(FACT, sort=False)
    found_by = by_fact["found_by"].agg("first").mask(by_fact["found_by"].nunique() > 1, "both")
    return pd.DataFrame(
        {
            "found_by": found_by,
            "values": by_fact["value"].agg(_join_distinct),
            "quotes": by_fact["quote"].agg(_join_distinct),
        }
    )


def in_text_order(statements: pd.DataFrame, evidence: Evidence) -> pd.DataFrame:
    """Return statements in the order of the texts, however their rows are ordered."""
    start, end = positions(statements, evidence)
    keys = statements[["entity_id", "property", "value"]].assign(start=start, end=end)
    order = keys.reset_index(drop=True).sort_values(
        ["start", "end", "entity_id", "property", "value"]
    )
    return statements.iloc[order.index].reset_index(drop=True)


def positions(statements: pd.DataFrame, evidence: Evidence) -> tuple[np.ndarray, np.ndarray]:
    """Return the start and the end of each quote in the concatenation of all texts."""
    lengths = evidence.sources["text"].str.len().to_numpy("int64")
    starts = pd.Series(lengths.cumsum() - lengths, evidence.sources["source_id"])
    offset = statements["source_id"].map(starts).to_numpy("int64")
    return offset + statements["start"].to_numpy(), offset + statements["end"].to_numpy()


def _first_pairs(first: np.ndarray, second: np.ndarray) -> list[int]:
    """Return the positions of the pairs, best first, neither side of which is in a better pair."""
    paired: tuple[set[int], set[int]] = (set(), set())
    places = []
    for place, (row, other) in enumerate(zip(first.tolist(), second.tolist(), strict=True)):
        if row not in paired[0] and other not in paired[1]:
            paired[0].add(row)
            paired[1].add(other)
            places.append(place)
    return places


def _join_distinct(cells: pd.Series) -> str:
    return "; ".join(cells.unique())
