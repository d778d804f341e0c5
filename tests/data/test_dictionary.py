"""The data package is the dictionary: it must agree with the files and the code."""

import json

import pytest

from analysis import coverage
from analysis.compare import rules
from analysis.figures.timeline import BASIS_COLOURS
from analysis.partitioned import validation
from analysis.system.project_folder import PROJECT
from analysis.validation import schema
from analysis.validation.cells import FORMS, cell_check
from analysis.validation.vocabulary import TABLES
from tests.support.csv_files import read_csv

PACKAGE = json.loads((PROJECT / schema.DESCRIPTOR).read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}
FIELDS = [
    (name, field) for name, resource in RESOURCES.items() for field in resource["schema"]["fields"]
]


def enum(table: str, field: str) -> list:
    return next(f["constraints"]["enum"] for t, f in FIELDS if (t, f["name"]) == (table, field))


def test_the_tables_are_those_of_the_code_and_of_the_folder():
    assert tuple(RESOURCES) == TABLES
    assert {path.stem for path in (PROJECT / "data").glob("*.csv")} == set(RESOURCES)


@pytest.mark.parametrize("name", RESOURCES)
def test_the_header_is_the_fields_in_order(name):
    header, _ = read_csv(PROJECT / f"data/{name}.csv")
    assert header == [field["name"] for field in RESOURCES[name]["schema"]["fields"]]


@pytest.mark.parametrize(("table", "field"), FIELDS, ids=lambda x: x if isinstance(x, str) else "")
def test_a_field_has_a_description_a_type_and_a_valid_example(table, field):
    assert field["description"].endswith(".")
    assert field["type"] in {"string", "integer", "boolean"}
    assert cell_check(field)(field["example"]) == ""


@pytest.mark.parametrize(("table", "field"), FIELDS, ids=lambda x: x if isinstance(x, str) else "")
def test_a_field_says_whether_a_blank_is_allowed_and_blanks_are_defined(table, field):
    header, rows = read_csv(PROJECT / f"data/{table}.csv")
    cells = [row[header.index(field["name"])] for row in rows]
    if "" in cells:
        assert not field["constraints"].get("required") if "constraints" in field else True
        words = ("Blank", "given only", "counts only", "dates only", "What a reader must know")
        assert any(word in field["description"] for word in words)


def test_closed_lists_of_the_code_are_those_of_the_dictionary():
    assert list(coverage.TOPICS) == enum("properties", "topic")
    assert list(BASIS_COLOURS) == enum("statements", "basis")
    assert enum("statements", "basis") == enum("sources", "published_basis")
    assert sorted(rules.STANCES) == sorted(enum("statements", "modality"))


def test_a_corpus_in_partitions_must_have_the_forms_of_the_dictionary():
    lexicon = {field["name"]: field["constraints"] for table, field in FIELDS if table == "lexicon"}
    for side in ("low", "high"):
        assert lexicon[side] == {"pattern": f"^{validation.MARK.removesuffix('?')}$"}


def test_frictionless_accepts_the_package_too():
    import frictionless

    report = frictionless.validate(str(PROJECT / schema.DESCRIPTOR))
    assert report.valid, report.flatten(["path", "rowNumber", "fieldName", "note"])


def test_frictionless_and_check_agree_on_a_broken_reference(project, edit):
    import frictionless

    from analysis import evidence

    edit("statements", 0, "property", "isuer")
    assert not frictionless.validate(str(project / schema.DESCRIPTOR)).valid
    assert evidence.read(project).problems


def test_every_pattern_of_the_descriptor_is_described_in_words():
    resources, _ = schema.read_descriptor(PROJECT)
    fields = [field for resource in resources.values() for field in resource["schema"]["fields"]]
    patterns = {field.get("constraints", {}).get("pattern") for field in fields} - {None}
    assert patterns
    assert patterns <= FORMS.keys()
