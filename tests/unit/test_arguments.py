"""Whatever is given in place of an argument is refused in one line that says what to give."""

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.errors import UserError

PACKAGES = ("agreement", "coverage", "display", "figures", "findings", "intercoder", "tables")
WRONG = (None, 3, {}, ["a"], b"x", Path("data"), pd.Series(["a"]), analysis)
ADVICE = {
    "Evidence": "not the evidence; give what analysis.load() returns",
    "pd.DataFrame": "a table",
    "Figure": "not a figure; give what a function of analysis.figures returns",
    "str": "not text; give a string",
}
# Parts of these packages that other packages build on, with arguments that no reader has.
INTERNAL = {"merge_limits", "topic_limits"}


def functions() -> Iterator[tuple[str, Callable]]:
    """Yield each public function, and its name."""
    for package in PACKAGES:
        module = getattr(analysis, package)
        for name in module.__all__:
            if inspect.isfunction(function := getattr(module, name)) and name not in INTERNAL:
                yield f"{package}.{name}", function


FUNCTIONS = dict(functions())


@pytest.mark.parametrize("name", FUNCTIONS)
def test_an_argument_of_the_wrong_type_is_refused(name, loaded):
    function = FUNCTIONS[name]
    parameters = inspect.signature(function).parameters.values()
    needed = (item for item in parameters if item.default is item.empty)
    wanted = [item for item in needed if item.kind < item.VAR_POSITIONAL]
    right = {"Evidence": loaded, "pd.DataFrame": pd.DataFrame(), "str": "a", "Figure": None}
    arguments = [right.get(str(item.annotation)) for item in wanted]
    for place, parameter in enumerate(wanted):
        if parameter.annotation not in ADVICE:
            continue
        for wrong in WRONG:
            given = [*arguments[:place], wrong, *arguments[place + 1 :]]
            with pytest.raises(UserError) as caught:
                function(*given)
            assert "\n" not in str(caught.value)
            assert type(wrong).__name__ in str(caught.value)
            assert ADVICE[parameter.annotation] in str(caught.value)


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_shows_its_public_names_alone(package):
    module = getattr(analysis, package)
    assert dir(module) == sorted(module.__all__)
    name = module.__all__[0]
    with pytest.raises(AttributeError, match=f"did you mean '{name}'"):
        getattr(module, f"{name}s_")


def test_a_title_that_is_no_text_is_refused(loaded):
    dates = analysis.tables.timeline(loaded)
    with pytest.raises(UserError, match="title: this is of type int, not text"):
        analysis.figures.timeline(dates, title=3)


def test_the_evidence_is_no_folder(loaded):
    with pytest.raises(UserError, match="root: this is of type Evidence, not a folder"):
        analysis.load(loaded)


def test_an_entity_without_a_date_has_those_of_what_texts_connect_it_with(loaded):
    dates = analysis.tables.timeline(loaded, entity="Trump")
    events = set(dates["what"])
    assert "Airstrike that killed Qasem Soleimani" in events
    assert any("Iran's arrest warrant" in what for what in events)
    assert not any("embassy" in what for what in events)
    alone = analysis.tables.timeline(loaded, entity="iran-warrant")
    assert not any("Airstrike" in what for what in alone["what"])
