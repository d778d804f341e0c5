"""Show what each source covers, why it is silent, and what was done with every sentence."""

from analysis.arguments import no_such_name, shown_names
from analysis.coverage.by_fact import silence_counts, silences, silences_on
from analysis.coverage.by_topic import (
    merge_limits,
    spoken_topics,
    topic_limits,
    topics,
    topics_by_source,
    topics_of,
    topics_within,
)
from analysis.coverage.quoted_text import quoted
from analysis.coverage.sentence_ledger import ledger
from analysis.coverage.silence import SILENCES, Limits, subjects
from analysis.tables.spoken_warrants import warrant_ids as warrants
from analysis.validation.vocabulary import TOPICS

__all__ = [
    "SILENCES",
    "TOPICS",
    "Limits",
    "ledger",
    "merge_limits",
    "quoted",
    "silence_counts",
    "silences",
    "silences_on",
    "spoken_topics",
    "subjects",
    "topic_limits",
    "topics",
    "topics_by_source",
    "topics_of",
    "topics_within",
    "warrants",
]

__getattr__, __dir__ = no_such_name(__name__, __all__), shown_names(__all__)
