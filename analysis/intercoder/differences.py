"""List where two coders differ on the texts that both have coded, for a reader to judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.intercoder.alignment import (
    FACT,
    SIDES,
    align_facts,
    align_statements,
    in_text_order,
    texts_of_both,
)
from analysis.intercoder.measures import BLANK, compared_cells, none_without

if TYPE_CHECKING:
    from analysis.evidence import Evidence


def facts_found_by_one(evidence: Evidence, second: pd.DataFrame) -> pd.DataFrame:
    """List the facts that only one coder reports, wherever the words are.

    Parameters
    ----------
    evidence : Evidence
        The project, with the first coding.
    second : DataFrame
        The statements of the second coder, as `intercoder.second` returns them.

    Returns
    -------
    DataFrame
        One row per fact: `found_by` ("first" or "second"), `source_id, entity_id, property, values,
        quotes`; no rows if there is no second coding.
    """
    evidence, second = texts_of_both(evidence, second)
    facts = align_facts(evidence, second).query("found_by != 'both'").reset_index()
    return none_without(second, facts[["found_by", *FACT, "values", "quotes"]])


def found_by_one(evidence: Evidence, second: pd.DataFrame) -> pd.DataFrame:
    """List the statements that have no counterpart in the other coding.

    Parameters
    ----------
    evidence : Evidence
        The project, with the first coding.
    second : DataFrame
        The statements of the second coder, as `intercoder.second` returns them.

    Returns
    -------
    DataFrame
        One row per statement, in the order of the texts: `found_by` ("first" or "second"),
        `statement_id, source_id, entity_id, property, value, quote`; no rows if there is no second
        coding.
    """
    evidence, second = texts_of_both(evidence, second)
    pairs = align_statements(evidence, second)
    unpaired = [
        table[~table["statement_id"].isin(pairs[f"statement_id_{side}"])].assign(found_by=side)
        for side, table in zip(SIDES, (evidence.statements, second), strict=True)
    ]
    statements = in_text_order(pd.concat(unpaired), evidence)
    columns = ["found_by", "statement_id", *FACT, "value", "quote"]
    return none_without(second, statements[columns])


def differing(evidence: Evidence, second: pd.DataFrame) -> pd.DataFrame:
    """List the cells in which aligned statements differ.

    If the statements of a pair are about different facts, only entity and property are compared.

    Parameters
    ----------
    evidence : Evidence
        The project, with the first coding.
    second : DataFrame
        The statements of the second coder, as `intercoder.second` returns them.

    Returns
    -------
    DataFrame
        One row per cell: `source_id, entity_id, property` of the first coder; `column`; `first,
        second`, the cells, with the EDTF date after the words of a date; `first_quote,
        second_quote, first_id, second_id`.

    Examples
    --------
    >>> import analysis
    >>> evidence = analysis.load()
    >>> second = evidence.statements.copy()
    >>> second.loc[0, "modality"] = "denied"
    >>> differing(evidence, second)[["column", "second"]].to_numpy().tolist()
    [['modality', 'denied']]
    """
    pairs = align_statements(evidence, second)
    tables = []
    for column in (
        "entity_id",
        "property",
        "value",
        "modality",
        "basis",
        "speaker",
        "via",
        "said_on",
    ):
        cells = compared_cells(pairs, column)
        is_compared = pairs["same_fact"] | (column in FACT)
        rows = pairs[is_compared & (cells["first"] != cells["second"])]
        shown = {side: _shown_cells(rows, column, side) for side in SIDES}
        tables.append(rows.assign(column=column, **shown))
    names = {f"{name}_first": name for name in FACT}
    for side in SIDES:
        names |= {f"quote_{side}": f"{side}_quote", f"statement_id_{side}": f"{side}_id"}
    ends = ["first_quote", "second_quote", "first_id", "second_id"]
    table = pd.concat(tables).sort_index(kind="stable").rename(columns=names)
    return table[[*FACT, "column", *SIDES, *ends]].reset_index(drop=True)


def _shown_cells(pairs: pd.DataFrame, column: str, side: str) -> pd.Series:
    cells = pairs[f"{column}_{side}"].fillna(BLANK)
    if column != "value":
        return cells
    return cells.mask(pairs["kind"] == "date", cells + " (" + pairs[f"date_{side}"] + ")")
