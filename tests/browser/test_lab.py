"""JupyterLab, as `make lab` opens it, shows every notebook, runs it and saves the same bytes."""

import copy
import html
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple
from urllib.parse import urlsplit

import matplotlib
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Page

from analysis.publishing import jupyter, notebooks
from analysis.system import project_folder
from tests.support.browser import COLOUR_RULES, opened, screen

FOUND = notebooks.paths(project_folder.PROJECT)
# This scope makes all tests of a notebook follow each other, so it is opened only once.
EACH_NOTEBOOK = pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem, scope="module")
MAKEFILE = (project_folder.PROJECT / "Makefile").read_text(encoding="utf-8")
WINDOW = {"width": 1400, "height": 1000}
PHONE = {"width": 390, "height": 844}
OUTPUTS = ".jp-Notebook .jp-OutputArea-output"
LONGEST = 120  # seconds that a reader may have to wait


class Lab(NamedTuple):
    """A running JupyterLab: the folder of the notebooks, its address, and that which it opens."""

    folder: Path
    home: str
    first: str


def recipe() -> list[str]:
    """The command of `make lab`, with the programs of this Python."""
    (line,) = re.findall(r"^lab:.*\n\t(.+)$", MAKEFILE, re.MULTILINE)
    return ["env", *shlex.split(line.replace("$(BIN)", str(Path(sys.executable).parent)))]


@pytest.fixture(scope="module")
def running(tmp_path_factory, chromium_browser) -> Iterator[Lab]:
    """JupyterLab on a copy of the project, with its own home, so that nothing is trusted yet."""
    root, home = tmp_path_factory.mktemp("project"), tmp_path_factory.mktemp("home")
    for part in ("seeds", "data", "jupyter"):
        shutil.copytree(project_folder.PROJECT / part, root / part)
    (root / notebooks.FOLDER).mkdir()
    for path in FOUND:
        shutil.copy(path, root / notebooks.FOLDER)
    ours = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    ours |= {"HOME": str(home), "IPYTHONDIR": str(home), "JUPYTER_RUNTIME_DIR": str(home / "run")}
    ours |= {"MPLCONFIGDIR": matplotlib.get_configdir()}  # the fonts are known there
    command = [*recipe(), "--no-browser", "--port=0", "--expose-app-in-browser"]
    command += ["--allow-root"] * (os.name == "posix" and os.geteuid() == 0)
    with (home / "said").open("wb") as said:
        server = subprocess.Popen(
            command, cwd=root, env=ours, stdout=said, stderr=said, start_new_session=True
        )
    try:
        first = address(server, home)
        yield Lab(root / notebooks.FOLDER, f"http://{urlsplit(first).netloc}/", first)
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def address(server: subprocess.Popen, home: Path) -> str:
    """What the server would open in the browser of the reader, once it listens there."""
    until = time.monotonic() + LONGEST
    while server.poll() is None and time.monotonic() < until:
        for path in home.glob("run/jpserver-file-to-run-*.html"):
            if found := re.search('href="(.*?)"', path.read_text(encoding="utf-8")):
                return html.unescape(found[1])
        time.sleep(0.1)
    pytest.fail(f"JupyterLab does not start: {(home / 'said').read_text()}")


@pytest.fixture(scope="module")
def window(running, chromium_browser) -> Iterator[Page]:
    """The page that `make lab` opens."""
    with opened(chromium_browser, running.home, viewport=WINDOW) as shown:
        shown.set_default_timeout(LONGEST * 1000)
        shown.goto(running.first)
        shown.wait_for_function(READY)
        yield shown


@pytest.fixture
def open_notebook(window):
    """open_notebook(name) shows only this notebook in the window, with its kernel connected.

    A notebook that the previous test opened is not opened again.
    """

    def open_notebook(name: str) -> Page:
        if Path(window.evaluate(CURRENT)).name != name:
            window.evaluate(OPEN_ALONE, name)
        window.wait_for_function(READY)
        return window

    return open_notebook


CURRENT = "window.jupyterapp.shell.currentWidget.context.path"
READY = """() => {
    const panel = window.jupyterapp?.shell.currentWidget;
    return panel?.content?.widgets?.length && panel.context.isReady
        && panel.sessionContext.session?.kernel?.connectionStatus === "connected";
}"""
OPEN_ALONE = """async name => {
    const {commands, shell} = window.jupyterapp;
    const folder = shell.currentWidget.context.path.replace(/[^/]*$/, "");
    const others = [...shell.widgets("main")];
    await commands.execute("docmanager:open", {path: folder + name});
    for (const other of others.filter(other => other !== shell.currentWidget)) {
        await other.sessionContext.shutdown();
        other.dispose();
    }
}"""
# Does what "Run All Cells" and "Save Notebook" in its menus do; returns what the cells raised.
RUN_AND_SAVE = """async () => {
    const {commands, shell} = window.jupyterapp;
    await commands.execute("notebook:run-all-cells");
    await commands.execute("docmanager:save");
    return shell.currentWidget.content.widgets
        .flatMap(cell => cell.model.sharedModel.outputs ?? [])
        .filter(output => output.output_type === "error");
}"""


def keep_screens(shown: Page, name: str) -> None:
    """Pictures of the first cell, the first table and the first figure."""
    for kind, selector in (("top", "h1"), ("table", "table"), ("figure", "img")):
        if (found := shown.locator(f".jp-Notebook {selector}")).count():
            found.first.evaluate("element => element.scrollIntoView()")
            screen(shown, f"lab-{name}-{kind}")


def test_make_lab_opens_the_first_notebook(window):
    assert Path(window.evaluate(CURRENT)).name == FOUND[0].name


def test_jupyterlab_does_not_ask_about_news(window):
    news = "@jupyterlab/apputils-extension:announcements"
    assert window.evaluate("name => window.jupyterapp.hasPlugin(name)", news) is False


# What a page shows of the outputs of the notebook `name`, or of `stored` HTML: text, elements and
# their styles, as the browser reads them. JupyterLab adds what `left` leaves out.
SHOWN = """(stored) => {
    const read = root => ({
        text: root.textContent.replace(/\\s+/g, " ").trim(),
        elements: [...root.querySelectorAll("*")].map(found => [found.tagName, found.style.cssText,
            found.getAttribute("title"), found.getAttribute("alt"), found.getAttribute("dir")]),
    });
    const cells = new Map(window.jupyterapp.shell.currentWidget.content.widgets.map(
        cell => [cell.model.id, cell]));
    return stored.map(([id, html]) => {
        const parsed = new DOMParser().parseFromString(html, "text/html").body;
        const rendered = cells.get(id).node.querySelector(".jp-RenderedHTML");
        return [id, read(parsed), rendered && read(rendered)];
    });
}"""


def stored_html(path: Path) -> list[tuple[str, str]]:
    """The id of each cell of the notebook with an HTML output, and that output."""
    return [
        (cell.id, output.data["text/html"])
        for cell in nbformat.read(path, as_version=4).cells
        for output in cell.get("outputs", [])
        if "text/html" in output.data
    ]


def shown_in_full(page: Page, path: Path) -> list:
    """What each output shows beside what is stored, once JupyterLab has drawn the last of them."""
    until = time.monotonic() + LONGEST
    while True:
        found = page.evaluate(SHOWN, stored_html(path))
        if all(stored == now for _, stored, now in found) or time.monotonic() > until:
            return found
        page.wait_for_timeout(200)


@EACH_NOTEBOOK
def test_an_untrusted_notebook_shows_all_its_tables_and_figures(running, open_notebook, path):
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(new_markdown_cell("Changed by another.", id="changed"))
    nbformat.write(notebook, running.folder / f"untrusted_{path.name}")
    shown = open_notebook(f"untrusted_{path.name}")
    trusted = "window.jupyterapp.shell.currentWidget.content.model.cells"
    assert not shown.evaluate(f"[...{trusted}].some(cell => cell.type == 'code' && cell.trusted)")
    found = shown_in_full(shown, path)
    assert found
    assert [(name, stored) for name, stored, _ in found] == [(n, now) for n, _, now in found]
    pictures = shown.locator(f"{OUTPUTS} img")
    drawn = (
        "found => Promise.all(found.map(one => one.decode().then(() => one.naturalWidth > 100)))"
    )
    assert all(pictures.evaluate_all(drawn))


@EACH_NOTEBOOK
def test_a_notebook_runs_and_is_saved_as_the_same_bytes(running, open_notebook, path):
    saved = running.folder / path.name
    before = saved.stat().st_mtime_ns
    shown = open_notebook(path.name)
    assert shown.evaluate(RUN_AND_SAVE) == []
    assert saved.stat().st_mtime_ns != before
    assert saved.read_bytes() == path.read_bytes()
    keep_screens(shown, path.stem)


# JupyterLab takes `tabindex` from what is not trusted; what scrolls can be reached in Chromium and
# Firefox without it.
NOT_OURS = ["scrollable-region-focusable"]
SET_THEME = """async theme => {
    await window.jupyterapp.commands.execute("apputils:change-theme", {theme});
    while (document.body.dataset.jpThemeName !== theme)
        await new Promise(requestAnimationFrame);
}"""
# By how many pixels the notebook is wider than its place, and each figure than its cell.
TOO_WIDE = """() => [
    ...[...document.querySelectorAll(".jp-WindowedPanel-outer")]
        .map(place => place.scrollWidth - place.clientWidth),
    ...[...document.querySelectorAll(".jp-OutputArea-output img")]
        .map(image => image.clientWidth - image.closest(".jp-OutputArea-output").clientWidth),
].filter(pixels => pixels > 0)"""


@EACH_NOTEBOOK
def test_the_output_of_a_notebook_is_accessible(open_notebook, axe, path):
    shown = open_notebook(path.name)
    for theme, rules in (("Dark", COLOUR_RULES), ("Light", None)):
        shown.evaluate(SET_THEME, f"JupyterLab {theme}")
        assert axe(shown, OUTPUTS, without=NOT_OURS, rules=rules) == []
        keep_screens(shown, f"{path.stem}-{theme.lower()}")


@EACH_NOTEBOOK
def test_a_notebook_fits_a_phone(open_notebook, path):
    shown = open_notebook(path.name)
    shown.set_viewport_size(PHONE)
    try:
        shown.evaluate("window.jupyterapp.shell.collapseLeft()")
        keep_screens(shown, f"{path.stem}-phone")
        assert shown.evaluate(TOO_WIDE) == []
    finally:
        shown.set_viewport_size(WINDOW)


def test_a_notebook_reads_the_project_that_contains_it(running, open_notebook):
    cell = new_code_cell("import analysis; print(analysis.load().root)")
    metadata = {"kernelspec": notebooks.KERNEL}
    nbformat.write(new_notebook(cells=[cell], metadata=metadata), running.folder / "new.ipynb")
    assert open_notebook("new.ipynb").evaluate(RUN_AND_SAVE) == []
    (ran,) = nbformat.read(running.folder / "new.ipynb", as_version=4).cells
    assert ran.outputs[0].text.strip() == str(running.folder.parent)


# --- What is saved, without a browser ------------------------------------------------------------

ADDED = {"name": "python", "version": "3.99.0", "mimetype": "text/x-python"}
R = {"name": "ir", "display_name": "R", "language": "R"}


def saved(root: Path, path: str, metadata: dict) -> dict:
    """A notebook with the time of a cell, as it is saved at `path` of a server's folder `root`."""
    cell = {"metadata": {"tags": ["table"], "execution": {"iopub.status.idle": "now"}}}
    notebook = {"metadata": metadata, "cells": [cell]}
    model = {"type": "notebook", "content": copy.deepcopy(notebook)}
    jupyter.save_as_stored(model, path, SimpleNamespace(root_dir=str(root)))
    return model["content"]


@pytest.mark.parametrize("path", ["notebooks/x.ipynb", "/notebooks/x.ipynb"])
def test_differences_between_machines_are_not_saved(project, path):
    notebook = saved(project, path, {"kernelspec": notebooks.KERNEL, "language_info": ADDED})
    metadata = {"kernelspec": notebooks.KERNEL, "language_info": {"name": "python"}}
    assert notebook == {"metadata": metadata, "cells": [{"metadata": {"tags": ["table"]}}]}


@pytest.mark.parametrize(
    ("path", "metadata"),
    [
        ("x.ipynb", {"kernelspec": notebooks.KERNEL, "language_info": ADDED}),
        ("drafts/x.ipynb", {"kernelspec": notebooks.KERNEL, "language_info": ADDED}),
        ("notebooks/drafts/x.ipynb", {"kernelspec": notebooks.KERNEL, "language_info": ADDED}),
        ("notebooks/x.ipynb", {"kernelspec": R, "language_info": {"name": "R"}}),
        ("notebooks/x.ipynb", {}),
    ],
)
def test_notebooks_that_no_run_would_store_are_saved_unchanged(project, path, metadata):
    notebook = saved(project, path, metadata)
    assert notebook["metadata"] == metadata
    assert "execution" in notebook["cells"][0]["metadata"]


def test_a_notebook_outside_a_project_is_saved_unchanged(tmp_path):
    metadata = {"kernelspec": notebooks.KERNEL, "language_info": ADDED}
    assert saved(tmp_path, "notebooks/x.ipynb", metadata)["metadata"] == metadata


@pytest.mark.parametrize("model", [{"type": "file", "content": "{}"}, {"type": "directory"}])
def test_unreadable_notebooks_are_saved_unchanged(project, model):
    given = dict(model)
    jupyter.save_as_stored(given, "notebooks/x.ipynb", SimpleNamespace(root_dir=str(project)))
    assert given == model
