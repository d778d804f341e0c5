"""Everything works on any project, with none of the texts, ids and sizes of this one."""

from __future__ import annotations

import inspect
import shutil

import pandas as pd
import pytest

import analysis
from analysis import agreement, coverage, display, figures, findings, tables
from analysis.authoring import new_project
from analysis.cli import program
from analysis.figures import _output, _selection, _style
from analysis.figures.sentences import OTHER_TOPICS
from analysis.publishing import notebooks
from analysis.validation.vocabulary import TOPICS
from tests.support import notebook_runs
from tests.support.notebook_guards import problems
from tests.support.projects import ARABIC, CHINESE, KEPT, PERSIAN, empty, ferries, ours

MANY = 1_000
MODULES = (tables, coverage, agreement, findings)
PROJECTS = {
    "no text": empty,
    "no text, our lists": lambda folder: empty(
        folder, **{table: ours(table) for table in (*KEPT, "concepts")}
    ),
    "one text": lambda folder: ferries(folder, 1),
    "three texts": lambda folder: ferries(folder, 3),
    "nine texts, three warrants": lambda folder: ferries(folder, 9, ferries=3),
    "forty texts, twelve warrants": lambda folder: ferries(folder, 40, ferries=12),
    "Persian": lambda folder: ferries(folder, 2, PERSIAN),
    "Arabic": lambda folder: ferries(folder, 2, ARABIC),
    "Chinese": lambda folder: ferries(folder, 2, CHINESE),
}


@pytest.fixture(scope="module", params=PROJECTS)
def other(request, tmp_path_factory) -> analysis.evidence.Evidence:
    return analysis.load(PROJECTS[request.param](tmp_path_factory.mktemp("any") / "project"))


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> analysis.evidence.Evidence:
    """A thousand texts with forty statements each, about four hundred warrants."""
    return analysis.load(ferries(tmp_path_factory.mktemp("large") / "project", MANY, ferries=400))


def answers(evidence) -> dict[str, object]:
    """What every public function gives that needs the evidence alone, by its name."""
    found = {}
    for module in MODULES:
        for name, function in inspect.getmembers(module, inspect.isfunction):
            needed = [
                p.name
                for p in inspect.signature(function).parameters.values()
                if p.default is p.empty and p.kind is not p.VAR_POSITIONAL
            ]
            own = f"{function.__module__}.".startswith(f"{module.__name__}.")
            if own and not name.startswith("_") and needed == ["evidence"]:
                found[f"{module.__name__}.{name}"] = function(evidence)
    return found


def drawn(evidence) -> dict[str, object]:
    """Every figure, as the notebooks draw it."""
    several = agreement.outcomes(evidence).query("n_sources > 1")
    cells = agreement.matrix(evidence, agreement.foremost(several))
    counts = tables.counts(evidence)
    chains = tables.attributions(evidence)
    return {
        "timeline": figures.timeline(tables.timeline(evidence)),
        "ranges": figures.ranges(counts),
        "coverage": figures.coverage(coverage.topics(evidence)),
        "sentences": figures.sentences(coverage.ledger(evidence)),
        "agreement": figures.agreement(cells),
        "chains": figures.chains(chains),
        "cards": figures.cards(tables.cards(evidence)),
        "lanes": figures.lanes(tables.lanes(evidence)),
    }


def words(answer) -> str:
    return "\n".join(answer) if isinstance(answer, list) else str(answer)


def test_every_table_outcome_and_finding_can_be_computed(other):
    found = answers(other)
    assert len(found) > 40
    for name, answer in found.items():
        if isinstance(answer, pd.DataFrame):
            assert display.html_table(answer.head(5)).startswith("<div"), name
        if name.startswith("analysis.findings"):
            assert answer, name
            for wrong in ("nan", "NaT", "airstrike", "missile", "Iran", "Iraq", ": .", "the The"):
                assert wrong not in words(answer), name


def test_every_figure_is_drawn(other):
    for name, figure in drawn(other).items():
        height = figure.get_figheight()
        assert 1 < height < 25, name
        assert _output.png(figure).startswith(b"\x89PNG"), name
        title = figure.get_label()
        for wrong in ("nan", "NaT", "airstrike", "missile", "Iran", "Iraq", " 0 ", "None", " ,"):
            assert wrong not in title, name
        assert len(title) <= _style.LONGEST_ALT, name


def test_nothing_is_said_without_texts(tmp_path):
    nothing = analysis.load(empty(tmp_path / "project"))
    for figure in drawn(nothing).values():
        assert "There are no rows to draw." in [text.get_text() for text in figure.axes[0].texts]
    assert findings.warrants(nothing) == ["No text speaks of a warrant."]
    assert findings.timeline(nothing) == ["No date is given."]
    assert findings.sources(nothing) == ["There is no text."]


def test_an_empty_table_has_the_columns_and_types_of_any_other(tmp_path, loaded):
    filled = answers(loaded)
    for name, table in answers(analysis.load(empty(tmp_path / "project"))).items():
        if isinstance(table, pd.DataFrame):
            assert table.empty, name
            wide = TOPICS if name.endswith("topics_by_source") else tuple(loaded.sources["label"])
            columns = [column for column in filled[name] if column not in wide]
            assert list(table.dtypes.items()) == list(filled[name][columns].dtypes.items()), name


def test_findings_name_the_subjects_of_the_project(tmp_path):
    evidence = analysis.load(ferries(tmp_path / "project", 3))
    sentences = findings.headline(evidence)
    papers = "3 of 3 texts (Paper 1, Paper 2 and Paper 3)"
    assert f"The warrant of Norland is the subject of {papers}." in sentences
    assert "No text gives a date of issue for the warrant." in sentences
    dead = f"Sinking of the ferry Aurora: named as killed: Bo Falk, by {papers}."
    assert dead in findings.casualties(evidence)
    everywhere = "(Paper 1; Paper 2; Paper 3)"
    law = f"Section 12 {everywhere}, part of Shipping Act {everywhere}"
    assert f"A legal basis is named by {papers}: {law}." in sentences
    title = figures.timeline(tables.timeline(evidence)).get_label()
    assert title.startswith(
        "Sinking of the ferry Aurora: 1 of the 3 texts that date it gives the day, "
    )


def test_with_many_sources_one_column_says_who_says_what(tmp_path):
    few, many = (
        analysis.load(ferries(tmp_path / str(number), number))
        for number in (tables.MOST_TEXTS, tables.MOST_TEXTS + 1)
    )
    assert list(tables.warrants_by_source(few)) == [
        "entity",
        "property",
        *few.sources["label"],
        "statement_ids",
    ]
    for name, function in inspect.getmembers(tables, inspect.isfunction):
        if name.endswith("_by_source"):
            assert list(function(many))[-3:] == ["who_says", "texts", "statement_ids"], name
    wide = tables.warrants_by_source(many).set_index("property")
    assert wide.loc["issuer", "texts"] == len(many.sources)
    assert wide.loc["issuer", "who_says"].startswith("Harbour court (Paper 1; Paper 2; ")
    assert wide.loc["issuer", "who_says"].endswith("Paper 12; and 1 more)")


def test_topics_beyond_the_palette_share_a_colour():
    topics = [f"topic {at}" for at in range(14)]
    ledger = pd.DataFrame(
        {
            "source": "A text",
            "number": range(1, 15),
            "topics": [(topic,) for topic in topics],
            "exclusion": "",
        }
    )
    figure = figures.sentences(ledger, "A title")
    key = [text.get_text() for text in figure.legends[0].get_texts()]
    assert key == [*topics[: len(_output.PALETTE)], OTHER_TOPICS, "excluded"]
    counted = pd.DataFrame(
        {"source": "A text", "topic": topics, "statements": range(14), "silence": ""}
    )
    counted.loc[0, "silence"] = "not mentioned"
    ticks = [t.get_text() for t in figures.coverage(counted, "A title").axes[0].get_xticklabels()]
    assert ticks == topics[2:]


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2031", "2030-12-22", "2032-01-10"),
        ("0001-01-01", "0001-01-01", "0001-01-11"),
        ("9999-12-31", "9999-12-21", "9999-12-31"),
        ("../2031-05-04", "2031-04-24", "2031-05-14"),
        ("2031-05/..", "2031-04-21", "2031-05-11"),
    ],
)
def test_the_window_of_a_timeline_can_contain_any_date(date, first, last):
    days = analysis.values.edtf.spans(pd.Series([date]))
    row = {"what": "It", "actor": "", "source": "A text", "words": date, "basis": "stated"}
    table = days.assign(**row, date=date, publication=False)
    figure = figures.timeline(table, "A title")
    _output.png(figure)
    assert [day.date().isoformat() for day in _selection.window(table)] == [first, last]


def test_a_long_table_is_shown_in_part(monkeypatch):
    shown = {}
    monkeypatch.setattr(display._output, "publish", lambda data, metadata=None: shown.update(data))
    display.table(pd.DataFrame({"a": range(40_000)}))
    assert shown["text/html"].count("<tr>") == 1 + display.tables.ROWS
    more = 40_000 - display.tables.ROWS
    message = f"{more:,} more rows are not shown here; the DataFrame has all 40,000."
    assert all(message in part for part in shown.values())


@pytest.mark.parametrize("name", ["no text", "nine texts, three warrants"])
def test_every_template_runs_on_another_project(tmp_path, name):
    folder = PROJECTS[name](tmp_path / "project")
    shutil.copytree(new_project.TEMPLATES, folder / notebooks.FOLDER)
    executed = notebook_runs.executed(folder)
    assert len(executed) == len(list(new_project.TEMPLATES.iterdir()))
    for name, notebook in executed.items():
        assert problems(name, notebook) == []


def test_a_project_without_our_readme_is_reported(tmp_path, capsys):
    folder = ferries(tmp_path / "project", 1)
    assert program.main(["readme", str(folder)]) == 1
    (message,) = capsys.readouterr().err.splitlines()
    assert message.startswith("README.md: is not in project, so there is no part to renew; ")
    (folder / "README.md").write_text("# Another project\n")
    assert program.main(["readme", str(folder)]) == 1
    (message,) = capsys.readouterr().err.splitlines()
    assert message.startswith("README.md: has no part between markers; write the lines")


def test_a_thousand_texts_give_readable_results(large):
    assert (len(large.sources), len(large.statements)) == (MANY, 40 * MANY)
    for name, answer in answers(large).items():
        if name.startswith("analysis.findings"):
            assert len(words(answer)) < 100_000, name
        elif name.endswith("_by_source") and name.startswith("analysis.tables"):
            assert len(answer.columns) < 7, name
    outcomes = agreement.outcomes(large)
    assert outcomes["sentence"].str.len().max() < 10_000
    assert len(display.html_table(outcomes.head(display.tables.ROWS))) < 5_000_000
    for name, figure in drawn(large).items():
        rows = {"coverage": 2, "sentences": 2}.get(name, 1) * max(_selection.ROWS, _selection.TEXTS)
        assert figure.get_figheight() < 3 + rows * _style.ROW, name
        assert len(figure.get_label()) < 20_000, name
        assert len(_output.png(figure)) < 400_000, name
        beneath = " ".join(text.get_text() for text in figure.texts)
        left_out = ("\nShown: ", "\nThe same words of several texts", "are left out.")
        assert any(words in beneath for words in left_out), name
