"""Tabulate what news articles report about a contested legal event, with the quote of each value.

>>> import analysis
>>> evidence = analysis.load()
>>> evidence.sources["label"].is_unique
True

`load` returns the evidence; `analysis.tables`, `analysis.coverage` and `analysis.figures` turn it
into DataFrames and figures. Large libraries are imported only when they are needed.
"""

# Only `sys` is imported here, because it is built in. `python -m analysis` looks for every other
# module in the working folder first, even `__future__`, until that folder is taken off the path.
import sys

TYPE_CHECKING = False  # type checkers take this name for that of `typing`

if TYPE_CHECKING:
    from pathlib import Path

    from analysis.evidence import Evidence

__all__ = ["load"]


def load(root: "str | Path | None" = None) -> "Evidence":
    """Read and validate the project at `root`; see `analysis.evidence.load`."""
    from analysis import evidence

    return evidence.load(root)


def _take_working_folder_off_path() -> None:
    """Keep `python -m analysis` from importing modules of the folder where it is started.

    That folder may be a stranger's project, and Python puts it first on the path. Where this
    package itself is imported from there, it goes last. Other programs keep their path.
    """
    is_program = sys.argv[:1] == ["-m"] and "analysis" in sys.orig_argv[-len(sys.argv)]
    if is_program and not sys.flags.safe_path:
        working_folder = sys.path.pop(0)
        if __path__[0].startswith(working_folder):
            sys.path.append(working_folder)


_take_working_folder_off_path()
