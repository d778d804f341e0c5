"""Put the columns of a PDF page one after the other, or report that words are side by side.

Many PDFs draw the columns of a page line by line, so each line of the extracted text has words from
all columns, and sentences that nobody wrote.
"""

from __future__ import annotations

import re
from collections import defaultdict
from statistics import median
from typing import NamedTuple

_GAP = re.compile(r" {3,}")
FEWEST = 3  # lines with a gap in the same place
_SLACK = 2  # characters by which the positions of gaps may differ
_NARROWEST = 20  # characters in a column of prose; a narrower column belongs to a table


class Row(NamedTuple):
    """A line of the page: its words to the left and right of a gap, and their positions."""

    left: str
    right: str
    start: int
    gutter: int  # where the right side begins
    end: int


def in_order(text: str, layout: str) -> tuple[str, int, int]:
    """Return a text with its columns of prose one after the other.

    Parameters
    ----------
    text : str
        The text of a page, line by line.
    layout : str
        The same text with spaces for the gaps of the page.

    Returns
    -------
    text : str
        The text. A table keeps its lines.
    columns, tables : int
        How many lines had words from two columns, and how many have words from a table or from more
        columns.

    Examples
    --------
    >>> rows = ["The court has issued it     The harbour has burnt down"] * 3
    >>> text, columns, tables = in_order("\\n".join(map(" ".join, map(str.split, rows))),
    ...                                  "\\n".join(rows))
    >>> text.count("\\n"), columns, tables
    (5, 3, 0)
    """
    rows = _rows(layout)
    lines = text.split("\n")
    place = columns = 0
    tables = sum(len(_GAP.split(line.strip())) > 2 for line in layout.split("\n"))
    result: list[str] = []
    while place < len(lines):
        run = _run(lines, place, rows)
        pairs = [row for row in run if row.left and row.right]
        if len(pairs) < FEWEST:
            result.append(lines[place])
            place += 1
            continue
        widths = (median(len(row.left) for row in pairs), median(len(row.right) for row in pairs))
        if min(widths) < _NARROWEST:
            tables += len(pairs)
            result += lines[place : place + len(run)]
        else:
            columns += len(pairs)
            result += [""] * bool(result)  # what is above is not part of a column
            result += [row.left for row in run if row.left]
            result += [row.right for row in run if row.right]
            result += [""] * (place + len(run) < len(lines))
        place += len(run)
    return "\n".join(result), columns, tables


def _rows(layout: str) -> dict[str, list[Row]]:
    """Return the lines of a layout with at most one gap, by their letters."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for line in layout.split("\n"):
        words = line.strip()
        pieces = _GAP.split(words)
        start = len(line) - len(line.lstrip())
        if len(pieces) == 2:
            left, right = pieces
            end = start + len(words)
            rows[_letters(words)].append(Row(left, right, start, end - len(right), end))
        elif words:
            rows[_letters(words)].append(Row(words, "", start, 0, start + len(words)))
    return rows


def _run(lines: list[str], first: int, rows: dict[str, list[Row]]) -> list[Row]:
    """Return the rows of lines from the first on, as long as they have a gap in the same place.

    A line with words on only one side of the gap may be among them; one that crosses it may not.
    """
    run: list[Row] = []
    for number in range(first, len(lines)):
        found = rows.get(_letters(lines[number]))
        if not found:
            break
        row = found[0]
        if not run:
            if not row.right:
                break
            gutter, start = row.gutter, row.start
        elif row.right:
            if abs(row.gutter - gutter) > _SLACK:
                break
        elif abs(row.start - gutter) <= _SLACK:
            row = row._replace(left="", right=row.left)
        elif abs(row.start - start) > _SLACK or row.end >= gutter:
            break
        run.append(row)
    return run


def _letters(line: str) -> str:
    return "".join(line.split())
