"""The evidence as tables: what was reported, by whom, in which words.

Each table comes twice. The tidy one (`warrants`, ...) has one row a statement, in the order of the
texts, with the columns of `COLUMNS`. The wide one (`warrants_by_source`, ...) has one row a thing
and one column a source, so that what the sources say of the same thing stands side by side; of
more than `MOST_TEXTS` sources it has the columns `who_says`, what is said and by whom, and `texts`,
how many say anything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.evidence import remembered
from analysis.validation.vocabulary import CHAIN, OWN_VOICE

if TYPE_CHECKING:
    from analysis.evidence import Evidence

SILENT = "not said"
MOST_TEXTS = 12  # that stand side by side, or in one list; of more, some are named and all counted

COLUMNS = {
    "statement_id": "id of the statement",
    "source_id": "id of the document",
    "source": "its label",
    "entity_id": "id of what it is said of",
    "entity": "its label",
    "prop": "the property stated",
    "value": "the value as in statements.csv",
    "said": "the value for readers: labels for ids, the range or EDTF date beside the words",
    "low": "least number, NA if open or no count",
    "high": "greatest number, NA if open or no count",
    "date": "EDTF, NA if no date",
    "date_start": "first possible day, NaT if open or no date",
    "date_end": "last possible day, NaT if open or no date",
    "modality": "stance of the speaker",
    "basis": "stated or inferred",
    "speaker": "label of who is given as saying it",
    "via": "labels of the outlets it came through, blank if none is named",
    "own_voice": "whether the article says it itself, with no other speaker",
    "voice": "the source, and the speaker and outlets where it is not its own voice",
    "quote": "the exact words",
    "note": "what a reader must know, blank if nothing",
}


@remembered
def statements(evidence: Evidence) -> pd.DataFrame:
    """Every statement for readers: `COLUMNS`, then `kind`, `topic` and `value_kind`.

    `kind` is that of the entity, `value_kind` that of the property.

    >>> import analysis
    >>> list(statements(analysis.load()).columns) == [*COLUMNS, "kind", "topic", "value_kind"]
    True
    """
    entities = evidence.entities.set_index("entity_id")
    props = evidence.props.set_index("prop")
    table = evidence.statements
    return table.assign(
        source=table["source_id"].map(evidence.sources.set_index("source_id")["label"]),
        entity=table["entity_id"].map(entities["label"]),
        own_voice=table["speaker"] == OWN_VOICE,
        speaker=table["speaker"].map(entities["label"]),
        via=_chain_labels(table["via"], entities["label"]),
        note=table["note"].fillna(""),
        kind=table["entity_id"].map(entities["kind"]),
        topic=table["prop"].map(props["topic"]),
        value_kind=table["prop"].map(props["kind"]),
    ).assign(
        said=lambda t: _said(t, entities["label"]),
        voice=lambda t: t["source"].where(t["own_voice"], t["source"] + ": " + who(t)),
    )[[*COLUMNS, "kind", "topic", "value_kind"]]


def warrants(evidence: Evidence) -> pd.DataFrame:
    """What is said of the warrants themselves: issuers, targets, numbers, dates, status."""
    table = statements(evidence)
    return _tidy(table[(table["kind"] == "warrant") & (table["topic"] == "warrant")])


def charges(evidence: Evidence) -> pd.DataFrame:
    """Charges, accusations and penalties as reported; none of them is a finding."""
    table = statements(evidence)
    return _tidy(table[table["topic"] == "charge"])


def legal_bases(evidence: Evidence) -> pd.DataFrame:
    """Rules and legal characterisations, each with who holds it.

    Besides `COLUMNS` it has `rule`: the label of the rule that the statement is about or names,
    else of what is characterised.
    """
    table = statements(evidence)
    rules = evidence.entities[evidence.entities["kind"] == "rule"].set_index("entity_id")["label"]
    chosen = table[(table["topic"] == "legal basis") | (table["kind"] == "rule")]
    named = chosen["value"].map(rules).where(chosen["kind"] != "rule")
    return _tidy(chosen).assign(rule=named.fillna(chosen["entity"]).to_numpy())


def notices(evidence: Evidence) -> pd.DataFrame:
    """The request to Interpol and what Interpol is reported, or expected, to answer."""
    table = statements(evidence)
    return _tidy(table[table["topic"] == "Interpol"])


def casualties(evidence: Evidence) -> pd.DataFrame:
    """Every number of people killed or hurt, and what goes with it."""
    table = statements(evidence)
    return _tidy(table[(table["topic"] == "casualty") | (table["kind"] == "casualty-group")])


def events(evidence: Evidence) -> pd.DataFrame:
    """What is said of events, and every date that is said of anything else."""
    table = statements(evidence)
    return _tidy(table[(table["kind"] == "event") | (table["value_kind"] == "date")])


def timeline(evidence: Evidence) -> pd.DataFrame:
    """One row a date that a source gives of an event, a warrant or its own publication.

    Columns: `what, actor, source_id, source, words, basis, date, date_start, date_end,
    publication, statement_ids`. `words` is how the text puts the date, in short; `actor` joins who
    the same source says carried out the event, "" where it does not say or the name is in `what`;
    `publication` is True for the rows that date the sources themselves.
    """
    dated = events(evidence)
    dated = dated[dated["date"].notna()]
    doers = statements(evidence).query("prop == 'carried_out_by'")
    actor = doers.groupby(["source_id", "entity_id"])["said"].agg(lambda x: ", ".join(x.unique()))
    keys = pd.MultiIndex.from_frame(dated[["source_id", "entity_id"]])
    actors = pd.Series(actor.reindex(keys).to_numpy(), dated.index).fillna("")
    named = [name in what for name, what in zip(actors, dated["entity"], strict=True)]
    plain = dated["prop"] == "event_date"
    named = pd.Series(named, dated.index, dtype=bool)
    other = dated["entity"] + ": " + dated["prop"].str.replace("_", " ")
    reported = dated[["source_id", "source", "basis", "date", "date_start", "date_end"]].assign(
        what=dated["entity"].where(plain, other),
        actor=actors.where(plain, "").mask(named, ""),
        words=dated["value"],
        publication=pd.Series(False, dated.index, dtype=bool),
    )
    same = reported.groupby(list(reported), sort=False, dropna=False).ngroup()
    reported = reported.drop_duplicates().assign(
        statement_ids=list(dated["statement_id"].groupby(same.to_numpy(), sort=False).agg(tuple))
    )
    return pd.concat([reported, _publications(evidence)], ignore_index=True)


def _publications(evidence: Evidence) -> pd.DataFrame:
    """The rows of `timeline` that date the sources themselves."""
    sources = evidence.sources
    return pd.DataFrame(
        {
            "source_id": sources["source_id"],
            "source": sources["label"],
            "basis": sources["published_basis"],
            "date": sources["published"],
            "date_start": sources["published_start"],
            "date_end": sources["published_end"],
            "what": "Publication of the texts",
            "actor": "",
            "words": "published " + sources["published"],
            "publication": True,
            "statement_ids": [()] * len(sources),
        }
    )


def reactions(evidence: Evidence) -> pd.DataFrame:
    """Reactions, characterisations, demands and stances, each with who holds it."""
    table = statements(evidence)
    return _tidy(table[table["topic"] == "reaction"])


def parties(evidence: Evidence) -> pd.DataFrame:
    """Names, offices and ranks of persons and bodies, and what else is said of them."""
    table = statements(evidence)
    return _tidy(table[table["kind"].isin(["person", "body"]) & (table["topic"] == "context")])


def attributions(evidence: Evidence) -> pd.DataFrame:
    """Every statement that a speaker other than the article makes.

    Besides `COLUMNS` it has `chain`: speaker, outlets and source, joined by " > ".
    """
    table = statements(evidence)
    chosen = _tidy(table[~table["own_voice"]])
    links = chosen[["speaker", "via", "source"]].to_numpy().tolist()
    return chosen.assign(chain=[CHAIN.join(filter(None, link)) for link in links])


def warrants_by_source(evidence: Evidence, of: Collection[str] | None = None) -> pd.DataFrame:
    """One row a warrant and property, the sources' values side by side.

    With the ids `of` warrants, only those (of none, no row), and only the sources that speak of
    them; of one, without its name.
    """
    table = warrants(evidence)
    if of is None:
        return side_by_side(evidence, table, ["entity", "prop"])
    table = table[table["entity_id"].isin(of)]
    wide = side_by_side(evidence, table, ["entity", "prop"] if len(of) > 1 else ["prop"])
    silent = set(evidence.sources["label"]) - set(table["source"])
    return wide[[name for name in wide if name not in silent]]


def charges_by_source(evidence: Evidence) -> pd.DataFrame:
    """One row a charge, accusation or penalty of a warrant, side by side."""
    return side_by_side(evidence, charges(evidence), ["entity", "prop", "said"], _voice)


def legal_bases_by_source(evidence: Evidence) -> pd.DataFrame:
    """One row a rule (or what is characterised in law), what it is said of, and how."""
    return side_by_side(evidence, legal_bases(evidence), ["rule", "entity", "prop"])


def notices_by_source(evidence: Evidence) -> pd.DataFrame:
    """One row a property of the request or its answer, side by side."""
    return side_by_side(evidence, notices(evidence), ["entity", "prop"])


def casualties_by_source(evidence: Evidence) -> pd.DataFrame:
    """One row a casualty figure, side by side."""
    table = casualties(evidence)
    counts = evidence.props.loc[evidence.props["kind"] == "count", "prop"]
    return side_by_side(evidence, table[table["prop"].isin(counts)], ["entity", "prop"])


def events_by_source(evidence: Evidence) -> pd.DataFrame:
    """One row an event and property that is a date, side by side."""
    table = events(evidence)
    return side_by_side(evidence, table[table["date"].notna()], ["entity", "prop"])


def reactions_by_source(evidence: Evidence) -> pd.DataFrame:
    """One row a thing reacted to and kind of reaction, side by side."""
    return side_by_side(evidence, reactions(evidence), ["entity", "prop"])


def parties_by_source(evidence: Evidence) -> pd.DataFrame:
    """One row a person or body and property, side by side."""
    table = parties(evidence)
    return side_by_side(evidence, table[table["prop"] != "name"], ["entity", "prop"])


def spellings_by_source(evidence: Evidence) -> pd.DataFrame:
    """One row a person or body that is named, each source's own spelling side by side."""
    table = statements(evidence)
    names = table[table["prop"] == "name"]
    return side_by_side(evidence, names, ["entity"], _quote)


def attributions_by_source(evidence: Evidence) -> pd.DataFrame:
    """One row a speaker; the cells count the statements and name the outlets they came through."""
    return side_by_side(evidence, attributions(evidence), ["speaker"], _number)


def side_by_side(
    evidence: Evidence, table: pd.DataFrame, index: list[str], cell: Callable | None = None
) -> pd.DataFrame:
    """`table` with one row for each `index` and one column for each source, then `statement_ids`.

    Entities, properties and sources keep the order of their tables. A cell joins what the source
    says, in the order of its text; `SILENT` where it says nothing.
    `cell` turns the table into a Series of texts; by default the value with who says it and how.

    Above `MOST_TEXTS` sources there are two columns instead: `who_says`, each such text with its
    sources, and `texts`, how many sources say anything.
    """
    texts = (cell or _value_and_voice)(table)
    ids = table.groupby(index, sort=False)["statement_id"].agg(tuple).rename("statement_ids")
    once = table[[*index, "source"]].assign(text=texts).drop_duplicates()
    order = once.drop_duplicates(index)[index]
    ranks = {"entity": evidence.entities["label"], "prop": evidence.props["prop"]}
    order = order.sort_values(
        [name for name in index if name in ranks],
        key=lambda names: names.map(pd.Series(ranks[names.name].index, ranks[names.name])),
        kind="stable",
    )
    if len(evidence.sources) > MOST_TEXTS:
        of_text = once.groupby([*index, "text"], sort=False)["source"].agg(listed)
        told = of_text.reset_index("text")
        said = (told["text"] + " (" + told["source"] + ")").groupby(level=index, sort=False)
        number = once.groupby(index, sort=False)["source"].nunique()
        wide = said.agg(listed).rename("who_says").to_frame().assign(texts=number)
        return order.merge(wide.join(ids).reset_index(), on=index)
    cells = once.groupby([*index, "source"], sort=False)["text"].agg("; ".join)
    wide = cells.unstack("source", fill_value=SILENT)
    wide = wide.reindex(columns=list(evidence.sources["label"]), fill_value=SILENT).reset_index()
    wide.columns.name = None
    return order.merge(wide, on=index).merge(ids.reset_index(), on=index)


def who_says(table: pd.DataFrame, by: pd.Series) -> pd.Series:
    """For each group `by`, each value with who says it, in the order of the texts (see `listed`).

    >>> import analysis
    >>> table = statements(analysis.load()).query("prop == 'bases_attacked'")
    >>> who_says(table, table["prop"])["bases_attacked"]
    'a base (1), inferred (Unnamed 2021); 2 (Unnamed 2020 A; Sputnik News)'
    """
    said = table["said"] + stance(table)
    once = pd.DataFrame({"by": by, "said": said, "voice": table["voice"]}).drop_duplicates()
    telling = once.groupby(["by", "said"], sort=False).ngroup().to_numpy()
    tellings = once[["by", "said"]].drop_duplicates()
    voices = gathered(once["voice"], telling).set_axis(tellings.index)
    group, names = pd.factorize(tellings["by"])
    return gathered(tellings["said"] + " (" + voices + ")", group).set_axis(names)


def gathered(
    values: pd.Series,
    group: np.ndarray,
    of: Callable[[list], object] | None = None,
    groups: int = 0,
) -> pd.Series:
    """What `of` (by default `listed`) makes of the values of each group, numbered from 0.

    There are as many as the numbers say, or `groups` if that is more.

    >>> gathered(pd.Series(["a", "b", "c"]), np.array([1, 0, 1])).tolist()
    ['b', 'a; c']
    """
    ordered = values.to_numpy("object")[np.argsort(group, kind="stable")].tolist()
    ends = np.cumsum(np.bincount(group, minlength=groups)).tolist()
    made = [(of or listed)(ordered[a:b]) for a, b in zip([0, *ends], ends, strict=False)]
    return pd.Series(made, dtype="object" if of else "str")


def listed(texts: Iterable[str], total: int | None = None) -> str:
    """The texts in one; of more than `MOST_TEXTS` the first, and how many more there are.

    `total` is how many there are, if not all are given.

    >>> listed("abc"), listed("abcdefghijklmno")
    ('a; b; c', 'a; b; c; d; e; f; g; h; i; j; k; l; and 3 more')
    """
    texts = list(texts)
    more = (total or len(texts)) - MOST_TEXTS
    return "; ".join([*texts[:MOST_TEXTS], *([f"and {more} more"] if more > 0 else [])])


def stance(table: pd.DataFrame) -> pd.Series:
    """What is not plain about each value: ", predicted", ", alleged, inferred", or ""."""
    modality = (", " + table["modality"]).where(table["modality"] != "asserted", "")
    return modality + (", " + table["basis"]).where(table["basis"] != "stated", "")


def who(table: pd.DataFrame) -> pd.Series:
    """The speaker, and the outlets it came through."""
    return table["speaker"].where(table["via"] == "", table["speaker"] + " via " + table["via"])


def _tidy(table: pd.DataFrame) -> pd.DataFrame:
    return table[list(COLUMNS)].reset_index(drop=True)


def _number(table: pd.DataFrame) -> pd.Series:
    """How many statements each way brought: "3 via Reuters"."""
    ways = table.groupby(["speaker", "source", "via"])["statement_id"]
    through = table["via"].where(table["via"] == "", " via " + table["via"])
    return ways.transform("size").astype("str") + through


def _quote(table: pd.DataFrame) -> pd.Series:
    return table["quote"]


def _voice(table: pd.DataFrame) -> pd.Series:
    """In which stance it is said and by whom: "alleged, Fars news agency"."""
    inferred = (table["basis"] + ", ").where(table["basis"] != "stated", "")
    return table["modality"] + ", " + inferred + who(table)


def _value_and_voice(table: pd.DataFrame) -> pd.Series:
    """The value, and in brackets what is not plain: the stance, the basis, another speaker."""
    whose = (", " + who(table)).mask(table["own_voice"], "")
    notes = (stance(table) + whose).str.removeprefix(", ")
    return table["said"].where(notes == "", table["said"] + " [" + notes + "]")


def _chain_labels(via: pd.Series, labels: pd.Series) -> pd.Series:
    label = labels.to_dict()
    known = {
        chain: CHAIN.join(label[name] for name in chain.split(CHAIN))
        for chain in via.dropna().unique()
    }
    return via.fillna("").map({"": ""} | known).astype("str")  # objects, where there are no rows


def _said(table: pd.DataFrame, labels: pd.Series) -> pd.Series:
    """The value as a reader should see it, never more exact than it is."""
    said = table["value"].mask(table["value_kind"] == "entity", table["value"].map(labels))
    exact = table["low"].eq(table["high"]).fillna(False) & (
        table["value"] == table["low"].astype("str")
    )
    bounds = range_words(table["low"], table["high"])
    vague = (table["value_kind"] == "count") & ~exact
    said = said.mask(vague, said + " (" + bounds + ")")
    dated = table["date"].notna() & (table["date"] != table["value"])
    return said.mask(dated, said + " (" + table["date"] + ")")


def range_words(low: pd.Series, high: pd.Series) -> pd.Series:
    """Ranges in words: "35", "24 or more", "1,200,000 or fewer", "24 to 99", "no figure".

    >>> values = pd.Series([35, 24, None], dtype="Int64")
    >>> range_words(values, pd.Series([35, None, None], dtype="Int64")).tolist()
    ['35', '24 or more', 'no figure']
    """

    def words(low: int, high: int) -> str:
        if pd.isna(low) and pd.isna(high):
            return "no figure"
        if pd.isna(high):
            return f"{low:,} or more"
        if pd.isna(low):
            return f"{high:,} or fewer"
        return f"{low:,}" if low == high else f"{low:,} to {high:,}"

    pairs = pd.DataFrame({"low": low, "high": high})
    group = pairs.groupby(["low", "high"], sort=False, dropna=False).ngroup()
    told = [words(*pair) for pair in pairs.drop_duplicates().itertuples(index=False)]
    return pd.Series(told, dtype="str").take(group).set_axis(low.index)
