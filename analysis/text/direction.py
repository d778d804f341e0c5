"""Keep the order of a line of English that has words of a right-to-left script in it."""

from __future__ import annotations

import re

from analysis.text.visible import RIGHT_TO_LEFT, in_order

# The marks are not seen. A line takes its direction from its first letter that no isolate contains,
# so one around all of it decides; another keeps the words within it from turning what is around.
_BEGIN_LINE, _ISOLATE, _END = "\u2066", "\u2067", "\u2069"
_RTL = RIGHT_TO_LEFT.pattern[1:-1]
_LATIN = "A-Za-z\u00c0-\u024f\u0370-\u052f"  # and other letters that are read from left to right
# Words of such a script, with the spaces and digits between and after them; not with the colon or
# semicolon that follows a name, nor with a number that belongs to the English after it.
_WORDS = re.compile(
    rf"[{_RTL}](?:[^{_LATIN}:;,]*(?:[{_RTL}]|\d(?!(?:[,.-]?\d)*\s*[{_LATIN}])(?![\d-])))?"
)
_LETTER = re.compile(f"[{_LATIN}]")


_MARKS = dict.fromkeys(map(ord, f"{_BEGIN_LINE}{_ISOLATE}{_END}"))


def without_marks(text: str) -> str:
    """Return a line as it was before `left_to_right`, for example to break it into several."""
    return text.translate(_MARKS)


def left_to_right(text: str) -> str:
    """Return `text` so that its parts are shown from left to right, if it has English in it.

    Text that is all of a right-to-left script is left as it is.

    >>> left_to_right("Sinking: 1 of 3"), ascii(left_to_right("\u063a\u0631\u0642"))
    ('Sinking: 1 of 3', "'\\\\u063a\\\\u0631\\\\u0642'")
    >>> ascii(left_to_right("\u063a\u0631\u0642: 1 of 3"))
    "'\\\\u2066\\\\u2067\\\\u063a\\\\u0631\\\\u0642\\\\u2069: 1 of 3\\\\u2069'"
    """
    if not RIGHT_TO_LEFT.search(text) or not _LETTER.search(text):
        return in_order(text)
    parts, end = [], 0
    for match in _WORDS.finditer(text):
        stop = match.end()
        if match[0].count("(") > match[0].count(")") and text[stop : stop + 1] == ")":
            stop += 1
        parts += [in_order(text[end : match.start()]), _ISOLATE]
        parts += [in_order(text[match.start() : stop]), _END]
        end = stop
    return "".join([_BEGIN_LINE, *parts, in_order(text[end:]), _END])
