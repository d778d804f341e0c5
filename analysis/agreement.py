"""Where sources agree, are merely vague, or cannot all be right: verdicts with their words.

`analysis.verdicts` holds the rules and judges integers; here statements become integers and the
result becomes sentences. No verdict says which source is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis import coverage, dates, quantities, tables
from analysis.evidence import remembered
from analysis.schema import UNNAMED
from analysis.verdicts import (
    AGREE,
    COMPATIBLE,
    CONFLICT,
    NOT_COMPARABLE,
    OPEN_HIGH,
    OPEN_LOW,
    STANCES,
    VERDICTS,
    conflicting_pairs,
    judge,
)

if TYPE_CHECKING:
    from analysis.evidence import Evidence

FOREMOST = 60  # facts that can be read in one figure
_DAY = 86_400  # seconds
_WHY = {
    "agree": "All say the same: ",
    "compatible": "Not the same in all, and all can be true",
    "conflict": "They cannot all be true: ",
    "single source": "Only one text speaks of it: ",
    "not comparable": "Said in unlike stances, which are not compared: ",
}


@remembered
def verdicts(evidence: Evidence, lexicon: str = quantities.DEFAULT) -> pd.DataFrame:
    """One row for each entity and property that any source speaks of, in the order of the tables.

    Columns: `entity_id, entity, prop, topic`; `verdict` (of `verdicts.VERDICTS`); `joint`, the
    narrowest value that all sources allow, "" where there is none or more than one; `who_says`,
    each value with its texts and speakers; `sources` and `roots`, how many distinct texts and first
    voices were compared; `inside`, whether both sides of a conflict stand in one text; `pairs`, how
    many pairs cannot both be true; `revised`, whether in such a pair one was certainly said after
    the other, and so may revise it; `sentence`, the reason, with the quotes; `statement_ids`.

    `lexicon` is the convention under which vague words become ranges. Raises ValueError for one
    that lexicon.csv does not have.

    >>> import analysis
    >>> table = verdicts(analysis.load()).set_index(["entity_id", "prop"])
    >>> table.loc[("missile-strike-casualties", "injured"), "verdict"]
    'conflict'
    """
    claims, facts, judged, pairs = _judged(evidence, lexicon)
    told = tables.statements(evidence)
    later = _later(evidence, pairs) != ""
    compared = claims["stance"] == judged["stance"].to_numpy()[claims["group"]]
    compared |= (judged["verdict"] == NOT_COMPARABLE).to_numpy()[claims["group"]]
    table = facts.assign(
        joint=_joint(judged, facts, claims, told[compared]),
        who_says=tables.who_says(told, claims["group"]).sort_index(),
        sources=judged["sources"],
        roots=judged["roots"],
        inside=judged["inside"],
        revised=np.bincount(pairs["group"][later], minlength=len(facts)) > 0,
    )
    sentence = _sentences(table, told, claims["group"], compared)
    ids = told["statement_id"].groupby(claims["group"]).agg(tuple)
    return table.assign(sentence=sentence, statement_ids=ids).drop(columns="kind")


def conflicts(evidence: Evidence, lexicon: str = quantities.DEFAULT) -> pd.DataFrame:
    """One row for each pair of statements that cannot both be true.

    Columns: `entity_id, entity, prop`; for either side `said, voice, quote` and `statement_id`, the
    second with the prefix `other_`; `inside` (both in one text); `basis` ("inferred" where either
    value is); `time`: which was said later, where the dates of speech decide it, else "not decided
    by dates".
    """
    _, facts, _, pairs = _judged(evidence, lexicon)
    told = tables.statements(evidence)
    sides = ["said", "voice", "quote", "statement_id"]
    one = told.loc[pairs["one"], [*sides, "source_id", "basis"]].reset_index(drop=True)
    other = told.loc[pairs["other"], [*sides, "source_id", "basis"]].reset_index(drop=True)
    table = facts.loc[pairs["group"], ["entity_id", "entity", "prop"]].reset_index(drop=True)
    table = table.join(one[sides]).join(other[sides].add_prefix("other_"))
    later = _later(evidence, pairs)
    return table.assign(
        inside=one["source_id"] == other["source_id"],
        basis=np.where(
            (one["basis"] == "stated") & (other["basis"] == "stated"), "stated", "inferred"
        ),
        time=np.where(later == "", "not decided by dates", later),
    )


def matrix(evidence: Evidence, verdicts: pd.DataFrame) -> pd.DataFrame:
    """One row for each fact of `verdicts` and each source: what it says of it, or why nothing.

    Columns: `fact, entity_id, prop, source, verdict, said` (whether it says anything), `text,
    statement_ids`.
    """
    key = ["entity_id", "prop", "source"]
    told = tables.statements(evidence).merge(verdicts[key[:2]])
    values = told.drop_duplicates([*key, "said"]).groupby(key)["said"].agg("; ".join)
    silent = coverage.silences_on(evidence, verdicts).set_index(key)["silence"]
    facts = verdicts.merge(evidence.sources["label"].rename("source"), how="cross")
    cell = pd.MultiIndex.from_frame(facts[key])
    texts = pd.concat([values, silent]).reindex(cell)
    ids = told.groupby(key)["statement_id"].agg(tuple).reindex(cell)
    return facts[[*key, "verdict"]].assign(
        fact=facts["entity"] + ": " + facts["prop"].str.replace("_", " "),
        said=texts.index.isin(values.index),
        text=texts.to_numpy(),
        statement_ids=[found if isinstance(found, tuple) else () for found in ids],
    )


def foremost(verdicts: pd.DataFrame, most: int = FOREMOST) -> pd.DataFrame:
    """At most so many facts of `verdicts`: conflicts first, then what most texts speak of.

    They stay in their order.
    """
    weight = (
        verdicts["sources"]
        .astype("float64")
        .where(verdicts["verdict"] != VERDICTS[CONFLICT], np.inf)
    )
    chosen = weight.sort_values(ascending=False, kind="stable").index[:most]
    return verdicts[verdicts.index.isin(chosen)]


def shared_voices(verdicts: pd.DataFrame) -> pd.DataFrame:
    """The facts of `verdicts` that have fewer first voices than texts: several texts, one voice."""
    return verdicts[verdicts["roots"] < verdicts["sources"]]


def voices(evidence: Evidence) -> pd.DataFrame:
    """One row a first voice: `root, statements, sources` (how many), `through` (the outlets),
    `statement_ids`.
    """
    told = tables.statements(evidence).assign(root=roots(evidence))
    by_root = told.groupby("root", sort=False)
    through = told[told["via"] != ""].drop_duplicates(["root", "via"]).groupby("root")["via"]
    table = by_root.agg(statements=("source", "size"), sources=("source", "nunique"))
    table = table.join(through.agg("; ".join).rename("through")).fillna({"through": ""})
    table = table.join(by_root["statement_id"].agg(tuple).rename("statement_ids"))
    return table.sort_values(
        ["sources", "statements"], ascending=False, kind="stable"
    ).reset_index()


def history(evidence: Evidence, facts: pd.DataFrame) -> pd.DataFrame:
    """What was reported of each fact, in the order in which it was said, as far as dates decide.

    `facts` are rows of `verdicts`, or others with `entity_id` and `prop`. Columns: `entity, prop,
    said_start, said_end` (NaT where open), `said, modality, voice, quote, note, statement_id`.
    """
    told = tables.statements(evidence).join(said_days(evidence))
    order = facts[["entity_id", "prop"]].assign(fact=range(len(facts)))
    chosen = told.merge(order, on=["entity_id", "prop"])
    days = ["fact", "said_end", "said_start"]
    chosen = chosen.sort_values(days, na_position="last", kind="stable", ignore_index=True)
    columns = ["said", "modality", "voice", "quote", "note", "statement_id"]
    return chosen[["entity", "prop", "said_start", "said_end", *columns]]


def flips(evidence: Evidence) -> pd.DataFrame:
    """What changes when vague words are read under another convention.

    One row a convention and fact whose verdict, or whose pairs that cannot both be true, differ:
    `convention, entity_id, entity, prop`; `verdict` and `pairs` under ours, `other_verdict` and
    `other_pairs` under the other; `why`, the words that it reads otherwise.
    """
    shown = ["verdict", "pairs"]
    ours = _judged(evidence, quantities.DEFAULT)[1]
    found = []
    for convention in dict.fromkeys([quantities.DEFAULT, *evidence.lexicon["convention"]]):
        theirs = _judged(evidence, convention)[1]
        changed = (ours[shown] != theirs[shown]).any(axis=1)
        facts = ours.loc[changed, ["entity_id", "entity", "prop", *shown]]
        facts = facts.join(theirs.loc[changed, shown].add_prefix("other_"))
        facts.insert(0, "convention", convention)
        found.append(facts.assign(why=_other_readings(evidence, convention)))
    return pd.concat(found, ignore_index=True)


def _judged(evidence: Evidence, lexicon: str) -> tuple[pd.DataFrame, ...]:
    """Claims, facts (the groups) with `verdict` and `pairs`, their judgement, and the pairs."""
    claims, facts = as_claims(evidence, lexicon)
    judged = judge(claims, len(facts))
    pairs = conflicting_pairs(claims, judged)
    facts = facts.assign(
        verdict=judged["verdict"].map(dict(enumerate(VERDICTS))),
        pairs=np.bincount(pairs["group"], minlength=len(facts)),
    )
    return claims, facts, judged, pairs


def as_claims(
    evidence: Evidence, lexicon: str = quantities.DEFAULT
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The statements as integers for `verdicts.judge`, row by row, and what the groups are.

    The second table has a row a group: `entity_id, entity, prop, topic, kind`.
    """
    table = evidence.statements
    props = evidence.props.set_index("prop")
    entity = _codes(table["entity_id"], evidence.entities["entity_id"])
    prop = _codes(table["prop"], evidence.props["prop"])
    keys, group = np.unique(entity * len(props) + prop, return_inverse=True)
    kind = table["prop"].map(props["kind"])
    value = pd.factorize(table["value"].str.casefold().where(kind != "date", table["date"]))[0]
    low, high = value.copy(), value.copy()
    _read_counts(evidence, lexicon, (kind == "count").to_numpy(), low, high)
    dated = (kind == "date").to_numpy()
    low[dated] = _days(table["date_start"], OPEN_LOW)[dated]
    high[dated] = _days(table["date_end"], OPEN_HIGH)[dated]
    claims = pd.DataFrame(
        {
            "group": group,
            "single": (table["prop"].map(props["cardinality"]) == "one").to_numpy(),
            "stance": table["modality"].map(STANCES).to_numpy("int64"),
            "denied": (table["modality"] == "denied").to_numpy(),
            "low": low,
            "high": high,
            "value": value,
            "source": _codes(table["source_id"], evidence.sources["source_id"]),
            "root": pd.factorize(roots(evidence))[0],
        }
    )
    facts = evidence.entities.iloc[keys // max(len(props), 1)][["entity_id", "label"]]
    facts = facts.set_axis(["entity_id", "entity"], axis=1).reset_index(drop=True)
    of_prop = evidence.props.iloc[keys % max(len(props), 1)][["prop", "topic", "kind"]]
    return claims, facts.join(of_prop.reset_index(drop=True))


def roots(evidence: Evidence) -> pd.Series:
    """The first voice of each statement's chain, by label.

    The speaker; the text itself where it speaks in its own voice; and where the speaker is not
    named, somebody of that text whom no other text can be known to quote.
    """
    table = evidence.statements
    label = evidence.entities.set_index("entity_id")["label"]
    source = table["source_id"].map(evidence.sources.set_index("source_id")["label"])
    root = table["speaker"].map(label).mask(table["speaker"] == tables.OWN_VOICE, source)
    return root.mask(table["speaker"] == UNNAMED, label.get(UNNAMED, "") + " in " + source)


def said_days(evidence: Evidence) -> pd.DataFrame:
    """The first and last possible day on which each statement was made: `said_start, said_end`.

    That of `said` where the text dates the speech; the publication of the text in its own voice;
    and for any other speaker some day up to the publication.
    """
    table = evidence.statements
    days = dates.spans(table["said"]).set_axis(["said_start", "said_end"], axis=1)
    undated = table["said"].isna()
    own = undated & (table["speaker"] == tables.OWN_VOICE)
    published = evidence.sources.set_index("source_id")[["published_start", "published_end"]]
    published = published.reindex(table["source_id"]).set_axis(table.index)
    days["said_end"] = days["said_end"].mask(undated, published["published_end"])
    days["said_start"] = days["said_start"].mask(own, published["published_start"])
    return days


def _codes(values: pd.Series, known: pd.Series) -> np.ndarray:
    return pd.Index(known).get_indexer(values).astype("int64")


def _read_counts(
    evidence: Evidence, lexicon: str, rows: np.ndarray, low: np.ndarray, high: np.ndarray
) -> None:
    """Fill in `low` and `high` of the rows that are counts, as the lexicon reads their words."""
    if lexicon not in set(evidence.lexicon["convention"]) | {quantities.DEFAULT}:
        known = ", ".join(evidence.lexicon["convention"].unique())
        raise ValueError(f'no convention "{lexicon}" in lexicon.csv; use one of: {known}')
    read = quantities.lookup(_lexicon_rows(evidence), lexicon)
    codes, words = pd.factorize(evidence.statements["value"][rows])
    bounds = [quantities.bounds(value, read) for value in words]
    lows = [OPEN_LOW if bound is None else bound for bound, _ in bounds]
    highs = [OPEN_HIGH if bound is None else bound for _, bound in bounds]
    low[rows] = np.array(lows, dtype="int64")[codes]
    high[rows] = np.array(highs, dtype="int64")[codes]


def _lexicon_rows(evidence: Evidence) -> list[list[str]]:
    """The lexicon as `quantities.lookup` reads it."""
    entries = evidence.lexicon[["words", "low", "high", "convention"]]
    return entries.fillna("").to_numpy().tolist()


def _days(days: pd.Series, missing: int) -> np.ndarray:
    seconds = days.to_numpy("datetime64[s]").astype("int64")
    return np.where(days.isna(), missing, seconds // _DAY)


def _joint(
    judged: pd.DataFrame, facts: pd.DataFrame, claims: pd.DataFrame, told: pd.DataFrame
) -> pd.Series:
    """The narrowest value that all sources allow, in words; "" where there is none or several."""
    low = judged["low"].mask(judged["low"] == OPEN_LOW).astype("Int64")
    high = judged["high"].mask(judged["high"] == OPEN_HIGH).astype("Int64")
    judged_ones = ~judged["verdict"].isin([CONFLICT, NOT_COMPARABLE])
    single = claims.groupby("group")["single"].first().reindex(facts.index, fill_value=False)
    count = judged_ones & single & (facts["kind"] == "count")
    date = judged_ones & single & (facts["kind"] == "date")
    joint = pd.Series("", index=facts.index, dtype="str")
    joint[count] = tables.range_words(low[count], high[count])
    ends = [(_iso(a), _iso(b)) for a, b in zip(low[date], high[date], strict=True)]
    joint[date] = ["open" if ends_ == (None, None) else dates.from_bounds(*ends_) for ends_ in ends]
    values = told.assign(group=claims["group"]).drop_duplicates(["group", "said"])
    values = values.groupby("group")["said"].agg([tables.listed, "size"]).reindex(facts.index)
    same = (judged["verdict"] == AGREE) | (judged_ones & (values["size"] == 1))
    return joint.mask(same & ~count & ~date, values["listed"])


def _iso(day: int) -> str | None:
    return None if pd.isna(day) else str(np.datetime64(int(day), "D"))


def _later(evidence: Evidence, pairs: pd.DataFrame) -> np.ndarray:
    """Which statement of each pair was certainly made later; "" where the dates do not say."""
    said = said_days(evidence)
    one, other = said.loc[pairs["one"]], said.loc[pairs["other"]]
    second = one["said_end"].to_numpy() < other["said_start"].to_numpy()
    first = other["said_end"].to_numpy() < one["said_start"].to_numpy()
    return np.select([first, second], ["the first was said later", "the second was said later"], "")


def _sentences(
    table: pd.DataFrame, told: pd.DataFrame, group: pd.Series, compared: pd.Series
) -> pd.Series:
    """One sentence a group: the verdict, the joint value, and the quotes with their voices."""
    quoted = told["said"] + tables.stance(told) + " in “" + told["quote"] + "”"
    quoted += " (" + told["voice"] + ")"
    quotes = quoted[compared].groupby(group[compared]).agg(tables.listed).reindex(table.index)
    apart = quoted[~compared].groupby(group[~compared]).agg(tables.listed).reindex(table.index)
    apart = ("; not compared, being in another stance: " + apart).fillna("")
    compatible = table["verdict"] == VERDICTS[COMPATIBLE]
    narrowed = (" if it is " + table["joint"]).where(table["joint"] != "", "")
    between = (narrowed + ": ").where(compatible, "")
    return table["verdict"].map(_WHY) + between + quotes + apart + "."


def _other_readings(evidence: Evidence, convention: str) -> str:
    """The words that a convention reads otherwise than ours: "dozens as 12 (ours: 24 or more)"."""
    rows = _lexicon_rows(evidence)
    ours = quantities.lookup(rows)
    theirs = {words: (low, high) for words, low, high, name in rows if name == convention}
    used = set(evidence.statements["value"])
    return "; ".join(
        f"{words} as {quantities.in_words(*marks)} (ours: {quantities.in_words(*ours[words])})"
        for words, marks in theirs.items()
        if words in ours and words in used
    )
