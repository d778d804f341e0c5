"""Read and write the files at an address, each of them whole or not at all.

Below a local folder every path is opened by `analysis.system.folders`: only regular files, and
never through a link. Remote addresses go through fsspec. Every file that is written carries a mark
of this program, and its SHA-256 is returned, so that it can be recognised later.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import fs as filesystems

from analysis.partitioned.addresses import (
    filesystem,
    join,
    local_folder,
    naming_errors,
    resolve,
)
from analysis.system import files, folders

if TYPE_CHECKING:
    import pandas as pd

DRAFT = ".draft"  # ends the name of a remote file that is being written
WRITER = {"written by": "reported-warrants"}  # in JSON, and in the metadata of tables
LARGEST_JSON = 256 << 20  # bytes: room for a record of a million files
CHUNK = 1 << 20  # bytes that are hashed at once
_PACKED = pa.ipc.IpcWriteOptions(compression="lz4")


@contextmanager
def alone(address: str, below: tuple[str, ...] = ()) -> Iterator[None]:
    """Keep other processes from writing to a local folder while the body runs.

    The folder is created if it is missing, and removed again if nothing was written to it. What a
    killed process had begun to write to the folders `below` it is removed. Remote addresses are
    not locked.

    Raises
    ------
    WriteError
        If another process is writing there.
    """
    folder = local_folder(address)
    if folder is None:
        yield
        return
    with naming_errors(address, "cannot be made", "name another folder for the results"):
        new = files.make_folder(folder)
    try:
        with files.alone(folder, [".", *below]):
            yield
    finally:
        if new and folders.names(folder, ".") == [files.LOCK]:
            files.remove_lock(folder)
            files.remove_folders(new)


def list_files(address: str, name: str = ".") -> list[str]:
    """List the paths of all files in the folder `name` at an address, in order.

    Whatever is neither a file nor a folder, such as a link or a pipe, is listed as well.
    """
    place = address if name == "." else join(address, name)
    with naming_errors(place, "cannot be listed"):
        if folder := local_folder(address):
            try:
                return list(folders.walk(folder, name)) if folder.is_dir() else []
            except FileNotFoundError:
                return []
        system, path = resolve(place)
        names = system.find(path) if system.exists(path) else []
        return sorted(found[len(path.rstrip("/")) :].strip("/") for found in names)


def open_file(address: str, name: str) -> BinaryIO | pa.NativeFile:
    """Open the file `name` at an address for reading at any position.

    Raises
    ------
    OSError
        If it cannot be opened.
    """
    if folder := local_folder(address):
        return folders.open_file(folder, name)
    system, path = filesystem(address)
    return system.open_input_file(f"{path}/{name}")


def hash_file(file: BinaryIO | pa.NativeFile) -> str:
    """Return the SHA-256 of an open file, and rewind it."""
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def file_digest(address: str, name: str) -> str:
    """Return the SHA-256 of a file, or "" if it cannot be read."""
    try:
        with open_file(address, name) as file:
            return hash_file(file)
    except Exception:  # every file system has errors of its own
        return ""


def is_ours(file: BinaryIO | pa.NativeFile, name: str) -> bool:
    """Return whether a file may be replaced.

    It may if it carries our mark, is empty, or is a broken Parquet file: Parquet has the mark at
    its end, so a file that was cut short has lost it.
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


def with_mark(schema: pa.Schema) -> pa.Schema:
    """Return a schema whose metadata says that this program wrote the table."""
    return schema.with_metadata({**(schema.metadata or {}), **WRITER})


def write(address: str, name: str, content: bytes | pa.Buffer, private: bool = False) -> str:
    """Write `content` to the file `name` at an address, and return its SHA-256.

    A file that is not ours is left alone, unless the name is a `private` one, which nobody else
    gives to a file.

    Raises
    ------
    StorageError
        If the file cannot be written, or is not ours.
    """

    def may_replace(file: BinaryIO) -> bool:
        return private or is_ours(file, name)

    remedy = "make that possible and run again: what is done is kept"
    with naming_errors(join(address, name), "cannot be written", remedy):
        if folder := local_folder(address):
            files.make_folder(folder)
            return files.put(folder, name, content, may_replace)
        return _write_remote(address, name, content, may_replace)


def _write_remote(
    address: str, name: str, content: bytes | pa.Buffer, may_replace: Callable[[BinaryIO], bool]
) -> str:
    system, path = filesystem(address)
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
    """Return whether a file has a name that a killed process can leave behind."""
    return files.is_draft(name) or name.endswith(DRAFT)


def remove_file(address: str, name: str, digest: str = "") -> None:
    """Remove the file `name` at an address, and folders that become empty.

    With a `digest` it is removed only if that is its SHA-256. A missing file is not an error.
    """
    with naming_errors(join(address, name), "cannot be removed"):
        if folder := local_folder(address):
            _remove_local(folder, name, digest)
            return
        system, path = filesystem(address)
        target = f"{path}/{name}"
        if system.get_file_info(target).type != filesystems.FileType.File:
            return
        with system.open_input_file(target) as file:
            is_same = not digest or hash_file(file) == digest
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
    """Write `value`, marked as ours, to the file `name`, and return its SHA-256."""
    content = json.dumps(value | WRITER, indent=1, sort_keys=True).encode()
    return write(address, name, content, private)


def read_json(address: str, name: str) -> dict | None:
    """Return what `write_json` wrote, or None if there is no such file or it is not ours."""
    try:
        with open_file(address, name) as file:
            value = json.loads(file.read(LARGEST_JSON))
    except Exception:  # every file system has errors of its own, and JSON can be nested too deeply
        return None
    return value if isinstance(value, dict) and WRITER.items() <= value.items() else None


def write_blocks(
    address: str, name: str, table: pd.DataFrame, ends: list[int], private: bool = False
) -> str:
    """Write the rows of `table` up to each of `ends` as separate blocks of one file.

    Returns its SHA-256.
    """
    rows = pa.RecordBatch.from_pandas(table, preserve_index=False)
    rows = rows.replace_schema_metadata({**rows.schema.metadata, **WRITER})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, rows.schema, options=_PACKED) as file:
        for begin, end in zip([0, *ends], ends, strict=False):
            file.write_batch(rows.slice(begin, end - begin))
    return write(address, name, sink.getvalue(), private)


def read_block(address: str, names: list[str], number: int) -> pd.DataFrame:
    """Return the block with this number of each file, concatenated."""
    return pa.Table.from_batches(list(_blocks(address, names, number))).to_pandas()


def _blocks(address: str, names: list[str], number: int) -> Iterator[pa.RecordBatch]:
    for name in names:
        with open_file(address, name) as source, pa.ipc.open_file(source) as file:
            yield file.get_batch(number)
