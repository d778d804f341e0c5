"""Describe the columns of the tables that are derived from the evidence.

Fields are those of Data Package (version 2), so that one description serves every format. Their
types are `string`, `integer`, `number`, `boolean`, `date` (a day) and `list`.
"""

from __future__ import annotations

from typing import Any

from analysis import coverage
from analysis.compare.rules import OUTCOMES

Field = dict[str, Any]


def field(name: str, kind: str, description: str, example: object, **limits: object) -> Field:
    """Return a field; `limits` are its constraints, `required` unless they say otherwise."""
    limits = {"required": True} | limits
    if not limits["required"]:
        del limits["required"]
    described = {"name": name, "type": kind, "description": description, "example": example}
    return described | ({"constraints": limits} if limits else {})


def list_field(name: str, description: str, example: str, delimiter: str) -> Field:
    """Return a field of lists, which are joined by `delimiter` in CSV."""
    strings = field(name, "list", description, example, required=False)
    return strings | {"delimiter": delimiter, "itemType": "string"}


def boolean_field(name: str, description: str) -> Field:
    """Return a field of booleans."""
    return field(name, "boolean", description, False)


def date_field(name: str, description: str, example: str) -> Field:
    """Return a field of days, which may be blank."""
    return field(name, "date", description, example, required=False)


def integer_field(name: str, description: str, example: int, least: int = 0) -> Field:
    """Return a field of whole numbers, which are at least `least`."""
    return field(name, "integer", description, example, minimum=least)


SOURCE = field("source_id", "string", "The document.", "sputnik-2020-07")
SOURCE_LABEL = field("source", "string", "The label of the document.", "Sputnik News")
ENTITY = field("entity_id", "string", "The entity.", "iran-warrant")
ENTITY_LABEL = field("entity", "string", "The label of the entity.", "Iran's arrest warrant")
PROP = field("prop", "string", "The property.", "others_count")
STATEMENT = field("statement_id", "string", "The statement.", "s-c43871f560e7")
TOPIC = field("topic", "string", "Group of properties.", "warrant", enum=list(coverage.TOPICS))
_JOINT = "The narrowest value that all texts allow. Blank if there is none, or more than one."
VERDICT = [
    ENTITY,
    ENTITY_LABEL,
    PROP,
    TOPIC,
    field(
        "verdict",
        "string",
        "The outcome of comparing what the texts say.",
        "conflict",
        enum=list(OUTCOMES),
    ),
    field("joint", "string", _JOINT, "101 or more", required=False),
    field("who_says", "string", "Each value with its texts and speakers.", "35 (Sputnik News)"),
    integer_field("sources", "How many texts were compared.", 3, 1),
    integer_field("roots", "How many first voices they rest on.", 2, 1),
    boolean_field("inside", "Whether both sides of a conflict are in one text."),
    integer_field("pairs", "How many pairs of statements cannot both be true.", 2),
    boolean_field("revised", "Whether one of such a pair was certainly made after the other."),
    field("sentence", "string", "The reason, with the quotes.", "All say the same: 35 …"),
]


def _side(prefix: str, which: str, said: str) -> list[Field]:
    return [
        field(f"{prefix}{said}", "string", f"The value of the {which}, for readers.", "0"),
        field(f"{prefix}voice", "string", f"The text and speaker of the {which}.", "A: B"),
        field(f"{prefix}quote", "string", f"The words of the {which}.", "no casualties"),
        field(f"{prefix}statement_id", "string", f"The {which}.", "s-c43871f560e7"),
    ]


_BASIS = "Inferred if either value is inferred, otherwise stated."
_TIME = "Which was said later, if the dates decide it."


def conflict(said: str) -> list[Field]:
    """Return the columns of a table of conflicts; `said` is the name of the values for readers."""
    return [
        *(ENTITY, ENTITY_LABEL, PROP),
        *_side("", "first", said),
        *_side("other_", "second", said),
        boolean_field("inside", "Whether both are in one text."),
        field("basis", "string", _BASIS, "stated", enum=["stated", "inferred"]),
        field("time", "string", _TIME, "not decided by dates"),
    ]


_KINDS = "; ".join(f"{kind}: {meaning}" for kind, meaning in coverage.SILENCES.items())
COVERAGE = [
    SOURCE,
    SOURCE_LABEL,
    TOPIC,
    integer_field("statements", "How many statements of the text are on the topic.", 12),
    field(
        "silence",
        "string",
        f"Why there are none. Blank if there are some. {_KINDS}.",
        "undecidable",
        required=False,
        enum=list(coverage.SILENCES),
    ),
]
_SENTENCE = "The sentence, without = + - @ at its beginning; whole from start to end in the text."
LEDGER = [
    SOURCE,
    SOURCE_LABEL,
    integer_field("number", "Number of the sentence in its text, from 1.", 7, 1),
    integer_field("line", "Line of the text, from 1.", 9, 1),
    integer_field("start", "Where it begins in the text: code points, from 0.", 911),
    integer_field("end", "Where it ends in the text: code points, not included.", 1045, 1),
    field("text", "string", _SENTENCE, "Join the mailing list", required=False),
    integer_field("statements", "How many statements code it.", 3),
    list_field("topics", "Their topics.", "warrant; charge", "; "),
    field(
        "waiver",
        "string",
        "Why nothing is coded from it. Blank if something is.",
        "Heading of a section; what it names is coded from the sentences under it.",
        required=False,
    ),
]
