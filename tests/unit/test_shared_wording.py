"""The words that two texts share outside quotations, compared with a plain search."""

# ruff: noqa: RUF001 - apostrophes and dashes that resemble others

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import agreement
from analysis.compare import credits, shared_wording
from analysis.compare.shared_wording import COLUMNS, shared_runs, without_names, words
from analysis.text.quotations import quotations
from tests.support.suites import PUD, SUITES, pud_documents

COMMON = ["the", "a", "of", "in", "on", "to", "and", "was", "had", "has", "he", "it", "that", "for"]
RARE = [
    f"{first}{last}" for first in "bcdfghklmnprst" for last in ("arin", "ovel", "untin", "ekos")
]


def plain_runs(texts, least=5):
    """Compare every word of each text with every word of those after it."""
    rows = []
    forms = [stretches(text) for text in texts]
    for first, one in enumerate(forms):
        for other in range(first + 1, len(texts)):
            for a in one:
                for b in forms[other]:
                    rows += [(first, other, *run) for run in common_runs(a, b, least)]
    return sorted((first, other, s, os_, e, oe, n) for first, other, s, e, os_, oe, n in rows)


def stretches(text):
    """The words between the quotations of a text: lists of (form, start, end)."""
    parts = [[]]
    edges = quotations(text)
    for start, end in words(text):
        if any(first <= start < last for first, last in edges):
            continue
        n_before = sum(last <= start for _, last in edges)
        parts += [[] for _ in range(n_before + 1 - len(parts))]
        parts[n_before].append((shared_wording.compared_form(text[start:end]), start, end))
    return parts


def common_runs(one, other, least):
    for i in range(len(one)):
        for j in range(len(other)):
            if i and j and one[i - 1][0] == other[j - 1][0]:
                continue
            n = 0
            while i + n < len(one) and j + n < len(other) and one[i + n][0] == other[j + n][0]:
                n += 1
            if n >= least:
                yield one[i][1], one[i + n - 1][2], other[j][1], other[j + n - 1][2], n


def as_rows(runs):
    return sorted(
        (row.first, row.other, row.start, row.other_start, row.end, row.other_end, row.n_words)
        for row in runs.itertuples()
    )


WORD = st.sampled_from(["court", "Court", "the", "a", "Iran's", "ten", "10", "U.S.", "é", "é"])
MARK = st.sampled_from([" ", ", ", ". ", "\n", ' "', '" ', " “", "” "])
TEXT = st.lists(st.tuples(WORD, MARK), max_size=40).map(
    lambda pairs: "".join(word + mark for word, mark in pairs)
)


@given(st.lists(TEXT, max_size=4), st.integers(2, 6))
@settings(max_examples=150, deadline=None)
def test_the_runs_are_those_of_the_plain_version(texts, least):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shared_wording, "MOST_PLACES", 10_000)
        assert as_rows(shared_runs(texts, least)) == plain_runs(texts, least)


def sentences(rng, n_words):
    """Words as in a text: every second one common, the others drawn from many."""
    rare = (
        RARE[n % len(RARE)] + RARE[n // len(RARE) % len(RARE)]
        for n in rng.integers(0, 3_000, n_words)
    )
    common = (COMMON[n] for n in rng.integers(0, len(COMMON), n_words))
    return [
        a if k else b for a, b, k in zip(common, rare, rng.integers(0, 2, n_words), strict=True)
    ]


def test_every_planted_run_is_found_with_its_place():
    rng = np.random.default_rng(7)
    for trial in range(300):
        length = int(rng.integers(5, 40))
        copied = sentences(rng, length)
        one, other = sentences(rng, 200), sentences(rng, 200)
        a, b = rng.integers(0, 200, 2)
        texts = [
            " ".join([*one[:a], *copied, *one[a:]]),
            " ".join([*other[:b], *copied, *other[b:]]),
        ]
        begins = [len(" ".join([*words[:n], ""])) for words, n in ((one, a), (other, b))]
        runs = shared_runs(texts)
        there = (runs["start"] <= begins[0]) & (runs["other_start"] <= begins[1])
        there &= runs["end"] >= begins[0] + len(" ".join(copied))
        there &= runs["n_words"] >= length
        assert there.any(), trial


def test_unrelated_texts_seldom_share_words():
    rng = np.random.default_rng(8)
    texts = [" ".join(sentences(rng, 300)) for _ in range(200)]
    pairs = shared_runs(texts)[["first", "other"]].drop_duplicates()
    assert len(pairs) <= 0.01 * 200 * 199 / 2


@pytest.mark.skipif(not (SUITES / PUD).is_file(), reason=f"{PUD} is not in $ANALYSIS_SUITES")
def test_sentences_of_unrelated_documents_seldom_share_words():
    documents = [" ".join(sentences) for sentences in pud_documents()]
    assert len(documents) > 300
    runs = without_names(shared_runs(documents), documents)
    pairs = runs[["first", "other"]].drop_duplicates()
    assert len(pairs) <= 0.01 * len(documents) * (len(documents) - 1) / 2


# Two texts, and the run that they share.
SAME_WORDS = r"""
A court has issued a warrant. | The court has issued a warrant! | court has issued a warrant
A court has issued one. | A court has issued two. |
The Court, in May, Issued It | the court in May issued it | The Court, in May, Issued It
He said: “The court has issued it.” | He said: “The court has issued it.” |
He said “the court” has issued it | he said the court has issued it |
« Le tribunal a émis un mandat » | Le tribunal a émis un mandat |
Le tribunal a émis un mandat | LE TRIBUNAL A EMIS UN MANDAT | Le tribunal a émis un mandat
Iran's court issued it today | Iran’s court issued it today | Iran's court issued it today
U.S. forces left on Monday | US forces left on Monday | U.S. forces left on Monday
the court has¶issued a warrant | the court has issued a warrant | the court has¶issued a warrant
the al-Asad base was hit | the al Asad base was hit | the al-Asad base was hit
35,000 men left the city | 35,000 men left the city | 35,000 men left the city
35,000 men left the city | 35,001 men left the city |
der Gerichtshof erließ einen Haftbefehl | Der Gerichtshof erließ keinen Haftbefehl |
Суд выдал ордер на арест | суд выдал ордер на арест | Суд выдал ордер на арест
法院周四签发了对他的逮捕令 | 法院周四签发了对她的逮捕令 |
法院周四在巴格达签发了逮捕令 | 法院周四在巴格达签发了命令 | 法院周四在巴格达签发了
صدر أمر بالقبض على الرئيس | صدر أمر بالقبض على الرئيس | صدر أمر بالقبض على الرئيس
می‌شود که دادگاه حکم داد | می‌شود که دادگاه حکم داد | می‌شود که دادگاه حکم داد
आज न्यायालय ने वारंट दिया | आज न्यायालय ने वारंट दिया | आज न्यायालय ने वारंट दिया
 | |
“ | ” |
"""


@pytest.mark.parametrize("row", SAME_WORDS.strip("\n").splitlines())
def test_words_are_shared_if_a_reader_sees_them_as_the_same(row):
    one, other, shared = (cell.strip().replace("¶", "\n") for cell in row.split("|"))
    runs = shared_runs([one, other])
    spans = runs[["start", "end"]].to_numpy().tolist()
    assert [one[start:end] for start, end in spans] == [shared] * bool(shared)
    assert list(runs) == COLUMNS
    assert set(runs.dtypes.astype(str)) == {"int64"}


NAMES = """
of the Islamic Revolutionary Guard Corps|the Islamic Revolutionary Guard Corps
Supreme Leader Ayatollah Ali Khamenei|Supreme Leader Ayatollah Ali Khamenei
the Foreign Ministry of the Republic of Iraq|the Foreign Ministry of the Republic of Iraq
the Cour de Cassation et du Tribunal|Cour de Cassation et du Tribunal
Speaker of the House Nancy Pelosi|Speaker of the House Nancy Pelosi
"""


@pytest.mark.parametrize("row", NAMES.strip().splitlines())
def test_a_name_or_a_title_is_left_out(row):
    one, other = (f"It was reported by {name} yesterday" for name in row.split("|"))
    other = other.replace("It was reported by", "Nobody confirmed to").replace("yesterday", "since")
    texts = [one, other]
    runs = shared_runs(texts)
    assert len(runs) == 1
    assert len(without_names(runs, texts)) == 0


def test_a_known_name_without_capital_letters_is_left_out():
    texts = [
        "قال الحرس الثوري الإسلامي الإيراني الكبير إنه",
        "نفى الحرس الثوري الإسلامي الإيراني الكبير ذلك",
    ]
    runs = shared_runs(texts)
    assert len(without_names(runs, texts)) == 1
    assert len(without_names(runs, texts, ["الحرس الثوري الإسلامي الإيراني الكبير"])) == 0


def test_a_headline_in_capital_letters_is_not_a_name():
    texts = [
        "Iran Issues Arrest Warrant Against Trump\nIt is so.",
        "IRAN ISSUES ARREST WARRANT AGAINST TRUMP",
    ]
    assert len(without_names(shared_runs(texts), texts)) == 1


def test_a_long_run_is_not_a_name():
    texts = [f"once {' '.join(['Name'] * 13)} again"] * 2
    assert len(without_names(shared_runs(texts), texts)) >= 1


def test_the_time_for_many_repetitions_is_proportional_to_the_text():
    texts = ["no " * 50_000, "no " * 50_000]
    begin = time.process_time()
    assert len(shared_runs(texts)) > 0
    assert time.process_time() - begin < 20


def test_a_notice_in_many_texts_gives_rows_in_proportion_to_them():
    rng = np.random.default_rng(10)
    notice = " ".join(sentences(rng, 30))
    texts = [f"{' '.join(sentences(rng, 20))}. {notice}" for _ in range(400)]
    runs = shared_runs(texts)
    assert set(runs["other"]) == set(range(1, 400))
    assert len(runs) <= 1.5 * shared_wording.MOST_PLACES * 400


def test_the_time_grows_with_the_length_of_unrelated_texts():
    rng = np.random.default_rng(9)
    seconds = []
    for n_words in (20_000, 200_000):
        texts = [" ".join(sentences(rng, n_words)) for _ in range(2)]
        begin = time.process_time()
        shared_runs(texts)
        seconds.append(time.process_time() - begin)
    assert seconds[1] < 30 * seconds[0]


# --- As a table of a project ----------------------------------------------------------------------


def test_the_words_are_those_of_both_texts(loaded):
    table = agreement.shared_wording(loaded)
    text = dict(zip(loaded.sources["label"], loaded.sources["text"], strict=True))
    assert len(table)
    for row in table.itertuples():
        theirs = text[row.other_source][row.other_start : row.other_end]
        assert text[row.source][row.start : row.end] == row.words
        assert [shared_wording.compared_form(row.words[a:b]) for a, b in words(row.words)] == [
            shared_wording.compared_form(theirs[a:b]) for a, b in words(theirs)
        ]
        assert row.n_words >= shared_wording.LEAST
    assert "Supreme Leader Ayatollah Ali Khamenei" not in set(table["words"])


def test_the_table_has_one_shape_whatever_its_size(loaded):
    table = agreement.shared_wording(loaded)
    alone = replace(loaded, sources=loaded.sources.head(1))
    empty = agreement.shared_wording(alone)
    assert len(empty) == 0
    assert empty.dtypes.astype(str).to_dict() == table.dtypes.astype(str).to_dict()


def with_texts(evidence, *texts):
    sources = evidence.sources.head(len(texts)).assign(text=list(texts), outlet=None)
    statements = evidence.statements.head(0)
    return replace(evidence, sources=sources, statements=statements)


@pytest.mark.parametrize(
    ("one", "other", "credit"),
    [
        ("BAGHDAD (AP) — {}", "{}\n(AP)", "AP"),
        ("By Jane Doe, Reuters\n{}", "{}\nReporting by Reuters", "Reuters"),
        ("LONDON (Reuters) - {}", "By Jane Doe, Reuters\n{}", "Reuters"),
        ("BAGHDAD (AP) — {}", "{}\n(AFP)", ""),
        ("{}", "{}", ""),
        ("LONDON, June 29 (AFP) - {}", "{}\n(AFP)", "AFP"),
        ("{}\nAFP contributed to this report (AFP)", "(AFP) – {}", "AFP"),
    ],
)
def test_the_credits_of_two_texts_are_compared(loaded, one, other, credit):
    passage = "the court in the north has issued a warrant for ten men."
    table = agreement.shared_wording(with_texts(loaded, one.format(passage), other.format(passage)))
    assert table["credit"].tolist() == [credit]


def test_outlets_that_were_coded_are_credits(loaded):
    outlets = credits.credited_outlets(loaded)
    assert outlets["unnamed-2020a"] == ["Fars news agency", "Reuters", "CNBC", "NBC News"]
    assert outlets["unnamed-2021"] == []
    assert "a speaker not named" not in {name for names in outlets.values() for name in names}
