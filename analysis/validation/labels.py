"""Find the phrases by which a text names a concept, an entity, a stance or a number.

A label is matched as a phrase of whole words, never word by word and never by the beginning of a
word, so "deputy head" does not support "head", and "Nigeria" does not support "Niger". Whatever a
language attaches to a word counts as another word: the English possessive, the conjunctions,
prepositions and article of Arabic and Hebrew, the Persian plural, and Korean particles.
"""

# ruff: noqa: RUF001 - some lines are about letters of other scripts

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from analysis.text.characters import is_unspaced
from analysis.text.normal_form import NON_JOINER
from analysis.text.patterns import lazy_pattern
from analysis.text.tokens import EMPTY, PRONOUNS, tokens
from analysis.validation.csv_tables import Table

Labels = Mapping[str, list[str]]  # the phrases of each name, as `phrase` returns them
_FREE = frozenset(EMPTY) - PRONOUNS.keys()  # words that need no support
_SHORTEST_PLURAL = 4  # letters of a word from which a final s is dropped
# Words and names that end in an s but are not the plural of the word without it.
_NO_PLURALS = {
    "arms", "athletics", "clothes", "customs", "damages", "economics", "ethics", "goods",
    "headquarters", "logistics", "mars", "mathematics", "means", "news", "odds", "physics",
    "politics", "premises", "proceeds", "remains", "riches", "series", "species", "thanks",
    # names
    "abbas", "adams", "andrews", "arkansas", "athens", "bahamas", "belarus", "brussels",
    "caucasus", "collins", "columbus", "cyprus", "dallas", "damascus", "davis", "dennis",
    "douglas", "edwards", "elias", "ellis", "evans", "francis", "hamas", "harris", "hayes",
    "hopkins", "hughes", "idris", "ilyas", "james", "jenkins", "jones", "judas", "kansas",
    "laos", "lewis", "lucas", "matthews", "mauritius", "morris", "myers", "naples",
    "nicholas", "nicolas", "owens", "paris", "perkins", "peters", "phillips", "reeves",
    "reyes", "richards", "roberts", "rogers", "sanders", "simmons", "stevens", "texas",
    "thomas", "torres", "tunis", "wales", "williams",
}  # fmt: skip

# Letters that are attached to the first word of a label, before and after the Arabic article.
_SHORTEST_WITH_PREFIX = 4  # letters in a word that may have a prefix; shorter ones are other words
_ARABIC_PREFIX = "(?:[وف]?(?:[بکل]?ال|لل|[بکلس])?)?"
_ARABIC_ARTICLE = "(?:[وف]?[بکل]?ال|[وف]?لل)"
_HEBREW_PREFIX = "(?:ו?[שהבלכמ]?ה?)?"
_OF_SUFFIX = "هایشان|هایمان|هایتان|هایی|هایم|هایت|هایش|های|ها"
_PERSIAN_SUFFIX = (
    f"(?:{_OF_SUFFIX}|{NON_JOINER}(?:{_OF_SUFFIX}|ام|ات|اش|مان|تان|شان|اند|است|ست|را|تر|ترین)?)?"
)
_KOREAN_PARTICLE = (
    "(?:은|는|이|가|을|를|의|에|에서|에게|에게서|께서|로|으로|와|과|도|만|까지|부터|보다|처럼|측)?"
)
_ARABIC, _HEBREW, _KOREAN = map(lazy_pattern, ("[؀-ۿ]", "[א-ת]", "[가-힣]"))
_INFLECTED = lazy_pattern("[؀-ۿא-ת가-힣]")


def read_labels(tables: Mapping[str, Table]) -> Labels:
    """Return the phrases for each concept, entity, stance and so on, by the name in `labels.of`."""
    labels: dict[str, list[str]] = defaultdict(list)
    rows = [
        *tables["concepts"].rows("concept_id", "label"),
        *tables["entities"].rows("entity_id", "label"),
        *tables["labels"].rows("of", "label"),
    ]
    for _, name, label in rows:
        if words := phrase(label):
            labels[name].append(words)
    return labels


@functools.lru_cache(maxsize=32_768)
def phrase(text: str) -> str:
    """Return the words of a text so that phrases can be found in it, in singular or plural.

    >>> phrase("Arrest warrants"), phrase("the court's warrant")
    (' arrest warrant ', ' the court warrant ')
    """
    words = [_singular(word) for word in tokens(text) if word != "s"]
    return f" {' '.join(words)} " if words else ""


def has_label(passage: str, labels: Iterable[str]) -> bool:
    """Return whether one of some phrases is in a passage; both are as `phrase` returns them.

    >>> has_label(phrase("the deputy head of the force"), [phrase("head of the force")])
    True
    >>> has_label(phrase("militants"), [phrase("military")])
    False
    """
    return any(
        label in passage or (not label.isascii() and _has_inflected(passage, label))
        for label in labels
    )


def unsupported_words(passage: str, value: str, labels: Labels) -> list[str]:
    """Return the words of a value that a passage does not support, in order.

    A word is supported if it is in the passage, or if it belongs to a label in the value and
    another label of the same thing is in the passage. In scripts without spaces, a character is
    supported together with a neighbour. Words that state no fact by themselves need no support.

    >>> unsupported_words(phrase("a militant group"), phrase("the military groups"), {})
    ['military']
    """
    words = value.split()
    missing = [
        word
        for place, word in enumerate(words)
        if word not in _FREE and not has_label(passage, _with_neighbours(words, place))
    ]
    if not missing:
        return []
    supported: set[str] = set()
    for phrases in labels.values():
        in_value = [label for label in phrases if label in value] if len(phrases) > 1 else []
        if in_value and has_label(passage, phrases):
            supported.update(*(label.split() for label in in_value))
    return [word for word in dict.fromkeys(missing) if word not in supported]


def _with_neighbours(words: list[str], place: int) -> list[str]:
    """Return a word as a phrase; for a character, its pairs with the characters beside it."""
    pairs = [
        f" {first} {second} "
        for first, second in pairwise(words[max(0, place - 1) : place + 2])
        if is_unspaced(first) and is_unspaced(second)
    ]
    return pairs or [f" {words[place]} "]


def _has_inflected(passage: str, label: str) -> bool:
    """Return whether a phrase is in a passage with what its language attaches to a word."""
    return bool(_INFLECTED.search(label) and _inflected(label).search(passage))


@functools.lru_cache(maxsize=4096)
def _inflected(label: str) -> re.Pattern[str]:
    """Return a pattern of a phrase with the prefixes and suffixes that may be attached to it."""
    words = label.split()
    prefix = suffix = ""
    first = words[0]
    if _ARABIC.match(first):
        article = first.startswith("ال")
        words[0] = first[2:] if article else first
        is_long = len(words[0]) >= _SHORTEST_WITH_PREFIX
        prefix = _ARABIC_PREFIX if is_long else f"{_ARABIC_ARTICLE}?"
        prefix = _ARABIC_ARTICLE if article else prefix
    elif _HEBREW.match(first) and len(first) >= _SHORTEST_WITH_PREFIX:
        prefix = _HEBREW_PREFIX
    if _ARABIC.search(words[-1]):
        suffix = _PERSIAN_SUFFIX
    elif _KOREAN.search(words[-1]) and len(words[-1]) > 1:
        suffix = _KOREAN_PARTICLE
    # The parts of a Persian word are written together, apart, or with a non-joiner between them.
    together = rf"[ {NON_JOINER}]?" if _ARABIC.search(label) else " "
    spelled = together.join(_spelled(word) for word in words)
    return re.compile(rf"[ {NON_JOINER}]{prefix}{spelled}{suffix} ")


def _spelled(word: str) -> str:
    """Return a pattern of a word that allows non-joiners between letters of Arabic script."""
    if not _ARABIC.search(word):
        return re.escape(word)
    parts = (f"{NON_JOINER}?".join(part) for part in word.split(NON_JOINER))
    return rf"[ {NON_JOINER}]?".join(parts)


@functools.lru_cache(maxsize=32_768)
def _singular(word: str) -> str:
    """Return a word without the ending of an English plural; other words are unchanged."""
    if len(word) < _SHORTEST_PLURAL or word.endswith("ss") or word in _NO_PLURALS:
        return word
    if not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("ches", "shes", "sses", "xes", "zzes")) else word[:-1]
