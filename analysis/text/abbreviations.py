"""Decide whether a full stop belongs to an abbreviation in the middle of a sentence.

`rules_of` turns the lists of a language into patterns of what may follow each abbreviation: a
title is followed by a name, "No." by a number, "a.m." by a day or a time zone.
"""

# ruff: noqa: RUF001, RUF002, RUF003 - this module is about letters of other scripts

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from analysis.text.abbreviation_lists import (
    ARTICLES,
    JOINED,
    LANGUAGES,
    PAIRS,
    PARTICLES,
    TITLES,
    Abbreviations,
)
from analysis.text.characters import ALL_MARKS
from analysis.text.patterns import lazy_pattern

LONGEST_WORD = 40  # characters before a full stop: an abbreviation and the word before it
NAME = re.compile(r"[^\W\d_][\w’'-]*")

_LETTER, _LETTER_OR_DIGIT = r"[^\W\d_]", r"[^\W_]"
_NO_MORE_DIGITS = r"(?!\d|[.,]\d)"
_DAY = rf"(?:[12]?\d|3[01]){_NO_MORE_DIGITS}"
_YEAR = rf"(?:1[5-9]|20)\d\d{_NO_MORE_DIGITS}"
_NUMBER = r"\d|(?:[VX]|[IVXLC]{2,})\b"  # in digits or Roman numerals

_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_ELISION = re.compile(r"^\w{1,2}['’](?=\w)")  # as in the French "d’art. 5"
_AFTER_FINAL_LETTER = re.compile(r"(?:\d\s*|[^\W\d_]\.\s*)$")
_CITY = frozenset(["washington,"])  # "D.C." after it is final
_BEFORE_STREETS = frozenset(["along", "off"])  # unlike "on", which is also before a weekday
_LIST = re.compile(r"[^\w\n]{0,9}\d{1,2}\.\s")
_LONGEST_ITEM = 1_000  # characters in an item of a list within a line
_OPENING_MARKS = "\"'([{«“„‘"


class Following(NamedTuple):
    """The text that continues a sentence after an abbreviation, and where the sentence ends."""

    pattern: re.Pattern[str]
    after_number: bool  # False if it is final after a number, as in "5 ft."
    not_after: frozenset[str] = frozenset()  # words after which it is final, as in "the Gov."
    after_day: re.Pattern[str] | None = None  # what continues a month after a day: "5 Nov. 2020"


class Rules(NamedTuple):
    """The abbreviations of one language, ready for lookup.

    Keys of `following` are in lower case, except for those with another meaning in lower case, such
    as "No". Some include the word before the abbreviation, as in "in jan".
    """

    following: dict[str, Following]
    words: frozenset[str]  # the last words of `following` and `spaced`, in lower case
    titles: frozenset[str]
    openings: frozenset[str]  # words that begin a sentence, as written and in capitals
    no_names: frozenset[str]  # the same, plus nouns that begin a sentence
    labels: frozenset[str]
    pairs: frozenset[str]
    spaced: dict[str, tuple[str, ...]]  # the second parts by the first, all in lower case
    ordinals: re.Pattern[str] | None

    def lookup(self, word: str, previous: str) -> Following | None:
        """Return what continues an abbreviation, given the word before it, or None."""
        following = self.following.get(f"{previous} {word}".lower()) or self.following.get(word)
        if not following and len(word) > 1:  # one capital letter is an initial, not "p." or "v."
            following = self.following.get(word.lower())
        return following

    def is_second_part(self, word: str, previous: str) -> bool:
        """Return whether two words are an abbreviation of two parts, such as "e. V."."""
        first = previous.lower().rstrip(".")
        return f"{word}.".lower() in self.spaced.get(first, ())


@functools.cache
def rules_of(language: str) -> Rules:
    """Return the rules of a language.

    Parameters
    ----------
    language : str
        A key of `LANGUAGES`.

    Examples
    --------
    >>> pattern = rules_of("en").following["gen"].pattern
    >>> [bool(pattern.match(words)) for words in ("Soleimani", "The", "35")]
    [True, False, False]
    """
    lists = LANGUAGES[language]
    openings = frozenset(lists.openings.split()) | frozenset(lists.openings.upper().split())
    no_names = openings | frozenset(f"{lists.nouns} {lists.nouns.upper()}".split())
    following = _following(lists, no_names)
    spaced = _spaced(lists)
    return Rules(
        following=following,
        words=frozenset(word.split()[-1].lower() for word in (*following, *spaced)),
        titles=frozenset(lists.titles.split()),
        openings=openings,
        no_names=no_names,
        labels=frozenset(lists.labels.split()),
        pairs=frozenset(lists.pairs.split()),
        spaced=spaced,
        ordinals=re.compile(rf"(?:{lists.ordinals})(?!\w)") if lists.ordinals else None,
    )


def _following(lists: Abbreviations, no_names: frozenset[str]) -> dict[str, Following]:
    """Map each abbreviation to what continues it; a later group overrides an earlier one."""
    no_opening = rf"(?!(?:{'|'.join(sorted(no_names))})\b(?!\.))" if no_names else ""
    name = lazy_pattern(no_opening + _LETTER)
    year = lazy_pattern(_YEAR)
    # A clock time continues with "GMT" unless a word follows that could begin a sentence.
    after_clock = rf"(?=\s*(?:[^\w\s'’]|$)|\s+(?:\d|(?:{lists.after_clocks})\b))"
    clock = rf"(?:{lists.clocks})\b{after_clock}"
    dated_months = " ".join(
        f"{word}_{month}" for word in lists.in_month.split() for month in lists.months.split()
    )
    answering = frozenset(lists.answering.split())
    groups = (
        (lists.titles, Following(name, False, not_after=frozenset(lists.articles.split()))),
        (lists.saints, Following(name, False)),
        (lists.numbered, Following(lazy_pattern(_NUMBER), False)),
        ("No" * bool(lists.answering), Following(lazy_pattern(_NUMBER), False, answering)),
        (lists.joined, Following(lazy_pattern(no_opening + _LETTER_OR_DIGIT), True)),
        (lists.months, Following(lazy_pattern(f"{_DAY}|{_YEAR}"), True, after_day=year)),
        (dated_months, Following(year, True)),
        (lists.states, Following(lazy_pattern(rf"(?:{lists.bodies})\b"), True, _CITY)),
        (lists.hours, Following(lazy_pattern(clock), True)),
        (lists.sums, Following(lazy_pattern(rf"(?:{lists.units})\b"), True)),
        (lists.firms, Following(lazy_pattern(rf"(?:{lists.forms})\b"), True)),
    )
    return {word.replace("_", " "): rule for words, rule in groups for word in words.split()}


def _spaced(lists: Abbreviations) -> dict[str, tuple[str, ...]]:
    """Map the first parts of two-part abbreviations to their second parts."""
    spaced: dict[str, tuple[str, ...]] = {}
    for word in f"{lists.joined} {lists.spaced}".split():
        first, _, second = word.partition("._")
        if second:
            spaced[first] = (*spaced.get(first, ()), f"{second}.")
    return spaced


def word_before(line: str, begin: int, stop: int) -> str:
    """Return the characters from the last space to a stop, at most `LONGEST_WORD`."""
    begin = max(begin, stop - LONGEST_WORD)
    return line[max(begin, line.rfind(" ", begin, stop) + 1) : stop]


def is_continued(line: str, begin: int, end: int, next_start: int, rules: Rules) -> bool:
    """Return whether a full stop is part of an abbreviation or number that the next words continue.

    Parameters
    ----------
    line : str
        Text without a line end.
    begin, end, next_start : int
        The offsets of the sentence, of its full stop, and of the next letter, digit or symbol.
        Only the last `LONGEST_WORD` characters of the sentence matter.
    rules : Rules
        The abbreviations of the language.

    Examples
    --------
    >>> is_continued("It was Gen. Soleimani.", 0, 10, 12, rules_of("en"))
    True
    """
    word = word_before(line, begin, end)
    if word.isalpha() and len(word) > 1 and word.lower() not in rules.words:
        return False  # the most common case
    *earlier, word = line[max(begin, end - LONGEST_WORD) : end].split() or [""]
    word = _ELISION.sub("", word.lstrip(ALL_MARKS))
    previous = earlier[-1].lstrip(ALL_MARKS) if earlier else ""

    if _is_first_part(line, word, next_start, rules):
        return True
    following = rules.lookup(word, previous)
    if following:
        return _is_followed(line, word, earlier, following, next_start)
    if rules.is_second_part(word, previous):
        return False
    if word.isdecimal():
        is_item = not earlier and _is_item(line, begin, word)
        return is_item or bool(rules.ordinals and rules.ordinals.match(line, next_start))
    return bool(_INITIALS.fullmatch(word)) and _is_initial(line, word, earlier, next_start, rules)


def _is_item(line: str, begin: int, number: str) -> bool:
    """Return whether a number that begins a sentence numbers an item of a list, as in "1. The".

    Within a line, a list starts with the line, and a number continues from that of the item before
    it, unlike the number in "no. 4. The court".
    """
    if len(number) > 2 or not line[:begin].strip():
        return len(number) < 3
    previous = f"{int(number) - 1}."
    return bool(_LIST.match(line)) and previous in line[max(0, begin - _LONGEST_ITEM) : begin]


def _is_followed(
    line: str,
    word: str,
    earlier: list[str],
    following: Following,
    next_start: int,
) -> bool:
    """Return whether a known abbreviation is followed by words that continue it."""
    previous = earlier[-1].lstrip(ALL_MARKS) if earlier else ""
    if following.not_after and previous.lower() in following.not_after:
        return False
    after_number = previous.rstrip(".").isdecimal()
    if after_number and following.after_day:
        return bool(following.after_day.match(line, next_start))
    is_unit = after_number and not following.after_number and word == word.lower()
    is_street = previous[:1].isupper() and len(earlier) > 1 and _is_street(word, earlier[-2])
    return not (is_unit or is_street) and bool(following.pattern.match(line, next_start))


def _is_street(word: str, before_name: str) -> bool:
    """Return whether an abbreviation after a name means a street, as in "on Ocean Dr."."""
    return word in ("St", "Ste") or (
        word == "Dr" and (before_name.isdecimal() or before_name.lower() in _BEFORE_STREETS)
    )


def _is_first_part(line: str, word: str, next_start: int, rules: Rules) -> bool:
    """Return whether an abbreviation continues, as in "n. Chr.", or is a title before a title."""
    second_parts = rules.spaced.get(word.lower(), ())
    if line[next_start : next_start + LONGEST_WORD].lower().startswith(second_parts):
        return True
    second = NAME.match(line, next_start)
    if not second or word.lower() not in rules.titles:
        return False
    return second[0].lower() in rules.titles and line.startswith(".", second.end())


def _is_initial(line: str, word: str, earlier: list[str], next_start: int, rules: Rules) -> bool:
    """Return whether letters with full stops are the initials of a name that continues."""
    name = NAME.match(line, next_start)
    if not name or not word[0].isupper() or not name[0][0].isupper():
        return False
    if name[0] in rules.no_names or word.lower() in rules.pairs or word.count(".") > 1:
        return False
    if "." in word and earlier and earlier[-1].lower() in ("a", "an"):  # as in "has a J.D."
        return False
    next_is_initial = len(name[0]) == 1 and line.startswith(".", name.end())
    if "." in word or not earlier or next_is_initial:
        return True
    previous = earlier[-1].strip(ALL_MARKS)
    if previous.endswith("."):
        return True
    # A first name precedes it, as in "George W. Bush", unlike in "plan B." or "Article V."
    is_name = previous[:1].isupper() and not previous.isupper() and word not in ("I", "V", "X")
    return is_name and previous not in rules.openings and previous.lower() not in rules.labels


def may_continue(word: str, before: str, after: str = "") -> bool:
    """Return whether a word with a full stop can be a title, an initial or an ordinal number.

    This is for languages left to sentencex. A lower-case letter after a number or after another
    such letter is final, as in "2020 г." or "и т. д.".

    Parameters
    ----------
    word : str
        The word, without its full stop.
    before : str
        The sentence up to the full stop, which ends with `word`.
    after : str
        The words after the full stop. An article before a lower-case word begins a sentence, unlike
        one that belongs to a name.

    Examples
    --------
    >>> may_continue("проф", "Это проф"), may_continue("г", "в 2020 г"), may_continue("руб", "руб")
    (True, False, False)
    >>> may_continue("dr", "Dr", "De Vries kwam."), may_continue("dr", "de dr", "De politie kwam.")
    (True, False)
    """
    word = word.lstrip(_OPENING_MARKS)
    lower = word.lower()
    if (lower in JOINED and not word.isupper()) or (word.isdecimal() and len(word) < 3):
        return True
    if lower in TITLES or (len(word) == 1 and word.islower()):
        is_final = _AFTER_FINAL_LETTER.search(before[: -len(word)][-40:])
        return not (is_final or _begins_with_article(after))
    if not _INITIALS.fullmatch(word) or not word[0].isupper():
        return False
    return word.isupper() and word.count(".") < 2 and lower not in PAIRS


def _begins_with_article(words: str) -> bool:
    """Return whether words begin a sentence, as in "De politie", unlike those in "De Vries"."""
    article, _, rest = words.partition(" ")
    return article in ARTICLES and rest[:1].islower() and rest.split()[0] not in PARTICLES
