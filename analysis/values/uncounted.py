"""Find numbers that do not count persons or things: ages, times, measures, parts of names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from analysis.text.patterns import lazy_pattern
from analysis.values.continuations import Continuation, Kind
from analysis.values.folded_text import folded
from analysis.values.uncounted_words import COUNTED, RULES, Rule

_REACH = 60  # characters examined before a number
_TOUCHING = ("zh", "ja", "yue", "ko")  # languages in which words may touch a number
# Expressions that mean the same in every language: "8:30", "Boeing 737".
_EVERYWHERE = (
    Rule(Kind.TIME, after=r":[0-5]\d(?![\d:])", number=r"[01]?\d|2[0-4]"),
    Rule(Kind.TIME, before=r"(?:[01]?\d|2[0-4]):", number=r"[0-5]\d"),
    Rule(Kind.NAME, before="(?:boeing|airbus|боинг|بوئینگ|بوينغ|波音)[ -]?"),
)


class Pattern(NamedTuple):
    """A compiled rule of `uncounted_words`."""

    kind: Kind
    before: re.Pattern[str]
    after: re.Pattern[str]
    number: re.Pattern[str]
    has_case: bool


def uncounted(text: str, cased: str, start: int, end: int, language: str) -> Continuation | None:
    """Return the expression that shows that a number does not count persons or things, or None.

    Parameters
    ----------
    text, cased : str
        A text as `folded_text.folded` returns it, and the same text in its original case.
    start, end : int
        The span of the number, with the words that make it a range.
    language : str
        The BCP 47 tag of the language.

    Examples
    --------
    >>> for text in ["a 35-year-old", "Article 406", "35 people"]:
    ...     start = text.index(next(filter(str.isdigit, text)))
    ...     end = start + len("".join(filter(str.isdigit, text)))
    ...     print(uncounted(text.lower(), text, start, end, "en"))
    Continuation(start=2, end=13, kind=<Kind.AGE: 'age'>)
    Continuation(start=0, end=11, kind=<Kind.NAME: 'name'>)
    None
    """
    rules, exceptions = _patterns(language.split("-")[0])
    for pattern in rules:
        place = _place(pattern, text, cased, start, end)
        if place and pattern.kind == Kind.NAME:
            is_counted = any(_place(other, text, cased, start, end) for other in exceptions)
            place = None if is_counted else place
        if place:
            return Continuation(*place, pattern.kind)
    return None


@lru_cache
def _patterns(language: str) -> tuple[list[Pattern], list[Pattern]]:
    """Return the compiled rules of a language, and the exceptions to those for names."""
    rules = (*_EVERYWHERE, *RULES.get(language, ()))
    return [_compiled(rule, language) for rule in rules], [
        _compiled(rule, language) for rule in COUNTED.get(language, ())
    ]


def _compiled(rule: Rule, language: str) -> Pattern:
    before, after = rule.before, rule.after
    if not rule.has_case:
        before, after = folded(before), folded(after)
    start = "" if language in _TOUCHING else r"(?<!\w)"
    return Pattern(
        rule.kind,
        lazy_pattern(rf"{start}(?:{before})$" if before else "$"),
        lazy_pattern(after),
        lazy_pattern(rule.number or r"(?s:.*)"),
        rule.has_case,
    )


def _place(pattern: Pattern, text: str, cased: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of a number with its surroundings, or None if a rule does not apply."""
    around = cased if pattern.has_case else text
    if not pattern.number.fullmatch(text, start, end):
        return None
    after = pattern.after.match(around, end)
    before = after and pattern.before.search(around, max(0, start - _REACH), start)
    if not (before and after):
        return None
    return before.start(), after.end()
