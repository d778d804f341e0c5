"""Whatever a text contains is shown as text: no markup, no formula, nothing hidden, no warning."""

import inspect
import io
import re
from html.parser import HTMLParser
from unicodedata import category

import marko
import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.text import Text
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from PIL import Image

from analysis import agreement, coverage, display, figures, findings, tables
from analysis.cli import program
from analysis.display import markdown
from analysis.evidence import Evidence
from analysis.figures import _output, _style
from analysis.publishing import readme
from analysis.text.direction import without_marks
from analysis.text.visible import in_order, visible
from tests.support.hostile import HIDDEN, HOSTILE, LONG, PERSIAN


class Parsed(HTMLParser):
    """Elements with their attributes, the text of each cell or item, and every run of text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements, self.texts, self.runs, self.inside = [], [], [], False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("td", "th", "li"):
            self.texts.append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside &= tag not in ("td", "th", "li")

    def handle_data(self, data: str) -> None:
        self.runs.append(data)
        if self.inside:
            self.texts[-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment

    def has_only(self, **allowed: set) -> None:
        for tag, attributes in self.elements:
            assert tag in allowed, (tag, attributes)
            assert set(attributes) <= allowed[tag], (tag, attributes)

    def has_no_formula(self) -> None:
        for run in self.runs:
            assert run in ("$", "\\") or not re.search(r"[$\\]", run), run[:200]


TABLE = {
    "div": {"style"},
    "table": {"style"},
    "bdi": set(),  # around words of a right-to-left script, without attributes
    "thead": set(),
    "tbody": set(),
    "tr": set(),
}
TABLE |= {"th": {"style"}, "td": {"style", "dir"}, "span": set()}
LIST = {"ul": set(), "li": set(), "p": set(), "span": set()}


def shown(text: str) -> str:
    return in_order(visible(text))


def squeezed(text: str) -> str:
    """As a browser shows it: runs of spaces are one."""
    return re.sub(r"[ \n]+", " ", text).strip()


def is_filter(parameter: inspect.Parameter) -> bool:
    return parameter.kind is parameter.KEYWORD_ONLY


def all_tables(evidence: Evidence) -> dict[str, pd.DataFrame]:
    """Every table that a function of the package makes of the evidence, and the evidence's own."""
    made = {
        f"{module.__name__}.{name}": function(evidence)
        for module in (tables, coverage, agreement)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if f"{function.__module__}.".startswith(f"{module.__name__}.") and not name.startswith("_")
        if [p.default for p in inspect.signature(function).parameters.values() if not is_filter(p)][
            1:
        ]
        in ([], [None], ["default"])
        and next(iter(inspect.signature(function).parameters)) == "evidence"
    }
    own = {name: frame for name, frame in vars(evidence).items() if name != "root"}
    return {name: table for name, table in (made | own).items() if isinstance(table, pd.DataFrame)}


def test_tables_show_text_and_nothing_else(hostile):
    found = all_tables(hostile)
    assert len(found) > 30
    for name, frame in found.items():
        frame = frame.head(60)
        parsed = Parsed(display.html_table(frame))
        parsed.has_only(**TABLE)
        parsed.has_no_formula()
        assert not HIDDEN.search("".join(parsed.texts)), name
        heads = [shown(str(column).replace("_", " ")) for column in frame]
        cells = [shown(v) if isinstance(v, str) else None for v in frame.to_numpy().ravel()]
        for cell, text in zip([*heads, *cells], parsed.texts, strict=True):
            assert cell is None or cell == text, name


def test_tables_as_plain_text_have_one_line_per_row_and_nothing_hidden(hostile):
    for name, frame in all_tables(hostile).items():
        text = display.text_table(frame.head(60))
        assert not HIDDEN.search(text), name
        if len(frame):
            assert len(text.splitlines()) == 1 + len(frame.head(60)), name


def test_right_to_left_text_has_its_direction_and_long_words_break():
    table = display.html_table(pd.DataFrame({"a": [PERSIAN, "plain", LONG]}))
    cells = [attributes for tag, attributes in Parsed(table).elements if tag == "td"]
    assert [cell.get("dir") for cell in cells] == ["auto", None, None]
    assert ["overflow-wrap:anywhere" in cell["style"] for cell in cells] == [False, False, True]


def gfm(text: str) -> str:
    return marko.Markdown(extensions=["gfm"]).convert(text)


RENDERERS = {"nbconvert": markdown2html_mistune, "gfm": gfm}


@pytest.mark.parametrize("renderer", RENDERERS)
def test_findings_are_lists_of_text(hostile, renderer):
    for make in ("headline", "sources", "warrants", "charges", "casualties", "timeline"):
        sentences = getattr(findings, make)(hostile)
        check_list(sentences, renderer)
    check_list(findings.agreement(hostile) + findings.attribution(hostile), renderer)
    check_list(HOSTILE, renderer)


def check_list(sentences: list[str], renderer: str) -> None:
    parsed = Parsed(RENDERERS[renderer](markdown.markdown_list(sentences)))
    parsed.has_only(**LIST)
    parsed.has_no_formula()
    assert [squeezed(text) for text in parsed.texts] == [squeezed(shown(s)) for s in sentences]


def test_the_readme_keeps_its_parts_its_rows_and_its_links(hostile):
    made = readme.generated(hostile.root, hostile)
    (hostile.root / "README.md").write_bytes(made["README.md"])
    assert readme.generated(hostile.root, hostile) == made
    text = made["README.md"].decode("utf-8")
    assert not HIDDEN.search(text)
    for name in ("findings", "figure", "texts"):
        part = re.search(f"<!-- begin {name} -->\n(.*?)<!-- end {name} -->", text, re.DOTALL)[1]
        parsed = Parsed(gfm(part))
        table = {tag: set() for tag in ("table", "thead", "tbody", "tr", "th", "td", "code", "h4")}
        parsed.has_only(**LIST, **table, a={"href"}, img={"src", "alt"})
        rows = sum(tag == "tr" for tag, _ in parsed.elements)
        assert sum(tag in ("td", "th") for tag, _ in parsed.elements) == 3 * rows
        for tag, attributes in parsed.elements:
            if tag == "a":
                assert attributes["href"].startswith("seeds/")
            if tag == "img":
                assert attributes["src"] == readme.FIGURE
                assert squeezed("".join(parsed.runs)) == "", "the image ends before its text does"
                label = figures.cards(tables.cards(hostile)).get_label()
                assert attributes["alt"].endswith(squeezed(shown(label[-500:])))


def drawn(evidence: Evidence) -> dict[str, Figure]:
    counts = tables.casualties(evidence)
    counts = counts[counts["property"].isin(["killed", "injured"])]
    outcomes = agreement.outcomes(evidence)
    several = outcomes[outcomes["n_sources"] > 1]
    title = " ".join(HOSTILE)
    return {
        "timeline": figures.timeline(tables.timeline(evidence), title),
        "ranges": figures.ranges(counts, LONG),
        "coverage": figures.coverage(coverage.topics(evidence), title),
        "sentences": figures.sentences(coverage.ledger(evidence), title),
        "agreement": figures.agreement(agreement.matrix(evidence, several), title),
        "chains": figures.chains(tables.attributions(evidence), title),
    }


def test_figures_are_drawn_of_anything_without_a_warning(hostile, monkeypatch):
    for name, figure in drawn(hostile).items():
        published = []
        monkeypatch.setattr(display._output, "publish", lambda *data, to=published: to.append(data))
        display.figure(figure)
        ((data, metadata),) = published
        width, height = Image.open(io.BytesIO(data["image/png"])).size
        assert width < 1500, name
        assert height < 8000, name
        for text in figure.findobj(Text):
            assert not text.get_parse_math(), text
            assert len(text.get_text()) < 1000, name
            assert not HIDDEN.search(text.get_text()), text
        Parsed(data["text/html"]).has_only(img={"alt", "src", "style"})
        for alt in (data["text/plain"], metadata["image/png"]["alt"]):
            assert not HIDDEN.search(alt), name


@_output.default_style
def picture(text: str) -> np.ndarray:
    figure = Figure(figsize=(5, 0.6))
    figure.text(0.05, 0.3, text, fontsize=20)
    return np.asarray(Image.open(io.BytesIO(_output.png(figure))).convert("L"))


# A text in the order of reading, and its joined letters from left to right as a reader sees them.
SEEN = {
    "قاسم": "\ufee2\ufeb3\ufe8e\ufed7",
    "پژگ": "\ufb92\ufb8b\ufb58",
    "حکم 2020-01-03": "2020-01-03 \ufee2\ufb91\ufea3",
    "Iran: حکم (35)": "Iran: (35) \ufee2\ufb91\ufea3",
}


@pytest.mark.parametrize("text", SEEN)
def test_arabic_letters_are_joined_and_run_from_right_to_left(text):
    def forced(letters: str) -> np.ndarray:
        return picture(f"\u202d{letters}\u202c")  # drawn as they stand, from left to right

    expected = forced(SEEN[text])
    assert (picture(_style.label(text, 40)) == expected).all()
    assert (picture(_style.label(text, 40)) != forced(SEEN[text][::-1])).any()
    assert (picture(_style.label(text, 40)) != forced(text)).any()


MARKS = "<>&\"'`*_[]()#|~$\\@:/.-+!={}^%;0123 \t\n\x00\x1b\x9b\u202e\u200c\u200d\u0301\ufe0fwaqق中"
ANY = st.one_of(st.text(), st.text(MARKS), st.lists(st.sampled_from([*HOSTILE, "a"])).map("".join))


@given(ANY)
@example("\ud800")
def test_any_cell_shows_its_visible_form(text):
    parsed = Parsed(display.html_table(pd.DataFrame({"a": [text]}, dtype="object")))
    parsed.has_only(**TABLE)
    parsed.has_no_formula()
    assert parsed.texts == ["a", shown(text)]


@pytest.mark.parametrize("renderer", RENDERERS)
@settings(deadline=None)
@given(text=ANY)
def test_any_finding_shows_its_visible_form(renderer, text):
    check_list([text], renderer)


@given(ANY)
@example(HOSTILE[15])
def test_visible_text_stays_visible(text):
    assert visible(visible(text)) == visible(text)
    assert not HIDDEN.search(visible(text))
    marks = "".join("m" if category(c) in ("Mn", "Me") else "." for c in visible(text))
    assert "mmmmm" not in marks
    visible(text).encode("utf-8")


@settings(deadline=None)
@given(ANY, st.integers(5, 60))
def test_any_label_can_be_drawn(text, width):
    label = _style.label(text, width)
    assert len(without_marks(label)) <= width
    assert label or not text.split()
    picture(label)


def test_problems_print_no_hidden_characters(project, edit, capsys):
    (project / "seeds/a\x1b[31m\u202eb.txt").touch()
    seed = project / "seeds/002_bff9d20fa240b095.txt"
    seed.write_bytes(seed.read_bytes().replace(b"for 35 others", b"for\x1b[31m 35 others"))
    edit("statements", 0, "source_id", "\x9b31m\u202e")
    edit("sources", 0, "published", "2020\x9b")
    assert program.main(["check", str(project)]) == 1
    told = capsys.readouterr().out
    assert "seeds/a⟨U+001B⟩[31m⟨U+202E⟩b.txt: has no row" in told
    assert "for⟨U+001B⟩[31m 35 o" in told  # the nearest passage
    assert not HIDDEN.search(told)
