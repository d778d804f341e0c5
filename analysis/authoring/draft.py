"""Draft the rows of a text that is not yet coded: its source, sentences and statements."""

from __future__ import annotations

import csv
import io
import os
import re
import shlex
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from analysis.authoring import line_breaks, page_text
from analysis.authoring.cue_finder import (
    KINDS,
    EntityNames,
    entity_names,
    find_cues,
    suggested_language,
)
from analysis.authoring.running_lines import ADVERTISEMENTS
from analysis.errors import UserError
from analysis.evidence import Reading
from analysis.system import folders
from analysis.text import spans
from analysis.text.sentences import Sentence, split_sentences
from analysis.text.spans import Span
from analysis.text.visible import CONTROL, all_hidden, hidden, visible
from analysis.validation import spreadsheet_damage
from analysis.validation.seeds import LARGEST_SEED
from analysis.validation.sentences import ledger

LONGEST_HEADLINE = 200  # characters of a first line that may be a headline

# The language tags that data/datapackage.json allows.
TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")


class DraftError(UserError):
    """A text cannot be drafted; the message is one line that says why and what to do."""


def read(file: str, name: str) -> tuple[str, bytes]:
    """Return the text in `file` and its bytes.

    Parameters
    ----------
    file : str
        Its path.
    name : str
        What errors call it.

    Raises
    ------
    DraftError
        If it cannot be a seed.
    """
    if invisible := hidden(Path(file).name):
        character = spreadsheet_damage.named(invisible)
        raise DraftError(f"{name}: its name has {character}, which does not show; rename the file")
    path = Path(os.path.realpath(file))
    try:
        content = folders.read(path.parent, path.name, LARGEST_SEED)
        if kind := page_text.kind_of(content):
            raise DraftError(_not_text_message(path, name, kind))
        text = content.decode("utf-8")
    except OSError as error:
        raise DraftError(f"{name}: cannot be read ({error.strerror}); name a text file") from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"{name}:{line}: is not UTF-8 at byte {error.start}; save it as plain UTF-8"
        raise DraftError(message) from None
    if not text.strip():
        raise DraftError(f"{name}: has no text; name a file that has some")
    return text, content


def _not_text_message(file: Path, name: str, kind: str) -> str:
    """Say what to do with a saved page, or with the file of a word processor."""
    message = f"{name}: is {kind}, not plain text"
    if kind not in page_text.READ:
        return f"{message}; {page_text.BY_HAND}"
    if file.parent.name == "seeds":  # the shell would empty a file that is also read
        command = "reported-warrants text PAGE > seeds/NAME.txt"
        return f"{message}; move it out of seeds/, then: {command}"
    seed = f"seeds/{file.stem}.txt"
    command = f"reported-warrants text {shlex.quote(name)} > {shlex.quote(seed)}"
    return f"{message}; first: {command}"


def pages(
    file: str,
    reading: Reading,
    language: str | None = None,
    shown_as: str | None = None,
    for_terminal: bool = False,
) -> Iterator[str]:
    """Yield the lines to print for a text: CSV to paste, and sentences to read.

    Parameters
    ----------
    file : str
        The path of the text.
    reading : Reading
        The project to which it belongs or will belong.
    language : str, optional
        Its language tag; by default it is suggested from the words.
    shown_as : str, optional
        What errors call the file; by default its path.
    for_terminal : bool
        Whether to leave out invisible characters, which a terminal may interpret or fail to copy.
        Otherwise they are kept, because `check` looks for the exact words; control characters are
        always left out.

    Raises
    ------
    DraftError
        If the text cannot be drafted.
    """
    name = shown_as or file
    if language and not TAG.fullmatch(language):
        raise DraftError(
            f"--language: {language}: is not a language tag; give one such as en, zh-Hans"
        )
    text, content = read(file, name)
    digest = folders.sha256(content)
    sources = reading.tables["sources"]
    ids = [source for _, source, sha in sources.rows("source_id", "sha256") if sha == digest]
    if ids:
        language_of = {source: tag for _, source, tag in sources.rows("source_id", "language")}
        yield from _coded_pages(ids[0], text, language_of[ids[0]], reading, for_terminal)
        return
    if text.startswith("\ufeff"):
        message = "begins with a byte-order mark, which would be part of its first sentence"
        raise DraftError(f"{name}:1: {message}; save it as UTF-8 without one")
    language = language or suggested_language(text)
    row = _source_cells(Path(file).name, text, digest, language, reading)
    yield from _source_lines(row, sources.columns)
    sentences = split_sentences(text, language)
    yield f"\n== {visible(Path(file).name)}: {_sentences(len(sentences))} =="
    if wrapped := line_breaks.wrapped_lines(text):
        line = f"{wrapped} line{'s' * (wrapped > 1)}"
        command = f"reported-warrants text {shlex.quote(name)}"
        yield f"wrapped: {line} of it continue on the next, as no quote can; first: {command}"
    yield from _read_out(text, enumerate(sentences, start=1), language, entity_names(reading))
    yield from _templates(row["source_id"], text, sentences, reading, for_terminal)


def source_row(file: str, text: str, cells: dict[str, str], reading: Reading) -> Iterator[str]:
    """Yield the row of a new text for sources.csv, with what is known about its page.

    Parameters
    ----------
    file : str
        The name of the text in `seeds/`.
    text : str
        The text.
    cells : dict of str
        Other cells of the row, by column.
    reading : Reading
        The project.
    """
    digest = folders.sha256(text.encode("utf-8"))
    row = _source_cells(file, text, digest, suggested_language(text), reading)
    yield from _source_lines(row | cells, reading.tables["sources"].columns)


def _source_cells(
    file: str, text: str, digest: str, language: str, reading: Reading
) -> dict[str, str]:
    source, label = _suggested_names(file, set(reading.tables["sources"].columns["source_id"]))
    row = {"source_id": source, "file": file, "sha256": digest, "label": label}
    return row | {"language": language, "headline": _headline(text)}


def _source_lines(row: Mapping[str, str], columns: Iterable[str]) -> Iterator[str]:
    columns = list(columns)
    yield "== data/sources.csv: source_id, label, language and headline are suggestions =="
    yield _csv(columns)
    yield _csv(row.get(name, "") for name in columns)


def _coded_pages(
    source: str, text: str, language: str, reading: Reading, for_terminal: bool
) -> Iterator[str]:
    """Yield the lines for a text that is in the project, sentences yet to be coded first."""
    state = {
        entry.sentence: "coded" if entry.coded else "excluded" if entry.exclusion else "open"
        for entry in ledger(reading.tables, {source: text}, _spans_of(source, reading))
    }
    numbered = list(enumerate(split_sentences(text, language), start=1))
    still_open = [pair for pair in numbered if state.get(pair[1]) == "open"]
    names = entity_names(reading)
    shown_id, count = visible(source), _sentences(len(still_open))
    yield f"== {shown_id} is a source already: {count} of {len(numbered)} open =="
    yield from _read_out(text, still_open, language, names)
    if still_open:
        to_code = [sentence for _, sentence in still_open]
        yield from _templates(source, text, to_code, reading, for_terminal)
    done = [pair for pair in numbered if pair not in still_open]
    yield f"\n== {shown_id}: {_sentences(len(done))} coded or excluded =="
    yield from _read_out(text, done, language, names, state)


def _spans_of(source: str, reading: Reading) -> list[Span | None]:
    """Return the span of each statement, None for those of other sources."""
    sources = reading.tables["statements"].columns["source_id"]
    spans_by_row = zip(sources, reading.spans, strict=True)
    return [span if of_source == source else None for of_source, span in spans_by_row]


def _read_out(
    text: str,
    numbered: Iterable[tuple[int, Sentence]],
    language: str,
    names: EntityNames,
    state: Mapping[Sentence, str] | None = None,
) -> Iterator[str]:
    """Yield each sentence with its number and line, and its cues by kind."""
    for number, sentence in numbered:
        words = text[sentence.start : sentence.end]
        done = f" ({state.get(sentence, 'says nothing')})" if state else ""
        yield f"{number}, line {sentence.line}{done}: {visible(words)}"
        if invisible := all_hidden(words):
            codes = ", ".join(map(spreadsheet_damage.named, dict.fromkeys(invisible)))
            yield f"    not shown: {codes}; a row without it has only part of the sentence"
        found = find_cues(words, language, names)
        for kind in KINDS:
            parts = [
                words[cue.start : cue.end] + (f" ({cue.entity})" if cue.entity else "")
                for cue in found
                if cue.kind == kind
            ]
            if parts:
                yield f"    {kind}: {visible(' | '.join(dict.fromkeys(parts)))}"


def _templates(
    source: str,
    text: str,
    sentences: list[Sentence],
    reading: Reading,
    for_terminal: bool,
) -> Iterator[str]:
    """Yield the rows of each sentence, leaving blank whatever a reader must decide.

    A row of statements.csv codes the sentence, a row of exclusions.csv excludes it.
    """
    columns = reading.tables["statements"].columns
    yield "\n== data/statements.csv: one row per sentence; cut the quote, and fill in the rest =="
    yield _csv(columns)
    numbers: dict[str, dict[int, int]] = {}  # of each quote, wherever it occurs in the text
    for sentence in sentences:
        begin, words = _quotable(text, sentence, for_terminal)
        if not words:
            continue  # a line of hyphens has no words
        if words not in numbers:
            places = spans.occurrences(text, words)
            numbers[words] = {place: number for number, place in enumerate(places, start=1)}
        number = str(numbers[words][begin]) if len(numbers[words]) > 1 else ""
        row = {"source_id": source, "quote": words, "occurrence": number}
        line = _csv(row.get(name, "") for name in columns)
        yield visible(line) if for_terminal else line
    yield from _exclusions(source, text, sentences, reading, for_terminal)


def _exclusions(
    source: str,
    text: str,
    sentences: list[Sentence],
    reading: Reading,
    for_terminal: bool,
) -> Iterator[str]:
    """Yield a row of exclusions.csv for each sentence that a row can hold whole."""
    columns = reading.tables["exclusions"].columns
    yield "\n== data/exclusions.csv: or use one of these rows unchanged, with the reason added =="
    yield _csv(columns)
    all_words = [
        spreadsheet_damage.unsigned(text[sentence.start : sentence.end]) for sentence in sentences
    ]
    for words in dict.fromkeys(filter(None, all_words)):
        if CONTROL.search(words) or "\t" in words:
            continue  # not allowed in any table
        if for_terminal and all_hidden(words):
            continue  # lost when a row is copied from a terminal
        row = {"source_id": source, "quote": words}
        yield _csv(row.get(name, "") for name in columns)


def _quotable(text: str, sentence: Sentence, for_terminal: bool) -> tuple[int, str]:
    """Return the offset and words of the longest part of a sentence that a printed row can quote.

    No table may contain a control character, or a cell that begins like a formula.
    """
    whole = text[sentence.start : sentence.end]
    excluded = set(CONTROL.findall(whole)) | {"\t"}
    if for_terminal:
        excluded |= set(all_hidden(whole))
    parts = []
    for match in re.finditer(f"[^{re.escape(''.join(excluded))}]+", whole):
        words = spreadsheet_damage.unsigned(match[0]).lstrip()
        begin = sentence.start + match.end() - len(words)
        parts.append((begin, words.rstrip()))
    return max(parts, key=lambda part: len(part[1]), default=(0, ""))


def _csv(cells: Iterable[str]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()


def _sentences(count: int) -> str:
    return f"{count} sentence{'s' * (count != 1)}"


def _suggested_names(file: str, taken: set[str]) -> tuple[str, str]:
    """Suggest an id and a label from the name of a file."""
    stem = Path(file).stem
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    source = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "document"
    while source in taken:
        head, _, number = source.rpartition("-")
        source = f"{head}-{int(number) + 1}" if head and number.isdigit() else f"{source}-2"
    label = " ".join(re.split(r"[\s_-]+", stem)).strip() or stem
    return source, label[:1].upper() + label[1:]


def _headline(text: str) -> str:
    """Return the first line if it can be a headline: short, and not ending like a sentence."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    while len(lines) > 1 and ADVERTISEMENTS.fullmatch(lines[0]):
        del lines[0]
    short = len(lines) > 1 and len(lines[0]) <= LONGEST_HEADLINE
    ended = short and re.search(r"[.。؟?!:…]\W*$", lines[0])
    return lines[0] if short and not ended and not hidden(lines[0]) else ""
