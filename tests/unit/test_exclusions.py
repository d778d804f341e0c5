"""A sentence of any length can be excluded by the row that `draft` prints for it."""

import csv

import pytest

from analysis.cli import program
from analysis.validation.problems import LONGEST_VALUE
from tests.support import projects
from tests.support.csv_files import read_csv, write_csv

CODED = "The warrant of Norland was issued by Norland."
WORDS = {
    "en": 'The clerk, as "Norland Times" wrote, read out page after page ',
    "fa": "منشی دادگاه صفحه به صفحه را خواند و هیچ نگفت ",
    "ar": "قرأ الكاتب صفحة بعد صفحة ولم يقل شيئا ",
    "zh": "书记员一页一页地读",
    "ru": "Секретарь читал страницу за страницей ",
    "hi": "लिपिक ने पृष्ठ दर पृष्ठ पढ़ा ",
    "th": "เสมียนอ่านทีละหน้า ",
}


def project(folder, sentence: str, language: str, file: str = "paper-1"):
    """Return a project with one statement, and a sentence that is open."""
    kinds = {"warrant": ("warrant", "The warrant of Norland"), "norland": ("body", "Norland")}
    return projects.build(
        folder,
        {file: f"{CODED}\n\n{sentence}\n"},
        sources=[{"source_id": file, "language": language}],
        entities=[
            {"entity_id": name, "kind": kind, "label": label}
            for name, (kind, label) in kinds.items()
        ],
        properties=projects.ours("properties"),
        statements=[
            {"source_id": file, "entity_id": "warrant", "property": "issuer", "value": "norland"}
            | {"modality": "asserted", "basis": "stated", "speaker": "own-voice", "quote": CODED}
        ],
    )


def printed_rows(capsys, folder, file: str) -> list[list[str]]:
    """Return the rows that `draft` prints for exclusions.csv."""
    capsys.readouterr()
    assert program.main(["draft", str(folder / f"seeds/{file}"), str(folder)]) == 0
    _, _, part = capsys.readouterr().out.partition("== data/exclusions.csv")
    _, header, *rows = csv.reader(part.partition("\n\n")[0].splitlines())
    assert header == read_csv(folder / "data/exclusions.csv")[0]
    return rows


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("length", [40, 80, 81, 200, 2_000, 20_000])
def test_the_row_that_draft_prints_excludes_the_sentence(
    tmp_path, monkeypatch, capsys, language, length
):
    words = WORDS[language]
    sentence = (words * (length // len(words) + 1))[:length].strip() + "."
    folder = project(tmp_path / "own", sentence, language)
    monkeypatch.chdir(folder)
    assert program.main(["check"]) == 1
    message = capsys.readouterr().out
    command = "reported-warrants draft seeds/paper-1.txt prints it whole, in its rows"
    assert (command in message) == (len(sentence) > LONGEST_VALUE)
    rows = printed_rows(capsys, folder, "paper-1.txt")
    assert [row[1] for row in rows] == [sentence]
    header, before = read_csv(folder / "data/exclusions.csv")
    write_csv(folder / "data/exclusions.csv", [header, *before, [*rows[0][:2], "Not relevant."]])
    assert program.main(["check"]) == 0


@pytest.mark.parametrize("sentence", ["=1+1 is what the clerk read.", "- The clerk read."])
def test_a_sentence_that_begins_like_a_formula_is_excluded_by_its_row(tmp_path, capsys, sentence):
    folder = project(tmp_path / "own", sentence, "en")
    (row,) = printed_rows(capsys, folder, "paper-1.txt")
    header, _ = read_csv(folder / "data/exclusions.csv")
    write_csv(folder / "data/exclusions.csv", [header, [*row[:2], "Not relevant."]])
    assert projects.problems(folder) == ""


def test_the_same_sentence_twice_has_one_row(tmp_path, capsys):
    folder = project(tmp_path / "own", "The clerk read.\n\nThe clerk read.", "en")
    assert len(printed_rows(capsys, folder, "paper-1.txt")) == 1


def test_excluding_part_of_a_sentence_is_refused_with_the_command_that_prints_it_whole(tmp_path):
    folder = project(tmp_path / "own", "The clerk read page after page.", "en")
    header, _ = read_csv(folder / "data/exclusions.csv")
    row = ["paper-1", "The clerk read page", "Not relevant."]
    write_csv(folder / "data/exclusions.csv", [header, row])
    assert (
        "is not a whole sentence of paper-1; copy it whole (reported-warrants draft "
        "seeds/paper-1.txt prints it whole, in its rows)"
    ) in projects.problems(folder)


def test_nothing_that_cannot_be_excluded_is_printed(tmp_path, capsys):
    folder = project(tmp_path / "own", "The clerk\x0bread.", "en")
    assert all("\x0b" not in row[1] for row in printed_rows(capsys, folder, "paper-1.txt"))
