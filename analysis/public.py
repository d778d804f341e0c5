"""Prepare the public names of a package: check arguments, list names, suggest corrections."""

from __future__ import annotations

import functools
import inspect
import os
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from importlib.util import find_spec
from itertools import permutations
from numbers import Integral
from typing import Any

from analysis.errors import MissingColumnError, WrongArgumentError
from analysis.text.likeness import near_names
from analysis.text.visible import one_line

# What the parts of an annotation ask for, in words.
_WANTED = {
    "Evidence": "the evidence",
    "pd.DataFrame": "a DataFrame",
    "pd.Series": "a Series",
    "Figure": "a figure",
    "str": "a text",
    "Path": "a path",
    "bool": "True or False",
    "int": "a whole number from 0",
    "Sequence": "a list",
    "Iterable": "a list",
    "Collection": "a list",
    "list": "a list",
    "Mapping": "a dict",
    "dict": "a dict",
    "Callable": "a function",
}
# The modules of classes from other packages. Any instance means that the module is imported.
_MODULES = {
    "Evidence": "analysis.evidence",
    "pd.DataFrame": "pandas",
    "pd.Series": "pandas",
    "Figure": "matplotlib.figure",
    "np.bool_": "numpy",
}
_LISTS = ("Sequence", "Iterable", "Collection", "list")
_ALTERNATIVES = re.compile(r" \| (?![^\[]*\])")
# How to select by a column that is not a filter.
_OTHER_COLUMNS = (
    "; for another column, select in the table that it returns, as in "
    ".query(\"modality == 'denied'\")"
)
_LONGEST = 40  # characters of a value in a message
# The function that returns a suitable value, as the description of a parameter names it.
_RETURNED = re.compile(
    r"(?:^What|\bas) `((?:tables|agreement|coverage|figures|findings|intercoder)\.\w+)`\s+returns"
)


def publish(namespace: dict[str, Any]) -> None:
    """Prepare a package or module for its users, from the names in its `__all__`.

    Functions check their arguments, and can be pickled. The docstring and `dir` list the names. Any
    other name raises an error that suggests the right one.

    Parameters
    ----------
    namespace : dict
        The `globals()` of the package.
    """
    module, names = namespace["__name__"], namespace["__all__"]
    lines, others = [], []
    for name in names:
        value = namespace[name]
        path = f"{module.removeprefix('analysis.')}.{name}"
        if inspect.isfunction(value):
            namespace[name] = value = checked(value, path)
            value.__module__ = module  # where pickle and help() look for it
        elif inspect.isclass(value):
            value.__module__ = module
            for key, method in list(vars(value).items()):
                if inspect.isfunction(method):
                    setattr(value, key, checked(method, f"{path}.{key}".removesuffix(".__init__")))
        if summary := callable(value) and (value.__doc__ or "").partition("\n")[0]:
            lines.append(f"- `{name}`: {summary}")
        else:
            others.append(f"`{name}`")
    if namespace.get("__doc__"):  # Python leaves it out with -OO
        beside = f"\n\nConstants: {', '.join(others)}." if others else ""
        listed = "\n".join(lines)
        namespace["__doc__"] = f"{namespace['__doc__'].rstrip()}\n\n{listed}{beside}\n"
    dunder = {name for name in namespace if name.startswith("__")}
    namespace["__dir__"] = lambda: sorted({*names, *dunder})

    def explain(name: str) -> None:
        raise unknown_name(module, names, name)

    namespace["__getattr__"] = explain


def unknown_name(module: str, names: Sequence[str], name: str) -> AttributeError | ImportError:
    """Return the error for an unknown name in a package, with the name that may be meant.

    Python 3.11 drops the message of an AttributeError in "from analysis import tabels", so that
    statement raises an ImportError.
    """
    message = f"module {module!r} has no {name!r}"
    is_package = "__path__" in vars(sys.modules[module])
    if name.startswith("__") or (is_package and find_spec(f"{module}.{name}")):
        return AttributeError(message, name=name)
    near = near_names(name, names) or get_close_matches(name, names, 1, 0.8)
    advice = f"did you mean {' or '.join(map(repr, near))}?" if near else f"it has {_listed(names)}"
    message = f"{message}; {advice}"
    if sys._getframe(2).f_code.co_name == "_handle_fromlist":
        return ImportError(message, name=module)
    return AttributeError(message, name=name)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def checked(function: Callable[..., Any], path: str) -> Callable[..., Any]:
    """Return a function that first checks its arguments against their annotations.

    Parameters
    ----------
    function : callable
        A function whose annotations are text. Those that `_WANTED` lists are checked.
    path : str
        The name of the function in messages.
    """
    signature = inspect.signature(function)
    named = [item for item in signature.parameters.values() if item.name != "self"]
    call = f"{path}({', '.join(map(_as_written, named))})"

    @functools.wraps(function)
    def check(*arguments: Any, **options: Any) -> Any:
        try:
            bound = signature.bind(*arguments, **options)
        except TypeError as error:
            beside = _OTHER_COLUMNS if "speaker" in signature.parameters and options else ""
            raise WrongArgumentError(f"{path}: {error}; write {call}{beside}") from None
        wrong = [
            item
            for name, value in bound.arguments.items()
            if not _fits(value, (item := signature.parameters[name]).annotation)
        ]
        if wrong:
            in_order = list(signature.parameters.values())[: len(arguments)]
            if wrong[0] in in_order and _fit_otherwise(arguments, in_order):
                order = "the arguments are in the wrong order"
                raise WrongArgumentError(f"{path}: {order}; write {call}")
            value = bound.arguments[wrong[0].name]
            raise WrongArgumentError(f"{path}: {_refusal(function, path, wrong[0], value)}")
        return function(*arguments, **options)

    return check


def warn(message: str) -> None:
    """Issue a warning at the user's line of code that called a function of this package."""
    level, frame = 1, sys._getframe()
    while frame.f_back and frame.f_globals["__name__"].partition(".")[0] == "analysis":
        level, frame = level + 1, frame.f_back
    warnings.warn(message, UserWarning, stacklevel=level)


def require_columns(frame: Any, columns: Iterable[str], function: str, table: str) -> None:
    """Raise an error if a DataFrame lacks columns that a function needs.

    Parameters
    ----------
    frame : DataFrame
        What was passed to the function.
    columns : iterable of str
        The columns that it needs.
    function, table : str
        The names of the function, and of the one that returns such a table.

    Raises
    ------
    MissingColumnError
        If any column is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> require_columns(pd.DataFrame({"what": []}), ["what", "date"], "figures.timeline",
    ...     "tables.timeline")
    Traceback (most recent call last):
    analysis.errors.MissingColumnError: figures.timeline: the table lacks the column date; give \
what tables.timeline returns, or some of its rows
    """
    missing = [column for column in columns if column not in frame]
    if missing:
        noun = "column" if len(missing) == 1 else "columns"
        raise MissingColumnError(
            f"{function}: the table lacks the {noun} {_listed(missing)}; give what {table} "
            "returns, or some of its rows"
        )


def require_named(frame: Any, columns: Iterable[str]) -> None:
    """Raise an error if a DataFrame lacks one of the columns that the user names.

    Raises
    ------
    MissingColumnError
        If any column is missing; the message lists the existing ones.
    """
    if missing := [column for column in columns if column not in frame]:
        there = _listed(map(str, frame))
        raise MissingColumnError(f"{missing[0]}: the table has no such column; give one of {there}")


def _as_written(parameter: inspect.Parameter) -> str:
    return parameter.name if parameter.default is parameter.empty else f"{parameter.name}=..."


def _fit_otherwise(arguments: tuple[Any, ...], parameters: list[inspect.Parameter]) -> bool:
    """Return whether the arguments would fit the parameters in another order."""
    return any(
        all(_fits(value, item.annotation) for value, item in zip(order, parameters, strict=True))
        for order in permutations(arguments)
    )


def _fits(value: Any, annotation: Any) -> bool:
    """Return whether a value matches one of the alternatives of an annotation."""
    if not isinstance(annotation, str):  # there is none
        return True
    return any(_is_of(value, part.strip("\"'")) for part in _ALTERNATIVES.split(annotation))


def _is_of(value: Any, part: str) -> bool:
    name, _, items = part.partition("[")
    if name == "None":
        return value is None
    if name not in _WANTED:
        return True
    if name == "bool" or _is_bool(value):
        return name == "bool" and _is_bool(value)
    if name in ("str", "Path"):
        return isinstance(value, str if name == "str" else os.PathLike)
    if name == "int":
        return isinstance(value, Integral) and int(value) >= 0
    if name in ("Mapping", "dict"):
        return isinstance(value, Mapping)
    if name == "Callable":
        return callable(value)
    if name in _LISTS:
        is_list = isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping)
        is_checked = items == "str]" and isinstance(value, Sequence)
        is_list &= not hasattr(value, "columns")  # a table, of pandas or another package
        return is_list and (not is_checked or all(isinstance(item, str) for item in value))
    return _is_instance(value, name)


def _is_bool(value: Any) -> bool:
    return isinstance(value, bool) or _is_instance(value, "np.bool_")


def _is_instance(value: Any, name: str) -> bool:
    """Return whether a value is an instance of a class of `_MODULES`, importing no module."""
    module = sys.modules.get(_MODULES[name])
    return isinstance(value, getattr(module, name.rpartition(".")[2], ()))


def _refusal(
    function: Callable[..., Any], path: str, parameter: inspect.Parameter, value: Any
) -> str:
    """Return what is wrong with the value of a parameter, and what to pass instead."""
    parts = [part.partition("[")[0] for part in _ALTERNATIVES.split(parameter.annotation)]
    wanted = list(dict.fromkeys(_WANTED[name] for name in parts if name in _WANTED))
    advice = "give what analysis.load() returns" if "Evidence" in parts else ""
    advice = advice or _advice(function, parameter.name) or f"see help({path})"
    kinds = " or ".join(filter(None, [", ".join(wanted[:-1]), wanted[-1]]))
    return f"{parameter.name} is {_shown(value)}, not {kinds}; {advice}"


def _advice(function: Callable[..., Any], parameter: str) -> str:
    """Return which function returns a suitable value, if the docstring says so, or ""."""
    text = inspect.cleandoc(function.__doc__ or "")
    described = re.search(rf"^{parameter} : .*\n((?: .*\n?)+)", text, re.MULTILINE)
    returned = described and _RETURNED.search(described[1].strip())
    return f"give what {returned[1]} returns" if returned else ""


def _shown(value: Any) -> str:
    """Return a value for use in a message: as written if it is short, otherwise its type."""
    if value is None or _is_bool(value) or isinstance(value, Integral | float | str):
        text = one_line(repr(value))
        return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    kind = type(value).__name__
    return f"{'an' if kind[0] in 'AEIOUaeiou' else 'a'} {kind}"
