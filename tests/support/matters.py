"""Build eight small projects about different matters, from a siege to a fine, coded correctly.

Each begins with the tables of a new project, as its owner would, and lacks something that others
have: Interpol, a date, a second text, a fact that two texts report.
"""

# ruff: noqa: RUF001 - letters of other scripts are the subject here

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

from analysis.authoring import new_project
from analysis.validation.vocabulary import OWN_VOICE
from tests.support.projects import build

INTERPOL = "Interpol"  # a topic, and words in the definitions of its properties


def _told(source: str, entity: str, prop: str, value: str, quote: str, **more: str) -> dict:
    """Return a statement of a text in its own voice, if `more` does not say otherwise."""
    row = {"source_id": source, "entity_id": entity, "property": prop, "value": value}
    own = {"quote": quote, "modality": "asserted", "basis": "stated", "speaker": OWN_VOICE}
    return row | own | more


def _entity(entity_id: str, kind: str, label: str, **more: str) -> dict:
    return {"entity_id": entity_id, "kind": kind, "label": label, **more}


def _concept(concept_id: str, scheme: str, label: str) -> dict:
    return {"concept_id": concept_id, "scheme": scheme, "label": label, "definition": f"{label}."}


def _label(of: str, label: str) -> dict:
    return {"of": of, "label": label, "reason": "A text names it so."}


def _general(table: str) -> list[dict]:
    """Return the rows of a table of a new project."""
    content = new_project.contents()[f"data/{table}.csv"].decode("utf-8")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def _project(folder: Path, texts: dict[str, str], **tables: list[dict]) -> Path:
    """Build a project of these texts, with the rows that a new one has and those given."""
    given = {name: _general(name) for name in ("properties", "lexicon", "elements", "concepts")}
    given["concepts"] += tables.pop("concepts", [])
    return build(folder, texts, **(given | tables))


def hostages(folder: Path) -> Path:
    """Build a project on a siege: hostages and evacuated people counted, and no Interpol."""
    day = "Gunmen took hostages at Kestrel Bank on 3 May 2031."
    texts = {
        "morning-post": f"{day}\nThe siege of Kestrel Bank had 12 hostages, Chief Moe said.\n"
        "The siege of Kestrel Bank had 44,056 evacuated.\n",
        "evening-star": f"{day}\nThe siege of Kestrel Bank had dozens of hostages.\n",
    }
    counted = [
        {"property": name, "kind": "count", "topic": "casualty", "cardinality": "one"}
        | {"definition": f"The number of {words} is …", "scope": f"{words.capitalize()}."}
        for name, words in (("hostages", "hostages"), ("evacuated", "people evacuated"))
    ]
    properties = [row for row in _general("properties") if row["topic"] != INTERPOL]
    elements = [row for row in _general("elements") if "answer" not in row["properties"]]
    quote = "The siege of Kestrel Bank had"
    return _project(
        folder,
        texts,
        properties=properties + counted,
        elements=elements,
        entities=[
            _entity("siege", "event", "Siege of Kestrel Bank"),
            _entity("held", "casualty-group", "People in the siege of Kestrel Bank"),
            _entity("chief", "person", "Chief Moe"),
        ],
        labels=[
            _label("siege", "took hostages at Kestrel Bank"),
            _label("held", "siege of Kestrel Bank"),
        ],
        statements=[
            _told(text, "siege", "event_date", "3 May 2031", day, date="2031-05-03")
            for text in texts
        ]
        + [
            _told("morning-post", "held", "hostages", "12", f"{quote} 12 hostages", low="12")
            | {"high": "12", "speaker": "chief", "cue": "Chief Moe said"},
            _told("morning-post", "held", "evacuated", "44,056", f"{quote} 44,056 evacuated")
            | {"low": "44056", "high": "44056"},
            _told("evening-star", "held", "hostages", "dozens", f"{quote} dozens of hostages")
            | {"low": "24"},
        ],
    )


def arabic(folder: Path) -> Path:
    """Build a project in Arabic: one warrant, its charge in one text, and labels in Arabic."""
    hurt = "أصيب 35 جريحا في حريق الميناء"
    issued = "أصدرت محكمة الميناء مذكرة نورلاند بحق آدا ليند."
    texts = {
        "sahifa-ula": f"{issued}\nتتهم مذكرة نورلاند آدا ليند بالحرق.\n",
        "sahifa-thania": f"{issued}\n{hurt}، قال الوزير إيده لوكالة الساحل.\n",
    }
    voice = {"speaker": "minister", "via": "wire", "cue": "قال الوزير إيده لوكالة الساحل"}
    return _project(
        folder,
        texts,
        sources=[
            {"source_id": "sahifa-ula", "language": "ar", "label": "صحيفة أولى"},
            {"source_id": "sahifa-thania", "language": "ar", "label": "صحيفة ثانية"},
        ],
        concepts=[_concept("arson", "charge", "الحرق")],
        entities=[
            _entity("mudhakkira", "warrant", "مذكرة نورلاند", concerns="mudhakkira"),
            _entity("court", "body", "محكمة الميناء"),
            _entity("lind", "person", "آدا ليند"),
            _entity("fire", "event", "حريق الميناء"),
            _entity("hurt", "casualty-group", "المصابون"),
            _entity("minister", "person", "الوزير إيده"),
            _entity("wire", "outlet", "وكالة الساحل"),
        ],
        labels=[
            _label("wire", "لوكالة الساحل"),
            _label("arson", "بالحرق"),
            _label("injured", "جريحا"),
            _label("hurt", "حريق الميناء"),
        ],
        statements=[
            _told(text, "mudhakkira", prop, value, issued)
            for text in texts
            for prop, value in (("issuer", "court"), ("target", "lind"))
        ]
        + [
            _told(
                "sahifa-ula", "mudhakkira", "charge", "arson", "تتهم مذكرة نورلاند آدا ليند بالحرق"
            )
            | {"modality": "alleged"},
            _told("sahifa-thania", "hurt", "injured", "35", hurt)
            | {"low": "35", "high": "35", **voice},
        ],
    )


def hebrew(folder: Path) -> Path:
    """Build a project with labels in Hebrew above texts in English; the texts are in conflict."""
    line = "The court of Nahal issued its warrant for Ada Lind on {} May 2031."
    texts = {"harbour-times": line.format(3), "harbour-news": line.format(4)}
    return _project(
        folder,
        {name: f"{text}\n" for name, text in texts.items()},
        sources=[{"source_id": "harbour-times", "label": "עיתון הנמל"}],
        entities=[
            _entity("tzav", "warrant", "צו המעצר של נחל", concerns="tzav"),
            _entity("court", "body", "בית המשפט של נחל"),
            _entity("lind", "person", "עדה לינד"),
        ],
        labels=[
            _label("tzav", "its warrant"),
            _label("court", "The court of Nahal"),
            _label("lind", "Ada Lind"),
        ],
        statements=[
            row
            for day, (name, text) in enumerate(texts.items(), start=3)
            for row in (
                _told(name, "tzav", "issuer", "court", text),
                _told(name, "tzav", "target", "lind", text),
                _told(name, "tzav", "issued_on", f"{day} May 2031", text, date=f"2031-05-0{day}"),
            )
        ],
    )


def one_statement(folder: Path) -> Path:
    """Build a project of one text, one sentence and one statement."""
    text = "A court in Norland has issued an arrest warrant."
    return _project(
        folder,
        {"note": f"{text}\n"},
        entities=[
            _entity("warrant", "warrant", "Norland's warrant", concerns="warrant"),
            _entity("court", "body", "Court in Norland"),
        ],
        labels=[_label("warrant", "arrest warrant"), _label("court", "A court in Norland")],
        statements=[_told("note", "warrant", "issuer", "court", text)],
    )


def undated(folder: Path) -> Path:
    """Build a project without a date, not even of publication: two texts that agree on a charge."""
    line = "Ada Lind is charged with murder, {} said of the warrant of Norland."
    speakers = {"prosecutor": "the prosecutor", "lawyer": "her lawyer"}
    texts = {f"leaflet-{name}": line.format(words) for name, words in speakers.items()}
    dated = {"published": "../2031", "published_basis": "inferred"}
    return _project(
        folder,
        {name: f"{text}\n" for name, text in texts.items()},
        sources=[{"source_id": name, **dated} for name in texts],
        entities=[
            _entity("warrant", "warrant", "Warrant of Norland", concerns="warrant"),
            _entity("prosecutor", "person", "The prosecutor"),
            _entity("lawyer", "person", "Her lawyer"),
        ],
        statements=[
            _told(f"leaflet-{name}", "warrant", "charge", "murder", "is charged with murder")
            | {"modality": "alleged", "speaker": name, "cue": f"{words} said"}
            for name, words in speakers.items()
        ],
    )


def uncompared(folder: Path) -> Path:
    """Build a project of three texts, none of which reports what another does."""
    texts = {
        "north": "The flood of Lowmark was in May 2031.",
        "south": "The flood of Lowmark destroyed Mill Bridge.",
        "west": "Ada Lind is the mayor of Lowmark.",
    }
    return _project(
        folder,
        {name: f"{text}\n" for name, text in texts.items()},
        concepts=[_concept("mayor", "office", "mayor of Lowmark")],
        entities=[
            _entity("flood", "event", "Flood of Lowmark"),
            _entity("lind", "person", "Ada Lind"),
        ],
        statements=[
            _told("north", "flood", "event_date", "May 2031", texts["north"], date="2031-05"),
            _told("south", "flood", "reaction", "destroyed Mill Bridge", texts["south"]),
            _told("west", "lind", "office", "mayor", texts["west"]),
        ],
    )


def fine(folder: Path) -> Path:
    """Build a project on a company that is fined: an amount is compared, and nobody is charged."""
    line = "The regulator fined Salt Works {} crowns, {} said."
    amounts = {"daily": ("44,056", "the mayor"), "weekly": ("over 40,000", "the regulator")}
    bounds = {"daily": ("44056", "44056"), "weekly": ("40001", "")}
    amount = {"property": "amount", "kind": "count", "topic": "event", "cardinality": "one"}
    amount |= {"definition": "The amount, in crowns, is …", "scope": "Of a fine."}
    speakers = {"daily": "mayor", "weekly": "regulator"}
    return _project(
        folder,
        {name: line.format(*words) + "\n" for name, words in amounts.items()},
        properties=[*_general("properties"), amount],
        entities=[
            _entity("fine", "event", "Fine on Salt Works"),
            _entity("company", "body", "Salt Works"),
            _entity("regulator", "body", "The regulator"),
            _entity("mayor", "person", "The mayor"),
        ],
        labels=[_label("fine", "fined Salt Works")],
        statements=[
            row
            for name, (value, speaker) in amounts.items()
            for said in [{"speaker": speakers[name], "cue": f"{speaker} said"}]
            for row in (
                _told(name, "fine", "carried_out_by", "regulator", "The regulator fined Salt Works")
                | said,
                _told(name, "fine", "amount", value, f"fined Salt Works {value} crowns")
                | dict(zip(("low", "high"), bounds[name], strict=True))
                | said,
            )
        ],
    )


def application(folder: Path) -> Path:
    """Build a project in which a text speaks of a warrant only through an application for it.

    The target has two names.
    """
    texts = {
        "herald": "Judge Roe issued the arrest warrant of Norland for Ada Lind, once Ada Falk.",
        "courier": "Police made the application for it against Ada Falk on 2 May 2031.",
    }
    return _project(
        folder,
        {name: f"{text}\n" for name, text in texts.items()},
        entities=[
            _entity("warrant", "warrant", "Arrest warrant of Norland", concerns="warrant"),
            _entity("application", "event", "Application for the warrant", concerns="warrant"),
            _entity("judge", "person", "Judge Roe"),
            _entity("police", "body", "Police"),
            _entity("lind", "person", "Ada Lind"),
        ],
        labels=[_label("application", "the application"), _label("lind", "Ada Falk")],
        statements=[
            _told("herald", "warrant", "issuer", "judge", texts["herald"]),
            _told("herald", "warrant", "instrument", "arrest-warrant", texts["herald"]),
            _told("herald", "warrant", "target", "lind", texts["herald"]),
            _told("herald", "lind", "name", "Ada Lind", "Ada Lind"),
            _told("herald", "lind", "name", "Ada Falk", "once Ada Falk"),
            _told("courier", "application", "carried_out_by", "police", texts["courier"]),
            _told("courier", "application", "target", "lind", texts["courier"]),
            _told("courier", "application", "event_date", "2 May 2031", texts["courier"])
            | {"date": "2031-05-02"},
            _told("courier", "lind", "name", "Ada Falk", "Ada Falk"),
        ],
    )


MATTERS: dict[str, Callable[[Path], Path]] = {
    "hostages, no Interpol": hostages,
    "Arabic": arabic,
    "labels in Hebrew": hebrew,
    "one statement": one_statement,
    "no date": undated,
    "nothing compared": uncompared,
    "a company fined": fine,
    "an application, two names": application,
}
