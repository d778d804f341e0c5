"""What a cell says beyond the words of its quote: every number, date, name and word has its trace.

A trace is a word of the quote itself, or a word of ours that `wordings.csv` lets stand for words of
the quote. A value without one must be marked inferred, and its note must say from what, in words.
Every function takes tables that `analysis.validation.schema` has read and returns the
problems it finds.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from analysis.text import sentences
from analysis.text.tokens import EMPTY, names_in, one_word, tokens
from analysis.validation.schema import CHAIN, OWN_VOICE, Problem, Table, bounded, shown
from analysis.validation.wordings import Wordings, read_wordings, said_in, unsaid
from analysis.values import counts, date_phrases, edtf

LONGEST_WORD = 40  # letters on either side that a message shows
BEFORE = 2  # sentences before that of the quote in which speaker and subject may be named

Places = dict[str, tuple[str, list[sentences.Sentence]]]  # each text with its sentences

_QUOTED = re.compile('"([^"]+)"')


class Row(NamedTuple):
    """One statement with its line and span, and the cells that are traced."""

    line: int
    span: tuple[int, int]
    source_id: str
    entity_id: str
    prop: str
    value: str
    date: str
    modality: str
    basis: str
    speaker: str
    via: str
    said: str
    quote: str
    note: str


def problems_of(tables: dict[str, Table], texts: dict[str, str], spans: list) -> list[Problem]:
    """Every problem of this module's kinds."""
    statements = tables["statements"]
    cells = statements.rows(*Row._fields[2:])
    rows = [Row(line, span, *row) for span, (line, *row) in zip(spans, cells, strict=True) if span]
    wordings = read_wordings(tables["wordings"], "value")
    kind_of = {prop: kind for _, prop, kind in tables["props"].rows("prop", "kind")}
    names = names_of(tables, rows)
    language_of = {name: tag for _, name, tag in tables["sources"].rows("source_id", "language")}
    places = {
        source: (text, sentences.sentences_with_quotations(text, language_of[source]))
        for source, text in texts.items()
    }
    found = (
        (told for row in rows for told in _cut_words(row, texts[row.source_id])),
        (t for row in rows for t in _value_problems(row, kind_of.get(row.prop), names, wordings)),
        (told for row in rows for told in _date_problems(row)),
        _said_problems(rows, tables["sources"]),
        _context_problems(rows, places, names, tables["wordings"]),
        _stance_problems(rows, places, tables["wordings"]),
        _note_problems(rows, texts),
    )
    problems = [
        problem for kind in found for problem in bounded(statements.problem(*told) for told in kind)
    ]
    problems += bounded(source_problems(tables["sources"], texts))
    return problems + bounded(wording_problems(tables["wordings"], texts))


def names_of(tables: dict[str, Table], rows: Iterable[Row]) -> dict[str, set[str]]:
    """The words by which each entity is called: in its label, and in the quotes that name it."""
    names: dict[str, set[str]] = defaultdict(set)
    for _, entity, label in tables["entities"].rows("entity_id", "label"):
        names[entity] |= names_in(label)
    for row in rows:
        if row.prop == "name":
            names[row.entity_id] |= names_in(row.quote) | names_in(row.value)
    return {entity: words - EMPTY for entity, words in names.items()}


def _cut_words(row: Row, text: str) -> Iterator[tuple[int, str, str]]:
    """Quotes that begin or end within a word."""
    start, end = row.span
    for side, at in (("begins", start), ("ends", end)):
        if 0 < at < len(text) and one_word(text[at - 1], text[at]):
            near = text[max(0, at - LONGEST_WORD) : at], text[at : at + LONGEST_WORD]
            whole = re.search(r"\w*$", near[0])[0] + re.match(r"\w*", near[1])[0]
            told = f'{shown(row.quote)}: {side} within the word "{whole}"; quote it whole'
            yield row.line, "quote", told


def _value_problems(
    row: Row, kind: str | None, names: dict[str, set[str]], wordings: Wordings
) -> Iterator[tuple[int, str, str]]:
    """Values whose words or names are neither in the quote nor, if inferred, in the note."""
    inferred = row.basis != "stated"
    said = said_in(f"{row.quote} . {row.note}" if inferred else row.quote, wordings)
    if row.value == counts.UNQUANTIFIED:
        numbers = sorted(word for word in said_in(row.quote, wordings) if word[0].isdigit())
        if numbers:
            told = f"{shown(row.value)}: the quote has the number {numbers[0]}; write it"
            yield row.line, "value", told
        return
    if kind == "entity":
        if row.value in names and not names[row.value] & said:
            yield row.line, "value", _without_trace(row, "its name", inferred)
        return
    words = unsaid(row.value, said, exactly=kind == "count")
    if words:
        what = " and ".join(f'"{word}"' for word in words)
        yield row.line, "value", _without_trace(row, what, inferred)
    for passage in _QUOTED.findall(row.value):
        if passage.casefold() not in row.quote.casefold():
            told = f'{shown(row.value)}: "{passage}" is in quotation marks, not in the quote'
            yield row.line, "value", told + "; copy it"


def _without_trace(row: Row, what: str, inferred: bool) -> str:
    told = f"{shown(row.value)}: {what} has no trace in the quote"
    if inferred:
        return told + " or the note; say in the note from which words it is inferred"
    return told + "; quote more, add a row to wordings.csv, or mark it inferred and say from what"


def _date_problems(row: Row) -> Iterator[tuple[int, str, str]]:
    """Dates that the words of the value do not give, and inferred ones that no note says."""
    if not row.date:
        return
    try:
        words, parts = date_phrases.in_words(row.date), date_phrases.parts(row.date)
    except edtf.DateError:
        return  # another problem says why
    said = date_phrases.parts_said(row.value)
    if row.basis == "stated" and edtf.precision(row.date) == "open":
        yield row.line, "date", f"{shown(row.date)}: has an open end, so mark it inferred"
    elif row.basis == "stated" and said != parts:
        told = (
            f"{shown(row.date)}: the value gives {_listed(said)}; write that, or mark it inferred"
        )
        yield row.line, "date", told
    if row.basis != "stated" and not said <= parts:
        told = f"{shown(row.date)}: lacks {_listed(said - parts)} of the value; correct one of them"
        yield row.line, "date", told
    if row.basis != "stated" and words not in date_phrases.phrases(row.note):
        told = f'{shown(row.date)}: the note does not say "{words}"; say it there, and from what'
        yield row.line, "date", told
    day = date_phrases.weekday(row.date)
    named = [name for name in date_phrases.WEEKDAYS if name.casefold() in tokens(row.value)]
    if day and named and named != [day]:
        told = f"{shown(row.date)}: is a {day}, and the value says {named[0]}; correct one of them"
        yield row.line, "date", told


def _listed(parts: set[str]) -> str:
    return ", ".join(sorted(parts)) or "no date"


def _said_problems(rows: list[Row], sources: Table) -> Iterator[tuple[int, str, str]]:
    """Days of speaking that no row of the same source gives."""
    known: dict[str, set[str]] = defaultdict(set)
    for _, source, published in sources.rows("source_id", "published"):
        known[source].add(published)
    for row in rows:
        known[row.source_id].add(row.date)
    for row in rows:
        if row.said and row.said not in known[row.source_id]:
            told = f"{shown(row.said)}: is neither the day of publication nor a date that"
            told += f" {row.source_id} gives; correct it, or code that date"
            yield row.line, "said", told


def _context_problems(
    rows: list[Row], places: Places, names: dict[str, set[str]], table: Table
) -> Iterator[tuple[int, str, str]]:
    """Subjects, speakers and outlets that no name at the quote or just before it shows."""
    of_voices, of_subjects = (
        _said_near(rows, places, read_wordings(table, *uses), BEFORE)
        for uses in (("value",), ("value", "subject"))
    )
    for row, voices_said, subjects_said in zip(rows, of_voices, of_subjects, strict=True):
        named = [("speaker", row.speaker)] if row.speaker != OWN_VOICE else []
        named += [("via", outlet) for outlet in row.via.split(CHAIN) if outlet]
        for column, who in [("entity_id", row.entity_id), *named]:
            use = "subject" if column == "entity_id" else "value"
            said = subjects_said if use == "subject" else voices_said
            if row.basis != "stated":
                said = said | said_in(row.note, {})
            if who in names and not names[who] & said:
                told = f"{shown(who)}: no name of it stands at the quote or in the {BEFORE}"
                told += " sentences before; correct it, add their name for it to wordings.csv (use"
                told += f" {use}), or mark it inferred and say from what"
                yield row.line, column, told


def _stance_problems(
    rows: list[Row], places: Places, table: Table
) -> Iterator[tuple[int, str, str]]:
    """Stances that no word at the quote shows."""
    wordings = read_wordings(table, "stance")
    stances = {word for pairs in wordings.values() for ours, _ in pairs for word in ours}
    for row, said in zip(rows, _said_near(rows, places, wordings, 0), strict=True):
        if row.modality in stances and row.modality not in said:
            told = f"{shown(row.modality)}: no word for it stands at the quote; correct it, or add"
            told += " the word to wordings.csv"
            yield row.line, "modality", told


def _said_near(
    rows: list[Row], places: Places, wordings: Wordings, before: int
) -> Iterator[set[str]]:
    """The words of the sentences that each quote touches, and of as many as `before` them."""
    edges = {
        source: ([s.start for s in sentences], [s.end for s in sentences])
        for source, (_, sentences) in places.items()
    }
    said: dict[tuple[str, int], set[str]] = {}  # of those sentences that are near some quote
    for row in rows:
        text, (starts, ends) = places[row.source_id][0], edges[row.source_id]
        first, after = bisect_right(ends, row.span[0]), bisect_left(starts, row.span[1])
        near = [(row.source_id, number) for number in range(max(0, first - before), after)]
        for key in near:
            if key not in said:
                said[key] = said_in(text[starts[key[1]] : ends[key[1]]], wordings)
        yield set().union(*(said[key] for key in near))


def _note_problems(rows: list[Row], texts: dict[str, str]) -> Iterator[tuple[int, str, str]]:
    """Words in quotation marks in a note that no text has."""
    everything = "\n".join(texts.values()).casefold()
    for row in rows:
        for passage in _QUOTED.findall(row.note):
            parts = (part.strip(" ,.").casefold() for part in passage.split("..."))
            if any(part and part not in everything for part in parts):
                told = f"{shown(passage)}: in quotation marks, and stands in no text; copy it"
                yield row.line, "note", told


def source_problems(sources: Table, texts: dict[str, str]) -> list[Problem]:
    """Outlets and headlines that the text does not have, and dates that no note says."""
    problems = []
    for line, source, outlet, headline, published, note in sources.rows(
        "source_id", "outlet", "headline", "published", "published_note"
    ):
        for column, cell in (("outlet", outlet), ("headline", headline)):
            if source in texts and cell not in texts[source]:
                told = f"{shown(cell)}: does not stand in the text; copy it, or leave it blank"
                problems.append(sources.problem(line, column, told))
        try:
            words = date_phrases.in_words(published)
        except edtf.DateError:
            continue  # another problem says why
        if words not in date_phrases.phrases(note):
            told = f'{shown(published)}: the note does not say "{words}"; say it there'
            problems.append(sources.problem(line, "published", told))
    return problems


def wording_problems(wordings: Table, texts: dict[str, str]) -> list[Problem]:
    """Wordings for words that no text has."""
    spoken = [f" {' '.join(tokens(text))} " for text in texts.values()]
    told = "stands in no text; correct it, or remove the row"
    return [
        wordings.problem(line, "theirs", f"{shown(theirs)}: {told}")
        for line, theirs in wordings.rows("theirs")
        if theirs and not any(f" {' '.join(tokens(theirs))} " in words for words in spoken)
    ]
