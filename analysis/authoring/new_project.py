"""Create an empty project for new texts, with notebooks and tables that fit any text.

The descriptor, the codebook of properties, the conventions for vague words, and the two voices
without a name are copied from this project. Labels are left out, because each belongs to the words
of a text.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

from analysis.errors import BusyError, UserError
from analysis.publishing import notebooks
from analysis.system import files, folders, project_folder
from analysis.system.project_folder import PROJECT
from analysis.validation.csv_tables import LARGEST
from analysis.validation.schema import DESCRIPTOR
from analysis.validation.vocabulary import OWN_VOICE, TABLES, UNNAMED

TEMPLATES = Path(__file__).parent / "templates"  # the notebooks of a new project
PARTS = ("seeds", "data", notebooks.FOLDER)
TITLE = {
    "name": "own-documents",
    "title": "What the texts report",
    "description": "Statements coded from texts, each with its exact words.",
}
# Schemes whose concepts are not about a single case.
_SCHEMES = ("instrument", "status", "charge", "penalty", "notice", "response", "prospect", "injury")
_EMPTIED = {"elements": ("rules",)}  # columns that refer to rows of this project only
# The rows of a table that are about no text; of other tables, only the header is kept.
_GENERAL: dict[str, Callable[[dict[str, str]], bool]] = {
    "entities": lambda row: row["entity_id"] in (OWN_VOICE, UNNAMED),
    "properties": lambda row: True,
    "concepts": lambda row: row["scheme"] in _SCHEMES,
    "lexicon": lambda row: row["words"] != "a base",  # what one text says
    "elements": lambda row: True,
}


class ProjectError(UserError):
    """A project cannot be made there; the message is one line that says why and what to do."""


def make(folder: Path) -> tuple[int, int]:
    """Make an empty project in `folder`; return how many tables and notebooks were written.

    If anything fails, everything that was written is removed again. A process that is killed may
    leave files, but no `data/datapackage.json` and so no project; the next run takes them over.
    Raises ProjectError or files.WriteError.
    """
    new = contents()
    _refuse(folder, new)
    made: list[Path] = []
    try:
        made += files.make_folder(folder)
        with files.alone(folder):
            _write(folder, new)
    except BaseException as error:
        if made and not isinstance(error, BusyError):
            files.remove_lock(folder)
        files.remove_folders(made)
        if isinstance(error, OSError):
            message = f"{folder}: cannot be written: {error.strerror}; correct that and run again"
            raise ProjectError(message) from error
        raise
    return len(TABLES), sum(name.startswith(notebooks.FOLDER) for name in new)


def _write(folder: Path, new: dict[str, bytes]) -> None:
    """Write all files, or remove again those that were written."""
    made: list[Path] = []
    try:
        for part in PARTS:
            made += files.make_folder(folder / part)
        files.replace_all(folder, new)
    except BaseException:
        for name, content in new.items():
            files.remove(folder, name, [folders.sha256(content)])
        files.remove_folders(made)
        raise


def contents() -> dict[str, bytes]:
    """Return the files of an empty project by name; the last is the one that makes it a project."""
    try:
        package = json.loads(folders.read(PROJECT, DESCRIPTOR, LARGEST))
        tables = {f"data/{name}.csv": _general_rows(name) for name in TABLES}
    except OSError as error:
        message = f"the package is used without its repository: {PROJECT} has no tables to copy"
        raise ProjectError(f"{message}; run this from a clone of it") from error
    copied = {
        f"{notebooks.FOLDER}/{name}": folders.read(TEMPLATES, name, LARGEST)
        for name in folders.names(TEMPLATES, ".")
    }
    own = {key: part for key, part in package.items() if key not in ("version", "licenses")} | TITLE
    descriptor = json.dumps(own, ensure_ascii=False, indent=2) + "\n"
    return {**copied, **tables, DESCRIPTOR: descriptor.encode("utf-8")}


def _general_rows(name: str) -> bytes:
    content = folders.read(PROJECT, f"data/{name}.csv", LARGEST).decode("utf-8")
    header, *rows = csv.reader(io.StringIO(content, newline=""))
    general = _GENERAL.get(name, lambda row: False)
    text = io.StringIO(newline="")
    rows = [row for row in rows if general(dict(zip(header, row, strict=True)))]
    emptied = _EMPTIED.get(name, ())
    rows = [
        ["" if column in emptied else cell for column, cell in zip(header, row, strict=True)]
        for row in rows
    ]
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue().encode("utf-8")


def _refuse(folder: Path, new: dict[str, bytes]) -> None:
    """Raise ProjectError if `folder` has anything that would be lost or mixed up."""
    part = project_folder.part_of_project(folder)
    if part not in ("", "."):
        raise ProjectError(f"{folder}: lies in {part}/ of a project; name another folder")
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise ProjectError(f"{folder}: is not a folder; name another one, or move it away")
    is_project = folders.exists(folder, DESCRIPTOR)
    for part in PARTS:
        try:
            present = folders.names(folder, part)
            for name in (name for name in present if part != "seeds" and name[0] != "."):
                content = folders.read(folder, f"{part}/{name}", LARGEST)
                if is_project or new.get(f"{part}/{name}") != content:  # or a killed run left it
                    message = f"{folder}: has {part}/{name} already, and stays as it is"
                    raise ProjectError(f"{message}; name another folder")
        except FileNotFoundError:
            continue
        except OSError as error:
            message = f"{folder}: {part} cannot be read: {error.strerror}; name another folder"
            raise ProjectError(message) from error
