"""Read a page with pypdf or trafilatura, and note what of it the text may lack.

`extract` runs this in a process of its own, since a file from anywhere can make these libraries
need any time and memory.
"""

from __future__ import annotations

import html
import io
import json
import logging
import re
import sys
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from html.parser import HTMLParser
from typing import Any

from analysis.system.terminal import say
from analysis.validation.seeds import LARGEST_SEED

MEMORY = 2 << 30  # bytes
SECONDS = 60
COMPARE = "compare the text with the page"
_EXAMPLES = 5  # passages, warnings or pages that a note names
_LONGEST_EXAMPLE = 60  # characters
# Elements that are set on lines of their own, so that no passage goes on before or after them.
_BLOCKS = """
    address article aside blockquote body br button caption center dd details dialog div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr iframe legend li main
    menu nav noscript ol option p pre section select summary table tbody td textarea tfoot th thead
    time tr ul video
"""
_BLOCKS = frozenset(_BLOCKS.split())
_UNSEEN = frozenset(("script", "style", "template", "head", "object", "svg"))
_CHANGED = ("sup", "sub", "del", "ins", "s", "strike")  # 10<sup>6</sup> reads as 106 without it

_SPACE = " \t\n\r\xa0\u202f\u2009\u2003\u2002\u3000"
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|[a-zA-Z]{2,20});")
_OPEN, _CLOSE = "\u2e28", "\u2e29"  # double brackets, which stand around codes in no article
_CODE = re.compile(f"{_OPEN}([0-9a-f]{{1,6}}){_CLOSE}")


class TooLongError(Exception):
    """A page has more text than a seed may have."""


def serve() -> None:
    """Print as JSON what is made of the page on stdin; its kind is the argument of the process."""
    _limit_resources()
    readers = {"PDF": pdf_text, "HTML": html_text}
    try:
        text, notes = readers[sys.argv[1]](sys.stdin.buffer.read())
        result = {"text": text, "notes": notes}
    except ImportError:
        result = {"error": "ImportError"}
    except Exception as error:  # whatever is in the file, it cannot be read as such
        result = {"error": type(error).__name__}
    say(json.dumps(result), exact=True)


def _limit_resources() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    for limit, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        with suppress(ValueError, OSError):  # a lower one is set already
            resource.setrlimit(limit, (most, resource.getrlimit(limit)[1]))


# --- PDF -----------------------------------------------------------------------------------------


def pdf_text(content: bytes) -> tuple[str, list[str]]:
    """The text of a PDF, and notes on what it may lack."""
    import pypdf
    from pypdf import filters
    from pypdf.errors import FileNotDecryptedError

    texts, left_out, fonts = [], 0, set()
    with _warnings_of_pypdf(filters) as messages:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise FileNotDecryptedError
        for page in reader.pages:
            texts.append(page.extract_text())
            if sum(map(len, texts)) > LARGEST_SEED:
                raise TooLongError
            left_out += _annotations_with_text(page)
            fonts |= _fonts_without_letters(page)
        notes = _missing_pages(reader, texts) + _attachments(reader)
    if left_out:
        notes.append(f"text of annotations or form fields is left out ({left_out} of them)")
    if fonts:
        names = ", ".join(sorted(fonts)[:_EXAMPLES])
        notes.append(f"fonts do not say which letters they draw ({names}); {COMPARE}")
    if messages:
        shown = "; ".join(messages[:_EXAMPLES])
        more = f"; and {len(messages) - _EXAMPLES} more" if len(messages) > _EXAMPLES else ""
        notes.append(f"text may be missing ({shown}{more}); {COMPARE}")
    return "\n".join(texts), notes


@contextmanager
def _warnings_of_pypdf(filters: Any) -> Iterator[list[str]]:
    """The distinct warnings of pypdf while the body runs, and one for a stream that is cut off.

    zlib gives what there is of such a stream, and pypdf does not ask whether that was all.
    """
    messages: dict[str, None] = {}
    logger, decompress = logging.getLogger("pypdf"), filters.decompress
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: messages.setdefault(record.getMessage()[:200])

    def checked(data: bytes) -> bytes:
        whole = zlib.decompressobj()
        with suppress(zlib.error):  # of which pypdf itself warns
            whole.decompress(data, 1 << 27)
            if not (whole.eof or whole.unconsumed_tail):
                messages.setdefault("a compressed stream is cut off")
        return decompress(data)

    logger.addHandler(handler)
    logger.propagate = False
    filters.decompress = checked
    kept: list[str] = []
    try:
        with warnings.catch_warnings(record=True) as caught:
            yield kept
    finally:
        filters.decompress = decompress
        logger.removeHandler(handler)
        kept += [*messages, *(str(warning.message)[:200] for warning in caught)]


def _annotations_with_text(page: Any) -> int:
    """How many annotations of a page have text of their own, which is not in its content."""
    count = 0
    with suppress(Exception):  # whatever stands there instead
        for reference in page.get("/Annots") or ():
            annotation = reference.get_object()
            if annotation.get("/Subtype") != "/Link":
                count += any(str(annotation.get(key) or "").strip() for key in ("/Contents", "/V"))
    return count


def _fonts_without_letters(page: Any) -> set[str]:
    """The fonts of a page that do not say which letters their numbered glyphs are."""
    found = set()
    with suppress(Exception):
        for name, reference in page["/Resources"]["/Font"].items():
            font = reference.get_object()
            by_number = font.get("/Subtype") == "/Type3" or (
                font.get("/Subtype") == "/Type0" and str(font.get("/Encoding")).startswith("/Ident")
            )
            if by_number and "/ToUnicode" not in font:
                found.add(str(font.get("/BaseFont", name)).strip("/"))
    return found


def _missing_pages(reader: Any, texts: list[str]) -> list[str]:
    notes = []
    blank = [str(number) for number, text in enumerate(texts, start=1) if not text.strip()]
    if blank and len(blank) < len(texts):
        more = " and others" if len(blank) > _EXAMPLES else ""
        which = ", ".join(blank[:_EXAMPLES]) + more
        notes.append(f"no text is found on page {which} of {len(texts)}; it may be scanned")
    with suppress(Exception):
        count = int(reader.root_object["/Pages"]["/Count"])
        if count != len(texts):
            notes.append(f"says that it has {count} pages, and {len(texts)} are found; {COMPARE}")
    return notes


def _attachments(reader: Any) -> list[str]:
    with suppress(Exception):
        if "/EmbeddedFiles" in reader.root_object["/Names"]:
            return ["has attached files, which are not read"]
    return []


# --- HTML ----------------------------------------------------------------------------------------


def html_text(content: bytes) -> tuple[str, list[str]]:
    """The article in an HTML page, and notes on what else the page has."""
    import trafilatura
    from trafilatura.utils import decode_file

    source = decode_file(content).removeprefix("\ufeff")
    marked = _with_codes(source)
    text = trafilatura.extract(content if marked == source else marked, include_comments=False)
    text = _CODE.sub(lambda match: chr(int(match[1], 16)), text or "")
    notes = _left_out(text, source)
    tags = [tag for tag in _CHANGED if re.search(rf"(?i)<{tag}[\s>]", source)]
    if tags and text:
        shown = ", ".join(f"<{tag}>" for tag in tags)
        notes.append(f"{shown}: plain text does not show what they do; check every number by them")
    return text, notes


def _with_codes(source: str) -> str:
    """The source of a page with a code for each character that is not seen.

    trafilatura drops them, though Persian words are spelt with some, and gives no text at all of a
    page that has the reference of a control character.
    """
    source = _REFERENCE.sub(_resolved, source)
    unseen = (one for one in set(source) if not one.isprintable() and one not in _SPACE)
    return source.translate({ord(one): _OPEN + f"{ord(one):x}" + _CLOSE for one in unseen})


def _resolved(reference: re.Match) -> str:
    """The character of a reference where it is one that is not seen; else the reference."""
    character = html.unescape(reference[0])
    if not character:  # HTML has no such character
        return chr(int(reference[1], 16) if reference[1] else int(reference[2]))
    is_unseen = len(character) == 1 and not character.isprintable() and character not in _SPACE
    return character if is_unseen else reference[0]


class _Passages(HTMLParser):
    """The text of a page, a passage for each block; unlike lxml it has no limit of depth."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.passages: list[str] = []
        self._words: list[str] = []
        self._unseen = 0
        self.feed(source)
        self.close()
        self._end_passage()

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "body":  # whatever was not closed before it
            self._unseen = 0
        if tag in _BLOCKS:
            self._end_passage()

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if tag in _BLOCKS:
            self._end_passage()

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._words.append(data)

    def _end_passage(self) -> None:
        passage = " ".join("".join(self._words).split())
        if re.search(r"\w", passage):
            self.passages.append(passage)
        self._words = []


def _left_out(text: str, source: str) -> list[str]:
    """A note of the passages of a page that are not in the text, the longest first."""
    whole = _letters(text)
    passages = dict.fromkeys(_Passages(source).passages)
    missing = [passage for passage in passages if _letters(passage) not in whole]
    if not missing or not text:
        return []
    missing.sort(key=len, reverse=True)
    shown = [f'"{_cut(passage)}"' for passage in missing[:_EXAMPLES]]
    more = ", …" if len(missing) > _EXAMPLES else ""
    count = f"{len(missing)} passage{'s' * (len(missing) > 1)}"
    what = "add by hand what belongs to the article"
    return [f"{count} of the page left out; {what}: {', '.join(shown)}{more}"]


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _cut(passage: str) -> str:
    return passage if len(passage) <= _LONGEST_EXAMPLE else passage[: _LONGEST_EXAMPLE - 1] + "…"
