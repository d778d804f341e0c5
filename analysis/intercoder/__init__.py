"""Measure how far a second coding of the same texts agrees with the first, and show differences.

Only the texts that both coders have coded are compared. Neither coder is assumed to be right; they
are called the first (data/statements.csv) and the second. Coders mark spans freely, so their work
is compared in three ways:

- By words. Each word or mark of a text is a unit that a coder has quoted or not
  (`words_agreement`).
- By facts. A fact is a source, entity and property that a coder has reported or not, wherever the
  words are (`facts_agreement`). Facts that neither reports cannot be counted, so there is no
  correction for chance; the measure is the share of facts that both have.
- By statements. Those with overlapping quotes are aligned in pairs (`align_statements`), and the
  cells of each pair are compared (`reliability`, `differing`).
"""

from analysis.intercoder.alignment import BY_FACT, BY_SPAN, align_statements, texts_of_both
from analysis.intercoder.alignment import SIDES as SIDES
from analysis.intercoder.differences import differing, facts_found_by_one, found_by_one
from analysis.intercoder.measures import ANY as ANY
from analysis.intercoder.measures import BLANK as BLANK
from analysis.intercoder.measures import NAMED as NAMED
from analysis.intercoder.measures import ON_FACTS as ON_FACTS
from analysis.intercoder.measures import facts_agreement, readable, reliability, words_agreement
from analysis.intercoder.measures import in_words as in_words
from analysis.intercoder.second_coding import FILE, CodingError, second
from analysis.public import publish

# What readers need. The names imported above as themselves are for other packages.
__all__ = [
    "BY_FACT",
    "BY_SPAN",
    "FILE",
    "CodingError",
    "align_statements",
    "differing",
    "facts_agreement",
    "facts_found_by_one",
    "found_by_one",
    "readable",
    "reliability",
    "second",
    "texts_of_both",
    "words_agreement",
]

publish(globals())
