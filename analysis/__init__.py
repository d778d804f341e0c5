"""Tables, with their evidence, of what news articles report about a contested legal event.

>>> import analysis
>>> evidence = analysis.load()
>>> evidence.sources["label"].is_unique
True

`load` gives the evidence; `analysis.tables`, `analysis.coverage` and `analysis.figures` turn it
into DataFrames and figures. Nothing heavy is imported before it is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from analysis.evidence import Evidence

__all__ = ["load"]


def load(root: str | Path | None = None) -> Evidence:
    """Read and check the project at `root`; see `analysis.evidence.load`."""
    from analysis import evidence

    return evidence.load(root)
