"""Files at an address, be it a folder of this machine or any that fsspec knows: whole or not there.

A file is written under another name and then given its own, so that whoever ends a process, and
when, leaves no half.
"""

from __future__ import annotations

import functools
import json
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
from pyarrow import fs as filesystems

from analysis import files
from analysis.plain import UserError

if TYPE_CHECKING:
    import fsspec
    import pandas as pd

DRAFT = ".draft"  # ends the name of a file that is being written
_PACKED = pa.ipc.IpcWriteOptions(compression="lz4")


class StorageError(UserError):
    """An address or a file at it cannot be used; one line says which, why, and what to do."""


def _found(address: str) -> tuple[fsspec.AbstractFileSystem, str]:
    """The file system of an address as fsspec has it, and the path in it. Raises StorageError."""
    import fsspec

    try:
        return fsspec.url_to_fs(address)
    except Exception as error:  # every file system has errors of its own
        told = f"{address}: cannot be opened ({error}); name a folder, or install what it needs"
        raise StorageError(told) from error


@functools.lru_cache(maxsize=16)
def opened(address: str) -> tuple[filesystems.FileSystem, str]:
    """The file system of an address, and the path in it. Raises StorageError."""
    from fsspec.implementations.local import LocalFileSystem

    system, path = _found(address)
    if isinstance(system, LocalFileSystem):
        return filesystems.LocalFileSystem(), path
    handler = filesystems.FSSpecHandler(system)
    return filesystems.PyFileSystem(handler), path.rstrip("/")


def below(address: str, name: str) -> str:
    """The address of the folder `name` at an address."""
    return f"{address.rstrip('/')}/{name}"


def local(address: str) -> Path | None:
    """The folder that an address names, if it is one of this machine. Raises StorageError."""
    system, path = opened(address)
    return Path(path) if isinstance(system, filesystems.LocalFileSystem) else None


def whole(address: str) -> str:
    """An address that means the same in any folder. Raises StorageError."""
    folder = local(address)
    return str(folder.absolute()) if folder else address


def is_there(address: str) -> bool:
    """Whether there is a folder at an address; a store of objects has those that hold something."""
    system, path = opened(address)
    return system.get_file_info(path).type == filesystems.FileType.Directory


@contextmanager
def alone(address: str) -> Iterator[None]:
    """Keep other processes from writing to a folder of this machine while the body does.

    Of other addresses nothing is known. Raises WriteError.
    """
    folder = local(address)
    if folder is None:
        yield
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        told = f"{folder}: cannot be made: {error.strerror}; name another folder for the results"
        raise StorageError(told) from error
    with files.alone(folder, ["."]):
        yield


def listing(address: str) -> dict[str, str]:
    """The files under an address by their paths below it, each with what changes when it does.

    Raises StorageError.
    """
    if folder := local(address):
        return _local_listing(folder)
    system, path = _found(address)
    try:
        found = system.find(path, detail=True) if system.exists(path) else {}
    except Exception as error:  # as above
        raise StorageError(f"{address}: cannot be listed ({error}); mend that") from error
    changing = ("size", "mtime", "LastModified", "last_modified", "etag", "ETag", "md5")
    return {
        name[len(path) :].strip("/"): str([about.get(key) for key in changing])
        for name, about in found.items()
    }


def _local_listing(folder: Path) -> dict[str, str]:
    """`listing` of a folder of this machine; of a link, what it leads to."""
    found = {}
    for path in folder.rglob("*"):
        try:
            about = path.stat()
        except OSError:  # a link to nothing
            continue
        if stat.S_ISREG(about.st_mode):
            changing = about.st_size, about.st_mtime_ns, about.st_ino
            found[path.relative_to(folder).as_posix()] = str(changing)
    return found


def reading(address: str, name: str) -> pa.NativeFile:
    """The file `name` below an address, to be read from any place."""
    system, path = opened(address)
    return system.open_input_file(f"{path}/{name}")


def write(address: str, name: str, content: bytes | pa.Buffer) -> None:
    """Let the file `name` below an address hold `content`. Raises StorageError."""
    system, path = opened(address)
    whole = f"{path}/{name}"
    try:
        system.create_dir(whole.rpartition("/")[0], recursive=True)
        with system.open_output_stream(whole + DRAFT) as file:
            file.write(content)
        system.move(whole + DRAFT, whole)
    except OSError as error:
        why = error.strerror or str(error)
        told = f"{whole}: cannot be written: {why}; make that possible and run again: what is done"
        raise StorageError(f"{told} is kept") from error


def remove(address: str, name: str) -> None:
    """Remove the folder `name` below an address, if there is one."""
    system, path = opened(address)
    if system.get_file_info(f"{path}/{name}").type == filesystems.FileType.Directory:
        system.delete_dir(f"{path}/{name}")


def remove_file(address: str, name: str) -> None:
    """Remove the file `name` below an address, if there is one."""
    system, path = opened(address)
    if system.get_file_info(f"{path}/{name}").type == filesystems.FileType.File:
        system.delete_file(f"{path}/{name}")


def write_json(address: str, name: str, value: dict) -> None:
    """Let the file `name` below an address hold `value`. Raises StorageError."""
    write(address, name, json.dumps(value, indent=1, sort_keys=True).encode())


def read_json(address: str, name: str) -> dict | None:
    """What `write_json` wrote; None where there is no such file, or it is none of ours."""
    try:
        with reading(address, name) as file:
            found = json.loads(file.read())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def write_blocks(address: str, name: str, table: pd.DataFrame, ends: list[int]) -> None:
    """Write the rows of `table` up to each of `ends` as a block of its own. Raises StorageError."""
    rows = pa.RecordBatch.from_pandas(table, preserve_index=False)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, rows.schema, options=_PACKED) as file:
        for begin, end in zip([0, *ends], ends, strict=False):
            file.write_batch(rows.slice(begin, end - begin))
    write(address, name, sink.getvalue())


def read_block(address: str, names: list[str], number: int) -> pd.DataFrame:
    """The block with this number of each of the files, one under the other."""
    return pa.Table.from_batches(list(_blocks(address, names, number))).to_pandas()


def _blocks(address: str, names: list[str], number: int) -> Iterator[pa.RecordBatch]:
    for name in names:
        with reading(address, name) as source, pa.ipc.open_file(source) as file:
            yield file.get_batch(number)
