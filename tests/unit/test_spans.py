"""Spans overlap by the same rule for one pair and for many at once."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.text import span_arrays, spans

SPAN = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda it: (it[0], it[0] + it[1]))
SPANS = st.lists(SPAN, max_size=12)


@st.composite
def disjoint(draw):
    """Spans in order that do not overlap, some of which touch."""
    end, found = 0, []
    for gap, length in draw(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 6)))):
        found.append((end + gap, end + gap + length))
        end += gap + length
    return found


def sides(pairs: list[spans.Span]) -> tuple[np.ndarray, np.ndarray]:
    starts, ends = np.array(pairs, dtype="int64").reshape(-1, 2).T
    return starts, ends


@given(SPAN, SPAN)
def test_overlap_is_shared_characters(first, second):
    shared = set(range(*first)) & set(range(*second))
    assert spans.overlaps(first, second) == bool(shared)
    assert set(range(*(spans.intersection(first, second) or (0, 0)))) == shared


@given(disjoint(), SPAN)
def test_binary_search_finds_every_overlap(ordered, span):
    touched = [place for place, each in enumerate(ordered) if spans.overlaps(each, span)]
    assert list(spans.overlapping(ordered, span)) == touched
    assert list(spans.overlapping([(0, *each) for each in ordered], span)) == touched


@given(SPANS, SPANS)
def test_pairs_of_many_spans_are_those_found_one_by_one(many, others):
    one, two, share = span_arrays.overlapping_pairs(*sides(many), *sides(others))
    found = dict(zip(zip(one.tolist(), two.tolist(), strict=True), share.tolist(), strict=True))
    expected = {
        (a, b): len(shared) / len(set(range(*first)) | set(range(*second)))
        for a, first in enumerate(many)
        for b, second in enumerate(others)
        if (shared := set(range(*first)) & set(range(*second)))
    }
    assert found == expected
    assert len(one) == len(found)


@given(SPANS, SPANS)
def test_overlapping_any_means_overlapping_at_least_one(many, others):
    found = span_arrays.overlap_any(*sides(many), *sides(others)).tolist()
    assert found == [any(spans.overlaps(span, other) for other in others) for span in many]
