"""Write a corpus in partitions: Parquet files for `reported-warrants corpus`.

A partition contains some whole documents and everything said in them. It is one file in each of the
folders `PARTITIONED`; the other tables are single files, small enough to be read whole.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from analysis.export import frames, parquet

if TYPE_CHECKING:
    from analysis.evidence import Evidence

NAME = "corpus in partitions"
FOLDER = "corpus"
RESULTS = "results"  # in it, of the command that reads it
PARTITIONED = ("sources", frames.TEXTS, "statements", "exclusions")
WHOLE = ("entities", "properties", "concepts", "labels", "lexicon")
MOST_PARTITIONS = 64


def files(evidence: Evidence, tables: list[frames.Table], about: frames.Field) -> dict[str, bytes]:
    """Return one file per partition and table of `PARTITIONED`, and one per table of `WHOLE`."""
    description, by_name = frames.summary(about), {table.name: table for table in tables}
    content = {
        f"{FOLDER}/{name}.parquet": parquet.content(by_name[name], description) for name in WHOLE
    }
    ids = evidence.sources["source_id"]
    n_partitions = min(len(ids), MOST_PARTITIONS)
    begins = np.unique(np.linspace(0, len(ids), n_partitions + 1).astype(int))
    width = len(str(len(begins)))
    for number, (first, end) in enumerate(pairwise(begins), start=1):
        partition = f"{number:0{width}}-{ids[first]}"
        for name in PARTITIONED:
            table = by_name[name]
            rows = table.frame["source_id"].isin(ids[first:end])
            some = table._replace(frame=table.frame[rows])
            content[f"{FOLDER}/{name}/{partition}.parquet"] = parquet.content(some, description)
    return content
