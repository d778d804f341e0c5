"""The five texts with which the project began, so that a test may say what is coded from them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from analysis.evidence import Evidence

FIVE = ("unnamed-2020a", "unnamed-2020b", "sputnik-2020-07", "unnamed-2021", "shafaq-2024")


def only_texts(evidence: Evidence, source_ids: Collection[str] = FIVE) -> Evidence:
    """The project as it would be without all other texts."""
    tables = {name: getattr(evidence, name) for name in ("sources", "statements", "exclusions")}
    kept = {name: t[t["source_id"].isin(source_ids)] for name, t in tables.items()}
    return replace(evidence, **kept)
