"""The columns of what follows from the evidence: the type and meaning of each, with an example.

Fields are those of Data Package (version 2), so that one description serves every format: the types
`string`, `integer`, `number`, `boolean`, `date` (a day) and `list`.
"""

from __future__ import annotations

from typing import Any

from analysis import coverage
from analysis.compare.rules import OUTCOMES

Field = dict[str, Any]


def make(name: str, kind: str, description: str, example: object, **limits: object) -> Field:
    """A field; `limits` are constraints, `required` unless they say otherwise."""
    limits = {"required": True} | limits
    if not limits["required"]:
        del limits["required"]
    made = {"name": name, "type": kind, "description": description, "example": example}
    return made | ({"constraints": limits} if limits else {})


def listing(name: str, description: str, example: str, delimiter: str) -> Field:
    made = make(name, "list", description, example, required=False)
    return made | {"delimiter": delimiter, "itemType": "string"}


def flag(name: str, description: str) -> Field:
    return make(name, "boolean", description, False)


def day(name: str, description: str, example: str) -> Field:
    return make(name, "date", description, example, required=False)


def number(name: str, description: str, example: int, least: int = 0) -> Field:
    return make(name, "integer", description, example, minimum=least)


SOURCE = make("source_id", "string", "The document.", "sputnik-2020-07")
SOURCE_LABEL = make("source", "string", "The label of the document.", "Sputnik News")
ENTITY = make("entity_id", "string", "What is spoken of.", "iran-warrant")
ENTITY_LABEL = make("entity", "string", "The label of what is spoken of.", "Iran's arrest warrant")
PROP = make("prop", "string", "The property stated.", "others_count")
STATEMENT = make("statement_id", "string", "The statement.", "s-c43871f560e7")
TOPIC = make("topic", "string", "Group of properties.", "warrant", enum=list(coverage.TOPICS))
_JOINT = "The narrowest value that all texts allow. Blank: there is none, or more than one."
VERDICT = [
    ENTITY,
    ENTITY_LABEL,
    PROP,
    TOPIC,
    make("verdict", "string", "How they compare.", "conflict", enum=list(OUTCOMES)),
    make("joint", "string", _JOINT, "101 or more", required=False),
    make("who_says", "string", "Each value with its texts and speakers.", "35 (Sputnik News)"),
    number("sources", "How many texts were compared.", 3, 1),
    number("roots", "How many first voices stand behind them.", 2, 1),
    flag("inside", "Whether both sides of a conflict stand in one text."),
    number("pairs", "How many pairs of statements cannot both be true.", 2),
    flag("revised", "Whether one of such a pair was certainly said after the other."),
    make("sentence", "string", "The reason, with the quotes.", "All say the same: 35 …"),
]


def _side(prefix: str, which: str, said: str) -> list[Field]:
    return [
        make(f"{prefix}{said}", "string", f"The value of the {which}, for readers.", "0"),
        make(f"{prefix}voice", "string", f"The text and speaker of the {which}.", "A: B"),
        make(f"{prefix}quote", "string", f"The words of the {which}.", "no casualties"),
        make(f"{prefix}statement_id", "string", f"The {which}.", "s-c43871f560e7"),
    ]


_BASIS = "Inferred where the value of either is, else stated."
_TIME = "Which was said later, if dates decide."


def conflict(said: str) -> list[Field]:
    """The columns of a table of conflicts; `said` is the name of the values for readers."""
    return [
        *(ENTITY, ENTITY_LABEL, PROP),
        *_side("", "first", said),
        *_side("other_", "second", said),
        flag("inside", "Whether both stand in one text."),
        make("basis", "string", _BASIS, "stated", enum=["stated", "inferred"]),
        make("time", "string", _TIME, "not decided by dates"),
    ]


_KINDS = "; ".join(f"{kind}: {told}" for kind, told in coverage.SILENCES.items())
COVERAGE = [
    SOURCE,
    SOURCE_LABEL,
    TOPIC,
    number("statements", "How many statements the text has under the topic.", 12),
    make(
        "silence",
        "string",
        f"Why there are none. Blank: there are some. {_KINDS}.",
        "undecidable",
        required=False,
        enum=list(coverage.SILENCES),
    ),
]
_SENTENCE = "The sentence, without = + - @ at its beginning; whole from start to end in the text."
LEDGER = [
    SOURCE,
    SOURCE_LABEL,
    number("number", "Number of the sentence in its text, from 1.", 7, 1),
    number("line", "Line of the text, from 1.", 9, 1),
    number("start", "Where it begins in the text: code points, from 0.", 911),
    number("end", "Where it ends in the text: code points, not included.", 1045, 1),
    make("text", "string", _SENTENCE, "Join the mailing list", required=False),
    number("statements", "How many statements code it.", 3),
    listing("topics", "Their topics.", "warrant; charge", "; "),
    make(
        "waiver",
        "string",
        "Why nothing is coded from it. Blank: something is.",
        "Heading of a section; what it names is coded from the sentences under it.",
        required=False,
    ),
]
