"""A page of Chromium that lets no request leave this machine, and keeps what was asked for."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest

CHROMIUM = shutil.which("chromium")
LOCAL = ("file:", "data:", "about:", "http://127.0.0.1:")


@pytest.fixture(scope="session")
def chromium() -> Iterator:
    """Chromium as the system has it; its tests are skipped where it is missing."""
    if not CHROMIUM:
        pytest.skip("chromium is not installed")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def browser_page(chromium) -> Iterator[Callable]:
    """browser_page(address, width, **context) opens an address in a context of its own.

    At the end the test fails if anything asked the network or an error was written.
    """
    contexts, left, errors = [], [], []

    def stop(route: object) -> None:
        if route.request.url.startswith(LOCAL):
            route.continue_()
        else:
            left.append(route.request.url)
            route.abort()

    def open_page(address: str, width: int = 1280, height: int = 900, **context: object) -> object:
        view = {"width": width, "height": height}
        contexts.append(chromium.new_context(viewport=view, reduced_motion="reduce", **context))
        page = contexts[-1].new_page()
        page.route("**/*", stop)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda told: errors.append(told.text) if told.type == "error" else None)
        page.goto(address)
        return page

    yield open_page
    for each in contexts:
        each.close()
    assert left == [], "a page asked the network"
    assert errors == []
