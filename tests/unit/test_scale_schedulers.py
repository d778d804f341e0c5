"""Whatever is at the address of a scheduler, a run ends in one line and within a time limit."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress

import pytest
from dask import distributed

from analysis.cli.program import main
from analysis.partitioned import (
    dask_cluster,
    executors,
)
from analysis.system import loopback
from tests.support import scale_corpus

pytestmark = pytest.mark.skipif(os.name == "nt", reason="ends and stops processes by signals")
SOON = {
    (dask_cluster, "WAIT"): "2s",
    (dask_cluster, "CALL"): "10s",
    (dask_cluster, "CLOSE"): "0.5s",
    (executors, "BEAT"): "0.3s",
    (executors, "SILENCE"): "12s",
}
LONGEST = 20  # seconds that any of these may take, on a machine that does other things too


@pytest.fixture(autouse=True)
def short_limits(monkeypatch):
    for (module, name), limit in SOON.items():
        monkeypatch.setattr(module, name, limit)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    scale_corpus.write(folder, 160, 80)
    return folder


def refused(corpus, address, tmp_path, capsys) -> str:
    """The one line in which a run with this scheduler ends; it leaves nothing behind."""
    begun = time.monotonic()
    to = tmp_path / "to"
    assert main(["corpus", str(corpus), "--to", str(to), "--scheduler", address]) == 1
    assert time.monotonic() - begun < LONGEST
    printed = capsys.readouterr()
    [line] = printed.err.splitlines()
    assert printed.out == ""
    assert line.isprintable()
    assert len(line) < 600
    assert not to.exists()
    return line


# --- What is not a scheduler ----------------------------------------------------------------------


def drip(connection: socket.socket) -> None:
    """One byte at a time, so that no single read waits for long."""
    while True:
        connection.sendall(b"\0")
        time.sleep(0.2)


SERVERS = {
    "silence": lambda c: c.recv(1 << 20),
    "an end at once": lambda c: c.close(),
    "a reset": lambda c: c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0"),
    "noise": lambda c: c.sendall(bytes(range(256)) * 20),
    "noise and an end": lambda c: (c.sendall(os.urandom(999)), c.close()),
    "zeros": lambda c: c.sendall(bytes(5000)),
    "a frame of a terabyte": lambda c: c.sendall((1 << 40).to_bytes(8, "little")),
    "a frame without a body": lambda c: c.sendall((64).to_bytes(8, "little")),
    "very many frames": lambda c: c.sendall((1 << 20).to_bytes(8, "little") + bytes(1 << 20)),
    "HTTP": lambda c: (c.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n"), c.close()),
    "a greeting": lambda c: c.sendall(b"SSH-2.0-OpenSSH_9.6\r\n"),
    "TLS": lambda c: c.sendall(b"\x15\x03\x03\x00\x02\x02\x28"),
    "a drip": drip,
}  # fmt: skip


@contextmanager
def serving(kind: str):
    """The port of a server that does this with each connection, and then nothing more."""
    connections, stopped = [], threading.Event()

    def serve(connection: socket.socket) -> None:
        with suppress(OSError):
            connection.recv(1)
            SERVERS[kind](connection)
            if kind == "a reset":
                connection.close()

    def accept(server: socket.socket) -> None:
        with suppress(OSError):
            while not stopped.is_set():
                connection, _ = server.accept()
                connections.append(connection)
                threading.Thread(target=serve, args=(connection,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=accept, args=(server,), daemon=True).start()
        yield server.getsockname()[1]
        stopped.set()
        for connection in connections:
            connection.close()


@pytest.mark.parametrize("kind", SERVERS)
def test_a_server_that_is_not_a_scheduler_is_reported(corpus, tmp_path, capsys, kind):
    with serving(kind) as port:
        line = refused(corpus, f"tcp://127.0.0.1:{port}", tmp_path, capsys)
    assert "no scheduler of Dask answers there (" in line


ADDRESSES = [
    "ucx://127.0.0.1:PORT", "ws://127.0.0.1:PORT", "wss://127.0.0.1:PORT", "inproc://127.0.0.1/1",
    "http://127.0.0.1:PORT", "foo://127.0.0.1:PORT", "TCP://127.0.0.1:PORT", "tcp:/127.0.0.1:PORT",
    "tcp://127.0.0.1", "127.0.0.1", "tcp://127.0.0.1:", "tcp://127.0.0.1:0", "tcp://127.0.0.1:99999",
    "tcp://127.0.0.1:-1", "tcp://127.0.0.1:٣٣٣٣", "tcp://127.0.0.1:8786x", "tcp://:PORT",
    "tcp://a b:1", "tcp://127.0.0.1:PORT/x", "tcp://user@127.0.0.1:PORT", "tcp://[::1:PORT",
    "", " ", "None", "tcp://", "scheduler.json", "tcp://127.0.0.1:PORT\n", "tcp://\x1b[31m:PORT",
    "tcp://127.0.0.1\nsecond line:PORT", "\u202etcp://127.0.0.1:PORT", "tcp://" + "x" * 999 + ":",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: ascii(address)[:30])
def test_an_invalid_address_is_reported(corpus, tmp_path, capsys, address):
    with serving("silence") as port:
        address = address.replace("PORT", str(port))
        line = refused(corpus, address, tmp_path, capsys)
    assert re.search(
        r"is not the address of a scheduler; write tcp://HOST:PORT"
        r"|is empty; give an address|does not show; leave that character out",
        line,
    )


NOBODY = ["tcp://127.0.0.1:1", "127.0.0.1:1", "localhost:1", "tcp://[::1]:1", "tls://127.0.0.1:1",
          "tcp://" + "x" * 64 + ":1", "tcp://a..b:1", "tcp://no-such-host.invalid:1"]  # fmt: skip


@pytest.mark.parametrize("address", NOBODY)
def test_an_address_that_does_not_answer_is_reported(corpus, tmp_path, capsys, address):
    line = refused(corpus, address, tmp_path, capsys)
    assert "no scheduler of Dask answers there (" in line


def test_a_scheduler_with_certificates_needs_certificates_here(corpus, tmp_path, capsys):
    with serving("silence") as port:
        line = refused(corpus, f"tls://127.0.0.1:{port}", tmp_path, capsys)
    assert "ssl" in line


# --- Schedulers that cannot do it, or no longer ---------------------------------------------------

SCHEDULER = """
import asyncio, sys
from importlib import metadata
installed = metadata.version
metadata.version = lambda name: name == "distributed" and sys.argv[1] or installed(name)
from analysis import partitioned
from distributed import Scheduler, Worker
async def serve():
    if int(sys.argv[2]):
        partitioned.load_packages()
    scheduler = await Scheduler(host="127.0.0.1", port=0, dashboard_address=None)
    workers = [await Worker(scheduler.address) for _ in range(int(sys.argv[2]))]
    print(workers[0].address if sys.argv[3:] else scheduler.address, flush=True)
    await scheduler.finished()
asyncio.run(serve())
"""
WORKER = """
import asyncio, sys
from distributed import Worker
from analysis import partitioned
async def work():
    partitioned.load_packages()
    worker = await Worker(sys.argv[1])
    print(worker.address, flush=True)
    await worker.finished()
asyncio.run(work())
"""


@contextmanager
def process(script: str, *arguments: str):
    """A process of a cluster, and the address that it prints."""
    command = [sys.executable, "-c", script, *arguments]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    with subprocess.Popen(command, **streams) as begun:
        try:
            yield begun, begun.stdout.readline().strip()
        finally:
            begun.send_signal(signal.SIGCONT)
            begun.kill()


def test_a_scheduler_without_workers_is_named(corpus, tmp_path, capsys):
    with process(SCHEDULER, "", "0") as (_, address):
        assert "has no workers; start some" in refused(corpus, address, tmp_path, capsys)


def test_a_scheduler_of_another_version_is_named(corpus, tmp_path, capsys):
    with process(SCHEDULER, "2024.1.0", "1") as (_, address):
        line = refused(corpus, address, tmp_path, capsys)
    assert "its scheduler has distributed 2024.1.0, and this process " in line


def test_a_worker_is_not_a_scheduler(corpus, tmp_path, capsys):
    with process(SCHEDULER, "", "1", "worker") as (_, address):
        assert "no scheduler of Dask answers there" in refused(corpus, address, tmp_path, capsys)


def test_a_worker_that_never_answers_is_not_waited_for(corpus, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(dask_cluster, "CALL", "1s")
    with process(SCHEDULER, "", "0") as (_, address), process(WORKER, address) as (worker, _):
        worker.send_signal(signal.SIGSTOP)
        line = refused(corpus, address, tmp_path, capsys)
    assert "its workers cannot be used (no answer within 1s)" in line


@pytest.mark.parametrize(
    ("who", "number", "message"),
    [
        (
            "scheduler",
            signal.SIGKILL,
            r"no longer runs tasks \((ConnectionError: |TimeoutError: no answer)",
        ),
        ("scheduler", signal.SIGSTOP, r"no longer runs tasks \(TimeoutError: no answer"),
        ("worker", signal.SIGKILL, "has no workers left"),
    ],
)
def test_a_cluster_that_disappears_during_a_run_ends_it_in_one_line(who, number, message):
    with process(SCHEDULER, "", "0") as scheduler, process(WORKER, scheduler[1]) as worker:
        ended = {"scheduler": scheduler[0], "worker": worker[0]}[who]
        with executors.cluster(scheduler[1]) as each:
            results = each(time.sleep, [0.01, 60, 60])
            next(results)
            begun = time.monotonic()
            ended.send_signal(number)
            with pytest.raises(dask_cluster.ClusterError) as error:
                next(results)
        assert time.monotonic() - begun < LONGEST
    [line] = str(error.value).splitlines()
    assert re.match(f"{re.escape(scheduler[1])}: {message}", line)
    assert line.endswith("run again: what is done is kept")


@pytest.mark.parametrize("finished", [False, True])
def test_a_run_continues_if_a_worker_is_replaced_in_time(finished, monkeypatch):
    monkeypatch.setattr(executors, "SILENCE", "20s")
    seconds = 0.01 if finished else 3
    with (
        process(SCHEDULER, "", "0") as (_, address),
        process(WORKER, address) as (worker, _),
        executors.cluster(address) as each,
    ):
        results = each(time.sleep, [0.01, seconds])
        next(results)
        if finished:  # by a worker that takes the outcome with it
            time.sleep(1)
        worker.kill()
        worker.wait()
        with process(WORKER, address):
            assert next(results) == (seconds, None)


# --- Our own workers ------------------------------------------------------------------------------


def hang(*_, **__):
    time.sleep(LONGEST)


def fail(*_, **__):
    raise RuntimeError("Nanny failed to start.\nsecond line")


@pytest.mark.parametrize(
    ("start", "message"),
    [(hang, "(no answer within 1s)"), (fail, "(Nanny failed to start.)")],
)
def test_workers_that_do_not_start_are_named(monkeypatch, start, message):
    monkeypatch.setattr(dask_cluster, "START", "1s")
    monkeypatch.setattr(distributed, "LocalCluster", start)
    with pytest.raises(dask_cluster.ClusterError) as error, executors.cluster():
        pass
    assert str(error.value).startswith(f"workers cannot be started here {message}; ")


@pytest.mark.parametrize("call", ["create_server", "create_connection"])
def test_a_machine_without_loopback_is_named(monkeypatch, call):
    def missing(*_, **__):
        raise OSError(99, "Cannot assign requested address")

    monkeypatch.setattr(socket, call, missing)
    with (
        pytest.raises(loopback.LoopbackError, match=r"127\.0\.0\.1 cannot be reached"),
        executors.cluster(),
    ):
        pass


def test_the_limits_add_up_to_at_most_half_a_minute(monkeypatch):
    monkeypatch.undo()
    seconds = {name: dask_cluster.seconds(getattr(module, name)) for module, name in SOON}
    assert seconds["WAIT"] + seconds["CLOSE"] <= 30
    assert seconds["CALL"] + seconds["CLOSE"] <= 30
    assert 2 * seconds["BEAT"] + seconds["SILENCE"] + seconds["CLOSE"] <= 30
