"""Counts in sentences from the news: a value that the words do not give is refused.

A line has the language, the text with the quote in braces, and the value.
"""

# ruff: noqa: RUF001 - letters and digits of other scripts are what is tested

import pytest
from babel import Locale

from analysis.text.cuts import cut_at
from analysis.validation import count_words
from analysis.values import scale_names, scales
from analysis.values.folded_text import folded

# A second bound, or a larger vague number, on either side of what is coded.
TWO_SIDED = """
en|{more than 40 and less than 60} people|more than 40
en|{over 40 and under 60} people|over 40
en|{at least 40, and possibly as many as 60}, died|at least 40
en|{at least 40 but not more than 60} died|at least 40
en|{at least 40, though no more than 60}, died|at least 40
en|{no fewer than 40, and up to 60}, died|no fewer than 40
en|{fewer than 60 but more than 40}|fewer than 60
en|{at most 60 and at least 40}|at most 60
en|at least 40 and {at most 60}|at most 60
en|more than 40 but {fewer than 60}|fewer than 60
en|{more than 40}, but fewer than 60, died|more than 40
en|{at least forty and at most sixty} died|at least 40
en|{at least 40, maybe 60}, died|at least 40
en|{at least 40, possibly even 60}, died|at least 40
en|{at least 40 or even 60} died|at least 40
en|{at least 40 (and perhaps 60)} died|at least 40
en|{up to 60, or perhaps 80}, died|up to 60
en|{40, perhaps 60}, died|40
en|{40, if not 60}, died|40
en|40, {if not 60}, died|60
en|{40 or even 60} died|60
en|{40... perhaps 60} died|40
en|{hundreds, if not thousands} died|hundreds
en|{hundreds, perhaps thousands} died|hundreds
en|{hundreds or thousands} died|hundreds
en|{hundreds or possibly thousands} died|thousands
en|{dozens, maybe hundreds}, died|dozens
en|{scores, or even hundreds}, died|scores
en|{dozens to hundreds} died|dozens
en|dozens, {if not hundreds}, died|hundreds
en|{dozens}, if not hundreds, died|dozens
en|{40, if not hundreds}, died|40
en|{several, if not dozens}|several
en|{tens or hundreds of thousands}|tens
en|{tens of thousands or hundreds of thousands}|tens of thousands
en|hundreds of {millions}|millions
fr|{plus de 40 et moins de 60 personnes}|40
fr|{au moins 40, voire 60 morts}|40
es|{al menos 40, quizá 60 muertos}|40
es|{40, si no 60 muertos}|40
de|{40, wenn nicht gar 60 Menschen}|40
de|{40 oder sogar 60 Menschen}|60
ru|{более 40, но менее 60 человек}|40
"""

# Several hundred is another number than several hundred thousand.
LARGER = """
en|{several hundred million} dollars|several hundred
en|{several thousand million}|several thousand
en|{several dozen thousand} men|several dozen
en|{several hundred} thousand men|several hundred
en|{several hundred billion}|several thousand
en|{several million}|several thousand
en|{a few hundred thousand}|a few
en|{tens of millions}|tens
en|{tens of millions}|millions
en|{many thousands of men}|many
en|{many millions}|many
en|{scores of thousands}|scores
en|{a handful of thousand men}|a handful
en|{hundreds of millions}|millions
en|{a couple of thousand men}|a couple
en|{half a million men}|half a dozen
en|{several score men}|several
en|{two million five} hundred thousand|several hundred
"""

# Scale words after a numeral, in languages with and without number words.
SCALES = """
it|{40 mila} persone|40
it|{2,5 milioni} di persone|2
it|{40 miliardi} di euro|40
pt|{40 mil} mortos|40
pt|{40 milhões} de pessoas|40
pt-BR|{40 bilhões} de reais|40
nl|{40 miljard} euro|40
nl|{40 mln. euro}|40
pl|{40 mln} osób|40
pl|{40 tysięcy} osób|40
pl|{40 milionów} osób|40
cs|{40 tisíc} lidí|40
cs|{40 milionů} lidí|40
sk|{40 tisíc} ľudí|40
uk|{40 млн} осіб|40
uk|{40 мільйонів} осіб|40
bg|{40 хиляди} души|40
sr|{40 хиљада} људи|40
hr|{40 tisuća} ljudi|40
hu|{40 ezer} ember|40
hu|{40 millió} ember|40
ro|{40 de mii} de oameni|40
ro|{40 de milioane} de oameni|40
el|{40 χιλιάδες} άνθρωποι|40
el|{40 εκατ.} ευρώ|40
fi|{40 tuhatta} ihmistä|40
fi|{40 miljoonaa} euroa|40
fi|{40 milj.} euroa|40
sv|{40 miljoner} kronor|40
nb|{40 tusen} mennesker|40
nb|{40 millioner} kroner|40
da|{40 tusind} mennesker|40
da|{40 mio.} kroner|40
ca|{40 milions} de persones|40
id|{40 juta} orang|40
ms|{40 ribu} orang|40
vi|{40 nghìn} người|40
vi|{40 triệu} người|40
th|{40 ล้านคน}|40
ko|{40만명}|40
ko|{40억 원}|40
ko|{40천 명}|40
hi|{40 हज़ार} लोग|40
hi|{40 करोड़} रुपये|40
bn|{40 হাজার} মানুষ|40
ur|{40 لاکھ} افراد|40
ur|{40 کروڑ} روپے|40
he|{40 מיליון} איש|40
az|{40 min} nəfər|40
az|{40 milyon} manat|40
kk|{40 мың} адам|40
uz|{40 ming} kishi|40
en|{40 b dollars}|40
en|{40 tn dollars}|40
en|{40 trn dollars}|40
fr|{40 M€}|40
fr|{40 milliers de personnes}|40
fr|{40 k euros}|40
es|{40 M de euros}|40
es|{40 millares de personas}|40
es|{40 mil millones}|40
de|{40 Bio. Euro}|40
ru|{40 трлн рублей}|40
fa|{40 تریلیون تومان}|40
ar|{40 ملياراً}|40
tr|{40 trilyon lira}|40
it|{40} milioni di persone|40
ko|{40}만 명|40
pl|{40} tys. osób|40
nl|{40} miljoen mensen|40
"""

# Words that make a number a bound or an estimate.
BOUNDS = """
en|{north of 40 people}|40
en|{somewhere north of 40}|40
en|{in the vicinity of 40 people}|40
en|{in the neighbourhood of 40}|40
en|{on the order of forty people}|40
en|{of the order of 40}|40
en|{in the low 40s}|40
en|{into the 40s}|40
en|{to the tune of 40}|40
en|{just shy of 40 people}|40
en|{a little short of 40}|40
en|{a little over 40}|40
en|{closing in on 40}|40
en|{bordering on 40}|40
en|{verging on 40}|40
en|{topping 40}|40
en|{surpassing 40}|40
en|{a toll that has crossed 40}|40
en|{well past 40}|40
en|{a good 40 people}|40
en|{an upper limit of 40}|40
en|{a ceiling of 40}|40
en|{a floor of 40}|40
en|{capped at 40}|40
en|{as little as 40}|40
en|{not even 40 people}|40
en|{nowhere near 40}|40
en|{hardly 40 people}|40
en|{barely 40 people}|40
en|{nigh on 40}|40
en|{give or take 40}|40
en|{40, give or take a handful}|40
en|{40 people, give or take}|40
en|{40 people give or take a few}|40
en|{40, plus or minus two}|40
en|{40 people, more or less}|40
en|{40 or thereabouts}|40
en|{40 people or so}|40
en|{40 and rising}|40
en|{40, and counting}|40
en|{40-some people}|40
en|{forty-something people}|40
en|{40-something people}|40
en|{fortysomething people}|40
en|{40 people, at the very least}|40
en|{40 at the absolute most}|40
en|{40 at the outside}|40
en|{40 tops}|40
en|{40 max}|40
en|{40 or twice that}|40
en|{40 or double that number}|40
en|{twice forty people}|40
en|{double 40}|40
en|{triple the 40}|40
en|{three times the 40}|40
en|{a third of the 40}|40
en|{none of the 40 people}|40
en|{neither of the two men}|2
en|{all but 40 people}|40
en|{all but two of them}|2
en|{never more than 40 people}|more than 40
en|{40, maybe.}|40
en|{40, possibly}, died|40
en|{40ish people}|40
en|{an average 40 people}|40
en|north of {40}|40
de|{an die 40 Menschen}|40
de|{um die vierzig Menschen}|40
de|{bis zu vierzig Menschen}|40
de|{weit über 40 Menschen}|40
de|{40 oder noch mehr}|40
de|{vielleicht 40 Menschen}|40
de|{40 Menschen oder mehr}|40
de|{schätzungsweise 40 Menschen}|40
de|{um 40 herum}|40
de|{doppelt so viele wie 40}|40
fr|{une bonne quarantaine de personnes}|40
fr|{à peine 40 personnes}|40
fr|{dans les 40 personnes}|40
fr|{de l'ordre de 40 personnes}|40
fr|{une quarantaine}|1
fr|{40 et quelques personnes}|40
fr|{40 personnes au bas mot}|40
fr|{le double de 40}|40
es|{del orden de 40 personas}|40
es|{una cuarentena de personas}|1
es|{40 y tantos}|40
es|{el doble de 40}|40
es|{no más de 40 personas}|40
es|{rondando los 40}|40
es|{superó los 40}|40
fa|{در حدود ۴۰ نفر}|40
fa|{بیش از چهل نفر}|40
fa|{۴۰ و اندی نفر}|40
fa|{دو برابر ۴۰}|40
ar|{ما يربو على 40 شخصا}|40
ar|{حوالي أربعين شخصا}|40
ar|{ضعف 40}|40
ru|{порядка сорока человек}|40
ru|{лет 40}|40
ru|{вдвое больше 40}|40
ru|{под 40 человек}|40
tr|{40'ı aşkın kişi}|40
tr|{aşağı yukarı 40 kişi}|40
zh|{近四十人}|40
zh|{四十来人}|40
it|{più di 40 persone}|40
it|{almeno 40 persone}|40
it|{circa 40 persone}|40
pt|{mais de 40 pessoas}|40
pt|{pelo menos 40 pessoas}|40
nl|{meer dan 40 mensen}|40
nl|{ongeveer 40 mensen}|40
pl|{ponad 40 osób}|40
pl|{co najmniej 40 osób}|40
sv|{minst 40 personer}|40
uk|{понад 40 осіб}|40
he|{יותר מ-40 איש}|40
ur|{کم از کم 40 افراد}|40
id|{lebih dari 40 orang}|40
ko|{약 40명}|40
ko|{40명 이상}|40
hi|{कम से कम 40 लोग}|40
"""

# Collective numerals, shares and ordinals.
COLLECTIVE = """
fr|{une dizaine de personnes}|1
fr|{deux centaines de personnes}|2
fr|{trois douzaines d'œufs}|3
fr|{une vingtaine de personnes}|20
fr|{deux milliers de personnes}|2
es|{una decena de personas}|1
es|{dos centenares de personas}|2
es|{tres decenas}|3
es|{un millar de personas}|1
es|{una veintena de personas}|1
de|{zwei Hunderte}|2
de|{drei Dutzend Menschen}|3
de|{drei Paar Schuhe}|3
ru|{три десятка человек}|3
ru|{пять сотен человек}|5
ru|{полсотни человек}|100
ru|{две дюжины}|2
tr|{üç düzine}|3
ar|{ثلاث عشرات}|3
fa|{دو دوجین}|2
en|{three score men}|3
en|{three score years and ten}|3
en|{three pairs of shoes}|3
en|{two couples}|2
en|{two pair of shoes}|2
it|{una decina di persone}|1
it|{due dozzine di persone}|2
"""
SHARES = """
en|{two in every five people}|2
en|{two of every five people}|5
en|{four out of every five people}|4
en|{four out of 5 people}|4
en|{nine of every ten}|9
en|{every fifth person}|5
en|{one person in five}|5
en|{one man in 40}|40
en|{40 per thousand}|40
en|{40 parts per million}|40
fr|{quatre personnes sur cinq}|4
fr|{4 personnes sur 5}|4
fr|{un sur cinq}|5
fr|{une personne sur cinq}|5
es|{cuatro de cada cinco personas}|4
es|{cuatro de cada cinco personas}|5
es|{1 de cada 40}|40
es|{40 por cada mil}|40
de|{zwei von fünf Menschen}|2
de|{vier von 5 Menschen}|4
de|{40 von Hundert}|40
fa|{دو نفر از هر پنج نفر}|2
fa|{یک نفر از هر ۴۰ نفر}|40
ar|{اثنان من كل خمسة}|2
ar|{واحد من كل 40}|40
ru|{каждый 40-й}|40
ru|{двое из пяти}|2
ru|{четверо из каждых пяти}|4
tr|{her beş kişiden biri}|5
tr|{yüzde kırk}|40
zh|{四十分之一}|40
zh|{每5人中有2人}|2
it|{40 per cento}|40
nl|{40 procent}|40
pl|{40 procent}|40
pt|{40 por cento}|40
sv|{40 procent}|40
he|{40 אחוז}|40
ur|{40 فیصد}|40
hi|{40 प्रतिशत}|40
ko|{40 퍼센트}|40
id|{40 persen}|40
"""
ORDINALS = """
en|{the 40th person}|40
en|{the fortieth person}|40
en|{the 3d person}|3
ru|{40-го человека}|40
ru|{40-ая жертва}|40
ru|{40-е сутки}|40
uk|{40-й день}|40
fa|{۴۰مین نفر}|40
fa|{۴۰‌امین نفر}|40
fa|{۴۰ امین نفر}|40
es|{el 40º hombre}|40
es|{la 40ª víctima}|40
es|{el 40.º hombre}|40
pt|{o 40.º homem}|40
it|{la 40ª vittima}|40
fr|{le 40ème homme}|40
fr|{la 1re victime}|1
de|{der 40. Mann}|40
de|{am 40. Tag}|40
de|{jeder 40. Mensch}|40
de|jeder {40. Mensch}|40
nb|{den 40. mannen}|40
cs|{40. oběť}|40
pl|{40. ofiara}|40
tr|{40. kişi}|40
tr|{40'ıncı kişi}|40
fi|{40. ihminen}|40
hu|{a 40. ember}|40
sv|{den 40:e personen}|40
nl|{de 40e persoon}|40
ko|{제40 대}|40
zh|{第四十人}|40
"""
OTHER = """
en|{40, 50 or 60 people}|40
en|{40, 50, or 60 people}|50
en|{four, five men}|4
en|{four, perhaps five men}|5
en|{.40}|40
en|{40_000 people}|40
en|{January 2020}|2020
en|{5 January 2020}|2020
en|{January 5, 2020}|2020
fr|{janvier 2020}|2020
fa|{ژانویه ۲۰۲۰}|2020
ru|{5 января 2020}|2020
en|{four hundred-odd people}|400
en|{how many people}|many
en|{hardly any, not many}|many
en|{not several people}|several
en|{quite a few people}|a few
en|{not a few people}|a few
en|{not dozens of people}|dozens
en|{nearly dozens}|dozens
en|{40 m people}|40
en|{40 km}|4
"""
WRONG = TWO_SIDED + LARGER + SCALES + BOUNDS + COLLECTIVE + SHARES + ORDINALS + OTHER

RIGHT = """
en|{more than 40 and fewer than 60} people|more than 40 and fewer than 60
en|{over 40 but less than 60} people|over 40 but less than 60
en|{at least 40} dead, and at least 60 hurt|at least 40
en|{at least 40} and 60 horses|at least 40
en|{killed 40}, and more than 60 were hurt|40
en|{40 people died}, perhaps more were hurt|40
en|{dozens} died, hundreds were hurt|dozens
en|{dozens died}, if not more quickly|dozens
en|{dozens of men and hundreds of women}|dozens
en|{several hundred people}|several hundred
en|{several hundred people and a thousand horses}|several hundred
en|{several dozen people}|several dozen
en|{hundreds of thousands of people}|hundreds of thousands
en|{millions of people}|millions
en|{tens of thousands}|tens of thousands
en|{scores of people}|scores
en|{two score people}|40
en|{a score of people}|20
en|{four score and seven}|87
en|{a pair of men}|2
en|{two pairs of shoes}|4
en|{35 people}, 2 of them women|35
en|{In the north of Iraq, 40 people died}|40
en|{in the region, 40 people died}|40
en|{40 people in the region of Basra}|40
en|{the orders of 40 judges}|40
en|{a group of 40 people}|40
en|{the names of 40 people}|40
en|{40 people were born in the 1980s}|40
en|{the approaching 40 ships}|40
en|{passed sentence on 40 people}|40
en|{40 people, possibly in revenge}|40
en|{40 people, maybe because of rain}|40
en|{twice, 40 people were heard}|40
en|{the double agent and 40 others}|40
en|{the score: 40 to the hosts}|40
en|{On May 5, 6 people died}|6
en|{In 2019, 2020 people died}|2020
en|{40. Then he left}|40
en|{many people}|many
en|{a few people}|a few
en|{too many people}|many
en|{40 tanks}|40
en|{40 boats}|40
en|{40 minutes}|40
en|{40 at least}|40 at least
en|{at most sixty} died|at most 60
it|{40 persone}|40
it|{40 milioni di persone}|40000000
it|{2,5 milioni di persone}|2500000
it|{40 mila persone}|40000
it|{40 militari}|40
it|{40 millimetri}|40
pt|{40 mil pessoas}|40000
pt|{40 mortos}|40
pt|{40 militares}|40
nl|{40 miljoen mensen}|40000000
nl|{40 mensen}|40
pl|{40 tys. osób}|40000
pl|{40 osób}|40
pl|{2,5 mln osób}|2500000
cs|{40 tisíc lidí}|40000
cs|{40 lidí}|40
uk|{40 тисяч осіб}|40000
uk|{40 осіб}|40
hu|{40 ezer ember}|40000
fi|{40 ihmistä}|40
fi|{40 miljoonaa euroa}|40000000
sv|{40 tusen personer}|40000
sv|{40 män}|40
da|{40 mio. kroner}|40000000
id|{40 ribu orang}|40000
id|{40 orang}|40
vi|{40 triệu người}|40000000
th|{40 ล้านคน}|40000000
th|{40 คน}|40
ko|{40만 명}|400000
ko|{40명}|40
ko|{40명이 숨졌다}|40
hi|{40 लाख लोग}|4000000
hi|{40 लोग}|40
ur|{40 ہزار افراد}|40000
ur|{40 افراد}|40
he|{40 אלף איש}|40000
he|{40 איש}|40
el|{40 άνθρωποι}|40
es|{40 mil millones}|40000000000
es|{40 personas}|40
es|{una docena de personas}|12
fr|{une douzaine de personnes}|12
fr|{deux douzaines}|24
fr|{40 M de personnes, 3 morts}|3
fr|{40 personnes, un mort}|40
fr|{pesant sur 40 personnes}|40
de|{Es starben 40.}|40
de|{Es starben 40}. Der Angriff war im Mai|40
de|{40 Menschen, am 5. Mai}|40
de|{zwei von ihnen}|2
ru|{два десятка человек}|20
ru|{три сотни человек}|300
ru|{40 человек}|40
ru|{погибли 40 человек, из них 2 ребёнка}|40
tr|{iki düzine}|24
tr|{Ölen 40 kişi}|40
fa|{۴۰ مینی‌بوس}|40
fa|{۴۰ نفر}|40
ar|{40 شخصا}|40
zh|{40名士兵}|40
"""


def refusals(text, value, language):
    """Return why the value is refused for the words in the first braces of a text, or []."""
    before, quote, *after = (part for piece in text.split("{") for part in piece.split("}"))
    whole, start = before + quote + "".join(after), len(before)
    ends = (start, start + len(quote))
    cuts = [f"the quote cuts a {cut.kind}" for end in ends if (cut := cut_at(whole, end))]
    passage = count_words.passage(whole, ends, language)
    reason = count_words.problem(value, [], passage)
    return cuts if reason is None else [*cuts, reason or "no support"]


def cases(lines):
    return [line.split("|") for line in lines.strip().splitlines() if line]


@pytest.mark.parametrize(("language", "text", "value"), cases(WRONG))
def test_a_value_that_the_words_do_not_give_is_refused(language, text, value):
    assert refusals(text, value, language)


@pytest.mark.parametrize(("language", "text", "value"), cases(RIGHT))
def test_a_value_that_the_words_give_is_accepted(language, text, value):
    assert refusals(text, value, language) == []


@pytest.mark.parametrize("language", sorted(scale_names.SCALES))
def test_scales_are_those_of_cldr(language):
    formats = Locale.parse(language).compact_decimal_formats
    styles = (formats.get(style, {}) for style in ("long", "short"))
    for patterns in (rows for style in styles for rows in style.values()):
        for power, pattern in patterns.items():
            zeros, _, word = folded(pattern.pattern.split(";")[0].replace("'", "")).partition(" ")
            if len(word) < 2 or word == "km" or not word.isalpha() or set(zeros) != {"0"}:
                continue  # a letter, kilometres, or words that are read one by one
            scale = scales.scale_at(f"35 {word}", 2, language, {})
            assert scale == (3 + len(word), 10 ** (len(power) - len(zeros))), word


@pytest.mark.parametrize("language", sorted(scale_names.PERCENT))
def test_words_for_percent_are_those_of_cldr(language):
    styles = Locale.parse(language)._data["unit_patterns"]["concentr-percent"]
    texts = [text for text in styles.get("long", {}).values() if str(text).startswith("{0}")]
    words = {folded(text.replace("{0}", "").strip()) for text in texts}
    letters = {word for word in words if not set(word) & set("%٪")}
    assert letters <= set(scales.percent_words(language))
