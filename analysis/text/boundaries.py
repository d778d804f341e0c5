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

from analysis.text import abbreviations

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


_NUMERALS = "¹²³¼-¾⁰-₉⅐-↋①-⓿❶-➓"  # that count as letters or digits for `\w`
# A note between two sentences: "[citation needed]", "[12]", "(3)", "{{cn}}", "</p>" or "&nbsp;".
_NOTE = (
    r"\[(?:\w{1,20}+(?: \w{1,20}+)?+|(?![A-ZÀ-ÞΑ-ΩА-Я])[^\[\]]{1,40}+)\]"
    r"|\((?:[^\W\d_]{1,5}+\.?+ \d{1,3}+|(?![A-ZÀ-ÞΑ-ΩА-Я])[^()]{1,40}+)\)"
    r"|\{{1,2}+\w{1,20}+\}{1,2}+|</?+[^\W\d_][^<>]{0,40}+>|&#?+\w{1,8}+;"
    rf"|[{_NUMERALS}]"
)
_JOINERS = frozenset(",;:&+=%<>/\\،；：，、؛")  # that a word follows in the same sentence
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_LAST_WORD = re.compile(r"(?:[^\W\d_]|(?<!\d)\d{4}(?!\d))+$")
_NUMBER_AND_WORD = re.compile(r"\d{1,20}+(?:,\d{3}){0,5}+\s++[^\W\d_]")
_LOWER_WORD = re.compile(r"[^\W\d_]{1,40}+(?:['’][^\W\d_]{1,3}+)?+[,;:.!?]?+(?:\s|$)")
_DOTTED = re.compile(r"(?:^|[^\w.])(?:[^\W\d_]\.)+[^\W\d_]$")
# What follows the full stop in the name of a file or a site, where a text in capitals has it.
_NAME_ENDING = re.compile(
    r"(?:COM|ORG|NET|GOV|EDU|INT|INFO|TV|UK|EU|IR|IQ|DE|FR|ES|RU|TXT|PDF|DOCX?|XLSX?|CSV|HTML?|MD"
    r"|PY|JS|JSON|XML|EXE|ZIP|JPE?G|PNG|GIF|MP[34])(?![^\W_])"
)
_HIDDEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]"
)
_FIRM = re.compile(r"(?:Inc|Ltd|Corp|Co|LLC)\b")  # after a name with a mark, as "Yahoo! Inc."


@functools.cache
def _pattern(language: str, rare: bool) -> re.Pattern:
    """What may end a sentence, with everything up to the first character of the next.

    The groups are the stop, further stops, the marks after them, a number as that of a footnote,
    and the space before the next sentence, with symbols in it. A run of stops is only tried at its
    first and every repetition is possessive, so that the time is linear in the length of a line.
    """
    stops = _STOPS + _STOPS_OF.get(language, "") + _RARE_STOPS * rare
    # Neither a letter, a digit nor a space, and no mark that has a part of its own to play.
    symbol = rf"[^\w\s{stops}{_CLOSING}{_EITHER}{_OPENING}{_SYMBOLS}]"
    return re.compile(
        rf"(?P<mark>[{stops}])(?<![{stops}]{{2}})(?P<more>[{stops}]*+)"
        # Most stops have a space and a letter after them: the first choices only save time.
        rf"(?P<marks>(?= [^\W_])|(?:{_NOTE})*+(?:[{_CLOSING}]|[{_EITHER}](?![^\W_])"
        rf"|[ \xa0\u202f][»›](?![^\W_]))*+"
        rf"(?:{_NOTE}|{symbol}|[{_CLOSING}{_EITHER}](?![^\W_]))*+)"
        rf"(?P<note>(?= )|(?:\d{{1,3}}+(?:[,–-]\d{{1,3}}+){{0,5}}+(?!\d|[.,]\d)"
        rf"(?:{_NOTE}|{symbol})*+)?+)"
        rf"(?P<space> (?=[^\W_])|\s*+"
        rf"(?:(?:{symbol}|\[(?![A-ZÀ-ÞΑ-ΩА-Я])[^\[\]]{{2,40}}+\](?=\s))++\s*+)*+)"
        rf"(?:[{_OPENING}]|(?<=[«‹])[ \xa0\u202f]|{symbol})*+(?=\S)"
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
            begin = _end(line, match)
            cuts.append(begin)
        elif is_end is None:
            unsure.append((match.end("marks"), match.end()))
    return sorted([*cuts, *_ask_sentencex(line, unsure, language)]) if unsure else cuts


@functools.cache
def _rules_for(language: str) -> tuple[str, abbreviations.Rules | None]:
    """The primary subtag, and the rules for its abbreviations; None where sentencex has them."""
    primary = re.split("[-_]", language, maxsplit=1)[0].lower()
    if _BY_SENTENCEX.fullmatch(primary):
        return primary, None
    return primary, abbreviations.rules(primary if primary in abbreviations.LANGUAGES else "en")


def _end(line: str, match: re.Match) -> int:
    """Where the sentence of a stop ends: after a number that does not begin the next sentence."""
    begins_next = line[match.end()].islower()
    return match.end("marks") if begins_next else match.end("note")


def _is_end(
    line: str, begin: int, match: re.Match, rules: abbreviations.Rules | None
) -> bool | None:
    """Whether a sentence that begins at `begin` ends at a stop; None where sentencex decides."""
    mark, more, marks, note, space = match.groups()
    following = line[match.end()]
    marks = marks and _HIDDEN.sub("", marks)
    is_plain = mark == "." and not more and not marks
    if is_plain and rules and space == " " and following.isupper() and not note:  # the most common
        return not _is_continued(line, begin, match, rules)
    word = _word_before(line, begin, match.start())
    if note and not _ends_before_note(line, match, word, rules):
        return False
    if note:
        return True
    if not space and not _ends_without_space(line, match, word, rules):
        return False
    if following.islower():
        if not space and mark in "!?":
            return True
        is_part = is_plain and rules and _is_continued(line, begin, match, rules)
        return False if marks or is_part else None
    if not (following.isalnum() or following in _SYMBOLS):
        return None if space else following not in _JOINERS
    is_hyphenated = not space and marks[-1:] in ("-", "–")
    if mark == "." and not more and (is_hyphenated or not _JOINERS.isdisjoint(marks + space)):
        return _is_ordinary(word, rules) or _is_opening(line, match.end(), rules)
    if not is_plain:
        return not (mark == "!" and space == " " and _FIRM.match(line, match.end()))
    if rules:
        return not _is_continued(line, begin, match, rules)
    return None if abbreviations.may_continue(word, line[begin : match.start()]) else True


def _word_before(line: str, begin: int, stop: int) -> str:
    """The characters from the last space to a stop, or as many as an abbreviation can have."""
    begin = max(begin, stop - LONGEST_WORD)
    return line[max(begin, line.rfind(" ", begin, stop) + 1) : stop]


def _is_ordinary(word: str, rules: abbreviations.Rules | None) -> bool:
    """Whether a word before a full stop is no abbreviation, as far as its form can say."""
    last = _LAST_WORD.search(word.rstrip(_ALL_MARKS))
    if not last:
        return False
    lower = last[0].lower()
    if len(lower) < 2 or (len(lower) == 2 and not last[0].islower()):
        return False
    known = rules.words if rules else abbreviations.TITLES
    return lower not in known and lower not in abbreviations.FINAL


def _ends_before_note(
    line: str, match: re.Match, word: str, rules: abbreviations.Rules | None
) -> bool:
    """Whether a sentence ends before a number that follows its stop without a space."""
    following = line[match.end()]
    if not _is_ordinary(word, rules) and not (match["marks"] and not word[-1:].isdigit()):
        return False
    if not match["space"] and match.end() == match.end("note"):
        return following.isupper() or following in _OPENING
    if _YEAR.fullmatch(word) and not following.isalpha():
        return False
    return following.isalnum() or following in _SYMBOLS


def _ends_without_space(
    line: str, match: re.Match, word: str, rules: abbreviations.Rules | None
) -> bool:
    """Whether a stop can end a sentence though no space follows it.

    Most marks of other scripts need none. After those of ASCII there has to be more than a letter
    or a digit on both sides, as in "died.The", and unlike "U.S.", "1.5" or "example.com".
    """
    start, next_start = match.start(), match.end()
    if not match["mark"].isascii():
        digits = match["mark"] == "．" and line[next_start].isdigit()
        return not (digits and line[start - 1 : start].isdigit())
    before, after = line[max(start - 2, 0) : start], line[next_start : next_start + 2]
    if _UNSPACED.match(after):
        return True
    is_name = _NAME_ENDING.match(line, next_start)
    if not (len(before) == 2 and before.isalnum()):
        if before[-1:].isspace():
            is_lower = match["mark"] in "!?" and _LOWER_WORD.match(line, next_start)
            return bool(is_lower) or (after[0].isupper() and not is_name)
        if not after[0].isupper() or is_name or before[-1:] in ("", "/", "\\"):
            return match["mark"] in "!?" and _is_lower_sentence(line, match, word, rules)
        if _is_opening(line, next_start, rules):
            return True
        if before[-1].isdigit() or not before[-1].isalnum():
            return after[1:].islower() or not before[-1].isdigit()
        if _HIDDEN.sub("", match["marks"]).rstrip("-–/&+"):
            return True
        if match["marks"] and match["marks"][-1] in "-–/&+":
            return False
        return after[1:].islower() and bool(_DOTTED.search(word))
    if after[0].isdigit():
        is_number = _is_ordinary(word, rules) and _NUMBER_AND_WORD.match(line, next_start)
        return _is_caseless(before[1]) or bool(is_number)
    if after[0] in _SYMBOLS:
        return _is_ordinary(word, rules)
    if _is_caseless(after[0]) or (after[0].isupper() and after[1:].islower()):
        return True
    if after[0].islower():
        return match["mark"] in "!?" and _is_lower_sentence(line, match, word, rules)
    is_ordinary = word.isdecimal() or _is_ordinary(word, rules)
    return after[0].isupper() and is_ordinary and not (is_name or word in ("WWW", "www"))


def _is_lower_sentence(
    line: str, match: re.Match, word: str, rules: abbreviations.Rules | None
) -> bool:
    """Whether a small letter can begin a sentence after "!" or "?", unlike in an address."""
    is_address = not {"/", ".", "@", "="}.isdisjoint(word)
    is_word = _LOWER_WORD.match(line, match.end()) and _is_ordinary(word, rules)
    return not match["marks"] and bool(is_word) and not is_address


def _is_opening(line: str, next_start: int, rules: abbreviations.Rules | None) -> bool:
    """Whether the next word begins a sentence rather than a name, as "The" does."""
    name = _NAME.match(line, next_start)
    if not name or not rules or line.startswith(".", name.end()):
        return False
    return name[0] in rules.openings


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
        is_number = previous.rstrip(".").isdecimal()
        if is_number and found.after_day:
            return bool(found.after_day.match(line, next_start))
        is_unit = not found.after_number and word == word.lower() and is_number
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
    if "." in word or not earlier or (len(name[0]) == 1 and line.startswith(".", name.end())):
        return True
    previous = earlier[-1].strip(_ALL_MARKS)
    if previous.endswith("."):
        return True
    is_name = previous[:1].isupper() and not previous.isupper() and word not in ("I", "V", "X")
    return is_name and previous not in rules.openings and previous.lower() not in rules.labels


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
