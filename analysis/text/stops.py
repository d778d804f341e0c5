"""Find every place in a line where a sentence may end, with the marks around it.

`candidates` matches not only the ends of sentences, but also abbreviations, numbers and addresses.
`analysis.text.boundaries` decides between them.
"""

# ruff: noqa: RUF001 - this module is about punctuation in other scripts

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from analysis.text.characters import (
    CAPITALS,
    CLOSING,
    EITHER,
    EMOJI,
    NUMERALS,
    OPENING,
    RANGE_OF_RARE_STOPS,
    RARE_STOPS,
    STOPS,
    STOPS_OF_LANGUAGE,
    SYMBOLS,
)

_HAS_RARE_STOP = re.compile(f"[{RANGE_OF_RARE_STOPS}{EMOJI}]")

# A note between two sentences, in any of these forms. In brackets, words that begin with a capital
# letter may be a sentence, and are a note only if there are at most two.
_NO_CAPITAL = f"(?![{CAPITALS}])"
_NOTE = "|".join(
    (
        rf"\[(?:\w{{1,20}}+(?: \w{{1,20}}+)?+|{_NO_CAPITAL}[^\[\]]{{1,40}}+)\]",  # [12], [sic]
        rf"\((?:[^\W\d_]{{1,5}}+\.?+ \d{{1,3}}+|{_NO_CAPITAL}[^()]{{1,40}}+)\)",  # (3), (p. 4)
        r"\{{1,2}+\w{1,20}+\}{1,2}+",  # {{cn}}
        r"</?+[^\W\d_][^<>]{0,40}+>",  # </p>
        r"&#?+\w{1,8}+;",  # &nbsp;
        rf"[{NUMERALS}]",  # ¹
    )
)
# A remark in brackets between two sentences, as in "He left. [on Monday] Nobody spoke."
_REMARK = rf"\[{_NO_CAPITAL}[^\[\]]{{2,40}}+\](?=\s)"
_NO_WORD = r"(?![^\W_])"  # neither a letter nor a digit follows


def candidates(line: str, language: str) -> Iterator[re.Match[str]]:
    """Find the stops of a line that are followed by something other than space.

    Parameters
    ----------
    line : str
        Text without a line end.
    language : str
        The primary subtag of a BCP 47 tag, such as "en".

    Returns
    -------
    iterator of re.Match
        Each match ends before the first letter, digit or symbol that follows the stop. Its groups
        are, in order: `stop`; `more`, further stops; `marks`, closing marks and notes; `number`,
        such as that of a footnote; and `space`, with symbols in it.

    Examples
    --------
    >>> [match.groups() for match in candidates('"Go!"12 He left.', "en")]
    [('!', '', '"', '12', ' ')]
    """
    has_rare = not line.isascii() and bool(_HAS_RARE_STOP.search(line))
    return _pattern(language, has_rare).finditer(line)


@functools.cache
def _pattern(language: str, with_rare: bool) -> re.Pattern[str]:
    """Compile the pattern of a candidate.

    The time is linear in the length of a line: a run of stops is tried only at the first one, and
    every repetition is possessive. Most stops are followed by a space and a letter; each group
    tries this first to save time.
    """
    stops = STOPS + STOPS_OF_LANGUAGE.get(language, "") + RARE_STOPS * with_rare
    # A character that is not a letter, digit or space, and has no other role here.
    symbol = rf"[^\w\s{stops}{CLOSING}{EITHER}{OPENING}{SYMBOLS}]"
    closing = rf"[{CLOSING}]|[{EITHER}]{_NO_WORD}|[ \xa0\u202f][»›]{_NO_WORD}"
    after_closing = rf"{_NOTE}|{symbol}|[{CLOSING}{EITHER}]{_NO_WORD}"
    digits = r"\d{1,3}+(?:[,–-]\d{1,3}+){0,5}+(?!\d|[.,]\d)"
    opening = rf"[{OPENING}]\s*+|{symbol}"
    # An emoji ends a sentence without any other stop, as in "He left 😀 Nobody spoke".
    emoji = rf"|(?:(?<=\w)|(?<=\w ))[{EMOJI}]" * with_rare
    return re.compile(
        rf"(?P<stop>[{stops}]{emoji})(?<![{stops}]{{2}})(?P<more>[{stops}]*+)"
        rf"(?P<marks>(?= [^\W_])|(?:{_NOTE})*+(?:{closing})*+(?:{after_closing})*+)"
        rf"(?P<number>(?= )|(?:{digits}(?:{_NOTE}|{symbol})*+)?+)"
        rf"(?P<space> (?=[^\W_])|\s*+(?:(?:{symbol}|{_REMARK}|[{CLOSING}](?=\s))++\s*+)*+)"
        rf"(?:{opening})*+(?=\S)"
    )
