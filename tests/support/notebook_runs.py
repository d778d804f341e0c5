"""Run notebooks one after another in one process, which is much faster than a kernel for each.

This is for tests of what the cells compute. `analysis.publishing.notebooks` runs them for readers.

    python -m tests.support.notebook_runs FOLDER
"""

from __future__ import annotations

import base64
import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
from IPython.core.displayhook import CapturingDisplayHook
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat.v4 import new_output

from analysis.publishing import notebooks
from analysis.system.project_folder import PROJECT


def executed(root: Path) -> dict[str, dict]:
    """Return each notebook of the project at `root` with its outputs, by name, as parsed JSON.

    Raises AssertionError if a cell fails.
    """
    environment = os.environ | {"ANALYSIS_ROOT": str(root), "MPLBACKEND": "agg"}
    command = [sys.executable, "-m", __name__, str(root)]
    result = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout[-2000:] + result.stderr[-2000:]
    return json.loads(result.stdout)


def _run(path: Path, shell: InteractiveShell) -> dict:
    notebook = nbformat.read(path, as_version=4)
    shell.reset()
    shell.display_trap.hook = CapturingDisplayHook(shell, [])  # a figure shows itself
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(cells, 1):
        shell.display_pub.outputs.clear()
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            result = shell.run_cell(cell.source)
        assert result.success, f"{path.name}: {cell.id}: {printed.getvalue()}"
        cell.execution_count = number
        cell.outputs = [
            new_output("display_data", _encoded(output["data"]), metadata=output["metadata"] or {})
            for output in shell.display_pub.outputs
        ]
        if printed.getvalue():
            cell.outputs.append(new_output("stream", text=printed.getvalue()))
    notebooks.leave_out_what_differs(notebook)
    return json.loads(nbformat.writes(notebook))


def _encoded(data: dict[str, object]) -> dict[str, object]:
    """Encode pictures as a kernel does."""
    return {
        kind: base64.b64encode(value).decode() if isinstance(value, bytes) else value
        for kind, value in data.items()
    }


def main() -> None:
    shell = InteractiveShell.instance(display_pub_class=CapturingDisplayPublisher)
    found = notebooks.paths(Path(sys.argv[1]))
    print(json.dumps({path.name: _run(path, shell) for path in found}))


if __name__ == "__main__":
    main()
