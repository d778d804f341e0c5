"""What the evidence browser shows as an address, in other spellings, readings and side by side."""

import re
from urllib.parse import quote_plus

import pandas as pd
import pytest

import analysis
from analysis import agreement
from analysis.publishing import site
from analysis.publishing.site import conventions, records
from tests.support.projects import PERSIAN, empty, ferries

COUNT = "document.getElementById('count').textContent"
VIEW = """() => ({
  count: document.getElementById("count").textContent,
  query: document.getElementById("query").value,
  selects: [...document.querySelectorAll("#selects select")].map((select) => select.value),
  open: document.querySelector("#rows li.open .details dd:last-of-type")?.textContent || "",
  values: [...document.querySelectorAll("#rows .value")].map((value) => value.textContent),
  sides: [...document.querySelectorAll("#comparison select")].map((select) => select.value),
  title: document.getElementById("reader-title").textContent,
  chosen: document.getElementById("chosen").hidden,
  lost: document.getElementById("lost").hidden,
})"""


@pytest.fixture(scope="module")
def home(site_files, tmp_path_factory):
    root = tmp_path_factory.mktemp("views")
    site.write(root, site_files)
    return (root / site.FOLDER / "evidence.html").as_uri()


@pytest.fixture
def view(page, home):
    """view(hash, width) opens the evidence browser; a page must report no error."""
    errors = []

    def open_view(address="", width=1280):
        opened = page(
            home.rsplit("/", 1)[0] + "/",
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
        )
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.goto(f"{home}#{address}" if address else home)
        return opened

    yield open_view
    assert errors == []


@pytest.fixture(scope="module")
def table(loaded):
    return records.statements(loaded)


def fact_of_two(table: pd.DataFrame) -> pd.DataFrame:
    """Return the statements of a fact of which two texts or more speak."""
    rows = table[(table["entity"] == "Casualties of the strikes in Iraq")]
    return rows[rows["property"] == "injured"]


def search(opened, words: str) -> int:
    opened.locator("#query").fill(words)
    return int(re.match(r"\d+", opened.evaluate(COUNT))[0])


# The address


ACTIONS = {
    "a word": lambda page: page.locator("#query").fill("three dozen"),
    "a filter": lambda page: page.locator("#filter-topic").select_option(index=3),
    "two filters": lambda page: [
        page.locator(f"#filter-{name}").select_option(index=2) for name in ("source", "outcome")
    ],
    "a reading": lambda page: page.locator("#reading").select_option(label="round"),
    "a statement": lambda page: page.locator("#rows .value").nth(4).click(),
    "the next text": lambda page: page.get_by_role("button", name="Next text").click(),
    "words": lambda page: page.evaluate(
        """() => [...document.querySelectorAll("#pane mark")].find((mark) => {
          mark.click();
          return document.querySelectorAll("#rows li").length > 1;
        })"""
    ),
    "everything": lambda page: [
        page.locator("#query").fill("injured"),
        page.locator("#filter-entity").select_option(
            value=page.locator(
                "#filter-entity option", has_text="Casualties of the strikes"
            ).get_attribute("value")
        ),
        page.locator("#reading").select_option(index=1),
        page.locator("#rows .value").first.click(),
    ],
}


@pytest.mark.parametrize("action", ACTIONS)
def test_an_address_restores_its_view(view, action):
    first = view()
    start = first.evaluate(VIEW)
    ACTIONS[action](first)
    seen = first.evaluate(VIEW)
    assert seen != start
    assert view(first.url.partition("#")[2]).evaluate(VIEW) == seen


def test_back_and_forward_lead_through_the_views(view):
    opened = view()
    seen = []
    for step in ("a filter", "a statement", "a word", "the next text"):
        seen.append(opened.evaluate(VIEW))
        ACTIONS[step](opened)
    last = opened.evaluate(VIEW)
    opened.go_back()  # turning to another text is not a step of its own
    for expected in reversed(seen[:3]):
        assert opened.evaluate(VIEW) == expected
        if expected != seen[0]:
            opened.go_back()
    for _ in range(3):
        opened.go_forward()
    assert opened.evaluate(VIEW) == last


def test_a_word_is_one_step_in_the_history_however_it_is_typed(view):
    opened = view()
    opened.locator("#query").press_sequentially("dozens")
    opened.wait_for_url(lambda url: url.endswith("#q=dozens"))
    opened.go_back()
    opened.wait_for_url(lambda url: "#" not in url)
    opened.wait_for_function("document.getElementById('query').value === ''")


LOST = {
    "s-000000000000": "No statement has the id s-000000000000; it may have been changed since.",
    "topic=weather": "“weather” is not among the choices of “Topic”.",
    "reading=nobody": "No convention for vague words is called “nobody”.",
    "text=nowhere": "No text has the id nowhere.",
    "compare=a,b": "No text has the id a. No text has the id b.",
    "words=s-000000000000": "The chosen words are coded differently now.",
    "colour=red": "Nothing here is called “colour”.",
    "%E0%A4%A": "No statement has the id %E0%A4%A; it may have been changed since.",
    "topic=<img src=x onerror=alert(1)>": "“<img src=x onerror=alert(1)>” is not among",
}


@pytest.mark.parametrize("address", LOST)
def test_an_address_that_leads_nowhere_says_so_and_shows_the_rest(view, loaded, address):
    opened = view(f"{address}&q=warrant")
    said = opened.locator("#lost").text_content()
    assert said.startswith(LOST[address])
    assert said.endswith(" The rest of the address is shown.")
    assert opened.locator("#query").input_value() == "warrant"
    assert 0 < opened.locator("#rows li").count() < len(loaded.statements)
    opened.locator("#query").fill("dozens")
    assert opened.locator("#lost").is_hidden()
    assert opened.url.endswith("#q=dozens")


def test_the_skip_link_keeps_the_address(view):
    opened = view("q=dozens")
    opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    assert opened.evaluate("document.activeElement.id") == "main"
    assert opened.url.endswith("#q=dozens")


def test_the_link_of_the_view_is_its_address(view):
    opened = view("q=dozens")
    opened.evaluate("navigator.clipboard.writeText = (text) => { window.copied = text }")
    opened.get_by_role("button", name="Link to this view").click()
    opened.get_by_role("button", name="Copied").wait_for()
    assert opened.evaluate("window.copied") == opened.url


# The search


@pytest.mark.parametrize(
    ("words", "as_good_as"),
    [("ART. 406", "article 406"), ("“dozens”,", "dozens"), ("art 406 (1", "article 406 1")],
)
def test_short_forms_and_punctuation_make_no_difference(view, words, as_good_as):
    opened = view()
    assert search(opened, words) == search(opened, as_good_as) > 0


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("suleimani", "Qasem Soleimani"),
        ("qassam", "Qasem Soleimani"),
        ("IRGC", "Islamic Revolutionary Guard Corps"),
        ("hashd", "Popular Mobilization Forces"),
        ("isis", "Daesh"),
    ],
)
def test_other_names_and_initials_find_every_statement_about_the_thing(view, table, words, name):
    opened = view()
    size = search(opened, words)
    assert opened.locator("#spelled").is_hidden()
    named = (table[["entity", "value_text", "speaker"]] == name).any(axis=1)
    assert size >= named.sum() > 0
    assert search(opened, f"{words} {name}") >= named.sum()


@pytest.mark.parametrize(
    ("words", "close"),
    [("soleymani", "soleimani"), ("intrepol", "interpol"), ("dozzens", "dozens")],
)
def test_a_word_that_occurs_nowhere_finds_its_close_spellings(view, words, close):
    opened = view()
    size = search(opened, words)
    said = opened.locator("#spelled").text_content()
    assert said.startswith(f"“{words}” occurs nowhere; listed are close spellings: ")
    assert close in re.findall(r"\w+", said)
    assert size >= search(opened, close) > 0


@pytest.mark.parametrize("words", ["407", "s-fffffffffff0", "pnot"])
def test_a_number_an_id_or_a_short_word_has_no_close_spelling(view, words):
    opened = view()
    assert search(opened, words) == 0
    assert opened.locator("#spelled").is_hidden()
    assert f"“{words}” occurs in no statement." in opened.locator("#chosen").text_content()


def test_nothing_found_offers_the_nearest_words(view):
    opened = view()
    assert search(opened, "warrants qasme") == 0
    assert "“qasme” occurs in no statement." in opened.locator("#chosen").text_content()
    opened.locator("#chosen button", has_text="qasem").click()
    assert opened.locator("#query").input_value() == "warrants qasem"
    assert opened.evaluate("document.activeElement.id") == "query"


def test_words_that_never_occur_together_are_offered_separately(view):
    opened = view()
    assert search(opened, "irna capitol") == 0
    said = opened.locator("#chosen")
    assert "Each word separately, in all texts:" in said.text_content()
    button = said.locator("button", has_text=re.compile(r"^irna \(\d+\)$"))
    size = int(re.search(r"\d+", button.text_content())[0])
    button.click()
    assert int(re.match(r"\d+", opened.evaluate(COUNT))[0]) == size > 0


# The reading of vague words

# A filter hides all but a few statements, so that one asked for by its id does not wait for others.
READ_ALL = """async ([ids, filter]) => {
  const read = [];
  for (const id of ids) {
    const came = new Promise((done) => addEventListener("hashchange", done, { once: true }));
    const reading = document.getElementById("reading").dataset.name;
    location.hash = `#${id}&reading=${reading}&${filter}`;
    await came;
    const terms = {};
    for (const term of document.querySelectorAll("li.open .details > dl > dt")) {
      terms[term.textContent] = term.nextElementSibling.textContent;
    }
    read.push([terms["Agreement of the texts"], terms.Why]);
  }
  return read;
}"""


def test_every_outcome_is_the_one_that_python_computes(view, loaded, table):
    names = [reading.name for reading in conventions.readings(loaded)]
    assert set(names) == set(loaded.lexicon["convention"])
    facts = table.drop_duplicates("fact").sort_values("source_id")  # a text is not shown twice
    few = f"entity={quote_plus(table['entity'].value_counts().idxmin())}"
    opened = view()
    opened.evaluate("document.body.hidden = true")  # to lay it out takes longest; only text is read
    different = 0
    usual = agreement.outcomes(loaded)
    for name in names:
        opened.evaluate(f"document.getElementById('reading').dataset.name = '{name}'")
        expected = agreement.outcomes(loaded, name)
        seen = opened.evaluate(READ_ALL, [facts["statement_id"].tolist(), few])
        rows = expected.iloc[facts["fact"].tolist()]
        assert seen == rows[["outcome", "sentence"]].values.tolist()
        different += (expected["outcome"] != usual["outcome"]).sum()
    assert different == agreement.flips(loaded).query("outcome != other_outcome").shape[0] > 0


def test_a_reading_says_what_it_changes_and_the_filter_follows(view, loaded):
    opened = view()
    flips = agreement.flips(loaded).query("outcome != other_outcome")
    row = flips.iloc[0]
    opened.locator("#reading").select_option(label=row["convention"])
    said = opened.locator("#reads")
    name = f"{row['entity']}: {row['property'].replace('_', ' ')}"
    assert f"{name}: {row['other_outcome']}, usually {row['outcome']}" in said.text_content()
    chosen = opened.locator("#filter-outcome option", has_text=f"{row['outcome']} (")
    less = int(re.search(r"\((\d+)\)", chosen.text_content())[1])
    opened.locator("#reading").select_option(index=0)
    assert said.is_hidden()
    more = int(re.search(r"\((\d+)\)", chosen.text_content())[1])
    assert more > less


# Two texts side by side


@pytest.mark.parametrize("width", [1280, 390])
def test_two_texts_are_shown_side_by_side_or_beneath_each_other(view, table, width):
    rows = fact_of_two(table)
    name = rows["statement_id"].iloc[0]
    opened = view(name, width)
    opened.get_by_role("button", name="Compare two texts").click()
    sides = opened.locator("#comparison .side")
    assert sides.count() == 2
    boxes = [sides.nth(place).bounding_box() for place in (0, 1)]
    if width == 1280:
        assert boxes[0]["y"] == boxes[1]["y"]
        assert boxes[0]["x"] + boxes[0]["width"] < boxes[1]["x"]
    else:
        assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]
        assert opened.evaluate("document.documentElement.scrollWidth") == width
    panel = opened.locator("#comparison")
    assert rows["outcome"].iloc[0] in panel.locator(".reason").text_content()
    assert rows["sentence"].iloc[0] in panel.locator(".reason").text_content()
    assert opened.evaluate("document.activeElement.id") == "comparison-title"


def test_the_passages_are_those_of_the_chosen_texts(view, table, loaded):
    rows = fact_of_two(table)
    opened = view(rows["statement_id"].iloc[0])
    opened.get_by_role("button", name="Compare two texts").click()
    before = opened.url
    for source in loaded.sources["label"]:
        opened.locator("#side-1").select_option(
            value=str(loaded.sources["label"].tolist().index(source))
        )
        side = opened.locator("#comparison .side").nth(1)
        marked = [
            "".join(passage.locator("mark").all_text_contents())
            for passage in side.locator(".compared").all()
        ]
        assert marked == rows.loc[rows["source"] == source, "quote"].tolist()
        if not marked:
            assert "Nothing about it is coded from this text." in side.text_content()
        assert opened.evaluate("document.activeElement.id") == "side-1"
    assert opened.url != before
    again = view(opened.url.partition("#")[2])
    assert again.evaluate(VIEW) == opened.evaluate(VIEW)
    opened.get_by_role("button", name="Back to the list").click()
    assert opened.locator("#comparison").is_hidden()
    assert opened.evaluate("document.activeElement.classList.contains('value')")


def test_a_search_ends_the_comparison_and_back_returns_to_it(view, table):
    name = fact_of_two(table)["statement_id"].iloc[0]
    opened = view(name)
    opened.get_by_role("button", name="Compare two texts").click()
    search(opened, "warrant")
    assert opened.locator("#comparison").is_hidden()
    opened.go_back()
    assert opened.locator("#comparison .side").count() == 2


def test_a_filter_is_named_in_the_address_as_a_reader_sees_it(view, table):
    speaker = table["speaker"].iloc[-1]
    opened = view(f"speaker={quote_plus(speaker)}")
    assert search(opened, "") == (table["speaker"] == speaker).sum()
    assert opened.locator("#lost").is_hidden()


@pytest.mark.parametrize("project", ["no text", "Persian", "twelve texts"])
def test_other_projects_are_searched_read_and_compared(page, tmp_path, project):
    folder = tmp_path / "project"
    if project == "no text":
        empty(folder)
    else:
        ferries(folder, *((2, PERSIAN) if project == "Persian" else (12,)))
    evidence = analysis.load(folder)
    site.write(tmp_path, site.generated(evidence))
    home = (tmp_path / site.FOLDER).as_uri()
    errors = []
    opened = page(f"{home}/", viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(f"{home}/evidence.html#q=zzzzzz&speaker=nobody")
    assert "occurs in no statement" in opened.locator("#chosen").text_content()
    opened.locator("#clear").click()
    if len(evidence.statements):
        table = records.statements(evidence)
        assert search(opened, table["value_text"].iloc[0]) > 0
        several = table.groupby("fact").filter(lambda rows: rows["source_id"].nunique() > 1)
        opened.goto(f"{home}/evidence.html#{several['statement_id'].iloc[0]}")
        opened.get_by_role("button", name="Compare two texts").click()
        marked = "".join(opened.locator("#comparison .compared mark").all_text_contents())
        assert several["quote"].iloc[0] in marked
    assert opened.evaluate("document.documentElement.scrollWidth") == 390
    assert errors == []
