"""Every value, name and stance is named by a phrase of its quote or cue, or a problem says so."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from analysis import evidence
from analysis.system.project_folder import PROJECT
from analysis.validation import checks, cues, grounding
from analysis.validation.cues import GAP
from analysis.validation.labels import phrase, unsupported_words
from analysis.validation.project import Project, Statement
from analysis.validation.vocabulary import OWN_VOICE, UNNAMED, Basis, Stance
from analysis.values import date_phrases, edtf
from tests.support.csv_files import read_csv, write_csv
from tests.support.date_oracle import parts_said


def change(project: Path, row: dict[str, str], cells: dict[str, str]) -> int:
    """Change cells of the first statement that has the cells of `row`, and return its line."""
    path = project / "data/statements.csv"
    header, rows = read_csv(path)
    for number, values in enumerate(rows):
        if all(values[header.index(column)] == cell for column, cell in row.items()):
            for column, cell in cells.items():
                values[header.index(column)] = cell
            write_csv(path, [header, *rows])
            return number + 2
    raise LookupError(row)


def add(project: Path, table: str, *cells: str) -> None:
    """Add a row to a table of the project; cells that are not given are blank."""
    header, rows = read_csv(project / f"data/{table}.csv")
    row = [*cells, *[""] * (len(header) - len(cells))]
    write_csv(project / f"data/{table}.csv", [header, *rows, row])


def problems_at(project: Path, line: int) -> str:
    """List the problems of the statement on a line."""
    problems = evidence.read(project).problems
    return "\n".join(str(p) for p in problems if p.line == line and "statements" in p.file)


@pytest.fixture(scope="module")
def whole() -> Project:
    """The project as it is, read once, for checks of changed statements."""
    tables, problems = checks.read_tables(PROJECT)
    project, unread = checks.read_project(PROJECT, tables)
    assert problems + unread == []
    return project


def refused(whole: Project, check: checks.ProjectCheck, rows: list[Statement]) -> set[int]:
    """Return the lines of which a check yields a problem, if these are the statements."""
    changed = replace(whole)
    vars(changed).update(vars(whole), statements=rows)
    return {problem.line for problem in check(changed)}


BASES = {"source_id": "sputnik-2020-07", "property": "bases_attacked"}
OTHERS = {"source_id": "unnamed-2020a", "property": "others_count"}
STRIKE = {"source_id": "sputnik-2020-07", "property": "event_date", "value": "January 3, 2020"}
APPROVED = {"property": "decided_on"}
MONDAY = {"property": "announced_on", "value": "Monday"}
CHARGE = {"property": "charge", "value": "premeditated-murder"}
BRUTAL = {"property": "characterisation", "value": "brutal"}
ISSUER = {"source_id": "unnamed-2021", "property": "issuer"}
DECIDED = {"source_id": "unnamed-2021", "property": "decided_by", "value": "iraqi-judiciary"}
PENTAGON = {"speaker": "pentagon", "property": "purpose"}

# What is changed, in which row, and what the problem must say.
WRONG = [
    (BASES, {"value": "3", "low": "3", "high": "3"}, r'value: "3": "3" has no support in the quo'),
    (OTHERS, {"value": "53", "low": "53", "high": "53"}, r'value: "53": "53" has no support'),
    (OTHERS, {"value": "dozens", "low": "24", "high": ""}, r'"dozens" has no support'),
    (OTHERS, {"value": "unquantified", "low": "", "high": ""}, r"the quote has the number 35"),
    (OTHERS, {"value": "more than one", "low": "2", "high": ""}, r"the quote has the number 35"),
    (STRIKE, {"date": "2020-01-04"}, r"date: .*the value gives 2020-01-03"),
    (STRIKE, {"date": "2020-01"}, r"date: .*the value gives 2020-01-03"),
    (STRIKE, {"date": "2020-01-03/.."}, r"date: .*has an open end, .*mark it inferred"),
    (STRIKE, {"value": "January 4, 2020", "date": "2020-01-04"}, r'value: .*"4" has no support'),
    (APPROVED, {"date": "2020-06-15/2020-06-30"}, r'the note does not say "15 June 2020 to 30'),
    (APPROVED, {"date": "2020-05-16/2020-05-31"}, r'is not within June 2020, as "last month" is'),
    (APPROVED, {"date": "2020-06-16"}, r'date: .*the note does not say "16 June 2020"'),
    (APPROVED, {"date": "../2020-06-30"}, r'the note does not say "30 June 2020 or before"'),
    (MONDAY, {"date": "2020-06-30"}, r"is a Tuesday, and the value says Monday"),
    (CHARGE, {"value": "terrorism"}, r'value: "terrorism": its name has no support in the quote;'),
    (
        CHARGE,
        {"value": "death-penalty"},
        r"value: .*is of the scheme penalty; name a .* charge, as charge has",
    ),
    (CHARGE, {"value": "manslaughter"}, r"value: .*no such concept_id in data/concepts.csv"),
    (
        BRUTAL,
        {"value": "cruel"},
        r'value: "cruel": "cruel" has no support in the quote; quote more',
    ),
    (
        BRUTAL,
        {"value": '"brutally"'},
        r'"brutally" is in quotation marks, and not in the quote; copy',
    ),
    (CHARGE, {"modality": "conditional"}, r"modality: .*every statement of charge is alleged"),
    (BRUTAL, {"modality": "conditional"}, r"modality: .*there is no word for it at the quote"),
    (ISSUER, {"value": "interpol"}, r'value: "interpol": its name has no support in the quote'),
    (ISSUER, {"speaker": "hassan-rouhani"}, r"speaker: .*is not named at the quote.*mark it infer"),
    (ISSUER, {"via": "reuters > irna"}, r'via: "irna": is not named at the quote'),
    (ISSUER, {"entity_id": "al-asad-visit"}, r'entity_id: .*is not named.*"Subject from" and say'),
    (ISSUER, {"note": 'As "the court of cassation" says.'}, r"note: .*not in any text; copy"),
    (PENTAGON, {"said_on": "2020-02-03"}, r"said_on: .*is neither the day of publication nor a da"),
    (
        DECIDED,
        {"quote": "raqi judiciary has decided to issue an arrest warrant"},
        r'quote: .*begins within the word "Iraqi"; quote it whole',
    ),
    (
        DECIDED,
        {"quote": "Iraqi judiciary has decided to issue an arrest warran"},
        r'quote: .*ends within the word "warrant"; quote it whole',
    ),
]


@pytest.mark.parametrize(("row", "cells", "problem"), WRONG)
def test_a_cell_without_support_is_a_problem(project, row, cells, problem):
    line = change(project, row, cells)
    assert re.search(problem, problems_at(project, line)), problems_at(project, line)


# --- Phrases, not words --------------------------------------------------------------------------

DEPUTY = {"source_id": "unnamed-2021", "quote": "Abu Mahdi al-Muhandis, who was the deputy leader"}
DEPUTY["quote"] += " of the PMF"
PMF_HEAD = ("pmf-head", "office", "head of the Popular Mobilization Forces", "", "Heads them.")


def test_the_deputy_head_is_not_the_head(project):
    """Also where a label names the head in words that the quote has after "deputy"."""
    line = change(project, DEPUTY, {})
    assert problems_at(project, line) == ""
    add(project, "concepts", *PMF_HEAD)
    change(project, DEPUTY, {"value": "pmf-head"})
    assert 'value: "pmf-head": its name has no support' in problems_at(project, line)
    add(project, "labels", "pmf-head", "leader of the PMF", "Only for this test.")
    assert 'value: "pmf-head": its name has no support' in problems_at(project, line)


@pytest.mark.parametrize("value", ["commander", "senior-commander", "irgc-head"])
def test_the_deputy_commander_is_not_the_commander(project, value):
    deputy = {"source_id": "shafaq-2024", "value": "pmf-deputy-head"}
    line = change(project, deputy, {"value": value})
    assert f'value: "{value}": its name has no support' in problems_at(project, line)


def test_a_label_is_not_split_in_free_text_either(project):
    as_text = {"property": "background", "value": "head of the PMF"}
    line = change(project, DEPUTY, as_text)
    assert '"head" has no support in the quote' in problems_at(project, line)
    change(project, as_text, {"value": "deputy head of the Popular Mobilization Forces"})
    assert problems_at(project, line) == ""


@pytest.mark.parametrize(
    ("prop", "entity", "word"),
    [
        ("others_count", "iran-warrant", "others_count"),
        ("killed", "airstrike-casualties", "killed"),
        ("injured", "missile-strike-casualties", "injured"),
    ],
)
def test_nobody_is_a_count_only_beside_the_word_for_what_is_counted(project, prop, entity, word):
    stunt = {"value": "just a propaganda stunt that no one takes seriously"}
    zero = {"property": prop, "value": "0", "low": "0", "high": "0"}
    line = change(project, stunt, {**zero, "entity_id": entity})
    assert f"there is no word for {word} in the quote" in problems_at(project, line)


# Names that are quoted too wide: each of these words would be a part of a label, or of a quote.
WIDE = [
    ({"property": "carried_out_by", "quote": "the Iraqi invasion of Iran"}, "pmf"),
    ({"property": "carried_out_by", "quote": "the Iraqi invasion of Iran"}, "iraqi-parliament"),
    ({"property": "carried_out_by", "quote": "the Iraqi invasion of Iran"}, "iraqi-authorities"),
    (
        {"property": "carried_out_by", "quote": "His assassination in a US drone strike"},
        "us-forces",
    ),
    (
        {"property": "carried_out_by", "quote": "His assassination in a US drone strike"},
        "donald-trump",
    ),
    (
        {"property": "carried_out_by", "quote": "Iran retaliated by using a missile strike"},
        "iranian-authorities",
    ),
    ({"property": "carried_out_by", "quote": "Iran retaliated by using a missile strike"}, "irgc"),
    ({"property": "participant", "value": "hassan-rouhani"}, "donald-trump"),
    ({"property": "issuer", "value": "iranian-authorities"}, "iranian-officials"),
    ({"property": "issuer", "value": "iranian-authorities"}, "irgc"),
    ({"property": "announced_by", "value": "fars"}, "nbc-news"),
    ({"property": "held_responsible", "value": "quds-force"}, "us-forces"),
]


@pytest.mark.parametrize(("row", "value"), WIDE)
def test_a_word_of_a_name_is_not_the_name(project, row, value):
    line = change(project, row, {"value": value})
    assert f'value: "{value}": its name has no support' in problems_at(project, line)


def test_a_speaker_is_not_named_by_a_word_of_its_name(project):
    """A label of several words is of no use to whom a quote about "Syria" is ascribed."""
    add(project, "entities", "observatory", "body", "Syrian Observatory for Human Rights")
    row = {"value": "created Syria's offensive against all rebel groups in Syria's long civil war"}
    line = change(project, row, {"speaker": "observatory", "cue": "Soleimani was hailed"})
    assert 'speaker: "observatory": is not named at the quote' in problems_at(project, line)


@pytest.mark.parametrize(
    ("row", "value"),
    [
        (
            "bolstered other pro-Iranian militant groups under the leadership of Soleimani",
            "bolstered other pro-Iranian military groups under the leadership of Soleimani",
        ),
        (
            "spearheaded the military operations of Iran in the Middle East",
            "spearheaded the militant operations of Iran in the Middle East",
        ),
    ],
)
def test_a_word_with_the_same_beginning_is_another_word(project, row, value):
    line = change(project, {"value": row}, {"value": value})
    assert re.search(r'"(militant|military)" has no support', problems_at(project, line))
    assert phrase("military") not in phrase("militants")


# --- What is inferred ----------------------------------------------------------------------------


def test_a_value_may_be_inferred_if_the_note_says_from_what(project):
    inferred = {"value": "terrorism", "basis": "inferred"}
    line = change(project, CHARGE, {**inferred, "note": "Inferred: value; a guess."})
    assert "or the note; say in the note from which words" in problems_at(project, line)
    changed = {"source_id": "unnamed-2021", "value": "terrorism"}
    change(project, changed, {"note": "Inferred: value; the court means terrorism."})
    assert problems_at(project, line) == ""


@pytest.mark.parametrize(
    "note",
    [
        "The court means it.",
        "Inferred from the court's words.",
        "Inferred: stance; from the court's words.",
        "Inferred: value, from the court's words.",
        "Inferred: value and stance; from the court's words.",
        "From the court's words. Inferred: value; so it is.",
    ],
)
def test_a_note_begins_with_what_is_inferred(project, note):
    line = change(project, CHARGE, {"basis": "inferred", "note": note})
    problem = 'does not say what is inferred; begin it with "Inferred: value; "'
    assert problem in problems_at(project, line)
    change(project, CHARGE, {"note": ""})
    problem = "note: is blank, and basis is inferred; say what is inferred and what it follows from"
    assert problem in problems_at(project, line)


@pytest.mark.parametrize("what", ["value", "speaker", "date", "speaker and value"])
def test_each_thing_that_can_be_inferred_can_be_named(project, what):
    line = change(project, CHARGE, {"basis": "inferred", "note": f"Inferred: {what}; from it."})
    assert problems_at(project, line) == ""


def test_a_subject_may_be_known_from_other_words_if_the_note_names_it(project):
    line = change(project, BRUTAL, {"entity_id": "al-asad-visit"})
    assert "entity_id: " in problems_at(project, line)
    of_visit = BRUTAL | {"entity_id": "al-asad-visit"}
    change(project, of_visit, {"note": "It is about the visit to Ain al-Asad airbase."})
    assert "entity_id: " in problems_at(project, line)
    change(project, of_visit, {"note": "Subject from the visit to Ain al-Asad airbase."})
    assert problems_at(project, line) == ""


# --- Labels --------------------------------------------------------------------------------------


def test_a_label_lets_a_phrase_of_the_text_stand_for_the_concept(project):
    line = change(project, CHARGE, {"value": "terrorism"})
    assert '"terrorism": its name has no support' in problems_at(project, line)
    add(project, "labels", "terrorism", "premeditated murder", "Only for this test.")
    assert problems_at(project, line) == ""


def test_a_label_supports_only_its_own_concept(project):
    line = change(project, CHARGE, {"value": "terrorism"})
    add(project, "labels", "terrorist", "premeditated murder", "Only for this test.")
    assert '"terrorism": its name has no support' in problems_at(project, line)


def test_a_label_is_matched_whole(project):
    line = change(project, CHARGE, {"value": "terrorism"})
    add(project, "labels", "terrorism", "murder and terrorism charges", "Only for this test.")
    assert '"terrorism": its name has no support' in problems_at(project, line)


def test_a_label_of_a_concept_must_name_it_wherever_it_is(project):
    header, rows = read_csv(project / "data/labels.csv")
    number = next(i for i, row in enumerate(rows) if row[:2] == ["the-killing", "Over Killing"])
    rows[number][1] = "Killing"
    write_csv(project / "data/labels.csv", [header, *rows])
    (problem,) = (
        str(problem) for problem in evidence.read(project).problems if "too" in str(problem)
    )
    assert re.match(rf'data/labels.csv:{number + 2}: label: "Killing": is in \S+ in "', problem)
    assert problem.endswith("the-killing is not coded; code it, or make the label longer")


def test_a_narrower_concept_suffices_where_a_label_occurs(project):
    add(project, "labels", "in-iraq", "the Iraqi capital, Baghdad", "Only for this test.")
    assert not [problem for problem in evidence.read(project).problems if "too" in str(problem)]


def test_a_label_that_no_text_has_is_a_problem(project):
    add(project, "labels", "murder", "manslaughter", "Only for this test.")
    _, rows = read_csv(project / "data/labels.csv")
    assert [str(problem) for problem in evidence.read(project).problems] == [
        f'data/labels.csv:{len(rows) + 1}: label: "manslaughter": is not in any text; correct it,'
        " or delete the row"
    ]


@pytest.mark.parametrize("of", ["murders", "asserted", "value", "two", "1.5"])
def test_a_label_of_an_unknown_thing_is_a_problem(project, of):
    add(project, "labels", of, "murder", "Only for this test.")
    problems = evidence.read(project).problems
    (problem,) = (problem for problem in problems if problem.file == "data/labels.csv")
    assert problem.column == "of"
    assert "is not a concept, entity, property, stance, order or number; write" in problem.message


# --- Stances -------------------------------------------------------------------------------------


def test_no_stance_can_be_changed_to_asserted(whole):
    rows = [row for row in whole.statements if row.modality != Stance.ASSERTED]
    assert {row.modality for row in rows} == set(Stance) - {Stance.ASSERTED}
    flat = [row._replace(modality=Stance.ASSERTED) for row in rows]
    assert refused(whole, grounding.check_stances, flat) == {row.line for row in rows}


@pytest.mark.parametrize("stance", [stance for stance in Stance if stance != Stance.ASSERTED])
def test_no_stance_can_be_changed_to_another(whole, stance):
    """Except where the quote has a word for both, and the note says which one is meant."""
    rows = [row for row in whole.statements if row.modality != stance]
    changed = [row._replace(modality=stance) for row in rows]
    passed = {row.line for row in rows} - refused(whole, grounding.check_stances, changed)
    assert [row.line for row in rows if row.line in passed and "asserted" not in row.note] == []
    assert len(passed) <= 10


def test_the_word_will_by_itself_predicts_nothing(project):
    """An order is not predicted because the sentence goes on "that will never be erased"."""
    order = {"property": "decided_by", "value": "donald-trump", "source_id": "sputnik-2020-07"}
    quote = 'on the direct order of President Trump," is a stain of shame that will never be erased'
    line = change(project, order, {"modality": "predicted"})
    assert "there is no word for it at the quote" in problems_at(project, line)
    stain = {"quote": "is a stain of shame that will never be erased from the faces of White House"}
    stain["quote"] += " officials"
    assert quote[-30:] in stain["quote"]
    line = change(project, stain, {"modality": "predicted"})
    assert "there is no word for it at the quote" in problems_at(project, line)


def test_an_assertion_beside_a_word_of_another_stance_is_explained(project):
    row = {"property": "requested_of", "speaker": "cnbc"}
    line = change(project, row, {"note": "Interpol was asked."})
    assert "there is a word for predicted at the quote; write that" in problems_at(project, line)
    change(project, row, {"note": "That Interpol was asked is asserted."})
    assert problems_at(project, line) == ""


# --- Words of attribution ------------------------------------------------------------------------

ACCUSED = {"source_id": "unnamed-2021", "property": "legal_basis"}
SPLIT = {"property": "demand", "speaker": "brian-hook"}  # its cue is "Brian Hook … called for"
NO_CUE = [
    (
        ACCUSED,
        {"cue": ""},
        r"cue: is blank; copy the words that give baghdad-investigative-court as",
    ),
    (
        ACCUSED,
        {"cue": "the court announced"},
        r'cue: "the court announced": is not in unnamed-2021',
    ),
    (ACCUSED, {"cue": "Mokhtar al-Moussawi … told Shafaq News"}, r"cue: .*is not in unnamed-2021"),
    (ACCUSED, {"cue": "court has announced … "}, r"cue: .*is not in unnamed-2021"),
    (SPLIT, {"cue": "called for … Brian Hook"}, r'cue: "called for … Brian Hook": is not in unn'),
    (
        SPLIT,
        {"cue": "Brian Hook called for"},
        r"is not in unnamed-2020a.*; copy the words of the text",
    ),
    (
        SPLIT,
        {"cue": "Brian Hook ... called for"},
        r"write \" … \" between passages that are apart, in th",
    ),
    (
        ACCUSED,
        {"cue": "the Pentagon announced"},
        r"cue: .*names pentagon and not baghdad-investigative-court; copy the words for baghdad",
    ),
    (
        {"speaker": "interpol", "property": "requested_by", "via": ""},
        {"cue": "Interpol has said"},
        r"cue: .*is more than 2 sentences away from the quote; copy the words that attribute",
    ),
    (
        ISSUER,
        {"cue": "The Iraqi arrest warrant"},
        r"cue: .*the speaker is the article itself; leave cue blank",
    ),
]


@pytest.mark.parametrize(("row", "cells", "problem"), NO_CUE)
def test_words_of_attribution_are_in_the_text_in_order(project, row, cells, problem):
    line = change(project, row, cells)
    assert re.search(problem, problems_at(project, line)), problems_at(project, line)


def test_a_speaker_needs_words_of_attribution(whole):
    rows = [r for r in whole.statements if r.speaker != OWN_VOICE and r.basis == Basis.STATED]
    assert len(rows) > 100
    blank = [row._replace(cue="") for row in rows]
    assert refused(whole, cues.check_cues, blank) == {row.line for row in rows}


def test_words_of_attribution_name_the_speaker(whole):
    rows = [r for r in whole.statements if r.speaker != OWN_VOICE and r.basis == Basis.STATED]
    rows = [row for row in rows if row.speaker != UNNAMED]
    unsaid = [row._replace(cue="said") for row in rows]
    assert refused(whole, grounding.check_named_nearby, unsaid) == {row.line for row in rows}


def test_passages_of_a_cue_must_be_in_order(whole):
    rows = [row for row in whole.statements if GAP in row.cue]
    assert len(rows) > 20
    turned = [row._replace(cue=GAP.join(row.cue.split(GAP)[::-1])) for row in rows]
    assert refused(whole, cues.check_cues, turned) == {row.line for row in rows}


def test_an_attribution_whose_speaker_is_inferred_needs_no_words(project):
    note = "Inferred: speaker; from the sentence before, in which the Baghdad court announces it."
    line = change(project, ACCUSED, {"cue": "", "basis": "inferred", "note": note})
    assert problems_at(project, line) == ""


# --- Sources and dates ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "cell", "line"),
    [
        ("published", "2022", 'published_note does not say "2022"'),
        ("published", "2021/..", 'published_note does not say "2021 or later"'),
        ("outlet", "Fars", '"Fars": is not in the text'),
        ("headline", "Can Trump be extradited?", "is not in the text; copy it"),
    ],
)
def test_what_a_row_says_about_a_source_is_in_the_source(project, edit, column, cell, line):
    edit("sources", 0, column, cell)
    assert any(
        p.column == column and p.line == 2 and line in p.message
        for p in evidence.read(project).problems
    )


WORDS = [
    ("2020", "2020"),
    ("2020-06", "June 2020"),
    ("2020-06-03", "3 June 2020"),
    ("2020-06-03?", "perhaps 3 June 2020"),
    ("2020~", "about 2020"),
    ("2020-06%", "perhaps about June 2020"),
    ("../2020-06", "June 2020 or before"),
    ("1979/..", "1979 or later"),
    ("2014/2017", "2014 to 2017"),
    ("2020-06-29/2020-07", "29 June 2020 to July 2020"),
]


@pytest.mark.parametrize(("written", "words"), WORDS)
def test_a_date_in_words_is_read_back_whole(written, words):
    assert edtf.in_words(written, shorten=False) == words
    assert date_phrases.phrases(f"As it says, hence {words}.") == [words]


def test_two_dates_never_have_the_same_words():
    assert len({edtf.in_words(written, shorten=False) for written, _ in WORDS}) == len(WORDS)
    with pytest.raises(edtf.DateError):
        edtf.in_words("2020-13", shorten=False)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Jan. 3", {"January", "3"}),
        ("June 29", {"June", "29"}),
        ("the 29th of June, 2020", {"29", "June", "2020"}),
        ("Sept. 2019", {"September", "2019"}),
        ("14:05 GMT 22.07.2020", {"22", "July", "2020"}),
        ("between 2014-2017", {"2014", "2017"}),
        ("35 others may march on 2,000 decks", set()),
        ("last month", set()),
        ("", set()),
    ],
)
def test_the_parts_of_a_date_that_a_text_names(text, parts):
    assert parts_said(text) == parts


def test_another_label_supports_the_words_of_a_value_if_the_passage_has_it():
    labels = {"troops": [phrase("soldiers"), phrase("the troops")], "men": [phrase("soldiers")]}
    value = phrase("soldiers left")
    assert unsupported_words(phrase("the troops left"), value, labels) == []
    assert unsupported_words(phrase("the women left"), value, labels) == ["soldier"]
    assert unsupported_words(phrase("the troops"), value, labels) == ["left"]
    labels.pop("troops")
    assert unsupported_words(phrase("the troops left"), value, labels) == ["soldier"]
