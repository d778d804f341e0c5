"""Fold a text so that its numbers can be read, whatever its digits, case, accents and spaces."""

# ruff: noqa: RUF001 - characters of other scripts are what this is about

from __future__ import annotations

import re
import unicodedata

from analysis.text.characters import HIDDEN

_ALIKE = str.maketrans("يىكı’‘−‐‑–—", "ییکi''-----", "ـ" + "".join(map(chr, (0x200C, 0x200D))))
_HIDDEN = re.compile(f"[{HIDDEN}]")
_SPACE = re.compile(r"[^\S\n]")
_LINE_END = re.compile(r"(?<!\n)\n(?!\s*\n)")


class _Folding(dict):
    """Map characters for `str.translate`: digits to those of ASCII, combining marks to nothing."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if unicodedata.combining(character):
            character = ""
        elif character.isdecimal():
            character = str(unicodedata.decimal(character))
        self[code] = character
        return character


_FOLDING = _Folding()


def folded(text: str) -> str:
    """Return a text without case, accents and hidden characters, with the digits of ASCII.

    Superscripts and fractions such as "½" stay as they are, because they change a number. Spaces
    of every kind become plain ones; so does a single line end.

    Examples
    --------
    >>> folded("FÜNFUNDDREISSIG"), folded("۳۵ نفر"), folded("3½")
    ('funfunddreissig', '35 نفر', '3½')
    """
    text = text.casefold()
    if not text.isascii():
        text = _HIDDEN.sub("", unicodedata.normalize("NFD", text))
        text = text.translate(_ALIKE).translate(_FOLDING)
    return _SPACE.sub(" ", _LINE_END.sub(" ", text))
