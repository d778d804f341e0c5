"""Compare two codings: the alignment, the measures, and the problems of a table."""

import re
import shutil

import numpy as np
import pandas as pd
import pytest

import analysis
from analysis import figures, findings, intercoder, tables
from analysis.cli import program
from analysis.intercoder import measures
from analysis.intercoder.krippendorff import LEVELS, alpha, measure, round_down
from analysis.publishing import notebooks
from analysis.system.project_folder import PROJECT
from analysis.validation.vocabulary import OWN_VOICE
from tests.support.csv_files import read_csv, write_csv

NONE = np.nan
# Four observers and twelve units: Krippendorff (2011), section C, as the R package irr has it too.
OBSERVERS = pd.DataFrame(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3],
        [NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE],
    ]
).T
# Three coders and fifteen units, the worked example that encyclopaedias repeat.
CODERS = pd.DataFrame(
    [
        [NONE, NONE, NONE, NONE, NONE, 3, 4, 1, 2, 1, 1, 3, 3, NONE, 3],
        [1, NONE, 2, 1, 3, 3, 4, 3, NONE, NONE, NONE, NONE, NONE, NONE, NONE],
        [NONE, NONE, 2, 1, 3, 4, 4, NONE, 2, 1, 1, 3, 3, NONE, 4],
    ]
).T
# Two observers, ten units and two values: section A.
TWO = pd.DataFrame({"meg": [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], "owen": [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]})


# --- Alpha -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codings", "level", "published"),
    [
        (TWO, "nominal", 0.095),
        (CODERS, "nominal", 0.691),
        (CODERS, "interval", 0.811),
        (OBSERVERS, "nominal", 0.743),
        (OBSERVERS, "interval", 0.849),
        (OBSERVERS, "ratio", 0.797),
    ],
)
def test_alpha_is_that_of_the_published_examples(codings, level, published):
    assert round(alpha(codings, level), 3) == published


@pytest.fixture
def asked(monkeypatch) -> list[tuple[pd.DataFrame, str]]:
    """Of what alpha is computed from here on, and at which level of measurement."""
    found = []

    def recorded(codings, level):
        found.append((codings.dropna(), level))
        return measure(codings, level)

    monkeypatch.setattr(measures, "measure", recorded)
    return found


def test_every_alpha_of_the_two_codings_is_that_of_the_package(loaded, asked):
    krippendorff = pytest.importorskip(
        "krippendorff", reason="krippendorff is under the GPL; .ci/run installs it"
    )
    other = intercoder.second(loaded)
    measured = [intercoder.reliability(loaded, other), intercoder.words_agreement(loaded, other)]
    of_package = []
    for codings, level in asked:
        values = codings.to_numpy()
        if level == "nominal":
            values = pd.factorize(values.ravel())[0].reshape(values.shape)
        of_package.append(krippendorff.alpha(values.T.astype(float), level_of_measurement=level))
    assert of_package == pytest.approx(list(pd.concat(measured)["alpha"]), abs=1e-9)


def by_pairs(rows: list[list], distance) -> float:
    """Alpha as 1 less observed by expected distance, each a mean over pairs written out."""
    units = [[value for value in row if value == value] for row in rows]
    units = [unit for unit in units if len(unit) > 1]
    pool = [value for unit in units for value in unit]

    def mean(values, weight):
        places = range(len(values))
        return weight * sum(
            distance(values[i], values[j]) for i in places for j in places if i != j
        )

    observed = sum(mean(unit, 1 / (len(unit) - 1)) for unit in units) / len(pool)
    return 1 - observed / mean(pool, 1 / (len(pool) * (len(pool) - 1)))


DISTANCES = {
    "nominal": lambda one, other: one != other,
    "interval": lambda one, other: (one - other) ** 2,
    "ratio": lambda one, other: ((one - other) / (one + other)) ** 2 if one + other else 0,
}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("seed", range(10))
def test_alpha_is_that_of_all_pairs_written_out(level, seed):
    choose = np.random.default_rng(seed)
    values = choose.integers(0, 5, (20, 3)).astype("float64")
    values[choose.random((20, 3)) < 0.2] = NONE
    expected = by_pairs(values.tolist(), DISTANCES[level])
    assert alpha(pd.DataFrame(values), level) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("first", "second", "units", "agreement", "note"),
    [
        ([], [], 0, NONE, "not defined: nothing is compared"),
        ([None], ["a"], 0, NONE, "not defined: nothing is compared"),
        (["a", "a"], ["a", "a"], 2, 1.0, "not defined: every value is the same"),
    ],
)
def test_the_note_says_why_alpha_is_undefined(first, second, units, agreement, note):
    result = measure(pd.DataFrame({"first": first, "second": second}), "nominal")
    assert np.isnan(result.alpha)
    assert (result.units, result.note) == (units, note)
    assert result.agreement == pytest.approx(agreement, nan_ok=True)


def test_only_perfect_agreement_is_shown_as_one():
    assert [round_down(share, 2) for share in (0.99999, 1.0, -0.001)] == [0.99, 1.0, -0.01]


# --- Codings made for the purpose --------------------------------------------------------------


def changed(loaded, row: int, **cells) -> pd.DataFrame:
    other = loaded.statements.copy()
    for column, cell in cells.items():
        other.loc[row, column] = cell
    return other


def row_of(loaded, **cells) -> int:
    """The first row of the statements that has these cells."""
    table = loaded.statements
    return table.index[np.logical_and.reduce([table[c] == cell for c, cell in cells.items()])][0]


def test_the_same_coding_agrees_in_everything_whatever_the_order_of_its_rows(loaded):
    for other in (loaded.statements, loaded.statements.sample(frac=1, random_state=1)):
        table = intercoder.reliability(loaded, other)
        assert set(table["alpha"]) == {1.0}
        assert set(table["agreement"]) == {1.0}
        words = intercoder.words_agreement(loaded, other)
        assert set(words["alpha"]) == {1.0}
        assert (words["first"] == words["second"]).all()
        assert set(intercoder.facts_agreement(loaded, other)["shared"]) == {1.0}
        assert intercoder.found_by_one(loaded, other).empty
        assert intercoder.facts_found_by_one(loaded, other).empty
        assert intercoder.differing(loaded, other).empty


@pytest.mark.parametrize("by", [intercoder.BY_FACT, intercoder.BY_SPAN])
def test_the_order_of_rows_makes_no_difference(loaded, by):
    other = intercoder.second(loaded)
    pairs = intercoder.align_statements(loaded, other, by)
    shuffled = intercoder.align_statements(loaded, other.sample(frac=1, random_state=2), by)
    pd.testing.assert_frame_equal(pairs, shuffled)
    for side in intercoder.SIDES:
        assert pairs[f"statement_id_{side}"].is_unique
    assert (pairs["overlap"] > 0).all()
    assert (pairs["source_id_first"] == pairs["source_id_second"]).all()


def test_a_longer_span_differs_only_in_words(loaded):
    row = row_of(loaded, quote="issue an arrest warrant")
    end = loaded.statements.loc[row, "end"] + len(" for US")
    other = changed(loaded, row, end=end, quote="issue an arrest warrant for US")
    assert intercoder.differing(loaded, other).empty
    assert intercoder.found_by_one(loaded, other).empty
    assert intercoder.facts_agreement(loaded, other).loc[0, "shared"] == 1
    pairs = intercoder.align_statements(loaded, other).set_index("statement_id_first")
    shared = pairs.loc[loaded.statements.loc[row, "statement_id"], "overlap"]
    assert shared == len("issue an arrest warrant") / len("issue an arrest warrant for US")
    assert (pairs["overlap"] == 1).sum() == len(pairs) - 1


def test_words_that_only_one_coder_marks_are_counted(loaded):
    row = row_of(loaded, value="over 100")
    only = loaded.statements.loc[[row]]
    first = type(loaded)(**{**vars(loaded), "statements": only.iloc[:0]})
    marked = len(only["quote"].iloc[0].split())
    words = intercoder.words_agreement(first, only).set_index(["source", "what"])
    row = words.loc[("all", intercoder.ANY)]
    assert (row["first"], row["second"]) == (0, marked)
    assert row["units"] == words.loc[pd.IndexSlice[:, intercoder.ANY], "units"].iloc[1:].sum()
    assert row["agreement"] == 1 - marked / row["units"]
    spoken = only["speaker"].iloc[0] != OWN_VOICE
    assert words.loc[("all", intercoder.NAMED), "second"] == marked * spoken
    assert words.loc[("all", "a statement on: casualty"), "second"] == marked
    assert words.loc[("all", "a statement on: charge"), "second"] == 0


def test_other_words_of_attribution_differ_only_in_those_words(loaded):
    row = row_of(loaded, property="legal_basis")
    cue = loaded.statements.loc[row, "cue"]
    shorter = " ".join(cue.split()[:-1])
    other = changed(loaded, row, cue=shorter)
    assert intercoder.differing(loaded, other).empty
    assert set(intercoder.reliability(loaded, other)["alpha"]) == {1.0}
    mine, theirs = (table.loc[[row]] for table in (loaded.statements, other))
    one = type(loaded)(**{**vars(loaded), "statements": mine})
    words = intercoder.words_agreement(one, theirs).set_index(["source", "what"])
    assert words.loc[("all", measures.CUE), "first"] == len(measures.WORD.findall(cue))
    assert words.loc[("all", measures.CUE), "second"] == len(measures.WORD.findall(shorter))
    assert set(words.index[words["alpha"] < 1]) == {("all", measures.CUE)}


# Column, where, the other cell; each cell alone must be row, and lower alpha in its column alone.
CELLS = [
    ("value", {"property": "status"}, "announced"),
    ("modality", {"property": "status"}, "predicted"),
    ("basis", {"property": "status"}, "inferred"),
    ("speaker", {"property": "others_count", "speaker": "fars"}, "irna"),
    ("via", {"property": "status"}, "reuters"),
    ("said_on", {"property": "status"}, "2020"),
]


@pytest.mark.parametrize(("column", "where", "cell"), CELLS)
def test_one_changed_cell_is_listed_and_lowers_only_its_column(loaded, column, where, cell):
    row = row_of(loaded, **where)
    other = changed(loaded, row, **{column: cell})
    (difference,) = intercoder.differing(loaded, other).itertuples()
    before = loaded.statements.loc[row]
    assert difference.first_id == difference.second_id == before["statement_id"]
    assert (difference.column, difference.second) == (column, cell)
    assert difference.first == (intercoder.BLANK if pd.isna(before[column]) else before[column])
    assert difference.first_quote == before["quote"]
    table = intercoder.reliability(loaded, other)
    assert set(table.loc[table["alpha"] < 1, "column"]) == {column}
    assert intercoder.found_by_one(loaded, other).empty


def test_values_are_compared_without_regard_to_case_and_counts_by_their_bounds(loaded):
    row = row_of(loaded, property="status")
    value = loaded.statements.loc[row, "value"]
    assert intercoder.differing(loaded, changed(loaded, row, value=value.upper())).empty
    row = row_of(loaded, value="three dozen")
    assert intercoder.differing(loaded, changed(loaded, row, value="36")).empty
    other = changed(loaded, row, value="35", low=35, high=35)
    (difference,) = intercoder.differing(loaded, other).itertuples()
    assert (difference.first, difference.second) == ("three dozen", "35")
    table = intercoder.reliability(loaded, other).set_index("column")
    assert (table.loc[["low", "high"], "alpha"] < 1).all()


def test_dates_are_compared_by_their_days_and_shown_with_their_words(loaded):
    row = row_of(loaded, value="January 3, 2020")
    moved = pd.Timestamp("2020-01-04")
    other = changed(loaded, row, date="2020-01-04", date_start=moved, date_end=moved)
    (difference,) = intercoder.differing(loaded, other).itertuples()
    assert (difference.first, difference.second) == (
        "January 3, 2020 (2020-01-03)",
        "January 3, 2020 (2020-01-04)",
    )
    table = intercoder.reliability(loaded, other).set_index("column")
    assert (table.loc[["date_start", "date_end"], "alpha"] < 1).all()


def test_a_missing_statement_is_listed_and_no_other_takes_its_place(loaded):
    row = row_of(loaded, value="three dozen")
    other = loaded.statements.drop(index=row)
    (statement,) = intercoder.found_by_one(loaded, other).itertuples()
    assert (statement.found_by, statement.value) == ("first", "three dozen")
    (fact,) = intercoder.facts_found_by_one(loaded, other).itertuples()
    assert (fact.found_by, fact.property, fact.values) == ("first", "others_count", "three dozen")
    facts = intercoder.facts_agreement(loaded, other).set_index("source")
    assert facts.loc["all", ["first_only", "second_only"]].tolist() == [1, 0]
    assert facts.loc["Sputnik News Jul 2020", "first_only"] == 1
    assert intercoder.differing(loaded, other).empty
    turned = type(loaded)(**{**vars(loaded), "statements": other})
    (statement,) = intercoder.found_by_one(turned, loaded.statements).itertuples()
    assert statement.found_by == "second"


def test_another_subject_is_listed_and_nothing_else_of_that_pair_is_compared(loaded):
    row = row_of(loaded, value="three dozen")
    other = changed(loaded, row, entity_id="iraq-warrant", value="35", modality="denied")
    (difference,) = intercoder.differing(loaded, other).itertuples()
    assert (difference.column, difference.first, difference.second) == (
        "entity_id",
        "iran-warrant",
        "iraq-warrant",
    )
    assert intercoder.facts_agreement(loaded, other).loc[0, "first_only"] == 1
    table = intercoder.reliability(loaded, other)
    assert set(table.loc[table["alpha"] < 1, "column"]) == {"entity_id"}


def test_the_same_fact_goes_before_the_same_span_unless_only_the_span_decides(loaded):
    row = row_of(loaded, quote="issue an arrest warrant")
    whole = loaded.statements.loc[[row]]
    same_words = whole.assign(entity_id="iran-warrant", statement_id="words")
    end = whole["start"] + len("issue an arrest")
    same_fact = whole.assign(end=end, quote="issue an arrest", statement_id="fact")
    one = type(loaded)(**{**vars(loaded), "statements": whole})
    other = pd.concat([same_words, same_fact])
    found = {
        by: intercoder.align_statements(one, other, by)["statement_id_second"].tolist()
        for by in (intercoder.BY_FACT, intercoder.BY_SPAN)
    }
    assert found == {intercoder.BY_FACT: ["fact"], intercoder.BY_SPAN: ["words"]}


def test_all_quotes_that_share_a_letter_can_be_paired(loaded):
    source = "shafaq-2024"
    texts = (loaded.statements, intercoder.second(loaded))
    first, other = (table[table["source_id"] == source] for table in texts)
    one = type(loaded)(**{**vars(loaded), "statements": first})
    spans = [
        [set(range(*span)) for span in zip(t["start"], t["end"], strict=True)]
        for t in (first, other)
    ]
    expected = [max(len(a & b) / len(a | b) for b in spans[1]) for a in spans[0]]
    best = {
        row: intercoder.align_statements(
            type(loaded)(**{**vars(loaded), "statements": first.loc[[row]]}),
            other,
            intercoder.BY_SPAN,
        )["overlap"].max()
        for row in first.index
    }
    assert list(best.values()) == pytest.approx([e or NONE for e in expected], nan_ok=True)
    assert len(intercoder.align_statements(one, other)) <= min(len(first), len(other))


def test_two_values_named_in_one_quote_are_not_mixed_up(loaded):
    row = row_of(loaded, property="target")
    one = loaded.statements.loc[[row]]
    values = ["ali-alqasimehr", "donald-trump", "qasem-soleimani"]
    three = pd.concat([one.assign(value=value, statement_id=value) for value in values])
    first = type(loaded)(**{**vars(loaded), "statements": three})
    other = three.iloc[1:]
    assert intercoder.differing(first, other).empty
    assert intercoder.found_by_one(first, other)["value"].tolist() == ["ali-alqasimehr"]


def test_nothing_coded_is_neither_agreement_nor_an_error(loaded):
    other = loaded.statements.iloc[:0]
    table = intercoder.reliability(loaded, other)
    assert table["alpha"].isna().all()
    assert set(table["note"]) == {"not defined: nothing is compared"}
    assert intercoder.differing(loaded, other).empty


@pytest.mark.parametrize(
    "compare",
    [
        intercoder.words_agreement,
        intercoder.facts_agreement,
        intercoder.facts_found_by_one,
        intercoder.found_by_one,
    ],
)
def test_without_a_second_coding_there_are_no_differences(loaded, compare):
    nothing, something = (
        compare(loaded, loaded.statements.iloc[:0]),
        compare(loaded, loaded.statements.iloc[:9]),
    )
    assert nothing.empty
    assert list(nothing.columns) == list(something.columns)
    assert len(something)


# --- Texts that one coder alone has coded ------------------------------------------------------


def only(loaded, *sources: str) -> pd.DataFrame:
    """Return the second coding of some texts alone, as of one made before the others came."""
    other = intercoder.second(loaded)
    return other[other["source_id"].isin(sources)]


TABLES = [
    intercoder.reliability,
    intercoder.words_agreement,
    intercoder.facts_agreement,
    intercoder.differing,
    intercoder.found_by_one,
    intercoder.facts_found_by_one,
    intercoder.align_statements,
]


@pytest.mark.parametrize("compare", TABLES)
@pytest.mark.parametrize("number", [1, 2, 4])
def test_a_text_that_the_second_coder_never_saw_is_not_a_disagreement(loaded, compare, number):
    sources = loaded.sources["source_id"].tolist()[:number]
    other = only(loaded, *sources)
    expected = compare(tables.only_texts(loaded, list(sources)), other)
    result = compare(loaded, other)
    pd.testing.assert_frame_equal(result.reset_index(drop=True), expected.reset_index(drop=True))
    sentence = findings.second_coder(loaded, other)[0]
    labels = loaded.sources["label"].tolist()[:number]
    assert sentence.startswith(
        "Only the texts that both coders have coded are compared "
        f"({number} of {len(loaded.sources)}): "
    )
    assert all(label in sentence for label in labels)


@pytest.mark.parametrize("compare", TABLES)
def test_nothing_is_compared_where_the_coders_coded_different_texts(loaded, compare):
    first, second, *_ = loaded.sources["source_id"]
    own = loaded.statements[loaded.statements["source_id"] == first]
    evidence = type(loaded)(**{**vars(loaded), "statements": own})
    evidence = type(loaded)(**{**vars(evidence), "exclusions": loaded.exclusions[:0]})
    result = compare(evidence, only(loaded, second))
    assert result.empty or result["alpha"].isna().all()
    assert findings.second_coder(evidence, only(loaded, second)) == [
        "The two coders have coded different texts, so nothing is compared."
    ]


def test_a_text_from_which_the_first_coder_took_nothing_is_compared(loaded):
    name = loaded.exclusions["source_id"].iloc[0]
    own = loaded.statements[loaded.statements["source_id"] != name]
    evidence = type(loaded)(**{**vars(loaded), "statements": own})
    facts = intercoder.facts_agreement(evidence, only(loaded, name)).iloc[0]
    assert (facts["both"], facts["first_only"]) == (0, 0)
    assert facts["second_only"] > 0


# --- What is said of it ------------------------------------------------------------------------


def test_the_findings_count_what_is_in_the_tables(loaded):
    other = changed(loaded, row_of(loaded, property="status"), modality="predicted")
    sentences = "\n".join(findings.second_coder(loaded, other))
    assert f"wrote {len(loaded.statements)} statements and the second {len(other)};" in sentences
    assert "alpha is 0.8 or more for every column that varies." in sentences
    title = figures.titles.reliability(intercoder.reliability(loaded, other))
    assert re.search(r"the lowest is 0\.\d\d for modality$", title)


def test_the_figure_draws_each_alpha_and_writes_each_number(loaded):
    table = intercoder.reliability(loaded, intercoder.second(loaded))
    figure = figures.reliability(table, "A title")
    axes = figure.axes[0]
    dots = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "o"]
    assert dots == table["alpha"].dropna().tolist()
    written = "\n".join(text.get_text() for text in axes.texts)
    assert all(f"n = {units}," in written for units in table["units"])


@pytest.mark.parametrize("shares", [[-0.5, 0.2], [NONE, NONE]])
def test_the_figure_has_room_for_every_alpha(loaded, shares):
    table = intercoder.reliability(loaded, loaded.statements).head(2).assign(alpha=shares)
    low, high = figures.reliability(table, "A title").axes[0].get_xlim()
    assert low <= np.nanmin([0, *shares])
    assert high == 1


def test_a_project_without_a_second_coding_says_so_in_its_notebook(project):
    (project / "data/second-coding/statements.csv").unlink()
    other = intercoder.second(analysis.load(project))
    assert other.empty
    (project / "notebooks").mkdir()
    path = shutil.copy(PROJECT / "notebooks/08_second_coder.ipynb", project / "notebooks")
    content, _ = notebooks.executed(type(project)(path), project)
    assert "There is no second coding in data/second-coding/statements.csv" in content.decode()


# --- A table from somewhere else ---------------------------------------------------------------


@pytest.fixture
def other(tmp_path, monkeypatch):
    """other(edit) writes a copy of our statements as other.csv, its rows changed by `edit`."""
    monkeypatch.chdir(tmp_path)
    header, rows = read_csv(PROJECT / "data/statements.csv")

    def write(edit=lambda header, rows: None):
        edit(header, rows)
        write_csv(tmp_path / "other.csv", [header, *rows])
        return "other.csv"

    return write


def refusals(capsys, path: str, root: str = str(PROJECT)) -> list[str]:
    """Return what the command says of a table that it refuses."""
    assert program.main(["compare-coding", path, root]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    return err.splitlines()


def test_a_table_is_compared_and_nothing_is_written(other, project, capsys):
    path = other(lambda header, rows: rows.pop())
    _, rows = read_csv(PROJECT / "data/statements.csv")
    before = {p: p.read_bytes() for p in project.rglob("*") if p.is_file()}
    assert program.main(["compare-coding", path, str(project)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert f"first: {rows[-1][0]}" in out.partition("without a counterpart")[2]
    assert before == {p: p.read_bytes() for p in project.rglob("*") if p.is_file()}


def set_cell(row, column, cell):
    def edit(header, rows):
        rows[row][header.index(column)] = cell

    return edit


def set_cells(row, **cells):
    def edit(header, rows):
        for column, cell in cells.items():
            set_cell(row, column, cell)(header, rows)

    return edit


REFUSED = [
    (set_cell(0, "quote", "no such words"), r'other.csv:2: quote: "no such words": is not found'),
    (
        set_cell(0, "entity_id", "iraq-warant"),
        'other.csv:2: entity_id: "iraq-warant": there is no such',
    ),
    (set_cell(0, "value", "nobody"), 'other.csv:2: value: "nobody": there is no such entity_id'),
    (set_cell(1, "value", "nobody"), 'other.csv:3: value: "nobody": there is no such concept_id'),
    (
        set_cell(1, "value", "murder"),
        'other.csv:3: value: "murder": is of the scheme charge; name',
    ),
    (set_cell(0, "modality", "claimed"), 'other.csv:2: modality: "claimed": is not in the list'),
    (set_cells(0, speaker="article-406", cue="has decided"), "other.csv:2: speaker: "),
    (set_cell(0, "speaker", "iraq"), "other.csv:2: cue: is blank; copy the words that give iraq"),
    (set_cell(0, "cue", "has decided"), 'other.csv:2: cue: "has decided": the speaker is'),
    (set_cell(0, "basis", "inferred"), "other.csv:2: note: is blank, and basis is inferred"),
    (
        set_cells(0, basis="inferred", note="A guess."),
        'other.csv:2: note: "A guess.": does not say what is inferred',
    ),
    (
        set_cell(0, "source_id", "elsewhere"),
        'other.csv:2: source_id: "elsewhere": there is no such',
    ),
    (lambda header, rows: rows.insert(1, rows[0]), "other.csv:3: value: "),
    (lambda header, rows: header.reverse(), "other.csv:1: the header has its columns in another"),
    (lambda header, rows: rows.clear(), "other.csv: has no statement of a text in data/sources"),
    (
        lambda header, rows: [row.__setitem__(0, f"their-{i}") for i, row in enumerate(rows)],
        "other.csv: has no statement of a text in data/sources.csv; name a coding of the same",
    ),
]


@pytest.mark.parametrize(("edit", "line"), REFUSED)
def test_each_problem_of_a_table_is_one_line(other, capsys, edit, line):
    (message,) = refusals(capsys, other(edit))
    assert message.startswith(line)


def test_all_problems_are_listed_in_the_order_of_the_rows(other, capsys):
    def edit(header, rows):
        set_cell(7, "quote", "no such words")(header, rows)
        set_cell(3, "modality", "claimed")(header, rows)

    assert [line.split(":")[1] for line in refusals(capsys, other(edit))] == ["5", "9"]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (None, "other.csv: cannot be read: No such file or directory; name a table like"),
        (b"", "other.csv:1: is empty; its first line must be source_id,"),
        (b"\xff\xfe\x00", "other.csv:"),
        (b"PK\x03\x04", "other.csv:1: "),
    ],
)
def test_a_file_that_is_not_a_table_is_refused_in_one_line(
    tmp_path, monkeypatch, capsys, content, line
):
    monkeypatch.chdir(tmp_path)
    if content is not None:
        (tmp_path / "other.csv").write_bytes(content)
    (message,) = refusals(capsys, "other.csv")
    assert message.startswith(line)


def test_a_link_to_itself_is_named(tmp_path, capsys):
    (tmp_path / "loop").symlink_to("loop")
    (line,) = refusals(capsys, str(tmp_path / "loop"))
    assert "cannot be read: is a link" in line


def test_a_folder_is_refused_in_one_line(tmp_path, capsys):
    (message,) = refusals(capsys, str(tmp_path))
    assert "cannot be read: is a folder, not a file" in message


def test_problems_of_the_project_are_reported_first(other, project, edit, capsys):
    edit("properties", 0, "definition", "no gap")
    (message,) = refusals(capsys, other(), str(project))
    assert message.startswith("data/properties.csv:2: definition")


def test_it_needs_neither_grounding_nor_exclusions(other, loaded):
    def edit(header, rows):
        del rows[1:]
        rows[0][header.index("property")] = "reaction"
        rows[0][header.index("value")] = "words that the quote does not have"

    assert len(intercoder.second(loaded, other(edit))) == 1


def test_the_second_coding_of_the_project_is_neither_sealed_nor_a_table(project, capsys):
    path = project / intercoder.FILE
    path.write_bytes(path.read_bytes()[:1000])
    assert program.main(["check", str(project)]) == 0
    with pytest.raises(intercoder.CodingError, match=f"{intercoder.FILE}:"):
        intercoder.second(analysis.load(project))


def test_no_link_leads_out_of_the_project(project, tmp_path):
    path = project / intercoder.FILE
    path.rename(tmp_path / "elsewhere.csv")
    path.symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(intercoder.CodingError, match="is a link"):
        intercoder.second(analysis.load(project))
    assert len(intercoder.second(analysis.load(project), path)) > 0
