"""Measure how long the exports of a large corpus take, and how large they are:

    .venv/bin/python -m tests.bench.bench_export [DOCUMENTS [FOLDER]]

The corpus repeats the five texts, each time under a new id, with 40 statements each.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pandas as pd

import analysis
from analysis import evidence, export

PER_TEXT = 40  # statements a text


def corpus(loaded: evidence.Evidence, documents: int) -> evidence.Evidence:
    """The evidence with its texts repeated until there are `documents`, and their statements."""
    statements = loaded.statements.groupby("source_id").head(PER_TEXT)
    repeated: dict[str, list[pd.DataFrame]] = {"sources": [], "statements": [], "exclusions": []}
    for number in range(-(-documents // len(loaded.sources))):
        for name, table in {**vars(loaded), "statements": statements}.items():
            if name in repeated:
                ids = table["source_id"] + f"-{number}"
                repeated[name].append(table.assign(source_id=ids))
    tables = {name: pd.concat(parts, ignore_index=True) for name, parts in repeated.items()}
    sources = tables["sources"].head(documents)
    sources = sources.assign(label=sources["source_id"], file=sources["source_id"] + ".txt")
    for name in ("statements", "exclusions"):
        kept = tables[name]["source_id"].isin(sources["source_id"])
        tables[name] = tables[name][kept].reset_index(drop=True)
    claim = ("source_id", "entity_id", "property", "value", "start", "end")
    columns = [tables["statements"][name] for name in claim]
    ids = [evidence.statement_id(*key) for key in zip(*columns, strict=True)]
    tables["statements"] = tables["statements"].assign(statement_id=ids)
    return evidence.Evidence(**{**vars(loaded), **tables, "sources": sources})


def main(documents: int = 1_000) -> int:
    large = corpus(analysis.load(), documents)
    print(f"{len(large.sources):,} documents, {len(large.statements):,} statements")
    begun = time.perf_counter()
    for format_ in export.formats(large):
        now = time.perf_counter()
        size = sum(map(len, format_.files.values())) / 1e6
        print(f"{format_.name}: {now - begun:.1f} s, {size:.1f} MB", flush=True)
        if len(sys.argv) > 2:
            for name, new in format_.files.items():
                path = Path(sys.argv[2]) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(new)
        begun = time.perf_counter()
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
