"""Spellings of one word have one normal form, and different words have different ones."""

# ruff: noqa: RUF001 - letters of other scripts are the subject here

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.normal_form import normal_form
from analysis.validation.labels import has_label, phrase, unsupported_words

SPELLINGS = {
    "spaces": "on hold|On\u00a0hold|on  hold|on\thold|on\nhold|on\u2009hold|on\u202fhold| on hold "
    "|on\u3000hold|ON HOLD",
    "unseen characters": "on hold|on ho\u00adld|on hold\u200b|\ufeffon hold|on\u200e hold|o\u2060n"
    " hold|on h\u200dold",
    "full width": "on hold|ｏｎ　ｈｏｌｄ|ＯＮ ＨＯＬＤ",
    "apostrophes": "the court's|the court’s|the court‘s|the courtʼs|the court`s|the court′s"
    "|the court´s|the court＇s",
    "quotation marks": "\"x\"|“x”|„x“|«x»|« x »|»x«|''x''|``x``|「x」|＂x＂|”x”|〝x〟",
    "composition": "café|cafe\u0301|CAFÉ|CAFE\u0301",
    "hyphens": "well-known|well\u2011known|well\u2010known|well–known|well—known|well−known",
    "sharp s": "Straße|STRASSE|Strasse|STRAẞE|ſtraße",
    "dotted and dotless i": "İstanbul|istanbul|ISTANBUL|ıstanbul|I\u0307stanbul",
    "sigma": "ΟΔΥΣΣΕΥΣ|οδυσσευσ|οδυσσευς",
    "Arabic and Persian": "علي|علی|على|عَلِي|علـي|ﻋﻠﻲ|عَلِیّ",
    "kaf": "كتاب|کتاب|كِتَاب|كـتاب",
    "teh marbuta": "محكمة|محکمه|محكمه",
    "alef": "أحمد|احمد|إحمد|آحمد|ٱحمد|ا\u0654حمد",
    "non-joiner": "می‌شود|میشود|مي‌شود",
    "digits": "35|３５|٣٥|۳۵|३५",
    "separators": "1,200.5|۱٬۲۰۰٫۵|1，200．5",
    "ligatures": "office|oﬃce|oﬀice",
    "Latin ligatures": "œuvre|oeuvre|ŒUVRE",
    "Hebrew points": "שלום|שָׁלוֹם",
    "Hangul": "한국|\u1112\u1161\u11ab\u1100\u116e\u11a8",
    "kana": "ガス|カ\u3099ス|ｶﾞｽ",
    "Cyrillic": "Йемен|и\u0306емен|ЙЕМЕН",
    "ellipses": "no...|no…",
    "Roman numerals": "Article IV|article Ⅳ",
    "styled letters": "Abc|𝐀𝐛𝐜",
}


@pytest.mark.parametrize("spellings", SPELLINGS.values(), ids=SPELLINGS)
def test_spellings_of_one_word_have_one_normal_form(spellings):
    written = spellings.split("|")
    assert {normal_form(text) for text in written} == {normal_form(written[0])}


DIFFERENT = [
    *("106", "10⁶", "31/2", "3½", "3.5", "35", "año", "ano", "shut", "shot", "on hold", "onhold"),
    *("not on hold", "Iran", "Iraq", "мой", "мои", "カス", "ガス", "①", "1", "resume", "résumé"),
    *("कि", "क", "का", "เสือ", "เสื้อ", "well known", "well-known", "m²", "m2", "can't", "cant"),
    *('"x"', "'x'", "x", "ə", "e", "alleged", "denied", "ایران", "ایرانی", "법원", "법언"),
]


def test_different_words_have_different_normal_forms():
    same = [
        pair for pair in combinations(DIFFERENT, 2) if normal_form(pair[0]) == normal_form(pair[1])
    ]
    assert same == []


@given(st.text())
def test_a_normal_form_is_its_own(text):
    assert normal_form(normal_form(text)) == normal_form(text)


@given(st.text(st.characters(categories=["L", "Nd"]), min_size=1))
def test_no_letter_or_digit_is_lost(text):
    assert normal_form(text) or "\u0640" in text


@given(st.text())
def test_a_text_with_other_spaces_has_the_same_normal_form(text):
    assert normal_form(f" {text}\u00a0x\u2009 ") == normal_form(f"{text} x")


# --- Labels are found as whole words --------------------------------------------------------------

NAMED = [
    *[("Trump", text) for text in ("Trump's plan", "Trump’s plan", "the Trumps' house", "TRUMP")],
    *[("court", "courts"), ("church", "churches"), ("witness", "witnesses"), ("box", "boxes")],
    *[("ally", "allies"), ("Iraqi", "Iraqis"), ("court of appeal", "courts of appeal")],
    *[("Iran", "Iran-backed"), ("U.S.", "US forces"), ("on hold", "On\u00a0hold")],
    *[("warrant", "war\u00adrant"), ("Kuwait", "ＫＵＷＡＩＴ"), ("Ébène", "Ebene")],
    *[("Straße", "STRASSE"), ("Diyarbakır", "DİYARBAKIR"), ("crisis", "crisis")],
    *[("ترامب", text) for text in ("قال لترامب", "وترامب", "فترامب", "ترامب", "تـرامب")],
    *[("العراق", text) for text in ("للعراق", "والعراق", "بالعراق", "في العراق", "وللعراق")],
    *[("محكمة", "المحكمة"), ("مذكرة", "مذكّرةً"), ("علي", "قال علی"), ("كاظمي", "کاظمی")],
    *[("ایران", "ایران‌ها"), ("حکم", "حکم‌های"), ("حکم", "حکمها"), ("ترامپ", "ترامپ را")],
    *[("می‌شود", "میشود"), ("میشود", "می‌شود"), ("آیت‌الله", "آیت الله"), ("آیت الله", "آیت‌الله")],
    *[
        ("逮捕令", "签发了逮捕令。"),
        ("トランプ", "トランプ氏"),
        ("이란", "이란의"),
        ("트럼프", "트럼프는"),
    ],
    *[("טראמפ", "וטראמפ"), ("मंत्री", "मंत्री ने"), ("Иран", "ИРАН объявил"), ("ё", "е")],
]
UNNAMED = [
    *[
        ("Austria", "Australia"),
        ("Niger", "Nigeria"),
        ("executed", "executive"),
        ("Iran", "Iranian"),
    ],
    *[("military", "militant"), ("Oman", "woman"), ("Chad", "Chadwick"), ("Mali", "Malian")],
    *[("Guinea", "Guinean"), ("India", "Indian"), ("Jordan", "Jordanian"), ("Ira", "Iraq")],
    *[("prison", "imprisoned"), ("legal", "illegal"), ("war", "warrant"), ("art", "article")],
    *[
        ("new", "news"),
        ("arm", "arms"),
        ("good", "goods"),
        ("custom", "customs"),
        ("mean", "means"),
    ],
    *[("106", "10⁶"), ("10", "10⁶"), ("35", "3,500"), ("35", "35,000"), ("3", "3½")],
    *[("عراق", "عراقي"), ("ایران", "ایرانی"), ("ایران", "ایرانیان"), ("زير", "وزير")],
    *[("ترامب", "ترامبي"), ("قتل", "قاتل"), ("לד", "ולד"), ("이란", "이란인"), ("한국", "한국인")],
    *[("कल", "कलम"), ("कि", "का"), ("カス", "ガス"), ("เสือ", "เสื้อ"), ("Иран", "иранский")],
    *[("мой", "мои"), ("head", "heading"), ("Trump", "Trumpism")],
]


@pytest.mark.parametrize(("label", "text"), NAMED)
def test_a_label_is_found_in_the_forms_of_its_words(label, text):
    assert has_label(phrase(f"so {text}, so"), [phrase(label)])


@pytest.mark.parametrize(("label", "text"), UNNAMED)
def test_a_label_is_not_found_within_other_words(label, text):
    assert not has_label(phrase(f"so {text}, so"), [phrase(label)])


@pytest.mark.parametrize(("value", "text"), UNNAMED)
def test_free_text_has_no_support_in_other_words(value, text):
    assert unsupported_words(phrase(text), phrase(value), {})


@pytest.mark.parametrize(("value", "text"), NAMED)
def test_free_text_has_support_in_the_forms_of_its_words(value, text):
    if "\u200c" not in text + value:  # whose parts may be written as two words
        assert unsupported_words(phrase(text), phrase(value), {}) == []


@pytest.mark.parametrize(
    ("value", "text"), [("部法", "司法部"), ("捕逮", "逮捕令"), ("หมาย", "มหาย")]
)
def test_characters_in_another_order_are_no_support(value, text):
    assert unsupported_words(phrase(text), phrase(value), {})
