"""A data package: every table as CSV, the seeds as they are, and a descriptor of it all."""

from __future__ import annotations

import csv
import json
from types import SimpleNamespace
from typing import TYPE_CHECKING

from analysis.export import frames
from analysis.system import folders

if TYPE_CHECKING:
    from analysis.evidence import Evidence

FOLDER = "datapackage"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def files(evidence: Evidence, tables: list[frames.Table], about: frames.Field) -> dict[str, bytes]:
    """The files of the package by their paths in an export; the descriptor has their hashes.

    >>> import analysis
    >>> evidence = analysis.load()
    >>> made = files(evidence, frames.every(evidence), {})
    >>> made["datapackage/props.csv"].split(b"\\n")[0]
    b'prop,kind,topic,cardinality,definition'
    """
    made, resources = {}, []
    for table in tables:
        if table.name != frames.TEXTS:  # as files, since some readers change line ends in cells
            content = as_csv(table)
            made[f"{table.name}.csv"] = content
            resources.append(_resource(table, content))
    for source in evidence.sources.itertuples():
        content = source.text.encode("utf-8")
        made[text_path(source.source_id)] = content
        resources.append(_text(source.source_id, source.label, content))
    about = about | {"description": frames.summary(about)}
    descriptor = {"$schema": PROFILE} | about | {"resources": resources}
    told = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    made["datapackage.json"] = told.encode("utf-8")
    return {f"{FOLDER}/{path}": content for path, content in made.items()}


def text_path(source: str) -> str:
    """Where the text of a source is in the package; an id, unlike a file's name, is a safe name."""
    return f"{frames.TEXTS}/{source}.txt"


def as_csv(table: frames.Table) -> bytes:
    """`table` in UTF-8, with commas and plain line ends, its header first.

    A carriage return in a cell stands in quotes only if the line ends have one, and so they first
    do: many readers take it for a line end otherwise.
    """
    lines: list[str] = []
    writer = csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n")
    writer.writerow([field["name"] for field in table.fields])
    writer.writerows(zip(*frames.as_text(table), strict=True))
    return "".join(line.removesuffix("\r\n") + "\n" for line in lines).encode("utf-8")


def _resource(table: frames.Table, content: bytes) -> dict:
    described = {"fieldsMatch": "exact", "missingValues": [""], "fields": table.fields}
    if table.key:
        described["primaryKey"] = table.key
    if table.links:
        described["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other, "fields": [key]}}
            for column, other, key in table.links
        ]
    return {
        "name": table.name,
        "type": "table",
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": table.description,
        **_proof(content),
        "schema": described,
    }


def _text(source: str, label: str, content: bytes) -> dict:
    return {
        "name": f"text-{source}",
        "path": text_path(source),
        "format": "txt",
        "mediatype": "text/plain",
        "encoding": "utf-8",
        "description": f"The text of {label}, byte for byte as in the seed; its publisher's.",
        **_proof(content),
    }


def _proof(content: bytes) -> dict:
    return {"bytes": len(content), "hash": f"sha256:{folders.sha256(content)}"}
