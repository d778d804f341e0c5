"""Find the word, number or character that a quote would cut.

One word is a run of letters and digits, including apostrophes ("don't"), except that a possessive
's and an elided article ("l'Iran") may be left off. So are an abbreviation ("U.S."), an address,
and a compound whose first part begins with a lower-case letter ("well-known", "non-military"),
while the name may be quoted from "Iran-backed". In scripts without spaces, a quote may begin and
end between any two characters.
"""

# ruff: noqa: RUF001 - this module is about letters and marks of other scripts

from __future__ import annotations

import re
import string
import unicodedata
from typing import NamedTuple

from analysis.text.characters import HIDDEN, is_unspaced
from analysis.text.spans import Span, occurrences

LONGEST_CUT = 60  # characters on either side that can belong to what is cut
_LONGEST_CHARACTER = 40  # code points

_APOSTROPHES, _HYPHENS = "'’ʼ＇‘´`′ʻ", "-‐‑"
# The first parts of compounds, even in capitals, that give the second part another meaning.
_PREFIXES = {
    "anti", "co", "counter", "deputy", "ex", "former", "half", "mid", "multi", "neo", "non",
    "post", "pre", "pro", "pseudo", "quasi", "semi", "sub", "vice",
}  # fmt: skip
_POINTS = '״׳"'  # between letters in Hebrew abbreviations
_HAN_NUMERALS = "〇零一二两兩三四五六七八九十百千万萬亿億兆"
_GROUPS = r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u2005-\u2009\u202f]\d{3})+(?!\d)"  # "35 000"
_JOINING = r".,:/'’ʼ′٫٬·⁄×，．：／\-‐‑–—−~～〜"
_DIGITS = rf"(?:{_GROUPS}|[−.,]?\d+)"
_NUMBER = re.compile(
    rf"{_DIGITS}(?:[{_JOINING}]{_DIGITS}|(?:st|nd|rd|th)\b)*"  # "3.5", "2020-03-04", "14:05"
    rf"[{_HAN_NUMERALS}]*(?:[ \u00a0\u202f]?[%‰‱٪％])?[⁺⁻]?[⁰¹²³⁴-⁹]*"
    r"(?:[ \u00a0\u202f]?[¼-¾⅐-⅞]|[ \u00a0\u202f]\d[/⁄]\d\d?(?![\d/]))?"  # "3 ½", "3 1/2"
    rf"|[{_HAN_NUMERALS}]{{2,}}"
)
# ASCII characters that no number contains.
_NOT_IN_NUMBERS = {*string.ascii_letters, *'"()[]!?;\n'} - {*"stndrh"}
# Letters that compose Hangul syllables, and vowels that belong to the letter before them.
_DEPENDENT = re.compile("[\u0d4e\u0e33\u0eb3\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]")
_POSSESSIVE = re.compile(r"[sS](?!\w)")
_ELIDED = re.compile(
    r"(?<!\w)(?:[ldcjmnts]|qu|lorsqu|puisqu|jusqu|quoiqu|un|dell|all|nell|sull|dall|quest)$",
    re.IGNORECASE,
)
_NOT_BEFORE_NAMES = frozenset("cjmnst")
_SEEN = re.compile(f"[^{HIDDEN}]")


class Cut(NamedTuple):
    """A cut through a "word", a "number" or a "character", with the span of what is cut."""

    kind: str
    span: Span


def cut_at(text: str, place: int) -> Cut | None:
    """Return what is cut if a quote begins or ends at an offset of a text.

    Parameters
    ----------
    text : str
        The text.
    place : int
        The offset, in code points.

    Returns
    -------
    Cut or None
        None if the offset lies between words.

    Examples
    --------
    >>> cut_at("In 35,000 cases", 5), cut_at("the executive", 11), cut_at("the end", 3)
    (Cut(kind='number', span=(3, 9)), Cut(kind='word', span=(4, 13)), None)
    >>> cut_at("cafe\\u0301", 4), cut_at("Trump's plan", 5), cut_at("don't", 3)
    (Cut(kind='character', span=(0, 5)), None, Cut(kind='word', span=(0, 5)))
    """
    kind = _kind(text, place)
    if not kind:
        return None
    start = end = place
    while place - start < LONGEST_CUT and _kind(text, start):
        start -= 1
    while end - place < LONGEST_CUT and _kind(text, end):
        end += 1
    return Cut(kind, (start, end))


def is_whole(text: str, span: Span) -> bool:
    """Return whether neither end of a span cuts anything.

    >>> is_whole("in Farsi", (3, 8)), is_whole("in Farsi", (3, 7))
    (True, False)
    """
    return not any(_kind(text, place) for place in span)


def occurs_whole(text: str, words: str) -> bool:
    """Return whether words occur in a text without cutting anything in at least one place.

    >>> occurs_whole("Farsi and Fars", "Fars"), occurs_whole("in Farsi", "Fars")
    (True, False)
    """
    places = occurrences(text, words)
    return any(is_whole(text, (place, place + len(words))) for place in places)


def _kind(text: str, place: int) -> str:
    """Return what is cut at an offset: "character", "number", "word", or "" for nothing."""
    if not 0 < place < len(text):
        return ""
    if not _may_be_inside(text, place):
        return ""
    if _is_in_character(text, place):
        return "character"
    if _is_in_number(text, place):
        return "number"
    return "word" if _is_in_word(text, place) else ""


def _may_be_inside(text: str, place: int) -> bool:
    """Return False for the most common case, an ASCII space beside an ASCII letter."""
    pair = text[place - 1 : place + 1]
    return not (pair.isascii() and pair.replace(" ", "").isalpha() and " " in pair)


def _is_in_character(text: str, place: int) -> bool:
    """Return whether an offset lies within what a reader sees as one character."""
    pair = text[place - 1 : place + 1]
    if pair.isascii():
        return pair == "\r\n"
    if not (_DEPENDENT.search(pair) or any(map(_may_join, pair))):
        return False
    from regex import finditer  # loaded when the first text needs it

    begin = place - 1
    while begin > max(0, place - _LONGEST_CHARACTER) and not text[begin].isascii():
        begin -= 1
    ends = (match.end() for match in finditer(r"\X", text[begin : place + _LONGEST_CHARACTER]))
    return place - begin not in ends


def _may_join(character: str) -> bool:
    """Return whether a character can combine with another: a mark, a joiner or an emoji."""
    category = unicodedata.category(character)
    return category.startswith("M") or category in ("Cf", "Sk", "So")


def _is_in_number(text: str, place: int) -> bool:
    if not _NOT_IN_NUMBERS.isdisjoint(text[place - 1 : place + 1]):
        return False
    begin = max(0, place - LONGEST_CUT)
    numbers = _NUMBER.finditer(text, begin, place + LONGEST_CUT)
    return next((match.start() < place for match in numbers if match.end() > place), False)


def _is_in_word(text: str, place: int) -> bool:
    before, after = _letter_before(text, place), _letter_after(text, place)
    if _is_letter(before) and _is_letter(after):
        return True
    if _is_letter(after):  # the character before may join the word
        return _joins(text, place - 1) and not _is_after_elision(text, place)
    if _is_letter(before):
        return _joins(text, place) and not _is_before_possessive(text, place)
    return False


def _joins(text: str, place: int) -> bool:
    """Return whether the mark at an offset joins the letters on both sides into one word."""
    mark = text[place]
    before, after = _letter_before(text, place), _letter_after(text, place + 1)
    if not (_is_letter(before) and _is_letter(after)):
        return False
    if mark in _APOSTROPHES:
        return True
    if mark in _POINTS:
        return all("\u05d0" <= letter <= "\u05ea" for letter in (before, after))
    if mark in _HYPHENS:
        is_prefix = _word_before(text, place).casefold() in _PREFIXES
        is_lower = _first_letter(text, place).islower()
        return is_prefix or is_lower or before.isdigit() or after.isdigit()
    if mark in "·‧":
        return before in "lL" and after in "lL"  # in Catalan
    if mark == ".":
        is_initial = before.isalpha() and not _is_letter(_letter_before(text, place - 1))
        return after.islower() or is_initial or text.startswith(".", place + 2)  # "Ph.D."
    return mark in "@_" or (mark == "&" and before.isupper() and after.isupper())


def _is_before_possessive(text: str, place: int) -> bool:
    return text[place] in _APOSTROPHES and bool(_POSSESSIVE.match(text, place + 1))


def _is_after_elision(text: str, place: int) -> bool:
    """Return whether an offset follows an elided word, unlike in a name such as N'Djamena."""
    elided = _ELIDED.search(text, max(0, place - 10), place - 1)
    if not elided or text[place - 1] not in _APOSTROPHES:
        return False
    return not (text[place].isupper() and elided[0].casefold() in _NOT_BEFORE_NAMES)


def _letter_before(text: str, place: int) -> str:
    """Return the last visible character before an offset that is not a combining mark, or ""."""
    while place > 0 and not _is_base(text[place - 1]):
        place -= 1
    return text[place - 1 : place]


def _letter_after(text: str, place: int) -> str:
    while place < len(text) and not _is_base(text[place]):
        place += 1
    return text[place : place + 1]


def _is_base(character: str) -> bool:
    if character.isascii():
        return True
    if character == "\u200b":  # an invisible space between words
        return True
    return bool(_SEEN.match(character)) and not unicodedata.category(character).startswith("M")


def _word_before(text: str, place: int) -> str:
    """Return the letters before an offset, as far back as they go."""
    begin = place
    while begin > max(0, place - LONGEST_CUT) and text[begin - 1].isalpha():
        begin -= 1
    return text[begin:place]


def _first_letter(text: str, place: int) -> str:
    """Return the first letter of the word that ends at an offset."""
    begin = place
    while begin > max(0, place - LONGEST_CUT) and not text[begin - 1].isspace():
        begin -= 1
        if not (text[begin].isalnum() or text[begin] in _HYPHENS):
            return text[begin + 1 : begin + 2]
    return text[begin]


def _is_letter(character: str) -> bool:
    """Return whether a character is a letter or digit of a script with spaces between words."""
    return character.isalnum() and not is_unspaced(character)
