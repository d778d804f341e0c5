"""Each exported format in a tool that knows nothing of this project: nothing lost, nothing run."""

import dataclasses
import datetime
import io
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing

import duckdb
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.export import frames, parquet, skos, sqlite, workbook
from analysis.export.web_annotations import NAMESPACE
from tests.support import exports
from tests.support.csv_files import read_csv
from tests.support.exports import EVIDENCE, NAMES

SHEETS = [name for name in NAMES if name != frames.TEXTS]
# Every sheet to a separate file, in UTF-8, with every cell as it is shown.
SHEETS_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
each_table = pytest.mark.parametrize("name", NAMES)


def table_of(evidence, name):
    return next(table for table in exports.tables_of(evidence) if table.name == name)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """The folder of each export, by the name of its evidence."""
    return {
        name: exports.write(
            exports.files_of(evidence()), tmp_path_factory.mktemp(name.replace(" ", "-"))
        )
        for name, evidence in EVIDENCE.items()
    }


# --- Parquet in DuckDB -------------------------------------------------------------------------

DUCKDB_TYPES = {"string": "VARCHAR", "integer": "BIGINT", "boolean": "BOOLEAN", "date": "DATE"}
DUCKDB_TYPES["list"] = "VARCHAR[]"


@each_table
@pytest.mark.parametrize("name_of", EVIDENCE)
def test_duckdb_reads_the_types_and_cells_of_a_parquet_file(folders, name_of, name):
    table = table_of(EVIDENCE[name_of](), name)
    path = folders[name_of] / f"parquet/{name}.parquet"
    with closing(duckdb.connect()) as connection:
        cursor = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        columns = [(column[0], str(column[1])) for column in cursor.description]
        rows = cursor.fetchall()
    assert columns == [(field["name"], DUCKDB_TYPES[field["type"]]) for field in table.fields]
    assert [list(column) for column in zip(*rows, strict=True)] == list(frames.values(table))


@each_table
def test_a_parquet_file_describes_its_columns_and_has_no_time_or_place(name):
    content = exports.files_of(exports.loaded())[f"parquet/{name}.parquet"]
    table, schema = table_of(exports.loaded(), name), pq.read_schema(io.BytesIO(content))
    descriptions = [field.metadata[b"description"].decode() for field in schema]
    assert descriptions == [field["description"] for field in table.fields]
    assert set(schema.metadata) == {b"description", b"of"}
    assert b"A warrant or a charge is not a verdict." in schema.metadata[b"of"]


def test_parts_of_a_table_give_files_with_the_same_schema():
    table = table_of(exports.loaded(), "statements")
    parts = [
        pq.read_table(io.BytesIO(parquet.content(table._replace(frame=part))))
        for _, part in table.frame.groupby("source_id", sort=False)
    ]
    assert len(parts) == table.frame["source_id"].nunique() > 1
    assert pa.concat_tables(parts).equals(parquet.arrow(table), check_metadata=True)


# --- SQLite and Datasette ----------------------------------------------------------------------


def as_sqlite(field, value):
    if value is None:
        return None
    kind = field["type"]
    if kind == "list":
        return json.dumps(value, ensure_ascii=False)
    return str(value) if kind == "date" else int(value) if kind == "boolean" else value


@each_table
@pytest.mark.parametrize("name_of", EVIDENCE)
def test_sqlite_has_every_cell(folders, name_of, name):
    table = table_of(EVIDENCE[name_of](), name)
    with closing(sqlite3.connect(folders[name_of] / sqlite.FILE)) as base:
        cursor = base.execute(f'SELECT * FROM "{name}" ORDER BY rowid')
        assert [column[0] for column in cursor.description] == [f["name"] for f in table.fields]
        rows = cursor.fetchall()
    columns = list(zip(*rows, strict=True))
    for field, kept, column in zip(table.fields, columns, frames.values(table), strict=True):
        assert list(kept) == [as_sqlite(field, value) for value in column], field["name"]


def test_sqlite_finds_the_database_intact_with_its_keys_and_indexes(folders):
    for folder in folders.values():
        with closing(sqlite3.connect(folder / sqlite.FILE)) as base:
            assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert base.execute("PRAGMA foreign_key_check").fetchall() == []
            assert base.execute("PRAGMA freelist_count").fetchone() == (0,)
            base.execute("INSERT INTO statements_fts (statements_fts) VALUES ('integrity-check')")
            for table in exports.tables_of(exports.loaded()):
                keys = base.execute(f'PRAGMA foreign_key_list("{table.name}")').fetchall()
                assert {(key[3], key[2], key[4]) for key in keys} == set(table.links)
                info = base.execute(f'PRAGMA table_info("{table.name}")').fetchall()
                assert {column[1] for column in info if column[5]} == set(table.key)
                for column, *_ in table.links:
                    plan = f'SELECT * FROM "{table.name}" WHERE "{column}" = ?'
                    (*_, step) = base.execute(f"EXPLAIN QUERY PLAN {plan}", ("x",)).fetchone()
                    assert step.startswith("SEARCH"), (table.name, column)


@pytest.mark.parametrize("order", ["as it is", "turned"])
def test_sqlite_accepts_a_part_before_or_after_its_whole(order):
    tables = [
        table._replace(frame=table.frame[:: -1 if order == "turned" else 1])
        for table in exports.tables_of(exports.loaded())
    ]
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(sqlite.database(tables))
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        for name, key, column in (
            ("entities", "entity_id", "part_of"),
            ("concepts", "concept_id", "broader"),
        ):
            query = f'SELECT count(*) FROM {name} a JOIN {name} b ON a."{column}" = b."{key}"'
            parts = table_of(exports.loaded(), name).frame[column].notna().sum()
            assert base.execute(query).fetchone() == (parts,)
            assert parts > 0


def test_sqlite_refuses_a_part_of_a_missing_whole():
    evidence = exports.loaded()
    entities = evidence.entities.assign(part_of="nobody")
    tables = exports.tables_of(dataclasses.replace(evidence, entities=entities))
    with pytest.raises(sqlite3.IntegrityError):
        sqlite.database(tables)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE statements SET entity_id = 'nobody'",
        "UPDATE statements SET modality = 'proven'",
        "UPDATE statements SET quote = NULL",
        "UPDATE statements SET own_voice = 2",
        "UPDATE entities SET label = 'one'",
        "DELETE FROM sources",
        "INSERT INTO properties SELECT * FROM properties",
    ],
)
def test_sqlite_refuses_what_the_tables_do_not_allow(folders, tmp_path, change):
    copy = shutil.copy(folders["the project"] / sqlite.FILE, tmp_path)
    with closing(sqlite3.connect(copy)) as base:
        base.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            base.execute(change)


def test_the_views_say_what_the_tables_say(folders):
    evidence = exports.loaded()
    with closing(sqlite3.connect(folders["the project"] / sqlite.FILE)) as base:
        rows = base.execute("SELECT statement_id, entity FROM statements_with_labels").fetchall()
        several = base.execute("SELECT count(*) FROM outcomes_of_several").fetchone()[0]
    label = evidence.entities.set_index("entity_id")["label"]
    own = evidence.statements
    ids, labels = own["statement_id"], own["entity_id"].map(label)
    assert rows == list(zip(ids, labels, strict=True))
    assert several == (table_of(evidence, "outcomes").frame["n_sources"] > 1).sum()


# In a separate process, since Datasette and what it uses may warn.
ASK = """
import asyncio, json, sys
from datasette.app import Datasette

async def ask(folder, paths):
    with open(folder + "/metadata.json", encoding="utf-8") as file:
        site = Datasette([folder + "/evidence.db"], metadata=json.load(file))
    answers = [await site.client.get(path) for path in paths]
    return {path: [answer.status_code, answer.text] for path, answer in zip(paths, answers)}

print(json.dumps([asyncio.run(ask(*request)) for request in json.load(sys.stdin)]))
"""
LISTED = "/evidence/statements.json?_shape=objects&_size=max"
FOUND = f"{LISTED}&_search=soleimani"
LEDGER = "/evidence/ledger.json?_size=1"
VIEW = "/evidence/statements_with_labels.json?_size=1"
PAGE = "/evidence/statements?_size=1"
ENTITIES = "/evidence/entities?_size=max"


@pytest.fixture(scope="module")
def datasette(folders):
    """Return the answers of Datasette by their paths, for each evidence by its name."""
    requests = [
        (str(folders["the project"]), [LISTED, FOUND, LEDGER, VIEW, PAGE, ENTITIES]),
        (str(folders["hostile text"]), [ENTITIES]),
    ]
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        input=json.dumps(requests), capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    sites = json.loads(done.stdout)
    assert {code for answers in sites for code, _ in answers.values()} == {200}, sites
    texts = [{path: text for path, (_, text) in answers.items()} for answers in sites]
    return dict(zip(("the project", "hostile text"), texts, strict=True))


def test_datasette_shows_facets_a_search_and_what_the_columns_mean(datasette):
    answers = datasette["the project"]
    table = table_of(exports.loaded(), "statements").frame
    listed, searched = json.loads(answers[LISTED]), json.loads(answers[FOUND])
    assert [row["quote"] for row in listed["rows"]] == [
        row.quote for row in table.sort_values("statement_id").itertuples()
    ]
    for column in ("source_id", "modality", "basis"):
        counts = {
            item["value"]: item["count"] for item in listed["facet_results"][column]["results"]
        }
        assert counts == table[column].value_counts().to_dict()
    shown = table[list(sqlite.SEARCHED)].fillna("").agg(" ".join, axis=1).str.casefold()
    meant = table["statement_id"][shown.str.contains(r"\bsoleimani\b")]
    assert {row["statement_id"] for row in searched["rows"]} == set(meant)
    assert 0 < len(meant) < len(table)
    assert "topics" in json.loads(answers[LEDGER])["facet_results"]
    assert json.loads(answers[VIEW])["is_view"]
    assert "Creative Commons Attribution" in answers[PAGE]
    assert "The stance of the speaker" in answers[PAGE]


def test_datasette_shows_hostile_text_as_text(datasette):
    page, own = (datasette[name][ENTITIES] for name in ("hostile text", "the project"))
    for text in ("<script>alert(1)", "<img src=x", '" onmouseover="alert(1)"', "</h1>"):
        assert page.count(text) == own.count(text), text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert 'href="javascript:' not in page


# --- Concepts in RDF ---------------------------------------------------------------------------

# In a separate process, since rdflib warns of itself.
READ_SKOS = """
import json, sys
from rdflib import RDF, Graph, Namespace
from rdflib.namespace import DCTERMS, SKOS

graph = Graph().parse(data=sys.stdin.read(), format="json-ld")

def all_of(subject, predicate):
    return sorted(str(thing) for thing in graph.objects(subject, predicate))

def language_of(subject, *predicates):
    return {thing.language for one in predicates for thing in graph.objects(subject, one)}

words = (SKOS.prefLabel, SKOS.altLabel, SKOS.definition)
concepts = list(graph.subjects(RDF.type, SKOS.Concept))
schemes = list(graph.subjects(RDF.type, SKOS.ConceptScheme))
print(json.dumps({
    "concepts": {
        str(one): [
            all_of(one, predicate)
            for predicate in (*words, SKOS.inScheme, SKOS.broader, SKOS.topConceptOf)
        ]
        for one in concepts
    },
    "schemes": {str(one): all_of(one, DCTERMS.title) for one in schemes},
    "languages": sorted({str(name) for one in concepts for name in language_of(one, *words)}),
    "others": len(set(graph.subjects()) - {*concepts, *schemes}),
}))
"""


@pytest.mark.parametrize("name_of", EVIDENCE)
def test_rdflib_reads_every_scheme_concept_label_and_broader_concept(folders, name_of):
    evidence = EVIDENCE[name_of]()
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", READ_SKOS],
        input=(folders[name_of] / skos.FILE).read_text(encoding="utf-8"),
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    read = json.loads(done.stdout)
    phrases = evidence.labels.groupby("of")["label"].agg(set).to_dict()
    named = {name: f"{NAMESPACE}concept-{name}" for name in evidence.concepts["concept_id"]}
    expected = {}
    for row in evidence.concepts.itertuples():
        scheme = f"{NAMESPACE}scheme-{row.scheme}"
        is_top = not isinstance(row.broader, str)
        expected[named[row.concept_id]] = [
            [row.label],
            sorted(phrases.get(row.concept_id, set()) - {row.label}),
            [row.definition],
            [scheme],
            [] if is_top else [named[row.broader]],
            [scheme] if is_top else [],
        ]
    assert read["concepts"] == expected
    schemes = evidence.concepts["scheme"].unique()
    assert read["schemes"] == {f"{NAMESPACE}scheme-{s}": [s.replace("-", " ")] for s in schemes}
    assert (read["languages"], read["others"]) == (["en"], 0)
    assert evidence.concepts["broader"].notna().sum() > 20
    assert set(phrases) & set(named)


# --- The workbook in openpyxl and LibreOffice --------------------------------------------------


def as_openpyxl_reads(text):
    """`text` with control characters as _xHHHH_, which openpyxl, unlike Excel and Calc, leaves."""
    left = re.sub(r"[\x00-\x08\x0b-\x1f]", lambda found: f"_x{ord(found[0]):04X}_", text)
    return left.replace("x005F_", "")


@pytest.mark.parametrize("name_of", EVIDENCE)
def test_every_cell_of_the_workbook_is_text_or_a_whole_number(folders, name_of):
    book = openpyxl.load_workbook(folders[name_of] / workbook.FILE)
    assert book.sheetnames == [workbook.ABOUT, workbook.DICTIONARY, *SHEETS]
    for name in SHEETS:
        sheet, table = book[name], table_of(EVIDENCE[name_of](), name)
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert not sheet._hyperlinks
        columns = list(sheet.iter_cols())
        for field, column, expected in zip(
            table.fields, columns, frames.as_text(table), strict=True
        ):
            head, *cells = column
            assert head.value == field["name"]
            for cell, text in zip(cells, expected, strict=True):
                kind = "n" if field["type"] == "integer" or not text else "s"
                assert cell.data_type == kind, (name, cell.coordinate, text)
                content = "" if cell.value is None else str(cell.value)
                assert content == as_openpyxl_reads(text), (name, cell.coordinate)
            assert {cell.number_format for cell in cells if cell.value is not None} <= {"@", "0"}


def test_the_first_sheets_say_what_this_is_and_what_each_column_means(folders):
    book = openpyxl.load_workbook(folders["the project"] / workbook.FILE)
    lines = [row[0] for row in book[workbook.ABOUT].iter_rows(values_only=True)]
    assert "A warrant or a charge is not a verdict." in lines
    head, *rows = book[workbook.DICTIONARY].iter_rows(values_only=True)
    assert head == workbook.HEAD
    meant = {
        (name, field["name"], field["description"])
        for name in SHEETS
        for field in table_of(exports.loaded(), name).fields
    }
    assert {row[:3] for row in rows} == meant


def test_a_row_is_as_high_as_its_longest_cell_needs(folders):
    sheet = openpyxl.load_workbook(folders["the project"] / workbook.FILE)[workbook.DICTIONARY]
    dimensions = sheet.column_dimensions.values()  # one for each run of columns that are alike
    wide = {number: size.width for size in dimensions for number in range(size.min, size.max + 1)}
    high = []
    for number, row in enumerate(sheet.iter_rows(), start=1):
        needed = max(len(cell.value or "") / wide[cell.column] for cell in row)
        high.append(sheet.row_dimensions[number].height or workbook.LINE)
        assert high[-1] >= min(needed * workbook.LINE, workbook.TALLEST)
    assert {workbook.LINE} < set(high)
    assert sheet.page_setup.fitToHeight == 0


def test_nothing_in_the_workbook_has_a_formula_a_link_or_a_time(folders):
    with zipfile.ZipFile(folders["hostile text"] / workbook.FILE) as parts:
        for part in parts.infolist():
            assert part.date_time == (1980, 1, 1, 0, 0, 0)
            content = parts.read(part).decode("utf-8")
            assert not re.search(r"<f[ >]|<hyperlink|TargetMode|externalLink", content), part
        core = parts.read("docProps/core.xml").decode("utf-8")
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[^<]+", core)) == {"2020-01-01T00:00:00Z"}


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("name_of", EVIDENCE)
def test_the_workbook_gives_the_same_cells_back_through_calc(folders, name_of, tmp_path):
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'calc').as_uri()}", "--headless"]
    command += ["--norestore", "--convert-to", SHEETS_AS_CSV, "--outdir", str(tmp_path)]
    command += [str(folders[name_of] / workbook.FILE)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    for name in SHEETS:
        path = tmp_path / f"evidence-{name}.csv"
        assert path.is_file(), done.stdout + done.stderr
        _, rows = read_csv(path)
        table = table_of(EVIDENCE[name_of](), name)
        for field, column, expected in zip(
            table.fields, zip(*rows, strict=True), frames.as_text(table), strict=True
        ):
            # Calc has one line end in the lines of a cell; the file has each.
            expected = [re.sub("\r\n?", "\n", t) if "\n" in t else t for t in expected]
            assert list(column) == expected, (name, field["name"])


MARK = " … [cut here: 32,768 characters in the tables]"


def one_column(kind, cells):
    field = {"name": "cell", "type": kind, "description": "A cell.", "example": "x"}
    frame = pd.DataFrame({"cell": pd.array(cells, dtype=None)})
    return frames.Table("long", "Long cells.", frame, [field], [], [])


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("x" * workbook.LONGEST, "x" * workbook.LONGEST),
        ("\U0001f468" * 16_383, "\U0001f468" * 16_383),
        ("x" * 32_768, "x" * (workbook.LONGEST - len(MARK)) + MARK),
        ("\U0001f468" * 16_384, " … [cut here: 16,384 characters in the tables]"),
        ("a\uffffb", "a⟨U+FFFF⟩b"),
    ],
    ids=["longest", "longest astral", "longer", "longer astral", "not in XML"],
)
def test_losses_are_reported_in_the_cell_and_on_the_first_sheet(text, kept):
    table = one_column("string", [text])
    book = openpyxl.load_workbook(io.BytesIO(workbook.content([table], {})))
    cell = book["long"]["A2"].value
    same = cell == kept if text[0] == "x" or len(text) < 16_384 else cell.endswith(kept)
    assert same, cell[-80:]  # pytest would compare the whole of them for minutes
    assert len(cell.encode("utf-16-le")) // 2 <= workbook.LONGEST
    introduction = [row[0] for row in book[workbook.ABOUT].iter_rows(values_only=True)]
    assert workbook.losses([table]) == [
        line for line in introduction if line and "long: cell: 1" in line
    ]
    assert bool(workbook.losses([table])) == (cell != text)


def test_a_number_that_a_sheet_would_round_is_text():
    content = workbook.content([one_column("integer", [10**15 - 1, 10**17 + 1])], {})
    sheet = openpyxl.load_workbook(io.BytesIO(content))["long"]
    assert [sheet["A2"].value, sheet["A3"].value] == [10**15 - 1, str(10**17 + 1)]


def test_days_before_1900_and_at_the_ends_of_time_are_kept():
    field = {"name": "day", "type": "date", "description": "A day.", "example": "2020-06-29"}
    days = [datetime.date(1, 1, 1), datetime.date(1899, 12, 31), datetime.date(9999, 12, 31), None]
    column = pd.Series(["0001-01-01", "1899-12-31", "9999-12-31", None])
    frame = pd.DataFrame({"day": column.astype("datetime64[s]")})
    table = frames.Table("days", "Days.", frame, [field], [], [])
    assert parquet.arrow(table)["day"].to_pylist() == days
    texts = ["0001-01-01", "1899-12-31", "9999-12-31", ""]
    assert list(frames.as_text(table)) == [texts]
    assert sqlite._cells(field, days) == [*texts[:3], None]
