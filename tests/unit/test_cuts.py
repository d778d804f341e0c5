"""No quote may cut a word, a number or a character, and a problem says what to quote instead."""

# ruff: noqa: RUF001 - marks of other scripts are the subject here

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import evidence
from analysis.text.cuts import cut_at
from tests.support.csv_files import read_csv, write_csv

CUTS = {  # a text with "|" where a quote would begin or end
    "number": "35|,000 35,|000 3|5,000 3|.5 3.|5 3,|5 2020|-03-04 2020-|03-04 03/|04/2020 14|:05"
    " 5|-7 2014|–2017 1.2|.3 1’|000 ٣|٥ ۳۵|٬۰۰۰ 35|% 10|⁶ 3|½ 三|十五 35|万人 3.5|万 −|5 1|/2"
    " 35.|000 35|\u202f000 35\u00a0|000",
    "word": "execut|ive don|'t don|’t can’|t won|'t well-|known well|-known non-|military"
    " anti-|Trump COVID-|19 F-|16 al-|Asad U.|S. U|.S. a.|m. Ph.|D. e.|g. example.|com info@|x.org"
    " AT&|T AT|&T O’|Brien I|'m we|’ll 5|th 35|m a_|b 한|국 Иран|а و|ترامب می|\u200cشود"
    " می\u200c|شود so\u00ad|me"
    ' צה|"ל e\u0301|t и\u0306|ран',
    "character": "cafe|\u0301 e|\u0301t क|ि म|ं 👨\u200d|👩 👨|\u200d👩 👍|🏽 🇮|🇶"
    " \u1112|\u1161\u11ab م|ُ ท|ี่ ก|ำ ❤|\ufe0f \r|\n が|\u3099",
}


def parted(marked: str) -> tuple[str, int]:
    return marked.replace("|", ""), marked.index("|")


@pytest.mark.parametrize(
    ("kind", "marked"),
    [
        *((kind, marked) for kind in CUTS for marked in re.split(" ", CUTS[kind])),
        *(("number", marked) for marked in ("35| 000 men", "35| %", "1| 200 300")),
    ],
)
@pytest.mark.parametrize(
    ("before", "after"), [("", ""), ("In ", " of it."), ("“", "”"), ("十。", "。")]
)
def test_words_that_a_quote_would_cut_are_named_whole(kind, marked, before, after):
    text, place = parted(before + marked + after)
    cut = cut_at(text, place)
    assert cut is not None, text
    kinds = {"word", "number"} if kind == "word" else {kind}
    assert cut.kind in kinds | ({"character"} if "\u200c" in text or "\u00ad" in text else set())
    assert cut.span[0] < place < cut.span[1]
    assert [cut_at(text, end) for end in cut.span] == [None, None]


@pytest.mark.parametrize(
    "marked",
    [
        *("Trump|'s plan", "Trump|’s plan", "l’|Iran", "d'|Iran", "qu’|il", "dell’|Iran"),
        *("Iran-|backed", "Iran|-backed", "men. |Ten", "men.|Ten", "men|. Ten", "in 2020|. 35"),
        *("killed 35|, then", "(|35", "35|)", "$|35", "#|Iran", "U.S|.", "2020, |35 men", "|so"),
        *("so|", "the US|–Iran", "says:|he", "and|/or", "a\u200b|b", "3| January", "35| men"),
        *(
            "January 3|, 2020",
            "in 2020| 100 men",
            "逮捕|令",
            "日本|で",
            "หมาย|จับ",
            "35|人",
            "“|Ten",
        ),
        *(
            "Ten|”",
            "‘word|’ he",
            "ten| men",
            "دادگاه| حکم",
            "«|حکم",
            "حکم|»",
            "Article 5|.",
            "5|. The",
        ),
    ],
)
def test_a_quote_may_begin_and_end_between_words(marked):
    text, place = parted(marked)
    assert cut_at(text, place) is None


@given(st.text(), st.integers(0, 40))
def test_a_cut_begins_and_ends_with_whole_characters(text, place):
    cut = cut_at(text, place)
    if cut:
        assert 0 <= cut.span[0] < place < cut.span[1] <= len(text)


@given(st.lists(st.sampled_from(["35", "Trump", "the", "۳۵", "می‌شود", "国", "é"]), min_size=2))
def test_a_quote_that_ends_at_a_space_cuts_nothing(words):
    text = " — ".join(words)
    places = [match.start() for match in re.finditer(" ", text)]
    assert [cut_at(text, place) for place in places] == [None] * len(places)


# --- In a project ---------------------------------------------------------------------------------

FIRST = "Prosecutors counted 35,000 pages. They don’t say more. Prosecutors counted 35,000 names."


@pytest.fixture
def quoting(project):
    """Replace the words around a quote of the project, and return its problems with a quote."""
    path = project / "data/statements.csv"

    def problems(quote: str, occurrence: str = "") -> list[str]:
        header, rows = read_csv(path)
        rows[0][header.index("quote")] = quote
        rows[0][header.index("occurrence")] = occurrence
        write_csv(path, [header, *rows])
        return [
            problem.message
            for problem in evidence.read(project).problems
            if problem.line == 2 and problem.column in ("quote", "occurrence")
        ]

    header, rows = read_csv(path)
    source = rows[0][header.index("source_id")]
    sources, named = read_csv(project / "data/sources.csv")
    file = next(row for row in named if row[0] == source)[sources.index("file")]
    seed = project / "seeds" / file
    seed.write_bytes(seed.read_bytes() + f"\n{FIRST}\n".encode())
    return problems


@pytest.mark.parametrize(
    ("quote", "occurrence", "cut", "instead"),
    [
        (
            "counted 35",
            "1",
            'the number "35,000"',
            'whole: "counted 35,000", with the occurrence 1',
        ),
        (
            "counted 35",
            "2",
            'the number "35,000"',
            'whole: "counted 35,000", with the occurrence 2',
        ),
        ("000 names", "", 'the number "35,000"', 'whole: "35,000 names", with a blank occurrence'),
        ("They don", "", 'the word "don’t"', 'whole: "They don’t", with a blank occurrence'),
        ("t say mor", "", 'the word "don’t" and ends', 'whole: "don’t say more", with a blank'),
    ],
)
def test_the_longer_quote_that_is_advised_is_accepted(quoting, quote, occurrence, cut, instead):
    (message,) = quoting(quote, occurrence)
    assert cut in message
    assert f"quote it {instead}" in message
    longer, number = re.search(r'whole: "([^"]*)", with (.*)', message).groups()
    assert (
        quoting(longer, number.removeprefix("the occurrence ").replace("a blank occurrence", ""))
        == []
    )
