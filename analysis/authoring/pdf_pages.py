"""Extract the text of a PDF with pypdf, and note what the text may lack."""

from __future__ import annotations

import io
import logging
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from analysis.authoring import columns
from analysis.authoring.notes import COMPARE, MOST_EXAMPLES
from analysis.authoring.running_lines import without_running_lines
from analysis.validation.seeds import LARGEST_SEED


class TooLongError(Exception):
    """A page has more text than a seed may have."""


class _Collector(logging.Handler):
    """Collect the distinct messages of a logger."""

    def __init__(self, messages: dict[str, None]) -> None:
        super().__init__(logging.WARNING)
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.setdefault(record.getMessage()[:200])


def extract(content: bytes) -> tuple[str, list[str]]:
    """Return the text of a PDF, and notes on what it may lack.

    Raises
    ------
    TooLongError
        If there is more text than a seed may have.
    FileNotDecryptedError
        If it is locked with a password. Other errors of pypdf may be raised as well.
    """
    import pypdf
    from pypdf import filters
    from pypdf.errors import FileNotDecryptedError

    texts: list[str] = []
    left_out = 0
    fonts: set[str] = set()
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
        names = ", ".join(sorted(fonts)[:MOST_EXAMPLES])
        notes.append(f"fonts do not say which letters they draw ({names}); {COMPARE}")
    if messages:
        examples = "; ".join(messages[:MOST_EXAMPLES])
        more = (
            f"; and {len(messages) - MOST_EXAMPLES} more" if len(messages) > MOST_EXAMPLES else ""
        )
        notes.append(f"text may be missing ({examples}{more}); {COMPARE}")
    texts, running = without_running_lines(texts)
    texts, columns = _with_columns_in_order(reader, texts)
    return "\n".join(texts), notes + running + columns


def _with_columns_in_order(reader: Any, texts: list[str]) -> tuple[list[str], list[str]]:
    """Return the texts of pages with their columns in order, and notes on them."""
    n_columns = n_tables = 0
    result = []
    for page, text in zip(reader.pages, texts, strict=True):
        layout = ""
        if text.count("\n") >= columns.FEWEST - 1:
            with suppress(Exception):  # as for a font without widths
                layout = page.extract_text(extraction_mode="layout")
        text, of_prose, of_tables = columns.in_order(text, layout)
        n_columns, n_tables = n_columns + of_prose, n_tables + of_tables
        result.append(text)
    notes = []
    if n_columns:
        notes.append(f"columns put one after the other ({n_columns} lines); {COMPARE}")
    if n_tables:
        notes.append(
            f"words that are set apart are on one line, as in a table ({n_tables} lines); {COMPARE}"
        )
    return result, notes


@contextmanager
def _warnings_of_pypdf(filters: Any) -> Iterator[list[str]]:
    """Collect the distinct warnings of pypdf, and one for a compressed stream that is cut off.

    zlib returns the beginning of such a stream, and pypdf does not check whether it is complete.
    """
    messages: dict[str, None] = {}
    logger, decompress = logging.getLogger("pypdf"), filters.decompress
    handler = _Collector(messages)

    def decompress_checked(data: bytes) -> bytes:
        whole = zlib.decompressobj()
        with suppress(zlib.error):  # pypdf warns about this itself
            whole.decompress(data, 1 << 27)
            if not (whole.eof or whole.unconsumed_tail):
                messages.setdefault("a compressed stream is cut off")
        return decompress(data)

    logger.addHandler(handler)
    logger.propagate = False
    filters.decompress = decompress_checked
    collected: list[str] = []
    try:
        with warnings.catch_warnings(record=True) as caught:
            yield collected
    finally:
        filters.decompress = decompress
        logger.removeHandler(handler)
        collected += [*messages, *(str(warning.message)[:200] for warning in caught)]


def _annotations_with_text(page: Any) -> int:
    """Count the annotations of a page with text, which the content of the page does not include."""
    count = 0
    with suppress(Exception):  # a damaged page has anything there
        for reference in page.get("/Annots") or ():
            annotation = reference.get_object()
            if annotation.get("/Subtype") != "/Link":
                count += any(str(annotation.get(key) or "").strip() for key in ("/Contents", "/V"))
    return count


def _fonts_without_letters(page: Any) -> set[str]:
    """Return the fonts of a page that do not map their numbered glyphs to letters."""
    names = set()
    with suppress(Exception):
        for name, reference in page["/Resources"]["/Font"].items():
            font = reference.get_object()
            by_number = font.get("/Subtype") == "/Type3" or (
                font.get("/Subtype") == "/Type0" and str(font.get("/Encoding")).startswith("/Ident")
            )
            if by_number and "/ToUnicode" not in font:
                names.add(str(font.get("/BaseFont", name)).strip("/"))
    return names


def _missing_pages(reader: Any, texts: list[str]) -> list[str]:
    notes = []
    blank = [str(number) for number, text in enumerate(texts, start=1) if not text.strip()]
    if blank and len(blank) < len(texts):
        more = " and others" if len(blank) > MOST_EXAMPLES else ""
        which = ", ".join(blank[:MOST_EXAMPLES]) + more
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
