"""Declare the closed lists and reserved words of the tables.

`data/datapackage.json` declares the same lists for readers and for other tools, and a test compares
them. A project may add members to `ENTITY_KINDS` and `TOPICS`, after these; the other lists are the
same in every project.
"""

from __future__ import annotations

from enum import StrEnum

TABLES = (
    *("sources", "entities", "properties", "concepts", "labels", "statements", "exclusions"),
    *("lexicon", "rules", "elements"),
)
CHAIN = " > "  # joins the ids of a chain, as in `via`
LISTED = "; "  # joins the items of a list in a cell, as in `by_definition` and `elements`
STEP = "."  # joins a property to the path from the warrant to its entity, as in `elements`
CONCERNS = "concerns"  # the column of entities that leads to them from the warrant
OWN_VOICE = "own-voice"  # the speaker where a source speaks without naming anybody
UNNAMED = "unnamed-speaker"  # not one voice, but a different one in each text
NAME = "name"  # the property whose values are spellings

ENTITY_KINDS = (
    *("warrant", "notice-request", "rule", "event", "casualty-group", "person", "body", "outlet"),
)
SPEAKERS = ("person", "body", "outlet")  # the kinds of entities that can speak
TOPICS = (
    *("warrant", "charge", "legal basis", "Interpol", "casualty", "event", "reaction", "context"),
)


class PropertyKind(StrEnum):
    """The kind of value that a property has."""

    COUNT = "count"
    DATE = "date"
    ENTITY = "entity"
    CONCEPT = "concept"
    TEXT = "text"


class Cardinality(StrEnum):
    """The number of values of a property that can be true together."""

    ONE = "one"
    MANY = "many"


class Basis(StrEnum):
    """The ground for a value: the words of the source, an inference, or something outside it."""

    STATED = "stated"
    INFERRED = "inferred"
    OUTSIDE = "outside"


class Stance(StrEnum):
    """The way in which a speaker puts a statement (the column `modality`)."""

    ASSERTED = "asserted"
    DENIED = "denied"
    ALLEGED = "alleged"
    REQUESTED = "requested"
    ASKED = "asked"
    ANNOUNCED = "announced"
    PREDICTED = "predicted"
    CONDITIONAL = "conditional"


class Order(StrEnum):
    """The order in which words such as "initially" and "later" put a statement."""

    EARLIER = "earlier"
    LATER = "later"
