"""Compute Krippendorff's alpha: how far coders agree beyond what chance would give.

As in K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): 1 is perfect agreement, 0
what chance would give, less than 0 worse than chance. It is undefined if nothing is compared or all
values are the same. No table of all values by all values is built, so a column of thousands of
different values needs no more memory than its cells.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd

# Krippendorff advises drawing no conclusions below the first, and relying on data from the second.
RELIABLE = (0.667, 0.8)
# The squared distance of two values at each level of measurement.
LEVELS: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    "nominal": lambda a, b: (a != b).astype("float64"),
    "interval": lambda a, b: (a - b) ** 2,
    "ratio": lambda a, b: np.divide(a - b, a + b, out=np.zeros_like(a - b), where=a != b) ** 2,
}


class Measure(NamedTuple):
    """The agreement of coders on some units.

    Attributes
    ----------
    units : int
        How many units have a value from all coders.
    agreement : float
        The share of these units that are equal, 0 to 1; NaN if there is none.
    alpha : float
        Krippendorff's alpha, NaN where it is not defined.
    note : str
        Why alpha is not defined, "" if it is.
    """

    units: int
    agreement: float
    alpha: float
    note: str


def measure(codings: pd.DataFrame, level: str) -> Measure:
    """Measure how far coders agree.

    Parameters
    ----------
    codings : DataFrame
        One row per unit and one column per coder. A unit counts if no cell is NA.
    level : str
        The level of measurement, of `LEVELS`.

    Examples
    --------
    >>> codings = pd.DataFrame({"first": ["a", "a", "b"], "second": ["a", "a", None]})
    >>> measure(codings, "nominal")
    Measure(units=2, agreement=1.0, alpha=nan, note='not defined: every value is the same')
    """
    complete = codings.dropna()
    if complete.empty:
        return Measure(0, np.nan, np.nan, "not defined: nothing is compared")
    agreement = float(complete.eq(complete.iloc[:, 0], axis=0).all(axis=1).mean())
    value = alpha(complete, level)
    note = "not defined: every value is the same" if np.isnan(value) else ""
    return Measure(len(complete), agreement, value, note)


def alpha(codings: pd.DataFrame, level: str = "nominal") -> float:
    """Return Krippendorff's alpha.

    Parameters
    ----------
    codings : DataFrame
        One row per unit and one column per coder; NA where a coder gave no value. Units with fewer
        than two values do not count.
    level : str
        The level of measurement, of `LEVELS`.

    Returns
    -------
    float
        At most 1; NaN if the values do not vary.

    Examples
    --------
    >>> round(alpha(pd.DataFrame({"first": [0, 1, 1, 0], "second": [0, 1, 0, 0]})), 3)
    0.533
    """
    values = _codes(codings) if level == "nominal" else codings.to_numpy("float64", na_value=np.nan)
    given = ~np.isnan(values)
    several = given.sum(axis=1) > 1
    values, given = values[several], given[several]
    distance, weight = LEVELS[level], 2 / (given.sum(axis=1) - 1)
    observed = 0.0
    for a, b in combinations(range(values.shape[1]), 2):
        both = given[:, a] & given[:, b]
        observed += float(weight[both] @ distance(values[both, a], values[both, b]))
    distinct, times = np.unique(values[given], return_counts=True)
    if level == "nominal":  # the same sum, however many values there are
        expected = float(times.sum() ** 2 - times @ times)
    else:
        pairs = zip(distinct, times, strict=True)
        expected = float(sum(n * (times @ distance(value, distinct)) for value, n in pairs))
    return float(1 - observed * (times.sum() - 1) / expected) if expected else np.nan


def round_down(share: float, digits: int) -> float:
    """Truncate a number after `digits` digits, so that only perfect agreement is shown as 1.

    >>> round_down(0.9999, 2), round_down(1.0, 2), round_down(0.29, 2)
    (0.99, 1.0, 0.29)
    """
    return float(np.floor(share * 10**digits + 1e-9) / 10**digits)


def _codes(codings: pd.DataFrame) -> np.ndarray:
    """Return a number for each distinct value, NaN for a missing one."""
    codes, _ = pd.factorize(codings.to_numpy("object").ravel())
    return np.where(codes < 0, np.nan, codes).reshape(codings.shape)
