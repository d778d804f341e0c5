"""Run a corpus through all rounds of tasks, and write the results.

A partition that is not sound is set aside in the first rounds, and the rest goes on without it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from functools import partial
from importlib import metadata
from typing import Any

import numpy as np
import pandas as pd

from analysis import coverage
from analysis.compare.vectorised import batches
from analysis.export.partitions import PARTITIONED
from analysis.partitioned import addresses, ownership, partitions, storage
from analysis.partitioned.checkpoints import Executor, Step, digest_values, run_round, run_safely
from analysis.partitioned.ownership import RUN, SUMMARY
from analysis.partitioned.partitions import CorpusError, Partition
from analysis.partitioned.tasks import (
    Job,
    Outcome,
    judge,
    limits_from_json,
    quote,
    recheck,
    shared,
    survey,
    verify,
    write,
)
from analysis.system.project_folder import part_of_project
from analysis.text.counted import count_noun
from analysis.validation.problems import Problem, quoted
from analysis.values import counts

FORM = 2  # of the files in WORK; another number makes a run start over
PER_GROUP = 250_000  # claims that are judged in one task
COUNTED = (
    "documents", "statements", "sentences", "misquoted", "open_sentences", "facts", "conflicts",
)  # fmt: skip
_NONE = np.zeros(0, dtype="int64")


def prepare(corpus: str, to: str, lexicon: str | None) -> tuple[list[str], Job]:
    """Check that a run is possible, without writing anything.

    Returns
    -------
    files : list of str
        The files of the corpus.
    job : Job
        The job of the run.

    Raises
    ------
    CorpusError
        If the corpus or the lexicon cannot be used.
    StorageError
        If the results cannot be written to the address `to`.
    """
    if any(addresses.is_inside(to, addresses.join(corpus, name)) for name in PARTITIONED):
        raise CorpusError(
            f"{to}: holds partitions of the corpus; name another folder for the results"
        )
    addresses.require_no_link(to, corpus)
    lexicon = lexicon or counts.DEFAULT
    files = _files(corpus)
    if not any(partitions.list_partitions(files)):
        message = "is not a corpus; name a folder that export wrote, such as build/export/corpus"
        raise CorpusError(f"{corpus}: {message}")
    folder = addresses.local_folder(to)
    if folder and part_of_project(folder):
        message = "is part of a project, whose tables would be among the results"
        raise CorpusError(f"{to}: {message}; name another folder for the results with --to")
    ownership.require_own(to)
    job = Job(corpus, to, lexicon, partitions.shared_digests(corpus))
    conventions = dict.fromkeys([counts.DEFAULT, *shared(job).lexicon["convention"]])
    if lexicon not in conventions:
        choices = ", ".join(conventions)
        message = f'no convention "{lexicon}" in lexicon.parquet; use one of: {choices}'
        raise CorpusError(f"--lexicon: {message}")
    return files, job


def _files(corpus: str) -> list[str]:
    """List the files of the partitions of a corpus by their paths."""
    return [
        f"{table}/{name}" for table in PARTITIONED for name in storage.list_files(corpus, table)
    ]


def run_corpus(
    corpus: str, to: str, executor: Executor, lexicon: str | None = None
) -> Iterator[Step]:
    """Verify and compare a corpus, and write the results to another address.

    Parameters
    ----------
    corpus, to : str
        The addresses of the corpus and of the results.
    executor : Executor
        What runs the tasks (see `executors`).
    lexicon : str, optional
        The convention by which vague words are read.

    Yields
    ------
    Step
        The progress. The outcome of the last step is the summary, in which `set_aside` counts the
        partitions that could not be used.

    Raises
    ------
    CorpusError
        If nothing can be done, or a file changed during the run.
    StorageError
        If a file cannot be read or written.
    """
    files, job = prepare(corpus, to, lexicon)
    names, problems = partitions.list_partitions(files)
    outcome = {"problems": list(map(str, problems))}
    yield Step("found", len(names), len(names) or 1, "partitions", outcome)
    job = yield from _survey(job, names, executor)
    record = _begin(job)
    total: dict[str, int] = dict.fromkeys(COUNTED, 0)
    written: dict[str, str] = {}

    def run_tasks(
        work: Callable[[Job, Any], Outcome], tasks: Sequence, action: str, unit: str
    ) -> Iterator[tuple[Any, Step]]:
        for task, step in run_round(job, record, work, tasks, executor, action, unit):
            for name in COUNTED:
                total[name] += step.outcome.get(name, 0)
            written.update(step.outcome.get("files", {}))
            yield task, step

    sound = set()
    for partition, step in run_tasks(verify, job.partitions, "quotes checked", "partitions"):
        if not step.problems:
            sound.add(partition)
        yield step
    job = job._replace(partitions=tuple(filter(sound.__contains__, job.partitions)))
    if not sound:
        message = "none of its partitions can be used; correct what is reported above and run again"
        raise CorpusError(f"{corpus}: {message}")
    groups, limits = range(len(job.ends)), []
    for _, step in run_tasks(judge, groups, "facts compared", "groups"):
        limits.append(limits_from_json(_require_sound(step).outcome["limits"]))
        yield step
    job = job._replace(limits=coverage.merge_limits(limits, shared(job).properties))
    for _, step in run_tasks(quote, job.partitions, "words gathered", "partitions"):
        yield _require_sound(step)
    for _, step in run_tasks(write, groups, "outcomes written", "groups"):
        yield _require_sound(step)
    yield from _check_unchanged(job, files, executor)
    n_partitions = len(names) + len({problem.file.partition("/")[2] for problem in problems})
    summary = total | {"partitions": len(sound), "set_aside": n_partitions - len(sound)}
    _finish(job, record, written, summary)
    yield Step("summed up", 1, 1, "", summary)


def _require_sound(step: Step) -> Step:
    """Return a step that must not fail, because its input was sound a round before.

    Raises CorpusError if it did.
    """
    if step.problems:
        raise CorpusError(*step.problems, "not finished; run again: what is done is kept")
    return step


def _begin(job: Job) -> ownership.Record:
    """Make room for the results, unless an interrupted run over the same files can resume.

    Returns the record of the files there. Raises StorageError for a folder in which something else
    has the name of a result.
    """
    record = ownership.require_own(job.results)
    before = storage.read_json(job.results, RUN)
    if before and before.get("state") == job.state and not before.get("finished"):
        ownership.require_unfinished(job.results, record)
        return record
    record = ownership.plan(job.results, ownership.clear(job.results, record), [RUN, SUMMARY])
    storage.write_json(job.results, RUN, {"state": job.state, "corpus": job.corpus})
    return record


def _finish(job: Job, record: ownership.Record, written: dict[str, str], summary: Outcome) -> None:
    """Write the summary, and remove intermediate files and those of partitions set aside."""
    note = {"state": job.state, "corpus": job.corpus, "finished": True}
    run_digest = storage.write_json(job.results, RUN, note)
    results = {name: digest for name, digest in written.items() if not ownership.is_private(name)}
    ownership.remove(job.results, record.keys() - results.keys() - {RUN, SUMMARY})
    digest = storage.write_json(job.results, SUMMARY, summary | {"corpus": job.corpus})
    results |= {RUN: run_digest, SUMMARY: digest}
    ownership.write_record(job.results, {name: [digest] for name, digest in results.items()})


def _state(job: Job) -> str:
    """Return a hash of all that determines the results: the corpus, the program and the lexicon."""
    content = [(partition.name, partition.digests) for partition in job.partitions]
    return digest_values(
        FORM, metadata.version("reported-warrants"), job.lexicon, job.shared, content
    )


def _survey(job: Job, names: list[str], executor: Executor) -> Generator[Step, None, Job]:
    """Count what is in each partition, and return the job with its partitions and groups."""
    counts_of: dict[str, Outcome] = {}
    times = np.zeros(len(shared(job).entities), dtype="int64")
    counting = executor(partial(run_safely, survey, job), names)
    for number, (name, counted) in enumerate(counting, start=1):
        outcome = {"problems": counted.get("problems", [])}
        if not outcome["problems"]:
            np.add.at(times, counted.pop("entities"), counted.pop("times"))
            counts_of[name] = counted
        if number == len(names):
            outcome["problems"] += _repeated(job, names, counts_of)
        yield Step("counted", number, len(names), "partitions", outcome)
    ordered: list[Partition] = []
    documents = statements = 0
    for name in filter(counts_of.__contains__, names):
        ordered.append(Partition(name, documents, statements, tuple(counts_of[name]["digests"])))
        documents += len(counts_of[name]["documents"])
        statements += counts_of[name]["statements"]
    if not ordered:
        message = "none of its partitions can be used; correct what is reported above and run again"
        raise CorpusError(f"{job.corpus}: {message}")
    ends = [end for _, end in batches(times, PER_GROUP)]
    job = job._replace(partitions=tuple(ordered), ends=tuple(ends))
    return job._replace(state=_state(job))


def _repeated(job: Job, names: list[str], counts_of: dict[str, Outcome]) -> list[str]:
    """Drop the partitions that repeat an id or a label of a document, and report them.

    Both are compared as hashes, so that those of any corpus fit into memory; a collision is as
    unlikely as in `compare.encoding`.
    """
    problems = []
    for column, hashes in (("source_id", "documents"), ("label", "labels")):
        left = [name for name in names if name in counts_of]
        hashed = pd.Series(np.concatenate([_NONE, *(counts_of[name][hashes] for name in left)]))
        owner = np.repeat(np.arange(len(left)), [len(counts_of[name][hashes]) for name in left])
        repeated = np.flatnonzero(hashed.duplicated())
        for number, position in zip(*np.unique(owner[repeated], return_index=True), strict=True):
            row = repeated[position]
            first = left[owner[np.flatnonzero(hashed == hashed[row])[0]]]
            in_partition = int(row - np.argmax(owner == number))
            cell = partitions.read_cell(job.corpus, left[number], column, in_partition)
            message = f"is in partition {first} already; each document has its own"
            file = f"sources/{left[number]}.parquet"
            problems.append(str(Problem(file, 0, column, f"{quoted(cell)}: {message}")))
            del counts_of[left[number]]
    return problems


def _check_unchanged(job: Job, files: list[str], executor: Executor) -> Iterator[Step]:
    """Check that the corpus is what it was when the run began. Raises CorpusError."""
    changed = f"{partitions.CHANGED}, which starts over"
    if _files(job.corpus) != files or partitions.shared_digests(job.corpus) != job.shared:
        raise CorpusError(f"{job.corpus}: {changed}")
    work = partial(run_safely, recheck, job)
    for number, (_, outcome) in enumerate(executor(work, list(job.partitions)), start=1):
        yield _require_sound(
            Step("checked for changes", number, len(job.partitions), "partitions", outcome)
        )


def summary_lines(summary: Outcome) -> list[str]:
    """Return the summary of a run as a few lines of text."""
    lines = [
        f"{count_noun(summary['documents'], 'document')}, "
        f"{count_noun(summary['sentences'], 'sentence')}, "
        f"{count_noun(summary['statements'], 'statement')} in "
        f"{count_noun(summary['partitions'], 'partition')}",
        f"{count_noun(summary['facts'], 'fact')} compared, {summary['conflicts']:,} in conflict",
    ]
    if summary["misquoted"]:
        message = "misquoted: not in the text at its place, and not compared; see misquoted/"
        lines.append(f"{count_noun(summary['misquoted'], 'statement')} {message}")
    if summary["open_sentences"]:
        message = "neither coded nor excluded; see ledger/"
        lines.append(f"{count_noun(summary['open_sentences'], 'sentence')} {message}")
    if summary["set_aside"]:
        its, it = ("its", "it") if summary["set_aside"] == 1 else ("their", "them")
        message = f"set aside; none of {its} data is in the results; correct {it} and run again"
        lines.append(f"{count_noun(summary['set_aside'], 'partition')} {message}")
    return lines


def is_sound(summary: Outcome) -> bool:
    """Return whether the run found nothing that `check` would refuse in a project."""
    return not any(summary[name] for name in ("misquoted", "open_sentences", "set_aside"))
