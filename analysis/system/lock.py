"""Lock a project, so that only one process writes to it at a time.

The lock is an empty or one-line file in the project folder, locked with `flock`. The system
releases it when the process ends, however it ends, so a leftover file does no harm.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from analysis.errors import BusyError, WriteError
from analysis.system.folders import opened

if sys.platform != "win32":  # even without it, two runs at once replace each file whole
    import fcntl

LOCK = ".analysis.lock"

_HOLDER = re.compile(rb"process \d{1,20}")  # the only content that a lock can have


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the lock of the project at `root` while the body runs.

    The file is kept afterwards. If it were removed, one process could lock the old file while
    another locked a new one.

    Raises
    ------
    BusyError
        If another process holds the lock; the message names it.
    WriteError
        If the folder cannot be written, or if something else has the name of the lock: a link, a
        folder, or a file that holds anything but the number of a process.
    """
    try:
        with opened(root) as folder:
            handle = folder.open(LOCK, os.O_RDWR | os.O_CREAT)
    except OSError as error:
        raise _open_error(root, error) from error
    with open(handle, "r+b", buffering=0) as file:
        _acquire(root, file)
        _require_own_lock(root, file)
        with suppress(OSError):  # a full disk is noticed in the folders that need the space
            file.seek(0)
            file.truncate()
            file.write(holder())
        yield


def holder() -> bytes:
    """Return the content of the lock while this process holds it."""
    return f"process {os.getpid()}".encode()


def _open_error(root: Path, error: OSError) -> WriteError:
    if error.errno == errno.EINVAL:  # something else has the name of the lock
        message = f"{root / LOCK}: cannot be locked: {error.strerror}; move it away and run again"
        return WriteError(message)
    return WriteError(f"{root}: cannot be written: {error.strerror}; correct that and run again")


def _acquire(root: Path, file: BinaryIO) -> None:
    """Lock the open file, or raise WriteError at once."""
    if sys.platform == "win32":
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        match = _HOLDER.match(file.read(32))
        name = match[0].decode() if match else "another process"
        message = f"{root}: {name} is writing there; let it end, or stop it, and run again"
        raise BusyError(message) from None
    except OSError as error:
        raise WriteError(f"{root / LOCK}: cannot be locked: {error.strerror}") from error


def _require_own_lock(root: Path, file: BinaryIO) -> None:
    """Raise WriteError if the file with the name of the lock has content that no lock has."""
    content = file.read(64)
    is_shared = os.fstat(file.fileno()).st_nlink != 1
    if is_shared or (content and not _HOLDER.fullmatch(content)):
        why = "has a second name (a hard link)" if is_shared else "holds something else"
        raise WriteError(f"{root / LOCK}: is not a lock: it {why}; move it away and run again")
