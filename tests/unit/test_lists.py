"""A project adds kinds of entities and topics of properties in its own descriptor, and no more."""

import json

import pytest

from analysis import coverage, evidence
from analysis.system.project_folder import PROJECT
from analysis.validation import schema, vocabulary
from tests.support.csv_files import read_csv, write_csv

ADDED = "dépôt de plainte"


def change_field(root, table: str, field: str, change) -> None:
    path = root / schema.DESCRIPTOR
    package = json.loads(path.read_text(encoding="utf-8"))
    for resource in package["resources"]:
        for found in resource["schema"]["fields"]:
            if (resource["name"], found["name"]) == (table, field):
                change(found)
    path.write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")


def change_list(root, table: str, field: str, change) -> None:
    change_field(root, table, field, lambda found: change(found["constraints"]["enum"]))


@pytest.fixture
def extended(project):
    change_list(project, "properties", "topic", lambda members: members.append(ADDED))
    change_list(project, "entities", "kind", lambda members: members.append("treaty"))
    complaint = {"property": "complaint", "kind": "text", "topic": ADDED, "cardinality": "many"}
    complaint |= {"definition": "The complaint is …", "scope": "Any complaint."}
    treaty = {"entity_id": "a-treaty", "kind": "treaty", "label": "A treaty"}
    treaty |= {"description": "Of two states."}
    for table, row in (("properties", complaint), ("entities", treaty)):
        header, rows = read_csv(project / f"data/{table}.csv")
        rows.append([row.get(column, "") for column in header])
        write_csv(project / f"data/{table}.csv", [header, *rows])
    header, rows = read_csv(project / "data/statements.csv")
    claim = dict.fromkeys(header, "") | dict(zip(header, rows[0], strict=True))
    claim |= {"property": "complaint", "value": "issue an arrest warrant"}
    write_csv(project / "data/statements.csv", [header, *rows, list(claim.values())])
    return project


def test_added_members_are_read_and_shown_after_ours(extended):
    loaded = evidence.load(extended)
    assert coverage.topics_of(loaded.properties) == (*coverage.TOPICS, ADDED)
    wide = coverage.topics_by_source(loaded)
    assert list(wide.columns) == ["source", *coverage.TOPICS, ADDED]
    assert wide.set_index("source").loc["2021 C", ADDED] == "1"
    assert set(coverage.topics(loaded)["topic"]) == {*coverage.TOPICS, ADDED}
    touched = [topics for topics in coverage.ledger(loaded)["topics"] if ADDED in topics]
    assert [topics[-1] for topics in touched] == [ADDED]


def test_a_topic_that_is_not_added_is_refused(project, edit):
    edit("properties", 0, "topic", ADDED)
    assert "use one of: warrant, charge" in str(evidence.read(project).problems[0])


@pytest.mark.parametrize(
    ("table", "field", "members"),
    [
        ("sources", "published_basis", vocabulary.Basis),
        ("entities", "kind", vocabulary.ENTITY_KINDS),
        ("properties", "kind", vocabulary.PropertyKind),
        ("properties", "topic", vocabulary.TOPICS),
        ("properties", "cardinality", vocabulary.Cardinality),
        ("statements", "modality", vocabulary.Stance),
        ("statements", "basis", vocabulary.Basis),
        ("properties", "stance", vocabulary.Stance),
    ],
)
def test_our_members_are_those_of_the_dictionary(table, field, members):
    resources, _ = schema.read_descriptor(PROJECT)
    (found,) = (f for f in resources[table]["schema"]["fields"] if f["name"] == field)
    assert found["constraints"]["enum"] == list(members)


@pytest.mark.parametrize(
    ("table", "field", "change"),
    [
        ("properties", "topic", lambda members: members.pop(0)),
        ("properties", "topic", lambda members: members.insert(0, "treaty")),
        ("properties", "topic", lambda members: members.reverse()),
        ("properties", "topic", lambda members: members.append("warrant")),
        ("properties", "topic", lambda members: members.append("")),
        ("properties", "topic", lambda members: members.append(" treaty")),
        ("properties", "topic", lambda members: members.append("a|b")),
        ("properties", "topic", lambda members: members.append("x" * 41)),
        ("properties", "topic", lambda members: members.append(7)),
        ("properties", "topic", lambda members: members.append(["treaty"])),
        ("properties", "topic", lambda members: members.extend(["treaty", "treaty"])),
        ("entities", "kind", lambda members: members.remove("rule")),
        ("entities", "kind", lambda members: members.append("trea\u202ety")),
        ("properties", "kind", lambda members: members.append("treaty")),
        ("statements", "modality", lambda members: members.append("doubted")),
        ("statements", "basis", lambda members: members.append("guessed")),
        ("properties", "stance", lambda members: members.append("doubted")),
        ("properties", "implies", lambda members: members.append("perhaps")),
    ],
)
def test_anything_else_that_changes_a_list_is_refused(project, table, field, change):
    change_list(project, table, field, change)
    (problem,) = evidence.read(project).problems
    assert "enforces something else than the analysis relies on" in str(problem)


@pytest.mark.parametrize(
    "limits", ["^(a+)+$", 7, None, [], {}, *({"enum": enum} for enum in ("rule", 7, {"rule": 1}))]
)
def test_what_is_no_list_is_refused_too(project, limits):
    change_field(project, "entities", "kind", lambda found: found.update(constraints=limits))
    (problem,) = evidence.read(project).problems
    assert "enforces something else than the analysis relies on" in str(problem)
