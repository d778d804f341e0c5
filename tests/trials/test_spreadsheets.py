"""A spreadsheet leaves the tables unchanged, or `check` names each change."""
# ruff: noqa: RUF001 - characters that are easily confused are what these tests are about

import re
import shutil
import unicodedata

import pytest

from analysis import coverage, evidence
from analysis.system import folders
from analysis.system.project_folder import PROJECT
from analysis.validation.vocabulary import TABLES
from tests.support.csv_files import read_csv
from tests.support.projects import problems, row_of
from tests.trials import spreadsheets

COLUMNS = [
    (path.stem, column)
    for path in sorted((PROJECT / "data").glob("*.csv"))
    for column in read_csv(path)[0]
]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("way", spreadsheets.WAYS)
def test_a_table_comes_back_from_calc_unchanged_or_every_change_is_reported(tmp_path, way):
    results = spreadsheets.round_trip(way, tmp_path)
    assert {result.table for result in results} == set(TABLES)
    assert not {result.table: result.untold for result in results if result.untold}
    if "as text" in way:
        assert not [result.lines for result in results if result.lines]


def test_a_change_that_check_does_not_report_is_detected(project):
    changed = project / "entities.csv"
    text = (PROJECT / "data/entities.csv").read_text(encoding="utf-8")
    changed.write_text(text.replace("Iran's arrest warrant", "A warrant", 1), encoding="utf-8")
    assert spreadsheets.judge(changed, project).untold == ["entities.csv:2: label"]


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_a_formula_is_reported_in_every_column(project, edit, sign):
    for table, column in COLUMNS:
        edit(table, 1, column, f"{sign}1+1")
    lines = problems(project).split("\n")
    for table, column in COLUMNS:
        told = f"begins with {sign}, so that a spreadsheet would run it as a formula; begin it with"
        place = f'data/{table}.csv:3: {column}: "{sign}1+1": {told} another character'
        assert place in lines


@pytest.mark.parametrize("space", ["\t", " ", "\n"])
def test_white_space_before_a_formula_is_reported(project, edit, space):
    edit("statements", 0, "note", f"{space}=1+1")
    assert "statements.csv:2: note: " in problems(project)


def test_no_cell_begins_like_a_formula():
    for table, column in COLUMNS:
        header, rows = read_csv(PROJECT / f"data/{table}.csv")
        assert not [row for row in rows if row[header.index(column)][:1] in tuple("=+-@\t\r")]


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\u2066", "U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("\u2069", "U+2069 POP DIRECTIONAL ISOLATE"),
        ("\u200b", "U+200B ZERO WIDTH SPACE"),
        ("\u00ad", "U+00AD SOFT HYPHEN"),
        ("\ufeff", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("\u2028", "U+2028 LINE SEPARATOR"),
        ("\u2029", "U+2029 PARAGRAPH SEPARATOR"),
        ("\x85", "U+0085 (a control character)"),
        ("\x7f", "U+007F (a control character)"),
        ("\uffff", "U+FFFF (not a character)"),
        ("\ufdd0", "U+FDD0 (not a character)"),
        ("\U0001fffe", "U+1FFFE (not a character)"),
        ("\U000e0041", "U+E0041 TAG LATIN CAPITAL LETTER A"),
    ],
)
def test_an_invisible_character_is_reported_by_name(project, edit, character, name):
    edit("statements", 0, "note", f"a{character}b")
    assert "data/statements.csv:2: note: " in problems(project)
    assert f": has {name}, which does not show; delete it" in problems(project)


# With a joiner within a Persian word and within an emoji, which are not spelt without it.
SPELT = ["می\u200cخواهد", "\U0001f468\u200d\U0001f469", "é", "ی", "🏴", "\u00a0"]


@pytest.mark.parametrize("words", SPELT)
def test_a_character_that_a_script_needs_is_allowed(project, edit, words):
    edit("statements", 0, "note", f"a{words}b")
    assert problems(project) == ""


# A heading that is a sentence of its own and excluded.
HEADING = "Qassem Soleimani's death"


def reseed(project, edit, old: str, new: str) -> None:
    """Change words that only one seed has, and only once, with its SHA-256."""
    _, sources = read_csv(project / "data/sources.csv")
    seeds = [project / "seeds" / name for _, name, *_ in sources]
    [row] = [row for row, seed in enumerate(seeds) if old in seed.read_text(encoding="utf-8")]
    text = seeds[row].read_text(encoding="utf-8")
    assert text.count(old) == 1
    seeds[row].write_text(text.replace(old, new), encoding="utf-8", newline="")
    edit("sources", row, "sha256", folders.sha256(seeds[row].read_bytes()))


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\xad", "\u2060", "\uffff"])
def test_a_quote_may_have_any_character_of_its_seed(project, edit, character):
    row, line = row_of(project, "exclusions", quote=HEADING)
    words = HEADING.replace(" death", f"{character}death")
    edit("exclusions", row, "quote", words)
    assert f"exclusions.csv:{line}: quote: " in problems(project)
    reseed(project, edit, HEADING, words)
    assert problems(project) == ""


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029"])
def test_an_exclusion_ends_where_its_line_does(project, edit, character):
    row, line = row_of(project, "exclusions", quote=HEADING)
    reseed(project, edit, HEADING, HEADING.replace(" death", f"{character}death"))
    refused = f'exclusions.csv:{line}: quote: "{HEADING}": is not a whole sentence'
    assert refused in problems(project)
    edit("exclusions", row, "quote", "death")
    assert '"Qassem Soleimani\'s": no statement and no exclusion' in problems(project)


@pytest.mark.parametrize("sign", ["-", "- ", "=", "@", "+"])
def test_an_exclusion_leaves_out_a_sign_at_the_beginning_of_its_sentence(project, edit, sign):
    row, _ = row_of(project, "exclusions", quote=HEADING)
    reseed(project, edit, HEADING, f"{sign}{HEADING}\n\n-----")
    assert problems(project) == ""
    ledger = coverage.ledger(evidence.load(project))
    assert ledger["exclusion"][ledger["text"] == f"{sign}{HEADING}"].str.len().tolist() > [0]
    edit("exclusions", row, "quote", f"{sign}{HEADING}")
    assert "would run it as a formula" in problems(project)


@pytest.mark.parametrize(
    ("old", "quoted", "told"),
    [
        (
            "Such a decision",
            "Such a de\u200bcision",
            "the text has c (U+0063) where the quote has U+200B ZERO WIDTH SPACE",
        ),
        (
            "last night’s events",
            "last night's events",
            "the text has ’ (U+2019) where the quote has ' (U+0027)",
        ),
        (
            "last night’s events",
            "last nightâ€™s events",
            "the quote has â€™ where the text has ’: UTF-8 read as Windows-1252",
        ),
        (
            "US election and",
            "US\u00a0election and",
            "the text has U+0020 SPACE where the quote has U+00A0 NO-BREAK SPACE",
        ),
        ("on Capitol Hill", "On Capitol Hill", "the text has o (U+006F) where the quote has O"),
    ],
)
def test_a_quote_that_differs_only_in_its_characters_is_reported_as_such(
    project, edit, old, quoted, told
):
    quote = (
        "Such a decision was expected given the outcome of the US election and last night’s "
        "events on Capitol Hill"
    )
    row, line = row_of(project, "statements", quote=quote)
    edit("statements", row, "quote", quote.replace(old, quoted))
    assert re.search(rf"statements.csv:{line}: quote: .*; {re.escape(told)}", problems(project))


@pytest.mark.parametrize(("there", "here"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_a_quote_in_another_normalisation_is_reported_as_such(project, edit, there, here):
    heading = HEADING.replace("Soleimani", "Soleimāni")
    reseed(project, edit, HEADING, unicodedata.normalize(there, heading))
    places = []
    for table, cells in (
        ("exclusions", {"quote": HEADING}),
        ("statements", {"source_id": "unnamed-2020b"}),
    ):
        row, line = row_of(project, table, **cells)
        edit(table, row, "quote", unicodedata.normalize(here, heading))
        places.append(f"{table}.csv:{line}: quote: ")
    message = f"; only the Unicode normalisation differs: {there} in the text, {here} here"
    for place in places:
        assert re.search(f"{place}.*{message}", problems(project)), problems(project)


# Column, what a spreadsheet makes of a cell, and what must be said of it.
REWRITTEN = [
    ("statements", "date", "06/01/20", "it is not year-month-day; .*dates or times that a spread"),
    ("statements", "date", "Jun-20", "it is not a date; .*dates or times that a spreadsheet"),
    ("statements", "date", "6/29/2020", "it is not year-month-day; .*dates or times that a spread"),
    ("statements", "date", "850", "it is not a date; .*without leading zeros"),
    ("sources", "published", "2020-07-22 00:00:00", "dates or times that a spreadsheet makes"),
    (
        "sources",
        "sha256",
        "3.14E+63",
        "does not have the right form.*; .*numbers that a spreadsheet",
    ),
    ("sources", "sha256", "1234", "does not have the right form.*; .*without leading zeros"),
    ("statements", "low", "1.2E+6", "is not a whole number; .*numbers that a spreadsheet makes"),
    ("rules", "outside_corpus", "TRUE", "use one of: true; a spreadsheet writes it in capitals"),
    ("properties", "definition", "It is â€¦", "has â€¦ for …: UTF-8 read as Windows-1252"),
    ("entities", "label", "Ø§ÛŒØ±Ø§Ù†", "has Ø§ for ا: UTF-8 read as Windows-1252"),
]


@pytest.mark.parametrize(("table", "column", "cell", "told"), REWRITTEN)
def test_cells_rewritten_by_a_spreadsheet_are_reported(project, edit, table, column, cell, told):
    edit(table, 0, column, cell)
    assert re.search(rf"^data/{table}.csv:2: {column}: .*{told}", problems(project), re.MULTILINE)


@pytest.mark.parametrize("value", ["01/03/2020", "3-Jan-20", "Jan-20", "2020-01-03", "1.2E+06"])
def test_a_date_in_words_that_a_spreadsheet_rewrote_is_reported(project, edit, value):
    row, line = row_of(project, "statements", value="January 3, 2020")
    edit("statements", row, "value", value)
    assert re.search(
        rf'statements.csv:{line}: value: "{re.escape(value)}": is like the', problems(project)
    )


def test_an_id_that_lost_its_leading_zeros_is_reported(project, edit):
    edit("exclusions", 0, "source_id", "7")
    edit("sources", 0, "source_id", "007")
    place = 'exclusions.csv:2: source_id: "7"'
    told = f'{place}: there is no such source_id in data/sources.csv; write "007": a'
    assert told in problems(project)


def test_a_value_that_lost_its_leading_zeros_is_reported(project, edit):
    old, new = "was killed on January 3 last year", "was killed on 03 January last year"
    reseed(project, edit, old, new)
    header, rows = read_csv(project / "data/statements.csv")
    for column, words, others in (
        ("quote", old, new),
        ("note", "January 3 last year", "03 January last year"),
    ):
        at = header.index(column)
        for number, row in enumerate(rows):
            if words in row[at]:
                edit("statements", number, column, row[at].replace(words, others))
    assert problems(project) == ""
    row, line = row_of(project, "statements", value="January 3 last year")
    edit("statements", row, "value", "03")
    assert problems(project) == ""
    edit("statements", row, "value", "3")
    told = f'statements.csv:{line}: value: "3": has lost its leading zeros; write it as in the text'
    assert told in problems(project)
