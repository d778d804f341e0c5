"""Split text in any script into words and numbers that can be compared."""

from __future__ import annotations

import re
import unicodedata

from analysis.text.characters import NUMERALS, UNSPACED
from analysis.text.normal_form import NON_JOINER, parted_form
from analysis.text.patterns import lazy_pattern

# Blocks of scripts whose vowels are combining marks, such as Devanagari and Tamil.
_BLOCKS = (range(0x0900, 0x0E00), range(0x0F00, 0x1000), range(0x1700, 0x1CF3))
_VOWELS = "".join(
    character
    for block in _BLOCKS
    for character in map(chr, block)
    if unicodedata.category(character) in ("Mn", "Mc")
)
# In scripts without spaces, each character is a word, and names are recognised by pairs of them.
_TOKEN = lazy_pattern(
    rf"\d+(?:[.,]\d+)*(?:(?<=10)[⁺⁻]?[⁰¹²³⁴-⁹]+|[¼-¾⅐-⅞])?|[{NUMERALS}]+|[{UNSPACED}]"
    rf"|(?:[^\W\d_{UNSPACED}{NUMERALS}][{_VOWELS}{NON_JOINER}]*)+"
)
_BEYOND_ASCII = re.compile(r"[^\W\x00-\x7f]")
_ASCII_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[a-zA-Z]+")
_ABBREVIATION = re.compile(r"\.(?<=\b[^\W\d_]\.)([^\W\d_])\b\.?")  # U.S. is one word
# Pronouns that are names when written in capitals, and the pronouns that replace them here.
PRONOUNS = {"us": "ourselves", "who": "whom"}
_PRONOUN = re.compile(r"\b(?:[Uu]s|[Ww]ho)\b")
_CYRILLIC = re.compile("[\u0400-\u052f]")  # in which й and и are different letters


class _Plain(dict):
    """Map characters to those without accents for `str.translate`."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character == "\u0451":  # the Cyrillic io, often written as the letter ie
            plain = "\u0435"
        elif _CYRILLIC.match(character):
            plain = character
        else:
            letters = filter(_is_no_accent, unicodedata.normalize("NFD", character))
            plain = unicodedata.normalize("NFC", "".join(letters))
        self[code] = plain
        return plain


def _is_no_accent(character: str) -> bool:
    """Return whether a character is not a mark above or below a letter.

    The voicing marks of Japanese and the marks of Indic scripts and Thai make different letters.
    """
    return unicodedata.combining(character) < 200


_PLAIN = _Plain()
# Words that state no fact by themselves.
EMPTY = frozenset(
    _ASCII_TOKEN.findall(
        "a an and are as at be been by for from had has have he her his in into is it its of on or"
        " our over s t than that the their them they this to under up was were which who whom with"
    )
)


def tokens(text: str) -> list[str]:
    """Return the words and numbers of `text` in order, in their normal form and without accents.

    >>> tokens("The U.S.' 1.2 million, al-Asad's Ébène")
    ['the', 'us', '1.2', 'million', 'al', 'asad', 's', 'ebene']
    >>> tokens("۳۵ نفر"), tokens("35人")
    (['35', 'نفر'], ['35', '人'])
    """
    words = plain(text)
    return (_TOKEN if _BEYOND_ASCII.search(words) else _ASCII_TOKEN).findall(words)


def plain(text: str) -> str:
    """Return the normal form of `text` without accents, and with "us" for "U.S.".

    The pronouns "us" and "who" do not support the names "US" and "WHO".

    >>> plain("The U.S., the US and WHO asked us who it was")
    'the us, the us and who asked ourselves whom it was'
    """
    text = _PRONOUN.sub(lambda match: PRONOUNS[match[0].lower()], text)
    return _without_accents(_ABBREVIATION.sub(r"\1", parted_form(text)))


def without_accents(text: str) -> str:
    """Return the normal form of `text` without accents, but with every word unchanged.

    >>> without_accents("The U.S.' Ébène")
    "the u.s.' ebene"
    """
    return _without_accents(parted_form(text))


def _without_accents(text: str) -> str:
    return text if text.isascii() else text.translate(_PLAIN)
