"""List the outlets that each text credits with what it says."""

# ruff: noqa: RUF001 - brackets of other scripts

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from analysis.text.duplicates import bylines
from analysis.validation.labels import has_label, phrase
from analysis.validation.vocabulary import CHAIN, OWN_VOICE, UNNAMED

if TYPE_CHECKING:
    from analysis.evidence import Evidence

_IN_BRACKETS = re.compile(r"[(（/]([^\W\d_][^()（）/\n]{1,29})[)）/]")


def credited_outlets(evidence: Evidence) -> dict[str, list[str]]:
    """Return the outlets that each text credits.

    They are its own outlet in sources.csv; the outlets of entities.csv that speak in it, that pass
    on one of its statements, or that a byline or a credit names; and any agency in brackets in a
    byline or a credit, as in "BAGHDAD (AP) —".

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.

    Returns
    -------
    dict of str to list of str
        By the id of the text, the labels of the outlets, or their names as they appear in the text.

    Examples
    --------
    >>> import analysis
    >>> credited_outlets(analysis.load())["unnamed-2020b"]
    ['IRNA', 'Fox News', 'BBC']
    """
    names = _outlet_names(evidence)
    label = evidence.entities.set_index("entity_id")["label"]
    of_name = {form: label[outlet] for outlet, forms in names.items() for form in forms}
    coded = _coded_outlets(evidence)
    sources = evidence.sources
    credits = {}
    for source, outlet, text in zip(
        sources["source_id"], sources["outlet"], sources["text"], strict=True
    ):
        own = [outlet] if isinstance(outlet, str) else []
        passages = [phrase(line) for line in bylines(text)]
        agencies = [name for line in bylines(text) for name in _IN_BRACKETS.findall(line)]
        outlets = [of_name.get(phrase(name), name) for name in (*own, *agencies)]
        outlets += [
            label[outlet]
            for outlet, forms in names.items()
            if outlet in coded.get(source, ()) or any(has_label(line, forms) for line in passages)
        ]
        credits[source] = list(dict.fromkeys(outlets))
    return credits


def _outlet_names(evidence: Evidence) -> dict[str, list[str]]:
    """Return the phrases that name each outlet of entities.csv, by its id."""
    entities, labels = evidence.entities, evidence.labels
    via = evidence.statements["via"].str.split(CHAIN).explode().dropna()
    is_outlet = (entities["kind"] == "outlet") | entities["entity_id"].isin(via)
    is_outlet &= ~entities["entity_id"].isin([OWN_VOICE, UNNAMED])
    ids = entities["entity_id"][is_outlet]
    names = {
        outlet: [phrase(outlet_label)]
        for outlet, outlet_label in zip(ids, entities["label"][is_outlet], strict=True)
    }
    others = labels[labels["of"].isin(ids)]
    for outlet, other in zip(others["of"], others["label"], strict=True):
        names[outlet].append(phrase(other))
    return {outlet: [form for form in forms if form] for outlet, forms in names.items()}


def _coded_outlets(evidence: Evidence) -> dict[str, set[str]]:
    """Return, by text, the ids of those that speak in it or pass on what others say."""
    table = evidence.statements[["source_id", "speaker"]]
    via = evidence.statements["via"].str.split(CHAIN).explode().dropna()
    pairs = pd.concat([table, table.loc[via.index].assign(speaker=via)]).drop_duplicates()
    return {str(source): set(rows["speaker"]) for source, rows in pairs.groupby("source_id")}
