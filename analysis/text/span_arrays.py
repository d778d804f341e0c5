"""Compare many spans at once with numpy; `spans` compares one pair.

All spans are on one axis. To put several texts on it, add a different offset to the spans of each
text, so that spans of different texts never overlap. No span is empty.
"""

from __future__ import annotations

import numpy as np


def expand_ranges(first: np.ndarray, count: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return one row per member of each range.

    Parameters
    ----------
    first, count : ndarray of int, shape (m,)
        The first member of each range, and its number of members.

    Returns
    -------
    owner, member : ndarray of int, shape (count.sum(),)
        The position of the range, and its member.

    Examples
    --------
    >>> owner, member = expand_ranges(np.array([0, 2]), np.array([2, 1]))
    >>> owner.tolist(), member.tolist()
    ([0, 0, 1], [0, 1, 2])
    """
    owner = np.repeat(np.arange(len(count)), count)
    before = np.cumsum(count) - count  # rows of the ranges before each
    return owner, first[owner] + np.arange(len(owner)) - before[owner]


def overlapping_pairs(
    start: np.ndarray, end: np.ndarray, other_start: np.ndarray, other_end: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return every pair of spans, one of each side, that overlap.

    Parameters
    ----------
    start, end : ndarray of int, shape (n,)
        Spans of the first side, in any order; they may overlap each other.
    other_start, other_end : ndarray of int, shape (m,)
        Spans of the second side.

    Returns
    -------
    one, two : ndarray of int
        The positions of the two spans of each pair, by `one` and then by the start of `two`.
    share : ndarray of float
        The characters that the two share, divided by those that either covers (0 to 1].

    Examples
    --------
    >>> one, two, share = overlapping_pairs(*np.array([[0], [4]]), *np.array([[4, 2], [6, 6]]))
    >>> one.tolist(), two.tolist(), share.round(2).tolist()
    ([0], [1], [0.33])
    """
    order = np.argsort(other_start, kind="stable")
    in_order = other_start[order]
    longest = int((other_end - other_start).max(initial=0))
    # Candidates begin before the span ends, but not so early that even the longest would end before
    # it.
    first = np.searchsorted(in_order, start - longest, side="right")
    one, position = expand_ranges(first, np.searchsorted(in_order, end, side="left") - first)
    two = order[position]
    shared = np.minimum(end[one], other_end[two]) - np.maximum(start[one], other_start[two])
    one, two, shared = one[shared > 0], two[shared > 0], shared[shared > 0]
    covered = np.maximum(end[one], other_end[two]) - np.minimum(start[one], other_start[two])
    return one, two, shared / covered


def overlap_any(
    start: np.ndarray, end: np.ndarray, other_start: np.ndarray, other_end: np.ndarray
) -> np.ndarray:
    """Return whether each span overlaps any of the others.

    Parameters
    ----------
    start, end : ndarray of int, shape (n,)
        Spans in any order.
    other_start, other_end : ndarray of int, shape (m,)
        Spans in any order; they may overlap each other.

    Returns
    -------
    ndarray of bool, shape (n,)

    Examples
    --------
    >>> words = np.array([[0, 2], [3, 5], [6, 9]])
    >>> overlap_any(*words.T, np.array([4]), np.array([9])).tolist()
    [False, True, True]
    """
    # Others that begin before the span ends, less those that end before it begins.
    begun = np.searchsorted(np.sort(other_start), end, side="left")
    ended = np.searchsorted(np.sort(other_end), start, side="right")
    return begun > ended


def union_lengths(
    group: np.ndarray, start: np.ndarray, end: np.ndarray, n_groups: int
) -> np.ndarray:
    """Return how many points the spans of each group cover, counting each point once.

    Parameters
    ----------
    group : ndarray of int, shape (n,)
        The group of each span, from 0 to `n_groups` - 1.
    start, end : ndarray of int, shape (n,)
        Spans in any order; they may overlap each other.
    n_groups : int
        The number of groups.

    Returns
    -------
    ndarray of int, shape (n_groups,)

    Examples
    --------
    >>> union_lengths(np.array([0, 0, 1]), np.array([0, 3, 5]), np.array([5, 8, 6]), 3).tolist()
    [8, 1, 0]
    """
    if not len(group):
        return np.zeros(n_groups, dtype="int64")
    reach, width = int(end.max()) + 1, int((end - start).max()) + 1
    # Groups are laid end to end on one axis; position and length packed in one number sort fastest.
    place, length = np.divmod(np.sort((group * reach + start) * width + (end - start)), width)
    ends = np.maximum.accumulate(place + length)
    before = np.concatenate(([0], ends[:-1]))
    new = np.maximum(ends - np.maximum(place, before), 0)
    return np.bincount(place // reach, weights=new, minlength=n_groups).astype("int64")
