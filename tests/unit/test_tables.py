import re
import sqlite3
from contextlib import closing

import pandas as pd
import pytest

from analysis import agreement, tables
from analysis.compare.rules import OUTCOMES
from analysis.errors import UserError
from analysis.tables import stance_notes
from analysis.validation.vocabulary import OWN_VOICE, Basis, Stance

TIDY = ["warrants", "charges", "legal_bases", "notices", "casualties", "events", "reactions"]
TIDY += ["parties"]
WIDE = [*TIDY, "attributions", "spellings"]


@pytest.mark.parametrize("name", [*TIDY, "attributions"])
def test_every_row_names_its_source_and_quote(loaded, name):
    table = getattr(tables, name)(loaded)
    assert list(table.columns)[: len(tables.COLUMNS)] == list(tables.COLUMNS)
    assert len(table) > 0
    assert table[["source", "speaker", "quote", "value_text"]].notna().all(axis=None)
    known = loaded.statements.set_index("statement_id")["quote"]
    assert (table["statement_id"].map(known) == table["quote"]).all()


def test_a_table_with_lists_of_ids_is_stored_in_a_database(loaded):
    table = tables.cards(loaded)
    with closing(sqlite3.connect(":memory:")) as database:
        table.to_sql("cards", database, index=False)
        stored = [row[0] for row in database.execute("select statement_ids from cards")]
    assert stored == table["statement_ids"].map(";".join).tolist()


def test_numbers_are_selected_in_a_table_of_statements_on_one_subject(loaded):
    counts = tables.casualties(loaded).query("value_kind == 'count'")
    assert counts["statement_id"].tolist() == tables.counts(loaded)["statement_id"].tolist()


def test_the_help_of_statements_and_outcomes_lists_all_columns_stances_and_outcomes():
    words = set(re.findall(r"\w+", tables.statements.__doc__))
    assert words >= {*tables.COLUMNS, *Stance, *Basis}
    help_of_outcomes = " ".join(agreement.outcomes.__doc__.split())
    assert [name for name in OUTCOMES if f'"{name}"' not in help_of_outcomes] == []


@pytest.mark.parametrize("name", WIDE)
def test_the_wide_view_has_a_column_for_each_source_and_each_row_once(loaded, name):
    wide = getattr(tables, f"{name}_by_source")(loaded)
    labels = list(loaded.sources["label"])
    index = list(wide.columns[: -len(labels) - 1])
    assert list(wide.columns) == [*index, *labels, "statement_ids"]
    assert not wide.duplicated(index).any()
    assert wide.notna().all(axis=None)
    assert (wide[labels] != tables.SILENT).any(axis=1).all()


@pytest.mark.parametrize("name", WIDE)
def test_a_row_of_the_wide_view_names_its_statements(loaded, name):
    wide = getattr(tables, f"{name}_by_source")(loaded)
    source = tables.statements(loaded).set_index("statement_id")["source"]
    for row in wide.set_index("statement_ids")[list(loaded.sources["label"])].itertuples():
        speaking = {
            n
            for n, cell in zip(loaded.sources["label"], row[1:], strict=True)
            if cell != tables.SILENT
        }
        assert set(source[list(row.Index)]) == speaking


def test_the_wide_view_loses_no_value(loaded):
    tidy, wide = tables.warrants(loaded), tables.warrants_by_source(loaded)
    cells = wide.set_index(["entity", "property"])
    for row in tidy.itertuples():
        assert row.value_text in cells.loc[(row.entity, row.property), row.source]


def test_every_statement_is_in_some_table(loaded):
    seen = set()
    for name in TIDY:
        seen |= set(getattr(tables, name)(loaded)["statement_id"])
    assert seen == set(loaded.statements["statement_id"])


def test_a_speaker_and_a_stance_are_shown_unless_they_are_plain(loaded):
    wide = tables.notices_by_source(loaded).set_index("property")
    answer = wide.loc["answer", "Jun-Dec 2020 B"]
    assert answer == "would not consider the request [announced, Interpol via Fox News]"


def test_a_value_is_shown_with_its_range_or_date(five):
    said = tables.statements(five).set_index("value")["value_text"]
    assert said["dozens"] == "dozens (24 or more)"
    assert said["over 100"] == "over 100 (101 or more)"
    assert said["three dozen"] == "three dozen (36)"
    assert said["large numbers"] == "large numbers (2 or more)"
    assert said["a base"] == "a base (1)"
    assert set(said[["more than one"]]) == {"more than one (2 or more)"}
    assert said["as many as 1.2 million"] == "as many as 1.2 million (1 to 1,200,000)"
    assert said["late last month"] == "late last month (16 to 30 June 2020)"
    assert said["article-406"] == "Article 406"
    assert said["premeditated-murder"] == "premeditated murder"
    assert set(said[["35"]]) == {"35"}


def test_a_number_that_is_not_given_is_shown_as_missing(loaded):
    table = loaded.statements
    vague = table["value"] == "dozens"
    table = table.assign(
        value=table["value"].mask(vague, "unquantified"), low=table["low"].mask(vague)
    )
    shown = tables.statements(type(loaded)(**{**vars(loaded), "statements": table}))
    assert shown.loc[vague.to_numpy(), "value_text"].tolist() == ["unquantified (no figure)"]


def test_an_inference_is_marked_wherever_its_value_is_shown(loaded):
    wide = tables.warrants_by_source(loaded, ["iran-warrant"]).set_index("property")
    connected = "Airstrike that killed Qasem Soleimani"
    inferred = f"{connected} [value inferred, Ali Alqasimehr via IRNA]"
    assert wide.loc["connected_to", ["Jun-Jul 2020 A", "Jun-Dec 2020 B"]].tolist() == [
        connected,
        inferred,
    ]
    statements = tables.statements(loaded)
    others = statements.query("entity_id == 'red-notice-request' and property == 'others_count'")
    assert tables.who_says(others, others["property"]).iloc[0] == (
        "35, value inferred (Jun-Jul 2020 A: Ali Alqasimehr via Reuters); "
        "35 (Jun-Dec 2020 B: Ali Alqasimehr)"
    )


def test_each_part_that_is_inferred_is_named(loaded):
    statements = tables.statements(loaded)
    inferred = statements["basis"] == "inferred"
    notes = stance_notes(statements)
    parts = statements["note"].str.extract(r"^Inferred: (\w+);", expand=False)
    assert inferred.any()
    assert (
        notes[inferred].str.extract(r", (\w+) inferred$", expand=False) == parts[inferred]
    ).all()
    assert not notes[~inferred].str.contains("inferred").any()
    outside = statements[inferred].assign(basis="outside", modality="asserted")
    assert set(stance_notes(outside)) == {
        ", value from outside the texts",
        ", date from outside the texts",
        ", speaker from outside the texts",
    }


def test_a_denied_value_cannot_be_read_as_asserted(loaded):
    wide = tables.reactions_by_source(loaded, property="reaction")
    shown = "not: comment by Trump on the news"
    assert wide["Jun-Jul 2020 A"].str.contains(shown, regex=False).any()


def test_without_a_warrant_there_is_no_row(loaded):
    assert tables.warrants_by_source(loaded, []).empty
    assert not tables.warrants_by_source(loaded).empty


def test_an_actor_is_named_only_beside_the_source_that_names_it(loaded):
    table = tables.timeline(loaded)
    actor = table[table["what"] == "Airstrike that killed Qasem Soleimani"].groupby("source")[
        "actor"
    ]
    assert set(actor.get_group("2021 C")) == {"US forces"}
    assert set(actor.get_group("Sputnik News Jul 2020")) == {"United States"}
    assert set(actor.get_group("Shafaq News 2023+")) == {""}


def test_attributions_leave_out_the_own_voice(loaded):
    table = tables.attributions(loaded)
    assert not table["own_voice"].any()
    own = (loaded.statements["speaker"] == OWN_VOICE).sum()
    assert len(table) + own == len(loaded.statements)
    assert "Interpol > Fox News > Jun-Dec 2020 B" in set(table["chain"])


def test_a_rule_is_named_if_a_statement_is_about_it_or_names_it(five):
    rules = tables.legal_bases(five).set_index("value")["rule"]
    assert rules["article-406"] == "Article 406"
    assert rules["unlawful"] == "Airstrike that killed Qasem Soleimani"


def test_the_timeline_has_every_date_once_and_every_publication(loaded):
    table = tables.timeline(loaded)
    dated = loaded.statements[loaded.statements["date"].notna()]
    once = dated.drop_duplicates(["source_id", "entity_id", "property", "value", "date"])
    assert (~table["publication"]).sum() == len(once)
    assert table["publication"].sum() == len(loaded.sources)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (35, 35, "35"),
        (24, None, "24 or more"),
        (None, 1200000, "1,200,000 or fewer"),
        (24, 99, "24 to 99"),
        (None, None, "no figure"),
    ],
)
def test_ranges_are_written_in_words(low, high, words):
    bounds = [pd.Series([bound], dtype="Int64") for bound in (low, high)]
    assert tables.range_words(*bounds).tolist() == [words]


def test_side_by_side_takes_one_column_and_names_one_that_is_missing(loaded):
    table = tables.statements(loaded, property="injured")
    pd.testing.assert_frame_equal(
        tables.side_by_side(loaded, table, "entity"),
        tables.side_by_side(loaded, table, ["entity"]),
    )
    with pytest.raises(
        UserError, match=r"^sorce: the table has no such column; give one of statement"
    ):
        tables.side_by_side(loaded, table, ["entity", "sorce"])
