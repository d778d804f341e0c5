"""Write the content of each page of the site as HTML, with all text escaped."""

from __future__ import annotations

import base64
import re
from html import escape
from typing import TYPE_CHECKING

from analysis import findings, tables
from analysis.display.findings import html_quotes
from analysis.display.lines import html_line
from analysis.publishing import notebooks, safe_html, story
from analysis.publishing.site import browser_page, cell_labels, entities, records
from analysis.publishing.site.layout import NOTICE, address
from analysis.text import sentences
from analysis.text.counted import count_noun
from analysis.text.visible import one_line, visible
from analysis.validation import schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pandas as pd

    from analysis.evidence import Evidence

_RESERVED = {"index", "evidence"}  # names that no notebook may have


def index(
    evidence: Evidence,
    title: str,
    contents: list[tuple[str, str]],
    downloads: list[str],
) -> str:
    """Return the first page: the story or the findings, and links to everything on the site.

    Parameters
    ----------
    evidence : Evidence
        The evidence of the site.
    title : str
        The title of the site.
    contents : list of (str, str)
        The title and the file of each notebook.
    downloads : list of str
        The files of the tables.

    Returns
    -------
    str
        The content of `<main>`.
    """
    files = ", ".join(f'<a href="{name}">{name.removeprefix("data/")}</a>' for name in downloads)
    licences = (entry.get("title") for entry in schema.about(evidence.root).get("licenses", []))
    names = "; ".join(escape(one_line(name)) for name in licences if isinstance(name, str))
    terms = f"They are under {names}; the" if names else "The"
    return f"""<h1 dir="auto">{escape(title)}</h1>
<p class="lead" dir="auto">{escape(opening(evidence.root))}</p>
<p class="notice"><strong>{NOTICE}</strong> These tables say what was reported, never what is
true. Every value keeps the exact words it came from, and names the speaker.</p>
{_cards(evidence)}
<p><a class="go" href="evidence.html">Go from any value to its words</a></p>
<div class="front">
{_story(evidence) or _findings(evidence)}<div class="beside">
<section aria-labelledby="texts">
<h2 id="texts">The texts</h2>
<ul class="texts">
{text_items(evidence)}
</ul>
</section>
{_entities(evidence)}{_chapters(contents)}<section aria-labelledby="downloads">
<h2 id="downloads">To take away</h2>
<p>The tables, in UTF-8 with commas; open every column as text: {files}. {terms}
texts stay their publishers'. The columns are described in
<a href="data/datapackage.json">datapackage.json</a>.</p>
</section>
</div>
</div>"""


def _story(evidence: Evidence) -> str:
    """Return a section with the story of the first notebook; "" if it has none."""
    text = story.text_of(evidence.root)
    if not text:
        return ""
    ids = set(evidence.statements["statement_id"])
    return f"""<section aria-labelledby="story">
<h2 id="story">In short</h2>
<p class="aside">Underlined words are those of the texts.</p>
<div class="story">
{safe_html.safe(story.in_html(text, evidence), ids)}
</div>
</section>
"""


def _findings(evidence: Evidence) -> str:
    """Return a section with the findings that can be stated for any project."""
    ids = set(evidence.statements["statement_id"])
    items = "\n".join(
        f'<li dir="auto">{html_line(one_line(line))}'
        f"{safe_html.safe(html_quotes(line, evidence), ids)}</li>"
        for line in findings.headline(evidence)
    )
    return f"""<section aria-labelledby="findings">
<h2 id="findings">Findings</h2>
<p class="aside">The text is in parentheses; after its colon, the speaker to whom it is attributed,
unless that is the text itself. <em>Inferred</em> marks a value that was read from the words and
that the words do not state.</p>
<ul class="findings">
{items}
</ul>
</section>
"""


def _chapters(contents: list[tuple[str, str]]) -> str:
    """Return a section with links to the notebooks; "" if there are none."""
    if not contents:
        return ""
    chapters = "\n".join(
        f'<li><a href="{address(file)}">{escape(name)}</a></li>' for name, file in contents
    )
    return f"""<section aria-labelledby="notebooks">
<h2 id="notebooks">Questions, and what the texts answer</h2>
<ol class="chapters">
{chapters}
</ol>
</section>
"""


def opening(root: Path) -> str:
    """Return a sentence that says what the project is about.

    It is the first sentence below the title of the first notebook, or of the description in
    datapackage.json where no notebook begins with a plain sentence.

    >>> from analysis.system.project_folder import PROJECT
    >>> "Donald Trump" in opening(PROJECT)
    True
    """
    candidates = []
    for path in notebooks.paths(root)[:1]:
        _, content = notebooks.read(path)
        first = next((cell.source for cell in content.cells if cell.cell_type == "markdown"), "")
        candidates += [part for part in first.split("\n\n") if not part.startswith("#")][:1]
    candidates = [part for part in candidates if not re.search(r"[*_`<\[\]$]|^[-+>]", part)]
    described = schema.about(root).get("description")
    candidates += [described] if isinstance(described, str) else []
    candidates.append("What each text says, value by value.")
    paragraph = next(line for line in map(one_line, candidates) if line)
    first = sentences.split_sentences(paragraph, "en")[0]
    return paragraph[first.start : first.end]


def _cards(evidence: Evidence) -> str:
    """Return the cards of the warrants as a picture for wide or narrow windows; "" if none."""
    from analysis import figures

    table = tables.cards(evidence)
    if table.empty:
        return ""
    wide, narrow = figures.cards(table), figures.cards(table, narrow=True)
    alt = escape(one_line(str(wide.get_label())))
    sources = [
        f"data:image/png;base64,{base64.b64encode(figures.png(drawn)).decode()}"
        for drawn in (wide, narrow)
    ]
    return (
        f'<picture class="cards"><source media="(max-width: 45em)" srcset="{sources[1]}">'
        f'<img alt="{alt}" src="{sources[0]}"></picture>'
    )


def _entities(evidence: Evidence) -> str:
    """Return the links to the pages of warrants and persons as a section; "" if there are none."""
    items = entities.items(evidence)
    if not items:
        return ""
    return f"""<section aria-labelledby="entities">
<h2 id="entities">Warrants and persons, one page each</h2>
{items}
</section>
"""


def text_file(source_id: str) -> str:
    """Return the file of the page of a text."""
    return f"texts/{source_id}.html"


def text_items(evidence: Evidence) -> str:
    """Return one list item per text, with a link, its date and its number of statements."""
    counts = evidence.statements["source_id"].value_counts()
    return "\n".join(
        f'<li><a href="{text_file(source["source_id"])}">'
        f"<bdi>{escape(one_line(source['label']))}</bdi></a> "
        f"<span>published {escape(records.published(source))}; "
        f"{count_noun(counts.get(source['source_id'], 0), 'statement')}</span></li>"
        for _, source in evidence.sources.iterrows()
    )


def text(source: pd.Series, lines: list[list[records.Segment]], table: pd.DataFrame) -> str:
    """Return the page of one text: its words, then its statements.

    Parameters
    ----------
    source : Series
        The row of `sources`.
    lines : list of list of Segment
        The lines of the text, as `records.lines` cuts them.
    table : DataFrame
        The rows of `records.statements` that belong to the text.

    Returns
    -------
    str
        The content of `<main>`.
    """
    places: dict[int, str] = {}
    paragraphs = []
    for line in lines:
        words = "".join(_passage(segment, table["statement_id"], places) for segment in line)
        paragraphs.append(f'<p dir="auto">{words}</p>')
    body = "\n".join(paragraphs)
    items = "\n".join(_statement(row, places[number]) for number, row in _rows(table))
    about = "".join(
        f'<dt>{name}</dt><dd dir="auto">{escape(value)}</dd>'
        for name, value in records.about(source).items()
    )
    return f"""<h1 dir="auto">{escape(one_line(source["label"]))}</h1>
<dl class="about">{about}</dl>
<p class="aside">A marked passage leads to what was coded from it, and a value to its words. Dotted
words carry no statement, and the reason follows them.</p>
{browser_page.LEGEND}
<div class="columns static">
<section aria-labelledby="words">
<h2 id="words">The text</h2>
<article class="text" lang="{escape(source["language"])}" dir="auto">
{body}
</article>
</section>
<section aria-labelledby="statements">
<h2 id="statements">Statements: {len(table)}</h2>
<p class="aside">Each opens on who says it, its words, and how the texts compare.</p>
<ol class="statements">
{items}
</ol>
</section>
</div>"""


def _passage(segment: records.Segment, ids: pd.Series, places: dict[int, str]) -> str:
    """Return a segment of a text as HTML, and note in `places` where each statement begins."""
    words = escape(segment.words)
    if segment.exclusion:
        return f'<span class="excluded">{words}</span><small> [{escape(segment.exclusion)}]</small>'
    if not segment.statements:
        return words
    place = f"words-{len(places)}-{segment.statements[0]}"
    begun = [number for number in segment.statements if number not in places]
    places |= dict.fromkeys(begun, place)
    mark = f' id="{place}"' if begun else ""
    if not words.strip():  # a space between two quotes is marked, but is not a link
        return f'<span class="quoted"{mark}>{words}</span>'
    return f'<a class="quoted"{mark} href="#{ids[segment.statements[-1]]}">{words}</a>'


def _rows(table: pd.DataFrame) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the number and the cells of each statement."""
    cells = table.to_dict("records")
    for number, row in zip(table.index, cells, strict=True):
        yield number, {str(name): value for name, value in row.items()}


def _statement(row: dict[str, str], place: str) -> str:
    """Return a statement as a list item that links to the `place` of its words."""
    details = "".join(
        f'<dt>{heading}</dt><dd dir="auto">{escape(row[column])}</dd>'
        for column, heading in records.DETAILS.items()
        if row[column]
    )
    value, name = escape(row["value_text"]), row["statement_id"]
    means = escape(row["means"]).replace("…", f"<b><bdi>{value}</bdi></b>", 1)
    stance = f" <em>{escape(row['stance'])}</em>" if row["stance"] else ""
    return f"""<li><details>
<summary><bdi class="value">{value}</bdi>{stance}
<span class="what"><bdi>{escape(row["entity"])}</bdi>: {escape(row["property"])}, said by
<bdi>{escape(row["speaker"])}</bdi></span></summary>
<div class="opened" id="{name}">
<p class="means" dir="auto"><span class="whose">{html_line(row["whose"])}: </span>
{means}</p>
<blockquote dir="auto">{escape(row["quote"])}</blockquote>
<p><a class="to-words" href="#{place}">Go to the words</a></p>
<dl>{details}<dt>Id</dt><dd><a href="../evidence.html#{name}">{name}</a></dd></dl>
</div>
</details></li>"""


def notebook(path: Path, statements: set[str]) -> tuple[str, str]:
    """Return the title of a notebook, and its cells and stored outputs as HTML.

    Parameters
    ----------
    path : Path
        The notebook.
    statements : set of str
        The ids that become links to the evidence browser.

    Raises
    ------
    notebooks.NotebookError
        If the notebook cannot be read or shown.
    """
    from analysis.publishing import notebook_html

    name = f"{notebooks.FOLDER}/{visible(path.name)}"
    if path.stem.casefold() in _RESERVED:
        raise notebooks.NotebookError(
            f"{name}: has the name of another page of the site; rename it and run again"
        )
    _, content = notebooks.read(path)
    others = {other.stem for other in notebooks.paths(path.parents[1])}
    try:
        body = notebook_html.body(content, statements, others)
    except ValueError as error:
        raise notebooks.NotebookError(
            f"{name}: cannot be shown on a page: {error}; change that cell and run again"
        ) from error
    first = next((cell.source for cell in content.cells if cell.cell_type == "markdown"), "")
    title = re.match(r"#\s+(.+)", first)
    return one_line(title[1].strip() if title else path.stem), cell_labels.labelled(body)


def chapter(name: str) -> str:
    """Return the name of a notebook in the navigation.

    >>> chapter("03_charges_and_legal_bases")
    'Charges and legal bases'
    """
    words = re.sub(r"^\d+_", "", name).replace("_", " ")
    return one_line(words[:1].upper() + words[1:])
