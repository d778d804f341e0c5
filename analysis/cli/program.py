"""Parse the command line, `reported-warrants COMMAND [FOLDER]`, and run the command."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import signal
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

from analysis.cli import arguments, commands, signals
from analysis.cli.arguments import ROOT, ArgumentError, Given
from analysis.errors import UserError
from analysis.system import project_folder
from analysis.system.terminal import LogHandler, say

PROGRAM = "reported-warrants"
DESCRIPTION = "Check, compare and publish what news articles report about a contested legal event."


class Parser(argparse.ArgumentParser):
    """A parser that prints help and one-line errors as safely as the rest of the program."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.color = False  # or Python 3.14 puts escape codes into the help

    def error(self, message: str) -> NoReturn:
        """Print the problem with the arguments, and exit."""
        say(f"{self.prog}: {message}; see {self.prog} --help", error=True)
        raise SystemExit(2)

    def print_help(self, file: object = None) -> None:
        """Print the help line by line, like any other message."""
        for line in self.format_help().splitlines():
            say(line)


def main(argv: list[str] | None = None) -> int:
    """Run the command that the command line names.

    Parameters
    ----------
    argv : list of str, optional
        The arguments; by default those of this process.

    Returns
    -------
    int
        The exit code: 0, or 1 if anything is wrong.
    """
    parser, by_command = _parsers()
    options, unknown = parser.parse_known_args(argv)
    if len(unknown) == 1 and getattr(options, "root", "") is None and unknown[0][0] != "-":
        options.root = unknown.pop()  # argparse does not accept the folder after an option
    if unknown:  # the main parser would report it with the help of the whole program
        by_command[options.command].error(f"unknown arguments: {' '.join(unknown)}")
    command = commands.COMMANDS[options.command]
    messages: Sequence[object]
    try:
        arguments.resolve(command.arguments, options)
        root = project_folder.PROJECT
        if command.in_project:
            arguments.resolve([ROOT], options)
            root = _root_folder(options.root)
            if not os.path.isdir(root):
                name = options.root.name if options.root else root
                say(f"{name}: no such folder; name one that has seeds/ and data/")
                return 1
        with _working_in(project_folder.NEUTRAL_FOLDER):
            return command.function(root, options)
    except UserError as error:
        if signals.ended_by(error):  # and this error arose while cleaning up
            raise
        messages = error.args
    except ImportError as error:
        if signals.ended_by(error):
            raise
        messages = [
            f"{error}; use the Python of .venv, into which make or pip installs (README.md)"
        ]
    for message in messages:
        say(message, error=True)
    return 1


def _parsers() -> tuple[Parser, dict[str, Parser]]:
    """Return the parser of the command line, and those of the commands by their names."""
    parser = Parser(prog=PROGRAM, description=DESCRIPTION)
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in commands.COMMANDS.items():
        subparser = subparsers.add_parser(name, help=command.help, description=command.help)
        for argument in command.arguments:
            subparser.add_argument(argument.name, help=argument.help)
        if command.in_project:
            subparser.add_argument(ROOT.name, nargs="?", help=ROOT.help)
    return parser, subparsers.choices


def _root_folder(given: Given | None) -> Path:
    """Return the project folder; raise ArgumentError if none is named and this is not in one."""
    if given:
        return Path(given.path)
    variable = os.environ.get("ANALYSIS_ROOT")
    if variable is not None:
        arguments.check(ROOT._replace(name="ANALYSIS_ROOT"), variable)
        return Path(arguments.absolute("path", variable))
    if here := project_folder.project_here():
        return here
    # If this fell back to another project, a command could change that one unnoticed.
    message = f"this folder is not a project, nor inside one (no {project_folder.MARK})"
    raise ArgumentError(f"{message}; go to one with cd, or name it at the end of the command")


@contextmanager
def _working_in(folder: str) -> Iterator[None]:
    """Work in a folder, and then in the previous one again."""
    before = None
    with suppress(OSError):  # somebody removed it
        before = os.getcwd()
    os.chdir(folder)
    try:
        yield
    finally:
        if before:
            with suppress(OSError):
                os.chdir(before)


def program() -> int:
    """Run `main` as a process: handle signals, and print every error in one line."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.reconfigure(errors="backslashreplace")
    sys.excepthook = _show_traceback
    warnings.showwarning = _show_warning
    logging.lastResort = LogHandler(logging.WARNING)
    prepare_environment()
    gc.set_threshold(50_000)  # reading tables makes many objects, and leaves few behind
    skip_slow_imports()
    signals.handle()
    try:
        return main()
    except BaseException as error:
        if number := signals.ended_by(error):
            what = f"ended by {signal.Signals(number).name}"
            say(f"{what}: every file is whole, as it was or rewritten; run again", error=True)
            return 128 + number
        if not isinstance(error, OSError):
            raise
        if not isinstance(error, BrokenPipeError):  # whatever reads the output has read enough
            what = error.filename or "what this prints"
            say(f"{what}: {error.strerror}; correct that and run again", error=True)
        if sys.stdout:  # flushing the rest at exit would fail again
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def prepare_environment() -> None:
    """Set the variables that Python and libraries read, for this process and its children."""
    os.environ["PYTHONSAFEPATH"] = "1"  # children do not import from their folder
    # No file contains the time of writing, and IPython fails on a value that is not a number.
    os.environ.pop("SOURCE_DATE_EPOCH", None)
    if not os.path.isabs(os.environ.get("HOME", os.getcwd())):
        del os.environ["HOME"]  # or libraries would write into the working folder


def skip_slow_imports() -> None:
    """Keep jsonschema, which nbformat imports, from importing a package that takes over a second.

    The package checks international addresses, which do not occur in notebooks, and jsonschema does
    without it if it is missing. Processes other than this program are not affected.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def _show_traceback(kind: type[BaseException], error: BaseException, trace: Any) -> None:
    """Print the traceback of a bug, line by line."""
    import traceback

    for entry in traceback.format_exception(kind, error, trace):
        for line in entry.splitlines()[:100]:
            say(line, error=True)


def _show_warning(
    message: Warning | str, category: type[Warning], *_: object, **__: object
) -> None:
    say(f"{category.__name__}: {message}", error=True)
