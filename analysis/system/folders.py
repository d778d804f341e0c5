"""Open the files of a project: regular files only, and never through a link.

Below the folder that the user named, every step of a path is opened relative to the folder before
it and without following links. So a link, a pipe or a device in a project is rejected, and no other
process can insert one in the meantime. Where the system cannot do that (Windows), each step is
checked and then opened by its path. `analysis.system.files` writes through this module.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import BinaryIO

_BY_HANDLE = {os.open, os.stat, os.mkdir, os.unlink, os.rmdir, os.rename} <= os.supports_dir_fd
PATIENCE = 30  # seconds allowed for reading a file; a network file system may never answer
DEEPEST = 64  # levels of nested folders that are searched
# Opening never waits, neither for the other end of a pipe nor for a terminal.
_SAFE = (
    getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_LINK = "is a link, and nothing is read or written through one"
_KINDS = {
    stat.S_IFLNK: _LINK,
    stat.S_IFDIR: "is a folder, not a file",
    stat.S_IFIFO: "is a pipe, not a file",
    stat.S_IFSOCK: "is a socket, not a file",
    stat.S_IFCHR: "is a device, not a file",
    stat.S_IFBLK: "is a device, not a file",
}


class Folder:
    """An open folder, which remains the same folder even if something else takes its path.

    Use `opened` to get one. Every method raises OSError.
    """

    def __init__(self, path: str, handle: int | None) -> None:
        self.path, self._handle = path, handle

    def _at(self, name: str) -> dict:
        """Return the arguments that refer to a file of this folder in a call of `os`."""
        if self._handle is None:
            return {"path": os.path.join(self.path, name)}
        return {"path": name, "dir_fd": self._handle}

    def close(self) -> None:
        """Close the handle, if there is one."""
        if self._handle is not None:
            os.close(self._handle)

    def stat(self, name: str) -> os.stat_result | None:
        """Return the status of an entry, without following links; None if there is none."""
        try:
            return os.stat(**self._at(name), follow_symlinks=False)
        except FileNotFoundError:
            return None
        except ValueError:
            raise OSError(errno.EINVAL, "no file can have that name") from None

    def open(self, name: str, flags: int, mode: int = 0o666) -> int:
        """Open a regular file; anything else is rejected, both before and after it is opened."""
        found = self.stat(name)
        if found:
            _require_file(found)
        handle = os.open(**self._at(name), flags=flags | _SAFE, mode=mode)
        try:
            _require_file(os.fstat(handle))
        except OSError:
            os.close(handle)
            raise
        return handle

    def read(self, name: str, largest: int) -> bytes:
        """Read a regular file of at most `largest` bytes."""
        with open(self.open(name, os.O_RDONLY), "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > largest:
                raise OSError(errno.EFBIG, f"larger than {largest >> 20} MiB")
            return file.read(size)

    def unnamed(self) -> int | None:
        """Open a new file without a name; None where the system has no such files."""
        if (
            self._handle is None
            or not hasattr(os, "O_TMPFILE")
            or not os.path.isdir("/proc/self/fd")
        ):
            return None
        try:
            return os.open(".", os.O_TMPFILE | os.O_RDWR | _SAFE, 0o666, dir_fd=self._handle)
        except OSError as error:
            if error.errno in (errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL):
                return None
            raise

    def name(self, handle: int, name: str) -> None:
        """Give a file of `unnamed` its name."""
        os.link(f"/proc/self/fd/{handle}", name, dst_dir_fd=self._handle, follow_symlinks=True)

    def below(self, name: str, make: bool = False) -> Folder:
        """Open a folder in this one; with `make`, create it first if it is missing."""
        path = os.path.join(self.path, name)
        found = self.stat(name)
        if not found and make:
            with suppress(FileExistsError):
                os.mkdir(**self._at(name))
            found = self.stat(name)
        if not found:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        if not stat.S_ISDIR(found.st_mode):
            is_link = stat.S_ISLNK(found.st_mode)
            raise OSError(errno.ENOTDIR, f"{name} {_LINK if is_link else 'is not a folder'}")
        if self._handle is None:
            return Folder(path, None)
        return Folder(
            path, os.open(name, os.O_RDONLY | os.O_DIRECTORY | _SAFE, dir_fd=self._handle)
        )

    def names(self) -> list[str]:
        """Return the names of all entries, sorted."""
        return sorted(os.listdir(self.path if self._handle is None else self._handle))

    def rename(self, old: str, new: str) -> None:
        """Rename a file of this folder, replacing the file that has the new name."""
        if self._handle is None:
            os.replace(os.path.join(self.path, old), os.path.join(self.path, new))
        else:
            os.rename(old, new, src_dir_fd=self._handle, dst_dir_fd=self._handle)

    def unlink(self, name: str) -> None:
        """Remove a file."""
        os.unlink(**self._at(name))

    def rmdir(self, name: str) -> None:
        """Remove an empty folder."""
        os.rmdir(**self._at(name))

    def sync(self) -> None:
        """Write the names in this folder to the disk, where the system can."""
        with suppress(OSError):
            if self._handle is not None:
                os.fsync(self._handle)


def _require_file(found: os.stat_result) -> None:
    """Raise OSError for anything but a regular file."""
    if not stat.S_ISREG(found.st_mode):
        kind = _KINDS.get(stat.S_IFMT(found.st_mode), "is not a regular file")
        raise OSError(errno.EINVAL, kind)


@contextmanager
def opened(root: Path, name: str = ".", make: bool = False) -> Iterator[Folder]:
    """Open a folder of a project.

    Parameters
    ----------
    root : Path
        The folder that the user named, which may be a link.
    name : str
        A path below `root`, such as "build/site". No link is followed in it.
    make : bool
        Make the folders that are missing below `root`.

    Raises
    ------
    OSError
        If a step of the path is not a folder, or leads out of `root`.
    """
    flags = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | (_SAFE & ~getattr(os, "O_NOFOLLOW", 0))
    folder = Folder(str(root), os.open(root, flags) if _BY_HANDLE else None)
    try:
        for part in _parts(name):
            inner = folder.below(part, make)
            folder.close()
            folder = inner
        yield folder
    finally:
        folder.close()


def _parts(name: str) -> tuple[str, ...]:
    """Split a path below a project into steps; raises OSError if it leads elsewhere."""
    path = PurePosixPath(name)
    is_other = os.sep != "/" and os.sep in name  # Windows would read it as several steps
    if path.is_absolute() or ".." in path.parts or "\0" in name or is_other:
        raise OSError(errno.EINVAL, "no file of the project can have that name")
    return path.parts


def split(name: str) -> tuple[str, str]:
    """Split a path into the folder of the file and its name there.

    >>> split("data/properties.csv"), split("README.md")
    (('data', 'properties.csv'), ('.', 'README.md'))
    """
    folder, _, file = name.rpartition("/")
    return folder or ".", file


def read(root: Path, name: str, largest: int) -> bytes:
    """Read a file of a project.

    Parameters
    ----------
    root : Path
        The project folder.
    name : str
        The path of the file below `root`.
    largest : int
        The most bytes that the file may have.

    Raises
    ------
    OSError
        If it is not a regular file, is larger, is reached through a link, or is not read within
        `PATIENCE` seconds. Its `strerror` says why.

    Examples
    --------
    >>> from analysis.system.project_folder import PROJECT
    >>> read(PROJECT, "data/properties.csv", 1 << 20)[:9]
    b'property,'
    """
    where, file = split(name)

    def content() -> bytes:
        with opened(root, where) as folder:
            return folder.read(file, largest)

    return _in_time(content)


def _in_time(work: Callable[[], bytes]) -> bytes:
    """Run `work` in another thread, and raise OSError if it takes longer than `PATIENCE`."""
    outcome: list[bytes | BaseException] = []

    def do() -> None:
        try:
            outcome.append(work())
        except BaseException as error:
            outcome.append(error)

    thread = threading.Thread(target=do, daemon=True)  # the program can end before it
    thread.start()
    thread.join(PATIENCE)
    if not outcome:
        raise OSError(errno.ETIMEDOUT, f"does not answer within {PATIENCE} seconds")
    if isinstance(outcome[0], BaseException):
        raise outcome[0]
    return outcome[0]


def open_file(root: Path, name: str) -> BinaryIO:
    """Open a regular file of a project for reading; raises OSError as `read` does.

    Use it for files that are too large for `read`, or if only some of the bytes are needed.
    """
    where, file = split(name)
    with opened(root, where) as folder:
        return open(folder.open(file, os.O_RDONLY), "rb")


def exists(root: Path, name: str) -> bool:
    """Return whether anything has the name, even if it cannot be read as a file."""
    where, entry = split(name)
    try:
        with opened(root, where) as folder:
            return folder.stat(entry) is not None
    except FileNotFoundError:
        return False
    except OSError:
        return True


def is_file(root: Path, name: str) -> bool:
    """Return whether `name` is a regular file of the project, reached without a link."""
    where, file = split(name)
    try:
        with opened(root, where) as folder:
            found = folder.stat(file)
    except OSError:
        return False
    return found is not None and stat.S_ISREG(found.st_mode)


def walk(root: Path, name: str) -> Iterator[str]:
    """Yield the paths, relative to the folder `name`, of all files below it, in order.

    Links are not followed. Everything that is not a folder counts as a file. Raises OSError.
    """
    if name.count("/") > DEEPEST:
        raise OSError(errno.ENAMETOOLONG, f"folders are nested more than {DEEPEST} deep")
    with opened(root, name) as folder:
        for entry in folder.names():
            found = folder.stat(entry)
            if found and stat.S_ISDIR(found.st_mode):
                yield from (f"{entry}/{inner}" for inner in walk(root, f"{name}/{entry}"))
            elif found:
                yield entry


def names(root: Path, name: str) -> list[str]:
    """Return the names of all entries of a folder of a project, sorted; raises OSError."""
    with opened(root, name) as folder:
        return folder.names()


def sha256(content: bytes) -> str:
    """Return the SHA-256 of `content` in hexadecimal, as in `sources.csv`."""
    return hashlib.sha256(content).hexdigest()
