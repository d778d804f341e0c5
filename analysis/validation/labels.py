"""Find the phrases by which a text names a concept, an entity, a stance or a number.

A label is matched as a phrase, never word by word, so "deputy head" gives no support to "head".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from analysis.text.tokens import tokens
from analysis.validation.csv_tables import Table

Labels = Mapping[str, list[str]]  # the phrases of each name, as `phrase` returns them
_SHORTEST_PLURAL = 4  # letters of a word from which an s is dropped


def read_labels(tables: Mapping[str, Table]) -> Labels:
    """Return the phrases for each concept, entity, stance and so on, by what `labels.of` names."""
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


def phrase(text: str) -> str:
    """Return the words of a text so that phrases can be found in it, whatever their number.

    >>> phrase("Arrest warrants"), phrase("the court's warrant")
    (' arrest warrant ', ' the court warrant ')
    """
    words = [_singular(word) for word in tokens(text) if word != "s"]
    return f" {' '.join(words)} " if words else ""


def has_label(passage: str, labels: Iterable[str]) -> bool:
    """Return whether one of some phrases is in a passage; both are what `phrase` returns.

    >>> has_label(phrase("the deputy head of the force"), [phrase("head of the force")])
    True
    >>> has_label(phrase("militants"), [phrase("military")])
    False
    """
    return any(label in passage for label in labels)


def supported_words(passage: str, value: str, labels: Labels) -> set[str]:
    """Return the words of a passage, and of each label in a value of which another is in it."""
    words = set(passage.split())
    for phrases in labels.values():
        if len(phrases) > 1 and has_label(passage, phrases):
            words.update(*(label.split() for label in phrases if label in value))
    return words


def _singular(word: str) -> str:
    """Return a word without the ending of an English plural; other words stay as they are."""
    if len(word) < _SHORTEST_PLURAL or not word.endswith("s") or word.endswith("ss"):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]
