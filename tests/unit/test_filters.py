"""Tables are filtered by names that a reader knows, and a name without a match is explained."""

import html
import inspect
import io
import re
import subprocess
import sys

import pandas as pd
import pytest
from matplotlib import pyplot

import analysis
from analysis import agreement, coverage, display, evidence, figures, tables
from analysis.errors import UserError
from analysis.tables.lists import SEPARATOR, Listing
from analysis.tables.naming import resolve_names
from analysis.validation.vocabulary import OWN_VOICE
from tests.support import projects
from tests.support.messages import is_one_line

ALL = ("source", "entity", "property", "speaker", "via")
TIDY = ("statements", "warrants", "charges", "legal_bases", "notices", "casualties", "events")
TIDY += ("parties", "reactions", "attributions")
WIDE = ("warrants", "charges", "legal_bases", "notices", "casualties", "events", "parties")
WIDE += ("reactions", "attributions", "spellings")
SPUTNIK, SPUTNIK_LABEL = "sputnik-2020-07", "Sputnik News Jul 2020"


def filters_of(function) -> list[str]:
    return [name for name in inspect.signature(function).parameters if name in ALL]


# --- Names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("source", SPUTNIK, SPUTNIK),
        ("source", "SPUTNIK-2020-07", SPUTNIK),
        ("source", SPUTNIK_LABEL.upper(), SPUTNIK),
        ("source", " sputnik ", SPUTNIK),
        ("source", "Iran Issues Arrest Warrant", "unnamed-2020a"),  # part of its headline
        ("entity", "Iran", "iran"),  # an id, although many labels have the word
        ("entity", "Soleimani", "qasem-soleimani"),  # a spelling, although it is in other labels
        ("entity", "Suleimani", "qasem-soleimani"),
        ("entity", "ISIS", "daesh"),
        ("entity", "Iran’s warrant", "iran-warrant"),  # noqa: RUF001 - as a text may have it
        ("entity", "Baghdad investigative", "baghdad-investigative-court"),
        ("property", "event_date", "event_date"),
        ("property", "Event date", "event_date"),
        ("speaker", "Fars", "fars"),
        ("speaker", "the article itself", OWN_VOICE),
    ],
)
def test_a_name_is_an_id_a_label_or_words_of_it(loaded, kind, name, expected):
    assert resolve_names(loaded, kind, name) == [expected]


def test_every_id_and_label_names_its_own_row(loaded):
    for kind, table in (("source", loaded.sources), ("entity", loaded.entities)):
        ids = table[f"{kind}_id"].tolist()
        assert resolve_names(loaded, kind, ids) == ids
        assert resolve_names(loaded, kind, table["label"]) == ids
    names = loaded.properties["property"].tolist()
    assert resolve_names(loaded, "property", names) == names
    assert resolve_names(loaded, "property", [name.replace("_", " ") for name in names]) == names


@pytest.mark.parametrize(
    ("kind", "name", "message"),
    [
        ("source", "sputnick", f"no such source; did you mean “{SPUTNIK_LABEL}” ({SPUTNIK})?"),
        ("entity", "Solaimani", "did you mean “Qasem Soleimani” (qasem-soleimani)?"),
        ("entity", "Donald Tramp", "did you mean “Donald Trump” (donald-trump)?"),
        ("property", "injurd", "no such property; did you mean injured or injury?"),
        ("entity", "Irak", "did you mean “Iran” (iran) or “Iraq” (iraq)"),
        ("speaker", "Sputnik", 'use source="sputnik-2020-07", which has this name'),
        ("source", "Interpol", 'use speaker="interpol", which has this name'),
        ("speaker", "Callamar", "no such speaker; did you mean “Agnes Callamard”"),
        (
            "entity",
            "xyzzy",
            "xyzzy: no such entity; nothing has a similar name; see evidence.entities",
        ),
        ("property", "xyzzy", "nothing has a similar name; see evidence.properties for all"),
        ("speaker", "prosecutor", "did you mean “Ali Alqasimehr” (ali-alqasimehr)?"),  # his office
        ("speaker", "president", "“Donald Trump” (donald-trump) or “Hassan Rouhani” (hassan-rouha"),
        ("speaker", "xyzzy", "nothing has a similar name; give one of Donald Trump; Ali"),
        (
            "entity",
            "offence",
            "offence: no such entity; nothing has a similar name",
        ),  # and not office
        ("property", "offence", "offence: no such property; nothing has a similar name"),
        ("property", "wounded", "wounded: no such property; nothing has a similar name"),
        ("property", "killings", "did you mean killed or killed_in?"),
        ("via", "xyzzy", "xyzzy: no such outlet; give one of"),
        ("source", "xyzzy", "give one of “Jun"),
        ("source", "", '"": no such source'),
        ("source", "two\nlines", "two lines: no such source"),
        ("source", "x" * 999, f"{'x' * 59}…: no such source"),
        ("source", 5, "source: 5 is not a name; give a name or a list of names"),
        ("source", ["Sputnik", None], "source: None is not a name; give an id or a label"),
        ("entity", "warrant", "warrant: this fits several entities; give the id of one: “Iran's"),
        ("source", "2020", "2020: this fits several sources; give the id of one:"),
    ],
)
def test_a_name_that_matches_nothing_or_several_is_explained(loaded, kind, name, message):
    with pytest.raises(UserError) as caught:
        tables.statements(loaded, **{kind: name})
    assert message in str(caught.value)
    assert is_one_line(f"{caught.value}\n")


def test_the_words_for_a_warrant_do_not_name_a_state(loaded):
    """labels.csv has "Iraqi arrest warrant" for the state, and "arrest warrant" for Iraq's."""
    for name in ("Iraqi arrest warrant", "arrest warrant"):
        with pytest.raises(UserError, match=r"Iran's arrest warrant.*Iraq's|Iraq's.*Iran's"):
            resolve_names(loaded, "entity", name)


def test_a_name_is_first_sought_in_the_table(loaded):
    assert set(tables.warrants(loaded, entity="Iraq")["entity_id"]) == {"iraq-warrant"}
    assert set(tables.statements(loaded, entity="Iraq")["entity_id"]) == {"iraq"}
    assert set(tables.cards(loaded, entity="Iran")["warrant_id"]) == {"iran-warrant"}


@pytest.mark.parametrize(
    ("kind", "name", "filters"),
    [
        ("speaker", "Sputnik", [f'source="{SPUTNIK}"']),
        ("via", "Sputnik", [f'source="{SPUTNIK}"']),
        ("source", "Reuters", ['via="reuters"']),
        ("entity", "injured", ['property="injured"']),
        ("property", "Trump", ['entity="donald-trump"', 'speaker="donald-trump"']),
    ],
)
def test_a_name_that_another_filter_knows_is_answered_with_that_filter(loaded, kind, name, filters):
    with pytest.raises(UserError) as caught:
        tables.statements(loaded, **{kind: name})
    assert re.findall(r'\w+="[\w-]+"', str(caught.value)) == filters
    for other in filters:
        part, found = re.fullmatch(r'(\w+)="([\w-]+)"', other).groups()
        assert len(tables.statements(loaded, **{part: found}))  # doing what it says works


@pytest.mark.parametrize(
    "function", ["warrants", "cards", "lanes", "elements", "warrants_by_source"]
)
def test_a_person_selects_the_warrants_that_texts_connect_with_them(loaded, function):
    select = getattr(tables, function)
    message = "is about Donald Trump; .* connect with it: Iran's arrest warrant; Iraq's arrest"
    with pytest.warns(UserWarning, match=message) as caught:
        table = select(loaded, entity="Trump")
    assert caught[0].filename == __file__  # the line that asked
    assert len(caught) == 1
    pd.testing.assert_frame_equal(table, select(loaded))


def test_a_timeline_of_a_state_has_what_texts_connect_with_it(loaded):
    with pytest.warns(UserWarning, match="connect with it: Iran's arrest warrant; Strikes in Iraq"):
        table = tables.timeline(loaded, entity="Iran")
    assert {"Iran's arrest warrant: announced on", "War against Daesh"} < set(table["what"])


def test_a_part_is_connected_with_everything_its_whole_is_connected_with(loaded):
    with pytest.warns(UserWarning, match="Deaths of which the US spoke"):
        assert len(tables.casualties(loaded, entity="Iran"))  # laid to the Quds Force


@pytest.mark.parametrize("function", ["warrants", "cards", "timeline", "elements_by_source"])
def test_a_table_without_the_named_entity_says_where_to_find_it(loaded, function):
    message = r"is about Quds Force; tables.statements\(evidence, entity=\"quds-force\"\) has what"
    with pytest.warns(UserWarning, match=message) as caught:
        assert getattr(tables, function)(loaded, entity="quds force").empty
    assert len(caught) == 1
    assert len(tables.statements(loaded, entity="quds-force"))
    with pytest.warns(UserWarning, match="is about the property charge; tables.statements"):
        assert tables.casualties(loaded, property="charge").empty


def test_a_whole_name_is_preferred_to_words_of_a_label_except_among_warrants(loaded):
    with pytest.warns(UserWarning, match="connect with it: Airstrike"):  # and not for its label
        assert "embassy-attack" in set(tables.events(loaded, entity="qasem-soleimani")["entity_id"])
    for name in ("airstrike", "the airstrike", "The Airstrike"):
        assert set(tables.statements(loaded, entity=name)["entity_id"]) == {"airstrike"}
        assert len(tables.timeline(loaded, entity=name))
    assert set(tables.lanes(loaded, entity="Iran")["warrant_id"]) == {"iran-warrant"}


def test_names_of_scripts_without_spaces_are_not_cut(loaded):
    labels = loaded.entities["label"].where(loaded.entities["entity_id"] != "iran", "巴格达法院")
    changed = type(loaded)(**{**vars(loaded), "entities": loaded.entities.assign(label=labels)})
    assert resolve_names(changed, "entity", "法院") == ["iran"]
    with pytest.raises(UserError, match="no such entity"):
        resolve_names(changed, "entity", "院达")


# --- Tables ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TIDY)
def test_filters_choose_the_rows_that_have_the_values(loaded, name):
    function = getattr(tables, name)
    assert filters_of(function) == list(ALL)
    table = function(loaded)
    for kind, column in zip(ALL[:4], ("source", "entity", "property", "speaker"), strict=True):
        for value in table[column].unique()[:3]:
            expected = table[table[column] == value].reset_index(drop=True)
            pd.testing.assert_frame_equal(function(loaded, **{kind: value}), expected)
    source, entity = table[["source", "entity"]].iloc[-1]
    both = table[(table["source"] == source) & (table["entity"] == entity)]
    assert len(function(loaded, source=source, entity=[entity])) == len(both) > 0


def test_via_selects_what_came_through_an_outlet(loaded):
    every = tables.statements(loaded)
    for name, label in {"Reuters": "Reuters", "irna": "IRNA", "fox news": "Fox News"}.items():
        table = tables.statements(loaded, via=name)
        passed = [label in chain.split(" > ") for chain in every["via"]]
        assert table["statement_id"].tolist() == every["statement_id"][passed].tolist() != []
    facts = agreement.outcomes(loaded, via="Reuters")
    assert set(facts["property"]) == set(tables.statements(loaded, via="Reuters")["property"])


@pytest.mark.parametrize(
    ("filters", "advice"),
    [
        (
            {"speaker": "Reuters"},
            'speaks in no statement; use via="reuters" (it passes on what others say)',
        ),
        ({"via": "Callamard"}, 'or speaker="agnes-callamard" (it speaks)'),
        ({"entity": "NBC"}, 'no statement is about it; use speaker="nbc-news" (it speaks)'),
    ],
)
def test_a_name_that_never_has_this_role_is_explained(loaded, filters, advice):
    with pytest.raises(UserError) as caught:
        tables.statements(loaded, **filters)
    assert advice in str(caught.value)
    part, name = re.findall(r'(\w+)="([\w-]+)"', str(caught.value))[-1]
    assert len(tables.statements(loaded, **{part: name}))  # doing what it says works


@pytest.mark.parametrize("name", WIDE)
def test_side_by_side_has_columns_for_the_selected_sources(loaded, name):
    function = getattr(tables, f"{name}_by_source")
    assert filters_of(function) == (["entity"] if name == "warrants" else []) + [
        kind for kind in ALL if kind != "entity" or name != "warrants"
    ]
    every = function(loaded)
    wide = function(loaded, source=["Sputnik", "unnamed-2020a"])
    shown = [label for label in loaded.sources["label"] if label in wide]
    assert shown == [resolve_label(loaded, "unnamed-2020a"), SPUTNIK_LABEL]
    index = [
        column for column in every if column not in {*loaded.sources["label"], "statement_ids"}
    ]
    cells = every[~(every[shown] == tables.SILENT).all(axis=1)]
    pd.testing.assert_frame_equal(
        wide[[*index, *shown]], cells[[*index, *shown]].reset_index(drop=True)
    )
    assert function(loaded, source=[]).empty


def resolve_label(loaded: evidence.Evidence, source_id: str) -> str:
    return loaded.sources.set_index("source_id").loc[source_id, "label"]


def test_one_warrant_may_be_named_without_a_list(loaded):
    by_id = tables.warrants_by_source(loaded, ["iran-warrant"])
    assert "entity" not in by_id
    for name in ("iran-warrant", "Iran's arrest warrant", "iran"):
        pd.testing.assert_frame_equal(tables.warrants_by_source(loaded, name), by_id)
        pd.testing.assert_frame_equal(tables.warrants_by_source(loaded, entity=name), by_id)
    elements = tables.elements_by_source(loaded, ["iraq-warrant"])
    pd.testing.assert_frame_equal(tables.elements_by_source(loaded, entity="Iraq"), elements)


def test_a_timeline_of_one_entity_has_the_texts_that_date_it(loaded):
    table = tables.timeline(loaded, entity="Iran's warrant")
    reported = table[~table["publication"]]
    assert len(reported)
    assert reported["what"].str.startswith("Iran's arrest warrant: ").all()
    published = table.loc[table["publication"], "source"]
    dated = tables.events(loaded, entity="Iran's warrant")["source"]
    assert set(published) == set(dated) < set(loaded.sources["label"])
    assert set(tables.timeline(loaded, source="Sputnik")["source"]) == {SPUTNIK_LABEL}


def test_figures_draw_a_filtered_table(loaded):
    lanes = tables.lanes(loaded, entity="Iran")
    assert set(lanes["warrant"]) == {"Iran's arrest warrant"}
    drawn = {
        figures.lanes(lanes): "Iran's arrest warrant",
        figures.timeline(tables.timeline(loaded, entity="airstrike")): "Airstrike",
        figures.cards(tables.cards(loaded, entity="Iraq")): "Iraq's arrest warrant",
        figures.ranges(tables.casualties(loaded, property="injured")): "Injured",
    }
    for figure, words in drawn.items():
        assert words in figure.get_label()
    assert not any("Iraq's arrest" in figure.get_label() for figure in list(drawn)[:1])
    pyplot.close("all")


def test_elements_and_answers_are_selected_by_warrant(loaded):
    for function in (tables.elements, tables.answers):
        table = function(loaded)
        some = function(loaded, entity="Iraq's warrant", source="Shafaq")
        expected = table[
            (table["warrant_id"] == "iraq-warrant") & (table["source"].str[:6] == "Shafaq")
        ]
        pd.testing.assert_frame_equal(some, expected.reset_index(drop=True))
        assert len(some)


# --- Comparisons and coverage ---------------------------------------------------------------------


def test_a_filter_changes_no_comparison(loaded):
    every = agreement.outcomes(loaded).set_index(["entity_id", "property"])
    some = agreement.outcomes(loaded, source="Shafaq").set_index(["entity_id", "property"])
    pd.testing.assert_frame_equal(some, every.loc[some.index])
    spoken = tables.statements(loaded, source="Shafaq")
    assert set(some.index) == set(zip(spoken["entity_id"], spoken["property"], strict=True))


def test_one_statement_must_match_all_filters(loaded):
    facts = agreement.outcomes(loaded, source="2021 C", speaker="Baghdad court")
    spoken = tables.statements(loaded, source="2021 C", speaker="Baghdad court")
    assert set(facts["property"]) == set(spoken["property"])
    assert agreement.outcomes(loaded, source="Sputnik", speaker="Baghdad court").empty


def test_conflicts_have_a_side_that_is_selected(loaded):
    every = agreement.conflicts(loaded)
    source = tables.statements(loaded).set_index("statement_id")["source_id"]
    sides = every[["statement_id", "other_statement_id"]].map(source.get) == SPUTNIK
    some = agreement.conflicts(loaded, source="Sputnik")
    pd.testing.assert_frame_equal(some, every[sides.any(axis=1)].reset_index(drop=True))
    assert 0 < len(some) < len(every)


def test_the_convention_may_be_given_by_name(five):
    by_place = agreement.outcomes(five, "round")
    pd.testing.assert_frame_equal(agreement.outcomes(five, lexicon="round"), by_place)
    assert not by_place["outcome"].equals(agreement.outcomes(five)["outcome"])


@pytest.mark.parametrize(
    "function",
    [
        coverage.topics,
        coverage.topics_by_source,
        coverage.silences,
        coverage.silence_counts,
        coverage.quoted,
        coverage.ledger,
    ],
)
def test_coverage_is_selected_by_source(loaded, function):
    table = function(loaded)
    expected = table[table["source"] == SPUTNIK_LABEL].reset_index(drop=True)
    pd.testing.assert_frame_equal(function(loaded, source="sputnik"), expected)


def test_the_sentences_that_code_an_entity_can_be_selected(loaded):
    sentences = coverage.ledger(loaded, entity="Article 406")
    assert len(sentences)
    assert sentences["text"].str.contains("406").all()


def test_voices_and_their_history_are_selected(loaded):
    assert "Interpol" in set(agreement.voices(loaded, speaker="Interpol")["origin"])
    facts = agreement.outcomes(loaded, property="injured")
    history = agreement.history(loaded, facts, source="Sputnik")
    assert len(history)
    assert history["voice"].str.startswith(SPUTNIK_LABEL).all()
    cells = agreement.matrix(loaded, facts, source="Sputnik")
    assert set(cells["source"]) == {SPUTNIK_LABEL}


# --- What is returned -----------------------------------------------------------------------------


def test_a_returned_table_may_be_changed(loaded):
    for filters in ({}, {"source": "Sputnik"}):
        before = tables.statements(loaded, **filters)["value_text"].tolist()
        changed = tables.statements(loaded, **filters)
        changed["value_text"] = "x"
        changed.loc[0, "source"] = "x"
        assert tables.statements(loaded, **filters)["value_text"].tolist() == before
        assert "x" not in set(tables.statements(loaded, **filters)["source"])


def test_without_a_filter_all_rows_are_kept_and_an_empty_list_keeps_none(loaded):
    every = tables.statements(loaded)
    selected = tables.select(loaded, every)
    assert selected.equals(every)
    selected["value"] = ""
    assert (every["value"] != "").all()
    assert tables.statements(loaded, source=None).equals(every)
    for nothing in ([], (), set()):
        table = tables.statements(loaded, source=nothing)
        assert table.empty
        assert list(table) == list(every)


def test_names_may_come_in_any_collection(loaded):
    wanted = tables.statements(loaded, source=["Sputnik", "Shafaq"])
    for names in (("Shafaq", "Sputnik"), {"Sputnik", "Shafaq"}, pd.Series(["Sputnik", "Shafaq"])):
        assert tables.statements(loaded, source=names).equals(wanted)
    assert tables.statements(loaded, source=iter(["Sputnik", "Shafaq"])).equals(wanted)
    assert tables.casualties_by_source(loaded, source=iter(["Sputnik"])).columns[2] == SPUTNIK_LABEL


def test_the_error_for_a_small_table_lists_its_entries(loaded):
    with pytest.raises(UserError, match=r"died: no such property; give one of .*killed; injured"):
        tables.casualties(loaded, property="died")
    with pytest.raises(UserError, match=r"give one of .*\(iran-warrant\); .*\(iraq-warrant\)$"):
        tables.cards(loaded, entity="xyzzy")


def test_a_table_without_the_column_says_so(loaded):
    with pytest.raises(UserError, match=r"speaker: the table has no such .*; leave the filter out"):
        tables.select(loaded, loaded.sources, speaker="Interpol")


def test_an_unknown_filter_is_named_with_the_existing_ones(loaded):
    advice = r"'sources'; write tables.warrants\(evidence, source=..., entity"
    with pytest.raises(TypeError, match=advice):
        tables.warrants(loaded, sources="Sputnik")
    with pytest.raises(TypeError, match="'speaker'"):
        tables.cards(loaded, speaker="Interpol")


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(evidence.EvidenceError, match=r"absent: there is no such folder; give the"):
        analysis.load(tmp_path / "absent")


def test_help_lists_the_filters():
    for name in (*TIDY, *(f"{name}_by_source" for name in WIDE)):
        function = getattr(tables, name)
        assert "\nParameters\n----------\nevidence : Evidence\n" in function.__doc__, name
        assert function.__doc__.count("**filters") == 0
        for kind in filters_of(function):
            listed = [line for line in function.__doc__.splitlines() if " : str or list" in line]
            assert sum(kind in line.split(" : ")[0].split(", ") for line in listed) == 1, name


def test_an_empty_project_has_empty_tables(tmp_path):
    root = projects.ferries(tmp_path / "ferries", 1)
    ferries = evidence.load(root)
    label = ferries.sources["label"].iloc[0]
    assert len(tables.statements(ferries, source=label)) == len(ferries.statements)
    nothing = type(ferries)(
        **{
            name: table[:0] if hasattr(table, "iloc") else table
            for name, table in vars(ferries).items()
        }
    )
    with pytest.raises(UserError, match="no such source"):
        tables.statements(nothing, source=label)


# --- Files ----------------------------------------------------------------------------------------


def every_table(loaded) -> dict[str, pd.DataFrame]:
    facts = agreement.outcomes(loaded)
    return {
        "warrants_by_source": tables.warrants_by_source(loaded),
        "timeline": tables.timeline(loaded),
        "cards": tables.cards(loaded),
        "lanes": tables.lanes(loaded),
        "elements": tables.elements(loaded),
        "elements_by_source": tables.elements_by_source(loaded),
        "outcomes": facts,
        "matrix": agreement.matrix(loaded, facts),
        "voices": agreement.voices(loaded),
        "ledger": coverage.ledger(loaded),
    }


def test_a_file_has_the_ids_with_semicolons_between_them(loaded):
    for name, table in every_table(loaded).items():
        read = pd.read_csv(io.StringIO(table.to_csv(index=False)), keep_default_na=False)
        columns = [column for column in table if isinstance(table[column].iloc[0], tuple)]
        assert columns, name
        for column in columns:
            again = [
                tuple(filter(None, text.split(SEPARATOR))) for text in read[column].astype(str)
            ]
            assert again == table[column].tolist(), f"{name}.{column}"
            assert all(type(items) is Listing for items in table[column]), f"{name}.{column}"
        assert not read.astype(str).apply(lambda cells: cells.str.match(r"\(('|\))")).any(axis=None)


# --- The package ----------------------------------------------------------------------------------


def test_modules_are_imported_when_they_are_used():
    code = """
import sys, analysis
large = {"pandas", "numpy", "matplotlib", "IPython"}
assert not large & set(sys.modules), large & set(sys.modules)
assert set(analysis.__all__) <= set(dir(analysis))
table = analysis.tables.warrants(analysis.load())
assert "pandas" in sys.modules and "matplotlib" not in sys.modules
for name in analysis.__all__:
    getattr(analysis, name)
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.stderr == ""


def test_help_names_every_module_in_order():
    places = [
        analysis.__doc__.index(f"- `{name}`: ") for name in analysis.__all__ if name != "load"
    ]
    assert len(places) == 8
    assert analysis.__doc__.index("- `tables`") == min(places)


def test_a_heading_on_screen_is_the_name_of_its_column(loaded):
    for table in (*every_table(loaded).values(), agreement.flips(loaded)):
        headings = re.findall(r"<th [^>]*>(.*?)</th>", display.html_table(table.head(1)))
        named = [html.unescape(heading).replace(" ", "_") for heading in headings]
        assert named == [name.replace(" ", "_") for name in table]


@pytest.mark.parametrize("name", ["airstrike", "Airstrike", "the airstrike that killed", "Capitol"])
def test_an_event_is_named_by_its_id_its_label_or_words_of_it(loaded, name):
    table = tables.event_side_by_side(loaded, name)
    entity_id = "capitol-events" if name == "Capitol" else "airstrike"
    pd.testing.assert_frame_equal(table, tables.event_side_by_side(loaded, entity_id))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("airstirke", "airstirke: no such entity; did you mean “Airstrike that killed Qasem Sol"),
        ("Interpol", "Interpol: no text gives a date, place or part of it; give one of airstrike;"),
    ],
)
def test_a_name_that_is_not_an_event_is_answered_with_the_events(loaded, name, message):
    with pytest.raises(UserError) as caught:
        tables.event_side_by_side(loaded, name)
    assert str(caught.value).startswith(message)
    assert is_one_line(f"{caught.value}\n")


def test_a_text_is_found_on_either_side_of_a_pair(loaded):
    shared = agreement.shared_wording(loaded)
    second = shared["other_source"].iloc[0]
    found = tables.select(loaded, shared, source=second)
    sides = shared[["source", "other_source"]]
    assert len(found) == (sides == second).any(axis=1).sum() > 0
