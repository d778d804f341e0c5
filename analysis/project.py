"""An empty project, for texts of one's own: the tables of this one without what is about its texts.

What is kept is general: the dictionary, the codebook of properties, the conventions for vague
words, and the two voices that are nobody's name. Wordings are not: each stands for words of a text.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from analysis import corpus, files, notebooks
from analysis.plain import UserError
from analysis.schema import DESCRIPTOR, LARGEST, OWN_VOICE, TABLES, UNNAMED

PARTS = ("seeds", "data", notebooks.FOLDER)
TITLE = {
    "name": "own-documents",
    "title": "What the texts report",
    "description": "Statements coded from texts, each with its exact words.",
}
# Which rows of a table are about no text; of the other tables only the header is kept.
_GENERAL: dict[str, Callable[[dict[str, str]], bool]] = {
    "entities": lambda row: row["entity_id"] in (OWN_VOICE, UNNAMED),
    "props": lambda row: True,
    "lexicon": lambda row: row["words"] != "a base",  # what one text says
}


class ProjectError(UserError):
    """No project can be made there; the message is one line that says why and what to do."""


def make(folder: Path) -> tuple[int, int]:
    """Make an empty project in `folder`: how many tables and notebooks were written.

    All or nothing: what was written goes again when anything fails. A process that is killed may
    leave files, but no `data/datapackage.json`, so no project; the next run takes them over.
    Raises ProjectError or files.WriteError.
    """
    new = contents()
    _refuse(folder, new)
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with files.alone(folder):
            _write(folder, new)
    except BaseException as error:
        if missing and not isinstance(error, files.BusyError):
            with suppress(OSError):
                (folder / files.LOCK).unlink()
        _remove_empty(missing)
        if isinstance(error, OSError):
            told = f"{folder}: cannot be written: {error.strerror}; mend that and run again"
            raise ProjectError(told) from error
        raise
    return len(TABLES), sum(name.startswith(notebooks.FOLDER) for name in new)


def _write(folder: Path, new: dict[str, bytes]) -> None:
    """Write all, or remove again what was written."""
    parts = [folder / part for part in PARTS if not (folder / part).exists()]
    try:
        for part in parts:
            part.mkdir()
        for name, content in new.items():
            files.replace(folder, name, content, files.content(folder / name))
    except BaseException:
        for name in new:
            with suppress(OSError):
                (folder / name).unlink(missing_ok=True)
        _remove_empty(parts)
        raise


def _remove_empty(folders: list[Path]) -> None:
    for path in folders:
        with suppress(OSError):  # somebody put something into it
            path.rmdir()


def contents() -> dict[str, bytes]:
    """The files of an empty project by name, the one last that makes it a project."""
    try:
        package = json.loads(corpus.content(corpus.PROJECT, DESCRIPTOR, LARGEST))
        tables = {f"data/{name}.csv": _general_rows(name) for name in TABLES}
    except OSError as error:
        told = f"the package is used without its repository: {corpus.PROJECT} has no tables to copy"
        raise ProjectError(f"{told}; run this from a clone of it") from error
    found = {f"{notebooks.FOLDER}/{path.name}": path for path in notebooks.paths(corpus.PROJECT)}
    copied = {name: notebooks.cleared(path) for name, path in found.items()}
    own = {key: part for key, part in package.items() if key not in ("version", "licenses")} | TITLE
    descriptor = json.dumps(own, ensure_ascii=False, indent=2) + "\n"
    return {**copied, **tables, DESCRIPTOR: descriptor.encode("utf-8")}


def _general_rows(name: str) -> bytes:
    content = corpus.content(corpus.PROJECT, f"data/{name}.csv", LARGEST).decode("utf-8")
    header, *rows = csv.reader(io.StringIO(content, newline=""))
    general = _GENERAL.get(name, lambda row: False)
    text = io.StringIO(newline="")
    kept = (row for row in rows if general(dict(zip(header, row, strict=True))))
    csv.writer(text, lineterminator="\n").writerows([header, *kept])
    return text.getvalue().encode("utf-8")


def _refuse(folder: Path, new: dict[str, bytes]) -> None:
    """Raise ProjectError if there is anything at `folder` that would be lost or mixed up."""
    whole = (folder / DESCRIPTOR).exists()
    try:
        for path in (folder, *(folder / part for part in PARTS)):
            if os.path.lexists(path) and not path.is_dir():
                raise ProjectError(f"{path}: is no folder; name another one, or move it away")
        for part in ("data", "notebooks"):
            for path in sorted((folder / part).glob("[!.]*")):
                name = f"{part}/{path.name}"
                left = not whole and new.get(name) == path.read_bytes()  # of a run that was killed
                if not left:
                    told = f"{folder}: has {name} already, and stays as it is"
                    raise ProjectError(f"{told}; name another folder")
    except OSError as error:
        told = f"{folder}: cannot be read: {error.strerror}; name another folder"
        raise ProjectError(told) from error
