"""Show what each source covers, why it is silent, and what was done with every sentence.

>>> import analysis
>>> from analysis import coverage
>>> table = coverage.silences(analysis.load(), source="Sputnik", entity="Iran's warrant")
>>> set(table["silence"]) <= set(coverage.SILENCES)
True
"""

from analysis.coverage.by_fact import silence_counts, silences
from analysis.coverage.by_fact import silences_on as silences_on
from analysis.coverage.by_topic import merge_limits as merge_limits
from analysis.coverage.by_topic import spoken_topics as spoken_topics
from analysis.coverage.by_topic import topic_limits as topic_limits
from analysis.coverage.by_topic import topics, topics_by_source
from analysis.coverage.by_topic import topics_of as topics_of
from analysis.coverage.by_topic import topics_within as topics_within
from analysis.coverage.quoted_text import quoted
from analysis.coverage.sentence_ledger import ledger
from analysis.coverage.silence import SILENCES
from analysis.coverage.silence import Limits as Limits
from analysis.coverage.silence import subjects as subjects
from analysis.public import publish
from analysis.validation.vocabulary import TOPICS

# What readers need. The names imported above as themselves are for other packages.
__all__ = [
    "SILENCES",
    "TOPICS",
    "ledger",
    "quoted",
    "silence_counts",
    "silences",
    "topics",
    "topics_by_source",
]

publish(globals())
