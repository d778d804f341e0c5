"""Call a command of the package in this process, for tests that are not about processes."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from typing import NamedTuple

from analysis.cli import program


class Done(NamedTuple):
    """The exit code of a command and what it printed, named as in `subprocess`."""

    returncode: int
    stdout: str
    stderr: str


def call(*arguments: object) -> Done:
    """Run the command with these arguments in this process, and return the result."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = program.main([str(argument) for argument in arguments])
    return Done(code, out.getvalue(), err.getvalue())
