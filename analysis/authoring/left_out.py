"""List the passages of an HTML page that are missing from the text extracted from it, by kind."""

# ruff: noqa: RUF001 - some of these words are in other languages

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser
from typing import NamedTuple

from analysis.authoring.notes import examples
from analysis.text.sentences import split_sentences

# Elements that have lines of their own, and so end a passage.
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center"),
        *("dd", "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "iframe"),
        *("legend", "li", "main", "menu", "nav", "noscript", "ol", "option", "p", "pre", "section"),
        *("select", "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "time"),
        *("text", "tr", "ul", "video"),
    )
)
_INVISIBLE = frozenset(("script", "style", "template", "head", "object", "title", "desc", "defs"))
_DATA = re.compile(
    r"(?is)<script\b[^<>]{0,300}\bld\+json\b[^<>]{0,300}>((?:(?!<script).)*)</script"
)
_BODY = ("articleBody", "text", "reviewBody")  # the names that schema.org has for whole texts
_CORRECTION = re.compile(
    r"(?i)\b(?:correct(?:ion|ed|s)\b|clarification|erratum|editor[’']?s[’']? note"
    r"|an earlier version|rectificati|fe de errat|berichtigung|korrektur"
    r"|rectification|correctif|errata)"
    r"|تصحيح|تصویب خبر|اصلاحیه|更正|勘误|訂正|исправлен|уточнение"
)
_OTHER = "passages of the page"
# The kind of a passage, by the innermost of these elements around it, in the order of the notes.
_KINDS = {
    "correction": "corrections",
    "time": "times",
    "figcaption": "captions of pictures",
    "caption": "captions of tables",
    "alt": "descriptions of pictures",
    "aside": "asides",
    "blockquote": "pulled quotes",
    "table": "parts of tables",
    "li": "lines of lists",
    "footer": "parts of the footer",
    "text": "words in drawings",
    "data": "sentences that only the data of the page for search engines has",
    "": _OTHER,
}
_CONTAINERS = frozenset((*_KINDS, "nav", "header", "form", "menu", "select")) - {"", "data"}


class Passage(NamedTuple):
    """A passage of a page, and a key of `_KINDS`."""

    text: str
    kind: str


def notes(text: str, source: str) -> list[str]:
    """Return a note for each kind of passage of a page that is not in the text, corrections first.

    >>> page = "<p>Ten men left.</p><figcaption>The harbour</figcaption>"
    >>> notes("Ten men left.", page)
    ['captions of pictures left out (1); add by hand what belongs to the article: "The harbour"']
    """
    if not text:
        return []
    whole = _letters(text)
    missing: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    for passage in dict.fromkeys([*_Passages(source).passages, *_data_of(source)]):
        letters = _letters(passage.text)
        if letters and letters not in whole:
            is_correction = _CORRECTION.search(passage.text) and passage.kind != "alt"
            missing["correction" if is_correction else passage.kind].append(passage.text)
    what = "add by hand what belongs to the article"
    return [
        f"{_KINDS[kind]} left out ({len(passages)}); {what}: "
        + examples(sorted(passages, key=len, reverse=True))
        for kind, passages in missing.items()
        if passages
    ]


def with_line_ends(text: str, source: str) -> str:
    """Return a text with a line end between passages of its page that ended up on one line.

    >>> with_line_ends("Ten left. Two came.", "<p>Ten left.</p><p>Two came.</p>")
    'Ten left.\\nTwo came.'
    """
    by_first_word: dict[str, set[str]] = {}
    for passage in _Passages(source).passages:
        by_first_word.setdefault(passage.text.split(" ")[0], set()).add(passage.text)
    return "\n".join(piece for line in text.split("\n") for piece in _pieces(line, by_first_word))


def _pieces(line: str, by_first_word: dict[str, set[str]]) -> Iterator[str]:
    """Yield the passages at the beginning of a line, and the rest of the line."""
    while passages := by_first_word.get(line.split(" ")[0], set()):
        begins = [text for text in passages if line.startswith(text + " ")]
        if line in passages or not begins:
            break
        yield (passage := max(begins, key=len))
        line = line[len(passage) + 1 :]
    yield line


def _data_of(source: str) -> Iterator[Passage]:
    """Yield the sentences of a text in the data that a page has for search engines."""
    for data in _DATA.findall(source):
        with suppress(ValueError, RecursionError):
            values = [json.loads(data)]
            while values:
                value = values.pop()
                if isinstance(value, list):
                    values += value
                elif isinstance(value, dict):
                    values += [child for child in value.values() if not isinstance(child, str)]
                    for text in (value[name] for name in _BODY if isinstance(value.get(name), str)):
                        plain = html.unescape(re.sub(r"<[^<>]{1,500}>", " ", text))
                        for _, start, end in split_sentences(plain):
                            yield Passage(" ".join(plain[start:end].split()), "data")


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


class _Passages(HTMLParser):
    """The passages of a page, one per block; unlike lxml, this has no depth limit."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.passages: list[Passage] = []
        self._words: list[str] = []
        self._invisible = 0
        self._inside: list[str] = []  # the open elements that decide the kind of a passage
        self.feed(source)
        self.close()
        self._end_passage()

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag in _INVISIBLE:
            self._invisible += 1
        elif tag == "body":  # anything inside it that was not closed
            self._invisible = 0
        if tag in _BLOCKS:
            self._end_passage()
        if tag in _CONTAINERS:
            self._inside.append(tag)
        if tag == "img" and len(words := str(dict(attrs).get("alt") or "").split()) > 1:
            self.passages.append(Passage(" ".join(words), "alt"))

    def handle_endtag(self, tag: str) -> None:
        if tag in _INVISIBLE:
            self._invisible = max(0, self._invisible - 1)
        if tag in _BLOCKS:
            self._end_passage()
        if tag in self._inside[-20:]:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._invisible:
            self._words.append(data)

    def _end_passage(self) -> None:
        passage = " ".join("".join(self._words).split())
        if re.search(r"\w", passage):
            menu = not {"nav", "menu", "form", "select", "header"}.isdisjoint(self._inside[-20:])
            kind = "" if menu or not self._inside else self._inside[-1]
            self.passages.append(Passage(passage, kind))
        self._words = []
