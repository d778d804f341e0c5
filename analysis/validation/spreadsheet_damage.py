"""What spreadsheets and editors do to a table on its way, so that a problem can name it."""

# ruff: noqa: RUF001, RUF002 - characters that are easily confused are what this module is about

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from analysis.text.visible import hidden

FORMULA = "=+-@＝＋－＠"  # a cell that begins so is run, not shown, by one spreadsheet or another
LONGEST_LINE = 10**6  # bytes; many times the longest row that can be read

_PLAIN = "; save it as plain UTF-8 with LF line ends (Excel cannot; a text editor can)"
_BYTE_ORDER_MARKS = (  # those of UTF-32 first, since they begin like those of UTF-16
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
    """A character by itself and its code point, or by its name where it cannot be seen.

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
    """`sentence` from its first character that no spreadsheet takes for a formula's.

    >>> unsigned("- First, the warrant."), unsigned("-----")
    ('First, the warrant.', '')
    """
    return sentence.lstrip(FORMULA + " \t")


def long_line(content: bytes) -> int | None:
    """The offset of a line longer than `LONGEST_LINE`, or None; found without splitting lines."""
    begins = 0
    while len(content) - begins > LONGEST_LINE:
        end = content.rfind(b"\n", begins, begins + LONGEST_LINE)
        if end < 0:
            return begins
        begins = end + 1
    return None


def decoded(content: bytes) -> tuple[str, int, str]:
    """The text of a file; and where (a byte) and why it is not plain UTF-8 with LF line ends.

    >>> decoded("é".encode("utf-8")), decoded("é".encode("cp1252"))[1:]
    (('é', 0, ''), (0, 'is not UTF-8 here: looks like Windows-1252 (é); \
save it as plain UTF-8 with LF line ends (Excel cannot; a text editor can)'))
    """
    for mark, name in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            told = f'is {name}, as Excel\'s "Unicode Text" saves' + _PLAIN
            return content.decode(name, "replace"), 0, told
    for name, zeros in (("UTF-16-LE", content[1:64:2]), ("UTF-16-BE", content[:64:2])):
        if len(zeros) > 1 and not any(zeros):
            told = "is UTF-16 without a byte-order mark" + _PLAIN
            return content.decode(name, "replace"), 0, told
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
    marks = [] if text.startswith("\ufeff") else re.finditer(b"[\r\0]", content)
    first = next((mark.start() for mark in marks), 0)
    return text.removeprefix("\ufeff").replace("\r\n", "\n"), first, " and ".join(wrong) + _PLAIN


def _not_utf8(content: bytes, at: int) -> str:
    surrogate = _SURROGATE.match(content, at)
    if surrogate:
        point = 0xD000 + ((surrogate[1][0] & 0x3F) << 6) + (surrogate[1][1] & 0x3F)
        return f": {named(chr(point))} is half of a character"
    character = content[at : at + 1].decode("cp1252", "ignore")
    return f": looks like Windows-1252 ({character})" if character else ""


def separator(line: str, header: list[str]) -> str:
    """What separates `line` instead of a comma, if that makes it `header`, or "".

    >>> separator('"a";"b"', ["a", "b"]), separator("a,b", ["a", "b"])
    (';', '')
    """
    return next(
        (
            mark
            for mark in ";\t|"
            if mark in line
            and [name.strip('"') for name in line.split(mark)][: len(header)] == header
        ),
        "",
    )


def misread(text: str) -> tuple[str, str] | None:
    """The first piece of `text` that is UTF-8 read as Windows-1252, and what it was, or None.

    >>> misread("Soleimaniâ€™s")
    ('â€™', '’')
    """
    for piece in _MISREAD.finditer(text):
        meant = _reread(piece.group())
        if meant:
            return piece.group()[: len(meant[0].encode("utf-8"))], meant[0]
    return None


def _reread(piece: str) -> str:
    """What `piece` was before its UTF-8 was read as Windows-1252, or "" if it was not."""
    content = b"".join(
        # Windows keeps the five bytes that its own code page leaves out.
        character.encode("latin-1" if "\x80" <= character <= "\x9f" else "cp1252")
        for character in piece
    )
    return content.decode("utf-8", "ignore")


def rewritten(cell: str) -> str:
    """What `cell` looks like if a spreadsheet has rewritten it, or "".

    >>> rewritten("06/01/20")
    'the dates or times that a spreadsheet makes, unless the column is imported as text'
    >>> rewritten("June 2020")
    ''
    """
    return next((told for pattern, told in _REWRITTEN if re.fullmatch(pattern, cell)), "")


def difference(text: str, quote: str) -> str:
    """How `quote`, which is not in `text`, differs from words there only in how it is written.

    >>> difference("Iran's warrant", "Iran’s warrant")
    "the text has ' (U+0027) where the quote has ’ (U+2019)"
    """
    piece = misread(quote)
    if piece and piece[1] in text:
        return f"the quote has {piece[0]} where the text has {piece[1]}: UTF-8 read as Windows-1252"
    plain, sought = _plain_text(text), _plain_text(quote)
    at = plain.find(sought) if sought else -1
    if at < 0:
        return ""
    begins = plain.rfind("\n", 0, at) + 1  # a line is enough, since no quote has a line end
    line = text.split("\n")[plain.count("\n", 0, at)]
    ends = list(accumulate(len(_plain(character)) for character in line))
    first = bisect_right(ends, at - begins)
    passage = line[first : bisect_right(ends, at - begins + len(sought) - 1) + 1]
    if unicodedata.normalize("NFC", quote) in unicodedata.normalize("NFC", text):
        forms = [
            next((form for form in ("NFC", "NFD") if unicodedata.is_normalized(form, it)), "mixed")
            for it in (passage, quote)
        ]
        return f"only the Unicode normalisation differs: {forms[0]} in the text, {forms[1]} here"
    there, here = next(
        (pair for pair in zip(passage, quote, strict=False) if pair[0] != pair[1]),
        (passage[-1], quote[-1]),
    )
    return f"the text has {named(there)} where the quote has {named(here)}"


@lru_cache(maxsize=2)  # the misquotes of one text follow each other
def _plain_text(text: str) -> str:
    """`text` as it is compared when only its looks count, line by line."""
    return text.translate({ord(character): _plain(character) for character in set(text)})


@lru_cache(maxsize=1024)
def _plain(character: str) -> str:
    if character == "\n":
        return character
    if hidden(character):
        return ""
    return unicodedata.normalize("NFKD", character.translate(_LOOKALIKES)).casefold()
