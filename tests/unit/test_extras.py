"""A command whose optional packages are missing says which extra to install."""

import re
import tomllib

import pytest

from analysis.cli import program
from analysis.system import extras
from analysis.system.project_folder import PROJECT

COMMANDS = {
    "export": ["export"],
    "draft": ["draft", "seeds/000_d93de3dd5f47c637.txt"],
    "notebooks": ["run"],
}
COMMANDS["site"] = ["site"]


@pytest.mark.parametrize("extra", COMMANDS)
def test_a_command_without_its_extra_names_it_in_one_line(monkeypatch, capsys, extra):
    monkeypatch.chdir(PROJECT)
    monkeypatch.setitem(extras.EXTRAS, extra, ("no_such_package",))
    assert program.main(COMMANDS[extra]) == 1
    told = capsys.readouterr().err
    assert re.fullmatch(
        rf"[a-z ]+ needs the extra {extra}: no_such_package is not installed; "
        rf'run python -m pip install -e "\.\[{extra}\]" with the Python of \.venv\n',
        told,
    )


def test_every_required_module_is_declared_in_its_extra():
    text = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    declared = tomllib.loads(text)["project"]["optional-dependencies"]
    for extra, modules in extras.EXTRAS.items():
        named = (line.partition(">=")[0] for line in declared[extra])
        packages = {name for names in named for name in re.findall(r"[\w-]+", names)}
        assert {name.lower().replace("_", "-") for name in modules} <= packages
