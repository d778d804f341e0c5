"""The text of a page is whole, or a note says what it may lack, or the page is refused."""

# ruff: noqa: RUF001 - letters of other scripts are some of what this is about

import io
import os
import re
import subprocess
import sys
import time
import warnings

import pytest

from analysis.authoring import extractors, formulas, html_pages, left_out, page_text
from analysis.cli import program
from analysis.text import visible
from tests.support import pdf_files

WARRANT = "The court issued a warrant."
LEFT = ["Ten men were named by the court", "of Norland in May, and they left", "it at once."]
RIGHT = ["The harbour burnt down in June,", "it said. Nobody was charged over", "the fire."]
# For each file: the text, and a note on what it may lack; or why it is refused, and no text.
PDFS = {
    "plain": (pdf_files.plain(), rf"{WARRANT}", None),
    "few forms": (pdf_files.doubling(4), r"(a line\n?){16}", None),
    "doubling forms": (
        pdf_files.doubling(20),
        r"(a line\n?){1,5000}",
        "text may be missing .*5000",
    ),
    "deep forms": (pdf_files.doubling(200), r"(a line\n?){1,5000}", "text may be missing"),
    "recursive form": (
        pdf_files.recursive(),
        r"Before\.\nBefore\.",
        "text may be missing .*cyclic",
    ),
    "loop in the tree": (pdf_files.tree_loop(), None, "is not readable as PDF"),
    "wrong count": (pdf_files.wrong_count(), r"One page\.", "says that it has 9 pages, and 1 are"),
    "no page": (pdf_files.no_pages(), None, "no text is found in this PDF"),
    "missing font": (pdf_files.missing_font(), None, "no text is found"),
    "unnamed letters": (pdf_files.unnamed_letters(), r"\$%&", "fonts do not say .*Own"),
    "truncated": (pdf_files.truncated(), None, "is not readable as PDF"),
    "wrong table": (pdf_files.wrong_table(), None, "is not readable as PDF"),
    "annotation": (pdf_files.annotation(), WARRANT, "annotations or form fields is left out"),
    "form field": (pdf_files.form_field(), WARRANT, "annotations or form fields is left out"),
    "two thousand pages": (pdf_files.many_pages(2_000), r"(A page\.\n?){2000}", None),
    "too many pages": (pdf_files.many_pages(120_000), None, "is not readable as PDF .*Limit"),
    "scanned": (pdf_files.scanned(both=False), None, "it may be scanned"),
    "half scanned": (pdf_files.scanned(both=True), WARRANT, "no text is found on page 2 of 2"),
    "compressed": (pdf_files.compressed(pdf_files.words(WARRANT)), WARRANT, None),
    "cut stream": (pdf_files.cut_stream(), None, "is not readable as PDF"),
    "cut checksum": (
        pdf_files.compressed(pdf_files.words(WARRANT), cut=4),
        WARRANT,
        "text may be missing .*a compressed stream is cut off",
    ),
    "cut lines": (
        pdf_files.compressed(pdf_files.words(WARRANT) + b" " * 99_999, cut=20),
        WARRANT,
        "text may be missing .*a compressed stream is cut off",
    ),
    "bomb": (pdf_files.bomb(), None, "is not readable as PDF .*Limit"),
    "locked": (pdf_files.encrypted(), None, "is locked with a password"),
    "attachment": (pdf_files.attachment(), WARRANT, "has attached files"),
    "replaced object": (pdf_files.twice_defined(), r"The new text\.", None),
    "wrapped": (
        pdf_files.wrapped(),
        r"A warrant in Norland\nThe court of Norland has issued a warrant for ten men, and "
        r"twenty-five more are sought, it said on Monday\.",
        r"page: \d lines joined .*wrapped.*\n.*page: hyphens .* \"warrant\"",
    ),
    "columns": (
        pdf_files.side_by_side(LEFT, RIGHT, "A warrant in Norland over the fire of a ship"),
        r"A warrant .* ship\n\nTen men were named by the court of Norland in May, and they left it "
        r"at once\.\nThe harbour burnt down in June, it said\. Nobody was charged over the fire\.",
        r"columns put one after the other \(3 lines\).*\n.*page: \d lines joined",
    ),
    "table": (
        pdf_files.side_by_side(["Norland", "Westland", "Rome"], ["35 men", "36 men", "two"]),
        r"Norland 35 men\nWestland 36 men\nRome two",
        r"as in a table \(3 lines\)",
    ),
    "ligatures": (pdf_files.ligatures(), "The office was fined.", "ligatures, written as"),
    "escape codes": (
        pdf_files.escape_codes(),
        "A �.31mred�.0m warrant �.",
        r"U\+001B \(2\), U\+009B",
    ),
}
# Those that could need more than a process has, were they not refused.
LARGE = {"doubling forms", "deep forms", "two thousand pages", "too many pages", "bomb"}


class Here:
    """Takes the place of the process in which a page is read: reads it where all is imported."""

    def __init__(self, command: list[str], **pipes: int) -> None:
        self.kind = command[-1]

    def communicate(self, content: bytes | None = None, timeout: int = 0) -> tuple[bytes, None]:
        out = io.StringIO()
        with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings(action="ignore"):
            patch.setattr(extractors, "_limit_resources", lambda: None)
            patch.setattr(sys, "argv", ["", self.kind])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content or b"")))
            patch.setattr(sys, "stdout", out)
            if content is not None:  # this is not the second call, for a process that was ended
                extractors.serve()
        return out.getvalue().encode(), None

    def kill(self) -> None:
        pass


@pytest.fixture
def read_here(monkeypatch):
    """Saves the start of a process, which takes most of the time of reading a small page."""
    monkeypatch.setattr(page_text.subprocess, "Popen", Here)


def printed(content: bytes, tmp_path, capsys) -> tuple[int, str, list[str]]:
    """The exit code of `text` on a page, the text, and the lines on stderr."""
    (tmp_path / "page").write_bytes(content)
    code = program.main(["text", str(tmp_path / "page")])
    out, err = capsys.readouterr()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out)
    lines = err.splitlines()
    assert all(visible.visible(line) == line and len(line) <= visible.LONGEST for line in lines)
    return code, out, lines


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_gives_its_text_or_says_what_is_missing(name, tmp_path, capsys, request):
    if name not in LARGE:
        request.getfixturevalue("read_here")
    content, text, note = PDFS[name]
    code, out, lines = printed(content, tmp_path, capsys)
    notes = [line for line in lines if "still being read" not in line]
    assert code == (0 if text else 1)
    assert re.fullmatch(f"{text}\n" if text else "", out)
    assert bool(notes) == (note is not None)
    assert note is None or re.search(note, "\n".join(notes))
    assert len(notes) == (note or "").count("\\n") + bool(note)


ARTICLE = (
    "<p>The regional court of Norland issued a warrant on 4 March 2021, the Norland Herald "
    "reported.</p><p>Dozens of houses were sold in Südstadt, it said, and the court has not said "
    "more than that about it.</p>"
)
# What a page has besides the article; what of it is in the text, and what the notes say of it.
HTML = {
    "nothing": ("", "", ""),
    "aside": (
        "<aside>Ten more were named on Monday.</aside>",
        "",
        "Ten more were named on Monday.",
    ),
    "sup": (
        "<p>There were 10<sup>6</sup> men there, it said.</p>",
        "10⁶ men",
        'kept as such (1): "10⁶"',
    ),
    "del": (
        "<p>It said <del>12</del><ins>10</ins> men.</p>",
        "It said 10 men.",
        'left out (1): "12"',
    ),
    "deep": ("<div>" * 90_000 + "<p>Deep words are here.</p>", "", "Deep words are here"),
    "many": ("<b>" * 90_000 + "tail words", "", "tail words"),
    "after NUL": (
        "\0<p>After it goes on, they said.</p>",
        "After it goes on, they said.",
        "U+0000 (1): control",
    ),
    "escape": ("<p>It was \x1b[31mred, it said.</p>", "was �[31mred", "U+001B (1): control"),
    "C1": ("<p>It was \x9b31mred, it said.</p>", "was �31mred", "U+009B (1): control"),
    "reference": ("<p>It was &#27;[31mred, it said.</p>", "was �[31mred", "U+001B (1): control"),
    "hexadecimal": ("<p>It was &#x1B;[31mred.</p>", "was �[31mred", "U+001B (1): control"),
    "override": ("<p>It was \u202edesrever\u202c.</p>", "was desrever.", "changed the direction"),
    "isolate": ("<p>It was &#x2067;35&#x2069; men.</p>", "was 35 men.", "changed the direction"),
    "marks": ("<p>It was &rlm;35&lrm; men.</p>", "was 35 men.", "changed the direction"),
    "joiners": (
        "<p>او می\u200cخواهد برود و می&zwnj;رود.</p>",
        "می\u200cخواهد برود و می\u200cرود",
        "",
    ),
    "soft hyphen": ("<p>It was in Süd&shy;stadt.</p>", "Süd\xadstadt", "U+00AD (1): kept"),
    "zero width": ("<p>It was in Süd\u200bstadt.</p>", "Süd\u200bstadt", "U+200B (1): kept"),
    "ligatures": ("<p>The oﬃce was ﬁned.</p>", "The office was fined.", "ligatures, written as"),
    "note link": (
        '<p>It said 10<sup><a href="#n1">1</a></sup> men.</p>',
        "It said 10 men.",
        '"10[1]"',
    ),
    "bare note link": (
        '<p>It said 10<a href="#n1">[2]</a> men.</p>',
        "It said 10 men.",
        '"10[2]"',
    ),
    "plain link": ('<p>It said <a href="#n1">12</a> men left.</p>', "said 12 men", ""),
    "fractions": (
        "<p>It took 3½, 3&frac12;, 3<sup>1</sup>/<sub>2</sub> or 3<sup>7</sup>⁄<sub>16</sub>.</p>",
        "3½, 3½, 3½ or 3 ⁷⁄₁₆.",
        "superscripts or subscripts",
    ),
    "formula": ("<p>It burnt H<sub>2</sub>O and 10⁶ tons.</p>", "H₂O and 10⁶ tons", "subscripts"),
    "ordinal": ("<p>It was the 1<sup>st</sup> of its kind, he said.</p>", "the 1st of", ""),
    "styled": (
        '<p>It said <span style="text-decoration: line-through">12</span> 10 men and '
        '10<span style="vertical-align:super">3</span>.</p>',
        "It said 10 men and 10³.",
        "struck out",
    ),
    "struck": ("<p>It said <s>12</s> <strike>11</strike> 10 men.</p>", "said 10 men", '"12", "11"'),
    "not closed": (
        "<p>It said 10<sup>6 men.</p><p>They left the town.</p>",
        "10⁶ men.",
        "superscripts",
    ),
    "time": (
        "<p>On <time datetime=2021-03-04>4 March 2021</time> so.</p>",
        "On 4 March 2021 so",
        "",
    ),
    "caption": (
        '<figure><img src=x alt="Smoke over a quay"><figcaption>The quay on Monday.</figcaption>'
        "</figure>",
        "The quay on Monday.",
        'descriptions of pictures left out (1); add by hand what belongs to the article: "Smoke',
    ),
    "alt": ('<p><img src=x alt="Smoke over a quay">It said so.</p>', "", '"Smoke over a quay"'),
    "hidden": (
        "<p hidden>Nobody can see it.</p>",
        "",
        'not shown on the page, and left out (1): "N',
    ),
    "for readers aloud": (
        '<p>It said so.<span class="sr-only"> Opens a window</span></p>',
        "It said so.",
        '"Opens a window"',
    ),
    "correction": ("<footer>Correction: nine, not ten.</footer>", "", "corrections left out (1)"),
    "formula of MathML": (
        "<p>It had <math><msup><mn>10</mn><mn>6</mn></msup></math> men, and "
        "<m:math><m:mn>3</m:mn><m:mfrac><m:mn>1</m:mn><m:mn>2</m:mn></m:mfrac></m:math> left.</p>",
        "It had 10⁶ men, and 3 1/2 left.",
        'formulas, written on one line (2): "10⁶", "3 1/2"',
    ),
    "raised letter": ("<p>It was 2<sup>n</sup> men, they said.</p>", "2ⁿ men", '"2ⁿ"'),
    "reading": (
        "<p>The <ruby>court<rp>(</rp><rt>koort</rt><rp>)</rp></ruby> named ten men.</p>",
        "The court named ten men.",
        '"court[koort]"',
    ),
    "quotation": (
        "<p>He said <q>ten men left</q>, it said.</p>",
        "said “ten men left”, it",
        "marks (1)",
    ),
    "struck by a class": (
        "<style>p, .x{text-decoration:line-through}</style>"
        "<p>It said <i class=x>12</i> 10 men.</p>",
        "It said 10 men.",
        'struck out on the page, and left out (1): "12"',
    ),
    "hidden by a class": (
        "<style>div.y {display: none}</style><div class=y><p>Ten men were there.</p></div>",
        "Ten men were there.",
        'perhaps not shown on the page, and kept (1): "Ten men were there."',
    ),
    "hidden by its id": (
        "<style>#y, p#z {display: none}</style><p id=z>Ten men were there.</p>",
        "Ten men were there.",
        'perhaps not shown on the page, and kept (1): "Ten men were there."',
    ),
    "transparent": (
        "<p style='opacity: 0'>Ten men were there.</p><p style='opacity: 0.9'>They left.</p>",
        "Ten men were there.",
        'and kept (1): "Ten men were there."',
    ),
    "template": ("<template><p>Ten men were unseen.</p></template>", "", "not shown on the page"),
    "preformatted": (
        "<pre>The court of Norland has issued a\nwarrant for ten men, and more are\nsought.</pre>",
        "more than that about it.\nThe court of Norland has issued a warrant for ten men, and more"
        " are sought.",
        "2 lines joined",
    ),
    "drawing": ("<svg><title>Icon</title><text>Ten men</text></svg>", "", "drawings left out (1)"),
    "data": (
        '<script type="application/ld+json">{"@graph": [{"articleBody": "The regional court of '
        "Norland issued a warrant on 4 March 2021, the Norland Herald reported. Ten were named."
        '"}]}</script>',
        "",
        '(1); add by hand what belongs to the article: "Ten were named."',
    ),
    "broken data": ('<script type="application/ld+json">{"articleBody": "Ten</script>', "", ""),
    "list": (
        "<ul><li>Ten men of the town</li><li>Two more</li></ul>",
        "- Two more",
        "before a line",
    ),
    "advertisement": (
        "<p>Advertisement</p><p>More was said.</p>",
        "",
        "may not belong to the article",
    ),
    "script": ("<script>var x = 'not of the page';</script>", "", ""),
    "table": (
        "<table><tr><td>35</td><td>dead</td></tr></table>",
        "35 | dead",
        "between cells are not on the page",
    ),
}


@pytest.mark.usefixtures("read_here")
@pytest.mark.parametrize("name", HTML)
def test_an_html_page_gives_its_text_or_says_what_is_missing(name, tmp_path, capsys):
    more, text, note = HTML[name]
    page = "<!DOCTYPE html><html><head><meta charset=utf-8></head><body><article><h1>A warrant"
    page += f" in Norland</h1>{ARTICLE}{more}</article></body></html>"
    code, out, notes = printed(page.encode("utf-8"), tmp_path, capsys)
    assert code == 0
    assert "A warrant in Norland" in out + " ".join(notes)
    assert text in out
    assert note in " ".join(notes)
    assert bool(note) == bool(notes)


@pytest.mark.usefixtures("read_here")
def test_a_page_in_windows_1252_that_is_declared_as_latin_1_is_read_as_browsers_do(
    tmp_path, capsys
):
    page = f"<!DOCTYPE html><meta charset=iso-8859-1><article>{ARTICLE}<p>“It’s so” – he said.</p>"
    code, out, notes = printed(page.encode("cp1252"), tmp_path, capsys)
    assert code == 0
    assert out.endswith("\n“It’s so” – he said.\n")
    assert notes == []


@pytest.mark.parametrize(
    "markup", ["<math>", "<pre>", "<style>", "<script type=ld+json>", "<m:math><mn>1</mn>"]
)
def test_the_time_does_not_grow_with_the_square_of_unclosed_elements(markup):
    source = markup * 40_000
    begun = time.process_time()
    text, _ = formulas.written(source)
    html_pages._with_joined_lines("a", source)
    list(left_out._data_of(source))
    assert time.process_time() - begun < 5
    assert text.count("<") > 10_000


@pytest.mark.usefixtures("read_here")
def test_a_pdf_of_several_pages_has_no_running_lines_and_whole_paragraphs(tmp_path, capsys):
    code, out, notes = printed(pdf_files.with_running_lines(), tmp_path, capsys)
    assert code == 0
    assert out == (
        "The court of Norland has issued a warrant for ten men, and said that more "
        "are sought. They left.\n"
    )
    assert 'headers, footers and page numbers left out (2): "The Norland Herald", "1"' in notes[0]


def test_passages_left_out_are_listed_longest_first(tmp_path, capsys):
    menu = "".join(f"<li>Section {number}</li>" for number in range(30))
    correction = "Correction of Monday: nine men were named, not ten, as an earlier version had it."
    page = f"<!DOCTYPE html><body><nav><ul>{menu}</ul></nav><article><h1>A warrant</h1>{ARTICLE}"
    page += f"</article><footer>{correction}</footer></body>"
    _, _, notes = printed(page.encode(), tmp_path, capsys)
    assert len(notes) == 2
    assert re.search(r'corrections left out \(1\); .*: "Correction of Monday: nine men', notes[0])
    assert re.search(r"page: passages of the page left out \(30\); .*\"Section \d+\", …", notes[1])


@pytest.fixture
def delay(monkeypatch):
    """delay(seconds) makes the process that reads a page wait before; a step is a second."""
    started = subprocess.Popen

    def delay(seconds: float) -> None:
        late = f"import time; time.sleep({seconds}); import sys"

        def started_late(command, **pipes):
            return started([word.replace("import sys", late, 1) for word in command], **pipes)

        monkeypatch.setattr(page_text, "STEP", 1)
        monkeypatch.setattr(page_text.subprocess, "Popen", started_late)

    return delay


def test_a_slow_page_shows_that_it_is_still_being_read(tmp_path, capsys, delay):
    delay(1.5)
    code, out, lines = printed(pdf_files.plain(), tmp_path, capsys)
    assert re.search(r"page: still being read, 1 s of \d+$", lines[0])
    assert code == 0
    assert "warrant" in out


def test_a_page_that_takes_too_long_is_given_up(tmp_path, capsys, monkeypatch, delay):
    delay(600)
    monkeypatch.setattr(extractors, "SECONDS", 2)
    code, out, lines = printed(pdf_files.plain(), tmp_path, capsys)
    assert (code, out) == (1, "")
    assert lines[-1].endswith("page: is not read after 2 s; copy its text by hand")


def test_the_text_has_the_same_bytes_wherever_it_is_printed(tmp_path):
    (tmp_path / "page").write_bytes(pdf_files.escape_codes())
    command = [sys.executable, "-m", "analysis", "text", str(tmp_path / "page")]
    to_file = subprocess.run(command, capture_output=True, check=True).stdout
    pty = pytest.importorskip("pty", reason="Windows has no such terminals")
    reading, writing = pty.openpty()
    subprocess.run(command, stdout=writing, stderr=subprocess.DEVNULL, check=True)
    assert os.read(reading, 4096).replace(b"\r\n", b"\n") == to_file
    os.close(reading)
    os.close(writing)


def test_a_page_that_needs_too_much_memory_is_refused(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(page_text, "_output", lambda *_: b"")  # as of a process that was killed
    code, out, (line,) = printed(pdf_files.plain(), tmp_path, capsys)
    assert (code, out) == (1, "")
    assert line.endswith("page: needs more than 2 GiB to be read; copy its text by hand")
