"""Check grounding: the words of the source support every cell that a coder filled in.

A concept, an entity, a speaker or a stance is supported by a phrase that names it: its label, or
one that `labels.csv` lists. Free text is supported word by word. Anything without such support must
be marked inferred, and the note must say what is inferred and from which words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.text.cuts import occurs_whole
from analysis.text.normal_form import normal_form
from analysis.text.spans import overlapping
from analysis.validation import count_words
from analysis.validation.dates import publication_message
from analysis.validation.labels import has_label, phrase, unsupported_words
from analysis.validation.problems import Problem, quoted
from analysis.validation.project import Project, Statement
from analysis.validation.vocabulary import (
    CHAIN,
    OWN_VOICE,
    UNNAMED,
    Basis,
    PropertyKind,
    Stance,
)
from analysis.values import counts

# What to do about a name that is given elsewhere, by whether it is the name of the subject.
_ADVICE = {
    True: 'or begin the note with "Subject from" and say from which words',
    False: "or mark it inferred and say what it follows from",
}
_SENTENCES_BEFORE = 2  # the quote's own included, in which its speaker and subject may be named
_LANGUAGE = re.compile(r"[a-z]{2,3}(-.*)?")
_IN_QUOTATION_MARKS = re.compile('"([^"]+)"')
_SUBJECT = "Subject from"  # begins a note that says which words give the subject
_INFERRED = re.compile(r"Inferred: (?:value|speaker|date)(?: and (?:value|speaker|date))*; ")


def check_values(project: Project) -> Iterator[Problem]:
    """Yield the values whose words or names are not in the quote or, if inferred, in the note."""
    for row in project.statements:
        for message in _value_messages(project, row):
            message = f"{quoted(row.value)}: {message}"
            yield project.tables["statements"].problem(row.line, "value", message)


def _value_messages(project: Project, row: Statement) -> Iterator[str]:
    inferred = row.basis != Basis.STATED
    passage = phrase(row.quote) + (phrase(row.note) if inferred else "")
    kind, labels = project.property_kinds.get(row.property), project.labels
    if kind is None:
        return  # another check reports the unknown property
    if kind in (PropertyKind.ENTITY, PropertyKind.CONCEPT):
        own = labels.get(row.value)
        if own and not has_label(_own_words(project, row.value, passage), own):
            yield _unsupported_message("its name", inferred)
    elif kind == PropertyKind.COUNT:
        yield from _count_messages(project, row, passage, inferred)
    else:
        if missing := unsupported_words(passage, phrase(row.value), labels):
            typed = {phrase(word).strip(): word for word in re.findall(r"\w+", row.value)}
            words = " and ".join(f'"{typed.get(word, word)}"' for word in missing)
            yield _unsupported_message(words, inferred, has="have" if missing[1:] else "has")
    for passage in _IN_QUOTATION_MARKS.findall(row.value):
        if not occurs_whole(normal_form(row.quote), normal_form(passage)):
            yield (
                f'"{passage}" is in quotation marks, and not in the quote; copy the words of the'
                " quote, or leave out the quotation marks"
            )


def _own_words(project: Project, value: str, passage: str) -> str:
    """Return a passage without the labels of other concepts that contain a label of the value.

    So "deputy head of the force" does not support "head of the force".
    """
    own = project.labels[value]
    longer = {
        label
        for name in project.siblings.get(value, ())
        for label in project.labels[name]
        if label not in own and has_label(label, own)
    }
    for label in sorted(longer, key=len, reverse=True):
        passage = passage.replace(label, " . ")
    return passage


def _count_messages(
    project: Project, row: Statement, passage: str, inferred: bool
) -> Iterator[str]:
    """Yield the problems with a number that the words of a passage do not give."""
    if row.value in (counts.UNQUANTIFIED, counts.PLURAL):
        numbers = sorted(word for word in passage.split() if word[0].isdigit())
        if numbers:
            yield f"the quote has the number {numbers[0]}; write that"
        return
    reason = _count_problem(project, row, inferred)
    if reason is not None:
        yield reason or _unsupported_message(quoted(row.value), inferred)
    elif row.value == "0" and not has_label(passage, project.labels.get(row.property, [])):
        yield (
            f"there is no word for {row.property} in the quote, so it may mean none of"
            " something else; quote more, or add its label to labels.csv"
        )


def _count_problem(project: Project, row: Statement, inferred: bool) -> str | None:
    """Return why neither the quote nor, if inferred, the note gives a count; None if one does."""
    labels = project.labels.get(row.value, [])
    text, language = project.texts[row.source_id], project.languages[row.source_id]
    if not _LANGUAGE.fullmatch(language):
        return None  # another check says so
    reason = count_words.problem(row.value, labels, count_words.passage(text, row.span, language))
    if reason is None or not inferred:
        return reason
    note = count_words.passage(row.note, (0, len(row.note)), "en")
    return None if count_words.problem(row.value, labels, note) is None else reason


def _unsupported_message(words: str, inferred: bool, has: str = "has") -> str:
    if inferred:
        return (
            f"{words} {has} no support in the quote or the note;"
            " say in the note from which words it is inferred"
        )
    return (
        f"{words} {has} no support in the quote;"
        " quote more, add the phrase to labels.csv, or mark it inferred and say what it follows"
        " from"
    )


def check_inference_notes(project: Project) -> Iterator[Problem]:
    """Yield the inferences whose note does not say what is inferred."""
    statements = project.tables["statements"]
    for line, basis, note in statements.rows("basis", "note"):
        if basis == Basis.STATED:
            continue
        if not note:
            message = f"is blank, and basis is {basis}; say what is inferred and what it follows"
            message += ' from, such as "Inferred: date; from the day of publication."'
            yield statements.problem(line, "note", message)
        elif not _INFERRED.match(note):
            message = f"{quoted(note)}: does not say what is inferred; begin it with"
            message += ' "Inferred: value; ", "Inferred: speaker; " or "Inferred: date; "'
            yield statements.problem(line, "note", message)


def check_named_nearby(project: Project) -> Iterator[Problem]:
    """Yield the subjects, speakers and outlets that are not named in the quote or before it."""
    labels = project.labels
    nearby = _passages_nearby(project, _SENTENCES_BEFORE)
    for row, passage in zip(project.statements, nearby, strict=True):
        voices = [("speaker", row.speaker)] if row.speaker != OWN_VOICE else []
        voices += [("via", outlet) for outlet in row.via.split(CHAIN) if outlet]
        attribution = phrase(row.cue)
        if row.basis != Basis.STATED or row.note.startswith(_SUBJECT):
            passage += phrase(row.note)
        for column, entity in [("entity_id", row.entity_id), *voices]:
            words = passage
            if column != "entity_id":
                words = attribution if row.basis == Basis.STATED else passage + attribution
            if entity != UNNAMED and entity in labels and not has_label(words, labels[entity]):
                message = (
                    f"{quoted(entity)}: is not named at the quote or in the {_SENTENCES_BEFORE}"
                    " sentences before it; correct it, add the phrase that names it to labels.csv,"
                    f" {_ADVICE[column == 'entity_id']}"
                )
                yield project.tables["statements"].problem(row.line, column, message)


def check_stances(project: Project) -> Iterator[Problem]:
    """Yield the stances that no word near the quote shows, and words there of another stance.

    If a property allows one stance only, that decides.
    """
    for row in project.statements:
        if message := _stance_message(project, row):
            message = f"{quoted(row.modality)}: {message}"
            yield project.tables["statements"].problem(row.line, "modality", message)


def _stance_message(project: Project, row: Statement) -> str:
    """Return what is wrong with the stance of a statement, or ""."""
    if row.modality not in set(Stance):
        return ""  # another check says so
    if Stance.ASSERTED in row.note and row.modality != Stance.ASSERTED:
        return "the note says that it is asserted; write asserted, or correct the note"
    required, labels = project.property_stances.get(row.property, ""), project.labels
    if required:
        wrong = row.modality != required
        return f"every statement of {row.property} is {required}; write that" if wrong else ""
    passage = phrase(row.cue) + phrase(row.quote)
    named = [stance for stance in Stance if has_label(passage, labels.get(stance, []))]
    if row.modality == Stance.ASSERTED:
        if named and Stance.ASSERTED not in row.note:
            return (
                f"there is a word for {named[0]} at the quote; write that, quote less, or say in"
                " the note why it is asserted all the same"
            )
        return ""
    if row.modality not in named:
        return (
            "there is no word for it at the quote or in the cue; correct it, or add the word that"
            f' shows it to labels.csv, with {row.modality} in the column "of"'
        )
    return ""


def _passages_nearby(project: Project, before: int) -> Iterator[str]:
    """Yield the sentences that each quote touches, and `before` sentences before it, as phrases."""
    for row in project.statements:
        touched = overlapping(project.sentences[row.source_id], row.span)
        yield "".join(project.phrases[row.source_id][max(0, touched.start - before) : touched.stop])


def check_quotations_in_notes(project: Project) -> Iterator[Problem]:
    """Yield the notes with words in quotation marks that are in no text."""
    if not project.has_all_texts:
        return
    everything = "\n".join(map(normal_form, project.texts.values()))
    for row in project.statements:
        for passage in _IN_QUOTATION_MARKS.findall(row.note):
            parts = (part.strip(" ,.") for part in normal_form(passage).split("..."))
            if any(part and not occurs_whole(everything, part) for part in parts):
                message = f"{quoted(passage)}: is in quotation marks, and not in any text; copy the"
                message += " words of the text, or leave out the quotation marks"
                yield project.tables["statements"].problem(row.line, "note", message)


def check_sources(project: Project) -> Iterator[Problem]:
    """Yield outlets and headlines missing from their text, and dates missing from their note."""
    sources = project.tables["sources"]
    for line, source, outlet, headline, published, note in sources.rows(
        "source_id", "outlet", "headline", "published", "published_note"
    ):
        for column, cell in (("outlet", outlet), ("headline", headline)):
            if cell and source in project.texts and not occurs_whole(project.texts[source], cell):
                message = (
                    f"{quoted(cell)}: is not in the text; copy it from there, or leave {column}"
                )
                message += " blank"
                yield sources.problem(line, column, message)
        if message := publication_message(published, note):
            yield sources.problem(line, "published", message)
