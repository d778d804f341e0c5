"""Write W3C Web Annotations: one per statement, on the words of its text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis import tables as readable
from analysis.export import frames, package

if TYPE_CHECKING:
    from analysis.evidence import Evidence

NAME = "web annotations"
FILE = "annotations.jsonld"
STANDARD = "http://www.w3.org/ns/anno.jsonld"
# The namespace of our own terms, statements and entities: a permanent name, not a web address.
NAMESPACE = "urn:uuid:7f6a2b0c-4d0e-4c55-9d3a-2c1f5b8e6a90#"
CONTEXT = [STANDARD, {"rw": NAMESPACE, "rw:via": {"@container": "@list"}}]
CONTEXT_LENGTH = 32  # characters on either side of a quote, or more if those occur twice
OWN = (  # what our own terms say about a statement; blanks are left out
    "source_id", "property", "value", "low", "high", "date", "date_start", "date_end", "modality",
    "basis", "said_on", "own_voice", "note",
)  # fmt: skip


def files(evidence: Evidence, tables: list[frames.Table], about: frames.Field) -> dict[str, bytes]:
    """Return one collection with one page, by its path in an export.

    >>> import analysis
    >>> from analysis.export import contents
    >>> evidence = analysis.load()
    >>> content = files(evidence, contents.every_table(evidence), {})["annotations.jsonld"]
    >>> collection = json.loads(content)
    >>> collection["type"], collection["total"] == len(evidence.statements)
    ('AnnotationCollection', True)
    """
    items = list(statement_annotations(evidence, tables))
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


def statement_annotations(evidence: Evidence, tables: list[frames.Table]) -> Iterator[dict]:
    """Yield the annotations in the order of the statements."""
    (statements,) = (table for table in tables if table.name == "statements")
    names = [field["name"] for field in statements.fields]
    entities, sources = evidence.entities, evidence.sources
    label = dict(zip(entities["entity_id"].tolist(), entities["label"].tolist(), strict=True))
    text = dict(zip(sources["source_id"].tolist(), sources["text"].tolist(), strict=True))
    voices = readable.statements(evidence)["voice"]
    cues = readable.cues(evidence)
    spans = cues[["start", "end"]].itertuples(index=False, name=None)
    cue_of: dict[str, list[tuple[int, int]]] = {}
    for statement, span in zip(cues["statement_id"], spans, strict=True):
        cue_of.setdefault(statement, []).append(span)
    for cells, voice in zip(zip(*frames.values(statements), strict=True), voices, strict=True):
        row = dict(zip(names, cells, strict=True))
        cue = cue_of.get(row["statement_id"], [])
        yield _annotation(row, voice, label, text[row["source_id"]], cue)


def _annotation(
    row: dict, voice: str, label: dict[str, str], text: str, cue: list[tuple[int, int]]
) -> dict:
    """Return the annotation of a statement: its content and, if there is one, its cue."""

    def entity(name: str) -> dict:
        return {"id": f"{NAMESPACE}entity-{name}", "label": label[name]}

    about, prop = label[row["entity_id"]], row["property"].replace("_", " ")
    summary = f"{about}: {prop}: {row['value_text']} ({row['modality']}, {row['basis']}; {voice})"
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
                "value": summary,
            },
            {
                "type": "SpecificResource",
                "purpose": "classifying",
                "source": entity(row["entity_id"]),
            },
        ],
        "target": [
            _target(row["source_id"], text, row["start"], row["end"], "content"),
            *(_target(row["source_id"], text, *span, "cue") for span in cue),
        ],
        **{f"rw:{name}": row[name] for name in OWN if row[name] is not None},
        "rw:entity": entity(row["entity_id"]),
        "rw:speaker": entity(row["speaker"]),
        **via,
    }


def _target(source: str, text: str, start: int, end: int, role: str) -> dict:
    """Return words of a text as a target, with their role in the attribution: content or cue."""
    return {
        "type": "SpecificResource",
        "rw:role": role,
        "source": {
            "id": f"{package.FOLDER}/{package.text_path(source)}",
            "type": "Text",
            "format": "text/plain",
        },
        "selector": [
            {"type": "TextQuoteSelector", **quote(text, start, end)},
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
    }


def quote(text: str, start: int, end: int) -> dict[str, str]:
    """Return the words from `start` to `end` with enough context to be unique in the text.

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
