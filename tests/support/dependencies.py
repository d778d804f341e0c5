"""Read the direct dependencies, the pinned versions and the licences of what is installed."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from email.message import Message
from importlib.metadata import PackageNotFoundError, distribution
from typing import NamedTuple

from analysis.system.project_folder import PROJECT

FILE = "docs/dependencies.md"
SELF = "reported-warrants"
CORE = "core"  # the name used here for the dependencies outside the extras

# As package metadata spell them, and as SPDX does. "BSD" is a classifier that does not say whether
# it means two clauses or three.
SPELLINGS = {
    "Apache 2": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "Artistic License": "Artistic-1.0-Perl",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "ISC License": "ISC",
    "ISC license": "ISC",
    "LGPLv3": "LGPL-3.0-only",
    "MIT License": "MIT",
    "MIT license": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The BSD 2-Clause License": "BSD-2-Clause",
    "The MIT License (MIT)": "MIT",
}
PERMISSIVE = {"0BSD", "Apache-2.0", "Artistic-1.0-Perl", "BSD", "BSD-2-Clause", "BSD-3-Clause"}
PERMISSIVE |= {"CC0-1.0", "CNRI-Python", "ISC", "MIT", "MIT-0", "MIT-CMU", "PSF-2.0", "Zlib"}
PERMISSIVE |= {"Public Domain"}
# Copyleft for changes to the package itself, but not for a program that uses it unchanged.
WEAK_COPYLEFT = {"LGPL-2.1-or-later", "LGPL-3.0-only", "MPL-2.0"}
ALLOWED = PERMISSIVE | WEAK_COPYLEFT
# Licences that would bind anyone who distributes the package. Only `.ci/run` installs it, for one
# test.
ONLY_ON_REQUEST = {"krippendorff": "GPL-3.0-or-later"}

# Packages that only some systems or Pythons install, as their metadata have it there.
ELSEWHERE = {
    "appnope": "BSD-2-Clause",
    "colorama": "BSD",
    "importlib-metadata": "Apache-2.0",
    "lazy-importer": "Apache-2.0",
    "overrides": "Apache-2.0",
    "pexpect": "ISC",
    "ptyprocess": "ISC",
    "pywinpty": "MIT",
    "zipp": "MIT",
}

_PIN = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>[^\s;]+)(?: ; (?P<marker>[^#\\]*[^#\\\s]))?"
    r" *(?:\\|# via (?P<via>.+))?$",
    re.MULTILINE,
)

_NAME = re.compile(r"[\w.-]+")


class Pin(NamedTuple):
    version: str
    marker: str
    via: frozenset[str]


def pins(file: str) -> dict[str, Pin]:
    """The packages of a requirements file, by name."""
    return {
        pin["name"]: Pin(pin["version"], pin["marker"] or "", frozenset(_names(pin["via"])))
        for pin in _PIN.finditer(_text(file))
    }


def declared() -> dict[str, list[str]]:
    """Return the names of the direct dependencies, by the extra of pyproject.toml, or `CORE`."""
    project = tomllib.loads(_text("pyproject.toml"))["project"]
    groups = {CORE: project["dependencies"], **project["optional-dependencies"]}
    names = {group: [_NAME.match(line)[0] for line in lines] for group, lines in groups.items()}
    return {group: [name for name in names[group] if name != SELF] for group in names}


def reach(names: Iterable[str], locked: dict[str, Pin]) -> set[str]:
    """These packages and everything that they need, on any system."""
    needs = defaultdict(set)
    for name, pin in locked.items():
        for parent in pin.via:
            needs[parent].add(name)
    reached, waiting = set(), set(names)
    while waiting:
        reached |= waiting
        waiting = set().union(*(needs[name] for name in waiting)) - reached
    return reached


def licence(metadata: Message) -> str:
    """The licence that a package declares: the expression, else the field, else the classifiers.

    A field that holds a whole licence counts if its first line is a known name.
    """
    if expression := metadata.get("License-Expression"):
        return expression
    field = metadata.get("License", "UNKNOWN").strip()
    first, *more = field.splitlines()
    if first in SPELLINGS or (not more and field != "UNKNOWN"):
        return SPELLINGS.get(first, first)
    told = [
        line.rpartition(" :: ")[2]
        for line in metadata.get_all("Classifier", [])
        if line.startswith("License :: ")
    ]
    return " AND ".join(SPELLINGS.get(name, name) for name in told)


def choice(expression: str) -> str:
    """Return the first of the offered licences whose every part is on the list, or "".

    >>> choice("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later"), choice("MIT AND GPL-3.0-only")
    ('LGPL-2.1-or-later', '')
    """
    offered = expression.split(" OR ")
    return next((each for each in offered if set(each.split(" AND ")) <= ALLOWED), "")


def is_allowed(expression: str) -> bool:
    """Whether a package may be used under one of its licences; an unreadable one is refused.

    >>> is_allowed("MIT OR GPL-3.0-only"), is_allowed("MIT AND GPL-3.0-only"), is_allowed("")
    (True, False, False)
    """
    return choice(expression) != ""


def licences(names: Iterable[str]) -> dict[str, str]:
    """The licence of each package, by name."""
    found = {}
    for name in names:
        try:
            found[name] = licence(distribution(name).metadata)
        except PackageNotFoundError:
            found[name] = (ELSEWHERE | ONLY_ON_REQUEST)[name]
    return found


def _names(via: str | None) -> list[str]:
    return via.split(", ") if via else []


def _text(file: str) -> str:
    return (PROJECT / file).read_text(encoding="utf-8")
