"""Tables, figures and findings as a notebook shows them.

Styles are inline and figures are PNG, so that a notebook which is not trusted shows them too. Every
text is escaped here, whatever it holds: no markup, no formula, no hidden character is left in it.
"""

from __future__ import annotations

import base64
import html
import re
from typing import TYPE_CHECKING

import pandas as pd

from analysis.plain import RIGHT_TO_LEFT, in_order, visible

if TYPE_CHECKING:
    from matplotlib.figure import Figure

CELL = "text-align:left;vertical-align:top;padding:3px 8px;border-bottom:1px solid #ddd"
UNBROKEN = 22  # characters that a cell keeps on one line: a label, an EDTF interval of days
LONGEST_WORD = 200  # characters; a longer word is broken, so that it does not widen the table
HEAD = f"{CELL};border-bottom:2px solid #888;white-space:nowrap"
# MathJax, run over the finished page, takes these for the edge of a formula; it looks for none
# across the bounds of an element. Those also keep an address with an @ from becoming a link.
_FORMULA = re.compile(r"[$\\]")
# Marks of Markdown: anywhere, at the edge of a word, in an address; and where a block begins.
_ACTIVE = re.compile(
    r"(?P<apart>[$\\@])|[`*\[\]<~|&]|_(?![^\W_])|(?<![^\W_])_|:(?=//)|(?<=www)\.", re.IGNORECASE
)
_FIRST = re.compile(r"^(\d*)([-+.)](?=[\s-]|$)|[#>])")


def table(frame: pd.DataFrame) -> None:
    """Show `frame` whole, every text escaped, headings and properties in words."""
    if "prop" in frame:
        frame = frame.assign(prop=frame["prop"].str.replace("_", " "))
    _publish({"text/html": html_table(frame), "text/plain": text_table(frame)})


def figure(drawn: Figure) -> None:
    """Show a figure as PNG, with its label as alternative text.

    JupyterLab gives a bare PNG no alternative text, so the same bytes go into an HTML image too;
    where HTML is not shown, as in a notebook that is not trusted, the bare PNG is.
    """
    from analysis.drawing import png  # matplotlib only where something is drawn

    alt, content = in_order(drawn.get_label()), png(drawn)
    source = f"data:image/png;base64,{base64.b64encode(content).decode()}"
    image = f'<img alt="{html.escape(alt)}" src="{source}" style="max-width:100%">'
    _publish(
        {"text/html": image, "image/png": content, "text/plain": alt}, {"image/png": {"alt": alt}}
    )


def findings(sentences: list[str]) -> None:
    """Show computed sentences as a list."""
    plain = "\n".join(map(_line, sentences))
    _publish({"text/markdown": markdown_list(sentences), "text/plain": plain})


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


def html_table(frame: pd.DataFrame) -> str:
    """`frame` as an HTML table with inline styles.

    >>> html_table(pd.DataFrame({"a_b": ["<x>"]})).count("&lt;x&gt;")
    1
    """
    head = "".join(f'<th style="{HEAD}">{_html(_heading(name))}</th>' for name in frame)
    rows = "\n".join(
        f"<tr>{''.join(map(_html_cell, row))}</tr>" for row in frame.itertuples(index=False)
    )
    return (
        '<div style="overflow-x:auto"><table style="border-collapse:collapse;font-size:13px">\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>"
    )


def _html_cell(value: object) -> str:
    text = _text(value)
    style = f"{CELL};white-space:nowrap" if len(text) <= UNBROKEN else CELL
    if max(map(len, text.split()), default=0) > LONGEST_WORD:
        style = f"{CELL};overflow-wrap:anywhere"
    direction = ' dir="auto"' if RIGHT_TO_LEFT.search(text) else ""
    return f'<td{direction} style="{style}">{_html(text)}</td>'


def _html(text: str) -> str:
    return _FORMULA.sub(r"<span>\g<0></span>", html.escape(text))


def text_table(frame: pd.DataFrame) -> str:
    """`frame` as plain text, one line a row, cells cut at 40 characters."""
    texts = frame.map(_text).rename(columns=_heading)
    return texts.to_string(index=False, max_colwidth=40)


def _heading(name: str) -> str:
    return _line(str(name).replace("_", " "))


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
