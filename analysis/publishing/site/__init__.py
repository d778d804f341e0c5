"""Write the site: static pages that work from the file system, without a network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.publishing import last_run, notebooks
from analysis.publishing.site import browser_data, browser_page, entities, layout, pages, records
from analysis.system import folders, outputs
from analysis.text.visible import one_line
from analysis.validation import schema
from analysis.validation.csv_tables import LARGEST
from analysis.validation.vocabulary import TABLES

if TYPE_CHECKING:
    from analysis.evidence import Evidence

FOLDER = "build/site"
FOLDERS = (
    FOLDER,
    f"{FOLDER}/texts",
    f"{FOLDER}/entities",
    f"{FOLDER}/data",
)  # the folder that `write` changes
ASSETS = Path(__file__).with_name("assets")
SCRIPTS = (  # in this order
    *("elements.js", "address.js", "search.js", "rows.js", "compare.js", "site.js"),
)


def generated(evidence: Evidence) -> dict[str, bytes]:
    """Return the content of every file of the site, always as the same bytes.

    Parameters
    ----------
    evidence : Evidence
        The evidence. The notebooks in its folder become pages, with their stored outputs.

    Returns
    -------
    dict of str to bytes
        The content by file, relative to the site.

    Raises
    ------
    notebooks.NotebookError
        If a notebook cannot be read or shown, has not run, or ran with other tables.
    """
    last_run.refuse_outdated(evidence.root)
    table = records.statements(evidence)
    lines = records.lines(evidence, table)
    ids = set(table["statement_id"])
    books = {path.stem: pages.notebook(path, ids) for path in notebooks.paths(evidence.root)}
    chapters = [(title, f"{name}.html") for name, (title, _) in books.items()]
    title = one_line(schema.about(evidence.root).get("title", evidence.root.name))
    menu = [("Overview", "index.html"), ("Evidence", "evidence.html")]
    menu += [(pages.chapter(name), f"{name}.html") for name in books]
    frame = layout.Frame(title, menu, *assets())
    downloads = {
        name: folders.read(evidence.root, name, LARGEST)
        for name in (*(f"data/{table}.csv" for table in TABLES), schema.DESCRIPTOR)
    }
    data = browser_data.to_json(evidence, table, lines)
    tables = [name for name in downloads if name.endswith(".csv")]
    bodies = {
        "index.html": (title, pages.index(evidence, title, chapters, tables)),
        "evidence.html": ("Evidence", browser_page.content(pages.text_items(evidence))),
        **{f"{name}.html": book for name, book in books.items()},
        **_texts(evidence, table, lines),
        **entities.pages(evidence, table),
    }
    site_pages = {
        name: layout.page(frame, name, title, body, data if name == "evidence.html" else "")
        for name, (title, body) in bodies.items()
    }
    return site_pages | downloads


def assets() -> tuple[str, str]:
    """Return the style sheet, and the script of the evidence browser, each as one text.

    >>> style, script = assets()
    >>> "https:" in style + script
    False
    """
    script = "\n".join((ASSETS / name).read_text("utf-8") for name in SCRIPTS)
    return (ASSETS / "site.css").read_text("utf-8"), script


def _texts(
    evidence: Evidence, table: pd.DataFrame, lines: dict[str, list[list[records.Segment]]]
) -> dict[str, tuple[str, str]]:
    """Return the title and the content of each text's page, by its file."""
    coded = dict(list(table.groupby("source_id")))
    bodies = {}
    for _, source in evidence.sources.iterrows():
        name = source["source_id"]
        body = pages.text(source, lines[name], coded.get(name, table[:0]))
        bodies[pages.text_file(name)] = (one_line(source["label"]), body)
    return bodies


def write(root: Path, content: dict[str, bytes]) -> int:
    """Write all files of the site or none, and remove pages that it no longer has.

    Parameters
    ----------
    root : Path
        The project, in which `FOLDER` is written.
    content : dict of str to bytes
        What `generated` returned.

    Returns
    -------
    int
        The number of files that changed.

    Raises
    ------
    files.WriteError
        If a file cannot be written.
    """
    return len(outputs.write(root, FOLDER, content))
