"""Reject stored notebooks whose results are missing or older than the tables.

`record` stores a digest of the tables with which the notebooks were run. It is in `build/`, so a
copy of a project without that folder has no record of its last run.
"""

from __future__ import annotations

from pathlib import Path

from analysis.publishing import notebooks
from analysis.system import folders, outputs
from analysis.text.visible import visible
from analysis.validation.csv_tables import LARGEST
from analysis.validation.schema import DESCRIPTOR
from analysis.validation.vocabulary import TABLES

FOLDER = "build/run"
FILE = "tables.txt"
REMEDY = "run first: reported-warrants run"


def record(root: Path) -> None:
    """Store a digest of the tables after the notebooks were run with them."""
    outputs.write(root, FOLDER, {FILE: f"{digest(root)}\n".encode()})


def digest(root: Path) -> str:
    """Return the SHA-256 of the descriptor and all tables; the texts are included through sources.

    >>> from analysis.system.project_folder import PROJECT
    >>> len(digest(PROJECT))
    64
    """
    names = (DESCRIPTOR, *(f"data/{name}.csv" for name in TABLES))
    digests = (folders.sha256(folders.read(root, name, LARGEST)) for name in names)
    return folders.sha256("\n".join(digests).encode())


def refuse_outdated(root: Path) -> None:
    """Raise NotebookError if a cell has not run, or the tables have changed since the last run."""
    paths = notebooks.paths(root)
    for path in paths:
        _, notebook = notebooks.read(path)
        code = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
        missing = [at for at, cell in enumerate(code, 1) if cell.execution_count is None]
        if missing:
            name = f"{notebooks.FOLDER}/{visible(path.name)}"
            message = f"{name}: code cell {missing[0]} has not run, so its page would lack results"
            raise notebooks.NotebookError(f"{message}; {REMEDY}")
    try:
        last = folders.read(root, f"{FOLDER}/{FILE}", LARGEST).decode("utf-8", "replace").strip()
    except OSError:
        return  # there is no record of it
    if paths and last != digest(root):
        message = f"{notebooks.FOLDER}: were run before the tables last changed"
        raise notebooks.NotebookError(f"{message}, so their pages would be out of date; {REMEDY}")
