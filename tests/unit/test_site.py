"""The pages of the site: everything is there, every link leads somewhere, and all text is inert."""

import base64
import hashlib
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

import nbformat
import pytest

from analysis.publishing import site
from analysis.publishing.site import layout, pages, records
from analysis.system import outputs
from analysis.system.project_folder import PROJECT
from analysis.text.visible import one_line, visible
from analysis.validation import schema
from tests.support import hostile as hostile_texts
from tests.support.commands import call
from tests.support.csv_files import read_csv, write_csv
from tests.support.projects import ferries
from tests.trials.kills import write_notebook

hostile = hostile_texts.hostile
DIGEST = """
import hashlib, analysis
from analysis.publishing import site
made = site.generated(analysis.load())
print(hashlib.sha256(repr(list(made.items())).encode()).hexdigest())
"""
VOID = {"meta", "link", "input", "img", "br", "hr", "source"}


class Page(HTMLParser):
    """The elements of a page with their attributes, and the text inside each article."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements, self.open, self.article, self.data = [], [], [], ""
        self.own = []  # the style sheet and the script
        self.feed(content.decode("utf-8"))
        self.close()
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.elements.append((tag, dict(attrs)))
        self.open += [] if tag in VOID else [tag]
        if tag == "p" and "article" in self.open:
            self.article.append("")

    def handle_endtag(self, tag: str) -> None:
        assert tag in VOID or self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["script"] and self.elements[-1][1]:
            self.data += data
        elif self.open[-1:] in (["script"], ["style"]):
            self.own.append(data)
        elif "article" in self.open and "p" in self.open and "small" not in self.open:
            self.article[-1] += data

    def values(self, name: str) -> list[str]:
        return [attrs[name] for _, attrs in self.elements if attrs.get(name)]


@pytest.fixture(scope="module")
def made(site_files) -> dict[str, bytes]:
    return site_files


@pytest.fixture(scope="module")
def generated_before() -> dict[str, dict[str, bytes]]:
    """The content of sites, by what their projects hold."""
    return {}


@pytest.fixture
def small(tmp_path, monkeypatch, generated_before):
    """A project of one text, for what is not about the pages: they are generated once."""
    generate = site.generated

    def generated(evidence):
        held = sorted(path for path in evidence.root.rglob("*") if path.is_file())
        read = [(path.relative_to(evidence.root), path.read_bytes()) for path in held]
        content = repr([pair for pair in read if not pair[0].is_relative_to(site.FOLDER)])
        if content not in generated_before:
            generated_before[content] = generate(evidence)
        return dict(generated_before[content])

    monkeypatch.setattr(site, "generated", generated)
    return ferries(tmp_path / "project", 1)


@pytest.fixture(scope="module")
def parsed(made) -> dict[str, Page]:
    return {name: Page(content) for name, content in made.items() if name.endswith(".html")}


@pytest.fixture(scope="module")
def data(parsed) -> dict:
    return json.loads(parsed["evidence.html"].data)


def text_lines(text):
    return [visible(line) for line in text.split("\n") if line.strip()]


def test_there_is_a_page_for_everything(made, loaded):
    books = {f"{path.stem}.html" for path in (PROJECT / "notebooks").glob("*.ipynb")}
    texts = {f"texts/{name}.html" for name in loaded.sources["source_id"]}
    assert {"index.html", "evidence.html"} | books | texts <= set(made)


def test_every_link_leads_to_a_file_and_a_place_in_it(made, parsed, loaded):
    ids = {name: set(page.values("id")) for name, page in parsed.items()}
    ids["evidence.html"] |= set(loaded.statements["statement_id"])
    checked = 0
    for name, page in parsed.items():
        for link in page.values("href") + page.values("src"):
            if link.startswith("data:"):
                continue
            parts = urlsplit(link)
            assert not parts.scheme, f"{name}: {link}: leaves the site"
            target = PurePosixPath(name).parent / unquote(parts.path) if parts.path else name
            target = re.sub(r"^(texts|entities)/\.\./", "", str(target))
            assert target in made, f"{name}: {link}"
            assert not parts.fragment or parts.fragment in ids[target], f"{name}: {link}"
            checked += 1
    assert checked > 4 * len(loaded.statements)


def test_no_id_occurs_twice_in_a_page(parsed):
    for name, page in parsed.items():
        ids = page.values("id")
        assert len(ids) == len(set(ids)), name


def source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_no_page_can_run_or_fetch_anything_outside_the_site(parsed):
    style, script = site.assets()
    for name, page in parsed.items():
        (policy,) = [a["content"] for t, a in page.elements if a.get("http-equiv")]
        runs = name == "evidence.html"
        assert page.own == ([style, script] if runs else [style]), name
        assert policy == (
            "default-src 'none'; "
            + (f"script-src {source(script)}; " if runs else "")
            + f"style-src {source(style)}; img-src data:; base-uri 'none'; form-action 'none'"
        )
        scripts = [attrs for tag, attrs in page.elements if tag == "script"]
        assert scripts == ([{"type": "application/json", "id": "data"}, {}] if runs else []), name
        names = {attribute for _, attrs in page.elements for attribute in attrs}
        assert not {attribute for attribute in names if attribute.startswith("on")}, name
        assert "style" not in names, name
        images = [attrs["src"] for tag, attrs in page.elements if tag == "img"]
        assert all(image.startswith("data:image/png;base64,") for image in images), name
    assert not re.search(r"@import|url\(|https?:|</", style)


def test_the_script_never_turns_data_into_markup():
    ways = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|fetch\("
    _, script = site.assets()
    assert not re.search(ways, script)
    assert not re.search(r"</script|<!--", script)


def test_every_character_of_every_text_is_in_its_page_and_in_the_browser(parsed, data, loaded):
    for source, text in zip(loaded.sources.itertuples(), data["texts"], strict=True):
        lines = text_lines(source.text)
        assert ["".join(part[0] for part in line) for line in text["lines"]] == lines
        assert parsed[f"texts/{source.source_id}.html"].article == lines


def test_every_statement_is_in_its_page_and_in_the_browser(made, data, loaded):
    assert sorted(data["ids"]) == sorted(loaded.statements["statement_id"])
    for source, ids in loaded.statements.groupby("source_id")["statement_id"]:
        page = made[f"texts/{source}.html"].decode()
        assert sorted(re.findall(r'<div class="opened" id="(s-\w+)">', page)) == sorted(ids)


def test_the_pieces_of_a_statement_are_its_quote(data, loaded):
    words = dict.fromkeys(data["ids"], "")
    for text in data["texts"]:
        for line in text["lines"]:
            for part in line:
                for number in part[2:]:
                    words[data["ids"][number]] += part[0]
    quotes = loaded.statements.set_index("statement_id")["quote"]
    assert words == {name: visible(quote) for name, quote in quotes.items()}


def test_the_browser_has_every_column_of_every_statement(data, loaded):
    table = records.statements(loaded)
    for name, codes in data["columns"].items():
        assert [data["strings"][code] for code in codes] == table[name].tolist(), name
    assert len(set(data["strings"])) == len(data["strings"])


def test_words_of_attribution_are_shown_with_every_statement_that_has_them(data, loaded):
    cues = loaded.statements.set_index("statement_id")["cue"].dropna()
    shown = dict(
        zip(data["ids"], (data["strings"][n] for n in data["columns"]["cue"]), strict=True)
    )
    assert {name: cue for name, cue in shown.items() if cue} == cues.map(one_line).to_dict()
    assert len(cues) > 100


def test_every_excluded_sentence_is_marked_with_its_reason(made, data, loaded):
    told = {
        ("".join(data["texts"][n]["label"]), part[0]): data["strings"][part[1]]
        for n in range(len(data["texts"]))
        for line in data["texts"][n]["lines"]
        for part in line
        if part[1] >= 0
    }
    label = loaded.sources.set_index("source_id")["label"]
    rows = loaded.exclusions.itertuples()
    assert told == {(label[row.source_id], visible(row.quote)): row.reason for row in rows}
    assert made["texts/sputnik-2020-07.html"].count(b'class="excluded"') == 6


def test_statements_about_the_same_fact_share_a_number(data, loaded):
    facts = loaded.statements.groupby(["entity_id", "property"])["statement_id"].agg(frozenset)
    found = {}
    for name, fact in zip(data["ids"], data["fact"], strict=True):
        found.setdefault(fact, set()).add(name)
    assert set(map(frozenset, found.values())) == set(facts)


def test_every_choice_of_a_filter_occurs_and_none_is_missing(data):
    for name, _, groups in data["filters"]:
        codes = [code for _, group in groups for code in group]
        changed = {change[1] for reading in data["conventions"] for change in reading["changes"]}
        occurring = set(data["columns"][name]) | (changed if name == "outcome" else set())
        assert sorted(codes) == sorted(occurring), name


def test_the_first_page_says_what_a_warrant_is_not_and_what_was_found(made, loaded):
    first = made["index.html"].decode()
    assert layout.NOTICE in first
    assert first.count("<li>") >= 12
    assert all(layout.NOTICE.encode() in made[name] for name in made if name.endswith(".html"))


def test_the_same_evidence_gives_the_same_bytes_in_another_process(made):
    command = [sys.executable, "-c", DIGEST]
    other = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    digest = hashlib.sha256(repr(list(made.items())).encode()).hexdigest()
    assert other.stdout.strip() == digest


def test_the_browser_stays_small(made):
    assert len(made["evidence.html"]) < 1_000_000


def test_hostile_text_stays_text(hostile):
    made = site.generated(hostile)
    for name, content in made.items():
        if not name.endswith(".html"):
            continue
        page = Page(content)
        tags = {tag for tag, _ in page.elements}
        assert not tags & {"iframe", "object", "svg"}, name
        images = [attrs for tag, attrs in page.elements if tag == "img"]
        assert len(images) == (name == "index.html")  # the cards
        assert all(attrs["src"].startswith("data:image/png;base64,") for attrs in images)
        assert sum(tag == "style" for tag, _ in page.elements) == 1, name
        scripts = [attrs for tag, attrs in page.elements if tag == "script"]
        assert len(scripts) == (2 if name == "evidence.html" else 0)
        names = {attribute for _, attrs in page.elements for attribute in attrs}
        assert not {attribute for attribute in names if attribute.startswith("on")}, name
        assert not [link for link in page.values("href") if "script" in link.lower()], name
        assert not hostile_texts.HIDDEN.search(content.decode()), name
    page = Page(made["evidence.html"])
    columns = json.loads(page.data)
    notes = {columns["strings"][code] for code in columns["columns"]["note"]}
    assert one_line(hostile_texts.HOSTILE[0]) in notes
    assert not set("<>&\u2028\u2029") & set(page.data)
    by_id = dict(zip(hostile.sources["source_id"], hostile.sources["text"], strict=True))
    for source, text in by_id.items():
        assert Page(made[f"texts/{source}.html"]).article == text_lines(text)


def test_statements_in_a_notebook_are_links_and_its_code_does_not_run(tmp_path):
    (tmp_path / "notebooks").mkdir()
    path = tmp_path / "notebooks/01_one.ipynb"
    known = "s-0123456789ab"
    book = nbformat.v4.new_notebook()
    book.cells = [
        nbformat.v4.new_markdown_cell(
            f"# One?\n\n{known}, [in a link {known}](#x), s-aaaaaaaaaaaa"
        ),
        nbformat.v4.new_markdown_cell("Before this: `01_one`; not one: `other`"),
        nbformat.v4.new_code_cell("1 + 1"),
    ]
    path.write_text(nbformat.writes(book), encoding="utf-8")
    title, body = pages.notebook(path, {known})
    assert title == "One?"
    assert body.count("evidence.html#") == 1
    assert f'<a href="evidence.html#{known}">{known}</a>' in body
    assert '<a href="01_one.html"><code>01_one</code></a>' in body
    assert "<code>other</code>" in body
    assert 'href="other' not in body
    assert body.count("<details") == 1


def test_unchanged_pages_are_not_rewritten_and_obsolete_ones_are_removed(small):
    notebook = small / "notebooks/a.ipynb"
    write_notebook(notebook, "print(1)", has_run=True)
    first = call("site", small)
    assert (first.returncode, first.stderr) == (0, "")
    assert " 0 written" in call("site", small).stdout
    foreign = [small / f"build/site/{name}" for name in ("mine.html", "texts/mine.html")]
    for path in foreign:
        path.write_text("Mine.")
    notebook.unlink()
    call("site", small)
    assert not (small / "build/site/a.html").exists()
    assert " 0 written" in call("site", small).stdout
    assert [path.read_text() for path in foreign] == ["Mine.", "Mine."]


def test_results_that_are_missing_or_older_than_the_tables_are_refused_until_they_are_renewed(
    small,
):
    notebook = small / "notebooks/a.ipynb"
    cells = "1", "import analysis; len(analysis.load().labels)"
    write_notebook(notebook, *cells)

    def refusal() -> str:
        done = call("site", small)
        assert (done.returncode, done.stdout) == (1, "")
        return done.stderr

    never_run = "notebooks/a.ipynb: code cell 1 has not run, so its page would lack results; "
    assert refusal() == f"{never_run}run first: reported-warrants run\n"
    assert not (small / "build/site").exists()
    assert call("run", small).returncode == 0
    assert call("site", small).returncode == 0
    labels = small / "data/labels.csv"
    header, rows = read_csv(labels)
    rows[0][header.index("reason")] = "Another reason."
    write_csv(labels, [header, *rows])
    older = "notebooks: were run before the tables last changed, so their pages would be out of "
    assert refusal() == f"{older}date; run first: reported-warrants run\n"
    assert call("run", small).returncode == 0
    assert call("site", small).returncode == 0
    write_notebook(notebook, *cells)  # as a tool that strips outputs leaves it
    assert refusal().startswith(never_run)


def test_without_a_record_of_the_last_run_nothing_is_refused(small):
    write_notebook(small / "notebooks/a.ipynb", "1", has_run=True)
    assert call("site", small).returncode == 0


def test_an_obsolete_page_that_was_edited_is_kept(small):
    notebook = small / "notebooks/a.ipynb"
    write_notebook(notebook, "print(1)", has_run=True)
    assert call("site", small).returncode == 0
    (small / "build/site/a.html").write_text("Mine.")
    notebook.unlink()
    assert call("site", small).returncode == 0
    assert (small / "build/site/a.html").read_text() == "Mine."


@pytest.mark.parametrize(
    "name", ["index.html", "evidence.html", "data/properties.csv", outputs.RECORD]
)
def test_a_file_that_the_site_did_not_write_is_not_replaced(small, name):
    path = small / "build/site" / name
    path.parent.mkdir(parents=True)
    path.write_text("Mine.")
    done = call("site", small)
    assert done.returncode == 1
    assert re.fullmatch(r"build/site/[^\n]*; move build/site away and run again\n", done.stderr)
    assert [p.read_text() for p in (small / "build").rglob("*") if p.is_file()] == ["Mine."]
    (small / "build/site").rename(small / "elsewhere")
    assert call("site", small).returncode == 0


def test_a_broken_notebook_is_reported_in_one_line_and_nothing_is_written(project):
    (project / "notebooks").mkdir()
    (project / "notebooks/01_x.ipynb").write_text("{")
    done = call("site", project)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "notebooks/01_x.ipynb: is not a valid notebook" in done.stderr
    assert not (project / "build").exists()


def test_anything_in_the_way_is_reported_and_nothing_is_written(small):
    (small / "build/site/texts/paper-1.html").mkdir(parents=True)
    done = call("site", small)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "build/site/texts/paper-1.html: cannot be written: " in done.stderr
    assert not [path for path in (small / "build").rglob("*") if path.is_file()]


def test_title_and_licence_are_those_of_the_project(small, made):
    assert (
        b"They are under Creative Commons Attribution 4.0 International; the" in made["index.html"]
    )
    path = small / schema.DESCRIPTOR
    said = json.loads(path.read_text(encoding="utf-8")) | {"title": 5, "licenses": []}
    path.write_text(json.dumps(said), encoding="utf-8")
    assert call("site", small).returncode == 0
    first = (small / "build/site/index.html").read_text(encoding="utf-8")
    assert f'<h1 dir="auto">{small.name}</h1>' in first
    assert "They are under" not in first


def test_a_table_with_a_problem_is_reported_and_nothing_is_written(project, edit):
    edit("statements", 0, "quote", "words that do not stand there")
    done = call("site", project)
    assert done.returncode == 1
    assert "statements.csv:2: quote: " in done.stderr
    assert not (project / "build").exists()


def test_denials_and_allegations_never_look_like_plain_statements(made, data, loaded):
    stance, whose = (
        [data["strings"][code] for code in data["columns"][name]] for name in ("stance", "whose")
    )
    stances = loaded.statements.set_index("statement_id")["modality"]
    for name, marks, voice in zip(data["ids"], stance, whose, strict=True):
        plain = stances[name] == "asserted"
        assert plain or stances[name] in marks.split(", "), name
        assert plain or f", {stances[name]}" in voice, name
    page = made["texts/unnamed-2020a.html"].decode()
    assert (
        "Ali Khamenei, denied: </span>\nThe speaker characterises it as <b><bdi>sufficient " in page
    )
