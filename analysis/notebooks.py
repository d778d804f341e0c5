"""Run the notebooks in place, so that the same evidence gives the same bytes."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

FOLDER = "notebooks"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


class NotebookError(RuntimeError):
    """A cell failed; the message is one line that says which and why."""


def paths(root: Path) -> list[Path]:
    """The notebooks of the project at `root`, in the order of their names."""
    return sorted((root / FOLDER).glob("*.ipynb"))


def run(root: Path) -> Iterator[tuple[Path, int, bool]]:
    """Run the notebooks, as many at once as there are cores, and replace each file by its result.

    Yields its path, the number of cells run and whether the bytes changed, in the order of names.
    Raises NotebookError at the first that fails, and leaves that one and those after it as they
    were.
    """
    found = paths(root)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = [pool.submit(executed, path, root) for path in found]
        try:
            for path, result in zip(found, results, strict=True):
                content, cells = result.result()
                yield path, cells, _replace(path, content)
        finally:
            pool.shutdown(cancel_futures=True)


def _replace(path: Path, content: bytes) -> bool:
    """Put `content` in the place of the file, all or nothing; False if it is the same already."""
    if content == path.read_bytes():
        return False
    draft = path.with_suffix(".ipynb.new")
    try:
        draft.write_bytes(content)
        os.replace(draft, path)
    except OSError as error:
        raise NotebookError(_told(path, f"cannot be written: {error.strerror}")) from error
    return True


def executed(path: Path, root: Path) -> tuple[bytes, int]:
    """The notebook at `path` with all its cells run afresh, as bytes, and how many there are.

    The cells see the project at `root`. What differs between machines (times, the version of
    Python) is left out. Raises NotebookError if it cannot be read or a cell fails.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")  # the kernel of this environment
    os.environ["ANALYSIS_ROOT"] = str(root.resolve())
    try:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
    except Exception as error:  # whatever is in the file, it is no notebook
        raise NotebookError(
            _told(path, f"is no valid notebook ({type(error).__name__})")
        ) from error
    for cell in _code(notebook):
        cell.update(outputs=[], execution_count=None)
    begun = []
    client = NotebookClient(
        notebook,
        kernel_name=KERNEL["name"],
        resources={"metadata": {"path": str(path.parent)}},
        record_timing=False,
        timeout=600,
        on_cell_start=lambda cell, cell_index: begun.append(cell.cell_type),
    )
    client.create_kernel_manager().transport_encryption = "required"  # or the kernel warns
    try:
        asyncio.run(client.async_execute())  # a loop of its own, closed at the end
    except (CellExecutionError, RuntimeError, TimeoutError) as error:
        # A cell failed, the kernel died, or a cell took too long.
        failed = isinstance(error, CellExecutionError)
        told = f"{error.ename}: {error.evalue}" if failed else str(error)
        told = f"code cell {begun.count('code')}: {' '.join(told.split())}"
        raise NotebookError(_told(path, told)) from error
    notebook.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    return (nbformat.writes(notebook) + "\n").encode("utf-8"), len(_code(notebook))


def _told(path: Path, what: str) -> str:
    return f"{FOLDER}/{path.name}: {what}"


def _code(notebook: dict) -> list:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]
