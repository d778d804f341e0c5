"""docs/scale.md shows what the code reads and writes, and what the last run measured."""

import pytest

from analysis.system.project_folder import PROJECT
from tests.bench.scale_page import PAGE, kept, page


def test_the_page_is_current():
    assert page() == (PROJECT / PAGE).read_text(encoding="utf-8"), "run tests/bench/scale_page.py"


def test_every_measurement_reaches_its_aim():
    with_aims = [figure for figure in kept() if figure.aim]
    assert len(with_aims) == 5
    for figure in with_aims:
        assert figure.value <= float(figure.aim.removeprefix("at most ")), figure.what


@pytest.mark.parametrize(
    "table", ["misquoted", "quoted", "coverage", "ledger", "outcomes", "conflicts"]
)
def test_every_table_was_equal_over_a_million_statements(table):
    [figure] = [figure for figure in kept() if figure.what == table]
    assert figure.measure == "rows, equal"
    assert figure.statements >= 1_000_000
