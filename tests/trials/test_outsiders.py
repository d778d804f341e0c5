"""The scores on third-party suites are those on record, and a lower one is noticed."""

import json
from fractions import Fraction

import pytest

from analysis.system.project_folder import PROJECT
from analysis.values.number_kinds import NumberKind
from analysis.values.number_ranges import NumberRange
from tests.support import number_ranges
from tests.support.csv_files import read_csv
from tests.support.suites import SUITES
from tests.trials import outsiders
from tests.trials.measured import FOLDER, table_of_suites

FILE = PROJECT / FOLDER / "outsiders.csv"


def test_the_figures_have_one_shape():
    header, rows = read_csv(FILE)
    assert tuple(header) == outsiders.Score._fields
    assert len({row[0] for row in rows}) == len(rows) > 0
    for suite, _, tried, right, best_known, fails in rows:
        assert 0 <= int(right) <= int(tried) > 0, suite
        assert best_known, suite
        assert right == tried or fails, suite


def test_a_row_of_the_page_says_what_fails():
    lines = table_of_suites(FILE).splitlines()
    _, rows = read_csv(FILE)
    assert len(lines) == len(rows) + 2
    assert all(line.count("|") == 6 for line in lines)


@pytest.mark.parametrize("name", outsiders.SUITES_OF)
def test_a_missing_suite_is_skipped_with_the_reason(name, tmp_path, monkeypatch):
    monkeypatch.setattr(outsiders, "find_spec", lambda _: None)
    monkeypatch.setattr(outsiders, "SUITES_OF", {name: outsiders.SUITES_OF[name]})
    rows, skipped = outsiders.scores(tmp_path)
    assert rows == []
    assert len(skipped) == 1
    assert skipped[0].startswith(f"{name}: skipped, because ")


def test_without_suites_a_check_is_skipped_and_a_trial_is_not(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(outsiders, "SUITES", tmp_path / "none")
    assert outsiders.main("--check") == 0
    assert outsiders.main() == 1
    assert "make outsiders SUITES=DIR" in capsys.readouterr().out


def test_a_lower_score_is_an_error(monkeypatch, tmp_path, capsys):
    _, (row, *_) = read_csv(FILE)
    score = outsiders.Score(row[0], row[1], int(row[2]), int(row[3]), row[4], row[5])
    assert outsiders.lower([score]) == []
    worse = score._replace(right=score.right - 1)
    assert outsiders.lower([worse]) != []
    assert outsiders.lower([score._replace(suite="a new suite", right=0)]) == []
    monkeypatch.setattr(outsiders, "SUITES", tmp_path)
    monkeypatch.setattr(outsiders, "scores", lambda _: ([worse], []))
    assert outsiders.main("--check") == 1
    assert f"{score.suite}: {worse.right} of {score.tried}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("interval", "ours", "verdict"),
    [
        ("(20,35]", ("count", 21, 35), "right"),
        ("(20,35]", ("count", 20, 35), "convention"),
        ("(20,30)", ("count", 20, 30), "convention"),
        ("(20,30)", ("count", 20, 30, True, True), "right"),
        ("[20,100)", ("count", 20, 99), "right"),
        ("[20,100)", ("count", 20, 101), "wrong"),
        ("(30,)", ("count", 30, None, True), "right"),
        ("(30,)", ("count", 30, None), "wrong"),
        ("(,100]", ("count", None, 100), "right"),
        ("(,100]", ("count", 0, 100), "right"),
        ("(,170)", ("count", 0, 169), "right"),
        ("(,170)", ("count", 0, 170), "wrong"),
        ("(,170)", ("count", 1, 169), "wrong"),
        ("[20,20]", None, "refused"),
        ("[20,20]", ("count", 20, 20), "right"),
        ("[20,20]", ("count", 20, None), "wrong"),
        ("(0.5,)", ("count", 1, None), "wrong"),
        ("(0.5,)", ("share", Fraction(1, 2), None, True), "right"),
        ("(0.5,)", ("share", Fraction(1, 2), None), "wrong"),
        ("(,0.5]", ("share", None, Fraction(1, 2)), "right"),
        ("(-10,15)", ("number", -10, 15, True, True), "right"),
        ("(-10,15)", ("number", -10, 15), "convention"),
        ("(-10,15)", ("number", -9, 14), "wrong"),
        ("(10,15)", ("rank", 10, 15, True, True), "right"),
        ("(10,15)", ("rank", 11, 14), "right"),
    ],
)
def test_a_range_is_right_only_if_it_has_the_same_numbers(interval, ours, verdict):
    found = ours and NumberRange(NumberKind(ours[0]), *ours[1:])
    assert number_ranges.judge(found, interval) == verdict
    assert verdict in number_ranges.VERDICTS


def test_the_invalid_dates_are_read_from_either_form_of_the_tests():
    tests = """
class TestIsValid:
    @pytest.mark.parametrize('date', ['y2006', '-0000'])
    def test_invalid_edtf(self, date):
        assert not is_valid(date)
    def test_interval_malformed(self):
        assert not is_valid_interval('2012/2011')
    def test_invalid_level_1(self):
        assert not isLevel1('2013/2014')
    def test_valid_level_1(self):
        assert isLevel1('1984?')
"""
    assert outsiders.invalid_dates(tests) == ["y2006", "-0000", "2012/2011"]


def test_our_dates_have_every_form():
    dates = outsiders.accepted_dates()
    assert {"2020", "2020-02-29~", "2020/..", "../2020"} <= set(dates)
    assert "2020/2019" not in dates


def test_relative_addresses_of_texts_are_resolved_and_no_others():
    item = {"id": "datapackage/texts/a.txt", "body": [{"id": "urn:uuid:1"}], "datapackage": "x"}
    assert outsiders._resolved(item) == {
        "id": "https://example.org/datapackage/texts/a.txt",
        "body": [{"id": "urn:uuid:1"}],
        "datapackage": "x",
    }


@pytest.mark.skipif(
    not (SUITES / "web-annotation").is_dir(), reason="web-annotation is not in $ANALYSIS_SUITES"
)
def test_an_annotation_without_a_required_part_is_noticed(monkeypatch):
    broken = {"@context": "no", "type": "AnnotationCollection", "first": {"items": [{"type": "x"}]}}
    files = {outsiders.web_annotations.FILE: json.dumps(broken).encode()}
    monkeypatch.setattr(outsiders.exports, "files_of", lambda _: files)
    annotation, collection = outsiders.web_annotation(SUITES)
    assert annotation.right < annotation.tried == 54
    assert collection.right < collection.tried == 10
    assert "annotationContextValidated" in annotation.fails
