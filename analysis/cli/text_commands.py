"""Provide the commands that start a project and add its texts."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from analysis import evidence
from analysis.cli.arguments import Argument
from analysis.cli.registry import COMMANDS, command
from analysis.system import extras
from analysis.system.terminal import is_terminal, say
from analysis.text.counted import count_noun
from analysis.validation.vocabulary import TABLES


@command(
    "new",
    "start an empty project; writes DIR",
    Argument(
        "dir",
        "folder for the project; it must not contain tables or notebooks",
        "path",
        "the name of a folder",
        is_new=True,
    ),
    in_project=False,
)
def new(_: Path, options: Namespace) -> int:
    """Start an empty project, and print what is in it and what to do next."""
    from analysis.authoring import new_project

    extras.require("notebooks", "a new project")
    tables, notebooks = new_project.make(Path(options.dir.path))
    folder = "this folder" if options.dir.name == "." else options.dir.name
    say(
        f"made a project in {folder}: {count_noun(tables, 'table')} in data/,"
        f" {count_noun(notebooks, 'notebook')} in notebooks/, and seeds/ for your texts"
    )
    say(
        "next: put a text into its seeds/, and in that folder run: "
        "reported-warrants draft seeds/NAME"
    )
    return 0


@command(
    "text",
    "print the text of a page saved as HTML, PDF or text; fetches and writes nothing",
    Argument("file", "the page", "path", "the name of a saved page"),
    in_project=False,
)
def text(_: Path, options: Namespace) -> int:
    """Print the text of a saved page, and notes about it on stderr."""
    from analysis.authoring import page_text

    page = page_text.text_of(options.file.path, options.file.name)
    say(page.text, exact=True)
    for note in page.notes:
        say(f"{options.file.name}: {note}", error=True)
    return 0


@command(
    "keep",
    "add a saved page and its text to the project; writes seeds/NAME.txt and the page in pages/",
    Argument("file", "the page", "path", "the name of a saved page"),
    Argument("name", "name of the text, without .txt", "word", "a plain name", is_new=True),
    Argument("--address", "address of the page", "word", "its address", is_new=True),
    Argument(
        "--retrieved",
        "day on which it was saved, such as 2021-03-05",
        "word",
        "a day such as 2021-03-05",
        is_new=True,
    ),
)
def keep(root: Path, options: Namespace) -> int:
    """Write a page and its text, and print the row for sources.csv; notes go to stderr."""
    from analysis.authoring import keeping

    reading = _project(root, "html", "keeping a page")
    if not reading:
        return COMMANDS["check"].function(root, options)
    address, retrieved = options.address or "", options.retrieved or ""
    written = keeping.keep(
        reading, options.file.path, options.name, address, retrieved, options.file.name
    )
    for note in written.notes:
        say(note, error=True)
    for line in written.lines:
        say(line, exact=True)
    return 0


@command(
    "draft",
    "print a text sentence by sentence, with draft rows for coding it; writes nothing",
    Argument("file", "the text: plain UTF-8", "path", "the name of a text file"),
    Argument(
        "--language",
        "its BCP 47 language tag (default: guessed)",
        "word",
        "a tag such as en",
        is_new=True,
    ),
)
def draft(root: Path, options: Namespace) -> int:
    """Print the sentences of a text that are to be coded, and draft rows for them."""
    from analysis.authoring import draft

    reading = _project(root, "draft", "a draft")
    if not reading:
        return COMMANDS["check"].function(root, options)
    file, language = options.file, options.language
    for line in draft.pages(file.path, reading, language, file.name, is_terminal()):
        say(line, exact=True)  # rows are pasted unchanged, and sentences are read to the end
    return 0


def _project(root: Path, extra: str, purpose: str) -> evidence.Reading | None:
    """Read a project for a command that needs an extra; None if a table cannot be read."""
    extras.require(extra, purpose)
    reading = evidence.read(root, sealed=False)
    return reading if all(name in reading.tables for name in TABLES) else None
