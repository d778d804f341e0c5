"""Label each table cell with the heading of its column, for windows too narrow for columns."""

from __future__ import annotations

from html import escape, unescape
from html.parser import HTMLParser


def labelled(html: str) -> str:
    """Return HTML in which each cell beneath a heading repeats it in the attribute `data-label`.

    Parameters
    ----------
    html : str
        What `safe_html.safe` returned. A table inside a cell of another is left unchanged.

    Examples
    --------
    >>> labelled("<table><tr><th>Text</th></tr><tr><td>A</td></tr></table>")
    '<table><tr><th>Text</th></tr><tr><td data-label="Text">A</td></tr></table>'
    """
    parser = _Labelling()
    parser.feed(html)
    parser.close()
    return "".join(parser.written)


class _Labelling(HTMLParser):
    """Copy HTML, keeping track of the headings of the table and the column of each cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self.depth = 0  # of tables
        self.headings: list[str] = []
        self.column = 0
        self.in_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        text = self.get_starttag_text() or ""
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.headings = []
        elif self.depth == 1 and tag == "tr":
            self.column = 0
        elif self.depth == 1 and tag in ("td", "th"):
            text = self._cell(tag, text, dict(attrs).get("colspan"))
        self.written.append(text)

    def _cell(self, tag: str, text: str, span: str | None) -> str:
        """Return the tag of a cell, and move to the next column."""
        here = self.column
        self.column += int(span) if span and span.isdecimal() else 1
        if tag == "th":
            self.in_heading = here >= len(self.headings)
            if self.in_heading:
                self.headings += [""] * (self.column - len(self.headings))
            return text
        if self.column - here > 1 or here >= len(self.headings) or not self.headings[here].strip():
            return text
        label = escape(self.headings[here].strip())
        return f'{text[:-1]} data-label="{label}">'

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "table"
        if tag == "th":
            self.in_heading = False
        self.written.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self.in_heading and self.depth == 1:
            self.headings[-1] += data
        self.written.append(data)

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name};")

    def _reference(self, text: str) -> None:
        if self.in_heading and self.depth == 1:
            self.headings[-1] += unescape(text)
        self.written.append(text)
