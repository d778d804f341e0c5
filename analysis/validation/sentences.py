"""Check sentences: a statement codes each one, or an exclusion gives the reason why none does."""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis.text.sentences import Sentence, split_sentences
from analysis.text.spans import Span
from analysis.validation import spreadsheet_damage
from analysis.validation.coded_sentences import coding_quotes
from analysis.validation.csv_tables import Table
from analysis.validation.problems import LONGEST_VALUE, Problem, quoted
from analysis.validation.project import Project
from analysis.validation.quotes import spelling_note


class Entry(NamedTuple):
    """A sentence of a source, and what was done with it.

    `exclusion` is the line of the exclusion with the same words, or 0. If a sentence occurs twice
    in a text, its exclusion is for the occurrences that no statement codes.
    """

    source: str
    sentence: Sentence
    words: str
    coded: bool
    exclusion: int

    @property
    def open(self) -> bool:
        """True if the sentence still has to be coded or excluded."""
        return not (self.coded or self.exclusion)


def ledger(
    tables: Mapping[str, Table], texts: Mapping[str, str], spans: Sequence[Span | None]
) -> Iterator[Entry]:
    """Yield every sentence with words, text by text.

    Parameters
    ----------
    tables : mapping of Table
        At least `sources`, `exclusions` and `statements`.
    texts : mapping of str
        The texts by the id of their source; any others are left out.
    spans : sequence of (int, int) or None
        The span of each statement's quote, as `quotes.locate` returns them.
    """
    quotes: dict[str, list[Span]] = defaultdict(list)
    for source, span in zip(tables["statements"].columns["source_id"], spans, strict=True):
        if span:
            quotes[source].append(span)
    languages = _languages(tables["sources"])
    exclusions = tables["exclusions"].rows("source_id", "quote")
    exclusion_of = {(source, words): line for line, source, words in exclusions}
    for source, sentences in sentences_of(tables["sources"], texts).items():
        text = texts[source]
        coding = coding_quotes(text, sentences, quotes[source], languages[source])
        for sentence, coded_by in zip(sentences, coding, strict=True):
            words = spreadsheet_damage.unsigned(text[sentence.start : sentence.end])
            if words:  # a line of hyphens has none
                exclusion = exclusion_of.get((source, words), 0)
                yield Entry(source, sentence, words, bool(coded_by), exclusion)


def sentences_of(sources: Table, texts: Mapping[str, str]) -> dict[str, list[Sentence]]:
    """Return the sentences of each text, split as its language requires."""
    languages = _languages(sources)
    return {source: split_sentences(text, languages[source]) for source, text in texts.items()}


def _languages(sources: Table) -> dict[str, str]:
    return {source: language for _, source, language in sources.rows("source_id", "language")}


def _printed_whole(file: str) -> str:
    """Say how to print a sentence that is too long for a message."""
    return f"reported-warrants draft {shlex.quote(f'seeds/{file}')} prints it whole, in its rows"


def check_sentences(project: Project) -> Iterator[Problem]:
    """Yield the open sentences, and the exclusions of no sentence or of a coded one.

    An exclusion is rejected only if every occurrence of its sentence is coded.
    """
    texts, exclusions = project.texts, project.tables["exclusions"]
    sources = project.tables["sources"].rows("source_id", "file")
    file_of = {source: file for _, source, file in sources}
    quoted_sources = {row.source_id for row in project.statements}
    all_coded: dict[str, dict[str, bool]] = defaultdict(dict)
    for entry in ledger(project.tables, texts, project.spans):
        of_source = all_coded[entry.source]
        of_source[entry.words] = of_source.get(entry.words, True) and entry.coded
        if entry.open and (project.has_all_texts or entry.source in quoted_sources):
            message = f"{quoted(entry.words)}: no statement and no exclusion; "
            message += "code the sentence or exclude it"
            if len(entry.words) > LONGEST_VALUE:
                message += f"; {_printed_whole(file_of[entry.source])}"
            yield Problem(f"seeds/{file_of[entry.source]}", entry.sentence.line, "", message)
    for line, source, quote in exclusions.rows("source_id", "quote"):
        if source not in texts:
            continue
        if quote not in all_coded[source]:
            message = f"{quoted(quote)}: is not a whole sentence of {source}; copy it whole"
            message += f" ({_printed_whole(file_of[source])})"
            message += "" if quote in texts[source] else spelling_note(texts[source], quote)
            yield exclusions.problem(line, "quote", message)
        elif all_coded[source][quote]:
            message = f"{quoted(quote)}: a statement codes this sentence; delete the exclusion"
            yield exclusions.problem(line, "quote", message)
