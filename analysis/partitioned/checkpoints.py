"""Run the tasks of a round, and keep their outcomes so that an interrupted run can resume.

The outcome of a task is written after everything that the task writes. A checkpoint is used only if
it is whole, if its files still hold what the task wrote, and if every file of the corpus holds what
it held then (each by its SHA-256).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from analysis.errors import UserError
from analysis.partitioned import addresses, memory, ownership, storage
from analysis.partitioned.columns import SMALLER
from analysis.partitioned.ownership import WORK
from analysis.partitioned.partitions import Partition
from analysis.partitioned.tasks import (
    Job,
    Outcome,
    files_of,
    name_of,
)
from analysis.text.visible import visible

AGAIN = "write it again, or leave it out"
Executor = Callable[[Callable[[Any], Outcome], list], Iterable[tuple[Any, Outcome]]]


class Step(NamedTuple):
    """The progress of a run: `number` of `total` tasks of a round are done.

    Attributes
    ----------
    action : str
        What the tasks of the round do, such as "quotes checked".
    number, total : int
        How many tasks are done, and how many there are.
    unit : str
        What there is a task for: "partitions" or "groups".
    outcome : dict
        The outcome of the last task.
    """

    action: str
    number: int
    total: int
    unit: str
    outcome: Outcome

    @property
    def problems(self) -> list[str]:
        """The problems of the last task."""
        return self.outcome.get("problems", [])

    @property
    def is_at_tenth(self) -> bool:
        """True if another tenth of the tasks is done, so that the progress is worth a line."""
        return self.number * 10 // self.total > (self.number - 1) * 10 // self.total


def run_round(
    job: Job,
    record: ownership.Record,
    work: Callable[[Job, Any], Outcome],
    tasks: Iterable,
    executor: Executor,
    action: str,
    unit: str,
) -> Iterator[tuple[Any, Step]]:
    """Run the tasks of a round that are not yet done, and yield each task with its step."""
    tasks, number = list(tasks), 0
    # Checkpoints depend on which partitions were set aside.
    folder = f"{WORK}/{work.__name__}-{digest_values(job.state, job.partitions, job.ends)[:12]}"
    names = [name for task in tasks for name in files_of(work.__name__, task)]
    names += [_checkpoint(folder, task) for task in tasks]
    record |= ownership.plan(job.results, record, names)
    present = set(storage.list_files(job.results, folder))
    before = [task for task in tasks if f"{name_of(task)}.json" in present]
    finished = set()
    for task, outcome in executor(partial(_restore, work, job, folder), before):
        if outcome and "problems" not in outcome:
            number += 1
            finished.add(task)
            yield task, Step(f"{action} before", number, len(tasks), unit, outcome)
    left = [task for task in tasks if task not in finished]
    for task, outcome in executor(partial(_run_once, work, job, folder), left):
        number += 1
        yield task, Step(action, number, len(tasks), unit, outcome)


def _checkpoint(folder: str, task: Partition | int) -> str:
    """Return the path of the file that holds the outcome of a task."""
    return f"{folder}/{name_of(task)}.json"


def _restore(
    work: Callable[[Job, Any], Outcome], job: Job, folder: str, task: Partition | int
) -> Outcome:
    """Return the outcome of a task that an earlier run completed; {} if it must run again.

    The checkpoint must be whole and of this task, and each file must hold what the task wrote.
    """
    name = _checkpoint(folder, task)
    checkpoint = storage.read_json(job.results, name) or {}
    outcome = checkpoint.get("outcome")
    if not isinstance(outcome, dict) or checkpoint.get("sha256") != _seal(name, outcome):
        return {}
    written = outcome.get("files", {})
    is_whole = all(
        storage.file_digest(job.results, file) == digest for file, digest in written.items()
    )
    return outcome if is_whole and {*written} == {*files_of(work.__name__, task)} else {}


def _seal(name: str, outcome: Outcome) -> str:
    """Return the SHA-256 of an outcome and of the name of its checkpoint."""
    return digest_values(name, json.dumps(outcome, sort_keys=True))


def digest_values(*values: Any) -> str:
    """Return the SHA-256 of values, which are always serialised in the same way."""
    return hashlib.sha256(repr(values).encode("utf-8", "backslashreplace")).hexdigest()


def _run_once(
    work: Callable[[Job, Any], Outcome], job: Job, folder: str, task: Partition | int
) -> Outcome:
    """Run a task, and write its checkpoint last, unless there is a problem."""
    outcome = run_safely(work, job, task)
    if "problems" not in outcome:
        name = _checkpoint(folder, task)
        value = {"outcome": outcome, "sha256": _seal(name, outcome)}
        storage.write_json(job.results, name, value, private=True)
    return outcome


def run_safely(work: Callable[[Job, Any], Outcome], job: Job, task: Any) -> Outcome:
    """Run a task, and return an unforeseen error as a problem, so that the run goes on."""
    try:
        with memory.collected_rarely():
            return work(job, task)
    except UserError:
        raise
    except MemoryError:
        return {"problems": [f"{label_of(task)}: needs more memory than there is; {SMALLER}"]}
    except Exception as error:
        what = f"{type(error).__name__}: {addresses.reason(error)}"
        return {"problems": [f"{label_of(task)}: cannot be used ({what}); {AGAIN}"]}


def label_of(task: Partition | str | int) -> str:
    """Return how a problem names a partition or a group of entities."""
    if isinstance(task, int):
        return f"group {task} of entities"
    return f"partition {visible(task if isinstance(task, str) else task.name)}"
