"""Write folders of results, such as build/site, without replacing or removing anything else.

Each folder of results has a record of the files that were written there, with their SHA-256. A file
is replaced or removed only if it is in that record and unchanged.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from analysis.system import files, folders
from analysis.system.folders import sha256

RECORD = ".reported-warrants.json"
LARGEST_RECORD = 64 << 20  # bytes
MOST_NAMED = 5  # files in the way that a message names

Record = dict[str, list[str]]  # by the path of each file, the digests that its content may have


def write(root: Path, folder: str, contents: Mapping[str, bytes]) -> list[str]:
    """Write all results of a folder or none, and remove those that only an earlier run wrote.

    Parameters
    ----------
    root : Path
        The project folder.
    folder : str
        The folder of results, below `root`.
    contents : mapping of str to bytes
        The content of each file, by its path below `folder`.

    Returns
    -------
    list of str
        The paths of the files that changed or were removed.

    Raises
    ------
    files.WriteError
        If this would replace a file that was not written here, or has been changed since.
    """
    old = read_record(root, folder)
    new = {name: [sha256(content)] for name, content in contents.items()}
    _require_own(root, folder, old, contents)
    # Until every file has been renamed, each may be the old one or the new one.
    both = {name: [*old.get(name, []), *new.get(name, [])] for name in {**old, **new}}
    named = {f"{folder}/{name}": content for name, content in contents.items()}
    replaced = files.replace_all(root, {f"{folder}/{RECORD}": _as_json(folder, both)} | named)
    gone = [name for name in old if name not in new and remove(root, folder, name, old[name])]
    files.replace_all(root, {f"{folder}/{RECORD}": _as_json(folder, new)})
    changed = [name.removeprefix(f"{folder}/") for name in replaced if name in named]
    return changed + gone


def remove(root: Path, folder: str, name: str, digests: list[str]) -> bool:
    """Remove a file that is as it was written here, and the folders that it leaves empty."""
    if not files.remove(root, f"{folder}/{name}", digests):
        return False
    inner = name.rpartition("/")[0]
    while inner and files.remove_empty(root, f"{folder}/{inner}"):
        inner = inner.rpartition("/")[0]
    return True


def read_record(root: Path, folder: str) -> Record:
    """Return the record of a folder of results, which is empty before the first run.

    Raises files.WriteError if the record cannot be read or is not one of this folder.
    """
    name = f"{folder}/{RECORD}"
    try:
        content = json.loads(folders.read(root, name, LARGEST_RECORD))
        return parse_record(content, _folder_name(folder))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise files.write_error(name, error) from error
    except (ValueError, RecursionError) as error:
        message = f"{name}: is not a record of what was written here; move {folder} away"
        raise files.WriteError(f"{message} and run again") from error


def parse_record(content: object, owner: str) -> Record:
    """Return the record in the content of a JSON file.

    Parameters
    ----------
    content : object
        What `record_content` returned, after it was written and read as JSON.
    owner : str
        The command whose results the folder holds, such as "site". No command treats the results of
        another as its own.

    Raises
    ------
    ValueError
        If it is not a record of this owner.

    Examples
    --------
    >>> parse_record(record_content("site", {"index.html": ["0a1b"]}), "site")
    {'index.html': ['0a1b']}
    """
    if not isinstance(content, dict) or content.get("folder of") != _label(owner):
        raise ValueError("is not a record of this folder")
    record = content.get("files")
    if not isinstance(record, dict) or not all(map(_is_list_of_text, record.values())):
        raise ValueError("does not list files with their digests")
    return record


def record_content(owner: str, record: Record) -> dict[str, object]:
    """Return the content of the JSON file in which a record is kept; see `parse_record`."""
    return {"folder of": _label(owner), "files": record}


def _label(owner: str) -> str:
    return f"reported-warrants {owner}"


def _is_list_of_text(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _folder_name(folder: str) -> str:
    return folder.rpartition("/")[2]


def _as_json(folder: str, record: Record) -> bytes:
    content = record_content(_folder_name(folder), record)
    return f"{json.dumps(content, indent=1, sort_keys=True)}\n".encode()


def _require_own(root: Path, folder: str, old: Record, contents: Mapping[str, bytes]) -> None:
    """Raise files.WriteError if this would replace a file that is not as it was written."""
    in_the_way = []
    for name, new in contents.items():
        held = files.current(root, f"{folder}/{name}")
        if held is not None and held != new and sha256(held) not in old.get(name, []):
            in_the_way.append(f"{folder}/{name}")
    if in_the_way:
        rest = len(in_the_way) - MOST_NAMED
        more = f" and {rest} more" if rest > 0 else ""
        message = (
            f"{', '.join(in_the_way[:MOST_NAMED])}{more}: would be replaced, but this program did "
        )
        message += f"not write it, or it was changed since; move {folder} away and run again"
        raise files.WriteError(message)
