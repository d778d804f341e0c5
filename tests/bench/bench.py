"""Measure speed as ratios and growth, everything in this one run: make bench."""

from __future__ import annotations

import gc
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from analysis.system.project_folder import PROJECT

SIZES = (10_000, 100_000, 1_000_000, 4_000_000)
ROUNDS = 9
STAM_SAMPLE = 100_000  # quotes given to stam, which takes minutes for millions


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """The best wall time of several runs, without garbage collection in between."""
    times = []
    gc.collect()
    gc.disable()
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    gc.enable()
    return min(times)


def command(*arguments: str) -> float:
    """Wall time of one run of this Python with `arguments`."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=PROJECT)
    return time.perf_counter() - begun


def in_turn(ours: list[str], theirs: list[str], rounds: int = ROUNDS) -> tuple[float, float]:
    """The median times of two commands, run alternately so that both see the same machine."""
    pairs = [(command(*ours), command(*theirs)) for _ in range(rounds)]
    return median(a for a, _ in pairs), median(b for _, b in pairs)


def empty_notebooks(folder: Path) -> list[str]:
    """As many notebooks as the project has, each of which only imports pandas and matplotlib."""
    import nbformat
    from nbformat.v4 import new_code_cell, new_notebook

    from analysis.publishing import notebooks

    (folder / notebooks.FOLDER).mkdir()
    cells = [new_code_cell("import pandas\nimport matplotlib.pyplot", id="setup")]
    for path in notebooks.paths(PROJECT):
        nbformat.write(new_notebook(cells=cells), folder / notebooks.FOLDER / path.name)
    return [str(path) for path in notebooks.paths(folder)]


def everyday() -> None:
    """The commands that a user waits for."""
    run = "import pathlib, sys; from analysis.publishing import notebooks;"
    run += "[None for _ in notebooks.run(pathlib.Path(sys.argv[1]))]"
    nbconvert = ["-m", "nbconvert", "--to", "notebook", "--execute", "--inplace"]
    answer = "import analysis; from analysis import tables;"
    answer += "tables.warrants_by_source(analysis.load())"
    with tempfile.TemporaryDirectory() as name:
        empty = empty_notebooks(Path(name))
        rows = {
            "check / import pandas": (
                *in_turn(["-m", "analysis", "check"], ["-c", "import pandas"]),
                "at most 1.75",
            ),
            "notebooks / as many, only imports": (
                *in_turn(["-m", "analysis", "run"], ["-c", run, name], rounds=3),
                "at most 1.25",
            ),
            "the same, imports by nbconvert": (
                *in_turn(["-m", "analysis", "run"], [*nbconvert, *empty], rounds=3),
                "at most 1.25",
            ),
            "import analysis / python": (
                *in_turn(["-c", "import analysis"], ["-c", "pass"]),
                "0.04 s more",
            ),
            "first answer / import pandas": (
                *in_turn(["-c", answer], ["-c", "import pandas"]),
                "0.15 s more",
            ),
        }
    print(f"{'':38}{'ours s':>8}{'other s':>9}{'ratio':>7}{'more s':>8}  aim")
    for label, (ours, theirs, aim) in rows.items():
        more = ours - theirs
        print(f"{label:38}{ours:8.2f}{theirs:9.2f}{ours / theirs:7.2f}{more:8.2f}  {aim}")


def measure_quotes(size: int) -> dict[str, float]:
    """Verifying quotes at their offsets, and finding them without."""
    import stam

    from analysis.text import spans
    from tests.bench.bench_generate import quotes

    texts, starts, words = quotes(size)
    found = {"verify quotes": seconds(lambda: spans.are_quoted_at(texts, starts, words))}
    broken = spans.are_quoted_at(texts, starts, words).count(False)
    assert 0.01 < broken / size < 0.03, broken
    joined = "".join(words).encode()
    copy = bytes(bytearray(joined))
    found["memcmp of the same bytes"] = seconds(lambda: joined == copy)
    some = slice(0, min(size, STAM_SAMPLE))
    find = [(text, quote) for text, quote in zip(texts[some], words[some], strict=True)]
    scale = size / len(find)
    found["find quotes"] = scale * seconds(lambda: [text.find(quote) for text, quote in find])
    store = stam.AnnotationStore(id="bench")
    resources = {
        text: store.add_resource(id=f"r{number}", text=text)
        for number, text in enumerate(dict.fromkeys(texts[some]))
    }
    held = [resources[text] for text in texts[some]]
    rows = list(zip(held, starts[some], words[some], strict=True))
    found["stam, verify"] = scale * seconds(
        lambda: [
            str(held.textselection(stam.Offset.simple(start, start + len(quote)))) == quote
            for held, start, quote in rows
        ],
        rounds=2,
    )
    found["stam, find"] = scale * seconds(
        lambda: [held.find_text(quote, limit=1) for held, _, quote in rows], rounds=2
    )
    return found


def measure_outcomes(size: int) -> dict[str, float]:
    """Outcomes, and the same reductions in two engines: bounds, counts and nested ranges."""
    import duckdb
    import polars

    from analysis.compare.vectorised import compare_facts
    from tests.bench.bench_generate import claims

    table, facts = claims(size)
    found = {"outcomes": seconds(lambda: compare_facts(table, facts))}
    frame = polars.from_pandas(table)
    column = polars.col
    reductions = [
        column("low").max().alias("a"),
        column("low").min().alias("b"),
        column("high").min().alias("c"),
        column("high").max().alias("d"),
        column("source").n_unique().alias("e"),
        column("origin").n_unique().alias("f"),
        column("value").n_unique().alias("g"),
    ]
    keys = ["fact", "stance", "denied"]
    ordered = ["fact", "stance", "denied", "low"]
    found["polars group-by"] = seconds(
        lambda: (
            frame.sort([*ordered, "high"], descending=[False] * 4 + [True])
            .group_by(keys)
            .agg([*reductions, (column("high").diff() > 0).any().alias("h")])
        ),
        rounds=2,
    )
    query = """
        select fact, stance, denied, max(low), min(low), min(high), max(high),
               count(distinct source), count(distinct origin), count(distinct value),
               bool_or(high > wider)
        from (select *, lag(high) over (
                partition by fact, stance, denied order by low, high desc) wider from frame)
        group by all
    """
    engine = duckdb.connect()
    engine.register("frame", frame)
    found["DuckDB group-by"] = seconds(lambda: engine.execute(query).fetchnumpy(), rounds=2)
    return found


def measure_union(size: int) -> dict[str, float]:
    """The length of the union of spans."""
    from analysis.text.span_arrays import union_lengths
    from tests.bench.bench_generate import spans

    found = spans(size)
    return {"coverage union": seconds(lambda: union_lengths(*found))}


MEASURES = {"quotes": measure_quotes, "outcomes": measure_outcomes, "union": measure_union}


def measured(name: str, size: int) -> dict[str, float]:
    """One measure at one size, in its own process so that its peak memory can be read."""
    result = subprocess.run(
        [sys.executable, "-m", __spec__.name, name, str(size)],
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(result.stdout)


def scale() -> None:
    """The rate, growth and memory of each operation on generated statements."""
    results: dict[str, dict[int, float]] = {}
    for name in MEASURES:
        for size in SIZES:
            found = measured(name, size)
            print(f"  {name}, {size:,} statements: measured", file=sys.stderr, flush=True)
            for label, value in found.items():
                results.setdefault(label, {})[size] = value
    large, small = SIZES[-1], SIZES[1]
    print(f"\n{'on ' + format(large, ',') + ' statements':32}{'million/s':>10}{'exponent':>10}")
    for label, times in results.items():
        if label.startswith("peak"):
            print(f"{label:32}{times[large]:10.0f} MB")
            continue
        growth = math.log(times[large] / times[small]) / math.log(large / small)
        print(f"{label:32}{large / times[large] / 1e6:10.2f}{growth:10.2f}")
    print("\nratios at the largest size                    aim")
    for ours, other, aim in (
        ("verify quotes", "stam, verify", "at least 3.5 times as fast"),
        ("find quotes", "stam, find", "at least 2.2 times as fast"),
        ("outcomes", "polars group-by", "at least 3 times as fast"),
        ("outcomes", "DuckDB group-by", "at least 3 times as fast"),
    ):
        ratio = results[other][large] / results[ours][large]
        print(f"{ours} is {ratio:.1f} times as fast as {other:22}{aim}")
    cost = results["verify quotes"][large] / results["memcmp of the same bytes"][large]
    print(f"verify quotes takes {cost:.0f} times as long as memcmp     at most 30")


def main() -> None:
    if len(sys.argv) == 3:
        name, size = sys.argv[1], int(sys.argv[2])
        found = MEASURES[name](size)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({**found, f"peak memory, {name}": peak}))
        return
    everyday()
    scale()


if __name__ == "__main__":
    main()
