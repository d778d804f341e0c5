"""State how far a second coding agrees with the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis import intercoder
from analysis.findings.sentences import join_names
from analysis.intercoder.krippendorff import RELIABLE

if TYPE_CHECKING:
    from analysis.evidence import Evidence

NO_SECOND = f"There is no second coding in {intercoder.FILE}, so nothing is compared"


def second_coder(evidence: Evidence, second: pd.DataFrame) -> list[str]:
    """Return how far a second coding agrees with the first.

    Parameters
    ----------
    evidence : Evidence
        The project, with the first coding.
    second : DataFrame
        The statements of the second coder, as `intercoder.second` returns them.
    """
    if second.empty:
        return [f"{NO_SECOND}."]
    facts = intercoder.facts_agreement(evidence, second).iloc[0]
    words = intercoder.words_agreement(evidence, second)
    measures = intercoder.reliability(evidence, second).dropna(subset="alpha")
    columns = measures[measures["compared"] == intercoder.ON_FACTS].set_index("column")["alpha"]
    is_reliable = columns >= RELIABLE[1]
    lower = columns[~is_reliable].sort_values(kind="stable")
    names = lower.index.astype("str").str.replace("_", " ")
    below = join_names(f"{name} ({alpha:.2f})" for name, alpha in zip(names, lower, strict=True))
    return [
        f"The first coder wrote {len(evidence.statements)} statements and the second "
        f"{len(second)}; of the facts that either found, both found {facts['both']}, the first "
        f"alone {facts['first_only']} and the second alone {facts['second_only']}.",
        f"Where both speak of one fact, alpha is {RELIABLE[1]} or more for {is_reliable.sum()} "
        f"of {len(columns)} columns; it is lower for {below}.",
        "On which words belong in a quote, alpha is "
        f"{words.loc[words['what'] == intercoder.ANY, 'alpha'].iloc[0]:.2f}; in the quote of a "
        f"named speaker, {words.loc[words['what'] == intercoder.NAMED, 'alpha'].iloc[0]:.2f}.",
    ]
