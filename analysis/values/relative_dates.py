"""Find the days in which "last month" and the like fall, counted from another day.

Only words for a whole day, week, month or year are read, in the languages that `draft` supports.
The ranges are wide: a week can begin on several days, and "a year ago" is off by up to half a year.
"""

# ruff: noqa: RUF001, E501 - letters of other scripts; a line for each list

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from datetime import date as Day
from datetime import timedelta

from analysis.values import edtf
from analysis.values.folded_text import folded

Days = tuple[str, str]  # first and last day, as YYYY-MM-DD

# By language, the words for a unit and the number of units between: y-1 is last year.
_WORDS = {
    "en": {
        "d-1": "yesterday, last night", "d0": "today, tonight", "d1": "tomorrow",
        "w-1": "last week", "w0": "this week", "w1": "next week",
        "m-1": "last month", "m0": "this month", "m1": "next month",
        "y-1": "last year", "y0": "this year", "y1": "next year",
    },
    "fr": {
        "d-1": "hier", "d0": "aujourd'hui, aujourd’hui", "d1": "demain",
        "w-1": "la semaine dernière", "w0": "cette semaine", "w1": "la semaine prochaine",
        "m-1": "le mois dernier", "m0": "ce mois-ci", "m1": "le mois prochain",
        "y-1": "l'année dernière, l’année dernière, l'an dernier, l’an dernier, l'an passé",
        "y0": "cette année", "y1": "l'année prochaine, l’année prochaine, l'an prochain, l’an prochain",
    },
    "de": {
        "d-1": "gestern", "d0": "heute",
        "w-1": "letzte woche, vergangene woche, vorige woche, letzter woche, vergangener woche", "w0": "diese woche, dieser woche", "w1": "nächste woche, nächster woche",
        "m-1": "letzten monat, vergangenen monat, vorigen monat, letzter monat", "m0": "diesen monat, diesem monat", "m1": "nächsten monat",
        "y-1": "letztes jahr, vergangenes jahr, voriges jahr, letzten jahr, vergangenen jahr, vorigen jahr, letzten jahres", "y0": "dieses jahr, diesem jahr, dieses jahres", "y1": "nächstes jahr, nächsten jahr",
    },
    "es": {
        "d-1": "ayer, anoche", "d0": "hoy",
        "w-1": "la semana pasada", "w0": "esta semana", "w1": "la próxima semana, la semana que viene",
        "m-1": "el mes pasado", "m0": "este mes", "m1": "el próximo mes, el mes que viene",
        "y-1": "el año pasado", "y0": "este año", "y1": "el próximo año, el año que viene",
    },
    "ar": {
        "d-1": "أمس, البارحة", "d1": "غدا",
        "w-1": "الأسبوع الماضي", "w0": "هذا الأسبوع", "w1": "الأسبوع المقبل, الأسبوع القادم",
        "m-1": "الشهر الماضي", "m0": "هذا الشهر, الشهر الجاري", "m1": "الشهر المقبل, الشهر القادم",
        "y-1": "العام الماضي, السنة الماضية", "y0": "هذا العام, العام الجاري, هذه السنة", "y1": "العام المقبل, العام القادم",
    },
    "fa": {
        "d-1": "دیروز, دیشب", "d0": "امروز, امشب", "d1": "فردا",
        "w-1": "هفته گذشته, هفته پیش", "w0": "این هفته", "w1": "هفته آینده",
        "m-1": "ماه گذشته, ماه پیش", "m0": "این ماه", "m1": "ماه آینده",
        "y-1": "سال گذشته, پارسال, سال پیش", "y0": "امسال", "y1": "سال آینده",
    },
    "zh": {
        "d-1": "昨天, 昨日, 昨晚", "d0": "今天, 今日, 今晚", "d1": "明天, 明日",
        "w-1": "上周, 上星期, 上週", "w0": "本周, 这周, 本週", "w1": "下周, 下星期, 下週",
        "m-1": "上个月, 上月, 上個月", "m0": "本月, 这个月, 這個月", "m1": "下个月, 下月, 下個月",
        "y-1": "去年", "y0": "今年", "y1": "明年",
    },
}  # fmt: skip
# Words around a number of units in the past, with "#" for the number and "@" for the unit.
_AGO = {
    "en": "# @ ago", "fr": "il y a # @", "de": "vor # @", "es": "hace # @", "ar": "قبل # @",
    "fa": "# @ پیش", "zh": "#@前",
}  # fmt: skip
_UNITS = {
    "en": {"d": "days?", "w": "weeks?", "m": "months?", "y": "years?"},
    "fr": {"d": "jours?", "w": "semaines?", "m": "mois", "y": "ans?|annees?"},
    "de": {"d": "tag(?:en)?", "w": "wochen?", "m": "monat(?:en)?", "y": "jahr(?:en)?"},
    "es": {"d": "dias?", "w": "semanas?", "m": "mes(?:es)?", "y": "anos?"},
    "ar": {"d": "يوم|ایام", "w": "اسبوع|اسابیع", "m": "شهر|اشهر", "y": "سنه|عام|سنوات|اعوام"},
    "fa": {"d": "روز", "w": "هفته", "m": "ماه", "y": "سال"},
    "zh": {"d": "天|日", "w": "周|星期|个星期", "m": "个月", "y": "年"},
}
_NUMBERS = {
    "en": "a|an|one two three four five six seven eight nine ten",
    "fr": "un|une deux trois quatre cinq six sept huit neuf dix",
    "de": "einem|einer|einen zwei drei vier funf sechs sieben acht neun zehn",
    "es": "un|una|uno dos tres cuatro cinco seis siete ocho nueve diez",
    "ar": "", "fa": "یک دو سه چهار پنج شش هفت هشت نه ده", "zh": "一 两|二 三 四 五 六 七 八 九 十",
}  # fmt: skip
_DAYS_OF = {"d": 1, "w": 7, "m": 30.44, "y": 365.25}
# Words before "last year" that make it the last twelve months instead of the previous year.
_NOT_AFTER = r"(?<!\bthe )(?<!\bpast )(?<![^\W\d_一-鿿])"
_SOLAR_HIJRI = {"d": 0, "w": 0, "m": 21, "y": 81}  # days by which the beginning of a unit may vary


def windows(text: str, language: str, anchors: Sequence[str]) -> Iterator[tuple[str, list[Days]]]:
    """Yield the words in a text that are counted from another day, and the days in which they fall.

    Parameters
    ----------
    text : str
        The words of a date.
    language : str
        Their language; words of other languages are not read.
    anchors : sequence of str
        The dates in EDTF from which the words may be counted.

    Examples
    --------
    >>> list(windows("late last month", "en", ["2020-07-05"]))
    [('last month', [('2020-06-01', '2020-06-30')])]
    """
    language = language.split("-")[0].casefold()
    known = [(first, last) for first, last in map(edtf.bounds, anchors) if first and last]
    if not known or language not in _WORDS:
        return
    pattern, shifts = _relative_words(language)
    for match in pattern.finditer(folded(text)):
        is_counted = match[0] not in shifts
        unit, shift = _ago(match, language) if is_counted else shifts[match[0]]
        extra = _SOLAR_HIJRI[unit] if language == "fa" else 0
        ranges = [_shifted(days, unit, shift, extra, is_counted) for days in known]
        yield match[0], [days for days in ranges if days]


def listed(language: str) -> list[str]:
    """Return the words of a language that are counted from another day without a number.

    >>> listed("en")[:3]
    ['yesterday', 'last night', 'today']
    """
    return [word for words in _WORDS[language].values() for word in words.split(", ")]


@functools.cache
def _relative_words(language: str) -> tuple[re.Pattern[str], dict[str, tuple[str, int]]]:
    """Return a pattern of the words of a language, and the unit and shift of each listed one."""
    shifts = {
        folded(word): (shift[0], int(shift[1:]))
        for shift, words in _WORDS[language].items()
        for word in words.split(", ")
    }
    numbers = "|".join(("[0-9]{1,3}", *_NUMBERS[language].split()))
    units = "|".join(f"(?P<{unit}>{words})" for unit, words in _UNITS[language].items())
    ago = folded(_AGO[language]).replace("#", f"(?P<number>{numbers})").replace("@", f"(?:{units})")
    listed = "|".join(map(re.escape, sorted(shifts, key=len, reverse=True)))
    return re.compile(rf"{_NOT_AFTER}(?:{listed}|{ago})(?![^\W\d_一-鿿])"), shifts


def _ago(match: re.Match[str], language: str) -> tuple[str, int]:
    """Return the unit and the number of units that some words go back."""
    number = match["number"]
    names = _NUMBERS[language].split()
    value = next((n for n, name in enumerate(names, 1) if number in name.split("|")), 0)
    unit = next(unit for unit in _DAYS_OF if match[unit])
    return unit, -(value or int(number))


def _shifted(anchor: Days, unit: str, shift: int, extra: int, is_counted: bool) -> Days | None:
    """Return the days some units from others, or None outside the years of `date`.

    A counted unit, as in "two months ago", is off by at most half of it. A day can begin at another
    time elsewhere, and a week on several days.
    """
    try:
        first, last = map(Day.fromisoformat, anchor)
        if is_counted or unit in "dw":
            days = timedelta(round(shift * _DAYS_OF[unit]))
            half = round(_DAYS_OF[unit] / 2) + 1 if is_counted and unit != "d" else 0
            margin = timedelta((half or (7 if unit == "w" else 1)) + extra)
            return str(first + days - margin), str(last + days + margin)
        low, high = _unit_of(first, unit, shift)[0], _unit_of(last, unit, shift)[1]
        return str(low - timedelta(extra)), str(high + timedelta(extra))
    except (OverflowError, ValueError):
        return None


def _unit_of(day: Day, unit: str, shift: int) -> tuple[Day, Day]:
    """Return the first and last day of the month or year some units from that of a day."""
    if unit == "y":
        return Day(day.year + shift, 1, 1), Day(day.year + shift, 12, 31)
    months = day.year * 12 + day.month - 1 + shift
    first = Day(months // 12, months % 12 + 1, 1)
    following = Day((months + 1) // 12, (months + 1) % 12 + 1, 1)
    return first, following - timedelta(1)
