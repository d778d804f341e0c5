"""Check dates: each has the form of EDTF, and is what the words of its value and note give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from analysis.text.tokens import tokens
from analysis.validation.problems import Problem, quoted
from analysis.validation.project import Project, Statement
from analysis.validation.vocabulary import Basis
from analysis.values import date_phrases, edtf


def form_problem(cell: str) -> str:
    """Return why a cell is not a date in EDTF, or "".

    >>> form_problem("2020-02-30")
    "there is no such day; write 01 to 29 or '2020-02'"
    """
    try:
        edtf.bounds(cell)
    except edtf.DateError as error:
        return str(error).removeprefix(f"{cell!r}: ")
    return ""


def check_dates(project: Project) -> Iterator[Problem]:
    """Yield the dates that neither the words of the value nor, if inferred, the note give."""
    for row in project.statements:
        for message in _date_messages(row) if row.date else ():
            message = f"{quoted(row.date)}: {message}"
            yield project.tables["statements"].problem(row.line, "date", message)


def _date_messages(row: Statement) -> Iterator[str]:
    try:
        words, parts = date_phrases.in_words(row.date), date_phrases.parts(row.date)
    except edtf.DateError:
        return  # another check says why
    said = date_phrases.parts_said(row.value)
    if row.basis == Basis.STATED:
        if edtf.precision(row.date) == "open":
            yield "has an open end, so mark it inferred"
        elif said != parts:
            yield f"the value gives {_listed(said)}; write that, or mark it inferred"
    else:
        if not said <= parts:
            yield f"lacks {_listed(said - parts)} of the value; correct one of them"
        if words not in date_phrases.phrases(row.note):
            yield f'the note does not say "{words}"; say it there, and from what'
    day = date_phrases.weekday(row.date)
    named = [name for name in date_phrases.WEEKDAYS if name.casefold() in tokens(row.value)]
    if day and named and named != [day]:
        yield f"is a {day}, and the value says {named[0]}; correct one of them"


def _listed(parts: set[str]) -> str:
    return ", ".join(sorted(parts)) or "no date"


def check_days_of_speaking(project: Project) -> Iterator[Problem]:
    """Yield the days of speech that are neither that of publication nor a date of the source."""
    dates: dict[str, set[str]] = defaultdict(set)
    for _, source, published in project.tables["sources"].rows("source_id", "published"):
        dates[source].add(published)
    for row in project.statements:
        dates[row.source_id].add(row.date)
    for row in project.statements:
        if row.said_on and row.said_on not in dates[row.source_id] | _dates_in(row):
            message = f"{quoted(row.said_on)}: is neither the day of publication nor a date that"
            message += f" {row.source_id} gives; correct it, code that date, or write"
            message += ' in the note "Said ", the day in words, and a full stop'
            yield project.tables["statements"].problem(row.line, "said_on", message)


def _dates_in(row: Statement) -> set[str]:
    """Return the day of speech if the note of a statement says "Said" and the day in words."""
    try:
        words = date_phrases.in_words(row.said_on)
    except edtf.DateError:
        return set()  # another check says why
    return {row.said_on} if f"Said {words}." in row.note else set()


def publication_message(published: str, note: str) -> str:
    """Return the problem with a day of publication that its note does not give, or ""."""
    try:
        words = date_phrases.in_words(published)
    except edtf.DateError:
        return ""  # another check says why
    if words in date_phrases.phrases(note):
        return ""
    return f'{quoted(published)}: the note does not say "{words}"; say it there'
