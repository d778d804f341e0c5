"""Resolve the names that a user gives for sources, entities and properties to their ids."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from analysis.errors import UserError, WrongArgumentError
from analysis.evidence import cached_table
from analysis.tables.lists import MOST_TEXTS, join_texts
from analysis.text.likeness import near_names
from analysis.text.normal_form import normal_form
from analysis.text.visible import one_line
from analysis.validation.labels import phrase
from analysis.validation.vocabulary import CHAIN, SPEAKERS, PropertyKind

if TYPE_CHECKING:
    from analysis.evidence import Evidence

Names = str | Iterable[str] | None

_TABLES = {
    "source": "sources",
    "entity": "entities",
    "property": "properties",
    "speaker": "entities",
    "via": "entities",
}
_PLURALS = _TABLES | {"speaker": "speakers", "via": "outlets"}
_OTHER_NAMES = ("outlet", "headline")  # columns of sources.csv
_MOST_MEANT = 3
_MORE_BESIDE = 2  # words not given that a name may have beyond the fewest of any name
_LONGEST_DESCRIPTION = 8  # words
_PARTICLES = {"the", "a", "an", "of", "in", "for", "to", "on", "and", "at", "by"}
_LEVEL_OF_WORDS = 2  # from here on, a name matches only words of a label
_NO_LEVEL = 9
_ARTICLE = re.compile(r"^ (?:the|an?) (?=\S)")
_LONGEST_NAME = 60  # characters of a name in a message


def resolve_names(
    evidence: Evidence,
    kind: str,
    names: Names,
    among: Iterable[str] = (),
    *,
    is_filter: bool = True,
) -> list[str]:
    """Return the ids of what the names refer to.

    Parameters
    ----------
    evidence : Evidence
        The tables of a project.
    kind : {"source", "entity", "property", "speaker", "via"}
        What the names refer to; speakers and outlets are entities.
    names : str or iterable of str
        Ids or labels, as `analysis.tables.select` describes them.
    among : iterable of str, optional
        The ids to search first.
    is_filter : bool
        Whether an error may name another filter to use.

    Returns
    -------
    list of str
        The ids, in the order of the names.

    Raises
    ------
    UserError
        If nothing has such a name, or several things have it.

    Examples
    --------
    >>> import analysis
    >>> evidence = analysis.load()
    >>> resolve_names(evidence, "entity", ["iran", "ISIS"])
    ['iran', 'daesh']
    >>> resolve_names(evidence, "entity", "Iran", among=["iran-warrant", "iraq-warrant"])
    ['iran-warrant']
    """
    if isinstance(names, str):
        names = [names]
    if not isinstance(names, Iterable) or isinstance(names, bytes | pd.DataFrame):
        message = f"{kind}: {_shown(names)} is not a name; give a name or a list of names"
        raise WrongArgumentError(message)
    table = _names(evidence, _names_of(kind))
    if kind in ("speaker", "via"):
        table = table[table["id"].isin(_speakers(evidence))]
    first = table[table["id"].isin(set(among))]
    of_warrants = set(evidence.entities["entity_id"][evidence.entities["kind"] == "warrant"])
    prefers_words = of_warrants >= set(first["id"])  # "Iran" is Iran's warrant among warrants
    ids = []
    for name in names:
        if (found := _resolve_name(kind, name, first, table, prefers_words)) is None:
            other = _other_filter(evidence, kind, name) if is_filter else ""
            advice = other or _advice(evidence, kind, name, table, set(first["id"]))
            thing = "outlet" if kind == "via" else kind
            raise UserError(f"{_shown(name)}: no such {thing}; {advice}")
        ids.append(found)
    return ids


def _names_of(kind: str) -> str:
    """Return the kind of thing that a filter names: speakers and outlets are entities."""
    return "entity" if _TABLES[kind] == "entities" else kind


def _resolve_name(
    kind: str,
    name: object,
    first: pd.DataFrame,
    table: pd.DataFrame,
    prefers_words: bool,
) -> str | None:
    """Return the id that a name has in the `first` rows of `_names`, or else in any row, or None.

    A whole name is preferred to words of a label, except in the first rows with `prefers_words`.
    """
    if not isinstance(name, str):
        raise WrongArgumentError(f"{kind}: {_shown(name)} is not a name; give an id or a label")
    (near_level, near), (level, anywhere) = _fitting(first, name), _fitting(table, name)
    is_whole = level < _LEVEL_OF_WORDS <= near_level
    preferred = [] if is_whole and not prefers_words else near
    for ids in (preferred, anywhere):
        if len(ids) == 1:
            return ids[0]
    if several := preferred or anywhere:
        listed = _listed(table, several)
        fits = f"this fits several {_PLURALS[kind]}"
        raise UserError(f"{_shown(name)}: {fits}; give the id of one: {listed}")
    return None


def _fitting(table: pd.DataFrame, name: str) -> tuple[int, list[str]]:
    """Return the ids that a name matches best, and how: as written, by all words, or by some.

    The level is 0 for a name as written, 1 for all of its words, and `_LEVEL_OF_WORDS` or more for
    some words of a label. An article before a name makes no difference.
    """
    written, words = name.strip().casefold(), _ARTICLE.sub(" ", _words(name))
    if not written:
        return _NO_LEVEL, []
    fits = [
        table["name"].str.casefold() == written,
        table["words"] == words,
        table["is_label"] & table["words"].str.contains(words, regex=False),
    ]
    if all(len(word) > 1 for word in words.split()):  # not in scripts without spaces
        has_words = table["words"].map(lambda label: set(words.split()) <= set(label.split()))
        fits.append(table["is_label"] & has_words.astype(bool))
    for level, fit in enumerate(fits):
        if ids := table["id"][fit].drop_duplicates().tolist():
            return level, ids
    return _NO_LEVEL, []


def _advice(evidence: Evidence, kind: str, name: str, table: pd.DataFrame, among: set[str]) -> str:
    """Return the names that may be meant by an unknown one, or else those that exist among some."""
    table = table[table["id"].isin(ids_in_part(evidence, kind))]
    described = _descriptions(evidence, kind, table)
    if meant := _meant(pd.concat([table, described], ignore_index=True), _words(name)):
        return f"did you mean {_listed(table, meant, ' or ')}?"
    listed = table[table["id"].isin(among)] if among else table
    every = listed["id"].drop_duplicates().tolist()
    if len(every) <= MOST_TEXTS:
        return f"give one of {_listed(table, every)}"
    if kind in ("speaker", "via"):
        labels = table.drop_duplicates("id")["label"].map(one_line)
        return f"nothing has a similar name; give one of {join_texts(labels)}"
    return f"nothing has a similar name; see evidence.{_TABLES[kind]} for all"


def _other_filter(evidence: Evidence, kind: str, name: str) -> str:
    """Return the filters by which something with this name can be found; "" if there are none."""
    filters = []
    for other in _TABLES:
        if _TABLES[other] != _TABLES[kind]:
            level, ids = _fitting(_names(evidence, _names_of(other)), name)
            is_named = level < _LEVEL_OF_WORDS or other == "source"
            if is_named and len(ids) == 1 and ids[0] in ids_in_part(evidence, other):
                filters.append(f'{other}="{ids[0]}"')
    return f"use {' or '.join(filters)}, which has this name" if filters else ""


def ids_in_part(evidence: Evidence, kind: str) -> set[str]:
    """Return the ids that occur in statements as source, entity, property, speaker or outlet."""
    table = evidence.statements
    if kind == "via":
        return set(table["via"].dropna().str.split(CHAIN).explode())
    return set(table[kind if kind in table else f"{kind}_id"])


def _descriptions(evidence: Evidence, kind: str, names: pd.DataFrame) -> pd.DataFrame:
    """Return descriptions of the things that have one of the names, in the columns of `names`.

    A property is described by its definition; a person or body by what texts say about it in a few
    words, such as an office. A description is not a name, but a user may have meant what it
    describes.
    """
    if kind == "source":
        return names[:0]
    if kind == "property":
        called = evidence.properties[["property", "definition"]]
    else:
        properties = evidence.properties.set_index("property")["kind"]
        concepts = evidence.concepts.set_index("concept_id")["label"].to_dict()
        called = evidence.statements[["entity_id", "value"]].drop_duplicates()
        of_kind = evidence.statements["property"].map(properties)[called.index]
        is_described = of_kind.isin([PropertyKind.TEXT, PropertyKind.CONCEPT])
        is_described &= called["value"].str.count(" ") < _LONGEST_DESCRIPTION
        called = called[is_described & called["entity_id"].isin(_speakers(evidence))]
        called = called.assign(value=called["value"].replace(concepts))
    called = called.set_axis(["id", "name"], axis=1)
    labels = names.drop_duplicates("id")[["id", "label"]]
    called = called.merge(labels, on="id").assign(is_label=False)
    return called.assign(words=pd.Series(map(_words, called["name"]), called.index, dtype="str"))


def _speakers(evidence: Evidence) -> pd.Series:
    """Return the ids of the entities of the kinds that can speak."""
    entities = evidence.entities
    return entities.loc[entities["kind"].isin(SPEAKERS), "entity_id"]


def _meant(table: pd.DataFrame, words: str) -> list[str]:
    """Return the ids whose names contain the most of some words, or of words close to them.

    Names with many other words are left out.
    """
    vocabulary = sorted({word for text in table["words"] for word in text.split()})
    given = [word for word in words.split() if word not in _PARTICLES]
    near = [{word} if word in vocabulary else {*near_names(word, vocabulary)} for word in given]
    words_of = [text.split() for text in table["words"]]
    shared = [sum(not own.isdisjoint(text) for own in near) for text in words_of]
    beside = [len(text) - number for text, number in zip(words_of, shared, strict=True)]
    likest = table.assign(shared=shared, beside=beside)
    likest = likest[(likest["shared"] > 0) & (likest["shared"] * 2 >= len(given))]
    likest = likest.sort_values(["shared", "beside"], ascending=[False, True], kind="stable")
    is_best = likest["shared"] == likest["shared"].max()
    is_best &= likest["beside"] <= likest["beside"][is_best].min() + _MORE_BESIDE
    return likest["id"][is_best].drop_duplicates().head(_MOST_MEANT).tolist()


def _listed(table: pd.DataFrame, ids: list[str], separator: str = "; ") -> str:
    """Return some ids with their labels, on one line."""
    label_of = table.drop_duplicates("id").set_index("id")["label"]
    texts = [
        name if (label := one_line(label_of[name])) == name else f"“{label}” ({name})"
        for name in ids
    ]
    return join_texts(texts) if separator == "; " else separator.join(texts)


def _shown(name: object) -> str:
    """Return a name as it was given, on one line, cut if it is long."""
    text = one_line(name if isinstance(name, str) else repr(name))
    text = text or '""'
    return text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 1]}…"


def _words(name: str) -> str:
    """Return the words of a name between spaces, without case, accents, plurals or punctuation."""
    # In capitals, because here "us" is a name and not a pronoun.
    return phrase(name.replace("_", " ").upper()) or f" {normal_form(name)} "


@cached_table
def _names(evidence: Evidence, kind: str) -> pd.DataFrame:
    """Return one row per id and name: `id, label, name, words, is_label`."""
    things = getattr(evidence, _TABLES[kind])
    ids = things["property" if kind == "property" else f"{kind}_id"]
    labels = ids if kind == "property" else things["label"]
    known = pd.DataFrame({"id": ids, "label": labels})
    parts = [known.assign(name=ids, is_label=kind == "property")]
    columns = [labels, *(things[name] for name in _OTHER_NAMES if name in things)]
    parts += [known.assign(name=column, is_label=True) for column in columns]
    names = pd.concat(parts, ignore_index=True)
    if kind == "entity":
        names = pd.concat([names, _other_names(evidence, known)], ignore_index=True)
    names = names.dropna(subset="name").drop_duplicates(["id", "name"], keep="last")
    names = names.astype({"id": "str", "label": "str", "name": "str", "is_label": "bool"})
    return names.assign(words=pd.Series(map(_words, names["name"]), names.index, dtype="str"))


def _other_names(evidence: Evidence, known: pd.DataFrame) -> pd.DataFrame:
    """Return the other names of persons, bodies and outlets, as the texts spell them.

    Other kinds have labels that describe. Labels that contain a word for something else, such as
    "Iraqi arrest warrant" for the state, are left out.
    """
    is_named = evidence.entities["kind"].isin(SPEAKERS)
    names, others = (
        {word for label in evidence.entities["label"][rows] for word in _words(label).split()}
        for rows in (is_named, ~is_named)
    )
    spelled = evidence.labels[["of", "label"]].set_axis(["id", "name"], axis=1)
    spelled = spelled[spelled["id"].isin(evidence.entities["entity_id"][is_named])]
    strange = others - names
    is_own = spelled["name"].map(lambda name: strange.isdisjoint(_words(name).split()))
    return spelled[is_own.astype(bool)].merge(known, on="id").assign(is_label=False)
