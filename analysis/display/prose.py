"""Show prose written by hand; each claim is checked and opens to show the words behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from analysis import tables
from analysis.display import _output
from analysis.display._output import html_text
from analysis.display.passages import html_details
from analysis.errors import UserError
from analysis.evidence import STATEMENT_ID
from analysis.text.visible import one_line
from analysis.validation.labels import has_label, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from analysis.evidence import Evidence

_IDS = f"{STATEMENT_ID}(?:[ ,]+{STATEMENT_ID})*"
_CLAIM = re.compile(rf"\[(?P<words>[^\]]+)\]\((?P<ids>{_IDS})\)")
# Where the words of a claim may be found: in what the text says, or in what was coded from it.
_COLUMNS = ("quote", "value_text", "entity", "speaker", "via", "source", "cue")


class Piece(NamedTuple):
    """Some words of a paragraph, and the statements that they rest on, if they are a claim."""

    words: str
    ids: tuple[str, ...] = ()


def prose(text: str, evidence: Evidence) -> None:
    """Show paragraphs in which claims such as "[words](s-0123456789ab)" rest on statements.

    The words must occur in each statement that is named: in its quote or cue, in its value for
    readers, or in the name of its entity, speaker, outlets or source.

    Parameters
    ----------
    text : str
        Paragraphs, with a blank line between them.
    evidence : Evidence
        The evidence that has the statements.

    Raises
    ------
    UserError
        If there is no such statement, or the words are not in it.
    """
    paragraphs = pieces(text, evidence)
    html = "\n".join(html_paragraph(paragraph, evidence) for paragraph in paragraphs)
    plain = ("".join(piece.words for piece in paragraph) for paragraph in paragraphs)
    _output.publish({"text/html": html, "text/plain": "\n\n".join(plain)})


def pieces(text: str, evidence: Evidence) -> list[list[Piece]]:
    """Split each paragraph of a text into pieces, and check its claims.

    >>> import analysis
    >>> [[piece.words for piece in paragraph]
    ...     for paragraph in pieces("[Iran](s-284adb4fd7fa)'s warrant.", analysis.load())]
    [['Iran', "'s warrant."]]
    """
    statements = tables.statements(evidence).set_index("statement_id")
    return [
        list(_pieces(" ".join(paragraph.split()), statements))
        for paragraph in re.split(r"\n\s*\n", text.strip())
    ]


def _pieces(paragraph: str, statements: pd.DataFrame) -> Iterator[Piece]:
    end = 0
    for claim in _CLAIM.finditer(paragraph):
        if claim.start() > end:
            yield Piece(one_line(paragraph[end : claim.start()]))
        yield Piece(one_line(claim["words"]), _checked(claim, statements))
        end = claim.end()
    if end < len(paragraph):
        yield Piece(one_line(paragraph[end:]))


def html_paragraph(paragraph: list[Piece], evidence: Evidence) -> str:
    """Return a paragraph as HTML with its claims underlined, above the passages behind them."""
    words = "".join(
        f"<u>{html_text(piece.words)}</u>" if piece.ids else html_text(piece.words)
        for piece in paragraph
    )
    ids = [name for piece in paragraph for name in piece.ids]
    details = html_details(evidence, ids) if ids else ""
    close = f'<p style="margin-bottom:2px">{words}</p>'
    return f'<div style="margin-bottom:14px">{close}{details}</div>'


def _checked(claim: re.Match[str], statements: pd.DataFrame) -> tuple[str, ...]:
    """Return the ids of the statements that a claim names; raise UserError if one is wrong."""
    words = claim["words"]
    ids = tuple(re.findall(STATEMENT_ID, claim["ids"]))
    for name in ids:
        if name not in statements.index:
            raise UserError(f'"{words}": there is no statement {name}; name one that has the words')
        row = statements.loc[name]
        if not any(has_label(phrase(row[column]), [phrase(words)]) for column in _COLUMNS):
            reason = f"is not in {name} (“{row['quote']}”: {row['value_text']})"
            raise UserError(f'"{words}": {reason}; copy its words, or name another statement')
    return ids
