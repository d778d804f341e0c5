"""Make nbval compare figures, and share the tests out so that no core is idle for long."""

from __future__ import annotations

import os

# Those that take minutes begin first, so that no worker is left with one of them at the end. This
# needs `--no-loadscope-reorder`; without it, pytest-xdist begins with the files of most tests.
LONG_FILES = (
    *("test_sentences_of_findings.py", "test_scale.py", "test_site_browser.py", "test_lab.py"),
    *("test_site_views.py", "test_mutants.py", "test_interrupted.py", "test_any_corpus.py"),
    *("test_site.py", "test_site_notebooks.py", "test_scale_schedulers.py", "test_boundaries.py"),
    *("test_scale_oracle.py", "test_environment.py"),
)


def pytest_xdist_auto_num_workers() -> int:
    """Return the number of workers for `--numprocesses auto`: two per core, as many tests wait."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_modifyitems(items: list) -> None:
    """Put the long files first, and take PNG off what nbval does not compare."""
    order = {name: place for place, name in enumerate(LONG_FILES)}
    items.sort(key=lambda item: order.get(item.path.name, len(order)))
    for item in items:
        skipped = getattr(item.parent, "skip_compare", None)
        if skipped:
            item.parent.skip_compare = tuple(kind for kind in skipped if kind != "image/png")
