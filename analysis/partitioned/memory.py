"""Keep what a file makes a library allocate within bounds."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import resource
except ImportError:  # Windows
    resource = None

MOST = 4 << 30  # bytes that reading one file may take, beyond what the process has
SHARE = 0.8  # of the free memory, where that is less
_lock = threading.Lock()
_before: list[tuple[int, int]] = []  # the limits outside, once for each thread that is in the body
_TAKEN, _MACHINE = Path("/proc/self/statm"), Path("/proc/meminfo")


@contextmanager
def limited() -> Iterator[None]:
    """Let allocations in the body raise MemoryError beyond `MOST` bytes, on Linux.

    A few bytes of Parquet can stand for any number of long texts, whatever the file declares.
    Elsewhere only what a file declares is bounded. The limit is that of the process: threads that
    are in the body at once share the one that the first of them has set.
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
    """The limits of the address space while a file is read, from those of before."""
    limits = [_taken() + min(MOST, int(_free() * SHARE)), soft, hard]
    return min(limit for limit in limits if limit != resource.RLIM_INFINITY), hard


def _taken() -> int:
    """The address space of this process, in bytes."""
    return int(_TAKEN.read_text().split()[0]) * resource.getpagesize()


def _free() -> int:
    """The memory of this machine that nobody uses, in bytes."""
    for line in _MACHINE.read_text().splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) << 10
    return MOST
