"""The first notebook counts what the tables count, and the notebooks show every statement."""

import html
import json
import re

from analysis import agreement
from analysis.publishing import notebooks
from analysis.system.project_folder import PROJECT

PATHS = notebooks.paths(PROJECT)


def test_the_counts_in_the_story_are_those_of_the_tables(loaded):
    """The words three, two, five and none are in no statement."""
    (story,) = (
        "".join(cell["source"])
        for cell in json.loads(PATHS[0].read_text(encoding="utf-8"))["cells"]
        if cell["id"] == "story"
    )
    speaking = loaded.statements.groupby("entity_id")["source_id"].agg(set)
    iran, iraq = speaking["iran-warrant"], speaking["iraq-warrant"]
    assert (len(iran), len(iraq), len(loaded.sources)) == (3, 2, 5)
    assert not iran & iraq
    assert "Three of the five articles report" in story
    assert "none speaks of both" in story
    assert "issued_on" not in set(loaded.statements["property"])
    assert "No article gives the day on which either warrant was issued." in story
    of_iran = loaded.statements[loaded.statements["entity_id"] == "iran-warrant"]["property"]
    assert not {"legal_basis", "penalty"} & set(of_iran)
    assert "No article names a law\nor a penalty for Iran's warrant." in story


def test_the_story_calls_a_conflict_outright_only_if_it_holds_under_every_reading(loaded):
    outcomes = agreement.outcomes(loaded).query("outcome == 'conflict'")
    outright = outcomes[outcomes["conventions"] == ""]
    assert outright[["entity_id", "property"]].to_numpy().tolist() == [
        ["missile-strike-casualties", "injured"]
    ]
    by_reading = outcomes[outcomes["conventions"] != ""]
    assert set(by_reading["property"]) == {"others_count", "warrants_count", "bases_attacked"}


def test_nothing_that_the_chapters_call_unsaid_is_in_an_article(loaded):
    """The silences that the introductions of 02, 03 and 05 name."""
    texts = loaded.sources.set_index("source_id")["text"]
    speaking = loaded.statements.groupby("entity_id")["source_id"].agg(set)
    assert not any("Interpol" in texts[source] for source in speaking["iraq-warrant"])
    answers = loaded.statements.query("property == 'answer'")["value"]
    assert set(answers) == {"unlikely-to-honour", "would-not-consider", "would-refuse"}
    everything = "\n".join(texts)
    assert not re.search(r"\b(?:convict|sentenced|signed|signature)", everything, re.IGNORECASE)
    of_iraq = loaded.statements.query("entity_id == 'iraq-warrant'")
    assert set(of_iraq.query("property == 'issuer'")["value"]) == {"iraq", "iraqi-judiciary"}
    assert not of_iraq["property"].isin(["issued_on", "decided_on", "announced_on"]).any()
    of_callamard = loaded.statements.query("speaker == 'agnes-callamard'")
    assert set(of_callamard["entity_id"]) == {"airstrike"}
    assert "Rafaz" not in "".join(loaded.entities["label"])
    assert not re.search(r"\b(?:Congress|lawmakers|Senate|squadron)\b", everything)
    of_strike = loaded.statements.query("entity_id == 'airstrike'")
    units = set(of_strike.query("property == 'carried_out_by'")["value"])
    assert units == {"united-states", "us-forces"}
    of_kadhimi = loaded.statements.query("speaker == 'mustafa-al-kadhimi'")
    assert not of_kadhimi["quote"].str.contains("pursue|arrest|prosecut", case=False).any()


def test_every_statement_is_shown_in_a_notebook(loaded):
    """What a reader does not find there is not in the tables either."""
    stored = "".join(path.read_text(encoding="utf-8") for path in PATHS).replace('\\"', '"')
    words = html.unescape(re.sub(r"<[^>]+>", "", stored))
    statements = loaded.statements[["statement_id", "quote"]].itertuples(index=False)
    hidden = [name for name, quote in statements if name not in stored and quote not in words]
    assert hidden == []
