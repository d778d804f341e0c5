"""`check` notices bad input, and says in one line where, what, why and what to do."""

import csv
import json
import re
import subprocess
import sys

import pytest

from analysis import evidence
from analysis.cli import program
from analysis.validation.problems import Problem, quoted
from tests.support.csv_files import read_csv, write_csv
from tests.support.projects import problems, row_of

# One row a kind of damage: table, row, column, the new cell, and the line that must be printed.
CELLS = [
    ("sources", 0, "file", "nowhere.txt", r"sources.csv:2: file: .*nowhere.txt.*cannot be read"),
    ("sources", 0, "file", "../x.txt", r"sources.csv:2: file: .*not the plain name of a file"),
    ("sources", 1, "published", "2020-02-30", r"sources.csv:3: published: .*no such day"),
    ("sources", 1, "published", "", r"sources.csv:3: published: is blank; write"),
    ("sources", 2, "label", "Shafaq News 2023+", r"sources.csv:4: label: .*is in line 3 already"),
    (
        "sources",
        2,
        "source_id",
        "Bad Id",
        r"sources.csv:4: source_id: .*does not have the right form",
    ),
    (
        "entities",
        0,
        "concerns",
        "airstrike",
        r"entities.csv:2: concerns: .*is of kind event in .*name one of",
    ),
    ("entities", 0, "kind", "thing", r"entities.csv:2: kind: .*use one of: warrant, notice"),
    (
        "properties",
        0,
        "definition",
        "no gap",
        r"properties.csv:2: definition: .*does not have the right form",
    ),
    ("statements", 0, "source_id", "unknown", r"statements.csv:2: source_id: .*no such source_id"),
    ("statements", 0, "entity_id", "iraq-warant", r'statements.csv:2: .*write "iraq-warrant" if'),
    ("statements", 0, "property", "isuer", r'statements.csv:2: property: .*write "issuer" if'),
    ("statements", 0, "speaker", "article-406", r"statements.csv:2: speaker: .*is of kind rule"),
    (
        "statements",
        0,
        "via",
        "reuters > nobody",
        r'statements.csv:2: via: "nobody": there is no such',
    ),
    (
        "statements",
        0,
        "via",
        "reuters > iran-warrant",
        r"statements.csv:2: via: .*is of kind warrant in .*name one of kind body",
    ),
    (
        "statements",
        0,
        "via",
        "reuters, irna",
        r"statements.csv:2: via: .*does not have the right form",
    ),
    ("statements", 0, "value", "iraqi-judicary", r"statements.csv:2: value: .*no such entity_id"),
    ("statements", 0, "low", "3", r"statements.csv:2: low: .*decided_by is not a count"),
    ("statements", 0, "date", "2020", r"statements.csv:2: date: .*decided_by is not a date"),
    (
        "statements",
        0,
        "basis",
        "inferred",
        r"statements.csv:2: note: is blank, .*what it follows from",
    ),
    ("statements", 0, "modality", "claimed", r"statements.csv:2: modality: .*use one of: assert"),
    ("statements", 0, "quote", " x", r"statements.csv:2: quote: .*a space before or after it"),
    ("statements", 0, "occurrence", "1", r"statements.csv:2: occurrence: .*leave occurrence blank"),
    ("statements", 0, "occurrence", "0", r"statements.csv:2: occurrence: .*is too small"),
    ("statements", 0, "occurrence", "x", r"statements.csv:2: occurrence: .*digits only"),
    (
        "exclusions",
        0,
        "quote",
        "Trump's arrest",
        r"exclusions.csv:2: quote: .*is not a whole sentence",
    ),
    ("exclusions", 0, "reason", "", r"exclusions.csv:2: reason: is blank"),
    ("lexicon", 0, "low", "about N", r"lexicon.csv:2: low: .*does not have the right form"),
    ("lexicon", 10, "low", "N", r"lexicon.csv:12: low: .*there is no N"),
    ("lexicon", 10, "high", "M", r"lexicon.csv:12: high: .*there is no M"),
    ("lexicon", 8, "high", "9" * 19, r"lexicon.csv:10: high: .*is too large"),
    ("concepts", 0, "broader", "warrant", r"concepts.csv:2: broader: .*no such concept_id"),
    (
        "concepts",
        1,
        "broader",
        "murder",
        r"concepts.csv:3: broader: .*is of the scheme charge; name a concept of the .* instrument",
    ),
    (
        "concepts",
        0,
        "broader",
        "arrest-warrant",
        r"concepts.csv:2: broader: .*order-for-arrest would lie within itself; correct or clear",
    ),
    (
        "concepts",
        1,
        "definition",
        "What the text calls so.",
        r'concepts.csv:3: broader: .*definition does not say "order for arrest"; say there',
    ),
    ("concepts", 1, "scheme", "status", r"concepts.csv:3: broader: .*is of the scheme instrument"),
    ("entities", 3, "part_of", "the-code", r"entities.csv:5: part_of: .*no such entity_id"),
    (
        "entities",
        4,
        "part_of",
        "article-406",
        r"entities.csv:6: part_of: .*would lie within itself",
    ),
    (
        "entities",
        3,
        "description",
        "An article.",
        r'entities.csv:5: part_of: .*description does not say "Iraqi Criminal Code"; say',
    ),
    (
        "entities",
        0,
        "by_definition",
        "iran",
        r"entities.csv:2: by_definition: .*have the right form",
    ),
    (
        "entities",
        0,
        "by_definition",
        "issuer=iran; isuer=iraq",
        r'entities.csv:2: by_definition: "isuer": there is no such property',
    ),
    (
        "properties",
        0,
        "implies",
        "",
        r"properties.csv:2: implies: is blank, .*if a narrower",
    ),
    ("properties", 1, "implies", "yes", r"properties.csv:3: implies: .*is of kind date; leave it"),
    (
        "properties",
        0,
        "scheme",
        "status",
        r"properties.csv:2: scheme: .*is of kind entity; leave it",
    ),
    (
        "properties",
        7,
        "scheme",
        "",
        r"properties.csv:9: scheme: is blank, .*name the scheme of its",
    ),
    (
        "properties",
        0,
        "stance",
        "claimed",
        r"properties.csv:2: stance: .*use one of: asserted, den",
    ),
    (
        "statements",
        1,
        "value",
        "decide",
        r"statements.csv:3: value: .*no such concept_id in data/co",
    ),
    (
        "statements",
        1,
        "value",
        "arrest-warrant",
        r"statements.csv:3: value: .*is of the scheme instrument; name a .* status, as status has",
    ),
    (
        "labels",
        0,
        "of",
        "orders",
        r"labels.csv:2: of: .*is not a concept, entity, property, stance, or",
    ),
    ("labels", 0, "label", "nowhere", r"labels.csv:2: label: .*is not in any text; correct it"),
    ("elements", 0, "properties", "issuers", r"elements.csv:2: properties: .*no such property"),
    (
        "elements",
        4,
        "properties",
        "means.place",
        r"elements.csv:6: properties: .*means does not lead to an",
    ),
    ("elements", 4, "properties", "concerns.by", r"elements.csv:6: properties: .*no such property"),
    ("elements", 0, "rules", "article-7", r"elements.csv:2: rules: .*no such rule_id"),
    ("rules", 0, "address", "loc.gov", r"rules.csv:2: address: .*does not have the right form"),
    (
        "rules",
        0,
        "entity_id",
        "iran",
        r"rules.csv:2: entity_id: .*is of kind body in .*name one of kind rule",
    ),
    ("rules", 0, "outside_corpus", "false", r"rules.csv:2: outside_corpus: .*use one of: true"),
]


def test_the_project_has_no_problems(project):
    assert problems(project) == ""


@pytest.mark.parametrize(("table", "row", "column", "cell", "line"), CELLS)
def test_a_wrong_cell_is_reported_with_its_place(project, edit, table, row, column, cell, line):
    edit(table, row, column, cell)
    assert re.search(rf"^data/{line}", problems(project), re.MULTILINE), problems(project)


def test_a_misquote_is_reported_with_the_nearest_words(project, edit):
    row, line = row_of(project, "statements", quote="an outstanding Iraqi arrest warrant")
    edit("statements", row, "quote", "an outstanding Iraqi arrest warrent")
    told = (
        f'data/statements.csv:{line}: quote: "an outstanding Iraqi arrest warrent": is not found '
        'in shafaq-2024; the most similar words are "an outstanding Iraqi arrest warrant" (line 2)'
    )
    assert told in problems(project)


def test_a_quote_that_occurs_twice_needs_an_occurrence(project, edit):
    row, line = row_of(project, "statements", quote="Qassam Soleimani")
    edit("statements", row, "occurrence", "")
    told = f'statements.csv:{line}: quote: "Qassam Soleimani": occurs 2 times in unnamed-2021'
    assert told in problems(project)
    edit("statements", row, "occurrence", "3")
    assert f'statements.csv:{line}: occurrence: "3": the quote occurs 2 times' in problems(project)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"low": "40"}, r"low: .*is above high \(35\)"),
        (
            {"low": "34"},
            r'low: "34": is not the bound that the default lexicon gives for "35"; write 35',
        ),
        ({"high": ""}, r"high: .*write 35"),
        ({"value": "some"}, r"value: .*neither a number nor words"),
    ],
)
def test_the_bounds_of_a_count_are_those_of_its_words(project, edit, cells, told):
    row, line = row_of(project, "statements", property="others_count", value="35")
    for column, cell in cells.items():
        edit("statements", row, column, cell)
    assert re.search(rf"statements.csv:{line}: {told}", problems(project))


def test_a_date_property_needs_a_date(project, edit):
    row, line = row_of(project, "statements", property="decided_on")
    edit("statements", row, "date", "")
    assert f"statements.csv:{line}: date: is blank, and decided_on is a date" in problems(project)


def test_a_repeated_claim_is_reported(project):
    path = project / "data/statements.csv"
    header, rows = read_csv(path)
    write_csv(path, [header, *rows, rows[0]])
    line = len(rows) + 2
    assert f"statements.csv:{line}: value: " in problems(project)
    assert "line 2 makes the same claim on the same words" in problems(project)


def test_an_uncoded_sentence_is_reported(project):
    path = project / "data/exclusions.csv"
    header, rows = read_csv(path)
    write_csv(path, [header, *rows[1:]])
    assert re.search(rf'^seeds/\d\d\d_\w+\.txt:\d+: "{rows[0][1]}"', problems(project))
    assert "no statement and no exclusion; code the sentence or exclude it" in problems(project)


def test_an_exclusion_of_a_coded_sentence_is_reported(project):
    path = project / "data/exclusions.csv"
    header, rows = read_csv(path)
    sentence = "Iraq is trying to take advantage of the “fall”"
    write_csv(path, [header, *rows, ["unnamed-2021", sentence, "No reason."]])
    assert "a statement codes this sentence; delete the exclusion" in problems(project)


def test_a_changed_byte_in_a_seed_is_reported(project):
    seed = project / "seeds/002_bff9d20fa240b095.txt"
    seed.write_bytes(seed.read_bytes().replace(b"35 others", b"36 others"))
    assert "sources.csv:4: sha256: " in problems(project)
    assert 'quote: "arrest warrants have also been issued for 35 others": is not found' in problems(
        project
    )


def test_a_missing_seed_is_reported(project):
    (project / "seeds/002_bff9d20fa240b095.txt").unlink()
    told = 'sources.csv:4: file: "002_bff9d20fa240b095.txt": cannot be read in seeds/'
    assert told in problems(project)


def test_a_seed_that_is_a_link_is_refused(project):
    seed = project / "seeds/002_bff9d20fa240b095.txt"
    seed.rename(project / "elsewhere.txt")
    seed.symlink_to(project / "elsewhere.txt")
    assert "sources.csv:4: file: " in problems(project)
    assert "is a link, and nothing is read or written through one" in problems(project)


def test_a_seed_that_is_not_utf8_is_reported(project):
    (project / "seeds/002_bff9d20fa240b095.txt").write_bytes(b"caf\xe9")
    assert "seeds/002_bff9d20fa240b095.txt: is not UTF-8 at byte 3" in problems(project)


def test_a_seed_without_a_row_is_reported(project):
    (project / "seeds/extra.txt").write_text("x")
    assert "seeds/extra.txt: has no row in data/sources.csv" in problems(project)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda b: b"\xef\xbb\xbf" + b, "entities.csv:1: begins with a byte-order mark"),
        (lambda b: b.replace(b"\n", b"\r\n"), "entities.csv:1: has a carriage return"),
        (lambda b: b + b"x\r", "entities.csv:{end}: has a carriage return"),
        (
            lambda b: b.replace(b",", b";"),
            "entities.csv:1: the separator is ;, and must be a comma",
        ),
        (lambda b: b.replace(b"entity_id,kind", b"kind,entity_id"), "in another order"),
        (lambda b: b + b"a,b\n", "has 2 cells, and the header has 7"),
        (lambda b: b + b'x,"unclosed\n', "is not well-formed CSV from here on"),
        (lambda b: b.replace(b"Iraq", b"Ir\xe9q", 1), "is not UTF-8 here"),
        (lambda b: b.replace(b"\n", b"\r"), "has a carriage return (without a line feed)"),
        (lambda b: b.replace(b",", b"\t"), "the separator is a tab, and must be a comma"),
        (
            lambda b: b.replace(b"Iraq", b"Ir\xe9q", 1),
            "entities.csv:3: is not UTF-8 here: looks like",
        ),
        (lambda b: b.replace(b"Iraq", b"Ir\xe9q", 1), "looks like Windows-1252 (é); save it as"),
        (
            lambda b: b.replace(b"Iraq", b"Ir\x81q", 1),
            "entities.csv:3: is not UTF-8 here; save it as",
        ),
        (
            lambda b: b.replace(b"Iraq", b"\xed\xb0\x80", 1),
            "here: U+DC00 (a lone surrogate) is half",
        ),
        (lambda b: b.decode().encode("utf-16"), "entities.csv:1: is UTF-16, as Excel's \"Unicode"),
        (lambda b: b.decode().encode("utf-16-le"), "is UTF-16 without a byte-order mark"),
        (lambda b: b.decode().encode("utf-16-be"), "is UTF-16 without a byte-order mark"),
        (lambda b: b.decode().encode("utf-32"), "is UTF-32, as"),
        (
            lambda b: b"\xef\xbb\xbf" + b.replace(b"\n", b"\r\n"),
            'begins with a byte-order mark, as Excel\'s "CSV UTF-8" does, and it has a carriage '
            "return (CRLF line ends, as on Windows); save it as plain UTF-8 with LF line ends",
        ),
        (lambda b: b.replace(b"\n", b",,\n"), "the header has 2 blank columns at its end"),
        (
            lambda b: b + b"x,rule,l,,,d,,,\n",
            "has 9 cells, and the header has 7; delete the commas at",
        ),
        (lambda b: b + "x,rule,l,,,“d, e”,\n".encode(), "not “ and ”"),
        (
            lambda b: b + b",,,,,,\n\n,,,,,,\n",
            "entities.csv:{end}: is blank, as is line {after}; delete every",
        ),
        (lambda b: b"a," * 999 + b, 'has "a", has "a", has "a", 999 such names in all'),
        (
            lambda b: b + b"x" * 200_000,
            "entities.csv:{end}: has a cell of more than 131,072 char",
        ),
        (lambda b: b"x" * 50_000_000, "entities.csv:1: is longer than 1,000,000 bytes"),
        (
            lambda b: b + b'"' + b"x" * 50_000_000,
            "entities.csv:{end}: is longer than 1,000,000 bytes",
        ),
        (lambda b: b"", "is empty; its first line must be entity_id,kind"),
        (lambda b: b.replace(b"Iraq", b"Ir\x0bq", 1), "control character"),
    ],
)
def test_a_damaged_file_is_reported(project, change, told):
    path = project / "data/entities.csv"
    content = path.read_bytes()
    end = content.count(b"\n") + 1  # the line after the last one
    path.write_bytes(change(content))
    assert told.format(end=end, after=end + 2) in problems(project)


def test_a_file_in_which_only_the_quoting_differs_is_accepted(project):
    for path in (project / "data").glob("*.csv"):
        header, rows = read_csv(path)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([header, *rows])
    assert problems(project) == ""


def test_a_wrong_separator_and_a_wrong_encoding_are_reported_together(project):
    path = project / "data/exclusions.csv"
    header, rows = read_csv(path)
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\n").writerows([header, *rows])
    line = next(n for n, row in enumerate(rows, start=2) if "©" in row[1])
    first, second = problems(project).split("\n")
    assert first.startswith("data/exclusions.csv:1: the separator is ;, and must be a comma")
    assert second.startswith(
        f"data/exclusions.csv:{line}: is not UTF-8 here: looks like Windows-1252 (©)"
    )


def test_a_line_is_the_line_of_the_file_even_after_a_quoted_line_break(project):
    path = project / "data/exclusions.csv"
    header, rows = read_csv(path)
    rows[0][2] = "two\nlines"
    rows[1][2] = ""
    write_csv(path, [header, *rows])
    assert "exclusions.csv:4: reason: is blank" in problems(project)


def test_a_missing_table_and_a_broken_descriptor_are_reported(project):
    (project / "data/rules.csv").unlink()
    assert "data/rules.csv: cannot be read: No such file" in problems(project)
    (project / "data/datapackage.json").unlink()
    assert "data/datapackage.json: is missing; name the folder of a project" in problems(project)
    (project / "data/datapackage.json").write_text("{")
    assert "data/datapackage.json: is not a readable data package: " in problems(project)
    for broken in ("[]", "5", "{}", '{"resources": ' + "[" * 9_000, '{"resources": ' + "9" * 9_000):
        (project / "data/datapackage.json").write_text(broken)
        assert "data/datapackage.json: is not a readable data package: " in problems(project)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"pattern": "^[0-9a-f]{64}$"', '"pattern": "[("'),
        ('"minimum": 0', '"minimum": "zero"'),
        ('"chainOf": "entities.entity_id"', '"chainOf": "entities"'),
        ('"resource": "properties"', '"resource": 5'),
        ('"primaryKey": [', '"primaryKey": 5, "x": ['),
        ('"minimum": 0', '"minimum": NaN'),
        ('"pattern": "^[0-9a-f]{64}$"', '"pattern": "^(.+)+…$"'),
        ('"required": true', '"required": false'),
        ('"resources": [', '"resources": [], "x": ['),
        ('"name": "exclusions"', '"name": "../exclusions"'),
        ('"description": "The document."', '"description": 5'),
    ],
)
def test_a_descriptor_that_enforces_something_else_is_reported(project, old, new):
    path = project / "data/datapackage.json"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert "data/datapackage.json: enforces something other than what the analysis" in problems(
        project
    )


def test_a_descriptor_may_use_other_words(project):
    path = project / "data/datapackage.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"description": "The document."', '"description": "A text."'))
    assert problems(project) == ""


def test_a_field_that_every_project_has_cannot_be_left_out(project):
    path = project / "data/datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    fields = next(r for r in package["resources"] if r["name"] == "statements")["schema"]["fields"]
    fields[:] = [field for field in fields if field["name"] != "note"]
    path.write_text(json.dumps(package), encoding="utf-8")
    header, rows = read_csv(project / "data/statements.csv")
    cut = header.index("note")
    kept = [row[:cut] + row[cut + 1 :] for row in [header, *rows]]
    write_csv(project / "data/statements.csv", kept)
    assert "datapackage.json: enforces something other than what the analysis" in problems(project)


@pytest.mark.parametrize("digits", ["9" * 20, "9" * 5000])
def test_a_number_that_is_too_large_is_reported(project, edit, digits):
    row, line = row_of(project, "statements", property="others_count", value="35")
    for column in ("value", "low", "high"):
        edit("statements", row, column, digits)
    assert f"statements.csv:{line}: low: " in problems(project)
    assert "is too large" in problems(project)


def test_all_problems_are_reported_at_once(project, edit):
    edit("statements", 0, "modality", "claimed")
    edit("exclusions", 0, "reason", "")
    edit("sources", 4, "language", "English")
    assert len(evidence.read(project).problems) == 3


def test_load_raises_with_every_problem(project, edit):
    edit("statements", 0, "modality", "claimed")
    with pytest.raises(evidence.EvidenceError, match=r"statements\.csv:2: modality"):
        evidence.load(project)


def test_check_prints_a_summary_and_exits_0(capsys, project):
    assert program.main(["check", str(project)]) == 0
    assert re.match(r"\d+ documents, \d+ sentences, \d+ statements", capsys.readouterr().out)


def test_check_prints_problems_and_exits_1(capsys, project, edit):
    edit("exclusions", 0, "reason", "")
    assert program.main(["check", str(project)]) == 1
    assert capsys.readouterr().out.startswith("data/exclusions.csv:2: reason: is blank")


@pytest.mark.parametrize("command", ["check", "run", "seal", "readme", "export", "site"])
def test_outside_a_project_no_other_project_is_used(tmp_path, monkeypatch, capsys, command):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ANALYSIS_ROOT", raising=False)
    assert program.main([command]) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(
        "this folder is not a project, nor inside one (no data/datapackage.json); go to"
    )


def test_check_of_a_missing_folder_exits_1(capsys):
    assert program.main(["check", "no/such/folder"]) == 1
    assert "no such folder" in capsys.readouterr().out


def test_check_writes_nothing_and_needs_nothing_but_sentencex(project):
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    code = (
        "import sys; before = set(sys.modules); from analysis.cli.program import main\n"
        "assert main(['check', sys.argv[1]]) == 0\n"
        "names = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "assert names - sys.stdlib_module_names == {'analysis', 'sentencex'}, names"
    )
    subprocess.run([sys.executable, "-c", code, str(project)], check=True, capture_output=True)
    assert before == {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}


def test_a_problem_is_one_line():
    problem = Problem("data/x.csv", 3, "value", quoted("a\nb" + "c" * 500))
    assert "\n" not in str(problem)
    assert len(str(problem)) < 120
