"""Run the tasks of a round: in this process one after another, or on the workers of Dask.

Both pass the same function one task at a time and yield each outcome when it is ready, together
with its task. Every wait for something that may never come has a limit; only a task itself may take
as long as it needs.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from analysis.errors import UserError
from analysis.partitioned.addresses import reason
from analysis.partitioned.checkpoints import Executor, label_of
from analysis.partitioned.columns import SMALLER
from analysis.partitioned.dask_cluster import (
    ALONE,
    START,
    ClusterError,
    local_client,
    remote_client,
    seconds,
    shown_address,
    within,
)
from analysis.partitioned.tasks import Outcome

# Limits of waiting, in the notation of Dask.
BEAT = "5s"  # for what a worker returns, before checking that the scheduler is still there
SILENCE = "15s"  # for the scheduler to answer that, or for a first worker to come
_TOO_MUCH = f"needs more memory than there is; {SMALLER}"
_KILLED: Outcome = {}  # marks, by its identity, a task whose workers were killed


def sequential(work: Callable[[Any], Outcome], tasks: list) -> Iterator[tuple[Any, Outcome]]:
    """Run the tasks in this process, one after another."""
    for task in tasks:
        try:
            outcome = work(task)
        except MemoryError:
            outcome = {"problems": [f"{label_of(task)}: {_TOO_MUCH}"]}
        yield task, outcome


@contextmanager
def choose(scheduler: str | None, addresses: Iterable[str]) -> Iterator[Executor]:
    """Yield the executor for the scheduler: `sequential` for `ALONE`, otherwise a cluster.

    Workers must be able to see folders at all the `addresses`.
    """
    if scheduler == ALONE:
        yield sequential
        return
    with cluster(scheduler, addresses=addresses) as executor:
        yield executor


@contextmanager
def cluster(
    scheduler: str | None = None, workers: int | None = None, addresses: Iterable[str] = ()
) -> Iterator[Executor]:
    """Yield an executor on Dask workers.

    Parameters
    ----------
    scheduler : str, optional
        The address of a Dask scheduler. If None, workers are started on this machine.
    workers : int, optional
        How many to start, each with one thread; by default one per processor.
    addresses : iterable of str
        Folders that the workers must be able to see.

    Raises
    ------
    ClusterError
        If the cluster cannot be used.

    Notes
    -----
    The task of a worker that is killed is given to another, and set aside when it has killed
    several.
    """
    if scheduler is None:
        with local_client(workers) as client:
            yield partial(_on_workers, client, "its own workers", START)
    else:
        with remote_client(scheduler, list(addresses)) as client:
            yield partial(_on_workers, client, shown_address(scheduler), SILENCE)


def _on_workers(
    client: Any, name: str, workerless: str, work: Callable[[Any], Outcome], tasks: list
) -> Iterator[tuple[Any, Outcome]]:
    """Let the workers of a client run the tasks; `workerless` is how long there may be none.

    Raises ClusterError if they no longer can.
    """
    blamed = []
    for task, outcome in _run_together(client, name, workerless, work, tasks):
        if outcome is _KILLED:
            blamed.append(task)
        else:
            yield task, outcome
    for task in blamed:
        outcome = _KILLED
        if len(blamed) > 1:  # Dask also blames tasks that only waited on the worker: run it alone
            [(_, outcome)] = _run_together(client, name, workerless, work, [task])
        if outcome is _KILLED:
            outcome = {"problems": [f"{label_of(task)}: its workers ended; {_TOO_MUCH}"]}
        yield task, outcome


def _run_together(
    client: Any, name: str, workerless: str, work: Callable[[Any], Outcome], tasks: list
) -> Iterator[tuple[Any, Outcome]]:
    """Run the tasks at the same time; `_KILLED` is the outcome of one whose workers were killed."""
    if not tasks:
        return
    finished: queue.SimpleQueue = queue.SimpleQueue()
    try:
        # `work` is sent once, as the result of a task, which can be computed again. If one worker
        # had the only copy, Dask would give it all of a few tasks.
        held = client.submit(_identity, work, pure=False)
        with suppress(TimeoutError):
            within(BEAT, partial(client.replicate, [held]))
        futures = client.map(_call, tasks, work=held, pure=False, retries=0)
        task_of = dict(zip(futures, tasks, strict=True))
        for future in futures:
            future.add_done_callback(finished.put)
    except Exception as error:  # the errors of Dask are of many kinds
        raise _cluster_lost(name, error) from error
    is_there = _Watch(client, name, workerless)
    for _ in futures:
        future = _wait(lambda: finished.get(timeout=seconds(BEAT)), is_there)
        yield task_of[future], _outcome(future, task_of[future], name, is_there)


class _Watch:
    """Check that a cluster is still there; raise ClusterError when it is not."""

    def __init__(self, client: Any, name: str, workerless: str) -> None:
        self.client, self.name, self.workerless = client, name, workerless
        self.last_seen = time.monotonic()

    def __call__(self) -> None:
        try:
            workers = within(SILENCE, self.client.ncores)
        except Exception as error:  # as above
            raise _cluster_lost(self.name, error) from error
        now = time.monotonic()
        if workers:
            self.last_seen = now
        elif now - self.last_seen > seconds(self.workerless):
            message = "has no workers left; start some and run again: what is done is kept"
            raise ClusterError(f"{self.name}: {message}")


def _wait(result: Callable[[], Any], is_there: Callable[[], None]) -> Any:
    """Return the result, however long it takes, as long as the cluster is there."""
    while True:
        try:
            return result()
        except (queue.Empty, TimeoutError):
            is_there()


def _outcome(future: Any, task: Any, name: str, is_there: Callable[[], None]) -> Outcome:
    """Return the outcome of a finished task, or `_KILLED`."""
    from dask.distributed import KilledWorker

    if future.status not in ("error", "cancelled"):
        # The worker of a finished task may have ended since; another then runs the task again.
        try:
            return _wait(partial(future.result, timeout=BEAT), is_there)
        except ClusterError:
            raise
        except Exception as error:  # as above
            if future.status != "error":
                raise _cluster_lost(name, error) from error
    reported = future.exception() or ConnectionError("the connection was lost")
    if isinstance(reported, KilledWorker):
        return _KILLED
    if isinstance(reported, MemoryError):
        return {"problems": [f"{label_of(task)}: its workers ended; {_TOO_MUCH}"]}
    if isinstance(reported, UserError):
        raise reported
    raise _cluster_lost(name, reported)


def _cluster_lost(name: str, error: BaseException) -> ClusterError:
    message = f"no longer runs tasks ({type(error).__name__}: {reason(error)}); start it"
    return ClusterError(f"{name}: {message} again and run again: what is done is kept")


def _identity(work: Callable) -> Callable:
    return work


def _call(task: Any, work: Callable[[Any], Outcome]) -> Outcome:
    return work(task)
