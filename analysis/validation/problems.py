"""Describe the problems in the files of a project, one per line."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from analysis.text.visible import LONGEST, shortened, visible

CHECKSUM = "checksum"  # the id of the check that compares rows with their checksums
# The ids of the checks that run while files are read. Whatever could not be read may be the cause
# of every other problem.
READING = ("descriptor", "csv", "column", "id", "seed")
MOST = 1_000  # problems of one kind that are listed one by one
LONGEST_VALUE = 80  # characters of a value that a problem repeats
_LINE_BREAKS = str.maketrans({"\n": "\\n", "\r": "\\r", "\t": "\\t"})


class Problem(NamedTuple):
    """One thing that is wrong, and what to do about it.

    `line` counts from 1, and is 0 if the problem concerns the whole file. `column` is blank if it
    concerns the whole line. `check` is the id of the check that found it, as
    `analysis.validation.checks` lists them.
    """

    file: str
    line: int
    column: str
    message: str
    check: str = ""

    def __str__(self) -> str:
        place = self.file + (f":{self.line}" if self.line else "")
        parts = filter(None, (place, self.column, self.message))
        return shortened(visible(": ".join(parts)), LONGEST)


def quoted(value: str) -> str:
    """Return `value` in double quotes on one line, shortened, for the message of a problem.

    It is cut between words if possible.

    >>> quoted("two\\nlines")
    '"two\\\\nlines"'
    """
    flat = visible(value[: LONGEST_VALUE + 1].translate(_LINE_BREAKS))
    if len(flat) <= LONGEST_VALUE:
        return f'"{flat}"'
    start = flat[: LONGEST_VALUE - 1]
    words = start.rpartition(" ")[0]
    return f'"{words if len(words) > LONGEST_VALUE // 2 else start}…"'


def bounded(problems: Iterable[Problem], check: str = "") -> list[Problem]:
    """Return the first `MOST` problems that a check found, and the number of the rest."""
    rest = iter(problems)
    first = [problem._replace(check=check) for problem in islice(rest, MOST)]
    more = sum(1 for _ in rest)
    if more:
        message = f"and {more:,} more like this one; correct these first"
        first.append(first[-1]._replace(message=message))
    return first


def in_file_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems without repetition, in each file from the first line to the last.

    Files that could not be read come first, because other problems may follow from them; rows that
    merely changed since they were sealed come last.
    """

    def place(problem: Problem) -> tuple[bool, bool, str, int]:
        was_read = problem.check not in READING
        return was_read, problem.check == CHECKSUM, problem.file, problem.line

    return sorted(dict.fromkeys(problems), key=place)
