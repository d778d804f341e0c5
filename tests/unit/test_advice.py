"""Every problem says what to do, and doing just that leaves a project without a problem."""

import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis import evidence
from analysis.validation import checks, problems
from analysis.values import edtf
from tests.support import projects
from tests.support.commands import call
from tests.support.csv_files import read_csv, write_csv
from tests.support.messages import is_one_line

FERRY = "Sinking of the ferry Aurora"
CHECKS = {*problems.READING, "quote", *checks.TABLE_CHECKS, *checks.PROJECT_CHECKS}


class Tiny:
    """A project of two texts on one ferry, whose cells are changed by the line of their row."""

    def __init__(self, folder: Path, original: Path) -> None:
        self.folder, self.original = folder, original

    def path(self, table: str) -> Path:
        return self.folder / f"data/{table}.csv"

    def cell(self, table: str, line: int, column: str, value: str | None = None) -> str:
        header, rows = read_csv(self.path(table))
        row, place = rows[line - 2], header.index(column)
        before = row[place]
        if value is not None:
            row[place] = value
            write_csv(self.path(table), [header, *rows])
        return before

    def add(self, table: str, **cells: str) -> int:
        header, rows = read_csv(self.path(table))
        write_csv(self.path(table), [header, *rows, [cells.get(name, "") for name in header]])
        return len(rows) + 2

    def delete(self, table: str, line: int) -> None:
        header, rows = read_csv(self.path(table))
        write_csv(self.path(table), [header, *rows[: line - 2], *rows[line - 1 :]])

    def replace(self, file: str, old: str, new: str) -> None:
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def row(self, table: str, **cells: str) -> int:
        return projects.row_of(self.folder, table, **cells)[1]

    def problems(self) -> list[problems.Problem]:
        return evidence.read(self.folder).problems


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    folder = projects.ferries(tmp_path_factory.mktemp("sound") / "ferry", 2)
    tiny = Tiny(folder, folder)
    tiny.add("entities", entity_id="harbour", kind="body", label="Harbour", description="Harbour")
    tiny.add(
        "rules",
        rule_id="shipping-12",
        instrument="Shipping Act",
        provision="Section 12",
        summary="Nobody sails drunk.",
        reading="issuer",
        address="https://norland.example/12",
        outside_corpus="true",
    )
    return folder


@pytest.fixture
def tiny(sound, tmp_path) -> Tiny:
    shutil.copytree(sound, tmp_path / "ferry")
    return Tiny(tmp_path / "ferry", sound)


# --- What the words of a message say, done by rule ------------------------------------------------


def written(message: str) -> str:
    """Return what a message says to write: the last thing in quotation marks, or the last word."""
    found = re.search(r'write (?:its \w+, )?"([^"]+)"', message)
    found = found or re.search(r"such as '?([^\s;,']+)", message)
    found = found or re.search(r"write ([^\s;,)]+)", message)
    assert found, message
    return found[1]


def write(tiny: Tiny, problem: problems.Problem) -> None:
    tiny.cell(Path(problem.file).stem, problem.line, problem.column, written(problem.message))


def clear(tiny: Tiny, problem: problems.Problem) -> None:
    assert re.search(r"leave (it|\w+) blank", problem.message)
    tiny.cell(Path(problem.file).stem, problem.line, problem.column, "")


def first_of_list(tiny: Tiny, problem: problems.Problem) -> None:
    value = re.search(r"one of:? (?:kind )?([\w-]+)", problem.message)[1]
    tiny.cell(Path(problem.file).stem, problem.line, problem.column, value)


def delete_row(tiny: Tiny, problem: problems.Problem) -> None:
    assert "delete" in problem.message
    tiny.delete(Path(problem.file).stem, problem.line)


def run_command(tiny: Tiny, problem: problems.Problem) -> None:
    command = re.search(r"reported-warrants (\w+)$", problem.message)[1]
    assert call(command, tiny.folder).returncode == 0


def mark_inferred(tiny: Tiny, problem: problems.Problem) -> None:
    """Mark the statement inferred, and say in the note from which words, as the codebook asks."""
    assert "inferred" in problem.message
    date = tiny.cell("statements", problem.line, "date")
    words = f" This is {edtf.in_words(date, shorten=False)}." if date else ""
    value = tiny.cell("statements", problem.line, "value")
    tiny.cell("statements", problem.line, "basis", "inferred")
    note = f"Inferred: value and speaker and date; from the text: {value}.{words}"
    tiny.cell("statements", problem.line, "note", note)


def cell(table, line, column, value):
    """Return a function that changes a cell."""
    return lambda tiny, *_: tiny.cell(table, line, column, value)


def put_back(tiny: Tiny, problem: problems.Problem) -> None:
    """Put back the file that a message names, as it was."""
    assert re.search(r"put (the|that) (file|folder) (back|itself)", problem.message)
    named = re.match(r'"([^"]+)"', problem.message) if problem.column == "file" else None
    seed = re.search(r"seeds/[\w-]+\.txt", problem.message)
    file = f"seeds/{named[1]}" if named else seed[0] if seed else problem.file
    target = tiny.folder / file
    if target.is_dir():
        shutil.rmtree(target)
    target.unlink(missing_ok=True)
    original = tiny.original / file
    (shutil.copytree if original.is_dir() else shutil.copy)(original, target)


def through_pandas(tiny: Tiny, problem: problems.Problem) -> None:
    """Read and write a table as a message says, after it was put back."""
    path = tiny.folder / problem.file
    shutil.copy(tiny.original / problem.file, path)
    read, written = re.search(
        r"put the table back, read it with (\S.*\)), and write it with (\S.*)$", problem.message
    ).groups()
    eval(f"{read}.{written}", {"pandas": pd, "path": path})


def begin_with_header(tiny: Tiny, problem: problems.Problem) -> None:
    header = re.search(r"(?:the line|must be) (\S+)$", problem.message)[1]
    (tiny.folder / problem.file).write_text(f"{header}\n", encoding="utf-8")


def save_plainly(tiny: Tiny, problem: problems.Problem) -> None:
    assert "save it as plain UTF-8 with LF line ends" in problem.message
    path = tiny.folder / problem.file
    path.write_text(path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"), encoding="utf-8")


def code_or_exclude(tiny: Tiny, problem: problems.Problem) -> None:
    assert "code the sentence or exclude it" in problem.message
    words = re.match(r'"([^"]+)"', problem.message)[1]
    tiny.add("exclusions", source_id=Path(problem.file).stem, quote=words, reason="Of no matter.")


def bytes_of(file, change):
    """Return a function that changes the bytes of a file."""

    def damage(tiny):
        path = tiny.folder / file
        path.write_bytes(change(path.read_bytes()))

    return damage


def steps(*actions):
    """Return a function that does several things."""
    return lambda tiny, *rest: [action(tiny, *rest) for action in actions]


def say_in_note(tiny: Tiny, problem: problems.Problem) -> None:
    words = re.search(r'does not say "([^"]+)"', problem.message)[1]
    table = Path(problem.file).stem
    column = "published_note" if table == "sources" else "note"
    before = tiny.cell(table, problem.line, column)
    tiny.cell(table, problem.line, column, f"{before} This is {words}.")


def copy_similar(tiny: Tiny, problem: problems.Problem) -> None:
    words = re.search(r'words are "([^"]+)"', problem.message)[1]
    tiny.cell("statements", problem.line, "quote", words)


def quote_whole(tiny: Tiny, problem: problems.Problem) -> None:
    words = re.search(r'quote it whole: "(.+)", with a blank occurrence$', problem.message)[1]
    tiny.cell("statements", problem.line, "quote", words)


def own_seal(tiny):
    assert call("seal", tiny.folder).returncode == 0


def page(tiny, digest=""):
    (tiny.folder / "pages").mkdir()
    (tiny.folder / "pages/a.html").write_text("<p>A page.</p>", encoding="utf-8")
    tiny.cell("sources", 2, "page_file", "a.html")
    tiny.cell("sources", 2, "page_sha256", digest)


def text(file, words):
    """Return a function that adds words to a text, and has the checksum that is right for it."""

    def add(tiny):
        with (tiny.folder / f"seeds/{file}.txt").open("a", encoding="utf-8") as seed:
            seed.write(words)
        for problem in tiny.problems():
            if problem.column == "sha256":
                write(tiny, problem)

    return add


S, E, P, C = "statements", "entities", "properties", "concepts"
INFERRED = steps(
    cell(S, 2, "basis", "inferred"),
    cell(S, 2, "note", "Inferred: date; from the text. This is 3 May 2031."),
)


def excluded(tiny):
    quote = "Bo Falk was killed in Sinking of the ferry Aurora."
    tiny.add("exclusions", source_id="paper-1", reason="No.", quote=quote)


# What is broken, for each check: the line that says so, and what is done about it.
CASES = [
    (
        "descriptor",
        lambda it: it.path("sources").with_name("datapackage.json").write_text("{"),
        r"data/datapackage.json: is not a readable data package: .* in line 1, column 2; put the",
        put_back,
    ),
    (
        "descriptor",
        lambda it: it.replace("data/datapackage.json", '"minimum": 0', '"minimum": 5'),
        r"data/datapackage.json: enforces something other than .*; put the file back as it was",
        put_back,
    ),
    (
        "csv",
        lambda it: it.path("rules").unlink(),
        r"data/rules.csv: cannot be read: No such file .*; put the file back, or begin it with the",
        begin_with_header,
    ),
    (
        "csv",
        bytes_of("data/exclusions.csv", lambda _: b""),
        r"data/exclusions.csv:1: is empty; its first line must be source_id,quote,reason$",
        begin_with_header,
    ),
    (
        "csv",
        bytes_of("data/entities.csv", lambda b: b"\xef\xbb\xbf" + b.replace(b"\n", b"\r\n")),
        r"data/entities.csv:1: begins with a byte-order mark.*, and it has a carriage return",
        save_plainly,
    ),
    (
        "csv",
        bytes_of("data/entities.csv", lambda b: b + b",,,,,,\n"),
        r"data/entities.csv:14: is blank; delete every blank row$",
        lambda it, _: bytes_of("data/entities.csv", lambda b: b[:-7])(it),
    ),
    (
        "csv",
        bytes_of("data/entities.csv", lambda b: b.replace(b"Ada Lind,,", b"Lind, Ada,,", 1)),
        r'data/entities.csv:8: has 8 cells, and the header has 7; .* put " before and after',
        lambda it, _: bytes_of(
            "data/entities.csv", lambda b: b.replace(b"Lind, Ada", b'"Ada Lind"')
        )(it),
    ),
    (
        "seed",
        lambda it: (it.folder / "seeds/paper-1.txt").unlink(),
        r'data/sources.csv:2: file: "paper-1.txt": cannot be read in seeds/ .*; put that file',
        put_back,
    ),
    (
        "seed",
        bytes_of("seeds/paper-1.txt", lambda b: b + b"\xe9"),
        r"seeds/paper-1.txt: is not UTF-8 at byte \d+; put the file back as it was",
        put_back,
    ),
    (
        "seed",
        bytes_of("seeds/paper-1.txt", lambda b: b + b"\n"),
        r'data/sources.csv:2: sha256: "\w+": seeds/paper-1.txt has another SHA-256; .* put the',
        put_back,
    ),
    (
        "seed",
        cell("sources", 2, "sha256", "0" * 64),
        r"data/sources.csv:2: sha256: .* \(or, for a new text, write \w{64}\)$",
        write,
    ),
    (
        "seed",
        lambda it: (it.folder / "seeds/more.txt").write_text("More."),
        r"seeds/more.txt: has no row in data/sources.csv; add one, or move the file out of seeds/$",
        lambda it, _: (it.folder / "seeds/more.txt").rename(it.folder / "more.txt"),
    ),
    (
        "quote",
        cell(S, 2, "quote", "Sinking of the fery Aurora was on May 3, 2031."),
        rf'data/statements.csv:2: quote: .*: is not found in paper-1; .* are "{FERRY} was on May 3,'
        r' 2031" \(line 1\); copy',
        copy_similar,
    ),
    (
        "quote",
        steps(
            text("paper-1", "Bo Falk was killed in Sinking of the ferry Aurora.\n"),
            excluded,
        ),
        r"data/statements.csv:9: quote: .* 2 times in paper-1 \(lines 6, 7\); write which .*, 1 to",
        cell(S, 9, "occurrence", "1"),
    ),
    (
        "quote",
        cell(S, 2, "occurrence", "1"),
        r'data/statements.csv:2: occurrence: "1": the quote occurs only once in paper-1; leave',
        clear,
    ),
    (
        "cell",
        cell(S, 2, "modality", "claimed"),
        r'data/statements.csv:2: modality: "claimed": is not in the list; use one of: asserted',
        first_of_list,
    ),
    (
        "cell",
        cell(S, 8, "low", "many"),
        r'data/statements.csv:8: low: "many": is not a whole number; write digits only, such as 35',
        write,
    ),
    (
        "csv",
        lambda it: pd.read_csv(it.path(S)).to_csv(it.path(S)),
        r"data/statements.csv:1: the first column has no name, as pandas writes its index; delete",
        through_pandas,
    ),
    (
        "column",
        lambda it: pd.read_csv(it.path(S)).to_csv(it.path(S), index=False),
        r"data/statements.csv:8: low, high: as pandas writes it, 4 cells end in .0; delete that",
        through_pandas,
    ),
    (
        "column",
        lambda it: pd.read_csv(it.path("rules")).to_csv(it.path("rules"), index=False),
        r"data/rules.csv:2: outside_corpus: as pandas writes it, 1 cell is in capitals; write",
        through_pandas,
    ),
    (
        "id",
        cell(E, 13, "entity_id", "The Harbour"),
        r'data/entities.csv:13: entity_id: "The Harbour": does not have .*; write "the-harbour"',
        write,
    ),
    (
        "id",
        cell(E, 4, "entity_id", "Wärrant 1"),
        r'data/entities.csv:4: entity_id: .*; write "warrant-1", as in the \d+ cells that refer',
        write,
    ),
    (
        "id",
        cell(S, 3, "value", "Court 1"),
        r'data/statements.csv:3: value: "Court 1": is "court-1" in data/entities.csv:5; write',
        write,
    ),
    (
        "cell",
        cell(E, 13, "entity_id", "Порт"),
        r"data/entities.csv:13: entity_id: .* write lower-case letters and digits, with single "
        "hyphens between them, such as",
        write,
    ),
    (
        "cell",
        cell("sources", 2, "language", "English"),
        r"data/sources.csv:2: language: .*; write a language tag, such as zh-Hans",
        cell("sources", 2, "language", "en"),
    ),
    (
        "cell",
        cell("sources", 2, "retrieved", "2031-02-30"),
        r"data/sources.csv:2: retrieved: .*is not a day of the calendar; write a day as",
        write,
    ),
    (
        "cell",
        cell(E, 3, "description", ""),
        r"data/entities.csv:3: description: is blank; write a value",
        cell(E, 3, "description", "X."),
    ),
    (
        "cell",
        cell(E, 3, "description", "=1+1"),
        r"data/entities.csv:3: description: .*begins with =, so that a spreadsheet .*; begin it",
        cell(E, 3, "description", "It is =1+1"),
    ),
    (
        "cell",
        cell(E, 3, "description", " x"),
        r"data/entities.csv:3: description: .*has a space before or after it; delete that",
        cell(E, 3, "description", "x"),
    ),
    (
        "key",
        lambda it: it.add(E, entity_id="harbour", kind="body", label="Port", description="P."),
        r'data/entities.csv:14: entity_id: "harbour": is in line 13 already; delete one of',
        delete_row,
    ),
    (
        "reference",
        cell(S, 2, "entity_id", "fery-1"),
        r'data/statements.csv:2: entity_id: "fery-1": there is no such entity_id in'
        ' data/entities.csv; write "ferry-1" if',
        write,
    ),
    (
        "reference",
        cell(S, 8, "speaker", "Minister Eide"),
        r'data/statements.csv:8: speaker: "Minister Eide": ',
        write,
    ),
    (
        "reference",
        cell(E, 6, "part_of", "elsewhere"),
        r'data/entities.csv:6: part_of: "elsewhere": there is no such .*; add a row there, or',
        cell(E, 6, "part_of", "code-1"),
    ),
    (
        "repeated-statement",
        lambda it: it.add(
            S,
            **dict(
                zip(*(lambda header, rows: (header, rows[0]))(*read_csv(it.path(S))), strict=True)
            ),
        ),
        r"data/statements.csv:18: value: .*: line 2 makes the same claim .*; delete one of the two",
        delete_row,
    ),
    (
        "value",
        cell(S, 3, "value", "Harbour court"),
        r'data/statements.csv:3: value: "Harbour court": is a label in data/entities.csv; write its'
        r' entity_id, "court-1"$',
        write,
    ),
    (
        "value",
        cell(S, 8, "low", "34"),
        r'data/statements.csv:8: low: "34": is not the bound .* gives for "35"; write 35$',
        write,
    ),
    (
        "value",
        cell(S, 8, "low", "36"),
        r'data/statements.csv:8: low: "36": is above high \(35\); correct low or high$',
        cell(S, 8, "low", "35"),
    ),
    (
        "value",
        cell(S, 3, "low", "1"),
        r'data/statements.csv:3: low: "1": issuer is not a count; leave it blank$',
        clear,
    ),
    (
        "value",
        cell(S, 2, "date", ""),
        r"data/statements.csv:2: date: is blank, and event_date is a date; write one such as 2020,",
        cell(S, 2, "date", "2031-05-03"),
    ),
    (
        "value",
        cell(S, 3, "date", "2031"),
        r'data/statements.csv:3: date: "2031": issuer is not a date; leave it blank$',
        clear,
    ),
    (
        "concept",
        cell(S, 5, "value", "neglect"),
        r'data/statements.csv:5: value: "neglect": there is no such concept_id in .*; write',
        write,
    ),
    (
        "concept",
        lambda it: it.cell(P, it.row(P, property="issuer"), "implies", ""),
        r"data/properties.csv:\d+: implies: is blank, and issuer is of kind entity; write yes if",
        write,
    ),
    (
        "inference-note",
        steps(INFERRED, cell(S, 2, "note", "")),
        r"data/statements.csv:2: note: is blank, and basis is inferred; say .*, such as",
        mark_inferred,
    ),
    (
        "inference-note",
        steps(INFERRED, cell(S, 2, "note", "It is 3 May 2031.")),
        r'data/statements.csv:2: note: .*does not say what is inferred; begin it with "Inferred:',
        mark_inferred,
    ),
    (
        "cue",
        cell(S, 8, "cue", ""),
        r"data/statements.csv:8: cue: is blank; copy the words that give minister-1 as the speaker",
        cell(S, 8, "cue", "Minister Eide told Coast Wire"),
    ),
    (
        "cue",
        cell(S, 8, "cue", "Minister Eide Coast Wire"),
        r'data/statements.csv:8: cue: .*: is not in paper-1; .* write " … " between passages',
        cell(S, 8, "cue", "Minister Eide … Coast Wire"),
    ),
    (
        "cue",
        cell(S, 2, "cue", "was on"),
        r'data/statements.csv:2: cue: "was on": the speaker is the article itself; leave cue blank',
        clear,
    ),
    (
        "cue",
        cell(S, 8, "cue", "inister Eide told Coast Wire"),
        r'data/statements.csv:8: cue: .*: cuts the word "Minister"; copy it whole$',
        cell(S, 8, "cue", "Minister Eide told Coast Wire"),
    ),
    (
        "entity-kind",
        cell(E, 6, "concerns", "ferry-1"),
        r'data/entities.csv:6: concerns: "ferry-1": is of kind event in .*; name one of kind',
        cell(E, 6, "concerns", "warrant-1"),
    ),
    (
        "page",
        page,
        r"data/sources.csv:2: page_sha256: is blank beside the name of a page; write \w{64}$",
        write,
    ),
    (
        "page",
        lambda it: page(it, "0" * 64),
        r"data/sources.csv:2: page_sha256: .*\(or, for a new page, write \w{64}\)$",
        write,
    ),
    (
        "page",
        cell("sources", 2, "page_sha256", "0" * 64),
        r"data/sources.csv:2: page_file: is blank beside a checksum; write the name .*, or clear",
        cell("sources", 2, "page_sha256", ""),
    ),
    (
        "lexicon",
        lambda it: it.add(
            "lexicon", words="a heap", low="N", high="", convention="default", reference="Ours."
        ),
        r'data/lexicon.csv:\d+: low: "N": there is no N in "a heap"; write a number, or put N into',
        lambda it, problem: it.cell("lexicon", problem.line, "low", "3"),
    ),
    (
        "sentence",
        text("paper-1", "The harbour was closed.\n"),
        r'seeds/paper-1.txt:7: "The harbour was closed.": no statement and no exclusion; code the',
        code_or_exclude,
    ),
    (
        "sentence",
        lambda it: it.add(
            "exclusions",
            source_id="paper-1",
            reason="No.",
            quote="Bo Falk was killed in Sinking of the ferry Aurora.",
        ),
        r"data/exclusions.csv:2: quote: .*: a statement codes this sentence; delete the exclusion$",
        delete_row,
    ),
    (
        "sentence",
        lambda it: it.add("exclusions", source_id="paper-1", reason="No.", quote="Bo"),
        r'data/exclusions.csv:2: quote: "Bo": is not a whole sentence of paper-1; copy it whole',
        lambda tiny, problem: tiny.delete("exclusions", problem.line),
    ),
    (
        "word-boundary",
        cell(S, 2, "quote", "inking of the ferry Aurora was on May 3, 2031."),
        r'data/statements.csv:2: quote: .*: begins within the word "Sinking"; quote it whole',
        quote_whole,
    ),
    ("value-grounding", cell(S, 3, "value", "wire-1"), r"", cell(S, 3, "value", "court-1")),
    (
        "value-grounding",
        steps(cell(S, 8, "value", "36"), cell(S, 8, "low", "36"), cell(S, 8, "high", "36")),
        r'data/statements.csv:8: value: "36": "36" has no support in the quote; .* mark it',
        mark_inferred,
    ),
    (
        "date",
        cell(S, 2, "date", "2031-05-04"),
        r'data/statements.csv:2: date: "2031-05-04": the value gives 2031-05-03; write that$',
        cell(S, 2, "date", "2031-05-03"),
    ),
    (
        "date",
        steps(INFERRED, cell(S, 2, "note", "Inferred: date; from the text.")),
        r'data/statements.csv:2: date: .*: the note does not say "3 May 2031"; say that there',
        say_in_note,
    ),
    (
        "day-of-speaking",
        cell(S, 8, "said_on", "2031-04-01"),
        r'data/statements.csv:8: said_on: .* give it in the note, such as "Said on 1 April 2031."$',
        lambda it, problem: it.cell(
            S, 8, "note", re.search(r'such as "(.+)"$', problem.message)[1]
        ),
    ),
    (
        "day-of-speaking",
        cell(S, 8, "said_on", "2031-04-01"),
        r"data/statements.csv:8: said_on: ",
        cell(S, 8, "note", "Said on Tuesday, 1 April 2031, seven weeks before publication."),
    ),
    ("name", cell(S, 3, "entity_id", "victim-1"), r"", cell(S, 3, "entity_id", "warrant-1")),
    (
        "stance",
        cell(S, 2, "modality", "denied"),
        r'data/statements.csv:2: modality: "denied": there is no word for it .*; correct it, or',
        cell(S, 2, "modality", "asserted"),
    ),
    (
        "stance",
        cell(S, 5, "modality", "asserted"),
        r"data/statements.csv:5: modality: .*every statement of charge is alleged; write that$",
        cell(S, 5, "modality", "alleged"),
    ),
    (
        "quotation-in-note",
        cell(S, 2, "note", 'Beside "a storm".'),
        r'data/statements.csv:2: note: "a storm": is in quotation marks, and not in any text; copy',
        cell(S, 2, "note", "Beside a storm."),
    ),
    (
        "source",
        cell("sources", 2, "outlet", "Norland Herald"),
        r"data/sources.csv:2: outlet: .*: is not in the text; copy it from there, or leave outlet",
        clear,
    ),
    (
        "source",
        cell("sources", 2, "published", "2031-05-22"),
        r'data/sources.csv:2: published: .*: published_note does not say "22 May 2031"; say that',
        say_in_note,
    ),
    (
        "label",
        lambda it: it.add("labels", of="captain-1", label="the skipper", reason="So called."),
        r'data/labels.csv:4: label: "the skipper": is not in any text; correct it, or delete the',
        delete_row,
    ),
    (
        "label",
        lambda it: it.add("labels", of="skipper", label="Ada Lind", reason="So called."),
        r'data/labels.csv:4: of: "skipper": is not a concept, .*; write the id of one, or delete',
        delete_row,
    ),
    (
        "label",
        cell(E, 13, "label", "harbour court"),
        r'data/entities.csv:13: label: "harbour court": looks the same .* of court-1 \(line 5\);',
        cell(E, 13, "label", "Harbour court of Norland"),
    ),
    (
        "label-use",
        lambda it: it.add("labels", of="negligence", label="ferry", reason="So called."),
        r'data/labels.csv:4: label: "ferry": is in paper-1 in ".*" too, from which negligence is',
        lambda it, problem: it.delete("labels", problem.line),
    ),
    (
        "nesting",
        cell(C, 2, "broader", "negligence"),
        r'data/concepts.csv:2: broader: "negligence": offence would lie within itself; correct or',
        cell(C, 2, "broader", ""),
    ),
    (
        "nesting",
        cell(C, 3, "broader", ""),
        r'data/concepts.csv:3: broader: is blank, and the definition says "Within "offence"";',
        cell(C, 3, "broader", "offence"),
    ),
    (
        "nesting",
        cell(E, 13, "part_of", "code-1"),
        r'data/entities.csv:13: part_of: "code-1": the description does not say "Shipping Act";',
        cell(E, 13, "description", "A harbour under the Shipping Act."),
    ),
    (
        "definition",
        cell(E, 4, "by_definition", "isuer=court-1"),
        r'data/entities.csv:4: by_definition: "isuer": there is no such property .*; write',
        cell(E, 4, "by_definition", "issuer=court-1"),
    ),
    (
        "element",
        cell("elements", 2, "properties", "isuer"),
        r'data/elements.csv:2: properties: "isuer": there is no such property .*; write "issuer"',
        write,
    ),
    (
        "checksum",
        steps(own_seal, cell(E, 3, "description", "Something else.")),
        r"data/entities.csv:3: .*: has changed since the tables were sealed; undo that \(git",
        run_command,
    ),
    (
        "checksum",
        steps(
            own_seal,
            lambda it: it.add(
                E, entity_id="pier", kind="body", label="Pier", description="A pier."
            ),
        ),
        r"data/entities.csv:14: .*: is new or has changed .* run: reported-warrants seal$",
        run_command,
    ),
    (
        "checksum",
        steps(own_seal, lambda it: it.delete(E, 13)),
        r"data/seal.txt:\d+: .*: is no longer in data/entities.csv, though it was sealed; undo",
        run_command,
    ),
]


@pytest.mark.parametrize(
    ("check", "damage", "line", "follow"),
    CASES,
    ids=[f"{check}-{number}" for number, (check, *_) in enumerate(CASES)],
)
def test_following_the_advice_of_a_problem_solves_it(check, damage, line, follow, tiny):
    damage(tiny)
    first = tiny.problems()[0]
    assert first.check == check, tiny.problems()
    assert re.match(line, str(first)), first
    assert is_one_line(f"{first}\n")
    follow(tiny, first)
    assert [str(problem) for problem in tiny.problems()] == []


def test_every_check_has_a_case():
    assert {check for check, *_ in CASES} == CHECKS
