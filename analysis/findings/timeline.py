"""State how exactly the texts date things, and what they date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis import tables
from analysis.findings.sentences import (
    Finding,
    be_dated,
    count_by_name,
    name_event,
    per_entity,
    select,
)
from analysis.findings.warrants import issue_date
from analysis.values import edtf

if TYPE_CHECKING:
    from analysis.evidence import Evidence


def timeline(evidence: Evidence) -> list[str]:
    """Return how exact the dates are, how many are stated in full, and those of the main events."""
    table = tables.timeline(evidence)
    reported = table[~table["publication"]]
    precision = reported["date"].map(edtf.precision).value_counts()
    stated = int((reported["basis"] == "stated").sum())
    return [
        f"{len(reported)} dates are given; their precision: {count_by_name(precision)}.",
        f"{stated} of them are stated in full; the other {len(reported) - stated} are inferred "
        "from the texts, as the note of each says.",
        issue_date(evidence),
        *(_event_dates(evidence, event) for event in _most_dated(evidence, 2)),
        *per_entity(evidence, "decided_on"),
    ]


def _most_dated(evidence: Evidence, number: int) -> list[str]:
    """Return the ids of the events that most texts date."""
    texts = select(evidence, "event_date").groupby("entity_id", sort=False)["source"].nunique()
    return list(texts.sort_values(ascending=False, kind="stable").index[:number])


def _event_dates(evidence: Evidence, event: str) -> Finding:
    """Return each date of an event with who says it."""
    table = select(evidence, "event_date", event)
    dates = tables.who_says(table, table["property"]).iloc[0]
    return Finding(f"{be_dated(name_event(evidence, event))}: {dates}.", table["statement_id"])
