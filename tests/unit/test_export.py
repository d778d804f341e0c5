"""The exports: their content, in every format, and that they are complete."""

import csv
import dataclasses
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile

import pytest

import analysis
from analysis import export
from analysis.cli import program
from analysis.export import contents, frames, package
from analysis.system import extras, files, outputs
from analysis.system.project_folder import PROJECT
from analysis.validation import schema
from analysis.validation.vocabulary import TABLES
from tests.support import exports
from tests.support.csv_files import copy_project
from tests.support.exports import NAMES, each_evidence

FIELDS = [
    (table.name, field) for table in exports.tables_of(exports.loaded()) for field in table.fields
]


# --- What is in them ---------------------------------------------------------------------------


def test_every_table_of_the_project_is_exported_with_every_column_and_cell(loaded):
    tables = {table.name: table for table in exports.tables_of(exports.loaded())}
    for name in TABLES:
        own = getattr(loaded, name)
        descriptor = json.loads((PROJECT / schema.DESCRIPTOR).read_text(encoding="utf-8"))
        (resource,) = (r for r in descriptor["resources"] if r["name"] == name)
        names = [field["name"] for field in tables[name].fields]
        cells = dict(zip(names, frames.as_text(tables[name]), strict=True))
        with (PROJECT / f"data/{name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        assert header == [field["name"] for field in resource["schema"]["fields"]]
        assert len(own) == len(rows)
        exported = [list(row) for row in zip(*(cells[column] for column in header), strict=True)]
        if name in ("sources", "statements"):  # which stand in the order of publication
            exported, rows = sorted(exported), sorted(rows)
        assert exported == rows, name


def test_computed_tables_are_those_that_the_package_computes(loaded):
    exported = {table.name: table.frame for table in exports.tables_of(exports.loaded())}
    own = loaded.statements
    for column in ("statement_id", "start", "end", "date_start", "date_end"):
        assert exported["statements"][column].equals(own[column]), column
    assert (exported["statements"]["own_voice"] == (own["speaker"] == "own-voice")).all()
    assert exported["statements"]["value_text"].notna().all()
    assert exported["statement_via"].groupby("statement_id").size().to_dict() == {
        row.statement_id: row.via.count(" > ") + 1 for row in own[own["via"].notna()].itertuples()
    }
    ledger = exported["ledger_statements"].groupby(["source_id", "number"]).size()
    counted = exported["ledger"].set_index(["source_id", "number"])["statements"]
    assert ledger.equals(counted[counted > 0].rename(None).loc[ledger.index])


def test_texts_are_the_bytes_of_the_seeds(loaded):
    written = exports.files_of(exports.loaded())
    for source in loaded.sources.itertuples():
        content = written[f"{package.FOLDER}/{package.text_path(source.source_id)}"]
        assert content == (PROJECT / "seeds" / source.file).read_bytes()
        assert hashlib.sha256(content).hexdigest() == source.sha256


@pytest.mark.parametrize(("table", "field"), FIELDS, ids=lambda x: x if isinstance(x, str) else "")
def test_a_field_has_a_description_a_type_and_a_valid_example(table, field):
    assert re.fullmatch(r"[A-Z].*\.", field["description"])
    forms = {"integer": r"-?[0-9]+", "boolean": "true|false", "date": r"[0-9-]{10}"}
    assert re.fullmatch(forms.get(field["type"], r"(?s).+"), field["example"])
    limits = field.get("constraints", {})
    allowed = [str(item).lower() if item is True else item for item in limits.get("enum", [])]
    assert not allowed or field["example"] in allowed
    assert re.search(limits.get("pattern", ""), field["example"])


@each_evidence
@pytest.mark.parametrize("name", NAMES)
def test_cells_match_their_fields(evidence, name):
    (table,) = (t for t in exports.tables_of(evidence()) if t.name == name)
    others = {t.name: t.frame for t in exports.tables_of(evidence())}
    assert not table.frame[table.key].isna().any(axis=None)
    assert not table.frame.duplicated(table.key).any()
    for column, other, key in table.links:
        assert set(table.frame[column].dropna()) <= set(others[other][key])
    for field, column in zip(table.fields, frames.values(table), strict=True):
        limits = field.get("constraints", {})
        given = [value for value in column if value is not None]
        assert len(given) == len(column) or not limits.get("required"), field["name"]
        assert "" not in column
        assert set(given) <= set(limits["enum"]) if "enum" in limits else True
        if len(given) < len(column):
            words = ("Blank", "given only", "counts only", "dates only", "What a reader must know")
            words += ("Their topics", "without = + - @", "Only for", "if its value is one")
            assert any(word in field["description"] for word in words), field["name"]


def test_two_rows_with_one_key_are_not_exported():
    table = exports.tables_of(exports.loaded())[0]
    twice = table._replace(frame=table.frame.iloc[[0, 0]])
    with pytest.raises(frames.ExportError, match="sources: two rows have the same source_id"):
        contents._checked(twice)


def describe(project, **members):
    """Change members of the descriptor of the project."""
    path = project / schema.DESCRIPTOR
    described = json.loads(path.read_text(encoding="utf-8")) | members
    path.write_text(json.dumps(described), encoding="utf-8")


@pytest.mark.parametrize("licenses", ["mine", ["mine"]])
def test_invalid_members_of_the_descriptor_are_left_out(project, licenses):
    describe(project, licenses=licenses, version=3)
    evidence, about = exports.loaded(), schema.about(project)
    content = package.files(evidence, exports.tables_of(evidence), about)
    descriptor = json.loads(content["datapackage/datapackage.json"])
    assert "name" in descriptor
    assert not {"licenses", "version"} & set(descriptor)


def test_every_format_says_what_a_charge_is_not_without_the_descriptor(project):
    describe(project, description="Some texts.", licenses="mine", version=3)
    for format_ in export.formats(analysis.load(project)):
        content = b"".join(format_.files.values())
        if format_.name == "workbook":
            content = zipfile.ZipFile(io.BytesIO(content)).read("xl/sharedStrings.xml")
        assert all(line.encode() in content for line in frames.NOTICE), format_.name


# --- The data package --------------------------------------------------------------------------


@each_evidence
def test_examples_in_the_descriptor_are_text_as_its_profile_requires(evidence):
    descriptor = json.loads(exports.files_of(evidence())[f"{package.FOLDER}/datapackage.json"])
    schemas = [resource["schema"] for resource in descriptor["resources"] if "schema" in resource]
    examples = [field["example"] for schema in schemas for field in schema["fields"]]
    assert {type(example) for example in examples} == {str}
    assert {"false", "35"} <= set(examples)


@each_evidence
def test_frictionless_finds_no_error_in_the_data_package(evidence, tmp_path):
    import frictionless

    exports.write(exports.files_of(evidence()), tmp_path)
    report = frictionless.validate(str(tmp_path / "datapackage/datapackage.json"))
    assert report.valid, report.flatten(["path", "rowNumber", "fieldName", "note"])
    assert len(report.tasks) == len(NAMES) - 1 + len(evidence().sources)


def test_frictionless_notices_a_changed_cell_a_changed_text_and_a_lost_row(tmp_path):
    import frictionless

    original = exports.files_of(exports.loaded())
    for name, old, new in (
        ("statements.csv", b"asserted", b"asserts!"),
        ("texts/unnamed-2021.txt", b"Iraqi", b"Irani"),
        ("entities.csv", b"iran-warrant,warrant", b"iran-warrent,warrant"),
    ):
        path = f"datapackage/{name}"
        exports.write(original | {path: original[path].replace(old, new, 1)}, tmp_path)
        assert not frictionless.validate(str(tmp_path / "datapackage/datapackage.json")).valid


@each_evidence
@pytest.mark.parametrize("name", [name for name in NAMES if name != frames.TEXTS])
def test_a_csv_file_has_the_cells_of_its_table(evidence, name):
    (table,) = (t for t in exports.tables_of(evidence()) if t.name == name)
    content = exports.files_of(evidence())[f"datapackage/{name}.csv"]
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)
    assert header == [field["name"] for field in table.fields]
    assert [list(column) for column in zip(*rows, strict=True)] == list(frames.as_text(table))


# --- Bytes, and how they are written -----------------------------------------------------------


@pytest.fixture
def encoded(monkeypatch):
    """Let the command write files that were encoded before: here only writing is tested."""
    formats = exports.formats_of(exports.loaded())
    monkeypatch.setattr(export, "formats", lambda _: iter(formats))


def test_the_bytes_are_the_same_in_another_folder_time_zone_and_hash_order(tmp_path):
    written = []
    for name, zone, seed in (("a", "Pacific/Kiritimati", "1"), ("b b", "America/Caracas", "2")):
        root = tmp_path / name
        root.mkdir()
        copy_project(root)
        places = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed, "ANALYSIS_ROOT": ""}
        command = [sys.executable, "-m", "analysis", "export", str(root)]
        done = subprocess.run(command, env=places, cwd=PROJECT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        folder = root / export.FOLDER
        paths = [p for p in folder.rglob("*") if p.is_file() and p.name != outputs.RECORD]
        written.append({str(p.relative_to(folder)): p.read_bytes() for p in paths})
    assert written[0] == written[1] == exports.files_of(exports.loaded())


def test_the_command_prints_a_line_per_file_or_folder_and_what_changed(project, capsys):
    assert program.main(["export", str(project)]) == 0
    lines = capsys.readouterr().out.splitlines()
    written = exports.files_of(exports.loaded())
    names = ["data package", "web annotations", "SKOS concepts", "parquet"]
    names += ["corpus in partitions", "sqlite", "workbook"]
    steps = [f"[{n}/7] {name}" for n, name in enumerate(names, start=1)]
    assert lines[:7] == steps
    sizes = {}
    for line in lines[7:]:
        part = re.fullmatch(r"build/export/(\S+): (?:([\d,]+) files, )?([\d,]+) bytes", line)
        assert part, line
        sizes[part[1]] = (part[2], part[3])
    for name, (n_files, size) in sizes.items():
        contents = [content for path, content in written.items() if path.startswith(name)]
        assert n_files == (str(len(contents)) if name.endswith("/") else None)
        assert size == f"{sum(map(len, contents)):,}"
    assert {path.partition("/")[0] for path in written} == {name.rstrip("/") for name in sizes}
    (project / export.FOLDER / "evidence.db").unlink()
    (project / export.FOLDER / "parquet/rules.parquet").unlink()
    (project / export.FOLDER / "mine.csv").touch()
    assert program.main(["export", str(project)]) == 0
    *_, left = lines = capsys.readouterr().out.splitlines()
    assert left == "build/export/mine.csv: not part of this export; delete it, or keep it elsewhere"
    state = dict(re.findall(r"(?m)^build/export/(\S+): .* bytes(.*)$", "\n".join(lines)))
    assert state.pop("evidence.db") == ""
    assert state.pop("parquet/") == ", 1 changed"
    assert set(state.values()) == {", none changed"}


@pytest.mark.usefixtures("encoded")
def test_an_export_that_somebody_changed_is_not_replaced(project, capsys):
    assert program.main(["export", str(project)]) == 0
    annotated = project / export.FOLDER / "evidence.xlsx"
    annotated.write_bytes(b"Mine.")
    assert program.main(["export", str(project)]) == 1
    assert "evidence.xlsx: would be replaced" in capsys.readouterr().err
    assert annotated.read_bytes() == b"Mine."
    (project / export.FOLDER).rename(project / "elsewhere")
    assert program.main(["export", str(project)]) == 0


def test_evidence_with_a_problem_is_not_exported(project, edit, capsys):
    edit("statements", 0, "property", "isuer")
    assert program.main(["export", str(project)]) == 1
    assert "data/statements.csv:2: prop" in capsys.readouterr().err
    assert not (project / "build").exists()


def test_a_missing_package_is_reported_with_how_to_install_it(project, capsys, monkeypatch):
    monkeypatch.setitem(extras.EXTRAS, "export", ("pyarrow", "no_such_package"))
    assert program.main(["export", str(project)]) == 1
    problem = "an export needs the extra export: no_such_package is not installed; "
    assert capsys.readouterr().err == f"{problem}{extras.how_to_install('export')}\n"
    assert not (project / "build").exists()


@pytest.mark.usefixtures("encoded")
@pytest.mark.parametrize("place", ["build", "build/export", "build/export/evidence.xlsx"])
def test_anything_in_the_way_is_reported_and_nothing_is_written(project, capsys, place):
    path = project / place
    if path.suffix:
        path.mkdir(parents=True)
    else:
        path.parent.mkdir(exist_ok=True)
        path.touch()
    before = sorted(project.rglob("*"))
    assert program.main(["export", str(project)]) == 1
    message = capsys.readouterr().err
    assert re.fullmatch(
        r"build/export/\S+: cannot be written: [^\n]+: the file is unchanged\n", message
    )
    written = [path for path in project.rglob("*") if path.is_file() and path not in before]
    assert [path.name for path in written] == [files.LOCK]


def test_a_project_without_statements_is_reported(project, capsys):
    for name in TABLES:
        path = project / f"data/{name}.csv"
        path.write_text(path.read_text(encoding="utf-8").split("\n")[0] + "\n", encoding="utf-8")
    for seed in (project / "seeds").iterdir():
        seed.unlink()
    assert program.main(["export", str(project)]) == 1
    assert capsys.readouterr().err.startswith("data/statements.csv: has no rows, so there is")


def test_tables_may_be_empty(tmp_path):
    own = exports.loaded()
    without_via = own.statements["via"].isna() & (own.statements["source_id"] == "unnamed-2021")
    few = dataclasses.replace(
        own,
        statements=own.statements[without_via].reset_index(drop=True),
        **{name: getattr(own, name).head(0) for name in ("exclusions", "rules", "elements")},
    )
    folder = exports.write(exports.files_of(few), tmp_path)
    lines = (folder / "datapackage/statement_via.csv").read_text(encoding="utf-8")
    assert lines == "statement_id,place,entity_id\n"
