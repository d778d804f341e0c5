"""Find the statements that answer a lawyer's questions about each warrant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.evidence import cached_table
from analysis.tables.selection import FILTERS, selectable
from analysis.tables.spoken_warrants import spoken_warrants, warrant_ids, warrant_of
from analysis.tables.statements import statements
from analysis.validation.vocabulary import CONCERNS, LISTED, STEP, Basis

if TYPE_CHECKING:
    from analysis.evidence import Evidence

# Other things concern a warrant too, but the target of an event is not somebody for whom a notice
# was requested.
_CONCERNING = ("notice-request", "rule")
_COLUMNS = ["element_id", "path", "place", "has_several", "warrant_id"]


@selectable(*FILTERS)
@cached_table
def answers(evidence: Evidence) -> pd.DataFrame:
    """Return the statements that answer each element of each warrant.

    The column `properties` of elements.csv says which do. "issuer" is a property of the warrant
    itself. "connected_to.means" is a property of whatever the warrant is connected to, or a
    property with that as its value, such as the event that somebody was "killed in".
    "concerns.answer" is a property of a rule, or of a request for a notice, that concerns the
    warrant (`entities.concerns`). Only texts that speak of the warrant count.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.

    Returns
    -------
    DataFrame
        One row per warrant, element and statement, with the columns of `statements` and:

        - `warrant_id, element_id`
        - `path, place`: how elements.csv names the property, and its position there
        - `has_several`: whether the element has several properties

        If the statement says what happened to somebody, `value_text` says to whom. Within a
        property, stated values come before inferred ones.

    Examples
    --------
    >>> import analysis
    >>> table = answers(analysis.load()).query("element_id == 'provision'")
    >>> table["value_text"].unique().tolist()
    ['Article 406']
    """
    table = statements(evidence)
    rows = _reached(evidence, table).merge(_paths(evidence), on=["link", "property"])
    found = table.iloc[rows["number"]].reset_index(drop=True)
    found = found.assign(
        value_text=found["value_text"].mask(rows["is_value"], found["entity"]),
        **{name: rows[name] for name in _COLUMNS},
        order=pd.Index(warrant_ids(evidence)).get_indexer(pd.Index(rows["warrant_id"])),
        is_inferred=found["basis"] == Basis.INFERRED,
        **rows[["number", "row"]],
    )
    found = found.sort_values(["order", "place", "is_inferred", "number", "path", "row"])
    return found[[*table, *_COLUMNS]].reset_index(drop=True)


def _paths(evidence: Evidence) -> pd.DataFrame:
    """Return one row per element and property.

    Its columns are `element_id, path, link, property, place, has_several, row`: `link` is the part
    of the path before its property, and `row` numbers the rows.
    """
    listed = evidence.elements[["element_id", "properties"]]
    paths = listed.assign(path=listed["properties"].str.split(LISTED)).explode("path")
    steps = paths["path"].str.split(STEP)
    return paths[["element_id"]].assign(
        path=paths["path"].astype("str"),
        link=steps.str[:-1].str.join(STEP).astype("str"),
        property=steps.str[-1].astype("str"),
        place=paths.groupby("element_id").cumcount(),
        has_several=paths["properties"].str.contains(LISTED, regex=False),
        row=range(len(paths)),
    )


def _reached(evidence: Evidence, table: pd.DataFrame) -> pd.DataFrame:
    """Return the statements that each link reaches from each warrant, in texts that speak of it.

    There is one row per warrant, link and statement: `warrant_id, link, number, is_value,
    property`. `number` is the position of the statement in `table`, and `is_value` says whether
    the link leads to its value.
    """
    spoken = spoken_warrants(evidence)
    rows = table[["source_id", "entity_id", "property", "value"]].assign(number=range(len(table)))
    concerned = rows["entity_id"].map(warrant_of(evidence.entities))
    own = rows[rows["entity_id"].isin(spoken["warrant_id"])]
    concerning = rows.assign(warrant_id=concerned)[table["kind"].isin(_CONCERNING)]
    named = own.rename(columns={"entity_id": "warrant_id", "property": "link", "value": "name"})
    named = named[["warrant_id", "link", "name"]].drop_duplicates()
    reached = pd.concat(
        [
            own.assign(warrant_id=own["entity_id"], link="", is_value=False),
            concerning.assign(link=CONCERNS, is_value=False),
            named.merge(rows.assign(name=rows["value"], is_value=True), on="name"),
            named.merge(rows.assign(name=rows["entity_id"], is_value=False), on="name"),
        ]
    )
    reached = reached.merge(spoken, on=["source_id", "warrant_id"])
    once = reached.drop_duplicates(["warrant_id", "link", "number"])
    return once[["warrant_id", "link", "number", "is_value", "property"]]
