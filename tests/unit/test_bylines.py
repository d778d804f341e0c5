"""Texts that differ only in a byline are one original speaker; any other difference makes two."""

# ruff: noqa: RUF001 - bylines in other scripts

import time
from dataclasses import replace

import pandas as pd
import pytest

from analysis import agreement
from analysis.compare.encoding import origins
from analysis.text.duplicates import duplicates
from analysis.validation.vocabulary import OWN_VOICE

HEADLINE = "Court issues a warrant over ten deaths\n"
TEXT = (
    "The court in Baghdad issued a warrant on Thursday, a judge said.\n"
    "Ten men were killed near the airport. “It is so,” he said.\n"
)


def one_origin(*texts: str) -> bool:
    return duplicates(texts) == [[0, 1]]


BYLINES = """
By Jane Doe|BY JANE DOE|by Jane Doe and John Roe, Reuters|Jane Doe|JANE DOE|Associated Press
Fars News Agency|Reuters|AFP|(AP)|(Reuters)|By AFP|Written by Jane Doe|June 29, 2020|29 June 2020
Mon 29 Jun 2020 14:05 GMT|14:05 GMT 22.07.2020|2020-06-29|29/06/2020|Published 29 June 2020
Updated: June 30, 2020 at 10:14 a.m. EDT|3 min read|Von Hans Meier|Par Marie Dupont|Por Ana Pérez
Di Mario Rossi|بقلم أحمد علي|نوشته علی رضایی|文/李明|记者 李明|© 2020 The Daily
By our correspondent|By a staff reporter|By Ali al-Rubaie in Baghdad|By J.P. O’Neill and A.B. Smith
2020年6月29日|29 juin 2020|29. Juni 2020|29 de junio de 2020
Last updated: 3 March 2021, 14:05 GMT|2021-03-04T10:00:00Z|This article was updated on 4 March 2021.
Updated 2 hours ago|Aktualisiert am 4. März 2021, 10:00 Uhr|Mis à jour le 4 mars 2021 à 10h05
Actualizado el 4 de marzo de 2021|Обновлено 4 марта 2021|تم التحديث في 4 مارس 2021|٤ مارس ٢٠٢١
Jane Doe, 4 March 2021|By Jane Doe · Updated March 4, 2021 10:00 AM EST|Quelle: dpa|Fuente: EFE
"""
BYLINES += "Jane Doe • 4 March 2021"


@pytest.mark.parametrize("byline", BYLINES.replace("|", "\n").split("\n"))
def test_a_byline_does_not_make_a_second_origin(byline):
    assert one_origin(HEADLINE + TEXT, f"{HEADLINE}{byline}\n\n{TEXT}")
    assert one_origin(TEXT, f"{byline}\n{TEXT}")


@pytest.mark.parametrize(
    "credit",
    [
        "AFP contributed to this report.",
        "Reporting by Jane Doe; Editing by John Roe",
        "The Associated Press contributed to this report from Baghdad.",
        "(AP)",
        "Copyright 2020 The Daily. All rights reserved.",
        "Additional reporting by John Roe in Tehran",
    ],
)
def test_a_credit_at_the_end_does_not_make_a_second_origin(credit):
    assert one_origin(TEXT, f"{TEXT}\n{credit}\n")


@pytest.mark.parametrize(
    "dateline",
    [
        "BAGHDAD (AP) — ",
        "BAGHDAD — ",
        "LONDON, June 29 (Reuters) - ",
        "Baghdad (AFP) – ",
        "(AP) ",
        "БАГДАД, 4 марта (ТАСС). ",
        "بغداد (رويترز) - ",
        "【ロイター】",
        "新华社巴格达3月4日电 ",
        "BAGDAD (EFE).- ",
    ],
)
def test_a_dateline_does_not_make_a_second_origin(dateline):
    assert one_origin(TEXT, dateline + TEXT)
    assert one_origin(HEADLINE + TEXT, HEADLINE + "By Jane Doe\n" + dateline + TEXT)


@pytest.mark.parametrize(
    "headline", ["Updated toll: 12 dead", "Published names: ten", "Posted to Iraq"]
)
def test_a_line_that_says_more_than_a_date_makes_a_second_origin(headline):
    assert not one_origin(TEXT, f"{headline}\n{TEXT}")


@pytest.mark.parametrize(
    "line", ["1" * 118 + "x", "de le " * 19 + "x", "| " * 58, "年月" * 58 + "x"]
)
def test_a_line_of_any_words_is_read_quickly(line):
    begun = time.process_time()
    assert not one_origin(TEXT, f"{line} ten men\n{TEXT}")
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n", "\r\n"), ("\n", "\n\n"), (" ", "  "), ("“It is so,”", '"It is so,"'),
        ("Baghdad", "BAGHDAD"), (" ", "\u00a0"),
    ],
)  # fmt: skip
def test_case_punctuation_and_spaces_do_not_make_a_second_origin(old, new):
    assert one_origin(TEXT, TEXT.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Ten men", "Twelve men"), ("a judge said", "a judge denied"), ("Thursday", "Friday"),
        ("ten deaths", "twelve deaths"), ("Court issues", "Court refuses"), ("near", "not near"),
        ("He said", ""), ("Baghdad", "Basra"), ("killed", "hurt"), ("so,” he", "so,” she"),
    ],
)  # fmt: skip
def test_any_other_word_makes_a_second_origin(old, new):
    text = HEADLINE + TEXT + "He said it twice. He said no more."
    assert old in text
    assert not one_origin(text, text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ten men were killed.", "Twelve men were killed."),
        ("10 men were killed.", "12 men were killed."),
        ("10", "12"),
        ("June 29, 2020", "June 30, 2020"),
        ("By Jane Doe", "By John Roe"),
        ("", "Ten men were killed."),
        ("Ten people in Baghdad (Iraq) died.", "Two people in Baghdad (Iraq) died."),
        ("IRAN: ten men died — on Monday", "IRAQ: ten men died — on Monday"),
        ("مقتل عشرة رجال", "مقتل تسعة رجال"),
        ("十人死亡。", "九人死亡。"),
    ],
)
def test_short_texts_that_differ_have_two_origins(one, other):
    assert not one_origin(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("By midnight ten men had died", "By midnight two men had died"),
        ("Von der Leyen verurteilt den Angriff", "Von der Leyen verteidigt den Angriff"),
        ("Par décret, dix morts", "Par décret, douze morts"),
        ("Ten Men Killed", "Two Men Killed"),
        ("By Tuesday Ten Men Died", "By Tuesday Two Men Died"),
        ("10 killed in June 2020", "12 killed in June 2020"),
        ("Court (in Baghdad) frees ten", "Court (in Baghdad) frees two"),
    ],
)
def test_a_headline_that_resembles_a_byline_makes_two_origins(one, other):
    assert not one_origin(f"{one}\n{TEXT}", f"{other}\n{TEXT}")


def test_outcomes_count_a_copy_as_a_text_and_not_as_a_voice(loaded):
    first, second = loaded.sources["source_id"][:2]
    own = loaded.statements[
        (loaded.statements["source_id"] == first) & (loaded.statements["speaker"] == OWN_VOICE)
    ]
    sources = loaded.sources.copy()
    text = sources.loc[sources["source_id"] == first, "text"].iloc[0]
    sources.loc[sources["source_id"] == second, "text"] = "By Jane Doe\n\n" + text
    again = own.assign(source_id=second, statement_id="s-" + own["statement_id"].str[2:].str[::-1])
    statements = pd.concat([own, again], ignore_index=True)
    copied = replace(loaded, sources=sources, statements=statements)
    table = agreement.outcomes(copied).query("n_sources > 1")
    assert len(table)
    assert set(table["n_origins"]) == {1}
    label = loaded.sources["label"][0]
    assert set(origins(copied)) == {label}
    different = replace(loaded, statements=statements)
    assert set(agreement.outcomes(different).query("n_sources > 1")["n_origins"]) == {2}
