"""Describe the columns of the tables that are derived from the evidence.

Fields are those of Data Package (version 2), so that one description serves every format. Their
types are `string`, `integer`, `number`, `boolean`, `date` (a day) and `list`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from analysis import coverage
from analysis.compare.facts import TIMES
from analysis.compare.rules import OUTCOMES

Field = dict[str, Any]


def field(name: str, kind: str, description: str, example: object, **limits: object) -> Field:
    """Return a field; `limits` are its constraints, `required` unless they say otherwise.

    The example becomes text, as in a cell of CSV, because the official profile allows nothing else.
    """
    limits = {"required": True} | limits
    if not limits["required"]:
        del limits["required"]
    text = str(example).lower() if isinstance(example, bool) else str(example)
    described = {"name": name, "type": kind, "description": description, "example": text}
    return described | ({"constraints": limits} if limits else {})


def list_field(name: str, description: str, example: str, delimiter: str) -> Field:
    """Return a field of lists, joined by `delimiter` in CSV."""
    strings = field(name, "list", description, example, required=False)
    return strings | {"delimiter": delimiter, "itemType": "string"}


def boolean_field(name: str, description: str) -> Field:
    """Return a field of booleans."""
    return field(name, "boolean", description, False)


def date_field(name: str, description: str, example: str) -> Field:
    """Return a field of days, which may be blank."""
    return field(name, "date", description, example, required=False)


def integer_field(name: str, description: str, example: int, least: int = 0) -> Field:
    """Return a field of whole numbers of at least `least`."""
    return field(name, "integer", description, example, minimum=least)


SOURCE = field("source_id", "string", "The document.", "sputnik-2020-07")
SOURCE_LABEL = field("source", "string", "The label of the document.", "Sputnik News Jul 2020")
ENTITY = field("entity_id", "string", "The entity.", "iran-warrant")
ENTITY_LABEL = field("entity", "string", "The label of the entity.", "Iran's arrest warrant")
PROP = field("property", "string", "The property.", "others_count")
STATEMENT = field("statement_id", "string", "The statement.", "s-c43871f560e7")
TOPIC = field("topic", "string", "Group of properties.", "warrant")  # one of those of the project
_JOINT = "The narrowest value that all texts allow. Blank if there is none, or more than one."
OUTCOME = [
    ENTITY,
    ENTITY_LABEL,
    PROP,
    TOPIC,
    field(
        "outcome",
        "string",
        "The outcome of comparing what the texts say.",
        "conflict",
        enum=list(OUTCOMES),
    ),
    field("joint", "string", _JOINT, "101 or more", required=False),
    field("who_says", "string", "Each value with its texts and speakers.", "35 (Sputnik News)"),
    integer_field("n_sources", "How many texts were compared.", 3, 1),
    integer_field("n_origins", "How many original speakers they rest on.", 2, 1),
    boolean_field("inside", "Whether both sides of a conflict are in one text."),
    integer_field("pairs", "How many pairs of statements cannot both be true.", 2),
    boolean_field(
        "revised", "Whether one statement of such a pair was certainly made after the other."
    ),
    field(
        "conventions",
        "string",
        "The conventions of the lexicon under which the outcome differs, joined by semicolons."
        " Blank: none.",
        "round",
        required=False,
    ),
    boolean_field("substance", "Whether more than a spelling or a definition was compared."),
    field("sentence", "string", "The reason, with the quotes.", "All state the same: 35 …"),
]


def _side(prefix: str, which: str) -> list[Field]:
    return [
        field(f"{prefix}value_text", "string", f"The value of the {which}, for readers.", "0"),
        field(f"{prefix}voice", "string", f"The text and speaker of the {which}.", "A: B"),
        field(f"{prefix}quote", "string", f"The words of the {which}.", "no casualties"),
        field(f"{prefix}statement_id", "string", f"The {which}.", "s-c43871f560e7"),
    ]


_BASIS = "Inferred if either value is inferred, otherwise stated."
_TIME = "Which was said later, if dates or words of order decide it."


CONFLICT = [
    *(ENTITY, ENTITY_LABEL, PROP),
    *_side("", "first"),
    *_side("other_", "second"),
    boolean_field("inside", "Whether both are in one text."),
    field("basis", "string", _BASIS, "stated", enum=["stated", "inferred"]),
    field("time", "string", _TIME, TIMES[0]),
    boolean_field("holds", "Whether the two cannot both be true under any convention."),
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
        "exclusion",
        "string",
        "Why nothing is coded from it. Blank if something is.",
        "Heading of a section; what it names is coded from the sentences under it.",
        required=False,
    ),
]


def with_topics(fields: list[Field], topics: Iterable[str]) -> list[Field]:
    """Return fields whose `topic` is one of the topics of a project, which may add its own.

    >>> with_topics([TOPIC], ["warrant", "jurisdiction"])[0]["constraints"]
    {'required': True, 'enum': ['warrant', 'jurisdiction']}
    """
    limits = TOPIC["constraints"] | {"enum": list(topics)}
    topic = TOPIC | {"constraints": limits}
    return [topic if field["name"] == "topic" else field for field in fields]
