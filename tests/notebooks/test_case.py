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
