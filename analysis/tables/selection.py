"""Select the rows of a table by source, entity, property, speaker or outlet.

`select` works on any table. Most functions that return a table take the same filters as keywords,
which the decorators in this module add.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from analysis.errors import UserError
from analysis.public import warn
from analysis.tables.lists import join_texts
from analysis.tables.naming import Names, ids_in_part, resolve_names
from analysis.text.visible import one_line
from analysis.validation.vocabulary import CHAIN, PropertyKind

if TYPE_CHECKING:
    from analysis.evidence import Evidence

TableFunction = Callable[..., pd.DataFrame]

FILTERS = ("source", "entity", "property", "speaker", "via")
# The columns with the ids for each filter; the first one in a table is compared. If it has none,
# its statements are compared, as they always are for a speaker or an outlet.
_COLUMNS = {
    "source": ("source_id", "source"),
    "entity": ("warrant_id", "entity_id"),
    "property": ("property",),
    "speaker": (),
    "via": (),
}
# The role of an entity in the statements that have it in one of their columns.
_PARTS = {
    "entity": "something is said about it",
    "speaker": "it speaks",
    "via": "it passes on what others say",
}
_WITHOUT_PART = {
    "entity": "no statement is about it",
    "speaker": "it speaks in no statement",
    "via": "no statement came through it",
}
_STATEMENT_COLUMNS = ("statement_id", "other_statement_id", "statement_ids")
_PARAMETERS = """\
{names} : str or list of str, optional
    Keep only the rows about these. Each is named by its id, its label or some words of the label,
    in upper or lower case, as `analysis.tables.select` describes.
"""


def select(
    evidence: Evidence,
    table: pd.DataFrame,
    *,
    source: Names = None,
    entity: Names = None,
    property: Names = None,
    speaker: Names = None,
    via: Names = None,
) -> pd.DataFrame:
    """Select the rows of a table by source, entity, property, speaker or outlet.

    `speaker` is the person or body to whom something is attributed, `via` the outlet through which
    it came, and `entity` what it is about.

    A name is an id or a label, in upper or lower case. Persons and bodies also have the other names
    that labels.csv lists, and sources their outlet and headline. Some words of a label are enough
    if only one label has them. A name is first sought among the things that the table is about, so
    in a table of warrants "Iran" is Iran's warrant. If no row is about an entity, the rows about
    whatever the texts connect with it are selected, and a warning says so: in a table of charges,
    "Trump" selects the warrants for him.

    A filter only chooses rows; counts and comparisons in them do not change.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.
    table : DataFrame
        Any table that has columns for the filters, or `statement_id` or `statement_ids`. With these
        ids, a row is selected if one of its statements matches all filters that have no column.
    source, entity, property, speaker, via : str or iterable of str, optional
        The names. By default, all rows are kept; an empty list keeps none.

    Returns
    -------
    DataFrame
        The selected rows in their order, numbered from 0; a copy of `table` if there is no filter.

    Raises
    ------
    UserError
        If nothing has such a name, or several things have it; the message lists what may be meant.
        Also if no statement has the named thing in that role; the message names the filter that
        finds it.

    Examples
    --------
    >>> import analysis
    >>> evidence = analysis.load()
    >>> offices = select(evidence, evidence.statements, entity="soleimani", property="office")
    >>> set(offices["entity_id"])
    {'qasem-soleimani'}
    >>> select(evidence, evidence.statements, entity="Solaimani")
    Traceback (most recent call last):
    analysis.errors.UserError: Solaimani: no such entity; did you mean “Qasem Soleimani”
    (qasem-soleimani)?
    """
    filters = dict(zip(FILTERS, (source, entity, property, speaker, via), strict=True))
    given = {name: names for name, names in filters.items() if names is not None}
    if not given:
        return table.copy(deep=False)
    is_selected = pd.Series(True, table.index)
    of_statements = {}
    for name, names in given.items():
        column = next((column for column in _COLUMNS[name] if column in table), None)
        if name == "entity" and column:
            is_selected &= table[column].isin(about(evidence, names, table[column]))
            continue
        among = table[column] if column else ids_in_part(evidence, name)
        ids = resolve_names(evidence, name, names, among)
        if name in _PARTS:
            _check_part(evidence, name, ids)
        if column is None:
            of_statements[name] = ids
            continue
        values = source_labels(evidence, ids) if column == "source" else ids
        sides = [side for side in (column, f"other_{column}") if side in table]
        is_selected &= table[sides].isin(values).any(axis=1)
        for item in set(ids) - set(table[column]) if name == "property" else ():
            advice = f'tables.statements(evidence, property="{item}") has all'
            warn(f"no row of this table is about the property {item}; {advice}")
    if of_statements:
        is_selected &= _rests_on(evidence, table, of_statements)
    return table[is_selected].reset_index(drop=True)


def _check_part(evidence: Evidence, name: str, ids: list[str]) -> None:
    """Reject an entity that never has the role of this filter, if it has that of another filter."""
    for entity_id in ids:
        if entity_id in ids_in_part(evidence, name):
            continue
        if parts := [part for part in _PARTS if entity_id in ids_in_part(evidence, part)]:
            other = " or ".join(f'{part}="{entity_id}" ({_PARTS[part]})' for part in parts)
            raise UserError(f"{entity_id}: {_WITHOUT_PART[name]}; use {other}")


def about(evidence: Evidence, names: Names, entity_ids: Iterable[str]) -> list[str]:
    """Return the entities of a table that are named, or connected with an entity that is named.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.
    names : str or iterable of str
        Names of entities.
    entity_ids : iterable of str
        The entities that the rows of a table are about.

    Returns
    -------
    list of str
        The ids of the named entities. If the table has no row about one, it is replaced by the
        entities that have it, or a part of it, as a value that some statement does not deny: the
        warrants for a person, the events that a state is said to have carried out. A warning says
        so, or says that there are none.

    Examples
    --------
    >>> import analysis
    >>> about(analysis.load(), "Iraq's warrant", ["iran-warrant", "iraq-warrant"])
    ['iraq-warrant']
    """
    present = list(dict.fromkeys(entity_ids))
    label = evidence.entities.set_index("entity_id")["label"].map(one_line)
    ids = []
    for name in resolve_names(evidence, "entity", names, present):
        connected = [] if name in present else _connected(evidence, name, present)
        ids += [name] if name in present else connected
        if connected:
            others = join_texts(label[connected])
            warn(
                f"no row of this table is about {label[name]}; the rows selected are about what "
                f"texts connect with it: {others}"
            )
        elif name not in present and present:
            _check_part(evidence, "entity", [name])
            advice = f'tables.statements(evidence, entity="{name}") has what is said of it'
            warn(f"no row of this table is about {label[name]}; {advice}")
    return list(dict.fromkeys(ids))


def _connected(evidence: Evidence, entity_id: str, others: list[str]) -> list[str]:
    """Return the other entities that have one, or a part of it, as the value of a statement."""
    entities = evidence.entities.set_index("entity_id")
    kinds = evidence.properties.set_index("property")["kind"]
    stated = evidence.statements[evidence.statements["modality"] != "denied"]
    named = stated[stated["property"].map(kinds) == PropertyKind.ENTITY]
    first, last = entities["first"], entities["last"]
    is_within = named["value"].map(first).between(int(first[entity_id]), int(last[entity_id]))
    having = set(named["entity_id"][is_within])
    return [name for name in others if name in having]


def _has(evidence: Evidence, name: str, ids: list[str]) -> pd.Series:
    """Mark the statements that have one of the ids in the column of a filter."""
    statements = evidence.statements
    if name == "via":
        outlets = statements["via"].str.split(CHAIN).explode()
        return outlets.isin(ids).groupby(level=0).any()
    return statements[name if name in statements else f"{name}_id"].isin(ids)


def source_labels(evidence: Evidence, source_ids: list[str]) -> list[str]:
    """Return the labels of some sources, in the order of publication."""
    sources = evidence.sources
    return sources.loc[sources["source_id"].isin(source_ids), "label"].tolist()


def only_texts(evidence: Evidence, source: str | Iterable[str]) -> Evidence:
    """Return the evidence from some texts only, so that nothing else is compared or counted.

    A filter such as `source=`, in contrast, only chooses rows of what was computed from all texts.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.
    source : str or iterable of str
        The texts. Each is named by its id or its label, as `select` describes.

    Returns
    -------
    Evidence
        Their rows of `sources`, `statements` and `exclusions`; the other tables are unchanged.

    Raises
    ------
    UserError
        If no text has such a name, or several have it.

    Examples
    --------
    >>> import analysis
    >>> two = only_texts(analysis.load(), ["Sputnik", "Shafaq"])
    >>> two.sources["label"].tolist()
    ['Sputnik News Jul 2020', 'Shafaq News 2023+']
    """
    ids = resolve_names(evidence, "source", source, is_filter=False)
    parts = {name: getattr(evidence, name) for name in ("sources", "statements", "exclusions")}
    own = {name: table[table["source_id"].isin(ids)] for name, table in parts.items()}
    return replace(evidence, **own)


def _rests_on(evidence: Evidence, table: pd.DataFrame, filters: dict[str, list[str]]) -> pd.Series:
    """Mark the rows that have a statement that matches all filters."""
    columns = [name for name in _STATEMENT_COLUMNS if name in table]
    if not columns:
        raise UserError(
            f"{', '.join(filters)}: the table has no such column and no statement_ids; leave "
            "the filter out, or select rows of tables.statements"
        )
    fits = pd.Series(True, evidence.statements.index)
    for name, wanted in filters.items():
        fits &= _has(evidence, name, wanted)
    fitting = set(evidence.statements["statement_id"][fits])
    rests = pd.Series(False, table.index)
    for column in columns:
        if column == "statement_ids":
            rests |= table[column].map(lambda ids: not fitting.isdisjoint(ids)).astype(bool)
        else:
            rests |= table[column].isin(fitting)
    return rests


def selectable(*filters: str) -> Callable[[TableFunction], TableFunction]:
    """Add filters to a function of the evidence, which select rows of the table that it returns.

    Parameters
    ----------
    *filters : str
        Some of `FILTERS`.
    """

    def decorate(function: TableFunction) -> TableFunction:
        @functools.wraps(function)
        def selected(*arguments: object, **names: Names) -> pd.DataFrame:
            return select(arguments[0], function(*arguments), **names)  # type: ignore[arg-type]

        return _with_filters(function, selected, filters)

    return decorate


def filterable(*filters: str) -> Callable[[TableFunction], TableFunction]:
    """Declare the filters that a function of the evidence takes as `**filters` and applies itself.

    Parameters
    ----------
    *filters : str
        Some of `FILTERS`.
    """
    return lambda function: _with_filters(function, function, filters)


def _with_filters(
    function: TableFunction, select_rows: TableFunction, filters: tuple[str, ...]
) -> TableFunction:
    """Return `select_rows` with the signature and docstring of `function`, plus the filters."""
    keyword = inspect.Parameter.KEYWORD_ONLY
    own = inspect.signature(function).parameters.values()
    positional = {item.name: item for item in own if item.kind == item.POSITIONAL_OR_KEYWORD}
    added = [
        inspect.Parameter(name, keyword, default=None) for name in filters if name not in positional
    ]
    signature = inspect.Signature([*positional.values(), *added], return_annotation="pd.DataFrame")

    @functools.wraps(function)
    def checked(*arguments: object, **options: object) -> pd.DataFrame:
        bound = signature.bind(*arguments, **options)
        bound.apply_defaults()
        for name in set(FILTERS) & set(bound.arguments):
            if isinstance(bound.arguments[name], Iterator):  # an iterator could be read only once
                bound.arguments[name] = list(bound.arguments[name])
        return select_rows(*bound.args, **bound.kwargs)

    checked.__signature__ = signature  # type: ignore[attr-defined]
    checked.__doc__ = _with_parameters(function.__doc__, [item.name for item in added])
    return checked


def _with_parameters(docstring: str | None, filters: list[str]) -> str | None:
    """Return a docstring that lists the filters among the parameters."""
    if docstring is None:  # with -OO, Python leaves docstrings out
        return None
    text = inspect.cleandoc(docstring)
    head, returns, tail = text.partition("\nReturns\n-------\n")
    if "\nParameters\n----------\n" not in head:
        head += "\nParameters\n----------\nevidence : Evidence\n    The tables of a project.\n"
    head = head.partition("**filters")[0]
    added = _PARAMETERS.format(names=", ".join(filters)) if filters else ""
    return head + added + returns + tail
