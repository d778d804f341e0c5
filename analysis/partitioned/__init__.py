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
from importlib.util import find_spec

from analysis.errors import UserError

NEEDED = ("dask", "distributed", "fsspec", "pyarrow")  # the extra `scale` of pyproject.toml
SLOW = ("pandas", "pyarrow.parquet", "dask.distributed")  # to import
INSTALL = 'python -m pip install -e ".[scale]"'


class ScaleError(UserError):
    """What a corpus needs is not there; one line says what, and what to do."""


def need() -> None:
    """Raise ScaleError if a package of the extra is not installed, and import the slow ones."""
    missing = [name for name in NEEDED if not find_spec(name)]
    if missing:
        told = f"{' and '.join(missing)}: not installed, and a corpus needs it; run {INSTALL}"
        raise ScaleError(f"{told} with the Python of .venv")
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
