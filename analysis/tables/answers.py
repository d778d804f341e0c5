"""Find the statements that answer what a lawyer asks of each warrant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.evidence import remembered
from analysis.tables.selection import FILTERS, selectable
from analysis.tables.spoken_warrants import spoken_warrants, warrant_ids, warrant_of
from analysis.tables.statements import statements
from analysis.validation.vocabulary import CONCERNS, LISTED, STEP, Basis

if TYPE_CHECKING:
    from analysis.evidence import Evidence

# Other things concern a warrant too, but the person at whom an event was aimed is not one for whom
# a notice was requested.
_CONCERNING = ("notice-request", "rule")
_COLUMNS = ["warrant_id", "element_id", "path", "place", "has_several"]


@selectable(*FILTERS)
@remembered
def answers(evidence: Evidence) -> pd.DataFrame:
    """Return the statements that answer each element of each warrant.

    The column `properties` of elements.csv says which do. "issuer" is a property of the warrant;
    "connected_to.means" is one of what the warrant is connected to, or a property that has it as
    its value, as somebody was "killed in" an event; "concerns.answer" is one of a rule or of a
    request for a notice that concerns the warrant (`entities.concerns`). Only texts that speak of
    the warrant answer.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.

    Returns
    -------
    DataFrame
        One row per warrant, element and statement, with the columns of `statements` and:

        - `warrant_id, element_id`
        - `path, place`: how elements.csv names the property, and at which place
        - `has_several`: whether the element has several properties

        Where the statement says what happened to somebody, `value_text` says to whom. Within a
        property, what is stated comes before what is inferred.

    Examples
    --------
    >>> import analysis
    >>> table = answers(analysis.load()).query("element_id == 'provision'")
    >>> table["value_text"].unique().tolist()
    ['Article 406']
    """
    table = statements(evidence)
    paths = _paths(evidence)
    parts = [_of_warrant(evidence, table, paths, warrant) for warrant in warrant_ids(evidence)]
    if not parts:
        none = table[:0].reindex(columns=[*table, *_COLUMNS])
        return none.astype({"warrant_id": "str", "element_id": "str", "path": "str"})
    return pd.concat(parts, ignore_index=True)


def _paths(evidence: Evidence) -> pd.DataFrame:
    """Return one row per element and property: `element_id, path, property, place, has_several`."""
    listed = evidence.elements[["element_id", "properties"]]
    paths = listed.assign(path=listed["properties"].str.split(LISTED)).explode("path")
    return paths[["element_id", "path"]].assign(
        property=paths["path"].str.split(STEP).str[-1].astype("str"),
        place=paths.groupby("element_id").cumcount(),
        has_several=paths["properties"].str.contains(LISTED, regex=False),
    )


def _of_warrant(
    evidence: Evidence, table: pd.DataFrame, paths: pd.DataFrame, warrant: str
) -> pd.DataFrame:
    """Return the rows of `answers` of one warrant."""
    texts = spoken_warrants(evidence).query("warrant_id == @warrant")["source_id"]
    own = table[table["entity_id"] == warrant]
    concerned = table["entity_id"].map(warrant_of(evidence.entities)) == warrant
    # Only these can be reached from the warrant; they are few where there are many warrants.
    is_near = concerned | table[["entity_id", "value"]].isin([warrant, *own["value"]]).any(axis=1)
    spoken = table[table["source_id"].isin(texts) & is_near]
    spoken = spoken.assign(number=spoken.index).merge(paths, on="property")
    linked = [
        _linked(evidence, rows, str(path).rpartition(STEP)[0], own, warrant)
        for path, rows in spoken.groupby("path")
    ]
    found = pd.concat(linked) if linked else spoken
    found = found.assign(warrant_id=warrant, is_inferred=found["basis"] == Basis.INFERRED)
    found = found.sort_values(["place", "is_inferred", "number"])
    return found.drop(columns=["is_inferred", "number"])


def _linked(
    evidence: Evidence, spoken: pd.DataFrame, link: str, own: pd.DataFrame, warrant: str
) -> pd.DataFrame:
    """Return those of the statements that are about what `link` leads to from the warrant.

    `own` are all statements about the warrant itself.
    """
    if not link:
        return spoken[spoken["entity_id"] == warrant]
    if link == CONCERNS:
        warrants = spoken["entity_id"].map(warrant_of(evidence.entities))
        return spoken[(warrants == warrant) & spoken["kind"].isin(_CONCERNING)]
    names = own.loc[own["property"] == link, "value"]
    is_value = spoken["value"].isin(names)
    text = spoken["value_text"].mask(is_value, spoken["entity"])
    return spoken.assign(value_text=text)[is_value | spoken["entity_id"].isin(names)]
