"""A run over a corpus: the tasks, round by round, and what is kept of a run that was ended.

A task's outcome is written after all that it writes, so that a run that was ended goes on where it
was. A part that is not sound is set aside in the first rounds, and the rest goes on without it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis import coverage, quantities, verdicts
from analysis.export.corpus import IN_PARTS, WHOLE
from analysis.scale import parts, results, storage
from analysis.scale.parts import Part, PartError
from analysis.scale.storage import StorageError
from analysis.scale.tasks import (
    WORK,
    Job,
    Outcome,
    judge,
    limits_of,
    name_of,
    quote,
    shared,
    survey,
    verify,
    write,
)
from analysis.schema import Problem, shown

FORM = 1  # of the files in WORK; another number makes a run begin anew
RUN, SUMMARY = "run.json", "summary.json"
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


def look(corpus: str, to: str, lexicon: str | None) -> tuple[dict[str, str], Job]:
    """The files of the corpus at an address, and the job of a run. Raises PartError."""
    if any(f"{to}/".startswith(f"{storage.below(corpus, name)}/") for name in IN_PARTS):
        raise PartError(f"{to}: holds parts of the corpus; name another folder for the results")
    lexicon = lexicon or quantities.DEFAULT
    files = storage.listing(corpus)
    if not any(parts.names(files)):
        told = "there is no part of a corpus; name a folder like that which export writes"
        raise PartError(f"{corpus}: {told}")
    job = Job(corpus, to, lexicon, _state(files, lexicon))
    known = dict.fromkeys([quantities.DEFAULT, *shared(job).lexicon["convention"]])
    if lexicon not in known:
        told = f'no convention "{lexicon}" in lexicon.parquet; use one of: {", ".join(known)}'
        raise PartError(f"--lexicon: {told}")
    return files, job


def run(corpus: str, to: str, each: Each, lexicon: str | None = None) -> Iterator[Step]:
    """Verify, cover and compare the corpus at an address, and write the results to another.

    `each` does the tasks (see `engines`). The last step's outcome is the summary; `set_aside` in
    it counts the parts that could not be used. Raises PartError if nothing can be done or a file
    has changed meanwhile, and StorageError.
    """
    files, job = look(corpus, to, lexicon)
    names, halves = parts.names(files)
    _begin(job)
    yield Step("found", len(names), len(names) or 1, "parts", {"problems": list(map(str, halves))})
    job = yield from _survey(job, names, each)
    total = dict.fromkeys(COUNTED, 0)
    good = set()
    for part, step in _round(job, verify, job.parts, each, "quotes checked", "parts"):
        if not step.problems:
            good.add(part)
            _add(total, step.outcome)
        yield step
    job = job._replace(parts=tuple(part for part in job.parts if part in good))
    if not good:
        told = "none of its parts can be used; mend what is told above and run again"
        raise PartError(f"{corpus}: {told}")
    groups, limits = list(range(len(job.ends))), []
    for _, step in _round(job, judge, groups, each, "facts compared", "groups"):
        limits.append(limits_of(_sure(step).outcome["limits"]))
        _add(total, step.outcome)
        yield step
    job = job._replace(limits=coverage.merged(limits, shared(job).props))
    _unchanged(job)
    for _, step in _round(job, quote, job.parts, each, "words gathered", "parts"):
        yield _sure(step)
    for _, step in _round(job, write, groups, each, "verdicts written", "groups"):
        yield _sure(step)
    _unchanged(job)
    halved = {half.file.split("/")[1] for half in halves}
    summary = total | {"parts": len(good), "set_aside": len(names) + len(halved) - len(good)}
    _end(job)
    storage.write_json(to, SUMMARY, summary | {"corpus": corpus})
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


def _state(files: dict[str, str], lexicon: str) -> str:
    """A hash of all that the results follow from."""
    read = {name: told for name, told in files.items() if name.split("/")[0] in IN_PARTS}
    read |= {name: files.get(name, "") for name in (f"{table}.parquet" for table in WHOLE)}
    return hashlib.sha256(repr((FORM, lexicon, sorted(read.items()))).encode()).hexdigest()


def _unchanged(job: Job) -> None:
    """Raise PartError if a file of the corpus is not as it was when the run began."""
    if _state(storage.listing(job.corpus), job.lexicon) != job.state:
        raise PartError(f"{job.corpus}: was changed meanwhile; run again, which begins anew")


def _begin(job: Job) -> None:
    """Make room for the results, unless a run over the same files was ended and can go on.

    The note of the run says nothing while anything is removed, so that no run goes on with a part.
    Raises StorageError for a folder that holds something else under the names of results.
    """
    ours = (WORK, *results.TABLES)
    before = storage.read_json(job.results, RUN)
    if before is None and (foreign := [n for n in ours if _is_there(job.results, n)]):
        told = f"holds {foreign[0]}/, which no run has written; name another folder for the results"
        raise StorageError(f"{job.results}: {told}")
    if before and before.get("state") == job.state and not before.get("finished"):
        return
    storage.write_json(job.results, RUN, {})
    storage.remove_file(job.results, SUMMARY)
    for name in ours:
        storage.remove(job.results, name)
    storage.write_json(job.results, RUN, {"state": job.state, "corpus": job.corpus})


def _is_there(address: str, name: str) -> bool:
    return storage.is_there(storage.below(address, name))


def _end(job: Job) -> None:
    """Remove what only the tasks needed, and what is left of parts that were set aside."""
    note = {"state": job.state, "corpus": job.corpus, "finished": True}
    storage.write_json(job.results, RUN, note)
    storage.remove(job.results, WORK)
    by_part = {f"{part.name}.parquet" for part in job.parts}
    for name in storage.listing(job.results):
        table, _, file = name.partition("/")
        if table in results.TABLES and table not in BY_ENTITY and file not in by_part:
            storage.remove_file(job.results, name)


def _survey(job: Job, names: list[str], each: Each) -> Iterator[Step]:
    """Count what is in each part, so that rows can be numbered and entities put into groups."""
    found, times = {}, np.zeros(len(shared(job).entities), dtype="int64")
    for number, (name, counted) in enumerate(each(partial(survey, job), names), start=1):
        outcome = {"problems": counted.get("problems", [])}
        if not outcome["problems"]:
            np.add.at(times, counted.pop("entities"), counted.pop("times"))
            found[name] = counted
        if number == len(names):
            outcome["problems"] += _repeated(job, names, found)
        yield Step("counted", number, len(names), "parts", outcome)
    ordered, documents, statements = [], 0, 0
    for name in filter(found.__contains__, names):
        ordered.append(Part(name, documents, statements))
        documents += len(found[name]["documents"])
        statements += found[name]["statements"]
    ends = [end for _, end in verdicts.ranges(times, PER_GROUP)]
    return job._replace(parts=tuple(ordered), ends=tuple(ends))


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
            cell = parts.cells(job.corpus, left[at], column)[int(again - np.argmax(of == at))]
            told = f"{shown(cell)}: stands in part {first} already; each document has its own"
            problems.append(str(Problem(f"sources/{left[at]}.parquet", 0, column, told)))
            del found[left[at]]
    return problems


def _round(
    job: Job,
    work: Callable[[Job, Any], Outcome],
    tasks: Iterable,
    each: Each,
    done: str,
    what: str,
) -> Iterator[tuple[Any, Step]]:
    """Do one round's tasks that are not done yet, and tell each task with its step."""
    tasks, number = list(tasks), 0
    # What is done with some parts set aside is not done with others, or with none.
    same = hashlib.sha256(repr((job.parts, job.ends)).encode()).hexdigest()[:12]
    kept = f"{WORK}/{work.__name__}-{same}"
    left = []
    for task in tasks:
        outcome = storage.read_json(job.results, f"{kept}/{name_of(task)}.json")
        if outcome is None:
            left.append(task)
        else:
            number += 1
            yield task, Step(f"{done} before", number, len(tasks), what, outcome)
    for task, outcome in each(partial(_once, work, job, kept), left):
        number += 1
        yield task, Step(done, number, len(tasks), what, outcome)


def _once(work: Callable[[Job, Any], Outcome], job: Job, kept: str, task: Part | int) -> Outcome:
    """Do a task, and keep its outcome as the last thing, unless there is a problem."""
    outcome = work(job, task)
    if "problems" not in outcome:
        storage.write_json(job.results, f"{kept}/{name_of(task)}.json", outcome)
    return outcome


def _add(total: Outcome, outcome: Outcome) -> None:
    for name in COUNTED:
        total[name] += outcome.get(name, 0)


def _sure(step: Step) -> Step:
    """A step that needs what was sound a round before. Raises PartError."""
    if step.problems:
        raise PartError(*step.problems, "not finished; run again: what is done is kept")
    return step
