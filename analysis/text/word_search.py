"""Find the few texts among many that may contain some words, without folding each text.

The letters from a to z of all texts are joined in one sequence of bytes, so a search for a word is
a search for bytes. They are the letters of `tokens.plain`, character by character.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from analysis.text.tokens import PRONOUNS, plain

_N_CODE_POINTS = 0x110000
_OTHERS = re.compile("[^a-z]")
_BETWEEN = "\n"  # texts
_REPLACED = re.compile("|".join(PRONOUNS.values()))  # a text spells them in other ways


def may_have_words(texts: Sequence[str], phrases: Sequence[Sequence[str]]) -> np.ndarray:
    """Return whether each text may contain all words of each phrase.

    Parameters
    ----------
    texts : sequence of str
        The texts.
    phrases : sequence of sequence of str
        The words of each phrase as `tokens.tokens` returns them, or the beginnings of words. A word
        with letters other than a to z excludes no text.

    Returns
    -------
    ndarray of bool, shape (n_texts, n_phrases)
        True if the text has tokens that begin with the words, in any order; otherwise True or
        False.

    Examples
    --------
    >>> may_have_words(["It was Låter.", "It is late."], [["later"], ["it", "is"]]).tolist()
    [[True, False], [False, True]]
    """
    letters = _letters(texts)
    ends = np.flatnonzero(np.frombuffer(letters, dtype="uint8") == ord(_BETWEEN))
    may_have = np.ones((len(texts), len(phrases)), dtype=bool)
    for column, words in enumerate(phrases):
        for word in words:
            if _OTHERS.search(word) or _REPLACED.search(word):
                continue
            places = [match.start() for match in re.finditer(word.encode(), letters)]
            has_word = np.zeros(len(texts), dtype=bool)
            has_word[np.searchsorted(ends, places)] = True
            may_have[:, column] &= has_word
    return may_have


def _letters(texts: Sequence[str]) -> bytes:
    """Return the letters from a to z of each text, and a line end after each."""
    joined = "".join([text.replace(_BETWEEN, " ") + _BETWEEN for text in texts])
    is_present = np.zeros(_N_CODE_POINTS, dtype=bool)
    is_present[_code_points(joined)] = True
    letter = np.zeros(_N_CODE_POINTS, dtype="uint8")
    letter[range(ord("a"), ord("z") + 1)] = range(ord("a"), ord("z") + 1)
    for character in map(chr, np.flatnonzero(is_present).tolist()):
        folded = _OTHERS.sub("", plain(character))
        if len(folded) > 1:
            joined = joined.replace(character, folded)
        elif folded:
            letter[ord(character)] = ord(folded)
    letter[ord(_BETWEEN)] = ord(_BETWEEN)
    letters = letter[_code_points(joined)]
    return letters[letters > 0].tobytes()


def _code_points(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
