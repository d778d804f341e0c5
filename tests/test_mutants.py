"""A sample of the damage that `make mutants` does to the project: everything is noticed."""

import random
from collections import defaultdict

import pytest

import mutants
import stored_mutants
from analysis.corpus import PROJECT
from notebook_guards import problems

SAMPLE = 8  # of each kind

# Kinds of which every change must be told by what the words say, however the tables are sealed.
BY_MEANING = {
    "a character of a seed",
    "a character of a quote",
    "a row repeated",
    "a waiver removed",
    "an id renamed on one side",
    "a date in which the sides are swapped",
    "a date less exact",
    "low and high swapped",
    "a bound opened",
    "another number under the same quote",
}


@pytest.fixture(scope="module")
def sample() -> list[mutants.Mutant]:
    by_kind = defaultdict(list)
    for mutant in mutants.mutants(seed=1):
        by_kind[mutant.kind].append(mutant)
    choose = random.Random(1)
    return [chosen for kind in by_kind.values() for chosen in mutants.some(choose, kind, SAMPLE)]


def test_every_change_is_noticed_and_what_is_harmless_passes(sample, tmp_path):
    copy = mutants.Copy(tmp_path / "copy")
    fates = [copy.fate(mutant) for mutant in sample]
    assert [f"{fate.mutant.kind}: {fate.mutant.told}" for fate in fates if not fate.held] == []
    kinds = {fate.mutant.kind for fate in fates if fate.noticed == "meaning"}
    assert kinds >= BY_MEANING
    missed = [f for f in fates if f.noticed != "meaning" and f.mutant.kind in BY_MEANING]
    assert [f"{fate.mutant.kind}: {fate.mutant.told}" for fate in missed] == []


def test_every_change_to_a_stored_notebook_is_noticed(tmp_path):
    for path in sorted((PROJECT / "notebooks").glob("*.ipynb")):
        content = path.read_bytes()
        found = stored_mutants.notebook_mutants(path.name, content, random.Random(1))
        for mutant in mutants.some(random.Random(1), list(found), SAMPLE):
            damaged = tmp_path / path.name
            damaged.write_bytes(mutant.content)
            differs = stored_mutants.differs(mutant.content, content)
            assert problems(damaged) or differs, f"{mutant.kind}: {mutant.told}"
