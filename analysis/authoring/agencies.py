"""List news agencies and the forms of their credits, for `cue_finder`.

A credit such as "(AP)" or "AFP contributed to this report" names an outlet without a word such as
"news". If the name of an agency has another meaning as well, it is a cue only in a credit.
"""

# ruff: noqa: RUF001 - this module lists names in other scripts

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from analysis.text.characters import UNSPACED

# Names that have no other meaning, as they are written.
_NAMES = (
    "PRNewswire|PR Newswire|Business Wire|GlobeNewswire|GLOBE NEWSWIRE|EIN Presswire|ACCESSWIRE"
    "|AFP-JIJI(?: Press)?|The Associated Press|Associated Press|Agence France[- ]Presse|AFP|AP"
    "|Reuters|Thomson Reuters|United Press International|UPI|Bloomberg(?: News)?|Dow Jones"
    "|PA Media|Press Association|Getty Images|Canadian Press|Australian Associated Press"
    "|EPA-EFE|EPA|Agencia EFE|Europa Press|EFE|Télam|Telam|Notimex|Prensa Latina|Agência Brasil"
    "|Lusa|ANSA|ANP"
    "|Adnkronos|AGI|LaPresse"
    "|Deutsche Presse-Agentur|dpa(?:-AFX|-infocom)?|DPA|epd|KNA|APA|Keystone-SDA|ATS|Belga"
    "|Ritzau|NTB|TT News Agency|STT-Lehtikuva|BNS|LETA|PAP|ČTK|CTK|TASR|MTI|HINA|Tanjug|SRNA|Beta"
    "|Agerpres|BTA|ITAR-TASS|TASS|RIA Novosti|Interfax(?:-Ukraine)?|Sputnik|Ukrinform|BelTA|UNIAN"
    "|Kazinform|Trend|Azertac|Armenpress|Interpressnews"
    "|Anadolu(?: Agency| Ajansı)?|Demirören|DHA|İHA|ANKA|Xinhua(?: News Agency)?"
    "|China News Service|Kyodo(?: News)?|Jiji(?: Press)?|Yonhap|Newsis|KCNA|Antara|Bernama"
    "|Press Trust of India|PTI|IANS|UNI|BSS|RSS|Pajhwok|Khaama Press"
    "|Islamic Republic News Agency|IRNA|ISNA|ILNA|IRIB|YJC|Fars(?: News(?: Agency)?)?"
    "|Tasnim|Mehr(?: News(?: Agency)?)|Mizan|Press TV|Iraqi News Agency|Shafaq|Rudaw"
    "|Saudi Press Agency|KUNA|Bakhtar|Wafa|Ma[’']an|SANA|Jamahiriya News Agency|NINA"
    "|Middle East News Agency|Panapress|News Agency of Nigeria|Ghana News Agency"
    "|ТАСС|РИА Новости|Интерфакс|Рейтер|Рейтерс|Ассошиэйтед Пресс|Франс[- ]Пресс|Укринформ|УНИАН"
    "|رويترز|فرانس برس|أ ?ف ?ب|أسوشيتد برس|أسوشييتد برس|الأناضول|سبوتنيك|شينخوا|د ?ب ?أ|واس|واع|وفا"
    "|رویترز|آسوشیتدپرس|اسوشیتدپرس|فرانس‌پرس|خبرگزاری فرانسه|ایرنا|ایسنا|ایلنا|تسنیم|اسپوتنیک"
    "|رويترز|סוכנויות|רויטרס|연합뉴스|뉴시스|로이터|AP통신|AFP통신|PTI"
)
# Names and words that name an agency only in a credit.
_IN_CREDITS = (
    "AA|IHA|ANI|INA|QNA|SPA|WAM|MAP|APS|TAP|MENA|NNA|PA|CP|AAP|SDA|SID|TT|CNA|GNA|NAN|Mehr|Petra"
    "|Agencies|Agences|Agencias|Agenturen|Agenzie|Agências|Ajanslar|Agentschappen|agencies"
    "|agences|agencias|Agentur(?:material|en)|(?i:(?:news |wire )(?:agencies|services|service))"
    "|(?i:wire reports?|agency reports?|agency inputs|staff and (?:agencies|wires?))"
    "|وكالات|الوكالات|فارس|مهر|میزان|خبرگزاری‌ها|агентства"
)
# Written without spaces around them.
_UNSPACED_NAMES = (
    "新华社|新華社|法新社|路透社|美联社|美聯社|合众国际社|德新社|俄新社|塔斯社|国际文传电讯社|韩联社|朝中社|中新社|中央社"
    "|共同社|共同通信社?|時事通信社?|埃菲社|安莎社|伊通社|法尔斯通讯社|阿纳多卢通讯社|ロイター(?:通信)?|タス通信|新華社通信"
    "|共同(?=[】）)])|時事(?=[】）)])|連合ニュース|สำนักข่าวซินหัว|รอยเตอร์"
)
_EDGE = rf"(?<![^\W{UNSPACED}])"
_PLAIN_NAME = r"(?:The |the )?[A-ZÀ-Þ][\w&.’'-]*(?: [A-ZÀ-Þ][\w&.’'-]*){0,3}(?<![.’'-])"
_DASH = "[-–—―]"
_JOIN = re.compile(r" ?(?:, ?|/| (?:and|et|und|y|و) )(?:the )?")
_BEFORE = re.compile(
    r"(?:"
    r"(?:^|[.!?”\"»。] ?)[-–—―]+ ?"  # a dash, after the last sentence
    r"|(?i:with (?:additional |further )?(?:reporting|reports?|inputs?|material|files|information)"
    r" (?:by|from) (?:the )?|additional (?:reporting|material) (?:by|from) (?:the )?"
    r"|(?:sources?|quelle|fuente|fonte|bron|kilde|källa|źródło|zdroj|источник|kaynak|المصدر|منبع"
    r"|来源|來源|出典)\s?[:：]\s?"
    r"|(?:photo|image|picture|video|foto|bild)s?(?: credit)?\s?[:：] ?"
    r"|copyright (?:\d{4} )?(?:the )?|©\s?(?:\d{4} )?(?:the )?|\((?:with|avec|mit|con) "
    r"|\b(?:avec|par) l[’']|\bavec |con información de (?:la )?|mit material (?:von|der) "
    r"|(?:^|compiled )from |material from (?:the )?)"
    r")$"
)
_AFTER = re.compile(
    r"(?i: (?:news agency )?(?:also contributed|contributed|and \w+ (?:staff )?contributed) to th"
    r"| (?:journalists?|reporters?|correspondents?|writers?|staff|photographers?) \w+"
    r"| material was used| wire)"
)


def credits(sentence: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of agencies, and of other outlets in a credit; a span may be repeated.

    >>> text = "PARIS (MAP) - A map, AFP reports."
    >>> [text[start:end] for start, end in credits(text)]
    ['AFP', 'MAP', 'MAP']
    """
    always, in_credits, forms = _patterns()
    spans = [match.span() for match in always.finditer(sentence)]
    spans += [
        span
        for span in (match.span() for match in in_credits.finditer(sentence))
        if _is_credit(sentence, span, spans)
    ]
    yield from spans
    for form in forms:
        yield from (match.span(1) for match in form.finditer(sentence))


def _is_credit(sentence: str, span: tuple[int, int], names: list[tuple[int, int]]) -> bool:
    """Return whether the words around a name make it a credit."""
    before, after = sentence[max(0, span[0] - 60) : span[0]], sentence[span[1] : span[1] + 60]
    opened, closed = (
        before.rstrip()[-1:] in tuple("(（/[【"),
        after.lstrip()[:1] in tuple(")）/]】"),
    )
    beside = any(
        _JOIN.fullmatch(sentence[min(span[1], end) : max(span[0], start)]) for start, end in names
    )
    ends = before.rstrip().endswith("/") and not after.strip(". ")
    if beside or ends or (opened and closed):
        return True
    if not before and re.match(rf"\.?$| ?[/:|]| {_DASH} ", after):
        return True
    ended = not before.rstrip().endswith(tuple("-–—―")) or re.match(r" ?\.?$", after)
    return bool((_BEFORE.search(before) and ended) or _AFTER.match(after))


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern, re.Pattern, list[re.Pattern]]:
    """Return patterns of names, of names in credits, and of credits of any other outlet."""
    always = rf"{_EDGE}(?:{_NAMES}|{_NAMES.upper()})(?!\w)|{_UNSPACED_NAMES}"
    forms = [
        # A dateline: LONDON, March 5 (Agency) -
        rf"^(?:[^\Wa-z\d_][^()\n]{{1,50}}? ?)?\(({_PLAIN_NAME})\) ?[.,]?{_DASH}+",
        # A dateline: LONDON, March 5, 2020 /Agency/ --
        rf"^[^\Wa-z\d_][^/\n]{{1,50}} /({_PLAIN_NAME})/ ?{_DASH}+",
        rf"(?i:^(?:with )?additional reporting (?:by|from) |^with reporting (?:by|from) )"
        rf"({_PLAIN_NAME})",
        rf"^\(?({_PLAIN_NAME})(?i: (?:also )?contributed to this (?:report|story|article))",
    ]
    return (
        re.compile(always),
        re.compile(rf"{_EDGE}(?:{_IN_CREDITS})(?!\w)"),
        [re.compile(form) for form in forms],
    )
