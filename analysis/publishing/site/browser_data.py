"""Prepare the data for the script of the evidence browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd

from analysis.compare.rules import OUTCOMES
from analysis.publishing.site import conventions, pages, records, spellings
from analysis.text.visible import one_line

if TYPE_CHECKING:
    from analysis.evidence import Evidence

FILTERS = {  # the columns that readers filter by, with the label of each
    "source": "Text",
    "topic": "Topic",
    "entity": "About",
    "speaker": "Said by",
    "outcome": "Agreement of the texts",
}
# No text in the data may end the element that contains them, or begin another.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def to_json(
    evidence: Evidence, table: pd.DataFrame, lines: dict[str, list[list[records.Segment]]]
) -> str:
    """Return the data as JSON that can be embedded in an HTML page.

    Parameters
    ----------
    evidence : Evidence
        The evidence of the site.
    table : DataFrame
        The statements, as `records.statements` returns them.
    lines : dict of str to list of list of Segment
        The lines of each text, as `records.lines` returns them.
    """
    data = _browser_data(evidence, table, lines)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def _browser_data(
    evidence: Evidence, table: pd.DataFrame, lines: dict[str, list[list[records.Segment]]]
) -> dict:
    """Return the data with each distinct string stored once and replaced by codes.

    `columns` has one code per statement, a position in `strings`. A segment of a text is [words,
    code of the reason why it was excluded or -1, numbers of statements…]. The texts are cut here
    because offsets count characters differently in JavaScript.
    """
    places: dict[str, int] = {}
    names_of = spellings.other_names(evidence)

    def code(text: str) -> int:
        return places.setdefault(text, len(places))

    names = [*records.DETAILS, "kind", "value_text", "means", "stance", "whose", "quote", "page"]
    columns = {name: table[name].map(code).tolist() for name in dict.fromkeys(names)}
    texts = [
        {
            "id": source["source_id"],
            "label": one_line(source["label"]),
            "brief": records.brief(source),
            "about": list(records.about(source).items()),
            "language": source["language"],
            "page": pages.text_file(source["source_id"]),
            "lines": [
                [
                    [
                        segment.words,
                        code(segment.exclusion) if segment.exclusion else -1,
                        *segment.statements,
                    ]
                    for segment in line
                ]
                for line in lines[source["source_id"]]
            ],
        }
        for _, source in evidence.sources.iterrows()
    ]
    readings = [
        {
            "name": reading.name,
            "label": reading.label,
            "reads": reading.reads,
            "changes": [
                [fact, code(outcome), code(sentence)] for fact, outcome, sentence in reading.changes
            ],
        }
        for reading in conventions.readings(evidence)
    ]
    filters = [
        [name, label, _options(table, name, code, readings)] for name, label in FILTERS.items()
    ]
    numbers = {name: number for number, name in enumerate(evidence.sources["source_id"])}
    return {
        "details": list(records.DETAILS.items()),
        "filters": filters,
        "conventions": readings,
        "abbreviations": spellings.ABBREVIATIONS,
        "also": [[places[name], names_of[name]] for name in places if name in names_of],
        "ids": table["statement_id"].tolist(),
        "fact": table["fact"].tolist(),
        "text": table["source_id"].map(numbers).tolist(),
        "columns": columns,
        "texts": texts,
        "strings": list(places),
    }


def _options(
    table: pd.DataFrame, name: str, code: Callable[[str], int], readings: list[dict]
) -> list:
    """Return the options of a filter in display order: [group or "", codes] for each group."""
    present = table[name].unique().tolist()
    if name == "entity":
        kinds = table.drop_duplicates("entity").set_index("entity")["kind"]
        order = kinds.unique().tolist()
        return [[kind, [code(text) for text in present if kinds[text] == kind]] for kind in order]
    if name == "outcome":
        changed = {change[1] for reading in readings for change in reading["changes"]}
        present = [
            outcome for outcome in OUTCOMES if outcome in present or code(outcome) in changed
        ]
    elif name == "speaker":
        present.sort(key=str.casefold)
    return [["", [code(text) for text in present]]]
