"""The Web Annotations: conforming to the model, readable as RDF, and anchored by foreign rules."""

import json
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.export import package, web_annotations
from analysis.system.project_folder import PROJECT
from analysis.validation.cues import GAP
from tests.support import exports
from tests.support.exports import each_evidence

PURPOSES = {"classifying", "describing"}
# The terms of http://www.w3.org/ns/anno.jsonld that are used, as its vocabulary defines them.
OA, AS = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC, DCTERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"


def reference(iri, kind="@id", **more):
    return {"@id": iri, "@type": kind, **more}


TERMS = {
    "id": "@id",
    "type": "@type",
    **{name: OA + name for name in ("Annotation", "TextualBody", "SpecificResource")},
    **{name: OA + name for name in ("TextQuoteSelector", "TextPositionSelector")},
    **{name: OA + name for name in ("exact", "prefix", "suffix", "start", "end", *PURPOSES)},
    "AnnotationCollection": AS + "OrderedCollection",
    "AnnotationPage": AS + "OrderedCollectionPage",
    "Text": "http://purl.org/dc/dcmitype/Text",
    "body": reference(OA + "hasBody"),
    "target": reference(OA + "hasTarget"),
    "source": reference(OA + "hasSource"),
    "selector": reference(OA + "hasSelector"),
    "motivation": reference(OA + "motivatedBy", "@vocab"),
    "purpose": reference(OA + "hasPurpose", "@vocab"),
    "rights": reference(DCTERMS + "rights"),
    "items": reference(AS + "items", **{"@container": "@list"}),
    "first": reference(AS + "first"),
    "last": reference(AS + "last"),
    "total": AS + "totalItems",
    "startIndex": AS + "startIndex",
    "format": DC + "format",
    "language": DC + "language",
    "value": RDF + "value",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
}


def collection(evidence):
    return json.loads(exports.files_of(evidence)[web_annotations.FILE])


def annotations(evidence):
    return collection(evidence)["first"]["items"]


def passages(statement):
    """Return the words of each target of a statement by its role: the quote, then its cue."""
    cue = statement.cue.split(GAP) if isinstance(statement.cue, str) else []
    return [("content", statement.quote), *(("cue", words) for words in cue)]


def selectors(target):
    quote, position = target["selector"]
    assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
    return quote, position


# --- The model ---------------------------------------------------------------------------------


@each_evidence
def test_the_collection_conforms_to_the_model(evidence):
    document = collection(evidence())
    standard, own = document["@context"]
    assert standard == "http://www.w3.org/ns/anno.jsonld"
    assert set(own) == {"rw", "rw:via"}
    assert document["type"] == "AnnotationCollection"
    page = document["first"]
    assert (page["type"], page["startIndex"], page["id"]) == ("AnnotationPage", 0, document["last"])
    assert document["total"] == len(page["items"]) == len(evidence().statements)
    ids = [document["id"], page["id"], *(item["id"] for item in page["items"])]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}#[a-z0-9-]+", name) for name in ids)


@each_evidence
def test_an_annotation_conforms_to_the_model(evidence):
    for item in annotations(evidence()):
        assert item["type"] == "Annotation"
        assert item["motivation"] in PURPOSES
        text, classified = item["body"]
        assert (text["type"], text["format"]) == ("TextualBody", "text/plain")
        assert {text["purpose"], classified["purpose"]} == PURPOSES
        assert item["target"][0]["rw:role"] == "content"
        assert {target["rw:role"] for target in item["target"][1:]} <= {"cue"}
        for resource in (classified, *item["target"]):
            assert resource["type"] == "SpecificResource"
            assert resource["source"]["id"]
        others = {key for key in item if not key.startswith("rw:")}
        assert others == {"id", "type", "motivation", "body", "target"}


def test_an_annotation_has_everything_in_its_statement(loaded):
    label = loaded.entities.set_index("entity_id")["label"]
    for item, row in zip(
        annotations(exports.loaded()), loaded.statements.itertuples(), strict=True
    ):
        assert item["id"] == web_annotations.NAMESPACE + row.statement_id
        assert item["rw:value"] == row.value
        assert item["rw:modality"] == row.modality
        assert item["rw:basis"] == row.basis
        assert item["rw:property"] == row.property
        assert item["rw:entity"]["label"] == label[row.entity_id]
        assert item["rw:speaker"]["label"] == label[row.speaker]
        via = [label[name] for name in row.via.split(" > ")] if isinstance(row.via, str) else []
        assert [outlet["label"] for outlet in item.get("rw:via", [])] == via
        description = item["body"][0]["value"]
        assert description.startswith(f"{label[row.entity_id]}: ")
        assert f"({row.modality}, {row.basis}; " in description


# --- RDF ---------------------------------------------------------------------------------------

# In a separate process, since rdflib warns of itself. Nothing is fetched: the terms come with it.
READ = """
import json, sys
from rdflib import RDF, Graph, Namespace

document, terms = json.load(sys.stdin)
rw = Namespace(document["@context"][1]["rw"])
oa = Namespace("http://www.w3.org/ns/oa#")
document["@context"][0] = terms
graph = Graph().parse(data=json.dumps(document), format="json-ld", publicID="http://e.example/x/")

def one(subject, predicate, kind=None):
    (found,) = (o for o in graph.objects(subject, predicate)
                if kind is None or (o, RDF.type, kind) in graph)
    return found

rows = []
for annotation in graph.subjects(RDF.type, oa.Annotation):
    text = one(annotation, oa.hasBody, oa.TextualBody)
    about = one(annotation, oa.hasBody, oa.SpecificResource)
    assert one(annotation, oa.motivatedBy) == one(text, oa.hasPurpose) == oa.describing
    assert one(about, oa.hasPurpose) == oa.classifying
    assert one(about, oa.hasSource) == one(annotation, rw.entity)
    for target in graph.objects(annotation, oa.hasTarget):
        assert (target, RDF.type, oa.SpecificResource) in graph
        quote = one(target, oa.hasSelector, oa.TextQuoteSelector)
        position = one(target, oa.hasSelector, oa.TextPositionSelector)
        rows.append([annotation, one(target, rw.role), one(target, oa.hasSource)]
                    + [one(quote, oa[name]) for name in ("exact", "prefix", "suffix")]
                    + [one(position, oa[name]) for name in ("start", "end")]
                    + [one(text, RDF.value)]
                    + [one(annotation, rw[name])
                       for name in ("entity", "value", "modality", "speaker")])
print(json.dumps([list(map(str, row)) for row in rows]))
"""


@each_evidence
def test_rdflib_reads_every_annotation_as_rdf(evidence):
    given = json.dumps([collection(evidence()), TERMS])
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", READ],
        input=given, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    expected = []
    pairs = [(item, target) for item in annotations(evidence()) for target in item["target"]]
    for item, target in pairs:
        quote, position = selectors(target)
        expected.append(
            [
                item["id"],
                target["rw:role"],
                "http://e.example/x/" + target["source"]["id"],
                *(quote[name] for name in ("exact", "prefix", "suffix")),
                *(str(position[name]) for name in ("start", "end")),
                item["body"][0]["value"],
                item["rw:entity"]["id"],
                *(item[f"rw:{name}"] for name in ("value", "modality")),
                item["rw:speaker"]["id"],
            ]
        )
    assert sorted(json.loads(done.stdout)) == sorted(expected)


# --- Anchors -----------------------------------------------------------------------------------


def anchored(content: bytes, quote: dict) -> list[tuple[int, int]]:
    """Where the quote stands between its prefix and suffix, in code points.

    By searching UTF-32, in which a code point is four bytes, and so without the code under test.
    """
    text = content.decode("utf-8").encode("utf-32-le")
    parts = [quote[name].encode("utf-32-le") for name in ("prefix", "exact", "suffix")]
    found, at = [], text.find(b"".join(parts))
    while at >= 0:
        if at % 4 == 0:
            start = at + len(parts[0])
            found.append((start // 4, (start + len(parts[1])) // 4))
        at = text.find(b"".join(parts), at + 1)
    return found


@each_evidence
def test_both_selectors_find_the_quote_and_its_cue_and_nothing_else(evidence, tmp_path):
    exports.write(exports.files_of(evidence()), tmp_path)
    statements = evidence().statements.itertuples()
    for item, statement in zip(annotations(evidence()), statements, strict=True):
        ends = 0
        for target, (role, words) in zip(item["target"], passages(statement), strict=True):
            quote, position = selectors(target)
            content = (tmp_path / target["source"]["id"]).read_bytes()
            assert anchored(content, quote) == [(position["start"], position["end"])]
            text = content.decode("utf-8").encode("utf-32-le")
            selected = text[4 * position["start"] : 4 * position["end"]].decode("utf-32-le")
            assert (target["rw:role"], selected) == (role, quote["exact"]) == (role, words)
            if role == "cue":  # its passages are in the order of the text
                assert position["start"] >= ends
                ends = position["end"]


def test_cues_of_one_and_of_several_passages_are_targets():
    numbers = {len(item["target"]) for item in annotations(exports.loaded())}
    assert {1, 2, 3} <= numbers


def test_a_target_is_the_seed_byte_for_byte(loaded):
    files = exports.files_of(exports.loaded())
    file = loaded.sources.set_index("source_id")["file"]
    for item, source in zip(
        annotations(exports.loaded()), loaded.statements["source_id"], strict=True
    ):
        for target in item["target"]:
            path = target["source"]["id"]
            assert path == f"{package.FOLDER}/{package.text_path(source)}"
            assert files[path] == (PROJECT / "seeds" / file[source]).read_bytes()


@given(st.text("ab\U0001f468", min_size=1, max_size=300), st.data())
def test_any_quote_of_any_text_is_anchored_once(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = web_annotations.quote(text, start, end)
    assert anchored(text.encode("utf-8"), quote) == [(start, end)]


def test_a_quote_that_occurs_often_gets_more_context():
    text = "the same words, " * 50 + "once " + "the same words, " * 50
    start = 16 * 20
    quote = web_annotations.quote(text, start, start + 3)
    assert anchored(text.encode("utf-8"), quote) == [(start, start + 3)]
    assert len(quote["suffix"]) > web_annotations.CONTEXT_LENGTH


@pytest.mark.parametrize("end", [3, 40])
def test_a_quote_that_occurs_once_has_little_context(end):
    quote = web_annotations.quote("one " + "x" * 500, 0, end)
    assert quote["prefix"] == ""
    assert len(quote["suffix"]) == web_annotations.CONTEXT_LENGTH
