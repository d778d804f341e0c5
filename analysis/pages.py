"""The pages of the site as HTML: every text in them is escaped, and none asks the network."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from analysis import display, findings, notebooks, record, schema
from analysis.record import shown

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from analysis.evidence import Evidence

NOTICE = "A warrant, a charge or an accusation is not a verdict."
ID = re.compile(r"\bs-[0-9a-f]{12}\b")
_NAMED = re.compile(r"<code>(\w+)</code>")  # as a notebook names the others
_WIDE = '<div style="overflow-x:auto">'  # of a table; to scroll by key it must take the focus
_TAG = re.compile(r"(<[^>]*>)")
# Nothing runs but the site's own script file: not even one that a notebook or a text would bring.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
# nbconvert's own body of a page, with the code of a cell folded away.
_BODY = """{%- extends 'basic/index.html.j2' -%}
{%- block input -%}
<details class="code"><summary>Code of this cell</summary>{{ super() }}</details>
{%- endblock input -%}
{%- block in_prompt -%}{%- endblock in_prompt -%}
"""


LEGEND = """<details class="legend">
<summary>What the labels mean</summary>
<p>None of them says what is true: texts that agree may all be wrong.</p>
<dl>
<dt>agree</dt><dd>Every text that speaks of it gives the same.</dd>
<dt>compatible</dt><dd>The texts give not quite the same, and all of it can be right.</dd>
<dt>conflict</dt><dd>What is said of it cannot all be right.</dd>
<dt>single source</dt><dd>One text alone speaks of it.</dd>
<dt>not comparable</dt><dd>Several texts speak of it, none in the stance of another: a forecast is
not set against a claim.</dd>
<dt>alleged, denied, predicted, requested, conditional</dt><dd>The stance of the speaker, who does
not plainly assert the value. What is denied is said not to be so.</dd>
<dt>inferred</dt><dd>The value was read from the words, which do not state it.</dd>
<dt>the article itself</dt><dd>The text says it in its own voice, and names nobody for it.</dd>
</dl>
</details>"""


class Frame(NamedTuple):
    """What all pages share: the title of the site, and the names and files of its navigation."""

    title: str
    menu: list[tuple[str, str]]


def page(frame: Frame, file: str, title: str, body: str, end: str = "") -> bytes:
    """The whole page `file`: `body`, with the navigation above it and `end` behind everything."""
    top = "../" * file.count("/")
    links = "\n".join(
        f'<li><a href="{top}{target}"{_current(target == file)}>{escape(name)}</a></li>'
        for name, target in frame.menu
    )
    whole = title if title == frame.title else f"{title} · {frame.title}"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{escape(whole)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{top}site.css">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<nav aria-label="Site">
<ul>
{links}
</ul>
</nav>
</header>
<main id="main" tabindex="-1">
{body}
</main>
<footer>
<p><strong>{NOTICE}</strong> These pages say what was reported, never what is true, and name a
speaker for everything.</p>
</footer>
{end}</body>
</html>
""".encode()


def _current(is_here: bool) -> str:
    return ' aria-current="page"' if is_here else ""


def index(
    evidence: Evidence,
    title: str,
    contents: list[tuple[str, str]],
    tables: list[str],
) -> str:
    """The first page, under its title: what this is, what was found, and where everything stands.

    `contents` are the titles and files of the notebooks, `tables` the files to take away.
    """
    known = set(evidence.statements["statement_id"])
    found = "\n".join(
        f"<li>{escape(shown(line))}{linked(display.words_of(line, evidence), known)}</li>"
        for line in findings.headline(evidence)
    )
    chapters = "\n".join(f'<li><a href="{file}">{escape(name)}</a></li>' for name, file in contents)
    files = ", ".join(f'<a href="{name}">{name.removeprefix("data/")}</a>' for name in tables)
    licences = (found.get("title") for found in schema.about(evidence.root).get("licenses", []))
    under = "; ".join(escape(shown(title)) for title in licences if isinstance(title, str))
    under = f"They are under {under}; the" if under else "The"
    return f"""<h1 dir="auto">{escape(title)}</h1>
<p class="lead">Texts were read sentence by sentence and turned into tables in which every value
keeps the exact words it came from, and the speaker who is given as saying it.</p>
<p class="notice"><strong>{NOTICE}</strong> These tables say what was reported, never what is
true.</p>
<p><a class="go" href="evidence.html">Walk from any value to its words</a></p>
<div class="front">
<section aria-labelledby="findings">
<h2 id="findings">Findings</h2>
<p class="aside">In parentheses stands the text; after its colon who is given as saying it, where
that is not the text itself. <em>Inferred</em> marks a value that was read from the words and that
the words do not state.</p>
<ul class="findings">
{found}
</ul>
</section>
<div class="beside">
<section aria-labelledby="texts">
<h2 id="texts">The texts</h2>
<ul class="texts">
{_text_items(evidence)}
</ul>
</section>
<section aria-labelledby="notebooks">
<h2 id="notebooks">Questions, and what the texts answer</h2>
<ol class="chapters">
{chapters}
</ol>
</section>
<section aria-labelledby="downloads">
<h2 id="downloads">To take away</h2>
<p>The tables, in UTF-8 with commas; open every column as text: {files}. {under}
texts stay their publishers'. What each column means stands in
<a href="data/datapackage.json">datapackage.json</a>.</p>
</section>
</div>
</div>"""


def text_file(source_id: str) -> str:
    """The file of the page of a text."""
    return f"texts/{source_id}.html"


def _text_items(evidence: Evidence) -> str:
    counts = evidence.statements["source_id"].value_counts()
    return "\n".join(
        f'<li><a href="{text_file(row.source_id)}" dir="auto">{escape(shown(row.label))}</a> '
        f"<span>published {escape(record.published(row))}; "
        f"{counts.get(row.source_id, 0)} statements</span></li>"
        for row in evidence.sources.itertuples()
    )


def text(source: pd.Series, parts: list[list[record.Part]], table: pd.DataFrame) -> str:
    """The page of one text: its words, and beneath them its statements."""
    ids = table["statement_id"]
    paragraphs, places = [], {}
    for line in parts:
        words = ""
        for part in line:
            words += _passage(part, ids, places)
        paragraphs.append(f'<p dir="auto">{words}</p>')
    told = "\n".join(_statement(row, places[row.Index]) for row in table.itertuples())
    known = "".join(
        f'<dt>{name}</dt><dd dir="auto">{escape(value)}</dd>'
        for name, value in record.about(source).items()
    )
    body = "\n".join(paragraphs)
    return f"""<h1 dir="auto">{escape(shown(source["label"]))}</h1>
<dl class="about">{known}</dl>
<p class="aside">A marked passage leads to what was coded from it, and a value to its words. Dotted
words carry no statement, and the reason stands behind them.</p>
{LEGEND}
<div class="columns static">
<section aria-labelledby="words">
<h2 id="words">The text</h2>
<article class="text" lang="{escape(source["language"])}" dir="auto">
{body}
</article>
</section>
<section aria-labelledby="statements">
<h2 id="statements">Statements: {len(table)}</h2>
<ol class="told">
{told}
</ol>
</section>
</div>"""


def _passage(part: record.Part, ids: pd.Series, places: dict[int, str]) -> str:
    """A part of a text as HTML; `places` learns where the words of each statement begin."""
    words = escape(part.words)
    if part.waived:
        return f'<span class="waived">{words}</span><small> [{escape(part.waived)}]</small>'
    if not part.quotes:
        return words
    place = f"words-{len(places)}-{part.quotes[0]}"
    begun = [number for number in part.quotes if number not in places]
    places |= dict.fromkeys(begun, place)
    mark = f' id="{place}"' if begun else ""
    if not words.strip():  # a space between two quotes is marked, but leads nowhere
        return f'<span class="quoted"{mark}>{words}</span>'
    return f'<a class="quoted"{mark} href="#{ids[part.quotes[-1]]}">{words}</a>'


def _statement(row: tuple, place: str) -> str:
    told = "".join(
        f'<dt>{name}</dt><dd dir="auto">{escape(value)}</dd>'
        for column, name in record.DETAILS.items()
        if (value := getattr(row, column))
    )
    means = escape(row.means).replace("…", f"<b>{escape(row.said)}</b>", 1)
    name = row.statement_id
    stance = f" <em>{escape(row.stance)}</em>" if row.stance else ""
    return f"""<li id="{name}">
<p class="value" dir="auto"><a href="#{place}">{escape(row.said)}</a>{stance}</p>
<p class="means" dir="auto"><span class="whose">{escape(row.whose)}: </span>{means}</p>
<blockquote dir="auto">{escape(row.quote)}</blockquote>
<dl>{told}<dt>Id</dt><dd><a href="../evidence.html#{name}">{name}</a></dd></dl>
</li>"""


def evidence_browser(evidence: Evidence) -> str:
    """The page of the evidence browser, which the script fills."""
    return f"""<h1>The evidence</h1>
<p class="lead">Choose a value and its words are marked in the text; choose marked words and what
was coded from them is listed.</p>
{LEGEND}
<noscript><p class="notice">This page needs JavaScript. Each text also has a page that does not,
with all its statements:</p>
<ul class="texts">
{_text_items(evidence)}
</ul></noscript>
<div id="browser" hidden>
<form id="filters" role="search" aria-label="Statements">
<p class="field wide"><label for="query">Search values, words, notes and names</label>
<input id="query" type="search" autocomplete="off" spellcheck="false"></p>
<details id="more-filters" open>
<summary>Filters</summary>
<div id="selects"></div>
</details>
</form>
<p class="count"><output id="count" for="filters" aria-live="polite"></output>
<button type="button" id="clear" hidden>Clear the filters</button></p>
<div class="columns">
<section id="reader" aria-labelledby="reader-title">
<div class="reader-head">
<h2 id="reader-title" dir="auto"></h2>
<p class="turn"><button type="button" id="before">Previous<span> text</span></button>
<button type="button" id="after">Next<span> text</span></button>
<a id="own-page">Its own page</a></p>
</div>
<div id="pane" class="pane"></div>
</section>
<section id="listing" aria-labelledby="listing-title">
<h2 id="listing-title">Statements</h2>
<p id="chosen" class="notice" hidden></p>
<button type="button" id="earlier" hidden>Show those before</button>
<ol id="rows"></ol>
<button type="button" id="later" hidden>Show more</button>
<p class="aside keys"><kbd>↑</kbd> <kbd>↓</kbd> move in the list and in the text;
<kbd>Enter</kbd> opens; <kbd>Esc</kbd> goes back.</p>
</section>
</div>
</div>"""


def notebook(path: Path, known: set[str]) -> tuple[str, str]:
    """The title of a notebook and its body as stored, in which the `known` statements are links.

    Raises notebooks.NotebookError if it cannot be read.
    """
    from nbconvert import HTMLExporter

    _, content = notebooks.read(path)
    exporter = HTMLExporter(template_name="basic", raw_template=_BODY, exclude_anchor_links=True)
    body, _ = exporter.from_notebook_node(content)
    first = next((cell.source for cell in content.cells if cell.cell_type == "markdown"), "")
    title = re.match(r"#\s+(.+)", first)
    body = body.replace(_WIDE, f'{_WIDE[:-1]} tabindex="0" role="group" aria-label="Table">')
    others = {other.stem for other in notebooks.paths(path.parents[1])}
    body = _NAMED.sub(lambda name: _to(name[1], name[0]) if name[1] in others else name[0], body)
    body = f'<div class="notebook">\n{linked(body, known)}</div>'
    return (title[1].strip() if title else path.stem), body


def _to(name: str, shown: str) -> str:
    return f'<a href="{name}.html">{shown}</a>'


def chapter(name: str) -> str:
    """The name of a notebook in the navigation.

    >>> chapter("03_charges_and_legal_bases")
    'Charges and legal bases'
    """
    words = re.sub(r"^\d+_", "", name).replace("_", " ")
    return words[:1].upper() + words[1:]


def linked(body: str, known: set[str]) -> str:
    """`body` with the ids of `known` statements, where no link has them, as links to them.

    >>> linked('<p title="s-0123456789ab">s-0123456789ab</p>', {"s-0123456789ab"})
    '<p title="s-0123456789ab"><a href="evidence.html#s-0123456789ab">s-0123456789ab</a></p>'
    """

    def link(found: re.Match) -> str:
        name = found[0]
        return f'<a href="evidence.html#{name}">{name}</a>' if name in known else name

    inside, told = False, []
    for run in _TAG.split(body):
        if run.startswith("<"):
            inside = (inside or run.startswith("<a ")) and run != "</a>"
        told.append(run if inside or run.startswith("<") else ID.sub(link, run))
    return "".join(told)
