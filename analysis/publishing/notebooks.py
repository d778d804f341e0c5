"""Run the notebooks in place, so that the same evidence gives the same bytes."""

from __future__ import annotations

import asyncio
import atexit
import os
import sys
import warnings
from collections.abc import Generator, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL
from tempfile import TemporaryDirectory, TemporaryFile
from threading import Thread
from typing import TYPE_CHECKING, Any

from analysis.errors import UserError
from analysis.system import files, folders, loopback, project_folder
from analysis.text.visible import visible
from analysis.validation.csv_tables import LARGEST

if TYPE_CHECKING:
    from nbclient import NotebookClient
    from nbformat import NotebookNode

FOLDER = "notebooks"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}

# A kernel checks every second for the parent that it had at its first check; this handles a parent
# that was gone by then.
ORPHAN = "if __import__('os').getppid() != {}: __import__('os')._exit(1)"
# matplotlib reads a matplotlibrc in the folder where it is first imported, which can run any
# module; so a kernel imports it elsewhere, and only then changes to the folder of its notebook.
ENTER_FOLDER = "__import__('matplotlib'); __import__('os').chdir(__import__('os').environ['PWD'])"


class NotebookError(UserError):
    """A cell failed; the message is one line that says which and why."""


def paths(root: Path) -> list[Path]:
    """Return the notebooks of a project in the order of their names.

    Raises
    ------
    NotebookError
        If their folder exists but cannot be read.
    """
    try:
        present = folders.names(root, FOLDER)
    except FileNotFoundError:
        return []
    except OSError as error:
        remedy = "make it a folder that you may read, and run again"
        raise NotebookError(f"{FOLDER}: cannot be read: {error.strerror}; {remedy}") from error
    return [root / FOLDER / name for name in present if name.endswith(".ipynb")]


def _clear(notebook: NotebookNode) -> int:
    """Remove outputs and execution counts, and return the number of code cells."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in code:
        cell.update(outputs=[], execution_count=None)
    return len(code)


def run(root: Path) -> Generator[tuple[Path, int, bool]]:
    """Run the notebooks, one per core at a time, and replace each file with its result.

    The kernels end with the iterator, even if it is closed early.

    Parameters
    ----------
    root : Path
        The project.

    Yields
    ------
    path : Path
        The notebook, in the order of names.
    cells : int
        The number of code cells that ran.
    changed : bool
        True if the bytes of the file changed.

    Raises
    ------
    NotebookError, files.WriteError
        At the first notebook that fails. It and those after it are left unchanged.
    """
    for folder in (Path(os.path.expanduser("~")), None):  # where kernels keep their files
        files.try_to_write(folder)
    loopback.check("kernels")
    # matplotlib looks for fonts once and prints a message if it takes long; better not in a
    # notebook.
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
    """Run a notebook, and return it as bytes with the number of its code cells.

    The kernel is that of this Python; the user's kernels, profile and startup files are ignored.
    The result has no times and no version of Python, because these differ between machines.

    Parameters
    ----------
    path : Path
        The notebook, which is not changed.
    root : Path
        The project that its cells load.

    Raises
    ------
    NotebookError
        If the notebook cannot be read or a cell fails.
    """
    _, notebook = read(path)
    return asyncio.run(_executed(path, _client(path, notebook), root))


def leave_out_what_differs(notebook: dict) -> None:
    """Remove what differs between machines: the version of Python, and the times of cells."""
    notebook["metadata"] = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    for cell in notebook["cells"]:
        cell["metadata"].pop("execution", None)


@contextmanager
def _loop_beside() -> Iterator[asyncio.AbstractEventLoop]:
    """Run an event loop in another thread, and cancel whatever is still running at the end.

    In the main thread, nbclient would replace the signal handlers.
    """
    started: Future[asyncio.AbstractEventLoop] = Future()

    def serve() -> None:
        with asyncio.Runner() as runner:  # which cancels and waits on exit
            loop = runner.get_loop()
            loop.set_exception_handler(lambda *_: None)  # of work that nothing waits for any more
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
    """Return the bytes of a file and the notebook in it, or raise NotebookError."""
    try:
        before = folders.read(path.parents[1], f"{path.parent.name}/{path.name}", LARGEST)
        return before, _parsed(path, before.decode("utf-8"))
    except NotebookError:
        raise
    except OSError as error:
        raise NotebookError(_message(path, f"cannot be read: {error.strerror}")) from error
    except Exception as error:  # any error means that the file is not a notebook
        message = f"is not a valid notebook ({type(error).__name__})"
        raise NotebookError(_message(path, message)) from error


def _parsed(path: Path, text: str) -> NotebookNode:
    """Parse a notebook, which must be valid and in version 4 of the format."""
    import nbformat

    with warnings.catch_warnings(action="ignore"):  # about cells without an id, which nbformat adds
        notebook = nbformat.reads(text, as_version=nbformat.NO_CONVERT)
        if notebook.nbformat != 4:
            raise NotebookError(
                f"{FOLDER}/{visible(path.name)}: is in nbformat {notebook.nbformat}; open it in "
                "JupyterLab, save it, and run again"
            )
        nbformat.validate(notebook)
    return notebook


def _client(path: Path, notebook: NotebookNode) -> NotebookClient:
    """Return a client that can run the notebook at `path`."""
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
    """Run a parsed notebook, as `executed` does."""
    import nbformat
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient.exceptions import CellExecutionError

    cells = _clear(client.nb)
    begun: list[str] = []
    client.on_cell_start = lambda cell, cell_index: begun.append(cell.cell_type)
    try:
        await _run_cells(client, root)
    except NoSuchKernel as error:
        problem = f"there is no kernel {error.name} in {sys.prefix}; install it with make, or pip"
        raise NotebookError(_message(path, problem)) from error
    except (CellExecutionError, OSError, RuntimeError, TimeoutError) as error:
        # A cell failed or took too long, or the kernel did not start or died.
        reason = str(error)
        if isinstance(error, CellExecutionError):
            reason = f"{error.ename}: {error.evalue}"
        place = f"code cell {begun.count('code')}" if begun else "the kernel does not start"
        raise NotebookError(_message(path, f"{place}: {' '.join(reason.split())}")) from error
    leave_out_what_differs(client.nb)
    return (nbformat.writes(client.nb) + "\n").encode("utf-8"), cells


async def _run_cells(client: NotebookClient, root: Path) -> None:
    """Run the cells in a kernel, and end the kernel whatever happens."""
    manager = client.create_kernel_manager()
    manager.transport_encryption = "required"  # or the kernel warns
    manager.kernel_spec_manager.kernel_dirs = []  # leaves only the kernel of this Python
    client.extra_arguments = [
        f"--IPKernelApp.exec_lines={ENTER_FOLDER}",
        # Last, because the kernel treats as its parent whichever process it has after these lines.
        f"--IPKernelApp.exec_lines={ORPHAN.format(os.getpid())}",
        "--IPKernelApp.ignore_cwd=True",
    ]
    with TemporaryFile() as stderr, TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        environment = {**os.environ, "ANALYSIS_ROOT": str(root.resolve())}
        environment |= {"IPYTHONDIR": profile, "PYTHONSTARTUP": "", "PYTHONSAFEPATH": "1"}
        environment["PWD"] = client.resources["metadata"]["path"]
        environment.pop("SOURCE_DATE_EPOCH", None)  # IPython fails unless it is a number
        settings: dict[str, Any] = {"env": environment, "cwd": project_folder.NEUTRAL_FOLDER}
        try:
            await client.async_execute(stdout=DEVNULL, stderr=stderr, **settings)
        except RuntimeError as error:  # the kernel died; its last output may say why
            stderr.seek(0)
            last = stderr.read().decode("utf-8", "replace").splitlines()[-1:]
            raise RuntimeError(": ".join([str(error), *last])) from error
        finally:
            atexit.unregister(client._cleanup_kernel)  # fails if no kernel started
            if manager.has_kernel:  # cancelled during the start
                # nbclient does not declare that its managers are asynchronous.
                await manager.shutdown_kernel(now=True)  # type: ignore[misc]


def _message(path: Path, problem: str) -> str:
    remedy = "correct it and run again: the notebook is unchanged"
    return f"{FOLDER}/{visible(path.name)}: {problem}; {remedy}"
