"""The site in a browser: from any value to its words and back, by mouse, keyboard and address."""

import functools
import re
from urllib.parse import quote_plus

import pytest

from analysis.publishing import site
from analysis.publishing.site import browser_data, records, spellings
from analysis.text.visible import one_line
from tests.support import browser
from tests.support.browser import COLOUR_RULES, screen
from tests.support.site_corpus import corpus

FOCUSED = "document.activeElement"
IN_VIEW = """(selector) => [...document.querySelectorAll(selector)].some((element) => {
  const inner = element.getBoundingClientRect();
  const pane = document.getElementById("pane").getBoundingClientRect();
  return inner.top >= pane.top && inner.bottom <= pane.bottom
    && inner.top >= 0 && inner.bottom <= innerHeight;
})"""
WORDS = "#pane mark.on"


@pytest.fixture(scope="module")
def folder(site_files, tmp_path_factory):
    root = tmp_path_factory.mktemp("site")
    site.write(root, site_files)
    return root / site.FOLDER


@pytest.fixture
def browser_page(page):
    """browser_page(address, width, height, **settings) opens a page that must report no errors."""
    errors = []

    def open_page(address, width=1280, height=900, **settings):
        home = "/".join(address.split("/")[:3]) + "/"
        view = {"width": width, "height": height}
        opened = page(home, viewport=view, reduced_motion="reduce", **settings)
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.on(
            "console", lambda said: errors.append(said.text) if said.type == "error" else None
        )
        opened.goto(address)
        return opened

    yield open_page
    assert errors == []


@pytest.fixture
def evidence(browser_page, folder):
    return browser_page((folder / "evidence.html").as_uri())


@pytest.fixture(scope="module")
def server(folder):
    with browser.serving(folder) as address:
        yield address


def count(page):
    return int(re.match(r"[\d,]+", page.locator("#count").text_content())[0].replace(",", ""))


def marked(page):
    return "".join(page.locator(WORDS).all_text_contents())


def value(page, statement_id):
    return page.locator("li.open", has=page.locator(f'a[href="#{statement_id}"]'))


@pytest.mark.parametrize("word", ["dozens", "INTERPOL", "fox news", "killing soleimani"])
def test_search_finds_statements_that_have_every_word(evidence, loaded, word):
    evidence.get_by_label("Search values, words, notes and names").fill(word)
    table = records.statements(loaded)
    told = table[[*records.DETAILS, "value_text", "means", "quote"]].drop(
        columns=["description", "sentence"]
    )
    also = spellings.other_names(loaded)
    cells = told.map(lambda cell: f"{cell}\n{also.get(cell, '')}".casefold())
    hits = [
        cells.map(lambda cell, part=part: part in cell).any(axis=1)
        for part in word.casefold().split()
    ]
    expected = functools.reduce(lambda one, other: one & other, hits).sum()
    assert 0 < expected < len(table)
    assert count(evidence) == expected


def test_search_accepts_an_id_and_ignores_accents(evidence, loaded):
    name = loaded.statements["statement_id"][7]
    evidence.locator("#query").fill(name)
    assert count(evidence) == 1
    evidence.locator("#query").fill("ïntérpol")
    accented = count(evidence)
    evidence.locator("#query").fill("interpol")
    assert accented == count(evidence) > 0


def test_narrowing_and_widening_a_search_finds_the_same_again(evidence):
    field = evidence.locator("#query")
    sizes = []
    for typed in ("wa", "warr", "warrant", "warr", "wa"):
        field.fill(typed)
        sizes.append(count(evidence))
    assert sizes == sizes[::-1]
    assert sizes[0] > sizes[2] > 0


@pytest.mark.parametrize("name", browser_data.FILTERS)
def test_each_filter_lists_the_statements_with_its_value(evidence, loaded, name):
    table = records.statements(loaded)[name]
    chosen = table.iloc[-1]
    evidence.get_by_label(browser_data.FILTERS[name], exact=True).select_option(
        label=f"{chosen} ({(table == chosen).sum()})"
    )
    assert count(evidence) == (table == chosen).sum()
    evidence.get_by_role("button", name="Clear the filters").click()
    assert count(evidence) == len(table)


def test_filters_and_search_narrow_each_other(evidence, loaded):
    rows = loaded.statements.merge(loaded.properties, on="property")
    of_source = (rows["source_id"] == "sputnik-2020-07").sum()
    rows = rows[(rows["source_id"] == "sputnik-2020-07") & (rows["topic"] == "Interpol")]
    evidence.locator("#filter-source").select_option(label=f"Sputnik News Jul 2020 ({of_source})")
    evidence.locator("#filter-topic").select_option(
        value=evidence.locator("#filter-topic option", has_text="Interpol").get_attribute("value")
    )
    assert count(evidence) == len(rows)
    assert evidence.locator("#reader-title").text_content() == "Sputnik News Jul 2020"
    evidence.locator("#query").fill("no such word anywhere")
    assert count(evidence) == 0
    assert evidence.locator("#rows li").count() == 0
    assert "No statement matches" in evidence.locator("#chosen").text_content()
    evidence.locator("#clear").click()
    assert evidence.locator("#chosen").is_hidden()


def test_a_value_is_read_aloud_with_its_stance_and_its_speaker(evidence, loaded):
    label = loaded.entities.set_index("entity_id")["label"]
    evidence.locator("#query").fill("sufficient retaliation")
    told = evidence.locator("#rows .value").first.get_attribute("aria-describedby")
    words = [evidence.locator(f"#{name}").text_content() for name in told.split()]
    assert words[0] == "denied"
    assert words[1] == f"{label['missile-strikes']}: characterisation"
    text = loaded.sources.set_index("source_id").loc["unnamed-2020a", "label"]
    assert words[2] == f"{text} · said by Ali Khamenei · in one text only"


@pytest.mark.parametrize("width", [1280, 360])
def test_a_value_leads_to_its_words(browser_page, folder, loaded, width):
    page = browser_page((folder / "evidence.html").as_uri(), width)
    page.locator("#query").fill("three dozen")
    page.locator("#rows .value").first.click()
    name = re.search(r"#(s-\w+)", page.url)[1]
    quote = loaded.statements.set_index("statement_id").loc[name, "quote"]
    assert marked(page) == quote
    assert page.evaluate(f"{FOCUSED}.matches('{WORDS}')")
    assert page.evaluate(IN_VIEW, WORDS)
    assert page.locator("#rows [aria-expanded=true]").count() == 1


def test_a_passage_leads_to_the_statements_coded_from_it(evidence, loaded):
    evidence.locator("#pane mark[role=button]").nth(3).click()
    words = evidence.locator(WORDS).first.text_content()
    listed = evidence.locator("#rows .quote").all_text_contents()
    assert listed
    assert all(words in quote for quote in listed)
    assert evidence.evaluate(f"{FOCUSED}.classList.contains('value')")
    evidence.get_by_role("button", name="List all again").click()
    assert evidence.locator("#rows li").count() > len(listed)


def test_an_address_opens_its_statement_whatever_the_filters_hide(evidence, loaded):
    rows = loaded.statements
    name = rows.loc[rows["source_id"] == "sputnik-2020-07", "statement_id"].iloc[-1]
    evidence.locator("#filter-source").select_option(index=1)
    assert evidence.url.endswith("#source=" + quote_plus(loaded.sources["label"].iloc[0]))
    evidence.evaluate(f"location.hash = '{name}' + location.hash.replace('#', '&')")
    value(evidence, name).wait_for()
    assert marked(evidence) == rows.set_index("statement_id").loc[name, "quote"]
    assert "filters would hide it" in evidence.locator("#chosen").text_content()


def test_every_statement_opens_by_its_address(browser_page, folder, loaded):
    page = browser_page((folder / "evidence.html").as_uri())
    quotes = loaded.statements.set_index("statement_id")["quote"]
    for name in quotes.index[::7]:
        page.evaluate(f"location.hash = '{name}'")
        value(page, name).wait_for()
        assert marked(page) == quotes[name]


def test_an_address_of_an_unknown_statement_is_reported(browser_page, folder):
    page = browser_page((folder / "evidence.html").as_uri() + "#s-000000000000")
    assert "No statement has the id s-000000000000" in page.locator("#lost").text_content()
    assert page.locator("#rows li").count() > 10


def test_back_in_the_history_leads_to_the_statement_before(evidence):
    evidence.locator("#rows .value").nth(1).click()
    first = evidence.url
    evidence.locator("#rows .value").nth(4).click()
    assert evidence.url != first
    evidence.go_back()
    value(evidence, first.partition("#")[2]).wait_for()


def test_other_texts_of_the_fact_are_links(evidence, loaded):
    rows = loaded.statements
    same = rows[
        (rows["entity_id"] == "missile-strike-casualties") & (rows["property"] == "injured")
    ]
    name = same["statement_id"].iloc[0]
    evidence.evaluate(f"location.hash = '{name}'")
    value(evidence, name).wait_for()
    links = evidence.locator(".others a")
    assert sorted(link.get_attribute("href")[1:] for link in links.all()) == sorted(
        same.loc[same["source_id"] != same["source_id"].iloc[0], "statement_id"]
    )
    other = links.first.get_attribute("href")[1:]
    links.first.click()
    value(evidence, other).wait_for()


def test_everything_works_with_the_keyboard(evidence, loaded):
    evidence.keyboard.press("Tab")
    assert evidence.evaluate(f"{FOCUSED}.className") == "skip"
    evidence.locator("#query").focus()
    evidence.keyboard.type("interpol")
    for _ in browser_data.FILTERS:
        evidence.keyboard.press("Tab")
        assert evidence.evaluate(f"{FOCUSED}.tagName") == "SELECT"
    evidence.locator("#rows .value").first.focus()
    evidence.keyboard.press("ArrowDown")
    evidence.keyboard.press("ArrowDown")
    evidence.keyboard.press("ArrowUp")
    number = evidence.evaluate(f"{FOCUSED}.dataset.number")
    assert evidence.locator("#rows .value").nth(1).get_attribute("data-number") == number
    evidence.keyboard.press("Enter")
    assert evidence.evaluate(f"{FOCUSED}.matches('{WORDS}')")
    evidence.keyboard.press("ArrowRight")
    assert evidence.evaluate(f"{FOCUSED}.tagName") == "MARK"
    evidence.keyboard.press("Escape")
    assert evidence.evaluate(f"{FOCUSED}.dataset.number") == number
    evidence.keyboard.press("Escape")
    assert evidence.locator("#rows [aria-expanded=true]").count() == 0
    assert "#s-" not in evidence.url
    evidence.locator("#query").focus()
    evidence.keyboard.press("Escape")
    assert evidence.locator("#query").input_value() == ""
    assert count(evidence) == len(loaded.statements)


def test_a_passage_can_be_chosen_with_the_keyboard(evidence):
    evidence.locator("#pane mark[tabindex='0']").focus()
    evidence.keyboard.press("ArrowRight")
    evidence.keyboard.press("Enter")
    assert "coded from the chosen words" in evidence.locator("#chosen").text_content()
    evidence.keyboard.press("Escape")
    evidence.keyboard.press("Escape")
    assert evidence.locator("#chosen").is_hidden()


SCHEMES = ("light", "dark")
OPEN_DETAILS = "document.querySelectorAll('details').forEach((part) => (part.open = true))"


def test_no_page_is_wider_than_a_phone(browser_page, folder):
    paths = sorted(folder.rglob("*.html"))
    page = browser_page(paths[0].as_uri(), 360, 740)
    for path in paths:
        page.goto(path.as_uri())
        page.evaluate(OPEN_DETAILS)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate("document.documentElement.scrollWidth") == 360, path.name
            ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
            light = sum(map(int, re.findall(r"\d+", ground))) > 3 * 128
            assert light == (scheme == "light"), path.name


KINDS_OF_PAGES = (
    *("index", "evidence", "texts/unnamed-2020a", "00_two_warrants", "02_warrants"),
    *("06_agreement", "entities/iran-warrant", "entities/donald-trump"),
)


@pytest.mark.parametrize("name", KINDS_OF_PAGES)
def test_axe_finds_no_barrier(browser_page, axe, folder, name):
    opened = browser_page((folder / f"{name}.html").as_uri())
    opened.evaluate(OPEN_DETAILS)
    for width in (1280, 360):
        opened.set_viewport_size({"width": width, "height": 900})
        for scheme, rules in zip(SCHEMES, (None, COLOUR_RULES), strict=True):
            opened.emulate_media(color_scheme=scheme)
            screen(opened, f"site-{name.replace('/', '-')}-{width}-{scheme}")
            assert axe(opened, rules=rules) == [], (width, scheme)


@pytest.mark.parametrize("address", ["q=soleymani", "reading=round&q=xyzzy&topic=none", "compare"])
def test_axe_finds_no_barrier_in_other_views(browser_page, axe, folder, loaded, address):
    rows = loaded.statements
    same = rows[(rows["entity_id"] == "iran-warrant") & (rows["property"] == "others_count")]
    first, *_, last = same["source_id"]
    if address == "compare":
        address = f"{same['statement_id'].iloc[0]}&compare={first},{last}"
    opened = browser_page(f"{(folder / 'evidence.html').as_uri()}#{address}")
    opened.evaluate(OPEN_DETAILS)
    for width in (1280, 360):
        opened.set_viewport_size({"width": width, "height": 900})
        assert axe(opened) == [], width
        assert opened.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("name", ["02_warrants", "06_agreement"])
def test_on_a_phone_no_table_is_cut_off_and_each_cell_has_its_heading(browser_page, folder, name):
    opened = browser_page((folder / f"{name}.html").as_uri(), 390, 844)
    cut = """() => [...document.querySelectorAll(".wide:has([data-label])")].filter((table) =>
      table.scrollWidth > table.clientWidth + 1).length"""
    label = """() => getComputedStyle(document.querySelector("[data-label]"), "::before").content"""
    assert opened.evaluate(cut) == 0
    assert "property" in opened.evaluate(label) or "entity" in opened.evaluate(label)
    opened.set_viewport_size({"width": 1280, "height": 900})
    assert opened.evaluate(label) == "none"


def test_the_page_of_a_text_is_short_and_opens_at_a_statement(browser_page, folder, loaded):
    name = loaded.statements.query("source_id == 'sputnik-2020-07'")["statement_id"].iloc[-1]
    page = browser_page((folder / "texts/sputnik-2020-07.html").as_uri())
    assert page.evaluate("document.body.scrollHeight / innerHeight") < 15
    assert page.locator(".opened blockquote").first.is_hidden()
    page.goto(f"{page.url}#{name}")
    assert page.locator(f"#{name} blockquote").is_visible()


def test_a_dossier_prints_its_statements_whole_and_without_the_navigation(browser_page, folder):
    page = browser_page((folder / "entities/iran-warrant.html").as_uri())
    page.emulate_media(media="print")
    style = "(element) => [getComputedStyle(element).breakInside, getComputedStyle(element).color]"
    kept = page.locator(".dossier .statements > li").evaluate_all(f"(all) => all.map({style})")
    assert {item[0] for item in kept} == {"avoid"}
    assert page.locator(".dossier a").first.evaluate(style)[1] == "rgb(0, 0, 0)"
    assert page.locator("header.top").is_hidden()
    assert page.locator(".dossier blockquote").last.is_visible()


def test_a_printed_text_has_every_statement_open(browser_page, folder):
    page = browser_page((folder / "texts/unnamed-2020a.html").as_uri())
    page.emulate_media(media="print")
    assert page.locator(".opened blockquote").first.bounding_box()["height"] > 5


def test_a_statement_leads_to_the_page_of_its_warrant(browser_page, folder, loaded):
    rows = loaded.statements
    name = rows.loc[rows["entity_id"] == "iran-warrant", "statement_id"].iloc[0]
    page = browser_page(f"{(folder / 'evidence.html').as_uri()}#{name}")
    page.get_by_role("link", name="All about Iran's arrest warrant").click()
    assert page.url.endswith("/entities/iran-warrant.html")
    page.locator(f".dossier a[href$='{name}']").click()
    value(page, name).wait_for()


def test_the_texts_can_be_read_without_scripts(browser_page, folder, loaded):
    page = browser_page((folder / "evidence.html").as_uri(), java_script_enabled=False)
    links = page.locator("noscript a, main ul.texts a")
    assert links.count() == len(loaded.sources)
    page.goto((folder / "texts/unnamed-2021.html").as_uri())
    page.locator("article a.quoted").first.click()
    assert page.locator("li .opened:target").is_visible()
    page.locator(".opened:target .to-words").click()
    assert page.locator("article :target").count() == 1


def test_it_works_from_a_server_as_well_as_from_the_file_system(browser_page, server, folder):
    page = browser_page(f"{server}/index.html")
    page.get_by_role("link", name="Go from any value to its words").click()
    page.locator("#rows .value").first.click()
    assert page.evaluate(IN_VIEW, WORDS)
    page.get_by_role("link", name="Its own page").click()
    page.get_by_role("link", name="Overview").click()
    assert page.url == f"{server}/index.html"


def test_a_copied_link_opens_the_statement(browser_page, server):
    page = browser_page(
        f"{server}/evidence.html", permissions=["clipboard-read", "clipboard-write"]
    )
    page.locator("#rows .value").nth(2).click()
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_hostile_text_does_nothing_in_the_browser(browser_page, hostile, tmp_path):
    site.write(tmp_path, site.generated(hostile))
    page = browser_page((tmp_path / site.FOLDER / "evidence.html").as_uri())
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    title = one_line(hostile.sources["label"].iloc[0])
    assert page.locator("#reader-title").text_content() == title
    assert "](x) <script>alert(1)</script>" in page.locator("#filter-source").text_content()
    for place in range(5):
        page.locator("#rows .value").nth(place).click()
    assert page.locator("main img, main script").count() == 0


def test_only_a_part_of_a_large_corpus_is_rendered(browser_page, loaded, tmp_path):
    site.write(tmp_path, site.generated(corpus(loaded, 500, tmp_path)))
    page = browser_page((tmp_path / site.FOLDER / "evidence.html").as_uri())
    assert count(page) == 500
    assert page.locator("#rows li").count() == 60
    page.locator("#query").fill("warrant")
    assert page.locator("#rows li").count() == 60
    page.locator("#later").click()
    assert page.locator("#rows li").count() == 120
    assert page.locator("#pane article").count() == 1
