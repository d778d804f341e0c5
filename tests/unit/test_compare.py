"""The rules of comparison: one test per rule, then properties that hold for any claims."""

import itertools
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis.compare import pairs, rules, vectorised
from analysis.compare.rules import OPEN_HIGH, OPEN_LOW, Outcome
from analysis.compare.vectorised import compare_facts

OPEN = (OPEN_LOW, OPEN_HIGH)


def claims(*rows: dict) -> pd.DataFrame:
    """Claims of fact 0, each by a source of its own unless it says otherwise."""
    full = []
    for number, row in enumerate(rows):
        low, high = row.pop("range", OPEN)
        plain = {"fact": 0, "single": True, "tested": True, "stance": 0, "denied": False}
        plain |= {"low": low, "high": high, "value": low, "source": number, "origin": number} | row
        full.append(plain | row)
    return pd.DataFrame(full)


def conflicting_pairs(table: pd.DataFrame, outcomes: pd.DataFrame) -> pd.DataFrame:
    """What the comparison names of the pairs that cannot both be true."""
    ranges, opposed = pairs.opposed_ranges(table, outcomes)
    counts = pairs.count_pairs(ranges, opposed, len(outcomes))
    return pairs.name_pairs(table, ranges, opposed, counts)


def outcome(*rows: dict) -> str:
    return rules.OUTCOMES[compare_facts(claims(*rows), 1)["outcome"][0]]


def several(value: int, denied: bool = False, within: tuple[int, int] | None = None) -> dict:
    """A claim of a property of which several values can be true together."""
    return {"single": False, "value": value, "denied": denied, "range": within or (value, value)}


DOZENS, OVER_100, NONE, EXACT = (24, OPEN_HIGH), (101, OPEN_HIGH), (0, 0), (35, 35)
HASH = 2**61 + 200  # 2**61 as a float
RULES = [
    ("the same number", [{"range": EXACT}, {"range": EXACT}], "agree"),
    ("the same vague word", [{"range": DOZENS}, {"range": DOZENS}], "agree"),
    (
        "two vague words, one within the other",
        [{"range": DOZENS}, {"range": OVER_100}],
        "more exact",
    ),
    ("a number within a vague word", [{"range": DOZENS}, {"range": EXACT}], "more exact"),
    ("no number said, and one", [{}, {"range": EXACT}], "more exact"),
    ("two ranges that overlap", [{"range": (1, 5)}, {"range": (4, 9)}], "overlap"),
    (
        "three ranges, of which two overlap",
        [{"range": (1, 9)}, {"range": (2, 5)}, {"range": (4, 7)}],
        "overlap",
    ),
    (
        "free text that is not the same",
        [{"range": EXACT, "tested": False}, {"range": NONE, "tested": False}],
        "not tested",
    ),
    (
        "free text that is the same",
        [
            {"tested": False, "single": False, "value": 1},
            {"tested": False, "single": False, "value": 1},
        ],
        "agree",
    ),
    (
        "an accusation and an assertion of the same",
        [{"range": EXACT}, {"range": EXACT, "stance": 1}],
        "not comparable",
    ),
    (
        "two accusations of the same, and an assertion",
        [{"range": EXACT, "stance": 1}, {"range": EXACT, "stance": 1}, {"range": EXACT}],
        "agree",
    ),
    (
        "an accusation, and a denial of it",
        [{"range": EXACT, "stance": 1}, {"range": EXACT, "denied": True}],
        "conflict",
    ),
    (
        "an accusation and an assertion of something else",
        [{"range": EXACT}, {"range": NONE, "stance": 1}],
        "conflict",
    ),
    ("two denials of the same", [{"range": EXACT, "denied": True}] * 2, "agree"),
    ("none, and dozens", [{"range": NONE}, {"range": DOZENS}], "conflict"),
    ("two numbers", [{"range": EXACT}, {"range": (36, 36)}], "conflict"),
    ("one source", [{"range": EXACT}], "single source"),
    (
        "one source twice",
        [{"range": EXACT, "source": 0}, {"range": DOZENS, "source": 0}],
        "single source",
    ),
    (
        "one source that contradicts itself",
        [{"range": NONE, "source": 0}, {"range": DOZENS, "source": 0}],
        "conflict",
    ),
    ("a claim and a forecast", [{"range": EXACT}, {"range": NONE, "stance": 5}], "not comparable"),
    (
        "two forecasts",
        [{"range": EXACT, "stance": 5}, {"range": EXACT, "stance": 5}],
        "agree",
    ),
    (
        "two claims that agree, and a forecast that differs",
        [{"range": EXACT}, {"range": EXACT}, {"range": NONE, "stance": 5}],
        "agree",
    ),
    ("a number, and its denial", [{"range": EXACT}, {"range": EXACT, "denied": True}], "conflict"),
    (
        "a vague word, and the denial of one number in it",
        [{"range": DOZENS}, {"range": EXACT, "denied": True}],
        "overlap",
    ),
    (
        "a range denied piece by piece",
        [
            {"range": (1, 4)},
            {"range": (1, 2), "denied": True},
            {"range": (3, 9), "denied": True},
        ],
        "conflict",
    ),
    (
        "a range denied but for a gap",
        [
            {"range": (1, 5)},
            {"range": (1, 2), "denied": True},
            {"range": (4, 9), "denied": True},
        ],
        "overlap",
    ),
    (
        "a range denied by a wide denial, one within it, and the rest",
        [
            {"range": (1, 20)},
            {"range": (1, 10), "denied": True},
            {"range": (2, 3), "denied": True},
            {"range": (11, 20), "denied": True},
        ],
        "conflict",
    ),
    (
        "a value whose code is beyond the exact floats, denied twice",
        [
            {"range": (HASH, HASH)},
            {"range": (HASH, HASH), "denied": True},
            {"range": (HASH, HASH), "denied": True},
        ],
        "conflict",
    ),
    ("several values can hold, and the same are given", [several(1), several(1)], "agree"),
    ("several values can hold, and others are given", [several(1), several(2)], "differ"),
    ("several values can hold, and one is denied", [several(1), several(1, True)], "conflict"),
    ("several values can hold, and another is denied", [several(1), several(2, True)], "differ"),
    (
        "several values can hold, and one lies within the other",
        [several(5, within=(5, 9)), several(7)],
        "more exact",
    ),
    (
        "several values can hold, one lies within the other, and one text has one more",
        [several(5, within=(5, 9)), several(7), several(20) | {"source": 1}],
        "differ",
    ),
    (
        "several values can hold, and a text has two within what the other has",
        [several(5, within=(5, 9)), several(7), several(8) | {"source": 1}],
        "differ",
    ),
    (
        "several values can hold, and the broader one is denied",
        [several(7), several(5, True, within=(5, 9))],
        "conflict",
    ),
    (
        "several values can hold, and a narrower one is denied",
        [several(5, within=(5, 9)), several(7, True)],
        "differ",
    ),
]


@pytest.mark.parametrize(
    ("rows", "expected"), [rule[1:] for rule in RULES], ids=[r[0] for r in RULES]
)
def test_rule(rows, expected):
    assert outcome(*[dict(row) for row in rows]) == expected


def test_the_joint_range_is_the_narrowest():
    outcomes = compare_facts(claims({"range": DOZENS}, {"range": OVER_100}, {"range": (0, 200)}), 1)
    assert outcomes[["low", "high"]].iloc[0].tolist() == [101, 200]


def test_a_group_is_compared_as_a_whole_and_not_by_neighbours():
    assert outcome({"range": (1, 5)}, {"range": (4, 9)}) == "overlap"
    assert outcome({"range": (4, 9)}, {"range": (8, 12)}) == "overlap"
    assert outcome({"range": (1, 5)}, {"range": (4, 9)}, {"range": (8, 12)}) == "conflict"


def test_sources_and_origins_are_counted_once():
    outcomes = compare_facts(claims({"origin": 0}, {"origin": 0}, {"source": 0, "origin": 0}), 1)
    assert outcomes[["n_sources", "n_origins"]].iloc[0].tolist() == [2, 1]


def test_inside_marks_a_source_that_contradicts_itself():
    both = [{"range": NONE, "source": 0}, {"range": DOZENS, "source": 0}, {"range": DOZENS}]
    assert compare_facts(claims(*[dict(row) for row in both]), 1)["inside"][0]
    apart = [{"range": NONE}, {"range": DOZENS}]
    assert not compare_facts(claims(*[dict(row) for row in apart]), 1)["inside"][0]


def test_groups_do_not_affect_each_other():
    table = claims({"range": EXACT}, {"range": EXACT}, {"range": NONE}, {"range": DOZENS})
    table["fact"] = [0, 0, 2, 2]
    outcomes = compare_facts(table, 3)
    assert outcomes["outcome"].tolist() == [Outcome.AGREE, -1, Outcome.CONFLICT]
    assert conflicting_pairs(table, outcomes).to_numpy().tolist() == [[2, 2, 3]]


def test_facts_are_compared_in_batches_as_all_at_once(monkeypatch):
    rng = np.random.default_rng(5)
    table = pd.concat([claims({"range": (int(n), int(n) + 3)}) for n in rng.integers(0, 9, 200)])
    table = table.reset_index(drop=True).assign(
        fact=rng.integers(0, 40, 200),
        source=rng.integers(0, 9, 200),
        origin=rng.integers(0, 9, 200),
    )
    whole = compare_facts(table, 40)
    monkeypatch.setattr(vectorised, "BATCH", 20)
    monkeypatch.setattr(vectorised.os, "cpu_count", lambda: 7)
    pd.testing.assert_frame_equal(compare_facts(table, 40), whole)
    named = conflicting_pairs(table, whole)
    monkeypatch.setattr(pairs, "MOST_COMPARED", 3)
    pd.testing.assert_frame_equal(conflicting_pairs(table, whole), named)


def test_codes_of_any_size_give_the_same_as_small_ones():
    rng = np.random.default_rng(7)
    codes = {name: rng.integers(0, 2**62, 9) for name in ("value", "source", "origin")}
    rows = {name: rng.integers(0, 9, 300) for name in codes}
    small = pd.DataFrame(
        {
            "fact": rng.integers(0, 30, 300),
            "single": False,
            "tested": True,
            "stance": rng.integers(0, 4, 300),
            "denied": rng.random(300) < 0.1,
            **rows,
        }
    ).assign(low=rows["value"], high=rows["value"])
    large = small.assign(**{name: codes[name][rows[name]] for name in codes})
    large = large.assign(low=large["value"], high=large["value"])
    columns = ["outcome", "stance", "n_sources", "n_origins", "inside"]
    outcomes = compare_facts(small, 30)
    pd.testing.assert_frame_equal(compare_facts(large, 30)[columns], outcomes[columns])
    assert outcomes["outcome"].nunique() > 1
    named = conflicting_pairs(small, outcomes)
    pd.testing.assert_frame_equal(conflicting_pairs(large, compare_facts(large, 30)), named)


def test_if_there_are_very_many_pairs_some_are_named_and_all_are_counted(monkeypatch):
    said = [{"range": (n % 3, n % 3)} for n in range(12)]
    table = claims(*said)
    outcomes = compare_facts(table, 1)
    ranges, opposed = pairs.opposed_ranges(table, outcomes)
    assert pairs.count_pairs(ranges, opposed, 1).tolist() == [3 * 4 * 4]
    assert len(conflicting_pairs(table, outcomes)) == 48
    monkeypatch.setattr(pairs, "MOST_PAIRS", 47)
    named = conflicting_pairs(table, outcomes)
    assert named[["one", "other"]].to_numpy().tolist() == [[0, 1], [0, 2], [1, 2]]
    monkeypatch.setattr(pairs, "MOST_PAIRS", 2)
    assert len(conflicting_pairs(table, outcomes)) == 2


def test_no_claims_give_no_outcomes():
    assert compare_facts(claims({}).head(0), 0).empty
    assert compare_facts(claims({}).head(0), 2)["outcome"].tolist() == [-1, -1]


Fact = tuple[bool, bool, list[rules.Claim]]


@st.composite
def facts(draw) -> Fact:
    """Whether only one value can be true, whether values are tested, and the claims of a fact."""
    tested = draw(st.sampled_from([True, True, True, False]))
    single = tested and draw(st.booleans())
    exact, wide, open_ranges = [(2, 2), (3, 3)], [(0, 3), (2, 5)], [(OPEN_LOW, 3), (2, OPEN_HIGH)]
    nested = [(0, 3), (4, 4), (1, 2), (1, 1)]  # as in a forest: within each other, or apart
    ranges = exact + draw(st.sampled_from([[], wide + open_ranges])) if single else nested
    claims = []
    for _ in range(draw(st.integers(0, 5))):
        low, high = draw(st.sampled_from(ranges))
        claims.append(
            rules.Claim(
                source=draw(st.integers(0, 2)),
                stance=draw(st.sampled_from([0, 0, 1, 5])),
                low=low,
                high=high,
                value=nested.index((low, high)) if not single else draw(st.integers(0, 2)),
                denied=draw(st.sampled_from([False, False, False, True])),
            )
        )
    return single, tested, claims


N_FACTS = 8


@st.composite
def tables(draw) -> pd.DataFrame:
    """The claims of `N_FACTS` facts as `compare_facts` takes them; some facts have none."""
    return as_table([draw(facts()) for _ in range(N_FACTS)])


def as_table(generated: list[Fact]) -> pd.DataFrame:
    rows = [
        {
            "fact": number,
            "single": single,
            "tested": tested,
            "origin": claim.source,
            **claim._asdict(),
        }
        for number, (single, tested, claims) in enumerate(generated)
        for claim in claims
    ]
    columns = [*vectorised.CLAIM]
    table = pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns, "int64"))
    return table.astype({"single": bool, "tested": bool, "denied": bool})


many = settings(max_examples=300, deadline=None, derandomize=True, database=None)
few = settings(many, max_examples=100)  # each example is a table of many facts


@few
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(table, random):
    order = list(range(len(table)))
    random.shuffle(order)
    shuffled = table.iloc[order].reset_index(drop=True)
    pd.testing.assert_frame_equal(compare_facts(table, N_FACTS), compare_facts(shuffled, N_FACTS))


@few
@given(tables(), st.data())
def test_a_repeated_statement_changes_nothing(table, data):
    assume(len(table))
    again = table.iloc[[data.draw(st.integers(0, len(table) - 1))]]
    longer = pd.concat([table, again], ignore_index=True)
    pd.testing.assert_frame_equal(compare_facts(table, N_FACTS), compare_facts(longer, N_FACTS))


@many
@given(facts(), facts())
def test_another_statement_never_turns_a_conflict_into_anything_else(fact, other):
    single, tested, claims = fact
    if rules.compare(claims, single, tested) == Outcome.CONFLICT:
        assert rules.compare(claims + other[2], single, tested) == Outcome.CONFLICT


@many
@given(facts(), st.data())
def test_a_narrower_value_never_turns_agreement_into_conflict(fact, data):
    single, tested, claims = fact
    if rules.compare(claims, single, tested) != Outcome.AGREE:
        return
    wide = data.draw(st.sampled_from([claim for claim in claims if not claim.denied] or [None]))
    if wide is None or any(claim.denied for claim in claims):
        return
    low = data.draw(st.integers(max(wide.low, -9), min(wide.high, 9)))
    high = data.draw(st.integers(low, min(wide.high, 9)))
    narrower = wide._replace(source=9, low=low, high=high, value=9)
    assert rules.compare([*claims, narrower], single, tested) != Outcome.CONFLICT


@many
@given(facts())
def test_outcomes_are_those_of_a_search_of_all_values(fact):
    """A conflict is where no value from below the least bound to above the greatest is left."""
    single, tested, claims = fact
    stances = [[claim for claim in claims if claim.stance in opposed] for opposed in ({0, 1}, {5})]
    outcome = rules.compare(claims, single, tested)
    assert (outcome == Outcome.CONFLICT) == any(
        not satisfiable(some, single) for some in stances if some
    )
    if outcome != Outcome.CONFLICT:
        alone = len({claim.source for claim in claims}) == 1
        assert (outcome == Outcome.SINGLE_SOURCE) == alone


def satisfiable(claims: list[rules.Claim], single: bool) -> bool:
    if not single:
        denied = {value for c in claims if c.denied for value in range(c.low, c.high + 1)}
        affirmed = (claim for claim in claims if not claim.denied)
        return not any(denied.issuperset(range(c.low, c.high + 1)) for c in affirmed)
    return any(
        all((claim.low <= value <= claim.high) != claim.denied for claim in claims)
        for value in range(-1, 15)
    )


@few
@given(tables())
def test_the_joint_range_lies_in_every_range(table):
    outcomes = compare_facts(table, N_FACTS)
    for fact in range(N_FACTS):
        if outcomes["outcome"][fact] in (Outcome.AGREE, Outcome.MORE_EXACT, Outcome.OVERLAP):
            stance = outcomes["stance"][fact]
            mine = table[(table["fact"] == fact) & (table["stance"] == stance)]
            mine = mine[mine["single"] & ~mine["denied"]]
            assert (outcomes["low"][fact] >= mine["low"]).all()
            assert (outcomes["high"][fact] <= mine["high"]).all()


@few
@given(tables())
def test_a_conflict_of_affirmed_claims_has_a_pair_and_every_pair_is_one(table):
    table = table.assign(denied=False)
    outcomes = compare_facts(table, N_FACTS)
    named = conflicting_pairs(table, outcomes)
    assert set(named["fact"]) == set(np.flatnonzero(outcomes["outcome"] == Outcome.CONFLICT))
    claims = [rules.Claim(*row) for row in table[[*rules.Claim._fields]].itertuples(index=False)]
    single = table["single"].tolist()
    opposed = [
        pair
        for _, rows in table.groupby("fact").groups.items()
        for pair in itertools.combinations(rows, 2)
        if len({min(claims[row].stance, 2) // 2 for row in pair}) == 1
        and not satisfiable([claims[row] for row in pair], single[pair[0]])
    ]
    assert sorted(zip(named["one"], named["other"], strict=True)) == opposed


def test_one_fact_and_many_are_compared_by_the_same_rules():
    reached = Counter()

    @settings(few)
    @given(st.lists(facts(), min_size=20, max_size=30))
    def check(generated):
        plain = [rules.compare(some, single, tested) for single, tested, some in generated]
        vector = compare_facts(as_table(generated), len(generated))["outcome"].tolist()
        assert vector == [-1 if outcome is None else outcome for outcome in plain]
        reached.update(plain)

    check()
    assert reached.keys() == {None, *Outcome}
    assert reached.total() > 2_000
    assert min(reached.values()) > 40
