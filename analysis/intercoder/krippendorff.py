"""Krippendorff's alpha: how far coders agree beyond what chance would give.

As in K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): 1 is perfect agreement, 0
what chance would give, less than 0 worse than chance. It is not defined where nothing is compared,
or all values are the same. No table of all values against all is kept, so that a column of
thousands of different values needs no more memory than its cells.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pandas as pd

# Krippendorff advises to conclude nothing below the first, and to rely on data from the second on.
RELIABLE = (0.667, 0.8)
# The distance of two values, squared, as Krippendorff has it for each level of measurement.
LEVELS: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    "nominal": lambda one, other: (one != other).astype("float64"),
    "interval": lambda one, other: (one - other) ** 2,
    "ratio": lambda one, other: (
        np.divide(one - other, one + other, out=np.zeros_like(one - other), where=one != other) ** 2
    ),
}


def measured(codings: pd.DataFrame, level: str) -> dict[str, object]:
    """What is reported of the values that the coders, one a column, give to the units, one a row.

    >>> both = pd.DataFrame({"first": ["a", "a", "b"], "second": ["a", "a", None]})
    >>> measured(both, "nominal")  # doctest: +NORMALIZE_WHITESPACE
    {'units': 2, 'agreement': 1.0, 'alpha': nan,
     'note': 'not defined: every value is the same'}
    """
    known = codings.dropna()
    if known.empty:
        told = "not defined: nothing is compared"
        return {"units": 0, "agreement": np.nan, "alpha": np.nan, "note": told}
    agreed = float(known.eq(known.iloc[:, 0], axis=0).all(axis=1).mean())
    found = alpha(known, level)
    note = "not defined: every value is the same" if np.isnan(found) else ""
    return {"units": len(known), "agreement": agreed, "alpha": found, "note": note}


def alpha(codings: pd.DataFrame, level: str = "nominal") -> float:
    """Krippendorff's alpha of the values that coders, one a column, give to units, one a row.

    A coder may give none (NA); units with less than two values do not count. `level` is one of
    `LEVELS`. NaN where alpha is not defined: the values do not vary.

    >>> round(alpha(pd.DataFrame({"one": [0, 1, 1, 0], "other": [0, 1, 0, 0]})), 3)
    0.533
    """
    values = (
        _numbers(codings) if level == "nominal" else codings.to_numpy("float64", na_value=np.nan)
    )
    given = ~np.isnan(values)
    several = given.sum(axis=1) > 1
    values, given = values[several], given[several]
    distance, each = LEVELS[level], 2 / (given.sum(axis=1) - 1)
    observed = 0.0
    for one, two in combinations(range(values.shape[1]), 2):
        both = given[:, one] & given[:, two]
        observed += float(each[both] @ distance(values[both, one], values[both, two]))
    known, times = np.unique(values[given], return_counts=True)
    if level == "nominal":  # the same sum, however many values there are
        apart = float(times.sum() ** 2 - times @ times)
    else:
        pairs = zip(known, times, strict=True)
        apart = float(sum(count * (times @ distance(value, known)) for value, count in pairs))
    return float(1 - observed * (times.sum() - 1) / apart) if apart else np.nan


def cut(share: float, digits: int) -> float:
    """`share` with so many digits, cut and not rounded: only what is perfect reads as 1.

    >>> cut(0.9999, 2), cut(1.0, 2), cut(0.29, 2)
    (0.99, 1.0, 0.29)
    """
    return float(np.floor(share * 10**digits + 1e-9) / 10**digits)


def _numbers(codings: pd.DataFrame) -> np.ndarray:
    """Each value as a number of its own, NaN where there is none."""
    codes, _ = pd.factorize(codings.to_numpy("object", na_value=None).ravel())
    return np.where(codes < 0, np.nan, codes).reshape(codings.shape)
