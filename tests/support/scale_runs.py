"""Load a corpus in partitions as a whole, compute its tables like the notebooks, and run it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from analysis import agreement, coverage, evidence
from analysis.evidence import Evidence
from analysis.export.partitions import PARTITIONED, WHOLE
from analysis.partitioned import (
    checkpoints,
    executors,
    partitions,
    results,
    run,
    storage,
)


def files(folder: Path) -> list[str]:
    """The files of a corpus, by their paths in its folder."""
    named = {*PARTITIONED, *(f"{name}.parquet" for name in WHOLE)}
    return [name for name in storage.list_files(str(folder)) if name.split("/")[0] in named]


def whole(folder: Path) -> Evidence:
    """All partitions of a valid corpus as one bundle."""
    names, problems = partitions.list_partitions(files(folder))
    shared = partitions.load_shared(str(folder), repr(partitions.shared_digests(str(folder))))
    assert not problems
    found, documents, statements = [], 0, 0
    for name in names:
        partition, problems = partitions.load(
            str(folder), partitions.Partition(name, documents, statements), shared
        )
        assert not problems, problems[:3]
        found.append(partition)
        documents, statements = (
            documents + len(partition.sources),
            statements + len(partition.statements),
        )
    in_parts = ("sources", "statements", "exclusions")
    joined = {
        name: pd.concat([getattr(partition, name) for partition in found]) for name in in_parts
    }
    joined["exclusions"] = joined["exclusions"].reset_index(drop=True)
    return replace(found[0], entities=shared.entities, **joined)


def tables(every: Evidence) -> dict[str, pd.DataFrame]:
    """The tables of `results`, by the functions that the notebooks call, of the whole at once."""
    wrong = evidence.misquoted(every)
    kept = every.statements.drop(index=wrong.index).reset_index(drop=True)
    sound = replace(every, statements=kept)
    made = {
        "misquoted": wrong,
        "quoted": coverage.quoted(sound),
        "coverage": coverage.topics(sound),
        "ledger": coverage.ledger(sound),
        "outcomes": agreement.outcomes(sound),
        "conflicts": agreement.conflicts(sound),
    }
    return {name: frame.reset_index(drop=True) for name, frame in made.items()}


def run_over(
    folder: Path, to: Path | None = None, each: checkpoints.Executor = executors.sequential
) -> dict:
    """Run over a corpus, and return the summary with the `problems` of all steps."""
    problems, summary = [], {}
    for step in run.run_corpus(str(folder), str(to or folder / "results"), each):
        problems += step.problems
        summary = step.outcome
    return summary | {"problems": problems}


def table(to: Path, name: str) -> pd.DataFrame:
    """A table of results, as pandas has it."""
    found = [pq.read_table(path) for path in sorted((to / name).glob("*.parquet"))]
    frame = pd.concat([partition.to_pandas() for partition in found], ignore_index=True)
    lists = [field["name"] for field in results.TABLES[name].fields if field["type"] == "list"]
    return frame.assign(**{column: [tuple(ids) for ids in frame[column]] for column in lists})


def written(to: Path) -> dict[str, pd.DataFrame]:
    """Every table of results."""
    return {name: table(to, name) for name in results.TABLES}


def assert_equal(one: dict[str, pd.DataFrame], other: dict[str, pd.DataFrame]) -> None:
    """Raise AssertionError unless all tables have the same columns, rows and values, in order."""
    assert list(one) == list(other)
    for name, frame in one.items():
        pd.testing.assert_frame_equal(
            frame.astype(object), other[name].astype(object), obj=name, check_like=False
        )
