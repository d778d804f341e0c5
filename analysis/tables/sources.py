"""List the texts and the news outlets: what each is, and what each says or passes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.tables.lists import join_texts, listings
from analysis.tables.statements import statements
from analysis.validation.vocabulary import CHAIN, UNNAMED, Basis
from analysis.values import edtf

if TYPE_CHECKING:
    from analysis.evidence import Evidence

OPENING = 80  # characters of a text that are shown in place of a headline


def sources(evidence: Evidence) -> pd.DataFrame:
    """Return the texts in the order of their publication.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.

    Returns
    -------
    DataFrame
        One row per text: `source`, its label; `published`, in words, with ", inferred" unless the
        text gives the date; `headline`, or the first words if there is none; `outlet`, or "not
        named"; `note`, on the date. The whole text is in `evidence.sources["text"]`.

    Examples
    --------
    >>> import analysis
    >>> sources(analysis.load()).loc[2, ["published", "outlet"]].tolist()
    ['22 July 2020', 'Sputnik News']
    """
    table = evidence.sources
    inferred = (", " + table["published_basis"]).where(table["published_basis"] != Basis.STATED, "")
    opening = table["text"].str.split().str.join(" ").str[:OPENING].str.rsplit(n=1).str[0]
    return pd.DataFrame(
        {
            "source": table["label"],
            "published": table["published"].map(edtf.in_words, na_action="ignore") + inferred,
            "headline": table["headline"].fillna("begins “" + opening + " …”"),
            "outlet": table["outlet"].fillna("not named"),
            "note": table["published_note"].fillna(""),
        }
    )


def outlets(evidence: Evidence) -> pd.DataFrame:
    """Return the news outlets that the texts name, whether they speak or pass on what others say.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.

    Returns
    -------
    DataFrame
        One row per outlet, in the order of entities.csv: `outlet`; `speaks` and `passes_on`, the
        number of statements; `voices`, the speakers whose statements it passes on; `texts`, those
        that name it; `statement_ids`.

    Examples
    --------
    >>> import analysis
    >>> table = outlets(analysis.load()).set_index("outlet")
    >>> int(table.loc["IRNA", "passes_on"]), table.loc["IRNA", "voices"]
    (4, 'Ali Alqasimehr')
    """
    table = statements(evidence)
    links = evidence.statements["via"].str.split(CHAIN).explode().dropna()
    passed = table.loc[links.index].assign(outlet_id=links, role="passes_on")
    spoken = table.assign(outlet_id=evidence.statements["speaker"], role="speaks")
    entities = evidence.entities.set_index("entity_id")
    is_outlet = entities.index.isin(links) | (entities["kind"] == "outlet")
    is_outlet &= entities.index != UNNAMED
    used = pd.concat([spoken, passed])
    used = used[used["outlet_id"].isin(entities.index[is_outlet])]
    once = used.drop_duplicates(["outlet_id", "statement_id"])
    groups = used.groupby("outlet_id", sort=False)
    counts = pd.crosstab(used["outlet_id"], used["role"])
    counts = counts.reindex(columns=["speaks", "passes_on"], fill_value=0).rename_axis(columns=None)
    voices = passed.groupby("outlet_id")["speaker"].agg(lambda names: join_texts(names.unique()))
    listed = counts.assign(
        voices=voices.reindex(counts.index).fillna(""),
        texts=groups["source"].agg(lambda names: join_texts(names.unique())),
        statement_ids=listings(once.groupby("outlet_id", sort=False)["statement_id"]),
    )
    listed = listed.reindex([name for name in entities.index if name in listed.index])
    listed.insert(0, "outlet", entities["label"].reindex(listed.index))
    return listed.reset_index(drop=True)
