"""The error that every command reports to its user without a traceback."""

from __future__ import annotations


class UserError(Exception):
    """What a user can mend; each argument is a message that says where, what, why, what to do."""

    def __str__(self) -> str:
        return "\n".join(map(str, self.args))
