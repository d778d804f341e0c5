"""Decide whether the words after an abbreviation continue its sentence.

`rules` turns the lists of a language into patterns of what may follow each abbreviation: a title is
followed by a name, "No." by a number, "a.m." by a day or a time zone.
"""

# ruff: noqa: RUF001, RUF002 - letters of other scripts are the subject here

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from analysis.text.abbreviation_lists import FINAL, JOINED, LANGUAGES, TITLES, Abbreviations

__all__ = ["FINAL", "LANGUAGES", "TITLES", "Following", "Rules", "may_continue", "rules"]

_LETTER, _LETTER_OR_DIGIT = r"[^\W\d_]", r"[^\W_]"
_NO_MORE_DIGITS = r"(?!\d|[.,]\d)"
_DAY = rf"(?:[12]?\d|3[01]){_NO_MORE_DIGITS}"
_YEAR = rf"(?:1[5-9]|20)\d\d{_NO_MORE_DIGITS}"
_NUMBER = r"\d|(?:[VX]|[IVXLC]{2,})\b"  # in digits or Roman numerals

_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_AFTER_FINAL_LETTER = re.compile(r"(?:\d\s*|[^\W\d_]\.\s*)$")
_OPENING_MARKS = "\"'([{«“„‘"


class Following(NamedTuple):
    """What continues an abbreviation, and where the abbreviation is final whatever follows."""

    pattern: re.Pattern[str]
    after_number: bool  # False where it is final after a number, as in "5 ft."
    not_after: frozenset[str] = frozenset()  # words after which it is final, as in "the Gov."
    after_day: re.Pattern[str] | None = None  # what continues a month after a day: "5 Nov. 2020"


class Rules(NamedTuple):
    """The abbreviations of one language, ready to be looked up.

    Keys of `following` are in lower case, except for those with another meaning in lower case, such
    as "No". Some include the word before the abbreviation, as in "in jan".
    """

    following: dict[str, Following]
    words: frozenset[str]  # the last words of `following` and `spaced`, in lower case
    titles: frozenset[str]
    openings: frozenset[str]  # words that begin a sentence, as written and in capitals
    labels: frozenset[str]
    pairs: frozenset[str]
    spaced: dict[str, tuple[str, ...]]  # the second parts by the first, all in lower case
    ordinals: re.Pattern[str] | None

    def lookup(self, word: str, previous: str) -> Following | None:
        """Return what continues an abbreviation, given the word before it; None if it is none."""
        found = self.following.get(f"{previous} {word}".lower()) or self.following.get(word)
        if not found and len(word) > 1:  # one capital letter is an initial, not "p." or "v."
            found = self.following.get(word.lower())
        return found

    def is_second_part(self, word: str, previous: str) -> bool:
        """Return whether two words are an abbreviation of two parts, such as "e. V."."""
        first = previous.lower().rstrip(".")
        return f"{word}.".lower() in self.spaced.get(first, ())


@functools.cache
def rules(language: str) -> Rules:
    """Return the rules of a language.

    Parameters
    ----------
    language : str
        A key of `LANGUAGES`.

    Examples
    --------
    >>> pattern = rules("en").following["gen"].pattern
    >>> [bool(pattern.match(words)) for words in ("Soleimani", "The", "35")]
    [True, False, False]
    """
    lists = LANGUAGES[language]
    openings = frozenset(lists.openings.split()) | frozenset(lists.openings.upper().split())
    following = _following(lists, openings)
    spaced = _spaced(lists)
    return Rules(
        following=following,
        words=frozenset(word.split()[-1].lower() for word in (*following, *spaced)),
        titles=frozenset(lists.titles.split()),
        openings=openings,
        labels=frozenset(lists.labels.split()),
        pairs=frozenset(lists.pairs.split()),
        spaced=spaced,
        ordinals=re.compile(rf"(?:{lists.ordinals})(?!\w)") if lists.ordinals else None,
    )


def _following(lists: Abbreviations, openings: frozenset[str]) -> dict[str, Following]:
    """Map each abbreviation to what continues it; a later group overrides an earlier one."""
    no_opening = rf"(?!(?:{'|'.join(sorted(openings))})\b(?!\.))" if openings else ""
    name = re.compile(no_opening + _LETTER)
    year = re.compile(_YEAR)
    # A clock time goes on with "GMT" if no word follows that could begin a sentence.
    after_clock = rf"(?=\s*(?:[^\w\s'’]|$)|\s+(?:\d|(?:{lists.after_clocks})\b))"
    clock = rf"(?:{lists.clocks})\b{after_clock}"
    dated_months = " ".join(
        f"{word}_{month}" for word in lists.in_month.split() for month in lists.months.split()
    )
    groups = (
        (lists.titles, Following(name, False, not_after=frozenset(lists.articles.split()))),
        (lists.saints, Following(name, False)),
        (lists.numbered, Following(re.compile(_NUMBER), False)),
        (lists.joined, Following(re.compile(no_opening + _LETTER_OR_DIGIT), True)),
        (lists.months, Following(re.compile(f"{_DAY}|{_YEAR}"), True, after_day=year)),
        (dated_months, Following(year, True)),
        (lists.states, Following(re.compile(rf"(?:{lists.bodies})\b"), True)),
        (lists.hours, Following(re.compile(clock), True)),
        (lists.sums, Following(re.compile(rf"(?:{lists.units})\b"), True)),
        (lists.firms, Following(re.compile(rf"(?:{lists.forms})\b"), True)),
    )
    return {word.replace("_", " "): rule for words, rule in groups for word in words.split()}


def _spaced(lists: Abbreviations) -> dict[str, tuple[str, ...]]:
    """Map the first parts of abbreviations of two parts to the second parts."""
    spaced: dict[str, tuple[str, ...]] = {}
    for word in f"{lists.joined} {lists.spaced}".split():
        first, _, second = word.partition("._")
        if second:
            spaced[first] = (*spaced.get(first, ()), f"{second}.")
    return spaced


def may_continue(word: str, before: str) -> bool:
    """Return whether a word with a full stop can be a title, an initial or an ordinal number.

    This is for languages that are left to sentencex. A small letter after a number or another such
    letter is final, as in "2020 г." or "и т. д.".

    Parameters
    ----------
    word : str
        The word, without its full stop.
    before : str
        The sentence up to the full stop, which ends with `word`.

    Examples
    --------
    >>> may_continue("проф", "Это проф"), may_continue("г", "в 2020 г"), may_continue("руб", "руб")
    (True, False, False)
    """
    word = word.lstrip(_OPENING_MARKS)
    lower = word.lower()
    if lower in TITLES or lower in JOINED or (word.isdecimal() and len(word) < 3):
        return True
    if not _INITIALS.fullmatch(word):
        return False
    if word[0].isupper() or len(word) > 1:
        return word[0].isupper()
    return not _AFTER_FINAL_LETTER.search(before[: -len(word)][-40:])
