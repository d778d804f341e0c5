"""What the longer trials found: kept in docs/measured/, and shown in docs/trust.md."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from analysis.corpus import PROJECT
from analysis.readme import filled
from csv_files import read_csv, write_csv

PAGE = "docs/trust.md"
FOLDER = "docs/measured"
NO_TRIALS = ("scale",)  # figures of how fast and how large, not of what held
COLUMNS = ["what", "tried", "held", "note"]


def paths() -> list[Path]:
    found = (PROJECT / FOLDER).glob("*.csv")
    return sorted(path for path in found if path.stem not in NO_TRIALS)


def write_measured(name: str, rows: Iterable[Iterable]) -> None:
    """Print the rows, keep them in `docs/measured/NAME.csv`, and renew the page that shows them."""
    rows = [list(map(str, row)) for row in rows]
    path = PROJECT / FOLDER / f"{name}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_csv(path, [COLUMNS, *rows])
    for what, tried, held, note in rows:
        print(f"{held:>6} of {tried:>6}  {what}{f' ({note})' if note else ''}")
    (PROJECT / PAGE).write_text(page(), encoding="utf-8")
    print(f"written: {FOLDER}/{name}.csv, {PAGE}")


def page() -> str:
    """`docs/trust.md` with the figures of the last trials."""
    text = (PROJECT / PAGE).read_text(encoding="utf-8")
    parts = dict.fromkeys(re.findall(r"<!-- begin (\w+) -->", text), "Not tried yet.")
    return filled(PROJECT, PAGE, parts | {path.stem: table(path) for path in paths()})


def table(path: Path) -> str:
    """One trial as a Markdown table, with the sum of its rows."""
    _, rows = read_csv(path)
    tried, held = (sum(int(row[column]) for row in rows) for column in (1, 2))
    rows.append(["**all**", f"**{tried}**", f"**{held}**", share(held, tried)])
    head = ["what was tried", "times", "as it should be", ""]
    lines = [head, ["---", "---:", "---:", "---"], *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


def share(held: int, tried: int) -> str:
    """The share in percent, rounded down so that only all of them are 100%.

    >>> share(3, 3), share(19999, 20000), share(0, 0)
    ('100%', '99.99%', '')
    """
    if held == tried:
        return "100%" if tried else ""
    return f"{int(10000 * held / tried) / 100:.2f}%"


if __name__ == "__main__":
    (PROJECT / PAGE).write_text(page(), encoding="utf-8")
    print(f"written: {PAGE}")
