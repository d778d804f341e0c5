"""Generate a corpus of any size as evidence, the same each time, to try the site on."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.evidence import Evidence, statement_id
from tests.bench.bench_generate import PER_TEXT, quotes
from tests.support.csv_files import copy_project

COPIES = 27  # of each entity, so that a fact has about six statements of 40,000


def corpus(evidence: Evidence, size: int, folder: Path) -> Evidence:
    """`size` statements in texts of PER_TEXT each: what `evidence` says, over and over again.

    Their quotes are generated, and stand in generated texts, half of them not ASCII. The project in
    `folder` has no notebooks, whose claims would be about other texts.
    """
    texts, starts, words = quotes(size)
    each = pd.Series(range(size))
    copy = "-" + (each // len(evidence.statements) % COPIES).astype("str")
    table = evidence.statements.iloc[each % len(evidence.statements)].reset_index(drop=True)
    table = table.assign(
        source_id="text-" + (each // PER_TEXT).astype("str"),
        entity_id=table["entity_id"] + copy,
        start=starts,
        end=[start + len(quote) for start, quote in zip(starts, words, strict=True)],
        quote=[
            text[start : start + len(quote)]
            for text, start, quote in zip(texts, starts, words, strict=True)
        ],
    )
    key = ["source_id", "entity_id", "property", "value", "start", "end"]
    rows = table[key].itertuples(index=False)
    table = table.assign(statement_id=[statement_id(*row) for row in rows])
    table = table.drop_duplicates("statement_id", ignore_index=True)
    number = pd.Series(range(-(-size // PER_TEXT)))
    sources = evidence.sources.iloc[number % len(evidence.sources)].reset_index(drop=True)
    sources = sources.assign(
        source_id="text-" + number.astype("str"),
        label="Text " + (number + 1).astype("str"),
        text=texts[::PER_TEXT],
    )
    return Evidence(
        **{
            **vars(evidence),
            "root": copy_project(folder),
            "sources": sources,
            "statements": table,
            "entities": pd.concat([evidence.entities, *_copies(evidence)], ignore_index=True),
            "exclusions": evidence.exclusions[:0],
        }
    )


def _copies(evidence: Evidence) -> list[pd.DataFrame]:
    table = evidence.entities
    return [
        table.assign(
            entity_id=table["entity_id"] + f"-{number}", label=table["label"] + f", case {number}"
        )
        for number in range(COPIES)
    ]
