"""Print messages and data; whatever they hold, the terminal shows it and obeys none of it."""

from __future__ import annotations

import logging
import sys

from analysis.text.visible import shortened, visible, without_control


def say(text: object, *, error: bool = False, exact: bool = False) -> None:
    """Print a message as one line of bounded length, with the code of what would not be seen.

    Everything that the program prints goes through here. `error` sends it to stderr. `exact` is
    for data that the user asked for, such as a text or a row to paste: it keeps its lines, its
    length and its characters, except that control characters are replaced by their codes.
    """
    stream = sys.stderr if error else sys.stdout
    if stream is None:  # closed by whoever started the program
        return
    # A message is cut first, because it can be a megabyte, and again, because codes are longer.
    line = without_control(str(text)) if exact else shortened(visible(shortened(str(text))))
    print(line, file=stream, flush=True)


def is_terminal() -> bool:
    """Whether what is printed goes to a terminal, and not to a file or another program."""
    return sys.stdout is not None and sys.stdout.isatty()


class LogHandler(logging.Handler):
    """Says what libraries log, on stderr."""

    def emit(self, record: logging.LogRecord) -> None:
        say(f"{record.name}: {record.getMessage()}", error=True)
