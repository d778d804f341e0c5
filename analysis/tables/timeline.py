"""Tabulate the dates that the sources give, and those on which they were published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.tables.lists import Listing, listings
from analysis.tables.naming import Names
from analysis.tables.selection import FILTERS, about, filterable, select
from analysis.tables.statements import statements
from analysis.tables.tidy import events
from analysis.values import edtf

if TYPE_CHECKING:
    from analysis.evidence import Evidence

_DATE = ["source_id", "source", "basis", "date", "date_start", "date_end"]
_COLUMNS = [*_DATE, "what", "actor", "words", "publication"]


@filterable(*FILTERS)
def timeline(evidence: Evidence, **filters: Names) -> pd.DataFrame:
    """Return the dates that the sources give for events and warrants, and for their publication.

    With filters, the dates are those of the selected statements, and the publications those of the
    sources that have such a statement. For an entity without a date of its own, such as a person,
    the dates are those of whatever a statement connects it with, in any stance but denied.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.
    **filters : str or list of str, optional
        Other names; see `select`.

    Returns
    -------
    DataFrame
        One row per source and date:

        - `source_id, source, basis`
        - `date, date_start, date_end`: EDTF, and its first and last day, NaT where open
        - `what`: the event, or the entity and property
        - `actor`: who carried out the event according to the same source; "" if it does not say, or
          if `what` already has the name
        - `words`: the date in the words of the text, in brief
        - `publication`: whether it dates the source itself
        - `statement_ids`: a tuple of their ids, which `to_csv` joins with ";"

    Examples
    --------
    >>> import analysis
    >>> evidence = analysis.load()
    >>> int(timeline(evidence)["publication"].sum()) == len(evidence.sources)
    True
    """
    dated = events(evidence).dropna(subset="date")
    if filters.get("entity") is not None:
        filters["entity"] = about(evidence, filters["entity"], dated["entity_id"])
    dated = select(evidence, dated, **filters)
    sources = _publishing(evidence, filters)
    is_event = dated["property"] == "event_date"
    other = dated["entity"] + ": " + dated["property"].str.replace("_", " ")
    reported = dated.assign(
        what=dated["entity"].where(is_event, other),
        actor=_actors(evidence, dated).where(is_event, ""),
        words=dated["value"],
        publication=pd.Series(False, dated.index, dtype=bool),
    )
    date = reported.groupby(_COLUMNS, sort=False, dropna=False).ngroup().to_numpy()
    ids = listings(reported["statement_id"].groupby(date, sort=False))
    reported = reported[_COLUMNS].drop_duplicates().assign(statement_ids=ids.to_numpy())
    return pd.concat([reported, publications(sources)], ignore_index=True)


def _publishing(evidence: Evidence, filters: dict[str, Names]) -> pd.DataFrame:
    """Return the sources with a statement that the filters select; all without filters."""
    if all(names is None for names in filters.values()):
        return evidence.sources
    selected = select(evidence, events(evidence), **filters)["source_id"]
    return evidence.sources[evidence.sources["source_id"].isin(selected)]


def _actors(evidence: Evidence, dated: pd.DataFrame) -> pd.Series:
    """Return who carried out each event according to the same source; "" if its label says so."""
    key = ["source_id", "entity_id"]
    doers = (
        statements(evidence)
        .query("property == 'carried_out_by'")
        .drop_duplicates([*key, "value_text"])
    )
    names = doers.groupby(key)["value_text"].agg(", ".join)
    actor = names.reindex(pd.MultiIndex.from_frame(dated[key])).fillna("").tolist()
    shown = [
        "" if name in label else name for name, label in zip(actor, dated["entity"], strict=True)
    ]
    return pd.Series(shown, dated.index, dtype="str")


def publications(sources: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `timeline` that date the sources themselves."""
    return pd.DataFrame(
        {
            "source_id": sources["source_id"],
            "source": sources["label"],
            "basis": sources["published_basis"],
            "date": sources["published"],
            "date_start": sources["published_start"],
            "date_end": sources["published_end"],
            "what": "Publication of the texts",
            "actor": "",
            "words": "published " + sources["published"].map(edtf.in_words),
            "publication": True,
            "statement_ids": pd.Series([Listing()] * len(sources), sources.index, dtype="object"),
        }
    )
