"""Start or connect to Dask workers, and check that they can run the tasks.

Every wait for something that may never come has a limit.
"""

from __future__ import annotations

import logging
import os
import queue
import re
import signal
import socket
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from functools import partial
from typing import Any

from analysis.errors import UserError
from analysis.partitioned import block_signals, load_packages
from analysis.partitioned.addresses import reason
from analysis.partitioned.forking import METHOD, start_fork_server
from analysis.system import loopback
from analysis.text.visible import visible

ALONE = "none"  # instead of the address of a scheduler: run everything in this process
# Limits of waiting, in the notation of Dask.
WAIT = "15s"  # for a scheduler to answer
CALL = "25s"  # for its workers to answer each of the first calls, of which one imports much
START = "60s"  # for our own workers to start, or to be replaced
CLOSE = "5s"  # for a connection to be closed
SAME = ("python", "dask", "distributed")  # what must have one version everywhere
_ADDRESS = re.compile(r"(?:(?:tcp|tls)://)?(?P<host>\[[0-9A-Fa-f:.]+\]|[\w.-]+):(?P<port>[0-9]+)")
_LAST_PORT = 65_535
_SHOWN = 100  # characters of an address in a message


class ClusterError(UserError):
    """Raised if a cluster cannot be used; one line says why, and what to do."""


def seconds(limit: str) -> float:
    """Return a limit in the notation of Dask as seconds."""
    from dask.utils import parse_timedelta

    return parse_timedelta(limit)


def within(limit: str, work: Callable[[], Any]) -> Any:
    """Return the result of `work`; raise TimeoutError if it takes longer than the limit.

    The work is done in a thread, which is then abandoned.
    """
    results: queue.SimpleQueue = queue.SimpleQueue()

    def put_result() -> None:
        try:
            results.put((work(), None))
        except BaseException as error:
            results.put((None, error))

    longest = seconds(limit)  # imports Dask before the thread does
    threading.Thread(target=put_result, daemon=True).start()
    try:
        value, error = results.get(timeout=longest)
    except queue.Empty:
        raise TimeoutError(f"no answer within {limit}") from None
    if error:
        raise error
    return value


@contextmanager
def local_client(workers: int | None) -> Iterator[Any]:
    """Yield a client of workers on this machine, which end with it."""
    loopback.check("workers")
    method = METHOD if start_fork_server() else "spawn"
    with ExitStack() as stack:
        stack.enter_context(_starting_workers_by(method))
        # A worker that heard Ctrl-C would print where it was; we end them.
        with block_signals(signal.SIGINT):
            try:
                client = within(START, partial(_start, workers, stack))
            except Exception as error:  # the errors of Dask are of many kinds
                message = f"workers cannot be started here ({reason(error)}); correct that, or use "
                message += f"this process alone with --scheduler {ALONE}"
                raise ClusterError(message) from error
        yield client


def _starting_workers_by(method: str) -> AbstractContextManager:
    """Let Dask start its workers by a method of `multiprocessing`."""
    import dask

    return dask.config.set({"distributed.worker.multiprocessing-method": method})


def _start(workers: int | None, stack: ExitStack) -> Any:
    """Start workers, which end with the stack, and return a client of them."""
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
def remote_client(scheduler: str, addresses: list[str]) -> Iterator[Any]:
    """Yield a client of an existing cluster whose workers can run the tasks."""
    name = shown_address(scheduler)
    with _quiet(), ExitStack() as stack:
        _require_address(scheduler)
        try:
            client = within(WAIT, partial(_connect, scheduler))
        except Exception as error:  # whatever speaks there can make Dask raise anything
            message = f"no scheduler of Dask answers there ({reason(error)}); start one"
            raise ClusterError(f"{name}: {message}, or leave the option out") from error
        stack.callback(_close, client)
        _require_workers(name, client, addresses)
        yield client


def _connect(scheduler: str) -> Any:
    """Return a client of the scheduler at an address; may block, or raise anything."""
    from dask.distributed import Client

    class ClosedByUs(Client):
        def __del__(self) -> None:
            """Nothing: one that came to no connection would wait for it, and print that."""

    return ClosedByUs(scheduler, timeout=WAIT, set_as_default=False)


def _require_workers(name: str, client: Any, addresses: list[str]) -> None:
    """Raise ClusterError unless the cluster has workers that can run the tasks."""
    try:
        versions = within(CALL, client.get_versions)
        _require_versions(name, versions)
        unseen = within(CALL, partial(client.run, _unseen, addresses))
    except ClusterError:
        raise
    except ImportError as error:
        message = f"its workers lack something ({reason(error)}); install this project where they"
        raise ClusterError(f"{name}: {message} run") from error
    except Exception as error:  # as above
        message = f"its workers cannot be used ({reason(error)}); run again, or start them again"
        raise ClusterError(f"{name}: {message}") from error
    if not unseen:
        message = "has no workers; start some (dask worker ADDRESS)"
        raise ClusterError(f"{name}: {message}")
    for worker, address in unseen.items():
        if address:
            message = f"cannot see {address}; name one that means the same on every machine"
            raise ClusterError(f"{name}: its worker {visible(str(worker))} {message}")


def _require_versions(name: str, versions: dict[str, Any]) -> None:
    """Raise ClusterError unless scheduler and workers have the versions of this process."""
    ours = versions["client"]["packages"]
    others = [("scheduler", versions["scheduler"]), *versions["workers"].items()]
    for who, about in others:
        for package in SAME:
            theirs = str(about["packages"].get(package))
            # Of Python the first two numbers decide what can be exchanged.
            n_compared = 2 if package == "python" else None
            if theirs.split(".")[:n_compared] != ours[package].split(".")[:n_compared]:
                is_worker = "" if who == "scheduler" else "worker "
                message = f"its {is_worker}{visible(str(who))} has {package} {visible(theirs)}, "
                message += f"and this process {ours[package]}; use one version everywhere"
                raise ClusterError(f"{name}: {message}")


def shown_address(scheduler: str) -> str:
    """Return an address as a message shows it."""
    name = visible(scheduler[: _SHOWN + 1]) or '""'
    return name if len(name) <= _SHOWN else f"{name[: _SHOWN - 1]}…"


def _require_address(scheduler: str) -> None:
    """Raise ClusterError for an invalid address, or one where nothing answers."""
    name, address = shown_address(scheduler), _ADDRESS.fullmatch(scheduler)
    if not (address and address["port"].isascii() and len(address["port"]) < 6):
        address = None
    if not (address and 0 < int(address["port"]) <= _LAST_PORT):
        remedy = "write tcp://HOST:PORT (or tls://), or leave the option out"
        raise ClusterError(f"{name}: is not the address of a scheduler; {remedy}")
    place = address["host"].strip("[]"), int(address["port"])
    try:
        within(WAIT, lambda: socket.create_connection(place, seconds(WAIT)).close())
    except (OSError, ValueError) as error:  # what is given may not be a name at all
        message = f"no scheduler of Dask answers there ({reason(error)}); start one"
        raise ClusterError(f"{name}: {message}, or leave the option out") from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask from printing what a ClusterError says in one line."""
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
        within(CLOSE, client.close)


def _unseen(addresses: list[str]) -> str:
    """Return the first of the addresses at which this worker finds no folder, or ""."""
    load_packages()

    from analysis.partitioned.addresses import is_folder

    return next((address for address in addresses if not is_folder(address)), "")
