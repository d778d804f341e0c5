"""State the rules of comparison, plainly and for one fact at a time.

A fact is a property of an entity. `analysis.compare.vectorised` applies the same rules to any
number of facts at once, and a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import IntEnum
from typing import NamedTuple


class Outcome(IntEnum):
    """The result of comparing the claims of one fact."""

    AGREE = 0
    COMPATIBLE = 1
    CONFLICT = 2
    SINGLE_SOURCE = 3
    NOT_COMPARABLE = 4


OUTCOMES = tuple(outcome.name.lower().replace("_", " ") for outcome in Outcome)
# A claim is compared only with claims of the same kind of stance: one of what is so, one of what
# is requested, and so on. A denial is the negative of an assertion and compared with it.
STANCES = {
    "asserted": 0,
    "alleged": 0,
    "denied": 0,
    "requested": 1,
    "conditional": 2,
    "predicted": 3,
}
# The bounds of a range that is open: beyond any count, day or code, and safe to add one to.
OPEN_LOW, OPEN_HIGH = -(2**62), 2**62


class Claim(NamedTuple):
    """A statement of one source about a fact, as integers.

    `low` and `high` are the range of a count or of days; of any other value, its code twice.
    """

    source: int
    stance: int
    low: int
    high: int
    value: int
    denied: bool = False


def compare(claims: Collection[Claim], single: bool) -> Outcome | None:
    """Return the outcome of comparing the claims of one fact, or None if there are none.

    Parameters
    ----------
    claims : collection of Claim
        The claims of the fact.
    single : bool
        Whether only one value of the property can be true.

    Examples
    --------
    Dozens, and over a hundred; none, and over a hundred:

    >>> dozens, none = Claim(1, 0, 24, OPEN_HIGH, 24), Claim(2, 0, 0, 0, 0)
    >>> over_100 = Claim(3, 0, 101, OPEN_HIGH, 101)
    >>> compare([dozens, over_100], single=True).name, compare([none, over_100], single=True).name
    ('COMPATIBLE', 'CONFLICT')
    """
    if not claims:
        return None
    stances = sorted({claim.stance for claim in claims})
    groups = [[claim for claim in claims if claim.stance == stance] for stance in stances]
    if any(conflict(group, single) for group in groups):
        return Outcome.CONFLICT
    if count_sources(claims) == 1:
        return Outcome.SINGLE_SOURCE
    shared = next((group for group in groups if count_sources(group) > 1), None)
    if shared is None:
        return Outcome.NOT_COMPARABLE
    return Outcome.AGREE if agree(shared, single) else Outcome.COMPATIBLE


def conflict(claims: Collection[Claim], single: bool) -> bool:
    """Return whether claims of one stance cannot all be true."""
    affirmed = [claim for claim in claims if not claim.denied]
    denied = [claim for claim in claims if claim.denied]
    if not single:
        return not {claim.value for claim in affirmed}.isdisjoint(claim.value for claim in denied)
    low = max((claim.low for claim in affirmed), default=OPEN_LOW)
    high = min((claim.high for claim in affirmed), default=OPEN_HIGH)
    # If denials leave any value, they leave the lowest or one just above a denied range.
    candidates = {low, *(claim.high + 1 for claim in denied)}
    return not any(
        low <= value <= high and not any(claim.low <= value <= claim.high for claim in denied)
        for value in candidates
    )


def agree(claims: Collection[Claim], single: bool) -> bool:
    """Return whether all sources give the same range or, of several values, the same set."""
    if single:
        same_range = len({(claim.low, claim.high) for claim in claims}) == 1
        return same_range and not any(claim.denied for claim in claims)
    values: dict[int, set[tuple[int, bool]]] = {claim.source: set() for claim in claims}
    for claim in claims:
        values[claim.source].add((claim.value, claim.denied))
    return len(set(map(frozenset, values.values()))) == 1


def count_sources(claims: Collection[Claim]) -> int:
    """Return the number of distinct sources of some claims."""
    return len({claim.source for claim in claims})
