"""Tests of dates for which the words around them say more than the numbers."""

# ruff: noqa: RUF001, E501 - letters of other scripts; tables of cases

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.values import date_words, edtf, relative_dates
from tests.support.date_statements import messages

CASES = """
# language|quote|value, or blank for all of the quote|date, after "i:" if inferred|ok or no
# A. words and marks beside the date that change it, on either side, left out of the value
en|the deal was signed ahead of 5 June 2020|5 June 2020|2020-06-05|no
en|it was issued prior to June 2020|June 2020|2020-06|no
en|it was issued no earlier than 5 June 2020|5 June 2020|2020-06-05|no
en|in power ever since 2018|2018|2018|no
en|it was signed around June 2020|June 2020|2020-06|no
en|it was signed around June 2020|June 2020|2020-06~|ok
en|it was signed on or before 5 June 2020|5 June 2020|2020-06-05|no
en|possibly 5 June 2020|5 June 2020|2020-06-05|no
en|possibly 5 June 2020|5 June 2020|2020-06-05?|ok
en|up to 5 June 2020|5 June 2020|2020-06-05|no
en|until 2018 it stood|2018|2018|no
en|it holds from 2018 onwards|2018|2018|no
en|5 June 2020 onwards|5 June 2020|2020-06-05|no
en|5 June 2020 at the latest|5 June 2020|2020-06-05|no
en|5 June 2020 or later|5 June 2020|2020-06-05|no
en|5 June 2020 or earlier|5 June 2020|2020-06-05|no
en|2018–present|2018|2018|no
en|pre-2020 law|2020|2020|no
en|~2020|2020|2020|no
en|~2020||2020~|ok
en|c. 1979|1979|1979|no
en|2020 or so|2020|2020|no
en|on 5 June 2020, before the vote|5 June 2020|2020-06-05|ok
en|killed on 3 January 2020 after a strike|3 January 2020|2020-01-03|ok
en|On 3 January 2020 it met, and again before 5 June 2020|3 January 2020|2020-01-03|ok
en|it met on 5 June 2020, nobody came before 5 June 2020|5 June 2020|2020-06-05|ok
en|the trial was moved to 5 June 2020|5 June 2020|2020-06-05|ok
en|BAGHDAD – 5 June 2020 – A court|5 June 2020|2020-06-05|ok
en|by 5 June 2020|5 June 2020|i:../2020-06-05|ok
en|after 5 June 2020|5 June 2020|i:2020-06-03|no
en|before 5 June|5 June|i:2020-06-07|no
en|before 5 June 2020||i:2020-06-05|no
en|before 5 June|5 June|i:../2020-06-04|ok
fr|avant le 5 juin 2020|5 juin 2020|2020-06-05|no
fr|jusqu’au 5 juin 2020|5 juin 2020|2020-06-05|no
fr|depuis 2018|2018|2018|no
fr|vers 2018|2018|2018|no
fr|le 5 juin 2020|5 juin 2020|2020-06-05|ok
fr|au plus tard le 5 juin 2020|5 juin 2020|2020-06-05|no
de|vor dem 5. Juni 2020|5. Juni 2020|2020-06-05|no
de|seit 2018|2018|2018|no
de|bis zum 5. Juni 2020|5. Juni 2020|2020-06-05|no
de|spätestens am 5. Juni 2020|5. Juni 2020|2020-06-05|no
de|am 5. Juni 2020|5. Juni 2020|2020-06-05|ok
es|antes del 5 de junio de 2020|5 de junio de 2020|2020-06-05|no
es|hasta el 5 de junio de 2020|5 de junio de 2020|2020-06-05|no
es|a más tardar el 5 de junio de 2020|5 de junio de 2020|2020-06-05|no
es|el 5 de junio de 2020|5 de junio de 2020|2020-06-05|ok
it|entro il 5 giugno 2020|5 giugno 2020|2020-06-05|no
pt|depois de 5 de junho de 2020|5 de junho de 2020|2020-06-05|no
pt|até 5 de junho de 2020|5 de junho de 2020|2020-06-05|no
nl|sinds 2018|2018|2018|no
pl|przed 5 czerwca 2020|5 czerwca 2020|2020-06-05|no
ru|до 5 июня 2020 года|5 июня 2020|2020-06-05|no
ru|после 5 июня 2020 года|5 июня 2020|2020-06-05|no
ru|не позднее 5 июня 2020 года|5 июня 2020|2020-06-05|no
ru|5 июня 2020 года|5 июня 2020|2020-06-05|ok
uk|до 5 червня 2020|5 червня 2020|2020-06-05|no
ar|قبل 5 يونيو 2020|5 يونيو 2020|2020-06-05|no
ar|حتى 5 يونيو 2020|5 يونيو 2020|2020-06-05|no
ar|في 5 يونيو 2020|5 يونيو 2020|2020-06-05|ok
fa|پیش از ۵ ژوئن ۲۰۲۰|۵ ژوئن ۲۰۲۰|2020-06-05|no
fa|پس از ۵ ژوئن ۲۰۲۰|۵ ژوئن ۲۰۲۰|2020-06-05|no
zh|2020年6月5日之前|2020年6月5日|2020-06-05|no
zh|2020年6月5日以后|2020年6月5日|2020-06-05|no
zh|大约2020年|2020年|2020|no
zh|2020年6月5日，法院|2020年6月5日|2020-06-05|ok
ja|2020年6月5日以降|2020年6月5日|2020-06-05|no
ja|2020年6月頃|2020年6月|2020-06|no
ko|2020년 6월 5일 이전|2020년 6월 5일|2020-06-05|no
ko|2020년 6월 5일 이후|2020년 6월 5일|2020-06-05|no
tr|5 Haziran 2020'den önce|5 Haziran 2020|2020-06-05|no
tr|5 Haziran 2020 sonrası|5 Haziran 2020|2020-06-05|no
tr|5 Haziran 2020'de|5 Haziran 2020|2020-06-05|ok
he|לפני 5 ביוני 2020|5 ביוני 2020|2020-06-05|no
el|μετά από 5 Ιουνίου 2020|5 Ιουνίου 2020|2020-06-05|no
id|sebelum 5 Juni 2020|5 Juni 2020|2020-06-05|no
sv|före 5 juni 2020|5 juni 2020|2020-06-05|no
hi|5 जून 2020 से पहले|5 जून 2020|2020-06-05|no
hi|5 जून 2020 के बाद|5 जून 2020|2020-06-05|no
# B. decades
fr|dans les années 1980|1980|1980|no
fr|les années 1980||1980/1989|ok
fr|les années 2018 et 2019||2018/2019|ok
fr|les années 80||i:1970/1979|no
fr|les années 80||i:1980/1989|ok
es|en los años 1980|1980|1980|no
es|la década de 1980||1980/1989|ok
es|los años ochenta||1980/1989|no
es|los años 2019 y 2020||2019/2020|ok
pt|nos anos 1980|1980|1980|no
pt|a década de 1980|1980|1980|no
it|negli anni 1980|1980|1980|no
it|anni 1980||1980|no
it|gli anni '80||i:1970/1979|no
de|der 1980er Jahre|1980|1980|no
de|die 80er Jahre||i:1970/1979|no
de|in den Jahren 2018 und 2019|Jahren 2018 und 2019|2018/2019|ok
nl|de jaren 1980|1980|1980|no
ru|в 1980-х годах|1980|1980|no
ru|80-е годы||i:1970/1979|no
ru|80-е годы||1980|no
uk|1980-ті роки|1980|1980|no
pl|lata 1980|1980|1980|no
sv|på 1980-talet|1980|1980|no
sv|1980-talet||1980/1989|ok
fi|1980-luvulla|1980|1980|no
tr|1980'lerde|1980|1980|no
fa|دهه ۱۹۸۰|۱۹۸۰|1980|no
fa|دهه ۱۹۸۰||1980/1989|ok
ar|عقد 1980|1980|1980|no
el|δεκαετία του 1980|1980|1980|no
hu|az 1980-as évek|1980|1980|no
id|tahun 1980-an|1980|1980|no
en|the decade of 1980||1980|no
# C. before our era, other eras
en|600 BCE|600|0600|no
en|2100 BCE||2100|no
en|2100 BCE|2100|2100|no
en|2000 BC|2000|2000|no
en|2000 B.C.||2000|no
en|from 2100 to 2000 BCE||2000/2100|no
de|2000 v. Chr.|2000|2000|no
fr|2000 av. J.-C.|2000|2000|no
ru|2000 год до н. э.|2000|2000|no
zh|公元前2000年|2000|2000|no
en|in 2020, B.C. had a premier|2020|2020|ok
en|In 2020 B.C. had a premier|2020|i:2020|ok
ne|२०७८||2078|no
# D. inferred dates of which the words give no year
en|late June||i:2021-05-20/2021-05-31|no
en|in late June||i:2020-06|ok
en|early June||i:2020-06-25|no
en|mid-June||i:2020-06-12/2020-06-18|ok
en|mid-June||i:2020-06-01/2020-06-03|no
en|the end of June||i:2020-06-02|no
en|the beginning of June||i:2020-06-29|no
en|early 2020||i:2020-11|no
en|early 2020||i:2020-02|ok
en|late 2019||i:2019-02|no
en|the early 1990s||i:1998|no
fr|fin juin||i:2020-07-25/2020-07-31|no
fr|fin juin||i:2020-06-25/2020-06-30|ok
fr|début juin||i:2020-06-25/2020-06-30|no
de|Ende Juni||i:2020-06-02|no
de|Anfang Juni||i:2020-06-02|ok
es|a finales de junio||i:2020-06-03|no
ru|в конце июня||i:2020-06-03|no
ar|أواخر يونيو||i:2020-06-03|no
fa|اوایل ژوئن||i:2020-06-28|no
zh|6月底||i:2020-06-03|no
zh|6月初||i:2020-06-03|ok
en|the '80s||i:1970/1979|no
en|the eighties||i:1980/1989|ok
en|the eighties||i:1985|ok
en|the third quarter||i:2020-01/2020-03|no
en|the third quarter||i:2020-07/2020-09|ok
en|Q2||i:2020-08|no
en|the first half||i:2020-07/2020-12|no
en|the first half of June||i:2020-06-16/2020-06-30|no
en|the first half of June||i:2020-06-01/2020-06-15|ok
en|03/04||i:2020-04-03|ok
en|on 5/6||i:2020-07-05|no
en|13/04||i:2020-04-13|ok
en|13/04||i:2020-04-14|no
en|3/2020||i:2020-05|no
en|on Monday||i:2020-06-02|no
en|on Monday||i:2020-06-01|ok
en|on Monday||i:2020-06-02/2020-06-04|no
en|on Monday||i:2020-06-01/2020-06-07|ok
fr|lundi||i:2020-06-02|no
ru|в среду||i:2020-06-02|no
ru|в среду||i:2020-06-03|ok
zh|星期一||i:2020-06-02|no
zh|周一||i:2020-06-01|ok
ja|月曜日||i:2020-06-02|no
ko|월요일||i:2020-06-02|no
ar|يوم الاثنين||i:2020-06-02|no
en|in winter||i:2020-10|no
en|in winter||i:2020-01|ok
en|last summer||i:2020-11|no
fr|au printemps||i:2020-11|no
de|im Herbst||i:2020-02|no
en|30 February||i:2020-02-29|no
en|on 31 June||i:2020-06|no
en|31 September 2020||i:2020-09-30|no
en|31 September 2020|September 2020|2020-09|ok
fr|31 juin||i:2020-06-30|no
# E. others
en|2021st||2021|no
en|3-Apr-2020||2020-04-03|ok
en|12/2020||2020-12|ok
en|the second half of June 2020||2020-06-16/2020-06-30|ok
en|the second half of June 2020||2020-06-01/2020-06-15|no
# F. more of the same kinds
en|approximately 2015|2015|2015|no
en|early in 2015||i:2015-11|no
en|the mid-1980s||i:1989|no
en|the mid-1980s||i:1985|ok
en|not until 5 June 2020|5 June 2020|2020-06-05|no
en|not later than June 2020|June 2020|2020-06|no
en|sometime after March 2019|March 2019|2019-03|no
en|well before March 2019|March 2019|2019-03|no
en|shortly before 5 June 2020|5 June 2020|2020-06-05|no
en|just after 5 June 2020|5 June 2020|2020-06-05|no
en|the day before 5 June 2020|5 June 2020|2020-06-05|no
en|two days after 5 June 2020|5 June 2020|2020-06-05|no
en|within days of 5 June 2020|5 June 2020|2020-06-05|no
en|close to 5 June 2020|5 June 2020|2020-06-05|no
en|nearly 2020|2020|2020|no
en|as of 5 June 2020|5 June 2020|2020-06-05|no
en|effective 5 June 2020|5 June 2020|2020-06-05|ok
en|dated 5 June 2020|5 June 2020|2020-06-05|ok
en|(c. 1979)|1979|1979|no
en|≈2020|2020|2020|no
en|<2020|2020|2020|no
en|>2020|2020|2020|no
en|post-2003 Iraq|2003|2003|no
en|2003-era|2003|2003|no
en|5 June 2020 and before|5 June 2020|2020-06-05|no
en|5 June 2020, at the earliest|5 June 2020|2020-06-05|no
en|5 June 2020 (approximately)|5 June 2020|2020-06-05|no
en|5 June 2020 (?)|5 June 2020|2020-06-05|no
en|either 5 June 2020 or 6 June 2020|5 June 2020|2020-06-05|no
en|5 or 6 June|6 June|i:2020-06-06|no
en|between 5 and 7 March|7 March|i:2020-03-07|no
en|between 2014 and 2017|2014|i:2014|no
fr|au cours des années 1960|1960|1960|no
fr|aux environs de 2015|2015|2015|no
fr|peu avant le 5 juin 2020|5 juin 2020|2020-06-05|no
fr|dès 2018|2018|2018|no
fr|à partir de 2018|2018|2018|no
fr|à compter du 5 juin 2020|5 juin 2020|2020-06-05|no
de|um 2015|2015|2015|no
de|ab 2018|2018|2018|no
de|kurz vor dem 5. Juni 2020|5. Juni 2020|2020-06-05|no
de|gegen Ende 2015|2015|i:2015-02|no
de|Mitte Juni||i:2020-06-28|no
de|die sechziger Jahre||i:1970/1979|no
es|desde 2018|2018|2018|no
es|a partir de 2018|2018|2018|no
es|hacia 2015|2015|2015|no
es|a mediados de junio||i:2020-06-01/2020-06-03|no
es|el lunes||i:2020-06-02|no
es|los años 60||i:1970/1979|no
ar|منذ 2018|2018|2018|no
ar|بعد 5 يونيو 2020|5 يونيو 2020|2020-06-05|no
ar|حوالي 2015|2015|2015|no
ar|منتصف يونيو||i:2020-06-29|no
ar|تسعينيات القرن الماضي||i:1980/1989|no
fa|از سال ۲۰۱۸|۲۰۱۸|2018|no
fa|تا ۵ ژوئن ۲۰۲۰|۵ ژوئن ۲۰۲۰|2020-06-05|no
fa|حدود ۲۰۱۵|۲۰۱۵|2015|no
fa|اواخر ژوئن||i:2020-06-02|no
fa|دوشنبه||i:2020-06-02|no
zh|2018年以来|2018年|2018|no
zh|自2018年起|2018年|2018|no
zh|到2020年6月|2020年6月|2020-06|no
zh|2015年左右|2015年|2015|no
zh|6月中旬||i:2020-06-29|no
zh|上世纪90年代||i:1980/1989|no
zh|夏天||i:2020-11|no
ru|с 2018 года|2018|2018|no
ru|к 5 июня 2020 года|5 июня 2020|2020-06-05|no
ru|около 2015 года|2015|2015|no
ru|летом||i:2020-11|no
en|first quarter||i:2020-05|no
en|the 2nd half||i:2020-02|no
en|Nov. 31||i:2020-12-01|no
en|4/31||i:2020-04-30|no
en|22/7||i:2020-07-22|ok
en|22/7||i:2020-07-21|no
en|12th century||i:1205|no
en|500 BC||i:0500|no
en|fifth century BC||i:0401/0500|no
en|Tuesday or Wednesday||i:2020-06-01|no
en|Tuesday or Wednesday||i:2020-06-02/2020-06-03|ok
en|mid-week||i:2020-06-07|ok
en|winter 2019-20||i:2020-07|no
en|in spring||i:2020-04|ok
en|the second week of June||i:2020-08-01|no
en|as from 5 June 2020|5 June 2020|2020-06-05|no
en|no sooner than 5 June 2020|5 June 2020|2020-06-05|no
en|at some point before June 2020|June 2020|2020-06|no
en|in the days leading up to 5 June 2020|5 June 2020|2020-06-05|no
en|beginning in 2018|2018|2018|no
en|running through 2018|2018|2018|no
en|upwards of 2018|2018|2018|ok
en|the weeks following 5 June 2020|5 June 2020|2020-06-05|no
en|around the time of the June 2020 vote|June 2020|2020-06|ok
en|had already begun by June 2020|June 2020|2020-06|no
en|by late June 2020|late June 2020|2020-06|no
en|5 June 2020 at the earliest|5 June 2020|2020-06-05|no
en|roughly June 2020|June 2020|2020-06|no
en|June 2020 onward|June 2020|2020-06|no
en|up until June 2020|June 2020|2020-06|no
en|the spring of 2020||i:2019-11|no
en|the fall of 2019||i:2019-10|ok
en|mid-June 2020||i:2020-06-29|no
en|mid-2020||i:2020-12|no
en|early in the 1980s||i:1988|no
en|third quarter of 2019||i:2019-02|no
en|second quarter||i:2020-05|ok
en|the seventies||i:1970/1979|ok
en|the seventies||i:1969|no
en|on Sunday||i:2020-06-01|no
en|Friday or Saturday||i:2020-06-04|no
en|by June||i:../2020-06|ok
en|after June||i:2020-05|no
en|4/13||i:2020-04-13|ok
en|4/13||i:2020-03-14|no
en|June 31, 2020||i:2020-07-01|no
fr|pas avant le 5 juin 2020|5 juin 2020|2020-06-05|no
fr|environ 2015|2015|2015|no
fr|après le 5 juin 2020|5 juin 2020|2020-06-05|no
fr|la décennie 1980|1980|1980|no
fr|les années quatre-vingt||i:1970/1979|no
fr|mi-juin||i:2020-06-29|no
fr|vendredi||i:2020-06-04|no
fr|au troisième trimestre 2019||2019|no
de|nach dem 5. Juni 2020|5. Juni 2020|2020-06-05|no
de|etwa 2015|2015|2015|no
de|frühestens 2018|2018|2018|no
de|in den 1980ern|1980|1980|no
de|im Sommer||i:2020-11|no
de|am Freitag||i:2020-06-04|no
de|Anfang der 1990er Jahre||i:1998|no
es|después del 5 de junio de 2020|5 de junio de 2020|2020-06-05|no
es|alrededor de 2015|2015|2015|no
es|no antes de 2018|2018|2018|no
es|a principios de 2020||i:2020-11|no
es|en verano||i:2020-11|no
ar|قبل عام 2018|2018|2018|no
ar|ابتداء من 2018|2018|2018|no
ar|بعد منتصف يونيو 2020|يونيو 2020|2020-06|no
ar|يوم الجمعة||i:2020-06-04|no
ar|ثمانينيات القرن الماضي||i:1970/1979|no
ar|نحو 2015|2015|2015|no
fa|از ۲۰۱۸ به بعد|۲۰۱۸|2018|no
fa|قبل از ۲۰۱۸|۲۰۱۸|2018|no
fa|تابستان||i:2020-11|no
fa|جمعه||i:2020-06-04|no
zh|2018年之前|2018年|2018|no
zh|约2015年|2015年|2015|no
zh|1980年代初||i:1988|no
zh|星期五||i:2020-06-04|no
zh|2020年初||i:2020-11|no
zh|截至2020年6月5日|2020年6月5日|2020-06-05|no
ru|к 2018 году|2018|2018|no
ru|начиная с 2018 года|2018|2018|no
tr|2018'den beri|2018|2018|no
tr|5 Haziran 2020'ye kadar|5 Haziran 2020|2020-06-05|no
it|fino al 5 giugno 2020|5 giugno 2020|2020-06-05|no
pt|antes de 5 de junho de 2020|5 de junho de 2020|2020-06-05|no
nl|vanaf 2018|2018|2018|no
uk|після 5 червня 2020|5 червня 2020|2020-06-05|no
ja|2020年6月5日まで|2020年6月5日|2020-06-05|no
ko|2020년 6월 5일까지|2020년 6월 5일|2020-06-05|no
ko|2018년부터|2018년|2018|no
# G. dates that the words beside them leave as they are
en|after the 2020 election|2020|2020|ok
en|following the January 2020 strike|January 2020|2020-01|ok
en|since the 2003 invasion of Iraq|2003|2003|ok
en|about the 5 June 2020 warrant|5 June 2020|2020-06-05|ok
en|in the run-up to the 2020 election|2020|2020|ok
en|since the 1990s has been|1990s|1990/1999|no
en|The attack near Baghdad on 3 January 2020 killed ten|3 January 2020|2020-01-03|ok
en|killed by a drone on 3 January 2020|3 January 2020|2020-01-03|ok
en|He was killed on 3 January 2020 by a drone|3 January 2020|2020-01-03|ok
en|On 3 January 2020, about ten men died|3 January 2020|2020-01-03|ok
en|it was issued on 29 June 2020 after six months|29 June 2020|2020-06-29|ok
en|the court said on 7 January 2021 that since then|7 January 2021|2021-01-07|ok
en|the Iranian Revolution of 1979, which was followed|1979|1979|ok
en|By Monday, 5 June 2020|5 June 2020|2020-06-05|no
en|between 2014-2017|between 2014-2017|2014/2017|ok
en|war in Syria between 2014 and 2017|2014 and 2017|2014/2017|ok
en|war in Syria between 2014 and 2017|between 2014 and 2017|2014/2017|ok
en|from 2014 to 2017|2014 to 2017|2014/2017|ok
en|June 2020 or July 2020|June 2020 or July 2020|2020-06/2020-07|ok
en|published Jan. 3, 2020 at 10:30|Jan. 3, 2020|2020-01-03|ok
en|near the airport in January 2020|January 2020|2020-01|ok
en|(3 January 2020)|3 January 2020|2020-01-03|ok
en|ahead of the 2020 vote|2020|2020|ok
en|News of 5 June 2020: a warrant|5 June 2020|2020-06-05|ok
en|the early morning of 3 January 2020|3 January 2020|2020-01-03|ok
en|3 January 2020 – Baghdad|3 January 2020|2020-01-03|ok
en|until 2018, and again in 2020|2020|2020|ok
en|in 2018, 2019 and 2020|2019|2019|ok
en|Was it in 2020?|2020|2020|ok
fr|après l’attaque du 3 janvier 2020|3 janvier 2020|2020-01-03|ok
fr|l’attaque du 3 janvier 2020 à Bagdad|3 janvier 2020|2020-01-03|ok
fr|le 3 janvier 2020, vers midi|3 janvier 2020|2020-01-03|ok
fr|du 3 janvier 2020|3 janvier 2020|2020-01-03|ok
de|nach dem Angriff vom 3. Januar 2020|3. Januar 2020|2020-01-03|ok
de|das Urteil vom 3. Januar 2020|vom 3. Januar 2020|2020-01-03|ok
de|am 3. Januar 2020 um 10 Uhr|3. Januar 2020|2020-01-03|ok
es|tras el ataque del 3 de enero de 2020|3 de enero de 2020|2020-01-03|ok
es|el 3 de enero de 2020 a las 10 horas|3 de enero de 2020|2020-01-03|ok
es|el 3 de enero de 2020 en Bagdad|3 de enero de 2020|2020-01-03|ok
ar|في الثالث من يناير 2020|يناير 2020|2020-01|ok
ar|الهجوم في 3 يناير 2020 قبل|3 يناير 2020|2020-01-03|ok
ar|بعد هجوم 3 يناير 2020|3 يناير 2020|2020-01-03|ok
fa|در حمله ۳ ژانویه ۲۰۲۰|۳ ژانویه ۲۰۲۰|2020-01-03|ok
fa|در تاریخ ۳ ژانویه ۲۰۲۰ در بغداد|۳ ژانویه ۲۰۲۰|2020-01-03|ok
fa|پس از حمله ۳ ژانویه ۲۰۲۰|۳ ژانویه ۲۰۲۰|2020-01-03|ok
ru|после удара 3 января 2020 года|3 января 2020|2020-01-03|ok
ru|3 января 2020 года в Багдаде|3 января 2020|2020-01-03|ok
zh|2020年1月3日在巴格达|2020年1月3日|2020-01-03|ok
zh|在2020年1月3日的袭击中|2020年1月3日|2020-01-03|ok
zh|2020年1月3日，美国前总统|2020年1月3日|2020-01-03|ok
zh|2020年1月3日后来|2020年1月3日|2020-01-03|ok
ja|2020年1月3日に|2020年1月3日|2020-01-03|ok
ja|2020年1月3日、前大統領|2020年1月3日|2020-01-03|ok
ko|2020년 1월 3일 바그다드에서|2020년 1월 3일|2020-01-03|ok
tr|3 Ocak 2020'de Bağdat'ta|3 Ocak 2020|2020-01-03|ok
tr|3 Ocak 2020 sonra|3 Ocak 2020|2020-01-03|no
it|il 3 gennaio 2020 a Baghdad|3 gennaio 2020|2020-01-03|ok
it|l'attacco del 3 gennaio 2020|3 gennaio 2020|2020-01-03|ok
pt|no dia 3 de janeiro de 2020|3 de janeiro de 2020|2020-01-03|ok
pl|po ataku z 3 stycznia 2020|3 stycznia 2020|2020-01-03|ok
el|στις 3 Ιανουαρίου 2020|3 Ιανουαρίου 2020|2020-01-03|ok
he|ב-3 בינואר 2020|3 בינואר 2020|2020-01-03|ok
en|before 29 February||i:2021-02-20|ok
en|before 29 February||i:2021-03-20|no
en|summer 9999||i:9999-07|ok
en|winter 1000||i:2020-01|no
"""


def rows_of(cases):
    return [line.split("|") for line in cases.strip().splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("language", "quote", "value", "date", "want"), rows_of(CASES))
def test_only_dates_that_the_words_do_not_give_are_refused(language, quote, value, date, want):
    basis = "inferred" if date.startswith("i:") else "stated"
    said = messages(value or quote, date.removeprefix("i:"), language, quote, basis)
    assert (said == []) == (want == "ok"), said
    assert all("\n" not in message and "; " in message for message in said)


ADVICE = [
    # language, quote, value, what is refused, what the message has, value and date that then pass,
    # basis, what the note has besides the date
    ("en", "by 5 June 2020", "5 June 2020", "2020-06-05", "mark it inferred", "5 June 2020", "../2020-06-05", "inferred", ""),
    ("tr", "5 Haziran 2020'den önce", "5 Haziran 2020", "2020-06-05", "as ../2020-06-05", "5 Haziran 2020", "../2020-06-05", "inferred", ""),
    ("en", "about 2020", "2020", "2020", "gives 2020~; write that", "2020", "2020~", "stated", ""),
    ("fr", "les années 1990", "années 1990", "1990", "gives 1990/1999; write that", "années 1990", "1990/1999", "stated", ""),
    ("fr", "les années 1990", "1990", "1990", "write all of it", "les années 1990", "1990/1999", "stated", ""),
    ("en", "on 31 June 2020", "31 June 2020", "2020-06-30", "leave the day out", "June 2020", "2020-06", "stated", ""),
    ("en", "on 31 June", "31 June", "i:2020-06-30", "leave the day out", "June", "2020-06", "inferred", ""),
    ("en", "on 31/06/2020", "31/06/2020", "i:2020-06-30", "leave the day out", "06/2020", "2020-06", "stated", ""),
    ("en", "In 2020 B.C. had a premier", "2020", "2020", "mark it inferred", "2020", "2020", "inferred", ""),
    ("en", "in 2000 BC", "2000 BC", "2000", "mark it inferred", "2000 BC", "../0001", "inferred", ""),
    ("en", "before 5 June", "5 June", "i:2020-06-07", "with its year", "5 June", "2020-06-07", "inferred", "before 5 June 2021"),
    ("en", "last summer", "summer", "i:2019-12/2020-02", '"southern hemisphere"', "summer", "2019-12/2020-02", "inferred", "southern hemisphere"),
    ("en", "on 5 or 6 June 2020", "6 June 2020", "2020-06-06", "write all of it, or quote more", "5 or 6 June 2020", "2020-06-05/2020-06-06", "stated", ""),
    ("en", "between 5 and 7 March", "7 March", "i:2020-03-07", "correct the date", "between 5 and 7 March", "2020-03-05/2020-03-07", "inferred", ""),
    ("en", "the eighties", "the eighties", "1980/1989", "mark it inferred", "the eighties", "1980/1989", "inferred", ""),
    ("en", "on 03/04", "03/04", "2020-03-04", "mark it inferred", "03/04", "2020-03-04", "inferred", ""),
    ("en", "on 03/04/20", "03/04/20", "2020-03-04", "mark it inferred", "03/04/20", "2020-03-04", "inferred", ""),
    ("ne", "२०७७", "२०७७", "2077", "mark it inferred", "२०७७", "2020-04/2021-04", "inferred", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "quote", "value", "refused", "advice", "right_value", "right", "basis", "note"),
    ADVICE,
)
def test_following_the_advice_of_a_message_is_accepted(
    language, quote, value, refused, advice, right_value, right, basis, note
):
    refused_basis = "inferred" if refused.startswith("i:") else "stated"
    message = messages(value, refused.removeprefix("i:"), language, quote, refused_basis)[0]
    assert advice in message
    note = f"Inferred: date; {note} hence {edtf.in_words(right, shorten=False)}."
    assert messages(right_value, right, language, quote, basis, note) == []


RELATIVE = """
# language|value|day of publication|date|ok or no
en|last month|2020-07-05|2020-06|ok
en|late last month|2020-07-05|2020-06-16/2020-06-30|ok
en|last month|2020-07-05|2020-05|no
en|last month|2020-07-05|2020-07-01|no
en|last month|2020-01-05|2019-12|ok
en|last year|2021-01-07|2020-01-03|ok
en|January 3 last year|2021-01-07|2021-01-03|no
en|last year|2021-01-07|2019|no
en|earlier this year|2020|2020-01/2020-07|ok
en|earlier this year|2020|2019-03|no
en|this month|2020-06-29|2020-07|no
en|next month|2020-06-29|2020-07|ok
en|next month|2020-06-29|2020-06-30|no
en|next year|2020-06-29|2021|ok
en|next year|2020-06-29|2022|no
en|yesterday|2020-06-29|2020-06-28|ok
en|yesterday|2020-06-29|2020-06-25|no
en|today|2020-06-29|2020-07-03|no
en|last night|2021|2020-12-31/2021-12-31|ok
en|a year ago|2021-01-07|2020-01-03|ok
en|a year ago|2021-01-07|2019-01-03|no
en|two years ago|2021-01-07|2019-03|ok
en|two years ago|2021-01-07|2020-12|no
en|three days ago|2020-06-29|2020-06-26|ok
en|three days ago|2020-06-29|2020-06-10|no
en|10 weeks ago|2020-06-29|2020-06-10|no
en|in the last year|2020-06-29|2020-02|ok
en|last week|2020-06-29|2020-06-24|ok
en|last week|2020-06-29|2020-05-24|no
en|last month||2020-01|ok
fr|le mois dernier|2020-07-05|2020-06|ok
fr|le mois dernier|2020-07-05|2020-05|no
fr|l’an dernier|2021-01-07|2021-01|no
fr|il y a deux ans|2021-01-07|2020-12|no
fr|hier|2020-06-29|2020-06-01|no
de|letztes Jahr|2021-01-07|2020|ok
de|im letzten Jahr|2021-01-07|2021-01-02|no
de|vor einem Jahr|2021-01-07|2018|no
de|vor zwei Monaten|2020-06-29|2020-04|ok
de|gestern|2020-06-29|2020-06-01|no
es|el mes pasado|2020-07-05|2020-06|ok
es|el año pasado|2021-01-07|2021-01|no
es|hace tres años|2021-01-07|2020|no
es|hace tres años|2021-01-07|2018|ok
ar|العام الماضي|2021-01-07|2020|ok
ar|العام الماضي|2021-01-07|2018|no
ar|الشهر الماضي|2020-07-05|2020-04|no
ar|أمس|2020-06-29|2020-06-01|no
fa|سال گذشته|2021-01-07|2020|ok
fa|سال گذشته|2021-01-07|2018|no
fa|ماه گذشته|2020-07-05|2020-03|no
fa|دو سال پیش|2021-01-07|2020-12|no
zh|去年|2021-01-07|2020|ok
zh|去年|2021-01-07|2021-01|no
zh|上个月|2020-07-05|2020-05|no
zh|两年前|2021-01-07|2020-12|no
zh|昨天|2020-06-29|2020-06-28|ok
it|ieri|2020-06-29|2019|ok
"""


@pytest.mark.parametrize(("language", "value", "published", "date", "want"), rows_of(RELATIVE))
def test_relative_words_are_counted_from_the_day_of_publication(
    language, value, published, date, want
):
    said = messages(value, date, language, basis="inferred", published=published)
    assert (said == []) == (want == "ok"), said


@pytest.mark.parametrize(
    ("language", "quote", "name"),
    [
        ("en", "It cites Resolution 2020.", "Resolution 2020"),
        ("en", "He stayed in room 2020.", "room 2020"),
        ("en", "The executive order 2020 was signed.", "executive order 2020"),
        ("fr", "Selon la résolution 2020.", "résolution 2020"),
        ("de", "Laut Resolution 2020.", "Resolution 2020"),
        ("es", "Según la resolución 2020.", "resolución 2020"),
        ("ru", "По статье 2020.", "статье 2020"),
        ("en", "It was in 2020.", ""),
        ("en", "Since the 2020 election he said nothing.", ""),
        ("en", "Article 2020 of the code is of 2020.", ""),
        ("de", "Es war im Jahr 2020.", ""),
    ],
)
def test_a_number_in_a_name_is_not_a_year(language, quote, name):
    found = messages("2020", "2020", language, quote)
    assert [message.split(" is the name of something")[0] for message in found] == (
        [f'"{name}"'] if name else []
    )


def test_the_note_can_say_from_which_day_the_words_are_counted():
    note = "Inferred: date; counted from 5 March 2019. Hence February 2019."
    assert messages("last month", "2019-02", basis="inferred", published="2020-07-05")
    assert not messages(
        "last month", "2019-02", basis="inferred", published="2020-07-05", note=note
    )


@pytest.mark.parametrize("language", ["en", "fr", "de", "es", "ar", "fa", "zh"])
def test_words_counted_from_the_first_or_last_years_have_a_valid_window_or_none(language):
    for words in relative_dates.listed(language):
        for anchor in ("0001", "9999-12-31", "2020-06"):
            for _, windows in relative_dates.windows(words, language, [anchor]):
                for window in windows:
                    edtf.bounds("/".join(window))


PIECES = [
    *[word for groups in date_words.WORDS["en"].values() for word in re.split("[|,] ?", groups)],
    *("5", "31", "29", "13", "2020", "9999", "1000", "1990s", "'90s", "3/4", "31/06/2020", "5-7"),
    *("03/04/20", "BC", "AH", "1398", "June", "February", "Monday", "last month", "2 years ago"),
    *("(", ")", ",", "-", "–", "~", "?", "12/2020", "2019-20"),
]
DATES = ["2020", "2021-02-28", "0001", "9999", "../0001", "9999/..", "2019-12/2020-02", "1995~"]


@settings(database=None, deadline=None, derandomize=True, max_examples=400)
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(" ".join),
    st.sampled_from(DATES),
    st.sampled_from(["stated", "inferred"]),
)
def test_any_words_with_a_date_give_messages_of_one_line(words, date, basis):
    for message in messages(words, date, "en", f"so {words} so", basis, published="2020-07"):
        assert "\n" not in message
