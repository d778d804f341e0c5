"""Read and damage the project and its tables as rows of text."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterable
from pathlib import Path

from analysis.system import project_folder
from analysis.validation import checksums


def project_files() -> dict[str, bytes]:
    """Every file of seeds/ and data/ by its name in the project, without subfolders."""
    folders = (project_folder.PROJECT / part for part in ("seeds", "data"))
    paths = (path for folder in folders for path in sorted(folder.iterdir()) if path.is_file())
    return {str(path.relative_to(project_folder.PROJECT)): path.read_bytes() for path in paths}


def copy_project(folder: Path) -> Path:
    """A copy of the seeds and tables in `folder`, without the seal, to change at will."""
    for part in ("seeds", "data"):
        shutil.copytree(project_folder.PROJECT / part, folder / part)
    (folder / checksums.FILE).unlink()
    return folder


def read_csv(path: Path) -> tuple[list[str], list[list[str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return header, rows


def as_csv(rows: Iterable[Iterable[str]], **style: object) -> bytes:
    """The rows, beginning with the header, as the bytes of a table in `data/`."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n", **style).writerows(rows)
    return text.getvalue().encode("utf-8")


def write_csv(path: Path, rows: Iterable[Iterable[str]]) -> None:
    path.write_bytes(as_csv(rows))
