"""List the words beside a number that make it a bound, a share or part of a longer expression.

Patterns are of text as `folded_text.folded` returns it.
"""

# ruff: noqa: RUF001 - letters of other scripts are what this is about

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from analysis.values import calendars
from analysis.values.calendar_names import MONTHS, names
from analysis.values.folded_text import folded


class RangeWords(NamedTuple):
    """The words of one language, as alternatives of a regular expression.

    Attributes
    ----------
    before : str
        Before a number: it is a bound, an estimate, or not the number that is meant.
    between : str
        Words, such as "another", that may be between these and the number.
    after : str
        After a number, the same.
    to : str
        Between the two numbers of a range.
    share : str
        After a number that is a share.
    share_of : str
        Before a number of which only a share is meant.
    """

    before: str
    between: str
    after: str
    to: str
    share: str
    share_of: str


_WORDS = {
    "en": RangeWords(
        before=(
            r"(?:(?:(?:no|not) )?(?:more|less|fewer|greater|smaller|larger|higher|lower|bigger"
            r"|other|rather|better)"
            r"(?: or equal)? (?:than|to)|at (?:the )?(?:least|most|minimum|maximum)|as (?:many|few"
            r"|much|little|high|low) as|up to|upwards? of|in excess of|over|under|above|below|about"
            r"|around|approximately|approx\.?|roughly|nearly|almost|some|circa|ca?\.?|close to|near"
            r"|nearing|an? estimated|estimated|exceed(?:s|ed|ing)?|not|a (?:minimum|maximum|total"
            r"|average) of (?:at least|about)|minimum|maximum|minus|negative|possibly|perhaps|maybe"
            r"|on average|an average of|half|several|a few|many|a couple of|couple of"
            r"|(?:nos?|number|article|articles|section|paragraph|page|p|room|gate|flight|route"
            r"|chapter|rule|resolution|class|phase|type)\.?)"
        ),
        between=r"another|an?|the|some|these|those|further|additional|other|only|just|about|around",
        after=(
            r"(?:or|and|if not|and possibly|or possibly|or even|or perhaps|maybe"
            r"|perhaps) (?:even )?"
            r"(?:more|fewer|less|so|over|above|under|below|greater|higher|lower|thereabouts"
            r"|upwards?"
            r"|counting|equal)(?! than)|plus|odd|ish|at (?:the )?(?:least|most|minimum|maximum)"
            r"(?! (?:\w+ )?(?:\d|one|two|three|four|five|six|seven|eight|nine|ten))"
            r"|minimum|maximum|and up|upwards?"
        ),
        to=r"(?:all the way )?(?:up )?to|through|thru|till|until|or|and up to|versus|vs\.?|v",
        share=(
            r"%|per ?cent(?:age)?|pct\b|percentage|per mille|basis points|per (?:\d|hundred"
            r"|thousand"
            r"|million)|in (?:every )?(?:ten|\d+|three|four|five|six|seven|eight|nine|hundred"
            r"|twenty)\b(?! (?:days|weeks|months|years|hours|minutes|cities|towns|attacks|provinces"
            r"|countries|places))(?!\d)(?<!\d\d\d\d)|times|fold|out of (?:every )?(?:ten|five|four)"
        ),
        share_of=(
            r"(?:one|1) in (?:every )?|out of every |(?:half|halves|thirds?|quarters?|fifths?"
            r"|sixths?|sevenths?|eighths?|ninths?|tenths?"
            r"|per ?cent|%|majority|most|percentage|proportion|fraction|share|part) (?:of )?"
            r"(?:(?:the|all|these|those|some|about|its|their|his|her) )*"
        ),
    ),
    "de": RangeWords(
        before=(
            r"(?:mehr|weniger|kleiner|grösser|anders) als|mindestens|wenigstens|zumindest"
            r"|hochstens|maximal|bis zu|uber|unter|etwa|rund|fast|knapp|ungefahr|circa|ca\.?|gut"
            r"|annahernd|nahezu|beinahe|geschatzt(?:e|en)?|an die|gegen|um die|nicht|einige|mehrere"
            r"|artikel|art\.|paragra(?:f|ph)|nr\.|nummer|minus|ab|bis"
        ),
        between=r"weitere[nr]?|die|der|den|nur",
        after=(
            r"(?:oder|und) (?:mehr|weniger|so)|plus|und daruber|mindestens|hochstens"
        ),
        to=r"bis(?: zu)?|oder|beziehungsweise|bzw\.?",
        share=r"%|prozent\w*|promille|v\. ?h\.|mal\b|fach",
        share_of=(
            r"(?:halfte|halbe|drittel\w*|viertel\w*|prozent|%|mehrheit|teil) (?:der|von"
            r"|aller) "
        ),
    ),
    "fr": RangeWords(
        before=(
            r"(?:plus|moins|pres|jusqu'?a|autour|aux alentours) d['e] ?|plus|au (?:moins|plus"
            r"|minimum"
            r"|maximum)|jusqu'a|environ|presque|quelques?|pas|a peu pres|quasiment|article|art\."
            r"|numero|no|n°|une? estimation de|moins"
        ),
        between=r"autres|les|des|de|d'|seulement",
        after=r"(?:ou|et|voire) (?:plus|moins|davantage)|environ|au (?:moins|plus|minimum|maximum)",
        to=r"a|ou|et(?= \d+ (?:ans|personnes))|jusqu'a",
        share=r"%|pour ?cent|pour mille|p\. ?100|fois|sur (?:\d|dix|cinq|trois|quatre)",
        share_of=r"(?:moitie|tiers|quarts?|majorite|%|pour cent|plupart|partie) (?:des|de|d') ?",
    ),
    "es": RangeWords(
        before=(
            r"(?:mas|menos|cerca|alrededor|mayor|menor) (?:de|que|del)|al menos|por lo menos|hasta"
            r"|unos|unas|casi|como (?:minimo|maximo)|a lo sumo|aproximadamente|no|articulo|art\."
            r"|numero|apenas|algunos|varios|en torno a"
        ),
        between=r"otros|otras|los|las|solo",
        after=r"(?:o|y) (?:mas|menos)|al menos|aproximadamente|como (?:minimo|maximo)|y pico|o asi",
        to=r"a|o|u|hasta",
        share=r"%|por ?ciento|por mil|veces|de cada (?:\d|diez|cinco|tres|cuatro)",
        share_of=r"(?:mitad|tercios?|cuartos?|mayoria|%|por ciento|parte) de(?: los| las)? ",
    ),
    "fa": RangeWords(
        before=(
            r"(?:بیش|بیشتر|کمتر) از|دست ?کم|حداقل|حداکثر|حدود|نزدیک به|تقریبا|تا|قریب به|ماده|اصل"
            r"|شماره|بالغ بر|نه"
        ),
        between=r"آن|دیگر",
        after=r"و اندی|یا بیشتر|یا کمتر|و چند|و بیشتر",
        to=r"تا|یا|الی",
        share=r"%|٪|درصد|در هزار|برابر",
        share_of=r"(?:نیمی|نیم|سوم|چهارم|درصد|٪|%|بخشی) از ",
    ),
    "ar": RangeWords(
        before=(
            r"(?:أكثر|أقل|أكبر|أصغر|ما لا يقل|لا يقل|ما لا يزيد|لا يزيد|ما يزيد|يزيد) (?:من|عن|على)"
            r"|على الأقل|نحو|حوالي|قرابة|زهاء|ما يصل إلى|ما يقارب|ما يقرب من|يصل إلى|حتى|تقريبا"
            r"|المادة|رقم|بضع|ليس|فوق|تحت"
        ),
        between=r"آخر|آخرين",
        after=r"على الأقل|أو أكثر|أو أقل|تقريبا|فأكثر|على الأكثر|ونيف|فما فوق",
        to=r"إلى|الى|أو|حتى",
        share=r"%|٪|في المئة|في المائة|بالمئة|بالمائة|في الألف|أضعاف|من كل",
        share_of=r"(?:نصف|ثلث|ثلثا|ثلثي|ربع|معظم|غالبية|%|٪|بالمئة|في المئة) (?:من )?",
    ),
    "ru": RangeWords(
        before=(
            r"(?:более|менее|больше|меньше|свыше|не более|не менее) (?:чем )?|не менее|не более"
            r"|более|менее|свыше|около|почти|примерно|приблизительно|до|от|порядка|минимум|максимум"
            r"|не|как минимум|по меньшей мере|статья|статьи|ст\.|номер|№|несколько"
        ),
        between=r"еще|других|чем",
        after=r"(?:или|и) (?:более|менее|больше|меньше)|с лишним|как минимум|минимум",
        to=r"до|или|либо",
        share=r"%|процент\w*|промилле|раза?\b",
        share_of=r"(?:половин\w+|трет\w+|четверт\w+|процент\w*|%|большинств\w+|част\w+) (?:из )?",
    ),
    "tr": RangeWords(
        before=(
            r"en az|en fazla|en cok|yaklasik|neredeyse|yüzde|%|tahminen|asgari|azami|madde|takriben"
        ),
        between=r"bir",
        after=(
            r"(?:'?\w{1,4} )?(?:den|dan|ten|tan|e|a|ye|ya) (?:fazla|az|cok|yakin|kadar)|kusur"
            r"|civari\w*"
            r"|kadar|ya da daha|veya daha|fazla|askin|yakin|'?\w{1,4} (?:fazla|az|cok|askin|yakin)"
        ),
        to=r"ila|ile|veya|ya da",
        share=r"%|yüzde|kati|kat\b",
        share_of=r"(?:yarisi|ucte|dortte) ",
    ),
    "zh": RangeWords(
        before=(
            r"超过|超過|至少|不少于|不少於|多达|多達|最多|约|約|大约|大約|近|将近|將近|不到|逾|不足|至多"
            r"|接近|上|数|數|几|幾|好几|第|百分之|分之|少于|少於|多于|多於|不超过|不超過|未满|未滿|少なくとも"
            r"|約|およそ|最大|以上|ほぼ"
        ),
        between=r"这|那",
        after=(
            r"(?:\w{0,2})(?:以上|以下|左右|上下|未满|未滿|程度|前後|余り)|多|余|餘|几|幾|来|來|数|數|分之"
            r"|超|弱|強|半"
        ),
        to=r"至|到|或|~|から|ないし",
        share=r"%|％|分之|成|割|倍|パーセント|个百分点",
        share_of=r"百分之|分之",
    ),
}  # fmt: skip
_WORDS["ja"] = _WORDS["yue"] = _WORDS["zh"]
_SYMBOLS = r"[<>≤≥~≈±∼⩾⩽＜＞≲≳№§×*^] ?|(?<=\d)[/:]|(?<!\w)-"
_DASHES = r"[-–—−‐‑~〜～]"
_UNSPACED = ("zh", "ja", "yue")
_OTHER_CALENDARS = {"fa": calendars.SOLAR_HIJRI, "ar": calendars.HIJRI}
_LONGEST_ABBREVIATION = 5  # letters of the name of a month


class Patterns(NamedTuple):
    """The compiled patterns of one language: what is before, after and between numbers."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    to: re.Pattern[str]
    both: re.Pattern[str]
    between: re.Pattern[str]
    share: re.Pattern[str]
    share_of: re.Pattern[str]
    month_before: re.Pattern[str]
    month_after: re.Pattern[str]


@lru_cache
def patterns(language: str) -> Patterns:
    """Return the patterns for a BCP 47 tag; a language without a list has the symbols only.

    Examples
    --------
    >>> bool(patterns("en").before.search("no fewer than ")), bool(patterns("en").share.match("%"))
    (True, True)
    """
    base = language.split("-")[0]
    words = RangeWords(*map(folded, _WORDS[base])) if base in _WORDS else RangeWords(*["(?!)"] * 6)
    months = _months(base)
    start, gap, end = r"(?<!\w)", r"[ -]", r"(?!\w)"
    later = rf"[ ,-]{{0,2}}(?:[^\W\d]+ ){{0,2}}(?:{words.after})"
    if base in _UNSPACED:
        start, gap, end, later = "", " ?", "", f"(?:{words.after})"
    bound = rf"{start}(?:{words.before}){gap}?(?:(?:{words.between}){gap}?){{0,2}}"
    return Patterns(
        before=re.compile(rf"(?:{bound}|{_SYMBOLS})$"),
        after=re.compile(rf"\+| ?[±×^]|[/:]\d|{later}{end}"),
        to=re.compile(rf" ?(?:{_DASHES}|\.\.+|…|/|:) ?|[ ,-]?(?:{words.to}){gap}?(?:{bound})?"),
        both=re.compile(r" (?:and|und|et|y|و|и|ve) | ?(?:و|和|与|與)(?: |$)?"),
        between=re.compile(
            r"(?<!\w)(?:between|zwischen|entre|بین|میان|между)(?: \w+){0,2} $|^$|介于$"
        ),
        share=re.compile(rf"[ -]?(?:{words.share}|[%‰٪％])"),
        share_of=re.compile(rf"(?:{words.share_of})$"),
        month_before=re.compile(rf"{start}(?:{months}) $"),
        month_after=re.compile(rf"(?:st|nd|rd|th|er|\.|º)?{gap}?(?:of |de )?(?:{months}){end}"),
    )


def _months(language: str) -> str:
    """Return the names of months, with which a number is a date, as alternatives of a pattern."""
    if language in _UNSPACED:
        return "月"
    listed = list(names(MONTHS.get(language, ""), _LONGEST_ABBREVIATION))
    if calendar := _OTHER_CALENDARS.get(language):
        listed += names(calendars.BY_NAME[calendar].months, 0)
    listed = sorted(listed, key=lambda name: (-len(name), name))
    return "|".join(rf"{re.escape(name)}\.?" for name in listed) or "(?!)"
