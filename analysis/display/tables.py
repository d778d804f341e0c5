"""Show tables as HTML and as plain text."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
from pandas.api.types import is_float_dtype, is_string_dtype

from analysis.display import _output
from analysis.display._output import html_text
from analysis.display.lines import html_line
from analysis.display.passages import html_details, html_passages
from analysis.tables import SILENCES
from analysis.text.counted import be, count_noun
from analysis.text.visible import RIGHT_TO_LEFT, one_line

if TYPE_CHECKING:
    from analysis.evidence import Evidence

BENEATH = "statement_ids"  # the column that becomes a line beneath each row
ROWS = 25  # the greatest number of rows that are shown
PLAIN = {"modality": "asserted", "basis": "stated"}  # a column with only this value is not shown
UNBROKEN = 16  # characters that stay on one line
WIDE = 60  # characters above which a cell gets a minimum width
LONGEST_WORD = 200  # characters above which a word is broken
QUOTED = {"quote", "other_quote", "text", "headline", "cue"}  # whose words are a text's alone
LINE = ";border-bottom:1px solid #ddd"
CELL_WITHOUT_LINE = "text-align:left;vertical-align:top;padding:3px 8px"
CELL = CELL_WITHOUT_LINE + LINE
HEAD = f"{CELL};border-bottom:2px solid #888;white-space:nowrap"


def table(frame: pd.DataFrame, evidence: Evidence | None = None) -> None:
    """Show a DataFrame with all text escaped, and with headings and properties in words.

    A heading is the name of its column, with spaces for underscores. Columns that say nothing in
    any row are left out. Where only one text has a value, one cell across the columns of all texts
    gives the value and the text.

    Parameters
    ----------
    frame : DataFrame
        Any table. If it is long, only the first rows are shown, and a line counts the rest.
    evidence : Evidence, optional
        If given, each row opens to show the passages of its statements: at its quote if it has
        `statement_id` and `quote`, on a line beneath if it has `statement_ids`.
    """
    n_more = max(0, len(frame) - ROWS)
    rows = _informative(frame.head(ROWS).reset_index(drop=True))
    if "property" in frame and is_string_dtype(frame["property"]):
        rows = rows.assign(property=rows["property"].str.replace("_", " "))
    if "share" in frame and is_float_dtype(frame["share"]):
        rows = rows.assign(share=rows["share"].map("{:.0%}".format, na_action="ignore"))
    plain = rows
    if BENEATH in rows:
        plain = rows.assign(quotes=rows[BENEATH].map(len)).drop(columns=BENEATH)
    if evidence is None:
        html = html_table(plain)
    else:
        details = _passages(rows, evidence)
        opening = [f"{str(name).removesuffix('quote')}statement_id" for name in details]
        texts = [name for name in rows if name in set(evidence.sources["label"])]
        html = html_table(rows.drop(columns=opening, errors="ignore"), details, texts)
    text = text_table(plain)
    if n_more:
        more = f"{count_noun(n_more, 'more row')} {be(n_more)}"
        note = f"{more} not shown here; the DataFrame has all {len(frame):,}."
        html, text = f"{html}\n<p>{note}</p>", f"{text}\n{note}"
    _output.publish({"text/html": html, "text/plain": text})


def _informative(frame: pd.DataFrame) -> pd.DataFrame:
    """Leave out the columns that are blank, silent or plainly asserted in every row."""
    if frame.empty:
        return frame
    says = frame.map(_cell_text).apply(
        lambda cells: ~cells.isin(["", *SILENCES, PLAIN.get(str(cells.name), "")])
    )
    return frame.loc[:, says.any()]


def html_table(
    frame: pd.DataFrame,
    details: Mapping[Hashable, Sequence[str]] | None = None,
    texts: Sequence[Hashable] = (),
) -> str:
    """Return a DataFrame as an HTML table with inline styles.

    Parameters
    ----------
    frame : DataFrame
        Any table.
    details : mapping of column to sequence of str, optional
        The HTML that each cell of a column opens to show, "" for none. That of `statement_ids` is
        on a line beneath the row, in place of the column.
    texts : sequence of columns
        Columns side by side that have one text each. Where all but one of them are silent, their
        cells become one.

    Examples
    --------
    >>> import pandas as pd
    >>> html_table(pd.DataFrame({"a_b": ["<x>"]})).count("&lt;x&gt;")
    1
    """
    details = dict(details or {})
    lines = details.pop(BENEATH, None)
    cells = frame if lines is None else frame.drop(columns=BENEATH)
    head = "".join(f'<th style="{HEAD}">{html_text(_heading(name))}</th>' for name in cells)
    blank = [""] * len(cells)
    columns: dict[Hashable, Iterable[str]] = {
        name: map(
            partial(_html_cell, quoted=name in QUOTED),
            cells[name],
            details.get(name, blank),
            lines or blank,
        )
        for name in cells
    }
    if len(texts) > 1:
        columns = _joined_where_single(cells, columns, list(texts), lines or blank)
    rows = [f"<tr>{''.join(row)}</tr>" for row in zip(*columns.values(), strict=True)]
    if lines:
        whole_row = f'<tr><td colspan="{len(columns)}" style="{CELL}">'
        beneath = (f"{whole_row}{line}</td></tr>" if line else "" for line in lines)
        rows = [row + line for row, line in zip(rows, beneath, strict=True)]
    body = "\n".join(rows)
    return (
        '<div style="overflow-x:auto"><table style="border-collapse:collapse;font-size:13px">\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )


def _joined_where_single(
    cells: pd.DataFrame,
    columns: dict[Hashable, Iterable[str]],
    texts: list[Hashable],
    lines: Sequence[str],
) -> dict[Hashable, Iterable[str]]:
    """Return the cells as HTML; where only one text speaks, one cell replaces all the others."""
    speaks = ~cells[texts].isin(SILENCES)
    number = speaks.sum(axis=1)
    is_single = (number < 2).tolist()
    speaker = speaks.idxmax(axis=1)  # the first text, if none speaks
    value = pd.Series([cells.at[row, name] for row, name in speaker.items()], speaker.index)
    value = value.mask(number == 1, value + " (" + speaker.astype("str") + ")")
    span = f'<td colspan="{len(texts)}" '
    whole = [
        _html_cell(text, "", line).replace("<td", span, 1)
        for text, line in zip(value, lines, strict=True)
    ]
    joined = dict(columns)
    for place, name in enumerate(texts):
        spanning = whole if place == 0 else [""] * len(whole)
        triples = zip(columns[name], spanning, is_single, strict=True)
        joined[name] = [across if single else cell for cell, across, single in triples]
    return joined


def text_table(frame: pd.DataFrame, width: int | None = 40) -> str:
    """Return a DataFrame as plain text, one line per row.

    Parameters
    ----------
    frame : DataFrame
        Any table.
    width : int, optional
        How many characters of a cell to show; None shows all of them.

    Returns
    -------
    str
        The headings and the rows, with the columns aligned; "no rows" if there are none. A cell
        that is cut ends in three dots.

    Examples
    --------
    >>> import pandas as pd
    >>> quotes = pd.DataFrame({"quote": ["over 100 US servicemen and women suffered injuries"]})
    >>> print(text_table(quotes, width=20))
                   quote
    over 100 US servi...
    >>> print(text_table(quotes[:0]))
    no rows
    """
    if frame.empty:
        return "no rows"
    texts = frame.map(_cell_text).rename(columns=_heading)
    return texts.to_string(index=False, max_colwidth=width)


def _html_cell(value: object, details: str, line: str, *, quoted: bool = False) -> str:
    """Return a cell as HTML that opens to show `details`, without a border above a `line`.

    A cell that is `quoted` comes from one text, and keeps its direction.
    """
    text = _cell_text(value)
    is_long = max(map(len, text.split()), default=0) > LONGEST_WORD
    wrap = "white-space:nowrap" if len(text) <= UNBROKEN else ""
    content = html_text(text) if quoted else html_line(text)
    direction = ' dir="auto"' if RIGHT_TO_LEFT.search(text) else ""
    if details:  # only the summary may be kept on one line
        style = f' style="{wrap}"' if wrap else ""
        content = f"<details><summary{style}>{content}</summary>{details}</details>"
        wrap = ""
    declarations = [
        CELL_WITHOUT_LINE if line else CELL,
        "min-width:13em" if len(text) > WIDE else "",
        "overflow-wrap:anywhere" if is_long else wrap,
    ]
    return f'<td{direction} style="{";".join(filter(None, declarations))}">{content}</td>'


def _passages(frame: pd.DataFrame, evidence: Evidence) -> dict[Hashable, list[str]]:
    """Return the HTML of the passages of each row, by the column that opens to show them."""
    details: dict[Hashable, list[str]] = {}
    for name in map(str, frame):
        if name.endswith("statement_id"):
            quote = name.removesuffix("statement_id") + "quote"
            column = quote if quote in frame else name
            details[column] = [html_passages(evidence, (row_id,)) for row_id in frame[name]]
    if BENEATH in frame:
        details[BENEATH] = [html_details(evidence, ids) if ids else "" for ids in frame[BENEATH]]
    return details


def _heading(name: Hashable) -> str:
    return one_line(str(name).replace("_", " "))


def _cell_text(value: Any) -> str:
    """Return a value as the text of a cell."""
    if isinstance(value, list | tuple):
        return one_line(", ".join(map(str, value)))
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return one_line(str(value))
