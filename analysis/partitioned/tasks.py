"""Run one task on a partition of a corpus, or on a group of entities.

| task | of | reads | writes |
|---|---|---|---|
| `survey` | a partition | two columns | nothing; counts the statements of each entity |
| `verify` | a partition | texts, statements | misquotes, quoted, ledger; encoded statements |
| `judge` | some entities | their encoded statements | their comparison; what will be shown |
| `quote` | a partition | its statements | the words that will be shown; coverage |
| `write` | some entities | their comparison and words | outcomes, conflicts |
| `recheck` | a partition | its files | nothing; finds files that changed |

Between `verify` and `judge`, rows that were together by document are put together by entity. Only
integers move, and after the comparison only the words that a table shows. Every task can be run
again, anywhere: it writes whole files, always the same, and returns the SHA-256 of each.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis import coverage, evidence, tables
from analysis.compare import conventions, encoding, rules, wording
from analysis.compare.facts import Comparison, compare_statements
from analysis.coverage import Limits
from analysis.partitioned import partitions, results, storage
from analysis.partitioned.ownership import WORK
from analysis.partitioned.partitions import CorpusError, Partition

WORDS = ["statement_id", "source_id", "value_text", "modality", "basis", "voice", "quote", "note"]

COMPARED = ("facts", "statements", "pairs")  # the tables of a `Comparison`

Outcome = dict[str, Any]


class Job(NamedTuple):
    """A run: the addresses of the corpus and the results, and what is known of the whole.

    `shared` has the SHA-256 of the shared tables, and `state` changes with the content of any file
    of the corpus. `ends` has, for each group of entities, the number before which it ends.
    """

    corpus: str
    results: str
    lexicon: str
    shared: tuple[str, ...]
    state: str = ""
    partitions: tuple[Partition, ...] = ()
    ends: tuple[int, ...] = ()
    limits: Limits | None = None


def shared(job: Job) -> partitions.SharedTables:
    """Return the tables that all partitions share.

    Raises CorpusError if their files have changed.
    """
    tables = partitions.load_shared(job.corpus, repr(job.shared))
    if tables.digests != job.shared:
        raise CorpusError(f"{job.corpus}: a table that all partitions share {partitions.CHANGED}")
    return tables


def name_of(task: Partition | int) -> str:
    """Return the base name of the files for a partition or a group of entities."""
    return task.name if isinstance(task, Partition) else f"{task:06}"


def files_of(work: str, task: Partition | int) -> list[str]:
    """Return the paths of the files that a task writes, among the results."""
    name = name_of(task)
    written = {
        "verify": ("misquoted", "quoted", "ledger"),
        "quote": ("coverage",),
        "write": ("outcomes", "conflicts"),
    }.get(work, ())
    intermediate = {
        "verify": ("claims",),
        "judge": ("shown", *COMPARED),
        "quote": ("words",),
    }.get(work, ())
    paths = [results.path(table, name) for table in written]
    return [*paths, *(_intermediate_path(folder, name) for folder in intermediate)]


def _intermediate_path(folder: str, name: str) -> str:
    """Return the path of a file that only later tasks need."""
    return f"{WORK}/{folder}/{name}"


def survey(job: Job, name: str) -> Outcome:
    """Count what is in a partition (see `PartitionCounts`)."""
    counted, problems = partitions.count(job.corpus, name, shared(job))
    return {"problems": list(map(str, problems))} if counted is None else counted._asdict()


def verify(job: Job, partition: Partition) -> Outcome:
    """Check the quotes of a partition, cover its texts, and encode its statements by entity."""
    whole, problems = partitions.load(job.corpus, partition, shared(job))
    if whole is None:
        return {"problems": list(map(str, problems))}
    wrong = evidence.misquoted(whole)
    sound = drop_statements(whole, wrong["statement_id"])
    ledger = coverage.ledger(sound)
    files = results.write(job.results, "misquoted", partition.name, wrong)
    files |= results.write(job.results, "quoted", partition.name, coverage.quoted(sound))
    files |= results.write(job.results, "ledger", partition.name, ledger)
    # Without the texts: the same text in another partition would not be found either.
    untexted = replace(sound, sources=sound.sources.drop(columns="text"))
    encoded = encoding.encode(untexted, job.lexicon).rename_axis("statement").reset_index()
    encoded = encoded.sort_values("entity", kind="stable")
    ends = np.searchsorted(encoded["entity"].to_numpy(), job.ends)
    files |= _write_intermediate(job, "claims", partition.name, encoded, ends.tolist())
    return {
        "files": files,
        "documents": len(whole.sources),
        "statements": len(whole.statements),
        "misquoted": len(wrong),
        "sentences": len(ledger),
        "open_sentences": int(((ledger["statements"] == 0) & (ledger["exclusion"] == "")).sum()),
    }


def _write_intermediate(
    job: Job, folder: str, name: str, table: pd.DataFrame, ends: list[int]
) -> dict[str, str]:
    """Write what only later tasks need; returns its path and SHA-256."""
    path = _intermediate_path(folder, name)
    return {path: storage.write_blocks(job.results, path, table, ends, private=True)}


def drop_statements(whole: evidence.Evidence, ids: pd.Series) -> evidence.Evidence:
    """Return the evidence without the statements that have these ids."""
    statements = whole.statements
    return replace(whole, statements=statements[~statements["statement_id"].isin(ids)])


def judge(job: Job, group: int) -> Outcome:
    """Compare the statements about some entities, and list those whose words will be shown."""
    tables = shared(job)
    claims = [_intermediate_path("claims", partition.name) for partition in job.partitions]
    encoded = storage.read_block(job.results, claims, group).set_index("statement")
    others = conventions.readings(tables.lexicon, convention=job.lexicon)
    comparison = compare_statements(encoded, tables.properties, others)
    shown = comparison.statements
    numbers = shown.index[shown["shown"]].to_numpy("int64")
    firsts = [partition.first_statement for partition in job.partitions]
    ends = [*np.searchsorted(numbers, firsts[1:]).tolist(), len(numbers)]
    requests = pd.DataFrame({"statement": numbers})
    files = _write_intermediate(job, "shown", name_of(group), requests, ends)
    compared = comparison._replace(statements=shown.reset_index())
    for folder, table in zip(COMPARED, compared, strict=True):
        files |= _write_intermediate(job, folder, name_of(group), table, [len(table)])
    limits = coverage.topic_limits(encoded, tables.entities, tables.properties)
    conflicts = int((comparison.facts["outcome"] == rules.Outcome.CONFLICT).sum())
    return {
        "files": files,
        "facts": len(comparison.facts),
        "conflicts": conflicts,
        "limits": limits_to_json(limits),
    }


def quote(job: Job, partition: Partition) -> Outcome:
    """Write the words of a partition that will be shown, and its coverage."""
    whole, problems = partitions.load(job.corpus, partition, shared(job), texts=False)
    if whole is None:
        return {"problems": list(map(str, problems))}
    wrong = results.read(job.results, "misquoted", partition.name, "statement_id")
    sound = drop_statements(whole, wrong)
    number = job.partitions.index(partition)
    paths = [_intermediate_path("shown", name_of(group)) for group in range(len(job.ends))]
    requests = [storage.read_block(job.results, [path], number)["statement"] for path in paths]
    rows = pd.concat(requests, ignore_index=True)
    if not rows.isin(sound.statements.index).all():
        return {"problems": [f"statements/{partition.name}.parquet: {partitions.CHANGED}"]}
    some = sound.statements.loc[sound.statements.index.isin(rows)]
    read = conventions.under(replace(sound, statements=some), job.lexicon)
    words = tables.statements(read)[WORDS].loc[rows]
    words = words.rename_axis("statement").reset_index()
    ends = np.cumsum([len(rows) for rows in requests]).tolist()
    files = _write_intermediate(job, "words", partition.name, words, ends)
    assert job.limits is not None  # known once all groups are compared
    topics = coverage.topics_within(sound, job.limits)
    files |= results.write(job.results, "coverage", partition.name, topics)
    return {"files": files, "shown": len(words)}


def write(job: Job, group: int) -> Outcome:
    """Put the comparison of some entities into words."""
    tables = shared(job)
    files = [_intermediate_path("words", partition.name) for partition in job.partitions]
    words = storage.read_block(job.results, files, group).set_index("statement")
    name = name_of(group)
    arguments = _read_comparison(job, name), words, tables.entities, tables.properties
    written = results.write(job.results, "outcomes", name, wording.facts_in_words(*arguments))
    conflicts = wording.conflicts_in_words(*arguments)
    written |= results.write(job.results, "conflicts", name, conflicts)
    return {"files": written}


def _read_comparison(job: Job, name: str) -> Comparison:
    """Return what `judge` found of a group of entities."""
    facts, statements, pairs = (
        storage.read_block(job.results, [_intermediate_path(folder, name)], 0)
        for folder in COMPARED
    )
    return Comparison(facts, statements.set_index("statement"), pairs)


def recheck(job: Job, partition: Partition) -> Outcome:
    """Return a problem for each file of a partition that changed since it was counted."""
    changes = partitions.changed_files(partition, partitions.digests_of(job.corpus, partition.name))
    return {"problems": list(map(str, changes))}


def limits_to_json(limits: Limits) -> Outcome:
    """Return limits as JSON values."""
    days = {name: limits.days[name].to_numpy("datetime64[s]") for name in ("first", "known")}
    texts = {name: values.astype("datetime64[D]").astype("str") for name, values in days.items()}
    return {
        "days": limits.days.assign(**texts).rename_axis("group").reset_index().to_dict("list"),
        "warrants": limits.warrants.to_dict("list"),
    }


def limits_from_json(values: Outcome) -> Limits:
    """Return limits from JSON values."""
    days = pd.DataFrame(values["days"]).set_index("group")
    days = days.assign(
        **{name: np.array(days[name], dtype="datetime64[s]") for name in ("first", "known")}
    )
    return Limits(days, pd.DataFrame(values["warrants"], columns=["group", "warrant"]))
