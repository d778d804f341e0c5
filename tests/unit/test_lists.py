"""A project may add only kinds of entities and topics of properties in its descriptor."""

import io
import json
import sqlite3
from contextlib import closing

import openpyxl
import pyarrow.parquet as pq
import pytest

from analysis import coverage, evidence, export, figures, findings
from analysis.cli import program
from analysis.export import partitions, skos, sqlite, workbook
from analysis.system import folders
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


KIND, TOPIC, SCHEME = "treaty", "jurisdiction", "seat"
SENTENCE = "The Norland Treaty gives the courts of Sudland the case, the Sudland Post wrote."
CUE = "the Sudland Post wrote"


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A new project with a text, and a row with a member added to each list that may have more."""
    folder = tmp_path_factory.mktemp("own") / "mini"
    assert program.main(["new", str(folder)]) == 0
    (folder / "seeds/a.txt").write_text(SENTENCE + "\n", encoding="utf-8")
    change_list(folder, "entities", "kind", lambda members: members.append(KIND))
    change_list(folder, "properties", "topic", lambda members: members.append(TOPIC))
    source = {"source_id": "a", "file": "a.txt", "sha256": folders.sha256(f"{SENTENCE}\n".encode())}
    source |= {"label": "A", "language": "en", "published": "2031", "published_basis": "inferred"}
    source |= {"published_note": "Hence 2031."}
    entity = {"entity_id": "norland-treaty", "kind": KIND, "label": "The Norland Treaty"}
    outlet = {"entity_id": "sudland-post", "kind": "outlet", "label": "Sudland Post"}
    prop = {"property": "seat_of_court", "kind": "concept", "topic": TOPIC, "cardinality": "one"}
    prop |= {"implies": "yes", "scheme": SCHEME, "definition": "The seat is …", "scope": "Any."}
    concept = {"concept_id": "sudland-seat", "scheme": SCHEME, "label": "courts of Sudland"}
    statement = {"source_id": "a", "entity_id": "norland-treaty", "property": "seat_of_court"}
    statement |= {"value": "sudland-seat", "modality": "asserted", "basis": "stated"}
    statement |= {"speaker": "sudland-post", "cue": CUE, "quote": SENTENCE}
    for table, *rows in (
        ("sources", source),
        ("entities", entity | {"description": "T."}, outlet | {"description": "P."}),
        ("properties", prop),
        ("concepts", concept | {"definition": "The courts of Sudland."}),
        ("statements", statement),
    ):
        header, before = read_csv(folder / f"data/{table}.csv")
        added = [[row.get(column, "") for column in header] for row in rows]
        write_csv(folder / f"data/{table}.csv", [header, *before, *added])
    return folder


def test_every_command_works_on_a_project_with_its_own_lists(own, capsys, monkeypatch):
    monkeypatch.chdir(own)
    draft = ["draft", "seeds/a.txt"]
    for command in (["check"], ["seal"], ["check"], ["export"], draft, ["run"], ["site"]):
        assert program.main(command) == 0, (command, capsys.readouterr())
    assert program.main(["corpus", f"{export.FOLDER}/{partitions.FOLDER}"]) == 0


def test_every_format_has_the_added_members(own):
    loaded = evidence.load(own)
    files = {
        name: content for each in export.formats(loaded) for name, content in each.files.items()
    }
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(files[sqlite.FILE])
        topics = {
            table: {row[0] for row in base.execute(f"SELECT topic FROM {table}")}
            for table in ("properties", "outcomes", "coverage")
        }
        assert TOPIC in topics["properties"]
        assert topics["outcomes"] == topics["coverage"] == {TOPIC}
        assert (KIND,) in base.execute("SELECT kind FROM entities").fetchall()
        for table, column in (("outcomes", "topic"), ("entities", "kind")):
            with pytest.raises(sqlite3.IntegrityError):  # the list is as closed as before
                base.execute(f"UPDATE {table} SET {column} = 'nothing of the sort'")
    package = json.loads(files["datapackage/datapackage.json"])
    lists = {
        (resource["name"], field["name"]): field["constraints"]["enum"]
        for resource in package["resources"]
        for field in resource.get("schema", {}).get("fields", [])
        if "enum" in field.get("constraints", {})
    }
    assert lists["entities", "kind"][-1] == KIND
    for table in ("properties", "outcomes", "coverage"):
        assert lists[table, "topic"] == [*coverage.TOPICS, TOPIC], table
    concepts = json.loads(files[skos.FILE])["@graph"]
    assert any(node.get("prefLabel") == "courts of Sudland" for node in concepts)
    assert any(node.get("title") == SCHEME for node in concepts)
    parquet = pq.read_table(io.BytesIO(files["parquet/coverage.parquet"])).to_pydict()
    assert parquet["topic"] == [TOPIC]
    book = openpyxl.load_workbook(io.BytesIO(files[workbook.FILE]), read_only=True)
    rows = [row for row in book[workbook.DICTIONARY].values if row[1] in ("topic", "kind")]
    assert sum(TOPIC in row[4] for row in rows) == 3
    assert sum(KIND in row[4] for row in rows) == 1


def test_tables_findings_and_figures_show_the_added_topic(own):
    loaded = evidence.load(own)
    assert list(coverage.topics_by_source(loaded)) == ["source", TOPIC]
    assert [*coverage.ledger(loaded)["topics"]] == [(TOPIC,)]
    assert figures.titles.coverage(coverage.topics(loaded)) == "The only text speaks of the topic"
    key = figures.sentences(coverage.ledger(loaded)).legends[0].get_texts()
    assert TOPIC in [text.get_text() for text in key]
    assert "Interpol" not in " ".join(findings.sources(loaded))


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
def test_our_members_match_the_dictionary(table, field, members):
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
    assert "enforces something other than what the analysis relies on" in str(problem)


@pytest.mark.parametrize(
    "limits", ["^(a+)+$", 7, None, [], {}, *({"enum": enum} for enum in ("rule", 7, {"rule": 1}))]
)
def test_a_member_that_is_not_a_list_is_refused_too(project, limits):
    change_field(project, "entities", "kind", lambda found: found.update(constraints=limits))
    (problem,) = evidence.read(project).problems
    assert "enforces something other than what the analysis relies on" in str(problem)
