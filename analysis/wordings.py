"""Words and their forms in any script, and which words of ours stand for which of a text."""

# ruff: noqa: RUF001 - letters of other scripts are what some of this is about

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

from analysis.schema import Table
from analysis.sentences import UNSPACED

SHORTEST = 4  # letters that two forms of a word share at least

# In scripts without spaces each character is a word, and a name is known by pairs of characters.
_TOKEN = re.compile(rf"\d+(?:[.,]\d+)*|[{UNSPACED}]|[^\W\d_{UNSPACED}]+")
_UNSPACED = re.compile(f"[{UNSPACED}]+")
_SAME = str.maketrans("يىك٬٫", "ییک,.", "ـ")  # Arabic and Persian spellings; a stroke is no letter
_ABBREVIATION = re.compile(r"\b([^\W\d_])\.([^\W\d_])\b\.?")  # U.S. is one word

# Words that carry no fact of their own.
EMPTY = frozenset(
    _TOKEN.findall(
        "a an and are as at be been by for from had has have he her his in into is it its of on or"
        " our over s t than that the their them they this to under up was were which who with"
    )
)

Wordings = dict[str, list[tuple[list[str], list[str]]]]


def tokens(text: str) -> list[str]:
    """The words and numbers of `text`, without case and accents, in order.

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
    """Whether the space between two characters that follow each other is within a word.

    >>> one_word("a", "b"), one_word("a", "-"), one_word("法", "院")
    (True, False, False)
    """
    return (before + after).isalnum() and not _UNSPACED.search(before + after)


def _ascii_digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


def names_in(text: str) -> set[str]:
    """The words of `text` by which a name is known; of scripts without spaces, pairs of characters.

    >>> sorted(names_in("Ministry 司法部"))
    ['ministry', '司法', '法部']
    """
    return {word for word in tokens(text) if not _UNSPACED.match(word)} | _pairs(text)


def _pairs(text: str) -> set[str]:
    runs = ("".join(tokens(run)) for run in _UNSPACED.findall(text))
    return {run[at : at + 2] for run in runs for at in range(max(len(run) - 1, 1))}


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
    found = {*words, *_pairs(passage)}
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
