"""The prose of the case's notebooks counts what the tables count, and its links lead somewhere."""

import json
import re

import pytest

from analysis import agreement
from analysis.publishing import notebooks
from analysis.system.project_folder import PROJECT

PATHS = notebooks.paths(PROJECT)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_link_to_another_notebook_or_page_leads_there(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    texts = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    links = re.findall(r"\]\(([^)]+)\)", texts)
    for link in links:
        assert (path.parent / link).exists(), link


def test_the_index_of_questions_names_sections_that_exist():
    first = json.loads(PATHS[0].read_text(encoding="utf-8"))
    index = "".join(first["cells"][-1]["source"])
    rows = re.findall(r"^\| .+\? \| \[`(\w+)`\]\(\1\.ipynb\) \| (.+) \|$", index, re.MULTILINE)
    assert len(rows) == index.count("? |")
    for chapter, sections in rows:
        cells = json.loads((PROJECT / f"notebooks/{chapter}.ipynb").read_text(encoding="utf-8"))["cells"]
        headings = [line for cell in cells for line in cell["source"] if line.startswith("## ")]
        for section in sections.split("; "):
            assert any(section in heading for heading in headings), f"{chapter}: {section}"
