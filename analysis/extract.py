"""The plain text of a page saved as HTML or PDF, for a seed; nothing is fetched from anywhere."""

from __future__ import annotations

import io
import logging
import os
import re
from pathlib import Path

from analysis import coherence, folders
from analysis.plain import UserError

EXTRA = "python -m pip install -e '.[html]'"
_WRITTEN = {  # what word processors write, by its first bytes
    b"PK\x03\x04": "a Word or OpenDocument file",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"{\\rtf": "RTF",
}
READ = ("PDF", "HTML")
BY_HAND = "open it in a word processor, and save it as plain text in UTF-8"
_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|\?xml|head|body)", re.IGNORECASE)


class ExtractError(UserError):
    """No text can be taken from a file; the message is one line that says why and what to do."""


def kind_of(content: bytes) -> str:
    """What a file holds by its first bytes: "" for all but READ and a word processor's.

    >>> kind_of(b"%PDF-1.7"), kind_of(b"<!DOCTYPE html><p>"), kind_of(b"The court")
    ('PDF', 'HTML', '')
    >>> kind_of(b"PK\\x03\\x04"), kind_of(rb"{\\rtf1")
    ('a Word or OpenDocument file', 'RTF')
    """
    for begins, kind in _WRITTEN.items():
        if content.startswith(begins):
            return kind
    if content.startswith(b"%PDF-"):
        return "PDF"
    return "HTML" if _HTML.match(content) else ""


def text_of(file: str) -> str:
    """The text of the page in `file`, as the extractors of the extra `html` read it.

    Raises ExtractError.
    """
    path = Path(os.path.realpath(file))
    try:
        content = folders.read(path.parent, path.name, coherence.LARGEST_SEED)
    except OSError as error:
        told = f"{file}: cannot be read ({error.strerror}); name a saved page"
        raise ExtractError(told) from error
    kind = kind_of(content)
    if not kind:
        told = f"{file}: is neither HTML nor PDF; put plain text into seeds/ as it is"
        raise ExtractError(told)
    if kind not in READ:
        raise ExtractError(f"{file}: is {kind}, neither HTML nor PDF; {BY_HAND}")
    try:
        text = _of_pdf(content) if kind == "PDF" else _of_html(content)
    except ImportError as error:
        told = f"{file}: is {kind}, which needs the extra html; in the project's clone: {EXTRA}"
        raise ExtractError(told) from error
    except Exception as error:  # whatever is in the file, it cannot be read as such
        told = f"{file}: is no readable {kind} ({type(error).__name__}); copy its text by hand"
        raise ExtractError(told) from error
    lines = [line.rstrip() for line in text.splitlines()]
    plain = "\n".join(lines).strip("\n")
    if not plain.strip():
        why = "it may be scanned" if kind == "PDF" else "it may be written by a program"
        raise ExtractError(f"{file}: no text is found in this {kind} ({why}); copy it by hand")
    return plain + "\n"


def _of_html(content: bytes) -> str:
    import trafilatura

    return trafilatura.extract(content, include_comments=False) or ""


def _of_pdf(content: bytes) -> str:
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is odd in it does not matter here
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return "\n".join(page.extract_text() for page in pages)
