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
BY_ENTITY = ("verdicts", "conflicts")  # the results of groups of entities; others are of parts
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


def look(corpus: str, lexicon: str | None) -> tuple[dict[str, str], Job]:
    """The files of the corpus at an address, and the job of a run. Raises PartError."""
    lexicon = lexicon or quantities.DEFAULT
    files = storage.listing(corpus)
    if not any(parts.names(files)):
        told = "there is no part of a corpus; name a folder like that which export writes"
        raise PartError(f"{corpus}: {told}")
    job = Job(corpus, "", lexicon, _state(files, lexicon))
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
    files, job = look(corpus, lexicon)
    names, halves = parts.names(files)
    job = job._replace(results=to)
    _begin(job)
    job = yield from _survey(job, names, halves, each)
    total = dict.fromkeys(COUNTED, 0)
    good = []
    for part, step in _round(job, verify, job.parts, each, "quotes checked", "parts"):
        if not step.problems:
            good.append(part)
            _add(total, step.outcome)
        yield step
    good.sort(key=lambda part: part.first_source)
    set_aside = len(names) + len({half.file.split("/")[1] for half in halves}) - len(good)
    job = job._replace(parts=tuple(good))
    groups, limits = list(range(len(job.ends) if good else 0)), []
    for _, step in _round(job, judge, groups, each, "facts compared", "groups"):
        limits.append(limits_of(_sure(step).outcome["limits"]))
        _add(total, step.outcome)
        yield step
    if limits:
        job = job._replace(limits=coverage.merged(limits, shared(job).props))
    for _, step in _round(job, quote, job.parts, each, "words gathered", "parts"):
        yield _sure(step)
    for _, step in _round(job, write, groups, each, "verdicts written", "groups"):
        yield _sure(step)
    summary = total | {"parts": len(good), "set_aside": set_aside}
    _tidy(job)
    storage.write_json(to, SUMMARY, summary | {"corpus": corpus, "state": job.state})
    yield Step("summed up", 1, 1, "", summary)


def summed_up(summary: Outcome) -> str:
    """What a run came to, in a few lines."""
    lines = [
        f"{summary['documents']:,} documents, {summary['sentences']:,} sentences, "
        f"{summary['statements']:,} statements in {summary['parts']:,} parts",
        f"{summary['facts']:,} facts compared, {summary['conflicts']:,} of them in conflict",
    ]
    if summary["misquoted"]:
        told = "statements whose quote does not stand in its text; none is compared, all are in"
        lines.append(f"{summary['misquoted']:,} {told} misquoted/")
    if summary["open_sentences"]:
        told = "sentences neither coded nor waived; see ledger/"
        lines.append(f"{summary['open_sentences']:,} {told}")
    if summary["set_aside"]:
        told = "parts set aside, and nothing of them in the results; mend them and run again"
        lines.append(f"{summary['set_aside']:,} {told}")
    return "\n".join(lines)


def is_sound(summary: Outcome) -> bool:
    """Whether nothing was found that `check` would refuse in a project."""
    return not any(summary[name] for name in ("misquoted", "open_sentences", "set_aside"))


def _state(files: dict[str, str], lexicon: str) -> str:
    """A hash of all that the results follow from."""
    read = {name: told for name, told in files.items() if name.split("/")[0] in IN_PARTS}
    read |= {name: files.get(name, "") for name in (f"{table}.parquet" for table in WHOLE)}
    return hashlib.sha256(repr((FORM, lexicon, sorted(read.items()))).encode()).hexdigest()


def _begin(job: Job) -> None:
    """Make room for the results, unless a run over the same files was ended and can go on."""
    if (storage.read_json(job.results, RUN) or {}).get("state") != job.state:
        for name in (WORK, *results.TABLES):
            storage.remove(job.results, name)
        storage.write_json(job.results, RUN, {"state": job.state, "corpus": job.corpus})


def _tidy(job: Job) -> None:
    """Remove what only the rounds needed, and what is left of parts that were set aside."""
    storage.remove(job.results, WORK)
    by_part = {f"{part.name}.parquet" for part in job.parts}
    by_group = {f"{name_of(group)}.parquet" for group in range(len(job.ends))}
    for name in storage.listing(job.results):
        table, _, file = name.partition("/")
        if table in results.TABLES and file not in (by_group if table in BY_ENTITY else by_part):
            storage.remove_file(job.results, name)


def _survey(job: Job, names: list[str], halves: list[Problem], each: Each) -> Iterator[Step]:
    """Count what is in each part, so that rows can be numbered and entities put into groups."""
    found, times = {}, np.zeros(len(shared(job).entities), dtype="int64")
    yield Step("found", len(names), len(names) or 1, "parts", {"problems": list(map(str, halves))})
    for number, (name, counted) in enumerate(each(partial(survey, job), names), start=1):
        outcome = {"problems": counted.get("problems", [])}
        if not outcome["problems"]:
            np.add.at(times, counted.pop("entities"), counted.pop("times"))
            found[name] = counted
        if number == len(names):
            outcome["problems"] += _repeated(job, found)
        yield Step("counted", number, len(names), "parts", outcome)
    ordered, documents, statements = [], 0, 0
    for name, counted in sorted(found.items()):
        ordered.append(Part(name, documents, statements))
        documents += len(counted["documents"])
        statements += counted["statements"]
    ends = [end for _, end in verdicts.ranges(times, PER_GROUP)]
    return job._replace(parts=tuple(ordered), ends=tuple(ends))


def _repeated(job: Job, found: dict[str, Outcome]) -> list[str]:
    """Take the parts out of `found` that have a document of a part before, and name them.

    Documents are known by hashes, so that those of any corpus fit into memory; that two have one is
    as likely as in `claims`.
    """
    names = sorted(found)
    sizes = [len(found[name]["documents"]) for name in names]
    hashed = pd.Series(np.concatenate([_NONE, *(found[name]["documents"] for name in names)]))
    part_of = np.repeat(np.arange(len(names)), sizes)
    problems = []
    for at in np.unique(part_of[hashed.duplicated().to_numpy()]).tolist():
        own = np.flatnonzero(part_of == at)
        twice = own[hashed.duplicated().to_numpy()[own]][0]
        source = parts.documents(job.corpus, names[at])[int(twice - own[0])]
        first = names[part_of[np.flatnonzero(hashed == hashed[twice])[0]]]
        told = f"{shown(source)}: stands in part {first} already; keep it in one of them"
        problems.append(str(Problem(f"sources/{names[at]}.parquet", 0, "source_id", told)))
        del found[names[at]]
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
        raise PartError(
            "\n".join([*step.problems, "not finished; run again: what is done is kept"])
        )
    return step
