"""Generate parts of docs/scale.md: columns, results, measurements, and a billion statements."""

from __future__ import annotations

from typing import NamedTuple

from analysis.export.partitions import PARTITIONED, WHOLE
from analysis.partitioned import (
    columns,
    results,
)
from analysis.publishing.readme import field_table, filled
from analysis.system.project_folder import PROJECT
from tests.support.csv_files import read_csv

PAGE = "docs/scale.md"
KEPT = "docs/measured/scale.csv"
COLUMNS = ["measure", "what", "statements", "value", "unit", "aim"]
BILLION = 10**9
WORKERS = 100


class Figure(NamedTuple):
    """One measurement, as a row of KEPT."""

    measure: str
    what: str
    statements: int
    value: float
    unit: str = ""
    aim: str = ""


def kept() -> list[Figure]:
    """The figures of the last run."""
    header, rows = read_csv(PROJECT / KEPT)
    assert header == COLUMNS
    return [Figure(row[0], row[1], int(row[2]), float(row[3]), *row[4:]) for row in rows]


def page() -> str:
    """The page, filled in from the code and the last run."""
    return filled(
        PROJECT,
        PAGE,
        {
            "columns": column_table(),
            "results": result_tables(),
            "measured": measured_tables(kept()),
            "billion": billion_table(kept()),
        },
    )


def column_table() -> str:
    rows = [["table", "columns, those in parentheses may be blank"], ["---", "---"]]
    for name in (*WHOLE, *PARTITIONED):
        blank = columns.BLANK if name != "lexicon" else {"low", "high"}
        told = [
            f"(`{column}`)" if column in blank else f"`{column}`"
            for column in columns.COLUMNS[name]
        ]
        rows.append([f"`{name}`", ", ".join(told)])
    return lines(rows)


def result_tables() -> str:
    return "\n\n".join(
        field_table(
            f"results/{name}/",
            {"description": result.description, "schema": {"fields": result.fields}},
        )
        for name, result in results.TABLES.items()
    )


def measured_tables(figures: list[Figure]) -> str:
    """A table for each measure."""
    made = []
    for measure in dict.fromkeys(figure.measure for figure in figures):
        rows = [[measure, "statements", "measured", "aim"], ["---", "---:", "---:", "---"]]
        rows += [
            [figure.what, f"{figure.statements:,}", amount(figure), figure.aim]
            for figure in figures
            if figure.measure == measure
        ]
        made.append(lines(rows))
    return "\n\n".join(made)


def amount(figure: Figure) -> str:
    """A value for readers, with its unit."""
    value = figure.value
    told = f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"
    return f"{told} {figure.unit}".strip()


def billion_table(figures: list[Figure]) -> str:
    """What a billion statements would come to, if everything grew in proportion."""
    of = {(figure.measure, figure.what): figure for figure in figures}

    def each(measure: str, what: str) -> float:
        return of[measure, what].value

    by_part = of["wall time", "by partition"]
    hours = by_part.value / by_part.statements * BILLION / 3600
    tables = sum(f.value for f in figures if f.what.startswith("results/"))
    entities = each("bytes", "entities a statement") * BILLION
    rows = [
        ["for a billion statements", "estimate"],
        ["---", "---:"],
        ["the corpus, compressed", size(each("bytes", "corpus, a statement") * BILLION)],
        [
            "integers exchanged, compressed",
            size(each("bytes", "work/claims, packed, a statement") * BILLION),
        ],
        [
            "words that follow, compressed",
            size(each("bytes", "work/words, packed, a statement") * BILLION),
        ],
        ["results", size(tables * BILLION)],
        ["hours on one core like these", f"{hours:,.0f}"],
        [
            f"hours on {WORKERS} of them, if they do not wait for each other",
            f"{hours / WORKERS:,.1f}",
        ],
        ["partitions of 40,000 statements", f"{BILLION // 40_000:,}"],
        ["groups of 250,000 statements", f"{BILLION // 250_000:,}"],
        ["blocks read, twice", f"{BILLION // 40_000 * (BILLION // 250_000):,}"],
        [
            "memory of a worker for a task, as measured",
            f"{each('peak memory', 'by partition'):,.0f} MB",
        ],
        [
            f"memory of a worker for the table of {entities / 1e6:,.0f} million entities",
            size(entities * each("bytes", "memory an entity")),
        ],
        [
            "integers of the entity with the most statements, at the same share",
            size(
                each("bytes", "share of the largest entity")
                * BILLION
                * each("bytes", "work/claims, unpacked, a statement")
            ),
        ],
    ]
    return lines(rows)


def size(count: float) -> str:
    return f"{count / 1e9:,.0f} GB" if count >= 1e10 else f"{count / 1e9:,.1f} GB"


def lines(rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main() -> None:
    (PROJECT / PAGE).write_text(page(), encoding="utf-8")
    print(f"written: {PAGE}")


if __name__ == "__main__":
    main()
