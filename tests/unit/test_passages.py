"""Quotes in their context: the text is cut correctly, and exactly the quotes are marked."""

from __future__ import annotations

import html
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import agreement, display, tables
from analysis.display import quotes
from analysis.errors import UserError

SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 30)).map(lambda s: (s[0], s[0] + s[1])), max_size=8
)


@given(SPANS, st.integers(0, 20), st.integers(1, 40))
def test_pieces_are_cut_at_every_edge_and_list_every_quote(spans, start, length):
    found = quotes.pieces(start, start + length, spans)
    assert [piece.end for piece in found[:-1]] == [piece.start for piece in found[1:]]
    assert (found[0].start, found[-1].end) == (start, start + length)
    for piece in found:
        for at in range(piece.start, piece.end):
            assert piece.quotes == tuple(i for i, (a, b) in enumerate(spans) if a <= at < b)


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("One", "One is here."),
        ("here. Two", "One is here. Two is there."),
        ("there.\nThree", "Two is there.\nThree is not."),
        ("is not.", "Three is not."),
    ],
)
def test_a_passage_is_the_sentences_that_a_quote_touches(quote, shown):
    text = "One is here. Two is there.\nThree is not."
    at = text.index(quote)
    start, end = quotes.passage(text, "en", (at, at + len(quote)))
    assert text[start:end] == shown


def test_every_statement_is_shown_with_exactly_its_quote(loaded):
    for row in loaded.statements.itertuples():
        (shown,) = quotes.in_context(loaded, [row.statement_id])
        quoted = [text for text, quotes in shown.pieces if quotes]
        assert quoted == [row.quote]
        assert [told.statement_id for told in shown.statements] == [row.statement_id]


def test_all_statements_together_show_every_quote_in_pieces(loaded):
    shown = quotes.in_context(loaded, loaded.statements["statement_id"])
    assert sum(len(passage.statements) for passage in shown) == len(loaded.statements)
    for passage in shown:
        for number, row in enumerate(passage.statements):
            assert "".join(t for t, quotes in passage.pieces if number in quotes) == row.quote


@pytest.fixture
def published(monkeypatch) -> list[dict]:
    """What `display` would show in a notebook."""
    shown = []
    monkeypatch.setattr(display._output, "publish", lambda data, metadata=None: shown.append(data))
    return shown


def marked(shown: str) -> list[str]:
    return [html.unescape(text) for text in re.findall(r"<mark [^>]*>(.*?)</mark>", shown)]


def test_words_accepts_an_id_a_row_and_rows(loaded, published):
    table = tables.statements(loaded)
    display.words(loaded, table["statement_id"].iloc[3])
    display.words(loaded, table.iloc[3])
    display.words(loaded, table.iloc[3:5])
    assert published[0] == published[1] != published[2]
    assert marked(published[0]["text/html"]) == [table["quote"].iloc[3]]
    for part in ("source", "statement_id", "modality", "basis"):
        assert table[part].iloc[3] in published[0]["text/html"]


def test_both_statements_of_a_pair_are_shown(loaded, published):
    pair = agreement.conflicts(loaded, property="injured").iloc[0]
    display.words(loaded, pair)
    display.words(loaded, pair.to_frame().T)
    assert published[0] == published[1]
    for shown in published[0].values():
        assert all(pair[name] in shown for name in ("statement_id", "other_statement_id"))
    assert {pair["quote"], pair["other_quote"]} <= set(marked(published[0]["text/html"]))


def test_the_speaker_and_the_outlets_are_above_the_words(loaded, published):
    told = tables.attributions(loaded).query("via != ''").iloc[0]
    display.words(loaded, told)
    for shown in published[0].values():
        assert f"{told['speaker']} via {told['via']}" in html.unescape(shown)


@pytest.mark.parametrize("parts", [1, 2])
def test_the_words_of_attribution_are_shown_with_the_quote(loaded, published, parts):
    cues = loaded.statements["cue"].dropna()
    row = loaded.statements.loc[cues.index[cues.str.split(" … ").str.len() == parts][0]]
    display.words(loaded, row["statement_id"])
    for shown in published[0].values():
        assert f"(“{row['cue']}”)" in html.unescape(shown)


def test_overlapping_quotes_are_numbered_where_they_begin_and_end(loaded, published):
    place = loaded.statements.query("source_id == 'unnamed-2021'").iloc[:13]
    display.words(loaded, place)
    shown, plain = published[0]["text/html"], published[0]["text/plain"]
    count = len(place)
    for kind in ("sup", "sub"):
        runs = re.findall(rf"<{kind}>([\d,]+)</{kind}>(?! )", shown)
        numbers = sorted(int(n) for run in runs for n in run.split(","))
        assert numbers == list(range(1, count + 1))
    assert all(f"[{n}: " in plain and f" :{n}]" in plain for n in range(1, count + 1))


def test_a_row_of_a_table_opens_to_show_its_words(loaded, published):
    table = tables.warrants(loaded).head(display.tables.ROWS)
    display.table(table[["value_text", "quote", "statement_id"]], loaded)
    opened = re.findall(r"<details>.*?</details>", published[0]["text/html"], re.DOTALL)
    assert [marked(words)[0] for words in opened] == list(table["quote"])


def test_a_row_of_several_statements_opens_to_show_all_of_them(loaded, published):
    ids = tuple(loaded.statements["statement_id"][:3])
    display.table(pd.DataFrame({"what": ["a", "b"], "statement_ids": [ids, ()]}), loaded)
    (opened,) = re.findall(r"<details>.*?</details>", published[0]["text/html"], re.DOTALL)
    assert all(name in opened for name in ids)
    assert published[0]["text/plain"].split() == ["what", "quotes", "a", "3", "b", "0"]
    assert ids[0] not in published[0]["text/plain"]


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("s-000000000000", "s-000000000000: no such statement"),
        (pd.DataFrame({"entity": ["x"]}), "no statement_id and no statement_ids here"),
    ],
)
def test_a_row_without_words_is_reported(loaded, what, told):
    with pytest.raises(UserError, match=told):
        display.words(loaded, what)


def test_only_inline_styles_are_used(loaded, published):
    display.words(loaded, loaded.statements)
    assert not re.search(r"<style|<script|\bclass=|\bon\w+=|\bid=", published[0]["text/html"])


def test_outside_a_notebook_the_text_is_printed(loaded, capsys):
    name = loaded.statements["statement_id"].iloc[0]
    display.words(loaded, name)
    printed = capsys.readouterr().out
    assert name in printed
    assert "text/html" not in printed
    assert "<div" not in printed


def test_words_accepts_ids_in_any_form_of_a_table(loaded, capsys):
    ids = loaded.statements["statement_id"].head(2).tolist()
    expected = None
    for rows in (ids, tuple(ids), pd.Series(ids), loaded.statements.head(2)):
        display.words(loaded, rows)
        printed = capsys.readouterr().out
        expected = expected or printed
        assert printed == expected
        assert all(name in printed for name in ids)


def test_any_table_can_be_shown(loaded, published):
    wide = tables.warrants_by_source(loaded)
    for table in (
        pd.concat([wide, wide]),
        pd.DataFrame({"property": [1, 2], "share": ["half", None]}),
        pd.DataFrame({"share": [0.5, None], "names": [["a", "b"], []]}),
    ):
        display.table(table, loaded)
        assert "<table" in published[-1]["text/html"]
        assert "nan%" not in published[-1]["text/html"]
