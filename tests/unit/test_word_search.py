"""The quick search for texts with some words misses none that the slow one finds."""

# ruff: noqa: RUF001 - letters that are alike are what this is about

from types import SimpleNamespace

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.compare import encoding, facts
from analysis.text.word_search import may_have_words
from analysis.validation.labels import has_label, phrase

LABELS = [("earlier", "at first"), ("earlier", "Erstmals"), ("later", "reported later")]
LABELS += [("later", "who stories"), ("later", "später"), ("later", "لاحقا")]
PIECES = [
    "later",
    "reported",
    "Läter",
    "la\u0301ter",
    "la\u00adter",
    "l.a.t.e.r",
    "ﬁrst",
    "ﬁ",
    "at",
]
PIECES += [
    "first",
    "FIRST",
    "ſt",
    "st",
    "fır",
    "fi\u200br",
    "ｆｉｒｓｔ",
    "K",
    "ER",
    "erst",
    "mals",
    "mal",
]
PIECES += [
    "us",
    "WHO",
    "who",
    "s",
    "'s",
    "stories",
    "story",
    "Storys",
    "später",
    "spa\u0308ter",
    "æ",
]
PIECES += [
    "لاحقا",
    "ولاحقا",
    "لاحقاً",
    " ",
    " ",
    " ",
    ".",
    "\n",
    "-",
    "«",
    "»",
    "i\u0307",
    "\u200c",
    "5",
    "½",
]
MANY = settings(max_examples=400, deadline=None, derandomize=True, database=None)
texts = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(st.lists(texts, max_size=6))
@MANY
def test_no_text_with_a_phrase_is_missed(many):
    phrases = [phrase(label) for _, label in LABELS]
    needed = [[word.removesuffix("y") for word in words.split()] for words in phrases]
    may_have = may_have_words(many, needed)
    assert may_have.shape == (len(many), len(phrases))
    for row, text in enumerate(many):
        for column, words in enumerate(phrases):
            assert may_have[row, column] or not has_label(phrase(text), [words])


def test_most_texts_without_a_phrase_are_left_out():
    assert may_have_words(["ten men", "läter it", "it is"], [["late"]]).tolist() == [
        [False],
        [True],
        [False],
    ]


@given(st.lists(st.tuples(st.none() | texts, texts), min_size=1, max_size=6))
@MANY
def test_words_of_order_are_those_of_the_cue_and_the_quote(rows):
    labels = pd.DataFrame(LABELS, columns=["of", "label"])
    statements = pd.DataFrame(rows, columns=["cue", "quote"]).astype("str")
    evidence = SimpleNamespace(statements=statements, labels=labels)
    expected = []
    for cue, quote in rows:
        passage = phrase(f"{cue or ''} . {quote}")
        order = 0
        for name, number in (("earlier", facts.EARLIER), ("later", facts.LATER)):
            if has_label(passage, [phrase(label) for of, label in LABELS if of == name]):
                order = number
        expected.append(order)
    assert encoding._orders(evidence).tolist() == expected
