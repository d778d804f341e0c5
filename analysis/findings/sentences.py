"""Build sentences from the tables: the parts that findings on different subjects share."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import pandas as pd

from analysis import tables
from analysis.text.counted import be as be
from analysis.text.counted import count_noun as count_noun

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
    name = prop.replace("_", " ")
    return first_of(findings, f"has a value of “{name}”", f"have values of “{name}”")


def first_of(sentences: list[str] | list[Finding], one: str, several: str) -> list[str]:
    """Return the first `MOST` sentences, and one that counts the others.

    >>> first_of(["A."] * 14, "fact differs", "facts differ")[-1]
    '2 more facts differ; see the tables.'
    """
    more = len(sentences) - MOST
    rest = f"{more} more {one if more == 1 else several}; see the tables."
    return [*sentences[:MOST], *([rest] if more > 0 else [])]


def join_names(names: Iterable[object], empty: str = "none", last: str = "and") -> str:
    """Join names as in a sentence, with `last` before the last; of very many, count the rest.

    >>> [join_names(names) for names in ("", "A", "AB", "ABC")]
    ['none', 'A', 'A and B', 'A, B and C']
    """
    words = list(map(str, names))
    if len(words) > MOST + 1:
        return f"{', '.join(words[:MOST])} {last} {len(words) - MOST} more"
    if len(words) < 2:
        return words[0] if words else empty
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def count_by_name(counts: pd.Series) -> str:
    """Join names, each with its count: "value 153, basis 44 and via 3"."""
    return join_names(f"{name} {count}" for name, count in counts.items())


def all_of(number: int, noun: str) -> str:
    """Return all of a number of things, at least one.

    >>> all_of(1, "text"), all_of(2, "text"), all_of(3, "text")
    ('the only text', 'both texts', 'all 3 texts')
    """
    which = {1: "the only", 2: "both"}.get(number, f"all {number}")
    return f"{which} {noun if number == 1 else noun + 's'}"


def name_texts(evidence: Evidence, labels: Collection[str]) -> str:
    """Say how many of the texts these are, and which: "2 of 5 texts (A and B)"."""
    if not len(labels):
        return "no text"
    if len(evidence.sources) == 1:
        return f"the only text ({join_names(labels)})"
    return f"{len(labels)} of {len(evidence.sources)} texts ({join_names(labels)})"


def name_fact(entity: str, prop: str) -> str:
    """Name a fact: "Iran's arrest warrant, others count"."""
    return f"{entity}, {prop.replace('_', ' ')}"
