"""Read the descriptor `data/datapackage.json`, which defines each table.

It is a Data Package (version 2) with two custom properties of fields: `edtf` marks a date of the
subset that `analysis.values.edtf` reads, and `chainOf` ("table.column") a chain of ids,
with its `separator` if that is not " > ". Everything
else relies on what it enforces, so `ENFORCED` holds a digest of that.
"""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

from analysis.system import folders, project_folder
from analysis.validation.problems import Problem
from analysis.validation.vocabulary import ENTITY_KINDS, TOPICS

DESCRIPTOR = project_folder.MARK
LARGEST_DESCRIPTOR = 1 << 20  # bytes
# SHA-256 of what the descriptor enforces. Otherwise a pattern that takes forever to match, or a
# column that is no longer required, would only be noticed when something else breaks.
ENFORCED = "ea7c608d1f9bf5a3038caea2f26f1f14ee367772b7fa40d99f553ad6c93a4d2c"
# The lists to which a project may add plain words after ours.
EXTENDABLE = {("entities", "kind"): ENTITY_KINDS, ("properties", "topic"): TOPICS}
_ADDED = re.compile(r"(?=.{1,40}$)[^\W\d_]+(?:[ -][^\W\d_]+)*")  # a member that a project adds
_ABOUT = ("name", "title", "description", "version")  # of the whole package, besides licences
_FOR_READERS = ("description", "title", "example")  # left out of the digest
_PUT_BACK = "put the file back as it was, or copy that of a new project: reported-warrants new DIR"
_CHANGED = (
    f"enforces something other than what the analysis relies on; {_PUT_BACK}"
    " (only entities.kind and properties.topic may have more members, after ours, in plain words;"
    " or, where the analysis changes with it, set ENFORCED in analysis/validation/schema.py to "
)

Resource = dict[str, Any]  # the description of one table


def read_descriptor(root: Path) -> tuple[dict[str, Resource], list[Problem]]:
    """Return the descriptor's resources by name, and the problems found in it.

    There are no resources if anything is wrong.

    >>> resources, problems = read_descriptor(project_folder.PROJECT)
    >>> field_names(resources["labels"]), problems
    (['of', 'label', 'reason'], [])
    """
    try:
        content = folders.read(root, DESCRIPTOR, LARGEST_DESCRIPTOR)
        resources = json.loads(content.decode("utf-8"))["resources"]
        enforced = json.dumps(_enforced(_without_additions(resources)), sort_keys=True)
    except FileNotFoundError:
        message = (
            "is missing; name the folder of a project, which has it (what is written goes into"
        )
        message += f" build/ there), or {_PUT_BACK}"
        return {}, [Problem(DESCRIPTOR, 0, "", message)]
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        message = f"is not a readable data package: {_reason(error)}; {_PUT_BACK}"
        return {}, [Problem(DESCRIPTOR, 0, "", message)]
    digest = folders.sha256(enforced.encode())
    if digest != ENFORCED:
        return {}, [Problem(DESCRIPTOR, 0, "", _CHANGED + digest + ")")]
    return {resource["name"]: resource for resource in resources}, []


def field_names(resource: Resource) -> list[str]:
    """Return the columns of a table, in their order."""
    return [field["name"] for field in resource["schema"]["fields"]]


def about(root: Path) -> dict[str, Any]:
    """Return what a valid descriptor says about the whole: name, title, description, licences.

    Members of the wrong type are left out, because nothing here depends on them.

    >>> about(project_folder.PROJECT)["licenses"][0]["name"]
    'CC-BY-4.0'
    """
    package = json.loads(folders.read(root, DESCRIPTOR, LARGEST_DESCRIPTOR).decode("utf-8"))
    members = {name: package[name] for name in _ABOUT if isinstance(package.get(name), str)}
    licences = package.get("licenses")
    if isinstance(licences, list) and all(isinstance(licence, dict) for licence in licences):
        members["licenses"] = licences
    return members


def _without_additions(resources: list[Resource]) -> list[Resource]:
    """Return the resources without the members that a project has validly added."""
    copied = copy.deepcopy(resources)
    fields = {(r["name"], f["name"]): f for r in copied for f in r["schema"]["fields"]}
    for key, ours in EXTENDABLE.items():
        match fields.get(key):
            case {"constraints": {"enum": [*members]} as constraints}:
                added = members[len(ours) :]
                plain = all(isinstance(name, str) and _ADDED.fullmatch(name) for name in added)
                if plain and members == [*ours, *added] and len(set(members)) == len(members):
                    constraints["enum"] = list(ours)
    return copied


def _enforced(value: object) -> object:
    """Return a value of the descriptor without its texts for readers."""
    if isinstance(value, list):
        return [_enforced(item) for item in value]
    if isinstance(value, dict):
        return {
            key: isinstance(item, str) if key in _FOR_READERS else _enforced(item)
            for key, item in value.items()
        }
    return value


def _reason(error: Exception) -> str:
    """Return what went wrong, without the path of a file on this machine."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} in line {error.lineno}, column {error.colno}"
    return f"{type(error).__name__}: {error}"
