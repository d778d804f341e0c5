"""Provide exports to test: of the project, and of evidence with hostile text in every place."""
# ruff: noqa: RUF001 - characters that are easily confused are what some of these texts are about

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis import export
from analysis.evidence import Evidence
from analysis.export import contents, frames
from tests.support.hostile import HOSTILE

# Text that a spreadsheet runs, links, or reads as a number or a date, and that no format may
# change.
TAKEN = [
    *("=1+1", "+1+1", "-1+1", "@SUM(A1)", "＝1+1", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "'=1+1"),
    '=HYPERLINK("http://e.example","x")',
    "=cmd|' /C calc'!A0",
    *("1e5", "007", "1,5", "50%", "TRUE", "#N/A", "=", "-", "1/2", "12:30", "2020-01-03", "3 Jan"),
    *("https://e.example/", "mailto:me@e.example", "internal:'about'!A1", "file:///etc/passwd"),
    *("_x0041_", "_x005F_x0041_", "a\x1bb", "a\r\nb", "a\nb\n\nc", " padded ", "\u00a0", '"', '""'),
    *(
        "a,b;c\td",
        "\ufeffa",
        "\U0001f468 🏴",
        "null",
        "NaN",
        "None",
        "'; DROP TABLE statements; --",
    ),
]
NASTY = [*HOSTILE, *TAKEN]
FREE = {
    "sources": ["outlet", "headline", "published_note"],
    "entities": ["description"],
    "concepts": ["definition"],
    "labels": ["reason"],
    "statements": ["note"],
    "exclusions": ["reason"],
    "lexicon": ["reference"],
    "rules": ["instrument", "summary"],
    "elements": ["question"],
}
PREFIX = "\U0001f468\u200d\U0001f469 é e\u0301 " + " ".join(HOSTILE) + "\r\n\t=1+1\n"


@cache
def loaded() -> Evidence:
    return analysis.load()


@cache
def hostile() -> Evidence:
    """The evidence with hostile text in each free column, in labels, and before each text."""
    own = loaded()
    made = {}
    for name, columns in FREE.items():
        table = getattr(own, name)
        filled = [NASTY[row % len(NASTY)] for row in range(len(table))]
        made[name] = table.assign(**{column: pd.array(filled, dtype="str") for column in columns})
    labels = [f"{text} {number}" for number in range(9) for text in NASTY]
    for name in ("sources", "entities", "concepts", "labels", "elements"):
        made[name] = made[name].assign(label=labels[: len(made[name])])
    made["sources"] = made["sources"].assign(text=PREFIX + own.sources["text"])
    for column in ("start", "end"):
        made["statements"][column] += len(PREFIX)
    return replace(own, **made)


@cache
def tables_of(evidence: Evidence) -> list[frames.Table]:
    return contents.every_table(evidence)


@cache
def formats_of(evidence: Evidence) -> list[export.Format]:
    return list(export.formats(evidence))


@cache
def files_of(evidence: Evidence) -> dict[str, bytes]:
    """Return every file of an export, by its path."""
    formats = formats_of(evidence)
    return {path: content for format_ in formats for path, content in format_.files.items()}


def write(files: dict[str, bytes], folder: Path) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


EVIDENCE = {"the project": loaded, "hostile text": hostile}
NAMES = [table.name for table in tables_of(loaded())]
each_evidence = pytest.mark.parametrize("evidence", EVIDENCE.values(), ids=EVIDENCE)
