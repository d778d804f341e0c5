"""Keep the figures of the longer trials in docs/measured/, and show them in docs/trust.md.

For each table of figures, `digests.csv` has its SHA-256, the command that wrote it, and a digest of
the files that were tested (not of the trial itself). `make test` and `make trials NAME=measured`
compare them. This detects a figure that was edited by hand or merged from two runs, and shows which
figures are older than the code or the data. It does not prove that a trial was run: anybody can
write a digest as easily as a figure. It is not a signature; only running the command again shows
that the figures hold.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from analysis.publishing.readme import filled
from analysis.system.project_folder import PROJECT
from tests.support.csv_files import as_csv, read_csv, write_csv
from tests.support.layout import project_files

PAGE = "docs/trust.md"
FOLDER = "docs/measured"
# Figures that the page does not show, or shows in a table of another form.
NO_TRIALS = ("coders", "digests", "outsiders", "scale")
COLUMNS = ["what", "tried", "held", "note"]
DIGESTS = "digests.csv"
DIGEST_COLUMNS = ["file", "command", "sha256", "files_tried"]
# The command that writes each file.
COMMANDS = {
    "boundaries": "make trials NAME=boundaries",
    "coders": "make trials NAME=coders",
    "fuzz": "make trials NAME=fuzz",
    "interrupted": "make trials NAME=kills",
    "matrix": "make trials NAME=matrix",
    "mutants": "make trials NAME=mutants",
    "outsiders": "make outsiders",
    "resealed": "make trials NAME=mutants",
    "scale": "make bench",
    "spreadsheets": "make trials NAME=spreadsheets",
    "versions": "make trials NAME=versions",
}
TRIED = ("analysis", "data", "notebooks", "seeds")  # the folders on which every trial depends


def paths() -> list[Path]:
    found = (PROJECT / FOLDER).glob("*.csv")
    return sorted(path for path in found if path.stem not in NO_TRIALS)


def write_measured(name: str, rows: Iterable[Iterable]) -> None:
    """Print the rows, store them in `docs/measured/NAME.csv`, and renew the page with them."""
    rows = [list(map(str, row)) for row in rows]
    write_figures(name, [COLUMNS, *rows])
    for what, tried, held, note in rows:
        print(f"{held:>6} of {tried:>6}  {what}{f' ({note})' if note else ''}")
    (PROJECT / PAGE).write_text(page(), encoding="utf-8")
    print(f"written: {FOLDER}/{name}.csv, {FOLDER}/{DIGESTS}, {PAGE}")


def write_suites(rows: Iterable[Iterable]) -> None:
    """Store the scores on third-party suites, and renew the page that shows them."""
    write_figures("outsiders", [list(map(str, row)) for row in rows])
    (PROJECT / PAGE).write_text(page(), encoding="utf-8")
    print(f"written: {FOLDER}/outsiders.csv, {FOLDER}/{DIGESTS}, {PAGE}")


# Digests


def write_figures(name: str, rows: Iterable[Iterable[str]], root: Path = PROJECT) -> None:
    """Write `docs/measured/NAME.csv` and its digest; every command that measures ends with this.

    The tested files are read now: if they changed during a trial, it has to be repeated.
    """
    content = as_csv(rows)
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.csv").write_bytes(content)
    row = [
        f"{name}.csv",
        COMMANDS[name],
        hashlib.sha256(content).hexdigest(),
        digest_of_tried(root),
    ]
    others = [row for row in read_digests(root) if row[0] != f"{name}.csv"]
    write_csv(folder / DIGESTS, [DIGEST_COLUMNS, *sorted([*others, row])])


def read_digests(root: Path = PROJECT) -> list[list[str]]:
    path = root / FOLDER / DIGESTS
    return read_csv(path)[1] if path.is_file() and path.stat().st_size else []


def digest_of_tried(root: Path = PROJECT) -> str:
    """Return the SHA-256 of the names and contents of all files on which the trials depend."""
    digest = hashlib.sha256()
    for name in project_files(root):
        if name.partition("/")[0] in TRIED and (root / name).is_file():
            content = hashlib.sha256((root / name).read_bytes()).hexdigest()
            digest.update(f"{content}  {name}\n".encode())
    return digest.hexdigest()


def digest_problems(root: Path = PROJECT) -> Iterator[str]:
    """List the figures that no command wrote, one line each, with what to do."""
    listed = {row[0]: row for row in read_digests(root) if len(row) == len(DIGEST_COLUMNS)}
    there = {path.name: path for path in (root / FOLDER).iterdir() if path.name != DIGESTS}
    if len(listed) != len(read_digests(root)):
        yield f"{FOLDER}/{DIGESTS}: has a row twice or broken; take it from the last commit"
    for name in sorted({*listed, *there}):
        place, command = f"{FOLDER}/{name}", COMMANDS.get(Path(name).stem)
        if name not in there:
            remedy = f"run {command}" if command else f"take {DIGESTS} from the last commit"
            yield f"{place}: is missing; {remedy}"
        elif command is None:
            yield f"{place}: no command writes it; remove it"
        elif name not in listed:
            yield f"{place}: has no digest; run {command}"
        elif listed[name][1] != command:
            yield f"{place}: {DIGESTS} names another command; run {command}"
        elif listed[name][2] != hashlib.sha256(there[name].read_bytes()).hexdigest():
            yield f"{place}: was changed since {command} wrote it; restore it, or run {command}"


def freshness(root: Path = PROJECT) -> Iterator[str]:
    """Report whether the tested files are still the same, one line for each file of figures."""
    now = digest_of_tried(root)
    for name, command, _, tried in read_digests(root):
        if tried == now:
            yield f"{name}: measured on these files"
        elif tried:
            yield f"{name}: measured on other files; run {command} to measure again"
        else:
            yield f"{name}: on which files is not known; run {command} to measure again"


# The page


def page() -> str:
    """`docs/trust.md` with the figures of the last trials."""
    text = (PROJECT / PAGE).read_text(encoding="utf-8")
    parts = dict.fromkeys(re.findall(r"<!-- begin (\w+) -->", text), "Not tried yet.")
    tables = {path.stem: table(path) for path in paths()}
    suites = PROJECT / FOLDER / "outsiders.csv"
    if suites.exists():
        tables["outsiders"] = table_of_suites(suites)
    return filled(PROJECT, PAGE, parts | tables)


def table_of_suites(path: Path) -> str:
    """Return the scores on third-party suites as a Markdown table."""
    _, rows = read_csv(path)
    lines = [["suite", "what it asks", "ours", "best known", "what fails, and why"]]
    lines.append(["---", "---", "---:", "---", "---"])
    for suite, asks, tried, right, best, fails in rows:
        percent = share(int(right), int(tried))
        lines.append([suite, asks, f"{right} of {tried} ({percent})", best, fails or "nothing"])
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


def table(path: Path) -> str:
    """Return one trial as a Markdown table, with the sum of its rows."""
    _, rows = read_csv(path)
    tried, held = (sum(int(row[column]) for row in rows) for column in (1, 2))
    rows.append(["**all**", f"**{tried}**", f"**{held}**", share(held, tried)])
    head = ["case", "times tried", "as expected", "note"]
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


def main() -> int:
    """Renew the page, unless figures were changed by hand, and say how old the figures are."""
    wrong = list(digest_problems())
    if wrong:
        print(*wrong, sep="\n", file=sys.stderr)
        return 1
    print(*freshness(), sep="\n")
    (PROJECT / PAGE).write_text(page(), encoding="utf-8")
    print(f"written: {PAGE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
