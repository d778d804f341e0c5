"""Projects about other matters: every table, figure, finding and page works, and reads well."""

import inspect
import re

import pytest

import analysis
from analysis import agreement, coverage, figures, findings, tables
from analysis.findings.sentences import Finding
from tests.support.matters import MATTERS

# A number of things with the wrong form of the noun or the verb, or a blank where a name was meant.
UNGRAMMATICAL = re.compile(
    r"\b1 (?:texts|statements|facts|dates|warrants|counts|sentences|topics)\b"
    r"|\b1 of them (?:speak|are|give)\b|\ball [01] |\bBoth 1\b|  +| ,|\(\)|\bnan\b"
    r"|<NA>|\bNone\b(?! of)"
)
FIGURES = {
    "agreement": lambda evidence: agreement.matrix(evidence, agreement.outcomes(evidence)),
    "cards": tables.cards,
    "chains": tables.attributions,
    "coverage": coverage.topics,
    "lanes": tables.lanes,
    "ranges": tables.casualties,
    "sentences": coverage.ledger,
    "timeline": tables.timeline,
}


@pytest.fixture(scope="module", params=MATTERS)
def evidence(request, tmp_path_factory):
    """Return the evidence of each project."""
    return analysis.load(MATTERS[request.param](tmp_path_factory.mktemp("matter")))


def needs_evidence_alone(function) -> bool:
    """Return whether a function takes the evidence and nothing else that must be given."""
    if not inspect.isfunction(function):
        return False
    parameters = inspect.signature(function).parameters.values()
    return [item.name for item in parameters if item.default is item.empty] == ["evidence"]


@pytest.mark.parametrize("package", [tables, coverage, agreement], ids=lambda item: item.__name__)
def test_every_table_can_be_computed(evidence, package):
    functions = [getattr(package, name) for name in package.__all__]
    made = [function(evidence) for function in functions if needs_evidence_alone(function)]
    assert made


def test_every_finding_is_a_sentence(evidence):
    functions = [getattr(findings, name) for name in findings.__all__]
    for function in filter(needs_evidence_alone, functions):
        for sentence in function(evidence):
            assert isinstance(sentence, Finding | str)
            assert not UNGRAMMATICAL.search(sentence), sentence
            assert not sentence[:1].islower(), sentence


def test_every_outcome_is_stated_grammatically(evidence):
    for sentence in agreement.outcomes(evidence)["sentence"]:
        assert not UNGRAMMATICAL.search(sentence), sentence


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_can_be_drawn(evidence, name):
    figure = getattr(figures, name)(FIGURES[name](evidence))
    assert not UNGRAMMATICAL.search(figure.get_label()), figure.get_label()


def test_no_exact_number_is_repeated(evidence):
    for value in tables.statements(evidence)["value_text"].dropna():
        match = re.fullmatch(r"(.+) \((.+)\)", value)
        assert match is None or match[1] != match[2], value
