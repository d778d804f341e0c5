"""A corpus of any size: what the notebooks do with five texts, part by part and on any number of
cores, with the same functions and the same answers.

`storage` reads and writes files at any address, `memory` bounds what reading takes, `door` says
what is wrong in the rows of a part, `parts` makes a part a bundle like a project's, `results`
writes tables, `ownership` records which files are ours, `tasks` says what is done with a part,
`rounds` in which order, and `engines` who does it.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from analysis.system import extras

SLOW = ("pandas", "pyarrow.parquet", "dask.distributed")  # to import


def need() -> None:
    """Raise MissingExtraError if a package is not installed, and import the slow ones."""
    extras.require("scale", "a corpus")
    # A signal that comes within an import can be lost.
    with held_back(signal.SIGINT, signal.SIGTERM):
        for name in SLOW:
            import_module(name)


@contextmanager
def held_back(*signals: signal.Signals) -> Iterator[None]:
    """Let the signals wait until the end; processes and threads begun meanwhile never hear them."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
