"""Who does the tasks of a round: this process one after another, or the workers of Dask.

Both hand the same function one task at a time and give each outcome as it comes. A task holds the
name of what it is to read, so that nothing is ever paired by its place in two lists. Every wait for
something that may never come has a limit; only a task itself may take as long as it needs.
"""

from __future__ import annotations

import logging
import os
import queue
import re
import signal
import socket
import threading
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from multiprocessing import resource_tracker
from typing import Any

from analysis.errors import UserError
from analysis.partitioned import held_back, need
from analysis.partitioned.partitions import SMALLER
from analysis.partitioned.rounds import Each, label_of
from analysis.partitioned.storage import reason
from analysis.partitioned.tasks import Outcome
from analysis.system import loopback
from analysis.text.visible import visible

ALONE = "none"  # instead of the address of a scheduler: this process does all
# How long is waited, as Dask writes times.
WAIT = "15s"  # for a scheduler to answer
CALL = "25s"  # for its workers to answer each of the first calls, of which one imports much
BEAT = "5s"  # for an outcome, before it is asked whether the scheduler is still there
SILENCE = "15s"  # for a scheduler to answer that, or for a worker to come where there is none
START = "60s"  # for our own workers to start, or to be replaced
CLOSE = "5s"  # for a connection to be closed
SAME = ("python", "dask", "distributed")  # what must have one version everywhere
_ADDRESS = re.compile(r"(?:(?:tcp|tls)://)?(?P<host>\[[0-9A-Fa-f:.]+\]|[\w.-]+):(?P<port>[0-9]+)")
_LAST_PORT = 65_535
_SHOWN = 100  # characters of an address in a message
_TOO_MUCH = f"needs more memory than there is; {SMALLER}"


class EngineError(UserError):
    """A cluster cannot be used; one line says why, and what to do."""


def one_by_one(work: Callable[[Any], Outcome], tasks: list) -> Iterator[tuple[Any, Outcome]]:
    """Do the tasks in this process, each after the other."""
    for task in tasks:
        try:
            outcome = work(task)
        except MemoryError:
            outcome = {"problems": [f"{label_of(task)}: {_TOO_MUCH}"]}
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
    if scheduler is None:
        with _local(workers) as client:
            yield partial(_each, client, "its own workers", START)
    else:
        with _remote(scheduler, list(addresses)) as client:
            yield partial(_each, client, _shown(scheduler), SILENCE)


def _seconds(limit: str) -> float:
    from dask.utils import parse_timedelta

    return parse_timedelta(limit)


def _within(limit: str, work: Callable[[], Any]) -> Any:
    """What `work` returns; raises TimeoutError if that takes longer than the limit.

    The work is done in a thread, which is left to itself then.
    """
    results: queue.SimpleQueue = queue.SimpleQueue()

    def put_result() -> None:
        try:
            results.put((work(), None))
        except BaseException as error:
            results.put((None, error))

    threading.Thread(target=put_result, daemon=True).start()
    try:
        value, error = results.get(timeout=_seconds(limit))
    except queue.Empty:
        raise TimeoutError(f"no answer within {limit}") from None
    if error:
        raise error
    return value


@contextmanager
def _local(workers: int | None) -> Iterator[Any]:
    """A client of workers on this machine, which end with it."""
    loopback.check("workers")
    # A terminal sends Ctrl-C to all of them, and each worker that heard it would print where it
    # was; we end them. What tracks what they share must be there before: starting it undoes this.
    if os.name == "posix":
        resource_tracker.ensure_running()
    with ExitStack() as stack:
        with held_back(signal.SIGINT):
            try:
                client = _within(START, partial(_start, workers, stack))
            except Exception as error:  # the errors of Dask are of many kinds
                message = f"workers cannot be started here ({reason(error)}); mend that, or let "
                message += f"this process do all with --scheduler {ALONE}"
                raise EngineError(message) from error
        yield client


def _start(workers: int | None, stack: ExitStack) -> Any:
    """Start workers, which end with the stack, and return a client of theirs."""
    from dask.distributed import Client, LocalCluster

    started = LocalCluster(
        n_workers=workers or os.cpu_count(),
        threads_per_worker=1,
        dashboard_address="127.0.0.1:0",  # any free port, and for this machine only
        silence_logs=logging.CRITICAL,
    )
    stack.enter_context(started)
    return stack.enter_context(Client(started, set_as_default=False))


@contextmanager
def _remote(scheduler: str, addresses: list[str]) -> Iterator[Any]:
    """A client of a cluster that is there, whose workers can do what they will be given."""
    name = _shown(scheduler)
    with _quiet(), ExitStack() as stack:
        _require_address(scheduler)
        try:
            client = _within(WAIT, partial(_connect, scheduler))
        except Exception as error:  # whatever speaks there can make Dask raise anything
            message = f"no scheduler of Dask answers there ({reason(error)}); start one"
            raise EngineError(f"{name}: {message}, or leave the option out") from error
        stack.callback(_close, client)
        _require_workers(name, client, addresses)
        yield client


def _connect(scheduler: str) -> Any:
    """A client of the scheduler at an address; may wait for ever, or raise anything."""
    from dask.distributed import Client

    class ClosedByUs(Client):
        def __del__(self) -> None:
            """Nothing: one that came to no connection would wait for it, and print that."""

    return ClosedByUs(scheduler, timeout=WAIT, set_as_default=False)


def _require_workers(name: str, client: Any, addresses: list[str]) -> None:
    """Raise EngineError unless the cluster has workers that can do what they will be given."""
    try:
        versions = _within(CALL, client.get_versions)
        _require_versions(name, versions)
        unseen = _within(CALL, partial(client.run, _unseen, addresses))
    except EngineError:
        raise
    except ImportError as error:
        message = f"its workers lack something ({reason(error)}); install this project where they"
        raise EngineError(f"{name}: {message} run") from error
    except Exception as error:  # as above
        message = f"its workers cannot be used ({reason(error)}); run again, or start them again"
        raise EngineError(f"{name}: {message}") from error
    if not unseen:
        message = "has no workers; start some (dask worker ADDRESS)"
        raise EngineError(f"{name}: {message}")
    for worker, address in unseen.items():
        if address:
            message = f"cannot see {address}; name one that means the same on every machine"
            raise EngineError(f"{name}: its worker {visible(str(worker))} {message}")


def _require_versions(name: str, versions: dict[str, Any]) -> None:
    """Raise EngineError unless scheduler and workers have the versions of this process."""
    ours = versions["client"]["packages"]
    others = [("scheduler", versions["scheduler"]), *versions["workers"].items()]
    for who, about in others:
        for package in SAME:
            theirs = str(about["packages"].get(package))
            # Of Python the first two numbers decide what can be exchanged.
            parts = 2 if package == "python" else None
            if theirs.split(".")[:parts] != ours[package].split(".")[:parts]:
                is_worker = "" if who == "scheduler" else "worker "
                message = f"its {is_worker}{visible(str(who))} has {package} {visible(theirs)}, "
                message += f"and this process {ours[package]}; use one version everywhere"
                raise EngineError(f"{name}: {message}")


def _shown(scheduler: str) -> str:
    """An address as a message shows it."""
    name = visible(scheduler[: _SHOWN + 1]) or '""'
    return name if len(name) <= _SHOWN else f"{name[: _SHOWN - 1]}…"


def _require_address(scheduler: str) -> None:
    """Raise EngineError for what is no address of a scheduler, or where nothing answers."""
    name, address = _shown(scheduler), _ADDRESS.fullmatch(scheduler)
    if not (address and address["port"].isascii() and len(address["port"]) < 6):
        address = None
    if not (address and 0 < int(address["port"]) <= _LAST_PORT):
        message = "is no address of a scheduler; write tcp://HOST:PORT (or tls://), or leave the "
        raise EngineError(f"{name}: {message}option out")
    place = address["host"].strip("[]"), int(address["port"])
    try:
        _within(WAIT, lambda: socket.create_connection(place, _seconds(WAIT)).close())
    except (OSError, ValueError) as error:  # a name can be no name at all
        message = f"no scheduler of Dask answers there ({reason(error)}); start one"
        raise EngineError(f"{name}: {message}, or leave the option out") from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask from printing what an EngineError says in one line."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)


def _close(client: Any) -> None:
    """Close a connection, or leave it to the end of the process."""
    with suppress(Exception):
        _within(CLOSE, client.close)


def _unseen(addresses: list[str]) -> str:
    """The first of the addresses at which this worker finds no folder, or ""."""
    need()
    from analysis.partitioned import storage

    return next((address for address in addresses if not storage.is_there(address)), "")


def _each(
    client: Any, name: str, workerless: str, work: Callable[[Any], Outcome], tasks: list
) -> Iterator[tuple[Any, Outcome]]:
    """Let the workers of a client do the tasks; raises EngineError if they no longer can.

    `workerless` is how long there may be no worker.
    """
    if not tasks:
        return
    finished: queue.SimpleQueue = queue.SimpleQueue()
    try:
        # What is done with every task is sent once, as the result of a task, which can be had
        # again.
        held = client.submit(_same, work, pure=False)
        futures = client.map(_call, tasks, work=held, pure=False, retries=0)
        task_of = dict(zip(futures, tasks, strict=True))
        for future in futures:
            future.add_done_callback(finished.put)
    except Exception as error:  # the errors of Dask are of many kinds
        raise _gone(name, error) from error
    is_there = _Watch(client, name, workerless)
    for _ in futures:
        future = _waiting(lambda: finished.get(timeout=_seconds(BEAT)), is_there)
        yield task_of[future], _outcome(future, task_of[future], name, is_there)


class _Watch:
    """Asks whether a cluster is still there; raises EngineError when it is not."""

    def __init__(self, client: Any, name: str, workerless: str) -> None:
        self.client, self.name, self.workerless = client, name, workerless
        self.last_seen = time.monotonic()

    def __call__(self) -> None:
        try:
            workers = _within(SILENCE, self.client.ncores)
        except Exception as error:  # as above
            raise _gone(self.name, error) from error
        now = time.monotonic()
        if workers:
            self.last_seen = now
        elif now - self.last_seen > _seconds(self.workerless):
            message = "has no workers left; start some and run again: what is done is kept"
            raise EngineError(f"{self.name}: {message}")


def _waiting(result: Callable[[], Any], is_there: Callable[[], None]) -> Any:
    """The result, however long it takes, as long as the cluster is there."""
    while True:
        try:
            return result()
        except (queue.Empty, TimeoutError):
            is_there()


def _outcome(future: Any, task: Any, name: str, is_there: Callable[[], None]) -> Outcome:
    """The outcome of a task that is finished."""
    from dask.distributed import KilledWorker

    if future.status not in ("error", "cancelled"):
        # The worker of a finished task may have ended since, and another does the task again.
        try:
            return _waiting(partial(future.result, timeout=BEAT), is_there)
        except EngineError:
            raise
        except Exception as error:  # as above
            if future.status != "error":
                raise _gone(name, error) from error
    error = future.exception() or ConnectionError("the connection was lost")
    if isinstance(error, KilledWorker | MemoryError):
        return {"problems": [f"{label_of(task)}: its workers ended; {_TOO_MUCH}"]}
    if isinstance(error, UserError):
        raise error
    raise _gone(name, error)


def _gone(name: str, error: BaseException) -> EngineError:
    message = f"no longer does what it is given ({type(error).__name__}: {reason(error)}); start it"
    return EngineError(f"{name}: {message} again and run again: what is done is kept")


def _same(work: Callable) -> Callable:
    return work


def _call(task: Any, work: Callable[[Any], Outcome]) -> Outcome:
    return work(task)
