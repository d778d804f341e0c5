"""No command reads or writes outside its project, whatever it contains: a sample of the trial."""

import os
import random

import pytest

from tests.trials.boundaries import COMMANDS, KINDS, Case, Ground

SAMPLE = 60
pytestmark = pytest.mark.skipif(
    os.name == "nt" or os.geteuid() != 0, reason="only root makes a device, on a POSIX system"
)
# Where a link led out of the project once.
KNOWN = [
    *(Case(command, ".analysis.lock", "a link to a file") for command in COMMANDS),
    Case("seal", "data/seal.txt", "a link to a file"),
    Case("check", "data/seal.txt", "a link to a file"),
    *(Case("site", path, "a link to a folder") for path in ("build", "build/site", "notebooks")),
    *(Case("export", path, "a link to a folder") for path in ("build", "build/export")),
    Case("corpus", "build", "a link to itself"),
    *(Case("new", path, "a link to a folder") for path in ("data", "notebooks", "seeds")),
    *(
        Case("run", path, "a link to a file")
        for path in ("notebooks/a.ipynb", "data/properties.csv")
    ),
    *(Case(command, "notebooks/a.ipynb", "a pipe") for command in ("site", "run", "new")),
]


@pytest.fixture(scope="module")
def ground(tmp_path_factory) -> Ground:
    return Ground(tmp_path_factory.mktemp("boundaries").resolve())


@pytest.mark.parametrize("case", KNOWN, ids=lambda case: f"{case.command} {case.path}")
def test_known_ways_out_of_the_project_are_closed(ground, case):
    ground.hold(case)


def test_a_sample_of_the_trial_succeeds(ground):
    every = list(ground.cases())
    assert {case.kind for case in every} == set(KINDS)
    assert {case.command for case in every} == set(COMMANDS)
    for case in random.Random(1).sample(every, SAMPLE):
        try:
            ground.hold(case)
        except BaseException as error:
            error.add_note(str(case))
            raise


def test_a_change_outside_would_be_noticed(ground, monkeypatch):
    monkeypatch.setitem(KINDS, "a pipe", lambda path, outside: (outside / "precious").touch())
    with pytest.raises(AssertionError, match="changed outside"):
        ground.hold(Case("check", "seeds", "a pipe"))
