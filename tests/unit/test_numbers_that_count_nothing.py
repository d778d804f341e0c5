"""An age, a time, a measure or a number in a name is not a count of persons or things.

A line has the language, the text with the quote in braces, and the value.
"""

# ruff: noqa: RUF001 - letters and digits of other scripts are what is tested

import pytest

from analysis.validation import count_words

AGES = """
en|{a 35-year-old man was killed}|35
en|{a thirty-five-year-old was killed}|35
en|{the 35 year old}|35
en|{she was 35 years old}|35
en|{at 35 years of age}|35
en|{a man aged 35}|35
en|{men aged between 20 and 30}|between 20 and 30
en|{at the age of 62}|62
en|{killed a six-month-old boy}|6
en|{a 35-year-old}|35
en|{35}-year-old man|35
en|{was sentenced at age 19}|19
en|{Ali Rezaei, 62, was killed}|62
en|{ages 20 to 60}|20 to 60
en|{a 62 year-old}|62
de|{ein 35-jähriger Mann}|35
de|{der Mann ist 35 Jahre alt}|35
fr|{un homme âgé de 35 ans}|35
fr|{un homme de 35 ans}|35
es|{un hombre de 35 años}|35
es|{de 35 años de edad}|35
it|{un uomo di 35 anni}|35
pt|{um homem de 35 anos}|35
nl|{een 35-jarige man}|35
ru|{35-летний мужчина}|35
ru|{в возрасте 35 лет}|35
fa|{مرد ۳۵ ساله}|35
ar|{يبلغ من العمر 35 عاما}|35
tr|{35 yaşındaki adam}|35
zh|{35岁的男子}|35
"""
NAMES = """
en|{a Boeing 737 crashed}|737
en|{the Boeing 737 was shot down}|737
en|{a Ukrainian Boeing 737 with passengers}|737
en|{under Article 406 of the code}|406
en|{Articles 405 and 406}|406
en|{article 406 provides}|406
en|{Section 230}|230
en|{Sec. 12}|12
en|{Resolution 2231 was adopted}|2231
en|{Iran Air Flight 655 was shot down}|655
en|{flight 655}|655
en|{in Room 40}|40
en|{in grade 4}|4
en|{on page 12 of the report}|12
en|{Chapter 7}|7
en|{chapter seven of the Charter}|7
en|{Paragraph 4}|4
en|{Highway 80}|80
en|{Executive Order 13769}|13769
en|{Amendment 25}|25
en|{Volume 3}|3
en|{an Apollo 11 astronaut}|11
en|{a Shahed 136 drone}|136
en|{Unit 8200 was named}|8200
en|{at 10 Downing Street}|10
en|{1600 Pennsylvania Avenue}|1600
en|{dial 911}|911
en|{telephone 112}|112
en|{World War Two}|2
en|{P.O. Box 40}|40
en|{Apartment 35}|35
en|{Articles 405, 406 and 407}|406
en|{Articles 405, 406 and 407}|407
en|{Level 3 alert}|3
en|{Article 2(4) of the Charter}|4
en|{Covid 19}|19
en|{Area 51}|51
en|{the Group of 20}|20
en|{Law 12 of 2010}|12
en|{call 911}|911
en|{telephone +98 21 4000}|98
en|{the Flight 655 passengers}|655
de|{nach Artikel 406}|406
de|{Flug 655}|655
de|{eine Boeing 737 mit 176 Menschen}|737
fr|{un Boeing 737}|737
ru|{Боинг 737}|737
fa|{بوئینگ ۷۳۷}|737
zh|{波音737}|737
de|{auf Seite 12}|12
fr|{l'article 406 du code}|406
fr|{le vol 655}|655
es|{el artículo 406}|406
es|{el vuelo 655}|655
it|{l'articolo 406}|406
pt|{o artigo 406}|406
nl|{artikel 406}|406
ru|{статья 406}|406
ru|{рейс 655}|655
fa|{ماده ۴۰۶}|406
fa|{پرواز ۶۵۵}|655
ar|{المادة 406}|406
ar|{الرحلة 655}|655
tr|{madde 406}|406
"""
TIMES = """
en|{at 8:30 on Friday}|8
en|{at 8:30 on Friday}|30
en|{at eight o'clock}|8
en|{at 8 a.m.}|8
en|{at 11 p.m. local time}|11
en|{at 1400 GMT}|1400
en|{8 am}|8
en|{in 2020 Iran issued a warrant}|2020
en|{killed in 2020 by a drone}|2020
en|{the attack in 2020}|2020
en|{the 2020 attack}|2020
en|{a 2019 report}|2019
en|{since 2018 the court}|2018
en|{early 2020}|2020
en|{in 2018 and 2019}|2019
en|{Iran in 2020 killed}|2020
en|{before 2020, Iran}|2020
en|{at eight in the evening}|8
en|{half past eight}|8
en|{By 2007, nobody}|2007
en|{the strike (2020)}|2020
en|{in 1632 by Swedish troops}|1632
en|{in spring 1948}|1948
en|{the Revolution of 1979}|1979
en|{the 2019 Winter Games}|2019
en|{the 2020 attack was}|2020
en|{In 833 AD, this}|833
en|{the end of 2020}|2020
de|{um 8 Uhr}|8
it|{alle 8 di sera}|8
nl|{om 8 uur}|8
ru|{в 8 часов утра}|8
ru|{в 2020 году}|2020
fa|{در سال ۱۳۹۸}|1398
fa|{ساعت ۸:۳۰}|8
ar|{في عام 2020}|2020
tr|{2020 yılında}|2020
zh|{上午8时}|8
fr|{à 8 heures du matin}|8
es|{a las 8 de la mañana}|8
fa|{ساعت ۸}|8
tr|{saat 8}|8
"""
MEASURES = """
en|{a two-man team}|2
en|{a two-hour meeting}|2
en|{a 40-minute attack}|40
en|{a 10-day siege}|10
en|{a five-year sentence}|5
en|{a 100-mile road}|100
en|{a 30-foot wall}|30
en|{a 12-storey building}|12
en|{a four-star general}|4
en|{a ten-ton truck}|10
en|{the three-month trial}|3
en|{a 500-pound bomb}|500
en|{a 40-km march}|40
"""
COUNTS = """
en|{a 35-person team}|35
en|{a dozen-strong crew}|a dozen
en|{a 35-strong crew}|35
en|{a 12-member panel}|12
en|{a three-judge panel}|3
en|{a five-nation coalition}|5
en|{a 20-car convoy}|20
en|{406 articles}|406
en|{737 Boeing planes}|737
en|{655 flights}|655
en|{40 pages}|40
en|{the 12 rooms}|12
en|{35 men aged 20}|35
en|{35 people, aged 20 to 60}|35
en|{35 years}|35
en|{40 minutes}|40
en|{35 old men}|35
en|{35 year-round workers}|35
en|{In Baghdad 40 people died}|40
en|{told Reuters 35 people were killed}|35
en|{On Friday 35 men were arrested}|35
en|{The Pentagon said 34 were hurt}|34
en|{told the Pentagon 34 troops were hurt}|34
en|{On the flight 176 people were killed}|176
en|{in the room 40 people were waiting}|40
en|{In each district 40 houses burned}|40
en|{In 2019, 2020 people died}|2020
en|{In 2020 people died}|2020
en|{2020 people died in May}|2020
en|{an army of 2000}|2000
en|{2000 soldiers}|2000
en|{a force of 2000 men}|2000
en|{called 40 witnesses}|40
en|{40 Wall Street bankers}|40
en|{40 Downing Street officials}|40
en|{40 Boeing workers}|40
en|{the article named 35 people}|35
en|{the resolution names 35 men}|35
en|{two men were killed}|2
en|{two man-made lakes}|2
en|{two women}|2
en|{8 amateurs}|8
en|{at 8 places}|8
en|{eight clocks}|8
en|{Article 406 names 35 men}|35
en|{At 8:30, 35 men were killed}|35
en|{a 62-year-old and 4 others}|4
en|{A Boeing 737 with 176 people}|176
en|{in 2020 he named 35 people}|35
en|{killed 12 year after year}|12
en|{12 day labourers were hurt}|12
en|{the five-year-old and 35 others}|35
en|{an Iranian 35-person team}|35
en|{Article 9 and 35 men}|35
en|{Section 5(b) and 35 others}|35
en|{At the gate 40 protesters were shot}|40
en|{In the district 40 houses were hit}|40
en|{a class 40 strong}|40
en|{under section 5, 35 were charged}|35
en|{on page 2, 35 men are named}|35
en|{the 2020 victims}|2020
en|{the 2000 Iraqi soldiers}|2000
en|{the 2000 armed men}|2000
en|{35 dead (40 hurt)}|35
en|{by 2020 votes}|2020
en|{the dead (2000 in all)}|2000
en|{in 1500 villages}|1500
en|{some 2000 marchers}|some 2000
en|{In Iran, 40, a record, died}|40
en|{In Iraq 35 is high}|35
en|{a group of 20 men}|20
en|{phone calls to 35 people}|35
en|{a number: 35 men}|35
en|{On Monday, 35, a record, were hurt}|35
en|{Article 9 (35 men voted for it)}|35
en|{under its rule 40 people died}|40
en|{35 years in prison}|35
en|{at 8 in the region}|8
de|{35 Jahre}|35
de|{eine Boeing 737 mit 176 Menschen}|176
de|{35-köpfige Gruppe}|35
fr|{35 ans de prison}|35
fa|{۱۷۶ سرنشین پرواز}|176
nl|{8 uur}|8
ru|{35 лет}|35
ja|{35人}|35
de|{35 Artikel}|35
de|{35 Flugzeuge}|35
de|{8 Uhren}|8
fr|{35 articles}|35
fr|{8 heures de débat}|8
fr|{35 hommes}|35
es|{35 hombres de Bagdad}|35
es|{35 artículos}|35
es|{35 años}|35
ru|{35 статей}|35
ru|{35 рейсов}|35
fa|{۳۵ ماده}|35
fa|{۳۵ نفر}|35
ar|{35 مادة}|35
tr|{35 madde}|35
tr|{35 kişi}|35
zh|{35人}|35
"""


def refusal(text, value, language):
    """Return why a value is refused for the words in the braces of a text, or None."""
    before, quote, after = text.replace("{", "}").split("}")
    span = len(before), len(before) + len(quote)
    where = count_words.passage(before + quote + after, span, language)
    return count_words.problem(value, [], where)


def cases(lines):
    return [line.split("|") for line in lines.strip().splitlines()]


@pytest.mark.parametrize(
    ("kind", "case"),
    [
        *(("an age, and an age is not a count", case) for case in cases(AGES)),
        *(
            ("the name of something, and a number in a name is not a count", case)
            for case in cases(NAMES)
        ),
        *(("a time, and a time is not a count", case) for case in cases(TIMES)),
        *(("a measure, and a measure is not a count", case) for case in cases(MEASURES)),
    ],
)
def test_a_number_that_does_not_count_anything_is_refused(kind, case):
    language, text, value = case
    assert kind in refusal(text, value, language)


@pytest.mark.parametrize(("language", "text", "value"), cases(COUNTS))
def test_a_number_that_counts_persons_or_things_is_accepted(language, text, value):
    assert refusal(text, value, language) is None
