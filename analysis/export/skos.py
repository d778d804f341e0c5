"""Write the concepts as SKOS, the vocabulary of the W3C for controlled values, in JSON-LD."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from analysis.export import frames
from analysis.export.web_annotations import NAMESPACE

if TYPE_CHECKING:
    from analysis.evidence import Evidence

NAME = "SKOS concepts"
FILE = "concepts.jsonld"
CONTEXT = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "id": "@id",
    "type": "@type",
    "prefLabel": {"@id": "skos:prefLabel", "@language": "en"},
    "altLabel": {"@id": "skos:altLabel", "@language": "en", "@container": "@set"},
    "definition": {"@id": "skos:definition", "@language": "en"},
    "broader": {"@id": "skos:broader", "@type": "@id"},
    "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
    "topConceptOf": {"@id": "skos:topConceptOf", "@type": "@id"},
    "description": {"@id": "dcterms:description", "@language": "en"},
    "title": {"@id": "dcterms:title", "@language": "en"},
    "rights": {"@id": "dcterms:rights", "@type": "@id", "@container": "@set"},
}


def files(evidence: Evidence, tables: list[frames.Table], about: frames.Field) -> dict[str, bytes]:
    """Return one file with every scheme and concept, by its path in an export.

    A label in `labels.csv` that two concepts share is written for both.

    >>> import analysis
    >>> content = files(analysis.load(), [], {})["concepts.jsonld"]
    >>> {node["type"] for node in json.loads(content)["@graph"]} == {
    ...     "skos:ConceptScheme", "skos:Concept"}
    True
    """
    concepts, labels = evidence.concepts, evidence.labels
    licences = [licence.get("path") for licence in about.get("licenses", [])]
    schemes = [
        {
            "id": _scheme(scheme),
            "type": "skos:ConceptScheme",
            "title": scheme.replace("-", " "),
            "description": frames.summary(about),
            "rights": licences,
        }
        for scheme in concepts["scheme"].unique().tolist()
    ]
    phrases = labels.groupby("of")["label"].agg(list).to_dict()
    rows = concepts[["concept_id", "scheme", "label", "broader", "definition"]].fillna("")
    nodes = []
    for name, scheme, label, broader, definition in rows.itertuples(index=False, name=None):
        within = {"broader": _concept(broader)} if broader else {"topConceptOf": _scheme(scheme)}
        nodes.append(
            {
                "id": _concept(name),
                "type": "skos:Concept",
                "prefLabel": label,
                "altLabel": [words for words in phrases.get(name, []) if words != label],
                "definition": definition,
                "inScheme": _scheme(scheme),
                **within,
            }
        )
    graph = {"@context": CONTEXT, "@graph": schemes + nodes}
    text = json.dumps(graph, ensure_ascii=False, indent=1) + "\n"
    return {FILE: text.encode("utf-8")}


def _scheme(name: str) -> str:
    return f"{NAMESPACE}scheme-{name}"


def _concept(name: str) -> str:
    return f"{NAMESPACE}concept-{name}"
