"""State the findings as sentences, and the titles of the figures: who reports what.

There is one module for each notebook, and `headline` for the README. Every number, name and value
in a sentence is computed from the evidence, and so is the choice of what it is about, such as the
events that most texts date. No sentence says who is right. If the texts say nothing on a subject,
the sentence says so or is left out.
"""

from analysis.findings.agreement import agreement
from analysis.findings.attribution import attribution
from analysis.findings.casualties import casualties
from analysis.findings.charges import charges
from analysis.findings.headline import headline
from analysis.findings.second_coder import second_coder
from analysis.findings.sentences import Finding
from analysis.findings.sources import sources
from analysis.findings.timeline import timeline
from analysis.findings.titles import (
    agreement_title,
    attribution_title,
    cards_title,
    casualties_title,
    coverage_title,
    lanes_title,
    ledger_title,
    second_coder_title,
    timeline_title,
)
from analysis.findings.warrants import warrants

__all__ = [
    "Finding",
    "agreement",
    "agreement_title",
    "attribution",
    "attribution_title",
    "cards_title",
    "casualties",
    "casualties_title",
    "charges",
    "coverage_title",
    "headline",
    "lanes_title",
    "ledger_title",
    "second_coder",
    "second_coder_title",
    "sources",
    "timeline",
    "timeline_title",
    "warrants",
]
