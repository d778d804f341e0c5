"""Check that the findings are the same with the lowest and the newest direct dependencies.

`make trials NAME=versions` runs it. With `python -m tests.trials.versions --oracle`, krippendorff
too, which is under the GPL.

Text must be equal. Pictures are compared by the mean colour of squares as high as a line of text:
other versions draw letters differently, so single pixels may differ completely, but squares hardly
do. With the lowest versions, no square was off by more than 0.13; an additional box of 40 x 20
pixels is off by 0.7. Smaller differences, such as a dot at another date, are tested by the artists
of the figures and by their alternative text, which is compared as text.
"""

from __future__ import annotations

import argparse
import base64
import io
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from analysis.publishing import readme
from analysis.system import project_folder
from tests.trials import matrix

SQUARE = 24  # pixels; a line of text in a figure is 26 high
ALLOWED = 0.2  # of the way from black to white that a square may be off
RESIZED = 2  # pixels that a figure may be wider or higher
_EMBEDDED = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=]*")


def shown(notebook: bytes) -> tuple[bytes, list[bytes]]:
    """A notebook without its pictures, and the pictures."""
    content = json.loads(notebook)
    pictures = []
    for cell in content["cells"]:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "image/png" in data:
                pictures.append(base64.b64decode(data.pop("image/png")))
            data |= {kind: _EMBEDDED.sub("", "".join(text)) for kind, text in data.items()}
    return json.dumps(content).encode(), pictures


def picture_difference(ours: bytes, theirs: bytes) -> float:
    """How far the square that differs most is off, from 0 to 1; 1 if the sizes differ too much."""
    one, other = (Image.open(io.BytesIO(content)).convert("RGB") for content in (ours, theirs))
    if np.abs(np.subtract(one.size, other.size)).max() > RESIZED:
        return 1.0
    box = (0, 0, *np.minimum(one.size, other.size).tolist())
    one, other = (np.asarray(picture.crop(box).reduce(SQUARE), int) for picture in (one, other))
    return float(np.abs(one - other).max() / 255)


def compared(ours: dict[str, bytes], theirs: dict[str, bytes]) -> Iterator[list[str]]:
    """Two rows: whether all text is equal, and whether all pictures are alike."""
    text, picture = {}, {}
    for side, files in enumerate((ours, theirs)):
        for name, content in files.items():
            if name.endswith(".ipynb"):
                content, drawn = shown(content)
                picture |= {(side, name, number): one for number, one in enumerate(drawn, 1)}
            if name == readme.FIGURE:
                picture[side, name, 1] = content
            else:
                text.setdefault(side, {})[name] = content
    yield ["text of the notebooks and README", *matrix.same_bytes(text[0], text.get(1, {}))]
    off = {
        f"{name}, figure {number}": picture_difference(content, picture[1, name, number])
        if (1, name, number) in picture
        else 1.0
        for (side, name, number), content in picture.items()
        if side == 0
    }
    worst = max(off, key=off.get)
    note = f"{worst} is off by {off[worst]:.2f}; allowed is {ALLOWED:.2f}"
    yield ["figures", "yes" if off[worst] <= ALLOWED else "no", note]


def tested(run: Callable) -> Iterator[list[str]]:
    """A row for all tests and for each tool that no test starts.

    test_dependencies.py is left out, because it requires the versions of the lock.
    """
    tests = (
        "pytest",
        "-q",
        "-n",
        "auto",
        "--doctest-modules",
        "--ignore",
        "tests/unit/test_dependencies.py",
    )
    for what, *command in (
        ("all tests but those of the lock", *tests, "analysis", "tests"),
        ("style", "ruff", "check", "--no-cache"),
        ("format", "ruff", "format", "--check", "--no-cache"),
        ("JupyterLab starts", "jupyterlab", "--version"),
    ):
        told = run("-m", *command)
        lines = [line for line in (told.stderr + told.stdout).splitlines() if line.strip()] or [""]
        for line in lines:
            if line.startswith(("FAILED", "ERROR")):
                print(line)
        telling = "pytest" in command or told.returncode
        note = re.sub(r" in [\d.]+s.*", "", lines[-1]) if telling else ""  # without the time
        yield [what, "no" if told.returncode else "yes", note]


def bounds(*extras: str) -> dict[str, str]:
    """The lower bound of each direct dependency of the project with these extras, or blank."""
    project = tomllib.loads((project_folder.PROJECT / "pyproject.toml").read_text())["project"]
    own = re.compile(rf"{re.escape(project['name'])}\[(?P<extras>[^]]*)\]")  # takes in others
    lines, waiting = list(project["dependencies"]), list(extras)
    while waiting:
        for line in project["optional-dependencies"][waiting.pop(0)]:
            if match := own.match(line):
                waiting += match["extras"].split(",")
            else:
                lines.append(line)
    split = (line.partition(">=")[::2] for line in lines)
    return {name.partition("[")[0]: bound for name, bound in split}


def installed(python: Path, names: Iterable[str]) -> dict[str, str]:
    """The version of each of these packages that is installed."""
    ask = "import importlib.metadata as m, sys; print(*map(m.version, sys.argv[1:]), sep='\\n')"
    names = list(names)
    told = subprocess.run([python, "-c", ask, *names], check=True, capture_output=True, text=True)
    return dict(zip(names, told.stdout.split(), strict=True))


def plan(*extras: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each choice of versions: its name, the series of Python, and what uv is told to install."""
    series = list(matrix.interpreters())
    direct = ["-r", str(project_folder.PROJECT / "pyproject.toml")]
    for extra in extras:
        direct += ["--extra", extra]
    yield "lowest", series[0], (*direct, "--resolution", "lowest-direct")
    yield "newest", series[-1], (*direct, "--resolution", "highest")


def rows_of(
    name: str, series: str, install: tuple[str, ...], lower: dict[str, str]
) -> Iterator[list[str]]:
    """The rows of one choice of versions: what held with all of them, then each of them."""
    try:
        python = matrix.environment(name, matrix.interpreters()[series], install, keep=False)
        # Some tests ask for its version and its command; its code is the copy's.
        matrix.install_into(python, "--no-deps", str(project_folder.PROJECT))
    except (OSError, subprocess.CalledProcessError):
        yield ["all", f"{name} versions, Python {series}", "no", "they could not be installed"]
        return
    having = f"{name} versions, {matrix.spelt(python)}"
    every = True
    for what, held, note in checks(python):
        every = every and held == "yes"
        yield [what, having, held, note]
    for dependency, version in installed(python, lower).items():
        bound = lower[dependency]
        exact = name == "newest" or version == bound
        note = "" if exact else f"its lower bound is {bound or 'missing'}, and was not tested"
        held = "yes" if every and exact else "no"
        yield [dependency, f"{name}: {version}", held, note]


def checks(python: Path) -> Iterator[list[str]]:
    """What must hold with the versions in this environment, in a copy of the project."""
    files = matrix.tracked()
    with tempfile.TemporaryDirectory() as temporary:
        base = Path(temporary)
        folder, home = base / "project", base / "home"
        home.mkdir()
        matrix.write_copy(folder, files)
        run = matrix.starter(matrix.Condition("versions", ""), python, folder, home)
        failed = matrix.failure(run, base)
        if failed:
            yield ["notebooks and README", "no", failed]
            return
        yield from compared(files, matrix.read_copy(folder, files))
        yield from tested(run)  # the stored bytes are now those of these versions


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--oracle", action="store_true", help="try krippendorff (GPL) as well")
    extras = ("test", "oracle") if parser.parse_args().oracle else ("test",)
    rows = []
    for choice in plan(*extras):
        for row in rows_of(*choice, bounds(*extras)):
            rows.append(row)
            print(": ".join(filter(None, row)), flush=True)
    return matrix.finish("versions", rows)


if __name__ == "__main__":
    sys.exit(main())
