"""A count is supported by words that give it, read together with the text beside them."""

# ruff: noqa: RUF001 - letters and digits of other scripts are what is tested

import pytest

from analysis.validation import count_words


def problem(value, quote, before="", after="", language="en", labels=()):
    text = before + quote + after
    span = len(before), len(before) + len(quote)
    return count_words.problem(value, labels, count_words.passage(text, span, language))


@pytest.mark.parametrize(
    ("value", "quote", "language"),
    [
        ("35", "for 35 others", "en"),
        ("5", "Five men were killed", "en"),
        ("35", "fünfunddreißig Menschen", "de"),
        ("35", "trente-cinq personnes", "fr"),
        ("35", "سی و پنج نفر", "fa"),
        ("35", "三十五人死亡", "zh"),
        ("200", "zweihundert Tote", "de"),
        ("35000", "35.000 Menschen", "de"),
        ("35,000", "35 000 personnes", "fr"),
        ("over 100", "Over 100 people", "en"),
        ("over 100", "over a hundred people", "en"),
        ("at least 35", "at least thirty-five men", "en"),
        ("no fewer than 35", "no fewer than 35", "en"),
        ("as many as 1.2 million", "as many as 1,200,000 soldiers", "en"),
        ("between 20 and 30", "between twenty and thirty", "en"),
        ("20-30", "some say 20–30 men", "en"),
        ("20 to 30 million", "20 to 30 million people", "en"),
        ("100 or more", "100 or more", "en"),
        ("dozens", "dozens of soldiers", "en"),
        ("hundreds of thousands", "hundreds of thousands of men", "en"),
        ("a base", "a U.S. base", "en"),
        ("half a dozen", "half a dozen men", "en"),
        ("24", "two dozen", "en"),
    ],
)
def test_words_that_give_the_count_are_accepted(value, quote, language):
    assert problem(value, quote, language=language) is None


@pytest.mark.parametrize(
    ("value", "quote", "language"),
    [
        ("35", "35.000 Menschen", "de"),
        ("2", "twenty-two men", "en"),
        ("2", "two hundred men", "en"),
        ("2", "two dozen men", "en"),
        ("2", "two-thirds of the men", "en"),
        ("90", "two thirds of the 90", "en"),
        ("35", "35% of the men", "en"),
        ("35", "20-35 men", "en"),
        ("35", "no fewer than 35", "en"),
        ("fewer than 35", "no fewer than 35", "en"),
        ("more than 35", "no more than 35 men", "en"),
        ("at least 35", "at least 35%", "en"),
        ("at least 35", "at least 35 million", "en"),
        ("20 to 30", "20 to 30 million", "en"),
        ("between 20 and 30", "between 20 and 30 million", "en"),
        ("20-30", "20, 30 and 40 men", "en"),
        ("three dozen", "more than three dozen", "en"),
        ("hundreds", "hundreds of thousands", "en"),
        ("a dozen", "half a dozen", "en"),
        ("several", "several hundred men", "en"),
        ("over 100", "over the years, 100 men", "en"),
        ("1", "no one was killed", "en"),
        ("35000", "35.000 people", "en"),
        ("35", "35.000 people", "en"),
        ("1234", "1,234 Menschen", "de"),
        ("5", "the 5 Sept. attack", "en"),
        ("5", "der Angriff vom 5 März", "de"),
        ("5", "۵ تیر", "fa"),
        ("5", "l'attacco del 5 marzo", "it"),
    ],
)
def test_words_that_give_another_count_are_refused(value, quote, language):
    assert problem(value, quote, language=language) is not None


@pytest.mark.parametrize(
    ("before", "quote", "after"),
    [
        ("", "35", ",000 men"),
        ("", "killed 35", " 000 men"),
        ("", "killed 35", " million"),
        ("", "killed 35", "%"),
        ("", "killed 35", " percent of them"),
        ("", "killed 35", "-40 men"),
        ("20-", "35 men", ""),
        ("20 to ", "35 men", ""),
        ("at least ", "35 men", ""),
        ("no fewer\nthan ", "35 men", ""),
        ("", "killed 35", " or more"),
        ("", "killed 35", ".5"),
        ("1/", "35 men", ""),
        ("", "thirty-five", " thousand"),
        ("two hundred and ", "thirty-five men", ""),
        ("two thirds of the ", "35", " men"),
    ],
)
def test_the_text_beside_a_quote_counts(before, quote, after):
    assert problem("35", quote, before, after)


@pytest.mark.parametrize("before", ["At least so it is said.\n\n", "More than once. ", "Over. "])
def test_another_paragraph_or_sentence_does_not_count(before):
    assert problem("35", "35 men", before, ".\n\n000 people were there.") is None


def test_a_label_stands_for_a_number_only_if_nothing_is_added():
    assert problem("2", "two men", labels=["two"]) is None
    assert problem("2", "two hundred men", labels=["two"]) is not None
    assert problem("0", "no one had been injured", labels=["no one"]) is None


@pytest.mark.parametrize(
    ("quote", "after", "language", "words"),
    [
        ("killed 35", ",000 men", "en", 'the quote cuts the number "35,000"; quote all of it'),
        ("35.000 men", "", "en", '"35.000" can be 35 or 35000 in a text whose language is "en"'),
        ("35% of men", "", "en", '"35%" is a share, and a share is not a count'),
        ("at least 35", "", "en", '"at least 35" continues beside the number'),
    ],
)
def test_a_problem_says_what_the_text_has(quote, after, language, words):
    assert problem("35", quote, after=after, language=language).startswith(words)
