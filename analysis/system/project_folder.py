"""Find the folder of a project."""

from __future__ import annotations

import os
from pathlib import Path

from analysis.system import folders

PROJECT = Path(__file__).resolve().parents[2]
# Libraries look for settings and templates in the working folder, which may be a stranger's
# project; only the owner of a file system can put some into its root.
NEUTRAL_FOLDER = PROJECT.anchor
MARK = "data/datapackage.json"  # the file that makes a folder a project


def root_folder(root: str | Path | None = None) -> Path:
    """Return the folder of a project, which holds `seeds/` and `data/`.

    It is the first of these: `root`; the environment variable ANALYSIS_ROOT; the nearest folder, at
    or above the working folder, that has a `data/datapackage.json`, so that a notebook reads its
    project; and the project that this package is part of.
    """
    named = root or os.environ.get("ANALYSIS_ROOT")
    return Path(os.path.abspath(named or project_here() or PROJECT))


def project_here() -> Path | None:
    """Return the nearest folder, at or above the working folder, that is a project, or None."""
    try:
        here = Path(os.getcwd())
    except OSError:  # somebody removed it
        return None
    folders = (here, *here.parents)
    return next((folder for folder in folders if (folder / MARK).is_file()), None)


def part_of_project(path: Path) -> str:
    """Return the part of a project that a folder is in: "seeds", "data" or "notebooks".

    Returns "." for the project folder itself, and "" for any other folder.
    """
    for folder in (path, *path.parents):
        if folders.is_file(folder, MARK):
            part = (*path.relative_to(folder).parts, ".")[0]
            return part if part in (".", "seeds", "data", "notebooks") else ""
    return ""
