"""State the findings that a reader of the README should take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis import tables
from analysis.findings.agreement import shared_facts
from analysis.findings.casualties import casualties
from analysis.findings.charges import legal_basis
from analysis.findings.sentences import per_entity
from analysis.findings.warrants import issue_dates, subjects
from analysis.tables.spoken_warrants import warrant_ids

if TYPE_CHECKING:
    from analysis.evidence import Evidence


def headline(evidence: Evidence) -> list[str]:
    """Return the findings that a reader of the README should take away.

    Where no text speaks of a warrant, these are the numbers of persons and what is compared.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.

    Returns
    -------
    list of str
        Sentences; a `Finding` has the ids of the statements behind it in `statement_ids`.

    Examples
    --------
    >>> import analysis
    >>> headline(analysis.load())[0].startswith("Iran's arrest warrant is the subject of")
    True
    """
    if not warrant_ids(evidence):
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
