"""List the words for thousand, million and so on in each language, and those for percent.

They come from the Unicode CLDR. Words for a power of ten follow its exponent, separated by slashes;
"_" stands for a space. Single letters are left out. `test_counts_in_news.py` compares the lists
with those of Babel, which would take as long to import as everything else that `check` does.
"""

# ruff: noqa: RUF001 - this module lists words in other scripts

from __future__ import annotations

SCALES = {
    "af": "3:duisend 6:miljoen 9:miljard/mjd 12:biljoen/bn",
    "am": "6:ሚሊዮን 9:ቢሊዮን 12:ትሪሊዮን",
    "ar": "3:آلاف/ألف 6:ملايين/مليون 9:مليار 12:ترليون",
    "az": "3:min 6:milyon/mln 9:milyard/mlrd 12:trilyon/trln",
    "be": (
        "3:тыс/тысяч/тысяча/тысячы 6:млн/мільён/мільёна/мільёнаў/мільёны "
        "9:млрд/мільярд/мільярда/мільярдаў/мільярды 12:трлн/трыльён/трыльёна/трыльёнаў/трыльёны"
    ),
    "bg": "3:хил/хиляди 6:милион/милиона/млн 9:милиард/милиарда/млрд 12:трилион/трилиона/трлн",
    "bn": "3:হা/হাজার 5:লা/লাখ 7:কোটি 12:লা.কো",
    "bs": (
        "3:hilj/hiljada/hiljade 6:mil/milion/miliona 9:milijarda/milijarde/milijardi/mlrd "
        "12:bil/bilion/biliona"
    ),
    "ca": "3:miler/milers 6:milions/milió 12:bilions/bilió",
    "cs": (
        "3:tis/tisíc/tisíce 6:mil/milion/milionu/miliony/milionů "
        "9:miliard/miliarda/miliardy/mld 12:bil/bilion/bilionu/biliony/bilionů"
    ),
    "cy": "3:mil 6:miliwn 9:biliwn 12:triliwn",
    "da": "3:tusind 6:million/millioner/mio 9:mia/milliard/milliarder 12:billion/billioner/bio",
    "de": ("3:tausend 6:million/millionen/mio 9:milliarde/milliarden/mrd 12:billion/billionen/bio"),
    "el": (
        "3:χιλ/χιλιάδα/χιλιάδες 6:εκ/εκατομμύρια/εκατομμύριο "
        "9:δισ/δισεκατομμύρια/δισεκατομμύριο 12:τρισ/τρισεκατομμύρια/τρισεκατομμύριο"
    ),
    "en": "3:thousand 6:million 9:billion 12:trillion",
    "es": "3:mil 6:millones/millón 12:billones/billón",
    "et": "3:tuh/tuhat 6:miljon/miljonit/mln 9:miljard/miljardit/mld 12:triljon/triljonit/trln",
    "eu": "6:milioi 12:bilioi",
    "fa": "3:هزار 6:میلیون 9:میلیارد 12:تریلیون/هزارمیلیارد",
    "fi": (
        "3:tuhat/tuhatta 6:milj/miljoona/miljoonaa 9:miljardi/miljardia/mrd "
        "12:bilj/biljoona/biljoonaa"
    ),
    "fil": "3:libo 6:milyon 9:bilyon 12:trilyon",
    "fo": (
        "3:tús/túsund 6:millión/milliónir/mió 9:mia/milliard/milliardir 12:billión/billiónir/bió"
    ),
    "fr": "3:mille/millier 6:million/millions 9:md/milliard/milliards 12:billion/billions/bn",
    "fy": "3:tûzen 6:miljoen/mln 9:miljard/mld 12:biljoen/bln",
    "ga": (
        "3:mhíle/míle 6:mhilliún/milliún 9:bhilliún/billiún/mbilliún "
        "12:dtrilliún/thrilliún/trilliún"
    ),
    "gl": "6:millón/millóns 12:billón/billóns",
    "gu": "3:હજાર 5:લાખ 7:કરોડ 9:અબજ 11:નિખર્વ 12:મહાપદ્મ 13:શંકુ 14:જલધિ",
    "he": "3:אלף 6:מיליון 9:מיליארד 12:טריליון",
    "hi": "3:हज़ार 5:लाख 7:करोड़ 9:अरब 11:खरब 13:नील",
    "hr": (
        "3:tis/tisuća/tisuće 6:mil/milijun/milijuna 9:milijarda/milijarde/milijardi/mlr "
        "12:bil/bilijun/bilijuna"
    ),
    "hu": "3:ezer 6:millió 9:milliárd/mrd 12:billió",
    "hy": "3:հազար/հզր 6:միլիոն/մլն 9:միլիարդ/մլրդ 12:տրիլիոն/տրլն",
    "id": "3:rb/ribu 6:jt/juta 9:miliar 12:triliun",
    "is": "3:þúsund 6:milljón/milljónir 9:ma/milljarðar/milljarður 12:billjón/billjónir/bn",
    "it": "3:mila 6:milione/milioni/mln 9:miliardi/miliardo/mld 12:bln",
    "ka": "3:ათ/ათასი 6:მილიონი/მლნ 9:მილიარდი/მლრ/მლრდ 12:ტრილიონი/ტრლ",
    "kk": "3:мың 6:миллион/млн 9:миллиард/млрд 12:триллион/трлн",
    "kl": "3:td/tusind 6:million/millioner/mn 9:md/milliard/milliarder 12:billion/billioner/bn",
    "kn": "3:ಸಾ/ಸಾವಿರ 6:ಮಿ/ಮಿಲಿಯನ್ 9:ಬಿ/ಬಿಲಿಯನ್ 12:ಟ್ರಿ/ಟ್ರಿಲಿಯನ್‌",
    "ko": "3:천 4:만 8:억 12:조",
    "ky": "3:миң 6:миллион/млн 9:миллиард/млд 12:триллион/трлн",
    "lb": (
        "3:dausend/dsd 6:millioun/milliounen/mio 9:milliard/milliarden/mrd "
        "12:billioun/billiounen/bio"
    ),
    "lt": (
        "3:tūkst/tūkstantis/tūkstančiai/tūkstančio/tūkstančių "
        "6:milijonai/milijonas/milijono/milijonų/mln "
        "9:milijardai/milijardas/milijardo/milijardų/mlrd "
        "12:trilijonai/trilijonas/trilijono/trilijonų/trln"
    ),
    "lv": (
        "3:tūkst/tūkstotis/tūkstoši/tūkstošu 6:milj/miljoni/miljons/miljonu "
        "9:miljardi/miljards/miljardu/mljrd 12:trilj/triljoni/triljons/triljonu"
    ),
    "mk": (
        "3:илј/илјада/илјади 6:мил/милион/милиони 9:ми/милијарда/милијарди/милј/мј "
        "12:бил/билион/билиони"
    ),
    "ml": "3:ആയിരം 6:ദശലക്ഷം 9:ബില്യൺ 12:ട്രില്യൺ",
    "mn": "3:мянга 6:сая 9:тэрбум 12:ин",
    "mr": "3:हजार 5:लाख 7:कोटी 9:अब्ज 11:खर्व 13:पद्म",
    "ms": "3:ribu 6:juta 9:bilion 12:trilion",
    "my": "3:ထောင် 4:သောင်း 5:သိန်း 6:သန်း 7:ကုဋေ/ဋေ 14:ကောဋိ",
    "nb": ("3:tusen 6:mill/million/millioner 9:milliard/milliarder/mrd 12:bill/billion/billioner"),
    "ne": "3:हजार 5:लाख 9:अरब 11:खरब 13:शंख",
    "nl": "3:duizend 6:miljoen/mln 9:miljard/mld 12:biljoen/bln",
    "nn": ("3:tusen 6:mill/million/millionar 9:milliard/milliardar/mrd 12:bill/billion/billionar"),
    "no": ("3:tusen 6:mill/million/millioner 9:milliard/milliarder/mrd 12:bill/billion/billioner"),
    "or": "3:ହଜାର 6:ନି/ନିୟୁତ 9:ବି/ଶହକୋଟି 12:ଟ୍ରି/ଲକ୍ଷକୋଟି",
    "pa": "3:ਹਜ਼ਾਰ 5:ਲੱਖ 7:ਕਰੋੜ 9:ਅਰਬ 11:ਖਰਬ 13:ਨੀਲ",
    "pl": (
        "3:tys/tysiąc/tysiąca/tysiące/tysięcy 6:milion/miliona/miliony/milionów/mln "
        "9:miliard/miliarda/miliardy/miliardów/mld 12:bilion/biliona/biliony/bilionów/bln"
    ),
    "pt": "3:mil 6:mi/milhão/milhões 9:bi/bilhão/bilhões 12:tri/trilhão/trilhões",
    "ro": "3:mie/mii 6:mil/milioane/milion 9:miliard/miliarde/mld 12:tril/trilioane/trilion",
    "ru": (
        "3:тыс/тысяч/тысяча/тысячи 6:миллион/миллиона/миллионов/млн "
        "9:миллиард/миллиарда/миллиардов/млрд 12:триллион/триллиона/триллионов/трлн"
    ),
    "sc": "3:mìg/mìgia 6:millione/milliones/mln 9:milliardos/milliardu/mrd 12:bln",
    "sd": "3:هزار/ھزار 6:ملين 9:بلين 12:ٽرلين",
    "sk": (
        "3:tis/tisíc/tisíca/tisíce 6:mil/milión/milióna/miliónov/milióny "
        "9:miliarda/miliardy/miliárd/mld 12:bil/bilión/bilióna/biliónov/bilióny"
    ),
    "sl": (
        "3:tis/tisoč 6:milijon/milijona/milijone/milijoni/milijonov/mio "
        "9:milijard/milijarda/milijarde/milijardi/mrd "
        "12:bil/bilijon/bilijona/bilijoni/bilijonov"
    ),
    "so": "3:kun 6:milyan 9:bilyan 12:tirilyan",
    "sq": "3:mijë 6:milion/mln 9:miliard/mld 12:bilion/bln",
    "sr": (
        "3:хиљ/хиљада/хиљаде 6:мил/милион/милиона 9:милијарда/милијарде/милијарди/млрд "
        "12:бил/билион/билиона"
    ),
    "sv": "3:tn/tusen 6:miljon/miljoner/mn 9:md/miljard/miljarder 12:biljon/biljoner/bn",
    "ta": "3:ஆயிரம் 6:மி/மில்லியன் 9:பி/பில்லியன் 12:டி/டிரில்லியன்",
    "te": ("3:వే/వేయి/వేలు 6:మి/మిలియన్/మిలియన్లు 9:బి/బిలియన్/బిలియన్లు 12:ట్రి/ట్రిలియన్/ట్రిలియన్లు"),
    "tg": "3:ҳазор/ҳзр 6:миллион/млн 9:миллиард/млрд 12:триллион/трлн",
    "th": "3:พัน 4:หมื่น 5:แสน 6:ล้าน 9:พันล้าน 10:หมื่นล้าน 11:แสนล้าน 12:ล้านล้าน",
    "ti": "3:ሽሕ 6:ሚልዮን 9:ቢልዮን 12:ትሪልዮን",
    "tk": "3:müň 6:million/mln 9:milliard/mlrd 12:trillion/trln",
    "to": "3:afe 4:mano 5:kilu 6:miliona 9:piliona 12:tiliona",
    "tr": "3:bin 6:milyon/mn 9:milyar/mr 12:tn/trilyon",
    "tt": "3:мең 6:миллион/млн 9:миллиард/млрд 12:триллион/трлн",
    "ug": "3:مىڭ 6:مىليون 9:مىليارد 12:تىرىليون",
    "uk": (
        "3:тис/тисяч/тисяча/тисячі 6:млн/мільйон/мільйона/мільйони/мільйонів "
        "9:млрд/мільярд/мільярда/мільярди/мільярдів "
        "12:трильйон/трильйона/трильйони/трильйонів/трлн"
    ),
    "ur": "3:ہزار 5:لاکھ 7:کروڑ 9:ارب 11:کھرب 12:ٹریلین",
    "uz": "3:ming 6:million/mln 9:milliard/mlrd 12:trillion/trln",
    "vi": "3:nghìn 6:tr/triệu 9:tỷ 12:nt",
    "wo": "3:thousand",
    "yo": "3:ẹgbẹ̀rún 6:mílíọ̀nù 9:bilíọ̀nù 12:tiriliọ̀nù",
    "zu": "3:inkulungwane 6:isigidi 12:isigidintathu",
}

PERCENT = {
    "af": "per_duisend persent",
    "am": "በማይል ፐርሰንት",
    "ar": "بالمائة في_الألف",
    "az": "faiz promil",
    "be": "праміле працэнт працэнта працэнтаў працэнты",
    "bg": "промил промила процент процента",
    "bn": "প্রতিমাইল শতাংশ",
    "bs": "procenat procenata procenta promil promila",
    "ca": "per_cent per_mil",
    "cs": "procent procenta procento promile",
    "cy": "permille y_cant",
    "da": "procent promille",
    "de": "promille prozent",
    "el": "τοις_εκατό τοις_χιλίοις",
    "en": "percent permille",
    "es": "por_ciento por_mil",
    "et": "promill promilli protsent protsenti",
    "eu": "ehuneko milako",
    "fa": "درصد هزارم",
    "fi": "promille promillea prosentti prosenttia",
    "fil": "na_permille na_porsyento permille porsyento",
    "fo": "promilla promillur prosent",
    "fr": "pour_cent pour_mille",
    "ga": "faoin_gcéad faoin_míle",
    "gu": "ટકા પ્રતિમાઈલ",
    "ha": "kaso permille",
    "he": "אחוז פרומיל",
    "hi": "प्रति_हज़ार प्रतिशत",
    "hr": "posto promil promila",
    "hu": "ezrelék százalék",
    "hy": "պրոմիլ տոկոս",
    "id": "permil persen",
    "is": "prómill prósent",
    "it": "per_mille percento",
    "ka": "პრომილე პროცენტი",
    "kk": "пайыз промилле",
    "kn": "ಪ್ರತಿ_ಸಾವಿರಕ್ಕೆ ಪ್ರತಿ_ಸಾವಿರವು ಶೇಕಡಾ ಶೇಕಡಾವು",
    "ky": "пайыз промилле",
    "lt": "procentai procentas procento promilių promilė promilės",
    "lv": "procenti procents procentu promile promiles promiļu",
    "mk": "промили процент проценти",
    "ml": "പ്രതിമില്ലി",
    "mn": "мянганы__хувь хувь",
    "mr": "टक्के प्रतिमैल",
    "ms": "per_seribu peratus",
    "my": "ထောင်လီစိတ် ရာခိုင်နှုန်း",
    "nb": "promille prosent",
    "ne": "प्रति_मिल प्रतिशत",
    "nl": "procent promille",
    "nn": "promille prosent",
    "no": "promille prosent",
    "or": "ପରମିଲ ଶତକଡ଼ା",
    "pa": "ਪਰਮਾਈਲ ਪ੍ਰਤੀਸ਼ਤ",
    "pl": "procent promil promila promile promili",
    "ps": "سلنه في_ميل",
    "pt": "por_cento por_mil",
    "ro": "de_procente de_promile procent procente promile promilă",
    "ru": "промилле процент процента процентов",
    "sc": "pro_chentu pro_milli",
    "si": "ප්‍රතිශතය ප්‍රතිසහශ්‍රක",
    "sk": "percent percenta percento percentá promile",
    "sl": "odstotek odstotka odstotki odstotkov promila promile promili promilov",
    "so": "baarmiil boqolkiiba",
    "sq": "përmijë përqind",
    "sr": "промил промила проценат процената",
    "sv": "procent promille",
    "sw": "kwa_kila_elfu",
    "ta": "சதவீதம் மில்லி_ஒன்றுக்கு",
    "te": "శాతం",
    "th": "เปอร์มิลล์ เปอร์เซ็นต์",
    "ti": "ሚእታዊ አብ_ሚሌ",
    "tk": "göterim promille",
    "to": "pemili_ʻe peseti_ʻe",
    "tr": "binde yüzde",
    "uk": "відсотка відсотки відсотків відсоток проміле",
    "ur": "فی_ہزار فیصد",
    "uz": "foiz promille",
    "yo": "ìdákan_nínú_ẹgbẹ̀rún",
}
