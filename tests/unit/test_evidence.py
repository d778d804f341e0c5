import dataclasses
import gc
import weakref

import pytest

from analysis import agreement, evidence, tables
from analysis.display import quotes
from analysis.validation import schema
from analysis.validation.vocabulary import TABLES


def test_every_quote_is_at_its_offsets(loaded):
    texts = loaded.sources.set_index("source_id")["text"]
    for row in loaded.statements.itertuples():
        assert texts[row.source_id][row.start : row.end] == row.quote
    assert evidence.misquoted(loaded).empty


@pytest.mark.parametrize(
    ("column", "change"),
    [
        ("start", lambda cell: cell + 1),
        ("start", lambda cell: -cell - 1),
        ("start", lambda cell: cell + 10**9),
        ("end", lambda cell: cell - 1),
        ("quote", lambda cell: cell[:-1] + "~"),
        ("quote", lambda cell: cell[:-1]),
    ],
)
def test_a_quote_that_is_not_at_its_offsets_is_named(loaded, column, change):
    statements = loaded.statements.copy()
    statements.loc[7, column] = change(statements.loc[7, column])
    changed = dataclasses.replace(loaded, statements=statements)
    found = evidence.misquoted(changed)
    assert found["statement_id"].tolist() == [loaded.statements.loc[7, "statement_id"]]
    assert found["quote"].tolist() != found["found"].tolist() or column == "end"


def test_tables_have_the_columns_of_their_files(loaded):
    descriptor, _ = schema.read_descriptor(loaded.root)
    for name in TABLES:
        fields = [field["name"] for field in descriptor[name]["schema"]["fields"]]
        columns = [column for column in getattr(loaded, name).columns if column in fields]
        assert columns == fields


def test_computed_columns(loaded):
    added = {"statement_id", "start", "end", "date_start", "date_end"}
    assert added <= set(loaded.statements.columns)
    assert loaded.statements["low"].dtype == "Int64"
    assert loaded.statements["date_start"].dtype == "datetime64[s]"


def test_ids_are_unique_and_no_spreadsheet_reads_them_as_numbers(loaded):
    ids = loaded.statements["statement_id"]
    assert ids.is_unique
    assert ids.str.fullmatch("s-[0-9a-f]{12}").all()


def test_an_id_changes_with_each_part_of_the_claim():
    claim = ("source", "entity", "property", "value", 1, 2)
    others = {evidence.statement_id(*claim)}
    for place, part in enumerate(claim):
        changed = list(claim)
        changed[place] = part + 1 if isinstance(part, int) else part + "x"
        others.add(evidence.statement_id(*changed))
    assert len(others) == 7


def test_parts_of_a_claim_do_not_run_into_each_other():
    assert evidence.statement_id("a", "bc", "p", "v", 1, 2) != evidence.statement_id(
        "ab", "c", "p", "v", 1, 2
    )


def test_the_bundle_cannot_be_rebound(loaded):
    with pytest.raises(dataclasses.FrozenInstanceError):
        loaded.statements = None


def test_reordered_rows_give_the_same_statements(project, loaded):
    path = project / "data/statements.csv"
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([header, *reversed(lines)]) + "\n", encoding="utf-8")
    again = evidence.load(project).statements
    assert set(again["statement_id"]) == set(loaded.statements["statement_id"])


def test_a_project_without_rows_loads(project):
    for name in TABLES:
        path = project / f"data/{name}.csv"
        path.write_text(path.read_text(encoding="utf-8").split("\n")[0] + "\n", encoding="utf-8")
    for seed in (project / "seeds").iterdir():
        seed.unlink()
    empty = evidence.load(project)
    assert len(empty.statements) == 0
    assert empty.statements["date_start"].dtype == "datetime64[s]"


def test_the_cache_is_freed_with_the_evidence(loaded):
    other = dataclasses.replace(loaded)
    assert len(tables.statements(other))
    assert len(agreement.outcomes(other))
    assert quotes.in_context(other, other.statements["statement_id"][:1])
    reference = weakref.ref(other)
    del other
    gc.collect()
    assert reference() is None
