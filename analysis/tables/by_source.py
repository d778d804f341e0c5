"""Put what the sources say about the same thing side by side, with one column per source."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd

from analysis.errors import UserError
from analysis.public import require_columns, require_named
from analysis.tables import tidy
from analysis.tables.lists import MOST_TEXTS, join_texts, listings
from analysis.tables.naming import Names, resolve_names
from analysis.tables.selection import FILTERS, about, filterable, select, source_labels
from analysis.tables.statements import (
    COLUMNS,
    inferred_parts,
    marked_values,
    speaker_and_outlets,
    stance_notes,
    statements,
)
from analysis.validation.vocabulary import PropertyKind

if TYPE_CHECKING:
    from analysis.evidence import Evidence

SILENT = "not said"


def side_by_side(
    evidence: Evidence,
    table: pd.DataFrame,
    index: str | list[str],
    cell_texts: Callable[[pd.DataFrame], pd.Series] | None = None,
    source: Names = None,
) -> pd.DataFrame:
    """Put what the sources say side by side.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.
    table : DataFrame
        Rows of `statements`.
    index : str or list of str
        The columns of `table` that identify a row of the result.
    cell_texts : callable, optional
        Takes `table` and returns the text of each statement; by default the value with its speaker
        and stance.
    source : str or list of str, optional
        Only the columns and rows of these sources; see `select`.

    Returns
    -------
    DataFrame
        One row per combination of `index`: these columns, one column per source, then
        `statement_ids` (a tuple). A cell joins what the source says, in the order of its text, or
        is `SILENT`. Entities, properties and sources keep the order of their tables. With more than
        `MOST_TEXTS` sources there are two columns in place of theirs: `who_says`, each value with
        the sources that give it, and `texts`, how many sources say anything.

    Raises
    ------
    MissingColumnError
        If the table has no such column.

    Examples
    --------
    >>> import analysis
    >>> from analysis import tables
    >>> evidence = analysis.load()
    >>> table = tables.statements(evidence).query("property == 'bases_attacked'")
    >>> wide = side_by_side(evidence, table, ["entity"])
    >>> wide.loc[0, ["2021 C", "Shafaq News 2023+", "Sputnik News Jul 2020"]].tolist()
    ['a base (1)', 'not said', '2']
    """
    index = [index] if isinstance(index, str) else index
    require_columns(table, COLUMNS, "tables.side_by_side", "tables.statements")
    require_named(table, index)
    sources = list(evidence.sources["label"])
    if source is not None:
        sources = source_labels(evidence, resolve_names(evidence, "source", source))
        table = table[table["source"].isin(sources)]
    texts = (cell_texts or _value_and_voice)(table)
    once = table[[*index, "source"]].assign(text=texts).drop_duplicates()
    rows = _in_table_order(evidence, once[index].drop_duplicates())
    if len(sources) > MOST_TEXTS:
        wide = sources_in_one_column(once, index)
    else:
        wide = _one_column_per_source(once, index, sources)
    ids = listings(table.groupby(index, sort=False)["statement_id"]).rename("statement_ids")
    return rows.merge(wide, on=index).merge(ids.reset_index(), on=index)


def _side_by_side(
    evidence: Evidence,
    table: pd.DataFrame,
    index: list[str],
    filters: dict[str, Names],
    cell_texts: Callable[[pd.DataFrame], pd.Series] | None = None,
) -> pd.DataFrame:
    """Put the selected rows side by side, with columns for the selected sources."""
    rows = select(evidence, table, **filters)
    return side_by_side(evidence, rows, index, cell_texts, filters.get("source"))


def _one_column_per_source(
    once: pd.DataFrame, index: list[str], sources: list[str]
) -> pd.DataFrame:
    cells = once.groupby([*index, "source"], sort=False)["text"].agg("; ".join)
    wide = cells.unstack("source", fill_value=SILENT)
    wide = wide.reindex(columns=sources, fill_value=SILENT).reset_index()
    wide.columns.name = None
    return wide


def sources_in_one_column(once: pd.DataFrame, index: list[str]) -> pd.DataFrame:
    """Return `who_says`, each text with its sources, and `texts`, how many sources have one."""
    sources = once.groupby([*index, "text"], sort=False)["source"].agg(join_texts)
    by_text = sources.reset_index("text")
    lines = by_text["text"] + " (" + by_text["source"] + ")"
    who_says = lines.groupby(level=index, sort=False).agg(join_texts)
    number = once.groupby(index, sort=False)["source"].nunique()
    return pd.DataFrame({"who_says": who_says, "texts": number}).reset_index()


def _in_table_order(evidence: Evidence, rows: pd.DataFrame) -> pd.DataFrame:
    """Sort rows by entity and property, if they have these columns."""
    order = {
        "entity": list(evidence.entities["label"]),
        "property": list(evidence.properties["property"]),
    }

    def places(names: pd.Series) -> pd.Series:
        return names.map({name: place for place, name in enumerate(order[str(names.name)])})

    columns = [name for name in rows if name in order]
    return rows.sort_values(columns, key=places, kind="stable")


@filterable(*FILTERS)
def warrants_by_source(evidence: Evidence, entity: Names = None, **filters: Names) -> pd.DataFrame:
    """Return what the sources say about the warrants.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.
    entity : str or list of str, optional
        Only these warrants, and only sources that speak of them.
    **filters : str or list of str, optional
        Other names; see `select`.

    Returns
    -------
    DataFrame
        One row per warrant and property, as `side_by_side` returns it; without the column `entity`
        if `entity` names at most one warrant.

    Examples
    --------
    >>> import analysis
    >>> wide = warrants_by_source(analysis.load(), "Iraq's warrant").set_index("property")
    >>> wide.loc["decided_by", "2021 C"]
    "Iraq's judiciary"
    """
    table = tidy.warrants(evidence)
    if entity is None:
        return _side_by_side(evidence, table, ["entity", "property"], filters)
    warrants = about(evidence, entity, table["entity_id"])
    table = table[table["entity_id"].isin(warrants)]
    index = ["entity", "property"] if len(warrants) > 1 else ["property"]
    wide = _side_by_side(evidence, table, index, filters)
    silent = set(evidence.sources["label"]) - set(table["source"])
    return wide[[name for name in wide if name not in silent]]


@filterable(*FILTERS)
def charges_by_source(evidence: Evidence, **filters: Names) -> pd.DataFrame:
    """Return who reports each charge, accusation or penalty of a warrant, and in which stance.

    Returns
    -------
    DataFrame
        One row per warrant, property and value, as `side_by_side` returns it.
    """
    index = ["entity", "property", "value_text"]
    return _side_by_side(evidence, tidy.charges(evidence), index, filters, _stance)


@filterable(*FILTERS)
def legal_bases_by_source(evidence: Evidence, **filters: Names) -> pd.DataFrame:
    """Return what the sources say about rules of law, and how they characterise things legally.

    Returns
    -------
    DataFrame
        One row per `rule`, entity and property, as `side_by_side` returns it.
    """
    return _side_by_side(
        evidence, tidy.legal_bases(evidence), ["rule", "entity", "property"], filters
    )


@filterable(*FILTERS)
def notices_by_source(evidence: Evidence, **filters: Names) -> pd.DataFrame:
    """Return what the sources say about the request to Interpol and Interpol's answer.

    Returns
    -------
    DataFrame
        One row per entity and property, as `side_by_side` returns it.
    """
    return _side_by_side(evidence, tidy.notices(evidence), ["entity", "property"], filters)


@filterable(*FILTERS)
def casualties_by_source(evidence: Evidence, **filters: Names) -> pd.DataFrame:
    """Return the numbers of people killed or hurt.

    Returns
    -------
    DataFrame
        One row per group of people and number, as `side_by_side` returns it.
    """
    table = tidy.casualties(evidence)
    counts = evidence.properties.loc[evidence.properties["kind"] == PropertyKind.COUNT, "property"]
    return _side_by_side(
        evidence, table[table["property"].isin(counts)], ["entity", "property"], filters
    )


@filterable(*FILTERS)
def events_by_source(evidence: Evidence, **filters: Names) -> pd.DataFrame:
    """Return the dates that the sources give.

    Returns
    -------
    DataFrame
        One row per entity and property that is a date, as `side_by_side` returns it.
    """
    table = tidy.events(evidence)
    return _side_by_side(evidence, table[table["date"].notna()], ["entity", "property"], filters)


def event_side_by_side(evidence: Evidence, entity_id: str) -> pd.DataFrame:
    """Return what the sources say about one event: date, place, means, and who did what.

    Free text about it, such as reactions, is in `reactions_by_source`; only its background is
    included here too.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.
    entity_id : str
        The event: its id, its label or some words of the label, as `select` describes them. A
        warrant or anything else with a date is accepted as well.

    Returns
    -------
    DataFrame
        One row per property, as `side_by_side` returns it.

    Raises
    ------
    UserError
        If no text says anything about such an event; the message lists what may be meant.

    Examples
    --------
    >>> import analysis
    >>> table = event_side_by_side(analysis.load(), "embassy attack").set_index("property")
    >>> table.loc["place", "2021 C"]
    'the US embassy in Baghdad'
    """
    table = tidy.events(evidence)
    (event,) = resolve_names(evidence, "entity", [entity_id], table["entity_id"])
    properties = evidence.properties
    is_free = (properties["kind"] == PropertyKind.TEXT) & (properties["topic"] != "context")
    free = properties["property"][is_free]
    rows = table[(table["entity_id"] == event) & ~table["property"].isin(free)]
    if rows.empty:
        known = join_texts(table["entity_id"].unique())
        message = f"no text gives a date, place or part of it; give one of {known}"
        raise UserError(f"{entity_id}: {message}")
    return side_by_side(evidence, rows, ["property"])


@filterable(*FILTERS)
def reactions_by_source(evidence: Evidence, **filters: Names) -> pd.DataFrame:
    """Return the reactions, characterisations, demands and positions.

    Returns
    -------
    DataFrame
        One row per entity and kind of reaction, as `side_by_side` returns it.
    """
    return _side_by_side(evidence, tidy.reactions(evidence), ["entity", "property"], filters)


@filterable(*FILTERS)
def parties_by_source(evidence: Evidence, **filters: Names) -> pd.DataFrame:
    """Return what the sources say about persons and bodies, except for their names.

    Returns
    -------
    DataFrame
        One row per person or body and property, as `side_by_side` returns it.
    """
    table = tidy.parties(evidence)
    return _side_by_side(
        evidence, table[table["property"] != "name"], ["entity", "property"], filters
    )


@filterable(*FILTERS)
def spellings_by_source(evidence: Evidence, **filters: Names) -> pd.DataFrame:
    """Return how each source spells the names of persons and bodies.

    Returns
    -------
    DataFrame
        One row per person or body that is named, as `side_by_side` returns it.
    """
    table = statements(evidence)
    return _side_by_side(evidence, table[table["property"] == "name"], ["entity"], filters, _quote)


@filterable(*FILTERS)
def attributions_by_source(evidence: Evidence, **filters: Names) -> pd.DataFrame:
    """Return how many statements by each speaker the sources have, and through which outlets.

    Returns
    -------
    DataFrame
        One row per speaker, as `side_by_side` returns it; a cell is like "3 via Reuters".
    """
    return _side_by_side(
        evidence, tidy.attributions(evidence), ["speaker"], filters, _number_and_outlets
    )


def _number_and_outlets(table: pd.DataFrame) -> pd.Series:
    """Return the number of statements and the outlets through which they came: "3 via Reuters"."""
    number = table.groupby(["speaker", "source", "via"])["statement_id"].transform("size")
    return number.astype("str") + (" via " + table["via"]).mask(table["via"] == "", "")


def _quote(table: pd.DataFrame) -> pd.Series:
    return table["quote"]


def _stance(table: pd.DataFrame) -> pd.Series:
    """Return the stance, what is inferred, and the speaker: "alleged, Fars news agency"."""
    inferred = inferred_parts(table)
    inferred = (inferred + ", ").where(inferred != "", "")
    return table["modality"] + ", " + inferred + speaker_and_outlets(table)


def _value_and_voice(table: pd.DataFrame) -> pd.Series:
    """Return the value, and in brackets the stance unless asserted, what is inferred, and who.

    The speaker is left out where an article speaks in its own voice.
    """
    speaker = (", " + speaker_and_outlets(table)).mask(table["own_voice"], "")
    notes = (stance_notes(table) + speaker).str.removeprefix(", ")
    value = marked_values(table)
    return value.where(notes == "", value + " [" + notes + "]")
