"""Words and their forms in any script, and which words of ours stand for which of a text."""

from __future__ import annotations

from collections import defaultdict

from analysis.text.tokens import EMPTY, character_pairs, tokens
from analysis.validation.schema import Table

SHORTEST = 4  # letters that two forms of a word share at least


Wordings = dict[str, list[tuple[list[str], list[str]]]]


def read_wordings(table: Table, *uses: str) -> Wordings:
    """Our words and theirs for these uses, as tokens, by the first of theirs."""
    wordings: Wordings = defaultdict(list)
    for _, use, ours, theirs in table.rows("use", "ours", "theirs"):
        if use in uses and (words := tokens(theirs)):
            wordings[words[0]].append((tokens(ours), words))
    return wordings


def said_in(passage: str, wordings: Wordings) -> set[str]:
    """The words of `passage`, and those of ours that stand for words of it.

    >>> wordings = {"assassination": [(["killing"], ["assassination"])]}
    >>> sorted(said_in("the assassination", wordings))
    ['assassination', 'killing', 'the']
    """
    words = tokens(passage)
    found = {*words, *character_pairs(passage)}
    for at, word in enumerate(words):
        for ours, theirs in wordings.get(word, ()):
            if words[at : at + len(theirs)] == theirs:
                found.update(ours)
    return found


def is_said(word: str, said: set[str]) -> bool:
    """Whether `word`, or another form of it, is among the words `said`; a number must be the same.

    >>> is_said("retaliation", {"retaliatory"}), is_said("35", {"350"}), is_said("not", {"nothing"})
    (True, False, False)
    """
    if word in said:
        return True
    if word[0].isdigit() or len(word) < SHORTEST:
        return False
    return any(_same_stem(word, other) for other in said)


def _same_stem(one: str, other: str) -> bool:
    """Whether two words share the beginning, which is two thirds of the shorter at least."""
    letters = list(zip(one, other, strict=False))
    shared = next((at for at, (a, b) in enumerate(letters) if a != b), len(letters))
    return shared >= SHORTEST and 3 * shared >= 2 * len(letters)


def unsaid(value: str, said: set[str], exactly: bool = False) -> list[str]:
    """The words of `value` that are not among `said`; those that say nothing only if `exactly`."""
    words = dict.fromkeys(tokens(value))
    return [w for w in words if (exactly or w not in EMPTY) and not is_said(w, said)]
