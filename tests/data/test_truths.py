"""What anybody can see in the texts must be seen in the tables."""

import re

import pandas as pd
import pytest

from analysis import coverage, tables

# Words that are not ours: they may stand in a quote, or in quotation marks inside a value.
LOADED = re.compile(r"assassin|murderer|martyr|terroris[tm]|regime|criminal|guilt", re.IGNORECASE)
# Legal terms that the texts use as such: a charge of terrorism, a label "terrorist" with a holder.
TERMS_OF_LAW = {"charge", "legal_characterisation"}


def by_source(loaded, entity: str, prop: str) -> dict[str, set]:
    table = loaded.statements
    chosen = table[(table["entity_id"] == entity) & (table["prop"] == prop)]
    return chosen.groupby("source_id")["value"].agg(set).to_dict()


def test_35_others_in_two_texts_and_three_dozen_in_one(loaded):
    assert by_source(loaded, "iran-warrant", "others_count") == {
        "unnamed-2020a": {"35"},
        "unnamed-2020b": {"35"},
        "sputnik-2020-07": {"three dozen"},
    }


def test_one_base_against_two(loaded):
    assert by_source(loaded, "missile-strikes", "bases_attacked") == {
        "unnamed-2021": {"a base"},
        "unnamed-2020a": {"2"},
        "sputnik-2020-07": {"2"},
    }


def test_nobody_then_dozens_then_over_100_and_large_numbers(loaded):
    assert by_source(loaded, "missile-strike-casualties", "injured") == {
        "unnamed-2021": {"unquantified"},
        "unnamed-2020a": {"0", "dozens"},
        "sputnik-2020-07": {"over 100"},
    }


def test_al_muhandis_is_named_by_three_texts_of_five(loaded):
    named = by_source(loaded, "abu-mahdi-al-muhandis", "name")
    assert set(named) == {"unnamed-2021", "shafaq-2024", "sputnik-2020-07"}
    unnamed = loaded.sources.loc[~loaded.sources["source_id"].isin(list(named)), "text"]
    assert not unnamed.str.contains("Muhandis").any()


def test_no_source_dates_the_issue_of_a_warrant(loaded):
    assert "issued_on" in set(loaded.props["prop"])
    assert "issued_on" not in set(loaded.statements["prop"])


def test_two_texts_on_one_warrant_three_on_the_other(loaded):
    assert coverage.subjects(loaded).to_dict() == {
        "unnamed-2021": {"iraq-warrant"},
        "shafaq-2024": {"iraq-warrant"},
        "unnamed-2020a": {"iran-warrant"},
        "unnamed-2020b": {"iran-warrant"},
        "sputnik-2020-07": {"iran-warrant"},
    }


def test_no_answer_of_interpol_is_coded_as_a_refusal(loaded):
    answers = loaded.statements[loaded.statements["prop"] == "interpol_answer"]
    assert not answers["value"].str.contains(r"\b(?:refused|rejected)\b").any()
    told = answers[answers["speaker"] == "interpol"]
    assert not told.empty
    assert set(told["modality"]) <= {"conditional", "predicted"}


def test_no_statement_names_article_3_which_no_text_names(loaded):
    assert not loaded.sources["text"].str.contains("Article 3").any()
    for column in ("value", "quote", "note"):
        assert not loaded.statements[column].str.contains("Article 3", na=False).any()
    assert loaded.rules["outside_corpus"].all()


def test_charges_and_accusations_are_alleged_whoever_reports_them(loaded):
    accusing = ["charge", "accusation", "responsibility_laid_on", "deaths_laid_to"]
    accusing += ["said_to_breach"]
    chosen = loaded.statements[loaded.statements["prop"].isin(accusing)]
    assert set(chosen["modality"]) == {"alleged"}


def test_no_statement_rests_on_knowledge_from_outside_the_texts(loaded):
    assert set(loaded.statements["basis"]) == {"stated", "inferred"}


def test_an_inference_says_from_what(loaded):
    inferred = loaded.statements[loaded.statements["basis"] == "inferred"]
    assert inferred["note"].notna().all()


def test_our_own_words_are_neutral(loaded):
    statements = loaded.statements[~loaded.statements["prop"].isin(TERMS_OF_LAW)]
    ours = pd.concat(
        [
            statements["value"].str.replace(r'"[^"]*"', "", regex=True),
            loaded.entities["label"],
            loaded.entities["description"],
            loaded.props["definition"],
            loaded.sources["label"],
        ]
    )
    names = ours.isin(["iraqi-criminal-code", "Iraqi Criminal Code"])
    assert ours[~names & ours.str.contains(LOADED)].tolist() == []


@pytest.mark.parametrize("name", ["entities", "props"])
def test_nothing_stands_in_the_lists_unused(loaded, name):
    table = loaded.statements
    if name == "props":
        assert set(loaded.props["prop"]) - set(table["prop"]) == {"issued_on"}
        return
    used = {*table["entity_id"], *table["value"], *table["speaker"]}
    used |= {link for chain in table["via"].dropna() for link in chain.split(" > ")}
    assert set(loaded.entities["entity_id"]) <= used


def test_every_relative_date_word_of_the_texts_is_in_a_quote_of_a_date(loaded):
    words = (
        r"\b(?:Monday|Tuesday|Wednesday|last year|last night|last month|this month|this year|"
        r"June 29|January 3|Jan\. 3|January 8|in February|in May|Back in January|1979|2014|2018)\b"
    )
    dated = loaded.statements[loaded.statements["date"].notna()]
    for source in loaded.sources.itertuples():
        spans = dated.loc[dated["source_id"] == source.source_id, ["start", "end"]].to_numpy()
        for match in re.finditer(words, source.text):
            inside = [start <= match.start() and match.end() <= end for start, end in spans]
            waived = "14:05 GMT" in source.text[max(0, match.start() - 20) : match.end()]
            context = source.text[max(0, match.start() - 40) : match.end() + 20]
            assert any(inside) or waived, f"{source.source_id}: {context!r}"


def test_every_outlet_that_a_text_cites_is_a_voice(loaded):
    cited = {"Fars": "fars", "Reuters": "reuters", "CNBC": "cnbc", "NBC News": "nbc-news"}
    cited |= {"IRNA": "irna", "Fox News": "fox-news", "BBC": "bbc"}
    table = loaded.statements
    for source in loaded.sources.itertuples():
        mine = table[table["source_id"] == source.source_id]
        voices = {*mine["speaker"], *mine["via"].dropna()}
        for words, outlet in cited.items():
            assert (re.search(rf"\b{words}\b", source.text) is None) or outlet in voices


def test_every_number_of_people_is_a_count(loaded):
    counts = tables.statements(loaded)
    counts = counts[counts["value_kind"] == "count"]
    quotes = " | ".join(counts["quote"])
    for words in ("35 others", "36 individuals", "35 other people", "three dozen other", "dozens"):
        assert words in quotes
    for words in ("over 100", "1.2 million", "millions of people", "No lives", "no one had been"):
        assert words in quotes


def test_a_warrant_alone_has_only_the_sources_that_speak_of_it(loaded):
    wide = tables.warrants_by_source(loaded, ["iraq-warrant"])
    assert list(wide.columns) == ["prop", "Unnamed 2021", "Shafaq News", "statement_ids"]


def test_silence_on_the_other_warrants_matter_is_not_applicable(loaded):
    silent = coverage.topics(loaded).query("silence != ''")
    assert set(silent["silence"]) <= set(coverage.SILENCES)
    interpol = silent[silent["topic"] == "Interpol"]
    assert dict(zip(interpol["source_id"], interpol["silence"], strict=True)) == {
        "unnamed-2021": "not applicable",
        "shafaq-2024": "not applicable",
    }
