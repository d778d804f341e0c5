"""State the rules of comparison plainly, for one fact at a time.

A fact is a property of an entity. Every value is a range of integers: for a count or a date, what
the words allow; for a concept or an entity, the numbers of all that lies within it (see
`analysis.values.nesting`). So "in Baghdad" lies within "in Iraq" as 35 lies within "dozens".
`analysis.compare.vectorised` applies the same rules to any number of facts at once; a test checks
that the results are the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple


class Outcome(IntEnum):
    """The result of comparing the claims of one fact."""

    AGREE = 0
    MORE_EXACT = 1
    OVERLAP = 2
    CONFLICT = 3
    DIFFER = 4
    NOT_TESTED = 5
    SINGLE_SOURCE = 6
    NOT_COMPARABLE = 7


OUTCOMES = tuple(outcome.name.lower().replace("_", " ") for outcome in Outcome)
# Claims are compared with claims of the same stance. A denial is a negated assertion.
STANCES = {
    "asserted": 0,
    "denied": 0,
    "alleged": 1,
    "requested": 2,
    "asked": 3,
    "announced": 4,
    "predicted": 5,
    "conditional": 6,
}
FLAT, ALLEGED = STANCES["asserted"], STANCES["alleged"]
# The bounds of an open range: beyond any count, day or code, and safe to add one to.
OPEN_LOW, OPEN_HIGH = -(2**62), 2**62


class Claim(NamedTuple):
    """A statement of one source about a fact, as integers.

    `low` and `high` are the range of its value; `value` is a code that equal values share.
    """

    source: int
    stance: int
    low: int
    high: int
    value: int
    denied: bool = False


def stances_opposed(stance: int) -> set[int]:
    """Return the stances whose claims can contradict a claim of this stance.

    An accusation and an assertion can contradict each other; they never agree as one.

    >>> stances_opposed(ALLEGED) == {FLAT, ALLEGED}, stances_opposed(2)
    (True, {2})
    """
    return {FLAT, ALLEGED} if stance in (FLAT, ALLEGED) else {stance}


def compare(claims: Collection[Claim], single: bool, tested: bool = True) -> Outcome | None:
    """Return the outcome of comparing the claims of one fact, or None if there are none.

    Parameters
    ----------
    claims : collection of Claim
        The claims of the fact.
    single : bool
        Whether only one value of the property can be true.
    tested : bool
        Whether unlike values can be compared. Free text cannot, so unlike texts are never in
        conflict.

    Examples
    --------
    Dozens, and over a hundred; none, and over a hundred:

    >>> dozens, none = Claim(1, 0, 24, OPEN_HIGH, 24), Claim(2, 0, 0, 0, 0)
    >>> over_100 = Claim(3, 0, 101, OPEN_HIGH, 101)
    >>> compare([dozens, over_100], single=True).name, compare([none, over_100], single=True).name
    ('MORE_EXACT', 'CONFLICT')
    """
    if not claims:
        return None
    single = single and tested
    stances = sorted({claim.stance for claim in claims})
    for stance in stances:
        opposed = stances_opposed(stance)
        if conflict([claim for claim in claims if claim.stance in opposed], single):
            return Outcome.CONFLICT
    if count_sources(claims) == 1:
        return Outcome.SINGLE_SOURCE
    for stance in stances:
        group = [claim for claim in claims if claim.stance == stance]
        if count_sources(group) > 1:
            return _relation(group, single, tested)
    return Outcome.NOT_COMPARABLE


def conflict(claims: Collection[Claim], single: bool) -> bool:
    """Return whether claims cannot all be true."""
    affirmed = [claim for claim in claims if not claim.denied]
    denied = [claim for claim in claims if claim.denied]
    if not single:
        return any(_within(claim, denial) for claim in affirmed for denial in denied)
    low = max((claim.low for claim in affirmed), default=OPEN_LOW)
    high = min((claim.high for claim in affirmed), default=OPEN_HIGH)
    # If denials leave any value, they leave the lowest or one just above a denied range.
    candidates = {low, *(claim.high + 1 for claim in denied)}
    return not any(
        low <= value <= high and not any(claim.low <= value <= claim.high for claim in denied)
        for value in candidates
    )


def _relation(claims: Collection[Claim], single: bool, tested: bool) -> Outcome:
    """Return the outcome of compatible claims of one stance that several sources make."""
    if agree(claims, single):
        return Outcome.AGREE
    if not tested:
        return Outcome.NOT_TESTED
    has_denials = any(claim.denied for claim in claims)
    if single:
        return Outcome.MORE_EXACT if not has_denials and _is_chain(claims) else Outcome.OVERLAP
    sources = {claim.source for claim in claims}
    chains = not has_denials and all(
        _is_chain(group) and {claim.source for claim in group} == sources
        for group in _nested(claims)
    )
    return Outcome.MORE_EXACT if chains else Outcome.DIFFER


def agree(claims: Collection[Claim], single: bool) -> bool:
    """Return whether all sources give the same range or, if several can be true, the same set."""
    if single:
        return len({(claim.low, claim.high, claim.denied) for claim in claims}) == 1
    values: dict[int, set[tuple[int, bool]]] = {claim.source: set() for claim in claims}
    for claim in claims:
        values[claim.source].add((claim.value, claim.denied))
    return len(set(map(frozenset, values.values()))) == 1


def _within(inner: Claim, outer: Claim) -> bool:
    return outer.low <= inner.low and inner.high <= outer.high


def _widest_first(claims: Iterable[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: (claim.low, -claim.high))


def _is_chain(claims: Iterable[Claim]) -> bool:
    """Return whether each range lies within the next wider one."""
    return all(_within(inner, outer) for outer, inner in pairwise(_widest_first(claims)))


def _nested(claims: Iterable[Claim]) -> list[list[Claim]]:
    """Return the claims in groups, so that ranges of different groups have nothing in common."""
    groups: list[list[Claim]] = []
    reach = OPEN_LOW - 1
    for claim in _widest_first(claims):
        if claim.low > reach:
            groups.append([])
        groups[-1].append(claim)
        reach = max(reach, claim.high)
    return groups


def count_sources(claims: Collection[Claim]) -> int:
    """Return the number of distinct sources of some claims."""
    return len({claim.source for claim in claims})
