"""Build sentences from the tables: the parts that findings on different subjects share."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import pandas as pd

from analysis import tables

if TYPE_CHECKING:
    from analysis.evidence import Evidence

MOST = 12  # names in a sentence, or sentences of one kind


class Finding(str):
    """A sentence with the ids of the statements that it gives the values of.

    Attributes
    ----------
    statement_ids : tuple of str
        The ids.
    """

    __slots__ = ("statement_ids",)
    statement_ids: tuple[str, ...]

    def __new__(cls, sentence: str, statement_ids: Iterable[str] = ()) -> Finding:
        """Return the sentence with its ids."""
        finding = super().__new__(cls, sentence)
        finding.statement_ids = tuple(statement_ids)
        return finding


def select(evidence: Evidence, prop: str, entity_id: str | None = None) -> pd.DataFrame:
    """Return the rows of `tables.statements` with a property, of one entity or of all."""
    table = tables.statements(evidence)
    table = table[table["property"] == prop]
    return table if entity_id is None else table[table["entity_id"] == entity_id]


def per_entity(evidence: Evidence, prop: str) -> list[str]:
    """Return a sentence for each entity that has a property: the definition, with who says what.

    Examples
    --------
    >>> import analysis
    >>> per_entity(analysis.load(), "penalty")
    ["Iraq's arrest warrant: The penalty for the charge is death penalty (2021 C)."]
    """
    table = select(evidence, prop)
    if table.empty:
        return []
    definition = evidence.properties.set_index("property")["definition"][prop]
    ids = table.groupby("entity")["statement_id"].agg(tuple).to_dict()
    findings = [
        Finding(f"{entity}: {definition.replace('…', values).rstrip('.')}.", ids[entity])
        for entity, values in tables.who_says(table, table["entity"]).items()
    ]
    return first_of(findings, f"have statements of this kind ({prop.replace('_', ' ')})")


def first_of(sentences: list[str] | list[Finding], rest: str) -> list[str]:
    """Return the first `MOST` sentences, and one that counts the others.

    >>> first_of(["A."] * 14, "facts differ")[-1]
    '2 more facts differ; see the tables.'
    """
    more = len(sentences) - MOST
    return [*sentences[:MOST], *([f"{more} more {rest}; see the tables."] if more > 0 else [])]


def join_names(names: Iterable[object], empty: str = "none") -> str:
    """Join names as in a sentence; of very many, count the rest.

    >>> [join_names(names) for names in ("", "A", "AB", "ABC")]
    ['none', 'A', 'A and B', 'A, B and C']
    """
    words = list(map(str, names))
    if len(words) > MOST + 1:
        return f"{', '.join(words[:MOST])} and {len(words) - MOST} more"
    if len(words) < 2:
        return words[0] if words else empty
    return f"{', '.join(words[:-1])} and {words[-1]}"


def count_by_name(counts: pd.Series) -> str:
    """Join names, each with its count: "value 153, basis 44 and via 3"."""
    return join_names(f"{name} {count}" for name, count in counts.items())


def count_noun(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun.

    >>> count_noun(1, "text"), count_noun(2, "text"), count_noun(0, "country", "countries")
    ('1 text', '2 texts', '0 countries')
    """
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def count_texts(evidence: Evidence, labels: Collection[str]) -> str:
    """Say how many of the texts these are: "2 of 5 texts"."""
    return f"{len(labels)} of {len(evidence.sources)} texts"


def name_texts(evidence: Evidence, labels: Collection[str]) -> str:
    """Say how many of the texts these are, and which: "2 of 5 texts (A and B)"."""
    return f"{count_texts(evidence, labels)} ({join_names(labels)})"


def name_fact(entity: str, prop: str) -> str:
    """Name a fact: "Iran's arrest warrant, others count"."""
    return f"{entity}, {prop.replace('_', ' ')}"


def name_event(evidence: Evidence, entity_id: str) -> str:
    """Return the id of an event in words if all of them are in its label, otherwise its label.

    So "airstrike", with the label "Airstrike of January 2020", becomes "the airstrike".
    """
    label = str(evidence.entities.set_index("entity_id")["label"][entity_id])
    words = entity_id.split("-")
    is_short = all(word in label.casefold() for word in words)
    return f"the {' '.join(words)}" if is_short else label


def be_dated(event: str) -> str:
    """Return the beginning of a sentence from what `name_event` returns.

    >>> be_dated("the missile strikes"), be_dated("Sinking of the Aurora")
    ('The missile strikes are dated', 'Sinking of the Aurora is dated')
    """
    is_plural = event.startswith("the ") and event.endswith("s")
    return f"{event[:1].upper()}{event[1:]} {'are' if is_plural else 'is'} dated"
