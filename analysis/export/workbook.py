"""Write a workbook with one sheet per table.

Every cell except a whole number is text, so that nothing is converted or executed.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator
from math import ceil
from typing import TYPE_CHECKING, Any

from analysis.export import frames

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

    from analysis.evidence import Evidence

NAME = "workbook"
FILE = "evidence.xlsx"
LONGEST = 32_767  # characters in a cell, as Excel counts them: in UTF-16
MOST_ROWS = 1_048_576  # of a sheet, with its header
EXACT = 10**15  # whole numbers from here on would lose digits in a spreadsheet, so they are text
NARROWEST, WIDEST = 9, 60  # columns, in characters
LINE, TALLEST = 15, 409  # points: the height of a line, and of the tallest possible row
FILLED = 0.85  # of a line of wrapped words, because no word is cut
LOOKED_AT = 200  # rows from which the width of a column is taken
CREATED = datetime.datetime(2020, 1, 1)  # fixed, so that the bytes depend on the tables only
ABOUT, DICTIONARY = "about", "fields"
HEAD = ("table", "field", "meaning", "type", "allowed", "example", "key or link")
HOW_TO_READ = (
    "A sheet holds a table; the sheet “fields” says what each column means.",
    "Every cell is text except whole numbers, so no date, id or quote is changed, linked or run.",
    "Days are written as 2020-06-29, because a spreadsheet cannot store days before 1900.",
    "The whole texts are left out; the sheet “ledger” has every sentence of them.",
)
_NOT_IN_XML = re.compile("[\ufffe\uffff]")


def files(_: Evidence, tables: list[frames.Table], about: frames.Field) -> dict[str, bytes]:
    """Return the workbook, by its path in an export."""
    return {FILE: content(tables, about)}


def content(tables: list[frames.Table], about: frames.Field) -> bytes:
    """Return the tables as the bytes of a workbook, after a sheet about it and a dictionary."""
    import xlsxwriter

    tables = [table for table in tables if table.name != frames.TEXTS]
    to = io.BytesIO()
    workbook = xlsxwriter.Workbook(to, {"in_memory": True})  # temporary files would have times
    workbook.set_properties({"title": about.get("title", ""), "created": CREATED})
    kinds: dict[str, dict[str, Any]] = {
        "text": {"num_format": "@"},
        "number": {"num_format": "0"},
        "head": {"bold": True},
    }
    around = {"text_wrap": True, "valign": "top"}
    formats = {name: workbook.add_format(kind | around) for name, kind in kinds.items()}
    _add(workbook, formats, ABOUT, ["what this is"], [_about(tables, about)], 110)
    rows = [row for table in tables for row in _dictionary(table)]
    _add(workbook, formats, DICTIONARY, list(HEAD), list(map(list, zip(*rows, strict=True))))
    for table in tables:
        if len(table.frame) < MOST_ROWS:
            names = [field["name"] for field in table.fields]
            _add(workbook, formats, table.name, names, [column for _, column, _ in cells(table)])
    workbook.close()
    return to.getvalue()


def losses(tables: list[frames.Table]) -> list[str]:
    """Return a line for everything that the workbook cannot hold; the first sheet has them too.

    >>> import pandas as pd
    >>> field = {"name": "note", "type": "string"}
    >>> table = frames.Table("t", "", pd.DataFrame({"note": ["x" * 40_000]}), [field], ["note"], [])
    >>> losses([table])
    ['t: note: 1 cell is longer than 32,767 characters, and cut there with a mark at its end']
    """
    lines = []
    for table in tables:
        if table.name == frames.TEXTS:
            continue
        if len(table.frame) >= MOST_ROWS:
            lines.append(f"{table.name}: has no sheet, since it has {len(table.frame):,} rows")
            continue
        for name, _, (long, named) in cells(table):
            if long:
                words = "cell is" if long == 1 else "cells are"
                lines.append(
                    f"{table.name}: {name}: {long} {words} longer than {LONGEST:,} characters, and "
                    "cut there with a mark at its end"
                )
            if named:
                words = "cell has" if named == 1 else "cells have"
                lines.append(
                    f"{table.name}: {name}: {named} {words} U+FFFE or U+FFFF, given by its code"
                )
    return lines


def cells(table: frames.Table) -> Iterator[tuple[str, list[str | int], tuple[int, int]]]:
    """Yield the name of each column, its cells, how many are cut, and how many lack a character."""
    columns = zip(table.fields, frames.values(table), frames.as_text(table), strict=True)
    for field, own, texts in columns:
        if field["type"] == "integer":
            numbers = [
                value if value is not None and abs(value) < EXACT else text
                for value, text in zip(own, texts, strict=True)
            ]
            yield field["name"], numbers, (0, 0)
            continue
        named = sum(bool(_NOT_IN_XML.search(text)) for text in texts)
        if named:
            texts = [_NOT_IN_XML.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", t) for t in texts]
        fitted = list(map(fitting, texts))
        yield field["name"], [*fitted], (sum(map(str.__ne__, texts, fitted)), named)


def fitting(text: str) -> str:
    """Return a text that fits a cell: if it is cut, a mark says how long it is.

    >>> fitting("short"), fitting("x" * 40_000)[-60:]
    ('short', 'xxxxxxxxxxxxxx … [cut here: 40,000 characters in the tables]')
    """
    if 2 * len(text) <= LONGEST or _units(text) <= LONGEST:
        return text
    mark = f" … [cut here: {len(text):,} characters in the tables]"
    start = text.encode("utf-16-le")[: 2 * (LONGEST - len(mark))].decode("utf-16-le", "ignore")
    return start + mark


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _add(
    workbook: Workbook, formats: dict[str, Format], name: str, head: list[str], columns: list[list],
    width: int = 0,
) -> None:  # fmt: skip
    """Add a sheet with a frozen header, filters, and cells sized to fit their text."""
    sheet = workbook.add_worksheet(name)
    rows = max((len(column) for column in columns), default=0)
    lines = [1] * (rows + 1)  # that each row needs
    for at, (title, column) in enumerate(zip(head, columns, strict=True)):
        shown = [title, *map(str, column[:LOOKED_AT])]
        wide = width or min(max(NARROWEST, *map(len, shown)) + 2, WIDEST)
        sheet.set_column(at, at, wide, formats["text"])
        sheet.write_string(0, at, title, formats["head"])
        for row, cell in enumerate(column, start=1):
            if isinstance(cell, int):
                sheet.write_number(row, at, cell, formats["number"])
            elif cell:
                sheet.write_string(row, at, cell, formats["text"])
                if len(cell) + 2 > wide:
                    lines[row] = max(lines[row], ceil(len(cell) / wide / FILLED))
    for row, needed in enumerate(lines):
        if needed > 1:  # not every program makes room for wrapped lines
            sheet.set_row(row, min(LINE * needed, TALLEST))
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)  # one page wide, and as many pages long as needed
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    if rows and len(head) > 1:
        sheet.autofilter(0, 0, rows, len(head) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{rows + 1}"})


def _about(tables: list[frames.Table], about: frames.Field) -> list[str]:
    """Return the lines of the first sheet."""
    licences = [
        f"Licence of the tables: {licence.get('title', '')} {licence.get('path', '')}".strip()
        for licence in about.get("licenses", [])
    ]
    version = [f"Version {about['version']}."] if "version" in about else []
    sheets = [f"{table.name}: {table.description}" for table in tables]
    lines = [about.get("title", ""), about.get("description", ""), *frames.NOTICE, *version]
    return list(map(fitting, [*lines, *licences, *HOW_TO_READ, *sheets, *losses(tables)]))


def _dictionary(table: frames.Table) -> Iterator[tuple[str, ...]]:
    """Yield one row per field of a table, with the columns of `HEAD`."""
    links = {column: [f"{other}.{key}"] for column, other, key in table.links}
    for field in table.fields:
        limits = field.get("constraints", {})
        allowed = [", ".join(map(str, limits.get("enum", [])))]
        allowed += [] if limits.get("required") else ["may be blank"]
        allowed += [f"at least {limits['minimum']}"] if "minimum" in limits else []
        allowed += [f"form {limits['pattern']}"] if "pattern" in limits else []
        name = field["name"]
        role = ["key"] * (name in table.key) + links.get(name, [])
        described = [field["description"], field["type"], "; ".join(filter(None, allowed))]
        described += [str(field["example"]), ", ".join(role)]
        yield (table.name, name, *map(fitting, described))
