"""Make nbval compare figures too, so that a figure that changes is a failure."""

from __future__ import annotations


def pytest_collection_modifyitems(items: list) -> None:
    """Take PNG off the list of outputs that nbval does not compare."""
    for item in items:
        skipped = getattr(item.parent, "skip_compare", None)
        if skipped:
            item.parent.skip_compare = tuple(kind for kind in skipped if kind != "image/png")
