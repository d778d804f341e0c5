"""The command line: python -m analysis check | seal | run | readme."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from contextlib import closing
from pathlib import Path

from analysis import corpus, evidence, seal
from analysis.plain import visible

ENDING = [  # the signals that end a program, as far as this system has them
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]


class Ended(BaseException):
    """A signal, whose number it has, is to end the program; nothing on the way may catch it."""


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks for, and return the exit code: 0, or 1 if anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m analysis", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, told in (
        ("check", "read everything and print a summary, or every problem; writes nothing"),
        ("seal", "seal the tables as they are, if nothing else is wrong; writes data/seal.txt"),
        ("run", "run every notebook; writes notebooks/*.ipynb"),
        ("readme", "renew the generated parts; writes README.md and docs/timeline.png"),
    ):
        command = commands.add_parser(name, help=told, description=told)
        command.add_argument("root", nargs="?", help="folder of the project (default: this one)")
    options = parser.parse_args(arguments)
    root = corpus.root_folder(options.root)
    if not os.path.isdir(root):
        told = f"{options.root or root}: no such folder; name one that has seeds/ and data/"
        print(visible(told))
        return 1
    try:
        return COMMANDS[options.command](root)
    except ImportError as error:
        print(f"{error}; use the Python of .venv, which make or pip fills (see README.md)")
        return 1


def check(root: Path) -> int:
    """Print what was read, or every problem, one a line."""
    reading = evidence.read(root)
    for problem in reading.problems:
        print(problem)
    if reading.problems:
        count = len(reading.problems)
        print(f"{count} problem{'s' * (count > 1)} in {visible(root.name)}", file=sys.stderr)
        return 1
    rows = {name: len(table.lines) for name, table in reading.tables.items()}
    sentences = sum(len(corpus.sentences(text)) for text in reading.texts.values())
    print(
        f"{rows['sources']} documents, {sentences} sentences, {rows['statements']} statements, "
        f"{rows['waivers']} waivers, {rows['entities']} entities, {rows['props']} properties\n"
        f"all {len(reading.spans)} quotes found; every sentence is coded or waived; "
        f"{'the tables are as sealed' if (root / seal.FILE).exists() else 'not sealed'}"
    )
    return 0


def renew_seal(root: Path) -> int:
    """Print what is not as it was sealed, and seal it so, unless anything else is wrong."""
    from analysis import files

    reading = evidence.read(root, sealed=False)
    if reading.problems:
        check(root)
        print("not sealed: mend these first", file=sys.stderr)
        return 1
    for problem in seal.problems_of(root, reading.tables):
        print(problem)
    try:
        with files.alone(root, [root / "data"]):
            written = seal.write(root, reading.tables)
    except files.WriteError as error:
        print(visible(str(error)), file=sys.stderr)
        return 1
    print(f"written: {seal.FILE}" if written else "sealed so already; nothing written")
    return 0


def run(root: Path) -> int:
    """Check, then run every notebook in place, a line of progress for each."""
    from analysis import files, notebooks

    if check(root):
        return 1
    found = notebooks.paths(root)
    if not found:
        print(f"no notebooks in {notebooks.FOLDER}/; copy some there", file=sys.stderr)
        return 1
    done = changed = 0
    try:
        with files.alone(root, [root / notebooks.FOLDER]), closing(notebooks.run(root)) as results:
            print(f"running {len(found)} notebooks", flush=True)
            for path, cells, differs in results:
                done, changed = done + 1, changed + differs
                state = "changed" if differs else "same bytes"
                name = visible(path.name)
                print(f"[{done}/{len(found)}] {name}: {cells} cells, {state}", flush=True)
    except (files.WriteError, notebooks.NotebookError) as error:
        print(visible(str(error)), file=sys.stderr)
        return 1
    print(f"{done} notebooks run, {changed} changed; open them in {notebooks.FOLDER}/ (make lab)")
    return 0


def renew_readme(root: Path) -> int:
    """Write the generated parts of the README that are stale."""
    from analysis import files, readme

    try:
        with files.alone(root, readme.folders(root)):
            written = readme.write(root, evidence.load(root))
    except (ValueError, OSError, files.WriteError) as error:
        print("\n".join(map(visible, str(error).splitlines())), file=sys.stderr)
        return 1
    print(f"written: {', '.join(written)}" if written else "everything is current; nothing written")
    return 0


COMMANDS = {"check": check, "seal": renew_seal, "run": run, "readme": renew_readme}


def program() -> int:
    """`main` as a program: what ends it from outside ends it in one line, and in order."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.reconfigure(errors="backslashreplace")  # a terminal may know fewer characters
    for number in ENDING:
        if signal.getsignal(number) != signal.SIG_IGN:  # as under nohup
            signal.signal(number, _end)
    try:
        code = main()
        print(end="", flush=True)
    except Ended as ended:
        (number,) = ended.args
        told = f"ended by {signal.Signals(number).name}: every file is whole, as it was or renewed"
        print(f"{told}; run again", file=sys.stderr)
        return 128 + number
    except OSError as error:
        if not isinstance(error, BrokenPipeError):  # then its reader has read enough
            what = error.filename or "what this prints"
            print(f"{what}: {error.strerror}; mend that and run again", file=sys.stderr)
        if sys.stdout:  # what is not printed yet would fail once more at the end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def _end(number: int, frame: object) -> None:
    for each in ENDING:  # once is enough: the rest of the time goes to leaving things in order
        signal.signal(each, signal.SIG_IGN)
    raise Ended(number)


if __name__ == "__main__":
    sys.exit(program())
