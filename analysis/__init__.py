"""Tabulate what news articles report about a contested legal event, with the quote of each value.

Load a project, ask for a table, and select what you need:

>>> import analysis
>>> evidence = analysis.load()
>>> table = analysis.tables.casualties(evidence, source="Sputnik", property="injured")
>>> table["value_text"].tolist()
['over 100 (101 or more)']

The modules, in the order in which you are likely to need them:

- `tables`: what was reported, by whom and in which words: warrants, charges, casualties, dates
- `agreement`: where the texts agree, and where they cannot all be right
- `coverage`: what each text says nothing about, and why; what was done with every sentence
- `findings`: the findings as sentences, computed from the evidence
- `figures`: one figure for each table
- `display`: tables, figures and quotes in a notebook
- `intercoder`: how far a second coder agrees
- `export`: the evidence in standard formats

Every function takes the evidence or a table first, and returns a DataFrame, a figure or sentences.
No table says which text is right. The page `docs/recipes.md` answers common questions in a few
lines each. Modules are imported when they are first used.
"""

# Only `sys` is imported here, because it is built in. `python -m analysis` looks for every other
# module, even `__future__`, in the working folder first, until that folder is taken off the path.
import sys

TYPE_CHECKING = False  # type checkers treat this name as `typing.TYPE_CHECKING`

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from analysis import (
        agreement,
        coverage,
        display,
        export,
        figures,
        findings,
        intercoder,
        tables,
    )
    from analysis.evidence import Evidence

__all__ = [
    "agreement",
    "coverage",
    "display",
    "export",
    "figures",
    "findings",
    "intercoder",
    "load",
    "tables",
]


def load(root: "str | Path | None" = None) -> "Evidence":
    """Read and check a project, and return its texts and tables.

    Parameters
    ----------
    root : str or Path, optional
        The project folder; by default $ANALYSIS_ROOT, or this project.

    Returns
    -------
    Evidence
        One DataFrame per table, such as `sources` and `statements`.

    Raises
    ------
    EvidenceError
        If anything is wrong; the message has one line per problem.
    """
    from pathlib import Path

    from analysis import evidence
    from analysis.public import checked

    read = checked(evidence.load, "analysis.load")
    if isinstance(root, str | Path) and not Path(root).is_dir():
        what = "this is a file, not a folder" if Path(root).exists() else "there is no such folder"
        raise evidence.EvidenceError(f"{root}: {what}; give the folder of a project, or no folder")
    return read(root)


def __getattr__(name: str) -> "ModuleType":
    """Import a module of `__all__` when it is first used."""
    if name in __all__:
        from importlib import import_module

        return import_module(f"{__name__}.{name}")
    from analysis.public import unknown_name

    raise unknown_name(__name__, __all__, name)


def __dir__() -> list[str]:
    dunder = {name for name in globals() if name.startswith("__")}
    return sorted({*__all__, *dunder} - {"__dir__", "__getattr__"})


def _take_working_folder_off_path() -> None:
    """Keep `python -m analysis` from importing modules from the folder where it is started.

    That folder may be a stranger's project, and Python puts it first on the path. If this package
    itself is imported from there, the folder goes last. Other programs keep their path.
    """
    is_program = sys.argv[:1] == ["-m"] and "analysis" in sys.orig_argv[-len(sys.argv)]
    if is_program and not sys.flags.safe_path:
        working_folder = sys.path.pop(0)
        if __path__[0].startswith(working_folder):
            sys.path.append(working_folder)


_take_working_folder_off_path()
