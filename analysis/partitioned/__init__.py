"""Check, cover and compare a corpus of any size, partition by partition, on any number of cores.

The functions are those of the notebooks, and so are the results. A corpus is read from an address
(`addresses`, `storage`) in typed columns (`columns`, within the bounds of `memory`), validated
(`validation`) and loaded as an `Evidence` (`partitions`). `tasks` does the work on one partition or
group of entities, `results` writes tables, and `ownership` records which files are ours. `run`
orders the tasks in rounds, `checkpoints` keeps their outcomes, and `executors` runs them, in this
process or on the workers of `dask_cluster`.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from analysis.system import extras

SLOW = ("pandas", "pyarrow.parquet", "dask.distributed")  # to import


def load_packages() -> None:
    """Raise MissingExtraError if a package is missing, and import the slow ones."""
    extras.require("scale", "a corpus")
    # A signal that comes within an import can be lost.
    with block_signals(signal.SIGINT, signal.SIGTERM):
        for name in SLOW:
            import_module(name)


@contextmanager
def block_signals(*signals: signal.Signals) -> Iterator[None]:
    """Block signals until the end; processes and threads started in the body never receive them."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
