"""What is done with a corpus, part by part: four rounds, each a pure function of what it reads.

| round | of | reads | writes |
|---|---|---|---|
| `verify` | a part | its texts and statements | misquotes, quoted, ledger; the claims as integers |
| `judge` | some entities | their claims, from every part | whose words are to be shown |
| `quote` | a part | its statements | the words that are to be shown; coverage |
| `write` | some entities | their claims, and those words | verdicts, conflicts |

Between the rounds rows change from being together by document to being together by entity. Only
integers do so before the verdicts are found; of the words, only those that a table shows. Each task
writes whole files and then its outcome, so that a run that was ended goes on where it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis import agreement, claims, coverage, evidence, quantities, tables, verdicts
from analysis.coverage import Limits
from analysis.export.corpus import IN_PARTS, WHOLE
from analysis.scale import parts, results, storage
from analysis.scale.parts import Part, PartError
from analysis.schema import Problem, shown

FORM = 1  # of the files in WORK; another number makes a run begin anew
WORK = "work"  # the folder of what only the next round needs
RUN, SUMMARY = "run.json", "summary.json"
PER_GROUP = 250_000  # claims that are judged in one task
BY_ENTITY = ("verdicts", "conflicts")  # the results of groups of entities; others are of parts
COUNTED = (
    "documents", "statements", "sentences", "misquoted", "open_sentences", "facts", "conflicts",
)  # fmt: skip
WORDS = ["statement_id", "source_id", "said", "modality", "basis", "voice", "quote"]
NO_DAY = "NaT"
_NONE = np.zeros(0, dtype="int64")

Outcome = dict[str, Any]
Each = Callable[[Callable[[Any], Outcome], list], Iterable[tuple[Any, Outcome]]]


class Job(NamedTuple):
    """A run: the addresses of the corpus and of the results, and what is known of the whole.

    `state` changes with the files of the corpus. `ends` has, for each group of entities, the
    number before which it ends.
    """

    corpus: str
    results: str
    lexicon: str
    state: str
    parts: tuple[Part, ...] = ()
    ends: tuple[int, ...] = ()
    limits: Limits | None = None


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
    known = dict.fromkeys([quantities.DEFAULT, *_shared(job).lexicon["convention"]])
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
    set_aside = len({*names, *map(str, halves)}) - len(good)
    job = job._replace(parts=tuple(good))
    groups, limits = list(range(len(job.ends))), []
    for _, step in _round(job, judge, groups, each, "facts compared", "groups"):
        limits.append(_limits_of(_sure(step).outcome["limits"]))
        _add(total, step.outcome)
        yield step
    if limits:
        job = job._replace(limits=coverage.merged(limits, _shared(job).props))
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
    by_group = {f"{_name(group)}.parquet" for group in range(len(job.ends))}
    for name in storage.listing(job.results):
        table, _, file = name.partition("/")
        if table in results.TABLES and file not in (by_group if table in BY_ENTITY else by_part):
            storage.remove_file(job.results, name)


def _survey(job: Job, names: list[str], halves: list[Problem], each: Each) -> Iterator[Step]:
    """Count what is in each part, so that rows can be numbered and entities put into groups."""
    found, times = {}, np.zeros(len(_shared(job).entities), dtype="int64")
    outcome: Outcome = {"problems": list(map(str, halves))}
    for number, (name, counted) in enumerate(each(partial(survey, job), names), start=1):
        if "problems" in counted:
            outcome["problems"] += counted["problems"]
        else:
            np.add.at(times, counted.pop("entities"), counted.pop("times"))
            found[name] = counted
        if number == len(names):
            outcome["problems"] += _repeated(job, found)
        yield Step("counted", number, len(names), "parts", outcome)
        outcome = {"problems": []}
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


def _shared(job: Job) -> parts.Shared:
    return parts.shared(job.corpus, job.state)


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
        outcome = storage.read_json(job.results, f"{kept}/{_name(task)}.json")
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
        storage.write_json(job.results, f"{kept}/{_name(task)}.json", outcome)
    return outcome


def _name(task: Part | int) -> str:
    return task.name if isinstance(task, Part) else f"{task:06}"


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


def survey(job: Job, name: str) -> Outcome:
    """What is in a part (see `parts.Counts`)."""
    counted, problems = parts.counts(job.corpus, name, _shared(job))
    return {"problems": list(map(str, problems))} if counted is None else counted._asdict()


def verify(job: Job, part: Part) -> Outcome:
    """Check the quotes of a part, cover its texts, and hand on its claims by entity."""
    whole, problems = parts.read(job.corpus, part, _shared(job))
    if whole is None:
        return {"problems": list(map(str, problems))}
    wrong = evidence.misquoted(whole)
    sound = _without(whole, wrong["statement_id"])
    ledger = coverage.ledger(sound)
    results.write(job.results, "misquoted", part.name, wrong)
    results.write(job.results, "quoted", part.name, coverage.quoted(sound))
    results.write(job.results, "ledger", part.name, ledger)
    said = claims.of(sound, job.lexicon).rename_axis("statement").reset_index()
    said = said.sort_values("entity", kind="stable")
    ends = np.searchsorted(said["entity"].to_numpy(), job.ends)
    storage.write_blocks(job.results, f"{WORK}/claims/{part.name}", said, ends.tolist())
    return {
        "documents": len(whole.sources),
        "statements": len(whole.statements),
        "misquoted": len(wrong),
        "sentences": len(ledger),
        "open_sentences": int(((ledger["statements"] == 0) & (ledger["waiver"] == "")).sum()),
    }


def _without(whole: evidence.Evidence, ids: pd.Series) -> evidence.Evidence:
    statements = whole.statements
    return replace(whole, statements=statements[~statements["statement_id"].isin(ids)])


def judge(job: Job, group: int) -> Outcome:
    """Compare what is said of some entities, and ask the parts for the words that are shown."""
    of = _shared(job)
    said, found = _judged(job, group)
    numbers = found.statements.index[found.statements["shown"]].to_numpy("int64")
    firsts = [part.first_statement for part in job.parts]
    ends = [*np.searchsorted(numbers, firsts[1:]).tolist(), len(numbers)]
    asked = pd.DataFrame({"statement": numbers})
    storage.write_blocks(job.results, f"{WORK}/shown/{group:06}", asked, ends)
    limits = coverage.topic_limits(said, of.entities, of.props)
    conflicting = int((found.facts["verdict"] == verdicts.CONFLICT).sum())
    return {"facts": len(found.facts), "conflicts": conflicting, "limits": _told_limits(limits)}


def _judged(job: Job, group: int) -> tuple[pd.DataFrame, agreement.Judged]:
    """The claims of some entities, and what they come to."""
    files = [f"{WORK}/claims/{part.name}" for part in job.parts]
    said = storage.read_block(job.results, files, group).set_index("statement")
    return said, agreement.judged(said, _shared(job).props)


def quote(job: Job, part: Part) -> Outcome:
    """Hand on the words of a part that are shown, and say what it covers."""
    whole, problems = parts.read(job.corpus, part, _shared(job), texts=False)
    if whole is None:  # it was sound in the first round
        return {"problems": [f"{problem}; it was changed meanwhile" for problem in problems]}
    wrong = results.read(job.results, "misquoted", part.name, "statement_id")
    sound = _without(whole, wrong)
    at = job.parts.index(part)
    asked = [
        storage.read_block(job.results, [f"{WORK}/shown/{group:06}"], at)["statement"]
        for group in range(len(job.ends))
    ]
    rows = pd.concat(asked, ignore_index=True)
    some = sound.statements.loc[sound.statements.index.isin(rows)]
    words = tables.statements(replace(sound, statements=some))[WORDS].loc[rows]
    words = words.rename_axis("statement").reset_index()
    ends = np.cumsum([len(rows) for rows in asked]).tolist()
    storage.write_blocks(job.results, f"{WORK}/words/{part.name}", words, ends)
    covered = coverage.topics_within(sound, job.limits)
    results.write(job.results, "coverage", part.name, covered)
    return {"shown": len(words)}


def write(job: Job, group: int) -> Outcome:
    """Put what was judged of some entities into words."""
    of = _shared(job)
    files = [f"{WORK}/words/{part.name}" for part in job.parts]
    words = storage.read_block(job.results, files, group).set_index("statement")
    _, found = _judged(job, group)
    told = found, words, of.entities, of.props
    results.write(job.results, "verdicts", f"{group:06}", agreement.told(*told))
    results.write(job.results, "conflicts", f"{group:06}", agreement.conflicts_told(*told))
    return {}


def _told_limits(limits: Limits) -> Outcome:
    """Limits as JSON has them."""
    days = limits.days.assign(
        first=limits.days["first"].astype("str"), known=limits.days["known"].astype("str")
    )
    return {
        "days": days.rename_axis("group").reset_index().to_dict("list"),
        "warrants": limits.warrants.to_dict("list"),
    }


def _limits_of(told: Outcome) -> Limits:
    days = pd.DataFrame(told["days"]).set_index("group")
    day = {name: pd.to_datetime(days[name].replace(NO_DAY, None)) for name in ("first", "known")}
    days = days.assign(**{name: found.astype("datetime64[s]") for name, found in day.items()})
    return Limits(days, pd.DataFrame(told["warrants"], columns=["group", "warrant"]))
