"""Who does the tasks of a round: this process one after another, or the workers of Dask.

Both hand the same function one task at a time and tell each outcome as it comes. A task holds the
name of what it is to read, so that nothing is ever paired by its place in two lists.
"""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing import resource_tracker
from typing import Any

from analysis import loopback
from analysis.plain import UserError
from analysis.scale import held_back, need
from analysis.scale.rounds import Each
from analysis.scale.tasks import Outcome

ALONE = "none"  # instead of the address of a scheduler: this process does all
WAIT = "20s"  # for a scheduler to answer
_TOO_MUCH = "needs more memory than there is; make the part smaller, or give more memory"


class EngineError(UserError):
    """A cluster cannot be used; one line says why, and what to do."""


def one_by_one(work: Callable[[Any], Outcome], tasks: list) -> Iterator[tuple[Any, Outcome]]:
    """Do the tasks in this process, each after the other."""
    for task in tasks:
        try:
            outcome = work(task)
        except MemoryError:
            outcome = {"problems": [f"{_named(task)}: {_TOO_MUCH}"]}
        yield task, outcome


@contextmanager
def chosen(scheduler: str | None, addresses: Iterable[str]) -> Iterator[Each]:
    """Who does the tasks: `cluster`, or `one_by_one` if the scheduler is `ALONE`.

    Workers must see folders at all the `addresses`. Raises EngineError.
    """
    if scheduler == ALONE:
        yield one_by_one
        return
    with cluster(scheduler, addresses=addresses) as each:
        yield each


@contextmanager
def cluster(
    scheduler: str | None = None, workers: int | None = None, addresses: Iterable[str] = ()
) -> Iterator[Each]:
    """Workers of Dask: those of the `scheduler` at an address, or some made for the time being.

    Of their own they are as many as there are processors, or `workers`, each with one thread. A
    task whose worker is killed is given to another, and set aside when it has killed several.
    Raises EngineError.
    """
    with _made(workers) if scheduler is None else _found(scheduler, list(addresses)) as client:
        yield lambda work, tasks: _each(client, work, tasks)


@contextmanager
def _made(workers: int | None) -> Iterator[Any]:
    """A client of workers on this machine, which end with it."""
    from dask.distributed import Client, LocalCluster

    loopback.check("workers")
    # A terminal sends Ctrl-C to all of them, and each worker that heard it would print where it
    # was; we end them. What tracks what they share must be there before: starting it undoes this.
    if os.name == "posix":
        resource_tracker.ensure_running()
    with ExitStack() as stack:
        with held_back(signal.SIGINT):
            made = LocalCluster(
                n_workers=workers or os.cpu_count(),
                threads_per_worker=1,
                dashboard_address="127.0.0.1:0",  # any free port, and for this machine only
                silence_logs=logging.CRITICAL,
            )
            stack.enter_context(made)
            client = stack.enter_context(Client(made))
        yield client


@contextmanager
def _found(scheduler: str, addresses: list[str]) -> Iterator[Any]:
    """A client of a cluster that is there, whose workers can do what they will be given."""
    from dask.distributed import Client

    try:
        client = Client(scheduler, timeout=WAIT)
    except (OSError, ValueError) as error:
        told = f"{scheduler}: no scheduler of Dask answers there ({error}); start one"
        raise EngineError(f"{told}, or leave the option out") from error
    with client:
        try:
            unseen = client.run(_unseen, addresses)
        except ImportError as error:
            told = f"its workers lack something ({error}); install this project where they run"
            raise EngineError(f"{scheduler}: {told}") from error
        if not unseen:
            told = "has no workers; start some (dask worker ADDRESS)"
            raise EngineError(f"{scheduler}: {told}")
        for worker, address in unseen.items():
            if address:
                told = f"cannot see {address}; name one that means the same on every machine"
                raise EngineError(f"{scheduler}: its worker {worker} {told}")
        yield client


def _unseen(addresses: list[str]) -> str:
    """The first of the addresses at which this worker finds no folder, or ""."""
    need()
    from analysis.scale import storage

    return next((address for address in addresses if not storage.is_there(address)), "")


def _each(client: Any, work: Callable[[Any], Outcome], tasks: list) -> Iterator:
    from dask.distributed import KilledWorker, as_completed

    # What is done with every task is sent once, as the result of a task, which can be had again.
    held = client.submit(_same, work, pure=False)
    futures = client.map(_call, tasks, work=held, pure=False, retries=0)
    task_of = dict(zip(futures, tasks, strict=True))
    for future in as_completed(futures):
        error = future.exception()
        if isinstance(error, KilledWorker | MemoryError):
            outcome = {"problems": [f"{_named(task_of[future])}: its workers ended; {_TOO_MUCH}"]}
        elif error:
            raise error
        else:
            outcome = future.result()
        yield task_of[future], outcome


def _same(work: Callable) -> Callable:
    return work


def _call(task: Any, work: Callable[[Any], Outcome]) -> Outcome:
    return work(task)


def _named(task: Any) -> str:
    """A task as a problem names it."""
    return f"part {getattr(task, 'name', task)}"
