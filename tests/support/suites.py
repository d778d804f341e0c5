"""Find the third-party test suites, which are not part of this project.

They are in the folder that $ANALYSIS_SUITES names, or else in `shared/suites` beside the project.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from analysis.system.project_folder import PROJECT
from analysis.text.sentences import split_sentences

SUITES = Path(os.environ.get("ANALYSIS_SUITES") or PROJECT.parent / "shared/suites")
Split = Callable[[str], list[tuple[int, int]]]
PUD = "en_pud_sentences.txt"


def pud_documents(folder: Path = SUITES) -> list[list[str]]:
    """Return the sentences of each document of the English Parallel Universal Dependencies."""
    documents = re.split("# newdoc.*\n", (folder / PUD).read_text(encoding="utf-8"))
    sentences = [re.findall("# text = (.*)", document) for document in documents]
    return [[sentence.strip() for sentence in of_one] for of_one in sentences if of_one]


def boundary_scores(folder: Path = SUITES, split: Split | None = None) -> tuple[int, int, int]:
    """Return how many sentences PUD has, how many are found in it, and how many are the same."""
    gold, ours = set(), set()
    for number, parts in enumerate(pud_documents(folder)):
        start = 0
        for part in parts:
            gold.add((number, start, start + len(part)))
            start += len(part) + 1
        ours |= {(number, *span) for span in (split or _our_spans)(" ".join(parts))}
    return len(gold), len(ours), len(gold & ours)


def _our_spans(text: str) -> list[tuple[int, int]]:
    return [(start, end) for _, start, end in split_sentences(text)]
