"""Fold a text so that its numbers and dates can be read, whatever its digits, case and accents.

This is the plain form of `text.tokens`, with the position of each character in the text.
"""

from __future__ import annotations

import re
import unicodedata

from analysis.text.tokens import without_accents

_SPACE = re.compile(r"[^\S\n]")
_LINE_END = re.compile(r"(?<!\n)\n(?!\s*\n)")
_FOLDED: dict[str, str] = {}


def folded(text: str) -> str:
    """Return a text without case, accents or invisible characters, and with ASCII digits.

    Superscripts and fractions such as "½" are kept, because they change a number. Spaces of every
    kind become plain ones, and so does a single line end.

    Examples
    --------
    >>> folded("FÜNFUNDDREISSIG"), folded("۳۵ نفر"), folded("3½")
    ('funfunddreissig', '35 نفر', '3½')
    """
    return fold(text)[0]


def fold(text: str) -> tuple[str, list[int]]:
    """Return a folded text, with the position in the text of each character and of the end.

    Examples
    --------
    >>> fold("ﬁve")
    ('five', [0, 0, 1, 2, 3])
    """
    if text.isascii():
        return _with_plain_spaces(text.replace("`", "'").lower()), list(range(len(text) + 1))
    characters: list[str] = []
    places: list[int] = []
    for place, letter in _letters(text):
        if letter not in _FOLDED:
            _FOLDED[letter] = letter if letter.isspace() else without_accents(letter)
        characters += _FOLDED[letter]
        places += [place] * len(_FOLDED[letter])
    return _with_plain_spaces("".join(characters)), [*places, len(text)]


def _with_plain_spaces(text: str) -> str:
    return _SPACE.sub(" ", _LINE_END.sub(" ", text))


def _letters(text: str) -> list[tuple[int, str]]:
    """Return each character of a text, composed with the accents after it, and its position."""
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return list(enumerate(text))
    starts = [
        n for n, character in enumerate(text) if not n or not unicodedata.combining(character)
    ]
    ends = [*starts[1:], len(text)]
    return [
        (start, letter)
        for start, end in zip(starts, ends, strict=True)
        for letter in unicodedata.normalize("NFC", text[start:end])
    ]
