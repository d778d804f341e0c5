"""The findings, as sentences that the evidence yields. No number and no name is typed here.

Every function takes the evidence and returns sentences. They say who reports what; none of them
says who is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis import coverage, dates, tables

if TYPE_CHECKING:
    from analysis.evidence import Evidence

# Entities and properties that sentences are about; a project without them has shorter findings.
WARRANTS = ("iraq-warrant", "iran-warrant")


def headline(evidence: Evidence) -> list[str]:
    """The findings that a reader of the README should take away."""
    return [
        *sources(evidence)[:1],
        *warrants(evidence)[:4],
        *notices(evidence)[:1],
        *charges(evidence)[1:3],
        *casualties(evidence)[:2],
    ]


def sources(evidence: Evidence) -> list[str]:
    """How much was coded, from whom, and what the texts are about."""
    table, ledger = tables.statements(evidence), coverage.ledger(evidence)
    own = table["own_voice"]
    coded = int((ledger["waiver"] == "").sum())
    stated = evidence.sources["published_basis"] == "stated"
    return [
        f"{len(table)} statements were coded from the {len(ledger)} sentences of "
        f"{len(evidence.sources)} texts; {coded} sentences carry a statement and "
        f"{len(ledger) - coded} are waived with a reason.",
        f"{int(own.sum())} statements are in an article's own voice; the other {int((~own).sum())} "
        f"are attributed to {table.loc[~own, 'speaker'].nunique()} speakers.",
        f"{int((table['basis'] == 'stated').sum())} statements are stated in their quote and "
        f"{int((table['basis'] == 'inferred').sum())} are inferred from the texts; "
        f"{int((table['basis'] == 'outside').sum())} rest on knowledge from outside them.",
        f"The outlet is named in {int(evidence.sources['outlet'].notna().sum())} texts and "
        f"the date of publication in {int(stated.sum())} "
        f"({_names(evidence.sources['label'][stated])}).",
        *_silent_topics(evidence),
    ]


def warrants(evidence: Evidence) -> list[str]:
    """Who speaks of which warrant, its issuers, the date nobody gives, and the persons on it."""
    spoken = coverage.subjects(evidence)
    labels = evidence.sources.set_index("source_id")["label"]
    entity = evidence.entities.set_index("entity_id")["label"]
    about = {name: labels[[name in found for found in spoken]] for name in WARRANTS}
    both = [found >= set(WARRANTS) for found in spoken]
    subjects = "; ".join(f"{entity[n]}: {_of_texts(evidence, about[n])}" for n in WARRANTS)
    dated = _chosen(evidence, "issued_on")
    date = (
        "No text gives a date of issue for either warrant."
        if dated.empty
        else f"A date of issue is given by {_names(dated['source'].unique())}."
    )
    return [
        f"{subjects}; texts that speak of both: {sum(both) or 'none'}.",
        f"Named as issuing: {_said(evidence, 'issuer')}.",
        date,
        f"Persons on Iran's warrant besides Donald Trump: {_said(evidence, 'others_count')}.",
        f"Prospect of enforcement: {_said(evidence, 'enforcement_prospect')}.",
    ]


def notices(evidence: Evidence) -> list[str]:
    """What Interpol was asked, and each answer in its own modality."""
    return [
        f"Interpol's answer: {_said(evidence, 'interpol_answer')}.",
        f"Reason given for it: {_said(evidence, 'answer_reason')}.",
        f"Persons in the request to Interpol: {_said(evidence, 'notice_persons_total')}.",
    ]


def charges(evidence: Evidence) -> list[str]:
    """Charges, the article of law, and the legal characterisations with their holders."""
    article = _chosen(evidence, "legal_basis")["source"].unique()
    return [
        f"Charges: {_said(evidence, 'charge')}. Penalty: {_said(evidence, 'penalty')}.",
        f"A legal basis is named by {_of_texts(evidence, article)}: "
        f"{_said(evidence, 'legal_basis')}.",
        f"The airstrike is said to breach: {_said(evidence, 'said_to_breach')}. It is called: "
        f"{_said(evidence, 'legal_characterisation', 'airstrike')}. It is justified as: "
        f"{_said(evidence, 'justification', 'airstrike')}.",
        f"{len(evidence.rules)} rules from outside the corpus are set beside what the texts say of "
        "the law; none of them is quoted from a text.",
    ]


def casualties(evidence: Evidence) -> list[str]:
    """The numbers of people killed and hurt, and who is named among the dead."""
    label = evidence.entities.set_index("entity_id")["label"]
    strike = "airstrike-casualties"
    counts = _chosen(evidence, "killed", strike)
    quantified = counts["low"].notna() | counts["high"].notna()
    dead = _chosen(evidence, "killed_in").groupby("entity", sort=False)["source"].unique()
    return [
        f"Injured in the missile strikes: {_said(evidence, 'injured')}.",
        "Named as killed in the airstrike: "
        + "; ".join(f"{person}, by {_of_texts(evidence, found)}" for person, found in dead.items())
        + ".",
        f"{label[strike]}: "
        + ("a number is given." if quantified.any() else "no text gives a number."),
        f"Killed in the missile strikes: {_said(evidence, 'killed', 'missile-strike-casualties')}.",
        f"Bases attacked: {_said(evidence, 'bases_attacked')}.",
    ]


def timeline(evidence: Evidence) -> list[str]:
    """How exactly the dates are known, and how far the texts state them."""
    table = tables.timeline(evidence)
    reported = table[~table["publication"]]
    exact = reported["date"].map(dates.precision).value_counts()
    kinds = ", ".join(f"{kind} {exact[kind]}" for kind in exact.index)
    stated = int((reported["basis"] == "stated").sum())
    return [
        f"{len(reported)} dates are given; their precision: {kinds}.",
        f"{stated} of them are stated in full; the other {len(reported) - stated} are inferred "
        "from the texts, as the note of each says.",
        f"The airstrike is dated: {_said(evidence, 'event_date', 'airstrike')}.",
        f"Iran's missile strikes are dated: {_said(evidence, 'event_date', 'missile-strikes')}.",
        f"The approval of Iran's warrant is dated: {_said(evidence, 'approved_on')}.",
    ]


def timeline_title(evidence: Evidence) -> str:
    """The finding of the timeline figure."""
    days = _chosen(evidence, "event_date", "airstrike")
    days = days[days["date"].map(dates.precision) == "day"]
    stated = days.loc[days["basis"] == "stated", "source"].nunique()
    none = "; no text dates the issue of a warrant" if _chosen(evidence, "issued_on").empty else ""
    told = f"dated to the day by {_number(evidence, days['source'].unique())}, by {stated} in full"
    return f"The airstrike is {told}{none}"


def casualties_title(evidence: Evidence) -> str:
    """The finding of the casualty figure."""
    hurt = _chosen(evidence, "injured")
    values = hurt.sort_values("low", na_position="first")["value"].unique()
    return f"Injured in the missile strikes, as reported: {_names(values)}"


def coverage_title(evidence: Evidence) -> str:
    """The finding of the coverage figure."""
    silent = coverage.topics(evidence).query("silence != ''")
    if silent.empty:
        return "Every text speaks of every topic"
    kinds = silent.groupby(["topic", "silence"], sort=False)["source"].nunique()
    told = [f"{topic} in {count} ({kind})" for (topic, kind), count in kinds.items()]
    return f"Topics that texts are silent on: {_names(told)}"


def ledger_title(evidence: Evidence) -> str:
    """The finding of the ledger figure."""
    ledger = coverage.ledger(evidence)
    coded = int((ledger["waiver"] == "").sum())
    return (
        f"Of {len(ledger)} sentences {coded} are coded and {len(ledger) - coded} waived; "
        "none is left out"
    )


def _silent_topics(evidence: Evidence) -> list[str]:
    silent = coverage.topics(evidence).query("silence != ''")
    return [
        f"Silent on {topic}: {_names(group['source'])} ({kind})."
        for (topic, kind), group in silent.groupby(["topic", "silence"], sort=False)
    ]


def _chosen(evidence: Evidence, prop: str, entity: str | None = None) -> pd.DataFrame:
    table = tables.statements(evidence)
    return table[(table["prop"] == prop) & (table["entity_id"].eq(entity) if entity else True)]


def _said(evidence: Evidence, prop: str, entity: str | None = None) -> str:
    """Each value with who says it: "35 (A: Fars news agency; B), three dozen (36) (C)"."""
    table = _chosen(evidence, prop, entity)
    if table.empty:
        return "nothing is said"
    plain = table["modality"] == "asserted"
    said = table["said"].where(plain, table["said"] + ", " + table["modality"])
    who = table["speaker"].where(table["via"] == "", table["speaker"] + " via " + table["via"])
    voice = table["source"].where(table["own_voice"], table["source"] + ": " + who)
    by_value = pd.DataFrame({"said": said, "voice": voice}).groupby("said", sort=False)["voice"]
    return "; ".join(f"{value} ({'; '.join(v.unique())})" for value, v in by_value)


def _of_texts(evidence: Evidence, found: object) -> str:
    return f"{_number(evidence, found)} ({_names(found)})"


def _number(evidence: Evidence, found: object) -> str:
    return f"{len(found)} of {len(evidence.sources)} texts"


def _names(names: object) -> str:
    """Names in a sentence: "A", "A and B", "A, B and C"."""
    *most, last = map(str, names)
    return f"{', '.join(most)} and {last}" if most else last
