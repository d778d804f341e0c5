"""`draft` shows what to look at in a text, and decides nothing; its recall is measured."""

# ruff: noqa: RUF001 - other scripts are what some of this is about

import csv
import io
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from analysis import evidence
from analysis.authoring import cue_finder, draft
from analysis.cli import program
from analysis.system import extras, folders
from analysis.system.project_folder import PROJECT
from analysis.text.sentences import split_sentences
from analysis.validation import sentences
from analysis.validation.labels import has_label, phrase, read_labels
from analysis.validation.vocabulary import CHAIN
from analysis.values.counts import PLURAL, UNQUANTIFIED
from analysis.values.folded_text import folded
from analysis.values.quantities import numbers
from tests.support.csv_files import read_csv, write_csv
from tests.support.date_oracle import parts_said
from tests.support.first_texts import FIVE

TEXT = """A court in Norland issues a warrant

On 4 March 2021 the court said "dozens" of houses were sold under Article 12 of the Civil Code.
- Over 100 people left, the Norland Herald reported. They left.
They left.
"""


@pytest.fixture
def own(tmp_path, capsys) -> Path:
    folder = tmp_path / "own"
    assert program.main(["new", str(folder)]) == 0
    (folder / "seeds/north-court.txt").write_text(TEXT, encoding="utf-8")
    capsys.readouterr()
    return folder


def blocks(printed: str) -> dict[str, list[str]]:
    """What is printed under each heading, by the first word of the heading."""
    parts = re.split(r"^== (\S+?):? .* ==\n", printed, flags=re.MULTILINE)
    names = zip(parts[1::2], parts[2::2], strict=True)
    return {name: text.strip("\n").split("\n") for name, text in names}


# --- What is printed -----------------------------------------------------------------------------


def test_the_row_of_the_source_has_only_what_is_in_the_file(own, capsys):
    assert program.main(["draft", str(own / "seeds/north-court.txt"), str(own)]) == 0
    header, row = csv.reader(blocks(capsys.readouterr().out)["data/sources.csv"])
    assert header == read_csv(own / "data/sources.csv")[0]
    assert dict(zip(header, row, strict=True)) == {
        "source_id": "north-court",
        "file": "north-court.txt",
        "sha256": folders.sha256(TEXT.encode()),
        "label": "North court",
        "language": "en",
        "outlet": "",
        "headline": "A court in Norland issues a warrant",
        "published": "",
        "published_basis": "",
        "published_note": "",
        "address": "",
        "retrieved": "",
        "page_file": "",
        "page_sha256": "",
    }


def test_each_sentence_is_shown_with_its_cues(own, capsys):
    assert program.main(["draft", str(own / "seeds/north-court.txt"), str(own)]) == 0
    assert "\n".join(blocks(capsys.readouterr().out)["north-court.txt"]) == (
        "1, line 1: A court in Norland issues a warrant\n"
        "    verb: issues\n"
        '2, line 3: On 4 March 2021 the court said "dozens" of houses were sold under Article 12 '
        "of the Civil Code.\n"
        "    date: 4 March 2021\n"
        "    number: dozens\n"
        "    law: Article 12 of the Civil Code\n"
        "    verb: said\n"
        "3, line 4: - Over 100 people left, the Norland Herald reported.\n"
        "    number: Over 100\n"
        "    outlet: Norland Herald\n"
        "    verb: reported\n"
        "4, line 4: They left.\n"
        "5, line 5: They left."
    )


def test_a_row_for_each_sentence_has_its_quote_and_decides_nothing(own, capsys):
    assert program.main(["draft", str(own / "seeds/north-court.txt"), str(own)]) == 0
    header, *rows = csv.reader(blocks(capsys.readouterr().out)["data/statements.csv"])
    assert header == read_csv(own / "data/statements.csv")[0]
    filled = [{n: c for n, c in zip(header, row, strict=True) if c} for row in rows]
    assert [row.pop("source_id") for row in filled] == ["north-court"] * 5
    assert filled[2] == {"quote": "Over 100 people left, the Norland Herald reported."}
    assert filled[3:] == [
        {"quote": "They left.", "occurrence": "1"},
        {"quote": "They left.", "occurrence": "2"},
    ]
    assert all(row["quote"] in TEXT for row in filled)


def test_a_text_of_the_project_shows_open_sentences_first(project, capsys):
    exclusions = project / "data/exclusions.csv"
    header, (first, *rest) = read_csv(exclusions)
    write_csv(exclusions, [header, *rest])
    source, words = first[:2]
    _, sources = read_csv(project / "data/sources.csv")
    (file, language) = next((row[1], row[4]) for row in sources if row[0] == source)
    text = (project / "seeds" / file).read_text(encoding="utf-8")
    found = split_sentences(text, language)
    number = next(n for n, each in enumerate(found, 1) if text[each.start : each.end] == words)
    assert number > 1
    assert program.main(["draft", str(PROJECT / "seeds" / file), str(project)]) == 0
    printed = capsys.readouterr().out
    heading, *shown = printed.splitlines()
    assert heading == f"== {source} is a source already: 1 sentence of {len(found)} open =="
    assert shown[0] == f"{number}, line {found[number - 1].line}: {words}"
    assert f"== {source}: {len(found) - 1} sentences coded or excluded ==" in shown
    assert f"1, line 1 (coded): {text[found[0].start : found[0].start + 20]}" in printed
    assert f"\n{number}, line" not in printed.partition("coded or excluded ==")[2]
    to_paste = blocks(printed)  # a row to code the sentence with, and one to exclude it with
    for table in ("data/statements.csv", "data/exclusions.csv"):
        assert [line.startswith(f"{source},") for line in to_paste[table]] == [False, True]


def test_hidden_characters_are_shown_and_the_quote_stays_exact(own, capsys):
    (own / "seeds/a.txt").write_text("The gnp\u202e.exe is here.\n", encoding="utf-8")
    assert program.main(["draft", str(own / "seeds/a.txt"), str(own)]) == 0
    printed = capsys.readouterr().out
    assert "1, line 1: The gnp⟨U+202E⟩.exe is here." in printed
    assert ",The gnp\u202e.exe is here.,," in printed


def test_a_language_can_be_given(own, capsys):
    assert (
        program.main(["draft", "--language", "fr", str(own / "seeds/north-court.txt"), str(own)])
        == 0
    )
    assert ",fr,," in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "source", "label"),
    [
        ("Ünï_cöde Text.txt", "uni-code-text", "Ünï cöde Text"),
        ("法院.txt", "document", "法院"),
        ("a.b.txt", "a-b", "A.b"),
    ],
)
def test_names_are_suggested_from_the_name_of_the_file(name, source, label):
    assert draft._suggested_names(name, set()) == (source, label)
    assert draft._suggested_names(name, {source})[0] == f"{source}-2"
    assert draft._suggested_names(name, {source, f"{source}-2"})[0] == f"{source}-3"


# --- What is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, r"cannot be read \(No such file or directory\); name a text file"),
        (b"", r"has no text; name a file that has some"),
        (b" \n\n", r"has no text"),
        (b"One.\nTw\xe9.", r"x\.txt:2: is not UTF-8 at byte 7; save it as plain UTF-8"),
        (b"<!DOCTYPE html><p>So.", r"is HTML, not plain text; first: reported-warrants text \S+ >"),
        (
            b"\xef\xbb\xbfSo.",
            r"x\.txt:1: begins with a byte-order mark, .*; save it as UTF-8 without",
        ),
        (b"%PDF-1.7\n", r"is PDF, not plain text; first: reported-warrants text"),
        (
            b"PK\x03\x04",
            r"is a Word or OpenDocument file, not plain text; open it in a word processor",
        ),
        (b"\xd0\xcf\x11\xe0", r"is an old Word file, not plain text; open it in a word"),
        (rb"{\rtf1 So.}", r"is RTF, not plain text; open it in a word processor, and save it as"),
    ],
)
def test_a_file_that_is_not_a_text_is_reported_in_one_line(tmp_path, capsys, content, told):
    if content is not None:
        (tmp_path / "x.txt").write_bytes(content)
    assert program.main(["draft", str(tmp_path / "x.txt"), str(PROJECT)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert re.fullmatch(rf"[^\n]*{told}[^\n]*\n", printed.err)


def test_a_page_among_the_seeds_must_not_be_written_over_itself(tmp_path, capsys):
    page = tmp_path / "seeds/page.txt"
    page.parent.mkdir()
    page.write_bytes(b"<!DOCTYPE html><p>So.")
    assert program.main(["draft", str(page), str(PROJECT)]) == 1
    told = "is HTML, not plain text; move it out of seeds/, then: reported-warrants text PAGE >"
    assert told in capsys.readouterr().err


def test_a_folder_and_a_pipe_are_reported_in_one_line(tmp_path, capsys):
    os.mkfifo(tmp_path / "pipe")
    for name, kind in (("", "folder"), ("pipe", "pipe")):
        assert program.main(["draft", str(tmp_path / name), str(PROJECT)]) == 1
        assert f"cannot be read (is a {kind}, not a file)" in capsys.readouterr().err


def test_a_project_with_unreadable_tables_is_reported(own, capsys):
    (own / "data/properties.csv").unlink()
    assert program.main(["draft", str(own / "seeds/north-court.txt"), str(own)]) == 1
    assert "data/properties.csv: cannot be read" in capsys.readouterr().out


# --- What is found, by language ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "sentence", "found"),
    [
        (
            "en",
            "Late last month, three dozen men",
            [("date", "Late last month"), ("number", "three dozen")],
        ),
        ("en", "at 14:05 GMT 22.07.2020", [("date", "14:05 GMT"), ("date", "22.07.2020")]),
        ("en", "as many as 1.2 million", [("number", "as many as 1.2 million")]),
        ("en", "no more than ten men", [("number", "no more than ten")]),
        ("en", "not fewer than 35 men", [("number", "not fewer than 35")]),
        ("fr", "pas plus de 100 hommes", [("number", "pas plus de 100")]),
        ("de", "nicht mehr als 100 Männer", [("number", "nicht mehr als 100")]),
        ("es", "no más de 100 hombres", [("number", "no más de 100")]),
        ("en", "twenty-five men may go", [("number", "twenty-five")]),
        (
            "en",
            "§ 211 and Art. 5, Section 2(b)",
            [("law", "§ 211"), ("law", "Art. 5, Section 2(b)")],
        ),
        ("en", "He told the Norland Post.", [("verb", "told"), ("outlet", "Norland Post")]),
        (
            "fr",
            "Le 3 janvier 2020, plus de 100 maisons",
            [("date", "3 janvier 2020"), ("number", "plus de 100")],
        ),
        ("fr", "l’article 12 du code civil", [("law", "article 12 du code civil")]),
        (
            "de",
            "Am 3. Januar 2020 nach § 211 StGB",
            [("date", "3. Januar 2020"), ("law", "§ 211 StGB")],
        ),
        ("es", "el 3 de enero de 2020", [("date", "3 de enero de 2020")]),
        ("ar", "وقال الوزير إن ٣٥ شخصا", [("verb", "وقال"), ("number", "٣٥")]),
        (
            "ar",
            "بموجب المادة 406 في 3 يناير 2020",
            [("law", "المادة 406"), ("date", "3 يناير 2020")],
        ),
        ("fa", "طبق ماده ۴۰۶ در ۳ ژانویه ۲۰۲۰", [("law", "ماده ۴۰۶"), ("date", "۳ ژانویه ۲۰۲۰")]),
        ("fa", "بیش از ۱۰۰ نفر", [("number", "بیش از ۱۰۰")]),
        ("zh-Hans", "2020年1月3日，超过35人", [("date", "2020年1月3日"), ("number", "超过35")]),
        ("zh-Hans", "根据刑法第四百零六条", [("law", "刑法第四百零六条")]),
        (
            "tlh",
            "35 on 22.07.2020 by § 5",
            [("number", "35"), ("date", "22.07.2020"), ("law", "§ 5")],
        ),
    ],
)
def test_cues_are_found_in_several_languages(language, sentence, found):
    all_found = [
        (each.kind, sentence[each.start : each.end])
        for each in cue_finder.find_cues(sentence, language)
    ]
    assert [each for each in all_found if each in found] == found, all_found
    assert {kind for kind, _ in all_found} <= {kind for kind, _ in found} | {"verb", "law", "date"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le tribunal a émis un mandat pour la ville.", "fr"),
        ("Das Gericht hat den Haftbefehl erlassen.", "de"),
        ("El tribunal emitió una orden por las casas.", "es"),
        ("دادگاه شهر حکم را صادر کرد و گفت.", "fa"),
        ("أصدرت المحكمة مذكرة توقيف بحق الوزير.", "ar"),
        ("裁判所は令状を出した。", "ja"),
        ("Суд выдал ордер.", "ru"),
        ("1234", "und"),
    ],
)
def test_a_language_is_suggested(text, language):
    assert cue_finder.suggested_language(text) == language


# --- How much is found in the five texts ---------------------------------------------------------


# Counts that are read from an article or a plural, so that there is no word for a number.
GRAMMAR = {"a base", "an arrest warrant", "a warrant", "warrants", PLURAL, UNQUANTIFIED}


@pytest.fixture(scope="module")
def measured():
    """What was listed and missed of what is coded, and what was listed and is not coded."""
    reading = evidence.read()
    tables, texts = reading.tables, reading.texts
    kind_of = {prop: kind for _, prop, kind in tables["properties"].rows("property", "kind")}
    rules = {e for _, e, kind in tables["entities"].rows("entity_id", "kind") if kind == "rule"}
    labels = read_labels(tables)
    outlets = cue_finder.entity_names(reading).outlets
    by_source = sentences.sentences_of(tables["sources"], texts)
    listed = [  # without the names that the project knows: as with a text that is new to it
        (source, each.kind, each.start + s.start, each.end + s.start)
        for source, found in by_source.items()
        for s in found
        for each in cue_finder.find_cues(texts[source][s.start : s.end], "en")
    ]
    missed, asked, wanted = [], Counter(), []

    def ask(what: str, answer: bool, *row: str) -> None:
        asked[what] += 1
        missed.extend([(what, *row)] * (not answer))

    columns = ("source_id", "entity_id", "property", "value", "basis", "speaker", "via")
    columns += ("said_on", "quote")
    rows = zip(reading.spans, tables["statements"].rows(*columns), strict=True)
    for span, (_, source, entity, prop, value, basis, speaker, via, said_on, quote) in rows:
        if source not in FIVE:
            continue
        touched = [s for s in by_source[source] if s.start < span[1] and span[0] < s.end]

        def words(kind: str, spans: list, source: str = source) -> str:
            return " . ".join(
                texts[source][start:end]
                for of, found, start, end in listed
                if (of, found) == (source, kind) and any(start < e and b < end for b, e in spans)
            )

        kind = kind_of[prop]
        if kind == "count" and value not in GRAMMAR and basis == "stated":
            named = [phrase(value), *labels.get(value, [])]
            text = words("number", [span])
            amounts = [number.amounts for number in numbers(folded(text), "en")]
            is_listed = has_label(phrase(text), named) or (
                value.isdecimal() and (int(value),) in amounts
            )
            ask("counts", is_listed, value, quote)
        if kind == "date" and basis == "stated":
            parts = parts_said(value)
            listed_parts = parts_said(words("date", [span]))
            ask("dates", bool(parts) and parts <= listed_parts, value, quote)
        if kind == "date" and basis != "stated":
            ask("dates, inferred", bool(words("date", [span])), value, quote)
        if {entity, value} & rules:
            ask("rules", bool(words("law", [span])), entity, value, quote)
        spans = [(s.start, s.end) for s in touched]
        for label, who in outlets:
            named = any(label in texts[source][start:end] for start, end in spans)
            if who in (speaker, *via.split(CHAIN)) and named:
                ask("outlets", label.split()[0] in words("outlet", spans), who, quote)
        law = prop.startswith(("legal", "rule")) or {entity, value} & rules
        for what, is_so in (("number", kind == "count"), ("date", kind == "date"), ("law", law)):
            wanted.extend([(source, what, *span)] * bool(is_so))
        if said_on:  # the day of speaking, which the sentence may give outside the quote
            wanted.extend((source, "date", *sentence) for sentence in spans)
        wanted.extend(  # words of a number or a time that are in a text as a value
            each
            for each in listed
            if each[0] == source
            and each[2] < span[1]
            and span[0] < each[3]
            and phrase(texts[source][each[2] : each[3]]) in phrase(value)
        )
    false = Counter(
        kind
        for source, kind, start, end in listed
        if not any((source, kind) == of[:2] and start < of[3] and of[2] < end for of in wanted)
    )
    return asked, missed, false, sum(map(len, by_source.values()))


def test_nearly_everything_coded_in_the_five_texts_is_listed(measured):
    asked, missed, _, _ = measured
    assert set(asked) == {"counts", "dates", "dates, inferred", "rules", "outlets"}
    assert min(asked.values()) >= 6
    for row in missed:
        assert row[0] == "rules", row
    # Said without any name of a rule: nothing that a list of words could find.
    assert {row[1:3] for row in missed} == MISSED


MISSED = {
    ("interpol-political-rule", "no-political-activities"),
    ("iraqi-territory", "not to be used in a way that threatens Tehran"),
}


def test_little_is_listed_that_is_not_coded(measured):
    _, _, false, sentences = measured
    assert sentences > 100
    most = {"date": 19, "number": 9, "law": 2}
    assert {kind: false[kind] for kind in most if false[kind] > most[kind]} == {}


# --- The text of a saved page ---------------------------------------------------------------------

PAGE = """<!DOCTYPE html><html><head><title>A warrant</title></head><body><nav><a href="/">Home</a>
</nav><article><h1>A warrant in Norland</h1><p>The regional court of Norland issued a warrant on 4
March 2021, the Norland Herald reported.</p><p>“Dozens” of houses were sold in Südstadt, it said.
</p></article><footer>Imprint</footer></body></html>"""


def test_the_text_of_a_saved_page_is_printed_and_nothing_else(tmp_path, capsys):
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    assert program.main(["text", str(tmp_path / "page.html")]) == 0
    assert capsys.readouterr().out == (
        "A warrant in Norland\n"
        "The regional court of Norland issued a warrant on 4 March 2021, the Norland Herald "
        "reported.\n“Dozens” of houses were sold in Südstadt, it said.\n"
    )
    assert os.listdir(tmp_path) == ["page.html"]


def test_the_text_of_a_pdf_is_printed(tmp_path, capsys):
    from matplotlib.figure import Figure

    figure = Figure()
    figure.text(0.1, 0.5, "The court issued a warrant.")
    figure.savefig(tmp_path / "page.pdf")
    assert program.main(["text", str(tmp_path / "page.pdf")]) == 0
    assert capsys.readouterr().out == "The court issued a warrant.\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, r"cannot be read \(No such file or directory\)"),
        (b"Pl\xe9in", r"is neither HTML nor PDF, nor a text in UTF-8; name a saved page or a text"),
        (b"", r"is neither HTML nor PDF, nor a text"),
        (b"PK\x03\x04", r"is a Word or OpenDocument file, neither HTML nor PDF; open it in a"),
        (b"%PDF-1.4 broken", r"is not readable as PDF \(\w+\); copy its text by hand"),
        (b"<html><script>so()</script></html>", r"no text is found in this HTML"),
    ],
)
def test_a_page_without_text_is_reported_in_one_line(tmp_path, capsys, content, told):
    if content is not None:
        (tmp_path / "page").write_bytes(content)
    assert program.main(["text", str(tmp_path / "page")]) == 1
    assert re.fullmatch(rf"[^\n]*{told}[^\n]*\n", capsys.readouterr().err)


@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_the_name_of_a_missing_extra_is_reported(tmp_path, kind):
    (tmp_path / "page").write_bytes(PAGE.encode() if kind == "html" else b"%PDF-1.7\n")
    code = (
        "import sys; sys.modules.update(trafilatura=None, pypdf=None)\n"
        "from analysis.cli.program import main; sys.exit(main(['text', sys.argv[1]]))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "page")]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (1, "")
    assert re.fullmatch(
        rf"[^\n]*needs the extra html; {re.escape(extras.how_to_install('html'))}\n", result.stderr
    )


def test_rows_can_be_pasted_unchanged(own, capsys):
    assert program.main(["draft", str(own / "seeds/north-court.txt"), str(own)]) == 0
    for name, lines in blocks(capsys.readouterr().out).items():
        if name.startswith("data/"):
            rows = list(csv.reader(io.StringIO("\n".join(lines))))
            assert len({len(row) for row in rows}) == 1
