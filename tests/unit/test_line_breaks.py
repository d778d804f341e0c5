"""Lines of a wrapped paragraph are joined, and no other lines are."""

# ruff: noqa: RUF001 - other scripts are what some of this is about

import re
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.authoring import draft, line_breaks, running_lines
from analysis.cli import program
from analysis.system.project_folder import PROJECT
from analysis.text.sentences import split_sentences

PARAGRAPHS = [
    "The district court of Norland has issued an arrest warrant over the harbour fire of 4 March "
    "2021, in which dozens of people were injured, the prosecutor said on Monday in the capital.",
    "The charge is arson, the court said. Police held ten men in the first week, and twenty-five "
    "more by the end of the month, according to the Norland Herald, which gave no names.",
]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("width", [40, 55, 60, 65, 72, 78, 80, 90, 100])
def test_a_wrapped_text_regains_its_sentences(width, between):
    text = between.join("\n".join(textwrap.wrap(paragraph, width)) for paragraph in PARAGRAPHS)
    joined, notes = line_breaks.unwrapped(text)
    assert joined.split() == " ".join(PARAGRAPHS).split()
    assert [joined[s.start : s.end] for s in split_sentences(joined, "en")] == [
        paragraph[s.start : s.end]
        for paragraph in PARAGRAPHS
        for s in split_sentences(paragraph, "en")
    ]
    assert re.match(r"\d+ lines joined", notes[0])


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("war-", "rant was", "warrant was"),
        ("war\u00ad", "rant was", "warrant was"),
        ("war‐", "rant was", "warrant was"),
        ("twenty-", "five men", "twenty-five men"),
        ("self-", "defence was", "self-defence was"),
        ("Anglo-", "Saxon law", "Anglo-Saxon law"),
        ("US-", "led forces", "US-led forces"),
        ("2019-", "20 they", "2019-20 they"),
        ("Haft- ", "und Suchbefehle", "Haft- und Suchbefehle"),
        ("court—", "which sat", "court—which sat"),
        ("court –", "which sat", "court – which sat"),
        ("http://a.no/b-", "c.html was", "http://a.no/b-c.html was"),
        ("Haft", "befehl", "Haft befehl"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_is_left_out_where_it_only_cuts(before, after, joined):
    if before == "US-":
        after += " US-led"
        joined += " US-led"
    start = "The people of the town were told of the "
    text, _ = line_breaks.unwrapped(f"{start}{before}\n{after} there, as the spokesman said to it.")
    assert joined in text


def test_a_compound_that_the_text_has_elsewhere_stays_one():
    text = "A cease-fire was agreed by all of the parties there, but the cease-\nfire did not hold."
    assert line_breaks.unwrapped(text)[0].endswith("but the cease-fire did not hold.")


@pytest.mark.parametrize(
    "text",
    [
        "Norland court issues warrant\nThe court has issued a warrant.\nThe charge is arson.",
        "First line of a list\n- ten men of the town\n- two women of the town\n- a dog",
        "Court: Norland\nJudge: Ada Lind\nDate: 4 March 2021",
        "One paragraph that is long, and ends.\nAnother paragraph that is long, and ends.",
        "دادگاه حکم را صادر کرد.\nدادستان گفت که پرونده باز است.",
        "法院签发了逮捕令\n检察官说案件仍在调查之中，没有更多细节可以公布。",
        "A poem of the town\nhas lines\nthat end\nwhere they like",
        "",
        "\n\n",
    ],
)
def test_other_lines_are_not_joined(text):
    assert line_breaks.unwrapped(text) == (text, [])


@pytest.mark.parametrize(
    "path", sorted((PROJECT / "seeds").glob("*.txt")), ids=lambda path: path.name
)
def test_no_line_of_the_five_texts_is_joined(path):
    assert line_breaks.wrapped_lines(path.read_text(encoding="utf-8")) == 0


@given(st.text(alphabet="ab- .\n\u00adÄ法م", max_size=200))
def test_joining_keeps_every_letter(text):
    joined, _ = line_breaks.unwrapped(text)
    assert re.sub(r"[\s\u00ad-]", "", joined) == re.sub(r"[\s\u00ad-]", "", text)


PAGE = "The {0} of a long page says what it says about the men of the town\nand the {0} court."


@pytest.mark.parametrize(
    ("header", "footer", "left_out"),
    [
        ("The Herald, 4 March 2021", "Page {}", 2),
        ("Norland Herald – page {}", "", 1),
        ("", "{}/3", 1),
        ("- {} -", "", 1),
        ("", "Seite {} von 3", 1),
        ("", "صفحه {}", 1),
        ("", "第{}页", 1),
        ("{}", "www.herald.no", 2),
    ],
)
def test_running_lines_of_pages_are_left_out(header, footer, left_out):
    pages = []
    for number in (1, 2, 3):
        name = ("first", "second", "third")[number - 1]
        lines = [header.format(number), PAGE.format(name), footer.format(number)]
        pages.append("\n".join(filter(None, lines)))
    texts, (note,) = running_lines.without_running_lines(pages)
    assert texts == [PAGE.format(name) for name in ("first", "second", "third")]
    assert f"left out ({left_out})" in note


def test_a_number_that_is_not_a_page_number_is_kept():
    pages = [
        "35\n60 dead\nTen men left the town\nand two of them came back",
        "12\n90 dead\nNobody was to be seen\nin the streets of the town",
        "Then the court sat\nand a judge was there\nfor one day\nor two",
    ]
    texts, _ = running_lines.without_running_lines(pages)
    assert all(number in " ".join(texts).split() for number in ("35", "60", "12", "90"))


def test_an_advertisement_is_not_a_headline():
    assert draft._headline("Advertisements\nA warrant in Norland\nIt was issued.") == (
        "A warrant in Norland"
    )


def test_a_draft_of_a_wrapped_text_says_what_to_do_and_that_works(tmp_path, capsys):
    wrapped = "\n".join(textwrap.wrap(PARAGRAPHS[0], 60)) + "\n"
    (tmp_path / "wrapped.txt").write_text(wrapped, encoding="utf-8")
    assert program.main(["draft", str(tmp_path / "wrapped.txt"), str(PROJECT)]) == 0
    told = re.search(r"^wrapped: (\d) lines .* first: (.*)$", capsys.readouterr().out, re.MULTILINE)
    assert int(told[1]) == wrapped.count("\n") - 1
    assert program.main(told[2].split()[1:]) == 0
    text = capsys.readouterr().out
    assert text == PARAGRAPHS[0] + "\n"
    (tmp_path / "joined.txt").write_text(text, encoding="utf-8")
    assert program.main(["draft", str(tmp_path / "joined.txt"), str(PROJECT)]) == 0
    assert "wrapped:" not in capsys.readouterr().out


def test_the_time_to_join_a_paragraph_grows_with_its_length():
    line = "the people of the town were there and said that it was so, and that"
    joined, _ = line_breaks.unwrapped("\n".join([line] * 20_000))
    assert joined == " ".join([line] * 20_000)
