"""Tables, figures, findings and quotes in their context, as a notebook shows them.

Styles are inline and figures are PNG, so that a notebook which is not trusted shows them too. Every
text is escaped here, whatever it holds: no markup, no formula, no hidden character is left in it.
"""

from __future__ import annotations

import base64
import html
import re
from typing import TYPE_CHECKING

import pandas as pd

from analysis.errors import UserError
from analysis.text.visible import RIGHT_TO_LEFT, in_order, visible

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from analysis.display.quotes import Passage
    from analysis.evidence import Evidence

LINE = ";border-bottom:1px solid #ddd"
CELL = f"text-align:left;vertical-align:top;padding:3px 8px{LINE}"
BENEATH = "statement_ids"  # the column that a table shows as a line beneath each row
NAMES = {"prop": "property", "verdict": "agreement"}  # lest a warrant seem to have a verdict
ROWS = 500  # of a table that are shown
QUOTES = 40  # of a row that it opens on
UNBROKEN = 22  # characters that a cell keeps on one line: a label, an EDTF interval of days
READ = 60  # characters; a cell with more is wide enough to be read
LONGEST_WORD = 200  # characters; a longer word is broken, so that it does not widen the table
HEAD = f"{CELL};border-bottom:2px solid #888;white-space:nowrap"
PASSAGE = (
    "max-width:44em;min-width:30em;margin:6px 0;padding-left:10px;border-left:3px solid #999;"
    "word-wrap:break-word"
)
KEY = " (a raised number begins a quote, a lowered one ends it)"
# Of a piece that stands in one quote, in two, in more: with black on it, read in a dark theme too.
MARKS = ("#fff0a8", "#ffd75e", "#ffb52e")
# MathJax, run over the finished page, takes these for the edge of a formula; it looks for none
# across the bounds of an element. Those also keep an address with an @ from becoming a link.
_FORMULA = re.compile(r"[$\\]")
# Marks of Markdown: anywhere, at the edge of a word, in an address; and where a block begins.
_ACTIVE = re.compile(
    r"(?P<apart>[$\\@])|[`*\[\]<~|&]|_(?![^\W_])|(?<![^\W_])_|:(?=//)|(?<=www)\.", re.IGNORECASE
)
_FIRST = re.compile(r"^(\d*)([-+.)](?=[\s-]|$)|[#>])")


def table(frame: pd.DataFrame, evidence: Evidence | None = None) -> None:
    """Show `frame`, every text escaped, headings and properties in words.

    Of more than `ROWS` rows the first, with a line that counts the rest. With the `evidence`, each
    row opens on the passages of its statements: at its quote where it has `statement_id` and
    `quote`, else in a line beneath; of more than `QUOTES` statements on the first of them.
    """
    shown, more = frame.head(ROWS), max(0, len(frame) - ROWS)
    if "prop" in frame:
        shown = shown.assign(prop=shown["prop"].str.replace("_", " "))
    plain = shown
    if BENEATH in shown:
        plain = shown.assign(quotes=shown[BENEATH].map(len)).drop(columns=BENEATH)
    if evidence is None:
        html_rows = html_table(plain)
    else:
        html_rows = html_table(shown, _words_of_rows(shown, evidence))
    told = f"{more} more rows are not shown here; the DataFrame has all {len(frame)}."
    _publish(
        {
            "text/html": html_rows + f"\n<p>{told}</p>" * (more > 0),
            "text/plain": text_table(plain) + f"\n{told}" * (more > 0),
        }
    )


def words(evidence: Evidence, what: str | pd.Series | pd.DataFrame) -> None:
    """Show the passages behind `what`, quotes highlighted, their speakers and chains above.

    `what` is the id of a statement, or a row (or several) of any table that has `statement_id` or
    `statement_ids`: a cell of `agreement.matrix` has. Raises UserError where there is neither.
    """
    from analysis.display.quotes import in_context

    found = in_context(evidence, _statement_ids(what))
    plain = "\n\n".join(map(_text_passage, found)) or "no statement"
    _publish({"text/html": "".join(map(_html_passage, found)), "text/plain": plain})


def figure(drawn: Figure) -> None:
    """Show a figure as PNG, with its label as alternative text.

    JupyterLab gives a bare PNG no alternative text, so the same bytes go into an HTML image too;
    where HTML is not shown, as in a notebook that is not trusted, the bare PNG is.
    """
    from analysis.figures import png  # matplotlib only where something is drawn

    alt, content = in_order(drawn.get_label()), png(drawn)
    source = f"data:image/png;base64,{base64.b64encode(content).decode()}"
    image = f'<img alt="{html.escape(alt)}" src="{source}" style="max-width:100%">'
    _publish(
        {"text/html": image, "image/png": content, "text/plain": alt}, {"image/png": {"alt": alt}}
    )


def findings(sentences: list[str], evidence: Evidence | None = None) -> None:
    """Show computed sentences as a list.

    With the `evidence`, a `findings.Finding` opens on the passages of its statements.
    """
    items = (
        f'<li dir="auto">{_html(_line(told))}{words_of(told, evidence)}</li>' for told in sentences
    )
    plain = "\n".join(map(_line, sentences))
    _publish({"text/html": f"<ul>\n{chr(10).join(items)}\n</ul>", "text/plain": plain})


def words_of(finding: str, evidence: Evidence | None) -> str:
    """An element that opens on the passages behind a `findings.Finding`; "" where it has none."""
    ids = getattr(finding, "statement_ids", ())
    return html_words(evidence, ids) if evidence is not None and ids else ""


def html_words(evidence: Evidence, statement_ids: tuple[str, ...]) -> str:
    """An element that opens on the passages of these statements."""
    number = len(statement_ids)
    return (
        f"<details><summary>{number} quote{'s' * (number > 1)}</summary>"
        f'<div style="display:flex;flex-wrap:wrap;gap:0 24px">'
        f"{_html_passages(evidence, statement_ids)}</div></details>"
    )


def markdown_list(sentences: list[str]) -> str:
    """The sentences as a Markdown list, with no character of theirs taken for markup.

    >>> markdown_list(["a_b is *said*"])
    '- a_b is \\\\*said\\\\*'
    """
    return "\n".join(f"- {markdown(sentence)}" for sentence in sentences)


def markdown(text: str) -> str:
    """`text` as it reads inside a line of Markdown, with no character of it taken for markup.

    >>> markdown("1. costs $5")
    '1\\\\. costs <span>&#36;</span>5'
    """
    escaped = _ACTIVE.sub(_inactive, _line(text).strip())
    return _FIRST.sub(r"\1\\\2", escaped)


def _inactive(found: re.Match) -> str:
    if found[0] == "<":  # coded, so that no comment that marks a part of the README stands there
        return "&lt;"
    return f"<span>&#{ord(found[0])};</span>" if found["apart"] else f"\\{found[0]}"


def markdown_alt(text: str) -> str:
    """`text` as the alternative text of a Markdown image, where elements have no place."""
    return re.sub("</?span>", "", markdown(text))


def html_table(frame: pd.DataFrame, words: dict[str, list[str]] | None = None) -> str:
    """`frame` as an HTML table with inline styles.

    `words` has, for some columns, the HTML that each cell opens on, "" for none; that of `BENEATH`
    stands in a line beneath the row, in place of the column.

    >>> html_table(pd.DataFrame({"a_b": ["<x>"]})).count("&lt;x&gt;")
    1
    """
    opened = dict(words or {})
    beneath = opened.pop(BENEATH, None)
    cells = frame if beneath is None else frame.drop(columns=BENEATH)
    head = "".join(f'<th style="{HEAD}">{_html(_heading(name))}</th>' for name in cells)
    blank = [""] * len(cells)
    columns = [
        map(_html_cell, cells[name], opened.get(name, blank), beneath or blank) for name in cells
    ]
    rows = [f"<tr>{''.join(row)}</tr>" for row in zip(*columns, strict=True)]
    if beneath:
        line = f'<tr><td colspan="{len(columns)}" style="{CELL}">'
        rows = [
            row + (f"{line}{words}</td></tr>" if words else "")
            for row, words in zip(rows, beneath, strict=True)
        ]
    body = "\n".join(rows)
    return (
        '<div style="overflow-x:auto"><table style="border-collapse:collapse;font-size:13px">\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )


def _html_cell(value: object, opened: str, beneath: str) -> str:
    text = _text(value)
    short = "white-space:nowrap" if len(text) <= UNBROKEN else ""
    wide = "min-width:18em" if len(text) > READ else ""
    long = max(map(len, text.split()), default=0) > LONGEST_WORD
    direction = ' dir="auto"' if RIGHT_TO_LEFT.search(text) else ""
    shown = _html(text)
    if opened:  # whose own lines must break
        style = f' style="{short}"' if short else ""
        shown = f"<details><summary{style}>{shown}</summary>{opened}</details>"
        short = ""
    cell = CELL.removesuffix(LINE) if beneath else CELL
    style = ";".join(filter(None, [cell, wide, "overflow-wrap:anywhere" if long else short]))
    return f'<td{direction} style="{style}">{shown}</td>'


def _words_of_rows(frame: pd.DataFrame, evidence: Evidence) -> dict[str, list[str]]:
    """The HTML of the passages of each row, by the column that opens on them."""
    words = {}
    for name in [name for name in frame if str(name).endswith("statement_id")]:
        quote = name.removesuffix("statement_id") + "quote"
        column = quote if quote in frame else name
        words[column] = [_html_passages(evidence, (found,)) for found in frame[name]]
    if BENEATH in frame:
        words[BENEATH] = [html_words(evidence, found) if found else "" for found in frame[BENEATH]]
    return words


def _html_passages(evidence: Evidence, statement_ids: tuple[str, ...]) -> str:
    from analysis.display.quotes import in_context

    found = "".join(map(_html_passage, in_context(evidence, statement_ids[:QUOTES])))
    more = len(statement_ids) - QUOTES
    return found + (f"<p>{more} more quotes are not shown here</p>" if more > 0 else "")


def _statement_ids(what: str | pd.Series | pd.DataFrame) -> list[str]:
    """The ids of the statements behind an id, a row or several rows."""
    if isinstance(what, str):
        return [what]
    rows = what.to_frame().T if isinstance(what, pd.Series) else what
    found = [rows[name] for name in ("statement_id", BENEATH) if name in rows]
    if not found:
        raise UserError("no statement_id and no statement_ids here; name a row that has one")
    return list(found[0].explode().dropna())


def _html_passage(passage: Passage) -> str:
    """A passage in HTML: the text and the line, who says what, then the words."""
    several = len(passage.statements) > 1
    lines = [f"<b>{_html(_line(passage.source))}, line {passage.line}</b>" + KEY * several]
    lines += [
        (f"<sup>{number}</sup> " if several else "") + _html(_line(told))
        for number, told in enumerate(_tellings(passage), start=1)
    ]
    pieces = "".join(
        _html_piece(text, quotes, *_edges(passage, at, several))
        for at, (text, quotes) in enumerate(passage.pieces)
    )
    return (
        f'<div style="{PASSAGE}"><div>{"<br>".join(lines)}</div>'
        f'<div dir="auto" style="margin-top:4px">{pieces}</div></div>'
    )


def _html_piece(text: str, quotes: tuple[int, ...], begin: list[int], end: list[int]) -> str:
    """A piece, darker the more quotes it stands in; raised numbers begin, lowered ones end them."""
    shown = _html(visible(text))
    if not quotes:
        return shown
    colour = MARKS[min(len(quotes), len(MARKS)) - 1]
    first = f"<sup>{_numbers(begin)}</sup>" if begin else ""
    last = f"<sub>{_numbers(end)}</sub>" if end else ""
    return f'{first}<mark style="background:{colour};color:#000">{shown}</mark>{last}'


def _numbers(places: list[int]) -> str:
    return ",".join(str(place + 1) for place in places)


def _edges(passage: Passage, at: int, told: bool) -> tuple[list[int], list[int]]:
    """The quotes that begin with a piece and those that end with it, where they are numbered."""
    around = [
        passage.pieces[i][1] if 0 <= i < len(passage.pieces) else () for i in (at - 1, at + 1)
    ]
    own = passage.pieces[at][1] if told else ()
    return [n for n in own if n not in around[0]], [n for n in own if n not in around[1]]


def _tellings(passage: Passage) -> list[str]:
    """What each statement of a passage says, of what, who says it, and in which stance."""
    return [
        f"{row.entity}, {row.prop.replace('_', ' ')}: {row.said} — "
        + ("in its own voice" if row.own_voice else row.voice.removeprefix(f"{row.source}: "))
        + f"; {row.modality}, {row.basis}; {row.statement_id}"
        for row in passage.statements
    ]


def _text_passage(passage: Passage) -> str:
    """A passage as plain text, its quotes in brackets with their numbers."""
    told = [f"{number} {_line(line)}" for number, line in enumerate(_tellings(passage), start=1)]
    text = ""
    for at, (piece, _) in enumerate(passage.pieces):
        begin, end = _edges(passage, at, True)
        text += "".join(f"[{n + 1}: " for n in begin) + visible(piece)
        text += "".join(f" :{n + 1}]" for n in reversed(end))
    return "\n".join([f"{_line(passage.source)}, line {passage.line}", *told, text])


def _html(text: str) -> str:
    return _FORMULA.sub(r"<span>\g<0></span>", html.escape(text))


def text_table(frame: pd.DataFrame) -> str:
    """`frame` as plain text, one line a row, cells cut at 40 characters."""
    texts = frame.map(_text).rename(columns=_heading)
    return texts.to_string(index=False, max_colwidth=40)


def _heading(name: str) -> str:
    return _line(NAMES.get(name, str(name)).replace("_", " "))


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return _line(", ".join(map(str, value)))
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _line(str(value))


def _line(text: str) -> str:
    return in_order(visible(text))


def _publish(data: dict, metadata: dict | None = None) -> None:
    from IPython.display import display  # only where there is a notebook to show it in

    display(data, metadata=metadata or {}, raw=True)
