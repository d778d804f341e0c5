"""Build projects about other things than this corpus: empty, small, large, right-to-left.

Each is about a ferry that sank, with its own names, ids and numbers, and is coded correctly:
`reported-warrants check` finds nothing wrong with it.
"""

from __future__ import annotations

import csv
import json
import random
import re
import shutil
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from analysis import evidence
from analysis.system import folders, project_folder
from analysis.validation import schema, vocabulary
from analysis.values import edtf
from tests.support.csv_files import read_csv, write_csv

OWN_VOICE = {"entity_id": vocabulary.OWN_VOICE, "kind": "body", "label": "the article itself"}
KEPT = ("properties", "lexicon", "elements")  # tables of ours that a new project begins with
OF_OURS = {"elements": "rules"}  # columns of these that refer to other rows of ours
# The charge lies within a broader concept, as ours do.
CONCEPTS = [
    {"concept_id": "offence", "scheme": "charge", "label": "offence", "definition": "Any offence."},
    {
        "concept_id": "negligence",
        "scheme": "charge",
        "label": "negligence",
        "broader": "offence",
        "definition": 'Want of care. Within "offence".',
    },
]


class Words(NamedTuple):
    """The words of one language: what a sentence says, and what things are called in it."""

    ferry: str = "Sinking of the ferry Aurora"
    warrant: str = "The warrant of Norland"
    court: str = "Harbour court"
    rule: str = "Section 12"
    code: str = "Shipping Act"
    captain: str = "Ada Lind"
    victim: str = "Bo Falk"
    minister: str = "Minister Eide"
    wire: str = "Coast Wire"
    dated: str = "{ferry} was on {day}."
    issued: str = "{warrant} was issued by {court} for {captain}."
    charged: str = "{warrant} charges {captain} with negligence."
    based: str = "{warrant} rests on {rule} of {code}."
    hurt: str = "{ferry} left {number} hurt, {minister} told {wire}."
    attribution: str = "{minister} told {wire}"  # the words of the sentence above that name them
    injured: str = "hurt"  # its word for the property
    killed: str = "{victim} was killed in {ferry}."


ENGLISH = Words()
PERSIAN = Words(
    "غرق کشتی آئورا",
    "حکم نورلند",
    "دادگاه بندر",
    "ماده ۱۲",
    "قانون کشتیرانی",
    "آدا لیند",
    "بو فالک",
    "وزیر آیده",
    "خبرگزاری ساحل",
    "{ferry} در {day} بود.",
    "{warrant} را {court} برای {captain} صادر کرد.",
    "{warrant} به {captain} اتهام negligence می‌زند.",
    "{warrant} بر {rule} از {code} است.",
    "{ferry} به گفته {minister} به {wire} {number} زخمی داشت.",
    "به گفته {minister} به {wire}",
    "زخمی",
    "{victim} در {ferry} کشته شد.",
)
ARABIC = Words(
    "غرق العبارة أورورا",
    "مذكرة نورلاند",
    "محكمة الميناء",
    "المادة ١٢",
    "قانون الملاحة",
    "آدا ليند",
    "بو فالك",
    "الوزير إيده",
    "وكالة الساحل",
    "{ferry} كان في {day}.",
    "{warrant} أصدرتها {court} بحق {captain}.",
    "{warrant} تتهم {captain} بـ negligence.",
    "{warrant} تستند إلى {rule} من {code}.",
    "{ferry} أوقع {number} جريحا، قال {minister} لـ {wire}.",
    "قال {minister} لـ {wire}",
    "جريحا",
    "{victim} قتل في {ferry}.",
)
CHINESE = Words(
    "「极光号」沉没",
    "「北国」通缉令",
    "「港口」法院",
    "「第十二」条",
    "「航运」法",
    "「林爱达」",
    "「福波」",
    "「艾德」部长",
    "「海岸」通讯社",
    "{ferry}发生于 {day}。",
    "{warrant}由{court}对{captain}签发。",
    "{warrant}指控{captain} negligence。",
    "{warrant}依据{code}{rule}。",
    "{minister}对{wire}说 {ferry}致 {number} 人受伤。",
    "{minister}对{wire}说",
    "人受伤",
    "{victim}死于{ferry}。",
)


def build(folder: Path, texts: dict[str, str], **tables: Iterable[dict]) -> Path:
    """A project in `folder`: its texts by the id of their source, and rows of its tables.

    Missing cells are blank; required cells of a source are filled in.
    """
    (folder / "data").mkdir(parents=True)
    (folder / "seeds").mkdir()
    shutil.copy(project_folder.PROJECT / schema.DESCRIPTOR, folder / "data")
    package = json.loads((folder / schema.DESCRIPTOR).read_text(encoding="utf-8"))
    given = {row["source_id"]: row for row in tables.pop("sources", ())}
    tables["sources"] = [
        _source(folder, name, text, given.get(name, {})) for name, text in texts.items()
    ]
    tables["entities"] = [OWN_VOICE, *tables.get("entities", ())]
    for resource in package["resources"]:
        header = [field["name"] for field in resource["schema"]["fields"]]
        rows = tables.get(resource["name"], ())
        cells = [[_filled(row).get(name, "") for name in header] for row in rows]
        write_csv(folder / f"data/{resource['name']}.csv", [header, *cells])
    return folder


def _filled(row: dict) -> dict:
    return {"description": row.get("label", ""), **row}


def _source(folder: Path, name: str, text: str, row: dict) -> dict:
    (folder / f"seeds/{name}.txt").write_text(text, encoding="utf-8")
    published = row.get("published", "2031-05-20")
    return {
        "source_id": name,
        "file": f"{name}.txt",
        "sha256": folders.sha256(text.encode("utf-8")),
        "label": name.replace("-", " ").title(),
        "published": published,
        "published_basis": "stated",
        "published_note": f"Hence {edtf.in_words(published, shorten=False)}.",
        "language": "en",
        **row,
    }


def ours(table: str) -> list[dict]:
    """The rows of a table of this project, without what refers to others of its rows."""
    path = project_folder.PROJECT / f"data/{table}.csv"
    blank = {OF_OURS[table]: ""} if table in OF_OURS else {}
    with path.open(encoding="utf-8", newline="") as file:
        return [row | blank for row in csv.DictReader(file)]


def empty(folder: Path, **tables: Iterable[dict]) -> Path:
    """A project without a text: headers, and the own voice."""
    return build(folder, {}, **tables)


def ferries(folder: Path, number: int, words: Words = ENGLISH, ferries: int = 1) -> Path:
    """A project of `number` texts about so many ferries, with six sentences per ferry and text.

    If there are several ferries, each text reports some, in a pseudo-random choice that is the same
    each time. The texts are dated a day apart, and differ in the number and names of those hurt.
    """
    choose = random.Random(number * ferries)
    texts, sources, statements = {}, [], []
    spoken_of: set[int] = set()
    for at in range(number):
        name = f"paper-{at + 1}"
        day = date(2031, 5, 20) + timedelta(days=at)
        chosen = range(ferries) if ferries < 6 else sorted(choose.sample(range(ferries), 5))
        spoken_of.update(chosen)
        lines = [line for ferry in chosen for line in _lines(words, ferry, choose)]
        texts[name] = "\n".join(line for line, _ in lines) + "\n"
        sources.append({"source_id": name, "published": day.isoformat()})
        note = f"Hence {edtf.in_words(day.isoformat(), shorten=False)}."
        sources[-1]["published_note"] = note
        statements += [
            {"source_id": name, "quote": line, "modality": "asserted", "basis": "stated"}
            | {"speaker": vocabulary.OWN_VOICE}
            | row
            for line, rows in lines
            for row in rows
        ]
    return build(
        folder,
        texts,
        sources=sources,
        entities=[row for ferry in range(ferries) for row in _entities(words, ferry)],
        concepts=CONCEPTS,
        labels=_labels(words, sorted(spoken_of)),
        statements=statements,
        **{table: ours(table) for table in KEPT},
    )


KINDS = {
    "ferry": "event",
    "warrant": "warrant",
    "court": "body",
    "rule": "rule",
    "code": "rule",
    "captain": "person",
    "victim": "person",
    "minister": "person",
    "wire": "body",
}


def _called(words: Words, ferry: int) -> dict[str, str]:
    """What the things of a ferry are called; those of the first have no number."""
    mark = f" {ferry + 1}" if ferry else ""
    return {name: getattr(words, name) + mark for name in KINDS}


def _entities(words: Words, ferry: int) -> list[dict]:
    called = _called(words, ferry)
    rows = [
        {"entity_id": f"{name}-{ferry + 1}", "kind": kind, "label": called[name]}
        for name, kind in KINDS.items()
    ]
    rows.append(
        {
            "entity_id": f"hurt-{ferry + 1}",
            "kind": "casualty-group",
            "label": f"{called['ferry']} (hurt)",
        }
    )
    for row in rows:
        if row["kind"] in ("warrant", "rule"):
            row["concerns"] = f"warrant-{ferry + 1}"
        if row["entity_id"] == f"rule-{ferry + 1}":
            row["part_of"] = f"code-{ferry + 1}"
            row["description"] = f"{row['label']}, part of {called['code']}"
    return rows


def _labels(words: Words, ferries: list[int]) -> list[dict]:
    """The words for those hurt, who are named by the ferry alone."""
    rows = [("injured", words.injured, "The word for the property.")] if ferries else []
    rows += [
        (f"hurt-{ferry + 1}", _called(words, ferry)["ferry"], "The texts name them so.")
        for ferry in ferries
    ]
    return [dict(zip(("of", "label", "reason"), row, strict=True)) for row in rows]


def _lines(words: Words, ferry: int, choose: random.Random) -> list[tuple[str, list[dict]]]:
    """The sentences about a ferry, each with what it states."""
    number = choose.choice(["35", "dozens", "over 40", "0"])
    day = choose.choice(["May 3, 2031", "May 4, 2031", "May 2031"])
    called = _called(words, ferry)
    voice = {"speaker": f"minister-{ferry + 1}", "via": f"wire-{ferry + 1}"}
    voice["cue"] = words.attribution.format(**called)
    edtf = {"May 3, 2031": "2031-05-03", "May 4, 2031": "2031-05-04", "May 2031": "2031-05"}[day]
    bounds = {"35": ("35", "35"), "dozens": ("24", ""), "over 40": ("41", ""), "0": ("0", "0")}
    low, high = bounds[number]

    def line(name: str, *rows: dict) -> tuple[str, list[dict]]:
        return getattr(words, name).format(**called, number=number, day=day), list(rows)

    def row(about: str, prop: str, value: str, **more: str) -> dict:
        value = f"{value}-{ferry + 1}" if value in KINDS else value
        return {"entity_id": f"{about}-{ferry + 1}", "property": prop, "value": value, **more}

    return [
        line("dated", row("ferry", "event_date", day, date=edtf)),
        line("issued", row("warrant", "issuer", "court"), row("warrant", "target", "captain")),
        line("charged", row("warrant", "charge", "negligence", modality="alleged")),
        line("based", row("warrant", "legal_basis", "rule"), row("rule", "contained_in", "code")),
        line("hurt", row("hurt", "injured", number, low=low, high=high, **voice)),
        line("killed", row("victim", "killed_in", "ferry")),
    ]


def problems(root) -> str:
    return "\n".join(map(str, evidence.read(root).problems))


def row_of(project, table: str, **cells: str) -> tuple[int, int]:
    """The row (from 0) and the line of the first row with these cells."""
    header, rows = read_csv(project / f"data/{table}.csv")
    for number, row in enumerate(rows):
        if all(row[header.index(name)] == cell for name, cell in cells.items()):
            return number, number + 2
    raise LookupError(cells)


def write_readme(root: Path) -> None:
    """Write our README into another project, with the findings in place of our story."""
    text = (project_folder.PROJECT / "README.md").read_text(encoding="utf-8")
    told = re.sub(r"(<!-- (?:begin|end) )story", r"\1findings", text)
    (root / "README.md").write_text(told, encoding="utf-8")
