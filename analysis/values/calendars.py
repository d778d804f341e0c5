"""Recognise the years of other calendars, and return the days of ours in which they fall.

Dates are not converted: a month of the Hijri calendar begins when the new moon is seen, and a coder
has to say what the day follows from. The ranges of days are therefore wide, with a margin where the
beginning of a year moves.
"""

# ruff: noqa: RUF001, E501 - letters of other scripts; lists of names

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

Days = tuple[str, str]  # first and last day, as YYYY-MM-DD


class Calendar(NamedTuple):
    """A calendar: its name, the days in which a year falls, and the words that name it."""

    name: str
    days: Callable[[int], Days] | None  # None if its years are not used
    marks: str  # beside the year, in capitals if they have at most three letters
    months: str = ""


def _from_month(offset: int, start: str, end: str) -> Callable[[int], Days]:
    """Return the days of a year that begins in one of our years and ends in the next."""
    return lambda year: (f"{year + offset:04}-{start}", f"{year + offset + 1:04}-{end}")


def _whole_years(first: int, last: int) -> Callable[[int], Days]:
    return lambda year: (f"{year + first:04}-01-01", f"{year + last:04}-12-31")


def _hijri(year: int) -> Days:
    """Return the days of our two years in which a year of 354 or 355 days falls."""
    start = 622.54 + (year - 1) * 0.970224
    return f"{int(start - 0.03):04}-01-01", f"{int(start + 1.0):04}-12-31"


SOLAR_HIJRI, HIJRI, BUDDHIST, HEBREW = "Solar Hijri", "Hijri", "Buddhist", "Hebrew"
BIKRAM_SAMBAT = "Bikram Sambat"
CALENDARS = (
    Calendar(
        SOLAR_HIJRI,
        _from_month(621, "03-19", "03-22"),
        "solar hijri, jalali, shamsi, persian calendar, iranian calendar, persian year, iranian year"
        ", afghan calendar, a.p., s.h., sh, hs, h.s., هجری شمسی, شمسی, خورشیدی, ه ش, ه. ش, ه.ش, هـ.ش, ش"
        ", هجرية شمسية, солнечной хиджры",
        "farvardin ordibehesht khordad tir mordad shahrivar mehr aban azar dey bahman esfand"
        " فروردین اردیبهشت خرداد تیر مرداد امرداد شهریور مهر آبان آذر دی بهمن اسفند"
        " hamal sawr jawza saratan asad sunbula mizan aqrab qaws jadi dalw hut"
        " حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت",
    ),
    Calendar(
        HIJRI,
        _hijri,
        "a.h., ah, h, h., hijri, hijra, hijrah, hegira, anno hegirae, islamic calendar, lunar hijri"
        ", muslim calendar, islamic year, هجري, هجرية, هجریه, للهجرة, هـ, ه, هجری قمری, قمری, ه ق"
        ", ه.ق, ه. ق, n. h., hicri, hidschra, de l'hégire, de l’hégire, hégire, de la hégira, хиджры",
        "muharram safar rajab sha'ban shaban sha’ban shaaban ramadan ramazan shawwal"
        " rabi'_al-awwal rabi_al-awwal rabi’_al-awwal rabi'_al-thani rabi_al-thani rabi_i rabi_ii"
        " jumada_al-awwal jumada_al-ula jumada_al-thani jumada_al-akhira jumada_i jumada_ii jumada"
        " dhu_al-qi'dah dhu_al-qadah dhul_qadah dhu_al-hijjah dhul-hijjah dhul_hijjah zilhaj"
        " zil-hajj zul-hijja zul_hijja zilqad dhul-qadah dhu_al-qa'dah dhul-qi'dah dhul_hijja"
        " محرم صفر ربيع_الأول ربيع_الثاني ربيع_الآخر جمادى_الأولى جمادى_الثانية جمادى_الآخرة"
        " رجب شعبان رمضان شوال ذو_القعدة ذي_القعدة ذو_الحجة ذي_الحجة ربیع‌الاول ربیع‌الثانی"
        " рамадан раджаб мухаррам шаабан шавваль",
    ),
    Calendar(
        BUDDHIST,
        _whole_years(-544, -542),
        "b.e., be, buddhist era, buddhist calendar, buddhist year, thai calendar, thai year, พ.ศ., พ.ศ"
        ", พ. ศ., พ. ศ, พุทธศักราช, 佛历, 佛曆, 仏暦",
    ),
    Calendar("Japanese (Reiwa)", _whole_years(2018, 2018), "reiwa, 令和"),
    Calendar("Japanese (Heisei)", _whole_years(1988, 1988), "heisei, 平成"),
    Calendar("Japanese (Showa)", _whole_years(1925, 1925), "showa, shōwa, 昭和"),
    Calendar("Japanese (Taisho)", _whole_years(1911, 1911), "taisho, taishō, 大正"),
    Calendar("Japanese (Meiji)", _whole_years(1867, 1867), "meiji, 明治"),
    Calendar(
        "Minguo", _whole_years(1911, 1911), "minguo, min-kuo, roc, 民國, 民国, 中華民國, 中华民国"
    ),
    Calendar("Juche", _whole_years(1911, 1911), "juche, 주체"),
    Calendar(
        HEBREW,
        _from_month(-3761, "08-20", "10-20"),
        "anno mundi, hebrew calendar, jewish calendar, hebrew year, jewish year, a.m. (hebrew)",
        "tishrei tishri cheshvan heshvan marcheshvan kislev tevet tebeth shevat shvat adar adar_i"
        " adar_ii nisan iyar iyyar sivan tammuz av menachem_av elul תשרי חשוון כסלו טבת שבט אדר ניסן"
        " אייר סיוון תמוז אב אלול",
    ),
    Calendar(
        "Ethiopian",
        _from_month(7, "09-08", "09-14"),
        "e.c., ethiopian calendar, ethiopian year",
        "meskerem tikimt tikemt hidar tahsas yekatit megabit miyazya ginbot sene hamle nehase pagume",
    ),
    Calendar(
        BIKRAM_SAMBAT,
        _from_month(-57, "03-20", "04-20"),
        "b.s., bs, bikram sambat, vikram samvat, nepali calendar, nepali year, samvat, v.s., वि.सं."
        ", वि. सं.",
        "baisakh baishakh jestha jeth ashadh asar shrawan saun bhadra ashwin asoj kartik mangsir"
        " poush push magh falgun chaitra chait",
    ),
    Calendar("Bengali", _from_month(593, "04-10", "04-20"), "bangla year, bengali year, বঙ্গাব্দ"),
    Calendar("Indian national", _from_month(78, "03-20", "03-24"), "saka, saka era, shaka era"),
    Calendar("Coptic", _from_month(283, "08-28", "09-14"), "anno martyrum, coptic calendar"),
    Calendar(
        "Julian",
        _whole_years(-1, 1),
        "o.s., old style, julian calendar, ст. ст., ст. стиля, старого стиля, по старому стилю",
    ),
    Calendar(
        "French Republican",
        None,
        "republican calendar, an i, an ii, an iii, an iv, an v, an vi, an vii, an viii, an ix, an x",
        "vendémiaire brumaire frimaire nivôse pluviôse ventôse germinal floréal prairial messidor"
        " thermidor fructidor",
    ),
    Calendar(
        "Chinese",
        None,
        "农历, 農曆, 旧历, 旧暦, chinese calendar, chinese lunar calendar, lunar month",
    ),
)
BY_NAME = {calendar.name: calendar for calendar in CALENDARS}

BEFORE_OUR_ERA = (
    "bc, b.c., bce, b.c.e., before christ, before the common era, before common era, v. chr., v.chr."
    ", v. u. z., av. j.-c., av. j.c., avant j.-c., avant jésus-christ, avant notre ère, a. c., a.c."
    ", antes de cristo, a. de c., a.e.c., avanti cristo, до н. э., до н.э., до нашей эры, до н. е., до н.е."
    ", p.n.e., p. n. e., př. n. l., před kristem, pr. kr., i.e.n., î.hr., î. hr., eaa., f. kr., f.kr."
    ", m.ö., mö, ق.م, ق.م., ق. م, ق م, قبل الميلاد, پیش از میلاد, ق.م., 公元前, 西元前, 紀元前, 前"
    ", 기원전, לפנה״ס, לפני הספירה, sm, trước công nguyên, ईसा पूर्व, π.χ., v. christus, f.v.t."
)
OUR_ERA = (
    "ad, a.d., ce, c.e., anno domini, n. chr., n.chr., apr. j.-c., ap. j.-c., de notre ère, d. c., d.c."
    ", d. de c., dopo cristo, н. э., н.э., нашей эры, m.s., м.э., م, ميلادي, ميلادية, میلادی, 公元, 西元, 西暦"
    ", 기원, לספירה, μ.χ., n. e., n.e., new style, n.s., gregorian, gregorian calendar, 서기"
)


def lookalike(year: int, language: str) -> str:
    """Return the calendar to which a bare year could belong, given its size and language, or "".

    >>> lookalike(1398, "fa"), lookalike(1441, "ar"), lookalike(2563, "th"), lookalike(2020, "th")
    ('Solar Hijri', 'Hijri', 'Buddhist', '')
    """
    if 2400 <= year <= 2700:
        return BUDDHIST
    if language == "ne" and 2030 <= year <= 2150:
        return BIKRAM_SAMBAT
    if 5500 <= year <= 5999:
        return HEBREW
    if 1300 <= year <= 1460:
        return HIJRI if language in ("ar", "ur", "ms") else SOLAR_HIJRI
    return ""


def days(name: str, year: int) -> Days | None:
    """Return our days in which a year of another calendar falls, or None if unknown.

    >>> days("Solar Hijri", 1398), days("Japanese (Reiwa)", 2), days("Hijri", 1441)
    (('2019-03-19', '2020-03-22'), ('2020-01-01', '2020-12-31'), ('2019-01-01', '2020-12-31'))
    """
    count = BY_NAME[name].days
    if count is None or not 1 <= year <= 9000:
        return None
    first, last = count(year)
    in_range = all("0001" <= day[:4] <= "9999" and day[4] == "-" for day in (first, last))
    return (first, last) if in_range else None
