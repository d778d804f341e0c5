"""Extract the article from an HTML page with trafilatura, and note what else the page has."""

from __future__ import annotations

import html
import re

from analysis.authoring import formulas, left_out, markup
from analysis.authoring.line_breaks import unwrapped

_RULE = re.compile(r"^\|(?:-{3}\|)+\n", re.MULTILINE)  # under the head of a table
_PRE = re.compile(r"(?is)<pre\b[^<>]{0,300}>((?:(?!</?pre).)*)</pre")
_C1 = re.compile("[\x80-\x9f]")
_LIST = re.compile(r"^(?:- |\| )", re.MULTILINE)
_SPACE = " \t\n\r\xa0\u202f\u2009\u2003\u2002\u3000"
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|[a-zA-Z]{2,20});")
_OPEN, _CLOSE = "\u2e28", "\u2e29"  # double brackets, which no article has around a code
_CODE = re.compile(f"{_OPEN}([0-9a-f]{{1,6}}){_CLOSE}")


def extract(content: bytes) -> tuple[str, list[str]]:
    """Return the article in an HTML page, and notes on what else the page has."""
    import trafilatura
    from trafilatura.utils import decode_file

    source = decode_file(content).removeprefix("\ufeff")
    if not _is_utf8(content):  # browsers read ISO 8859-1 as Windows-1252
        source = _C1.sub(
            lambda match: match[0].encode("latin-1").decode("cp1252", "replace"), source
        )
    source, formula_notes = formulas.written(source)
    source, notes = markup.rewritten(source)
    notes += formula_notes
    text = trafilatura.extract(_with_codes(source), include_comments=False)
    text = _CODE.sub(lambda match: chr(int(match[1], 16)), text or "")
    text = left_out.with_line_ends(_RULE.sub("", text + "\n"), source)
    text, joined = _with_joined_lines(text, source)
    notes += joined
    if _LIST.search(text) and re.search(r"(?i)<(?:li|td|th)[\s>]", source):
        notes.append('"-" before a line of a list and "|" between cells are not on the page')
    return text, left_out.notes(text, source) + notes


def _with_joined_lines(text: str, source: str) -> tuple[str, list[str]]:
    """Join the lines of wrapped paragraphs in `<pre>`; elsewhere, a line is a paragraph."""
    notes: list[str] = []
    for match in _PRE.finditer(source):
        plain = html.unescape(re.sub(r"<[^<>]*>", "", match[1]))
        block = "\n".join(line.rstrip() for line in plain.strip("\n").split("\n"))
        if block.strip() and block in text:
            whole, joined = unwrapped(block)
            text = text.replace(block, whole)
            notes += joined
    return text, notes


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _with_codes(source: str) -> str:
    """Return the source of a page with a code for each invisible character.

    trafilatura drops such characters, although some occur in the spelling of Persian words, and
    returns no text at all if a page refers to a control character.
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
