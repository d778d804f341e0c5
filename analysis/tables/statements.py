"""Turn the statements into a table for readers: labels for ids, ranges and dates with the words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.evidence import cached_table
from analysis.tables.lists import combine_groups
from analysis.tables.selection import FILTERS, selectable
from analysis.validation.vocabulary import CHAIN, OWN_VOICE, Basis, PropertyKind, Stance
from analysis.values import edtf

if TYPE_CHECKING:
    from analysis.evidence import Evidence

_GROUNDS = {Basis.STATED: "", Basis.INFERRED: "inferred", Basis.OUTSIDE: "from outside the texts"}
# `check` has made sure that the note of each inferred statement begins like this.
_INFERRED = r"^Inferred: ([a-z ]+);"

COLUMNS = {
    "statement_id": "id of the statement",
    "source_id": "id of the source",
    "source": "label of the source",
    "entity_id": "id of the entity that the statement is about",
    "entity": "label of that entity",
    "property": "the property stated",
    "value": "the value as in statements.csv",
    "value_text": "the value for readers: labels for ids, the range or the date beside the words",
    "low": "least number, NA if open or not a count",
    "high": "greatest number, NA if open or not a count",
    "date": "EDTF, NA if not a date",
    "date_start": "first possible day, NaT if open or not a date",
    "date_end": "last possible day, NaT if open or not a date",
    "modality": f"stance of the speaker: {', '.join(Stance)}",
    "basis": f"ground for the value: {', '.join(Basis)}",
    "speaker": "label of the speaker",
    "via": "labels of the outlets in between, blank if none is named",
    "cue": "the words that attribute it, blank in the article's own voice",
    "own_voice": "whether the article says it in its own voice",
    "voice": "the source and, unless it speaks in its own voice, the speaker and outlets",
    "quote": "the exact words",
    "note": "what a reader must know, or blank",
    "kind": "kind of the entity",
    "topic": "topic of the property",
    "value_kind": "kind of the value: count, date, entity, concept or text",
}


@selectable(*FILTERS)
@cached_table
def statements(evidence: Evidence) -> pd.DataFrame:
    """Return every statement as a reader should see it.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.

    Returns
    -------
    DataFrame
        One row per statement, in the order of statements.csv. The dictionary
        `analysis.tables.COLUMNS` says what each column means:

        - `statement_id, source_id, source, entity_id, entity, property`: which property of which
          entity, in which source; `source` and `entity` are labels
        - `value, value_text`: the value as coded, and for readers
        - `low, high`: the range of a number; `date, date_start, date_end`: a date and its first
          and last day
        - `modality`: the stance of the speaker, one of asserted, denied, alleged, requested,
          asked, announced, predicted and conditional
        - `basis`: stated, inferred or outside
        - `speaker, via, cue, own_voice, voice`: who says it, through which outlets, and in which
          words it is attributed
        - `quote, note`: the exact words, and what a reader must know
        - `kind`, that of the entity; `topic` and `value_kind`, those of the property

        A blank text is "" here, and NA in `evidence.statements`, where `.query("via.notna()")`
        selects the rows that have one.

    Examples
    --------
    >>> import analysis
    >>> list(statements(analysis.load()).columns) == list(COLUMNS)
    True
    """
    entities = evidence.entities.set_index("entity_id")
    properties = evidence.properties.set_index("property")
    table = evidence.statements
    table = table.assign(
        source=table["source_id"].map(evidence.sources.set_index("source_id")["label"]),
        entity=table["entity_id"].map(entities["label"]),
        own_voice=table["speaker"] == OWN_VOICE,
        speaker=table["speaker"].map(entities["label"]),
        via=_outlet_labels(table["via"], entities["label"]),
        cue=table["cue"].fillna(""),
        note=table["note"].fillna(""),
        kind=table["entity_id"].map(entities["kind"]),
        topic=table["property"].map(properties["topic"]),
        value_kind=table["property"].map(properties["kind"]),
    )
    attributed = table["source"] + ": " + speaker_and_outlets(table)
    table = table.assign(
        value_text=_readable_values(table, _value_labels(evidence)),
        voice=table["source"].where(table["own_voice"], attributed),
    )
    return table[list(COLUMNS)]


def with_stance(table: pd.DataFrame) -> pd.Series:
    """Return each value with any stance but a plain one: "murder, alleged", "not: theft"."""
    return marked_values(table) + stance_notes(table)


def marked_values(table: pd.DataFrame) -> pd.Series:
    """Return each value, with "not: " before it if it is denied, and "?" after it if it is asked.

    After the value, the word could be read as part of it, and "denied" as somebody's answer.
    """
    value, stance = table["value_text"], table["modality"]
    value = ("not: " + value).where(stance == Stance.DENIED, value)
    return (value + "?").where(stance == Stance.ASKED, value)


def stance_notes(table: pd.DataFrame, *, denied: str = "") -> pd.Series:
    """Return what keeps each value from being plainly stated: ", alleged, date inferred", or "".

    A denial is not noted here, because it is written before the value (see `marked_values`). After
    the name of a speaker, `denied` can be the verb.
    """
    by = ["modality", "basis", "note"]  # of which a table has few combinations
    kind = table.groupby(by, sort=False, dropna=False).ngroup().to_numpy()
    kinds = table[by].drop_duplicates()
    stance = kinds["modality"].replace({Stance.ASSERTED: "", Stance.DENIED: denied})
    inferred = inferred_parts(kinds)
    notes = (", " + stance).where(stance != "", "") + (", " + inferred).where(inferred != "", "")
    return notes.take(kind).set_axis(table.index)


def inferred_parts(table: pd.DataFrame) -> pd.Series:
    """Return which parts of each statement are inferred, as "value inferred", or ""."""
    parts = table["note"].str.extract(_INFERRED, expand=False).fillna("")
    return (parts + " " + table["basis"].map(_GROUNDS)).str.strip()


def speaker_and_outlets(table: pd.DataFrame) -> pd.Series:
    """Return the speaker of each statement, and the outlets in between: "IRNA via BBC"."""
    return table["speaker"].where(table["via"] == "", table["speaker"] + " via " + table["via"])


def who_says(table: pd.DataFrame, by: pd.Series) -> pd.Series:
    """Return, for each group of statements, each value with who says it.

    Parameters
    ----------
    table : DataFrame
        Rows of `statements`.
    by : Series
        The group of each row.

    Returns
    -------
    Series of str
        One row per group, indexed by group; values and voices in the order of the rows.

    Examples
    --------
    >>> import analysis
    >>> from analysis import tables
    >>> table = tables.statements(analysis.load(), property="injured", source="Sputnik")
    >>> who_says(table, table["property"])["injured"]
    'over 100 (101 or more) (Sputnik News Jul 2020)'
    """
    said = with_stance(table)
    once = pd.DataFrame({"by": by, "value_text": said, "voice": table["voice"]}).drop_duplicates()
    value = once.groupby(["by", "value_text"], sort=False).ngroup().to_numpy()
    values = once[["by", "value_text"]].drop_duplicates()
    voices = combine_groups(once["voice"], value).set_axis(values.index)
    group, names = pd.factorize(values["by"])
    return combine_groups(values["value_text"] + " (" + voices + ")", group).set_axis(names)


def range_words(low: pd.Series, high: pd.Series) -> pd.Series:
    """Return ranges of numbers in words.

    Parameters
    ----------
    low, high : Series of Int64
        The least and the greatest number of each range, NA where open.

    Returns
    -------
    Series of str
        With the index of `low`.

    Examples
    --------
    >>> low = pd.Series([35, 24, None, 24, None], dtype="Int64")
    >>> high = pd.Series([35, None, 1_200_000, 99, None], dtype="Int64")
    >>> range_words(low, high).tolist()
    ['35', '24 or more', '1,200,000 or fewer', '24 to 99', 'no figure']
    """
    ranges = pd.DataFrame({"low": low, "high": high})
    group = ranges.groupby(["low", "high"], sort=False, dropna=False).ngroup().to_numpy()
    words = [_range_word(*pair) for pair in ranges.drop_duplicates().itertuples(index=False)]
    return pd.Series(words, dtype="str").take(group).set_axis(low.index)


def _range_word(low: int, high: int) -> str:
    if pd.isna(low) and pd.isna(high):
        return "no figure"
    if pd.isna(high):
        return f"{low:,} or more"
    if pd.isna(low):
        return f"{high:,} or fewer"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _outlet_labels(via: pd.Series, labels: pd.Series) -> pd.Series:
    """Return each chain of ids as a chain of labels; "" if there is none."""
    label = labels.to_dict()
    chains = {
        chain: CHAIN.join(label[name] for name in chain.split(CHAIN))
        for chain in via.dropna().unique()
    }
    return via.fillna("").map({"": ""} | chains).astype("str")  # objects if there are no rows


def _value_labels(evidence: Evidence) -> dict[str, pd.Series]:
    """Return the labels of the values that are ids, given the kind of their property."""
    return {
        PropertyKind.ENTITY: evidence.entities.set_index("entity_id")["label"],
        PropertyKind.CONCEPT: evidence.concepts.set_index("concept_id")["label"],
    }


def _readable_values(table: pd.DataFrame, labels: dict[str, pd.Series]) -> pd.Series:
    """Return the values with their ranges or dates, so none looks more exact than it is."""
    said = table["value"]
    for kind, of_kind in labels.items():
        said = said.mask(table["value_kind"] == kind, table["value"].map(of_kind))
    ranges = range_words(table["low"], table["high"])
    is_number = (table["value"] == table["low"].astype("str")) | (table["value"] == ranges)
    exact = table["low"].eq(table["high"]).fillna(False) & is_number
    vague = (table["value_kind"] == "count") & ~exact
    said = said.mask(vague, said + " (" + ranges + ")")
    return said.mask(table["date"].notna(), said + _date_notes(table["value"], table["date"]))


def _date_notes(values: pd.Series, dates: pd.Series) -> pd.Series:
    """Return the dates in words, in parentheses; "" where the words of the text say the same."""
    rows = np.flatnonzero((values.notna() & dates.notna()).to_numpy())
    pairs = list(zip(values.iloc[rows].tolist(), dates.iloc[rows].tolist(), strict=True))
    words_of = {date: edtf.in_words(date) for date in {date for _, date in pairs}}
    notes = {}
    for value, date in set(pairs):
        words = words_of[date]
        is_said = set(words.casefold().split()) <= {"to", *re.findall(r"\w+", value.casefold())}
        notes[value, date] = "" if is_said else f" ({words})"
    cells = np.full(len(values), "", dtype="object")
    cells[rows] = [notes[pair] for pair in pairs]
    return pd.Series(cells, values.index, dtype="str")
