"""A table that pandas read and wrote is one problem, without what follows from it."""

import pandas as pd
import pytest

from analysis.system.project_folder import PROJECT
from analysis.validation import csv_tables, pandas_columns, schema
from analysis.validation.csv_tables import Table
from analysis.validation.vocabulary import TABLES
from tests.support.projects import problems

RESOURCES, _ = schema.read_descriptor(PROJECT)


def through_pandas(name: str, **options) -> tuple[Table, list]:
    """One of our tables as it is read after pandas read and wrote it, and its problems."""
    content = pd.read_csv(PROJECT / f"data/{name}.csv").to_csv(**options).encode()
    header = schema.field_names(RESOURCES[name])
    table, found = csv_tables.parse_table(name, f"data/{name}.csv", content, header)
    if table is None:
        return table, found
    undone, rewritten = pandas_columns.undone(table, RESOURCES[name])
    return undone, found + rewritten


@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_pandas_wrote_is_one_problem_at_most(name):
    before, _ = csv_tables.read_table(PROJECT, name, schema.field_names(RESOURCES[name]))
    table, found = through_pandas(name, index=False)
    assert table.columns == before.columns
    assert len(found) == (name in ("statements", "rules"))


@pytest.mark.parametrize("name", TABLES)
def test_the_index_that_pandas_wrote_is_named(name):
    table, [problem] = through_pandas(name)
    assert table is None
    assert problem.message.startswith("the first column has no name, as pandas writes its index")


def test_nothing_follows_from_numbers_that_pandas_wrote(project):
    path = project / "data/statements.csv"
    pd.read_csv(path).to_csv(path, index=False)
    [line] = problems(project).splitlines()
    assert "low, high, occurrence: as pandas writes it, 54 cells end in .0" in line


def test_an_index_that_was_written_twice_is_named():
    header = ["of", "label", "reason"]
    content = b",Unnamed: 0,of,label,reason\n0,0,iran,Tehran,So.\n"
    _, [problem] = csv_tables.parse_table("labels", "data/labels.csv", content, header)
    assert problem.message.startswith("each of the first 2 columns has no name")


@pytest.mark.parametrize(
    ("cells", "plain"),
    [
        (["2020.0", ""], ["2020", ""]),  # a column of years
        (["2020.0", "2020-06", ""], ["2020.0", "2020-06", ""]),
        (["1.0", "2.0"], ["1.0", "2.0"]),  # versions, for example
    ],
)
def test_a_column_of_text_is_changed_only_where_pandas_made_numbers_of_all(cells, plain):
    table = Table("sources", "data/sources.csv", list(range(len(cells))), {"retrieved": cells})
    resource = {"schema": {"fields": [{"name": "retrieved", "type": "string"}]}}
    undone, found = pandas_columns.undone(table, resource)
    assert undone.columns["retrieved"] == plain
    assert bool(found) == (cells != plain)
