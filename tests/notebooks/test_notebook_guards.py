"""The guards of the notebooks refuse what nbval would skip or not compare, and most of Python."""

import copy
import json

import pytest
from nbval.plugin import comment_markers, metadata_tags

from analysis.system.project_folder import PROJECT
from tests.support.notebook_code import code_problems
from tests.support.notebook_guards import RESULTS, problems

STORED = json.loads((PROJECT / "notebooks/01_sources.ipynb").read_text(encoding="utf-8"))
PROSE, TABLE, FIGURE, SETUP = "documents-head", "documents", "topics", "setup"


def damaged(edit) -> list[str]:
    """The problems after `edit`, which receives a valid notebook and its cells by id."""
    notebook = copy.deepcopy(STORED)
    edit(notebook, {cell["id"]: cell for cell in notebook["cells"]})
    return problems("01.ipynb", notebook)


def refused(lines: list[str], cell: str, words: str) -> bool:
    """Whether one line names the notebook and the cell, contains the words, and gives a remedy."""
    assert all("\n" not in line and len(line) <= 300 for line in lines)
    return any(
        line.startswith(f"01.ipynb: {cell}") and words in line and "; " in line for line in lines
    )


def test_a_valid_notebook_is_accepted():
    assert damaged(lambda notebook, cells: None) == []


# --- Cells -------------------------------------------------------------------------------------


def add_cell(notebook: dict, **cell) -> None:
    notebook["cells"].append({"id": "added", "metadata": {}, "source": "", **cell})


CELLS = {
    "a raw cell": (lambda n, c: add_cell(n, cell_type="raw"), "added", "is a raw cell"),
    "prose made raw": (lambda n, c: c[PROSE].update(cell_type="raw"), PROSE, "is a raw cell"),
    "an attachment": (
        lambda n, c: c[PROSE].update(attachments={"a.png": {"image/png": "AAAA"}}),
        PROSE,
        "has an attachment",
    ),
    "no file attached": (lambda n, c: c[PROSE].update(attachments={}), PROSE, "an attachment"),
    "a heading cell": (lambda n, c: c[PROSE].update(cell_type="heading"), PROSE, "nbformat 4.5"),
    "a key of its own": (lambda n, c: c[PROSE].update(extra=1), PROSE, "nbformat 4.5"),
    "no id": (lambda n, c: c[PROSE].pop("id"), "cell 3", "nbformat 4.5"),
    "an id of digits": (lambda n, c: c[PROSE].update(id="a1"), "a1", "not made of"),
    "an id in Cyrillic": (lambda n, c: c[PROSE].update(id="\u0430"), "\u0430", "nbformat 4.5"),
    "a hidden source": (
        lambda n, c: c[TABLE]["metadata"].update(jupyter={"source_hidden": True}),
        TABLE,
        "metadata has ['jupyter', 'tags']",
    ),
    "prose whose source is shown": (
        lambda n, c: c[TABLE].update(source='show.prose("""\nWords.\n""")'),
        TABLE,
        "shows the source of its prose",
    ),
    "a hidden source with more than prose": (
        lambda n, c: c[TABLE].update(
            source='show.prose("""\nWords.\n""")\nprint("""x""")',
            metadata={"jupyter": {"source_hidden": True}, "tags": ["table"]},
        ),
        TABLE,
        "metadata has ['jupyter', 'tags']",
    ),
    "a collapsed cell": (
        lambda n, c: c[PROSE]["metadata"].update(collapsed=True),
        PROSE,
        "metadata has ['collapsed']",
    ),
    "a cell that cannot be edited": (
        lambda n, c: c[PROSE]["metadata"].update(editable=False),
        PROSE,
        "metadata has ['editable']",
    ),
    "slides": (
        lambda n, c: c[PROSE]["metadata"].update(slideshow={"slide_type": "skip"}),
        PROSE,
        "metadata has ['slideshow']",
    ),
    "a count that is not a number": (
        lambda n, c: c[SETUP].update(execution_count=True),
        SETUP,
        "nbformat 4.5",
    ),
    "no cells": (lambda n, c: n.update(cells=[]), "has no cells", ""),
    "an older format": (lambda n, c: n.update(nbformat_minor=4), "is not a notebook of", ""),
    "a key beside the cells": (lambda n, c: n.update(worksheets=[]), "is not a notebook of", ""),
    "widgets": (lambda n, c: n["metadata"].update(widgets={}), "metadata has another widgets", ""),
    "a title": (lambda n, c: n["metadata"].update(title="x"), "metadata has another title", ""),
    "another kernel": (
        lambda n, c: n["metadata"]["kernelspec"].update(name="bash"),
        "metadata has another kernelspec",
        "",
    ),
    "no kernel": (
        lambda n, c: n["metadata"].pop("kernelspec"),
        "metadata has another kernelspec",
        "",
    ),
    "a version of Python": (
        lambda n, c: n["metadata"]["language_info"].update(version="3.11"),
        "metadata has another language_info",
        "",
    ),
}


@pytest.mark.parametrize("case", CELLS)
def test_a_cell_or_key_that_is_not_on_the_list_is_refused(case):
    edit, cell, words = CELLS[case]
    lines = damaged(edit)
    assert refused(lines, cell, words), lines


def test_a_file_that_is_not_a_notebook_is_refused():
    for value in ({}, [], None, "x", {"cells": [3], "nbformat": 4, "nbformat_minor": 5}):
        assert len(problems("x", value)) == 1, value


@pytest.mark.parametrize("tag", [*metadata_tags, "remove-cell", "hide-input", "parameters", "x"])
@pytest.mark.parametrize("cell", [PROSE, TABLE, SETUP])
def test_a_tag_that_is_not_on_the_list_is_refused_on_every_kind_of_cell(tag, cell):
    lines = damaged(lambda n, c: c[cell]["metadata"].setdefault("tags", []).append(tag))
    assert refused(lines, cell, "tags are"), lines
    lines = damaged(lambda n, c: c[cell]["metadata"].update(tags=[tag]))
    assert refused(lines, cell, "tags are"), lines


@pytest.mark.parametrize("tag", RESULTS)
def test_no_tag_of_code_is_allowed_on_prose(tag):
    lines = damaged(lambda n, c: c[PROSE]["metadata"].update(tags=[tag]))
    assert refused(lines, PROSE, "a Markdown cell has none"), lines


@pytest.mark.parametrize("marker", comment_markers)
@pytest.mark.parametrize("form", ["# {}\n", "\n  #{}", "x = 1\n## {} ", "'''\n# {}\n'''\n"])
def test_a_comment_that_nbval_obeys_is_refused(marker, form):
    def edit(notebook, cells):
        cells[TABLE]["source"] = form.format(marker)

    assert refused(damaged(edit), TABLE, "makes nbval look away")


# --- Prose -------------------------------------------------------------------------------------

PROSES = {
    "a script": "A <script>alert()</script> here.",
    "a refresh": "<meta http-equiv=refresh content='url=x'>",
    "a style": "<style>p {display: none}</style>",
    "a comment": "Seen <!-- unseen -->",
    "an end tag": "</details>",
    "an instruction": "<?php",
    "in code": "``x ` <b>``",
    "an image": "![chart](chart.png)",
    "an attached image": "[chart](attachment:chart.png)",
    "a script as a link": "[here](javascript:alert())",
    "a script with an entity": "[here](&#106;avascript:alert())",
    "data as a link": "[here](data:text/html,x)",
    "a file of the system": "[here](file:///etc/passwd)",
    "an absolute path": "[here](/etc/passwd)",
    "any scheme": "[here](//example)",
    "a reference": "[here][x]\n\n[x]: javascript:alert()",
    "a reference in a quote": "[here][x]\n\n> [x]: javascript:alert()",
    "a formula": "$\\href{javascript:alert()}{x}$",
    "another formula": "\\(x\\)",
    "a digit": "They are 5.",
    "a Persian digit": "They are \u06f5.",
}


@pytest.mark.parametrize("case", PROSES)
def test_prose_is_words_and_links_to_pages(case):
    lines = damaged(lambda n, c: c[PROSE].update(source=PROSES[case]))
    words = ("is typed into prose", "in its prose", "has a link to something other than a page")
    assert any(refused(lines, PROSE, each) for each in words), lines


@pytest.mark.parametrize(
    "text",
    [
        "See [the warrants](02_warrants.ipynb) and [the page](../docs/trust.md#notebooks).",
        "See [the law](https://example.org/law?id=x).",
        "Run `make test` if a < b, and *then* **read**.",
        "A list:\n\n- of `x == 2`\n- and more",
        "\u0645\u06cc\u200c\u06af\u0648\u06cc\u062f",  # a Persian word with its joiner
    ],
)
def test_plain_prose_is_accepted(text):
    assert damaged(lambda n, c: c[PROSE].update(source=text)) == []


# --- Hidden characters -------------------------------------------------------------------------

HIDDEN = {
    "override": "\u202e",
    "isolate": "\u2066",
    "left-to-right mark": "\u200e",
    "Arabic mark": "\u061c",
    "zero width space": "\u200b",
    "joiner among Latin letters": "\u200c",
    "soft hyphen": "\xad",
    "byte-order mark": "\ufeff",
    "tag": "\U000e0041",
    "escape": "\x1b",
    "null": "\0",
    "carriage return": "\r",
    "tab": "\t",
    "next line": "\x85",
    "line separator": "\u2028",
    "half a character": "\ud800",
    "filler": "\u3164",
}
PLACES = {
    "prose": (lambda n, c, x: c[PROSE].update(source=f"a{x}b"), PROSE),
    "lines of prose": (lambda n, c, x: c[PROSE].update(source=["a\n", f"a{x}b"]), PROSE),
    "code": (lambda n, c, x: c[SETUP].update(source=f"x = 'a{x}b'"), SETUP),
    "a table": (
        lambda n, c, x: c[TABLE]["outputs"][0]["data"].update({"text/html": f"a{x}b"}),
        TABLE,
    ),
    "text": (
        lambda n, c, x: c[TABLE]["outputs"][0]["data"].update({"text/plain": [f"a{x}b"]}),
        TABLE,
    ),
    "alternative text": (
        lambda n, c, x: c[FIGURE]["outputs"][0]["metadata"]["image/png"].update(alt=f"a{x}b"),
        FIGURE,
    ),
    "a tag": (lambda n, c, x: c[TABLE]["metadata"].update(tags=[f"a{x}b"]), TABLE),
    "a key": (lambda n, c, x: c[TABLE]["metadata"].update({f"a{x}b": 1}), TABLE),
    "metadata": (lambda n, c, x: n["metadata"]["kernelspec"].update(name=f"a{x}b"), "has the"),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("character", HIDDEN)
def test_a_hidden_character_is_refused_wherever_it_is(place, character):
    edit, cell = PLACES[place]
    lines = damaged(lambda n, c: edit(n, c, HIDDEN[character]))
    assert refused(lines, cell, f"hidden character U+{ord(HIDDEN[character]):04X}"), lines


@pytest.mark.parametrize("character", ["&#8238;", "&#x202e;", "&lrm;", "&ZeroWidthSpace;"])
@pytest.mark.parametrize("place", ["prose", "a table", "alternative text"])
def test_a_hidden_character_written_as_an_entity_is_refused(place, character):
    edit, cell = PLACES[place]
    assert refused(damaged(lambda n, c: edit(n, c, character)), cell, "hidden character")


def test_a_hidden_character_in_an_id_is_refused():
    assert damaged(lambda n, c: c[PROSE].update(id="a\u200bb")) != []


def test_a_date_in_right_to_left_text_may_be_isolated():
    sound, unsound = "\u062d\u06a9\u0645 \u20662020-01-03\u2069", "\u2066hidden\u2069"
    edit, cell = PLACES["text"]
    assert damaged(lambda n, c: edit(n, c, sound)) == []
    assert refused(damaged(lambda n, c: edit(n, c, unsound)), cell, "U+2066")


# --- Outputs -----------------------------------------------------------------------------------


def output(cells: dict, cell: str) -> dict:
    return cells[cell]["outputs"][0]


def add_output(cells: dict, **new) -> None:
    cells[TABLE]["outputs"].append(new)


OUTPUTS = {
    "stderr": (
        lambda n, c: add_output(c, output_type="stream", name="stderr", text="x"),
        "outputs are ['display_data', 'stream']",
    ),
    "stdout": (
        lambda n, c: add_output(c, output_type="stream", name="stdout", text="x"),
        "outputs are ['display_data', 'stream']",
    ),
    "an error": (
        lambda n, c: add_output(c, output_type="error", ename="", evalue="", traceback=[]),
        "outputs are ['display_data', 'error']",
    ),
    "a result": (
        lambda n, c: output(c, TABLE).update(output_type="execute_result", execution_count=3),
        "outputs are ['execute_result']",
    ),
    "JavaScript": (
        lambda n, c: output(c, TABLE)["data"].update({"application/javascript": "x"}),
        "shows application/javascript",
    ),
    "a widget": (
        lambda n, c: output(c, TABLE)["data"].update(
            {"application/vnd.jupyter.widget-view+json": {}}
        ),
        "shows application/vnd.jupyter.widget-view+json",
    ),
    "SVG": (
        lambda n, c: output(c, TABLE)["data"].update({"image/svg+xml": "<svg/>"}),
        "shows image/svg+xml",
    ),
    "a picture beside a table": (
        lambda n, c: output(c, TABLE)["data"].update({"image/png": "AAAA"}),
        "shows image/png",
    ),
    "Markdown": (
        lambda n, c: output(c, TABLE)["data"].update({"text/markdown": "x"}),
        "shows text/markdown",
    ),
    "LaTeX": (lambda n, c: output(c, TABLE)["data"].update({"text/latex": "x"}), "text/latex"),
    "no type": (lambda n, c: output(c, TABLE)["data"].update({"": "x"}), "shows "),
    "no table": (lambda n, c: output(c, TABLE)["data"].pop("text/html"), "shows no text/html"),
    "metadata": (
        lambda n, c: output(c, TABLE)["metadata"].update(isolated=True),
        "metadata of the output has ['isolated']",
    ),
}
MARKUPS = {
    "a script": "<script>x</script>",
    "a frame": "<iframe src='https://x'></iframe>",
    "a style": "<style>p{}</style>",
    "a handler": "<div onclick='x'>",
    "a handler of a picture": "<img src='data:image/png;base64,AAAA' onerror=x>",
    "a picture elsewhere": "<img src='https://x/y.png'>",
    "a picture that runs": "<img src='data:image/svg+xml;base64,AAAA'>",
    "a link that runs": "<a href=' javascript:x'>",
    "a link with an entity": "<a href='java&#115;cript:x'>",
    "a form": "<form><input></form>",
    "a style that fetches": "<div style='background:URL (x)'>",
    "an escape in a style": "<div style='background:u\\72l(x)'>",
    "a comment": "<!-- x -->",
    "a declaration": "<!DOCTYPE html>",
    "an id": "<div id='x'>",
    "SVG": "<svg onload=x>",
    "capitals": "<SCRIPT SRC='x'>",
}
OUTPUTS |= {
    f"HTML: {name}": (
        lambda n, c, text=text: output(c, TABLE)["data"].update({"text/html": ["<p>", text]}),
        "its output has",
    )
    for name, text in MARKUPS.items()
}


@pytest.mark.parametrize("case", OUTPUTS)
def test_an_output_that_is_not_on_the_list_is_refused(case):
    edit, words = OUTPUTS[case]
    lines = damaged(edit)
    assert refused(lines, TABLE, words), lines


@pytest.mark.parametrize("alt", ["", " ", None, 3, ["x"], {}])
def test_a_figure_needs_alternative_text(alt):
    lines = damaged(lambda n, c: output(c, FIGURE)["metadata"]["image/png"].update(alt=alt))
    assert refused(lines, FIGURE, "shows a figure without alternative text"), lines


def test_metadata_of_a_figure_is_alternative_text_only():
    lines = damaged(lambda n, c: output(c, FIGURE)["metadata"]["image/png"].update(width=3))
    assert refused(lines, FIGURE, "metadata of the figure")


# --- Code --------------------------------------------------------------------------------------

BEFORE = """import pandas as pd
import analysis
from analysis import agreement, display, figures, findings, intercoder, tables
evidence = analysis.load()
frame = tables.warrants(evidence)
"""
REFUSED = {
    "imports": (
        "import os",
        "import os, sys",
        "import os as pd",
        "import analysis.system.files",
        "import analysis as pd",
        "import analysis as a",
        "import importlib",
        "import pandas",
        "import numpy as np",
        "from os import system",
        "from analysis.system import files",
        "from analysis.validation import checksums as tables",
        "from analysis import *",
        "from analysis import load",
        "from analysis.display import _output",
        "from analysis.intercoder.second_coding import schema",
        "from pandas import read_csv",
        "from pandas.io.common import os",
        "from . import tables",
        "from __future__ import annotations",
        "x = 1; import socket",
    ),
    "ways out of a module": (
        "pd.io.common.os.system('ls')",
        "pd.read_csv('/etc/passwd')",
        "pd.read_pickle('x')",
        "pd.set_option('display.max_rows', 1)",
        "pd.options.display.max_rows",
        "x = pd.concat",
        "x = pd\nx.io",
        "x = analysis",
        "x = [pd]",
        "analysis.system.files.replace()",
        "analysis.tables.pd",
        "analysis.load.__globals__",
        "analysis.load().__class__",
        "analysis.load('/tmp')",
        "analysis.load(root='/tmp')",
        "intercoder.second(evidence, '/tmp/x.csv')",
        "intercoder.second(evidence, path='/tmp/x.csv')",
        "intercoder.second(*[evidence, 'x'])",
        "intercoder.schema.content",
        "intercoder.Path('x')",
        "intercoder.CodingError('x')",
        "findings.re",
        "findings.compare.outcomes(evidence)",
        "display._output.publish({})",
        "display.html.escape('x')",
        "display.pd.read_csv('x')",
        "figures.Figure()",
        "tables.__builtins__['open']('x')",
    ),
    "ways out of a table": (
        "frame.to_csv('x')",
        "frame.to_pickle('x')",
        "frame.to_html('x')",
        "frame['quote'].to_csv('x')",
        "frame.eval('x')",
        "frame.apply(len)",
        "frame.pipe(len)",
        "frame.plot()",
        "frame.style",
        "frame.attrs",
        "frame.__class__",
        "frame._mgr",
        "frame.insert(0, 'x', 1)",
        "frame.pop('quote')",
        "frame.drop(columns='quote', inplace=True)",
        "frame.drop(**{'inplace': True})",
        "frame.query('@pd.io')",
        "frame.query('quote.to_csv(\"x\")')",
        "frame.query('quote.str')",
        "frame.query('f()')",
        "frame.query('a = 1')",
        "frame.query('__import__(\"os\")')",
        "frame.query('a == 1', inplace=True)",
        "frame.query('a == 1', engine='python')",
        "frame.query(expr='a == 1')",
        "frame.query(x)",
        "frame.query(3)",
        "frame.query('a' + 'b')",
        "frame.query()",
        "evidence.root",
        "evidence.root.joinpath('x').unlink()",
        "figures.timeline(frame, 'x').savefig('x')",
        "'{0.__class__}'.format(frame)",
        "[1].append(2)",
    ),
    "functions of Python": (
        "__import__('os')",
        "open('x')",
        "eval('1')",
        "exec('1')",
        "compile('1', '', 'eval')",
        "getattr(pd, 'io')",
        "setattr(pd, 'x', 1)",
        "globals()",
        "vars(pd)",
        "print(1)",
        "input()",
        "exit()",
        "quit",
        "get_ipython().system('ls')",
        "__builtins__",
        "__file__",
        "In",
        "Out",
        "_",
        "__",
        "ls",
        "pwd",
        "who",
        "cd - 1",
        "x = len",
        "sorted(frame, key=len)",
        "sorted(frame, key=eval)",
        "frame(1)",
        "evidence.rules[0](1)",
        "tables.warrants(evidence)(1)",
        "(pd.concat)([frame])(1)",
        "undefined + 1",
        "later\nlater = 1",
    ),
    "assignments": (
        "analysis.load = 1",
        "pd.concat = 1",
        "display.table = display.figure",
        "frame['x'] = 1",
        "frame.x = 1",
        "frame.loc[0] = 1",
        "evidence.sources = frame",
        "tables = 1",
        "pd = 1",
        "len = 1",
        "_x = 1",
        "__name__ = 1",
        "a, b = 1, 2",
        "x = pd.concat = 1",
        "del frame",
        "frame += 1",
        "x: int = 1",
        "sorted(y := [1])",
    ),
    "statements and logic": (
        "def f():\n    pass",
        "class X:\n    pass",
        "for x in frame:\n    pass",
        "while True:\n    pass",
        "with frame:\n    pass",
        "try:\n    pass\nexcept X:\n    pass",
        "if frame:\n    pass",
        "assert frame",
        "raise frame",
        "pass",
        "global x",
        "x = lambda: 1",
        "x = [y for y in frame]",
        "x = {y: 1 for y in frame}",
        "x = 1 if frame else 2",
        "x = f'{frame}'",
        "match frame:\n    case 1:\n        pass",
        "async def f():\n    pass",
        "x = (yield 1)",
        "x = {1, 2}",
    ),
    "other than Python": (
        "!ls",
        "x = !ls",
        "%run x.py",
        "%load_ext x",
        "%matplotlib inline",
        "%%bash\nls",
        "%%javascript\nalert()",
        "frame?",
        "??frame",
        "?frame",
        ",len frame",
        ";len frame",
        "/len frame",
        "run x.py",
        "cd ..",
        "load_ext x",
        "await frame",
        "return",
        "print 'x'",
        "x = (",
        "\tx = 1",
        "x\0",
    ),
}


@pytest.mark.parametrize(
    ("kind", "code"), [(kind, code) for kind, codes in REFUSED.items() for code in codes]
)
def test_code_that_does_more_than_show_is_refused(kind, code):
    lines = list(code_problems([("setup", BEFORE), ("x", code)]))
    assert lines
    assert {identity for identity, _ in lines} == {"x"}
    assert all("\n" not in line and "; " in line for _, line in lines)


ALLOWED = (
    "display.table(frame)",
    "x = frame[frame['property'] == 'others_count']\ndisplay.table(x[['quote']], evidence)",
    "x = frame.query(\"property == 'issued_on' and not own_voice or low > -1\")",
    "x = frame.query(\"prop in ['a', 'b']\")",
    "x = frame[~frame['property'].isin(['a']) & frame['date'].notna()].head(len(frame) - 1)",
    "x = [*sorted(evidence.sources['label']), 'more'][:3]",
    "x = {'a': 1}['a']",
    "display.table(pd.concat([frame, frame]).drop(columns='quote'))",
    "other = intercoder.second(evidence)",
    "show = display.Viewer(evidence)\nshow.table(frame, 'quotes')",
    "x = agreement.outcomes(evidence)\nx = x[x['sources'] > 1]",
    "x = frame.groupby(['source'], sort=False).size().unstack(fill_value=0)",
    "# a comment\n",
    "",
)


@pytest.mark.parametrize("code", ALLOWED)
def test_code_that_selects_and_shows_is_accepted(code):
    assert list(code_problems([("setup", BEFORE), ("x", code)])) == []


def test_a_name_is_known_only_after_the_cell_that_assigns_it():
    assert list(code_problems([("a", BEFORE), ("b", "x"), ("c", "x = 1"), ("d", "y = x")])) == [
        ("b", "uses x, which is neither imported nor assigned above; move it into analysis/")
    ]
    assert list(code_problems([("a", "display.table(1)")])) != []


def test_a_module_that_may_not_be_imported_is_not_known_afterwards():
    lines = list(code_problems([("a", "import os\nos.system('ls')")]))
    assert len(lines) == 3, lines


@pytest.mark.parametrize(
    "code", ["import os; os.system('ls')", "pd.io.common.os.system('ls')", "!ls", "open('x')"]
)
def test_the_guard_of_code_is_part_of_the_guards(code):
    lines = damaged(lambda n, c: c[SETUP]["source"].append(f"\n{code}"))
    assert refused(lines, SETUP, ""), lines
