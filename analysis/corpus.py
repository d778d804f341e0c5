"""Documents, their sentences, and where a quote stands in them.

Offsets are code points, 0-based and end-exclusive, as in the W3C Web Annotation selectors.
"""

from __future__ import annotations

import difflib
import functools
import hashlib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).resolve().parents[1]


class Sentence(NamedTuple):
    """One sentence of a document: the number of its line (from 1) and its span."""

    line: int
    start: int
    end: int


def root_folder(root: str | Path | None = None) -> Path:
    """The folder of `seeds/` and `data/`: `root`, else $ANALYSIS_ROOT, else this project."""
    return Path(root or os.environ.get("ANALYSIS_ROOT") or PROJECT).resolve()


def sha256(content: bytes) -> str:
    """The SHA-256 of `content` in hexadecimal, as kept in `sources.csv`."""
    return hashlib.sha256(content).hexdigest()


def line_number(text: str, offset: int) -> int:
    """The line, counted from 1, on which the character at `offset` stands.

    >>> line_number("one\\ntwo", 4)
    2
    """
    return text.count("\n", 0, offset) + 1


def positions(text: str, quote: str) -> list[int]:
    """Every offset at which `quote` begins in `text`, overlapping ones included.

    >>> positions("banana", "ana")
    [1, 3]
    """
    found, at = [], text.find(quote)
    while at >= 0 and quote:
        found.append(at)
        at = text.find(quote, at + 1)
    return found


def stand(texts: Sequence[str], at: Iterable[int], quotes: Iterable[str]) -> list[bool]:
    """Whether each quote stands in its text at its offset; the three run in step.

    >>> stand(["It was so.", "It was so."], [3, 4], ["was", "was"])
    [True, False]
    """
    return list(map(str.startswith, texts, quotes, at))


@functools.lru_cache(maxsize=64)
def sentences(text: str) -> list[Sentence]:
    """The sentences of `text` in order, split a line at a time, without the space around them.

    >>> sentences("A title\\n\\nOne is here. Two is here.")
    [Sentence(line=1, start=0, end=7), Sentence(line=3, start=9, end=21), \
Sentence(line=3, start=22, end=34)]
    """
    from sentencex import get_sentence_boundaries  # loaded by the first caller that needs it

    spans, offset = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        for boundary in get_sentence_boundaries("en", line) if line.strip() else ():
            piece = line[boundary["start_index"] : boundary["end_index"]]
            start = offset + boundary["start_index"] + len(piece) - len(piece.lstrip())
            if piece.strip():
                spans.append(Sentence(number, start, start + len(piece.strip())))
        offset += len(line) + 1
    return spans


def nearest(text: str, quote: str) -> tuple[int, str] | None:
    """The passage of `text` most like `quote`, with its line; None when nothing is alike.

    For telling the author of a misquote where to look; nothing is ever taken from it.

    >>> nearest("It was over.\\nHe said no more.", "he said no mere")
    (2, 'He said no more')
    """
    best, match = 0.0, None
    for number, line in enumerate(text.split("\n"), start=1):
        matcher = difflib.SequenceMatcher(None, line, quote, autojunk=False)
        blocks = [block for block in matcher.get_matching_blocks() if block.size > 1]
        if not blocks:
            continue
        passage = line[max(0, blocks[0].a - blocks[0].b) :][: len(quote)]
        ratio = difflib.SequenceMatcher(None, passage, quote, autojunk=False).ratio()
        if ratio > best:
            best, match = ratio, (number, passage)
    return match if best > 0.5 else None
