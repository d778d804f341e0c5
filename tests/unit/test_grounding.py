"""Every number, date, name and word of a value has its trace in the quote, or is told."""

import re
from pathlib import Path

import pytest

from analysis import evidence
from analysis.validation import wordings
from analysis.values import date_phrases, edtf
from tests.support.csv_files import read_csv, write_csv


def change(project: Path, found: dict[str, str], cells: dict[str, str]) -> int:
    """Change cells of the first statement with the cells `found`, and return its line."""
    path = project / "data/statements.csv"
    header, rows = read_csv(path)
    for number, row in enumerate(rows):
        if all(row[header.index(column)] == cell for column, cell in found.items()):
            for column, cell in cells.items():
                row[header.index(column)] = cell
            write_csv(path, [header, *rows])
            return number + 2
    raise LookupError(found)


def told(project: Path, line: int) -> str:
    problems = evidence.read(project).problems
    return "\n".join(str(p) for p in problems if p.line == line and "statements" in p.file)


BASES = {"source_id": "sputnik-2020-07", "prop": "bases_attacked"}
OTHERS = {"source_id": "unnamed-2020a", "prop": "others_count"}
STRIKE = {"source_id": "sputnik-2020-07", "prop": "event_date", "value": "January 3, 2020"}
APPROVED = {"prop": "approved_on"}
MONDAY = {"prop": "news_confirmed_on", "value": "Monday"}
CHARGE = {"prop": "charge", "value": "premeditated murder"}
ISSUER = {"source_id": "unnamed-2021", "prop": "issuer"}
PENTAGON = {"speaker": "pentagon", "prop": "justification"}

# What is changed, in which row, and what must be told of it.
WRONG = [
    (
        BASES,
        {"value": "3", "low": "3", "high": "3"},
        r'value: "3": "3" has no support in the quo',
    ),
    (OTHERS, {"value": "53", "low": "53", "high": "53"}, r'value: "53": "53" has no support'),
    (OTHERS, {"value": "dozens", "low": "24", "high": ""}, r'"dozens" has no support'),
    (OTHERS, {"value": "unquantified", "low": "", "high": ""}, r"the quote has the number 35"),
    (STRIKE, {"date": "2020-01-04"}, r"date: .*the value gives 2020, 3, January"),
    (STRIKE, {"date": "2020-01"}, r"date: .*the value gives 2020, 3, January"),
    (STRIKE, {"date": "2020-01-03/.."}, r"date: .*has an open end, so mark it inferred"),
    (STRIKE, {"value": "January 4, 2020", "date": "2020-01-04"}, r'value: .*"4" has no support'),
    (APPROVED, {"date": "2020-06-15/2020-06-30"}, r'the note does not say "15 June 2020 to 30'),
    (APPROVED, {"date": "2020-06-16"}, r'date: .*the note does not say "16 June 2020"'),
    (APPROVED, {"date": "../2020-06-30"}, r'the note does not say "30 June 2020 or before"'),
    (MONDAY, {"date": "2020-06-30"}, r"is a Tuesday, and the value says Monday"),
    (CHARGE, {"value": "manslaughter"}, r'"manslaughter" has no support in the quote; quote more'),
    (CHARGE, {"value": '"murders"'}, r'"murders" is in quotation marks, not in the quote; copy'),
    (CHARGE, {"modality": "conditional"}, r"modality: .*there is no word for it at the quote"),
    (ISSUER, {"value": "interpol"}, r'value: "interpol": its name has no support in the quote'),
    (
        ISSUER,
        {"speaker": "hassan-rouhani"},
        r"speaker: .*is not named at the quote.*\(use value\)",
    ),
    (ISSUER, {"via": "reuters > irna"}, r'via: "irna": is not named at the quote'),
    (
        ISSUER,
        {"entity_id": "flag-tweet"},
        r"entity_id: .*is not named at the quote.*\(use subject\)",
    ),
    (ISSUER, {"note": 'As "the court of cassation" says.'}, r"note: .*in no text; copy it"),
    (PENTAGON, {"said": "2020-02-03"}, r"said: .*is neither the day of publication nor a date"),
    (
        ISSUER,
        {"quote": "raqi judiciary has decided to issue an arrest warrant"},
        r'quote: .*begins within the word "Iraqi"; quote it whole',
    ),
    (
        ISSUER,
        {"quote": "Iraqi judiciary has decided to issue an arrest warran"},
        r'quote: .*ends within the word "warrant"; quote it whole',
    ),
]


@pytest.mark.parametrize(("found", "cells", "line"), WRONG)
def test_a_cell_without_a_trace_is_told(project, found, cells, line):
    number = change(project, found, cells)
    assert re.search(line, told(project, number)), told(project, number)


def test_a_value_may_be_inferred_if_the_note_says_from_what(project):
    inferred = {"value": "manslaughter", "basis": "inferred"}
    line = change(project, CHARGE, {**inferred, "note": "A guess."})
    assert "or the note; say in the note from which words" in told(project, line)
    change(project, {"value": "manslaughter"}, {"note": "The court means manslaughter."})
    assert told(project, line) == ""


def test_a_wording_lets_our_word_stand_for_theirs(project):
    line = change(project, CHARGE, {"value": "premeditated killing"})
    assert '"killing" has no support' in told(project, line)
    path = project / "data/wordings.csv"
    header, rows = read_csv(path)
    write_csv(path, [header, *rows, ["value", "killing", "murder", "Only for this test."]])
    assert told(project, line) == ""


def test_a_wording_proves_only_what_it_is_for(project):
    line = change(project, CHARGE, {"value": "premeditated killing"})
    path = project / "data/wordings.csv"
    header, rows = read_csv(path)
    write_csv(path, [header, *rows, ["subject", "killing", "murder", "Only for this test."]])
    assert '"killing" has no support' in told(project, line)


def test_every_wording_is_needed(project):
    path = project / "data/wordings.csv"
    header, rows = read_csv(path)
    for number, row in enumerate(rows):
        write_csv(path, [header, *rows[:number], *rows[number + 1 :]])
        assert evidence.read(project).problems, f"{path.name}:{number + 2}: {row} is not used"


def test_a_name_is_no_other_form_of_a_word(project):
    line = change(project, ISSUER, {"value": "interpol", "quote": "intervention"})
    assert wordings.is_supported("intervening", {"intervention"})
    assert not wordings.is_supported("interpol", {"intervention"})
    assert "not found" in told(project, line)


def test_a_wording_for_words_that_no_text_has_is_told(project):
    path = project / "data/wordings.csv"
    header, rows = read_csv(path)
    write_csv(path, [header, *rows, ["value", "murder", "manslaughter", "Only for this test."]])
    problems = [str(p) for p in evidence.read(project).problems]
    assert problems == [
        f'data/wordings.csv:{len(rows) + 2}: theirs: "manslaughter": is in no text; correct'
        " it, or remove the row"
    ]


@pytest.mark.parametrize(
    ("column", "cell", "line"),
    [
        ("published", "2022", 'the note does not say "2022"'),
        ("published", "2021/..", 'the note does not say "2021 or after"'),
        ("outlet", "Fars", '"Fars": is not in the text'),
        ("headline", "Can Trump be extradited?", "is not in the text; copy it"),
    ],
)
def test_what_is_said_of_a_source_stands_in_it(project, edit, column, cell, line):
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
    ("1979/..", "1979 or after"),
    ("2014/2017", "2014 to 2017"),
    ("2020-06-29/2020-07", "29 June 2020 to July 2020"),
]


@pytest.mark.parametrize(("written", "words"), WORDS)
def test_a_date_in_words_is_found_again_whole(written, words):
    assert date_phrases.in_words(written) == words
    assert date_phrases.phrases(f"As it says, hence {words}.") == [words]


def test_two_dates_never_have_the_same_words():
    assert len({date_phrases.in_words(written) for written, _ in WORDS}) == len(WORDS)
    with pytest.raises(edtf.DateError):
        date_phrases.in_words("2020-13")


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
    assert date_phrases.parts_said(text) == parts
