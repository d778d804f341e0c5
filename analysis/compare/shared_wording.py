"""Find runs of words that two texts share outside quotations.

Words are compared as integers. Two texts are compared only where they have five consecutive words
in common, so the time grows with the length of the texts and with what they share.
"""

# ruff: noqa: RUF001 - an apostrophe that looks like another

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.text.characters import HIDDEN, UNSPACED
from analysis.text.quotations import quotations
from analysis.text.sentences import LINE_ENDS
from analysis.text.tokens import plain

LEAST = 5  # words in a row
# If the same words are in more places than this, each is compared with the first of them only: a
# notice in a thousand texts, or "no no no", would otherwise give a million pairs.
MOST_PLACES = 10
COLUMNS = ["first", "start", "end", "other", "other_start", "other_end", "n_words"]

_WORD = re.compile(
    rf"(?:[^\W\d_]\.)+[^\W\d_]\b|\d+(?:[.,]\d+)*|[{UNSPACED}]"
    rf"|[^\W\d_{UNSPACED}]+(?:['’][^\W\d_{UNSPACED}]+)*"
)
_UNSPACED = re.compile(f"[{UNSPACED}]")
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*")
_SMALL = re.compile(r"(?<![^\W\d_])[a-zß-öø-ÿα-ωа-я]{5,}")  # a longer word in lower case
# Lower-case words within a name or a title.
_WITHIN_NAMES = frozenset(
    re.split(
        " ",
        "the a an of and s al el de del la le les des du da di der die das den und et y i von van"
        " bin ibn",
    )
)
LONGEST_NAME = 12  # words
_HIDDEN = re.compile(f"[{HIDDEN}]")


class _Letters(dict):
    """Map the marks within a word to a letter for `str.translate`, so that they do not end it."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        is_mark = unicodedata.category(character) in ("Mn", "Mc", "Cf")
        self[code] = "x" if is_mark and not _UNSPACED.match(character) else character
        return self[code]


_LETTERS = _Letters()


def words(text: str) -> list[tuple[int, int]]:
    """Return the spans of the words of a text.

    The parts of a hyphenated word are words. In a script without spaces, each character is a word.

    >>> text = "U.S. forces can't leave al-Asad"
    >>> [text[start:end] for start, end in words(text)]
    ['U.S', 'forces', "can't", 'leave', 'al', 'Asad']
    """
    letters = text if text.isascii() else text.translate(_LETTERS)
    return [match.span() for match in _WORD.finditer(letters)]


def shared_runs(texts: Sequence[str], least: int = LEAST) -> pd.DataFrame:
    """Return the longest runs of words that any two texts share outside quotations.

    Case, accents, punctuation and line ends make no difference. Words in quotation marks of any
    kind are left out, and no run crosses a quotation, because two texts that quote the same speaker
    share that speaker's words. In scripts without spaces, two characters count as a word.

    Parameters
    ----------
    texts : sequence of str
        The texts. Each is compared with those after it.
    least : int
        How many consecutive words make a run; at least 2.

    Returns
    -------
    DataFrame
        One row per run that cannot be extended on either side, in the order of the first text:
        `first` and `other`, the positions of the two texts; `start, end, other_start, other_end`,
        the spans of the run in them; `n_words`. Words in more than `MOST_PLACES` places are
        compared with the first of these only.

    Examples
    --------
    >>> shared = shared_runs(["A court has issued a warrant.", "The court has issued a warrant!"])
    >>> shared[["start", "end", "other_start", "other_end", "n_words"]].to_numpy().tolist()
    [[2, 28, 4, 30, 5]]
    """
    table = _numbered_words(texts)
    grams = _frequent(_shingles(table, least), table["text"])
    runs = pd.concat(
        [pd.DataFrame(columns=COLUMNS, dtype="int64"), *_runs(table, grams, least)],
        ignore_index=True,
    )
    runs = runs[runs["n_words"] >= least].astype("int64")
    return runs.sort_values(["first", "other", "start", "other_start"], ignore_index=True)


def without_names(
    runs: pd.DataFrame, texts: Sequence[str], names: Iterable[str] = ()
) -> pd.DataFrame:
    """Return the rows of `shared_runs` that are more than a name or a title.

    A name is the same in every text: "the Islamic Revolutionary Guard Corps", "Supreme Leader
    Ayatollah Ali Khamenei". A run of at most `LONGEST_NAME` words is a name if each word has a
    capital letter, belongs to one of `names`, or is a word such as "of", and if a longer word in
    lower case is beside it in one of the two lines. In a headline where all words are capitalised,
    capital letters mean nothing.

    Parameters
    ----------
    runs : DataFrame
        What `shared_runs` returned for `texts`.
    texts : sequence of str
        The texts.
    names : iterable of str
        Known names, such as the labels of entities.

    Examples
    --------
    >>> texts = ["He led the Islamic Revolutionary Guard Corps.", "The Islamic Revolutionary Guard \
Corps replied."]
    >>> runs = shared_runs(texts)
    >>> len(runs), len(without_names(runs, texts))
    (1, 0)
    """
    by_first: dict[str, list[list[str]]] = {}
    for name in dict.fromkeys(names):
        if forms := _forms(name):
            by_first.setdefault(forms[0], []).append(forms)
    of_names = functools.cache(lambda passage: _is_of_names(passage, by_first))
    is_short = (runs["n_words"] <= LONGEST_NAME).to_numpy()
    is_name = np.zeros(len(runs), dtype=bool)
    for columns in (["first", "start", "end"], ["other", "other_start", "other_end"]):
        spans, code = np.unique(
            runs.loc[is_short, columns].to_numpy("int64"), axis=0, return_inverse=True
        )
        of_span = [
            is_known or (may_be and _has_names(texts[n], start, end))
            for n, start, end in spans.tolist()
            for is_known, may_be in [of_names(texts[n][start:end])]
        ]
        is_name[is_short] |= np.array(of_span, dtype=bool)[code.reshape(-1)]
    return runs[~is_name].reset_index(drop=True)


def _is_of_names(passage: str, names: Mapping[str, list[list[str]]]) -> tuple[bool, bool]:
    """Return whether the words belong to known names, and whether they may belong to other names.

    The first is whether each word belongs to a name or joins the words of one, and the second
    whether all other words are capitalised.
    """
    spans = words(passage)
    forms = [compared_form(passage[start:end]) for start, end in spans]
    is_known = [form in _WITHIN_NAMES for form in forms]
    for place, form in enumerate(forms):
        for name in names.get(form, ()):
            if forms[place : place + len(name)] == name:
                is_known[place : place + len(name)] = [True] * len(name)
    others = [start for (start, _), known in zip(spans, is_known, strict=True) if not known]
    return not others, all(passage[start].isupper() for start in others)


def _has_names(text: str, start: int, end: int) -> bool:
    """Return whether capital letters mark names beside a passage, unlike in a headline."""
    line_start = max(text.rfind(mark, 0, start) for mark in LINE_ENDS) + 1
    line_end = _LINE.match(text, end).end()  # type: ignore[union-attr]
    return bool(_SMALL.search(text, line_start, start) or _SMALL.search(text, end, line_end))


def _forms(text: str) -> list[str]:
    return [compared_form(text[start:end]) for start, end in words(text)]


def _numbered_words(texts: Sequence[str]) -> pd.DataFrame:
    """Return the words outside quotations: `text, start, end`, a number for each word (`word`).

    The words before and after a quotation differ in `stretch`. `halves` is 2, or 1 for a character
    in a script without spaces, which counts as half a word.
    """
    numbers, spans, forms, stretches = [], [], [], []
    stretch = 0
    for number, text in enumerate(texts):
        quoted = np.array(quotations(text), dtype="int64").reshape(-1, 2)
        outside = np.array(words(text), dtype="int64").reshape(-1, 2)
        place = np.searchsorted(quoted[:, 0], outside[:, 0], side="right")
        ends = np.concatenate([[-1], quoted[:, 1]])[place]
        is_free = outside[:, 0] >= ends
        outside, place = outside[is_free], place[is_free]
        forms += [text[start:end] for start, end in outside.tolist()]
        spans.append(outside)
        numbers.append(np.full(len(outside), number))
        stretches.append(stretch + place)
        stretch += len(quoted) + 1
    code, distinct = pd.factorize(np.array(forms, dtype="object"))
    plain_code, _ = pd.factorize(
        np.array([compared_form(word) for word in distinct], dtype="object")
    )
    halves = np.array([1 if _UNSPACED.match(word) else 2 for word in distinct], dtype="int64")
    span = np.concatenate([np.empty((0, 2), "int64"), *spans])
    return pd.DataFrame(
        {
            "text": np.concatenate([np.empty(0, "int64"), *numbers]),
            "start": span[:, 0],
            "end": span[:, 1],
            "word": plain_code[code] if len(code) else code.astype("int64"),
            "stretch": np.concatenate([np.empty(0, "int64"), *stretches]),
            "halves": halves[code] if len(code) else code.astype("int64"),
        }
    )


def compared_form(word: str) -> str:
    """Return the form in which a word is compared."""
    return plain(_HIDDEN.sub("", word)).replace("’", "'")


def _shingles(table: pd.DataFrame, length: int) -> np.ndarray:
    """Return a number for the words from each position on, or -1 if the stretch ends too early.

    Equal numbers mean equal words: ever longer sequences are numbered, so there are no collisions
    as there would be with hashes.
    """
    word = table["word"].to_numpy("int64")
    stretch = table["stretch"].to_numpy()
    code = word
    for more in range(1, length):
        joined = code[: len(word) - more] * (word.max(initial=0) + 1) + word[more:]
        code = pd.factorize(joined)[0].astype("int64")
    grams = np.full(len(word), -1)
    if len(code):
        within = stretch[: len(code)] == stretch[len(word) - len(code) :]
        grams[: len(code)] = np.where(within, code, -1)
    return grams


def _frequent(grams: np.ndarray, text: pd.Series) -> pd.DataFrame:
    """Return the positions of the shingles that occur in at least two texts, ordered by shingle.

    Columns: `gram`, `text`, and `place`, the row of the first word.
    """
    places = np.flatnonzero(grams >= 0)
    table = pd.DataFrame({"gram": grams[places], "text": text.to_numpy()[places], "place": places})
    ends = table.groupby("gram")["text"].agg(["min", "max"])
    shared = ends.index[ends["min"] < ends["max"]]
    table = table[table["gram"].isin(shared)]
    return table.sort_values(["gram", "text", "place"], ignore_index=True)


def _runs(table: pd.DataFrame, grams: pd.DataFrame, least: int) -> Iterator[pd.DataFrame]:
    """Yield the runs that each text shares with those after it."""
    gram, text, place = (grams[name].to_numpy("int64") for name in ("gram", "text", "place"))
    group_end = np.searchsorted(gram, gram, side="right")
    of_text = grams.groupby(["gram", "text"], sort=False)
    text_end = np.arange(len(grams)) - of_text.cumcount() + of_text["place"].transform("size")
    is_among_first = grams.groupby("gram").cumcount() < MOST_PLACES
    n_others = np.where(is_among_first, group_end - text_end.to_numpy("int64"), 0)
    for rows in pd.Series(text).groupby(text).indices.values():
        count = n_others[rows]
        first = np.repeat(rows, count)
        offset = np.arange(len(first)) - np.repeat(np.cumsum(count) - count, count)
        other = text_end.to_numpy("int64")[first] + offset
        if len(first):
            yield _joined(table, place[first], place[other], least)


def _joined(table: pd.DataFrame, one: np.ndarray, other: np.ndarray, least: int) -> pd.DataFrame:
    """Join pairs of positions of the same shingle to runs where they are adjacent in both texts."""
    order = np.lexsort((one, other - one))
    one, other = one[order], other[order]
    begins = np.concatenate([[True], (np.diff(one) != 1) | (np.diff(other) != 1)])
    first = np.flatnonzero(begins)
    length = np.diff(np.concatenate([first, [len(one)]])) + least - 1
    one, other = one[first], other[first]
    text, start, end, halves = (
        table[name].to_numpy("int64") for name in ("text", "start", "end", "halves")
    )
    before = np.concatenate([[0], np.cumsum(halves)])
    last, other_last = one + length - 1, other + length - 1
    return pd.DataFrame(
        {
            "first": text[one],
            "start": start[one],
            "end": end[last],
            "other": text[other],
            "other_start": start[other],
            "other_end": end[other_last],
            "n_words": (before[last + 1] - before[one]) // 2,
        }
    )
