"""Put what a comparison found into words, with the quotes that it rests on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import tables
from analysis.compare import encoding
from analysis.compare.facts import MOST_SHOWN, TIMES, Comparison
from analysis.compare.rules import OPEN_HIGH, OPEN_LOW, OUTCOMES, Outcome
from analysis.values import edtf

_REASONS = {
    Outcome.AGREE: "All say the same: ",
    Outcome.COMPATIBLE: "Not the same in all, and all can be true",
    Outcome.CONFLICT: "They cannot all be true: ",
    Outcome.SINGLE_SOURCE: "Only one text speaks of it: ",
    Outcome.NOT_COMPARABLE: "Said in unlike stances, which are not compared: ",
}


def facts_in_words(
    comparison: Comparison, words: pd.DataFrame, entities: pd.DataFrame, props: pd.DataFrame
) -> pd.DataFrame:
    """Return the table of `agreement.verdicts`.

    `words` are rows of `tables.statements`, at least those of the statements that are `shown`;
    `entities` and `props` are rows of those tables, at least those of the facts.
    """
    statements = comparison.statements[comparison.statements["shown"]]
    words = words.loc[statements.index]
    fact, compared = statements["fact"].to_numpy(), statements["compared"].to_numpy()
    facts = name_facts(comparison.facts, entities, props)
    who_says = tables.who_says(words, pd.Series(fact, words.index)).sort_index()
    n_statements = facts[["compared", "apart"]].sum(axis=1)
    n_shown = facts[["compared", "apart"]].clip(upper=MOST_SHOWN).sum(axis=1)
    notes = [
        f"; so far as the words of {some:,} of the {every:,} statements show"
        if some < every
        else ""
        for some, every in zip(n_shown, n_statements, strict=True)
    ]
    joint = _joint_values(facts, words[compared], fact[compared], n_shown < n_statements)
    ids = encoding.ids(comparison.statements["number"].to_numpy())
    return pd.DataFrame(
        {
            **facts[["entity_id", "entity", "prop", "topic"]],
            "verdict": outcome_words(facts["verdict"]),
            "joint": joint,
            "who_says": who_says + pd.Series(notes, facts.index, dtype="str"),
            **facts[["sources", "roots", "inside", "pairs", "revised"]],
            "sentence": _sentences(facts, joint, words, fact, compared),
            "statement_ids": tables.combine_groups(
                ids, comparison.statements["fact"].to_numpy(), tuple
            ),
        }
    )


def conflicts_in_words(
    comparison: Comparison, words: pd.DataFrame, entities: pd.DataFrame, props: pd.DataFrame
) -> pd.DataFrame:
    """Return the table of `agreement.conflicts`; the arguments are those of `facts_in_words`."""
    pairs = comparison.pairs
    sides = ["said", "voice", "quote", "statement_id"]
    one = words.loc[pairs["one"], [*sides, "source_id", "basis"]].reset_index(drop=True)
    other = words.loc[pairs["other"], [*sides, "source_id", "basis"]].reset_index(drop=True)
    facts = name_facts(comparison.facts, entities, props).loc[pairs["fact"]]
    table = facts[["entity_id", "entity", "prop"]].reset_index(drop=True)
    both_stated = (one["basis"] == "stated") & (other["basis"] == "stated")
    return (
        table.join(one[sides])
        .join(other[sides].add_prefix("other_"))
        .assign(
            inside=one["source_id"] == other["source_id"],
            basis=np.where(both_stated, "stated", "inferred"),
            time=np.array(TIMES, dtype="object")[pairs["time"]],
        )
    )


def name_facts(facts: pd.DataFrame, entities: pd.DataFrame, props: pd.DataFrame) -> pd.DataFrame:
    """Return `Comparison.facts` with `entity_id, entity, prop, topic, kind` for the numbers."""
    entity = entities.loc[facts["entity"], ["entity_id", "label"]].set_axis(facts.index)
    prop = props.loc[facts["prop"], ["prop", "topic", "kind"]].set_axis(facts.index)
    names = entity.set_axis(["entity_id", "entity"], axis=1).join(prop)
    return names.join(facts.drop(columns=["entity", "prop"]))


def outcome_words(outcomes: pd.Series) -> pd.Series:
    """Return the names of outcomes, of `rules.OUTCOMES`."""
    return pd.Series(np.array(OUTCOMES)[outcomes], outcomes.index, dtype="str")


def _joint_values(
    facts: pd.DataFrame, compared: pd.DataFrame, fact: np.ndarray, is_partial: pd.Series
) -> pd.Series:
    """Return the narrowest value that all sources allow; "" if there is none or several."""
    low = facts["low"].astype("Int64").mask(facts["low"] == OPEN_LOW)
    high = facts["high"].astype("Int64").mask(facts["high"] == OPEN_HIGH)
    has_joint = ~facts["verdict"].isin([Outcome.CONFLICT, Outcome.NOT_COMPARABLE])
    count = has_joint & facts["single"] & (facts["kind"] == "count")
    date = has_joint & facts["single"] & (facts["kind"] == "date")
    joint = pd.Series("", index=facts.index, dtype="str")
    joint[count] = tables.range_words(low[count], high[count])
    bounds = [(_iso(start), _iso(end)) for start, end in zip(low[date], high[date], strict=True)]
    dates = ["open" if pair == (None, None) else edtf.from_bounds(*pair) for pair in bounds]
    joint[date] = np.array(dates, dtype="object")
    distinct = compared[["said"]].assign(fact=fact).drop_duplicates()
    values = tables.combine_groups(
        distinct["said"], distinct["fact"].to_numpy(), n_groups=len(facts)
    )
    same = has_joint & facts["one_value"] | (facts["verdict"] == Outcome.AGREE) & ~is_partial
    return joint.mask(same & ~count & ~date, values)


def _iso(day: int) -> str | None:
    return None if pd.isna(day) else str(np.datetime64(int(day), "D"))


def _sentences(
    facts: pd.DataFrame,
    joint: pd.Series,
    words: pd.DataFrame,
    fact: np.ndarray,
    compared: np.ndarray,
) -> pd.Series:
    """Return one sentence per fact: the outcome, the joint value, the quotes and their voices."""
    quoted = words["said"] + tables.stance_notes(words) + " in “" + words["quote"] + "”"
    quoted += " (" + words["voice"] + ")"
    quotes = _list_texts(quoted[compared], fact[compared], facts["compared"])
    apart = _list_texts(quoted[~compared], fact[~compared], facts["apart"])
    apart = ("; not compared, being in another stance: " + apart).where(apart != "", "")
    narrowed = (" if it is " + joint).where(joint != "", "")
    between = (narrowed + ": ").where(facts["verdict"] == Outcome.COMPATIBLE, "")
    return facts["verdict"].map(_REASONS) + between + quotes + apart + "."


def _list_texts(texts: pd.Series, fact: np.ndarray, total: pd.Series) -> pd.Series:
    """Return the texts of each fact in one (see `tables.join_texts`), "" where there are none."""
    few = texts.groupby(fact).cumcount().to_numpy() < tables.MOST_TEXTS
    lists = tables.combine_groups(texts[few], fact[few], list, len(total))
    listed = [tables.join_texts(*items) for items in zip(lists, total, strict=True)]
    return pd.Series(listed, total.index, dtype="str")
