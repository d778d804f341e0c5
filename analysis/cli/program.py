"""The command line: reported-warrants COMMAND [FOLDER]."""

from __future__ import annotations

import _thread
import argparse
import errno
import logging
import os
import signal
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from analysis.cli import commands
from analysis.cli.commands import Argument, Given
from analysis.errors import UserError
from analysis.system import project_folder
from analysis.system.terminal import LogHandler, say
from analysis.text.visible import hidden
from analysis.validation.spreadsheet_damage import named

PROGRAM = "reported-warrants"
LONGEST_ARGUMENT = 4_096  # characters, as many as most systems allow in a path
ROOT = Argument("root", "folder of the project (default: the one you are in)", "path", "a folder")

ENDING = [  # the signals that end a program, as far as this system has them
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]
SOON = 0.01  # seconds until a signal comes again: time to leave what could not raise it


class Ended(BaseException):
    """A signal, whose number it has, is to end the program; nothing on the way may catch it."""


class ArgumentError(UserError):
    """An argument cannot be used; the message is one line that says which, why, what to do."""


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are printed as everything else is: an error is one line."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.color = False  # or Python 3.14 puts escape codes into the help

    def error(self, message: str) -> None:
        say(f"{self.prog}: {message}; see {self.prog} --help", error=True)
        raise SystemExit(2)

    def print_help(self, file: object = None) -> None:
        for line in self.format_help().splitlines():
            say(line)


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks for, and return the exit code: 0, or 1 if anything is wrong."""
    options = _parser().parse_args(arguments)
    command = commands.COMMANDS[options.command]
    try:
        _check_arguments(command, options)
        root = _root_folder(options.root) if command.in_project else project_folder.PROJECT
        if command.in_project and not os.path.isdir(root):
            name = options.root.name if options.root else root
            say(f"{name}: no such folder; name one that has seeds/ and data/")
            return 1
        with _working_in(project_folder.NEUTRAL_FOLDER):
            return command.work(root, options)
    except (UserError, ImportError) as error:
        if _ended_by(error):  # and this came of leaving things in order
            raise
        messages = error.args
        if isinstance(error, ImportError):
            messages = [f"{error}; use the Python of .venv, which make or pip fills (README.md)"]
        for message in messages:
            say(message, error=True)
    return 1


def _parser() -> Parser:
    parser = Parser(prog=PROGRAM, description=__doc__)
    parsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in commands.COMMANDS.items():
        added = parsers.add_parser(name, help=command.told, description=command.told)
        for argument in command.arguments:
            added.add_argument(argument.name, help=argument.help)
        if command.in_project:
            added.add_argument(ROOT.name, nargs="?", help=ROOT.help)
    return parser


def _check_arguments(command: commands.Command, options: argparse.Namespace) -> None:
    """Refuse arguments that name nothing, and make paths absolute, by the name that was given.

    Raises ArgumentError.
    """
    for argument in (*command.arguments, *[ROOT] * command.in_project):
        attribute = argument.name.lstrip("-")
        value = getattr(options, attribute)
        if value is None:
            continue
        _check_argument(argument, value)
        if argument.kind != "word":
            setattr(options, attribute, Given(value, _absolute(argument.kind, value)))


def _check_argument(argument: Argument, value: str) -> None:
    wrong, remedy = "", f"give {argument.wanted}"
    if not value.strip():
        wrong = "is empty"
    elif "\0" in value:
        wrong = "has a NUL, which no name can have"
    elif len(value) > LONGEST_ARGUMENT:
        wrong = f"is longer than {LONGEST_ARGUMENT:,} characters"
    elif value == "-" and argument.kind != "word":
        wrong = "is -, and standard input and output are not used"
    elif argument.is_new and (unseen := hidden(value)):
        wrong, remedy = f"has {named(unseen)}, which does not show", "leave that character out"
    if wrong:
        raise ArgumentError(f"{argument.shown}: {wrong}; {remedy}")


def _absolute(kind: str, value: str) -> str:
    """A path or an address that means the same in any working folder. Raises ArgumentError."""
    if kind == "address":
        if "://" in value:
            return value
        value = os.path.expanduser(value)
    try:
        path = os.path.abspath(value)
    except OSError as error:
        message = f"the working folder is gone ({error.strerror}); go to another with cd"
        raise ArgumentError(f"{value}: {message}") from error
    try:
        os.lstat(path)
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise ArgumentError(f"{value}: {error.strerror}; give a shorter one") from error
    return path


def _root_folder(given: Given | None) -> Path:
    """The folder of the project to work on. Raises ArgumentError if none is named or around."""
    if given:
        return Path(given.path)
    named = os.environ.get("ANALYSIS_ROOT")
    if named is not None:
        _check_argument(ROOT._replace(name="ANALYSIS_ROOT"), named)
        return Path(_absolute("path", named))
    if here := project_folder.project_here():
        return here
    # Another project than the one meant would be renewed or sealed, and look right.
    message = (
        f"this folder is no project, nor in one (no {project_folder.MARK}); go to one with cd, or"
    )
    raise ArgumentError(f"{message} name it at the end of the command")


@contextmanager
def _working_in(folder: str) -> Iterator[None]:
    """Work in `folder`, and then again in the folder before."""
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
    """`main` as a program: what ends it from outside ends it in one line, and in order."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.reconfigure(errors="backslashreplace")  # a terminal may know fewer characters
    sys.unraisablehook = _lost
    sys.excepthook = _show_traceback
    warnings.showwarning = _show_warning
    logging.lastResort = LogHandler(logging.WARNING)
    _prepare_environment()
    for number in ENDING:
        if signal.getsignal(number) != signal.SIG_IGN:  # as under nohup
            signal.signal(number, _end)
    try:
        return main()
    except BaseException as error:
        if number := _ended_by(error):
            what = f"ended by {signal.Signals(number).name}"
            say(f"{what}: every file is whole, as it was or renewed; run again", error=True)
            return 128 + number
        if not isinstance(error, OSError):
            raise
        if not isinstance(error, BrokenPipeError):  # then its reader has read enough
            what = error.filename or "what this prints"
            say(f"{what}: {error.strerror}; mend that and run again", error=True)
        if sys.stdout:  # what is not printed yet would fail once more at the end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _prepare_environment() -> None:
    """Set what Python and libraries read of the environment, for this process and its children."""
    os.environ["PYTHONSAFEPATH"] = "1"  # children import nothing from the folder they start in
    # Nothing that is written here has the time of writing, and IPython fails on what is no number.
    os.environ.pop("SOURCE_DATE_EPOCH", None)
    if not os.path.isabs(os.environ.get("HOME", os.getcwd())):
        del os.environ["HOME"]  # libraries would write into the folder in which this works


def _show_traceback(kind: type, error: BaseException, trace: Any) -> None:
    """Print what a fault of this program is, for whoever reports it."""
    import traceback

    for part in traceback.format_exception(kind, error, trace):
        for line in part.splitlines()[:100]:
            say(line, error=True)


def _show_warning(message: Warning | str, category: type, *_: object) -> None:
    say(f"{category.__name__}: {message}", error=True)


def _end(number: int, frame: object) -> None:
    for each in ENDING:  # once is enough: the rest of the time goes to leaving things in order
        signal.signal(each, signal.SIG_IGN)
    raise Ended(number)


def _ended_by(error: BaseException | None) -> int | None:
    """The signal that ended the program, though leaving things in order may have failed then."""
    while error and not isinstance(error, Ended):
        error = error.__context__
    return error.args[0] if error else None


def _lost(unraisable: Any) -> None:
    """Let a signal come again that came within what can raise nothing, as a `__del__`."""
    if not isinstance(unraisable.exc_value, Ended):
        sys.__unraisablehook__(unraisable)
        return
    (number,) = unraisable.exc_value.args
    signal.signal(number, _end)
    threading.Timer(SOON, _send, [number]).start()


def _send(number: int) -> None:
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident, number)
    else:  # Windows
        _thread.interrupt_main(number)
