"""Answer a lawyer's questions about each warrant, text by text, from the coded statements."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import pandas as pd

from analysis.evidence import cached_table
from analysis.tables.answers import answers
from analysis.tables.by_source import SILENT, sources_in_one_column
from analysis.tables.lists import MOST_TEXTS, Listing, combine_groups
from analysis.tables.naming import Names
from analysis.tables.selection import about, filterable, select, selectable
from analysis.tables.spoken_warrants import spoken_warrants, warrant_ids
from analysis.tables.statements import speaker_and_outlets, with_stance
from analysis.validation.vocabulary import Stance

if TYPE_CHECKING:
    from analysis.evidence import Evidence

ANSWERED, ASKED, NOT_SAID, NO_TEXT = "answered", "asked", SILENT, "no text says"
_KEY = ["warrant_id", "element_id", "source"]


@selectable("source", "entity")
@cached_table
def elements(evidence: Evidence) -> pd.DataFrame:
    """Return what each text says about each element of each warrant of which it speaks.

    The statements are those that `answers` finds. No cell is written by hand.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.

    Returns
    -------
    DataFrame
        One row per element, warrant and text that speaks of the warrant, in the order of the
        tables: `element_id, element, question, warrant_id, warrant, source`;

        - `answer`: "answered"; "asked" if the text only raises the question; "not said" if another
          text answers; "no text says"
        - `text`: each value with its words, and its speaker if that is not the text itself; if
          several properties answer, the name of the property comes first. Otherwise the words of
          the question after "asked: " ("asked, and not answered: " if no text answers it), or
          `answer`
        - `statement_ids`: a tuple of their ids, which `to_csv` joins with ";"

    Examples
    --------
    >>> import analysis
    >>> table = elements(analysis.load()).set_index(["element_id", "warrant_id", "source"])
    >>> table.loc[("extradition", "iraq-warrant", "2021 C"), "text"]
    'asked, and not answered: “Can Donald Trump be extradited to Iraq?”'
    >>> table.loc[("immunity", "iraq-warrant", "Shafaq News 2023+"), "text"]
    'no text says'
    """
    rows = _rows(evidence)
    spoken = answers(evidence).drop_duplicates(
        [*_KEY, "property", "value_text", "modality", "voice"]
    )
    return rows.join(_cells(rows, spoken))


def _rows(evidence: Evidence) -> pd.DataFrame:
    """Return the columns that identify the rows of `elements`."""
    order = pd.Index(warrant_ids(evidence))
    called = evidence.entities.set_index("entity_id")["label"]
    labels = evidence.sources.set_index("source_id")["label"]
    spoken = spoken_warrants(evidence)
    spoken = spoken.assign(
        order=order.get_indexer(pd.Index(spoken["warrant_id"])),
        place=labels.index.get_indexer(pd.Index(spoken["source_id"])),
        source=labels.reindex(spoken["source_id"]).array,
        warrant=called.reindex(spoken["warrant_id"]).array,
    )
    asked = evidence.elements.rename(columns={"label": "element"})
    rows = asked.assign(number=range(len(asked))).merge(spoken, how="cross")
    rows = rows.sort_values(["order", "number", "place"], ignore_index=True)
    return rows[["element_id", "element", "question", "warrant_id", "warrant", "source"]]


def _cells(rows: pd.DataFrame, spoken: pd.DataFrame) -> pd.DataFrame:
    """Return `answer, text, statement_ids` for each row, from the statements that belong to it."""
    number = rows[_KEY].assign(row=rows.index).set_index(_KEY)["row"]
    row = number.reindex(pd.MultiIndex.from_frame(spoken[_KEY])).to_numpy("int64")
    is_asked = (spoken["modality"] == Stance.ASKED).to_numpy()
    quote = "“" + spoken["quote"] + "”"
    quote += (" (" + speaker_and_outlets(spoken) + ")").mask(spoken["own_voice"], "")
    label = (spoken["property"].str.replace("_", " ") + ": ").where(spoken["has_several"], "")
    answered = pd.Series(NOT_SAID, index=rows.index, dtype="str")
    answered[row[is_asked]] = ASKED
    answered[row[~is_asked]] = ANSWERED
    of_all = answered.groupby([rows["warrant_id"], rows["element_id"]])
    is_answered = of_all.transform(lambda group: (group == ANSWERED).any()).astype(bool)
    has_any = of_all.transform(lambda group: (group != NOT_SAID).any()).astype(bool)
    answered = answered.mask(~has_any, NO_TEXT)
    asked = pd.Series("asked: ", index=rows.index).where(is_answered, "asked, and not answered: ")
    text = label + with_stance(spoken) + ", " + quote
    text = text.mask(is_asked, asked.iloc[row].to_numpy() + quote)
    texts = combine_groups(text, row, n_groups=len(rows))
    ids = combine_groups(spoken["statement_id"], row, Listing, len(rows)).to_numpy()
    return pd.DataFrame(
        {"answer": answered, "text": texts.mask(texts == "", answered), "statement_ids": ids}
    )


@filterable("source", "entity")
def elements_by_source(evidence: Evidence, entity: Names = None, **filters: Names) -> pd.DataFrame:
    """Return the elements of the warrants, with one column for each text that speaks of them.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.
    entity : str or list of str, optional
        Only these warrants, and only texts that speak of them.
    **filters : str or list of str, optional
        Other names; see `select`.

    Returns
    -------
    DataFrame
        One row per warrant and element: `warrant` (unless `entity` names at most one), `element`,
        one column per text, `statement_ids`. With more than `MOST_TEXTS` texts in the
        project there are two columns in place of theirs, as in `side_by_side`.
    """
    table = elements(evidence)
    names = ["warrant", "element"]
    if entity is not None:
        entity = about(evidence, entity, warrant_ids(evidence))
        names = names if len(entity) > 1 else ["element"]
    table = select(evidence, table, entity=entity, **filters)
    key = ["warrant_id", "element_id"]
    rows = table[[*key, *names]].drop_duplicates(key).set_index(key)
    number = table.groupby(key, sort=False).ngroup().to_numpy()
    if len(evidence.sources) > MOST_TEXTS:
        once = table.loc[table["statement_ids"].map(bool), [*key, "source", "text"]]
        cells = sources_in_one_column(once, key).set_index(key).reindex(rows.index)
        cells = cells.fillna({"who_says": NO_TEXT, "texts": 0}).astype({"texts": "int64"})
    else:
        cells = table.set_index([*key, "source"])["text"].unstack("source", fill_value=NOT_SAID)
        cells = cells[table["source"].drop_duplicates()]
    ids = combine_groups(table["statement_ids"], number, lambda parts: Listing(chain(*parts)))
    wide = rows.join(cells)
    return wide.assign(statement_ids=ids.to_numpy()).reset_index(drop=True)
