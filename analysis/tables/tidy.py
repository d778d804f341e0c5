"""Select the statements on one subject, with one row per statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.tables.selection import FILTERS, selectable
from analysis.tables.statements import COLUMNS, statements
from analysis.validation.vocabulary import CHAIN, SPEAKERS, TOPICS, PropertyKind

if TYPE_CHECKING:
    from analysis.evidence import Evidence


@selectable(*FILTERS)
def warrants(evidence: Evidence) -> pd.DataFrame:
    """Return what is said about the warrants themselves: issuers, targets, numbers, dates, status.

    Returns
    -------
    DataFrame
        One row per statement, with the columns of `analysis.tables.COLUMNS`.
    """
    table = statements(evidence)
    topics = table["topic"].isin(["warrant", "context"])
    return _tidy(table[(table["kind"] == "warrant") & topics])


@selectable(*FILTERS)
def charges(evidence: Evidence) -> pd.DataFrame:
    """Return charges, accusations and penalties as reported; none is a finding of guilt.

    Returns
    -------
    DataFrame
        One row per statement, with the columns of `analysis.tables.COLUMNS`.
    """
    table = statements(evidence)
    return _tidy(table[table["topic"] == "charge"])


@selectable(*FILTERS)
def legal_bases(evidence: Evidence) -> pd.DataFrame:
    """Return rules and legal characterisations, each with who holds it.

    Returns
    -------
    DataFrame
        One row per statement: the columns of `analysis.tables.COLUMNS`, and `rule`, the label of
        the rule that the statement is about or names, or else of what it characterises.

    Examples
    --------
    >>> import analysis
    >>> table = legal_bases(analysis.load())
    >>> table.loc[table["value"] == "article-406", "rule"].unique().tolist()
    ['Article 406']
    """
    table = statements(evidence)
    rules = evidence.entities[evidence.entities["kind"] == "rule"].set_index("entity_id")["label"]
    selected = table[(table["topic"] == "legal basis") | (table["kind"] == "rule")]
    named = selected["value"].map(rules).where(selected["kind"] != "rule")
    rule = named.fillna(selected["entity"]).astype("str").reset_index(drop=True)
    return _tidy(selected).assign(rule=rule)


@selectable(*FILTERS)
def notices(evidence: Evidence) -> pd.DataFrame:
    """Return the request to Interpol, and the answer that is reported or expected.

    Returns
    -------
    DataFrame
        One row per statement, with the columns of `analysis.tables.COLUMNS`.
    """
    table = statements(evidence)
    return _tidy(table[(table["topic"] == "Interpol") | (table["kind"] == "notice-request")])


@selectable(*FILTERS)
def casualties(evidence: Evidence) -> pd.DataFrame:
    """Return every number of people killed or hurt, and what else is said about them.

    This is the topic "casualty": the persons killed and injured, their numbers, their injuries, and
    who is named as killed. Weapons and places that were hit are in `events`.

    Returns
    -------
    DataFrame
        One row per statement, with the columns of `analysis.tables.COLUMNS`.
    """
    table = statements(evidence)
    return _tidy(table[(table["topic"] == "casualty") | (table["kind"] == "casualty-group")])


@selectable(*FILTERS)
def counts(evidence: Evidence) -> pd.DataFrame:
    """Return every number of persons killed or hurt, and every number of a topic that you added.

    How many others a warrant is for is among the statements of `warrants`.

    Returns
    -------
    DataFrame
        One row per statement, with the columns of `analysis.tables.COLUMNS`.

    Examples
    --------
    >>> import analysis
    >>> sorted(counts(analysis.load())["property"].unique())
    ['injured', 'killed']
    """
    table = statements(evidence)
    is_own = ~table["topic"].isin(TOPICS)
    is_chosen = is_own | (table["topic"] == "casualty") | (table["kind"] == "casualty-group")
    return _tidy(table[is_chosen & (table["value_kind"] == PropertyKind.COUNT)])


@selectable(*FILTERS)
def events(evidence: Evidence) -> pd.DataFrame:
    """Return what is said about events, and every date of anything else.

    Returns
    -------
    DataFrame
        One row per statement, with the columns of `analysis.tables.COLUMNS`.
    """
    table = statements(evidence)
    return _tidy(table[(table["kind"] == "event") | (table["value_kind"] == PropertyKind.DATE)])


@selectable(*FILTERS)
def reactions(evidence: Evidence) -> pd.DataFrame:
    """Return reactions, characterisations, demands and positions, each with who holds it.

    Returns
    -------
    DataFrame
        One row per statement, with the columns of `analysis.tables.COLUMNS`.
    """
    table = statements(evidence)
    return _tidy(table[table["topic"] == "reaction"])


@selectable(*FILTERS)
def parties(evidence: Evidence) -> pd.DataFrame:
    """Return names, offices and ranks of persons and bodies, and what else is said about them.

    Returns
    -------
    DataFrame
        One row per statement, with the columns of `analysis.tables.COLUMNS`.
    """
    table = statements(evidence)
    topics = table["topic"].isin(["context", "event"])
    return _tidy(table[table["kind"].isin(SPEAKERS) & topics])


@selectable(*FILTERS)
def attributions(evidence: Evidence) -> pd.DataFrame:
    """Return every statement that an article attributes to somebody.

    Returns
    -------
    DataFrame
        One row per statement: the columns of `analysis.tables.COLUMNS`, and `chain`, the speaker,
        outlets and source joined by " > ".

    Examples
    --------
    >>> import analysis
    >>> table = attributions(analysis.load(), speaker="Interpol")
    >>> bool(table["chain"].str.startswith("Interpol > Fox News > ").any())
    True
    """
    table = statements(evidence)
    attributed = _tidy(table[~table["own_voice"]])
    links = attributed[["speaker", "via", "source"]].to_numpy().tolist()
    chains = [CHAIN.join(filter(None, link)) for link in links]
    return attributed.assign(chain=pd.Series(chains, dtype="str"))


def _tidy(table: pd.DataFrame) -> pd.DataFrame:
    return table[list(COLUMNS)].reset_index(drop=True)
