"""List the names of months and weekdays in each language, as in the Unicode CLDR.

Names are separated by spaces and begin with January and Monday. Other forms of a name follow after
a slash, and "_" stands for a space within a name. Abbreviations that are the beginning of a name
are not in the lists, but added by `names`. `tests/unit/test_date_reading.py` compares the lists
with those of Babel, which would take as long to import as everything else that `check` does.
"""

# ruff: noqa: RUF001 - this module lists names in other scripts

from __future__ import annotations

from analysis.values.folded_text import folded

MONTHS = {
    "ar": (
        "يناير/كانون_الثاني/جانفي فبراير/شباط/فيفري مارس/آذار أبريل/نيسان/أفريل مايو/أيار/ماي "
        "يونيو/حزيران/جوان يوليو/تموز/يوليوز/جويلية أغسطس/آب/غشت/أوت سبتمبر/أيلول/شتنبر "
        "أكتوبر/تشرين_الأول نوفمبر/تشرين_الثاني/نونبر ديسمبر/كانون_الأول/دجنبر"
    ),
    "bg": "януари февруари март април май юни юли август септември октомври ноември декември",
    "bn": ("জানুয়ারী ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট/আগ সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর"),
    "ca": "gener febrer març abril maig juny juliol agost/ag setembre octubre novembre desembre",
    "cs": (
        "ledna/leden února/únor března/březen dubna/duben května/květen června/červen/čvn "
        "července/červenec/čvc srpna/srpen září října/říjen listopadu/listopad "
        "prosince/prosinec"
    ),
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "de": (
        "januar/jänner februar märz april mai juni juli august september oktober november dezember"
    ),
    "el": (
        "ιανουαρίου/ιανουάριοσ φεβρουαρίου/φεβρουάριοσ μαρτίου/μάρτιοσ απριλίου/απρίλιοσ "
        "μαΐου/μάιοσ ιουνίου/ιούνιοσ ιουλίου/ιούλιοσ αυγούστου/αύγουστοσ "
        "σεπτεμβρίου/σεπτέμβριοσ οκτωβρίου/οκτώβριοσ νοεμβρίου/νοέμβριοσ "
        "δεκεμβρίου/δεκέμβριοσ"
    ),
    "en": ("january february march april may june july august september october november december"),
    "es": (
        "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre "
        "noviembre diciembre"
    ),
    "et": (
        "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember"
    ),
    "fa": (
        "ژانویهٔ/جنوری فوریهٔ/فبروری مارس/مارچ آوریل/اپریل مهٔ/می ژوئن/جون ژوئیهٔ/جولای "
        "اوت/اگست سپتامبر/سپتمبر اکتبر/اکتوبر نوامبر/نومبر دسامبر/دسمبر"
    ),
    "fi": (
        "tammikuuta/tammikuu helmikuuta/helmikuu maaliskuuta/maaliskuu huhtikuuta/huhtikuu "
        "toukokuuta/toukokuu kesäkuuta/kesäkuu heinäkuuta/heinäkuu elokuuta/elokuu "
        "syyskuuta/syyskuu lokakuuta/lokakuu marraskuuta/marraskuu joulukuuta/joulukuu"
    ),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "he": (
        "ינואר/ינו׳ פברואר/פבר׳ מרץ אפריל/אפר׳ מאי יוני יולי אוגוסט/אוג׳ ספטמבר/ספט׳ "
        "אוקטובר/אוק׳ נובמבר/נוב׳ דצמבר/דצמ׳"
    ),
    "hi": (
        "जनवरी/जन॰ फ़रवरी/फ़र॰ मार्च अप्रैल मई जून जुलाई/जुल॰ अगस्त/अग॰ सितंबर/सित॰ "
        "अक्टूबर/अक्टू॰ नवंबर/नव॰ दिसंबर/दिस॰"
    ),
    "hr": (
        "siječnja/siječanj veljače/veljača ožujka/ožujak travnja/travanj svibnja/svibanj "
        "lipnja/lipanj srpnja/srpanj kolovoza/kolovoz rujna/rujan listopada/listopad "
        "studenoga/studeni prosinca/prosinac"
    ),
    "hu": (
        "január február március április május június július augusztus szeptember október "
        "november december"
    ),
    "id": (
        "januari februari maret april mei juni juli agustus september oktober november desember"
    ),
    "it": (
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
        "dicembre"
    ),
    "lt": (
        "sausio/sausis vasario/vasaris kovo/kovas balandžio/balandis gegužės/gegužė "
        "birželio/birželis liepos/liepa rugpjūčio/rugpjūtis rugsėjo/rugsėjis spalio/spalis "
        "lapkričio/lapkritis gruodžio/gruodis"
    ),
    "lv": (
        "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris "
        "novembris decembris"
    ),
    "ms": "januari februari mac april mei jun julai ogos september oktober november disember",
    "nb": "januar februar mars april mai juni juli august september oktober november desember",
    "nl": (
        "januari februari maart/mrt april mei juni juli augustus september oktober november "
        "december"
    ),
    "pl": (
        "stycznia/styczeń lutego/luty marca/marzec kwietnia/kwiecień maja/maj "
        "czerwca/czerwiec lipca/lipiec sierpnia/sierpień września/wrzesień "
        "października/październik listopada/listopad grudnia/grudzień"
    ),
    "pt": (
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
    ),
    "ro": (
        "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie "
        "noiembrie/nov decembrie"
    ),
    "ru": (
        "января/январь февраля/февраль марта/март апреля/апрель мая/май июня/июнь июля/июль "
        "августа/август сентября/сентябрь октября/октябрь ноября/ноябрь декабря/декабрь"
    ),
    "sk": (
        "januára/január februára/február marca/marec apríla/apríl mája/máj júna/jún júla/júl "
        "augusta/august septembra/september októbra/október novembra/november "
        "decembra/december"
    ),
    "sl": ("januar februar marec april maj junij julij avgust september oktober november december"),
    "sr": (
        "јануар/januar фебруар/februar март/mart април/april мај/maj јун/jun јул/jul "
        "август/avgust септембар/septembar октобар/oktobar новембар/novembar "
        "децембар/decembar"
    ),
    "sv": ("januari februari mars april maj juni juli augusti september oktober november december"),
    "th": (
        "มกราคม/ม.ค กุมภาพันธ์/ก.พ มีนาคม/มี.ค เมษายน/เม.ย พฤษภาคม/พ.ค มิถุนายน/มิ.ย "
        "กรกฎาคม/ก.ค สิงหาคม/ส.ค กันยายน/ก.ย ตุลาคม/ต.ค พฤศจิกายน/พ.ย ธันวาคม/ธ.ค"
    ),
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "uk": (
        "січня/січень лютого/лютий березня/березень квітня/квітень травня/травень "
        "червня/червень липня/липень серпня/серпень вересня/вересень жовтня/жовтень "
        "листопада/листопад грудня/грудень"
    ),
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
}

WEEKDAYS = {
    "ar": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    "bg": "понеделник вторник сряда четвъртък петък събота неделя",
    "bn": "সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রবিবার",
    "ca": "dilluns dimarts dimecres dijous divendres dissabte diumenge",
    "cs": "pondělí úterý středa/středu čtvrtek pátek sobota/sobotu neděle/neděli",
    "da": "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "de": "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "el": "δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή",
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "et": "esmaspäev teisipäev kolmapäev neljapäev reede laupäev pühapäev",
    "fa": "دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه شنبه یکشنبه",
    "fi": (
        "maanantaina/maanantai tiistaina/tiistai keskiviikkona/keskiviikko torstaina/torstai "
        "perjantaina/perjantai lauantaina/lauantai sunnuntai"
    ),
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "he": (
        "יום_שני/יום_ב׳ יום_שלישי/יום_ג׳ יום_רביעי/יום_ד׳ יום_חמישי/יום_ה׳ יום_שישי/יום_ו׳ "
        "יום_שבת/שבת יום_ראשון/יום_א׳"
    ),
    "hi": "सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार",
    "hr": "ponedjeljak utorak srijeda/srijedu četvrtak petak subota/subotu nedjelja/nedjelju",
    "hu": (
        "hétfő/hétfőn kedd/kedden szerda/szerdán csütörtök/csütörtökön péntek/pénteken "
        "szombat/szombaton vasárnap"
    ),
    "id": "senin selasa rabu kamis jumat sabtu minggu",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "lt": (
        "pirmadienis antradienis trečiadienis ketvirtadienis penktadienis šeštadienis sekmadienis"
    ),
    "lv": "pirmdiena otrdiena trešdiena ceturtdiena piektdiena sestdiena svētdiena",
    "ms": "isnin selasa rabu khamis jumaat sabtu ahad/ahd",
    "nb": "mandag tirsdag/tysdag onsdag torsdag fredag lørdag/laurdag søndag",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "pl": "poniedziałek wtorek środa/środę czwartek piątek sobota/sobotę niedziela/niedzielę",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "ro": "luni marți miercuri joi vineri sâmbătă duminică",
    "ru": "понедельник вторник среда/среду четверг пятница/пятницу суббота/субботу воскресенье",
    "sk": "pondelok utorok streda/stredu štvrtok piatok sobota/sobotu nedeľa/nedeľu",
    "sl": "ponedeljek torek sreda/sredo četrtek petek sobota/soboto nedelja/nedeljo",
    "sr": (
        "понедељак/ponedeljak уторак/utorak среда/sreda/среду/sredu четвртак/četvrtak петак/petak "
        "субота/subota/суботу/subotu недеља/nedelja/недељу/nedelju"
    ),
    "sv": "måndag tisdag onsdag torsdag fredag lördag söndag",
    "th": "วันจันทร์ วันอังคาร วันพุธ วันพฤหัสบดี วันศุกร์ วันเสาร์ วันอาทิตย์",
    "tr": "pazartesi/pzt salı çarşamba perşembe cuma cumartesi/cmt pazar",
    "uk": "понеділок вівторок середа/середу четвер пʼятниця/пʼятницю субота/суботу неділя/неділю",
    "ur": "پیر منگل بدھ جمعرات جمعہ ہفتہ اتوار",
    "ja": "月曜日/月曜 火曜日/火曜 水曜日/水曜 木曜日/木曜 金曜日/金曜 土曜日/土曜 日曜日/日曜",
    "ko": "월요일 화요일 수요일 목요일 금요일 토요일 일요일",
    "zh": (
        "星期一/周一/週一/礼拜一 星期二/周二/週二/礼拜二 星期三/周三/週三/礼拜三 "
        "星期四/周四/週四/礼拜四 星期五/周五/週五/礼拜五 星期六/周六/週六/礼拜六 "
        "星期日/星期天/周日/週日/周天/礼拜天"
    ),
}


_SHORTEST = 3  # letters in an abbreviation


def names(listed: str, longest: int) -> dict[str, int]:
    """Return the folded names of a list, and the beginnings that belong to one name only.

    Parameters
    ----------
    listed : str
        The names of a language, as `MONTHS` and `WEEKDAYS` have them.
    longest : int
        The number of letters below which a beginning can be an abbreviation.

    Returns
    -------
    dict of str to int
        The position of each name in the list: 0 for January and for Monday.

    Examples
    --------
    >>> {name: number for name, number in names(MONTHS["en"], 5).items() if number == 8}
    {'september': 8, 'sep': 8, 'sept': 8}
    """
    forms = [
        [folded(form.replace("_", " ")) for form in alternatives.split("/")]
        for alternatives in listed.split()
    ]
    named = {form: number for number, group in enumerate(forms) for form in group}
    for form, number in tuple(named.items()):
        others = [other for other, n in named.items() if n != number]
        for length in range(_SHORTEST, min(len(form), longest)):
            start = form[:length]
            if " " not in start and not any(other.startswith(start) for other in others):
                named.setdefault(start, number)
    return named
