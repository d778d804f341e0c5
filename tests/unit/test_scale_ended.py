"""Ctrl-C ends a run over a corpus at any moment, and only the command reports it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.partitioned import (
    executors,
)
from analysis.system.project_folder import PROJECT
from tests.support import scale_corpus
from tests.trials.kills import awaited

pytestmark = pytest.mark.skipif(os.name == "nt", reason="these signals are those of POSIX")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """One so large that no run is at its end before it is ended, however late that comes."""
    folder = tmp_path_factory.mktemp("corpus")
    scale_corpus.write(folder, 24_000, 6_000)
    return folder


ENDED = "ended by SIGINT: every file is whole, as it was or rewritten; run again\n"


def started(corpus: Path) -> subprocess.Popen:
    """A run with workers, as a terminal has it: Ctrl-C goes to all of its processes."""
    return subprocess.Popen(
        [sys.executable, "-m", "analysis", "corpus", str(corpus)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def test_ctrl_c_ends_the_command_and_its_workers_in_one_line(corpus):
    """Executor worker that heard it would print where it was."""
    run = started(corpus)
    assert run.stdout.readline().startswith("found: 4 of 4")  # the workers are there
    os.killpg(run.pid, signal.SIGINT)
    _, told = run.communicate(timeout=60)
    assert (run.returncode, told) == (128 + signal.SIGINT, ENDED)


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks at processes as Linux tells of them")
def test_ctrl_c_works_while_the_workers_start(corpus):
    run = started(corpus)
    assert awaited(lambda: len(children(run.pid)) > 1, 60)
    os.killpg(run.pid, signal.SIGINT)
    printed, told = run.communicate(timeout=60)
    assert (run.returncode, printed, told) == (128 + signal.SIGINT, "", ENDED)


def test_no_worker_receives_ctrl_c_not_even_a_replacement():
    with executors.cluster(workers=1) as each:
        [(_, before)] = each(hears_ctrl_c, [0])
        assert not before["heard"]
        os.kill(before["process"], signal.SIGKILL)
        [(_, after)] = each(hears_ctrl_c, [0])
    assert not after["heard"]
    assert after["process"] != before["process"]


def hears_ctrl_c(_: int) -> dict:
    """A task that tells of its process whether Ctrl-C would reach it."""
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    return {"heard": signal.SIGINT not in blocked, "process": os.getpid()}


def children(process: int) -> list[str]:
    """The ids of the processes that this one has begun (Linux)."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [child for task in tasks for child in task.read_text().split()]
