"""A text that was published twice is reported, and is one voice in comparisons."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import agreement, evidence
from analysis.cli import program
from analysis.text.duplicates import _BEGINNING as BEGINNING
from analysis.text.duplicates import _first_letters as first_letters
from analysis.text.duplicates import _letters as letters
from analysis.text.duplicates import duplicates
from analysis.validation import vocabulary
from tests.support import projects

WORDS = ["court", "warrant", "men", "police", "harbour", "fire", "judge", "town", "charge"]


def text_of(seed: int, length: int = 200) -> str:
    choose = random.Random(seed)
    return " ".join(choose.choice(WORDS) + choose.choice("abc") for _ in range(length)) + "."


TEXT = text_of(1)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: text.replace(" ", "\n", 7),
        lambda text: text.replace(" ", "  "),
        lambda text: text.upper(),
        lambda text: text.replace("warranta", "“warranta”,"),
        lambda text: "By Ada Lind\n" + text,
        lambda text: "The Herald\nNorland (AP) - " + text,
        lambda text: text + "\nReuters contributed to this report.",
    ],
)
def test_a_text_with_a_byline_or_other_spaces_is_the_same(change):
    assert duplicates([TEXT, text_of(2), change(TEXT)]) == [[0, 2]]


@pytest.mark.parametrize(
    "other",
    [
        text_of(3),
        TEXT[: len(TEXT) // 2],  # a shorter text of the same wire
        TEXT + " " + text_of(4, 100),
        text_of(5, 100) + " " + TEXT,
        " ".join([*TEXT.split()[:90], "twelve", "not", *TEXT.split()[92:]]),
        "A headline of another outlet about the fire\n" + TEXT,
        " ".join(TEXT.split()[6:]),
        "",
    ],
)
def test_a_text_with_other_words_is_not_the_same(other):
    assert duplicates([TEXT, other]) == []


# Letters, and what changes them, is left out, or is composed with what is before it.
PIECES = [
    *("court ", "é", "e\u0301", "\u0301", "\u0327", "İ", "i\u0307", "ß", "ﬁ", "کن", "\u200c", "法"),
    *("𠀀", "«  ", "''", "`", "—", ", ", "½", "٣", "\n", "가", "\u1100\u1161", "\u11a8"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=400).map("".join))
def test_the_letters_of_a_beginning_are_the_first_letters(text):
    assert first_letters(text) == letters(text)[:BEGINNING]


def test_texts_with_the_same_beginning_are_compared_as_a_whole():
    texts = [TEXT + " Nine men left.", TEXT + " Ten men left.", TEXT + " Nine men left"]
    assert duplicates(texts) == [[0, 2]]


def test_groups_are_whole_and_in_order():
    texts = [TEXT, text_of(2), "By Ada\n" + TEXT, "(AP) " + text_of(2), TEXT.upper(), ""]
    assert duplicates(texts) == [[0, 2, 4], [1, 3]]
    assert duplicates([]) == duplicates(["", ""]) == []


def test_short_texts_are_the_same_only_if_all_their_words_are():
    assert duplicates(["Ten men left.", "Ten men left", "Ten men left it."]) == [[0, 1]]
    assert duplicates(["法院签发了逮捕令。", "法院签发了逮捕令", "法院撤销了逮捕令"]) == [[0, 1]]


def twice(folder, second, times=2):
    """A project of two texts, which say the same of a ferry in their own voice."""
    line = "Sinking of the ferry Aurora was on 3 March 2031."
    text = f"{line}\n{TEXT}\n"
    row = {"entity_id": "ferry", "property": "event_date", "value": "3 March 2031"}
    row |= {"date": "2031-03-03", "modality": "asserted", "basis": "stated", "quote": line}
    row["speaker"] = vocabulary.OWN_VOICE
    names = [f"paper-{number}" for number in range(1, times + 1)]
    return projects.build(
        folder,
        dict(zip(names, [text, *[second(text)] * (times - 1)], strict=True)),
        entities=[{"entity_id": "ferry", "kind": "event", "label": "Sinking of the ferry Aurora"}],
        statements=[{"source_id": source, **row} for source in names],
        **{table: projects.ours(table) for table in projects.KEPT},
    )


@pytest.mark.parametrize(
    ("second", "n_origins"),
    [(str, 1), (lambda text: "By Ada Lind\n" + text, 1), (lambda text: text + text_of(9), 2)],
)
def test_check_reports_it_and_it_is_one_origin(tmp_path, capsys, second, n_origins):
    folder = twice(tmp_path / "own", second)
    program.main(["check", str(folder)])
    reported = "seeds/paper-2.txt: is the same text as seeds/paper-1.txt" in capsys.readouterr().err
    assert reported == (n_origins == 1)
    outcomes = agreement.outcomes(evidence.bundle(evidence.read(folder)))
    (row,) = outcomes.itertuples()
    assert (row.n_sources, row.n_origins) == (2, n_origins)


def test_three_texts_that_are_the_same_are_one_voice(tmp_path):
    folder = twice(tmp_path / "own", str, times=3)
    (row,) = agreement.outcomes(evidence.bundle(evidence.read(folder))).itertuples()
    assert (row.n_sources, row.n_origins) == (3, 1)


def test_the_five_texts_are_five():
    assert duplicates(list(evidence.read().texts.values())) == []
