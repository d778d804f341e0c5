"""Encode statements as integers: all that a comparison needs of them, and none of their words.

The statements may be those of some documents; of the tables that all documents share, only the
rows that these name are needed. Entities, properties and sources are numbered by their rows in the
whole tables (the index of a partition's rows), and words by hashes, so that integers from different
partitions can be compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.compare.rules import OPEN_HIGH, OPEN_LOW, STANCES
from analysis.evidence import remembered
from analysis.validation.vocabulary import OWN_VOICE, UNNAMED
from analysis.values import counts, edtf

if TYPE_CHECKING:
    from analysis.evidence import Evidence

_DAY = 86_400  # seconds
_FREE_BITS = 2  # of a hash, so that every one lies between OPEN_LOW and OPEN_HIGH


@remembered
def encode(evidence: Evidence, lexicon: str = counts.DEFAULT) -> pd.DataFrame:
    """Encode the statements, row by row.

    Two different words have one hash once in 4 · 10¹⁸ pairs, and it would matter only within one
    fact.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project, or of some of its documents.
    lexicon : str
        The convention of lexicon.csv by which vague words become ranges.

    Returns
    -------
    DataFrame
        With the index of `evidence.statements`; the days are datetime64[s], NaT where open:

        - `entity, prop, source`: the numbers of their rows
        - `number`: the id of the statement without "s-", as a number
        - `stance`: of `rules.STANCES`; `denied`: whether the statement is a denial
        - `low, high`: the range of a count, or of days since 1970; otherwise `value` twice
        - `value`: hash of the value without regard to case, or of the EDTF date
        - `root`: hash of the first voice of the chain (see `roots`)
        - `said_start, said_end`: days on which it can have been said (see `said_days`)
        - `dated_from`: first day of its date; `undated`: whether a date has none
        - `spoken_from`: first day of the speech, if the text dates it
        - `published_by`: last day on which the document can have appeared

    Raises
    ------
    ValueError
        If lexicon.csv does not have the convention.

    Examples
    --------
    >>> import analysis
    >>> evidence = analysis.load()
    >>> encode(evidence).index.equals(evidence.statements.index)
    True
    """
    table = evidence.statements
    prop = pd.Index(evidence.props["prop"]).get_indexer(table["prop"])
    kind = evidence.props["kind"].to_numpy()[prop]
    source = pd.Index(evidence.sources["source_id"]).get_indexer(table["source_id"])
    entity = pd.Index(evidence.entities["entity_id"]).get_indexer(table["entity_id"])
    counted, dated = kind == "count", kind == "date"
    code, words = pd.factorize(table["value"])
    value = hashes(words.str.casefold())[code]
    value[dated] = _hashed(table["date"][dated])
    low, high = value.copy(), value.copy()
    low[counted], high[counted] = _counts(evidence, lexicon, table["value"][counted])
    low[dated] = _days(table["date_start"][dated], OPEN_LOW)
    high[dated] = _days(table["date_end"][dated], OPEN_HIGH)
    return pd.DataFrame(
        {
            "entity": evidence.entities.index.to_numpy("int64")[entity],
            "prop": evidence.props.index.to_numpy("int64")[prop],
            "source": evidence.sources.index.to_numpy("int64")[source],
            "number": numbers(table["statement_id"]),
            "stance": table["modality"].map(STANCES).to_numpy("int64"),
            "denied": (table["modality"] == "denied").to_numpy(),
            "low": low,
            "high": high,
            "value": value,
            "root": _hashed(roots(evidence)),
            **said_days(evidence),
            "dated_from": table["date_start"],
            "undated": (table["date"].notna() & table["date_start"].isna()).to_numpy(dtype=bool),
            "spoken_from": edtf.spans(table["said"])["date_start"],
            "published_by": evidence.sources["published_end"].to_numpy()[source],
        },
        index=table.index,
    )


def roots(evidence: Evidence) -> pd.Series:
    """Return the label of the first voice of each statement's chain.

    It is the speaker; the text itself if it speaks in its own voice; and if the speaker is not
    named, somebody in that text whom no other text can be known to quote.
    """
    table = evidence.statements
    label = evidence.entities.set_index("entity_id")["label"]
    source = table["source_id"].map(evidence.sources.set_index("source_id")["label"])
    root = table["speaker"].map(label).mask(table["speaker"] == OWN_VOICE, source)
    return root.mask(table["speaker"] == UNNAMED, label.get(UNNAMED, "") + " in " + source)


def said_days(evidence: Evidence) -> pd.DataFrame:
    """Return the first and last possible day of each statement: `said_start, said_end`.

    They are the days of `said` if the text dates the speech; of publication if the text speaks in
    its own voice; and for any other speaker, any day up to publication.
    """
    table = evidence.statements
    days = edtf.spans(table["said"]).set_axis(["said_start", "said_end"], axis=1)
    undated = table["said"].isna()
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


def _hashed(texts: pd.Series) -> np.ndarray:
    code, words = pd.factorize(texts)
    return hashes(words)[code] if len(words) else code.astype("int64")


def _counts(evidence: Evidence, lexicon: str, values: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Return the least and the greatest number of each value, by the words of the lexicon."""
    if lexicon not in set(evidence.lexicon["convention"]) | {counts.DEFAULT}:
        conventions = ", ".join(evidence.lexicon["convention"].unique())
        raise ValueError(f'no convention "{lexicon}" in lexicon.csv; use one of: {conventions}')
    lookup = counts.lookup(lexicon_rows(evidence.lexicon), lexicon)
    code, words = pd.factorize(values)
    bounds = [counts.bounds(value, lookup) for value in words]
    lows = [OPEN_LOW if bound is None else bound for bound, _ in bounds]
    highs = [OPEN_HIGH if bound is None else bound for _, bound in bounds]
    return np.array(lows, dtype="int64")[code], np.array(highs, dtype="int64")[code]


def lexicon_rows(lexicon: pd.DataFrame) -> list[list[str]]:
    """Return the rows of lexicon.csv that `counts.lookup` takes."""
    entries = lexicon[["words", "low", "high", "convention"]]
    return entries.fillna("").to_numpy().tolist()


def _days(days: pd.Series, missing: int) -> np.ndarray:
    seconds = days.to_numpy("datetime64[s]").astype("int64")
    return np.where(days.isna(), missing, seconds // _DAY)
