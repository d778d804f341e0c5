"""A quote codes the sentences that it is about, and no others: the same in every ledger."""

# ruff: noqa: RUF001 - other scripts are what some of this is about

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import coverage, evidence
from analysis.authoring import draft
from analysis.cli import program
from analysis.coverage import sentence_ledger
from analysis.coverage.coded_arrays import Spans, coding_pairs
from analysis.evidence import Evidence
from analysis.publishing.site import records
from analysis.system import folders
from analysis.text import tokens
from analysis.text.sentences import split_sentences
from analysis.validation import coded_sentences, sentences
from analysis.validation.csv_tables import Table
from tests.support.csv_files import read_csv, write_csv

# A text; the quotes from it; and whether each of its sentences is coded.
TEXT = "The court issued a warrant. Ten men were killed in Mosul. Nobody was charged."
SPILLS = [
    ("en", TEXT, ["issued a warrant"], "1 0 0"),
    ("en", TEXT, ["issued a warrant. Ten"], "1 0 0"),
    ("en", TEXT, ["issued a warrant. Ten men"], "1 0 0"),
    ("en", TEXT, ["The court issued a warrant. Ten men were"], "1 0 0"),
    ("en", TEXT, ["The court issued a warrant. Ten men were killed"], "1 1 0"),
    ("en", TEXT, ["warrant. Ten men were killed in Mosul"], "0 1 0"),
    ("en", TEXT, ["a warrant. Ten men were killed in Mosul. Nobody"], "0 1 0"),
    ("en", TEXT, ["men were killed in Mosul. Nobody was charged"], "0 1 1"),
    ("en", TEXT, ["Mosul. Nobody was charged"], "0 0 1"),
    ("en", TEXT, ["court issued a warrant. Ten men were killed in Mosul"], "1 1 0"),
    ("en", TEXT, [TEXT], "1 1 1"),
    ("en", TEXT, ["issued a warrant. Ten", "in Mosul. Nobody"], "1 1 0"),
    ("en", TEXT, ["The", "were", ".", "a"], "0 0 0"),
    ("en", TEXT, ["warrant", "killed", "Nobody"], "1 1 1"),
    ("en", "It came in May. Police killed ten men.", ["May. Police killed ten men"], "0 1"),
    ("en", "He came in 2020. 35 men were killed.", ["He came in 2020. 35"], "1 0"),
    ("en", "He said no. “Ten men were killed,” he said.", ["He said no. “"], "1 0"),
    ("en", "He said no. (Ten men were killed.) So.", ["said no. (Ten"], "1 0 0"),
    ("en", 'He said: "A court met. Ten died. Nobody spoke."', ["A court met. Ten died"], "1 1 0"),
    ("en", "A headline on him\rTen men were killed", ["headline on him\rTen"], "1 0"),
    ("en", "Why is it so? It is. He is dead.", ["It is"], "0 1 0"),
    ("en", "* * *\nTen men.", ["* * *"], "1 0"),
    ("fr", "Un mandat est émis. Les dix hommes sont tués.", ["mandat est émis. Les dix"], "1 0"),
    ("fr", "Il vient en mai. La police tue dix hommes.", ["mai. La police tue dix"], "0 1"),
    ("de", "Er kam im Mai. Die Polizei tötete zehn.", ["Er kam im Mai. Die Polizei"], "1 0"),
    ("es", "Hay una orden. Los diez hombres murieron ayer.", ["Hay una orden. Los diez"], "1 0"),
    ("ar", "أصدرت المحكمة مذكرة. قتل عشرة رجال هناك.", ["المحكمة مذكرة. قتل"], "1 0"),
    ("fa", "دادگاه حکم صادر کرد. ده نفر کشته شدند.", ["حکم صادر کرد. ده نفر"], "1 0"),
    ("fa", "دادگاه حکم صادر کرد. ده نفر کشته شدند.", ["کرد. ده نفر کشته شدند"], "0 1"),
    ("zh", "法院签发了逮捕令。十人被杀。", ["签发了逮捕令。十"], "1 0"),
    ("zh", "法院签发了逮捕令。十人被杀。", ["签发了逮捕令。十人"], "1 0"),
    ("zh", "法院签发了逮捕令。十人被杀。", ["令。十人被杀"], "0 1"),
    ("zh", "法院说：“签发了逮捕令。十人被杀。”", ["签发了逮捕令。十人被杀"], "1 1"),
]


def spans_of(text: str, quotes: list[str]) -> list[tuple[int, int]]:
    return [(text.index(quote), text.index(quote) + len(quote)) for quote in quotes]


@pytest.mark.parametrize(("language", "text", "quotes", "coded"), SPILLS)
def test_words_that_spill_over_into_a_sentence_do_not_code_it(language, text, quotes, coded):
    sentences = split_sentences(text, language)
    coding = coded_sentences.coding_quotes(text, sentences, spans_of(text, quotes), language)
    assert [int(bool(coded_by)) for coded_by in coding] == list(map(int, coded.split()))


def table(name: str, **columns: list[str]) -> Table:
    size = len(next(iter(columns.values())))
    return Table(f"data/{name}.csv", [], list(range(2, size + 2)), columns)


def ledgers(texts: list[tuple[str, str]], quotes: list[list[tuple[int, int]]], excluded: list[set]):
    """What both ledgers say of some texts: of each sentence whether it is coded, and whether open.

    `texts` are words and language; `quotes` and `excluded` belong to each.
    """
    names = [f"t{number}" for number in range(len(texts))]
    rows = [(name, span) for name, spans in zip(names, quotes, strict=True) for span in spans]
    pairs = [
        (name, words) for name, of in zip(names, excluded, strict=True) for words in sorted(of)
    ]
    entries = sentences.ledger(
        {
            "sources": table("sources", source_id=names, language=[tag for _, tag in texts]),
            "exclusions": table(
                "exclusions", source_id=[p[0] for p in pairs], quote=[p[1] for p in pairs]
            ),
            "statements": table("statements", source_id=[name for name, _ in rows]),
        },
        dict(zip(names, [text for text, _ in texts], strict=True)),
        [span for _, span in rows],
    )
    plain = [(entry.source, entry.sentence.start, entry.coded, entry.open) for entry in entries]
    text_of = dict(zip(names, [text for text, _ in texts], strict=True))
    statements = pd.DataFrame(rows, columns=["source_id", "span"])
    statements = statements.assign(
        statement_id=[f"s{number}" for number in range(len(rows))],
        property="p",
        start=pd.Series([span[0] for _, span in rows], dtype="int64"),
        end=pd.Series([span[1] for _, span in rows], dtype="int64"),
        quote=pd.Series([text_of[name][slice(*span)] for name, span in rows], dtype="str"),
    )
    sources = pd.DataFrame({"source_id": names, "label": names})
    sources["text"] = pd.Series([text for text, _ in texts], dtype="object")
    sources["language"] = [language for _, language in texts]
    exclusions = pd.DataFrame({"source_id": [p[0] for p in pairs], "quote": [p[1] for p in pairs]})
    properties = pd.DataFrame({"property": ["p"], "topic": ["status"]})
    empty = pd.DataFrame()
    bundle = {"sources": sources, "statements": statements, "properties": properties}
    bundle["exclusions"] = exclusions.assign(reason="So.").astype("str")
    fields = [name for name in Evidence.__dataclass_fields__ if name not in bundle]
    found = coverage.ledger(Evidence(**bundle, **dict.fromkeys(fields, empty)))
    says = found[found["text"].str.lstrip("=+-@＝＋－＠ \t") != ""]
    is_open = (says["statements"] == 0) & (says["exclusion"] == "")
    fast = list(zip(says["source_id"], says["start"], says["statements"] > 0, is_open, strict=True))
    return plain, fast


@pytest.mark.parametrize(("language", "text", "quotes", "coded"), SPILLS)
def test_both_ledgers_agree_on_words_that_spill_over(language, text, quotes, coded):
    plain, fast = ledgers([(text, language)], [spans_of(text, quotes)], [set()])
    assert plain == fast
    assert [int(is_coded) for *_, is_coded, _ in plain] == list(map(int, coded.split()))


@pytest.mark.parametrize("at_once", [1, 100, 1_000_000])
def test_texts_are_coded_the_same_however_many_at_once(monkeypatch, at_once):
    monkeypatch.setattr(sentence_ledger, "AT_ONCE", at_once)
    texts = [(text, language) for language, text, *_ in SPILLS]
    quotes = [spans_of(text, quoted) for _, text, quoted, _ in SPILLS]
    plain, fast = ledgers(texts, quotes, [set() for _ in texts])
    assert plain == fast


PIECES = ["The court issued a warrant", "ten men", "Nobody", "the", "in May", "35", "J. R.", "法院"]
PIECES += [
    ". ",
    ". ",
    "? ",
    ".” ",
    "“",
    "。",
    "\n",
    "\r",
    "\u2028",
    "-",
    "--- ",
    " ",
    ", ",
    "* ",
    "پلیس ",
]


@st.composite
def coded_texts(draw: st.DrawFn) -> tuple:
    texts, quotes, excluded = [], [], []
    for _ in range(draw(st.integers(1, 3))):
        text = "".join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25)))
        place = st.integers(0, len(text))
        pairs = draw(st.lists(st.tuples(place, place), max_size=8))
        language = draw(st.sampled_from(["en", "fr", "fa", "zh-Hans", "ru"]))
        units = [text[start:end] for _, start, end in split_sentences(text, language)]
        texts.append((text, language))
        quotes.append([(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]])
        excluded.append(set(draw(st.lists(st.sampled_from(units), max_size=3))) if units else set())
    return texts, quotes, excluded


@given(coded_texts())
@settings(max_examples=400, deadline=None)
def test_both_ledgers_agree_on_any_text(case):
    plain, fast = ledgers(*case)
    assert plain == fast


# Letters that are equal to others in any case, beginnings of function words, and scripts mixed.
WORDS = ["The", "THEY", "İn", "ıs", "waſ", "thé", "Unter", "unde", "l’été", "от", "في", "که", "了"]
WORDS += ["法", "ไทย", "35", "½", "_", "é", "e\u0301", "—", "a", ".", " ", "\n", ". "]


@given(st.data(), st.sampled_from(["en", "fr", "de", "es", "ar", "fa", "zh", "ru"]))
@settings(max_examples=400, deadline=None)
def test_many_texts_are_coded_like_one(data, language):
    texts = data.draw(st.lists(st.lists(st.sampled_from(WORDS), max_size=20).map("".join)))
    expected, sentences, quotes = [], [], []
    for number, text in enumerate(texts):
        found = [(start, end) for _, start, end in split_sentences(text, language)]
        place = st.integers(0, len(text) + 2)
        spans = data.draw(st.lists(st.tuples(place, place).map(sorted).map(tuple), max_size=6))
        coding = coded_sentences.coding_quotes(text, found, spans, language)
        expected += [
            (len(sentences) + position, len(quotes) + quote)
            for position, coded_by in enumerate(coding)
            for quote in coded_by
        ]
        sentences += [(number, *span) for span in found]
        quotes += [(number, *span) for span in spans]
    columns = (np.array(rows, dtype="int64").reshape(-1, 3).T for rows in (sentences, quotes))
    coded = coding_pairs(texts, *(Spans(*arrays) for arrays in columns), language)
    assert list(zip(*(positions.tolist() for positions in coded), strict=True)) == expected


# --- A sentence that occurs twice -----------------------------------------------------------------

TWICE = "A court issued a warrant\n\nIt spoke.\n\nShare this\n\nNobody spoke.\n\nShare this\n"


@pytest.fixture
def twice(project):
    """A copy of the project with one text more, in which "Share this" occurs twice."""
    (project / "seeds/twice.txt").write_text(TWICE, encoding="utf-8")

    def add(name: str, *rows: dict[str, str]) -> None:
        header, old = read_csv(project / f"data/{name}.csv")
        new = [[row.get(column, "") for column in header] for row in rows]
        write_csv(project / f"data/{name}.csv", [header, *old, *new])

    source = {"source_id": "twice", "file": "twice.txt", "label": "Twice", "language": "en"}
    source |= {"sha256": folders.sha256(TWICE.encode()), "published": "2021"}
    source |= {"published_basis": "inferred", "published_note": "It says 2021."}
    add("sources", source)
    silent = ["A court issued a warrant", "It spoke.", "Nobody spoke.", "Share this"]
    add(
        "exclusions", *({"source_id": "twice", "quote": words, "reason": "So."} for words in silent)
    )
    return project, add


def problems(folder) -> list[str]:
    return [str(problem) for problem in evidence.read(folder).problems]


def coded_row(quote: str, occurrence: str = "") -> dict[str, str]:
    row = {"source_id": "twice", "entity_id": "airstrike", "property": "background", "quote": quote}
    row |= {"value": quote, "modality": "asserted", "basis": "inferred", "speaker": "own-voice"}
    return row | {"occurrence": occurrence, "note": "Of the airstrike, for a test."}


@pytest.mark.parametrize("occurrence", ["1", "2"])
def test_an_exclusion_is_for_the_occurrences_that_no_statement_codes(twice, occurrence):
    project, add = twice
    assert problems(project) == []
    add("statements", coded_row("Share this", occurrence))
    told = [line for line in problems(project) if "exclusions.csv" in line or "seeds/" in line]
    assert told == []


def test_an_exclusion_is_refused_where_every_occurrence_is_coded(twice):
    project, add = twice
    add("statements", coded_row("Share this", "1"), coded_row("Share this", "2"))
    (told,) = (line for line in problems(project) if "exclusions.csv" in line or "seeds/" in line)
    assert '"Share this": a statement codes this sentence; delete the exclusion' in told


def test_without_an_exclusion_the_other_occurrence_is_open(twice):
    project, add = twice
    add("statements", coded_row("Share this", "2"))
    header, rows = read_csv(project / "data/exclusions.csv")
    write_csv(project / "data/exclusions.csv", [header, *rows[:-1]])
    told = [line for line in problems(project) if "seeds/" in line]
    assert told == [
        'seeds/twice.txt:5: "Share this": no statement and no exclusion;'
        " code the sentence or exclude it"
    ]


def test_the_site_marks_only_the_occurrence_that_is_excluded():
    lines = records.text_lines(
        "Share this\nShare this\n", "en", {3: (0, 10)}, {"Share this": "So."}
    )
    assert [[(segment.exclusion, segment.statements) for segment in line] for line in lines] == [
        [("", (3,))],
        [("So.", ())],
    ]


# --- The same units everywhere --------------------------------------------------------------------

ODD = "“A headline\rTen men died. Nobody spoke.”\x0bBy me\u2028\u2028Share\x85\r\nthis\r"


def test_the_site_shows_every_word_of_a_text_with_odd_line_ends():
    for excluded in ({}, {"By me": "A name.", "Share": "So."}):
        lines = records.text_lines(ODD, "en", {5: (1, 15)}, excluded)
        shown = ["".join(segment.words for segment in line) for line in lines]
        assert shown == [
            "“A headline",
            "Ten men died. Nobody spoke.”",
            "By me",
            "Share",
            "this",
        ]
        marked = [segment.words for line in lines for segment in line if segment.exclusion]
        assert marked == list(excluded)
        quoted = [segment.words for line in lines for segment in line if segment.statements]
        assert quoted == [
            "A headline",
            "Ten",
        ]


@pytest.mark.parametrize("language", ["en", "fr", "fa", "zh", "und"])
def test_draft_check_and_ledger_show_the_same_units(language, tmp_path, capsys):
    assert program.main(["new", str(tmp_path)]) == 0
    (tmp_path / "seeds/odd.txt").write_text(ODD, encoding="utf-8", newline="")
    reading = evidence.read(tmp_path)
    printed = "\n".join(draft.pages(str(tmp_path / "seeds/odd.txt"), reading, language))
    units = [ODD[start:end] for _, start, end in split_sentences(ODD, language)]
    assert len(units) == 6
    for number, unit in enumerate(units, start=1):
        assert f"\n{number}, line {1 + (number == 6)}: {unit}\n" in printed


def test_no_function_word_is_long():
    words = [*tokens.EMPTY, *" ".join(coded_sentences._FUNCTION_WORDS.values()).split()]
    assert [word for word in words if coded_sentences._LONG_WORD.search(word)] == []
