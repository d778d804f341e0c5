"""Build the tables of every export: those of the evidence, and those derived from it.

The fields of `data/` keep their own descriptions; `fields` has those of the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis import agreement, coverage, tables
from analysis.compare import encoding
from analysis.evidence import STATEMENT_ID
from analysis.export.fields import (
    CONFLICT,
    COVERAGE,
    LEDGER,
    OUTCOME,
    SOURCE,
    STATEMENT,
    Field,
    boolean_field,
    date_field,
    field,
    integer_field,
    list_field,
    with_topics,
)
from analysis.validation import schema, spreadsheet_damage
from analysis.validation.vocabulary import CHAIN, TABLES

if TYPE_CHECKING:
    from analysis.evidence import Evidence

from analysis.export.frames import TEXTS, ExportError, Link, Table

OF_SOURCE: Link = ("source_id", "sources", "source_id")
OF_ENTITY: Link = ("entity_id", "entities", "entity_id")
OF_PROP: Link = ("property", "properties", "property")
OF_STATEMENT: Link = ("statement_id", "statements", "statement_id")


def every_table(evidence: Evidence) -> list[Table]:
    """Return every table of an export, each after those that it links to.

    >>> import analysis
    >>> [table.name for table in every_table(analysis.load())][:4]
    ['sources', 'texts', 'entities', 'properties']

    Raises
    ------
    ExportError
        If there is nothing to export, or a key does not identify the rows of its table.
    """
    if evidence.statements.empty:
        description = (
            "data/statements.csv: has no rows, so there is nothing to export; code a statement"
        )
        raise ExportError(f"{description} first")
    resources, problems = schema.read_descriptor(evidence.root)
    if problems:  # changed since it was read
        raise ExportError(*map(str, problems))
    own = {name: _own(resources[name], evidence) for name in TABLES}
    own["sources"] = _with_lengths(own["sources"], evidence)
    own["statements"] = _with_readings(own["statements"], evidence)
    ledger = coverage.ledger(evidence)
    all_tables = [
        own.pop("sources"),
        _texts(evidence),
        *own.values(),
        _chains(evidence),
        _outcomes(evidence),
        _conflicts(evidence),
        _topics(evidence),
        _ledger(ledger),
        _ledger_statements(ledger),
    ]
    return [_checked(table) for table in all_tables]


def _checked(table: Table) -> Table:
    """Return a table with missing values for blanks; raise ExportError if its key is not unique."""
    columns = [field["name"] for field in table.fields]
    blank = {f["name"]: "" for f in table.fields if f["type"] == "string"}
    frame = table.frame[columns].replace(blank, pd.NA).reset_index(drop=True)
    if frame.duplicated(table.key).any():
        description = (
            f"{table.name}: two rows have the same {', '.join(table.key)}; nothing is exported"
        )
        raise ExportError(f"{description}; quote more words in one of them")
    return table._replace(frame=frame)


def _own(resource: dict, evidence: Evidence) -> Table:
    """Return a table of `data/` with its own descriptions."""
    described = resource["schema"]
    links = [
        (link["fields"][0], link["reference"]["resource"], link["reference"]["fields"][0])
        for link in described.get("foreignKeys", [])
    ]
    name = resource["name"]
    key = described.get("primaryKey", [])
    frame = getattr(evidence, name)
    return Table(name, resource["description"], frame, described["fields"], key, links)


def _with_lengths(table: Table, evidence: Evidence) -> Table:
    added = [
        date_field(
            "published_start", "First possible day of `published`. Blank: open.", "2020-07-22"
        ),
        date_field("published_end", "Last possible day of `published`. Blank: open.", "2020-07-22"),
        integer_field("characters", "Length of the text in code points, line ends included.", 3562),
    ]
    frame = table.frame.assign(characters=evidence.sources["text"].map(len).astype("int64"))
    return table._replace(frame=frame, fields=table.fields + added)


def _texts(evidence: Evidence) -> Table:
    description = (
        "The text as in the seed, to which start and end of statements and sentences refer."
    )
    fields = [SOURCE, field("text", "string", description, "Iran Urges Iraq …")]
    frame = evidence.sources[["source_id", "text"]]
    return Table(
        TEXTS, "The seeds, one row per document.", frame, fields, ["source_id"], [OF_SOURCE]
    )


def _with_readings(table: Table, evidence: Evidence) -> Table:
    """Add ids, spans, days and the value for readers to the statements."""
    description = "A hash of source_id, entity_id, property, value, start and end."
    identity = field(
        "statement_id", "string", description, "s-c43871f560e7", pattern=f"^{STATEMENT_ID}$"
    )
    own = [
        list_field("via", field["description"].replace(', joined by " > "', ""), "fox-news", CHAIN)
        if field["name"] == "via"
        else field
        for field in table.fields
    ]
    day = "where the text dates the speech, else what its publication allows. Blank: open."
    added = [
        integer_field("start", "Where the quote begins in the text: code points, from 0.", 1203),
        integer_field(
            "end", "Where the quote ends in the text: code points, not included.", 1254, 1
        ),
        date_field(
            "date_start", "First possible day of `date`. Blank: open, or no date.", "2020-06-16"
        ),
        date_field(
            "date_end", "Last possible day of `date`. Blank: open, or no date.", "2020-06-30"
        ),
        date_field("said_start", f"First possible day on which it was said: {day}", "2020-06-29"),
        date_field("said_end", f"Last possible day on which it was said: {day}", "2020-06-29"),
        boolean_field("own_voice", "Whether the article says it in its own voice."),
        field(
            "value_text",
            "string",
            "The value for readers: the label of an entity, the words with their range or date.",
            "dozens (24 or more)",
        ),
    ]
    readable = tables.statements(evidence)
    frame = table.frame.join(encoding.said_days(evidence)).assign(
        own_voice=readable["own_voice"], value_text=readable["value_text"], via=_outlets(evidence)
    )
    return table._replace(
        frame=frame,
        fields=[identity, *own, *added],
        key=["statement_id"],
    )


def _outlets(evidence: Evidence) -> pd.Series:
    """Return the ids of the outlets of each statement, as tuples."""
    chains = evidence.statements["via"].fillna("")
    return chains.map(lambda chain: tuple(filter(None, chain.split(CHAIN))))


def _chains(evidence: Evidence) -> Table:
    description = "The outlets of each statement, one row each: `via` of the statements, for joins."
    fields = [
        STATEMENT,
        integer_field(
            "place", "Place in the chain, from 1, the one nearest the speaker first.", 1, 1
        ),
        field("entity_id", "string", "The outlet or other voice in between.", "fox-news"),
    ]
    rows = [
        (statement, place, outlet)
        for statement, chain in zip(
            evidence.statements["statement_id"], _outlets(evidence), strict=True
        )
        for place, outlet in enumerate(chain, start=1)
    ]
    frame = _frame(rows, fields)
    return Table(
        "statement_via",
        description,
        frame,
        fields,
        ["statement_id", "place"],
        [OF_STATEMENT, OF_ENTITY],
    )


def _outcomes(evidence: Evidence) -> Table:
    description = (
        "Whether the texts agree: one row for each property of each entity that any speaks of."
    )
    frame = agreement.outcomes(evidence)
    fields = with_topics(OUTCOME, coverage.topics_of(evidence.properties))
    return Table(
        "outcomes", description, frame, fields, ["entity_id", "property"], [OF_ENTITY, OF_PROP]
    )


def _conflicts(evidence: Evidence) -> Table:
    frame = agreement.conflicts(evidence)
    key = ["statement_id", "other_statement_id"]
    links = [OF_ENTITY, OF_PROP, *((column, *OF_STATEMENT[1:]) for column in key)]
    description = "Pairs of statements that cannot both be true; which one is right is not said."
    return Table("conflicts", description, frame, CONFLICT, key, links)


def _topics(evidence: Evidence) -> Table:
    description = (
        "How much each text says about each topic, and why it is silent on what others report."
    )
    frame = coverage.topics(evidence)
    fields = with_topics(COVERAGE, coverage.topics_of(evidence.properties))
    return Table("coverage", description, frame, fields, ["source_id", "topic"], [OF_SOURCE])


def _ledger(ledger: pd.DataFrame) -> Table:
    frame = ledger.assign(text=ledger["text"].map(spreadsheet_damage.unsigned))
    description = "Every sentence of the texts: what was coded from it, or why nothing was."
    return Table("ledger", description, frame, LEDGER, ["source_id", "number"], [OF_SOURCE])


def _ledger_statements(ledger: pd.DataFrame) -> Table:
    fields = [
        SOURCE,
        integer_field("number", "Number of the sentence in its text.", 7, 1),
        STATEMENT,
    ]
    rows = [
        (source, number, statement)
        for source, number, found in zip(
            ledger["source_id"], ledger["number"], ledger["statement_ids"], strict=True
        )
        for statement in found
    ]
    frame = _frame(rows, fields)
    key = ["source_id", "number", "statement_id"]
    description = "Which statements code which sentence of the ledger, for joins."
    return Table("ledger_statements", description, frame, fields, key, [OF_SOURCE, OF_STATEMENT])


def _frame(rows: list[tuple], fields: list[Field]) -> pd.DataFrame:
    """Return rows as a frame whose columns have their types even if there is no row."""
    frame = pd.DataFrame(rows, columns=[field["name"] for field in fields])
    dtypes = {"string": "str", "integer": "int64"}
    return frame.astype({field["name"]: dtypes[field["type"]] for field in fields})
