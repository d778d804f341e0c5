"""What each command does. All take the project's folder and the options, and return the exit code.

What cannot be done for a reason that a user can mend is raised as a UserError.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from analysis import evidence
from analysis.system import folders
from analysis.system.terminal import is_terminal, say
from analysis.validation import checksums, coherence, schema

if TYPE_CHECKING:
    import pandas as pd

_ISOLATES = dict.fromkeys((0x2066, 0x2069))  # what `plain.in_order` sets around dates


class Given(NamedTuple):
    """A path or an address: as it was given, and so that it means the same in any folder."""

    name: str
    path: str


class Argument(NamedTuple):
    """An argument of a command: its name, which is an option if it begins with "--", and its help.

    `kind` is "path", "address" (a path or a URL) or "word"; of the first two the options have
    what is `Given`. `wanted` says what to give instead of what cannot be used. What `is_new`
    becomes a name or a cell, so it must have no character that does not show.
    """

    name: str
    help: str
    kind: str
    wanted: str
    is_new: bool = False

    @property
    def shown(self) -> str:
        """The name as the help shows it."""
        return self.name if self.name.startswith("-") else self.name.upper()


class Command(NamedTuple):
    """A command: what it does, for its help, and the function that does it.

    `arguments` are those before the folder of the project.
    """

    told: str
    work: Callable[[Path, Namespace], int]
    arguments: tuple[Argument, ...] = ()
    in_project: bool = True  # or it works without one, and has no folder


def check(root: Path, _: Namespace | None = None) -> int:
    """Print what was read, or every problem, one a line."""
    reading = evidence.read(root)
    for problem in reading.problems:
        say(problem)
    if reading.problems:
        count = len(reading.problems)
        told = f"{count} problem{'s' * (count > 1)} in {root.name}{_so_far(reading)}"
        say(told, error=True)
        return 1
    rows = {name: len(table.lines) for name, table in reading.tables.items()}
    sentences = sum(
        map(len, coherence.sentences_of(reading.tables["sources"], reading.texts).values())
    )
    say(
        f"{rows['sources']} documents, {sentences} sentences, {rows['statements']} statements, "
        f"{rows['waivers']} waivers, {rows['entities']} entities, {rows['props']} properties"
    )
    say(
        f"all {len(reading.spans)} quotes found; every sentence is coded or waived; "
        f"{'the tables are as sealed' if folders.exists(root, checksums.FILE) else 'not sealed'}"
    )
    return 0


def _so_far(reading: evidence.Reading) -> str:
    """How much of the work on a project stands already, to end a line; "" where that is unknown."""
    if not all(name in reading.tables for name in schema.TABLES):
        return ""
    sources, waivers, statements = (reading.tables[n] for n in ("sources", "waivers", "statements"))
    ledger = coherence.ledger(sources, waivers, statements, reading.texts, reading.spans)
    done = [not entry.open for entry in ledger]
    wrong = {line for file, line, *_ in reading.problems if file == statements.file}
    right = len(set(statements.lines) - wrong)
    return (
        f"; so far {right} of {len(statements.lines)} statements hold, and {sum(done)} of "
        f"{len(done)} sentences are coded or waived"
    )


def renew_seal(root: Path, _: Namespace) -> int:
    """Print what is not as it was sealed, and seal it so, unless anything else is wrong."""
    from analysis.system import files

    reading = evidence.read(root, sealed=False)
    if reading.problems:
        check(root)
        say("not sealed: mend these first", error=True)
        return 1
    for problem in checksums.problems_of(root, reading.tables):
        say(problem)
    with files.alone(root, ["data"]):
        written = checksums.write(root, reading.tables)
    say(f"written: {checksums.FILE}" if written else "sealed so already; nothing written")
    return 0


def run(root: Path, _: Namespace) -> int:
    """Check, then run every notebook in place, a line of progress for each."""
    from analysis.publishing import notebooks
    from analysis.system import files

    if check(root):
        return 1
    found = notebooks.paths(root)
    if not found:
        say(f"no notebooks in {notebooks.FOLDER}/; copy some there", error=True)
        return 1
    done = changed = 0
    with files.alone(root, [notebooks.FOLDER]), closing(notebooks.run(root)) as results:
        say(f"running {len(found)} notebooks")
        for path, cells, differs in results:
            done, changed = done + 1, changed + differs
            state = "changed" if differs else "same bytes"
            say(f"[{done}/{len(found)}] {path.name}: {cells} cells, {state}")
    say(f"{done} notebooks run, {changed} changed; open them in {notebooks.FOLDER}/")
    return 0


def renew_readme(root: Path, _: Namespace) -> int:
    """Write the generated parts of the README that are stale."""
    from analysis.publishing import readme
    from analysis.system import files

    with files.alone(root, readme.FOLDERS):
        written = readme.write(root, evidence.load(root))
    say(f"written: {', '.join(written)}" if written else "everything is current; nothing written")
    return 0


def new(_: Path, options: Namespace) -> int:
    """Make an empty project, and say what is in it and what comes next."""
    from analysis.authoring import new_project

    tables, notebooks = new_project.make(Path(options.dir.path))
    say(
        f"made {options.dir.name}: {tables} tables in data/, {notebooks} notebooks in "
        "notebooks/, and seeds/ for your texts"
    )
    say(
        "next: put a text into seeds/ there, and in that folder: "
        "reported-warrants draft seeds/NAME (docs/add-a-source.md)"
    )
    return 0


def compare_coding(root: Path, options: Namespace) -> int:
    """Print how far a second coder's statements agree with those of the project, and where not."""
    from analysis import findings
    from analysis.intercoder import coding

    found = evidence.load(root)
    other = coding.second(found, options.other.path, options.other.name)
    for sentence in findings.second_coder(found, other):
        say(sentence)
    parts = {
        "words of the texts": coding.words_agreement(found, other),
        "columns": coding.reliability(found, other),
        "facts": coding.facts_agreement(found, other),
    }
    for name, table in parts.items():
        _say_table(name, coding.readable(table))
    say("")
    say("set beside none of the other coder's")
    for row in coding.found_by_one(found, other).itertuples():
        told = f"{row.found_by}: {row.source_id}, {row.entity_id}, {row.prop}: {row.value}"
        say(f"{told} “{row.quote}” ({row.statement_id})")
    say("")
    say("set side by side, and differing")
    for row in coding.differing(found, other).itertuples():
        say(f"{row.source_id}, {row.entity_id}, {row.prop}: {row.column}")
        say(f"  first: {row.first} “{row.first_quote}” ({row.first_id})")
        say(f"  second: {row.second} “{row.second_quote}” ({row.second_id})")
    return 0


def _say_table(name: str, table: pd.DataFrame) -> None:
    from analysis import display

    say("")
    say(name)
    for line in display.text_table(table).splitlines():
        say(line.translate(_ISOLATES))


def draft(root: Path, options: Namespace) -> int:
    """Print what there is to code in a text, and rows to begin with."""
    from analysis.authoring import draft

    reading = evidence.read(root, sealed=False)
    if not all(name in reading.tables for name in schema.TABLES):
        return check(root)
    file, language = options.file, options.language
    for line in draft.pages(file.path, reading, language, file.name, is_terminal()):
        say(line, exact=True)  # a row must be pasted as it is, and a sentence read to its end
    return 0


def text(_: Path, options: Namespace) -> int:
    """Print the text of a saved page, for a seed."""
    from analysis.authoring import page_text

    page = page_text.text_of(options.file.path, options.file.name)
    say(page.text, exact=True)
    for note in page.notes:
        say(f"{options.file.name}: {note}", error=True)
    return 0


def write_exports(root: Path, _: Namespace) -> int:
    """Write the evidence in standard formats, and print a line a file."""
    from analysis import export
    from analysis.system import files, outputs

    loaded = evidence.load(root)
    written: dict[str, bytes] = {}
    with files.alone(root):
        for number, format_ in enumerate(export.made(loaded), start=1):
            written |= format_.files
            say(f"[{number}/{len(export.FORMATS)}] {format_.name}")
            for line in format_.untold:
                say(f"not in the {format_.name}: {line}")
        changed = set(outputs.write(root, export.FOLDER, written))
    for name, content in written.items():
        state = "" if name in changed else ", as it was"
        say(f"{export.FOLDER}/{name}: {len(content):,} bytes{state}")
    for name in sorted(export.left_over(root, written)):
        say(f"{export.FOLDER}/{name}: not of this export; delete it, or keep it elsewhere")
    return 0


def compare_corpus(_: Path, options: Namespace) -> int:
    """Verify, cover and compare a corpus in parts; print progress, what is wrong, and a summary."""
    from analysis import partitioned

    partitioned.need()
    from analysis.export.partitions import RESULTS
    from analysis.partitioned import engines, ownership, rounds, storage

    corpus = storage.whole(options.dir.path)
    to = storage.whole(options.to.path) if options.to else storage.below(corpus, RESULTS)
    rounds.look(corpus, to, options.lexicon)
    summary = {}
    with storage.alone(to, ownership.FOLDERS), engines.chosen(options.scheduler, [corpus]) as each:
        for step in rounds.run(corpus, to, each, options.lexicon):
            for problem in step.problems:
                say(problem)
            if step.what and step.at_a_tenth:
                say(f"{step.done}: {step.number:,} of {step.of:,} {step.what}")
            summary = step.outcome
    for line in rounds.summed_up(summary).splitlines():
        say(line)
    say(f"results: {to}")
    return 0 if rounds.is_sound(summary) else 1


def make_site(root: Path, _: Namespace) -> int:
    """Write the pages of the site that are not as the evidence and the notebooks give them."""
    from analysis.publishing import site
    from analysis.system import files

    made = site.generated(evidence.load(root))
    with files.alone(root, site.FOLDERS):
        changed = site.write(root, made)
    say(f"{len(made)} files, {changed} written; open {site.FOLDER}/index.html in a browser")
    return 0


COMMANDS = {
    "new": Command(
        "make an empty project; writes DIR",
        new,
        (
            Argument(
                "dir",
                "folder to make the project in; one that has no tables or notebooks",
                "path",
                "the name of a folder",
                is_new=True,
            ),
        ),
        in_project=False,
    ),
    "text": Command(
        "print the text of a page saved as HTML or PDF, for a seed; fetches and writes nothing",
        text,
        (Argument("file", "the page", "path", "the name of a saved page"),),
        in_project=False,
    ),
    "draft": Command(
        "print a text sentence by sentence, with rows to begin its coding; writes nothing",
        draft,
        (
            Argument("file", "the text: plain UTF-8", "path", "the name of a text file"),
            Argument(
                "--language",
                "its BCP 47 tag (else it is guessed)",
                "word",
                "a tag such as en",
                is_new=True,
            ),
        ),
    ),
    "check": Command(
        "read everything and print a summary, or every problem; writes nothing", check
    ),
    "seal": Command(
        "seal the tables as they are, if nothing else is wrong; writes data/seal.txt", renew_seal
    ),
    "run": Command("run every notebook; writes notebooks/*.ipynb", run),
    "export": Command("write the evidence in standard formats into build/export", write_exports),
    "corpus": Command(
        "check, cover and compare a corpus in parts, of any size; writes DIR/results",
        compare_corpus,
        (
            Argument(
                "dir",
                "folder or other address of the corpus, as export writes one",
                "address",
                "the folder or address of a corpus",
            ),
            Argument(
                "--to",
                "folder or other address for the results, instead of DIR/results",
                "address",
                "the name of a folder, or leave the option out",
                is_new=True,
            ),
            Argument(
                "--scheduler",
                "address of a Dask cluster, or none for this process alone (else workers are "
                "started here)",
                "word",
                "an address, or leave the option out",
                is_new=True,
            ),
            Argument(
                "--lexicon",
                "convention of the lexicon by which vague words are read",
                "word",
                "the name of a convention, or leave the option out",
                is_new=True,
            ),
        ),
        in_project=False,
    ),
    "readme": Command(
        "renew the generated parts; writes README.md and docs/timeline.png", renew_readme
    ),
    "compare-coding": Command(
        "say how far a second coder's statements agree with ours; writes nothing",
        compare_coding,
        (
            Argument(
                "other",
                "the second coder's table, like data/statements.csv, on the same texts",
                "path",
                "the name of a table",
            ),
        ),
    ),
    "site": Command("write the static pages; writes build/site/", make_site),
}
