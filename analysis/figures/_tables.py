"""Refuse what a figure cannot draw, in one line that says which table it takes."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.errors import UserError
from analysis.findings.sentences import join_names


def require_table(frame: object, figure: str, table: str, columns: Iterable[str]) -> None:
    """Raise an error if `frame` lacks columns that a figure draws.

    Parameters
    ----------
    frame : object
        What was passed to the figure.
    figure, table : str
        The names of the figure, and of the function that returns the table it draws.
    columns : iterable of str
        The columns that it draws.

    Raises
    ------
    UserError
        If it is no DataFrame, or not one with these columns.

    Examples
    --------
    >>> require_table(pd.DataFrame({"what": []}), "timeline", "tables.timeline", ["what", "date"])
    Traceback (most recent call last):
    analysis.errors.UserError: figures.timeline: the table lacks the column date, without which \
there is nothing to draw; pass what tables.timeline returns, or some of its rows
    """
    action = f"pass what {table} returns, or some of its rows"
    if not isinstance(frame, pd.DataFrame):
        kind = type(frame).__name__
        raise UserError(f"figures.{figure}: it draws a table, and this is of type {kind}; {action}")
    missing = [column for column in columns if column not in frame]
    if missing:
        noun = "column" if len(missing) == 1 else "columns"
        raise UserError(
            f"figures.{figure}: the table lacks the {noun} {join_names(missing)}, without which "
            f"there is nothing to draw; {action}"
        )
