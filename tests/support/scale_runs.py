"""A corpus in parts: as one bundle, as the tables that the notebooks would show, and as results."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from analysis import agreement, coverage, evidence
from analysis.evidence import Evidence
from analysis.export.partitions import IN_PARTS, WHOLE
from analysis.partitioned import engines, partitions, results, rounds, storage


def files(folder: Path) -> list[str]:
    """The files of a corpus, by their paths in its folder."""
    named = {*IN_PARTS, *(f"{name}.parquet" for name in WHOLE)}
    return [name for name in storage.listing(str(folder)) if name.split("/")[0] in named]


def whole(folder: Path) -> Evidence:
    """All parts of a sound corpus as one bundle."""
    names, problems = partitions.names(files(folder))
    shared = partitions.shared(str(folder), repr(partitions.shared_digests(str(folder))))
    assert not problems
    found, documents, statements = [], 0, 0
    for name in names:
        part, problems = partitions.read(
            str(folder), partitions.Part(name, documents, statements), shared
        )
        assert not problems, problems[:3]
        found.append(part)
        documents, statements = documents + len(part.sources), statements + len(part.statements)
    in_parts = ("sources", "statements", "waivers")
    joined = {name: pd.concat([getattr(part, name) for part in found]) for name in in_parts}
    joined["waivers"] = joined["waivers"].reset_index(drop=True)
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
        "verdicts": agreement.verdicts(sound),
        "conflicts": agreement.conflicts(sound),
    }
    return {name: frame.reset_index(drop=True) for name, frame in made.items()}


def run(folder: Path, to: Path | None = None, each: rounds.Each = engines.one_by_one) -> dict:
    """Run over a corpus, and return the summary with the `problems` of all steps."""
    problems, summary = [], {}
    for step in rounds.run(str(folder), str(to or folder / "results"), each):
        problems += step.problems
        summary = step.outcome
    return summary | {"problems": problems}


def table(to: Path, name: str) -> pd.DataFrame:
    """A table of results, as pandas has it."""
    found = [pq.read_table(path) for path in sorted((to / name).glob("*.parquet"))]
    frame = pd.concat([part.to_pandas() for part in found], ignore_index=True)
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
