"""docs/trust.md shows the results of the trials, and everything that it names exists."""

import re

import pytest

from analysis.cli import commands
from analysis.system.project_folder import PROJECT
from tests.support.csv_files import read_csv
from tests.trials.measured import COLUMNS, PAGE, page, paths

TEXT = (PROJECT / PAGE).read_text(encoding="utf-8")


def test_the_page_shows_the_last_trials():
    assert page() == TEXT, "run: make trials NAME=measured"


@pytest.mark.parametrize("path", paths(), ids=lambda path: path.stem)
def test_a_trial_counts_successes_and_explains_failures(path):
    header, rows = read_csv(path)
    assert header == COLUMNS
    for what, tried, held, note in rows:
        assert 0 <= int(held) <= int(tried), what
        assert int(tried) > 0 or note, what
        assert held == tried or note, what


def test_every_command_and_file_that_it_names_exists():
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)\b", TEXT)) <= targets
    trials = re.search(r"^TRIALS := (.*)", makefile, re.MULTILINE)[1].split()
    assert set(re.findall(r"`make trials(?: NAME=(\w+))?", TEXT)) <= set(trials)
    for path in re.findall(r"`((?:data|tests|docs)/[^`]+)`", TEXT):
        assert (PROJECT / path).exists(), path
    known = {"load", "make", *commands.COMMANDS}
    modules = [*(PROJECT / "analysis").rglob("*.py")]
    known |= {path.stem for path in modules} | {path.parent.name for path in modules}
    for module in re.findall(r"`([a-z]+)`(?=[,; |])", TEXT.split("\n## ")[0]):
        assert module in known, module


def test_the_mutants_are_as_many_and_noticed_as_often_as_required():
    _, rows = read_csv(PROJECT / "docs/measured/mutants.csv")
    tried, held = (sum(int(row[column]) for row in rows) for column in (1, 2))
    assert tried >= 10_000
    assert held >= 0.999 * tried
