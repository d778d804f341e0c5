"""The rules of comparison: one test a rule, then what must hold of any claims at all."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.compare import rules as v

OPEN = (v.OPEN_LOW, v.OPEN_HIGH)


def claims(*rows: dict) -> pd.DataFrame:
    """Claims of group 0, each by a source of its own unless it says otherwise."""
    full = []
    for number, row in enumerate(rows):
        low, high = row.pop("range", OPEN)
        plain = {"group": 0, "single": True, "stance": 0, "denied": False, "low": low, "high": high}
        plain |= {"value": low, "source": number, "root": number} | row
        full.append(plain | row)
    return pd.DataFrame(full)


def conflicting_pairs(table: pd.DataFrame, judged: pd.DataFrame) -> pd.DataFrame:
    """What the comparison names of the pairs that cannot both be true."""
    unlike, apart = v.opposed(table, judged)
    return v.named_pairs(table, unlike, apart, v.pair_counts(unlike, apart, len(judged)))


def verdict(*rows: dict) -> str:
    return v.VERDICTS[v.judge(claims(*rows), 1)["verdict"][0]]


DOZENS, OVER_100, NONE, EXACT = (24, v.OPEN_HIGH), (101, v.OPEN_HIGH), (0, 0), (35, 35)
HASH = 2**61 + 200  # 2**61 as a float
RULES = [
    ("the same number", [{"range": EXACT}, {"range": EXACT}], "agree"),
    ("the same vague word", [{"range": DOZENS}, {"range": DOZENS}], "agree"),
    ("two vague words", [{"range": DOZENS}, {"range": OVER_100}], "compatible"),
    ("a number within a vague word", [{"range": DOZENS}, {"range": EXACT}], "compatible"),
    ("no number said, and one", [{}, {"range": EXACT}], "compatible"),
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
    ("a claim and a forecast", [{"range": EXACT}, {"range": NONE, "stance": 3}], "not comparable"),
    (
        "two forecasts",
        [{"range": EXACT, "stance": 3}, {"range": EXACT, "stance": 3}],
        "agree",
    ),
    (
        "two claims that agree, and a forecast that differs",
        [{"range": EXACT}, {"range": EXACT}, {"range": NONE, "stance": 3}],
        "agree",
    ),
    ("a number, and its denial", [{"range": EXACT}, {"range": EXACT, "denied": True}], "conflict"),
    (
        "a vague word, and the denial of one number in it",
        [{"range": DOZENS}, {"range": EXACT, "denied": True}],
        "compatible",
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
        "compatible",
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
    (
        "several values can hold, and the same are given",
        [{"single": False, "value": 1}, {"single": False, "value": 1}],
        "agree",
    ),
    (
        "several values can hold, and others are given",
        [{"single": False, "value": 1}, {"single": False, "value": 2}],
        "compatible",
    ),
    (
        "several values can hold, and one is denied",
        [{"single": False, "value": 1}, {"single": False, "value": 1, "denied": True}],
        "conflict",
    ),
    (
        "several values can hold, and another is denied",
        [{"single": False, "value": 1}, {"single": False, "value": 2, "denied": True}],
        "compatible",
    ),
]


@pytest.mark.parametrize(
    ("rows", "expected"), [rule[1:] for rule in RULES], ids=[r[0] for r in RULES]
)
def test_rule(rows, expected):
    assert verdict(*[dict(row) for row in rows]) == expected


def test_the_joint_range_is_the_narrowest():
    judged = v.judge(claims({"range": DOZENS}, {"range": OVER_100}, {"range": (0, 200)}), 1)
    assert judged[["low", "high"]].iloc[0].tolist() == [101, 200]


def test_a_group_is_judged_as_a_whole_and_not_by_neighbours():
    assert verdict({"range": (1, 5)}, {"range": (4, 9)}) == "compatible"
    assert verdict({"range": (4, 9)}, {"range": (8, 12)}) == "compatible"
    assert verdict({"range": (1, 5)}, {"range": (4, 9)}, {"range": (8, 12)}) == "conflict"


def test_sources_and_roots_are_counted_once():
    judged = v.judge(claims({"root": 0}, {"root": 0}, {"source": 0, "root": 0}), 1)
    assert judged[["sources", "roots"]].iloc[0].tolist() == [2, 1]


def test_inside_is_said_of_the_source_that_contradicts_itself():
    both = [{"range": NONE, "source": 0}, {"range": DOZENS, "source": 0}, {"range": DOZENS}]
    assert v.judge(claims(*[dict(row) for row in both]), 1)["inside"][0]
    apart = [{"range": NONE}, {"range": DOZENS}]
    assert not v.judge(claims(*[dict(row) for row in apart]), 1)["inside"][0]


def test_groups_do_not_touch_each_other():
    table = claims({"range": EXACT}, {"range": EXACT}, {"range": NONE}, {"range": DOZENS})
    table["group"] = [0, 0, 2, 2]
    judged = v.judge(table, 3)
    assert judged["verdict"].tolist() == [v.AGREE, -1, v.CONFLICT]
    assert conflicting_pairs(table, judged).to_numpy().tolist() == [[2, 2, 3]]


def test_judging_in_parts_is_judging_whole(monkeypatch):
    rng = np.random.default_rng(5)
    table = pd.concat([claims({"range": (int(n), int(n) + 3)}) for n in rng.integers(0, 9, 200)])
    table = table.reset_index(drop=True).assign(
        group=rng.integers(0, 40, 200), source=rng.integers(0, 9, 200), root=rng.integers(0, 9, 200)
    )
    whole = v.judge(table, 40)
    monkeypatch.setattr(v, "PART", 20)
    monkeypatch.setattr(v.os, "cpu_count", lambda: 7)
    pd.testing.assert_frame_equal(v.judge(table, 40), whole)
    pairs = conflicting_pairs(table, whole)
    monkeypatch.setattr(v, "MOST_COMPARED", 3)
    pd.testing.assert_frame_equal(conflicting_pairs(table, whole), pairs)


def test_codes_of_any_size_give_what_small_ones_give():
    rng = np.random.default_rng(7)
    codes = {name: rng.integers(0, 2**62, 9) for name in ("value", "source", "root")}
    rows = {name: rng.integers(0, 9, 300) for name in codes}
    small = pd.DataFrame(
        {
            "group": rng.integers(0, 30, 300),
            "single": False,
            "stance": rng.integers(0, 4, 300),
            "denied": rng.random(300) < 0.1,
            **rows,
        }
    ).assign(low=rows["value"], high=rows["value"])
    large = small.assign(**{name: codes[name][rows[name]] for name in codes})
    large = large.assign(low=large["value"], high=large["value"])
    columns = ["verdict", "stance", "sources", "roots", "inside"]
    judged = v.judge(small, 30)
    pd.testing.assert_frame_equal(v.judge(large, 30)[columns], judged[columns])
    assert judged["verdict"].nunique() > 1
    pairs = conflicting_pairs(small, judged)
    pd.testing.assert_frame_equal(conflicting_pairs(large, v.judge(large, 30)), pairs)


def test_of_very_many_pairs_some_are_named_and_all_are_counted(monkeypatch):
    said = [{"range": (n % 3, n % 3)} for n in range(12)]
    table = claims(*said)
    judged = v.judge(table, 1)
    unlike, apart = v.opposed(table, judged)
    assert v.pair_counts(unlike, apart, 1).tolist() == [3 * 4 * 4]
    assert len(conflicting_pairs(table, judged)) == 48
    monkeypatch.setattr(v, "MOST_PAIRS", 47)
    named = conflicting_pairs(table, judged)
    assert named[["one", "other"]].to_numpy().tolist() == [[0, 1], [0, 2], [1, 2]]
    monkeypatch.setattr(v, "MOST_PAIRS", 2)
    assert len(conflicting_pairs(table, judged)) == 2


def test_no_claims_at_all():
    assert v.judge(claims({}).head(0), 0).empty
    assert v.judge(claims({}).head(0), 2)["verdict"].tolist() == [-1, -1]


bounds = st.one_of(st.integers(0, 12), st.just(None))


@st.composite
def tables(draw) -> pd.DataFrame:
    """Claims of a few groups; in a group either one value or several can hold."""
    single = draw(st.lists(st.booleans(), min_size=3, max_size=3))
    rows = []
    for _ in range(draw(st.integers(1, 9))):
        group = draw(st.integers(0, 2))
        low, high = draw(bounds), draw(bounds)
        if low is not None and high is not None and low > high:
            low, high = high, low
        row = {
            "group": group,
            "single": single[group],
            "stance": draw(st.sampled_from([0, 0, 0, 3])),
            "denied": draw(st.sampled_from([False, False, False, True])),
            "low": v.OPEN_LOW if low is None else low,
            "high": v.OPEN_HIGH if high is None else high,
            "value": draw(st.integers(0, 3)),
            "source": draw(st.integers(0, 3)),
            "root": draw(st.integers(0, 3)),
        }
        rows.append(row)
    return pd.DataFrame(rows)


many = settings(max_examples=300, deadline=None, derandomize=True, database=None)


@many
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(table, random):
    order = list(range(len(table)))
    random.shuffle(order)
    shuffled = table.iloc[order].reset_index(drop=True)
    pd.testing.assert_frame_equal(v.judge(table, 3), v.judge(shuffled, 3))


@many
@given(tables(), st.data())
def test_a_repeated_statement_changes_nothing(table, data):
    again = table.iloc[[data.draw(st.integers(0, len(table) - 1))]]
    longer = pd.concat([table, again], ignore_index=True)
    pd.testing.assert_frame_equal(v.judge(table, 3), v.judge(longer, 3))


@many
@given(tables(), tables())
def test_another_statement_never_turns_a_conflict_into_anything_else(table, more):
    before = v.judge(table, 3)["verdict"]
    single = table.drop_duplicates("group").set_index("group")["single"]
    more = more[more["group"].isin(single.index)]
    more = more.assign(single=more["group"].map(single).astype(bool))
    after = v.judge(pd.concat([table, more], ignore_index=True), 3)["verdict"]
    assert (after[before == v.CONFLICT] == v.CONFLICT).all()


@many
@given(tables())
def test_against_a_search_of_all_values(table):
    """The same verdicts as trying every value from below the least bound to above the greatest."""
    judged = v.judge(table, 3)
    for group in range(3):
        mine = table[table["group"] == group]
        cells = [cell for _, cell in mine.groupby("stance")]
        conflict = any(not satisfiable(cell) for cell in cells)
        assert (judged["verdict"][group] == v.CONFLICT) == conflict
        if len(mine) and not conflict and mine["source"].nunique() == 1:
            assert judged["verdict"][group] == v.SINGLE


def satisfiable(cell: pd.DataFrame) -> bool:
    if not cell["single"].iloc[0]:
        affirmed = set(cell.loc[~cell["denied"], "value"])
        return not affirmed & set(cell.loc[cell["denied"], "value"])
    return any(
        all((row.low <= value <= row.high) != row.denied for row in cell.itertuples())
        for value in range(-1, 15)
    )


@many
@given(tables())
def test_the_joint_range_lies_in_every_range(table):
    judged = v.judge(table, 3)
    for group in range(3):
        if judged["verdict"][group] in (v.AGREE, v.COMPATIBLE):
            stance = judged["stance"][group]
            mine = table[(table["group"] == group) & (table["stance"] == stance)]
            mine = mine[mine["single"] & ~mine["denied"]]
            assert (judged["low"][group] >= mine["low"]).all()
            assert (judged["high"][group] <= mine["high"]).all()


@many
@given(tables())
def test_agree_means_the_same_range(table):
    judged = v.judge(table, 3)
    for group in np.flatnonzero(judged["verdict"] == v.AGREE):
        mine = table[(table["group"] == group) & (table["stance"] == judged["stance"][group])]
        if mine["single"].all():
            assert len(mine[["low", "high"]].drop_duplicates()) == 1
        else:
            sets = mine.groupby("source")[["value", "denied"]].apply(
                lambda x: frozenset(map(tuple, x.to_numpy()))
            )
            assert sets.nunique() == 1


@many
@given(tables())
def test_a_conflict_of_affirmed_claims_has_a_pair_and_every_pair_is_one(table):
    table = table.assign(denied=False)
    judged = v.judge(table, 3)
    pairs = conflicting_pairs(table, judged)
    assert set(pairs["group"]) == set(np.flatnonzero(judged["verdict"] == v.CONFLICT))
    for pair in pairs.itertuples():
        two = table.loc[[pair.one, pair.other]]
        assert not satisfiable(two)
    for group, mine in table.groupby("group"):
        for one, other in itertools.combinations(mine.index, 2):
            two = table.loc[[one, other]]
            apart = two["stance"].nunique() == 1 and not satisfiable(two)
            found = ((pairs["one"] == one) & (pairs["other"] == other)).any()
            assert found == apart, group
