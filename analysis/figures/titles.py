"""State the finding of each figure as its title, using only the rows that are drawn.

Each function is named after the figure, and takes the table that the figure draws.
"""

from __future__ import annotations

import pandas as pd

from analysis import intercoder
from analysis.coverage import SILENCES
from analysis.figures._selection import reported_in_window
from analysis.findings.second_coder import NO_SECOND
from analysis.findings.sentences import all_of, be, count_by_name, count_noun, join_names
from analysis.intercoder.krippendorff import RELIABLE, round_down
from analysis.tables.cards import LINES
from analysis.tables.elements import NO_TEXT
from analysis.tables.lanes import KINDS, PUBLICATION
from analysis.values import edtf

MOST_NAMES = 5  # items that a title lists; more are counted
ISSUE = KINDS["issued_on"]
LEADING = {"injured": 0, "killed": 1}  # the properties that a title prefers
# What may be missing from a card, by the path of its line.
GAPS = {
    "issued_on": "a date of issue",
    "charge": "a charge",
    "legal_basis": "a legal basis",
    "penalty": "a penalty",
}
_LINE_OF = {path: line for line, path in LINES.items()}


def timeline(dates: pd.DataFrame) -> str:
    """Return how many texts give the day of what most of them date, and the day itself.

    Dates outside the months that the figure shows are left out.

    >>> day = pd.Timestamp("2020-01-03")
    >>> timeline(pd.DataFrame({"what": ["Sinking"], "source": ["A"], "date": ["2020-01-03"],
    ...     "date_start": [day], "date_end": [day], "publication": [False]}))
    'Sinking: the only text that dates it gives the day, 3 January 2020'
    """
    reported = reported_in_window(dates)
    if reported.empty:
        return _only_published(dates, "No date is given")
    texts = reported.groupby("what", sort=False)["source"].nunique()
    what = str(texts.idxmax())
    rows = reported[reported["what"] == what]
    days = rows[rows["date_start"].notna() & (rows["date_start"] == rows["date_end"])]
    title = f"{what}: {_givers(days['source'].nunique(), int(texts.max()))} the day"
    if len(days):
        names = _first(days["date"].sort_values().map(edtf.in_words))
        title += f", {join_names(names, last='or')}"
    if len(texts) > 1:
        more = len(texts) - 1
        title += f"; {more} more {'thing is' if more == 1 else 'things are'} dated"
    return title


def lanes(dates: pd.DataFrame) -> str:
    """Return which warrants have a date of issue among the dates that are drawn."""
    reported = dates[dates["kind"] != PUBLICATION]
    if reported.empty:
        return _only_published(dates, "No text dates a warrant")
    issued = reported[reported["kind"] == ISSUE]
    without = dates.loc[~dates["warrant_id"].isin(issued["warrant_id"])]
    if issued.empty:
        dated = count_noun(len(reported), "date")
        if len(reported) == 1:
            return f"The only date given for {_warrants(dates)} is not that of its issue"
        return f"No date of issue is among the {dated} given for {_warrants(dates)}"
    texts = count_noun(issued["source"].nunique(), "text")
    title = f"The issue of {_warrants(issued)} is dated by {texts}"
    return title if without.empty else f"{title}, that of {_warrants(without)} by none of these"


def ranges(counts: pd.DataFrame) -> str:
    """Return the numbers given of some people, and whether they differ.

    Of all who are counted, these are the ones whose numbers cannot all be true, or if there are
    several or none, the injured, then the killed, then those whom most texts count.

    >>> ranges(pd.DataFrame({"entity": "Casualties of the fire", "property": "injured",
    ...     "value": ["0", "dozens"], "low": [0, 24], "high": [0, None], "source": ["A", "B"],
    ...     "voice": ["A", "B"], "modality": "asserted"}))
    'Injured in the fire: nobody or dozens, depending on who is speaking'
    """
    if counts.empty:
        return "No number of people is reported"
    groups = [rows for _, rows in counts.groupby(["entity", "property"], sort=False)]
    rows = min(groups, key=_order_in_title)
    people, prop = rows["entity"].iloc[0], rows["property"].iloc[0]
    rows = rows.sort_values("low", na_position="first", kind="stable")
    title = f"{_of_whom(str(people), str(prop))}: {_values(rows)}"
    more = len(groups) - 1
    return title if not more else f"{title}; and {count_noun(more, 'other number')}"


def _order_in_title(rows: pd.DataFrame) -> tuple[bool, int, int]:
    """Return what is least for the numbers that a title is about."""
    stances = rows.groupby("modality")
    is_disputed = (stances["low"].max() > stances["high"].min()).fillna(False).any()
    prop = str(rows["property"].iloc[0])
    return not is_disputed, LEADING.get(prop, len(LEADING)), -rows["source"].nunique()


def coverage(topics: pd.DataFrame) -> str:
    """Return which texts are silent on a topic that others speak of, and why."""
    if topics.empty:
        return "No text says anything of any topic"
    number, n_topics = topics["source"].nunique(), topics["topic"].nunique()
    everyone = f"{_capital(all_of(number, 'text'))} {'speaks' if number == 1 else 'speak'}"
    of_all = f"{everyone} of {'the topic' if n_topics == 1 else all_of(n_topics, 'topic')}"
    silent = topics[topics["silence"].isin(SILENCES)]
    if silent.empty:
        return of_all
    kinds = silent.groupby(["topic", "silence"], sort=False)["source"].nunique()
    parts = [
        f"{row['topic']} ({count_noun(row['source'], 'text')}, {row['silence']})"
        for row in kinds.reset_index().to_dict("records")
    ]
    n_silent_texts = silent["source"].nunique()
    if len(parts) > MOST_NAMES:
        return f"{of_all} but {silent['topic'].nunique()}, on which some of them are silent"
    if silent["topic"].nunique() == n_topics:
        return f"No topic is spoken of in every text; silent: {join_names(parts)}"
    n_silent = silent["topic"].nunique()
    rest = "the other" if n_silent == 1 else f"the other {n_silent}"
    some = "some are" if n_silent > 1 else f"{n_silent_texts} are"
    if n_silent_texts == 1:
        some = "it is" if number == 1 else "one is"
    of_most = f"{everyone} of {count_noun(n_topics - n_silent, 'topic')}"
    return f"{of_most}; on {rest}, {some} silent: {join_names(parts)}"


def sentences(ledger: pd.DataFrame) -> str:
    """Return how many sentences are coded, and how many are excluded."""
    if ledger.empty:
        return "There is no sentence"
    coded = int((ledger["exclusion"] == "").sum())
    excluded = len(ledger) - coded
    if not excluded:
        return f"Statements are coded from {all_of(coded, 'sentence')}"
    if not coded:
        every = f"{all_of(excluded, 'sentence')} {be(excluded)}"
        return f"No statement is coded; {every} excluded, with a reason"
    return (
        f"Statements are coded from {coded} of {count_noun(len(ledger), 'sentence')}; {excluded} "
        f"{be(excluded)} excluded, with a reason"
    )


def agreement(cells: pd.DataFrame) -> str:
    """Return the number of facts on which the texts agree, and on which they conflict."""
    facts = cells.drop_duplicates(["entity_id", "property"])
    outcomes = facts["outcome"].value_counts()
    if facts.empty:
        return "No fact is reported by more than one text"
    phrases = {
        "agree": "agree on",
        "more exact": "differ only in how exact they are on",
        "conflict": "are in conflict on",
    }
    if len(facts) == 1:
        outcome = facts["outcome"].iloc[0]
        words = f"the texts {phrases[outcome]}" if outcome in phrases else outcome
        return f"{facts['fact'].iloc[0]}: {words.removesuffix(' on')}"
    parts = [f"{phrase} {outcomes[name]}" for name, phrase in phrases.items() if name in outcomes]
    if not parts:
        return f"{count_noun(len(facts), 'fact')}: {count_by_name(outcomes)}"
    if len(outcomes) == 1:
        return f"The texts {parts[0].rsplit(' ', 1)[0]} {all_of(len(facts), 'fact')}"
    return f"Of {len(facts)} facts, the texts {join_names(parts)}"


def chains(attributions: pd.DataFrame) -> str:
    """Return how many of the attributed statements came through others, and through whom."""
    if attributions.empty:
        return "No statement is attributed to anybody"
    number = len(attributions)
    statements, speakers = count_noun(number, "statement"), _speakers(attributions)
    of_all = f"{statements} attributed to {speakers}"
    via = attributions.loc[attributions["via"] != "", "via"]
    if via.empty and number == 1:
        return f"No outlet is named between the text and {attributions['speaker'].iloc[0]}"
    if via.empty:
        several = attributions["speaker"].nunique() > 1
        whom = f"the {speakers}" if several else speakers
        return f"No outlet is named between the texts and {whom} in {statements}"
    share = "All" if len(via) == number else f"{len(via)} of"
    if number == 1:
        return f"The only statement attributed to others came through {via.iloc[0]}"
    return f"{share} {of_all} came through others: {_counted(via)}"


def reliability(measured: pd.DataFrame) -> str:
    """Return how many columns of one fact have a high alpha, and the lowest that is drawn."""
    if measured.empty:
        return NO_SECOND
    on_facts = measured[measured["compared"] == intercoder.ON_FACTS]
    rows = (on_facts if len(on_facts) else measured).dropna(subset="alpha")
    if rows.empty:
        return "Alpha has no value, as no column of one fact varies"
    high = int((rows["alpha"] >= RELIABLE[1]).sum())
    lowest = measured.sort_values("alpha", kind="stable").iloc[0]
    least = f"{round_down(lowest['alpha'], 2):.2f} for {lowest['column']}"
    least = least.replace("_", " ")
    if lowest["compared"] != intercoder.ON_FACTS:
        least += f" ({lowest['compared']})"
    on = "on one fact" if len(on_facts) else "in each comparison"
    if len(rows) == 1:
        return f"Two coders {on}: alpha is {least}"
    of_all = f"{high} of {len(rows)} columns"
    return f"Two coders {on}: alpha is {RELIABLE[1]} or more for {of_all}; the lowest is {least}"


def cards(table: pd.DataFrame) -> str:
    """Return what no text gives for any warrant, and for which warrants a legal basis is named."""
    if table.empty:
        return "No text speaks of a warrant"
    lines = table.drop_duplicates(["warrant_id", "line"])
    given = lines.groupby("line")["n_sources"].sum()
    gaps = [words for path, words in GAPS.items() if given.get(_LINE_OF[path]) == 0]
    number = table["warrant_id"].nunique()
    which = {1: _warrants(table), 2: "either warrant"}.get(number, f"any of {number} warrants")
    parts = [f"No text gives {join_names(gaps, last='or')} for {which}"] if gaps else []
    laws = table[(table["line"] == _LINE_OF["legal_basis"]) & (table["value"] != NO_TEXT)]
    if laws["warrant_id"].nunique() == 1:
        law = laws.iloc[0]
        speaking = law["n_speaking"]
        texts = "the only text" if speaking == 1 else f"{law['n_sources']} of {speaking} texts"
        texts += f" on {law['warrant']}"
        parts.append(f"a legal basis is named by {texts}: {join_names(_first(laws['value']))}")
    elif len(laws):
        named = laws["warrant_id"].nunique()
        every = "both warrants" if number == 2 else f"all {number} warrants"
        which = every if named == number else f"{named} of the {number} warrants"
        parts.append(f"a legal basis is named for {which}")
    return _capital("; ".join(parts) or f"What the texts report of {_warrants(table)}")


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _only_published(dates: pd.DataFrame, empty: str) -> str:
    """Say that only the publication of texts is dated; return `empty` if not even that is."""
    number = dates["source"].nunique()
    return f"Only the publication of {count_noun(number, 'text')} is dated" if number else empty


def _givers(number: int, total: int) -> str:
    """Return the beginning of a clause on how many of the texts that date something do so."""
    if total == 1:
        return f"the only text that dates it {'gives' if number else 'does not give'}"
    if number == total:
        return f"{all_of(total, 'text')} that date it give"
    some = number or ("neither" if total == 2 else "none")
    return f"{some} of the {total} texts that date it {'give' if number > 1 else 'gives'}"


def _first(values: pd.Series) -> list[str]:
    """Return the distinct values; the last item counts those for which a title has no room."""
    names = list(dict.fromkeys(map(str, values)))
    more = len(names) - MOST_NAMES
    return [*names[:MOST_NAMES], f"{more} more"] if more > 0 else names


def _counted(names: pd.Series) -> str:
    """Return each name with its number, the most frequent first: "Reuters (7) and IRNA (4)"."""
    counts = names.value_counts()
    parts = [f"{name} ({number})" for name, number in counts.items()]
    return join_names(_first(pd.Series(parts)))


def _speakers(attributions: pd.DataFrame) -> str:
    names = attributions["speaker"].unique()
    return str(names[0]) if len(names) == 1 else f"{len(names)} speakers"


def _warrants(rows: pd.DataFrame) -> str:
    names = rows.drop_duplicates("warrant_id")["warrant"]
    return join_names(names) if len(names) <= 3 else f"{len(names)} warrants"


def _of_whom(people: str, prop: str) -> str:
    """Return what is counted: "Injured in the fire", or "Killed: passengers"."""
    name = prop.replace("_", " ").capitalize()
    event = people.removeprefix("Casualties of ")
    return f"{name}, {people}" if event == people else f"{name} in {event}"


def _values(rows: pd.DataFrame) -> str:
    """Return the values in words, and whether they depend on the speaker."""
    nobody = "nobody" if set(rows["property"]) <= {"killed", "injured"} else "none"
    values = rows["value"].replace({"0": nobody, "unquantified": "no figure"}).astype("str")
    stances = rows["modality"].mask(rows["modality"] == "asserted", "").astype("str")
    values += (", " + stances).where(stances != "", "")
    names, voices = _first(values), rows["voice"].unique()
    if len(names) > 1:
        several = f"{', '.join(names[:-1])} or {names[-1]}"
        if len(voices) == 1:
            return f"{several}, according to {voices[0]}"
        return f"{several}, depending on who is speaking"
    texts = rows["source"].nunique()
    where = f"in {count_noun(texts, 'text')}" if len(voices) > 1 else f"according to {voices[0]}"
    return f"{names[0]}, {where}"
