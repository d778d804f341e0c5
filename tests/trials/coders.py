"""Measure how far each reader who coded the texts with the codebook alone agrees with the tables.

`make trials NAME=coders` writes docs/measured/coders.csv. The readers did not see the rows. After
each of them the codebook was made clearer, and the next reader had not seen the texts before. The
last coding is the one that notebook 08 compares.
"""

from __future__ import annotations

from collections.abc import Iterator

from analysis import evidence, intercoder
from analysis.intercoder.krippendorff import round_down
from analysis.system.project_folder import PROJECT
from tests.trials.measured import write_figures

NAME = "coders"
ROUNDS = ("round-1.csv", "round-2.csv", "statements.csv")  # in data/second-coding/
COLUMNS = ["round", "column", "compared", "units", "agreement", "alpha"]


def measures() -> Iterator[list[str]]:
    """Yield one row per reader and column of the statements, and per question about words."""
    loaded = evidence.load(PROJECT)
    for number, name in enumerate(ROUNDS, start=1):
        coding = intercoder.second(loaded, PROJECT / "data/second-coding" / name)
        by_column = intercoder.reliability(loaded, coding)
        words = intercoder.words_agreement(loaded, coding).drop_duplicates("what")
        words = words.assign(column="words", compared=words["what"])
        for table in (by_column, words):
            for row in table.dropna(subset="alpha").to_dict("records"):
                shares = [f"{round_down(row[share], 3):.3f}" for share in ("agreement", "alpha")]
                yield [str(number), row["column"], row["compared"], str(row["units"]), *shares]


def main() -> None:
    """Measure every coding, and store the figures."""
    rows = list(measures())
    write_figures(NAME, [COLUMNS, *rows])
    for row in rows:
        print("  ".join(row))


if __name__ == "__main__":
    main()
