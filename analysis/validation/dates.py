"""Check dates: each is in EDTF, and is the one that the words of its value and note give."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from analysis.validation import inferred_dates
from analysis.validation.count_words import passage
from analysis.validation.problems import Problem, quoted
from analysis.validation.project import Project, Statement
from analysis.validation.vocabulary import Basis
from analysis.values import date_phrases, edtf
from analysis.values.continuations import Kind
from analysis.values.date_periods import Reading
from analysis.values.date_phrases import WEEKDAYS
from analysis.values.date_points import edtf_of
from analysis.values.date_reading import read, read_all, weekdays
from analysis.values.uncounted import uncounted

_YEAR = re.compile(r"[0-9]{4}")
_BEFORE = {"day": "on ", "month": "in ", "year": "in "}  # a date in words, by its precision


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
    """Yield the dates that neither the words of the value nor, if inferred, the note gives."""
    rows = project.tables["sources"].rows("source_id", "language", "published")
    source_of = {source: cells for _, source, *cells in rows}
    for row in project.statements:
        source = source_of.get(row.source_id, ("", ""))
        messages = date_messages(row, *source) if row.date else iter(())
        # Only the first, because following its advice may change the others.
        for message in islice(messages, 1):
            message = f"{quoted(row.date)}: {message}"
            yield project.tables["statements"].problem(row.line, "date", message)


def date_messages(row: Statement, language: str, published: str = "") -> Iterator[str]:
    """Yield what is wrong with the date of a statement, from a text in a language."""
    try:
        words = edtf.in_words(row.date, shorten=False)
    except edtf.DateError:
        return  # another check says why
    reading = _as_in_the_quote(row, read(row.value, language), language)
    contradiction = inferred_dates.contradiction(row.date, reading, row.note)
    if row.basis == Basis.STATED:
        if name := _name_with_year(row, language):
            yield (
                f"{quoted(name)} is the name of something, and its number is not a year; quote"
                " words that give the date, or mark it inferred and say in the note what it follows"
                " from"
            )
        yield from _stated_messages(row, reading, language, contradiction)
    elif contradiction:
        yield contradiction
    if message := inferred_dates.weekday_message(row.date, weekdays(row.value, language)):
        yield message
    if row.basis != Basis.STATED:
        anchors = [day for day in (row.said_on, published) if edtf.accepts(day)]
        if message := inferred_dates.relative_message(row, language, anchors):
            yield message
    if row.basis != Basis.STATED and words not in date_phrases.phrases(row.note):
        yield f'the note does not say "{words}"; say that there, and what it follows from'


def _name_with_year(row: Statement, language: str) -> str:
    """Return the name to which a number like a year belongs, as in "Resolution 2020", or ""."""
    if not _YEAR.fullmatch(row.value):
        return ""
    quote = passage(row.quote, (0, len(row.quote)), language)
    numbers = re.finditer(rf"(?<!\d){row.value}(?!\d)", quote.text)
    found = [uncounted(quote.text, quote.cased, *it.span(), language) for it in numbers]
    names = [quote.cased[it.start : it.end].strip() for it in found if it and it.kind == Kind.NAME]
    return names[0] if names and len(names) == len(found) else ""


def _as_in_the_quote(row: Statement, reading: Reading, language: str) -> Reading:
    """Return the date of a value, with the words beside it in the quote that change it.

    So "5 June 2020" in "before 5 June 2020" leaves a side open. If the quote also has the date
    without such words, the value is unchanged.
    """
    around = read_all(row.quote, language)
    same = [other for other in around if _is_same(other, reading, row)]
    changed = [other for other in same if _changes(other, reading)]
    return changed[0] if changed and len(changed) == len(same) else reading


def _is_same(other: Reading, reading: Reading, row: Statement) -> bool:
    """Return whether a date in the quote is that of the value, or contains it."""
    if other.dates and reading.dates:
        if set(other.dates) & set(reading.dates):
            return True
        is_cut = row.basis != Basis.STATED and row.value in other.words
        is_listed = set(reading.dates) & set(map(edtf_of, other.members))
        return is_cut and not is_listed and _holds(other.dates[0], reading.dates[0])
    if other.dates or reading.dates:
        return bool(other.era or other.days) and row.value in other.words
    if reading.sides and set(reading.sides) & set(other.sides):
        return not set(reading.sides) & set(other.members)
    return bool(other.era or other.days or other.decade) and row.value in other.words


def _holds(date: str, other: str) -> bool:
    """Return whether one date contains every day of another."""
    (low, high), (first, last) = edtf.bounds(date), edtf.bounds(other)
    return (low or "") <= (first or "") and (last or "9999") <= (high or "9999-12-31")


def _changes(other: Reading, reading: Reading) -> bool:
    """Return whether a date in the quote adds a mark, an open side or an era to the value."""
    if reading.why:
        return False
    is_open = bool(other.relation) and other.relation != reading.relation
    is_marked = not set(other.mark) <= set(reading.mark)
    is_of_era = other.era and not reading.era
    is_wider = not set(reading.dates) <= set(other.dates)
    is_wider |= not reading.dates and len(other.sides) > len(reading.sides)
    return is_open or is_marked or is_of_era or is_wider


def _stated_messages(
    row: Statement, reading: Reading, language: str, contradiction: str
) -> Iterator[str]:
    """Yield why the words do not state a date.

    A date that contradicts the value should not be marked inferred, because it would be rejected
    again.
    """
    for message in _unstated_messages(row, reading, language):
        is_given = reading.dates and not (reading.unread or reading.relation)
        if reading.why or not contradiction or (reading.relation and reading.dates):
            yield message
        elif is_given and not _gives(reading, row.date):
            yield f"the value gives {_listed(reading)}; write that"
        else:
            yield contradiction


def _unstated_messages(row: Statement, reading: Reading, language: str) -> Iterator[str]:
    """Yield why the words do not state a date that may still be inferred."""
    if edtf.precision(row.date) == "open" and not reading.era:
        yield "has an open end, which words alone do not state; mark it inferred, or write the end"
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
        opened = "the value" if reading.words == row.value else quoted(reading.words)
        yield f"{opened} leaves a side open; mark it inferred, and write it so{advice}"
    elif not reading.dates:
        lacks = "no year" if reading.sides else "no date"
        yield f"the value gives {lacks}; mark it inferred, and write the date out in the note"
    elif not _gives(reading, row.date):
        yield f"the value gives {_listed(reading)}; write that, or mark it inferred"
    elif other := _other_date_in_quote(row, reading, language):
        inferred = _as_in_the_quote(row._replace(basis=Basis.INFERRED), reading, language)
        refused = inferred_dates.contradiction(row.date, inferred, row.note)
        advice = "write all of it, or quote more"
        advice = advice if refused else "write all of it, quote more, or mark it inferred"
        yield f"the quote gives {quoted(other)}, which is not the date of the value; {advice}"


def _gives(reading: Reading, date: str) -> bool:
    """Return whether the words of a value give a date, as exactly as it is written."""
    bare = inferred_dates.unmarked(date)
    same = {edtf.bounds(given) for given in reading.dates}
    forms = {*reading.dates, *(edtf.from_bounds(*bounds) for bounds in same)}
    marked = bool(set("~%") & set(date)) if reading.mark in ("~", "%") else True
    doubted = bool(set("?%") & set(date)) if reading.mark in ("?", "%") else True
    return bare in forms and marked and doubted


def _listed(reading: Reading) -> str:
    mark = reading.mark
    return "/".join(side + mark for side in reading.dates[0].split("/"))


def _other_date_in_quote(row: Statement, reading: Reading, language: str) -> str:
    """Return the words of a date in the quote if the date of the value is not in it."""
    around = [other for other in read_all(row.quote, language) if other.dates or other.why]
    around = [other for other in around if not other.is_no_day]
    given = {date for other in around for date in (*other.dates, *map(edtf_of, other.members))}
    if not around or set(reading.dates) & given or any(other.unread for other in around):
        return ""
    return around[0].words


def check_days_of_speaking(project: Project) -> Iterator[Problem]:
    """Yield the days of speech that are neither the day of publication nor a date in the source."""
    dates: dict[str, set[str]] = defaultdict(set)
    for _, source, published in project.tables["sources"].rows("source_id", "published"):
        dates[source].add(published)
    for row in project.statements:
        dates[row.source_id].add(row.date)
    for row in project.statements:
        if not row.said_on or row.said_on in dates[row.source_id] or form_problem(row.said_on):
            continue
        words = edtf.in_words(row.said_on, shorten=False)
        if not _says(row.note, words, row.said_on):
            message = f"{quoted(row.said_on)}: is neither the day of publication nor a date that"
            message += f" {row.source_id} gives; correct it, code that date, or give it in the"
            before = _BEFORE.get(edtf.precision(row.said_on), "")
            message += f' note, such as "Said {before}{words}."'
            yield project.tables["statements"].problem(row.line, "said_on", message)


def _says(note: str, words: str, date: str) -> bool:
    """Return whether a note says "Said" and a day in words, on no other day of the week.

    >>> _says("Said on Saturday, 9 January 2021, at noon.", "9 January 2021", "2021-01-09")
    True
    >>> _says("Said on Monday, 9 January 2021.", "9 January 2021", "2021-01-09")
    False
    """
    said = re.search(rf"\bSaid(?: (?:on|in))?(?: (\w+day),?)? {re.escape(words)}(?!\w)", note)
    named = [WEEKDAYS.index(said[1])] if said and said[1] in WEEKDAYS else []
    return bool(said) and not inferred_dates.weekday_message(date, named)


def publication_message(published: str, note: str) -> str:
    """Return the problem with a day of publication that its note does not give, or ""."""
    try:
        words = edtf.in_words(published, shorten=False)
    except edtf.DateError:
        return ""  # another check says why
    if words in date_phrases.phrases(note):
        return ""
    return f'{quoted(published)}: published_note does not say "{words}"; say that there'
