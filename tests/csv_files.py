"""The project and its tables as rows of text, to read and to damage."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from analysis import corpus, seal


def copy_project(folder: Path) -> Path:
    """A copy of the seeds and tables in `folder`, without the seal, to change at will."""
    for part in ("seeds", "data"):
        shutil.copytree(corpus.PROJECT / part, folder / part)
    (folder / seal.FILE).unlink()
    return folder


def read_csv(path: Path) -> tuple[list[str], list[list[str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return header, rows


def write_csv(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
