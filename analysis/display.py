"""Tables, figures and findings as a notebook shows them.

Styles are inline and figures are PNG, so that a notebook which is not trusted shows them too.
"""

from __future__ import annotations

import base64
import html
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from matplotlib.figure import Figure

CELL = "text-align:left;vertical-align:top;padding:3px 8px;border-bottom:1px solid #ddd"
UNBROKEN = 22  # characters that a cell keeps on one line: a label, an EDTF interval of days
HEAD = f"{CELL};border-bottom:2px solid #888;white-space:nowrap"


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

    alt, content = drawn.get_label(), png(drawn)
    source = f"data:image/png;base64,{base64.b64encode(content).decode()}"
    image = f'<img alt="{html.escape(alt)}" src="{source}" style="max-width:100%">'
    _publish(
        {"text/html": image, "image/png": content, "text/plain": alt}, {"image/png": {"alt": alt}}
    )


def findings(sentences: list[str]) -> None:
    """Show computed sentences as a list."""
    _publish({"text/markdown": markdown_list(sentences), "text/plain": "\n".join(sentences)})


def markdown_list(sentences: list[str]) -> str:
    """The sentences as a Markdown list, with no character of theirs taken for markup.

    >>> markdown_list(["a_b is *said*"])
    '- a\\\\_b is \\\\*said\\\\*'
    """
    return "\n".join(f"- {_escape_markdown(sentence)}" for sentence in sentences)


def html_table(frame: pd.DataFrame) -> str:
    """`frame` as an HTML table with inline styles.

    >>> html_table(pd.DataFrame({"a_b": ["<x>"]})).count("&lt;x&gt;")
    1
    """
    head = "".join(f'<th style="{HEAD}">{html.escape(_heading(name))}</th>' for name in frame)
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
    return f'<td style="{style}">{html.escape(text)}</td>'


def text_table(frame: pd.DataFrame) -> str:
    """`frame` as plain text, one line a row, cells cut at 40 characters."""
    texts = frame.map(_text).rename(columns=_heading)
    return texts.to_string(index=False, max_colwidth=40)


def _heading(name: str) -> str:
    return str(name).replace("_", " ")


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _escape_markdown(sentence: str) -> str:
    for mark in "\\`*_[]<>#$|":
        sentence = sentence.replace(mark, f"\\{mark}")
    return sentence


def _publish(data: dict, metadata: dict | None = None) -> None:
    from IPython.display import display  # only where there is a notebook to show it in

    display(data, metadata=metadata or {}, raw=True)
