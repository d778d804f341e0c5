"""Provide text that tries to act on whatever shows it, and a project full of such text."""

import re
from pathlib import Path

import pytest

from analysis.evidence import Evidence, bundle, read
from tests.support.csv_files import copy_project, read_csv, write_csv
from tests.support.projects import write_readme

PERSIAN = "قاسم سلیمانی 2020-01-03"
LONG = "x" * 100_000
HOSTILE = [
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)" \' onload=\'alert(1)',
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1)) ![x](http://e.example/x.png)",
    "<http://e.example> http://e.example www.e.example me@e.example",
    "# heading",
    "1. one",
    "- - -",
    "`code` ~~gone~~ **bold** _slanted_ a|b|c &lt;b&gt; [^1] [ ] \\",
    "<!-- end findings --> <!-- begin texts --> <!-- end texts -->",
    "$x^2$ $$y$$ \\(z\\) \\[w\\] \\begin{x}\\end{x}",
    "$\\frac{ costs $5",
    "\x7f\x9b31m",
    "safe\u202egnp.exe\u2066",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 中文",
    "z" + "\u0301\u0323" * 50,
    PERSIAN,
    "\u200b",
    "@@0@@ {{x}} %s",
]
SOURCES = ["](x) " + HOSTILE[0], HOSTILE[11], HOSTILE[9], "x" * 3_000, PERSIAN]
SEED = "a|b](javascript:x) `<b>` <!-- end texts -->.txt"
HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e]")


def fill(project: Path, table: str, column: str, cells: list[str]) -> None:
    """Write `cells` into a column from the top, repeating them to its end."""
    header, rows = read_csv(project / f"data/{table}.csv")
    for number, row in enumerate(rows):
        row[header.index(column)] = cells[number % len(cells)]
    write_csv(project / f"data/{table}.csv", [header, *rows])


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Evidence:
    """The project with hostile text in every cell of free text, bypassing the checks."""
    project = copy_project(tmp_path_factory.mktemp("hostile"))
    write_readme(project)
    for column in ("headline", "published_note", "outlet"):
        fill(project, "sources", column, HOSTILE)
    fill(
        project,
        "sources",
        "label",
        [*SOURCES, *(f"{text} {n}" for n in range(9) for text in SOURCES)],
    )
    header, rows = read_csv(project / "data/sources.csv")
    place = header.index("file")
    (project / "seeds" / rows[0][place]).rename(project / "seeds" / SEED)
    rows[0][place] = SEED
    write_csv(project / "data/sources.csv", [header, *rows])
    labels = [f"{text} {n}" for n in range(9) for text in HOSTILE]
    for table in ("entities", "concepts", "elements"):
        fill(project, table, "label", [*HOSTILE, *labels])
    for table, column in (
        ("entities", "description"),
        ("concepts", "definition"),
        ("labels", "label"),
        ("labels", "reason"),
        ("elements", "question"),
        ("properties", "scope"),
        ("statements", "note"),
        ("statements", "cue"),
        ("exclusions", "reason"),
        ("lexicon", "reference"),
        ("rules", "instrument"),
        ("rules", "provision"),
        ("rules", "summary"),
    ):
        fill(project, table, column, [*HOSTILE, LONG])
    fill(project, "rules", "address", ["http://<script>alert(1)</script>\"'`|$x$"])
    fill(project, "properties", "definition", [f"{text} …" for text in HOSTILE])
    header, rows = read_csv(project / "data/properties.csv")
    kind = {row[header.index("property")]: row[header.index("kind")] for row in rows}
    header, rows = read_csv(project / "data/statements.csv")
    prop, value = header.index("property"), header.index("value")
    free = [row for row in rows if kind[row[prop]] in ("text", "date")]
    for number, row in enumerate(free):
        row[value] = HOSTILE[number % len(HOSTILE)] if number else LONG
    write_csv(project / "data/statements.csv", [header, *rows])
    return bundle(read(project))
