"""Show quotes in their context, with their speakers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.display import _output
from analysis.display._output import html_text
from analysis.display.quotes import Passage, Statement, in_context
from analysis.errors import UserError
from analysis.text.counted import be, count_noun
from analysis.text.visible import one_line, visible

if TYPE_CHECKING:
    from analysis.evidence import Evidence

MOST_QUOTES = 40  # behind one row or finding
STYLE = (
    "max-width:44em;min-width:30em;margin:6px 0;padding-left:10px;border-left:3px solid #999;"
    "word-wrap:break-word"
)
KEY = " (a raised number begins a quote, a lowered one ends it)"
# The background of a piece in one quote, in two, in more; the text is black even in a dark theme.
HIGHLIGHTS = ("#fff0a8", "#ffd75e", "#ffb52e")


def words(evidence: Evidence, rows: str | Sequence[str] | pd.Series | pd.DataFrame) -> None:
    """Show the passages behind statements, with their quotes highlighted and speakers above.

    Parameters
    ----------
    evidence : Evidence
        The evidence that has the statements.
    rows : str, Series or DataFrame
        The id of a statement, or one or several rows of a table that has `statement_id` or
        `statement_ids`, such as a cell of `agreement.matrix`. A row with `other_statement_id`, such
        as one of `agreement.conflicts`, is shown with both of its statements.

    Raises
    ------
    UserError
        If there is no such statement, or the rows have neither column.
    """
    passages = in_context(evidence, _statement_ids(rows))
    plain = "\n\n".join(map(_plain_passage, passages)) or "no statement"
    _output.publish({"text/html": "".join(map(_html_passage, passages)), "text/plain": plain})


def html_details(evidence: Evidence, statement_ids: Sequence[str]) -> str:
    """Return an HTML element that opens to show the passages of statements."""
    number = len(statement_ids)
    return (
        f"<details><summary>{count_noun(number, 'quote')}</summary>"
        f'<div style="display:flex;flex-wrap:wrap;gap:0 24px">'
        f"{html_passages(evidence, statement_ids)}</div></details>"
    )


def html_passages(evidence: Evidence, statement_ids: Sequence[str]) -> str:
    """Return the passages of statements as HTML, at most `MOST_QUOTES` of them."""
    passages = in_context(evidence, statement_ids[:MOST_QUOTES])
    more = len(statement_ids) - MOST_QUOTES
    note = f"<p>{count_noun(more, 'more quote')} {be(more)} not shown here</p>" if more > 0 else ""
    return "".join(map(_html_passage, passages)) + note


def _statement_ids(rows: str | Sequence[str] | pd.Series | pd.DataFrame) -> list[str]:
    """Return the ids of the statements behind an id, several ids, a row or several rows."""
    if isinstance(rows, str):
        return [rows]
    if isinstance(rows, pd.DataFrame) or (isinstance(rows, pd.Series) and not _are_ids(rows)):
        table = rows.to_frame().T if isinstance(rows, pd.Series) else rows
        for names in (["statement_id", "other_statement_id"], ["statement_ids"]):
            if names[0] in table:
                ids = table.reindex(columns=names).to_numpy().ravel()
                return list(pd.Series(ids, dtype="object").explode().dropna())
    elif _are_ids(rows):
        return list(rows)
    raise UserError(
        "no statement_id and no statement_ids here; write words(evidence, rows) with an id, a list "
        "of ids, or rows that have them"
    )


def _are_ids(rows: object) -> bool:
    """Return whether something is a list or a column of ids."""
    if not isinstance(rows, list | tuple | pd.Series):
        return False
    return all(isinstance(name, str) and name.startswith("s-") for name in rows)


def _html_passage(passage: Passage) -> str:
    """Return a passage as HTML: its source and line, who says what, then the text."""
    is_numbered = len(passage.statements) > 1
    key = KEY if is_numbered else ""
    lines = [f"<b>{html_text(one_line(passage.source))}, line {passage.line}</b>{key}"]
    for number, statement in enumerate(passage.statements, start=1):
        prefix = f"<sup>{number}</sup> " if is_numbered else ""
        lines.append(prefix + html_text(one_line(_attribution(statement))))
    pieces = "".join(_html_piece(passage, place) for place in range(len(passage.pieces)))
    return (
        f'<div style="{STYLE}"><div>{"<br>".join(lines)}</div>'
        f'<div dir="auto" style="margin-top:4px">{pieces}</div></div>'
    )


def _html_piece(passage: Passage, place: int) -> str:
    """Return a piece as HTML, with raised numbers where quotes begin and lowered where they end."""
    text, quotes = passage.pieces[place]
    escaped = html_text(visible(text))
    if not quotes:
        return escaped
    begin, end = _edges(passage, place) if len(passage.statements) > 1 else ([], [])
    raised = f"<sup>{_joined(begin)}</sup>" if begin else ""
    lowered = f"<sub>{_joined(end)}</sub>" if end else ""
    colour = HIGHLIGHTS[min(len(quotes), len(HIGHLIGHTS)) - 1]
    return f'{raised}<mark style="background:{colour};color:#000">{escaped}</mark>{lowered}'


def _edges(passage: Passage, place: int) -> tuple[list[int], list[int]]:
    """Return the numbers of the quotes that begin with a piece, and of those that end with it."""
    pieces = [(), *(quotes for _, quotes in passage.pieces), ()]
    before, quotes, after = pieces[place : place + 3]
    begin = [number + 1 for number in quotes if number not in before]
    end = [number + 1 for number in quotes if number not in after]
    return begin, end


def _joined(numbers: list[int]) -> str:
    return ",".join(map(str, numbers))


def _attribution(row: Statement) -> str:
    """Describe a statement: what it is about, its value, its speaker and the stance."""
    voice = "in its own voice" if row.own_voice else row.voice.removeprefix(f"{row.source}: ")
    voice += f" (“{row.cue}”)" if row.cue else ""
    return (
        f"{row.entity}, {row.property.replace('_', ' ')}: {row.value_text} — {voice}; "
        f"{row.modality}, {row.basis}; {row.statement_id}"
    )


def _plain_passage(passage: Passage) -> str:
    """Return a passage as plain text, with its quotes in brackets and numbered."""
    lines = [f"{one_line(passage.source)}, line {passage.line}"]
    for number, statement in enumerate(passage.statements, start=1):
        lines.append(f"{number} {one_line(_attribution(statement))}")
    text = ""
    for place, (piece, _) in enumerate(passage.pieces):
        begin, end = _edges(passage, place)
        opening = "".join(f"[{number}: " for number in begin)
        closing = "".join(f" :{number}]" for number in reversed(end))
        text += opening + visible(piece) + closing
    return "\n".join([*lines, text])
