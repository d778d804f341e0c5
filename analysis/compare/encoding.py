"""Encode statements as integers: all that a comparison needs of them, and none of their words.

The statements may be those of some documents; of the tables that all documents share, only the
rows that these name are needed. Entities, properties and sources are numbered by their rows in the
whole tables (the index of a partition's rows), and words by hashes, so that integers from different
partitions can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.compare.facts import EARLIER, LATER
from analysis.compare.rules import OPEN_HIGH, OPEN_LOW, STANCES
from analysis.errors import UserError
from analysis.evidence import cached_table
from analysis.text import duplicates
from analysis.text.normal_form import normal_form
from analysis.text.word_search import may_have_words
from analysis.validation.labels import has_label, phrase
from analysis.validation.vocabulary import (
    LISTED,
    NAME,
    OWN_VOICE,
    UNNAMED,
    Order,
    PropertyKind,
    Stance,
)
from analysis.values import counts, edtf

if TYPE_CHECKING:
    from analysis.evidence import Evidence

_SHORTEST = 3  # letters of a word; two may be an abbreviation, such as "U.S."
_DAY = 86_400  # seconds
_FREE_BITS = 2  # of a hash, so that every one lies between OPEN_LOW and OPEN_HIGH


@cached_table
def encode(evidence: Evidence, convention: str = counts.DEFAULT) -> pd.DataFrame:
    """Encode the statements, row by row.

    Two different words have one hash once in 4 · 10¹⁸ pairs, and it would matter only within one
    fact.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project, or of some of its documents.
    convention : str
        The convention of lexicon.csv by which vague words become ranges.

    Returns
    -------
    DataFrame
        With the index of `evidence.statements`; the days are datetime64[s], NaT where open:

        - `entity, property, source`: the numbers of their rows
        - `number`: the id of the statement without "s-", as a number
        - `stance`: of `rules.STANCES`; `denied`: whether the statement is a denial
        - `low, high`: the range of a count, or of days since 1970; of a concept or entity the
          numbers of all that lies within it, if its property says that a narrower value implies
          the broader one; otherwise `value` twice
        - `counted`: whether the value is a count
        - `defined`: whether it is true by construction: a name, or what defines the entity
        - `value`: hash of the normal form of the value, or of the EDTF date
        - `origin`: hash of the original speaker of the chain (see `origins`)
        - `said_start, said_end`: days on which it can have been said (see `said_days`)
        - `dated_from`: first day of its date; `undated`: whether a date has none
        - `order`: `facts.EARLIER` or `facts.LATER` if words such as "initially" or "later" say so,
          otherwise 0
        - `spoken_from`: first day of the speech, if the text dates it
        - `published_by`: last day on which the document can have appeared

    Raises
    ------
    UserError
        If lexicon.csv does not have the convention.

    Examples
    --------
    >>> import analysis
    >>> evidence = analysis.load()
    >>> encode(evidence).index.equals(evidence.statements.index)
    True
    """
    if convention != counts.DEFAULT:
        return _with_counts(evidence, convention)
    table = evidence.statements
    prop = pd.Index(evidence.properties["property"]).get_indexer(table["property"])
    kind = evidence.properties["kind"].to_numpy()[prop]
    implies = (evidence.properties["implies"] == "yes").to_numpy(dtype=bool)[prop]
    source = pd.Index(evidence.sources["source_id"]).get_indexer(table["source_id"])
    entity = pd.Index(evidence.entities["entity_id"]).get_indexer(table["entity_id"])
    counted, dated = kind == PropertyKind.COUNT, kind == PropertyKind.DATE
    code, words = pd.factorize(table["value"])
    value = _word_hashes(words)[code]
    value[dated] = _hashed(table["date"][dated])
    low, high = value.copy(), value.copy()
    low[counted], high[counted] = _counts(evidence, convention, table["value"][counted])
    low[dated] = _days(table["date_start"][dated], OPEN_LOW)
    high[dated] = _days(table["date_end"][dated], OPEN_HIGH)
    for of_kind, nodes in (
        (PropertyKind.ENTITY, evidence.entities.set_index("entity_id")),
        (PropertyKind.CONCEPT, evidence.concepts.set_index("concept_id")),
    ):
        nested = implies & (kind == of_kind)
        node = nodes[["first", "last"]].reindex(table["value"][nested])
        low[nested], high[nested] = node["first"], node["last"]
    said = said_days(evidence)
    return pd.DataFrame(
        {
            "entity": evidence.entities.index.to_numpy("int64")[entity],
            "property": evidence.properties.index.to_numpy("int64")[prop],
            "source": evidence.sources.index.to_numpy("int64")[source],
            "number": numbers(table["statement_id"]),
            "stance": table["modality"].map(STANCES).to_numpy("int64"),
            "denied": (table["modality"] == Stance.DENIED).to_numpy(),
            "low": low,
            "high": high,
            "value": value,
            "counted": counted,
            "defined": _defined(evidence),
            "order": _orders(evidence),
            "origin": _hashed(origins(evidence)),
            **said,
            "dated_from": table["date_start"],
            "undated": (table["date"].notna() & table["date_start"].isna()).to_numpy(dtype=bool),
            "spoken_from": said["said_start"].where(table["said_on"].notna()),
            "published_by": evidence.sources["published_end"].to_numpy()[source],
        },
        index=table.index,
    )


def _defined(evidence: Evidence) -> np.ndarray:
    """Return whether each statement is a spelling, or repeats what defines its entity."""
    table = evidence.statements
    definitions = {
        (entity, prop, normal_form(value))
        for entity, cell in zip(
            evidence.entities["entity_id"], evidence.entities["by_definition"], strict=True
        )
        if isinstance(cell, str)
        for prop, _, value in (definition.partition("=") for definition in cell.split(LISTED))
    }
    defined = np.zeros(len(table), dtype=bool)
    if definitions:
        claims = table[["entity_id", "property"]].assign(value=table["value"].map(normal_form))
        defined = pd.MultiIndex.from_frame(claims).isin(definitions)
    return defined | (table["property"] == NAME).to_numpy()


def _with_counts(evidence: Evidence, convention: str) -> pd.DataFrame:
    """Return the encoded statements, in which another convention reads the counts."""
    encoded = encode(evidence)
    counted = encoded["counted"].to_numpy()
    low, high = encoded["low"].to_numpy(copy=True), encoded["high"].to_numpy(copy=True)
    values = evidence.statements["value"][counted]
    low[counted], high[counted] = _counts(evidence, convention, values)
    return encoded.assign(low=low, high=high)


def reread(evidence: Evidence, lexicon: str, also: Iterable[str] = ()) -> pd.DataFrame:
    """Encode the statements about the entities of which a convention reads any count otherwise.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.
    lexicon : str
        The convention of lexicon.csv.
    also : iterable of str
        The ids of further entities, whose statements are returned too.

    Returns
    -------
    DataFrame
        Some rows of `encode(evidence, lexicon)`: all statements about these entities.
    """
    encoded, bounds = encode(evidence, lexicon), ["low", "high"]
    wanted = (encoded[bounds] != encode(evidence)[bounds]).any(axis=1)
    wanted |= evidence.statements["entity_id"].isin(set(also))
    return encoded[encoded["entity"].isin(encoded["entity"][wanted])]


def under(evidence: Evidence, convention: str) -> Evidence:
    """Return the evidence with the ranges of its counts as a convention reads them.

    Examples
    --------
    >>> import analysis
    >>> statements = under(analysis.load(), "acled").statements
    >>> statements.loc[statements["value"] == "dozens", ["low", "high"]].to_numpy().tolist()
    [[12, 12]]
    """
    if convention == counts.DEFAULT:
        return evidence
    table, encoded = evidence.statements, encode(evidence, convention)
    bounds = {}
    for name, is_open in (("low", OPEN_LOW), ("high", OPEN_HIGH)):
        read = encoded[name].astype("Int64").mask(encoded[name] == is_open)
        bounds[name] = table[name].mask(encoded["counted"], read)
    return replace(evidence, statements=table.assign(**bounds))


def other_readings(evidence: Evidence, convention: str = counts.DEFAULT) -> dict[str, pd.DataFrame]:
    """Return what each other convention reads otherwise than one of them (see `readings`)."""
    values = evidence.statements.loc[encode(evidence)["counted"], "value"]
    return readings(evidence.lexicon, values, convention)


def readings(
    lexicon: pd.DataFrame, values: Iterable[str] = (), convention: str = counts.DEFAULT
) -> dict[str, pd.DataFrame]:
    """Return what each other convention of the lexicon reads otherwise than one of them.

    Parameters
    ----------
    lexicon : DataFrame
        The rows of lexicon.csv.
    values : iterable of str
        The counts of the statements. Words with N stand for those of them that have the words.
    convention : str
        The convention with which the others are compared.

    Returns
    -------
    dict of str to DataFrame
        By the name of the convention, one row per entry: `value` (as `encode` has it), `low, high`
        and `words`.
    """
    rows = lexicon_rows(lexicon)
    ours = counts.lookup(rows, convention)
    numbered = [value for value in dict.fromkeys(values) if any(map(str.isdecimal, value))]
    tables = {}
    for other in dict.fromkeys(name for *_, name in rows if name != convention):
        theirs = counts.lookup(rows, other)
        words = [
            entry
            for entry in theirs
            if theirs[entry] != ours.get(entry) and not counts.PLACEHOLDER.search(entry)
        ]
        words += [
            value
            for value in numbered
            if counts.bounds(value, theirs) != counts.bounds(value, ours)
        ]
        low, high = _bounds(words, theirs)
        value = _word_hashes(words)
        tables[other] = pd.DataFrame({"value": value, "low": low, "high": high, "words": words})
    return tables


def _orders(evidence: Evidence) -> np.ndarray:
    """Return whether words such as "initially" or "later" order each statement, else 0.

    If both do, the later order counts.
    """
    table, labels = evidence.statements, evidence.labels
    orders = np.zeros(len(table), dtype="int8")
    cues = table["cue"].fillna("")
    texts = (cues + " . " + table["quote"]).tolist()
    phrases_of = {
        number: [phrase(label) for label in labels.loc[labels["of"] == order, "label"]]
        for order, number in ((Order.EARLIER, EARLIER), (Order.LATER, LATER))
    }
    may_have = _may_have(texts, phrases_of)
    for number, phrases in phrases_of.items():
        # Between a cue and a quote is a full stop, so that the cue alone can decide.
        ordering = {cue for cue in cues.unique() if has_label(phrase(cue), phrases)}
        is_ordered = cues.isin(ordering).to_numpy(dtype=bool, copy=True)
        for place in np.flatnonzero(may_have[number].any(axis=1) & ~is_ordered).tolist():
            is_ordered[place] = has_label(phrase(texts[place]), phrases)
        orders[is_ordered] = number
    return orders


def _may_have(texts: list[str], phrases_of: dict[int, list[str]]) -> dict[int, np.ndarray]:
    """Return for each list of phrases whether each text may have each of them.

    It may if it has the longer words of the phrase, in whatever order.
    """
    needed = [
        [word.removesuffix("y") for word in words.split() if len(word) >= _SHORTEST]
        for phrases in phrases_of.values()
        for words in phrases
    ]
    ends = np.cumsum([len(phrases) for phrases in phrases_of.values()])
    columns = np.hsplit(may_have_words(texts, needed), ends[:-1])
    return dict(zip(phrases_of, columns, strict=True))


def origins(evidence: Evidence) -> pd.Series:
    """Return the label of the original speaker of each statement's chain.

    It is the speaker; the text itself if it speaks in its own voice; and if the speaker is not
    named, somebody in that text whom no other text can be known to quote. Texts that are the same
    but for a byline are one voice, called by the first of them.
    """
    table = evidence.statements
    label = evidence.entities.set_index("entity_id")["label"]
    source = table["source_id"].map(_names_of_texts(evidence)["label"])
    origin = table["speaker"].map(label).mask(table["speaker"] == OWN_VOICE, source)
    return origin.mask(table["speaker"] == UNNAMED, label.get(UNNAMED, "") + " in " + source)


@cached_table
def _names_of_texts(evidence: Evidence) -> pd.DataFrame:
    """Return the label of each text by its id, that of the first where texts are the same."""
    names = evidence.sources["label"].tolist()
    if "text" in evidence.sources:  # a corpus in partitions is compared without its texts
        for first, *repeated in duplicates.duplicates(evidence.sources["text"].tolist()):
            for place in repeated:
                names[place] = names[first]
    return pd.DataFrame({"label": names}, index=evidence.sources["source_id"], dtype="str")


def said_days(evidence: Evidence) -> pd.DataFrame:
    """Return the first and last possible day of each statement: `said_start, said_end`.

    They are the days of `said_on` if the text dates the speech; of publication if the text speaks
    in its own voice; and for any other speaker, any day up to publication.
    """
    table = evidence.statements
    days = edtf.spans(table["said_on"]).set_axis(["said_start", "said_end"], axis=1)
    undated = table["said_on"].isna()
    own = undated & (table["speaker"] == OWN_VOICE)
    published = evidence.sources.set_index("source_id")[["published_start", "published_end"]]
    published = published.reindex(table["source_id"]).set_axis(table.index)
    days["said_end"] = days["said_end"].mask(undated, published["published_end"])
    days["said_start"] = days["said_start"].mask(own, published["published_start"])
    return days


def numbers(ids: pd.Series) -> np.ndarray:
    """Return the ids of statements as integers.

    >>> numbers(pd.Series(["s-00000000000a"])).tolist()
    [10]
    """
    digits = bytes.fromhex("".join(f"0000{name[2:]}" for name in ids.tolist()))
    return np.frombuffer(digits, dtype=">i8").astype("int64")


def ids(numbers: np.ndarray) -> pd.Series:
    """Return the ids of statements whose integers `numbers` returned."""
    return pd.Series([f"s-{number:012x}" for number in numbers.tolist()], dtype="str")


def hashes(words: pd.Index) -> np.ndarray:
    """Return a number from 0 to 2⁶² for each word, the same in every process."""
    hashed = pd.util.hash_array(words.to_numpy("object"), categorize=False)
    return (hashed >> np.uint64(_FREE_BITS)).astype("int64")


def _word_hashes(words: Iterable[str]) -> np.ndarray:
    """Return the same number for words whose normal forms are the same."""
    return hashes(pd.Index([normal_form(word) for word in words], dtype="str"))


def _hashed(texts: pd.Series) -> np.ndarray:
    code, words = pd.factorize(texts)
    return hashes(words)[code] if len(words) else code.astype("int64")


def _counts(
    evidence: Evidence, convention: str, values: pd.Series
) -> tuple[np.ndarray, np.ndarray]:
    """Return the least and the greatest number of each value, by the words of the lexicon."""
    if convention not in set(evidence.lexicon["convention"]) | {counts.DEFAULT}:
        conventions = ", ".join(evidence.lexicon["convention"].unique())
        raise UserError(f'no convention "{convention}" in lexicon.csv; use one of: {conventions}')
    lookup = counts.lookup(lexicon_rows(evidence.lexicon), convention)
    code, words = pd.factorize(values)
    low, high = _bounds(words, lookup)
    return low[code], high[code]


def _bounds(
    words: Iterable[str], lookup: Mapping[str, counts.Marks]
) -> tuple[np.ndarray, np.ndarray]:
    """Return the least and the greatest number that some words allow."""
    bounds = [counts.bounds(value, lookup) for value in words]
    lows = [OPEN_LOW if bound is None else bound for bound, _ in bounds]
    highs = [OPEN_HIGH if bound is None else bound for _, bound in bounds]
    return np.array(lows, dtype="int64"), np.array(highs, dtype="int64")


def lexicon_rows(lexicon: pd.DataFrame) -> list[list[str]]:
    """Return the rows of lexicon.csv that `counts.lookup` takes."""
    entries = lexicon[["words", "low", "high", "convention"]]
    return entries.fillna("").to_numpy().tolist()


def _days(days: pd.Series, missing: int) -> np.ndarray:
    seconds = days.to_numpy("datetime64[s]").astype("int64")
    return np.where(days.isna(), missing, seconds // _DAY)
