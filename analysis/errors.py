"""Define the errors that every command reports without a traceback."""

from __future__ import annotations


class UserError(Exception):
    """An error that the user can correct.

    Each argument is one line that says where the problem is, what it is, and what to do about it.
    """

    def __str__(self) -> str:
        return "\n".join(map(str, self.args))


class WrongArgumentError(UserError, TypeError):
    """A function was called with arguments of wrong types or names, or in the wrong order."""


class MissingColumnError(UserError, KeyError):
    """A table lacks columns that a function needs."""


class WriteError(UserError):
    """A file cannot be written."""


class BusyError(WriteError):
    """Another process is writing to the project."""
