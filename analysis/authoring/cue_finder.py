"""Find the words of a sentence that a coder should look at: dates, numbers, laws, outlets, verbs.

Only words of the sentence are returned. No value, date or speaker is proposed, because the reader
decides what a sentence says.
"""

# ruff: noqa: RUF001 - some of these digits and marks belong to other scripts

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from analysis.authoring import agencies, cues, provisions
from analysis.evidence import Reading
from analysis.text.abbreviation_lists import LANGUAGES
from analysis.text.characters import UNSPACED
from analysis.text.spans import overlaps
from analysis.validation.vocabulary import CHAIN, OWN_VOICE, SPEAKERS, UNNAMED

KINDS = ("date", "number", "law", "outlet", "known", "verb")
_SHARE = 10  # percent of the letters that must be in a script for its language to be suggested
_WORD = rf"[^\W{UNSPACED}]"  # a character of a word, in a script that has spaces
_IN_WORD = re.compile(_WORD)
_YEAR = r"(?<![\d.,])(?:1[5-9]|20|۱[۳-۹]|۲۰|١[٥-٩]|٢٠)\d\d(?!\d|[.,]\d)"
_NUMERIC = (
    r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}[日号])?|\d{1,2}月(?:\d{1,2}[日号])?"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}:\d\d(?::\d\d)?(?: ?(?:GMT|UTC|[ap]\.?m\.?))?"
)
_DIGITS = r"\d{1,3}(?:[,.٬\u00a0\u202f' ]\d{3})+(?!\d)|\d+(?:[.,٫]\d+)?"
_NAME = r"[^\W\d_a-zß-öø-ÿ][\w&’'-]*(?: [^\W\d_a-zß-öø-ÿ][\w&-]*){0,4}"
# Words that can begin a sentence as well as the name of an outlet.
_IN_NAMES = ("The", "One", "Now", "Today", "Le", "La", "Les", "L", "El", "Los", "Las", "Der", "Die")


class Cue(NamedTuple):
    """Words that may matter: their kind (of `KINDS`) and their span in the sentence."""

    kind: str
    start: int
    end: int
    entity: str = ""  # the id of what they name, if the project has it


class EntityNames(NamedTuple):
    """The names of entities in a project, as `(words, id)`: outlets, rules, and all others."""

    outlets: list[tuple[str, str]]
    rules: list[tuple[str, str]]
    others: list[tuple[str, str]]


def suggested_language(text: str) -> str:
    """Return the tag of the likely language of `text`, or "und" if its letters do not reveal it.

    >>> suggested_language("The court issued a warrant."), suggested_language("法院签发了逮捕令。")
    ('en', 'zh')
    """
    letters = sum(map(str.isalpha, text))
    for tag, pattern in cues.SCRIPTS:
        if 100 * len(re.findall(pattern, text)) > _SHARE * letters:
            return tag
    words = re.findall(r"[^\W\d_]+", text.casefold())
    hits = {
        tag: sum(word in language.common.split() for word in words)
        for tag, language in cues.LANGUAGES.items()
    }
    best = max(hits, key=hits.__getitem__)
    return best if hits[best] else "und"


def entity_names(reading: Reading) -> EntityNames:
    """Return the names of entities in a project: their labels, and the quotes that name them."""
    entities, statements = reading.tables["entities"], reading.tables["statements"]
    kind_of = {entity: kind for _, entity, kind in entities.rows("entity_id", "kind")}
    called = [(label, entity) for _, entity, label in entities.rows("entity_id", "label")]
    rows = statements.rows("entity_id", "property", "quote")
    called += [(quote, entity) for _, entity, prop, quote in rows if prop == "name"]
    outlet_ids = {link for _, via in statements.rows("via") for link in via.split(CHAIN)}
    cue = _edged("|".join(words.outlets for words in cues.LANGUAGES.values() if words.outlets))
    described = {
        entity
        for _, entity, *words in entities.rows("entity_id", "label", "description")
        if re.search(rf"(?i){cue}|(?i:outlet)", " ".join(words))
    }
    outlets, rules, others = [], [], []
    for words, entity in dict.fromkeys(called):
        if entity in (OWN_VOICE, UNNAMED) or kind_of.get(entity) not in ("rule", *SPEAKERS):
            continue
        if kind_of[entity] == "rule":
            rules.append((words, entity))
        elif kind_of[entity] == "outlet" or (
            kind_of[entity] == "body" and entity in outlet_ids | described
        ):
            outlets.append((words, entity))
        else:
            others.append((words, entity))
    own = [(outlet, "") for _, outlet in reading.tables["sources"].rows("outlet") if outlet]
    return EntityNames(outlets + own, rules, others)


def find_cues(sentence: str, language: str, names: EntityNames | None = None) -> list[Cue]:
    """Return the cues of a sentence, in order.

    Numbers that are part of a date or of a reference to a law are left out. Otherwise cues of
    different kinds may overlap.

    Parameters
    ----------
    sentence : str
        Its words.
    language : str
        Its language tag.
    names : EntityNames, optional
        The names to look for besides the words of the language.

    Examples
    --------
    >>> text = "On January 3 over 100 men were charged under Article 5, the court said."
    >>> [(cue.kind, text[cue.start : cue.end]) for cue in find_cues(text, "en")]
    [('date', 'January 3'), ('number', 'over 100'), ('verb', 'charged'), ('law', 'Article 5'), \
('verb', 'said')]
    """
    found: list[Cue] = []
    patterns = _patterns(language.split("-")[0])
    names = names or EntityNames([], [], [])
    lower = sentence.lower()
    named = {"law": names.rules, "outlet": names.outlets, "known": names.others}
    for kind in ("law", "date", "number", "outlet", "known", "verb"):
        candidates = [
            Cue(kind, *span, entity)
            for words, entity in named.get(kind, ())
            if words.lower() in lower  # before the slower search for whole words
            for span in _spans_of_name(words, sentence)
        ]
        for pattern in patterns.get(kind, ()):
            for match in pattern.finditer(sentence):
                group = 1 if pattern.groups and match[1] else 0
                candidates.append(Cue(kind, *match.span(group)))
        if kind == "outlet":
            candidates += [Cue(kind, *span) for span in agencies.credits(sentence)]
        excludes = ("law", "date") if kind in ("date", "number") else ()
        taken = [cue for cue in found if cue.kind in excludes]
        # The longest first; names that the project knows come before others.
        for cue in sorted(candidates, key=lambda cue: (cue.start - cue.end, not cue.entity)):
            if not any(overlaps(cue[1:3], earlier[1:3]) for earlier in taken):
                taken.append(cue)
                found.append(cue)
    return sorted(found, key=lambda cue: (cue.start, cue.end))


def _spans_of_name(words: str, sentence: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of a name in a sentence, in any case, but not within a word."""
    for match in re.finditer(re.escape(words), sentence, re.IGNORECASE):
        start, end = match.span()
        if not any(map(_IN_WORD.match, (sentence[start - 1 : start], sentence[end : end + 1]))):
            yield start, end


def _edged(pattern: str) -> str:
    """Return a pattern for whole words, if the script has spaces between words."""
    return rf"(?<!{_WORD})(?:{pattern})(?!{_WORD})"


@lru_cache(maxsize=64)
def _patterns(language: str) -> dict[str, list[re.Pattern]]:
    """Return the patterns of each kind for a language; some are the same for all languages."""
    words = cues.LANGUAGES.get(language)
    dates, numbers = _dates(language), [_edged(_DIGITS)]
    law = provisions.patterns("", "")
    outlets: list[str] = []
    verbs: list[str] = []
    if words:
        before = "[وفبلك]{0,2}" if language == "ar" else ""  # written with the next word
        joined = f"{before}(?:ال)?" if before else ""
        number = rf"(?:{_DIGITS}|{joined}(?:{words.numbers}))"
        gap = "" if language == "zh" else r"[\s-]"
        between = rf"{gap}(?:and |et |und |y |و ?)?"
        bound = rf"(?:(?:{words.bounds}){gap}(?:an? )?)*"
        numbers = [_edged(rf"(?i:{bound}{number}(?:{between}{number})*)")]
        numbers += [_edged(rf"(?i:{bound}{joined}(?:{words.vague}))")]
        dates = [*dates, _edged(rf"(?i:{words.times})")]
        law = provisions.patterns(words.law, words.rules, joined)
        outlets = _outlets(language, words)
        verbs = [_edged(rf"(?i:{before}(?:{words.verbs}))")]
    kinds = {"date": dates, "number": numbers, "law": law, "outlet": outlets, "verb": verbs}
    return {kind: [re.compile(pattern) for pattern in kinds[kind]] for kind in kinds}


def _dates(language: str) -> list[str]:
    """Return patterns of calendar dates, with the names of months and weekdays from CLDR."""
    from babel import Locale, UnknownLocaleError

    patterns = [_NUMERIC, rf"{_YEAR}(?:\s?[–-]\s?{_YEAR})?"]
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return patterns
    months = _alternatives(
        name for forms in locale.months.values() for width in ("wide", "abbreviated")
        for name in forms[width].values()
    )  # fmt: skip
    weekdays = _alternatives(locale.days["format"]["wide"].values())
    before = r"\d{1,2}(?:st|nd|rd|th|er|\.|º|ª)?\s(?:of |de |d['’])?"
    after = r"(?:\.(?=\s\d))?(?:\s\d{1,2}(?:st|nd|rd|th)?(?!\d))?"
    date = rf"(?:{before})?(?:{months}){after}(?:,?\s(?:de )?{_YEAR})?"
    return [_edged(rf"(?:(?:{weekdays}),?\s)?{date}"), _edged(weekdays), *patterns]


def _alternatives(names: Iterable[str]) -> str:
    """Return a pattern of the names, longest first, capitalised and without diacritics as well."""
    wanted: set[str] = set()
    for name in names:
        bare = "".join(c for c in name if not unicodedata.combining(c))
        wanted |= {form.rstrip(".") for form in (name, bare, name.capitalize(), bare.capitalize())}
    wanted = {name for name in wanted if len(name) > 2 and any(map(str.isalpha, name))}
    return "|".join(re.escape(name) for name in sorted(wanted, key=lambda name: (-len(name), name)))


def _name_of_outlet(language: str) -> str:
    """Return a pattern of a name that does not begin with a word such as "This", "But" or "Our"."""
    openings = LANGUAGES[language].openings.split() if language in LANGUAGES else []
    no_names = "|".join(word for word in openings if word not in _IN_NAMES)
    return (rf"(?<!\w)(?!(?:{no_names})(?![\w’'-]))" if no_names else r"(?<!\w)") + _NAME


def _outlets(language: str, words: cues.Cues) -> list[str]:
    """Return patterns of names of outlets and voices; a group holds the name without its cue."""
    if language == "zh":
        return [rf"[\u3400-\u9fff]{{1,8}}?(?:{words.outlets})"]
    if language in ("ar", "fa"):
        return [rf"{_edged(rf'(?:ال)?(?:{words.outlets})')}(?:\s[^\W\d_]+){{0,2}}"]
    name = _name_of_outlet(language)
    called = rf"{name}(?: (?i:{words.outlets}))*"
    return [
        rf"{name} (?i:{words.outlets})(?: (?i:{words.outlets}))*(?!\w)",
        rf"(?<!\w)(?i:{words.before_outlet}) (?:the |la |le |l['’]|der |die |el )?({called})",
        rf"(?!(?i:{words.outlets}) )({called}),? (?i:{words.reported})(?!\w)",
    ]
