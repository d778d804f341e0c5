"""Check that the bytes are the same wherever the project runs, varying one condition at a time.

`make trials NAME=matrix` runs it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from analysis.publishing import readme
from analysis.system import project_folder
from tests.trials.measured import write_measured

SERIES = ("3.11", "3.12", "3.13")
OWN = "{}.{}".format(*sys.version_info)  # the version that this runs with
CACHE = project_folder.PROJECT / ".venv/matrix"  # ignored by git, and removed by make clean
UV = Path(sys.executable).with_name("uv")
# As the Makefile installs its lists.
HASHED = ("--require-hashes", "--build-constraints", "requirements/build.txt")
HASHED += ("--only-binary", ":all:", "--no-binary", "pymeeus")
LOCALES = ("tr_TR", "fa_IR", "de_DE", "fr_FR")  # in Turkish, upper case of i is not I


class Condition(NamedTuple):
    """What is varied: how a command is started, in which folder and with which files at home.

    `proof` is run first under the condition: where it fails, the condition could not be had here,
    and counts for nothing. `lack` says why it cannot even be tried.
    """

    what: str
    tried: str
    series: str = OWN  # the version of Python, with the packages of requirements/hashed.txt
    environment: dict[str, str] = {}  # noqa: RUF012 (a NamedTuple, and never changed)
    settings: dict[str, str] = {}  # noqa: RUF012
    before: tuple[str, ...] = ()
    owner: str = ""
    umask: int = -1
    folder: str = "project"
    proof: str = "pass"
    lack: str = ""


# Comparing two versions of the project's files


def first_difference(ours: bytes, theirs: bytes) -> str:
    """Where two notebooks first differ: the cell and its part; blank if their bytes are equal.

    >>> first_difference(b'{"cells": [{"id": "a"}]}', b'{"cells": [{"id": "b"}]}')
    'cell 1 (a): id'
    """
    if ours == theirs:
        return ""
    try:
        one, other = (json.loads(content)["cells"] for content in (ours, theirs))
    except (ValueError, KeyError):
        return "one of them is not a notebook"
    for number, (mine, yours) in enumerate(zip(one, other, strict=False), 1):
        for part, value in _parts(mine).items():
            if _parts(yours).get(part) != value:
                return f"cell {number} ({mine['id']}): {part}"
        if len(_parts(yours)) > len(_parts(mine)):
            return f"cell {number} ({mine['id']}): has more outputs"
    if len(one) != len(other):
        return f"cell {min(len(one), len(other)) + 1}: there are {len(one)} and {len(other)} cells"
    return "outside the cells"


def _parts(cell: dict) -> dict[str, object]:
    """What can differ in a cell, by a name that a reader understands."""
    found = {name: value for name, value in cell.items() if name != "outputs"}
    for number, output in enumerate(cell.get("outputs", []), 1):
        found |= {f"output {number}, {kind}": data for kind, data in contents(output).items()}
    return found


def contents(output: dict) -> dict[str, object]:
    """What an output of a cell shows, by kind; a stream or an error is one kind."""
    if "data" not in output:
        return {output.get("name", output["output_type"]): output}
    return {**output["data"], "metadata": output["metadata"]}


def differing(ours: dict[str, bytes], theirs: dict[str, bytes]) -> Iterator[str]:
    """The files whose bytes differ, notebooks with the first cell that does."""
    for name, content in ours.items():
        if theirs.get(name) != content:
            cell = name.endswith(".ipynb") and first_difference(content, theirs.get(name, b""))
            yield f"{name}: {cell}" if cell else name


# A copy of the project, as git would give it


def tracked(root: Path = project_folder.PROJECT) -> dict[str, bytes]:
    """The files that git tracks, as they are in the working tree."""
    try:
        command = ["git", "ls-files", "-z"]
        listed = subprocess.run(command, cwd=root, check=True, stdout=subprocess.PIPE)
    except (OSError, subprocess.CalledProcessError):
        sys.exit("git does not list the project's files; run this in a clone, with git installed")
    names = [os.fsdecode(name) for name in listed.stdout.split(b"\0") if name]
    return {name: (root / name).read_bytes() for name in names if (root / name).is_file()}


def write_copy(folder: Path, files: dict[str, bytes]) -> None:
    """The files in `folder`, the notebooks without results and no figure, so that none is kept.

    The templates of notebooks have none, and are not run.
    """
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        is_run = name.startswith("notebooks/") and path.suffix == ".ipynb"
        path.write_bytes(emptied(content) if is_run else content)
    (folder / readme.FIGURE).unlink()


def emptied(content: bytes) -> bytes:
    """The notebook without the results of running it."""
    notebook = json.loads(content)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    return json.dumps(notebook).encode()


def read_copy(folder: Path, names: dict[str, bytes]) -> dict[str, bytes]:
    """The files of the copy that are there."""
    return {name: (folder / name).read_bytes() for name in names if (folder / name).is_file()}


# Interpreters and environments


@cache
def interpreters() -> dict[str, Path]:
    """One Python of each version from 3.11 on ("3.12"), the oldest first.

    Looked for in $PYTHONS (paths, separated as in $PATH), as this one, on $PATH and in pyenv.
    """
    named = [Path(path) for path in os.environ.get("PYTHONS", "").split(os.pathsep) if path]
    folders = [Path(folder) for folder in os.get_exec_path()]
    if shutil.which("pyenv"):
        asked = subprocess.run(["pyenv", "root"], capture_output=True, text=True)
        folders += sorted(Path(asked.stdout.strip()).glob("versions/*/bin"))
    there = [path for folder in folders for path in sorted(folder.glob("python3.*"))]
    there = [path for path in there if re.fullmatch(r"python3\.\d+(\.exe)?", path.name)]
    found: dict[str, Path] = {}
    for path in [*named, Path(sys.executable), *there]:
        version = version_of(path)
        if version >= (3, 11):
            found.setdefault("{}.{}".format(*version), path)
    return dict(sorted(found.items(), key=lambda one: version_of(one[1])))


@cache
def version_of(python: Path) -> tuple[int, ...]:
    """The version of an interpreter; (0,) if it cannot be run, as an empty shim."""
    ask = "import sys; print(*sys.version_info[:3])"
    try:
        told = subprocess.run([python, "-I", "-c", ask], capture_output=True, text=True)
    except OSError:
        return (0,)
    return tuple(map(int, told.stdout.split())) if told.returncode == 0 else (0,)


def spelt(python: Path) -> str:
    """Its version in words."""
    return "Python " + ".".join(map(str, version_of(python)))


def environment(name: str, python: Path, *installs: tuple[str, ...], keep: bool = True) -> Path:
    """Return the Python of an environment, made once if it may be kept.

    Each of `installs` holds the arguments of one call of uv; the calls are made in their order.
    """
    folder = CACHE / name
    made = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    key = hashlib.sha256(repr((version_of(python), installs)).encode())
    arguments = (Path(argument) for install in installs for argument in install)
    key.update(b"".join(path.read_bytes() for path in arguments if path.is_file()))
    ready = folder / "ready"
    if keep and ready.is_file() and ready.read_text() == key.hexdigest():
        return made
    print(f"making an environment: {name}", flush=True)
    venv = [UV, "venv", "--quiet", "--clear", "--python", python, folder]
    subprocess.run(venv, check=True, cwd=project_folder.PROJECT)
    for install in installs:
        install_into(made, *install)
    ready.write_text(key.hexdigest())
    return made


def install_into(python: Path, *install: str) -> None:
    """Install packages into the environment of this Python with these arguments of uv."""
    command = [UV, "pip", "install", "--quiet", "--compile-bytecode", "--python", python]
    subprocess.run([*command, *install], check=True, cwd=project_folder.PROJECT)


@cache
def pinned(series: str) -> Path:
    """The Python of an environment with the packages of `make`, and without this project.

    What runs then has only the copy to import, by $PYTHONPATH. Every file is checked by its hash.
    """
    install = (*HASHED, "-r", str(project_folder.PROJECT / "requirements/hashed.txt"))
    return environment(series, interpreters()[series], install)


# The conditions


def conditions() -> Iterator[Condition]:
    """The conditions that must not matter; each differs from the first in one respect."""
    user = "root" if _is_root() else "a user"
    here = f"{spelt(Path(sys.executable))}, UTC, C.UTF-8, as {user}"
    yield Condition("the committed bytes", here)
    yield Condition("a second run", "with the caches of the first")
    yield from pythons()
    yield Condition("folder", "a name with a space and é", folder="a projét")
    proof = "import time; assert time.localtime(0).tm_gmtoff == 12600"
    yield Condition("time zone", "Asia/Tehran", environment={"TZ": "Asia/Tehran"}, proof=proof)
    yield from locales()
    for seed in ("0", "1"):
        yield Condition("hash seed", seed, environment={"PYTHONHASHSEED": seed})
    yield other_user()
    yield no_network()
    proof = "import os; assert os.umask(0) == 0o77"
    yield Condition("umask", "077", umask=0o77, proof=proof)
    yield from settings()


def pythons() -> Iterator[Condition]:
    """The other versions of Python, with the same pins."""
    for series in SERIES:
        if series not in interpreters():
            lack = "not found on $PATH, in pyenv or in $PYTHONS"
            yield Condition("version of Python", f"Python {series}", lack=lack)
        elif series != OWN:
            yield Condition("version of Python", spelt(interpreters()[series]), series)


def locales() -> Iterator[Condition]:
    """C, C without the UTF-8 mode of Python, and one in which not even letter case is as in C."""
    c = {"LC_ALL": "C"}
    yield Condition("locale", "C", environment=c)
    proof = "import locale; assert 'UTF' not in locale.getpreferredencoding(False).upper()"
    ascii_only = {**c, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    yield Condition("locale", "C, and Python in ASCII", environment=ascii_only, proof=proof)
    name = "tr_TR.UTF-8"
    compiled = CACHE / "locales" / name
    if shutil.which("localedef"):  # the system's own may lack it, and need not be touched
        compiled.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["localedef", "-i", "tr_TR", "-f", "UTF-8", compiled], capture_output=True)
    found = {"LC_ALL": name, **({"LOCPATH": str(compiled.parent)} if compiled.is_dir() else {})}
    proof = "import locale; locale.setlocale(locale.LC_ALL, ''); "
    proof += "assert locale.localeconv()['decimal_point'] == ','"
    yield Condition("locale", name, environment=found, proof=proof)


def other_user() -> Condition:
    """As nobody: allowed to read where root's own home, with its Python, is closed to others."""
    become = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")
    become += ("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")
    lack = "" if _is_root() else "only root can run as somebody else"
    proof = "import os, pwd; assert os.geteuid() == pwd.getpwnam('nobody').pw_uid"
    return Condition("user", "nobody", before=become, owner="nobody", lack=lack, proof=proof)


def no_network() -> Condition:
    """With only the loopback interface, through which a notebook and its kernel communicate."""
    apart = ("unshare", "-n" if _is_root() else "-rn")
    loopback = ("sh", "-c", 'ip link set lo up && exec "$@"', "sh")
    proof = "import socket; assert [name for _, name in socket.if_nameindex()] == ['lo']"
    return Condition("network", "none", before=(*apart, *loopback), proof=proof)


STARTUP = """import pandas
print("a greeting")
pandas.set_option("display.max_rows", 3, "display.colheader_justify", "left")
"""
MATPLOTLIBRC = """font.size: 20
axes.facecolor: red
figure.dpi: 50
lines.antialiased: False
text.antialiased: False
axes.formatter.use_locale: True
timezone: Pacific/Kiritimati
date.epoch: 2000-01-01
"""
IPYTHON_CONFIG = """c.InteractiveShell.ast_node_interactivity = "all"
c.InteractiveShellApp.matplotlib = "inline"
"""
KERNEL = json.dumps({"argv": ["no-such-program"], "display_name": "", "language": "python"})


def settings() -> Iterator[Condition]:
    """Settings that a user may have at home."""
    proof = "import matplotlib; assert matplotlib.rcParams['font.size'] == 20"
    odd = {".config/matplotlib/matplotlibrc": MATPLOTLIBRC}
    yield Condition("settings of matplotlib", "a matplotlibrc", settings=odd, proof=proof)
    proof = "import matplotlib; assert matplotlib.get_backend() == 'pdf'"
    backend = {"MPLBACKEND": "pdf"}
    tried = "MPLBACKEND=pdf"
    yield Condition("settings of matplotlib", tried, environment=backend, proof=proof)
    profile = {
        ".ipython/profile_default/startup/00.py": STARTUP,
        ".ipython/profile_default/ipython_config.py": IPYTHON_CONFIG,
    }
    proof = "import IPython, pandas; IPython.start_ipython(['-c', 'pass']); "
    proof += "assert pandas.get_option('display.max_rows') == 3"
    yield Condition("settings of IPython", "a startup file", settings=profile, proof=proof)
    kernel = {".local/share/jupyter/kernels/python3/kernel.json": KERNEL}
    kernel[".jupyter/jupyter_config.json"] = '{"KernelManager": {"transport": "none"}}'
    proof = "from jupyter_client.kernelspec import get_kernel_spec as get; "
    proof += "assert get('python3').argv == ['no-such-program']"
    first = {"JUPYTER_PREFER_ENV_PATH": "0"}
    tried = "another kernel named python3"
    yield Condition("settings of Jupyter", tried, OWN, first, kernel, proof=proof)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


# Running


def outcome(condition: Condition, files: dict[str, bytes], base: Path) -> tuple[str, str]:
    """Whether the bytes held under the condition: "yes", "no" or "not run", and a note why."""
    if condition.lack:
        return "not run", condition.lack
    own = Path(tempfile.mkdtemp(dir=base))
    folder = own / condition.folder
    home = (own if condition.settings or condition.owner else base) / "home"
    for name, text in condition.settings.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, encoding="utf-8")
    home.mkdir(parents=True, exist_ok=True)
    write_copy(folder, files)
    if condition.owner:
        for path in (own, *own.rglob("*")):
            shutil.chown(path, condition.owner)
    try:
        run = starter(condition, pinned(condition.series), folder, home)
        proved = run("-c", condition.proof)
    except OSError as error:
        return "not run", f"{Path(error.filename).name}: {error.strerror}"
    except subprocess.CalledProcessError:
        return "not run", "the pinned packages could not be installed"
    if proved.returncode:
        return "not run", f"could not be had here: {_last_line(proved.stderr, base)}"
    failed = failure(run, base)
    return ("no", failed) if failed else same_bytes(files, read_copy(folder, files))


def failure(run: Callable, base: Path) -> str:
    """Run the notebooks and renew the README; blank, or why that cannot be done."""
    for command in ("run", "readme"):
        told = run("-m", "analysis", command)
        if told.returncode:
            return f"{command}: {_last_line(told.stderr, base)}"
    return ""


def same_bytes(ours: dict[str, bytes], theirs: dict[str, bytes]) -> tuple[str, str]:
    """Whether all files have the same bytes, and the first that has not."""
    found = list(differing(ours, theirs))
    return ("no", "; ".join(found)) if found else ("yes", "")


def starter(condition: Condition, python: Path, folder: Path, home: Path) -> Callable:
    """A function that runs `python` with some arguments in `folder` under the condition."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "PYTHONPATH": str(folder),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        **condition.environment,
    }
    before = [*condition.before, python]
    told = {"cwd": folder, "env": environment, "capture_output": True, "umask": condition.umask}

    def run(*arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run([*before, *arguments], text=True, errors="replace", **told)

    return run


def _last_line(told: str, base: Path) -> str:
    """The last line of an error, which says what is wrong, without the folder of this run."""
    lines = told.strip().splitlines() or ["no reason given"]
    return re.sub(rf"{re.escape(str(base))}\S*/", "", lines[-1])


def main() -> int:
    files = tracked()
    tried = list(conditions())
    rows = []
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        base.chmod(0o755)
        for number, condition in enumerate(tried, 1):
            begun = time.monotonic()
            held, note = outcome(condition, files, base)
            rows.append([condition.what, condition.tried, held, note])
            told = {"yes": "same bytes", "no": f"DIFFERS: {note}", "not run": f"not run: {note}"}
            print(
                f"[{number:2}/{len(tried)}] {condition.what}: {condition.tried}: {told[held]} "
                f"({time.monotonic() - begun:.0f} s)",
                flush=True,
            )
    return finish("matrix", rows)


def finish(name: str, rows: list[list[str]]) -> int:
    """Keep the rows, print how many held, and return the exit code: 1 if any did not, or none."""
    write_measured(
        name,
        [
            (f"{what}: {tried}", int(held != "not run"), int(held == "yes"), note)
            for what, tried, held, note in rows
        ],
    )
    count = [row[2] for row in rows].count
    print(f"{count('yes')} held, {count('no')} did not, {count('not run')} were not run")
    return 1 if count("no") or not count("yes") else 0


if __name__ == "__main__":
    sys.exit(main())
