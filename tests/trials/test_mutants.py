"""A sample of the damage that the trial mutants does to the project: everything is noticed."""

import random
from collections import Counter, defaultdict

import pytest

from analysis.system.project_folder import PROJECT
from tests.trials import mutants, stored_mutants

FOLDER = PROJECT / "notebooks"
SAMPLE = 8  # of each kind

# Kinds of which every change must be told by what the words say, however the tables are sealed.
BY_MEANING = {
    "a character of a seed",
    "a character of a quote",
    "a row repeated",
    "an exclusion removed",
    "an id renamed on one side",
    "a part and its whole swapped",
    "a date in which the sides are swapped",
    "a date made less exact",
    "low and high swapped",
    "the lower bound left open",
    "another number under the same quote",
    "a sentence left uncoded",
    "a sentence left uncoded, touched by its neighbour's quote",
}


@pytest.fixture(scope="module")
def sample() -> list[mutants.Mutant]:
    """Some changes of each kind, drawn from fewer than the trial makes, which takes long."""
    by_kind = defaultdict(list)
    with pytest.MonkeyPatch.context() as smaller:
        smaller.setattr(mutants, "EACH", SAMPLE)
        smaller.setattr(mutants, "MANY", 10 * SAMPLE)
        for mutant in mutants.mutants(seed=1):
            by_kind[mutant.kind].append(mutant)
    choose = random.Random(1)
    return [chosen for kind in by_kind.values() for chosen in mutants.some(choose, kind, SAMPLE)]


def test_every_change_is_noticed_unless_it_is_harmless(sample, tmp_path):
    copy = mutants.Copy(tmp_path / "copy")
    fates = [copy.fate(mutant) for mutant in sample]
    assert [f"{fate.mutant.kind}: {fate.mutant.told}" for fate in fates if not fate.held] == []
    kinds = {fate.mutant.kind for fate in fates if fate.noticed == "meaning"}
    assert kinds >= BY_MEANING
    missed = [f for f in fates if f.noticed != "meaning" and f.mutant.kind in BY_MEANING]
    assert [f"{fate.mutant.kind}: {fate.mutant.told}" for fate in missed] == []


def test_every_change_to_a_stored_notebook_is_noticed():
    for path in sorted(FOLDER.glob("*.ipynb")):
        content = path.read_bytes()
        found = stored_mutants.notebook_mutants(path.name, content, random.Random(1))
        for mutant in mutants.some(random.Random(1), list(found), SAMPLE):
            noticed = stored_mutants.is_refused(path.name, mutant.content)
            noticed = noticed or stored_mutants.differs(mutant.content, content)
            assert noticed, f"{mutant.kind}: {mutant.told}"


def test_everything_forbidden_in_notebooks_is_noticed():
    stored = {path.name: path.read_bytes() for path in sorted(FOLDER.glob("*.ipynb"))}
    fates = list(stored_mutants.forbidden_fates(stored))
    assert [f"{kind}: {where}" for kind, where, noticed in fates if not noticed] == []
    kinds = Counter(kind for kind, _, _ in fates)
    assert kinds.keys() > stored_mutants.FORBIDDEN.keys()
    assert min(kinds.values()) >= len(stored)
