"""Decide which sentences a quote codes.

A quote can begin in one sentence and end in another, and a few words of a sentence do not code it.
A quote codes the sentence of which it covers the most content words (the first, if several have as
many), and any other of which it covers more than two thirds. Content words are all except function
words such as articles and prepositions; in scripts without spaces each character counts as a word.
A quote that covers no content word of a sentence does not code it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from itertools import islice

from analysis.text.characters import UNSPACED
from analysis.text.spans import Span, intersection, overlapping
from analysis.text.tokens import EMPTY

# Function words by language; those of English are used for the languages that are missing.
_FUNCTION_WORDS = {
    "fr": (
        "le la les l un une des du de d et ou à au aux en dans sur par pour avec que qui ne se ce"
        " cet cette ces son sa ses leur leurs il elle ils elles est sont a ont été été s n y"
    ),
    "de": (
        "der die das den dem des ein eine einen einem einer eines und oder in im an am auf bei von"
        " vom zu zum zur mit für aus als dass ist sind war waren wurde wurden hat haben er sie es"
        " sich sein seine ihr ihre"
    ),
    "es": (
        "el la los las lo un una unos unas de del y o a al en con por para que se su sus es son fue"
        " fueron ha han él ella ellos ellas"
    ),
    "ar": "في من على إلى عن أن إن التي الذي هذا هذه كان كانت هو هي و ما",
    "fa": "که را از این به در آن و با برای است بود شد او",
    "zh": "的了是在和与于也而",
}
LETTER = rf"[^\W_{UNSPACED}]"  # a letter or digit of a script with spaces between words
CHARACTER = rf"(?![{_FUNCTION_WORDS['zh']}])[{UNSPACED}]"  # one that is a content word
_LONG_WORD = re.compile(r"[a-zA-Z]{7}")  # longer than any function word, and quickly found
_ANY_CHARACTER = re.compile(r"\S")


def coding_quotes(
    text: str, sentences: Sequence[tuple[int, ...]], quotes: Sequence[Span], language: str
) -> list[list[int]]:
    """Return the positions of the `quotes` that code each sentence of a text.

    Parameters
    ----------
    text : str
        The text.
    sentences : sequence of tuple
        Its sentences in order; the last two numbers of each are its span.
    quotes : sequence of (int, int)
        The spans of the quotes, in any order.
    language : str
        The language tag of the text.

    Returns
    -------
    list of list of int
        One list per sentence.

    Examples
    --------
    >>> text = "He issued a warrant. Ten men were killed. Nobody was charged."
    >>> coding_quotes(text, [(0, 20), (21, 41), (42, 61)], [(10, 24), (12, 61)], "en")
    [[0], [1], [1]]
    """
    spans = [(sentence[-2], sentence[-1]) for sentence in sentences]
    coding: list[list[int]] = [[] for _ in spans]
    for position, quote in enumerate(quotes):
        touched = overlapping(spans, quote)
        for number in codes(text, spans[touched.start : touched.stop], quote, language):
            coding[touched[number]].append(position)
    return coding


def codes(text: str, sentences: Sequence[Span], quote: Span, language: str) -> list[int]:
    """Return the positions of those `sentences` that a quote codes, given all that it touches.

    >>> codes("It rained in May. Police killed ten men.", [(0, 17), (18, 40)], (13, 40), "en")
    [1]
    """
    if len(sentences) == 1 and has_content(text[slice(*quote)], language):
        return [0]
    counts = [covered_words(text, sentence, quote, language) for sentence in sentences]
    most = max(range(len(counts)), key=lambda number: counts[number][0], default=None)
    return [
        number
        for number, (count, nearly_whole) in enumerate(counts)
        if nearly_whole or (number == most and count)
    ]


def has_content(words: str, language: str) -> bool:
    """Return whether there is a content word among `words`.

    >>> has_content("of the court", "en"), has_content("“of the", "en")
    (True, False)
    """
    return bool(_LONG_WORD.search(words) or _content(language).search(words))


def covered_words(text: str, sentence: Span, quote: Span, language: str) -> tuple[int, bool]:
    """Count the content words of a sentence that a quote covers.

    Returns the count, and whether it is more than two thirds of the sentence. If the sentence has
    no content words, any word counts; if it has no words, any character.

    >>> covered_words("Police killed ten men.", (0, 22), (7, 22), "en")
    (3, True)
    >>> covered_words("It was.", (0, 7), (0, 2), "en")
    (1, False)
    """
    word = _content(language)
    if not word.search(text, *sentence):
        word = _any_word() if _any_word().search(text, *sentence) else _ANY_CHARACTER
    shared = intersection(sentence, quote)
    count = sum(1 for _ in word.finditer(text, *shared)) if shared else 0
    # Stop counting when it is decided, because a sentence can be as long as a text.
    enough = islice(word.finditer(text, *sentence), 3 * count // 2 + 1)
    return count, 3 * count > 2 * sum(1 for _ in enough)


def function_words(language: str) -> frozenset[str]:
    """Return the function words of a language, or of English for one that has no list.

    >>> "the" in function_words("en"), "the" in function_words("fr-CA")
    (True, False)
    """
    words = _FUNCTION_WORDS.get(re.split("[-_]", language, maxsplit=1)[0].lower())
    return frozenset(words.split()) if words else EMPTY


@functools.cache
def _any_word() -> re.Pattern:
    return re.compile(rf"[{UNSPACED}]|{LETTER}+")


@functools.cache
def _content(language: str) -> re.Pattern:
    """Return a pattern of the content words of a language, which matches whole words only."""
    spaced = "|".join(sorted(function_words(language)))
    # Case is ignored only where it matters: a class of letters of all scripts takes long to fold.
    return re.compile(rf"{CHARACTER}|(?<!{LETTER})(?!(?i:{spaced})(?!{LETTER})){LETTER}+")
