"""State what a figure shows as its title, computed from the frame that it draws alone."""

from __future__ import annotations

import pandas as pd

from analysis.findings.sentences import count_by_name, join_names
from analysis.intercoder.krippendorff import RELIABLE
from analysis.intercoder.measures import ON_FACTS
from analysis.values import edtf


def cards_title(cards: pd.DataFrame) -> str:
    """Return the title of the cards: who dates the issue of a warrant, and who names a law.

    Parameters
    ----------
    cards : DataFrame
        The rows of `tables.cards` that are drawn.

    Examples
    --------
    >>> import analysis
    >>> from analysis import tables
    >>> table = tables.cards(analysis.load())
    >>> cards_title(table[table["warrant_id"] == "iran-warrant"])
    'No text gives a date of issue for the warrant, and none names a legal basis'
    """
    n_warrants = cards["warrant_id"].nunique()
    issued = _line(cards, "Date of issue")
    which = {1: "the", 2: "either"}.get(n_warrants, "any")
    title = f"No text gives a date of issue for {which} warrant"
    if len(issued):
        title = f"{_count(issued['warrant_id'].nunique(), 'warrant')} with a date of issue"
    laws = _line(cards, "Legal basis")
    if laws.empty:
        return f"{title}, and none names a legal basis"
    n_texts = int(laws.drop_duplicates("warrant_id")["n_sources"].sum())
    names = "names" if n_texts == 1 else "name"
    return f"{title}; {_count(n_texts, 'text')} {names} a legal basis: {join_names(laws['value'])}"


def _line(cards: pd.DataFrame, line: str) -> pd.DataFrame:
    return cards[(cards["line"] == line) & (cards["n_sources"] > 0)]


def casualties_title(counts: pd.DataFrame) -> str:
    """Return the title of a figure of numbers: the values for those whom most texts count.

    Parameters
    ----------
    counts : DataFrame
        The rows of `tables.casualties`, or of any table with counts, that are drawn.
    """
    if counts.empty:
        return "No number is reported"
    key = ["property", "entity"]
    property_first = counts["property"].map({"injured": 0, "killed": 1}).fillna(2)
    rows = counts[property_first == property_first.min()]
    rows = rows.assign(n_texts=rows.groupby(key)["source"].transform("nunique"))
    first = rows.sort_values("n_texts", ascending=False, kind="stable").iloc[0]
    rows = rows[(rows[key] == first[key]).all(axis=1)]
    values = rows.sort_values("low", na_position="first")["value"].unique()
    event = first["entity"].removeprefix("Casualties of ")
    where = f", {event}" if event == first["entity"] else f" in {event}"
    what = first["property"].replace("_", " ")
    return f"{what[:1].upper()}{what[1:]}{where}, as reported: {join_names(values)}"


def timeline_title(dates: pd.DataFrame) -> str:
    """Return the title of the timeline: how many texts date the main event to the day.

    Parameters
    ----------
    dates : DataFrame
        The rows of `tables.timeline` that are drawn.
    """
    reported = dates[~dates["publication"].astype("bool")]
    if reported.empty:
        return "No text dates an event"
    event = reported.groupby("what", sort=False)["source"].nunique().idxmax()
    rows = reported[reported["what"] == event]
    days = rows[rows["date"].map(edtf.precision) == "day"]
    stated = days.loc[days["basis"] == "stated", "source"].nunique()
    n_texts = days["source"].nunique()
    if not n_texts:
        return f"{event}: no text gives the day"
    return f"{event}: {_count(n_texts, 'text')} give{_s(n_texts)} the day, {stated} in full"


def lanes_title(dates: pd.DataFrame) -> str:
    """Return the title of the lanes: which warrants have a date of issue.

    Parameters
    ----------
    dates : DataFrame
        The rows of `tables.lanes` that are drawn.
    """
    if dates.empty:
        return "No text dates a warrant"
    labels = dates["warrant"].drop_duplicates()
    issued = dates.loc[dates["kind"] == "issue", "warrant"].unique()
    if len(issued):
        return f"A date of issue is given for {join_names(issued)}"
    if len(labels) == 1:
        return f"{labels.iloc[0]}: no text gives a date of issue"
    which = "either" if len(labels) == 2 else "any"
    return f"No text gives a date of issue for {which} warrant"


def coverage_title(topics: pd.DataFrame) -> str:
    """Return the title of the coverage figure: the topics on which a text is silent.

    Parameters
    ----------
    topics : DataFrame
        The rows of `coverage.topics` that are drawn.
    """
    if topics.empty:
        return "No text says anything of any topic"
    silent = topics[topics["silence"] != ""]
    by_kind = silent.groupby(["topic", "silence"], sort=False)["source"].unique().reset_index()
    exceptions = [
        f"{row['topic']}, on which {join_names(row['source'])} say{_s(len(row['source']))} nothing "
        f"({row['silence']})"
        for row in by_kind.to_dict("records")
    ]
    but = f" but {join_names(exceptions)}" if exceptions else ""
    return f"Every text speaks of every topic{but}"


def ledger_title(ledger: pd.DataFrame) -> str:
    """Return the title of the figure of sentences: how many are coded and excluded.

    Parameters
    ----------
    ledger : DataFrame
        The rows of `coverage.ledger` that are drawn.
    """
    n_coded = int((ledger["exclusion"] == "").sum())
    n_excluded = len(ledger) - n_coded
    return (
        f"Of {_count(len(ledger), 'sentence')}, {n_coded} are coded and {n_excluded} excluded; "
        "none is left out"
    )


def agreement_title(cells: pd.DataFrame) -> str:
    """Return the title of the agreement figure: how many facts have which outcome.

    Parameters
    ----------
    cells : DataFrame
        The rows of `agreement.matrix` that are drawn.
    """
    facts = cells.drop_duplicates("fact")
    if facts.empty:
        return "No fact is reported by more than one text"
    outcomes = count_by_name(facts["outcome"].value_counts())
    return f"{_count(len(facts), 'fact')} that more than one text reports: {outcomes}"


def attribution_title(attributions: pd.DataFrame) -> str:
    """Return the title of the figure of chains: through whom how much came.

    Parameters
    ----------
    attributions : DataFrame
        The rows of `tables.attributions` that are drawn.
    """
    via = attributions.loc[attributions["via"] != "", "via"]
    through = f"{len(via)} came through another outlet or voice" if len(via) else "all came direct"
    names = f": {join_names(via.unique())}" if len(via) else ""
    statements = _count(len(attributions), "statement")
    return f"Of {statements} attributed to others, {through}{names}"


def second_coder_title(measured: pd.DataFrame) -> str:
    """Return the title of the figure of alpha: for how many columns it is high, and the lowest.

    Parameters
    ----------
    measured : DataFrame
        The rows of `intercoder.reliability` that are drawn.
    """
    defined = measured[measured["compared"] == ON_FACTS].dropna(subset="alpha")
    if defined.empty:
        return "No column of one fact varies"
    n_reliable = int((defined["alpha"] >= RELIABLE[1]).sum())
    least = defined.sort_values("alpha", kind="stable")["column"].iloc[0]
    return (
        f"Two coders on one fact: alpha is {RELIABLE[1]} or more for {n_reliable} of "
        f"{len(defined)} columns, and least for {least.replace('_', ' ')}"
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _s(number: int) -> str:
    """Return the ending of a verb in the third person, "" if its subject is plural."""
    return "s" if number == 1 else ""
