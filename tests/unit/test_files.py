"""All files are read and written through a few modules that refuse links, pipes and devices."""

import ast
import hashlib
import os
import shutil
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from analysis.system import files, folders, outputs
from analysis.system.project_folder import PROJECT

DOOR = {"files.py", "folders.py", "lock.py"}
# What writes, locks, makes, moves or removes, by the name of the function or method.
WRITING = {
    "write_text", "write_bytes", "touch", "unlink", "rmdir", "rmtree", "remove", "removedirs",
    "truncate", "ftruncate", "rename", "renames", "replace", "mkdir", "makedirs", "symlink",
    "symlink_to", "link", "hardlink_to", "copy", "copy2", "copyfile", "copytree", "move", "flock",
    "lockf", "mkfifo", "mknod", "chmod", "chown", "NamedTemporaryFile", "mkstemp", "mkdtemp",
}  # fmt: skip
OF_FILES = {"os", "shutil", "tempfile", "fcntl", "path", "pathlib"}
READING = {"open", "fdopen", "read_text", "read_bytes", "glob", "rglob", "iglob", "iterdir"}
READING |= {"listdir", "scandir", "walk"}
# What else may be called, and why.
ALLOWED = {
    (
        "system/project_folder.py",
        "is_file",
    ): "looks for the project, above the folder that the user is in",
    ("publishing/site/__init__.py", "iterdir"): "lists the style and the script of this package",
    ("publishing/site/__init__.py", "read_text"): "reads the style and the script of this package",
    ("partitioned/memory.py", "read_text"): "asks Linux how much memory there is",
    ("partitioned/storage.py", "move"): "gives a file its name in a file system of another machine",
    ("cli/program.py", "open"): "opens /dev/null in the place of a closed standard output",
    ("publishing/notebooks.py", "TemporaryFile"): "has no name, and holds what a kernel says last",
    (
        "publishing/notebooks.py",
        "TemporaryDirectory",
    ): "is the profile of a kernel, in the temporary folder",
}


def calls(path: Path) -> list[tuple[str, str, int]]:
    """The calls in a module that could be of files: what they are of, their name, their line."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id=name)):
                found.append(("", name, node.lineno))
            case ast.Call(func=ast.Attribute(value=ast.Name(id=of), attr=name)):
                found.append((of, name, node.lineno))
            case ast.Call(func=ast.Attribute(value=ast.Attribute(attr=of), attr=name)):
                found.append((of, name, node.lineno))
            case ast.Call(func=ast.Attribute(attr=name)):
                found.append(("?", name, node.lineno))
    return found


def is_of_files(of: str, name: str) -> bool:
    if of in ("files", "folders", "outputs", "storage", "dataclasses", "re", "ast", "console"):
        return False
    unambiguous = name in WRITING - {"replace", "rename", "remove", "copy", "link"}
    return unambiguous or (of in OF_FILES and name in WRITING) or name in READING


def test_only_the_listed_modules_open_write_lock_or_remove():
    found = {
        (
            path.relative_to(PROJECT / "analysis").as_posix(),
            name,
        ): f"{path.relative_to(PROJECT)}:{line}: {of}.{name}"
        for path in sorted((PROJECT / "analysis").rglob("*.py"))
        if path.name not in DOOR
        for of, name, line in calls(path)
        if is_of_files(of, name)
    }
    assert {key: place for key, place in found.items() if key not in ALLOWED} == {}


@pytest.mark.parametrize(
    "call",
    ["p.write_text('')", "os.remove(p)", "open(p, 'w')", "shutil.rmtree(p)", "p.unlink()",
     "(a / b).unlink()", "os.truncate(p, 0)", "fcntl.flock(f, 1)", "p.rglob('*')", "os.open(p, 0)"],
)  # fmt: skip
def test_a_module_that_opens_or_writes_would_be_noticed(tmp_path, call):
    path = tmp_path / "module.py"
    path.write_text(call)
    assert [is_of_files(of, name) for of, name, _ in calls(path)] == [True]


# --- What stands in the way --------------------------------------------------------------------


def link(path: Path, outside: Path) -> None:
    path.symlink_to(outside)


def dangling(path: Path, outside: Path) -> None:
    path.symlink_to(outside.with_name("missing"))


def pipe(path: Path, _: Path) -> None:
    os.mkfifo(path)


def socket(path: Path, _: Path) -> None:
    import socket

    with socket.socket(socket.AF_UNIX) as sock:
        here = os.getcwd()
        os.chdir(path.parent)  # the address of a socket is short
        try:
            sock.bind(path.name)
        finally:
            os.chdir(here)


def device(path: Path, _: Path) -> None:
    try:
        os.mknod(path, 0o020666, os.makedev(1, 7))  # that of /dev/full
    except PermissionError:
        pytest.skip("only root makes a device")


def folder(path: Path, _: Path) -> None:
    path.mkdir()


IN_THE_WAY = [link, dangling, pipe, socket, device, folder]


@pytest.fixture
def outside(tmp_path) -> Path:
    path = tmp_path / "outside/precious"
    path.parent.mkdir()
    path.write_text("Precious.")
    return path


@pytest.fixture
def root(tmp_path) -> Path:
    path = tmp_path / "root"
    path.mkdir()
    return path


@pytest.mark.parametrize("kind", IN_THE_WAY)
@pytest.mark.parametrize("name", ["file", "a/file", "a/b/file"])
def test_nothing_but_a_regular_file_is_read_or_replaced(root, outside, kind, name):
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    kind(root / name, outside)
    before = os.lstat(root / name)
    with pytest.raises(OSError, match=r"\bis a |\bNo such"):
        folders.read(root, name, 1 << 20)
    with pytest.raises(files.WriteError, match=rf"^{name}: cannot be written: is a [^\n]+$"):
        files.replace(root, name, b"new", None)
    with pytest.raises(files.WriteError):
        files.replace_all(root, {"a/other": b"new", name: b"new"})
    assert not (root / "a/other").exists()
    assert os.lstat(root / name).st_ino == before.st_ino
    assert outside.read_text() == "Precious."
    assert os.listdir(outside.parent) == ["precious"]


@pytest.mark.parametrize("step", ["a", "a/b"])
def test_no_folder_is_entered_through_a_link(root, outside, step):
    (root / step).parent.mkdir(parents=True, exist_ok=True)
    (root / step).symlink_to(outside.parent)
    name = f"{step}/precious"
    with pytest.raises(OSError, match="is a link"):
        folders.read(root, name, 1 << 20)
    with pytest.raises(OSError, match="is a link"):
        folders.names(root, step)
    with pytest.raises(files.WriteError, match="is a link"):
        files.replace(root, name, b"new", b"Precious.")
    with pytest.raises(files.WriteError, match="is a link"), files.alone(root, [step]):
        pass
    assert not files.remove(root, name, [digest_of(b"Precious.")])
    assert not files.remove_empty(root, step)
    assert outside.read_text() == "Precious."


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    "name", ["../outside/precious", "a/../../outside/precious", "/etc/passwd", "..", "a\0b"]
)
def test_no_name_leads_out_of_the_folder(root, outside, name):
    (root / "a").mkdir()
    with pytest.raises(OSError, match=r"no file|name|is a folder"):
        folders.read(root, name, 1 << 20)
    with pytest.raises(files.WriteError):
        files.replace(root, name, b"new", None)
    assert outside.read_text() == "Precious."


@pytest.mark.parametrize("kind", IN_THE_WAY)
def test_a_file_that_is_not_a_lock_is_refused_and_kept(root, outside, kind):
    kind(root / files.LOCK, outside)
    with pytest.raises(files.WriteError, match="move it away and run again"), files.alone(root):
        pass
    assert outside.read_text() == "Precious."


@pytest.mark.parametrize("content", ["Mine.", "process", "process 12 and more", "\n", "x" * 99])
def test_a_file_with_the_name_of_the_lock_is_kept(root, content):
    (root / files.LOCK).write_text(content)
    with pytest.raises(files.WriteError, match="is not a lock"), files.alone(root):
        pass
    assert (root / files.LOCK).read_text() == content
    (root / files.LOCK).unlink()  # as the message says
    with files.alone(root):
        pass


def test_a_lock_with_a_hard_link_is_refused(root, outside):
    os.link(outside, root / files.LOCK)
    with pytest.raises(files.WriteError, match="hard link"), files.alone(root):
        pass
    assert outside.read_text() == "Precious."


def test_a_hard_link_to_a_replaced_file_keeps_its_content(root, outside):
    os.link(outside, root / "file")
    files.replace(root, "file", b"new", b"Precious.")
    assert outside.read_text() == "Precious."
    assert (root / "file").read_bytes() == b"new"


def test_a_folder_that_keeps_changing_into_a_link_is_never_followed(root, outside):
    """The steps of a path are opened from the folder before, so no moment lets a link pass."""
    aside, ended = root / "aside", threading.Event()
    (root / "a").mkdir()

    def exchange() -> None:
        while not ended.is_set():
            (root / "a").rename(aside)
            with suppress(FileExistsError):
                (root / "a").symlink_to(outside.parent)
                (root / "a").unlink()
            shutil.rmtree(root / "a", ignore_errors=True)  # made anew meanwhile
            with suppress(OSError):
                aside.rename(root / "a")
            shutil.rmtree(aside, ignore_errors=True)
            (root / "a").mkdir(exist_ok=True)

    thread = threading.Thread(target=exchange)
    thread.start()
    try:
        for number in range(300):
            try:
                files.replace_all(root, {"a/precious": b"%d" % number})
            except files.WriteError:
                continue
    finally:
        ended.set()
        thread.join()
    assert outside.read_text() == "Precious."
    assert os.listdir(outside.parent) == ["precious"]


def test_a_file_system_that_does_not_answer_is_given_up(root, monkeypatch):
    (root / "file").write_text("So.")
    released = threading.Event()

    def open_late(*_: object) -> int:
        released.wait()
        return os.open(root / "file", os.O_RDONLY)  # True would be the handle of standard output

    monkeypatch.setattr(folders.Folder, "open", open_late)
    monkeypatch.setattr(folders, "PATIENCE", 0.1)
    with pytest.raises(OSError, match=r"does not answer within 0\.1 seconds"):
        folders.read(root, "file", 9)
    released.set()


# --- Folders of results ------------------------------------------------------------------------


def test_only_files_that_were_written_are_removed_with_their_folders(root):
    assert outputs.write(root, "out", {"a/b/c": b"1", "d": b"2"}) == ["a/b/c", "d"]
    (root / "out/a/mine").write_text("Mine.")
    assert outputs.write(root, "out", {"d": b"3"}) == ["d", "a/b/c"]
    left = {
        p.relative_to(root / "out").as_posix() for p in (root / "out").rglob("*") if p.is_file()
    }
    assert left == {"a/mine", "d", outputs.RECORD}
    assert not (root / "out/a/b").exists()


@pytest.mark.parametrize(
    "record",
    ["{}", "[]", "null", "{", '{"files": {"mine": []}}', '{"written by": "me", "files": {}}',
     '{"folder of": "reported-warrants out"}', '{"folder of": "reported-warrants out", "files": 3}',
     '{"folder of": "reported-warrants out", "files": {"a": 3}}', "[" * 9999, "\udcff",
     '{"folder of": "reported-warrants site", "files": {"mine": []}}'],
)  # fmt: skip
def test_an_invalid_record_is_refused(root, record):
    (root / "out").mkdir()
    (root / "out" / outputs.RECORD).write_bytes(record.encode(errors="surrogateescape"))
    (root / "out/mine").write_text("Mine.")
    with pytest.raises(files.WriteError, match=r"^[^\n]+move out away and run again$"):
        outputs.write(root, "out", {"mine": b"new"})
    assert (root / "out/mine").read_text() == "Mine."


@pytest.mark.parametrize("name", ["../precious", "/precious", "a/../../precious"])
def test_a_record_that_names_files_elsewhere_removes_none(root, name):
    precious = root / "precious"
    precious.write_text("Precious.")
    outputs.write(root, "out", {"a/b": b"1"})
    digest = digest_of(b"Precious.")
    record = outputs._as_json("out", {name: [digest], "a/b": [digest]})
    (root / "out" / outputs.RECORD).write_bytes(record)
    outputs.write(root, "out", {"c": b"1"})
    assert precious.read_text() == "Precious."
