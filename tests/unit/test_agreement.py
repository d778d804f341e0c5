import random
import re
from dataclasses import replace

import pandas as pd
import pytest
from undate import UndateInterval
from undate.converters.edtf import EDTFDateConverter

from analysis import agreement, coverage, tables
from analysis.compare import encoding
from analysis.compare.rules import OUTCOMES
from analysis.errors import UserError
from analysis.evidence import cached
from analysis.values import edtf

# Checked by hand, twice, the second time from the quotes alone.
CONFLICTS = {
    ("iran-warrant", "others_count"),
    ("iran-warrant", "warrants_count"),
    ("missile-strikes", "bases_attacked"),
    ("missile-strike-casualties", "injured"),
}


@pytest.fixture(scope="module")
def outcomes(five) -> pd.DataFrame:
    return agreement.outcomes(five)


def outcome(table: pd.DataFrame, entity: str, property: str) -> pd.Series:
    return table.set_index(["entity_id", "property"]).loc[(entity, property)]


def test_one_row_for_each_fact(loaded, outcomes):
    facts = loaded.statements[["entity_id", "property"]].drop_duplicates()
    assert len(outcomes) == len(facts)
    assert set(outcomes["outcome"]) <= set(OUTCOMES)
    assert outcomes.notna().all(axis=None)


def test_the_list_of_conflicts_is_complete_and_has_no_false_conflicts(outcomes):
    found = outcomes[outcomes["outcome"] == "conflict"]
    assert set(zip(found["entity_id"], found["property"], strict=True)) == CONFLICTS


def test_two_sources_that_describe_different_warrants_are_not_compared(outcomes):
    issuers = outcomes[outcomes["property"] == "issuer"]
    assert issuers.set_index("entity_id")["joint"].to_dict() == {
        "iran-warrant": "Iranian authorities",
        "iraq-warrant": "Iraq's judiciary",
    }


def test_nobody_and_dozens_conflict_inside_one_text_and_are_revised(five, outcomes):
    row = outcome(outcomes, "missile-strike-casualties", "injured")
    assert row.inside
    assert row.revised
    pairs = agreement.conflicts(five).query("property == 'injured'")
    sides = pairs[["value_text", "other_value_text"]]
    assert set(map(frozenset, sides.to_numpy())) == {
        frozenset({"0", "large numbers (2 or more)"}),
        frozenset({"0", "dozens (24 or more)"}),
        frozenset({"0", "over 100 (101 or more)"}),
    }
    (within,) = pairs[pairs["inside"]].itertuples()
    assert (within.value_text, within.other_value_text) == ("0", "dozens (24 or more)")
    assert within.time == "the second was said later"


def test_a_conflict_says_under_which_readings_it_disappears(five, outcomes):
    found = outcomes[outcomes["outcome"] == "conflict"].set_index(["entity_id", "property"])
    assert found["conventions"].to_dict() == {
        ("iran-warrant", "others_count"): "round",
        ("iran-warrant", "warrants_count"): "indefinite",
        ("missile-strikes", "bases_attacked"): "indefinite",
        ("missile-strike-casualties", "injured"): "",
    }
    for row in found.itertuples():
        read = "; the outcome would be different under the convention "
        read += row.conventions
        assert (read in row.sentence) == (row.conventions != "")
    holding = agreement.conflicts(five).groupby(["entity_id", "property"])["holds"].all()
    assert holding.to_dict() == (found["conventions"] == "").to_dict()


def test_names_and_definitions_are_not_substance(outcomes):
    assert not outcomes.loc[outcomes["property"] == "name", "substance"].any()
    assert not outcome(outcomes, "iran-warrant", "issuer")["substance"]
    assert outcome(outcomes, "iraq-warrant", "issuer")["substance"]  # its judiciary is more exact
    assert not outcomes.loc[outcomes["outcome"] == "not tested", "substance"].any()
    assert outcomes.loc[outcomes["outcome"] == "conflict", "substance"].all()


def test_accusations_and_assertions_never_agree_as_one(outcomes):
    row = outcome(outcomes, "airstrike", "decided_by")
    assert row.outcome == "differ"
    assert (row.n_sources, row.n_origins) == (2, 2)  # of three texts, of which one accuses
    flat, apart = row.sentence.split("; in another stance, and not compared: ")
    assert flat.count("stated flatly") == 2
    assert "Donald Trump, alleged in “the assassinations" in apart


def test_free_text_is_shown_side_by_side_and_not_tested(loaded, outcomes):
    text = set(loaded.properties.loc[loaded.properties["kind"] == "text", "property"])
    of_text = outcomes["property"].isin(text - {"name"})
    fact = pd.MultiIndex.from_frame(outcomes[["entity_id", "property"]])
    n_values = loaded.statements.groupby(["entity_id", "property"])["value"].nunique()
    same_words = (outcomes["outcome"] == "agree") & (n_values[fact].to_numpy() == 1)
    of_text &= ~same_words
    assert set(outcomes.loc[of_text, "outcome"]) <= {"not tested", "single source"}
    assert "not tested" not in set(outcomes.loc[~of_text, "outcome"])


def test_sources_and_origins_are_those_that_were_compared(outcomes):
    row = outcome(outcomes, "red-notice-request", "target")
    assert (row.n_sources, row.n_origins) == (2, 1)  # and a third text, in another stance
    assert "not compared" in row.sentence
    assert row.outcome == "agree"
    assert row.joint == "Donald Trump"


def test_values_that_all_sources_give_are_the_joint_value(outcomes):
    assert outcome(outcomes, "iran-warrant", "charge")["joint"] == "murder; terrorism"


def test_a_pair_that_rests_on_an_inference_says_so(loaded):
    table = loaded.statements.assign(basis="stated")
    table.loc[table["value"] == "dozens", "basis"] = "inferred"
    pairs = agreement.conflicts(type(loaded)(**{**vars(loaded), "statements": table}))
    inferred = (pairs[["value_text", "other_value_text"]] == "dozens (24 or more)").any(axis=1)
    assert inferred.any()
    assert (pairs["basis"] == "inferred").tolist() == inferred.tolist()


def test_vague_dates_overlap_or_are_more_exact_and_narrow_to_the_day(outcomes):
    strike = outcome(outcomes, "airstrike", "event_date")
    assert strike[["outcome", "joint"]].tolist() == ["overlap", "2020-01-03"]
    missiles = outcome(outcomes, "missile-strikes", "event_date")
    assert missiles[["outcome", "joint"]].tolist() == ["more exact", "2020-01-08"]


def test_one_prosecutor_in_two_texts_is_one_voice(outcomes):
    row = outcome(outcomes, "red-notice-request", "others_count")
    assert (row.outcome, row.n_sources, row.n_origins) == ("agree", 2, 1)


def test_statements_in_another_stance_are_named_separately(outcomes):
    sentence = outcome(outcomes, "red-notice-request", "answer")["sentence"]
    apart = "in another stance, and not compared: unlikely to honour the request, predicted in"
    assert apart in sentence


def test_every_sentence_quotes_every_statement_or_says_how_many_more(loaded, outcomes):
    table = loaded.statements.merge(outcomes, on=["entity_id", "property"])
    for _, rows in table.groupby(["entity_id", "property"]):
        sentence = rows["sentence"].iloc[0]
        more = sum(map(int, re.findall(r"; and (\d+) more[;.]", sentence)))
        assert sentence.count("” (") == len(rows) - more
        assert more == 0 or len(rows) > tables.MOST_TEXTS
        assert sum(quote not in sentence for quote in rows["quote"]) <= more


def test_the_lexicon_can_be_switched(five):
    flips = agreement.flips(five).set_index(["convention", "property"])
    assert flips.loc[("round", "others_count"), "other_outcome"] == "more exact"
    assert flips.loc[("round", "others_count"), "outcome"] == "conflict"
    assert flips.loc[("acled", "injured"), "pairs"] == 3
    assert flips.loc[("acled", "injured"), "other_pairs"] == 4  # and twelve is not over 100
    assert "dozens as 12 (ours: 24 or more)" in flips.loc[("acled", "injured"), "why"]


@pytest.mark.parametrize("convention", ["acled", "below-hundred", "indefinite", "round"])
def test_values_are_shown_and_compared_as_the_convention_reads_them(five, convention):
    pairs = agreement.conflicts(five, convention)
    certain = agreement.conflicts(five).query("holds")
    key = ["statement_id", "other_statement_id"]
    assert pairs.loc[pairs["holds"], key].to_numpy().tolist() == certain[key].to_numpy().tolist()
    outcomes = agreement.outcomes(five, convention).set_index(["entity_id", "property"])
    usual = agreement.outcomes(five).set_index(["entity_id", "property"])
    other = outcomes["outcome"] != usual["outcome"]
    assert outcomes.loc[other, "conventions"].str.contains("default").all()
    assert not outcomes.loc[~other, "conventions"].str.contains("default").any()
    injured = outcomes.loc[("missile-strike-casualties", "injured"), "who_says"]
    read = {"acled": "dozens (12)", "below-hundred": "dozens (24 to 99)"}
    assert read.get(convention, "dozens (24 or more)") in injured


def test_the_words_that_a_convention_reads_differently_are_in_the_fact(five):
    for row in agreement.flips(five).itertuples():
        words = five.statements.set_index(["entity_id", "property"])["value"]
        said = set(words.loc[[(row.entity_id, row.property)]])
        assert {part.split(" as ")[0] for part in row.why.split("; ")} <= said


def test_selected_texts_are_compared_only_with_each_other(five):
    two = tables.only_texts(five, ["2021 C", "Jun-Jul 2020 A"])
    assert set(two.statements["source_id"]) == {"unnamed-2020a", "unnamed-2021"}
    compared = agreement.outcomes(two)
    assert compared["n_sources"].max() == 2
    assert not compared["who_says"].str.contains("Sputnik|Shafaq").any()
    with pytest.raises(UserError, match="source"):
        tables.only_texts(five, "Sputnick")


def test_an_unknown_convention_is_refused(loaded):
    told = r'no convention "mine" in lexicon\.csv; use one of: default'
    with pytest.raises(UserError, match=told):
        agreement.outcomes(loaded, "mine")


def test_the_order_of_statements_makes_no_difference(loaded, outcomes):
    shuffled = loaded.statements.sample(frac=1, random_state=1).reset_index(drop=True)
    again = agreement.outcomes(type(loaded)(**{**vars(loaded), "statements": shuffled}))
    same = [
        "entity_id",
        "property",
        "outcome",
        "joint",
        "n_sources",
        "n_origins",
        "inside",
        "pairs",
    ]
    pd.testing.assert_frame_equal(again[same], outcomes[same])


def test_the_origins_are_the_original_speakers(loaded):
    origins = encoding.origins(loaded)
    table = loaded.statements
    assert set(origins[table["speaker"] == "own-voice"]) == set(loaded.sources["label"])
    assert set(origins[table["speaker"] == "unnamed-speaker"]) == {
        "a speaker not named in Sputnik News Jul 2020"
    }
    assert set(origins[table["via"] == "fox-news"]) == {"Interpol"}


def test_the_matrix_has_a_cell_for_each_fact_and_source(loaded, outcomes):
    several = outcomes[outcomes["n_sources"] > 1]
    cells = agreement.matrix(loaded, several)
    assert len(cells) == len(several) * len(loaded.sources)
    said = loaded.statements.drop_duplicates(["source_id", "entity_id", "property"])
    said = said.merge(several[["entity_id", "property"]])
    assert cells["is_stated"].sum() == len(said)
    assert set(cells.loc[~cells["is_stated"], "text"]) <= set(coverage.SILENCES)


def test_history_is_in_the_order_in_which_it_was_said(loaded):
    fact = {"entity_id": ["missile-strike-casualties"], "property": ["injured"]}
    said = agreement.history(loaded, pd.DataFrame(fact))["value_text"].tolist()
    assert said[:3] == ["0", "dozens (24 or more)", "over 100 (101 or more)"]


def dated(rng: random.Random) -> str:
    year = rng.randint(2019, 2021)
    month, day = rng.randint(1, 12), rng.randint(1, 28)
    return rng.choice([f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{day:02}"])


def test_dates_overlap_where_undate_says_that_their_days_overlap():
    """A thousand random pairs: can both be true, as their first and last days tell."""
    rng, read = random.Random(7), EDTFDateConverter()
    for _ in range(1000):
        texts = [dated(rng), dated(rng)]
        spans = [edtf.bounds(text) for text in texts]
        ours = max(first for first, _ in spans) <= min(last for _, last in spans)
        one, other = (read.parse(text) for text in texts)
        assert not isinstance(one, UndateInterval)
        theirs = max(str(one.earliest), str(other.earliest)) <= min(
            str(one.latest), str(other.latest)
        )
        assert ours == theirs, texts
        # undate's own equality compares precision too: 2020-06 and 2020-06-29 are never equal
        # to it, and here one is the more exact.
        if one == other:
            assert ours


def test_flips_are_the_differences_between_comparisons_of_all_facts(loaded, outcomes):
    key, expected = ["entity_id", "property", "outcome", "other_outcome"], {}
    for name in loaded.lexicon["convention"].unique():
        theirs = agreement.outcomes(loaded, name)
        both = outcomes.assign(other_outcome=theirs["outcome"])
        rows = both[both["outcome"] != both["other_outcome"]]
        expected[name] = rows[key].to_numpy().tolist()
    flips = agreement.flips(loaded).query("outcome != other_outcome")
    for name, rows in expected.items():
        assert flips.loc[flips["convention"] == name, key].to_numpy().tolist() == rows, name
    assert len(flips) > 2


@pytest.mark.parametrize("denied", [False, True])
def test_a_pair_holds_if_it_is_a_conflict_under_every_convention(loaded, denied):
    statements = loaded.statements
    if denied:
        is_dozens = statements["value"] == "dozens"
        statements = statements.assign(modality=statements["modality"].mask(is_dozens, "denied"))
    evidence = replace(loaded, statements=statements)
    key = ["statement_id", "other_statement_id"]
    pairs = agreement.conflicts(evidence).set_index(key)["holds"]
    others = [
        set(agreement.conflicts(evidence, name).set_index(key).index)
        for name in evidence.lexicon["convention"].unique()
    ]
    expected = {pair: all(pair in found for found in others) for pair in pairs.index}
    assert pairs.to_dict() == expected
    assert set(pairs) == {True, False}


def test_facts_that_are_named_twice_are_shown_once(loaded):
    conflicts = agreement.conflicts(loaded)
    history = agreement.history(loaded, conflicts)
    assert not history["statement_id"].duplicated().any()
    flips = agreement.flips(loaded).assign(outcome="conflict")
    cells = agreement.matrix(loaded, flips)
    assert not cells.duplicated(["entity_id", "property", "source"]).any()


def test_a_default_and_the_same_value_given_are_computed_once(loaded):
    computed = []

    @cached
    def function(evidence, convention="default"):
        computed.append(convention)

    function(loaded)
    function(loaded, "default")
    function(loaded, convention="default")
    function(loaded, convention="acled")
    assert computed == ["default", "acled"]
