"""Write a page about each warrant and each person that can be printed as a dossier."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from analysis import agreement, tables
from analysis.display.lines import html_line
from analysis.findings.sentences import count_noun
from analysis.publishing.site.layout import NOTICE, address
from analysis.text.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from analysis.evidence import Evidence

KINDS = {"warrant": "Warrants", "person": "Persons"}  # kinds of entities that have a page
NAME = "name"  # the property whose quotes are the spellings of a name
_UNDECIDED = {"conflict", "more exact", "overlap", "differ", "not comparable"}


def file_of(entity_id: str) -> str:
    """Return the file of the page of an entity.

    >>> file_of("iran-warrant")
    'entities/iran-warrant.html'
    """
    return f"entities/{entity_id}.html"


def with_a_page(evidence: Evidence) -> pd.DataFrame:
    """Return the entities that have a page: warrants and persons with statements about them."""
    spoken = evidence.entities["entity_id"].isin(set(evidence.statements["entity_id"]))
    return evidence.entities[spoken & evidence.entities["kind"].isin(KINDS)]


def items(evidence: Evidence) -> str:
    """Return the links to the pages as lists, one for each kind, each under a heading."""
    entities = with_a_page(evidence)
    parts = []
    for kind, heading in KINDS.items():
        rows = entities[entities["kind"] == kind]
        links = "\n".join(
            f'<li><a href="{address(file_of(row["entity_id"]))}" dir="auto">'
            f"{escape(one_line(row['label']))}</a></li>"
            for _, row in rows.iterrows()
        )
        if links:
            parts.append(f'<h3>{heading}</h3>\n<ul class="names">\n{links}\n</ul>')
    return "\n".join(parts)


def pages(evidence: Evidence, table: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Return the title and the content of each page, by its file.

    Parameters
    ----------
    evidence : Evidence
        The evidence of the site.
    table : DataFrame
        The statements, as `records.statements` returns them.

    Returns
    -------
    dict of str to (str, str)
        The title and the content of `<main>`.

    Examples
    --------
    >>> import analysis
    >>> from analysis.publishing.site import records
    >>> evidence = analysis.load()
    >>> written = pages(evidence, records.statements(evidence))
    >>> written["entities/iran-warrant.html"][0]
    "Iran's arrest warrant"
    """
    coded = evidence.statements.set_index("statement_id")[["value", "speaker"]]
    table = table.join(coded.add_suffix("_id"), on="statement_id")
    parts = {
        "about": (table, "entity_id"),
        "naming": (table[table["value_id"] != table["entity_id"]], "value_id"),
        "saying": (table, "speaker_id"),
        "outcomes": (agreement.outcomes(evidence), "entity_id"),
        "elements": (tables.elements(evidence), "warrant_id"),
    }
    empty = {name: rows[:0] for name, (rows, _) in parts.items()}
    groups = {name: dict(list(rows.groupby(key))) for name, (rows, key) in parts.items()}
    pages = {}
    for _, row in with_a_page(evidence).iterrows():
        name = row["entity_id"]
        own = {part: groups[part].get(name, empty[part]) for part in parts}
        pages[file_of(name)] = (one_line(row["label"]), _page(row, own))
    return pages


def _page(entity: pd.Series, parts: dict[str, pd.DataFrame]) -> str:
    """Return the content of the page of one entity from the rows that concern it."""
    about = parts["about"]
    n_texts = about["source_id"].nunique()
    sections = [
        _spellings(about),
        _differences(parts["outcomes"]),
        _questions(parts["elements"]),
        _by_property("about", "What the texts say about it", about),
        _by_property("naming", "Where statements about something else name it", parts["naming"]),
        _by_property("saying", "What is attributed to this speaker", parts["saying"]),
    ]
    return f"""<h1 dir="auto">{escape(one_line(entity["label"]))}</h1>
<p class="lead" dir="auto">{escape(one_line(entity["description"]))}</p>
<p class="notice"><strong>{NOTICE}</strong> What follows was reported:
{count_noun(len(about), "statement")} in {count_noun(n_texts, "text")}, each with its speaker and
its exact words.</p>
<div class="dossier">
{"".join(sections)}</div>"""


def _section(place: str, heading: str, body: str) -> str:
    if not body:
        return ""
    return f"""<section aria-labelledby="{place}">
<h2 id="{place}">{heading}</h2>
{body}
</section>
"""


def _spellings(about: pd.DataFrame) -> str:
    """Return how each text writes the name."""
    names = about[about["property"] == NAME].drop_duplicates(["source_id", "quote"])
    spelled = [
        f"<bdi>{escape(str(quote))}</bdi> ({_join(rows['source'])})"
        for quote, rows in names.groupby("quote", sort=False)
    ]
    return _section("names", "The name, as the texts write it", _list(spelled))


def _differences(outcomes: pd.DataFrame) -> str:
    """Return the facts on which the texts differ, with the sentence of the comparison."""
    rows = outcomes[outcomes["outcome"].isin(_UNDECIDED)]
    sentences = [
        f"<b>{escape(row['property'].replace('_', ' '))}: {escape(row['outcome'])}.</b> "
        f"{html_line(one_line(row['sentence']))}"
        for _, row in rows.iterrows()
    ]
    return _section("differences", "Where the texts differ", _list(sentences))


def _questions(elements: pd.DataFrame) -> str:
    """Return the questions about a warrant that no text answers, or only some."""
    open_questions, partly = [], []
    for question, rows in elements.groupby("question", sort=False):
        answered = rows["answer"] == "answered"
        asked = rows[rows["answer"] == "asked"]
        if answered.all():
            continue
        item = f"<b>{escape(one_line(str(question)))}</b>"
        if answered.any():
            item += f" Not said in {_join(rows.loc[~answered, 'source'])}."
            partly.append(item)
        else:
            texts = "; ".join(asked["source"] + ": " + asked["text"])
            open_questions.append(item + (f" {html_line(one_line(texts))}" if texts else ""))
    return _section("unsaid", "What no text says", _list(open_questions)) + _section(
        "partly", "What only some of the texts on it say", _list(partly)
    )


def _by_property(place: str, heading: str, table: pd.DataFrame) -> str:
    """Return the statements, grouped by property, each group under the sentence of the property."""
    parts = []
    for means, rows in table.groupby("means", sort=False):
        cells = rows.to_dict("records")
        listed = "\n".join(_statement(row, subject=place != "about") for row in cells)
        title = f"{escape(str(means))} <small>({escape(cells[0]['property'])})</small>"
        parts.append(f'<h3 dir="auto">{title}</h3>\n<ul class="statements">\n{listed}\n</ul>')
    return _section(place, heading, "\n".join(parts))


def _statement(row: dict, subject: bool) -> str:
    """Return a statement as a list item; with `subject`, it names the entity that it is about."""
    entity = f"<bdi>{escape(row['entity'])}</bdi>: " if subject else ""
    stance = f" <em>{escape(row['stance'])}</em>" if row["stance"] else ""
    link = f"../evidence.html#{row['statement_id']}"
    return f"""<li>
<p class="value">{entity}<a href="{link}" dir="auto">{escape(row["value_text"])}</a>{stance}</p>
<p class="who" dir="auto"><bdi>{escape(row["source"])}</bdi> · said by
{html_line(row["whose"])}</p>
<blockquote dir="auto">{escape(row["quote"])}</blockquote>
</li>"""


def _list(items: list[str]) -> str:
    listed = "\n".join(f'<li dir="auto">{item}</li>' for item in items)
    return listed and f"<ul>\n{listed}\n</ul>"


def _join(names: Iterable[str]) -> str:
    once = dict.fromkeys(one_line(name) for name in names)
    return "; ".join(f"<bdi>{escape(name)}</bdi>" for name in once)
