"""No row of a sealed table is changed, added or removed unnoticed."""

import os
import re
from pathlib import Path

import pytest

from analysis import evidence
from analysis.cli import program
from analysis.system.project_folder import PROJECT
from analysis.validation import checksums
from tests.support.csv_files import read_csv, write_csv

DESCRIPTION = 5  # the place of the column in entities.csv


@pytest.fixture
def sealed(project):
    assert program.main(["seal", str(project)]) == 0
    return project


def problems(root) -> list[str]:
    return [str(problem) for problem in evidence.read(root).problems]


def change(root, table, alter):
    path = root / f"data/{table}.csv"
    header, rows = read_csv(path)
    write_csv(path, [header, *(alter(rows) or rows)])


def test_the_seal_of_this_project_is_current():
    tables = evidence.read(PROJECT).tables
    assert (PROJECT / checksums.FILE).read_text(encoding="utf-8") == checksums.content(
        PROJECT, tables
    )


def test_a_plausible_change_is_reported_with_its_place(sealed):
    change(sealed, "entities", lambda rows: rows[4].__setitem__(DESCRIPTION, "Something else."))
    (told,) = problems(sealed)
    assert re.match(
        r'data/entities\.csv:6: ".* / .*": has changed since the tables were sealed; undo', told
    )


def test_a_removed_row_is_reported_with_its_place_in_the_seal(sealed):
    change(sealed, "lexicon", lambda rows: rows[:-1])
    (told,) = problems(sealed)
    assert re.match(r'data/seal\.txt:\d+: ".*": is no longer in data/lexicon.csv, though', told)


def test_a_statement_that_is_gone_is_told_with_its_value_and_quote(sealed):
    header, rows = read_csv(sealed / "data/statements.csv")
    gone = dict(zip(header, rows[6], strict=True))
    change(sealed, "statements", lambda rows: rows[:6] + rows[7:])
    told = problems(sealed)[-1]
    assert f'" with "{gone["value"]}: {gone["quote"][:40]}' in told
    assert "is no longer in data/statements.csv, though it was sealed; undo that (git diff" in told


def test_a_seal_without_words_is_still_valid(sealed):
    path = sealed / checksums.FILE
    lines = path.read_text(encoding="utf-8").splitlines()
    short = ["  ".join(line.split("  ")[:3]) for line in lines]
    assert short != lines
    path.write_text("\n".join(short) + "\n", encoding="utf-8")
    assert problems(sealed) == []


def test_a_new_row_is_reported(sealed):
    row = ["nobody", "person", "Nobody", "", "", "Somebody else.", ""]
    line = len(read_csv(sealed / "data/entities.csv")[1]) + 2
    change(sealed, "entities", lambda rows: [*rows, row])
    (told,) = problems(sealed)
    assert told.startswith(f'data/entities.csv:{line}: "nobody / person / Nobody": is new or')


def test_the_order_of_rows_and_the_quoting_do_not_matter(sealed):
    change(sealed, "entities", lambda rows: rows[::-1])
    assert problems(sealed) == []


def test_a_changed_descriptor_is_reported(sealed):
    path = sealed / "data/datapackage.json"
    path.write_text(path.read_text(encoding="utf-8").replace("One row", "A row", 1))
    assert problems(sealed)[0].startswith("data/datapackage.json: ")


def test_a_seal_that_is_unreadable_or_was_changed_is_reported(sealed):
    path = sealed / checksums.FILE
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole + "x\n", encoding="utf-8")
    assert problems(sealed) == [
        f'data/seal.txt:{len(whole.splitlines()) + 1}: "": is no longer in a table, though it was'
        f" sealed; {checksums.REMEDY}"
    ]
    path.write_bytes(b"\xff")
    assert problems(sealed)[0].startswith("data/seal.txt: is not a file of checksums; move it away")


def test_seal_says_what_it_seals_and_refuses_tables_with_problems(sealed, capsys):
    change(sealed, "entities", lambda rows: rows[4].__setitem__(DESCRIPTION, "Something else."))
    assert program.main(["seal", str(sealed)]) == 0
    assert "entities.csv:6: " in capsys.readouterr().out
    assert problems(sealed) == []
    before = (sealed / checksums.FILE).read_bytes()
    change(sealed, "entities", lambda rows: rows[3].__setitem__(1, "thing"))
    change(sealed, "entities", lambda rows: rows[4].__setitem__(DESCRIPTION, "Another thing."))
    assert program.main(["seal", str(sealed)]) == 1
    refused = capsys.readouterr().out
    assert refused.startswith('data/entities.csv:5: kind: "thing": ')
    assert "entities.csv:6: " not in refused  # a change is not to be corrected before it is sealed
    assert (sealed / checksums.FILE).read_bytes() == before


def test_a_project_without_a_seal_is_allowed_but_mentioned(project, capsys):
    assert program.main(["check", str(project)]) == 0
    assert "; not sealed" in capsys.readouterr().out


def added(root, table: str, number: int, **cells: str) -> None:
    """Append so many rows that nobody refers to."""
    header, rows = read_csv(root / f"data/{table}.csv")
    for at in range(number):
        row = {name: cell.format(at) for name, cell in cells.items()}
        rows.append([row.get(name, "") for name in header])
    write_csv(root / f"data/{table}.csv", [header, *rows])


ENTITY = {"entity_id": "nobody-{}", "kind": "person", "label": "Nobody {}", "description": "X."}


@pytest.mark.parametrize("number", [2, 64, 1_500])
def test_new_rows_are_one_problem_after_all_others(sealed, number):
    before = len(read_csv(sealed / "data/entities.csv")[1]) + 2
    added(sealed, "entities", number, **ENTITY)
    assert problems(sealed) == [
        f"data/seal.txt: {number:,} rows are new since the tables were sealed (data/entities.csv: "
        f"{number:,} from line {before}); {checksums.NEW}"
    ]
    wrong = {"of": "nothing-{}", "label": "Nothing", "reason": "X."}
    added(sealed, "labels", 1, **wrong)
    first, *_, last = problems(sealed)
    assert first.startswith("data/labels.csv:")
    assert f"{number + 1:,} rows are new" in last
    assert "data/labels.csv:" in last


def test_changed_and_removed_rows_are_named_beside_new_ones(sealed):
    header, _ = read_csv(sealed / "data/lexicon.csv")
    change(sealed, "lexicon", lambda rows: rows[0].__setitem__(header.index("reference"), "New."))
    added(sealed, "entities", 9, **ENTITY)
    changed, new = problems(sealed)
    assert re.match(
        r'data/lexicon\.csv:2: ".*": has changed since the tables were sealed; undo', changed
    )
    assert "9 rows are new" in new
    change(sealed, "lexicon", lambda rows: rows[:-1])
    assert ["is no longer in data/lexicon.csv" in line for line in problems(sealed)] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(
    "put",
    [
        lambda path: path.write_text("Mine.\n"),
        lambda path: path.write_bytes(b"\xff\xfe"),
        lambda path: path.symlink_to("/nowhere"),
        os.mkfifo,
        Path.mkdir,
    ],
    ids=["text", "bytes", "link", "pipe", "folder"],
)
def test_a_file_that_is_not_a_seal_is_named_once_and_the_advice_works(project, put, capsys):
    put(project / checksums.FILE)
    assert program.main(["check", str(project)]) == 1
    assert capsys.readouterr().out.count("\n") == 1
    assert program.main(["seal", str(project)]) == 1
    assert "move it away" in "".join(capsys.readouterr())
    (project / checksums.FILE).rename(project / "elsewhere")
    assert program.main(["seal", str(project)]) == 0
    assert program.main(["check", str(project)]) == 0
