"""Every finding and title is a true and grammatical sentence, for any number of things."""

import random
import re
from dataclasses import replace

import pandas as pd
import pytest

import analysis
from analysis import agreement, coverage, figures, findings, tables
from analysis.evidence import Evidence
from analysis.figures import titles
from tests.support import projects

NOUNS = (
    *("text", "statement", "fact", "sentence", "date", "quote", "speaker", "rule", "warrant"),
    *("topic", "source", "voice", "outlet", "count", "thing", "event", "column", "value", "lane"),
)
ONE, MANY = "|".join(NOUNS), "|".join(f"{noun}s" for noun in NOUNS)
NEVER = {
    "one of several": rf"(?<![\w.,/-])1 (?:more )?(?:{MANY})\b",
    "several of one": rf"(?<![\w.,/-])(?:0|[2-9]|\d\d+) (?:more )?(?:{ONE})\b",
    "of one that is several": r"(?:of|all|the) the 1\b|\bof the 1 |\ball 1\b|\ball of the 1",
    "one are": rf"(?<![\w.,-])1 (?:(?:{ONE}) |of them )?(?:are|were|have|speak|carry|occur|rest)\b",
    "several is": r"(?<!of )(?<!of the )(?<![\w.,-])(?:[2-9]|\d\d+) "
    rf"(?:{MANY}) (?:is|was|has|speaks|occurs)\b",
    "no thing are": rf"\b[Nn]o (?:{ONE}) (?:are|were|have|speak|carry)\b|\b[Nn]one are\b",
    "a number of nothing": rf"(?<![\w.,/-])0 (?:of the )?(?:0|{MANY})\b|\bother 0\b",
    "a value twice": r"(?<![\w(])([\w,.]{2,}) \(\1\)",
    "a list of nothing": r": (?:none)?\.|\(none\)|: ;|\(\)|\bfor none\b",
    "two marks": r" ,|;;|,,|\.\.|  ",
    "a missing value": r"\bnan\b|\bNaT\b|\bNone\b(?! of)|<NA>",
}
OWN = ("sources", "warrants", "charges", "agreement", "attribution", "casualties", "timeline")
DRAWN = {
    "timeline": tables.timeline,
    "ranges": tables.counts,
    "coverage": coverage.topics,
    "sentences": coverage.ledger,
    "chains": tables.attributions,
    "cards": tables.cards,
    "lanes": tables.lanes,
}


def sentences(evidence: Evidence) -> dict[str, str]:
    """Return every finding and title, by where it comes from."""
    said = {
        f"{name} {at}": str(sentence)
        for name in (*OWN, "headline")
        for at, sentence in enumerate(getattr(findings, name)(evidence))
    }
    for name, table in DRAWN.items():
        said[f"title of {name}"] = getattr(titles, name)(table(evidence))
    several = agreement.outcomes(evidence).query("n_sources > 1")
    cells = agreement.matrix(evidence, agreement.foremost(several))
    return said | {"title of agreement": titles.agreement(cells)}


def wrong(said: dict[str, str], ids: set[str]) -> list[str]:
    """Return what is wrong with the sentences, a line each."""
    lines = [
        f"{name}: {rule}: {text}"
        for name, text in said.items()
        for rule, pattern in NEVER.items()
        if re.search(pattern, text)
    ]
    for name, text in said.items():
        words = re.findall(r"[a-z]+-[\w-]+", text)
        lines += [f"{name}: an id: {text}" for word in words if word in ids]
        if not name.startswith("title") and not text.endswith("."):
            lines.append(f"{name}: no end: {text}")
    return lines


def ids_of(evidence: Evidence) -> set[str]:
    """Return the ids that no sentence may have in place of a label."""
    names = (*evidence.entities["entity_id"], *evidence.concepts["concept_id"])
    return {name for name in names if "-" in name}


def part_of(evidence: Evidence, rows: list[int], sources: set[str] | None = None) -> Evidence:
    """Return a project with some of the statements, and some of the texts or all."""
    parts = {"statements": evidence.statements.iloc[rows].reset_index(drop=True)}
    if sources is not None:
        for name in ("sources", "exclusions"):
            table = getattr(evidence, name)
            parts[name] = table[table["source_id"].isin(sources)].reset_index(drop=True)
    return replace(evidence, **parts)


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> dict[str, Evidence]:
    folder = tmp_path_factory.mktemp("projects")
    made = {"ours": analysis.load()}
    for texts, ferries in ((1, 1), (2, 1), (2, 2), (3, 3), (5, 2), (20, 14)):
        path = projects.ferries(folder / f"{texts}-{ferries}", texts, ferries=ferries)
        made[f"{texts} texts, {ferries} ferries"] = analysis.load(path)
    return made


def test_sentences_about_whole_projects_are_true(whole, tmp_path):
    for evidence in (*whole.values(), analysis.load(projects.empty(tmp_path / "empty"))):
        assert wrong(sentences(evidence), ids_of(evidence)) == []


@pytest.mark.parametrize("name", ["ours", "2 texts, 2 ferries", "3 texts, 3 ferries"])
@pytest.mark.parametrize("size", [0, 1, 2, 3, 5, 9])
def test_sentences_about_a_few_statements_are_true(whole, name, size):
    choose, evidence = random.Random(f"{name} {size}"), whole[name]
    for _ in range(4 if size else 1):  # there is one way to choose none
        rows = choose.sample(range(len(evidence.statements)), min(size, len(evidence.statements)))
        some = part_of(evidence, sorted(rows))
        assert wrong(sentences(some), ids_of(some)) == []
        spoken = set(some.statements["source_id"])
        if len(spoken) < len(evidence.sources):  # otherwise it is the same project again
            some = part_of(evidence, sorted(rows), spoken)
            assert wrong(sentences(some), ids_of(some)) == []


@pytest.mark.parametrize("basis", ["stated", "inferred", "outside"])
def test_sentences_about_statements_on_one_basis_are_true(whole, basis):
    evidence = whole["3 texts, 3 ferries"]
    for number in (1, 2, 9):
        some = part_of(evidence, list(range(number)))
        some = replace(some, statements=some.statements.assign(basis=basis))
        assert wrong(sentences(some), ids_of(some)) == []


def dated(evidence: Evidence, warrants: int, basis: str) -> Evidence:
    """Return a project in which so many warrants have a date of issue."""
    rows = evidence.statements
    day = rows[rows["property"] == "event_date"].drop_duplicates("entity_id").head(warrants)
    ids = day["entity_id"].str.replace("ferry", "warrant")
    issued = day.assign(entity_id=ids, property="issued_on", basis=basis)
    issued["statement_id"] = [f"s-{at:012x}" for at in range(len(issued))]
    return replace(evidence, statements=pd.concat([rows, issued], ignore_index=True))


@pytest.mark.parametrize("number", [0, 1, 2, 3])
@pytest.mark.parametrize("basis", ["stated", "inferred"])
def test_a_date_of_issue_is_given_for_the_right_warrant_and_as_reported(whole, number, basis):
    evidence = dated(whole["3 texts, 3 ferries"], number, basis)
    said = findings.warrants(evidence)
    given = [sentence for sentence in said if "The warrant was issued:" in sentence]
    assert len(given) == number
    assert all((", inferred" in sentence) == (basis == "inferred") for sentence in given)
    missing = [sentence for sentence in said if sentence.startswith("No text gives a date of")]
    expected = {0: "any warrant.", 1: "The warrant of Norland 2 or The warrant of Norland 3."}
    expected |= {2: "The warrant of Norland 3."}
    ends = [f"No text gives a date of issue for {expected[number]}"] if number < 3 else []
    assert missing == ends
    assert wrong(sentences(evidence), ids_of(evidence)) == []


@pytest.mark.parametrize(
    ("stance", "shown"), [("denied", "not: Bo Falk"), ("alleged", "Bo Falk, alleged")]
)
def test_a_denied_death_is_never_named_without_the_word_denied(whole, stance, shown):
    evidence = whole["2 texts, 1 ferries"]
    evidence = replace(evidence, statements=evidence.statements.assign(modality=stance))
    (sentence,) = (said for said in findings.casualties(evidence) if "named as killed" in said)
    assert f"named as killed: {shown}, by 2 of 2 texts" in sentence


def test_one_voice_with_two_numbers_is_not_said_to_depend_on_who_is_speaking():
    rows = {"entity": "Casualties of the fire", "property": "injured", "modality": "asserted"}
    rows |= {"source": "A", "voice": "A"}
    counts = pd.DataFrame([{**rows, "value": str(n), "low": n, "high": n} for n in (35, 40)])
    assert titles.ranges(counts) == "Injured in the fire: 35 or 40, according to A"


@pytest.mark.parametrize("name", ["ours", "1 texts, 1 ferries", "5 texts, 2 ferries"])
def test_alternative_texts_are_sentences_too(whole, name):
    evidence = whole[name]
    said = {
        figure: getattr(figures, figure)(table(evidence)).get_label()
        for figure, table in DRAWN.items()
    }
    assert wrong(said, ids_of(evidence)) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("1 of them speak of both.", "one are"),
        ("2 of the 1 texts.", "of one that is several"),
        ("44,056 (44,056) were hurt.", "a value twice"),
        ("1 statements.", "one of several"),
        ("2 statement.", "several of one"),
        ("0 statements.", "a number of nothing"),
        ("It is lower for none.", "a list of nothing"),
    ],
)
def test_the_rules_find_the_mistakes_they_are_for(text, rule):
    assert any(f": {rule}: " in line for line in wrong({"x": text}, set()))
