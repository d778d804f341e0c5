"""Concepts and entities form a forest, and whatever breaks it is named."""

import re
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import evidence
from analysis.validation import concepts
from analysis.validation.csv_tables import Table
from analysis.validation.project import Project
from analysis.validation.vocabulary import PropertyKind
from analysis.values import nesting
from tests.support.csv_files import read_csv, write_csv
from tests.support.projects import row_of

# --- The numbers of a forest ----------------------------------------------------------------------


def bounds(nodes: list[str], parents: list) -> list[tuple[int, int]]:
    """Return the range of each node."""
    return list(nesting.ranges(nodes, parents).itertuples(index=False, name=None))


def test_nodes_within_a_node_have_numbers_in_its_range():
    nodes = ["airport", "iran", "baghdad", "iraq", "tehran", "embassy"]
    parents = ["baghdad", "", "iraq", "", "iran", "baghdad"]
    assert bounds(nodes, parents) == [(4, 4), (0, 1), (3, 5), (2, 5), (1, 1), (5, 5)]


@pytest.mark.parametrize("none", ["", None, pd.NA, float("nan")])
def test_a_blank_parent_means_no_parent(none):
    assert bounds(["iraq", "iran"], [none, none]) == [(0, 0), (1, 1)]


def test_no_nodes_have_no_ranges():
    table = nesting.ranges([], [])
    assert table.empty
    assert table.dtypes.astype(str).tolist() == ["int64", "int64"]


def test_a_parent_that_is_not_a_node_is_refused():
    with pytest.raises(ValueError, match="syria is the parent of damascus and is not a node"):
        nesting.ranges(["iraq", "damascus"], ["", "syria"])


@pytest.mark.parametrize(
    ("parents", "within"),
    [
        ({"a": "a"}, "a"),
        ({"a": "b", "b": "a"}, "a"),
        ({"root": "", "a": "c", "b": "a", "c": "b"}, "a"),
        ({"root": "", "child": "root", "a": "b", "b": "a", "below": "a"}, "a"),
        ({"below": "a", "a": "b", "b": "a"}, "a"),
    ],
)
def test_a_circle_is_refused(parents, within):
    with pytest.raises(ValueError, match=f"^{within} lies within itself$"):
        nesting.ranges(list(parents), list(parents.values()))


def test_a_chain_of_any_length_is_numbered():
    """Which a function that calls itself for each node below could not."""
    size = 5_000
    nodes = [f"n{number}" for number in range(size)]
    table = nesting.ranges(nodes, ["", *nodes[:-1]])
    assert table["first"].tolist() == list(range(size))
    assert (table["last"] == size - 1).all()


@st.composite
def forests(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Generate nodes in any order, each with a parent or none, without a circle."""
    size = draw(st.integers(1, 25))
    names = [f"n{number}" for number in range(size)]
    above = [draw(st.integers(-1, number - 1)) for number in range(size)]
    order = draw(st.permutations(range(size)))
    parent_of = ["" if parent < 0 else names[parent] for parent in above]
    return [names[number] for number in order], [parent_of[number] for number in order]


def ancestors(node: str, parent_of: dict[str, str]) -> set[str]:
    """Return a node and everything that it lies within, by going up."""
    above = {node}
    while parent_of[node]:
        node = parent_of[node]
        above.add(node)
    return above


many = settings(max_examples=200, deadline=None, derandomize=True, database=None)


@many
@given(forests())
def test_a_range_lies_within_another_where_the_node_does(forest):
    nodes, parents = forest
    parent_of = dict(zip(nodes, parents, strict=True))
    range_of = dict(zip(nodes, bounds(nodes, parents), strict=True))
    for node, (first, last) in range_of.items():
        containing = {
            other for other, (low, high) in range_of.items() if low <= first <= last <= high
        }
        assert containing == ancestors(node, parent_of)


@many
@given(forests())
def test_lying_within_is_transitive(forest):
    range_of = bounds(*forest)

    def within(one: tuple[int, int], other: tuple[int, int]) -> bool:
        return other[0] <= one[0] and one[1] <= other[1]

    for one in range_of:
        for other in (other for other in range_of if within(one, other)):
            wider = [widest for widest in range_of if within(other, widest)]
            assert all(within(one, widest) for widest in wider)


@many
@given(forests())
def test_each_node_has_a_number_and_ranges_never_cross(forest):
    range_of = sorted(bounds(*forest))
    assert [first for first, _ in range_of] == list(range(len(range_of)))
    assert all(first <= last < len(range_of) for first, last in range_of)
    for (_, last), (first, other) in pairwise(range_of):
        assert first > last or other <= last


@many
@given(forests())
def test_the_size_of_a_range_is_the_number_of_nodes_in_it(forest):
    nodes, parents = forest
    parent_of = dict(zip(nodes, parents, strict=True))
    for node, (first, last) in zip(nodes, bounds(nodes, parents), strict=True):
        below = [other for other in nodes if node in ancestors(other, parent_of)]
        assert last - first + 1 == len(below)


# --- Those of the project -------------------------------------------------------------------------


def test_the_tables_have_the_ranges_of_their_concepts_and_parts(loaded):
    for table, key, parent in (
        (loaded.concepts, "concept_id", "broader"),
        (loaded.entities, "entity_id", "part_of"),
    ):
        of = table.set_index(key)
        inner = of[of[parent].notna()]
        assert len(inner) > 5
        outer = of.loc[inner[parent]]
        assert (outer["first"].to_numpy() < inner["first"].to_numpy()).all()
        assert (inner["last"].to_numpy() <= outer["last"].to_numpy()).all()
        assert sorted(of["first"]) == list(range(len(of)))


def test_every_value_is_a_concept_of_the_scheme_of_its_property(loaded):
    properties = loaded.properties.set_index("property")
    scheme_of = loaded.concepts.set_index("concept_id")["scheme"]
    of_concept = loaded.statements["property"].map(properties["kind"]) == PropertyKind.CONCEPT
    rows = loaded.statements[of_concept]
    assert len(rows) > 50
    expected = rows["property"].map(properties["scheme"])
    assert rows["value"].map(scheme_of).tolist() == expected.tolist()


# --- What is refused ------------------------------------------------------------------------------


def found(project: Path, check: str) -> list[str]:
    """Return what one check says of a project."""
    return [str(problem) for problem in evidence.read(project).problems if problem.check == check]


def add(project: Path, table: str, **cells: str) -> int:
    """Add a row to a table of the project, and return its line."""
    path = project / f"data/{table}.csv"
    header, rows = read_csv(path)
    write_csv(path, [header, *rows, [cells.get(name, "") for name in header]])
    return len(rows) + 2


def changed(project: Path, edit, table: str, key: dict[str, str], column: str, cell: str) -> int:
    """Change one cell of the first row with these cells, and return its line."""
    row, line = row_of(project, table, **key)
    edit(table, row, column, cell)
    return line


@pytest.mark.parametrize("check", ["concept", "nesting", "definition"])
def test_the_project_has_no_problems_with_concepts(project, check):
    assert found(project, check) == []


DRONE = {"concept_id": "by-drone-strike"}
COURT = {"entity_id": "baghdad-investigative-court"}
# What is changed: the table, the row, the column and the new cell; the check that notices; and what
# it says of that cell.
ONE_CELL = {
    "a broader concept of another scheme": (
        ("concepts", DRONE, "broader", "in-iraq"),
        "nesting",
        '"in-iraq": is of the scheme place; name a concept of the scheme means, or leave it blank',
    ),
    "a broader concept that the definition does not name": (
        ("concepts", DRONE, "broader", "by-missile-or-rocket"),
        "nesting",
        '"by-missile-or-rocket": the definition does not say "missile or rocket attack"; say there'
        " what lies within what, or correct it",
    ),
    "a broader concept left out that the definition names": (
        ("concepts", {"concept_id": "issued"}, "broader", ""),
        "nesting",
        'is blank, and the definition says "Within "decided""; write its concept_id here,'
        " or leave that out of the definition",
    ),
    "a concept within itself": (
        ("concepts", DRONE, "broader", "by-drone-strike"),
        "nesting",
        '"by-drone-strike": by-drone-strike would lie within itself; correct or clear'
        " the broader of by-drone-strike",
    ),
    "a whole that the description does not name": (
        ("entities", COURT, "part_of", "united-states"),
        "nesting",
        '"united-states": the description does not say "United States"; say there what lies within'
        " what, or correct it",
    ),
    "a whole left out that the description names": (
        ("entities", COURT, "part_of", ""),
        "nesting",
        'is blank, and the description says "Part of Iraq\'s judiciary"; write its entity_id'
        " here, or leave that out of the description",
    ),
    "an entity within itself": (
        ("entities", COURT, "part_of", COURT["entity_id"]),
        "nesting",
        '"baghdad-investigative-court": baghdad-investigative-court would lie within itself;'
        " correct or clear the part_of of baghdad-investigative-court",
    ),
    "a property of concepts without a scheme": (
        ("properties", {"property": "means"}, "scheme", ""),
        "concept",
        "is blank, and means is of kind concept; name the scheme of its concepts",
    ),
    "a scheme of a property that is not a concept": (
        ("properties", {"property": "killed"}, "scheme", "means"),
        "concept",
        '"means": killed is of kind count; leave it blank',
    ),
    "a property of concepts that does not say whether narrower implies broader": (
        ("properties", {"property": "means"}, "implies", ""),
        "concept",
        "is blank, and means is of kind concept; write yes if a narrower value implies the broader"
        " one, else no",
    ),
    "a property of entities that does not say so": (
        ("properties", {"property": "issuer"}, "implies", ""),
        "concept",
        "is blank, and issuer is of kind entity; write yes if a narrower value implies the broader"
        " one, else no",
    ),
    "a count that says so": (
        ("properties", {"property": "killed"}, "implies", "no"),
        "concept",
        '"no": killed is of kind count; leave it blank',
    ),
    "a value that is not a concept": (
        ("statements", {"value": "by-drone-strike"}, "value", "by-balloon"),
        "concept",
        '"by-balloon": there is no such concept_id in data/concepts.csv; add a row there,'
        " or correct it",
    ),
    "a value that is a concept of another scheme": (
        ("statements", {"value": "by-drone-strike"}, "value", "in-iraq"),
        "concept",
        '"in-iraq": is of the scheme place; name a concept of the scheme means, as means has',
    ),
    "a value that is the label of a concept and not its id": (
        ("statements", {"value": "by-drone-strike"}, "value", "drone strike"),
        "concept",
        '"drone strike": is a label in data/concepts.csv; write its concept_id, "by-drone-strike"',
    ),
    "what defines an entity without a value": (
        ("entities", {"entity_id": "airstrike"}, "by_definition", "means="),
        "definition",
        '"means=": is not a property with its value; write it as property=value, such as'
        " issuer=iran",
    ),
    "what defines an entity by no property": (
        ("entities", {"entity_id": "airstrike"}, "by_definition", "manner=by-airstrike"),
        "definition",
        '"manner": there is no such property in data/properties.csv; write "answer"'
        " if that is meant, or add a row there",
    ),
    "one wrong definition among several": (
        ("entities", {"entity_id": "airstrike"}, "by_definition", "means=by-airstrike; sort=x"),
        "definition",
        '"sort": there is no such property in data/properties.csv; add a row there, or correct it',
    ),
}


@pytest.mark.parametrize("case", ONE_CELL)
def test_one_changed_cell_is_refused(project, edit, case):
    (table, key, column, cell), check, message = ONE_CELL[case]
    line = changed(project, edit, table, key, column, cell)
    assert f"data/{table}.csv:{line}: {column}: {message}" in found(project, check)


@pytest.mark.parametrize("case", ONE_CELL)
def test_the_check_reports_no_other_row(project, edit, case):
    (table, key, column, cell), check, _ = ONE_CELL[case]
    line = changed(project, edit, table, key, column, cell)
    place = f"data/{table}.csv:{line}: "
    assert [words for words in found(project, check) if not words.startswith(place)] == []


def test_a_definition_that_no_longer_names_the_broader_concept_is_refused(project, edit):
    line = changed(project, edit, "concepts", DRONE, "definition", "A strike by a drone.")
    assert found(project, "nesting") == [
        f'data/concepts.csv:{line}: broader: "by-airstrike": the definition does not say'
        ' "airstrike"; say there what lies within what, or correct it'
    ]


def blamed_for_circles(project: Path) -> list[str]:
    """Return what a check says would lie within itself."""
    circle = re.compile('": ([a-z0-9-]+) would lie within itself; correct or clear ')
    return [match[1] for words in found(project, "nesting") if (match := circle.search(words))]


def test_two_concepts_within_each_other_are_both_refused(project, edit):
    line = changed(
        project, edit, "concepts", {"concept_id": "by-airstrike"}, "broader", "by-drone-strike"
    )
    below = row_of(project, "concepts", **DRONE)[1]
    circle = [words for words in found(project, "nesting") if "within itself" in words]
    assert circle == [
        f'data/concepts.csv:{line}: broader: "by-drone-strike": by-airstrike would lie within'
        " itself; correct or clear the broader of by-airstrike or by-drone-strike",
        f'data/concepts.csv:{below}: broader: "by-airstrike": by-drone-strike would lie within'
        " itself; correct or clear the broader of by-drone-strike or by-airstrike",
    ]


def test_rows_that_only_lead_into_a_circle_are_not_reported(project, edit):
    """The Quds Force is part of the Guard Corps, which is part of Iran."""
    changed(project, edit, "entities", {"entity_id": "iran"}, "part_of", "irgc")
    assert blamed_for_circles(project) == ["iran", "irgc"]


def test_a_circle_is_refused_wherever_its_rows_are(project, edit):
    """Article 406, which only leads into it, is in a row above."""
    code = {"entity_id": "iraqi-criminal-code"}
    changed(project, edit, "entities", code, "part_of", "iraqi-criminal-code")
    changed(project, edit, "entities", code, "description", "A code. Part of Iraqi Criminal Code.")
    assert blamed_for_circles(project) == ["iraqi-criminal-code"]


@many
@given(forests(), st.data())
def test_every_circle_and_nothing_else_is_reported(forest, data):
    nodes, parents = forest
    for _ in range(data.draw(st.integers(0, 2))):
        turned = data.draw(st.integers(0, len(nodes) - 1))
        parents = [*parents[:turned], data.draw(st.sampled_from(nodes)), *parents[turned + 1 :]]
    parent_of = dict(zip(nodes, parents, strict=True))
    within_themselves = []
    for node in nodes:
        above = [node]
        while len(above) <= len(nodes) and parent_of[above[-1]]:
            above.append(parent_of[above[-1]])
        if node in above[1:]:
            within_themselves.append(node)
    columns = {"concept_id": nodes, "broader": parents, "scheme": ["x"] * len(nodes)}
    columns |= {"label": nodes, "definition": [f"Like {parent}." for parent in parents]}
    blank = {"entity_id": [], "part_of": [], "label": [], "description": []}
    tables = {
        "concepts": Table("data/concepts.csv", [], list(range(2, len(nodes) + 2)), columns),
        "entities": Table("data/entities.csv", [], [], blank),
    }
    problems = list(concepts.check_nesting(Project(Path(), tables, {}, [])))
    assert [nodes[problem.line - 2] for problem in problems] == within_themselves


def test_a_definition_names_the_broader_concept_by_its_label(project, edit):
    """We say in our own words what lies within what, so another phrase of a text does not do."""
    line = changed(project, edit, "concepts", DRONE, "definition", "An attack by a drone.")
    add(project, "labels", of="by-airstrike", label="attack", reason="Another wording.")
    assert [words.split(": ")[0] for words in found(project, "nesting")] == [
        f"data/concepts.csv:{line}"
    ]


def test_a_concept_without_a_broader_one_needs_no_more_than_its_definition(project):
    add(
        project,
        "concepts",
        concept_id="by-balloon",
        scheme="means",
        label="balloon attack",
        definition="An attack by a balloon.",
    )
    assert evidence.read(project).problems == []


def test_a_new_concept_within_another_is_accepted_if_its_definition_says_so(project):
    cells = {"concept_id": "by-jet", "scheme": "means", "label": "strike by a jet"}
    line = add(project, "concepts", **cells, broader="by-airstrike", definition="By a jet.")
    assert [words.split(": ")[0] for words in found(project, "nesting")] == [
        f"data/concepts.csv:{line}"
    ]
    header, rows = read_csv(project / "data/concepts.csv")
    rows[-1][header.index("definition")] = "An airstrike by a jet."
    write_csv(project / "data/concepts.csv", [header, *rows])
    assert evidence.read(project).problems == []


def test_a_broader_concept_that_does_not_exist_is_an_unknown_reference(project, edit):
    line = changed(project, edit, "concepts", DRONE, "broader", "by-aircraft")
    assert any(
        words.startswith(
            f'data/concepts.csv:{line}: broader: "by-aircraft": there is no such concept_id'
        )
        for words in found(project, "reference")
    )
    assert not [words for words in found(project, "nesting") if '"by-aircraft"' in words]
