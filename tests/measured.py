"""What the longer measurements found, kept for the page that shows them."""

from __future__ import annotations

import csv
from collections.abc import Iterable

from analysis.corpus import PROJECT

COLUMNS = ("what", "tried", "held", "note")


def write_measured(name: str, rows: Iterable[tuple]) -> None:
    """Print the rows, and keep them in `docs/measured/NAME.csv`."""
    rows = list(rows)
    path = PROJECT / f"docs/measured/{name}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])
    for what, tried, held, note in rows:
        print(f"{held:>6} of {tried:>6}  {what}{f' ({note})' if note else ''}")
    tried, held = (sum(row[column] for row in rows) for column in (1, 2))
    print(f"{held} of {tried} in all; written: docs/measured/{name}.csv")
