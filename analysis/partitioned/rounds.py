"""A run over a corpus: the tasks, round by round, and what is kept of a run that was ended.

A task's outcome is written after all that it writes, so that a run that was ended goes on where it
was: with the outcomes that are whole, of files that still hold what the task wrote, over a corpus
whose files all hold what they held (each by its SHA-256). A part that is not sound is set aside in
the first rounds, and the rest goes on without it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import metadata
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis import coverage
from analysis.compare.vectorised import batches
from analysis.errors import UserError
from analysis.export.partitions import IN_PARTS
from analysis.partitioned import ownership, partitions, storage
from analysis.partitioned.ownership import RUN, SUMMARY, WORK
from analysis.partitioned.partitions import SMALLER, Part, PartError
from analysis.partitioned.tasks import (
    Job,
    Outcome,
    files_of,
    judge,
    limits_of,
    name_of,
    quote,
    recheck,
    shared,
    survey,
    verify,
    write,
)
from analysis.system.project_folder import part_of_project
from analysis.text.visible import visible
from analysis.validation.problems import Problem, quoted
from analysis.values import counts

FORM = 2  # of the files in WORK; another number makes a run start over
AGAIN = "write it again, or leave it out"
PER_GROUP = 250_000  # claims that are judged in one task
BY_ENTITY = ("verdicts", "conflicts")  # results of groups of entities; the others are of parts
COUNTED = (
    "documents", "statements", "sentences", "misquoted", "open_sentences", "facts", "conflicts",
)  # fmt: skip
_NONE = np.zeros(0, dtype="int64")

Each = Callable[[Callable[[Any], Outcome], list], Iterable[tuple[Any, Outcome]]]


class Step(NamedTuple):
    """Progress: what is done, with how many of how many of what, and what came of the last."""

    done: str
    number: int
    of: int
    what: str
    outcome: Outcome

    @property
    def problems(self) -> list[str]:
        return self.outcome.get("problems", [])

    @property
    def at_a_tenth(self) -> bool:
        """Whether a tenth more of them are done than at the step before."""
        return self.number * 10 // self.of > (self.number - 1) * 10 // self.of


def look(corpus: str, to: str, lexicon: str | None) -> tuple[list[str], Job]:
    """The files of the corpus at an address, and the job of a run; nothing is written.

    Raises PartError, and StorageError if the results cannot be written to `to`.
    """
    if any(storage.is_inside(to, storage.below(corpus, name)) for name in IN_PARTS):
        raise PartError(f"{to}: holds parts of the corpus; name another folder for the results")
    folder = storage.local(to)
    if folder and part_of_project(folder):
        told = "is part of a project, whose tables would stand among the results"
        raise PartError(f"{to}: {told}; name another folder for the results with --to")
    storage.require_no_link(to, corpus)
    lexicon = lexicon or counts.DEFAULT
    files = _files(corpus)
    if not any(partitions.names(files)):
        told = "there is no part of a corpus; name a folder like that which export writes"
        raise PartError(f"{corpus}: {told}")
    ownership.require_own(to)
    job = Job(corpus, to, lexicon, partitions.shared_digests(corpus))
    known = dict.fromkeys([counts.DEFAULT, *shared(job).lexicon["convention"]])
    if lexicon not in known:
        told = f'no convention "{lexicon}" in lexicon.parquet; use one of: {", ".join(known)}'
        raise PartError(f"--lexicon: {told}")
    return files, job


def _files(corpus: str) -> list[str]:
    """The files of the parts of a corpus, by their paths. Raises StorageError."""
    return [f"{table}/{name}" for table in IN_PARTS for name in storage.listing(corpus, table)]


def run(corpus: str, to: str, each: Each, lexicon: str | None = None) -> Iterator[Step]:
    """Verify, cover and compare the corpus at an address, and write the results to another.

    `each` does the tasks (see `engines`). The last step's outcome is the summary; `set_aside` in
    it counts the parts that could not be used. Raises PartError if nothing can be done or a file
    has changed meanwhile, and StorageError.
    """
    files, job = look(corpus, to, lexicon)
    names, halves = partitions.names(files)
    yield Step("found", len(names), len(names) or 1, "parts", {"problems": list(map(str, halves))})
    job = yield from _survey(job, names, each)
    record = _begin(job)
    total, written = dict.fromkeys(COUNTED, 0), {}

    def finished(step: Step) -> Step:
        _add(total, step.outcome)
        written.update(step.outcome.get("files", {}))
        return step

    good = set()
    for part, step in _round(job, record, verify, job.partitions, each, "quotes checked", "parts"):
        if not step.problems:
            good.add(part)
        yield finished(step)
    job = job._replace(partitions=tuple(part for part in job.partitions if part in good))
    if not good:
        told = "none of its parts can be used; mend what is told above and run again"
        raise PartError(f"{corpus}: {told}")
    groups, limits = list(range(len(job.ends))), []
    for _, step in _round(job, record, judge, groups, each, "facts compared", "groups"):
        limits.append(limits_of(_sure(step).outcome["limits"]))
        yield finished(step)
    job = job._replace(limits=coverage.merge_limits(limits, shared(job).props))
    for _, step in _round(job, record, quote, job.partitions, each, "words gathered", "parts"):
        yield finished(_sure(step))
    for _, step in _round(job, record, write, groups, each, "verdicts written", "groups"):
        yield finished(_sure(step))
    yield from _unchanged(job, files, each)
    halved = {half.file.partition("/")[2] for half in halves}
    summary = total | {"parts": len(good), "set_aside": len(names) + len(halved) - len(good)}
    _end(job, record, written, summary)
    yield Step("summed up", 1, 1, "", summary)


def summed_up(summary: Outcome) -> str:
    """What a run came to, in a few lines."""
    lines = [
        f"{summary['documents']:,} documents, {summary['sentences']:,} sentences, "
        f"{summary['statements']:,} statements in {_counted(summary['parts'], 'part')}",
        f"{summary['facts']:,} facts compared, {summary['conflicts']:,} of them in conflict",
    ]
    if summary["misquoted"]:
        told = "misquoted, not standing in the text at its place, and not compared; see misquoted/"
        lines.append(f"{_counted(summary['misquoted'], 'statement')} {told}")
    if summary["open_sentences"]:
        told = "neither coded nor waived; see ledger/"
        lines.append(f"{_counted(summary['open_sentences'], 'sentence')} {told}")
    if summary["set_aside"]:
        told = "set aside, with nothing of it in the results; mend that and run again"
        lines.append(f"{_counted(summary['set_aside'], 'part')} {told}")
    return "\n".join(lines)


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


def is_sound(summary: Outcome) -> bool:
    """Whether nothing was found that `check` would refuse in a project."""
    return not any(summary[name] for name in ("misquoted", "open_sentences", "set_aside"))


def _digest(*values: Any) -> str:
    """The SHA-256 of values that are always written the same way."""
    return hashlib.sha256(repr(values).encode("utf-8", "backslashreplace")).hexdigest()


def _state(job: Job) -> str:
    """A hash of all that the results follow from: the content of the corpus, and who reads it."""
    content = [(part.name, part.digests) for part in job.partitions]
    return _digest(FORM, metadata.version("reported-warrants"), job.lexicon, job.shared, content)


def _unchanged(job: Job, files: list[str], each: Each) -> Iterator[Step]:
    """Check that the corpus is what it was when the run began. Raises PartError."""
    changed = f"{partitions.CHANGED}, which starts over"
    if _files(job.corpus) != files or partitions.shared_digests(job.corpus) != job.shared:
        raise PartError(f"{job.corpus}: {changed}")
    work = partial(_safely, recheck, job)
    for number, (_, outcome) in enumerate(each(work, list(job.partitions)), start=1):
        yield _sure(Step("corpus unchanged", number, len(job.partitions), "parts", outcome))


def _begin(job: Job) -> ownership.Record:
    """Make room for the results, unless a run over the same files was ended and can go on.

    Returns the record of what stands there. Raises StorageError for a folder that holds something
    else under the names of results.
    """
    record = ownership.require_own(job.results)
    before = storage.read_json(job.results, RUN)
    if before and before.get("state") == job.state and not before.get("finished"):
        ownership.require_unfinished(job.results, record)
        return record
    record = ownership.plan(job.results, ownership.clear(job.results, record), [RUN, SUMMARY])
    storage.write_json(job.results, RUN, {"state": job.state, "corpus": job.corpus})
    return record


def _end(job: Job, record: ownership.Record, written: dict[str, str], summary: Outcome) -> None:
    """Write the summary, and remove what only the tasks needed or is of a part set aside."""
    note = {"state": job.state, "corpus": job.corpus, "finished": True}
    run_digest = storage.write_json(job.results, RUN, note)
    kept = {name: digest for name, digest in written.items() if not ownership.is_private(name)}
    ownership.remove(job.results, record.keys() - kept.keys() - {RUN, SUMMARY})
    digest = storage.write_json(job.results, SUMMARY, summary | {"corpus": job.corpus})
    kept |= {RUN: run_digest, SUMMARY: digest}
    ownership.write(job.results, {name: [held] for name, held in kept.items()})


def _survey(job: Job, names: list[str], each: Each) -> Iterator[Step]:
    """Count what is in each part, so that rows can be numbered and entities put into groups."""
    found, times = {}, np.zeros(len(shared(job).entities), dtype="int64")
    for number, (name, counted) in enumerate(each(partial(_safely, survey, job), names), start=1):
        outcome = {"problems": counted.get("problems", [])}
        if not outcome["problems"]:
            np.add.at(times, counted.pop("entities"), counted.pop("times"))
            found[name] = counted
        if number == len(names):
            outcome["problems"] += _repeated(job, names, found)
        yield Step("counted", number, len(names), "parts", outcome)
    ordered, documents, statements = [], 0, 0
    for name in filter(found.__contains__, names):
        ordered.append(Part(name, documents, statements, tuple(found[name]["digests"])))
        documents += len(found[name]["documents"])
        statements += found[name]["statements"]
    if not ordered:
        told = "none of its parts can be used; mend what is told above and run again"
        raise PartError(f"{job.corpus}: {told}")
    ends = [end for _, end in batches(times, PER_GROUP)]
    job = job._replace(partitions=tuple(ordered), ends=tuple(ends))
    return job._replace(state=_state(job))


def _repeated(job: Job, names: list[str], found: dict[str, Outcome]) -> list[str]:
    """Take the parts out of `found` that repeat an id or a label of a document, and name them.

    Both are known by hashes, so that those of any corpus fit into memory; that two have one is as
    likely as in `claims`.
    """
    problems = []
    for column, hashes in (("source_id", "documents"), ("label", "labels")):
        left = [name for name in names if name in found]
        hashed = pd.Series(np.concatenate([_NONE, *(found[name][hashes] for name in left)]))
        of = np.repeat(np.arange(len(left)), [len(found[name][hashes]) for name in left])
        twice = np.flatnonzero(hashed.duplicated())
        for at, row in zip(*np.unique(of[twice], return_index=True), strict=True):
            again = twice[row]
            first = left[of[np.flatnonzero(hashed == hashed[again])[0]]]
            cell = partitions.cell(job.corpus, left[at], column, int(again - np.argmax(of == at)))
            told = f"{quoted(cell)}: stands in part {first} already; each document has its own"
            problems.append(str(Problem(f"sources/{left[at]}.parquet", 0, column, told)))
            del found[left[at]]
    return problems


def _round(
    job: Job,
    record: ownership.Record,
    work: Callable[[Job, Any], Outcome],
    tasks: Iterable,
    each: Each,
    done: str,
    what: str,
) -> Iterator[tuple[Any, Step]]:
    """Do the tasks of a round that are not done yet, and give each task with its step."""
    tasks, number = list(tasks), 0
    # What is done with some parts set aside is not done with others, or with none.
    kept = f"{WORK}/{work.__name__}-{_digest(job.state, job.partitions, job.ends)[:12]}"
    names = [name for task in tasks for name in files_of(work.__name__, task)]
    names += [_checkpoint(kept, task) for task in tasks]
    record |= ownership.plan(job.results, record, names)
    present = set(storage.listing(job.results, kept))
    before = [task for task in tasks if f"{name_of(task)}.json" in present]
    finished = set()
    for task, outcome in each(partial(_restored, work, job, kept), before):
        if outcome and "problems" not in outcome:
            number += 1
            finished.add(task)
            yield task, Step(f"{done} before", number, len(tasks), what, outcome)
    left = [task for task in tasks if task not in finished]
    for task, outcome in each(partial(_once, work, job, kept), left):
        number += 1
        yield task, Step(done, number, len(tasks), what, outcome)


def _checkpoint(kept: str, task: Part | int) -> str:
    """The path of the file that holds the outcome of a task."""
    return f"{kept}/{name_of(task)}.json"


def _restored(
    work: Callable[[Job, Any], Outcome], job: Job, kept: str, task: Part | int
) -> Outcome:
    """The outcome of a task that was done before; {} if it must be done again.

    The checkpoint must be whole and of this task, and each file must hold what the task wrote.
    """
    name = _checkpoint(kept, task)
    checkpoint = storage.read_json(job.results, name) or {}
    outcome = checkpoint.get("outcome")
    if not isinstance(outcome, dict) or checkpoint.get("sha256") != _sealed(name, outcome):
        return {}
    written = outcome.get("files", {})
    is_whole = all(storage.digest(job.results, file) == held for file, held in written.items())
    return outcome if is_whole and {*written} == {*files_of(work.__name__, task)} else {}


def _sealed(name: str, outcome: Outcome) -> str:
    """The SHA-256 of an outcome and of the checkpoint that it is of."""
    return _digest(name, json.dumps(outcome, sort_keys=True))


def _once(work: Callable[[Job, Any], Outcome], job: Job, kept: str, task: Part | int) -> Outcome:
    """Do a task, and keep its outcome as the last thing, unless there is a problem."""
    outcome = _safely(work, job, task)
    if "problems" not in outcome:
        name = _checkpoint(kept, task)
        value = {"outcome": outcome, "sha256": _sealed(name, outcome)}
        storage.write_json(job.results, name, value, private=True)
    return outcome


def _safely(work: Callable[[Job, Any], Outcome], job: Job, task: Any) -> Outcome:
    """Do a task; an error that nobody thought of is a problem of the part, not the end of a run."""
    try:
        return work(job, task)
    except UserError:
        raise
    except MemoryError:
        return {"problems": [f"{label_of(task)}: needs more memory than there is; {SMALLER}"]}
    except Exception as error:
        what = f"{type(error).__name__}: {storage.reason(error)}"
        return {"problems": [f"{label_of(task)}: cannot be used ({what}); {AGAIN}"]}


def label_of(task: Part | str | int) -> str:
    """A part, or a group of entities, as a problem names it."""
    if isinstance(task, int):
        return f"group {task} of entities"
    return f"part {visible(task if isinstance(task, str) else task.name)}"


def _add(total: Outcome, outcome: Outcome) -> None:
    for name in COUNTED:
        total[name] += outcome.get(name, 0)


def _sure(step: Step) -> Step:
    """A step that needs what was sound a round before. Raises PartError."""
    if step.problems:
        raise PartError(*step.problems, "not finished; run again: what is done is kept")
    return step
