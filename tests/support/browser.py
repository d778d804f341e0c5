"""Chromium, as packaged by Debian, for tests of what readers see; no page may ask elsewhere."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route, sync_playwright

from analysis.system.project_folder import PROJECT

CHROMIUM = shutil.which("chromium")
AXE = PROJECT / "tests/browser/node_modules/axe-core/axe.min.js"
SCREENS = PROJECT / "build/screens"
COLOUR_RULES = ("color-contrast", "link-in-text-block")  # of axe-core: what a theme can change
WITHOUT_REQUEST = {"about", "blob", "data"}  # addresses of what a page has already


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium that cannot reach other machines."""
    with sync_playwright() as playwright:
        nowhere = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[nowhere])
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, home: str, **settings: object) -> Iterator[Page]:
    """A page in its own context, with `settings`, that may request only what begins with `home`.

    `home` is the address of a server or a folder, with the final slash. Any other request is
    blocked, and raises at the end.
    """
    asked: list[str] = []

    def answer(route: Route) -> None:
        if is_home(route.request.url, home):
            with suppress(Exception):  # the page may have gone in the meantime
                route.continue_()
        else:
            route.abort()

    context = browser.new_context(**settings)
    try:
        context.on("request", lambda request: asked.append(request.url))
        context.route("**/*", answer)
        page = context.new_page()
        page.on("websocket", lambda socket: asked.append(socket.url))
        yield page
    finally:
        context.close()
    elsewhere = sorted({address for address in asked if not is_home(address, home)})
    assert elsewhere == [], "requests to elsewhere"


def is_home(address: str, home: str) -> bool:
    """Whether `address` is `home` or below it, or needs no request.

    >>> [is_home(f"{start}/x", "http://127.0.0.1:8000/") for start in
    ...     ("http://127.0.0.1:8000", "ws://127.0.0.1:8000", "http://127.0.0.1:80", "data:")]
    [True, True, False, True]
    """
    scheme = urlsplit(address).scheme
    return scheme in WITHOUT_REQUEST or address.replace("ws://", "http://", 1).startswith(home)


def violations(
    page: Page,
    within: str = "html",
    without: Iterable[str] = (),
    rules: Iterable[str] | None = None,
) -> list[str]:
    """List what axe-core finds in the elements `within`, a selector: the rule, the element and why.

    All rules are applied except those named in `without`, or only those named in `rules`.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    options: dict[str, object] = {"preload": False, "resultTypes": ["violations"]}
    options["rules"] = {rule: {"enabled": False} for rule in without}
    if rules is not None:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    ask = "async ([within, options]) => (await axe.run(within, options)).violations"
    found = page.evaluate(ask, [within, options])
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def screen(page: Page, name: str) -> None:
    """Save what `page` shows now as build/screens/`name`.png, for a person to look at.

    Pictures take long, so this does nothing unless the environment variable SCREENS is set.
    """
    if not os.environ.get("SCREENS"):
        return
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=Path(SCREENS, f"{name}.png"))


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve the files of a folder over HTTP, and yield the address of the server."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *arguments: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
