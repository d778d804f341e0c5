"""List the words of each language that a coder should look at, for `cue_finder`.

Patterns match whole words in any case, the longest first. They are hints for a reader: no check
relies on them, and none gives a value.
"""

# ruff: noqa: RUF001 - this module lists words in other scripts

from __future__ import annotations

from typing import NamedTuple


class Cues(NamedTuple):
    """The words of one language as regular expressions; `common` are plain words."""

    common: str  # distinguish the language from others in its script
    numbers: str  # words for exact numbers
    vague: str  # words for a number that is not exact
    bounds: str  # make a number before or after them a range
    times: str  # words for a time that is not a date
    law: str  # names of a provision, before its number
    rules: str  # a rule without a number
    verbs: str  # verbs of speaking
    outlets: str  # words in the name of an outlet
    before_outlet: str  # before the name of an outlet, or of another speaker
    reported: str  # after the name


_SCALES_EN = r"dozens?|hundreds?|thousands?|millions?|billions?"
_UNITS_EN = (
    r"zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_SPAN_EN = r"(?:nights?|days?|weeks?|months?|years?|hours?|minutes?|decades?|mornings?|evenings?)"

LANGUAGES = {
    "en": Cues(
        common="the of and to in that is was for with by on as has from",
        numbers=rf"{_UNITS_EN}|{_SCALES_EN}|half",
        vague=(
            r"no one|nobody|none|no (?!longer|more\b|doubt)\w+|tens|scores|several|numerous|many"
            r"|a few|a couple|a handful|a number of|(?:large|small|great|unknown) numbers?"
            r"|(?:the )?majority|most|countless|dozens|hundreds|thousands|millions|billions|both"
        ),
        bounds=(
            r"(?:no|not) (?:more|fewer|less) than|at most"
            r"|over|more than|at least|as many as|up to|about|around|nearly|almost|fewer than"
            r"|less than|under|roughly|approximately|an estimated|some|only|another|all"
        ),
        times=(
            r"(?:late |later |early |earlier )?(?:last|this|next|that|the (?:same|previous"
            r"|following))"
            rf" {_SPAN_EN}|(?:in|over|during|for) (?:recent|the (?:last|past|coming"
            rf"|next)) (?:\w+ )?"
            rf"{_SPAN_EN}|(?:(?:just|only|over|about|almost|nearly|more than) )*"
            rf"(?:a|an|one|a few|several|some|many|half an?|\d+|{_UNITS_EN})? ?{_SPAN_EN}"
            r" (?:ago|before|after|later|earlier|prior)|yesterday|today|tomorrow|tonight|overnight"
            r"|(?:shortly|soon|immediately|just) (?:before|after|thereafter|afterwards)"
            r"|ahead of time"
            r"|back in|then|after|following|before(?: that)?|until|since|when|during|initially"
            r"|previously|recently|meanwhile|afterwards?|thereafter|now"
        ),
        law=(
            r"articles?|arts?\.|sections?|sec\.|paragraphs?|para\.|clauses?|rules?|resolutions?"
            r"|law no\."
        ),
        rules=(
            r"(?:\w+ )?(?:criminal|penal|civil|military) code|constitution|statutes?"
            r"|treaty|treaties|conventions?|charter|(?:\w+ )?law|sovereignty|territorial integrity"
            r"|guidelines|embargo|sanctions|red notice|unlawful|illegal|lawful|legal(?:ly)?"
            r"|violat(?:es?|ed|ions?|ing)(?: of)?"
        ),
        verbs=(
            r"s(?:ays?|aid|aying)|t(?:ell|ells|old)|announc(?:e[sd]?|ing)|report(?:s|ed|edly|ing)?"
            r"|confirm(?:s|ed|ing)?|stat(?:ed|ing)|claim(?:s|ed|ing)?|add(?:s|ed|ing)"
            r"|remark(?:s|ed|ing)?|stress(?:es|ed|ing)?|warn(?:s|ed|ing)?|accus(?:e[sd]?|ing)"
            r"|den(?:y|ies|ied|ying)|acknowledg(?:e[sd]?|ing)|not(?:es|ed|ing) that|call(?:s|ed"
            r"|ing)?"
            r"|urg(?:e[sd]?|ing)|ask(?:s|ed|ing)?|conclud(?:e[sd]?|ing)|promis(?:e[sd]?|ing)"
            r"|dismiss(?:es|ed|ing)?|condemn(?:s|ed|ing)?|criticiz(?:e[sd]?|ing)|denounc(?:e[sd]?"
            r"|ing)"
            r"|cit(?:es|ed|ing)|indicat(?:e[sd]?|ing)|tweet(?:s|ed|ing)?|thank(?:s|ed|ing)?"
            r"|recall(?:s|ed|ing)?|referr(?:ed|ing)|considers?|considered|classif(?:y|ies|ied)"
            r"|highlight(?:s|ed|ing)?|order(?:s|ed|ing)?|issu(?:es|ed|ing)|signals?|statement"
            r"|according to|decided|approved|holds?|charges?|charged|discussed|identify|identified"
        ),
        outlets=(
            r"news|agency|times|post|tv|television|radio|press|herald|journal|tribune|gazette"
            r"|guardian|broadcasting|magazine|newspaper|daily|wire|media|observer|telegraph"
        ),
        before_outlet=(
            r"told|according to|as reported by|reported by|interview with|quoted by|cited by"
        ),
        reported=r"reports?|reported|writes|wrote|quoted|cited|published|broadcast",
    ),
    "fr": Cues(
        common="le la les des et est une dans que qui pour du sur par",
        numbers=(
            r"zéro|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze"
            r"|quinze|seize|vingt|trente|quarante|cinquante|soixante|cents?|mille|millions?"
            r"|milliards?"
        ),
        vague=(
            r"aucune?|personne|plusieurs|quelques|nombreu(?:x|ses)|(?:une )?(?:di|douz|quinz|vingt"
            r"|trent|cinquant|cent)aines?|des (?:dizaines|centaines|milliers|millions)|milliers?"
            r"|moitié"
        ),
        bounds=(
            r"pas (?:plus|moins) de|plus de|moins de|au moins|au plus|environ|près de|jusqu'à"
            r"|jusqu’à|quelque|presque"
        ),
        times=(
            r"hier|aujourd['’]hui|demain|(?:la nuit|le mois|l['’]an|l['’]année"
            r"|la semaine) derni(?:er|ère)"
            r"|il y a \w+ (?:jours?|semaines?|mois|ans?)|\w+ (?:jours?|mois|ans?) plus (?:tard|tôt)"
            r"|après|avant|depuis|lorsque|quand|ensuite|récemment|pendant"
        ),
        law=r"articles?|art\.|alinéas?|paragraphes?|section|loi n[o°]",
        rules=r"code (?:pénal|civil|de \w+)|constitution|loi|traité|convention|droit|souveraineté",
        verbs=(
            r"(?:a |ont )?(?:dit|déclaré|annoncé|affirmé|indiqué|confirmé|rapporté|accusé|ajouté"
            r"|précisé|souligné|estimé|nié|démenti|demandé|averti)|selon|déclare|affirme|annonce"
        ),
        outlets=r"agence|presse|journal|quotidien|télévision|radio|chaîne|hebdomadaire",
        before_outlet=r"selon|d['’]après",
        reported=r"rapporte|a rapporté|indique|a indiqué|écrit",
    ),
    "de": Cues(
        common="der die das und ist nicht ein eine mit auf für den von dem",
        numbers=(
            r"null|eine?[nmrs]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig"
            r"|dreißig|vierzig|fünfzig|hundert|tausend|millionen?|milliarden?"
        ),
        vague=(
            r"keine?[nrs]?|niemand|mehrere|einige|viele|zahlreiche|dutzende?|hunderte|tausende"
            r"|hälfte"
        ),
        bounds=(
            r"nicht (?:mehr|weniger) als|mehr als|über|mindestens|höchstens|bis zu|etwa|rund|fast"
            r"|weniger als|knapp|ungefähr"
        ),
        times=(
            r"gestern|heute|morgen|(?:letzte|vorige|vergangene|diese|nächste)[nrsm]? (?:nacht|woche"
            r"|monats?|jahre?s?)|vor \w+ (?:tagen|wochen|monaten|jahren)|nach|vor|seit|während"
            r"|danach|zuvor"
        ),
        law=r"artikels?|art\.|absatz|abs\.|paragra(?:ph|f)",
        rules=r"strafgesetzbuch|stgb|grundgesetz|verfassung|gesetz|abkommen|vertrag|recht",
        verbs=(
            r"sagte?|erklärte?|teilte? mit|berichtete?|bestätigte?|kündigte? an|behauptete?|warnte?"
            r"|forderte?|bestritt|laut|zufolge|meldete?|warf|gab bekannt"
        ),
        outlets=r"agentur|zeitung|presse|fernsehen|rundfunk|nachrichten|magazin|\w+agentur",
        before_outlet=r"laut|gegenüber",
        reported=r"berichtete?|meldete?|zufolge|schrieb|schreibt",
    ),
    "es": Cues(
        common="el la los las que del una por con para se su al",
        numbers=(
            r"cero|un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|veinte"
            r"|treinta"
            r"|cuarenta|cincuenta|cien(?:to)?|mil|millón|millones"
        ),
        vague=(
            r"ning[uú]n[oa]?|nadie|vari[oa]s|much[oa]s|numeros[oa]s|decenas?|docenas?|cientos|miles"
            r"|mitad"
        ),
        bounds=(
            r"no (?:más|menos) de|más de|menos de|al menos|hasta|unos|unas|cerca de|casi"
            r"|alrededor de"
        ),
        times=(
            r"ayer|hoy|mañana|anoche|(?:el|la) (?:mes|año|semana|noche) pasad[oa]"
            r"|hace \w+ (?:días?|semanas?|mes(?:es)?|años?)|después|antes|desde|cuando|durante"
            r"|luego"
        ),
        law=r"artículos?|art\.|sección|párrafo|inciso|ley",
        rules=r"código (?:penal|civil)|constitución|tratado|convenio|derecho|soberanía",
        verbs=(
            r"dij[oe]|dice|declaró|anunció|afirmó|confirmó|informó|acusó|añadió|señaló|negó|según"
            r"|pidió"
        ),
        outlets=r"agencia|prensa|diario|periódico|televisión|radio|noticias",
        before_outlet=r"según|de acuerdo con",
        reported=r"informó|informa|publicó|reportó|escribió",
    ),
    "ar": Cues(
        common="في من على إلى أن التي عن الذي هذا كان",
        numbers=(
            r"صفر|واحدا?|واحدة|اثن(?:ان|ين)|اثنتين|ثلاثة?|أربعة?|خمسة?|ستة?|سبعة?|ثمان(?:ية|ي)"
            r"|تسعة?"
            r"|عشرة?|عشر(?:ون|ين)|ثلاث(?:ون|ين)|خمس(?:ون|ين)|مئة|مائة|مئت(?:ان|ين)|ألف|ألف(?:ان|ين)"
            r"|آلاف"
            r"|مليون|ملايين|مليار|شخص(?:ان|ين)"
        ),
        vague=(
            r"عشرات|مئات|آلاف|ملايين|عدة|عدد من|عدد كبير من|بعض|كثير(?:ون|ين)?|معظم|نصف|لا أحد"
            r"|أي أحد"
        ),
        bounds=r"أكثر من|أقل من|ما لا يقل عن|على الأقل|نحو|حوالي|قرابة|ما يصل إلى|ما يقارب",
        times=(
            r"أمس|اليوم|غدا|(?:الشهر|العام|الأسبوع|السنة) (?:الماضية?|المقبلة?|الجاري|الحالي)"
            r"|(?:قبل|بعد|منذ) \w+|عندما|خلال|لاحقا|مؤخرا|سابقا"
        ),
        law=r"المادة|مادة|المادتين|الفصل|البند|الفقرة|القانون رقم|قانون رقم",
        rules=r"قانون (?:العقوبات|\w+)|دستور|قانون|قانوني|معاهدة|اتفاقية|سيادة",
        verbs=(
            r"قال(?:ت|وا)?|يقول|صرحت?|صرّح|أعلنت?|أكدت?|أضافت?|أفادت?|ذكرت?|نقلت?|نفت?|نفى|اتهمت?"
            r"|أوضحت?|أشارت?|طالبت?|دعت?|دعا|حذرت?|وفقا|بحسب|حسب"
        ),
        outlets=r"وكالة|صحيفة|قناة|تلفزيون|إذاعة|مجلة|أنباء|إعلام",
        before_outlet=r"وفقا ل|بحسب|حسب|نقلا عن|قال ل",
        reported=r"أفادت|ذكرت|نقلت|أوردت",
    ),
    "fa": Cues(
        common="است که را از این به در شد برای آن",
        numbers=(
            r"صفر|یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه|ده|یازده|دوازده|سیزده|بیست|سی|چهل|پنجاه|شصت|هفتاد"
            r"|هشتاد|نود|صد|دویست|هزار|میلیون|میلیارد"
        ),
        vague=(
            r"ده‌ها|دهها|صدها|هزاران|میلیون‌ها|چندین|چند|برخی|بسیاری|تعدادی|شماری|هیچ(?:‌| )?کس"
            r"|نیمی"
        ),
        bounds=r"بیش از|بیشتر از|کمتر از|دست‌کم|دست کم|حداقل|حداکثر|حدود|نزدیک به|تا",
        times=(
            r"دیروز|امروز|فردا|دیشب|(?:ماه|سال|هفته|شب) (?:گذشته|آینده|جاری)|\w+ (?:روز|ماه"
            r"|سال) (?:پیش|بعد|قبل)"
            r"|پس از|پیش از|بعد از|قبل از|هنگامی که|وقتی|اخیرا|از زمان"
            r"|فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند"
        ),
        law=r"مادهٔ|ماده|مواد|بند|اصل|تبصره|قانون شماره",
        rules=r"قانون (?:مجازات|اساسی|\w+)|قانون|کنوانسیون|معاهده|حقوق|حاکمیت",
        verbs=(
            r"گفت(?:ه|ند)?|می‌گوید|اعلام (?:کرد|کردند)|گزارش (?:داد|کرد|دادند)|تأیید کرد|تایید کرد"
            r"|افزود"
            r"|تأکید کرد|تاکید کرد|خبر داد|متهم کرد|رد کرد|هشدار داد|خواست|اظهار داشت|به گفته"
            r"|به گزارش"
        ),
        outlets=r"خبرگزاری|روزنامه|شبکه|تلویزیون|رادیو|پایگاه خبری|رسانه",
        before_outlet=r"به گفتهٔ?|به گزارش|به نقل از|به",
        reported=r"گزارش داد|گزارش کرد|نوشت|اعلام کرد",
    ),
    "zh": Cues(
        common="",
        numbers=r"[零〇一二三四五六七八九十百千万亿两]+(?=[多余名人个位年月日天次枚座起件])",
        vague=r"数(?:十|百|千|万|百万)|几(?:十|百|千|名|个)?|多名|多人|一些|许多|大量|无人|没有人|上百|成千上万",
        bounds=r"超过|至少|不少于|多达|最多|约|大约|近|将近|不到|逾",
        times=r"昨天|昨日|今天|今日|明天|上个?(?:月|周|星期)|去年|今年|本月|此前|随后|之后|以后|以来|期间|当时|最近|近日",
        law="",
        rules=r"刑法|宪法|民法|法典|条例|公约|条约|主权|违法|非法|合法|法律",
        verbs=r"说|表示|称|宣布|报道|证实|指出|指控|否认|强调|警告|要求|呼吁|透露|据",
        outlets=r"通讯社|新闻社|新闻网|日报|晚报|时报|电视台|广播|社",
        before_outlet=r"据|告诉",
        reported=r"报道|援引",
    ),
}  # fmt: skip

# Languages that can be recognised by their letters.
SCRIPTS = (
    ("fa", "[پچژگکی]"),
    ("ar", "[\u0621-\u064a]"),
    ("ja", "[\u3041-\u30ff]"),
    ("zh", "[\u3400-\u9fff]"),
    ("ko", "[\uac00-\ud7af]"),
    ("ru", "[\u0400-\u04ff]"),
    ("el", "[\u0370-\u03ff]"),
    ("he", "[\u0590-\u05ff]"),
    ("hi", "[\u0900-\u097f]"),
)
