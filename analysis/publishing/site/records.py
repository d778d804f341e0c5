"""What a reader of the site is told of each statement and each text, for the pages and the script.

Statements stand in the order of the texts, and of their words in each; a statement is known by its
place in that order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from analysis import agreement, tables
from analysis.display import quotes
from analysis.text import sentences
from analysis.text.sentences import split_sentences
from analysis.text.spans import Span, overlaps
from analysis.text.visible import in_order, visible
from analysis.validation import coded_sentences, spreadsheet_damage
from analysis.values import date_phrases

if TYPE_CHECKING:
    from analysis.evidence import Evidence

DETAILS = {  # the columns of `statements` that its details give, by what they are called there
    "entity": "About",
    "description": "What that is",
    "prop": "Property",
    "topic": "Topic",
    "speaker": "Said by",
    "via": "Through",
    "source": "In the text",
    "modality": "Stance",
    "basis": "Basis",
    "said_on": "Said on",
    "note": "Note",
    "verdict": "Agreement of the texts",
    "sentence": "Why",
}


class Part(NamedTuple):
    """A piece of a line: its words, why nothing is coded from it or "", and who quotes it.

    `quotes` are numbers of statements.
    """

    words: str
    waived: str
    quotes: tuple[int, ...]


def shown(text: str) -> str:
    """`text` on one line, with nothing hidden in it and its dates in order."""
    return in_order(visible(text))


def statements(evidence: Evidence) -> pd.DataFrame:
    """One row a statement, every cell as a reader is shown it.

    The columns of `DETAILS`, and `statement_id, source_id, entity_id, kind, said, means, stance,
    whose, quote, start, end`. `means` is the definition of the property, which the value completes
    at "…"; `whose` says who says so, and in which stance, lest it read as our own sentence, or as
    affirmed where it is denied. `stance` is "" for what is plainly asserted and stated; `fact`
    numbers what is compared with each other.
    """
    told = tables.statements(evidence)
    judged = agreement.verdicts(evidence)[["entity_id", "prop", "verdict", "sentence"]]
    entities = evidence.entities.set_index("entity_id")
    stance = tables.stance_notes(told)
    table = told.assign(
        start=evidence.statements["start"],
        end=evidence.statements["end"],
        said_on=evidence.statements["said"].fillna(""),
        description=told["entity_id"].map(entities["description"]),
        means=told["prop"].map(evidence.props.set_index("prop")["definition"]),
        stance=stance.str.removeprefix(", "),
        whose=tables.speaker_and_outlets(told) + stance,
        text=told["source_id"].map(_places(evidence.sources["source_id"])),
    ).merge(judged.assign(fact=range(len(judged))), on=["entity_id", "prop"], validate="m:1")
    table = table.sort_values(["text", "start", "end"], kind="stable", ignore_index=True)
    table["prop"] = table["prop"].str.replace("_", " ")
    words = [*DETAILS, "kind", "said", "means", "stance", "whose", "quote"]
    table[words] = table[words].apply(_shown)
    return table[[*words, "statement_id", "source_id", "entity_id", "fact", "start", "end"]]


def about(source: pd.Series) -> dict[str, str]:
    """What is known of a text, a row of `sources`, by what it is called; blanks are left out."""
    known = source.fillna("")
    told = {
        "Headline": known["headline"],
        "Outlet named in it": known["outlet"] or "none",
        "Published": published(known),
        "How that is known": known["published_note"],
    }
    return {name: shown(value) for name, value in told.items() if value}


def published(source: pd.Series) -> str:
    """When a text, a row of `sources`, was published, in words, and whether it says so itself."""
    return f"{date_phrases.in_words(source.published)} ({source.published_basis})"


def brief(source: pd.Series) -> str:
    """What is known of a text, a row of `sources`, in one line."""
    told = about(source)
    return f"Published {told['Published']}; outlet named in it: {told['Outlet named in it']}"


def lines(evidence: Evidence, table: pd.DataFrame) -> dict[str, list[list[Part]]]:
    """The lines of each text that are not blank, each cut into parts without a gap, by source.

    `table` is that of `statements`.
    """
    waived = evidence.waivers.groupby("source_id")
    reasons = {name: dict(zip(rows["quote"], rows["reason"], strict=True)) for name, rows in waived}
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
    text: str, language: str, coded: dict[int, Span], waived: dict[str, str]
) -> list[list[Part]]:
    """The lines of one text, from the spans of its statements by their numbers.

    `waived` has the reason for each sentence, as its language ends them, that no statement codes.

    >>> for line in text_lines("One. Two.\\n\\nBy me", "en", {7: (5, 8)}, {"By me": "A name."}):
    ...     print(line)
    [Part(words='One. ', waived='', quotes=()), Part(words='Two', waived='', quotes=(7,)), \
Part(words='.', waived='', quotes=())]
    [Part(words='By me', waived='A name.', quotes=())]
    """
    spans: dict[int | str, Span] = {}
    spans.update(coded.items())
    of_text = split_sentences(text, language) if waived else []
    coding = coded_sentences.coding_quotes(text, of_text, list(coded.values()), language)
    for sentence, coded_by in zip(of_text, coding, strict=True):
        reason = waived.get(spreadsheet_damage.unsigned(text[sentence.start : sentence.end]))
        if reason and not coded_by:
            spans[f"{sentence.start} {reason}"] = (sentence.start, sentence.end)
    found = []
    for _, begin, line in sentences.lines(text):
        end = begin + len(line.rstrip(sentences.LINE_ENDS))
        near = {key: span for key, span in spans.items() if overlaps(span, (begin, end))}
        if line.strip():
            cut = quotes.pieces(begin, end, list(near.values()))
            found.append([_part(text, piece, list(near)) for piece in cut])
    return found


def _part(text: str, piece: quotes.Piece, keys: list[int | str]) -> Part:
    inside = [keys[number] for number in piece.quotes]
    reasons = [shown(key.partition(" ")[2]) for key in inside if isinstance(key, str)]
    numbers = tuple(key for key in inside if isinstance(key, int))
    return Part(visible(text[piece.start : piece.end]), "".join(reasons), numbers)


def _places(values: pd.Series) -> pd.Series:
    """The place of each value, by the value."""
    return pd.Series(range(len(values)), index=values.to_numpy())


def _shown(column: pd.Series) -> pd.Series:
    """`shown` of every cell, each distinct one worked out once."""
    return column.map({cell: shown(cell) for cell in column.unique()})
