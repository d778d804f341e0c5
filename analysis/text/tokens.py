"""Split text in any script into words and numbers that can be compared."""

# ruff: noqa: RUF001 - letters of other scripts are the subject of some lines

from __future__ import annotations

import re
import unicodedata

from analysis.text.characters import UNSPACED

# In scripts without spaces each character is a word, and a name is known by pairs of characters.
_TOKEN = re.compile(rf"\d+(?:[.,]\d+)*|[{UNSPACED}]|[^\W\d_{UNSPACED}]+")
_UNSPACED = re.compile(f"[{UNSPACED}]+")
_SAME = str.maketrans("يىك٬٫", "ییک,.", "ـ")  # Arabic and Persian spellings; drop the tatweel


class _Plain(dict):
    """Map characters to plain ones for `str.translate`: no combining marks, and digits of ASCII."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if unicodedata.combining(character):
            character = ""
        elif character.isdecimal():
            character = str(unicodedata.decimal(character))
        self[code] = character
        return character


_PLAIN = _Plain()
_ABBREVIATION = re.compile(r"\b([^\W\d_])\.([^\W\d_])\b\.?")  # U.S. is one word
# Words that carry no fact of their own.
EMPTY = frozenset(
    _TOKEN.findall(
        "a an and are as at be been by for from had has have he her his in into is it its of on or"
        " our over s t than that the their them they this to under up was were which who with"
    )
)


def tokens(text: str) -> list[str]:
    """Return the words and numbers of `text` in order, without case and accents.

    >>> tokens("The U.S.' 1.2 million, al-Asad's Ébène")
    ['the', 'us', '1.2', 'million', 'al', 'asad', 's', 'ebene']
    >>> tokens("۳۵ نفر"), tokens("35人")
    (['35', 'نفر'], ['35', '人'])
    """
    return _TOKEN.findall(plain(text))


def plain(text: str) -> str:
    """Return `text` without case and accents, with the digits of ASCII, and "us" for "U.S."."""
    folded = _ABBREVIATION.sub(r"\1\2", text.casefold())
    if folded.isascii():
        return folded
    return unicodedata.normalize("NFKD", folded).translate(_SAME).translate(_PLAIN)


def one_word(before: str, after: str) -> bool:
    """Return whether a word goes on from one character to the next.

    >>> one_word("a", "b"), one_word("a", "-"), one_word("法", "院")
    (True, False, False)
    """
    return (before + after).isalnum() and not _UNSPACED.search(before + after)
