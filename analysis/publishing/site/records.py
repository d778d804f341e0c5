"""Select what the site shows of each statement and each text.

Statements are ordered by text, then by position within the text. The number of a statement is its
position in that order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from analysis import agreement, tables
from analysis.display.quotes import pieces
from analysis.publishing.site import entities
from analysis.text import sentences
from analysis.text.direction import left_to_right
from analysis.text.spans import Span, overlaps
from analysis.text.visible import one_line, visible
from analysis.validation import coded_sentences, spreadsheet_damage
from analysis.values import edtf

if TYPE_CHECKING:
    from analysis.evidence import Evidence

DETAILS = {  # the columns of `statements` that the details of a statement list, with their headings
    "entity": "About",
    "description": "What that is",
    "property": "Property",
    "topic": "Topic",
    "speaker": "Said by",
    "via": "Through",
    "cue": "In the words",
    "source": "In the text",
    "modality": "Stance",
    "basis": "Basis",
    "said_on": "Said on",
    "note": "Note",
    "outcome": "Agreement of the texts",
    "sentence": "Why",
}


class Segment(NamedTuple):
    """A segment of a line, within which no quote and no excluded sentence begins or ends.

    Attributes
    ----------
    words : str
        The words.
    exclusion : str
        The reason why nothing is coded from it; "" if it is not in an excluded sentence.
    statements : tuple of int
        The numbers of the statements that quote it.
    """

    words: str
    exclusion: str
    statements: tuple[int, ...]


def statements(evidence: Evidence) -> pd.DataFrame:
    """Return the statements with every cell as the site shows it.

    Parameters
    ----------
    evidence : Evidence
        The evidence of the site.

    Returns
    -------
    DataFrame
        One row per statement, indexed by its number:

        - the columns of `DETAILS`
        - `kind`: that of the entity
        - `value_text`: the value for readers
        - `means`: the definition of the property; the value takes the place of "…"
        - `stance`: "" if the value is plainly asserted and stated
        - `whose`: who says so and in which stance, so that no claim looks like ours, and no denial
          like an assertion
        - `quote, start, end`
        - `statement_id, source_id, entity_id`
        - `fact`: a number that statements about the same fact share
        - `page`: the file of the page about the entity, "" if it has none

    Examples
    --------
    >>> import analysis
    >>> evidence = analysis.load()
    >>> table = statements(evidence)
    >>> len(table) == len(evidence.statements), set(DETAILS) <= set(table.columns)
    (True, True)
    """
    table = tables.statements(evidence)
    outcomes = agreement.outcomes(evidence)[["entity_id", "property", "outcome", "sentence"]]
    outcomes = outcomes.assign(fact=range(len(outcomes)))
    stance = tables.stance_notes(table, denied="denied")
    files = {name: entities.file_of(name) for name in entities.with_a_page(evidence)["entity_id"]}
    text_numbers = {name: number for number, name in enumerate(evidence.sources["source_id"])}
    table = table.assign(
        start=evidence.statements["start"],
        end=evidence.statements["end"],
        said_on=evidence.statements["said_on"].fillna(""),
        description=table["entity_id"].map(evidence.entities.set_index("entity_id")["description"]),
        means=table["property"].map(evidence.properties.set_index("property")["definition"]),
        stance=stance.str.removeprefix(", "),
        whose=tables.speaker_and_outlets(table) + stance,
        text=table["source_id"].map(text_numbers),
        page=[files.get(name, "") for name in table["entity_id"]],
    ).merge(outcomes, on=["entity_id", "property"], validate="m:1")
    table = table.sort_values(["text", "start", "end"], kind="stable", ignore_index=True)
    table["property"] = table["property"].str.replace("_", " ")
    words = [*DETAILS, "kind", "value_text", "means", "stance", "whose", "quote"]
    table[words] = table[words].apply(_on_one_line)
    table["sentence"] = table["sentence"].map(left_to_right)
    keys = ["statement_id", "source_id", "entity_id", "fact", "page"]
    return table[[*words, *keys, "start", "end"]]


def _on_one_line(column: pd.Series) -> pd.Series:
    """Return each cell as `one_line` does, calling it once per distinct cell."""
    return column.map({cell: one_line(cell) for cell in column.unique()})


def about(source: pd.Series) -> dict[str, str]:
    """Return what is known about a text, a row of `sources`, by heading, without blanks."""
    cells = source.fillna("")
    facts = {
        "Headline": cells["headline"],
        "Outlet named in it": cells["outlet"] or "none",
        "Published": published(cells),
        "How that is known": cells["published_note"],
    }
    return {heading: one_line(value) for heading, value in facts.items() if value}


def published(source: pd.Series) -> str:
    """Return when a text, a row of `sources`, was published, and whether it says so itself."""
    return f"{edtf.in_words(source['published'])} ({source['published_basis']})"


def brief(source: pd.Series) -> str:
    """Return the date and the outlet of a text, a row of `sources`, in one line."""
    facts = about(source)
    return f"Published {facts['Published']}; outlet named in it: {facts['Outlet named in it']}"


def lines(evidence: Evidence, table: pd.DataFrame) -> dict[str, list[list[Segment]]]:
    """Cut each text into lines and segments, so that its quotes can be marked.

    Parameters
    ----------
    evidence : Evidence
        The evidence of the site.
    table : DataFrame
        Its statements, as `statements` returns them.

    Returns
    -------
    dict of str to list of list of Segment
        The segments of each line that is not blank, without gaps, by source.
    """
    reasons = {
        name: dict(zip(rows["quote"], rows["reason"], strict=True))
        for name, rows in evidence.exclusions.groupby("source_id")
    }
    spans = {
        name: dict(zip(rows.index, zip(rows["start"], rows["end"], strict=True), strict=True))
        for name, rows in table.groupby("source_id")
    }
    texts = evidence.sources[["source_id", "text", "language"]].itertuples(index=False)
    return {
        name: text_lines(text, language, spans.get(name, {}), reasons.get(name, {}))
        for name, text, language in texts
    }


def text_lines(
    text: str, language: str, coded: dict[int, Span], excluded: dict[str, str]
) -> list[list[Segment]]:
    """Cut one text into lines and segments.

    Parameters
    ----------
    text : str
        The text.
    language : str
        Its language tag, which decides where sentences end.
    coded : dict of int to (int, int)
        The span of each statement, by its number.
    excluded : dict of str to str
        The reason for each sentence that is excluded.

    Returns
    -------
    list of list of Segment
        The segments of each line that is not blank, without gaps.

    Examples
    --------
    >>> for line in text_lines("One. Two.\\n\\nBy me", "en", {7: (5, 8)}, {"By me": "A name."}):
    ...     print(line)
    [Segment(words='One. ', exclusion='', statements=()), Segment(words='Two', exclusion='', \
statements=(7,)), Segment(words='.', exclusion='', statements=())]
    [Segment(words='By me', exclusion='A name.', statements=())]
    """
    numbers = list(coded)
    exclusions = _excluded_sentences(text, language, list(coded.values()), excluded)
    spans = [*coded.values(), *(span for span, _ in exclusions)]
    segments = []
    for _, start, line in sentences.lines(text):
        if not line.strip():
            continue
        end = start + len(line.rstrip(sentences.LINE_ENDS))
        near = [place for place, span in enumerate(spans) if overlaps(span, (start, end))]
        cut = []
        for piece in pieces(start, end, [spans[place] for place in near]):
            places = [near[position] for position in piece.quotes]
            reasons = [exclusions[place - len(coded)][1] for place in places if place >= len(coded)]
            quoted_by = tuple(numbers[place] for place in places if place < len(coded))
            words = visible(text[piece.start : piece.end])
            cut.append(Segment(words, one_line("".join(reasons)), quoted_by))
        segments.append(cut)
    return segments


def _excluded_sentences(
    text: str, language: str, coded: list[Span], excluded: dict[str, str]
) -> list[tuple[Span, str]]:
    """Return the span and the reason of each sentence that is excluded and not coded."""
    if not excluded:
        return []
    found = sentences.split_sentences(text, language)
    coding = coded_sentences.coding_quotes(text, found, coded, language)
    spans = [(sentence.start, sentence.end) for sentence in found]
    words = [spreadsheet_damage.unsigned(text[start:end]) for start, end in spans]
    return [
        (span, excluded[sentence])
        for span, sentence, coded_by in zip(spans, words, coding, strict=True)
        if sentence in excluded and not coded_by
    ]
