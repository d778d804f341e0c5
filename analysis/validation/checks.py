"""List every check by its id, and run them.

Problems that are found while the files are read have the ids `descriptor` (`schema.py`), `csv`
(`csv_tables.py`), `column` (`pandas_columns.py`), `id` (`repairs.py`), `seed` (`seeds.py`) and
`quote` (`quotes.py`). The checks below run on what could be read. Each yields problems; of each
kind, only the first `problems.MOST` are listed one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from analysis.validation import (
    cells,
    checksums,
    concepts,
    csv_tables,
    cues,
    dates,
    grounding,
    keys,
    label_uses,
    pages,
    pandas_columns,
    quotes,
    repairs,
    schema,
    seeds,
    sentences,
    values,
)
from analysis.validation.csv_tables import Table
from analysis.validation.problems import CHECKSUM, Problem, bounded
from analysis.validation.project import Project
from analysis.validation.schema import Resource

TableCheck = Callable[[Table, Resource, dict[str, Table]], Iterable[Problem]]
ProjectCheck = Callable[[Project], Iterable[Problem]]

# Checks of one table against the descriptor; references also look into the other tables. These come
# before cells, because a label in place of an id also has the wrong form.
TABLE_CHECKS: dict[str, TableCheck] = {
    "reference": keys.check_references,
    "cell": cells.check_cells,
    "key": keys.check_keys,
}
# Checks of the statements that a second coding of the same texts must pass as well.
STATEMENT_CHECKS: dict[str, ProjectCheck] = {
    "repeated-statement": quotes.check_repeated_statements,
    "value": values.check_values,
    "concept": concepts.check_concepts,
    "inference-note": grounding.check_inference_notes,
    "cue": cues.check_cues,
    "entity-kind": keys.check_entity_kinds,
}
# Checks of a whole project that need all of its tables.
PROJECT_CHECKS: dict[str, ProjectCheck] = {
    **STATEMENT_CHECKS,
    "page": pages.check_pages,
    "lexicon": values.check_lexicon,
    "sentence": sentences.check_sentences,
    "word-boundary": quotes.check_word_boundaries,
    "value-grounding": grounding.check_values,
    "date": dates.check_dates,
    "day-of-speaking": dates.check_days_of_speaking,
    "name": grounding.check_named_nearby,
    "stance": grounding.check_stances,
    "quotation-in-note": grounding.check_quotations_in_notes,
    "source": grounding.check_sources,
    "label": label_uses.check_labels,
    "label-use": label_uses.check_label_uses,
    "nesting": concepts.check_nesting,
    "definition": concepts.check_definitions,
    "element": keys.check_elements,
    CHECKSUM: checksums.check_rows,
}


def read_tables(root: Path) -> tuple[dict[str, Table], list[Problem]]:
    """Read every table of the project at `root`, and check its cells, keys and references.

    A table that cannot be read at all is left out, with a problem that says why.
    """
    resources, problems = schema.read_descriptor(root)
    problems = [problem._replace(check="descriptor") for problem in problems]
    tables = {}
    for name, resource in resources.items():
        table, unread = csv_tables.read_table(root, name, schema.field_names(resource))
        problems += [problem._replace(check="csv") for problem in unread]
        if table is not None:
            tables[name] = table
    tables, undone = repaired(tables, resources)
    problems += undone
    for name, table in tables.items():
        problems += check_table(table, resources[name], tables)
    return tables, problems


def repaired(
    tables: dict[str, Table], resources: dict[str, Resource]
) -> tuple[dict[str, Table], list[Problem]]:
    """Return the tables without slips that change many cells, and one problem for each slip."""
    tables, problems = dict(tables), []
    for name in tables:
        tables[name], found = pandas_columns.undone(tables[name], resources[name])
        problems += bounded(found, "column")
    tables, found = repairs.with_one_spelling(tables, resources)
    return tables, problems + bounded(found, "id")


def check_table(table: Table, resource: Resource, tables: dict[str, Table]) -> list[Problem]:
    """Run the checks of one table, which may refer to rows of `tables`."""
    problems = []
    for check, find in TABLE_CHECKS.items():
        found = find(table, resource, tables)
        for _, in_column in groupby(found, key=attrgetter("column")):
            problems += bounded(in_column, check)
    return problems


def read_project(root: Path, tables: dict[str, Table]) -> tuple[Project, list[Problem]]:
    """Read the texts and find the quotes of the statements in them."""
    texts, problems = seeds.read_texts(root, tables["sources"])
    problems = [problem._replace(check="seed") for problem in problems]
    spans, misquotes = quotes.locate(tables["statements"], texts)
    return Project(root, tables, texts, spans), problems + misquotes


def check_project(
    project: Project,
    checks: dict[str, ProjectCheck] = PROJECT_CHECKS,
    skip: Collection[str] = (),
) -> list[Problem]:
    """Run the checks of a project, except those whose id is in `skip`."""
    return [
        problem
        for check, find in checks.items()
        if check not in skip
        for problem in bounded(find(project), check)
    ]
