"""State how exactly the texts date things, and what they date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis import tables
from analysis.findings.sentences import (
    Finding,
    be,
    count_by_name,
    per_entity,
    select,
)
from analysis.findings.warrants import issue_dates
from analysis.validation.vocabulary import Basis
from analysis.values import edtf

if TYPE_CHECKING:
    from analysis.evidence import Evidence


def timeline(evidence: Evidence) -> list[str]:
    """Return how exact the dates are, how many are stated in full, and those of the main events.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.

    Returns
    -------
    list of str
        Sentences; a `Finding` has the ids of the statements behind it in `statement_ids`.
    """
    table = tables.timeline(evidence)
    reported = table[~table["publication"]]
    if reported.empty:
        return ["No date is given."]
    precision = reported["date"].map(edtf.precision).value_counts()
    number = len(reported)
    given = f"{number} dates are given; their precision: {count_by_name(precision)}."
    return [
        f"1 date is given; its precision: {precision.index[0]}." if number == 1 else given,
        _stated(int((reported["basis"] == Basis.STATED).sum()), number),
        *issue_dates(evidence),
        *(_event_dates(evidence, event) for event in _most_dated(evidence, 2)),
        *per_entity(evidence, "decided_on"),
    ]


def _stated(stated: int, number: int) -> str:
    """Return how many dates are stated in full, and how many are not."""
    if number == 1:
        return f"It is {'stated in full' if stated else 'inferred, as its note says'}."
    if stated == number:
        return f"{'Both' if number == 2 else 'All of them'} are stated in full."
    if not stated:
        none = "Neither" if number == 2 else "None of them"
        return f"{none} is stated in full; each is inferred, as its note says."
    rest = "the other is" if number - stated == 1 else f"the other {number - stated} are"
    note = "its note says" if number - stated == 1 else "the note of each says"
    return (
        f"{stated} of them {be(stated)} stated in full; {rest} inferred from the texts, as {note}."
    )


def _most_dated(evidence: Evidence, number: int) -> list[str]:
    """Return the ids of the events that most texts date."""
    texts = select(evidence, "event_date").groupby("entity_id", sort=False)["source"].nunique()
    return list(texts.sort_values(ascending=False, kind="stable").index[:number])


def _event_dates(evidence: Evidence, event: str) -> Finding:
    """Return each date of an event with who says it."""
    table = select(evidence, "event_date", event)
    label = table["entity"].iloc[0]
    dates = tables.who_says(table, table["property"]).iloc[0]
    return Finding(f"{label}: dated {dates}.", table["statement_id"])
