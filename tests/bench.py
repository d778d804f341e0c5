"""Speed as ratios, each pair measured side by side in this one run: make bench."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from analysis import notebooks
from analysis.corpus import PROJECT

ROUNDS = 9


def seconds(*arguments: str) -> float:
    """Wall time of one run of this Python with `arguments`."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=PROJECT)
    return time.perf_counter() - begun


def ratio(ours: list[str], theirs: list[str], rounds: int = ROUNDS) -> tuple[float, float]:
    """Median times of two commands, run in turn so that both see the same machine."""
    pairs = [(seconds(*ours), seconds(*theirs)) for _ in range(rounds)]
    return median(a for a, _ in pairs), median(b for _, b in pairs)


def empty_notebooks(folder: Path) -> None:
    """As many notebooks as the project has, each of which only imports pandas and matplotlib."""
    (folder / notebooks.FOLDER).mkdir()
    cells = [new_code_cell("import pandas\nimport matplotlib.pyplot", id="setup")]
    for path in notebooks.paths(PROJECT):
        nbformat.write(new_notebook(cells=cells), folder / notebooks.FOLDER / path.name)


def main() -> None:
    run = "import pathlib, sys; from analysis import notebooks;"
    run += "[None for _ in notebooks.run(pathlib.Path(sys.argv[1]))]"
    with tempfile.TemporaryDirectory() as name:
        empty_notebooks(Path(name))
        measured = {
            "check / import pandas": (
                ratio(["-m", "analysis", "check"], ["-c", "import pandas"]),
                1.75,
            ),
            "notebooks / as many that only import": (
                ratio(["-m", "analysis", "run"], ["-c", run, name], rounds=3),
                1.25,
            ),
        }
    print(f"{'':40}{'ours s':>8}{'other s':>9}{'ratio':>7}{'aim':>6}")
    for label, ((ours, theirs), aim) in measured.items():
        print(f"{label:40}{ours:8.2f}{theirs:9.2f}{ours / theirs:7.2f}{aim:6.2f}")


if __name__ == "__main__":
    main()
