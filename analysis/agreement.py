"""Show where the sources agree, are merely vague, or cannot all be right.

`analysis.compare` has the rules and compares the statements as integers; this module turns the
result into tables, with the words that it rests on. No table says which source is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis import coverage, tables
from analysis.compare import conventions, encoding, wording
from analysis.compare.credits import credited_outlets
from analysis.compare.facts import Comparison, compare_statements
from analysis.compare.rules import OUTCOMES, Outcome
from analysis.compare.shared_wording import shared_runs, without_names
from analysis.evidence import cached_table
from analysis.public import publish, require_columns
from analysis.tables.lists import Listing, listings
from analysis.tables.selection import FILTERS, selectable
from analysis.values import counts

if TYPE_CHECKING:
    from analysis.evidence import Evidence

__all__ = [
    "conflicts",
    "flips",
    "foremost",
    "history",
    "matrix",
    "outcomes",
    "shared_voices",
    "shared_wording",
    "voices",
]

FOREMOST = 60  # facts that fit in one figure
_OUTCOMES = "agreement.outcomes"


@selectable(*FILTERS)
@cached_table
def outcomes(evidence: Evidence, lexicon: str = counts.DEFAULT) -> pd.DataFrame:
    """Compare what the sources say about each entity and property.

    All sources are compared, whatever the filters: `source` selects the facts that these sources
    mention.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.
    lexicon : str
        The convention of lexicon.csv by which vague words become ranges.

    Returns
    -------
    DataFrame
        One row per entity and property that any source speaks of, in the order of the tables:

        - `entity_id, entity, property, topic`
        - `outcome`: "agree"; "more exact", if the values lie within one another; "overlap";
          "conflict", if no value satisfies all; "differ", if the texts name different things that
          can be true together; "not tested", for free text; "single source"; or "not comparable",
          for unlike stances
        - `joint`: the narrowest value, which satisfies all sources; "" if there is none or several
        - `who_says`: each value with its texts and speakers
        - `n_sources, n_origins`: how many distinct texts and original speakers were compared
        - `inside`: whether both sides of a conflict are in one text
        - `pairs`: how many pairs cannot both be true
        - `revised`: whether one statement of such a pair was certainly made after the other, and so
          may revise it
        - `conventions`: the other conventions under which the outcome differs, joined by "; "
        - `substance`: whether more than a spelling or a definition was compared
        - `sentence`: the reason, with the quotes
        - `statement_ids`: a tuple of their ids, which `to_csv` joins with ";"

    Raises
    ------
    UserError
        If lexicon.csv does not have the convention.

    Examples
    --------
    >>> import analysis
    >>> table = outcomes(analysis.load()).set_index(["entity_id", "property"])
    >>> table.loc[("missile-strike-casualties", "injured"), "outcome"]
    'conflict'
    """
    comparison = _compare(evidence, lexicon)
    words = tables.statements(conventions.under(evidence, lexicon))
    return wording.facts_in_words(comparison, words, evidence.entities, evidence.properties)


@selectable(*FILTERS)
@cached_table
def conflicts(evidence: Evidence, lexicon: str = counts.DEFAULT) -> pd.DataFrame:
    """List the pairs of statements that cannot both be true.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.
    lexicon : str
        The convention of lexicon.csv by which vague words become ranges.

    Returns
    -------
    DataFrame
        One row per pair; of a fact with very many pairs, only some (see
        `analysis.compare.pairs.name_pairs`):

        - `entity_id, entity, property`
        - `value_text, voice, quote, statement_id` of one side, and those of the other with the
          prefix `other_`
        - `inside`: whether both are in one text
        - `basis`: "inferred" if either value is
        - `time`: which was said later, if dates or words of order show it: "the first was said
          later" or "the second was said later"
        - `holds`: whether the two cannot both be true under any convention

        With filters, at least one of the two statements matches them all.

    Examples
    --------
    >>> import analysis
    >>> table = conflicts(analysis.load(), source="Sputnik", property="injured")
    >>> table[["value_text", "other_value_text"]].to_numpy().tolist()
    [['0', 'over 100 (101 or more)']]
    """
    comparison = _compare(evidence, lexicon)
    words = tables.statements(conventions.under(evidence, lexicon))
    return wording.conflicts_in_words(comparison, words, evidence.entities, evidence.properties)


def _compare(evidence: Evidence, convention: str) -> Comparison:
    others = conventions.other_readings(evidence, convention)
    return compare_statements(encoding.encode(evidence, convention), evidence.properties, others)


@selectable("source", "entity", "property")
def matrix(evidence: Evidence, outcomes: pd.DataFrame) -> pd.DataFrame:
    """Return what each source says about each fact, or why it says nothing.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.
    outcomes : DataFrame
        What `agreement.outcomes` returns, or some of its rows.

    Returns
    -------
    DataFrame
        One row per fact and source: `fact, entity_id, property, source, outcome, is_stated`
        (whether it says anything), `text, statement_ids`.
    """
    key = ["entity_id", "property", "source"]
    require_columns(outcomes, [*key[:2], "entity", "outcome"], "agreement.matrix", _OUTCOMES)
    outcomes = outcomes.drop_duplicates(key[:2])
    statements = tables.statements(evidence).merge(outcomes[key[:2]])
    said = statements[key].assign(value=tables.marked_values(statements))
    values = said.drop_duplicates().groupby(key)["value"].agg("; ".join)
    silent = coverage.silences_on(evidence, outcomes).set_index(key)["silence"]
    facts = outcomes.merge(evidence.sources["label"].rename("source"), how="cross")
    cell = pd.MultiIndex.from_frame(facts[key])
    texts = pd.concat([values, silent]).reindex(cell)
    ids = statements.groupby(key)["statement_id"].agg(Listing).reindex(cell)
    return facts[[*key, "outcome"]].assign(
        fact=facts["entity"] + ": " + facts["property"].str.replace("_", " "),
        is_stated=texts.index.isin(values.index),
        text=texts.to_numpy(),
        statement_ids=ids.map(
            lambda found: found if isinstance(found, tuple) else Listing()
        ).to_numpy(),
    )


def foremost(outcomes: pd.DataFrame, most: int = FOREMOST) -> pd.DataFrame:
    """Return the facts that matter most: conflicts first, then those that most texts speak of.

    Parameters
    ----------
    outcomes : DataFrame
        What `agreement.outcomes` returns, or some of its rows.
    most : int
        The number of rows to keep.

    Returns
    -------
    DataFrame
        At most `most` rows of `outcomes`, in their order.
    """
    require_columns(outcomes, ["n_sources", "outcome"], "agreement.foremost", _OUTCOMES)
    weight = outcomes["n_sources"].astype("float64")
    weight = weight.where(outcomes["outcome"] != OUTCOMES[Outcome.CONFLICT], np.inf)
    chosen = weight.sort_values(ascending=False, kind="stable").index[:most]
    return outcomes[outcomes.index.isin(chosen)]


def shared_voices(outcomes: pd.DataFrame) -> pd.DataFrame:
    """Return the facts with fewer original speakers than texts: several texts repeat one voice.

    Parameters
    ----------
    outcomes : DataFrame
        What `agreement.outcomes` returns, or some of its rows.

    Returns
    -------
    DataFrame
        Some rows of `outcomes`.
    """
    require_columns(outcomes, ["n_sources", "n_origins"], "agreement.shared_voices", _OUTCOMES)
    return outcomes[outcomes["n_origins"] < outcomes["n_sources"]]


@cached_table
def shared_wording(evidence: Evidence) -> pd.DataFrame:
    """List the words that two texts share: runs of five or more, outside quotations.

    Shared words do not show which text had them first, nor that one copied the other: both may have
    taken them from an agency, or from the law. Case, accents and punctuation make no difference. A
    run that is only a name or a title, such as "the Islamic Revolutionary Guard Corps", is left out
    (see `analysis.compare.shared_wording.without_names`).

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.

    Returns
    -------
    DataFrame
        One row per pair of texts and run that cannot be extended on either side, in the order of
        publication and of the words in the first of the two:

        - `source, start, end`: the label of the first text, and the span of the run in it
        - `words`: the run as the first text has it
        - `other_source, other_start, other_end`: the same for the second text
        - `n_words`: how many words; two characters count as a word in a script without spaces
        - `credit`: the outlets that both texts credit with something (see
          `analysis.compare.credits`), joined by "; "; "" if there is none

    Examples
    --------
    >>> import analysis
    >>> shared = shared_wording(analysis.load())
    >>> shared.loc[shared["n_words"] == 6, "words"].tolist()
    ['that Iran would continue to pursue', "the head of Iran's elite Quds"]
    """
    texts = evidence.sources["text"].tolist()
    labels = evidence.labels[evidence.labels["of"].isin(evidence.entities["entity_id"])]["label"]
    runs = without_names(shared_runs(texts), texts, [*evidence.entities["label"], *labels])
    label = evidence.sources["label"].to_numpy("object")
    outlets = list(credited_outlets(evidence).values())
    first, other = (runs[name].to_numpy() for name in ("first", "other"))
    spans = zip(first.tolist(), runs["start"].tolist(), runs["end"].tolist(), strict=True)
    both = [
        "; ".join(name for name in outlets[one] if name in outlets[two])
        for one, two in zip(first.tolist(), other.tolist(), strict=True)
    ]
    return pd.DataFrame(
        {
            "source": pd.Series(label[first], dtype="str"),
            **runs[["start", "end"]],
            "words": pd.Series([texts[n][start:end] for n, start, end in spans], dtype="str"),
            "other_source": pd.Series(label[other], dtype="str"),
            **runs[["other_start", "other_end", "n_words"]],
            "credit": pd.Series(both, dtype="str"),
        }
    )


@selectable(*FILTERS)
def voices(evidence: Evidence) -> pd.DataFrame:
    """Count the statements and texts of each original speaker, the most widely quoted first.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.

    Returns
    -------
    DataFrame
        One row per original speaker: `origin`; `n_statements`, how many statements it makes;
        `n_sources`, how many texts have them; `through`, the outlets that pass them on;
        `statement_ids`.
    """
    statements = tables.statements(evidence).assign(origin=encoding.origins(evidence))
    by_origin = statements.groupby("origin", sort=False)
    relayed = statements[statements["via"] != ""].drop_duplicates(["origin", "via"])
    table = by_origin.agg(n_statements=("source", "size"), n_sources=("source", "nunique"))
    table = table.join(relayed.groupby("origin")["via"].agg("; ".join).rename("through"))
    table = table.fillna({"through": ""})
    table = table.join(listings(by_origin["statement_id"]).rename("statement_ids"))
    return table.sort_values(
        ["n_sources", "n_statements"], ascending=False, kind="stable"
    ).reset_index()


@selectable(*FILTERS)
def history(evidence: Evidence, facts: pd.DataFrame) -> pd.DataFrame:
    """Return what was reported about some facts, in the order in which it was said.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.
    facts : DataFrame
        What `agreement.outcomes` returns, some of its rows, or any other table with `entity_id` and
        `property`.

    Returns
    -------
    DataFrame
        One row per statement, ordered as far as dates allow: `entity, property, said_start,
        said_end` (NaT where open), `value_text, modality, voice, quote, note, statement_id`.
    """
    require_columns(facts, ["entity_id", "property"], "agreement.history", _OUTCOMES)
    statements = tables.statements(evidence).join(encoding.said_days(evidence))
    order = facts[["entity_id", "property"]].drop_duplicates()
    order = order.assign(fact=range(len(order)))
    statements = statements.merge(order, on=["entity_id", "property"], validate="m:1")
    days = ["fact", "said_end", "said_start"]
    statements = statements.sort_values(days, na_position="last", kind="stable", ignore_index=True)
    columns = ["value_text", "modality", "voice", "quote", "note", "statement_id"]
    return statements[["entity", "property", "said_start", "said_end", *columns]]


@selectable("entity", "property")
@cached_table
def flips(evidence: Evidence) -> pd.DataFrame:
    """Return what changes when vague words are read under another convention.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.

    Returns
    -------
    DataFrame
        One row per convention and fact whose outcome, or whose number of pairs that cannot both be
        true, differs: `convention, entity_id, entity, property`; `outcome` and `pairs` under the
        default convention; `other_outcome` and `other_pairs` under the other; `why`, the words that
        the other convention reads differently.
    """
    columns = ["outcome", "pairs"]
    usual = outcomes(evidence)
    changes = []
    for convention in dict.fromkeys([counts.DEFAULT, *evidence.lexicon["convention"]]):
        encoded = conventions.reread(evidence, convention)
        if encoded.empty and convention != counts.DEFAULT:
            continue  # the default convention, which changes nothing, gives the columns
        # Facts about other entities stay as they are.
        some = usual[usual["entity_id"].isin(evidence.entities.loc[encoded["entity"], "entity_id"])]
        theirs = some[columns]
        if len(encoded):
            facts = compare_statements(encoded, evidence.properties, {}).facts[columns]
            theirs = facts.assign(outcome=wording.outcome_words(facts["outcome"]))
            theirs = theirs.set_axis(some.index)
        changed = (some[columns] != theirs).any(axis=1)
        facts = some.loc[changed, ["entity_id", "entity", "property", *columns]]
        facts = facts.join(theirs[changed].add_prefix("other_"))
        facts.insert(0, "convention", convention)
        why = _other_readings(evidence, convention)
        changes.append(facts.join(why, on=["entity_id", "property"]).fillna({"why": ""}))
    return pd.concat(changes, ignore_index=True)


def _other_readings(evidence: Evidence, convention: str) -> pd.Series:
    """Return the words of each fact that a convention reads differently.

    They are in the column `why`, as in "dozens as 12 (ours: 24 or more)", beside the key of the
    fact.
    """
    key, ends = ["entity_id", "property"], ["low", "high"]
    ours, theirs = evidence.statements, conventions.under(evidence, convention).statements
    is_other = (ours[ends].fillna(-1) != theirs[ends].fillna(-1)).any(axis=1)
    ours, theirs = ours[is_other], theirs[is_other]
    read, usual = (tables.range_words(table["low"], table["high"]) for table in (theirs, ours))
    why = ours[key].assign(why=ours["value"] + " as " + read + " (ours: " + usual + ")")
    return why.drop_duplicates().groupby(key)["why"].agg("; ".join)


publish(globals())
