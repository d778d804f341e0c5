"""Write as plain characters what a page shows by markup: raised digits, words struck out.

Otherwise "10<sup>6</sup>" would become 106, and "<del>12</del><ins>10</ins>" would become 1210.
Elements are read one by one, because a parsed tree has a depth limit.
"""

# ruff: noqa: RUF001, RUF003 - this module writes raised and lowered digits

from __future__ import annotations

import html
import re
import unicodedata
from html.parser import HTMLParser
from typing import NamedTuple

from analysis.authoring import formulas
from analysis.authoring.notes import examples

_RAISED, _LOWERED = "⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉"
_FRACTIONS = {
    unicodedata.normalize("NFKC", character): character for character in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
}
_FRACTION = re.compile(rf"(\d?)([{_RAISED}]+)(?:[/⁄]|&frasl;|&#8260;)([{_LOWERED}]+)")
_MARK = re.compile(rf"[\[(]?(?:\d{{1,3}}|[{_RAISED}]{{1,3}}|[*†‡§¶#]{{1,3}})[\])]?")
_LETTER = re.compile(r"[\[(]?[a-z]{1,2}[\])]?")
_LONGEST = 12  # characters in text that is raised on purpose
_RELEVANT = re.compile(
    r"(?i)<(?:sup|sub|del|s|strike|ins|time)[\s>/]|line-through|vertical-align|\shidden|display\s*:"
    r"|visibility\s*:|href=[\"']?#|sr-only|visually-?hidden|screen-reader|superscript|subscript"
    r"|<(?:q|rt|template)[\s>]|strike-?through|opacity\s*:\s*0|font-size\s*:\s*0|:\s*-\d{3}"
)
_STYLES = (
    ("struck", re.compile(r"text-decoration[^;]*line-through")),
    ("sup", re.compile(r"vertical-align\s*:\s*super")),
    ("sub", re.compile(r"vertical-align\s*:\s*sub")),
    ("hidden", re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")),
    (
        "doubtful",
        re.compile(r"(?:opacity|font-size)\s*:\s*0(?![.\d])|(?:left|top|indent)\s*:\s*-\d{3}"),
    ),
)
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,2000})\}")  # of a style sheet
_SELECTOR = re.compile(r"\s*[a-z]{0,10}(?:\.|(?=#))(#?[\w-]{1,80})\s*", re.IGNORECASE)
_CLASSES = {
    "superscript": "sup",
    "subscript": "sub",
    "sr-only": "hidden",
    "visually-hidden": "hidden",
    "visuallyhidden": "hidden",
    "screen-reader-text": "hidden",
    "screen-reader-only": "hidden",
    "strikethrough": "struck",
    "line-through": "struck",
}
_TAGS = {
    **{"sup": "sup", "sub": "sub", "del": "struck", "s": "struck", "strike": "struck"},
    **{"ins": "ins", "q": "quoted", "rt": "reading", "rp": "bracket", "template": "hidden"},
}
_UNWRAPPED = ("time", "ins")
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
# Elements that end a raised one, or a hidden paragraph, that was not closed.
_BLOCKS = frozenset(
    (
        *("p", "div", "li", "ul", "ol", "table", "tr", "td", "th", "section", "article", "body"),
        *("h1", "h2", "h3", "h4", "html"),
    )
)
_NOTES = {
    "struck": "struck out on the page, and left out",
    "ins": "inserted on the page, and kept",
    "raised": "superscripts or subscripts, kept as such",
    "mark": "marks of footnotes left out, shown here with the word before",
    "hidden": "not shown on the page, and left out",
    "doubtful": "perhaps not shown on the page, and kept",
    "quoted": "quotations of the page, written with quotation marks",
    "reading": "readings beside words left out, shown here with the word before",
}


class Element(NamedTuple):
    """An open element: its tag, what is done with it, and its content as source and as text."""

    tag: str
    action: str
    source: list[str]
    text: list[str]


def rewritten(source: str) -> tuple[str, list[str]]:
    """Return the source of a page without the markup that changes words, and notes on it.

    >>> rewritten("<p>Of 10<sup>6</sup> men <del>12</del><ins>10</ins> left.</p>")[0]
    '<p>Of 10⁶ men 10 left.</p>'
    """
    if not _RELEVANT.search(source):
        return source, []
    page = _Page(source)
    notes = [
        f"{_NOTES[kind]} ({len(words)}): {examples(words)}"
        for kind, words in page.notes.items()
        if words
    ]
    return _FRACTION.sub(_fraction, "".join(page.whole.source)), notes


def _fraction(match: re.Match) -> str:
    """Return a fraction as one character if there is one."""
    whole, above, below = match.groups()
    plain = unicodedata.normalize("NFKC", f"{above}⁄{below}")
    space = " " if whole and plain not in _FRACTIONS else ""  # 3 ⁷⁄₁₆ is not 3⁷
    return whole + space + _FRACTIONS.get(plain, f"{above}⁄{below}")


class _Page(HTMLParser):
    """The source of a page, rewritten element by element, and the words for the notes, by kind."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.whole = Element("", "", [], [])
        self.open = [self.whole]
        self.classes = _CLASSES | _classes_of_styles(source)
        self.nested: list[int] = [0]  # elements with the same tag inside each open one
        self.notes: dict[str, list[str]] = {kind: [] for kind in _NOTES}
        self.feed(source)
        self.close()
        while len(self.open) > 1:
            self._keep_as_it_was()

    def _add(self, source: str, text: str = "") -> None:
        self.open[-1].source.append(source)
        self.open[-1].text.append(text)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        """Open an element, or keep its tag as it is."""
        last = self.open[-1]
        if tag in _BLOCKS and (last.action in ("sup", "sub") or last[:2] == ("p", "hidden")):
            self._end()
        if tag == self.open[-1].tag:
            self.nested[-1] += 1
        attributes = {key: value or "" for key, value in attrs}
        action = "" if tag in _VOID else _action(tag, attributes, self.classes)
        tag_source = self.get_starttag_text() or ""
        if action and self.open[-1].tag != tag:
            self.open.append(Element(tag, action, [tag_source], [""]))
            self.nested.append(0)
        elif tag not in _UNWRAPPED:
            self._add(tag_source, " " if tag in _BLOCKS or tag == "br" else "")

    def handle_endtag(self, tag: str) -> None:
        """Close an element that was opened, or keep the tag."""
        if len(self.open) > 1 and self.open[-1].tag == tag:
            if not self.nested[-1]:
                self._end()
                return
            self.nested[-1] -= 1
        if tag not in _UNWRAPPED:
            self._add(f"</{tag}>", " " if tag in _BLOCKS else "")

    def _end(self) -> None:
        """Replace the last open element by what a reader sees of it."""
        element = self.open[-1]
        text = " ".join("".join(element.text).split())
        before = self._word_before()
        if element.action == "ins":
            self.notes["ins"].append(text)
            self._keep(element.source[1:], element.text)
        elif element.action in ("struck", "hidden", "bracket"):
            if element.action != "bracket" and re.search(r"\w", text):
                self.notes[element.action].append(text)
            self._keep([], [])
        elif _is_mark(element, text, before):
            self.notes["mark"].append(f"{before}[{text.strip('[]')}]")
            self._keep([], [])
        elif element.action == "reading":
            self.notes["reading"].append(f"{before}[{text}]")
            self._keep([], [])
        elif element.action == "quoted":
            self.notes["quoted"].append(text)
            self._keep(["“", *element.source[1:], "”"], ["“", *element.text, "”"])
        elif element.action in ("link", "doubtful"):
            if element.action == "doubtful" and text:
                self.notes["doubtful"].append(text)
            self._keep([*element.source, f"</{element.tag}>"], element.text)
        else:
            shown = _shifted(text, element.action)
            if shown != text or text.isdigit():
                self.notes["raised"].append(f"{before}{shown}")
            self._keep([html.escape(shown, quote=False)], [shown])

    def _keep(self, source: list[str], text: list[str]) -> None:
        self.open.pop()
        self.nested.pop()
        self._add("".join(source), "".join(text))

    def _keep_as_it_was(self) -> None:
        self._keep(self.open[-1].source, self.open[-1].text)

    def _word_before(self) -> str:
        """Return the beginning of the word that the last open element continues."""
        before = "".join(part for element in self.open[:-1] for part in element.text[-20:])
        return re.search(r"\S*$", before)[0][-20:]  # type: ignore[index]  # it always matches

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self._add(data, data)

    def handle_entityref(self, name: str) -> None:
        """Keep a named character."""
        self._add(f"&{name};", html.unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        """Keep a numbered character."""
        self._add(f"&#{name};", html.unescape(f"&#{name};"))

    def handle_decl(self, decl: str) -> None:
        """Keep the type of the document."""
        self._add(f"<!{decl}>")

    def handle_comment(self, data: str) -> None:
        """Keep a comment; some pages put parts for one browser in comments."""
        self._add(f"<!--{data}-->")


def _classes_of_styles(source: str) -> dict[str, str]:
    """Return what the style sheets in a page do with the elements of a class, or with an "#id".

    A script of the page may show what they hide, so such elements are doubtful.
    """
    classes = {}
    for sheet in re.findall(r"(?is)<style\b[^<>]{0,300}>((?:(?!</?style).)*)</style", source):
        for selectors, style in _RULE.findall(sheet):
            action = _action_of_style(style.casefold())
            for selector in selectors.split(",") if action else ():
                if match := _SELECTOR.fullmatch(selector):
                    classes[match[1].casefold()] = "doubtful" if action == "hidden" else action
    return classes


def _action_of_style(style: str) -> str:
    return next((action for action, pattern in _STYLES if style and pattern.search(style)), "")


def _action(tag: str, attributes: dict[str, str], classes: dict[str, str]) -> str:
    """Return what to do with an element: a value of `_STYLES` or `_TAGS`, "link", or ""."""
    if tag in ("html", "body", "head", "script", "style"):
        return ""  # some pages hide everything until a script has run
    if "hidden" in attributes:
        return "hidden"
    if action := _action_of_style(attributes.get("style", "").casefold()):
        return action
    names = f"{attributes.get('class', '')} #{attributes.get('id', '')}"
    for name in names.casefold().split():
        if name in classes:
            return classes[name]
    if tag == "a" and attributes.get("href", "").startswith("#"):
        return "link"
    return _TAGS.get(tag, "")


def _is_mark(element: Element, text: str, before: str) -> bool:
    """Return whether an element is the mark of a footnote: a short link within the page."""
    if element.action == "link":
        return bool(_MARK.fullmatch(text)) and (bool(before) or text[:1] in tuple(f"[({_RAISED}"))
    is_link = any(re.match(r"<a\s[^>]*href=[^>]*#", part) for part in element.source[1:])
    return is_link and bool(_MARK.fullmatch(text) or _LETTER.fullmatch(text))


def _shifted(text: str, action: str) -> str:
    """Return raised or lowered text in the characters that Unicode has for its digits."""
    letters = formulas.RAISED if action == "sup" else formulas.LOWERED
    if action == "sup" and text in ("n", "i"):
        return text.translate(letters)
    if not any(map(str.isdigit, text)) or re.search(r"[\[\]]", text):
        return text
    digits = _RAISED if action == "sup" else _LOWERED
    head = text if len(text) <= _LONGEST else text.split()[0]  # the end of the element is missing
    shifted = (
        digits[unicodedata.digit(c)]
        if c.isdecimal()
        else c
        if c.isalpha()
        else c.translate(letters)
        for c in head
    )
    return "".join(shifted) + text[len(head) :]
