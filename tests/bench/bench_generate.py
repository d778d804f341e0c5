"""Generate any number of statements for the benchmark, the same ones each time."""

from __future__ import annotations

import random

import numpy as np
import pandas as pd

from analysis.compare.rules import OPEN_HIGH, OPEN_LOW

PER_TEXT = 40  # statements a text
LENGTH = 4_000  # characters a text
BROKEN = 0.02  # share of quotes that are not where they should be
PLAIN = ["warrant", "court", "judge", "issued", "reported", "over", "dozens", "officials"]
ACCENTED = ["“arrêt”", "Bağdat", "тегеран", "بغداد", "émis", "“dozens”", "прокурор", "— 35"]


def quotes(size: int) -> tuple[list[str], list[int], list[str]]:
    """`size` quotes, in step: the text of each, its offset, its words; half the texts not ASCII."""
    rng = random.Random(20200103)
    texts, starts, words = [], [], []
    for number in range(-(-size // PER_TEXT)):
        pool = ACCENTED if number % 2 else PLAIN
        text = " ".join(rng.choices(pool, k=LENGTH // 5))[:LENGTH]
        for _ in range(min(PER_TEXT, size - len(texts))):
            start = rng.randrange(LENGTH // 2)
            quote = text[start : start + rng.randrange(30, 120)]
            texts.append(text)
            starts.append(start)
            words.append(quote[:-1] + "~" if rng.random() < BROKEN else quote)
    return texts, starts, words


# The ranges of seven concepts, of which the first holds all others.
TREE = np.array([(0, 6), (1, 3), (2, 2), (3, 3), (4, 6), (5, 5), (6, 6)])


def claims(size: int) -> tuple[pd.DataFrame, int]:
    """`size` claims for `compare_facts`, about six per fact, most of them vague.

    Half of the facts have a count; of the others, a third is free text and the rest has concepts
    that lie within each other.
    """
    rng = np.random.default_rng(20200103)
    facts = max(1, size // 6)
    fact = rng.integers(0, facts, size)
    single = rng.random(facts) < 0.5
    centre = rng.integers(10, 1_000, facts)[fact]
    low = centre - rng.integers(0, 9, size)
    high = centre + rng.integers(0, 9, size)
    off = rng.random(size) < 0.02
    low, high = low + 100 * off, high + 100 * off
    tested = single | (rng.random(facts) < 2 / 3)
    node = rng.integers(0, len(TREE), size)
    nested = ~single[fact]
    low, high = (np.where(nested, TREE[node, side], of) for side, of in enumerate((low, high)))
    sources = max(2, size // PER_TEXT)
    source = rng.integers(0, sources, size)
    return pd.DataFrame(
        {
            "fact": fact,
            "single": single[fact],
            "tested": tested[fact],
            "stance": np.where(rng.random(size) < 0.9, 0, rng.integers(1, 7, size)),
            "denied": rng.random(size) < 0.01,
            "low": np.where(~nested & (rng.random(size) < 0.1), OPEN_LOW, low),
            "high": np.where(~nested & (rng.random(size) < 0.2), OPEN_HIGH, high),
            "value": np.where(nested, node, rng.integers(0, 4, size)),
            "source": source,
            "origin": np.where(rng.random(size) < 0.7, source, rng.integers(0, 50, size)),
        }
    ), facts


def spans(size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
    """`size` spans in texts: group, start, end, and the number of groups."""
    rng = np.random.default_rng(20200103)
    groups = max(1, size // PER_TEXT)
    start = rng.integers(0, LENGTH, size)
    return rng.integers(0, groups, size), start, start + rng.integers(30, 120, size), groups
