"""Runs that are killed, run twice, or cannot write leave every file whole, and say why."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from analysis.cli import program
from analysis.publishing import notebooks
from analysis.system import files
from analysis.system.project_folder import PROJECT
from tests.support import projects
from tests.trials.kills import NEW, OLD, at_every_call, awaited, drafts, write_notebook

POSIX = pytest.mark.skipif(os.name == "nt", reason="these signals and locks are those of POSIX")
COMMAND = [sys.executable, "-m", "analysis"]


@pytest.fixture
def tiny(project: Path) -> Path:
    """A copy of the project with one notebook, which was never run."""
    write_notebook(project / "notebooks/a.ipynb", "print(1)")
    return project


@pytest.fixture
def unprivileged() -> list[str]:
    """The start of a command for which the permissions of files hold, whoever runs the tests."""
    if os.name == "nt" or os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        pytest.skip("root may write everywhere, and there is no setpriv to run without that")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


@pytest.fixture
def full(tmp_path: Path):
    """A folder on a disk that is full."""
    folder = tmp_path / "full"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounting a small disk needs Linux and root")
    try:
        (folder / "file").write_bytes(OLD)
        with pytest.raises(OSError, match="No space left"):
            (folder / "rest").write_bytes(bytes(2**20))
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def state(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "notebooks").iterdir()}


def ended(*command: str, **options) -> tuple[int, str, str]:
    """The exit code of a command, its last line on stdout, and all of its stderr."""
    options = {"stdout": subprocess.PIPE} | options
    result = subprocess.run(command, stderr=subprocess.PIPE, text=True, **options)
    return result.returncode, ((result.stdout or "").splitlines() or [""])[-1], result.stderr


def one_line(pattern: str, told: str) -> bool:
    return re.fullmatch(rf"[^\n]*{pattern}[^\n]*\n", told) is not None


@POSIX
def test_a_file_killed_while_it_is_replaced_is_old_or_new(tmp_path):
    found = Counter(at_every_call("SIGKILL", tmp_path))
    assert {state for state, _ in found} == {"old", "new"}
    assert found["old", 1] > 0  # the draft, which is out of the way and goes with the next run
    assert sum(found.values()) > 50


@POSIX
def test_a_signal_that_can_be_handled_is_delayed_until_a_file_is_replaced(tmp_path):
    found = Counter(at_every_call("SIGTERM", tmp_path))
    assert set(found) == {("new", 0)}
    assert sum(found.values()) > 50


def test_a_draft_is_ignored_and_removed_by_the_next_run(tiny):
    draft = tiny / "notebooks" / files._draft(b"whole", 3)
    draft.write_bytes(b"whole")
    assert drafts(tiny / "notebooks") == [draft.name]
    assert notebooks.paths(tiny) == [tiny / "notebooks/a.ipynb"]
    with files.alone(tiny, ["notebooks"]):
        assert drafts(tiny / "notebooks") == []


@pytest.mark.parametrize("name", [".a.ipynb.new", ".0123456789abcdef-0.new", ".new"])
def test_somebody_elses_file_that_looks_like_a_draft_is_kept(tiny, name):
    (tiny / "notebooks" / name).write_text("Mine.")
    with files.alone(tiny, ["notebooks"]):
        files.replace(tiny, "notebooks/a.ipynb", NEW, files.current(tiny, "notebooks/a.ipynb"))
    assert (tiny / "notebooks" / name).read_text() == "Mine."


@pytest.mark.skipif(not shutil.which("git"), reason="there is no git")
def test_git_ignores_drafts_and_locks(tmp_path):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    shutil.copy(PROJECT / ".gitignore", tmp_path)
    for name in ("a.ipynb", "README.md"):
        (tmp_path / files._draft(name.encode(), 0)).touch()
    (tmp_path / files.LOCK).touch()
    command = ["git", "-C", str(tmp_path), "status", "--short", "--untracked-files=all"]
    assert ended(*command) == (0, "?? .gitignore", "")


def test_a_file_keeps_its_permissions(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(OLD)
    path.chmod(0o640)
    files.replace(tmp_path, "file", NEW, OLD)
    assert path.read_bytes() == NEW
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("newer", [b"saved by another", b""])
def test_a_file_that_was_saved_meanwhile_is_kept(tmp_path, newer):
    (tmp_path / "file").write_bytes(newer)
    with pytest.raises(
        files.WriteError, match="file: was saved by another program in the meantime"
    ):
        files.replace(tmp_path, "file", NEW, OLD)
    assert (tmp_path / "file").read_bytes() == newer
    assert drafts(tmp_path) == []


def test_a_notebook_that_is_saved_while_it_runs_is_kept(tiny, capfd):
    path = tiny / "notebooks/a.ipynb"
    write_notebook(path, f"__import__('pathlib').Path({str(path)!r}).write_text('saved')")
    assert program.main(["run", str(tiny)]) == 1
    assert one_line("notebooks/a.ipynb: was saved by another.* run again", capfd.readouterr().err)
    assert path.read_text() == "saved"


HOLDER = """
import sys
from pathlib import Path
from analysis.system import files
with files.alone(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@POSIX
@pytest.mark.parametrize("command", ["run", "readme"])
def test_a_second_run_is_refused_while_the_first_is_running(tiny, capfd, command):
    before = state(tiny)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tiny)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout.readline() == b"held\n"
        assert program.main([command, str(tiny)]) == 1
        told = f"process {holder.pid} is writing there; let it end, or stop it, and run again"
        assert one_line(told, capfd.readouterr().err)
        assert program.main(["check", str(tiny)]) == 0
        holder.kill()
    with files.alone(tiny):
        assert state(tiny) == before


WAITING = "import os, pathlib; pathlib.Path('../begun').write_text(f'{os.getpid()}.'); "
WAITING += "__import__('time').sleep(600)"


@POSIX
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_an_ended_run_leaves_whole_files_and_no_kernel(tiny, name):
    number = getattr(signal, name)
    write_notebook(tiny / "notebooks/b.ipynb", WAITING)
    before, begun = state(tiny), tiny / "begun"
    with subprocess.Popen(
        [*COMMAND, "run", str(tiny)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert awaited(lambda: begun.exists() and begun.read_text().endswith("."), 60)
        process.send_signal(number)
        _, told = process.communicate()
    if number == signal.SIGKILL:
        assert (process.returncode, told) == (-number, "")
    else:
        assert process.returncode == 128 + number, told
        assert one_line(f"ended by {name}: every file is whole", told)
    kernel = int(begun.read_text().rstrip("."))
    assert awaited(lambda: not runs(kernel))
    after = state(tiny)
    assert after["b.ipynb"] == before["b.ipynb"]
    assert set(after) == set(before)
    with files.alone(tiny, ["notebooks"]):  # the next run can begin
        assert set(state(tiny)) == set(before)


# A command that is ended, as `program` handles it, in the midst of something that goes wrong.
INSTEAD = """
import gc, signal, sys, time
from analysis.cli import commands, program

def work(root, options):
    {}

commands.COMMANDS["check"] = commands.COMMANDS["check"]._replace(function=work)
sys.argv[1:] = ["check"]
sys.exit(program.program())
"""
CLOSING_FAILS = """try:
        signal.raise_signal(signal.SIGTERM)
    finally:
        raise {}
"""
LOST = """number = signal.SIGTERM
    gc.callbacks.append(lambda *_: gc.callbacks.clear() or signal.raise_signal(number))
    gc.collect()
    time.sleep(60)
"""
# The second one comes while the first is still being prepared to come again.
LOST_TWICE = """import _thread
    start, calls = _thread.start_new_thread, []
    def slow(*arguments):
        start(*arguments)
        calls.append(arguments)
        if len(calls) == 1:
            time.sleep(0.2)
    _thread.start_new_thread = slow
    """


@pytest.mark.parametrize(
    "error", ["TimeoutError", "AssertionError", "program.UserError", "ImportError"]
)
def test_an_error_during_the_end_by_a_signal_is_not_reported_instead(error):
    script = INSTEAD.format(CLOSING_FAILS.format(error))
    code, _, told = ended(sys.executable, "-c", script, cwd=PROJECT)
    assert code == 128 + signal.SIGTERM
    assert one_line("ended by SIGTERM", told)


@pytest.mark.parametrize("work", [LOST, LOST_TWICE + LOST], ids=["once", "twice"])
def test_a_signal_that_arrives_where_nothing_can_be_raised_is_sent_again(work):
    code, _, told = ended(sys.executable, "-c", INSTEAD.format(work), cwd=PROJECT, timeout=30)
    assert code == 128 + signal.SIGTERM
    assert one_line("ended by SIGTERM", told)


def runs(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(("parent", "code"), [(os.getpid(), 0), (1, 1)], ids=["its own", "another"])
def test_a_kernel_whose_parent_has_gone_ends(parent, code):
    command = [sys.executable, "-c", notebooks.ORPHAN.format(parent)]
    assert ended(*command) == (code, "", "")


def test_a_full_disk_leaves_the_file_unchanged(full):
    with pytest.raises(files.WriteError, match="file: cannot be written: No space left on device"):
        files.replace(full, "file", NEW * 99, OLD)
    assert (full / "file").read_bytes() == OLD
    assert drafts(full) == []


def test_a_full_disk_changes_none_of_several_files(full):
    os.truncate(full / "rest", (full / "rest").stat().st_size - 4 * 4096)  # room for the first
    with pytest.raises(files.WriteError, match=r"more: cannot be written: .*No space left"):
        files.replace_all(full, {"file": NEW[:9], "more": NEW * 99})
    assert (full / "file").read_bytes() == OLD
    assert drafts(full) == []


# Run a command once for each line on stdin, kill it at the rename of that number, and print its
# exit code. The first run imports what the others need; each of these is in a fork of it.
KILLED = """
import os, sys
from analysis.cli import program
rename, codes = os.rename, os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
def run(moment):
    left = [moment]
    def counted(*paths, **folders):
        left[0] -= 1
        os._exit(9) if left[0] < 0 else rename(*paths, **folders)
    os.rename = counted
    return program.main(sys.argv[1:])
code = run(int(sys.stdin.readline()))
while True:
    print(code, file=codes, flush=True)
    moment = int(sys.stdin.readline() or sys.exit())
    child = os.fork()
    if not child:
        os._exit(run(moment))
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
"""
WHOLE = 9999  # more renames than there are files


@POSIX
@pytest.mark.parametrize(
    ("command", "last"), [("site", "evidence.html"), ("export", "evidence.xlsx")]
)
def test_pages_and_exports_are_whole_when_killed_and_complete_after_the_next_run(
    tmp_path, command, last
):
    project = projects.ferries(tmp_path / "project", 2)
    folder = project / f"build/{command}"
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    arguments = [sys.executable, "-c", KILLED, command, str(project)]
    with subprocess.Popen(arguments, text=True, **streams) as runs:

        def killed_at(moment: int) -> str:
            print(moment, file=runs.stdin, flush=True)
            return runs.stdout.readline().strip()

        assert killed_at(WHOLE) == "0"
        made = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        assert folder / last in made
        for moment in (0, len(made) // 2, len(made) - 1):
            shutil.rmtree(folder)
            assert killed_at(moment) == "9"
            found = [path for path in made if path.exists()]
            assert len(found) == moment
            assert all(path.read_bytes() == made[path] for path in found)
            assert killed_at(WHOLE) == "0"
            files_now = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
            assert files_now == made
        runs.stdin.close()


def test_a_full_disk_is_reported_before_anything_runs(tiny, full, capfd):
    os.truncate(full / "rest", 0)
    shutil.copy(tiny / "notebooks/a.ipynb", full)
    with pytest.raises(OSError, match="No space left"):
        (full / "rest").write_bytes(bytes(2**20))
    subprocess.run(["mount", "--bind", str(full), str(tiny / "notebooks")], check=True)
    try:
        assert program.main(["run", str(tiny)]) == 1
    finally:
        subprocess.run(["umount", str(tiny / "notebooks")], check=True)
    out, err = capfd.readouterr()
    assert one_line("notebooks: cannot be written: No space left on device", err)
    assert "running" not in out


LIMITED = """
import resource, sys
from pathlib import Path
from analysis.system import files
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    files.replace(Path(sys.argv[1]), "file", bytes(9999), b"old")
except files.WriteError as error:
    sys.exit(str(error))
"""


@POSIX
def test_a_file_that_would_become_too_large_is_kept(tmp_path):
    (tmp_path / "file").write_bytes(b"old")
    code, _, told = ended(sys.executable, "-c", LIMITED, str(tmp_path))
    assert code == 1
    assert one_line("file: cannot be written: File too large.*the file is unchanged", told)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_bytes() == b"old"


@POSIX
@pytest.mark.parametrize("closed", [".", "notebooks"])
def test_a_read_only_project_is_reported_before_anything_runs(tiny, unprivileged, closed):
    (tiny / closed).chmod(0o555)
    code, last, told = ended(*unprivileged, *COMMAND, "run", str(tiny))
    assert code == 1
    assert one_line("cannot be written: Permission denied; correct that and run again", told)
    assert re.fullmatch(
        r"all \d+ quotes were found; every sentence is coded or excluded; not sealed", last
    )
    assert ended(*unprivileged, *COMMAND, "check", str(tiny)) == (0, last, "")
    load = "import analysis, sys; print(len(analysis.load(sys.argv[1]).statements))"
    assert ended(*unprivileged, sys.executable, "-c", load, str(tiny)) == (
        0,
        re.search(r"\d+", last)[0],
        "",
    )


@POSIX
@pytest.mark.parametrize("gone", [True, False])
def test_an_unwritable_home_is_reported(tiny, unprivileged, tmp_path_factory, gone):
    home = tmp_path_factory.mktemp("home")
    home.chmod(0o555)
    if gone:
        home = home / "none"
    told = ended(*unprivileged, *COMMAND, "run", str(tiny), env={**os.environ, "HOME": str(home)})[
        2
    ]
    assert one_line(f"{home}: cannot be written: .*; correct that and run again", told)
    assert drafts(tiny / "notebooks") == []


def test_a_missing_kernel_is_reported(tiny, capfd, monkeypatch):
    monkeypatch.setitem(notebooks.KERNEL, "name", "absent")
    assert program.main(["run", str(tiny)]) == 1
    assert one_line("notebooks/a.ipynb: there is no kernel absent in", capfd.readouterr().err)


def test_a_kernel_that_does_not_start_is_reported_with_its_last_output(tiny):
    (tiny / "ipykernel_launcher.py").write_text("raise MemoryError('too little')")
    environment = {**os.environ, "PYTHONPATH": str(tiny)}
    code, _, told = ended(*COMMAND, "run", str(tiny), env=environment)
    assert code == 1
    assert one_line(
        "notebooks/a.ipynb: the kernel does not start: .*: too little; correct it", told
    )


@POSIX
@pytest.mark.parametrize("command", ["check", "run"])
def test_a_closed_pipe_ends_the_program_silently(tiny, command):
    reading, writing = os.pipe()
    os.close(reading)
    assert ended(*COMMAND, command, str(tiny), stdout=writing) == (1, "", "")
    os.close(writing)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_output_that_cannot_be_written_is_reported(tiny):
    with open("/dev/full", "w") as nowhere:
        code, _, told = ended(*COMMAND, "check", str(tiny), stdout=nowhere)
    assert code == 1
    assert one_line("what this prints: No space left on device", told)


@POSIX
def test_without_stdout_check_still_answers_by_its_exit_code(tiny, edit):
    close = ["sh", "-c", 'exec >&-; exec "$@"', "sh"]
    assert ended(*close, *COMMAND, "check", str(tiny)) == (0, "", "")
    edit("exclusions", 0, "reason", "")
    assert ended(*close, *COMMAND, "check", str(tiny))[0] == 1


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=["ascii", "C"],
)
def test_problems_are_printed_on_a_terminal_with_few_characters(tiny, edit, environment):
    edit("statements", 0, "quote", "ạn outstanding")
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONIOENCODING"}
    result = subprocess.run(
        [*COMMAND, "check", str(tiny)], env=plain | environment, capture_output=True
    )
    assert result.returncode == 1
    assert b'quote: "\\u1ea1n outstanding": is not found' in result.stdout
    assert b"Traceback" not in result.stderr
