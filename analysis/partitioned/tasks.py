"""What is done with a part of a corpus, or some of its entities: pure functions of what they read.

| task | of | reads | writes |
|---|---|---|---|
| `survey` | a part | two columns | nothing: how many statements there are of each entity |
| `verify` | a part | its texts and statements | misquotes, quoted, ledger; the claims as integers |
| `judge` | some entities | their claims, from every part | whose words are to be shown |
| `quote` | a part | its statements | the words that are to be shown; coverage |
| `write` | some entities | their claims, and those words | verdicts, conflicts |
| `recheck` | a part | its files | nothing: whether they are still what they were |

Between them rows change from being together by document to being together by entity. Only integers
do so before the verdicts are found; of the words, only those that a table shows. Every task can be
done again, anywhere: it writes whole files, always the same, and tells the SHA-256 of each.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis import coverage, evidence, tables
from analysis.compare import encoding, rules, wording
from analysis.compare.facts import Comparison, compare_statements
from analysis.coverage import Limits
from analysis.partitioned import partitions, results, storage
from analysis.partitioned.ownership import WORK
from analysis.partitioned.partitions import Part, PartError

WORDS = ["statement_id", "source_id", "said", "modality", "basis", "voice", "quote"]

Outcome = dict[str, Any]


class Job(NamedTuple):
    """A run: the addresses of the corpus and of the results, and what is known of the whole.

    `shared` has the SHA-256 of the tables that all parts share, and `state` changes with the
    content of any file of the corpus. `ends` has, for each group of entities, the number before
    which it ends.
    """

    corpus: str
    results: str
    lexicon: str
    shared: tuple[str, ...]
    state: str = ""
    partitions: tuple[Part, ...] = ()
    ends: tuple[int, ...] = ()
    limits: Limits | None = None


def shared(job: Job) -> partitions.Shared:
    """The tables that all parts of the corpus share. Raises PartError."""
    tables = partitions.shared(job.corpus, repr(job.shared))
    if tables.digests != job.shared:
        raise PartError(f"{job.corpus}: what all parts share {partitions.CHANGED}")
    return tables


def name_of(task: Part | int) -> str:
    """What the files of a part, or of a group of entities, are called."""
    return task.name if isinstance(task, Part) else f"{task:06}"


def files_of(work: str, task: Part | int) -> list[str]:
    """The paths of the files that a task writes, among the results."""
    name = name_of(task)
    tables = {
        "verify": ("misquoted", "quoted", "ledger"),
        "quote": ("coverage",),
        "write": ("verdicts", "conflicts"),
    }.get(work, ())
    between = {"verify": "claims", "judge": "shown", "quote": "words"}.get(work)
    paths = [results.path(table, name) for table in tables]
    return [*paths, _between(between, name)] if between else paths


def _between(folder: str, name: str) -> str:
    """The path of a file that only the next tasks need."""
    return f"{WORK}/{folder}/{name}"


def survey(job: Job, name: str) -> Outcome:
    """What is in a part (see `parts.Counts`)."""
    counted, problems = partitions.counts(job.corpus, name, shared(job))
    return {"problems": list(map(str, problems))} if counted is None else counted._asdict()


def verify(job: Job, part: Part) -> Outcome:
    """Check the quotes of a part, cover its texts, and hand on its claims by entity."""
    whole, problems = partitions.read(job.corpus, part, shared(job))
    if whole is None:
        return {"problems": list(map(str, problems))}
    wrong = evidence.misquoted(whole)
    sound = _without(whole, wrong["statement_id"])
    ledger = coverage.ledger(sound)
    files = results.write(job.results, "misquoted", part.name, wrong)
    files |= results.write(job.results, "quoted", part.name, coverage.quoted(sound))
    files |= results.write(job.results, "ledger", part.name, ledger)
    said = encoding.encode(sound, job.lexicon).rename_axis("statement").reset_index()
    said = said.sort_values("entity", kind="stable")
    ends = np.searchsorted(said["entity"].to_numpy(), job.ends)
    files |= _hand_on(job, "claims", part.name, said, ends.tolist())
    return {
        "files": files,
        "documents": len(whole.sources),
        "statements": len(whole.statements),
        "misquoted": len(wrong),
        "sentences": len(ledger),
        "open_sentences": int(((ledger["statements"] == 0) & (ledger["waiver"] == "")).sum()),
    }


def _hand_on(
    job: Job, folder: str, name: str, table: pd.DataFrame, ends: list[int]
) -> dict[str, str]:
    """Write what only the next tasks need; returns its path and SHA-256."""
    path = _between(folder, name)
    return {path: storage.write_blocks(job.results, path, table, ends, private=True)}


def _without(whole: evidence.Evidence, ids: pd.Series) -> evidence.Evidence:
    statements = whole.statements
    return replace(whole, statements=statements[~statements["statement_id"].isin(ids)])


def judge(job: Job, group: int) -> Outcome:
    """Compare what is said of some entities, and ask the parts for the words that are shown."""
    of = shared(job)
    said, found = _judged(job, group)
    numbers = found.statements.index[found.statements["shown"]].to_numpy("int64")
    firsts = [part.first_statement for part in job.partitions]
    ends = [*np.searchsorted(numbers, firsts[1:]).tolist(), len(numbers)]
    asked = pd.DataFrame({"statement": numbers})
    files = _hand_on(job, "shown", name_of(group), asked, ends)
    limits = coverage.topic_limits(said, of.entities, of.props)
    conflicting = int((found.facts["verdict"] == rules.Outcome.CONFLICT).sum())
    return {
        "files": files,
        "facts": len(found.facts),
        "conflicts": conflicting,
        "limits": told_limits(limits),
    }


def _judged(job: Job, group: int) -> tuple[pd.DataFrame, Comparison]:
    """The claims of some entities, and what they come to."""
    files = [_between("claims", part.name) for part in job.partitions]
    said = storage.read_block(job.results, files, group).set_index("statement")
    return said, compare_statements(said, shared(job).props)


def quote(job: Job, part: Part) -> Outcome:
    """Hand on the words of a part that are shown, and say what it covers."""
    whole, problems = partitions.read(job.corpus, part, shared(job), texts=False)
    if whole is None:
        return {"problems": list(map(str, problems))}
    wrong = results.read(job.results, "misquoted", part.name, "statement_id")
    sound = _without(whole, wrong)
    at = job.partitions.index(part)
    asked = [
        storage.read_block(job.results, [_between("shown", name_of(group))], at)["statement"]
        for group in range(len(job.ends))
    ]
    rows = pd.concat(asked, ignore_index=True)
    if not rows.isin(sound.statements.index).all():
        return {"problems": [f"statements/{part.name}.parquet: {partitions.CHANGED}"]}
    some = sound.statements.loc[sound.statements.index.isin(rows)]
    words = tables.statements(replace(sound, statements=some))[WORDS].loc[rows]
    words = words.rename_axis("statement").reset_index()
    ends = np.cumsum([len(rows) for rows in asked]).tolist()
    files = _hand_on(job, "words", part.name, words, ends)
    covered = coverage.topics_within(sound, job.limits)
    files |= results.write(job.results, "coverage", part.name, covered)
    return {"files": files, "shown": len(words)}


def write(job: Job, group: int) -> Outcome:
    """Put what was judged of some entities into words."""
    of = shared(job)
    files = [_between("words", part.name) for part in job.partitions]
    words = storage.read_block(job.results, files, group).set_index("statement")
    _, found = _judged(job, group)
    told = found, words, of.entities, of.props
    files = results.write(job.results, "verdicts", name_of(group), wording.facts_in_words(*told))
    conflicts = wording.conflicts_in_words(*told)
    files |= results.write(job.results, "conflicts", name_of(group), conflicts)
    return {"files": files}


def recheck(job: Job, part: Part) -> Outcome:
    """Say which files of a part are not what they were when it was counted."""
    changes = partitions.changes(part, partitions.digests_of(job.corpus, part.name))
    return {"problems": list(map(str, changes))}


def told_limits(limits: Limits) -> Outcome:
    """Limits as JSON has them."""
    days = {name: limits.days[name].to_numpy("datetime64[s]") for name in ("first", "known")}
    texts = {name: found.astype("datetime64[D]").astype("str") for name, found in days.items()}
    return {
        "days": limits.days.assign(**texts).rename_axis("group").reset_index().to_dict("list"),
        "warrants": limits.warrants.to_dict("list"),
    }


def limits_of(told: Outcome) -> Limits:
    """Limits from what JSON has."""
    days = pd.DataFrame(told["days"]).set_index("group")
    days = days.assign(
        **{name: np.array(days[name], dtype="datetime64[s]") for name in ("first", "known")}
    )
    return Limits(days, pd.DataFrame(told["warrants"], columns=["group", "warrant"]))
