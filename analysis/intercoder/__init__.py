"""Measure how far a second coding of the same texts agrees with the first."""

from analysis.intercoder.coding import (
    CodingError,
    differing,
    facts_agreement,
    facts_found_by_one,
    found_by_one,
    readable,
    reliability,
    second,
    words_agreement,
)

__all__ = [
    "CodingError",
    "differing",
    "facts_agreement",
    "facts_found_by_one",
    "found_by_one",
    "readable",
    "reliability",
    "second",
    "words_agreement",
]
