"""Read the counts of statements as another convention of lexicon.csv does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from analysis.compare.encoding import count_bounds, encode, hashes_of_words, lexicon_rows
from analysis.compare.rules import OPEN_HIGH, OPEN_LOW
from analysis.values import counts

if TYPE_CHECKING:
    from analysis.evidence import Evidence


def reread(evidence: Evidence, lexicon: str) -> pd.DataFrame:
    """Encode the statements about entities of which a convention reads any count differently.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.
    lexicon : str
        The convention of lexicon.csv.

    Returns
    -------
    DataFrame
        Some rows of `encode(evidence, lexicon)`: all statements about these entities.
    """
    encoded, bounds = encode(evidence, lexicon), ["low", "high"]
    wanted = (encoded[bounds] != encode(evidence)[bounds]).any(axis=1)
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
    """Return what the other conventions read differently from one of them (see `readings`)."""
    values = evidence.statements.loc[encode(evidence)["counted"], "value"]
    return readings(evidence.lexicon, values, convention)


def readings(
    lexicon: pd.DataFrame, values: Iterable[str] = (), convention: str = counts.DEFAULT
) -> dict[str, pd.DataFrame]:
    """Return what the other conventions of the lexicon read differently from one of them.

    Parameters
    ----------
    lexicon : DataFrame
        The rows of lexicon.csv.
    values : iterable of str
        The counts of the statements. An entry with N stands for those that have its words.
    convention : str
        The convention with which the others are compared.

    Returns
    -------
    dict of str to DataFrame
        By the name of the convention, one row per entry: `value` (as `encode` returns it), `low,
        high` and `words`.
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
        low, high = count_bounds(words, theirs)
        value = hashes_of_words(words)
        tables[other] = pd.DataFrame({"value": value, "low": low, "high": high, "words": words})
    return tables
