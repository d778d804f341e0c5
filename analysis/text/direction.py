"""Keep the order of a line of English that contains words of a right-to-left script."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.text.visible import RIGHT_TO_LEFT, in_order

# The marks are invisible. A line takes its direction from its first letter outside any isolate, so
# an isolate around the whole line decides; another one keeps the words inside it from reversing the
# rest.
_BEGIN_LINE, _ISOLATE, _FIRST_STRONG, _END = "\u2066", "\u2067", "\u2068", "\u2069"
_RTL = RIGHT_TO_LEFT.pattern[1:-1]
_LATIN = "A-Za-z\u00c0-\u024f\u0370-\u052f"  # and other letters that are read from left to right
# Words of such a script, with the spaces and digits between and after them, but without a colon or
# semicolon after a name, and without a number that belongs to the English after it. A quote is
# isolated whole, and takes its direction from its first letter.
_WORDS = re.compile(
    rf"(?<=“)(?P<quote>[^“”]*[{_RTL}][^“”]*)(?=”)"
    rf"|[{_RTL}](?:[^{_LATIN}:;,]*(?:[{_RTL}]|\d(?!(?:[,.-]?\d)*\s*[{_LATIN}])(?![\d-])))?"
)
_LETTER = re.compile(f"[{_LATIN}]")


_MARKS = dict.fromkeys(map(ord, f"{_BEGIN_LINE}{_ISOLATE}{_FIRST_STRONG}{_END}"))


def without_marks(text: str) -> str:
    """Return a line as it was before `left_to_right`, for example to break it into several."""
    return text.translate(_MARKS)


def isolated_words(line: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a line, and whether each consists of right-to-left words in English.

    >>> list(isolated_words("Sinking: 1 of 3"))
    [('Sinking: 1 of 3', False)]
    >>> list(isolated_words("\u063a\u0631: 1")) == [("\u063a\u0631: 1", False)]
    True
    >>> list(isolated_words("\u063a\u0631: of")) == [("\u063a\u0631", True), (": of", False)]
    True
    """
    end = 0
    if RIGHT_TO_LEFT.search(line) and _LETTER.search(line):
        for match in _WORDS.finditer(line):
            start, stop = match.span()
            is_open = not match["quote"] and match[0].count("(") > match[0].count(")")
            stop += is_open and line[stop : stop + 1] == ")"
            if end < start:
                yield line[end:start], False
            yield line[start:stop], True
            end = stop
    if end < len(line):
        yield line[end:], False


def left_to_right(text: str) -> str:
    """Return `text` with marks that show its parts from left to right, if it contains English.

    Text entirely in a right-to-left script is left unchanged.

    >>> left_to_right("Sinking: 1 of 3"), ascii(left_to_right("\u063a\u0631\u0642"))
    ('Sinking: 1 of 3', "'\\\\u063a\\\\u0631\\\\u0642'")
    >>> ascii(left_to_right("\u063a\u0631\u0642: 1 of 3"))
    "'\\\\u2066\\\\u2067\\\\u063a\\\\u0631\\\\u0642\\\\u2069: 1 of 3\\\\u2069'"
    """
    parts = list(isolated_words(text))
    if not any(is_isolated for _, is_isolated in parts):
        return in_order(text)
    marked = [
        f"{_ISOLATE if RIGHT_TO_LEFT.match(words) else _FIRST_STRONG}{in_order(words)}{_END}"
        if is_isolated
        else in_order(words)
        for words, is_isolated in parts
    ]
    return "".join([_BEGIN_LINE, *marked, _END])
