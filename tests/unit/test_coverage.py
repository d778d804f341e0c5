"""Each text's silences, its sentences and its quoted words follow from the statements."""

import pytest

import analysis
from analysis import coverage, tables
from tests.support import projects


def test_topics_count_every_statement_once(loaded):
    table = coverage.topics(loaded)
    assert table["statements"].sum() == len(loaded.statements)
    assert len(table) == len(loaded.sources) * len(coverage.TOPICS)


def test_silence_before_the_first_date_is_published_before(loaded):
    silences = coverage.silences(loaded).set_index(["source_id", "entity_id", "property"])[
        "silence"
    ]
    # The visit of 21 July 2020 is after the latest day of the first text and not of the second.
    assert silences["unnamed-2020a", "kadhimi-visit", "place"] == "published before"
    assert silences["unnamed-2020b", "kadhimi-visit", "place"] == "undecidable"
    assert silences["shafaq-2024", "kadhimi-visit", "place"] == "not mentioned"
    # Said on 22 July, of the airstrike of January.
    assert silences["unnamed-2020a", "airstrike", "demand"] == "published before"
    # Said to have been concluded from 1 to 22 July: the text of up to 5 July may have known.
    assert silences["unnamed-2020a", "airstrike", "legal_characterisation"] == "undecidable"
    assert silences["unnamed-2021", "iran-warrant", "issuer"] == "not applicable"


def test_silences_are_facts_that_others_report_and_the_source_does_not(loaded):
    silences = coverage.silences(loaded)
    said = loaded.statements.groupby("source_id")[["entity_id", "property"]].value_counts()
    facts = loaded.statements[["entity_id", "property"]].drop_duplicates()
    assert len(silences) == len(facts) * len(loaded.sources) - len(said)
    assert set(silences["silence"]) <= set(coverage.SILENCES)
    assert (silences["reported_by"] > 0).all()


def test_quoted_characters_are_those_in_some_quote(loaded):
    table = coverage.quoted(loaded).set_index("source_id")
    for source in loaded.sources.itertuples():
        inside = [False] * len(source.text)
        spans = loaded.statements.loc[loaded.statements["source_id"] == source.source_id]
        for span in spans.itertuples():
            inside[span.start : span.end] = [True] * (span.end - span.start)
        assert table.loc[source.source_id, "quoted"] == sum(inside)


def test_the_ledger_has_every_sentence_coded_or_excluded(loaded):
    ledger = coverage.ledger(loaded)
    assert ((ledger["statements"] > 0) ^ (ledger["exclusion"] != "")).all()
    assert (ledger["exclusion"] != "").sum() == len(loaded.exclusions)


def test_the_ledger_finds_the_sentences_that_a_plain_loop_finds(loaded):
    ledger = coverage.ledger(loaded)
    for row in ledger.itertuples():
        mine = loaded.statements[loaded.statements["source_id"] == row.source_id]
        touching = mine[(mine["start"] < row.end) & (mine["end"] > row.start)]
        assert set(row.statement_ids) == set(touching["statement_id"])
        assert row.statements == len(touching)


# --- What a text speaks of ------------------------------------------------------------------------

WARRANT = "The warrant of Norland was issued by Norland."
OF_MATTER = {
    "application": "The application was made by Norland.",
    "section": "Section 12 is part of Norland.",
    "court": "The court is part of Norland.",
    "visit": "Norland spoke of the warrant.",
}


def about_a_warrant(folder, text: str, entity: str, prop: str, value: str, concerns: str):
    """Three texts: on a warrant, on something in its matter (or not), and on neither."""
    texts = {"paper-1": WARRANT, "paper-2": text, "paper-3": "Norland slept."}
    kind = {"application": "notice-request", "section": "rule", "court": "body", "visit": "event"}
    rows = [
        ("paper-1", "warrant", "issuer", "norland", WARRANT),
        ("paper-2", entity, prop, value, text),
    ]
    keys = ("source_id", "entity_id", "property", "value", "quote")
    stance = {"modality": "asserted", "basis": "stated", "speaker": "own-voice"}
    project = projects.build(
        folder,
        texts,
        entities=[
            {"entity_id": "warrant", "kind": "warrant", "label": "The warrant of Norland"},
            {"entity_id": "norland", "kind": "body", "label": "Norland"},
            {"entity_id": entity, "kind": kind[entity], "label": entity, "concerns": concerns},
        ],
        properties=projects.ours("properties"),
        exclusions=[{"source_id": "paper-3", "quote": "Norland slept.", "reason": "Background."}],
        statements=[dict(zip(keys, row, strict=True)) | stance for row in rows],
    )
    return analysis.evidence.bundle(analysis.evidence.read(project))


@pytest.mark.parametrize("concerns", ["warrant", ""])
@pytest.mark.parametrize(
    ("entity", "prop", "value"),
    [
        ("application", "requested_by", "norland"),
        ("section", "contained_in", "norland"),
        ("court", "contained_in", "norland"),
        ("visit", "carried_out_by", "norland"),
        ("visit", "carried_out_by", "warrant"),  # only its value names the warrant
    ],
)
def test_a_text_about_a_related_entity_speaks_of_the_warrant(
    tmp_path, entity, prop, value, concerns
):
    text = OF_MATTER[entity]
    evidence = about_a_warrant(tmp_path / "project", text, entity, prop, value, concerns)
    silence = coverage.silences(evidence, 1).set_index(["source_id", "entity_id", "property"])
    speaks = bool(concerns) or value == "warrant"
    issuer = silence["silence"].xs(("warrant", "issuer"), level=("entity_id", "property"))
    assert (issuer["paper-2"] != "not applicable") == speaks
    assert issuer["paper-3"] == "not applicable"
    assert (coverage.subjects(evidence)["paper-2"] == {"warrant"}) == speaks
    cards = tables.cards(evidence)
    assert set(cards["n_speaking"]) == {1 + speaks}
