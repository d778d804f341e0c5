"""List the words beside a number that make it a bound, a share or part of a longer expression.

These languages use Latin letters; those in other scripts are in `range_words_of_scripts`. Each list
has the alternatives of a regular expression, without case and accents, for a text that
`folded_text.folded` returns. A language without a list has only the symbols, and the words for
percent in `scale_names`.
"""

from __future__ import annotations

from typing import NamedTuple

NOTHING = "(?!)"  # matches nowhere


class RangeWords(NamedTuple):
    """The words of one language, as alternatives of a regular expression.

    Attributes
    ----------
    before : str
        Before a number, for a bound, an estimate, or a number that is not the one meant.
    between : str
        Words such as "another" that may come between these and the number.
    after : str
        The same, after a number or after what it counts.
    beside : str
        The same, only right after a number.
    to : str
        Between the two numbers of a range.
    share : str
        After a number that is a share.
    share_of : str
        Before a number of which only a share is meant.
    out_of : str
        Between the two numbers of a share.
    hedge : str
        Before another number that may be the right one instead.
    but : str
        Between two bounds of one number.
    plurals : str
        Plurals without a number, such as "dozens".
    """

    before: str
    between: str = NOTHING
    after: str = NOTHING
    beside: str = NOTHING
    to: str = NOTHING
    share: str = NOTHING
    share_of: str = NOTHING
    out_of: str = NOTHING
    hedge: str = NOTHING
    but: str = NOTHING
    plurals: str = NOTHING


IN_LATIN_LETTERS = {
    "en": RangeWords(
        before=(
            r"(?:(?:(?:no|not) )?(?:more|less|fewer|greater|smaller|larger|higher|lower|bigger"
            r"|other|rather|better)(?: or equal)? (?:than|to)"
            r"|at (?:the |an? )?(?:(?:very|absolute|bare) )?(?:least|most|minimum|maximum)"
            r"|as (?:many|few|much|little|high|low) as|up to(?: and including)?|in excess of|over"
            r"|under|above|below|beyond|(?<!\bthe )past|about|around|approximately"
            r"|approx\.?|roughly|nearly|almost|some|circa|ca?\.?|close to|nearing"
            r"|(?:an? )?estimated|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|topp(?:ed|ing)"
            r"|(?<!\bthe )approach(?:es|ed|ing)"
            r"|(?:clos|hon)ing in on|bordering on|verging on|getting on for|going on|nigh on"
            r"|(?:toll|number|figure|total|count|tally|deaths|casualties|dead)(?: \w+){0,3}"
            r" (?:pass|cross|near|top|push|climb|ris|inch|edg)(?:e?s|ed|ing)?"
            r"(?: (?:past|to|towards?))?"
            r"|(?:north|south|shy|short|upwards?|ahead|in advance) of"
            r"|(?:in|within) (?:the )?(?:region|vicinity|neighbou?rhood|range|area|order|ballpark)"
            r" of|(?:on|of) the order of|to the tune of"
            r"|(?:minimum|maximum|average|limit|ceiling|floor|cap|threshold) of"
            r"(?: (?:at least|about))?"
            r"|a total of (?:at least|about)|capped at|limited to"
            r"|(?:in(?:to)?|to) the (?:low|mid|high|upper|lower)"
            r"|near|minimum|maximum|minus|plus|negative|possibly|perhaps|maybe|probably|likely"
            r"|on average|an average(?: of)?|never|not(?: even)?|hardly|barely|scarcely"
            r"|nowhere near"
            r"|a good|well over|give or take|all but|except|twice|thrice|double|triple|quadruple"
            r"|half|times|several|a few|many|a couple of|couple of)"
        ),
        between=r"another|an?|the|some|these|those|further|additional|other|only|just|about|around",
        after=(
            r"(?:or|and|and possibly|or possibly|or even|or perhaps) (?:even )?"
            r"(?:more|fewer|less|so|over|above|under|below|greater|higher|lower|thereabouts"
            r"|upwards?|counting|rising|climbing|growing|equal)(?! than)|plus|odd|ish"
            r"|at (?:the |an? )?(?:(?:very|absolute|bare) )?(?:least|most|minimum|maximum|outside)"
            r"(?! (?:\w+ )?(?:\d|one|two|three|four|five|six|seven|eight|nine|ten))"
            r"|minimum|maximum|and up|upwards?|give or take|more or less(?! than)|plus or minus"
            r"|or (?:twice|double|triple|half|three times) (?:that|this|as many)"
            r"|(?:if not|maybe|perhaps|possibly) (?:more|fewer|less)(?=[.,;:)!?]|$)"
        ),
        beside=(
            r"-some|something|tops?|max|(?:if not|maybe|perhaps|possibly) (?:more|fewer|less)"
            r"|(?:maybe|perhaps|possibly|probably|i think|or not)"
            r"(?=[.;!?)]|,(?! \d)|$)"
        ),
        to=r"(?:all the way )?(?:up )?to|through|thru|till|until|or|and up to|versus|vs\.?|v",
        share=(
            r"per ?cent(?:age)?|pct\b|percentage|per mille|basis points|per (?:\d|hundred|thousand"
            r"|million)|parts per|in (?:every )?(?:ten|\d+|three|four|five|six|seven|eight|nine"
            r"|hundred|twenty)\b(?! (?:days|weeks|months|years|hours|minutes|cities|towns|attacks"
            r"|provinces|countries|places))(?!\d)(?<!\d\d\d\d)|times|fold"
        ),
        share_of=(
            r"(?:one|1) (?:\w+ )?in (?:every )?|of every |(?:half|halves|thirds?|quarters?|fifths?"
            r"|sixths?|sevenths?|eighths?|ninths?|tenths?|none|neither"
            r"|per ?cent|%|majority|most|percentage|proportion|fraction|share|part) (?:of )?"
            r"(?:(?:the|all|these|those|some|about|its|their|his|her) )*"
        ),
        out_of=r"(?:out )?of (?:every|each)|in (?:every|each)|out of",
        hedge=(
            r"if not|(?:or |and )?(?:perhaps|maybe|possibly|probably|likely|even)(?: even)?"
            r"(?: as (?:many|few) as)?|and possibly as many as"
        ),
        but=r"and|but|or|yet|though|although|and yet",
        plurals=r"tens|dozens|scores|hundreds|thousands|millions|billions",
    ),
    "de": RangeWords(
        before=(
            r"(?:mehr|weniger|kleiner|grösser|anders) als|mindestens|wenigstens|zumindest"
            r"|hochstens|maximal|bis zu|uber|unter|etwa|rund|fast|knapp|ungefahr|circa|ca\.?|gut"
            r"|annahernd|nahezu|beinahe|geschatzt(?:e|en)?|schatzungsweise|an die|gegen|um die|um"
            r"|nicht|nie|kaum|vielleicht|moglicherweise|einige|mehrere|halbe[rns]?|doppelt"
            r"|viele wie|abzuglich|bis auf"
            r"|minus|ab|bis"
        ),
        between=r"weitere[nr]?|die|der|den|nur",
        after=(
            r"(?:oder|und) (?:noch )?(?:mehr|weniger|so)|plus|und daruber|mindestens|hochstens"
            r"|mehr oder weniger|herum"
        ),
        to=r"bis(?: zu)?|oder|beziehungsweise|bzw\.?",
        share=r"v\. ?h\.|von hundert|mal\b|fach",
        share_of=(
            r"(?:halfte|halbe|drittel\w*|viertel\w*|prozent|%|mehrheit|teil) (?:der|von"
            r"|aller) |jeder |keine[rs]? der "
        ),
        out_of=r"von|von je",
        hedge=r"wenn nicht(?: (?:gar|sogar))?|(?:oder )?(?:sogar|gar|vielleicht|moglicherweise)",
        but=r"und|aber|oder|jedoch|doch",
        plurals=r"dutzende|hunderte|tausende|millionen|zehntausende|hunderttausende",
    ),
    "fr": RangeWords(
        before=(
            r"(?:plus|moins|pres|jusqu'?a|autour|aux alentours) d['e] ?|plus|au (?:moins|plus"
            r"|minimum|maximum|bas mot)|jusqu'a|environ|presque|quelques?|pas|a peu pres|quasiment"
            r"|a peine|de l'ordre de|dans les|une bonne|peut-etre|jamais|le (?:double|triple) des?"
            r"|une? estimation de|moins|pas plus de|au-dela de"
        ),
        between=r"autres|les|des|de|d'|seulement",
        after=(
            r"(?:ou|et|voire) (?:plus|moins|davantage)|environ|au (?:moins|plus|minimum|maximum"
            r"|bas mot)|plus ou moins|et quelques"
        ),
        to=r"a|ou|et(?= \d+ (?:ans|personnes))|jusqu'a",
        share=r"pour ?cent|pour mille|p\. ?100|fois",
        share_of=(
            r"(?:moitie|tiers|quarts?|majorite|%|pour cent|plupart|partie|aucun|aucune"
            r") (?:des|de|d') ?|(?:une?|1) (?:\w+ )?sur "
        ),
        out_of=r"(?:personnes? |hommes? |femmes? )?sur",
        hedge=r"voire(?: meme)?|sinon|(?:ou )?(?:peut-etre|meme)",
        but=r"et|mais|ou",
        plurals=r"dizaines|douzaines|centaines|milliers|millions",
    ),
    "es": RangeWords(
        before=(
            r"(?:mas|menos|cerca|alrededor|mayor|menor) (?:de|que|del)|al menos|por lo menos|hasta"
            r"|unos|unas|casi|como (?:minimo|maximo)|a lo sumo|aproximadamente|no|apenas"
            r"|algunos|varios|en torno a|del orden de|quizas?|tal vez|nunca"
            r"|el (?:doble|triple) de|rond(?:a|ando|an)|super(?:o|a|an|aron|ando)"
            r"|entre unos"
        ),
        between=r"otros|otras|los|las|solo",
        after=(
            r"(?:o|y) (?:mas|menos)|al menos|aproximadamente|como (?:minimo|maximo)|y pico|o asi"
            r"|mas o menos|y tant[oa]s"
        ),
        to=r"a|o|u|hasta",
        share=r"por ?ciento|por cada (?:\d+|mil|cien)|por (?:\d+|cien)|veces",
        share_of=(
            r"(?:mitad|tercios?|cuartos?|mayoria|%|por ciento|parte|ningun[oa]?) de(?: los| las)? "
            r"|(?:un[oa]?|1) de cada "
        ),
        out_of=r"(?:personas )?de cada",
        hedge=r"si no|(?:o )?(?:quizas?|tal vez|incluso|hasta|acaso)",
        but=r"y|pero|o|aunque",
        plurals=r"decenas|docenas|centenares|cientos|miles|millones",
    ),
    "tr": RangeWords(
        before=(
            r"en az|en fazla|en cok|yaklasik|neredeyse|yüzde|%|tahminen|asgari|azami|takriben"
            r"|asagi yukari|belki"
        ),
        between=r"bir",
        after=(
            r"(?:'?\w{1,4} )?(?:den|dan|ten|tan|e|a|ye|ya) (?:fazla|az|cok|yakin|kadar)|kusur"
            r"|civari\w*"
            r"|kadar|ya da daha|veya daha|fazla|askin|yakin|'?\w{1,4} (?:fazla|az|cok|askin|yakin)"
        ),
        to=r"ila|ile|veya|ya da",
        share=r"yüzde|kati|kat\b",
        share_of=r"(?:yarisi|ucte|dortte|her) ",
        hedge=r"belki|hatta",
        plurals=r"onlarca|yuzlerce|binlerce|milyonlarca",
    ),
    "it": RangeWords(
        before=(
            r"(?:piu|meno) (?:di|d')|oltre|circa|quasi|almeno|(?:al|per lo) (?:meno|massimo|minimo)"
            r"|fino a|intorno a|attorno a|un centinaio di|non|sotto|sopra"
        ),
        between=r"altri|altre|i|gli|le|solo",
        after=r"(?:o|e) (?:piu|meno)|circa|almeno|e passa|piu o meno",
        to=r"a|o|fino a",
        share=r"per ?cento|per mille|volte",
        share_of=r"(?:meta|terzi?|quarti?|maggioranza|parte|nessuno) (?:dei|delle|di) |su ",
        hedge=r"se non|(?:o )?(?:forse|addirittura|perfino)",
        but=r"e|ma|o",
        plurals=r"decine|dozzine|centinaia|migliaia|milioni",
    ),
    "pt": RangeWords(
        before=(
            r"(?:mais|menos|cerca|perto|acima|abaixo|em torno) de|pelo menos|ao menos|no (?:minimo"
            r"|maximo)|ate|uns|umas|quase|aproximadamente|nao|apenas cerca de"
        ),
        between=r"outros|outras|os|as|so",
        after=r"(?:ou|e) (?:mais|menos)|pelo menos|no (?:minimo|maximo)|e tantos|mais ou menos",
        to=r"a|ou|ate",
        share=r"por ?cento|por mil|vezes",
        share_of=r"(?:metade|tercos?|quartos?|maioria|parte|nenhum) d[aeo]s? |em cada ",
        hedge=r"se nao|(?:ou )?(?:talvez|ate mesmo)",
        but=r"e|mas|ou",
        plurals=r"dezenas|duzias|centenas|milhares|milhoes",
    ),
    "nl": RangeWords(
        before=(
            r"(?:meer|minder) dan|ten ?minste|minstens|hoogstens|maximaal|minimaal|ongeveer|circa"
            r"|zo'n|bijna|ruim|krap|tot|rond de|tegen de|boven de|onder de|zeker|niet"
        ),
        between=r"andere|nog|de|nog eens",
        after=r"(?:of|en) (?:meer|minder|zo)|ongeveer",
        to=r"tot|a|of",
        share=r"keer|maal",
        share_of=r"(?:helft|derde|kwart|meerderheid|deel|geen) van (?:de )?|op de ",
        hedge=r"zo niet|(?:of )?(?:misschien|zelfs)",
        but=r"en|maar|of",
        plurals=r"tientallen|dozijnen|honderden|duizenden|miljoenen",
    ),
    "pl": RangeWords(
        before=(
            r"ponad|około|około|okolo|blisko|prawie|niemal|co najmniej|przynajmniej|co najwyzej"
            r"|najwyzej|(?:wiecej|mniej|nie wiecej|nie mniej) niz|do|od|nie"
        ),
        after=r"(?:lub|i|albo) (?:wiecej|mniej)|z okładem|co najmniej",
        to=r"do|lub|albo",
        share=r"razy",
        share_of=r"(?:połow\w+|trzeci\w*|wiekszosc\w*|zaden) z? ?|na ",
        hedge=r"jesli nie|(?:lub |albo )?(?:moze|nawet)",
        but=r"i|ale|lub",
        plurals=r"dziesiatki|setki|tysiace|miliony",
    ),
    "sv": RangeWords(
        before=(
            r"(?:mer|fler|mindre|farre) an|minst|atminstone|hogst|omkring|cirka|ca\.?|ungefar"
            r"|nastan|narmare|over|under|upp till|drygt|knappt|inte"
        ),
        between=r"andra|de|ytterligare",
        after=r"(?:eller|och) (?:fler|mer|farre|mindre|sa)|minst",
        to=r"till|eller",
        share=r"ganger",
        share_of=r"(?:halften|tredjedel\w*|majoriteten|ingen) av (?:de )?|av ",
        hedge=r"om inte|(?:eller )?(?:kanske|till och med)",
        but=r"och|men|eller",
        plurals=r"tiotals|dussintals|hundratals|tusentals|miljontals",
    ),
    "id": RangeWords(
        before=(
            r"(?:lebih|kurang) dari|sedikitnya|setidaknya|paling (?:sedikit|banyak)|sekitar"
            r"|hampir|hingga|sampai|maksimal|minimal|bukan"
        ),
        after=r"(?:atau|dan) (?:lebih|kurang)|lebih",
        to=r"hingga|sampai|atau",
        share=r"kali",
    ),
}
