"""Find the folder of a project."""

from __future__ import annotations

import os
from pathlib import Path

from analysis.system import folders

PROJECT = Path(__file__).resolve().parents[2]
# Libraries look for settings and templates in the working folder, which may be a stranger's
# project; in the root of a file system only its owner can put some.
NEUTRAL_FOLDER = PROJECT.anchor
MARK = "data/datapackage.json"  # what makes a folder a project


def root_folder(root: str | Path | None = None) -> Path:
    """The folder of `seeds/` and `data/`.

    `root`, else $ANALYSIS_ROOT, else the nearest folder at or above the present one that has a
    `data/datapackage.json` (so that a notebook reads the project in which it lies), else this
    project.
    """
    named = root or os.environ.get("ANALYSIS_ROOT")
    return Path(os.path.abspath(named or project_here() or PROJECT))


def project_here() -> Path | None:
    """The nearest folder at or above the present one that is a project, if any is."""
    try:
        here = Path(os.getcwd())
    except OSError:  # somebody removed it
        return None
    folders = (here, *here.parents)
    return next((folder for folder in folders if (folder / MARK).is_file()), None)


def part_of_project(path: Path) -> str:
    """The part of a project in which a folder lies: "seeds", "data" or "notebooks".

    "." is the folder of the project itself, and "" stands for all others.
    """
    for folder in (path, *path.parents):
        if folders.is_file(folder, MARK):
            part = (*path.relative_to(folder).parts, ".")[0]
            return part if part in (".", "seeds", "data", "notebooks") else ""
    return ""
