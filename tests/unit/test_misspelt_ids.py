"""An id that is written in two ways is one problem, which names the row to correct."""

import pytest

from analysis.system.project_folder import PROJECT
from analysis.validation import repairs, schema
from analysis.validation.csv_tables import Table
from tests.support.csv_files import read_csv, write_csv
from tests.support.projects import ferries, problems

RESOURCES, _ = schema.read_descriptor(PROJECT)


@pytest.fixture
def ferry(tmp_path):
    return ferries(tmp_path / "ferry", 2)


def change(folder, table: str, column: str, old: str, new: str) -> int:
    """Write an id in another way in a column; return the number of cells."""
    path = folder / f"data/{table}.csv"
    header, rows = read_csv(path)
    place = header.index(column)
    changed = [row for row in rows if row[place] == old]
    for row in changed:
        row[place] = new
    write_csv(path, [header, *rows])
    return len(changed)


@pytest.mark.parametrize(
    ("table", "column", "old", "new"),
    [
        ("sources", "source_id", "paper-1", "Paper-1"),
        ("sources", "source_id", "paper-1", "paper 1"),
        ("entities", "entity_id", "warrant-1", "WARRANT_1"),
        ("entities", "entity_id", "ferry-1", "férry-1 "),
        ("properties", "property", "event_date", "Event date"),
        ("concepts", "concept_id", "negligence", "Negligence"),
    ],
)
def test_a_key_that_is_written_wrongly_is_the_only_problem(ferry, table, column, old, new):
    assert change(ferry, table, column, old, new) == 1
    assert f'{column}: "{new}": does not have the right form; write "{old}", as in' in problems(
        ferry
    )
    assert len(problems(ferry).splitlines()) == 1


@pytest.mark.parametrize(
    ("table", "column", "old", "new", "key"),
    [
        ("statements", "source_id", "paper-1", "Paper-1", "sources.csv:2"),
        ("statements", "entity_id", "ferry-1", "Ferry 1", "entities.csv:"),
        ("statements", "property", "event_date", "Event-Date", "properties.csv:"),
        ("statements", "value", "negligence", "NEGLIGENCE", "concepts.csv:3"),
        ("statements", "value", "court-1", "Court 1", "entities.csv:5"),
        ("labels", "of", "injured", "Injured", "properties.csv:"),
    ],
)
def test_a_reference_that_is_written_wrongly_is_one_problem(ferry, table, column, old, new, key):
    number = change(ferry, table, column, old, new)
    assert number
    [line] = problems(ferry).splitlines()
    assert f'{column}: "{new}": is "{old}" in data/{key}' in line
    assert (f"in the other {number - 1} of {number} such cells" in line) == (number > 1)


def test_a_name_that_no_row_has_is_one_problem_for_its_column(ferry):
    number = change(ferry, "statements", "entity_id", "ferry-1", "fery-1")
    lines = problems(ferry).splitlines()
    [line] = [line for line in lines if "no such entity_id" in line]
    assert f"({number} cells of this column have it); write its row there" in line
    assert 'write "ferry-1"' not in line


def table(name: str, **columns: list[str]) -> Table:
    n_rows = len(next(iter(columns.values())))
    blank = {field: [""] * n_rows for field in schema.field_names(RESOURCES[name])}
    return Table(name, f"data/{name}.csv", list(range(2, n_rows + 2)), {**blank, **columns})


def test_an_id_that_is_taken_is_not_given_to_another_row():
    tables = {"entities": table("entities", entity_id=["iran", "Iran"])}
    assert repairs.with_one_spelling(tables, RESOURCES) == (tables, [])


def test_only_values_that_are_ids_are_changed():
    tables = {
        "properties": table("properties", property=["killed", "by"], kind=["count", "entity"]),
        "entities": table("entities", entity_id=["more-than-one"]),
        "statements": table(
            "statements", property=["killed", "by"], value=["more than one", "More than one"]
        ),
    }
    changed, found = repairs.with_one_spelling(tables, RESOURCES)
    assert changed["statements"].columns["value"] == ["more than one", "more-than-one"]
    assert [problem.line for problem in found] == [3]


def test_each_outlet_of_a_chain_is_looked_at():
    tables = {
        "entities": table("entities", entity_id=["irna", "reuters"]),
        "statements": table("statements", via=["Reuters > irna", "reuters > IRNA", ""]),
    }
    changed, found = repairs.with_one_spelling(tables, RESOURCES)
    assert changed["statements"].columns["via"] == ["reuters > irna", "reuters > irna", ""]
    assert len(found) == 2
