"""Encode statements as integers that hold all that a comparison needs, and none of the words.

The statements may come from some of the documents; of the shared tables, only the rows that they
refer to are needed. Entities, properties and sources are numbered by their rows in the whole tables
(the index of a partition's rows), and words by hashes, so integers from different partitions can be
compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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

_SHORTEST = 3  # letters in a word; two may be an abbreviation, such as "U.S."
_DAY = 86_400  # seconds
_FREE_BITS = 2  # of a hash, so that each lies between OPEN_LOW and OPEN_HIGH


@cached_table
def encode(evidence: Evidence, convention: str = counts.DEFAULT) -> pd.DataFrame:
    """Encode the statements, row by row.

    Two different words have the same hash once in 4 · 10¹⁸ pairs, and it would matter only within
    one fact.

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
        - `low, high`: the range of a count, or of days since 1970; for a concept or entity, the
          numbers of all that lies within it, if its property says that a narrower value implies the
          broader one; otherwise `value` twice
        - `counted`: whether the value is a count
        - `defined`: whether it holds by definition: a name, or what defines the entity
        - `value`: hash of the normal form of the value, or of the EDTF date
        - `origin`: hash of the original speaker of the chain (see `origins`)
        - `said_start, said_end`: first and last day on which it can have been said (see
          `said_days`)
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
    value = hashes_of_words(words)[code]
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
    """Return the encoded statements with their counts as another convention reads them."""
    encoded = encode(evidence)
    counted = encoded["counted"].to_numpy()
    low, high = encoded["low"].to_numpy(copy=True), encoded["high"].to_numpy(copy=True)
    values = evidence.statements["value"][counted]
    low[counted], high[counted] = _counts(evidence, convention, values)
    return encoded.assign(low=low, high=high)


def _orders(evidence: Evidence) -> np.ndarray:
    """Return the order that words such as "initially" or "later" give each statement, or 0.

    If there are both kinds, the later order counts.
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
        # A full stop between cue and quote lets the cue decide by itself.
        ordering = {cue for cue in cues.unique() if has_label(phrase(cue), phrases)}
        is_ordered = cues.isin(ordering).to_numpy(dtype=bool, copy=True)
        for place in np.flatnonzero(may_have[number].any(axis=1) & ~is_ordered).tolist():
            is_ordered[place] = has_label(phrase(texts[place]), phrases)
        orders[is_ordered] = number
    return orders


def _may_have(texts: list[str], phrases_of: dict[int, list[str]]) -> dict[int, np.ndarray]:
    """Return, for each list of phrases, whether each text may have each of them.

    It may if it has the longer words of the phrase, in any order.
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

    This is the speaker, or the text itself if it speaks in its own voice. An unnamed speaker counts
    as somebody whom no other text quotes. Texts that are the same except for a byline are one
    voice, named after the first of them.
    """
    table = evidence.statements
    label = evidence.entities.set_index("entity_id")["label"]
    source = table["source_id"].map(_names_of_texts(evidence)["label"])
    origin = table["speaker"].map(label).mask(table["speaker"] == OWN_VOICE, source)
    return origin.mask(table["speaker"] == UNNAMED, label.get(UNNAMED, "") + " in " + source)


@cached_table
def _names_of_texts(evidence: Evidence) -> pd.DataFrame:
    """Return the label of each text by its id; if texts are the same, that of the first."""
    names = evidence.sources["label"].tolist()
    if "text" in evidence.sources:  # a corpus in partitions is compared without the texts
        for first, *repeated in duplicates.duplicates(evidence.sources["text"].tolist()):
            for place in repeated:
                names[place] = names[first]
    return pd.DataFrame({"label": names}, index=evidence.sources["source_id"], dtype="str")


def said_days(evidence: Evidence) -> pd.DataFrame:
    """Return the first and last possible day of each statement: `said_start, said_end`.

    They are the days of `said_on` if the text dates the speech, and those of publication if the
    text speaks in its own voice. Any other speaker can have spoken on any day up to publication.
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
    """Return the ids of statements from the integers that `numbers` returned."""
    return pd.Series([f"s-{number:012x}" for number in numbers.tolist()], dtype="str")


def hashes(words: pd.Index) -> np.ndarray:
    """Return a number from 0 to 2⁶² for each word, the same in every process."""
    hashed = pd.util.hash_array(words.to_numpy("object"), categorize=False)
    return (hashed >> np.uint64(_FREE_BITS)).astype("int64")


def hashes_of_words(words: Iterable[str]) -> np.ndarray:
    """Return a hash of the normal form of each word."""
    return hashes(pd.Index([normal_form(word) for word in words], dtype="str"))


def _hashed(texts: pd.Series) -> np.ndarray:
    code, words = pd.factorize(texts)
    return hashes(words)[code] if len(words) else code.astype("int64")


def _counts(
    evidence: Evidence, convention: str, values: pd.Series
) -> tuple[np.ndarray, np.ndarray]:
    """Return the least and the greatest number of each value, according to the lexicon."""
    if convention not in set(evidence.lexicon["convention"]) | {counts.DEFAULT}:
        conventions = ", ".join(evidence.lexicon["convention"].unique())
        raise UserError(f'no convention "{convention}" in lexicon.csv; use one of: {conventions}')
    lookup = counts.lookup(lexicon_rows(evidence.lexicon), convention)
    code, words = pd.factorize(values)
    low, high = count_bounds(words, lookup)
    return low[code], high[code]


def count_bounds(
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
