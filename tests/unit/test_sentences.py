"""Sentences end inside quotations, after abbreviations and at every line end."""

# ruff: noqa: RUF001 - other scripts are what some of this is about

import sys
import time

import pytest
from sentencex import get_sentence_boundaries

from analysis.text import boundaries, sentences
from analysis.text.sentences import split_sentences
from tests.support.suites import PUD, SUITES, boundary_scores


def split(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for _, start, end in split_sentences(text, language)]


# --- Against a corpus of sentences that people have split -----------------------------------------


@pytest.mark.skipif(not (SUITES / PUD).is_file(), reason=f"{PUD} is not in $ANALYSIS_SUITES")
def test_boundaries_are_those_of_the_parallel_universal_dependencies():
    n_gold, n_ours, n_right = boundary_scores()
    assert n_gold == 1_000
    assert n_right / n_ours >= 0.99
    assert n_right / n_gold >= 0.998


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
        "|with the no.|in Vt.|in Ariz.|at the hosp.|to a man with a J.D.|by Acme S.A.|by Acme N.V."
        "|by Ann Smith Q.C.|and he said No.|at 5 Ocean Dr.|though they voted No.",
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
def test_final_abbreviations_rarely_merge_sentences(language, beginning):
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
    "|Prof. Dr. Smith left.|Prime Minister Dr. Allawi left.|J.D. Vance left.|It is No. 5 there."
    "|On Monday Dr. Smith left.|He said it was No. 35 there."
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
def test_a_title_an_initial_or_a_number_does_not_end_a_sentence(language, text):
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
def test_every_sentence_of_a_quotation_is_split(language, marks):
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
def test_no_mark_hides_a_sentence(text, units):
    assert len(split(text)) == units, split(text)


# --- What hides the end of a sentence -------------------------------------------------------------

# Of each language, two sentences in each line, with "|" where the second begins.
HIDDEN_ENDS = {
    "symbols": (
        "en",
        """The court acted.😀| Ten men died.
The court acted!😀|Ten men died.
The court acted.→| Ten men died.
The court acted.†| Ten men died.
The court acted.™| Ten men died.
The court acted.| 😀 Ten men died.
The court acted.👍🏽| Police shot men.
The court acted.❤️| Police shot men.
The court acted?👨‍👩‍👧| Police shot men.
The court acted.🇮🇶|Police shot men.
The court acted.‡| 35 men died.
The court acted.§| Ten men died.
The court acted.°|Ten men died.
The court acted.®| “Ten men died.”
The court acted.✓ |Ten men died.
The court acted.←| Ten men died.
The court The court acted.| ■ Ten men died.
The court acted.»😀| Ten men died.""",
    ),
    "footnotes": (
        "en",
        """The court acted.12| Ten more men died.
“The court acted.”1| Ten more men died.
The court acted.[citation needed]| Police shot men.
The court acted.[note 3]| Ten men died.
The court acted.(3)| Ten men died.
The court acted.^12| Ten men died.
The court acted.[12][13]| Ten men died.
The court acted.[a]|Ten men died.
The court acted.| [citation needed] Police shot men.
The court acted.[Citation needed]| Police shot men.
The court acted.[when?]| Police shot men.
The court acted.[1, 2]| Police shot men.
The court acted.(note 3)| Ten men died.
The court acted.1,2| Ten men died.
The court acted.3|Ten men died.
The court acted.4| “Ten men died.”
The court acted?5| Ten men died.
The court acted.)| 12 Ten men died.
The court acted.”[3]| Ten men died.
The court acted.¹²| Ten men died.
The court acted.<sup>12</sup>| Ten men died.
The court acted.</p><p>|Ten men died.
The court acted.{{cn}}| Ten men died.
The court acted.①| Ten men died.
The court acted.(see note)| Ten men died.
The court acted.&nbsp;|Ten men died.
The court acted.*| Ten men died.""",
    ),
    "unseen characters": (
        "en",
        """The court acted.\u200f| Ten men died.
The court acted.\u200b| Ten men died.
The court acted.\u00ad| Ten men died.
The court acted.\u2060|Ten men died.
The court acted.\u200e| Ten men died.
The court acted.| \u200fTen men died.
The court acted.\ufeff|Ten men died.
The court acted.\u202c| Ten men died.
The court acted.\u2069|Ten men died.
The court acted.\u200d| 35 men died.
The court acted.”\u200b| Ten men died.
The court acted?\u200b|Ten men died.
The court acted.| \u2066“Ten men died.”
It was in May.\u200b| Police shot men.""",
    ),
    "dashes": (
        "en",
        """The court acted.–|Ten men died.
The court acted.--| Ten men died.
The court acted./| Ten men died.
The court acted."–|"Ten men died.
The court acted.—|Ten men died.
The court acted.-|Ten men died.
The court acted.---|Ten men died.
The court acted./|Ten men died.
The court acted.| // Ten men died.
The court acted.\\| Ten men died.
The court acted.−| Ten men died.
The court acted.―|Ten men died.
The court acted.•|Ten men died.
The court acted!–|Ten men died.
The court acted.–|35 men died.
The court acted.”–|Ten men died.""",
    ),
    "doubled punctuation": (
        "en",
        """The court acted.,| Ten men died.
The court acted.;| Ten men died.
The court acted.:| Ten men died.
The court acted?,| Ten men died.
The court acted!;| Ten men died.
The court acted!:| Police shot men.
The court acted.,|Ten men died.
The court acted.,| “Ten men died.”
The court acted.,| 35 men died.
The court acted.;;| Ten men died.
It was in Iraq.,| Ten men died.
It was in Baghdad.;| Police shot men.
The court acted.:-| Ten men died.
It was in 2020.,| Ten men died.
The court acted.| , Ten men died.
The court acted.,.| Ten men died.""",
    ),
    "capitals and no space": (
        "en",
        """THE COURT ACTED.|TEN MEN DIED.
The court acted.|TEN MEN DIED.
The court acted.|A man died.
The court acted.|I died.
The court acted.|I’m here.
The court acted.|NATO left.
The court acted.|U.S. forces left.
THE COURT ACTED!|TEN MEN DIED.
THE COURT ACTED?|A MAN DIED.
The court saw it.|TEN MEN DIED.
It was in 2020.|TEN MEN DIED.
The court acted.|X-rays were taken.
THE COURT ACTED.|POLICE KILLED TEN.
THE COURT ACTED.|“TEN MEN DIED.”
The court acted.|IS claimed it.""",
    ),
    "no space": (
        "en",
        """The court acted .|Then police shot men.
The court acted.|$10 was paid.
It was in 2020.|10 men died.
It was in U.S.|Ten men died.
It was at 5 p.m.|Police killed ten.
The court acted!|ten men died.
The court acted?|ten men died.
The court acted.|10 men died.
The court acted.|10,000 men died.
The court acted.|1000 men died.
The court acted.|€10 was paid.
The court acted!|he left.
The court acted ?|Ten men died.
The court acted .|TEN MEN DIED.
The court acted .|A man died.
It was at 5 a.m.|The police left.
It was in D.C.|Police killed ten.
It was in 1999.|12 men died.
The court acted.|#Ten men died.
He chose plan B.|The police left.
It rose by 5%.|Police left.
He was there (late).|Police left.
He was there (late).|10 men died.
It is in Article 5.|Police left.
HE WAS 35.|TEN MEN DIED.""",
    ),
    "text in capitals": (
        "en",
        """HE MET SEN.| THE POLICE KILLED TEN.
MEN KILLED IN FT.| THE POLICE LEFT.
THE WARRANT WAS SENT BY MR.| TEN MEN DIED.
THE CASE OF MR. J.| THE POLICE KILLED TEN.
HE MET A GEN.| THEY LEFT.
IT WAS SENT TO THE REV.| HE LEFT.
IT IS ROE V.| THE POLICE LEFT.
IT WAS SENT BY DR.| AFTER THAT HE LEFT.
HE MET PROF.| NOBODY SPOKE.
IT WAS KNOWN AS M.| POLICE KILLED TEN.
THEY MET THE REP.| IN MAY HE LEFT.
IT WAS MT.| FIVE MEN DIED.
HE GOT AN A.| POLICE KILLED TEN.""",
    ),
    "hours": (
        "en",
        """It happened at 5 p.m.| Tuesday was calm.
It happened at 5 p.m.| Friday prayers were hit.
It happened at 5 a.m.| Monday saw more.
It happened at 5 p.m.| EST is the zone.
It happened at 5 p.m.| GMT differs.
It happened at 9:30 a.m.| Sunday began well.
It happened at 9 A.M.| Wednesday came.
It happened at 5 p.m.| Saturday’s raid failed.
It happened at 5 p.m.| Pacific forces left.
It happened at 5 p.m.| Eastern cities burned.
It happened at 5 p.m.| Thursday brought rain.""",
    ),
    "single letters": (
        "en",
        """He scored an A.| Police killed ten.
It was operation X.| Police killed ten.
He was known as M.| Police killed ten.
Under Charles V.| Israel killed ten.
It was Operation K.| Israel left.
He took vitamin D.| Iran left.
She is called B.| Police left.
It was Plan C.| Israel left.
He met Malcolm X.| Police left.
They read type O.| Israel left.
He stood at point P.| Police left.
He is suspect B.| Police left.
It was a grade F.| Iran left.
He saw witness J.| Iran left.""",
    ),
    "months": (
        "en",
        """It was on 5 Nov.| 10 men were killed.
It was on 12 Jan.| 3 men were killed.
It was on 30 Dec.| 25 men were killed.
It was on 1 Feb.| 2 men were killed.
It was on 5 Aug.| 31 men were killed.
It was on 17 Sept.| 5 men were killed.
It was on 3 Oct.| 9 men were killed.
It was on 22 Mar.| 14 men were killed.
It was on 8 Apr.| 6 men were killed.
It was on 9 Jun.| 7 men were killed.""",
    ),
    "German": (
        "de",
        """Er zahlte 5 Mio.| Polizisten starben.
Er tat es u. a.| Polizei tötete zehn.
Das taten u.a.| Polizisten töteten zehn.
Er zahlte 3 Mrd.| Soldaten starben.
Er zahlte 2,5 Mio.| Israel griff an.
Das Gericht handelte.😀| Zehn starben.
Das Gericht handelte.12| Zehn starben.
Das Gericht handelte.–|Zehn starben.
DAS GERICHT HANDELTE.|ZEHN STARBEN.
Das Gericht handelte.,| Zehn starben.
ER TRAF DEN GEN.| DIE POLIZEI GING.
Es war am 5. Nov.| 10 Männer starben.
Es geschah unter X.| Israel griff an.
Es war Plan B.| Israel griff an.
Das Gericht handelte.\u200b| Zehn starben.
Das Gericht handelte!|zehn starben.""",
    ),
    "French": (
        "fr",
        """Le tribunal a agi.😀| Dix hommes sont morts.
Le tribunal a agi.12| Dix hommes sont morts.
Le tribunal a agi.[réf. nécessaire]| Dix sont morts.
Le tribunal a agi.–|Dix hommes sont morts.
LE TRIBUNAL A AGI.|DIX HOMMES SONT MORTS.
Le tribunal a agi.;| Dix hommes sont morts.
C’était le 5 nov.| 10 hommes sont morts.
Le tribunal a agi !|dix hommes sont morts.
IL A VU LE GÉN.| LES HOMMES SONT MORTS.
Il est connu comme X.| Israël a nié.
Le tribunal a agi.| »1 Dix sont morts.""",
    ),
    "Spanish": (
        "es",
        """El tribunal actuó.😀| Diez hombres murieron.
El tribunal actuó.12| Diez hombres murieron.
El tribunal actuó.[cita requerida]| Diez murieron.
El tribunal actuó.–|Diez hombres murieron.
EL TRIBUNAL ACTUÓ.|DIEZ HOMBRES MURIERON.
El tribunal actuó.,| Diez hombres murieron.
Fue el 5 nov.| 10 hombres murieron.
Fue el 5 de nov.| 10 hombres murieron.
El tribunal actuó.|¿Quién murió?
El tribunal actuó.😀|¡Diez murieron!
VIO AL GRAL.| LOS HOMBRES MURIERON.
Es conocido como X.| Israel lo negó.""",
    ),
    "Arabic": (
        "ar",
        """أصدرت المحكمة مذكرة.😀| قتل عشرة رجال.
أصدرت المحكمة مذكرة.\u200f| قتل عشرة رجال.
أصدرت المحكمة مذكرة.12| قتل عشرة رجال.
أصدرت المحكمة مذكرة.–|قتل عشرة رجال.
أصدرت المحكمة مذكرة.،| قتل عشرة رجال.
أصدرت المحكمة مذكرة؟😀|قتل عشرة رجال.
أصدرت المحكمة مذكرة.[بحاجة لمصدر]| قتل عشرة.
أصدرت المحكمة مذكرة.(3)| قتل عشرة رجال.
أصدرت المحكمة مذكرة.١٢| قتل عشرة رجال.
أصدرت المحكمة مذكرة.| \u200fقتل عشرة رجال.""",
    ),
    "Persian": (
        "fa",
        """دادگاه حکم صادر کرد.😀| ده نفر کشته شدند.
دادگاه حکم صادر کرد.\u200c| ده نفر کشته شدند.
دادگاه حکم صادر کرد.۱۲| ده نفر کشته شدند.
دادگاه حکم صادر کرد.[نیازمند منبع]| ده نفر.
دادگاه حکم صادر کرد.–|ده نفر کشته شدند.
دادگاه حکم صادر کرد؟،| ده نفر کشته شدند.""",
    ),
    "Chinese": (
        "zh",
        """法院签发了逮捕令。😀|十人被杀。
法院签发了逮捕令。[12]|十人被杀。
法院签发了逮捕令。——|十人被杀。
法院签发了逮捕令。→ |十人被杀。
法院签发了逮捕令。\u200b|十人被杀。
法院签发了逮捕令！，|十人被杀。""",
    ),
    "Russian": (
        "ru",
        """Это было в 2020 г.| Полиция убила десять.
Он заплатил 5 тыс. руб.| Полиция ушла.
Суд и т. д.| Полиция убила десять.
Суд и т.д.| Полиция убила десять.
Суд и т. п.| Полиция убила десять.
Суд и др.| Полиция убила десять.
Он заплатил 5 млн.| Полиция ушла.
Это было в 1999 гг.| Полиция ушла.
Он ушёл в 5 час.| Полиция ушла.
Суд решил.😀| Полиция ушла.
Суд решил.12| Полиция ушла.
Суд решил.–|Полиция ушла.
СУД РЕШИЛ.|ПОЛИЦИЯ УШЛА.
Суд решил.,| Полиция ушла.""",
    ),
    "Italian": (
        "it",
        """Il tribunale ecc.| Polizia uccise dieci.
Il tribunale etc.| Polizia uccise dieci.
Pagò 5 mln.| Polizia uccise dieci.
Il tribunale decise.😀| Dieci morirono.
Il tribunale decise.12| Dieci morirono.
Il tribunale decise.–|Dieci morirono.
Il tribunale decise.,| Dieci morirono.
IL TRIBUNALE DECISE.|DIECI MORIRONO.
Fu nel sec.| Polizia uccise dieci.
Lo fece Acme s.p.a.| Polizia uccise dieci.""",
    ),
    "Polish": (
        "pl",
        """Sąd itd.| Policja zabiła dziesięciu.
Sąd itp.| Policja zabiła dziesięciu.
Było to w 2020 r.| Policja zabiła dziesięciu.
Zapłacił 5 tys.| Policja zabiła dziesięciu.
Zapłacił 5 zł.| Policja zabiła dziesięciu.
Sąd orzekł.😀| Policja zabiła dziesięciu.
Sąd orzekł.12| Policja zabiła dziesięciu.
Sąd orzekł.–|Policja zabiła dziesięciu.
SĄD ORZEKŁ.|POLICJA ZABIŁA.
O godz.| Policja zabiła dziesięciu.""",
    ),
    "Ukrainian": (
        "uk",
        """Це було у 2020 р.| Поліція вбила десять.
Він заплатив 5 грн.| Поліція вбила десять.
Суд і т. д.| Поліція вбила десять.
Суд та ін.| Поліція вбила десять.
Він заплатив 5 тис.| Поліція вбила десять.
Суд вирішив.😀| Поліція пішла.
Суд вирішив.12| Поліція пішла.
СУД ВИРІШИВ.|ПОЛІЦІЯ ПІШЛА.""",
    ),
    "nouns after titles": (
        "en",
        """He told the Attorney Gen.| Police left.
He met the former Gov.| Prosecutors objected.
They blamed Gen.| Officials left.
They went to Ft.| Soldiers left.
It was sent by Mr.| Relatives saw it.
She is one Dr.| Women trust her.
MEN TOLD THE ATTORNEY GEN.| POLICE LEFT.
He met J. K.| Witnesses left.""",
    ),
    "initials of firms and states": (
        "it",
        """Paga la Acme S.r.l.| Dieci uomini morirono.
Paga la Acme S.A.| Dieci uomini morirono.
Vive negli U.S.A.| Dieci uomini morirono.
Vive negli U.S.| Dieci uomini morirono.""",
    ),
    "Dutch": (
        "nl",
        """Hij werkt voor Acme B.V.| De politie kwam.
Het bedrijf is een N.V.| De politie kwam.
Hij woont in de V.S.| Tien mannen stierven.""",
    ),
    "Portuguese": (
        "pt",
        """A empresa é uma S.A.| Dez homens morreram.
Vive nos E.U.A.| Dez homens morreram.""",
    ),
    "Turkish": (
        "tr",
        "Firma bir A.Ş.| Polis arama yaptı.",
    ),
    "lower case": (
        "en",
        """It was issued in May.| al-Sudani denied it.
It was issued in May.| de Gaulle denied it.
It was issued in May.| van der Berg denied it.
It was issued in May.| eBay denied it.
“It was issued in May.”| al-Sudani denied it.
It was issued in May.| “ten men died.”
the court acted in may.| police killed ten men.
he told me.| police killed ten men.""",
    ),
    "German names in lower case": (
        "de",
        """Das Gericht handelte.| von Storch bestritt es.
Das Gericht handelte.| al-Sudani bestritt es.
das gericht handelte.| zehn starben.""",
    ),
    "marks with spaces around": (
        "en",
        """The court acted.| * Ten men died.
The court acted.| ** Ten men died.
The court acted.| “ Ten men died. ”
The court acted.| ( Ten men died. )
“ The court acted.| ” Ten men died.
( The court acted.| ) Ten men died.
The court acted.| _ Ten men died.""",
    ),
    "emoji without another stop": (
        "en",
        """The court acted 😀| Police left.
The court acted🔥🔥| Police left.
🔴 The court acted 🔴| 35 men died.
The court acted 😢| “Ten men died.”""",
    ),
}


@pytest.mark.parametrize(
    ("language", "line"),
    [
        pytest.param(language, line, id=f"{kind} {number}")
        for kind, (language, table) in HIDDEN_ENDS.items()
        for number, line in enumerate(table.split("\n"))
    ],
)
def test_nothing_hides_the_end_of_a_sentence(language, line):
    first, second = line.rsplit("|", maxsplit=1)
    assert split(first + second, language) == [first.strip(), second.strip()]


TITLES_THAT_END = """it Venne il prof. |La polizia lo arrestò.
it Vide il dott. |Il giudice tacque.
it Arrivò il gen. |Nessuno parlò.
it Arrivò il gen. |In città morirono dieci.
nl Hij zag de dr. |De politie kwam.
nl Hij sprak de prof. |Het was laat.
nl Hij sprak de prof. |Een rechter kwam.
pt Viu o Sr. |A polícia veio.
pt Falou com o dr. |Os juízes calaram.
pl Przyszedł prof. |W sądzie zginęło dziesięć osób.
ru Пришёл проф. |Он ушёл.
ru Пришёл проф. |В суде погибли десять.
en He lives in Washington, D.C. |Congress met.
en He lives in Washington, D.C. |Court records say so."""
NAMES_WITH_ARTICLES = """it Venne il prof. La Rosa di Roma.
it Venne il gen. Di Carlo.
nl Hij zag dr. De Vries.
nl Hij zag dr. De la Cruz.
nl Hij zag prof. Van den Berg.
pt Viu o Sr. Da Silva.
pt Viu o dr. De los Santos.
en He met D.C. Circuit judges."""


@pytest.mark.parametrize("line", TITLES_THAT_END.splitlines())
def test_an_article_after_a_title_begins_a_sentence(line):
    language, _, text = line.partition(" ")
    first, second = text.split("|")
    assert split(first + second, language) == [first.strip(), second]


@pytest.mark.parametrize("line", NAMES_WITH_ARTICLES.splitlines())
def test_an_article_can_be_part_of_a_name(line):
    language, _, text = line.partition(" ")
    assert split(text, language) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "It is in vol. 3, no. 4. The court quoted it.",
        "See sched. 3. The court quoted it.",
        "Item 3. See par. 4. The court quoted it.",
    ],
)
def test_a_number_that_does_not_continue_a_list_is_not_an_item(text):
    assert split(text)[-1] == "The court quoted it."


STILL_WHOLE = {
    "en": """It rose 1.5 Percent.
It is 3.14 here.
See No.1 Tour.
See Fig.3 Below.
He left at 9.30 a.m. yesterday.
See A/B.C now.
See README.MD now.
See FILE.TXT NOW.
See WWW.EXAMPLE.COM NOW.
See http://example.com/page?id=5 now.
See example.com/page?query now.
It is by J.K. Rowling.
It is by J.K.Rowling.
The U.S.\u200b President spoke.
Mr.\u200b Obama spoke.
He holds an M.A. here.
It is in Tampa, Fla., Police said.
Acme Inc., Police said.
The U.S.-Iran talks failed.
The U.S./Iran talks failed.
It began at 10 p.m. Friday, Jan. 3.
It began at 10 p.m. Eastern Time.
It began at 10 p.m. EST on Friday.
He met Samuel L. Jackson.
It was on 5 Nov. 2020 there.
It was on Nov. 10 there.
He … left.
He... left.
“Who?!” he asked.
It is 2020.10.5 now.
See ASP.NET Core.
It is in St.-Denis now.
He holds a Ph.D. now.
S.Korea denied it.
C#.NET works.
He met John F. Kennedy.
Yahoo! Inc. left.
🔴 BREAKING: ten men died.
It is 😀 so.
Gen. al-Sudani and Dr. de Souza left.
the U.S. forces met Dr. al-Khalidi at 5 p.m. on Friday.
“Who?” de Gaulle asked.""",
    "de": """Es sind 5 Mio. Euro.
Es sind 3 Mrd. US-Dollar.
Am 5. Nov. 2020 kam er.""",
    "fr": """M. Macron a nié.
M. d’Estaing a nié.""",
    "nl": """Het is J.P. Balkenende.
Bel dhr. Jansen.""",
    "ru": """Это А. С. Пушкин.
Это проф. Иванов.""",
    "it": """Il dott. Rossi negò.
Il sig. Rossi negò.
Il gen. Rossi negò.""",
    "pl": """To prof. Kowalski.
To ul. Długa.""",
}


@pytest.mark.parametrize(
    ("language", "text"),
    [(name, text) for name, table in STILL_WHOLE.items() for text in table.splitlines()],
)
def test_names_numbers_and_addresses_stay_whole(language, text):
    assert split(text, language) == [text]


# --- Line ends ------------------------------------------------------------------------------------

LINE_ENDS = ["\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]


@pytest.mark.parametrize("end", LINE_ENDS)
@pytest.mark.parametrize("language", [*FINAL, "und", "hi"])
def test_every_line_end_ends_a_sentence(language, end):
    text = f"“A headline{end}Ten men were killed{end}{end}  and more. "
    assert split(text, language) == ["“A headline", "Ten men were killed", "and more."]


def test_the_line_ends_are_those_of_unicode():
    ends = {chr(c) for c in range(sys.maxunicode + 1) if len(f"a{chr(c)}b".splitlines()) > 1}
    assert ends == set(sentences.LINE_ENDS) == set("".join(LINE_ENDS))


@pytest.mark.parametrize(("end", "line"), [("\n", 2), ("\r\n", 2), ("\r", 1), ("\u2028", 1)])
def test_the_line_of_a_sentence_counts_line_feeds(end, line):
    assert split_sentences(f"One{end}Two")[1].line == line


# --- What the library knows, and time -------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "hy", "el", "my"])
def test_every_mark_that_ends_a_sentence_in_sentencex_ends_one_here(language):
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


def test_every_wide_space_is_listed():
    spaces = filter(str.isspace, map(chr, range(128, sys.maxunicode + 1)))
    assert set(map(ord, spaces)) == set(boundaries.WIDE_SPACE)


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
HARD += [
    ".😀 ",
    ".[a",
    ".<b ",
    ".(3",
    "acted.1",
    "acted.–",
    ".,",
    "a!b",
    "acted!ten",
    ". [",
    ".\u200b",
]


def took(text: str) -> float:
    """Return the seconds of this processor that it takes to split `text`."""
    begun = time.process_time()
    sentences.split_sentences.__wrapped__(text, "en")
    return time.process_time() - begun


@pytest.mark.parametrize("piece", HARD)
def test_the_time_grows_with_the_length(piece):
    took(piece * 100)
    short, long = (piece * (length // len(piece)) for length in (40_000, 400_000))
    assert took(long) < 25 * max(took(short), 0.005)


@pytest.mark.parametrize("character", "–-[(<)]”😀1٣,/ \u200b.!$¹\u0300")
@pytest.mark.parametrize("begin", ["The court acted.", "The court acted. ", "The court acted!a"])
def test_the_time_grows_with_the_length_of_a_run_of_one_character(begin, character):
    short, long = (begin + character * n + " Ten men died." for n in (100_000, 1_000_000))
    assert took(long) < 40 * max(took(short), 0.01)
