"""The evidence in standard formats, for tools that know nothing of this project.

`made` turns the evidence into files, format by format, as bytes that follow from it alone; what
needs a package that is not installed says which.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from analysis.system import extras

if TYPE_CHECKING:
    from pathlib import Path

    from analysis.evidence import Evidence

FOLDER = "build/export"
FORMATS = ("data package", "web annotations", "parquet", "corpus in parts", "sqlite", "workbook")


class Made(NamedTuple):
    """A format: its files by their paths in `FOLDER`, and what it cannot hold, a line each."""

    name: str
    files: dict[str, bytes]
    untold: list[str]


def made(evidence: Evidence) -> Iterator[Made]:
    """Each of `FORMATS`, one at a time.

    >>> import analysis
    >>> first = next(made(analysis.load()))
    >>> first.name, "datapackage/datapackage.json" in first.files
    ('data package', True)
    """
    from analysis.export import (
        frames,
        package,
        parquet,
        partitions,
        sqlite,
        web_annotations,
        workbook,
    )
    from analysis.validation import schema

    extras.require("export", "an export")
    tables, about = frames.every(evidence), schema.about(evidence.root)
    for name, module in zip(
        FORMATS, (package, web_annotations, parquet, partitions, sqlite, workbook), strict=True
    ):
        untold = workbook.untold(tables) if module is workbook else []
        yield Made(name, module.files(evidence, tables, about), untold)


def left_over(root: Path, written: Iterable[str]) -> set[str]:
    """The files in `FOLDER` of `root` that are not among those `written`, nor made from them.

    All are named by their paths in `FOLDER`.
    """
    from analysis.export import partitions
    from analysis.system import files, folders, outputs

    results = f"{partitions.FOLDER}/{partitions.RESULTS}/"
    paths = {path for path in folders.walk(root, FOLDER) if not path.startswith(results)}
    return paths - {*written, outputs.RECORD, files.LOCK}
