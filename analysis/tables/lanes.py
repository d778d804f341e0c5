"""Tabulate the dates behind each warrant, from the event behind it to the texts about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.tables.answers import answers
from analysis.tables.lists import Listing
from analysis.tables.selection import selectable
from analysis.tables.spoken_warrants import spoken_warrants, warrant_ids
from analysis.tables.timeline import publications
from analysis.values import edtf

if TYPE_CHECKING:
    from analysis.evidence import Evidence

# The kinds of dates, by path of elements.csv, in the order of a lane.
KINDS = {
    "connected_to.event_date": "event behind it",
    "decided_on": "decision",
    "issued_on": "issue",
    "announced_on": "announcement",
}
PUBLICATION = "publication of the text"
_COLUMNS = ["warrant_id", "warrant", "source", "kind", "words", "date", "date_start", "date_end"]


@selectable("source", "entity")
def lanes(evidence: Evidence) -> pd.DataFrame:
    """Return the dates that each text gives for each warrant, and when the text was published.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.

    Returns
    -------
    DataFrame
        One row per warrant, text that speaks of it, and kind of date, in order of publication. If
        there are several dates of a kind, it is the most exact:

        - `warrant_id, warrant, source`
        - `kind`: "event behind it", "decision", "issue", "announcement" or "publication of the
          text"
        - `words`: the date in the words of the text, with the date that follows from them
        - `date, date_start, date_end`: EDTF, and its first and last day, NaT where open
        - `statement_ids`: a tuple of their ids, which `to_csv` joins with ";"

    Examples
    --------
    >>> import analysis
    >>> table = lanes(analysis.load())
    >>> {"decision", "announcement"} <= set(table["kind"])
    True
    >>> table.query("kind == 'decision'")["words"].tolist()
    ['late last month (16 to 30 June 2020)']
    """
    warrants = warrant_ids(evidence)
    labels = evidence.entities.set_index("entity_id")["label"]
    dated = answers(evidence)
    dated = dated[dated["path"].isin(KINDS.keys()) & dated["date"].notna()]
    dated = dated.assign(
        kind=dated["path"].map(KINDS),
        words=dated["value_text"],
        statement_ids=dated["statement_id"].map(lambda name: Listing([name])),
    )
    published = publications(evidence.sources).assign(kind=PUBLICATION)
    published["words"] = published["date"].map(edtf.in_words)
    published = spoken_warrants(evidence).merge(published, on="source_id")
    rows = pd.concat([dated, published], ignore_index=True)
    rows = rows.assign(warrant=rows["warrant_id"].map(labels), length=_length(rows))
    order = {name: number for number, name in enumerate([*KINDS.values(), PUBLICATION])}
    rows = rows.assign(
        at=pd.Categorical(rows["warrant_id"], warrants).codes,
        text=pd.Categorical(rows["source"], evidence.sources["label"]).codes,
        place=rows["kind"].map(order),
    ).sort_values(["at", "text", "place", "length"], kind="stable")
    rows = rows.drop_duplicates(["warrant_id", "source", "kind"]).reset_index(drop=True)
    return rows[[*_COLUMNS, "statement_ids"]]


def _length(rows: pd.DataFrame) -> pd.Series:
    """Return the number of days in each span, infinite for an open one."""
    days = (rows["date_end"] - rows["date_start"]).dt.days
    return days.astype("float64").fillna(float("inf"))
