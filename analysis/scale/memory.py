"""Keep what a file makes a library allocate within bounds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

try:
    import resource
except ImportError:  # Windows: only what a file declares is bounded
    resource = None

MOST = 4 << 30  # bytes that reading one file may take, beyond what the process has
SHARE = 0.8  # of the free memory, where that is less


@contextmanager
def limited(most: int = MOST) -> Iterator[None]:
    """Let allocations in the body raise MemoryError beyond `most` bytes, where the system can.

    A few bytes of Parquet can stand for any number of long texts, whatever the file declares.
    """
    import psutil

    if resource is None or not hasattr(resource, "RLIMIT_AS"):
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    free = int(psutil.virtual_memory().available * SHARE)
    limit = psutil.Process().memory_info().vms + min(most, free)
    for bound in (soft, hard):
        if bound != resource.RLIM_INFINITY:
            limit = min(limit, bound)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
