"""Generate a corpus in partitions, of any size, with the same bytes each time.

Nothing is stored about a fact or a document: what is true of a fact follows from its number, so the
partitions fit together although each is generated separately, in the memory of one partition.

    python -m tests.support.scale_corpus FOLDER STATEMENTS
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from math import gcd
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import analysis
from analysis.compare.rules import STANCES
from analysis.evidence import Evidence
from analysis.export.parquet import WRITING
from analysis.partitioned.columns import BLANK, COLUMNS, LIST
from analysis.system import folders
from analysis.text.sentences import split_sentences
from analysis.validation import coded_sentences, spreadsheet_damage
from analysis.validation.vocabulary import OWN_VOICE, UNNAMED, Basis, PropertyKind
from analysis.values import counts

SEED = 20200103
PER_TEXT = 40  # statements a text, on average
PER_ENTITY = 12  # statements an entity, on average: two facts with six statements each
WORDS_IN_TEXT = 640  # about 4,000 characters
SPOKEN_OF = 20  # entities that a text speaks of
WARRANTS = 5  # the first of them is the heavy entity
TIMES_LARGER = 10  # of the one large partition
WITH_WAIVERS = 20  # texts of each partition
MADE_OF = ("notice-request", "rule", "event", "event", "casualty-group", "person", "person", "body")
SAME, SCATTERED = 0.4, 0.05  # facts of which all say the same; those said in unlike stances
DENIED_ANYWAY = 0.01  # statements of facts that are not disputed
NOTES = ("The text says it only in other words.", "It follows from the sentence before.")
CUES = ("the ministry said", "had initially claimed", "it was later reported")
CUED = 0.3  # statements whose words of attribution are kept

ENDS = (" ", ", ", ". ", "? ", ".\n", ".\n\n")
END_SHARES = (0.81, 0.08, 0.08, 0.005, 0.015, 0.01)
FIRST_STOP = 2  # of ENDS: a sentence begins after it
LANGUAGES = {
    "en": "the a court judge warrant was issued over to by of in and reported official minister "
    "spokesman agency Monday Tuesday week ministry state request notice police airport strike Mr. "
    "Dr. U.S. No. dozens hundreds said told announced confirmed denied expected against for with "
    "after before 35 36 1,200 2020 statement case charge lawyer hearing prosecutor parliament",
    "fr": "le la tribunal juge mandat d'arrêt a été émis après décès selon déclaré à « arrêté » où "
    "procès prévôt naïf Noël œuvre ministère août février région État élu français “dépêche” M. 35 "
    "cafe\u0301 Beyoğlu Łódź — déjà très grâce enquête réponse sûreté 🕊️ frontière",
    "ar": "أصدرت محكمة مذكرة توقيف بحق في بغداد قال القاضي إن التحقيق مستمر منذ يناير وفق "
    "بيان رسمي من وزارة العدل على المطار عدد القتلى ٣٥ شخصا بعد الهجوم أعلن المتحدث أن الطلب رُفض",
    "ru": "суд выдал ордер на арест прокурор сообщил что в Багдаде погибли 35 человек по данным "
    "агентства запрос был отклонён министр заявил после удара ещё объявил расследование №",
}
ADJECTIVES = "issued pending reported upheld décidé général провинциальный élevé joint military"
NOUNS = "notice order warrant inquiry rank office région запрос état statement unit province"
PHRASES = 4_000
DAYS = 500  # that events took place on, also before 1970


class Shares(NamedTuple):
    """The shares of quotes that do not stand at their place, of statements of the heavy entity, and
    of facts in which not all that is said can be true.
    """

    damaged: float = 0.02
    heavy: float = 0.01
    disputed: float = 0.05


USUAL = Shares()


class Values(NamedTuple):
    """The values of all facts: words, range and date of each, by kind and then by what is true.

    `forms[kind]` says where the ways to say one thing begin, and where the last ones end.
    """

    words: pa.Array
    low: pa.Array
    high: pa.Array
    date: pa.Array
    forms: dict[str, np.ndarray]


class World(NamedTuple):
    """The data that all partitions share."""

    ids: pa.Array
    persons: np.ndarray
    bodies: np.ndarray
    properties: pa.Array
    kind: np.ndarray
    single: np.ndarray
    values: Values
    tokens: np.ndarray
    first_word: np.ndarray  # of each language among the tokens
    dates: pa.Array


def write(
    folder: Path,
    statements: int,
    per_part: int = 40_000,
    shares: Shares = USUAL,
    large: bool = False,
) -> None:
    """Write a corpus of so many statements; with `large`, one partition is ten times the others."""
    evidence = analysis.load()
    entities = _entities(evidence, max(100, statements // PER_ENTITY))
    _write(folder, "entities.parquet", entities)
    for name in ("properties", "concepts", "labels", "lexicon"):
        table = getattr(evidence, name)
        columns = {column: pa.array(table[column], pa.string()) for column in COLUMNS[name]}
        _write(folder, f"{name}.parquet", columns)
    world = _world(evidence, entities)
    sizes = _sizes(statements, per_part, large)
    texts = [max(1, round(size / PER_TEXT)) for size in sizes]
    firsts = zip(accumulate(texts, initial=0), accumulate(sizes, initial=0), strict=True)
    for number, (size, documents, first) in enumerate(zip(sizes, texts, firsts, strict=False)):
        rng = np.random.default_rng([SEED, number])
        for name, columns in _part(world, shares, rng, size, documents, first):
            _write(folder, f"{name}/{number:05}.parquet", columns)


def _write(folder: Path, name: str, columns: dict) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    of = name.partition("/")[0].removesuffix(".parquet")
    types = {LIST: pa.list_(pa.field("element", pa.string()))}
    fields = [
        pa.field(column, types.get(kind, kind), nullable=of == "lexicon" or column in BLANK)
        for column, kind in COLUMNS[of].items()
    ]
    table = pa.Table.from_arrays(
        [columns[field.name] for field in fields], schema=pa.schema(fields)
    )
    pq.write_table(table, path, **WRITING)


def _sizes(statements: int, per_part: int, large: bool) -> list[int]:
    """How many statements each partition has; the large one is in the middle."""
    one = [min(TIMES_LARGER * per_part, statements)] if large else []
    whole, rest = divmod(statements - sum(one), per_part)
    sizes = [per_part] * whole + [rest] * (rest > 0)
    middle = len(sizes) // 2
    return sizes[:middle] + one + sizes[middle:]


def _entities(evidence: Evidence, size: int) -> dict:
    """The voices without a name, then warrants, then all else: every seventh of a warrant, every
    third a part of another.
    """
    of = evidence.entities.set_index("entity_id")["label"]
    rows: list[tuple] = [
        (name, "body", of[name], None, None, None) for name in (OWN_VOICE, UNNAMED)
    ]
    for number in range(1, WARRANTS + 1):
        name = f"warrant-{number}"
        rows.append((name, "warrant", f"Warrant {number}", None, None, name))
    for number in range(len(rows), size):
        kind = MADE_OF[number % len(MADE_OF)]
        concerns = f"warrant-{number // 7 % WARRANTS + 1}" if number % 7 == 0 else None
        whole = rows[2 + number // 3][0] if number % 3 == 0 else None
        label = f"{kind.capitalize()} {number}"
        rows.append((f"{kind}-{number}", kind, label, whole, None, concerns))
    return {
        column: pa.array(cells, pa.string())
        for column, cells in zip(COLUMNS["entities"], zip(*rows, strict=True), strict=True)
    }


def _world(evidence: Evidence, entities: dict) -> World:
    kind = np.array(entities["kind"].to_pylist())
    kind[:2] = ""  # the voices without a name are drawn apart
    properties = evidence.properties.sample(
        frac=1, random_state=SEED
    )  # an entity has some that follow
    tokens, first_word = _tokens()
    values = _values(evidence, entities["entity_id"])
    begins, beyond = values.forms["date"][[0, -1]]
    return World(
        ids=entities["entity_id"],
        persons=np.flatnonzero(kind == "person"),
        bodies=np.flatnonzero(kind == "body"),
        properties=pa.array(properties["property"], pa.string()),
        kind=properties["kind"].to_numpy("str"),
        single=(properties["cardinality"] == "one").to_numpy(),
        values=values,
        tokens=tokens,
        first_word=first_word,
        dates=values.date.slice(begins, beyond - begins),
    )


def _values(evidence: Evidence, ids: pa.Array) -> Values:
    entries = evidence.lexicon[["words", "low", "high", "convention"]].fillna("")
    lexicon = counts.lookup(entries.to_numpy().tolist())
    nouns = [f"{one} {other}" for one in ADJECTIVES.split() for other in NOUNS.split()]
    phrases = [f"{nouns[n % len(nouns)]} {n // len(nouns) + 1}" for n in range(PHRASES)]
    said = {
        "count": [[(words, None) for words in _counts(n, lexicon)] for n in _numbers()],
        "date": [_days(date(1960, 1, 1) + timedelta(days=45 * n)) for n in range(DAYS)],
        "text": [[(t, None), (t.capitalize(), None), (t.upper(), None)] for t in phrases],
        "entity": [[(name, None)] for name in ids.to_pylist()],
        "concept": [[(name, None)] for name in evidence.concepts["concept_id"]],
    }
    words, days, ranges, forms = [], [], [], {}
    for kind, things in said.items():
        sizes = [len(ways) for ways in things]
        forms[kind] = np.array(list(accumulate(sizes, initial=len(words))))
        for word, day in (way for ways in things for way in ways):
            words.append(word)
            days.append(day)
            ranges.append(counts.bounds(word, lexicon) if kind == "count" else (None, None))
    low, high = (pa.array(bounds, pa.int64()) for bounds in zip(*ranges, strict=True))
    return Values(pa.array(words), low, high, pa.array(days, pa.string()), forms)


def _numbers() -> list[int]:
    """Numbers that are true of something: small ones are the most frequent."""
    hundreds, thousands = range(120, 1_000, 7), range(1_000, 100_000, 1_700)
    return [*range(120), *hundreds, *thousands, *range(10**6, 10**7, 10**5)]


def _counts(number: int, lexicon: dict) -> list[str]:
    """Ways to say a number, the exact one first: all of them allow it."""
    about = 10 ** max(1, len(str(number)) - 2)
    below, above = (number - 1) // about * about, (number // about + 1) * about
    ways = [str(number), f"{number:,}", f"over {below}", f"more than {below:,}"]
    ways += [f"at least {number}", f"as many as {above:,}", f"up to {number}"]
    if number >= 10**6:
        ways.append(f"as many as {number / 10**6:.1f} million")
    ways += [words for words in lexicon if not counts.PLACEHOLDER.search(words)]
    ways.append(counts.UNQUANTIFIED)
    return [way for way in dict.fromkeys(ways) if _allows(way, number, lexicon)]


def _allows(words: str, number: int, lexicon: dict) -> bool:
    if "-" in words:  # over a number below zero
        return False
    low, high = counts.bounds(words, lexicon)
    return (low is None or low <= number) and (high is None or number <= high)


def _days(day: date) -> list[tuple[str, str]]:
    """Ways to say a day, each with its EDTF date, the exact one first: all of them allow it."""
    before, after = day - timedelta(days=9), day + timedelta(days=16)
    month, year = f"{day:%Y-%m}", f"{day:%Y}"
    return [
        (f"{day:%B} {day.day}, {day.year}", f"{day}"),
        (f"on {day:%A}", f"{day}"),
        ("perhaps that day", f"{day}?"),
        (f"about {day:%B} {day.day}", f"{day}~"),
        (f"in {day:%B}", month),
        (f"perhaps in {day:%B}", f"{month}%"),
        (year, year),
        (f"about {year}", f"{year}~"),
        ("that month", f"{before}/{after}"),
        (f"from {before:%B} to {after:%B}", f"{before:%Y-%m}/{after:%Y-%m}"),
        (f"{before.year - 1} to {day.year}", f"{before.year - 1}/{year}"),
        ("since then", f"{before}/.."),
        (f"from {month} on", f"{month}/.."),
        ("before that", f"../{after}"),
        (f"until {year}", f"../{year}"),
    ]


def _tokens() -> tuple[np.ndarray, np.ndarray]:
    """Words as they stand in a text: small and capital, with each of ENDS; language by language."""
    words = [words.split() for words in LANGUAGES.values()]
    first = np.array(list(accumulate(map(len, words), initial=0)))
    tokens = [
        cased + end
        for of_language in words
        for word in of_language
        for cased in (word, word[:1].upper() + word[1:])
        for end in ENDS
    ]
    return np.array(tokens, dtype="object"), first


def _part(
    world: World,
    shares: Shares,
    rng: np.random.Generator,
    size: int,
    documents: int,
    first: tuple[int, int],
) -> Iterator[tuple[str, dict]]:
    """The tables of a partition; `first` has the numbers of its first document and statement."""
    names = [f"text-{first[0] + number}" for number in range(documents)]
    texts, language = _texts(world, rng, documents)
    ids = pa.array(names)
    yield "texts", {"source_id": ids, "text": pa.array(texts)}
    published = world.dates.take(pa.array(rng.integers(0, len(world.dates), documents)))
    yield (
        "sources",
        {
            "source_id": ids,
            "sha256": pa.array([folders.sha256(text.encode()) for text in texts]),
            "label": pa.array([f"Text {first[0] + number}" for number in range(documents)]),
            "language": pa.array(language),
            "published": published,
        },
    )
    source = np.sort(rng.integers(0, documents, size))
    start, end, quotes = _quotes(rng, texts, source, shares.damaged)
    yield (
        "statements",
        {
            "statement_id": _statement_ids(first[1] + np.arange(size, dtype="uint64")),
            "source_id": ids.take(pa.array(source)),
            **_said(world, shares, rng, source, documents),
            "quote": pa.array(quotes),
            "start": pa.array(start),
            "end": pa.array(end),
        },
    )
    yield "exclusions", _exclusions(names, texts, language, source, start, end)


def _texts(world: World, rng: np.random.Generator, documents: int) -> tuple[list[str], list[str]]:
    """Texts with sentences and lines, and the language of each: every other one not English."""
    number = np.arange(documents)
    language = np.where(number % 2 == 0, 0, 1 + number // 2 % (len(LANGUAGES) - 1))
    size = np.diff(world.first_word)[language][:, None]
    shape = documents, WORDS_IN_TEXT
    word = world.first_word[language][:, None] + (rng.random(shape) ** 1.5 * size).astype(int)
    ends = rng.choice(len(ENDS), shape, p=END_SHARES)
    ends[:, -PER_TEXT:] = 0  # the last line is longer than any quote
    ends[:, -1] = FIRST_STOP
    capital = np.ones(shape, dtype=int)
    capital[:, 1:] = ends[:, :-1] >= FIRST_STOP
    tokens = world.tokens[(word * 2 + capital) * len(ENDS) + ends].tolist()
    names = list(LANGUAGES)
    return ["".join(row).rstrip() for row in tokens], [names[at] for at in language.tolist()]


def _quotes(
    rng: np.random.Generator, texts: list[str], source: np.ndarray, damaged: float
) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Where quotes begin and end, and their words; some do not stand there. None has a line end."""
    length = np.array([len(text) for text in texts])[source]
    size = rng.integers(30, 121, len(source))
    start = (rng.random(len(source)) * (length - 300)).astype("int64")
    of = source.tolist()
    starts = [
        _after_line_ends(texts[text], begin, long)
        for text, begin, long in zip(of, start.tolist(), size.tolist(), strict=True)
    ]
    start = np.array(starts, dtype="int64")
    end = start + size
    quotes = [
        texts[text][begin:beyond]
        for text, begin, beyond in zip(of, starts, end.tolist(), strict=True)
    ]
    wrong = rng.random(len(source)) < damaged
    how = rng.integers(0, 4, len(source))
    for row in np.flatnonzero(wrong & (how == 0)).tolist():
        at = starts[row] % len(quotes[row])
        quotes[row] = f"{quotes[row][:at]}¤{quotes[row][at + 1 :]}"
    moved = np.select([wrong & (how == 1), wrong & (how == 2)], [1, length], 0)
    return start + moved, end + moved + np.where(wrong & (how == 3), 1, 0), quotes


def _after_line_ends(text: str, start: int, size: int) -> int:
    """Where so many characters without a line end begin, at `start` or soon after it."""
    found = text.rfind("\n", start, start + size)
    while found >= 0:
        start = found + 1
        found = text.rfind("\n", start, start + size)
    return start


def _statement_ids(number: np.ndarray) -> pa.Array:
    """Ids of statements: another for each number below 2⁴⁸."""
    mixed = (number * np.uint64(0x9E3779B97F4B)) & np.uint64(2**48 - 1)
    digits = np.frombuffer(mixed.astype(">u8").tobytes().hex().encode(), dtype="uint8")
    letters = np.empty((len(number), 14), dtype="uint8")
    letters[:, :2] = list(b"s-")
    letters[:, 2:] = digits.reshape(-1, 16)[:, 4:]
    ends = pa.array(np.arange(len(number) + 1, dtype="int32") * 14)
    buffers = [None, ends.buffers()[1], pa.py_buffer(letters.tobytes())]
    return pa.StringArray.from_buffers(len(number), *buffers[1:])


def _said(
    world: World, shares: Shares, rng: np.random.Generator, source: np.ndarray, documents: int
) -> dict:
    """What is said, of what, in which stance and by whom."""
    size = len(source)
    entity = _spoken_of(world, rng, documents)[source, rng.integers(0, SPOKEN_OF, size)]
    is_heavy = rng.random(size) < shares.heavy
    entity[is_heavy] = 2
    properties = len(world.properties)
    facts = 1 - 1.4 * np.log2(1 - _share(entity, 1))  # about two, since not all are spoken of
    facts = np.where(is_heavy, properties, facts.clip(max=8)).astype("int64")
    nth = (rng.random(size) ** 2 * facts).astype("int64")
    prop = ((_share(entity, 2) * properties).astype("int64") + nth) % properties
    fact = entity * properties + prop
    disputed = _share(fact, 7) < shares.disputed
    denied = rng.random(size) < np.where(disputed, 0.1, DENIED_ANYWAY)
    other = np.where(disputed, ~denied & (rng.random(size) < 0.3), denied)
    value = _value(world, rng, fact, prop, other, denied & ~disputed)
    modality = _modality(rng, _share(fact, 8) < SCATTERED, denied)
    basis = rng.choice(3, size, p=[0.8, 0.19, 0.01])
    dated = (world.kind[prop] != "date") & (rng.random(size) < 0.2)
    when = rng.integers(0, len(world.dates), size) + world.values.forms["date"][0]
    when = np.where(dated, when, value)
    values = world.values
    return {
        "entity_id": world.ids.take(pa.array(entity)),
        "property": world.properties.take(pa.array(prop)),
        "value": values.words.take(pa.array(value)),
        "low": values.low.take(pa.array(value)),
        "high": values.high.take(pa.array(value)),
        "date": values.date.take(pa.array(when)),
        "modality": pa.array(list(STANCES)).take(pa.array(modality)),
        "basis": pa.array(list(Basis)).take(pa.array(basis)),
        "speaker": world.ids.take(pa.array(_speakers(world, rng, fact))),
        "via": _chains(world, rng, size),
        "said_on": world.dates.take(
            pa.array(rng.integers(0, len(world.dates), size), mask=rng.random(size) >= 0.15)
        ),
        "note": pa.array(NOTES).take(pa.array(rng.integers(0, 2, size), mask=basis == 0)),
        "cue": pa.array(CUES).take(
            pa.array(rng.integers(0, len(CUES), size), mask=rng.random(size) >= CUED)
        ),
    }


def _spoken_of(world: World, rng: np.random.Generator, documents: int) -> np.ndarray:
    """Entities that each document speaks of: a few of them in many documents, most in few.

    The one of rank r is drawn about (r + 10)^-0.6 times as often as one would be of rank 0.
    """
    most = len(world.ids) - 2
    low, high = 10**0.4, (most + 10) ** 0.4
    rank = (low + (high - low) * rng.random((documents, SPOKEN_OF))) ** 2.5 - 10
    step = next(n for n in range(most * 5 // 8, 2 * most) if gcd(n, most) == 1)
    return 2 + rank.astype("int64").clip(0, most - 1) * step % most


def _value(
    world: World,
    rng: np.random.Generator,
    fact: np.ndarray,
    prop: np.ndarray,
    other: np.ndarray,
    exact: np.ndarray,
) -> np.ndarray:
    """The value of each statement: of the fact, or where `other`, one that is not true of it.

    Of facts that can have several, all that not everybody says; the others are said in many ways.
    """
    same = _share(fact, 3) < SAME
    draw = rng.random(len(fact))
    value = np.empty(len(fact), dtype="int64")
    for kind in PropertyKind:
        rows = np.flatnonzero(world.kind[prop] == kind)
        forms = world.values.forms[kind]
        things = len(forms) - 1
        several = ~world.single[prop[rows]] & ~same[rows]
        thing = (_share(fact[rows], 4) ** 2 * things).astype("int64")
        thing += np.where(several, rng.integers(0, 4, len(rows)), 0) + 5 * other[rows]
        thing = thing % (things - 2) + 2 if kind == "entity" else thing % things
        ways = forms[thing + 1] - forms[thing]
        share = np.where(same[rows] & (kind != "text"), _share(fact[rows], 5), draw[rows])
        value[rows] = forms[thing] + np.where(exact[rows], 0, share * ways).astype("int64")
    return value


def _modality(rng: np.random.Generator, scattered: np.ndarray, denied: np.ndarray) -> np.ndarray:
    """Numbers of the modalities in STANCES."""
    size, names = len(denied), list(STANCES)
    usual = rng.choice(len(names), size, p=[0.8, 0, 0.1, 0.02, 0.02, 0.02, 0.02, 0.02])
    unlike = rng.choice(len(names), size, p=[0.3, 0, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1])
    return np.where(denied, names.index("denied"), np.where(scattered, unlike, usual))


def _speakers(world: World, rng: np.random.Generator, fact: np.ndarray) -> np.ndarray:
    """The text itself, somebody, or one of three persons who speak of the fact."""
    one_of = _share(fact * 3 + rng.integers(0, 3, len(fact)), 6) ** 3
    person = world.persons[(one_of * len(world.persons)).astype("int64")]
    draw = rng.random(len(fact))
    return np.select([draw < 0.6, draw < 0.7], [0, 1], person)


def _chains(world: World, rng: np.random.Generator, size: int) -> pa.Array:
    """Through whom it was reported: mostly nobody, or one or two bodies."""
    links = rng.choice(3, size, p=[0.88, 0.1, 0.02])
    ends = pa.array(np.concatenate([[0], np.cumsum(links)]).astype("int32"))
    bodies = world.bodies[(rng.random(int(links.sum())) ** 3 * len(world.bodies)).astype("int64")]
    kind = pa.list_(pa.field("element", pa.string()))
    named = world.ids.take(pa.array(bodies))
    return pa.ListArray.from_arrays(ends, named, type=kind, mask=pa.array(links == 0))


def _share(number: np.ndarray, salt: int) -> np.ndarray:
    """A share from 0 to 1 that follows from a number, as if drawn (by splitmix64)."""
    mixed = number.astype("uint64") + np.uint64(salt * 0x9E3779B97F4A7C15 % 2**64)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(11)) * 2.0**-53


def _exclusions(
    names: list[str],
    texts: list[str],
    language: list[str],
    source: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
) -> dict:
    """Every other sentence of the first texts that no quote codes; those after it stay open."""
    excluded = {}
    excluded = []
    for number in range(min(WITH_WAIVERS, len(texts))):
        text, rows = texts[number], source == number
        spans = list(zip(start[rows].tolist(), end[rows].tolist(), strict=True))
        sentences = split_sentences(text, language[number])
        coding = coded_sentences.coding_quotes(text, sentences, spans, language[number])
        silent = [
            text[begin:beyond]
            for (_, begin, beyond), coded_by in zip(sentences, coding, strict=True)
            if not coded_by
        ]
        excluded += [(names[number], spreadsheet_damage.unsigned(words)) for words in silent[::2]]
    excluded = [(source, words) for source, words in dict.fromkeys(excluded) if words]
    return {
        "source_id": pa.array([source for source, _ in excluded], pa.string()),
        "quote": pa.array([words for _, words in excluded], pa.string()),
        "reason": pa.array(["It says nothing new."] * len(excluded), pa.string()),
    }


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
