"""List the words for whole numbers in the languages that `draft` supports, and in three more.

Words are written as `folded_text.folded` returns them: without case, accents and vowel signs.
"""

# ruff: noqa: RUF001 - this module lists words in other scripts

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from analysis.values.folded_text import folded


class Vocabulary(NamedTuple):
    """The number words of a language with spaces between words.

    Attributes
    ----------
    small : dict of str to int
        Numbers below 1,000 that are added to what precedes them.
    scales : dict of str to int
        Numbers that multiply what precedes them.
    bare : frozenset of str
        Scales that are a number without a word before them, like "cent" but unlike "hundred".
    articles : frozenset of str
        Words that mean one only before a scale.
    joiners : dict of str to frozenset of int
        Words such as "and" within a number, with the units that they can follow: 100 for "two
        hundred and five", 10 for "treinta y cinco".
    units_first : bool
        Whether "five and thirty" is 35, as in Arabic.
    compounds : bool
        Whether a number can be written as one word.
    endings : str
        A pattern of words that make a number before them an ordinal or a fraction.
    """

    small: dict[str, int]
    scales: dict[str, int]
    bare: frozenset[str]
    articles: frozenset[str]
    joiners: dict[str, frozenset[int]]
    units_first: bool
    compounds: bool
    endings: str


# Between a number and a fraction or an ordinal after it: "two and a half", "سی و پنجم".
JOINERS = "and|et|und|y|و|и|с"
ARTICLES = "a|an|une?|ein|eine"

# Units before "ten" in the Arabic words for 11 to 19, which `quantities` treats as one word.
_ARABIC_TEENS = [
    "أحد/إحدى",
    "اثنا/اثني/اثنتا/اثنتي",
    "ثلاثة/ثلاث",
    "أربعة/أربع",
    "خمسة/خمس",
    "ستة/ست",
    "سبعة/سبع",
    "ثمانية/ثماني",
    "تسعة/تسع",
]
ARABIC_BEFORE_TEN = tuple(folded(form) for forms in _ARABIC_TEENS for form in forms.split("/"))
_ANY = frozenset((10, 20, 100, 1000))
_FROM_HUNDRED = frozenset((100, 1000))


def _numbered(*lines: tuple[int, int, str]) -> dict[str, int]:
    """Return the words by number; each line has the first number, the step, and the words in order.

    Forms of one number are separated by a slash.
    """
    return {
        form: first + place * step
        for first, step, words in lines
        for place, forms in enumerate(words.split())
        for form in forms.split("/")
    }


def _english() -> Vocabulary:
    small = _numbered(
        (0, 1, "zero one two three four five six seven eight nine ten eleven twelve thirteen"
               " fourteen fifteen sixteen seventeen eighteen nineteen"),
        (20, 10, "twenty thirty forty/fourty fifty sixty seventy eighty ninety"),
    )  # fmt: skip
    small |= {"half-a-dozen": 6, "half-dozen": 6}
    scales = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}
    scales |= {"trillion": 10**12, "dozen": 12, "lakh": 10**5, "crore": 10**7}
    scales |= {"millions": 10**6, "billions": 10**9, "lakhs": 10**5, "crores": 10**7}
    scales |= {"bn": 10**9, "mln": 10**6, "mn": 10**6, "tn": 10**12, "trn": 10**12}
    scales |= {"score": 20, "pair": 2, "pairs": 2, "couples": 2}
    endings = (
        "half|halves|quarters?|thirds?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?"
        "|elevenths?|twelfths?|first|second|(?:thir|four|fif|six|seven|eigh|nine)teenths?"
        "|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ieths?"
        "|(?:hundred|thousand|million|billion)ths?|something"
    )
    joiners = {"and": frozenset((20, *_FROM_HUNDRED))}
    articles = frozenset(("a", "an"))
    return Vocabulary(small, scales, frozenset(), articles, joiners, False, False, endings)


def _german() -> Vocabulary:
    units = _numbered(
        (0, 1, "null eins/ein/eine/einen/einem/einer/eines zwei/zwo drei vier funf/fuenf sechs"
               " sieben acht neun zehn elf zwolf/zwoelf dreizehn vierzehn funfzehn/fuenfzehn"
               " sechzehn siebzehn achtzehn neunzehn"),
    )  # fmt: skip
    tens = _numbered((20, 10, "zwanzig dreissig vierzig funfzig/fuenfzig sechzig siebzig achtzig"
                              " neunzig"))  # fmt: skip
    both = {f"{one}und{ten}": units[one] + tens[ten] for one in units for ten in tens}
    scales = {"hundert": 100, "tausend": 10**3, "million": 10**6, "millionen": 10**6}
    scales |= {"milliarde": 10**9, "milliarden": 10**9, "mio": 10**6, "mrd": 10**9}
    scales |= {"tsd": 10**3, "dutzend": 12, "billion": 10**12, "billionen": 10**12}
    joiners = {"und": _FROM_HUNDRED}
    bare = frozenset(("hundert", "tausend"))
    endings = r"drittel\w*|viertel\w*|funftel\w*|\w{3,}(?:zig|hunder|tausend)stel\w*|halb\w*"
    endings += r"|hunderte\w*|tausende\w*|paar"
    return Vocabulary(units | tens | both, scales, bare, frozenset(), joiners, False, True, endings)


def _french() -> Vocabulary:
    small = _numbered(
        (0, 1, "zero un/une deux trois quatre cinq six sept huit neuf dix onze douze treize"
               " quatorze quinze seize dix-sept dix-huit dix-neuf"),
        (20, 10, "vingt trente quarante cinquante soixante septante huitante/octante nonante"),
    ) | {"quatre-vingt": 80, "quatre-vingts": 80}  # fmt: skip
    scales = {"cent": 100, "cents": 100, "mille": 10**3, "million": 10**6, "millions": 10**6}
    scales |= {"milliard": 10**9, "milliards": 10**9, "md": 10**9, "mds": 10**9}
    bare = frozenset(("cent", "mille"))
    scales |= {"douzaine": 12, "douzaines": 12, "milliers": 10**3}
    endings = (
        r"tiers|quarts?|demie?s?|\w+iemes?|(?:bonne |petite )?(?:diz|quinz|vingt|trent|quarant"
        r"|cinquant|soixant|cent)aines?"
    )
    joiners = {"et": frozenset((10, 20))}
    return Vocabulary(small, scales, bare, frozenset(), joiners, False, False, endings)


def _spanish() -> Vocabulary:
    small = _numbered(
        (0, 1, "cero un/uno/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece"
               " catorce quince dieciseis diecisiete dieciocho diecinueve veinte"
               " veintiuno/veintiun/veintiuna veintidos veintitres veinticuatro veinticinco"
               " veintiseis veintisiete veintiocho veintinueve"),
        (30, 10, "treinta cuarenta cincuenta sesenta setenta ochenta noventa"),
        (100, 100, "cien/ciento doscientos/doscientas trescientos/trescientas"
                   " cuatrocientos/cuatrocientas quinientos/quinientas seiscientos/seiscientas"
                   " setecientos/setecientas ochocientos/ochocientas novecientos/novecientas"),
    )  # fmt: skip
    scales = {"mil": 10**3, "millon": 10**6, "millones": 10**6, "docena": 12, "docenas": 12}
    scales |= {"millar": 10**3, "millares": 10**3}
    endings = r"tercios?|cuartos?|quintos?|decimos?|\w+avos?|media|medio|tercer[ao]?|primer[ao]?"
    endings += r"|(?:dec|quinc|veint|treint|cuarent|cincuent)enas?|centenar(?:es)?"
    joiners = {"y": frozenset((10,))}
    return Vocabulary(
        small, scales, frozenset(("mil",)), frozenset(), joiners, False, False, endings
    )


def _persian() -> Vocabulary:
    small = _numbered(
        (0, 1, "صفر یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده/پونزده"
               " شانزده هفده هجده/هیجده نوزده"),
        (20, 10, "بیست سی چهل پنجاه شصت هفتاد هشتاد نود"),
        (100, 100, "صد/یکصد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد"),
    )  # fmt: skip
    scales = {"هزار": 10**3, "میلیون": 10**6, "میلیارد": 10**9, "دوجین": 12}
    endings = r"نیم|(?:سو|چهار|پنج|شش|هفت|هشت|نه|ده|یازده|بیست|سی|صد|هزار)م(?:ین)?"
    joiners = {"و": _ANY}
    bare = frozenset(("هزار",))
    return Vocabulary(small, scales, bare, frozenset(), joiners, False, False, endings)


def _arabic() -> Vocabulary:
    units = _numbered(
        (0, 1, "صفر واحد/واحدة/واحدا اثنان/اثنين/اثنتان/اثنتين/اثنا/اثني/اثنتا/اثنتي ثلاثة/ثلاث"
               " أربعة/أربع خمسة/خمس ستة/ست سبعة/سبع ثمانية/ثماني/ثمان تسعة/تسع عشرة/عشر"),
        (20, 10, "عشرون/عشرين ثلاثون/ثلاثين أربعون/أربعين خمسون/خمسين ستون/ستين سبعون/سبعين"
                 " ثمانون/ثمانين تسعون/تسعين"),
        (200, 1, "مئتان/مئتين/مائتان/مائتين/مئتا/مئتي/مائتا/مائتي"),
    )  # fmt: skip
    for number, forms in enumerate(_ARABIC_TEENS, 11):
        for form in forms.split("/"):
            units |= {f"{form}-عشر": number, f"{form}-عشرة": number}
    hundred = ("مئة", "مائة")
    for number, stems in enumerate(["ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان/ثماني", "تسع"], 3):
        units |= {stem + word: 100 * number for stem in stems.split("/") for word in hundred}
    scales = dict.fromkeys(hundred, 100) | {"ألف": 10**3, "ألفا": 10**3, "آلاف": 10**3}
    scales |= {"مليون": 10**6, "مليونا": 10**6, "ملايين": 10**6, "مليار": 10**9}
    scales |= {"مليارات": 10**9}
    duals = {"ألفان": 2000, "ألفين": 2000, "ألفا": 2000, "مليونان": 2 * 10**6}
    duals |= {"مليونين": 2 * 10**6, "مليونا": 2 * 10**6}
    scales |= {word: number for word, number in duals.items() if word not in scales}
    bare = frozenset((*hundred, *duals, "ألف", "مليون", "مليار"))
    endings = r"ونصف|و?(?:ثلث|ربع|نصف|أثلاث|أرباع)|عشرات"
    joiners = {"و": frozenset((1, *_ANY))}
    return Vocabulary(units, scales, bare, frozenset(), joiners, True, False, endings)


def _russian() -> Vocabulary:
    small = _numbered(
        (0, 1, "ноль/нуль/нуля один/одна/одно/одного/одной/одному/одним/одном/одну"
               " два/две/двух/двум/двумя/двое/двоих/двоим"
               " три/трех/трем/тремя/трое/троих/троим"
               " четыре/четырех/четырем/четырьмя/четверо/четверых"),
        (200, 100, "двести/двухсот/двумстам/двумястами триста/трехсот/тремстам/тремястами"
                   " четыреста/четырехсот/четыремстам/четырьмястами"),
    ) | {"сорок": 40, "сорока": 40, "девяносто": 90, "девяноста": 90, "сто": 100}  # fmt: skip
    small["ста"] = 100
    fives = {5: "пят", 6: "шест", 7: "сем", 8: "восем", 9: "девят", 10: "десят"}
    teens = "один две три четыр пят шест сем восем девят"
    fives |= {11 + place: f"{stem}надцат" for place, stem in enumerate(teens.split())}
    fives |= {20: "двадцат", 30: "тридцат"}
    for number, stem in fives.items():
        small |= {stem + ending: number for ending in ("ь", "и", "ью")}
    small |= {"восьми": 8, "восьмью": 8, "восемью": 8}
    for number, stem in ((5, "пят"), (6, "шест"), (7, "сем"), (8, "восем")):
        oblique = "восьми" if number == 8 else f"{stem}и"
        small |= {f"{stem}ьдесят": 10 * number, f"{oblique}десяти": 10 * number}
        small |= {f"{stem}ьсот": 100 * number, f"{oblique}сот": 100 * number}
    small |= {"девятьсот": 900, "девятисот": 900}
    for number, stem in ((5, "пятер"), (6, "шестер"), (7, "семер"), (10, "десятер")):
        small |= {stem + ending: number for ending in ("о", "ых")}
    scales = {f"тысяч{ending}": 10**3 for ending in ("а", "и", "", "у", "ам", "ами", "ах", "ей")}
    for stem, number in (("миллион", 10**6), ("миллиард", 10**9)):
        scales |= {stem + ending: number for ending in ("", "а", "ов", "у", "ам", "ом", "ами")}
    scales |= {"тыс": 10**3, "млн": 10**6, "млрд": 10**9, "дюжина": 12, "дюжины": 12, "дюжин": 12}
    scales |= {f"десят{ending}": 10 for ending in ("ок", "ка", "ков")}
    scales |= {f"сот{ending}": 100 for ending in ("ня", "ни", "ню", "ен")}
    bare = frozenset(("тысяча", "тысячу", "миллион", "миллиард"))
    endings = (
        r"половин\w+|треть|трети|третей|четверт[ьи]|четвертей|(?:перв|втор|трет|четверт|пят|шест|седьм|восьм|девят|десят|сот|сороков"
        r"|\w+надцат|\w+дцат|\w+десят)(?:ый|ого|ому|ым|ом|ая|ой|ую|ое|ые|ых|ыми|ий|ья|ьей|ьего|ьих)"
    )
    return Vocabulary(small, scales, bare, frozenset(), {}, False, False, endings)


def _turkish() -> Vocabulary:
    small = _numbered(
        (0, 1, "sıfır bir iki üç dört beş altı yedi sekiz dokuz"),
        (10, 10, "on yirmi otuz kırk elli altmış yetmiş seksen doksan"),
    )
    scales = {"yüz": 100, "bin": 10**3, "milyon": 10**6, "milyar": 10**9, "düzine": 12}
    endings = r"bucuk|yarim|ceyrek|\w+(?:inci|uncu|nci|ncu)"
    bare = frozenset(("yüz", "bin"))
    return Vocabulary(small, scales, bare, frozenset(), {}, False, True, endings)


_VOCABULARIES = {
    "en": _english, "de": _german, "fr": _french, "es": _spanish, "fa": _persian, "ar": _arabic,
    "ru": _russian, "tr": _turkish,
}  # fmt: skip
HAN_LANGUAGES = ("zh", "ja", "yue")
LANGUAGES = (*_VOCABULARIES, *HAN_LANGUAGES)


@lru_cache
def vocabulary(language: str) -> Vocabulary | None:
    """Return the number words of a language with spaces between words, or None.

    Parameters
    ----------
    language : str
        A BCP 47 tag, of which only the language matters.

    Examples
    --------
    >>> vocabulary("de-AT").small["funfunddreissig"], vocabulary("fi")
    (35, None)
    """
    make = _VOCABULARIES.get(language.split("-")[0])
    if make is None:
        return None
    words = make()
    return words._replace(
        small={folded(word): number for word, number in words.small.items()},
        scales={folded(word): number for word, number in words.scales.items()},
        bare=frozenset(map(folded, words.bare)),
        endings=folded(words.endings),
    )
