"""Take the story of a project from its first notebook, for the README and the site."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from analysis.display import markdown
from analysis.display.prose import Piece, html_paragraph, pieces
from analysis.publishing import notebooks
from analysis.text.spans import line_number

if TYPE_CHECKING:
    from analysis.evidence import Evidence


def text_of(root: Path) -> str:
    """Return the first text that the first notebook shows with `prose`; "" if there is none.

    >>> from analysis.system.project_folder import PROJECT
    >>> "Three of the five articles" in text_of(PROJECT)
    True
    """
    for path in notebooks.paths(root)[:1]:
        _, content = notebooks.read(path)
        for cell in content.cells:
            if cell.cell_type == "code" and (text := _first_prose(cell.source)):
                return text
    return ""


def _first_prose(source: str) -> str:
    """Return the text of the first call of `prose` in a cell, or "" if there is none.

    >>> _first_prose('show.prose("It is so.")'), _first_prose("%magic")
    ('It is so.', '')
    """
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:
        return ""
    for node in nodes:
        match node:
            case ast.Call(func=ast.Attribute(attr="prose"), args=[ast.Constant(str(text)), *_]):
                return text
    return ""


def in_markdown(text: str, evidence: Evidence) -> str:
    """Return a story in Markdown; each claim links to the line of its words in seeds/."""
    paragraphs = pieces(text, evidence)
    first = {piece.ids[0] for paragraph in paragraphs for piece in paragraph if piece.ids}
    places = evidence.statements[evidence.statements["statement_id"].isin(first)]
    places = places.merge(evidence.sources, on="source_id").set_index("statement_id")
    address = {
        name: f"seeds/{quote(file)}#L{line_number(text, start)}"
        for name, file, text, start in places[["file", "text", "start"]].itertuples(name=None)
    }

    def shown(piece: Piece) -> str:
        words = markdown.escape_within(piece.words)
        return f"[{words}]({address[piece.ids[0]]})" if piece.ids else words

    return "\n\n".join("".join(map(shown, paragraph)) for paragraph in paragraphs)


def in_html(text: str, evidence: Evidence) -> str:
    """Return a story as HTML, each paragraph above the words that it rests on."""
    return "\n".join(html_paragraph(paragraph, evidence) for paragraph in pieces(text, evidence))
