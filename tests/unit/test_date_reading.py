"""Tests of how `check` compares a coded date with the words of its quote, in many languages."""

# ruff: noqa: RUF001, E501 - letters of other scripts; tables of cases

import subprocess
import sys
from datetime import date, timedelta
from functools import cache

import pytest
from convertdate import hebrew, islamic, persian
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.system.project_folder import PROJECT
from analysis.values import calendars, edtf
from analysis.values.calendar_names import MONTHS, WEEKDAYS
from analysis.values.date_reading import read, read_all
from tests.support.date_statements import messages

repeatable = settings(database=None, deadline=None, derandomize=True, max_examples=300)


STATED = [
    # language, words, date
    ("en", "between 5 and 7 March 2020", "2020-03-05/2020-03-07"),
    ("en", "March 5-7, 2020", "2020-03-05/2020-03-07"),
    ("en", "March 5–7, 2020", "2020-03-05/2020-03-07"),
    ("en", "5–7 March 2020", "2020-03-05/2020-03-07"),
    ("en", "5 or 6 June 2020", "2020-06-05/2020-06-06"),
    ("en", "June 5 or 6, 2020", "2020-06-05/2020-06-06"),
    ("en", "from 5 to 7 March 2020", "2020-03-05/2020-03-07"),
    ("en", "from March 5 through 7, 2020", "2020-03-05/2020-03-07"),
    ("en", "28 February to 2 March 2020", "2020-02-28/2020-03-02"),
    ("en", "28 December 2019 – 3 January 2020", "2019-12-28/2020-01-03"),
    ("en", "December 28, 2019 to January 3, 2020", "2019-12-28/2020-01-03"),
    ("en", "28 December to 3 January 2020", "2019-12-28/2020-01-03"),
    ("en", "March 5 and 6, 2020", "2020-03-05/2020-03-06"),
    ("en", "5, 6 and 7 March 2020", "2020-03-05/2020-03-07"),
    ("en", "March to May 2020", "2020-03/2020-05"),
    ("en", "between November 2019 and February 2020", "2019-11/2020-02"),
    ("en", "the 1990s", "1990/1999"),
    ("en", "the 1990’s", "1990/1999"),
    ("en", "the early 1990s", "1990/1999"),
    ("en", "mid-1990s", "1990/1999"),
    ("en", "2019-20", "2019/2020"),
    ("en", "2019–20", "2019/2020"),
    ("en", "2019/20", "2019/2020"),
    ("en", "2019–2020", "2019/2020"),
    ("en", "2019/2020", "2019/2020"),
    ("en", "between 2014-2017", "2014/2017"),
    ("en", "2019 or 2020", "2019/2020"),
    ("en", "2020-03-04", "2020-03-04"),
    ("en", "2020/03/04", "2020-03-04"),
    ("en", "20200304", "2020-03-04"),
    ("en", "2020-03", "2020-03"),
    ("en", "2020-03-04T10:30:00Z", "2020-03-04"),
    ("en", "13/04/2020", "2020-04-13"),
    ("en", "04/13/2020", "2020-04-13"),
    ("en", "03/03/2020", "2020-03-03"),
    ("en", "Friday, 03/04/2020", "2020-04-03"),
    ("en", "14:05 GMT 22.07.2020", "2020-07-22"),
    ("en", "the 5th of March 2020", "2020-03-05"),
    ("en", "5th March 2020", "2020-03-05"),
    ("en", "March 5th, 2020", "2020-03-05"),
    ("en", "March the 5th, 2020", "2020-03-05"),
    ("en", "the fifth of March, 2020", "2020-03-05"),
    ("en", "Thursday, 5 March 2020, at 10:30 p.m. local time", "2020-03-05"),
    ("en", "the night of 5 March 2020", "2020-03-05"),
    ("en", "Sept. 2019", "2019-09"),
    ("en", "mid-June 2020", "2020-06"),
    ("en", "late June 2020", "2020-06"),
    ("en", "the end of June 2020", "2020-06"),
    ("en", "early 2020", "2020"),
    ("en", "the first quarter of 2020", "2020-01/2020-03"),
    ("en", "Q3 2020", "2020-07/2020-09"),
    ("en", "the second half of 2020", "2020-07/2020-12"),
    ("en", "the 19th century", "1801/1900"),
    ("en", "the nineteenth century", "1800/1899"),
    ("en", "about 2020", "2020~"),
    ("en", "circa March 2020", "2020-03~"),
    ("en", "perhaps 5 March 2020", "2020-03-05?"),
    ("en", "AD 79", "0079"),
    ("en", "3 January 2020 (13 Dey 1398)", "2020-01-03"),
    ("fr", "du 5 au 7 mars 2020", "2020-03-05/2020-03-07"),
    ("fr", "entre le 5 et le 7 mars 2020", "2020-03-05/2020-03-07"),
    ("fr", "1er août 2020", "2020-08-01"),
    ("fr", "le 5 ou le 6 juin 2020", "2020-06-05/2020-06-06"),
    ("de", "5. bis 7. März 2020", "2020-03-05/2020-03-07"),
    ("de", "vom 5. bis zum 7. März 2020", "2020-03-05/2020-03-07"),
    ("de", "03.04.2020", "2020-04-03"),
    ("de", "Freitag, den 3. Jänner 2020", "2020-01-03"),
    ("de", "die 1990er Jahre", "1990/1999"),
    ("es", "del 5 al 7 de marzo de 2020", "2020-03-05/2020-03-07"),
    ("es", "entre el 5 y el 7 de marzo de 2020", "2020-03-05/2020-03-07"),
    ("it", "dal 5 al 7 marzo 2020", "2020-03-05/2020-03-07"),
    ("pt", "entre 5 e 7 de março de 2020", "2020-03-05/2020-03-07"),
    ("nl", "van 5 tot en met 7 maart 2020", "2020-03-05/2020-03-07"),
    ("pl", "od 5 do 7 marca 2020 r.", "2020-03-05/2020-03-07"),
    ("ru", "с 5 по 7 марта 2020 года", "2020-03-05/2020-03-07"),
    ("ru", "03.04.2020", "2020-04-03"),
    ("ru", "5 ма\u0438\u0306 2020", "2020-05-05"),
    ("uk", "з 5 по 7 березня 2020 року", "2020-03-05/2020-03-07"),
    ("tr", "5-7 Mart 2020", "2020-03-05/2020-03-07"),
    ("tr", "03.04.2020", "2020-04-03"),
    ("tr", "5 Nisan 2020", "2020-04-05"),
    ("ar", "بين 5 و7 مارس 2020", "2020-03-05/2020-03-07"),
    ("ar", "من ٥ إلى ٧ مارس ٢٠٢٠", "2020-03-05/2020-03-07"),
    ("ar", "3 كانون الثاني 2020", "2020-01-03"),
    ("ar", "8 رجب 1441 هـ الموافق 3 مارس 2020", "2020-03-03"),
    ("fa", "۵ تا ۷ مارس ۲۰۲۰", "2020-03-05/2020-03-07"),
    ("zh", "2020年3月5日至7日", "2020-03-05/2020-03-07"),
    ("zh", "二〇二〇年三月四日", "2020-03-04"),
    ("ja", "2020年3月5日から7日まで", "2020-03-05/2020-03-07"),
    ("ko", "2020년 3월 5일부터 7일까지", "2020-03-05/2020-03-07"),
    ("he", "5 במרץ 2020", "2020-03-05"),
    ("el", "από 5 έως 7 Μαρτίου 2020", "2020-03-05/2020-03-07"),
    ("hi", "5 मार्च 2020", "2020-03-05"),
    ("hu", "2020. március 5.", "2020-03-05"),
    ("fi", "5.–7. maaliskuuta 2020", "2020-03-05/2020-03-07"),
    ("sv", "från 5 till 7 mars 2020", "2020-03-05/2020-03-07"),
    ("cs", "od 5. do 7. března 2020", "2020-03-05/2020-03-07"),
]


@pytest.mark.parametrize(("language", "words", "coded"), STATED)
def test_only_the_date_that_the_words_give_is_accepted(language, words, coded):
    assert messages(words, coded, language) == []
    first, last = edtf.bounds(coded)
    for days in (-1, 1):
        shifted = [(date.fromisoformat(day) + timedelta(days)).isoformat() for day in (first, last)]
        assert messages(words, "/".join(dict.fromkeys(shifted)), language)
    assert messages(words, f"{first}/..", language)


REFUSED = [
    # language, words, a date that must not pass, what the message has, a date that does if inferred
    ("en", "03/04/2020", "2020-04-03", "3 April 2020 or 4 March 2020", "2020-03-04"),
    ("en", "03.04.2020", "2020-04-03", "3 April 2020 or 4 March 2020", "2020-04-03"),
    ("fr", "03/04/2020", "2020-04-03", "3 April 2020 or 4 March 2020", "2020-04-03"),
    ("en", "2010-11", "2010/2011", "November 2010 or 2010 to 2011", "2010/2011"),
    ("en", "the 2000s", "2000/2009", "2000 to 2009 or 2000 to 2099", "2000/2009"),
    ("en", "the nineties", "1990/1999", "no century", "1990/1999"),
    ("en", "1200 BC", "1200", "before our era", "../0001"),
    ("en", "44 BCE", "0044", "before our era", "../0001"),
    ("en", "from 500 BC to 300 BC", "0300/0500", "before our era", "../0001"),
    ("de", "1200 v. Chr.", "1200", "before our era", "../0001"),
    ("fr", "1200 av. J.-C.", "1200", "before our era", "../0001"),
    ("es", "1200 a. C.", "1200", "before our era", "../0001"),
    ("ru", "1200 до н. э.", "1200", "before our era", "../0001"),
    ("zh", "公元前1200年", "1200", "before our era", "../0001"),
    ("ar", "1200 قبل الميلاد", "1200", "before our era", "../0001"),
    ("en", "since 2018", "2018", "leaves a side open", "2018/.."),
    ("en", "until 5 March 2020", "2020-03-05", "leaves a side open", "../2020-03-05"),
    ("en", "before 2020", "2020", "leaves a side open", "../2019"),
    ("de", "seit 2018", "2018", "leaves a side open", "2018/.."),
    ("en", "summer 2020", "2020", "no fixed days", "2020-06/2020-08"),
    ("en", "winter 2019-20", "2019/2020", "no fixed days", "2019-12/2020-02"),
    ("en", "the week of 5 June 2020", "2020-06-05", "several days", "2020-06-01/2020-06-07"),
    ("en", "3 June–4 July", "2020-06-03/2020-07-04", "no year", "2020-06-03/2020-07-04"),
    ("en", "fiscal year 2020", "2020", '"fiscal"', "2020"),
    ("en", "the attack of 5 March 2020", "2020-03-05", '"attack"', "2020-03-05"),
    ("en", "Jalali 1398", "1398", "Solar Hijri", "2019-03/2020-03"),
    ("en", "13 Dey 1398", "1398", "Solar Hijri", "2020-01-03"),
    ("en", "1398/10/13", "1398-10-13", "Solar Hijri", "2020-01-03"),
    ("fa", "۱۳ دی ۱۳۹۸", "1398", "Solar Hijri", "2020-01-03"),
    ("fa", "۱۳۹۸", "1398", "Solar Hijri", "2019-03-21/2020-03-19"),
    ("en", "1398", "1398", "Solar Hijri", "1398"),
    ("en", "1441 AH", "1441", "Hijri", "2020"),
    ("en", "Rajab 1441", "1441", "Hijri", "2020-02/2020-03"),
    ("ar", "1441 هـ", "1441", "Hijri", "2020"),
    ("ar", "رجب 1441", "1441", "Hijri", "2020-03"),
    ("en", "Ramadan 2020", "2020", "Hijri", "2020-04/2020-05"),
    ("en", "2563 BE", "2563", "Buddhist", "2020"),
    ("th", "5 มีนาคม 2563", "2563-03-05", "Buddhist", "2020-03-05"),
    ("en", "Reiwa 2", "0002", "Reiwa", "2020"),
    ("ja", "令和2年3月4日", "2020-03-04", "Reiwa", "2020-03-04"),
    ("en", "5780", "5780", "Hebrew", "2020"),
    ("en", "Hebrew year 5780", "5780", "Hebrew", "2020"),
    ("en", "15 Nisan 5780", "5780", "Hebrew", "2020-04-09"),
    ("en", "Minguo 109", "0109", "Minguo", "2020"),
    ("zh", "民國109年", "0109", "Minguo", "2020"),
    ("en", "2076 BS", "2076", "Bikram Sambat", "2019-04/2020-04"),
    ("en", "18 Brumaire, Year VIII", "1799-11-09", "", "1799-11-09"),
    ("en", "about 2020", "2020", "gives 2020~", "2020~"),
]


@pytest.mark.parametrize(("language", "words", "wrong", "message", "right"), REFUSED)
def test_dates_that_the_words_leave_open_are_refused_and_the_advice_works(
    language, words, wrong, message, right
):
    (said,) = messages(words, wrong, language)
    assert message in said
    assert "mark it inferred" in said
    assert "\n" not in said
    assert messages(words, right, language, basis="inferred") == []


@pytest.mark.parametrize(
    ("words", "wrong", "language"),
    [
        ("3 June–4 July", "2020-06-04/2020-07-03", "en"),
        ("3 June–4 July 2020", "2020-06-04/2020-07-03", "en"),
        ("du 3 juin au 4 juillet", "2020-06-04/2020-07-03", "fr"),
        ("13 Dey 1398", "1398-10-13", "en"),
        ("1441 AH", "1441", "en"),
        ("1200 BC", "1200", "en"),
        ("03/04/2020", "2020-03-05", "en"),
        ("5–7 March", "2020-03-05/2020-03-08", "en"),
        ("Jan. 3", "2020-01-04", "en"),
        ("since 2018", "2017/..", "en"),
        ("late June 2020", "2020-07-01", "en"),
        ("summer 2020", "2018", "en"),
    ],
)
def test_an_inference_cannot_contradict_the_words(words, wrong, language):
    assert messages(words, wrong, language, basis="inferred")


@pytest.mark.parametrize(
    ("value", "coded", "quote", "passes"),
    [
        ("7 March 2020", "2020-03-07", "it met between 5 and 7 March 2020 in secret", False),
        ("7 March 2020", "2020-03-07", "it met on 5 and 7 March 2020 in secret", True),
        ("5 March 2020", "2020-03-05", "it met on 5 and 7 March 2020 in secret", True),
        ("March 2020", "2020-03", "it met on 5 March 2020", False),
        ("1200", "1200", "built in 1200 BC by", False),
        ("1441", "1441", "in 1441 AH it", False),
        ("2020", "2020", "the 2020 airstrike", True),
        ("in 2020", "2020", "In 2020 B.C. had a new premier", False),
        ("in 2020", "2020", "In 2020, B.C. had a new premier", True),
        ("January 2020", "2020-01", "near the airport in January 2020", True),
        ("2018", "2018", "his visit in 2018 and not in 2019", True),
        ("March 3, 2021", "2021-03-03", "nothing that can be read", True),
        ("5 March 2020", "2020-03-05", "35 others may march 5 km on 5 March 2020", True),
    ],
)
def test_the_value_must_have_the_whole_date_of_the_quote(value, coded, quote, passes):
    assert (messages(value, coded, quote=quote) == []) == passes


# --- Generated phrases ---------------------------------------------------------------------------

FORMS = {  # of a day and of a range within a month, by language
    "en": (
        "{d} {m} {y}",
        ["between {d} and {e} {m} {y}", "{m} {d}–{e}, {y}", "{d} to {e} {m} {y}"],
    ),
    "fr": ("{d} {m} {y}", ["du {d} au {e} {m} {y}", "{d}-{e} {m} {y}"]),
    "de": ("{d}. {m} {y}", ["{d}. bis {e}. {m} {y}", "zwischen dem {d}. und {e}. {m} {y}"]),
    "es": ("{d} de {m} de {y}", ["del {d} al {e} de {m} de {y}", "{d} o {e} de {m} de {y}"]),
    "it": ("{d} {m} {y}", ["dal {d} al {e} {m} {y}"]),
    "pt": ("{d} de {m} de {y}", ["de {d} a {e} de {m} de {y}"]),
    "ru": ("{d} {m} {y} года", ["с {d} по {e} {m} {y} года", "{d}—{e} {m} {y}"]),
    "ar": ("{d} {m} {y}", ["من {d} إلى {e} {m} {y}", "بين {d} و{e} {m} {y}"]),
    "fa": ("{d} {m} {y}", ["{d} تا {e} {m} {y}"]),
    "tr": ("{d} {m} {y}", ["{d}-{e} {m} {y}"]),
    "pl": ("{d} {m} {y}", ["od {d} do {e} {m} {y}"]),
    "nl": ("{d} {m} {y}", ["van {d} tot {e} {m} {y}"]),
    "uk": ("{d} {m} {y} року", ["з {d} по {e} {m} {y}"]),
}


@repeatable
@given(st.data(), st.sampled_from(list(FORMS)), st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_generated_day_or_range_is_read_as_it_was_written(data, language, day):
    one, ranges = FORMS[language]
    name = data.draw(st.sampled_from(MONTHS[language].split()[day.month - 1].split("/")))
    name = name.replace("_", " ").capitalize()
    last = data.draw(st.integers(min_value=day.day, max_value=28)) if day.day < 28 else day.day
    numbers = {"d": day.day, "e": last, "m": name, "y": day.year}
    assert read(one.format(**numbers), language).dates == (day.isoformat(),)
    if last > day.day:
        words = data.draw(st.sampled_from(ranges)).format(**numbers)
        written = f"{day.isoformat()}/{day.replace(day=last).isoformat()}"
        assert read(words, language).dates == (written,)
        assert messages(words, written, language) == []
        assert messages(words, day.isoformat(), language)


@repeatable
@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from("/.-"))
def test_a_date_in_numbers_has_every_possible_order(day, separator):
    words = f"{day.day:02}{separator}{day.month:02}{separator}{day.year}"
    both = {day.isoformat()}
    if day.day <= 12:
        both.add(day.replace(month=day.day, day=day.month).isoformat())
    assert set(read(words, "en").dates) == both
    assert bool(messages(words, day.isoformat())) == (len(both) == 2)


@repeatable
@given(
    st.text("0123456789 -–/.,()年月日andBCtoMarch'ہ۱ٔ", max_size=25),
    st.sampled_from(["en", "zh", "ar", "xx"]),
)
def test_any_date_that_is_read_from_any_text_is_valid_edtf(text, language):
    for reading in (read(text, language), *read_all(text, language)):
        for written in reading.dates:
            edtf.bounds(written)
    for basis in ("stated", "inferred"):
        messages(text, "2020-03-05", language, basis=basis)


# --- Names and calendars -------------------------------------------------------------------------


@pytest.mark.parametrize("language", sorted(MONTHS))
def test_months_and_weekdays_are_those_of_cldr(language):
    """Babel adds the months of Hebrew to later languages, so each is read in a new process."""
    code = f"""if True:
        from babel import Locale
        locale = Locale.parse({language!r})
        print(*locale.months["format"]["wide"].values(), sep="|")
        print(*locale.days["format"]["wide"].values(), sep="|")
    """
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, cwd=PROJECT,
        env={"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    months, weekdays = (line.split("|") for line in run.stdout.splitlines())
    for number, name in enumerate(months, 1):
        assert read(f"5 {name} 2020", language).dates == (f"2020-{number:02}-05",), name
    assert len(WEEKDAYS[language].split()) == len(weekdays) == 7


@pytest.mark.parametrize("name", ["Hijri", "Solar Hijri", "Hebrew"])
def test_the_days_of_a_year_of_another_calendar_include_those_of_convertdate(name, monkeypatch):
    monkeypatch.setattr(persian, "equinox_jd", cache(persian.equinox_jd))  # asked again and again
    module, first, last = {
        "Hijri": (islamic, (1, 1), (12, 29)),
        "Solar Hijri": (persian, (1, 1), (12, 29)),
        "Hebrew": (hebrew, (7, 1), (6, 29)),
    }[name]
    for year in range(5500, 6000) if name == "Hebrew" else range(1250, 1500):
        low, high = calendars.days(name, year)
        ends = [date(*module.to_gregorian(year, *day)).isoformat() for day in (first, last)]
        assert low <= ends[0] <= ends[1] <= high, year
