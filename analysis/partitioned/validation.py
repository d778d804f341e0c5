"""What is wrong in the rows of a corpus, of all that a comparison relies on.

Keys, closed lists, dates, the readings of vague words, and that each text is the one whose SHA-256
is known. Whether a quote stands in its text is not asked here, since one that does not is a
finding, and no bad part.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.compare import encoding
from analysis.export.partitions import IN_PARTS, WHOLE
from analysis.system import folders
from analysis.validation.csv_tables import Table
from analysis.validation.problems import Problem, bounded, quoted
from analysis.validation.values import count_problems, lexicon_problems
from analysis.validation.vocabulary import CHAIN, Basis, Cardinality, PropertyKind, Stance
from analysis.values import counts, edtf

MARK = r"(N|N\+1|[0-9]+)?"  # a bound of the lexicon
SHOWN_ROWS = 3  # of those with one kind of problem


class Shared(NamedTuple):
    """The tables that all parts share, and the hashes of the ids of the first.

    `hashed` is in order, and `row_of` says of which row each is: less than a dictionary takes.
    `digests` are the SHA-256 of the files, in the order of `WHOLE`.
    """

    entities: pd.DataFrame
    props: pd.DataFrame
    lexicon: pd.DataFrame
    hashed: np.ndarray
    row_of: np.ndarray
    digests: tuple[str, ...] = ()


def shared_problems(tables: dict[str, pd.DataFrame]) -> list[Problem]:
    """What is wrong in the rows of the tables that all parts share."""
    entities, props, lexicon = (tables[name] for name in WHOLE)
    again = "stands above already; keep one of them"
    concerned = entities["concerns"].notna() & ~entities["concerns"].isin(entities["entity_id"])
    of_kind = ~props["kind"].isin(list(PropertyKind))
    of_cardinality = ~props["cardinality"].isin(list(Cardinality))
    problems = [
        Problem(f"{name}.parquet", 0, "", "has no rows; write those that the parts name")
        for name in ("entities", "props")
        if tables[name].empty
    ]
    return [
        *problems,
        *_wrong("entities.parquet", entities, "entity_id", _twice(entities, "entity_id"), again),
        *_wrong("entities.parquet", entities, "concerns", concerned, "no such entity_id; add it"),
        *_wrong("entities.parquet", entities, "label", _twice(entities, "label"), again),
        *_wrong("props.parquet", props, "prop", _twice(props, "prop"), again),
        *_wrong("props.parquet", props, "kind", of_kind, _one_of(PropertyKind)),
        *_wrong("props.parquet", props, "cardinality", of_cardinality, _one_of(Cardinality)),
        *_lexicon_problems(lexicon),
    ]


def _lexicon_problems(lexicon: pd.DataFrame) -> list[Problem]:
    file = "lexicon.parquet"
    cells = {column: lexicon[column].fillna("").tolist() for column in lexicon}
    rows = Table("lexicon", file, list(range(1, len(lexicon) + 1)), cells)
    problems = list(lexicon_problems(rows))
    for side in ("low", "high"):
        none = ~lexicon[side].fillna("").str.fullmatch(MARK).astype(bool)
        problems += _wrong(file, lexicon, side, none, "is no mark: a whole number, N, N+1 or blank")
    if not (lexicon["convention"] == counts.DEFAULT).any():
        told = f"has no words under {counts.DEFAULT}; add some"
        problems.append(Problem(file, 0, "convention", told))
    return problems


def part_problems(part: str, tables: dict[str, pd.DataFrame], of: Shared) -> list[Problem]:
    """What is wrong in the rows of a part."""
    sources, texts, statements, waivers = (tables[name] for name in IN_PARTS)
    again = "stands above already; keep one of them"
    problems = []

    def wrong(name: str, column: str, rows: pd.Series, told: str) -> None:
        problems.extend(_wrong(f"{name}/{part}.parquet", tables[name], column, rows, told))

    for name, column in (
        ("sources", "source_id"), ("sources", "label"), ("texts", "source_id"),
        ("statements", "statement_id"),
    ):  # fmt: skip
        wrong(name, column, _twice(tables[name], column), again)
    known = sources["source_id"]
    for name, table in (("texts", texts), ("statements", statements), ("waivers", waivers)):
        told = f"no such document in sources/{part}.parquet; a part holds whole documents"
        wrong(name, "source_id", ~table["source_id"].isin(known), told)
    wrong("sources", "source_id", ~known.isin(texts["source_id"]), "has no text; add it to texts")
    text = known.map(texts.drop_duplicates("source_id").set_index("source_id")["text"])
    digest = text.dropna().map(lambda words: folders.sha256(words.encode()))
    changed = digest != sources.loc[digest.index, "sha256"]
    told = "is not that of the text in texts; a seed is never edited, so restore it"
    wrong("sources", "sha256", changed.reindex(sources.index, fill_value=False), told)
    wrong("sources", "published", _no_date(sources["published"]), "is no date that can be read")
    for column in ("date", "said"):
        wrong("statements", column, _no_date(statements[column]), "is no date that can be read")
    told = "is no id of a statement (s- and twelve of 0-9a-f)"
    form = statements["statement_id"].str.fullmatch("s-[0-9a-f]{12}")
    wrong("statements", "statement_id", ~form.astype(bool), told)
    told = "no such row in entities.parquet; add it"
    for column in ("entity_id", "speaker"):
        wrong("statements", column, _unknown(statements[column], of), told)
    kind = statements["prop"].map(dict(zip(of.props["prop"], of.props["kind"], strict=True)))
    wrong("statements", "prop", kind.isna(), "no such row in props.parquet; add it")
    wrong("statements", "value", (kind == "entity") & _unknown(statements["value"], of), told)
    chains = statements["via"].dropna().unique().tolist()
    links = sorted({link for chain in chains for link in chain.split(CHAIN)})
    nobody = set(np.array(links, dtype="object")[rows_of(links, of) < 0])
    broken = [chain for chain in chains if nobody & set(chain.split(CHAIN))]
    wrong("statements", "via", statements["via"].isin(broken), told)
    wrong("statements", "modality", ~statements["modality"].isin(list(Stance)), _one_of(Stance))
    wrong("statements", "basis", ~statements["basis"].isin(list(Basis)), _one_of(Basis))
    wrong("statements", "date", (kind == "date") & statements["date"].isna(), "is blank, of a date")
    wrong("statements", "quote", statements["quote"] == "", "is blank; nothing without its words")
    return problems + _count_problems(part, statements[kind == "count"], of.lexicon)


def _count_problems(part: str, counted: pd.DataFrame, lexicon: pd.DataFrame) -> list[Problem]:
    """Counts whose words the lexicon does not have, or whose range is not the one it gives them."""
    rows = lexicon[["words", "low", "high", "convention"]].fillna("").to_numpy().tolist()
    read = counts.lookup(rows)
    cells = counted[["value", "low", "high"]].drop_duplicates()
    problems = []
    for row in cells.itertuples():
        low, high = ("" if pd.isna(bound) else str(bound) for bound in (row.low, row.high))
        for column, told in count_problems(row.value, low, high, read):
            problems.append(Problem(f"statements/{part}.parquet", row.Index + 1, column, told))
    return bounded(problems)


def _no_date(texts: pd.Series) -> pd.Series:
    """Which texts are no dates that `analysis.values.edtf` reads; blanks are not among them."""
    bad = set()
    for text in texts.dropna().unique():
        try:
            edtf.bounds(text)
        except edtf.DateError:
            bad.add(text)
    return texts.isin(bad)


def _unknown(texts: pd.Series, of: Shared) -> pd.Series:
    code, names = pd.factorize(texts)
    return pd.Series((rows_of(names.tolist(), of) < 0)[code], texts.index)


def _one_of(members: Iterable[str]) -> str:
    return f"is none of {', '.join(members)}"


def _twice(table: pd.DataFrame, column: str) -> pd.Series:
    return table[column].duplicated()


def _wrong(
    file: str, table: pd.DataFrame, column: str, rows: pd.Series, told: str
) -> list[Problem]:
    """A problem for each of the first rows where `rows` is true, and one that counts the others."""
    found = np.flatnonzero(rows.to_numpy(dtype=bool))
    cells = table[column].iloc[found[:SHOWN_ROWS]].fillna("")
    problems = [
        Problem(file, row + 1, column, f"{quoted(str(cell))}: {told}")
        for row, cell in zip(found.tolist(), cells, strict=False)
    ]
    if len(found) > SHOWN_ROWS:
        more = f"and {len(found) - SHOWN_ROWS:,} more rows like these"
        problems.append(Problem(file, 0, column, more))
    return problems


def rows_of(names: Iterable[str], of: Shared) -> np.ndarray:
    """The row of the entity that each of the names is the id of, -1 of those that are of none."""
    names = pd.Index(list(names), dtype="str")
    if not len(names) or not len(of.hashed):
        return np.full(len(names), -1)
    hashed = encoding.hashes(names)
    at = np.minimum(np.searchsorted(of.hashed, hashed), len(of.hashed) - 1)
    rows = of.row_of[at]
    known = of.entities["entity_id"].take(rows).to_numpy("object") == names.to_numpy("object")
    return np.where(known, rows, -1)
