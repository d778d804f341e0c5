"""The findings, as sentences that the evidence yields: who reports what, never who is right.

The choice of what to say is made here; every number, name and value in a sentence comes from the
tables, and so does what is singled out: the warrants that are spoken of, the events that most texts
date. What a corpus says nothing of is said to be so, or left out; of what is very much, a sentence
names the first and counts the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from analysis import agreement as compare
from analysis import coverage, intercoder, tables
from analysis.evidence import misquoted
from analysis.intercoder.krippendorff import RELIABLE
from analysis.values import edtf

if TYPE_CHECKING:
    from analysis.evidence import Evidence

MOST = 12  # names in a sentence, or sentences of one kind


class Finding(str):
    """A sentence, with the ids of the statements whose values it gives: `statement_ids`."""

    __slots__ = ("statement_ids",)

    def __new__(cls, sentence: str, statement_ids: Iterable[str] = ()) -> Finding:
        found = super().__new__(cls, sentence)
        found.statement_ids = tuple(statement_ids)
        return found


def headline(evidence: Evidence) -> list[str]:
    """The findings that a reader of the README should take away."""
    return [
        _coded(evidence),
        _subjects(evidence),
        _issue_date(evidence),
        *_each(evidence, "Charges", "charge"),
        _legal_basis(evidence),
        *_each(evidence, "Persons besides the named target", "others_count"),
        *_each(evidence, "Answer, given or expected", "interpol_answer"),
        *_each(evidence, "Injured", "injured"),
        *_each(evidence, "Bases attacked", "bases_attacked"),
        *_named_dead(evidence),
        _agreement(evidence),
    ]


def sources(evidence: Evidence) -> list[str]:
    """How much was coded, from whom, and what the texts are about."""
    table = tables.statements(evidence)
    own, basis = table["own_voice"], table["basis"].value_counts()
    outlet = evidence.sources["outlet"].notna()
    stated = evidence.sources["published_basis"] == "stated"
    return [
        _coded(evidence),
        f"{own.sum()} statements are in an article's own voice; the other {(~own).sum()} are "
        f"attributed to {table.loc[~own, 'speaker'].nunique()} speakers.",
        _quotes_stand(evidence),
        f"{basis.get('stated', 0)} statements are stated in their quote and "
        f"{basis.get('inferred', 0)} are inferred from the texts; {basis.get('outside', 0)} rest "
        "on knowledge from outside them.",
        f"The outlet is named in {_of_texts(evidence, evidence.sources['label'][outlet])}, the "
        f"date of publication in {_of_texts(evidence, evidence.sources['label'][stated])}.",
        *_silent_topics(evidence),
    ]


def _quotes_stand(evidence: Evidence) -> str:
    wrong, every = len(misquoted(evidence)), len(evidence.statements)
    return f"{every - wrong} of {every} quotes stand in their text, character for character."


def warrants(evidence: Evidence) -> list[str]:
    """Who speaks of which warrant, its issuers, the date nobody gives, and the persons on it."""
    return [
        _subjects(evidence),
        *_each(evidence, "Named as issuing", "issuer"),
        _issue_date(evidence),
        *_each(evidence, "When, in relation to other things", "timing"),
        *_each(evidence, "Persons besides the named target", "others_count"),
        *_each(evidence, "Prospect of enforcement", "enforcement_prospect"),
        *_each(evidence, "Answer, given or expected", "interpol_answer"),
        *_each(evidence, "Reason given for it", "answer_reason"),
        *_each(evidence, "Persons in the request", "notice_persons_total"),
    ]


def charges(evidence: Evidence) -> list[str]:
    """Charges, the article of law, and the legal characterisations with their holders."""
    return [
        *_each(evidence, "Charges", "charge"),
        *_each(evidence, "Penalty", "penalty"),
        _legal_basis(evidence),
        *_each(evidence, "Said to breach or violate", "said_to_breach"),
        *_each(evidence, "Justified as", "justification"),
        *_each(evidence, "Called, in legal words", "legal_characterisation"),
        f"{len(evidence.rules)} rules from outside the corpus are set beside what the texts say of "
        "the law.",
    ]


def casualties(evidence: Evidence) -> list[str]:
    """The numbers of people killed and hurt, and who is named among the dead."""
    told = [
        *_each(evidence, "Injured", "injured"),
        *_each(evidence, "Killed", "killed"),
        *_named_dead(evidence),
        *_each(evidence, "Bases attacked", "bases_attacked"),
    ]
    return told or ["Nothing is said of people killed or hurt."]


def timeline(evidence: Evidence) -> list[str]:
    """How exactly the dates are known, and how far the texts state them."""
    table = tables.timeline(evidence)
    reported = table[~table["publication"]]
    exact = reported["date"].map(edtf.precision).value_counts()
    stated = int((reported["basis"] == "stated").sum())
    return [
        f"{len(reported)} dates are given; their precision: "
        f"{_names(f'{kind} {count}' for kind, count in exact.items())}.",
        f"{stated} of them are stated in full; the other {len(reported) - stated} are inferred "
        "from the texts, as the note of each says.",
        _issue_date(evidence),
        *(_dated(evidence, *event) for event in _most_dated(evidence, 2)),
        *_each(evidence, "Approved", "approved_on"),
    ]


def agreement(evidence: Evidence) -> list[str]:
    """How many facts the texts agree on, and each that they cannot all be right about."""
    table = compare.verdicts(evidence)
    several = table[table["sources"] > 1]
    shared = compare.shared_voices(several)
    silent = coverage.silence_counts(evidence).drop(columns="source").sum()
    silent = silent[silent > 0].sort_values(ascending=False, kind="stable")
    return [
        _agreement(evidence),
        *_first(
            [
                Finding(
                    f"In conflict, {_fact(row)}: {row.who_says}."
                    + (" Both sides stand in one text." if row.inside else ""),
                    row.statement_ids,
                )
                for row in table[table["verdict"] == "conflict"].itertuples()
            ],
            "facts are in conflict",
        ),
        f"{len(shared)} of the {len(several)} facts have fewer independent voices than texts.",
        f"Silences on single facts: {_names(f'{kind} {n}' for kind, n in silent.items())}.",
        *_first(
            [
                f'Under the convention "{row.convention}" ({row.why}), {_fact(row)}: '
                f"{row.other_verdict} with {row.other_pairs} pairs that cannot both be true, where "
                f"ours gives {row.verdict} with {row.pairs}."
                for row in compare.flips(evidence).itertuples()
            ],
            "verdicts differ under another convention",
        ),
    ]


def attribution(evidence: Evidence) -> list[str]:
    """Who the first voices are, what came through others, and what is in nobody's name."""
    table = tables.statements(evidence)
    own = table.groupby("source", sort=False)["own_voice"].agg(["sum", "size"])
    roots = compare.voices(evidence).query("sources > 1")
    via = table[table["via"] != ""]
    verdicts = compare.verdicts(evidence)
    told = [f"{name}, {said} of {all_} statements" for name, said, all_ in own.itertuples()]
    return [
        f"In its own voice: {tables.join_texts(told) or 'nothing is said'}.",
        f"{len(roots)} first voices are heard in more than one text: "
        + _names(f"{row.root} ({row.sources} texts)" for row in roots.itertuples())
        + ".",
        f"{len(via)} statements came through another outlet or voice: "
        f"{_names(via['via'].unique())}.",
        *_first(
            [
                Finding(
                    f"{row.sources} texts but {row.roots} independent "
                    f"voice{'s' * (row.roots > 1)}: {_fact(row)}.",
                    row.statement_ids,
                )
                for row in compare.shared_voices(verdicts[verdicts["sources"] > 1]).itertuples()
            ],
            "facts have fewer independent voices than texts",
        ),
    ]


def second_coder(evidence: Evidence, other: pd.DataFrame) -> list[str]:
    """How far a second coding agrees with the first, and what to read where it does not."""
    if other.empty:
        return [f"{_no_second()}."]
    words = intercoder.words_agreement(evidence, other).drop_duplicates("what")
    words = intercoder.in_words(words).set_axis(words["what"])
    facts = intercoder.facts_agreement(evidence, other).iloc[0]
    alone = intercoder.found_by_one(evidence, other)["found_by"].value_counts()
    measured = intercoder.reliability(evidence, other)
    measured = measured.assign(words=intercoder.in_words(measured))
    same = measured[measured["compared"] == intercoder.ON_FACTS]
    differing = intercoder.differing(evidence, other)["column"].value_counts()
    return [
        f"The first coder wrote {len(evidence.statements)} statements, the second {len(other)}.",
        *(
            f"Words in a quote of {what}: {words[what]}."
            for what in (intercoder.ANY, intercoder.NAMED)
        ),
        f"Facts (a text, an entity and a property), wherever their words stand: {facts['both']} "
        f"found by both, {facts['first_only']} by the first alone and {facts['second_only']} by "
        "the second alone.",
        *(
            f"Statements set side by side by {row.compared}, {row.column.replace('_id', '')}: "
            f"{row.words}."
            for row in measured[measured["column"].isin(["entity_id", "prop"])].itertuples()
        ),
        f"Statements set beside none of the other coder's: {alone.get('first', 0)} of the first, "
        f"{alone.get('second', 0)} of the second.",
        *(
            f"Of statements of one fact, {row.column.replace('_', ' ')}: {row.words}."
            for row in same.itertuples()
        ),
        f"Cells that differ: {_names(f'{name} {n}' for name, n in differing.items())}.",
    ]


def second_coder_title(evidence: Evidence, other: pd.DataFrame) -> str:
    """The finding of the figure of a second intercoder."""
    measured = intercoder.reliability(evidence, other)
    known = measured[measured["compared"] == intercoder.ON_FACTS].dropna(subset="alpha")
    if known.empty:
        return _no_second() if other.empty else "No column of one fact varies"
    relied, least = known["alpha"] >= RELIABLE[1], known.loc[known["alpha"].idxmin()]
    return (
        f"Two coders on one fact: alpha is {RELIABLE[1]} or more for {relied.sum()} of "
        f"{len(known)} columns, and least for {least['column'].replace('_', ' ')}"
    )


def timeline_title(evidence: Evidence) -> str:
    """The finding of the timeline figure."""
    entity, name = next(iter(_most_dated(evidence, 1)), ("", ""))
    if not entity:
        return f"No text dates an event. {_issue_date(evidence).rstrip('.')}"
    days = _chosen(evidence, "event_date", entity)
    days = days[days["date"].map(edtf.precision) == "day"]
    stated = days.loc[days["basis"] == "stated", "source"].nunique()
    told = f"dated to the day by {_number(evidence, days['source'].unique())}, by {stated} in full"
    return f"{_capital(name)} {_is(name)} {told}. {_issue_date(evidence).rstrip('.')}"


def casualties_title(evidence: Evidence) -> str:
    """The finding of the casualty figure."""
    for prop in ("injured", "killed"):
        hurt = _chosen(evidence, prop).sort_values("low", na_position="first")
        texts = hurt.groupby("entity", sort=False)["source"].nunique()
        if len(texts):
            whom = texts.index[texts.argmax()]
            values = hurt.loc[hurt["entity"] == whom, "value"].unique()
            of = whom.removeprefix("Casualties of ")
            told = f" in {of}" if of != whom else f", {whom}"
            return f"{prop.capitalize()}{told}, as reported: {_names(values)}"
    return "No number of people injured or killed is reported"


def coverage_title(evidence: Evidence) -> str:
    """The finding of the coverage figure."""
    table = coverage.topics(evidence)
    if table.empty:
        return "No text says anything of any topic"
    kinds = (
        table.query("silence != ''").groupby(["topic", "silence"], sort=False)["source"].nunique()
    )
    told = [f"{topic}, on which {n} say nothing ({kind})" for (topic, kind), n in kinds.items()]
    spoken = set(table["topic"])
    told += [f"{topic}, of which none speaks" for topic in coverage.TOPICS if topic not in spoken]
    return f"Every text speaks of every topic{' but ' * bool(told)}{_names(told, empty='')}"


def ledger_title(evidence: Evidence) -> str:
    """The finding of the ledger figure."""
    coded, waived = _coded_and_waived(evidence)
    return f"Of {coded + waived} sentences {coded} are coded and {waived} waived; none is left out"


def agreement_title(verdicts: pd.DataFrame) -> str:
    """The finding of the agreement figure, for the facts that it shows."""
    counts = verdicts["verdict"].value_counts()
    told = _names(f"{verdict} {count}" for verdict, count in counts.items())
    return f"{len(verdicts)} facts that more than one text speaks of: {told}"


def attribution_title(evidence: Evidence) -> str:
    """The finding of the figure of chains."""
    table = tables.attributions(evidence)
    via = int((table["via"] != "").sum())
    return (
        f"{table['speaker'].nunique()} speakers stand behind {len(table)} attributed statements; "
        f"{via} of these came through another outlet or voice"
    )


def _no_second() -> str:
    return f"There is no second coding in {intercoder.FILE}, so nothing is compared"


def _coded_and_waived(evidence: Evidence) -> tuple[int, int]:
    coded = coverage.ledger(evidence)["waiver"] == ""
    return int(coded.sum()), int((~coded).sum())


def _coded(evidence: Evidence) -> str:
    coded, waived = _coded_and_waived(evidence)
    return (
        f"{len(evidence.statements)} statements were coded from the {coded + waived} sentences of "
        f"{len(evidence.sources)} texts; {coded} sentences carry a statement and {waived} are "
        "waived with a reason."
    )


def _subjects(evidence: Evidence) -> str:
    spoken, warrants = coverage.subjects(evidence), coverage.warrants(evidence)
    if not warrants:
        return "No text speaks of a warrant."
    labels = evidence.sources.set_index("source_id")["label"]
    entity = evidence.entities.set_index("entity_id")["label"]
    told = [
        f"{entity.get(name, name)} is the subject of "
        f"{_of_texts(evidence, labels[[name in found for found in spoken]])}"
        for name in warrants
    ]
    if len(told) == 1:
        return f"{told[0]}."
    every = sum(found >= set(warrants) for found in spoken)
    which = "both" if len(warrants) == 2 else f"all {len(warrants)}"
    return f"{tables.join_texts(told)}; {every or 'none'} of them speak of {which}."


def _issue_date(evidence: Evidence) -> str:
    dated = _chosen(evidence, "issued_on")
    if len(dated):
        told = f"A date of issue is given by {_names(dated['source'].unique())}."
        return Finding(told, dated["statement_id"])
    which = {0: "a", 1: "the", 2: "either"}.get(len(coverage.warrants(evidence)), "any")
    return f"No text gives a date of issue for {which} warrant."


def _legal_basis(evidence: Evidence) -> str:
    named = _chosen(evidence, "legal_basis")
    if named.empty:
        return "No text names a legal basis."
    wholes = _chosen(evidence, "part_of")
    part_of = ", part of " + tables.who_says(wholes, wholes["entity_id"])
    rules = tables.who_says(named, named["value"])
    told = [said + part_of.get(rule, "") for rule, said in rules.items()]
    texts = _of_texts(evidence, named["source"].unique())
    ids = [
        *named["statement_id"],
        *wholes.loc[wholes["entity_id"].isin(rules.index), "statement_id"],
    ]
    return Finding(f"A legal basis is named by {texts}: {tables.join_texts(told)}.", ids)


def _named_dead(evidence: Evidence) -> list[str]:
    """A sentence for each event in which somebody is named as killed."""
    told = []
    for event, table in _chosen(evidence, "killed_in").groupby("value", sort=False):
        dead = table.groupby("entity", sort=False)["source"].unique()
        names = [f"{name}, by {_of_texts(evidence, found)}" for name, found in dead.items()]
        sentence = f"Named as killed in {_short(evidence, event)}: {tables.join_texts(names)}."
        told.append(Finding(sentence, table["statement_id"]))
    return _first(told, "events have somebody named as killed in them")


def _most_dated(evidence: Evidence, most: int) -> list[tuple[str, str]]:
    """The events that most texts date, first that of most: id, and name in a sentence."""
    texts = _chosen(evidence, "event_date").groupby("entity_id", sort=False)["source"].nunique()
    texts = texts.sort_values(ascending=False, kind="stable").head(most)
    return [(entity, _short(evidence, entity)) for entity in texts.index]


def _dated(evidence: Evidence, entity: str, name: str) -> str:
    """How an event is dated: each date with who says it."""
    table = _chosen(evidence, "event_date", entity)
    said = tables.who_says(table, table["prop"]).iloc[0]
    return Finding(f"{_capital(name)} {_is(name)} dated: {said}.", table["statement_id"])


def _short(evidence: Evidence, entity: str) -> str:
    """The label; or shorter, the id in words if all of them stand in the label.

    So "airstrike", which has the label "Airstrike of January 2020", is called the airstrike.
    """
    label = evidence.entities.set_index("entity_id")["label"][entity]
    words = entity.split("-")
    short = all(word in label.casefold() for word in words)
    return f"the {' '.join(words)}" if short else label


def _is(name: str) -> str:
    """The verb for a name of `_short`: of those with "the", an s at the end makes a plural."""
    return "are" if name.startswith("the ") and name.endswith("s") else "is"


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _agreement(evidence: Evidence) -> str:
    table = compare.verdicts(evidence)
    several = table[table["sources"] > 1]
    counts = _names(f"{kind} {n}" for kind, n in several["verdict"].value_counts().items())
    return f"{len(several)} of {len(table)} facts are spoken of by more than one text: {counts}."


def _silent_topics(evidence: Evidence) -> list[str]:
    silent = coverage.topics(evidence).query("silence != ''")
    return [
        f"Silent on {topic}: {_names(group['source'])} ({kind})."
        for (topic, kind), group in silent.groupby(["topic", "silence"], sort=False)
    ]


def _chosen(evidence: Evidence, prop: str, entity: str | None = None) -> pd.DataFrame:
    table = tables.statements(evidence)
    return table[(table["prop"] == prop) & (table["entity_id"].eq(entity) if entity else True)]


def _each(evidence: Evidence, lead: str, prop: str) -> list[str]:
    """A sentence for each entity that has the property."""
    table = _chosen(evidence, prop)
    told = tables.who_says(table, table["entity"])
    ids = table["statement_id"].groupby(table["entity"]).agg(tuple)
    sentences = [Finding(f"{lead}, {name}: {said}.", ids[name]) for name, said in told.items()]
    return _first(sentences, f"have the same told of them ({lead.lower()})")


def _first(sentences: list[str], what: str) -> list[str]:
    """The first sentences of one kind, and one that counts the rest."""
    more = len(sentences) - MOST
    return sentences if more <= 0 else [*sentences[:MOST], f"{more} more {what}; see the tables."]


def _fact(row: tuple) -> str:
    return f"{row.entity}, {row.prop.replace('_', ' ')}"


def _of_texts(evidence: Evidence, found: Iterable[str]) -> str:
    return f"{_number(evidence, found)} ({_names(found)})"


def _number(evidence: Evidence, found: Iterable[str]) -> str:
    return f"{len(found)} of {len(evidence.sources)} texts"


def _names(names: Iterable[str], empty: str = "none") -> str:
    """Names in a sentence: "none", "A", "A and B", "A, B and C"."""
    names = list(map(str, names))
    if len(names) > MOST + 1:
        return f"{', '.join(names[:MOST])} and {len(names) - MOST} more"
    if len(names) < 2:
        return names[0] if names else empty
    return f"{', '.join(names[:-1])} and {names[-1]}"
