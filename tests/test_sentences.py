"""Sentences end inside quotations, after abbreviations and at every line end."""

# ruff: noqa: RUF001 - other scripts are what some of this is about

import os
import re
import sys
import time
from pathlib import Path

import pytest
from sentencex import get_sentence_boundaries

from analysis import corpus, sentences

SUITES = Path(os.environ.get("ANALYSIS_SUITES") or corpus.PROJECT.parent / "shared/suites")
PUD = SUITES / "en_pud_sentences.txt"


def split(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for _, start, end in corpus.sentences(text, language)]


# --- Against a corpus of sentences that people have split -----------------------------------------


@pytest.mark.skipif(not PUD.is_file(), reason=f"{PUD.name} is not in $ANALYSIS_SUITES")
def test_boundaries_are_those_of_the_parallel_universal_dependencies():
    documents = re.split("# newdoc.*\n", PUD.read_text(encoding="utf-8"))
    gold, ours = set(), set()
    for number, document in enumerate(documents):
        parts = [part.strip() for part in re.findall("# text = (.*)", document)]
        text, start = " ".join(parts), 0
        for part in parts:
            gold.add((number, start, start + len(part)))
            start += len(part) + 1
        ours |= {(number, start, end) for _, start, end in corpus.sentences(text)}
    assert len(gold) == 1_000
    right = len(gold & ours)
    assert right / len(ours) >= 0.99
    assert right / len(gold) >= 0.998


# --- Abbreviations that end a sentence ------------------------------------------------------------

# For each language: a sentence up to its last words, how the next may begin, and the last words.
FINAL = {
    "en": (
        "The warrant was issued {}",
        "Police killed ten men.|The police killed ten men.|35 men were killed.|10 men were killed."
        '|“Ten men were killed,” he said.|"Ten men were killed," he said.|Iran denied it.'
        "|$5 was paid.",
        "in May.|in Jan.|in Feb.|in Mar.|in Apr.|in Jun.|in Jul.|in Aug.|in Sept.|last Oct.|in Nov."
        "|in late Dec.|on Mon.|on Tues.|on Wed.|on Thurs.|on Fri.|on Sat.|on Sun."
        "|in Washington, D.C.|in the U.S.|to the U.K.|by the U.N.|in the U.S.A.|in the E.U."
        "|in the U.A.E.|in N.Y.|in L.A.|in Calif.|in Fla.|in Mass.|in Tex.|in Va.|in Pa.|in Ill."
        "|in Conn.|by Acme Inc.|by Acme Ltd.|by Acme Corp.|by Ford Motor Co.|by Smith & Bros."
        "|by Acme Pty. Ltd.|by Robert Downey Jr.|by Robert Smith Sr.|though he said no."
        "|at 10 a.m.|at 10 p.m.|at 9:30 A.M.|for men, women, etc.|by Smith et al."
        "|by a man who holds a Ph.D.|by an M.D.|by a man with a B.A.|by a man with an M.B.A."
        "|on Main St.|on Fifth Ave.|on Sunset Blvd.|on Abbey Rd.|in 500 B.C.|in 70 A.D.|in 70 C.E."
        "|in 500 B.C.E.|for 10 lbs.|for 6 ft.|for 6 in.|within 10 km.|within 5 min.|within 10 sec."
        "|within 2 hrs.|for 5 oz.|for 5 kg.|by the F.B.I.|by the C.I.A.|for the C.E.O."
        "|by the dept.|by the Dept.|by the govt.|at the Univ.|by the Assn.|as in the vol."
        "|as on the p.|by John Smith, Esq.|by the D.A.|with an I.D.|on T.V.|and was O.K."
        "|in the P.S.|at the max.|at the min.|in the approx.|by tel.|with the ext.|in the ed."
        "|in the misc.|after World War I.|by others than I.|on plan B.|under section C."
        "|under Article V.|by John Paul II.|at 5 mph.|by the Gov.|by the Sen.|by a Lt. Gen."
        "|by the R.N.|from N.J.|by the I.R.S.|at noon E.S.T.|at noon EST.|by NATO.|at 35 deg."
        "|with the no.|in Vt.|in Ariz.|at the hosp.",
    ),
    "fr": (
        "Le tribunal a émis un mandat {}",
        "Dix hommes ont été tués.|35 hommes ont été tués.|Police et armée ont nié."
        "|« Dix hommes ont été tués », dit-il.|“Dix hommes ont été tués”, dit-il.|L’Iran a nié.",
        "en janv.|en févr.|en juil.|en sept.|en oct.|en nov.|en déc.|etc.|par Acme S.A."
        "|par Dupont et Cie.|par Acme Inc.|aux U.S.A.|en l’an 50 av. J.-C.|à l’O.N.U."
        "|avec un Ph.D.|à la p.|sur le plan B.|dans la section C.|aux É.-U.|en mars.|à 10 km."
        "|à 10 min.|sous Louis XIV.|par Dupont et al.|pour la S.N.C.F.|à Paris.",
    ),
    "de": (
        "Das Gericht erließ einen Haftbefehl {}",
        "Zehn Männer wurden getötet.|35 Männer wurden getötet.|Polizisten töteten zehn."
        "|„Zehn Männer wurden getötet“, sagte er.|»Zehn Männer wurden getötet«, sagte er."
        "|Die Polizei bestritt es.",
        "im Jan.|im Feb.|im Aug.|im Sept.|im Okt.|im Nov.|im Dez.|usw.|etc.|im Jahr 50 n. Chr."
        "|im Jahr 50 v. Chr.|für den Verein e. V.|in den U.S.A.|in der Hauptstr.|für Müller & Co."
        "|für Acme Inc.|gegen Müller jr.|nach 10 Min.|nach 10 km.|nach 5 Std."
        "|gegen den General a. D.|im 20. Jh.|nach Artikel 5.|im Jahr 2020.|nach Plan B.|u. Ä."
        "|am 3. Mai.|mit Ph.D.|in Abschnitt C.|im Iran.",
    ),
    "es": (
        "El tribunal emitió una orden {}",
        "Diez hombres murieron.|35 hombres murieron.|Policías mataron a diez."
        "|«Diez hombres murieron», dijo.|“Diez hombres murieron”, dijo.|¿Quién fue?"
        "|La policía lo negó.",
        "en ene.|en feb.|en ago.|en sept.|en oct.|en nov.|en dic.|etc.|en EE. UU.|en EE.UU."
        "|en los U.S.A.|a las 10 a. m.|a las 10 p. m.|a las 10 p.m.|en 50 a. C.|en 50 d. C."
        "|contra Acme S.A.|contra Acme S. A.|contra Pérez y Cía.|contra Acme Ltda.|contra Acme Inc."
        "|en la Avda.|a 10 km.|para Uds.|en la pág.|según el plan B.|con un Ph.D.|a 10 min."
        "|pero dijo que no.|en el mar.",
    ),
    "ar": (
        "أصدرت المحكمة مذكرة {}",
        "قتل عشرة رجال.|٣٥ رجلا قتلوا.|35 رجلا قتلوا.|«قتل عشرة رجال» قال الوزير."
        "|“قتل عشرة رجال” قال.|الشرطة نفت ذلك.",
        "في عام 2020 م.|في عام ٢٠٢٠ م.|في عام 1441 هـ.|في عام 1441 ه.|في القرن الأول ق.م.|إلخ."
        "|الخ.|في ج.م.ع.|لشركة ش.م.م.|لشركة ش.م.ل.|لشركة Acme Inc.|في الساعة 10 ص.|في الساعة 10 م."
        "|في U.S.|لمنظمة م.ت.ف.|بطول 10 كم.|بوزن 5 كجم.|بعد 10 د.|في مايو.|في الولايات المتحدة."
        "|من د.ب.أ.|في بغداد!",
    ),
    "fa": (
        "دادگاه حکم صادر کرد {}",
        "ده نفر کشته شدند.|۳۵ نفر کشته شدند.|35 نفر کشته شدند.|«ده نفر کشته شدند» او گفت."
        "|“ده نفر کشته شدند” او گفت.|پلیس آن را رد کرد.",
        "در سال ۱۳۹۹ ه.ش.|در سال ۱۳۹۹ ه. ش.|در سال ۱۴۴۱ ه.ق.|در سال ۲۰۲۰ م.|در سال ۵۰ ق.م."
        "|در سال ۵۰ پ.م.|و غیره.|برای ج.ا.ا.|در سال ۱۳۹۹ ش.|در سال ۱۴۴۱ ق.|در U.S.|برای Acme Inc."
        "|در ساعت ۱۰ ص.|در ساعت ۱۰ ب.ظ.|ساعت ۱۰ ق.ظ.|با طول ۱۰ کم.|در تهران.|در ایران!|و الخ."
        "|در خرداد.|در قم.",
    ),
    "zh": (
        "法院签发了逮捕令{}",
        "十人被杀。|“十人被杀，”他说。|「十人被杀」，他说。|警方否认。",
        "。|！|？|……。|（五月）。|对Acme Inc.|对Acme Ltd.|在U.S.|在D.C.|在U.K.|等。|对Acme Corp."
        '|，他是Ph.D.|。”|！”|？”|。」|。』|。）|。)|。]|。》|。"|.|?|!',
    ),
}
MOST_MERGED = 0.05  # of the abbreviations before any one beginning; figures below


def merged(language: str, beginning: str) -> tuple[list[str], int]:
    """The last words that swallow a next sentence that begins so, and the number of all."""
    frame, _, endings = FINAL[language]
    swallowing, gap = [], "" if language == "zh" else " "
    for ending in endings.split("|"):
        units = split(f"{frame.format(ending)}{gap}{beginning}", language)
        if units[-1] != beginning:
            swallowing.append(ending)
        elif "".join(units[:-1]).replace(" ", "") != frame.format(ending).replace(" ", ""):
            swallowing.append(f"{ending} lost")
    return swallowing, len(endings.split("|"))


@pytest.mark.parametrize(
    ("language", "beginning"),
    [(name, begins) for name, (_, all_of, _) in FINAL.items() for begins in all_of.split("|")],
)
def test_a_final_abbreviation_swallows_no_sentence(language, beginning):
    swallowing, tried = merged(language, beginning)
    assert tried >= (100 if language == "en" else 20)
    # Before a number a few words go on more often than they end a sentence: "p. 35".
    most = 0.08 if beginning[0].isdigit() and language == "fr" else MOST_MERGED
    assert len(swallowing) <= most * tried, swallowing


WHOLE = {
    "en": "He met Mr. Obama today.|Gen. Qasem Soleimani died.|It is by J. R. Smith and George W."
    " Bush.|The U.S. President spoke.|On Jan. 3 he left.|In Jan. 2020 he left."
    "|The Jan. 3 airstrike failed.|See No. 5 of it.|Case no. 12 was closed."
    "|Lt. Gen. Smith left St. Louis.|It began at 10 p.m. Monday in Iraq."
    "|See Art. 5 and p. 7.|He cited e.g. Iran and i.e. Iraq.|Roe v. Wade fell."
    "|J.K. Rowling wrote it.|The U.N. Security Council met.|It rose 1.5 percent.|1. The court held"
    " it.|“Who are you?” he asked.|Dr. A. Q. Khan left.|Smith, Co. Ltd. paid it."
    "|He met Ms. al-Sadr.|U.S. forces left.|See www.example.com for it.|Sgt. Maj. Smith left."
    "|Prof. Dr. Smith left."
    "|Sen. Smith (R., Tex.) left.|It is in vol. 5, ch. IV.|Mr. and Mrs. Smith left.|Gen. “Mad Dog”"
    " Mattis left.|The Rev. Jackson left.|Yes, it is 5.30 p.m. there.",
    "fr": "M. Macron a nié.|MM. Dupont et Durand ont nié.|Mme. Dupont a nié.|Le Dr. Martin a nié."
    "|Voir l’art. 5 et la p. 7.|Le 3 janv. 2020 il a nié.|J. R. Smith a nié.|Le gén. Soleimani est"
    " mort.|Le n° 5 est là.|« Qui ? » demanda-t-il.",
    "de": "Hr. Müller kam am 3. März 2021.|Dr. Müller kam.|Im 21. Jahrhundert war Krieg.|Der 2."
    " Weltkrieg endete.|Nach Art. 5 Abs. 1 gilt es.|Es gilt z. B. Artikel 5.|Es waren ca. 35"
    " Menschen.|Prof. Dr. Müller kam.|J. R. Smith kam.|St. Pölten liegt da.|Am 3. Jan. 2020 kam er."
    "|Es gilt d. h. Iran nicht.|1,5 Mio. Menschen kamen.|„Wer?“, fragte er.|Nr. 5 lebt.",
    "es": "El Sr. López lo negó.|La Sra. López lo negó.|El Gral. Soleimani murió.|EE. UU. lo negó."
    "|Véase el art. 5 y la pág. 7.|J. R. Smith lo negó.|D. Juan lo negó.|Es el núm. 5 aquí."
    "|«¿Quién?», preguntó.|P. ej. Irán lo negó.",
    "ar": "قال د. محمد ذلك.|قال أ.د. محمد ذلك.|انظر ص. 5 هنا.|قال م. أحمد ذلك.",
    "fa": "د. محمدی گفت.|نگاه کنید به ص. ۵ آن.",
    "zh": "他说3.5万人死亡。|Mr. 王说是。",
}


@pytest.mark.parametrize(
    ("language", "text"), [(name, text) for name in WHOLE for text in WHOLE[name].split("|")]
)
def test_a_title_an_initial_or_a_number_ends_nothing(language, text):
    assert split(text, language) == [text]


# --- Quotations and brackets ----------------------------------------------------------------------

SPOKEN = {  # words before a quotation of three sentences, the three, and what follows
    "en": ("He said: ", "The court issued a warrant.", "Ten men were killed.", "Nobody spoke!"),
    "fr": ("Il a dit : ", "Un mandat est émis.", "Dix hommes sont tués.", "Qui a parlé ?"),
    "de": ("Er sagte: ", "Es gibt einen Haftbefehl.", "Zehn Männer sind tot.", "Wer sprach?"),
    "es": ("Dijo: ", "El tribunal emitió una orden.", "Diez hombres murieron.", "¿Quién habló?"),
    "ar": ("قال: ", "أصدرت المحكمة مذكرة.", "قتل عشرة رجال.", "هل تكلم أحد؟"),
    "fa": ("او گفت: ", "دادگاه حکم صادر کرد.", "ده نفر کشته شدند.", "چه کسی گفت؟"),
    "zh": ("他说：", "法院签发了逮捕令。", "十人被杀！", "谁说的？"),
}
MARKS = ['""', "''", "“”", "‘’", "„“", "«»", "»«", "‹›", "()", "[]", "「」", "『』", "（）", "【】"]
MARKS += ['“"', '"”', "“ ", " ”", "''", "``"]  # mixed, and never closed or opened


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize("language", SPOKEN)
def test_every_sentence_of_a_quotation_is_one(language, marks):
    before, *parts = SPOKEN[language]
    gap = "" if language == "zh" else " "
    opening, closing = (mark.strip() for mark in marks)
    inner = "\xa0" if language == "fr" and marks == "«»" else ""
    text = f"{before}{opening}{inner}{gap.join(parts)}{inner}{closing}{gap}{parts[1]}"
    units = split(text, language)
    assert len(units) == 4, units
    strip = f"{opening}{closing}{inner} " if opening + closing else " "
    bare = [unit.removeprefix(before).strip(strip) for unit in units]
    assert bare == [part.strip(strip) for part in (*parts, parts[1])]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ('He is 6\' 2" tall. Ten men died. "It is so."', 3),
        ('The 3.5" disk is lost. Ten men died. Nobody spoke.', 3),
        ('A 12" gun fired. He said: "Ten men died. Nobody spoke." He left.', 4),
        ("(The court met. Ten men died.) Nobody spoke.", 3),
        ("The court met (it was Monday. Ten men died. Nobody spoke.", 3),
        ("“The court met. ‘Ten men died. Nobody spoke.’ He left.” She left.", 5),
        ("The court met.” Ten men died. Nobody spoke.", 3),
        ("The court met. — Ten men died. – Nobody spoke.", 3),
        ("The court met.Ten men died.Nobody spoke.", 3),
        ('The court met."Ten men died." Nobody spoke.', 3),
        ("The court met.[1] Ten men died.¹ Nobody spoke.", 3),
        ("The court met… Ten men died... Nobody spoke?!", 3),
        ("“Yes. he met us,” he said. Nobody spoke.", 3),
        ("The ’90s ended. Ten men died. Nobody spoke.", 3),
    ],
)
def test_marks_of_any_kind_hide_no_sentence(text, units):
    assert len(split(text)) == units, split(text)


# --- Line ends ------------------------------------------------------------------------------------

LINE_ENDS = ["\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]


@pytest.mark.parametrize("end", LINE_ENDS)
@pytest.mark.parametrize("language", [*FINAL, "und", "hi"])
def test_every_line_end_ends_a_sentence(language, end):
    text = f"“A headline{end}Ten men were killed{end}{end}  and more. "
    assert split(text, language) == ["“A headline", "Ten men were killed", "and more."]


def test_the_line_ends_are_those_of_unicode():
    ends = {chr(c) for c in range(sys.maxunicode + 1) if len(f"a{chr(c)}b".splitlines()) > 1}
    assert ends == set(corpus.LINE_ENDS) == set("".join(LINE_ENDS))


@pytest.mark.parametrize(("end", "line"), [("\n", 2), ("\r\n", 2), ("\r", 1), ("\u2028", 1)])
def test_the_line_of_a_sentence_counts_line_feeds(end, line):
    assert corpus.sentences(f"One{end}Two")[1].line == line


# --- What the library knows, and time -------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "hy", "el", "my"])
def test_every_mark_that_ends_a_sentence_for_sentencex_does_here(language):
    marks = [chr(c) for c in range(sys.maxunicode + 1) if not 0xD800 <= c < 0xE000]
    ending = [
        mark
        for mark in marks
        if not mark.isalnum() and len(get_sentence_boundaries(language, f"aab{mark} Bbaa")) > 1
    ]
    assert len(ending) > 100
    assert [mark for mark in ending if len(split(f"aab{mark} Bbaa", language)) != 2] == []


@pytest.mark.parametrize(
    ("language", "text", "units"),
    [
        ("ru", "«Суд выдал ордер. Убиты десять человек.» Он ушёл.", 3),
        ("it", "«Il tribunale decise. Dieci uomini morirono.» Uscì.", 3),
        ("hi", "“अदालत ने वारंट जारी किया। दस लोग मारे गए।” वह गया।", 3),
        ("ja", "「裁判所は令状を出した。十人が死んだ。」彼は去った。", 3),
        ("he", "“בית המשפט הוציא צו. עשרה נהרגו.” הוא הלך.", 3),
        ("und", "The warrant was issued in May. Police killed ten men.", 2),
        ("tlh", "He lives in D.C. Police killed ten men.", 2),
        ("en-GB", "He lives in D.C. Police killed ten men.", 2),
    ],
)
def test_other_languages_are_split_in_quotations_too(language, text, units):
    assert len(split(text, language)) == units, split(text, language)


def test_every_wide_space_is_known():
    spaces = filter(str.isspace, map(chr, range(128, sys.maxunicode + 1)))
    assert set(map(ord, spaces)) == set(sentences.WIDE_SPACE)


HARD = [
    "“",
    ". ",
    ".",
    "a. ",
    "( “a. ",
    '."',
    "...\xa0",
    ". “",
    "U.S. ",
    "[1].",
    "«\xa0",
    "1. ",
    "… ",
]
HARD += ["。", "a.b", ". — ", "Mr. ", "\r", "? a", "e. ", "   ", ".\t"]


@pytest.mark.parametrize("piece", HARD)
def test_the_time_grows_as_the_length(piece):
    def took(length: int) -> float:
        text = piece * (length // len(piece))
        begun = time.process_time()
        corpus.sentences.__wrapped__(text, "en")
        return time.process_time() - begun

    took(1_000)
    assert took(800_000) < 40 * max(took(80_000), 0.01)
