"""List the words of attribution, with their position in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.evidence import cached_table
from analysis.validation.cues import locate

if TYPE_CHECKING:
    from analysis.evidence import Evidence


@cached_table
def cues(evidence: Evidence) -> pd.DataFrame:
    """Return the passages that attribute statements to their speakers.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.

    Returns
    -------
    DataFrame
        One row per passage, in the order of the statements; a cue in several parts has several
        rows: `statement_id, source_id, start, end` (code points), `words`.

    Examples
    --------
    >>> import analysis
    >>> evidence = analysis.load()
    >>> row = cues(evidence).iloc[0]
    >>> text = evidence.sources.set_index("source_id")["text"][row["source_id"]]
    >>> text[row["start"] : row["end"]] == row["words"]
    True
    """
    text_of = dict(zip(evidence.sources["source_id"], evidence.sources["text"], strict=True))
    table = evidence.statements[evidence.statements["cue"].notna()]
    names = ["statement_id", "source_id", "cue", "start", "end"]
    rows = [
        (statement, source, start, end, text_of[source][start:end])
        for statement, source, cue, *quote in table[names].itertuples(index=False, name=None)
        for start, end in locate(text_of[source], cue, (quote[0], quote[1])) or ()
    ]
    columns = ["statement_id", "source_id", "start", "end", "words"]
    frame = pd.DataFrame(rows, columns=columns, dtype="object")
    return frame.astype(dict.fromkeys(columns, "str") | {"start": "int64", "end": "int64"})
