"""Compare a corpus in partitions with the same corpus as a whole, in tables, time and memory.

    .venv/bin/python -m tests.bench.bench_scale [STATEMENTS]

Everything is measured in this one run, each part in its own process, over a generated corpus. With
FULL statements or more, the figures are stored in docs/measured/scale.csv. The exit code is 1 if
any table differs.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from math import log
from pathlib import Path
from statistics import linear_regression

from tests.bench import scale_page
from tests.bench.scale_page import COLUMNS, Figure
from tests.trials.measured import write_figures

FULL = 1_000_000
SIZES = (0.01, 0.1, 1, 4)  # of the corpus that all else is measured on: from 10,000 to 4 million
WORKERS = 2
TURNS = 2  # the quickest counts; the three ways run alternately, so that all see the same machine
SAMPLED = 0.1  # seconds
WAYS = {"whole": "pandas whole", "partition": "by partition", "dask": f"Dask, {WORKERS} workers"}
CORE = ("misquoted", "quoted", "claims", "judged")
MB = 2**20


def generate(folder: str, statements: str) -> dict:
    from tests.support import scale_corpus

    scale_corpus.write(Path(folder), int(statements))
    return {"bytes": size_of(Path(folder))}


def whole(folder: str, to: str) -> dict:
    """Read all partitions into one bundle, make the tables as the notebooks do, and write them."""
    from analysis.partitioned import (
        results,
    )
    from tests.support import scale_runs

    begun = time.perf_counter()
    for name, frame in scale_runs.tables(scale_runs.whole(Path(folder))).items():
        results.write(to, name, f"{0:06}", frame)
    return {"seconds": time.perf_counter() - begun}


def partition(folder: str, to: str) -> dict:
    """Run the partitions one after another, and measure the rounds and the bytes in `work`."""
    from analysis.partitioned import (
        executors,
        results,
        run,
        tasks,
    )
    from tests.support import scale_runs  # noqa: F401  importing it is part of neither time

    exchanged, ends, paused = {}, {}, 0.0
    begun = time.perf_counter()
    for step in run.run_corpus(folder, to, executors.sequential):
        now = time.perf_counter()
        ends[step.action] = now - begun - paused
        if step.number == step.total and step.action != "summed up":
            exchanged |= exchange(Path(to) / tasks.WORK)
            paused += time.perf_counter() - now
    parted = zip(ends, ends.values(), [0.0, *ends.values()], strict=False)
    return {
        "seconds": ends["summed up"],
        "rounds": {name: end - before for name, end, before in parted},
        "exchange": exchanged,
        "tables": {name: size_of(Path(to) / name) for name in results.TABLES},
    }


def dask(folder: str, to: str) -> dict:
    """Run over the partitions with Dask workers; the time includes their start and end."""
    from analysis.partitioned import (
        executors,
    )
    from tests.support import scale_runs

    begun = time.perf_counter()
    with executors.cluster(workers=WORKERS) as each:
        started = time.perf_counter() - begun
        scale_runs.run_over(Path(folder), Path(to), each)
    taken = time.perf_counter() - begun
    return {"seconds": taken, "start-up": started}


def equal(*folders: str) -> dict:
    """For each table: rows, columns, and whether each folder has the content of the first one."""
    import pyarrow.dataset as datasets

    from analysis.partitioned import (
        results,
    )

    found = {}
    for name, result in results.TABLES.items():
        tables = [datasets.dataset(f"{folder}/{name}", format="parquet") for folder in folders]
        same = [all(table.schema.equals(tables[0].schema) for table in tables)]
        fields = [field["name"] for field in result.fields]
        for column in fields:
            one, *others = (table.to_table(columns=[column]) for table in tables)
            same += [one.equals(other) for other in others]
        same.append(fields == tables[0].schema.names)
        found[name] = {"rows": len(one), "columns": len(fields), "equal": all(same)}
    return {"tables": found}


def core(folder: str) -> dict:
    """The seconds for reading the Parquet files, and for each function on the result."""
    import tracemalloc

    import numpy as np
    import pandas as pd

    from analysis import coverage, evidence, tables
    from analysis.compare import conventions, encoding, vectorised, wording
    from analysis.compare.facts import compare_statements
    from analysis.export.partitions import PARTITIONED
    from analysis.partitioned import (
        columns,
        partitions,
        run,
        tasks,
        validation,
    )
    from analysis.values import counts
    from tests.support import scale_runs

    spent: dict[str, float] = {}

    def timed(label: str, work: Callable, *arguments: object) -> object:
        begun = time.perf_counter()
        found = work(*arguments)
        spent[label] = spent.get(label, 0.0) + time.perf_counter() - begun
        return found

    def read_tables(partition: str) -> dict[str, pd.DataFrame]:
        return {
            name: columns.read_columns(folder, f"{name}/{partition}.parquet", types)[0]
            for name, types in columns.COLUMNS.items()
            if name in PARTITIONED
        }

    names, _ = partitions.list_partitions(scale_runs.files(Path(folder)))
    of = partitions.load_shared(folder)
    from analysis.text.sentences import split_sentences

    split_sentences("Loads what splits sentences.", "en")
    said, numbered, documents, statements = [], [], 0, 0
    for name in names:
        read = timed("read", read_tables, name)
        timed("validation", validation.partition_problems, name, read, of)
        partition = partitions.Partition(name, documents, statements)
        bundle, _ = timed("read, door and bundle", partitions.load, folder, partition, of)
        wrong = timed("misquoted", evidence.misquoted, bundle)
        sound = tasks.drop_statements(bundle, wrong["statement_id"])
        timed("quoted", coverage.quoted, sound)
        timed("ledger", coverage.ledger, sound)
        untexted = replace(sound, sources=sound.sources.drop(columns="text"))
        said.append(timed("claims", encoding.encode, untexted, counts.DEFAULT))
        numbered.append((partition, wrong["statement_id"]))
        documents += len(bundle.sources)
        statements += len(bundle.statements)
    every = pd.concat(said).sort_values("entity", kind="stable")
    times = np.bincount(every["entity"], minlength=len(of.entities))
    ends = np.cumsum(times)
    groups = [
        every.iloc[ends[begin] - times[begin] : ends[end - 1]]
        for begin, end in vectorised.batches(times, run.PER_GROUP)
    ]
    readings = conventions.readings(of.lexicon)
    judged = [
        timed("judged", compare_statements, group, of.properties, readings) for group in groups
    ]
    shown = [found.statements.index[found.statements["shown"]] for found in judged]
    rows = pd.Index(np.sort(np.concatenate(shown)))
    limits = timed("topics", coverage.topic_limits, every, of.entities, of.properties)
    words = []
    for partition, wrong in numbered:
        bundle, _ = partitions.load(folder, partition, of, texts=False)
        sound = tasks.drop_statements(bundle, wrong)
        timed("topics", coverage.topics_within, sound, limits)
        chosen = sound.statements.loc[sound.statements.index.isin(rows)]
        some = replace(sound, statements=chosen)
        words.append(timed("words", tables.statements, some)[tasks.WORDS])
    words = pd.concat(words)
    for found, numbers in zip(judged, shown, strict=True):
        told = found, words.loc[numbers], of.entities, of.properties
        timed("outcomes in words", wording.facts_in_words, *told)
        timed("conflicts in words", wording.conflicts_in_words, *told)
    largest = max(groups, key=len)
    del words, judged
    tracemalloc.start()
    compare_statements(largest, of.properties, readings)
    _, more = tracemalloc.get_traced_memory()
    tracemalloc.stop()  # while it traces, everything in this process is several times slower
    held = int(largest.memory_usage(deep=True).sum())
    return {"spent": spent, "groups": len(groups), "group": [len(largest), held, more]}


def exchange(work: Path) -> dict[str, list[int]]:
    """Count the rows that partitions pass to groups, by kind, and their bytes, packed and not."""
    import pyarrow as pa

    found = {}
    for folder in (work / name for name in ("claims", "shown", "words")):
        rows = unpacked = 0
        for path in folder.glob("*") if folder.exists() else ():
            with pa.ipc.open_file(path) as file:
                for number in range(file.num_record_batches):
                    batch = file.get_batch(number)
                    rows += batch.num_rows
                    unpacked += batch.nbytes
        if rows:
            found[folder.name] = [rows, size_of(folder), unpacked]
    return found


def size_of(folder: Path) -> int:
    """The bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def entities(folder: str) -> dict:
    """The table of entities in memory, and the share of the corpus about the largest entity."""
    import numpy as np

    from analysis.partitioned import (
        partitions,
    )
    from tests.support import scale_runs

    of = partitions.load_shared(folder)
    held = int(of.entities.memory_usage(deep=True).sum()) + of.hashed.nbytes + of.row_of.nbytes
    times = np.zeros(len(of.entities), dtype="int64")
    for name in partitions.list_partitions(scale_runs.files(Path(folder)))[0]:
        counted, _ = partitions.count(folder, name, of)
        np.add.at(times, counted.entities, counted.times)
    return {"entities": len(times), "held": held, "most": int(times.max())}


WORK = {work.__name__: work for work in (generate, whole, partition, dask, equal, core, entities)}


def apart(work: Callable[..., dict], *arguments: object) -> dict:
    """What `work` returns in its own process, with its `peak` of memory.

    That is the maximum RSS of the process. `together` is the largest sum of its RSS and that of
    all processes that it has begun, and `worker` the largest RSS of one of these, at any of the
    moments that were sampled.
    """
    import psutil

    command = [sys.executable, "-m", __spec__.name, work.__name__, *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        together = worker = 0
        while process.poll() is None:
            own, *begun = [*resident(psutil.Process(process.pid)), 0]
            together = max(together, own + sum(begun))
            worker = max(worker, *begun, 0)
            time.sleep(SAMPLED)
        told = process.stdout.read()
    if process.returncode:
        sys.exit(f"{work.__name__}: failed; the reason stands above")
    print(
        f"  {work.__name__} {Path(str(arguments[0])).name}: measured", file=sys.stderr, flush=True
    )
    return json.loads(told) | {"together": together, "worker": worker}


def resident(process: object) -> Iterator[int]:
    """The RSS of a process and of all its descendants, which may end meanwhile."""
    import psutil

    try:
        family = [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return
    for one in family:
        try:
            yield one.memory_info().rss
        except psutil.NoSuchProcess:
            continue


def measured(folder: Path, size: int) -> tuple[list[Figure], bool]:
    """All figures of a corpus of `size` statements, and whether all tables are equal."""
    corpus = folder / f"{size}"
    held = apart(generate, corpus, size)["bytes"]
    runs: dict[str, list[dict]] = {way: [] for way in WAYS}
    for _ in range(TURNS):
        for way, outcomes in runs.items():
            shutil.rmtree(folder / way, ignore_errors=True)
            outcomes.append(apart(WORK[way], corpus, folder / way))
    found = apart(equal, *(folder / way for way in WAYS))["tables"]
    costs = apart(core, corpus) | apart(entities, corpus)
    figures = [
        *(
            Figure(f"rows, {'equal' if table['equal'] else 'NOT EQUAL'}", name, size, table["rows"])
            for name, table in found.items()
        ),
        *of_time(runs, size),
        *of_memory(runs, size),
        *of_growth(runs["partition"], folder, size),
        *of_core(costs, size),
        *of_bytes(runs["partition"][-1], costs, held, size),
    ]
    return figures, all(table["equal"] for table in found.values())


def of_time(runs: dict[str, list[dict]], size: int) -> list[Figure]:
    taken = {way: [run["seconds"] for run in outcomes] for way, outcomes in runs.items()}
    best = {way: min(times) for way, times in taken.items()}
    started = min(run["start-up"] for run in runs["dask"])
    told = [(WAYS[way], seconds, "s", "") for way, seconds in best.items()]
    told.append(("of that, until Dask has its workers", started, "s", ""))
    for way, aim in (("partition", "at most 1.3"), ("dask", "at most 1.5")):
        told.append((f"{WAYS[way]} / {WAYS['whole']}", best[way] / best["whole"], "", aim))
    for way, times in taken.items():
        told.append((f"{WAYS[way]}, slowest / quickest", max(times) / min(times), "", ""))
    for name, seconds in runs["partition"][-1]["rounds"].items():
        told.append((f"by partition, {name}", seconds, "s", ""))
    return [Figure("wall time", what, size, *rest) for what, *rest in told]


def of_memory(runs: dict[str, list[dict]], size: int) -> list[Figure]:
    peak = {way: max(run["peak"] for run in outcomes) for way, outcomes in runs.items()}
    peak["dask"] = max(run["together"] for run in runs["dask"])
    worker = max(run["worker"] for run in runs["dask"])
    told = [(WAYS[way], most / MB, "MB", "") for way, most in peak.items()]
    told.append(("Dask, the largest worker", worker / MB, "MB", ""))
    for way, aim in (("partition", "at most 0.5"), ("dask", "")):
        told.append((f"{WAYS[way]} / {WAYS['whole']}", peak[way] / peak["whole"], "", aim))
    return [Figure("peak memory", what, size, *rest) for what, *rest in told]


def of_growth(partitions: list[dict], folder: Path, size: int) -> list[Figure]:
    """Wall time and memory by partition as the corpus grows."""
    seconds, figures = {}, []
    for statements in (round(size * share) for share in SIZES):
        runs = partitions if statements == size else []
        corpus, to = folder / f"{statements}", folder / "grown"
        if not runs:
            apart(generate, corpus, statements)
        while not runs or (statements < size and len(runs) < TURNS):
            shutil.rmtree(to, ignore_errors=True)
            runs.append(apart(partition, corpus, to))
        shutil.rmtree(to, ignore_errors=True)
        seconds[statements] = min(run["seconds"] for run in runs)
        rate, peak = statements / seconds[statements], max(run["peak"] for run in runs)
        figures.append(Figure("growth", "by partition", statements, seconds[statements], "s"))
        figures.append(Figure("growth", "statements a second", statements, rate, ""))
        figures.append(Figure("growth", "peak memory", statements, peak / MB, "MB"))
    most, large = max(seconds), sorted(seconds)[-2]
    exponents = {
        "exponent, least squares over all sizes": slope(seconds),
        "exponent, between the two largest": slope({n: seconds[n] for n in (large, most)}),
    }
    for what, exponent in exponents.items():
        figures.append(Figure("growth", what, most, exponent, "", "at most 1.1"))
    return figures


def slope(seconds: dict[int, float]) -> float:
    """The exponent of time by size that fits best: least squares over the logarithms."""
    return linear_regression(*zip(*((log(n), log(s)) for n, s in seconds.items()), strict=True))[0]


def of_core(costs: dict, size: int) -> list[Figure]:
    spent = costs["spent"]
    spent["evidence built from it"] = (
        spent.pop("read, door and bundle") - spent["read"] - spent["validation"]
    )
    other = [name for name in spent if name not in (*CORE, "read")]
    together = sum(spent[name] for name in CORE)
    told = [
        ("reading the Parquet files", spent["read"], "s", ""),
        ("core, together", together, "s", ""),
        ("core / reading", together / spent["read"], "", ""),
        *((f"{name}, of the core", spent[name], "s", "") for name in CORE),
        *((f"{name}, statements a second", size / spent[name], "", "") for name in CORE),
        *((f"{name}, not of the core", spent[name], "s", "") for name in other),
    ]
    return [Figure("core", what, size, *rest) for what, *rest in told]


def of_bytes(run: dict, costs: dict, corpus: int, size: int) -> list[Figure]:
    told = [("corpus, a statement", corpus / size, "B")]
    for name, (rows, packed, unpacked) in run["exchange"].items():
        told.append((f"work/{name}, rows a statement", rows / size, ""))
        told.append((f"work/{name}, packed, a statement", packed / size, "B"))
        told.append((f"work/{name}, unpacked, a statement", unpacked / size, "B"))
    told += [
        (f"results/{name}, a statement", each / size, "B") for name, each in run["tables"].items()
    ]
    rows, held, more = costs["group"]
    told.append(("entities a statement", costs["entities"] / size, ""))
    told.append(("memory an entity", costs["held"] / costs["entities"], "B"))
    told.append(("share of the largest entity", costs["most"] / size, ""))
    told.append(("groups of entities", costs["groups"], ""))
    told.append(("the largest group", rows, "claims"))
    told.append(("the largest group, its integers", held / MB, "MB"))
    told.append(("the largest group, more while judged", more / MB, "MB"))
    return [Figure("bytes", what, size, *rest) for what, *rest in told]


def show(figures: list[Figure]) -> None:
    measure = ""
    for figure in figures:
        if figure.measure != measure:
            measure = figure.measure
            print(f"\n{measure:42}{'statements':>11}{'value':>15}{'':8} aim")
        value = f"{figure.value:,.{0 if figure.value % 1 == 0 or figure.value >= 1_000 else 2}f}"
        line = f"{figure.what:42}{figure.statements:11,}{value:>15} {figure.unit:7} {figure.aim}"
        print(line.rstrip())


def main() -> int:
    if sys.argv[1:2] and sys.argv[1] in WORK:
        found = WORK[sys.argv[1]](*sys.argv[2:])
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(json.dumps({**found, "peak": peak}))
        return 0
    size = int(sys.argv[1]) if len(sys.argv) > 1 else FULL
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        figures, same = measured(Path(folder), size)
    show(figures)
    loads = " and ".join(f"{load:.1f}" for load in (before, os.getloadavg()[2]))
    print(f"\nload of the machine before and over the last 15 minutes: {loads}")
    if size >= FULL:
        rows = ([*row[:3], f"{row.value:.6g}", *row[4:]] for row in figures)
        write_figures("scale", [COLUMNS, *rows])
        scale_page.main()
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
