"""Find the warrants of which each text speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.evidence import cached_table

if TYPE_CHECKING:
    from analysis.evidence import Evidence


@cached_table
def spoken_warrants(evidence: Evidence) -> pd.DataFrame:
    """Return the warrants that each text speaks of.

    A text speaks of a warrant if it states something about the warrant, or about an entity that
    concerns it (`entities.concerns`), such as an application for it, or if the warrant is the value
    of a statement.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.

    Returns
    -------
    DataFrame
        One row per text and warrant: `source_id, warrant_id`, in the order of the entities.

    Examples
    --------
    >>> import analysis
    >>> table = spoken_warrants(analysis.load())
    >>> table.loc[table["source_id"] == "sputnik-2020-07", "warrant_id"].tolist()
    ['iran-warrant']
    """
    table = evidence.statements
    kind = evidence.properties.set_index("property")["kind"]
    named = table["value"].where(table["property"].map(kind) == "entity")
    entities = pd.concat([table["entity_id"], named.dropna()])
    warrants = entities.map(warrant_of(evidence.entities)).dropna()
    rows = table.loc[warrants.index, "source_id"]
    spoken = pd.DataFrame({"source_id": rows.array, "warrant_id": warrants.array})
    order = pd.Index(evidence.entities["entity_id"]).get_indexer(spoken["warrant_id"])
    spoken = spoken.iloc[order.argsort(kind="stable")]
    return spoken.drop_duplicates(ignore_index=True).astype("str")


def warrant_ids(evidence: Evidence) -> list[str]:
    """Return the ids of the warrants of which any text speaks, in the order of the table."""
    return spoken_warrants(evidence)["warrant_id"].drop_duplicates().tolist()


def warrant_of(entities: pd.DataFrame) -> pd.Series:
    """Return the warrant that each entity concerns, by its id; a warrant concerns itself."""
    concerns = entities["concerns"].mask(entities["kind"] == "warrant", entities["entity_id"])
    return concerns.set_axis(entities["entity_id"])
