"""A page is kept beside its text, and a change to either is reported."""

import csv
import re
from pathlib import Path

import pytest

from analysis.authoring import keeping
from analysis.cli import program
from analysis.system import extras, folders
from tests.support import pdf_files
from tests.support.csv_files import read_csv, write_csv

PAGE = b"""<!DOCTYPE html><html><body><article><h1>A warrant in Norland</h1><p>The regional court of
Norland issued a warrant on 4 March 2021, the Norland Herald reported to all of its readers.</p>
<p>It said 10<sup>6</sup> houses were sold in the town, and nothing more than that.</p></article>
</body></html>"""
TEXT = "A warrant in Norland\nThe regional court of Norland"


@pytest.fixture
def own(tmp_path, capsys) -> Path:
    folder = tmp_path / "own"
    assert program.main(["new", str(folder)]) == 0
    (tmp_path / "saved page.html").write_bytes(PAGE)
    capsys.readouterr()
    return folder


def keep(own: Path, *options: str, page: str = "saved page.html", name: str = "herald") -> int:
    return program.main(["keep", *options, str(own.parent / page), name, str(own)])


def take_over(own: Path, printed: str) -> None:
    """Append the row that was printed, completed, to sources.csv."""
    _, header, row = printed.splitlines()
    cells = dict(zip(*csv.reader([header, row]), strict=True))
    note = "It speaks of 4 March 2021. Hence 4 March 2021 or later."
    cells |= {"published": "2021-03-04/..", "published_basis": "inferred", "published_note": note}
    names, rows = read_csv(own / "data/sources.csv")
    write_csv(own / "data/sources.csv", [names, *rows, [cells[name] for name in names]])


def checked(own: Path, capsys) -> tuple[str, str]:
    program.main(["check", str(own)])
    return capsys.readouterr()


@pytest.fixture
def kept(own, capsys) -> Path:
    options = ("--address", "https://herald.example/1", "--retrieved", "2021-03-05")
    assert keep(own, *options) == 0
    take_over(own, capsys.readouterr().out)
    rows = [["herald", sentence, "Not coded."] for sentence in sentences(own)]
    names, _ = read_csv(own / "data/exclusions.csv")
    write_csv(own / "data/exclusions.csv", [names, *rows])
    return own


def sentences(own: Path) -> list[str]:
    return (own / "seeds/herald.txt").read_text(encoding="utf-8").splitlines()


def test_the_page_and_its_text_are_written_and_the_row_is_printed(own, capsys):
    assert keep(own, "--address", "https://a.example/1", "--retrieved", "2021-03-05") == 0
    out, err = capsys.readouterr()
    assert (own / "pages/herald.html").read_bytes() == PAGE
    assert (own / "seeds/herald.txt").read_text(encoding="utf-8").startswith(TEXT)
    assert "written: pages/herald.html\nwritten: seeds/herald.txt\n" in err
    assert 'kept as such (1): "10⁶"' in err
    _, header, row = out.splitlines()
    cells = dict(zip(*csv.reader([header, row]), strict=True))
    assert cells["sha256"] == folders.sha256((own / "seeds/herald.txt").read_bytes())
    assert cells["page_sha256"] == folders.sha256(PAGE)
    assert (cells["file"], cells["page_file"]) == ("herald.txt", "herald.html")
    assert (cells["address"], cells["retrieved"]) == ("https://a.example/1", "2021-03-05")
    assert cells["headline"] == "A warrant in Norland"


def test_a_text_that_was_kept_has_no_problems(kept, capsys):
    out, err = checked(kept, capsys)
    assert "every sentence is coded or excluded" in out
    assert err == ""


@pytest.mark.parametrize("there", ["seeds/herald.txt", "pages/herald.html"])
def test_nothing_is_replaced(own, capsys, there):
    (own / "pages").mkdir()
    (own / there).write_text("Mine.", encoding="utf-8")
    assert keep(own) == 1
    assert f"{there}: already exists, and is not replaced" in capsys.readouterr().err
    assert (own / there).read_text(encoding="utf-8") == "Mine."
    assert len([*(own / "seeds").iterdir(), *(own / "pages").iterdir()]) == 1


@pytest.mark.parametrize(
    ("options", "name", "message"),
    [
        (
            ("--address", "herald.example"),
            "a",
            r"--address: herald.example: does not have the right form",
        ),
        (("--retrieved", "5 March"), "a", r"--retrieved: 5 March: does not have the right form"),
        (
            ("--retrieved", "2021-02-30"),
            "a",
            r"--retrieved: 2021-02-30: is not a day of the calendar",
        ),
        ((), "../a", r"NAME: ../a: is not a plain name"),
        ((), "A b", r"NAME: A b: is not a plain name"),
    ],
)
def test_an_unusable_page_is_refused_and_nothing_is_written(own, capsys, options, name, message):
    assert keep(own, *options, name=name) == 1
    assert re.search(message, capsys.readouterr().err)
    assert not (own / "pages").exists()
    assert list((own / "seeds").iterdir()) == []


def test_a_pdf_and_a_wrapped_text_are_kept_as_well(own, capsys):
    (own.parent / "page.pdf").write_bytes(pdf_files.wrapped())
    wrapped = b"The court of Norland has issued a warrant for\nten men, it said on Monday.\n"
    (own.parent / "page.txt").write_bytes(wrapped)
    assert keep(own, page="page.pdf", name="one") == 0
    assert keep(own, page="page.txt", name="two") == 0
    assert (own / "pages/one.pdf").read_bytes() == pdf_files.wrapped()
    assert (own / "pages/two.txt").read_bytes() == wrapped
    assert (own / "seeds/two.txt").read_text() == wrapped.decode().replace("for\n", "for ")
    assert "1 line joined" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda own: (own / "pages/herald.html").write_bytes(PAGE + b" "), "has another SHA-256"),
        (lambda own: (own / "pages/herald.html").unlink(), "cannot be read in pages/"),
        (lambda own: (own / "pages/other.html").write_bytes(b""), "is not the page of any row"),
    ],
)
def test_a_page_that_changed_is_a_problem(kept, capsys, change, problem):
    change(kept)
    out, _ = checked(kept, capsys)
    assert problem in out


@pytest.mark.parametrize(
    ("column", "cell", "problem"),
    [
        ("page_sha256", "", "page_sha256: is blank beside the name of a page"),
        ("page_file", "", "page_file: is blank beside a checksum"),
        ("page_file", "../herald.html", "not the plain name of a file in pages/"),
        ("address", "herald", "address: .*does not have the right form"),
        ("retrieved", "2021-02-30", "retrieved: .*not a day of the calendar"),
        ("retrieved", "2021", "retrieved: .*does not have the right form"),
    ],
)
def test_a_wrong_cell_is_a_problem(kept, capsys, column, cell, problem):
    names, (row,) = read_csv(kept / "data/sources.csv")
    row[names.index(column)] = cell
    write_csv(kept / "data/sources.csv", [names, row])
    out, _ = checked(kept, capsys)
    assert re.search(problem, out)


def test_a_text_that_differs_from_its_page_is_reported(kept, capsys):
    seed = kept / "seeds/herald.txt"
    changed = seed.read_text(encoding="utf-8").replace("10⁶", "10")
    seed.write_text(changed, encoding="utf-8")
    names, (row,) = read_csv(kept / "data/sources.csv")
    row[names.index("sha256")] = folders.sha256(changed.encode())
    write_csv(kept / "data/sources.csv", [names, row])
    words = sentences(kept)
    names, _ = read_csv(kept / "data/exclusions.csv")
    write_csv(kept / "data/exclusions.csv", [names, *(["herald", w, "No."] for w in words)])
    out, err = checked(kept, capsys)
    assert "every sentence is coded or excluded" in out
    assert "seeds/herald.txt: is not what text makes of pages/herald.html: 1 lines added" in err
    assert "10 houses" in err


def test_without_the_extra_check_says_that_nothing_was_compared(kept, capsys, monkeypatch):
    monkeypatch.setattr(extras, "missing", lambda extra: ["trafilatura"])
    monkeypatch.setattr(keeping.page_text, "text_of", None)
    _, err = checked(kept, capsys)
    assert "pages/: texts are not compared with their pages (1), which needs trafilatura" in err
