"""Texts in other scripts, with other digits or no spaces: quotes are theirs, values are ours."""

# ruff: noqa: RUF001 - other scripts are what this is about

from pathlib import Path
from typing import NamedTuple

import pytest

from analysis import agreement, coverage, evidence, tables
from analysis.authoring import cue_finder
from analysis.cli import program
from analysis.display import quotes
from analysis.publishing.site import records
from analysis.system import folders
from analysis.text import tokens
from analysis.text.sentences import split_sentences
from analysis.validation.labels import has_label, phrase
from tests.support.csv_files import read_csv, write_csv


class Text(NamedTuple):
    """A text of three sentences, and what is coded from it."""

    sentences: str
    court: str  # the quote that names the court
    day: str  # the quote that dates the warrant
    number: str  # the quote that counts the injured
    cue: str  # the words that give the agency as the speaker
    count: tuple[str, str, str]  # the number as a value, with its bounds
    labels: dict[str, str]  # by what they name, the phrases of the text
    lexicon: tuple[str, ...] = ()  # a row of lexicon.csv for words of the number


TEXTS = {
    "fa": Text(
        "دادگاه نورلند روز ۳ مارس ۲۰۲۱ حکم بازداشت صادر کرد.|"
        " به گزارش خبرگزاری شمال، ۳۵ نفر آسیب دیدند.| آیا وزارت دادگستری نظری داد؟",
        "دادگاه نورلند",
        "۳ مارس ۲۰۲۱ حکم بازداشت",
        "۳۵ نفر آسیب دیدند",
        "به گزارش خبرگزاری شمال",
        ("35", "35", "35"),
        {
            "court": "دادگاه نورلند",
            "march": "مارس",
            "warrant": "حکم بازداشت",
            "agency": "خبرگزاري شمال",
            "injured": "آسیب دیدند",
        },
    ),
    "ar": Text(
        "أصدرت محكمة نورلاند مذكرة توقيف في 3 مارس 2021.|"
        " وأفادت وكالة الشمال بأن أكثر من ١٠٠ شخص أصيبوا.| لم تعلق وزارة العدل.",
        "محكمة نورلاند",
        "مذكرة توقيف في 3 مارس 2021",
        "أكثر من ١٠٠ شخص أصيبوا",
        "وأفادت وكالة الشمال",
        ("أكثر من 100", "101", ""),
        {
            "court": "محكمة نورلاند",
            "warrant": "مذكرة توقيف",
            "agency": "وكالة الشمال",
            "injured": "أصيبوا",
        },
        ("أكثر من N", "N+1", ""),
    ),
    "zh-Hans": Text(
        "诺兰法院于2021年3月3日签发逮捕令。|北方通讯社报道，三十五人受伤。|司法部没有评论。",
        "诺兰法院",
        "2021年3月3日签发逮捕令",
        "三十五人受伤",
        "北方通讯社报道",
        ("35", "35", "35"),
        {
            "court": "诺兰法院",
            "march": "3月",
            "warrant": "逮捕令",
            "agency": "北方通讯社",
            "injured": "受伤",
            "35": "三十五",
        },
    ),
    "fr": Text(
        "Le tribunal de Norlande a émis un mandat d’arrêt le 3 mars 2021.| Selon l’Agence du Nord,"
        " des dizaines de personnes ont été blessées.| Le ministère n’a pas répondu.",
        "Le tribunal de Norlande",
        "un mandat d’arrêt le 3 mars 2021",
        "des dizaines de personnes ont été blessées",
        "Selon l’Agence du Nord",
        ("des dizaines", "20", ""),
        {
            "court": "tribunal de Norlande",
            "march": "mars",
            "warrant": "mandat d’arrêt",
            "agency": "Agence du Nord",
            "injured": "blessées",
        },
        ("des dizaines", "20", ""),
    ),
}
ENTITIES = {
    "warrant": ("warrant", "Warrant of Norland"),
    "injured": ("casualty-group", "Injured persons"),
    "court": ("body", "Court of Norland"),
    "agency": ("body", "North agency"),
}
# A month in another language is a concept, whose labels are its names.
MARCH = {"concept_id": "march", "scheme": "month", "label": "March", "definition": "The month."}


def add(folder: Path, table: str, rows: list[dict[str, str]]) -> None:
    path = folder / f"data/{table}.csv"
    header, old = read_csv(path)
    write_csv(path, [header, *old, *([row.get(name, "") for name in header] for row in rows)])


def text_of(language: str) -> str:
    return TEXTS[language].sentences.replace("|", "") + "\n"


@pytest.fixture
def project(tmp_path) -> Path:
    """A project with a text in each language, coded whole."""
    assert program.main(["new", str(tmp_path)]) == 0
    rows = [
        {"entity_id": name, "kind": kind, "label": label, "description": "One of Norland."}
        for name, (kind, label) in ENTITIES.items()
    ]
    rows[0]["concerns"] = rows[1]["concerns"] = "warrant"
    add(tmp_path, "entities", rows)
    add(tmp_path, "concepts", [MARCH])
    for language, text in TEXTS.items():
        source, content = language.lower(), text_of(language)
        (tmp_path / f"seeds/{source}.txt").write_text(content, encoding="utf-8")
        row = {"source_id": source, "file": f"{source}.txt", "label": language}
        row |= {"sha256": folders.sha256(content.encode()), "language": language}
        row |= {"published": "2021", "published_basis": "inferred"}
        add(tmp_path, "sources", [row | {"published_note": "A day of 2021 is in it."}])
        add(tmp_path, "statements", statements(source, text))
        excluded = {"source_id": source, "quote": text.sentences.split("|")[2].strip()}
        add(tmp_path, "exclusions", [excluded | {"reason": "No comment is not a statement."}])
        reason = "What it is called in that language."
        labels = [{"of": of, "label": label} for of, label in text.labels.items()]
        add(tmp_path, "labels", [row | {"reason": reason} for row in labels])
        if text.lexicon:
            row = dict(zip(("words", "low", "high"), text.lexicon, strict=True))
            add(tmp_path, "lexicon", [row | {"convention": "default", "reference": "As said."}])
    return tmp_path


def statements(source: str, text: Text) -> list[dict[str, str]]:
    """Return the rows for the name of the court, the issuer, the day and the injured of a text."""
    value, low, high = text.count
    common = {"source_id": source, "modality": "asserted", "basis": "stated"}
    common |= {"speaker": "own-voice"}
    named = {"entity_id": "court", "property": "name", "value": "Court of Norland"}
    issued = {"entity_id": "warrant", "property": "issuer", "value": "court"}
    dated = {"entity_id": "warrant", "property": "issued_on", "value": "March 3, 2021"}
    dated |= {"date": "2021-03-03", "quote": text.day}
    counted = {"entity_id": "injured", "property": "injured", "value": value, "low": low}
    counted |= {"high": high, "quote": text.number, "speaker": "agency", "cue": text.cue}
    quoted = [named | {"quote": text.court}, issued | {"quote": text.court}, dated, counted]
    return [common | row for row in quoted]


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in evidence.read(folder).problems]


def test_a_project_in_four_languages_has_no_problems(project, capsys):
    assert problems(project) == []
    capsys.readouterr()
    assert program.main(["check", str(project)]) == 0
    assert "4 documents, 12 sentences, 16 statements, 4 exclusions" in capsys.readouterr().out


def test_its_tables_and_outcomes_are_computed(project):
    loaded = evidence.load(project)
    assert list(loaded.sources["language"]) == list(TEXTS)
    outcomes = agreement.outcomes(loaded).set_index(["entity_id", "property"])["outcome"]
    assert outcomes["warrant", "issued_on"] == "agree"
    assert outcomes["injured", "injured"] == "conflict"  # 35, and over 100
    ledger = coverage.ledger(loaded)
    assert len(ledger) == 12
    assert ledger["text"].tolist() == [
        part.strip() for text in TEXTS.values() for part in text.sentences.split("|")
    ]
    assert len(tables.spellings_by_source(loaded)) == 1


@pytest.mark.parametrize("of", ["court", "march", "warrant", "agency", "injured"])
def test_a_name_in_another_language_needs_a_label(project, of):
    path = project / "data/labels.csv"
    header, rows = read_csv(path)
    assert of in [row[0] for row in rows]
    write_csv(path, [header, *(row for row in rows if row[0] != of)])
    without = problems(project)
    assert without
    assert all(" no support in" in line or "is not named at the quote" in line for line in without)


def test_a_number_in_words_of_another_language_needs_no_label(project):
    path = project / "data/labels.csv"
    header, rows = read_csv(path)
    assert "35" in [row[0] for row in rows]
    write_csv(path, [header, *(row for row in rows if row[0] != "35")])
    assert problems(project) == []


@pytest.mark.parametrize("words", ["أكثر من N", "des dizaines"])
def test_words_of_a_number_need_their_row_of_the_lexicon(project, words):
    path = project / "data/lexicon.csv"
    header, rows = read_csv(path)
    assert words in [row[0] for row in rows]
    write_csv(path, [header, *(row for row in rows if row[0] != words)])
    (problem,) = problems(project)
    assert "in lexicon.csv; add" in problem or "add the words to lexicon.csv" in problem


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("35", "36", '"36" has no support in the quote'),
        ("أكثر من 100,101", "أكثر من 200,201", '"أكثر من 200" has no support in the quote'),
        ("March 3, 2021", "March 4, 2021", "the value gives"),
    ],
)
def test_a_number_that_the_quote_does_not_have_is_a_problem(project, old, new, problem):
    path = project / "data/statements.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert any(problem in line for line in problems(project))


def test_words_of_attribution_are_in_the_text_in_any_script(project):
    path = project / "data/statements.csv"
    text = path.read_text(encoding="utf-8")
    for language in TEXTS.values():
        assert language.cue in text
        text = text.replace(language.cue, f"{language.cue} x")
    path.write_text(text, encoding="utf-8")
    assert len([line for line in problems(project) if "cue: " in line]) == len(TEXTS)


def test_a_quote_cut_within_a_word_is_reported_where_words_have_spaces(project):
    path = project / "data/statements.csv"
    text = path.read_text(encoding="utf-8")
    assert "دادگاه نورلند" in text
    path.write_text(text.replace("دادگاه نورلند", "ادگاه نورلند"), encoding="utf-8")
    assert any('begins within the word "دادگاه"' in line for line in problems(project))


@pytest.mark.parametrize("language", TEXTS)
def test_sentences_end_where_the_language_ends_them(language):
    text = text_of(language)
    found = [text[s.start : s.end] for s in split_sentences(text, language)]
    assert found == [part.strip() for part in TEXTS[language].sentences.split("|")]
    quote = TEXTS[language].number
    span = (text.index(quote), text.index(quote) + len(quote))
    start, end = quotes.passage(text, language, span)
    assert text[start:end] == found[1]


def test_the_site_marks_an_excluded_sentence_up_to_its_end_in_that_language():
    first, second = "Das Gericht tagte am 3. März 2021.", "Die Akte lag vor."
    (line,) = records.text_lines(f"{first} {second}", "de", {}, {first: "Only a day."})
    assert [segment.words for segment in line if segment.exclusion] == [first]


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
    parts = TEXTS[language].sentences.split("|")
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
def test_digits_and_spellings_of_a_letter_are_treated_as_the_same(one, other):
    assert tokens.tokens(one) == tokens.tokens(other)


def test_a_phrase_in_a_script_without_spaces_is_all_of_its_characters_in_order():
    label = phrase("司法部")
    assert has_label(phrase("司法部没有评论"), [label])
    assert not has_label(phrase("法院和部长"), [label])
    assert not has_label(phrase("部法司"), [label])
