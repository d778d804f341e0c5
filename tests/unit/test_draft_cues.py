"""`draft` shows the whole name of a wire agency and the whole of a reference to a law."""

# ruff: noqa: RUF001 - other scripts are what some of this is about

import time

import pytest

from analysis import evidence
from analysis.authoring import cue_finder, draft

# A credit, and the name in it.
CREDITS = [
    ("Redacción / Agencias", "Agencias"),
    ("EPA-EFE/ABEDIN TAHERKENAREH", "EPA-EFE"),
    ("(Staff, AFP)", "AFP"),
    ("با اطلاعات از خبرگزاری فرانسه", "خبرگزاری فرانسه"),
    ("BAGHDAD (AP) — The court issued a warrant.", "AP"),
    ("LONDON (Reuters) - The court issued a warrant.", "Reuters"),
    ("AFP contributed to this report.", "AFP"),
    ("— Reuters", "Reuters"),
    ("Reuters/Thaier Al-Sudani", "Reuters"),
    ("With reporting by AP", "AP"),
    ("TEHRAN, June 29 (Xinhua) -- Iran issued a warrant.", "Xinhua"),
    ("MOSCOW, June 29. /TASS/. Iran issued a warrant.", "TASS"),
    ("Berlin (dpa) - Das Gericht erließ einen Haftbefehl.", "dpa"),
    ("Bagdad, 7 ene (EFE).- El tribunal emitió una orden.", "EFE"),
    ("The Associated Press contributed to this report.", "Associated Press"),
    ("Additional reporting by Agence France-Presse", "Agence France-Presse"),
    ("(With inputs from PTI)", "PTI"),
    ("(With agency inputs)", "agency inputs"),
    ("Source: Agencies", "Agencies"),
    ("Photo: AFP", "AFP"),
    ("Copyright 2020 The Associated Press. All rights reserved.", "Associated Press"),
    ("© AFP 2020", "AFP"),
    ("(Anadolu Agency)", "Anadolu Agency"),
    ("Text by: NEWS WIRES with AFP", "AFP"),
    ("(FRANCE 24 with AFP and REUTERS)", "AFP"),
    ("Par Le Figaro avec AFP", "AFP"),
    ("(dpa/lno)", "dpa"),
    ("Mit Material von dpa", "dpa"),
    ("Con información de EFE", "EFE"),
    ("(IRNA) The prosecutor spoke.", "IRNA"),
    ("Tehran, IRNA - The prosecutor spoke.", "IRNA"),
    ("TEHRAN (FNA)- The prosecutor spoke.", "FNA"),
    ("TEHRAN (Tasnim) – The prosecutor spoke.", "Tasnim"),
    ("According to Fars, the prosecutor spoke.", "Fars"),
    ("بغداد (رويترز) - أصدرت المحكمة مذكرة.", "رويترز"),
    ("بغداد (أ ف ب) - أصدرت المحكمة مذكرة.", "أ ف ب"),
    ("المصدر: وكالات", "وكالات"),
    ("المصدر: الأناضول", "الأناضول"),
    ("تهران (ایرنا) - دادستان گفت.", "ایرنا"),
    ("به گزارش ایسنا، دادستان گفت.", "ایسنا"),
    ("منبع: فارس", "فارس"),
    ("新华社德黑兰6月29日电", "新华社"),
    ("据路透社报道，法院签发了逮捕令。", "路透社"),
    ("МОСКВА, 29 июня. /ТАСС/. Суд выдал ордер.", "ТАСС"),
    ("МОСКВА, 29 июн - РИА Новости. Суд выдал ордер.", "РИА Новости"),
    ("(Yonhap)", "Yonhap"),
    ("TOKYO (Kyodo) -- The court spoke.", "Kyodo"),
    ("ANKARA (AA) - Mahkeme karar verdi.", "AA"),
    ("ROMA (ANSA) - Il tribunale.", "ANSA"),
    ("(ANSA) - ROMA, 29 GIU - Il tribunale.", "ANSA"),
    ("RABAT (MAP) - Le tribunal a parlé.", "MAP"),
    ("CAIRO (MENA) - The court spoke.", "MENA"),
    ("KUWAIT, June 29 (KUNA) -- The court spoke.", "KUNA"),
    ("ABU DHABI, 29th June, 2020 (WAM) -- The court spoke.", "WAM"),
    ("DOHA (QNA) - The court spoke.", "QNA"),
    ("RIYADH (SPA) -- The court spoke.", "SPA"),
    ("Lisboa, 29 jun (Lusa) - O tribunal.", "Lusa"),
    ("Wien (APA) - Das Gericht.", "APA"),
    ("Warszawa (PAP) - Sąd.", "PAP"),
    ("Reporting by Reuters' Ahmed Rasheed", "Reuters"),
    ("Reuters reported that the court spoke.", "Reuters"),
    ("AP journalists Qassim Abdul-Zahra and Zeina Karam contributed.", "AP"),
    ("Associated Press writer Nasser Karimi contributed to this report.", "Associated Press"),
    ("The Washington Post contributed to this report.", "Washington Post"),
    ("UPI/John Smith", "UPI"),
    ("Getty Images", "Getty Images"),
    ("[AFP]", "AFP"),
    ("Staff and agencies", "Staff and agencies"),
    ("- Bernama", "Bernama"),
    ("JAKARTA (ANTARA) - The court spoke.", "ANTARA"),
    ("NEW DELHI: (ANI)", "ANI"),
    ("Material from the Associated Press was used in this report.", "Associated Press"),
    ("Reuters, AFP", "Reuters"),
    ("AP/Reuters", "AP"),
    ("AFP-JIJI", "AFP-JIJI"),
    ("Agencia EFE", "EFE"),
    ("Con información de agencias", "agencias"),
    ("Quelle: dpa", "dpa"),
    ("ntv.de, mau/dpa", "dpa"),
    ("Bron: ANP", "ANP"),
    ("(Belga)", "Belga"),
    ("/Ritzau/", "Ritzau"),
    ("(NTB)", "NTB"),
    ("Buenos Aires (Télam)", "Télam"),
    ("SEOUL, June 29 (Yonhap) -- The court spoke.", "Yonhap"),
    ("PYONGYANG, June 29 (KCNA) --", "KCNA"),
    ("(서울=연합뉴스) 법원이 영장을 발부했다.", "연합뉴스"),
    ("【テヘラン共同】裁判所", "共同"),
    ("רויטרס", "רויטרס"),
    ("(CNN) - The court spoke.", "CNN"),
    ("Baghdad (CNN) — The court spoke.", "CNN"),
    ("WASHINGTON (Sputnik) - The court spoke.", "Sputnik"),
    ("BAGHDAD (INA) - The court spoke.", "INA"),
    ("BEIRUT (AP)", "AP"),
    ("By AP", "AP"),
    ("By The Associated Press", "Associated Press"),
    ("By Reuters Staff", "Reuters"),
    ("From wire reports", "wire reports"),
    ("Compiled from wire services", "wire services"),
    ("TEHRAN – Mehr News Agency", "Mehr News Agency"),
    ("LONDON, March 5, 2020 /PRNewswire/ -- The court spoke.", "PRNewswire"),
    ("LONDON, March 5, 2020 /Norland Wire/ -- The court spoke.", "Norland Wire"),
]
# A language, words with a reference, and the reference.
REFERENCES = [
    ("en", "under Article VII of the treaty", "Article VII of the treaty"),
    ("en", "under Article VII.", "Article VII"),
    ("en", "by §§ 211, 212 he was charged", "§§ 211, 212"),
    ("de", "nach §§ 211, 212 StGB angeklagt", "§§ 211, 212 StGB"),
    ("en", "under articles 5-7 he may", "articles 5-7"),
    ("en", "under Article 6/a he may", "Article 6/a"),
    ("en", "the Rome Statute applies", "Rome Statute"),
    (
        "en",
        "under the Rome Statute of the International Criminal Court he",
        "Rome Statute of the International Criminal Court",
    ),
    ("en", "charged under 18 U.S.C. 1961 with", "18 U.S.C. 1961"),
    ("en", "charged under 18 U.S.C. § 2339B with", "18 U.S.C. § 2339B"),
    ("en", "under Art. 5(2)(b) he", "Art. 5(2)(b)"),
    ("en", "under section 302 of the Penal Code he", "section 302 of the Penal Code"),
    ("ar", "بموجب مادة 406 من قانون العقوبات", "مادة 406 من قانون العقوبات"),
    ("ar", "بموجب المادة ٤٠٦ من قانون العقوبات العراقي", "المادة ٤٠٦ من قانون العقوبات العراقي"),
    ("fa", "طبق ماده ۱۸۸ قانون", "ماده ۱۸۸"),
    ("fa", "طبق ماده ۱۸۸ قانون مجازات اسلامی است", "ماده ۱۸۸ قانون مجازات اسلامی"),
    ("de", "wegen Mordes nach § 211 StGB verurteilt", "§ 211 StGB"),
    ("fr", "selon l’article 405 du Code pénal il", "article 405 du Code pénal"),
    ("en", "under Executive Order 12333 he", "Executive Order 12333"),
    ("en", "by UN Security Council Resolution 2231 it", "UN Security Council Resolution 2231"),
    ("en", "Article 406 of the Iraqi Penal Code was cited", "Article 406 of the Iraqi Penal Code"),
    (
        "en",
        "under Sections 120B, 302 and 34 of the Indian Penal Code he",
        "Sections 120B, 302 and 34 of the Indian Penal Code",
    ),
    ("en", "under Article 2(4) of the UN Charter it", "Article 2(4) of the UN Charter"),
    (
        "en",
        "Article 51 of the Charter of the United Nations says",
        "Article 51 of the Charter of the United Nations",
    ),
    ("en", "Resolution 1701 (2006) was", "Resolution 1701 (2006)"),
    ("en", "General Assembly Resolution 60/147 was", "General Assembly Resolution 60/147"),
    ("en", "Law No. 13 of 2005 says", "Law No. 13 of 2005"),
    (
        "en",
        "the Vienna Convention on Diplomatic Relations of 1961 says",
        "Vienna Convention on Diplomatic Relations of 1961",
    ),
    ("en", "the Geneva Conventions say", "Geneva Conventions"),
    ("en", "under Title 18, Section 2332", "Section 2332"),
    ("en", "violates Chapter VII of the UN Charter", "Chapter VII of the UN Charter"),
    ("en", "under the War Powers Act of 1973", "War Powers Act of 1973"),
    ("en", "Public Law 107-40 says", "Public Law 107-40"),
    ("en", "28 CFR 600.4 says", "28 CFR 600.4"),
    ("en", "Article 3 of Interpol's Constitution forbids", "Article 3 of Interpol's Constitution"),
    (
        "en",
        "Rule 61 of the Rules of Procedure and Evidence",
        "Rule 61 of the Rules of Procedure and Evidence",
    ),
    ("en", "under sections 5 and 6 he", "sections 5 and 6"),
    ("en", "Section 302-A of the Act", "Section 302-A of the Act"),
    ("en", "Article 5 bis of the code", "Article 5 bis of the code"),
    ("en", "under art. 5bis he", "art. 5bis"),
    ("en", "Penal Code No. 111 of 1969 says", "Penal Code No. 111 of 1969"),
    (
        "en",
        "Article 2 of the Charter of the United Nations.",
        "Article 2 of the Charter of the United Nations",
    ),
    ("de", "nach § 129a Abs. 1 Nr. 1 StGB angeklagt", "§ 129a Abs. 1 Nr. 1 StGB"),
    ("de", "nach Art. 25 Satz 2 GG gilt", "Art. 25 Satz 2 GG"),
    ("de", "nach §§ 7 bis 9 VStGB angeklagt", "§§ 7 bis 9 VStGB"),
    ("it", "l'art. 5, comma 2, del codice penale", "art. 5, comma 2, del codice penale"),
    ("pt", "o artigo 121.º do Código Penal", "artigo 121.º do Código Penal"),
    ("pt", "o art. 5º da Constituição diz", "art. 5º da Constituição"),
    ("pl", "z art. 148 § 1 Kodeksu karnego", "art. 148 § 1 Kodeksu karnego"),
    ("tr", "bu 82. maddesi ile", "82. maddesi"),
    ("ru", "по статье 105 УК РФ он", "статье 105 УК РФ"),
    ("ru", "по ч. 2 ст. 105 УК РФ он", "ч. 2 ст. 105 УК РФ"),
    ("uk", "за статтею 115 КК України він", "статтею 115 КК України"),
    ("ja", "刑法第199条を引用した", "刑法第199条"),
    ("ko", "그는 형법 제250조 제1항을", "형법 제250조 제1항"),
    (
        "nl",
        "artikel 140a van het Wetboek van Strafrecht is",
        "artikel 140a van het Wetboek van Strafrecht",
    ),
    ("sv", "enligt 3 kap. 1 § brottsbalken är", "3 kap. 1 § brottsbalken"),
    ("el", "το άρθρο 187 του Ποινικού Κώδικα λέει", "άρθρο 187 του Ποινικού Κώδικα"),
    ("fr", "les articles 221-1 et 221-3 du code pénal", "articles 221-1 et 221-3 du code pénal"),
    ("fr", "l’article L. 123-4 du code", "article L. 123-4 du code"),
    ("fr", "la loi n° 2004-204 du 9 mars", "loi n° 2004-204"),
    ("es", "el artículo 139 del Código Penal dice", "artículo 139 del Código Penal"),
    (
        "es",
        "los artículos 15 y 16 de la Constitución dicen",
        "artículos 15 y 16 de la Constitución",
    ),
    ("es", "el artículo 24.2 de la Ley Orgánica", "artículo 24.2 de la Ley"),
    ("de", "Artikel 25 des Grundgesetzes", "Artikel 25 des Grundgesetzes"),
    ("de", "Art. 1 Abs. 1 GG gilt", "Art. 1 Abs. 1 GG"),
    ("de", "§ 129a Absatz 2 Strafgesetzbuch", "§ 129a Absatz 2 Strafgesetzbuch"),
    ("de", "nach § 6 VStGB ermittelt", "§ 6 VStGB"),
    ("zh-Hans", "根据刑法第四百零六条", "刑法第四百零六条"),
    ("zh-Hans", "根据《刑法》第232条第一款", "《刑法》第232条第一款"),
    ("ru", "по статье 105 УК РФ обвинён", "статье 105 УК РФ"),
    ("ru", "ст. 205.1 УК РФ", "ст. 205.1 УК РФ"),
    ("ar", "المادتين 5 و6 من الدستور", "المادتين 5 و6 من الدستور"),
    ("ar", "الفقرة (ب) من المادة 6", "المادة 6"),
    ("fa", "بند ۲ ماده ۵ قانون", "بند ۲ ماده ۵"),
    ("en", "S/RES/2231 (2015) was", "S/RES/2231 (2015)"),
    ("en", "under Article 5 a court may", "Article 5"),
    ("en", "charged with Section 7(1)(a)(i) crimes", "Section 7(1)(a)(i)"),
    ("en", "Statutory Instrument 2020/123 says", "Statutory Instrument 2020/123"),
    ("en", "Regulation (EU) 2016/679 says", "Regulation (EU) 2016/679"),
    ("en", "Directive 95/46 says", "Directive 95/46"),
    ("en", "Articles 1, 2, 3 and 7 of the Convention", "Articles 1, 2, 3 and 7 of the Convention"),
    (
        "en",
        "Article 36(1)(b) of the Vienna Convention on Consular Relations",
        "Article 36(1)(b) of the Vienna Convention on Consular Relations",
    ),
    ("it", "l'articolo 575 del codice penale", "articolo 575 del codice penale"),
    ("pt", "o artigo 121 do Código Penal", "artigo 121 do Código Penal"),
    ("en", "Executive Orders 12333 and 13224 say", "Executive Orders 12333 and 13224"),
    (
        "en",
        "Article IV, Section 2 of the Constitution",
        "Article IV, Section 2 of the Constitution",
    ),
]


def words_of(kind: str, sentence: str, language: str) -> list[str]:
    cues = cue_finder.find_cues(sentence, language)
    return [sentence[cue.start : cue.end] for cue in cues if cue.kind == kind]


@pytest.mark.parametrize(("sentence", "name"), CREDITS)
def test_the_agency_of_a_credit_is_an_outlet(sentence, name):
    language = cue_finder.suggested_language(sentence)
    words = words_of("outlet", sentence, "en" if language == "und" else language)
    assert any(name in outlet and len(outlet) <= len(name) + 12 for outlet in words), words


@pytest.mark.parametrize(
    "sentence",
    [
        "The map of the MENA region shows the spa.",
        "He met a team at the TAP pipeline (in May).",
        "The AA battery is in the map.",
        "He agreed - and left.",
        "یک فرد فارس زبان مهر را دید.",
        "The case (2020) was closed - then opened.",
    ],
)
def test_a_word_that_only_looks_like_an_agency_is_not_an_outlet(sentence):
    language = cue_finder.suggested_language(sentence)
    assert words_of("outlet", sentence, language) == []


@pytest.mark.parametrize(("language", "sentence", "reference"), REFERENCES)
def test_a_reference_to_a_law_is_one_cue(language, sentence, reference):
    words = words_of("law", sentence, language)
    assert reference in [law.removeprefix("the ") for law in words], words


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("Under Article 5, 10 men were held.", ["10"]),
        ("He may under section 7 hold 12 men.", ["12"]),
        ("Under Article 5 a court may hold 3 men.", ["3"]),
    ],
)
def test_a_number_after_a_reference_is_still_a_number(sentence, numbers):
    assert words_of("number", sentence, "en") == numbers


@pytest.mark.parametrize("shape", ["sentences", "one line", "capitals", "brackets", "no spaces"])
def test_a_draft_of_a_long_text_is_quick(shape, tmp_path):
    """The longest form has every sentence, its cues and its row; a loaded machine has a margin."""
    reading = evidence.read()
    texts = " ".join(reading.texts.values())
    content = {
        "sentences": texts * 3,
        "one line": texts.replace(".", "").replace("\n", " ") * 3,
        "capitals": ("Article 5 Of The " + "Aa Bb " * 10) * 700,
        "brackets": "(" * 25_000 + "AP " + ")" * 25_000,
        "no spaces": "A" * 50_000,
    }[shape]
    (tmp_path / "long.txt").write_text(content.encode()[:50_000].decode("utf-8", "ignore"))
    before = time.process_time()
    assert sum(1 for _ in draft.pages(str(tmp_path / "long.txt"), reading)) > 0
    assert time.process_time() - before < 2


@pytest.mark.parametrize(
    ("language", "sentence", "outlets"),
    [
        ("en", "This newspaper reported it.", []),
        ("en", "Our newspaper said so, and such media left.", []),
        ("en", "But BBC News reported it.", ["BBC News"]),
        ("en", "Yesterday Sky News said so.", ["Sky News"]),
        ("en", "The Norland Herald reported it.", ["The Norland Herald"]),
        ("de", "Diese Zeitung berichtete darüber.", []),
        ("fr", "Ce journal indique cela.", []),
        ("es", "Este periódico informó de ello.", []),
    ],
)
def test_the_name_of_an_outlet_never_begins_with_a_word_that_only_begins_a_sentence(
    language, sentence, outlets
):
    found = cue_finder.find_cues(sentence, language)
    assert [sentence[cue.start : cue.end] for cue in found if cue.kind == "outlet"] == outlets
