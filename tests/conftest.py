"""What several tests share: the evidence, a copy of the project to damage, stricter nbval."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import analysis
from analysis import evidence
from csv_files import copy_project, read_csv, write_csv


@pytest.fixture(scope="session")
def loaded() -> evidence.Evidence:
    return analysis.load()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the seeds and tables, without the seal, to change at will."""
    return copy_project(tmp_path)


@pytest.fixture
def edit(project: Path) -> Callable:
    """edit(table, row, column, value) changes one cell of the copy; rows count from 0."""

    def edit(table: str, row: int, column: str, value: str) -> None:
        header, rows = read_csv(project / f"data/{table}.csv")
        rows[row][header.index(column)] = value
        write_csv(project / f"data/{table}.csv", [header, *rows])

    return edit
