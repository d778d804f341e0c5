"""Check that the optional packages that a command needs are installed."""

from __future__ import annotations

from importlib.util import find_spec

from analysis.errors import UserError

# The modules that commands import, by the extra of pyproject.toml that installs them.
EXTRAS = {
    "draft": ("babel",),
    "export": ("pyarrow", "xlsxwriter"),
    "html": ("pypdf", "trafilatura"),
    "notebooks": ("IPython", "ipykernel", "jupyter_client", "nbclient", "nbformat"),
    "scale": ("dask", "distributed", "fsspec", "pyarrow"),
    "site": ("nbconvert", "nbformat", "nh3"),
}


class MissingExtraError(UserError):
    """A package is not installed; the message names its extra and the command that installs it."""


def require(extra: str, purpose: str) -> None:
    """Raise an error unless all packages of an extra are installed.

    Parameters
    ----------
    extra
        A name in `EXTRAS`.
    purpose
        What needs the packages, such as "a draft"; the message begins with it.

    Raises
    ------
    MissingExtraError
        If a package is missing; the message is one line that says how to install it.

    Examples
    --------
    >>> require("draft", "a draft")
    """
    if names := missing(extra):
        is_missing = f"{', '.join(names)} {'are' if len(names) > 1 else 'is'} not installed"
        message = f"{purpose} needs the extra {extra}: {is_missing}; {how_to_install(extra)}"
        raise MissingExtraError(message)


def missing(extra: str) -> list[str]:
    """Return the packages of an extra that are not installed.

    >>> missing("draft")
    []
    """
    return [name for name in EXTRAS[extra] if not find_spec(name)]


def how_to_install(extra: str) -> str:
    """Return the part of a message that says how to install an extra.

    >>> how_to_install("html")
    'run python -m pip install -e ".[html]" with the Python of .venv'
    """
    return f'run python -m pip install -e ".[{extra}]" with the Python of .venv'
