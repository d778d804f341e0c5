"""The content of notebooks on the site: none of it runs, loads, hides or imitates anything."""

import json
import os
import re
import subprocess
import sys
import time
from contextlib import suppress
from html.parser import HTMLParser

import pytest

import analysis
from analysis.errors import UserError
from analysis.publishing import notebooks, safe_html
from analysis.publishing.site import layout, pages
from analysis.text.visible import hidden
from tests.support.hostile_notebooks import PAYLOADS, notebook, places
from tests.support.projects import empty, ferries

VOID = {"br", "col", "hr", "img", "wbr"}
# Written out here a second time, so that nobody widens the list of the package unawares.
TAGS = {
    "a",
    "abbr",
    "b",
    "bdi",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
}
TAGS |= {"del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3"}
TAGS |= {
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
}
TAGS |= {"rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "summary", "sup", "table"}
TAGS |= {"tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr"}
ANYWHERE = {"class", "dir", "lang"}
ATTRIBUTES = {
    "a": {"href", "title", "rel"},
    "abbr": {"title"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "img": {"alt", "height", "src", "title", "width"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
LABELS = {"td": {"data-label"}}  # what the site adds, from the headings of a table
CLASSES = {"absent", "code", "ruled", "head", "passage", "passages", "in-two", "in-many"}
CLASSES |= {"roomy", "broken", "centred", "right", "unbroken"}
WIDE = {"class": "wide", "tabindex": "0", "role": "group", "aria-label": "Table"}
FRAME = layout.Frame("Site", [("One", "one.html")], "p {}", "")


class Body(HTMLParser):
    """Checks that markup is balanced and holds nothing but what is allowed."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open, self.tags, self.text = [], [], ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        attributes = dict(attrs)
        assert len(attributes) == len(attrs)
        self.tags.append((tag, attributes))
        inside = [names for name, names in self.open if name == "section"]
        if tag == "section":
            self.check_frame(attributes, inside)
        else:
            assert inside, "everything is in an element of the page"
            self.check(tag, attributes)
        if tag not in VOID:
            self.open.append((tag, attributes))

    def handle_startendtag(self, tag: str, attrs: list) -> None:
        raise AssertionError(f"<{tag}/>")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment

    def check_frame(self, attributes: dict, inside: list) -> None:
        within = inside[-1].get("class") if inside else None
        expected = {None: ["notebook"], "notebook": ["prose", "cell"], "cell": ["output", "wide"]}
        name = attributes["class"]
        assert name in expected.get(within, ["wide"])
        assert attributes == (WIDE if name == "wide" else {"class": name})

    def check(self, tag: str, attributes: dict) -> None:
        assert tag in TAGS
        allowed = ANYWHERE | ATTRIBUTES.get(tag, set()) | LABELS.get(tag, set())
        assert set(attributes) <= allowed, (tag, attributes)
        assert set(attributes.get("class", "").split()) <= CLASSES
        assert attributes.get("dir", "auto") == "auto"
        for name in ("height", "width", "colspan", "rowspan", "span"):
            assert re.fullmatch(r"\d{1,4}", attributes.get(name, "1"))
        if tag == "a" and "href" in attributes:
            inside = r"(?:(?:texts/)?[\w-]+\.html)?(?:#\S*)?|data/[\w-]+\.(?:csv|json)"
            link = attributes["href"]
            assert re.fullmatch(r"https?://[^/\s\\][^\s\\]*", link) or re.fullmatch(inside, link)
        if tag == "img":
            assert re.fullmatch(
                r"data:image/(?:png|jpeg|gif|webp);base64,[\w+/=\s]+", attributes["src"]
            )
            assert attributes["alt"] is not None
        for value in attributes.values():
            assert not hidden((value or "").replace("\n", ""))


def written(folder, content, name="01_x"):
    path = folder / f"notebooks/{name}.ipynb"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content), encoding="ascii")  # half characters as escapes
    return path


def text_of(folder, content):
    return Body(pages.notebook(written(folder, content), set())[1]).text


def test_the_allow_list_is_this_one():
    assert safe_html.TAGS == TAGS
    own = {name: set(names) for name, names in safe_html.ATTRIBUTES.items()}
    assert own.pop("*") == {"dir", "lang", "style"}
    assert own == {name: names - {"rel"} for name, names in ATTRIBUTES.items()}
    assert set(safe_html.CLASSES.values()) | {"absent", "code"} == CLASSES
    assert not TAGS & {"section", "main", "nav", "header", "footer", "form", "input", "button"}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_only_allowed_elements_and_attributes_remain(tmp_path, payload):
    plain = layout.page(FRAME, "one.html", "x", "").decode()
    for place, cells in places(PAYLOADS[payload]).items():
        path = written(tmp_path, notebook(PAYLOADS[payload], cells))
        title, body = pages.notebook(path, set())
        parsed = Body(body)
        assert len([tag for tag, _ in parsed.tags if tag == "section"]) >= 2, place
        assert not hidden(title), place
        assert not hidden(parsed.text.replace("\n", "")), place
        whole = layout.page(FRAME, "one.html", title, body).decode()
        assert whole.count("<") == plain.count("<") + body.count("<"), place


def test_there_are_many_payloads_and_places():
    assert len(PAYLOADS) > 50
    assert len(places("")) > 25


KEPT = {  # what an author may write, and how it comes out
    "a <b>b</b> <em lang='fa'>c</em>": 'a <b>b</b> <em lang="fa">c</em>',
    "<a href='https://x.example/?a=1&b=2'>x</a>": '<a href="https://x.example/?a=1&amp;b=2" '
    'rel="noopener noreferrer">x</a>',
    "<a href='02_y.ipynb#top'>x</a>": '<a href="02_y.html#top" rel="noopener noreferrer">x</a>',
    "<a href='texts/x-1.html'>x</a>": '<a href="texts/x-1.html" rel="noopener noreferrer">x</a>',
    "<a href='../data/x.csv'>x</a>": '<a rel="noopener noreferrer">x</a>',
    "<details><summary>s</summary>t</details>": "<details><summary>s</summary>t</details>",
    "<p dir='rtl'>\u062d\u06a9\u0645": '<p dir="auto">\u062d\u06a9\u0645</p>',
    "<ol start=3><li>x": '<ol start="3"><li>x</li></ol>',
    "<td style='white-space:nowrap;color:red'>x": "x",
    "<p data-label='mine'>x": "<p>x</p>",
    "<div style='white-space : NOWRAP; position: fixed'>x</div>": '<div class="unbroken">x</div>',
    "<img alt='a plan' src='http://x.example/a.png'>": '<span class="absent">[image not shown: a '
    "plan]</span>",
    "<img src='data:image/gif;base64,AAAA'>": f'<img alt="{safe_html.NO_ALT}" '
    'src="data:image/gif;base64,AAAA">',
    # a joiner that Persian needs
    "\u0645\u06cc\u200c\u06a9\u0646\u062f": "\u0645\u06cc\u200c\u06a9\u0646\u062f",
    "\U0001f468\u200d\U0001f469": "\U0001f468\u200d\U0001f469",
    "a\u202eb&#x2066;c": "a\u27e8U+202E\u27e9b\u27e8U+2066\u27e9c",
    "\u062d \u20662020-01-03\u2069": "\u062d \u20662020-01-03\u2069",  # as display writes dates
    # read as it is, the second item would close the first, and with it an element around it
    "<li><div><marquee><li>x</marquee></div>": "<li><div></div></li><li>x</li>",
    "half \ud800": "half \u27e8U+D800\u27e9",
    "one\ntwo\tthree": "one\ntwo     three",
}


@pytest.mark.parametrize("html", KEPT)
def test_allowed_markup_is_kept(html):
    assert safe_html.safe(html) == KEPT[html]
    assert safe_html.safe(safe_html.safe(html)).count("<") == KEPT[html].count("<")


INSTEAD = {  # an output that cannot be shown, and what a reader sees in its place
    "widget": (
        {"application/vnd.jupyter.widget-view+json": {"model_id": "1"}, "text/plain": "P"},
        "P",
    ),
    "script": ({"text/html": "<script>x</script>", "text/plain": "P"}, "P"),
    "frame": ({"text/html": "<iframe src=x></iframe>", "text/plain": "P"}, "P"),
    "empty elements": ({"text/html": "<div id=x>&nbsp;</div>", "text/plain": "P"}, "P"),
    "canvas": ({"text/html": "<canvas></canvas>", "text/markdown": "M"}, "M"),
    "svg": ({"image/svg+xml": "<svg/>", "text/plain": "P"}, "P"),
    "javascript": ({"application/javascript": "x()", "text/plain": "P"}, "P"),
    "javascript alone": ({"application/javascript": "x()"}, "application/javascript"),
    "widget alone": ({"application/vnd.jupyter.widget-view+json": {}}, "widget-view+json"),
    "pdf": ({"application/pdf": "JVBE", "text/plain": "P"}, "P"),
    "json": ({"application/json": {"a": 1}, "text/plain": "P"}, "P"),
    "latex": ({"text/latex": "$x^2$"}, "$x^2$"),
    "latex and plain": ({"text/latex": "$x^2$", "text/plain": "x**2"}, "x**2"),
    "not an image": ({"image/png": "<b>", "text/plain": "P"}, "[image not shown: P]"),
    "nothing": ({}, "an empty output"),
}


@pytest.mark.parametrize("name", INSTEAD)
def test_content_that_is_not_shown_is_replaced_by_text(tmp_path, name):
    data, expected = INSTEAD[name]
    output = {"output_type": "display_data", "data": data, "metadata": {}}
    cell = {"cell_type": "code", "source": "", "metadata": {}, "execution_count": 1}
    text = text_of(tmp_path, notebook("x", [{**cell, "outputs": [output]}]))
    assert expected in text
    assert "x()" not in text


def test_escape_codes_of_a_terminal_are_left_out(tmp_path):
    cell = places("\x1b[1;31mred\x1b[0m \x1b]0;t\x07")["stream"][0]
    assert "red ⟨U+001B⟩]0;t⟨U+0007⟩" in text_of(tmp_path, notebook("x", [cell]))


LINKED = "s-0123456789ab"


@pytest.mark.parametrize(
    ("html", "links"),
    [
        (LINKED, 1),
        (f"<b>{LINKED}</b>, {LINKED}", 2),
        (f"<a href='#x'>{LINKED} <b>{LINKED}</b></a> {LINKED}", 1),
        (f"<a title='{LINKED}'>x</a>", 0),
        (f"<img alt='{LINKED}' src='data:image/png;base64,AA'>", 0),
        (f"{LINKED[:-1]} x{LINKED} {LINKED}c s-ffffffffffff", 0),
        ("<code>01_x</code>", 1),
        ("<a href='#x'><code>01_x</code></a>", 0),
        ("<code>02_y</code> 01_x <b>01_x</b> <code><b>01_x</b></code>", 0),
        (f"<pre>{LINKED}\n{LINKED}</pre>", 2),
    ],
)
def test_statements_and_notebooks_become_links_outside_links(html, links):
    result = safe_html.safe(html, {LINKED}, {"01_x"})
    assert result.count('<a href="evidence.html#') + result.count('<a href="01_x.html"') == links
    assert "<a" not in re.sub(r"<a[^>]*>[^<]*(?:<(?!/?a\b)[^<]*)*</a>", "", result)


NAMES = [
    '"><script>',
    "a b",
    "x#y?z%41",
    "javascript:hit=1",
    "'onx='",
    "\u202egnp",
    "\udcff",
    "a&b",
    "~",
    "ق",
]


@pytest.fixture(scope="module")
def without_texts(tmp_path_factory):
    """Evidence whose first page draws nothing, and lists the notebooks as any other does."""
    return analysis.load(empty(tmp_path_factory.mktemp("empty") / "project"))


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_may_have_any_name(without_texts, tmp_path, name):
    written(tmp_path, notebook("x", places("x")["markdown"]), name)
    frame = layout.Frame("T", [(pages.chapter(name), f"{name}.html")], "p {}", "")
    html = layout.page(
        frame, "index.html", "T", pages.index(without_texts, "T", [("x", f"{name}.html")], [])
    )
    address = layout.address(f"{name}.html")
    assert re.fullmatch(r"[\w.~%-]+", address, re.ASCII)
    assert html.decode().count(f'href="{address}"') == 2
    assert not hidden(pages.chapter(name))


@pytest.mark.parametrize("name", ["index", "evidence", "INDEX", "Evidence"])
def test_a_notebook_does_not_replace_a_page_of_the_site(tmp_path, name):
    path = written(tmp_path, notebook("x", []), name)
    with pytest.raises(UserError, match=rf"notebooks/{name}\.ipynb: has the name of another page"):
        pages.notebook(path, set())


def run(project, **settings):
    command = [sys.executable, "-m", "analysis", "site", str(project)]
    return subprocess.run(command, capture_output=True, text=True, **settings)


def one_line(done, words):
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert re.search(words, done.stderr), done.stderr


DEEP = 100_000
CELL = {"cell_type": "markdown", "metadata": {}, "source": "x"}
NO_NOTEBOOK = {
    "nothing": "",
    "a half": '{"cells": [',
    "a list": "[]",
    "no object": "5",
    "nested": '{"cells": ' + "[" * DEEP,
    "nested metadata": json.dumps(notebook("x", [])).replace(
        '"x"', '{"a":' * 900 + "1" + "}" * 900
    ),
    "version 3": json.dumps({"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": []}),
    "version 5": json.dumps({**notebook("x", []), "nbformat": 5}),
    "no version": json.dumps({"cells": []}),
    "a version in words": json.dumps({**notebook("x", []), "nbformat": "4"}),
    "source a number": json.dumps(notebook("x", [{**CELL, "source": 5}])),
    "source of lists": json.dumps(notebook("x", [{**CELL, "source": [["x"], 5]}])),
    "source none": json.dumps(notebook("x", [{**CELL, "source": None}])),
    "unknown cell": json.dumps(notebook("x", [{**CELL, "cell_type": "heading"}])),
    "cells no list": json.dumps({**notebook("x", []), "cells": {"a": 1}}),
    "not UTF-8": "\udcff",
}


@pytest.mark.parametrize("content", NO_NOTEBOOK)
def test_a_file_that_is_not_a_notebook_is_named_in_one_line(tmp_path, content, capfd, recwarn):
    path = tmp_path / "notebooks/01_x.ipynb"
    path.parent.mkdir()
    path.write_text(NO_NOTEBOOK[content], encoding="utf-8", errors="surrogateescape")
    with pytest.raises(UserError, match=r"^notebooks/01_x\.ipynb: is [^\n]*run again[^\n]*$"):
        pages.notebook(path, set())
    assert (capfd.readouterr(), list(recwarn)) == (("", ""), [])


def test_a_notebook_without_ids_is_shown_without_a_warning(tmp_path, capfd, recwarn):
    content = {**notebook("x", places("words")["markdown"]), "nbformat_minor": 5}
    assert "before words after" in text_of(tmp_path, content)
    assert (capfd.readouterr(), list(recwarn)) == (("", ""), [])


@pytest.mark.parametrize("name", ["a\nb", "\x1b[31m", "a\u202eb"])
def test_any_name_is_reported_in_one_line(tmp_path, name):
    path = tmp_path / f"{name}.ipynb"
    path.write_text("{")
    with pytest.raises(UserError) as caught:
        pages.notebook(path, set())
    assert not hidden(str(caught.value))


def test_a_huge_notebook_is_named_and_not_read(tmp_path):
    path = written(tmp_path, notebook("x", []))
    with path.open("r+b") as file:
        file.truncate((64 << 20) + 1)
    with pytest.raises(UserError, match=r"01_x\.ipynb: cannot be read: larger than 64 MiB; "):
        pages.notebook(path, set())


NESTED = {
    "blocks": "<div>" * DEEP,
    "tables": "<table>" * DEEP,
    "bold": "".join(f"<p><b id=x{number}>" for number in range(10_000)),
    "lists": "<ul><li>" * DEEP,
    "links": "<a href=#>" * DEEP,
}


@pytest.mark.parametrize("place", ["markdown block", "html"])
@pytest.mark.parametrize("html", NESTED)
def test_absurd_nesting_is_reported_in_one_line(tmp_path, html, place):
    path = written(tmp_path, notebook("x", places(NESTED[html])[place]))
    expected = r"^notebooks/01_x\.ipynb: cannot be shown on a page: cell 1: \d+ elements are nested"
    with pytest.raises(UserError, match=expected):
        pages.notebook(path, set())


LONG = {
    "scripts": "<script>" + "<div>" * DEEP + "</script>",
    "comments": "<!--" * DEEP,
    "paragraphs": "<p>x" * DEEP,
    "quotes": ">" * DEEP,
    "stars": "*" * DEEP,
    "brackets": "[" * 10_000,
    "dollars": "$" * DEEP,
    "brackets and words": "![[" * 5_000,
    "one word": "x" * DEEP,
    "entities": "&" * DEEP,
}


@pytest.mark.parametrize("text", LONG)
def test_a_notebook_that_is_only_long_is_shown(tmp_path, text):
    for place in ("markdown block", "html", "stream"):
        text_of(tmp_path, notebook("x", places(LONG[text])[place]))


def test_a_folder_of_notebooks_that_cannot_be_read_is_named(tmp_path):
    project = ferries(tmp_path / "project", 1)
    (project / "notebooks").write_text("a file")
    one_line(run(project), "notebooks: cannot be read: notebooks is not a folder; make it a folder")
    assert not (project / "build").exists()


@pytest.mark.parametrize(
    "error", [PermissionError(13, "Permission denied"), OSError(5, "I/O error")]
)
def test_a_folder_that_the_system_refuses_to_open_is_named(tmp_path, monkeypatch, error):
    (tmp_path / "notebooks").mkdir()

    def refuse(folder):
        raise error

    monkeypatch.setattr("os.listdir", refuse)
    expected = rf"^notebooks: cannot be read: {error.strerror}; make it [^\n]* run again$"
    with pytest.raises(UserError, match=expected):
        notebooks.paths(tmp_path)


def test_a_project_without_notebooks_has_none(tmp_path):
    assert notebooks.paths(tmp_path) == []


CODE = "{% set ran = cycler.__init__.__globals__.os.open(%r, 66) %}{{ ran }}"
CONF = {"mimetypes": {"text/html": True}, "preprocessors": {"1": {"type": "planted.P"}}}
BASES = {"basic": {"base_template": "classic"}, "classic": {"base_template": "base"}}
TEMPLATES = ["basic", "classic", "base", "lab", "compatibility", "nbconvert/templates/basic"]
TEMPLATES += ["nbconvert/templates/base", "templates/basic", "."]
FILES = ["celltags.j2", "index.html.j2", "base.html.j2", "display_priority.j2", "null.j2"]
FILES += ["cell_id_anchor.j2", "basic.tpl", "mathjax.html.j2"]


def plant(folder, trace):
    """Put templates and settings everywhere below `folder` that create `trace` where they run."""
    module = f"open({str(trace)!r}, 'w')\nclass P:\n    def __init__(self, **_): pass\n"
    for name in TEMPLATES:
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        for file in FILES:
            (place / file).write_text(CODE.replace("%r", repr(str(trace))))
        (place / "conf.json").write_text(json.dumps(CONF | BASES.get(place.name, {})))
    settings = f"c.HTMLExporter.preprocessors = ['planted.P']\nopen({str(trace)!r}, 'w')\n"
    for name in ("jupyter_nbconvert_config.py", "jupyter_config.py", "ipython_config.py"):
        (folder / name).write_text(settings)
    (folder / "planted.py").write_text(module)


@pytest.mark.parametrize("safe_path", [False, True])
@pytest.mark.parametrize("place", ["working folder", "project", "notebooks", "jupyter"])
def test_no_template_or_setting_of_a_folder_is_read(tmp_path, place, safe_path):
    project, elsewhere = empty(tmp_path / "project"), tmp_path / "elsewhere"
    elsewhere.mkdir()
    written(project, notebook("x", places("words")["markdown"]))
    folder = {
        "working folder": elsewhere,
        "project": project,
        "notebooks": project / "notebooks",
        "jupyter": project / "share/jupyter",
    }[place]
    trace = elsewhere / "trace"
    plant(folder, trace)
    environment = {name: value for name, value in os.environ.items() if "JUPYTER" not in name}
    if safe_path:
        environment["PYTHONSAFEPATH"] = "1"
    if place == "jupyter":
        names = ("JUPYTER_PATH", "JUPYTER_CONFIG_DIR", "JUPYTER_CONFIG_PATH", "JUPYTER_DATA_DIR")
        environment |= dict.fromkeys((*names, "IPYTHONDIR"), str(folder))
    inside = folder if place in ("project", "notebooks") else elsewhere
    done = run(project, cwd=inside, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert "before words after" in (project / "build/site/01_x.html").read_text(encoding="utf-8")
    assert not trace.exists()


@pytest.mark.parametrize(
    "source",
    ["\\begin{a}" * 5_000, "\\\\(" * 5_000, "a" + " " * 500_000 + "b", "a\t" + " " * 500_000 + "b"],
    ids=["begin", "formula", "spaces", "tab"],
)
def test_markdown_that_would_take_the_parser_hours_does_not(tmp_path, source):
    cell = {"cell_type": "markdown", "metadata": {}, "source": source}
    path = written(tmp_path, notebook("x", [cell]))
    begun = time.process_time()
    with suppress(UserError):
        pages.notebook(path, set())
    assert time.process_time() - begun < 60  # seconds, and hours without a limit
