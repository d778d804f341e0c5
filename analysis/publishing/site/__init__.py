"""The site: static pages that work from the file system and ask the network for nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.compare.rules import VERDICTS
from analysis.publishing import notebooks
from analysis.publishing.site import pages, records
from analysis.system import folders, outputs
from analysis.validation import schema
from analysis.validation.csv_tables import LARGEST
from analysis.validation.vocabulary import TABLES

if TYPE_CHECKING:
    from analysis.evidence import Evidence

FOLDER = "build/site"
FOLDERS = (FOLDER, f"{FOLDER}/texts", f"{FOLDER}/data")  # into which `write` writes
ASSETS = Path(__file__).with_name("assets")
FILTERS = {  # the columns that readers filter by, and what they are called there
    "source": "Text",
    "topic": "Topic",
    "entity": "About",
    "speaker": "Said by",
    "verdict": "Agreement of the texts",
}
_TIGHT = (",", ":")
# Nothing of a text may end the element that the data stand in, or begin another.
_INERT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def generated(evidence: Evidence) -> dict[str, bytes]:
    """The content of every file of the site, by its name; the same evidence gives the same bytes.

    The notebooks are those of the evidence's folder, with the outputs that are stored in them.
    Raises notebooks.NotebookError if one cannot be read.
    """
    table = records.statements(evidence)
    parts = records.lines(evidence, table)
    known = set(table["statement_id"])
    books = {path.stem: pages.notebook(path, known) for path in notebooks.paths(evidence.root)}
    chapters = [(title, f"{name}.html") for name, (title, _) in books.items()]
    title = records.shown(schema.about(evidence.root).get("title", evidence.root.name))
    menu = [("Findings", "index.html"), ("Evidence", "evidence.html")]
    menu += [(pages.chapter(name), f"{name}.html") for name in books]
    style, script = ((ASSETS / name).read_text("utf-8") for name in ("site.css", "site.js"))
    frame = pages.Frame(title, menu, style, script)
    downloads = {
        name: folders.read(evidence.root, name, LARGEST)
        for name in (*(f"data/{table}.csv" for table in TABLES), schema.DESCRIPTOR)
    }
    data = json.dumps(browser_data(evidence, table, parts), ensure_ascii=False, separators=_TIGHT)
    data = data.translate(_INERT)
    tables = [name for name in downloads if name.endswith(".csv")]
    bodies = {
        "index.html": (title, pages.index(evidence, title, chapters, tables)),
        "evidence.html": ("Evidence", pages.evidence_browser(evidence)),
        **{f"{name}.html": book for name, book in books.items()},
        **_texts(evidence, table, parts),
    }
    made = {
        name: pages.page(frame, name, title, body, data if name == "evidence.html" else "")
        for name, (title, body) in bodies.items()
    }
    return made | downloads


def _texts(
    evidence: Evidence, table: pd.DataFrame, parts: dict[str, list[list[records.Part]]]
) -> dict[str, tuple[str, str]]:
    """The title and the body of each text's page, by its file."""
    coded = dict(list(table.groupby("source_id")))
    found = {}
    for _, source in evidence.sources.iterrows():
        name = source["source_id"]
        body = pages.text(source, parts[name], coded.get(name, table[:0]))
        found[pages.text_file(name)] = (records.shown(source["label"]), body)
    return found


def browser_data(
    evidence: Evidence, table: pd.DataFrame, parts: dict[str, list[list[records.Part]]]
) -> dict:
    """What the script of the evidence browser reads: every distinct string once, and codes.

    `columns` have for each statement the place of its string in `strings`. A part of a text is
    [words, place of the reason why nothing is coded from it, or -1, numbers of statements…]: the
    texts come cut, because the offsets of a script would count other characters.
    """
    places: dict[str, int] = {}

    def code(text: str) -> int:
        return places.setdefault(text, len(places))

    shown = [*records.DETAILS, "kind", "said", "means", "stance", "whose", "quote"]
    columns = {name: table[name].map(code).tolist() for name in dict.fromkeys(shown)}
    texts = [
        {
            "label": records.shown(source["label"]),
            "brief": records.brief(source),
            "about": list(records.about(source).items()),
            "language": source["language"],
            "page": pages.text_file(source["source_id"]),
            "lines": [
                [
                    [part.words, code(part.waived) if part.waived else -1, *part.quotes]
                    for part in line
                ]
                for line in parts[source["source_id"]]
            ],
        }
        for _, source in evidence.sources.iterrows()
    ]
    number = {name: place for place, name in enumerate(evidence.sources["source_id"])}
    return {
        "details": list(records.DETAILS.items()),
        "filters": [[name, label, _options(table, name, code)] for name, label in FILTERS.items()],
        "ids": table["statement_id"].tolist(),
        "fact": table["fact"].tolist(),
        "text": table["source_id"].map(number).tolist(),
        "columns": columns,
        "texts": texts,
        "strings": list(places),
    }


def _options(table: pd.DataFrame, name: str, code: Callable[[str], int]) -> list:
    """What can be chosen of a column: [group or "", codes] for each group, in a reader's order."""
    present = table[name].unique().tolist()
    if name == "entity":
        kinds = table.drop_duplicates("entity").set_index("entity")["kind"]
        order = kinds.unique().tolist()
        return [[kind, [code(text) for text in present if kinds[text] == kind]] for kind in order]
    if name == "verdict":
        present = [verdict for verdict in VERDICTS if verdict in present]
    elif name == "speaker":
        present.sort(key=str.casefold)
    return [["", [code(text) for text in present]]]


def write(root: Path, made: dict[str, bytes]) -> int:
    """Write the files of the site into FOLDER of `root`; returns how many changed.

    All of them or none; a page that the site no longer has is removed. Raises files.WriteError.
    """
    return len(outputs.write(root, FOLDER, made))
