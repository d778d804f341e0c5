"""Store a saved page and its text in a project, and compare the two later."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from analysis.authoring import draft, page_text
from analysis.authoring.notes import examples
from analysis.errors import UserError
from analysis.evidence import Reading
from analysis.system import extras, files, folders
from analysis.validation.cells import cell_check
from analysis.validation.pages import FOLDER
from analysis.validation.schema import read_descriptor
from analysis.validation.seeds import LARGEST_SEED

_ENDINGS = {"HTML": ".html", "PDF": ".pdf", "": ".txt"}  # of a page, by its kind
_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


class KeepError(UserError):
    """A page cannot be kept; the message is one line that says why and what to do."""


class Kept(NamedTuple):
    """The notes on a page that was kept, and the lines to paste into sources.csv."""

    notes: list[str]
    lines: list[str]


def keep(
    reading: Reading, file: str, name: str, address: str, retrieved: str, shown_as: str
) -> Kept:
    """Write `seeds/NAME.txt` and the page beside it in `pages/`.

    No file is replaced: if the project already has one of that name, nothing is written.

    Parameters
    ----------
    reading : Reading
        The project.
    file : str
        The path of the page.
    name : str
        The name of both files, without an ending.
    address, retrieved : str
        The address of the page and the day on which it was saved; blank if unknown.
    shown_as : str
        What errors call the page.

    Returns
    -------
    Kept
        What to report about the page.

    Raises
    ------
    KeepError
        If something has that name already, or one of the values is not allowed in its column.
    ExtractError
        If the page has no text.
    """
    root = reading.root
    _check_cells(root, {"address": address, "retrieved": retrieved})
    if not _NAME.fullmatch(name):
        message = f"NAME: {name}: is not a plain name; use lower-case letters, digits and hyphens"
        raise KeepError(f"{message}, such as norland-herald")
    page = page_text.text_of(file, shown_as)
    path = Path(os.path.realpath(file))
    content = folders.read(path.parent, path.name, LARGEST_SEED)
    seed = f"{name}.txt"
    saved = name + _ENDINGS[page_text.kind_of(content)]
    text = (page.text + "\n").encode("utf-8")
    for taken in (f"seeds/{seed}", f"{FOLDER}/{saved}"):
        if folders.exists(root, taken):
            message = f"{taken}: already exists, and is not replaced; give another NAME"
            raise KeepError(message)
    with files.alone(root, ["seeds"]):
        files.make_folder(root / FOLDER)
        new = {f"{FOLDER}/{saved}": content, f"seeds/{seed}": text}
        files.replace_all(root, new, dict.fromkeys(new))
    cells = {"address": address, "retrieved": retrieved, "page_file": saved}
    cells["page_sha256"] = folders.sha256(content)
    notes = [*(f"written: {path}" for path in new), *(f"{shown_as}: {n}" for n in page.notes)]
    return Kept(notes, list(draft.source_row(seed, page.text + "\n", cells, reading)))


def _check_cells(root: Path, cells: dict[str, str]) -> None:
    """Raise KeepError for a value that its column does not allow."""
    resources, problems = read_descriptor(root)
    if problems:
        raise KeepError(*map(str, problems))
    fields = {field["name"]: field for field in resources["sources"]["schema"]["fields"]}
    for column, cell in cells.items():
        if cell and (message := cell_check(fields[column], in_table=False)(cell)):
            raise KeepError(f"--{column}: {cell}: {message}")


def differences(reading: Reading) -> Iterator[str]:
    """Yield a line for each text that differs from what `text` now extracts from its page.

    This is not a problem in itself, because passages that `text` leaves out may have been added by
    hand.
    """
    sources = reading.tables["sources"]
    rows = [
        (source, file, page)
        for _, source, file, page in sources.rows("source_id", "file", "page_file")
        if page and source in reading.texts
    ]
    if rows and (missing := extras.missing("html")):
        needed = f"which needs {', '.join(missing)}; {extras.how_to_install('html')}"
        yield f"{FOLDER}/: texts are not compared with their pages ({len(rows)}), {needed}"
        return
    for source, file, page in rows:
        try:
            taken = page_text.text_of(str(reading.root / FOLDER / page), f"{FOLDER}/{page}").text
        except page_text.ExtractError as error:
            yield str(error)
            continue
        if difference := _difference(taken + "\n", reading.texts[source]):
            yield f"seeds/{file}: is not what text makes of {FOLDER}/{page}: {difference}"


def _difference(taken: str, text: str) -> str:
    """Describe the lines that were added to a text or removed; "" if there are none."""
    if taken == text:
        return ""
    before, after = taken.splitlines(), text.splitlines()
    added: list[str] = []
    removed: list[str] = []
    for code, start, end, new_start, new_end in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if code != "equal":
            removed += before[start:end]
            added += after[new_start:new_end]
    parts = [
        f"{len(lines)} {what} ({examples(lines)})"
        for what, lines in (("lines added", added), ("lines removed", removed))
        if lines
    ]
    return "; ".join(parts) or "only the ends of lines differ"
