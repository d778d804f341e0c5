"""Score the project on test suites that others wrote.

`make outsiders SUITES=DIR` runs it. DIR holds the suites, each at the commit in `SUITES_OF`; one
that is not there is skipped, with the reason. The scores are written to
docs/measured/outsiders.csv. With `--check` nothing is written, and a score that is lower than the
one in that file is an error.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

import jsonschema
from referencing import Registry
from referencing.jsonschema import DRAFT4
from sentencex import get_sentence_boundaries

import analysis
from analysis.export import package, web_annotations
from analysis.system.project_folder import PROJECT
from analysis.values import counts, edtf
from analysis.values.number_ranges import number_range
from tests.support import exports, number_ranges
from tests.support.csv_files import read_csv
from tests.support.suites import PUD, SUITES, boundary_scores
from tests.trials.measured import FOLDER, write_suites

BASE = "https://example.org/"  # where the annotations are read from, in a test of addresses
MUSTS = {
    "annotation": "annotations/annotationMusts.test",
    "collection": "collections/collectionMusts.test",
}
# The conventions of lexicon.csv under which ranges of numbers are scored.
RANGE_CONVENTIONS = {counts.DEFAULT: "", "exclusive": ", convention exclusive"}
# The faults of the profile itself, by the last keys of the path in it and their number there.
FAULTS = {"type": "#1089, fields of type list", "fieldsMatch": "#965, fieldsMatch"}


class Score(NamedTuple):
    """A row of docs/measured/outsiders.csv."""

    suite: str
    asks: str
    tried: int
    right: int
    best_known: str
    fails: str


class Missing(Exception):
    """A suite is missing; the message is the reason."""


def _require(path: Path) -> Path:
    if not path.exists():
        raise Missing(f"{path.name} is not in {path.parent}")
    return path


# --- W3C Web Annotation ---------------------------------------------------------------------------


def web_annotation(folder: Path) -> Iterator[Score]:
    """Validate every exported annotation, and their collection, against what the model requires."""
    suite = _require(folder / "web-annotation")
    schemas = {path: json.loads(path.read_bytes()) for path in suite.rglob("*.json")}
    registry: Registry = Registry().with_resources(
        (schema.get("id", path.name), DRAFT4.create_resource(schema))
        for path, schema in schemas.items()
    )
    collection = json.loads(exports.files_of(analysis.load())[web_annotations.FILE])
    context = {"@context": collection["@context"]}
    annotations = [context | _resolved(item) for item in collection["first"]["items"]]
    for name, documents in (("annotation", annotations), ("collection", [collection])):
        musts = json.loads((suite / MUSTS[name]).read_bytes())["assertions"]
        failed = [
            must for must in musts if not _fulfils(schemas[suite / must], documents, registry)
        ]
        yield Score(
            f"W3C Web Annotation, {name}",
            f"each exported {name} has what the model says that it must",
            len(musts),
            len(musts) - len(failed),
            "all",
            "; ".join(failed),
        )


def _resolved(value: object) -> object:
    """Resolve the relative addresses of texts, as any reader of JSON-LD does."""
    if isinstance(value, dict):
        return {
            key: urljoin(BASE, item)
            if key == "id" and str(item).startswith(package.FOLDER)
            else _resolved(item)
            for key, item in value.items()
        }
    return list(map(_resolved, value)) if isinstance(value, list) else value


def _fulfils(schema: dict, documents: list, registry: Registry) -> bool:
    checker = jsonschema.Draft4Validator.FORMAT_CHECKER
    validator = jsonschema.Draft4Validator(schema, registry=registry, format_checker=checker)
    expected = schema["expectedResult"] == "valid"
    return all(validator.is_valid(document) == expected for document in documents)


# --- Data Package ---------------------------------------------------------------------------------


def data_package(folder: Path) -> Iterator[Score]:
    """Validate the descriptor of the project, and the exported one, with the official profile."""
    profile = json.loads(_require(folder / "datapackage-profile-2.0/datapackage.json").read_bytes())
    validator = jsonschema.validators.validator_for(profile)(profile)
    exported = exports.files_of(analysis.load())[f"{package.FOLDER}/datapackage.json"]
    descriptors = {
        "data/datapackage.json": (PROJECT / "data/datapackage.json").read_bytes(),
        "exported": exported,
    }
    for name, content in descriptors.items():
        errors = list(validator.iter_errors(json.loads(content)))
        ours = [error for error in errors if not _fault(error)]
        faults = sorted({fault for error in errors if (fault := _fault(error))})
        notes = [f"{error.json_path}: {_cause(error)}" for error in ours]
        notes += [f"a fault of the profile: {fault}" for fault in faults]
        yield Score(
            f"Data Package profile 2.0, {name}",
            "the descriptor has no error of ours under the official JSON Schema",
            1,
            int(not ours),
            "all",
            "; ".join(notes),
        )


def _cause(error: jsonschema.ValidationError) -> str:
    """Return the first reason for which an error has no other reasons beneath it."""
    causes = [cause.message for cause in error.context or [] if "example" in cause.path]
    return (causes or [error.message])[0][:80]


def _fault(error: jsonschema.ValidationError) -> str:
    """Return the fault of the profile that an error shows, or ""."""
    is_list = isinstance(error.instance, dict) and error.instance.get("type") == "list"
    if is_list:
        return FAULTS["type"]
    return FAULTS["fieldsMatch"] if "fieldsMatch" in error.path else ""


# --- Sentences ------------------------------------------------------------------------------------


def sentences(folder: Path) -> Iterator[Score]:
    """Compare our sentences with those of the English Parallel Universal Dependencies."""
    _require(folder / PUD)
    n_gold, n_ours, n_right = boundary_scores(folder)
    _, n_library, n_library_right = boundary_scores(folder, _sentencex)
    yield Score(
        "English PUD, recall",
        "each sentence of the treebank is found inside its document",
        n_gold,
        n_right,
        f"sentencex {n_library_right / n_gold:.1%}",
        f"{n_gold - n_right} sentences are split or merged" if n_right < n_gold else "",
    )
    yield Score(
        "English PUD, precision",
        "each sentence that is found is one of the treebank",
        n_ours,
        n_right,
        f"sentencex {n_library_right / n_library:.1%}",
        "where it is in doubt, a sentence ends" if n_right < n_ours else "",
    )


def _sentencex(text: str) -> list[tuple[int, int]]:
    spans = []
    for found in get_sentence_boundaries("en", text):
        start, end = found["start_index"], found["end_index"]
        words = text[start:end]
        begin = start + len(words) - len(words.lstrip())
        if words.strip():
            spans.append((begin, begin + len(words.strip())))
    return spans


# --- Numbers --------------------------------------------------------------------------------------


def ranges_of_numbers(folder: Path) -> Iterator[Score]:
    """Compare the ranges that expressions give with those of Recognizers-Text.

    Each score is of all expressions under one convention of lexicon.csv.
    """
    _, rows = number_ranges.read(_require(folder / number_ranges.FILE))
    for convention, note in RANGE_CONVENTIONS.items():
        verdicts = [
            number_ranges.judge(number_range(expression, "en", convention), interval)
            for expression, interval in rows
        ]
        fails = [
            f"{name} {verdicts.count(verdict)}"
            for verdict, name in number_ranges.VERDICTS.items()
            if verdict != "right" and verdict in verdicts
        ]
        yield Score(
            f"Recognizers-Text, English number ranges{note}",
            "an expression gives the same numbers",
            len(rows),
            verdicts.count("right"),
            "all, by its own recognizer",
            "; ".join(fails),
        )


# --- Dates ----------------------------------------------------------------------------------------


def dates(folder: Path) -> Iterator[Score]:
    """Compare which dates are EDTF with the lists, and the verdicts, of edtf-validate.

    The package in registries does not include its tests, so the lists are read from a clone.
    """
    tests = folder / "edtf-validate/tests/test_valid_edtf.py"
    if tests.exists():
        invalid = invalid_dates(tests.read_text(encoding="utf-8"))
        accepted = [text for text in invalid if _is_accepted(text)]
        yield Score(
            "edtf-validate, invalid dates",
            "each date of its list is refused",
            len(invalid),
            len(invalid) - len(accepted),
            "all, by its own validator",
            f"accepted: {', '.join(accepted)}" if accepted else "",
        )
    if not find_spec("edtf_validate"):
        raise Missing(
            "edtf-validate is not installed" + ("" if tests.exists() else ", nor its tests")
        )
    is_valid = import_module("edtf_validate.valid_edtf").is_valid  # installed only for this trial

    ours = accepted_dates()
    refused = [text for text in ours if not is_valid(text)]
    yield Score(
        "edtf-validate, our dates",
        "each date of data/ and of our own examples is valid",
        len(ours),
        len(ours) - len(refused),
        "all, by its own validator",
        f"refused: {', '.join(refused)}" if refused else "",
    )


def invalid_dates(tests: str) -> list[str]:
    """Return the dates that the tests of edtf-validate call invalid, at whatever level."""
    found: dict[str, None] = {}
    for function in ast.walk(ast.parse(tests)):
        if isinstance(function, ast.FunctionDef) and (
            "invalid" in function.name or "malformed" in function.name
        ):
            if function.name == "test_invalid_level_1":  # which is valid at another level
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found[node.value] = None
    return [text for text in found if text != "date"]


def accepted_dates() -> list[str]:
    """Return dates of all the forms that are read here, and those of the project."""
    evidence = analysis.load()
    columns = (
        evidence.statements["date"],
        evidence.statements["said_on"],
        evidence.sources["published"],
    )
    ours = [text for column in columns for text in column.dropna()]
    days = ["2020", "2020-02", "2020-02-29", "1999-12-31", "0001", "2000-06"]
    ends = ["2021", "2020-03", "2020-03-01", "2021-01-01"]
    ours += [day + mark for day in days for mark in ("", "?", "~", "%")]
    ours += [f"{day}/{end}" for day in days for end in [*ends, "..", ""]]
    ours += [f"{start}/{day}" for day in days for start in ("..", "")]
    return [text for text in dict.fromkeys(ours) if _is_accepted(text)]


def _is_accepted(text: str) -> bool:
    try:
        edtf.bounds(text)
    except edtf.DateError:
        return False
    return True


# --- All ------------------------------------------------------------------------------------------

SUITES_OF: dict[str, Callable[[Path], Iterator[Score]]] = {
    "W3C web-annotation-tests, adedd9a": web_annotation,
    "Data Package profile 2.0, 6a201af": data_package,
    "UD_English-PUD, f16eba4": sentences,
    "Recognizers-Text, 11904af": ranges_of_numbers,
    "edtf-validate 2.0.0, its tests at 10e4c5f": dates,
}


def scores(folder: Path) -> tuple[list[Score], list[str]]:
    """Return the scores on the existing suites, and the reason for each missing one."""
    rows, skipped = [], []
    for name, suite in SUITES_OF.items():
        try:
            rows.extend(suite(folder))
        except Missing as reason:
            skipped.append(f"{name}: skipped, because {reason}")
    return rows, skipped


def lower(rows: list[Score]) -> list[str]:
    """Return a line for each score that is lower than the one that was measured before."""
    _, stored = read_csv(PROJECT / FOLDER / "outsiders.csv")
    before = {row[0]: (int(row[2]), int(row[3])) for row in stored}
    return [
        f"{row.suite}: {row.right} of {row.tried}, and {right} of {tried} before"
        for row in rows
        for tried, right in [before.get(row.suite, (1, 0))]
        if row.right * tried < right * row.tried
    ]


def main(*arguments: str) -> int:
    if not SUITES.is_dir():
        print(
            "outsiders: skipped, because there are no suites; make outsiders SUITES=DIR names them"
        )
        return 0 if "--check" in arguments else 1
    rows, skipped = scores(SUITES)
    lines = [f"{row.right:>6} of {row.tried:>6}  {row.suite}  {row.fails}" for row in rows]
    print(*skipped, *lines, sep="\n")
    if "--check" in arguments:
        worse = lower(rows)
        print(*worse, sep="\n", file=sys.stderr)
        return int(bool(worse))
    write_suites([Score._fields, *rows])
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
