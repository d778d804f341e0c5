"""Record what a run writes into its folder of results, so that nothing else is replaced or removed.

The record lists every file by its path. It is written before the first of them can exist, so that
a run that was killed knows its own files again:

- After a run that is complete, each file has its SHA-256 in the record, and is ours while it holds
  that.
- Until then the list of a file is empty, and it is ours if it carries our mark (`storage.is_ours`).
  The files of the folder `work`, which are of no use to anybody else, are ours by their names.

Anything else in the folders of results makes the command refuse, before anything is changed there:
a query over `outcomes/*.parquet` would take it for a result.
"""

from __future__ import annotations

from collections.abc import Iterable

from analysis.partitioned import addresses, storage
from analysis.partitioned.addresses import StorageError
from analysis.partitioned.results import TABLES
from analysis.system.outputs import RECORD, Record, parse_record, record_content

WORK = "work"  # the folder of what only the next tasks need
RUN, SUMMARY = "run.json", "summary.json"
FOLDERS = (WORK, *TABLES)
OWNER = "corpus"  # the command, in the record


def is_private(name: str) -> bool:
    """Return whether a file is in the folder `work`."""
    return name.startswith(f"{WORK}/")


def read_record(address: str) -> Record:
    """Return the record of a folder of results; empty if no run has begun there.

    Raises
    ------
    StorageError
        If the record is not ours.
    """
    if not addresses.exists(address, RECORD):
        return {}
    try:
        return parse_record(storage.read_json(address, RECORD), OWNER)
    except ValueError:
        message = f"is not a record of what was written here; move {address} away and run again"
        raise StorageError(f"{addresses.join(address, RECORD)}: {message}") from None


def write_record(address: str, record: Record) -> None:
    """Replace the record of a folder of results."""
    storage.write_json(address, RECORD, record_content(OWNER, record))


def require_own(address: str) -> Record:
    """Return the record of a folder, if nothing else has the name of a result.

    Raises
    ------
    StorageError
        If something has; it names the first.
    """
    record = read_record(address)
    for name in (RUN, SUMMARY, *FOLDERS):
        if not record and addresses.exists(address, name):
            raise _not_ours(address, name, address)
    for name in _present(address):
        if name not in record and not storage.is_draft(name):
            raise _not_ours(address, name)
    return record


def _present(address: str) -> list[str]:
    """Return the paths of the files that have the names of results."""
    top = [name for name in (RUN, SUMMARY) if addresses.exists(address, name)]
    return [
        *top,
        *(f"{folder}/{name}" for folder in FOLDERS for name in storage.list_files(address, folder)),
    ]


def _not_ours(address: str, name: str, moved: str = "it") -> StorageError:
    """Return the error for a file that is kept; `moved` is what the user should move away."""
    message = "is not recorded as a result of this version, or was changed since, and stays; move "
    message += f"{moved} away and run again, or name another folder with --to"
    return StorageError(f"{addresses.join(address, name)}: {message}")


def require_unfinished(address: str, record: Record) -> None:
    """Raise StorageError for a result that a run would replace and that is not ours."""
    for name in _present(address):
        if name in record and not is_private(name):
            _own_digest(address, name, record[name])


def plan(address: str, record: Record, names: Iterable[str]) -> Record:
    """Add the files that are about to be written to a record, and store it."""
    new = [name for name in names if name not in record]
    record = record | {name: [] for name in new}
    if new:
        write_record(address, record)
    return record


def clear(address: str, record: Record) -> Record:
    """Remove what an earlier run wrote, or nothing if any of its files is no longer ours.

    Raises
    ------
    StorageError
        If a file is no longer ours.
    """
    present = [name for name in _present(address) if name in record]
    digests = {name: _own_digest(address, name, record[name]) for name in present}
    for name in present:  # `run.json` first, so that no run goes on with what is left
        storage.remove_file(address, name, digests[name])
    return {}


def remove(address: str, names: Iterable[str]) -> None:
    """Remove files of a run that is not complete."""
    for name in names:
        if is_private(name):
            storage.remove_file(address, name)
        elif addresses.exists(address, name):
            storage.remove_file(address, name, _own_digest(address, name, []))


def _own_digest(address: str, name: str, digests: list[str]) -> str:
    """Return the SHA-256 of a file that is ours; raise StorageError for any other file."""
    place = addresses.join(address, name)
    with (
        addresses.naming_errors(place, "cannot be replaced"),
        storage.open_file(address, name) as file,
    ):
        # Only what has our mark is read to its end, for a file of others may be of any size.
        is_ours = storage.is_ours(file, name) or (is_private(name) and not digests)
        file.seek(0)
        digest = storage.hash_file(file) if is_ours else ""
    if not is_ours or (digests and digest not in digests):
        raise _not_ours(address, name)
    return digest
