"""List the words beside a number that show that it does not count persons or things.

Each list has the alternatives of a regular expression for folded text; rules that depend on case
use the original text.
"""

# ruff: noqa: RUF001 - some words are in other scripts

from __future__ import annotations

from typing import NamedTuple

from analysis.values.continuations import Kind


class Rule(NamedTuple):
    """The surroundings of a number that does not count anything.

    Attributes
    ----------
    kind : Kind
        What the number is.
    before, number, after : str
        The end of the text before it, its own words, and the beginning of the text after it; ""
        matches anything.
    has_case : bool
        Whether case matters before and after it.
    """

    kind: Kind
    before: str = ""
    after: str = ""
    number: str = ""
    has_case: bool = False


_PERSONS = (
    "people|persons|men|women|children|boys|girls|passengers|soldiers|troops|civilians|workers"
    "|others|inmates|prisoners|pupils|students|officers|guests|judges|members|victims|dead|police"
    "|crew|personnel|staff|protesters|demonstrators|migrants|refugees|residents|fighters|militants"
    "|hostages|detainees|suspects|defendants|witnesses|lawyers|commanders|journalists|employees"
    "|families|bodies|were|had|died"
)
_NAMES = (
    r"nos?\.?|numbers?|grade|articles?|art\.|sections?|sec\.|paragraphs?|para\.?|pages?|pp?\.?|rooms?"
    r"|gates?|flights?|routes?|chapters?|rules?|resolutions?|class|phase|type|clauses?|verses?"
    r"|psalms?|volumes?|vol\.|versions?|highways?|interstate|annex|appendix|amendments?"
    r"|directives?|executive orders?|decree|channel|exhibits?|apartments?|apt\.|suite|terminal"
    r"|platform|runway|district|sector|category|footnotes?|episode|world war|p\.? ?o\.? box"
    r"|zip code|postcode|dial(?:l?ed|l?ing)?|unit|surah?|covid|antonov"
    r"|tupolev|ilyushin|embraer|cessna|fokker|shahed|fateh|apollo|falcon|soyuz"
)
_CAPITAL_NAMES = (
    "Level|Area|Formula|Case|Part|Table|Day|Law|Figure|Stage|Grade|Line|Block|Building|Step|Team"
    "|Division|Brigade|Camp|Act|Bill|Title|Item|Note|Order|Form|Mark|Tower|Hall|Court|Zone|Ward"
    "|Precinct|Mission|Operation|Task Force|Windows|Model"
)
_LISTED = r"(?:\d+[a-z]?(?:\(\w+\))?(?:, (?:and |or )?| and | or | to | ?[-–/&(] ?))+"
# "In the room 40 people …" has a determiner, and the noun in lower case.
_NOT_COUNTED = rf"(?! (?:{_PERSONS})(?!\w))"
_DETERMINED = r"(?:the|an?|this|that|his|her|their|its|our|one|same)(?: [a-z]+)?"
_EACH = r"(?:each|every|per|any)"
_UNITS = (
    "year|month|week|day|night|hour|minute|second|mile|kilomet(?:er|re)|met(?:er|re)|[kcm]?m|foot"
    "|feet|inch|yard|acre|hectare|ton|tonne|kg|kilogram(?:me)?|kilo|gram|pound|ounce|kiloton"
    "|megaton|litre|liter|gallon|dollar|euro|degree|storey|story|star|point|seater|man|woman|mph"
    "|kph|volt|watt|kilowatt|megawatt|horsepower|caliber|calibre"
)
_NO_PLACE = r"(?<!\b[Ii]n )(?<!\b[Aa]t )(?<!\b[Oo]n )(?<!\bof )(?<!\bfrom )"  # before its name
_YEAR = r"(?:1\d|20)\d\d"
_LATE_YEAR = r"(?:1[89]|20)\d\d"
_YEAR_BEFORE = (
    r"(?i:in|since|during|until|till|before|after|early|late|mid|year|spring|summer|autumn"
    r"|winter|(?:end|beginning|start|middle|summer|spring|autumn|fall|winter|half|elections?"
    r"|revolution|act|treaty|law|war|agreement|convention|constitution|accord|coup|crisis)"
    r" of)[ -]"
)
_OTHER_YEARS = rf"(?:{_YEAR}(?:, and |, or |, | and | or ))*"
# Not a plural: "in 2020 Iran …", "in 2020 killed …", but "in 2020 cases".
_YEAR_AFTER = (
    r"(?=$|[.,;:)!?\"”]| [A-Z\d]| (?:as|was|is|has|his|its)(?!\w)"
    rf"| (?!(?:{_PERSONS})(?!\w))[a-z]+(?<!s)(?!\w))"
)
_STREET = (
    r" (?:[A-Z][\w.'’]* ){1,3}(?:Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Boulevard|Blvd\.?|Lane"
    r"|Square)(?![\w.])(?! [a-z]+s(?!\w))"
)


def _names(words: str) -> Rule:
    return Rule(Kind.NAME, before=rf"(?:{words}) ?")


def _age_of(persons: str, of: str, years: str) -> Rule:
    """Return the rule for "a man of 35 years", which are years of age."""
    return Rule(Kind.AGE, before=rf"(?:{persons})s?(?: \w+)? {of} ", after=rf" {years}(?!\w)")


RULES = {
    "en": (
        Rule(Kind.AGE, after=r"[ -](?:years?|months?|weeks?|days?)[ -](?:olds?|of age)(?!\w)"),
        Rule(Kind.AGE, before=r"(?:aged?|ages|age of)[ -]", after=_NOT_COUNTED),
        # "Smith, 62, was …"
        Rule(Kind.AGE, rf"{_NO_PLACE}[A-Z][\w'’-]+, ",
             r"(?=, (?:was|is|has|who|said|told|an?|the)(?!\w))", r"\d{1,3}", has_case=True),
        Rule(Kind.MEASURE, after=rf"-(?:{_UNITS})s?(?:-long)?(?![\w-])"),
        Rule(Kind.TIME, after=r" ?(?:o'? ?clock|o’clock|[ap]\.? ?m\.?|gmt|utc)(?!\w)"),
        Rule(Kind.TIME, "at ", r" (?:in the (?:morning|afternoon|evening)|at night|tonight)(?!\w)"),
        Rule(Kind.TIME, before="(?:half|quarter) (?:past|to) "),
        Rule(Kind.TIME, _YEAR_BEFORE + _OTHER_YEARS, _YEAR_AFTER, _YEAR, has_case=True),
        Rule(Kind.TIME, "By ", _YEAR_AFTER, _LATE_YEAR, has_case=True),
        Rule(Kind.TIME, r"\(", r"(?=\))", _LATE_YEAR),
        Rule(Kind.TIME, after=r" (?:AD|BC|BCE|CE)(?!\w)", has_case=True),
        # "The 2020 attack", but "the 2020 victims" and "the 2020 armed men".
        Rule(Kind.TIME, r"(?i:the|an?|its|his|her|their|this|that|last) ",
             rf"(?= [A-Za-z]{{3,}}(?<!s)(?!\w))(?! (?:strong|or|and|to|of|{_PERSONS})(?!\w))"
             rf"(?! \w+ (?:(?!was|is|has|as|his|its|this)[a-z]+s|{_PERSONS})(?!\w))",
             _LATE_YEAR, has_case=True),
        Rule(Kind.NAME, after=_STREET, has_case=True),
        # "An Apollo 11 astronaut", and "Apollo 11 has landed".
        Rule(Kind.NAME, r"[Aa]n? (?:[A-Z][\w'’]* ){0,3}[A-Z][\w'’]* ",
             rf"(?!-)(?! (?:[a-z]+s|{_PERSONS})(?!\w))", has_case=True),
        Rule(Kind.NAME, rf"{_NO_PLACE}[A-Z][\w'’]+ ", r"(?= (?:was|is|has)(?!\w))", has_case=True),
        Rule(Kind.NAME, rf"(?:{_NAMES})[ -]"),
        Rule(Kind.NAME, rf"(?:{_NAMES})[ -]{_LISTED}",
             r"(?! (?!(?:and|or) \d|(?:of|to|in) the )[a-z]+)"),
        Rule(Kind.NAME, rf"(?:{_CAPITAL_NAMES}) ", _NOT_COUNTED, has_case=True),
        Rule(Kind.NAME, "Group of ", "(?! [a-z])", "7|8|20|77", has_case=True),
        Rule(Kind.NAME, r"(?:(?:tele)?phone|tel\.?|phone number|hotline|fax)[: ]{1,2}\+?",
             "(?! [a-z])"),
        Rule(Kind.NAME, "call(?:ed|ing|s)? ", "(?! [a-z])", "911|999|112|110"),
    ),
    "de": (
        Rule(Kind.AGE, after=r"-?jährige?[rnms]?(?!\w)|[ -]jahren? alt(?:e[rnms]?)?(?!\w)"),
        Rule(Kind.AGE, before="alter von "),
        Rule(Kind.MEASURE, after=r"-(?:tägig|stündig|monatig|wöchig|minütig)\w*"),
        Rule(Kind.TIME, after=r" uhr(?!\w)"),
        _names(r"artikeln?|art\.|paragra(?:f|ph)e?n?|nr\.|nummer|flug|seite|kapitel|zimmer|absatz"
               r"|abs\.|resolution"),
    ),
    "fr": (
        Rule(Kind.AGE, before=r"âgée?s? d(?:e |'environ )"),
        _age_of("homme|femme|garçon|fille|enfant|personne|adolescente?|fillette", "de", "ans"),
        Rule(Kind.TIME, after=r" h \d\d(?!\d)"),
        Rule(Kind.TIME, "(?:à|vers) ",
             r" heures?(?= du matin| du soir| de l'après-midi| \d\d|[.,;)]|$)"),
        _names(r"articles?|art\.|numéro|no\.?|n°|vol|page|chapitre|chambre|résolution|alinéa"
               r"|paragraphe"),
    ),
    "es": (
        Rule(Kind.AGE, after=r" años de edad(?!\w)"),
        _age_of("hombre|mujer|niñ[oa]|joven|persona|muchach[oa]|adolescente", "de", "años"),
        Rule(Kind.TIME, "a las? ",
             r"(?= de la (?:mañana|tarde|noche)| horas?(?!\w)|[.,;)]|$)"),
        _names(r"artículos?|art\.|número|vuelo|página|capítulo|resolución|habitación|párrafo"),
    ),
    "it": (
        Rule(Kind.AGE, after=r" anni d'età(?!\w)"),
        _age_of("uomo|donna|bambin[oa]|ragazz[oa]|giovane|persona", "di", "anni"),
        Rule(Kind.TIME, "alle ", r" (?:di sera|di notte|del mattino|del pomeriggio)(?!\w)"),
        _names(r"articol[oi]|art\.|numero|volo|pagina|capitolo|risoluzione|stanza"),
    ),
    "pt": (
        Rule(Kind.AGE, after=r" anos de idade(?!\w)"),
        _age_of("homem|mulher|menin[oa]|jovem|criança|pessoa", "de", "anos"),
        _names(r"artigos?|art\.|número|voo|página|capítulo|resolução|parágrafo"),
    ),
    "nl": (
        Rule(Kind.AGE, after=r"-?jarigen?(?!\w)|-?jarige?(?!\w)| jaar oud(?!\w)"),
        Rule(Kind.TIME, "om ", r" uur(?!\w)"),
        _names(r"artikel|nummer|vlucht|pagina|hoofdstuk|resolutie"),
    ),
    "pl": (Rule(Kind.AGE, after=r"-?letni\w*"), _names(r"artykuł|art\.|numer")),
    "sv": (Rule(Kind.AGE, after=r"-?åri\w+| år gam\w+"), _names("artikel|nummer")),
    "id": (Rule(Kind.AGE, before=r"(?:berusia|umur) "), _names("pasal|nomor")),
    "tr": (
        Rule(Kind.AGE, after=r" yaş(?:ında\w*|ındaki)?(?!\w)"),
        Rule(Kind.TIME, before="saat "),
        Rule(Kind.TIME, after=r" yılı\w*", number=_LATE_YEAR),
        _names("madde|numara|sayfa"),
    ),
    "ru": (
        Rule(Kind.AGE, after=r"[ -]?летн\w+"),
        Rule(Kind.AGE, before="в возрасте "),
        Rule(Kind.AGE, before="(?:мужчина|женщина|мальчик|девочка) ", after=r" (?:лет|год)(?!\w)"),
        Rule(Kind.TIME, "в ", r" час(?:а|ов)?(?= (?:утра|дня|вечера|ночи))"),
        Rule(Kind.TIME, after=r" г(?:\.|од(?:а|у|ом)?(?!\w))", number=_LATE_YEAR),
        _names(r"стат(?:ья|ьи|ье|ью)|ст\.|номер|рейс(?:а|е|у|ом)?|резолюци[яией]+|страниц[аеуы]"
               r"|пункт(?:а|е|у|ом)?"),
    ),
    "fa": (
        Rule(Kind.AGE, after=r" ?ساله(?!\w)"),
        Rule(Kind.AGE, before="سن "),
        Rule(Kind.TIME, before="ساعت "),
        Rule(Kind.TIME, before="سال ", number=r"1[2-4]\d\d|20\d\d"),
        _names("ماده|اصل|شماره|پرواز|صفحه|فصل|قطعنامه|بند"),
    ),
    "ar": (
        Rule(Kind.AGE, before=r"(?:العمر|عمره|عمرها|بعمر|سن) "),
        Rule(Kind.TIME, before="الساعة "),
        Rule(Kind.TIME, before="(?:عام|سنة) ", number=r"1[3489]\d\d|20\d\d"),
        _names("المادة|رقم|الرحلة|الصفحة|الفصل|القرار|الفقرة"),
    ),
    "uk": (Rule(Kind.AGE, after=r"[ -]?річн\w+"), _names("статт(?:я|і|ю|ею)|номер")),
    "he": (Rule(Kind.AGE, before=r"ב?(?:גיל|ן|ת) "), _names("סעיף")),
    "zh": (
        Rule(Kind.AGE, after="岁|歲|周岁|周歲"),
        Rule(Kind.TIME, "(?:上午|下午|凌晨|早上|晚上|中午|傍晚)", "[时時点點]"),
    ),
    "yue": (Rule(Kind.AGE, after="岁|歲"),),
    "ja": (Rule(Kind.AGE, after="歳|才(?!能)"),),
    "ko": (Rule(Kind.AGE, after=" ?세(?!대)"),),
}  # fmt: skip
# Around a number in a name that is a count after all: "in the room 40 people were waiting".
COUNTED = {
    "en": (
        Rule(Kind.NAME, rf"{_DETERMINED} (?:[a-z]+) ", rf" (?:{_PERSONS})(?!\w)", has_case=True),
        Rule(
            Kind.NAME,
            rf"{_DETERMINED} (?:[a-z]+) ",
            r" (?:[a-z]+ )?[a-z]+s (?:were|are|have)(?!\w)",
            has_case=True,
        ),
        Rule(Kind.NAME, rf"{_EACH} (?:[a-z]+) ", r" [a-z]+", has_case=True),
        Rule(Kind.NAME, after=r"[ -]strong(?!\w)"),
    )
}
