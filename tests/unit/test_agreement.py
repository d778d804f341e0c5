import random

import pandas as pd
import pytest
from undate import UndateInterval
from undate.converters.edtf import EDTFDateConverter

from analysis import agreement, coverage
from analysis.compare import encoding
from analysis.compare.rules import OUTCOMES
from analysis.values import edtf

# Checked by hand, twice, the second time from the quotes alone.
CONFLICTS = {
    ("iran-warrant", "others_count"),
    ("missile-strikes", "bases_attacked"),
    ("missile-strike-casualties", "injured"),
}


@pytest.fixture(scope="module")
def verdicts(loaded) -> pd.DataFrame:
    return agreement.verdicts(loaded)


def verdict(table: pd.DataFrame, entity: str, prop: str) -> pd.Series:
    return table.set_index(["entity_id", "prop"]).loc[(entity, prop)]


def test_one_row_for_each_fact(loaded, verdicts):
    facts = loaded.statements[["entity_id", "prop"]].drop_duplicates()
    assert len(verdicts) == len(facts)
    assert set(verdicts["verdict"]) <= set(OUTCOMES)
    assert verdicts.notna().all(axis=None)


def test_the_list_of_conflicts_is_complete_and_has_no_false_one(verdicts):
    found = verdicts[verdicts["verdict"] == "conflict"]
    assert set(zip(found["entity_id"], found["prop"], strict=True)) == CONFLICTS


def test_two_sources_that_describe_different_warrants_are_not_compared(verdicts):
    issuers = verdicts[verdicts["prop"] == "issuing_state"]
    assert issuers.set_index("entity_id")["joint"].to_dict() == {
        "iran-warrant": "Iran",
        "iraq-warrant": "Iraq",
    }


def test_nobody_against_dozens_stands_inside_one_text_and_is_revised(loaded, verdicts):
    row = verdict(verdicts, "missile-strike-casualties", "injured")
    assert row.inside
    assert row.revised
    pairs = agreement.conflicts(loaded).query("prop == 'injured'")
    assert set(pairs["said"]) == {"0"}
    assert set(pairs["other_said"]) == {"dozens (24 or more)", "over 100 (101 or more)"}


def test_sources_and_roots_are_those_that_were_compared(verdicts):
    row = verdict(verdicts, "red-notice-request", "notice_target")
    assert "not compared" in row.sentence
    assert row.verdict == "agree"
    assert row.joint == "Donald Trump"


def test_several_values_that_all_give_are_the_joint_value(verdicts):
    assert verdict(verdicts, "iran-warrant", "charge")["joint"] == "murder; terrorism"


def test_a_pair_that_rests_on_an_inference_says_so(loaded):
    pairs = agreement.conflicts(loaded)
    assert set(pairs.loc[pairs["prop"] == "bases_attacked", "basis"]) == {"inferred"}
    assert "stated" in set(pairs.loc[pairs["prop"] == "others_count", "basis"])


def test_vague_dates_are_compatible_and_narrow_to_the_day(verdicts):
    assert verdict(verdicts, "airstrike", "event_date")[["verdict", "joint"]].tolist() == [
        "compatible",
        "2020-01-03",
    ]
    assert verdict(verdicts, "missile-strikes", "event_date")["joint"] == "2020-01-08"


def test_one_prosecutor_in_two_texts_is_one_voice(verdicts):
    row = verdict(verdicts, "red-notice-request", "notice_target")
    assert (row.sources, row.roots) == (2, 1)


def test_what_stands_in_another_stance_is_named_apart(verdicts):
    sentence = verdict(verdicts, "red-notice-request", "interpol_answer")["sentence"]
    assert "not compared, being in another stance: no answer yet" in sentence


def test_every_sentence_quotes_every_statement(loaded, verdicts):
    table = loaded.statements.merge(verdicts, on=["entity_id", "prop"])
    assert all(row.quote in row.sentence for row in table.itertuples())


def test_the_lexicon_can_be_switched(loaded):
    flips = agreement.flips(loaded).set_index(["convention", "prop"])
    assert flips.loc[("round", "others_count"), "other_verdict"] == "compatible"
    assert flips.loc[("round", "others_count"), "verdict"] == "conflict"
    assert flips.loc[("acled", "injured"), "other_pairs"] == 3
    assert "dozens as 12 (ours: 24 or more)" in flips.loc[("acled", "injured"), "why"]


def test_an_unknown_convention_is_refused(loaded):
    told = r'no convention "mine" in lexicon\.csv; use one of: default'
    with pytest.raises(ValueError, match=told):
        agreement.verdicts(loaded, "mine")


def test_the_order_of_statements_makes_no_difference(loaded, verdicts):
    shuffled = loaded.statements.sample(frac=1, random_state=1).reset_index(drop=True)
    again = agreement.verdicts(type(loaded)(**{**vars(loaded), "statements": shuffled}))
    same = ["entity_id", "prop", "verdict", "joint", "sources", "roots", "inside", "pairs"]
    pd.testing.assert_frame_equal(again[same], verdicts[same])


def test_the_roots_are_first_voices(loaded):
    roots = encoding.roots(loaded)
    table = loaded.statements
    assert set(roots[table["speaker"] == "own-voice"]) == set(loaded.sources["label"])
    assert set(roots[table["speaker"] == "unnamed-speaker"]) == {
        "a speaker not named in Sputnik News"
    }
    assert set(roots[table["via"] == "fox-news"]) == {"Interpol"}


def test_the_matrix_has_a_cell_for_each_fact_and_source(loaded, verdicts):
    several = verdicts[verdicts["sources"] > 1]
    cells = agreement.matrix(loaded, several)
    assert len(cells) == len(several) * len(loaded.sources)
    said = loaded.statements.drop_duplicates(["source_id", "entity_id", "prop"])
    said = said.merge(several[["entity_id", "prop"]])
    assert cells["said"].sum() == len(said)
    assert set(cells.loc[~cells["said"], "text"]) <= set(coverage.SILENCES)


def test_history_is_in_the_order_in_which_it_was_said(loaded):
    fact = {"entity_id": ["missile-strike-casualties"], "prop": ["injured"]}
    said = agreement.history(loaded, pd.DataFrame(fact))["said"].tolist()
    assert said[:3] == ["0", "dozens (24 or more)", "over 100 (101 or more)"]


def dated(rng: random.Random) -> str:
    year = rng.randint(2019, 2021)
    month, day = rng.randint(1, 12), rng.randint(1, 28)
    return rng.choice([f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{day:02}"])


def test_dates_meet_where_undate_says_that_their_days_meet():
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
        # to it, and here they are compatible.
        if one == other:
            assert ours
