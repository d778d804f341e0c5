"""List the abbreviations of each language that do not end a sentence.

A full stop after any other word ends its sentence. Abbreviations that often end a sentence, such as
"Inc." or "etc.", are left out on purpose: a sentence split in two only needs one more exclusion,
while two sentences that are merged hide words.
"""

# ruff: noqa: RUF001 - this module lists letters of other scripts

from __future__ import annotations

from typing import NamedTuple


class Abbreviations(NamedTuple):
    """The abbreviations of one language, grouped by what follows them in the same sentence.

    Words are separated by spaces and written without their last full stop. In a word, "_" is a
    space: "z._b" is "z. B.". `bodies`, `clocks`, `after_clocks`, `units`, `forms` and `ordinals`
    are alternatives of a regular expression.
    """

    titles: str  # before a name
    openings: str  # words that begin a sentence but not a name, so a title before them is final
    numbered: str  # before a number
    nouns: str = ""  # words that begin a sentence, for the same reason, and may also follow a comma
    articles: str = ""  # words before a title without a name
    answering: str = ""  # words before "No." that is an answer, as in "he said No. 35 men died."
    saints: str = ""  # before a name, even after an article
    joined: str = ""  # before anything but a word of `openings`
    months: str = ""  # before the number of a day or year
    in_month: str = ""  # words before a month that exclude the number of a day after it
    states: str = ""  # before one of `bodies`, as in "U.S. Army"
    bodies: str = ""
    hours: str = ""  # before one of `clocks`, as in "9 p.m. GMT"
    clocks: str = ""
    after_clocks: str = ""  # words that may follow one of `clocks`, as in "9 p.m. Friday in Iraq"
    sums: str = ""  # before one of `units`, as in "5 Mio. Euro"
    units: str = ""
    firms: str = ""  # before one of `forms`, as in "Co. Ltd"
    forms: str = ""
    labels: str = ""  # before a letter that is not the initial of a name, as in "plan B"
    pairs: str = ""  # two letters with a full stop each that are not the initials of a name
    spaced: str = ""  # abbreviations of two parts that are often final, such as "e. V."
    ordinals: str = ""  # what a number with a full stop counts, as in "2. Weltkrieg"


ENGLISH = Abbreviations(
    titles=(
        "mr mrs ms mx messrs mmes dr drs prof gen gens col lt ltc capt cpt cmdr cdr maj sgt cpl pvt"
        " pfc adm brig sen sens rep reps gov govs pres amb msgr supt insp det atty fr"
    ),
    openings=(
        "The A An He She It They We You This That These Those There His Its Their Our In On At By"
        " For From With But And Or If When While After Before Since As Although Though However"
        " Meanwhile What Who Why How Where Nobody Some Many Most All Both Each Every Several No Not"
        " One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Dozens Hundreds Thousands"
        " Then Later Now Such Her My Your Another Other Others Neither None Everyone Everybody"
        " Someone Somebody"
        " Anyone Until Unless Despite During Between Under Among Against Without According Also Yet"
        " Instead Indeed Therefore Moreover Finally Recently Earlier Yesterday Today Tomorrow"
    ),
    numbered=(
        "No Nos art arts sec secs vol vols p pp ch chap fig figs para paras ver approx ca c Rs"
        " case_no resolution_no decree_no order_no law_no article_no number_no paragraph_no room_no"
        " rule_no section_no act_no bill_no file_no docket_no exhibit_no count_no warrant_no"
        " page_no flight_no regulation_no protocol_no directive_no document_no item_no chapter_no"
        " judgment_no application_no petition_no appeal_no complaint_no report_no passport_no"
    ),
    nouns=(
        "Police Officers Officials Authorities Prosecutors Judges Lawyers Investigators Agents"
        " Witnesses Relatives Residents Reporters Journalists Soldiers Troops Gunmen Militants"
        " Protesters Civilians Victims People Men Women Children Experts Critics Analysts Diplomats"
    ),
    articles="a an the his her their its our my this that one any every another",
    answering="said say says saying answered answers replied replies voted vote votes shouted",
    saints="rev hon st ste mt ft",
    joined="e.g i.e cf viz vs v",
    months="jan feb mar apr jun jul aug sep sept oct nov dec",
    in_month="in last this next late early mid",
    states="u.s u.n u.k e.u d.c",
    bodies=(
        "Agriculture|Air|Ambassador|Armed|Army|Attorney|Bank|Border|Bureau|Capitol|Census|Central"
        "|Chamber|Charter|Children|Circuit|Coast|Code|Commerce|Commission|Commissioner|Congress"
        "|Constitution|Consulate|Court|Customs|Defen[sc]e|Department|Dept|District|Dollars?|Drug"
        "|Embassy|Energy|Environmental|Envoy|Federal|Fish|Food|Forces?|Foreign|Forest|General"
        "|Geological|Government|Gov|Gen|Green|High|Homeland|Home|House|Human|Immigration"
        "|Intelligence|Interior|Joint|Justice|Labor|Lt|Adm|Maj|Marines?|Marshals?|Military|Mission"
        "|National|Navy|News|Office|Olympic|Open|Parliament|Patent|Postal|President|Prime|Refugee"
        "|Rep|Representatives?|Route|Secret|Secretary|Securities|Security|Sen|Senate|Senators?"
        "|Special|State|Steel|Strategic|Supreme|Trade|Transportation|Treasury|Under-?[Ss]ecretary"
        "|Vice|Virgin"
    ),
    hours="a.m p.m",
    clocks=(
        "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[ECMP][SD]?T|GMT|BST|UTC|CES?T|IST|Eastern"
        "|Pacific|Greenwich"
    ),
    after_clocks=(
        "in|at|on|by|after|before|as|and|or|when|while|that|to|for|from|local|until|with|during"
        "|following|near|outside|inside|through|morning|evening|night|afternoon|[Tt]ime|Standard"
        "|Daylight|Mean"
    ),
    firms="co pty pvt bros",
    forms="Ltd|Inc|Corp|Co|LLC|LLP|Pty|Pvt|KG|GmbH|S\\.A|L\\.P|PLC|plc",
    labels=(
        "plan group section article paragraph vitamin hepatitis influenza class grade category part"
        " type point annex schedule appendix figure table option phase exhibit company team zone"
        " gate terminal hall room unit model series clause count block building ward sector line"
        " level division league wing form operation an as site area route camp court witness"
        " suspect version variant channel platform pier a the known called named"
    ),
    pairs=(
        "n.y n.j n.c s.c n.d s.d n.m n.h r.i w.v l.a s.f b.c a.d c.e m.d b.a m.a b.s m.s r.n d.a"
        " i.d i.q t.v o.k g.i a.g p.c p.o a.c h.q p.s p.m v.p u.s u.k u.n e.u d.c s.a"
        " n.v b.v q.c k.c l.p a.ş"
    ),
)

LANGUAGES = {
    "en": ENGLISH,
    "fr": Abbreviations(
        titles="M MM mm mme mmes mlle mlles me mgr dr pr prof gén col cap cdt lt st ste r.p",
        openings=(
            "Le La Les L Un Une Des Il Elle Ils Elles On Ce Cet Cette Ces C Son Sa Ses Leur Leurs"
            " Nous Vous Je Mais Et Ou Or Si Quand Dans En Au Aux À Pour Par Sur Avec Après Avant"
            " Depuis Personne Aucun Aucune Plusieurs Deux Trois Quatre Cinq Six Sept Huit Neuf Dix"
            " Onze Douze Selon D"
        ),
        numbered="art p pp no n° nos chap al fig vol t env ca §",
        joined="p._ex cf c.-à-d i.e e.g vs",
        months="janv févr fév avr juil sept oct nov déc",
        in_month="en",
        labels=(
            "plan groupe section article vitamine hépatite classe catégorie partie type point"
            " annexe"
        ),
        pairs="s.a u.e p.s b.d t.v",
        spaced="av._j.-c ap._j.-c s._a r._p",
    ),
    "de": Abbreviations(
        titles="hr hrn fr dr prof gen st dipl-ing ing frl h.c pfr präs hptm obst lt sen",
        openings=(
            "Der Die Das Ein Eine Einen Einem Einer Er Sie Es Wir Ich Ihr Sein Seine Ihre Dies"
            " Diese Dieser Dieses Im In Am An Auf Bei Nach Vor Mit Für Aus Von Zu Zur Zum Als Wenn"
            " Aber Und Oder Doch Niemand Keiner Mehrere Viele Einige Alle Zwei Drei Vier Fünf Sechs"
            " Sieben Acht Neun Zehn Elf Zwölf Dutzende Hunderte Später Danach Dann Seit Laut Auch"
            " Nun"
        ),
        numbered="nr nrn art abs S s ziff bd bde kap rn rdnr az anm tel ca rd § lit aufl",
        joined=(
            "z.b z._b d.h d._h bzw vgl sog ca rd inkl exkl einschl ggf evtl insb lt ehem stellv geb"
            " d._i i._e v v._a amerik dt"
        ),
        nouns=(
            "Polizei Polizisten Soldaten Richter Zeugen Beamte Ermittler Anwälte Menschen Männer"
            " Frauen Kinder Experten Kritiker"
        ),
        sums="mio mrd tsd",
        units=(
            "(?:US-)?Dollar|Euro|Franken|Pfund|Rubel|Yen|Yuan|Rial|Dinar|Menschen|Personen"
            "|Einwohner|Tonnen|Liter|Barrel|Kilometer|Meter|Hektar|Stück|Jahren?"
        ),
        months="jan jän febr feb mär apr jun jul aug sept sep okt nov dez",
        in_month="im seit ende anfang mitte",
        labels=(
            "plan gruppe abschnitt artikel vitamin hepatitis klasse kategorie teil typ punkt anlage"
            " anhang buchstabe abteilung"
        ),
        spaced="n._chr v._chr e._v a._d u._ä o._ä u._a z._t i._r s._a a._g",
        pairs="a.d u.s u.n e.v s.a a.g u.k n.y d.c p.s o.k o.ä u.ä z.t i.r",
        ordinals=(
            "(?:Jan|Jän|Feb|Febr|Mär|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)\\.|Januar|Jänner|Februar"
            "|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahrhunderts?|Jh"
            "|Jahrtausends?|Mal|Tag|Platz|Weltkrieg|Lebensjahr|Geburtstag|Jahrestag|Todestag|Klasse"
            "|Stock|Etage|Liga|Bundesliga|Kammer|(?:\\w+)?[Ss]enat|Spieltag|Runde|Minute|FC|SC|SV"
            "|Armee|Division|Bezirk|Kapitel|Auflage|Quartal|Halbjahr|Wahlperiode|Legislaturperiode"
            "|Hälfte|Teil"
        ),
    ),
    "es": Abbreviations(
        titles=(
            "sr sra srta sres sras dr dra dres prof profa gral cnel cap tte sgto lic ing arq mons"
            " fr sto sta D dña gob pdte"
        ),
        openings=(
            "El La Los Las Lo Un Una Unos Unas Él Ella Ellos Ellas Este Esta Estos Estas Ese Esa Su"
            " Sus Pero Y O Si Cuando En Al A Por Para Con Sin Desde Según Tras Después Antes Nadie"
            " Ningún Ninguna Varios Varias Muchos Dos Tres Cuatro Cinco Seis Siete Ocho Nueve Diez"
            " Once Doce Decenas No Se De Del"
        ),
        numbered="art arts núm n.º nº No pág págs fig vol párr aprox ca",
        joined="p._ej cf vs i.e e.g",
        spaced="ee._uu a._c d._c a._m p._m s._a",
        months="ene febr feb abr jun jul ago sept sep oct nov dic",
        in_month="en de",
        labels=(
            "plan grupo sección artículo vitamina hepatitis clase categoría parte tipo punto anexo"
        ),
        pairs="a.c d.c s.a u.e p.d a.m p.m",
    ),
    "ar": Abbreviations(
        titles="د أ م أ.د ا.د ذ أ.م",
        openings="",
        numbered="ص ج",
    ),
    "fa": Abbreviations(
        titles="د م", openings="", numbered="ص ج", spaced="ه._ش ه._ق ق._م پ._م ج._ا ب._ظ ق._ظ"
    ),
    "zh": ENGLISH,
}

# Abbreviations that are often final, but not before a comma or another joining mark.
_FINAL = (
    "inc ltd corp co llc plc jr sr bros etc al esq dept govt univ assn ave blvd rd st mon tues tue"
    " wed thurs thu fri sat sun ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md"
    " mich minn miss mont neb nev okla ore pa penn tenn tex va vt wash wis wyo"
    " cie usw jr ltda cía std min km kg lbs ft avda uds ed eds"
)
FINAL = frozenset(_FINAL.split())

# In languages left to sentencex: the only words that a capital letter may continue.
_TITLES = (
    "dr dra prof profa gen st san ing mgr"
    " sr sra srta sig sigg dott on avv arch geom mons pag pagg art artt n nr no nro núm num pág"
    " dhr mevr mw mr drs ir hr fr fru kl kpt płk mjr por ppłk ul al pl św ks hab inż red bp abp"
    " sv č tř nám doc judr mudr gymn κ κκ κα δρ αρ σελ"
    " г-н г-жа проф акад ген полк доц им ул пр-т пл св стр ст рис гр пос д-р тов гл адм"
    " вул смт"
)
TITLES = frozenset(_TITLES.split())
_JOINED = "т.е т.к т.н m.in np tj tzn tzw f.eks bl.a p.es o.a d.w.z m.b.t b.v tzv např tj"
JOINED = frozenset(_JOINED.split())
# Two letters with a full stop each that are not the initials of a name, in those languages.
_PAIRS = "a.d a.s a.ş b.v e.u k.k n.v o.n s.a s.e u.e u.k u.n u.s v.s α.ε μ.μ π.μ"
PAIRS = frozenset(_PAIRS.split())
# Short words that begin a sentence in those languages, but also names, as in "De Vries".
_ARTICLES = (
    "Il Lo La I Gli Le Un Uno Una In Di Da De Het Een Zij Hij Er O A Os As Um Uma No Na Nos Nas Do"
    " Den Det En Et Ett Han Hun Hon W Z U Na Po V S K Se Si Bu Bir El Els Les Az Egy Ha În La Un"
    " Он Она Они Но И В На За По С К Він Вона Вони Але У Та До Я Ми Мы Это Той Тя Те То"
    " Nessuno Niemand Ninguém Nikt Nikdo Ingen Kimse Никто Ніхто"
)
ARTICLES = frozenset(_ARTICLES.split())
# Words within names, as in "De la Cruz".
_PARTICLES = "la las los le les der den de di da do dos das e y van von"
PARTICLES = frozenset(_PARTICLES.split())
