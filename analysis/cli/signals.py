"""End the program in an orderly way on a signal: SIGINT, SIGTERM or SIGHUP."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
import time
from types import FrameType
from typing import Any

ENDING = [  # the signals that end a program, if this system has them
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
]
RETRY = 0.01  # seconds before a signal is sent again, by then in code that can raise


class Ended(BaseException):
    """The signal with this number ends the program; only `program` may catch it."""


def handle() -> None:
    """Raise `Ended` in the main thread for each signal in `ENDING` that is not ignored."""
    sys.unraisablehook = _send_again
    for number in ENDING:
        if signal.getsignal(number) != signal.SIG_IGN:  # as under nohup
            signal.signal(number, end)


def end(number: int, frame: FrameType | None) -> None:
    """Raise `Ended`, and ignore further signals while the program cleans up.

    While a lost signal is being sent again, nothing can be raised either, so this one is sent once
    more.
    """
    while frame:
        if frame.f_code is _send_again.__code__:
            _thread.start_new_thread(_send, (number,))
            return
        frame = frame.f_back
    for ending in ENDING:
        signal.signal(ending, signal.SIG_IGN)
    raise Ended(number)


def ended_by(error: BaseException | None) -> int | None:
    """Return the signal behind an error, or None.

    Cleaning up after a signal may have failed, so the contexts of the error are searched too.

    >>> ended_by(Ended(15)), ended_by(ValueError())
    (15, None)
    """
    while error and not isinstance(error, Ended):
        error = error.__context__
    return error.args[0] if error else None


def _send_again(unraisable: Any) -> None:
    """Send again a signal that arrived in code that cannot raise, such as a `__del__`."""
    if not isinstance(unraisable.exc_value, Ended):
        sys.__unraisablehook__(unraisable)
        return
    (number,) = unraisable.exc_value.args
    signal.signal(number, end)
    _thread.start_new_thread(_send, (number,))


def _send(number: int) -> None:
    """Send a signal to the main thread after a while."""
    time.sleep(RETRY)
    main = threading.main_thread().ident
    if hasattr(signal, "pthread_kill") and main is not None:
        signal.pthread_kill(main, number)
    else:  # Windows
        _thread.interrupt_main(signal.Signals(number))
