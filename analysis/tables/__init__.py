"""Tabulate what was reported, by whom and in which words.

Each function takes the evidence that `analysis.load` returns, and returns a DataFrame:

>>> import analysis
>>> from analysis import tables
>>> evidence = analysis.load()
>>> tables.warrants(evidence, source="Shafaq", property="status")["value_text"].tolist()
['outstanding', 'issued']

Begin with the summaries: `cards` shows in a few lines what the texts report about each warrant,
`lanes` its dates, and `elements` the answers to a lawyer's questions, text by text. `timeline` has
the dates of all events. `sources` lists the texts, and `outlets` the news outlets, with what each
says or passes on.

Each subject has two tables. The tidy one has one row per statement, in the order of the texts, with
its quote and the other columns of `COLUMNS`: `warrants`, `charges`, `legal_bases`, `notices`,
`casualties`, `counts`, `events`, `reactions`, `parties` and `attributions`; `statements` has them
all. The wide one (`warrants_by_source`, and so on) has one row per property and one column per
source, so that what the sources say about the same thing can be compared along a row.

Most functions take the filters `source`, `entity`, `property`, `speaker` and `via`, each an id, a
label or a list of them; `select` describes them, and selects the rows of any other table. They only
choose rows; `only_texts` leaves texts out of comparisons and counts. `value_text` is the value for
readers, and `statement_ids` are the statements on which a row rests.
"""

from analysis.public import publish
from analysis.tables.answers import answers
from analysis.tables.by_source import (
    SILENT,
    attributions_by_source,
    casualties_by_source,
    charges_by_source,
    event_side_by_side,
    events_by_source,
    legal_bases_by_source,
    notices_by_source,
    parties_by_source,
    reactions_by_source,
    side_by_side,
    spellings_by_source,
    warrants_by_source,
)
from analysis.tables.cards import cards
from analysis.tables.cues import cues
from analysis.tables.elements import NO_TEXT, elements, elements_by_source
from analysis.tables.lanes import lanes
from analysis.tables.lists import MOST_TEXTS
from analysis.tables.lists import combine_groups as combine_groups
from analysis.tables.lists import join_texts as join_texts
from analysis.tables.selection import only_texts, select
from analysis.tables.sources import outlets, sources
from analysis.tables.statements import COLUMNS, statements
from analysis.tables.statements import marked_values as marked_values
from analysis.tables.statements import range_words as range_words
from analysis.tables.statements import speaker_and_outlets as speaker_and_outlets
from analysis.tables.statements import stance_notes as stance_notes
from analysis.tables.statements import who_says as who_says
from analysis.tables.statements import with_stance as with_stance
from analysis.tables.tidy import (
    attributions,
    casualties,
    charges,
    counts,
    events,
    legal_bases,
    notices,
    parties,
    reactions,
    warrants,
)
from analysis.tables.timeline import timeline

SILENCES = (SILENT, NO_TEXT)  # the cell of a text that says nothing

# What readers need. The names imported above as themselves are for other packages.
__all__ = [
    "COLUMNS",
    "MOST_TEXTS",
    "NO_TEXT",
    "SILENCES",
    "SILENT",
    "answers",
    "attributions",
    "attributions_by_source",
    "cards",
    "casualties",
    "casualties_by_source",
    "charges",
    "charges_by_source",
    "counts",
    "cues",
    "elements",
    "elements_by_source",
    "event_side_by_side",
    "events",
    "events_by_source",
    "lanes",
    "legal_bases",
    "legal_bases_by_source",
    "notices",
    "notices_by_source",
    "only_texts",
    "outlets",
    "parties",
    "parties_by_source",
    "reactions",
    "reactions_by_source",
    "select",
    "side_by_side",
    "sources",
    "spellings_by_source",
    "statements",
    "timeline",
    "warrants",
    "warrants_by_source",
]

publish(globals())
