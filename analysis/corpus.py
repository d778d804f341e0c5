"""Documents, their sentences, and where a quote stands in them.

Offsets are code points, 0-based and end-exclusive, as in the W3C Web Annotation selectors.
"""

from __future__ import annotations

import difflib
import functools
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from analysis import folders
from analysis import sentences as splitting

PROJECT = Path(__file__).resolve().parents[1]
# Libraries look for settings and templates in the working folder, which may be a stranger's
# project; in the root of a file system only its owner can put some.
NEUTRAL_FOLDER = PROJECT.anchor
LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"  # where Unicode, and str.splitlines, end a line
MARK = "data/datapackage.json"  # what makes a folder a project
LONGEST_COMPARED = 200  # characters of a quote that `nearest` compares
_MANY, _TRIED = 100, 5  # places of a few letters that it looks at, and passages that it compares


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


def part_of_project(path: Path) -> str:
    """The part of a project in which a folder lies: "seeds", "data" or "notebooks".

    "." is the folder of the project itself, and "" stands for all others.
    """
    for folder in (path, *path.parents):
        if folders.is_file(folder, MARK):
            part = (*path.relative_to(folder).parts, ".")[0]
            return part if part in (".", "seeds", "data", "notebooks") else ""
    return ""


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


def lines(text: str) -> Iterator[tuple[int, int, str]]:
    """The lines of `text`: the number of each, where it begins, and its characters with its end.

    A line ends wherever Unicode ends one: also at a lone CR, a form feed or U+2028. Numbers count
    line feeds only, as editors do, so that lines that end otherwise share a number.

    >>> list(lines("One\\r\\nTwo\\rThree"))
    [(1, 0, 'One\\r\\n'), (2, 5, 'Two\\r'), (2, 9, 'Three')]
    """
    number, offset = 1, 0
    for line in text.splitlines(keepends=True):
        yield number, offset, line
        number += line.endswith("\n")
        offset += len(line)


@functools.lru_cache(maxsize=64)
def sentences(text: str, language: str = "en") -> list[Sentence]:
    """The sentences of `text` in order, also those inside quotations, without space around them.

    Every line end ends a sentence, too. `language` is a BCP 47 tag; an unknown one is split as
    English is.

    >>> sentences("A title\\n\\nOne is here. Two is here.")
    [Sentence(line=1, start=0, end=7), Sentence(line=3, start=9, end=21), \
Sentence(line=3, start=22, end=34)]
    >>> [end for _, _, end in sentences("法院签发了逮捕令。部长说是。", "zh-Hans")]
    [9, 14]
    """
    return _sentences(text, language, splitting.boundaries)


def sentences_with_quotations(text: str, language: str = "en") -> list[Sentence]:
    """The sentences of `text`, where one that holds a quotation goes on to its end.

    Who speaks is often only named before or after a quotation of several sentences.

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
