"""What every export holds: the tables of the evidence and what follows from them, described.

Fields of `data/` keep their own words; `fields` has those of the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from analysis import agreement, coverage, tables
from analysis.compare import encoding
from analysis.errors import UserError
from analysis.export.fields import (
    COVERAGE,
    LEDGER,
    SOURCE,
    STATEMENT,
    VERDICT,
    Field,
    conflict,
    day,
    flag,
    listing,
    make,
    number,
)
from analysis.validation import schema, spreadsheet_damage
from analysis.validation.vocabulary import CHAIN, TABLES

if TYPE_CHECKING:
    from analysis.evidence import Evidence

Link = tuple[str, str, str]  # a column, and the table and column whose values it has

TEXTS = "texts"  # the folder of the data package, and the table of databases, that holds the seeds
NOTICE = (
    "A warrant or a charge is not a verdict.",
    "These tables say what was reported, never what is true, and name a speaker for everything.",
)


class ExportError(UserError):
    """What cannot be exported, and what to do about it, in one line."""


class Table(NamedTuple):
    """A frame whose columns are `fields`, in order; blanks are missing values.

    `key` names the columns that tell its rows apart, and `links` those that name rows elsewhere.
    """

    name: str
    description: str
    frame: pd.DataFrame
    fields: list[Field]
    key: list[str]
    links: list[Link]


def summary(about: Field) -> str:
    """The description of the whole, with what every reader has to know.

    >>> summary({"description": "Two texts."}).startswith("Two texts. A warrant or a charge is not")
    True
    """
    said = about.get("description", "")
    return " ".join(filter(None, [said, *(part for part in NOTICE if part not in said)]))


def every(evidence: Evidence) -> list[Table]:
    """Every table of an export, a table after those that it links to.

    >>> import analysis
    >>> [table.name for table in every(analysis.load())][:4]
    ['sources', 'texts', 'entities', 'props']
    """
    if evidence.statements.empty:
        told = "data/statements.csv: has no rows, so there is nothing to export; code a statement"
        raise ExportError(f"{told} first")
    resources, problems = schema.read_descriptor(evidence.root)
    if problems:  # changed since it was read
        raise ExportError(*map(str, problems))
    own = {name: _own(resources[name], evidence) for name in TABLES}
    own["sources"] = _with_lengths(own["sources"], evidence)
    own["statements"] = _with_readings(own["statements"], evidence)
    ledger = coverage.ledger(evidence)
    made = [
        own.pop("sources"),
        _texts(evidence),
        *own.values(),
        _chains(evidence),
        _verdicts(evidence),
        _conflicts(evidence),
        _topics(evidence),
        _ledger(ledger),
        _ledger_statements(ledger),
    ]
    return [_checked(table) for table in made]


def values(table: Table) -> Iterator[list]:
    """The columns of `table` as Python's own values, None where there is none.

    >>> fields = [make("n", "integer", "A number.", 1)]
    >>> frame = pd.DataFrame({"n": pd.array([1, None], dtype="Int64")})
    >>> list(values(Table("t", "", frame, fields, [], [])))
    [[1, None]]
    """
    for field in table.fields:
        column = table.frame[field["name"]]
        if field["type"] == "date":
            column = column.dt.date
        if field["type"] == "list":
            yield [list(found) or None for found in column]
        else:
            column = column.astype("object")
            yield column.where(column.notna(), None).tolist()


def as_text(table: Table) -> Iterator[list[str]]:
    """The columns of `table` as the text that a CSV file has for them, "" where there is none."""
    for field, column in zip(table.fields, values(table), strict=True):
        yield ["" if value is None else _text(field, value) for value in column]


def _text(field: Field, value: object) -> str:
    if field["type"] == "boolean":
        return "true" if value else "false"
    if field["type"] == "list":
        return field["delimiter"].join(value)
    return str(value)


def _checked(table: Table) -> Table:
    """`table` with missing values for blanks, if its key tells its rows apart."""
    columns = [field["name"] for field in table.fields]
    blank = {f["name"]: "" for f in table.fields if f["type"] == "string"}
    frame = table.frame[columns].replace(blank, pd.NA).reset_index(drop=True)
    if frame.duplicated(table.key).any():
        told = f"{table.name}: two rows have the same {', '.join(table.key)}; nothing is exported"
        raise ExportError(f"{told}; quote more words in one of them")
    return table._replace(frame=frame)


OF_SOURCE: Link = ("source_id", "sources", "source_id")
OF_ENTITY: Link = ("entity_id", "entities", "entity_id")
OF_PROP: Link = ("prop", "props", "prop")
OF_STATEMENT: Link = ("statement_id", "statements", "statement_id")


def _own(resource: dict, evidence: Evidence) -> Table:
    """A table of `data/`, with its own descriptions."""
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
        day("published_start", "First possible day of `published`. Blank: open.", "2020-07-22"),
        day("published_end", "Last possible day of `published`. Blank: open.", "2020-07-22"),
        number("characters", "Length of the text in code points, line ends included.", 3562),
    ]
    frame = table.frame.assign(characters=evidence.sources["text"].map(len).astype("int64"))
    return table._replace(frame=frame, fields=table.fields + added)


def _texts(evidence: Evidence) -> Table:
    told = "The text as in the seed, to which start and end of statements and sentences refer."
    fields = [SOURCE, make("text", "string", told, "Iran Urges Iraq …")]
    frame = evidence.sources[["source_id", "text"]]
    return Table(TEXTS, "The seeds, one row a document.", frame, fields, ["source_id"], [OF_SOURCE])


def _with_readings(table: Table, evidence: Evidence) -> Table:
    """The statements with their ids, spans, days, and the value for readers."""
    told = "Id of the statement: a hash of source_id, entity_id, prop, value, start and end."
    identity = make("statement_id", "string", told, "s-c43871f560e7", pattern="^s-[0-9a-f]{12}$")
    own = [
        listing("via", field["description"].replace(', joined by " > "', ""), "fox-news", CHAIN)
        if field["name"] == "via"
        else field
        for field in table.fields
    ]
    kept = "where the text dates the speech, else what its publication allows. Blank: open."
    added = [
        number("start", "Where the quote begins in the text: code points, from 0.", 1203),
        number("end", "Where the quote ends in the text: code points, not included.", 1254, 1),
        day("date_start", "First possible day of `date`. Blank: open, or no date.", "2020-06-16"),
        day("date_end", "Last possible day of `date`. Blank: open, or no date.", "2020-06-30"),
        day("said_start", f"First possible day on which it was said: {kept}", "2020-06-29"),
        day("said_end", f"Last possible day on which it was said: {kept}", "2020-06-29"),
        flag("own_voice", "Whether the article says it itself, with no other speaker."),
        make(
            "shown",
            "string",
            "The value for readers: the label of an entity, the words with their range or date.",
            "dozens (24 or more)",
        ),
    ]
    told = tables.statements(evidence)
    frame = table.frame.join(encoding.said_days(evidence)).assign(
        own_voice=told["own_voice"], shown=told["said"], via=_outlets(evidence)
    )
    return table._replace(
        frame=frame,
        fields=[identity, *own, *added],
        key=["statement_id"],
    )


def _outlets(evidence: Evidence) -> pd.Series:
    """The ids of the outlets of each statement, as tuples."""
    chains = evidence.statements["via"].fillna("")
    return chains.map(lambda chain: tuple(filter(None, chain.split(CHAIN))))


def _chains(evidence: Evidence) -> Table:
    told = "The outlets of each statement, one row each: `via` of the statements, for joins."
    fields = [
        STATEMENT,
        number("place", "Place in the chain, from 1, the one nearest the speaker first.", 1, 1),
        make("entity_id", "string", "The outlet, or other voice between.", "fox-news"),
    ]
    rows = [
        (statement, place, outlet)
        for statement, chain in zip(
            evidence.statements["statement_id"], _outlets(evidence), strict=True
        )
        for place, outlet in enumerate(chain, start=1)
    ]
    frame = _frame(rows, fields)
    return Table("statement_via", told, frame, fields, list(frame)[:2], [OF_STATEMENT, OF_ENTITY])


def _verdicts(evidence: Evidence) -> Table:
    told = "Whether the texts agree: one row for each property of each entity that any speaks of."
    frame = agreement.verdicts(evidence)
    return Table("verdicts", told, frame, VERDICT, ["entity_id", "prop"], [OF_ENTITY, OF_PROP])


def _conflicts(evidence: Evidence) -> Table:
    frame = agreement.conflicts(evidence).rename(columns=_shown)
    key = ["statement_id", "other_statement_id"]
    links = [OF_ENTITY, OF_PROP, *((column, *OF_STATEMENT[1:]) for column in key)]
    told = "Pairs of statements that cannot both be true; which one is right is not said."
    return Table("conflicts", told, frame, conflict("shown"), key, links)


def _shown(name: str) -> str:
    """In `statements.said` stands when it was said; here the value for readers has another name."""
    return name.replace("said", "shown")


def _topics(evidence: Evidence) -> Table:
    told = "How much each text says of each topic, and why it is silent on what others report."
    frame = coverage.topics(evidence)
    return Table("coverage", told, frame, COVERAGE, ["source_id", "topic"], [OF_SOURCE])


def _ledger(ledger: pd.DataFrame) -> Table:
    frame = ledger.assign(text=ledger["text"].map(spreadsheet_damage.unsigned))
    told = "Every sentence of the texts: what was coded from it, or why nothing was."
    return Table("ledger", told, frame, LEDGER, ["source_id", "number"], [OF_SOURCE])


def _ledger_statements(ledger: pd.DataFrame) -> Table:
    fields = [SOURCE, number("number", "Number of the sentence in its text.", 7, 1), STATEMENT]
    rows = [
        (source, number, statement)
        for source, number, found in zip(
            ledger["source_id"], ledger["number"], ledger["statement_ids"], strict=True
        )
        for statement in found
    ]
    frame = _frame(rows, fields)
    told = "Which statements code which sentence of the ledger, for joins."
    return Table("ledger_statements", told, frame, fields, list(frame), [OF_SOURCE, OF_STATEMENT])


def _frame(rows: list[tuple], fields: list[Field]) -> pd.DataFrame:
    """Rows as a frame whose columns have their types even where there is no row."""
    frame = pd.DataFrame(rows, columns=[field["name"] for field in fields])
    dtypes = {"string": "str", "integer": "int64"}
    return frame.astype({field["name"]: dtypes[field["type"]] for field in fields})
