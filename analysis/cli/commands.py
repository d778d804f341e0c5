"""Provide the commands: one function each, registered with its help where it is defined.

A command takes the project folder (None if it works without a project) and the parsed options, and
returns the exit code. It raises `UserError` for anything that the user can fix. To add a command,
write its function here; those for texts are in `text_commands`.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from analysis import evidence
from analysis.cli import text_commands  # noqa: F401 - registers its commands before those below
from analysis.cli.arguments import Argument
from analysis.cli.registry import COMMANDS as COMMANDS
from analysis.cli.registry import command
from analysis.system import extras, folders
from analysis.system.terminal import say
from analysis.text.counted import be, count_noun
from analysis.validation import checksums, seeds, sentences
from analysis.validation.problems import bounded
from analysis.validation.vocabulary import TABLES

if TYPE_CHECKING:
    import pandas as pd

_ISOLATES = dict.fromkeys((0x2066, 0x2069))  # invisible marks that tables have around dates


@command("check", "validate the project, and print a summary or every problem; writes nothing")
def check(root: Path, _: Namespace | None = None) -> int:
    """Print a summary of the project, or one line for each problem."""
    reading = evidence.read(root)
    _report(reading)
    if reading.problems:
        return 1
    rows = {name: len(table.lines) for name, table in reading.tables.items()}
    by_source = sentences.sentences_of(reading.tables["sources"], reading.texts)
    n_sentences = sum(map(len, by_source.values()))
    say(
        ", ".join(
            (
                count_noun(rows["sources"], "document"),
                count_noun(n_sentences, "sentence"),
                count_noun(rows["statements"], "statement"),
                count_noun(rows["exclusions"], "exclusion"),
                count_noun(rows["entities"], "entity", "entities"),
                count_noun(rows["properties"], "property", "properties"),
            )
        )
    )
    is_sealed = folders.exists(root, checksums.FILE)
    say(
        f"{_quotes_found(len(reading.spans))}; every sentence is coded or excluded; "
        f"{'the tables are as they were sealed' if is_sealed else 'not sealed'}"
    )
    return 0


def _report(reading: evidence.Reading) -> None:
    """Print one line for each problem, the notes, and how many problems there are."""
    for problem in reading.problems:
        say(problem)
    for note in _notes(reading):
        say(note, error=True)
    if reading.problems:
        number = count_noun(len(reading.problems), "problem")
        say(f"{number} in {reading.root.name}{_progress(reading)}", error=True)


def _quotes_found(number: int) -> str:
    if number < 2:
        return "the only quote was found" if number else "there is no quote yet"
    return f"all {number:,} quotes were found"


def _notes(reading: evidence.Reading) -> Iterator[str]:
    """Yield notes on the texts that a user may want to read, but that are not problems."""
    if not reading.texts:
        return
    sources = reading.tables["sources"]
    yield from seeds.repeated_texts(sources, reading.texts)
    if any(sources.columns["page_file"]):
        from analysis.authoring import keeping  # only where there are pages

        yield from keeping.differences(reading)


def _progress(reading: evidence.Reading) -> str:
    """Return the end of a line that says how much is coded; "" if a table cannot be read."""
    if not all(name in reading.tables for name in TABLES):
        return ""
    statements = reading.tables["statements"]
    ledger = list(sentences.ledger(reading.tables, reading.texts, reading.spans))
    closed = sum(not entry.open for entry in ledger)
    wrong = {line for file, line, *_ in reading.problems if file == statements.file}
    right = len(set(statements.lines) - wrong)
    return (
        f"; so far {right:,} of {count_noun(len(statements.lines), 'statement')}"
        f" {'has' if right == 1 else 'have'} no problem, and {closed:,} of"
        f" {count_noun(len(ledger), 'sentence')} {be(closed)} coded or excluded"
    )


@command("seal", "store checksums of the tables, if nothing else is wrong; writes data/seal.txt")
def seal(root: Path, _: Namespace) -> int:
    """Print each row that changed since the last seal, and renew the seal."""
    from analysis.system import files

    reading = evidence.read(root, sealed=False)
    if reading.problems:
        _report(reading)
        say("not sealed: correct these problems, then seal again", error=True)
        return 1
    for problem in bounded(checksums.changed_rows(root, reading.tables)):
        change = str(problem)
        for advice in (checksums.REMEDY, checksums.NEW):  # which this command is about to do
            change = change.removesuffix(f"; {advice}")
        say(change)
    with files.alone(root, ["data"]):
        written = checksums.write(root, reading.tables)
    say(f"written: {checksums.FILE}" if written else "the seal is already current; nothing written")
    return 0


@command("run", "run every notebook; writes notebooks/*.ipynb and build/run/")
def run(root: Path, _: Namespace) -> int:
    """Check the project, then run every notebook in place and print a line for each."""
    from analysis.publishing import last_run, notebooks
    from analysis.system import files

    extras.require("notebooks", "running notebooks")
    if check(root):
        return 1
    paths = notebooks.paths(root)
    if not paths:
        say(f"{notebooks.FOLDER}/: has no notebook; put some there and run again", error=True)
        return 1
    done = changed = 0
    to = [notebooks.FOLDER, last_run.FOLDER]
    with files.alone(root, to), closing(notebooks.run(root)) as results:
        say(f"running {count_noun(len(paths), 'notebook')}")
        for path, cells, differs in results:
            done, changed = done + 1, changed + differs
            state = "changed" if differs else "same bytes"
            say(f"[{done}/{len(paths)}] {path.name}: {count_noun(cells, 'cell')}, {state}")
        last_run.record(root)
    say(f"{count_noun(done, 'notebook')} run, {changed} changed; see {notebooks.FOLDER}/")
    return 0


@command("export", "write the evidence in standard formats; writes build/export/")
def export(root: Path, _: Namespace) -> int:
    """Write the evidence in standard formats, and print a line for each file or folder."""
    from analysis import export
    from analysis.system import files, outputs

    loaded = evidence.load(root)
    written: dict[str, bytes] = {}
    with files.alone(root):
        for number, format_ in enumerate(export.formats(loaded), start=1):
            written |= format_.files
            say(f"[{number}/{len(export.MODULES)}] {format_.name}")
            for line in format_.losses:
                say(f"not in the {format_.name}: {line}")
        changed = set(outputs.write(root, export.FOLDER, written))
    for name, sizes in _by_first_part(written).items():
        n_changed = sum(path in changed for path in sizes)
        state = "" if n_changed == len(sizes) else f", {n_changed or 'none'} changed"
        files_ = f"{count_noun(len(sizes), 'file')}, " if name.endswith("/") else ""
        say(f"{export.FOLDER}/{name}: {files_}{count_noun(sum(sizes.values()), 'byte')}{state}")
    for name in sorted(export.left_over(root, written)):
        say(f"{export.FOLDER}/{name}: not part of this export; delete it, or keep it elsewhere")
    return 0


def _by_first_part(written: dict[str, bytes]) -> dict[str, dict[str, int]]:
    """Return the sizes of the files by the folder or, outside folders, the file they are in."""
    sizes: dict[str, dict[str, int]] = {}
    for path, content in written.items():
        folder, slash, _ = path.partition("/")
        sizes.setdefault(folder + slash, {})[path] = len(content)
    return sizes


@command(
    "corpus",
    "check and compare a corpus of any size, in partitions; writes DIR/results",
    Argument(
        "dir",
        "folder or other address of the corpus, in the layout that export writes",
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
        "address of a Dask cluster, or none to use this process alone (default: local workers)",
        "word",
        "an address, or leave the option out",
        is_new=True,
    ),
    Argument(
        "--lexicon",
        "convention of the lexicon for reading vague words; by default, the one named default",
        "word",
        "the name of a convention, or leave the option out",
        is_new=True,
    ),
    in_project=False,
)
def corpus(_: Path, options: Namespace) -> int:
    """Compare a corpus in partitions; print its progress, its problems and a summary."""
    from analysis import partitioned
    from analysis.partitioned import forking

    if options.scheduler is None:
        forking.start_fork_server()  # which imports modules while this process does
    partitioned.load_packages()
    from analysis.export.partitions import RESULTS
    from analysis.partitioned import addresses, executors, ownership, run, storage

    corpus = addresses.absolute(options.dir.path)
    to = addresses.absolute(options.to.path) if options.to else addresses.join(corpus, RESULTS)
    run.prepare(corpus, to, options.lexicon)
    summary = {}
    with (
        storage.alone(to, ownership.FOLDERS),
        executors.choose(options.scheduler, [corpus]) as executor,
    ):
        for step in run.run_corpus(corpus, to, executor, options.lexicon):
            for problem in step.problems:
                say(problem)
            if step.unit and step.is_at_tenth:
                say(f"{step.action}: {step.number:,} of {step.total:,} {step.unit}")
            summary = step.outcome
    for line in run.summary_lines(summary):
        say(line)
    say(f"results: {to}")
    return 0 if run.is_sound(summary) else 1


@command("readme", "renew the generated parts of README.md and docs/; writes these files")
def readme(root: Path, _: Namespace) -> int:
    """Regenerate the parts of the README that are out of date."""
    from analysis.publishing import readme
    from analysis.system import files

    with files.alone(root, readme.FOLDERS):
        written = readme.write(root, evidence.load(root))
    say(f"written: {', '.join(written)}" if written else "everything is current; nothing written")
    return 0


@command(
    "compare-coding",
    "report how far a second coder's statements agree with ours; writes nothing",
    Argument(
        "other",
        "the second coder's table for the same texts, with the columns of data/statements.csv",
        "path",
        "the name of a table",
    ),
)
def compare_coding(root: Path, options: Namespace) -> int:
    """Print how far a second coder's statements agree with the project's, and where they differ."""
    from analysis import findings, intercoder

    first = evidence.load(root)
    second = intercoder.second(first, options.other.path, options.other.name)
    for sentence in findings.second_coder(first, second):
        say(sentence)
    _say_table("words of the texts", intercoder.readable(intercoder.words_agreement(first, second)))
    _say_table("columns", intercoder.readable(intercoder.reliability(first, second)))
    _say_table("facts", intercoder.readable(intercoder.facts_agreement(first, second)))
    say("")
    say("statements without a counterpart")
    for row in intercoder.found_by_one(first, second).itertuples():
        statement = f"{row.source_id}, {row.entity_id}, {row.property}: {row.value} “{row.quote}”"
        say(f"{row.found_by}: {statement} ({row.statement_id})")
    say("")
    say("aligned statements that differ")
    for row in intercoder.differing(first, second).itertuples():
        say(f"{row.source_id}, {row.entity_id}, {row.property}: {row.column}")
        say(f"  first: {row.first} “{row.first_quote}” ({row.first_id})")
        say(f"  second: {row.second} “{row.second_quote}” ({row.second_id})")
    return 0


def _say_table(title: str, table: pd.DataFrame) -> None:
    from analysis import display

    say("")
    say(title)
    for line in display.text_table(table).splitlines():
        say(line.translate(_ISOLATES))


@command("site", "write the evidence as static web pages; writes build/site/")
def site(root: Path, _: Namespace) -> int:
    """Write the pages of the site that changed."""
    extras.require("site", "the site")
    from analysis.publishing import site
    from analysis.system import files

    pages = site.generated(evidence.load(root))
    with files.alone(root, site.FOLDERS):
        changed = site.write(root, pages)
    number = count_noun(len(pages), "file")
    say(f"{number}, {changed} written; open {site.FOLDER}/index.html in a browser")
    return 0
