"""Compare words of ours with those of a text, in any script, in other forms, and by wordings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set

from analysis.text.tokens import EMPTY, character_pairs, tokens
from analysis.validation.csv_tables import Table

SHORTEST_STEM = 4  # letters that two forms of a word share at least

# Pairs of our words and theirs, as tokens, by the first of theirs.
Wordings = dict[str, list[tuple[list[str], list[str]]]]


def read_wordings(table: Table, *uses: str) -> Wordings:
    """Return the rows of `wordings.csv` for these uses."""
    wordings: Wordings = defaultdict(list)
    for _, use, ours, theirs in table.rows("use", "ours", "theirs"):
        if use in uses and (words := tokens(theirs)):
            wordings[words[0]].append((tokens(ours), words))
    return wordings


def supported_words(passage: str, wordings: Wordings) -> set[str]:
    """Return the words of `passage`, and those of ours that may be used for words of it.

    >>> wordings = {"assassination": [(["killing"], ["assassination"])]}
    >>> sorted(supported_words("the assassination", wordings))
    ['assassination', 'killing', 'the']
    """
    words = tokens(passage)
    supported = {*words, *character_pairs(passage)}
    for start, word in enumerate(words):
        for ours, theirs in wordings.get(word, ()):
            if words[start : start + len(theirs)] == theirs:
                supported.update(ours)
    return supported


def is_supported(word: str, words: Set[str]) -> bool:
    """Return whether `word`, or another form of it, is among `words`; numbers must be the same.

    >>> is_supported("retaliation", {"retaliatory"}), is_supported("not", {"nothing"})
    (True, False)
    >>> is_supported("35", {"350"})
    False
    """
    if word in words:
        return True
    if word[0].isdigit() or len(word) < SHORTEST_STEM:
        return False
    return any(_have_one_stem(word, candidate) for candidate in words)


def _have_one_stem(first: str, second: str) -> bool:
    """Return whether two words share their beginning, at least two thirds of the shorter one."""
    letters = list(zip(first, second, strict=False))
    shared = next((i for i, (a, b) in enumerate(letters) if a != b), len(letters))
    return shared >= SHORTEST_STEM and 3 * shared >= 2 * len(letters)


def unsupported(value: str, words: Set[str], exactly: bool = False) -> list[str]:
    """Return the words of `value` that are not among `words`.

    Function words count only if `exactly` is true.

    >>> unsupported("killing of a general", {"killed", "general"}), unsupported("35", {"36"})
    ([], ['35'])
    """
    own = dict.fromkeys(tokens(value))
    return [w for w in own if (exactly or w not in EMPTY) and not is_supported(w, words)]
