"""Check quotes: each occurs in its text, is cut between words, and backs a claim only once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, takewhile
from typing import NamedTuple

from analysis.text import spans
from analysis.text.cuts import cut_at
from analysis.text.normal_form import normal_form
from analysis.text.spans import Span
from analysis.validation import spreadsheet_damage
from analysis.validation.csv_tables import Table
from analysis.validation.problems import Problem, bounded, quoted
from analysis.validation.project import Project

MOST_OCCURRENCES = 1_000  # occurrences of a quote in its text
_MOST_LINES = 10  # lines of a repeated quote that a message lists
_MOST_SEARCHED = 10_000_000  # characters of texts that are searched for misquotes
_LONGEST_ADVICE = 400  # characters of a longer quote that a message spells out


class _Match(NamedTuple):
    """The span of a quote, or what is wrong: the column and the message."""

    start: int | None
    column: str = ""
    message: str = ""


def locate(statements: Table, texts: dict[str, str]) -> tuple[list[Span | None], list[Problem]]:
    """Find the quote of each statement in its text.

    Returns
    -------
    located : list of (int, int) or None
        One span per row, in code points; None if the quote is not found or not unique.
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
    """Say that a quote is not found and, unless `search` is false, what is most similar."""
    nearest = spans.nearest(text, quote) if search else None
    if nearest:
        cuts = [cut_at(text, place) for place in nearest]
        start = cuts[0].span[0] if cuts[0] else nearest[0]
        end = cuts[1].span[1] if cuts[1] else nearest[1]
        words = text[start:end].strip()
        advice = (
            f"the most similar words are {quoted(words)} (line {spans.line_number(text, start)})"
        )
        advice += "; copy the words of the text"
    else:
        advice = "copy words that are in it"
    note = spelling_note(text, quote) if search else ""
    return f"{quoted(quote)}: is not found in {source}; {advice}{note}"


def _choose(text: str, source: str, quote: str, number: str, places: list[int]) -> _Match:
    """Choose one of the places of a quote by its `occurrence`."""
    count = len(places)
    if count > MOST_OCCURRENCES:
        message = f"occurs more than {MOST_OCCURRENCES} times in {source}; quote more words"
        return _Match(None, "quote", f"{quoted(quote)}: {message}")
    if count == 1 and number:
        message = f"the quote occurs only once in {source}; leave occurrence blank"
        return _Match(places[0], "occurrence", f"{quoted(number)}: {message}")
    if count == 1:
        return _Match(places[0])
    if not number:
        lines = ", ".join(str(spans.line_number(text, place)) for place in places[:_MOST_LINES])
        lines += ", …" * (count > _MOST_LINES)
        message = f"occurs {count} times in {source} (lines {lines}); write which of them is meant"
        message += f" into occurrence, 1 to {count}"
        return _Match(None, "quote", f"{quoted(quote)}: {message}")
    if not 1 <= int(number) <= count:
        message = f"the quote occurs {count} times in {source}; write 1 to {count}"
        return _Match(None, "occurrence", f"{quoted(number)}: {message}")
    return _Match(places[int(number) - 1])


def spelling_note(text: str, quote: str) -> str:
    """Return the end of a message on how a quote differs from `text`, if only in its characters."""
    difference = spreadsheet_damage.difference(text, quote)
    return f"; {difference}" if difference else ""


def check_repeated_statements(project: Project) -> Iterator[Problem]:
    """Yield the rows that repeat the claim of a row above them on the same words."""
    first: dict[tuple, int] = {}
    statements = project.tables["statements"]
    rows = statements.rows("source_id", "entity_id", "property", "value")
    for span, (line, *claim, value) in zip(project.spans, rows, strict=True):
        above = first.setdefault((*claim, normal_form(value), span), line)
        if span and above != line:
            message = f"{quoted(value)}: line {above} makes the same claim on the same words"
            yield statements.problem(line, "value", message + "; delete one of the two rows")


def check_word_boundaries(project: Project) -> Iterator[Problem]:
    """Yield the quotes that begin or end within a word, a number or a character."""
    for row in project.statements:
        text = project.texts[row.source_id]
        cut_by = [cut_at(text, place) for place in row.span]
        if not any(cut_by):
            continue
        first, last = cut_by
        start = first.span[0] if first else row.span[0]
        end = last.span[1] if last else row.span[1]
        cuts = [
            f"{verb} within the {cut.kind} {quoted(text[slice(*cut.span)])}"
            for verb, cut in zip(("begins", "ends"), cut_by, strict=True)
            if cut
        ]
        message = f"{quoted(row.quote)}: {' and '.join(cuts)}; quote it whole: "
        message += _longer_quote(text, (start, end))
        yield project.tables["statements"].problem(row.line, "quote", message)


def _longer_quote(text: str, whole: Span) -> str:
    """Say which words to quote, and which occurrence of them."""
    words = text[slice(*whole)]
    number = sum(
        1 for _ in takewhile(lambda place: place <= whole[0], spans.occurrences(text, words))
    )
    is_only = number == 1 and text.find(words, whole[0] + 1) < 0
    occurrence = "a blank occurrence" if is_only else f"the occurrence {number}"
    if len(words) <= _LONGEST_ADVICE:
        return f'"{words}", with {occurrence}'
    end = _LONGEST_ADVICE // 2
    return f'from "{words[:end]}" to "{words[-end:]}", with {occurrence}'
