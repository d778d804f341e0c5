"""An expression is read as a range of counts, ranks, shares or other numbers, or not at all.

A line has the expression and its range; a square bracket includes the end, a round one does not.
"""

# ruff: noqa: RUF001 - dashes of every length are part of what is tested

import pytest

from analysis.values import counts
from analysis.values.number_ranges import number_range
from tests.support.number_ranges import in_brackets

COUNTS = """
thirty-four|[34,34]
the 34|
exactly 34|
over 34|(34,)
more than two hundred|(200,)
larger than 7|(7,)
no less than a thousand|[1000,)
at least a hundred and five|[105,)
fewer than nine|(,9)
smaller than 9|(,9)
not more than 41|(,41]
up to 2.5 million|(,2500000]
between 41 and 59|[41,59]
from 41 to 59|[41,59]
41–59|[41,59]
41 ~ 59|[41,59]
twelve through nineteen|[12,19]
greater than 41 and less than or equal to 59|(41,59]
at least 41 and at most 59|[41,59]
less than 59, but more than 41|(41,59)
equal to or more than forty-one|[41,)
equals 41|[41,41]
about 205|[184,226]
nearly 200|[180,200)
half a dozen|[6,6]
dozens|[24,)
as many as 41|[1,41]
below 1|(,1)
20 to 30 million|[20000000,30000000]
"""
RANKS = """
the ninth|[9,9]
ninth|[9,9]
the 9th|[9,9]
21st|[21,21]
the 112th|[112,112]
the twenty-third|[23,23]
the hundred and first|[101,101]
the hundredth|[100,100]
5th or lower|(,5]
the first or second|[1,2]
the one hundred and first|[101,101]
the one hundredth|[100,100]
the two thousandth|[2000,2000]
between the fourth and the ninth|[4,9]
between the 4th and 9th|[4,9]
from third to seventh|[3,7]
from the second to the twelfth|[2,12]
the 4th through the 9th|[4,9]
11th-13th|[11,13]
above the eighth|(8,)
higher than the third but lower than the thirtieth|(3,30)
lower than the fortieth|(,40)
at least the fifth|[5,)
no lower than the fifth|[5,)
at most the fifth|(,5]
up to the 1,000th|(,1000]
below the twenty-second|(,22)
over the 3rd and under the 8th|(3,8)
greater than or equal to the sixth|[6,)
"""
SHARES = """
1/3|[1/3,1/3]
3/4|[3/4,3/4]
¾|[3/4,3/4]
a third|[1/3,1/3]
one third|[1/3,1/3]
two-thirds|[2/3,2/3]
two thirds|[2/3,2/3]
half|[1/2,1/2]
one half|[1/2,1/2]
three quarters|[3/4,3/4]
three-fifths|[3/5,3/5]
seven twentieths|[7/20,7/20]
two twenty-fifths|[2/25,2/25]
forty-five hundredths|[9/20,9/20]
more than half|(1/2,)
over two thirds|(2/3,)
less than a quarter|(,1/4)
at least 2/5|[2/5,)
no more than one tenth|(,1/10]
up to three quarters|(,3/4]
above a fifth and below a quarter|(1/5,1/4)
between a third and a half|[1/3,1/2]
between 1/8 and 3/8|[1/8,3/8]
from one quarter to three quarters|[1/4,3/4]
1/4 to 1/2|[1/4,1/2]
35%|[7/20,7/20]
thirty percent|[3/10,3/10]
12.5 per cent|[1/8,1/8]
5‰|[1/200,1/200]
more than 60%|(3/5,)
between 30 and 40 percent|[3/10,2/5]
30-40%|[3/10,2/5]
from 5% to 10%|[1/20,1/10]
fewer than 5 pct|(,1/20)
one in five|[1/5,1/5]
nine out of ten|[9/10,9/10]
more than 3 in 4|(3/4,)
nearly half|[9/20,1/2)
about 50%|[9/20,11/20]
as many as a third|(,1/3]
a hundredth|[1/100,1/100]
five hundredths|[1/20,1/20]
under a third but over a quarter|(1/4,1/3)
1/4 or more|[1/4,)
150%|[3/2,3/2]
"""
NUMBERS = """
-5|[-5,-5]
−5|[-5,-5]
minus five|[-5,-5]
negative 12|[-12,-12]
0.5|[1/2,1/2]
3.5|[7/2,7/2]
three and a half|[7/2,7/2]
3 1/2|[7/2,7/2]
3½|[7/2,7/2]
two and three quarters|[11/4,11/4]
3/2|[3/2,3/2]
above -5|(-5,)
less than negative seven|(,-7)
below zero|(,0)
fewer than 0|(,0)
greater than zero and less than one|(0,1)
over 5 and under 6|(5,6)
two point five|[5/2,5/2]
bigger than minus one point five|(-3/2,)
between zero point two and zero point seven|[1/5,7/10]
between -10 and -5|[-10,-5]
between minus three and eleven|[-3,11]
between negative twenty and five|[-20,5]
from -5 to 5|[-5,5]
-20-30|[-20,30]
at most minus 40|(,-40]
over 2.75|(11/4,)
at least three and a half|[7/2,)
between 0.5 and 1.5|[1/2,3/2]
between 1/2 and 2|[1/2,2]
greater than 1.5 and smaller than 2.5|(3/2,5/2)
from two and a half to five|[5/2,5]
between two and a half and five|[5/2,5]
fewer than 6.5|(,13/2)
less than or equal to -1.25|(,-5/4]
-0.5 or more|[-1/2,)
higher than minus 1/2|(-1/2,)
about -10|[-11,-9]
"""
# Not read: two readings, a broken range, a share of something, or words that mean another thing.
REFUSED = """
35.000
between 30 and 20
between the ninth and the fourth
between a half and a third
from 3 to -3
between two and three quarters
one hundredth
one thousandth
the 21th
a dozen and a half
more than a million and a half
a hundred and a half
a dozen and three quarters
one second
2 point
two point zero five
the 11st
2/3/2020
1/2/3
1/0
5 in 4
two thirds of the 90
half of them
half a million
1/2 million
one and a half million
more than half a million
between the tenth and 15
between the tenth and 15%
the third quarter
a third attack
35% of 20
35 percentage points
two fifth
5--7
20 -30
9 months
version 3.5.1
1.2.3
no half
over -
more than one in
the 5th of May
minus the tenth
nonsense
"""
BY_KIND = {"count": COUNTS, "rank": RANKS, "share": SHARES, "number": NUMBERS}


CASES = [
    (kind, *line.split("|"))
    for kind, lines in BY_KIND.items()
    for line in lines.strip().splitlines()
]


@pytest.mark.parametrize(("kind", "expression", "interval"), CASES)
def test_a_range_has_a_kind_and_ends(kind, expression, interval):
    found = number_range(expression)
    if not interval:
        assert found is None
    else:
        assert (found.kind, in_brackets(found)) == (kind, interval)


@pytest.mark.parametrize("expression", REFUSED.strip().splitlines())
def test_other_expressions_are_not_read(expression):
    assert number_range(expression) is None
    assert counts.interval(expression) is None


@pytest.mark.parametrize(("kind", "expression", "interval"), CASES)
def test_only_counts_are_read_as_counts(kind, expression, interval):
    assert (counts.interval(expression) is not None) == (kind == "count" and interval != "")


@pytest.mark.parametrize(
    ("expression", "language", "kind", "interval"),
    [
        ("35 %", "de", "share", "[7/20,7/20]"),
        ("35 Prozent", "de", "share", "[7/20,7/20]"),
        ("3,5", "de", "number", "[7/2,7/2]"),
        ("3.5", "en-GB", "number", "[7/2,7/2]"),
        ("1/2", "fr", "share", "[1/2,1/2]"),
        ("-5", "es", "number", "[-5,-5]"),
        ("۳۵٪", "fa", "share", "[7/20,7/20]"),
        ("35 000", "fr", "count", "[35000,35000]"),
    ],
)
def test_signs_are_read_in_every_language(expression, language, kind, interval):
    found = number_range(expression, language)
    assert (found.kind, in_brackets(found)) == (kind, interval)
    assert (counts.interval(expression, language) is not None) == (kind == "count")


@pytest.mark.parametrize(
    ("expression", "interval"),
    [
        ("between the 3rd and the 8th", "(3,8)"),
        ("the 3rd to the 8th", "[3,8)"),
        ("between a third and a half", "(1/3,1/2)"),
        ("30-40%", "[3/10,2/5)"),
        ("between -7 and 4", "(-7,4)"),
        ("from -7 to 4.5", "[-7,9/2)"),
        ("at least the 3rd", "[3,)"),
        ("between 41 and 59", "(41,59)"),
    ],
)
def test_a_convention_reads_the_ends_of_every_kind_the_same_way(expression, interval):
    assert in_brackets(number_range(expression, convention="exclusive")) == interval


@pytest.mark.parametrize("words", ["twenty-", "1 ", "half and ", "9"])
def test_a_long_text_is_not_an_expression(words):
    assert number_range(words * 3000) is None
    with pytest.raises(ValueError, match=r"is (?:neither|a share|too large)|has no entry"):
        counts.bounds(words * 3000, {})
