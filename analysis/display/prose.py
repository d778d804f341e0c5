"""Show prose written by hand, each claim of which was checked and opens on the words behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis import tables
from analysis.display import _output
from analysis.display._output import html_text
from analysis.display.passages import html_details
from analysis.errors import UserError
from analysis.evidence import STATEMENT_ID
from analysis.text.visible import one_line
from analysis.validation.labels import has_label, phrase

if TYPE_CHECKING:
    import pandas as pd

    from analysis.evidence import Evidence

_IDS = f"{STATEMENT_ID}(?:[ ,]+{STATEMENT_ID})*"
_CLAIM = re.compile(rf"\[(?P<words>[^\]]+)\]\((?P<ids>{_IDS})\)")
# Where the words of a claim may be: what the text says, or what was coded from it.
_COLUMNS = ("quote", "value_text", "entity", "speaker", "via", "source", "cue")


def prose(text: str, evidence: Evidence) -> None:
    """Show paragraphs in which "[words](s-0123456789ab)" rests on statements.

    The words must be in each statement that is named: in its quote or cue, in its value for
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
        If there is no such statement, or it does not have the words.
    """
    statements = tables.statements(evidence).set_index("statement_id")
    html, plain = [], []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        words = " ".join(paragraph.split())
        ids = [name for claim in _CLAIM.finditer(words) for name in _checked(claim, statements)]
        details = html_details(evidence, ids) if ids else ""
        html.append(f'<div style="margin-bottom:14px">{_paragraph(words)}{details}</div>')
        plain.append(one_line(_CLAIM.sub(lambda claim: claim["words"], words)))
    _output.publish({"text/html": "\n".join(html), "text/plain": "\n\n".join(plain)})


def _checked(claim: re.Match[str], statements: pd.DataFrame) -> list[str]:
    """Return the ids of the statements that a claim names; raise UserError if one is wrong."""
    words = claim["words"]
    ids = re.findall(STATEMENT_ID, claim["ids"])
    for name in ids:
        if name not in statements.index:
            raise UserError(f'"{words}": there is no statement {name}; name one that has the words')
        row = statements.loc[name]
        if not any(has_label(phrase(row[column]), [phrase(words)]) for column in _COLUMNS):
            reason = f"is not in {name} (“{row['quote']}”: {row['value_text']})"
            raise UserError(f'"{words}": {reason}; copy its words, or name another statement')
    return ids


def _paragraph(paragraph: str) -> str:
    """Return a paragraph as HTML, with its claims underlined, close to what it opens on."""
    parts, end = [], 0
    for claim in _CLAIM.finditer(paragraph):
        parts.append(html_text(one_line(paragraph[end : claim.start()])))
        parts.append(f"<u>{html_text(one_line(claim['words']))}</u>")
        end = claim.end()
    parts.append(html_text(one_line(paragraph[end:])))
    return f'<p style="margin-bottom:2px">{"".join(parts)}</p>'
