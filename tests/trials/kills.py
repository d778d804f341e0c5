"""Kill runs at many moments, and count what each leaves whole.

`make trials NAME=kills` writes docs/measured/interrupted.csv. The tests use the parts of it.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from analysis.cli import signals
from analysis.publishing import notebooks
from analysis.system import files
from analysis.system.project_folder import PROJECT
from tests.support.csv_files import copy_project
from tests.trials.matrix import emptied
from tests.trials.measured import write_measured

WHOLE_RUNS = {"SIGKILL": 40, "SIGTERM": 10, "SIGINT": 10}
LONGEST_WAIT = 20  # seconds for a kernel to see that its parent is gone
RUN = [sys.executable, "-m", "analysis", "run"]
UNHARMED = 99  # the exit code where the signal never came
OLD, NEW = b"old" * 999, b"new" * 999


def write_notebook(path: Path, *cells: str, has_run: bool = False) -> None:
    """A notebook of these code cells at `path`, which never ran or looks as if it had."""
    import nbformat
    from nbformat.v4 import new_code_cell, new_notebook

    path.parent.mkdir(exist_ok=True)
    made = [
        new_code_cell(source, id=f"cell-{at}", execution_count=at + 1 if has_run else None)
        for at, source in enumerate(cells)
    ]
    nbformat.write(new_notebook(cells=made), path)


def drafts(folder: Path) -> list[str]:
    """The names in `folder` of what a killed process had begun to write."""
    return sorted(path.name for path in folder.glob(".*.new"))


def at_every_call(name: str, folder: Path) -> list[tuple[str, int]]:
    """Kill the replacement of a file by the signal `name` before and after each of its calls.

    For each, what the file holds then (old, new or half), and the number of drafts beside it.
    Runs in a process of its own, because it forks.
    """
    command = [sys.executable, "-m", __spec__.name, name, str(folder)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return [tuple(row) for row in json.loads(result.stdout)]


def _at_every_call(number: int, folder: Path) -> list[tuple[str, int]]:
    found, killed = [], True
    while killed:
        (folder / "file").write_bytes(OLD)
        for draft in drafts(folder):
            (folder / draft).unlink()
        child = os.fork()
        if not child:
            _replace_until(len(found), number, folder)
        killed = os.WEXITSTATUS(os.waitpid(child, 0)[1]) != UNHARMED
        held = {OLD: "old", NEW: "new"}.get((folder / "file").read_bytes(), "half")
        found.append((held, len(drafts(folder))))
    return found[:-1]  # the last was not killed


def _replace_until(moment: int, number: int, folder: Path) -> None:
    """Replace the file, and get the signal at the call or return of this number; then exit.

    Like a program that ends, it waits for its threads.
    """
    inside, seen = False, 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal inside, seen
        if event in ("call", "return") and frame.f_code is files._replace.__code__:
            inside = event == "call"
        elif inside and event in ("c_call", "c_return"):
            seen += 1
            if seen == moment + 1:
                os.kill(os.getpid(), number)

    if number != signal.SIGKILL:
        signal.signal(number, signals.end)
    threading.setprofile(count)
    try:
        files.replace(folder, "file", NEW, OLD)
        code = UNHARMED
    except signals.Ended:
        code = 0
    for thread in set(threading.enumerate()) - {threading.current_thread()}:
        thread.join()
    os._exit(code)


def kernels(under: int) -> list[int]:
    """The ids of the processes of kernels whose parent is the process `under` (Linux)."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            if int(parent) == under and b"ipykernel_launcher" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
        except OSError:  # it ended meanwhile
            continue
    return found


def awaited(condition: Callable[[], bool], longest: float = LONGEST_WAIT) -> bool:
    """Whether the condition came true in time."""
    end = time.monotonic() + longest
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def adopt_orphans() -> None:
    """Let the orphans of what this process starts become its children, as under systemd --user."""
    adopting = 36  # PR_SET_CHILD_SUBREAPER
    if ctypes.CDLL(None).prctl(adopting, 1, 0, 0, 0):
        sys.exit("this needs Linux, to see what becomes of the kernels")


def _whole_run(number: int, delay: float, root: Path, old: dict, new: dict) -> tuple[bool, str]:
    """Kill a run after `delay` seconds: whether all held, and what it left."""
    for name, content in old.items():
        (root / notebooks.FOLDER / name).write_bytes(content)
    process = subprocess.Popen([*RUN, str(root)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    time.sleep(delay)
    process.send_signal(number)
    told = process.communicate()[1].decode().splitlines()
    handled = process.returncode in (0, 128 + number)
    silent = process.returncode == -number and number != signal.SIGINT  # before it could handle it
    orderly = number == signal.SIGKILL or (handled and len(told) == (process.returncode > 0))
    left = drafts(root / notebooks.FOLDER)
    names = {path.name for path in (root / notebooks.FOLDER).iterdir()} - set(left)
    ended = awaited(lambda: not any(map(_runs, kernels(os.getpid()))))
    whole = names == set(old) and all(
        (root / notebooks.FOLDER / name).read_bytes() in (old[name], new[name]) for name in old
    )
    with files.alone(root, [notebooks.FOLDER]):  # the next run can, and tidies up
        tidy = drafts(root / notebooks.FOLDER) == []
    clean = number == signal.SIGKILL or not left
    held = whole and ended and tidy and clean and (orderly or silent)
    return held, f"{delay:.2f} s: {process.returncode} {whole=} {ended=} {tidy=} {clean=} {told}"


def _runs(kernel: int) -> bool:
    """Whether the adopted process still runs; one that ended is put away."""
    return os.waitpid(kernel, os.WNOHANG) == (0, 0)


def measured(folder: Path) -> list[list[str]]:
    """The rows of the table: the replacing of one file, then whole runs, by signal."""
    rows = []
    for name in WHOLE_RUNS:
        found = at_every_call(name, folder)
        held = [state != "half" and (name == "SIGKILL" or not left) for state, left in found]
        note = "before and after each call that replacing a file makes; old or new, never half"
        note += "; a draft may be left" if name == "SIGKILL" else ", and no draft is left"
        rows.append([f"{name} while a file is replaced", len(held), sum(held), note])
    root = folder / "project"
    copy_project(root)
    (root / notebooks.FOLDER).mkdir()
    stored = notebooks.paths(PROJECT)[:2]
    new = {path.name: path.read_bytes() for path in stored}
    old = {name: emptied(content) for name, content in new.items()}
    for name, content in old.items():
        (root / notebooks.FOLDER / name).write_bytes(content)
    begun = time.monotonic()
    subprocess.run([*RUN, str(root)], check=True, capture_output=True)
    length = time.monotonic() - begun
    for name, count in WHOLE_RUNS.items():
        number = getattr(signal, name)
        held = 0
        for turn in range(count):
            delay = length * (turn + 0.5) / count
            good, told = _whole_run(number, delay, root, old, new)
            held += good
            if not good:
                print(f"{name} after {told}", file=sys.stderr)
        note = f"{len(old)} notebooks, at moments spread over the run: each old or new, no kernel "
        note += f"runs {LONGEST_WAIT} s later, and the next run can begin"
        rows.append([f"{name} during a run", count, held, note])
    subprocess.run([*RUN, str(root)], check=True, capture_output=True)
    same = [(root / notebooks.FOLDER / name).read_bytes() == new[name] for name in new]
    rows.append(["a run after all of these", len(same), sum(same), "the bytes that are stored"])
    return rows


def main() -> int:
    adopt_orphans()
    with tempfile.TemporaryDirectory() as folder:
        rows = measured(Path(folder))
    write_measured("interrupted", rows)
    return int(any(held != tried for _, tried, held, _ in rows))


if __name__ == "__main__":
    if len(sys.argv) == 3:  # for at_every_call
        print(json.dumps(_at_every_call(getattr(signal, sys.argv[1]), Path(sys.argv[2]))))
    else:
        sys.exit(main())
