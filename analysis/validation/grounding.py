"""Check grounding: the words of the source support every cell that a coder filled in.

A word is supported by the quote if it occurs there, in any form, or if `wordings.csv` lets it be
used for words that occur there. A value without such support must be marked inferred, and its note
must say from which words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.text.spans import overlapping
from analysis.text.tokens import tokens
from analysis.validation.dates import publication_message
from analysis.validation.problems import Problem, quoted
from analysis.validation.project import Project, Statement
from analysis.validation.vocabulary import CHAIN, OWN_VOICE, Basis, PropertyKind, WordingUse
from analysis.validation.wordings import Wordings, read_wordings, supported_words, unsupported
from analysis.values import counts

_SENTENCES_BEFORE = 2  # the quote's own, in which its speaker and subject may be named
_IN_QUOTATION_MARKS = re.compile('"([^"]+)"')


def check_values(project: Project) -> Iterator[Problem]:
    """Yield the values whose words or names are neither in the quote nor, if inferred, the note."""
    wordings = read_wordings(project.tables["wordings"], WordingUse.VALUE)
    for row in project.statements:
        for message in _value_messages(project, row, wordings):
            message = f"{quoted(row.value)}: {message}"
            yield project.tables["statements"].problem(row.line, "value", message)


def _value_messages(project: Project, row: Statement, wordings: Wordings) -> Iterator[str]:
    inferred = row.basis != Basis.STATED
    words = supported_words(f"{row.quote} . {row.note}" if inferred else row.quote, wordings)
    kind, names = project.property_kinds.get(row.prop), project.names
    if row.value == counts.UNQUANTIFIED:
        numbers = sorted(w for w in supported_words(row.quote, wordings) if w[0].isdigit())
        if numbers:
            yield f"the quote has the number {numbers[0]}; write it"
        return
    if kind == PropertyKind.ENTITY:
        if row.value in names and not names[row.value] & words:
            yield _unsupported_message("its name", inferred)
        return
    if missing := unsupported(row.value, words, exactly=kind == PropertyKind.COUNT):
        yield _unsupported_message(" and ".join(f'"{word}"' for word in missing), inferred)
    for passage in _IN_QUOTATION_MARKS.findall(row.value):
        if passage.casefold() not in row.quote.casefold():
            yield f'"{passage}" is in quotation marks, not in the quote; copy it'


def _unsupported_message(words: str, inferred: bool) -> str:
    if inferred:
        return (
            f"{words} has no support in the quote or the note;"
            " say in the note from which words it is inferred"
        )
    return (
        f"{words} has no support in the quote;"
        " quote more, add a row to wordings.csv, or mark it inferred and say from what"
    )


def check_inference_notes(project: Project) -> Iterator[Problem]:
    """Yield the inferences whose note is blank."""
    statements = project.tables["statements"]
    for line, basis, note in statements.rows("basis", "note"):
        if basis in (Basis.INFERRED, Basis.OUTSIDE) and not note:
            message = f"is blank; basis is {basis}, so say from what"
            yield statements.problem(line, "note", message)


def check_named_nearby(project: Project) -> Iterator[Problem]:
    """Yield the subjects, speakers and outlets that are not named at the quote or before it."""
    wordings = project.tables["wordings"]
    voices, subjects = (
        _words_nearby(project, read_wordings(wordings, *uses), _SENTENCES_BEFORE)
        for uses in ((WordingUse.VALUE,), (WordingUse.VALUE, WordingUse.SUBJECT))
    )
    names = project.names
    for row, at_voices, at_subjects in zip(project.statements, voices, subjects, strict=True):
        named = [("speaker", row.speaker)] if row.speaker != OWN_VOICE else []
        named += [("via", outlet) for outlet in row.via.split(CHAIN) if outlet]
        for column, entity in [("entity_id", row.entity_id), *named]:
            is_subject = column == "entity_id"
            words = at_subjects if is_subject else at_voices
            if row.basis != Basis.STATED:
                words = words | supported_words(row.note, {})
            if entity in names and not names[entity] & words:
                use = WordingUse.SUBJECT if is_subject else WordingUse.VALUE
                message = (
                    f"{quoted(entity)}: is not named at the quote or in the {_SENTENCES_BEFORE}"
                    " sentences before it; correct it, add their name for it to wordings.csv"
                    f" (use {use}), or mark it inferred and say from what"
                )
                yield project.tables["statements"].problem(row.line, column, message)


def check_stances(project: Project) -> Iterator[Problem]:
    """Yield the stances for which there is no word at the quote."""
    wordings = read_wordings(project.tables["wordings"], WordingUse.STANCE)
    stances = {word for pairs in wordings.values() for ours, _ in pairs for word in ours}
    nearby = _words_nearby(project, wordings, 0)
    for row, words in zip(project.statements, nearby, strict=True):
        if row.modality in stances and row.modality not in words:
            message = f"{quoted(row.modality)}: there is no word for it at the quote; correct it,"
            message += " or add the word to wordings.csv"
            yield project.tables["statements"].problem(row.line, "modality", message)


def _words_nearby(project: Project, wordings: Wordings, before: int) -> Iterator[set[str]]:
    """Yield the words of the sentences that each quote touches, and of the `before` ones before."""
    words_of: dict[tuple[str, int], set[str]] = {}  # only of sentences that are near some quote
    for row in project.statements:
        source, sentences = row.source_id, project.sentences[row.source_id]
        touched = overlapping(sentences, row.span)
        nearby = range(max(0, touched.start - before), touched.stop)
        for number in nearby:
            if (source, number) not in words_of:
                passage = project.texts[source][sentences[number].start : sentences[number].end]
                words_of[source, number] = supported_words(passage, wordings)
        yield set().union(*(words_of[source, number] for number in nearby))


def check_quotations_in_notes(project: Project) -> Iterator[Problem]:
    """Yield the notes with words in quotation marks that no text has."""
    everything = "\n".join(project.texts.values()).casefold()
    for row in project.statements:
        for passage in _IN_QUOTATION_MARKS.findall(row.note):
            parts = (part.strip(" ,.").casefold() for part in passage.split("..."))
            if any(part and part not in everything for part in parts):
                message = f"{quoted(passage)}: is in quotation marks, and in no text; copy it"
                yield project.tables["statements"].problem(row.line, "note", message)


def check_sources(project: Project) -> Iterator[Problem]:
    """Yield the outlets and headlines that their text lacks, and dates that their note lacks."""
    sources = project.tables["sources"]
    for line, source, outlet, headline, published, note in sources.rows(
        "source_id", "outlet", "headline", "published", "published_note"
    ):
        for column, cell in (("outlet", outlet), ("headline", headline)):
            if source in project.texts and cell not in project.texts[source]:
                message = f"{quoted(cell)}: is not in the text; copy it, or leave it blank"
                yield sources.problem(line, column, message)
        if message := publication_message(published, note):
            yield sources.problem(line, "published", message)


def check_wordings(project: Project) -> Iterator[Problem]:
    """Yield the rows of `wordings.csv` for words that no text has."""
    wordings = project.tables["wordings"]
    texts = [f" {' '.join(tokens(text))} " for text in project.texts.values()]
    for line, theirs in wordings.rows("theirs"):
        if theirs and not any(f" {' '.join(tokens(theirs))} " in words for words in texts):
            message = f"{quoted(theirs)}: is in no text; correct it, or remove the row"
            yield wordings.problem(line, "theirs", message)
