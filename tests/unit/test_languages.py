"""Texts in scripts with other letters, digits and no spaces: quotes are theirs, values are ours."""

# ruff: noqa: RUF001 - other scripts are what this is about

from pathlib import Path

import pytest

from analysis import agreement, coverage, evidence, tables
from analysis.authoring import cue_finder
from analysis.cli import program
from analysis.display import quotes
from analysis.publishing.site import records
from analysis.system import folders
from analysis.text import tokens
from analysis.text.sentences import split_sentences
from analysis.validation import wordings
from tests.support.csv_files import read_csv, write_csv

# Of each language the sentences of a text; the words that name court, day, and number of injured;
# the value and range of that number; and what each of our words is in theirs.
TEXTS = {
    "fa": (
        "دادگاه نورلند روز ۳ مارس ۲۰۲۱ حکم بازداشت صادر کرد.|"
        " به گزارش خبرگزاری شمال، ۳۵ نفر آسیب دیدند.| آیا وزارت دادگستری نظری داد؟",
        ("دادگاه نورلند", "۳ مارس ۲۰۲۱ حکم بازداشت", "۳۵ نفر آسیب دیدند"),
        ("35", "35", "35"),
        "Court=دادگاه Norland=نورلند March=مارس Warrant=حکم agency=خبرگزاري Injured=آسیب",
    ),
    "ar": (
        "أصدرت محكمة نورلاند مذكرة توقيف في 3 مارس 2021.|"
        " وأفادت وكالة الشمال بأن أكثر من ١٠٠ شخص أصيبوا.| لم تعلق وزارة العدل.",
        ("محكمة نورلاند", "مذكرة توقيف في 3 مارس 2021", "أكثر من ١٠٠ شخص أصيبوا"),
        ("over 100", "101", ""),
        "Court=محكمة Norland=نورلاند Warrant=مذكرة agency=وكالة Injured=أصيبوا over=أكثر_من",
    ),
    "zh-Hans": (
        "诺兰法院于2021年3月3日签发逮捕令。|北方通讯社报道，三十五人受伤。|司法部没有评论。",
        ("诺兰法院", "2021年3月3日签发逮捕令", "三十五人受伤"),
        ("35", "35", "35"),
        "Court=法院 Norland=诺兰 March=3月 Warrant=逮捕令 agency=通讯社 Injured=受伤 35=三十五",
    ),
    "fr": (
        "Le tribunal de Norlande a émis un mandat d’arrêt le 3 mars 2021.| Selon l’Agence du Nord,"
        " des dizaines de personnes ont été blessées.| Le ministère n’a pas répondu.",
        (
            "Le tribunal de Norlande",
            "un mandat d’arrêt le 3 mars 2021",
            "des dizaines de personnes",
        ),
        ("tens", "20", ""),
        "Court=tribunal Norland=Norlande March=mars Warrant=mandat agency=Agence Injured=blessées"
        " tens=dizaines",
    ),
}
ENTITIES = """
warrant,warrant,Warrant of Norland,One.,warrant
injured,casualty-group,Injured persons,Some.,warrant
court,body,Court of Norland,One.,
agency,body,North agency,An outlet.,"""


def add(folder: Path, table: str, rows: list[dict[str, str]]) -> None:
    path = folder / f"data/{table}.csv"
    header, old = read_csv(path)
    write_csv(path, [header, *old, *([row.get(name, "") for name in header] for row in rows)])


def text_of(language: str) -> str:
    return TEXTS[language][0].replace("|", "") + "\n"


@pytest.fixture
def project(tmp_path) -> Path:
    """A project with a text in each language, coded whole."""
    assert program.main(["new", str(tmp_path)]) == 0
    with (tmp_path / "data/entities.csv").open("a", encoding="utf-8") as file:
        file.write(ENTITIES.strip() + "\n")
    said: dict[tuple[str, str], None] = {}
    for language, (_, (court, day, number), (value, low, high), words) in TEXTS.items():
        source, text = language.lower(), text_of(language)
        (tmp_path / f"seeds/{source}.txt").write_text(text, encoding="utf-8")
        row = {"source_id": source, "file": f"{source}.txt", "label": language}
        row |= {"sha256": folders.sha256(text.encode()), "language": language, "published": "2021"}
        row |= {"published_basis": "inferred", "published_note": "A day of 2021 is in it."}
        add(tmp_path, "sources", [row])
        common = {"source_id": source, "modality": "asserted", "basis": "stated"}
        common |= {"speaker": "own-voice"}
        counted = {"entity_id": "injured", "prop": "injured", "value": value, "quote": number}
        counted |= {"low": low, "high": high, "speaker": "agency"}
        dated = {"entity_id": "warrant", "prop": "issued_on", "date": "2021-03-03", "quote": day}
        named = {"entity_id": "court", "prop": "name", "value": "Court of Norland", "quote": court}
        issued = {"entity_id": "warrant", "prop": "issuer", "value": "court", "quote": court}
        rows = [named, issued, dated | {"value": "March 3, 2021"}, counted]
        add(tmp_path, "statements", [common | row for row in rows])
        waived = {"source_id": source, "quote": TEXTS[language][0].split("|")[2].strip()}
        add(tmp_path, "waivers", [waived | {"reason": "No comment is no statement."}])
        said |= {tuple(pair.replace("_", " ").split("=")): None for pair in words.split()}
    rows = [{"use": "value", "ours": ours, "theirs": theirs} for ours, theirs in said]
    add(tmp_path, "wordings", [row | {"reason": "The word in that language."} for row in rows])
    return tmp_path


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in evidence.read(folder).problems]


def test_a_project_in_four_languages_is_sound(project, capsys):
    assert problems(project) == []
    capsys.readouterr()
    assert program.main(["check", str(project)]) == 0
    assert "4 documents, 12 sentences, 16 statements, 4 waivers" in capsys.readouterr().out


def test_its_tables_and_verdicts_are_made(project):
    loaded = evidence.load(project)
    assert list(loaded.sources["language"]) == list(TEXTS)
    verdicts = agreement.verdicts(loaded).set_index(["entity_id", "prop"])["verdict"]
    assert verdicts["warrant", "issued_on"] == "agree"
    assert verdicts["injured", "injured"] == "conflict"  # 35, and over 100
    ledger = coverage.ledger(loaded)
    assert len(ledger) == 12
    assert ledger["text"].tolist() == [
        part.strip() for text, *_ in TEXTS.values() for part in text.split("|")
    ]
    assert len(tables.spellings_by_source(loaded)) == 1


@pytest.mark.parametrize("word", ["Court", "March", "Injured", "35", "over", "tens"])
def test_a_word_of_ours_without_its_wording_is_told(project, word):
    path = project / "data/wordings.csv"
    header, rows = read_csv(path)
    write_csv(path, [header, *(row for row in rows if row[1] != word)])
    told = problems(project)
    assert told
    assert all("has no support" in line or "is not named at the quote" in line for line in told)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("35", "36", '"36" has no support in the quote'),
        ("over 100", "over 200", '"200" has no support in the quote'),
        ("March 3, 2021", "March 4, 2021", "the value gives"),
    ],
)
def test_a_number_that_the_quote_does_not_have_is_told(project, old, new, told):
    path = project / "data/statements.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert any(told in line for line in problems(project))


def test_a_quote_cut_within_a_word_is_told_where_words_have_spaces(project):
    path = project / "data/statements.csv"
    text = path.read_text(encoding="utf-8")
    assert "دادگاه نورلند" in text
    path.write_text(text.replace("دادگاه نورلند", "ادگاه نورلند"), encoding="utf-8")
    assert any('begins within the word "دادگاه"' in line for line in problems(project))


@pytest.mark.parametrize("language", TEXTS)
def test_sentences_end_where_the_language_ends_them(language):
    text = text_of(language)
    found = [text[s.start : s.end] for s in split_sentences(text, language)]
    assert found == [part.strip() for part in TEXTS[language][0].split("|")]
    quote = TEXTS[language][1][2]
    span = (text.index(quote), text.index(quote) + len(quote))
    start, end = quotes.passage(text, language, span)
    assert text[start:end] == found[1]


def test_the_site_marks_a_waived_sentence_to_where_its_language_ends_it():
    first, second = "Das Gericht tagte am 3. März 2021.", "Die Akte lag vor."
    (line,) = records.text_lines(f"{first} {second}", "de", {}, {first: "Only a day."})
    assert [segment.words for segment in line if segment.waiver] == [first]


@pytest.mark.parametrize(
    ("language", "kinds"),
    [
        ("fa", {"date", "number", "outlet"}),
        ("ar", {"date", "number", "outlet", "verb"}),
        ("zh-Hans", {"date", "number", "outlet", "verb"}),
        ("fr", {"date", "number", "outlet"}),
    ],
)
def test_draft_finds_date_number_and_outlet(language, kinds):
    parts = TEXTS[language][0].split("|")
    assert kinds <= {each.kind for part in parts for each in cue_finder.find_cues(part, language)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("۳۵", "35"),
        ("٣٥", "35"),
        ("۱٬۲۰۰", "1,200"),
        ("ملكي", "ملکی"),
        ("محـــكمة", "محکمة"),
        ("３５", "35"),
    ],
)
def test_digits_and_spellings_of_a_letter_are_one(one, other):
    assert tokens.tokens(one) == tokens.tokens(other)


def test_a_name_in_a_script_without_spaces_is_more_than_one_of_its_characters():
    names = tokens.names_in("司法部")
    assert names & wordings.supported_words("司法部没有评论", {})
    assert not names & wordings.supported_words("法院和部长", {})
