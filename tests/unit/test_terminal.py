"""Whatever is read, the terminal gets lines of visible text, and interprets none of it."""

# ruff: noqa: RUF001 - letters of other scripts are some of what this is about

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import analysis
from analysis.authoring import draft
from analysis.cli import commands, program
from analysis.system import terminal
from analysis.system.project_folder import PROJECT
from analysis.text import visible
from analysis.validation import schema
from tests.support.csv_files import copy_project
from tests.support.messages import NEVER, is_one_line

COMMAND = [sys.executable, "-m", "analysis"]
POSIX = pytest.mark.skipif(os.name == "nt", reason="this is about POSIX systems")
# What may reach a terminal is any other character.


def run(arguments: list[str], capsys) -> tuple[int, str, str]:
    """The exit code of a command line, and what it printed on stdout and stderr."""
    try:
        code = program.main(arguments)
    except SystemExit as error:
        code = error.code
    printed = capsys.readouterr()
    return code, printed.out, printed.err


# --- One function prints -------------------------------------------------------------------------

STREAMS = {"stdout", "stderr", "__stdout__", "__stderr__"}
PRINTING = {"print_exc", "print_exception", "print_stack", "StreamHandler", "writelines"}


def printing(source: str) -> list[int]:
    """The lines of a module on which something is printed, or a standard stream is used."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and node.id == "print":
            lines.append(node.lineno)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            used = node.value.id, node.attr
            stream = used[0] == "sys" and used[1] in STREAMS
            if stream or used == ("os", "write") or used[1] in PRINTING:
                lines.append(node.lineno)
        if isinstance(node, ast.ImportFrom) and node.module == "sys":
            lines += [node.lineno for name in node.names if name.name in STREAMS]
    return lines


@pytest.mark.parametrize(
    "source",
    [
        "print(1)",
        "map(print, [])",
        "import sys; sys.stdout.write('x')",
        "import sys; out = sys.stderr",
        "import sys; sys.__stdout__.write('x')",
        "from sys import stdout",
        "import os; os.write(1, b'x')",
        "import traceback; traceback.print_exc()",
        "import logging; logging.StreamHandler()",
        "import sys; say('x', file=sys.stderr)",
    ],
)
def test_modules_that_print_are_noticed(source):
    assert printing(source)


def test_only_one_module_prints():
    package = Path(analysis.__file__).parent
    modules = {path: path.read_text(encoding="utf-8") for path in sorted(package.rglob("*.py"))}
    assert len(modules) > 40
    used = {path.relative_to(package).as_posix(): printing(text) for path, text in modules.items()}
    lines = modules[package / "cli/program.py"].splitlines()
    allowed = ("for stream in", "if sys.stdout:", "sys.stdout.fileno()")  # which print nothing
    for number in used.pop("cli/program.py"):
        assert any(part in lines[number - 1] for part in allowed)
    assert {name for name, numbers in used.items() if numbers} == {"system/terminal.py"}


# --- Messages ------------------------------------------------------------------------------------

HOSTILE = [
    "two\nlines",
    "carriage\rreturn",
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x1b]8;;http://e.example\x1b\\link",
    "\x9b31m",
    "\x90q\x9c",
    "back\x08\x08space",
    "nul\0",
    "delete\x7f",
    "safe\u202egnp.exe",
    "\u2066isolated\u2069",
    "\u200bzero\u2060width\ufeff",
    "line\u2028separator",
    "x" * 2_000_000,
    "\x1b" * 100_000,
    "line\n" * 100_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("error", [False, True])
def test_a_message_is_one_visible_line(text, error, capsys):
    terminal.say(f"before {text} after", error=error)
    out, err = capsys.readouterr()
    assert is_one_line(err if error else out)
    assert (out if error else err) == ""
    assert (err if error else out).startswith("before ")
    assert (err if error else out).endswith(" after\n")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_exact_data_keeps_all_but_control_characters(text, capsys):
    terminal.say(text, exact=True)
    out = capsys.readouterr().out
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", out)
    rest = re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", text)
    assert re.sub("⟨U\\+00[0-9A-F]{2}⟩", "", out) == rest + "\n"


@pytest.mark.parametrize("text", ["می\u200cخواهد", "日本語", "\U0001f469\u200d\U0001f467", "é “x”"])
def test_words_of_any_script_are_printed_unchanged(text, capsys):
    terminal.say(text)
    assert capsys.readouterr().out == text + "\n"


INSTEAD = """
import sys, warnings, logging
from analysis.cli import commands, program
from analysis.errors import UserError

def work(root, options):
    {}

commands.COMMANDS["check"] = commands.COMMANDS["check"]._replace(function=work)
sys.argv[1:] = ["check", {root!r}]
sys.exit(program.program())
"""
LARGE = "('line \\x1b[31m\\n' * 200_000)"
FAILURES = {
    f"raise UserError{LARGE}": 1,
    f"raise ImportError{LARGE}": 1,
    f"raise OSError(28, {LARGE})": 1,
    f"raise OSError(28, 'No space', {LARGE})": 1,
    f"raise FileNotFoundError(2, 'None', 'a\\x1b\\nb' + {LARGE})": 1,
    f"warnings.warn{LARGE}": 0,
    f"logging.getLogger('x').warning{LARGE}": 0,
}


@pytest.mark.parametrize("failure", FAILURES)
def test_any_failure_is_one_line(failure, tmp_path):
    script = INSTEAD.format(failure, root=str(tmp_path))
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert result.returncode == FAILURES[failure]
    assert result.stdout == ""
    assert is_one_line(result.stderr)


def test_a_fault_of_the_program_is_shown_without_escape_codes(tmp_path):
    script = INSTEAD.format(f"raise KeyError{LARGE}", root=str(tmp_path))
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert result.returncode == 1
    lines = result.stderr.split("\n")
    assert lines[0] == "Traceback (most recent call last):"
    assert len(lines) < 200
    assert all(len(line) <= visible.LONGEST and not NEVER.search(line) for line in lines)


def test_each_problem_has_a_line(project, edit, capsys):
    edit("statements", 0, "modality", "a\x1b[31m\nb" + "x" * 2_000)
    edit("exclusions", 0, "reason", "")
    code, out, err = run(["check", str(project)], capsys)
    assert (code, out.count("\n")) == (1, 2)
    assert all(is_one_line(line + "\n") for line in out.splitlines())
    code, out, err = run(["readme", str(project)], capsys)
    assert (code, out, err.count("\n")) == (1, "", 2)


# --- Arguments -----------------------------------------------------------------------------------

ODD = {
    "empty": "",
    "spaces": "   ",
    "no-break space": "\xa0",
    "newline": "\n",
    "tab": "\t",
    "NUL": "a\0b",
    "long": "x" * 100_000,
    "deep": "x/" * 50_000,
    "dash": "-",
    "lines": "a\nb",
    "escape": "\x1b[31mred",
    "csi": "\x9b31m",
    "override": "\u202egnp",
    "long name": "x" * 300,
}
PLACES = {
    "new": ["new", "{}"],
    "text": ["text", "{}"],
    "draft": ["draft", "{}", "."],
    "draft root": ["draft", "a.txt", "{}"],
    "language": ["draft", "a.txt", ".", "--language={}"],
    "check": ["check", "{}"],
    "seal": ["seal", "{}"],
    "run": ["run", "{}"],
    "readme": ["readme", "{}"],
    "export": ["export", "{}"],
    "site": ["site", "{}"],
    "compare-coding": ["compare-coding", "{}", "."],
    "compare-coding root": ["compare-coding", "a.csv", "{}"],
    "corpus": ["corpus", "{}", "--scheduler=none"],
    "to": ["corpus", "none", "--to={}", "--scheduler=none"],
    "scheduler": ["corpus", "none", "--scheduler={}"],
    "lexicon": ["corpus", "none", "--lexicon={}", "--scheduler=none"],
}


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    """A copy of the project with a text to draft; nothing here changes it."""
    folder = copy_project(tmp_path_factory.mktemp("small") / "project")
    (folder / "a.txt").write_text("One sentence.\n")
    return folder


def state(folder: Path) -> set[str]:
    """Return all that is in the folder or beside it."""
    return {str(path) for path in folder.parent.rglob("*")}


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("place", PLACES)
def test_an_odd_argument_ends_in_one_line_and_writes_nothing(
    place, odd, small, monkeypatch, capsys
):
    monkeypatch.chdir(small)
    monkeypatch.delenv("ANALYSIS_ROOT", raising=False)
    before = state(small)
    code, out, err = run([part.format(ODD[odd]) for part in PLACES[place]], capsys)
    assert code == 1, out + err
    assert is_one_line(out + err)
    assert state(small) == before


@pytest.mark.parametrize("odd", [odd for odd in ODD if odd != "NUL"])  # no variable can have one
def test_an_odd_root_in_the_environment_ends_in_one_line(odd, small, monkeypatch, capsys):
    monkeypatch.chdir(small)
    monkeypatch.setenv("ANALYSIS_ROOT", ODD[odd])
    for command in ("check", "seal", "run"):
        code, out, err = run([command], capsys)
        assert code == 1
        assert is_one_line(out + err)
    assert run(["check", "."], capsys)[0] == 0  # what is named comes first


def test_an_empty_root_is_reported_as_empty(small, monkeypatch, capsys):
    monkeypatch.chdir(small)
    assert run(["check", ""], capsys)[2] == "ROOT: is empty; give a folder\n"
    assert run(["new", ""], capsys)[2] == "DIR: is empty; give the name of a folder\n"
    monkeypatch.setenv("ANALYSIS_ROOT", "")
    assert run(["check"], capsys)[2].startswith("ANALYSIS_ROOT: is empty; give a folder")


def test_the_current_folder_can_be_named(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["new", "."], capsys)[0] == 0
    assert run(["check", "."], capsys)[0] == 0
    assert Path.cwd() == tmp_path


USAGE = [
    [],
    ["no such command"],
    ["a\n\x1b[31mb"],
    ["x" * 1_000_000],
    ["check", "a", "b\nc\x1b[31m"],
    ["check", "--opt\x1bion\n"],
    ["check", "--" + "x" * 1_000_000],
    ["new"],
    ["text"],
    ["corpus", ".", "--to"],
    ["draft", "a", "--language"],
    ["corpus", ".", "--unknown", "\u202ex"],
]


@pytest.mark.parametrize("arguments", USAGE, ids=range(len(USAGE)))
def test_an_error_of_usage_is_one_line(arguments, capsys):
    code, out, err = run(arguments, capsys)
    assert (code, out) == (2, "")
    assert is_one_line(err)
    assert err.startswith("reported-warrants")
    assert "--help\n" in err


@pytest.mark.parametrize("name", [None, *commands.COMMANDS])
def test_help_is_plain_text(name, capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    code, out, err = run(([name] if name else []) + ["--help"], capsys)
    assert (code, err) == (0, "")
    assert out.startswith("usage: reported-warrants")
    assert not NEVER.search(out)


def test_no_message_names_a_command_that_looks_into_the_working_folder():
    package = Path(analysis.__file__).parent
    for path in [*package.rglob("*.py"), PROJECT / "Makefile", *(PROJECT / "docs").glob("*.md")]:
        if path.name not in ("__init__.py", "trust.md"):  # which say what it does
            assert "-m analysis" not in path.read_text(encoding="utf-8"), path


# --- Rows to paste -------------------------------------------------------------------------------

SENTENCES = {
    "The court \x1b[31missued a warrant\x1b[0m on Monday.": "[31missued a warrant",
    "A tab here\tand there it is.": "and there it is.",
    "\x07The bell rang.": "The bell rang.",
    "The end \x9b31m": "The end",
    "A long part of it\x7f no": "A long part of it",
}
ONLY_SEEN = {
    "The gnp\u202e.exe is here.": ".exe is here.",
    "Sü\xaddstadt is a part of the town.": "dstadt is a part of the town.",
    "A zero\u200bwidth space.": "width space.",
}


def rows(printed: str) -> list[str]:
    return printed.split("fill in the rest ==\n")[1].splitlines()[1:]


@pytest.mark.parametrize("sentence", [*SENTENCES, *ONLY_SEEN])
def test_a_row_to_paste_has_no_control_character_and_is_found(sentence, small, capsys, tmp_path):
    (tmp_path / "text.txt").write_text(f"{sentence}\nMore of it.\n", encoding="utf-8")
    code, out, _ = run(["draft", str(tmp_path / "text.txt"), str(small)], capsys)
    assert code == 0
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", out)
    assert "    not shown: U+" in out or "\t" in sentence
    assert f",{SENTENCES.get(sentence, sentence)}," in rows(out)[0]


@POSIX
@pytest.mark.parametrize("sentence", ONLY_SEEN)
def test_on_a_terminal_a_row_has_only_visible_characters(sentence, small, tmp_path):
    import pty

    (tmp_path / "text.txt").write_text(f"{sentence}\nMore of it.\n", encoding="utf-8")
    reading, writing = pty.openpty()
    command = [*COMMAND, "draft", str(tmp_path / "text.txt"), str(small)]
    with subprocess.Popen(command, stdout=writing, cwd=small) as process:
        os.close(writing)
        printed = b""
        while True:
            try:
                piece = os.read(reading, 4096)
            except OSError:  # how a terminal of Linux ends
                piece = b""
            if not piece:
                break
            printed += piece
    os.close(reading)
    assert process.returncode == 0
    text = printed.decode("utf-8").replace("\r\n", "\n")
    assert not NEVER.search(text)
    assert f",{ONLY_SEEN[sentence]}," in rows(text)[0]


def test_a_language_is_a_tag_that_a_table_may_have():
    package = json.loads((PROJECT / schema.DESCRIPTOR).read_text(encoding="utf-8"))
    (fields,) = (r["schema"]["fields"] for r in package["resources"] if r["name"] == "sources")
    (pattern,) = (f["constraints"]["pattern"] for f in fields if f["name"] == "language")
    assert pattern == f"^{draft.TAG.pattern}$"


def test_a_file_with_an_invisible_name_must_be_renamed(small, capsys, tmp_path):
    for name in ("a\x1b[31m.txt", "a\u202etxt.b", "a\nb.txt"):
        (tmp_path / name).write_text("One sentence.\n")
        code, out, err = run(["draft", str(tmp_path / name), str(small)], capsys)
        assert (code, out) == (1, "")
        assert is_one_line(err)
        assert "does not show; rename the file" in err


def test_a_headline_with_hidden_characters_is_not_suggested(small, capsys, tmp_path):
    (tmp_path / "text.txt").write_text("A \x1b[31mred\u202e headline\n\nOne sentence.\n")
    _, out, _ = run(["draft", str(tmp_path / "text.txt"), str(small)], capsys)
    assert out.splitlines()[2].endswith(",Text,und,,,,,,,,,")
