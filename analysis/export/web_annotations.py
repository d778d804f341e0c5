"""Web Annotations: one a statement, on the words of its text, as the W3C's model has them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis import tables as readable
from analysis.export import frames, package

if TYPE_CHECKING:
    from analysis.evidence import Evidence

FILE = "annotations.jsonld"
STANDARD = "http://www.w3.org/ns/anno.jsonld"
# What names our own terms, statements and entities. A name for good, and not a place to look at.
NAMESPACE = "urn:uuid:7f6a2b0c-4d0e-4c55-9d3a-2c1f5b8e6a90#"
CONTEXT = [STANDARD, {"rw": NAMESPACE, "rw:via": {"@container": "@list"}}]
CONTEXT_LENGTH = 32  # characters on either side of a quote, and more where it stands so twice
OWN = (  # what is said of a statement in terms of our own; blanks are left out
    "source_id", "prop", "value", "low", "high", "date", "date_start", "date_end", "modality",
    "basis", "said", "own_voice", "note",
)  # fmt: skip


def files(evidence: Evidence, tables: list[frames.Table], about: frames.Field) -> dict[str, bytes]:
    """One collection with one page, by its path in an export.

    >>> import analysis
    >>> evidence = analysis.load()
    >>> made = json.loads(files(evidence, frames.every(evidence), {})["annotations.jsonld"])
    >>> made["type"], made["total"] == len(evidence.statements)
    ('AnnotationCollection', True)
    """
    items = list(annotations(evidence, tables))
    licences = [licence.get("path") for licence in about.get("licenses", [])]
    collection = {
        "@context": CONTEXT,
        "id": NAMESPACE + "statements",
        "type": "AnnotationCollection",
        "label": about.get("title", "Statements"),
        "rw:description": frames.summary(about),
        "rights": licences,
        "total": len(items),
        "first": {
            "id": NAMESPACE + "page-1",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
        "last": NAMESPACE + "page-1",
    }
    shown = json.dumps(collection, ensure_ascii=False, indent=1, default=str) + "\n"
    return {FILE: shown.encode("utf-8")}


def annotations(evidence: Evidence, tables: list[frames.Table]) -> Iterator[dict]:
    """The annotations, in the order of the statements."""
    (statements,) = (table for table in tables if table.name == "statements")
    names = [field["name"] for field in statements.fields]
    label = dict(evidence.entities[["entity_id", "label"]].itertuples(index=False))
    text = dict(evidence.sources[["source_id", "text"]].itertuples(index=False))
    voices = readable.statements(evidence)["voice"]
    for cells, voice in zip(zip(*frames.values(statements), strict=True), voices, strict=True):
        row = dict(zip(names, cells, strict=True))
        yield _annotation(row, voice, label, text[row["source_id"]])


def _annotation(row: dict, voice: str, label: dict[str, str], text: str) -> dict:
    def entity(name: str) -> dict:
        return {"id": f"{NAMESPACE}entity-{name}", "label": label[name]}

    about, prop = label[row["entity_id"]], row["prop"].replace("_", " ")
    told = f"{about}: {prop}: {row['shown']} ({row['modality']}, {row['basis']}; {voice})"
    via = {"rw:via": list(map(entity, row["via"]))} if row["via"] else {}
    return {
        "id": NAMESPACE + row["statement_id"],
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "text/plain",
                "language": "en",
                "value": told,
            },
            {
                "type": "SpecificResource",
                "purpose": "classifying",
                "source": entity(row["entity_id"]),
            },
        ],
        "target": {
            "type": "SpecificResource",
            "source": {
                "id": f"{package.FOLDER}/{package.text_path(row['source_id'])}",
                "type": "Text",
                "format": "text/plain",
            },
            "selector": [
                {"type": "TextQuoteSelector", **quote(text, row["start"], row["end"])},
                {"type": "TextPositionSelector", "start": row["start"], "end": row["end"]},
            ],
        },
        **{f"rw:{name}": row[name] for name in OWN if row[name] is not None},
        "rw:entity": entity(row["entity_id"]),
        "rw:speaker": entity(row["speaker"]),
        **via,
    }


def quote(text: str, start: int, end: int) -> dict[str, str]:
    """The words from `start` to `end`, and enough around them that they so stand only once.

    >>> quote("no, no and no", 4, 6)
    {'exact': 'no', 'prefix': 'no, ', 'suffix': ' and no'}
    """
    around = CONTEXT_LENGTH
    while True:
        first, last = max(start - around, 0), min(end + around, len(text))
        words = text[first:last]
        once = text.find(words) == first and text.find(words, first + 1) < 0
        if once or (first, last) == (0, len(text)):
            break
        around *= 2
    return {"exact": text[start:end], "prefix": text[first:start], "suffix": text[end:last]}
