"""Check values: each has the kind of its property and the bounds that the lexicon gives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.validation import spreadsheet_damage
from analysis.validation.cells import LONGEST_NUMBER
from analysis.validation.csv_tables import Table
from analysis.validation.keys import reference_check, unknown_names
from analysis.validation.problems import Problem, quoted
from analysis.validation.project import Project
from analysis.validation.vocabulary import PropertyKind
from analysis.values import counts


def check_values(project: Project) -> Iterator[Problem]:
    """Yield values of a different kind than their property, and bounds or dates that do not fit."""
    statements = project.tables["statements"]
    entities: list[tuple[int, str]] = []
    rows = project.tables["lexicon"].rows("words", "low", "high", "convention")
    lexicon = counts.lookup(
        [(words, low, high, convention) for _, words, low, high, convention in rows]
    )
    for line, prop, value, low, high, date, quote in statements.rows(
        "property", "value", "low", "high", "date", "quote"
    ):
        kind = project.property_kinds.get(prop)
        problems = []
        if kind == PropertyKind.COUNT:
            problems = count_problems(value, low, high, lexicon)
        elif kind and (low or high):
            message = f"{quoted(low or high)}: {prop} is not a count; leave it blank"
            problems.append(("low" if low else "high", message))
        if kind == PropertyKind.ENTITY:
            entities.append((line, value))
        if kind == PropertyKind.DATE and not date:
            message = (
                f"is blank, and {prop} is a date; write one such as 2020, 2020-06 or 2020-06-29"
            )
            problems.append(("date", message))
        if kind in (PropertyKind.DATE, PropertyKind.TEXT) and (damage := _damage(value, quote)):
            problems.append(("value", f"{quoted(value)}: {damage}; write it as in the text"))
        if kind and kind != PropertyKind.DATE and date:
            problems.append(("date", f"{quoted(date)}: {prop} is not a date; leave it blank"))
        for column, message in problems:
            yield statements.problem(line, column, message)
    unknown = reference_check(project.tables["entities"], "entity_id")
    yield from unknown_names(statements, "value", entities, unknown)


def _damage(value: str, quote: str) -> str:
    """Say what a spreadsheet turned words of the quote into, or return ""."""
    if value.isdecimal():
        zeros = re.findall(rf"(?<!\d)(0*){value}(?!\d)", quote)
        return "has lost its leading zeros" if zeros and all(zeros) else ""
    rewritten = spreadsheet_damage.rewritten(value)
    return f"is like {rewritten}" if rewritten and value not in quote else ""


def count_problems(value: str, low: str, high: str, lexicon: dict) -> list[tuple[str, str]]:
    """Return the problems with the words and bounds of a count, as columns and messages.

    >>> lexicon = counts.lookup([("over N", "N+1", "", "default")])
    >>> count_problems("over 100", "100", "", lexicon)
    [('low', '"100": is not the bound that the default lexicon gives for "over 100"; write 101')]
    """
    if _is_above(low, high):
        return [("low", f"{quoted(low)}: is above high ({high}); correct low or high")]
    try:
        bounds = counts.bounds(value, lexicon)
    except ValueError as error:
        return [("value", f"{quoted(value)}: {error}")]
    problems = []
    for column, cell, bound in zip(("low", "high"), (low, high), bounds, strict=True):
        expected = "" if bound is None else str(bound)
        if cell != expected:
            advice = f"write {expected}" if expected else "leave it blank"
            wrong = f"{quoted(cell)}: is not" if cell else "is blank, and not"
            message = f'{wrong} the bound that the default lexicon gives for "{value}"; {advice}'
            problems.append((column, message))
    return problems


def _is_above(low: str, high: str) -> bool:
    """Return whether two cells are whole numbers, not too long, with low above high."""
    numbers = all(cell.isdecimal() and len(cell) <= LONGEST_NUMBER for cell in (low, high))
    return numbers and int(low) > int(high)


def check_lexicon(project: Project) -> Iterator[Problem]:
    """Yield the problems in the rows of `lexicon.csv`; see `lexicon_problems`."""
    return lexicon_problems(project.tables["lexicon"])


def lexicon_problems(lexicon: Table) -> Iterator[Problem]:
    """Yield the bounds that are reversed, too large, or use an N that the words do not have."""
    for line, words, low, high in lexicon.rows("words", "low", "high"):
        names = set(counts.PLACEHOLDER.findall(words))
        for column, bound in (("low", low), ("high", high)):
            if bound[:1] in ("N", "M") and bound[0] not in names:
                message = f"{quoted(bound)}: there is no {bound[0]} in {quoted(words)}; write a"
                message += f" number, or put {bound[0]} into the words"
                yield lexicon.problem(line, column, message)
            elif len(bound) > LONGEST_NUMBER:
                message = f"{quoted(bound)}: is too large; check the digits"
                yield lexicon.problem(line, column, message)
        if _is_above(low, high):
            message = f"{quoted(low)}: is above high ({high}); correct low or high"
            yield lexicon.problem(line, "low", message)
