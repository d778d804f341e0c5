"""The search of the exported database finds a word in every script and spelling."""

# ruff: noqa: RUF001 - letters of other scripts are the subject here

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from analysis.export import sqlite
from analysis.export.search_words import search_words
from tests.support import exports

TEXTS = {
    "zh": "法院签发了逮捕令。",
    "ja": "裁判所がトランプ氏の逮捕状を出した。",
    "th": "ศาลออกหมายจับทรัมป์",
    "ar": "أصدرت المحكمة مُذكِّرة توقيف",
    "fa": "دادگاه حکم کاظمی را می‌شناسد",
    "ru": "Суд выдал Ордер Ёлкину",
    "de": "in der Straße",
    "el": "Ο ΟΔΥΣΣΕΥΣ",
    "ko": "법원은 이란의 영장",
    "hi": "अदालत ने किताब दी",
    "fr": "le cafe\u0301 noir",
    "tr": "İstanbul'da",
    "full width": "ＫＵＷＡＩＴ２",
    "soft hyphen": "a war\u00adrant",
}
QUERIES = [
    *[("zh", word) for word in ("逮捕令", "法院", "令", "签发了逮捕令", "逮捕")],
    *[("ja", word) for word in ("逮捕状", "トランプ", "トランプ氏の逮捕", "裁判所")],
    *[("th", word) for word in ("หมายจับ", "ศาล", "ทรัมป์")],
    *[("ar", word) for word in ("مذكرة", "مُذكِّرة", "المحكمة", "أصدرت", "اصدرت")],
    *[("fa", word) for word in ("کاظمی", "كاظمي", "حكم", "می‌شناسد", "میشناسد")],
    *[("ru", word) for word in ("ордер", "ОРДЕР", "суд", "ёлкину", "елкину", "ЕЛКИНУ")],
    *[("de", word) for word in ("strasse", "STRASSE", "straße", "Straße")],
    *[("el", word) for word in ("οδυσσευς", "οδυσσευσ")],
    *[("ko", word) for word in ("이란", "이란의", "영장", "법원")],
    *[("hi", word) for word in ("किताब", "अदालत")],
    *[("fr", word) for word in ("café", "cafe", "CAFÉ")],
    *[("tr", "istanbul"), ("full width", "kuwait2"), ("soft hyphen", "warrant")],
]


def rows_with(base: sqlite3.Connection, words: str) -> set[str]:
    """Return the notes that a search finds; each word is quoted, as Datasette does it."""
    query = " ".join(f'"{word}"' for word in words.split())
    sql = "SELECT note FROM statements WHERE rowid IN"
    sql += " (SELECT rowid FROM statements_fts WHERE statements_fts MATCH ?)"
    return {note for (note,) in base.execute(sql, (query,))}


@pytest.fixture(scope="module")
def base():
    whole = exports.loaded()
    notes = [*TEXTS.values(), *[""] * (len(whole.statements) - len(TEXTS))]
    noted = replace(whole, statements=whole.statements.assign(note=notes))
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(sqlite.database(exports.tables_of(noted)))
        yield connection


@pytest.mark.parametrize(("language", "words"), QUERIES)
def test_a_word_is_found(base, language, words):
    assert TEXTS[language] in rows_with(base, words)


@pytest.mark.parametrize("words", ["逮令", "捕逮", "कताब", "warr", "ордер суд法", "이란인", "ガス"])
def test_words_that_are_in_no_text_are_not_found(base, words):
    assert rows_with(base, words).isdisjoint(TEXTS.values())


def test_the_statements_are_stored_unchanged(base):
    notes = {note for (note,) in base.execute("SELECT note FROM statements")}
    assert set(TEXTS.values()) <= notes
    base.execute("INSERT INTO statements_fts (statements_fts) VALUES ('integrity-check')")


def test_a_plain_text_needs_no_more_words():
    assert search_words("The court issued a warrant.") == []
    assert search_words("“The court”") == []
