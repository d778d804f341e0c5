"""Make nbval compare figures too, and spread the tests over the cores."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

# Each worker takes one file after another. The longest files come first, so that none is left for
# the end, when other workers have nothing to do; otherwise the files with the most tests would.
LONGEST = (
    *("test_scale", "test_scale_faults", "test_any_corpus", "test_sentences_of_findings"),
    *("test_lab", "test_scale_storage", "test_site_views", "test_spreadsheets", "test_interrupted"),
    *("test_site_notebooks", "test_notebooks", "test_mutants", "test_boundaries"),
    *("test_environment", "test_site", "test_public", "test_shadowed", "test_sentences"),
    *("test_coding", "test_figures", "test_site_safety", "test_compare", "test_site_browser"),
    *("test_export", "test_scale_schedulers", "test_ledger", "test_hostile", "test_sameness"),
    *("test_site_questions", "test_site_pages", "test_export_formats", "test_scale_oracle"),
    *("test_guide", "test_shared_wording"),
)


def pytest_xdist_auto_num_workers() -> int:
    """Return the number of workers for `--numprocesses auto`: two per core, as many tests wait."""
    return 2 * (os.cpu_count() or 1)


def pytest_configure(config: pytest.Config) -> None:
    """Let pytest-xdist keep the order of the files."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list) -> None:
    """Put the longest files first, and compare PNG, which nbval would skip."""
    place = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(Path(item.path).stem, len(place)))
    for item in items:
        skipped = getattr(item.parent, "skip_compare", None)
        if skipped:
            item.parent.skip_compare = tuple(kind for kind in skipped if kind != "image/png")
