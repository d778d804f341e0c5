"""Folders of results, such as build/site: what was written into each, so that nothing else goes.

A folder of results keeps a record of the files that were written there and of their SHA-256. Only
a file of that record, and only while it holds what was written, is ever replaced or removed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from analysis.system import files, folders

RECORD = ".reported-warrants.json"
LARGEST_RECORD = 64 << 20  # bytes
SHOWN = 5  # files in the way that a message names

Record = dict[str, list[str]]  # names of files, and the digests of what each may hold


def write(root: Path, folder: str, contents: Mapping[str, bytes]) -> list[str]:
    """Write the files of `contents` into the folder, and remove those that an earlier run wrote.

    Returns the names of the files that changed or went. All are written or none. Raises
    files.WriteError if a file is in the way that was not written here, or was changed since.
    """
    old = read_record(root, folder)
    new = {name: [sha256(content).hexdigest()] for name, content in contents.items()}
    _require_own(root, folder, old, contents)
    # Until every file has its name, each may be the old one or the new one.
    both = {name: [*old.get(name, []), *new.get(name, [])] for name in {**old, **new}}
    named = {f"{folder}/{name}": content for name, content in contents.items()}
    replaced = files.replace_all(root, {f"{folder}/{RECORD}": _as_json(folder, both)} | named)
    gone = [name for name in old if name not in new and remove(root, folder, name, old[name])]
    files.replace_all(root, {f"{folder}/{RECORD}": _as_json(folder, new)})
    changed = [name.removeprefix(f"{folder}/") for name in replaced if name in named]
    return changed + gone


def remove(root: Path, folder: str, name: str, digests: list[str]) -> bool:
    """Remove a file that was written here, and the folders that it leaves empty."""
    if not files.remove(root, f"{folder}/{name}", digests):
        return False
    inner = name.rpartition("/")[0]
    while inner and files.remove_empty(root, f"{folder}/{inner}"):
        inner = inner.rpartition("/")[0]
    return True


def read_record(root: Path, folder: str) -> Record:
    """What was written into the folder; raises files.WriteError for a record that is not ours."""
    name = f"{folder}/{RECORD}"
    try:
        record = json.loads(folders.read(root, name, LARGEST_RECORD))
        if not isinstance(record, dict) or record.get("folder of") != _kind(folder):
            raise ValueError
        listed = record["files"].items()
        return {str(file): [str(digest) for digest in digests] for file, digests in listed}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise files.write_error(name, error) from error
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        message = f"{name}: is not a record of what was written here; move {folder} away"
        raise files.WriteError(f"{message} and run again") from error


def _as_json(folder: str, record: Record) -> bytes:
    content = {"folder of": _kind(folder), "files": record}
    return f"{json.dumps(content, indent=1, sort_keys=True)}\n".encode()


def _kind(folder: str) -> str:
    """Whose folder it is, so that no command takes the results of another for its own."""
    return f"reported-warrants {folder.rpartition('/')[2]}"


def _require_own(root: Path, folder: str, old: Record, contents: Mapping[str, bytes]) -> None:
    """Raise files.WriteError if a file would be replaced that does not hold what was written."""
    in_the_way = []
    for name, new in contents.items():
        held = files.current(root, f"{folder}/{name}")
        if held not in (None, new) and sha256(held).hexdigest() not in old.get(name, []):
            in_the_way.append(f"{folder}/{name}")
    if in_the_way:
        more = f" and {len(in_the_way) - SHOWN} more" if len(in_the_way) > SHOWN else ""
        message = f"{', '.join(in_the_way[:SHOWN])}{more}: would be replaced, but this program did "
        message += f"not write it, or it was changed since; move {folder} away and run again"
        raise files.WriteError(message)
