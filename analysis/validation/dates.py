"""Check dates: each has the form of EDTF, and is what the words of its value and note give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from analysis.validation.problems import Problem, quoted
from analysis.validation.project import Project, Statement
from analysis.validation.vocabulary import Basis
from analysis.values import date_phrases, edtf
from analysis.values.date_periods import Reading, parts_of
from analysis.values.date_reading import read, read_all, weekdays
from analysis.values.date_tokens import Parts


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
    rows = project.tables["sources"].rows("source_id", "language")
    language_of = {source: language for _, source, language in rows}
    for row in project.statements:
        messages = date_messages(row, language_of.get(row.source_id, "")) if row.date else iter(())
        # Only the first, since what it advises may change what the others say.
        for message in islice(messages, 1):
            message = f"{quoted(row.date)}: {message}"
            yield project.tables["statements"].problem(row.line, "date", message)


def date_messages(row: Statement, language: str) -> Iterator[str]:
    """Yield what is wrong with the date of a statement, from a text in a language."""
    try:
        words = edtf.in_words(row.date, shorten=False)
    except edtf.DateError:
        return  # another check says why
    reading = read(row.value, language)
    if cut := _cut_by_the_value(row, reading, language):
        reading = cut
    contradiction = _inferred_message(row.date, reading)
    if row.basis == Basis.STATED:
        yield from _stated_messages(row, reading, language, contradiction)
    elif contradiction:
        yield contradiction
    day = date_phrases.weekday(row.date)
    named = [date_phrases.WEEKDAYS[n] for n in weekdays(row.value, language)]
    if day and named and named != [day]:
        yield (
            f"is a {day}, and the value says {named[0]}; correct the date, or leave the weekday out"
            " of the value"
        )
    if row.basis != Basis.STATED and words not in date_phrases.phrases(row.note):
        yield f'the note does not say "{words}"; say that there, and from what it is inferred'


def _cut_by_the_value(row: Statement, reading: Reading, language: str) -> Reading | None:
    """Return the date in the quote of which a value leaves out the era or the calendar."""
    if reading.why or row.value not in row.quote:
        return None
    around = read_all(row.quote, language)
    if any(other.dates == reading.dates for other in around if not other.why):
        return None
    cut = (other for other in around if (other.era or other.days) and row.value in other.words)
    return next((other for other in cut if not other.dates), None)


def _stated_messages(
    row: Statement, reading: Reading, language: str, contradiction: str
) -> Iterator[str]:
    """Yield why the words do not state a date.

    A date that contradicts the value is not to be marked inferred, since it would be refused again.
    """
    for message in _unstated_messages(row, reading, language):
        is_given = reading.dates and not (reading.unread or reading.relation)
        if reading.why or not contradiction:
            yield message
        elif is_given and not _gives(reading, row.date):
            yield f"the value gives {_listed(reading)}; write that"
        else:
            yield contradiction


def _unstated_messages(row: Statement, reading: Reading, language: str) -> Iterator[str]:
    """Yield why the words do not state a date, where it may be inferred."""
    if edtf.precision(row.date) == "open" and not reading.era:
        yield "has an open end, and the words give none; mark it inferred, or write the end"
    elif reading.why:
        yield f"{quoted(reading.words)} {reading.why}"
    elif reading.unread and reading.sides:
        yield (
            f"{quoted(' '.join(reading.unread))} of the value is not read as part of a date; leave"
            " it out if the date is the same without it, or mark it inferred"
        )
    elif reading.relation:
        date = reading.dates[0] if reading.dates else ""
        sides = (date, "..") if reading.relation == "after" else ("..", date)
        advice = f", as {'/'.join(sides)}" if date and "/" not in date else ""
        yield f"the value leaves a side open; mark it inferred, and write it so{advice}"
    elif not reading.dates:
        lacks = "no year" if reading.sides else "no date"
        yield f"the value gives {lacks}; mark it inferred, and write the date out in the note"
    elif not _gives(reading, row.date):
        yield f"the value gives {_listed(reading)}; write that, or mark it inferred"
    elif other := _other_date_in_quote(row, reading, language):
        yield (
            f"the quote gives {quoted(other)}, which is not the date of the value; write all of it,"
            " quote more, or mark it inferred"
        )


def _gives(reading: Reading, date: str) -> bool:
    """Return whether the words of a value give a date, as exactly as it is written."""
    bare = _unmarked(date)
    same = {edtf.bounds(given) for given in reading.dates}
    forms = {*reading.dates, *(edtf.from_bounds(*bounds) for bounds in same)}
    marked = bool(set("~%") & set(date)) if reading.mark in ("~", "%") else True
    doubted = bool(set("?%") & set(date)) if reading.mark in ("?", "%") else True
    return bare in forms and marked and doubted


def _unmarked(date: str) -> str:
    return date.translate(str.maketrans("", "", "~?%"))


def _listed(reading: Reading) -> str:
    mark = reading.mark
    return "/".join(side + mark for side in reading.dates[0].split("/"))


def _other_date_in_quote(row: Statement, reading: Reading, language: str) -> str:
    """Return the words of a date in the quote, if the date of the value is not in it."""
    around = [other for other in read_all(row.quote, language) if other.dates or other.why]
    given = {date for other in around for date in (*other.dates, *other.members)}
    if not around or set(reading.dates) & given or any(other.unread for other in around):
        return ""
    return around[0].words


def _inferred_message(date: str, reading: Reading) -> str:
    """Return what of the words of a value is not in a date that is inferred, or ""."""
    first, last = edtf.bounds(date)
    if reading.era:
        return "" if first is None else reading.why
    if reading.days:
        low, high = reading.days
        if (first and first > high) or (last and last < low):
            within = edtf.in_words(f"{low}/{high}")
            return f"is not within {within}, as the value is; correct the date or the value"
        return ""
    if reading.why and len(reading.dates) > 1:
        fits = {edtf.bounds(given) for given in reading.dates}
        said = " or ".join(edtf.in_words(given) for given in reading.dates)
        return "" if (first, last) in fits else f"is not {said}; correct the date or the value"
    if reading.why:
        return ""
    if reading.relation:
        return _relation_message(first, last, reading) if not reading.unread else ""
    if reading.vague:
        return _vague_message(first, last, reading)
    return _sides_message(date, reading)


def _vague_message(first: str | None, last: str | None, reading: Reading) -> str:
    """Return why a date is not within the one of which the words name a part, or ""."""
    if not reading.dates:
        return ""
    low, high = edtf.bounds(reading.dates[0])
    if low and high and first and last and low <= first and last <= high:
        return ""
    return f"is not within {edtf.in_words(reading.dates[0])}; correct the date or the value"


def _relation_message(first: str | None, last: str | None, reading: Reading) -> str:
    """Return why a date is on the wrong side of the one that the words name, or ""."""
    if not reading.dates:
        return ""
    low, high = edtf.bounds(reading.dates[0])
    if reading.relation == "before" and (last is None or (high and last > high)):
        return f"is not before {edtf.in_words(reading.dates[0])}; correct the date or the value"
    if reading.relation == "after" and (first is None or (low and first < low)):
        return f"is not after {edtf.in_words(reading.dates[0])}; correct the date or the value"
    return ""


def _sides_message(date: str, reading: Reading) -> str:
    """Return which year, month or day of the words a date has not, or has at the other end."""
    ends = [parts_of(side) for side in _unmarked(date).split("/") if side != ".."]
    if len(reading.sides) == 2 and len(ends) == 2:
        pairs = [(reading.sides[0], [ends[0]]), (reading.sides[1], [ends[1]])]
    else:
        pairs = [(side, ends) for side in reading.sides]
    for side, candidates in pairs:
        if not any(_has(end, side) for end in candidates):
            return f"lacks {_side_words(side)} of the value; correct the date or the value"
    return ""


def _has(end: Parts, side: Parts) -> bool:
    return all(said is None or said == part for part, said in zip(end, side, strict=True))


def _side_words(side: Parts) -> str:
    year, month, day = side
    name = edtf.MONTHS[month - 1] if month else ""
    return " ".join(str(word) for word in (day, name, year) if word)


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
        words = edtf.in_words(row.said_on, shorten=False)
    except edtf.DateError:
        return set()  # another check says why
    return {row.said_on} if f"Said {words}." in row.note else set()


def publication_message(published: str, note: str) -> str:
    """Return the problem with a day of publication that its note does not give, or ""."""
    try:
        words = edtf.in_words(published, shorten=False)
    except edtf.DateError:
        return ""  # another check says why
    if words in date_phrases.phrases(note):
        return ""
    return f'{quoted(published)}: published_note does not say "{words}"; say that there'
