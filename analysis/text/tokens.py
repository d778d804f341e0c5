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
    plain = _ABBREVIATION.sub(r"\1\2", text.casefold())
    if not plain.isascii():
        marked = unicodedata.normalize("NFKD", plain).translate(_SAME)
        plain = "".join(_ascii_digit(c) for c in marked if not unicodedata.combining(c))
    return _TOKEN.findall(plain)


def one_word(before: str, after: str) -> bool:
    """Return whether a word goes on from one character to the next.

    >>> one_word("a", "b"), one_word("a", "-"), one_word("法", "院")
    (True, False, False)
    """
    return (before + after).isalnum() and not _UNSPACED.search(before + after)


def _ascii_digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


def names_in(text: str) -> set[str]:
    """Return the words of `text` that can match a name, and of unspaced scripts, character pairs.

    >>> sorted(names_in("Ministry 司法部"))
    ['ministry', '司法', '法部']
    """
    return {word for word in tokens(text) if not _UNSPACED.match(word)} | character_pairs(text)


def character_pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring characters in the parts of `text` in unspaced scripts.

    >>> sorted(character_pairs("Ministry 司法部"))
    ['司法', '法部']
    """
    runs = ("".join(tokens(run)) for run in _UNSPACED.findall(text))
    return {run[place : place + 2] for run in runs for place in range(max(len(run) - 1, 1))}
