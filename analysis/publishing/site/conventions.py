"""Compute the outcomes of the comparison under each convention for vague words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from analysis import agreement
from analysis.text.direction import left_to_right
from analysis.text.visible import one_line
from analysis.values import counts

if TYPE_CHECKING:
    import pandas as pd

    from analysis.evidence import Evidence


class Convention(NamedTuple):
    """A convention of lexicon.csv, and the results of the comparison under it.

    Attributes
    ----------
    name : str
        Its name.
    label : str
        The name for a reader.
    reads : str
        The words that it reads differently, with their meaning; "" for the default convention.
    changes : list of (int, str, str)
        The number of each fact whose outcome or sentence differs from the default convention, with
        the outcome and the sentence under this one.
    """

    name: str
    label: str
    reads: str
    changes: list[tuple[int, str, str]]


def readings(evidence: Evidence) -> list[Convention]:
    """Return the conventions of lexicon.csv, the default first.

    Parameters
    ----------
    evidence : Evidence
        The evidence of the site.

    Returns
    -------
    list of Convention
        Facts are numbered as in `records.statements`.

    Examples
    --------
    >>> import analysis
    >>> [reading.name for reading in readings(analysis.load())][:2]
    ['default', 'acled']
    """
    names = dict.fromkeys([counts.DEFAULT, *evidence.lexicon["convention"]])
    usual = agreement.outcomes(evidence)
    return [_convention(evidence, usual, name) for name in names]


def _convention(evidence: Evidence, usual: pd.DataFrame, name: str) -> Convention:
    if name == counts.DEFAULT:
        return Convention(name, "this project reads them", "", [])
    columns = ["outcome", "sentence"]
    theirs = agreement.outcomes(evidence, name)
    changed = theirs[(theirs[columns] != usual[columns]).any(axis=1)]
    outcomes, sentences = changed["outcome"], changed["sentence"].map(one_line).map(left_to_right)
    changes = list(zip(changed.index.tolist(), outcomes, sentences, strict=True))
    rows = evidence.lexicon[evidence.lexicon["convention"] == name].fillna("")
    words = "; ".join(
        f"“{row['words']}” as {counts.in_words(row['low'], row['high'])}"
        for _, row in rows.iterrows()
    )
    source = " ".join(dict.fromkeys(rows["reference"]))
    return Convention(name, one_line(name), one_line(f"Read: {words}. {source}"), changes)
