"""Describe and check the arguments of commands."""

from __future__ import annotations

import errno
import os
from argparse import Namespace
from collections.abc import Iterable
from typing import Literal, NamedTuple

from analysis.errors import UserError
from analysis.text.visible import hidden
from analysis.validation.spreadsheet_damage import named

LONGEST = 4_096  # characters, as many as most systems allow in a path


class ArgumentError(UserError):
    """An argument cannot be used; the message is one line that says which, why and what to do."""


class Given(NamedTuple):
    """A path or an address, as the user wrote it and in an absolute form."""

    name: str
    path: str


class Argument(NamedTuple):
    """An argument of a command.

    Attributes
    ----------
    name : str
        Its name, which is an option if it begins with "--".
    help : str
        What it means, for the help of the command.
    kind : {"path", "address", "word"}
        The kind of value. An address is a path or a URL; paths and addresses become a `Given`.
    wanted : str
        What to give instead of a value that cannot be used.
    is_new : bool
        Whether the value becomes a name or a cell, and so must not contain invisible characters.
    """

    name: str
    help: str
    kind: Literal["path", "address", "word"]
    wanted: str
    is_new: bool = False

    @property
    def attribute(self) -> str:
        """The attribute of the parsed options that holds the value."""
        return self.name.lstrip("-")

    @property
    def label(self) -> str:
        """The name as the help shows it."""
        return self.name if self.name.startswith("-") else self.name.upper()


ROOT = Argument("root", "the project folder (default: the current one)", "path", "a folder")


def resolve(arguments: Iterable[Argument], options: Namespace) -> None:
    """Check the parsed options in place, and replace paths and addresses by a `Given`.

    Raises
    ------
    ArgumentError
        If a value cannot be used.
    """
    for argument in arguments:
        value = getattr(options, argument.attribute)
        if value is None:
            continue
        check(argument, value)
        if argument.kind != "word":
            setattr(options, argument.attribute, Given(value, absolute(argument.kind, value)))


def check(argument: Argument, value: str) -> None:
    """Raise ArgumentError for a value that cannot be used.

    >>> check(ROOT, " ")
    Traceback (most recent call last):
    analysis.cli.arguments.ArgumentError: ROOT: is empty; give a folder
    """
    problem, remedy = "", f"give {argument.wanted}"
    if not value.strip():
        problem = "is empty"
    elif "\0" in value:
        problem = "has a NUL, which no name can have"
    elif len(value) > LONGEST:
        problem = f"is longer than {LONGEST:,} characters"
    elif value == "-" and argument.kind != "word":
        problem = "is -, but standard input and output are not supported"
    elif argument.is_new and (unseen := hidden(value)):
        problem, remedy = f"has {named(unseen)}, which does not show", "leave that character out"
    if problem:
        raise ArgumentError(f"{argument.label}: {problem}; {remedy}")


def absolute(kind: str, value: str) -> str:
    """Return a path or an address in a form that is valid in any working folder.

    Raises
    ------
    ArgumentError
        If the working folder is gone or the path is too long.
    """
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
