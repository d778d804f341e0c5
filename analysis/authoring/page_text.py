"""Extract the plain text of a page saved as HTML, PDF or text; nothing is downloaded."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import NamedTuple

from analysis.authoring import extractors
from analysis.authoring.line_breaks import unwrapped
from analysis.authoring.notes import COMPARE, MOST_EXAMPLES
from analysis.authoring.running_lines import doubtful_lines
from analysis.errors import UserError
from analysis.system import extras, folders
from analysis.system.terminal import say
from analysis.text.visible import CONTROL, all_hidden
from analysis.validation.seeds import LARGEST_SEED

_WRITTEN = {  # files of word processors, by their first bytes
    b"PK\x03\x04": "a Word or OpenDocument file",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"{\\rtf": "RTF",
}
READ = ("PDF", "HTML")
BY_HAND = "open it in a word processor, and save it as plain text in UTF-8"
_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|\?xml|head|body)", re.IGNORECASE)

STEP = 5  # seconds between two messages that a page is still being read
_PACKAGES = {"PDF": "pypdf", "HTML": "trafilatura"}
_COPY = "copy its text by hand"
_REASONS = {  # the meaning of some errors of the extractors
    "ImportError": "the extractor cannot be imported",
    "MemoryError": f"needs more than {extractors.MEMORY >> 30} GiB to be read",
    "TooLongError": f"has more than {LARGEST_SEED >> 20} MiB of text",
    "FileNotDecryptedError": "is locked with a password",
    "DependencyError": "is encrypted in a way that is not read here",
}
# Marks, embeddings, overrides and isolates: the text inside is displayed in a different order.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Ligatures, and letters in the form that they take within a word, which some PDFs contain.
_LIGATURE = re.compile(
    "[\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufb4f\ufb50-\ufbb1\ufbd3-\ufd3d\ufe70-\ufefc]+"
)


class Page(NamedTuple):
    """The text of a page, and notes for its reader, one line each."""

    text: str
    notes: list[str]


class ExtractError(UserError):
    """A file has no text to extract; the message is one line that says why and what to do."""


def kind_of(content: bytes) -> str:
    """Return the kind of a file by its first bytes; "" if it is neither a page nor a document.

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


def text_of(file: str, shown_as: str | None = None) -> Page:
    """Extract the text of a saved page, with the packages of the extra `html`.

    Parameters
    ----------
    file : str
        The path of the page.
    shown_as : str, optional
        The name to use in errors; by default its path.

    Returns
    -------
    Page
        The text, with notes on what it may lack.

    Raises
    ------
    ExtractError
        If there is no text.
    """
    name = shown_as or file
    path = Path(os.path.realpath(file))
    try:
        content = folders.read(path.parent, path.name, LARGEST_SEED)
    except OSError as error:
        message = f"{name}: cannot be read ({error.strerror}); name a saved page"
        raise ExtractError(message) from error
    kind = kind_of(content)
    if kind and kind not in READ:
        raise ExtractError(f"{name}: is {kind}, neither HTML nor PDF; {BY_HAND}")
    page = _read_page(kind, content, name) if kind else _plain_text(content, name)
    lines = [line.rstrip() for line in page.text.splitlines()]
    text, notes = _cleaned("\n".join(lines).strip("\n"))
    if not text.strip():
        why = "it may be scanned" if kind == "PDF" else "it may be written by a program"
        why = "; ".join([why, *page.notes])
        raise ExtractError(f"{name}: no text is found in this {kind} ({why}); copy it by hand")
    if kind != "HTML":
        text, joined = unwrapped(text)
        notes += joined
    return Page(text, page.notes + notes + doubtful_lines(text))


def _plain_text(content: bytes, name: str) -> Page:
    """Return the page of a plain text whose paragraphs may be wrapped."""
    try:
        text = content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        text = ""
    if not text.strip():
        message = f"{name}: is neither HTML nor PDF, nor a text in UTF-8"
        raise ExtractError(f"{message}; name a saved page or a text")
    return Page(text, [])


def _read_page(kind: str, content: bytes, name: str) -> Page:
    """Read a page in a separate process with limits on time and memory."""
    if not find_spec(_PACKAGES[kind]):
        message = f"{name}: is {kind}, which needs the extra html"
        raise ExtractError(f"{message}; {extras.how_to_install('html')}")
    code = f"import sys; sys.path[:] = {sys.path!r}; "
    code += f"from {extractors.__name__} import serve; serve()"
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", code, kind], stdin=PIPE, stdout=PIPE, stderr=DEVNULL
    )
    try:
        output = _output(process, content, name)
    finally:
        process.kill()
        process.communicate()
    result = json.loads(output or "{}")
    if "text" in result:
        return Page(result["text"], result["notes"])
    error = result.get("error", "MemoryError")  # the process may have no time to report it
    reason = _REASONS.get(error, f"is not readable as {kind} ({error})")
    raise ExtractError(f"{name}: {reason}; {_COPY}")


def _output(process: subprocess.Popen, content: bytes, name: str) -> bytes:
    """Return what the process prints, and report from time to time that it is still working."""
    pending: bytes | None = content
    for seconds in range(STEP, extractors.SECONDS + 1, STEP):
        try:
            return process.communicate(pending, timeout=STEP)[0]
        except subprocess.TimeoutExpired:
            pending = None  # the process has it already
            say(f"{name}: still being read, {seconds} s of {extractors.SECONDS}", error=True)
    raise ExtractError(f"{name}: is not read after {extractors.SECONDS} s; {_COPY}")


def _cleaned(text: str) -> tuple[str, list[str]]:
    """Remove characters that control a terminal or the direction of text, and note the rest.

    A control character becomes U+FFFD, so that the words around it are not joined.
    """
    notes = []
    if found := CONTROL.findall(text):
        notes.append(f"{_counted(found)}: control characters, replaced by U+FFFD; {COMPARE}")
        text = CONTROL.sub("\ufffd", text)
    if found := _TURNING.findall(text):
        notes.append(f"{_counted(found)}: changed the direction of text, and left out")
        text = _TURNING.sub("", text)
    if found := _LIGATURE.findall(text):
        notes.append(f"{_counted([*''.join(found)])}: ligatures, written as the letters they show")
        text = _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    if found := all_hidden(text):
        notes.append(f"{_counted(found)}: kept, although invisible; a quote must have them too")
    return text, notes


def _counted(characters: list[str]) -> str:
    """List the codes of characters, each with its count."""
    counts = Counter(characters).most_common(MOST_EXAMPLES)
    return ", ".join(f"U+{ord(character):04X} ({count})" for character, count in counts)
