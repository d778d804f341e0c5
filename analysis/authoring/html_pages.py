"""Extract the article in an HTML page with trafilatura, and note what else the page has."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from analysis.authoring.notes import MOST_EXAMPLES

_LONGEST_EXAMPLE = 60  # characters
# Elements on lines of their own, which end a passage.
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center"),
        *("dd", "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "iframe"),
        *("legend", "li", "main", "menu", "nav", "noscript", "ol", "option", "p", "pre", "section"),
        *("select", "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "time"),
        *("tr", "ul", "video"),
    )
)
_INVISIBLE = frozenset(("script", "style", "template", "head", "object", "svg"))
_CHANGED = ("sup", "sub", "del", "ins", "s", "strike")  # 10<sup>6</sup> reads as 106 without it

_SPACE = " \t\n\r\xa0\u202f\u2009\u2003\u2002\u3000"
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|[a-zA-Z]{2,20});")
_OPEN, _CLOSE = "\u2e28", "\u2e29"  # double brackets; no article has them around a code
_CODE = re.compile(f"{_OPEN}([0-9a-f]{{1,6}}){_CLOSE}")


def extract(content: bytes) -> tuple[str, list[str]]:
    """Return the article in an HTML page, and notes on what else the page has."""
    import trafilatura
    from trafilatura.utils import decode_file

    source = decode_file(content).removeprefix("\ufeff")
    marked = _with_codes(source)
    text = trafilatura.extract(content if marked == source else marked, include_comments=False)
    text = _CODE.sub(lambda match: chr(int(match[1], 16)), text or "")
    notes = _left_out(text, source)
    tags = [tag for tag in _CHANGED if re.search(rf"(?i)<{tag}[\s>]", source)]
    if tags and text:
        examples = ", ".join(f"<{tag}>" for tag in tags)
        notes.append(
            f"{examples}: plain text does not show what they do; check every number by them"
        )
    return text, notes


def _with_codes(source: str) -> str:
    """Return the source of a page with a code for each invisible character.

    trafilatura drops such characters, although Persian words are spelt with some, and returns no
    text at all if a page has a reference to a control character.
    """
    source = _REFERENCE.sub(_resolved, source)
    invisible = (c for c in set(source) if not c.isprintable() and c not in _SPACE)
    return source.translate({ord(c): _OPEN + f"{ord(c):x}" + _CLOSE for c in invisible})


def _resolved(reference: re.Match) -> str:
    """Return the character of a reference if it is invisible, else the reference."""
    character = html.unescape(reference[0])
    if not character:  # HTML has no such character
        return chr(int(reference[1], 16) if reference[1] else int(reference[2]))
    is_invisible = len(character) == 1 and not character.isprintable() and character not in _SPACE
    return character if is_invisible else reference[0]


class _Passages(HTMLParser):
    """The text of a page, one passage per block; unlike lxml it has no limit of depth."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.passages: list[str] = []
        self._words: list[str] = []
        self._invisible = 0
        self.feed(source)
        self.close()
        self._end_passage()

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag in _INVISIBLE:
            self._invisible += 1
        elif tag == "body":  # anything not closed before it
            self._invisible = 0
        if tag in _BLOCKS:
            self._end_passage()

    def handle_endtag(self, tag: str) -> None:
        if tag in _INVISIBLE:
            self._invisible = max(0, self._invisible - 1)
        if tag in _BLOCKS:
            self._end_passage()

    def handle_data(self, data: str) -> None:
        if not self._invisible:
            self._words.append(data)

    def _end_passage(self) -> None:
        passage = " ".join("".join(self._words).split())
        if re.search(r"\w", passage):
            self.passages.append(passage)
        self._words = []


def _left_out(text: str, source: str) -> list[str]:
    """Note the passages of a page that are not in the text, the longest first."""
    whole = _letters(text)
    passages = dict.fromkeys(_Passages(source).passages)
    missing = [passage for passage in passages if _letters(passage) not in whole]
    if not missing or not text:
        return []
    missing.sort(key=len, reverse=True)
    examples = [f'"{_cut(passage)}"' for passage in missing[:MOST_EXAMPLES]]
    more = ", …" if len(missing) > MOST_EXAMPLES else ""
    count = f"{len(missing)} passage{'s' * (len(missing) > 1)}"
    what = "add by hand what belongs to the article"
    return [f"{count} of the page left out; {what}: {', '.join(examples)}{more}"]


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _cut(passage: str) -> str:
    return passage if len(passage) <= _LONGEST_EXAMPLE else passage[: _LONGEST_EXAMPLE - 1] + "…"
