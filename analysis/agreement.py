"""Where sources agree, are merely vague, or cannot all be right: verdicts with their words.

`analysis.compare.rules` holds the rules and judges integers; here statements become integers and
the result becomes sentences. No verdict says which source is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from analysis import coverage, tables
from analysis.compare import encoding
from analysis.compare.rules import (
    AGREE,
    COMPATIBLE,
    CONFLICT,
    LIKE,
    NOT_COMPARABLE,
    OPEN_HIGH,
    OPEN_LOW,
    VERDICTS,
    judge,
    named_pairs,
    opposed,
    pair_counts,
)
from analysis.evidence import remembered
from analysis.values import counts, edtf

if TYPE_CHECKING:
    from analysis.evidence import Evidence

FOREMOST = 60  # facts that can be read in one figure
MOST_TOLD = 1_000  # statements of one fact, of those compared and of the others, whose words show
TIMES = ("not decided by dates", "the first was said later", "the second was said later")
_WHY = {
    "agree": "All say the same: ",
    "compatible": "Not the same in all, and all can be true",
    "conflict": "They cannot all be true: ",
    "single source": "Only one text speaks of it: ",
    "not comparable": "Said in unlike stances, which are not compared: ",
}


class Judged(NamedTuple):
    """What a comparison has found, in integers; `told` and `conflicts_told` put it into words.

    `facts` has a row a fact, in the order of the tables: `entity, prop` (numbers of their rows),
    `single` (only one value can be true), the columns of `verdicts.judge`; `pairs` (how many cannot
    both be true), `revised`, `one_value` (whether all that was compared gives one value),
    `compared` and `apart` (how many statements were compared, and how many not). `statements` has a
    row a statement, with its index: `fact` (the row of its fact), `number`, `compared`, `shown`
    (whether its words are shown). `pairs` has `fact, one, other` (index labels of statements) and
    `time`, an index of `TIMES`.
    """

    facts: pd.DataFrame
    statements: pd.DataFrame
    pairs: pd.DataFrame


@remembered
def verdicts(evidence: Evidence, lexicon: str = counts.DEFAULT) -> pd.DataFrame:
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
    found = judged(encoding.of(evidence, lexicon), evidence.props)
    return told(found, tables.statements(evidence), evidence.entities, evidence.props)


def conflicts(evidence: Evidence, lexicon: str = counts.DEFAULT) -> pd.DataFrame:
    """One row for each pair of statements that cannot both be true.

    Columns: `entity_id, entity, prop`; for either side `said, voice, quote` and `statement_id`, the
    second with the prefix `other_`; `inside` (both in one text); `basis` ("inferred" where either
    value is); `time`: which was said later, where the dates of speech decide it (of `TIMES`). Of a
    fact with more than `verdicts.MOST_PAIRS` pairs, some of them (see `verdicts.named_pairs`).
    """
    found = judged(encoding.of(evidence, lexicon), evidence.props)
    return conflicts_told(found, tables.statements(evidence), evidence.entities, evidence.props)


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
    told = tables.statements(evidence).assign(root=encoding.roots(evidence))
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
    told = tables.statements(evidence).join(encoding.said_days(evidence))
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
    ours = _facts_under(evidence, counts.DEFAULT)
    found = []
    for convention in dict.fromkeys([counts.DEFAULT, *evidence.lexicon["convention"]]):
        theirs = _facts_under(evidence, convention)
        changed = (ours[shown] != theirs[shown]).any(axis=1)
        facts = ours.loc[changed, ["entity_id", "entity", "prop", *shown]]
        facts = facts.join(theirs.loc[changed, shown].add_prefix("other_"))
        facts.insert(0, "convention", convention)
        found.append(facts.assign(why=_other_readings(evidence, convention)))
    return pd.concat(found, ignore_index=True)


def _facts_under(evidence: Evidence, convention: str) -> pd.DataFrame:
    facts = judged(encoding.of(evidence, convention), evidence.props).facts
    return _named(facts, evidence.entities, evidence.props)


def judged(said: pd.DataFrame, props: pd.DataFrame) -> Judged:
    """What the statements `said`, as `claims.of` has them, come to.

    They may be some of a corpus, if they are all there are of the entities that they speak of, and
    are in the order of the corpus.
    """
    keys, fact = np.unique(said["entity"] * len(props) + said["prop"], return_inverse=True)
    only_one = (props["cardinality"] == "one").to_numpy()
    rows = said.assign(group=fact, single=only_one[said["prop"]])
    found = judge(rows, len(keys))
    unlike, apart = opposed(rows, found)
    counts = pair_counts(unlike, apart, len(keys))
    compared = rows["stance"].to_numpy() == found["stance"].to_numpy()[fact]
    compared |= (found["verdict"] == NOT_COMPARABLE).to_numpy()[fact]
    pairs = named_pairs(rows, unlike, apart, counts).rename(columns={"group": "fact"})
    entity, prop = np.divmod(keys, max(len(props), 1))
    facts = found.assign(
        entity=entity,
        prop=prop,
        single=only_one[prop],
        pairs=counts,
        revised=_revised(rows, unlike, apart, len(keys)),
        one_value=_one_value(fact[compared], rows["value"].to_numpy()[compared], len(keys)),
        compared=np.bincount(fact[compared], minlength=len(keys)),
        apart=np.bincount(fact[~compared], minlength=len(keys)),
    )
    shown = _nth(fact * 2 + compared) < MOST_TOLD
    shown |= rows.index.isin(pairs["one"]) | rows.index.isin(pairs["other"])
    statements = rows[["number"]].assign(fact=fact, compared=compared, shown=shown)
    return Judged(facts, statements, pairs.assign(time=_times(said, pairs)))


def _nth(group: np.ndarray) -> np.ndarray:
    """How many rows of the same group are above each row."""
    order = np.argsort(group, kind="stable")
    size = np.bincount(group)
    nth = np.empty(len(group), dtype="int64")
    nth[order] = np.arange(len(group)) - np.repeat(np.cumsum(size) - size, size)
    return nth


def _one_value(fact: np.ndarray, value: np.ndarray, facts: int) -> np.ndarray:
    """Whether each fact has only one value."""
    least, greatest = np.full(facts, OPEN_HIGH), np.full(facts, OPEN_LOW)
    np.minimum.at(least, fact, value)
    np.maximum.at(greatest, fact, value)
    return least == greatest


def _revised(
    rows: pd.DataFrame, unlike: pd.DataFrame, apart: pd.DataFrame, facts: int
) -> np.ndarray:
    """Whether of two statements that cannot both be true one was certainly said after the other."""
    split = rows[rows["group"].isin(unlike["group"])]
    days = split.groupby(LIKE).agg(soonest=("said_end", "min"), latest=("said_start", "max"))
    spoken = unlike[LIKE].join(days, on=LIKE)
    one, other = spoken.loc[apart["one"]], spoken.loc[apart["other"]]
    later = one["soonest"].to_numpy() < other["latest"].to_numpy()
    later |= other["soonest"].to_numpy() < one["latest"].to_numpy()
    return np.bincount(apart["group"][later].to_numpy("int64"), minlength=facts) > 0


def _times(said: pd.DataFrame, pairs: pd.DataFrame) -> np.ndarray:
    """Which statement of each pair was certainly made later, as an index of `TIMES`."""
    one, other = said.loc[pairs["one"]], said.loc[pairs["other"]]
    second = one["said_end"].to_numpy() < other["said_start"].to_numpy()
    first = other["said_end"].to_numpy() < one["said_start"].to_numpy()
    return np.select([first, second], [1, 2], 0)


def told(
    found: Judged, words: pd.DataFrame, entities: pd.DataFrame, props: pd.DataFrame
) -> pd.DataFrame:
    """The table of `verdicts`, of what was judged.

    `words` has the rows of `tables.statements` of the statements that are `shown`, or of more;
    `entities` and `props` have at least those of the facts.
    """
    statements = found.statements[found.statements["shown"]]
    words = words.loc[statements.index]
    fact, compared = statements["fact"].to_numpy(), statements["compared"].to_numpy()
    facts = _named(found.facts, entities, props)
    who_says = tables.who_says(words, pd.Series(fact, words.index)).sort_index()
    total = facts[["compared", "apart"]].sum(axis=1)
    read = facts[["compared", "apart"]].clip(upper=MOST_TOLD).sum(axis=1)
    untold = read < total
    only = pd.Series("", index=facts.index, dtype="str")
    only[untold] = [
        f"; so far as the words of {some:,} of the {every:,} statements show"
        for some, every in zip(read[untold], total[untold], strict=True)
    ]
    table = facts[["entity_id", "entity", "prop", "topic", "verdict"]].assign(
        joint=_joint(facts, words[compared], fact[compared], untold),
        who_says=who_says + only,
        sources=facts["sources"],
        roots=facts["roots"],
        inside=facts["inside"],
        pairs=facts["pairs"],
        revised=facts["revised"],
    )
    table = table.assign(sentence=_sentences(facts, table["joint"], words, fact, compared))
    ids = encoding.ids(found.statements["number"].to_numpy())
    return table.assign(
        statement_ids=tables.gathered(ids, found.statements["fact"].to_numpy(), tuple)
    )


def conflicts_told(
    found: Judged, words: pd.DataFrame, entities: pd.DataFrame, props: pd.DataFrame
) -> pd.DataFrame:
    """The table of `conflicts`, of what was judged; the arguments are those of `told`."""
    pairs = found.pairs
    sides = ["said", "voice", "quote", "statement_id"]
    one = words.loc[pairs["one"], [*sides, "source_id", "basis"]].reset_index(drop=True)
    other = words.loc[pairs["other"], [*sides, "source_id", "basis"]].reset_index(drop=True)
    table = _named(found.facts, entities, props).loc[pairs["fact"], ["entity_id", "entity", "prop"]]
    table = table.reset_index(drop=True).join(one[sides]).join(other[sides].add_prefix("other_"))
    return table.assign(
        inside=one["source_id"] == other["source_id"],
        basis=np.where(
            (one["basis"] == "stated") & (other["basis"] == "stated"), "stated", "inferred"
        ),
        time=np.array(TIMES, dtype="object")[pairs["time"]],
    )


def _named(facts: pd.DataFrame, entities: pd.DataFrame, props: pd.DataFrame) -> pd.DataFrame:
    """The facts of `Judged` with `entity_id, entity, prop, topic, kind`, and `verdict` in words."""
    of_entity = entities.loc[facts["entity"], ["entity_id", "label"]].set_axis(facts.index)
    of_prop = props.loc[facts["prop"], ["prop", "topic", "kind"]].set_axis(facts.index)
    names = of_entity.set_axis(["entity_id", "entity"], axis=1).join(of_prop)
    verdict = pd.Series(VERDICTS, dtype="str").take(facts["verdict"]).set_axis(facts.index)
    return names.join(facts.drop(columns=["entity", "prop"])).assign(verdict=verdict)


def _joint(
    facts: pd.DataFrame, compared: pd.DataFrame, fact: np.ndarray, untold: pd.Series
) -> pd.Series:
    """The narrowest value that all sources allow, in words; "" where there is none or several."""
    low = facts["low"].astype("Int64").mask(facts["low"] == OPEN_LOW)
    high = facts["high"].astype("Int64").mask(facts["high"] == OPEN_HIGH)
    judged_ones = ~facts["verdict"].isin([VERDICTS[CONFLICT], VERDICTS[NOT_COMPARABLE]])
    count = judged_ones & facts["single"] & (facts["kind"] == "count")
    date = judged_ones & facts["single"] & (facts["kind"] == "date")
    joint = pd.Series("", index=facts.index, dtype="str")
    joint[count] = tables.range_words(low[count], high[count])
    ends = [(_iso(a), _iso(b)) for a, b in zip(low[date], high[date], strict=True)]
    joint[date] = ["open" if ends_ == (None, None) else edtf.from_bounds(*ends_) for ends_ in ends]
    values = compared[["said"]].assign(fact=fact).drop_duplicates()
    values = tables.gathered(values["said"], values["fact"].to_numpy(), groups=len(facts))
    same = judged_ones & facts["one_value"] | (facts["verdict"] == VERDICTS[AGREE]) & ~untold
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
    """One sentence a fact: the verdict, the joint value, and the quotes with their voices."""
    quoted = words["said"] + tables.stance(words) + " in “" + words["quote"] + "”"
    quoted += " (" + words["voice"] + ")"
    quotes = _listed(quoted[compared], fact[compared], facts["compared"])
    apart = _listed(quoted[~compared], fact[~compared], facts["apart"])
    apart = ("; not compared, being in another stance: " + apart).where(apart != "", "")
    compatible = facts["verdict"] == VERDICTS[COMPATIBLE]
    narrowed = (" if it is " + joint).where(joint != "", "")
    between = (narrowed + ": ").where(compatible, "")
    return facts["verdict"].map(_WHY) + between + quotes + apart + "."


def _listed(texts: pd.Series, fact: np.ndarray, total: pd.Series) -> pd.Series:
    """The texts of each fact in one (see `tables.listed`), "" where there are none."""
    few = _nth(fact) < tables.MOST_TEXTS
    lists = tables.gathered(texts[few], fact[few], list, len(total))
    told = [tables.listed(*found) for found in zip(lists, total, strict=True)]
    return pd.Series(told, total.index, dtype="str")


def _other_readings(evidence: Evidence, convention: str) -> str:
    """The words that a convention reads otherwise than ours: "dozens as 12 (ours: 24 or more)"."""
    rows = encoding.lexicon_rows(evidence)
    ours = counts.lookup(rows)
    theirs = {words: (low, high) for words, low, high, name in rows if name == convention}
    used = set(evidence.statements["value"])
    return "; ".join(
        f"{words} as {counts.in_words(*marks)} (ours: {counts.in_words(*ours[words])})"
        for words, marks in theirs.items()
        if words in ours and words in used
    )
