"""Damage the stored results of a run: numbers and figures in notebooks and README, cells and tags.

The notebooks are run once; a copy whose stored outputs differ from that run is noticed by the test
that compares them, and one whose cells are out of place, or hold what no notebook may, by the
guards. Files that would change what the tests do are noticed by the guard of the layout.
"""

from __future__ import annotations

import base64
import copy
import io
import json
import random
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from PIL import Image

import analysis
from analysis.publishing import notebooks, readme
from analysis.system.project_folder import PROJECT
from tests.support import layout
from tests.support.notebook_guards import RESULTS as PROMISED
from tests.support.notebook_guards import problems

DIGITS = 100  # numbers changed in the outputs of each notebook
SPOTS = 10  # places painted over in each figure
RESULTS = set(PROMISED)  # the tags of code cells
SHOWN = RESULTS - {"setup"}  # of those that show something


class Stored(NamedTuple):
    """One change to a stored file: its kind, what it does in a line, the file and its bytes."""

    kind: str
    told: str
    file: str
    content: bytes


def fresh_notebooks() -> dict[str, bytes]:
    """Every notebook as a run gives it now."""
    found = notebooks.paths(PROJECT)
    with ThreadPoolExecutor(2) as pool:
        contents = pool.map(lambda path: notebooks.executed(path, PROJECT)[0], found)
        return {path.name: content for path, content in zip(found, contents, strict=True)}


def as_notebook(notebook: dict) -> bytes:
    return (json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def painted(png: bytes, choose: random.Random) -> bytes:
    """The picture with a small bar painted over it in a colour that it does not have there."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    x, y = choose.randrange(picture.width - 12), choose.randrange(picture.height - 6)
    old = picture.getpixel((x, y))
    picture.paste(tuple((value + 128) % 256 for value in old), (x, y, x + 12, y + 6))
    drawn = io.BytesIO()
    picture.save(drawn, "png")
    return drawn.getvalue()


def with_digit_changed(text: str, choose: random.Random) -> str:
    at = choose.choice([i for i, character in enumerate(text) if character.isdigit()])
    return f"{text[:at]}{(int(text[at]) + choose.randrange(1, 10)) % 10}{text[at + 1 :]}"


def notebook_mutants(name: str, content: bytes, choose: random.Random) -> Iterator[Stored]:
    whole = json.loads(content)
    code = [i for i, cell in enumerate(whole["cells"]) if cell["cell_type"] == "code"]

    def changed(kind: str, told: str, edit) -> Stored:
        notebook = copy.deepcopy(whole)
        edit(notebook["cells"])
        return Stored(kind, f"{name}: {told}", name, as_notebook(notebook))

    shown = [
        (i, mime)
        for i in code
        for output in whole["cells"][i]["outputs"]
        for mime, data in output["data"].items()
        if mime != "image/png" and any(c.isdigit() for c in "".join(data))
    ]
    for _ in range(DIGITS):
        i, mime = choose.choice(shown)

        def edit(cells, i=i, mime=mime):
            data = cells[i]["outputs"][0]["data"]
            data[mime] = with_digit_changed("".join(data[mime]), choose)

        yield changed("a number in a stored output", whole["cells"][i]["id"], edit)
    for i in code:
        identity = whole["cells"][i]["id"]
        for output in whole["cells"][i]["outputs"]:
            for _ in range(SPOTS if "image/png" in output["data"] else 0):

                def paint(cells, i=i):
                    data = cells[i]["outputs"][0]["data"]
                    png = painted(base64.b64decode(data["image/png"]), choose)
                    data["image/png"] = base64.b64encode(png).decode()

                yield changed("a bar painted over a figure", identity, paint)
        yield changed(
            "a tag misspelt", identity, lambda c, i=i: c[i]["metadata"]["tags"].append("x")
        )
        yield changed("a tag removed", identity, lambda c, i=i: c[i]["metadata"].clear())
        yield changed("a cell not run", identity, lambda c, i=i: c[i].update(execution_count=None))
        if whole["cells"][i]["outputs"]:
            yield changed("an output removed", identity, lambda c, i=i: c[i]["outputs"].clear())
    for i in range(len(whole["cells"]) - 1):

        def exchange(cells, i=i):
            cells[i], cells[i + 1] = cells[i + 1], cells[i]

        yield changed("two cells exchanged", f"{i} and {i + 1}", exchange)


def readme_mutants(choose: random.Random) -> Iterator[Stored]:
    text = (PROJECT / readme.FILE).read_text(encoding="utf-8")
    for part in re.finditer(
        r"<!-- begin (?P<name>\w+) -->\n(?P<made>.*?)<!-- end", text, re.DOTALL
    ):
        for turn in range(DIGITS if any(map(str.isdigit, part["made"])) else 0):
            new = with_digit_changed(part["made"], choose)
            content = text[: part.start("made")] + new + text[part.end("made") :]
            told = f"{part['name']} {turn}"
            yield Stored("a number in a generated part", told, readme.FILE, content.encode())
    png = (PROJECT / readme.FIGURE).read_bytes()
    for turn in range(SPOTS):
        yield Stored("a bar painted over a figure", f"{turn}", readme.FIGURE, painted(png, choose))


def add_to_source(cell: dict, text: str, front: bool = False) -> None:
    source = "".join(cell["source"])
    cell["source"] = text + source if front else source + text


def add_tag(cell: dict, tag: str) -> None:
    cell["metadata"].setdefault("tags", []).append(tag)


def add_stderr(cell: dict) -> None:
    cell["outputs"].append({"output_type": "stream", "name": "stderr", "text": "x"})


def add_mime_type(cell: dict) -> None:
    cell["outputs"][0]["data"]["application/javascript"] = "x"


# Changes that only the guards can notice, each to the first, a middle and the last cell it fits:
# the kind, the cells, by the tag of code or "markdown", and the change.
FORBIDDEN: dict[str, tuple[set[str], Callable[[dict], None]]] = {
    "a cell made raw": ({"markdown"}, lambda cell: cell.update(cell_type="raw")),
    "an attachment": (
        {"markdown"},
        lambda cell: cell.update(attachments={"a.png": {"image/png": "AAAA"}}),
    ),
    "nbval-skip on prose": ({"markdown"}, lambda cell: add_tag(cell, "nbval-skip")),
    "HTML in prose": ({"markdown"}, lambda cell: add_to_source(cell, "\n\n<style>p {}</style>")),
    "a hidden character in prose": ({"markdown"}, lambda cell: add_to_source(cell, "\u202e")),
    "a hidden character in code": (RESULTS, lambda cell: add_to_source(cell, "  # \u200b")),
    "a tag that makes nbval ignore an output": (
        RESULTS,
        lambda cell: add_tag(cell, "nbval-ignore-output"),
    ),
    "a comment that makes nbval skip a cell": (
        RESULTS,
        lambda cell: add_to_source(cell, "\n# NBVAL_SKIP"),
    ),
    "access to the system": (
        {"setup"},
        lambda cell: add_to_source(cell, "import os; os.system('true')\n", front=True),
    ),
    "access through a module": (
        RESULTS,
        lambda cell: add_to_source(cell, "\nanalysis.files.os.remove('x')"),
    ),
    "a shell line": (RESULTS, lambda cell: add_to_source(cell, "!true\n", front=True)),
    "an unknown key of metadata": (
        {"markdown", *RESULTS},
        lambda cell: cell["metadata"].update(jupyter={"source_hidden": True}),
    ),
    "stderr in an output": (SHOWN, add_stderr),
    "a foreign MIME type": (SHOWN, add_mime_type),
}
STRAY = (
    *("pytest.ini", "ruff.toml", "setup.cfg", "tox.ini", "sitecustomize.py", "json.py"),
    *("tests/ruff.toml", "tests/unit/conftest.py", "notebooks/pandas.py", "analysis/conftest.py"),
)


def forbidden_mutants(name: str, content: bytes) -> Iterator[Stored]:
    """The notebook with something that no notebook may hold."""
    cells = json.loads(content)["cells"]
    for kind, (kinds, edit) in FORBIDDEN.items():
        fitting = [i for i, cell in enumerate(cells) if kinds & {cell["cell_type"], *tags_of(cell)}]
        for i in sorted({fitting[0], fitting[len(fitting) // 2], fitting[-1]}):
            notebook = json.loads(content)
            edit(notebook["cells"][i])
            yield Stored(kind, f"{name}: {cells[i]['id']}", name, as_notebook(notebook))


def tags_of(cell: dict) -> list[str]:
    return cell["metadata"].get("tags", [])


def is_refused(name: str, content: bytes) -> bool:
    """Whether the guards refuse the notebook."""
    return problems(name, json.loads(content)) != []


def fates() -> Iterator[tuple[str, str, bool]]:
    """Each change to a stored file: its kind, what it does, and whether it was noticed."""
    choose = random.Random("stored")
    fresh = fresh_notebooks()
    for name, content in fresh.items():
        for mutant in notebook_mutants(name, content, choose):
            noticed = is_refused(name, mutant.content) or differs(mutant.content, content)
            yield mutant.kind, mutant.told, noticed
    yield from forbidden_fates(fresh)
    made = readme.generated(PROJECT, analysis.load())
    for mutant in readme_mutants(choose):
        yield mutant.kind, mutant.told, made[mutant.file] != mutant.content


def forbidden_fates(stored: dict[str, bytes]) -> Iterator[tuple[str, str, bool]]:
    """As `fates`, of the changes that the guards alone can notice."""
    for name, content in stored.items():
        for mutant in forbidden_mutants(name, content):
            yield mutant.kind, mutant.told, is_refused(name, mutant.content)
    names = layout.project_files(PROJECT)
    for name in STRAY:
        noticed = layout.problems([*names, name]) != layout.problems(names)
        yield "a stray file that changes what tests do", name, noticed


def differs(stored: bytes, fresh: bytes) -> bool:
    """Whether a new run of the same cells would give other outputs than those stored."""
    (sources, outputs), (same, new) = (parts(content) for content in (stored, fresh))
    return sources == same and outputs != new


def parts(notebook: bytes) -> tuple[list, list]:
    """The sources of the cells, and all else, however lines of text are divided."""
    cells = json.loads(notebook)["cells"]
    sources = ["".join(cell.pop("source")) for cell in cells]
    return sources, [joined(cell) for cell in cells]


def joined(value: object) -> object:
    if isinstance(value, dict):
        return {name: joined(inner) for name, inner in value.items()}
    if isinstance(value, list) and value and all(isinstance(line, str) for line in value):
        return "".join(value)
    return [joined(inner) for inner in value] if isinstance(value, list) else value
