"""Run the notebooks in place, so that the same evidence gives the same bytes."""

from __future__ import annotations

import asyncio
import atexit
import os
import sys
import warnings
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL
from tempfile import TemporaryDirectory, TemporaryFile
from threading import Thread
from typing import TYPE_CHECKING

from analysis.errors import UserError
from analysis.system import files, folders, loopback, project_folder
from analysis.text.visible import visible
from analysis.validation.csv_tables import LARGEST

if TYPE_CHECKING:
    from nbclient import NotebookClient
    from nbformat import NotebookNode

FOLDER = "notebooks"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}

# A kernel looks every second for the parent it had when it came to look; this is for a parent that
# was gone by then.
ORPHAN = "if __import__('os').getppid() != {}: __import__('os')._exit(1)"
# matplotlib reads a matplotlibrc of the folder in which it is first imported, which can run any
# module; so a kernel imports it elsewhere, and only then goes to the folder of its notebook.
ENTER_FOLDER = "__import__('matplotlib'); __import__('os').chdir(__import__('os').environ['PWD'])"


class NotebookError(UserError):
    """A cell failed; the message is one line that says which and why."""


def paths(root: Path) -> list[Path]:
    """The notebooks of the project at `root`, in the order of their names.

    Raises NotebookError if their folder cannot be read; one that is missing has none.
    """
    try:
        present = folders.names(root, FOLDER)
    except FileNotFoundError:
        return []
    except OSError as error:
        remedy = "make it a folder that you may read, and run again"
        raise NotebookError(f"{FOLDER}: cannot be read: {error.strerror}; {remedy}") from error
    return [root / FOLDER / name for name in present if name.endswith(".ipynb")]


def cleared(path: Path) -> bytes:
    """The notebook at `path` as before its first run: no outputs, no numbers at its cells.

    Raises NotebookError if it cannot be read.
    """
    import nbformat

    _, notebook = read(path)
    _clear(notebook)
    return (nbformat.writes(notebook) + "\n").encode("utf-8")


def _clear(notebook: NotebookNode) -> int:
    """Take the outputs and numbers from the cells of code; how many there are."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in code:
        cell.update(outputs=[], execution_count=None)
    return len(code)


def run(root: Path) -> Iterator[tuple[Path, int, bool]]:
    """Run the notebooks, as many at once as there are cores, and replace each file by its result.

    Yields its path, the number of cells run and whether the bytes changed, in the order of names.
    Raises NotebookError or files.WriteError at the first that fails, and leaves that one and those
    after it as they were. Whatever ends it, closing it included, ends the kernels too.
    """
    for folder in (Path(os.path.expanduser("~")), None):  # where kernels keep what they need
        files.try_to_write(folder)
    loopback.check("kernels")
    # matplotlib looks for fonts once, and says so if it takes long; better not in a notebook.
    import matplotlib.font_manager  # noqa: F401

    ready = {path: read(path) for path in paths(root)}
    with _loop_beside() as loop:
        free = asyncio.Semaphore(os.cpu_count() or 1)

        async def when_free(path: Path, notebook: NotebookNode) -> tuple[bytes, int]:
            async with free:
                return await _executed(path, _client(path, notebook), root)

        results = [
            asyncio.run_coroutine_threadsafe(when_free(path, notebook), loop)
            for path, (_, notebook) in ready.items()
        ]
        for (path, (before, _)), result in zip(ready.items(), results, strict=True):
            after, cells = result.result()
            if after != before:
                files.replace(root, f"{FOLDER}/{path.name}", after, before)
            yield path, cells, after != before


def executed(path: Path, root: Path) -> tuple[bytes, int]:
    """The notebook at `path` with all its cells run afresh, as bytes, and how many there are.

    The cells see the project at `root`, in a kernel of this Python without the reader's own
    kernels, profile and startup files. What differs between machines (times, the version of
    Python) is left out. Raises NotebookError if it cannot be read or a cell fails.
    """
    _, notebook = read(path)
    return asyncio.run(_executed(path, _client(path, notebook), root))


def leave_out_what_differs(notebook: dict) -> None:
    """Take from `notebook` what differs between machines: the version of Python, times of cells."""
    notebook["metadata"] = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    for cell in notebook["cells"]:
        cell["metadata"].pop("execution", None)


@contextmanager
def _loop_beside() -> Iterator[asyncio.AbstractEventLoop]:
    """An event loop in a thread of its own; at the end, what still runs in it is cancelled.

    Signals come to the main thread, where nbclient would put its own handlers.
    """
    started = Future()

    def serve() -> None:
        with asyncio.Runner() as runner:  # which cancels, and waits, when it is left
            loop = runner.get_loop()
            loop.set_exception_handler(lambda *_: None)  # of work that nobody waits for any more
            started.set_result(loop)
            loop.run_forever()

    thread = Thread(target=serve)
    try:
        thread.start()
        yield started.result()
    finally:
        started.result().call_soon_threadsafe(started.result().stop)
        thread.join()


def read(path: Path) -> tuple[bytes, NotebookNode]:
    """What the file holds, and the notebook in it. Raises NotebookError if it has none."""
    try:
        before = folders.read(path.parents[1], f"{path.parent.name}/{path.name}", LARGEST)
        return before, _parsed(path, before.decode("utf-8"))
    except NotebookError:
        raise
    except OSError as error:
        raise NotebookError(_told(path, f"cannot be read: {error.strerror}")) from error
    except Exception as error:  # whatever is in the file, it is no notebook
        message = f"is no valid notebook ({type(error).__name__})"
        raise NotebookError(_told(path, message)) from error


def _parsed(path: Path, text: str) -> NotebookNode:
    """The notebook that `text` holds, valid and of the format's version 4."""
    import nbformat

    with warnings.catch_warnings(action="ignore"):  # of cells without an id, which nbformat gives
        notebook = nbformat.reads(text, as_version=nbformat.NO_CONVERT)
        if notebook.nbformat != 4:
            raise NotebookError(
                f"{FOLDER}/{visible(path.name)}: is in nbformat {notebook.nbformat}; open it in "
                "JupyterLab, save it, and run again"
            )
        nbformat.validate(notebook)
    return notebook


def _client(path: Path, notebook: NotebookNode) -> NotebookClient:
    """A client that can run the notebook at `path`."""
    from nbclient import NotebookClient

    return NotebookClient(
        notebook,
        kernel_name=KERNEL["name"],
        resources={"metadata": {"path": str(path.parent)}},
        record_timing=False,
        timeout=600,
        shutdown_kernel="immediate",
    )


async def _executed(path: Path, client: NotebookClient, root: Path) -> tuple[bytes, int]:
    """`executed`, for a notebook that was read."""
    import nbformat
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient.exceptions import CellExecutionError

    cells = _clear(client.nb)
    begun = []
    client.on_cell_start = lambda cell, cell_index: begun.append(cell.cell_type)
    try:
        await _run_cells(client, root)
    except NoSuchKernel as error:
        told = f"there is no kernel {error.name} in {sys.prefix}; fill it with make, or pip"
        raise NotebookError(_told(path, told)) from error
    except (CellExecutionError, OSError, RuntimeError, TimeoutError) as error:
        # A cell failed or took too long, or the kernel did not start or died.
        failed = isinstance(error, CellExecutionError)
        told = f"{error.ename}: {error.evalue}" if failed else str(error)
        place = f"code cell {begun.count('code')}" if begun else "the kernel does not start"
        raise NotebookError(_told(path, f"{place}: {' '.join(told.split())}")) from error
    leave_out_what_differs(client.nb)
    return (nbformat.writes(client.nb) + "\n").encode("utf-8"), cells


async def _run_cells(client: NotebookClient, root: Path) -> None:
    """Run the cells in a kernel that ends with this, whatever ends it."""
    manager = client.create_kernel_manager()
    manager.transport_encryption = "required"  # or the kernel warns
    manager.kernel_spec_manager.kernel_dirs = []  # none is left but the one of this Python
    client.extra_arguments = [
        f"--IPKernelApp.exec_lines={ENTER_FOLDER}",
        # Last, since the kernel takes for its parent whichever process it has after these lines.
        f"--IPKernelApp.exec_lines={ORPHAN.format(os.getpid())}",
        "--IPKernelApp.ignore_cwd=True",
    ]
    with TemporaryFile() as said, TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        environment = {**os.environ, "ANALYSIS_ROOT": str(root.resolve())}
        environment |= {"IPYTHONDIR": profile, "PYTHONSTARTUP": "", "PYTHONSAFEPATH": "1"}
        environment["PWD"] = client.resources["metadata"]["path"]
        environment.pop("SOURCE_DATE_EPOCH", None)  # IPython fails on what is no number
        settings = {"env": environment, "cwd": project_folder.NEUTRAL_FOLDER}
        try:
            await client.async_execute(stdout=DEVNULL, stderr=said, **settings)
        except RuntimeError as error:  # the kernel died; its last words may tell why
            said.seek(0)
            last = said.read().decode("utf-8", "replace").splitlines()[-1:]
            raise RuntimeError(": ".join([str(error), *last])) from error
        finally:
            atexit.unregister(client._cleanup_kernel)  # which fails where no kernel started
            if manager.has_kernel:  # cancelled while it started
                await manager.shutdown_kernel(now=True)


def _told(path: Path, what: str) -> str:
    return (
        f"{FOLDER}/{visible(path.name)}: {what}; mend it and run again: the notebook is as it was"
    )
