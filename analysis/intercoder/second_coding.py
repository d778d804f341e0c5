"""Read and validate the statements of a second coder."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import UserError
from analysis.evidence import statements_of
from analysis.system import folders
from analysis.validation import checks, csv_tables, quotes, schema
from analysis.validation.csv_tables import Table
from analysis.validation.problems import Problem, in_file_order
from analysis.validation.project import Project

if TYPE_CHECKING:
    import pandas as pd

    from analysis.evidence import Evidence

FILE = "data/second-coding/statements.csv"  # the second coding of a project, if it has one


class CodingError(UserError, ValueError):
    """A second coding cannot be compared; the message has one line for each problem."""


def second(
    evidence: Evidence, path: str | Path | None = None, shown_as: str | None = None
) -> pd.DataFrame:
    """Read a second coding of the texts of a project.

    Parameters
    ----------
    evidence : Evidence
        The project, with the first coding.
    path : str or Path, optional
        A table like data/statements.csv; by default `FILE` in the project.
    shown_as : str, optional
        The name of the table in problems; by default its path.

    Returns
    -------
    DataFrame
        One row per statement, with the columns of `evidence.statements`; no row if `path` is not
        given and the project has no second coding.

    Raises
    ------
    CodingError
        If anything is wrong with the table; the message has one line per problem.

    Examples
    --------
    >>> import analysis
    >>> evidence = analysis.load()
    >>> list(second(evidence).columns) == list(evidence.statements.columns)
    True
    """
    if path is None and not folders.exists(evidence.root, FILE):
        return evidence.statements.iloc[:0]
    resources, problems = schema.read_descriptor(evidence.root)
    _raise_if_any(problems)
    shown_as = str(shown_as or path or FILE)
    header = schema.field_names(resources["statements"])
    content = _content(evidence.root, path, shown_as)
    table, problems = csv_tables.parse_table("statements", shown_as, content, header)
    if table is None:
        raise CodingError(*map(str, in_file_order(problems)))
    spans, more = _check(evidence, table, resources)
    _raise_if_any([*problems, *more])
    return statements_of(table, spans)


def _raise_if_any(problems: Iterable[Problem]) -> None:
    lines = list(map(str, in_file_order(problems)))
    if lines:
        raise CodingError(*lines)


def _content(root: Path, path: str | Path | None, shown_as: str) -> bytes:
    """Read the file at `path`, following links, or `FILE` in the project, following none."""
    name = FILE
    if path is not None:
        target = Path(os.path.realpath(path))  # unlike Path.resolve, even if links form a circle
        root, name = target.parent, target.name
    try:
        return folders.read(root, name, csv_tables.LARGEST)
    except OSError as error:
        reason = f"cannot be read: {error.strerror}; name a table like data/statements.csv"
        raise CodingError(str(Problem(shown_as, 0, "", reason))) from error


def _check(
    evidence: Evidence, table: Table, resources: dict[str, dict]
) -> tuple[list[tuple[int, int] | None], list[Problem]]:
    """Return the span of each quote, and the problems in the table."""
    texts = dict(zip(evidence.sources["source_id"], evidence.sources["text"], strict=True))
    if texts.keys().isdisjoint(table.columns["source_id"]):
        reason = "has no statement of a text in data/sources.csv; name a coding of the same texts"
        return [], [Problem(table.file, 0, "", reason)]
    tables = {name: _as_text(evidence, name, resource) for name, resource in resources.items()}
    tables, problems = checks.repaired({**tables, "statements": table}, resources)
    table = tables["statements"]
    problems += checks.check_table(table, resources["statements"], tables)
    spans, misquotes = quotes.locate(table, texts)
    project = Project(evidence.root, tables, texts, spans)
    return spans, [
        *problems,
        *misquotes,
        *checks.check_project(project, checks.STATEMENT_CHECKS),
    ]


def _as_text(evidence: Evidence, name: str, resource: dict) -> Table:
    """Return a table of the evidence as it was read from its file."""
    frame = getattr(evidence, name)[schema.field_names(resource)]
    truth = {name: frame[name].astype("str").str.lower() for name in frame.select_dtypes("bool")}
    cells = frame.assign(**truth).astype("str").where(frame.notna(), "")
    lines = list(range(2, len(cells) + 2))
    return Table(name, f"data/{name}.csv", lines, {column: list(cells[column]) for column in cells})
