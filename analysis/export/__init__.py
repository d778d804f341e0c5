"""Export the evidence in standard formats, for tools that know nothing about this project.

`reported-warrants export` writes all of them to `build/export`; docs/exports.md describes them. To
write one table to a file, the methods of a DataFrame are enough: `table.to_csv("charges.csv",
index=False)` or `table.to_excel("charges.xlsx", index=False)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from analysis.public import publish
from analysis.system import extras

if TYPE_CHECKING:
    from pathlib import Path

    from analysis.evidence import Evidence

FOLDER = "build/export"
# Each module is a format. It has a `NAME`; a function `files(evidence, tables, about)`, which
# returns the content of each file by its path in `FOLDER`; and, if the format cannot hold every
# value, a function `losses(tables)`, which returns one line for each kind of loss.
MODULES = ("package", "web_annotations", "skos", "parquet", "partitions", "sqlite", "workbook")


__all__ = ["FOLDER", "formats"]


class Format(NamedTuple):
    """An export in one format.

    Attributes
    ----------
    name : str
        The name of the format.
    files : dict of str to bytes
        The content of each file by its path in `FOLDER`.
    losses : list of str
        What the format cannot hold, one line each.
    """

    name: str
    files: dict[str, bytes]
    losses: list[str]


def formats(evidence: Evidence) -> Iterator[Format]:
    """Yield the export in each format, one at a time.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.

    Yields
    ------
    Format
        Its `name`; its `files`, the content of each by its path in `FOLDER`; and its `losses`, a
        line for each thing that it cannot hold.

    Raises
    ------
    MissingExtraError
        If a package that writes a format is not installed.

    Examples
    --------
    >>> import analysis
    >>> first = next(formats(analysis.load()))
    >>> first.name, "datapackage/datapackage.json" in first.files
    ('data package', True)
    """
    from analysis.export import contents
    from analysis.validation import schema

    extras.require("export", "an export")
    tables, about = contents.every_table(evidence), schema.about(evidence.root)
    for name in MODULES:
        module = import_module(f"{__name__}.{name}")
        losses = module.losses(tables) if hasattr(module, "losses") else []
        yield Format(module.NAME, module.files(evidence, tables, about), losses)


def left_over(root: Path, written: Iterable[str]) -> set[str]:
    """Return the files in `FOLDER` that are neither `written` nor made from files that are.

    All names are paths in `FOLDER`.
    """
    from analysis.export import partitions
    from analysis.system import files, folders, outputs

    results = f"{partitions.FOLDER}/{partitions.RESULTS}/"
    paths = {path for path in folders.walk(root, FOLDER) if not path.startswith(results)}
    return paths - {*written, outputs.RECORD, files.LOCK}


publish(globals())
