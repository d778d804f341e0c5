"""The pages of the site as HTML: every text in them is escaped, and none loads anything."""

from __future__ import annotations

import os
import re
from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from analysis import findings
from analysis.display.findings import html_quotes
from analysis.publishing import notebooks, safe_html
from analysis.publishing.site import records
from analysis.publishing.site.records import shown
from analysis.text.visible import visible
from analysis.validation import schema

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from analysis.evidence import Evidence

NOTICE = "A warrant, a charge or an accusation is not a verdict."
_OWN_PAGES = {"index", "evidence"}  # that no notebook may replace
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
    """What all pages share.

    `title` is that of the site, `menu` the names and files of its navigation; `style` and `script`
    stand in the pages.
    """

    title: str
    menu: list[tuple[str, str]]
    style: str
    script: str


def policy(style: str, script: str = "") -> str:
    """The Content-Security-Policy of a page with this style sheet and script, and no other.

    Both stand in the page and are named by their hashes: from the file system a browser checks no
    hash of a separate file, and 'self' would allow every file.

    >>> policy("p {}")
    "default-src 'none'; style-src 'sha256-SNJDlN1Iy2mnt7DOjQIyDb2LQE6O5PQiSZomcdzawQ4='; \
img-src data:; base-uri 'none'; form-action 'none'"
    """
    sources = {
        "default-src": "'none'",
        "script-src": script and _hash(script),
        "style-src": _hash(style),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {source}" for name, source in sources.items() if source)


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def page(frame: Frame, file: str, title: str, body: str, data: str = "") -> bytes:
    """The whole page `file`: `body`, with the navigation above it.

    `data` is JSON for the script of the site, which only a page with data has.
    """
    top = "../" * file.count("/")
    links = "\n".join(
        f'<li><a href="{top}{address(target)}"{_current(target == file)}>{escape(name)}</a></li>'
        for name, target in frame.menu
    )
    script = frame.script if data else ""
    end = ""
    if data:
        end = (
            f'<script type="application/json" id="data">{data}</script>\n'
            f"<script>{script}</script>\n"
        )
    whole = title if title == frame.title else f"{title} · {frame.title}"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy(frame.style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{escape(whole)}</title>
<link rel="icon" href="data:,">
<style>{frame.style}</style>
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


def address(file: str) -> str:
    """The address of a file of the site, whatever is in its name.

    >>> address("a b.html"), address('"<x>:#.html')
    ('a%20b.html', '%22%3Cx%3E%3A%23.html')
    """
    return quote(os.fsencode(file))


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
        f"<li>{escape(shown(line))}{safe_html.safe(html_quotes(line, evidence), known)}</li>"
        for line in findings.headline(evidence)
    )
    chapters = "\n".join(
        f'<li><a href="{address(file)}">{escape(name)}</a></li>' for name, file in contents
    )
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
        f"<span>published {escape(records.published(row))}; "
        f"{counts.get(row.source_id, 0)} statements</span></li>"
        for row in evidence.sources.itertuples()
    )


def text(source: pd.Series, parts: list[list[records.Part]], table: pd.DataFrame) -> str:
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
        for name, value in records.about(source).items()
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


def _passage(part: records.Part, ids: pd.Series, places: dict[int, str]) -> str:
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
        for column, name in records.DETAILS.items()
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

    Raises notebooks.NotebookError if it cannot be read or shown.
    """
    from analysis.publishing import notebook_html

    name = f"{notebooks.FOLDER}/{visible(path.name)}"
    if path.stem.casefold() in _OWN_PAGES:
        raise notebooks.NotebookError(
            f"{name}: has the name of another page of the site; rename it and run again"
        )
    _, content = notebooks.read(path)
    others = {other.stem for other in notebooks.paths(path.parents[1])}
    try:
        body = notebook_html.body(content, known, others)
    except ValueError as error:
        raise notebooks.NotebookError(
            f"{name}: cannot be shown on a page: {error}; change that cell and run again"
        ) from error
    first = next((cell.source for cell in content.cells if cell.cell_type == "markdown"), "")
    title = re.match(r"#\s+(.+)", first)
    return shown(title[1].strip() if title else path.stem), body


def chapter(name: str) -> str:
    """The name of a notebook in the navigation.

    >>> chapter("03_charges_and_legal_bases")
    'Charges and legal bases'
    """
    words = re.sub(r"^\d+_", "", name).replace("_", " ")
    return shown(words[:1].upper() + words[1:])
