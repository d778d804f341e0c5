"""Read the dates that words give, in many languages: days, ranges, decades, quarters, centuries.

What the words leave open is not filled in. A date in numbers has two readings if the order of day
and month is unclear; a season has none; and a year before our era or in another calendar is never
read as one of ours; `why` gives the reason. dateparser 1.5 is not used: it finds no date in
"between 5 and 7 March 2020", reads "the 1990s" as 1990 seconds ago, "2019-20" as a day in November,
and 03/04/2020 in one order without a warning. edtf and undate read EDTF, not the words of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date as Day
from itertools import pairwise

from analysis.values import calendars
from analysis.values.date_kinds import Kind
from analysis.values.date_periods import Reading, parts_of, period, with_decades
from analysis.values.date_points import JOINS, NO_DAY, points
from analysis.values.date_tokens import ERAS, NUMERALS, Token, tokens_of_dates

_IGNORED = frozenset(
    [Kind.FILLER, Kind.WEEKDAY, Kind.TIME, Kind.BRACKET, Kind.MONTH_OR_WORD],
)
_OTHER_CALENDAR = frozenset([Kind.CALENDAR, Kind.CALENDAR_MONTH])
_PLAIN_NUMBERS = frozenset([Kind.DAY, Kind.YEAR, Kind.NUMBER])
_DATED = NUMERALS | {Kind.MONTH, Kind.YEARS_OR_MONTH}  # the parts of a date
_IN_DATES = _DATED | _OTHER_CALENDAR | {Kind.DECADE, Kind.IMPOSSIBLE}
_DATED_ALONE = (_DATED - {Kind.DAY}) | {Kind.DECADE}
# Words that belong to the date after them, or to the date before them.
_BEFORE_DATES = frozenset(
    [Kind.BETWEEN, Kind.FROM, Kind.BEFORE, Kind.AFTER, Kind.PART, Kind.ABOUT, Kind.PERHAPS]
)
_AFTER_DATES = frozenset([Kind.OR_BEFORE, Kind.OR_AFTER, Kind.OR_SO])
_ABOUT = frozenset([Kind.ABOUT, Kind.OR_SO, Kind.PERHAPS])
_RELATIONS = frozenset(
    [Kind.BEFORE, Kind.AFTER, Kind.OR_BEFORE, Kind.OR_AFTER, Kind.FROM, Kind.BETWEEN]
)
_BRITISH_COLUMBIA = re.compile(r"B\.C\.|BC\b")


def read(text: str, language: str) -> Reading:
    """Return the reading of a value that is a date.

    Examples
    --------
    >>> read("between 5 and 7 March 2020", "en").dates, read("the 1990s", "en").dates
    (('2020-03-05/2020-03-07',), ('1990/1999',))
    >>> read("03/04/2020", "en").dates, read("03.04.2020", "de").dates
    (('2020-04-03', '2020-03-04'), ('2020-04-03',))
    >>> read("13 Dey 1398", "en").why[:48]
    'looks like a date of the Solar Hijri calendar (1'
    """
    tokens = with_decades(list(tokens_of_dates(text, language)), language)
    is_explained = any(token.kind in ERAS | _OTHER_CALENDAR for token in tokens)
    kinds = {Kind.UNKNOWN} if is_explained else {Kind.UNKNOWN, Kind.NUMBER}
    unread = tuple(text[t.start : t.end] for t in tokens if t.kind in kinds)
    known = [token for token in tokens if token.kind != Kind.UNKNOWN]
    return _reading(text, known, language)._replace(unread=unread)


def read_all(text: str, language: str) -> list[Reading]:
    """Return the reading of each date in a text that can be read, in order.

    >>> [reading.dates for reading in read_all("On 5 March 2020 we met, in 1200 BC not.", "en")]
    [('2020-03-05',), ()]
    """
    readings = []
    for run in _runs(tokens_of_dates(text, language)):
        words = text[run[0].start : run[-1].end]
        reading = _reading(words, run, language)
        if not reading.sides and not reading.why:
            for piece in _pieces(run):
                words = text[piece[0].start : piece[-1].end]
                readings.append(_reading(words, piece, language))
        else:
            readings.append(reading)
    return [reading for reading in readings if reading.sides or reading.why]


def _runs(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the tokens between unknown words, without words at the edges that give no date."""
    run: list[Token] = []
    for token in (*tokens, Token(Kind.UNKNOWN, 0, 0)):
        if token.kind not in (Kind.UNKNOWN, Kind.MONTH_OR_WORD):
            run.append(token)
            continue
        edge = _IGNORED | JOINS
        if token.end:
            run = _of_next_word(run)
        before = edge | _AFTER_DATES | {Kind.SAME}
        while run and run[0].kind in before and not _is_open(run[0], 1):
            run = run[1:]
        while run and _is_after(run, edge):
            run = run[:-1]
        if any(token.kind in _IN_DATES for token in run):
            yield run
        run = []


def _of_next_word(run: list[Token]) -> list[Token]:
    """Return only the date in "after the 2020 vote", where "after" belongs to the vote."""
    articles = [n for n, token in enumerate(run) if token.kind == Kind.FILLER and token.value == 1]
    if not articles or any(token.kind in (Kind.DECADE, Kind.CENTURY) for token in run):
        return run
    before, date = run[: articles[0]], run[articles[0] + 1 :]
    return run if any(token.kind in _DATED for token in before) else date


def _is_after(run: list[Token], edge: frozenset[str]) -> bool:
    """Return whether the last token of a run does not belong to the date before it.

    A one-character word after a comma belongs to what follows, as in "2020年1月3日、前大統領".
    """
    last = run[-1]
    if last.kind in edge | _BEFORE_DATES | {Kind.SAME}:
        return not _is_open(last, 2)
    is_short = last.kind in _AFTER_DATES and last.end - last.start == 1
    return is_short and len(run) > 1 and run[-2].kind in JOINS


def _is_open(token: Token, group: int) -> bool:
    """Return whether a token is in a group that leaves a side open beside a single date."""
    return token.kind == Kind.TO and token.value == group


def _pieces(run: list[Token]) -> Iterator[list[Token]]:
    piece: list[Token] = []
    for token in (*run, Token(Kind.AND, 0, 0)):
        if token.kind in (Kind.AND, Kind.OR, Kind.COMMA, Kind.BRACKET):
            if any(t.kind in _DATED_ALONE for t in piece):
                yield piece
            piece = []
        else:
            piece.append(token)


def _reading(words: str, tokens: list[Token], language: str) -> Reading:
    tokens = with_decades(tokens, language)
    kinds = {token.kind for token in tokens}
    if kinds & _OTHER_CALENDAR:
        return _of_other_calendar(words, tokens, language)
    if Kind.IMPOSSIBLE in kinds:
        return Reading(words, why=NO_DAY, is_no_day=True)
    if _is_before_our_era(tokens):
        return _of_era(words, tokens, language)
    tokens = [token for token in tokens if token.kind != Kind.BEFORE_OUR_ERA]
    if Kind.OUR_ERA in kinds:
        tokens = [_year_of_our_era(token) for token in tokens if token.kind != Kind.OUR_ERA]
    elif alike := _lookalike(tokens, language):
        return _of_lookalike(words, *alike)
    content = [token for token in tokens if token.kind not in _IGNORED]
    mark, relation, content = _modifiers(content)
    reading = period(words, content) or points(words, content)
    if len(reading.dates) > 1 and (day := _weekday_decides(reading.dates, tokens)):
        reading = reading._replace(dates=(day,), why="", sides=(parts_of(day),))
    return reading._replace(
        mark=mark,
        relation=relation if reading.sides else "",
        part=_part([token.value for token in content if token.kind == Kind.PART]),
    )


def _part(groups: list[int]) -> int | None:
    """Return the only part of a period that the words name; 3 means any part, or several."""
    return (groups[0] if len(groups) == 1 else 3) if groups else None


def _is_before_our_era(tokens: list[Token]) -> bool:
    """Return whether a mark of the era is beside a number."""
    content = [token for token in tokens if token.kind not in (Kind.FILLER, Kind.TIME)]
    pairs = ({one.kind, next_one.kind} for one, next_one in pairwise(content))
    beside = _PLAIN_NUMBERS | {Kind.DECADE, Kind.CENTURY}
    return any(Kind.BEFORE_OUR_ERA in pair and pair & beside for pair in pairs)


def _of_era(words: str, tokens: list[Token], language: str) -> Reading:
    """Return a reading without a date, or with one if B.C. may mean British Columbia."""
    year = max((t.value for t in tokens if t.kind == Kind.YEAR), default=0)
    if year >= 1900 and _BRITISH_COLUMBIA.search(words):
        others = [token for token in tokens if token.kind != Kind.BEFORE_OUR_ERA]
        plain = _reading(words, others, language)
        why = f"can be {year}, or before our era; mark it inferred, and say in the note which it is"
        return plain._replace(why=f"{why}, or leave B.C. out of the quote", era=True)
    why = 'is before our era, which `date` cannot hold; write "../0001", mark it inferred, and'
    return Reading(words, why=f'{why} write "0001 or before" in the note', era=True)


def _year_of_our_era(token: Token) -> Token:
    is_year = token.kind in (Kind.DAY, Kind.NUMBER) and token.value
    return token._replace(kind=Kind.YEAR) if is_year else token


def _modifiers(content: list[Token]) -> tuple[str, str, list[Token]]:
    """Return the mark, the open side, and the tokens without the words for either."""
    about = any(t.kind == Kind.ABOUT or (t.kind == Kind.OR_SO and not t.value) for t in content)
    perhaps = any(t.kind == Kind.PERHAPS or (t.kind == Kind.OR_SO and t.value) for t in content)
    mark = {(True, False): "~", (False, True): "?", (True, True): "%"}.get((about, perhaps), "")
    content = [token for token in content if token.kind not in _ABOUT]
    if any(token.kind == Kind.BETWEEN for token in content):  # between 5 and 7 is a range
        content = [t._replace(kind=Kind.TO) if t.kind == Kind.AND else t for t in content]
    relation = _relation(content)
    content = [token for token in content if token.kind not in _RELATIONS]
    while content and content[0].kind in JOINS:
        content = content[1:]
    while content and content[-1].kind in JOINS:
        content = content[:-1]
    return mark, relation, content


def _relation(content: list[Token]) -> str:
    """Return "before", "by" or "after" if the words leave a side open, or ""."""
    kinds = [token.kind for token in content]
    joined = bool(JOINS & set(kinds[1:-1]))
    if early := [token.value for token in content if token.kind == Kind.BEFORE]:
        return "by" if early[0] else "before"
    ends_before = kinds[-1:] == [Kind.OR_BEFORE] and not (joined and content[-1].value)
    if kinds[:1] == [Kind.TO] or ends_before:
        return "by"
    opens = Kind.AFTER in kinds or kinds[-1:] in ([Kind.TO], [Kind.OR_AFTER])
    return "after" if opens or (Kind.FROM in kinds and not joined) else ""


def _lookalike(tokens: list[Token], language: str) -> tuple[str, int] | None:
    """Return the calendar and the year if the years may belong to another calendar."""
    if any(token.kind == Kind.MONTH for token in tokens) and language.split("-")[0] not in (
        "fa",
        "th",
    ):
        return None
    years = [token.value for token in tokens if token.kind == Kind.YEAR]
    years += [parts[0] for token in tokens if token.kind == Kind.NUMERIC for parts in token.value]
    for year in years:
        if name := calendars.lookalike(year, language.split("-")[0]):
            return name, year
    return None


def _of_lookalike(words: str, name: str, year: int) -> Reading:
    days = calendars.days(name, year)
    why = f"can be a year of the {name} calendar{_in_ours(year, days)} or one of ours; mark it"
    return Reading(words, why=f"{why} inferred, and write in the note which, and the date of ours")


def _in_ours(year: int, days: tuple[str, str] | None) -> str:
    if not days:
        return ""
    first, last = days[0][:4], days[1][:4]
    return f" ({year} is in {first})" if first == last else f" ({year} is within {first} to {last})"


def _of_other_calendar(words: str, tokens: list[Token], language: str) -> Reading:
    """Return a reading without a date, unless the words also give the day in our calendar."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind in (Kind.BRACKET, Kind.SAME, Kind.SLASH):
            parts.append([])
        else:
            parts[-1].append(token)
    ours = [part for part in parts if part and not {t.kind for t in part} & _OTHER_CALENDAR]
    for part in ours:
        reading = _reading(words, part, language)
        if len(reading.dates) == 1 and not reading.why and len(parts) > 1:
            return reading
    name = next(token.value for token in tokens if token.kind in _OTHER_CALENDAR)
    numbers = [t.value for t in tokens if t.kind in _PLAIN_NUMBERS and t.value]
    numbers += [parts_[0] for t in tokens if t.kind == Kind.NUMERIC for parts_ in t.value]
    if not numbers and not any(token.kind == Kind.CALENDAR_MONTH for token in tokens):
        return Reading(words)
    short = name.startswith(("Japanese", "Minguo", "Juche"))
    year = (_after_mark(tokens) if short else 0) or max(numbers, default=0)
    if year < 32 and not short:
        days, year_text = None, ""
    elif 1850 <= year <= 2199 and name not in (calendars.BIKRAM_SAMBAT, "Julian"):
        days, year_text = (f"{year}-01-01", f"{year}-12-31"), ""
    else:
        days = calendars.days(name, year)
        year_text = _in_ours(year, days)
    why = f"looks like a date of the {name} calendar{year_text}; write the date of ours in `date`,"
    why += " mark it inferred, and give the date in the note, and what it follows from"
    return Reading(words, why=why, days=days)


def _after_mark(tokens: list[Token]) -> int:
    marks = [n for n, token in enumerate(tokens) if token.kind == Kind.CALENDAR]
    after = [
        t.value for n in marks for t in tokens[n + 1 :] if t.kind in _PLAIN_NUMBERS and t.value
    ]
    before = [t.value for n in marks for t in tokens[:n] if t.kind in _PLAIN_NUMBERS and t.value]
    return (after or before or [0])[0]


def _weekday_decides(dates: Sequence[str], tokens: list[Token]) -> str:
    """Return the only one of several days that falls on the weekday that the words name, or ""."""
    named = {token.value for token in tokens if token.kind == Kind.WEEKDAY}
    if len(named) != 1 or any(len(day) != 10 for day in dates):
        return ""
    fitting = [day for day in dates if Day.fromisoformat(day).weekday() in named]
    return fitting[0] if len(fitting) == 1 else ""


def weekdays(text: str, language: str) -> list[int]:
    """Return the weekdays that a text names, Monday as 0.

    >>> weekdays("Freitag, 3. April", "de")
    [4]
    """
    return [token.value for token in tokens_of_dates(text, language) if token.kind == Kind.WEEKDAY]
