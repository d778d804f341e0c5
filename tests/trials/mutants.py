"""Damage a copy of the project in thousands of ways, one at a time, and count what is noticed.

`make trials NAME=mutants` runs all of them. A change is noticed by meaning (`check` rejects it even
after sealing), by the seal alone, or by the tests that compare stored results with a new run.
"""

from __future__ import annotations

import ast
import csv
import functools
import hashlib
import io
import json
import multiprocessing
import os
import random
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from matplotlib.figure import Figure

from analysis import display, evidence
from analysis.publishing import notebooks
from analysis.system.project_folder import PROJECT
from analysis.validation import checksums, schema, sentences
from analysis.validation.labels import phrase
from analysis.validation.vocabulary import TABLES, Stance
from tests.support.csv_files import as_csv, project_files
from tests.trials import stored_mutants
from tests.trials.measured import write_measured

EACH = 40  # rows that an operation on a field is tried on
MANY = 1500  # changes of a kind, if it has too many to try them all
SHOWN = 100  # of the changes that only the seal notices are followed into the notebooks

Files = dict[str, bytes]


class Mutant(NamedTuple):
    """One change: its kind, what it does in a line, and the files as it leaves them."""

    kind: str
    told: str
    files: Files


class Fate(NamedTuple):
    """Who noticed a change: "meaning", "seal" or "nobody"."""

    mutant: Mutant
    noticed: str

    @property
    def held(self) -> bool:
        """Whether the change had the right result: harmless ones must pass."""
        return (self.noticed == "nobody") == (self.mutant.kind in HARMLESS)


HARMLESS = {"rows in another order", "every cell in quotation marks"}


@functools.lru_cache(maxsize=64)
def _lines_of(content: bytes) -> tuple[list[list[str]], list[bytes]]:
    """The rows of a table, beginning with the header, each also as bytes."""
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
    return rows, [as_csv([row]) for row in rows]


def rows_of(files: Files, table: str) -> tuple[list[str], list[list[str]]]:
    header, *rows = map(list, _lines_of(files[f"data/{table}.csv"])[0])
    return header, rows


def with_cells(files: Files, table: str, changes: dict[tuple[int, str], str]) -> Files:
    """The table with some cells changed, by row from 0 and column."""
    rows, lines = _lines_of(files[f"data/{table}.csv"])
    changed = {row + 1: list(rows[row + 1]) for row, _ in changes}
    for (row, column), cell in changes.items():
        changed[row + 1][rows[0].index(column)] = cell
    written = [as_csv([changed[n]]) if n in changed else line for n, line in enumerate(lines)]
    return {f"data/{table}.csv": b"".join(written)}


def cells_of(files: Files, table: str) -> list[dict[str, str]]:
    header, rows = rows_of(files, table)
    return [dict(zip(header, row, strict=True)) for row in rows]


def some(choose: random.Random, things: list, count: int) -> list:
    return things if len(things) <= count else choose.sample(things, count)


def other_character(choose: random.Random, text: str, at: int) -> str:
    """`text` with the character at `at` changed, doubled or left out."""
    old = text[at]
    new = choose.choice("0123456789" if old.isdigit() else "abcdefghijklmnopqrstuvwxyz ,.'")
    return text[:at] + choose.choice([new, old + old, ""]) + text[at + 1 :]


# Seeds and quotes


def seed_characters(files: Files, choose: random.Random) -> Iterator[Mutant]:
    seeds = {name: content.decode() for name, content in files.items() if "seeds/" in name}
    places = [(name, at) for name, text in seeds.items() for at in range(len(text))]
    for name, at in some(choose, places, MANY):
        changed = other_character(choose, seeds[name], at).encode()
        yield Mutant("a character of a seed", f"{name} at {at}", {name: changed})
        digest = hashlib.sha256(changed).hexdigest()
        renewed = files["data/sources.csv"].replace(
            hashlib.sha256(files[name]).hexdigest().encode(), digest.encode()
        )
        yield Mutant(
            "a character of a seed, its SHA-256 renewed",
            f"{name} at {at}",
            {name: changed, "data/sources.csv": renewed},
        )


def quote_characters(files: Files, choose: random.Random) -> Iterator[Mutant]:
    for table, count in (("statements", MANY), ("exclusions", EACH)):
        rows = cells_of(files, table)
        places = [(i, at) for i, row in enumerate(rows) for at in range(len(row["quote"]))]
        for i, at in some(choose, places, count):
            changed = {(i, "quote"): other_character(choose, rows[i]["quote"], at)}
            yield Mutant(
                "a character of a quote",
                f"{table} {i + 2} at {at}",
                with_cells(files, table, changed),
            )


# Fields, rows and ids


def fields(files: Files, choose: random.Random) -> Iterator[Mutant]:
    package = json.loads(files[schema.DESCRIPTOR])
    for resource in package["resources"]:
        table, rows = resource["name"], cells_of(files, resource["name"])
        for field in resource["schema"]["fields"]:
            yield from field_changes(files, choose, table, rows, field)


def field_changes(
    files: Files, choose: random.Random, table: str, rows: list[dict], field: dict
) -> Iterator[Mutant]:
    name, limits = field["name"], field.get("constraints", {})
    column = [row[name] for row in rows]
    for i in some(choose, list(range(len(rows))), EACH):
        below = (i + 1) % len(rows)
        changes = {
            "a cell blanked": {(i, name): ""},
            "a cell swapped with that of the next row": {
                (i, name): column[below],
                (below, name): column[i],
            },
            "a column shifted by a row": {
                (j, name): column[j - 1] for j in range(max(i, 1), len(rows))
            },
        }
        if "enum" in limits or "pattern" in limits or field["type"] == "integer":
            changes["a value outside its list or form"] = {(i, name): f"{column[i]} x"}
        for kind, change in changes.items():
            yield Mutant(kind, f"{table} {i + 2} {name}", with_cells(files, table, change))


def whole_rows(files: Files, choose: random.Random) -> Iterator[Mutant]:
    for table in TABLES:
        header, rows = rows_of(files, table)
        file = f"data/{table}.csv"
        for i in some(choose, list(range(len(rows))), 3 * EACH):
            kind = "an exclusion removed" if table == "exclusions" else "a row removed"
            told = f"{table} {i + 2}"
            yield Mutant(kind, told, {file: as_csv([header, *rows[:i], *rows[i + 1 :]])})
            yield Mutant("a row repeated", told, {file: as_csv([header, *rows, rows[i]])})
        for turn in range(5):
            shuffled = choose.sample(rows, len(rows))
            yield Mutant(
                "rows in another order", f"{table} {turn}", {file: as_csv([header, *shuffled])}
            )
        quoted = {file: as_csv([header, *rows], quoting=csv.QUOTE_ALL)}
        yield Mutant("every cell in quotation marks", table, quoted)


def renamed_ids(files: Files, choose: random.Random) -> Iterator[Mutant]:
    for table, column in (
        ("sources", "source_id"),
        ("entities", "entity_id"),
        ("properties", "property"),
    ):
        ids = [row[column] for row in cells_of(files, table)]
        for i, name in enumerate(ids):
            new = name + choose.choice(["-2", "s"])
            changed = with_cells(files, table, {(i, column): new})
            yield Mutant("an id renamed on one side", f"{table} {name}", changed)
        statements = cells_of(files, "statements")
        for i in some(choose, list(range(len(statements))), 2 * EACH):
            changed = with_cells(files, "statements", {(i, column): statements[i][column] + "-2"})
            yield Mutant("an id renamed on one side", f"statements {i + 2} {column}", changed)


# Dates and numbers


def shifted(day: str, step: int) -> str | None:
    try:
        return (date.fromisoformat(day) + timedelta(days=step)).isoformat()
    except ValueError:  # a month or a year
        return f"{day[:-1]}{(int(day[-1]) + step) % 10}" if day[-1:].isdigit() else None


def date_cells(files: Files) -> Iterator[tuple[str, int, str, str]]:
    for table, columns in (("statements", ("date", "said_on")), ("sources", ("published",))):
        for i, row in enumerate(cells_of(files, table)):
            for column in columns:
                if row[column]:
                    yield table, i, column, row[column]


def date_changes(files: Files, choose: random.Random) -> Iterator[Mutant]:
    for table, i, column, cell in date_cells(files):
        sides = cell.split("/")
        changes = {"a date in which the sides are swapped": ["/".join(sides[::-1])]}
        changes["a date shifted by one"] = [
            "/".join([*sides[:k], moved, *sides[k + 1 :]])
            for k, side in enumerate(sides)
            for step in (1, -1)
            if (moved := shifted(side, step))
        ]
        changes["an end of a date left open"] = [f"{sides[0]}/..", f"../{sides[-1]}"]
        changes["a date made less exact"] = [cell[:-3]] if len(sides) == 1 and len(cell) > 4 else []
        for kind, cells in changes.items():
            for new in cells:
                told = f"{table} {i + 2} {column}: {cell} to {new}"
                yield Mutant(kind, told, with_cells(files, table, {(i, column): new}))


def count_changes(files: Files, choose: random.Random) -> Iterator[Mutant]:
    for i, row in enumerate(cells_of(files, "statements")):
        bounds = row["low"], row["high"]
        if any(bounds):
            for kind, (low, high) in {
                "low and high swapped": bounds[::-1],
                "the lower bound left open": ("", row["high"]),
                "the upper bound left open": (row["low"], ""),
            }.items():
                changed = with_cells(files, "statements", {(i, "low"): low, (i, "high"): high})
                yield Mutant(kind, f"statements {i + 2}: {bounds}", changed)


# Valid and wrong


def plausible(files: Files, choose: random.Random) -> Iterator[Mutant]:
    """Another value, speaker, stance or quote that the schema allows, consistently written."""
    rows = cells_of(files, "statements")
    kind_of = {row["property"]: row["kind"] for row in cells_of(files, "properties")}
    speakers = sorted({row["speaker"] for row in rows})
    entities = cells_of(files, "entities")
    kinds = {row["entity_id"]: row["kind"] for row in entities}
    schemes = {row["concept_id"]: row["scheme"] for row in cells_of(files, "concepts")}

    def mutant(kind: str, i: int, **cells: str) -> Mutant:
        told = f"statements {i + 2}: {', '.join(f'{k}={v}' for k, v in cells.items())}"
        changed = {(i, column): cell for column, cell in cells.items()}
        return Mutant(kind, told, with_cells(files, "statements", changed))

    for i, row in enumerate(rows):
        if row["value"].isdigit():
            for step in (-10, -1, 1, 10):
                number = str(abs(int(row["value"]) + step))
                yield mutant(
                    "another number under the same quote", i, value=number, low=number, high=number
                )
        if kind_of[row["property"]] == "entity":
            like = [e for e in kinds if kinds[e] == kinds.get(row["value"]) and e != row["value"]]
            for other in some(choose, like, 3):
                yield mutant("another entity of the same kind", i, value=other)
        if kind_of[row["property"]] == "concept":
            like = [c for c in schemes if schemes[c] == schemes[row["value"]] and c != row["value"]]
            for other in some(choose, like, 3):
                yield mutant("another concept of the same scheme", i, value=other)
        if kind_of[row["property"]] == "text":
            values = sorted(
                {r["value"] for r in rows if r["property"] == row["property"]} - {row["value"]}
            )
            for other in some(choose, values, 3):
                yield mutant("the value of another statement", i, value=other)
        for other in some(choose, [s for s in speakers if s != row["speaker"]], 2):
            yield mutant("another speaker", i, speaker=other)
        for other in some(choose, sorted(set(Stance) - {row["modality"]}), 2):
            yield mutant("another stance", i, modality=other)
        if row["modality"] != "asserted":
            yield mutant("any stance made an assertion", i, modality="asserted")
        if row["cue"]:
            cues = [r["cue"] for r in rows if r["source_id"] == row["source_id"] and r["cue"]]
            yield mutant("the cue of another statement", i, cue=choose.choice(cues))
        other = {"stated": "inferred", "inferred": "stated"}[row["basis"]]
        yield mutant("stated and inferred swapped", i, basis=other)
        same = [r["quote"] for r in rows if r["source_id"] == row["source_id"]]
        yield mutant("the quote of another statement", i, quote=choose.choice(same))
        like = [e for e in kinds if kinds[e] == kinds[row["entity_id"]] and e != row["entity_id"]]
        if like:
            yield mutant("another subject of the same kind", i, entity_id=choose.choice(like))
        if row["via"]:
            yield mutant("speaker and via swapped", i, speaker=row["via"], via=row["speaker"])


def hierarchies(files: Files, choose: random.Random) -> Iterator[Mutant]:
    """Yield concepts moved under others, parts swapped with wholes, and labels made wider."""
    concepts = cells_of(files, "concepts")
    for i, row in enumerate(concepts):
        like = [c["concept_id"] for c in concepts if c["scheme"] == row["scheme"]]
        others = sorted({"", *like} - {row["concept_id"], row["broader"]})
        for other in some(choose, others, 2):
            changed = with_cells(files, "concepts", {(i, "broader"): other})
            told = f"concepts {i + 2}: broader={other}"
            yield Mutant("a concept moved under another", told, changed)
    entities = cells_of(files, "entities")
    row_of = {row["entity_id"]: i for i, row in enumerate(entities)}
    for i, row in enumerate(entities):
        if row["part_of"]:
            whole = row_of[row["part_of"]]
            cells = {(i, "part_of"): "", (whole, "part_of"): row["entity_id"]}
            changed = with_cells(files, "entities", cells)
            yield Mutant("a part and its whole swapped", f"entities {i + 2}", changed)
    yield from wider_labels(files)


def wider_labels(files: Files) -> Iterator[Mutant]:
    """Yield each label without its first or last word, if it then names more places in the texts.

    Where it does not, it means the same as before for these texts.
    """
    texts = [phrase(text) for text in evidence.read(sealed=False).texts.values()]
    for i, row in enumerate(cells_of(files, "labels")):
        words = row["label"].split()
        for shorter in (" ".join(words[1:]), " ".join(words[:-1])) if len(words) > 1 else ():
            places = [
                sum(text.count(phrase(label)) for text in texts)
                for label in (row["label"], shorter)
            ]
            if places[1] > places[0]:
                changed = with_cells(files, "labels", {(i, "label"): shorter})
                yield Mutant("a label made wider", f"labels {i + 2}: {shorter}", changed)


def silent_sentences(files: Files, choose: random.Random) -> Iterator[Mutant]:
    """Yield each sentence of a text left uncoded: its statements and its exclusion removed.

    Where a quote of the sentence before can go on into it, that quote does, by a word or two.
    """
    reading = evidence.read(sealed=False)
    texts = reading.texts
    ledger = list(sentences.ledger(reading.tables, texts, reading.spans))
    header, rows = rows_of(files, "statements")
    exclusion_header, exclusions = rows_of(files, "exclusions")
    source_at, quote_at = header.index("source_id"), header.index("quote")
    placed = list(zip(rows, reading.spans, strict=True))
    for before, entry in zip([None, *ledger], ledger, strict=False):
        text, (line, start, end) = texts[entry.source], entry.sentence

        def touches(row: list, span: tuple, sentence: tuple, source: str = entry.source) -> bool:
            return row[source_at] == source and span[0] < sentence[-1] and span[1] > sentence[-2]

        left = [(row, span) for row, span in placed if not touches(row, span, (start, end))]
        not_excluded = [row for row in exclusions if row[:2] != [entry.source, entry.words]]
        changed = {
            "data/statements.csv": as_csv([header, *(row for row, _ in left)]),
            "data/exclusions.csv": as_csv([exclusion_header, *not_excluded]),
        }
        told = f"{entry.source} line {line}: {entry.words[:60]}"
        yield Mutant("a sentence left uncoded", told, changed)
        same_line = before and before.source == entry.source and before.sentence.line == line
        near = [pair for pair in left if same_line and touches(*pair, before.sentence)]
        if near:
            row, span = max(near, key=lambda pair: pair[1][1])
            for words in (1, 2):
                spilled = re.match(rf"(?:\W*\w+){{{words}}}", text[start:end])
                if spilled:
                    longer = row.copy()
                    longer[quote_at] = text[span[0] : start + spilled.end()]
                    with_spill = [longer if one is row else one for one, _ in left]
                    spilt = {"data/statements.csv": as_csv([header, *with_spill])}
                    kind = "a sentence left uncoded, touched by its neighbour's quote"
                    yield Mutant(kind, told, changed | spilt)


def descriptor(files: Files, choose: random.Random) -> Iterator[Mutant]:
    """Every limit in the descriptor removed, one at a time."""
    package = json.loads(files[schema.DESCRIPTOR])
    for resource in package["resources"]:
        for field in resource["schema"]["fields"]:
            for limit in list(field.get("constraints", {})):
                kept = field["constraints"].pop(limit)
                content = json.dumps(package, indent=2, ensure_ascii=False).encode()
                told = f"{resource['name']} {field['name']} {limit}"
                yield Mutant(
                    "a limit of the dictionary removed", told, {schema.DESCRIPTOR: content}
                )
                field["constraints"][limit] = kept


GENERATORS: tuple[Callable, ...] = (
    seed_characters, quote_characters, fields, whole_rows, renamed_ids, date_changes,
    count_changes, plausible, hierarchies, silent_sentences, descriptor,
)  # fmt: skip


def mutants(seed: int = 0) -> Iterator[Mutant]:
    """Every mutant of the project, except those that change nothing; the same for the same seed.

    To swap cells of two rows that are otherwise alike only changes the order of rows.
    """
    files = project_files()
    lines = {name: sorted(content.splitlines()) for name, content in files.items()}
    for generate in GENERATORS:
        for mutant in generate(files, random.Random(f"{generate.__name__} {seed}")):
            same = all(
                lines[name] == sorted(content.splitlines())
                for name, content in mutant.files.items()
            )
            if not same or mutant.kind in HARMLESS:
                yield mutant


class Copy:
    """A copy of the project in which one mutant after another is tried."""

    def __init__(self, folder: Path):
        self.root, self.files = folder, project_files()
        for part in ("seeds", "data"):
            (folder / part).mkdir(parents=True)
        self.write(self.files)

    def write(self, files: Files) -> None:
        for name, content in files.items():
            (self.root / name).write_bytes(content)

    def fate(self, mutant: Mutant) -> Fate:
        self.write(mutant.files)
        try:
            reading = evidence.read(self.root, sealed=False)
            noticed = "meaning" if reading.problems else "nobody"
            if not reading.problems and any(checksums.changed_rows(self.root, reading.tables)):
                noticed = "seal"
        finally:
            self.write({name: self.files[name] for name in mutant.files})
        return Fate(mutant, noticed)

    def shown(self, mutant: Mutant) -> list[str]:
        """Every table, sentence and figure's text in the notebooks, with the mutant sealed in."""
        self.write(mutant.files)
        checksums.write(self.root, evidence.read(self.root, sealed=False).tables)
        os.environ["ANALYSIS_ROOT"] = str(self.root)
        shown: list[str] = []
        display._output.publish = lambda data, metadata=None: shown.append(
            next(iter(data.values()))
        )
        try:
            for path in notebooks.paths(PROJECT):
                cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
                names: dict[str, object] = {}
                for cell in cells:
                    if cell["cell_type"] == "code":
                        value = _value("".join(cell["source"]), names)
                        shown += [value.get_label()] if isinstance(value, Figure) else []
        finally:
            self.write(self.files)
        return shown


def _value(code: str, names: dict[str, object]) -> object:
    """Run a cell and return the value of its last expression."""
    *statements, last = ast.parse(code).body
    if not isinstance(last, ast.Expr):
        statements, last = [*statements, last], ast.Expr(ast.Constant(None))
    exec(compile(ast.Module(statements, []), "cell", "exec"), names)
    return eval(
        compile(ast.fix_missing_locations(ast.Expression(last.value)), "cell", "eval"), names
    )


_copy: Copy | None = None


def _begin(folder: str) -> None:
    global _copy
    _copy = Copy(Path(tempfile.mkdtemp(dir=folder)))


def _fate(mutant: Mutant) -> Fate:
    return _copy.fate(mutant)


def _shown(mutant: Mutant) -> list[str]:
    return _copy.shown(mutant)


def on_all_cores(work: Callable, things: Iterable) -> Iterator:
    """The results of `work` on each of `things`, in order, one copy of the project per process."""
    with (
        tempfile.TemporaryDirectory() as folder,
        multiprocessing.Pool(initializer=_begin, initargs=(folder,)) as pool,
    ):
        yield from pool.imap(work, things, chunksize=4)


def fates(tried: Iterable[Mutant]) -> Iterator[Fate]:
    """The fate of each mutant."""
    return on_all_cores(_fate, tried)


def table_rows() -> tuple[list[tuple], list[Mutant]]:
    """What was tried on seeds and tables; and the mutants that only the seal noticed."""
    counts: dict[str, Counter] = defaultdict(Counter)
    rows, sealed = [], []
    for number, fate in enumerate(fates(mutants()), start=1):
        counts[fate.mutant.kind].update([fate.noticed, "tried", *["held"] * fate.held])
        if not fate.held:
            print(f"noticed by {fate.noticed}: {fate.mutant.kind}: {fate.mutant.told}", flush=True)
        if fate.noticed == "seal":
            sealed.append(fate.mutant)
        if number % 1000 == 0:
            print(f"{number} changes tried", flush=True)
    for kind, count in counts.items():
        note = f"{count['meaning']} by meaning, {count['seal']} by the seal alone"
        note = "harmless: must pass" if kind in HARMLESS else note
        rows.append((kind, count["tried"], count["held"], note))
    return rows, sealed


def shown_rows(sealed: list[Mutant]) -> Iterator[tuple]:
    """How many of a sample of mutants, sealed again, a notebook shows, by kind."""
    sample = some(random.Random(0), sealed, SHOWN)
    as_it_is, *shown = on_all_cores(_shown, [Mutant("none", "", {}), *sample])
    differ = ((mutant.kind, other != as_it_is) for mutant, other in zip(sample, shown, strict=True))
    for kind, (tried, held) in sorted(tallied(differ).items()):
        yield kind, tried, held, f"{tried - held} not shown" if tried > held else ""


def tallied(found: Iterable[tuple[str, bool]]) -> dict[str, tuple[int, int]]:
    """How often each kind was tried, and how often it held."""
    tried, held = Counter(), Counter()
    for kind, holds in found:
        tried[kind] += 1
        held[kind] += holds
    return {kind: (count, held[kind]) for kind, count in tried.items()}


def stored_rows() -> Iterator[tuple]:
    """What was tried on stored outputs."""
    found = list(stored_mutants.fates())
    for kind, told, noticed in found:
        if not noticed:
            print(f"noticed by nobody: {kind}: {told}", flush=True)
    for kind, (tried, held) in tallied((kind, noticed) for kind, _, noticed in found).items():
        yield kind, tried, held, "by the tests"


if __name__ == "__main__":
    found, only_sealed = table_rows()
    write_measured("mutants", [*found, *stored_rows()])
    write_measured("resealed", shown_rows(only_sealed))
