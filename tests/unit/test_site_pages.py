"""The pages of warrants and persons, the first page, and tables on a phone."""

import json
import re
from html import unescape

import nbformat
import pandas as pd
import pytest

import analysis
from analysis import agreement, display, tables
from analysis.publishing import notebook_html, notebooks, safe_html, site
from analysis.publishing.site import cell_labels, conventions, entities, layout, pages, spellings
from analysis.system.project_folder import PROJECT
from analysis.text.visible import one_line
from analysis.validation import schema
from tests.support import hostile as hostile_texts
from tests.support import matters
from tests.support.projects import ARABIC, empty, ferries

hostile = hostile_texts.hostile


@pytest.fixture(scope="module")
def made(site_files) -> dict[str, bytes]:
    return site_files


def ids_of(page: str) -> set[str]:
    return set(re.findall(r"evidence\.html#(s-\w+)", page))


def words(page: str) -> str:
    """Return the text of a page, with one space between words."""
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", "", main)).split())


# A warrant, a person


def test_every_warrant_and_person_with_a_statement_has_a_page(made, loaded):
    spoken = loaded.entities["entity_id"].isin(loaded.statements["entity_id"])
    rows = loaded.entities[spoken & loaded.entities["kind"].isin(["warrant", "person"])]
    assert {name for name in made if name.startswith("entities/")} == {
        f"entities/{name}.html" for name in rows["entity_id"]
    }
    assert len(rows) > 10
    for name in rows["entity_id"]:
        assert f'href="entities/{name}.html"' in made["index.html"].decode()
        assert made[f"entities/{name}.html"].count(layout.NOTICE.encode()) == 2


def test_a_page_has_every_statement_about_naming_or_by_its_entity(made, loaded):
    rows = loaded.statements
    for name in entities.with_a_page(loaded)["entity_id"]:
        concerned = (rows[["entity_id", "value", "speaker"]] == name).any(axis=1)
        expected = set(rows.loc[concerned, "statement_id"])
        assert ids_of(made[f"entities/{name}.html"].decode()) == expected, name


def test_each_statement_of_a_page_names_its_text_its_speaker_and_its_words(made, loaded):
    page = made["entities/iran-warrant.html"].decode()
    table = tables.statements(loaded).set_index("statement_id")
    items = re.findall(r"<li>\n<p class=\"value\".*?</li>", page, re.DOTALL)
    assert len(items) == len(ids_of(page))
    for item in items:
        (name,) = ids_of(item)
        row, text = table.loc[name], unescape(item)
        assert one_line(row["quote"]) in text
        assert row["source"] in text
        assert row["speaker"] in text
        if row["modality"] != "asserted":
            assert f"<em>{row['modality']}" in text


def test_a_page_says_where_the_texts_differ_in_the_words_of_the_comparison(made, loaded):
    outcomes = agreement.outcomes(loaded).query("entity_id == 'iran-warrant'")
    page = words(made["entities/iran-warrant.html"].decode())
    differing = outcomes[outcomes["outcome"].isin(["conflict", "more exact", "overlap", "differ"])]
    assert len(differing) > 3
    for row in differing.itertuples():
        name = row.property.replace("_", " ")
        assert f"{name}: {row.outcome}. {' '.join(one_line(row.sentence).split())}" in page
    agreed = outcomes.loc[outcomes["outcome"].isin(["agree", "single source"]), "sentence"]
    assert not [sentence for sentence in agreed if sentence in page]


def test_the_page_of_a_warrant_lists_what_no_text_says(made, loaded):
    elements = tables.elements(loaded)
    for warrant, rows in elements.groupby("warrant_id"):
        page = words(made[f"entities/{warrant}.html"].decode())
        unsaid = page.partition("What no text says")[2].partition("What only some")[0]
        for question, cells in rows.groupby("question"):
            answered = (cells["answer"] == "answered").any()
            assert (question in unsaid) == (not answered), question
        assert "Is the target immune?" in unsaid


def test_the_spellings_of_a_page_are_quotes_of_the_name(made, loaded):
    rows = loaded.statements.query("entity_id == 'qasem-soleimani' and property == 'name'")
    page = words(made["entities/qasem-soleimani.html"].decode())
    section = page.partition("The name, as the texts write it")[2].partition("What")[0]
    assert len(rows) > 3
    assert all(one_line(quote) in section for quote in rows["quote"])


def test_other_projects_have_their_own_pages(tmp_path):
    nothing = site.generated(analysis.load(empty(tmp_path / "empty")))
    assert not [name for name in nothing if name.startswith("entities/")]
    assert b"one page each" not in nothing["index.html"]
    evidence = analysis.load(ferries(tmp_path / "ferries", 3, ARABIC, ferries=2))
    made = site.generated(evidence)
    written = [name for name in made if name.startswith("entities/")]
    assert written == [
        f"entities/{name}.html" for name in entities.with_a_page(evidence)["entity_id"]
    ]
    assert sum(evidence.entities["kind"] == "warrant") == 2 <= len(written)
    for name in written:
        assert ids_of(made[name].decode())
        assert "airstrike" not in made[name].decode()


def test_each_name_keeps_its_own_direction_and_a_list_of_nothing_has_no_heading(tmp_path):
    made = site.generated(analysis.load(matters.arabic(tmp_path)))
    said = "<bdi>الوزير إيده</bdi> via <bdi>وكالة الساحل</bdi>"
    assert said in made["texts/sahifa-thania.html"].decode()
    assert "what the texts answer" not in made["index.html"].decode()  # it has no notebooks


def test_hostile_names_stay_text(hostile):
    for name, content in site.generated(hostile).items():
        if name.startswith("entities/"):
            page = content.decode()
            assert "<script>alert" not in page
            assert not hostile_texts.HIDDEN.search(page)


# The first page


def test_the_first_page_begins_with_what_it_is_about(made):
    first = words(made["index.html"].decode())
    title = schema.about(PROJECT)["title"]
    sentence = first.removeprefix(title).strip()[:180]
    assert first.startswith(title)
    for name in ("Iran", "Iraq", "Donald Trump", "airstrike"):
        assert name in sentence.partition(". ")[0], name


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("# T\n\nTwo ships sank. One was found.", "Two ships sank."),
        ("# T\n\n![x](y) **Two** ships.", "What is described."),
        ("Before any title. More.", "Before any title."),
        ("# Only a title", "What is described."),
        ("# T\n\n<script>alert(1)</script>", "What is described."),
    ],
)
def test_the_opening_is_the_first_plain_sentence(tmp_path, first, expected):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "data").mkdir()
    about = {"description": "What is described. And more."}
    (tmp_path / schema.DESCRIPTOR).write_text(json.dumps(about), encoding="utf-8")
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(first)])
    (tmp_path / "notebooks/01_a.ipynb").write_text(nbformat.writes(book), encoding="utf-8")
    assert pages.opening(tmp_path) == expected


# Tables on a phone


def test_cell_labels_change_nothing_else_in_a_notebook():
    labels = 0
    for path in notebooks.paths(PROJECT):
        _, content = notebooks.read(path)
        body = notebook_html.body(content, set(), set())
        labelled = cell_labels.labelled(body)
        assert re.sub(r' data-label="[^"]*"', "", labelled) == body, path.name
        labels += labelled.count("data-label=")
    assert labels > 500


@pytest.mark.parametrize(
    ("html", "labels"),
    [
        (
            "<table><tr><th>A</th><th>B &amp; C</th></tr><tr><td>1</td><td>2</td></tr></table>",
            ["A", "B &amp; C"],
        ),
        ('<table><tr><th>A</th><th>B</th></tr><tr><td colspan="2">1</td></tr></table>', []),
        ("<table><tr><th></th><th>B</th></tr><tr><th>row</th><td>2</td></tr></table>", ["B"]),
        (
            "<table><tr><th>A</th></tr><tr><td><table><tr><td>1</td></tr></table></td></tr></table>",
            ["A"],
        ),
        (
            '<table><tr><th>&lt;b&gt;" x="</th></tr><tr><td>1</td></tr></table>',
            ["&lt;b&gt;&quot; x=&quot;"],
        ),
        ("<p>no table</p><td>1</td>", []),
    ],
)
def test_a_cell_has_the_heading_of_its_column(html, labels):
    assert re.findall(r'data-label="([^"]*)"', cell_labels.labelled(html)) == labels


def test_a_long_cell_has_room_on_a_page():
    shown = safe_html.safe(display.html_table(pd.DataFrame({"quote": ["some words " * 10]})))
    assert re.search(r'<td class="[^"]*\broomy\b', shown)


def test_a_label_written_by_an_author_is_removed():
    html = "<table><tr><td data-label='mine'>1</td></tr></table>"
    assert "data-label" not in cell_labels.labelled(safe_html.safe(html))


# Names and readings


def test_other_names_come_from_the_labels_and_the_initials(loaded):
    names = spellings.other_names(loaded)
    assert {"Qassam Soleimani", "Suleimani"} <= set(names["Qasem Soleimani"].split("\n"))
    assert "Soleimani" not in names["Qasem Soleimani"].split("\n")  # the name contains it
    assert "IRGC" in names["Islamic Revolutionary Guard Corps"]
    assert "had given approval" not in "\n".join(names.values())  # the label of a stance


def test_a_reading_has_the_facts_whose_outcome_or_sentence_differs(loaded):
    usual, *others = conventions.readings(loaded)
    assert usual.changes == []
    ours = agreement.outcomes(loaded)
    for reading in others:
        theirs = agreement.outcomes(loaded, reading.name)
        changed = (ours[["outcome", "sentence"]] != theirs[["outcome", "sentence"]]).any(axis=1)
        assert [fact for fact, _, _ in reading.changes] == changed[changed].index.tolist()
        rows = loaded.lexicon.query("convention == @reading.name")
        assert all(f"“{row.words}” as " in reading.reads for row in rows.itertuples())
