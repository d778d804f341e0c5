"""State the findings as sentences: who reports what.

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
from analysis.findings.sentences import Finding as Finding
from analysis.findings.sources import sources
from analysis.findings.timeline import timeline
from analysis.findings.warrants import warrants
from analysis.public import publish

__all__ = [
    "agreement",
    "attribution",
    "casualties",
    "charges",
    "headline",
    "second_coder",
    "sources",
    "timeline",
    "warrants",
]

publish(globals())
