"""Fixtures that several tests share: the evidence, a copy of the project to damage, Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import analysis
from analysis import evidence
from analysis.tables import only_texts
from tests.support import browser
from tests.support.csv_files import copy_project, read_csv, write_csv
from tests.support.first_texts import FIVE
from tests.support.hostile import hostile  # noqa: F401 - a fixture


@pytest.fixture(scope="session")
def loaded() -> evidence.Evidence:
    return analysis.load()


@pytest.fixture(scope="session")
def site_files(loaded: evidence.Evidence) -> dict[str, bytes]:
    """The content of each file of this project's site, which takes seconds to generate."""
    from analysis.publishing import site  # takes long to import, for tests without a site

    return site.generated(loaded)


@pytest.fixture(scope="session")
def five(loaded: evidence.Evidence) -> evidence.Evidence:
    """The evidence of the first five texts, for tests that say what is coded from them."""
    return only_texts(loaded, FIVE)


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


@pytest.fixture(scope="module")  # while it runs, asyncio cannot, which tests of other modules use
def chromium_browser() -> Iterator[Browser]:
    if not browser.CHROMIUM:
        pytest.skip("Chromium (chromium) is not installed")
    with browser.chromium() as running:
        yield running


@pytest.fixture
def page(chromium_browser: Browser) -> Iterator[Callable[..., Page]]:
    """page(home, **settings) opens a page that may request only addresses that begin with `home`.

    A request to elsewhere makes the test fail at its end.
    """
    with ExitStack() as pages:
        yield lambda home, **settings: pages.enter_context(
            browser.opened(chromium_browser, home, **settings)
        )


@pytest.fixture
def axe() -> Callable[..., list[str]]:
    """axe(page, within="html", without=()) returns what axe-core finds there, one line each."""
    if not browser.AXE.exists():
        pytest.skip("axe-core is not installed: npm ci --prefix tests/browser")
    return browser.violations
