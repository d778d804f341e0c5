"""Send the tables through LibreOffice Calc and back, and count what `check` says of each.

`make trials NAME=spreadsheets` runs it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from analysis import evidence
from analysis.system.project_folder import PROJECT
from tests.support.csv_files import copy_project, read_csv
from tests.trials.measured import write_measured

FILTER = "Text - txt - csv (StarCalc)"
UTF8, UTF16, WINDOWS_1252 = 76, 65535, 1  # as Calc numbers them

# Filter options, in Calc's order: separator, quotation mark, encoding, first line, columns,
# language (1033: English), and whether quoted cells are text and special numbers are detected.
ALL_TEXT = f"{FILTER}:44,34,{UTF8},1,{'/'.join(f'{n}/2' for n in range(1, 31))},1033,false,false"
DETECT = f"{FILTER}:44,34,{UTF8},1,,1033,false,true"


def _saved(separator: str = ",", encoding: int = UTF8, quote_all: str = "false") -> str:
    return f"csv:{FILTER}:{ord(separator)},34,{encoding},1,,0,{quote_all},true,false"


# A way: how a table is opened, the format it is kept in meanwhile, if any, and how it is saved.
WAYS = {
    "columns kept as text": (ALL_TEXT, "", _saved()),
    "columns kept as text, every cell quoted": (ALL_TEXT, "", _saved(quote_all="true")),
    "columns kept as text, by way of .xlsx": (ALL_TEXT, "xlsx", _saved()),
    "columns kept as text, by way of .ods": (ALL_TEXT, "ods", _saved()),
    "Calc's own defaults": ("", "", "csv"),
    "numbers and dates detected": (DETECT, "", _saved()),
    "numbers and dates detected, by way of .xlsx": (DETECT, "xlsx", _saved()),
    "numbers and dates detected, by way of .ods": (DETECT, "ods", _saved()),
    "saved with semicolons in Windows-1252": (ALL_TEXT, "", _saved(";", WINDOWS_1252)),
    "saved with tabs": (ALL_TEXT, "", _saved("\t")),
    "saved in UTF-16": (ALL_TEXT, "", _saved(encoding=UTF16)),
}


class Result(NamedTuple):
    """What `check` says about a project with one table replaced, and the changes that it misses."""

    table: str
    lines: list[str]
    untold: list[str]


def round_trip(way: str, folder: Path) -> list[Result]:
    """Send every table through Calc one way, with `folder` for what is made meanwhile.

    Calc's profile, which takes seconds to create, is beside `folder`, for all ways.
    """
    opened, kept, saved = WAYS[way]
    profile = folder.parent / "calc"
    files = sorted((PROJECT / "data").glob("*.csv"))
    if kept:
        files = _converted(files, kept, folder / kept, opened, profile)
        opened = ""
    files = _converted(files, saved, folder / "saved", opened, profile)
    project = copy_project(folder / "project")
    return [judge(file, project) for file in files]


def _converted(
    files: list[Path], target: str, folder: Path, opened: str, profile: Path
) -> list[Path]:
    """The files as Calc writes them into `folder`, having opened them with the filter `opened`."""
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += [f"--infilter={opened}"] * bool(opened)
    command += ["--convert-to", target, "--outdir", str(folder), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    made = [folder / f"{file.stem}.{target.partition(':')[0]}" for file in files]
    missing = [file.name for file in made if not file.is_file()]
    if missing:
        raise RuntimeError(f"Calc wrote no {', '.join(missing)}: {done.stdout}{done.stderr}")
    return made


def judge(file: Path, project: Path) -> Result:
    """Check `project` with `file` in place of its table of that name, then put the table back."""
    place = project / "data" / file.name
    before = place.read_bytes()
    place.write_bytes(file.read_bytes())
    found = evidence.read(project).problems
    place.write_bytes(before)
    refused = any(problem.file == f"data/{file.name}" and not problem.column for problem in found)
    told = {f"{Path(problem.file).name}:{problem.line}: {problem.column}" for problem in found}
    changed = [] if refused else _changed_cells(place, file)
    return Result(file.stem, list(map(str, found)), [cell for cell in changed if cell not in told])


def _changed_cells(old: Path, new: Path) -> list[str]:
    """Each cell that differs, as `check` names its place; the number of rows if that differs."""
    header, rows = read_csv(old)
    _, others = read_csv(new)
    if len(rows) != len(others):
        return [f"{old.name}: {len(others)} rows instead of {len(rows)}"]
    return [
        f"{old.name}:{line}: {column}"
        for line, (row, other) in enumerate(zip(rows, others, strict=True), start=2)
        for column, cell, changed in zip(header, row, other, strict=True)
        if cell != changed
    ]


def measured(way: str, results: list[Result]) -> list[str]:
    """A row of figures: the way, the tables tried, those accepted or fully reported, and which.

    >>> measured("by hand", [Result("properties", [], []), Result("rules", ["a line"], [])])
    ['by hand', '2', '2', 'accepted: properties; reported: rules (1 line)']
    """
    sound = [result.table for result in results if not result.lines]
    told = [
        f"{result.table} ({len(result.lines)} line{'s' * (len(result.lines) > 1)})"
        for result in results
        if result.lines
    ]
    held = sum(not result.untold for result in results)
    parts = (("accepted", sound), ("reported", told))
    note = "; ".join(f"{what}: {', '.join(which)}" for what, which in parts if which)
    return [way, str(len(results)), str(held), note]


def main() -> int:
    if not shutil.which("soffice"):
        print("no soffice; install LibreOffice Calc (Debian: libreoffice-calc)", file=sys.stderr)
        return 1
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for number, way in enumerate(WAYS):
            rows.append(measured(way, round_trip(way, Path(folder) / str(number))))
            print(f"{way}: {rows[-1][3]}", flush=True)
    write_measured("spreadsheets", rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
