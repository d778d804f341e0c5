"""Cards and lanes show what texts report of each warrant, who says it, and what none says."""

from dataclasses import replace

import pandas as pd
import pytest

from analysis import figures, tables
from analysis.figures.cards import MOST_CARDS, MOST_VALUES
from analysis.tables.cards import LINES
from analysis.tables.elements import NO_TEXT
from analysis.tables.lanes import KINDS, PUBLICATION


@pytest.fixture(scope="module")
def cards(loaded) -> pd.DataFrame:
    return tables.cards(loaded)


def test_every_card_has_every_line_in_the_same_order(loaded, cards):
    assert set(cards["warrant_id"]) == {"iran-warrant", "iraq-warrant"}
    for _, rows in cards.groupby("warrant_id"):
        assert rows["line"].drop_duplicates().tolist() == list(LINES)


def test_a_line_without_a_statement_says_so(loaded, cards):
    answered = tables.answers(loaded)
    for (warrant, line), rows in cards.groupby(["warrant_id", "line"]):
        own = answered[(answered["warrant_id"] == warrant) & (answered["path"] == LINES[line])]
        own = own[own["modality"] != "asked"]
        assert set(own["statement_id"]) >= {name for ids in rows["statement_ids"] for name in ids}
        assert (rows["value"].tolist() == [NO_TEXT]) == own.empty
        assert set(rows["n_sources"]) == {own["source"].nunique()}


def test_every_value_and_every_text_is_that_of_its_statements(loaded, cards):
    statements = tables.statements(loaded).set_index("statement_id")
    for row in cards[cards["n_sources"] > 0].itertuples():
        own = statements.loc[list(row.statement_ids)]
        assert all(row.value.startswith(value) for value in own["value_text"])
        assert set(row.who.split("; ")) == set(own["voice"])


def test_a_value_is_inferred_only_if_no_text_states_it(loaded, cards):
    statements = tables.statements(loaded).set_index("statement_id")
    for row in cards[cards["value"].str.contains("inferred")].itertuples():
        assert set(statements.loc[list(row.statement_ids), "basis"]) == {"inferred"}


def test_a_text_that_speaks_in_its_own_voice_is_not_named_twice(cards):
    for who in cards["who"]:
        texts = [voice.partition(": ")[0] for voice in who.split("; ")]
        itself = {voice for voice in who.split("; ") if ": " not in voice}
        assert not [text for text in itself if texts.count(text) > 1]


def test_a_figure_of_cards_shows_every_value_and_the_count_of_texts(loaded, cards):
    drawn = figures.cards(cards, "A title")
    shown = " ".join(" ".join(text.get_text() for text in drawn.texts).split())
    for row in cards.itertuples():
        assert row.line in shown
        assert row.value.split()[0] in shown
        assert row.n_sources == 0 or f"{row.n_sources} of {row.n_speaking}" in shown


def test_cards_and_values_without_room_are_counted(cards):
    iran = cards[cards["warrant_id"] == "iran-warrant"]
    many = pd.concat(iran.assign(warrant_id=str(number)) for number in range(MOST_CARDS + 3))
    drawn = figures.cards(many, "A title")
    assert "3 more warrants are left out" in " ".join(text.get_text() for text in drawn.texts)
    values = pd.concat([iran[iran["line"] == "For"]] * (MOST_VALUES + 5))
    drawn = figures.cards(values, "A title")
    assert "and 5 more" in [text.get_text() for text in drawn.texts]


@pytest.mark.parametrize("draw", [figures.cards, figures.lanes])
def test_a_figure_says_that_there_is_nothing_to_draw(loaded, draw):
    nobody = replace(loaded, statements=loaded.statements[:0])
    table = tables.cards(nobody) if draw is figures.cards else tables.lanes(nobody)
    assert table.empty
    for narrow in (False, True):
        drawn = draw(table, narrow=narrow)
        assert "There are no rows to draw." in [text.get_text() for text in drawn.axes[0].texts]


def test_a_lane_has_the_most_exact_date_of_each_kind(loaded):
    lanes = tables.lanes(loaded)
    assert not lanes.duplicated(["warrant_id", "source", "kind"]).any()
    dated = tables.answers(loaded)
    dated = dated[dated["path"].isin(KINDS) & dated["date"].notna()]
    for row in lanes[lanes["kind"] != PUBLICATION].itertuples():
        path = next(path for path, kind in KINDS.items() if kind == row.kind)
        same = dated[(dated["source"] == row.source) & (dated["path"] == path)]
        same = same[same["warrant_id"] == row.warrant_id]
        length = (same["date_end"] - same["date_start"]).min()
        assert row.date_end - row.date_start == length


def test_the_texts_of_a_lane_are_in_order_of_publication(loaded):
    published = loaded.sources.set_index("label")["published_start"]
    for _, lane in tables.lanes(loaded).groupby("warrant_id"):
        assert published[lane["source"].drop_duplicates()].is_monotonic_increasing


def test_a_lane_says_that_no_text_dates_the_issue(five):
    lanes = tables.lanes(five)
    words = "no date of issue among these"
    drawn = [text.get_text() for text in figures.lanes(lanes, "A title").axes[0].texts]
    assert drawn.count(words) == 2
    issued = lanes.assign(kind=lanes["kind"].replace("decision", "issue"))
    drawn = [text.get_text() for text in figures.lanes(issued, "A title").axes[0].texts]
    assert drawn.count(words) == 1
