"""Quotations are found in the marks of any language, and apostrophes are not marks."""

# ruff: noqa: RUF001 - quotation marks of many languages

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.quotations import quotations

# Each text has its quotations between ⟦ and ⟧, which are taken out.
MARKED = """
He said: ⟦“It is so.”⟧ Nobody spoke.
He said: ⟦"It is so."⟧ Nobody spoke.
⟦"It is so,"⟧ he said. ⟦"It was so."⟧
Il dit : ⟦« C’est vrai »⟧, et part.
Er sagte: ⟦„So ist es.“⟧ Niemand sprach.
Er sagte: ⟦»So ist es.«⟧ Niemand sprach.
Er sagte: ⟦„So ist es.”⟧ Niemand sprach.
Hon sade: ⟦”Så är det.”⟧ Ingen sade något.
He said: ⟦‘It is so.’⟧ Nobody spoke.
He said: ⟦'It is so.'⟧ Nobody spoke.
He said: ⟦‘It isn’t so.’⟧ Nobody spoke.
部长说：⟦「是的。」⟧没有人说话。
部长说：⟦“是的。”⟧没有人说话。
部长说⟦“是的”⟧没有人说话。
大臣は⟦『そうだ』⟧と述べた。
قال: ⟦«هكذا»⟧ ثم سكت.
گفت: ⟦«چنین است»⟧ و رفت.
He said: ⟦“They told me ‘no’ twice.”⟧ Nobody spoke.
He said: ⟦“They told me "no" twice.”⟧ Nobody spoke.
He said: ⟦"They told me 'no' twice."⟧ Nobody spoke.
Iran's court and the judges' warrant, in the '90s.
Iran’s court and the judges’ warrant, in the ’90s.
A 6" pipe and a 12" gun were shown.
He said: ⟦“It is so.⟧¶⟦“It was so.”⟧ Nobody spoke.
He said: ⟦“It is so.⟧¶¶⟦“It was so.”⟧ Nobody spoke.
He said: ⟦“It is so.⟧¶¶Nobody spoke.
He said: ⟦"It is so.⟧¶¶Nobody spoke.
He said: ⟦"It is¶so."⟧ Nobody spoke.
(⟦"So it is"⟧) and [⟦“so it was”⟧].
He said—⟦“It is so”⟧—and left.
The law is called 《Criminal Law》 there.
He said: ⟦``It is so.''⟧ Nobody spoke.
No quotation at all.
"""


@pytest.mark.parametrize("line", MARKED.strip().splitlines())
def test_the_quotations_of_a_text_are_found(line):
    marked = line.replace("¶", "\n")
    text, spans = "", []
    for character in marked:
        if character in "⟦⟧":
            spans.append(len(text))
        else:
            text += character
    expected = list(zip(spans[::2], spans[1::2], strict=True))
    if "\n“" in text and "\n\n" not in text:  # a paragraph that opens the quotation again
        expected = [(expected[0][0], expected[1][1])]
    assert list(map(tuple, quotations(text))) == expected


@given(st.text(alphabet="ab .,\n\"'“”‘’„«»「」`1", max_size=60))
def test_quotations_are_in_order_and_within_the_text(text):
    spans = quotations(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize("repeated", [' "a', "‘a ", "“a\n", "«", "'a", '"', "``a", "a' "])
def test_the_time_for_a_text_of_marks_is_proportional_to_its_length(repeated):
    begin = time.process_time()
    quotations(repeated * 20_000)
    assert time.process_time() - begin < 10
