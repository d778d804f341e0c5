"""Sum up on a card what the texts report about each warrant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.evidence import cached_table
from analysis.tables.answers import answers
from analysis.tables.elements import NO_TEXT
from analysis.tables.lists import Listing, join_texts
from analysis.tables.selection import selectable
from analysis.tables.spoken_warrants import spoken_warrants, warrant_ids
from analysis.tables.statements import with_stance
from analysis.validation.vocabulary import Stance

if TYPE_CHECKING:
    from analysis.evidence import Evidence

INTERPOL = "Interpol"  # a topic, and the line that only projects with that topic have
REQUEST = "notice-request"  # the kind of entity that Interpol is asked for
# The lines of a card, with what each shows: a path of elements.csv.
LINES = {
    "Issued by": "issuer",
    "Instrument": "instrument",
    "Date of issue": "issued_on",
    "Announced on": "announced_on",
    "For": "target",
    "Others on it": "others_count",
    "Accused of": "accused_of",
    "Charge": "charge",
    "Legal basis": "legal_basis",
    "Penalty": "penalty",
    INTERPOL: "concerns.answer",
    "Enforcement": "enforcement_prospect",
}
_KEY = ["warrant_id", "path", "value_text", "modality"]


@selectable("entity")
@cached_table
def cards(evidence: Evidence) -> pd.DataFrame:
    """Return what the texts report about each warrant, in a few lines.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.

    Returns
    -------
    DataFrame
        One row per warrant, line and distinct value:

        - `warrant_id, warrant`
        - `line`: what the value is, such as "Issued by" or "Charge"; there is no line about
          Interpol if no text mentions a notice
        - `value`: the value that most texts give comes first; "no text says" if there is none
        - `who`: the texts that give it, each with the speaker unless it speaks in its own voice; ""
          if there is none
        - `n_sources`: how many texts give a value for this line
        - `n_speaking`: how many texts speak of the warrant
        - `statement_ids`: a tuple of their ids, which `to_csv` joins with ";"

    Examples
    --------
    >>> import analysis
    >>> table = cards(analysis.load()).set_index(["warrant_id", "line"])
    >>> "premeditated murder, alleged" in table.loc[[("iraq-warrant", "Charge")], "value"].tolist()
    True
    >>> print(*table.loc[("iraq-warrant", "Charge"), ["n_sources", "n_speaking"]])
    1 2
    >>> table.loc[("iran-warrant", "Penalty"), "value"]
    'no text says'
    """
    labels = evidence.entities.set_index("entity_id")["label"]
    speaking = spoken_warrants(evidence).groupby("warrant_id")["source_id"].nunique()
    warrants = pd.Series(warrant_ids(evidence), dtype="str")
    columns = ["warrant_id", "warrant", "line", "value", "who", "n_sources", "n_speaking"]
    columns += ["statement_ids"]
    lines = pd.DataFrame({"line": LINES.keys(), "path": LINES.values()})
    if not _names_interpol(evidence):
        lines = lines[lines["line"] != INTERPOL]
    rows = pd.DataFrame(
        {
            "warrant_id": warrants,
            "warrant": labels[warrants].to_list(),
            "n_speaking": speaking[warrants].to_numpy(),
        }
    ).merge(lines, how="cross")
    rows = rows.merge(_values(evidence), on=["warrant_id", "path"], how="left")
    rows["n_sources"] = rows["n_sources"].fillna(0).astype("int64")
    ids = [ids if isinstance(ids, tuple) else Listing() for ids in rows["statement_ids"]]
    rows["statement_ids"] = pd.Series(ids, rows.index, dtype="object")
    rows = rows.fillna({"value": NO_TEXT, "who": ""})
    return rows[columns].astype({"warrant": "str"})


def _names_interpol(evidence: Evidence) -> bool:
    """Return whether the project has anything for a line about Interpol."""
    topics = evidence.statements["property"].map(
        evidence.properties.set_index("property")["topic"].to_dict()
    )
    return bool((topics == INTERPOL).any() or (evidence.entities["kind"] == REQUEST).any())


def _values(evidence: Evidence) -> pd.DataFrame:
    """Return one row per warrant, path and value: `value, who, n_sources, statement_ids`."""
    given = answers(evidence)
    given = given[given["path"].isin(LINES.values()) & (given["modality"] != Stance.ASKED)]
    # If a text says it in its own voice, the speakers whom it quotes for it need not be named too.
    itself = given.groupby([*_KEY, "source_id"])["own_voice"].transform("any")
    given = given[given["own_voice"] | ~itself].reset_index(drop=True)
    n_sources = given.groupby(_KEY[:2])["source_id"].transform("nunique")
    given = given.assign(n_sources=n_sources, order=given.index)
    groups = given.groupby(_KEY, sort=False)
    # Stated values come first, so that a value is called inferred only if no text states it.
    values = groups.first().join(groups["source_id"].nunique().rename("n_texts")).reset_index()
    values["value"] = with_stance(values)
    values["who"] = groups["voice"].agg(lambda voices: join_texts(dict.fromkeys(voices))).tolist()
    values["statement_ids"] = groups["statement_id"].agg(Listing).tolist()
    values = values.sort_values(["n_texts", "order"], ascending=[False, True])
    values = values.astype({"value": "str", "who": "str"})  # even if there is none
    return values[["warrant_id", "path", "value", "who", "n_sources", "statement_ids"]]
