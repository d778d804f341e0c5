import itertools

import pytest

from analysis.system import project_folder
from analysis.text import spans
from analysis.text.sentences import split_sentences


def test_sentences_cover_every_letter_of_every_seed(loaded):
    for text in loaded.sources["text"]:
        left = list(text)
        for sentence in split_sentences(text):
            left[sentence.start : sentence.end] = " " * (sentence.end - sentence.start)
        assert "".join(left).strip() == ""


def test_sentences_are_in_order_and_do_not_overlap(loaded):
    for text in loaded.sources["text"]:
        found = split_sentences(text)
        assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_each_sentence_has_its_line(loaded):
    for text in loaded.sources["text"]:
        for sentence in split_sentences(text):
            assert sentence.line == spans.line_number(text, sentence.start)


def test_offsets_count_code_points_not_bytes():
    text = "“Ça” 🏛 ends. Next one."
    first, second = split_sentences(text)
    assert text[second.start : second.end] == "Next one."
    assert first.start == 0


# Space of several bytes before an initial; and unclosed brackets, on which the work is a square.
@pytest.mark.parametrize("language", ["en", "fa", "ar", "zh-Hans", "fr", "tlh", ""])
@pytest.mark.parametrize("text", ["\xa0A. Next.", "\u2029B. C. Dé", "“" * 60_000, "( “a. " * 9_000])
def test_sentences_tile_any_text(text, language):
    left = list(text)
    for sentence in split_sentences(text, language):
        assert not text[sentence.start].isspace()
        assert not text[sentence.end - 1].isspace()
        left[sentence.start : sentence.end] = " " * (sentence.end - sentence.start)
    assert "".join(left).strip() == ""


def test_a_long_line_is_cut_between_sentences():
    text = "One sentence is here. " * 1_000
    assert {text[s.start : s.end] for s in split_sentences(text)} == {"One sentence is here."}


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [("banana", "ana", [1, 3]), ("banana", "x", []), ("", "x", []), ("x", "", [])],
)
def test_occurrences(text, quote, found):
    assert list(spans.occurrences(text, quote)) == found


def test_nearest_names_the_line_of_a_misquote(loaded):
    text = loaded.sources.set_index("source_id").loc["shafaq-2024", "text"]
    start, end = spans.nearest(text, "an outstanding Iraqi arrest warrent")
    line, passage = spans.line_number(text, start), text[start:end]
    assert (line, passage) == (2, "an outstanding Iraqi arrest warrant")


def test_nearest_looks_along_a_long_line():
    text = "and so on, " * 50_000 + "an outstanding arrest warrant" + ", and so on" * 50_000
    start, end = spans.nearest(text, "an outstandng arrest warrant ")
    assert text[start:end] == "an outstanding arrest warrant"


def test_nearest_finds_nothing_if_nothing_is_similar():
    assert spans.nearest("Something else altogether.", "0123456789") is None


def test_root_is_argument_then_environment_then_project(tmp_path, monkeypatch):
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    assert project_folder.root_folder() == tmp_path
    assert project_folder.root_folder(tmp_path / "x") == tmp_path / "x"
    monkeypatch.delenv("ANALYSIS_ROOT")
    assert project_folder.root_folder() == project_folder.PROJECT
