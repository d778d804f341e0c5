"""Split a line into sentences, even inside quotations and after abbreviations.

The strategy:

1. `stops.candidates` finds each stop, with the marks after it, up to the next letter or digit.
2. `_is_end` decides from what is on both sides of the stop whether a sentence ends there. For a
   full stop this depends on the abbreviations of the language (`abbreviations`) and on what follows
   them: "Gen. Soleimani", but "in the Gov. The court".
3. Where that is not enough, as before a lower-case letter, the library sentencex decides.

In case of doubt a sentence ends: an extra sentence only needs one more exclusion, while two
sentences treated as one can hide what the second says.
"""

# ruff: noqa: RUF001 - this module is about punctuation in other scripts

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator

from analysis.text.abbreviation_lists import FINAL, LANGUAGES, TITLES
from analysis.text.abbreviations import (
    LONGEST_WORD,
    NAME,
    Rules,
    is_continued,
    may_continue,
    rules_of,
    word_before,
)
from analysis.text.characters import ALL_MARKS, HIDDEN, JOINERS, OPENING, SYMBOLS, is_unspaced
from analysis.text.patterns import lazy_pattern
from analysis.text.stops import candidates

LONGEST_SPLIT = 5_000  # characters passed to sentencex at once, whose time grows with their square
# Spaces of several bytes: sentencex assumes one byte, and may then panic.
WIDE_SPACE = {*map(ord, "\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"), *range(0x2000, 0x200B)}

# Languages whose abbreviations sentencex knows but this project does not.
_BY_SENTENCEX = (
    "ab am av ba bg bn ca ce co cs cv da el fi gl gu hi hy it ja kk kl kn kv li ml mr my nl oc os"
    " pa pl pt ru sa sk ta te tt uk"
)
_JOINERS = frozenset(JOINERS)
_MARKS = re.compile(f"[{re.escape(ALL_MARKS)}]")
_HIDDEN = re.compile(f"[{HIDDEN}]")
_WIDE = re.compile(f"[{''.join(map(chr, sorted(WIDE_SPACE)))}]")  # ten times as fast as translate

# Words before a stop.
_LAST_WORD = re.compile(r"(?:[^\W\d_]|(?<!\d)\d{4}(?!\d))+$")  # letters and years
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_ENDS_IN_INITIALS = re.compile(r"(?:^|[^\w.])(?:[^\W\d_]\.)+[^\W\d_]$")  # "(U.S"

# Words after a stop.
_NUMBER_AND_WORD = re.compile(r"\d{1,20}+(?:,\d{3}){0,5}+\s++[^\W\d_]")  # "1,200 men"
_PLAIN_WORD = re.compile(r"[^\W\d_]{1,40}+(?:['’][^\W\d_]{1,3}+)?+[,;:.!?]?+(?:\s|$)")  # "it's,"
# Names such as "al-Sudani", "de Gaulle" and "eBay"; the last letter has to be a capital.
_LOWER_NAME = re.compile(
    r"(?:[^\W\d_]{1,3}+[-'’]|(?:d[aeiou]|del|den|der|dos|el|al|bin|bint|ibn|la|le|van|von|zu|ter)"
    r"(?: (?:den?|der|la|l[ao]s))? |[^\W\d_])[^\W\d_]"
)
_FIRM = re.compile(r"(?:Inc|Ltd|Corp|Co|LLC)\b")  # after a name with a mark, as in "Yahoo! Inc."
# The end of a file or site name in a text in capitals.
_SUFFIX = lazy_pattern(
    r"(?:COM|ORG|NET|GOV|EDU|INT|INFO|TV|UK|EU|IR|IQ|DE|FR|ES|RU|TXT|PDF|DOCX?|XLSX?|CSV|HTML?|MD"
    r"|PY|JS|JSON|XML|EXE|ZIP|JPE?G|PNG|GIF|MP[34])(?![^\W_])"
)


def boundaries(line: str, language: str) -> list[int]:
    """Return the offsets at which the sentences of a line end, except for the end of the line.

    Parameters
    ----------
    line : str
        Text without a line end.
    language : str
        A BCP 47 tag. One that neither this module nor sentencex knows is read as English.

    Returns
    -------
    list of int
        In order. The space after a sentence belongs to the next.

    Examples
    --------
    >>> line = 'He said: "It is a warrant. Ten men died." U.S. forces left D.C. Nobody spoke.'
    >>> edges = [0, *boundaries(line, "en"), len(line)]
    >>> [line[start:end].strip() for start, end in zip(edges, edges[1:])]
    ['He said: "It is a warrant.', 'Ten men died."', 'U.S. forces left D.C.', 'Nobody spoke.']
    """
    primary, rules = _rules_for(language)
    ends: list[int] = []
    unsure: list[tuple[int, int]] = []
    begin = 0
    for stop in candidates(line, primary):
        start, next_start = stop.span()
        if rules and stop[0] == ". " and _begins_sentence(line[next_start]):
            # The most common case, ". The".
            if not is_continued(line, begin, start, next_start, rules):
                begin = start + 1
                ends.append(begin)
            continue
        is_end = _is_end(line, begin, stop, rules)
        if is_end:
            begin = _sentence_end(line, stop)
            ends.append(begin)
        elif is_end is None:
            unsure.append((stop.end("marks"), stop.end()))
    return sorted([*ends, *_ask_sentencex(line, unsure, language)]) if unsure else ends


@functools.cache
def _rules_for(language: str) -> tuple[str, Rules | None]:
    """Return the primary subtag and its rules of abbreviations, None if sentencex has them."""
    primary = re.split("[-_]", language, maxsplit=1)[0].lower()
    if primary in _BY_SENTENCEX.split():
        return primary, None
    return primary, rules_of(primary if primary in LANGUAGES else "en")


def _begins_sentence(character: str) -> bool:
    """Return whether a sentence can begin with a character: anything but a lower-case letter."""
    return character.isupper() or (character.isalnum() and not character.islower())


def _sentence_end(line: str, stop: re.Match[str]) -> int:
    """Return the end of a sentence: after a footnote number, unless that begins the next one."""
    number_begins_next = line[stop.end()].islower()
    return stop.end("marks") if number_begins_next else stop.end("number")


def _is_end(line: str, begin: int, stop: re.Match[str], rules: Rules | None) -> bool | None:
    """Return whether a sentence that begins at `begin` ends at a stop; None to ask sentencex."""
    mark, more, marks, number, space = stop.groups()
    following = line[stop.end()]
    marks = marks and _HIDDEN.sub("", marks)
    is_full_stop = mark == "." and not more
    is_plain = is_full_stop and not marks
    word = word_before(line, begin, stop.start())
    if number:
        return _ends_before_number(line, stop, word, rules)
    if not space and not _ends_without_space(line, stop, word, rules):
        return False
    if following.islower():
        if not space and mark in "!?":
            return True
        if is_full_stop and _begins_lower(line, begin, stop, word, rules):
            return True
        is_part = is_plain and rules and is_continued(line, begin, stop.start(), stop.end(), rules)
        return False if marks or is_part else None
    if not (following.isalnum() or following in SYMBOLS):
        return None if space else following not in _JOINERS

    # Next is a digit, a symbol, or a letter that can begin a sentence.
    is_hyphenated = not space and marks[-1:] in ("-", "–")
    if is_full_stop and (is_hyphenated or not _JOINERS.isdisjoint(marks + space)):
        return _is_ordinary(word, rules) or _is_opening(line, stop.end(), rules)
    if not is_plain:
        return not (mark == "!" and space == " " and _FIRM.match(line, stop.end()))
    if rules:
        return not is_continued(line, begin, stop.start(), stop.end(), rules)
    after = line[stop.end() : stop.end() + LONGEST_WORD]
    return None if may_continue(word, line[begin : stop.start()], after) else True


# --- Stops before a number or without a space -----------------------------------------------------


def _ends_before_number(line: str, stop: re.Match[str], word: str, rules: Rules | None) -> bool:
    """Return whether a sentence ends before a number that follows its stop without a space."""
    following = line[stop.end()]
    if not _is_ordinary(word, rules) and not (stop["marks"] and not word[-1:].isdigit()):
        return False
    if not stop["space"] and stop.end() == stop.end("number"):
        return following.isupper() or following in OPENING
    if _YEAR.fullmatch(word) and not following.isalpha():
        return False
    return following.isalnum() or following in SYMBOLS


def _ends_without_space(line: str, stop: re.Match[str], word: str, rules: Rules | None) -> bool:
    """Return whether a stop can end a sentence although no space follows it.

    Most stops of other scripts need no space. An ASCII stop needs more than one letter or digit on
    both sides, as in "died.The", unlike "U.S.", "1.5" or "example.com".
    """
    start, next_start = stop.start(), stop.end()
    if not stop["stop"].isascii():
        is_decimal = stop["stop"] == "．" and line[next_start].isdigit()
        return not (is_decimal and line[start - 1 : start].isdigit())
    before, after = line[max(start - 2, 0) : start], line[next_start : next_start + 2]
    if is_unspaced(after[0]):
        return True
    if len(before) == 2 and before.isalnum():
        return _ends_word_without_space(line, stop, word, rules)
    return _ends_letter_without_space(line, stop, word, rules)


def _ends_word_without_space(
    line: str, stop: re.Match[str], word: str, rules: Rules | None
) -> bool:
    """Return whether a sentence ends after at least two letters or digits, as in "died.The"."""
    after = line[stop.end() : stop.end() + 2]
    if after[0].isdigit():
        is_number = _is_ordinary(word, rules) and _NUMBER_AND_WORD.match(line, stop.end())
        return _is_caseless(line[stop.start() - 1]) or bool(is_number)
    if after[0] in SYMBOLS:
        return _is_ordinary(word, rules)
    if _is_caseless(after[0]) or _is_capitalized(after):
        return True
    if after[0].islower():
        return _is_lower_sentence(line, stop, word, rules)
    is_ordinary = word.isdecimal() or _is_ordinary(word, rules)
    is_address = bool(_SUFFIX.match(line, stop.end())) or word in ("WWW", "www")
    return after[0].isupper() and is_ordinary and not is_address


def _ends_letter_without_space(
    line: str, stop: re.Match[str], word: str, rules: Rules | None
) -> bool:
    """Return whether a sentence ends after a space, a mark, or a single letter or digit."""
    start, next_start = stop.start(), stop.end()
    before, after = line[max(start - 1, 0) : start], line[next_start : next_start + 2]
    begins_upper = after[0].isupper() and not _SUFFIX.match(line, next_start)
    if before.isspace():
        is_lower = stop["stop"] in "!?" and _PLAIN_WORD.match(line, next_start)
        return bool(is_lower) or begins_upper
    if not begins_upper or before in ("", "/", "\\"):
        return _is_lower_sentence(line, stop, word, rules)
    if _is_opening(line, next_start, rules):
        return True
    if before.isdigit() or not before.isalnum():
        return after[1:].islower() or not before.isdigit()
    if _HIDDEN.sub("", stop["marks"]).rstrip("-–/&+"):
        return True
    if stop["marks"] and stop["marks"][-1] in "-–/&+":
        return False
    return after[1:].islower() and bool(_ENDS_IN_INITIALS.search(word))


# --- Words on both sides of a stop ----------------------------------------------------------------


def _is_ordinary(word: str, rules: Rules | None) -> bool:
    """Return whether a word before a full stop looks like a word, not an abbreviation."""
    last = _LAST_WORD.search(word.rstrip(ALL_MARKS))
    if not last:
        return False
    lower = last[0].lower()
    if len(lower) < 2 or (len(lower) == 2 and not last[0].islower()):
        return False
    known = rules.words if rules else TITLES
    return lower not in known and lower not in FINAL


def _begins_lower(
    line: str, begin: int, stop: re.Match[str], word: str, rules: Rules | None
) -> bool:
    """Return whether a lower-case letter begins a sentence after a full stop.

    It does in a name such as "al-Sudani", in a quotation, or in a text without capitals.
    """
    if not stop["space"] or not _is_ordinary(word, rules):
        return False
    name = _LOWER_NAME.match(line, stop.end())
    if name and name[0][-1].isupper():
        return True
    is_quoted = stop.end() > stop.end("space")
    return not stop["marks"] and (is_quoted or line[begin : stop.start()].lstrip()[:1].islower())


def _is_lower_sentence(line: str, stop: re.Match[str], word: str, rules: Rules | None) -> bool:
    """Return whether a word in lower case begins a sentence after "!" or "?".

    In an address such as "a.com/?query", it does not.
    """
    if stop["stop"] not in "!?" or stop["marks"] or not {"/", ".", "@", "="}.isdisjoint(word):
        return False
    return bool(_PLAIN_WORD.match(line, stop.end())) and _is_ordinary(word, rules)


def _is_opening(line: str, next_start: int, rules: Rules | None) -> bool:
    """Return whether the next word begins a sentence rather than a name, as "The" does."""
    name = NAME.match(line, next_start)
    if not name or not rules or line.startswith(".", name.end()):
        return False
    return name[0] in rules.openings


def _is_caseless(character: str) -> bool:
    """Return whether a character is a letter of a script without capital letters."""
    return character.isalpha() and character.lower() == character.upper()


def _is_capitalized(letters: str) -> bool:
    return letters[0].isupper() and letters[1:].islower()


# --- The library sentencex ------------------------------------------------------------------------


def _ask_sentencex(line: str, unsure: list[tuple[int, int]], language: str) -> Iterator[int]:
    """Yield those of the `unsure` boundaries that sentencex finds.

    Each is the end of a stop with its marks, and the offset of the first character after it.
    Quotation marks are replaced with spaces, because sentencex does not split inside quotations.
    """
    ends = list(sentencex_ends(_MARKS.sub(" ", line), language))
    for stop_end, next_start in unsure:
        place = bisect_left(ends, stop_end)
        if place < len(ends) and ends[place] <= next_start:
            yield stop_end


def sentencex_ends(line: str, language: str) -> Iterator[int]:
    """Yield the offsets at which sentencex ends the sentences of a line.

    The line is split in windows of `LONGEST_SPLIT` characters. A sentence that is cut by the end of
    a window is left for the next window, unless it fills half of this one.

    Parameters
    ----------
    line : str
        Text without a line end.
    language : str
        A BCP 47 tag.
    """
    from sentencex import get_sentence_boundaries  # loaded by the first caller that needs it

    begin = 0
    while begin < len(line):
        window = _WIDE.sub(" ", line[begin : begin + LONGEST_SPLIT])
        sentences = get_sentence_boundaries(language, window)
        last_start = sentences[-1]["start_index"]
        if begin + len(window) < len(line) and last_start > LONGEST_SPLIT // 2:
            sentences.pop()
        for sentence in sentences:
            yield begin + sentence["end_index"]
        begin += sentences[-1]["end_index"]
