"""Split a document into sentences and lines, with their spans.

Offsets are code points, 0-based and end-exclusive, as in the W3C Web Annotation selectors.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import NamedTuple

from analysis.text import boundaries as splitting

LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"  # where Unicode and str.splitlines end a line


class Sentence(NamedTuple):
    """One sentence of a document: the number of its line (from 1) and its span."""

    line: int
    start: int
    end: int


def lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the number of each line of `text`, its offset, and its characters with the line end.

    A line ends wherever Unicode ends one, including at a lone CR, a form feed or U+2028. Line
    numbers count only line feeds, as editors do, so lines that end in other ways share a number.

    >>> list(lines("One\\r\\nTwo\\rThree"))
    [(1, 0, 'One\\r\\n'), (2, 5, 'Two\\r'), (2, 9, 'Three')]
    """
    number, offset = 1, 0
    for line in text.splitlines(keepends=True):
        yield number, offset, line
        number += line.endswith("\n")
        offset += len(line)


@functools.lru_cache(maxsize=64)
def split_sentences(text: str, language: str = "en") -> list[Sentence]:
    """Return the sentences of a text in order, including those inside quotations.

    Parameters
    ----------
    text : str
        A document. Every line end also ends a sentence.
    language : str
        A BCP 47 tag. Text in an unknown language is split as English.

    Returns
    -------
    list of Sentence
        The spans do not include the space around a sentence. Blank lines have no sentences.

    Examples
    --------
    >>> split_sentences("A title\\n\\nOne is here. Two is here.")
    [Sentence(line=1, start=0, end=7), Sentence(line=3, start=9, end=21), \
Sentence(line=3, start=22, end=34)]
    >>> [end for _, _, end in split_sentences("法院签发了逮捕令。部长说是。", "zh-Hans")]
    [9, 14]
    """
    return _sentences(text, language, splitting.boundaries)


def sentences_with_quotations(text: str, language: str = "en") -> list[Sentence]:
    """Return the sentences of a text, without splitting any quotation.

    The speaker is often only named before or after a quotation of several sentences.

    >>> text = '“It is so. It was so,” he said. “No.”'
    >>> [text[start:end] for _, start, end in sentences_with_quotations(text)]
    ['“It is so. It was so,” he said.', '“No.”']
    """
    return _sentences(text, language, splitting.sentencex_ends)


def _sentences(text: str, language: str, ends: Callable) -> list[Sentence]:
    spans = []
    for number, offset, line in lines(text):
        begin = 0
        for end in (*ends(line, language), len(line)) if not line.isspace() else ():
            piece = line[begin:end]
            words = piece.strip()
            if words:
                start = offset + begin + len(piece) - len(piece.lstrip())
                spans.append(Sentence(number, start, start + len(words)))
            begin = end
    return spans
