"""Hold the contents of a project while it is checked, and data that several checks share."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from analysis.text.sentences import Sentence, sentences_with_quotations
from analysis.text.spans import Span
from analysis.validation.csv_tables import Table
from analysis.validation.labels import Labels, phrase, read_labels


class Statement(NamedTuple):
    """A row of `statements.csv` whose quote was found: its line, its span, and its cells."""

    line: int
    span: Span
    source_id: str
    entity_id: str
    property: str
    value: str
    date: str
    modality: str
    basis: str
    speaker: str
    via: str
    said_on: str
    cue: str
    quote: str
    note: str


@dataclass(frozen=True, eq=False)
class Project:
    """Tables whose form was checked, the text of each source, and the span of each quote.

    `spans` has one entry per row of `statements.csv`, None if the quote was not found.
    """

    root: Path
    tables: dict[str, Table]
    texts: dict[str, str]
    spans: list[Span | None]

    @property
    def has_all_texts(self) -> bool:
        """False if a text could not be read, so that no words can be said to be in none."""
        columns = (self.tables[name].columns["source_id"] for name in ("sources", "statements"))
        named = set().union(*columns)
        return self.tables["sources"].is_whole and self.texts.keys() >= named

    @cached_property
    def statements(self) -> list[Statement]:
        """The statements whose quotes were found."""
        rows = self.tables["statements"].rows(*Statement._fields[2:])
        located = zip(self.spans, rows, strict=True)
        return [Statement(line, span, *cells) for span, (line, *cells) in located if span]

    @cached_property
    def labels(self) -> Labels:
        """The phrases that name each concept, entity, stance and so on."""
        return read_labels(self.tables)

    @cached_property
    def siblings(self) -> dict[str, list[str]]:
        """The other concepts in the scheme of each concept."""
        concepts = list(self.tables["concepts"].rows("concept_id", "scheme"))
        members: dict[str, list[str]] = defaultdict(list)
        for _, name, scheme in concepts:
            members[scheme].append(name)
        return {
            name: [other for other in members[scheme] if other != name]
            for _, name, scheme in concepts
        }

    @cached_property
    def property_stances(self) -> dict[str, str]:
        """The stance that every statement of a property must have, if there is one."""
        rows = self.tables["properties"].rows("property", "stance")
        return {prop: stance for _, prop, stance in rows if stance}

    @cached_property
    def property_kinds(self) -> dict[str, str]:
        """The kind of each property."""
        return {prop: kind for _, prop, kind in self.tables["properties"].rows("property", "kind")}

    @cached_property
    def languages(self) -> dict[str, str]:
        """The language tag of each text."""
        sources = self.tables["sources"].rows("source_id", "language")
        return {source: language for _, source, language in sources}

    @cached_property
    def sentences(self) -> dict[str, list[Sentence]]:
        """The sentences of each text; a quotation of several sentences counts as one."""
        return {
            source: sentences_with_quotations(text, self.languages[source])
            for source, text in self.texts.items()
        }

    @cached_property
    def phrases(self) -> dict[str, list[str]]:
        """The words of each of these sentences, as `labels.phrase` returns them, by text."""
        return {
            source: [phrase(self.texts[source][line.start : line.end]) for line in lines]
            for source, lines in self.sentences.items()
        }
