"""What no schema can say: that quotes stand in their seeds, values fit, and no sentence is silent.

Every function takes tables that `analysis.validation.schema` has read and returns the
problems it finds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from analysis.system import folders
from analysis.text import sentences, spans
from analysis.text.sentences import split_sentences
from analysis.validation import coded_sentences as ledgers
from analysis.validation import spreadsheet_damage
from analysis.validation.schema import CHAIN, LONGEST_NUMBER, Problem, Table, bounded, shown
from analysis.values import counts

Spans = dict[str, list[tuple[int, int]]]

LARGEST_SEED = 8 << 20  # bytes: more than any article, and than most books
MANY = 1_000  # times that a quote may stand in a text
LINES = 10  # lines of a repeated quote that are told
SEARCHED = 10_000_000  # characters in which misquotes are looked for
_NOT_FOUND = "not found"


class Entry(NamedTuple):
    """A sentence of a source: its words, whether a statement codes it, the line of a waiver.

    A waiver names words; where a sentence occurs twice in a text, it is for those occurrences that
    no statement codes.
    """

    source: str
    sentence: sentences.Sentence
    words: str
    coded: bool
    waiver: int

    @property
    def open(self) -> bool:
        """Whether it is still to be coded or waived."""
        return not (self.coded or self.waiver)


def read_seeds(root: Path, sources: Table) -> tuple[dict[str, str], list[Problem]]:
    """The text of each source by id, for those whose seed is there, unchanged and UTF-8."""
    texts, problems = {}, []
    for line, source, file, digest in sources.rows("source_id", "file", "sha256"):
        if not file or Path(file).name != file:
            told = f"{shown(file)}: not the plain name of a file in seeds/; write the name alone"
            problems.append(sources.problem(line, "file", told))
            continue
        try:
            content = folders.read(root, f"seeds/{file}", LARGEST_SEED)
            text = content.decode("utf-8")
        except OSError as error:
            told = f"{shown(file)}: cannot be read in seeds/ ({error.strerror}); restore the seed"
            problems.append(sources.problem(line, "file", told))
        except UnicodeDecodeError as error:
            told = f"is not UTF-8 at byte {error.start}; restore the seed from the repository"
            problems.append(Problem(f"seeds/{file}", 0, "", told))
        else:
            texts[source] = text
            if folders.sha256(content) != digest:
                told = f"{shown(digest)}: seeds/{file} has another SHA-256; a seed is never edited"
                told += ", so restore it (or, for a new seed, write "
                told += folders.sha256(content) + ")"
                problems.append(sources.problem(line, "sha256", told))
    return texts, problems + _unlisted_seeds(root, sources)


def _unlisted_seeds(root: Path, sources: Table) -> list[Problem]:
    listed = set(sources.columns["file"])
    try:
        present = folders.names(root, "seeds")
    except FileNotFoundError:
        present = []
    except OSError as error:
        message = f"cannot be read ({error.strerror}); put the folder itself here"
        return [Problem("seeds", 0, "", message)]
    told = "has no row in data/sources.csv; add one, or remove the file"
    return [
        Problem(f"seeds/{name}", 0, "", told)
        for name in present
        if name not in listed and not name.startswith(".")
    ]


def statement_spans(statements: Table, texts: dict[str, str]) -> tuple[list, list[Problem]]:
    """The `(start, end)` of each statement's quote, or None, and the quotes not found as given."""
    spans, problems, left = [], [], SEARCHED
    for line, source, quote, number in statements.rows("source_id", "quote", "occurrence"):
        if source not in texts or not quote or (number and not number.isdecimal()):
            spans.append(None)  # another problem says why
            continue
        text = texts[source]
        start, column, told = _find(text, source, quote, number)
        spans.append(None if start is None else (start, start + len(quote)))
        if told == _NOT_FOUND:
            left -= len(text)
            told = f"{shown(quote)}: not found in {source}; {_nearest(text, quote, left)}"
            told += _difference(text, quote) if left >= 0 else ""
        if told:
            problems.append(statements.problem(line, column, told))
    return spans, bounded(problems)


def _nearest(text: str, quote: str, left: int) -> str:
    """Where words like a misquote stand, or what else to do where too much was searched already."""
    near = spans.nearest(text, quote) if left >= 0 else None
    return f"nearest: {shown(near[1])} (line {near[0]})" if near else "quote words that stand there"


def _find(text: str, source: str, quote: str, number: str) -> tuple[int | None, str, str]:
    """Where the quote begins, or None; and the column and words of what is wrong, or ""."""
    found = list(islice(spans.occurrences(text, quote), MANY + 1))
    if not found:
        return None, "quote", _NOT_FOUND
    if len(found) > MANY:
        told = f"{shown(quote)}: stands more than {MANY} times in {source}; quote more words"
        return None, "quote", told
    if len(found) == 1 and number:
        told = f"{shown(number)}: the quote stands only once in {source}; leave it blank"
        return found[0], "occurrence", told
    if len(found) == 1:
        return found[0], "", ""
    if not number:
        lines = ", ".join(str(spans.line_number(text, at)) for at in found[:LINES])
        lines += ", …" * (len(found) > LINES)
        told = f"stands {len(found)} times in {source} (lines {lines}); say which in occurrence"
        return None, "quote", f"{shown(quote)}: {told}"
    if not 1 <= int(number) <= len(found):
        told = f"the quote stands {len(found)} times in {source}; write 1 to {len(found)}"
        return None, "occurrence", f"{shown(number)}: {told}"
    return found[int(number) - 1], "", ""


def _difference(text: str, quote: str) -> str:
    """How a quote that is not in `text` differs, if only in how it is written, to end a line."""
    told = spreadsheet_damage.difference(text, quote)
    return f"; {told}" if told else ""


def repeated_statements(statements: Table, spans: list) -> list[Problem]:
    """Rows that say what a row above says: the same claim on the same words."""
    first: dict[tuple, int] = {}
    problems = []
    rows = statements.rows("source_id", "entity_id", "prop", "value")
    for span, (line, *claim) in zip(spans, rows, strict=True):
        above = first.setdefault((*claim, span), line)
        if span and above != line:
            told = f"{shown(claim[-1])}: the same claim on the same words stands in line {above}"
            problems.append(statements.problem(line, "value", told + " already; keep one of them"))
    return problems


def value_problems(tables: dict[str, Table]) -> list[Problem]:
    """Values that are not of the kind of their property, and bounds that are not the value's."""
    statements, known = tables["statements"], set(tables["entities"].columns["entity_id"])
    kind_of = {prop: kind for _, prop, kind in tables["props"].rows("prop", "kind")}
    rows = tables["lexicon"].rows("words", "low", "high", "convention")
    lexicon = counts.lookup([row for _, *row in rows])
    problems = []
    for line, prop, value, low, high, date, quote in statements.rows(
        "prop", "value", "low", "high", "date", "quote"
    ):
        kind = kind_of.get(prop)
        told = []
        if kind == "count":
            told = count_problems(value, low, high, lexicon)
        elif kind and (low or high):
            column = "low" if low else "high"
            told = [(column, f"{shown(low or high)}: {prop} is no count; leave it blank")]
        if kind == "entity" and value and value not in known:
            told.append(
                ("value", f"{shown(value)}: no such entity_id in data/entities.csv; add it")
            )
        if kind == "date" and not date:
            told.append(("date", f"is blank; {prop} is a date, so write it in EDTF"))
        if kind in ("date", "text") and (rewritten := _rewritten(value, quote)):
            told.append(("value", f"{shown(value)}: {rewritten}; write it as the text puts it"))
        if kind and kind != "date" and date:
            told.append(("date", f"{shown(date)}: {prop} is no date; leave it blank"))
        problems += [statements.problem(line, *what) for what in told]
    return problems


def _rewritten(value: str, quote: str) -> str:
    """What a spreadsheet has made of words of the quote, or ""; no other check would see it."""
    if value.isdecimal():
        number = re.compile(rf"(?<!\d)(0*){value}(?!\d)")
        zeros = [match[1] for match in number.finditer(quote)]
        return "has lost its leading zeros" if zeros and all(zeros) else ""
    told = spreadsheet_damage.rewritten(value)
    return f"is like {told}" if told and value not in quote else ""


def count_problems(value: str, low: str, high: str, lexicon: dict) -> list[tuple[str, str]]:
    """What is wrong with a count: its words, or bounds that its words do not give."""
    if _above(low, high):
        return [("low", f"{shown(low)}: is above high ({high}); correct one of them")]
    try:
        bounds = counts.bounds(value, lexicon)
    except ValueError as error:
        return [("value", f"{shown(value)}: {error}")]
    told = []
    for column, cell, bound in zip(("low", "high"), (low, high), bounds, strict=True):
        want = "" if bound is None else str(bound)
        if cell != want:
            instead = f"write {want}" if want else "leave it blank"
            words = f'"{value}" under the default lexicon'
            told.append((column, f"{shown(cell)}: is not what {words} allows; {instead}"))
    return told


def _above(low: str, high: str) -> bool:
    """Whether two cells are whole numbers, of a length that a number can have, and low is above."""
    numbers = all(cell.isdecimal() and len(cell) <= LONGEST_NUMBER for cell in (low, high))
    return numbers and int(low) > int(high)


def note_problems(tables: dict[str, Table]) -> list[Problem]:
    """Inferences that do not say from what."""
    statements = tables["statements"]
    return [
        statements.problem(line, "note", f"is blank; basis is {basis}, so say from what")
        for line, basis, note in statements.rows("basis", "note")
        if basis in ("inferred", "outside") and not note
    ]


def kind_problems(tables: dict[str, Table]) -> list[Problem]:
    """References to an entity of another kind than the column is for."""
    kind_of = {name: kind for _, name, kind in tables["entities"].rows("entity_id", "kind")}
    wanted = (
        ("entities", "concerns", ("warrant",)),
        ("rules", "entity_id", ("rule",)),
        ("statements", "speaker", ("person", "body")),
        ("statements", "via", ("body",)),
    )
    return [
        tables[table].problem(
            line, column, f"{shown(cell)}: is of kind {kind_of[cell]}; name a {' or '.join(kinds)}"
        )
        for table, column, kinds in wanted
        for line, cells in tables[table].rows(column)
        for cell in cells.split(CHAIN)
        if cell in kind_of and kind_of[cell] not in kinds
    ]


def lexicon_problems(lexicon: Table) -> list[Problem]:
    """Ranges that run backwards, and an N on one side only."""
    problems = []
    for line, words, low, high in lexicon.rows("words", "low", "high"):
        has_n = bool(counts.PLACEHOLDER.search(words))
        for column, mark in (("low", low), ("high", high)):
            if mark.startswith("N") and not has_n:
                told = f"{shown(mark)}: there is no N in {shown(words)}; write a number"
                problems.append(lexicon.problem(line, column, told))
            elif len(mark) > LONGEST_NUMBER:
                told = f"{shown(mark)}: is too large; check the digits"
                problems.append(lexicon.problem(line, column, told))
        if _above(low, high):
            told = f"{shown(low)}: is above high ({high}); correct one of them"
            problems.append(lexicon.problem(line, "low", told))
    return problems


def ledger_problems(
    sources: Table, waivers: Table, statements: Table, texts: dict[str, str], spans: list
) -> list[Problem]:
    """Sentences neither coded nor waived, waivers of no whole sentence, and both at once.

    A waiver is refused only where every occurrence of its sentence is coded.
    """
    file_of = {source: file for _, source, file in sources.rows("source_id", "file")}
    problems = []
    all_coded: dict[str, dict[str, bool]] = defaultdict(dict)
    for entry in ledger(sources, waivers, statements, texts, spans):
        of_source = all_coded[entry.source]
        of_source[entry.words] = of_source.get(entry.words, True) and entry.coded
        if entry.open:
            message = f"{shown(entry.words)}: no statement and no waiver; "
            message += "code the sentence or waive it"
            file = f"seeds/{file_of[entry.source]}"
            problems.append(Problem(file, entry.sentence.line, "", message))
    for line, source, quote in waivers.rows("source_id", "quote"):
        if source not in texts:
            continue
        if quote not in all_coded[source]:
            message = f"{shown(quote)}: is no whole sentence of {source}; copy it whole"
            message += "" if quote in texts[source] else _difference(texts[source], quote)
            problems.append(waivers.problem(line, "quote", message))
        elif all_coded[source][quote]:
            message = f"{shown(quote)}: a statement stands on this sentence; drop the waiver"
            problems.append(waivers.problem(line, "quote", message))
    return problems


def ledger(
    sources: Table, waivers: Table, statements: Table, texts: dict[str, str], spans: list
) -> Iterator[Entry]:
    """Every sentence that says something, text by text, and what was done with it."""
    coded: Spans = defaultdict(list)
    for source, span in zip(statements.columns["source_id"], spans, strict=True):
        if span:
            coded[source].append(span)
    language_of = _languages(sources)
    waived = {(source, words): line for line, source, words in waivers.rows("source_id", "quote")}
    for source, spans_of_text in sentences_of(sources, texts).items():
        text, quotes = texts[source], coded[source]
        is_coded = ledgers.coded(text, spans_of_text, quotes, language_of[source])
        for sentence, has_statement in zip(spans_of_text, is_coded, strict=True):
            words = spreadsheet_damage.unsigned(text[sentence.start : sentence.end])
            if words:  # a rule of hyphens says nothing
                yield Entry(source, sentence, words, has_statement, waived.get((source, words), 0))


def sentences_of(sources: Table, texts: dict[str, str]) -> dict[str, list[sentences.Sentence]]:
    """The sentences of each text that was read, as its language has them, by the source's id."""
    language_of = _languages(sources)
    return {source: split_sentences(text, language_of[source]) for source, text in texts.items()}


def _languages(sources: Table) -> dict[str, str]:
    return {source: tag for _, source, tag in sources.rows("source_id", "language")}


def problems_of(root: Path, tables: dict[str, Table]) -> tuple[dict[str, str], list, list[Problem]]:
    """The seeds' texts, the statements' spans, and every problem of this module's kinds."""
    texts, problems = read_seeds(root, tables["sources"])
    spans, found = statement_problems(tables, texts)
    problems += found
    problems += bounded(lexicon_problems(tables["lexicon"]))
    ledger = ledger_problems(
        tables["sources"], tables["waivers"], tables["statements"], texts, spans
    )
    problems += bounded(ledger)
    return texts, spans, problems


def statement_problems(
    tables: dict[str, Table], texts: dict[str, str]
) -> tuple[list, list[Problem]]:
    """The statements' spans, and what is wrong with them whatever else is coded or waived."""
    statements = tables["statements"]
    spans, problems = statement_spans(statements, texts)
    problems += bounded(repeated_statements(statements, spans))
    problems += bounded(value_problems(tables))
    problems += bounded(note_problems(tables))
    problems += bounded(kind_problems(tables))
    return spans, problems
