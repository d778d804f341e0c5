"""Resolve addresses: local folders, and anything that fsspec can open."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pyarrow import fs as filesystems

from analysis.errors import UserError
from analysis.system import folders
from analysis.text.visible import visible

if TYPE_CHECKING:
    import fsspec

MOST_OF_AN_ERROR = 200  # characters


class StorageError(UserError):
    """Raised if an address or a file at it cannot be used."""


def reason(error: BaseException) -> str:
    """Return the first line of an error, safe to print and of bounded length."""
    text = getattr(error, "strerror", None) or str(error).strip() or type(error).__name__
    line = visible(text.split("\n")[0][: MOST_OF_AN_ERROR + 1])
    return line if len(line) <= MOST_OF_AN_ERROR else f"{line[: MOST_OF_AN_ERROR - 1]}…"


def resolve(address: str) -> tuple[fsspec.AbstractFileSystem, str]:
    """Return the fsspec file system of an address, and the path in it."""
    import fsspec

    try:
        return fsspec.url_to_fs(address)
    except Exception as error:  # every file system has errors of its own
        message = f"cannot be opened ({reason(error)}); name a folder, or install what it needs"
        raise StorageError(f"{address}: {message}") from error


@functools.lru_cache(maxsize=16)
def filesystem(address: str) -> tuple[filesystems.FileSystem, str]:
    """Return the file system of an address, and the path in it.

    Raises
    ------
    StorageError
        If no file system can be opened at the address.
    """
    from fsspec.implementations.local import LocalFileSystem

    system, path = resolve(address)
    if isinstance(system, LocalFileSystem):
        return filesystems.LocalFileSystem(), path
    handler = filesystems.FSSpecHandler(system)
    return filesystems.PyFileSystem(handler), path.rstrip("/")


def join(address: str, name: str) -> str:
    """Return the address of the folder `name` at an address."""
    return f"{address.rstrip('/')}/{name}"


def local_folder(address: str) -> Path | None:
    """Return the folder that an address names, or None if it is not on this machine."""
    system, path = filesystem(address)
    if "\0" in path:
        raise StorageError(f"{address}: no folder can have that name; name another one")
    return Path(path) if isinstance(system, filesystems.LocalFileSystem) else None


def absolute(address: str) -> str:
    """Return an address that means the same in any working folder."""
    folder = local_folder(address)
    return str(folder.absolute()) if folder else address


def is_folder(address: str) -> bool:
    """Return whether there is a folder at an address.

    In an object store a folder exists if it holds anything.
    """
    if folder := local_folder(address):
        return folder.is_dir()
    system, path = filesystem(address)
    return system.get_file_info(path).type == filesystems.FileType.Directory


def exists(address: str, name: str) -> bool:
    """Return whether anything has the name `name` at an address."""
    with naming_errors(address, "cannot be read"):
        if folder := local_folder(address):
            return folder.is_dir() and folders.exists(folder, name)
        system, path = filesystem(address)
        return system.get_file_info(f"{path}/{name}").type != filesystems.FileType.NotFound


def is_inside(address: str, folder: str) -> bool:
    """Return whether an address is a folder or lies within it, whatever paths name the two."""
    inner, outer = local_folder(address), local_folder(folder)
    if inner is None or outer is None:
        return f"{address.rstrip('/')}/".startswith(f"{folder.rstrip('/')}/")
    real = Path(os.path.realpath(inner))  # unlike Path.resolve, for links in a circle too
    return real.is_relative_to(os.path.realpath(outer))


def require_no_link(address: str, folder: str) -> None:
    """Raise StorageError if a link leads from a folder to an address named within it."""
    inner, outer = local_folder(address), local_folder(folder)
    if inner is None or outer is None or not inner.is_relative_to(outer):
        return
    try:
        with folders.opened(outer, inner.relative_to(outer).as_posix()):
            pass
    except FileNotFoundError:
        pass
    except OSError as error:
        message = f"{address}: {reason(error)}; name another folder for the results with --to"
        raise StorageError(message) from error


@contextmanager
def naming_errors(
    place: str, what: str, remedy: str = "correct that and run again"
) -> Iterator[None]:
    """Turn every error of a file system into a StorageError that names the place."""
    try:
        yield
    except UserError:
        raise
    except Exception as error:  # every file system has errors of its own
        raise StorageError(f"{place}: {what}: {reason(error)}; {remedy}") from error
