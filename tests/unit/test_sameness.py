"""Spellings of one word have one normal form, and different words have different ones."""

# ruff: noqa: RUF001 - letters of other scripts are the subject here

import json
import re
import shutil
import subprocess
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import agreement, evidence
from analysis.publishing import site
from analysis.tables.naming import resolve_names
from analysis.text.normal_form import normal_form
from analysis.validation.labels import has_label, phrase, unsupported_words
from tests.support.csv_files import read_csv, write_csv
from tests.support.exports import loaded

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
def test_normalising_twice_changes_nothing(text):
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
    *[("US", "U.S. forces"), ("U.S.", "the US said"), ("WHO", "the WHO said"), ("US", "US LEAVES")],
    *[("men who died", "Men who died")],
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
    *[("мой", "мои"), ("head", "heading"), ("Trump", "Trumpism"), ("US", "he told us")],
    *[("U.S.", "let us go"), ("WHO", "men who died"), ("WHO", "Who says it")],
]


@pytest.mark.parametrize(("label", "text"), NAMED)
def test_a_label_is_found_in_the_forms_of_its_words(label, text):
    assert has_label(phrase(f"so {text}, so"), [phrase(label)])


@pytest.mark.parametrize(("label", "text"), UNNAMED)
def test_a_label_is_not_found_within_other_words(label, text):
    assert not has_label(phrase(f"so {text}, so"), [phrase(label)])


@pytest.mark.parametrize(("value", "text"), UNNAMED)
def test_free_text_is_not_supported_by_other_words(value, text):
    assert unsupported_words(phrase(text), phrase(value), {})


@pytest.mark.parametrize(("value", "text"), NAMED)
def test_free_text_is_supported_by_forms_of_its_words(value, text):
    if "\u200c" not in text + value:  # whose parts may be written as two words
        assert unsupported_words(phrase(text), phrase(value), {}) == []


@pytest.mark.parametrize(
    ("value", "text"), [("部法", "司法部"), ("捕逮", "逮捕令"), ("หมาย", "มหาย")]
)
def test_characters_in_another_order_are_not_support(value, text):
    assert unsupported_words(phrase(text), phrase(value), {})


# --- Values are compared in their normal form, and shown as they are written ----------------------

FIVE = ["on hold", "on\u00a0hold", "On  hold", "on ho\u00adld", "ｏｎ hold"]
TEXTS = [spec.property for spec in loaded().properties.itertuples() if spec.kind == "text"]


def outcome_of(values: list[str], stances: list[str], prop: str) -> pd.Series:
    """Return the outcome of one fact, of which each text has one of the values."""
    whole = loaded()
    rows = whole.statements.drop_duplicates("source_id").head(len(values))
    rows = rows.assign(
        **{"entity_id": "iran-warrant", "property": prop, "value": values, "modality": stances},
        **dict.fromkeys(["low", "high", "date", "date_start", "date_end"]),
    )
    changed = replace(whole, statements=rows.astype(whole.statements.dtypes.to_dict()))
    (row,) = agreement.outcomes(changed).itertuples()
    return row


@pytest.mark.parametrize("prop", TEXTS)
def test_one_value_in_five_spellings_agrees(prop):
    row = outcome_of(FIVE, ["asserted"] * 5, prop)
    assert (row.outcome, row.joint, row.n_sources) == ("agree", "on hold", 5)
    assert all(spelling in row.sentence for spelling in FIVE)


@pytest.mark.parametrize("spellings", SPELLINGS.values(), ids=SPELLINGS)
def test_any_spellings_of_a_value_agree(spellings):
    written = spellings.split("|")[:5]
    assert outcome_of(written, ["asserted"] * len(written), TEXTS[0]).outcome == "agree"


@pytest.mark.parametrize("prop", TEXTS[:2])
@pytest.mark.parametrize(
    ("one", "other"), [("on hold", "on hand"), ("año", "ano"), ("10⁶ men", "106 men")]
)
def test_different_words_do_not_agree(prop, one, other):
    assert outcome_of([one, other], ["asserted"] * 2, prop).outcome == "not tested"


@pytest.mark.parametrize("prop", TEXTS[:2])
@pytest.mark.parametrize("stance", ["asserted", "alleged"])
@pytest.mark.parametrize("spelling", ["theft of gold", "Theft of\u00a0gold", "theft  of gold"])
def test_the_same_value_alleged_and_denied_is_a_conflict(prop, stance, spelling):
    assert outcome_of(["theft of gold", spelling], [stance, "denied"], prop).outcome == "conflict"
    other = outcome_of(["theft of oil", spelling], [stance, "denied"], prop).outcome
    assert other != "conflict"


def test_a_name_is_recognised_in_any_spelling():
    assert (
        resolve_names(loaded(), "entity", ["ＩＲＡＮ", "iran\u200b", "I\u00adran"]) == ["iran"] * 3
    )


def test_labels_that_look_the_same_are_a_problem(project):
    header, rows = read_csv(project / "data/concepts.csv")
    number = next(place for place, row in enumerate(rows) if " " in row[header.index("label")])
    twin = [*rows[number]]
    twin[header.index("concept_id")] = "twin"
    twin[header.index("label")] = twin[header.index("label")].replace(" ", "\u00a0").upper()
    write_csv(project / "data/concepts.csv", [header, *rows, twin])
    (problem,) = (p for p in evidence.read(project).problems if "looks the same" in p.message)
    place = (problem.file, problem.line, problem.column)
    assert place == ("data/concepts.csv", len(rows) + 2, "label")
    assert f"the label of {rows[number][header.index('concept_id')]} (line {number + 2})" in (
        problem.message
    )


def test_the_same_claim_in_another_spelling_is_a_repetition(project):
    header, rows = read_csv(project / "data/statements.csv")
    value = header.index("value")
    number = next(place for place, row in enumerate(rows) if " " in row[value])
    twin = [
        cell.replace(" ", "\u00a0") if at == value else cell for at, cell in enumerate(rows[number])
    ]
    write_csv(project / "data/statements.csv", [header, *rows, twin])
    problems = [p.message for p in evidence.read(project).problems if p.line == len(rows) + 2]
    assert any(f"line {number + 2} makes the same claim" in message for message in problems)


@pytest.mark.parametrize(
    ("table", "column", "cell", "problem"),
    [
        ("sources", "outlet", "New", "is not in the text"),
        (
            "statements",
            "note",
            'It says "arrest warran".',
            "is in quotation marks, and not in any text",
        ),
        ("statements", "note", 'It says "ran".', "is in quotation marks, and not in any text"),
    ],
)
def test_words_of_a_text_are_matched_whole(edit, project, table, column, cell, problem):
    edit(table, 0, column, cell)
    messages = [p.message for p in evidence.read(project).problems if p.column == column]
    assert any(problem in message for message in messages), messages


def test_a_cue_does_not_cut_words(project):
    header, rows = read_csv(project / "data/statements.csv")
    cue = header.index("cue")
    number = next(place for place, row in enumerate(rows) if len(row[cue].split()) > 2)
    rows[number][cue] = rows[number][cue][:-1]
    write_csv(project / "data/statements.csv", [header, *rows])
    problems = [p for p in evidence.read(project).problems if p.line == number + 2]
    assert any(p.column == "cue" and "cuts the word" in p.message for p in problems), problems


# --- The search of the site folds words as Python does --------------------------------------------

FOLD = """
const words = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(words.map((word) => fold(word))));
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="node runs the script of the site")
def test_the_site_searches_any_spelling_of_a_word():
    words = {
        name: [text.strip() for text in spellings.split("|") if not re.search(r"\s|''|``", text)]
        for name, spellings in SPELLINGS.items()
    }
    script = (Path(site.__file__).parent / "assets/search.js").read_text(encoding="utf-8") + FOLD
    groups = [group for group in words.values() if len(group) > 1]
    assert len(groups) > 15
    listed = [text for group in groups for text in group] + DIFFERENT
    done = subprocess.run(
        ["node", "-e", script],
        input=json.dumps(listed), capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    folded = dict(zip(listed, json.loads(done.stdout), strict=True))
    assert [group for group in groups if len({folded[text] for text in group}) > 1] == []
    for one, other in [("कि", "का"), ("カス", "ガス"), ("เสือ", "เสื้อ"), ("Iran", "Iraq")]:
        assert folded[one] != folded[other]
