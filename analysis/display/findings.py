"""Show computed sentences, each with the quotes behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.display import _output
from analysis.display.lines import html_line
from analysis.display.passages import html_details
from analysis.text.visible import one_line

if TYPE_CHECKING:
    from analysis.evidence import Evidence


def findings(sentences: Sequence[str], evidence: Evidence | None = None) -> None:
    """Show sentences as a list.

    Parameters
    ----------
    sentences : sequence of str
        The findings.
    evidence : Evidence, optional
        If given, each `findings.Finding` opens to show the passages of its statements.
    """
    items = (_html_item(sentence, evidence) for sentence in sentences)
    _output.publish(
        {
            "text/html": f"<ul>\n{chr(10).join(items)}\n</ul>",
            "text/plain": "\n".join(map(one_line, sentences)),
        }
    )


def _html_item(sentence: str, evidence: Evidence | None) -> str:
    """Return a sentence as a list item, with the element that opens to show its passages."""
    line = html_line(one_line(sentence))
    return f'<li dir="auto">{line}{html_quotes(sentence, evidence)}</li>'


def html_quotes(finding: str, evidence: Evidence | None) -> str:
    """Return an element that opens to show the passages behind a finding; "" if it has none."""
    ids = getattr(finding, "statement_ids", ())
    return html_details(evidence, ids) if evidence is not None and ids else ""
