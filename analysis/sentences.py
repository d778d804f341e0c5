"""Split a text into sentences, also inside quotations and after abbreviations.

Where it is not clear whether a sentence ends, it does: an extra unit only asks for one more
exclusion, while two sentences taken for one can hide what the second says. What this module cannot
decide by itself, such as a full stop before a lower-case letter, it asks the library sentencex.
"""

# ruff: noqa: RUF001, RUF003 - punctuation of other scripts is what this is about

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator

from analysis import abbreviations

LONGEST_SPLIT = 5_000  # characters that sentencex gets at once: its work grows as the square
LONGEST_WORD = 40  # characters before a full stop that can be an abbreviation and a word before it
# Scripts that put no space between words: Thai to Lao, Burmese, Khmer, Chinese and Japanese.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
# Space of several bytes: sentencex takes it for one of one byte, and may then panic.
WIDE_SPACE = {*map(ord, "\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"), *range(0x2000, 0x200B)}

# Characters of the property Sentence_Terminal of Unicode, the ellipses, and two that sentencex has.
_STOPS = (
    "!.?…‥\u0589\u055c\u061d-\u061f\u06d4\u0700-\u0702\u07f9\u0837\u0839\u083d\u083e\u0964\u0965"
    "\u104a\u104b\u104f\u1362\u1367\u1368\u166e\u1735\u1736\u17d4\u17d5\u1803\u1809\u1944\u1945"
    "\u1aa8-\u1aab\u1b4e\u1b4f\u1b5a\u1b5b\u1b5e\u1b5f\u1b7d-\u1b7f\u1c3b\u1c3c\u1c7e\u1c7f\u2024"
    "\u203c\u203d\u2047-\u2049\u2cf9-\u2cfb\u2e2e\u2e3c\u2e53\u2e54\u2e60\u2e61\u3002\ua4ff\ua60e"
    "\ua60f\ua6f3\ua6f7\ua876\ua877\ua8ce\ua8cf\ua92f\ua9c8\ua9c9\uaa5d-\uaa5f\uaaf0\uaaf1\uabeb"
    "\ufe12\ufe15\ufe16\ufe52\ufe56\ufe57\uff01\uff0e\uff1f\uff61"
)
# Those beyond the first plane, which make the search for stops ten times as slow.
_RARE_STOPS = (
    "\U00010a56\U00010a57"
    "\U00010f55-\U00010f59\U00010f86-\U00010f89\U00011047\U00011048\U000110be-\U000110c1"
    "\U00011141-\U00011143\U000111c5\U000111c6\U000111cd\U000111de\U000111df\U00011238\U00011239"
    "\U0001123b\U0001123c\U000112a9\U000113d4\U000113d5\U0001144b\U0001144c\U000115c2\U000115c3"
    "\U000115c9-\U000115d7\U00011641\U00011642\U0001173c-\U0001173e\U00011944\U00011946\U00011a42"
    "\U00011a43\U00011a9b\U00011a9c\U00011c41\U00011c42\U00011ef7\U00011ef8\U00011f43\U00011f44"
    "\U00016a6e\U00016a6f\U00016af5\U00016b37\U00016b38\U00016b44\U00016d6e\U00016d6f\U00016e98"
    "\U0001bc9f\U0001da88"
)
_RARE = re.compile("[\U00010a56-\U0001da88]")
_STOPS_OF = {"el": ";", "hy": ":;"}  # what is a semicolon or colon elsewhere
_CLOSING = r"\"'`´′″”’»›)\]}*_~）］｝〕】」』》〉〞〟｣⟩⟫"
_EITHER = "“‘«‹"  # marks that close in some languages and open in others
_OPENING = r"\"'`´“”‘’„‚‟‛«»‹›(\[{*_~¿¡（［｛〔【「『《〈〝｢⟨⟪"
_SYMBOLS = "$€£¥₹₽#@"  # that a sentence can begin with
_DASHES = "–—―•·*‣▪-"
_ALL_MARKS = (_CLOSING + _EITHER + _OPENING).replace("\\", "")
_MARKS = re.compile(f"[{re.escape(_ALL_MARKS)}]")
_WIDE = re.compile(f"[{''.join(map(chr, sorted(WIDE_SPACE)))}]")  # ten times as fast as translate
_UNSPACED = re.compile(f"[{UNSPACED}]")
_NAME = re.compile(r"[^\W\d_][\w’'-]*")
_ELISION = re.compile(r"^\w{1,2}['’](?=\w)")  # as in "d’art. 5" of French
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
# Languages whose abbreviations sentencex knows and this project does not: there it decides.
_BY_SENTENCEX = re.compile(
    "ab|am|av|ba|bg|bn|ca|ce|co|cs|cv|da|el|fi|gl|gu|hi|hy|it|ja|kk|kl|kn|kv|li|ml|mr|my|nl|oc|os"
    "|pa|pl|pt|ru|sa|sk|ta|te|tt|uk"
)


@functools.cache
def _pattern(language: str, rare: bool) -> re.Pattern:
    """What may end a sentence, with the marks and the space after it.

    Every repetition is possessive, and a run of stops is only tried at its first, so that the time
    is linear in the length of a line.
    """
    stops = _STOPS + _STOPS_OF.get(language, "") + _RARE_STOPS * rare
    return re.compile(
        rf"([{stops}])(?<![{stops}]{{2}})([{stops}]*+(?:\[\w{{1,3}}\])*+[¹²³⁰-⁹]*+)"
        rf"((?:[{_CLOSING}]|[{_EITHER}](?![^\W_])|[ \xa0\u202f][»›](?![^\W_]))*+)"
        rf"(\s*+(?:[{_DASHES}]\s++|[—―•·])?+)(?:[{_OPENING}]|(?<=[«‹])[ \xa0\u202f])*+(?=\S)"
    )


def boundaries(line: str, language: str) -> list[int]:
    """Where the sentences of a line end that has no line end in it; its own end is left out.

    `language` is a BCP 47 tag; one that neither this module nor sentencex knows is read as English.

    >>> line = 'He said: "It is a warrant. Ten men died." U.S. forces left D.C. Nobody spoke.'
    >>> edges = [0, *boundaries(line, "en"), len(line)]
    >>> [line[start:end].strip() for start, end in zip(edges, edges[1:])]
    ['He said: "It is a warrant.', 'Ten men died."', 'U.S. forces left D.C.', 'Nobody spoke.']
    """
    primary, rules = _rules_for(language)
    cuts: list[int] = []
    unsure: list[tuple[int, int]] = []
    begin = 0
    rare = not line.isascii() and bool(_RARE.search(line))
    for match in _pattern(primary, rare).finditer(line):
        is_end = _is_end(line, begin, match, rules)
        if is_end:
            begin = match.end(3)
            cuts.append(begin)
        elif is_end is None:
            unsure.append((match.end(3), match.end()))
    return sorted([*cuts, *_ask_sentencex(line, unsure, language)]) if unsure else cuts


@functools.cache
def _rules_for(language: str) -> tuple[str, abbreviations.Rules | None]:
    """The primary subtag, and the rules for its abbreviations; None where sentencex has them."""
    primary = re.split("[-_]", language, maxsplit=1)[0].lower()
    if _BY_SENTENCEX.fullmatch(primary):
        return primary, None
    return primary, abbreviations.rules(primary if primary in abbreviations.LANGUAGES else "en")


def _is_end(
    line: str, begin: int, match: re.Match, rules: abbreviations.Rules | None
) -> bool | None:
    """Whether a sentence that begins at `begin` ends at a stop; None where sentencex decides."""
    mark, more, closing, space = match.groups()
    following = line[match.end()]
    if not space and not _ends_without_space(line, match):
        return False
    is_plain = mark == "." and not more and not closing
    if following.islower():
        is_part = is_plain and rules and _is_continued(line, begin, match, rules)
        return False if closing or is_part else None
    if not (following.isalnum() or following in _SYMBOLS):
        return None if space else following not in ",;:，、；："
    if not is_plain:
        return True
    return not _is_continued(line, begin, match, rules) if rules else None


def _ends_without_space(line: str, match: re.Match) -> bool:
    """Whether a stop can end a sentence though no space follows it.

    Most marks of other scripts need none. After those of ASCII there has to be more than a letter
    or a digit on both sides, as in "died.The", and unlike "U.S.", "1.5" or "example.com".
    """
    start, next_start = match.start(), match.end()
    if not match[1].isascii():
        digits = match[1] == "．" and line[next_start].isdigit()
        return not (digits and line[start - 1 : start].isdigit())
    before, after = line[max(start - 2, 0) : start], line[next_start : next_start + 2]
    if _UNSPACED.match(after):
        return True
    if not (len(before) == 2 and before.isalnum()):
        return bool(match[3]) and after[0].isupper() and not before.endswith(".")
    if after[0].isdigit():
        return _is_caseless(before[1])
    return _is_caseless(after[0]) or (after[0].isupper() and after[1:].islower())


def _is_caseless(character: str) -> bool:
    """Whether a character is a letter of a script without capital letters."""
    return character.isalpha() and character.lower() == character.upper()


def _is_continued(line: str, begin: int, match: re.Match, rules: abbreviations.Rules) -> bool:
    """Whether the full stop belongs to an abbreviation or a number that the next words continue."""
    stop, next_start = match.start(), match.end()
    begin = max(begin, stop - LONGEST_WORD)
    word = line[line.rfind(" ", begin, stop) + 1 : stop] if stop > begin else ""
    if word.isalpha() and len(word) > 1 and word.lower() not in rules.words:
        return False
    *earlier, word = line[begin:stop].split() or [""]
    word = _ELISION.sub("", word.lstrip(_ALL_MARKS))
    previous = earlier[-1].lstrip(_ALL_MARKS) if earlier else ""
    if _is_first_part(line, word, next_start, rules):
        return True
    pair = f"{previous} {word}".lower()
    following = rules.following
    found = following.get(pair) or following.get(word)
    if not found and len(word) > 1:  # a capital letter by itself is an initial, not "p." or "v."
        found = following.get(word.lower())
    if not found and f"{word}.".lower() in rules.spaced.get(previous.lower().rstrip("."), ()):
        return False
    if found:
        if found.not_after and previous.lower() in found.not_after:
            return False
        is_unit = not found.after_number and word == word.lower() and previous.isdecimal()
        is_street = word in ("St", "Ste") and previous[:1].isupper() and len(earlier) > 1
        return not (is_unit or is_street) and bool(found.pattern.match(line, next_start))
    if word.isdecimal():
        is_item = not earlier and len(word) < 3  # in a list, as in "1. The court"
        return is_item or bool(rules.ordinals and rules.ordinals.match(line, next_start))
    return bool(_INITIALS.fullmatch(word)) and _is_initial(line, word, earlier, next_start, rules)


def _is_first_part(line: str, word: str, next_start: int, rules: abbreviations.Rules) -> bool:
    """Whether an abbreviation goes on in a second part, as in "n. Chr.", or a second title."""
    seconds = rules.spaced.get(word.lower(), ())
    if line[next_start : next_start + LONGEST_WORD].lower().startswith(seconds):
        return True
    second = _NAME.match(line, next_start)
    if not second or word.lower() not in rules.titles:
        return False
    return second[0].lower() in rules.titles and line.startswith(".", second.end())


def _is_initial(
    line: str, word: str, earlier: list[str], next_start: int, rules: abbreviations.Rules
) -> bool:
    """Whether letters with full stops are the initials of a name that goes on."""
    name = _NAME.match(line, next_start)
    if not name or not word[0].isupper() or not name[0][0].isupper():
        return False
    if name[0] in rules.openings or word.lower() in rules.pairs or word.count(".") > 1:
        return False
    if word == "I" and earlier and not earlier[-1].endswith("."):
        return False
    return not earlier or earlier[-1].lower().strip(_ALL_MARKS) not in rules.labels


def _ask_sentencex(line: str, unsure: list[tuple[int, int]], language: str) -> Iterator[int]:
    """The boundaries that sentencex finds among those which are `unsure`.

    `unsure` has the end of each stop and the first character after it. Quotation marks are
    replaced by spaces, because sentencex splits nothing inside a quotation.
    """
    ends = list(sentencex_ends(_MARKS.sub(" ", line), language))
    for stop_end, next_start in unsure:
        at = bisect_left(ends, stop_end)
        if at < len(ends) and ends[at] <= next_start:
            yield stop_end


def sentencex_ends(line: str, language: str) -> Iterator[int]:
    """Where sentencex ends the sentences of a line, a window of the line at a time.

    A sentence that the end of a window cuts is left for the next, unless it is half the window.
    """
    from sentencex import get_sentence_boundaries  # loaded by the first caller that needs it

    begin = 0
    while begin < len(line):
        window = _WIDE.sub(" ", line[begin : begin + LONGEST_SPLIT])
        found = get_sentence_boundaries(language, window)
        last = found[-1]["start_index"]
        if begin + len(window) < len(line) and last > LONGEST_SPLIT // 2:
            found.pop()
        for boundary in found:
            yield begin + boundary["end_index"]
        begin += found[-1]["end_index"]
