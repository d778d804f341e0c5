"""State the findings that a reader of the README should take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis import coverage, tables
from analysis.arguments import checked
from analysis.findings.agreement import shared_facts
from analysis.findings.casualties import casualties
from analysis.findings.charges import legal_basis
from analysis.findings.sentences import per_entity
from analysis.findings.warrants import issue_dates, subjects

if TYPE_CHECKING:
    from analysis.evidence import Evidence


@checked
def headline(evidence: Evidence) -> list[str]:
    """Return the findings that a reader of the README should take away.

    Where no text speaks of a warrant, these are the numbers of persons and what is compared.

    Examples
    --------
    >>> import analysis
    >>> headline(analysis.load())[1]
    'No text gives a date of issue for either warrant.'
    """
    if not coverage.warrants(evidence):
        counted = casualties(evidence) if len(tables.counts(evidence)) else []
        return [*counted, shared_facts(evidence)]
    return [
        subjects(evidence),
        *issue_dates(evidence),
        *per_entity(evidence, "charge"),
        legal_basis(evidence),
        *per_entity(evidence, "others_count"),
        *per_entity(evidence, "answer"),
        *per_entity(evidence, "injured"),
        shared_facts(evidence),
    ]
