"""Turn a notebook with its stored outputs into HTML for a page of the site.

Each cell and output is cleaned separately and put between elements that no cleaned fragment may
contain, so that a tag in one cannot affect the next or the rest of the page. Only the Markdown
parser of nbconvert is used: no template is read and no code runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import partial
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING

from nbconvert.filters import strip_ansi
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from analysis.publishing import safe_html

if TYPE_CHECKING:
    from nbformat import NotebookNode

IMAGES = ("image/png", "image/jpeg", "image/gif", "image/webp")
# The time that the parser takes grows with the square of these.
MOST_FORMULAS, MOST_SPACES = 1_000, 100
_FORMULA = re.compile(r"\\\\?begin\{|\\\\[(\[]")
_SPACES = re.compile(rf"[ \t]{{{MOST_SPACES},}}")
_NO_IMAGE = MappingProxyType({"image/png": ""})
_NO_ATTACHMENTS: Mapping[str, Mapping[str, str]] = MappingProxyType({})
_TEXTS = ("text/plain", "text/latex")


class _Renderer(IPythonRenderer):
    """Render blocks of code as plain text, without highlighting, in any language."""

    def block_code(self, code: str, info: str | None = None) -> str:
        return f"<pre><code>{escape(code)}</code></pre>\n"


class _Markdown(MarkdownWithMath):
    """Render Markdown, but leave the boxes of task lists as text, because pages have no forms."""

    DEFAULT_PLUGINS = tuple(  # type: ignore[assignment]  # nbconvert declares a fixed length
        name for name in MarkdownWithMath.DEFAULT_PLUGINS if name != "task_lists"
    )


class _Attachments(dict):
    """The images attached to a cell, by name; a missing one is empty."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> Mapping[str, str]:
        return _NO_IMAGE


def body(notebook: NotebookNode, statements: Collection[str], notebooks: Collection[str]) -> str:
    """Return the cells of `notebook` as HTML.

    The ids of `statements` and the names of `notebooks` become links. Raises ValueError, which
    names the cell, if one cannot be shown.
    """
    clean = partial(safe_html.safe, statements=statements, notebooks=notebooks)
    as_text = partial(_text, statements=statements)
    cells = []
    for number, cell in enumerate(notebook.cells, start=1):
        try:
            cells.append(_cell(cell, clean, as_text))
        except Exception as error:  # a parser may fail in many ways on unexpected input
            reason = str(error) if isinstance(error, safe_html.UnsafeError) else ""
            raise ValueError(f"cell {number}: {reason or type(error).__name__}") from error
    return f'<section class="notebook">\n{"".join(cells)}</section>'


def _cell(cell: NotebookNode, clean: Callable, as_text: Callable) -> str:
    if cell.cell_type == "markdown":
        html = clean(_markdown(cell.source, cell.get("attachments", {})))
        return f'<section class="prose">\n{html}</section>\n'
    if cell.cell_type == "raw":
        return f'<section class="cell">\n{as_text(cell.source)}\n</section>\n'
    code = ""
    if cell.source.strip():
        summary = "<summary>Code of this cell</summary>"
        code = f'<details class="code">{summary}{as_text(cell.source)}</details>\n'
    outputs = "".join(
        f'<section class="output">\n{_output(output, clean, as_text)}\n</section>\n'
        for output in cell.outputs
    )
    return f'<section class="cell">\n{code}{outputs}</section>\n'


def _output(output: NotebookNode, clean: Callable, as_text: Callable) -> str:
    if output.output_type == "stream":
        return as_text(strip_ansi(output.text))
    if output.output_type == "error":
        lines = "\n".join(output.traceback) or f"{output.ename}: {output.evalue}"
        return as_text(strip_ansi(lines))
    return _data(output.data, output.metadata, clean, as_text)


def _data(data: NotebookNode, metadata: NotebookNode, clean: Callable, as_text: Callable) -> str:
    """Return an output in the first of its MIME types that a page can show without running code."""
    for kind, to_html in (("text/html", str), ("text/markdown", _markdown)):
        cleaned = clean(to_html(data[kind])) if kind in data else ""
        if not safe_html.is_blank(cleaned):
            return cleaned
    for kind in IMAGES:
        if kind in data:
            about = metadata.get(kind)
            alt = about.get("alt") if isinstance(about, dict) else None
            alt = escape(str(alt or data.get("text/plain", "")))
            return clean(f'<img src="data:{kind};base64,{escape(data[kind])}" alt="{alt}">')
    for kind in _TEXTS:
        if kind in data:
            return as_text(strip_ansi(data[kind]))
    kinds = escape(", ".join(data) or "an empty output")
    return clean(f"<p>[not shown on a page: {kinds}]</p>")


def _text(text: str, statements: Collection[str]) -> str:
    return f"<pre>{safe_html.safe_text(text, statements)}</pre>"


def _markdown(source: str, attachments: Mapping[str, Mapping[str, str]] = _NO_ATTACHMENTS) -> str:
    """Return Markdown as HTML yet to be cleaned, with the images attached to its cell."""
    images = _Attachments(
        (name, {kind: data for kind, data in bundle.items() if kind in IMAGES} or _NO_IMAGE)
        for name, bundle in attachments.items()
    )
    if len(_FORMULA.findall(source)) > MOST_FORMULAS:
        raise safe_html.UnsafeError(f"there are more than {MOST_FORMULAS:,} formulas in it")
    source = _SPACES.sub(" " * MOST_SPACES, source)
    renderer = _Renderer(escape=False, attachments=images, exclude_anchor_links=True)
    return _Markdown(renderer=renderer).render(source)
