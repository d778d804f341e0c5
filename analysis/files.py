"""Replace files whole and one process at a time, so that nothing that ends a run leaves a half."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from analysis.plain import UserError

try:
    import fcntl
except ImportError:  # Windows: two runs at once still replace each file whole
    fcntl = None

LOCK = ".analysis.lock"
AS_IT_WAS = "mend that and run again: the file is as it was"


class WriteError(UserError):
    """Something cannot be written; the message is one line that says what, why and what to do."""


class BusyError(WriteError):
    """Another process is writing there."""


def content(path: Path) -> bytes | None:
    """What the file at `path` holds; None where there is no file."""
    return path.read_bytes() if path.exists() else None


@contextmanager
def alone(root: Path, folders: Iterable[Path] = ()) -> Iterator[None]:
    """Keep other processes from writing the project at `root` while the body does.

    Each of `folders` is first tried, so that a full or read-only one is known before the work,
    and the drafts that a killed process left in it are removed. Raises WriteError.
    """
    with _lock(root):
        for folder in folders:
            try_to_write(folder)
            for draft in folder.glob(_draft("*")):
                with suppress(OSError):
                    draft.unlink()
        yield


def replace(root: Path, name: str, new: bytes, before: bytes | None) -> None:
    """Put `new` in the place of the file `name` of `root`, all or nothing.

    `before` is what `new` was made from. Raises WriteError if the file no longer holds that, or
    cannot be written; then it stays as it is. A signal that raises in the main thread waits.
    """
    path = (root / name).resolve()  # a link stays a link
    with ThreadPoolExecutor(1) as beside:  # signals come to the main thread: none cuts this short
        beside.submit(_replace, {path: (name, new)}, {path: before}).result()


def replace_all(root: Path, contents: Mapping[str, bytes]) -> list[str]:
    """Put `contents` in the place of the files of `root` that they are named by, and name those.

    Files that hold theirs already are left alone. All is on the disk before the first has its name,
    so that a full disk changes none. Raises WriteError. A signal waits, as in `replace`.
    """
    paths = {root / name: (name, new) for name, new in contents.items()}
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(_replace, paths, {}).result()


def _replace(
    contents: Mapping[Path, tuple[str, bytes]], before: Mapping[Path, bytes | None]
) -> list[str]:
    """Give files their new contents, and name those that changed; each by what it is told as."""
    drafts: dict[Path, Path] = {}
    name = ""
    try:
        for path, named in contents.items():
            name, new = named
            path.parent.mkdir(parents=True, exist_ok=True)
            held = content(path)
            if held != new:
                drafts[path] = path.with_name(_draft(path.name))
                _write_draft(drafts[path], new)
                if held is not None:
                    shutil.copymode(path, drafts[path])
        for path, draft in drafts.items():
            name = contents[path][0]
            if path in before and content(path) != before[path]:
                told = f"{name}: was saved by another in the meantime, and stays; run again"
                raise WriteError(told)
            os.replace(draft, path)
    except OSError as error:
        told = f"{name}: cannot be written: {error.strerror}; {AS_IT_WAS}"
        raise WriteError(told) from error
    finally:
        for draft in drafts.values():
            with suppress(OSError):
                draft.unlink(missing_ok=True)
    for folder in {path.parent: None for path in drafts}:
        _to_disk(folder)
    return [contents[path][0] for path in drafts]


def _write_draft(draft: Path, new: bytes) -> None:
    with draft.open("wb") as file:
        file.write(new)
        file.flush()
        os.fsync(file.fileno())  # on the disk before it has the name


def _draft(name: str) -> str:
    return f".{name}.new"


def _to_disk(folder: Path) -> None:
    """Put the names in `folder` on the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def try_to_write(folder: Path | None) -> None:
    """Raise WriteError if nothing can be written into `folder`; leaves nothing there.

    None stands for the folder of temporary files.
    """
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(4096))
    except OSError as error:
        told = f"{folder or 'TMPDIR'}: cannot be written: {error.strerror}; mend that and run again"
        raise WriteError(told) from error


@contextmanager
def _lock(root: Path) -> Iterator[None]:
    """Hold the lock of the project, which the system takes from a process that ends.

    The file stays: removed, its name could be locked by one process and its content by another.
    """
    try:
        file = (root / LOCK).open("a+b", buffering=0)
    except OSError as error:
        told = f"{root}: cannot be written: {error.strerror}; mend that and run again"
        raise WriteError(told) from error
    with file:
        try:
            if fcntl:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().decode() or "another process"
            told = f"{root}: {holder} is writing there; let it end, or stop it, and run again"
            raise BusyError(told) from None
        except OSError as error:
            raise WriteError(f"{root / LOCK}: cannot be locked: {error.strerror}") from error
        with suppress(OSError):  # whether there is room is told of the folders that need it
            file.truncate(0)
            file.write(f"process {os.getpid()}".encode())
        yield
