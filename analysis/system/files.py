"""Write the files of a project: whole, one process at a time, and never through a link.

With `analysis.system.folders`, on which it rests, this is the only module that writes, locks or
removes anything. A file is replaced whole, so that nothing that ends a run leaves a half.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from analysis.errors import UserError
from analysis.system.folders import Folder, opened, read, split

try:
    import fcntl
except ImportError:  # Windows: two runs at once still replace each file whole
    fcntl = None

LOCK = ".analysis.lock"
AS_IT_WAS = "mend that and run again: the file is as it was"
LARGEST = 1 << 30  # bytes of a file that may be replaced; none of ours comes near it

_HOLDER = re.compile(rb"process \d{1,20}")  # all that a lock ever holds
_DRAFT = re.compile(r"\.(?P<digest>[0-9a-f]{16})-\d+\.new")


class WriteError(UserError):
    """A file cannot be written; the message is one line that says which, why and what to do."""


class BusyError(WriteError):
    """Another process is writing to the project."""


def current(root: Path, name: str) -> bytes | None:
    """What the file `name` holds before it is replaced; None if there is none.

    Raises WriteError if it is not a file that may be replaced.
    """
    try:
        return read(root, name, LARGEST)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise write_error(name, error) from error


def write_error(name: str, error: OSError) -> WriteError:
    """The error that says why the file `name` of a project cannot be written."""
    return WriteError(f"{name}: cannot be written: {error.strerror}; {AS_IT_WAS}")


@contextmanager
def alone(root: Path, folders: Iterable[str] = ()) -> Iterator[None]:
    """Keep other processes from writing to the project at `root` while the body does.

    Each of `folders` ("notebooks", "build/site") that exists is first tried, so that a full or
    read-only one is known before the work begins, and what a killed process had begun to write
    there is removed. Raises WriteError.
    """
    with _lock(root):
        for name in folders:
            try:
                with opened(root, name) as folder:
                    _try_to_write(folder)
                    _remove_drafts(folder)
            except FileNotFoundError:
                continue
            except OSError as error:
                message = f"{name}: cannot be written: {error.strerror}; mend that and run again"
                raise WriteError(message) from error
        yield


def replace(root: Path, name: str, new: bytes, before: bytes | None) -> None:
    """Put `new` in the place of the file `name` of `root`, all or nothing.

    `before` is what `new` was made from. Raises WriteError if the file no longer holds that, or
    cannot be written; then it stays as it is. A signal that raises in the main thread waits.
    """
    replace_all(root, {name: new}, {name: before})


def replace_all(
    root: Path, contents: Mapping[str, bytes], before: Mapping[str, bytes | None] | None = None
) -> list[str]:
    """Put `contents` in the place of the files of `root` that they are named by.

    Returns the names of those that changed; files that already hold their content are left alone.
    Everything is on the disk before the first file gets its name, so that a full disk changes none,
    and names are given in the order of `contents`. Raises WriteError. A signal waits, as in
    `replace`.
    """
    with ThreadPoolExecutor(1) as beside:  # signals come to the main thread: none cuts this short
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
                    message = "was saved by another in the meantime, and stays; run again"
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
    """The name of a file until it is complete; it says what the file will hold."""
    return f".{hashlib.sha256(new).hexdigest()[:16]}-{number}.new"


def _write_draft(
    folder: Folder, draft: str, new: bytes, old: os.stat_result | None, sync: bool = True
) -> None:
    """Write `new` under the name of a draft, with the permissions of the file it will replace.

    With `sync` it is on the disk, and survives a power failure, when this returns.
    """
    if folder.stat(draft):  # a process that was killed left it
        folder.unlink(draft)
    handle = folder.unnamed()
    is_unnamed = handle is not None
    if not is_unnamed:
        handle = folder.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    with open(handle, "wb") as file:
        file.write(new)
        file.flush()
        if old and hasattr(os, "fchmod"):
            os.fchmod(handle, stat.S_IMODE(old.st_mode) & 0o777)
        if sync:
            os.fsync(handle)  # on the disk before it has the name
        if is_unnamed:
            folder.name(handle, draft)


def _remove_drafts(folder: Folder) -> None:
    """Remove the drafts that a killed process left, which are known by their content."""
    for name in folder.names():
        draft = _DRAFT.fullmatch(name)
        with suppress(OSError):
            if draft and _draft(folder.read(name, LARGEST), 0)[1:17] == draft["digest"]:
                folder.unlink(name)


def put(root: Path, name: str, new: bytes, may_replace: Callable[[BinaryIO], bool]) -> str:
    """Write the file `name` of `root` whole, and return the SHA-256 of what it then holds.

    A file that stands there already is replaced only if `may_replace` returns true for it, opened.
    Raises OSError, also for such a file; then everything is as it was. For results of any size:
    unlike `replace_all`, it neither reads what it replaces nor waits for the disk, so that a caller
    who needs to know whether a file survived a power failure compares the SHA-256.
    """
    digest = hashlib.sha256(new).hexdigest()
    draft = f".{digest[:16]}-0.new"
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
    return digest


def discard(root: Path, name: str) -> None:
    """Remove the regular file `name` of `root`, whatever it holds; raises OSError."""
    where, file = split(name)
    with opened(root, where) as folder:
        os.close(folder.open(file, os.O_RDONLY))  # which refuses anything but a file
        folder.unlink(file)


def is_draft(name: str) -> bool:
    """Whether a file has the name of a draft, which a process that was killed can leave."""
    return bool(_DRAFT.fullmatch(split(name)[1]))


def remove(root: Path, name: str, held: Iterable[str]) -> bool:
    """Remove the file `name` if the SHA-256 of what it holds is one of `held`.

    Returns whether it was removed. What somebody else has put there stays.
    """
    where, file = split(name)
    with suppress(OSError), opened(root, where) as folder:
        content = folder.read(file, LARGEST)
        if hashlib.sha256(content).hexdigest() in set(held):
            folder.unlink(file)
            return True
    return False


def remove_empty(root: Path, name: str) -> bool:
    """Remove the folder `name` if nothing is in it; returns whether it was removed."""
    where, file = split(name)
    with suppress(OSError), opened(root, where) as folder:
        folder.rmdir(file)
        return True
    return False


def make_folder(path: Path) -> list[Path]:
    """Make the folder at `path`, which the user named; returns those made, the inner one last."""
    missing = [folder for folder in (path, *path.parents) if not os.path.lexists(folder)][::-1]
    for folder in missing:
        folder.mkdir(exist_ok=True)
    return missing


def remove_folders(made: Iterable[Path]) -> None:
    """Remove the folders that `make_folder` made, as far as they are empty."""
    for folder in reversed(list(made)):
        with suppress(OSError):  # somebody put something into it
            folder.rmdir()


def remove_lock(root: Path) -> None:
    """Remove the lock from a folder that this process made, and made in vain."""
    remove(root, LOCK, [hashlib.sha256(_holder()).hexdigest()])


def try_to_write(path: Path | None) -> None:
    """Raise WriteError if nothing can be written into the folder at `path`; leaves nothing there.

    None stands for the folder of temporary files.
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
        raise WriteError(f"{message}; mend that and run again") from error


def _try_to_write(folder: Folder) -> None:
    """Raise OSError if nothing can be written into a folder; leaves nothing there."""
    name = _draft(b"", os.getpid())
    handle = folder.unnamed()
    if is_named := handle is None:
        handle = folder.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    try:
        with open(handle, "wb") as file:
            file.write(bytes(4096))
    finally:
        if is_named:
            folder.unlink(name)


@contextmanager
def _lock(root: Path) -> Iterator[None]:
    """Hold the lock of the project, which the system takes from a process that ends.

    The file stays: removed, its name could be locked by one process and its content by another.
    """
    try:
        with opened(root) as folder:
            handle = folder.open(LOCK, os.O_RDWR | os.O_CREAT)
    except OSError as error:
        is_lock = error.errno == errno.EINVAL
        what = f"{root / LOCK}: cannot be locked" if is_lock else f"{root}: cannot be written"
        remedy = "move it away and run again" if is_lock else "mend that and run again"
        raise WriteError(f"{what}: {error.strerror}; {remedy}") from error
    with open(handle, "r+b", buffering=0) as file:
        try:
            if fcntl:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _HOLDER.match(file.read(32))
            name = holder[0].decode() if holder else "another process"
            message = f"{root}: {name} is writing there; let it end, or stop it, and run again"
            raise BusyError(message) from None
        except OSError as error:
            raise WriteError(f"{root / LOCK}: cannot be locked: {error.strerror}") from error
        _require_own_lock(root, file)
        with suppress(OSError):  # whether there is room is found out in the folders that need it
            file.seek(0)
            file.truncate()
            file.write(_holder())
        yield


def _holder() -> bytes:
    """What the lock holds while this process has it."""
    return f"process {os.getpid()}".encode()


def _require_own_lock(root: Path, file: object) -> None:
    """Raise WriteError if the file under the name of the lock holds what no lock holds."""
    content = file.read(64)
    is_shared = os.fstat(file.fileno()).st_nlink != 1
    if is_shared or (content and not _HOLDER.fullmatch(content)):
        why = "has a second name (a hard link)" if is_shared else "holds something else"
        raise WriteError(f"{root / LOCK}: is not a lock: it {why}; move it away and run again")
