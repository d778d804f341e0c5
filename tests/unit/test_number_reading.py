"""Numbers are read at their full length, in digits and in words, as their language writes them."""

# ruff: noqa: RUF001 - letters and digits of other scripts are what is tested

from decimal import Decimal

import pytest
from babel import Locale
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from analysis.authoring import cues
from analysis.values import number_words, numerals
from analysis.values.continuations import continuation
from analysis.values.folded_text import folded
from analysis.values.quantities import numbers
from analysis.values.uncounted import uncounted

READ = {
    "en": {
        5: "Five|five", 22: "twenty-two|twenty two", 200: "two hundred", 24: "two dozen",
        12: "a dozen", 6: "half a dozen|half-dozen", 100: "a hundred|one hundred", 105:
        "one hundred and five|a hundred five", 1_200: "twelve hundred", 235_000:
        "two hundred and thirty-five thousand|235,000|235 000", 10**6: "a million|1 million",
        35_000: "35,000|35 000|35\u202f000|35'000|35k|thirty-five thousand", 100_000: "1,00,000",
        1_200_000: "1.2 million|1.2 mn|1,200,000|12 lakh", 2_300_000:
        "two million three hundred thousand",
    },
    "de": {
        35: "fünfunddreißig|Fünfunddreissig|fuenfunddreissig|FÜNFUNDDREISSIG", 200: "zweihundert",
        101: "hundertundeins|hunderteins", 35_000: "35.000|35 000|fünfunddreißigtausend",
        3_500_000: "3,5 Mio.|3,5 Millionen", 1_200_000: "eine Million zweihunderttausend|1.200.000",
        1: "ein", 24: "zwei Dutzend",
    },
    "de-CH": {35_000: "35'000|35’000|35,000"},
    "fr": {
        35: "trente-cinq|trente cinq", 97: "quatre-vingt-dix-sept|nonante-sept", 71:
        "soixante et onze|septante et un", 35_000: "35 000|35\xa0000|35\u202f000|35.000",
        2_500_000: "deux millions cinq cent mille|2,5 millions", 1_900: "mille neuf cent",
    },
    "es": {
        35: "treinta y cinco", 22: "veintidós", 200: "doscientos|doscientas", 35_000:
        "35.000|35 mil|treinta y cinco mil", 1_200_000: "un millón doscientos mil",
    },
    "es-MX": {35_000: "35,000"},
    "fa": {
        35: "سی و پنج|۳۵", 200: "دویست", 35_000: "۳۵٬۰۰۰|۳۵،۰۰۰|سی و پنج هزار|۳۵ هزار", 3_500_000:
        "۳٫۵ میلیون", 1_200_000: "یک میلیون و دویست هزار",
    },
    "ar": {
        35: "خمسة وثلاثون|خمسة وثلاثين|خمسة و ثلاثون|٣٥", 200: "مئتان|مائتين", 300: "ثلاثمئة", 15:
        "خمسة عشر|خمس عشرة", 11: "أحد عشر", 135: "مئة وخمسة وثلاثون", 35_000: "٣٥٬٠٠٠"
        "|35,000", 2_000: "ألفان",
    },
    "ru": {
        35: "тридцать пять|тридцати пяти", 2: "двух|двое", 35_000: "35 000|35 тыс.|35.000",
        200: "двести|двухсот", 1_200_000: "один миллион двести тысяч|1,2 млн",
    },
    "tr": {35: "otuz beş|otuzbeş", 235: "iki yüz otuz beş|ikiyüzotuzbeş", 35_000: "35.000|35 bin"},
    "zh": {
        35: "三十五人|35人", 200: "两百", 35_000: "三万五千|3.5万|35,000", 105: "一百零五人", 150:
        "一百五人|一百五十人", 5: "五人", 120_000_000: "1亿2000万",
    },
    "ja": {35: "三十五人", 105: "百五人", 120_000_000: "1億2000万人"},
    "it": {35_000: "35.000|35 000"},
}  # fmt: skip
UNREAD = {
    "en": "35th|22nd|twenty-second|two-thirds|3½|3 1/2|10⁶|F-35|COVID-35|several hundred|22.07.2020"
    "|two thousand million|twenty twenty|35m|hundred|one third|two and a half",
    "de": "zwei Drittel", "fr": "deux tiers|trente-cinquième", "es": "dos tercios",
    "fa": "سی و پنجم", "ru": "тридцать пятый|две трети|тысячи людей", "tr": "otuz beşinci|üç buçuk",
    "zh": "第三名|二〇二〇年",
}  # fmt: skip
NONE = {
    "en": "no one was hurt|hundreds of men|the often tense",
    "de": "Achtung|einander"
    "|fünfunddreißigste",
    "fa": "هزاران نفر", "ar": "عشرات|الخامس والثلاثون", "zh": "五角大楼|一些人",
}  # fmt: skip
TWO = {"en": "35.000", "de": "35,000|1,234", "es": "35,000", "fr": "35,000", "und": "35.000|35,000"}
GOES_ON = {
    "en": "35 000|35 million|35%|35 %|35 percent|35 per cent|20-35|20–35|35 to 40|35-40|35 – 40"
    "|no fewer than 35|no more than 35|at least 35|at least another 35|35.5|1/35|35/100|about 35"
    "|35 or more|35 men or more|35 or so|35 people at least|35-odd|35+|~35|>35|≥35|up to 35|some 35"
    "|between 20 and 35|between 35 and 40|35 or 40|two thirds of the 35|half of 35|35 in 100"
    "|one in 35|not 35|-35|35 per 1,000|an estimated 35|35, or more|as many as 35|No. 35|35k"
    "|Article 35|35-year-old|35:00|14:35|35½|thirty-five hundred|thirty-five thousand"
    "|thirty-five to forty|at least thirty-five|thirty-five percent|thirty-fifth"
    "|from 35 up to 40|35 out of ten",
    "de": "mindestens 35|35 bis 40|35 Prozent|etwa 35|über 35|35.000|35 oder mehr|bis zu 35"
    "|zwischen 20 und 35|zwei Drittel der 35|35 Mio.|nicht weniger als 35|fast fünfunddreißig",
    "fr": "plus de 35|au moins 35|35 à 40|35 %|environ 35|entre 20 et 35|près de 35|jusqu’à 35",
    "es": "más de 35|unos 35|35 por ciento|entre 20 y 35|35 a 40|al menos 35",
    "fa": "بیش از ۳۵ نفر|حدود ۳۵|۳۵ درصد|دست‌کم ۳۵|۲۰ تا ۳۵|بین ۲۰ و ۳۵",
    "ar": "أكثر من ٣٥|نحو 35|35 في المئة|ما لا يقل عن 35|بين 20 و35|20 إلى 35",
    "ru": "более 35|около 35|35 процентов|от 20 до 35|не менее 35",
    "tr": "en az 35 kişi|yaklaşık 35|20 ila 35|35'ten fazla kişi",
    "zh": "超过35人|约35人|35%|至少35人|20至35人|35多人|35人以上|百分之35|三十五多人|第35条",
}
ALONE = {
    "en": "35 others|the 35 others|Killed: 35|all 35 men"
    "|35 men were hurt, more than 20 of them badly"
    "|back in May, 35 others may go|35 and 40 respectively|35, 40 and 50 men|another 35|(35)|35"
    "|35 men. At least 20 others|only 35|a 35-member team|35 others in 2020"
    "|35 men at least two of whom|Phoenix 35|35 years|35; 40|January 31, 35 men|thirty-five men",
    "de": "35 Menschen|35 und 40|die fünfunddreißig", "fr": "35 personnes|les trente-cinq",
    "fa": "۳۵ نفر|سی و پنج نفر", "ar": "35 شخصا|و35", "zh": "35人|三十五人", "ru": "35 человек",
    "es": "35 personas", "tr": "35 kişi", "fi": "35 ihmistä",
}  # fmt: skip


def each(table):
    return [(language, text) for language, texts in table.items() for text in texts.split("|")]


def amounts(text, language):
    return [number.amounts for number in numbers(folded(text), language)]


def plain_numbers(text, language):
    """The numbers of a text that are not part of a longer expression."""
    text = folded(text)
    found = numbers(text, language)
    return [
        number.amounts
        for number in found
        if uncounted(text, text, number.start, number.end, language) is None
        and continuation(text, found, number.start, number.end, language) is None
    ]


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        (language, text, number)
        for language, rows in READ.items()
        for number, texts in rows.items()
        for text in texts.split("|")
    ],
)
def test_a_number_is_read_whole(language, text, number):
    assert amounts(text, language) == [(number,)]
    assert amounts(f"({text})", language) == [(number,)]


@pytest.mark.parametrize(("language", "text"), each(UNREAD))
def test_an_ordinal_or_a_fraction_is_not_a_number(language, text):
    assert not any(amounts(text, language))
    assert amounts(text, language)


@pytest.mark.parametrize(("language", "text"), each(NONE))
def test_words_that_only_look_like_numbers_are_not_read(language, text):
    assert amounts(text, language) == []


@pytest.mark.parametrize(("language", "text"), each(TWO))
def test_there_are_two_readings_if_the_language_does_not_decide(language, text):
    digits = text.replace(",", ".")
    assert amounts(text, language) == [(Decimal(digits), Decimal(digits.replace(".", "")))]


@pytest.mark.parametrize(("language", "text"), each(GOES_ON))
def test_an_expression_that_continues_is_not_a_number(language, text):
    assert (35,) not in plain_numbers(text, language)


@pytest.mark.parametrize(("language", "text"), each(ALONE))
def test_a_number_by_itself_is_read(language, text):
    assert (35,) in plain_numbers(text, language)


def test_every_language_that_draft_supports_has_number_words():
    assert set(cues.LANGUAGES) <= set(number_words.LANGUAGES)


@pytest.mark.parametrize(
    "tag", sorted(numerals._COMMA | numerals._POINT | numerals._COMMA_IN | numerals._POINT_IN)
)
def test_decimal_marks_are_those_of_cldr(tag):
    symbols = Locale.parse(tag, sep="-").number_symbols["latn"]
    assert numerals.decimal_mark(tag) == symbols["decimal"]


@given(
    st.integers(0, 10**12),
    st.sampled_from(["en", "de", "fr", "es", "ru", "tr", "hi", "de-CH", "en-IN", "pl", "pt", "sv"]),
)
def test_numbers_written_by_cldr_are_read_back(number, language):
    text = format_decimal(number, locale=language.replace("-", "_"))
    assert amounts(f"({text})", language) == [(number,)]


@given(st.integers(1, 999), st.sampled_from(sorted(number_words.LANGUAGES)))
def test_digits_next_to_more_digits_are_never_read_separately(number, language):
    for text in (f"{number}.5", f"{number},5", f"{number} 000", f"1/{number}", f"{number}%"):
        assert (number,) not in plain_numbers(text, language), text
