"""Show the tables, findings and quotes of one project, which is named only once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.display.findings import findings
from analysis.display.passages import words
from analysis.display.prose import prose
from analysis.display.tables import table
from analysis.errors import UserError
from analysis.public import require_named

if TYPE_CHECKING:
    import pandas as pd

    from analysis.evidence import Evidence

# The columns of a table that answer a question, by the name of the question.
COLUMNS = {
    "quotes": ("entity", "property", "value_text", "modality", "voice", "quote", "statement_id"),
    "outcomes": ("entity", "property", "outcome", "joint", "n_sources", "n_origins", "sentence"),
    "conflicts": ("entity", "property", "value_text", "voice", "quote", "other_value_text",
                  "other_voice", "other_quote", "time", "holds", "statement_id",
                  "other_statement_id"),
    "same words": ("source", "other_source", "words", "n_words", "credit"),
}  # fmt: skip


class Viewer:
    """Show tables and sentences that open to show the quotes of one project.

    Parameters
    ----------
    evidence : Evidence
        The project.

    Examples
    --------
    >>> import analysis
    >>> from analysis import display, tables
    >>> evidence = analysis.load()
    >>> show = display.Viewer(evidence)
    >>> show.table(tables.warrants(evidence), "quotes")  # doctest: +SKIP
    """

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence

    def table(self, frame: pd.DataFrame, columns: str | Sequence[str] | None = None) -> None:
        """Show a table whose rows open to show the passages of their statements.

        Parameters
        ----------
        frame : DataFrame
            Any table of `analysis`.
        columns : str or sequence of str, optional
            The columns to show: their names, or a name in `COLUMNS`, whose columns are left out if
            `frame` lacks them. By default all.

        Raises
        ------
        UserError
            If `COLUMNS` has no such name, or the table has no such column.
        """
        if isinstance(columns, str):
            if columns not in COLUMNS:
                raise UserError(f"{columns}: no such columns; use one of {', '.join(COLUMNS)}")
            columns = [name for name in COLUMNS[columns] if name in frame]
        require_named(frame, columns or ())
        table(frame if columns is None else frame[list(columns)], self.evidence)

    def findings(self, sentences: Sequence[str]) -> None:
        """Show findings as a list; each opens to show its passages."""
        findings(sentences, self.evidence)

    def prose(self, text: str) -> None:
        """Show paragraphs in which claims such as "[words](s-0123456789ab)" rest on statements."""
        prose(text, self.evidence)

    def words(self, rows: str | Sequence[str] | pd.Series | pd.DataFrame) -> None:
        """Show the passages behind the id of a statement, or behind rows with such ids."""
        words(self.evidence, rows)
