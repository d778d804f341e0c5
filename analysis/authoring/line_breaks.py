"""Join the lines of a paragraph that was wrapped at some width, as in a PDF or an e-mail.

A wrapped line is not a sentence. Where it is unclear whether a line continues, it is left alone: a
sentence too many is excluded by the coder, but a sentence hidden in another goes unnoticed.
"""

# ruff: noqa: RUF001 - some of these dashes and marks belong to other scripts

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from analysis.authoring.notes import examples
from analysis.text.characters import CLOSING, STOPS, UNSPACED

_WIDEST = 160  # characters in a wrapped line; a longer line is a paragraph
_NARROWEST = 24  # of the widest line of a block
_LONGEST_WORD = 200  # characters examined at the end of a paragraph
_SLACK = 0.8  # of the width, because letters in a PDF differ in width
_ENDED = re.compile(rf"[{STOPS}:;][{CLOSING}]*$")
_ITEM = re.compile(r"[-–—•*·▪●○◦‣>|]\s|\(?\d{1,3}[.)]\s|\(?[a-z]\)\s|#")
_HYPHEN = re.compile(r"([^\W\d_]+)[-‐\u00ad]$")
_DASHED = re.compile(r"\S[-‐–—/]$")
_AND = re.compile(r"(?:and|or|to|und|oder|bzw|bis|et|ou|y|o|e|och|og|en|of)\b")
_COMPOUNDS = frozenset(
    (
        *("all", "anti", "co", "counter", "cross", "ex", "ever", "far", "half", "high", "inter"),
        *("left", "long", "low", "mid", "multi", "neo", "non", "off", "old", "on", "post", "pre"),
        *("pro", "quasi", "right", "self", "semi", "short", "so", "then", "three", "two", "vice"),
        *("well", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
        *("one", "four", "five", "six", "seven", "eight", "nine", "ten", "e", "u", "x", "t"),
    )
)


def unwrapped(text: str) -> tuple[str, list[str]]:
    """Return a text with a paragraph on each line, and notes on what was joined.

    Parameters
    ----------
    text : str
        A text whose paragraphs may be wrapped; an empty line ends one.

    Returns
    -------
    text : str
        The text; blank lines and lines that end early are unchanged.
    notes : list of str
        How many lines were joined, and the words that were cut by a hyphen.

    Examples
    --------
    >>> unwrapped("The court of Norland has issued a war-\\nrant, its spokesman said.")[0]
    'The court of Norland has issued a warrant, its spokesman said.'
    """
    words = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.casefold()))
    joined, cut = 0, []
    result: list[str] = []
    for block in re.split(r"(\n(?:[ \t]*\n)+)", text):
        lines = block.split("\n")
        if block.isspace() or not _is_wrapped(lines):
            result.append(block)
            continue
        width = max(map(len, lines))
        whole = lines[0].rstrip()
        for before, line in pairwise(lines):
            if _goes_on(before.rstrip(), line.strip(), width):
                glue = _glue(whole[-_LONGEST_WORD:], line.strip(), words)
                if glue is None:  # a word cut by a hyphen
                    first = whole[-_LONGEST_WORD:].split()[-1][:-1]
                    cut.append(f"{first}{line.split()[0]}")
                    whole, glue = whole[:-1], ""
                whole += glue + line.strip()
                joined += 1
            else:
                whole += "\n" + line.rstrip()
        result.append(whole)
    notes = []
    if joined:
        lines = f"{joined} line{'s' * (joined > 1)}"
        notes.append(f"{lines} joined to the line before, because paragraphs were wrapped")
    if cut:
        notes.append(f"hyphens left out at the end of a line ({len(cut)}): {examples(cut)}")
    return "".join(result), notes


def wrapped_lines(text: str) -> int:
    """Return how many lines of a text continue on the next, because it was wrapped.

    >>> wrapped_lines("The court of Norland has issued a\\nwarrant for ten men.")
    1
    """
    return text.count("\n") - unwrapped(text)[0].count("\n")


def _is_wrapped(lines: list[str]) -> bool:
    """Return whether a block of lines without blank lines consists of wrapped paragraphs."""
    width = max(map(len, lines))
    if len(lines) < 2 or not _NARROWEST <= width <= _WIDEST:
        return False
    pairs = list(pairwise(lines))
    full = [_is_full(before.rstrip(), after.strip(), width) for before, after in pairs]
    within = [
        not _ENDED.search(before.rstrip())
        and (
            _is_small(after.strip())
            or (is_full and (not _has_cases(after) or bool(_DASHED.search(before.rstrip()))))
        )
        for (before, after), is_full in zip(pairs, full, strict=True)
    ]
    either = sum(map(max, full, within))
    return any(within) and 2 * either >= len(pairs)


def _goes_on(before: str, after: str, width: int) -> bool:
    """Return whether a line continues on the next."""
    if not before or not after or _ITEM.match(after):
        return False
    if _is_full(before, after, width):
        return True
    return not _ENDED.search(before) and _is_small(after) and len(before) > width / 2


def _is_full(before: str, after: str, width: int) -> bool:
    """Return whether the first word of the next line would not have fitted on this one."""
    if re.match(f"[{UNSPACED}]", after):
        return len(before) >= _SLACK * width
    first = after.split(maxsplit=1)[0] if after else ""
    return len(before) + 1 + len(first) > width or len(before) >= (1 + _SLACK) / 2 * width


def _is_small(line: str) -> bool:
    """Return whether a line begins with a lower-case letter, as no sentence does."""
    return line.lstrip("\"'“‘«([")[:1].islower()


def _has_cases(line: str) -> bool:
    """Return whether the script of a line has lower-case letters and capitals."""
    return line.upper() != line.lower()


def _glue(before: str, after: str, words: Counter[str]) -> str | None:
    """Return what goes between two joined lines, or None for a hyphen to be left out."""
    if re.search(f"[{UNSPACED}，。、！？]$", before) and re.match(f"[{UNSPACED}，。、！？]", after):
        return ""
    if not _DASHED.search(before) and not before.endswith("\u00ad"):
        return " "
    last = before.split()[-1]
    if "://" in last or "@" in last:
        return ""
    hyphened = _HYPHEN.search(before)
    if not hyphened:  # after a dash or a number
        return ""
    if _AND.match(after):
        return " "  # "Haft- und Durchsuchungsbefehl"
    following = re.match(r"[^\W\d_]*", after)
    first, second = hyphened[1].casefold(), (following[0] if following else "").casefold()
    if before[-1] == "\u00ad" or words[first + second]:
        return None
    if not second or not after[0].islower() or "-" in last[:-1] or words[f"{first}-{second}"]:
        return ""
    both_are_words = words[first] > 1 and words[second] > 1
    return "" if first in _COMPOUNDS or both_are_words else None
