"""Check that the optional packages that a command needs are installed."""

from __future__ import annotations

from importlib.util import find_spec

from analysis.errors import UserError

# The modules that commands import, by the extra of pyproject.toml that installs them.
EXTRAS = {
    "draft": ("babel",),
    "notebooks": ("IPython", "ipykernel", "jupyter_client", "nbclient", "nbformat"),
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
        What needs the packages, as the subject of "needs it", such as "a draft".

    Raises
    ------
    MissingExtraError
        If a package is missing; the message is one line that says how to install it.

    Examples
    --------
    >>> require("draft", "a draft")
    """
    missing = [name for name in EXTRAS[extra] if not find_spec(name)]
    if missing:
        raise MissingExtraError(
            f"{' and '.join(missing)}: not installed, and {purpose} needs it; "
            f'run python -m pip install -e ".[{extra}]" with the Python of .venv'
        )
