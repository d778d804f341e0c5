"""Refuse arguments of the wrong type in one line, and advise on names that do not exist."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Collection, Mapping
from difflib import get_close_matches
from typing import Any, ParamSpec, TypeVar

import pandas as pd

from analysis.errors import UserError
from analysis.evidence import Evidence

Params = ParamSpec("Params")
Result = TypeVar("Result")

# By the annotation of a parameter: what is accepted, and what to give.
_WANTED: dict[str, tuple[Callable[[object], bool], str]] = {
    "Evidence": (
        lambda value: isinstance(value, Evidence),
        "the evidence; give what analysis.load() returns",
    ),
    "pd.DataFrame": (
        lambda value: isinstance(value, pd.DataFrame),
        "a DataFrame; give a table that a function of this package returns",
    ),
    "Figure": (  # known by its method, because matplotlib is loaded only to draw
        lambda value: hasattr(value, "savefig"),
        "a figure; give what a function of analysis.figures returns",
    ),
    "str": (lambda value: isinstance(value, str), "text; give a string"),
    "str | None": (lambda value: value is None or isinstance(value, str), "text; give a string"),
}


def check_types(parameters: Mapping[str, inspect.Parameter], given: Mapping[str, object]) -> None:
    """Raise an error if an argument is not the evidence, table, figure or text that is wanted.

    Parameters
    ----------
    parameters : mapping of str to Parameter
        The parameters of a function. Those with other annotations are not checked.
    given : mapping of str to object
        The arguments by the names of their parameters.

    Raises
    ------
    UserError
        If one has another type.
    """
    for name in filter(given.__contains__, parameters):
        value, annotation = given[name], str(parameters[name].annotation)
        if annotation in _WANTED:
            is_wanted, wanted = _WANTED[annotation]
            if not is_wanted(value):
                raise UserError(f"{name}: this is of type {type(value).__name__}, not {wanted}")


def checked(function: Callable[Params, Result]) -> Callable[Params, Result]:
    """Decorate a function to check the types of its arguments, as `check_types` does.

    Examples
    --------
    >>> @checked
    ... def count(evidence: Evidence) -> int:
    ...     return len(evidence.sources)
    >>> count("data")
    Traceback (most recent call last):
    analysis.errors.UserError: evidence: this is of type str, not the evidence; give what
    analysis.load() returns
    """
    parameters = inspect.signature(function).parameters

    @functools.wraps(function)
    def call(*args: Params.args, **kwargs: Params.kwargs) -> Result:
        check_types(parameters, {**dict(zip(parameters, args, strict=False)), **kwargs})
        return function(*args, **kwargs)

    return call


def no_such_name(module: str, names: Collection[str]) -> Callable[[str], Any]:
    """Return a `__getattr__` for a package, which advises on a name that it does not have.

    Examples
    --------
    >>> no_such_name("analysis.tables", ["charges", "warrants"])("warrant")
    Traceback (most recent call last):
    AttributeError: module 'analysis.tables' has no 'warrant'; did you mean 'warrants'?
    """

    def getattr_of_module(name: str) -> Any:
        near = get_close_matches(name, names, 1)
        advice = f"did you mean {near[0]!r}?" if near else f"it has {', '.join(names)}"
        raise AttributeError(f"module {module!r} has no {name!r}; {advice}")

    return getattr_of_module


def shown_names(names: Collection[str]) -> Callable[[], list[str]]:
    """Return a `__dir__` for a package, so that Tab offers only the names that are for its users.

    >>> shown_names(["warrants", "charges"])()
    ['charges', 'warrants']
    """
    return lambda: sorted(names)
