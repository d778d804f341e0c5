"""The command line: python -m analysis COMMAND [FOLDER]."""

from __future__ import annotations

import _thread
import argparse
import os
import signal
import sys
import threading
from typing import Any

from analysis import commands, corpus
from analysis.plain import UserError, visible

ENDING = [  # the signals that end a program, as far as this system has them
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]
SOON = 0.01  # seconds until a signal comes again: time to leave what could not raise it


class Ended(BaseException):
    """A signal, whose number it has, is to end the program; nothing on the way may catch it."""


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks for, and return the exit code: 0, or 1 if anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m analysis", description=__doc__)
    parsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in commands.COMMANDS.items():
        added = parsers.add_parser(name, help=command.told, description=command.told)
        for argument, told in command.arguments:
            added.add_argument(argument, help=told)
        if command.in_project:
            told = "folder of the project (default: the one you are in)"
            added.add_argument("root", nargs="?", help=told)
    options = parser.parse_args(arguments)
    in_project = commands.COMMANDS[options.command].in_project
    options.root = options.root if in_project else corpus.PROJECT
    # Another project than the one meant would be renewed or sealed, and look right.
    if not (options.root or os.environ.get("ANALYSIS_ROOT") or corpus.project_here()):
        told = (
            f"this folder is no project, nor in one (no {corpus.MARK}); go to one with cd, or name"
        )
        print(f"{told} it at the end of the command", file=sys.stderr)
        return 1
    root = corpus.root_folder(options.root)
    if not os.path.isdir(root):
        told = f"{options.root or root}: no such folder; name one that has seeds/ and data/"
        print(visible(told))
        return 1
    try:
        return commands.COMMANDS[options.command].work(root, options)
    except (UserError, ImportError) as error:
        if _ended_by(error):  # and this came of leaving things in order
            raise
        told = str(error)
        if isinstance(error, ImportError):
            told += "; use the Python of .venv, which make or pip fills (see README.md)"
        print("\n".join(map(visible, told.splitlines())), file=sys.stderr)
    return 1


def program() -> int:
    """`main` as a program: what ends it from outside ends it in one line, and in order."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.reconfigure(errors="backslashreplace")  # a terminal may know fewer characters
    sys.unraisablehook = _lost
    for number in ENDING:
        if signal.getsignal(number) != signal.SIG_IGN:  # as under nohup
            signal.signal(number, _end)
    try:
        code = main()
        print(end="", flush=True)
    except BaseException as error:
        if number := _ended_by(error):
            name = signal.Signals(number).name
            told = f"ended by {name}: every file is whole, as it was or renewed; run again"
            print(told, file=sys.stderr)
            return 128 + number
        if not isinstance(error, OSError):
            raise
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


if __name__ == "__main__":
    sys.exit(program())
