"""Hold a table of an export: its rows, and the descriptions of its columns, key and links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from analysis.errors import UserError
from analysis.export.fields import Field

Link = tuple[str, str, str]  # a column, and the table and column whose values it has
TEXTS = "texts"  # the folder of the data package, and the table of databases, that holds the seeds
NOTICE = (
    "A warrant or a charge is not a verdict.",
    "These tables say what was reported, never what is true, and name a speaker for everything.",
)


class ExportError(UserError):
    """Something cannot be exported; the message is one line that says what to do."""


class Table(NamedTuple):
    """A table in an export, with missing values for blanks.

    Attributes
    ----------
    name, description : str
        Its name, and what a row is.
    frame : DataFrame
        The rows; the columns are `fields`, in order.
    fields : list of Field
        The type and description of each column.
    key : list of str
        The columns that identify a row.
    links : list of Link
        The columns whose values are in a column of another table.
    """

    name: str
    description: str
    frame: pd.DataFrame
    fields: list[Field]
    key: list[str]
    links: list[Link]


def summary(about: Field) -> str:
    """Return the description of the whole export, with what every reader has to know.

    >>> summary({"description": "Two texts."}).startswith("Two texts. A warrant or a charge is not")
    True
    """
    own = about.get("description", "")
    return " ".join(filter(None, [own, *(line for line in NOTICE if line not in own)]))


def values(table: Table) -> Iterator[list]:
    """Yield the columns of a table as lists of Python values, None for a missing one.

    >>> fields = [{"name": "n", "type": "integer"}]
    >>> frame = pd.DataFrame({"n": pd.array([1, None], dtype="Int64")})
    >>> list(values(Table("t", "", frame, fields, [], [])))
    [[1, None]]
    """
    for field in table.fields:
        column: pd.Series = table.frame.loc[:, field["name"]]
        if field["type"] == "list":
            yield [list(items) or None for items in column.tolist()]
            continue
        cells: pd.Series = column.dt.date if field["type"] == "date" else column
        cells = cells.astype("object")
        yield cells.where(cells.notna(), None).tolist()


def as_text(table: Table) -> Iterator[list[str]]:
    """Yield the columns of a table as lists of the text of a CSV file, "" for a missing value."""
    for field, column in zip(table.fields, values(table), strict=True):
        yield ["" if value is None else _text(field, value) for value in column]


def _text(field: Field, value: object) -> str:
    if field["type"] == "boolean":
        return "true" if value else "false"
    if field["type"] == "list":
        return field["delimiter"].join(value)
    return str(value)
