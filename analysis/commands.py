"""What each command does. All take the project's folder and the options, and return the exit code.

What cannot be done for a reason that a user can mend is raised as a UserError.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from analysis import coherence, evidence, folders, schema, seal
from analysis.plain import visible


class Command(NamedTuple):
    """A command: what it does, for its help, and the function that does it.

    `arguments` are those before the folder of the project, each by its name and help; one that
    begins with "--" is an option.
    """

    told: str
    work: Callable[[Path, Namespace], int]
    arguments: tuple[tuple[str, str], ...] = ()
    in_project: bool = True  # or it works without one, and has no folder


def check(root: Path, _: Namespace | None = None) -> int:
    """Print what was read, or every problem, one a line."""
    reading = evidence.read(root)
    for problem in reading.problems:
        print(problem)
    if reading.problems:
        count = len(reading.problems)
        told = f"{count} problem{'s' * (count > 1)} in {visible(root.name)}{_so_far(reading)}"
        print(told, file=sys.stderr)
        return 1
    rows = {name: len(table.lines) for name, table in reading.tables.items()}
    sentences = sum(
        map(len, coherence.sentences_of(reading.tables["sources"], reading.texts).values())
    )
    print(
        f"{rows['sources']} documents, {sentences} sentences, {rows['statements']} statements, "
        f"{rows['waivers']} waivers, {rows['entities']} entities, {rows['props']} properties\n"
        f"all {len(reading.spans)} quotes found; every sentence is coded or waived; "
        f"{'the tables are as sealed' if folders.exists(root, seal.FILE) else 'not sealed'}"
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
    from analysis import files

    reading = evidence.read(root, sealed=False)
    if reading.problems:
        check(root)
        print("not sealed: mend these first", file=sys.stderr)
        return 1
    for problem in seal.problems_of(root, reading.tables):
        print(problem)
    with files.alone(root, ["data"]):
        written = seal.write(root, reading.tables)
    print(f"written: {seal.FILE}" if written else "sealed so already; nothing written")
    return 0


def run(root: Path, _: Namespace) -> int:
    """Check, then run every notebook in place, a line of progress for each."""
    from analysis import files, notebooks

    if check(root):
        return 1
    found = notebooks.paths(root)
    if not found:
        print(f"no notebooks in {notebooks.FOLDER}/; copy some there", file=sys.stderr)
        return 1
    done = changed = 0
    with files.alone(root, [notebooks.FOLDER]), closing(notebooks.run(root)) as results:
        print(f"running {len(found)} notebooks", flush=True)
        for path, cells, differs in results:
            done, changed = done + 1, changed + differs
            state = "changed" if differs else "same bytes"
            name = visible(path.name)
            print(f"[{done}/{len(found)}] {name}: {cells} cells, {state}", flush=True)
    print(f"{done} notebooks run, {changed} changed; open them in {notebooks.FOLDER}/")
    return 0


def renew_readme(root: Path, _: Namespace) -> int:
    """Write the generated parts of the README that are stale."""
    from analysis import files, readme

    with files.alone(root, readme.FOLDERS):
        written = readme.write(root, evidence.load(root))
    print(f"written: {', '.join(written)}" if written else "everything is current; nothing written")
    return 0


def new(_: Path, options: Namespace) -> int:
    """Make an empty project, and say what is in it and what comes next."""
    from analysis import project

    folder = Path(os.path.abspath(options.dir))
    tables, notebooks = project.make(folder)
    print(
        f"made {visible(options.dir)}: {tables} tables in data/, {notebooks} notebooks in "
        "notebooks/, and seeds/ for your texts\n"
        "next: put a text into seeds/ there, and in that folder: "
        "python -m analysis draft seeds/NAME (docs/add-a-source.md)"
    )
    return 0


def compare_coding(root: Path, options: Namespace) -> int:
    """Print how far a second coder's statements agree with those of the project, and where not."""
    from analysis import coding, display, findings

    found = evidence.load(root)
    other = coding.second(found, options.other)
    for sentence in findings.second_coder(found, other):
        print(visible(sentence))
    parts = {
        "words of the texts": coding.words_agreement(found, other),
        "columns": coding.reliability(found, other),
        "facts": coding.facts_agreement(found, other),
    }
    for name, table in parts.items():
        print(f"\n{name}\n{display.text_table(coding.readable(table))}")
    print("\nset beside none of the other coder's")
    for row in coding.found_by_one(found, other).itertuples():
        told = f"{row.found_by}: {row.source_id}, {row.entity_id}, {row.prop}: {row.value}"
        print(visible(f"{told} “{row.quote}” ({row.statement_id})"))
    print("\nset side by side, and differing")
    for row in coding.differing(found, other).itertuples():
        print(visible(f"{row.source_id}, {row.entity_id}, {row.prop}: {row.column}"))
        print(visible(f"  first: {row.first} “{row.first_quote}” ({row.first_id})"))
        print(visible(f"  second: {row.second} “{row.second_quote}” ({row.second_id})"))
    return 0


def draft(root: Path, options: Namespace) -> int:
    """Print what there is to code in a text, and rows to begin with."""
    from analysis import draft

    reading = evidence.read(root, sealed=False)
    if not all(name in reading.tables for name in schema.TABLES):
        return check(root)
    for line in draft.pages(options.file, reading, options.language):
        print(line)
    return 0


def text(_: Path, options: Namespace) -> int:
    """Print the text of a saved page, for a seed."""
    from analysis import extract

    sys.stdout.write(extract.text_of(options.file))
    return 0


def write_exports(root: Path, _: Namespace) -> int:
    """Write the evidence in standard formats, and print a line a file."""
    from analysis import export, files, outputs

    loaded = evidence.load(root)
    written: dict[str, bytes] = {}
    with files.alone(root):
        for number, format_ in enumerate(export.made(loaded), start=1):
            written |= format_.files
            print(f"[{number}/{len(export.FORMATS)}] {format_.name}", flush=True)
            for line in format_.untold:
                print(f"not in the {format_.name}: {visible(line)}")
        changed = set(outputs.write(root, export.FOLDER, written))
    for name, content in written.items():
        state = "" if name in changed else ", as it was"
        print(f"{export.FOLDER}/{name}: {len(content):,} bytes{state}")
    for name in sorted(export.left_over(root, written)):
        path = visible(f"{export.FOLDER}/{name}")
        print(f"{path}: not of this export; delete it, or keep it elsewhere")
    return 0


def compare_corpus(_: Path, options: Namespace) -> int:
    """Verify, cover and compare a corpus in parts; print progress, what is wrong, and a summary."""
    from analysis import scale

    scale.need()
    from analysis.export.corpus import RESULTS
    from analysis.scale import engines, rounds, storage

    corpus = storage.whole(options.dir)
    to = storage.whole(options.to) if options.to else storage.below(corpus, RESULTS)
    rounds.look(corpus, to, options.lexicon)
    summary = {}
    with storage.alone(to), engines.chosen(options.scheduler, [corpus]) as each:
        for step in rounds.run(corpus, to, each, options.lexicon):
            for problem in step.problems:
                print(visible(problem), flush=True)
            if step.what and step.at_a_tenth:
                print(f"{step.done}: {step.number:,} of {step.of:,} {step.what}", flush=True)
            summary = step.outcome
    print(rounds.summed_up(summary))
    print(f"results: {visible(to)}")
    return 0 if rounds.is_sound(summary) else 1


def make_site(root: Path, _: Namespace) -> int:
    """Write the pages of the site that are not as the evidence and the notebooks give them."""
    from analysis import files, site

    made = site.generated(evidence.load(root))
    with files.alone(root, site.FOLDERS):
        changed = site.write(root, made)
    print(f"{len(made)} files, {changed} written; open {site.FOLDER}/index.html in a browser")
    return 0


COMMANDS = {
    "new": Command(
        "make an empty project; writes DIR",
        new,
        (("dir", "folder to make the project in; one that has no tables or notebooks"),),
        in_project=False,
    ),
    "text": Command(
        "print the text of a page saved as HTML or PDF, for a seed; fetches and writes nothing",
        text,
        (("file", "the page"),),
        in_project=False,
    ),
    "draft": Command(
        "print a text sentence by sentence, with rows to begin its coding; writes nothing",
        draft,
        (("file", "the text: plain UTF-8"), ("--language", "its BCP 47 tag (else it is guessed)")),
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
            ("dir", "folder or other address of the corpus, as export writes one"),
            ("--to", "folder or other address for the results, instead of DIR/results"),
            (
                "--scheduler",
                "address of a Dask cluster, or none for this process alone (else \
workers are started here)",
            ),
            ("--lexicon", "convention of the lexicon by which vague words are read"),
        ),
        in_project=False,
    ),
    "readme": Command(
        "renew the generated parts; writes README.md and docs/timeline.png", renew_readme
    ),
    "compare-coding": Command(
        "say how far a second coder's statements agree with ours; writes nothing",
        compare_coding,
        (("other", "the second coder's table, like data/statements.csv, on the same texts"),),
    ),
    "site": Command("write the static pages; writes build/site/", make_site),
}
