"""Define the errors that every command reports to its user without a traceback."""

from __future__ import annotations


class UserError(Exception):
    """An error that the user can correct.

    Each argument is one line that says where the problem is, what it is, and what to do about it.
    """

    def __str__(self) -> str:
        return "\n".join(map(str, self.args))


class WriteError(UserError):
    """A file cannot be written."""


class BusyError(WriteError):
    """Another process is writing to the project."""
