"""Public functions explain wrong arguments in one line, and misspelt names get a suggestion."""

import inspect
import pickle
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import analysis
from analysis import agreement, display, figures, intercoder, tables
from analysis.errors import UserError
from analysis.public import checked, require_columns
from tests.support.messages import is_one_line

PACKAGES = [name for name in analysis.__all__ if name != "load"]
PUBLIC = [
    (package, name)
    for package in PACKAGES
    for name in getattr(analysis, package).__all__
    if callable(getattr(getattr(analysis, package), name))
]
FUNCTIONS = [
    (package, name)
    for package, name in PUBLIC
    if inspect.isfunction(getattr(getattr(analysis, package), name))
]
PARAMETERS = [
    (package, name, parameter)
    for package, name in FUNCTIONS
    for parameter in inspect.signature(getattr(getattr(analysis, package), name)).parameters
]
# What is given in place of an argument. Each is wrong for most parameters.
WRONG = {
    "None": None,
    "a number": 0,
    "a negative number": -1,
    "a text": "xyzzy",
    "an empty text": "",
    "a path": Path("README.md"),
    "a list": [1],
    "a dict": {"source": "Sputnik"},
    "an object": object(),
    "a Series": pd.Series(["xyzzy"]),
    "an empty table": pd.DataFrame(),
    "another table": pd.DataFrame({"xyzzy": [1]}),
}

# Those of `WRONG` that are right after all: by a parameter of a function, or else by a parameter of
# any function, where None is right as well if it is the default.
ACCEPTED = {
    "display.findings.sentences": {"a Series"},
    "display.html_table.details": {"None", "a dict"},
    "display.html_table.texts": {"a list", "a Series"},
    "display.text_table.width": {"None", "a number"},
    "findings.second_coder.second": {"an empty table"},  # there is no second coding
    "frame": {"an empty table", "another table"},
    "intercoder.second.path": set(),  # the second coding of the project has more texts
    "intercoder.second.shown_as": set(),
    "intercoder.readable.table": {"an empty table", "another table"},
    "most": {"a number"},
    "n_facts": {"a number"},
    "reported_by": {"a number"},
    "tables.select.table": {"an empty table", "another table"},
    "text": {"a text", "an empty text"},
    "title": {"a text", "an empty text"},
}
# The end of a message that says what to do.
ADVICE = r"(; |: |, )(begin|give|name|see|use|write|did you mean)\b"


def right_arguments(loaded, package: str, function) -> dict[str, object]:
    """Return the required arguments of a public function."""
    lanes = lambda: figures.lanes(tables.lanes(loaded))  # noqa: E731
    facts = lambda: agreement.outcomes(loaded)  # noqa: E731
    every = {
        "evidence": lambda: loaded,
        "outcomes": facts,
        "facts": facts,
        "second": lambda: loaded.statements,
        "index": lambda: ["entity"],
        "source": lambda: "Sputnik",
        "table": lambda: tables.statements(loaded),
        "frame": lambda: tables.statements(loaded)[:2],
        "rows": lambda: loaded.statements["statement_id"][0],
        "text": lambda: "Words.",
        "sentences": lambda: ["Words."],
        "entity_id": lambda: tables.events(loaded)["entity_id"][0],
        "drawn": lanes,
        "figure": lanes,
        "figures.agreement": lambda: agreement.matrix(loaded, facts()),
        "figures.cards": lambda: tables.cards(loaded),
        "figures.chains": lambda: tables.attributions(loaded),
        "figures.coverage": lambda: analysis.coverage.topics(loaded),
        "figures.lanes": lambda: tables.lanes(loaded),
        "figures.ranges": lambda: tables.casualties(loaded, property="injured"),
        "figures.reliability": lambda: intercoder.reliability(loaded, loaded.statements),
        "figures.sentences": lambda: analysis.coverage.ledger(loaded),
        "figures.timeline": lambda: tables.timeline(loaded),
        "intercoder.readable": lambda: intercoder.reliability(loaded, loaded.statements),
    }
    parameters = inspect.signature(function).parameters.values()
    required = [item.name for item in parameters if item.default is item.empty]
    path = f"{package}.{function.__name__}"
    return {name: every[path if path in every else name]() for name in required}


@pytest.fixture(scope="module")
def small(loaded):
    """The project with few statements of two texts."""
    sources = loaded.sources[1:3].reset_index(drop=True)
    rows = loaded.statements["source_id"].isin(sources["source_id"])
    statements = loaded.statements[rows][::12].reset_index(drop=True)
    return replace(loaded, sources=sources, statements=statements)


@pytest.mark.filterwarnings("ignore:no row")
@pytest.mark.parametrize(("package", "name", "parameter"), PARAMETERS)
def test_only_wrong_arguments_are_refused_each_in_one_line(small, package, name, parameter):
    function = getattr(getattr(analysis, package), name)
    right = right_arguments(small, package, function)
    accepted = set()
    for kind, wrong in WRONG.items():
        try:
            result = function(**(right | {parameter: wrong}))
            if inspect.isgenerator(result):
                next(result)
            accepted.add(kind)
        except UserError as error:
            message = str(error.args[0])  # a project may have several problems
            assert is_one_line(f"{message}\n"), f"{kind}: {message}"
            assert re.search(ADVICE, message), f"{kind}: {message}"
    default = inspect.signature(function).parameters[parameter].default
    by_name = ACCEPTED.get(parameter, set()) | ({"None"} if default is None else set())
    assert accepted == ACCEPTED.get(f"{package}.{name}.{parameter}", by_name)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda ev: tables.warrants("data"),
            "tables.warrants: evidence is 'data', not the evidence; give what analysis.load() "
            "returns",
        ),
        (
            lambda ev: tables.select(ev.statements, ev, source="Sputnik"),
            "tables.select: the arguments are in the wrong order; write tables.select(evidence, ",
        ),
        (
            lambda ev: display.words("s-aeaf49ae3c97", ev),
            "display.words: the arguments are in the wrong order; write display.words(evidence, ",
        ),
        (
            lambda ev: figures.timeline({}),
            "figures.timeline: dates is a dict, not a DataFrame; give what tables.timeline returns",
        ),
        (
            lambda ev: figures.timeline(ev.sources),
            "figures.timeline: the table lacks the columns what,",
        ),
        (
            lambda ev: figures.timeline(tables.timeline(ev), title=3),
            "figures.timeline: title is 3, not a text; see help(figures.timeline)",
        ),
        (
            lambda ev: figures.cards(tables.cards(ev), narrow=1),
            "figures.cards: narrow is 1, not True or False; see help(figures.cards)",
        ),
        (
            lambda ev: agreement.matrix(ev, ev.sources),
            "agreement.matrix: the table lacks the columns entity_id,",
        ),
        (
            lambda ev: agreement.foremost(agreement.outcomes(ev), -1),
            "agreement.foremost: most is -1, not a whole number from 0; see help(",
        ),
        (
            lambda ev: intercoder.align_statements(ev, ev.statements, "xyzzy"),
            "align_statements: by is 'xyzzy'; give 'fact' or 'span'",
        ),
        (
            lambda ev: display.Viewer(0),
            "display.Viewer: evidence is 0, not the evidence; give",
        ),
        (
            lambda ev: display.Viewer(ev).words(0),
            "display.Viewer.words: rows is 0, not a text, a list, a Series or a DataFrame;",
        ),
        (lambda ev: analysis.load(ev), "analysis.load: root is an Evidence, not a text or a path;"),
        (lambda ev: analysis.load("README.md"), "README.md: this is a file, not a folder; give"),
    ],
)
def test_a_message_says_what_to_pass(loaded, call, message):
    with pytest.raises(UserError) as caught:
        call(loaded)
    assert str(caught.value).startswith(message)
    assert is_one_line(f"{caught.value}\n")


@pytest.mark.parametrize("error", [UserError, TypeError])
@pytest.mark.parametrize(
    "call",
    [
        lambda ev: figures.timeline(tables.timeline(ev), title=3),
        lambda ev: tables.warrants(ev, entity=3.5),
        lambda ev: tables.warrants(ev, entity=[3.5]),
        lambda ev: tables.warrants(ev, entitty="Iran"),
        lambda ev: tables.select(ev.statements, ev),
        lambda ev: tables.warrants(),
    ],
    ids=["type", "filter", "list", "name", "order", "none"],
)
def test_a_wrong_argument_is_a_type_error_as_well(loaded, call, error):
    with pytest.raises(error, match=r"^(tables\.|figures\.|entity: )"):
        call(loaded)


@pytest.mark.parametrize("error", [UserError, KeyError])
@pytest.mark.parametrize(
    "call",
    [
        lambda ev: figures.timeline(ev.sources),
        lambda ev: tables.side_by_side(ev, tables.statements(ev), "entitty"),
    ],
    ids=["table", "index"],
)
def test_a_missing_column_is_a_key_error_as_well(loaded, call, error):
    with pytest.raises(error, match=r"^[^\n\"]* the table (lacks|has no such) ") as caught:
        call(loaded)
    assert is_one_line(f"{caught.value}\n")


def test_too_many_arguments_are_answered_with_the_call(loaded):
    with pytest.raises(TypeError, match=r"too many .*; write tables.warrants\(evidence, source="):
        tables.warrants(loaded, "Iran")


def test_an_unknown_filter_is_answered_with_what_to_do(loaded):
    with pytest.raises(TypeError, match=r"'stance'.*, as in \.query\(\"modality == 'denied'\"\)"):
        tables.statements(loaded, stance="denied")
    assert len(tables.statements(loaded).query("modality == 'denied'"))
    with pytest.raises(TypeError, match=r"'stance'; write tables.cards\(evidence, entity=...\)$"):
        tables.cards(loaded, stance="denied")


@pytest.mark.parametrize(("package", "name"), PUBLIC)
def test_a_public_name_can_be_pickled_and_says_where_it_is_imported_from(package, name):
    value = getattr(getattr(analysis, package), name)
    assert pickle.loads(pickle.dumps(value)) is value
    assert value.__module__ == f"analysis.{package}"


def test_a_truth_value_of_numpy_is_accepted(loaded):
    cards = tables.cards(loaded, entity="Iraq's warrant")
    sizes = [figures.cards(cards, narrow=kind(True)).get_size_inches() for kind in (bool, np.bool_)]
    assert (sizes[0] == sizes[1]).all()
    with pytest.raises(UserError, match=r"title is np\.True_, not a text"):
        figures.cards(cards, title=np.True_)


def test_a_table_of_another_package_is_not_mistaken_for_one_of_pandas(loaded):
    class DataFrame:  # as polars calls it
        columns = ("what", "date")

    with pytest.raises(UserError, match=r"^figures\.timeline: dates is a DataFrame, not a"):
        figures.timeline(DataFrame())
    with pytest.raises(UserError, match=r"^tables\.warrants: evidence is an Evidence, not the"):
        tables.warrants(type("Evidence", (), {})())


def test_checking_arguments_imports_nothing():
    code = """
import sys
from analysis.public import checked

def shown(table: "pd.DataFrame | None", note: "bool") -> None: pass

checked(shown, "shown")(None, True)
assert not {"pandas", "numpy", "matplotlib", "analysis.evidence"} & sys.modules.keys()
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_function_without_annotations_or_docstring_is_left_alone():
    def bare(thing):
        return thing

    assert checked(bare, "bare")(0) == 0
    require_columns(pd.DataFrame({"a": []}), ["a"], "bare", "tables.cards")


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("analysis.tabels", "module 'analysis' has no 'tabels'; did you mean 'tables'?"),
        ("analysis.xyzzy", "module 'analysis' has no 'xyzzy'; it has agreement, coverage,"),
        ("tables.warrant", "module 'analysis.tables' has no 'warrant'; did you mean 'warrants'?"),
        ("agreement.outcome", "module 'analysis.agreement' has no 'outcome'; did you mean 'outco"),
        ("from analysis import tabels", "module 'analysis' has no 'tabels'; did you mean 'table"),
        ("from analysis.figures import timelines", "no 'timelines'; did you mean 'timeline'?"),
    ],
)
def test_a_misspelt_name_is_answered_with_the_one_that_is_meant(statement, message):
    expected = ImportError if "import" in statement else AttributeError
    with pytest.raises(expected) as caught:
        exec(statement, {"analysis": analysis, "tables": tables, "agreement": agreement})
    assert message in str(caught.value)
    assert is_one_line(f"{caught.value}\n")


def test_a_module_that_is_not_public_can_still_be_imported():
    code = "from analysis import evidence; from analysis.tables import naming, MOST_TEXTS"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert not hasattr(analysis, "xyzzy")
    assert not hasattr(tables, "__wrapped__")


# --- Help -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("package", PACKAGES)
def test_help_has_a_line_for_each_public_name_and_dir_lists_no_others(package):
    module = getattr(analysis, package)
    listed = re.findall(r"^- `(\w+)`: \S.*\.$", module.__doc__, re.MULTILINE)
    constants = re.findall(r"`(\w+)`", module.__doc__.rpartition("\n\nConstants: ")[2])
    named = [name for name in module.__all__ if callable(getattr(module, name))]
    assert listed == named
    assert set(constants) >= set(module.__all__) - set(named)
    assert [name for name in dir(module) if not name.startswith("__")] == sorted(module.__all__)


@pytest.mark.parametrize(("package", "name"), FUNCTIONS)
def test_a_docstring_describes_each_parameter_and_names_what_a_reader_can_use(package, name):
    module = getattr(analysis, package)
    function = getattr(module, name)
    doc = inspect.cleandoc(function.__doc__)
    for parameter in inspect.signature(function).parameters:
        assert re.search(rf"^(\w+, )*{parameter}(, \w+)* : ", doc, re.MULTILINE), parameter
    public = {*module.__all__, "NaN", "NA", "DataFrame"}
    for constant in re.findall(r"`([A-Z][A-Z_]+)`", doc):
        assert constant in public, f"help({package}.{name}) names {constant}"


def test_help_is_short():
    code = "import pydoc, analysis; print(pydoc.render_doc(analysis.findings).count(chr(10)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert int(result.stdout) < 200
