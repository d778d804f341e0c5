"""What nbval does not see: that a notebook was run, in order, and shows what its tags promise."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

# What the result of a code cell is; nbval knows other tags, and none of them is used here.
RESULTS = {
    "setup": None,
    "findings": "text/html",
    "table": "text/html",
    "figure": "image/png",
}
LONGEST_CELL = 6  # lines


def problems(path: Path) -> list[str]:
    """Everything about the notebook at `path` that a reader should not meet."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = notebook["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    found = [f"{cell['id']}: {told}" for cell in code for told in code_problems(cell)]
    found += [f"{cell['id']}: {told}" for cell in cells for told in cell_problems(cell)]
    if [cell["execution_count"] for cell in code] != list(range(1, len(code) + 1)):
        found.append("cells are not counted 1..N: run the notebook from the top")
    found += order_problems(cells)
    if len({cell["id"] for cell in cells}) != len(cells):
        found.append("two cells have the same id")
    if set(notebook["metadata"]) != {"kernelspec", "language_info"}:
        found.append(f"metadata has {sorted(notebook['metadata'])}")
    if notebook["metadata"]["language_info"] != {"name": "python"}:
        found.append("metadata names a version of Python")
    if cells[0]["cell_type"] != "markdown" or not source(cells[0]).startswith("# "):
        found.append("the first cell does not state the question")
    return found


def order_problems(cells: list[dict]) -> list[str]:
    """Headings `x-head` that do not stand over cells `x` or `x-…`, and those cells elsewhere."""
    found, topic = [], ""
    for cell, below in pairwise([*cells, {"id": "", "cell_type": "nothing"}]):
        if cell["cell_type"] == "markdown":
            topic = cell["id"].removesuffix("-head").replace("question", "setup")
            if below["cell_type"] != "code":
                found.append(f"{cell['id']}: stands over {below['cell_type']}, not over its result")
        elif not f"{cell['id']}-".startswith(f"{topic}-"):
            found.append(f"{cell['id']}: stands under the heading of {topic}")
    return found


def source(cell: dict) -> str:
    return "".join(cell["source"])


def code_problems(cell: dict) -> list[str]:
    """What is wrong with a code cell or its outputs."""
    found = []
    tags = cell["metadata"].get("tags", [])
    if len(tags) != 1 or tags[0] not in RESULTS:
        return [f"tags are {tags}; use one of {', '.join(RESULTS)}"]
    wanted = RESULTS[tags[0]]
    kinds = [output["output_type"] for output in cell["outputs"]]
    if kinds != ([] if wanted is None else ["display_data"]):
        found.append(f"outputs are {kinds}, where a {tags[0]} cell has one result")
    for output in cell["outputs"]:
        if wanted and wanted not in output.get("data", {}):
            found.append(f"shows no {wanted}, as its tag {tags[0]} says")
        if wanted == "image/png" and not output["metadata"].get(wanted, {}).get("alt"):
            found.append("shows a figure without alternative text")
    lines = source(cell).splitlines()
    if len(lines) > LONGEST_CELL:
        found.append(f"has {len(lines)} lines; move logic into analysis/")
    if re.search(r"^\s*(?:def|class|for|while)\b", source(cell), re.MULTILINE):
        found.append("has logic of its own; move it into analysis/")
    return found


def cell_problems(cell: dict) -> list[str]:
    """What is wrong with any cell."""
    found = []
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*", cell["id"]):
        found.append("the id is not made of words")
    if set(cell["metadata"]) - {"tags"}:
        found.append(f"metadata has {sorted(cell['metadata'])}")
    prose = re.sub(r"`[^`]*`", "", source(cell))
    if cell["cell_type"] == "markdown" and re.search(r"\d", prose):
        found.append("a number is typed into prose; compute it instead")
    return found
