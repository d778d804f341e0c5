"""Start the process from which Dask forks its workers on this machine.

It imports once what every worker needs, while the command itself is still importing, so that a
worker starts at once.
"""

from __future__ import annotations

import multiprocessing
import os
import signal

from analysis.partitioned import block_signals

METHOD = "forkserver"  # of `multiprocessing`
_PRELOADED = ["distributed", "pyarrow.parquet", "analysis.partitioned.executors", "sentencex"]
# What Dask sets for its workers, so that numpy starts no threads. It also has memory given back
# early, which takes a tenth of the time of a task, and does not lower the peak.
_ENVIRONMENT = dict.fromkeys(("MKL_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")


def start_fork_server() -> bool:
    """Start the process unless it is running; return False if this system cannot have it.

    Neither it nor a worker hears Ctrl-C, which a terminal sends to all of them.
    """
    if METHOD not in multiprocessing.get_all_start_methods():
        return False
    from multiprocessing import forkserver, resource_tracker

    resource_tracker.ensure_running()  # before signals are blocked: starting it undoes this
    forkserver.set_forkserver_preload(_PRELOADED)
    added = {name: value for name, value in _ENVIRONMENT.items() if name not in os.environ}
    os.environ.update(added)
    try:
        with block_signals(signal.SIGINT):
            forkserver.ensure_running()
    finally:
        for name in added:
            del os.environ[name]
    return True
