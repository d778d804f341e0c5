"""Compile regular expressions when they are first used, because long ones take long to compile."""

from __future__ import annotations

import re
from typing import Any, cast


class _LazyPattern:
    """Stand for a pattern until an attribute other than `pattern` is asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        found = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)  # so that the next use finds it at once
        return found


def lazy_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    r"""Return what `re.compile` returns, but compile it at the first use.

    Parameters
    ----------
    pattern : str
        The regular expression.
    flags : int
        The flags of `re`.

    Returns
    -------
    re.Pattern
        An object with the methods of a compiled pattern. The functions of `re` do not take it.

    Examples
    --------
    >>> digits = lazy_pattern(r"\d+")
    >>> digits.findall("35 or 36")
    ['35', '36']
    """
    return cast("re.Pattern[str]", _LazyPattern(pattern, flags))
