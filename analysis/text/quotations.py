"""Find the quotations in a text, in the quotation marks of any language."""

# ruff: noqa: RUF001 - this module is about quotation marks that look alike

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.text.characters import is_unspaced

LONGEST = 10_000  # characters after which the end of a quotation is no longer sought
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_LINE_END = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")

# The marks that close a quotation, by the mark that opens it. “ opens in English and closes in
# German, and the roles of « and » depend on the language, so only the first mark shows which it is.
_CLOSING = {
    '"': '"',
    "“": "”",
    "”": "”",
    "„": "“”",
    "‟": "”",
    "＂": "＂",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "‘": "’",
    "‚": "‘’",
    "'": "'",
    "「": "」",
    "『": "』",
    "｢": "｣",
    "〝": "〞〟",
    "``": "",
}
_CLOSING_PATTERNS = {
    mark: re.compile(f"[{closing}]" if closing else "''") for mark, closing in _CLOSING.items()
}
_MARKS = re.compile("``|" + "|".join(map(re.escape, (key for key in _CLOSING if key != "``"))))
_SINGLE = "‘‚'"  # which may be apostrophes
_EITHER = "\"”'＂"  # which both open and close, so that the characters beside them decide
_SPACED = "«»‹›"  # which may have a space within the quotation
_STOPS = (".", ",", ";", "!", "?", "…")  # a mark after these closes


class Quotation(NamedTuple):
    """The span of a quotation, with its marks."""

    start: int
    end: int


def quotations(text: str) -> list[Quotation]:
    """Return the spans of the quotations of a text, in order, without those inside another.

    A quotation that is not closed before the next blank line ends with its line, because each
    paragraph of a long quotation may open it again. A single mark that is not closed on its line is
    treated as an apostrophe. Title marks, such as 《 and 》, are not quotation marks.

    Examples
    --------
    >>> text = "He said: “It is so.” The court's judge said « no », and 'maybe'."
    >>> [text[start:end] for start, end in quotations(text)]
    ['“It is so.”', '« no »', "'maybe'"]
    """
    spans: list[Quotation] = []
    place = 0
    while mark := _MARKS.search(text, place):
        end = _quotation_end(text, mark) if _opens(text, mark) else None
        place = end or mark.end()
        if end:
            spans.append(Quotation(mark.start(), end))
    return spans


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the characters before and after a span; "" at the edges of the text."""
    return text[max(start - 1, 0) : start], text[end : end + 1]


def _opens(text: str, mark: re.Match[str]) -> bool:
    """Return whether a mark opens a quotation, by the characters beside it."""
    before, after = _beside(text, *mark.span())
    if not after or (after.isspace() and mark[0] not in _SPACED):
        return False
    if mark[0] not in _EITHER and mark[0] != "‘":
        return True
    is_within = before.isalnum() and not is_unspaced(before)
    return not is_within and before not in _STOPS


def _quotation_end(text: str, mark: re.Match[str]) -> int | None:
    """Return the end of the quotation that a mark opens, or None if it is not a quotation."""
    line_end = _first(_LINE_END, text, mark.end())
    if mark[0] in _SINGLE:
        return _closing_end(text, mark, line_end)
    end = _closing_end(text, mark, _first(_BLANK_LINE, text, mark.end()))
    return line_end if end is None else end


def _first(pattern: re.Pattern[str], text: str, start: int) -> int:
    limit = min(start + LONGEST, len(text))
    match = pattern.search(text, start, limit)
    return match.start() if match else limit


def _closing_end(text: str, mark: re.Match[str], limit: int) -> int | None:
    """Return the end of the first mark before `limit` that closes the quotation."""
    for match in _CLOSING_PATTERNS[mark[0]].finditer(text, mark.end(), limit):
        before, after = _beside(text, *match.span())
        is_apostrophe = after.isalnum() and mark[0] in _SINGLE and not is_unspaced(after)
        may_open = mark[0] in _EITHER + _SINGLE and before.isspace()
        if not (may_open or is_apostrophe):
            return match.end()
    return None
