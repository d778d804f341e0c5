"""Write a data package: every table as CSV, the seeds unchanged, and a descriptor of all files."""

from __future__ import annotations

import csv
import json
from types import SimpleNamespace
from typing import TYPE_CHECKING

from analysis.export import frames
from analysis.system import folders

if TYPE_CHECKING:
    from analysis.evidence import Evidence

NAME = "data package"
FOLDER = "datapackage"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def files(evidence: Evidence, tables: list[frames.Table], about: frames.Field) -> dict[str, bytes]:
    """Return the files of the package by their paths in an export; the descriptor has their hashes.

    >>> import analysis
    >>> from analysis.export import contents
    >>> evidence = analysis.load()
    >>> package = files(evidence, contents.every_table(evidence), {})
    >>> package["datapackage/properties.csv"].split(b"\\n")[0]
    b'property,kind,scheme,topic,cardinality,implies,stance,definition,scope'
    """
    contents_of: dict[str, bytes] = {}
    resources = []
    for table in tables:
        if table.name != frames.TEXTS:  # texts are files: some readers change line ends in cells
            content = as_csv(table)
            contents_of[f"{table.name}.csv"] = content
            resources.append(_resource(table, content))
    columns = (evidence.sources[name].tolist() for name in ("source_id", "label", "text"))
    for source, label, text in zip(*columns, strict=True):
        content = text.encode("utf-8")
        contents_of[text_path(source)] = content
        resources.append(_text(source, label, content))
    about = about | {"description": frames.summary(about)}
    descriptor = {"$schema": PROFILE} | about | {"resources": resources}
    formatted = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    contents_of["datapackage.json"] = formatted.encode("utf-8")
    return {f"{FOLDER}/{path}": content for path, content in contents_of.items()}


def text_path(source: str) -> str:
    """Return the path of the text of a source in the package.

    The file is named after the id of the source, which is safe, unlike the name of a seed.
    """
    return f"{frames.TEXTS}/{source}.txt"


def as_csv(table: frames.Table) -> bytes:
    """Return a table as CSV in UTF-8, with commas, plain line ends and a header.

    The csv module quotes a carriage return in a cell only if line ends contain one. Many readers
    treat an unquoted one as a line end, so lines are first written with "\\r\\n".
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
