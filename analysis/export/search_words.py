"""List the words under which a search for whole words should find a text.

The full-text search of SQLite treats whatever is between two spaces or marks as a word, so it finds
no Chinese words, and it keeps the vowel marks of Arabic. These words are added to its index.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.text.characters import UNSPACED
from analysis.text.normal_form import NON_JOINER, normal_form
from analysis.text.tokens import plain, tokens

LONGEST = 10  # characters in a word of a script without spaces
_SHORTEST_STEM = 2  # syllables of a Korean word, to which particles are attached
_UNSPACED = re.compile(f"[{UNSPACED}々]+")
_POINTED = re.compile("[\u0590-\u06ff]+")  # words of Hebrew and Arabic script
_HANGUL = re.compile("[가-힣]+")
_ARABIC_LETTERS = str.maketrans("یک", "يك")  # for the Persian letters in the normal form


def search_words(text: str) -> list[str]:
    """Return the words that a search of a text needs in addition to those written in it.

    They are its words in their normal form and without accents; words in Arabic script also with
    the letters of Arabic, and as written but without vowel marks; the beginnings of Korean words;
    and, in scripts without spaces, each sequence of up to `LONGEST` characters.

    Parameters
    ----------
    text : str
        A quote, a value or a note.

    Returns
    -------
    list of str
        In alphabetical order, without repetition. A plain ASCII text needs none.

    Examples
    --------
    >>> search_words("签发令"), search_words("Straße"), search_words("A court met.")
    (['令', '发', '发令', '签', '签发'], ['strasse'], [])
    """
    if text.isascii():
        return []
    written = set(re.findall(r"\w+", text.lower()))
    return sorted(set(_words(text)) - written)


def _words(text: str) -> Iterator[str]:
    for word in (*tokens(text), *re.findall(r"\w+", plain(text))):
        if not _UNSPACED.match(word):
            yield word.replace(NON_JOINER, "")
            yield word.translate(_ARABIC_LETTERS).replace(NON_JOINER, "")
    for word in _POINTED.findall(text):  # as written, but without its marks and tatweels
        yield "".join(letter for letter in word if letter.isalpha()).replace("\u0640", "")
    for run in _HANGUL.findall(text):
        yield from (run[:end] for end in range(_SHORTEST_STEM, len(run)))
    for written in {text, normal_form(text)}:
        for run in _UNSPACED.findall(written):
            for start in range(len(run)):
                ends = range(start + 1, min(start + LONGEST, len(run)) + 1)
                yield from (run[start:end] for end in ends)
