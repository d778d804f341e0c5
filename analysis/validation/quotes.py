"""Check quotes: each occurs in its text, is cut between words, and backs a claim only once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from analysis.text import spans
from analysis.text.spans import Span
from analysis.text.tokens import one_word
from analysis.validation import spreadsheet_damage
from analysis.validation.csv_tables import Table
from analysis.validation.problems import Problem, bounded, quoted
from analysis.validation.project import Project

MOST_OCCURRENCES = 1_000  # of a quote in its text
_MOST_LINES = 10  # lines of a repeated quote that a message lists
_MOST_SEARCHED = 10_000_000  # characters of texts in which misquotes are looked for
_LONGEST_WORD = 40  # characters on either side of a cut that a message shows


class _Match(NamedTuple):
    """The place of a quote, or what is wrong: the column and the message."""

    start: int | None
    column: str = ""
    message: str = ""


def locate(statements: Table, texts: dict[str, str]) -> tuple[list[Span | None], list[Problem]]:
    """Find the quote of each statement in its text.

    Returns
    -------
    located : list of (int, int) or None
        One span per row, in code points; None where the quote is not found or not unique.
    problems : list of Problem
        Quotes that do not occur, or that occur more than once without a valid `occurrence`.
    """
    located: list[Span | None] = []
    problems = []
    left = _MOST_SEARCHED
    for line, source, quote, number in statements.rows("source_id", "quote", "occurrence"):
        if source not in texts or not quote or (number and not number.isdecimal()):
            located.append(None)  # another check says why
            continue
        text = texts[source]
        places = list(islice(spans.occurrences(text, quote), MOST_OCCURRENCES + 1))
        if places:
            match = _choose(text, source, quote, number, places)
        else:
            left -= len(text)
            match = _Match(None, "quote", _misquote_message(text, source, quote, left >= 0))
        located.append(None if match.start is None else (match.start, match.start + len(quote)))
        if match.message:
            problems.append(statements.problem(line, match.column, match.message))
    return located, bounded(problems, "quote")


def _misquote_message(text: str, source: str, quote: str, search: bool) -> str:
    """Say that a quote is not found; unless `search` is false, say also what is most like it."""
    nearest = spans.nearest(text, quote) if search else None
    if nearest:
        line, words = nearest
        advice = f"nearest: {quoted(words)} (line {line})"
    else:
        advice = "quote words that are in it"
    note = spelling_note(text, quote) if search else ""
    return f"{quoted(quote)}: not found in {source}; {advice}{note}"


def _choose(text: str, source: str, quote: str, number: str, places: list[int]) -> _Match:
    """Choose one of the places of a quote by its `occurrence`."""
    count = len(places)
    if count > MOST_OCCURRENCES:
        message = f"occurs more than {MOST_OCCURRENCES} times in {source}; quote more words"
        return _Match(None, "quote", f"{quoted(quote)}: {message}")
    if count == 1 and number:
        message = f"the quote occurs only once in {source}; leave it blank"
        return _Match(places[0], "occurrence", f"{quoted(number)}: {message}")
    if count == 1:
        return _Match(places[0])
    if not number:
        lines = ", ".join(str(spans.line_number(text, place)) for place in places[:_MOST_LINES])
        lines += ", …" * (count > _MOST_LINES)
        message = f"occurs {count} times in {source} (lines {lines}); say which in occurrence"
        return _Match(None, "quote", f"{quoted(quote)}: {message}")
    if not 1 <= int(number) <= count:
        message = f"the quote occurs {count} times in {source}; write 1 to {count}"
        return _Match(None, "occurrence", f"{quoted(number)}: {message}")
    return _Match(places[int(number) - 1])


def spelling_note(text: str, quote: str) -> str:
    """Say how a quote differs from words of `text`, if only in its characters, to end a message."""
    difference = spreadsheet_damage.difference(text, quote)
    return f"; {difference}" if difference else ""


def check_repeated_statements(project: Project) -> Iterator[Problem]:
    """Yield the rows that make the claim of a row above them on the same words."""
    first: dict[tuple, int] = {}
    statements = project.tables["statements"]
    rows = statements.rows("source_id", "entity_id", "property", "value")
    for span, (line, *claim) in zip(project.spans, rows, strict=True):
        above = first.setdefault((*claim, span), line)
        if span and above != line:
            message = f"{quoted(claim[-1])}: line {above} makes the same claim on the same words"
            yield statements.problem(line, "value", message + "; keep one of them")


def check_word_boundaries(project: Project) -> Iterator[Problem]:
    """Yield the quotes that begin or end within a word."""
    for row in project.statements:
        text = project.texts[row.source_id]
        for side, place in zip(("begins", "ends"), row.span, strict=True):
            if 0 < place < len(text) and one_word(text[place - 1], text[place]):
                before = re.findall(r"\w*$", text[max(0, place - _LONGEST_WORD) : place])[0]
                after = re.findall(r"^\w*", text[place : place + _LONGEST_WORD])[0]
                message = f'{side} within the word "{before}{after}"; quote it whole'
                message = f"{quoted(row.quote)}: {message}"
                yield project.tables["statements"].problem(row.line, "quote", message)
