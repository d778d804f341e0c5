"""Prose written by hand shows only words of the statements that it names."""

import pytest

from analysis import display, tables
from analysis.display import _output
from analysis.errors import UserError


@pytest.fixture
def published(monkeypatch) -> list[dict]:
    outputs: list[dict] = []
    monkeypatch.setattr(_output, "publish", lambda data, metadata=None: outputs.append(data))
    return outputs


@pytest.fixture(scope="module")
def injured(loaded):
    rows = tables.statements(loaded).query("property == 'injured' and value == 'dozens'")
    (row,) = rows.itertuples()
    return row


@pytest.mark.parametrize("words", ["dozens", "Dozens of U.S. service members", "NBC News"])
def test_words_of_the_statement_are_underlined_and_open_on_it(loaded, published, injured, words):
    display.prose(f"They were [{words}]({injured.statement_id}), one says.", loaded)
    (data,) = published
    assert f"<u>{words}</u>, one says." in data["text/html"]
    assert "<summary>1 quote</summary>" in data["text/html"]
    assert data["text/plain"] == f"They were {words}, one says."


@pytest.mark.parametrize("words", ["hundreds", "dozen", "no one"])
def test_words_that_the_statement_lacks_are_refused(loaded, published, injured, words):
    if words == "dozen":  # a plural is found by its singular, as everywhere
        words = "dozen soldiers"
    with pytest.raises(UserError, match=f'"{words}": is not in {injured.statement_id}'):
        display.prose(f"They were [{words}]({injured.statement_id}).", loaded)
    assert published == []


def test_an_unknown_statement_is_refused(loaded):
    with pytest.raises(UserError, match="there is no statement s-000000000000"):
        display.prose("They were [dozens](s-000000000000).", loaded)


def test_paragraphs_stay_separate_and_markup_is_escaped(loaded, published):
    display.prose("One <b>.\n\nTwo $x$.", loaded)
    (data,) = published
    assert data["text/plain"] == "One <b>.\n\nTwo $x$."
    assert data["text/html"].count("<p ") == 2
    assert "<b>" not in data["text/html"]
    assert "$x$" not in data["text/html"]
