"""Decide for many texts at once which sentences their quotes code.

`analysis.validation.coded_sentences` has the rule, and decides the rare cases here as well. All
texts are on one axis of code points, with a line end after each.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.text.span_arrays import expand_ranges
from analysis.validation.coded_sentences import (
    CHARACTER,
    LETTER,
    covered_words,
    function_words,
    has_content,
)

_N_CODE_POINTS = 0x110000


class Spans(NamedTuple):
    """Spans of some texts: the number of the text of each, and its offsets there."""

    text: np.ndarray
    start: np.ndarray
    end: np.ndarray


class _Words(NamedTuple):
    """The words on an axis.

    Attributes
    ----------
    points : ndarray of int
        The code points.
    is_letter : ndarray of bool
        Whether each is a letter or digit of a script with spaces between words.
    start, end : ndarray of int
        The words of such scripts, in order.
    content : ndarray of int
        Where the content words of any script start, in order.
    digits : ndarray of int
        By code point, its digit in the number of a function word (see `_is_content`); 0 if none.
    base, longest : int
        One more than the highest digit, and the number of letters of the longest function word.
    function : ndarray of int
        The numbers of the function words.
    """

    points: np.ndarray
    is_letter: np.ndarray
    start: np.ndarray
    end: np.ndarray
    content: np.ndarray
    digits: np.ndarray
    base: int
    longest: int
    function: np.ndarray


def coding_pairs(
    texts: Sequence[str], sentences: Spans, quotes: Spans, language: str
) -> tuple[np.ndarray, np.ndarray]:
    """Return every pair of a sentence and a quote that codes it.

    Parameters
    ----------
    texts : sequence of str
        Texts in one language.
    sentences : Spans
        Their sentences in order.
    quotes : Spans
        The quotes, in any order.
    language : str
        The language tag of the texts.

    Returns
    -------
    sentence, quote : ndarray of int
        The positions of the two of each pair, by sentence and then by quote.

    Examples
    --------
    >>> texts = ["He issued a warrant. Ten men were killed.", "Nobody was charged."]
    >>> sentences = Spans(*np.array([[0, 0, 1], [0, 21, 0], [20, 41, 19]]))
    >>> quotes = Spans(*np.array([[1, 0], [0, 10], [6, 24]]))
    >>> [positions.tolist() for positions in coding_pairs(texts, sentences, quotes, "en")]
    [[0, 2], [1, 0]]
    """
    length = np.array([len(text) for text in texts], dtype="int64")
    before = np.cumsum(length + 1) - (length + 1)
    sentence_start = before[sentences.text] + sentences.start
    sentence_end = before[sentences.text] + sentences.end
    limit = length[quotes.text]
    quote_start = before[quotes.text] + np.clip(quotes.start, 0, limit)
    quote_end = before[quotes.text] + np.clip(quotes.end, 0, limit)

    first = np.searchsorted(sentence_end, quote_start, side="right")
    touched = np.searchsorted(sentence_start, quote_end, side="left") - first
    touched = np.maximum(touched, 0)
    quote, sentence = expand_ranges(first, touched)

    words = _words("".join(f"{text}\n" for text in texts), language)
    total = _n_content(words, sentence_start, sentence_end)[sentence]
    start = np.maximum(quote_start[quote], sentence_start[sentence])
    count = _n_content(words, start, np.minimum(quote_end[quote], sentence_end[sentence]))
    is_nearly_whole = 3 * count > 2 * total
    is_blank = (count == 0) & (touched[quote] == 1)

    def spans_of(row: int) -> tuple[str, tuple[int, int], tuple[int, int]]:
        """Return the text of a pair, and the spans of its sentence and quote."""
        within, by = sentence[row], quote[row]
        span = int(sentences.start[within]), int(sentences.end[within])
        return texts[quotes.text[by]], span, (int(quotes.start[by]), int(quotes.end[by]))

    # Left to the rule: sentences without content words, and a quote that may begin in a word.
    for row in np.flatnonzero(total == 0).tolist():
        count[row], is_nearly_whole[row] = covered_words(*spans_of(row), language)
    is_coded = is_nearly_whole | (_is_most(quote, count) & (count > 0))
    for row in np.flatnonzero(is_blank).tolist():
        text, _, span = spans_of(row)
        is_coded[row] |= has_content(text[slice(*span)], language)
    sentence, quote = sentence[is_coded], quote[is_coded]
    order = np.lexsort((quote, sentence))
    return sentence[order], quote[order]


def _is_most(group: np.ndarray, count: np.ndarray) -> np.ndarray:
    """Mark the first of the highest counts of each group; a group is a run of equal numbers."""
    is_most = np.zeros(len(group), dtype=bool)
    if len(group):
        begins = np.flatnonzero(np.diff(group, prepend=group[0] - 1))
        sizes = np.diff(begins, append=len(group))
        is_highest = count == np.repeat(np.maximum.reduceat(count, begins), sizes)
        highest = np.flatnonzero(is_highest)
        is_most[highest[np.diff(group[highest], prepend=group[0] - 1) != 0]] = True
    return is_most


def _words(axis: str, language: str) -> _Words:
    """Find the words on an axis, which does not end with a word."""
    points = np.frombuffer(axis.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    is_present = np.zeros(_N_CODE_POINTS, dtype=bool)
    is_present[points] = True
    present = "".join(map(chr, np.flatnonzero(is_present).tolist()))
    is_letter = _are_among(points, _matching(LETTER, present))
    edges = np.flatnonzero(np.diff(is_letter, prepend=False))
    start, end = edges[::2], edges[1::2]

    function = function_words(language)
    digit_of = {letter: digit for digit, letter in enumerate(sorted(set("".join(function))), 1)}
    digits = np.zeros(_N_CODE_POINTS, dtype="int64")
    for letter, digit in digit_of.items():
        digits[_matching(letter, present)] = digit
    base = len(digit_of) + 1
    numbers = [
        functools.reduce(lambda n, letter: n * base + digit_of[letter], word, 1)
        for word in function
    ]
    longest = max(map(len, function))
    words = _Words(points, is_letter, start, end, start, digits, base, longest, np.array(numbers))
    characters = np.flatnonzero(_are_among(points, _matching(CHARACTER, present)))
    content = np.sort(np.concatenate([start[_is_content(words, start, end)], characters]))
    return words._replace(content=content)


def _matching(pattern: str, characters: str) -> list[int]:
    """Return the code points of those of some characters that match a pattern in any case."""
    return [ord(match) for match in re.findall(pattern, characters, re.IGNORECASE)]


def _are_among(points: np.ndarray, some: list[int]) -> np.ndarray:
    """Return whether each of many code points is one of some."""
    marks = np.zeros(_N_CODE_POINTS, dtype=bool)
    marks[some] = True
    return marks[points]


def _is_content(words: _Words, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Return whether words, or beginnings of words, are content words.

    The others are function words. Each has a number, of which the digits are its letters after a
    one, and which fits 63 bits.
    """
    size = end - start
    short = np.flatnonzero(size <= words.longest)
    size, start = size[short], start[short]
    number = np.ones(len(short), dtype="int64")
    for place in range(words.longest):
        rows = np.flatnonzero(size > place)
        digits = words.digits[words.points[start[rows] + place]]
        number[rows] = number[rows] * words.base + digits
    is_content = np.ones(len(end), dtype=bool)
    is_content[short] = ~np.isin(number, words.function)
    return is_content


def _n_content(words: _Words, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Count the content words in spans; of a word that the end cuts, what is before it counts."""
    first, beyond = (np.searchsorted(words.content, place) for place in (start, end))
    count = np.maximum(beyond - first, 0)
    cut = np.flatnonzero((start < end) & words.is_letter[end - 1] & words.is_letter[end])
    word = np.searchsorted(words.start, end[cut]) - 1
    begin = words.start[word]
    is_within = begin >= start[cut]
    cut, begin, word = cut[is_within], begin[is_within], word[is_within]
    is_whole_content = _is_content(words, begin, words.end[word])
    count[cut] += _is_content(words, begin, end[cut]).astype("int64") - is_whole_content
    return count
