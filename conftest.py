"""Make nbval compare figures too, and run two tests per core, since many of them wait."""

from __future__ import annotations

import os


def pytest_xdist_auto_num_workers() -> int:
    """Return the number of workers for `--numprocesses auto`."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_modifyitems(items: list) -> None:
    """Take PNG off the list of outputs that nbval does not compare."""
    for item in items:
        skipped = getattr(item.parent, "skip_compare", None)
        if skipped:
            item.parent.skip_compare = tuple(kind for kind in skipped if kind != "image/png")
