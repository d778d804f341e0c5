"""List the words around the numbers of a date in each language, for `date_tokens`.

Each language has a line per kind of word, with the words separated by commas. Where words of a kind
differ, a "|" separates the groups that are listed beside the kind. A language without a line of a
kind has no word of that kind here, and a value that has one is refused, not misread.
"""

# ruff: noqa: RUF001, E501 - letters of other scripts; a line for each language

from __future__ import annotations

# What each kind of word does to the dates around it.
# Joins the ends of a range; the others, which are "until" and, after a date, "from", leave a side
# open beside a single date.
TO = "-"  # to | until | from
AND = "&"  # joins dates of which each is meant
OR = "|"  # joins dates of which one is meant
RANGE = "B"  # goes with a range and changes nothing
FROM = "F"  # goes with a range; before a single date, it leaves the end open
BEFORE = "<"  # before | by
AFTER = ">"
ABOUT = "~"
# The same where they follow the date, as "5 June 2020 or later".
OR_BEFORE = "≤"  # or before | until, which may also end a range
OR_AFTER = "≥"
OR_SO = "≈"  # about | perhaps
PERHAPS = "?"
PART = "q"  # early | middle | late | some time within a period
FILLER = "f"  # changes nothing | an article, after which the date can belong to the next word
SAME = "="  # joins two ways of writing one day
QUARTER, HALF, CENTURY, DECADE, WEEK = "Q", "H", "C", "D", "W"
YEARS = "Y"  # the plural that makes a decade of a round year: "les années 1990"
SEASON = "S"  # spring | summer | autumn | winter

WORDS = {
    "en": {
        TO: "to | through, thru, until, till, up to",
        AND: "and, &, as well as",
        OR: "or, or else",
        RANGE: "between, both, either",
        FROM: "from, starting, beginning, starting on, beginning on, starting from, as from",
        BEFORE: "before, prior to, ahead of, pre, < | by, no later than, not later than, on or before"
        ", ≤",
        AFTER: "after, since, following, as of, on or after, ever since, not before, no earlier than"
        ", no sooner than"
        ", post, >, ≥",
        ABOUT: "about, around, circa, ca, c, approximately, roughly, on or about, on or around"
        ", nearly, almost, close to, near, within days of, within weeks of, ≈, ±"
        ", in or about, in or around, some time around",
        OR_BEFORE: "or before, or earlier, and before, and earlier, at the latest, at latest",
        OR_AFTER: "or after, or later, and after, and later, and on, onward, onwards, and onwards"
        ", at the earliest, and beyond, to the present, to present, -present, –present, – present"
        ", to date, to this day",
        OR_SO: "or so, or thereabouts, -ish, -era, or around then, (approximately), (approx.), (circa)"
        " | (?)",
        PERHAPS: "perhaps, possibly, probably, maybe, likely, allegedly",
        PART: "early, beginning of, start of, the beginning of, the start of, early in"
        ", the first days of | mid, middle, the middle of, middle of | late, end of, the end of"
        ", late in, the last days of | earlier in, later in, sometime in, some time in",
        FILLER: "on, in, of, at, day, days, date, dated, month, months, year, years, night"
        ", morning, afternoon, evening, noon, midnight, midday, dawn, back in, back on, back"
        ", local time, during, o'clock, o’clock, hours, that is, this, is, into, overnight, time"
        ", gmt, utc, est, edt, cet, the night of, the evening of, the morning of, the year, inclusive"
        " | the",
        SAME: "corresponding to, equivalent to, i.e., ie, that is",
        QUARTER: "quarter",
        HALF: "half",
        CENTURY: "century, centuries",
        DECADE: "decade",
        SEASON: "spring | summer | autumn, fall | winter",
        WEEK: "week of, week",
    },
    "fr": {
        TO: "au, à | jusqu'au, jusqu’au, jusqu'à, jusqu’à, jusqu'en, jusqu’en",
        AND: "et, et le, et du",
        OR: "ou, ou le",
        RANGE: "entre",
        FROM: "à partir du, à partir de, à compter du, à compter de",
        BEFORE: "avant, avant le | au plus tard le, au plus tard en, d'ici le, d’ici le, d'ici au, d’ici au",
        AFTER: "après, depuis, depuis le, dès, dès le",
        ABOUT: "vers, environ, aux alentours de, aux alentours du, aux environs de, aux environs du"
        ", autour de, autour du, vers le, vers la",
        PERHAPS: "peut-être, probablement",
        PART: "début, au début de, le début de | mi | fin, à la fin de, la fin de | courant",
        FILLER: "le, la, les, l, du, de, des, d, en, dans, au cours de, mois, an, année, jour"
        ", matin, soir, nuit, midi, heures, heure, dans la nuit du, date, dans les",
        QUARTER: "trimestre",
        CENTURY: "siècle",
        DECADE: "décennie",
        YEARS: "années",
        SEASON: "printemps | été | automne | hiver",
        WEEK: "semaine du, semaine",
    },
    "de": {
        TO: "| bis, bis zum, bis einschließlich",
        AND: "und, und am, und dem, und den",
        OR: "oder, oder am",
        RANGE: "zwischen",
        FROM: "ab, ab dem",
        BEFORE: "vor, vor dem | spätestens, spätestens am, bis spätestens",
        AFTER: "nach, seit, nach dem, seit dem, frühestens, frühestens am",
        ABOUT: "etwa, um, circa, ca, ungefähr, gegen",
        PERHAPS: "vielleicht, wohl, wahrscheinlich, vermutlich",
        PART: "anfang, früh, anfang des, anfang der, frühe, frühen | mitte, mitte der, mitte des"
        " | ende, spät, ende des, ende der, späte, späten",
        FILLER: "am, im, in, der, den, dem, das, des, die, vom, von, jahr, jahre, jahres, jahren, tag"
        ", monat, uhr, morgen, abend, nacht, in der nacht zum, mittag, vormittag, nachmittag",
        QUARTER: "quartal, quartals, vierteljahr",
        HALF: "halbjahr, hälfte",
        CENTURY: "jahrhundert, jahrhunderts",
        SEASON: "frühling, frühjahr | sommer | herbst | winter",
        WEEK: "woche vom, woche",
    },
    "es": {
        TO: "a, al | hasta, hasta el",
        AND: "y, e, y el, y del",
        OR: "o, u, o el",
        RANGE: "entre",
        FROM: "desde, desde el, a partir del, a partir de",
        BEFORE: "antes de, antes del | a más tardar el, a más tardar en",
        AFTER: "después de, después del, tras, tras el",
        ABOUT: "hacia, alrededor de, alrededor del, cerca de",
        PERHAPS: "quizás, quizá, probablemente",
        PART: "principios, principios de, a principios de, inicios de | mediados, mediados de"
        ", a mediados de | finales, finales de, a finales de, fines de",
        FILLER: "el, la, los, las, de, del, en, día, días, mes, año, noche, mañana, tarde, por"
        ", durante, horas, lo, corriente, a las, a la",
        QUARTER: "trimestre",
        HALF: "semestre",
        CENTURY: "siglo",
        DECADE: "década, década de los",
        YEARS: "años",
        SEASON: "primavera | verano | otoño | invierno",
        WEEK: "semana del, semana",
    },
    "ar": {
        TO: "إلى, الى | حتى",
        AND: "و",
        OR: "أو, او",
        RANGE: "بين, ما بين",
        FROM: "ابتداء من, اعتبارا من",
        BEFORE: "قبل",
        AFTER: "بعد, منذ",
        ABOUT: "حوالي, نحو",
        PERHAPS: "ربما",
        PART: "أوائل, اوائل, مطلع, بداية | منتصف | أواخر, اواخر, نهاية",
        FILLER: "في, من, يوم, شهر, عام, سنة, عامي, الموافق لـ, مساء, صباح, ليلة, تاريخ, بتاريخ, أيام",
        SAME: "الموافق, الموافق ل, المصادف, هـ الموافق",
        CENTURY: "القرن",
        DECADE: "عقد",
        SEASON: "ربيع | صيف | خريف | شتاء",
    },
    "fa": {
        TO: "| تا",
        AND: "و",
        OR: "یا",
        RANGE: "بین, میان",
        BEFORE: "پیش از, قبل از",
        AFTER: "پس از, بعد از",
        ABOUT: "حدود",
        PERHAPS: "شاید, احتمالا",
        PART: "اوایل, ابتدای | اواسط, نیمه | اواخر, پایان",
        FROM: "از",
        FILLER: "در, روز, ماه, سال, سال‌های, شب, صبح, تاریخ",
        SAME: "برابر با, برابر, مطابق با, مصادف با, معادل",
        CENTURY: "قرن, سده",
        DECADE: "دهه",
        SEASON: "بهار | تابستان | پاییز | زمستان",
    },
    "zh": {
        TO: "至 | 到, 直到",
        AND: "和, 与, 及, 、",
        OR: "或, 或者",
        RANGE: "之间, 间, 期间",
        FROM: "从, 自, 由, 開始, 开始",
        OR_BEFORE: "之前, 以前, 前 | 为止, 止",
        OR_AFTER: "之后, 以后, 后, 以来, 起",
        BEFORE: "| 截至, 截止",
        ABOUT: "约, 大约",
        OR_SO: "左右, 前后",
        PERHAPS: "可能, 也许",
        PART: "初, 上旬, 年初, 月初, 早期 | 中旬, 中期 | 底, 末, 下旬, 年底, 月底, 晚期",
        FILLER: "在, 于, 的, 后来, 當天, 当天, 晚, 晚上, 上午, 下午, 凌晨, 早上, 当地时间",
        SEASON: "春季, 春, 春天 | 夏季, 夏, 夏天 | 秋季, 秋, 秋天 | 冬季, 冬, 冬天",
        CENTURY: "世纪, 世紀",
        DECADE: "年代",
    },
    "ja": {
        TO: "| | から, より",
        AND: "と, および, 、",
        OR: "または, もしくは, か",
        RANGE: "の間, にかけて",
        OR_BEFORE: "以前, より前, 前 | まで",
        OR_AFTER: "以降, 以後, 後",
        ABOUT: "約",
        OR_SO: "頃, ごろ",
        PART: "初め, 上旬, 前半, 初頭 | 中旬 | 末, 下旬, 後半",
        FILLER: "に, の, は, 夜, 朝, 午前, 午後",
        SEASON: "春 | 夏 | 秋 | 冬",
        CENTURY: "世紀",
        DECADE: "年代",
    },
    "ko": {
        TO: "| | 부터, 에서",
        AND: "과, 와, 및",
        OR: "또는, 혹은",
        RANGE: "사이",
        OR_BEFORE: "이전, 전 | 까지",
        OR_AFTER: "이후, 후",
        ABOUT: "약",
        OR_SO: "경, 쯤",
        PART: "초, 초순, 상순 | 중순 | 말, 하순",
        FILLER: "에, 의, 오전, 오후, 밤",
        SEASON: "봄 | 여름 | 가을 | 겨울",
        CENTURY: "세기",
        DECADE: "년대",
    },
    "ru": {
        TO: "| по, до",
        AND: "и",
        OR: "или, либо",
        RANGE: "между",
        FROM: "с, со, начиная с",
        BEFORE: "перед | к, не позднее, не позже",
        AFTER: "после, не ранее, не раньше",
        ABOUT: "около, примерно",
        PERHAPS: "возможно, вероятно",
        PART: "начало, начале, начала | середина, середине, середины | конец, конце, конца",
        FILLER: "в, во, г, гг, год, года, году, годы, годов, годах, число, числа, числам, ночь"
        ", вечером, утром, днем, месяца, на",
        QUARTER: "квартал, квартале",
        HALF: "половина, половине, полугодие, полугодии",
        CENTURY: "век, века, веке",
        SEASON: "весна, весны, весной | лето, лета, летом | осень, осени, осенью | зима, зимы, зимой",
    },
    "it": {
        TO: "al, all, a | fino al",
        AND: "e, e il, e l",
        OR: "o, o il",
        RANGE: "tra, fra",
        FROM: "dal, dall, da, a partire dal",
        BEFORE: "prima del, prima di | entro, entro il",
        AFTER: "dopo, dopo il",
        ABOUT: "circa, verso, intorno al",
        PERHAPS: "forse, probabilmente",
        PART: "inizio, primi, primi di, inizi, inizi di | metà | fine, fine di",
        FILLER: "il, lo, la, le, i, gli, l, di, del, dell, della, in, nel, nell, negli, degli"
        ", giorno"
        ", mese, anno, notte, sera, mattina",
        SEASON: "primavera | estate | autunno | inverno",
        CENTURY: "secolo",
        DECADE: "decennio",
        YEARS: "anni",
    },
    "pt": {
        TO: "a, ao | até, até ao, até o",
        AND: "e, e o",
        OR: "ou",
        RANGE: "entre",
        FROM: "desde, a partir de, desde o",
        BEFORE: "antes de",
        AFTER: "depois de, após, após o",
        ABOUT: "cerca de, por volta de",
        PERHAPS: "talvez, provavelmente",
        PART: "início, início de | meados, meados de | fim, fim de, final de, fins de",
        FILLER: "o, os, de, do, da, dos, em, no, na, nos, dia, dias, mês, ano, noite, manhã",
        SEASON: "primavera | verão | outono | inverno",
        CENTURY: "século",
        DECADE: "década",
        YEARS: "anos",
    },
    "nl": {
        TO: "| tot, tot en met, t/m, tm",
        AND: "en",
        OR: "of",
        RANGE: "tussen",
        FROM: "vanaf",
        BEFORE: "voor, vóór | uiterlijk, uiterlijk op",
        AFTER: "na, sinds",
        ABOUT: "rond, omstreeks, circa, ongeveer",
        PERHAPS: "misschien, waarschijnlijk",
        PART: "begin | half, medio, midden | eind, einde",
        FILLER: "op, in, van, de, het, dag, maand, jaar, nacht, avond, ochtend",
        SEASON: "lente, voorjaar | zomer | herfst, najaar | winter",
        CENTURY: "eeuw",
        DECADE: "decennium",
        YEARS: "jaren",
    },
    "pl": {
        TO: "| do",
        AND: "i, oraz",
        OR: "lub, albo",
        RANGE: "między, pomiędzy",
        BEFORE: "przed",
        AFTER: "po",
        ABOUT: "około",
        PART: "początek, na początku | połowa, w połowie | koniec, pod koniec",
        FROM: "od",
        FILLER: "w, we, dnia, r, rok, roku, a, miesiąca",
        YEARS: "lata, lat, latach",
    },
    "uk": {
        TO: "| по, до",
        AND: "і, й, та",
        OR: "або, чи",
        RANGE: "між",
        BEFORE: "перед",
        AFTER: "після",
        ABOUT: "близько",
        PART: "початок, початку | середина, середині | кінець, кінці",
        FROM: "з, із, від",
        FILLER: "у, в, р, рр, рік, року, році, роки, числа, на",
    },
    "tr": {
        TO: "ile, ila",
        AND: "ve",
        OR: "veya, ya da",
        RANGE: "arasında, arası, tarihleri arasında",
        OR_BEFORE: "önce, öncesi | kadar, dek",
        OR_AFTER: "sonra, itibaren, beri, sonrası",
        ABOUT: "yaklaşık",
        OR_SO: "civarında",
        PART: "başında, başları | ortasında, ortaları | sonunda, sonları",
        FILLER: "de, da, te, ta, e, a, ye, ya, den, dan, ten, tan, nin, in, ın, un, ün, günü, tarihinde, tarihli"
        ", yılı, yılında, ayı, ayında, gecesi, sabahı",
    },
    "sv": {TO: "till | till och med, fram till", AND: "och", OR: "eller", RANGE: "mellan", BEFORE: "före, innan | senast, senast den", AFTER: "efter, sedan", ABOUT: "omkring, cirka", PART: "början av | mitten av | slutet av", FROM: "från", FILLER: "den, i, på, år, året, av"},
    "da": {TO: "til | til og med, frem til, indtil", AND: "og", OR: "eller", RANGE: "mellem", BEFORE: "før, inden | senest, senest den", AFTER: "efter, siden", ABOUT: "omkring, cirka", PART: "begyndelsen af | midten af | slutningen af", FROM: "fra", FILLER: "den, i, på, år, året, af"},
    "nb": {TO: "til | til og med, frem til, indtil", AND: "og", OR: "eller", RANGE: "mellom", BEFORE: "før, inden | senest, senest den", AFTER: "etter, siden", ABOUT: "omkring, rundt", PART: "begynnelsen av | midten av | slutten av", FROM: "fra", FILLER: "den, i, på, år, året, av"},
    "fi": {AND: "ja", OR: "tai", RANGE: "välillä", BEFORE: "ennen", ABOUT: "noin", OR_BEFORE: "| saakka, asti, mennessä", OR_AFTER: "jälkeen, lähtien, alkaen", FILLER: "vuonna, vuoden, klo"},
    "cs": {TO: "| do, až", AND: "a", OR: "nebo", RANGE: "mezi", BEFORE: "před", AFTER: "po", ABOUT: "kolem, okolo, asi", FROM: "od", FILLER: "v, ve, dne, roku, roce, rok"},
    "sk": {TO: "| do, až", AND: "a", OR: "alebo", RANGE: "medzi", BEFORE: "pred", AFTER: "po", ABOUT: "okolo, asi", FROM: "od", FILLER: "v, dňa, roku, rok"},
    "hu": {AND: "és", OR: "vagy", RANGE: "között", ABOUT: "körülbelül", OR_BEFORE: "előtt | ig", OR_AFTER: "után, óta", FILLER: "a, az, án, én, i, től, tól, évi"},
    "ro": {TO: "la | până la, până în, până pe", AND: "și, şi", OR: "sau", RANGE: "între", BEFORE: "înainte de", AFTER: "după", ABOUT: "aproximativ, circa, în jurul", YEARS: "anii, anilor", FILLER: "de, din, în, pe, anul"},
    "bg": {TO: "| до, по", AND: "и", OR: "или", RANGE: "между", BEFORE: "преди", AFTER: "след", ABOUT: "около", FILLER: "от, на, в, г, година, през"},
    "hr": {TO: "| do", AND: "i", OR: "ili", RANGE: "između", BEFORE: "prije", AFTER: "nakon, poslije", ABOUT: "oko", FROM: "od", FILLER: "u, godine, godina, dana"},
    "sr": {
        TO: "| до, do",
        AND: "и, i",
        BEFORE: "пре, pre",
        AFTER: "после, након, posle, nakon",
        ABOUT: "око, oko",
        OR: "или, ili",
        RANGE: "између, između",
        FROM: "од, od",
        FILLER: "у, године, u, godine",
    },
    "sl": {TO: "| do", AND: "in", OR: "ali", RANGE: "med", BEFORE: "pred", AFTER: "po", ABOUT: "okoli", FROM: "od", FILLER: "v, leta, dne"},
    "el": {
        TO: "| έως, μέχρι, ως",
        AND: "και",
        OR: "ή",
        RANGE: "μεταξύ",
        BEFORE: "πριν, πριν από, πριν από τις",
        AFTER: "μετά, μετά από, μετά τις",
        ABOUT: "περίπου, γύρω στις",
        DECADE: "δεκαετία, δεκαετίας",
        FROM: "από",
        FILLER: "στις, στη, στην, στο, τις, την, τη, του, των, της, το, τον, έτος, έτους",
    },
    "he": {
        TO: "| עד, עד ל",
        AND: "ו",
        OR: "או",
        RANGE: "בין",
        BEFORE: "לפני",
        AFTER: "אחרי, מאז",
        ABOUT: "בערך, סביב",
        YEARS: "שנות",
        FILLER: "ב, מ, ל, ה, של, שנת, בשנת, ביום, יום, ליום, בחודש",
    },
    "hi": {TO: "| | से", AND: "और", OR: "या", RANGE: "के बीच", ABOUT: "लगभग, करीब", OR_BEFORE: "से पहले, के पहले | तक", OR_AFTER: "के बाद", DECADE: "दशक", FILLER: "को, में, की, के, सन, वर्ष, का"},
    "bn": {TO: "থেকে", AND: "ও, এবং", OR: "বা", RANGE: "মধ্যে", OR_BEFORE: "আগে, এর আগে | পর্যন্ত", OR_AFTER: "পরে, এর পরে", FILLER: "সালে, সালের, সাল"},
    "ur": {TO: "| | سے", AND: "اور", OR: "یا", RANGE: "کے درمیان", OR_BEFORE: "سے پہلے, سے قبل | تک", OR_AFTER: "کے بعد", FILLER: "کو, میں, کے, کی, سال"},
    "id": {
        TO: "| sampai, hingga, sampai dengan",
        AND: "dan",
        OR: "atau",
        RANGE: "antara",
        BEFORE: "sebelum",
        AFTER: "setelah, sesudah, sejak",
        ABOUT: "sekitar, kira-kira",
        FROM: "dari",
        FILLER: "pada, tanggal, bulan, tahun, di",
    },
    "ms": {TO: "| hingga, sampai", AND: "dan", OR: "atau", RANGE: "antara", BEFORE: "sebelum", AFTER: "selepas, sejak", FILLER: "dari, pada, tahun"},
    "ca": {TO: "a, al | fins al, fins a", AND: "i", OR: "o", RANGE: "entre", BEFORE: "abans de, abans del", AFTER: "després de, després del, des de, des del", DECADE: "dècada", YEARS: "anys", FILLER: "el, la, de, del, d, l, en"},
    "vi": {TO: "| đến", AND: "và", OR: "hoặc", RANGE: "giữa", BEFORE: "trước, trước ngày", AFTER: "sau, sau ngày, kể từ", FROM: "từ", FILLER: "vào, ngày"},
    "th": {TO: "| ถึง", BEFORE: "ก่อน, ก่อนวันที่", AFTER: "หลัง, หลังวันที่, ตั้งแต่, ตั้งแต่วันที่", AND: "และ", OR: "หรือ", RANGE: "ระหว่าง", FILLER: "วันที่, ปี, เมื่อ, ในวันที่"},
    "et": {TO: "| kuni", AND: "ja", OR: "või", BEFORE: "enne", AFTER: "pärast", FILLER: "aasta, aastal"},
    "lt": {TO: "| iki", AND: "ir", OR: "arba", BEFORE: "prieš", AFTER: "po", FROM: "nuo", FILLER: "m, d, metų, metais"},
    "lv": {TO: "| līdz", AND: "un", OR: "vai", BEFORE: "pirms", AFTER: "pēc", FROM: "no", FILLER: "gada, gadā"},
}  # fmt: skip

ORDINALS = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    " twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth"
    " twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first",
    "fr": "premier deuxième troisième quatrième",
    "de": "erste/ersten/erstes zweite/zweiten/zweites dritte/dritten/drittes vierte/vierten/viertes",
    "es": "primero/primer/primera segundo/segunda tercero/tercer/tercera cuarto/cuarta",
    "it": "primo/prima secondo/seconda terzo/terza quarto/quarta",
    "pt": "primeiro segundo terceiro quarto",
    "ru": "первый/первая/первом/первого второй/вторая/втором третий/третьем четвертый/четвертом",
}
DECADES = {
    "en": "twenties thirties forties fifties sixties seventies eighties nineties",
    "de": "zwanziger dreißiger vierziger fünfziger sechziger siebziger achtziger neunziger",
    "fr": "années_vingt années_trente années_quarante années_cinquante années_soixante"
    " années_soixante-dix années_quatre-vingt/années_quatre-vingts années_quatre-vingt-dix",
    "es": "años_veinte años_treinta años_cuarenta años_cincuenta años_sesenta años_setenta"
    " años_ochenta años_noventa",
    "it": "anni_venti anni_trenta anni_quaranta anni_cinquanta anni_sessanta anni_settanta"
    " anni_ottanta anni_novanta",
    "pt": "anos_vinte anos_trinta anos_quarenta anos_cinquenta anos_sessenta anos_setenta"
    " anos_oitenta anos_noventa",
    "nl": "jaren_twintig jaren_dertig jaren_veertig jaren_vijftig jaren_zestig jaren_zeventig"
    " jaren_tachtig jaren_negentig",
    "ru": "двадцатые/двадцатых тридцатые/тридцатых сороковые/сороковых пятидесятые/пятидесятых"
    " шестидесятые/шестидесятых семидесятые/семидесятых восьмидесятые/восьмидесятых"
    " девяностые/девяностых",
    "ar": "عشرينيات/العشرينيات ثلاثينيات/الثلاثينيات أربعينيات/الأربعينيات خمسينيات/الخمسينيات"
    " ستينيات/الستينيات سبعينيات/السبعينيات ثمانينيات/الثمانينيات تسعينيات/التسعينيات",
    "zh": "二十年代 三十年代 四十年代 五十年代 六十年代 七十年代 八十年代 九十年代",
}
