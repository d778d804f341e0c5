"""Measure how much of each text is quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.coverage.silence import source_codes
from analysis.tables.selection import selectable
from analysis.text.span_arrays import union_lengths

if TYPE_CHECKING:
    from analysis.evidence import Evidence


@selectable("source")
def quoted(evidence: Evidence) -> pd.DataFrame:
    """Return how much of each text is in some quote.

    Returns
    -------
    DataFrame
        One row per source: `source_id, source, characters` (code points, line ends included),
        `quoted` (those in at least one quote), `share` (the ratio of the two, 0 to 1).
    """
    sources = evidence.sources
    length = sources["text"].str.len().astype("int64")
    start, end = evidence.statements["start"], evidence.statements["end"]
    code = source_codes(evidence).astype("int64")
    covered = union_lengths(code, start.to_numpy(), end.to_numpy(), len(sources))
    return pd.DataFrame(
        {
            "source_id": sources["source_id"],
            "source": sources["label"],
            "characters": length,
            "quoted": covered,
            "share": covered / length.clip(lower=1),
        }
    )
