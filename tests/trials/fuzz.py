"""Damage a small project in a hundred thousand ways that `check` and `load` must withstand.

`make trials NAME=fuzz` runs it. The conditions are: `check` returns 0 or 1 and prints visible
lines, `load` returns the evidence or raises EvidenceError, the tables of valid evidence can be
computed, nothing outside the project is opened, and nothing takes longer than `PATIENCE`.
Hypothesis shrinks and prints failures.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import csv
import io
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
from hypothesis import strategies as st

from analysis import agreement, coverage, evidence, tables
from analysis.cli import commands, program
from analysis.system import folders
from analysis.system.project_folder import PROJECT
from analysis.text.sentences import split_sentences
from analysis.text.visible import LONGEST, visible
from analysis.validation import schema
from analysis.validation.problems import MOST
from analysis.values import edtf
from tests.support.csv_files import as_csv, project_files
from tests.trials.measured import write_measured

PATIENCE = 20  # seconds for one input
RARELY = 50
PROCESSES = 2
OUTSIDE = "outside"
CANARY = "no part of the project"
TEXT = """A warrant

The court issued it on May 3, 2020. “Dozens” were hurt 🏛.
Over 100 were hurt, B said.
"""
OTHER = "Nobody was hurt, C said. 12 were charged by the court.\n"
DIGESTS = folders.sha256(TEXT.encode()), folders.sha256(OTHER.encode())
ROWS = {
    "sources": f"""
one,a.txt,{DIGESTS[0]},One,en,,,2020-05,inferred,Hence May 2020.,,,,
two,b.txt,{DIGESTS[1]},Two,en-GB,Nobody,,2020/..,stated,In 2020 or later.,,,,""",
    "entities": """
warrant,warrant,The warrant,,,One.,warrant
strike,event,The strike,,,One.,
hurt,casualty-group,The hurt,,,Some.,warrant
rule,rule,A rule,,,Of law.,
state,body,The state,,,A state.,
court,body,The court,state,,"It judges, for The state.",
own-voice,body,The text,,,Itself.,
unnamed-speaker,person,Somebody,,,Not named.,""",
    "properties": """
issuer,entity,,warrant,one,yes,,By …,Who issued it.
issued_on,date,,warrant,one,,,On …,The day.
injured,count,,casualty,one,,,Hurt are …,How many.
accused,count,,charge,many,,,Accused are …,How many.
charge,concept,charge,charge,many,yes,alleged,Of …,The offence.
name,text,,context,many,,,Named …,The name.""",
    "concepts": """
crime,charge,crime,,Any offence.
murder,charge,murder,crime,A crime.""",
    "labels": """
0,nobody,A number in a word.
injured,hurt,The word for it.
warrant,issued it,So it is named.
hurt,were hurt,So they are named.
hurt,was hurt,So they are named.
denied,Nobody,It is denied.
predicted,were charged,It is foreseen.
alleged,Dozens,It is alleged.
court,B said,So it is named.""",
    "statements": """
one,warrant,issuer,court,,,,asserted,stated,own-voice,,,,The court,,
one,warrant,issued_on,"May 3, 2020",,,2020-05-03,asserted,stated,own-voice,,,,"May 3, 2020",,
one,hurt,injured,dozens,24,,,alleged,inferred,unnamed-speaker,,,,“Dozens”,,Inferred: speaker; none.
one,hurt,injured,over 100,101,,,asserted,stated,court,court,2020-05,B said,Over 100 were hurt,,
two,hurt,injured,0,0,0,,denied,stated,own-voice,,,,Nobody was hurt,,
two,hurt,accused,12,12,12,,predicted,stated,own-voice,,,,12 were charged,,
two,court,name,the court,,,,asserted,stated,own-voice,,,,the court,,""",
    "exclusions": """
one,A warrant,A title.""",
    "lexicon": """
dozens,24,,default,Ours.
dozens,12,12,acled,Theirs.
over N,N+1,,default,Ours.""",
    "rules": """
r,rule,Code,1,It says.,issuer,https://x.org/,true""",
    "elements": """
who,Who,Who issued it?,issuer,r
what,What,What is it for?,charge; concerns.accused,""",
}
DESCRIPTOR = (PROJECT / schema.DESCRIPTOR).read_text(encoding="utf-8")
COLUMNS = {
    resource["name"]: [field["name"] for field in resource["schema"]["fields"]]
    for resource in json.loads(DESCRIPTOR)["resources"]
}
SMALL = {
    schema.DESCRIPTOR: DESCRIPTOR.encode(),
    "seeds/a.txt": TEXT.encode(),
    "seeds/b.txt": OTHER.encode(),
}
SMALL |= {
    f"data/{name}.csv": f"{','.join(COLUMNS[name])}{rows}\n".encode() for name, rows in ROWS.items()
}
REAL = project_files()
# What Python itself opens while it runs: its libraries, its time zones, nothing of ours.
ALLOWED = tuple(
    os.path.realpath(folder) + os.sep
    for folder in (
        sys.prefix,
        sys.base_prefix,
        PROJECT / "analysis",
        "/usr/share/zoneinfo",
    )
)

# Changes to files: a name to its new content, or to a function that puts something else there.
Changes = dict[str, "bytes | Callable[[Path], None]"]


class Hang(BaseException):
    """An input took longer than `PATIENCE`."""


class Folder:
    """A project in a folder to which one input after another is applied and undone."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.base = Path(tempfile.mkdtemp(prefix="fuzz-", dir=memory)).resolve()
        self.root, self.outside = self.base / "project", self.base / OUTSIDE
        for folder in (self.root, self.outside):
            for name, content in files.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(content if folder == self.root else CANARY.encode())
        self.opened: list[str] | None = None
        sys.addaudithook(self._note)

    def _note(self, event: str, arguments: tuple) -> None:
        if self.opened is None or event not in ("open", "os.listdir", "os.scandir"):
            return
        path, *_, flags = arguments if event == "open" else (*arguments, 0)
        if isinstance(path, str) and os.sep not in path and path != ".." and flags & os.O_NOFOLLOW:
            return  # opened in a folder that was opened before, and no link is followed
        if isinstance(path, str | bytes | os.PathLike):
            self.opened.append(os.path.realpath(os.fsdecode(path)))

    @contextlib.contextmanager
    def changed(self, changes: Changes) -> Iterator[None]:
        for name, what in changes.items():
            path = self.root / name
            remove(path)
            if callable(what):
                what(path)
            else:
                path.write_bytes(what)
        try:
            yield
        finally:
            for name in changes:
                remove(self.root / name)
            for folder in ("seeds", "data"):
                if not (self.root / folder).is_dir():
                    (self.root / folder).mkdir()
            for name, content in self.files.items():
                if name in changes or name.split("/")[0] in changes:
                    (self.root / name).write_bytes(content)

    def hold(self, changes: Changes, often: int = RARELY) -> None:
        """Raise unless all conditions of this module hold for the changed project.

        Every `often`-th input that is sound goes through all tables, which take a hundred times as
        long as `check`; and every `often`-th that is not, through `load` too.
        """
        chosen = zlib.crc32(repr(list(changes.items())).encode("utf-8", "replace")) % often == 0
        with self.changed(changes), alarm():
            self.opened = []
            code, told = check(str(self.root), chosen)
            loaded = load(self.root) if chosen or code == 0 else None
            opened, self.opened = self.opened, None
            strange = [p for p in opened if not p.startswith((str(self.root), *ALLOWED))]
            assert not [p for p in strange if p != os.devnull], strange
            assert (code == 0) == (loaded is not None), told
            assert CANARY not in told
            if loaded is not None and chosen:
                use(loaded)


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def alarm(seconds: float = PATIENCE) -> Iterator[None]:
    """Raise Hang in the main thread if the body takes longer than this."""

    def ring(*_: object) -> None:
        raise Hang

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def check(root: str, whole: bool = True) -> tuple[int, str]:
    """The exit code of `check` and what it prints, every line of which can be seen.

    Unless `whole`, the reading of the command line is left out, which takes as long as the rest.
    """
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = program.main(["check", root]) if whole else commands.check(Path(root))
    told = out.getvalue()
    assert code in (0, 1), code
    for line in told.split("\n")[:-1] + err.getvalue().split("\n")[:-1]:
        assert line == visible(line), line
        assert 0 < len(line) <= LONGEST + len(root) + 80, line
    if code and os.path.isdir(root):
        for line in told.split("\n")[:-1]:
            assert line.startswith(("data/", "seeds")), line
    return code, told


def load(root: str | Path) -> evidence.Evidence | None:
    try:
        return evidence.load(root)
    except evidence.EvidenceError:
        return None


def use(loaded: evidence.Evidence) -> None:
    """Make what the notebooks make."""
    for name, table in list(vars(tables).items()):
        if name == "elements_by_source":
            for warrant in loaded.entities.query("kind == 'warrant'")["entity_id"]:
                table(loaded, [warrant])
        elif name.endswith("_by_source") or name == "timeline":
            table(loaded)
    coverage.topics_by_source(loaded)
    coverage.ledger(loaded)
    coverage.quoted(loaded)
    agreement.matrix(loaded, agreement.outcomes(loaded))
    agreement.conflicts(loaded)
    agreement.voices(loaded)
    agreement.flips(loaded)


# ---- the kinds of input: strategies for Changes -------------------------------------------------

any_text = st.text(st.characters(exclude_categories=()), max_size=12)
utf8 = st.text(max_size=12)
CONTROLS = [*"\0\u2066\ufeff\u2028\n\r ", "\x1b[31m", "\u202eabc", "\xa0A. B", "e\u0301" * 9, "🏛"]
LONG = ["a" * 5_000, "9" * 5_000, "a > " * 500, "(" * 300, "“" * 3_000]
ODD_WORDS = [
    "=1+1",
    "'",
    '"',
    '""',
    ",",
    "NaN",
    "None",
    "<NA>",
    "inf",
    "-1",
    "1e9",
    "../x",
    "C:\\x",
]
nasty = st.sampled_from(CONTROLS + LONG + ODD_WORDS)
dates_ = st.one_of(
    st.from_regex(r"[0-9X?~%./\[\]{},YT:+ -]{0,25}", fullmatch=True),
    st.dates().map(str),
    st.tuples(st.dates(), st.dates()).map(lambda pair: f"{pair[0]}/{pair[1]}"),
    st.from_regex(r"[0-9]{4}(-[0-9]{2}){0,2}[?~%]?/?([0-9]{4}(-[0-9]{2})?|\.\.)?", fullmatch=True),
)
counts = st.one_of(
    st.integers(min_value=-1).map(str),
    st.from_regex(r"(over|dozens|N|N\+1|,|\.|[0-9]{1,13}| |million|billion){0,6}", fullmatch=True),
    st.sampled_from(["dozens", "over 9,999 billion", "0", "00", "٣", "²", "unquantified"]),
)
ids = st.sampled_from(["one", "warrant", "strike", "hurt", "court", "issuer", "injured", "stated"])
likely = st.sampled_from(["", "2020", "../2020", "over 9", "x"])
cell = st.one_of(utf8, nasty, ids, likely)
table_names = st.sampled_from(list(ROWS))
file_names = st.sampled_from(list(SMALL))
json_values = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.floats(), st.integers(), any_text, nasty, st.just(10**4000)
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(any_text, inner, max_size=4),
    max_leaves=8,
)


def parsed(name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(SMALL[f"data/{name}.csv"].decode(), newline="")))


@st.composite
def cells(draw: Callable, columns: list[tuple[str, str]] | None = None, value: object = cell):
    """Some cells of the tables, of any column or of `columns`, replaced by a `value`."""
    changed = {}
    where = columns or [(name, column) for name in COLUMNS for column in COLUMNS[name]]
    for name, column in draw(st.lists(st.sampled_from(where), min_size=1, max_size=4)):
        rows = changed.setdefault(name, parsed(name))
        row = draw(st.integers(1, len(rows) - 1))
        rows[row][COLUMNS[name].index(column)] = draw(value)
    return {f"data/{name}.csv": as_csv(rows) for name, rows in changed.items()}


@st.composite
def shapes(draw: Callable) -> Changes:
    """A table with rows that are too long, too short, repeated, blank or badly quoted."""
    name = draw(table_names)
    rows = parsed(name)
    row = st.sampled_from(rows) | st.lists(cell, max_size=4) | st.integers(0, 40).map(["x"].__mul__)
    content = as_csv(draw(st.lists(row, max_size=4)))
    if draw(st.booleans()):
        content = as_csv(rows[:1]) + content
    return {f"data/{name}.csv": content + draw(st.sampled_from([b"", b'"', b'a,"b"c\n', b"\n\n"]))}


def places(value: object, path: tuple = ()) -> Iterator[tuple]:
    """The path to every value within a JSON value."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        yield (*path, key)
        if isinstance(inner, dict | list):
            yield from places(inner, (*path, key))


PLACES = list(places(json.loads(DESCRIPTOR)))
PATTERNS = ["^(a+)+$", "(.*)*…", "[(", "(" * 500, "a{9999}{9999}", "(?=a)", "^(.|.)*$", "\ud800"]


@st.composite
def descriptors(draw: Callable) -> Changes:
    """The descriptor with values replaced, dropped, renamed, repeated or nested too deeply."""
    package = json.loads(DESCRIPTOR)
    for *path, key in draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=3)):
        inner = package
        with contextlib.suppress(LookupError, TypeError):  # an earlier change took the place away
            for step in path:
                inner = inner[step]
            how = draw(st.sampled_from(["replace", "drop", "rename", "repeat", "pattern"]))
            if how == "drop":
                del inner[key]
            elif how == "rename" and isinstance(inner, dict):
                inner[draw(any_text)] = inner.pop(key)
            elif how == "repeat" and isinstance(inner, list):
                inner.append(copy.deepcopy(inner[key]))
            else:
                inner[key] = draw(st.sampled_from(PATTERNS) if how == "pattern" else json_values)
    text = json.dumps(package)
    if draw(st.integers(0, 20)) == 0:
        text = text.replace('"type"', '"x": ' + "[" * draw(st.integers(1, 9_000)) + ', "type"', 1)
    return {schema.DESCRIPTOR: text.encode()}


@st.composite
def flips(draw: Callable, files: dict[str, bytes]) -> Changes:
    """A file with bits flipped, bytes cut out, doubled, moved or put in."""
    name = draw(st.sampled_from(sorted(files)))
    content = bytearray(files[name])
    for _ in range(draw(st.integers(1, 4))):
        at, to = sorted(draw(st.tuples(*[st.integers(0, len(content))] * 2)))
        how = draw(st.sampled_from(["flip", "cut", "double", "put", "end", "splice"]))
        if how == "flip" and at < len(content):
            content[at] ^= 1 << draw(st.integers(0, 7))
        elif how == "cut":
            del content[at : min(to, at + 40)]
        elif how == "double":
            content[to:to] = content[at:to]
        elif how == "put":
            content[at:at] = draw(st.binary(max_size=6) | nasty.map(str.encode))
        elif how == "end":
            del content[to:]
        else:
            other = files[draw(st.sampled_from(sorted(files)))]
            content[at:to] = other[at : at + 60]
    return {name: bytes(content)}


def outside_of(path: Path) -> Path:
    """The folder beside the project at or under which `path` is."""
    return next(above for above in path.parents if (above / OUTSIDE).is_dir()) / OUTSIDE


# Things in the place of a file or a folder that are neither, or do not belong to the project.
ODD_THINGS = st.sampled_from(
    [
        Path.mkdir,
        os.mkfifo,
        lambda path: path.symlink_to(outside_of(path) / path.parent.name / path.name),
        lambda path: path.symlink_to(outside_of(path) / path.name),
        lambda path: path.symlink_to(outside_of(path)),
        lambda path: path.symlink_to(path),
        lambda path: path.symlink_to("/dev/zero"),
        lambda path: None,
    ]
)


@st.composite
def links(draw: Callable) -> Changes:
    """Files and folders replaced by links, pipes, folders, or nothing."""
    names = st.sampled_from(["seeds", "data", *SMALL, "seeds/more.txt"])
    first = draw(names)
    found = {first: draw(ODD_THINGS)}
    if "/" in first:
        second = draw(names)
        found |= {second: draw(ODD_THINGS)} if "/" in second else {}
    return found


any_name = st.one_of(
    st.sampled_from([".", "..", "../a.txt", "/etc/passwd", "a.txt/", "./a.txt", "\\a", "a" * 300]),
    utf8,
    nasty,
)


@st.composite
def seed_names(draw: Callable) -> Changes:
    """Names in sources.csv and in seeds/ that no file should have."""
    rows = parsed("sources")
    rows[draw(st.integers(1, 2))][1] = draw(any_name)
    found: Changes = {"data/sources.csv": as_csv(rows)}
    raw = draw(st.binary(min_size=1, max_size=20)).replace(b"\0", b"").replace(b"/", b"")
    if raw.strip(b"."):
        found["seeds/" + os.fsdecode(raw)] = b"x"
    return found


PARTS = ["Mr. ", "U.S. ", "A. ", "No. ", ". ", "? ", "! ", "[1] ", "word ", "1.5 ", "… "]
PARTS += "“”()\n\t🏛é\xa0\x0b\x85\u2029\u3000\u202e\r\0"


@st.composite
def seeds(draw: Callable) -> Changes:
    """Any text as a seed, with its correct hash and every sentence excluded, so all is valid."""
    part = st.sampled_from(PARTS)
    text = "".join(draw(st.lists(part | utf8, max_size=25)))
    language = draw(st.sampled_from(["en", "fa", "ar", "zh-Hans", "fr", "hi", "tlh"]))
    found = split_sentences(text, language)
    left = list(text)
    for sentence in found:
        assert sentence.line == text.count("\n", 0, sentence.start) + 1
        left[sentence.start : sentence.end] = " " * (sentence.end - sentence.start)
    assert "".join(left).strip() == ""
    words = dict.fromkeys(text[s.start : s.end] for s in found)
    sources = [*parsed("sources"), ["new", "c.txt", folders.sha256(text.encode()), "New", language]]
    sources[-1] += ["", "", "2020", "stated", "In 2020."]
    exclusions = [*parsed("exclusions"), *(["new", quote, "So."] for quote in words)]
    return {
        "seeds/c.txt": text.encode(),
        "data/sources.csv": as_csv(sources),
        "data/exclusions.csv": as_csv(exclusions),
    }


WORDED = [("entities", "description"), ("sources", "label"), ("properties", "definition")]
WORDED += [("exclusions", "reason"), ("rules", "summary"), ("labels", "reason")]
NUMBERED = [("statements", "value"), ("statements", "low"), ("statements", "high")]
NUMBERED += [("lexicon", "words"), ("lexicon", "low"), ("lexicon", "high")]
DATED = [("sources", "published"), ("statements", "date"), ("statements", "said_on")]
words = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=30)
sound_dates = st.dates().map(str) | st.sampled_from(["2020", "../2020-01", "0001", "9999-12"])


@st.composite
def dated(draw: Callable) -> Changes:
    """Dates of publication and of a warrant, each said in its note."""
    sources, statements = parsed("sources"), parsed("statements")
    for row in sources[1:]:
        date = draw(sound_dates)
        row[-3:] = [date, "inferred", f"Hence {edtf.in_words(date, shorten=False)}."]
    date = draw(sound_dates)
    said = {"value": "on a day", "date": date, "basis": "inferred"}
    said["note"] = f"Inferred: date; on a day, hence {edtf.in_words(date, shorten=False)}."
    said["said_on"] = draw(st.sampled_from(["", date, sources[1][-3]]))
    for column, value in said.items():
        statements[2][COLUMNS["statements"].index(column)] = value
    said_then = COLUMNS["statements"].index("said_on")
    statements[4][said_then] = sources[1][-3]
    return {"data/sources.csv": as_csv(sources), "data/statements.csv": as_csv(statements)}


whole = st.dictionaries(file_names, st.binary(max_size=300), min_size=1, max_size=2)
any_json = st.one_of(json_values.map(json.dumps), any_text).map(
    lambda text: {schema.DESCRIPTOR: text.encode("utf-8", "surrogatepass")}
)
# Name, share of all inputs, the inputs, and the project to which they are applied.
KINDS = [
    ("any bytes as any file", 0.10, whole, SMALL),
    ("any text in any cells", 0.22, cells(), SMALL),
    ("tables of wrong shape", 0.12, shapes(), SMALL),
    ("any JSON as the descriptor", 0.08, any_json, SMALL),
    ("the descriptor changed", 0.09, descriptors(), SMALL),
    ("dates", 0.06, cells(DATED, dates_), SMALL),
    ("counts and number words", 0.09, cells(NUMBERED, counts), SMALL),
    ("names of seeds", 0.05, seed_names(), SMALL),
    ("links, pipes and folders as files", 0.04, links(), SMALL),
    ("bytes changed in a small project", 0.13, flips(SMALL), SMALL),
    ("bytes changed in this project", 0.005, flips(REAL), REAL),
    ("any text as a seed", 0.015, seeds(), SMALL),
    ("sound tables with any words", 0.002, cells(WORDED, words), SMALL),
    ("sound tables with any dates", 0.002, dated(), SMALL),
]


def run(number: int, inputs: int) -> dict[str, int]:
    """Try about so many `inputs`; how many were tried of each kind. `number` seeds the choice."""
    tried = {}
    for name, share, strategy, files in KINDS:
        with project(files) as folder:
            tried[name] = attempt(name, round(share * inputs), strategy, folder, number)
        print(f"  seed {number}: {tried[name]:6,} {name}", file=sys.stderr, flush=True)
    return tried


@contextlib.contextmanager
def project(files: dict[str, bytes]) -> Iterator[Folder]:
    folder = Folder(files)
    try:
        folder.hold({}, often=1)
        yield folder
    finally:
        shutil.rmtree(folder.base)


def attempt(name: str, inputs: int, strategy: st.SearchStrategy, where: Folder, number: int) -> int:
    tried = 0

    @hypothesis.seed(number)
    @hypothesis.settings(
        max_examples=inputs,
        deadline=None,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(strategy)
    def holds(changes: Changes) -> None:
        nonlocal tried
        tried += 1
        try:
            where.hold(changes, 1 if name.startswith("sound") else RARELY)
        except Hang:
            raise AssertionError(f"no answer in {PATIENCE} s: {changes!r:.2000}") from None

    holds()
    return tried


NAMES = ("no\0where", "a" * 5_000, "/dev/null", "\udcff", "x/" * 3_000, "~\x1b[1m", "seeds\n")


def check_roots() -> int:
    """Try names that are not folders, which `check` and `load` must refuse; return their number."""
    for name in NAMES:
        code, _ = check(name)
        assert code == 1
        assert load(name) is None
    return len(NAMES)


# ---- large inputs, each in a process of its own with a limit on its memory ----------------------

MEMORY = 1 << 30  # bytes


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(10 << 30)


def wrong_rows() -> bytes:
    rows = "".join(
        f"x{n},y{n},z{n},v{n},{n},1,d{n},m{n},b{n},s{n},a > b{n},t{n},c{n},A warrunt {n},{n},\n"
        for n in range(300_000)
    )
    return (",".join(COLUMNS["statements"]) + "\n" + rows).encode()


def misquotes() -> bytes:
    rows = "".join(
        f"one,warrant,name,v{n},,,,asserted,stated,own-voice,,,,The kourt issued it {n},,\n"
        for n in range(300_000)
    )
    return (",".join(COLUMNS["statements"]) + "\n" + rows).encode()


def often() -> bytes:
    rows = [",".join(COLUMNS["statements"])]
    rows += [f"one,warrant,name,v{n},,,,asserted,stated,own-voice,,,,aa,," for n in range(1_000)]
    return "\n".join([*rows, ""]).encode()


def many_files(path: Path) -> None:
    path.mkdir()
    for number in range(20_000):
        (path / f"{number}.txt").touch()


# Made only when it is their turn.
LARGE: dict[str, Callable[[], Changes]] = {
    "a line of 50 MB in a seed": lambda: {"seeds/a.txt": b"word " * 10_000_000},
    "a line of 8 MB in a seed": lambda: {"seeds/a.txt": b"A word. " * 1_000_000},
    "8 MB of opening quotation marks in a seed": lambda: {"seeds/a.txt": "“".encode() * 2_700_000},
    "a quote that occurs 8 million times": lambda: {
        "seeds/a.txt": b"a" * 8_000_000,
        "data/statements.csv": often(),
    },
    "a cell of 50 MB": lambda: {
        "data/exclusions.csv": b"source_id,quote,reason\none," + b"x" * 50_000_000
    },
    "a header of 100,000 columns": lambda: {"data/rules.csv": b"column," * 100_000 + b"last\n"},
    "a million blank rows": lambda: {
        "data/properties.csv": SMALL["data/properties.csv"] + b"\n" * 1_000_000
    },
    "12 million rows of commas": lambda: {
        "data/properties.csv": SMALL["data/properties.csv"] + b",,,,\n" * 12_000_000
    },
    "300,000 rows that are all wrong": lambda: {"data/statements.csv": wrong_rows()},
    "300,000 misquotes": lambda: {"data/statements.csv": misquotes()},
    "a table of 10 GB": lambda: {"data/entities.csv": sparse},
    "a descriptor nested half a million deep": lambda: {schema.DESCRIPTOR: b"[" * 500_000},
    "20,000 files that have no row": lambda: {"seeds": many_files},
}


def check_large(name: str) -> None:
    """Check one of `LARGE` with the command line, and see that it keeps to `MEMORY`."""
    with (
        project(SMALL) as folder,
        folder.changed(LARGE[name]()),
        (folder.base / "told").open("w+b") as told,
    ):
        command = [sys.executable, "-m", "analysis", "check", str(folder.root)]
        begun = time.monotonic()
        child = subprocess.Popen(command, stdout=told, stderr=told, cwd=PROJECT)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        took = f"{used.ru_maxrss >> 10} MiB, {time.monotonic() - begun:.0f} s"
        print(f"  {name}: {took}", file=sys.stderr, flush=True)
        told.seek(0)
        lines = told.read().decode().splitlines()
    assert child.returncode == 1, (name, lines[-3:])
    assert all(line.startswith(("data/", "seeds")) for line in lines[:-1]), lines[:3]
    assert len(lines) < 50 * MOST, len(lines)
    assert used.ru_maxrss << 10 < MEMORY, (name, used.ru_maxrss)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000, help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=20200103, help="default: %(default)s")
    options = parser.parse_args()
    share = -(-options.inputs // PROCESSES)
    print(f"seeds {options.seed} to {options.seed + PROCESSES - 1}", file=sys.stderr)
    rows = []
    for name in LARGE:
        check_large(name)
        rows.append((name, 1, "under 1 GiB of memory"))
    rows.append(("names that are not folders", check_roots(), ""))
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        jobs = [(options.seed + number, share) for number in range(PROCESSES)]
        tried = pool.starmap(run, jobs)
    rows += [(name, sum(counts[name] for counts in tried), "") for name in tried[0]]
    # Whatever does not hold has raised before this line.
    print(f"{sum(number for _, number, _ in rows):,} inputs tried, and all held")
    if options == parser.parse_args([]):
        write_measured("fuzz", [(what, number, number, note) for what, number, note in rows])
    return 0


if __name__ == "__main__":
    sys.exit(main())
