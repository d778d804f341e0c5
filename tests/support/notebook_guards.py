"""Guards for the committed notebooks: everything that nbval does not compare.

`problems` takes a notebook as a dictionary and returns one line for each problem, with the
notebook, the cell and the remedy. Whatever is not on a list here is refused: kinds of cells, tags,
keys of the metadata, kinds of outputs, elements of their HTML, and the Python that a cell may
contain (`notebook_code`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from html.parser import HTMLParser
from itertools import pairwise

from nbformat.validator import get_validator

from analysis.text.visible import hidden, visible
from tests.support.notebook_code import code_problems

# The tags of code cells, each with the output that it promises. nbval reads tags too, and skips or
# ignores what they name, so a cell must have one of these and no others.
RESULTS = {
    "setup": None,
    "findings": "text/html",
    "table": "text/html",
    "figure": "image/png",
}
# The MIME types that an output has beside the one that its tag promises.
BESIDE = {"text/html", "text/plain"}
LONGEST_CELL = 6  # lines
LONGEST_LINE = 300  # characters of a problem
REMEMBERED = 4096  # texts that are not read again, because many notebooks share them
METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}
# JupyterLab folds only the source of prose, because the output repeats its words.
FOLDED = {"source_hidden": True}
AGAIN = "run the notebook from the top"

# Comments that change what nbval compares. It looks at every line, even inside a string.
_NBVAL_COMMENT = re.compile(r"^\s*#[#\s]*(?:NBVAL|PYTEST_VALIDATE)_\w+", re.MULTILINE | re.I)
_NO_PROSE = re.compile(r"`[^`]*`|\]\([^)\s]*\)")  # code, and where links lead
# HTML; and formulas, in which MathJax can make links and hide text.
_MARKUP = re.compile(r"<[a-z/!?]|\$|\\[(\[]", re.IGNORECASE)
_IMAGE = re.compile(r"!\[|attachment:", re.IGNORECASE)
_LINK = re.compile(r"\]\(\s*(?P<inline>[^)\s]*)|\[[^\]]+\]:\s*(?P<reference>\S*)")
_SAFE_LINK = re.compile(r"https?://|#|(?!/)[\w./-]+(?:#[\w-]*)?$")
# `plain.in_order` isolates dates in this way within text that runs from right to left.
_ISOLATED_DATE = re.compile("\u2066([0-9./-]+)\u2069")

ELEMENTS = {
    *("a", "b", "br", "code", "details", "div", "em", "i", "img", "li", "mark", "ol", "p", "small"),
    *("span", "strong", "sub", "summary", "sup", "u"),
    *("table", "tbody", "td", "th", "thead", "tr", "ul"),
}
ATTRIBUTES = {"alt", "colspan", "dir", "href", "lang", "rowspan", "scope", "src", "style", "title"}
_SAFE_ADDRESS = {"href": _SAFE_LINK, "src": re.compile(r"data:image/png;base64,[\w+/=\s]*$")}
_FETCHING_STYLE = re.compile(r"url\s*\(|@import|expression\s*\(|\\", re.IGNORECASE)


def problems(name: str, notebook: dict, numbers: Collection[str] = ()) -> list[str]:
    """List everything in a notebook that a reader should not encounter.

    Parameters
    ----------
    name : the notebook's path, with which each line begins
    notebook : its parsed JSON
    numbers : those that its prose may give, because the texts do

    Returns
    -------
    One line for each problem: notebook, cell, what is wrong, and what to do.
    """
    lines = list(_form_problems(notebook)) or [
        *_metadata_problems(notebook),
        *_order_problems(notebook["cells"]),
        *(
            f"{cell['id']}: {line}"
            for cell in notebook["cells"]
            for line in _cell_problems(cell, numbers)
        ),
        *_code_problems(notebook["cells"]),
    ]
    return [visible(f"{name}: {line}")[:LONGEST_LINE] for line in lines]


# The notebook


def _form_problems(notebook: object) -> Iterator[str]:
    """Check the schema of nbformat 4.5, without which nothing else can be read."""
    if not isinstance(notebook, dict) or not _is_valid(notebook | {"cells": []}):
        yield "is not a notebook of nbformat 4.5; save it again in JupyterLab"
    elif not isinstance(notebook.get("cells"), list) or not notebook["cells"]:
        yield "has no cells; take them from the last commit"
    else:
        for number, cell in enumerate(notebook["cells"], 1):
            if not _is_valid(notebook | {"cells": [cell]}):
                identity = cell.get("id") if isinstance(cell, dict) else None
                yield (
                    f"{identity or f'cell {number}'}: does not follow nbformat 4.5; "
                    "take the cell from the last commit"
                )


def _is_valid(notebook: dict) -> bool:
    form = (notebook.get("nbformat"), notebook.get("nbformat_minor"))
    return form == (4, 5) and not any(get_validator(4, 5).iter_errors(notebook))


def _metadata_problems(notebook: dict) -> Iterator[str]:
    for key in sorted({*notebook["metadata"], *METADATA}):
        if notebook["metadata"].get(key) != METADATA.get(key):
            wanted = f"set it to {METADATA[key]}" if key in METADATA else "remove it"
            yield f"metadata has another {key} than every notebook here; {wanted}"
    yield from _hidden_problems(notebook["metadata"])


def _order_problems(cells: list[dict]) -> Iterator[str]:
    """Check the counts, ids and headings of the cells in their sequence."""
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    if [cell["execution_count"] for cell in code] != list(range(1, len(code) + 1)):
        yield f"cells are not counted 1..N; {AGAIN}"
    if len({cell["id"] for cell in cells}) != len(cells):
        yield "two cells have the same id; give each its own"
    if cells[0]["cell_type"] != "markdown" or not source(cells[0]).startswith("# "):
        yield "the first cell does not state the question; begin with a Markdown cell and '# '"
    topic = ""
    for cell, below in pairwise([*cells, {"id": "", "cell_type": "nothing"}]):
        if cell["cell_type"] == "markdown":
            topic = cell["id"].removesuffix("-head").replace("question", "setup")
            if below["cell_type"] != "code" and below["id"]:  # the last may lead on
                kind = below["cell_type"]
                yield f"{cell['id']}: stands over {kind}, not over its result; move it there"
        elif not f"{cell['id']}-".startswith(f"{topic}-"):
            yield f"{cell['id']}: stands under the heading of {topic}; move it or rename its id"


# Cells


def source(cell: dict) -> str:
    """The text of a cell, which a notebook stores whole or in lines."""
    return "".join(cell["source"])


def _is_prose(cell: dict) -> bool:
    """Whether a cell does nothing but show prose."""
    return bool(re.fullmatch(r'show\.prose\(\s*"""[^"]*(?:"(?!"")[^"]*)*"""\s*\)', source(cell)))


def _cell_problems(cell: dict, numbers: Collection[str]) -> Iterator[str]:
    """Check a cell of any kind."""
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*", cell["id"]):
        yield "the id is not made of lower-case words; rename it"
    if set(cell["metadata"]) - {"tags"} - ({"jupyter"} if _is_prose(cell) else set()):
        yield f"metadata has {sorted(cell['metadata'])}; leave only tags"
    if _is_prose(cell) and cell["metadata"].get("jupyter") != FOLDED:
        yield "shows the source of its prose; fold it: Collapse Selected Code"
    if "attachments" in cell:
        yield "has an attachment; delete it"
    if _NBVAL_COMMENT.search(source(cell)):
        yield "has a comment that makes nbval look away; delete it"
    yield from _hidden_problems(cell)
    if cell["cell_type"] == "code":
        yield from _result_problems(cell)
    elif cell["cell_type"] == "markdown":
        yield from _prose_problems(cell, numbers)
    else:
        yield f"is a {cell['cell_type']} cell; make it Markdown or code"


def _prose_problems(cell: dict, numbers: Collection[str]) -> Iterator[str]:
    text = source(cell)
    if cell["metadata"].get("tags"):
        yield f"tags are {cell['metadata']['tags']}; a Markdown cell has none"
    if set(re.findall(r"\d+", _NO_PROSE.sub("", text))) - set(numbers):
        yield "a number is typed into prose; compute it instead"
    if _MARKUP.search(text):
        yield "has HTML or a formula in its prose; write Markdown"
    if _IMAGE.search(text):
        yield "has an image in its prose; draw it in a figure cell"
    for link in _LINK.finditer(text):
        if not _SAFE_LINK.match(html.unescape(link["inline"] or link["reference"] or "")):
            yield "has a link to something other than a page; use https or a file here"


def _result_problems(cell: dict) -> Iterator[str]:
    """Check the tag, the length and the outputs of a code cell."""
    tags = cell["metadata"].get("tags", [])
    if len(tags) != 1 or tags[0] not in RESULTS:
        yield f"tags are {tags}; use one of {', '.join(RESULTS)}"
        return
    # Prose that a cell shows is one line, however long it is.
    lines = re.sub(r'"""(?s:.*?)"""', '""', source(cell)).splitlines()
    if len(lines) > LONGEST_CELL:
        yield f"has {len(lines)} lines; move logic into analysis/"
    wanted = RESULTS[tags[0]]
    kinds = [output["output_type"] for output in cell["outputs"]]
    if kinds != ([] if wanted is None else ["display_data"]):
        yield f"outputs are {kinds}, but a {tags[0]} cell has {int(bool(wanted))}; {AGAIN}"
    for output in cell["outputs"]:
        if "data" in output and wanted:
            yield from _output_problems(output, wanted, tags[0])


def _output_problems(output: dict, wanted: str, tag: str) -> Iterator[str]:
    if wanted not in output["data"]:
        yield f"shows no {wanted}, as its tag {tag} says; {AGAIN}"
    foreign = sorted(set(output["data"]) - BESIDE - {wanted})
    if foreign:
        yield f"shows {', '.join(foreign)}; use display.table, findings or figure"
    metadata = output["metadata"]
    if wanted == "image/png":
        picture = metadata.get(wanted)
        alt = picture.get("alt") if isinstance(picture, dict) else None
        if not isinstance(alt, str) or not alt.strip():
            yield f"shows a figure without alternative text; {AGAIN}"
        elif set(picture) != {"alt"}:
            yield f"metadata of the figure has {sorted(picture)}; leave only alt"
    if set(metadata) - ({wanted} & {"image/png"}):
        yield f"metadata of the output has {sorted(metadata)}; {AGAIN}"
    yield from _html_problems("".join(output["data"].get("text/html", "")))


class _Elements(HTMLParser):
    """Collects the elements and attributes of an output, and what an HTML parser skips."""

    def __init__(self, text: str):
        super().__init__()
        self.elements: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, attributes))

    def handle_comment(self, data: str) -> None:
        self.elements.append(("!--", []))

    handle_decl = handle_pi = unknown_decl = handle_comment


@lru_cache(REMEMBERED)
def _html_problems(text: str) -> list[str]:
    """Check the HTML of an output for what could run, fetch or hide something."""
    lines = []
    for element, attributes in _Elements(text).elements:
        if element not in ELEMENTS:
            lines.append(f"its output has the element <{element}>; show it with display")
        for attribute, value in attributes:
            allowed = _SAFE_ADDRESS.get(attribute)
            if (
                attribute not in ATTRIBUTES
                or (allowed and not allowed.match(value or ""))
                or (attribute == "style" and _FETCHING_STYLE.search(value or ""))
            ):
                lines.append(f"its output has <{element} {attribute}=…>; show it with display")
    return lines


def _code_problems(cells: list[dict]) -> Iterator[str]:
    code = [(cell["id"], source(cell)) for cell in cells if cell["cell_type"] == "code"]
    yield from (f"{identity}: {line}" for identity, line in code_problems(code))


# Characters


def _hidden_problems(value: object) -> Iterator[str]:
    """The hidden characters in any text inside, each code once."""
    for character in dict.fromkeys(filter(None, map(_first_hidden, _texts(value)))):
        yield f"has the hidden character U+{ord(character):04X}; delete it"


@lru_cache(REMEMBERED)
def _first_hidden(text: str) -> str:
    """The first hidden character of a text, or else of what its entities stand for."""
    forms = (
        _ISOLATED_DATE.sub(r"\1", form.replace("\n", " ")) for form in (text, html.unescape(text))
    )
    return next(filter(None, map(hidden, forms)), "")


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield key
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
