"""Recognise what spreadsheets and editors do to a table, so that a problem can name it."""

# ruff: noqa: RUF001, RUF002 - this module is about characters that are easily confused

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from analysis.text.visible import hidden

FORMULA = "=+-@＝＋－＠"  # some spreadsheet evaluates cells that begin like this
LONGEST_LINE = 10**6  # bytes; many times the longest readable row

_PLAIN = "; save it as plain UTF-8 with LF line ends (Excel cannot; a text editor can)"
_BYTE_ORDER_MARKS = (  # those of UTF-32 first, because they begin like those of UTF-16
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_SURROGATE = re.compile(rb"\xed([\xa0-\xbf][\x80-\xbf])")
_MISREAD = re.compile("[ÂÃâØÙÚÛ][\x80-¿ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]{1,2}")
_AS_TEXT = "a spreadsheet makes, unless the column is imported as text"
_REWRITTEN = (
    (
        r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}-\d\d-\d\d( 00:00:00)?|\d{1,2}-[A-Z][a-z]{2}(-\d+)?"
        r"|[A-Z][a-z]{2}-\d\d|\d{1,2}:\d\d(:\d\d)? [AP]M",
        f"the dates or times that {_AS_TEXT}",
    ),
    (r"[+-]?\d(\.\d+)?E[+-]?\d+", f"the numbers that {_AS_TEXT}"),
    (r"\d+", f"the numbers without leading zeros that {_AS_TEXT}"),
)
_LOOKALIKES = {
    ord(character): plain
    for characters, plain in (("‘’‚‛ʹʼ`´′", "'"), ("“”„‟«»″", '"'), ("‐‑‒–—―−", "-"))
    for character in characters
}


def named(character: str) -> str:
    """Return a character with its code point, or its name if it is invisible.

    >>> named("’"), named("\\u200b"), named("\\x85")
    ('’ (U+2019)', 'U+200B ZERO WIDTH SPACE', 'U+0085 (a control character)')
    """
    point = f"U+{ord(character):04X}"
    if character.isprintable() and not character.isspace():
        return f"{character} ({point})"
    kinds = {"Cc": "a control character", "Cs": "a lone surrogate", "Cn": "not a character"}
    kind = kinds.get(unicodedata.category(character), "a character without a name")
    return f"{point} {unicodedata.name(character, f'({kind})')}"


def unsigned(sentence: str) -> str:
    """Return `sentence` without the characters at its beginning that begin a formula.

    >>> unsigned("- First, the warrant."), unsigned("-----")
    ('First, the warrant.', '')
    """
    return sentence.lstrip(FORMULA + " \t")


def long_line(content: bytes) -> int | None:
    """Return the offset of a line longer than `LONGEST_LINE`, or None, without splitting lines."""
    begins = 0
    while len(content) - begins > LONGEST_LINE:
        end = content.rfind(b"\n", begins, begins + LONGEST_LINE)
        if end < 0:
            return begins
        begins = end + 1
    return None


def decoded(content: bytes) -> tuple[str, int, str]:
    """Decode a file, which should be plain UTF-8 with LF line ends.

    Returns its text, and the offset in bytes and the reason if it is not; else 0 and "".

    >>> decoded("é".encode("utf-8")), decoded("é".encode("cp1252"))[1:]
    (('é', 0, ''), (0, 'is not UTF-8 here: looks like Windows-1252 (é); \
save it as plain UTF-8 with LF line ends (Excel cannot; a text editor can)'))
    """
    for mark, name in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            message = f'is {name}, as Excel\'s "Unicode Text" saves' + _PLAIN
            return content.decode(name, "replace"), 0, message
    for name, zeros in (("UTF-16-LE", content[1:64:2]), ("UTF-16-BE", content[:64:2])):
        if len(zeros) > 1 and not any(zeros):
            message = "is UTF-16 without a byte-order mark" + _PLAIN
            return content.decode(name, "replace"), 0, message
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        text = content.decode("utf-8", "replace")
        return text, error.start, f"is not UTF-8 here{_not_utf8(content, error.start)}{_PLAIN}"
    wrong = []
    if text.startswith("\ufeff"):
        wrong.append('begins with a byte-order mark, as Excel\'s "CSV UTF-8" does')
    if "\r" in text:
        ends = "CRLF line ends, as on Windows" if "\r\n" in text else "without a line feed"
        wrong.append(f"has a carriage return ({ends})")
    if "\0" in text:
        wrong.append("has a NUL")
    if not wrong:
        return text, 0, ""
    if len(wrong) > 1:  # each is a clause of its own
        wrong = [wrong[0], *(f"it {clause}" for clause in wrong[1:])]
    marks = [] if text.startswith("\ufeff") else re.finditer(b"[\r\0]", content)
    first = next((mark.start() for mark in marks), 0)
    return text.removeprefix("\ufeff").replace("\r\n", "\n"), first, ", and ".join(wrong) + _PLAIN


def _not_utf8(content: bytes, offset: int) -> str:
    surrogate = _SURROGATE.match(content, offset)
    if surrogate:
        point = 0xD000 + ((surrogate[1][0] & 0x3F) << 6) + (surrogate[1][1] & 0x3F)
        return f": {named(chr(point))} is half of a character"
    character = content[offset : offset + 1].decode("cp1252", "ignore")
    return f": looks like Windows-1252 ({character})" if character else ""


def separator(line: str, header: list[str]) -> str:
    """Return what separates the cells of `line`, if it is the header, instead of a comma, or "".

    >>> separator('"a";"b"', ["a", "b"]), separator("a,b", ["a", "b"])
    (';', '')
    """
    for mark in ";\t|":
        names = [name.strip('"') for name in line.split(mark)]
        if mark in line and names[: len(header)] == header:
            return mark
    return ""


def misread(text: str) -> tuple[str, str] | None:
    """Return the first UTF-8 in `text` that was misread as Windows-1252, and the original, or None.

    >>> misread("Soleimaniâ€™s")
    ('â€™', '’')
    """
    for piece in _MISREAD.finditer(text):
        original = _reread(piece.group())
        if original:
            return piece.group()[: len(original[0].encode("utf-8"))], original[0]
    return None


def _reread(piece: str) -> str:
    """Return what `piece` was before it was read as Windows-1252, or "" if it was not UTF-8."""
    content = b"".join(
        # Windows keeps the five bytes that its code page leaves undefined.
        character.encode("latin-1" if "\x80" <= character <= "\x9f" else "cp1252")
        for character in piece
    )
    return content.decode("utf-8", "ignore")


def rewritten(cell: str) -> str:
    """Return what `cell` looks like if a spreadsheet may have rewritten it, or "".

    >>> rewritten("06/01/20")
    'the dates or times that a spreadsheet makes, unless the column is imported as text'
    >>> rewritten("June 2020")
    ''
    """
    return next((form for pattern, form in _REWRITTEN if re.fullmatch(pattern, cell)), "")


def difference(text: str, quote: str) -> str:
    """Say how `quote`, which is not in `text`, differs from it only in its characters.

    Returns "" if it differs in more than that.

    >>> difference("Iran's warrant", "Iran’s warrant")
    "the text has ' (U+0027) where the quote has ’ (U+2019)"
    """
    piece = misread(quote)
    if piece and piece[1] in text:
        return f"the quote has {piece[0]} where the text has {piece[1]}: UTF-8 read as Windows-1252"
    plain, sought = _plain_text(text), _plain_text(quote)
    place = plain.find(sought) if sought else -1
    if place < 0:
        return ""
    line_start = plain.rfind("\n", 0, place) + 1  # no quote has a line end
    line = text.split("\n")[plain.count("\n", 0, place)]
    ends = list(accumulate(len(_plain(character)) for character in line))
    first = bisect_right(ends, place - line_start)
    last = bisect_right(ends, place - line_start + len(sought) - 1)
    passage = line[first : last + 1]
    if unicodedata.normalize("NFC", quote) in unicodedata.normalize("NFC", text):
        forms = [
            next(
                (form for form in ("NFC", "NFD") if unicodedata.is_normalized(form, words)), "mixed"
            )
            for words in (passage, quote)
        ]
        return f"only the Unicode normalisation differs: {forms[0]} in the text, {forms[1]} here"
    there, here = next(
        (pair for pair in zip(passage, quote, strict=False) if pair[0] != pair[1]),
        (passage[-1], quote[-1]),
    )
    return f"the text has {named(there)} where the quote has {named(here)}"


@lru_cache(maxsize=2)  # misquotes of the same text follow each other
def _plain_text(text: str) -> str:
    """Return `text` with one character for all that look alike, and without invisible ones."""
    return text.translate({ord(character): _plain(character) for character in set(text)})


@lru_cache(maxsize=1024)
def _plain(character: str) -> str:
    if character == "\n":
        return character
    if hidden(character):
        return ""
    return unicodedata.normalize("NFKD", character.translate(_LOOKALIKES)).casefold()
