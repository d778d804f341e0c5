"""A corpus in parts: Parquet, each part with some whole documents and all that is said in them.

`reported-warrants corpus` reads such a folder, of any size. Of these tables there is a file a
part, with one name in each folder; the others are small enough to be read whole.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from analysis.export import frames, parquet

if TYPE_CHECKING:
    from analysis.evidence import Evidence

FOLDER = "corpus"
RESULTS = "results"  # in it, of the command that reads it
IN_PARTS = ("sources", frames.TEXTS, "statements", "waivers")
WHOLE = ("entities", "props", "lexicon")
MOST_PARTS = 64


def files(evidence: Evidence, tables: list[frames.Table], about: frames.Field) -> dict[str, bytes]:
    """A file a part and table of `IN_PARTS`, and one a table of `WHOLE`, by its path."""
    told, of = frames.summary(about), {table.name: table for table in tables}
    made = {f"{FOLDER}/{name}.parquet": parquet.content(of[name], told) for name in WHOLE}
    ids = evidence.sources["source_id"]
    begins = np.unique(np.linspace(0, len(ids), min(len(ids), MOST_PARTS) + 1).astype(int))
    width = len(str(len(begins)))
    for number, (first, beyond) in enumerate(pairwise(begins), start=1):
        part = f"{number:0{width}}-{ids[first]}"
        for name in IN_PARTS:
            rows = of[name].frame["source_id"].isin(ids[first:beyond])
            some = of[name]._replace(frame=of[name].frame[rows])
            made[f"{FOLDER}/{name}/{part}.parquet"] = parquet.content(some, told)
    return made
