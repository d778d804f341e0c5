"""Find texts that are the same but for a byline, white space or punctuation.

Such texts are one voice, however often they were published. Texts that share passages, but say more
than a few other words at their ends, or other words within, are not the same.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from analysis.text.tokens import tokens

RUN = 8  # words that two texts must share in a row to be compared
MOST_AROUND = 30  # words at either end that may differ: a headline, a byline, a credit
LEAST_SHARED = 20  # words, of texts that are not wholly the same
_SHARE = 0.6  # of the words of the shorter text
_ONE_IN = 8  # of the runs of a text that are looked up; the others would find no other pair


def duplicates(texts: Sequence[str]) -> list[list[int]]:
    """Return the groups of texts that are the same.

    Parameters
    ----------
    texts : sequence of str
        The texts.

    Returns
    -------
    list of list of int
        The places of the texts of each group of two or more, in order.

    Examples
    --------
    >>> duplicates(["Ten men left.", "One came.", "Ten men  left!"])
    [[0, 2]]
    """
    words = [tokens(text) for text in texts]
    first = list(range(len(texts)))  # the first text of the group of each
    for left, right in sorted(_candidates(words)):
        if first[left] != first[right] and are_same(words[left], words[right]):
            old, new = max(first[left], first[right]), min(first[left], first[right])
            first = [new if group == old else group for group in first]
    groups: dict[int, list[int]] = defaultdict(list)
    for place, group in enumerate(first):
        groups[group].append(place)
    return [group for group in groups.values() if len(group) > 1]


def are_same(left: Sequence[str], right: Sequence[str]) -> bool:
    """Return whether two texts, as words, differ in a few words at their ends at most.

    >>> text = "the court issued a warrant for ten men on monday and police held " * 2
    >>> are_same(["by", "ada", *text.split()], [*text.split(), "reuters"])
    True
    """
    if left == right:
        return bool(left)
    shorter, longer = sorted((left, right), key=len)
    middle = (len(shorter) - RUN) // 2
    if middle < 0 or abs(len(left) - len(right)) > 2 * MOST_AROUND:
        return False
    run = list(shorter[middle : middle + RUN])
    for place in range(len(longer) - RUN + 1):
        if longer[place] == run[0] and list(longer[place : place + RUN]) == run:
            begin, end = _extended(shorter, longer, middle, place)
            shift = place - middle
            around = (begin, begin + shift, len(shorter) - end, len(longer) - end - shift)
            least = max(LEAST_SHARED, _SHARE * len(shorter))
            if max(around) <= MOST_AROUND and end - begin >= least:
                return True
    return False


def _extended(
    shorter: Sequence[str], longer: Sequence[str], start: int, place: int
) -> tuple[int, int]:
    """Return the span in the shorter text of the longest run of same words around `start`."""
    shift, begin, end = place - start, start, start
    while begin > 0 and begin + shift > 0 and shorter[begin - 1] == longer[begin + shift - 1]:
        begin -= 1
    while end < len(shorter) and end + shift < len(longer) and shorter[end] == longer[end + shift]:
        end += 1
    return begin, end


def _candidates(words: Sequence[Sequence[str]]) -> set[tuple[int, int]]:
    """Return pairs of texts that have all words, or a run of words, in common."""
    places: dict[int, set[int]] = defaultdict(set)
    for place, of_text in enumerate(words):
        places[hash(("whole", *of_text))].add(place)
        for start in range(len(of_text) - RUN + 1):
            if zlib.crc32(of_text[start].encode("utf-8")) % _ONE_IN == 0:
                places[hash(tuple(of_text[start : start + RUN]))].add(place)
    pairs = set()
    for of_run in places.values():
        ordered = sorted(of_run)
        pairs |= set(pairwise(ordered))
        pairs |= {(ordered[0], place) for place in ordered[1:]}
    return pairs
