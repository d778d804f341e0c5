import pytest

from analysis.values import counts

LEXICON = {
    "dozens": ("24", ""),
    "over N": ("N+1", ""),
    "as many as N": ("", "N"),
    "at least N": ("N", ""),
    "large numbers": ("", ""),
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
    ],
)
def test_bounds(value, bounds):
    assert counts.bounds(value, LEXICON) == bounds


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("some", "neither a number nor words of lexicon.csv"),
        ("nearly 100", 'no entry "nearly N"'),
        ("1.5", "not a whole number"),
        ("1,000,000,000 billion", "too large a number"),
        ("over 999,999,999,999 billion", "too large a number"),
        ("over 1.23456 thousand", "not a whole number"),
    ],
)
def test_refused(value, told):
    with pytest.raises(ValueError, match=told):
        counts.bounds(value, LEXICON)


def test_another_convention_replaces_only_what_it_says():
    rows = [("dozens", "24", "", "default"), ("over N", "N+1", "", "default")]
    rows.append(("dozens", "12", "12", "acled"))
    lexicon = counts.lookup(rows, "acled")
    assert lexicon == {"dozens": ("12", "12"), "over N": ("N+1", "")}
