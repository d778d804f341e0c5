"""Documents, their sentences, and where a quote stands in them.

Offsets are code points, 0-based and end-exclusive, as in the W3C Web Annotation selectors.
"""

from __future__ import annotations

import difflib
import functools
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).resolve().parents[1]
# Libraries look for settings and templates in the working folder, which may be a stranger's
# project; in the root of a file system only its owner can put some.
NEUTRAL_FOLDER = PROJECT.anchor
MARK = "data/datapackage.json"  # what makes a folder a project
LONGEST_SPLIT = 5_000  # characters of a line that are split at once: the work grows as the square
LONGEST_COMPARED = 200  # characters of a quote that `nearest` compares
_MANY, _TRIED = 100, 5  # places of a few letters that it looks at, and passages that it compares
# Space of several bytes: sentencex takes it for one of one byte, and may then panic.
WIDE_SPACE = {*map(ord, "\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"), *range(0x2000, 0x200B)}
_WIDE = re.compile(f"[{''.join(map(chr, WIDE_SPACE))}]")  # ten times as fast as str.translate


class Sentence(NamedTuple):
    """One sentence of a document: the number of its line (from 1) and its span."""

    line: int
    start: int
    end: int


def root_folder(root: str | Path | None = None) -> Path:
    """The folder of `seeds/` and `data/`.

    `root`, else $ANALYSIS_ROOT, else the nearest folder at or above the present one that has a
    `data/datapackage.json` (so that a notebook reads the project in which it lies), else this
    project.
    """
    named = root or os.environ.get("ANALYSIS_ROOT")
    return Path(os.path.abspath(named or project_here() or PROJECT))


def project_here() -> Path | None:
    """The nearest folder at or above the present one that is a project, if any is."""
    try:
        here = Path(os.getcwd())
    except OSError:  # somebody removed it
        return None
    folders = (here, *here.parents)
    return next((folder for folder in folders if (folder / MARK).is_file()), None)


def sha256(content: bytes) -> str:
    """The SHA-256 of `content` in hexadecimal, as kept in `sources.csv`."""
    return hashlib.sha256(content).hexdigest()


def line_number(text: str, offset: int) -> int:
    """The line, counted from 1, on which the character at `offset` stands.

    >>> line_number("one\\ntwo", 4)
    2
    """
    return text.count("\n", 0, offset) + 1


def occurrences(text: str, quote: str) -> Iterator[int]:
    """Every offset at which `quote` begins in `text`, overlapping ones included, one at a time.

    >>> list(occurrences("banana", "ana"))
    [1, 3]
    """
    at = text.find(quote)
    while at >= 0 and quote:
        yield at
        at = text.find(quote, at + 1)


def stand(texts: Sequence[str], at: Iterable[int], quotes: Iterable[str]) -> list[bool]:
    """Whether each quote stands in its text at its offset; the three run in step.

    >>> stand(["It was so.", "It was so."], [3, 4], ["was", "was"])
    [True, False]
    """
    return list(map(str.startswith, texts, quotes, at))


@functools.lru_cache(maxsize=64)
def sentences(text: str, language: str = "en") -> list[Sentence]:
    """The sentences of `text` in order, split a line at a time, without the space around them.

    `language` is a BCP 47 tag; an unknown one is split as English is.

    >>> sentences("A title\\n\\nOne is here. Two is here.")
    [Sentence(line=1, start=0, end=7), Sentence(line=3, start=9, end=21), \
Sentence(line=3, start=22, end=34)]
    >>> [end for _, _, end in sentences("法院签发了逮捕令。部长说是。", "zh-Hans")]
    [9, 14]
    """
    spans, offset = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        for begin, end in _split(line, language) if line.strip() else ():
            piece = line[begin:end]
            words = piece.strip()
            if words:
                start = offset + begin + len(piece) - len(piece.lstrip())
                spans.append(Sentence(number, start, start + len(words)))
        offset += len(line) + 1
    return spans


def _split(line: str, language: str) -> Iterator[tuple[int, int]]:
    """The sentences of a line with the space around them, a window of the line at a time.

    A sentence that the end of a window cuts is left for the next, unless it is half the window.
    """
    from sentencex import get_sentence_boundaries  # loaded by the first caller that needs it

    begin = 0
    while begin < len(line):
        window = _WIDE.sub(" ", line[begin : begin + LONGEST_SPLIT])
        found = get_sentence_boundaries(language, window)
        last = found[-1]["start_index"]
        if begin + len(window) < len(line) and last > LONGEST_SPLIT // 2:
            found.pop()
        for boundary in found:
            yield begin + boundary["start_index"], begin + boundary["end_index"]
        begin += found[-1]["end_index"]


def nearest(text: str, quote: str) -> tuple[int, str] | None:
    """The passage of `text` most like `quote`, with its line; None when nothing is alike.

    For telling the author of a misquote where to look; nothing is ever taken from it.

    >>> nearest("It was over.\\nHe said no more.", "he said no mere")
    (2, 'He said no more')
    """
    head = quote[:LONGEST_COMPARED]
    size = 4 if len(head) >= 20 else 2
    shared: dict[int, list[int]] = {}  # where `quote` would begin: how many places say so, and one
    for at in range(len(head) - size + 1):
        for found in islice(occurrences(text, head[at : at + size]), _MANY):
            shared.setdefault(found - at, [0, found])[0] += 1
    likely = sorted(shared.items(), key=lambda item: -item[1][0])[:_TRIED]
    best, match = 0.0, None
    for start, (_, found) in sorted(likely):
        begin = max(start, text.rfind("\n", 0, found) + 1)
        passage = text[begin : begin + len(head)].partition("\n")[0]
        ratio = difflib.SequenceMatcher(None, passage, head, autojunk=False).ratio()
        if ratio > best:
            best, match = ratio, (line_number(text, begin), passage)
    return match if best > 0.5 else None
