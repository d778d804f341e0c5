"""Keep what a file makes a library allocate within bounds, and collect garbage rarely."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

MOST = 4 << 30  # bytes that reading one file may take, beyond what the process has
SHARE = 0.8  # of the free memory, where that is less
NEW_OBJECTS = 100_000  # between two searches for cycles of objects that nothing else refers to
_lock = threading.Lock()
_before: list[tuple[int, int]] = []  # the limits outside, once for each thread that is in the body
_TAKEN, _MACHINE = Path("/proc/self/statm"), Path("/proc/meminfo")


@contextmanager
def collected_rarely() -> Iterator[None]:
    """Let Python search for unused cycles of objects rarely while the body runs.

    A task makes very many tuples and few cycles, and each search looks at all of the tuples.
    """
    before = gc.get_threshold()
    gc.set_threshold(NEW_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def limited() -> Iterator[None]:
    """Let allocations in the body raise MemoryError beyond `MOST` bytes, on Linux.

    A few bytes of Parquet can expand to any number of long texts, whatever the file declares. On
    other systems only what a file declares is limited. The limit applies to the whole process:
    threads that are in the body at once share the one that the first of them set.
    """
    if resource is None or not _TAKEN.exists():
        yield
        return
    with _lock:
        if not _before:
            _before.append(resource.getrlimit(resource.RLIMIT_AS))
            resource.setrlimit(resource.RLIMIT_AS, _limits(*_before[0]))
        else:
            _before.append(_before[0])
    try:
        yield
    finally:
        with _lock:
            before = _before.pop()
            if not _before:
                resource.setrlimit(resource.RLIMIT_AS, before)


def _limits(soft: int, hard: int) -> tuple[int, int]:
    """Return the limits of the address space while a file is read, from those before."""
    limits = [_taken() + min(MOST, int(_free() * SHARE)), soft, hard]
    return min(limit for limit in limits if limit != resource.RLIM_INFINITY), hard


def _taken() -> int:
    """Return the address space of this process in bytes."""
    return int(_TAKEN.read_text().split()[0]) * resource.getpagesize()


def _free() -> int:
    """Return the available memory of this machine in bytes."""
    for line in _MACHINE.read_text().splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) << 10
    return MOST
