"""Make text safe to show: hidden characters become codes, and none affects the text around it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from analysis.text.patterns import lazy_pattern

MOST_MARKS = 4  # combining marks on one letter; Unicode advises against more (UTS 39, 5.4)
# Control characters, surrogates, and characters that Unicode tells programs to ignore: those that
# change the direction of text, have no width, or carry invisible tags. U+2800 and the fillers of
# Hangul look like spaces.
_HIDDEN = (
    r"\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0"
    r"\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# The last two code points of every plane are never characters.
_HIDDEN += "".join(chr((plane << 16) + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
# Joiners are part of Persian words and emoji, variation selectors of emoji and ideographs.
_SPELT = (
    rf"(?<=[^{_HIDDEN}\s\x00-\x7f]|\ufe0f)[\u200c\u200d](?=[^{_HIDDEN}\s\x00-\x7f])"
    rf"|(?<=[^{_HIDDEN}\s])[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
_NAMED = lazy_pattern(rf"(?!{_SPELT})[{_HIDDEN}]")
# The blocks of Hebrew, Arabic and the other scripts that run from right to left.
RIGHT_TO_LEFT = lazy_pattern(
    "[\u0590-\u08ff\ufb1d-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_DATE = re.compile(r"(?:\.\./)?[0-9]+(?:[-/][0-9]+)+(?:/\.\.)?|\.\./[0-9]+|[0-9]+/\.\.")
_ISOLATED = re.compile(f"(\u2066(?:{_DATE.pattern})\u2069)")
_SPACES = str.maketrans("\t\n\r", "   ")
# Control characters that a terminal may interpret: all but the tab and the line feed.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
LONGEST = 800  # characters of a message


def visible(text: str) -> str:
    """Return `text` on one line, with each invisible character replaced by its code.

    Line ends and tabs become spaces. Letters of any script are kept, with the characters that their
    spelling needs.

    >>> visible("safe\\u202egnp.exe"), visible("\\x1b[31mred")
    ('safe⟨U+202E⟩gnp.exe', '⟨U+001B⟩[31mred')
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_marked(_NAMED.sub(lambda match: _name(match[0]), text.translate(_SPACES))))


def one_line(text: str) -> str:
    """Return `text` on one line, with hidden characters visible and dates in order."""
    return in_order(visible(text))


def without_control(text: str) -> str:
    """Return `text` with a code for every control character, except for tabs and line feeds.

    >>> without_control("two\\nlines \\x1b[31m")
    'two\\nlines ⟨U+001B⟩[31m'
    """
    return CONTROL.sub(lambda match: _name(match[0]), text)


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return `text` without its middle if it is longer than `longest` characters.

    >>> shortened("a long text", 9)
    'a lo … xt'
    """
    if len(text) <= longest:
        return text
    return f"{text[: longest // 2]} … {text[3 - (longest + 1) // 2 :]}"


def visible_lines(text: str) -> str:
    """Return text of several lines, each as `visible` returns it.

    The isolates that `in_order` put around dates are kept.

    >>> visible_lines("one\\ntwo\\x1b")
    'one\\ntwo⟨U+001B⟩'
    """
    if text.isascii() and text.isprintable():
        return text
    lines = text.expandtabs().replace("\r\n", "\n").split("\n")
    return "\n".join(
        "".join(
            piece if place % 2 else visible(piece)
            for place, piece in enumerate(_ISOLATED.split(line))
        )
        for line in lines
    )


def hidden(text: str) -> str:
    """Return the first character of `text` that `visible` would replace with a code, or "".

    >>> hidden("safe\u202egnp.exe") == "\u202e", hidden("plain")
    (True, '')
    """
    match = None if text.isascii() and text.isprintable() else _NAMED.search(text)
    return match[0] if match else ""


def all_hidden(text: str) -> list[str]:
    """Return the characters that `visible` would replace with codes, except line feeds and tabs."""
    return [character for character in _NAMED.findall(text) if character not in "\n\t"]


def in_order(text: str) -> str:
    """Return `text` with an isolate around each date if it has right-to-left letters.

    Otherwise, the parts of 2020-01-03 would be shown in another order. Isolates are invisible.

    >>> ascii(in_order("\u062d\u06a9\u0645 2020-01-03")), in_order("on 2020-01-03")
    ("'\\\\u062d\\\\u06a9\\\\u0645 \\\\u20662020-01-03\\\\u2069'", 'on 2020-01-03')
    """
    return _DATE.sub("\u2066\\g<0>\u2069", text) if RIGHT_TO_LEFT.search(text) else text


def _marked(text: str) -> Iterator[str]:
    """Yield the characters of `text`, with codes for the marks beyond `MOST_MARKS` on a letter."""
    marks = MOST_MARKS
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        yield character if marks <= MOST_MARKS else _name(character)


def _name(character: str) -> str:
    """Return the code of a character, such as ⟨U+202E⟩."""
    return f"⟨U+{ord(character):04X}⟩"
