"""What each text says of each element of a warrant follows from the statements alone."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from analysis import evidence, tables
from analysis.evidence import Evidence
from analysis.tables.elements import ANSWERED, ASKED, NO_TEXT, NOT_SAID, elements
from analysis.tables.elements import elements_by_source as by_source
from analysis.tables.spoken_warrants import warrant_ids
from analysis.validation.vocabulary import LISTED, STEP
from tests.support import projects

KEY = ["element_id", "warrant_id", "source"]
SILENT = {NOT_SAID, NO_TEXT}


def cells(loaded: Evidence) -> dict[tuple[str, str, str], tuple[str, str]]:
    """Return the answer and the text of each cell, by element, warrant and source."""
    rows = elements(loaded)[[*KEY, "answer", "text"]].itertuples(index=False, name=None)
    return {row[:3]: row[3:] for row in rows}


def without(loaded: Evidence, properties: set[str], source_id: str = "") -> Evidence:
    """Return a copy that lacks the statements of some properties, of one source or of all."""
    statements = loaded.statements
    gone = statements["property"].isin(properties)
    if source_id:
        gone &= statements["source_id"] == source_id
    return replace(loaded, statements=statements[~gone].reset_index(drop=True))


def properties_of(loaded: Evidence, element: str) -> set[str]:
    listed = loaded.elements.set_index("element_id").loc[element, "properties"]
    return {path.rpartition(STEP)[2] for path in listed.split(LISTED)}


# --- A small project ------------------------------------------------------------------------------

TEXTS = {
    "one": """The Norland warrant was issued by Norland.
The Norland warrant is for Ada Lind.
Can Ada Lind be extradited under the Norland warrant?
The Norland warrant follows the collision.
The collision was the work of Ada Lind.
Bo Falk was killed in the collision.
The Norland warrant rests on Section 12, which is part of the Shipping Act.
The request to the coast guard was made by Norland.
""",
    "two": """The Norland warrant is for Ada Lind, the coast guard said.
The Sudland warrant is for Bo Falk.
The Sudland warrant follows the collision.
The collision was the work of Bo Falk.
""",
    "three": "The collision was the work of Norland.\n",
}
ENTITIES = [
    ("norland-warrant", "warrant", "The Norland warrant", "norland-warrant"),
    ("sudland-warrant", "warrant", "The Sudland warrant", "sudland-warrant"),
    ("silent-warrant", "warrant", "A warrant of which nobody speaks", "silent-warrant"),
    ("request", "notice-request", "The request to the coast guard", "norland-warrant"),
    ("collision", "event", "The collision", ""),
    ("section", "rule", "Section 12", ""),
    ("act", "rule", "Shipping Act", ""),
    ("captain", "person", "Ada Lind", ""),
    ("mate", "person", "Bo Falk", ""),
    ("norland", "body", "Norland", ""),
    ("guard", "body", "The coast guard", ""),
]
# Source, line of its text, entity, property, value, and other cells.
STATEMENTS = [
    ("one", 0, "norland-warrant", "issuer", "norland", {}),
    ("one", 1, "norland-warrant", "target", "captain", {}),
    ("one", 2, "norland-warrant", "extradition", "extraditable", {"modality": "asked"}),
    ("one", 3, "norland-warrant", "connected_to", "collision", {}),
    ("one", 4, "collision", "carried_out_by", "captain", {}),
    ("one", 5, "mate", "killed_in", "collision", {}),
    ("one", 6, "norland-warrant", "legal_basis", "section", {}),
    ("one", 6, "section", "contained_in", "act", {}),
    ("one", 7, "request", "requested_by", "norland", {}),
    ("two", 0, "norland-warrant", "target", "captain", {"speaker": "guard"}),
    ("two", 1, "sudland-warrant", "target", "mate", {}),
    ("two", 2, "sudland-warrant", "connected_to", "collision", {}),
    ("two", 3, "collision", "carried_out_by", "mate", {}),
    ("three", 0, "collision", "carried_out_by", "norland", {}),
]
ELEMENTS = [
    ("issuing-authority", "issuer; decided_by"),
    ("persons", "target"),
    ("penalty", "penalty"),
    ("extradition", "extradition"),
    ("acts", "connected_to; connected_to.carried_out_by"),
    ("victims", "connected_to.killed_in"),
    ("provision", "legal_basis"),
    ("code", "legal_basis.contained_in"),
    ("request", "concerns.requested_by"),
    ("asked-for", "concerns.target"),
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    return evidence.load(build(tmp_path_factory.mktemp("small") / "project"))


def build(folder: Path, statements: list[tuple] = STATEMENTS) -> Path:
    """Write a project of three texts about two warrants and a collision."""
    return projects.build(
        folder,
        TEXTS,
        entities=[
            dict(zip(("entity_id", "kind", "label", "concerns"), row, strict=True))
            for row in ENTITIES
        ],
        statements=[
            {
                "source_id": source,
                "entity_id": entity,
                "property": prop,
                "value": value,
                "modality": "asserted",
                "basis": "stated",
                "speaker": "own-voice",
                "quote": (quote := TEXTS[source].splitlines()[line]),
                "cue": quote if "speaker" in more else "",
            }
            | more
            for source, line, entity, prop, value, more in statements
        ],
        elements=[
            {"element_id": name, "label": name, "question": f"{name}?", "properties": listed}
            for name, listed in ELEMENTS
        ],
        concepts=[
            {"concept_id": "extraditable", "scheme": "extradition", "label": "be extradited"}
            | {"definition": "The person can be extradited."}
        ],
        labels=[{"of": "asked", "label": "Can Ada Lind", "reason": "It begins a question."}],
        properties=projects.ours("properties"),
        lexicon=projects.ours("lexicon"),
    )


def test_there_is_a_row_for_each_element_of_each_warrant_and_text_that_speaks_of_it(small):
    assert list(cells(small)) == [
        (name, warrant, source)
        for warrant, sources in (("norland-warrant", ("One", "Two")), ("sudland-warrant", ("Two",)))
        for name, _ in ELEMENTS
        for source in sources
    ]


SMALL_CELLS = {
    "a value, with its words": (
        ("issuing-authority", "norland-warrant", "One"),
        (ANSWERED, "issuer: Norland, “The Norland warrant was issued by Norland.”"),
    ),
    "a speaker other than the text": (
        ("persons", "norland-warrant", "Two"),
        (
            ANSWERED,
            "Ada Lind, “The Norland warrant is for Ada Lind, the coast guard said.”"
            " (The coast guard)",
        ),
    ),
    "the other warrant of the same text": (
        ("persons", "sudland-warrant", "Two"),
        (ANSWERED, "Bo Falk, “The Sudland warrant is for Bo Falk.”"),
    ),
    "a question that the text does not answer": (
        ("extradition", "norland-warrant", "One"),
        (ASKED, "asked, and not answered: “Can Ada Lind be extradited under the Norland warrant?”"),
    ),
    "what another text only asks": (
        ("extradition", "norland-warrant", "Two"),
        (NOT_SAID, NOT_SAID),
    ),
    "what another text answers": (
        ("issuing-authority", "norland-warrant", "Two"),
        (NOT_SAID, NOT_SAID),
    ),
    "what a text answers of another warrant": (
        ("issuing-authority", "sudland-warrant", "Two"),
        (NO_TEXT, NO_TEXT),
    ),
    "what no text answers": (("penalty", "norland-warrant", "One"), (NO_TEXT, NO_TEXT)),
    "the event that the warrant is connected to": (
        ("acts", "norland-warrant", "One"),
        (
            ANSWERED,
            "connected to: The collision, “The Norland warrant follows the collision.”;"
            " carried out by: Ada Lind, “The collision was the work of Ada Lind.”",
        ),
    ),
    "the event of a warrant that another text connects to it": (
        ("acts", "norland-warrant", "Two"),
        (ANSWERED, "carried out by: Bo Falk, “The collision was the work of Bo Falk.”"),
    ),
    "who was killed in the event, not the event": (
        ("victims", "norland-warrant", "One"),
        (ANSWERED, "Bo Falk, “Bo Falk was killed in the collision.”"),
    ),
    "the code of the provision": (
        ("code", "norland-warrant", "One"),
        (ANSWERED, f"Shipping Act, “{TEXTS['one'].splitlines()[6]}”"),
    ),
    "what concerns the warrant": (
        ("request", "norland-warrant", "One"),
        (ANSWERED, "Norland, “The request to the coast guard was made by Norland.”"),
    ),
    "what concerns another warrant": (("request", "sudland-warrant", "Two"), (NO_TEXT, NO_TEXT)),
    "what concerns the warrant, and not the warrant itself": (
        ("asked-for", "norland-warrant", "One"),
        (NO_TEXT, NO_TEXT),
    ),
}


@pytest.mark.parametrize("case", SMALL_CELLS)
def test_a_cell_of_the_small_project(small, case):
    key, expected = SMALL_CELLS[case]
    assert cells(small)[key] == expected


def test_a_text_that_asks_and_answers_has_answered(tmp_path):
    answer = ("one", 2, "norland-warrant", "extradition", "extraditable")
    rows = [*STATEMENTS, ("two", 0, "norland-warrant", "extradition", "extraditable", {})]
    rows += [(*answer, {"modality": "predicted"})]
    reading = evidence.read(build(tmp_path / "project", rows))
    table = elements(evidence.bundle(reading)).set_index(KEY)
    cell = table.loc[("extradition", "norland-warrant", "One")]
    question = TEXTS["one"].splitlines()[2]
    assert cell["answer"] == ANSWERED
    assert cell["text"] == f"asked: “{question}”; be extradited, predicted, “{question}”"
    assert len(cell["statement_ids"]) == 2
    assert table.loc[("extradition", "norland-warrant", "Two"), "answer"] == ANSWERED


def test_a_value_that_one_voice_repeats_is_shown_once(tmp_path):
    rows = [*STATEMENTS, ("one", 6, "norland-warrant", "issuer", "norland", {})]
    rows += [("one", 7, "norland-warrant", "issuer", "norland", {"speaker": "guard"})]
    reading = evidence.read(build(tmp_path / "project", rows))
    text = cells(evidence.bundle(reading))["issuing-authority", "norland-warrant", "One"][1]
    assert text.split("; ") == [
        "issuer: Norland, “The Norland warrant was issued by Norland.”",
        "issuer: Norland, “The request to the coast guard was made by Norland.” (The coast guard)",
    ]


def test_a_project_without_a_warrant_has_no_rows(tmp_path, small):
    rows = [row for row in STATEMENTS if "warrant" not in row[2] and row[2] != "request"]
    reading = evidence.read(build(tmp_path / "project", rows))
    table = elements(evidence.bundle(reading))
    assert table.empty
    assert list(table) == list(elements(small))


def test_a_text_on_a_request_that_concerns_a_warrant_speaks_of_the_warrant(tmp_path):
    rows = [row for row in STATEMENTS if "warrant" not in row[2]]
    loaded = evidence.bundle(evidence.read(build(tmp_path / "project", rows)))
    found = cells(loaded)
    assert {key[1:] for key in found} == {("norland-warrant", "One")}
    assert found["request", "norland-warrant", "One"][0] == ANSWERED
    assert found["issuing-authority", "norland-warrant", "One"] == (NO_TEXT, NO_TEXT)
    assert warrant_ids(loaded) == ["norland-warrant"]


def test_there_is_one_column_for_each_text_that_speaks_of_the_warrant(small):
    wide = by_source(small, ["norland-warrant"])
    assert list(wide) == ["element", "One", "Two", "statement_ids"]
    assert wide["element"].tolist() == [name for name, _ in ELEMENTS]
    tidy = cells(small)
    for row in wide.itertuples():
        for source in ("One", "Two"):
            assert getattr(row, source) == tidy[row.element, "norland-warrant", source][1]
    ids = elements(small).query("warrant_id == 'norland-warrant'")["statement_ids"]
    assert [one for row in wide["statement_ids"] for one in row] == [i for row in ids for i in row]
    assert list(by_source(small, ["sudland-warrant"])) == ["element", "Two", "statement_ids"]


# --- The project ----------------------------------------------------------------------------------


def test_every_cell_is_of_a_text_that_speaks_of_the_warrant(loaded):
    speaking = tables.statements(loaded)[["entity_id", "source"]].drop_duplicates()
    speaking = set(speaking.itertuples(index=False, name=None))
    warrants = loaded.entities.query("kind == 'warrant'")["entity_id"]
    assert set(cells(loaded)) == {
        (element, warrant, source)
        for element in loaded.elements["element_id"]
        for warrant in warrants
        for source in loaded.sources["label"]
        if (warrant, source) in speaking
    }


def test_all_four_answers_are_given(loaded):
    assert set(elements(loaded)["answer"]) == {ANSWERED, ASKED, NOT_SAID, NO_TEXT}


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (("extradition", "iraq-warrant", "2021 C"), ASKED),
        (("extradition", "iraq-warrant", "Shafaq News 2023+"), NOT_SAID),
        (("immunity", "iraq-warrant", "2021 C"), NO_TEXT),
        (("provision", "iraq-warrant", "2021 C"), ANSWERED),
        (("provision", "iraq-warrant", "Shafaq News 2023+"), NOT_SAID),
        (("date-of-issue", "iran-warrant", "Sputnik News Jul 2020"), ANSWERED),
        (("date-of-issue", "iraq-warrant", "2021 C"), NO_TEXT),
        (("charge", "iran-warrant", "Sputnik News Jul 2020"), NOT_SAID),
        (("interpol-rules", "iraq-warrant", "2021 C"), NO_TEXT),
        (("interpol-rules", "iraq-warrant", "Shafaq News 2023+"), NO_TEXT),
    ],
)
def test_a_cell_of_the_project(five, key, expected):
    assert cells(five)[key][0] == expected


def test_a_cell_is_silent_where_no_statement_belongs_to_it(loaded):
    for row in elements(loaded).itertuples():
        assert (row.answer in SILENT) == (row.statement_ids == ())
        assert (row.text == row.answer) == (row.answer in SILENT)


def test_every_word_of_a_cell_comes_from_its_statements(loaded):
    said = tables.statements(loaded).set_index("statement_id")
    for row in elements(loaded).itertuples():
        for statement in said.loc[list(row.statement_ids)].itertuples():
            assert statement.source == row.source
            assert statement.property in properties_of(loaded, row.element_id)
            assert statement.modality != "asked" or row.text.startswith(
                ("asked: ", "asked, and not answered: ")
            )
        quotes = [f"“{said.loc[name, 'quote']}”" for name in row.statement_ids]
        if len(quotes) <= 12:  # of more, some are counted
            assert all(quote in row.text for quote in quotes)


def test_no_text_says_is_only_used_if_no_text_does(loaded):
    table = elements(loaded)
    for _, rows in table.groupby(["element_id", "warrant_id"]):
        answers = set(rows["answer"])
        assert answers == {NO_TEXT} or NO_TEXT not in answers
        assert answers != {NOT_SAID}


ELEMENT_IDS = [row["element_id"] for row in projects.ours("elements")]


@pytest.mark.parametrize("element", ELEMENT_IDS)
def test_without_its_statements_an_element_is_silent(loaded, element):
    less = cells(without(loaded, properties_of(loaded, element)))
    assert less
    mine = {key: cell for key, cell in less.items() if key[0] == element}
    assert mine
    assert set(mine.values()) == {(NO_TEXT, NO_TEXT)}


@pytest.mark.parametrize("element", ELEMENT_IDS)
def test_without_the_statements_of_one_text_only_its_cells_are_silent(loaded, element):
    before = cells(loaded)
    label_of = loaded.sources.set_index("source_id")["label"]
    for source_id, label in label_of.items():
        after = cells(without(loaded, properties_of(loaded, element), source_id))
        for key, (answer, text) in after.items():
            if key[0] == element and key[2] == label:
                assert answer in SILENT
                assert text == answer
        answered = {key for key, (answer, _) in after.items() if answer == NOT_SAID}
        for name, warrant, _ in answered:
            others = [cell for key, cell in after.items() if key[:2] == (name, warrant)]
            assert any(answer not in SILENT for answer, _ in others)
        same = {key for key in after if key[2] != label and after[key][0] not in SILENT}
        assert all(
            set(after[key][1].split("; ")) <= set(before[key][1].split("; ")) for key in same
        )


def test_other_words_in_the_statements_are_other_words_in_the_cells(loaded):
    statements = loaded.statements
    changed = replace(
        loaded, statements=statements.assign(quote="¶" + statements["quote"].str.upper())
    )
    before, after = elements(loaded), elements(changed)
    assert after[[*KEY, "answer"]].equals(before[[*KEY, "answer"]])
    for row in after.itertuples():
        assert row.text.count("“¶") == len(re.findall("(?:,|asked:|answered:) “", row.text))
        assert row.answer in SILENT or "“¶" in row.text


def test_stated_answers_come_before_inferred_ones(small):
    def ids(table: Evidence) -> list[str]:
        rows = tables.answers(table, entity="norland-warrant")
        return rows.loc[rows["path"] == "target", "statement_id"].tolist()

    first, second = ids(small)
    statements = small.statements
    basis = statements["basis"].mask(statements["statement_id"] == first, "inferred")
    assert ids(replace(small, statements=statements.assign(basis=basis))) == [second, first]
