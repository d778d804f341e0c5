"""A text before it is coded: its row for sources.csv, its sentences, and what to look at in each.

What is found are words of the text and nothing else. No value, no date and no speaker is proposed:
what a sentence says is for its reader to decide.
"""

# ruff: noqa: RUF001 - digits and marks of other scripts are what some of this is about

from __future__ import annotations

import csv
import io
import os
import re
import shlex
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from analysis.authoring import cues, page_text
from analysis.errors import UserError
from analysis.evidence import Reading
from analysis.system import folders
from analysis.text import sentences, spans
from analysis.text.characters import UNSPACED
from analysis.text.sentences import split_sentences
from analysis.text.spans import overlaps
from analysis.text.visible import CONTROL, all_hidden, hidden, visible
from analysis.validation import spreadsheet_damage
from analysis.validation.seeds import LARGEST_SEED
from analysis.validation.sentences import ledger
from analysis.validation.vocabulary import CHAIN, OWN_VOICE, UNNAMED

KINDS = ("date", "number", "law", "outlet", "known", "verb")
SHARE = 10  # in a hundred letters that a script needs, for its language to be suggested
LONGEST_HEADLINE = 200  # characters of a first line that may be one

# The tags that data/datapackage.json lets a source have.
TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_WORD = rf"[^\W{UNSPACED}]"  # a character of a word, in a script that has spaces
_YEAR = r"(?<![\d.,])(?:1[5-9]|20|۱[۳-۹]|۲۰|١[٥-٩]|٢٠)\d\d(?!\d|[.,]\d)"
_NUMERIC = (
    r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}[日号])?|\d{1,2}月(?:\d{1,2}[日号])?"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}:\d\d(?::\d\d)?(?: ?(?:GMT|UTC|[ap]\.?m\.?))?"
)
_DIGITS = r"\d{1,3}(?:[,.٬\u00a0\u202f' ]\d{3})+(?!\d)|\d+(?:[.,٫]\d+)?"
_NAME = r"[^\W\d_a-zß-öø-ÿ][\w&’'-]*(?: [^\W\d_a-zß-öø-ÿ][\w&-]*){0,4}"
_HAN = "\\d零〇一二三四五六七八九十百千"
_SECTION = rf"§§?\s?\d+\w*|第[{_HAN}]+[条條](?:第[{_HAN}]+[款项項])?"
_PROVISION = r"\s?\d[\w./()-]*(?:(?:\s?[,–-]\s?|\s(?:and|or|et|und|y|و)\s)\d[\w./()-]*)*"


class DraftError(UserError):
    """A text cannot be drafted; the message is one line that says why and what to do."""


class Found(NamedTuple):
    """Words of a sentence that may matter: their kind (of `KINDS`) and span in the sentence."""

    kind: str
    start: int
    end: int
    entity: str = ""  # the id of what is so called, where the project knows it


class Names(NamedTuple):
    """What a project calls its entities, as `(words, id)`: outlets, rules, and all the others."""

    outlets: list[tuple[str, str]]
    rules: list[tuple[str, str]]
    others: list[tuple[str, str]]


def read(file: str, name: str) -> tuple[str, bytes]:
    """The text in `file`, which errors call `name`, and its bytes.

    Raises DraftError for what can be no seed.
    """
    if unseen := hidden(Path(file).name):
        told = (
            f"its name has {spreadsheet_damage.named(unseen)}, which does not show; rename the file"
        )
        raise DraftError(f"{name}: {told}")
    path = Path(os.path.realpath(file))
    try:
        content = folders.read(path.parent, path.name, LARGEST_SEED)
        if kind := page_text.kind_of(content):
            raise DraftError(_told_of_no_text(path, name, kind))
        text = content.decode("utf-8")
    except OSError as error:
        raise DraftError(f"{name}: cannot be read ({error.strerror}); name a text file") from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        told = f"{name}:{line}: is not UTF-8 at byte {error.start}; save it as plain UTF-8"
        raise DraftError(told) from None
    if not text.strip():
        raise DraftError(f"{name}: has no text; name a file that has some")
    return text, content


def _told_of_no_text(file: Path, name: str, kind: str) -> str:
    """What to do with a page or a word processor's file, which is no text yet."""
    told = f"{name}: is {kind}, no plain text"
    if kind not in page_text.READ:
        return f"{told}; {page_text.BY_HAND}"
    if file.parent.name == "seeds":  # a shell would empty a file that is read and written
        command = "reported-warrants text PAGE > seeds/NAME.txt"
        return f"{told}; move it out of seeds/, then: {command}"
    seed = f"seeds/{file.stem}.txt"
    command = f"reported-warrants text {shlex.quote(name)} > {shlex.quote(seed)}"
    return f"{told}; first: {command}"


def pages(
    file: str,
    reading: Reading,
    language: str | None = None,
    shown_as: str | None = None,
    for_terminal: bool = False,
) -> Iterator[str]:
    """What to print for the text in `file`, a line each: CSV to paste, and sentences to read.

    Errors call the file `shown_as`, or by its path. A row has no control character. Other
    characters that are not seen stay in its quote, since `check` looks for the very words, except
    `for_terminal`: a terminal may act on them, and what is copied from it may lack them.
    """
    name = shown_as or file
    if language and not TAG.fullmatch(language):
        raise DraftError(
            f"--language: {language}: is no language tag; give one such as en, zh-Hans"
        )
    text, content = read(file, name)
    digest = folders.sha256(content)
    sources = reading.tables["sources"]
    known = [source for _, source, sha in sources.rows("source_id", "sha256") if sha == digest]
    if known:
        language_of = {source: tag for _, source, tag in sources.rows("source_id", "language")}
        known_language = language_of[known[0]]
        yield from _known_pages(known[0], text, known_language, reading, for_terminal)
        return
    if text.startswith("\ufeff"):
        told = "begins with a byte-order mark, which would be part of its first sentence"
        raise DraftError(f"{name}:1: {told}; save it as UTF-8 without one")
    language = language or suggested_language(text)
    source, label = _suggested_names(file, set(sources.columns["source_id"]))
    row = {"source_id": source, "file": Path(file).name, "sha256": digest, "label": label}
    row |= {"language": language, "headline": _headline(text)}
    yield "== data/sources.csv: source_id, label, language and headline are suggestions =="
    yield _csv(sources.columns)
    yield _csv(row.get(name, "") for name in sources.columns)
    sentences = split_sentences(text, language)
    yield f"\n== {visible(Path(file).name)}: {_sentences(len(sentences))} =="
    yield from _read_out(text, enumerate(sentences, start=1), language, names_of(reading))
    yield from _templates(source, text, sentences, reading, for_terminal)


def _known_pages(
    source: str, text: str, language: str, reading: Reading, for_terminal: bool
) -> Iterator[str]:
    """The pages of a text that the project has: what is open comes first."""
    state = {
        entry.sentence: "coded" if entry.coded else "waived" if entry.waiver else "open"
        for entry in ledger(reading.tables, {source: text}, _spans_of(source, reading))
    }
    numbered = list(enumerate(split_sentences(text, language), start=1))
    still = [pair for pair in numbered if state.get(pair[1]) == "open"]
    names = names_of(reading)
    shown = visible(source)
    yield f"== {shown} is a source already: {_sentences(len(still))} of {len(numbered)} open =="
    yield from _read_out(text, still, language, names)
    if still:
        to_code = [sentence for _, sentence in still]
        yield from _templates(source, text, to_code, reading, for_terminal)
    done = [pair for pair in numbered if pair not in still]
    yield f"\n== {shown}: {_sentences(len(done))} coded or waived =="
    yield from _read_out(text, done, language, names, state)


def _spans_of(source: str, reading: Reading) -> list:
    """The spans of the statements, without those of other sources, whose texts are not asked."""
    whose = reading.tables["statements"].columns["source_id"]
    return [s if of == source else None for of, s in zip(whose, reading.spans, strict=True)]


def _read_out(
    text: str, numbered: object, language: str, names: Names, state: dict | None = None
) -> Iterator[str]:
    """Sentences to be read, each with its number and line, and what is found in it by kind."""
    for number, sentence in numbered:
        words = text[sentence.start : sentence.end]
        told = f" ({state.get(sentence, 'says nothing')})" if state else ""
        yield f"{number}, line {sentence.line}{told}: {visible(words)}"
        if unseen := all_hidden(words):
            codes = ", ".join(map(spreadsheet_damage.named, dict.fromkeys(unseen)))
            yield f"    not seen: {codes}; a row that lacks it has a part of the sentence"
        found = found_in(words, language, names)
        for kind in KINDS:
            parts = [
                words[each.start : each.end] + (f" ({each.entity})" if each.entity else "")
                for each in found
                if each.kind == kind
            ]
            if parts:
                yield f"    {kind}: {visible(' | '.join(dict.fromkeys(parts)))}"


def _templates(
    source: str,
    text: str,
    sentences: list[sentences.Sentence],
    reading: Reading,
    for_terminal: bool,
) -> Iterator[str]:
    """A row for statements.csv a sentence, with the quote and nothing that a reader must decide."""
    columns = reading.tables["statements"].columns
    yield "\n== data/statements.csv: a row a sentence; cut the quote, and fill in the rest =="
    yield _csv(columns)
    numbers: dict[str, dict[int, int]] = {}  # of each quote, at each of its places in the text
    for sentence in sentences:
        begin, words = _quotable(text, sentence, for_terminal)
        if not words:
            continue  # a rule of hyphens says nothing
        if words not in numbers:
            places = spans.occurrences(text, words)
            numbers[words] = {place: number for number, place in enumerate(places, start=1)}
        number = str(numbers[words][begin]) if len(numbers[words]) > 1 else ""
        row = {"source_id": source, "quote": words, "occurrence": number}
        line = _csv(row.get(name, "") for name in columns)
        yield visible(line) if for_terminal else line


def _quotable(text: str, sentence: sentences.Sentence, for_terminal: bool) -> tuple[int, str]:
    """The longest part of a sentence that can be a quote in a printed row, and its offset.

    No table may have a control character, nor a cell that begins as a formula does.
    """
    whole = text[sentence.start : sentence.end]
    apart = set(CONTROL.findall(whole)) | {"\t"}
    if for_terminal:
        apart |= set(all_hidden(whole))
    parts = []
    for match in re.finditer(f"[^{re.escape(''.join(apart))}]+", whole):
        words = spreadsheet_damage.unsigned(match[0]).lstrip()
        begin = sentence.start + match.end() - len(words)
        parts.append((begin, words.rstrip()))
    return max(parts, key=lambda part: len(part[1]), default=(0, ""))


def _csv(cells: object) -> str:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()


def _sentences(count: int) -> str:
    return f"{count} sentence{'s' * (count != 1)}"


def _suggested_names(file: str, taken: set[str]) -> tuple[str, str]:
    """An id and a label from the name of a file."""
    stem = Path(file).stem
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    source = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "document"
    while source in taken:
        head, _, number = source.rpartition("-")
        source = f"{head}-{int(number) + 1}" if head and number.isdigit() else f"{source}-2"
    label = " ".join(re.split(r"[\s_-]+", stem)).strip() or stem
    return source, label[:1].upper() + label[1:]


def _headline(text: str) -> str:
    """The first line, where it can be a headline: short, and not ended as a sentence is."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    short = len(lines) > 1 and len(lines[0]) <= LONGEST_HEADLINE
    ended = short and re.search(r"[.。؟?!:…]\W*$", lines[0])
    return lines[0] if short and not ended and not hidden(lines[0]) else ""


def suggested_language(text: str) -> str:
    """The tag of the language that `text` is likely in, "und" where its letters do not tell.

    >>> suggested_language("The court issued a warrant."), suggested_language("法院签发了逮捕令。")
    ('en', 'zh')
    """
    letters = sum(map(str.isalpha, text))
    for tag, pattern in cues.SCRIPTS:
        if 100 * len(re.findall(pattern, text)) > SHARE * letters:
            return tag
    words = re.findall(r"[^\W\d_]+", text.casefold())
    hits = {
        tag: sum(word in of.common.split() for word in words) for tag, of in cues.LANGUAGES.items()
    }
    best = max(hits, key=hits.get)
    return best if hits[best] else "und"


def names_of(reading: Reading) -> Names:
    """What the project calls its entities: their labels, and the quotes that name them."""
    entities, statements = reading.tables["entities"], reading.tables["statements"]
    kind_of = {entity: kind for _, entity, kind in entities.rows("entity_id", "kind")}
    called = [(label, entity) for _, entity, label in entities.rows("entity_id", "label")]
    rows = statements.rows("entity_id", "prop", "quote")
    called += [(quote, entity) for _, entity, prop, quote in rows if prop == "name"]
    between = {one for _, via in statements.rows("via") for one in via.split(CHAIN)}
    cue = _edged("|".join(of.outlets for of in cues.LANGUAGES.values() if of.outlets))
    described = {
        entity
        for _, entity, *words in entities.rows("entity_id", "label", "description")
        if re.search(rf"(?i){cue}|(?i:outlet)", " ".join(words))
    }
    outlets, rules, others = [], [], []
    for words, entity in dict.fromkeys(called):
        if entity in (OWN_VOICE, UNNAMED) or kind_of.get(entity) not in ("rule", "person", "body"):
            continue
        if kind_of[entity] == "rule":
            rules.append((words, entity))
        elif kind_of[entity] == "body" and entity in between | described:
            outlets.append((words, entity))
        else:
            others.append((words, entity))
    own = [(outlet, "") for _, outlet in reading.tables["sources"].rows("outlet") if outlet]
    return Names(outlets + own, rules, others)


def found_in(sentence: str, language: str, names: Names | None = None) -> list[Found]:
    """What may matter in a sentence, in its order; of two that overlap, the kind named first stays.

    Kinds are those of `KINDS`; the words for `number` are none of a date or a provision.

    >>> text = "On January 3 over 100 men were charged under Article 5, the court said."
    >>> [(each.kind, text[each.start : each.end]) for each in found_in(text, "en")]
    [('date', 'January 3'), ('number', 'over 100'), ('verb', 'charged'), ('law', 'Article 5'), \
('verb', 'said')]
    """
    found: list[Found] = []
    patterns = _patterns(language.split("-")[0])
    of_names = names or Names([], [], [])
    named = {"law": of_names.rules, "outlet": of_names.outlets, "known": of_names.others}
    for kind in ("law", "date", "number", "outlet", "known", "verb"):
        spans = [
            Found(kind, *match.span(), entity)
            for words, entity in named.get(kind, ())
            for match in _name(words).finditer(sentence)
        ]
        for pattern in patterns.get(kind, ()):
            for match in pattern.finditer(sentence):
                group = 1 if pattern.groups and match[1] else 0
                spans.append(Found(kind, *match.span(group)))
        # Beside another kind a name or a verb stands for itself; numbers are not found twice.
        taken = (
            [f for f in found if f.kind in ("law", "date")] if kind in ("date", "number") else []
        )
        for one in sorted(spans, key=lambda each: (each.start - each.end, not each.entity)):
            if not any(overlaps(one[1:3], other[1:3]) for other in taken):
                taken.append(one)
                found.append(one)
    return sorted(found, key=lambda each: (each.start, each.end))


@lru_cache(maxsize=4_096)
def _name(words: str) -> re.Pattern:
    return re.compile(rf"(?i){_edged(re.escape(words))}")


def _edged(pattern: str) -> str:
    """The pattern as whole words, where the script has spaces between words."""
    return rf"(?<!{_WORD})(?:{pattern})(?!{_WORD})"


@lru_cache(maxsize=64)
def _patterns(language: str) -> dict[str, list[re.Pattern]]:
    """The patterns of each kind for a language; those without words of their own for any."""
    of = cues.LANGUAGES.get(language)
    dates, numbers, law = _dates(language), [_edged(_DIGITS)], [_SECTION]
    outlets: list[str] = []
    verbs: list[str] = []
    if of:
        before = "[وفبلك]{0,2}" if language == "ar" else ""  # written with the next word
        joined = f"{before}(?:ال)?" if before else ""
        number = rf"(?:{_DIGITS}|{joined}(?:{of.numbers}))"
        gap = "" if language == "zh" else r"[\s-]"
        between = rf"{gap}(?:and |et |und |y |و ?)?"
        bound = rf"(?:(?:{of.bounds}){gap}(?:an? )?)*"
        numbers = [_edged(rf"(?i:{bound}{number}(?:{between}{number})*)")]
        numbers += [_edged(rf"(?i:{bound}{joined}(?:{of.vague}))")]
        dates = [*dates, _edged(rf"(?i:{of.times})")]
        if of.law:
            law = [*law, rf"(?<!{_WORD})(?i:{joined}(?:{of.law})){_PROVISION}"]
        law = [*law, _edged(rf"(?i:{joined}(?:{of.rules}))")]
        outlets = _outlets(language, of)
        verbs = [_edged(rf"(?i:{before}(?:{of.verbs}))")]
    kinds = {"date": dates, "number": numbers, "law": law, "outlet": outlets, "verb": verbs}
    return {kind: [re.compile(pattern) for pattern in kinds[kind]] for kind in kinds}


def _dates(language: str) -> list[str]:
    """Patterns of calendar dates, with the names of months and weekdays that CLDR has."""
    from babel import Locale, UnknownLocaleError

    found = [_NUMERIC, rf"{_YEAR}(?:\s?[–-]\s?{_YEAR})?"]
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return found
    months = _alternatives(
        name for of in locale.months.values() for width in ("wide", "abbreviated")
        for name in of[width].values()
    )  # fmt: skip
    weekdays = _alternatives(locale.days["format"]["wide"].values())
    before = r"\d{1,2}(?:st|nd|rd|th|er|\.|º|ª)?\s(?:of |de |d['’])?"
    after = r"(?:\.(?=\s\d))?(?:\s\d{1,2}(?:st|nd|rd|th)?(?!\d))?"
    date = rf"(?:{before})?(?:{months}){after}(?:,?\s(?:de )?{_YEAR})?"
    return [_edged(rf"(?:(?:{weekdays}),?\s)?{date}"), _edged(weekdays), *found]


def _alternatives(names: object) -> str:
    """Names that have letters, longest first, also with a capital, and without marks."""
    wanted: set[str] = set()
    for name in names:
        bare = "".join(c for c in name if not unicodedata.combining(c))
        wanted |= {form.rstrip(".") for each in (name, bare) for form in (each, each.capitalize())}
    wanted = {name for name in wanted if len(name) > 2 and any(map(str.isalpha, name))}
    return "|".join(re.escape(name) for name in sorted(wanted, key=lambda name: (-len(name), name)))


def _outlets(language: str, of: cues.Cues) -> list[str]:
    """Patterns of names of outlets, and of voices; a group holds the name, without its cue."""
    if language == "zh":
        return [rf"[\u3400-\u9fff]{{1,8}}?(?:{of.outlets})"]
    if language in ("ar", "fa"):
        return [rf"{_edged(rf'(?:ال)?(?:{of.outlets})')}(?:\s[^\W\d_]+){{0,2}}"]
    called = rf"{_NAME}(?: (?i:{of.outlets}))*"
    return [
        rf"{_NAME} (?i:{of.outlets})(?: (?i:{of.outlets}))*(?!\w)",
        rf"(?<!\w)(?i:{of.told}) (?:the |la |le |l['’]|der |die |el )?({called})",
        rf"({called}),? (?i:{of.reported})(?!\w)",
    ]
