"""Read and write files at any address, a local folder or a remote one, each whole or not at all.

Below a local folder every path is opened by `analysis.system.folders`: only regular files, and
never through a link. Remote addresses go through fsspec. Every file that is written carries a
mark of this program, and its SHA-256 is returned, so that it is known again later.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import fs as filesystems

from analysis.errors import UserError
from analysis.system import files, folders
from analysis.text.visible import visible

if TYPE_CHECKING:
    import fsspec
    import pandas as pd

DRAFT = ".draft"  # ends the name of a remote file that is being written
WRITER = {"written by": "reported-warrants"}  # in JSON, and in the metadata of tables
LARGEST_JSON = 256 << 20  # bytes: room for a record of a million files
CHUNK = 1 << 20  # bytes that are hashed at once
MOST_OF_AN_ERROR = 200  # characters
_PACKED = pa.ipc.IpcWriteOptions(compression="lz4")


class StorageError(UserError):
    """An address or a file at it cannot be used; one line says which, why, and what to do."""


def reason(error: BaseException) -> str:
    """The first line of an error, safe to print and of bounded length."""
    text = getattr(error, "strerror", None) or str(error).strip() or type(error).__name__
    line = visible(text.split("\n")[0][: MOST_OF_AN_ERROR + 1])
    return line if len(line) <= MOST_OF_AN_ERROR else f"{line[: MOST_OF_AN_ERROR - 1]}…"


def _resolve(address: str) -> tuple[fsspec.AbstractFileSystem, str]:
    """The file system of an address as fsspec has it, and the path in it. Raises StorageError."""
    import fsspec

    try:
        return fsspec.url_to_fs(address)
    except Exception as error:  # every file system has errors of its own
        message = f"cannot be opened ({reason(error)}); name a folder, or install what it needs"
        raise StorageError(f"{address}: {message}") from error


@functools.lru_cache(maxsize=16)
def opened(address: str) -> tuple[filesystems.FileSystem, str]:
    """The file system of an address, and the path in it. Raises StorageError."""
    from fsspec.implementations.local import LocalFileSystem

    system, path = _resolve(address)
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
    if "\0" in path:
        raise StorageError(f"{address}: no folder can have that name; name another one")
    return Path(path) if isinstance(system, filesystems.LocalFileSystem) else None


def whole(address: str) -> str:
    """An address that means the same in any folder. Raises StorageError."""
    folder = local(address)
    return str(folder.absolute()) if folder else address


def is_there(address: str) -> bool:
    """Whether there is a folder at an address; a store of objects has those that hold something."""
    if folder := local(address):
        return folder.is_dir()
    system, path = opened(address)
    return system.get_file_info(path).type == filesystems.FileType.Directory


def exists(address: str, name: str) -> bool:
    """Whether anything has the name below an address. Raises StorageError."""
    with naming(address, "cannot be read"):
        if folder := local(address):
            return folder.is_dir() and folders.exists(folder, name)
        system, path = opened(address)
        return system.get_file_info(f"{path}/{name}").type != filesystems.FileType.NotFound


def is_inside(address: str, folder: str) -> bool:
    """Whether an address is a folder, or lies within it, by whatever path each is named."""
    inner, outer = local(address), local(folder)
    if inner is None or outer is None:
        return f"{address.rstrip('/')}/".startswith(f"{folder.rstrip('/')}/")
    real = Path(os.path.realpath(inner))  # unlike Path.resolve, for links in a circle too
    return real.is_relative_to(os.path.realpath(outer))


def require_no_link(address: str, folder: str) -> None:
    """Raise StorageError if a link leads from a folder to an address that is named within it."""
    inner, outer = local(address), local(folder)
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
def naming(place: str, what: str, remedy: str = "mend that and run again") -> Iterator[None]:
    """Let every error of a file system be a StorageError that names the place."""
    try:
        yield
    except UserError:
        raise
    except Exception as error:  # every file system has errors of its own
        raise StorageError(f"{place}: {what}: {reason(error)}; {remedy}") from error


@contextmanager
def alone(address: str, below: tuple[str, ...] = ()) -> Iterator[None]:
    """Keep other processes from writing to a folder of this machine while the body does.

    The folder is made if there is none, and removed again if nothing came to be in it. What a
    killed process had begun to write into the folders `below` it is removed. Of other addresses
    nothing is known. Raises WriteError.
    """
    folder = local(address)
    if folder is None:
        yield
        return
    with naming(address, "cannot be made", "name another folder for the results"):
        new = files.make_folder(folder)
    try:
        with files.alone(folder, [".", *below]):
            yield
    finally:
        if new and folders.names(folder, ".") == [files.LOCK]:
            files.remove_lock(folder)
            files.remove_folders(new)


def listing(address: str, name: str = ".") -> list[str]:
    """The paths of all files in the folder `name` below an address, in order.

    What is neither a file nor a folder is named too: a link, a pipe. Raises StorageError.
    """
    place = address if name == "." else below(address, name)
    with naming(place, "cannot be listed"):
        if folder := local(address):
            try:
                return list(folders.walk(folder, name)) if folder.is_dir() else []
            except FileNotFoundError:
                return []
        system, path = _resolve(place)
        names = system.find(path) if system.exists(path) else []
        return sorted(found[len(path.rstrip("/")) :].strip("/") for found in names)


def reading(address: str, name: str) -> BinaryIO | pa.NativeFile:
    """The file `name` below an address, to be read from any place; raises OSError."""
    if folder := local(address):
        return folders.open_file(folder, name)
    system, path = opened(address)
    return system.open_input_file(f"{path}/{name}")


def digest_of(file: BinaryIO | pa.NativeFile) -> str:
    """The SHA-256 of an open file, which is then at its beginning again."""
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def digest(address: str, name: str) -> str:
    """The SHA-256 of a file, or "" if it cannot be read as one."""
    try:
        with reading(address, name) as file:
            return digest_of(file)
    except Exception:  # every file system has errors of its own
        return ""


def is_ours(file: BinaryIO | pa.NativeFile, name: str) -> bool:
    """Whether a file can be replaced: it carries our mark, is empty, or is a broken Parquet file.

    A Parquet file has the mark at its end, so that one that was cut short has lost it.
    """
    if not (head := file.read(4)):
        return True
    file.seek(0)
    try:
        if name.endswith(".json"):
            content = json.loads(file.read(LARGEST_JSON))
            return isinstance(content, dict) and WRITER.items() <= content.items()
        if not name.endswith(".parquet"):
            return _has_mark(pa.ipc.open_file(file).schema)
        return _has_mark(pq.read_schema(file))
    except Exception:  # of a damaged file pyarrow raises errors of many kinds
        return head == b"PAR1" and name.endswith(".parquet")


def _has_mark(schema: pa.Schema) -> bool:
    metadata = schema.metadata or {}
    return all(metadata.get(key.encode()) == value.encode() for key, value in WRITER.items())


def marked(schema: pa.Schema) -> pa.Schema:
    """A schema whose metadata says that this program wrote the table."""
    return schema.with_metadata({**(schema.metadata or {}), **WRITER})


def write(address: str, name: str, content: bytes | pa.Buffer, private: bool = False) -> str:
    """Let the file `name` below an address hold `content`, and return its SHA-256.

    A file that is not ours is left alone, unless the name is a `private` one, which nobody else
    gives to a file. Raises StorageError.
    """

    def may_replace(file: BinaryIO) -> bool:
        return private or is_ours(file, name)

    remedy = "make that possible and run again: what is done is kept"
    with naming(below(address, name), "cannot be written", remedy):
        if folder := local(address):
            files.make_folder(folder)
            return files.put(folder, name, content, may_replace)
        return _write_remote(address, name, content, may_replace)


def _write_remote(address: str, name: str, content: bytes | pa.Buffer, may_replace) -> str:
    system, path = opened(address)
    target = f"{path}/{name}"
    if system.get_file_info(target).type != filesystems.FileType.NotFound:
        with system.open_input_file(target) as file:
            if not may_replace(file):
                raise FileExistsError("holds what this program has not written")
    system.create_dir(target.rpartition("/")[0], recursive=True)
    with system.open_output_stream(target + DRAFT) as file:
        file.write(content)
    system.move(target + DRAFT, target)
    return hashlib.sha256(content).hexdigest()


def is_draft(name: str) -> bool:
    """Whether a file has a name that a process which was killed can leave."""
    return files.is_draft(name) or name.endswith(DRAFT)


def remove_file(address: str, name: str, digest: str = "") -> None:
    """Remove the file `name` below an address, if there is one, and folders that become empty.

    With a digest it is only removed if it holds what that is the SHA-256 of. Raises StorageError.
    """
    with naming(below(address, name), "cannot be removed"):
        if folder := local(address):
            _remove_local(folder, name, digest)
            return
        system, path = opened(address)
        target = f"{path}/{name}"
        if system.get_file_info(target).type != filesystems.FileType.File:
            return
        with system.open_input_file(target) as file:
            is_same = not digest or digest_of(file) == digest
        if is_same:
            system.delete_file(target)


def _remove_local(folder: Path, name: str, digest: str) -> None:
    try:
        if not digest:
            files.discard(folder, name)
        elif not files.remove(folder, name, [digest]):
            return
    except FileNotFoundError:
        return
    inner = folders.split(name)[0]
    while inner != "." and files.remove_empty(folder, inner):
        inner = folders.split(inner)[0]


def write_json(address: str, name: str, value: dict, private: bool = False) -> str:
    """Let the file `name` below an address hold `value`, marked as ours. Raises StorageError."""
    content = json.dumps(value | WRITER, indent=1, sort_keys=True).encode()
    return write(address, name, content, private)


def read_json(address: str, name: str) -> dict | None:
    """What `write_json` wrote; None where there is no such file, or it is none of ours."""
    try:
        with reading(address, name) as file:
            value = json.loads(file.read(LARGEST_JSON))
    except Exception:  # every file system has errors of its own, and JSON can be nested too deeply
        return None
    return value if isinstance(value, dict) and WRITER.items() <= value.items() else None


def write_blocks(
    address: str, name: str, table: pd.DataFrame, ends: list[int], private: bool = False
) -> str:
    """Write the rows of `table` up to each of `ends` as a block of its own; returns the SHA-256.

    Raises StorageError.
    """
    rows = pa.RecordBatch.from_pandas(table, preserve_index=False)
    rows = rows.replace_schema_metadata({**rows.schema.metadata, **WRITER})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, rows.schema, options=_PACKED) as file:
        for begin, end in zip([0, *ends], ends, strict=False):
            file.write_batch(rows.slice(begin, end - begin))
    return write(address, name, sink.getvalue(), private)


def read_block(address: str, names: list[str], number: int) -> pd.DataFrame:
    """The block with this number of each of the files, one under the other."""
    return pa.Table.from_batches(list(_blocks(address, names, number))).to_pandas()


def _blocks(address: str, names: list[str], number: int) -> Iterator[pa.RecordBatch]:
    for name in names:
        with reading(address, name) as source, pa.ipc.open_file(source) as file:
            yield file.get_batch(number)
