"""Measure how far a second coding of the same texts agrees with the first, and show where not.

Only the texts that both coders have coded are compared. Neither coder is taken to be right; they
are the first (data/statements.csv) and the second. Coders mark spans freely, so there are three
ways to compare their work:

- By words. Each word or mark of a text is a unit, which a coder has quoted or not
  (`words_agreement`).
- By facts. A fact is a source, entity and property, which a coder has reported or not, wherever the
  words are (`facts_agreement`). Facts that neither reports cannot be counted, so there is no
  correction for chance; the measure is the share of facts that both have.
- By statements. Those with overlapping quotes are aligned in pairs (`align_statements`), and the
  cells of each pair are compared (`reliability`, `differing`).
"""

from analysis.arguments import no_such_name, shown_names
from analysis.intercoder.alignment import BY_FACT, BY_SPAN, SIDES, align_statements, texts_of_both
from analysis.intercoder.differences import differing, facts_found_by_one, found_by_one
from analysis.intercoder.measures import (
    ANY,
    BLANK,
    CUE,
    NAMED,
    ON_FACTS,
    facts_agreement,
    in_words,
    readable,
    reliability,
    words_agreement,
)
from analysis.intercoder.second_coding import FILE, CodingError, second

__all__ = [
    "ANY",
    "BLANK",
    "BY_FACT",
    "BY_SPAN",
    "CUE",
    "FILE",
    "NAMED",
    "ON_FACTS",
    "SIDES",
    "CodingError",
    "align_statements",
    "differing",
    "facts_agreement",
    "facts_found_by_one",
    "found_by_one",
    "in_words",
    "readable",
    "reliability",
    "second",
    "texts_of_both",
    "words_agreement",
]

__getattr__, __dir__ = no_such_name(__name__, __all__), shown_names(__all__)
