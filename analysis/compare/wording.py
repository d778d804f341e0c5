"""Put the results of a comparison into words, with the quotes that they rest on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import tables
from analysis.compare import encoding
from analysis.compare.facts import MOST_SHOWN, TIMES, Comparison
from analysis.compare.rules import OPEN_HIGH, OPEN_LOW, OUTCOMES, STANCES, Outcome
from analysis.tables.lists import Listing
from analysis.text.normal_form import normal_form
from analysis.validation.vocabulary import NAME, Basis, PropertyKind, Stance
from analysis.values import edtf

_REASONS = {
    Outcome.MORE_EXACT: "The values lie within one another",
    Outcome.OVERLAP: "The values have something in common",
    Outcome.CONFLICT: "They cannot all be true",
    Outcome.DIFFER: "The texts name different values, and nothing is said of whether all hold",
    Outcome.NOT_TESTED: "Free text, set side by side and not compared",
    Outcome.SINGLE_SOURCE: "Only one text speaks of it",
    Outcome.NOT_COMPARABLE: "Said in unlike stances, which are not compared",
}
_AGREED = {
    Stance.ASSERTED: "All state the same",
    Stance.ALLEGED: "All allege the same, and none is cited for a finding",
    Stance.REQUESTED: "All report a request for the same",
    Stance.ASKED: "All ask the same",
    Stance.ANNOUNCED: "All report the same announcement",
    Stance.PREDICTED: "All predict the same",
    Stance.CONDITIONAL: "All say the same under a condition",
}
_ONE_NAME = "Read as one name"
_READ = "; the outcome would be different under the convention "
_FLATLY = ", stated flatly"
_ALLEGED = ", and none is cited for a finding; the narrowest accusation is "


def facts_in_words(
    comparison: Comparison, words: pd.DataFrame, entities: pd.DataFrame, properties: pd.DataFrame
) -> pd.DataFrame:
    """Return the table of `agreement.outcomes`.

    `words` are rows of `tables.statements`, at least those of the statements that are `shown`;
    `entities` and `properties` are rows of those tables, at least those of the facts.
    """
    statements = comparison.statements[comparison.statements["shown"]]
    words = words.loc[statements.index]
    fact, compared = statements["fact"].to_numpy(), statements["compared"].to_numpy()
    facts = name_facts(comparison.facts, entities, properties)
    who_says = tables.who_says(words, pd.Series(fact, words.index)).sort_index()
    n_statements = facts[["compared", "apart"]].sum(axis=1)
    n_shown = facts[["compared", "apart"]].clip(upper=MOST_SHOWN).sum(axis=1)
    notes = [
        f"; so far as the words of {some:,} of the {every:,} statements show"
        if some < every
        else ""
        for some, every in zip(n_shown, n_statements, strict=True)
    ]
    is_partial = n_shown < n_statements
    joint = _joint_values(facts, words, statements, is_partial)
    ids = encoding.ids(comparison.statements["number"].to_numpy())
    return pd.DataFrame(
        {
            **facts[["entity_id", "entity", "property", "topic"]],
            "outcome": outcome_words(facts["outcome"]),
            "joint": joint,
            "who_says": who_says + pd.Series(notes, facts.index, dtype="str"),
            **facts[["n_sources", "n_origins", "inside", "pairs", "revised"]],
            "conventions": facts["conventions"].astype("str"),
            "substance": facts["substance"],
            "sentence": _sentences(facts, joint, words, fact, compared, is_partial),
            "statement_ids": tables.combine_groups(
                ids, comparison.statements["fact"].to_numpy(), Listing
            ),
        }
    )


def conflicts_in_words(
    comparison: Comparison, words: pd.DataFrame, entities: pd.DataFrame, properties: pd.DataFrame
) -> pd.DataFrame:
    """Return the table of `agreement.conflicts`; the arguments are those of `facts_in_words`."""
    pairs = comparison.pairs
    sides = ["value_text", "voice", "quote", "statement_id"]
    one = words.loc[pairs["one"], [*sides, "source_id", "basis"]].reset_index(drop=True)
    other = words.loc[pairs["other"], [*sides, "source_id", "basis"]].reset_index(drop=True)
    facts = name_facts(comparison.facts, entities, properties).loc[pairs["fact"]]
    table = facts[["entity_id", "entity", "property"]].reset_index(drop=True)
    both_stated = (one["basis"] == Basis.STATED) & (other["basis"] == Basis.STATED)
    return (
        table.join(one[sides])
        .join(other[sides].add_prefix("other_"))
        .assign(
            inside=one["source_id"] == other["source_id"],
            basis=np.where(both_stated, "stated", "inferred"),
            time=np.array(TIMES, dtype="str")[pairs["time"]],
            holds=pairs["holds"].to_numpy(),
        )
    )


def name_facts(
    facts: pd.DataFrame, entities: pd.DataFrame, properties: pd.DataFrame
) -> pd.DataFrame:
    """Return `Comparison.facts` with ids and labels, `topic` and `kind` for its numbers."""
    entity = entities.loc[facts["entity"], ["entity_id", "label"]].set_axis(facts.index)
    prop = properties.loc[facts["property"], ["property", "topic", "kind"]].set_axis(facts.index)
    names = entity.set_axis(["entity_id", "entity"], axis=1).join(prop)
    return names.join(facts.drop(columns=["entity", "property"]))


def outcome_words(outcomes: pd.Series) -> pd.Series:
    """Return the names of outcomes, of `rules.OUTCOMES`."""
    return pd.Series(np.array(OUTCOMES)[outcomes], outcomes.index, dtype="str")


def _joint_values(
    facts: pd.DataFrame, words: pd.DataFrame, statements: pd.DataFrame, is_partial: pd.Series
) -> pd.Series:
    """Return the narrowest value that satisfies all sources; "" if there is none or several."""
    low = facts["low"].astype("Int64").mask(facts["low"] == OPEN_LOW)
    high = facts["high"].astype("Int64").mask(facts["high"] == OPEN_HIGH)
    has_joint = ~facts["outcome"].isin(
        [Outcome.CONFLICT, Outcome.NOT_COMPARABLE, Outcome.DIFFER, Outcome.NOT_TESTED]
    )
    count = has_joint & facts["single"] & (facts["kind"] == PropertyKind.COUNT)
    date = has_joint & facts["single"] & (facts["kind"] == PropertyKind.DATE)
    joint = pd.Series("", index=facts.index, dtype="str")
    joint[count] = tables.range_words(low[count], high[count])
    bounds = [(_iso(start), _iso(end)) for start, end in zip(low[date], high[date], strict=True)]
    dates = ["open" if pair == (None, None) else edtf.from_bounds(*pair) for pair in bounds]
    joint[date] = np.array(dates, dtype="object")
    # Of several values that can be true together, the narrowest is joint only if they are nested.
    nested = facts["single"] | (facts["low"] <= facts["high"])
    narrow = has_joint & (facts["outcome"] == Outcome.MORE_EXACT) & nested & ~count & ~date
    joint = joint.mask(narrow, _listed_values(words, statements, "narrowest", narrow))
    same = has_joint & facts["one_value"] | (facts["outcome"] == Outcome.AGREE) & ~is_partial
    same &= ~count & ~date
    return joint.mask(same, _listed_values(words, statements, "compared", same))


def _listed_values(
    words: pd.DataFrame, statements: pd.DataFrame, of: str, is_wanted: pd.Series
) -> pd.Series:
    """Return the distinct values of each wanted fact for readers, and "" for the others.

    They come from the statements that the column `of` marks.
    """
    marked = statements[of].to_numpy() & is_wanted.to_numpy(dtype=bool)[statements["fact"]]
    values = words.loc[marked, ["value_text"]].assign(fact=statements["fact"][marked])
    values = values[~_same_values(values["fact"], values["value_text"]).duplicated()]
    values = values.sort_values("value_text", kind="stable")
    return tables.combine_groups(
        values["value_text"], values["fact"].to_numpy("int64"), n_groups=len(is_wanted)
    )


def _iso(day: int) -> str | None:
    return None if pd.isna(day) else str(np.datetime64(int(day), "D"))


def _sentences(
    facts: pd.DataFrame,
    joint: pd.Series,
    words: pd.DataFrame,
    fact: np.ndarray,
    compared: np.ndarray,
    is_partial: pd.Series,
) -> pd.Series:
    """Return one sentence per fact: the outcome, the joint value, the quotes and their voices."""
    stance = words["modality"].map(STANCES).to_numpy()
    several = pd.Series(stance).groupby(fact).transform("nunique").to_numpy() > 1
    flatly = np.where(several & (words["modality"] == Stance.ASSERTED).to_numpy(), _FLATLY, "")
    quoted = tables.marked_values(words) + flatly + tables.stance_notes(words)
    quoted += " in “" + words["quote"] + "” (" + words["voice"] + ")"
    quotes = _list_texts(quoted[compared], fact[compared], facts["compared"])
    apart = _list_texts(quoted[~compared], fact[~compared], facts["apart"])
    apart = ("; in another stance, and not compared: " + apart).where(apart != "", "")
    agreed = facts["stance"].map({STANCES[name]: reason for name, reason in _AGREED.items()})
    reason = facts["outcome"].map(_REASONS).fillna("")
    agreed = agreed.mask(facts["property"] == NAME, _ONE_NAME)
    reason = reason.mask(facts["outcome"] == Outcome.AGREE, agreed)
    common = _common_values(facts, words[compared], fact[compared], is_partial)
    reason = reason.mask(common != "", "All give " + common + ", and they differ in the rest")
    satisfied = facts["outcome"].isin([Outcome.MORE_EXACT, Outcome.OVERLAP]) & (joint != "")
    is_alleged = facts["stance"] == STANCES[Stance.ALLEGED]
    narrowest = (", and " + joint + " fits all of them").mask(is_alleged, _ALLEGED + joint)
    reason += narrowest.where(satisfied, "")
    read = _READ + facts["conventions"].astype("str")
    reason += read.where(facts["conventions"] != "", "")
    return reason + ": " + quotes + apart + "."


def _common_values(
    facts: pd.DataFrame, words: pd.DataFrame, fact: np.ndarray, is_partial: pd.Series
) -> pd.Series:
    """Return what every text gives where the texts differ; "" if there is nothing."""
    differs = (facts["outcome"] == Outcome.DIFFER) & ~is_partial
    rows = differs.to_numpy(dtype=bool)[fact]
    words = words[rows]
    given = pd.DataFrame(
        {"fact": fact[rows], "value": tables.with_stance(words), "source": words["source_id"]}
    )
    n_sources = given.groupby("fact")["source"].transform("nunique")
    same = _same_values(given["fact"], given["value"])
    is_common = given.groupby(same)["source"].transform("nunique") == n_sources
    common = given[is_common & ~same.duplicated()]
    return tables.combine_groups(common["value"], common["fact"].to_numpy(), n_groups=len(facts))


def _same_values(fact: pd.Series, values: pd.Series) -> pd.Series:
    """Return a number for each value, the same for all spellings of it in one fact."""
    spelling, spellings = pd.factorize(values)
    form, forms = pd.factorize(np.array([*map(normal_form, spellings)], dtype="object"))
    return fact.astype("int64") * max(len(forms), 1) + form[spelling]


def _list_texts(texts: pd.Series, fact: np.ndarray, total: pd.Series) -> pd.Series:
    """Return the joined texts of each fact (see `tables.join_texts`); "" if there are none."""
    few = texts.groupby(fact).cumcount().to_numpy() < tables.MOST_TEXTS
    lists = tables.combine_groups(texts[few], fact[few], list, len(total))
    listed = [tables.join_texts(*items) for items in zip(lists, total, strict=True)]
    return pd.Series(listed, total.index, dtype="str")
