"""Make JupyterLab save the notebooks of a project as a run stores them, with the same bytes.

This is an extension of Jupyter's server. The configuration in jupyter/, which `make lab` passes to
JupyterLab in JUPYTER_CONFIG_PATH, enables it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from analysis.publishing import notebooks
from analysis.system import folders, project_folder


def save_as_stored(model: dict, path: str, contents_manager: Any) -> None:
    """Remove what a run leaves out from the notebook that is about to be saved at `path`.

    JupyterLab adds the version of Python as soon as a kernel runs. Anything that `notebooks.run`
    would not run is left unchanged: other files, other folders, other kernels.
    """
    if model["type"] == "notebook" and _is_run(Path(contents_manager.root_dir, path.strip("/"))):
        notebook = model["content"]
        if notebook["metadata"].get("kernelspec", {}).get("name") == notebooks.KERNEL["name"]:
            notebooks.leave_out_what_differs(notebook)


def _is_run(path: Path) -> bool:
    folder = path.parent
    return folder.name == notebooks.FOLDER and folders.is_file(folder.parent, project_folder.MARK)


def _jupyter_server_extension_points() -> list[dict]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    # Added to the user's own hooks without replacing any.
    server.contents_manager.register_pre_save_hook(save_as_stored)
