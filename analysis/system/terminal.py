"""Print messages and data so that the terminal shows every character and interprets none."""

from __future__ import annotations

import logging
import sys

from analysis.text.visible import shortened, visible, without_control


def say(text: object, *, error: bool = False, exact: bool = False) -> None:
    """Print a message as one line of bounded length, with codes for hidden characters.

    Everything that the program prints goes through this function.

    Parameters
    ----------
    text : object
        The message or data.
    error : bool
        Print to stderr.
    exact : bool
        Keep the lines, length and characters, except that codes replace control characters. Use it
        for data that the user asked for, such as a row to paste.
    """
    stream = sys.stderr if error else sys.stdout
    if stream is None:  # closed by the parent process
        return
    # A message is cut first, because it can be a megabyte, and again, because codes are longer.
    line = without_control(str(text)) if exact else shortened(visible(shortened(str(text))))
    print(line, file=stream, flush=True)


def is_terminal() -> bool:
    """Return whether stdout is a terminal, and not a file or another program."""
    return sys.stdout is not None and sys.stdout.isatty()


class LogHandler(logging.Handler):
    """Print the log messages of libraries to stderr."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print one message, with the name of its library."""
        say(f"{record.name}: {record.getMessage()}", error=True)
