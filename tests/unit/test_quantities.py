"""Reported quantities are ranges, by the words of the lexicon."""

import pytest

from analysis.validation import values
from analysis.validation.csv_tables import Table
from analysis.values import counts

LEXICON = {
    "dozens": ("24", ""),
    "over N": ("N+1", ""),
    "as many as N": ("", "N"),
    "at least N": ("N", ""),
    "large numbers": ("", ""),
    "more than one": ("2", ""),
    "fewer than N": ("", "N-1"),
    "from N to M": ("N", "M"),
    "more than N and up to M": ("N+1", "M"),
    "between N and M": ("N+1", "M-1"),
    "from N to beyond M": ("N", "M+1"),
}


@pytest.mark.parametrize(
    ("value", "bounds"),
    [
        ("35", (35, 35)),
        ("0", (0, 0)),
        ("1,200", (1200, 1200)),
        ("dozens", (24, None)),
        ("over 100", (101, None)),
        ("at least 1,000", (1000, None)),
        ("as many as 1.2 million", (None, 1_200_000)),
        ("large numbers", (None, None)),
        ("unquantified", (None, None)),
        ("more than one", (2, None)),
        ("fewer than 100", (None, 99)),
        ("from 5 to 9", (5, 9)),
        ("more than 5 and up to 1.2 thousand", (6, 1_200)),
        ("between 5 and 9", (6, 8)),
        ("from 5 to beyond 9", (5, 10)),
    ],
)
def test_bounds(value, bounds):
    assert counts.bounds(value, LEXICON) == bounds


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("some", "neither a number nor words of lexicon.csv"),
        ("nearly 100", 'no entry "nearly N"'),
        ("1.5", "not a whole number"),
        ("1,000,000,000 billion", "too large a number"),
        ("over 999,999,999,999 billion", "too large a number"),
        ("over 1.23456 thousand", "not a whole number"),
        ("from 5 to 9 and 12", 'no entry "from N to M and 12"'),
        ("more than two", "neither a number nor words of lexicon.csv"),
        ("35%", "is a share, and a share is not a count; write the number of persons or things"),
        ("at least 35%", "is a share"),
        ("30-40 percent", "is a share"),
        ("1/2", "is a share"),
        ("over 2/3", "is a share"),
        ("a third", "is a share"),
        ("more than half", "is a share"),
        ("1 in 5", "is a share"),
        (
            "the tenth",
            "is a rank, and a rank is not a count; write the number of persons or things",
        ),
        ("10th", "is a rank"),
        ("the twenty-first", "is a rank"),
        ("between the 4th and the 9th", "is a rank"),
        ("-5", "is not a whole number, as a count must be; write the number of persons or things"),
        ("minus 5", "is not a whole number"),
        ("3.5", "is not a whole number"),
        ("3 1/2", "is not a whole number"),
        ("at least three and a half", "is not a whole number"),
        ("fewer than 0", "is below 0, as no count can be"),
    ],
)
def test_refused(value, message):
    with pytest.raises(ValueError, match=message):
        counts.bounds(value, LEXICON)


def test_another_convention_replaces_only_its_own_entries():
    rows = [("dozens", "24", "", "default"), ("over N", "N+1", "", "default")]
    rows.append(("dozens", "12", "12", "acled"))
    lexicon = counts.lookup(rows, "acled")
    assert lexicon == {"dozens": ("12", "12"), "over N": ("N+1", "")}


@pytest.mark.parametrize("mark", ["N+2", "N-", "M", "M+1", "P", "N+1 ", "-1", "٣"])
def test_a_mark_that_the_words_do_not_give_is_refused(mark):
    with pytest.raises(ValueError, match=r"row in lexicon.csv is not right; correct that row"):
        counts.bounds("over 100", {"over N": (mark, "")})
    with pytest.raises(ValueError, match=r"row in lexicon.csv is not right; correct that row"):
        counts.bounds("dozens", {"dozens": ("", mark)})


@pytest.mark.parametrize(
    ("words", "marks", "problems"),
    [
        ("over N", ("N+1", ""), []),
        ("from N to M", ("N", "M"), []),
        ("between N and M", ("N+1", "M-1"), []),
        ("more than one", ("2", ""), []),
        (
            "over N",
            ("M+1", ""),
            ['"M+1": there is no M in "over N"; write a number, or put M into the words'],
        ),
        (
            "dozens",
            ("24", "N-1"),
            ['"N-1": there is no N in "dozens"; write a number, or put N into the words'],
        ),
        ("dozens", ("24", "12"), ['"24": is above high (12); correct low or high']),
        (
            "Nobody or More",
            ("N", ""),
            ['"N": there is no N in "Nobody or More"; write a number, or put N into the words'],
        ),
    ],
)
def test_a_row_of_the_lexicon_uses_only_numbers_that_its_words_have(words, marks, problems):
    cells = {"words": [words], "low": [marks[0]], "high": [marks[1]]}
    table = Table("data/lexicon.csv", [], [2], cells)
    assert [problem.message for problem in values.lexicon_problems(table)] == problems


def test_the_lexicon_of_the_project_gives_the_range_of_a_plural(loaded):
    rows = loaded.lexicon[["words", "low", "high", "convention"]].fillna("").to_numpy().tolist()
    assert counts.bounds(counts.PLURAL, counts.lookup(rows)) == (2, None)
    assert (loaded.statements["value"] == counts.PLURAL).any()


@pytest.mark.parametrize(
    ("expression", "bounds"),
    [
        ("between 20 and 30", (20, 30)),
        ("Between twenty and thirty", (20, 30)),
        ("20 to 30", (20, 30)),
        ("20\u201330", (20, 30)),
        ("from 20 up to 30", (20, 30)),
        ("20 to 30 million", (20_000_000, 30_000_000)),
        ("fewer than 20", (None, 19)),
        ("under twenty", (None, 19)),
        ("no fewer than 35", (35, None)),
        ("not more than a hundred", (None, 100)),
        ("as many as 1.2 million", (1, 1_200_000)),
        ("about 100", (90, 110)),
        ("some 95", (85, 105)),
        ("nearly 100", (90, 99)),
        ("100 or more", (100, None)),
        ("100 or so", (90, 110)),
        ("dozens", (24, None)),
        ("scores", (40, None)),
        ("several", (3, None)),
        ("a couple", (2, 2)),
        ("half a dozen", (6, 6)),
        ("greater than 100 and smaller than 300", (101, 299)),
        ("higher or equal than one hundred, lower or equal than three hundred", (100, 300)),
        ("two thirds of the 90", None),
        ("35%", None),
        ("thirty percent", None),
        ("35.000", None),
        ("the tenth", None),
        ("-5", None),
        ("minus five", None),
        ("between 30 and 20", None),
        ("more than 20 and more than 30", None),
        ("3.5", None),
        ("nonsense", None),
    ],
)
def test_interval_reads_an_expression(expression, bounds):
    assert counts.interval(expression, language="en") == bounds


@pytest.mark.parametrize(
    ("expression", "language", "bounds"),
    [
        ("35.000", "de", (35_000, 35_000)),
        ("fünfunddreißig", "de", (35, 35)),
        ("سی و پنج", "fa", (35, 35)),
        ("三十五", "zh", (35, 35)),
        ("35 000", "fr", (35_000, 35_000)),
    ],
)
def test_interval_reads_an_expression_in_another_language(expression, language, bounds):
    assert counts.interval(expression, language) == bounds


def test_another_convention_reads_the_ends_of_a_range_differently():
    assert counts.interval("between 20 and 30", convention="exclusive") == (21, 29)
    assert counts.interval("20 to 30", convention="exclusive") == (20, 29)
    assert counts.interval("about 100", convention="open-estimate") == (None, None)


@pytest.mark.parametrize("value", ["35.000", "1.234", "120.500"])
def test_digits_with_a_point_before_three_others_are_refused_with_both_readings(value):
    whole, thousands = value.split(".")[0], value.replace(".", "")
    with pytest.raises(ValueError, match=f"can be {whole} or {thousands}; write the one"):
        counts.bounds(value, LEXICON)


def test_a_range_given_in_millions_is_in_millions_at_both_ends():
    assert counts.bounds("between 20 and 30 million", {"between N and M": ("N", "M")}) == (
        20_000_000,
        30_000_000,
    )
