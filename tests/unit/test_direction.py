"""An Arabic or Hebrew name does not disturb the order of the English line around it."""

import pytest

import analysis
from analysis import display, figures, tables
from analysis.text.direction import left_to_right, without_marks
from tests.support.projects import ARABIC, PERSIAN, ferries

NAMES = ["غرق العبارة", "صحيفة أولى 2031", "صحيفة ثانية (ب)", "בית המשפט", "دادگاه ۱۲", "א"]
LINES = [
    "{}: 1 of the 3 texts gives the day",
    "{}, injured: 35 or over 40",
    "{} (Paper 1; Paper 2)",
    "The warrant of {}: 4 May 2031",
    "Paper 1: {}, via {}",
    "{}; {}; Paper 3",
    "{} 35 persons",
    "{}: published 20 May 2031",
]


def isolated(text: str) -> list[str]:
    """Return what is within isolates, the outermost of each."""
    parts, depth = [], 0
    for character in text:
        if character in "\u2066\u2067":
            depth += 1
            if depth == 1:
                parts.append("")
                continue
        depth -= character == "\u2069"
        if depth:
            parts[-1] += character
    assert depth == 0
    return parts


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_isolated_and_the_line_runs_from_left_to_right(line, name):
    text = line.format(*[name] * line.count("{}"))
    marked = left_to_right(text)
    assert without_marks(marked) == text
    assert (marked[0], marked[-1]) == ("\u2066", "\u2069")
    assert isolated(marked[1:-1]) == [name] * line.count("{}")


@pytest.mark.parametrize("text", ["", "No name.", "غرق العبارة", "בית המשפט 12", "中文: 1 of 3"])
def test_other_text_is_left_unchanged(text):
    assert left_to_right(text) == text


@pytest.mark.parametrize("words", [ARABIC, PERSIAN])
def test_titles_rows_and_findings_begin_at_the_left(tmp_path, monkeypatch, words):
    evidence = analysis.load(ferries(tmp_path / "project", 2, words))
    title = figures.timeline(tables.timeline(evidence)).texts[0].get_text()
    assert title.startswith("\u2066\u2067")
    html = []
    monkeypatch.setattr(
        display._output, "publish", lambda data, metadata=None: html.append(data["text/html"])
    )
    display.findings([f"{words.ferry}: dated 4 May 2031 (Paper 1)."])
    assert f'<li dir="auto"><bdi>{words.ferry}</bdi>: dated ' in html[0]
