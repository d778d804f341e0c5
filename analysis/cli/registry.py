"""Register functions as commands, each with its help and its arguments."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from analysis.cli.arguments import Argument

Function = Callable[[Path, Namespace], int]
_F = TypeVar("_F", bound=Function)


class Command(NamedTuple):
    """A command: its help, its function, and its arguments except the project folder."""

    help: str
    function: Function
    arguments: tuple[Argument, ...] = ()
    in_project: bool = True


COMMANDS: dict[str, Command] = {}  # by name, in the order of the help


def command(
    name: str, help: str, *arguments: Argument, in_project: bool = True
) -> Callable[[_F], _F]:
    """Register a function as a command.

    Parameters
    ----------
    name : str
        The name on the command line.
    help : str
        What the command does and what it writes, in one line.
    *arguments : Argument
        Its arguments, without the project folder.
    in_project : bool
        Whether it needs a project, and so takes its folder as the last argument.
    """

    def register(function: _F) -> _F:
        COMMANDS[name] = Command(help, function, arguments, in_project)
        return function

    return register
