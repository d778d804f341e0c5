"""Write the files of a project safely.

Each file is replaced whole, so an interrupted run never leaves half a file; one process writes at a
time (`analysis.system.lock`); and nothing is written through a link (`analysis.system.folders`). No
other module writes, locks or removes anything.

A file is first written as a draft: without a name where the system supports that, otherwise under
the name that `_draft` returns. It then takes the place of the old file in one step.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from analysis.errors import WriteError
from analysis.system.folders import Folder, opened, read, sha256, split
from analysis.system.lock import LOCK, holder, locked

LARGEST = 1 << 30  # bytes in a file that may be replaced; ours are far smaller

_DRAFT = re.compile(r"\.(?P<digest>[0-9a-f]{16})-\d+\.new")


def current(root: Path, name: str) -> bytes | None:
    """Return the content of the file `name` before it is replaced; None if there is no such file.

    Raises WriteError if it is not a file that may be replaced.
    """
    try:
        return read(root, name, LARGEST)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise write_error(name, error) from error


def write_error(name: str, error: OSError) -> WriteError:
    """Return the error that says why the file `name` of a project cannot be written."""
    remedy = "correct that and run again: the file is unchanged"
    return WriteError(f"{name}: cannot be written: {error.strerror}; {remedy}")


@contextmanager
def alone(root: Path, folders: Iterable[str] = ()) -> Iterator[None]:
    """Keep other processes from writing to the project while the body runs.

    Parameters
    ----------
    root : Path
        The project folder.
    folders : iterable of str, optional
        Folders that the body writes into, such as "notebooks". Each one that exists is tested
        first, so that a full or read-only folder is noticed before the work begins, and drafts
        that a killed process left there are removed.

    Raises
    ------
    BusyError
        If another process is writing to the project.
    WriteError
        If one of the folders cannot be written.
    """
    with locked(root):
        for name in folders:
            try:
                with opened(root, name) as folder:
                    _try_to_write(folder)
                    _remove_drafts(folder)
            except FileNotFoundError:
                continue
            except OSError as error:
                message = f"{name}: cannot be written: {error.strerror}; correct that and run again"
                raise WriteError(message) from error
        yield


def replace(root: Path, name: str, new: bytes, before: bytes | None) -> None:
    """Replace the file `name` of `root` with `new`, all or nothing.

    `before` is the content from which `new` was made. Raises WriteError if the file no longer has
    that content, or cannot be written; then it is left unchanged. A signal that raises in the main
    thread is delayed.
    """
    replace_all(root, {name: new}, {name: before})


def replace_all(
    root: Path, contents: Mapping[str, bytes], before: Mapping[str, bytes | None] | None = None
) -> list[str]:
    """Replace several files of `root`.

    Everything is on the disk before the first file gets its name, so a full disk changes nothing. A
    signal that raises in the main thread is delayed.

    Parameters
    ----------
    root : Path
        The project folder.
    contents : mapping of str to bytes
        The new content of each file. Files get their names in this order; those that already have
        their content are left alone.
    before : mapping of str to (bytes or None), optional
        What some of the files must still hold, None for no file.

    Returns
    -------
    list of str
        The names of the files that changed.

    Raises
    ------
    WriteError
        If a file cannot be written, or no longer holds what `before` says.
    """
    with ThreadPoolExecutor(1) as beside:  # signals go to the main thread, so none interrupts this
        return beside.submit(_replace, root, contents, before or {}).result()


def _replace(
    root: Path, contents: Mapping[str, bytes], before: Mapping[str, bytes | None]
) -> list[str]:
    """Write the drafts of the files that change, then give them their names."""
    drafts: dict[str, str] = {}
    name = ""
    try:
        for number, (name, new) in enumerate(contents.items()):
            where, file = split(name)
            with opened(root, where, make=True) as folder:
                if _held(folder, file) != new:
                    drafts[name] = _draft(new, number)
                    _write_draft(folder, drafts[name], new, folder.stat(file))
        for name, draft in drafts.items():
            where, file = split(name)
            with opened(root, where) as folder:
                if name in before and _held(folder, file) != before[name]:
                    message = "was saved by another program in the meantime, and is kept; run again"
                    raise WriteError(f"{name}: {message}")
                folder.rename(draft, file)
                folder.sync()
    except OSError as error:
        raise write_error(name, error) from error
    finally:
        for name, draft in drafts.items():
            with suppress(OSError), opened(root, split(name)[0]) as folder:
                folder.unlink(draft)
    return list(drafts)


def _held(folder: Folder, name: str) -> bytes | None:
    try:
        return folder.read(name, LARGEST)
    except FileNotFoundError:
        return None


def _draft(new: bytes, number: int) -> str:
    """Return the name of an incomplete file: its number and a digest of its content."""
    return f".{sha256(new)[:16]}-{number}.new"


def _write_draft(
    folder: Folder, draft: str, new: bytes, old: os.stat_result | None, sync: bool = True
) -> None:
    """Write `new` under the name of a draft, with the permissions of the file it will replace.

    With `sync` it is on the disk when this returns, and survives a power failure.
    """
    if folder.stat(draft):  # left by a process that was killed
        folder.unlink(draft)
    unnamed = folder.unnamed()
    handle = _create(folder, draft) if unnamed is None else unnamed
    with open(handle, "wb") as file:
        file.write(new)
        file.flush()
        if old and hasattr(os, "fchmod"):
            os.fchmod(handle, stat.S_IMODE(old.st_mode) & 0o777)
        if sync:
            os.fsync(handle)  # on the disk before it has the name
        if unnamed is not None:
            folder.name(handle, draft)


def _create(folder: Folder, name: str) -> int:
    return folder.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL)


def _remove_drafts(folder: Folder) -> None:
    """Remove the drafts that a killed process left, which are recognised by their content."""
    for name in folder.names():
        draft = _DRAFT.fullmatch(name)
        with suppress(OSError):
            if draft and _draft(folder.read(name, LARGEST), 0)[1:17] == draft["digest"]:
                folder.unlink(name)


def put(root: Path, name: str, new: bytes, may_replace: Callable[[BinaryIO], bool]) -> str:
    """Write a file of any size whole, without waiting for the disk.

    Unlike `replace_all` it does not read what it replaces. To find out whether the file survived a
    power failure, compare its SHA-256 with the returned one.

    Parameters
    ----------
    root : Path
        The folder of results.
    name : str
        The path of the file below `root`. Missing folders are made.
    new : bytes
        The content.
    may_replace : callable
        Called with the existing file of that name, opened for reading. The file is replaced only if
        this returns True.

    Returns
    -------
    str
        The SHA-256 of `new` in hexadecimal.

    Raises
    ------
    OSError
        If the file cannot be written or replaced; then nothing has changed.
    """
    draft = _draft(new, 0)
    where, file = split(name)
    with opened(root, where, make=True) as folder:
        if old := folder.stat(file):
            with open(folder.open(file, os.O_RDONLY), "rb") as existing:
                if not may_replace(existing):
                    raise OSError(errno.EEXIST, "holds what this program has not written")
        try:
            _write_draft(folder, draft, new, old, sync=False)
            folder.rename(draft, file)
        except BaseException:
            with suppress(OSError):
                folder.unlink(draft)
            raise
    return sha256(new)


def discard(root: Path, name: str) -> None:
    """Remove the regular file `name` of `root`, whatever its content; raises OSError."""
    where, file = split(name)
    with opened(root, where) as folder:
        os.close(folder.open(file, os.O_RDONLY))  # which refuses anything but a file
        folder.unlink(file)


def is_draft(name: str) -> bool:
    """Return whether a file has the name of a draft, which a killed process can leave."""
    return bool(_DRAFT.fullmatch(split(name)[1]))


def remove(root: Path, name: str, held: Iterable[str]) -> bool:
    """Remove the file `name` if the SHA-256 of its content is one of `held`.

    Returns whether it was removed. A file that somebody else put there is kept.
    """
    where, file = split(name)
    with suppress(OSError), opened(root, where) as folder:
        content = folder.read(file, LARGEST)
        if sha256(content) in set(held):
            folder.unlink(file)
            return True
    return False


def remove_empty(root: Path, name: str) -> bool:
    """Remove the folder `name` if it is empty; return whether it was removed."""
    where, file = split(name)
    with suppress(OSError), opened(root, where) as folder:
        folder.rmdir(file)
        return True
    return False


def make_folder(path: Path) -> list[Path]:
    """Make the folder at `path` with its parents; return the new folders, the innermost last."""
    missing = [folder for folder in (path, *path.parents) if not os.path.lexists(folder)][::-1]
    for folder in missing:
        folder.mkdir(exist_ok=True)
    return missing


def remove_folders(new: Iterable[Path]) -> None:
    """Remove those of the folders that `make_folder` returned that are empty."""
    for folder in reversed(list(new)):
        with suppress(OSError):  # somebody has put something into it
            folder.rmdir()


def remove_lock(root: Path) -> None:
    """Remove the lock of this process from a folder that is not needed after all."""
    remove(root, LOCK, [sha256(holder())])


def try_to_write(path: Path | None) -> None:
    """Raise WriteError if nothing can be written into a folder. Nothing is left there.

    A `path` of None means the folder of temporary files.
    """
    try:
        if path is None:
            with tempfile.TemporaryFile() as file:
                file.write(bytes(4096))
        else:
            with opened(path) as folder:
                _try_to_write(folder)
    except OSError as error:
        message = f"{path or 'TMPDIR'}: cannot be written: {error.strerror}"
        raise WriteError(f"{message}; correct that and run again") from error


def _try_to_write(folder: Folder) -> None:
    """Raise OSError if nothing can be written into a folder. Nothing is left there."""
    name = _draft(b"", os.getpid())
    unnamed = folder.unnamed()
    handle = _create(folder, name) if unnamed is None else unnamed
    try:
        with open(handle, "wb") as file:
            file.write(bytes(4096))
    finally:
        if unnamed is None:
            folder.unlink(name)
